//! What wakes the loop: a key, a reply of a worker, the end of the terminal.

use crate::domain::ask::Answer;
use crate::tui::key::Key;
use crate::tui::message::{Mouse, Msg};

/// What happened outside the model.
#[derive(Debug)]
pub enum Happening {
    /// A key was pressed.
    Key(Key),
    /// A text was pasted.
    Paste(String),
    /// The mouse, where it is caught.
    Mouse(Mouse),
    /// The terminal has another size.
    Resize(u16, u16),
    /// A worker says something.
    Said(Msg),
    /// The terminal is gone.
    InputEnded,
}

impl Happening {
    /// Whether a person did it; such a thing is drawn at once.
    pub fn by_hand(&self) -> bool {
        !matches!(self, Happening::Said(_))
    }

    /// Whether it says what was found, or that it is saved: a person looks out for that, whatever else was asked before.
    pub fn is_looked_out_for(&self) -> bool {
        matches!(
            self,
            Happening::Said(
                Msg::Answered { answer: Ok(Answer::Find(_)), .. } | Msg::Committed { .. } | Msg::TakenBack { .. }
            )
        )
    }

    /// Whether it answers what was asked or done.
    pub fn is_reply(&self) -> bool {
        matches!(
            self,
            Happening::Said(Msg::Answered { .. } | Msg::Committed { .. } | Msg::TakenBack { .. } | Msg::Replied { .. })
        )
    }
}
