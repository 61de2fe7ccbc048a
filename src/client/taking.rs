//! Taking snapshots: what is to be stored of them is read from the connection as it comes, the most urgent chapters first.
//!
//! Always holds: what was stored stays stored; a cut, a kill or a file that the server has no more costs the chapter that was under way.

use std::io::Read;

use super::error::SyncError;
use super::http::{Link, why};
use crate::base::cause::Cause;
use crate::base::clock::Moment;
use crate::store::{StoreError, Taking, Writer};
use crate::sync::snapshot::{Contents, HEAD, Name};

/// As much as is asked for while a file's contents are not known and another file is being taken too.
const FIRST: u64 = 32 * 1024;

/// Where pieces of snapshots come from: the connection, or what a test puts in its place.
pub trait Pieces {
    /// A file's bytes from one place up to another, or fewer; `None`: there is no such file (any more).
    fn piece<'p>(&'p mut self, name: &Name, from: u64, to: u64) -> Result<Option<Box<dyn Read + 'p>>, SyncError>;
}

impl Pieces for Link {
    fn piece<'p>(&'p mut self, name: &Name, from: u64, to: u64) -> Result<Option<Box<dyn Read + 'p>>, SyncError> {
        Ok(self.snapshot(name, from, to)?.map(|piece| Box::new(piece) as Box<dyn Read>))
    }
}

/// Takes all files that are under way. `told`: how many records were stored, how many are still to come.
pub fn take_all(
    store: &mut Writer,
    link: &mut dyn Pieces,
    now: &mut dyn FnMut() -> Moment,
    told: &mut dyn FnMut(u64, u64, Moment),
) -> Result<u64, SyncError> {
    let mut taken = 0;
    let mut failed = 0;
    while let Some((mut taking, alone)) = store.next_taking()? {
        let before = (taking.from(), taking.done);
        let done = piece(store, link, &mut taking, alone, now, &mut |store, records, at| {
            taken += records;
            let left = store.takings()?.iter().map(|taking| taking.offer.records.saturating_sub(taking.done)).sum();
            told(taken, left, at);
            Ok(())
        });
        match done {
            Ok(true) if (taking.from(), taking.done) != before => failed = 0,
            // It ended before a chapter did, again and again.
            Ok(true) => {
                failed += 1;
                if failed >= super::once::TRIES {
                    return Err(SyncError::Offline(Cause::CutOff));
                }
            }
            // The server has a newer one, and offers it.
            Ok(false) => store.drop_taking(taking.offer.stream)?,
            // Nobody is there who would answer the next try either: it waits for the next time.
            Err(SyncError::Offline(Cause::TimedOut)) => return Err(SyncError::Offline(Cause::TimedOut)),
            Err(SyncError::Offline(trouble)) => {
                failed = if (taking.from(), taking.done) == before { failed + 1 } else { 1 };
                if failed >= super::once::TRIES {
                    return Err(SyncError::Offline(trouble));
                }
            }
            Err(SyncError::Malformed(trouble)) => {
                store.drop_taking(taking.offer.stream)?;
                return Err(SyncError::Malformed(trouble));
            }
            Err(error) => return Err(error),
        }
    }
    Ok(taken)
}

fn cut(error: std::io::Error) -> SyncError {
    SyncError::Offline(why(&error))
}

fn stored<T>(done: Result<T, StoreError>) -> Result<T, SyncError> {
    done.map_err(|error| match error {
        StoreError::Snapshot(trouble) => SyncError::Malformed(trouble.to_string()),
        error => error.into(),
    })
}

/// Reads one piece of a file and stores its chapters; `false`: the server has the file no more.
fn piece(
    store: &mut Writer,
    link: &mut dyn Pieces,
    taking: &mut Taking,
    alone: bool,
    now: &mut dyn FnMut() -> Moment,
    told: &mut dyn FnMut(&Writer, u64, Moment) -> Result<(), SyncError>,
) -> Result<bool, SyncError> {
    let to = if taking.contents.is_none() && !alone { FIRST.min(taking.offer.bytes) } else { taking.to(alone) };
    let Some(mut piece) = link.piece(&taking.offer.name, taking.from(), to)? else { return Ok(false) };
    if taking.contents.is_none() {
        let mut first = vec![0; HEAD];
        piece.read_exact(&mut first).map_err(cut)?;
        let length = Contents::length(&first).map_err(|error| SyncError::Malformed(error.to_string()))?;
        first.resize(length, 0);
        piece.read_exact(&mut first[HEAD..]).map_err(cut)?;
        stored(store.take_contents(taking, &first, now()))?;
    }
    let mut chapter = Vec::new();
    while let Some(bytes) = taking.next_bytes() {
        chapter.clear();
        (&mut piece).take(bytes as u64).read_to_end(&mut chapter).map_err(cut)?;
        if chapter.len() < bytes {
            // The piece ends within a chapter, or the connection was cut: the next one begins there.
            break;
        }
        let records = stored(store.take_chapter(taking, &chapter, now()))?;
        told(store, records, now())?;
    }
    Ok(true)
}
