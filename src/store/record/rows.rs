//! A record as it is stored: its values, its version, and the versions of those fields that differ from it.
//!
//! Always holds: versions are sparse (a field without one of its own has its record's, unless it is empty: then it was
//! never written). Reads and writes whole records; must not know acts, the outbox or the clock.

use std::collections::BTreeMap;

use rusqlite::types::{ToSqlOutput, Value as Sql, ValueRef};
use rusqlite::{Connection, OptionalExtension, params, params_from_iter};

use super::columns::{Table, from_column, number_at, table, to_column};
use super::value_bytes;
use crate::base::clock::Stamp;
use crate::base::id::Id;
use crate::domain::merge::can_merge;
use crate::schema::{Entity, Key, Value};
use crate::store::error::StoreError;
use crate::sync::{Identity, Version};

/// The bit of `x_gone` that says a record was deleted.
pub(crate) const DELETED: i64 = 1;
/// The bit of `x_gone` that says a record was found to be the same as another, which is shown instead.
pub(crate) const MERGED: i64 = 4;
/// The bit of `x_gone` that says a record lies outside this laptop's streams and is kept aside.
pub(crate) const ASIDE: i64 = 2;

/// A record as it is stored.
#[derive(Clone, Debug)]
pub(crate) struct Stored {
    /// The declaration.
    pub entity: &'static Entity,
    /// The record.
    pub id: Id,
    /// Whether it has a row.
    pub there: bool,
    /// Whether it is deleted (or was never created).
    pub deleted: bool,
    /// Whether it is kept aside.
    pub aside: bool,
    /// The version of its creation; all zero while that has not been seen.
    pub version: Version,
    /// Its values, in the order of the declaration.
    pub values: Vec<Value>,
    /// Fields that this version does not know: by number and element, as they came.
    pub unknown: BTreeMap<Key, Value>,
    /// The versions that differ from the record's.
    pub versions: BTreeMap<Key, Version>,
    /// The position of the newest log entry of this record that was applied here; 0: none.
    pub seen: u64,
    /// Its row in the word index.
    pub word: Option<i64>,
    /// The number of the stream in which the server has it; none: in none that this laptop receives.
    pub stream: Option<i64>,
    /// What its confirmed versions sum to, kept as they change.
    pub sum: u64,
}

impl Stored {
    /// A record that is not there yet.
    pub fn absent(entity: &'static Entity, id: Id) -> Stored {
        Stored {
            entity,
            id,
            there: false,
            deleted: true,
            aside: false,
            version: Version::default(),
            values: vec![Value::Null; entity.fields.len()],
            unknown: BTreeMap::new(),
            versions: BTreeMap::new(),
            seen: 0,
            word: None,
            stream: None,
            sum: 0,
        }
    }

    /// Reads a record; one without a row is absent, not an error.
    pub fn load(conn: &Connection, entity: u16, id: Id) -> Result<Stored, StoreError> {
        let table = table(entity).ok_or(StoreError::Unknown { entity, field: 0 })?;
        let mut stored = Stored::absent(table.entity, id);
        let mut statement = conn.prepare_cached(&table.select)?;
        let unknown: Option<Option<Vec<u8>>> = statement
            .query_row([id.bytes()], |row| {
                for (n, field) in table.entity.fields.iter().enumerate() {
                    stored.values[n] = from_column(field.kind, row.get_ref(n)?);
                }
                let n = table.entity.fields.len();
                stored.there = true;
                // What a damaged disk made of a number is none: the record's sum does not fit then, and the next sync heals it.
                let figure = |column| Ok::<_, rusqlite::Error>(number_at(row, column)?.unwrap_or(0) as u64);
                stored.version = Version {
                    stamp: Stamp(figure(n)?),
                    identity: Identity { session: figure(n + 1)?, seq: figure(n + 2)? },
                };
                let gone = number_at(row, n + 3)?;
                stored.deleted = gone.unwrap_or(0) & DELETED != 0;
                stored.aside = gone.unwrap_or(0) & ASIDE != 0;
                stored.seen = figure(n + 5)?;
                stored.word = number_at(row, n + 6)?;
                stored.stream = number_at(row, n + 7)?;
                stored.sum = figure(n + 8)?;
                Ok(if let ValueRef::Blob(bytes) = row.get_ref(n + 4)? { Some(bytes.to_vec()) } else { None })
            })
            .optional()?;
        if let Some(unknown) = unknown {
            if let Some(bytes) = unknown {
                stored.unknown = value_bytes::read_unknown(&bytes);
            }
            let mut statement =
                conn.prepare_cached("SELECT field, element, stamp, session, seq FROM version WHERE record = ?1")?;
            let mut rows = statement.query([id.bytes()])?;
            while let Some(row) = rows.next()? {
                let key = Key { field: row.get(0)?, element: row.get(1)? };
                stored.versions.insert(
                    key,
                    Version {
                        stamp: Stamp(row.get::<_, i64>(2)? as u64),
                        identity: Identity { session: row.get::<_, i64>(3)? as u64, seq: row.get::<_, i64>(4)? as u64 },
                    },
                );
            }
        }
        Ok(stored)
    }

