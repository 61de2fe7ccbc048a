//! This profile's own things, never sent: drafts of what is open, the last place, settings, how sync stands.
//!
//! Always holds: each is on the disk when its function returns, so that it is there again after `kill -9` or an empty battery; what is kept lightly
//! (the last place) is after `kill -9`, and on the disk a moment later.

use chrono::NaiveDate;
use rusqlite::{Connection, OptionalExtension, params};

use super::drafts;
use super::error::StoreError;
use super::reader::Reader;
use super::write::writer::{Durable, Writer};
use crate::base::clock::Moment;
use crate::domain::ask::KeptClose;

/// What kind of thing it is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum OwnKind {
    /// What was typed in a form or a line that is still open (see `drafts`).
    Draft,
    /// What was typed before and is offered again; of several windows the last one's.
    Again,
    /// Where the person was.
    Place,
    /// A setting of this profile.
    Setting,
    /// How sync stands.
    Sync,
    /// What was said of a day's close, under its day.
    Close,
    /// The screen's lock.
    Lock,
    /// Which commands were run how often, and how: for the hints.
    Habit,
    /// What a file said of a record when it was imported last (see `said`).
    Said,
}

impl OwnKind {
    pub(in crate::store) fn word(self) -> &'static str {
        match self {
            OwnKind::Draft => "draft",
            OwnKind::Again => "again",
            OwnKind::Place => "place",
            OwnKind::Setting => "setting",
            OwnKind::Sync => "sync",
            OwnKind::Close => "close",
            OwnKind::Lock => "lock",
            OwnKind::Habit => "habit",
            OwnKind::Said => "said",
        }
    }
}

pub(crate) fn get(conn: &Connection, kind: OwnKind, name: &str) -> Result<Option<(String, Moment)>, StoreError> {
    let found = conn
        .prepare_cached("SELECT value, at FROM own WHERE kind = ?1 AND name = ?2")?
        .query_row(params![kind.word(), name], |row| Ok((row.get(0)?, Moment::from_millis(row.get(1)?))))
        .optional()?;
    Ok(found)
}

pub(in crate::store) fn all(conn: &Connection, kind: OwnKind) -> Result<Vec<(String, String, Moment)>, StoreError> {
    let mut statement = conn.prepare_cached("SELECT name, value, at FROM own WHERE kind = ?1 ORDER BY at, name")?;
    let rows =
        statement.query_map([kind.word()], |row| Ok((row.get(0)?, row.get(1)?, Moment::from_millis(row.get(2)?))))?;
    Ok(rows.collect::<Result<_, _>>()?)
}

pub(crate) fn put(conn: &Connection, kind: OwnKind, name: &str, value: &str, at: Moment) -> Result<(), StoreError> {
    conn.prepare_cached(
        "INSERT INTO own (kind, name, value, at) VALUES (?1, ?2, ?3, ?4)
         ON CONFLICT (kind, name) DO UPDATE SET value = ?3, at = ?4 WHERE value IS NOT ?3",
    )?
    .execute(params![kind.word(), name, value, at.millis()])?;
    Ok(())
}

pub(crate) fn drop(conn: &Connection, kind: OwnKind, name: &str) -> Result<(), StoreError> {
    conn.prepare_cached("DELETE FROM own WHERE kind = ?1 AND name = ?2")?.execute(params![kind.word(), name])?;
    Ok(())
}

impl Writer {
    /// Keeps a thing under its name.
    pub fn keep(&mut self, kind: OwnKind, name: &str, value: &str, at: Moment) -> Result<(), StoreError> {
        self.transact(Durable::Full, |pen, _| put(pen.conn, kind, name, value, at))
    }

    /// Keeps a thing so that it outlives this process at once; the computer itself only after the next act that is kept fully.
    pub fn keep_lightly(&mut self, kind: OwnKind, name: &str, value: &str, at: Moment) -> Result<(), StoreError> {
        self.transact(Durable::Normal, |pen, _| put(pen.conn, kind, name, value, at))
    }

    /// Keeps what was said of a day's close. The draft of the report that is in it goes with the same commit: whoever is cut off has the one or the
    /// other.
    pub fn keep_close(
        &mut self,
        day: NaiveDate,
        kept: &KeptClose,
        draft: Option<&str>,
        at: Moment,
    ) -> Result<(), StoreError> {
        let text = serde_json::to_string(kept).map_err(|error| StoreError::Database(error.to_string()))?;
        let mine = self.own_draft(draft);
        self.transact(Durable::Full, |pen, _| {
            drafts::drop(pen.conn, mine.as_ref())?;
            put(pen.conn, OwnKind::Close, &day.to_string(), &text, at)
        })?;
        draft.iter().for_each(|name| self.drafts.remove(name));
        Ok(())
    }

    /// Forgets a thing.
    pub fn forget(&mut self, kind: OwnKind, name: &str) -> Result<(), StoreError> {
        self.transact(Durable::Full, |pen, _| drop(pen.conn, kind, name))
    }

    /// A kept thing and when it was kept.
    pub fn kept(&self, kind: OwnKind, name: &str) -> Result<Option<(String, Moment)>, StoreError> {
        get(&self.conn, kind, name)
    }
}

impl Reader {
    /// A kept thing and when it was kept.
    pub fn kept(&self, kind: OwnKind, name: &str) -> Result<Option<(String, Moment)>, StoreError> {
        get(self.conn(), kind, name)
    }

    /// All things of a kind, the oldest first: name, value, when.
    pub fn all_kept(&self, kind: OwnKind) -> Result<Vec<(String, String, Moment)>, StoreError> {
        all(self.conn(), kind)
    }
}
