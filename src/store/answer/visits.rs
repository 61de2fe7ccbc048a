//! Visits in lists: a day's, a week's.

use chrono::{Days, NaiveDate};
use rusqlite::{Connection, Params, Row, params};

use super::names::place;
use crate::base::clock::Moment;
use crate::base::id::Id;
use crate::domain::ask::VisitRow;
use crate::schema::{Choice, Grade, Reason, VisitKind, VisitOutcome, VisitState};
use crate::store::error::StoreError;
use crate::store::me::Me;
use crate::store::record::columns::{id_at, text_at};
use crate::store::write::kept::{day_of, number_of};

const COLUMNS: &str = "v.id, v.account, a.name, a.grade, v.state, v.day, ifnull(v.started, v.planned_start), \
    ifnull(v.ended, v.planned_end), v.kind, v.planned, v.purpose, v.notes, v.outcome, v.reason, a.street, a.city, v.stop";

fn read(row: &Row<'_>) -> rusqlite::Result<Option<VisitRow>> {
    let (Some(id), Some(day)) = (id_at(row, 0)?, row.get::<_, Option<i64>>(5)?.and_then(day_of)) else {
        return Ok(None);
    };
    Ok(Some(VisitRow {
        id,
        account: id_at(row, 1)?,
        name: text_at(row, 2)?,
        grade: Grade::of(&text_at(row, 3)?),
        state: VisitState::of(&text_at(row, 4)?).unwrap_or(VisitState::Planned),
        day,
        start: row.get::<_, Option<i64>>(6)?.map(Moment::from_millis),
        end: row.get::<_, Option<i64>>(7)?.map(Moment::from_millis),
        kind: VisitKind::of(&text_at(row, 8)?),
        planned: row.get::<_, Option<i64>>(9)? == Some(1),
        purpose: text_at(row, 10)?,
        notes: text_at(row, 11)?,
        outcome: VisitOutcome::of(&text_at(row, 12)?),
        reason: Reason::of(&text_at(row, 13)?),
        stop: row.get(16)?,
        street: place(&text_at(row, 14)?, &text_at(row, 15)?),
    }))
}

/// The visits that fit a condition, in its order.
pub(super) fn rows(conn: &Connection, condition: &str, params: impl Params) -> Result<Vec<VisitRow>, StoreError> {
    let sql = format!(
        "SELECT {COLUMNS} FROM visit v LEFT JOIN account a ON a.id = v.account WHERE v.x_gone IS NULL AND {condition}"
    );
    let mut statement = conn.prepare_cached(&sql)?;
    let rows = statement.query_map(params, read)?;
    Ok(rows.filter_map(Result::transpose).collect::<Result<_, _>>()?)
}

/// My visits of a day that belong to a customer, in the order of their times; those without a time after them.
pub(super) fn of_day(conn: &Connection, me: Id, day: NaiveDate) -> Result<Vec<VisitRow>, StoreError> {
    rows(
        conn,
        "v.owner = ?1 AND v.day = ?2 AND v.account IS NOT NULL
         ORDER BY ifnull(v.started, v.planned_start) IS NULL, ifnull(v.started, v.planned_start), a.x_order, v.id",
        params![me.bytes(), number_of(day)],
    )
}

/// My visits of the week that begins on this Monday.
pub(super) fn week(conn: &Connection, monday: NaiveDate) -> Result<Vec<VisitRow>, StoreError> {
    between(conn, Me::of(conn)?.user, monday, monday.checked_add_days(Days::new(6)).unwrap_or(monday))
}

/// My visits of these days, the first and the last.
pub(super) fn between(
    conn: &Connection,
    me: Id,
    first: NaiveDate,
    last: NaiveDate,
) -> Result<Vec<VisitRow>, StoreError> {
    rows(
        conn,
        "v.owner = ?1 AND v.day BETWEEN ?2 AND ?3 AND v.account IS NOT NULL
         ORDER BY v.day, ifnull(v.started, v.planned_start) IS NULL, ifnull(v.started, v.planned_start), a.x_order, v.id",
        params![me.bytes(), number_of(first), number_of(last)],
    )
}
