//! The two layers of a record: what the server has confirmed, and what of ours waits above it (SYNC.md, Shape).
//!
//! Always holds: what waits is what is shown; sums, dumps of the confirmed and the fall-back after parking look at the confirmed layer only.
//! A claimed stamp never enters the confirmed layer.

use std::collections::BTreeMap;

use rusqlite::{Connection, params};

use crate::base::clock::Stamp;
use crate::base::id::Id;
use crate::schema::{Key, Value};
use crate::store::error::StoreError;
use crate::store::record::rows::Stored;
use crate::store::record::value_bytes::{Captured, read_fields, read_value, write_value};
use crate::store::write::capture::NOTHING;
use crate::store::write::pen::Pen;
use crate::sync::{Identity, Sum, Version, cell_hash};

/// A change of ours that waits.
pub(crate) struct Waiting {
    pub version: Version,
    pub fields: Vec<Captured>,
}

/// The changes of a record that wait, in commit order.
pub(crate) fn waiting(conn: &Connection, record: Id) -> Result<Vec<Waiting>, StoreError> {
    let mut find = conn.prepare_cached(
        "SELECT session, seq, stamp, fields FROM change WHERE record = ?1 AND state = 0 ORDER BY place",
    )?;
    let rows = find.query_map([record.bytes()], |row| {
        let identity = Identity { session: row.get::<_, i64>(0)? as u64, seq: row.get::<_, i64>(1)? as u64 };
        let version = Version { stamp: Stamp(row.get::<_, i64>(2)? as u64), identity };
        Ok(Waiting { version, fields: read_fields(&row.get::<_, Vec<u8>>(3)?) })
    })?;
    Ok(rows.collect::<Result<_, _>>()?)
}

type Overlay = BTreeMap<Key, (Value, Version)>;

/// A record with both layers.
pub(crate) struct Layers {
    before: Stored,
    covered_before: Overlay,
    /// As it is shown.
    pub shown: Stored,
    /// What the server has confirmed where something of ours covers it; session 0: nothing.
    covered: Overlay,
    /// What the confirmed layer gained and lost since it was loaded.
    gained: Sum,
    lost: Sum,
}

fn is_none(version: Version) -> bool {
    version.identity.session == 0
}

impl Layers {
    /// Reads a record.
    pub fn load(conn: &Connection, entity: u16, id: Id) -> Result<Layers, StoreError> {
        let before = Stored::load(conn, entity, id)?;
        let mut covered = Overlay::new();
        if before.there {
            let mut find = conn
                .prepare_cached("SELECT field, element, value, stamp, session, seq FROM confirmed WHERE record = ?1")?;
            let mut rows = find.query([id.bytes()])?;
            while let Some(row) = rows.next()? {
                let identity = Identity { session: row.get::<_, i64>(4)? as u64, seq: row.get::<_, i64>(5)? as u64 };
                let version = Version { stamp: Stamp(row.get::<_, i64>(3)? as u64), identity };
                let key = Key { field: row.get(0)?, element: row.get(1)? };
                covered.insert(key, (read_value(&row.get::<_, Vec<u8>>(2)?), version));
            }
        }
        let (shown, covered_before) = (before.clone(), covered.clone());
        Ok(Layers { before, covered_before, shown, covered, gained: Sum::default(), lost: Sum::default() })
    }

    /// Whether it went aside or came back since it was loaded: from, to.
    pub fn went_aside(&self) -> (bool, bool) {
        (self.before.aside, self.shown.aside)
    }

    /// Whether it is new here, or back after it was wiped.
    pub fn was_not_here(&self) -> bool {
        !self.before.there
    }

    /// Whether its creation waits, and so nothing of it is confirmed.
    fn is_new(&self) -> bool {
        self.covered.get(&Key::RECORD).is_some_and(|(_, version)| *version == Version::default())
    }

