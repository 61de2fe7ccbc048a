//! What the server does by itself once a day between requests: a recount in slices of a few milliseconds; then what every laptop has read
//! goes to the history, and snapshots are made before somebody asks for them.
//!
//! Always holds: it holds the storage no longer than a slice, or one stream's compaction; what it finds is logged by numbers and ids, never by a customer's name.

use std::sync::mpsc::{RecvTimeoutError, Sender, channel};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

use super::recount::Recounting;
use crate::base::clock::Moment;
use crate::server::error::ServerError;
use crate::server::http::Endpoint;

/// After the start nothing is begun for so long.
const QUIET: Duration = Duration::from_secs(60);

/// Between two slices.
const PAUSE: Duration = Duration::from_millis(50);

/// As long as a slice takes.
const SLICE: Duration = Duration::from_millis(4);

/// Records between two looks at the time.
const STEP: usize = 20;

const DAY: i64 = 86_400_000;

/// The thread; it ends when this is dropped.
#[derive(Debug)]
pub(in crate::server) struct Tidying {
    stop: Option<Sender<()>>,
    thread: Option<JoinHandle<()>>,
}

impl Tidying {
    /// Starts it. `with` lends the endpoint and says the time.
    pub fn start(with: impl Fn(&mut dyn FnMut(&mut Endpoint, Moment)) + Send + 'static) -> std::io::Result<Tidying> {
        let (stop, stopped) = channel::<()>();
        let thread = std::thread::Builder::new().name("rounds-tidy".to_string()).spawn(move || {
            let mut wait = QUIET;
            let mut at: Option<Recounting> = None;
            while stopped.recv_timeout(wait) == Err(RecvTimeoutError::Timeout) {
                with(&mut |endpoint, now| {
                    wait = slice(endpoint, &mut at, now).unwrap_or_else(|error| {
                        tracing::error!(%error, "the recount stopped");
                        at = None;
                        Duration::from_secs(3_600)
                    });
                });
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

/// One slice; how long to wait for the next.
fn slice(endpoint: &mut Endpoint, at: &mut Option<Recounting>, now: Moment) -> Result<Duration, ServerError> {
    let Endpoint { core, storage, .. } = endpoint;
    let counting = match at {
        Some(counting) => counting,
        None => {
            let last = core.recounted(storage.as_mut())?;
            let left = last.map_or(0, |last| DAY - (now.millis() - last.millis()));
            if left > 0 {
                return Ok(Duration::from_millis(left.clamp(60_000, DAY) as u64));
            }
            at.insert(Recounting::default())
        }
    };
    let begun = Instant::now();
    while !counting.done && begun.elapsed() < SLICE {
        core.recount(storage.as_mut(), counting, STEP, now)?;
    }
    if !counting.done {
        return Ok(PAUSE);
    }
    for incident in &counting.found {
        match incident.record {
            Some((entity, record)) => tracing::warn!(stream = %incident.stream, entity, %record, "damaged record"),
            None => tracing::warn!(stream = %incident.stream, "figures were wrong"),
        }
    }
    tracing::info!(records = counting.records, found = counting.found.len(), "recounted");
    *at = None;
    let compacted = core.compact(storage.as_mut(), now)?;
    let made = core.prepare_snapshots(storage.as_mut(), now)?;
    tracing::info!(entries = compacted.entries, tombstones = compacted.tombstones, snapshots = made, "compacted");
    Ok(Duration::from_secs(3_600))
}
