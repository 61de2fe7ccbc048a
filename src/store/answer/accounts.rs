//! The list of customers: a page in an order, filtered by letters as they are typed.

use std::cell::RefCell;
use std::collections::{BTreeSet, HashSet};

use rusqlite::types::ToSqlOutput;
use rusqlite::{Connection, OptionalExtension, params, params_from_iter};

use super::filtered::Conditions;
use crate::base::clock::Now;
use crate::base::id::Id;
use crate::base::text::is_han;
use crate::domain::ask::{AccountPage, AccountRow, ListAsk, Sort};
use crate::domain::cadence;
use crate::domain::filter::Term;
use crate::schema::{ACCOUNT, Account, Choice};
use crate::store::error::StoreError;
use crate::store::record::columns::{columns_of, id_at, read_record};
use crate::store::search::names::Names;
use crate::store::search::ranked;
use crate::store::write::kept::{day_of, number_of};

/// Each order has an index that ends in the id, so that a page is read without a sort; all but the weight, which is reckoned.
fn order(sort: Sort, now: &Now) -> Order {
    let by = match sort {
        Sort::Name => "x_order, id",
        Sort::Due => "x_next_due NULLS LAST",
        Sort::LastVisit => "x_last_visit NULLS LAST, x_order",
        Sort::Grade => "grade NULLS LAST, x_order",
        Sort::Place => "city NULLS LAST, street, x_order",
        Sort::Weight => {
            // Of those of whom as much is known: where one way sees the most of them, town by town; a name without a letter last.
            // Where the points for its people end, the larger comes first.
            let by = format!(
                "{} DESC, CASE WHEN size >= 1000 THEN size ELSE 0 END DESC, there DESC, town, name GLOB {LETTER} DESC, x_order, id",
                weight(now)
            );
            return Order { from: WITH_TOWNS, by };
        }
    };
    self::by(by)
}

/// What a page is read from, and by what it is ordered.
struct Order {
    from: &'static str,
    by: String,
}

/// The customers, each with how many there are in its town.
const WITH_TOWNS: &str = "account LEFT JOIN (SELECT city AS town, count(*) AS there FROM account WHERE x_gone IS NULL AND city IS NOT NULL GROUP BY city)
    ON town = account.city";

/// A name with a letter in it.
const LETTER: &str = "'*[A-Za-z\u{80}-\u{10ffff}]*'";

/// What tells that a customer without a grade matters, in points that one can add up by hand:
///
/// | what is known | points |
/// |---|---|
/// | how far it has come with us | loyal 30, active or at risk 20, new 10, a prospect 5, lost 30 less |
/// | last seen | within 90 days 30, within a year 20, before that 10 |
/// | open follow-ups | 15 each, at most 30 |
/// | people who work there | from 10 on 10, from 50 on 20, from 250 on 30, from 1,000 on 40; of equals above that the larger first |
/// | contacts | 5 each, at most 15 |
/// | what else is known | a telephone number 6, an e-mail address 3, notes 3, a website 2, the industry 2 |
fn weight(now: &Now) -> String {
    let today = number_of(now.today());
    format!(
        "(CASE lifecycle WHEN 'loyal' THEN 30 WHEN 'active' THEN 20 WHEN 'at_risk' THEN 20 WHEN 'new' THEN 10 WHEN 'prospect' THEN 5
            WHEN 'lost' THEN -30 ELSE 0 END
          + CASE WHEN x_last_visit > {today} - 90 THEN 30 WHEN x_last_visit > {today} - 365 THEN 20
            WHEN x_last_visit IS NOT NULL THEN 10 ELSE 0 END
          + CASE WHEN size >= 1000 THEN 40 WHEN size >= 250 THEN 30 WHEN size >= 50 THEN 20 WHEN size >= 10 THEN 10 ELSE 0 END
          + 6 * (phones IS NOT NULL) + 3 * (emails IS NOT NULL) + 3 * (notes IS NOT NULL) + 2 * (website IS NOT NULL) + 2 * (industry IS NOT NULL)
          + min(30, 15 * (SELECT count(*) FROM follow_up f WHERE f.account = account.id AND f.state = 'open' AND f.x_gone IS NULL))
          + min(15, 5 * (SELECT count(*) FROM contact c WHERE c.account = account.id AND c.x_gone IS NULL)))"
    )
}

/// The number of the first value that a condition binds: before it are how many and from which on.
const FIRST: usize = 3;

fn conditions(ask: &ListAsk) -> Conditions {
    let mut conditions = Conditions::from(FIRST);
    if ask.ungraded {
        conditions.sql.push_str(" AND grade IS NULL");
    } else if !ask.grades.is_empty() {
        let words: Vec<String> = ask.grades.iter().map(|grade| format!("'{}'", grade.word())).collect();
        conditions.sql.push_str(&format!(" AND grade IN ({})", words.join(", ")));
    }
    conditions.terms(&ACCOUNT, &ask.only);
    conditions
}

