//! Taking a snapshot: a file of the server stored chapter by chapter, instead of a log that is long or was compacted.
//!
//! Always holds: each chapter is one transaction with the place after it, so a download may be cut anywhere and goes on there; the cursor
//! moves only when the last chapter is stored, and then what the stream no longer has is put aside. Words are indexed afterwards
//! (`unindexed`), so that lists are there first.

use rusqlite::{OptionalExtension, params};

use super::apply::Applying;
use super::strangers;
use super::streams;
use crate::base::clock::Moment;
use crate::base::id::Id;
use crate::base::point::pass;
use crate::schema::{ENTITIES, Entity, Search, USER, entity};
use crate::store::error::StoreError;
use crate::store::me::Me;
use crate::store::record::columns::id_at;
use crate::store::record::rows::Stored;
use crate::store::write::bulk::{HASH, HASH_BULK};
use crate::store::write::clock_row;
use crate::store::write::writer::{Durable, Writer};
use crate::sync::log::{Cell, Versions};
use crate::sync::snapshot::{Contents, Name, Offer, SnapshotError, rank};
use crate::sync::{Mark, Row, StreamId, Sum, Version, cell_hash};

/// A file that is being taken.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Taking {
    /// What the server offered.
    pub offer: Offer,
    /// Its contents, once read.
    pub contents: Option<Contents>,
    /// How long the part before the chapters is.
    first: u64,
    /// The next chapter.
    chapter: usize,
    /// How many of its records are stored.
    pub done: u64,
}

impl Taking {
    /// From which byte on it is still to be fetched.
    pub fn from(&self) -> u64 {
        let stored = self.contents.iter().flat_map(|contents| contents.chapters.iter().take(self.chapter));
        self.first + stored.map(|chapter| u64::from(chapter.bytes)).sum::<u64>()
    }

    /// How long the next piece is: all that comes before what another file has of greater urgency.
    pub fn to(&self, alone: bool) -> u64 {
        let Some(contents) = self.contents.as_ref().filter(|_| !alone) else { return self.offer.bytes };
        let next = contents.chapters.iter().skip(self.chapter);
        let urgency = |number: u16| rank(number).0;
        let first = next.clone().next().map_or(0, |chapter| urgency(chapter.entity));
        let same = next.take_while(|chapter| urgency(chapter.entity) == first);
        self.from() + same.map(|chapter| u64::from(chapter.bytes)).sum::<u64>()
    }

    /// How long the next chapter is; `None`: there is none, or the contents are not known yet.
    pub fn next_bytes(&self) -> Option<usize> {
        let contents = self.contents.as_ref()?;
        contents.chapters.get(self.chapter).map(|chapter| chapter.bytes as usize)
    }

    fn urgency(&self) -> (u8, u16) {
        let Some(contents) = &self.contents else { return (0, 0) };
        contents.chapters.get(self.chapter).map_or((0, 0), |chapter| rank(chapter.entity))
    }
}

/// Accepts what the server offers; a file that is being taken goes on.
pub(super) fn accept(applying: &mut Applying<'_, '_>, offers: &[Offer]) -> Result<(), StoreError> {
    for offer in offers {
        applying.number(offer.stream)?;
        applying
            .pen
            .conn
            .prepare_cached(
                "INSERT OR IGNORE INTO taking (stream, position, hash, name, bytes, records) VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
            )?
            .execute(params![
                offer.stream.to_string(),
                offer.mark.position as i64,
                offer.mark.hash as i64,
                offer.name,
                offer.bytes as i64,
                offer.records as i64
            ])?;
    }
    Ok(())
}

