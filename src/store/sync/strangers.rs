//! Records of entities that this version does not know: kept as they came, counted in the sums, put aside and wiped like any other, given back to a
//! restored server.
//!
//! Always holds: the sum that is kept of one moves with what changes and is never counted from its versions in passing, so that damage shows.

use rusqlite::{Connection, OptionalExtension, params};

use super::apply::Applying;
use super::layers::Layers;
use crate::base::clock::Moment;
use crate::base::id::Id;
use crate::schema::Key;
use crate::store::error::StoreError;
use crate::store::record::columns::id_at;
use crate::store::record::value_bytes::Captured;
use crate::store::write::clock_row;
use crate::sync::compare::Settled;
use crate::sync::log::{Cell, Logged, LoggedField, Versions};
use crate::sync::merge::Outcome;
use crate::sync::{FieldChange, Sum, Version, cell_hash};

/// Such a record.
pub(in crate::store) struct Stranger {
    pub entity: u16,
    pub record: Id,
    pub stream: Option<i64>,
    pub seen: u64,
    /// What its versions sum to, as kept.
    pub kept: u64,
    pub cells: Vec<Cell>,
    /// Its bytes cannot be read any more.
    pub torn: bool,
    there: bool,
}

/// What is kept of one, as bytes: its sum and its versions.
fn unpack(bytes: Option<&[u8]>) -> (u64, Vec<Cell>, bool) {
    match bytes.map(minicbor::decode::<(u64, Vec<Cell>)>) {
        None => (0, Vec::new(), false),
        Some(Ok((kept, cells))) => (kept, cells, false),
        Some(Err(_)) => (0, Vec::new(), true),
    }
}

impl Stranger {
    pub fn load(conn: &Connection, entity: u16, record: Id) -> Result<Stranger, StoreError> {
        let mut find =
            conn.prepare_cached("SELECT stream, seen, cells FROM stranger WHERE record = ?1 AND entity = ?2")?;
        let found = find.query_row(params![record.bytes(), entity], |row| {
            Ok((row.get(0)?, row.get::<_, i64>(1)? as u64, row.get::<_, Vec<u8>>(2)?))
        });
        let found: Option<(Option<i64>, u64, Vec<u8>)> = found.optional()?;
        let there = found.is_some();
        let (stream, seen, bytes) = found.map_or((None, 0, None), |(stream, seen, bytes)| (stream, seen, Some(bytes)));
        let (kept, cells, torn) = unpack(bytes.as_deref());
        Ok(Stranger { entity, record, stream, seen, kept, cells, torn, there })
    }

    fn save(&self, conn: &Connection) -> Result<(), StoreError> {
        let cells =
            minicbor::to_vec((self.kept, &self.cells)).map_err(|error| StoreError::Database(error.to_string()))?;
        conn.prepare_cached(
            "INSERT OR REPLACE INTO stranger (record, entity, stream, seen, cells) VALUES (?1, ?2, ?3, ?4, ?5)",
        )?
        .execute(params![self.record.bytes(), self.entity, self.stream, self.seen as i64, cells])?;
        Ok(())
    }

    /// What its versions sum to.
    pub fn sum(&self) -> Sum {
        let mut sum = Sum::default();
        for cell in &self.cells {
            sum.add(cell_hash(self.entity, self.record, &cell.key(), &cell.value, cell.stamp));
        }
        sum
    }

    /// Whether its versions are not what was kept of them.
    pub fn is_damaged(&self) -> bool {
        self.torn || self.sum().sum != self.kept
    }

    /// The kept sum says what the versions say: before and after.
    pub fn count_anew(&mut self, conn: &Connection) -> Result<(u64, u64), StoreError> {
        let (before, after) = (self.kept, self.sum().sum);
        self.kept = after;
        self.save(conn)?;
        Ok((before, after))
    }

    fn confirm(&mut self, cell: Cell, position: u64) {
        let read_late = position < self.seen;
        match self.cells.iter_mut().find(|old| old.key() == cell.key()) {
            Some(old)
                if (old.identity() == cell.identity() && !read_late)
                    || (old.stamp, old.identity()) < (cell.stamp, cell.identity()) =>
            {
                *old = cell;
            }
            Some(_) => {}
            None => self.cells.push(cell),
        }
    }

