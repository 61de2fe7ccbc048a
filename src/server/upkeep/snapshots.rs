//! A stream's state as a file, for laptops that would have to read a long log: when it is offered, how it is made, who may have it.
//!
//! Always holds: a file is made in one transaction, so it is the state at its mark; the log after that mark is its tail. Files that were
//! offered stay for a while, so that a laptop whose download was cut can go on. Where a file can be made beside the core
//! ([`Core::making_elsewhere`]), no round waits for it but the one that asked.

use crate::base::clock::Moment;
use crate::base::point::pass;
use crate::server::core::{Core, Who};
use crate::server::error::{ServerError, StorageError};
use crate::server::exchange::round::Round;
use crate::server::storage::{Head, Held, Rec, SnapshotFile, Storage, Transaction};
use crate::sync::snapshot::{CHAPTER, CHAPTER_BYTES, Contents, Name, Offer, SnapshotError, chapter, rank};
use crate::sync::{Mark, Row, StreamId};

/// As many entries as a laptop reads from the log before a file is thought of.
pub(in crate::server) const OFFER_AFTER: u64 = 512;
/// As many as are ever read from the log, and counted, where a file could be had: what is left is counted for each answer anew.
const MOST_READ: u64 = 20_000;
/// As many older files of a stream as are kept.
const KEPT: usize = 3;
/// For how long, where no newer one pushes them out.
const KEPT_DAYS: i64 = 7;

impl SnapshotFile {
    fn offer(&self) -> Offer {
        let SnapshotFile { stream, mark, name, bytes, records, .. } = *self;
        Offer { stream, mark, name, bytes, records, from: None }
    }
}

impl Round<'_> {
    /// The file that a laptop at `from` should take instead of reading the log; `after`: from how many entries on, `own`: those among them
    /// that it has just sent.
    pub fn offer(&mut self, stream: StreamId, from: Mark, after: u64, own: u64) -> Result<Option<Offer>, ServerError> {
        let floor = self.tx.floor(stream)?;
        let head = *self.head(stream)?;
        if from.position >= floor || self.faults.compacts_unread {
            if from == head.mark {
                return Ok(None);
            }
            // A log that is no longer than the state itself is the shorter way.
            let long = if from.position == 0 { after } else { after.max((head.sum.count / 4).min(MOST_READ)) };
            let long = long.saturating_add(own);
            // A log has no more entries than there are positions.
            let most = head.mark.position.saturating_sub(from.position);
            if most <= long || self.tx.entries_after(stream, from.position, long.saturating_add(1))? <= long {
                return Ok(None);
            }
        }
        // One that was made for this very request may have got a longer tail meanwhile.
        let tail = if self.built.contains(&stream) { u64::MAX } else { after };
        if let Some(file) = self.newest_file(stream, tail)? {
            let mark = if self.faults.tail_skipped { head.mark } else { file.mark };
            return Ok(Some(Offer { mark, ..file.offer() }));
        }
        if self.elsewhere {
            return Err(ServerError::Lacks(stream));
        }
        // What this request has just brought is in the records, and so in the head.
        let (file, parts) = file_of(self.tx.as_mut(), stream, head, self.now)?;
        self.keep_file(&file, &parts)?;
        Ok(Some(file.offer()))
    }

    /// The newest file, where the log after it is short and there.
    fn newest_file(&mut self, stream: StreamId, after: u64) -> Result<Option<SnapshotFile>, StorageError> {
        let floor = self.tx.floor(stream)?;
        let Some(newest) = self.tx.snapshots(stream)?.into_iter().next() else { return Ok(None) };
        let tail = after.max((newest.records / 4).min(MOST_READ));
        let usable = newest.mark.position >= floor
            && (after == u64::MAX
                || self.tx.entries_after(stream, newest.mark.position, tail.saturating_add(1))? <= tail);
        Ok(usable.then_some(newest))
    }

    /// Keeps a file, and drops those that nobody goes on with any more.
    fn keep_file(&mut self, file: &SnapshotFile, parts: &[Vec<u8>]) -> Result<(), StorageError> {
        self.tx.keep_snapshot(file, parts)?;
        // Whoever takes it states this mark, and may be days about it: it is no sign of a restoration when the log has gone to the history.
        self.tx.keep_mark(file.stream, file.mark)?;
        pass("server snapshot");
        let oldest = self.now.millis() - KEPT_DAYS * 86_400_000;
        for (at, old) in self.tx.snapshots(file.stream)?.into_iter().enumerate() {
            if at > KEPT || at > 0 && old.made_at.millis() < oldest {
                self.tx.drop_snapshot(&old.name)?;
            }
        }
        Ok(())
    }

    /// Whether new laptops would ask for a file of a stream that is not there.
    fn lacks_file(&mut self, stream: StreamId, after: u64) -> Result<bool, StorageError> {
        let long = self.tx.entries_after(stream, 0, after.saturating_add(1))? > after || self.tx.floor(stream)? > 0;
        Ok(long && self.newest_file(stream, after)?.is_none())
    }
}

fn unpacked(error: SnapshotError) -> StorageError {
    StorageError::other(error.to_string())
}

