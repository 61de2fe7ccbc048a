//! Who set which field of a record when, newest first: my own changes, what arrived, and what lost without coming here.

use std::collections::HashSet;

use rusqlite::{Connection, OptionalExtension, params};

use super::conflicts::MADE_BY_A_DISK;
use super::records::{name_of, names_in};
use crate::base::clock::{Moment, Stamp};
use crate::base::id::Id;
use crate::domain::act::{By, Label};
use crate::domain::ask::{Fate, HistoryLine};
use crate::domain::history::{newest_first, note_undos};
use crate::schema::{Conflict, Key, Kind, USER, Value, entity as declared};
use crate::store::error::StoreError;
use crate::store::me::Me;
use crate::store::record::columns::id_at;
use crate::store::record::value_bytes::{Captured, read_fields};
use crate::store::write::look::{all, stands_for};
use crate::sync::log::PARALLEL;
use crate::sync::{Identity, conflict_id};

/// More than this are not shown at once.
const MOST: usize = 200;

/// What is known of a line beside its field.
#[derive(Default)]
struct Told {
    identity: Identity,
    at: Moment,
    by: By,
    act: Id,
    label: Label,
    fate: Fate,
    merged: bool,
}

/// The story of a record, as far as this laptop saw it.
pub(super) fn lines(conn: &Connection, entity: u16, record: Id) -> Result<Vec<HistoryLine>, StoreError> {
    let record = stands_for(conn, entity, record)?;
    let me = Me::of(conn)?.user;
    let mut lines = Vec::new();
    let mut statement = conn.prepare_cached(
        "SELECT c.session, c.seq, c.stamp, c.fields, c.state, c.act, c.labels, a.words, a.subject, a.detail, a.count, c.at
         FROM change c LEFT JOIN act a ON a.id = c.act WHERE c.record = ?1 ORDER BY c.place DESC LIMIT ?2",
    )?;
    let mut rows = statement.query(params![record.bytes(), MOST as i64])?;
    while let Some(row) = rows.next()? {
        let text = |n: usize| Ok::<_, rusqlite::Error>(row.get::<_, Option<String>>(n)?.unwrap_or_default());
        let identity = Identity { session: row.get::<_, i64>(0)? as u64, seq: row.get::<_, i64>(1)? as u64 };
        let count = row.get::<_, Option<u32>>(10)?.unwrap_or(1);
        let label = Label { words: text(7)?, subject: text(8)?, detail: text(9)?, count };
        for field in read_fields(&row.get::<_, Vec<u8>>(3)?) {
            let fate = match row.get::<_, i64>(4)? {
                0 => Fate::Waiting,
                1 if has_lost(conn, entity, record, &field.change.key, identity)? => Fate::Lost,
                1 => Fate::Taken,
                _ => Fate::Parked,
            };
            let told = Told {
                identity,
                at: moment(Stamp(row.get::<_, i64>(2)? as u64), row.get(11)?),
                by: By::Me,
                act: id_at(row, 5)?.unwrap_or_default(),
                label: label.clone(),
                fate,
                merged: row.get::<_, u8>(6)? & PARALLEL != 0,
            };
            lines.push(line(conn, entity, told, field)?);
        }
    }
    let mut statement = conn.prepare_cached(
        "SELECT session, seq, stamp, fields, by, act, labels, at FROM arrived WHERE record = ?1 ORDER BY place DESC LIMIT ?2",
    )?;
    let mut rows = statement.query(params![record.bytes(), MOST as i64])?;
    while let Some(row) = rows.next()? {
        for field in read_fields(&row.get::<_, Vec<u8>>(3)?) {
            let told = Told {
                identity: Identity { session: row.get::<_, i64>(0)? as u64, seq: row.get::<_, i64>(1)? as u64 },
                at: moment(Stamp(row.get::<_, i64>(2)? as u64), row.get(7)?),
                // My other laptop's are mine as well.
                by: if id_at(row, 4)? == Some(me) { By::Me } else { named(conn, id_at(row, 4)?)? },
                act: id_at(row, 5)?.unwrap_or_default(),
                merged: row.get::<_, u8>(6)? & PARALLEL != 0,
                ..Told::default()
            };
            let lost = has_lost(conn, entity, record, &field.change.key, told.identity)?;
            let told = Told { fate: if lost { Fate::Replaced } else { Fate::Taken }, ..told };
            lines.push(line(conn, entity, told, field)?);
        }
    }
    lost_elsewhere(conn, entity, record, &mut lines)?;
    newest_first(&mut lines);
    lines.truncate(MOST);
    note_undos(&mut lines);
    Ok(lines)
}

/// When it was: of what a rule made, which bears no stamp, when it was written here, or came.
fn moment(stamp: Stamp, here: i64) -> Moment {
    if stamp == Stamp::ZERO { Moment::from_millis(here) } else { stamp.moment() }
}

