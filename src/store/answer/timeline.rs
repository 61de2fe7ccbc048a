//! A customer's story: its visits and touches, and those that its people had at customers where they worked before.
//!
//! Always holds: of an earlier place only that is told where the person himself was met or reached; what is planned there is not his.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use rusqlite::{Connection, Params, Row, params};

use super::records::name_of;
use crate::base::clock::Moment;
use crate::base::id::Id;
use crate::base::money::Money;
use crate::domain::ask::{Earlier, Elsewhere, TimelineRow};
use crate::domain::deed::LogRef;
use crate::domain::log_line::noted;
use crate::schema::{ACCOUNT, Choice, Contact, Reason, TouchKind, VisitKind, VisitOutcome, VisitState};
use crate::store::error::StoreError;
use crate::store::record::columns::{id_at, text_at};
use crate::store::write::kept::day_of;
use crate::store::write::look::stands_for;

/// So many rows of a story are read at once.
const MOST: usize = 100;

/// Visits and touches, newest first, and how many there are.
pub(super) fn of(
    conn: &Connection,
    account: Id,
    contacts: &[Contact],
) -> Result<(Vec<TimelineRow>, usize), StoreError> {
    let mut found = rows(conn, "", params![account.bytes(), MOST as i64])?;
    let mut all = count(conn, account)?;
    let mut elsewhere: BTreeMap<Id, TimelineRow> = BTreeMap::new();
    for (contact, former) in former(conn, account, contacts)? {
        for row in had_with(conn, contact, &former)? {
            // Two who came from one place were met there together.
            let known = elsewhere.entry(record(row.log)).or_insert(row);
            known.elsewhere.iter_mut().for_each(|there| there.people.push(contact.name.clone()));
        }
    }
    all += elsewhere.len();
    if !elsewhere.is_empty() {
        found.extend(elsewhere.into_values());
        found.sort_by_key(|row| Reverse((row.day, row.at)));
        found.truncate(MOST);
    }
    Ok((found, all))
}

/// The people who worked elsewhere before, with what was had with each of them there; whoever was last heard of comes first.
pub(super) fn earlier(conn: &Connection, account: Id, contacts: &[Contact]) -> Result<Vec<Earlier>, StoreError> {
    let mut found = Vec::new();
    for (contact, former) in former(conn, account, contacts)? {
        let rows = had_with(conn, contact, &former)?;
        let said = rows.iter().find(|row| !row.notes.trim().is_empty()).or(rows.first());
        found.push(Earlier {
            contact: contact.id,
            name: contact.name.clone(),
            place: former.name,
            times: rows.len() as u32,
            last: said.map(|row| (row.log, row.day, row.notes.trim().to_owned())),
        });
    }
    found.sort_by_key(|earlier| Reverse(earlier.last.as_ref().map(|(_, day, _)| *day)));
    Ok(found)
}

/// A customer at which somebody worked before.
pub(super) struct Former {
    pub account: Id,
    pub name: String,
}

/// Who of these people worked elsewhere before, and where; a place that is not on this laptop has nothing to tell.
fn former<'a>(
    conn: &Connection,
    account: Id,
    contacts: &'a [Contact],
) -> Result<Vec<(&'a Contact, Former)>, StoreError> {
    let mut found = Vec::new();
    for contact in contacts {
        let places = contact.formerly_at.iter().copied();
        found.extend(former_places(conn, places, Some(account))?.into_iter().map(|former| (contact, former)));
    }
    Ok(found)
}

/// The customers at which somebody worked before, each once: two that were merged are one, and one that stands for where he is now is none.
pub(super) fn former_places(
    conn: &Connection,
    places: impl Iterator<Item = Id>,
    now_at: Option<Id>,
) -> Result<Vec<Former>, StoreError> {
    let mut found: Vec<Former> = Vec::new();
    for place in places {
        let account = stands_for(conn, ACCOUNT.number, place)?;
        if Some(account) == now_at || found.iter().any(|former| former.account == account) {
            continue;
        }
        let name = name_of(conn, &ACCOUNT, account)?;
        if !name.is_empty() {
            found.push(Former { account, name });
        }
    }
    Ok(found)
}

