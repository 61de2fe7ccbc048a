//! Names and numbers of customers and contacts in memory, made ready for the matcher, and how likely each is meant; read once, then only
//! what changed.
//!
//! Must not be loaded before something is searched: the first screen does not need it.

use std::cell::RefCell;
use std::cmp::Reverse;
use std::collections::HashMap;

use chrono::NaiveDate;
use rusqlite::{Connection, ToSql};

use super::entry::{DIGITS, Entry, NOT_ITSELF};
use super::likely::{Edition, Plans};
use super::lying::Lying;
use super::ranked::Answered;
use super::spoken::Spoken;
use crate::base::clock::Now;
use crate::base::id::Id;
use crate::base::name::{Beginnings, Fit, Letters, NameKey, Query, Rank, Shared};
use crate::base::phone::DigitPairs;
use crate::base::text::is_han;
use crate::domain::likely::{self, Standing};
use crate::domain::log_line::{Found, Naming};
use crate::domain::near::Place;
use crate::schema::{ACCOUNT, CONTACT, Choice, Degrees, Grade};
use crate::store::error::StoreError;
use crate::store::me::Me;
use crate::store::record::columns::{id_at, text_at};
use crate::store::write::kept::day_of;

/// All names, as of an edition.
#[derive(Debug, Default)]
pub(crate) struct Names {
    edition: i64,
    pub(super) entries: Vec<Entry>,
    /// The letters of each, side by side: most are passed over by them alone.
    pub(super) letters: Vec<Letters>,
    /// The digits of their numbers, for the same reason.
    pub(super) digits: Vec<DigitPairs>,
    /// Which of them are customers, beside their letters too.
    pub(super) customers: Vec<bool>,
    /// The places of all, the likeliest first.
    pub(super) likeliest: Vec<u32>,
    /// Those with a name that may be one or two letters and no more.
    pub(super) tiny: Vec<u32>,
    /// So many of them were read first and lie in the order of their records; where the others lie is said by itself.
    ordered: usize,
    later: HashMap<Id, u32>,
    /// Beginnings of names that nobody says, as they were when all were read.
    shared: Shared,
    /// The first reading goes slice by slice; this is the last record read, and the edition when it began.
    reading: Option<(Id, i64)>,
    /// Of what the entries' points are.
    weighed: Option<Edition>,
    /// The customers opened last, the latest first.
    opened: Vec<Id>,
    /// Names and addresses in one text, where a place was looked for.
    lying: Option<Lying>,
    /// By the words of their names, where a line was held against them.
    spoken: Option<Spoken>,
    /// Who answered the last letters that all were looked at for: whoever answers more letters is among them.
    pub(super) answered: RefCell<Answered>,
}

/// Names read at once before somebody else gets his turn: one or two milliseconds.
const SLICE: usize = 500;
/// So many more of one name are told at most.
const NAMESAKES: usize = 60;
/// So many opened last are remembered.
const OPENED: usize = 5;

impl Names {
    /// Whether they were read at all.
    pub fn are_read(&self) -> bool {
        self.edition > 0
    }

    /// Reads what changed since the last time: everything, the first time. Then weighs anew, where something that bears on it changed.
    pub fn refresh(&mut self, conn: &Connection, now: &Now) -> Result<(), StoreError> {
        while self.refresh_some(conn, now)? {}
        Ok(())
    }

    /// The same, but of the first reading no more than a slice; whether there is more to do.
    pub fn refresh_some(&mut self, conn: &Connection, now: &Now) -> Result<bool, StoreError> {
        let edition: i64 = conn.prepare_cached("SELECT edition FROM name_edition")?.query_row([], |row| row.get(0))?;
        // An older edition is another book (restored from a copy): begin anew.
        if edition < self.edition {
            *self = Names::default();
        }
        if self.edition == 0 {
            if self.reading.is_none() {
                self.shared = shared(conn)?;
            }
            let (after, began) = self.reading.unwrap_or((Id::default(), edition));
            // What changes meanwhile is read again after it.
            let last = self.read(conn, &format!("WHERE record > ?1 ORDER BY record LIMIT {SLICE}"), after.bytes())?;
            self.reading = last.map(|last| (last, began));
            if last.is_some() {
                return Ok(true);
            }
            self.edition = began;
            self.entries.shrink_to_fit();
            self.letters.shrink_to_fit();
            self.digits.shrink_to_fit();
            self.customers.shrink_to_fit();
        }
        if edition != self.edition {
            self.read(conn, "INDEXED BY name_changed WHERE changed > ?1", self.edition)?;
            self.edition = edition;
            self.weighed = None;
        }
        let of = Edition::read(conn, now)?;
        if self.weighed != Some(of) {
            self.weigh(&Plans::read(conn, now)?, now);
            self.weighed = Some(of);
        }
        Ok(false)
    }

