//! A log as plain data: one line, understood, and what is said otherwise of it later.

use std::collections::BTreeSet;

use chrono::{NaiveDate, NaiveDateTime};
use serde::{Deserialize, Serialize};

use crate::base::clock::Moment;
use crate::base::id::Id;
use crate::domain::heard::Heard;
use crate::schema::{Direction, PromisedBy, Reason, TouchKind, TouchOutcome, VisitKind, VisitOutcome};

/// A day, with a time where one was said (local wall clock).
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct Slot {
    /// The day.
    pub day: NaiveDate,
    /// The time on it.
    pub time: Option<chrono::NaiveTime>,
}

impl Slot {
    /// A whole day.
    pub fn day(day: NaiveDate) -> Slot {
        Slot { day, time: None }
    }

    /// A time on a day.
    pub fn at(at: NaiveDateTime) -> Slot {
        Slot { day: at.date(), time: Some(at.time()) }
    }
}

/// Which customer a log belongs to.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Whose {
    /// This one.
    Account(Id),
    /// A new one of this name.
    New(String),
    /// Not said yet: the log goes to *unfiled*.
    Unfiled,
}

/// A log is a visit or a touch.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum LogRef {
    /// A visit.
    Visit(Id),
    /// A touch.
    Touch(Id),
}

impl LogRef {
    /// The record's id.
    pub const fn id(self) -> Id {
        let (LogRef::Visit(id) | LogRef::Touch(id)) = self;
        id
    }
}

/// How it was.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub enum LogKind {
    /// A visit.
    Visit(VisitKind),
    /// A call, an e-mail, a chat, a letter.
    Touch(TouchKind),
}

/// A promise that a log brings.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Promise {
    /// What.
    pub text: String,
    /// By when, where it was said.
    pub due: Option<Slot>,
    /// Who promised.
    pub by: PromisedBy,
}

/// Somebody who is not known at the customer yet.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct NewPerson {
    /// The name.
    pub name: String,
    /// The telephone number.
    pub phone: String,
}

/// One line, understood: what becomes a visit or a touch, with its follow-ups.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct LogEntry {
    /// The line as it was typed.
    pub words: String,
    /// The customer.
    pub whose: Whose,
    /// Visit or touch.
    pub kind: LogKind,
    /// Whether the words said how it was. If not, a visit that was planned by video stays one.
    pub kind_said: bool,
    /// Who began a call or a message, where the words say that.
    pub direction: Option<Direction>,
    /// When it began.
    pub started: Moment,
    /// When it ended.
    pub ended: Moment,
    /// Whether the words said when. If not, `started` and `ended` are a guess, and the stamps of a visit in progress are better.
    pub time_said: bool,
    /// The note: the words without what was understood.
    pub notes: String,
    /// The people met.
    pub contacts: BTreeSet<Id>,
    /// Why it came to nothing, of a visit that was not made.
    pub missed: Option<Reason>,
    /// What came of a visit.
    pub outcome: Option<VisitOutcome>,
    /// What came of a touch.
    pub reached: Option<TouchOutcome>,
    /// The promises.
    pub promises: Vec<Promise>,
    /// What was said of competitors, products and money.
    pub heard: Box<Heard>,
    /// People who are new at the customer: they become its contacts.
    pub people: Vec<NewPerson>,
    /// The next visit, planned along with the log.
    pub next: Option<Slot>,
    /// A planned visit or one in progress that this log closes; `None`: the rules find the one of this day themselves.
    pub closes: Option<Id>,
}

/// What is set right on a log afterwards; `None` leaves a thing as it is.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Correction {
    /// The customer: all that hangs on the log moves along.
    pub whose: Option<Whose>,
    /// When it began and ended.
    pub time: Option<(Moment, Moment)>,
    /// Visit or touch, on site or by video, call or chat.
    pub kind: Option<LogKind>,
    /// It was no visit after all, and why: nobody was there, the door was shut.
    pub missed: Option<Reason>,
    /// The note.
    pub notes: Option<String>,
    /// The customer that the person saw: where it is another by now, it is not changed unseen.
    pub seen_whose: Option<Option<Id>>,
    /// When it began and ended as the person saw it: only what differs from that is changed.
    pub seen_time: Option<(Moment, Moment)>,
    /// The note that the person saw: another that is there by now is not overwritten.
    pub seen_notes: Option<String>,
    /// Promises to add.
    pub promises: Vec<Promise>,
}
