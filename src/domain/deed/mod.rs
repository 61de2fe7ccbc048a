//! What a person can ask to be done to the records, as plain data: the screen, the command line and the demo say the same things.
//!
//! A deed becomes an [`Act`] by the rules, which look at the records inside the writing transaction.

mod log;

pub use log::{Correction, LogEntry, LogKind, LogRef, NewPerson, Promise, Slot, Whose};

use std::collections::BTreeSet;

use chrono::NaiveDate;

use super::act::Act;
use super::import::Said;
use crate::base::id::Id;
use crate::schema::{Grade, Reason, Value};

/// What a person asks to be done.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Deed {
    /// Keep a log.
    Log(LogEntry),
    /// Keep the same log for several, as one act: `whose` and `closes` of the entry are each one's own.
    LogEach {
        /// What was said.
        entry: LogEntry,
        /// The planned visits that it closes.
        visits: Vec<Id>,
        /// Customers without a plan.
        accounts: Vec<Id>,
    },
    /// Say whose an unfiled log is.
    File {
        /// The log.
        log: LogRef,
        /// The customer.
        whose: Whose,
    },
    /// Set a log right.
    Correct {
        /// The log.
        log: LogRef,
        /// What.
        correction: Correction,
    },
    /// Plan a visit.
    Plan {
        /// At whom.
        accounts: Vec<Id>,
        /// When.
        to: Slot,
        /// What for.
        purpose: String,
    },
    /// Move the next visit planned at each; where none is planned, one is.
    Reschedule {
        /// At whom.
        accounts: Vec<Id>,
        /// To when.
        to: Slot,
    },
    /// Plan a visit at each of these on its day.
    PlanEach {
        /// Whom and when.
        visits: Vec<(Id, NaiveDate)>,
    },
    /// Move planned visits to another date.
    MoveVisits {
        /// Which.
        visits: Vec<Id>,
        /// Where to.
        to: Slot,
    },
    /// The day's planned visits come in this order from now on.
    OrderDay {
        /// Which, the first first.
        visits: Vec<Id>,
    },
    /// A planned or tried visit did not take place.
    NotDone {
        /// The planned visits.
        visits: Vec<Id>,
        /// Accounts that were tried without a plan.
        accounts: Vec<Id>,
        /// Why.
        reason: Reason,
        /// In the rep's words, where the reason is another.
        words: String,
        /// A new date.
        again: Option<Slot>,
    },
    /// Call planned visits off; they leave the day.
    CancelVisits {
        /// Which.
        visits: Vec<Id>,
        /// Why.
        reason: Reason,
    },
    /// Here now: stamps the start; a second time, the end. A visit in progress elsewhere is ended.
    HereNow {
        /// Where.
        account: Id,
    },
    /// Promise something.
    AddFollowUp {
        /// To whom; none: mine alone.
        account: Option<Id>,
        /// What.
        promise: Promise,
    },
    /// Done.
    FollowUpsDone {
        /// Which.
        follow_ups: Vec<Id>,
    },
    /// Open again.
    FollowUpsOpen {
        /// Which.
        follow_ups: Vec<Id>,
    },
    /// Move to a date.
    MoveFollowUps {
        /// Which.
        follow_ups: Vec<Id>,
        /// Where to.
        to: Slot,
    },
    /// Will not be done.
    DropFollowUps {
        /// Which.
        follow_ups: Vec<Id>,
        /// Why.
        reason: String,
    },
    /// Make a record from a form. `record` is its new id.
    Create {
        /// The entity's number.
        entity: u16,
        /// Its new id.
        record: Id,
        /// Its fields.
        values: Vec<(u16, Value)>,
    },
    /// Set fields of a record.
    Set {
        /// The entity's number.
        entity: u16,
        /// The record.
        record: Id,
        /// The fields.
        values: Vec<(u16, Value)>,
        /// What the person saw in them. Where something else is there by now, it is not overwritten; to a set is added what was added to the one
        /// seen, and taken away what was taken from that. A field that is not named here is set whatever is there.
        seen: Vec<(u16, Value)>,
    },
    /// Delete a record with all that hangs on it.
    Delete {
        /// The entity's number.
        entity: u16,
        /// The record.
        record: Id,
    },
    /// Grade the marked.
    Grade {
        /// Which.
        accounts: Vec<Id>,
        /// As what; `None` takes the grade away.
        grade: Option<Grade>,
    },
    /// Tag the marked.
    Tag {
        /// Which.
        accounts: Vec<Id>,
        /// Words to add.
        add: BTreeSet<String>,
        /// Words to take away.
        remove: BTreeSet<String>,
    },
    /// Do not propose before a day.
    Snooze {
        /// Whom.
        accounts: Vec<Id>,
        /// Until when.
        until: NaiveDate,
        /// Why.
        reason: String,
    },
    /// Shut for good: ends the cadence, calls off open plans, drops open follow-ups.
    ShutForGood {
        /// Who.
        account: Id,
    },
    /// A customer has a new address; the old place stays in its history.
    MoveAddress {
        /// Who.
        account: Id,
        /// The new address's fields.
        values: Vec<(u16, Value)>,
        /// Since when.
        since: NaiveDate,
    },
    /// A contact has changed employer and takes the history along.
    MoveContact {
        /// Who.
        contact: Id,
        /// To whom.
        to: Id,
    },
    /// Two records of one customer, or of one person, become one.
    Merge {
        /// The entity's number.
        entity: u16,
        /// The record that stays.
        keep: Id,
        /// The record that goes: it points to the other from now on.
        other: Id,
        /// The fields whose value is that of the record that goes.
        from_other: BTreeSet<u16>,
    },
    /// Customers that were imported twice become one each: of each pair the first stays.
    MergeEach {
        /// Who stays, and who goes.
        pairs: Vec<(Id, Id)>,
    },
    /// Two customers that look alike are not one: they are not offered as one again.
    TellApart {
        /// The one.
        one: Id,
        /// The other.
        other: Id,
    },
    /// Move customers to another territory or rep: a manager's act.
    Reassign {
        /// Which.
        accounts: Vec<Id>,
        /// The territory; `None`: where each lies.
        territory: Option<Id>,
        /// The rep who looks after them; `None`: as it is.
        owner: Option<Id>,
    },
    /// Decide a conflict.
    Resolve {
        /// Which.
        conflicts: Vec<Id>,
        /// How.
        choice: Resolution,
    },
    /// What the server could not take goes once more, set right; whatever builds upon it goes along.
    SendAgain {
        /// Which acts.
        acts: Vec<Id>,
        /// Other values: entity, record, field, value.
        values: Vec<(u16, Id, u16, Value)>,
    },
    /// What the server could not take is given up.
    Withdraw {
        /// Which acts.
        acts: Vec<Id>,
    },
    /// Money that was promised in a log has come.
    MoneyCame {
        /// The log.
        log: LogRef,
        /// The promise, in its written form.
        payment: String,
    },
    /// Tick a step of a visit off.
    Tick {
        /// Which visit.
        visit: Id,
        /// The type whose steps were shown; the visit keeps it.
        visit_type: Id,
        /// The step, in its words.
        step: String,
        /// Done, or not done after all.
        done: bool,
    },
    /// Say what type of visit it is.
    TypeOfVisit {
        /// Which visit.
        visit: Id,
        /// The type.
        visit_type: Id,
    },
    /// An act made elsewhere (an import), and what it was made from: what was set since is not overwritten. At last, what the file said of each
    /// record, to be remembered.
    Whole(Act, Vec<Saw>, Vec<(Id, Said)>),
}

