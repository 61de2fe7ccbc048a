//! Where a laptop is in the logs, as its cursors, its figures or its witness say.
//!
//! Always holds: what the log does not know is said before anything is taken; a mark that was given out stays known.

use super::core::Who;
use super::error::StorageError;
use super::exchange::round::Round;
use crate::sync::wire::{At, Cursor, Request, Reset};
use crate::sync::{Mark, StreamId, marks_digest, sums_digest};

/// The cursors for which a laptop's figures stand, and whether both sides are at the same marks and hold the same; `None`: not known here.
pub fn where_it_is(
    round: &mut Round<'_>,
    who: &Who,
    At { marks, sums }: At,
) -> Result<Option<(Vec<Cursor>, bool)>, StorageError> {
    let given = round.tx.given(who.device)?;
    let mut known = given;
    if marks_digest(known.iter().copied()) != marks {
        // The last answer was lost on its way: it is where it said it was.
        let mut stored = Vec::with_capacity(known.len());
        for (stream, _) in known {
            stored.push((stream, round.tx.cursor(who.device, stream)?.unwrap_or_default()));
        }
        known = stored;
        if marks_digest(known.iter().copied()) != marks {
            return Ok(None);
        }
    }
    let receives = round.streams_of(who.user)?;
    let mut held = Vec::with_capacity(known.len());
    let mut at_the_heads = known.len() == receives.len();
    for (stream, at) in &known {
        let head = *round.head(*stream)?;
        at_the_heads &= head.mark == *at && receives.contains(stream);
        held.push((*stream, head.sum));
    }
    let same = at_the_heads && sums_digest(held) == sums;
    Ok(Some((known.into_iter().map(|(stream, at)| Cursor { stream, at, marks: None }).collect(), same)))
}

/// What a laptop that is given nothing is to name next time: where the log stands now that it has brought something, known for ever.
pub fn witness(round: &mut Round<'_>, request: &Request) -> Result<Option<Cursor>, StorageError> {
    if request.groups.is_empty() && request.returned.is_empty() && request.witness.is_some() {
        return Ok(request.witness.clone());
    }
    let newest = newest(round)?;
    if let Some(Cursor { stream, at, .. }) = &newest {
        round.touch();
        round.tx.keep_mark(*stream, *at)?;
    }
    Ok(newest)
}

/// The newest entry of the whole log.
fn newest(round: &mut Round<'_>) -> Result<Option<Cursor>, StorageError> {
    let mut newest: Option<Cursor> = None;
    for stream in round.known_streams()? {
        let at = round.head(stream)?.mark;
        if newest.as_ref().is_none_or(|newest| newest.at.position < at.position) {
            newest = Some(Cursor { stream, at, marks: None });
        }
    }
    Ok(newest)
}

/// What to answer where a cursor does not stand in the log.
pub fn unknown(round: &mut Round<'_>, cursor: &Cursor) -> Result<Option<Reset>, StorageError> {
    let known = knows(round, cursor.stream, cursor.at)?;
    // Of a laptop that reads anew, what it had read before is what it was told.
    let been = cursor.marks.iter().flatten().next().filter(|been| been.position > cursor.at.position);
    let lost = match been {
        Some(been) if known => !knows(round, cursor.stream, *been)?,
        _ => false,
    };
    if known && !lost {
        return Ok(None);
    }
    let Some(marks) = &cursor.marks else { return Ok(Some(Reset { stream: cursor.stream, common: None })) };
    for mark in marks {
        if knows(round, cursor.stream, *mark)? {
            return Ok(Some(Reset { stream: cursor.stream, common: Some(*mark) }));
        }
    }
    Ok(Some(Reset { stream: cursor.stream, common: Some(Mark::default()) }))
}

pub fn knows(round: &mut Round<'_>, stream: StreamId, mark: Mark) -> Result<bool, StorageError> {
    Ok(mark == Mark::default() || round.tx.knows_mark(stream, mark)?)
}
