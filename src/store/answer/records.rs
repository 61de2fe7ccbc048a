//! Records of any entity by their declared fields: for forms and for the command line.

use rusqlite::{Connection, OptionalExtension, params_from_iter, types::ToSqlOutput};

use super::filtered::Conditions;
use crate::base::id::Id;
use crate::domain::ask::RecordView;
use crate::domain::filter::Filter;
use crate::schema::{Entity, Field, Kind, Value, entity_named};
use crate::store::error::StoreError;
use crate::store::record::columns::{id_at, table, text_at, to_column};
use crate::store::record::rows::{DELETED, Stored};
use crate::store::write::look::stands_for;

/// One record, with the words for the records it refers to.
pub(super) fn one(conn: &Connection, entity: u16, record: Id) -> Result<Option<RecordView>, StoreError> {
    let record = stands_for(conn, entity, record)?;
    let stored = Stored::load(conn, entity, record)?;
    if !stored.visible() {
        return Ok(None);
    }
    let mut names = Vec::new();
    for (field, value) in stored.entity.fields.iter().zip(&stored.values) {
        names.extend(names_in(conn, field, [value])?);
    }
    let values = stored.entity.fields.iter().map(|field| field.number).zip(stored.values).collect();
    Ok(Some(RecordView { entity, record, values, names }))
}

/// The words for the records that values of this field refer to.
pub(super) fn names_in<'a>(
    conn: &Connection,
    field: &Field,
    values: impl IntoIterator<Item = &'a Value>,
) -> Result<Vec<(Id, String)>, StoreError> {
    let Some(target) = field.target.and_then(entity_named) else { return Ok(Vec::new()) };
    let ids = values.into_iter().flat_map(|value| match value {
        Value::Id(id) => vec![*id],
        Value::Set(elements) => elements.iter().filter_map(|id| id.parse().ok()).collect(),
        _ => Vec::new(),
    });
    ids.map(|id| Ok((id, name_of(conn, target, id)?))).collect()
}

/// Whether a record is there, or was until somebody deleted it. One that an undo took away again counts as never made.
pub(super) fn had(conn: &Connection, entity: u16, record: Id) -> Result<bool, StoreError> {
    let stored = Stored::load(conn, entity, record)?;
    if !stored.there || !stored.deleted {
        return Ok(stored.there);
    }
    Ok(!taken_back(conn, record)?)
}

/// The records of an entity that somebody deleted, with the values they had.
pub(super) fn deleted(conn: &Connection, entity: u16) -> Result<Vec<RecordView>, StoreError> {
    let table = table(entity).ok_or(StoreError::Unknown { entity, field: 0 })?;
    let sql = format!("SELECT id FROM \"{}\" WHERE x_gone & {DELETED} ORDER BY id", table.entity.name);
    let mut statement = conn.prepare_cached(&sql)?;
    let ids: Vec<Option<Id>> = statement.query_map([], |row| id_at(row, 0))?.collect::<Result<_, _>>()?;
    let mut found = Vec::new();
    for record in ids.into_iter().flatten() {
        let stored = Stored::load(conn, entity, record)?;
        if stored.merged() || taken_back(conn, record)? {
            continue;
        }
        let values = stored.entity.fields.iter().map(|field| field.number).zip(stored.values).collect();
        found.push(RecordView { entity, record, values, names: Vec::new() });
    }
    Ok(found)
}

/// Whether the last that happened to a record was an undo.
fn taken_back(conn: &Connection, record: Id) -> Result<bool, StoreError> {
    let undo =
        "SELECT a.kind = 1 FROM change c JOIN act a ON a.id = c.act WHERE c.record = ?1 ORDER BY c.place DESC LIMIT 1";
    let undone: Option<bool> = conn.prepare_cached(undo)?.query_row([record.bytes()], |row| row.get(0)).optional()?;
    Ok(undone == Some(true))
}

