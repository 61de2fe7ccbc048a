//! The evening: what of a day is still open, and what a report of days is made of.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};

use chrono::{Days, NaiveDate};
use rusqlite::{Connection, Row, params};

use super::records::name_of;
use super::{follow_ups, log, steps, sync_view, visits};
use crate::base::clock::{Moment, Now};
use crate::base::id::Id;
use crate::base::money::Money;
use crate::domain::ask::{Close, HeardThere, KeptClose, Report, ReportTouch, ReportVisit, Sent, Unclosed, VisitRow};
use crate::domain::day;
use crate::domain::day::report::is_open;
use crate::schema::{Choice, TouchKind, TouchOutcome, USER, VisitState};
use crate::store::error::StoreError;
use crate::store::me::Me;
use crate::store::own::{self, OwnKind};
use crate::store::record::columns::{id_at, text_at};
use crate::store::search::names::Names;
use crate::store::sync::receipts;
use crate::store::write::kept::{day_of, number_of};

/// What was promised in the logs of days: found by the logs, which are few, and not among all promises. The index of logs by day holds those to be
/// seen alone: without saying so all promises are walked (10 s over five years).
const IN_LOGS: &str = "SELECT p.id FROM visit v CROSS JOIN follow_up p ON p.visit = v.id
        WHERE v.owner = ?1 AND v.day BETWEEN ?2 AND ?3 AND v.x_gone IS NULL
    UNION SELECT p.id FROM touch t CROSS JOIN follow_up p ON p.touch = t.id
        WHERE t.owner = ?1 AND t.day BETWEEN ?2 AND ?3 AND t.x_gone IS NULL";
/// So far back a day is still worth closing, and so far ahead a plan is the next one.
const NEAR: u64 = 7;
/// As many receipts as a long day can have.
const RECEIPTS: usize = 100;

pub(super) fn close(conn: &Connection, names: &RefCell<Names>, day: NaiveDate, now: &Now) -> Result<Close, StoreError> {
    let me = Me::of(conn)?.user;
    let number = number_of(day);
    let report = report(conn, day, day, now)?;
    let rows = |fits: &dyn Fn(&VisitRow) -> bool| -> Vec<VisitRow> {
        report.visits.iter().map(|visit| &visit.row).filter(|row| fits(row)).cloned().collect()
    };
    let following = followed(conn, me, number)?;
    let unfiled = log::unfiled(conn, names, false, now)?;
    Ok(Close {
        day,
        not_logged: rows(&|row| is_open(row.state)),
        unfiled: unfiled.into_iter().filter(|log| now.workday(log.at) <= day).collect(),
        undated: follow_ups::rows(
            conn,
            &format!("f.due IS NULL AND f.id IN ({IN_LOGS}) ORDER BY f.id"),
            params![me.bytes(), number, number],
        )?,
        steps: missing_steps(conn, &report)?,
        no_next: rows(&|row| row.state == VisitState::Done && !following.contains(&row.id)),
        promises: follow_ups::rows(
            conn,
            "f.owner = ?1 AND f.due = ?2 ORDER BY f.due_at NULLS LAST, f.promised_by DESC, f.id",
            params![me.bytes(), number],
        )?,
        sync: sync_view::line(conn)?,
        sent: sent(conn, day, now)?,
        kept: kept(conn, day)?,
        report,
    })
}

/// The visits of a report at which steps were left out that should not be.
fn missing_steps(conn: &Connection, report: &Report) -> Result<Vec<(VisitRow, Vec<String>)>, StoreError> {
    let done: Vec<&VisitRow> =
        report.visits.iter().map(|visit| &visit.row).filter(|row| row.state == VisitState::Done).collect();
    let ids: Vec<Id> = done.iter().map(|row| row.id).collect();
    let missing = steps::missing(conn, &ids)?.into_iter();
    Ok(missing.filter_map(|(id, left)| Some(((*done.iter().find(|row| row.id == id)?).clone(), left))).collect())
}

