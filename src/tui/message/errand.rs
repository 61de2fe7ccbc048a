//! What takes its own time outside the book, a file or the company's server: what is asked, and what comes of it.

use std::sync::Arc;

use super::Trouble;
use crate::base::clock::Moment;
use crate::base::id::Id;
use crate::base::lang::Lang;
use crate::base::secret::Secret;
use crate::domain::ask::HistoryLine;
use crate::domain::cadence::Cadence;
use crate::domain::import::{Choices, Looked, Mapping};

/// What a person says to join the company's server.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Wish {
    /// The server's address.
    pub url: String,
    /// The one-time code.
    pub code: String,
    /// The file of the company's own authority; empty: those whom this laptop trusts vouch for the server.
    pub ca: String,
    /// Where the customers of this book are to lie, once that was asked.
    pub territory: Option<Id>,
}

/// What came of the wish to join.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Joining {
    /// This laptop is one of the company's, whose server is at this address.
    Joined(String),
    /// First it must be said in which of these territories the customers of this book are to lie. Nothing was changed.
    Which(Vec<(Id, String)>),
}

/// What is to be fetched from files; each takes its own time, and nothing waits for it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Errand {
    /// Complete the beginning of a file's name, of files of these kinds.
    Complete(String, Kinds),
    /// Find the newest files that may hold customers.
    Nearby,
    /// Look at a file of customers.
    Look(Box<LookAsk>),
    /// Ask the company's server for a record's history.
    History {
        /// The entity's number.
        entity: u16,
        /// The record.
        record: Id,
    },
    /// Open the shut screen with this.
    Unlock(Secret),
    /// Set the screen's PIN, or take it away.
    SetPin {
        /// The one that there is.
        before: Secret,
        /// The new one.
        new: Option<Secret>,
    },
    /// Sync by a file: what waits goes into it, or what the server wrote comes out of it.
    Carry {
        /// Which.
        way: Way,
        /// The file, as it was typed.
        path: String,
        /// In which language it is said why not.
        lang: Lang,
    },
    /// Write what an import did not take, and what it noticed, into a file.
    Report {
        /// The import.
        looked: Arc<Looked>,
        /// In which language.
        lang: Lang,
    },
}

/// So many wrong tries, and a PIN opens nothing until the screen was opened otherwise.
pub const PIN_TRIES: u32 = 5;

/// What became of a try to open a shut screen, or to set its PIN.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Unlocked {
    /// It was right.
    Open,
    /// It was not; so many tries of the PIN are left, where there is one.
    Wrong(Option<u32>),
    /// It could not be weighed.
    Failed(Trouble),
}

/// Files that are meant.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Kinds {
    /// Those that can hold customers.
    Customers,
    /// Bundles of a sync.
    Bundles,
}

/// Which way a file of a sync goes.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Way {
    /// Out of this laptop.
    Out,
    /// Into it.
    In,
}

/// What a file of a sync carried.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Carried {
    /// Out of this laptop.
    Out {
        /// So many changes.
        changes: u64,
        /// In so many bytes.
        size: u64,
        /// The file.
        file: String,
    },
    /// Into it.
    In {
        /// Changes of others.
        arrived: u64,
        /// Changes of ours that are settled by it.
        settled: u64,
        /// Changes that wait still.
        waiting: u64,
        /// All of it was here before.
        known: bool,
        /// The file.
        file: String,
    },
}

/// A file to look at, with what was chosen for it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct LookAsk {
    /// The file, as it was typed.
    pub path: String,
    /// The sheet of a workbook.
    pub sheet: Option<String>,
    /// What the columns mean; `None`: as proposed.
    pub mapping: Option<Mapping>,
    /// What was chosen for the whole import.
    pub choices: Choices,
    /// Days between visits, for the first ones.
    pub cadences: Cadence,
    /// In which language it is said why not.
    pub lang: Lang,
}

/// A file that may hold customers.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct NearFile {
    /// Where it is, as it is shown and may be typed.
    pub path: String,
    /// When it was changed last.
    pub changed: Moment,
}

/// What came of an errand. Why one failed is said in the language that it was given.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Reply {
    /// As far as the name is certain, and the names that begin so.
    Completed(String, Vec<String>),
    /// The newest first.
    Nearby(Vec<NearFile>),
    /// The file as it was understood, and what importing it would do.
    Looked(Result<Arc<Looked>, String>),
    /// What a file of a sync carried, or why it could not be used.
    Carried(Result<Carried, String>),
    /// What the server knows of a record's history; `None`: it could not be asked.
    History(Option<Vec<HistoryLine>>),
    /// What became of a try to open the screen.
    Unlocked(Unlocked),
    /// What became of the PIN.
    PinSet {
        /// One was to be set, not taken away.
        there: bool,
        /// What came of it.
        outcome: Unlocked,
    },
    /// The report of this import, and where it is.
    Reported(Arc<Looked>, Result<String, String>),
}
