//! Questions on their way to the thread that reads: it sees that somebody asks while it is busy with something else.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::time::Duration;

use crate::domain::ask::Ask;
use crate::tui::message::Ticket;

/// A question with its ticket.
pub type Question = (Ticket, Ask);

/// How many questions were asked and not taken yet.
#[derive(Clone, Debug, Default)]
pub struct Waiting(Arc<AtomicUsize>);

impl Waiting {
    /// Whether somebody waits to be heard.
    pub fn is_any(&self) -> bool {
        self.0.load(Ordering::Acquire) > 0
    }
}

/// The asking side.
#[derive(Debug)]
pub struct Questions {
    to: Sender<Question>,
    waiting: Waiting,
}

/// The answering side.
#[derive(Debug)]
pub struct Asked {
    from: Receiver<Question>,
    waiting: Waiting,
}

/// Both sides.
pub fn questions() -> (Questions, Asked) {
    let (to, from) = channel();
    let waiting = Waiting::default();
    (Questions { to, waiting: waiting.clone() }, Asked { from, waiting })
}

impl Questions {
    /// Asks. Where nobody answers any more, the loop is about to end.
    pub fn ask(&self, question: Question) {
        self.waiting.0.fetch_add(1, Ordering::AcqRel);
        let _ = self.to.send(question);
    }
}

impl Asked {
    /// The next question, waited for so long.
    pub fn wait(&self, patience: Duration) -> Result<Question, RecvTimeoutError> {
        self.from.recv_timeout(patience).inspect(|_| self.taken())
    }

    /// All that were asked until now.
    pub fn all(&self) -> impl Iterator<Item = Question> {
        self.from.try_iter().inspect(|_| self.taken())
    }

    /// What tells that somebody asks.
    pub fn waiting(&self) -> Waiting {
        self.waiting.clone()
    }

    fn taken(&self) {
        self.waiting.0.fetch_sub(1, Ordering::AcqRel);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_asks_is_seen_until_the_question_is_taken() {
        let (questions, asked) = questions();
        let waiting = asked.waiting();
        assert!(!waiting.is_any());
        for ticket in 1..=3 {
            questions.ask((Ticket(ticket), Ask::Today));
        }
        assert!(waiting.is_any());
        assert!(asked.wait(Duration::from_secs(5)).is_ok_and(|(ticket, _)| ticket == Ticket(1)));
        assert!(waiting.is_any());
        assert_eq!(asked.all().count(), 2);
        assert!(!waiting.is_any());
    }
}
