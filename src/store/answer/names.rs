//! Customers by letters, and customers that a new one may be the same as.

use std::cell::RefCell;
use std::collections::BTreeMap;

use rusqlite::{Connection, OptionalExtension};

use crate::base::clock::Now;
use crate::base::id::Id;
use crate::base::name::{Fit, NameKey, Near, Query};
use crate::base::phone;
use crate::base::text::is_han;
use crate::domain::ask::NameHit;
use crate::domain::log_line::family_with_title;
use crate::schema::{ACCOUNT, Choice, Grade};
use crate::store::error::StoreError;
use crate::store::record::columns::text_at;
use crate::store::search::entry::Entry;
use crate::store::search::names::{self, Names};
use crate::store::search::ranked::first;
use crate::store::write::kept::day_of;

/// More look-alikes than this help nobody.
const MOST_ALIKE: usize = 8;

/// Behind so many come those that share a name with one of them, then the others.
const FIRST: usize = 9;

/// So many people of a given name have room among those whom its letters fit by chance, and never more than half of it: the other half is for
/// those that are called so.
const PEOPLE: usize = 6;

/// A customer as a hit; what was typed is marked in its name.
pub(super) fn hit(conn: &Connection, account: Id, typed: &str) -> Result<Option<NameHit>, StoreError> {
    hit_of(conn, account, &Query::new(typed))
}

fn hit_of(conn: &Connection, account: Id, typed: &Query) -> Result<Option<NameHit>, StoreError> {
    let found = conn
        .prepare_cached("SELECT name, grade, street, city, x_last_visit FROM account WHERE id = ?1 AND x_gone IS NULL")?
        .query_row([account.bytes()], |row| {
            let name = text_at(row, 0)?;
            Ok(NameHit {
                account,
                marks: names::marked(typed, &name),
                name,
                other_name: None,
                grade: Grade::of(&text_at(row, 1)?),
                street: place(&text_at(row, 2)?, &text_at(row, 3)?),
                last_visit: row.get::<_, Option<i64>>(4)?.and_then(day_of),
                certain: false,
                person: None,
            })
        })
        .optional()?;
    Ok(found)
}

/// Street and city in one line.
pub(super) fn place(street: &str, city: &str) -> String {
    match (street.is_empty(), city.is_empty()) {
        // The order of an address follows its writing.
        (false, false) if street.chars().any(is_han) => format!("{city}{street}"),
        (false, false) => format!("{street}, {city}"),
        (true, _) => city.to_owned(),
        (_, true) => street.to_owned(),
    }
}

/// Customers whose names fit the letters, best first.
pub(super) fn names(
    conn: &Connection,
    names: &RefCell<Names>,
    letters: &str,
    most: usize,
    now: &Now,
) -> Result<Vec<NameHit>, StoreError> {
    let mut names = names.borrow_mut();
    names.refresh(conn, now)?;
    let mut best: Vec<Id> = names.best(letters, most, false).into_iter().map(|(_, entry)| entry.record).collect();
    // Of many that bear one name all are told: the street that is said next is one of theirs.
    let first = FIRST.min(best.len());
    let others = names.of_one_name(&best, first);
    let rest = best.split_off(first);
    best.extend(others);
    let further: Vec<Id> = rest.into_iter().filter(|id| !best.contains(id)).collect();
    best.extend(further);
    let query = Query::new(letters);
    let mut hits = Vec::with_capacity(best.len());
    let mut begins = false;
    for id in best {
        let Some(mut hit) = hit_of(conn, id, &query)? else { continue };
        let (fit, other_name) = names.called(id, &query);
        begins |= fit.is_some_and(|fit| fit <= Fit::WordPrefix);
        let alone = other_name.is_some() || fit == Some(Fit::Exact) && names.namesakes(&hit.name) == 1;
        hit.other_name = other_name;
        // The whole name, not what is left of it behind the words that many begin with. Who bears an other name beside it is a hit too, and as exact.
        let whole = || query.rank(&NameKey::new(hit.called())).is_some_and(|rank| rank.fit() == Fit::Exact);
        hit.certain = fit == Some(Fit::Exact) && alone && whole();
        hits.push(hit);
    }
    // Where nobody is called so, somebody's person may be. `Ed` is rather somebody than the Downs Edge.
    let given = is_given(letters);
    if given || hits.len() < most && !begins {
        let people = people(&names, letters, most);
        if given {
            hits.truncate(most.saturating_sub(people.len().min(PEOPLE).min(most / 2)));
        }
        for (account, person) in people {
            let known = hits.iter().any(|hit| hit.account == account);
            let found = if known { None } else { hit(conn, account, letters)? };
            hits.extend(found.map(|hit| NameHit { person: Some(person), ..hit }));
        }
        hits.truncate(most);
    }
    // Two customers that are both called so: none is certain.
    if hits.iter().filter(|hit| hit.certain).count() > 1 {
        hits.iter_mut().for_each(|hit| hit.certain = false);
    }
    Ok(hits)
}

