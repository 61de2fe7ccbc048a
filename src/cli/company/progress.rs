//! How far a sync is: one line of the terminal, written over as it goes on; nothing where nobody sits before it.
//!
//! Always holds: when it ends the line is empty again, and nothing of it reaches a pipe.

use std::io::{IsTerminal, Write, stderr};
use std::time::{Duration, Instant};

use crate::client::Progress;
use crate::i18n::Words;

/// It is written anew so often.
const EVERY: Duration = Duration::from_millis(200);

/// The line.
pub struct Going<'w> {
    words: &'w Words,
    /// What waited to be sent when it began.
    waiting: u64,
    sits: bool,
    said: Option<Instant>,
}

impl<'w> Going<'w> {
    /// Of a sync that begins with so much to be sent.
    pub fn new(words: &'w Words, waiting: u64) -> Going<'w> {
        Going { words, waiting, sits: stderr().is_terminal(), said: None }
    }

    /// Says how far it is.
    pub fn say(&mut self, progress: Progress) {
        let soon = self.said.is_some_and(|said| said.elapsed() < EVERY);
        let Some(words) = self.worded(progress).filter(|_| self.sits && !soon) else { return };
        self.said = Some(Instant::now());
        let mut out = stderr().lock();
        // Where nobody listens nothing is lost.
        let _ = write!(out, "\r{words}\x1b[K").and_then(|()| out.flush());
    }

    /// What is still to come, else what is still to be sent; `None`: neither.
    fn worded(&self, progress: Progress) -> Option<String> {
        let left = progress.left.unwrap_or(0);
        let unsent = self.waiting.saturating_sub(progress.done);
        match (left, progress.seconds) {
            (0, _) if unsent > 0 => Some(self.words.with("head-sending", &[("n", unsent.into())])),
            (0, _) => None,
            (left, None) => Some(self.words.with("head-getting", &[("left", left.into())])),
            (left, Some(seconds)) => {
                Some(self.words.with("head-getting-seconds", &[("left", left.into()), ("seconds", seconds.into())]))
            }
        }
    }
}

impl Drop for Going<'_> {
    fn drop(&mut self) {
        if self.said.is_some() {
            let mut out = stderr().lock();
            let _ = write!(out, "\r\x1b[K").and_then(|()| out.flush());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::lang::Lang;

    #[test]
    fn what_is_to_come_goes_before_what_is_to_be_sent() {
        let words = Words::new(Lang::En);
        let going = Going::new(&words, 30_000);
        let at = |done, left, seconds| going.worded(Progress { done, left, seconds });
        assert_eq!(at(0, Some(28_000), Some(48)).as_deref(), Some("getting 28000 records, 48 s"));
        assert_eq!(at(5_000, Some(1), None).as_deref(), Some("getting 1 records"));
        assert_eq!(at(5_000, Some(0), None).as_deref(), Some("sending 25000"));
        assert_eq!(at(30_000, Some(0), None), None);
    }
}
