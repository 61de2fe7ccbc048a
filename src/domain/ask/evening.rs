//! The answers of the evening: what of a day is still open, and what a report of a day or a week is made of.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::{FollowUpRow, SyncLine, UnfiledLog, VisitRow};
use crate::base::clock::Moment;
use crate::base::id::Id;
use crate::base::money::Money;
use crate::schema::{TouchKind, TouchOutcome};

/// A day to be closed.
#[derive(Clone, PartialEq, Debug)]
pub struct Close {
    /// The workday.
    pub day: NaiveDate,
    /// Planned visits of which nothing was said, and those still in progress.
    pub not_logged: Vec<VisitRow>,
    /// Logs whose customer is not said.
    pub unfiled: Vec<UnfiledLog>,
    /// What was promised in the day's logs, without a date.
    pub undated: Vec<FollowUpRow>,
    /// Visits that took place, and nothing follows: no promise is open and no visit planned.
    pub no_next: Vec<VisitRow>,
    /// Visits at which steps were left out that should not be, and which.
    pub steps: Vec<(VisitRow, Vec<String>)>,
    /// Promises due on the day, still open.
    pub promises: Vec<FollowUpRow>,
    /// The day's report.
    pub report: Report,
    /// Sync in one line.
    pub sync: SyncLine,
    /// What went over the wire since the day began.
    pub sent: Sent,
    /// What the person said of it so far.
    pub kept: KeptClose,
}

/// What a person said of a day's close; it lies in the book, so that the pass is taken up where it was left.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub struct KeptClose {
    /// Records that are fine as they are: they are not asked about again.
    #[serde(default)]
    pub left: BTreeSet<Id>,
    /// The report as the person wrote it; none: as the form has it.
    #[serde(default)]
    pub report: Option<String>,
    /// When the day was closed.
    #[serde(default)]
    pub closed: Option<Moment>,
}

/// What went over the wire since a day began.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Sent {
    /// Changes sent.
    pub up: u64,
    /// Changes received.
    pub down: u64,
    /// Whether both sides held the same after the last sync; none: there was none yet.
    pub same: Option<bool>,
}

/// A day that was not closed.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Unclosed {
    /// Which.
    pub day: NaiveDate,
    /// Planned visits of which nothing was said.
    pub open: usize,
}

/// The rest of the day in another order.
#[derive(Clone, PartialEq, Debug)]
pub struct OrderedDay {
    /// The planned visits in the proposed order.
    pub stops: Vec<OrderedStop>,
    /// The way as the day stands, in metres as the crow flies.
    pub metres_before: u32,
    /// The way in the proposed order.
    pub metres: u32,
    /// The person has changed the order: the ways are not known.
    pub by_hand: bool,
}

/// A stop of the day.
#[derive(Clone, PartialEq, Debug)]
pub struct OrderedStop {
    /// The visit.
    pub row: VisitRow,
    /// Metres from the stop before, where both places are known.
    pub metres: Option<u32>,
}

/// What a report of one day or several is made of.
#[derive(Clone, PartialEq, Debug)]
pub struct Report {
    /// Who reports.
    pub by: String,
    /// The first day.
    pub from: NaiveDate,
    /// The last day.
    pub to: NaiveDate,
    /// The visits of these days, in order, whatever became of them.
    pub visits: Vec<ReportVisit>,
    /// Calls, e-mails, chats, letters.
    pub touches: Vec<ReportTouch>,
    /// What was promised in these logs.
    pub promised: Vec<FollowUpRow>,
    /// Promises kept within these days.
    pub kept: Vec<FollowUpRow>,
    /// The planned visits of the next day that has any, within a week.
    pub next: Vec<VisitRow>,
}

/// A visit in a report.
#[derive(Clone, PartialEq, Debug)]
pub struct ReportVisit {
    /// The visit.
    pub row: VisitRow,
    /// Logged more than an hour after it ended.
    pub late: bool,
    /// What was heard there.
    pub heard: HeardThere,
}

/// What a log says beside its words, as it lies in its fields.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct HeardThere {
    /// Objections and free words.
    pub tags: BTreeSet<String>,
    /// Competitors that were named.
    pub competitors: BTreeSet<String>,
    /// Products, in their written form.
    pub products: BTreeSet<String>,
    /// What it may be worth.
    pub amount: Option<Money>,
    /// How likely it is, in per cent.
    pub chance: Option<i64>,
    /// Money they promised, in its written form.
    pub payments: BTreeSet<String>,
}

/// A call, an e-mail, a chat or a letter in a report.
#[derive(Clone, PartialEq, Debug)]
pub struct ReportTouch {
    /// Which.
    pub id: Id,
    /// The customer; none: not said yet.
    pub account: Option<Id>,
    /// The customer's name.
    pub name: String,
    /// By what way.
    pub kind: Option<TouchKind>,
    /// When.
    pub at: Option<Moment>,
    /// The workday.
    pub day: NaiveDate,
    /// What was said.
    pub notes: String,
    /// Whether somebody was reached.
    pub reached: Option<TouchOutcome>,
    /// What was heard.
    pub heard: HeardThere,
}
