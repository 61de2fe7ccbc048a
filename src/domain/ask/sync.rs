//! The answers about sync: the line, the screen, receipts, conflicts.

use crate::base::clock::Moment;
use crate::base::id::Id;
use crate::domain::act::{By, Label};
use crate::domain::deed::Away;
use crate::schema::{ConflictRule, ConflictState, Value};

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
    /// The company's time at the last contact, and by how many milliseconds this clock was ahead of it then.
    pub heard: Option<(Moment, i64)>,
    /// The latest moment, by this laptop's clock, at which something was done here of late.
    pub used: Option<Moment>,
    /// Whether I am a manager or an admin.
    pub manages: bool,
    /// After how many minutes without a key the company wants a screen shut.
    pub lock_after: Option<u32>,
}

/// Minutes by which a laptop's clock may differ from the company's.
const WRONG: i64 = 10;

/// Minutes by which it may lie behind what was done here before.
const BEHIND: i64 = 60;

/// What tells that this laptop's clock is wrong: what is logged meanwhile bears wrong days.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum ClockWrong {
    /// The company: it is this time there.
    Company(Moment),
    /// The book: something was done in it at this time.
    Book(Moment),
}

impl ClockWrong {
    /// The key of its words, and the time to be named.
    pub fn told(self) -> (&'static str, Moment) {
        match self {
            ClockWrong::Company(at) => ("clock-wrong", at),
            ClockWrong::Book(at) => ("clock-behind", at),
        }
    }

    /// What the book tells that was used at this time.
    pub fn by_book(used: Option<Moment>, now: Moment) -> Option<ClockWrong> {
        used.filter(|used| used.minutes_since(now) > BEHIND).map(ClockWrong::Book)
    }
}

impl SyncLine {
    /// What tells that this laptop's clock is wrong: it was so at the last contact, or was set back since, behind that or behind what was done.
    pub fn clock_wrong(&self, now: Moment) -> Option<ClockWrong> {
        self.by_company(now).map(ClockWrong::Company).or_else(|| ClockWrong::by_book(self.used, now))
    }

    fn by_company(&self, now: Moment) -> Option<Moment> {
        let (heard, ahead) = self.heard?;
        let there = Moment::from_millis(now.millis().saturating_sub(ahead));
        if heard.minutes_since(there) > WRONG {
            return Some(heard);
        }
        (ahead.abs() > WRONG * 60_000).then_some(there)
    }
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
        /// How many seconds that will take, where it can be told.
        seconds: Option<u64>,
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
    /// The company says that its user has left.
    Left,
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
    /// What the server could not take, with the reason.
    pub parked: Vec<ParkedRow>,
    /// My records without something that they should have by now: the first fifty.
    pub to_complete: Vec<CompleteRow>,
    /// What a recount found damaged on this laptop, newest first.
    pub incidents: Vec<IncidentRow>,
    /// What went to somebody else and is kept aside; none: nothing.
    pub aside: Option<Aside>,
    /// What of mine lost where somebody else has it now, newest first: the first fifty.
    pub lost: Vec<LostRow>,
}

/// A value of mine that lost in a record which somebody else has now: its conflict record is there.
#[derive(Clone, PartialEq, Debug)]
pub struct LostRow {
    /// The record's entity.
    pub entity: u16,
    /// The record's name, or its customer's.
    pub name: String,
    /// Which field; 0: the record itself.
    pub field: u16,
    /// What I had set.
    pub value: Value,
    /// Names of the records that it refers to.
    pub names: Vec<(Id, String)>,
    /// When.
    pub at: Moment,
    /// Who has it.
    pub to: Away,
}

/// What a recount found damaged on this laptop.
#[derive(Clone, PartialEq, Debug)]
pub struct IncidentRow {
    /// When.
    pub at: Moment,
    /// The record: entity and id; none: a stream's figures.
    pub record: Option<(u16, Id)>,
    /// The record's name, or its customer's.
    pub name: String,
    /// When a sync healed it.
    pub healed: Option<Moment>,
}

