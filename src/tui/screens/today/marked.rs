//! The marks of Today: each pane's rows are marked apart, and an act is done to those of the pane that has the cursor.

use super::asked::Asked;
use super::{Pane, TodayScreen};
use crate::base::id::Id;
use crate::schema::VisitState;
use crate::tui::cx::Cx;
use crate::tui::screen::{Motion, body};
use crate::tui::subject::{Row, Subject};
use crate::tui::why;

impl TodayScreen {
    /// Marks the row, or takes its mark away, and goes on to the next.
    pub(super) fn mark(&mut self, cx: &Cx) {
        let here = self.list(self.pane).cursor;
        if let Some((id, _)) = self.markable(self.pane).into_iter().find(|(_, at)| *at == here) {
            self.marked.turn(id);
        }
        // The cursor stays in its pane: the marks are this pane's.
        let height = self.heights(self.under_filter(body(cx))).of(self.pane);
        let all = self.rows(self.pane);
        self.lists[self.pane as usize].moved(Motion::Down, all, height);
    }

    /// Marks all of the pane; where some are marked, none any more.
    pub(super) fn mark_all(&mut self) {
        let rows = self.markable(self.pane);
        if rows.iter().any(|(id, _)| self.marked.has(*id)) {
            self.marked.clear();
        } else {
            self.marked.add(rows.into_iter().map(|(id, _)| id));
        }
    }

    /// The rows of a pane that can be marked, by their ids and places.
    pub(super) fn markable(&self, pane: Pane) -> Vec<(Id, usize)> {
        let open = |at: &usize| match (pane, self.data()) {
            (Pane::Unfiled, _) | (_, None) => false,
            (Pane::Day, Some(today)) if !self.free() => {
                today.visits.get(*at).is_some_and(|row| row.state == VisitState::Planned)
            }
            _ => true,
        };
        self.ids(pane).into_iter().enumerate().filter(|(at, _)| open(at)).map(|(at, id)| (id, at)).collect()
    }

    /// How many rows of a pane are marked, in words.
    pub(super) fn marked_words(&self, cx: &Cx, pane: Pane) -> String {
        let n = self.markable(pane).iter().filter(|(id, _)| self.marked.has(*id)).count();
        if n == 0 { String::new() } else { format!("   {}", cx.say("marked", &[("n", n.into())])) }
    }

    /// A row as it would be under the cursor.
    pub(super) fn row_subject(&self, cx: &Cx, pane: Pane, at: usize) -> Subject {
        let Some(today) = self.data() else { return Subject::default() };
        match pane {
            Pane::Day if self.free() => today.who_next.get(at).map(|row| why::subject(cx, row)).unwrap_or_default(),
            Pane::Day => {
                today.visits.get(at).map(|row| crate::tui::screens::visit_subject(cx, row)).unwrap_or_default()
            }
            Pane::Promises => {
                today.promises.get(at).map(|row| crate::tui::screens::promise_subject(cx, row)).unwrap_or_default()
            }
            Pane::Near => today.near.get(at).map(|row| why::subject(cx, row)).unwrap_or_default(),
            Pane::Unfiled if self.asked_at(at).is_some_and(Asked::can_be_let) => {
                Subject { row: Row::Question, ..Subject::default() }
            }
            Pane::Unfiled => self
                .log_at(at)
                .map(|row| Subject { row: Row::Unfiled(row.log), text: row.words.clone(), ..Subject::default() })
                .unwrap_or_default(),
            Pane::WhoNext => today.who_next.get(at).map(|row| why::subject(cx, row)).unwrap_or_default(),
        }
    }
}