/// What took place with a person at a former place, newest first; who he is stands not in it yet.
fn had_with(conn: &Connection, contact: &Contact, former: &Former) -> Result<Vec<TimelineRow>, StoreError> {
    // A set of references is its ids one after the other.
    let with = "AND ifnull(state, 'done') = 'done' AND instr(contacts, ?3) > 0";
    let rows = rows(conn, with, params![former.account.bytes(), -1, contact.id.bytes()])?;
    let there = Elsewhere { account: former.account, name: former.name.clone(), people: Vec::new() };
    Ok(rows.into_iter().map(|row| TimelineRow { elsewhere: Some(there.clone()), ..row }).collect())
}

fn record(log: LogRef) -> Id {
    match log {
        LogRef::Visit(id) | LogRef::Touch(id) => id,
    }
}

/// The visits and touches of a customer that fit a condition, newest first.
fn rows(conn: &Connection, condition: &str, params: impl Params) -> Result<Vec<TimelineRow>, StoreError> {
    let sql = format!(
        "SELECT * FROM (SELECT 0, id, day, ifnull(started, planned_start) AS at, state, kind, notes, reason, late_entry, outcome,
                ifnull(ended, planned_end), amount
            FROM visit WHERE account = ?1 AND x_gone IS NULL {condition} ORDER BY day DESC, started DESC LIMIT ?2)
         UNION ALL SELECT * FROM (SELECT 1, id, day, at, NULL AS state, kind, notes, NULL, NULL, NULL, NULL, amount
            FROM touch WHERE account = ?1 AND x_gone IS NULL {condition} ORDER BY day DESC, at DESC LIMIT ?2)
         ORDER BY day DESC, at DESC NULLS LAST LIMIT ?2"
    );
    let mut statement = conn.prepare_cached(&sql)?;
    let rows = statement.query_map(params, read)?;
    Ok(rows.filter_map(Result::transpose).collect::<Result<_, _>>()?)
}

fn read(row: &Row<'_>) -> rusqlite::Result<Option<TimelineRow>> {
    let is_touch = row.get::<_, i64>(0)? == 1;
    let (Some(id), Some(day)) = (id_at(row, 1)?, row.get::<_, Option<i64>>(2)?.and_then(day_of)) else {
        return Ok(None);
    };
    let kind = text_at(row, 5)?;
    Ok(Some(TimelineRow {
        log: if is_touch { LogRef::Touch(id) } else { LogRef::Visit(id) },
        day,
        at: row.get::<_, Option<i64>>(3)?.map(Moment::from_millis),
        end: row.get::<_, Option<i64>>(10)?.map(Moment::from_millis),
        state: VisitState::of(&text_at(row, 4)?),
        touch: if is_touch { TouchKind::of(&kind) } else { None },
        kind: if is_touch { None } else { VisitKind::of(&kind) },
        notes: noted(&text_at(row, 6)?, row.get::<_, Option<i64>>(11)?.map(Money::from_hundredths)),
        reason: Reason::of(&text_at(row, 7)?),
        late: row.get::<_, Option<i64>>(8)? == Some(1),
        outcome: VisitOutcome::of(&text_at(row, 9)?),
        elsewhere: None,
    }))
}

/// All visits and touches of a customer.
fn count(conn: &Connection, account: Id) -> Result<usize, StoreError> {
    let all: i64 = conn
        .prepare_cached(
            "SELECT (SELECT count(*) FROM visit WHERE account = ?1 AND x_gone IS NULL)
                + (SELECT count(*) FROM touch WHERE account = ?1 AND x_gone IS NULL)",
        )?
        .query_row([account.bytes()], |row| row.get(0))?;
    Ok(all.max(0) as usize)
}
