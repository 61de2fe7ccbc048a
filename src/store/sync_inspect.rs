//! What tests of sync look at: never needed by a person.

use super::columns::id_at;
use super::error::StoreError;
use super::rows::Stored;
use super::writer::Writer;
use crate::base::id::Id;
use crate::schema::{Value, entity};
use crate::sync::Identity;

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

    /// The records of an entity that are to be seen.
    pub fn visible_ids(&self, number: u16) -> Result<Vec<Id>, StoreError> {
        let Some(entity) = entity(number) else { return Ok(Vec::new()) };
        let sql = format!("SELECT id FROM \"{}\" WHERE x_gone IS NULL ORDER BY id", entity.name);
        let mut find = self.conn.prepare_cached(&sql)?;
        let ids: Vec<Option<Id>> = find.query_map([], |row| id_at(row, 0))?.collect::<Result<_, _>>()?;
        Ok(ids.into_iter().flatten().collect())
    }

    /// A field of a record as it is shown.
    pub fn value(&self, entity: u16, record: Id, field: u16) -> Result<Value, StoreError> {
        Ok(Stored::load(&self.conn, entity, record)?.field(field))
    }

    /// How many confirmed versions are covered by something of ours.
    pub fn covered(&self) -> Result<u64, StoreError> {
        let count: i64 = self.conn.query_row("SELECT count(*) FROM confirmed", [], |row| row.get(0))?;
        Ok(count.max(0) as u64)
    }
}
