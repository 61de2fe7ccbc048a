//! What was brought to a server that gives this laptop nothing (its program is too old, its user has left): it is brought once, not at each contact.
//!
//! Always holds: nothing of it is done with, for no log has told what became of it; a server that was restored to before it was brought is
//! brought all of it again.

use std::collections::HashSet;

use rusqlite::{Connection, OptionalExtension, params};

use crate::store::error::StoreError;
use crate::store::write::writer::{Durable, Writer};
use crate::sync::Mark;
use crate::sync::wire::Cursor;

/// What was brought, by its places, and where the server's log stood then.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Handed {
    /// Changes, by their places in the outbox.
    pub changes: HashSet<i64>,
    /// What is given back.
    pub given_back: HashSet<i64>,
    /// Where the server's log stood.
    pub until: Cursor,
}

fn forget(conn: &Connection) -> Result<(), StoreError> {
    conn.prepare_cached("DELETE FROM handed")?.execute([])?;
    conn.prepare_cached("DELETE FROM handed_until")?.execute([])?;
    Ok(())
}

impl Writer {
    /// What was brought before; `None`: nothing, or the server is an ordinary one.
    pub fn handed(&self) -> Result<Option<Handed>, StoreError> {
        let until = self
            .conn
            .prepare_cached("SELECT stream, position, hash FROM handed_until")?
            .query_row([], |row| {
                let at = Mark { position: row.get::<_, i64>(1)? as u64, hash: row.get::<_, i64>(2)? as u64 };
                Ok((row.get::<_, String>(0)?, at))
            })
            .optional()?;
        let Some((stream, at)) = until.and_then(|(name, at)| Some((name.parse().ok()?, at))) else { return Ok(None) };
        let mut find = self.conn.prepare_cached("SELECT place FROM handed WHERE back = ?1")?;
        let mut places = |back: bool| -> Result<HashSet<i64>, StoreError> {
            Ok(find.query_map([back], |row| row.get(0))?.collect::<Result<_, _>>()?)
        };
        let (changes, given_back) = (places(false)?, places(true)?);
        Ok(Some(Handed { changes, given_back, until: Cursor { stream, at, marks: None } }))
    }

    /// Keeps what was brought.
    pub fn keep_handed(&mut self, handed: &Handed) -> Result<(), StoreError> {
        if self.handed()?.as_ref() == Some(handed) {
            return Ok(());
        }
        self.transact(Durable::Normal, |pen, _| {
            forget(pen.conn)?;
            let mut keep = pen.conn.prepare_cached("INSERT INTO handed (back, place) VALUES (?1, ?2)")?;
            for (back, places) in [(false, &handed.changes), (true, &handed.given_back)] {
                for place in places {
                    keep.execute(params![back, place])?;
                }
            }
            let Cursor { stream, at, .. } = &handed.until;
            pen.conn
                .prepare_cached("INSERT INTO handed_until (one, stream, position, hash) VALUES (1, ?1, ?2, ?3)")?
                .execute(params![stream.to_string(), at.position as i64, at.hash as i64])?;
            Ok(())
        })
    }

    /// The server has given something again, or was restored: what was brought is settled as ever.
    pub fn forget_handed(&mut self) -> Result<(), StoreError> {
        if self.conn.prepare_cached("SELECT 1 FROM handed_until")?.exists([])? {
            self.transact(Durable::Normal, |pen, _| forget(pen.conn))?;
        }
        Ok(())
    }
}