/// The visits of a day that something follows: a next step in words, an open promise, a planned visit.
fn followed(conn: &Connection, me: Id, day: i64) -> Result<BTreeSet<Id>, StoreError> {
    let mut statement = conn.prepare_cached(
        "SELECT v.id FROM visit v WHERE v.owner = ?1 AND v.day = ?2 AND v.state = 'done' AND v.x_gone IS NULL AND (
            ifnull(v.next_step, '') <> ''
            OR EXISTS (SELECT 1 FROM follow_up f WHERE f.account = v.account AND f.state = 'open' AND f.x_gone IS NULL)
            OR EXISTS (SELECT 1 FROM visit n WHERE n.account = v.account AND n.day > ?2 AND n.state = 'planned' AND n.x_gone IS NULL))",
    )?;
    let ids = statement.query_map(params![me.bytes(), day], |row| id_at(row, 0))?;
    Ok(ids.filter_map(Result::transpose).collect::<Result<_, _>>()?)
}

/// What a person said of a day's close.
fn kept(conn: &Connection, day: NaiveDate) -> Result<KeptClose, StoreError> {
    let kept = own::get(conn, OwnKind::Close, &day.to_string())?;
    // What an older version wrote otherwise is asked anew.
    Ok(kept.and_then(|(text, _)| serde_json::from_str(&text).ok()).unwrap_or_default())
}

/// What went over the wire since a day began.
fn sent(conn: &Connection, day: NaiveDate, now: &Now) -> Result<Sent, StoreError> {
    let receipts = receipts::last(conn, RECEIPTS)?;
    let same = receipts.first().map(|receipt| receipt.same());
    let since = receipts.iter().filter(|receipt| now.workday(receipt.at) >= day);
    let (up, down) = since.fold((0, 0), |(up, down), receipt| (up + receipt.up, down + receipt.down));
    Ok(Sent { up, down, same })
}

/// The last day of work before today, where it was not closed.
pub(super) fn unclosed(conn: &Connection, me: Id, today: NaiveDate) -> Result<Option<Unclosed>, StoreError> {
    let number = number_of(today);
    let worked: Option<i64> = conn
        .prepare_cached(
            "SELECT max(day) FROM visit WHERE owner = ?1 AND day BETWEEN ?2 - ?3 AND ?2 - 1 AND x_gone IS NULL
             AND account IS NOT NULL AND (state IN ('planned', 'in_progress') OR logged_at IS NOT NULL)",
        )?
        .query_row(params![me.bytes(), number, NEAR as i64], |row| row.get(0))?;
    let Some(day) = worked.and_then(day_of) else { return Ok(None) };
    if kept(conn, day)?.closed.is_some() {
        return Ok(None);
    }
    // Today asks this at every start: counted, since the rows of a whole day are read only by who opens it.
    let open: i64 = conn
        .prepare_cached(
            "SELECT count(*) FROM visit WHERE owner = ?1 AND day = ?2 AND x_gone IS NULL AND account IS NOT NULL
             AND state IN ('planned', 'in_progress')",
        )?
        .query_row(params![me.bytes(), number_of(day)], |row| row.get(0))?;
    Ok(Some(Unclosed { day, open: usize::try_from(open).unwrap_or(0) }))
}

/// What a report of these days is made of.
pub(super) fn report(conn: &Connection, from: NaiveDate, to: NaiveDate, now: &Now) -> Result<Report, StoreError> {
    let me = Me::of(conn)?.user;
    let days = (number_of(from), number_of(to));
    let after = to.checked_add_days(Days::new(1)).unwrap_or(to);
    let hours = (begins(from, now), begins(after, now));
    let mut rows = visits::rows(
        conn,
        "v.owner = ?1 AND v.day BETWEEN ?2 AND ?3 AND v.account IS NOT NULL ORDER BY v.day, a.x_order, v.id",
        params![me.bytes(), days.0, days.1],
    )?;
    day::order(&mut rows);
    rows.sort_by_key(|row| row.day);
    let mut beside = beside(conn, me, days)?;
    let visits = rows.into_iter().map(|row| {
        let (late, heard) = beside.remove(&row.id).unwrap_or_default();
        ReportVisit { late, heard, row }
    });
    let visits = visits.collect();
    let in_logs = format!("f.id IN ({IN_LOGS}) ORDER BY f.due NULLS LAST, f.id");
    Ok(Report {
        by: name_of(conn, &USER, me)?,
        from,
        to,
        visits,
        touches: touches(conn, me, days)?,
        promised: follow_ups::of_any_state(conn, &in_logs, params![me.bytes(), days.0, days.1])?,
        kept: follow_ups::of_any_state(
            conn,
            "f.owner = ?1 AND f.closed_at >= ?2 AND f.closed_at < ?3 AND f.state = 'done' ORDER BY f.closed_at, f.id",
            params![me.bytes(), hours.0, hours.1],
        )?,
        next: next(conn, me, days.1)?,
    })
}

