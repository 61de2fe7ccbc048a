//! What a screen has done, taken back or done again, and what the last act was.
//!
//! Always holds: one deed at a time is under way; keys wait for it.

use super::{Cx, Tone};
use crate::base::id::Id;
use crate::domain::deed::{Deed, LogEntry};
use crate::tui::act::{SmallAct, deed_of};

use crate::tui::message::{Effect, Ticket};
use crate::tui::subject::Subject;

/// The words of that many logs are kept for their undo.
const LOGS_KEPT: usize = 64;

impl Cx {
    /// Has a deed committed; keys wait until it is.
    pub fn perform(&mut self, deed: Deed) -> Ticket {
        self.perform_drafted(deed, None)
    }

    /// As above, for words kept as this draft: the draft is removed with the commit, and stays if the commit fails.
    pub fn perform_drafted(&mut self, deed: Deed, draft: Option<String>) -> Ticket {
        let ticket = self.ticket();
        self.busy = Some(ticket);
        self.written.clone_from(&draft);
        self.effects.push(Effect::Do { ticket, deed, draft });
        ticket
    }

    /// What was under way has an outcome: where it is on the disk, its draft is gone.
    pub(in crate::tui) fn committed(&mut self, done: bool) {
        self.busy = None;
        if let Some(of) = self.written.take().filter(|_| done) {
            self.drafts.retain(|draft| draft.of != of);
        }
    }

    /// Has a small act done to a row (or the marked), and keeps it for "again". Says why where it fits nothing there.
    pub fn act(&mut self, act: SmallAct, subject: &Subject) -> Option<Ticket> {
        self.act_drafted(act, subject, None)
    }

    /// The same of what was written under this draft's name.
    pub fn act_drafted(&mut self, act: SmallAct, subject: &Subject, draft: Option<String>) -> Option<Ticket> {
        let Some(deed) = deed_of(&act, subject, &self.now, self.settings.visit_minutes) else {
            self.notice_word("notice-nothing-here", Tone::Calm);
            return None;
        };
        self.keep_act(act);
        Some(self.perform_drafted(deed, draft))
    }

    /// Keeps an act to be done again.
    pub fn keep_act(&mut self, act: SmallAct) {
        if let Some(last) = self.last.replace(act).filter(SmallAct::repeats) {
            self.before = Some(last);
        }
    }

    /// What is in the book once this log is saved is said, not only that it is.
    pub fn says_of(&mut self, entry: &LogEntry) {
        self.logging = Some(Box::new(entry.clone()));
    }

    /// The log of these words is saved, as this record.
    pub(in crate::tui) fn log_saved(&mut self, about: (u16, Id), words: &str) {
        self.logged.drain(..self.logged.len().saturating_sub(LOGS_KEPT - 1));
        self.logged.push((about, words.to_owned()));
    }

    /// The log that became this record was taken back.
    pub(in crate::tui) fn log_taken_back(&mut self, about: Option<(u16, Id)>) {
        self.taken_log = self.logged.iter().rev().find(|(of, _)| Some(*of) == about).map(|(_, words)| words.clone());
    }

    /// What "again" would do to this row or to the marked.
    pub fn last_act(&self, subject: &Subject) -> Option<&SmallAct> {
        let fits = |act: &&SmallAct| act.repeats() || !subject.marked.is_empty();
        self.last.as_ref().filter(fits).or(self.before.as_ref())
    }

    /// Takes back what I did last.
    pub fn undo(&mut self) {
        let ticket = self.ticket();
        (self.busy, self.redoing) = (Some(ticket), false);
        self.effects.push(Effect::Undo { ticket });
    }

    /// Takes one act back, whoever did it.
    pub fn take_back(&mut self, act: Id) {
        let ticket = self.ticket();
        (self.busy, self.redoing) = (Some(ticket), false);
        self.effects.push(Effect::TakeBack { ticket, act });
    }

    /// Does again what was taken back.
    pub fn redo(&mut self) {
        let ticket = self.ticket();
        (self.busy, self.redoing) = (Some(ticket), true);
        self.effects.push(Effect::Redo { ticket });
    }
}
