//! One whole sync: rounds until both sides have nothing more, and the receipt.
//!
//! Always holds: the receipt's counts and sums are each side's own; each is computed from its own rows.

use super::error::SyncError;
use super::http::{Link, packed};
use super::syncer::{Events, Reply, Syncer};
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
}

/// As often as a broken connection is tried again within one sync.
const TRIES: u32 = 3;

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
    let done = rounds(store, link, now, progress);
    let state = match &done {
        Ok(_) => None,
        Err(SyncError::Captive) => Some("captive"),
        Err(SyncError::Refused) => Some("refused"),
        Err(error) if error.is_offline() => Some("offline"),
        Err(_) => return done,
    };
    store.set_sync_state(state, now())?;
    done
}

fn rounds(
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
    let mut syncer = Syncer::new();
    let mut receipt = Receipt::default();
    let mut done = 0;
    let mut failed = 0;
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
        let response = match link.sync(body) {
            Ok(response) => response,
            // A connection that was kept open may have been closed meanwhile; everything is safe to say again.
            Err(SyncError::Offline(trouble)) => {
                failed += 1;
                syncer.on_response(store, Reply::Timeout, now())?;
                if failed >= TRIES || receipt.rounds == 0 && failed >= 2 {
                    return Err(SyncError::Offline(trouble));
                }
                continue;
            }
            Err(error) => return Err(error),
        };
        failed = 0;
        receipt.rounds += 1;
        let events: Events = syncer.on_response(store, Reply::Response(&response), now())?;
        receipt.up += events.applied.echoed + events.applied.parked;
        receipt.down += events.applied.arrived;
        done += events.applied.entries;
        progress(Progress { done, left: Some(events.left) });
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
            _ if receipt.rounds >= MOST_ROUNDS => break,
            _ => {}
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
