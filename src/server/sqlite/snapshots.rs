//! Snapshots of streams in SQLite: their parts, and what is known of each.

use rusqlite::{Connection, OptionalExtension, Row, params};

use super::{Done, damaged, stream as parse};
use crate::base::clock::Moment;
use crate::server::storage::SnapshotFile;
use crate::sync::snapshot::Name;
use crate::sync::{Mark, StreamId};

const FILE: &str = "SELECT stream, position, hash, name, bytes, records, made_at FROM snapshot";

fn file(row: &Row<'_>) -> rusqlite::Result<Done<SnapshotFile>> {
    let number = |column: usize| row.get::<_, i64>(column).map(|number| number as u64);
    let (stream, name): (String, Vec<u8>) = (row.get(0)?, row.get(3)?);
    let mark = Mark { position: number(1)?, hash: number(2)? };
    let (bytes, records, made_at) = (number(4)?, number(5)?, Moment::from_millis(row.get(6)?));
    let read = || {
        let name: Name = name.try_into().map_err(|_| damaged("a snapshot"))?;
        Ok(SnapshotFile { stream: parse(&stream)?, mark, name, bytes, records, made_at })
    };
    Ok(read())
}

pub(super) fn keep(connection: &Connection, file: &SnapshotFile, parts: &[Vec<u8>]) -> Done<()> {
    forget(connection, &file.name)?;
    connection
        .prepare_cached(
            "INSERT INTO snapshot (stream, position, hash, name, bytes, records, made_at) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
        )?
        .execute(params![
            file.stream.to_string(),
            file.mark.position as i64,
            file.mark.hash as i64,
            file.name,
            file.bytes as i64,
            file.records as i64,
            file.made_at.millis()
        ])?;
    let mut place = 0i64;
    for part in parts {
        connection
            .prepare_cached("INSERT INTO snapshot_part (name, place, body) VALUES (?1, ?2, ?3)")?
            .execute(params![file.name, place, part])?;
        place += part.len() as i64;
    }
    Ok(())
}

pub(super) fn of_stream(connection: &Connection, stream: StreamId) -> Done<Vec<SnapshotFile>> {
    let mut find =
        connection.prepare_cached(&format!("{FILE} WHERE stream = ?1 ORDER BY position DESC, made_at DESC"))?;
    find.query_map([stream.to_string()], file)?.map(|row| row?).collect()
}

pub(super) fn one(connection: &Connection, name: &Name) -> Done<Option<SnapshotFile>> {
    let mut find = connection.prepare_cached(&format!("{FILE} WHERE name = ?1"))?;
    find.query_row([name], file).optional()?.transpose()
}

pub(super) fn bytes(connection: &Connection, name: &Name, from: u64, most: usize) -> Done<Vec<u8>> {
    let mut find = connection.prepare_cached(
        "SELECT place, body FROM snapshot_part WHERE name = ?1 AND place + length(body) > ?2 ORDER BY place",
    )?;
    let mut rows = find.query(params![name, from as i64])?;
    let mut found = Vec::new();
    while found.len() < most {
        let Some(row) = rows.next()? else { break };
        let (place, body): (i64, Vec<u8>) = (row.get(0)?, row.get(1)?);
        let skip = (from as i64 - place).max(0) as usize;
        let part = body.get(skip..).unwrap_or_default();
        found.extend_from_slice(&part[..part.len().min(most - found.len())]);
    }
    Ok(found)
}

pub(super) fn forget(connection: &Connection, name: &Name) -> Done<()> {
    connection.prepare_cached("DELETE FROM snapshot_part WHERE name = ?1")?.execute([name])?;
    connection.prepare_cached("DELETE FROM snapshot WHERE name = ?1")?.execute([name])?;
    Ok(())
}