    /// Its versions change, and it lies in a stream; what both do to the sums of the streams.
    fn write(
        &mut self,
        applying: &mut Applying<'_, '_>,
        stream: Option<i64>,
        change: impl FnOnce(&mut Stranger),
    ) -> Result<(), StoreError> {
        let (lay, was_there) = (self.stream, self.there);
        // The kept sum goes along, not the versions': so damage stays visible in the new stream too.
        let (was, before) = (Sum { sum: self.kept, ..self.sum() }, self.sum());
        change(self);
        let after = self.sum();
        self.kept = self.kept.wrapping_sub(before.sum).wrapping_add(after.sum);
        self.stream = stream;
        let effects = [lay.map(|lay| (lay, Sum::default(), was)), {
            let now = Sum { sum: self.kept, ..after };
            stream.map(|stream| (stream, now, Sum::default()))
        }];
        applying.sums(effects.into_iter().flatten().collect());
        self.save(applying.pen.conn)?;
        self.there = true;
        note(applying.pen.conn, self, was_there && lay.is_none(), applying.heard)
    }
}

/// Writes down since when one is aside, or that it is back. Nobody here knows what it hangs on: it goes alone.
fn note(conn: &Connection, stranger: &Stranger, was_aside: bool, now: Moment) -> Result<(), StoreError> {
    let name = params![stranger.record.bytes(), stranger.entity];
    match (was_aside, stranger.stream) {
        (false, None) => {
            conn.prepare_cached("INSERT OR REPLACE INTO aside (record, entity, family, at) VALUES (?1, ?2, ?1, ?3)")?
                .execute(params![stranger.record.bytes(), stranger.entity, now.millis()])?;
        }
        (_, Some(_)) => {
            conn.prepare_cached("DELETE FROM aside WHERE record = ?1 AND entity = ?2")?.execute(name)?;
        }
        (true, None) => {}
    }
    Ok(())
}

/// Nothing of one is kept any more.
pub(in crate::store) fn wipe(conn: &Connection, entity: u16, record: Id) -> Result<(), StoreError> {
    clock_row::wipe(conn, Stranger::load(conn, entity, record)?.seen)?;
    for table in ["stranger", "aside"] {
        conn.prepare_cached(&format!("DELETE FROM {table} WHERE record = ?1 AND entity = ?2"))?
            .execute(params![record.bytes(), entity])?;
    }
    conn.prepare_cached("DELETE FROM arrived WHERE record = ?1 AND entity = ?2")?
        .execute(params![record.bytes(), entity])?;
    Ok(())
}

fn named(conn: &Connection, sql: &str, params: impl rusqlite::Params) -> Result<Vec<Stranger>, StoreError> {
    let mut find = conn.prepare_cached(sql)?;
    let named = find.query_map(params, |row| Ok((id_at(row, 0)?, row.get::<_, u16>(1)?)))?;
    let named: Vec<(Option<Id>, u16)> = named.collect::<Result<_, _>>()?;
    let named = named.into_iter().filter_map(|(record, entity)| Some((record?, entity)));
    named.map(|(record, entity)| Stranger::load(conn, entity, record)).collect()
}

/// All of them.
pub(in crate::store) fn all(conn: &Connection) -> Result<Vec<Stranger>, StoreError> {
    named(conn, "SELECT record, entity FROM stranger ORDER BY record, entity", [])
}

/// So many after this one.
pub(in crate::store) fn after(conn: &Connection, last: (Id, u16), most: usize) -> Result<Vec<Stranger>, StoreError> {
    named(
        conn,
        "SELECT record, entity FROM stranger WHERE (record, entity) > (?1, ?2) ORDER BY record, entity LIMIT ?3",
        params![last.0.bytes(), last.1, most as i64],
    )
}

/// Those aside that the log named after a position.
pub(in crate::store) fn aside_since(conn: &Connection, since: u64) -> Result<Vec<Stranger>, StoreError> {
    named(
        conn,
        "SELECT record, entity FROM stranger WHERE stream IS NULL AND seen > ?1 ORDER BY record, entity",
        [since as i64],
    )
}

/// All strangers of a stream.
pub(in crate::store) fn of_stream(conn: &Connection, stream: i64) -> Result<Vec<Stranger>, StoreError> {
    named(conn, "SELECT record, entity FROM stranger WHERE stream = ?1 ORDER BY record, entity", [stream])
}

