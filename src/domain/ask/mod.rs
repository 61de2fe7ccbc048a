//! What a screen or a command can ask of the records, and the plain data it gets: the store answers, nobody else.
//!
//! Always holds: an answer has what is drawn and no more, a page at a time; its size does not grow with the book.

mod customer;
mod evening;
mod find;
mod month;
mod record;
mod sync;
mod today;

use std::collections::BTreeSet;

use chrono::NaiveDate;

pub use self::customer::{
    AccountPage, AccountRow, Briefing, Dossier, Earlier, Elsewhere, MoneyRow, Objection, Promised, Question, Rival,
    TimelineRow,
};
pub use self::evening::{
    Close, HeardThere, KeptClose, OrderedDay, OrderedStop, Report, ReportTouch, ReportVisit, Sent, Unclosed,
};
pub use self::find::{Hit, NameHit, Named, NearNames, Pair};
pub use self::month::{DueRow, Month};
pub use self::record::{Fate, HistoryLine, LogView, PersonMet, RecordView};
pub use self::sync::{
    ArrivedRow, Aside, ClockWrong, CompleteRow, ConflictRow, Held, IncidentRow, LostRow, ParkedField, ParkedRow,
    Receipt, Since, SyncLine, SyncState, SyncView, Turn, WaitingRow, WrittenOn,
};
pub use self::today::{FollowUpRow, NextStop, Proposal, StepsView, Today, UnfiledLog, VisitRow, Why};
use super::deed::LogRef;
use super::filter::{Filter, Term};
use super::import::Said;
use super::log_line::{About, Vocabulary};
use crate::base::id::Id;
use crate::schema::{Grade, Value};

/// A question.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Ask {
    /// The Today screen.
    Today,
    /// Who should be seen next, and why; at most so many.
    WhoNext(usize),
    /// A page of a list of accounts.
    Accounts(ListAsk),
    /// One customer with all that its page shows.
    Account(Id),
    /// The briefing of a customer.
    Briefing(Id),
    /// Open follow-ups by when they are due.
    FollowUps,
    /// Money promised in logs that has not come, by when it is due.
    Money,
    /// The planned visits of the week that begins on this Monday.
    Week(NaiveDate),
    /// The visits of the month that begins on this day, and who is due in it without one.
    Month(NaiveDate),
    /// What of a day is still open, for its close.
    Close(NaiveDate),
    /// The rest of the day in another order.
    OrderDay,
    /// What a report of these days is made of: the first and the last.
    Report(NaiveDate, NaiveDate),
    /// What waits, what arrived, the last receipts, conflicts.
    Sync,
    /// All conflicts that are open.
    Conflicts,
    /// Search over everything; at most so many of each kind.
    Find {
        /// What was typed.
        words: String,
        /// At most so many hits in all.
        most: usize,
    },
    /// Customers whose names fit letters, best first: for the log line and every place where a customer is chosen.
    Names {
        /// What was typed.
        letters: String,
        /// At most so many.
        most: usize,
    },
    /// A record's fields, for its form.
    Record {
        /// The entity's number.
        entity: u16,
        /// The record.
        record: Id,
    },
    /// Whether a record is there, or was and somebody deleted it. What an undo took away again never was.
    Had {
        /// The entity's number.
        entity: u16,
        /// The record.
        record: Id,
    },
    /// What a file said of a record when it was imported last.
    LastSaid(Id),
    /// The records of an entity that somebody deleted, as they were. What an undo took away again never was.
    Deleted(u16),
    /// Records of any entity, by id: for the command line and for choosing.
    Records {
        /// The entity's number.
        entity: u16,
        /// Only those with these values.
        only: Vec<(u16, Value)>,
        /// From this row on.
        offset: usize,
        /// At most so many.
        limit: usize,
    },
    /// The customers for whom all of these hold.
    Members(Vec<Term>),
    /// Records of any entity that a filter lets through: for the command line.
    Filtered {
        /// The entity's number.
        entity: u16,
        /// What they are narrowed by.
        filter: Filter,
        /// From this row on.
        offset: usize,
        /// At most so many.
        limit: usize,
    },
    /// One log, to be set right.
    Log(LogRef),
    /// The steps of a visit.
    Steps(Id),
    /// Unfiled logs.
    Unfiled,
    /// Who set which field of a record when.
    History {
        /// The entity's number.
        entity: u16,
        /// The record.
        record: Id,
    },
    /// Customers that are likely the same as this one: of one name, or with one number.
    Twins(Id),
    /// All customers that are likely the same as another: pairs.
    AllTwins,
    /// What a log line is read with of a customer: its people, its cadence.
    ForLog(Id),
    /// Tags, competitors and products that logs have named.
    Vocabulary,
    /// Customers whose names these letters are with a letter or two wrong; the first letters that are near any decide.
    NearNames {
        /// Beginnings of a line, the surest first.
        letters: Vec<String>,
        /// The customer that the line was opened with: it stands last.
        opened: Option<Id>,
    },
    /// Customers and people whom a line names, wherever that stands in it.
    Named {
        /// The line.
        line: String,
        /// The customer that it was opened with: whoever of theirs is named is told too.
        opened: Option<Id>,
    },
    /// Customers that a new one may be the same as.
    LookAlikes {
        /// Its name.
        name: String,
        /// Its numbers.
        phones: Vec<String>,
    },
}

