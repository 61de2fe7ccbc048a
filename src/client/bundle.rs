//! A sync without a network, the laptop's side: what waits goes into a file, and the server's answer comes out of one.
//!
//! Always holds: making a bundle changes nothing here, what is in it still waits, and the real sync that comes later finds the same
//! changes known; an answer applies only where it begins at the cursors of this book, in each of its streams.

use std::collections::HashSet;
use std::io::{Cursor as Bytes, Read};

use super::error::SyncError;
use super::taking::{Pieces, take_all};
use crate::base::clock::Moment;
use crate::store::{Carried, Enrolment, StoreError, StreamRow, Writer};
use crate::sync::bundle::{Body, BundleError, File, Keys, Way, open, seal};
use crate::sync::snapshot::Name;
use crate::sync::wire::{Cursor, PROTOCOL, Request, Response, Slice};
use crate::sync::{Mark, Sending};

/// Why a bundle could not be made or taken.
#[derive(Debug, thiserror::Error)]
pub enum CarryError {
    /// The bundle.
    #[error(transparent)]
    Bundle(#[from] BundleError),
    /// The book, or what is in the bundle.
    #[error(transparent)]
    Sync(#[from] SyncError),
}

impl From<StoreError> for CarryError {
    fn from(error: StoreError) -> CarryError {
        CarryError::Sync(error.into())
    }
}

/// What a bundle that came in brought.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Brought {
    /// Changes of others and records of snapshots.
    pub arrived: u64,
    /// Changes of ours that are settled now.
    pub settled: u64,
    /// All of it was here before.
    pub known: bool,
}

fn keys(enrolment: &Enrolment) -> Keys<'_> {
    Keys {
        signing: &enrolment.signing,
        sealing: &enrolment.sealing,
        their_signing: &enrolment.server_signing,
        their_sealing: &enrolment.server_sealing,
    }
}

fn enrolment(store: &Writer) -> Result<Enrolment, CarryError> {
    Ok(store.enrolment()?.ok_or(SyncError::NotEnrolled)?)
}

/// A bundle of all that waits, and how many changes are in it. `seed`: true randomness.
pub fn bundle_out(store: &Writer, seed: [u8; 32], now: Moment) -> Result<(Vec<u8>, usize), CarryError> {
    let enrolment = enrolment(store)?;
    let mut cursors = Vec::new();
    for row in store.streams()? {
        let marks = if row.needs_repair || store.is_read_anew(&row)? { Some(store.marks(&row)?) } else { None };
        cursors.push(Cursor { stream: row.stream, at: row.mark, marks });
    }
    let empty = || Request { protocol: PROTOCOL, now: now.millis(), cursors: cursors.clone(), ..Request::default() };
    let mut requests = Vec::new();
    let returned: Vec<_> =
        store.returning(usize::MAX, &HashSet::new())?.into_iter().map(|(_, returned)| returned).collect();
    if !returned.is_empty() {
        requests.push(Request { returned, ..empty() });
    }
    let mut changes = 0;
    let mut packed = HashSet::new();
    loop {
        let groups = store.outbox(usize::MAX, &packed)?;
        if groups.is_empty() {
            break;
        }
        let mut request = empty();
        let mut sending = Sending::default();
        for group in groups {
            changes += group.changes.len();
            sending.push(&mut request, group.act, &group.changes, group.again);
            packed.extend(group.places);
        }
        requests.push(request);
    }
    let withdrawn = store.withdrawn()?;
    if !withdrawn.is_empty() {
        requests.push(Request { withdrawn: Some(withdrawn), ..empty() });
    }
    if requests.is_empty() {
        // Nothing waits: it still says where this book is, for the way back.
        requests.push(empty());
    }
    let bytes = seal(&Body::Requests(requests), Way::Up, enrolment.device, &keys(&enrolment), seed, now)?;
    Ok((bytes, changes))
}

/// The snapshots that came in a bundle.
struct Files(Vec<File>);

impl Pieces for Files {
    fn piece<'p>(&'p mut self, name: &Name, from: u64, to: u64) -> Result<Option<Box<dyn Read + 'p>>, SyncError> {
        let file = self.0.iter().find(|file| file.name == *name);
        let piece = file.and_then(|file| file.bytes.get(from as usize..(to as usize).min(file.bytes.len())));
        Ok(piece.map(|bytes| Box::new(Bytes::new(bytes)) as Box<dyn Read>))
    }
}

