//! Today while a filter is typed: of the day what fits it. The next stop stays; whoever is at the door is not filtered away.

use ratatui::layout::Rect;

use super::TodayScreen;

impl TodayScreen {
    /// Shows of the day what fits the filter.
    pub(super) fn show(&mut self) {
        let Some(whole) = self.whole.take().or_else(|| self.today.clone()) else { return };
        let fits = |account, name: &str, text: &str| self.narrow.fits(account, name, text);
        let mut shown = whole.clone();
        shown.visits.retain(|row| fits(row.account, &row.name, &row.purpose));
        shown.promises.retain(|row| fits(row.account, &row.name, &row.text));
        shown.near.retain(|row| fits(Some(row.account), &row.name, &row.street));
        shown.who_next.retain(|row| fits(Some(row.account), &row.name, &row.street));
        shown.unfiled.retain(|row| fits(None, "", &row.words));
        self.whole = self.narrow.shown().then_some(whole);
        self.arrived(shown);
    }

    /// What is left of an area under the filter's line.
    pub(super) fn under_filter(&self, area: Rect) -> Rect {
        let line = u16::from(self.narrow.shown()).min(area.height);
        Rect { y: area.y + line, height: area.height - line, ..area }
    }
}