    /// Whether it is there for a person to see.
    pub fn visible(&self) -> bool {
        self.there && !self.deleted && !self.aside && !self.merged()
    }

    /// Whether it was found to be the same as another.
    pub fn merged(&self) -> bool {
        can_merge(self.entity.number) && !self.named("merged_into").is_null()
    }

    /// The whole value of a field.
    pub fn field(&self, number: u16) -> Value {
        match self.entity.fields.iter().position(|field| field.number == number) {
            Some(n) => self.values[n].clone(),
            None => self.unknown.get(&Key::field(number)).cloned().unwrap_or_default(),
        }
    }

    /// The value of a field by its name.
    pub fn named(&self, name: &str) -> &Value {
        static NULL: Value = Value::Null;
        self.entity.fields.iter().position(|field| field.name == name).map_or(&NULL, |n| &self.values[n])
    }

    /// The value under a key: of the record itself, a field, or an element of a set (`Int(1)` while it is in).
    pub fn value(&self, key: &Key) -> Value {
        if *key == Key::RECORD {
            return if self.deleted { Value::Null } else { Value::Int(1) };
        }
        if let Some(n) = self.entity.fields.iter().position(|field| field.number == key.field) {
            if !self.entity.fields[n].kind.is_set() {
                return self.values[n].clone();
            }
            return match &self.values[n] {
                Value::Set(elements) if elements.contains(&key.element) => Value::Int(1),
                _ => Value::Null,
            };
        }
        self.unknown.get(key).cloned().unwrap_or_default()
    }

    /// The version of what is under a key; `None` where nothing was ever written.
    pub fn version_of(&self, key: &Key) -> Option<Version> {
        if let Some(version) = self.versions.get(key) {
            return Some(*version);
        }
        let own = (self.version != Version::default()).then_some(self.version);
        if *key == Key::RECORD || !self.value(key).is_null() { own } else { None }
    }

    /// Every key that has a version, with its value and version.
    pub fn keys(&self) -> Vec<(Key, Value, Version)> {
        let mut keys: BTreeMap<Key, ()> = self.versions.keys().map(|key| (key.clone(), ())).collect();
        if self.version != Version::default() {
            keys.insert(Key::RECORD, ());
            for (field, value) in self.entity.fields.iter().zip(&self.values) {
                match value {
                    Value::Null => {}
                    Value::Set(elements) if field.kind.is_set() => keys.extend(
                        elements.iter().map(|element| (Key { field: field.number, element: element.clone() }, ())),
                    ),
                    _ => {
                        keys.insert(Key::field(field.number), ());
                    }
                }
            }
            keys.extend(self.unknown.keys().map(|key| (key.clone(), ())));
        }
        keys.into_keys()
            .filter_map(|key| {
                let version = self.version_of(&key)?;
                let value = self.value(&key);
                Some((key, value, version))
            })
            .collect()
    }

