//! What a screen or a command can ask of the records, and the plain data it gets: the store answers, nobody else.
//!
//! Always holds: an answer has what is drawn and no more, a page at a time; its size does not grow with the book.

use std::collections::BTreeSet;

use chrono::NaiveDate;

use super::act::Label;
use super::deed::LogRef;
use crate::base::clock::Moment;
use crate::base::id::Id;
use crate::schema::{
    Account, ConflictRule, ConflictState, Contact, FollowUp, Grade, PromisedBy, Reason, TouchKind, Value, VisitKind,
    VisitOutcome, VisitState,
};

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
    /// The planned visits of the week that begins on this Monday.
    Week(NaiveDate),
    /// What waits, what arrived, the last receipts, conflicts.
    Sync,
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
    /// One log, to be set right.
    Log(LogRef),
    /// Unfiled logs.
    Unfiled,
    /// Who set which field of a record when.
    History {
        /// The entity's number.
        entity: u16,
        /// The record.
        record: Id,
    },
    /// Customers that a new one may be the same as.
    LookAlikes {
        /// Its name.
        name: String,
        /// Its numbers.
        phones: Vec<String>,
    },
}

/// Which part of the accounts is asked for.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct ListAsk {
    /// Only those whose name (or number, by pinyin and initials too) fits.
    pub filter: String,
    /// Only of these grades; empty is any.
    pub grades: BTreeSet<Grade>,
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
    /// To [`Ask::Week`].
    Week(Vec<VisitRow>),
    /// To [`Ask::Sync`].
    Sync(Box<SyncView>),
    /// To [`Ask::Find`].
    Find(Vec<Hit>),
    /// To [`Ask::Names`] and [`Ask::LookAlikes`].
    Names(Vec<NameHit>),
    /// To [`Ask::Record`]: the numbers and values of its fields, and the words for the records they refer to.
    Record(Option<RecordView>),
    /// To [`Ask::Log`].
    Log(Option<Box<LogView>>),
    /// To [`Ask::Unfiled`].
    Unfiled(Vec<UnfiledLog>),
    /// To [`Ask::History`].
    History(Vec<HistoryLine>),
}

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
    /// Metres from the next stop.
    Near {
        /// Metres.
        metres: u32,
    },
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
    /// Open until (minutes after midnight) today, shut (`Some(0)`), or not known.
    pub open_until: Option<u32>,
}

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
}

/// What to read in ten seconds before the door.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Briefing {
    /// Our open promises, the latest first: (follow-up, text, due).
    pub ours: Vec<(Id, String, Option<NaiveDate>)>,
    /// Theirs.
    pub theirs: Vec<(Id, String, Option<NaiveDate>)>,
    /// The last logs: (log, day, what was said).
    pub last: Vec<(LogRef, NaiveDate, String)>,
    /// What to ask: (the log it comes from, the question's words as they stand in the note).
    pub ask: Vec<(LogRef, String)>,
    /// People: name, title, role, first number.
    pub people: Vec<Contact>,
    /// Birthdays within two weeks: name and day.
    pub birthdays: Vec<(String, NaiveDate)>,
    /// Opening today in words as kept.
    pub opening_hours: String,
    /// Metres from the last place the rep was at today.
    pub metres: Option<u32>,
    /// Never visited yet.
    pub first_visit: bool,
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

/// A customer found by letters.
#[derive(Clone, PartialEq, Debug)]
pub struct NameHit {
    /// The customer.
    pub account: Id,
    /// Its name.
    pub name: String,
    /// Byte ranges of the name that fit.
    pub marks: Vec<(usize, usize)>,
    /// Its grade.
    pub grade: Option<Grade>,
    /// Street and city: what tells twins apart.
    pub street: String,
    /// Last visit.
    pub last_visit: Option<NaiveDate>,
    /// Whether the letters are the whole name, and no other customer has it.
    pub certain: bool,
}

/// A find.
#[derive(Clone, PartialEq, Debug)]
pub struct Hit {
    /// The entity's number.
    pub entity: u16,
    /// The record.
    pub record: Id,
    /// The customer to open.
    pub account: Option<Id>,
    /// The name of the record or of its customer.
    pub name: String,
    /// Where it was found: the text around it.
    pub excerpt: String,
    /// Byte ranges of `excerpt` that fit.
    pub marks: Vec<(usize, usize)>,
    /// The day, where there is one.
    pub day: Option<NaiveDate>,
}

/// A record's fields for its form.
#[derive(Clone, PartialEq, Debug)]
pub struct RecordView {
    /// The entity's number.
    pub entity: u16,
    /// The record.
    pub record: Id,
    /// Numbers and values.
    pub values: Vec<(u16, Value)>,
    /// The words for the records that values refer to.
    pub names: Vec<(Id, String)>,
}

