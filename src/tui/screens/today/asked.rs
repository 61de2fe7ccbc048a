//! What Today asks around the logs without a customer: before them of a day that was not closed; under them of the grades of those that matter,
//! and of customers that may be in the book twice. Enter goes there; `d` lets it be.
//!
//! Always holds: nothing is asked again that was let be, until there is more of it.

use super::super::super::cx::{Cx, Tone};
use super::super::super::overlays::merge::ALIKE;
use super::super::day_close::DayClose;
use super::{Pane, TodayScreen};
use crate::config::Settings;
use crate::domain::ask::{Today, Unclosed, UnfiledLog};

/// A question.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Asked {
    /// The last day of work was not closed.
    Unclosed(Unclosed),
    /// After an import, until twenty customers have a grade or the person says that it is enough: those that matter are asked for.
    Grades(usize),
    /// An import brought customers that look like others.
    Alike,
}

impl TodayScreen {
    /// Takes from what all share how far the questions were let be.
    pub(super) fn ask_of(&mut self, cx: &Cx) {
        self.let_be = cx.settings.left_ungraded as usize;
        self.alike = cx.drafted(ALIKE).is_some();
    }

    fn grades(&self, today: &Today) -> Option<Asked> {
        let graded = today.seen.iter().map(|(_, all)| all).sum::<u32>();
        (today.to_sort > self.let_be && graded < 20).then_some(Asked::Grades(today.to_sort))
    }

    /// The questions, in their order.
    pub(super) fn asked(&self) -> impl Iterator<Item = Asked> {
        let today = self.data();
        let unclosed = today.and_then(|today| today.unclosed).map(Asked::Unclosed);
        let grades = today.and_then(|today| self.grades(today));
        // An import that was taken back has left nothing to look at.
        let alike = (self.alike && today.is_some_and(|today| today.accounts > 0)).then_some(Asked::Alike);
        unclosed.into_iter().chain(grades).chain(alike)
    }

    /// The rows before the logs without a customer: a day that was not closed is seen, however many there are of them.
    pub(super) fn before_logs(&self) -> usize {
        usize::from(self.data().is_some_and(|today| today.unclosed.is_some()))
    }

    /// The log without a customer in this row of the pane.
    pub(super) fn log_at(&self, at: usize) -> Option<&UnfiledLog> {
        self.data()?.unfiled.get(at.checked_sub(self.before_logs())?)
    }

    /// The question in this row of the pane.
    pub(super) fn asked_at(&self, at: usize) -> Option<Asked> {
        let before = self.before_logs();
        let place =
            if at < before { at } else { at.checked_sub(self.data()?.unfiled.len()).filter(|at| *at >= before)? };
        self.asked().nth(place)
    }

    /// The question under the cursor.
    pub(super) fn asked_here(&self) -> Option<Asked> {
        if self.pane == Pane::Unfiled { self.asked_at(self.list(Pane::Unfiled).cursor) } else { None }
    }
}

impl Asked {
    /// In words.
    pub(super) fn words(self, cx: &Cx) -> String {
        match self {
            Asked::Unclosed(unclosed) => {
                let day = cx.words.day_from(unclosed.day, cx.now.today());
                cx.say("today-unclosed", &[("day", (&day).into()), ("n", unclosed.open.into())])
            }
            Asked::Grades(to_sort) => cx.say("today-to-sort", &[("n", to_sort.into())]),
            Asked::Alike => cx.word("today-alike").to_owned(),
        }
    }

    /// Enter.
    pub(super) fn enter(self, cx: &mut Cx) {
        match self {
            Asked::Unclosed(unclosed) => cx.open(DayClose::new(unclosed.day)),
            Asked::Grades(_) => cx.run("ungraded"),
            Asked::Alike => cx.run("look-alikes"),
        }
    }

    /// Whether it can be let be.
    pub(super) fn can_be_let(self) -> bool {
        !matches!(self, Asked::Unclosed(_))
    }

    /// It is let be.
    pub(super) fn let_be(self, cx: &mut Cx) {
        match self {
            Asked::Unclosed(_) => return,
            Asked::Grades(to_sort) => {
                let left_ungraded = u32::try_from(to_sort).unwrap_or(u32::MAX);
                cx.set(Settings { left_ungraded, ..cx.settings.clone() });
                cx.notice_word("today-sorted", Tone::Calm);
            }
            Asked::Alike => {
                cx.draft(ALIKE, "");
                cx.notice_word("today-alike-let", Tone::Calm);
            }
        }
        cx.refresh();
    }
}