impl Writer {
    /// The files that are being taken.
    pub fn takings(&self) -> Result<Vec<Taking>, StoreError> {
        let mut find = self.conn.prepare_cached(
            "SELECT stream, position, hash, name, bytes, records, contents, chapter, done FROM taking ORDER BY stream",
        )?;
        let mut rows = find.query([])?;
        let mut found = Vec::new();
        while let Some(row) = rows.next()? {
            let number = |column: usize| row.get::<_, i64>(column).map(|number| number as u64);
            let (stream, name): (String, Vec<u8>) = (row.get(0)?, row.get(3)?);
            let (Ok(stream), Ok(name)) = (stream.parse(), Name::try_from(name)) else { continue };
            let mark = Mark { position: number(1)?, hash: number(2)? };
            let offer = Offer { stream, mark, name, bytes: number(4)?, records: number(5)?, from: None };
            let first: Option<Vec<u8>> = row.get(6)?;
            let contents = first.as_ref().and_then(|bytes| Contents::open(bytes, &name).ok());
            let first = if contents.is_some() { first.map_or(0, |bytes| bytes.len() as u64) } else { 0 };
            found.push(Taking { offer, contents, first, chapter: number(7)? as usize, done: number(8)? });
        }
        Ok(found)
    }

    /// The file whose next chapter is needed first, and whether it is the only one.
    pub fn next_taking(&self) -> Result<Option<(Taking, bool)>, StoreError> {
        let takings = self.takings()?;
        let alone = takings.len() == 1;
        Ok(takings.into_iter().min_by_key(Taking::urgency).map(|taking| (taking, alone)))
    }

    /// Forgets a file that the server has no more, or that was damaged; what is stored of it stays.
    pub fn drop_taking(&mut self, stream: StreamId) -> Result<(), StoreError> {
        self.transact(Durable::Normal, |pen, _| {
            pen.conn.execute("DELETE FROM taking WHERE stream = ?1", [stream.to_string()])?;
            Ok(())
        })
    }

    /// Keeps a file's contents.
    pub fn take_contents(&mut self, taking: &mut Taking, first: &[u8], now: Moment) -> Result<(), StoreError> {
        let contents = Contents::open(first, &taking.offer.name).map_err(StoreError::from)?;
        let same = contents.mark == taking.offer.mark || self.faulty.faults.tail_skipped;
        if contents.stream != taking.offer.stream || !same {
            return Err(SnapshotError::Damaged.into());
        }
        let empty = contents.chapters.is_empty();
        taking.first = first.len() as u64;
        taking.contents = Some(contents);
        let stream = taking.offer.stream;
        self.transact(Durable::Normal, |pen, _| {
            pen.conn
                .execute("UPDATE taking SET contents = ?2 WHERE stream = ?1", params![stream.to_string(), first])?;
            if empty {
                let mut applying = Applying::begin(pen, now)?;
                applying.finish_taking(stream, taking.offer.mark)?;
                applying.end()?;
            }
            Ok(())
        })
    }

    /// Stores the next chapter of a file; how many records it had.
    pub fn take_chapter(&mut self, taking: &mut Taking, bytes: &[u8], now: Moment) -> Result<u64, StoreError> {
        let head = taking.contents.as_ref().and_then(|contents| contents.chapters.get(taking.chapter)).copied();
        let (Some(head), Some(contents)) = (head, &taking.contents) else { return Ok(0) };
        let mut opened = Some(head.open(bytes).map_err(StoreError::from)?);
        let last = taking.chapter + 1 == contents.chapters.len();
        let (stream, mark) = (taking.offer.stream, taking.offer.mark);
        let records = u64::from(head.records);
        self.transact(Durable::Normal, |pen, _| {
            // Another process may have done it, or dropped it.
            let sql = "UPDATE taking SET chapter = chapter + 1, done = done + ?4 WHERE stream = ?1 AND name = ?2 AND chapter = ?3";
            let fields = params![stream.to_string(), taking.offer.name, taking.chapter as i64, records as i64];
            if pen.conn.prepare_cached(sql)?.execute(fields)? == 0 {
                return Err(StoreError::Syncing);
            }
            let mut applying = Applying::begin(pen, now)?;
            if taking.chapter == 0 {
                // Where the file stands is said until it is read: a server that was restored meanwhile has neither it nor what it told.
                let number = applying.number(stream)?;
                streams::remember(applying.pen.conn, number, mark)?;
            }
            let rows = opened.take().map_or_else(|| head.open(bytes).map_err(StoreError::from), Ok)?;
            applying.chapter(stream, mark.position, head.entity, rows)?;
            if last {
                applying.finish_taking(stream, mark)?;
            }
            applying.end()
        })?;
        pass("chapter");
        taking.chapter += 1;
        taking.done += records;
        Ok(records)
    }

