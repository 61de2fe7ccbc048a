//! Today while a filter is typed, or in a context: of the day what fits. The next stop stays, for whoever is at the door is not filtered away, and
//! so do logs without a customer while no filter is typed: they wait for a person.

use ratatui::layout::Rect;

use super::TodayScreen;
use crate::domain::ask::Today;
use crate::tui::context;
use crate::tui::cx::Cx;

impl TodayScreen {
    /// The whole day, whatever of it is shown: what is said of the day is said of this.
    pub(super) fn full(&self) -> Option<&Today> {
        self.whole.as_deref().or(self.data())
    }

    /// Whether nothing is planned: that what is planned fits no filter is another thing.
    pub(super) fn free(&self) -> bool {
        self.full().is_some_and(|today| today.visits.is_empty())
    }

    /// Whether less than the whole is shown.
    pub(super) fn is_part(&self) -> bool {
        self.whole.is_some()
    }

    /// Shows of the day what fits the filter and the context.
    pub(super) fn show(&mut self, cx: &Cx) {
        let Some(whole) = self.whole.take().or_else(|| self.today.clone()) else { return };
        let fits = |account, name: &str, text: &str| context::has(cx, account) && self.narrow.fits(account, name, text);
        let mut shown = whole.clone();
        shown.visits.retain(|row| fits(row.account, &row.name, &row.purpose));
        shown.promises.retain(|row| fits(row.account, &row.name, &row.text));
        shown.near.retain(|row| fits(Some(row.account), &row.name, &row.street));
        shown.who_next.retain(|row| fits(Some(row.account), &row.name, &row.street));
        shown.unfiled.retain(|row| self.narrow.fits(None, "", &row.words));
        self.whole = (self.narrow.shown() || cx.context.is_some()).then_some(whole);
        self.arrived(shown);
    }

    /// What is left of an area under the filter's line.
    pub(super) fn under_filter(&self, area: Rect) -> Rect {
        let line = u16::from(self.narrow.shown()).min(area.height);
        Rect { y: area.y + line, height: area.height - line, ..area }
    }
}
