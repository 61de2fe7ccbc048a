//! The canonical dump: every synced value in one text, the same for two books that hold the same, whatever their histories.

use std::fmt::Write;

use super::error::StoreError;
use super::record::columns::id_at;
use super::record::rows::Stored;
use super::write::writer::Writer;
use crate::base::id::Id;
use crate::schema::ENTITIES;

impl Writer {
    /// All values of all records that are to be seen, in the order of entity, id and field; without versions.
    pub fn dump(&self) -> Result<String, StoreError> {
        let mut out = String::new();
        for entity in ENTITIES {
            let sql = format!("SELECT id FROM \"{}\" WHERE x_gone IS NULL ORDER BY id", entity.name);
            let mut statement = self.conn.prepare(&sql)?;
            let ids: Vec<Option<Id>> = statement.query_map([], |row| id_at(row, 0))?.collect::<Result<_, _>>()?;
            for id in ids.into_iter().flatten() {
                let stored = Stored::load(&self.conn, entity.number, id)?;
                for (field, value) in entity.fields.iter().zip(&stored.values) {
                    if !value.is_null() {
                        let _never_fails = writeln!(out, "{} {id} {} {}", entity.name, field.name, value.to_json());
                    }
                }
                for (key, value) in &stored.unknown {
                    let _never_fails =
                        writeln!(out, "{} {id} {} {} {}", entity.name, key.field, key.element, value.to_json());
                }
                let _never_fails = writeln!(out, "{} {id}", entity.name);
            }
        }
        Ok(out)
    }

    /// The kept figures, names and words of every record: what must follow from the rows alone.
    pub fn dump_derived(&self) -> Result<String, StoreError> {
        let mut out = String::new();
        let mut push = |sql: &str| -> Result<(), StoreError> {
            let mut statement = self.conn.prepare(sql)?;
            let columns = statement.column_count();
            let mut rows = statement.query([])?;
            while let Some(row) = rows.next()? {
                for column in 0..columns {
                    let _never_fails = write!(out, "{:?} ", row.get_ref(column)?);
                }
                out.push('\n');
            }
            Ok(())
        };
        push("SELECT id, x_order, x_last_visit, x_next_due FROM account WHERE x_gone IS NULL ORDER BY id")?;
        push(
            "SELECT record, account, names, digits, grade, owner, latitude, longitude, last_visit, next_due, gap
             FROM name WHERE names <> '' ORDER BY record",
        )?;
        push("SELECT entity, record FROM found ORDER BY entity, record")?;
        Ok(out)
    }
}