    /// How many records wait for their words to be indexed, at most.
    pub fn unindexed(&self) -> Result<u64, StoreError> {
        let sql = "SELECT coalesce(sum(last - first + 1), 0) FROM unindexed";
        let count: i64 = self.conn.prepare_cached(sql)?.query_row([], |row| row.get(0))?;
        Ok(count.max(0) as u64)
    }

    /// Indexes the words of what was taken, the newest ranges first, so many records in a transaction; how many are left.
    pub fn index_words(&mut self, most: usize) -> Result<u64, StoreError> {
        let left = self.transact(Durable::Normal, |pen, _| {
            let conn = pen.conn;
            let mut room = most as i64;
            while room > 0 {
                let sql = "SELECT place, entity, first, last FROM unindexed ORDER BY place LIMIT 1";
                let range = conn.prepare_cached(sql)?.query_row([], |row| {
                    Ok((row.get::<_, i64>(0)?, row.get::<_, u16>(1)?, row.get::<_, i64>(2)?, row.get::<_, i64>(3)?))
                });
                let Some((place, number, first, last)) = range.optional()? else { break };
                let upto = last.min(first + room - 1);
                room -= upto - first + 1;
                if let Some(entity) = entity(number) {
                    index_range(pen, entity, first, upto)?;
                }
                if upto == last {
                    conn.prepare_cached("DELETE FROM unindexed WHERE place = ?1")?.execute([place])?;
                } else {
                    conn.prepare_cached("UPDATE unindexed SET first = ?2 WHERE place = ?1")?
                        .execute(params![place, upto + 1])?;
                }
            }
            Ok(())
        });
        left?;
        self.unindexed()
    }

    /// Indexes all words that wait, in short transactions: whoever writes meanwhile waits for one of them at most.
    pub fn index_all_words(&mut self) -> Result<(), StoreError> {
        if self.unindexed()? == 0 {
            return Ok(());
        }
        self.word_index(HASH_BULK)?;
        while self.index_words(SLICE)? > 0 {}
        self.word_index(HASH)?;
        self.join_all_words()
    }
}

/// Records whose words are indexed in one transaction.
const SLICE: usize = 1_000;

fn index_range(
    pen: &mut crate::store::write::pen::Pen<'_>,
    entity: &'static Entity,
    first: i64,
    last: i64,
) -> Result<(), StoreError> {
    let conn = pen.conn;
    let sql =
        format!("SELECT id FROM \"{}\" WHERE rowid BETWEEN ?1 AND ?2 AND x_word IS NULL ORDER BY rowid", entity.name);
    let mut find = conn.prepare_cached(&sql)?;
    let ids: Vec<Option<Id>> = find.query_map([first, last], |row| id_at(row, 0))?.collect::<Result<_, _>>()?;
    let sql = format!("UPDATE OR ROLLBACK \"{}\" SET x_word = ?2 WHERE id = ?1", entity.name);
    for id in ids.into_iter().flatten() {
        let stored = Stored::load(conn, entity.number, id)?;
        if let Some(word) = pen.index(&stored)? {
            conn.prepare_cached(&sql)?.execute(params![id.bytes(), word])?;
        }
    }
    Ok(())
}

fn has_words(entity: &Entity) -> bool {
    entity.fields.iter().any(|field| field.search == Search::Words)
}

