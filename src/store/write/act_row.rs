//! What a person did, as kept: the rows of the table `act`, which undo walks back over.

use rusqlite::{Connection, OptionalExtension, Row, params};

use crate::base::clock::Moment;
use crate::base::id::Id;
use crate::domain::act::{Committed, Label, UndoKind};
use crate::domain::history::undo_id;
use crate::store::error::StoreError;
use crate::store::record::columns::id_at;

/// One act as kept.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct ActRow {
    pub id: Id,
    pub at: Moment,
    /// Whether it takes another one back, or does it again.
    pub undo: Option<UndoKind>,
    pub label: Label,
    pub about: Option<(u16, Id)>,
    /// The act that this one takes back or does again.
    pub of: Option<Id>,
}

/// So many of the newest acts say when the book was used; a clock that was set forward once is told from no longer.
const OF_LATE: i64 = 20;

/// The latest moment, by this laptop's clock, at which one of the newest acts was done.
pub(crate) fn used(conn: &Connection) -> Result<Option<Moment>, StoreError> {
    let used: Option<i64> = conn
        .prepare_cached("SELECT max(at) FROM (SELECT at FROM act ORDER BY place DESC LIMIT ?1)")?
        .query_row([OF_LATE], |row| row.get(0))?;
    Ok(used.map(Moment::from_millis))
}

const COLUMNS: &str = "id, at, kind, words, subject, detail, count, about_entity, about_record, of_act";

impl ActRow {
    fn read(row: &Row<'_>) -> rusqlite::Result<ActRow> {
        let entity: Option<u16> = row.get(7)?;
        Ok(ActRow {
            id: id_at(row, 0)?.unwrap_or_default(),
            at: Moment::from_millis(row.get(1)?),
            undo: match row.get::<_, i64>(2)? {
                1 => Some(UndoKind::Undo),
                2 => Some(UndoKind::Redo),
                _ => None,
            },
            label: Label { words: row.get(3)?, subject: row.get(4)?, detail: row.get(5)?, count: row.get(6)? },
            about: entity.zip(id_at(row, 8)?),
            of: id_at(row, 9)?,
        })
    }

    /// Keeps it.
    pub fn insert(&self, conn: &Connection) -> Result<(), StoreError> {
        conn.prepare_cached(
            "INSERT OR ROLLBACK INTO act (id, at, kind, words, subject, detail, count, about_entity, about_record, of_act)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)",
        )?
        .execute(params![
            self.id.bytes(),
            self.at.millis(),
            match self.undo {
                None => 0,
                Some(UndoKind::Undo) => 1,
                Some(UndoKind::Redo) => 2,
            },
            self.label.words,
            self.label.subject,
            self.label.detail,
            self.label.count,
            self.about.map(|(entity, _)| entity),
            self.about.map(|(_, record)| *record.bytes()),
            self.of.map(|id| *id.bytes()),
        ])?;
        Ok(())
    }

    /// The act of this id.
    pub fn get(conn: &Connection, id: Id) -> Result<Option<ActRow>, StoreError> {
        let sql = format!("SELECT {COLUMNS} FROM act WHERE id = ?1");
        Ok(conn.prepare_cached(&sql)?.query_row([id.bytes()], ActRow::read).optional()?)
    }

    /// The id of the next act that takes this one back, or does it again.
    pub fn undo_id(conn: &Connection, kind: UndoKind, act: Id, session: u64) -> Result<Id, StoreError> {
        let mut find = conn.prepare_cached("SELECT 1 FROM act WHERE id = ?1")?;
        let mut nth = 0;
        loop {
            let id = undo_id(act, kind, session, nth);
            if !find.exists([id.bytes()])? {
                return Ok(id);
            }
            nth += 1;
        }
    }

    /// What the next undo takes back: the newest act that stands. Or what the next redo does again: the newest undo, unless something was done since.
    pub fn next(conn: &Connection, kind: UndoKind) -> Result<Option<ActRow>, StoreError> {
        let which = match kind {
            UndoKind::Undo => "kind IN (0, 2)",
            UndoKind::Redo => "kind = 1 AND place > ifnull((SELECT max(place) FROM act WHERE kind = 0), 0)",
        };
        let sql = format!("SELECT {COLUMNS} FROM act WHERE undone_by IS NULL AND {which} ORDER BY place DESC LIMIT 1");
        Ok(conn.prepare_cached(&sql)?.query_row([], ActRow::read).optional()?)
    }

    /// The newest of all.
    pub fn newest(conn: &Connection) -> Result<Option<ActRow>, StoreError> {
        let sql = format!("SELECT {COLUMNS} FROM act ORDER BY place DESC LIMIT 1");
        Ok(conn.prepare_cached(&sql)?.query_row([], ActRow::read).optional()?)
    }

    /// Notes that it is taken back, or done again: by the act that is given.
    pub fn undone(&self, conn: &Connection, kind: UndoKind, session: u64, at: Moment) -> Result<ActRow, StoreError> {
        let id = ActRow::undo_id(conn, kind, self.id, session)?;
        let row = ActRow { id, at, undo: Some(kind), of: Some(self.id), ..self.clone() };
        row.insert(conn)?;
        self.set_undone(conn, id)?;
        Ok(row)
    }

    /// Keeps other words with it.
    pub fn set_label(&self, conn: &Connection, label: &Label) -> Result<(), StoreError> {
        conn.prepare_cached("UPDATE act SET subject = ?2, detail = ?3 WHERE id = ?1")?.execute(params![
            self.id.bytes(),
            label.subject,
            label.detail
        ])?;
        Ok(())
    }

    /// Notes that another act took this one back.
    pub fn set_undone(&self, conn: &Connection, by: Id) -> Result<(), StoreError> {
        conn.prepare_cached("UPDATE act SET undone_by = ?2 WHERE id = ?1")?
            .execute(params![self.id.bytes(), by.bytes()])?;
        Ok(())
    }

    /// What is said of it.
    pub fn committed(&self, conn: &Connection) -> Result<Committed, StoreError> {
        let waiting: i64 = conn.prepare_cached("SELECT waiting FROM tally")?.query_row([], |row| row.get(0))?;
        Ok(Committed { act: self.id, label: self.label.clone(), about: self.about, waiting: waiting.max(0) as u64 })
    }
}
