//! What a line is read with beside the names of customers: the people and the cadence of one, and what was seen behind marks.
//!
//! Always holds: of the words only the newest are read, so that the answer does not grow with the book.

use std::collections::BTreeSet;

use rusqlite::Connection;

use super::{accounts, steps};
use crate::base::clock::Now;
use crate::base::id::Id;
use crate::domain::heard::Wanted;
use crate::domain::hours::Hours;
use crate::domain::log_line::{About, Person, Vocabulary};
use crate::domain::look::Look;
use crate::schema::ACCOUNT;
use crate::store::error::StoreError;
use crate::store::write::kept;
use crate::store::write::look::{Looking, stands_for};

/// So many of the newest logs say what words there are.
const LOGS: usize = 400;

/// A customer's people, how often it is seen, and when it is planned next.
pub(super) fn about(conn: &Connection, id: Id, now: &Now) -> Result<Option<About>, StoreError> {
    let account = stands_for(conn, ACCOUNT.number, id)?;
    let Some(row) = accounts::row(conn, account, now)? else { return Ok(None) };
    let look = Looking::new(conn)?;
    let contacts = look.contacts(account)?;
    let people = contacts.into_iter().filter(|contact| contact.left_on.is_none());
    Ok(Some(About {
        account: id,
        people: people.map(|contact| Person { id: contact.id, name: contact.name }).collect(),
        every: kept::usual(conn)?.cadence.of(&row.account),
        open: Hours::read(&row.account.opening_hours).map(|hours| hours.weekdays()),
        planned: row.planned.filter(|day| *day > now.today()),
        kind: look
            .open_visits(account)?
            .into_iter()
            .find(|visit| visit.day == Some(now.today()))
            .and_then(|visit| visit.kind),
        missing: steps::open_at(conn, account, now)?.map(|steps| steps.missing()).unwrap_or_default(),
    }))
}

/// Tags, competitors and products that were seen, the newest first.
pub(super) fn vocabulary(conn: &Connection) -> Result<Vocabulary, StoreError> {
    let mut found = Vocabulary::default();
    for table in ["visit", "touch"] {
        let mut rows = conn.prepare_cached(&format!(
            "SELECT tags, competitors, products FROM \"{table}\" WHERE coalesce(competitors, products, tags) IS NOT NULL \
             AND x_gone IS NULL ORDER BY day DESC LIMIT {LOGS}"
        ))?;
        let mut rows = rows.query([])?;
        while let Some(row) = rows.next()? {
            let set = |column: usize| -> Result<BTreeSet<String>, StoreError> {
                let text: Option<String> = row.get(column)?;
                Ok(text.and_then(|text| serde_json::from_str(&text).ok()).unwrap_or_default())
            };
            add(&mut found.tags, set(0)?);
            add(&mut found.competitors, set(1)?);
            add(&mut found.products, set(2)?.iter().map(|text| Wanted::read(text).name).collect());
        }
    }
    Ok(found)
}

fn add(known: &mut Vec<String>, words: BTreeSet<String>) {
    for word in words {
        if !known.contains(&word) {
            known.push(word);
        }
    }
}