impl Applying<'_, '_> {
    /// Stores a chapter's records.
    fn chapter(&mut self, stream: StreamId, position: u64, number: u16, rows: Vec<Row>) -> Result<(), StoreError> {
        let place = self.number(stream)?;
        let Some(declared) = entity(number) else {
            for Row { id, cells } in rows {
                strangers::versions(self, place, position, &Versions { entity: number, record: id, cells, by: None })?;
            }
            return Ok(());
        };
        let newest = format!("SELECT coalesce(max(rowid), 0) FROM \"{}\"", declared.name);
        let before: i64 = self.pen.conn.prepare_cached(&newest)?.query_row([], |row| row.get(0))?;
        let exists = format!("SELECT 1 FROM \"{}\" WHERE id = ?1", declared.name);
        let mut sum = Sum::default();
        for Row { id, cells } in rows {
            if before > 0 && self.pen.conn.prepare_cached(&exists)?.exists([id.bytes()])? {
                self.versions(place, position, Versions { entity: number, record: id, cells, by: None })?;
                continue;
            }
            let mut stored = Stored::absent(declared, id);
            let mut own_sum = Sum::default();
            // The record itself first: what has its version is not written a second time.
            let (own, others): (Vec<Cell>, Vec<Cell>) = cells.into_iter().partition(|cell| cell.field == 0);
            for cell in own.into_iter().chain(others) {
                let key = cell.key();
                let version = Version { stamp: cell.stamp, identity: cell.identity() };
                self.saw(cell.stamp);
                own_sum.add(cell_hash(number, id, &key, &cell.value, cell.stamp));
                stored.set(&key, cell.value, version);
            }
            sum.join(own_sum);
            stored.sum = own_sum.sum;
            stored.stream = Some(place);
            stored.seen = position;
            self.pen.add(stored)?;
            if number == USER.number {
                self.done.records.insert((number, id));
            }
            self.done.entries += 1;
        }
        self.sums(vec![(place, sum, Sum::default())]);
        let after: i64 = self.pen.conn.prepare_cached(&newest)?.query_row([], |row| row.get(0))?;
        if after > before && has_words(declared) {
            self.pen
                .conn
                .prepare_cached("INSERT INTO unindexed (entity, first, last) VALUES (?1, ?2, ?3)")?
                .execute(params![number, before + 1, after])?;
        }
        Ok(())
    }

    /// The whole file is stored: what the stream no longer has is put aside, and the log is read from its mark on.
    fn finish_taking(&mut self, stream: StreamId, mark: Mark) -> Result<(), StoreError> {
        let number = self.number(stream)?;
        streams::begins(self.pen.conn, self.heard)?;
        let mut some_left = false;
        for entity in ENTITIES {
            let sql = format!("SELECT id, x_seen FROM \"{}\" WHERE x_stream = ?1 AND x_seen < ?2", entity.name);
            let left: Vec<(Option<Id>, i64)> = {
                let mut find = self.pen.conn.prepare_cached(&sql)?;
                let rows =
                    find.query_map(params![number, mark.position as i64], |row| Ok((id_at(row, 0)?, row.get(1)?)));
                rows?.collect::<Result<_, _>>()?
            };
            for (id, seen) in left {
                // When it left is not known: whatever another stream says of it after what we had seen is newer.
                if let Some(id) = id {
                    some_left = true;
                    self.evict(number, seen as u64, entity.number, id, None)?;
                }
            }
        }
        for stranger in strangers::of_stream(self.pen.conn, number)? {
            if stranger.seen < mark.position {
                some_left = true;
                strangers::evict(self, number, stranger.seen, stranger.entity, stranger.record, None)?;
            }
        }
        if some_left {
            // To a server that is restored to before the file they may never have left.
            clock_row::wipe(self.pen.conn, mark.position)?;
        }
        if let Some(row) = self.streams.iter_mut().find(|row| row.number == number)
            && row.mark.position < mark.position
        {
            row.mark = mark;
            row.needs_repair = false;
            streams::remember(self.pen.conn, number, mark)?;
        }
        if stream == StreamId::User(Me::of(self.pen.conn)?.user) {
            // The file does not say what became of changes that are parked here: the server is asked of them.
            let sql = "UPDATE change SET again = ?1 WHERE state = 2 AND again IS NULL AND position <= ?1";
            self.pen.conn.prepare_cached(sql)?.execute([mark.position as i64])?;
        }
        self.pen.conn.prepare_cached("DELETE FROM taking WHERE stream = ?1")?.execute([stream.to_string()])?;
        Ok(())
    }
}
