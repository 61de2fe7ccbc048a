//! The laptop's part where both sides sum a stream differently: its buckets, its records, its fields; and what the server then says.
//!
//! Always holds: only confirmed versions are compared; what is sent is read from the rows, and each value says whether the change log
//! holds the same. What the server settles is written as it says, by the transaction that applies its answer.

use rusqlite::{Connection, OptionalExtension, params};

use crate::base::id::Id;
use crate::schema::{ENTITIES, Key, Value, entity};
use crate::store::error::StoreError;
use crate::store::record::columns::id_at;
use crate::store::record::value_bytes::read_fields;
use crate::store::sync::apply::Applying;
use crate::store::sync::layers::Layers;
use crate::store::sync::strangers::{self, Stranger};
use crate::store::sync::streams;
use crate::store::sync::upkeep::aside;
use crate::store::write::writer::Writer;
use crate::sync::compare::{
    Buckets, CellHash, Differing, Digest, KeyName, RecordSum, Settled, Shown, Vouched, bucket_of,
};
use crate::sync::log::Cell;
use crate::sync::{Identity, StreamId, Version, cell_hash};

/// The most fields of which hashes are sent at once, and the most bytes of values; what is left is found by the next comparison.
const MOST_HASHES: usize = 3_000;
const MOST_BYTES: usize = 48 * 1024;

impl Writer {
    fn stream_number(&self, stream: StreamId) -> Result<Option<i64>, StoreError> {
        Ok(streams::all(&self.conn)?.into_iter().find(|row| row.stream == stream).map(|row| row.number))
    }

    /// The kept sums of a stream's records.
    pub fn record_sums(&self, stream: StreamId) -> Result<Vec<RecordSum>, StoreError> {
        let Some(number) = self.stream_number(stream)? else { return Ok(Vec::new()) };
        let mut sums = Vec::new();
        for entity in ENTITIES {
            let sql = format!("SELECT id, x_sum FROM \"{}\" WHERE x_stream = ?1", entity.name);
            let mut find = self.conn.prepare_cached(&sql)?;
            let mut rows = find.query([number])?;
            while let Some(row) = rows.next()? {
                let (Some(record), sum) = (id_at(row, 0)?, row.get::<_, i64>(1)? as u64) else { continue };
                sums.push(RecordSum { entity: entity.number, record, sum });
            }
        }
        for stranger in strangers::of_stream(&self.conn, number)? {
            let (entity, record) = (stranger.entity, stranger.record);
            sums.push(RecordSum { entity, record, sum: stranger.kept });
        }
        Ok(sums)
    }

    /// The sums of a stream's buckets.
    pub fn buckets(&self, stream: StreamId) -> Result<Buckets, StoreError> {
        let mut buckets = Buckets::default();
        for RecordSum { record, sum, .. } in self.record_sums(stream)? {
            buckets.add(record, sum);
        }
        Ok(buckets)
    }

    /// The records in these buckets that the other side sums differently, or that one side has alone.
    pub fn unequal(
        &self,
        stream: StreamId,
        buckets: &[u8],
        theirs: &[RecordSum],
    ) -> Result<Vec<(u16, Id)>, StoreError> {
        let mut mine = self.record_sums(stream)?;
        mine.retain(|here| buckets.contains(&bucket_of(here.record)));
        let differs = |one: &RecordSum, others: &[RecordSum]| {
            let same = others.iter().find(|other| other.record == one.record && other.entity == one.entity);
            same.is_none_or(|other| other.sum != one.sum)
        };
        let mut found: Vec<(u16, Id)> = mine.iter().filter(|here| differs(here, theirs)).map(named).collect();
        found.extend(theirs.iter().filter(|there| differs(there, &mine)).map(named));
        found.sort_unstable();
        found.dedup();
        Ok(found)
    }

    /// The versions of a record as the stream has it here; none where it lies elsewhere.
    fn cells(&self, number: i64, entity_number: u16, record: Id) -> Result<Vec<(Key, Value, Version)>, StoreError> {
        if entity(entity_number).is_none() {
            let stranger = Stranger::load(&self.conn, entity_number, record)?;
            let here = stranger.stream == Some(number);
            let cells = stranger.cells.into_iter().filter(|_| here);
            return Ok(cells
                .map(|cell| {
                    let version = Version { stamp: cell.stamp, identity: cell.identity() };
                    (cell.key(), cell.value, version)
                })
                .collect());
        }
        let layers = Layers::load(&self.conn, entity_number, record)?;
        Ok(if layers.shown.stream == Some(number) { layers.all_confirmed() } else { Vec::new() })
    }

