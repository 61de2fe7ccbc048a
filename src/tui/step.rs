//! What a screen wants of the others: layers, places, words for the line at the foot. Done after it has returned, in order.
//!
//! Must not reach into a screen: it only says what is wanted.

use chrono::NaiveDate;

use super::key::Key;
use super::layer::Layer;
use super::screen::Tab;

/// Which layer: each that is laid over a screen has its own for as long as it lives.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Laid(pub(super) u64);

/// What a screen wants of the others; done after it has returned.
#[derive(Debug)]
pub enum Step {
    /// Lay this over what is shown.
    Open(Box<Layer>),
    /// Close the layer that wants it, wherever it lies by now.
    Close(Option<Laid>),
    /// Go to a screen.
    Go(Tab),
    /// Run a command.
    Run(&'static str),
    /// Show the record under the cursor as it was on the day that these words say.
    AsOf(String),
    /// Ask again for what is shown.
    Refresh,
    /// Ask for other rows in this layer.
    Anew(Option<Laid>),
    /// Put the cursor of the uppermost layer on this row.
    Point(usize),
    /// Put the cursor of the uppermost layer on this day.
    Day(NaiveDate),
    /// Say this.
    Say(Notice),
    /// Forget the keys that wait.
    Forget,
    /// What was done was done by this key: the same again, or Enter, right behind it is habit.
    Habit(Key),
}

/// How a line is meant.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Tone {
    /// Was done.
    Done,
    /// Is said.
    Calm,
    /// Needs a person.
    Trouble,
}

/// The line that says what happened.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Notice {
    /// The words.
    pub text: String,
    /// How it is meant.
    pub tone: Tone,
    /// Whether one `u` takes it back.
    pub undo: bool,
    /// Whether a customer may be in it: the curtain covers it.
    pub private: bool,
}
