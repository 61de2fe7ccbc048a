//! What tests of sync look at: never needed by a person.

use crate::base::clock::Stamp;
use crate::base::id::Id;
use crate::schema::{ENTITIES, Value, entity};
use crate::store::error::StoreError;
use crate::store::record::columns::id_at;
use crate::store::record::rows::Stored;
use crate::store::write::writer::{Durable, Writer};
use crate::sync::{FieldChange, Identity};

/// An act, and which of its groups.
type GroupOf = (Id, i64);

/// A change, its record, and what it set there.
type WhatWasSet = (Identity, u16, Id, Vec<FieldChange>);

#[doc(hidden)]
impl Writer {
    /// The changes of the outbox and its past, in commit order.
    pub fn outbox_identities(&self) -> Result<Vec<Identity>, StoreError> {
        let mut find = self.conn.prepare_cached("SELECT session, seq FROM change ORDER BY place")?;
        let rows = find.query_map([], |row| {
            Ok(Identity { session: row.get::<_, i64>(0)? as u64, seq: row.get::<_, i64>(1)? as u64 })
        })?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// As if the disk had changed what it holds: this is written past everything that the writer keeps.
    pub fn scratch(&mut self, sql: &str) -> Result<(), StoreError> {
        self.transact(Durable::Normal, |pen, _| Ok(pen.conn.execute_batch(sql)?))
    }

    /// The last change captured.
    pub fn last_place(&self) -> Result<i64, StoreError> {
        let last = "SELECT coalesce(max(place), 0) FROM change";
        Ok(self.conn.prepare_cached(last)?.query_row([], |row| row.get(0))?)
    }

    /// The changes captured after a place: who they are, their stamps, and the latest stamp that each of them replaced.
    pub fn captured_since(&self, place: i64) -> Result<Vec<(Identity, Stamp, Stamp)>, StoreError> {
        let mut find = self
            .conn
            .prepare_cached("SELECT session, seq, stamp, fields FROM change WHERE place > ?1 ORDER BY place")?;
        let rows = find.query_map([place], |row| {
            let identity = Identity { session: row.get::<_, i64>(0)? as u64, seq: row.get::<_, i64>(1)? as u64 };
            let fields = super::super::record::value_bytes::read_fields(&row.get::<_, Vec<u8>>(3)?);
            let replaced = fields.iter().filter_map(|field| field.replaced).map(|version| version.stamp);
            Ok((identity, Stamp(row.get::<_, i64>(2)? as u64), replaced.max().unwrap_or_default()))
        })?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// What the changes captured after a place set: the change, its record, and each key with its value and the version it replaced.
    pub fn set_since(&self, place: i64) -> Result<Vec<WhatWasSet>, StoreError> {
        let mut find = self.conn.prepare_cached(
            "SELECT session, seq, entity, record, fields FROM change WHERE place > ?1 ORDER BY place",
        )?;
        let rows = find.query_map([place], |row| {
            let identity = Identity { session: row.get::<_, i64>(0)? as u64, seq: row.get::<_, i64>(1)? as u64 };
            let fields = super::super::record::value_bytes::read_fields(&row.get::<_, Vec<u8>>(4)?);
            let fields = fields.into_iter().map(|field| field.change).collect();
            Ok((identity, row.get(2)?, id_at(row, 3)?.unwrap_or_default(), fields))
        })?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// The changes captured after a place, each with its group.
    pub fn groups_since(&self, place: i64) -> Result<Vec<(GroupOf, Identity)>, StoreError> {
        let mut find =
            self.conn.prepare_cached("SELECT act, session, seq, grp FROM change WHERE place > ?1 ORDER BY place")?;
        let rows = find.query_map([place], |row| {
            let identity = Identity { session: row.get::<_, i64>(1)? as u64, seq: row.get::<_, i64>(2)? as u64 };
            Ok(((id_at(row, 0)?.unwrap_or_default(), row.get(3)?), identity))
        })?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// The acts of which something is parked, in commit order.
    pub fn parked_acts(&self) -> Result<Vec<Id>, StoreError> {
        self.ids("SELECT act FROM change WHERE state = 2 GROUP BY act ORDER BY min(place)")
    }

    /// The last acts that this laptop knows, its own and those that arrived.
    pub fn known_acts(&self) -> Result<Vec<Id>, StoreError> {
        let mut acts = self.ids("SELECT act FROM change GROUP BY act ORDER BY max(place) DESC LIMIT 8")?;
        acts.extend(self.ids("SELECT act FROM arrived GROUP BY act ORDER BY max(place) DESC LIMIT 8")?);
        Ok(acts)
    }

    fn ids(&self, sql: &str) -> Result<Vec<Id>, StoreError> {
        let mut find = self.conn.prepare_cached(sql)?;
        let ids: Vec<Option<Id>> = find.query_map([], |row| id_at(row, 0))?.collect::<Result<_, _>>()?;
        Ok(ids.into_iter().flatten().filter(|id| *id != Id::NIL).collect())
    }

    /// What became of each change of the outbox and its past: its state (0 waits, 1 echoed, 2 parked, 3 done with).
    pub fn fates(&self) -> Result<Vec<(Identity, i64)>, StoreError> {
        let mut find = self.conn.prepare_cached("SELECT session, seq, state FROM change ORDER BY place")?;
        let rows = find.query_map([], |row| {
            let identity = Identity { session: row.get::<_, i64>(0)? as u64, seq: row.get::<_, i64>(1)? as u64 };
            Ok((identity, row.get(2)?))
        })?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// Of each session the numbers that are here: how many, the first, the last.
    pub fn sessions(&self) -> Result<Vec<(u64, u64, u64, u64)>, StoreError> {
        let mut find =
            self.conn.prepare_cached("SELECT session, count(*), min(seq), max(seq) FROM change GROUP BY session")?;
        let rows = find.query_map([], |row| {
            let number = |column: usize| row.get::<_, i64>(column).map(|number| number as u64);
            Ok((number(0)?, number(1)?, number(2)?, number(3)?))
        })?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// Whether something is still to be given back, or sent once more, to a restored server.
    pub fn is_giving_back(&self) -> Result<bool, StoreError> {
        let any = "SELECT EXISTS (SELECT 1 FROM given_back WHERE taken IS NULL) OR EXISTS (SELECT 1 FROM change WHERE again IS NOT NULL)";
        Ok(self.conn.prepare_cached(any)?.query_row([], |row| row.get(0))?)
    }

    /// Records that are shown though they lie in no stream of this laptop, and none of ours waits to make them.
    pub fn out_of_scope(&self) -> Result<Vec<String>, StoreError> {
        let mut found = Vec::new();
        for entity in crate::schema::ENTITIES {
            let sql = format!(
                "SELECT id FROM \"{}\" WHERE x_gone IS NULL AND (x_stream IS NULL OR x_stream NOT IN (SELECT number FROM stream))
                 AND NOT EXISTS (SELECT 1 FROM change WHERE record = id AND state = 0) ORDER BY id",
                entity.name
            );
            let mut find = self.conn.prepare_cached(&sql)?;
            for id in find.query_map([], |row| id_at(row, 0))? {
                found.extend(id?.map(|id| format!("{} {id}", entity.name)));
            }
        }
        Ok(found)
    }

    /// Whether a record is to be seen.
    pub fn is_visible(&self, number: u16, record: Id) -> Result<bool, StoreError> {
        let Some(entity) = entity(number) else { return Ok(false) };
        let sql = format!("SELECT EXISTS (SELECT 1 FROM \"{}\" WHERE id = ?1 AND x_gone IS NULL)", entity.name);
        Ok(self.conn.prepare_cached(&sql)?.query_row([record.bytes()], |row| row.get(0))?)
    }

    /// The records of an entity that are to be seen.
    pub fn visible_ids(&self, number: u16) -> Result<Vec<Id>, StoreError> {
        let Some(entity) = entity(number) else { return Ok(Vec::new()) };
        let sql = format!("SELECT id FROM \"{}\" WHERE x_gone IS NULL ORDER BY id", entity.name);
        let mut find = self.conn.prepare_cached(&sql)?;
        let ids: Vec<Option<Id>> = find.query_map([], |row| id_at(row, 0))?.collect::<Result<_, _>>()?;
        Ok(ids.into_iter().flatten().collect())
    }

    /// How many rows there are of a record, its past changes apart.
    pub fn rows_of(&self, record: Id) -> Result<u64, StoreError> {
        let tables = ENTITIES.iter().map(|entity| (entity.name, "id"));
        let others = ["version", "confirmed", "arrived", "name", "found"].map(|table| (table, "record"));
        let mut rows = 0;
        for (table, column) in tables.chain(others) {
            let sql = format!("SELECT count(*) FROM \"{table}\" WHERE {column} = ?1");
            rows += self.conn.query_row(&sql, [record.bytes()], |row| row.get::<_, i64>(0))?.max(0) as u64;
        }
        Ok(rows)
    }

    /// How many records there are of entities that this version does not know.
    pub fn strangers(&self) -> Result<u64, StoreError> {
        Ok(self.conn.query_row("SELECT count(*) FROM stranger", [], |row| row.get::<_, i64>(0))?.max(0) as u64)
    }

    /// A field of a record as it is shown.
    pub fn value(&self, entity: u16, record: Id, field: u16) -> Result<Value, StoreError> {
        Ok(Stored::load(&self.conn, entity, record)?.field(field))
    }

    /// The confirmed versions that something of ours covers.
    pub fn covered(&self) -> Result<Vec<String>, StoreError> {
        let mut find =
            self.conn.prepare_cached("SELECT record, entity, field, element, session, seq FROM confirmed")?;
        let rows = find.query_map([], |row| {
            let (session, seq) = (row.get::<_, i64>(4)? as u64, row.get::<_, i64>(5)?);
            let record = id_at(row, 0)?.unwrap_or_default();
            let (entity, field, element) = (row.get::<_, u16>(1)?, row.get::<_, u16>(2)?, row.get::<_, String>(3)?);
            Ok(format!("{entity} {record} {field} {element:?} over {session:x}.{seq}"))
        })?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// What the outbox and its past have of a record.
    pub fn changes_of(&self, record: Id) -> Result<Vec<String>, StoreError> {
        let mut find = self.conn.prepare_cached(
            "SELECT session, seq, state, stream, position, again, fields FROM change WHERE record = ?1 ORDER BY place",
        )?;
        let rows = find.query_map([record.bytes()], |row| {
            let (session, seq) = (row.get::<_, i64>(0)? as u64, row.get::<_, i64>(1)?);
            let (state, stream) = (row.get::<_, i64>(2)?, row.get::<_, Option<String>>(3)?);
            let (position, again) = (row.get::<_, Option<i64>>(4)?, row.get::<_, Option<i64>>(5)?);
            let fields = crate::store::record::value_bytes::read_fields(&row.get::<_, Vec<u8>>(6)?);
            let keys: Vec<_> = fields.into_iter().map(|field| (field.change.key.field, field.change.value)).collect();
            Ok(format!("{session:x}.{seq} state {state} in {stream:?} at {position:?} again {again:?}: {keys:?}"))
        })?;
        Ok(rows.collect::<Result<_, _>>()?)
    }
}
