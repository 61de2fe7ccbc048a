//! Filling a book with many records at once: for the demo's sizes and the benchmarks.
//!
//! Always holds: the same tables, versions, words and kept figures as if a person had entered each, without an act to undo
//! and without a wait for the disk after each.

use super::capture::Capture;
use super::writer::{Durable, Writer};
use crate::base::clock::Moment;
use crate::domain::act::{Edit, RecordEdit};
use crate::schema::ACCOUNT;
use crate::store::error::StoreError;
use crate::store::file::open::WRITER_CACHE;

/// What is to become of a bulk's records.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Bulk {
    /// As if they had arrived from the server: nothing waits.
    Arrived,
    /// They wait to be sent.
    Outgoing,
}

/// KiB of the writer's pages in memory in a bulk.
const CACHE_BULK: i64 = 96 * 1024;

/// What FTS5 gathers by itself, and in a bulk.
pub(crate) const HASH: i64 = 1024 * 1024;
pub(crate) const HASH_BULK: i64 = 24 * 1024 * 1024;

/// Records in one transaction: a crash loses one slice, and the log beside the database stays small.
const SLICE: usize = 20_000;

impl Writer {
    /// Adds new records: each edit a creation. Order them by time where there is a choice; that keeps the file tidy.
    pub fn bulk(&mut self, edits: impl IntoIterator<Item = Edit>, at: Moment, kind: Bulk) -> Result<u64, StoreError> {
        let mut edits = edits.into_iter().peekable();
        let mut made = 0;
        self.word_index(HASH_BULK)?;
        // Customers come in no order: with a small cache each row would read and write its page of the index anew.
        self.conn.execute_batch(&format!("PRAGMA cache_size = -{CACHE_BULK}"))?;
        while edits.peek().is_some() {
            let slice: Vec<Edit> = edits.by_ref().take(SLICE).collect();
            let act = self.new_id(at);
            made += self.transact(Durable::Normal, |pen, session| {
                let mut capture = Capture::begin(pen, session, act, at)?;
                capture.outgoing = kind == Bulk::Outgoing;
                capture.later = true;
                let mut group = 0;
                for edit in &slice {
                    // A customer with what hangs on it fits one request; thousands of records would not.
                    if edit.entity == ACCOUNT.number {
                        group += 1;
                    }
                    match &edit.deed {
                        RecordEdit::Create(fields) => capture.create(edit.entity, edit.record, fields, group)?,
                        _ => capture.edit(edit, group)?,
                    }
                }
                capture.end()
            })?;
        }
        self.conn.execute_batch(&format!("PRAGMA cache_size = -{WRITER_CACHE}; PRAGMA shrink_memory"))?;
        self.word_index(HASH)?;
        self.join_all_words()?;
        Ok(made)
    }

    /// How much the word index gathers in memory before it writes; with little, most of a bulk's time goes into merging.
    pub(crate) fn word_index(&mut self, bytes: i64) -> Result<(), StoreError> {
        self.transact(Durable::Normal, |pen, _| {
            pen.conn.execute("INSERT INTO word (word, rank) VALUES ('hashsize', ?1)", [bytes])?;
            Ok(())
        })
    }
}
