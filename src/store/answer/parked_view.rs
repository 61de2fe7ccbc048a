//! What the server could not take, and my records that should have something by now.

use rusqlite::{Connection, params};

use super::records::{names_in, one};
use super::sync_view::name_and_account;
use crate::base::clock::Moment;
use crate::base::id::Id;
use crate::domain::act::Label;
use crate::domain::ask::{CompleteRow, ParkedField, ParkedRow};
use crate::schema::{ACCOUNT, ENTITIES, Value, entity};
use crate::store::error::StoreError;
use crate::store::me::Me;
use crate::store::record::columns::id_at;
use crate::store::record::value_bytes::read_fields;

const FIRST: usize = 50;

/// Parked acts, the oldest first, each with what it would set.
pub(super) fn parked(conn: &Connection) -> Result<Vec<ParkedRow>, StoreError> {
    let mut find = conn.prepare_cached(
        "SELECT c.act, c.at, c.entity, c.record, c.fields, c.reason, a.words, a.subject, a.detail, a.count
         FROM change c LEFT JOIN act a ON a.id = c.act WHERE c.state = 2 ORDER BY c.place LIMIT 2000",
    )?;
    let mut rows = find.query([])?;
    let mut found: Vec<ParkedRow> = Vec::new();
    while let Some(row) = rows.next()? {
        let text = |n: usize| Ok::<_, rusqlite::Error>(row.get::<_, Option<String>>(n)?.unwrap_or_default());
        let act = id_at(row, 0)?.unwrap_or_default();
        let (number, record) = (row.get::<_, u16>(2)?, id_at(row, 3)?.unwrap_or_default());
        let (bytes, reason): (Vec<u8>, String) = (row.get(4)?, text(5)?);
        if found.last().is_none_or(|last| last.act != act) {
            if found.len() == FIRST {
                break;
            }
            let count = row.get::<_, Option<u32>>(9)?.unwrap_or(1);
            let label = Label { words: text(6)?, subject: text(7)?, detail: text(8)?, count };
            let at = Moment::from_millis(row.get(1)?);
            found.push(ParkedRow { act, label, at, reason: reason.clone(), fields: Vec::new() });
        }
        let Some(last) = found.last_mut() else { continue };
        // What itself is at fault says more than what only builds upon it.
        if last.reason == "depends" {
            last.reason = reason;
        }
        let fields = read_fields(&bytes);
        let said: Vec<(u16, &Value)> =
            fields.iter().map(|field| (field.change.key.field, &field.change.value)).collect();
        let name = named(conn, number, record, &said)?;
        let here = one(conn, number, record)?.map(|view| view.values).unwrap_or_default();
        for field in fields {
            let (key, value) = (field.change.key, field.change.value);
            let declared = entity(number).and_then(|entity| entity.by_number(key.field));
            let now = here.iter().find(|(field, _)| *field == key.field).map(|(_, value)| value.clone());
            let now = now.unwrap_or_default();
            let names = declared.map(|field| names_in(conn, field, [&value, &now])).transpose()?.unwrap_or_default();
            let (entity, name) = (number, name.clone());
            last.fields.push(ParkedField {
                now,
                entity,
                record,
                name,
                field: key.field,
                element: key.element,
                value,
                names,
            });
        }
    }
    Ok(found)
}

/// The name that the change gives, else the one that is there.
fn named(conn: &Connection, number: u16, record: Id, fields: &[(u16, &Value)]) -> Result<String, StoreError> {
    let name = entity(number).and_then(|entity| entity.field("name")).map(|field| field.number);
    let said = fields.iter().find(|(field, _)| Some(*field) == name).map(|(_, value)| value.str().to_string());
    match said.filter(|name| !name.is_empty()) {
        Some(name) => Ok(name),
        None => Ok(name_and_account(conn, number, record)?.0),
    }
}

/// My records without something that they should have: each entity has an index of those, for there are hardly ever any.
pub(super) fn to_complete(conn: &Connection) -> Result<Vec<CompleteRow>, StoreError> {
    let me = Me::of(conn)?.user;
    let mut found = Vec::new();
    for entity in ENTITIES.into_iter().filter(|entity| entity.name != "conflict" && entity.field("owner").is_some()) {
        let required: Vec<_> = entity.fields.iter().filter(|field| field.required).collect();
        let missing: Vec<String> = required.iter().map(|field| format!("\"{}\" IS NULL", field.name)).collect();
        if missing.is_empty() {
            continue;
        }
        let sql = format!(
            "SELECT id, {} FROM \"{1}\" INDEXED BY {1}_to_complete
             WHERE owner = ?1 AND x_gone IS NULL AND ({2}) ORDER BY id DESC LIMIT ?2",
            missing.join(", "),
            entity.name,
            missing.join(" OR ")
        );
        let mut find = conn.prepare_cached(&sql)?;
        let mut rows = find.query(params![me.bytes(), FIRST as i64])?;
        while let Some(row) = rows.next()? {
            let record = id_at(row, 0)?.unwrap_or_default();
            let mut fields = Vec::new();
            for (at, field) in required.iter().enumerate() {
                if row.get::<_, bool>(at + 1)? {
                    fields.push(field.number);
                }
            }
            let (mut name, account) = name_and_account(conn, entity.number, record)?;
            if let Some(account) = account.filter(|_| name.is_empty()) {
                name = name_and_account(conn, ACCOUNT.number, account)?.0;
            }
            found.push(CompleteRow { entity: entity.number, record, account, name, fields });
        }
    }
    found.truncate(FIRST);
    Ok(found)
}