    /// The confirmed version of a key.
    pub fn confirmed(&self, key: &Key) -> Option<(Value, Version)> {
        match self.covered.get(key) {
            Some((_, version)) if is_none(*version) => None,
            Some(found) => Some(found.clone()),
            None if self.is_new() => None,
            None => self.shown.version_of(key).map(|version| (self.shown.value(key), version)),
        }
    }

    /// All confirmed versions.
    pub fn all_confirmed(&self) -> Vec<(Key, Value, Version)> {
        let mut keys: Vec<Key> = self.shown.keys().into_iter().map(|(key, ..)| key).collect();
        keys.extend(self.covered.keys().cloned());
        keys.sort();
        keys.dedup();
        keys.into_iter().filter_map(|key| self.confirmed(&key).map(|(value, version)| (key, value, version))).collect()
    }

    /// What the confirmed versions count and sum to.
    pub fn sum(&self) -> Sum {
        let mut sum = Sum::default();
        for (key, value, version) in self.all_confirmed() {
            sum.add(self.hash(&key, &value, version));
        }
        sum
    }

    fn hash(&self, key: &Key, value: &Value, version: Version) -> u64 {
        cell_hash(self.shown.entity.number, self.shown.id, key, value, version.stamp)
    }

    /// Takes a version into the confirmed layer where it is later than the one there, or the same one. `position`: where its entry stands.
    /// An entry that is older than what was read of the record already does not give the same version its former, lower stamp again.
    pub fn confirm(&mut self, key: &Key, value: &Value, version: Version, position: u64) {
        let old = self.confirmed(key);
        let read_late = position < self.shown.seen;
        if let Some((_, standing)) = &old
            && (standing.identity != version.identity || read_late)
            && (standing.stamp, standing.identity) > (version.stamp, version.identity)
        {
            return;
        }
        self.spell_out();
        if let Some((value, version)) = old {
            self.lost.add(self.hash(key, &value, version));
        }
        self.gained.add(self.hash(key, value, version));
        match self.covered.get_mut(key) {
            Some(covered) => *covered = (value.clone(), version),
            None => self.show(key, value.clone(), version),
        }
    }

    /// Where the record's own version gets another stamp (a restored server took it once more), what still rests on the old one says so:
    /// each key changes, and is counted, for itself.
    fn spell_out_versions(&mut self, but: &Key, version: Version) {
        let old = self.shown.version;
        if old.identity != version.identity || old == version {
            return;
        }
        for (key, _, resting) in self.shown.keys() {
            if key != *but && resting == old {
                self.shown.versions.entry(key).or_insert(old);
            }
        }
    }

    /// Takes a version as the confirmed one, whatever stood there: the server has decided.
    pub fn overwrite(&mut self, key: &Key, value: &Value, version: Version) {
        if let Some((value, version)) = self.confirmed(key) {
            self.lost.add(self.hash(key, &value, version));
        }
        self.spell_out();
        self.gained.add(self.hash(key, value, version));
        match self.covered.get_mut(key) {
            Some(covered) => *covered = (value.clone(), version),
            None => self.show(key, value.clone(), version),
        }
    }

    /// Forgets the confirmed version: the server has none.
    pub fn forget(&mut self, key: &Key) {
        let Some((value, version)) = self.confirmed(key) else { return };
        self.lost.add(self.hash(key, &value, version));
        self.spell_out();
        match self.covered.get_mut(key) {
            Some(covered) => *covered = (Value::Null, NOTHING),
            None => self.shown.unset(key),
        }
    }

    /// Once something of a new record has its outcome, each of its keys says for itself what is confirmed.
    fn spell_out(&mut self) {
        if self.is_new() {
            self.covered.insert(Key::RECORD, (Value::Null, NOTHING));
            for (key, ..) in self.shown.keys() {
                self.covered.entry(key).or_insert((Value::Null, NOTHING));
            }
        }
    }

