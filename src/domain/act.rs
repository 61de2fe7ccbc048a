//! An act: what one person did at once and one `u` takes back, as plain data for the store to commit in one transaction.

use serde::{Deserialize, Serialize};

use crate::base::id::Id;
use crate::schema::{Record, Value};

/// What one `u` takes back.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Act {
    /// What was done, for the line that says so and for history.
    pub label: Label,
    /// What is atomic on the server: what is senseless apart. Most acts have one.
    pub groups: Vec<Vec<Edit>>,
}

/// What was done, in a form that each language can say.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Label {
    /// The key of the words, such as `act-log`.
    pub words: String,
    /// Whom or what it was done to, such as the customer's name.
    pub subject: String,
    /// Some figure, date or word to be named with it; empty where there is none (`rules::LABELS` says which kind it is).
    pub detail: String,
    /// To how many it was done; `subject` names the first of them. 0 and 1 are the same.
    pub count: u32,
}

impl Label {
    /// These words about this subject.
    pub fn new(words: &str, subject: impl Into<String>) -> Label {
        Label { words: words.into(), subject: subject.into(), detail: String::new(), count: 1 }
    }

    /// With a figure or a date.
    pub fn detail(self, detail: impl Into<String>) -> Label {
        Label { detail: detail.into(), ..self }
    }

    /// Whether the person goes on with what it was done to: he has arrived there, or left.
    pub fn goes_on(&self) -> bool {
        matches!(self.words.as_str(), "act-here" | "act-left")
    }

    /// Done to so many.
    pub fn count(self, count: usize) -> Label {
        Label { count: u32::try_from(count).unwrap_or(u32::MAX), ..self }
    }
}

/// One record's edit.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Edit {
    /// The entity's number.
    pub entity: u16,
    /// The record.
    pub record: Id,
    /// What happens to it.
    pub deed: RecordEdit,
}

/// What happens to a record.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum RecordEdit {
    /// It comes to be, with these fields (numbers and values, none of them null).
    Create(Vec<(u16, Value)>),
    /// The same by a rule, under an id that says what it is: what a person has written of it anywhere stands, his deletion too, and nobody is asked
    /// (stamp 0, SYNC.md).
    Generate(Vec<(u16, Value)>),
    /// These fields get these values (null empties one). The store writes only what differs, a set's elements one by one.
    Set(Vec<(u16, Value)>),
    /// It goes.
    Delete,
}

impl Edit {
    /// The creation of this record.
    pub fn create<R: Record>(record: &R) -> Edit {
        let fields = record.values().into_iter().filter(|(_, value)| !value.is_null()).collect();
        Edit { entity: R::ENTITY.number, record: record.id(), deed: RecordEdit::Create(fields) }
    }

    /// The creation of this record by a rule.
    pub fn generate<R: Record>(record: &R) -> Edit {
        let edit = Edit::create(record);
        match edit.deed {
            RecordEdit::Create(fields) => Edit { deed: RecordEdit::Generate(fields), ..edit },
            _ => edit,
        }
    }

    /// What makes `before` into `after`; `None` where they are the same.
    pub fn change<R: Record>(before: &R, after: &R) -> Option<Edit> {
        let fields: Vec<_> = after
            .values()
            .into_iter()
            .zip(before.values())
            .filter(|(new, old)| new.1 != old.1)
            .map(|(new, _)| new)
            .collect();
        (!fields.is_empty()).then(|| Edit {
            entity: R::ENTITY.number,
            record: after.id(),
            deed: RecordEdit::Set(fields),
        })
    }

    /// The deletion of a record.
    pub fn delete<R: Record>(record: Id) -> Edit {
        Edit { entity: R::ENTITY.number, record, deed: RecordEdit::Delete }
    }
}

impl Act {
    /// An act of one group.
    pub fn one(label: Label, edits: Vec<Edit>) -> Act {
        Act { label, groups: vec![edits] }
    }

    /// The record it is mainly about: the rules put that one first.
    pub fn about(&self) -> Option<(u16, Id)> {
        self.groups.iter().flatten().next().map(|edit| (edit.entity, edit.record))
    }

    /// Whether nothing would change.
    pub fn is_empty(&self) -> bool {
        self.groups.iter().all(Vec::is_empty)
    }
}

/// What the store says of a committed act.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Committed {
    /// The act's id: what undo names.
    pub act: Id,
    /// What was done.
    pub label: Label,
    /// The record it was mainly about, to go to: (entity, record).
    pub about: Option<(u16, Id)>,
    /// How many changes wait to be sent.
    pub waiting: u64,
}

/// A setting that was set, by its name in the file.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct SettingChange {
    /// Its name.
    pub name: String,
    /// As it was; none: as usual.
    pub from: Option<String>,
    /// As it was set.
    pub to: Option<String>,
}

impl SettingChange {
    /// The key of the words that name it, and how it stands, when it was taken back.
    pub const WORDS: &str = "act-setting";
}

/// How an act comes of another one.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum UndoKind {
    /// It takes that one back.
    Undo,
    /// It does again what was taken back.
    Redo,
}

/// Who set something.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub enum By {
    /// I did.
    Me,
    /// Somebody, by name.
    User(String),
    /// The office's server: an admin, or what followed from something.
    Office,
    /// It is not known on this laptop.
    #[default]
    Unknown,
}

/// A field that an undo left as it is, since somebody has set it since.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Left {
    /// The entity's number.
    pub entity: u16,
    /// The record.
    pub record: Id,
    /// The field's number; 0: the record itself.
    pub field: u16,
    /// Who set it since.
    pub by: By,
}

/// What undo or redo did.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct TakenBack {
    /// What was taken back (or done again).
    pub committed: Committed,
    /// What somebody has set since and was left.
    pub left: Vec<Left>,
    /// Whether anything was; else all of it had been set anew since.
    pub changed: bool,
}
