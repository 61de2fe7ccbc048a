//! Customers.

use ratatui::layout::Rect;

use super::super::canvas::Canvas;
use super::super::cx::Cx;
use super::super::screen::{Place, Screen};

/// The screen.
#[derive(Clone, Debug, Default)]
pub struct CustomersScreen {}

impl Screen for CustomersScreen {
    fn place(&self) -> Place {
        Place::Customers
    }

    fn draw(&self, _cx: &Cx, _area: Rect, _canvas: &mut Canvas<'_>) {}
}
