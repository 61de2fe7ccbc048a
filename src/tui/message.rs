//! What comes into the terminal's model and what goes out of it: closed enums of plain data.
//!
//! Always holds: a message brings everything that the model may know of the world (time, answers, outcomes); an effect names what is to
//! be done and does nothing. Replies carry the ticket of the effect they answer, and one whose ticket is old is dropped.

use serde::{Deserialize, Serialize};

use super::key::Key;
use super::screen::Tab;
use crate::base::clock::{Moment, Now};
use crate::base::id::Id;
use crate::base::lang::Lang;
use crate::config::{Cadences, Settings};
use crate::domain::act::{Committed, TakenBack};
use crate::domain::ask::{Answer, Ask, SyncLine};
use crate::domain::deed::{Deed, Refusal};
use crate::domain::import::{Choices, Mapping, Preview};

/// What ties a reply to its question.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Default)]
pub struct Ticket(pub u64);

/// What happened.
#[derive(Clone, PartialEq, Debug)]
pub enum Msg {
    /// The time. The runtime says it before each batch of keys and when a timer rings.
    Time(Now),
    /// A key was pressed (not released).
    Key(Key),
    /// A text was pasted.
    Paste(String),
    /// The terminal has this many columns and rows.
    Resize(u16, u16),
    /// The answer to a question.
    Answered {
        /// Of the question.
        ticket: Ticket,
        /// What is known, or why it could not be read.
        answer: Result<Answer, Trouble>,
    },
    /// What became of a deed. Comes after it is on disk.
    Committed {
        /// Of the deed.
        ticket: Ticket,
        /// What was done, or why not.
        outcome: Result<Committed, Trouble>,
    },
    /// What became of an undo or a redo; `None`: there was nothing.
    TakenBack {
        /// Of the undo or redo.
        ticket: Ticket,
        /// What was taken back, or why not.
        outcome: Result<Option<TakenBack>, Trouble>,
    },
    /// The records have changed by another hand: a sync, or another process.
    Changed,
    /// How far sync is.
    Sync(SyncLine),
    /// A text left the terminal.
    Copied(Copied),
    /// What importing a file would do.
    ImportLooked {
        /// Of the look.
        ticket: Ticket,
        /// The preview, or why the file could not be read.
        outcome: Result<Box<ImportView>, Trouble>,
    },
    /// What became of joining the company.
    Enrolled {
        /// Of the wish.
        ticket: Ticket,
        /// Joined, or why not.
        outcome: Result<(), Trouble>,
    },
    /// Something went wrong that no ticket waits for (a link that would not open, a setting that would not be kept).
    Trouble(Trouble),
}

/// Where a copied text went.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Copied {
    /// To the clipboard.
    Clipboard,
    /// Through the terminal, over ssh.
    Terminal,
    /// To this file, since there is no clipboard.
    File(String),
}

/// Why something could not be done.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Trouble {
    /// The rules refused it.
    Refused(Refusal),
    /// Something underneath failed: the key of its words, and what is to be named in them as `what`.
    Failed {
        /// The key.
        words: String,
        /// What.
        what: String,
    },
}

/// What is to be done outside.
#[derive(Clone, PartialEq, Debug)]
pub enum Effect {
    /// Answer a question.
    Ask {
        /// To be sent back.
        ticket: Ticket,
        /// The question.
        ask: Ask,
    },
    /// Commit a deed.
    Do {
        /// To be sent back.
        ticket: Ticket,
        /// The deed.
        deed: Deed,
    },
    /// Take my last act back.
    Undo {
        /// To be sent back.
        ticket: Ticket,
    },
    /// Do again what was taken back last.
    Redo {
        /// To be sent back.
        ticket: Ticket,
    },
    /// Keep a draft; the runtime writes it within a second of the last one. An empty body takes the draft away at once.
    SaveDraft(Draft),
    /// Keep where the person is.
    SavePlace(Spot),
    /// Let a text leave the terminal.
    Copy(String),
    /// Open an address or a map.
    Open(String),
    /// Sync now.
    SyncNow,
    /// Say the time at this moment; replaces an earlier timer.
    Timer(Moment),
    /// Keep the settings.
    KeepSettings(Box<Settings>),
    /// Look what importing a file would do.
    LookAtImport {
        /// To be sent back.
        ticket: Ticket,
        /// The file and the choices.
        request: Box<ImportRequest>,
    },
    /// Import what was looked at last; the reply is that of a deed.
    Import {
        /// To be sent back.
        ticket: Ticket,
    },
    /// Join the company's server.
    Enrol {
        /// To be sent back.
        ticket: Ticket,
        /// The server's address.
        url: String,
        /// The one-time code.
        code: String,
    },
    /// Leave, and start the demo.
    StartDemo,
    /// Leave.
    Quit,
    /// Give the terminal back to the shell for a while.
    Suspend,
}

/// A file to be looked at, with what the rep chose.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ImportRequest {
    /// The file.
    pub path: String,
    /// What its columns mean, where the rep has changed it.
    pub mapping: Option<Mapping>,
    /// Whether to replace, and what becomes of look-alikes.
    pub choices: Choices,
    /// Days between visits by grade: first visits are spread over them.
    pub cadences: Cadences,
    /// The language in which a trouble is said.
    pub lang: Lang,
}

/// What importing a file would do.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ImportView {
    /// The file's name.
    pub name: String,
    /// What would happen.
    pub preview: Preview,
    /// What its columns mean.
    pub mapping: Mapping,
    /// Whether any column names the customers.
    pub names: bool,
}

/// Words that are not committed yet, kept over a crash.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub struct Draft {
    /// What they belong to: `log`, `form:1:ID`.
    pub of: String,
    /// The words, in a form that what made them reads back.
    pub body: String,
}

/// Where the person is: what is opened again at the next start.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub struct Spot {
    /// The screen.
    pub tab: Tab,
    /// The open customer.
    pub account: Option<Id>,
    /// The row under the cursor.
    pub row: Option<Id>,
}
