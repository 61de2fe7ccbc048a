//! The profile's hybrid logical clock: read and written inside the writing transaction, never kept in a process.

use rusqlite::Connection;

use crate::base::clock::{Moment, Stamp};
use crate::store::error::StoreError;

/// The stamp last given.
pub(crate) fn last(conn: &Connection) -> Result<Stamp, StoreError> {
    let last: i64 = conn.prepare_cached("SELECT last FROM clock")?.query_row([], |row| row.get(0))?;
    Ok(Stamp(last as u64))
}

/// Keeps the stamp last given.
pub(crate) fn keep(conn: &Connection, stamp: Stamp) -> Result<(), StoreError> {
    conn.prepare_cached("UPDATE OR ROLLBACK clock SET last = ?1 WHERE one = 1")?.execute([stamp.0 as i64])?;
    Ok(())
}

/// Never again a stamp at or before one that the server has given.
pub(crate) fn observe(conn: &Connection, stamp: Stamp) -> Result<(), StoreError> {
    conn.prepare_cached("UPDATE OR ROLLBACK clock SET last = max(last, ?1), known = max(known, ?1) WHERE one = 1")?
        .execute([stamp.0 as i64])?;
    Ok(())
}

/// The latest stamp that was seen.
pub(crate) fn known(conn: &Connection) -> Result<Stamp, StoreError> {
    let known: i64 = conn.prepare_cached("SELECT known FROM clock")?.query_row([], |row| row.get(0))?;
    Ok(Stamp(known as u64))
}

/// The server's time at the last contact: what is kept for so many days is measured by it, so that no clock set forward lets go of
/// anything. `None`: there was none.
pub(crate) fn heard(conn: &Connection) -> Result<Option<Moment>, StoreError> {
    let heard: i64 = conn.prepare_cached("SELECT heard FROM clock")?.query_row([], |row| row.get(0))?;
    Ok((heard > 0).then_some(Moment::from_millis(heard)))
}

/// The server has said its time.
pub(crate) fn hear(conn: &Connection, at: Moment) -> Result<(), StoreError> {
    conn.prepare_cached("UPDATE OR ROLLBACK clock SET heard = ?1 WHERE one = 1 AND heard <> ?1")?
        .execute([at.millis()])?;
    Ok(())
}

/// The newest position by which something had left that is not kept any more.
pub(crate) fn wiped(conn: &Connection) -> Result<u64, StoreError> {
    let wiped: i64 = conn.prepare_cached("SELECT wiped FROM clock")?.query_row([], |row| row.get(0))?;
    Ok(wiped as u64)
}

/// What had left by this position is not kept any more.
pub(crate) fn wipe(conn: &Connection, position: u64) -> Result<(), StoreError> {
    conn.prepare_cached("UPDATE OR ROLLBACK clock SET wiped = ?1 WHERE one = 1 AND wiped < ?1")?
        .execute([position as i64])?;
    Ok(())
}

/// All is read anew: whatever was wiped comes back where the server still has it.
pub(crate) fn wiped_is_back(conn: &Connection) -> Result<(), StoreError> {
    conn.prepare_cached("UPDATE OR ROLLBACK clock SET wiped = 0 WHERE one = 1")?.execute([])?;
    Ok(())
}

/// The server's time, by what this clock was off at the last contact.
pub(crate) fn corrected(conn: &Connection, at: Moment) -> Result<Moment, StoreError> {
    Ok(Moment::from_millis(at.millis().saturating_sub(ahead(conn)?)))
}

/// By how many milliseconds this clock was ahead of the server's at the last contact.
pub(crate) fn ahead(conn: &Connection) -> Result<i64, StoreError> {
    Ok(conn.prepare_cached("SELECT off FROM clock")?.query_row([], |row| row.get(0))?)
}

/// Keeps by how many milliseconds this clock is ahead of the server's.
pub(crate) fn set_offset(conn: &Connection, off: i64) -> Result<(), StoreError> {
    conn.prepare_cached("UPDATE OR ROLLBACK clock SET off = ?1 WHERE one = 1 AND off <> ?1")?.execute([off])?;
    Ok(())
}
