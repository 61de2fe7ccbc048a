//! The answer of the Today screen, and the rows it shares with others: visits, follow-ups, proposals.

use chrono::NaiveDate;

use super::{Briefing, NameHit, SyncLine, Unclosed};
use crate::base::clock::Moment;
use crate::base::id::Id;
use crate::domain::day::steps::VisitSteps;
use crate::domain::deed::LogRef;
use crate::schema::{Grade, PromisedBy, Reason, VisitKind, VisitOutcome, VisitState};

/// The Today screen.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Today {
    /// The workday.
    pub day: Option<NaiveDate>,
    /// The next stop, or the visit in progress.
    pub next: Option<NextStop>,
    /// The day's visits in order.
    pub visits: Vec<VisitRow>,
    /// Open promises that are late or due today, the latest first.
    pub promises: Vec<FollowUpRow>,
    /// Promises late in all; `promises` may hold fewer.
    pub late: usize,
    /// Promises due today in all.
    pub due_today: usize,
    /// Due customers near the next stop.
    pub near: Vec<Proposal>,
    /// Who should be seen next: five.
    pub who_next: Vec<Proposal>,
    /// Logs whose customer is not said.
    pub unfiled: Vec<UnfiledLog>,
    /// Visits of this week's days, Monday first: (done, planned in all).
    pub week: [(u32, u32); 7],
    /// By grade A, B, C: (seen in the current cycle, all).
    pub seen: [(u32, u32); 3],
    /// Customers without a grade or a mark that an import left, to be looked through: asked after an import.
    pub to_sort: usize,
    /// The last day of work before this one, where it was not closed.
    pub unclosed: Option<Unclosed>,
    /// Customers in the book.
    pub accounts: usize,
    /// Sync in one line.
    pub sync: SyncLine,
}

/// The next stop.
#[derive(Clone, PartialEq, Debug)]
pub struct NextStop {
    /// The visit.
    pub visit: VisitRow,
    /// What to read before the door.
    pub briefing: Briefing,
}

/// The steps of a visit with all that their list shows.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct StepsView {
    /// The customer.
    pub account: Option<Id>,
    /// Its name.
    pub name: String,
    /// The types that a visit can have, in their order.
    pub types: Vec<(Id, String)>,
    /// The steps.
    pub steps: VisitSteps,
}

/// A visit in a list.
#[derive(Clone, PartialEq, Debug)]
pub struct VisitRow {
    /// The visit.
    pub id: Id,
    /// The customer; none: unfiled.
    pub account: Option<Id>,
    /// The customer's name.
    pub name: String,
    /// The customer's grade.
    pub grade: Option<Grade>,
    /// How far it is.
    pub state: VisitState,
    /// The workday.
    pub day: NaiveDate,
    /// The agreed or the real start.
    pub start: Option<Moment>,
    /// The end.
    pub end: Option<Moment>,
    /// On site or by video.
    pub kind: Option<VisitKind>,
    /// Was it planned.
    pub planned: bool,
    /// Its place in the order of the day.
    pub stop: Option<i64>,
    /// What it is for, or what came of it in short.
    pub purpose: String,
    /// What was said.
    pub notes: String,
    /// What came of it.
    pub outcome: Option<VisitOutcome>,
    /// Why it did not take place.
    pub reason: Option<Reason>,
    /// Street, and city where it is not the usual one.
    pub street: String,
}

/// A follow-up in a list.
#[derive(Clone, PartialEq, Debug)]
pub struct FollowUpRow {
    /// The follow-up.
    pub id: Id,
    /// The customer.
    pub account: Option<Id>,
    /// The customer's name.
    pub name: String,
    /// What.
    pub text: String,
    /// By when.
    pub due: Option<NaiveDate>,
    /// At what time.
    pub due_at: Option<Moment>,
    /// Who promised.
    pub by: PromisedBy,
}

/// Why a customer is proposed: a term of the sum, with the figures one can check by hand.
#[derive(Clone, Copy, PartialEq, Debug)]
pub enum Why {
    /// Days over its cadence: (days since the last visit, cadence in days).
    Overdue {
        /// Days since the last visit.
        since: i64,
        /// The cadence, in days.
        cadence: i64,
    },
    /// Days until it is due by its cadence.
    DueIn {
        /// Days.
        days: i64,
    },
    /// Never seen: due for the first time on a day (days from today; negative: past).
    FirstVisit {
        /// Days.
        days: i64,
    },
    /// A promise of ours is late by so many days (0: due today).
    PromiseLate {
        /// Days.
        days: i64,
    },
    /// A promise of theirs is late by so many days.
    TheirsLate {
        /// Days.
        days: i64,
    },
    /// Its grade.
    Grade(Grade),
    /// Days without a visit, a call or a message.
    Quiet {
        /// Days.
        days: i64,
    },
    /// The day has room for so many more, and a visit fits before they shut.
    Room {
        /// How many.
        left: u32,
    },
    /// Metres from the nearest stop of the day.
    Near {
        /// Metres.
        metres: u32,
    },
    /// Open now, until so many minutes after midnight.
    Open {
        /// Minutes after midnight.
        until: u32,
    },
}

impl Why {
    /// Whether it is a reason to go; the rest only bears on whom to see first.
    pub fn is_reason(&self) -> bool {
        !matches!(self, Why::Grade(_) | Why::Near { .. } | Why::Open { .. } | Why::Quiet { .. } | Why::Room { .. })
    }
}

/// A customer proposed for a visit.
#[derive(Clone, PartialEq, Debug)]
pub struct Proposal {
    /// The customer.
    pub account: Id,
    /// Its name.
    pub name: String,
    /// Its grade.
    pub grade: Option<Grade>,
    /// Street and city.
    pub street: String,
    /// The terms: each with its share of the sum, the largest first.
    pub terms: Vec<(Why, u32)>,
    /// The sum.
    pub score: u32,
    /// Last visit.
    pub last_visit: Option<NaiveDate>,
    /// How far it is from here, where it is near.
    pub metres: Option<u32>,
    /// Open until (minutes after midnight) today, shut (`Some(0)`), or not known.
    pub open_until: Option<u32>,
}

/// An unfiled log.
#[derive(Clone, PartialEq, Debug)]
pub struct UnfiledLog {
    /// Which.
    pub log: LogRef,
    /// When.
    pub at: Moment,
    /// The line.
    pub words: String,
    /// Customers it may belong to.
    pub guesses: Vec<NameHit>,
}
