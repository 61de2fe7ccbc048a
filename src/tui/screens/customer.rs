//! A customer.

use ratatui::layout::Rect;

use super::super::canvas::Canvas;
use super::super::cx::Cx;
use super::super::screen::{Place, Screen};
use crate::base::id::Id;

/// The screen.
#[derive(Clone, Debug, Default)]
pub struct CustomerScreen {
    account: Id,
}

impl CustomerScreen {
    /// Of this customer.
    pub fn new(account: Id) -> CustomerScreen {
        CustomerScreen { account }
    }

    /// The customer.
    pub fn account(&self) -> Id {
        self.account
    }
}

impl Screen for CustomerScreen {
    fn place(&self) -> Place {
        Place::Customer
    }

    fn draw(&self, _cx: &Cx, _area: Rect, _canvas: &mut Canvas<'_>) {}
}
