//! Between declared values and columns: the one place that knows how a value lies in the database.
//!
//! Always holds: what is written reads back equal; a table's statements name the declared fields in the declaration's order.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use rusqlite::types::{ToSqlOutput, Value as Sql, ValueRef};

use crate::base::id::Id;
use crate::schema::{ENTITIES, Entity, Field, Kind, Record, Value};

/// An entity's table: its statements, written once.
pub(crate) struct Table {
    /// The declaration.
    pub entity: &'static Entity,
    /// Reads a record by its id: the declared columns, then the columns of its own.
    pub select: String,
    /// Makes a row: id, declared columns, the columns of its own.
    pub insert: String,
    /// Writes a row anew; the same parameters in the same order.
    pub update: String,
    /// Writes of a row only whose it is and where it lies: what an echo changes. Naming a column more would write its indexes anew.
    pub update_own: String,
}

static TABLES: LazyLock<Vec<Table>> = LazyLock::new(|| ENTITIES.iter().map(|entity| Table::of(entity)).collect());

/// The table of an entity.
pub(crate) fn table(entity: u16) -> Option<&'static Table> {
    TABLES.iter().find(|table| table.entity.number == entity)
}

impl Table {
    fn of(entity: &'static Entity) -> Table {
        let name = entity.name;
        let quoted: Vec<String> = entity.fields.iter().map(|field| format!("\"{}\"", field.name)).collect();
        let columns = quoted.join(", ");
        let own = ["x_stamp", "x_session", "x_seq", "x_gone", "x_unknown", "x_seen", "x_word", "x_stream", "x_sum"];
        let holes: Vec<String> = (1..=1 + quoted.len() + own.len()).map(|n| format!("?{n}")).collect();
        let sets: Vec<String> = quoted
            .iter()
            .map(String::as_str)
            .chain(own)
            .enumerate()
            .map(|(n, column)| format!("{column} = ?{}", n + 2))
            .collect();
        Table {
            entity,
            select: format!("SELECT {columns}, {} FROM \"{name}\" WHERE id = ?1", own.join(", ")),
            insert: format!(
                "INSERT OR ROLLBACK INTO \"{name}\" (id, {columns}, {}) VALUES ({})",
                own.join(", "),
                holes.join(", ")
            ),
            update: format!("UPDATE OR ROLLBACK \"{name}\" SET {} WHERE id = ?1", sets.join(", ")),
            update_own: format!(
                "UPDATE OR ROLLBACK \"{name}\" SET x_stamp = ?2, x_session = ?3, x_seq = ?4, x_seen = ?5, x_stream = ?6, x_sum = ?7 WHERE id = ?1"
            ),
        }
    }
}

/// The columns of a typed record, prefixed, for a hand-written query: `v.id, v."account", ...`.
pub(crate) fn columns_of<R: Record>(prefix: &str) -> String {
    let mut columns = format!("{prefix}.id");
    for field in R::ENTITY.fields {
        columns.push_str(&format!(", {prefix}.\"{}\"", field.name));
    }
    columns
}

/// A typed record from a row whose columns from `first` on are those of [`columns_of`].
pub(crate) fn read_record<R: Record>(row: &rusqlite::Row<'_>, first: usize) -> rusqlite::Result<R> {
    let id = id_at(row, first)?.unwrap_or_default();
    let mut column = first;
    let mut trouble = None;
    let record = R::read(id, &mut |field| {
        column += 1;
        match row.get_ref(column) {
            Ok(value) => from_column(field.kind, value),
            Err(error) => {
                trouble = Some(error);
                Value::Null
            }
        }
    });
    trouble.map_or(Ok(record), Err)
}

/// The id in a column.
pub(crate) fn id_at(row: &rusqlite::Row<'_>, column: usize) -> rusqlite::Result<Option<Id>> {
    Ok(match row.get_ref(column)? {
        ValueRef::Blob(bytes) => Id::from_slice(bytes),
        _ => None,
    })
}

