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
    /// That it came to nothing, though it is kept as a visit.
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

    /// What the line comes to where it tells of no visit made: one that came to nothing, or what is still to come. None where it tells of one, or
    /// nobody has said whose it is. `closes`: the planned visit that it is about.
    pub fn as_told(&self, line: &str, closes: Option<Id>, now: &Now) -> Option<Deed> {
        let Whose::Account(account) = self.whose else { return None };
        if let Some(shut) = &self.shut {
            return Some(Deed::NotDone {
                visits: closes.into_iter().collect(),
                accounts: if closes.is_some() { Vec::new() } else { vec![account] },
                reason: shut.reason,
                words: line.trim().to_owned(),
                again: shut.again.filter(|again| again.day >= now.today()),
                promises: self.promises.clone(),
                on: Some(now.workday(self.started)).filter(|_| self.time_said),
            });
        }
        let ToCome { what, slot, visit, .. } = self.to_come.clone()?;
        Some(match visit {
            true => Deed::Plan { accounts: vec![account], to: slot, purpose: what },
            false => Deed::AddFollowUp {
                account: Some(account),
                promise: Promise { text: what, due: Some(slot), by: PromisedBy::Us },
            },
        })
    }

    /// The entry to keep. `closes`: the planned visit or the one in progress that the line is about.
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
            outcome: self.outcome,
            reached: self.reached,
            promises: self.promises.clone(),
            heard: Box::new(self.heard.clone()),
            people: self.people.clone(),
            next: self.next,
            closes,
        }
    }
}
