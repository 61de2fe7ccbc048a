//! What wakes the loop: a key, a reply of a worker, the end of the terminal.

use std::sync::mpsc::Sender;

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
    /// The moment has come for which the alarm was set, or the clock was set before.
    Alarm,
    /// The terminal is gone.
    InputEnded,
    /// A worker ended by a defect: nothing that it was to do is done any more.
    WorkerLost,
}

/// Held by a worker while it works: says so where a defect ends it.
pub struct Working(Sender<Happening>);

impl Working {
    /// Of a worker that tells the loop there.
    pub fn for_loop(to: &Sender<Happening>) -> Working {
        Working(to.clone())
    }
}

impl Drop for Working {
    fn drop(&mut self) {
        if std::thread::panicking() {
            // Where nobody listens the loop has ended already.
            let _ = self.0.send(Happening::WorkerLost);
        }
    }
}

impl Happening {
    /// Whether a person did it; such a thing is drawn at once.
    pub fn by_hand(&self) -> bool {
        !matches!(self, Happening::Said(_) | Happening::Alarm)
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_worker_that_ends_by_a_defect_says_so_and_no_other() {
        for defect in [false, true] {
            let (to, happenings) = std::sync::mpsc::channel();
            let worker = std::thread::spawn(move || {
                let _working = Working::for_loop(&to);
                assert!(!defect, "on purpose");
            });
            assert_eq!(worker.join().is_err(), defect);
            assert_eq!(matches!(happenings.try_recv(), Ok(Happening::WorkerLost)), defect);
        }
    }
}