impl Ask {
    /// Whether it is asked anew at each letter: then only the last of its kind is answered, for the others' answers would be dropped.
    pub fn is_overtaken(&self) -> bool {
        matches!(self, Ask::Find { .. } | Ask::LookAlikes { .. } | Ask::NearNames { .. } | Ask::Named { .. })
    }
}

/// Which part of the accounts is asked for.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct ListAsk {
    /// Only those whose name (or number, by pinyin and initials too) fits.
    pub filter: String,
    /// Only those for which all of these hold.
    pub only: Vec<Term>,
    /// Only of these grades; empty is any.
    pub grades: BTreeSet<Grade>,
    /// Only those without a grade.
    pub ungraded: bool,
    /// In which order.
    pub sort: Sort,
    /// From this row on.
    pub offset: usize,
    /// So many.
    pub limit: usize,
}

/// The order of the customers.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Sort {
    /// By name.
    #[default]
    Name,
    /// The most overdue first.
    Due,
    /// The one seen longest ago first.
    LastVisit,
    /// A before B before C.
    Grade,
    /// By city, then street.
    Place,
    /// Those that matter first: where most is known, seen lately, promised, people. The points stand at the answer (`store::answer::accounts`).
    Weight,
}

/// An answer; each fits the question of its name.
#[derive(Clone, PartialEq, Debug)]
pub enum Answer {
    /// To [`Ask::Today`].
    Today(Box<Today>),
    /// To [`Ask::WhoNext`].
    WhoNext(Vec<Proposal>),
    /// To [`Ask::Accounts`].
    Accounts(AccountPage),
    /// To [`Ask::Account`]; `None` when it is not there.
    Account(Option<Box<Dossier>>),
    /// To [`Ask::Briefing`].
    Briefing(Option<Box<Briefing>>),
    /// To [`Ask::FollowUps`].
    FollowUps(Vec<FollowUpRow>),
    /// To [`Ask::Money`].
    Money(Vec<MoneyRow>),
    /// To [`Ask::Week`].
    Week(Vec<VisitRow>),
    /// To [`Ask::Month`].
    Month(Box<Month>),
    /// To [`Ask::Close`].
    Close(Box<Close>),
    /// To [`Ask::OrderDay`].
    OrderDay(Box<OrderedDay>),
    /// To [`Ask::Report`].
    Report(Box<Report>),
    /// To [`Ask::Sync`].
    Sync(Box<SyncView>),
    /// To [`Ask::Conflicts`].
    Conflicts(Vec<ConflictRow>),
    /// To [`Ask::Find`].
    Find(Vec<Hit>),
    /// To [`Ask::NearNames`].
    Near(NearNames),
    /// To [`Ask::Named`]: those named with one of their people first, then in the order of the line.
    Named(Vec<Named>),
    /// To [`Ask::Names`], [`Ask::LookAlikes`] and [`Ask::Twins`].
    Names(Vec<NameHit>),
    /// To [`Ask::AllTwins`].
    Pairs(Vec<Pair>),
    /// To [`Ask::Record`]: the numbers and values of its fields, and the words for the records they refer to.
    Record(Option<RecordView>),
    /// To [`Ask::Had`].
    Had(bool),
    /// To [`Ask::LastSaid`].
    LastSaid(Said),
    /// To [`Ask::Members`].
    Members(BTreeSet<Id>),
    /// To [`Ask::Records`] and [`Ask::Filtered`].
    Records(Vec<RecordView>),
    /// To [`Ask::Log`].
    Log(Option<Box<LogView>>),
    /// To [`Ask::Steps`]; `None`: there are none.
    Steps(Option<Box<StepsView>>),
    /// To [`Ask::Unfiled`].
    Unfiled(Vec<UnfiledLog>),
    /// To [`Ask::ForLog`].
    ForLog(Option<Box<About>>),
    /// To [`Ask::Vocabulary`].
    Vocabulary(Box<Vocabulary>),
    /// To [`Ask::History`].
    History(Vec<HistoryLine>),
}
