//! What comes into the terminal's model and what goes out of it: closed enums of plain data.
//!
//! Always holds: a message brings everything that the model may know of the world (time, answers, outcomes); an effect names what is to
//! be done and does nothing. Replies carry the ticket of the effect they answer, and one whose ticket is old is dropped.

use std::sync::Arc;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::hints::Habits;
use super::key::Key;
use super::screen::Tab;
use crate::base::clock::{Moment, Now};
use crate::base::id::Id;
use crate::base::lang::Lang;
use crate::base::secret::Secret;
use crate::config::Settings;
use crate::domain::act::{Committed, SettingChange, TakenBack};
use crate::domain::ask::{Answer, Ask, HistoryLine, KeptClose, SyncLine};
use crate::domain::cadence::Cadence;
use crate::domain::deed::{Deed, Refusal};
use crate::domain::failure::Failure;
use crate::domain::import::{Choices, Looked, Mapping};

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
    /// The mouse, where it is caught.
    Mouse(Mouse),
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
    /// What became of an undo or a redo; `None`: there was nothing. How a setting stands that it set back was said before.
    TakenBack {
        /// Of the undo or redo.
        ticket: Ticket,
        /// What was taken back, or why not.
        outcome: Result<Option<TakenBack>, Trouble>,
    },
    /// What this act did is asked of the company's server before it is taken back: keys need not wait for that.
    AskedElsewhere {
        /// Of the wish to take it back.
        ticket: Ticket,
    },
    /// The records have changed by another hand: a sync, or another process.
    Changed,
    /// Another draft, of a window that was cut off, and of a name that has none here.
    DraftFound(Draft),
    /// Another window has gone on with these drafts, or is done with them.
    DraftsTaken(Vec<String>),
    /// What was said of a day's close is kept, and this draft is in it.
    CloseKept(Option<String>),
    /// How far sync is.
    Sync(SyncLine),
    /// The same after another window wrote; what this one is doing itself stands.
    SyncElsewhere(SyncLine),
    /// Other settings hold now: another process has set them, or an undo has set one back. What this window sets itself meanwhile stands.
    SettingsChanged {
        /// As they were kept here.
        before: Box<Settings>,
        /// As they are.
        after: Box<Settings>,
    },
    /// A text left the terminal.
    Copied(Copied),
    /// What became of an errand.
    Replied {
        /// Of the errand.
        ticket: Ticket,
        /// What came of it.
        reply: Reply,
    },
    /// What became of joining the company.
    Enrolled {
        /// Of the wish.
        ticket: Ticket,
        /// Joined, or what is still to be said, or why not.
        outcome: Result<Joining, Trouble>,
    },
    /// Something went wrong that no ticket waits for (a link that would not open, a setting that would not be kept).
    Trouble(Trouble),
}

/// What the mouse did.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Mouse {
    /// The wheel was turned up.
    Up,
    /// The wheel was turned down.
    Down,
    /// The left button was pressed on this cell: column and row.
    Press(u16, u16),
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
    /// Something underneath failed.
    Failed(Failure),
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
        /// The draft of what was written for it, which goes with the commit.
        draft: Option<String>,
    },
    /// Take back what I did last, be it an act or a setting.
    Undo {
        /// To be sent back.
        ticket: Ticket,
    },
    /// Take one act back, whoever did it and whatever was done since.
    TakeBack {
        /// To be sent back.
        ticket: Ticket,
        /// The act.
        act: Id,
    },
    /// Do again what was taken back last.
    Redo {
        /// To be sent back.
        ticket: Ticket,
    },
    /// Keep a draft; the runtime writes it within a second of the last one. An empty body takes the draft away at once.
    SaveDraft(Draft),
    /// Keep what was said of a day's close.
    KeepClose {
        /// Of which day.
        day: NaiveDate,
        /// What was said.
        kept: KeptClose,
        /// The draft of the report that is in it, which goes with it.
        draft: Option<String>,
    },
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
    /// Keep the settings as they are now, and what an undo takes back of them.
    KeepSettings(Box<Settings>, Option<SettingChange>),
    /// Run an errand.
    Errand {
        /// To be sent back.
        ticket: Ticket,
        /// What to fetch.
        errand: Errand,
    },
    /// Join the company's server.
    Enrol {
        /// To be sent back.
        ticket: Ticket,
        /// Which, and by which code.
        wish: Wish,
    },
    /// Leave, and start the demo.
    StartDemo,
    /// Leave.
    Quit,
    /// Give the terminal back to the shell for a while.
    Suspend,
    /// Keep what the person does by which way.
    KeepHabits(Box<Habits>),
    /// Keep that the screen is shut, or that somebody was at it until now.
    KeepShut(bool),
}

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

/// Words that are not committed yet, kept over a crash.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub struct Draft {
    /// What they belong to: `log`, `form:1:ID`.
    pub of: String,
    /// The words, in a form that what made them reads back.
    pub body: String,
}

impl Draft {
    /// Whether it is what was typed before and is offered again, not words that could be lost.
    pub fn is_offered_again(&self) -> bool {
        [super::narrow::BEFORE, super::overlays::merge::ALIKE].contains(&self.of.as_str())
    }

    /// Whether somebody was just writing what this is the body of: it lay before him, and is opened again by itself.
    pub fn was_open(body: &str) -> bool {
        let body = serde_json::from_str::<serde_json::Value>(body);
        body.is_ok_and(|body| body.get("open").and_then(serde_json::Value::as_bool).unwrap_or(false))
    }

    /// Its words alone, for a reader.
    pub fn plain(&self) -> String {
        let Ok(body) = serde_json::from_str::<serde_json::Value>(&self.body) else { return self.body.clone() };
        if let Some(line) = body.get("line").and_then(|line| line.as_str()) {
            return line.to_owned();
        }
        let blanks = body.get("blanks").and_then(|blanks| blanks.as_array()).into_iter().flatten();
        let typed = blanks.filter_map(|blank| blank.get(1)?.as_str()).filter(|typed| !typed.is_empty());
        typed.collect::<Vec<_>>().join("\n  ")
    }
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
    /// How the screen showed its rows.
    #[serde(default, alias = "turned", skip_serializing_if = "ViewState::is_usual")]
    pub view: ViewState,
    /// What was being looked for everywhere.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub find: Option<String>,
}

/// How a screen shows its rows: what it is narrowed to, and where in them it stands.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct ViewState {
    /// The filter.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub filter: String,
    /// How far down in a list that is read in pages.
    #[serde(skip_serializing_if = "ViewState::is_first")]
    pub at: usize,
    /// The Monday of another week than that of its day, and whether it was ahead.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub week: Option<(NaiveDate, bool)>,
}

impl ViewState {
    fn is_usual(&self) -> bool {
        *self == ViewState::default()
    }

    fn is_first(at: &usize) -> bool {
        *at == 0
    }
}