/// The number in a column; none where there is none, or where a damaged disk made something else of it.
pub(crate) fn number_at(row: &rusqlite::Row<'_>, column: usize) -> rusqlite::Result<Option<i64>> {
    Ok(if let ValueRef::Integer(number) = row.get_ref(column)? { Some(number) } else { None })
}

/// The text in a column; empty where there is none.
pub(crate) fn text_at(row: &rusqlite::Row<'_>, column: usize) -> rusqlite::Result<String> {
    Ok(match row.get_ref(column)? {
        ValueRef::Text(bytes) => String::from_utf8_lossy(bytes).into_owned(),
        _ => String::new(),
    })
}

/// A field's value as it lies in its column.
pub(crate) fn to_column<'a>(field: &Field, value: &'a Value) -> ToSqlOutput<'a> {
    match value {
        Value::Null => ToSqlOutput::Owned(Sql::Null),
        Value::Int(number) => ToSqlOutput::Owned(Sql::Integer(*number)),
        Value::Text(text) => ToSqlOutput::Borrowed(ValueRef::Text(text.as_bytes())),
        Value::Id(id) => ToSqlOutput::Borrowed(ValueRef::Blob(id.bytes())),
        Value::Set(elements) => {
            if field.kind == Kind::Refs {
                // As bytes where every element is an id as it is printed; else as texts, so that nothing is lost.
                let ids: Option<Vec<Id>> =
                    elements.iter().map(|e| e.parse::<Id>().ok().filter(|id| id.to_string() == *e)).collect();
                if let Some(ids) = ids {
                    return ToSqlOutput::Owned(Sql::Blob(ids.iter().flat_map(|id| *id.bytes()).collect()));
                }
            }
            ToSqlOutput::Owned(Sql::Text(serde_json::to_string(elements).unwrap_or_default()))
        }
    }
}

/// The value in a field's column.
pub(crate) fn from_column(kind: Kind, value: ValueRef<'_>) -> Value {
    match (kind, value) {
        (Kind::Refs, ValueRef::Blob(bytes)) => {
            Value::set(bytes.chunks_exact(16).filter_map(Id::from_slice).map(|id| id.to_string()))
        }
        (kind, ValueRef::Text(bytes)) if kind.is_set() => {
            let elements: BTreeSet<String> = serde_json::from_slice(bytes).unwrap_or_default();
            Value::set(elements)
        }
        (_, ValueRef::Integer(number)) => Value::Int(number),
        (_, ValueRef::Text(bytes)) => Value::text(String::from_utf8_lossy(bytes)),
        (_, ValueRef::Blob(bytes)) => Id::from_slice(bytes).map_or(Value::Null, Value::Id),
        (_, ValueRef::Null | ValueRef::Real(_)) => Value::Null,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::schema::{ACCOUNT, VISIT};

    #[test]
    fn a_value_reads_back_as_it_was_written() {
        let ids = [Id::derived(&[b"a"]), Id::derived(&[b"b"])];
        let field = |entity: &'static Entity, name: &str| entity.field(name).unwrap();
        for (field, value) in [
            (field(&ACCOUNT, "name"), Value::text("精工")),
            (field(&ACCOUNT, "name"), Value::Null),
            (field(&ACCOUNT, "size"), Value::Int(i64::MIN)),
            (field(&ACCOUNT, "owner"), Value::Id(ids[0])),
            (field(&ACCOUNT, "tags"), Value::set(["a\nb".into(), "\"c\"".into(), "客户".into()])),
            (field(&VISIT, "contacts"), Value::set(ids.iter().map(Id::to_string))),
            (field(&VISIT, "contacts"), Value::set(["not an id".into(), ids[0].to_string()])),
        ] {
            let written = to_column(field, &value);
            let read = match &written {
                ToSqlOutput::Borrowed(value) => from_column(field.kind, *value),
                ToSqlOutput::Owned(value) => from_column(field.kind, value.into()),
                _ => Value::Null,
            };
            assert_eq!(read, value, "{}", field.name);
        }
    }
}