fn count(conn: &Connection, conditions: &Conditions) -> Result<usize, StoreError> {
    // Those of a page stand at the same numbers; here they bind nothing.
    let sql = format!("SELECT count(*) FROM account WHERE x_gone IS NULL{} AND ?1 IS ?2", conditions.sql);
    let mut statement = conn.prepare_cached(&sql)?;
    let count: i64 = statement.query_row(params_from_iter(bound(conditions, 0, 0)), |row| row.get(0))?;
    Ok(count.max(0) as usize)
}

/// How many customers there are.
pub(super) fn all(conn: &Connection) -> Result<usize, StoreError> {
    let count: i64 = conn.prepare_cached("SELECT accounts FROM tally")?.query_row([], |row| row.get(0))?;
    Ok(count.max(0) as usize)
}

fn bound(conditions: &Conditions, limit: i64, offset: i64) -> impl Iterator<Item = ToSqlOutput<'static>> {
    [limit, offset].map(ToSqlOutput::from).into_iter().chain(conditions.values.clone())
}

fn ids(
    conn: &Connection,
    order: &Order,
    conditions: &Conditions,
    limit: i64,
    offset: i64,
) -> Result<Vec<Id>, StoreError> {
    let conditions_sql = &conditions.sql;
    let Order { from, by } = order;
    let sql = format!("SELECT id FROM {from} WHERE x_gone IS NULL{conditions_sql} ORDER BY {by} LIMIT ?1 OFFSET ?2");
    let mut statement = conn.prepare_cached(&sql)?;
    let rows = statement.query_map(params_from_iter(bound(conditions, limit, offset)), |row| id_at(row, 0))?;
    Ok(rows.filter_map(Result::transpose).collect::<Result<_, _>>()?)
}

fn by(columns: &str) -> Order {
    Order { from: "account", by: columns.to_owned() }
}

/// The customers for whom all of these hold.
pub(super) fn members(conn: &Connection, terms: &[Term]) -> Result<BTreeSet<Id>, StoreError> {
    let mut conditions = Conditions::from(FIRST);
    conditions.terms(&ACCOUNT, terms);
    Ok(ids(conn, &by("id"), &conditions, -1, 0)?.into_iter().collect())
}

/// A page of the list.
pub(super) fn page(
    conn: &Connection,
    names: &RefCell<Names>,
    ask: &ListAsk,
    now: &Now,
) -> Result<AccountPage, StoreError> {
    let conditions = conditions(ask);
    let all = all(conn)?;
    let (ids, total) = if ask.filter.trim().is_empty() {
        let total = if conditions.sql.is_empty() { all } else { count(conn, &conditions)? };
        (ids(conn, &order(ask.sort, now), &conditions, ask.limit as i64, ask.offset as i64)?, total)
    } else {
        filtered(conn, names, ask, &conditions, now)?
    };
    let rows = ids.iter().filter_map(|id| row(conn, *id, now).transpose()).collect::<Result<_, _>>()?;
    Ok(AccountPage { rows, offset: ask.offset, total, all })
}

/// Those that answer the letters: best first where names are in order, else in the order that was asked for.
fn filtered(
    conn: &Connection,
    names: &RefCell<Names>,
    ask: &ListAsk,
    conditions: &Conditions,
    now: &Now,
) -> Result<(Vec<Id>, usize), StoreError> {
    let mut names = names.borrow_mut();
    names.refresh(conn, now)?;
    let mut there = if too_short(&ask.filter) { Vec::new() } else { names.lying(conn, &ask.filter, now)? };
    let mut fitting = names.fitting(&ask.filter, false);
    fitting.retain(|(_, entry)| match entry.grade {
        Some(grade) => !ask.ungraded && (ask.grades.is_empty() || ask.grades.contains(&grade)),
        None => ask.ungraded || ask.grades.is_empty(),
    });
    if !ask.only.is_empty() {
        let fit: HashSet<Id> = ids(conn, &by("id"), conditions, -1, 0)?.into_iter().collect();
        fitting.retain(|(_, entry)| fit.contains(&entry.record));
    }
    let mut wanted: HashSet<Id> = fitting.iter().map(|(_, entry)| entry.record).collect();
    // Behind those that are called so, those that lie there: a street's.
    there.retain(|id| !wanted.contains(id));
    if !there.is_empty() && !conditions.sql.is_empty() {
        let fit: HashSet<Id> = ids(conn, &by("id"), conditions, -1, 0)?.into_iter().collect();
        there.retain(|id| fit.contains(id));
    }
    let total = fitting.len() + there.len();
    if ask.sort == Sort::Name {
        let named = fitting.len();
        let best = ranked::first(fitting, ask.offset + ask.limit);
        let page = best.iter().skip(ask.offset).map(|(_, entry)| entry.record);
        let behind = there.into_iter().skip(ask.offset.saturating_sub(named));
        return Ok((page.chain(behind).take(ask.limit).collect(), total));
    }
    // The order is walked until the page is full; what is asked for is most often its beginning.
    wanted.extend(there);
    let Order { from, by } = order(ask.sort, now);
    let sql = format!("SELECT id FROM {from} WHERE x_gone IS NULL ORDER BY {by}");
    let mut statement = conn.prepare_cached(&sql)?;
    let mut rows = statement.query([])?;
    let mut before = 0;
    let mut page = Vec::new();
    while page.len() < ask.limit {
        let Some(row) = rows.next()? else { break };
        let Some(id) = id_at(row, 0)?.filter(|id| wanted.contains(id)) else { continue };
        if before < ask.offset { before += 1 } else { page.push(id) }
    }
    Ok((page, total))
}

