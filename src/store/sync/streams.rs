//! How far each stream has been stored, what its confirmed layer sums to, and the marks of older cursors.

use rusqlite::{Connection, params};

use crate::base::clock::Moment;
use crate::store::error::StoreError;
use crate::store::own::{self, OwnKind};
use crate::store::write::clock_row;
use crate::store::write::writer::Writer;
use crate::sync::{Mark, StreamId, Sum};

/// As many marks as are kept before they are thinned.
const MARKS: usize = 48;
/// The newest ones, which are never thinned.
const NEWEST: usize = 16;

/// A stream as it is stored here.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct StreamRow {
    /// Its number here.
    pub number: i64,
    /// The stream.
    pub stream: StreamId,
    /// The last entry stored.
    pub mark: Mark,
    /// What its confirmed layer counts and sums to.
    pub sum: Sum,
    /// The server did not know our cursor: it is to be sent our marks.
    pub needs_repair: bool,
}

/// All streams, in the order of their numbers.
pub(crate) fn all(conn: &Connection) -> Result<Vec<StreamRow>, StoreError> {
    let mut find = conn.prepare_cached(
        "SELECT number, stream, position, hash, count, sum, needs_repair FROM stream ORDER BY number",
    )?;
    let mut rows = find.query([])?;
    let mut found = Vec::new();
    while let Some(row) = rows.next()? {
        let number = |column: usize| row.get::<_, i64>(column).map(|number| number as u64);
        let name: String = row.get(1)?;
        let Ok(stream) = name.parse() else { continue };
        found.push(StreamRow {
            number: row.get(0)?,
            stream,
            mark: Mark { position: number(2)?, hash: number(3)? },
            sum: Sum { count: number(4)?, sum: number(5)? },
            needs_repair: row.get(6)?,
        });
    }
    Ok(found)
}

/// The name under which it is kept when a stream was last read from nothing.
const BEGUN: &str = "begun";

/// A stream is read from nothing, or comes as a file: of what was done before, a part may have arrived as news by another stream, and a part not.
pub(crate) fn begins(conn: &Connection, now: Moment) -> Result<(), StoreError> {
    own::put(conn, OwnKind::Sync, BEGUN, &now.to_string(), now)
}

/// When that was last, by the server's time.
pub(crate) fn begun(conn: &Connection) -> Result<Option<Moment>, StoreError> {
    Ok(own::get(conn, OwnKind::Sync, BEGUN)?.map(|(_, at)| at))
}

/// Makes a stream that was not there.
pub(crate) fn add(conn: &Connection, stream: StreamId) -> Result<StreamRow, StoreError> {
    conn.prepare_cached("INSERT INTO stream (stream) VALUES (?1)")?.execute([stream.to_string()])?;
    let number = conn.last_insert_rowid();
    Ok(StreamRow { number, stream, mark: Mark::default(), sum: Sum::default(), needs_repair: false })
}

/// Keeps a stream's row; a new cursor is remembered as a mark.
pub(crate) fn save(conn: &Connection, row: &StreamRow) -> Result<(), StoreError> {
    conn.prepare_cached(
        "UPDATE stream SET position = ?2, hash = ?3, count = ?4, sum = ?5, needs_repair = ?6 WHERE number = ?1",
    )?
    .execute(params![
        row.number,
        row.mark.position as i64,
        row.mark.hash as i64,
        row.sum.count as i64,
        row.sum.sum as i64,
        row.needs_repair
    ])?;
    Ok(())
}

/// Remembers a cursor.
pub(crate) fn remember(conn: &Connection, stream: i64, mark: Mark) -> Result<(), StoreError> {
    conn.prepare_cached("INSERT OR REPLACE INTO mark (stream, position, hash) VALUES (?1, ?2, ?3)")?
        .execute(params![stream, mark.position as i64, mark.hash as i64])?;
    let marks = marks(conn, stream)?;
    if marks.len() > MARKS {
        for mark in marks.iter().skip(NEWEST).step_by(2) {
            conn.prepare_cached("DELETE FROM mark WHERE stream = ?1 AND position = ?2")?
                .execute(params![stream, mark.position as i64])?;
        }
    }
    Ok(())
}

/// The remembered cursors, newest first.
pub(crate) fn marks(conn: &Connection, stream: i64) -> Result<Vec<Mark>, StoreError> {
    let mut find = conn.prepare_cached("SELECT position, hash FROM mark WHERE stream = ?1 ORDER BY position DESC")?;
    let rows = find.query_map([stream], |row| {
        Ok(Mark { position: row.get::<_, i64>(0)? as u64, hash: row.get::<_, i64>(1)? as u64 })
    })?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// Whether it has been further than it is.
pub(crate) fn is_read_anew(conn: &Connection, row: &StreamRow) -> Result<bool, StoreError> {
    let mut find = conn.prepare_cached("SELECT EXISTS (SELECT 1 FROM mark WHERE stream = ?1 AND position > ?2)")?;
    Ok(find.query_row(params![row.number, row.mark.position as i64], |row| row.get(0))?)
}

impl Writer {
    /// The server's time at the last contact, or when it wrote what came by other ways.
    pub fn heard(&self) -> Result<Option<Moment>, StoreError> {
        clock_row::heard(&self.conn)
    }

    /// How far each stream has been stored.
    pub fn streams(&self) -> Result<Vec<StreamRow>, StoreError> {
        all(&self.conn)
    }

    /// Whether a stream is read anew from before where it has been: what was there is measured by its older cursors until it is there again.
    pub fn is_read_anew(&self, stream: &StreamRow) -> Result<bool, StoreError> {
        is_read_anew(&self.conn, stream)
    }

    /// The older cursors of a stream, newest first.
    pub fn marks(&self, stream: &StreamRow) -> Result<Vec<Mark>, StoreError> {
        marks(&self.conn, stream.number)
    }
}