/// One log with its follow-ups.
#[derive(Clone, PartialEq, Debug)]
pub struct LogView {
    /// Which.
    pub log: LogRef,
    /// The customer.
    pub account: Option<Id>,
    /// Its name.
    pub name: String,
    /// When it began and ended.
    pub time: (Moment, Moment),
    /// For a visit.
    pub kind: Option<VisitKind>,
    /// For a touch.
    pub touch: Option<TouchKind>,
    /// The note.
    pub notes: String,
    /// The line as typed.
    pub words: String,
    /// Its follow-ups.
    pub follow_ups: Vec<FollowUp>,
}

/// Who set which field when.
#[derive(Clone, PartialEq, Debug)]
pub struct HistoryLine {
    /// When.
    pub at: Moment,
    /// Who; none: not known on this laptop.
    pub by: String,
    /// The field's number; 0: the record itself.
    pub field: u16,
    /// The element, where the field is a set.
    pub element: String,
    /// The value before.
    pub before: Value,
    /// The value after.
    pub after: Value,
    /// Is it sent.
    pub waiting: bool,
    /// The act it belongs to.
    pub act: Label,
}

/// Sync in one line.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct SyncLine {
    /// Whether this profile belongs to a company's server.
    pub enrolled: bool,
    /// How far it is.
    pub state: SyncState,
    /// Changes that wait.
    pub waiting: u64,
    /// Conflicts and parked changes that need a person.
    pub needs_you: u64,
    /// The last sync that went through.
    pub last: Option<Moment>,
}

/// How far sync is.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub enum SyncState {
    /// Nothing is under way.
    #[default]
    Idle,
    /// Under way: records done, and left where known.
    Working {
        /// Done.
        done: u64,
        /// Left.
        left: Option<u64>,
    },
    /// No connection since then.
    Offline {
        /// Since.
        since: Moment,
    },
    /// The server answered with something that is no Rounds server: a hotel's login page.
    Captive,
    /// The server does not know this laptop any more.
    Refused,
}

/// The Sync screen.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct SyncView {
    /// The line.
    pub line: SyncLine,
    /// The server's address.
    pub server: String,
    /// Who I am there.
    pub user: String,
    /// What waits, the oldest first: the first fifty.
    pub waiting: Vec<WaitingRow>,
    /// What arrived lately, newest first: the first fifty.
    pub arrived: Vec<ArrivedRow>,
    /// The last receipts, newest first.
    pub receipts: Vec<Receipt>,
    /// Conflicts, open ones first.
    pub conflicts: Vec<ConflictRow>,
    /// Changes the server could not take, with the reason.
    pub parked: Vec<WaitingRow>,
}

/// A change that waits, or is parked.
#[derive(Clone, PartialEq, Debug)]
pub struct WaitingRow {
    /// The act.
    pub act: Id,
    /// What was done.
    pub label: Label,
    /// When.
    pub at: Moment,
    /// How many changes.
    pub changes: u64,
    /// The reason why it is parked; empty otherwise.
    pub reason: String,
}

/// A record that somebody else changed.
#[derive(Clone, PartialEq, Debug)]
pub struct ArrivedRow {
    /// The entity's number.
    pub entity: u16,
    /// The record.
    pub record: Id,
    /// The customer.
    pub account: Option<Id>,
    /// The name of the record or its customer.
    pub name: String,
    /// When it arrived.
    pub at: Moment,
    /// Who did it.
    pub by: String,
    /// The fields' numbers.
    pub fields: Vec<u16>,
}

/// What both sides hold after a sync.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Receipt {
    /// When.
    pub at: Moment,
    /// Changes sent.
    pub up: u64,
    /// Changes received.
    pub down: u64,
    /// Bytes sent and received.
    pub bytes: (u64, u64),
    /// Requests.
    pub rounds: u32,
    /// Milliseconds.
    pub millis: u64,
    /// Per stream: name, (count, sum) here, (count, sum) there.
    pub streams: Vec<(String, (u64, u64), (u64, u64))>,
    /// Changes that still wait.
    pub waiting: u64,
}

impl Receipt {
    /// Whether both sides hold the same.
    pub fn same(&self) -> bool {
        self.streams.iter().all(|(_, here, there)| here == there)
    }
}

/// A conflict to decide.
#[derive(Clone, PartialEq, Debug)]
pub struct ConflictRow {
    /// The conflict.
    pub id: Id,
    /// The entity's number.
    pub entity: u16,
    /// The record.
    pub record: Id,
    /// Its name.
    pub name: String,
    /// The field's number; 0: the record itself.
    pub field: u16,
    /// The value before both.
    pub base: Value,
    /// The value that won, who, when.
    pub won: (Value, String, Option<Moment>),
    /// The value that lost, who, when.
    pub lost: (Value, String, Option<Moment>),
    /// By which rule.
    pub rule: ConflictRule,
    /// Decided?
    pub state: ConflictState,
}
