//! What comes into the terminal's model and what goes out of it: closed enums of plain data.
//!
//! Always holds: a message brings everything that the model may know of the world (time, answers, outcomes); an effect names what is to
//! be done and does nothing. What takes its own time outside the book is an errand (`errand`); what is kept of what a person was at stands in `kept`. Replies carry the ticket of the effect they answer, and one whose ticket is old is dropped.

mod errand;
mod kept;

pub use self::errand::{Carried, Errand, Joining, Kinds, LookAsk, NearFile, PIN_TRIES, Reply, Unlocked, Way, Wish};
pub use self::kept::{Draft, Spot, ViewState};

use chrono::NaiveDate;

use super::hints::Habits;
use super::key::Key;
use crate::base::clock::{Moment, Now};
use crate::base::id::Id;
use crate::config::Settings;
use crate::domain::act::{Committed, SettingChange, TakenBack};
use crate::domain::ask::{Answer, Ask, KeptClose, SyncLine};
use crate::domain::deed::{Deed, Refusal};
use crate::domain::failure::Failure;

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
