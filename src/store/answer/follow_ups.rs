//! Open promises in lists.

use std::cell::RefCell;

use rusqlite::{Connection, Params, params};

use super::records::name_of;
use crate::base::clock::{Moment, Now};
use crate::base::id::Id;
use crate::domain::ask::FollowUpRow;
use crate::schema::{ACCOUNT, Choice, PromisedBy};
use crate::store::error::StoreError;
use crate::store::me::Me;
use crate::store::record::columns::{id_at, text_at};
use crate::store::search::names::Names;
use crate::store::write::kept::day_of;

/// More open promises than this nobody looks through; the first due are shown.
const MOST: i64 = 2_000;

/// Mine, open, that fit a condition, in its order.
pub(super) fn rows(conn: &Connection, condition: &str, params: impl Params) -> Result<Vec<FollowUpRow>, StoreError> {
    of_any_state(conn, &format!("f.state = 'open' AND {condition}"), params)
}

/// Promises of any state and of anybody that fit a condition, in its order.
pub(super) fn of_any_state(
    conn: &Connection,
    condition: &str,
    params: impl Params,
) -> Result<Vec<FollowUpRow>, StoreError> {
    read(conn, "a.name", "LEFT JOIN account a ON a.id = f.account", condition, params)
}

fn read(
    conn: &Connection,
    name: &str,
    join: &str,
    condition: &str,
    params: impl Params,
) -> Result<Vec<FollowUpRow>, StoreError> {
    let sql = format!(
        "SELECT f.id, f.account, {name}, f.text, f.due, f.due_at, f.promised_by
         FROM follow_up f {join}
         WHERE f.x_gone IS NULL AND {condition}"
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

/// All of mine that are open, the first due first; those without a date last. Where the customers' names are in memory, they are taken from there: two
/// thousand would be looked up one by one.
pub(super) fn open(conn: &Connection, names: &RefCell<Names>, now: &Now) -> Result<Vec<FollowUpRow>, StoreError> {
    let me = Me::of(conn)?.user;
    let mut names = names.borrow_mut();
    let all = "f.owner = ?1 AND f.state = 'open' ORDER BY f.due NULLS LAST, f.due_at NULLS LAST, f.promised_by DESC, f.id LIMIT ?2";
    let params = params![me.bytes(), MOST];
    if !names.are_read() {
        return rows(conn, all, params);
    }
    names.refresh(conn, now)?;
    let mut rows = read(conn, "''", "", all, params)?;
    for row in &mut rows {
        let Some(account) = row.account else { continue };
        row.name = match names.name_of(account) {
            Some(name) => name.to_owned(),
            None => name_of(conn, &ACCOUNT, account)?,
        };
    }
    Ok(rows)
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
