//! The Today screen.

use std::cell::RefCell;

use chrono::{Datelike, Days};
use rusqlite::{Connection, params};

use super::{accounts, day_close, dossier, follow_ups, log, sync_view, visits, who_next};
use crate::base::clock::Now;
use crate::base::id::Id;
use crate::domain::ask::{Briefing, NextStop, Today};
use crate::domain::near::Place;
use crate::domain::who_next::NAMED;
use crate::domain::{day, promises};
use crate::schema::{Account, Choice, Grade};
use crate::store::error::StoreError;
use crate::store::me::Me;
use crate::store::record::columns::text_at;
use crate::store::search::names::Names;
use crate::store::write::kept::number_of;
use crate::store::write::look::one;

/// As many promises as a screen can show.
const PROMISES: usize = 30;
/// So many proposals where nothing is planned: the day is made of them, and a tall screen shows them all.
const FOR_AN_EMPTY_DAY: usize = 20;

pub(super) fn today(conn: &Connection, names: &RefCell<Names>, now: &Now) -> Result<Today, StoreError> {
    let me = Me::of(conn)?.user;
    let today = now.today();
    let number = number_of(today);
    let mut visits = visits::of_day(conn, me, today)?;
    day::order(&mut visits);
    let (late, due_today) = follow_ups::counts(conn, me, number)?;
    let (seen, to_sort) = seen(conn, me, number)?;
    let next = match day::next_stop(&visits, now).cloned() {
        Some(visit) => {
            let briefing = match visit.account {
                Some(account) => dossier::briefing_of(conn, account, now)?.unwrap_or_default(),
                None => Briefing::default(),
            };
            Some(NextStop { visit, briefing })
        }
        None => None,
    };
    let account = next.as_ref().and_then(|next| next.visit.account);
    let place = match account {
        Some(account) => one::<Account>(conn, account)?.as_ref().and_then(Place::of),
        None => None,
    };
    let most = if visits.is_empty() { FOR_AN_EMPTY_DAY } else { NAMED };
    let (who_next, near) = who_next::both(conn, now, place, most)?;
    let mut promises = follow_ups::due_by(conn, me, number, PROMISES)?;
    promises::order(&mut promises);
    Ok(Today {
        day: Some(today),
        next,
        promises,
        late,
        due_today,
        near,
        who_next,
        unfiled: log::unfiled(conn, names, false, now)?,
        week: week(conn, me, now)?,
        seen,
        to_sort,
        unclosed: day_close::unclosed(conn, me, today)?,
        accounts: accounts::all(conn)?,
        sync: sync_view::line(conn)?,
        visits,
    })
}

const WEEK: &str = "SELECT day, sum(n * (state = 'done')), sum(n * (state IN ('planned', 'in_progress', 'done', 'missed'))) FROM (
        SELECT day, state, 1 AS n FROM visit INDEXED BY visit_by_owner WHERE owner = ?1 AND day BETWEEN ?2 AND ?2 + 6 AND x_gone IS NULL
        UNION ALL
        SELECT day, state, -1 FROM visit INDEXED BY visit_unfiled
            WHERE owner = ?1 AND day BETWEEN ?2 AND ?2 + 6 AND account IS NULL AND x_gone IS NULL)
     GROUP BY day";

/// Visits of this week's days, Monday first: (done, planned in all). What is not filed yet is no customer's, as in Plan.
fn week(conn: &Connection, me: Id, now: &Now) -> Result<[(u32, u32); 7], StoreError> {
    let day = now.today();
    let back = u64::from(day.weekday().num_days_from_monday());
    let monday = number_of(day.checked_sub_days(Days::new(back)).unwrap_or(day));
    let mut week = [(0, 0); 7];
    // All by what the index alone holds, less the few that are not filed: read row by row, a week of a full book is hundreds of pages.
    let mut statement = conn.prepare_cached(WEEK)?;
    let mut rows = statement.query(params![me.bytes(), monday])?;
    while let Some(row) = rows.next()? {
        let at = row.get::<_, i64>(0)? - monday;
        if let Some(day) = usize::try_from(at).ok().and_then(|at| week.get_mut(at)) {
            *day = (row.get(1)?, row.get(2)?);
        }
    }
    Ok(week)
}

/// My customers by grade A, B, C: (seen in the current cycle, all); and how many have no grade yet. Seen in the cycle is: seen, and
/// not due before tomorrow.
fn seen(conn: &Connection, me: Id, today: i64) -> Result<([(u32, u32); 3], usize), StoreError> {
    let mut seen = [(0, 0); 3];
    let mut ungraded = 0;
    let mut statement = conn.prepare_cached(
        "SELECT grade, sum(x_last_visit IS NOT NULL AND x_next_due > ?2), count(*) FROM account INDEXED BY account_seen
         WHERE x_gone IS NULL AND owner = ?1 GROUP BY grade",
    )?;
    let mut rows = statement.query(params![me.bytes(), today])?;
    while let Some(row) = rows.next()? {
        let figures = (row.get::<_, Option<u32>>(1)?.unwrap_or(0), row.get(2)?);
        match Grade::of(&text_at(row, 0)?) {
            Some(Grade::A) => seen[0] = figures,
            Some(Grade::B) => seen[1] = figures,
            Some(Grade::C) => seen[2] = figures,
            None => ungraded += figures.1 as usize,
        }
    }
    Ok((seen, ungraded))
}
