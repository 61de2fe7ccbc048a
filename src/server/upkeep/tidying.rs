//! What the server does by itself once a day between requests: a recount in slices of a few milliseconds; then what every laptop has read
//! goes to the history, and snapshots are made before somebody asks for them.
//!
//! Always holds: it holds the storage no longer than a slice, and snapshots are made beside it; what it finds is logged by numbers and ids, never by a customer's name.

use std::sync::mpsc::{RecvTimeoutError, Sender, channel};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

use super::compact::Compacting;
use super::recount::Recounting;
use crate::base::clock::Moment;
use crate::server::endpoint::Endpoint;
use crate::server::error::ServerError;

/// After the start nothing is begun for so long.
const QUIET: Duration = Duration::from_secs(60);

/// Between two slices.
const PAUSE: Duration = Duration::from_millis(50);

/// As long as a slice takes.
const SLICE: Duration = Duration::from_millis(4);

/// Records between two looks at the time.
const STEP: usize = 20;

const DAY: i64 = 86_400_000;
const HOUR: Duration = Duration::from_secs(3_600);

/// What is under way.
enum Work {
    Counting(Recounting),
    Compacting(Compacting),
}

/// What is to be done after a slice.
enum Next {
    /// Nothing for so long.
    Wait(Duration),
    /// All was counted and compacted: the files that somebody may ask for are made.
    Files,
}

/// The thread; it ends when this is dropped.
#[derive(Debug)]
pub(in crate::server) struct Tidying {
    stop: Option<Sender<()>>,
    thread: Option<JoinHandle<()>>,
}

impl Tidying {
    /// Starts it. `with` lends the endpoint and says the time; `files` makes snapshots beside it.
    pub fn start(
        with: impl Fn(&mut dyn FnMut(&mut Endpoint, Moment)) + Send + 'static,
        files: impl Fn() -> Result<usize, ServerError> + Send + 'static,
    ) -> std::io::Result<Tidying> {
        let (stop, stopped) = channel::<()>();
        let thread = std::thread::Builder::new().name("rounds-tidy".to_string()).spawn(move || {
            let mut wait = QUIET;
            let mut at: Option<Work> = None;
            while stopped.recv_timeout(wait) == Err(RecvTimeoutError::Timeout) {
                let mut next = Next::Wait(HOUR);
                with(&mut |endpoint, now| {
                    next = slice(endpoint, &mut at, now).unwrap_or_else(|error| {
                        at = None;
                        if endpoint.core.mends(endpoint.storage.as_mut(), &error, now) {
                            return Next::Wait(PAUSE);
                        }
                        tracing::error!(%error, "the day's tidying stopped");
                        Next::Wait(HOUR)
                    });
                });
                wait = match next {
                    Next::Wait(time) => time,
                    Next::Files => {
                        match files() {
                            Ok(made) => tracing::info!(made, "snapshots"),
                            Err(error) => tracing::error!(%error, "no snapshots"),
                        }
                        HOUR
                    }
                };
            }
        })?;
        Ok(Tidying { stop: Some(stop), thread: Some(thread) })
    }
}

impl Drop for Tidying {
    fn drop(&mut self) {
        drop(self.stop.take());
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}

/// For how long nothing is due. A last time that is still to come was read from a clock that was wrong, and says nothing.
fn left(last: Option<Moment>, now: Moment) -> i64 {
    last.filter(|last| *last <= now).map_or(0, |last| DAY - (now.millis() - last.millis()))
}

/// After how long it is asked again whether something is due: a restored server that was given back what it lacked counts it within the hour.
fn until_asked(left: i64) -> Duration {
    Duration::from_millis(left.max(60_000) as u64).min(HOUR)
}

/// One slice; how long to wait for the next.
fn slice(endpoint: &mut Endpoint, at: &mut Option<Work>, now: Moment) -> Result<Next, ServerError> {
    let Endpoint { core, storage, .. } = endpoint;
    let work = match at {
        Some(work) => work,
        None => {
            let left = left(core.recounted(storage.as_mut())?, now);
            if left > 0 {
                return Ok(Next::Wait(until_asked(left)));
            }
            at.insert(Work::Counting(Recounting::default()))
        }
    };
    let begun = Instant::now();
    match work {
        Work::Counting(counting) => {
            while !counting.done && begun.elapsed() < SLICE {
                core.recount(storage.as_mut(), counting, STEP, now)?;
            }
            if counting.done {
                told(counting);
                *work = Work::Compacting(Compacting::default());
            }
        }
        Work::Compacting(compacting) => {
            while !compacting.done && begun.elapsed() < SLICE {
                core.compact_some(storage.as_mut(), compacting, 1, now)?;
            }
            if compacting.done {
                let done = compacting.compacted;
                tracing::info!(entries = done.entries, tombstones = done.tombstones, "compacted");
                *at = None;
                return Ok(Next::Files);
            }
        }
    }
    Ok(Next::Wait(PAUSE))
}

/// Says what a recount has found.
fn told(counting: &Recounting) {
    for incident in &counting.found {
        match incident.record {
            Some((entity, record)) => tracing::warn!(stream = %incident.stream, entity, %record, "damaged record"),
            None => tracing::warn!(stream = %incident.stream, "figures were wrong"),
        }
    }
    tracing::info!(records = counting.records, found = counting.found.len(), "recounted");
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_clock_that_was_ahead_once_puts_nothing_off() {
        let at = Moment::from_millis;
        for (last, now, expected) in
            [(None, 5, 0), (Some(0), DAY - 1, 1), (Some(0), DAY, 0), (Some(10), 10, DAY), (Some(3_650 * DAY), DAY, 0)]
        {
            assert_eq!(left(last.map(at), at(now)).max(0), expected, "{last:?} {now}");
        }
    }
}
