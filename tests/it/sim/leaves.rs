//! Promise 3 by what was written, not by what the log tells: through every restoration and compaction each value that nobody replaced knowingly
//! stands at the server, or is kept there as a conflict record.
//!
//! Always holds: what people set is noted where they set it, and what the server set when its log is read; neither is ever asked of a server
//! that may have lost it. Must not judge merged customers and deletions, which have rules of their own.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use rounds::base::clock::{Moment, Stamp};
use rounds::base::id::Id;
use rounds::schema::{Class, ENTITIES, Key, Value, entity};
use rounds::server::{Storage, Transaction};
use rounds::sync::{FieldChange, Identity, conflict_id};

use super::world::{Trouble, World};

/// Current values come back from any backup younger than this: half a year by the server's clock, which may be a day off on either side.
const CURRENT_DAYS: i64 = 178;

pub type Place = (u16, Id, Key);

/// A value that somebody set, and what he saw there.
struct Version {
    value: Value,
    base: Option<Identity>,
}

/// All that was ever set.
#[derive(Default)]
pub struct Written {
    places: BTreeMap<Place, BTreeMap<Identity, Version>>,
    /// Customers and people that were found to be one with another, or another with them.
    merged: BTreeSet<Id>,
    /// Values of which a restored server knows nothing, and nobody sends them as his own change: a laptop has them and gives them back.
    returning: BTreeSet<(Place, Identity)>,
}

fn merges(entity_number: u16, key: &Key) -> bool {
    entity(entity_number).and_then(|entity| entity.field("merged_into")).is_some_and(|into| into.number == key.field)
}

impl Written {
    /// Somebody set this; said twice, the first counts.
    pub fn sets(&mut self, number: u16, record: Id, identity: Identity, fields: impl IntoIterator<Item = FieldChange>) {
        for FieldChange { key, value, base } in fields {
            if merges(number, &key) {
                self.merged.insert(record);
                self.merged.extend(match value {
                    Value::Id(into) => Some(into),
                    _ => None,
                });
            }
            let place = self.places.entry((number, record, key)).or_default();
            place.entry(identity).or_insert(Version { value, base });
        }
    }

    /// What people wrote to make a record: once, or to bring it back.
    pub fn makings(&self, number: u16, record: Id) -> impl Iterator<Item = Identity> {
        let versions = self.places.get(&(number, record, Key::RECORD)).into_iter().flatten();
        versions.filter(|(_, version)| !version.value.is_null()).map(|(identity, _)| *identity)
    }

    /// Whether the law of this file is about a place.
    fn judges(&self, (number, record, key): &Place) -> bool {
        let class = entity(*number).map_or(Class::Record, |entity| entity.class);
        class != Class::Written && *key != Key::RECORD && !merges(*number, key) && !self.merged.contains(record)
    }

    /// Whether a value points at a customer that was merged: the server leads it on.
    fn is_led_on(&self, value: &Value) -> bool {
        matches!(value, Value::Id(id) if self.merged.contains(id))
    }

    /// All that was written upon a version, and upon that.
    fn descendants(&self, place: &Place, of: Identity) -> BTreeSet<Identity> {
        let versions = &self.places[place];
        let (mut found, mut from) = (BTreeSet::new(), vec![of]);
        while let Some(base) = from.pop() {
            let upon = versions.iter().filter(|(_, version)| version.base == Some(base)).map(|(identity, _)| *identity);
            from.extend(upon.filter(|identity| *identity != of && found.insert(*identity)));
        }
        found
    }
}

/// Whether a version is where it has to be: it stands, or is kept as what lost.
fn is_kept(tx: &mut dyn Transaction, place: &Place, identity: Identity) -> bool {
    let (number, record, key) = place;
    let held = tx.record(*number, *record).unwrap();
    let stands = held.as_ref().and_then(|record| record.held(key)).is_some_and(|held| held.identity() == identity);
    let conflict = conflict_id(*number, *record, key, identity);
    stands || tx.record(rounds::schema::CONFLICT.number, conflict).unwrap().is_some()
}

/// Whether the server has taken a change, whatever became of its fields.
fn is_taken(tx: &mut dyn Transaction, identity: Identity) -> bool {
    tx.change(identity).unwrap().is_some_and(|known| known.stream.is_some())
}

impl Written {
    /// Whether a version may be gone as such: it is kept, or was replaced by somebody who saw it, or says what one of these says.
    fn is_accounted(&self, tx: &mut dyn Transaction, place: &Place, identity: Identity) -> bool {
        let value = &self.places[place][&identity].value;
        let held = tx.record(place.0, place.1).unwrap();
        let stands = held.as_ref().and_then(|record| record.held(&place.2));
        if stands.map_or(&Value::Null, |held| &held.value) == value {
            return true;
        }
        let alike = self.places[place].iter().filter(|(_, other)| other.value == *value).map(|(other, _)| *other);
        alike.into_iter().any(|version| {
            is_kept(tx, place, version)
                || self
                    .descendants(place, version)
                    .into_iter()
                    .any(|upon| is_taken(tx, upon) || is_kept(tx, place, upon))
        })
    }