    /// Reads those that fit a condition; the last of them.
    fn read(&mut self, conn: &Connection, condition: &str, value: impl ToSql) -> Result<Option<Id>, StoreError> {
        let me = Me::of(conn)?.user;
        self.answered = RefCell::default();
        let sql = format!(
            "SELECT record, entity, account, names, digits, grade, owner, latitude, longitude, last_visit, next_due, gap
             FROM name {condition}"
        );
        let mut statement = conn.prepare_cached(&sql)?;
        let mut rows = statement.query([value])?;
        let mut last = None;
        while let Some(row) = rows.next()? {
            let names = text_at(row, 3)?;
            let entity = row.get(1)?;
            let degrees = row.get::<_, Option<i32>>(7)?.zip(row.get::<_, Option<i32>>(8)?);
            let standing = Standing {
                colleagues: id_at(row, 6)?.is_some_and(|owner| owner != me),
                place: degrees.map(|(north, east)| Place { latitude: Degrees(north), longitude: Degrees(east) }),
                last_visit: row.get::<_, Option<i64>>(9)?.and_then(day_of),
                next_due: row.get::<_, Option<i64>>(10)?.and_then(day_of),
                gap: row.get::<_, Option<i64>>(11)?.and_then(|gap| u16::try_from(gap).ok()),
                ..Standing::default()
            };
            let numbers = text_at(row, 4)?;
            let digits = DigitPairs::of(&numbers);
            let mut keys = names.split('\n').map(|name| NameKey::among(name, &self.shared));
            let entry = Entry {
                record: id_at(row, 0)?.unwrap_or_default(),
                entity,
                account: id_at(row, 2)?,
                grade: Grade::of(&text_at(row, 5)?),
                key: keys.next().unwrap_or_else(|| NameKey::new("")),
                other_keys: keys.collect(),
                han: names.chars().any(is_han),
                text: format!("{names}{DIGITS}{numbers}").into(),
                standing: (entity == ACCOUNT.number).then(|| Box::new(standing)),
                points: 0,
            };
            last = Some(entry.record);
            let letters = entry.keys().fold(Letters::default(), |all, key| all.and(key.letters()));
            // What is read first comes in order, each once.
            let known = if self.edition == 0 { None } else { self.place(entry.record) };
            match known {
                Some(place) => {
                    self.spoken.iter_mut().for_each(|spoken| spoken.change(place));
                    self.letters[place] = letters;
                    self.digits[place] = digits;
                    self.customers[place] = entity == ACCOUNT.number;
                    self.entries[place] = entry;
                }
                None => {
                    if self.edition == 0 {
                        self.ordered += 1;
                    } else {
                        self.later.insert(entry.record, self.entries.len() as u32);
                    }
                    self.spoken.iter_mut().for_each(|spoken| spoken.change(self.entries.len()));
                    self.letters.push(letters);
                    self.digits.push(digits);
                    self.customers.push(entity == ACCOUNT.number);
                    self.entries.push(entry);
                }
            }
        }
        Ok(last)
    }

    /// How likely each is meant, by what is planned: customers by what is known of them, contacts by their customers.
    fn weigh(&mut self, plans: &Plans, now: &Now) {
        let stops: Vec<Place> =
            plans.stops().filter_map(|account| self.entry(account)?.standing.as_ref()?.place).collect();
        let today = now.today();
        for entry in &mut self.entries {
            let Some(kept) = &entry.standing else { continue };
            let opened = self.opened.iter().position(|id| *id == entry.record).and_then(|at| u8::try_from(at).ok());
            let standing = Standing { opened, ..plans.standing(entry.record, **kept) };
            entry.points = likely::points(&standing, &stops, today);
        }
        for at in 0..self.entries.len() {
            let Some(account) = self.entries[at].account else { continue };
            let points = self.entry(account).map_or(0, |entry| entry.points);
            self.entries[at].points = points - NOT_ITSELF;
        }
        self.line_up();
    }

    /// The customers in whose name and address all of these words stand, in the order of their names.
    pub fn lying(&mut self, conn: &Connection, words: &str, now: &Now) -> Result<Vec<Id>, StoreError> {
        let lying = Lying::fresh(self.lying.take(), conn, self.edition, now)?;
        let found = lying.among(words);
        self.lying = Some(lying);
        Ok(found)
    }

    /// A customer's page was opened.
    pub fn opened(&mut self, account: Id) {
        if self.opened.first() == Some(&account) {
            return;
        }
        self.opened.retain(|id| *id != account);
        self.opened.insert(0, account);
        self.opened.truncate(OPENED);
        self.weighed = None;
    }

    fn place(&self, record: Id) -> Option<usize> {
        let first = self.entries.get(..self.ordered).unwrap_or_default();
        let found = first.binary_search_by_key(&record, |entry| entry.record).ok();
        found.or_else(|| self.later.get(&record).map(|place| *place as usize))
    }

    fn entry(&self, record: Id) -> Option<&Entry> {
        self.entries.get(self.place(record)?)
    }

    /// A customer's name, where it is known here.
    pub fn name_of(&self, account: Id) -> Option<&str> {
        self.entry(account).map(Entry::name).filter(|name| !name.is_empty())
    }

