//! What may befall a book, at the simulator's command: copies, a full disk, a kill at a commit, a second process, planted mistakes.
//!
//! Must not be used by the program itself.

use super::error::StoreError;
use super::file::open;
use super::write::capture::Session;
use super::write::writer::{Durable, Writer, spread};
use crate::base::id::IdSource;
use crate::sync::Faults;

/// What is to befall a writer.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Faulty {
    /// Mistakes that it makes.
    pub faults: Faults,
    /// It dies at the commit after so many, before (false) or after it.
    doom: Option<(u32, bool)>,
    dead: bool,
    /// The session of the other process that writes this book.
    other: Option<Session>,
}

fn killed() -> StoreError {
    StoreError::Database("killed".to_string())
}

impl Faulty {
    pub fn before_commit(&mut self) -> Result<(), StoreError> {
        if let Some((0, false)) = self.doom {
            self.dead = true;
        }
        if self.dead { Err(killed()) } else { Ok(()) }
    }

    pub fn after_commit(&mut self) -> Result<(), StoreError> {
        match &mut self.doom {
            None => Ok(()),
            Some((0, _)) => {
                self.dead = true;
                Err(killed())
            }
            Some((commits, _)) => {
                *commits -= 1;
                Ok(())
            }
        }
    }
}

#[doc(hidden)]
impl Writer {
    /// A copy of this book as it is now, in memory, opened as a new session (as when a laptop is copied, or starts again).
    pub fn image(&self, seed: u64) -> Result<Writer, StoreError> {
        let conn = open::copy_in_memory(&self.conn)?;
        let mut copy = Writer::over(conn, spread(seed));
        copy.make_mistakes(self.faulty.faults)?;
        Ok(copy)
    }

    /// The process ends and another opens the book: a new session, and nothing else that was in memory.
    pub fn reopen(&mut self, seed: u64) -> Result<(), StoreError> {
        let faults = self.faulty.faults;
        self.ids = IdSource::new(spread(seed));
        self.session = Session { session: self.ids.bits().max(1), seq: 0 };
        self.faulty = Faulty::default();
        self.make_mistakes(faults)
    }

    /// From now on it makes these mistakes; those of an opening are made at once.
    pub fn make_mistakes(&mut self, faults: Faults) -> Result<(), StoreError> {
        self.faulty.faults = faults;
        if faults.numbers_reused {
            let last = "SELECT session, seq FROM change ORDER BY place DESC LIMIT 1";
            let last = self.conn.query_row(last, [], |row| Ok((row.get::<_, i64>(0)?, row.get::<_, i64>(1)?)));
            if let Ok((session, seq)) = last {
                self.session = Session { session: session as u64, seq: seq as u64 };
            }
        }
        if faults.repair_in_memory {
            self.transact(Durable::Normal, |pen, _| {
                pen.conn.execute("DELETE FROM given_back", [])?;
                pen.conn.execute("UPDATE change SET again = NULL WHERE again IS NOT NULL", [])?;
                Ok(())
            })?;
        }
        Ok(())
    }

    /// Dies at the commit after so many more, before or after it; all work of that moment fails.
    pub fn die_at(&mut self, commits: u32, after: bool) {
        self.faulty.doom = Some((commits, after));
    }

    /// Whether it died.
    pub fn is_dead(&self) -> bool {
        self.faulty.dead
    }

    /// Writes as the other of two processes that have this book open.
    pub fn switch_process(&mut self) {
        let other = self.faulty.other.unwrap_or_else(|| Session { session: self.ids.bits().max(1), seq: 0 });
        self.faulty.other = Some(std::mem::replace(&mut self.session, other));
    }

    /// As if the disk had no room left (or had it again): for tests of what happens then.
    pub fn fill_disk(&mut self, full: bool) -> Result<(), StoreError> {
        let pages: i64 = self.conn.query_row("PRAGMA page_count", [], |row| row.get(0))?;
        let most = if full { pages + 2 } else { 1 << 30 };
        self.conn.query_row(&format!("PRAGMA max_page_count = {most}"), [], |_| Ok(()))?;
        Ok(())
    }
}
