//! Taking an act back: what would set it right, as keys to write, and what somebody has set since and must be left.
//!
//! Always holds: only what is still the act's own is set back; a record that the act made goes only if nobody touched it and
//! nothing hangs on it. The result is committed as a new act, so it travels like any other.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use rusqlite::{Connection, OptionalExtension};

use super::act_row::ActRow;
use crate::base::clock::Stamp;
use crate::base::id::Id;
use crate::domain::act::{By, Left, UndoKind};
use crate::domain::deed::Refusal;
use crate::domain::rules::NEWER;
use crate::schema::{ACCOUNT, CONTACT, Key, TOUCH, VISIT, Value, entity, entity_named};
use crate::store::answer::history::who_set;
use crate::store::error::StoreError;
use crate::store::record::columns::id_at;
use crate::store::record::rows::Stored;
use crate::store::record::value_bytes::read_fields;
use crate::store::sync::streams;
use crate::sync::Identity;
use crate::sync::past::PastLine;

/// A record as it is, and the keys and values that set it right.
pub(crate) type SetRight = (Stored, Vec<(Key, Value)>);

/// What sets an act right.
pub(crate) struct Inverse {
    /// By group, then by record.
    pub groups: Vec<Vec<SetRight>>,
    /// What was left: (entity, record, field).
    pub left: Vec<(u16, Id, u16)>,
}

struct Made {
    identity: Identity,
    /// Which of the act's groups it is of; one that came from elsewhere counts as one.
    group: i64,
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
            group: row.get(2)?,
            entity: row.get(3)?,
            record: id_at(row, 4)?.unwrap_or_default(),
            fields: read_fields(&bytes).into_iter().map(|one| (one.change.key, one.before, one.change.value)).collect(),
        })
    })?;
    let mut made: Vec<Made> = rows.collect::<Result<_, _>>()?;
    if made.is_empty() {
        made = arrived_of(conn, act)?;
    }
    Ok(made)
}

