//! A line, understood, and the entry that it becomes.
//!
//! Always holds: what is kept is what the chips say.

use std::collections::BTreeSet;

use super::chip::{Chip, Understood};
use super::how::shut::Shut;
use super::how::to_come::ToCome;
use super::whose::customer::Customer;
use crate::base::clock::{Moment, Now};
use crate::base::id::Id;
use crate::domain::deed::{Deed, LogEntry, LogKind, NewPerson, Promise, Slot, Whose};
use crate::domain::heard::Heard;
use crate::schema::{Direction, PromisedBy, TouchOutcome, VisitOutcome};

/// How a line is kept.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Keep {
    /// As it is read: a visit or a touch; where it tells of nothing but a visit that came to nothing, that.
    AsRead,
    /// The other way: that one as a visit all the same; as what it tells what came to nothing beside other things, or is still to come.
    Otherwise,
}

/// A line, understood.
#[derive(Clone, PartialEq, Debug)]
pub struct Parsed {
    /// Letters that are still to be asked for, the longest first.
    pub unknown: Vec<String>,
    /// Beginnings that may be a customer's name with a letter wrong, the longest first, where the letters are nobody's for sure: ask for them
    /// ([`crate::domain::ask::Ask::NearNames`]).
    pub mistypable: Vec<String>,
    /// Whether to go through the whole line for names ([`crate::domain::ask::Ask::Named`]): its beginning says for sure of nobody whose it is.
    pub through: bool,
    /// The customer of whom more is still to be asked: people, cadence.
    pub about: Option<Id>,
    /// Whose it is by its letters, whatever is fixed: what is offered to pick from.
    pub customer: Customer,
    /// Whether it may be about another than the customer that it was opened with, whatever is fixed: that one is offered first.
    pub doubt: bool,
    /// Whose it becomes if it is kept now.
    pub whose: Whose,
    /// What a new customer would be called.
    pub new_name: Option<String>,
    /// How it was.
    pub kind: LogKind,
    /// Whether the words say how, or the person has chosen it. If not, a visit is as it was planned.
    pub kind_said: bool,
    /// Who began a call or a message, where the words say that.
    pub direction: Option<Direction>,
    /// Whether a call or a message took the place of the planned visit, as the words say: else that one is still to be made.
    pub instead: bool,
    /// When it began.
    pub started: Moment,
    /// When it ended.
    pub ended: Moment,
    /// Whether the words say when.
    pub time_said: bool,
    /// What was not understood: the note.
    pub notes: String,
    /// What came of a visit.
    pub outcome: Option<VisitOutcome>,
    /// What came of a touch.
    pub reached: Option<TouchOutcome>,
    /// The promises.
    pub promises: Vec<Promise>,
    /// What was said of competitors, products and money.
    pub heard: Heard,
    /// The customer's people who were met.
    pub met: BTreeSet<Id>,
    /// People who are new there.
    pub people: Vec<NewPerson>,
    /// The next visit.
    pub next: Option<Slot>,
    /// That it came to nothing. Where the line tells of more, it is kept as a visit all the same.
    pub shut: Option<Shut>,
    /// What is still to come, where the line says nothing else, though it is kept as a visit.
    pub to_come: Option<ToCome>,
    /// Sums that stay text, since a later one counts.
    pub passed: Vec<String>,
    /// All that was understood, in the order of the line; what was not said comes first.
    pub chips: Vec<Chip>,
}

impl Parsed {
    /// The words of the line that say when the next visit is to be.
    pub fn next_words<'a>(&self, line: &'a str) -> Option<&'a str> {
        let next = self.chips.iter().find(|chip| matches!(chip.what, Understood::Next { every: None, .. }));
        line.get(next?.range.clone()?)
    }

    /// The visit that came to nothing, where the line tells of nothing else: then it is kept as not done.
    pub fn in_vain(&self) -> Option<&Shut> {
        self.shut.as_ref().filter(|shut| shut.alone)
    }

    /// The deed that keeps the line, in this way; none where there is no other way. `closes`: the planned visit or the one in progress that the line is
    /// about.
    pub fn deed(&self, line: &str, closes: Option<Id>, now: &Now, keep: Keep) -> Option<Deed> {
        let entry = self.entry(line, closes);
        let Some(shut) = &self.shut else {
            return if keep == Keep::AsRead { Some(Deed::Log(entry)) } else { self.planned() };
        };
        let again = shut.again.filter(|again| again.day >= now.today());
        let made = LogEntry { next: if shut.alone { again } else { self.next }, ..entry.clone() };
        let missed = LogEntry { missed: Some(shut.reason), next: again, ..entry };
        match (keep, shut.alone) {
            (Keep::AsRead, true) => Some(Deed::Log(missed)),
            (Keep::AsRead, false) | (Keep::Otherwise, true) => Some(Deed::Log(made)),
            // Whose it was must be known where the words leave room for doubt.
            (Keep::Otherwise, false) => matches!(self.whose, Whose::Account(_)).then_some(Deed::Log(missed)),
        }
    }

    /// What is still to come, as what it will be. None where the line tells of a visit made, or nobody has said whose it is.
    fn planned(&self) -> Option<Deed> {
        let Whose::Account(account) = self.whose else { return None };
        let ToCome { what, slot, visit, .. } = self.to_come.clone()?;
        Some(match visit {
            true => Deed::Plan { accounts: vec![account], to: slot, purpose: what },
            false => Deed::AddFollowUp {
                account: Some(account),
                promise: Promise { text: what, due: Some(slot), by: PromisedBy::Us },
            },
        })
    }

    /// The entry of a visit or a touch that was made. `closes`: the planned visit or the one in progress that the line is about.
    pub fn entry(&self, line: &str, closes: Option<Id>) -> LogEntry {
        LogEntry {
            words: line.trim().to_owned(),
            whose: self.whose.clone(),
            kind: self.kind,
            kind_said: self.kind_said,
            direction: self.direction,
            started: self.started,
            ended: self.ended,
            time_said: self.time_said,
            notes: self.notes.clone(),
            contacts: self.met.clone(),
            missed: None,
            outcome: self.outcome,
            reached: self.reached,
            promises: self.promises.clone(),
            heard: Box::new(self.heard.clone()),
            people: self.people.clone(),
            next: self.next,
            closes: closes.filter(|_| self.instead || !matches!(self.kind, LogKind::Touch(_))),
        }
    }
}
