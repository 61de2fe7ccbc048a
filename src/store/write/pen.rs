//! What writes inside a transaction: a record with all that follows from it (names, words, kept figures).
//!
//! Always holds: whoever writes a record, a person's act or what arrived, writes it here, so that nothing that follows from it
//! is forgotten. Must not know acts or the outbox.

use std::collections::BTreeSet;

use rusqlite::{Connection, params};

use super::kept;
use crate::base::id::Id;
use crate::schema::VISIT;
use crate::store::error::StoreError;
use crate::store::record::columns::table;
use crate::store::record::rows::Stored;
use crate::store::search::words;
use crate::sync::Faults;

/// The writing hand of one transaction.
pub(crate) struct Pen<'c> {
    /// The connection, inside its transaction.
    pub conn: &'c Connection,
    /// Planted mistakes.
    pub faults: Faults,
    accounts: BTreeSet<Id>,
    /// Accounts of which only a visit is new.
    visited: BTreeSet<Id>,
    words: words::Seen,
}

impl<'c> Pen<'c> {
    /// For a transaction that has begun.
    pub fn new(conn: &'c Connection, faults: Faults) -> Pen<'c> {
        Pen { conn, faults, accounts: BTreeSet::new(), visited: BTreeSet::new(), words: words::Seen::new() }
    }

    /// A record as it is.
    pub fn load(&self, entity: u16, id: Id) -> Result<Stored, StoreError> {
        Stored::load(self.conn, entity, id)
    }

    /// Writes a record: its row, its versions, its names and words. `before` is as it was loaded.
    pub fn save(&mut self, before: &Stored, mut after: Stored) -> Result<Stored, StoreError> {
        after.there = true;
        if before.shows_the_same(&after) {
            // An echo: nothing follows from whose a version is.
            after.word = before.word;
            after.save(self.conn, before)?;
            return Ok(after);
        }
        after.word = words::index(self.conn, before, &after, &mut self.words)?;
        after.save(self.conn, before)?;
        kept::keep_names(self.conn, before, &after)?;
        self.accounts.extend(kept::follows_from(before, &after));
        Ok(after)
    }

    /// Writes a record that is not there yet, without its words: they are indexed later ([`Pen::index`]).
    pub fn add(&mut self, mut record: Stored) -> Result<(), StoreError> {
        let before = Stored::absent(record.entity, record.id);
        record.there = true;
        record.save(self.conn, &before)?;
        kept::keep_names(self.conn, &before, &record)?;
        let follows = kept::follows_from(&before, &record);
        if record.entity.number == VISIT.number { &mut self.visited } else { &mut self.accounts }.extend(follows);
        Ok(())
    }

    /// Removes all that is kept of a record which lies in no stream of this laptop.
    pub fn remove(&mut self, entity: u16, id: Id) -> Result<(), StoreError> {
        let Some(table) = table(entity) else {
            let sql = "DELETE FROM stranger WHERE record = ?1 AND entity = ?2 AND stream IS NULL";
            self.conn.prepare_cached(sql)?.execute(params![id.bytes(), entity])?;
            return Ok(());
        };
        let stored = self.load(entity, id)?;
        if !stored.there || stored.stream.is_some() {
            return Ok(());
        }
        if let Some(word) = stored.word {
            self.conn.prepare_cached("DELETE FROM word WHERE rowid = ?1")?.execute([word])?;
            self.conn.prepare_cached("DELETE FROM found WHERE word = ?1")?.execute([word])?;
        }
        for of_record in ["version", "confirmed", "name"] {
            let sql = format!("DELETE FROM {of_record} WHERE record = ?1");
            self.conn.prepare_cached(&sql)?.execute([id.bytes()])?;
        }
        let sql = format!("DELETE FROM \"{}\" WHERE id = ?1", table.entity.name);
        self.conn.prepare_cached(&sql)?.execute([id.bytes()])?;
        Ok(())
    }

    /// Indexes the words of a record that has none in the index; the number of its row there.
    pub fn index(&mut self, record: &Stored) -> Result<Option<i64>, StoreError> {
        words::index(self.conn, &Stored::absent(record.entity, record.id), record, &mut self.words)
    }

    /// Computes the kept figures of every account that was touched. Once, before the commit.
    pub fn settle(&mut self) -> Result<(), StoreError> {
        for account in std::mem::take(&mut self.visited) {
            if !self.accounts.contains(&account) {
                kept::settle_visits(self.conn, account)?;
            }
        }
        for account in std::mem::take(&mut self.accounts) {
            kept::settle(self.conn, account)?;
        }
        Ok(())
    }
}
