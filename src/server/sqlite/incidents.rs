//! What recounts found, in SQLite.

use rusqlite::{Connection, params};

use super::{Done, id, stream};
use crate::base::clock::Moment;
use crate::base::id::Id;
use crate::server::storage::Incident;

pub(super) fn add(connection: &Connection, incident: &Incident) -> Done<()> {
    connection.prepare_cached("INSERT INTO incident (at, stream, entity, record) VALUES (?1, ?2, ?3, ?4)")?.execute(
        params![
            incident.at.millis(),
            incident.stream.to_string(),
            incident.record.map(|(entity, _)| entity),
            incident.record.as_ref().map(|(_, record)| Id::bytes(record))
        ],
    )?;
    Ok(())
}

pub(super) fn last(connection: &Connection, most: usize) -> Done<Vec<Incident>> {
    let mut find =
        connection.prepare_cached("SELECT at, stream, entity, record FROM incident ORDER BY place DESC LIMIT ?1")?;
    let rows = find.query_map([most as i64], |row| {
        let (at, place): (i64, String) = (row.get(0)?, row.get(1)?);
        Ok((at, place, row.get::<_, Option<u16>>(2)?, row.get::<_, Option<Vec<u8>>>(3)?))
    })?;
    rows.map(|row| {
        let (at, place, entity, record) = row?;
        let record = match (entity, record) {
            (Some(entity), Some(bytes)) => Some((entity, id(&bytes)?)),
            _ => None,
        };
        Ok(Incident { at: Moment::from_millis(at), stream: stream(&place)?, record })
    })
    .collect()
}
