//! Names and numbers of customers and contacts in memory, made ready for the matcher; read once, then only what changed.
//!
//! Must not be loaded before something is searched: the first screen does not need it.

use std::collections::HashMap;

use rusqlite::Connection;

use super::columns::{id_at, text_at};
use super::error::StoreError;
use crate::base::id::Id;
use crate::base::name::{NameKey, Query, Rank};
use crate::base::phone;
use crate::schema::{ACCOUNT, Choice, Grade};

/// All names, as of an edition.
#[derive(Debug, Default)]
pub(crate) struct Names {
    edition: i64,
    entries: Vec<Entry>,
    places: HashMap<Id, usize>,
}

/// One customer or contact.
#[derive(Debug)]
pub(crate) struct Entry {
    pub record: Id,
    pub entity: u16,
    /// A contact's customer.
    pub account: Option<Id>,
    pub grade: Option<Grade>,
    /// Its name, then its other names, a line each.
    names: Box<str>,
    keys: Box<[NameKey]>,
    digits: Box<str>,
}

impl Entry {
    /// The name it is shown by.
    pub fn name(&self) -> &str {
        self.names.split('\n').next().unwrap_or_default()
    }

    /// Its name and its other names.
    pub fn all_names(&self) -> impl Iterator<Item = &str> {
        self.names.split('\n')
    }

    /// The digits of its telephone numbers.
    pub fn numbers(&self) -> impl Iterator<Item = &str> {
        self.digits.split('\n').filter(|digits| !digits.is_empty())
    }

    /// How well it answers: by its name, or a little worse by another of its names.
    fn rank(&self, query: &Query) -> Option<u32> {
        let other = |n: usize, rank: Rank| rank.value() + if n > 0 { 1 << 15 } else { 0 };
        self.keys.iter().enumerate().filter_map(|(n, key)| query.rank(key).map(|rank| other(n, rank))).min()
    }
}

/// What was typed, made ready.
struct Asked {
    query: Query,
    /// Digits that a telephone number may hold.
    needles: Vec<String>,
}

impl Asked {
    fn new(typed: &str) -> Asked {
        let digits = phone::digits(typed);
        let mut needles = Vec::new();
        if phone::looks_like(typed) && digits.len() >= 3 {
            // Typed with a country's code or a zero that the stored one is without.
            needles.extend(phone::read(typed).map(|phone| phone.national).filter(|n| n.len() >= 7 && *n != digits));
            needles.push(digits);
        }
        Asked { query: Query::new(typed), needles }
    }

    /// Ranks an entry; smaller is better. A number found in a telephone number comes after every name.
    fn rank(&self, entry: &Entry) -> Option<u32> {
        let found = || self.needles.iter().any(|needle| entry.digits.contains(needle.as_str()));
        entry.rank(&self.query).or_else(|| found().then_some(BY_NUMBER))
    }
}

/// The rank of what was found by a telephone number.
pub(crate) const BY_NUMBER: u32 = u32::MAX;

impl Names {
    /// Whether they were read at all.
    pub fn are_read(&self) -> bool {
        self.edition > 0
    }

    /// Reads what changed since the last time: everything, the first time.
    pub fn refresh(&mut self, conn: &Connection) -> Result<(), StoreError> {
        let edition: i64 = conn.prepare_cached("SELECT edition FROM name_edition")?.query_row([], |row| row.get(0))?;
        if edition == self.edition {
            return Ok(());
        }
        // An older edition is another book (restored from a copy): begin anew.
        if edition < self.edition {
            *self = Names::default();
        }
        let sql = if self.edition == 0 {
            "SELECT record, entity, account, names, digits, grade FROM name WHERE changed > ?1"
        } else {
            "SELECT record, entity, account, names, digits, grade FROM name INDEXED BY name_changed WHERE changed > ?1"
        };
        let mut statement = conn.prepare_cached(sql)?;
        let mut rows = statement.query([self.edition])?;
        while let Some(row) = rows.next()? {
            let names = text_at(row, 3)?;
            let entry = Entry {
                record: id_at(row, 0)?.unwrap_or_default(),
                entity: row.get(1)?,
                account: id_at(row, 2)?,
                grade: Grade::of(&text_at(row, 5)?),
                keys: names.split('\n').map(NameKey::new).collect(),
                names: names.into(),
                digits: text_at(row, 4)?.into(),
            };
            match self.places.get(&entry.record) {
                Some(place) => self.entries[*place] = entry,
                None => {
                    self.places.insert(entry.record, self.entries.len());
                    self.entries.push(entry);
                }
            }
        }
        self.edition = edition;
        Ok(())
    }

    /// The best entries for what was typed, best first; only customers, or contacts too.
    pub fn best(&self, typed: &str, most: usize, contacts: bool) -> Vec<(u32, &Entry)> {
        first(self.fitting(typed, contacts), most)
    }

    /// All entries that answer what was typed, with their ranks, in no order.
    pub fn fitting(&self, typed: &str, contacts: bool) -> Vec<(u32, &Entry)> {
        let asked = Asked::new(typed);
        self.entries
            .iter()
            .filter(|entry| contacts || entry.entity == ACCOUNT.number)
            .filter_map(|entry| asked.rank(entry).map(|rank| (rank, entry)))
            .collect()
    }

    /// How many customers have exactly this name.
    pub fn namesakes(&self, name: &str) -> usize {
        let key = NameKey::new(name);
        self.entries.iter().filter(|entry| entry.entity == ACCOUNT.number && entry.keys.first() == Some(&key)).count()
    }

    /// All entries.
    pub fn all(&self) -> impl Iterator<Item = &Entry> {
        self.entries.iter()
    }
}

/// The best of those that answer, best first: by rank, customers before contacts, then by name.
pub(crate) fn first(mut found: Vec<(u32, &Entry)>, most: usize) -> Vec<(u32, &Entry)> {
    let order = |a: &(u32, &Entry), b: &(u32, &Entry)| {
        (a.0, a.1.entity, a.1.name(), a.1.record).cmp(&(b.0, b.1.entity, b.1.name(), b.1.record))
    };
    if found.len() > most && most > 0 {
        found.select_nth_unstable_by(most - 1, order);
    }
    found.truncate(most);
    found.sort_by(order);
    found
}

/// Byte ranges of a name that answer what was typed.
pub(crate) fn marks(typed: &str, name: &str) -> Vec<(usize, usize)> {
    Query::new(typed).hits(name).into_iter().map(|range| (range.start, range.end)).collect()
}