    /// The fields of these records as hashes.
    pub fn digests(&self, stream: StreamId, records: &[(u16, Id)]) -> Result<Vec<Digest>, StoreError> {
        let Some(number) = self.stream_number(stream)? else { return Ok(Vec::new()) };
        let (mut digests, mut hashes) = (Vec::new(), 0);
        for (entity, record) in records {
            let cells = self.cells(number, *entity, *record)?;
            hashes += cells.len() + 2;
            if hashes > MOST_HASHES && !digests.is_empty() {
                break;
            }
            let cells = cells.into_iter().map(|(key, value, version)| CellHash {
                hash: cell_hash(*entity, *record, &key, &value, version.stamp),
                key: KeyName::from(&key),
            });
            digests.push(Digest { entity: *entity, record: *record, cells: cells.collect() });
        }
        Ok(digests)
    }

    /// What is here of the fields that differ.
    pub fn shown(&self, stream: StreamId, differing: &[Differing]) -> Result<Vec<Shown>, StoreError> {
        let Some(number) = self.stream_number(stream)? else { return Ok(Vec::new()) };
        let (mut all, mut bytes) = (Vec::new(), 0);
        for Differing { entity, record, keys } in differing {
            let cells = self.cells(number, *entity, *record)?;
            let mut shown = Shown { entity: *entity, record: *record, cells: Vec::new(), without: Vec::new() };
            for name in keys {
                let key = Key::from(name);
                let Some((_, value, version)) = cells.iter().find(|(here, ..)| *here == key) else {
                    shown.without.push(name.clone());
                    continue;
                };
                bytes += 32
                    + match value {
                        Value::Text(text) => text.len(),
                        _ => 16,
                    };
                let cell = Cell {
                    field: key.field,
                    value: value.clone(),
                    stamp: version.stamp,
                    session: version.identity.session,
                    seq: version.identity.seq,
                    element: name.element.clone(),
                };
                let logged = logged(&self.conn, *record, version.identity, &key, value)?;
                shown.cells.push(Vouched { cell, logged });
            }
            if bytes > MOST_BYTES && !all.is_empty() {
                break;
            }
            all.push(shown);
        }
        Ok(all)
    }
}

fn named(sum: &RecordSum) -> (u16, Id) {
    (sum.entity, sum.record)
}

/// Whether the change log holds this value under this identity: our own changes, and what arrived.
fn logged(conn: &Connection, record: Id, identity: Identity, key: &Key, value: &Value) -> Result<bool, StoreError> {
    let says = |bytes: Vec<u8>| {
        read_fields(&bytes).into_iter().any(|field| field.change.key == *key && field.change.value == *value)
    };
    let of = params![record.bytes(), identity.session as i64, identity.seq as i64];
    for table in ["change", "arrived"] {
        let sql = format!("SELECT fields FROM {table} WHERE record = ?1 AND session = ?2 AND seq = ?3");
        let found = conn.prepare_cached(&sql)?.query_row(of, |row| row.get(0)).optional()?;
        if found.is_some_and(says) {
            return Ok(true);
        }
    }
    Ok(false)
}

impl Applying<'_, '_> {
    /// Writes what the server says that the fields of a record are.
    pub fn settle(&mut self, stream: StreamId, settled: &Settled) -> Result<(), StoreError> {
        if settled.cells.is_empty() && settled.gone.is_empty() {
            return Ok(());
        }
        let number = self.number(stream)?;
        let position = self.streams.iter().find(|row| row.number == number).map_or(0, |row| row.mark.position);
        if entity(settled.entity).is_none() {
            return strangers::settle(self, number, position, settled);
        }
        let mut layers = Layers::load(self.pen.conn, settled.entity, settled.record)?;
        if !layers.shown.there {
            // Its row was lost, and with it the way to what follows from it.
            for table in ["name", "found"] {
                let sql = format!("DELETE FROM {table} WHERE record = ?1");
                self.pen.conn.prepare_cached(&sql)?.execute([settled.record.bytes()])?;
            }
        }
        for cell in &settled.cells {
            let version = Version { stamp: cell.stamp, identity: cell.identity() };
            self.latest = self.latest.max(cell.stamp);
            layers.overwrite(&cell.key(), &cell.value, version);
        }
        for name in &settled.gone {
            layers.forget(&Key::from(name));
        }
        self.done.records.insert((settled.entity, settled.record));
        let effects = layers.place(Some(number), position);
        self.sums(effects);
        aside::note(self.pen.conn, &layers, self.heard)?;
        layers.save(self.pen)
    }
}