/// What a record is called: its name, or its text, or the customer it hangs on.
pub(super) fn name_of(conn: &Connection, entity: &Entity, id: Id) -> Result<String, StoreError> {
    let column = ["name", "text"].into_iter().find(|name| entity.field(name).is_some());
    let sql = match column {
        Some(column) => format!("SELECT \"{column}\" FROM \"{}\" WHERE id = ?1", entity.name),
        None if entity.field("account").is_some() => {
            format!("SELECT a.name FROM \"{}\" r JOIN account a ON a.id = r.account WHERE r.id = ?1", entity.name)
        }
        None => return Ok(String::new()),
    };
    let name = conn.prepare_cached(&sql)?.query_row([id.bytes()], |row| text_at(row, 0)).optional()?;
    Ok(name.unwrap_or_default())
}

/// A page of an entity's records, those alone that have these values, in the order of their ids.
pub(super) fn page(
    conn: &Connection,
    entity: u16,
    only: &[(u16, Value)],
    offset: usize,
    limit: usize,
) -> Result<Vec<RecordView>, StoreError> {
    let table = table(entity).ok_or(StoreError::Unknown { entity, field: 0 })?;
    let mut conditions = String::new();
    let mut values: Vec<ToSqlOutput<'_>> = vec![
        ToSqlOutput::from(i64::try_from(limit).unwrap_or(i64::MAX)),
        ToSqlOutput::from(i64::try_from(offset).unwrap_or(i64::MAX)),
    ];
    for (number, value) in only {
        let unknown = StoreError::Unknown { entity, field: *number };
        let field = table.entity.by_number(*number).ok_or(unknown)?;
        match value {
            // Of a set, every element that is named must be in it.
            Value::Set(elements) => {
                for element in elements {
                    let condition = match element.parse::<Id>() {
                        Ok(id) if field.kind == Kind::Refs => {
                            values.push(ToSqlOutput::from(id.bytes().to_vec()));
                            format!(" AND instr(\"{}\", ?{}) > 0", field.name, values.len())
                        }
                        _ => {
                            values.push(ToSqlOutput::from(element.clone()));
                            let each = format!("json_each(\"{}\") WHERE value = ?{}", field.name, values.len());
                            format!(" AND typeof(\"{}\") = 'text' AND EXISTS (SELECT 1 FROM {each})", field.name)
                        }
                    };
                    conditions.push_str(&condition);
                }
            }
            value => {
                values.push(to_column(field, value));
                conditions.push_str(&format!(" AND \"{}\" IS ?{}", field.name, values.len()));
            }
        }
    }
    some(conn, table.entity, &conditions, values)
}

/// A page of those that a filter lets through, in the order of their ids.
pub(super) fn filtered(
    conn: &Connection,
    entity: u16,
    filter: &Filter,
    offset: usize,
    limit: usize,
) -> Result<Vec<RecordView>, StoreError> {
    let table = table(entity).ok_or(StoreError::Unknown { entity, field: 0 })?;
    let conditions = Conditions::of(table.entity, filter, 3);
    let page = [limit, offset].map(|number| ToSqlOutput::from(i64::try_from(number).unwrap_or(i64::MAX)));
    let values = page.into_iter().chain(conditions.values).collect();
    some(conn, table.entity, &conditions.sql, values)
}

/// Of the values the first two are how many, and from which on.
fn some(
    conn: &Connection,
    entity: &Entity,
    conditions: &str,
    values: Vec<ToSqlOutput<'_>>,
) -> Result<Vec<RecordView>, StoreError> {
    let sql =
        format!("SELECT id FROM \"{}\" WHERE x_gone IS NULL{conditions} ORDER BY id LIMIT ?1 OFFSET ?2", entity.name);
    let mut statement = conn.prepare_cached(&sql)?;
    let ids: Vec<Option<Id>> =
        statement.query_map(params_from_iter(values), |row| id_at(row, 0))?.collect::<Result<_, _>>()?;
    ids.into_iter().flatten().filter_map(|id| one(conn, entity.number, id).transpose()).collect()
}
