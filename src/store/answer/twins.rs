//! Customers that are likely one and the same: of one name, or with one telephone number. Offered, never joined unasked.

use std::cell::RefCell;
use std::collections::{BTreeSet, HashMap};

use rusqlite::Connection;

use super::names::hit;
use crate::base::clock::Now;
use crate::base::id::Id;
use crate::base::phone;
use crate::base::text::fold;
use crate::domain::ask::NameHit;
use crate::schema::ACCOUNT;
use crate::store::error::StoreError;
use crate::store::search::names::{Entry, Names};

/// More than this help nobody.
const MOST: usize = 9;
/// A number that so many share is a switchboard.
const SWITCHBOARD: usize = 6;

/// A name without what is written now so, now so: case, width, spaces, signs.
fn bare(name: &str) -> String {
    fold(name).chars().filter(|letter| letter.is_alphanumeric()).collect()
}

fn accounts(names: &Names) -> impl Iterator<Item = &Entry> {
    names.all().filter(|entry| entry.entity == ACCOUNT.number && !entry.name().is_empty())
}

/// What would make two customers twins: their names and numbers, in a form in which they can be compared.
fn marks(entry: &Entry) -> BTreeSet<String> {
    let names = entry.all_names().map(bare).filter(|name| name.chars().count() > 1);
    names.chain(entry.numbers().filter_map(phone::compare_key).map(|number| format!("+{number}"))).collect()
}

/// The likely twins of a customer.
pub(super) fn of(
    conn: &Connection,
    names: &RefCell<Names>,
    account: Id,
    now: &Now,
) -> Result<Vec<NameHit>, StoreError> {
    let mut names = names.borrow_mut();
    names.refresh(conn, now)?;
    let Some(own) = accounts(&names).find(|entry| entry.record == account).map(marks) else { return Ok(Vec::new()) };
    let twins = accounts(&names).filter(|entry| entry.record != account && !marks(entry).is_disjoint(&own));
    twins.take(MOST).filter_map(|entry| hit(conn, entry.record, "").transpose()).collect()
}

/// All likely twins, as pairs: of each the older record first.
pub(super) fn all(conn: &Connection, names: &RefCell<Names>, now: &Now) -> Result<Vec<(NameHit, NameHit)>, StoreError> {
    let mut names = names.borrow_mut();
    names.refresh(conn, now)?;
    let mut by_mark: HashMap<String, Vec<Id>> = HashMap::new();
    for entry in accounts(&names) {
        for mark in marks(entry) {
            by_mark.entry(mark).or_default().push(entry.record);
        }
    }
    let mut pairs: BTreeSet<(Id, Id)> = BTreeSet::new();
    for (mark, mut records) in by_mark {
        records.sort_unstable();
        if let [first, others @ ..] = records.as_slice()
            && (records.len() <= SWITCHBOARD || !mark.starts_with('+'))
        {
            pairs.extend(others.iter().map(|other| (*first, *other)));
        }
    }
    let mut found = Vec::with_capacity(pairs.len());
    for (one, other) in pairs {
        found.extend(hit(conn, one, "")?.zip(hit(conn, other, "")?));
    }
    Ok(found)
}
