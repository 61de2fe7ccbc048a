//! The answers about one record: its fields, its history, a log with its follow-ups.

use crate::base::clock::Moment;
use crate::base::id::Id;
use crate::domain::act::{By, Label, UndoKind};
use crate::domain::deed::LogRef;
use crate::schema::{FollowUp, Reason, TouchKind, Value, VisitKind};

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
    /// For a visit that did not take place: why.
    pub missed: Option<Reason>,
    /// The note.
    pub notes: String,
    /// The line as typed.
    pub words: String,
    /// Its follow-ups.
    pub follow_ups: Vec<FollowUp>,
    /// Competitors, objections, products and sums in one line.
    pub heard: String,
    /// The customer's people, and whoever else was met.
    pub people: Vec<PersonMet>,
}

/// One of the customer's people, and whether this log says that he was met.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct PersonMet {
    /// The contact.
    pub id: Id,
    /// The name.
    pub name: String,
    /// Met.
    pub met: bool,
}

/// What became of a value that was set.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Fate {
    /// It stood.
    #[default]
    Taken,
    /// It waits to be sent.
    Waiting,
    /// Another value stood; it is kept as a conflict.
    Lost,
    /// It stood, until another was set without knowing of it; it is kept as a conflict.
    Replaced,
    /// A guarded value stood until a person decides.
    Held,
    /// The server could not take it.
    Parked,
}

/// Who set which field when.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct HistoryLine {
    /// The change's name: session and number.
    pub identity: (u64, u64),
    /// When.
    pub at: Moment,
    /// Who.
    pub by: By,
    /// On which laptop; empty: not known here.
    pub device: String,
    /// The field's number; 0: the record itself.
    pub field: u16,
    /// The element, where the field is a set.
    pub element: String,
    /// The words for the records that the values refer to.
    pub names: Vec<(Id, String)>,
    /// The value before.
    pub before: Value,
    /// The value after.
    pub after: Value,
    /// What became of it.
    pub fate: Fate,
    /// Other fields of the record were set on another side at the same time: merged by itself.
    pub merged: bool,
    /// The act it belongs to.
    pub act: Id,
    /// Whether that act took back another one of the history, or did it again.
    pub undo: Option<UndoKind>,
    /// What that act was, where it was mine.
    pub label: Label,
}
