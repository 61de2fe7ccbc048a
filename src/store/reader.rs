//! The reader: answers every question of screens and commands over a connection that cannot write.
//!
//! Always holds: an answer is of one moment (one snapshot), and its cost does not grow with the book except where an index is walked.

use std::cell::RefCell;
use std::path::Path;
use std::sync::Arc;

use rusqlite::Connection;

use super::answer::{self, Done, Known, Search, Whole};
use super::error::StoreError;
use super::file::key::Lock;
use super::file::open;
use super::file::profile::Profile;
use super::search::frequent::Frequent;
use super::search::halt::{Halt, Stop};
use super::search::names::Names;
use super::search::said::Recent;
use super::write::writer::Writer;
use crate::base::clock::Now;
use crate::domain::ask::{Answer, Ask};

/// A profile's reader. Any number may read while the writer writes.
pub struct Reader {
    conn: Connection,
    names: RefCell<Names>,
    frequent: RefCell<Frequent>,
    /// The last search that came to its end.
    whole: RefCell<Whole>,
    /// What a search looked at last.
    recent: RefCell<Recent>,
    /// The last few that did, by what was typed: whoever erases a letter has them again.
    done: RefCell<Done>,
    halt: Arc<Halt>,
}

impl std::fmt::Debug for Reader {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Reader").finish_non_exhaustive()
    }
}

impl Reader {
    /// Opens a profile to read. The writer must have made its database before.
    pub fn open(profile: &Profile, lock: &Lock) -> Result<Reader, StoreError> {
        let mut conn = open::reading(profile, lock)?;
        let halt = Halt::over(&mut conn)?;
        Ok(Reader {
            conn,
            names: RefCell::default(),
            frequent: RefCell::default(),
            whole: RefCell::default(),
            recent: RefCell::default(),
            done: RefCell::default(),
            halt,
        })
    }

    /// When a finished search may be reused: same data version, same quarter of an hour (who is likely meant depends on both).
    fn state(&self, now: &Now) -> Result<(i64, i64), StoreError> {
        Ok((self.data_version()?, now.at.millis() / 900_000))
    }

    /// Answers a question.
    pub fn answer(&self, ask: &Ask, now: &Now) -> Result<Answer, StoreError> {
        if matches!(ask, Ask::Account(_)) {
            // Whom one has just looked at is likelier meant.
            *self.done.borrow_mut() = Done::default();
        }
        if let Ask::Find { words, most } = ask {
            let mut search = self.search(words, *most, now)?;
            self.at_once(|conn| self.with_known(|known| search.go_on(conn, known, &|| false)))?;
            return Ok(Answer::Find(search.hits()));
        }
        self.at_once(|conn| answer::answer(conn, &self.names, ask, now))
    }

    /// Reads within one snapshot.
    fn at_once<T>(&self, read: impl FnOnce(&Connection) -> Result<T, StoreError>) -> Result<T, StoreError> {
        let read = || -> Result<T, StoreError> {
            let snapshot = self.conn.unchecked_transaction()?;
            let found = read(&snapshot)?;
            snapshot.commit()?;
            Ok(found)
        };
        read().map_err(|error| error.at(Path::new(self.conn.path().unwrap_or_default())))
    }

    /// Begins a search: names are found at once, words as it goes on.
    pub fn search(&self, typed: &str, most: usize, now: &Now) -> Result<Search, StoreError> {
        let state = self.state(now)?;
        if let Some(done) = self.done.borrow().of(typed, most, state) {
            return Ok(done);
        }
        self.at_once(|conn| self.with_known(|known| Search::begin(conn, known, typed, most, now)))
    }

    /// What is known of the book beside it.
    fn with_known<T>(&self, work: impl FnOnce(&Known<'_>) -> T) -> T {
        let (frequent, before) = (&self.frequent.borrow(), &self.whole.borrow());
        work(&Known { names: &self.names, frequent, before, recent: &self.recent })
    }

    /// Goes on with a search until all is found or `stop` says so, which is asked all the while; whether there is more.
    pub fn search_on(&self, search: &mut Search, stop: &Stop, now: &Now) -> Result<bool, StoreError> {
        self.halt.begin(stop);
        let outcome = self.at_once(|conn| self.with_known(|known| search.go_on(conn, known, &**stop)));
        let halted = self.halt.end();
        if matches!(outcome, Ok(false)) {
            let state = self.state(now)?;
            if let Some(whole) = search.whole(state.0) {
                *self.whole.borrow_mut() = whole;
            }
            self.done.borrow_mut().keep(search, state);
        }
        // What was broken off comes back as an error.
        outcome.or_else(|error| if halted { Ok(true) } else { Err(error) })
    }

    /// A number that changes whenever another connection has committed; cheap enough to look at every few seconds.
    pub fn data_version(&self) -> Result<i64, StoreError> {
        answer::version_of(&self.conn)
    }

    /// Makes ready what the next key of a search would else wait for: the names of all customers and contacts, and who of them is likely
    /// meant after what was just done; then how often words stand in notes.
    /// No more than a slice of it at once; whether there is more to do.
    pub fn warm(&self, now: &Now) -> Result<bool, StoreError> {
        let more = self.names.borrow_mut().refresh_some(&self.conn, now)?;
        Ok(more || self.frequent.borrow_mut().read_some(&self.conn)?)
    }

    /// The connection, for this folder's other readers.
    pub(crate) fn conn(&self) -> &Connection {
        &self.conn
    }
}

impl Writer {
    /// Answers a question over the writer's own connection: for a command that writes and then shows, and for books in memory.
    pub fn answer(&self, ask: &Ask, now: &Now) -> Result<Answer, StoreError> {
        answer::answer(&self.conn, &RefCell::default(), ask, now)
    }
}
