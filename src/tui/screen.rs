//! What every screen and overlay is: the trait that each fills, and what it says of itself.
//!
//! To add one: a file with its state, a line in `layer`, its place. Always holds: a layer changes itself and asks for the rest
//! through [`Cx`]; it draws only what is in sight.

use chrono::NaiveDate;
use ratatui::layout::Rect;
use serde::{Deserialize, Serialize};

pub use super::ahead::Next;
use super::canvas::Canvas;
pub use super::curtain::Sight;
use super::cx::Cx;
use super::key::Key;
use super::message::{Joining, Reply, Ticket, Trouble, ViewState};
use super::narrow::Narrow;
use super::subject::Subject;
use crate::base::id::Id;
use crate::domain::act::Committed;
use crate::domain::ask::Answer;

/// The screens in the head line.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Default, Serialize, Deserialize)]
pub enum Tab {
    /// Today.
    #[default]
    Today,
    /// Customers.
    Customers,
    /// Follow-ups.
    FollowUps,
    /// Plan.
    Plan,
    /// Sync.
    Sync,
    /// Settings.
    Settings,
}

impl Tab {
    /// All, in the order of their digits.
    pub const ALL: [Tab; 6] = [Tab::Today, Tab::Customers, Tab::FollowUps, Tab::Plan, Tab::Sync, Tab::Settings];

    /// The command that goes there; its words name the screen.
    pub const fn command(self) -> &'static str {
        match self {
            Tab::Today => "today",
            Tab::Customers => "customers",
            Tab::FollowUps => "follow-ups",
            Tab::Plan => "plan",
            Tab::Sync => "sync-screen",
            Tab::Settings => "settings",
        }
    }
}

/// Where a command can be run: which layer is uppermost.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Place {
    /// Today.
    Today,
    /// The list of customers.
    Customers,
    /// A customer.
    Customer,
    /// Follow-ups.
    FollowUps,
    /// The week.
    Plan,
    /// Sync.
    Sync,
    /// Settings.
    Settings,
    /// A list of rows that lies over a screen and takes the acts on them: who next, find.
    Rows,
    /// A form or a line that is written.
    Writing,
    /// A question: a choice, a date, a reason.
    Question,
    /// A page to read: help, history, a briefing.
    Reading,
}

/// The part of the screen between head and foot.
pub fn body(cx: &Cx) -> Rect {
    super::view::body(cx)
}

/// Whether a layer took a key, or what was told it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Handled {
    /// It did.
    Yes,
    /// It did not: the keymap may, or another layer.
    No,
}

impl Handled {
    /// This where it was taken, else what the next makes of it.
    pub fn or(self, next: impl FnOnce() -> Handled) -> Handled {
        if self == Handled::Yes { self } else { next() }
    }
}

/// How the cursor goes.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Motion {
    /// A row up.
    Up,
    /// A row down.
    Down,
    /// Left.
    Left,
    /// Right.
    Right,
    /// Half a page up.
    PageUp,
    /// Half a page down.
    PageDown,
    /// To the first.
    First,
    /// To the last.
    Last,
    /// To the next pane or field.
    NextPane,
    /// To the pane or field before.
    PreviousPane,
    /// To the next day, week or record.
    Next,
    /// To the day, week or record before.
    Previous,
}

/// What a screen or an overlay does. Everything but `place` and `draw` has a default.
pub trait Screen {
    /// Which commands fit here.
    fn place(&self) -> Place;