    /// Holds a value under a key that this version knows; whose it is stays as it is.
    pub fn hold(&mut self, key: &Key, value: Value) {
        let Some(n) = self.entity.fields.iter().position(|field| field.number == key.field) else { return };
        if !self.entity.fields[n].kind.is_set() {
            self.values[n] = value;
            return;
        }
        // In its place: a set of thousands comes in element by element.
        match (&mut self.values[n], value.is_null()) {
            (_, false) if key.element.is_empty() => {}
            (Value::Set(elements), false) => {
                elements.insert(key.element.clone());
            }
            (Value::Set(elements), true) => {
                elements.remove(&key.element);
                if elements.is_empty() {
                    self.values[n] = Value::Null;
                }
            }
            (_, true) => self.values[n] = Value::Null,
            (_, false) => self.values[n] = Value::set([key.element.clone()]),
        }
    }

    /// Sets what is under a key.
    pub fn set(&mut self, key: &Key, value: Value, version: Version) {
        if *key == Key::RECORD {
            self.deleted = value.is_null();
            if self.version == Version::default() {
                self.adopt(version);
            } else if version != self.version {
                self.versions.insert(Key::RECORD, version);
            } else {
                self.versions.remove(key);
            }
            return;
        }
        let empty = value.is_null();
        if self.entity.by_number(key.field).is_some() {
            self.hold(key, value);
        } else if empty {
            self.unknown.remove(key);
        } else {
            self.unknown.insert(key.clone(), value);
        }
        if version == self.version && !empty {
            self.versions.remove(key);
        } else {
            self.versions.insert(key.clone(), version);
        }
    }

    /// Forgets what is under a key, as if it had never been written.
    pub fn unset(&mut self, key: &Key) {
        if *key == Key::RECORD {
            self.deleted = true;
        } else {
            self.set(key, Value::Null, Version::default());
        }
        self.versions.remove(key);
    }

    /// Takes the version of its creation; fields that came before it keep theirs.
    fn adopt(&mut self, version: Version) {
        let bare: Vec<Key> =
            self.versions.iter().filter(|(_, own)| **own == version).map(|(key, _)| key.clone()).collect();
        self.version = version;
        for key in bare {
            if key == Key::RECORD || !self.value(&key).is_null() {
                self.versions.remove(&key);
            }
        }
    }

    fn gone(&self) -> Option<i64> {
        let bit = |is: bool, bit: i64| if is { bit } else { 0 };
        let gone = bit(self.deleted, DELETED) | bit(self.aside, ASIDE) | bit(self.merged(), MERGED);
        (gone != 0).then_some(gone)
    }

    /// Whether another state of this record shows the same, and is found and counted by the same.
    pub fn shows_the_same(&self, other: &Stored) -> bool {
        self.there
            && other.there
            && self.gone() == other.gone()
            && self.version.stamp == other.version.stamp
            && self.values == other.values
            && self.unknown == other.unknown
    }

    /// Writes the record: its row, and the versions that differ from `before`.
    pub fn save(&self, conn: &Connection, before: &Stored) -> Result<(), StoreError> {
        let entity = self.entity.number;
        let table: &Table = table(entity).ok_or(StoreError::Unknown { entity, field: 0 })?;
        if before.word == self.word && before.shows_the_same(self) {
            let identity = self.version.identity;
            conn.prepare_cached(&table.update_own)?.execute(params![
                self.id.bytes(),
                self.version.stamp.0 as i64,
                identity.session as i64,
                identity.seq as i64,
                self.seen as i64,
                self.stream,
                self.sum as i64
            ])?;
        } else {
            self.save_row(conn, if before.there { &table.update } else { &table.insert })?;
        }
        self.save_versions(conn, before)
    }

