//! The streams' logs in SQLite.

use rusqlite::{Connection, OptionalExtension, params};

use super::{Done, stream as parse};
use crate::base::id::Id;
use crate::server::storage::{Entries, Head};
use crate::sync::{Mark, StreamId, Sum};

pub(super) fn head(connection: &Connection, stream: StreamId) -> Done<Head> {
    let mut find = connection.prepare_cached("SELECT position, hash, count, sum FROM stream WHERE stream = ?1")?;
    let number = |row: &rusqlite::Row<'_>, index: usize| row.get::<_, i64>(index).map(|number| number as u64);
    let found = find
        .query_row([stream.to_string()], |row| {
            Ok(Head {
                mark: Mark { position: number(row, 0)?, hash: number(row, 1)? },
                sum: Sum { count: number(row, 2)?, sum: number(row, 3)? },
            })
        })
        .optional()?;
    Ok(found.unwrap_or_default())
}

pub(super) fn set_head(connection: &Connection, stream: StreamId, head: Head) -> Done<()> {
    let mut set = connection.prepare_cached(
        "INSERT INTO stream (stream, position, hash, count, sum) VALUES (?1, ?2, ?3, ?4, ?5)
         ON CONFLICT (stream) DO UPDATE SET position = ?2, hash = ?3, count = ?4, sum = ?5",
    )?;
    set.execute(params![
        stream.to_string(),
        head.mark.position as i64,
        head.mark.hash as i64,
        head.sum.count as i64,
        head.sum.sum as i64
    ])?;
    Ok(())
}

fn number(connection: &Connection, stream: StreamId) -> Done<Option<i64>> {
    let mut find = connection.prepare_cached("SELECT number FROM stream WHERE stream = ?1")?;
    Ok(find.query_row([stream.to_string()], |row| row.get(0)).optional()?)
}

pub(super) fn append(connection: &Connection, stream: StreamId, mark: Mark, entry: &[u8]) -> Done<()> {
    let stream = match number(connection, stream)? {
        Some(number) => number,
        None => {
            set_head(connection, stream, Head::default())?;
            connection.last_insert_rowid()
        }
    };
    let mut append =
        connection.prepare_cached("INSERT INTO log (stream, position, hash, entry) VALUES (?1, ?2, ?3, ?4)")?;
    append.execute(params![stream, mark.position as i64, mark.hash as i64, entry])?;
    Ok(())
}

pub(super) fn hash_at(connection: &Connection, stream: StreamId, position: u64) -> Done<Option<u64>> {
    let Some(stream) = number(connection, stream)? else { return Ok(None) };
    let mut find = connection.prepare_cached("SELECT hash FROM log WHERE stream = ?1 AND position = ?2")?;
    let hash: Option<i64> = find.query_row(params![stream, position as i64], |row| row.get(0)).optional()?;
    Ok(hash.map(|hash| hash as u64))
}

pub(super) fn entry(connection: &Connection, stream: StreamId, position: u64) -> Done<Option<Vec<u8>>> {
    let Some(stream) = number(connection, stream)? else { return Ok(None) };
    let mut find = connection.prepare_cached("SELECT entry FROM log WHERE stream = ?1 AND position = ?2")?;
    Ok(find.query_row(params![stream, position as i64], |row| row.get(0)).optional()?)
}

/// As many entries as are counted that are left: how many it is beyond that is no news.
const MOST_TOLD: i64 = 20_000;

pub(super) fn entries(connection: &Connection, stream: StreamId, after: u64, most_bytes: usize) -> Done<Entries> {
    let Some(stream) = number(connection, stream)? else { return Ok((Vec::new(), 0)) };
    let mut find = connection
        .prepare_cached("SELECT position, entry FROM log WHERE stream = ?1 AND position > ?2 ORDER BY position")?;
    let mut rows = find.query(params![stream, after as i64])?;
    let mut found: Vec<(u64, Vec<u8>)> = Vec::new();
    let mut bytes = 0;
    let mut full = false;
    while let Some(row) = rows.next()? {
        let entry: Vec<u8> = row.get(1)?;
        if !found.is_empty() && bytes + entry.len() > most_bytes {
            full = true;
            break;
        }
        bytes += entry.len();
        found.push((row.get::<_, i64>(0)? as u64, entry));
    }
    let left = match found.last() {
        Some((last, _)) if full => {
            let mut count = connection.prepare_cached(
                "SELECT count(*) FROM (SELECT 1 FROM log WHERE stream = ?1 AND position > ?2 LIMIT ?3)",
            )?;
            count.query_row(params![stream, *last as i64, MOST_TOLD], |row| row.get::<_, i64>(0))? as u64
        }
        _ => 0,
    };
    Ok((found, left))
}