/// Letters of fewer than these are too few to look for places by.
const PLACE_LETTERS: usize = 3;

fn too_short(filter: &str) -> bool {
    let weight = |c: char| if is_han(c) { 2 } else { 1 };
    filter.chars().filter(|c| !c.is_whitespace()).map(weight).sum::<usize>() < PLACE_LETTERS
}

/// A customer with its kept figures.
pub(super) fn row(conn: &Connection, id: Id, now: &Now) -> Result<Option<AccountRow>, StoreError> {
    let sql = format!(
        "SELECT {}, r.x_last_visit, r.x_next_due,
            (SELECT min(day) FROM visit v WHERE v.account = r.id AND v.state = 'planned' AND v.x_gone IS NULL AND v.day >= ?2),
            (SELECT count(*) FROM follow_up f WHERE f.account = r.id AND f.state = 'open' AND f.x_gone IS NULL),
            (SELECT count(*) FROM contact c WHERE c.account = r.id AND c.x_gone IS NULL)
         FROM account r WHERE r.id = ?1 AND r.x_gone IS NULL",
        columns_of::<Account>("r")
    );
    let figures = 1 + crate::schema::ACCOUNT.fields.len();
    let today = number_of(now.today());
    let row = conn
        .prepare_cached(&sql)?
        .query_row(params![id.bytes(), today], |row| {
            let last_visit = row.get::<_, Option<i64>>(figures)?.and_then(day_of);
            let next_due = row.get::<_, Option<i64>>(figures + 1)?.and_then(day_of);
            Ok(AccountRow {
                account: read_record::<Account>(row, 0)?,
                last_visit,
                next_due,
                overdue: cadence::overdue(last_visit, next_due, now.today()),
                planned: row.get::<_, Option<i64>>(figures + 2)?.and_then(day_of),
                follow_ups: row.get(figures + 3)?,
                contacts: row.get(figures + 4)?,
            })
        })
        .optional()?;
    Ok(row)
}

/// A place and how many there are, and the customers before and after.
type Place = ((usize, usize), (Option<Id>, Option<Id>));

/// A customer's place in the order of names, how many there are, and the ones before and after.
pub(super) fn place(conn: &Connection, id: Id) -> Result<Place, StoreError> {
    let order: Option<String> = conn
        .prepare_cached("SELECT x_order FROM account WHERE id = ?1")?
        .query_row([id.bytes()], |row| row.get(0))
        .optional()?
        .flatten();
    let order = order.unwrap_or_default();
    let before: i64 = conn
        .prepare_cached("SELECT count(*) FROM account WHERE x_gone IS NULL AND (x_order, id) < (?1, ?2)")?
        .query_row(params![order, id.bytes()], |row| row.get(0))?;
    let neighbour = |sql: &str| -> Result<Option<Id>, StoreError> {
        let found = conn.prepare_cached(sql)?.query_row(params![order, id.bytes()], |row| id_at(row, 0)).optional()?;
        Ok(found.flatten())
    };
    let previous = neighbour(
        "SELECT id FROM account WHERE x_gone IS NULL AND (x_order, id) < (?1, ?2) ORDER BY x_order DESC, id DESC LIMIT 1",
    )?;
    let next = neighbour(
        "SELECT id FROM account WHERE x_gone IS NULL AND (x_order, id) > (?1, ?2) ORDER BY x_order, id LIMIT 1",
    )?;
    Ok(((before.max(0) as usize + 1, all(conn)?), (previous, next)))
}
