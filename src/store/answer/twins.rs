//! Customers that are likely one and the same: imported twice from one program, of one name but for its legal form, with one telephone number,
//! at one address. Offered, never joined unasked; who was told apart is not offered again.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet, HashMap};

use rusqlite::Connection;

use super::names::hit;
use crate::base::clock::Now;
use crate::base::id::Id;
use crate::base::phone;
use crate::domain::ask::{NameHit, Pair};
use crate::domain::import::likeness::{core, may_be_one_town, street_key, town};
use crate::domain::import::preview::Shared;
use crate::schema::{ACCOUNT, Account};
use crate::store::error::StoreError;
use crate::store::record::columns::{id_at, text_at};
use crate::store::search::entry::Entry;
use crate::store::search::names::Names;
use crate::store::write::look::one;

/// More than this help nobody.
const MOST: usize = 9;
/// A number that so many share is a switchboard, an address a shopping mall.
const SWITCHBOARD: usize = 6;

fn accounts(names: &Names) -> impl Iterator<Item = &Entry> {
    names.all().filter(|entry| entry.entity == ACCOUNT.number && !entry.name().is_empty())
}

/// What would make two customers twins: their names and numbers, in a form in which they can be compared.
fn marks(entry: &Entry) -> BTreeSet<(Shared, String)> {
    let names = entry.all_names().map(core).filter(|name| name.chars().count() > 1).map(|name| (Shared::Name, name));
    names.chain(entry.numbers().filter_map(phone::compare_key).map(|number| (Shared::Phone, number))).collect()
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
    let apart = one::<Account>(conn, account)?.map(|account| account.not_same).unwrap_or_default();
    let twins = accounts(&names)
        .filter(|entry| entry.record != account && !apart.contains(&entry.record))
        .filter(|entry| !marks(entry).is_disjoint(&own));
    twins.take(MOST).filter_map(|entry| hit(conn, entry.record, "").transpose()).collect()
}

/// All likely twins, in pairs, those that were told apart left out.
pub(super) fn all(conn: &Connection, names: &RefCell<Names>, now: &Now) -> Result<Vec<Pair>, StoreError> {
    let mut names = names.borrow_mut();
    names.refresh(conn, now)?;
    let mut by_mark: HashMap<(Shared, String), Vec<Id>> = HashMap::new();
    for entry in accounts(&names) {
        for mark in marks(entry) {
            by_mark.entry(mark).or_default().push(entry.record);
        }
    }
    let mut apart = BTreeSet::new();
    let mut cities: HashMap<Id, String> = HashMap::new();
    let mut statement = conn.prepare_cached(
        "SELECT id, street, city, not_same IS NOT NULL, external_id, name FROM account WHERE x_gone IS NULL AND merged_into IS NULL",
    )?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        let Some(id) = id_at(row, 0)? else { continue };
        let street = text_at(row, 1)?;
        let city = town(&street, &text_at(row, 2)?);
        if let Some(street) = street_key(&street) {
            by_mark.entry((Shared::Address, format!("{street} {city}"))).or_default().push(id);
        }
        // Small programs count from 1, each for itself: the name is asked too.
        let external = text_at(row, 4)?;
        if !external.is_empty() {
            by_mark.entry((Shared::Id, format!("{external} {}", core(&text_at(row, 5)?)))).or_default().push(id);
        }
        if !city.is_empty() {
            cities.insert(id, city);
        }
        if row.get(3)? {
            let others = one::<Account>(conn, id)?.map(|account| account.not_same).unwrap_or_default();
            apart.extend(others.into_iter().flat_map(|other| [(id, other), (other, id)]));
        }
    }
    // A chain has one name in many towns.
    let elsewhere = |one: &Id, other: &Id| {
        cities.get(one).zip(cities.get(other)).is_some_and(|(one, other)| !may_be_one_town(one, other))
    };
    let mut pairs: BTreeMap<(Id, Id), Shared> = BTreeMap::new();
    for ((shared, _), mut records) in by_mark {
        records.sort_unstable();
        if records.len() > SWITCHBOARD && !matches!(shared, Shared::Name | Shared::Id) {
            continue;
        }
        let [first, others @ ..] = records.as_slice() else { continue };
        for other in others.iter().filter(|other| !(shared == Shared::Name && elsewhere(first, other))) {
            if !apart.contains(&(*first, *other)) {
                let why = pairs.entry((*first, *other)).or_insert(shared);
                *why = (*why).min(shared);
            }
        }
    }
    let mut found = Vec::with_capacity(pairs.len());
    for ((one, other), shared) in pairs {
        let both = hit(conn, one, "")?.zip(hit(conn, other, "")?);
        // The one that was seen last stays: his logs are what people know him by.
        let both = both.map(|(one, other)| if other.last_visit > one.last_visit { (other, one) } else { (one, other) });
        found.extend(both.map(|(one, other)| Pair { one, other, shared }));
    }
    // Those that have more in common than an address stand first.
    found.sort_by_key(|pair| pair.shared);
    Ok(found)
}