pub(super) fn entries_after(connection: &Connection, stream: StreamId, after: u64, most: u64) -> Done<u64> {
    let Some(stream) = number(connection, stream)? else { return Ok(0) };
    let mut count = connection
        .prepare_cached("SELECT count(*) FROM (SELECT 1 FROM log WHERE stream = ?1 AND position > ?2 LIMIT ?3)")?;
    let most = most.min(i64::MAX as u64) as i64;
    Ok(count.query_row(params![stream, after as i64, most], |row| row.get::<_, i64>(0))? as u64)
}

pub(super) fn drop_entries(connection: &Connection, stream: StreamId, upto: u64) -> Done<()> {
    let Some(number) = number(connection, stream)? else { return Ok(()) };
    // The floor's own mark stays known, as every laptop's cursor does.
    connection
        .prepare_cached(
            "INSERT OR IGNORE INTO mark SELECT stream, position, hash FROM log WHERE stream = ?1 AND position = ?2",
        )?
        .execute(params![number, upto as i64])?;
    connection
        .prepare_cached("DELETE FROM log WHERE stream = ?1 AND position <= ?2")?
        .execute(params![number, upto as i64])?;
    connection
        .prepare_cached("UPDATE stream SET floor = max(floor, ?2) WHERE number = ?1")?
        .execute(params![number, upto as i64])?;
    Ok(())
}

pub(super) fn floor(connection: &Connection, stream: StreamId) -> Done<u64> {
    let mut find = connection.prepare_cached("SELECT floor FROM stream WHERE stream = ?1")?;
    let floor: Option<i64> = find.query_row([stream.to_string()], |row| row.get(0)).optional()?;
    Ok(floor.unwrap_or(0) as u64)
}

pub(super) fn note_told(
    connection: &Connection,
    stream: StreamId,
    (entity, record): (u16, Id),
    what: &[u8],
    position: u64,
) -> Done<()> {
    let Some(stream) = number(connection, stream)? else { return Ok(()) };
    connection
        .prepare_cached(
            "INSERT OR REPLACE INTO told (stream, record, entity, what, position) VALUES (?1, ?2, ?3, ?4, ?5)",
        )?
        .execute(params![stream, record.bytes(), entity, what, position as i64])?;
    Ok(())
}

pub(super) fn told(connection: &Connection, stream: StreamId, (entity, record): (u16, Id), what: &[u8]) -> Done<u64> {
    let Some(stream) = number(connection, stream)? else { return Ok(0) };
    let mut find = connection
        .prepare_cached("SELECT position FROM told WHERE stream = ?1 AND record = ?2 AND entity = ?3 AND what = ?4")?;
    let found: Option<i64> =
        find.query_row(params![stream, record.bytes(), entity, what], |row| row.get(0)).optional()?;
    Ok(found.unwrap_or(0) as u64)
}

pub(super) fn knows_mark(connection: &Connection, stream: StreamId, mark: Mark) -> Done<bool> {
    if hash_at(connection, stream, mark.position)? == Some(mark.hash) {
        return Ok(true);
    }
    let Some(stream) = number(connection, stream)? else { return Ok(false) };
    let mut find = connection.prepare_cached("SELECT 1 FROM mark WHERE stream = ?1 AND position = ?2 AND hash = ?3")?;
    Ok(find.exists(params![stream, mark.position as i64, mark.hash as i64])?)
}

/// Remembers a mark for ever.
pub(super) fn remember(connection: &Connection, stream: StreamId, mark: Mark) -> Done<()> {
    let Some(stream) = number(connection, stream)? else { return Ok(()) };
    connection
        .prepare_cached("INSERT OR IGNORE INTO mark (stream, position, hash) VALUES (?1, ?2, ?3)")?
        .execute(params![stream, mark.position as i64, mark.hash as i64])?;
    Ok(())
}

pub(super) fn keep_history(connection: &Connection, stream: StreamId, first: u64, last: u64, block: &[u8]) -> Done<()> {
    let Some(stream) = number(connection, stream)? else { return Ok(()) };
    connection
        .prepare_cached("INSERT INTO history (stream, last, first, block) VALUES (?1, ?2, ?3, ?4)")?
        .execute(params![stream, last as i64, first as i64, block])?;
    Ok(())
}

pub(super) fn history(connection: &Connection, stream: StreamId, position: u64) -> Done<Option<Vec<u8>>> {
    let Some(stream) = number(connection, stream)? else { return Ok(None) };
    let mut find = connection
        .prepare_cached("SELECT first, block FROM history WHERE stream = ?1 AND last >= ?2 ORDER BY last LIMIT 1")?;
    let found = find
        .query_row(params![stream, position as i64], |row| Ok((row.get::<_, i64>(0)?, row.get::<_, Vec<u8>>(1)?)))
        .optional()?;
    Ok(found.filter(|(first, _)| *first as u64 <= position).map(|(_, block)| block))
}

pub(super) fn streams(connection: &Connection) -> Done<Vec<StreamId>> {
    let mut find = connection.prepare_cached("SELECT stream FROM stream ORDER BY number")?;
    find.query_map([], |row| row.get::<_, String>(0))?.map(|row| parse(&row?)).collect()
}
