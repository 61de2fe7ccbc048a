//! Joining the pieces in which the word index lies.
//!
//! Each transaction that indexes words adds a piece, and FTS5 joins a few of a size as it goes. After very many at once (a first sync, a bulk) some
//! dozens are left, and each word that is looked up is looked up in every one: a search takes three times as long.
//!
//! Always holds: short transactions, so that whoever writes meanwhile waits for one of them at most; what is found is the same before, between and
//! after.

use super::writer::{Durable, Writer};
use crate::store::error::StoreError;

/// So many pieces are left alone: FTS5 keeps about as many by itself.
const LEFT_ALONE: i64 = 16;
/// Pages of the index that are written in one transaction: a few milliseconds.
const PAGES: i64 = 48;

/// How far joining is.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Joining {
    /// It is not known whether there is anything to do.
    #[default]
    Unknown,
    /// It is under way.
    UnderWay,
    /// There is nothing more to do.
    Done,
}

impl Writer {
    /// Goes on by a step.
    pub fn join_words(&mut self, joining: Joining) -> Result<Joining, StoreError> {
        let pages = match joining {
            Joining::Done => return Ok(Joining::Done),
            Joining::UnderWay => PAGES,
            Joining::Unknown => {
                let sql = "SELECT count(DISTINCT segid) FROM word_idx";
                let pieces: i64 = self.conn.prepare_cached(sql)?.query_row([], |row| row.get(0))?;
                if pieces <= LEFT_ALONE {
                    return Ok(Joining::Done);
                }
                // Less than nothing: all pieces are to become one.
                -PAGES
            }
        };
        self.transact(Durable::Normal, |pen, _| {
            let before = pen.conn.total_changes();
            pen.conn.execute("INSERT INTO word (word, rank) VALUES ('merge', ?1)", [pages])?;
            // The command itself counts as one.
            let more = pen.conn.total_changes() - before >= 2;
            Ok(if more { Joining::UnderWay } else { Joining::Done })
        })
    }

    /// Joins them to the end.
    pub fn join_all_words(&mut self) -> Result<(), StoreError> {
        let mut joining = Joining::default();
        while joining != Joining::Done {
            joining = self.join_words(joining)?;
        }
        Ok(())
    }
}
