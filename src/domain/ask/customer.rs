//! The answers about customers: a page of the list, and one customer with all that its page shows.

use chrono::NaiveDate;

use crate::base::clock::Moment;
use crate::base::id::Id;
use crate::domain::cadence::{self, Cadence, Status};
use crate::domain::day::steps::VisitSteps;
use crate::domain::deed::LogRef;
use crate::domain::heard::Payment;
use crate::schema::{Account, Contact, FollowUp, Grade, Reason, TouchKind, VisitKind, VisitOutcome, VisitState};

/// A page of accounts.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct AccountPage {
    /// The rows from `offset` on.
    pub rows: Vec<AccountRow>,
    /// Where the page begins.
    pub offset: usize,
    /// How many fit the filter in all.
    pub total: usize,
    /// How many there are without the filter.
    pub all: usize,
}

/// A customer in a list.
#[derive(Clone, PartialEq, Debug)]
pub struct AccountRow {
    /// The record; what a list shows of it.
    pub account: Account,
    /// Last visit.
    pub last_visit: Option<NaiveDate>,
    /// Next due day by cadence, or the day of the first visit.
    pub next_due: Option<NaiveDate>,
    /// Days over (positive) or until due (negative).
    pub overdue: Option<i64>,
    /// Next planned visit.
    pub planned: Option<NaiveDate>,
    /// Open follow-ups.
    pub follow_ups: u32,
    /// People who are known there.
    pub contacts: u32,
}

impl AccountRow {
    /// Where the customer stands in its cycle; `None` where it is never due.
    pub fn status(&self, cadence: &Cadence, today: NaiveDate) -> Option<Status> {
        cadence::status(cadence.of(&self.account), self.last_visit, self.next_due, self.planned, today)
    }
}

/// One customer, with all that its page shows.
#[derive(Clone, PartialEq, Debug)]
pub struct Dossier {
    /// The record with its kept figures.
    pub row: AccountRow,
    /// The territory's name and the owner's.
    pub territory: String,
    /// The owner's name.
    pub owner: String,
    /// The people.
    pub contacts: Vec<Contact>,
    /// Open follow-ups, the first due first.
    pub follow_ups: Vec<FollowUp>,
    /// Visits and touches, newest first: the first hundred.
    pub timeline: Vec<TimelineRow>,
    /// How many visits and touches there are in all.
    pub timeline_all: usize,
    /// What to read before the door.
    pub briefing: Briefing,
    /// Its place in the list and how many there are: 18 of 412.
    pub place: (usize, usize),
    /// The records before and after it by name.
    pub neighbours: (Option<Id>, Option<Id>),
    /// Visits in each of the last twelve months, the oldest first.
    pub months: [u16; 12],
}

/// A visit or a touch in a customer's story.
#[derive(Clone, PartialEq, Debug)]
pub struct TimelineRow {
    /// Which.
    pub log: LogRef,
    /// The day.
    pub day: NaiveDate,
    /// When, where a time is known.
    pub at: Option<Moment>,
    /// For a visit: until when it was, or is agreed to be.
    pub end: Option<Moment>,
    /// For a visit: its state.
    pub state: Option<VisitState>,
    /// For a touch: its kind.
    pub touch: Option<TouchKind>,
    /// For a visit: on site or by video.
    pub kind: Option<VisitKind>,
    /// What was said, or the reason.
    pub notes: String,
    /// Why it did not take place.
    pub reason: Option<Reason>,
    /// Logged late.
    pub late: bool,
    /// What came of it.
    pub outcome: Option<VisitOutcome>,
    /// Where it was, when it was had with somebody of this customer at one where he worked before.
    pub elsewhere: Option<Elsewhere>,
}

/// A customer where people of another one worked before, and who of them were met there.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Elsewhere {
    /// That customer.
    pub account: Id,
    /// Its name.
    pub name: String,
    /// The names of those who are at this customer now.
    pub people: Vec<String>,
}

