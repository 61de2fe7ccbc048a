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
        if is_due(writer.recounted()?, now) && self.recount.is_none() {
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

/// Whether a day has gone by. A last time that is still to come was read from a clock that was wrong, and says nothing.
fn is_due(last: Option<Moment>, now: Moment) -> bool {
    last.is_none_or(|last| last > now || now.millis() - last.millis() >= DAY)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_after_the_last_time_and_whenever_that_is_still_to_come() {
        let at = Moment::from_millis;
        for (last, now, due) in [
            (None, 5, true),
            (Some(0), DAY - 1, false),
            (Some(0), DAY, true),
            (Some(10), 10, false),
            (Some(3_650 * DAY), DAY, true),
        ] {
            assert_eq!(is_due(last.map(at), at(now)), due, "{last:?} {now}");
        }
    }
}
