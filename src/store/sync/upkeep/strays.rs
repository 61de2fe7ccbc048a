//! Records that came from nowhere: neither did this laptop write them, nor does any stream of the company hold them. Only the demo fills a book so.

use rusqlite::params;

use crate::base::id::Id;
use crate::schema::ENTITIES;
use crate::store::error::StoreError;
use crate::store::record::columns::id_at;
use crate::store::write::writer::Writer;

impl Writer {
    /// At most so many of them. They are never sent, and no sum counts them.
    pub fn strays(&self, most: usize) -> Result<Vec<(u16, Id)>, StoreError> {
        let mut found = Vec::new();
        for entity in ENTITIES {
            let sql = format!(
                "SELECT id FROM \"{}\" AS one WHERE x_gone IS NULL
                 AND (x_stream IS NULL OR x_stream NOT IN (SELECT number FROM stream))
                 AND NOT EXISTS (SELECT 1 FROM change WHERE record = one.id)
                 AND NOT EXISTS (SELECT 1 FROM aside WHERE record = one.id) ORDER BY id LIMIT ?1",
                entity.name
            );
            let mut find = self.conn.prepare(&sql)?;
            let ids = find.query_map(params![(most - found.len()) as i64], |row| id_at(row, 0))?;
            for id in ids {
                found.extend(id?.map(|id| (entity.number, id)));
            }
            if found.len() >= most {
                break;
            }
        }
        Ok(found)
    }
}