    /// Draws itself into `area`.
    fn draw(&self, cx: &Cx, area: Rect, canvas: &mut Canvas<'_>);

    /// The box of an overlay within the whole screen; `None`: it fills the body.
    fn popup(&self, _cx: &Cx, _whole: Rect) -> Option<Rect> {
        None
    }

    /// Whose its words are, for the curtain: what says nothing is covered.
    fn sight(&self) -> Sight {
        Sight::Rows
    }

    /// Asks for what it shows; called when it is shown and whenever the records have changed.
    fn refresh(&mut self, _cx: &mut Cx) {}

    /// The filter of a list, where it has one: it takes the letters, and what is pasted.
    fn narrow(&self) -> Option<&Narrow> {
        None
    }

    /// The same, to be changed.
    fn narrow_mut(&mut self) -> Option<&mut Narrow> {
        None
    }

    /// How it shows its rows, to be so again at the next start.
    fn view_state(&self, _cx: &Cx) -> ViewState {
        ViewState { filter: self.filter().unwrap_or_default().to_owned(), ..ViewState::default() }
    }

    /// Shows its rows as it was left, before it asks for anything.
    fn restore(&mut self, view: &ViewState, cx: &mut Cx) {
        if let Some(narrow) = self.narrow_mut() {
            *narrow = Narrow::left(&view.filter);
            narrow.look(cx);
        }
    }

    /// Another filter is typed: shows what fits it.
    fn restart(&mut self, _cx: &mut Cx) {}

    /// Whether a text field has the keys, so that letters are no commands.
    fn typing(&self) -> bool {
        self.narrow().is_some_and(Narrow::writing)
    }

    /// Whether Enter saves what is written, so that the hints name that key.
    fn enter_saves(&self) -> bool {
        false
    }

    /// Whether Enter does something here, so that the hints may say so.
    fn opens(&self, _cx: &Cx) -> bool {
        true
    }

    /// Whether Esc takes something back here even where nothing lies over the screen, so that the hints may say so.
    fn steps_back(&self) -> bool {
        self.narrow().is_some_and(Narrow::shown)
    }

    /// Whether what is shown as a whole has something to be ticked off, beside its rows.
    fn ticks(&self) -> bool {
        false
    }

    /// Whether there is a next one, or one before, so that the hints may say so.
    fn turns(&self, _on: bool) -> bool {
        true
    }

    /// Whether it has more to copy than the row under the cursor.
    fn copies(&self) -> bool {
        false
    }

    /// Whether letters can be looked for in it: a list that is filtered, a text that is read.
    fn searchable(&self) -> bool {
        self.narrow().is_some()
    }

    /// The filter that is typed here, where there is one.
    fn filter(&self) -> Option<&str> {
        self.narrow().map(Narrow::words)
    }

    /// A key, before the keymap sees it.
    fn key(&mut self, key: Key, cx: &mut Cx) -> Handled {
        self.filter_key(key, cx)
    }

    /// A key for the filter, where it takes letters.
    fn filter_key(&mut self, key: Key, cx: &mut Cx) -> Handled {
        let Some(narrow) = self.narrow_mut() else { return Handled::No };
        let before = narrow.words().to_owned();
        let handled = narrow.key(key, cx);
        if narrow.words() != before {
            self.restart(cx);
        }
        handled
    }

    /// A pasted text.
    fn paste(&mut self, text: &str, cx: &mut Cx) {
        if let Some(narrow) = self.narrow_mut() {
            narrow.paste(text);
            self.restart(cx);
        }
    }

    /// The cursor goes.
    fn moved(&mut self, _motion: Motion, _cx: &mut Cx) {}

    /// The mouse puts the cursor on a row that was drawn as `Target::Row`; whether it was there already.
    fn pointed(&mut self, _pane: usize, _at: usize, _cx: &mut Cx) -> bool {
        false
    }

    /// Enter.
    fn enter(&mut self, _cx: &mut Cx) {}

    /// Esc: `Yes` where something within was closed, `No` where it is to be closed itself.
    fn back(&mut self, _cx: &mut Cx) -> Handled {
        Handled::No
    }

    /// Does what is its own of a command's (`filter`, `sort`, `mark`, `mark-all`, `save`, `add`, `edit`...); `No`: the table's way is taken.
    fn command(&mut self, _id: &str, _cx: &mut Cx) -> Handled {
        Handled::No
    }

    /// An answer. A layer gives back what carries no ticket of its own.
    fn answered(&mut self, _ticket: Ticket, answer: Answer, _cx: &mut Cx) -> Option<Answer> {
        Some(answer)
    }

    /// A question that could not be answered, its own or another's; why has been said. Nothing waits for it any more.
    fn unanswered(&mut self, ticket: Ticket, _cx: &mut Cx) {
        if let Some(narrow) = self.narrow_mut() {
            narrow.unanswered(ticket);
        }
    }

    /// Whether this is for what is still being looked for: then it waits, and all that comes behind it. For the rows themselves, which `refresh` and
    /// `settle` ask for, every layer waits without saying so.
    fn awaits(&self, next: Next<'_>) -> bool {
        matches!(next, Next::Command(_)) && self.narrow().is_some_and(Narrow::waits)
    }

    /// The name of the draft that is being written in it.
    fn drafts(&self) -> Option<String> {
        None
    }

    /// Whether nothing stands in it yet, so that a draft of its name may still come into it.
    fn takes_a_draft(&self) -> bool {
        false
    }

    /// Goes on with the draft of its name, which came after it was opened.
    fn draft_found(&mut self, _cx: &mut Cx) {}

    /// What its keys do where a command's own words say it badly: commands, or keys by their names where they are no command's, each with the key
    /// of its words, the first first.
    fn hints(&self) -> &'static [(&'static str, &'static str)] {
        &[]
    }

    /// Its own keys that are no command's, each with the key of its words: the help begins with them.
    fn own_keys(&self) -> Vec<(&'static str, &'static str)> {
        Vec::new()
    }

    /// What became of a deed, its own or another's.
    fn done(&mut self, _ticket: Ticket, _outcome: &Result<Committed, Trouble>, _cx: &mut Cx) {}

    /// What came of an errand; `No`: it was another's.
    fn replied(&mut self, _ticket: Ticket, _reply: &Reply, _cx: &mut Cx) -> Handled {
        Handled::No
    }

    /// What became of joining the company; `No`: another layer asked for it.
    fn enrolled(&mut self, _ticket: Ticket, _outcome: &Result<Joining, Trouble>, _cx: &mut Cx) -> Handled {
        Handled::No
    }

    /// What lies under the cursor.
    fn subject(&self, _cx: &Cx) -> Subject {
        Subject::default()
    }

    /// Puts the cursor on this record, if it is here.
    fn seek(&mut self, _record: Id, _cx: &mut Cx) -> Handled {
        Handled::No
    }

    /// Puts the cursor on this day, where days are shown.
    fn on_day(&mut self, _day: NaiveDate, _cx: &mut Cx) {}

    /// Puts what hangs on the size of the screen right (the first row in sight); called after every message.
    fn settle(&mut self, _cx: &mut Cx) {}
}