/// Whether letters are a short given name, as one writes it: `Ed`, `Joe`.
fn is_given(letters: &str) -> bool {
    let mut characters = letters.chars();
    letters.len() <= 3
        && characters.next().is_some_and(|c| c.is_ascii_uppercase())
        && characters.next().is_some_and(|c| c.is_ascii_lowercase())
        && characters.all(|c| c.is_ascii_lowercase())
}

/// The customers of those people whose names begin with the letters, or whose family name stands before a title (翟主任), each with the person.
fn people(names: &Names, letters: &str, most: usize) -> Vec<(Id, String)> {
    let typed = family_with_title(letters.trim()).unwrap_or(letters);
    let query = Query::new(typed);
    let called = |entry: &&Entry| query.rank(entry.key()).is_some_and(|rank| rank.fit() <= Fit::Initials);
    let contacts = names.people_beginning(typed).into_iter().filter(|(_, entry)| called(entry)).collect();
    let best = first(contacts, most).into_iter();
    best.filter_map(|(_, entry)| Some((entry.account?, entry.name().to_owned()))).collect()
}

/// Customers that a new one of this name and these numbers may be the same as.
pub(super) fn look_alikes(
    conn: &Connection,
    names: &RefCell<Names>,
    name: &str,
    phones: &[String],
    now: &Now,
) -> Result<Vec<NameHit>, StoreError> {
    let mut names = names.borrow_mut();
    names.refresh(conn, now)?;
    let wanted: Vec<String> = phones.iter().filter_map(|phone| phone::compare_key(phone)).collect();
    let mut alike: BTreeMap<Id, u32> = BTreeMap::new();
    for (rank, entry) in names.best(name, MOST_ALIKE, false) {
        alike.insert(entry.record, rank);
    }
    if !wanted.is_empty() {
        for entry in names.all() {
            let same = entry.numbers().filter_map(phone::compare_key).any(|own| wanted.contains(&own));
            if same {
                let account = if entry.entity == ACCOUNT.number { Some(entry.record) } else { entry.account };
                alike.extend(account.map(|account| (account, 0)));
            }
        }
    }
    // So is one that is a known one but for a slip of the finger, or for a character of the same sound.
    if let Some(near) = Near::new(name).filter(Near::is_sure) {
        for entry in names.all().filter(|entry| entry.entity == ACCOUNT.number) {
            if let Some(mistakes) = near.mistakes(entry.name(), entry.key()) {
                alike.entry(entry.record).or_insert((1 << 19) + mistakes as u32);
            }
        }
    }
    // A new name that begins with a known one ("Acme Ltd" beside "Acme") is alike too.
    let query = NameKey::new(name);
    for entry in names.all().filter(|entry| entry.entity == ACCOUNT.number) {
        if alike.len() >= MOST_ALIKE * 2 {
            break;
        }
        let known = entry.name();
        if entry.may_stand_in(&query)
            && known.chars().count() >= 3
            && Query::new(known).rank(&query).is_some_and(|rank| rank.fit() <= Fit::WordPrefix)
        {
            alike.entry(entry.record).or_insert(1 << 20);
        }
    }
    let mut order: Vec<(u32, Id)> = alike.into_iter().map(|(id, rank)| (rank, id)).collect();
    order.sort_unstable();
    let mut hits = Vec::new();
    for (_, id) in order.into_iter().take(MOST_ALIKE) {
        hits.extend(hit(conn, id, name)?);
    }
    Ok(hits)
}
