//! What writes inside a transaction: a record with all that follows from it (names, words, kept figures).
//!
//! Always holds: whoever writes a record, a person's act or what arrived, writes it here, so that nothing that follows from it
//! is forgotten. Must not know acts or the outbox.

use std::collections::BTreeSet;

use rusqlite::Connection;

use super::error::StoreError;
use super::kept;
use super::rows::Stored;
use super::words;
use crate::base::id::Id;

/// The writing hand of one transaction.
pub(crate) struct Pen<'c> {
    /// The connection, inside its transaction.
    pub conn: &'c Connection,
    accounts: BTreeSet<Id>,
    words: words::Seen,
}

impl<'c> Pen<'c> {
    /// For a transaction that has begun.
    pub fn new(conn: &'c Connection) -> Pen<'c> {
        Pen { conn, accounts: BTreeSet::new(), words: words::Seen::new() }
    }

    /// A record as it is.
    pub fn load(&self, entity: u16, id: Id) -> Result<Stored, StoreError> {
        Stored::load(self.conn, entity, id)
    }

    /// Writes a record: its row, its versions, its names and words. `before` is as it was loaded.
    pub fn save(&mut self, before: &Stored, mut after: Stored) -> Result<Stored, StoreError> {
        after.there = true;
        after.word = words::index(self.conn, before, &after, &mut self.words)?;
        after.save(self.conn, before)?;
        kept::keep_names(self.conn, before, &after)?;
        self.accounts.extend(kept::follows_from(before, &after));
        Ok(after)
    }

    /// Computes the kept figures of every account that was touched. Once, before the commit.
    pub fn settle(&mut self) -> Result<(), StoreError> {
        for account in std::mem::take(&mut self.accounts) {
            kept::settle(self.conn, account)?;
        }
        Ok(())
    }
}
