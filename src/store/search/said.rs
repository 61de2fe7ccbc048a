//! What is said in a record, as far as a search looks at it and shows it: narrow, for hundreds are read between two keys.

use std::collections::HashMap;
use std::sync::{Arc, LazyLock};

use rusqlite::{Connection, OptionalExtension};

use super::words;
use crate::base::id::Id;
use crate::schema::{ENTITIES, Entity, Field, Search, Value};
use crate::store::error::StoreError;
use crate::store::record::columns::{from_column, id_at, text_at};

/// A record that is to be seen, with its words.
#[derive(Debug)]
pub(crate) struct Said {
    /// What kind it is.
    pub entity: u16,
    /// The record.
    pub record: Id,
    /// Its customer.
    pub account: Option<Id>,
    /// Its own name, where it has one.
    pub name: String,
    /// The day it was, or is due.
    pub day: Option<i64>,
    /// Its words, as the index has them.
    pub text: String,
}

/// How an entity's words are read.
struct Reading {
    entity: &'static Entity,
    sql: String,
    words: Vec<&'static Field>,
}

static READINGS: LazyLock<Vec<Reading>> = LazyLock::new(|| ENTITIES.iter().map(|entity| Reading::of(entity)).collect());

impl Reading {
    fn of(entity: &'static Entity) -> Reading {
        let words: Vec<&Field> = entity.fields.iter().filter(|field| field.search == Search::Words).collect();
        let first = |names: &[&str]| {
            let found = names.iter().find(|name| entity.field(name).is_some());
            found.map_or_else(|| "NULL".to_owned(), |name| format!("\"{name}\""))
        };
        let columns = [first(&["name"]), first(&["account"]), first(&["due", "day"])].into_iter();
        let columns = columns.chain(words.iter().map(|field| format!("\"{}\"", field.name)));
        let columns = columns.collect::<Vec<String>>().join(", ");
        let sql = format!("SELECT {columns} FROM \"{}\" WHERE id = ?1 AND x_gone IS NULL", entity.name);
        Reading { entity, sql, words }
    }
}

impl Said {
    /// Reads it; nothing where it is not to be seen.
    pub fn read(conn: &Connection, entity: u16, record: Id) -> Result<Option<Said>, StoreError> {
        let reading = READINGS.iter().find(|reading| reading.entity.number == entity);
        let reading = reading.ok_or(StoreError::Unknown { entity, field: 0 })?;
        let said = conn
            .prepare_cached(&reading.sql)?
            .query_row([record.bytes()], |row| {
                let mut values: Vec<Value> = Vec::with_capacity(reading.words.len());
                for (n, field) in reading.words.iter().enumerate() {
                    values.push(from_column(field.kind, row.get_ref(3 + n)?));
                }
                let text = words::joined(values.iter());
                let (name, account) = (text_at(row, 0)?, id_at(row, 1)?);
                Ok(Said { entity, record, account, name, day: row.get(2)?, text })
            })
            .optional()?;
        Ok(said)
    }
}

/// What was looked at last: with the next letter much of it is looked at again.
#[derive(Debug, Default)]
pub(crate) struct Recent {
    said: HashMap<Id, Option<Arc<Said>>>,
    version: i64,
}

impl Recent {
    /// So many records, of some hundred bytes each.
    const MOST: usize = 512;

    /// From now on the book is looked at in this state: what was read in another does not count.
    pub fn at(&mut self, version: i64) {
        if std::mem::replace(&mut self.version, version) != version {
            self.said.clear();
        }
    }

    /// What is said in a record; nothing where it is not to be seen.
    pub fn read(&mut self, conn: &Connection, entity: u16, record: Id) -> Result<Option<Arc<Said>>, StoreError> {
        if let Some(said) = self.said.get(&record) {
            return Ok(said.clone());
        }
        if self.said.len() >= Self::MOST {
            self.said.clear();
        }
        let said = Said::read(conn, entity, record)?.map(Arc::new);
        self.said.insert(record, said.clone());
        Ok(said)
    }
}
