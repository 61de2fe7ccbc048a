//! In how many notes a word stands, about: counted in some of them, once, while nobody waits.
//!
//! Must not decide what is found: it only says which of several words is looked up first.

use std::collections::{HashMap, HashSet};

use rusqlite::{Connection, OptionalExtension};

use super::said::Said;
use super::words::DATED;
use crate::base::search_terms::{Column, index_tokens, pinyin_tokens};
use crate::store::error::StoreError;
use crate::store::record::columns::id_at;

/// So many notes are looked at, from all over the book's time.
const NOTES: i64 = 512;
/// So many at once before somebody else gets his turn: about a millisecond.
const SLICE: i64 = 24;
/// A word that stands in one note of so many stands in many.
const ONE_OF: usize = 40;
/// A word that stands in one note of so many is met every few notes.
const EVERY: usize = 10;
/// What stands in fewer of the notes is not kept: it is known to be rare.
const LEAST: u16 = 3;

/// How often words stand in notes.
#[derive(Debug, Default)]
pub(crate) struct Frequent {
    of: HashMap<(Column, Box<str>), u16>,
    notes: usize,
    /// How many of the notes that are to be looked at were.
    read: i64,
}

impl Frequent {
    /// Looks at some more notes; whether there is more to do.
    pub fn read_some(&mut self, conn: &Connection) -> Result<bool, StoreError> {
        if self.read >= NOTES {
            return Ok(false);
        }
        let ends = "SELECT (SELECT min(word) FROM found WHERE word >= ?1), (SELECT max(word) FROM found)";
        let (first, last): (Option<i64>, Option<i64>) =
            conn.prepare_cached(ends)?.query_row([DATED], |row| Ok((row.get(0)?, row.get(1)?)))?;
        let mut next =
            conn.prepare_cached("SELECT entity, record FROM found WHERE word >= ?1 ORDER BY word LIMIT 1")?;
        let mut said = Vec::new();
        for at in self.read..(self.read + SLICE).min(NOTES) {
            let (Some(first), Some(last)) = (first, last) else { break };
            let from = first + (last - first) / NOTES * at;
            let row = next.query_row([from], |row| Ok((row.get(0)?, id_at(row, 1)?))).optional()?;
            if let Some((entity, Some(record))) = row {
                said.extend(Said::read(conn, entity, record)?);
            }
        }
        self.read += SLICE;
        for Said { text, .. } in said {
            self.notes += 1;
            for (column, tokens) in [(Column::Words, index_tokens(&text)), (Column::Pinyin, pinyin_tokens(&text))] {
                let once: HashSet<&str> = tokens.split(' ').filter(|token| !token.is_empty()).collect();
                for token in once {
                    *self.of.entry((column, token.into())).or_default() += 1;
                }
            }
        }
        if self.read >= NOTES {
            self.of.retain(|_, count| *count >= LEAST);
            self.of.shrink_to_fit();
            return Ok(false);
        }
        Ok(true)
    }

    /// In how many of them it stands.
    pub fn of(&self, column: Column, token: &str) -> usize {
        self.of.get(&(column, token.into())).copied().unwrap_or(0).into()
    }

    /// Whether a word that stands in so many of them is met every few notes.
    pub fn is_often(&self, share: usize) -> bool {
        share * EVERY > self.notes
    }

    /// Whether a word that stands in so many of them stands in many.
    pub fn is_much(&self, share: usize) -> bool {
        share * ONE_OF > self.notes
    }
}
