//! After an upgrade: what an earlier version kept without knowing it, and this one knows, goes where it belongs.
//!
//! Always holds: no version and no sum changes by it, so nothing travels; it is done once for each shape of the records, in the transaction
//! that remembers the shape.

use rusqlite::{Connection, OptionalExtension, params};

use crate::base::id::Id;
use crate::schema::{ENTITIES, Kind, Value, entity};
use crate::store::error::StoreError;
use crate::store::record::columns::id_at;
use crate::store::record::rows::Stored;
use crate::store::sync::layers::Layers;
use crate::store::sync::strangers;
use crate::store::write::pen::Pen;
use crate::store::write::writer::{Durable, Writer};
use crate::sync::Version;

/// What tells one shape of the records from another: their entities and fields.
fn shape() -> i64 {
    let mut hasher = blake3::Hasher::new();
    for entity in ENTITIES {
        hasher.update(&entity.number.to_be_bytes());
        for field in entity.fields {
            hasher.update(&field.number.to_be_bytes());
            hasher.update(&[u8::from(matches!(field.kind, Kind::Ref)), u8::from(field.kind.is_set())]);
        }
    }
    let mut first = [0; 8];
    first.copy_from_slice(&hasher.finalize().as_bytes()[..8]);
    i64::from_be_bytes(first)
}

fn ids(conn: &Connection, sql: &str) -> Result<Vec<Id>, StoreError> {
    let mut find = conn.prepare(sql)?;
    let ids: Vec<Option<Id>> = find.query_map([], |row| id_at(row, 0))?.collect::<Result<_, _>>()?;
    Ok(ids.into_iter().flatten().collect())
}

impl Writer {
    /// Takes in what is known since the last opening; gives how many records were touched.
    pub fn know(&mut self) -> Result<usize, StoreError> {
        let known: Option<i64> = self.conn.query_row("SELECT shape FROM known", [], |row| row.get(0)).optional()?;
        if known == Some(shape()) { Ok(0) } else { self.know_now() }
    }

    /// The same, whatever is remembered.
    #[doc(hidden)]
    pub fn know_now(&mut self) -> Result<usize, StoreError> {
        self.transact(Durable::Full, |pen, _| {
            let done = fields(pen)? + records(pen)?;
            pen.conn.execute("INSERT OR REPLACE INTO known (one, shape) VALUES (1, ?1)", [shape()])?;
            Ok(done)
        })
    }
}

/// Fields of records that were known already.
fn fields(pen: &mut Pen<'_>) -> Result<usize, StoreError> {
    let mut done = 0;
    for entity in ENTITIES {
        let sql = format!("SELECT id FROM \"{}\" WHERE x_unknown IS NOT NULL ORDER BY id", entity.name);
        for id in ids(pen.conn, &sql)? {
            let before = Stored::load(pen.conn, entity.number, id)?;
            let mut after = before.clone();
            let known = before.unknown.iter().filter(|(key, _)| entity.by_number(key.field).is_some());
            for (key, value) in known {
                after.unknown.remove(key);
                after.hold(key, value.clone());
            }
            if after.unknown.len() != before.unknown.len() {
                pen.save(&before, after)?;
                done += 1;
            }
        }
    }
    Ok(done)
}

/// Records of entities that were not known.
fn records(pen: &mut Pen<'_>) -> Result<usize, StoreError> {
    let mut done = 0;
    for stranger in strangers::all(pen.conn)? {
        if entity(stranger.entity).is_none() {
            continue;
        }
        let mut layers = Layers::load(pen.conn, stranger.entity, stranger.record)?;
        // The record itself first: what has its version is not written a second time.
        let (own, others): (Vec<_>, Vec<_>) = stranger.cells.iter().partition(|cell| cell.field == 0);
        for cell in own.into_iter().chain(others) {
            let version = Version { stamp: cell.stamp, identity: cell.identity() };
            layers.confirm(&cell.key(), &cell.value, version, stranger.seen);
        }
        // The sums of the streams have counted it all along.
        let _counted = layers.place(stranger.stream, stranger.seen);
        if stranger.stream.is_none() {
            // It goes with its customer, of whom nothing was known before.
            let family = layers.shown.entity.field("account").and_then(|_| layers.shown.named("account").id());
            pen.conn.execute(
                "UPDATE aside SET family = ?3 WHERE record = ?1 AND entity = ?2",
                params![stranger.record.bytes(), stranger.entity, family.unwrap_or(stranger.record).bytes()],
            )?;
        }
        layers.save(pen)?;
        pen.conn.execute(
            "DELETE FROM stranger WHERE record = ?1 AND entity = ?2",
            params![stranger.record.bytes(), stranger.entity],
        )?;
        done += 1;
    }
    Ok(done)
}

#[doc(hidden)]
impl Writer {
    /// For tests of an upgrade: puts the book into the form in which a version would have it that does not know one field of an entity, nor
    /// another entity, as far as nothing of ours waits there.
    pub fn know_less(&mut self, (number, field): (u16, u16), other: u16) -> Result<usize, StoreError> {
        self.transact(Durable::Full, |pen, _| {
            let mut done = 0;
            let waits = "NOT EXISTS (SELECT 1 FROM change WHERE record = id AND state = 0)";
            let Some(known) = entity(number) else { return Ok(0) };
            for id in ids(pen.conn, &format!("SELECT id FROM \"{}\" WHERE {waits} ORDER BY id", known.name))? {
                let before = Stored::load(pen.conn, number, id)?;
                let key = crate::schema::Key::field(field);
                let value = before.value(&key);
                if value.is_null() {
                    continue;
                }
                let mut after = before.clone();
                after.hold(&key, Value::Null);
                after.unknown.insert(key, value);
                pen.save(&before, after)?;
                done += 1;
            }
            let Some(known) = entity(other) else { return Ok(done) };
            for id in ids(pen.conn, &format!("SELECT id FROM \"{}\" WHERE {waits} ORDER BY id", known.name))? {
                let layers = Layers::load(pen.conn, other, id)?;
                strangers::estrange(pen.conn, &layers)?;
                pen.remove(other, id)?;
                done += 1;
            }
            Ok(done)
        })
    }
}
