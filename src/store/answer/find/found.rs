//! What is kept of searches that came to their end: a longer one looks through what the last found, and whoever erases a letter has it again.

use std::collections::VecDeque;

use super::{Row, Search};
use crate::base::text::is_han;

/// All that answered a search: what a longer one is looked for in.
#[derive(Debug, Default)]
pub(crate) struct Whole {
    typed: String,
    rows: VecDeque<Row>,
    version: i64,
}

impl Whole {
    /// The rows among which all are that answer what is typed now.
    pub(super) fn rows_for(&self, typed: &str, version: i64) -> Option<VecDeque<Row>> {
        let same = version == self.version && typed.starts_with(&self.typed);
        (same && says_enough(&self.typed)).then(|| self.rows.clone())
    }
}

/// Letters of a typed word that say all that it may be: fewer are not yet taken for a sound or for half of a number.
const SAYS: usize = 3;

/// Whether the word that is being typed says all that it may be.
pub(super) fn says_enough(typed: &str) -> bool {
    let last = typed.split_whitespace().last().unwrap_or_default();
    last.chars().count() >= SAYS || last.chars().next_back().is_some_and(is_han)
}

/// The last few searches that came to an end, the latest first.
#[derive(Debug, Default)]
pub(crate) struct Done {
    searches: VecDeque<Search>,
    state: (i64, i64),
}

impl Done {
    /// So many are kept: as many letters as one erases.
    const MOST: usize = 16;

    /// The one for what is typed now.
    pub fn of(&self, typed: &str, most: usize, state: (i64, i64)) -> Option<Search> {
        let same = |search: &&Search| search.typed == typed && search.most == most;
        self.searches.iter().find(same).filter(|_| state == self.state).cloned()
    }

    /// Keeps one, where the book is still what it was looked for in.
    pub fn keep(&mut self, search: &Search, state: (i64, i64)) {
        if state != self.state {
            self.searches.clear();
            self.state = state;
        }
        if search.version == state.0 && self.of(&search.typed, search.most, state).is_none() {
            self.searches.push_front(search.clone());
            self.searches.truncate(Done::MOST);
        }
    }
}

impl Search {
    /// All that answered, where it came to its end, and the book is still the same.
    pub(crate) fn whole(&self, version: i64) -> Option<Whole> {
        let whole = self.whole && version == self.version;
        whole.then(|| Whole { typed: self.typed.clone(), rows: self.rows.clone(), version })
    }
}
