//! Open promises in lists.

use rusqlite::{Connection, Params, params};

use crate::base::clock::Moment;
use crate::base::id::Id;
use crate::domain::ask::FollowUpRow;
use crate::schema::{Choice, PromisedBy};
use crate::store::error::StoreError;
use crate::store::me::Me;
use crate::store::record::columns::{id_at, text_at};
use crate::store::write::kept::day_of;

/// More open promises than this nobody looks through; the first due are shown.
const MOST: i64 = 2_000;

/// Mine, open, that fit a condition, in its order.
pub(super) fn rows(conn: &Connection, condition: &str, params: impl Params) -> Result<Vec<FollowUpRow>, StoreError> {
    let sql = format!(
        "SELECT f.id, f.account, a.name, f.text, f.due, f.due_at, f.promised_by
         FROM follow_up f LEFT JOIN account a ON a.id = f.account
         WHERE f.state = 'open' AND f.x_gone IS NULL AND {condition}"
    );
    let mut statement = conn.prepare_cached(&sql)?;
    let rows = statement.query_map(params, |row| {
        Ok(FollowUpRow {
            id: id_at(row, 0)?.unwrap_or_default(),
            account: id_at(row, 1)?,
            name: text_at(row, 2)?,
            text: text_at(row, 3)?,
            due: row.get::<_, Option<i64>>(4)?.and_then(day_of),
            due_at: row.get::<_, Option<i64>>(5)?.map(Moment::from_millis),
            by: PromisedBy::of(&text_at(row, 6)?).unwrap_or(PromisedBy::Us),
        })
    })?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// All of mine that are open, the first due first; those without a date last.
pub(super) fn open(conn: &Connection) -> Result<Vec<FollowUpRow>, StoreError> {
    let me = Me::of(conn)?.user;
    rows(
        conn,
        "f.owner = ?1 ORDER BY f.due NULLS LAST, f.due_at NULLS LAST, f.promised_by DESC, f.id LIMIT ?2",
        params![me.bytes(), MOST],
    )
}

/// Mine that are due up to a day, the latest first; at most so many.
pub(super) fn due_by(conn: &Connection, me: Id, day: i64, most: usize) -> Result<Vec<FollowUpRow>, StoreError> {
    rows(
        conn,
        "f.owner = ?1 AND f.due <= ?2 ORDER BY f.due, f.due_at NULLS LAST, f.promised_by DESC, f.id LIMIT ?3",
        params![me.bytes(), day, most as i64],
    )
}

/// How many of mine are late on a day, and how many are due on it.
pub(super) fn counts(conn: &Connection, me: Id, day: i64) -> Result<(usize, usize), StoreError> {
    let count = |condition: &str| -> Result<usize, StoreError> {
        let sql = format!(
            "SELECT count(*) FROM follow_up WHERE owner = ?1 AND state = 'open' AND x_gone IS NULL AND due {condition} ?2"
        );
        let count: i64 = conn.prepare_cached(&sql)?.query_row(params![me.bytes(), day], |row| row.get(0))?;
        Ok(count.max(0) as usize)
    };
    Ok((count("<")?, count("=")?))
}
