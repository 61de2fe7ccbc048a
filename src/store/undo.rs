//! Taking an act back: what would set it right, as keys to write, and what somebody has set since and must be left.
//!
//! Always holds: only what is still the act's own is set back; a record that the act made goes only if nobody touched it and
//! nothing hangs on it. The result is committed as a new act, so it travels like any other.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use rusqlite::Connection;

use super::act_row::ActRow;
use super::columns::id_at;
use super::error::StoreError;
use super::rows::Stored;
use super::value_bytes::read_fields;
use crate::base::id::Id;
use crate::schema::{ACCOUNT, CONTACT, Key, TOUCH, VISIT, Value};
use crate::sync::Identity;

/// What sets an act right.
pub(crate) struct Inverse {
    /// By group, then by record: (as it is, keys and values to write).
    pub groups: Vec<Vec<(Stored, Vec<(Key, Value)>)>>,
    /// What was left: (entity, record, field).
    pub left: Vec<(u16, Id, u16)>,
}

struct Made {
    identity: Identity,
    group: Id,
    entity: u16,
    record: Id,
    fields: Vec<(Key, Value, Value)>,
}

fn changes_of(conn: &Connection, act: Id) -> Result<Vec<Made>, StoreError> {
    let mut statement = conn.prepare_cached(
        "SELECT session, seq, grp, entity, record, fields FROM change WHERE act = ?1 ORDER BY place DESC",
    )?;
    let rows = statement.query_map([act.bytes()], |row| {
        let bytes: Vec<u8> = row.get(5)?;
        Ok(Made {
            identity: Identity { session: row.get::<_, i64>(0)? as u64, seq: row.get::<_, i64>(1)? as u64 },
            group: id_at(row, 2)?.unwrap_or_default(),
            entity: row.get(3)?,
            record: id_at(row, 4)?.unwrap_or_default(),
            fields: read_fields(&bytes).into_iter().map(|one| (one.change.key, one.before, one.change.value)).collect(),
        })
    })?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// What would set this act right now.
pub(crate) fn inverse(conn: &Connection, act: &ActRow) -> Result<Inverse, StoreError> {
    let changes = changes_of(conn, act.id)?;
    // What an act did again was written by the act before it: those versions are its own too.
    let mut own: HashSet<Identity> = changes.iter().map(|change| change.identity).collect();
    let mut of = act.of;
    while let Some(id) = of {
        own.extend(changes_of(conn, id)?.iter().map(|change| change.identity));
        of = ActRow::get(conn, id)?.and_then(|row| row.of);
    }
    let mut order: Vec<(Id, u16, Id)> = Vec::new();
    let mut records: HashMap<Id, BTreeMap<Key, Value>> = HashMap::new();
    let mut created: BTreeSet<Id> = BTreeSet::new();
    // From the last change to the first: what the first found there is what is set back.
    for change in changes {
        let keys = records.entry(change.record).or_insert_with(|| {
            order.push((change.group, change.entity, change.record));
            BTreeMap::new()
        });
        for (key, before, _) in change.fields {
            if key == Key::RECORD {
                if before.is_null() {
                    created.insert(change.record)
                } else {
                    created.remove(&change.record)
                };
            }
            keys.insert(key, before);
        }
    }
    let mut inverse = Inverse { groups: Vec::new(), left: Vec::new() };
    let mut groups: Vec<Id> = Vec::new();
    for (group, entity, record) in order {
        let keys = records.remove(&record).unwrap_or_default();
        let stored = Stored::load(conn, entity, record)?;
        let write = if created.contains(&record) {
            take_away(conn, &stored, &own, &created, &mut inverse.left)?
        } else {
            set_back(&stored, keys, &own, &mut inverse.left)
        };
        if write.is_empty() {
            continue;
        }
        let place = groups.iter().position(|known| *known == group).unwrap_or_else(|| {
            groups.push(group);
            inverse.groups.push(Vec::new());
            groups.len() - 1
        });
        inverse.groups[place].push((stored, write));
    }
    Ok(inverse)
}

/// A record that the act made.
fn take_away(
    conn: &Connection,
    stored: &Stored,
    own: &HashSet<Identity>,
    created: &BTreeSet<Id>,
    left: &mut Vec<(u16, Id, u16)>,
) -> Result<Vec<(Key, Value)>, StoreError> {
    if stored.deleted {
        return Ok(Vec::new());
    }
    let touched: Vec<u16> = stored
        .keys()
        .iter()
        .filter(|(_, _, version)| !own.contains(&version.identity))
        .map(|(key, ..)| key.field)
        .collect();
    let hangs = something_hangs(conn, stored, created)?;
    if touched.is_empty() && !hangs {
        return Ok(vec![(Key::RECORD, Value::Null)]);
    }
    let mut fields: BTreeSet<u16> = touched.into_iter().collect();
    if hangs {
        fields.insert(Key::RECORD.field);
    }
    left.extend(fields.into_iter().map(|field| (stored.entity.number, stored.id, field)));
    Ok(Vec::new())
}

/// A record that was there before the act.
fn set_back(
    stored: &Stored,
    keys: BTreeMap<Key, Value>,
    own: &HashSet<Identity>,
    left: &mut Vec<(u16, Id, u16)>,
) -> Vec<(Key, Value)> {
    let mut write = Vec::new();
    let restores = keys.contains_key(&Key::RECORD);
    for (key, value) in keys {
        let mine = stored.version_of(&key).is_some_and(|version| own.contains(&version.identity));
        // A record that somebody deleted since is not written into.
        if mine && (!stored.deleted || restores) {
            if stored.value(&key) != value {
                write.push((key, value));
            }
        } else if stored.value(&key) != value && !left.contains(&(stored.entity.number, stored.id, key.field)) {
            left.push((stored.entity.number, stored.id, key.field));
        }
    }
    write
}

/// Where a record can be referred to, by columns that have an index.
fn referring(entity: u16) -> &'static [(&'static str, &'static str)] {
    match entity {
        n if n == ACCOUNT.number => {
            &[("contact", "account"), ("visit", "account"), ("touch", "account"), ("follow_up", "account")]
        }
        n if n == VISIT.number => &[("follow_up", "visit")],
        n if n == TOUCH.number => &[("follow_up", "touch"), ("visit", "phoned_instead")],
        n if n == CONTACT.number => &[("follow_up", "contact")],
        _ => &[],
    }
}

fn something_hangs(conn: &Connection, stored: &Stored, created: &BTreeSet<Id>) -> Result<bool, StoreError> {
    for (table, column) in referring(stored.entity.number) {
        let sql = format!("SELECT id FROM {table} WHERE {column} = ?1 AND x_gone IS NULL");
        let mut statement = conn.prepare_cached(&sql)?;
        let mut rows = statement.query([stored.id.bytes()])?;
        while let Some(row) = rows.next()? {
            if id_at(row, 0)?.is_some_and(|id| !created.contains(&id)) {
                return Ok(true);
            }
        }
    }
    Ok(false)
}