/// When a workday begins, in milliseconds.
fn begins(day: NaiveDate, now: &Now) -> i64 {
    let at = day.and_hms_opt(now.day_ends.min(23), 0, 0).unwrap_or_default();
    now.zone.moment(at).millis()
}

/// What the visits of these days say beside what every list shows: whether they were logged late, what was heard.
fn beside(conn: &Connection, me: Id, (from, to): (i64, i64)) -> Result<BTreeMap<Id, (bool, HeardThere)>, StoreError> {
    let mut statement = conn.prepare_cached(
        "SELECT id, late_entry, tags, competitors, products, amount, chance, payments FROM visit
         WHERE owner = ?1 AND day BETWEEN ?2 AND ?3 AND x_gone IS NULL
         AND coalesce(late_entry, tags, competitors, products, amount, chance, payments) IS NOT NULL",
    )?;
    let rows = statement.query_map(params![me.bytes(), from, to], |row| {
        let late = row.get::<_, Option<i64>>(1)? == Some(1);
        Ok((id_at(row, 0)?.unwrap_or_default(), (late, heard_at(row, 2)?)))
    })?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// What was heard, from the columns that begin here.
fn heard_at(row: &Row<'_>, first: usize) -> rusqlite::Result<HeardThere> {
    let set = |column: usize| -> rusqlite::Result<BTreeSet<String>> {
        Ok(serde_json::from_str(&text_at(row, first + column)?).unwrap_or_default())
    };
    Ok(HeardThere {
        tags: set(0)?,
        competitors: set(1)?,
        products: set(2)?,
        amount: row.get::<_, Option<i64>>(first + 3)?.map(Money::from_hundredths),
        chance: row.get(first + 4)?,
        payments: set(5)?,
    })
}

/// The planned visits of the next day that has any.
fn next(conn: &Connection, me: Id, after: i64) -> Result<Vec<VisitRow>, StoreError> {
    let day: Option<i64> = conn
        .prepare_cached(
            "SELECT min(day) FROM visit WHERE owner = ?1 AND day BETWEEN ?2 + 1 AND ?2 + ?3 AND state = 'planned' AND x_gone IS NULL",
        )?
        .query_row(params![me.bytes(), after, NEAR as i64], |row| row.get(0))?;
    let Some(day) = day.and_then(day_of) else { return Ok(Vec::new()) };
    let mut rows = visits::of_day(conn, me, day)?;
    day::order(&mut rows);
    rows.retain(|row| row.state == VisitState::Planned);
    Ok(rows)
}

fn touches(conn: &Connection, me: Id, (from, to): (i64, i64)) -> Result<Vec<ReportTouch>, StoreError> {
    let mut statement = conn.prepare_cached(
        "SELECT t.id, t.account, a.name, t.kind, t.at, t.day, t.notes, t.outcome, t.tags, t.competitors, t.products, t.amount,
            t.chance, t.payments
         FROM touch t LEFT JOIN account a ON a.id = t.account
         WHERE t.owner = ?1 AND t.day BETWEEN ?2 AND ?3 AND t.x_gone IS NULL ORDER BY t.at, t.id",
    )?;
    let rows = statement.query_map(params![me.bytes(), from, to], |row| {
        Ok(ReportTouch {
            id: id_at(row, 0)?.unwrap_or_default(),
            account: id_at(row, 1)?,
            name: text_at(row, 2)?,
            kind: TouchKind::of(&text_at(row, 3)?),
            at: row.get::<_, Option<i64>>(4)?.map(Moment::from_millis),
            day: row.get::<_, Option<i64>>(5)?.and_then(day_of).unwrap_or_default(),
            notes: text_at(row, 6)?,
            reached: TouchOutcome::of(&text_at(row, 7)?),
            heard: heard_at(row, 8)?,
        })
    })?;
    Ok(rows.collect::<Result<_, _>>()?)
}
