//! What is done while nothing else is: a recount of everything once a day, letting go of what need not be kept, and joining the word index.
//!
//! Always holds: slices of a few milliseconds with pauses between them, on the syncing thread's own connection; nothing is under way, and
//! nothing wakes, but for what a day asks.

use std::time::{Duration, Instant};

use crate::base::clock::Moment;
use crate::store::{Joining, Recount, StoreError, Writer};

/// After a sync nothing is begun for so long: the person may be at it.
const QUIET: Duration = Duration::from_secs(60);

/// Between two slices.
const PAUSE: Duration = Duration::from_millis(60);

/// As long as a slice takes.
const SLICE: Duration = Duration::from_millis(3);

/// Records between two looks at the time.
const STEP: usize = 20;

const DAY: i64 = 86_400_000;

/// How far it is.
#[derive(Debug, Default)]
pub struct Tidying {
    recount: Option<Recount>,
    pruning: bool,
    joining: Joining,
    /// When to go on.
    pub next: Option<Instant>,
}

impl Tidying {
    /// Begins where a day has gone by.
    pub fn begin(&mut self, writer: &Writer, now: Moment) -> Result<(), StoreError> {
        let due = writer.recounted()?.is_none_or(|last| now.millis() - last.millis() >= DAY);
        if due && self.recount.is_none() {
            self.recount = Some(Recount::default());
            self.pruning = true;
            self.joining = Joining::Unknown;
            self.next = Some(Instant::now() + QUIET);
        }
        Ok(())
    }

    /// One slice; what a recount found once it is through.
    pub fn slice(&mut self, writer: &mut Writer, now: Moment) -> Result<usize, StoreError> {
        self.next = Some(Instant::now() + PAUSE);
        if self.pruning {
            self.pruning = writer.prune(now)?;
            return Ok(0);
        }
        if self.recount.is_some() && self.joining != Joining::Done {
            self.joining = writer.join_words(self.joining)?;
            return Ok(0);
        }
        let Some(recount) = &mut self.recount else {
            self.next = None;
            return Ok(0);
        };
        let begun = Instant::now();
        while !recount.done && begun.elapsed() < SLICE {
            writer.recount_some(recount, STEP, now)?;
        }
        if !recount.done {
            return Ok(0);
        }
        let found = recount.found.len();
        (self.recount, self.next) = (None, None);
        Ok(found)
    }

    /// Leaves it for another day: the book could not be read.
    pub fn stop(&mut self) {
        *self = Tidying::default();
    }
}