/// What to read in ten seconds before the door.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Briefing {
    /// The customer.
    pub account: Id,
    /// Its name.
    pub name: String,
    /// Its grade.
    pub grade: Option<Grade>,
    /// What one should know.
    pub notes: String,
    /// The steps of today's visit, where it is open.
    pub steps: Option<VisitSteps>,
    /// Where it was before.
    pub formerly: Vec<String>,
    /// Money that they promised, the earliest first; whether it has come nobody has said.
    pub money: Vec<Promised>,
    /// Objections that were heard, the most frequent first, and what worked.
    pub objections: Vec<Objection>,
    /// Competitors that were named, the latest first.
    pub competitors: Vec<Rival>,
    /// Our open promises, the latest first: (follow-up, text, due).
    pub ours: Vec<(Id, String, Option<NaiveDate>)>,
    /// Theirs.
    pub theirs: Vec<(Id, String, Option<NaiveDate>)>,
    /// The last logs: (log, day, what was said). The newest is there also where nothing was said; of the others only those that say something.
    pub last: Vec<(LogRef, NaiveDate, String)>,
    /// What came of the newest.
    pub last_came: Option<VisitOutcome>,
    /// When one was there last, and where it stands in its cycle.
    pub seen: Option<Box<AccountRow>>,
    /// People who worked elsewhere before, and what was had with them there.
    pub earlier: Vec<Earlier>,
    /// What to ask, the most pressing first.
    pub ask: Vec<Question>,
    /// People: name, title, role, first number.
    pub people: Vec<Contact>,
    /// Birthdays within two weeks: who, name and day.
    pub birthdays: Vec<(Id, String, NaiveDate)>,
    /// Opening today in words as kept.
    pub opening_hours: String,
    /// Metres from the last place the rep was at today.
    pub metres: Option<u32>,
    /// Never visited yet.
    pub first_visit: bool,
}

/// Somebody who worked elsewhere before.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Earlier {
    /// Who.
    pub contact: Id,
    /// The name.
    pub name: String,
    /// The customer's name where that was.
    pub place: String,
    /// How often he was met or reached there.
    pub times: u32,
    /// The last of them, and what was said.
    pub last: Option<(LogRef, NaiveDate, String)>,
}

/// An objection that was heard.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Objection {
    /// In the words of the log.
    pub words: String,
    /// In how many logs.
    pub times: u32,
    /// The last of them.
    pub last: (LogRef, NaiveDate),
    /// The log after it that brought an order or interest, and what was said then.
    pub worked: Option<(LogRef, NaiveDate, String)>,
}

/// A competitor that was named.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Rival {
    /// Its name.
    pub name: String,
    /// In how many logs.
    pub times: u32,
    /// The last of them.
    pub last: (LogRef, NaiveDate),
}

/// Money that they promised.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Promised {
    /// The log that it comes from.
    pub log: LogRef,
    /// Its day.
    pub day: NaiveDate,
    /// When, how much, what for.
    pub payment: Payment,
}

/// Money that a customer promised, in a list of all.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct MoneyRow {
    /// The customer; none: the log is unfiled.
    pub account: Option<Id>,
    /// Its name.
    pub name: String,
    /// What was promised, and in which log.
    pub promised: Promised,
}

/// Something to ask at the door, and where it comes from.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Question {
    /// A question that stands in an earlier note and that no later note takes up.
    Noted {
        /// The log it comes from.
        log: LogRef,
        /// The day of that log.
        day: NaiveDate,
        /// The question, as it stands in the note.
        words: String,
    },
    /// They promised it, and the day has come.
    Promised {
        /// The follow-up.
        follow_up: Id,
        /// What they promised.
        words: String,
        /// By when.
        due: NaiveDate,
    },
    /// They promised money, and the day has come.
    Money {
        /// The log it comes from.
        log: LogRef,
        /// When, how much, what for.
        payment: Payment,
    },
    /// Nobody there is known to decide.
    WhoDecides,
}