    /// Whether a record has gone for good, as it may.
    fn is_collected(&self, tx: &mut dyn Transaction, (number, record, _): &Place) -> bool {
        let deletions = self.places.get(&(*number, *record, Key::RECORD)).into_iter().flatten();
        tx.record(*number, *record).unwrap().is_none() && deletions.into_iter().any(|(_, made)| made.value.is_null())
    }
}

/// A line of a dump of what is confirmed: where it is, and who wrote it.
fn read(line: &str, numbers: &HashMap<&str, u16>) -> Option<(Place, Identity)> {
    let mut words = line.split(' ');
    let (number, record) = (*numbers.get(words.next()?)?, words.next()?.parse().ok()?);
    let key = Key { field: words.next()?.parse().ok()?, element: words.next()?.trim_matches('"').to_string() };
    let (session, seq) = words.next_back()?.split_once('.')?;
    let identity = Identity { session: u64::from_str_radix(session, 16).ok()?, seq: seq.parse().ok()? };
    Some(((number, record, key), identity))
}

impl World {
    /// What the laptops hold as confirmed.
    fn held_by_laptops(&self) -> BTreeSet<(Place, Identity)> {
        let numbers: HashMap<&str, u16> = ENTITIES.iter().map(|entity| (entity.name, entity.number)).collect();
        let mut held = BTreeSet::new();
        for laptop in &self.laptops {
            for row in laptop.store.streams().unwrap() {
                let dump = laptop.store.dump_confirmed(row.stream).unwrap();
                held.extend(dump.lines().filter_map(|line| read(line, &numbers)));
            }
        }
        held
    }

    /// The server was restored: what it knows nothing of any more, and nobody sends again, comes back from whoever holds it.
    pub fn is_to_come_back(&mut self, made: Moment) {
        if made < self.now.plus_minutes(-CURRENT_DAYS * 24 * 60) {
            self.written.returning.clear();
            return;
        }
        let held = self.held_by_laptops();
        let World { written, server, kept, .. } = self;
        let mut tx = server.begin().unwrap();
        let lost = held.into_iter().filter(|(place, identity)| {
            let known = written.places.get(place).is_some_and(|versions| versions.contains_key(identity));
            known && !kept.asks_for(*identity) && tx.change(*identity).unwrap().is_none()
        });
        written.returning = lost.collect();
    }

    /// A laptop has lost what it held: what has not come back by now may not come any more.
    pub fn may_not_come_back(&mut self) {
        if self.written.returning.is_empty() {
            return;
        }
        let held = self.held_by_laptops();
        let mut returning = std::mem::take(&mut self.written.returning);
        let World { written, server, .. } = self;
        let mut tx = server.begin().unwrap();
        returning.retain(|found| held.contains(found) || written.is_accounted(&mut *tx, &found.0, found.1));
        drop(tx);
        self.written.returning = returning;
    }

    /// Every leaf stands, or is kept.
    pub fn every_leaf_is_kept(&mut self) -> Result<(), Trouble> {
        let World { written, server, .. } = self;
        let mut tx = server.begin().unwrap();
        for (place, versions) in &written.places {
            if !written.judges(place) {
                continue;
            }
            for (identity, version) in versions {
                let known = tx.change(*identity).unwrap();
                let asked = match &known {
                    Some(known) => known.stream.is_some() && known.stamp != Stamp::ZERO,
                    None => written.returning.contains(&(place.clone(), *identity)),
                };
                // What the server writes where it refuses a version that was given back over nothing: nobody set that.
                let nothing = version.value.is_null() && version.base.is_none();
                if asked
                    && !nothing
                    && !written.is_led_on(&version.value)
                    && !written.is_accounted(&mut *tx, place, *identity)
                    && !written.is_collected(&mut *tx, place)
                {
                    let (session, seq) = (identity.session, identity.seq);
                    let value = &version.value;
                    let others: Vec<String> = versions
                        .iter()
                        .map(|(identity, version)| {
                            let taken = is_taken(&mut *tx, *identity);
                            format!(
                                "{:x}.{} {:?} upon {:x?}, taken {taken}",
                                identity.session, identity.seq, version.value, version.base
                            )
                        })
                        .collect();
                    let (number, record, key) = place;
                    let stands = tx.record(*number, *record).unwrap().and_then(|record| record.held(key).cloned());
                    return Err(format!(
                        "a leaf is gone in silence: {value:?} by {session:x}.{seq} at {number} {record} {key:?}; there stands {stands:x?}\n{}",
                        others.join("\n")
                    ));
                }
            }
        }
        Ok(())
    }
}