    fn save_row(&self, conn: &Connection, sql: &str) -> Result<(), StoreError> {
        let unknown = value_bytes::write_unknown(&self.unknown);
        let own = [
            Sql::Integer(self.version.stamp.0 as i64),
            Sql::Integer(self.version.identity.session as i64),
            Sql::Integer(self.version.identity.seq as i64),
            self.gone().map_or(Sql::Null, Sql::Integer),
            unknown.map_or(Sql::Null, Sql::Blob),
            Sql::Integer(self.seen as i64),
            self.word.map_or(Sql::Null, Sql::Integer),
            self.stream.map_or(Sql::Null, Sql::Integer),
            Sql::Integer(self.sum as i64),
        ];
        let values = self.entity.fields.iter().zip(&self.values).map(|(field, value)| to_column(field, value));
        let all = std::iter::once(ToSqlOutput::Borrowed(ValueRef::Blob(self.id.bytes())))
            .chain(values)
            .chain(own.into_iter().map(ToSqlOutput::Owned));
        conn.prepare_cached(sql)?.execute(params_from_iter(all))?;
        Ok(())
    }

    fn save_versions(&self, conn: &Connection, before: &Stored) -> Result<(), StoreError> {
        let entity = self.entity.number;
        for key in before.versions.keys().filter(|key| !self.versions.contains_key(*key)) {
            conn.prepare_cached("DELETE FROM version WHERE record = ?1 AND field = ?2 AND element = ?3")?
                .execute(params![self.id.bytes(), key.field, key.element])?;
        }
        for (key, version) in self.versions.iter().filter(|(key, version)| before.versions.get(*key) != Some(*version))
        {
            let sql = if before.versions.contains_key(key) {
                "UPDATE OR ROLLBACK version SET stamp = ?5, session = ?6, seq = ?7, entity = ?4
                 WHERE record = ?1 AND field = ?2 AND element = ?3"
            } else {
                "INSERT OR ROLLBACK INTO version (record, field, element, entity, stamp, session, seq)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)"
            };
            conn.prepare_cached(sql)?.execute(params![
                self.id.bytes(),
                key.field,
                key.element,
                entity,
                version.stamp.0 as i64,
                version.identity.session as i64,
                version.identity.seq as i64
            ])?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::schema::ACCOUNT;

    fn version(stamp: u64, seq: u64) -> Version {
        Version { stamp: Stamp(stamp), identity: Identity { session: 9, seq } }
    }

    #[test]
    fn versions_are_sparse() {
        let mut account = Stored::absent(&ACCOUNT, Id::derived(&[b"a"]));
        let made = version(1, 1);
        account.set(&Key::RECORD, Value::Int(1), made);
        account.set(&Key::field(1), Value::text("Acme"), made);
        assert!(account.versions.is_empty() && account.version == made);
        assert_eq!(account.version_of(&Key::field(1)), Some(made));
        assert_eq!(account.version_of(&Key::field(3)), None, "an empty field was never written");
        account.set(&Key::field(1), Value::Null, version(2, 2));
        assert_eq!(account.version_of(&Key::field(1)), Some(version(2, 2)), "but one that was emptied was");
        let tag = Key { field: 22, element: "vip".into() };
        account.set(&tag, Value::Int(1), version(3, 3));
        assert_eq!(account.value(&tag), Value::Int(1));
        account.set(&tag, Value::Null, version(4, 4));
        assert_eq!((account.value(&tag), account.version_of(&tag)), (Value::Null, Some(version(4, 4))));
        account.set(&Key::RECORD, Value::Null, version(5, 5));
        assert!(account.deleted && account.version == made);
        assert_eq!(account.version_of(&Key::RECORD), Some(version(5, 5)));
    }

    #[test]
    fn fields_that_come_before_their_record_keep_their_versions() {
        let mut account = Stored::absent(&ACCOUNT, Id::derived(&[b"a"]));
        account.set(&Key::field(1), Value::text("Acme"), version(2, 2));
        account.set(&Key::field(9), Value::text("Leeds"), version(1, 1));
        assert!(account.deleted);
        account.set(&Key::RECORD, Value::Int(1), version(1, 1));
        assert!(!account.deleted);
        assert_eq!(account.version_of(&Key::field(1)), Some(version(2, 2)));
        assert_eq!(account.version_of(&Key::field(9)), Some(version(1, 1)));
        assert_eq!(account.versions.len(), 1);
    }
}
