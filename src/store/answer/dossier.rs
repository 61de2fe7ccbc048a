//! One customer with all that its page shows, and the briefing before the door.

use chrono::{Datelike, Months, NaiveDate};
use rusqlite::{Connection, OptionalExtension, params};

use super::records::name_of;
use super::{accounts, steps, timeline};
use crate::base::clock::Now;
use crate::base::id::Id;
use crate::domain::ask::{Briefing, Dossier};
use crate::domain::briefing::{Facts, briefing};
use crate::domain::look::Look;
use crate::domain::near::Place;
use crate::schema::{ACCOUNT, Account, Degrees, TERRITORY, USER};
use crate::store::error::StoreError;
use crate::store::me::Me;
use crate::store::write::kept::{day_of, number_of};
use crate::store::write::look::{Looking, one, stands_for};

/// As many logs of each kind as a briefing is made of.
const LOGS: usize = 20;

/// One customer.
pub(super) fn dossier(conn: &Connection, id: Id, now: &Now) -> Result<Option<Dossier>, StoreError> {
    let id = stands_for(conn, ACCOUNT.number, id)?;
    let Some(row) = accounts::row(conn, id, now)? else { return Ok(None) };
    let look = Looking::new(conn)?;
    let name = |entity, id: Option<Id>| id.map_or(Ok(String::new()), |id| name_of(conn, entity, id));
    let (place, neighbours) = accounts::place(conn, id)?;
    let contacts = look.contacts(id)?;
    let (timeline, timeline_all) = timeline::of(conn, id, &contacts)?;
    let briefing = briefing_of(conn, id, now)?.unwrap_or_default();
    Ok(Some(Dossier {
        territory: name(&TERRITORY, row.account.territory)?,
        owner: name(&USER, row.account.owner)?,
        contacts,
        follow_ups: look.open_follow_ups(id)?,
        timeline,
        timeline_all,
        briefing,
        place,
        neighbours,
        months: months(conn, id, now.today())?,
        row,
    }))
}

/// What to read in ten seconds before the door.
pub(super) fn briefing_of(conn: &Connection, id: Id, now: &Now) -> Result<Option<Briefing>, StoreError> {
    let id = stands_for(conn, ACCOUNT.number, id)?;
    let Some(account) = one::<Account>(conn, id)? else { return Ok(None) };
    let look = Looking::new(conn)?;
    let steps = steps::open_at(conn, id, now)?;
    let contacts = look.contacts(id)?;
    let facts = Facts {
        steps: steps.as_ref(),
        earlier: &timeline::earlier(conn, id, &contacts)?,
        contacts: &contacts,
        follow_ups: &look.open_follow_ups(id)?,
        visits: &look.visits_of(id, LOGS)?,
        touches: &look.touches_of(id, LOGS)?,
        metres: metres(conn, &account, now)?,
        account: &account,
    };
    let seen = accounts::row(conn, id, now)?.map(Box::new);
    Ok(Some(Briefing { seen, ..briefing(&facts, now) }))
}

/// Metres from the last place I was at today.
fn metres(conn: &Connection, account: &Account, now: &Now) -> Result<Option<u32>, StoreError> {
    let Some(here) = Place::of(account) else { return Ok(None) };
    let me = Me::of(conn)?.user;
    let last = conn
        .prepare_cached(
            "SELECT a.latitude, a.longitude FROM visit v JOIN account a ON a.id = v.account
             WHERE v.owner = ?1 AND v.day = ?2 AND v.state IN ('done', 'in_progress', 'missed') AND v.x_gone IS NULL
             ORDER BY ifnull(v.started, v.planned_start) DESC NULLS LAST LIMIT 1",
        )?
        .query_row(params![me.bytes(), number_of(now.today())], |row| {
            Ok(row.get::<_, Option<i32>>(0)?.zip(row.get::<_, Option<i32>>(1)?))
        })
        .optional()?
        .flatten();
    let place = last.map(|(latitude, longitude)| Place { latitude: Degrees(latitude), longitude: Degrees(longitude) });
    Ok(place.map(|place| place.metres_to(here)))
}

/// Visits that took place in each of the last twelve months, the oldest first.
fn months(conn: &Connection, account: Id, today: NaiveDate) -> Result<[u16; 12], StoreError> {
    let mut months = [0u16; 12];
    let this = today.with_day(1).unwrap_or(today);
    let Some(first) = this.checked_sub_months(Months::new(11)) else { return Ok(months) };
    let mut statement = conn.prepare_cached(
        "SELECT day FROM visit WHERE account = ?1 AND day >= ?2 AND state = 'done' AND x_gone IS NULL",
    )?;
    let days = statement.query_map(params![account.bytes(), number_of(first)], |row| row.get::<_, i64>(0))?;
    for day in days {
        let Some(day) = day_of(day?) else { continue };
        let month = (day.year() - first.year()) * 12 + day.month0() as i32 - first.month0() as i32;
        if let Some(count) = usize::try_from(month).ok().and_then(|month| months.get_mut(month)) {
            *count = count.saturating_add(1);
        }
    }
    Ok(months)
}
