//! How sync stands: the calm line, and the Sync screen.

use rusqlite::{Connection, OptionalExtension};

use super::conflicts::{self, MADE_BY_A_DISK, askable};
use super::elsewhere;
use super::parked_view;
use super::records::name_of;
use crate::base::clock::Moment;
use crate::base::id::Id;
use crate::domain::act::Label;
use crate::domain::ask::{ArrivedRow, Aside, IncidentRow, SyncLine, SyncState, SyncView, Turn, WaitingRow};
use crate::domain::rules::manages;
use crate::schema::{ACCOUNT, Territory, USER, User, entity};
use crate::store::KEPT_ASIDE_DAYS;
use crate::store::error::StoreError;
use crate::store::me::Me;
use crate::store::own::{self, OwnKind};
use crate::store::record::columns::id_at;
use crate::store::record::value_bytes::read_fields;
use crate::store::sync::receipts;
use crate::store::write::act_row;
use crate::store::write::clock_row;
use crate::store::write::look::one;
use crate::sync::log::{LATE, PARALLEL};

const FIRST: i64 = 50;

/// The line.
pub(super) fn line(conn: &Connection) -> Result<SyncLine, StoreError> {
    let enrolled: bool =
        conn.prepare_cached("SELECT EXISTS (SELECT 1 FROM enrolment)")?.query_row([], |row| row.get(0))?;
    let (waiting, parked): (i64, i64) = conn
        .prepare_cached("SELECT waiting, parked FROM tally")?
        .query_row([], |row| Ok((row.get(0)?, row.get(1)?)))?;
    // What a server was brought that gives this laptop nothing is kept here, and waits no more.
    let handed: i64 = conn
        .prepare_cached(
            "SELECT count(*) FROM handed h JOIN change c ON c.place = h.place WHERE h.back = 0 AND c.state = 0",
        )?
        .query_row([], |row| row.get(0))?;
    // A person decides an act as one, whatever it set.
    let parked: i64 = match parked {
        0 => 0,
        _ => conn
            .prepare_cached("SELECT count(DISTINCT act) FROM change WHERE state = 2")?
            .query_row([], |row| row.get(0))?,
    };
    let me = one::<User>(conn, Me::of(conn)?.user)?;
    let manages_here = me.as_ref().is_some_and(|me| manages(&me.roles));
    // What a disk made of a value waits for nobody: what somebody had set stands.
    let counts = format!(
        "SELECT count(*) FROM conflict r WHERE r.state = 'open' AND r.x_gone IS NULL AND NOT {MADE_BY_A_DISK}{}",
        askable(me.as_ref())
    );
    let open: i64 = conn.prepare_cached(&counts)?.query_row([], |row| row.get(0))?;
    let last: Option<i64> = conn
        .prepare_cached("SELECT at FROM receipt ORDER BY place DESC LIMIT 1")?
        .query_row([], |row| row.get(0))
        .optional()?;
    let state = match own::get(conn, OwnKind::Sync, "state")? {
        Some((word, since)) => match word.as_str() {
            "offline" => SyncState::Offline { since },
            "captive" => SyncState::Captive,
            "refused" => SyncState::Refused,
            "left" => SyncState::Left,
            _ => SyncState::Idle,
        },
        None => SyncState::Idle,
    };
    Ok(SyncLine {
        enrolled,
        state,
        waiting: (waiting - handed).max(0) as u64,
        needs_you: (parked + open).max(0) as u64,
        last: last.map(Moment::from_millis),
        heard: clock_row::heard(conn)?.map(|at| clock_row::ahead(conn).map(|ahead| (at, ahead))).transpose()?,
        used: act_row::used(conn)?,
        manages: manages_here,
        lock_after: lock_after(conn, me.as_ref())?,
    })
}

/// The strictest of my territories says it.
fn lock_after(conn: &Connection, me: Option<&User>) -> Result<Option<u32>, StoreError> {
    let mut least = None;
    for territory in me.into_iter().flat_map(|me| &me.territories) {
        let said = one::<Territory>(conn, *territory)?.and_then(|territory| territory.lock_after);
        let said = said.and_then(|minutes| u32::try_from(minutes).ok()).filter(|minutes| *minutes > 0);
        least = least.into_iter().chain(said).min();
    }
    Ok(least)
}

/// The screen.
pub(super) fn view(conn: &Connection) -> Result<SyncView, StoreError> {
    let enrolment = conn
        .prepare_cached("SELECT url, user FROM enrolment")?
        .query_row([], |row| Ok((row.get::<_, String>(0)?, id_at(row, 1)?)))
        .optional()?;
    let (server, user) = match enrolment {
        Some((url, user)) => (url, user.map(|user| name_of(conn, &USER, user)).transpose()?.unwrap_or_default()),
        None => Default::default(),
    };
    Ok(SyncView {
        line: line(conn)?,
        server,
        user,
        waiting: waiting(conn)?,
        arrived: arrived(conn)?,
        receipts: receipts::last(conn, 10)?,
        conflicts: conflicts::first(conn, FIRST)?,
        parked: parked_view::parked(conn)?,
        to_complete: parked_view::to_complete(conn)?,
        aside: aside(conn)?,
        lost: elsewhere::lost(conn, FIRST)?,
        incidents: incidents(conn)?,
    })
}

