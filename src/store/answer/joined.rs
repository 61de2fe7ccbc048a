//! What was typed when a part of it is a customer's name, or a person's there, and the rest is said in a record of that customer.
//!
//! Always holds: it is looked for only where nothing says all of it, and only at the few customers who are likeliest meant: no index is walked.

use rusqlite::{Connection, params};

use super::hits::hit;
use crate::base::id::Id;
use crate::base::search_terms::Question;
use crate::base::text::is_han;
use crate::domain::ask::Hit;
use crate::domain::likely::BY_CHANCE;
use crate::schema::{ACCOUNT, CONTACT, FOLLOW_UP, TOUCH, VISIT};
use crate::store::error::StoreError;
use crate::store::record::columns::id_at;
use crate::store::search::names::Names;
use crate::store::search::said::Said;

/// So many customers are looked at for each way to part what was typed.
const CUSTOMERS: usize = 6;
/// So many of the newest records of a kind are looked at.
const RECORDS: i64 = 40;
/// More words than these are a sentence.
const WORDS: usize = 4;

/// Where the records of a customer are found, the newest first.
const OF_CUSTOMER: [(u16, &str); 4] = [
    (
        VISIT.number,
        "SELECT id FROM visit WHERE account = ?1 AND x_gone IS NULL ORDER BY day DESC, started DESC LIMIT ?2",
    ),
    (TOUCH.number, "SELECT id FROM touch WHERE account = ?1 AND x_gone IS NULL ORDER BY day DESC, at DESC LIMIT ?2"),
    (FOLLOW_UP.number, "SELECT id FROM follow_up WHERE account = ?1 AND x_gone IS NULL ORDER BY due DESC LIMIT ?2"),
    (CONTACT.number, "SELECT id FROM contact WHERE account = ?1 AND x_gone IS NULL LIMIT ?2"),
];

/// The hits, those of the likeliest customer first, of each the newest first; `None` where `stop` said so before all were looked at.
pub(super) fn joined(
    conn: &Connection,
    names: &Names,
    typed: &str,
    most: usize,
    stop: &dyn Fn() -> bool,
) -> Result<Option<Vec<Hit>>, StoreError> {
    let mut hits: Vec<Hit> = Vec::new();
    for (name, rest) in parted(typed) {
        let Some(question) = Question::read(&rest) else { continue };
        for account in meant(names, &name) {
            for said in records(conn, account)? {
                let text = if said.entity == CONTACT.number {
                    format!("{}\n{}", said.name, said.text)
                } else {
                    said.text.clone()
                };
                let known = hits.iter().any(|hit| hit.record == said.record);
                if !known && question.is_in(&text) {
                    hits.push(hit(conn, names, typed, &Said { text, ..said })?);
                }
                if hits.len() >= most {
                    return Ok(Some(hits));
                }
            }
            if stop() {
                return Ok(None);
            }
        }
    }
    Ok(Some(hits))
}

/// What may be the name, before the rest or behind it, the longest first.
fn parted(typed: &str) -> Vec<(String, String)> {
    let words: Vec<&str> = typed.split_whitespace().collect();
    let mut parted = Vec::new();
    if words.len() > WORDS {
        return parted;
    }
    for at in (1..words.len()).rev() {
        let (before, behind) = words.split_at(at);
        parted.push((before.join(" "), behind.join(" ")));
        let (before, behind) = words.split_at(words.len() - at);
        parted.push((behind.join(" "), before.join(" ")));
    }
    // One letter is nobody's name.
    parted.retain(|(name, _)| {
        name.chars().filter(|c| c.is_alphanumeric()).count() > usize::from(!name.chars().any(is_han))
    });
    parted
}

/// The customers who are likely called so, or where somebody is.
fn meant(names: &Names, name: &str) -> Vec<Id> {
    let mut accounts = Vec::new();
    for (order, entry) in names.aside(|names| names.best(name, CUSTOMERS, true)) {
        let account = if entry.entity == ACCOUNT.number { Some(entry.record) } else { entry.account };
        accounts.extend(account.filter(|account| order < BY_CHANCE && !accounts.contains(account)));
    }
    accounts
}

/// What is said of a customer and in its newest records.
fn records(conn: &Connection, account: Id) -> Result<Vec<Said>, StoreError> {
    let mut said: Vec<Said> = Said::read(conn, ACCOUNT.number, account)?.into_iter().collect();
    for (entity, sql) in OF_CUSTOMER {
        let mut find = conn.prepare_cached(sql)?;
        let ids: Vec<Option<Id>> =
            find.query_map(params![account.bytes(), RECORDS], |row| id_at(row, 0))?.collect::<Result<_, _>>()?;
        for id in ids.into_iter().flatten() {
            said.extend(Said::read(conn, entity, id)?);
        }
    }
    Ok(said)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_stands_before_the_rest_or_behind_it() {
        for (typed, expected) in [
            ("精工 报价", &["精工|报价", "报价|精工"][..]),
            ("jg haichuan", &["jg|haichuan", "haichuan|jg"]),
            ("blue finch price", &["blue finch|price", "finch price|blue", "blue|finch price", "price|blue finch"]),
            ("b j", &[]),
            ("精工", &[]),
            ("one two three four five", &[]),
        ] {
            let found: Vec<String> = parted(typed).into_iter().map(|(name, rest)| format!("{name}|{rest}")).collect();
            assert_eq!(found, expected, "{typed}");
        }
    }
}
