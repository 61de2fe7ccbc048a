//! Records that lie in no stream of this laptop's and should not: those that came from nowhere (neither did this laptop write them, nor does any stream
//! of the company hold them; only the demo fills a book so), and those that a damaged disk took out of theirs.

use rusqlite::{Connection, params};

use crate::base::id::Id;
use crate::schema::{ACCOUNT, ENTITIES, Entity, Stream};
use crate::store::error::StoreError;
use crate::store::me::Me;
use crate::store::record::columns::id_at;
use crate::store::record::rows::Stored;
use crate::store::sync::streams::StreamRow;
use crate::store::write::writer::Writer;
use crate::sync::StreamId;

/// The stream from which a record was read that lies in none of these now, and is neither aside nor still to be sent; `None`: it has its reason.
/// Which of them it was follows from its fields, as far as they tell.
pub(super) fn missing_in(
    conn: &Connection,
    entity: &'static Entity,
    id: Id,
    streams: &[StreamRow],
) -> Result<Option<StreamId>, StoreError> {
    let sql = format!(
        "SELECT 1 FROM \"{}\" WHERE id = ?1 AND x_seen > 0
         AND NOT EXISTS (SELECT 1 FROM change WHERE record = ?1 AND (state IN (0, 2) OR again IS NOT NULL))
         AND NOT EXISTS (SELECT 1 FROM aside WHERE record = ?1)",
        entity.name
    );
    let stored = Stored::load(conn, entity.number, id)?;
    if stored.aside || !conn.prepare_cached(&sql)?.exists([id.bytes()])? {
        return Ok(None);
    }
    let lies = |number: Option<i64>| streams.iter().find(|row| Some(row.number) == number).map(|row| row.stream);
    let said = match entity.stream {
        Stream::Global => Some(StreamId::Global),
        Stream::Territory { field } => stored.named(field).id().map(StreamId::Territory),
        Stream::Parent { field } => match stored.named(field).id() {
            Some(account) => lies(Stored::load(conn, ACCOUNT.number, account)?.stream),
            None => stored.named("owner").id().map(StreamId::User),
        },
    };
    let mine = StreamId::Territory(Me::of(conn)?.territory);
    let known = |stream: &StreamId| streams.iter().any(|row| row.stream == *stream);
    Ok(said.filter(known).or(Some(mine).filter(known)).or(streams.first().map(|row| row.stream)))
}

impl Writer {
    /// At most so many of them. They are never sent, and no sum counts them.
    pub fn strays(&self, most: usize) -> Result<Vec<(u16, Id)>, StoreError> {
        let mut found = Vec::new();
        for entity in ENTITIES {
            let sql = format!(
                "SELECT id FROM \"{}\" AS one WHERE x_gone IS NULL AND x_seen = 0
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
