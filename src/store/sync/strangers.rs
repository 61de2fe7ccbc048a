//! Records of entities that this version does not know: kept as they came, counted in the sums, given back to a restored server.

use rusqlite::{Connection, OptionalExtension, params};

use super::apply::Applying;
use super::layers::Layers;
use crate::base::id::Id;
use crate::schema::Key;
use crate::store::error::StoreError;
use crate::store::record::columns::id_at;
use crate::sync::compare::Settled;
use crate::sync::log::{Cell, Logged, Versions};
use crate::sync::merge::Outcome;
use crate::sync::{Sum, cell_hash};

/// Such a record.
pub(in crate::store) struct Stranger {
    pub entity: u16,
    pub record: Id,
    pub stream: Option<i64>,
    pub seen: u64,
    pub cells: Vec<Cell>,
}

impl Stranger {
    pub fn load(conn: &Connection, entity: u16, record: Id) -> Result<Stranger, StoreError> {
        let mut find =
            conn.prepare_cached("SELECT stream, seen, cells FROM stranger WHERE record = ?1 AND entity = ?2")?;
        let found = find.query_row(params![record.bytes(), entity], |row| {
            Ok((row.get(0)?, row.get::<_, i64>(1)? as u64, row.get::<_, Vec<u8>>(2)?))
        });
        let (stream, seen, cells) = found.optional()?.unwrap_or_default();
        Ok(Stranger { entity, record, stream, seen, cells: minicbor::decode(&cells).unwrap_or_default() })
    }

    fn save(&self, conn: &Connection) -> Result<(), StoreError> {
        let cells = minicbor::to_vec(&self.cells).map_err(|error| StoreError::Database(error.to_string()))?;
        conn.prepare_cached(
            "INSERT OR REPLACE INTO stranger (record, entity, stream, seen, cells) VALUES (?1, ?2, ?3, ?4, ?5)",
        )?
        .execute(params![self.record.bytes(), self.entity, self.stream, self.seen as i64, cells])?;
        Ok(())
    }

    pub fn sum(&self) -> Sum {
        let mut sum = Sum::default();
        for cell in &self.cells {
            sum.add(cell_hash(self.entity, self.record, &cell.key(), &cell.value, cell.stamp));
        }
        sum
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
}

/// All of them.
pub(in crate::store) fn all(conn: &Connection) -> Result<Vec<Stranger>, StoreError> {
    let mut find = conn.prepare("SELECT record, entity FROM stranger ORDER BY record, entity")?;
    let named = find.query_map([], |row| Ok((id_at(row, 0)?.unwrap_or_default(), row.get::<_, u16>(1)?)))?;
    let named: Vec<(Id, u16)> = named.collect::<Result<_, _>>()?;
    named.into_iter().map(|(record, entity)| Stranger::load(conn, entity, record)).collect()
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
    Stranger { entity, record, stream, seen, cells: cells.collect() }.save(conn)
}

/// All strangers of a stream.
pub(in crate::store) fn of_stream(conn: &Connection, stream: i64) -> Result<Vec<Stranger>, StoreError> {
    let mut find =
        conn.prepare_cached("SELECT record, entity, seen, cells FROM stranger WHERE stream = ?1 ORDER BY record")?;
    let rows = find.query_map([stream], |row| {
        Ok(Stranger {
            record: id_at(row, 0)?.unwrap_or_default(),
            entity: row.get(1)?,
            stream: Some(stream),
            seen: row.get::<_, i64>(2)? as u64,
            cells: minicbor::decode(&row.get::<_, Vec<u8>>(3)?).unwrap_or_default(),
        })
    })?;
    Ok(rows.collect::<Result<_, _>>()?)
}

fn keep(
    applying: &mut Applying<'_, '_>,
    mut stranger: Stranger,
    number: i64,
    position: u64,
    cells: Vec<Cell>,
) -> Result<(), StoreError> {
    let before = stranger.stream.map(|stream| (stream, Sum::default(), stranger.sum()));
    for cell in cells {
        stranger.confirm(cell, position);
    }
    if position >= stranger.seen {
        stranger.stream = Some(number);
        stranger.seen = position;
    }
    let after = stranger.stream.map(|stream| (stream, stranger.sum(), Sum::default()));
    applying.sums(before.into_iter().chain(after).collect());
    stranger.save(applying.pen.conn)
}

pub(in crate::store) fn change(
    applying: &mut Applying<'_, '_>,
    number: i64,
    position: u64,
    logged: &Logged,
) -> Result<(), StoreError> {
    let stranger = Stranger::load(applying.pen.conn, logged.entity, logged.record)?;
    let taken = logged.fields.iter().filter(|field| field.outcome() == Outcome::Taken);
    let cells = taken.map(|field| Cell {
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
    let before = stranger.stream.map(|stream| (stream, Sum::default(), stranger.sum()));
    stranger.cells.retain(|cell| !told(cell));
    stranger.cells.extend(settled.cells.iter().cloned());
    stranger.stream = Some(number);
    stranger.seen = stranger.seen.max(position);
    let after = Some((number, stranger.sum(), Sum::default()));
    applying.sums(before.into_iter().chain(after).collect());
    stranger.save(applying.pen.conn)
}

pub(in crate::store) fn evict(
    applying: &mut Applying<'_, '_>,
    from: i64,
    position: u64,
    entity: u16,
    record: Id,
    to: Option<i64>,
) -> Result<(), StoreError> {
    let mut stranger = Stranger::load(applying.pen.conn, entity, record)?;
    if stranger.stream != Some(from) || position < stranger.seen {
        return Ok(());
    }
    let sum = stranger.sum();
    let mut effects = vec![(from, Sum::default(), sum)];
    effects.extend(to.map(|to| (to, sum, Sum::default())));
    applying.sums(effects);
    stranger.stream = to;
    stranger.seen = position;
    stranger.save(applying.pen.conn)
}
