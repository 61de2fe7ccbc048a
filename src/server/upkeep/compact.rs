//! Compaction: what every laptop has read leaves the log for the history, and tombstones that nobody needs any more are collected.
//!
//! The law: whatever is asked of the server later, its records, sums and conflicts become the same as if it had never compacted. So the
//! history keeps every value (for `rounds history`, for the base of a late conflict, for what descends from what), the marks of laptops'
//! cursors stay known for ever, and a change keeps (session, seq, position, outcome). A collected record is kept aside as it was: a late
//! edit finds it, and the ordinary rule (an edit beats a deletion that its author did not know of) brings all of it back.

use minicbor::{Decode, Encode};

use crate::base::clock::Moment;
use crate::base::id::Id;
use crate::base::point::pass;
use crate::schema::Key;
use crate::server::core::Core;
use crate::server::error::{ServerError, StorageError};
use crate::server::exchange::round::Round;
use crate::server::storage::{Device, Rec, Storage};
use crate::sync::StreamId;
use crate::sync::log::{Entry, Forget, Packed};

/// A laptop that has not been seen for longer is not waited for; it takes a snapshot when it comes.
const ACTIVE_DAYS: i64 = 180;
/// A tombstone is kept at least so long.
const TOMBSTONE_DAYS: i64 = 180;
/// Entries of one block of the history.
const BLOCK: usize = 256;
/// Opening one is as much work as so many rows.
const OPENED: usize = 5;
/// Bytes of log read at once.
const PAGE: usize = 64 * 1024;
const DAY: i64 = 86_400_000;

/// An entry that left the log, with the body of its change where the log did not say all.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode)]
#[cbor(array)]
pub(in crate::server) struct Past {
    #[n(0)]
    pub position: u64,
    #[n(1)]
    #[cbor(with = "minicbor::bytes")]
    pub entry: Vec<u8>,
    #[n(2)]
    #[cbor(with = "minicbor::bytes")]
    pub body: Option<Vec<u8>>,
}

/// What a compaction did.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Compacted {
    /// Entries that left the log for the history.
    pub entries: u64,
    /// Tombstones that were collected.
    pub tombstones: u64,
}

fn damaged() -> StorageError {
    StorageError::other("the history cannot be read")
}

impl Round<'_> {
    /// An entry that left the log.
    pub fn past(&mut self, stream: StreamId, position: u64) -> Result<Option<Past>, StorageError> {
        let Some(block) = self.tx.history(stream, position)? else { return Ok(None) };
        self.work += OPENED;
        let plain = zstd::stream::decode_all(block.as_slice()).ok();
        let Some(block) = plain.and_then(|plain| minicbor::decode::<Vec<Past>>(&plain).ok()) else {
            self.torn = true;
            return Ok(None);
        };
        Ok(block.into_iter().find(|past| past.position == position))
    }

    /// An entry, in the log or in the history.
    pub fn entry(&mut self, stream: StreamId, position: u64) -> Result<Option<Vec<u8>>, StorageError> {
        if let Some(entry) = self.tx.entry(stream, position)? {
            return Ok(Some(entry));
        }
        Ok(self.past(stream, position)?.map(|past| past.entry))
    }

    /// How far every laptop that is waited for has read a stream.
    fn passed(&mut self, stream: StreamId, devices: &[Device]) -> Result<u64, StorageError> {
        let mut passed = self.head(stream)?.mark.position;
        if self.faults.compacts_unread {
            return Ok(passed);
        }
        let oldest = self.now.millis() - ACTIVE_DAYS * DAY;
        for device in devices {
            let away = device.revoked_at.is_some() || device.seen_at.millis() < oldest;
            if away || !self.streams_of(device.user)?.contains(&stream) {
                continue;
            }
            // One that has stored nothing yet takes a snapshot, or the whole log while that is short.
            if let Some(cursor) = self.tx.cursor(device.number, stream)?.filter(|cursor| cursor.position > 0) {
                passed = passed.min(cursor.position);
            }
        }
        Ok(passed)
    }

    /// Moves a page of the log, at most up to a position, into the history; how many entries, and whether that was all.
    fn move_to_history(&mut self, stream: StreamId, upto: u64) -> Result<(u64, bool), StorageError> {
        let mut from = self.tx.floor(stream)?;
        let mut moved = 0;
        let mut block: Vec<Past> = Vec::with_capacity(BLOCK);
        let (entries, left) = self.tx.entries(stream, from, PAGE)?;
        let last = left == 0 || entries.iter().any(|(position, _)| *position > upto);
        for (position, entry) in entries.into_iter().filter(|(position, _)| *position <= upto) {
            from = position;
            let mut body = None;
            if let Ok(Entry::Change(logged)) = Packed::stored(entry.clone()).open()
                && let Some(mut change) = self.tx.change(logged.identity())?
                && change.position == position
                && change.body.is_some()
            {
                body = change.body.take();
                self.tx.put_change(&change)?;
            }
            block.push(Past { position, entry, body });
            moved += 1;
            if block.len() == BLOCK {
                self.keep_block(stream, &mut block)?;
            }
        }
        self.keep_block(stream, &mut block)?;
        if moved > 0 {
            self.keep_given(stream, from)?;
            self.tx.drop_entries(stream, from)?;
        }
        Ok((moved, last))
    }

    /// Where laptops are once they have stored their last answer: they did not say so yet, and shall be known when they come back.
    fn keep_given(&mut self, stream: StreamId, upto: u64) -> Result<(), StorageError> {
        for device in self.tx.devices()? {
            let given = self.tx.given(device.number)?;
            for (_, mark) in given.into_iter().filter(|(of, mark)| *of == stream && mark.position <= upto) {
                if self.tx.hash_at(stream, mark.position)? == Some(mark.hash) {
                    self.tx.keep_mark(stream, mark)?;
                }
            }
        }
        Ok(())
    }

    fn keep_block(&mut self, stream: StreamId, block: &mut Vec<Past>) -> Result<(), StorageError> {
        let (Some(first), Some(last)) = (block.first(), block.last()) else { return Ok(()) };
        let (first, last) = (first.position, last.position);
        let plain = minicbor::to_vec(&*block).map_err(|_| damaged())?;
        let packed = zstd::bulk::compress(&plain, 9).map_err(|_| damaged())?;
        self.tx.keep_history(stream, first, last, &packed)?;
        block.clear();
        Ok(())
    }

    /// Collects those of a page of records that are tombstones which every laptop has passed and that are old enough; how many, and where the
    /// next page begins.
    fn collect_tombstones(
        &mut self,
        stream: StreamId,
        passed: u64,
        entity: u16,
        below: Option<Id>,
    ) -> Result<(u64, Option<Id>), StorageError> {
        let early = self.faults.tombstone_early;
        let oldest = if early { i64::MAX } else { self.now.millis() - TOMBSTONE_DAYS * DAY };
        let page = self.tx.page(stream, entity, below, BLOCK)?;
        let next = page.last().filter(|_| page.len() == BLOCK).map(|record| record.id);
        let gone: Vec<Rec> = page
            .into_iter()
            .filter(|record| {
                let deleted = record
                    .held(&Key::RECORD)
                    .is_some_and(|held| held.value.is_null() && held.stamp.moment().millis() < oldest);
                deleted && (early || record.cells.iter().all(|held| held.position <= passed))
            })
            .collect();
        if !gone.is_empty() {
            for record in &gone {
                self.let_go(stream, record)?;
            }
            let records = gone.iter().map(|record| (record.entity, record.id)).collect();
            self.append(stream, &Entry::Forget(Forget { records }))?;
        }
        Ok((gone.len() as u64, next))
    }
}

