//! A month to be planned: what stands in it, and who is due in it without a visit.

use std::collections::HashMap;

use chrono::NaiveDate;
use rusqlite::{Connection, params};

use super::names::place as place_words;
use super::visits;
use crate::base::clock::Now;
use crate::base::id::Id;
use crate::domain::ask::{DueRow, Month};
use crate::domain::cadence::Cadence;
use crate::domain::day::month::last_of;
use crate::domain::hours::Hours;
use crate::domain::near::Place;
use crate::schema::{Account, Choice, Degrees, Grade};
use crate::store::error::StoreError;
use crate::store::me::Me;
use crate::store::record::columns::{id_at, text_at};
use crate::store::write::kept::{cadence, day_of, number_of};
use crate::store::write::look::one;

/// At most so many that are due are read: more than fit into a month of full days.
const MOST: usize = 700;

/// Who is due, as far as the indexes tell.
struct Due {
    account: Id,
    grade: Option<Grade>,
    last_visit: Option<NaiveDate>,
    /// The last of its planned visits.
    planned: Option<NaiveDate>,
    due: NaiveDate,
}

fn after(day: NaiveDate, days: i64) -> Option<NaiveDate> {
    day.checked_add_signed(chrono::TimeDelta::try_days(days.max(1))?)
}

pub(super) fn month(conn: &Connection, first: NaiveDate, now: &Now) -> Result<Month, StoreError> {
    let me = Me::of(conn)?.user;
    let last = last_of(first);
    let monday = first.week(chrono::Weekday::Mon).first_day();
    let sunday = last.week(chrono::Weekday::Mon).last_day();
    let cadence = cadence(conn)?;
    let mut due = due(conn, me, last, now.today())?;
    let due_all = due.len();
    due.sort_unstable_by_key(|row| (row.grade.is_none(), row.grade, row.due, row.account));
    due.truncate(MOST);
    let mut rows = Vec::with_capacity(due.len());
    for row in due {
        rows.extend(full(conn, &row, &cadence, last)?);
    }
    rows.sort_by_cached_key(|row| (row.due, row.grade.is_none(), row.grade, row.name.clone(), row.account));
    let passed_over = due_all.min(MOST) - rows.len();
    Ok(Month {
        first,
        visits: visits::between(conn, me, monday, sunday)?,
        stops: stops(conn, me, now.today().max(first), last)?,
        due: rows,
        due_all: due_all - passed_over,
    })
}

/// All who are due by the end of the month, and are not planned for then.
fn due(conn: &Connection, me: Id, last: NaiveDate, today: NaiveDate) -> Result<Vec<Due>, StoreError> {
    let mut planned: HashMap<Id, NaiveDate> = HashMap::new();
    let mut statement = conn.prepare_cached(
        "SELECT account, max(day) FROM visit INDEXED BY visit_open
         WHERE state IN ('planned', 'in_progress') AND x_gone IS NULL AND day >= ?1 AND account IS NOT NULL GROUP BY account",
    )?;
    let mut rows = statement.query([number_of(today)])?;
    while let Some(row) = rows.next()? {
        planned.extend(id_at(row, 0)?.zip(row.get::<_, Option<i64>>(1)?.and_then(day_of)));
    }
    let mut statement = conn.prepare_cached(
        "SELECT id, x_next_due, x_last_visit, grade, owner FROM account INDEXED BY account_by_due
         WHERE x_gone IS NULL AND x_next_due <= ?1",
    )?;
    let mut rows = statement.query([number_of(last)])?;
    let mut found = Vec::new();
    while let Some(row) = rows.next()? {
        let Some(account) =
            id_at(row, 0)?.filter(|_| !id_at(row, 4).is_ok_and(|owner| owner.is_some_and(|owner| owner != me)))
        else {
            continue;
        };
        let Some(next_due) = day_of(row.get(1)?) else { continue };
        let last_visit = row.get::<_, Option<i64>>(2)?.and_then(day_of);
        let grade = Grade::of(&text_at(row, 3)?);
        let planned = planned.get(&account).copied();
        // The cadence is what lies between the last visit and the next; of one never seen it is known when it is read in full.
        let days = last_visit.map_or(1, |seen| (next_due - seen).num_days());
        let due = planned.map_or(Some(next_due), |day| after(day, days));
        let found_due = due.filter(|due| *due <= last);
        found.extend(found_due.map(|due| Due { account, grade, last_visit, planned, due }));
    }
    Ok(found)
}

/// What the indexes do not tell; `None` where it is not to be proposed before the month is over.
fn full(conn: &Connection, row: &Due, cadence: &Cadence, last: NaiveDate) -> Result<Option<DueRow>, StoreError> {
    let Some(account) = one::<Account>(conn, row.account)? else { return Ok(None) };
    let Some(days) = cadence.of(&account) else { return Ok(None) };
    let due = row.planned.and_then(|day| after(day, days)).unwrap_or(row.due);
    let due = due.max(account.snoozed_until.unwrap_or(due));
    if due > last {
        return Ok(None);
    }
    let hours = Hours::read(&account.opening_hours).filter(|_| !account.opening_hours.is_empty());
    Ok(Some(DueRow {
        account: account.id,
        grade: account.grade,
        street: place_words(&account.street, &account.city),
        place: Place::of(&account),
        cadence: days,
        last_visit: row.last_visit,
        due,
        open: hours.map_or([true; 7], |hours| hours.weekdays()),
        name: account.name,
    }))
}

/// Where my planned visits of these days are.
fn stops(conn: &Connection, me: Id, from: NaiveDate, to: NaiveDate) -> Result<Vec<(NaiveDate, Place)>, StoreError> {
    let mut statement = conn.prepare_cached(
        "SELECT v.day, a.latitude, a.longitude FROM visit v JOIN account a ON a.id = v.account
         WHERE v.owner = ?1 AND v.day BETWEEN ?2 AND ?3 AND v.x_gone IS NULL AND v.state IN ('planned', 'in_progress')
         AND a.latitude IS NOT NULL AND a.longitude IS NOT NULL",
    )?;
    let stops = statement.query_map(params![me.bytes(), number_of(from), number_of(to)], |row| {
        let place = Place { latitude: Degrees(row.get(1)?), longitude: Degrees(row.get(2)?) };
        Ok(day_of(row.get(0)?).map(|day| (day, place)))
    })?;
    Ok(stops.filter_map(Result::transpose).collect::<Result<_, _>>()?)
}
