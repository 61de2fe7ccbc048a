//! Who set which field of a record when, newest first: my own changes, and what arrived.

use rusqlite::Connection;

use super::records::{name_of, names_in};
use crate::base::clock::Stamp;
use crate::base::id::Id;
use crate::domain::act::Label;
use crate::domain::ask::HistoryLine;
use crate::schema::{self, USER, Value};
use crate::store::columns::id_at;
use crate::store::error::StoreError;
use crate::store::me::Me;
use crate::store::value_bytes::{Captured, read_fields};
use crate::sync::log::PARALLEL;

/// More than this are not shown at once.
const MOST: usize = 200;

/// The story of a record.
pub(super) fn lines(conn: &Connection, entity: u16, record: Id) -> Result<Vec<HistoryLine>, StoreError> {
    let me = name_of(conn, &USER, Me::of(conn)?.user)?;
    let mut lines: Vec<(Stamp, HistoryLine)> = Vec::new();
    let mut statement = conn.prepare_cached(
        "SELECT c.stamp, c.fields, c.state, a.words, a.subject, a.detail, a.count, c.labels FROM change c LEFT JOIN act a ON a.id = c.act
         WHERE c.record = ?1 ORDER BY c.place DESC LIMIT ?2",
    )?;
    let mut rows = statement.query(rusqlite::params![record.bytes(), MOST as i64])?;
    while let Some(row) = rows.next()? {
        let stamp = Stamp(row.get::<_, i64>(0)? as u64);
        let bytes: Vec<u8> = row.get(1)?;
        let label = Label {
            words: row.get::<_, Option<String>>(3)?.unwrap_or_default(),
            subject: row.get::<_, Option<String>>(4)?.unwrap_or_default(),
            detail: row.get::<_, Option<String>>(5)?.unwrap_or_default(),
            count: row.get::<_, Option<u32>>(6)?.unwrap_or(1),
        };
        let waiting = row.get::<_, i64>(2)? == 0;
        let merged = row.get::<_, u8>(7)? & PARALLEL != 0;
        for field in read_fields(&bytes) {
            let line = HistoryLine { waiting, merged, ..line(stamp, field, me.clone(), label.clone()) };
            lines.push((stamp, line));
        }
    }
    let mut statement = conn.prepare_cached(
        "SELECT stamp, fields, by, labels FROM arrived WHERE record = ?1 ORDER BY place DESC LIMIT ?2",
    )?;
    let mut rows = statement.query(rusqlite::params![record.bytes(), MOST as i64])?;
    while let Some(row) = rows.next()? {
        let stamp = Stamp(row.get::<_, i64>(0)? as u64);
        let bytes: Vec<u8> = row.get(1)?;
        let by = id_at(row, 2)?.map(|id| name_of(conn, &USER, id)).transpose()?.unwrap_or_default();
        let merged = row.get::<_, u8>(3)? & PARALLEL != 0;
        for field in read_fields(&bytes) {
            lines.push((stamp, HistoryLine { merged, ..line(stamp, field, by.clone(), Label::default()) }));
        }
    }
    lines.sort_by_key(|(stamp, _)| std::cmp::Reverse(*stamp));
    let mut shown: Vec<HistoryLine> = lines.into_iter().take(MOST).map(|(_, line)| line).collect();
    for line in &mut shown {
        let field = schema::entity(entity).and_then(|entity| entity.by_number(line.field));
        if let Some(field) = field {
            // An element of a set of references is the record itself.
            let element = Value::set([line.element.clone()]);
            line.names = names_in(conn, field, [&line.before, &line.after, &element])?;
        }
    }
    Ok(shown)
}

fn line(stamp: Stamp, field: Captured, by: String, act: Label) -> HistoryLine {
    HistoryLine {
        at: stamp.moment(),
        by,
        field: field.change.key.field,
        element: field.change.key.element,
        names: Vec::new(),
        before: field.before,
        after: field.change.value,
        waiting: false,
        merged: false,
        act,
    }
}
