//! Who should be seen next: the candidates, found by index, for the scoring in `domain`.

use std::collections::HashSet;

use rusqlite::{Connection, params};

use super::names::place;
use crate::base::clock::Now;
use crate::base::id::Id;
use crate::domain::ask::{Proposal, Why};
use crate::schema::{Account, PromisedBy};
use crate::store::columns::id_at;
use crate::store::error::StoreError;
use crate::store::kept::{day_of, number_of};
use crate::store::look::one;
use crate::store::me::Me;
use crate::store::shim;

/// As many of the most overdue are scored; who is not among them cannot be among the first five.
const CANDIDATES: i64 = 200;

pub(super) fn who_next(conn: &Connection, now: &Now, most: usize) -> Result<Vec<Proposal>, StoreError> {
    let me = Me::of(conn)?.user;
    let today = number_of(now.today());
    let mut ids: Vec<Id> = Vec::new();
    let mut seen = HashSet::new();
    let mut add = |sql: &str, params: &[&dyn rusqlite::ToSql]| -> Result<(), StoreError> {
        let mut statement = conn.prepare_cached(sql)?;
        let mut rows = statement.query(params)?;
        while let Some(row) = rows.next()? {
            if let Some(id) = id_at(row, 0)?
                && seen.insert(id)
            {
                ids.push(id);
            }
        }
        Ok(())
    };
    add(
        "SELECT id FROM account WHERE x_gone IS NULL AND x_next_due <= ?1 ORDER BY x_next_due LIMIT ?2",
        params![today + 7, CANDIDATES],
    )?;
    add(
        "SELECT DISTINCT account FROM (SELECT account FROM follow_up WHERE owner = ?1 AND state = 'open' AND x_gone IS NULL
         AND due <= ?2 AND account IS NOT NULL ORDER BY due LIMIT ?3)",
        params![me.bytes(), today, CANDIDATES],
    )?;
    let mut proposals = Vec::new();
    for id in ids {
        if has_open_visit(conn, id, today)? {
            continue;
        }
        let Some(account) = one::<Account>(conn, id)? else { continue };
        let (last, due): (Option<i64>, Option<i64>) = conn
            .prepare_cached("SELECT x_last_visit, x_next_due FROM account WHERE id = ?1")?
            .query_row([id.bytes()], |row| Ok((row.get(0)?, row.get(1)?)))?;
        let mut statement = conn.prepare_cached(
            "SELECT min(due), promised_by FROM follow_up WHERE account = ?1 AND state = 'open' AND x_gone IS NULL
             AND due <= ?2 GROUP BY promised_by",
        )?;
        let late: Vec<(i64, String)> = statement
            .query_map(params![id.bytes(), today], |row| {
                Ok((row.get(0)?, row.get::<_, Option<String>>(1)?.unwrap_or_default()))
            })?
            .collect::<Result<_, _>>()?;
        let late: Vec<(i64, PromisedBy)> = late
            .into_iter()
            .map(|(due, by)| (today - due, if by == "them" { PromisedBy::Them } else { PromisedBy::Us }))
            .collect();
        let terms: Vec<(Why, u32)> = shim::terms(&account, last, due, today, &late);
        let score = terms.iter().map(|(_, share)| share).sum();
        if score > 0 && account.snoozed_until.is_none_or(|until| until <= now.today()) && account.closed_on.is_none() {
            proposals.push(Proposal {
                account: id,
                name: account.name.clone(),
                grade: account.grade,
                street: place(&account.street, &account.city),
                terms,
                score,
                last_visit: last.and_then(day_of),
                open_until: None,
            });
        }
    }
    proposals.sort_by(|a, b| b.score.cmp(&a.score).then_with(|| a.name.cmp(&b.name)).then(a.account.cmp(&b.account)));
    proposals.truncate(most);
    Ok(proposals)
}

/// Whether a visit is planned from today on, or under way, or took place today.
fn has_open_visit(conn: &Connection, account: Id, today: i64) -> Result<bool, StoreError> {
    Ok(conn
        .prepare_cached(
            "SELECT EXISTS (SELECT 1 FROM visit WHERE account = ?1 AND day >= ?2 AND x_gone IS NULL
             AND state IN ('planned', 'in_progress', 'done'))",
        )?
        .query_row(params![account.bytes(), today], |row| row.get(0))?)
}