/// A record as it would be kept by a version that does not know its entity.
pub(in crate::store) fn estrange(conn: &Connection, layers: &Layers) -> Result<(), StoreError> {
    let cells = layers.all_confirmed().into_iter().map(|(key, value, version)| Cell {
        field: key.field,
        value,
        stamp: version.stamp,
        session: version.identity.session,
        seq: version.identity.seq,
        element: Some(key.element).filter(|element| !element.is_empty()),
    });
    let (entity, record) = (layers.shown.entity.number, layers.shown.id);
    let (stream, seen) = (layers.shown.stream, layers.shown.seen);
    let kept = layers.shown.sum;
    Stranger { entity, record, stream, seen, kept, cells: cells.collect(), torn: false, there: true }.save(conn)
}

fn keep(
    applying: &mut Applying<'_, '_>,
    mut stranger: Stranger,
    number: i64,
    position: u64,
    cells: Vec<Cell>,
) -> Result<(), StoreError> {
    for cell in &cells {
        applying.latest = applying.latest.max(cell.stamp);
    }
    let newest = position >= stranger.seen;
    let stream = if newest { Some(number) } else { stranger.stream };
    stranger.write(applying, stream, |stranger| {
        cells.into_iter().for_each(|cell| stranger.confirm(cell, position));
        stranger.seen = stranger.seen.max(position);
    })
}

/// A change of such a record; `new`: it is nobody's of this laptop, and noted with what others did.
pub(in crate::store) fn change(
    applying: &mut Applying<'_, '_>,
    number: i64,
    position: u64,
    logged: &Logged,
    new: bool,
) -> Result<(), StoreError> {
    let stranger = Stranger::load(applying.pen.conn, logged.entity, logged.record)?;
    let taken: Vec<&LoggedField> = logged.fields.iter().filter(|field| field.outcome() == Outcome::Taken).collect();
    if new {
        let captured = taken.iter().map(|field| {
            let old = stranger.cells.iter().find(|cell| cell.key() == field.key());
            let replaced = old.map(|cell| Version { stamp: cell.stamp, identity: cell.identity() });
            let base = old.map(Cell::identity);
            let change = FieldChange { key: field.key(), value: field.value.clone(), base };
            Captured { change, before: old.map(|cell| cell.value.clone()).unwrap_or_default(), replaced }
        });
        let captured: Vec<Captured> = captured.collect();
        applying.remember(logged, &captured)?;
    }
    let cells = taken.into_iter().map(|field| Cell {
        field: field.field,
        value: field.value.clone(),
        stamp: logged.stamp,
        session: logged.session,
        seq: logged.seq,
        element: field.element.clone(),
    });
    let cells = cells.collect();
    keep(applying, stranger, number, position, cells)
}

pub(in crate::store) fn versions(
    applying: &mut Applying<'_, '_>,
    number: i64,
    position: u64,
    versions: &Versions,
) -> Result<(), StoreError> {
    let stranger = Stranger::load(applying.pen.conn, versions.entity, versions.record)?;
    keep(applying, stranger, number, position, versions.cells.clone())
}

/// What the server says that the fields of such a record are.
pub(super) fn settle(
    applying: &mut Applying<'_, '_>,
    number: i64,
    position: u64,
    settled: &Settled,
) -> Result<(), StoreError> {
    let mut stranger = Stranger::load(applying.pen.conn, settled.entity, settled.record)?;
    let told = |cell: &Cell| {
        settled.cells.iter().any(|new| new.key() == cell.key())
            || settled.gone.iter().any(|name| Key::from(name) == cell.key())
    };
    stranger.write(applying, Some(number), |stranger| {
        stranger.cells.retain(|cell| !told(cell));
        stranger.cells.extend(settled.cells.iter().cloned());
        stranger.seen = stranger.seen.max(position);
    })
}

/// One leaves a stream; gives whether it is aside now.
pub(in crate::store) fn evict(
    applying: &mut Applying<'_, '_>,
    from: i64,
    position: u64,
    entity: u16,
    record: Id,
    to: Option<i64>,
) -> Result<bool, StoreError> {
    let mut stranger = Stranger::load(applying.pen.conn, entity, record)?;
    if stranger.stream != Some(from) || position < stranger.seen {
        return Ok(false);
    }
    stranger.write(applying, to, |stranger| stranger.seen = position)?;
    Ok(to.is_none())
}