    /// When a customer was visited last.
    fn last_visit(&self, account: Id) -> Option<NaiveDate> {
        self.entry(account)?.standing.as_ref()?.last_visit
    }

    /// Customers and people whom a line names. `opened`: the customer that it was opened with.
    pub fn named_in(
        &mut self,
        conn: &Connection,
        line: &str,
        opened: Option<Id>,
        now: &Now,
    ) -> Result<Vec<Found>, StoreError> {
        let mut naming = Naming::new(line);
        let spoken = match self.spoken.take().filter(|spoken| !spoken.is_old()) {
            Some(spoken) => spoken,
            None => Spoken::of(&self.entries),
        };
        for entry in spoken.among(&naming).into_iter().filter_map(|place| self.entries.get(place)) {
            match (entry.entity, entry.account) {
                (number, _) if number == ACCOUNT.number => naming.customer(entry.record, entry.name(), entry.keys()),
                (number, Some(account)) if number == CONTACT.number => {
                    naming.person(account, entry.name(), &entry.key);
                }
                _ => {}
            }
        }
        self.spoken = Some(spoken);
        let mut end = None;
        for (street, words) in naming.streets() {
            if end == Some(street.end) {
                continue;
            }
            for account in self.lying(conn, &words, now)? {
                end = Some(street.end);
                naming.in_street(account, self.name_of(account).unwrap_or_default(), &street);
            }
        }
        Ok(naming.found(opened, |account| self.last_visit(account)))
    }

    /// How a customer's names fit what was typed, and the one of its other names that fits better than its name.
    pub fn called(&self, account: Id, query: &Query) -> (Option<Fit>, Option<String>) {
        let Some(entry) = self.entry(account) else { return (None, None) };
        let fit = |key: &NameKey| query.rank(key).map(Rank::fit);
        let own = fit(&entry.key);
        let others = entry.other_keys.iter().zip(entry.all_names().skip(1));
        let others = others.filter_map(|(key, name)| Some((fit(key)?, name)));
        match others.min_by_key(|(fit, _)| *fit) {
            Some((best, name)) if own.is_none_or(|own| best < own) => (Some(best), Some(name.to_owned())),
            _ => (own, None),
        }
    }

    /// How many customers have exactly this name.
    pub fn namesakes(&self, name: &str) -> usize {
        let key = NameKey::new(name);
        self.entries.iter().filter(|entry| entry.entity == ACCOUNT.number && entry.key == key).count()
    }

    /// Those that share a name with another of these or with one that is not, the likeliest first, but for the `first` of these: whoever
    /// means one of a chain means any of them.
    pub fn of_one_name(&self, best: &[Id], first: usize) -> Vec<Id> {
        let own: Vec<(Letters, &NameKey)> = best
            .iter()
            .filter_map(|id| self.place(*id))
            .filter_map(|place| Some((*self.letters.get(place)?, &self.entries.get(place)?.key)))
            .collect();
        // What all of these have, whoever shares a name with one of them has too.
        let common = own.iter().map(|(letters, _)| *letters).reduce(Letters::common).unwrap_or_default();
        let customers = self.customers.iter().zip(&self.letters).zip(&self.entries);
        let customers = customers.filter(|((customer, letters), _)| **customer && letters.hold(common));
        let alike = |letters: &Letters, entry: &Entry| own.iter().any(|(of, key)| of == letters && **key == entry.key);
        let mut others: Vec<&Entry> =
            customers.filter(|((_, letters), entry)| alike(letters, entry)).map(|(_, entry)| entry).collect();
        let shared: Vec<&NameKey> = others
            .iter()
            .enumerate()
            .filter(|(at, one)| others[..*at].iter().any(|other| other.key == one.key))
            .map(|(_, one)| &one.key)
            .collect();
        others.retain(|entry| shared.contains(&&entry.key) && !best[..first].contains(&entry.record));
        others.sort_by_key(|entry| (Reverse(entry.points), entry.record));
        others.into_iter().map(|entry| entry.record).take(NAMESAKES).collect()
    }

    /// All entries.
    pub fn all(&self) -> impl Iterator<Item = &Entry> {
        self.entries.iter()
    }
}

/// The beginnings that many customers' names share.
fn shared(conn: &Connection) -> Result<Shared, StoreError> {
    let mut statement = conn.prepare("SELECT names FROM name WHERE entity = ?1")?;
    let mut rows = statement.query([ACCOUNT.number])?;
    let mut beginnings = Beginnings::default();
    while let Some(row) = rows.next()? {
        beginnings.add(text_at(row, 0)?.split('\n').next().unwrap_or_default());
    }
    Ok(beginnings.shared())
}

/// Byte ranges of a name that answer what was typed.
pub(crate) fn marks(typed: &str, name: &str) -> Vec<(usize, usize)> {
    marked(&Query::new(typed), name)
}

/// The same, of what was made ready.
pub(crate) fn marked(query: &Query, name: &str) -> Vec<(usize, usize)> {
    query.hits(name).into_iter().map(|range| (range.start, range.end)).collect()
}