/// What is kept aside.
fn aside(conn: &Connection) -> Result<Option<Aside>, StoreError> {
    let (customers, waiting, since): (i64, i64, Option<i64>) = conn
        .prepare_cached(
            "SELECT count(*) FILTER (WHERE entity = ?1), (SELECT count(*) FROM change WHERE state = 0 AND record IN (SELECT record FROM aside)),
                min(at) FROM aside",
        )?
        .query_row([ACCOUNT.number], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?;
    Ok(since.map(|since| Aside {
        customers: customers.max(0) as u64,
        waiting: waiting.max(0) as u64,
        until: Moment::from_millis(since).plus_minutes(KEPT_ASIDE_DAYS * 24 * 60),
    }))
}

/// Acts with changes that wait, the oldest first.
fn waiting(conn: &Connection) -> Result<Vec<WaitingRow>, StoreError> {
    // Only as many changes are walked as fifty acts can need; one huge import is counted for itself.
    let sql = "SELECT c.act, min(c.at), a.words, a.subject, a.detail, a.count, a.kind,
            (SELECT count(*) FROM change k WHERE k.act = c.act AND k.state = 0)
         FROM (SELECT act, at, place FROM change WHERE state = 0 ORDER BY place LIMIT 2000) c
         LEFT JOIN act a ON a.id = c.act GROUP BY c.act ORDER BY min(c.place) LIMIT ?1";
    let mut statement = conn.prepare_cached(sql)?;
    let rows = statement.query_map([FIRST], |row| {
        let text = |n: usize| Ok::<_, rusqlite::Error>(row.get::<_, Option<String>>(n)?.unwrap_or_default());
        Ok(WaitingRow {
            act: id_at(row, 0)?.unwrap_or_default(),
            at: Moment::from_millis(row.get(1)?),
            label: Label {
                words: text(2)?,
                subject: text(3)?,
                detail: text(4)?,
                count: row.get::<_, Option<u32>>(5)?.unwrap_or(1),
            },
            turn: match row.get::<_, Option<i64>>(6)? {
                Some(1) => Turn::TookBack,
                Some(2) => Turn::DidAgain,
                _ => Turn::Did,
            },
            changes: row.get::<_, i64>(7)?.max(0) as u64,
        })
    })?;
    Ok(rows.collect::<Result<_, _>>()?)
}

fn incidents(conn: &Connection) -> Result<Vec<IncidentRow>, StoreError> {
    let mut statement =
        conn.prepare_cached("SELECT at, entity, record, healed_at FROM incident ORDER BY place DESC LIMIT 10")?;
    let mut rows = statement.query([])?;
    let mut found = Vec::new();
    while let Some(row) = rows.next()? {
        let record = row.get::<_, Option<u16>>(1)?.zip(id_at(row, 2)?);
        let name = record.map(|(entity, record)| name_and_account(conn, entity, record)).transpose()?;
        found.push(IncidentRow {
            at: Moment::from_millis(row.get(0)?),
            record,
            name: name.unwrap_or_default().0,
            healed: row.get::<_, Option<i64>>(3)?.map(Moment::from_millis),
        });
    }
    Ok(found)
}

fn arrived(conn: &Connection) -> Result<Vec<ArrivedRow>, StoreError> {
    let mut statement =
        conn.prepare_cached("SELECT entity, record, at, by, fields, labels FROM arrived ORDER BY place DESC LIMIT ?1")?;
    let mut rows = statement.query([FIRST])?;
    let mut found = Vec::new();
    while let Some(row) = rows.next()? {
        let (number, record) = (row.get(0)?, id_at(row, 1)?.unwrap_or_default());
        if entity(number).is_none() {
            continue;
        }
        let (bytes, labels): (Vec<u8>, u8) = (row.get(4)?, row.get(5)?);
        let mut fields: Vec<u16> = read_fields(&bytes).into_iter().map(|field| field.change.key.field).collect();
        fields.dedup();
        let by = id_at(row, 3)?.map(|id| name_of(conn, &USER, id)).transpose()?.unwrap_or_default();
        let (name, account) = name_and_account(conn, number, record)?;
        found.push(ArrivedRow {
            entity: number,
            record,
            account,
            name,
            at: Moment::from_millis(row.get(2)?),
            by,
            fields,
            merged: labels & PARALLEL != 0,
            late: labels & LATE != 0,
        });
    }
    Ok(found)
}

pub(super) fn name_and_account(conn: &Connection, number: u16, record: Id) -> Result<(String, Option<Id>), StoreError> {
    let Some(entity) = entity(number) else { return Ok(Default::default()) };
    let account = if entity.field("account").is_some() {
        let sql = format!("SELECT account FROM \"{}\" WHERE id = ?1", entity.name);
        conn.prepare_cached(&sql)?.query_row([record.bytes()], |row| id_at(row, 0)).optional()?.flatten()
    } else {
        (entity.name == "account").then_some(record)
    };
    Ok((name_of(conn, entity, record)?, account))
}
