//! One whole sync: rounds until both sides have nothing more, and the receipt.
//!
//! Always holds: the receipt's counts and sums are each side's own; each is computed from its own rows.

use std::time::{Duration, Instant};

use super::error::SyncError;
use super::http::{Link, packed};
use super::syncer::{Events, Reply, Syncer};
use super::taking::take_all;
use crate::base::cause::Cause;
use crate::base::clock::Moment;
use crate::domain::ask::Receipt;
use crate::store::Writer;
use crate::sync::frame::MOST_UP;
use crate::sync::wire::Word;

/// How far a sync is.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Progress {
    /// Entries stored and changes settled.
    pub done: u64,
    /// Those to come, where known.
    pub left: Option<u64>,
    /// How many seconds that will take, where it can be told.
    pub seconds: Option<u64>,
}

/// Tells the progress, with the seconds that are left as those before make it likely.
struct Telling<'p> {
    to: &'p mut dyn FnMut(Progress),
    started: Moment,
}

impl Telling<'_> {
    fn say(&mut self, done: u64, left: u64, now: Moment) {
        let millis = now.millis().saturating_sub(self.started.millis()).max(0) as u64;
        let seconds = (done > 0 && millis >= 1_000).then(|| (millis * left).div_ceil(done * 1_000));
        (self.to)(Progress { done, left: Some(left), seconds });
    }
}

/// How many times in a row a broken connection is retried within one sync.
pub(super) const TRIES: u32 = 3;

/// Without a single byte for so long, a line that had little to carry is dead.
const SILENT: Duration = Duration::from_secs(18);

/// So few bytes any line carries in that time.
const LITTLE: usize = 8 * 1024;

/// The most rounds of one sync: more than any honest backlog needs.
const MOST_ROUNDS: u32 = 10_000;

/// Syncs once: sends what waits, takes what is new, until both sides have all; keeps a receipt. `now` reads the clock; `progress` is told
/// after each round. Whoever calls this holds the profile's sync lock.
pub fn sync_once(
    store: &mut Writer,
    link: &mut Link,
    now: &mut dyn FnMut() -> Moment,
    progress: &mut dyn FnMut(Progress),
) -> Result<Receipt, SyncError> {
    let done = contacts(store, link, now, progress);
    // Whatever became of the connection: what was taken is to be found.
    store.index_all_words()?;
    let state = match &done {
        Ok(_) => None,
        Err(SyncError::Captive) => Some("captive"),
        Err(SyncError::Refused) => Some("refused"),
        Err(SyncError::Left) => Some("left"),
        Err(error) if error.is_offline() => Some("offline"),
        Err(_) => return done,
    };
    store.set_sync_state(state, now())?;
    done
}

/// Contacts with the server, and the files that it offers in them, until there is nothing more of either.
fn contacts(
    store: &mut Writer,
    link: &mut Link,
    now: &mut dyn FnMut() -> Moment,
    progress: &mut dyn FnMut(Progress),
) -> Result<Receipt, SyncError> {
    if store.enrolment()?.is_none() {
        return Err(SyncError::NotEnrolled);
    }
    let started = now();
    let before = link.bytes();
    let mut receipt = Receipt::default();
    let mut telling = Telling { to: progress, started };
    let mut done = 0;
    loop {
        // What an earlier sync left, or the contact before has offered.
        let so_far = done;
        let taken = take_all(store, link, now, &mut |taken, left, at| telling.say(so_far + taken, left, at))?;
        done += taken;
        receipt.down += taken;
        let mut syncer = Syncer::new().at_pace(link.pace());
        let ended = rounds(&mut syncer, store, link, now, &mut telling, &mut done, &mut receipt);
        // A slow line is as slow the next time.
        link.set_pace(syncer.pace());
        ended?;
        if store.next_taking()?.is_none() || receipt.rounds >= MOST_ROUNDS {
            break;
        }
    }
    let ended = now();
    receipt.at = ended;
    receipt.millis = ended.millis().saturating_sub(started.millis()).max(0) as u64;
    let after = link.bytes();
    receipt.bytes = (after.0 - before.0, after.1 - before.1);
    receipt.waiting = store.waiting()?;
    store.keep_receipt(&receipt)?;
    store.wipe_aside(ended)?;
    Ok(receipt)
}

fn rounds(
    syncer: &mut Syncer,
    store: &mut Writer,
    link: &mut Link,
    now: &mut dyn FnMut() -> Moment,
    telling: &mut Telling<'_>,
    done: &mut u64,
    receipt: &mut Receipt,
) -> Result<(), SyncError> {
    let mut failed = 0;
    let mut heard = Instant::now();
    while let Some(mut request) = syncer.next_request(store, now())? {
        let mut body = packed(&request)?;
        while body.len() > MOST_UP && request.groups.len() + request.returned.len() > 1 {
            syncer.shrink();
            match syncer.next_request(store, now())? {
                Some(smaller)
                    if smaller.groups.len() + smaller.returned.len()
                        < request.groups.len() + request.returned.len() =>
                {
                    request = smaller;
                    body = packed(&request)?;
                }
                _ => break,
            }
        }
        let length = body.len();
        let response = match link.sync(body) {
            Ok(response) => response,
            // A connection that was kept open may have been closed meanwhile; everything is safe to say again.
            Err(SyncError::Offline(trouble)) => {
                failed += 1;
                syncer.on_response(store, Reply::Timeout, now())?;
                // A line that is only slow may carry less; one that breaks at once will not.
                let tries = if receipt.rounds > 0 || trouble == Cause::TimedOut { TRIES } else { 2 };
                // Where nobody is at work behind a line that carries so little, the next try waits for the next time.
                let silent = trouble == Cause::TimedOut && !link.is_alive() && length <= LITTLE;
                if failed >= tries || silent && heard.elapsed() >= SILENT {
                    return Err(SyncError::Offline(trouble));
                }
                continue;
            }
            Err(SyncError::TooLarge) if syncer.may_shrink() => {
                syncer.on_response(store, Reply::TooLarge, now())?;
                continue;
            }
            Err(error) => return Err(error),
        };
        failed = 0;
        heard = Instant::now();
        receipt.rounds += 1;
        let events: Events = syncer.on_response(store, Reply::Response(&response), now())?;
        receipt.up += events.applied.echoed + events.applied.parked;
        receipt.down += events.applied.arrived;
        *done += events.applied.entries;
        telling.say(*done, events.left, now());
        if !events.sums.is_empty() {
            let pair = |sum: crate::sync::Sum| (sum.count, sum.sum);
            receipt.streams = events
                .sums
                .iter()
                .map(|(stream, here, there)| (stream.to_string(), pair(*here), pair(*there)))
                .collect();
        }
        match events.word {
            Word::Wipe if events.settled => {
                store.erase()?;
                return Err(SyncError::Revoked);
            }
            Word::TooOld if events.settled => return Err(SyncError::TooOld),
            Word::Left if events.settled => return Err(SyncError::Left),
            _ if receipt.rounds >= MOST_ROUNDS => break,
            _ => {}
        }
    }
    Ok(())
}
