//! Filling a book with many records at once: for the demo's sizes and the benchmarks.
//!
//! Always holds: the same tables, versions, words and kept figures as if a person had entered each, without an act to undo
//! and without a wait for the disk after each.

use super::capture::Capture;
use super::error::StoreError;
use super::writer::{Durable, Writer};
use crate::base::clock::Moment;
use crate::domain::act::{Edit, RecordEdit};

/// What is to become of a bulk's records.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Bulk {
    /// As if they had arrived from the server: nothing waits.
    Arrived,
    /// They wait to be sent.
    Outgoing,
}

/// Records in one transaction: a crash loses one slice, and the log beside the database stays small.
const SLICE: usize = 5_000;

impl Writer {
    /// Adds new records: each edit a creation. Order them by time where there is a choice; that keeps the file tidy.
    pub fn bulk(&mut self, edits: impl IntoIterator<Item = Edit>, at: Moment, kind: Bulk) -> Result<u64, StoreError> {
        let mut edits = edits.into_iter().peekable();
        let mut made = 0;
        while edits.peek().is_some() {
            let slice: Vec<Edit> = edits.by_ref().take(SLICE).collect();
            let act = self.new_id(at);
            made += self.transact(Durable::Normal, |pen, session| {
                let mut capture = Capture::begin(pen, session, act, at)?;
                capture.outgoing = kind == Bulk::Outgoing;
                capture.later = true;
                for edit in &slice {
                    match &edit.deed {
                        RecordEdit::Create(fields) => capture.create(edit.entity, edit.record, fields, act)?,
                        _ => capture.edit(edit, act)?,
                    }
                }
                capture.end()
            })?;
        }
        Ok(made)
    }
}
