//! Money that customers have promised, in the logs of all of them.
//!
//! Always holds: only logs that speak of money are read, through an index of their own.

use rusqlite::{Connection, params};

use crate::base::id::Id;
use crate::domain::ask::MoneyRow;
use crate::domain::deed::LogRef;
use crate::domain::owed;
use crate::store::error::StoreError;
use crate::store::me::Me;
use crate::store::record::columns::{id_at, text_at};
use crate::store::write::kept::day_of;

/// A log that speaks of money.
struct Told {
    account: Option<Id>,
    name: String,
    log: LogRef,
    day: chrono::NaiveDate,
    payments: std::collections::BTreeSet<String>,
}

/// What was promised in my logs, or by my customers, and has not come: the first due first, those without a day last.
pub(super) fn promised(conn: &Connection) -> Result<Vec<MoneyRow>, StoreError> {
    let me = Me::of(conn)?.user;
    let mut logs = told(conn, "visit", me, LogRef::Visit)?;
    logs.extend(told(conn, "touch", me, LogRef::Touch)?);
    logs.sort_by_key(|told| (told.account, std::cmp::Reverse(told.day)));
    // Of two logs without a customer nobody knows whether they speak of one.
    let mut rows: Vec<MoneyRow> = logs
        .chunk_by(|one, other| one.account.is_some() && one.account == other.account)
        .flat_map(|of_one| {
            let (account, name) = of_one.first().map(|told| (told.account, told.name.clone())).unwrap_or_default();
            let logs = of_one.iter().map(|told| (told.log, told.day, &told.payments));
            let promised = owed::open(logs, |_, _| true).into_iter();
            promised.map(move |promised| MoneyRow { account, name: name.clone(), promised })
        })
        .collect();
    rows.sort_by(|one, other| {
        let key = |row: &MoneyRow| (row.promised.payment.due.is_none(), row.promised.payment.due, row.promised.day);
        key(one).cmp(&key(other)).then_with(|| one.name.cmp(&other.name))
    });
    Ok(rows)
}

fn told(conn: &Connection, table: &str, me: Id, log: fn(Id) -> LogRef) -> Result<Vec<Told>, StoreError> {
    // Few of a rep's logs speak of money, and the planner, asked for an owner here or there, would go through all of them (0.4 s of 500,000).
    let mut statement = conn.prepare_cached(&format!(
        "SELECT l.id, l.account, a.name, l.day, l.payments FROM \"{table}\" l INDEXED BY {table}_money
         LEFT JOIN account a ON a.id = l.account
         WHERE l.payments IS NOT NULL AND l.x_gone IS NULL AND (+l.owner = ?1 OR a.owner = ?1)"
    ))?;
    let mut rows = statement.query(params![me.bytes()])?;
    let mut found = Vec::new();
    while let Some(row) = rows.next()? {
        let (Some(id), Some(day)) = (id_at(row, 0)?, row.get::<_, Option<i64>>(3)?.and_then(day_of)) else { continue };
        let text: Option<String> = row.get(4)?;
        let payments = text.and_then(|text| serde_json::from_str(&text).ok()).unwrap_or_default();
        found.push(Told { account: id_at(row, 1)?, name: text_at(row, 2)?, log: log(id), day, payments });
    }
    Ok(found)
}