/// How far a compaction is. It goes by pages, in short transactions, so that nobody waits for a large stream.
#[derive(Debug, Default)]
pub struct Compacting {
    /// The streams that are left.
    streams: Option<Vec<StreamId>>,
    stream: Option<Stream>,
    /// What it did.
    pub compacted: Compacted,
    /// All was compacted.
    pub done: bool,
}

/// How far it is in one stream.
#[derive(Debug)]
struct Stream {
    stream: StreamId,
    /// How far every laptop that is waited for had read it when it began.
    passed: u64,
    /// The entity whose records are looked at, and below which; none: the log is moved.
    records: Option<(u16, Option<Id>)>,
}

impl Core {
    /// Compacts every stream.
    pub fn compact(&mut self, storage: &mut dyn Storage, now: Moment) -> Result<Compacted, ServerError> {
        let mut at = Compacting::default();
        while !at.done {
            self.compact_some(storage, &mut at, 16, now)?;
        }
        Ok(at.compacted)
    }

    /// Compacts so many pages of one stream in one transaction.
    pub fn compact_some(
        &mut self,
        storage: &mut dyn Storage,
        at: &mut Compacting,
        pages: usize,
        now: Moment,
    ) -> Result<(), ServerError> {
        let mut round = Round::begin(storage, self.session, &mut self.seq, now)?;
        round.faults = self.faults;
        if at.streams.is_none() {
            at.streams = Some(round.tx.streams()?.into_iter().rev().collect());
        }
        let mut here = match at.stream.take() {
            Some(here) => here,
            None => {
                let Some(stream) = at.streams.as_mut().and_then(Vec::pop) else {
                    at.done = true;
                    return Ok(());
                };
                let devices = round.tx.devices()?;
                let passed = round.passed(stream, &devices)?;
                Stream { stream, passed, records: round.tx.entity_in(stream, None)?.map(|entity| (entity, None)) }
            }
        };
        let mut compacted = at.compacted;
        let mut more = true;
        for _ in 0..pages {
            match here.records {
                Some((entity, below)) => {
                    let (gone, next) = round.collect_tombstones(here.stream, here.passed, entity, below)?;
                    compacted.tombstones += gone;
                    here.records = match next {
                        Some(below) => Some((entity, Some(below))),
                        None => round.tx.entity_in(here.stream, Some(entity))?.map(|entity| (entity, None)),
                    };
                }
                None => {
                    let (moved, last) = round.move_to_history(here.stream, here.passed)?;
                    compacted.entries += moved;
                    if last {
                        more = false;
                        break;
                    }
                }
            }
        }
        pass("server compacting");
        round.finish()?;
        at.compacted = compacted;
        at.stream = more.then_some(here);
        Ok(())
    }
}