/// What was seen in a field.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Saw {
    /// The entity's number.
    pub entity: u16,
    /// The record.
    pub record: Id,
    /// The field's number and its value.
    pub field: (u16, Value),
}

/// How a conflict is decided.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Resolution {
    /// The value that won stays.
    KeepWinner,
    /// The value that lost comes back.
    BringBack,
    /// Neither: this one.
    Replace(Value),
}

/// With whom a record is that went away from this laptop, as far as that is known.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Away {
    /// The rep, where it can only be one.
    pub who: String,
    /// The territory.
    pub territory: String,
}

/// Why a deed cannot be done; each has its words in the locale files.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
pub enum Refusal {
    /// The record is not there (any more).
    #[error("the record is not there")]
    Gone,
    /// The record went to another territory: somebody else has it now.
    #[error("{name} went to another territory")]
    MovedAway {
        /// What it is called.
        name: String,
        /// Who has it.
        to: Away,
    },
    /// The deed does not fit the record's state, such as moving a visit that is done.
    #[error("that does not fit its state: {0}")]
    State(&'static str),
    /// A value does not fit its field.
    #[error("{field}: {trouble}")]
    Value {
        /// The field's name.
        field: &'static str,
        /// What is wrong, as the key of its words.
        trouble: &'static str,
    },
    /// Somebody has set the field since the person looked at it.
    #[error("field {field} of entity {entity} was set meanwhile")]
    Changed {
        /// The entity's number.
        entity: u16,
        /// The field's number.
        field: u16,
        /// What is there now.
        theirs: Value,
        /// What the person wanted there.
        mine: Value,
    },
    /// Nothing would change.
    #[error("nothing would change")]
    Nothing,
    /// A part of what the act did is not kept here any more: it is taken back whole or not at all.
    #[error("a part of what that did is not kept here any more")]
    Thinned,
    /// The records could not be read.
    #[error(transparent)]
    Look(#[from] super::look::LookFailed),
}
