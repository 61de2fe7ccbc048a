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

/// What was typed, and what is looked through.
pub(crate) struct Asked {
    query: Query,
    digits: String,
    phones: bool,
}

impl Asked {
    pub fn new(typed: &str) -> Asked {
        let digits = phone::digits(typed);
        Asked { query: Query::new(typed), phones: phone::looks_like(typed) && digits.len() >= 3, digits }
    }

    pub fn is_empty(&self) -> bool {
        self.query.is_empty() && !self.phones
    }

    /// Ranks an entry; smaller is better. A number found in a telephone number comes after every name.
    fn rank(&self, entry: &Entry, typed: &str) -> Option<u32> {
        entry.rank(&self.query).or_else(|| {
            let found = self.phones
                && entry.digits.len() >= self.digits.len()
                && entry.digits.split('\n').any(|stored| phone::found_in(typed, stored));
            found.then_some(u32::MAX)
        })
    }
}

impl Names {
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
        let asked = Asked::new(typed);
        if asked.is_empty() {
            return Vec::new();
        }
        let mut found: Vec<(u32, &Entry)> = self
            .entries
            .iter()
            .filter(|entry| contacts || entry.entity == ACCOUNT.number)
            .filter_map(|entry| asked.rank(entry, typed).map(|rank| (rank, entry)))
            .collect();
        let order = |a: &(u32, &Entry), b: &(u32, &Entry)| {
            (a.0, a.1.entity, a.1.name(), a.1.record).cmp(&(b.0, b.1.entity, b.1.name(), b.1.record))
        };
        if found.len() > most && most > 0 {
            found.select_nth_unstable_by(most - 1, order);
            found.truncate(most);
        }
        found.sort_by(order);
        found
    }

    /// Every customer that answers, with its rank.
    pub fn fitting(&self, typed: &str) -> Vec<(u32, &Entry)> {
        self.best(typed, usize::MAX, false)
    }

    /// How many customers have exactly this name.
    pub fn namesakes(&self, name: &str) -> usize {
        let key = NameKey::new(name);
        self.entries.iter().filter(|entry| entry.entity == ACCOUNT.number && entry.keys.first() == Some(&key)).count()
    }

    /// The entry of a record.
    pub fn get(&self, record: Id) -> Option<&Entry> {
        self.places.get(&record).and_then(|place| self.entries.get(*place))
    }

    /// All entries.
    pub fn all(&self) -> impl Iterator<Item = &Entry> {
        self.entries.iter()
    }
}

/// Byte ranges of a name that answer what was typed.
pub(crate) fn marks(typed: &str, name: &str) -> Vec<(usize, usize)> {
    Query::new(typed).hits(name).into_iter().map(|range| (range.start, range.end)).collect()
}