fn line(conn: &Connection, entity: u16, told: Told, field: Captured) -> Result<HistoryLine, StoreError> {
    let Captured { change, before, .. } = field;
    let names = names(conn, entity, &change.key, [&before, &change.value])?;
    Ok(HistoryLine {
        identity: (told.identity.session, told.identity.seq),
        at: told.at,
        by: told.by,
        device: String::new(),
        field: change.key.field,
        element: change.key.element,
        before,
        after: change.value,
        fate: told.fate,
        merged: told.merged,
        act: told.act,
        undo: None,
        label: told.label,
        names,
    })
}

/// The words for the records that a field's values refer to.
pub(in crate::store) fn names(
    conn: &Connection,
    entity: u16,
    key: &Key,
    [before, after]: [&Value; 2],
) -> Result<Vec<(Id, String)>, StoreError> {
    let Some(field) = declared(entity).and_then(|entity| entity.by_number(key.field)) else { return Ok(Vec::new()) };
    // An element of a set of references is the record itself.
    names_in(conn, field, [before, after, &Value::set([key.element.clone()])])
}

/// Who this user is to the person who asks; none: the office.
pub(in crate::store) fn named(conn: &Connection, user: Option<Id>) -> Result<By, StoreError> {
    Ok(match user {
        Some(id) => By::User(name_of(conn, &USER, id)?),
        None => By::Office,
    })
}

/// Whether a version lost: then there is a conflict record about it. What a damaged disk made of one did not: its record bears the identity of
/// the version that stands.
fn has_lost(conn: &Connection, entity: u16, record: Id, key: &Key, version: Identity) -> Result<bool, StoreError> {
    let id = conflict_id(entity, record, key, version);
    let mut find = conn.prepare_cached(&format!("SELECT 1 FROM conflict WHERE id = ?1 AND NOT {MADE_BY_A_DISK}"))?;
    Ok(find.query_row([id.bytes()], |_| Ok(())).optional()?.is_some())
}

/// Values that lost before they came to this laptop: their conflict records tell of them.
fn lost_elsewhere(conn: &Connection, entity: u16, record: Id, lines: &mut Vec<HistoryLine>) -> Result<(), StoreError> {
    let about = |line: &HistoryLine| {
        let key = Key { field: line.field, element: line.element.clone() };
        conflict_id(entity, record, &key, Identity { session: line.identity.0, seq: line.identity.1 })
    };
    let known: HashSet<Id> = lines.iter().map(about).collect();
    for conflict in all::<Conflict>(conn, "r.record = ?1 AND r.entity = ?2", params![record.bytes(), entity])? {
        let number = conflict.field.and_then(|field| u16::try_from(field).ok());
        let (Some(field), Some(at)) = (number, conflict.lost_at) else { continue };
        // Under one version two values: nobody set the one that a disk made.
        if known.contains(&conflict.id) || conflict.made_by_a_disk() {
            continue;
        }
        let kind = declared(entity).and_then(|entity| entity.by_number(field)).map(|field| field.kind);
        let value = |json: &str| {
            let json = serde_json::from_str(json).unwrap_or_default();
            Value::from_json(&json, kind.unwrap_or(Kind::Flag)).unwrap_or_default()
        };
        let key = Key { field, element: conflict.element.clone() };
        let by = match conflict.lost_by {
            Some(user) => named(conn, Some(user))?,
            None => By::Unknown,
        };
        let (before, after) = (value(&conflict.base), value(&conflict.lost));
        let change = crate::sync::FieldChange { key, value: after, base: None };
        let told = Told { at, by, fate: Fate::Lost, ..Told::default() };
        lines.push(line(conn, entity, told, Captured { change, before, replaced: None })?);
    }
    Ok(())
}

/// Who set a version that is shown.
pub(in crate::store) fn who_set(conn: &Connection, record: Id, identity: Identity) -> Result<By, StoreError> {
    let (session, seq) = (identity.session as i64, identity.seq as i64);
    let mine: bool = conn
        .prepare_cached("SELECT EXISTS (SELECT 1 FROM change WHERE session = ?1 AND seq = ?2)")?
        .query_row([session, seq], |row| row.get(0))?;
    if mine {
        return Ok(By::Me);
    }
    let by = conn
        .prepare_cached("SELECT by FROM arrived WHERE record = ?1 AND session = ?2 AND seq = ?3")?
        .query_row(params![record.bytes(), session, seq], |row| id_at(row, 0))
        .optional()?;
    match by {
        // My other laptop's are mine as well.
        Some(Some(user)) if user == Me::of(conn)?.user => Ok(By::Me),
        Some(user) => named(conn, user),
        None => Ok(By::Unknown),
    }
}
