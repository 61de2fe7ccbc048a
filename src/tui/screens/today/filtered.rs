//! Today while a filter is typed, or in a context: of the day what fits. The next stop stays, for whoever is at the door is not filtered away, and
//! so do logs without a customer while no filter is typed: they wait for a person.

use ratatui::layout::Rect;

use super::TodayScreen;
use crate::tui::context;
use crate::tui::cx::Cx;

impl TodayScreen {
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