    fn show(&mut self, key: &Key, value: Value, version: Version) {
        if self.shown.version.identity == version.identity && self.shown.version != version {
            // The creation's own effective stamp: what still rests on another one says so.
            self.spell_out_versions(key, version);
            self.shown.version = version;
        }
        self.shown.set(key, value, version);
    }

    /// Shows what is left once a change of ours has its outcome: a later one that waits, else what is confirmed. `keys`: its keys;
    /// `waiting`: what still waits of this record.
    pub fn release<'k>(&mut self, keys: impl IntoIterator<Item = &'k Key>, waiting: &[Waiting]) {
        self.spell_out();
        let mut keys: Vec<&Key> = keys.into_iter().collect();
        // The record itself last: its other keys may still rest on the version of its creation.
        keys.sort_by(|a, b| b.cmp(a));
        for key in keys {
            let mine = waiting.iter().rev().find_map(|change| {
                let field = change.fields.iter().find(|field| field.change.key == *key)?;
                Some((field.change.value.clone(), change.version))
            });
            if let Some((value, version)) = mine {
                self.show(key, value, version);
                continue;
            }
            match self.covered.remove(key) {
                Some((_, version)) if is_none(version) => {
                    self.shown.unset(key);
                    if *key == Key::RECORD {
                        self.shown.version = Version::default();
                    }
                }
                Some((value, version)) => self.show(key, value, version),
                None => {}
            }
        }
    }

    /// Says in which stream the server has it, and at which position it was named last. What it adds to the sums of its old and its new
    /// stream is given back: (stream, gained, lost).
    pub fn place(&mut self, stream: Option<i64>, position: u64) -> Vec<(i64, Sum, Sum)> {
        self.shown.seen = self.shown.seen.max(position);
        let mut effects = Vec::new();
        if self.shown.stream == stream {
            effects.extend(stream.map(|stream| (stream, self.gained, self.lost)));
            self.shown.sum = self.shown.sum.wrapping_add(self.gained.sum).wrapping_sub(self.lost.sum);
        } else {
            let mut now = self.sum();
            if let Some(old) = self.shown.stream {
                // The kept sum goes along, not the rows': so damage stays visible in the new stream too.
                now.sum = self.shown.sum.wrapping_add(self.gained.sum).wrapping_sub(self.lost.sum);
                // What it was before the entry: what it is now, less what it gained, and what it lost.
                let mut then = now;
                then.leave(self.gained);
                then.join(self.lost);
                effects.push((old, Sum::default(), then));
            }
            effects.extend(stream.map(|stream| (stream, now, Sum::default())));
            self.shown.stream = stream;
            self.shown.sum = now.sum;
        }
        self.shown.aside = stream.is_none();
        (self.gained, self.lost) = (Sum::default(), Sum::default());
        effects
    }

    /// Writes both layers.
    pub fn save(self, pen: &mut Pen<'_>) -> Result<(), StoreError> {
        let id = self.shown.id;
        for key in self.covered_before.keys().filter(|key| !self.covered.contains_key(*key)) {
            pen.conn
                .prepare_cached("DELETE FROM confirmed WHERE record = ?1 AND field = ?2 AND element = ?3")?
                .execute(params![id.bytes(), key.field, key.element])?;
        }
        for (key, (value, version)) in &self.covered {
            if self.covered_before.get(key).is_some_and(|old| old.0 == *value && old.1 == *version) {
                continue;
            }
            pen.conn
                .prepare_cached(
                    "INSERT OR REPLACE INTO confirmed (record, field, element, entity, value, stamp, session, seq)
                     VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
                )?
                .execute(params![
                    id.bytes(),
                    key.field,
                    key.element,
                    self.shown.entity.number,
                    write_value(value),
                    version.stamp.0 as i64,
                    version.identity.session as i64,
                    version.identity.seq as i64
                ])?;
        }
        pen.save(&self.before, self.shown)?;
        Ok(())
    }
}
