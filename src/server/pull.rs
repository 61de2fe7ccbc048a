//! What a laptop is given: of each stream that it receives the next slice of the log, and what became of what it has just brought.
//!
//! Always holds: an answer stays within the room that the laptop has; a slice ends where its mark says.

use std::collections::HashMap;

use super::core::{By, Who};
use super::error::{ServerError, StorageError};
use super::exchange::push::Answered;
use super::exchange::round::Round;
use crate::base::clock::Stamp;
use crate::sync::log::{Echo, Entry, Packed};
use crate::sync::wire::{Cursor, Echoed, Request, Response, Slice};
use crate::sync::{Mark, StreamId};

/// Gives slices and echoes.
pub fn pull(
    round: &mut Round<'_>,
    who: &Who,
    (request, cursors): (&Request, &[Cursor]),
    sent: &[Answered],
    offer_after: u64,
    by: By,
    response: &mut Response,
) -> Result<(), ServerError> {
    // What a user receives may have just been changed or given back.
    let receives = round.streams_of(who.user)?;
    response.gone = cursors.iter().map(|cursor| cursor.stream).filter(|stream| !receives.contains(stream)).collect();
    let cursors: HashMap<StreamId, Mark> = cursors.iter().map(|cursor| (cursor.stream, cursor.at)).collect();
    response.echoed = echoed(round, &cursors, sent)?;
    let sent: HashMap<(StreamId, u64), Stamp> =
        sent.iter().map(|answered| ((answered.stream, answered.position), answered.claimed)).collect();
    let most = (request.most as usize).clamp(1, crate::sync::frame::MOST_OPEN / 4);
    let mut room = most;
    let mut given = Vec::with_capacity(receives.len());
    for stream in receives {
        let from = cursors.get(&stream).copied().unwrap_or_default();
        if by != By::Nobody && cursors.contains_key(&stream) && round.tx.cursor(who.device, stream)? != Some(from) {
            round.tx.set_cursor(who.device, stream, from)?;
        }
        let own = sent.iter().filter(|((other, _), _)| *other == stream).count() as u64;
        if let Some(offer) = round.offer(stream, from, offer_after, own)? {
            response.offers.get_or_insert_default().push(offer);
            given.push((stream, from));
            continue;
        }
        let head = *round.head(stream)?;
        let (entries, left) = if room == 0 || from == head.mark {
            (Vec::new(), if from == head.mark { 0 } else { 1 })
        } else {
            round.tx.entries(stream, from.position, room)?
        };
        let mut slice = Slice { stream, from, to: from, steps: Vec::new(), entries: Vec::new(), left, sum: None };
        for (position, entry) in entries {
            room = room.saturating_sub(entry.len());
            slice.steps.push(position - slice.to.position);
            slice.to.position = position;
            let entry = Packed::stored(entry);
            let mine = sent.get(&(stream, position)).and_then(|claimed| {
                let stamp = round.faults.stamp_not_told.then_some(*claimed);
                echo(&entry, stamp)
            });
            slice.entries.push(mine.unwrap_or(entry));
        }
        if slice.to.position == head.mark.position {
            slice.to = head.mark;
            slice.sum = Some(head.sum);
        } else if !slice.entries.is_empty() {
            slice.to.hash = round.tx.hash_at(stream, slice.to.position)?.unwrap_or_default();
        }
        given.push((stream, slice.to));
        if response.same.is_some() && slice.to == from && slice.left == 0 {
            continue;
        }
        response.slices.push(slice);
    }
    // What goes nowhere was not given: where it will be is what its last contact gave it.
    if by == By::Contact && round.tx.given(who.device)? != given {
        round.tx.set_given(who.device, &given)?;
    }
    Ok(())
}

/// What became of changes that were decided at positions which the laptop has stored already: no slice will show them. (It took a
/// snapshot that stands after them.)
fn echoed(
    round: &mut Round<'_>,
    cursors: &HashMap<StreamId, Mark>,
    sent: &[Answered],
) -> Result<Option<Vec<Echoed>>, StorageError> {
    let mut found = Vec::new();
    for Answered { stream, position, claimed } in sent {
        if cursors.get(stream).is_none_or(|cursor| cursor.position < *position) {
            continue;
        }
        let Some(entry) = round.entry(*stream, *position)?.map(Packed::stored) else { continue };
        let told = round.faults.stamp_not_told.then_some(*claimed);
        let entry = echo(&entry, told).unwrap_or(entry);
        found.push(Echoed { stream: *stream, position: *position, entry });
    }
    Ok((!found.is_empty()).then_some(found))
}

/// The short form of a change for the laptop that sent it in this very request.
fn echo(entry: &Packed, told: Option<Stamp>) -> Option<Packed> {
    let Ok(Entry::Change(logged)) = entry.open() else { return None };
    let outcomes: Vec<u8> = logged.fields.iter().map(|field| field.outcome.unwrap_or(0)).collect();
    let outcomes = outcomes.iter().any(|outcome| *outcome != 0).then_some(outcomes);
    let (session, seq, stamp) = (logged.session, logged.seq, told.unwrap_or(logged.stamp));
    let labels = (logged.labels != 0).then_some(logged.labels);
    Some(Packed::new(&Entry::Echo(Echo { session, seq, stamp, outcomes, labels })))
}