/// Customers that lie with somebody else now.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Aside {
    /// How many customers.
    pub customers: u64,
    /// Changes of ours that are still to be handed over.
    pub waiting: u64,
    /// The first of them is wiped from here on this day, once nothing of it waits.
    pub until: Moment,
}

/// An act that the server could not take.
#[derive(Clone, PartialEq, Debug)]
pub struct ParkedRow {
    /// The act.
    pub act: Id,
    /// What was done.
    pub label: Label,
    /// When.
    pub at: Moment,
    /// The word of the reason (`sync::log::Reason::word`).
    pub reason: String,
    /// What it would set.
    pub fields: Vec<ParkedField>,
}

/// A field that an act would have set.
#[derive(Clone, PartialEq, Debug)]
pub struct ParkedField {
    /// The field's value as it stands: what the office has.
    pub now: Value,
    /// The entity's number.
    pub entity: u16,
    /// The record.
    pub record: Id,
    /// Its name.
    pub name: String,
    /// The field's number; 0: the record itself.
    pub field: u16,
    /// The element, where the field is a set.
    pub element: String,
    /// The value.
    pub value: Value,
    /// The names of the records that the value names.
    pub names: Vec<(Id, String)>,
}

/// A record without something that it should have.
#[derive(Clone, PartialEq, Debug)]
pub struct CompleteRow {
    /// The entity's number.
    pub entity: u16,
    /// The record.
    pub record: Id,
    /// The customer.
    pub account: Option<Id>,
    /// The name of the record or its customer.
    pub name: String,
    /// The numbers of the fields that are missing.
    pub fields: Vec<u16>,
}

/// A change that waits.
#[derive(Clone, PartialEq, Debug)]
pub struct WaitingRow {
    /// The act.
    pub act: Id,
    /// What was done.
    pub label: Label,
    /// Whether it was done, taken back, or done again.
    pub turn: Turn,
    /// When.
    pub at: Moment,
    /// How many changes.
    pub changes: u64,
}

/// What an act was: the first of its kind, or the taking back of another, or that one done again. All three bear the other's words.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Turn {
    /// Something was done.
    #[default]
    Did,
    /// Something was taken back.
    TookBack,
    /// What was taken back was done again.
    DidAgain,
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
    /// Other fields were set on another side at the same time: merged by itself.
    pub merged: bool,
    /// It came from somebody who had lost the customer by then.
    pub late: bool,
}

/// What one side holds of a stream: the count of its records and their sum.
pub type Held = (u64, u64);

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
    /// Per stream: its name, what is held here, what is held there.
    pub streams: Vec<(String, Held, Held)>,
    /// Changes that still wait.
    pub waiting: u64,
}

impl Receipt {
    /// Whether both sides hold the same.
    pub fn same(&self) -> bool {
        self.streams.iter().all(|(_, here, there)| here == there)
    }
}

/// On which laptop something was written.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum WrittenOn {
    /// A colleague's, or this laptop does not know.
    #[default]
    Unsaid,
    /// On this one.
    This,
    /// On another one of mine.
    Other,
}

/// What somebody has set since two values met, so that neither stands, or the other does.
#[derive(Clone, PartialEq, Debug)]
pub struct Since {
    /// The value.
    pub value: Value,
    /// Who set it.
    pub by: By,
    /// When.
    pub at: Option<Moment>,
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
    /// The words for the records that the values refer to.
    pub names: Vec<(Id, String)>,
    /// The value before both.
    pub base: Value,
    /// The value that won, who, when.
    pub won: (Value, String, Option<Moment>),
    /// The value that lost, who, when.
    pub lost: (Value, String, Option<Moment>),
    /// On which laptop the one that won was written, and the one that lost.
    pub on: (WrittenOn, WrittenOn),
    /// What the record holds by now; none: still what won.
    pub since: Option<Since>,
    /// Whether nobody set the value that lost: a damaged disk made it of the one that stands.
    pub made_by_a_disk: bool,
    /// By which rule.
    pub rule: ConflictRule,
    /// Decided?
    pub state: ConflictState,
}

impl ConflictRow {
    /// The value that the record holds.
    pub fn stands(&self) -> &Value {
        self.since.as_ref().map_or(&self.won.0, |since| &since.value)
    }
}