/// Takes a bundle of the server.
pub fn bundle_in(store: &mut Writer, bytes: &[u8], now: Moment) -> Result<Brought, CarryError> {
    let enrolment = enrolment(store)?;
    let (header, body) = open(bytes, Way::Down, &keys(&enrolment))?;
    if header.device != enrolment.device {
        return Err(BundleError::Foreign.into());
    }
    let Body::Answers(answers, files) = body else { return Err(BundleError::Damaged.into()) };
    let mut brought = Brought { known: true, ..Brought::default() };
    let mut files = Files(files);
    for answer in answers {
        let Some(answer) = left_to_apply(store, answer)? else { continue };
        let applied = store.apply(&answer, &Carried::default(), now)?;
        if applied.stale {
            return Err(BundleError::Elsewhere.into());
        }
        brought.arrived += applied.arrived;
        brought.settled += applied.echoed + applied.parked;
        let has = |name: &Name| files.0.iter().any(|file| file.name == *name);
        for taking in store.takings()?.into_iter().filter(|taking| !has(&taking.offer.name)) {
            // One that an interrupted sync began; the bundle has another.
            store.drop_taking(taking.offer.stream)?;
        }
        for offer in answer.offers.iter().flatten().filter(|offer| has(&offer.name)) {
            brought.arrived += offer.records;
        }
        take_all(store, &mut files, &mut || now, &mut |_, _, _| {})?;
        brought.known = false;
    }
    store.index_all_words()?;
    Ok(brought)
}

/// The part of an answer that is not here yet; `None`: all of it is.
fn left_to_apply(store: &Writer, mut answer: Response) -> Result<Option<Response>, CarryError> {
    let streams = store.streams()?;
    let mark = |stream| streams.iter().find(|row| row.stream == stream).map_or(Mark::default(), |row| row.mark);
    answer.slices.iter_mut().for_each(|slice| skip_known(slice, mark(slice.stream)));
    let knows = knows_all(&answer, &streams);
    if store.heard()?.is_some_and(|heard| answer.now < heard.millis()) {
        // The server has said more since: a territory that it took away then may be here again.
        answer.gone.clear();
        answer.resets.clear();
    }
    answer.slices.retain(|slice| slice.to.position > mark(slice.stream).position);
    if answer.slices.iter().any(|slice| slice.from != mark(slice.stream)) {
        return Err(BundleError::Elsewhere.into());
    }
    if let Some(offers) = &mut answer.offers {
        offers.retain(|offer| offer.mark.position > mark(offer.stream).position);
        if offers.iter().any(|offer| offer.from != Some(mark(offer.stream))) {
            return Err(BundleError::Elsewhere.into());
        }
    }
    let gone = answer.gone.iter().any(|stream| streams.iter().any(|row| row.stream == *stream));
    let offers = answer.offers.as_ref().is_some_and(|offers| !offers.is_empty());
    let news = gone || offers || !answer.slices.is_empty() || !answer.resets.is_empty();
    if !knows {
        if offers || !answer.slices.is_empty() {
            // Where one stream has been read elsewhere, by another life of the server perhaps, positions here and there mean different things.
            return Err(BundleError::Elsewhere.into());
        }
        // A restored server may have written it: by its time nothing is let go of before that server has asked for what it lost.
        answer.now = 0;
    }
    Ok(news.then_some(answer))
}

/// The server knows of a laptop what it said last, not what it has taken since: entries that are here already are left out, where their hashes
/// say that they are these.
fn skip_known(slice: &mut Slice, here: Mark) {
    let (mut at, mut known) = (slice.from, 0);
    for (step, entry) in slice.steps.iter().zip(&slice.entries) {
        if at.position >= here.position {
            break;
        }
        at = at.next(at.position.saturating_add(*step), entry.bytes());
        known += 1;
    }
    if at == here {
        slice.from = here;
        slice.steps.drain(..known);
        slice.entries.drain(..known);
    }
}

/// Whether an answer goes on from, or leads to, where this book is in each of its streams.
fn knows_all(answer: &Response, streams: &[StreamRow]) -> bool {
    let offers = || answer.offers.iter().flatten();
    streams.iter().filter(|row| row.mark != Mark::default()).all(|row| {
        let here = |stream, from, to| stream == row.stream && (from == Some(row.mark) || to == row.mark);
        answer.slices.iter().any(|slice| here(slice.stream, Some(slice.from), slice.to))
            || offers().any(|offer| here(offer.stream, offer.from, offer.mark))
            || answer.gone.contains(&row.stream)
    })
}