/// The changes of somebody's act as they arrived, the newest first.
fn arrived_of(conn: &Connection, act: Id) -> Result<Vec<Made>, StoreError> {
    let mut statement = conn.prepare_cached(
        "SELECT session, seq, entity, record, fields FROM arrived WHERE act = ?1 AND by IS NOT NULL ORDER BY place DESC",
    )?;
    let rows = statement.query_map([act.bytes()], |row| {
        let bytes: Vec<u8> = row.get(4)?;
        Ok(Made {
            identity: Identity { session: row.get::<_, i64>(0)? as u64, seq: row.get::<_, i64>(1)? as u64 },
            group: 0,
            entity: row.get(2)?,
            record: id_at(row, 3)?.unwrap_or_default(),
            fields: read_fields(&bytes).into_iter().map(|one| (one.change.key, one.before, one.change.value)).collect(),
        })
    })?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// The fields that were left, with who set them since.
pub(crate) fn named(conn: &Connection, left: Vec<(u16, Id, u16)>) -> Result<Vec<Left>, StoreError> {
    let named = |(entity, record, field): (u16, Id, u16)| {
        let stored = Stored::load(conn, entity, record)?;
        let newest = stored.keys().into_iter().filter(|(key, ..)| key.field == field).map(|(_, _, version)| version);
        let by = match newest.max_by_key(|version| (version.stamp, version.identity)) {
            Some(version) => who_set(conn, record, version.identity)?,
            None => By::Unknown,
        };
        Ok(Left { entity, record, field, by })
    };
    left.into_iter().map(named).collect()
}

/// Whether this laptop knows what an act did, all of it.
pub(crate) fn knows(conn: &Connection, act: Id) -> Result<bool, StoreError> {
    Ok(!is_thinned(conn, act)? && is_whole(conn, act)? && !changes_of(conn, act)?.is_empty())
}

/// A claimed stamp is at most so much ahead of when it came to the server.
const AHEAD_MS: i64 = 120_000;

/// Whether all of an act that arrived here arrived as news: done after every stream was read from nothing, or came as a file, for what came so is no
/// news, and is not known by its act.
fn is_whole(conn: &Connection, act: Id) -> Result<bool, StoreError> {
    let sql = "SELECT min(stamp) FROM arrived WHERE act = ?1 AND by IS NOT NULL AND stamp <> 0
        AND NOT EXISTS (SELECT 1 FROM change WHERE act = ?1)";
    let first: Option<i64> = conn.prepare_cached(sql)?.query_row([act.bytes()], |row| row.get(0))?;
    let Some(first) = first.map(|stamp| Stamp(stamp as u64).moment()) else { return Ok(true) };
    Ok(streams::begun(conn)?.is_none_or(|begun| begun.millis() + AHEAD_MS < first.millis()))
}

/// Whether a part of what an act did is not kept here any more (`upkeep::prune`).
fn is_thinned(conn: &Connection, act: Id) -> Result<bool, StoreError> {
    Ok(conn.prepare_cached("SELECT 1 FROM thinned WHERE act = ?1")?.exists([act.bytes()])?)
}

/// What an act did; of one of which a part has gone here, what the server told of it, if it could tell all.
fn whole(conn: &Connection, act: Id, told: &[PastLine]) -> Result<Vec<Made>, StoreError> {
    let all = as_known(conn, act, told)?;
    // Half of an act is not taken back: what a newer version did with it may be what the rest hangs on.
    if all.iter().any(|made| entity(made.entity).is_none()) {
        return Err(Refusal::State(NEWER).into());
    }
    Ok(all)
}

fn as_known(conn: &Connection, act: Id, told: &[PastLine]) -> Result<Vec<Made>, StoreError> {
    if is_thinned(conn, act)? || !is_whole(conn, act)? {
        let unsent = "SELECT 1 FROM change WHERE act = ?1 AND state = 0";
        let told = told_of(act, told);
        if told.is_empty() || conn.prepare_cached(unsent)?.exists([act.bytes()])? {
            return Err(Refusal::Thinned.into());
        }
        return Ok(told);
    }
    let known = changes_of(conn, act)?;
    Ok(if known.is_empty() { told_of(act, told) } else { known })
}

/// What the server told of an act, the newest first, as if it had arrived here. What never stood is not to be set back.
fn told_of(act: Id, lines: &[PastLine]) -> Vec<Made> {
    const STOOD: [u8; 2] = [0, 4];
    let mut made: Vec<Made> = Vec::new();
    for line in lines.iter().filter(|line| STOOD.contains(&line.fate) && line.act == act) {
        let Some((entity, record)) = line.of else { continue };
        let identity = Identity { session: line.session, seq: line.seq };
        let field = (Key { field: line.field, element: line.element.clone() }, line.before.clone(), line.after.clone());
        match made.last_mut().filter(|last| last.identity == identity) {
            Some(last) => last.fields.push(field),
            None => made.push(Made { identity, group: 0, entity, record, fields: vec![field] }),
        }
    }
    made
}

/// What would set this act right now; `told`: what the server said of it, where this laptop does not know it.
pub(crate) fn inverse(conn: &Connection, act: &ActRow, told: &[PastLine]) -> Result<Inverse, StoreError> {
    let changes = whole(conn, act.id, told)?;
    // What an act did again was written by the act before it: those versions are its own too.
    let mut own: HashSet<Identity> = changes.iter().map(|change| change.identity).collect();
    let mut of = act.of;
    while let Some(id) = of {
        own.extend(changes_of(conn, id)?.iter().map(|change| change.identity));
        of = ActRow::get(conn, id)?.and_then(|row| row.of);
    }
    let mut order: Vec<(i64, u16, Id)> = Vec::new();
    let mut records: HashMap<Id, BTreeMap<Key, Value>> = HashMap::new();
    let mut created: BTreeSet<Id> = BTreeSet::new();
    // From the last change to the first: what the first found there is what is set back.
    for change in changes {
        let keys = records.entry(change.record).or_insert_with(|| {
            order.push((change.group, change.entity, change.record));
            BTreeMap::new()
        });
        for (key, before, _) in change.fields {
            // What an undo brought back was deleted by the act before it, not made.
            if key == Key::RECORD && act.undo != Some(UndoKind::Undo) {
                if before.is_null() {
                    created.insert(change.record)
                } else {
                    created.remove(&change.record)
                };
            }
            keys.insert(key, before);
        }
    }
    let mut left = Vec::new();
    let mut writes: HashMap<Id, SetRight> = HashMap::new();
    let mut freed: HashSet<(Id, u16)> = HashSet::new();
    let mut going: HashMap<Id, Stored> = HashMap::new();
    for (_, entity, record) in &order {
        let stored = Stored::load(conn, *entity, *record)?;
        if created.contains(record) {
            going.insert(*record, stored);
            continue;
        }
        let write = set_back(conn, &stored, records.remove(record).unwrap_or_default(), &own, &mut left)?;
        freed.extend(write.iter().map(|(key, _)| (*record, key.field)));
        writes.insert(*record, (stored, write));
    }
    stay(conn, &mut going, &own, &freed, &mut left)?;
    let gone = |(id, stored): (Id, Stored)| (id, (stored, vec![(Key::RECORD, Value::Null)]));
    writes.extend(going.into_iter().filter(|(_, stored)| !stored.deleted).map(gone));
    let mut groups: Vec<Vec<SetRight>> = Vec::new();
    let mut places: HashMap<i64, usize> = HashMap::new();
    for (group, _, record) in order {
        let Some(write) = writes.remove(&record).filter(|(_, keys)| !keys.is_empty()) else { continue };
        let place = *places.entry(group).or_insert_with(|| {
            groups.push(Vec::new());
            groups.len() - 1
        });
        groups[place].push(write);
    }
    left.sort_unstable();
    Ok(Inverse { groups, left })
}

/// Takes those out of the made records that must stay: somebody touched them, or something hangs on them that stays itself.
fn stay(
    conn: &Connection,
    going: &mut HashMap<Id, Stored>,
    own: &HashSet<Identity>,
    freed: &HashSet<(Id, u16)>,
    left: &mut Vec<(u16, Id, u16)>,
) -> Result<(), StoreError> {
    loop {
        let mut staying: Vec<(u16, Id, BTreeSet<u16>)> = Vec::new();
        for stored in going.values().filter(|stored| !stored.deleted) {
            let mut fields = BTreeSet::new();
            for (key, _, version) in stored.keys() {
                if whose(conn, stored, &key, version.identity, own)? == Whose::Another {
                    fields.insert(key.field);
                }
            }
            if something_hangs(conn, stored, going, freed)? {
                fields.insert(Key::RECORD.field);
            }
            if !fields.is_empty() {
                staying.push((stored.entity.number, stored.id, fields));
            }
        }
        if staying.is_empty() {
            return Ok(());
        }
        for (entity, record, fields) in staying {
            going.remove(&record);
            left.extend(fields.into_iter().map(|field| (entity, record, field)));
        }
    }
}

/// A record that was there before the act.
fn set_back(
    conn: &Connection,
    stored: &Stored,
    keys: BTreeMap<Key, Value>,
    own: &HashSet<Identity>,
    left: &mut Vec<(u16, Id, u16)>,
) -> Result<Vec<(Key, Value)>, StoreError> {
    let mut write = Vec::new();
    let restores = keys.contains_key(&Key::RECORD);
    for (key, value) in keys {
        let mine = match stored.version_of(&key) {
            Some(version) => whose(conn, stored, &key, version.identity, own)? == Whose::Own,
            None => false,
        };
        // A record that somebody deleted since is not written into.
        if mine && (!stored.deleted || restores) {
            if stored.value(&key) != value {
                write.push((key, value));
            }
        } else if stored.value(&key) != value && !left.contains(&(stored.entity.number, stored.id, key.field)) {
            left.push((stored.entity.number, stored.id, key.field));
        }
    }
    Ok(write)
}

/// Whose a version is.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Whose {
    /// The act's.
    Own,
    /// Nobody's: nothing had been written there, and a later act that did was taken back.
    Nobody,
    /// Somebody else's, or a later act's.
    Another,
}