/// A stream as it is in this transaction, as a file in its parts. Only reads.
fn file_of(
    tx: &mut dyn Transaction,
    stream: StreamId,
    head: Head,
    now: Moment,
) -> Result<(SnapshotFile, Vec<Vec<u8>>), StorageError> {
    let mut entities = Vec::new();
    while let Some(entity) = tx.entity_in(stream, entities.last().copied())? {
        entities.push(entity);
    }
    entities.sort_by_key(|entity| rank(*entity));
    let mut contents = Contents { stream, mark: head.mark, sum: head.sum, chapters: Vec::new() };
    let mut parts = Vec::new();
    for entity in entities {
        let mut below = None;
        loop {
            let page = tx.page(stream, entity, below, CHAPTER)?;
            let Some(last) = page.last() else { break };
            below = Some(last.id);
            let whole = page.len() == CHAPTER;
            for some in chapters(&page) {
                let rows = some
                    .iter()
                    .map(|record| Row { id: record.id, cells: record.cells.iter().map(Held::cell).collect() });
                let (chapter, bytes) = chapter(entity, &rows.collect::<Vec<_>>()).map_err(unpacked)?;
                contents.chapters.push(chapter);
                parts.push(bytes);
            }
            if !whole {
                break;
            }
        }
    }
    let (name, first) = contents.pack().map_err(unpacked)?;
    parts.insert(0, first);
    let bytes = parts.iter().map(|part| part.len() as u64).sum();
    let records = contents.records();
    Ok((SnapshotFile { stream, mark: head.mark, name, bytes, records, made_at: now }, parts))
}

/// A file that was made and is not kept yet.
pub struct MadeFile {
    file: SnapshotFile,
    parts: Vec<Vec<u8>>,
}

impl MadeFile {
    /// Makes the file of a stream as it is now, through a storage of its own: the core answers others meanwhile.
    pub fn of(storage: &mut dyn Storage, stream: StreamId, now: Moment) -> Result<MadeFile, ServerError> {
        let mut tx = storage.look()?;
        let head = tx.head(stream)?;
        let (file, parts) = file_of(tx.as_mut(), stream, head, now)?;
        Ok(MadeFile { file, parts })
    }
}

/// Cuts records where their values grow long: a reader opens a chapter as a whole, and takes none that is too long.
fn chapters(page: &[Rec]) -> impl Iterator<Item = &[Rec]> {
    let mut rest = page;
    std::iter::from_fn(move || {
        let mut bytes = 0;
        let fits = rest.iter().take_while(|record| {
            bytes += record.cells.iter().map(|held| held.value.str().len() + held.element.len() + 40).sum::<usize>();
            bytes <= CHAPTER_BYTES
        });
        let (some, after) = rest.split_at(fits.count().max(1).min(rest.len()));
        rest = after;
        (!some.is_empty()).then_some(some)
    })
}

impl Core {
    /// A piece of a file: the file's length and the bytes from `from` on, at most so many. `None`: there is none of this name for this laptop.
    pub fn snapshot(
        &mut self,
        storage: &mut dyn Storage,
        who: &Who,
        name: &Name,
        from: u64,
        most: usize,
        now: Moment,
    ) -> Result<Option<(u64, Vec<u8>)>, ServerError> {
        let mut round = Round::look(storage, self.session, &mut self.seq, now)?;
        let Some(file) = round.tx.snapshot(name)? else { return Ok(None) };
        if who.revoked || round.has_left(who.user)? || !round.streams_of(who.user)?.contains(&file.stream) {
            return Ok(None);
        }
        let piece = if from < file.bytes { round.tx.snapshot_bytes(name, from, most)? } else { Vec::new() };
        Ok(Some((file.bytes, piece)))
    }

    /// Keeps a file that was made beside the core, unless its log was compacted beyond it meanwhile.
    pub fn keep_file(&mut self, storage: &mut dyn Storage, made: &MadeFile, now: Moment) -> Result<(), ServerError> {
        let mut round = Round::begin(storage, self.session, &mut self.seq, now)?;
        if made.file.mark.position >= round.tx.floor(made.file.stream)? {
            round.keep_file(&made.file, &made.parts)?;
        }
        Ok(round.finish()?)
    }

    /// Whether a laptop that begins would ask for a file of this stream that is not there.
    pub fn lacks_file(&self, storage: &mut dyn Storage, stream: StreamId, now: Moment) -> Result<bool, ServerError> {
        let mut seq = 0;
        let mut round = Round::look(storage, self.session, &mut seq, now)?;
        Ok(round.lacks_file(stream, self.offer_after)?)
    }

    /// Makes the files that new laptops would ask for, before they ask.
    pub fn prepare_snapshots(&mut self, storage: &mut dyn Storage, now: Moment) -> Result<usize, ServerError> {
        let streams = storage.look()?.streams()?;
        let mut made = 0;
        for stream in streams {
            if self.lacks_file(storage, stream, now)? {
                let file = MadeFile::of(storage, stream, now)?;
                self.keep_file(storage, &file, now)?;
                made += 1;
            }
        }
        Ok(made)
    }
}