/// Whose a version is, or whose it stands for: taking back a later act brought back what was there before it.
fn whose(
    conn: &Connection,
    stored: &Stored,
    key: &Key,
    mut identity: Identity,
    own: &HashSet<Identity>,
) -> Result<Whose, StoreError> {
    // Each step goes back in time; the bound only guards against a damaged book.
    for _ in 0..1_000 {
        if own.contains(&identity) {
            return Ok(Whose::Own);
        }
        let taken_back = conn
            .prepare_cached(
                "SELECT a.of_act FROM change c JOIN act a ON a.id = c.act WHERE c.session = ?1 AND c.seq = ?2 AND a.kind <> 0",
            )?
            .query_row([identity.session as i64, identity.seq as i64], |row| id_at(row, 0))
            .optional()?
            .flatten();
        let Some(act) = taken_back else { return Ok(Whose::Another) };
        let mut statement =
            conn.prepare_cached("SELECT fields FROM change WHERE act = ?1 AND record = ?2 ORDER BY place")?;
        let mut rows = statement.query([act.bytes(), stored.id.bytes()])?;
        let mut replaced = None;
        while let (Some(row), None) = (rows.next()?, replaced) {
            let bytes: Vec<u8> = row.get(0)?;
            replaced =
                read_fields(&bytes).into_iter().find(|field| field.change.key == *key).map(|field| field.change.base);
        }
        match replaced {
            Some(Some(before)) => identity = before,
            Some(None) => return Ok(Whose::Nobody),
            None => return Ok(Whose::Another),
        }
    }
    Ok(Whose::Another)
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

/// Whether a record refers to this one that neither goes itself nor is set to refer to another.
fn something_hangs(
    conn: &Connection,
    stored: &Stored,
    going: &HashMap<Id, Stored>,
    freed: &HashSet<(Id, u16)>,
) -> Result<bool, StoreError> {
    for (table, column) in referring(stored.entity.number) {
        let field = entity_named(table).and_then(|entity| entity.field(column)).map_or(0, |field| field.number);
        let sql = format!("SELECT id FROM {table} WHERE {column} = ?1 AND x_gone IS NULL");
        let mut statement = conn.prepare_cached(&sql)?;
        let mut rows = statement.query([stored.id.bytes()])?;
        while let Some(row) = rows.next()? {
            if id_at(row, 0)?.is_some_and(|id| !going.contains_key(&id) && !freed.contains(&(id, field))) {
                return Ok(true);
            }
        }
    }
    Ok(false)
}
