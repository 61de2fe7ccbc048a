//! The rows that are marked for an act on several at once.
//!
//! Always holds: only rows that are there are marked, once the list has been looked at.

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::base::id::Id;

/// The marked.
#[derive(Clone, Debug, Default)]
pub struct Marks {
    marked: BTreeSet<Id>,
    /// The same, as a subject takes them along: once a change of marks, not once a frame.
    all: Arc<[Id]>,
}

impl Marks {
    /// Marks it, or takes its mark away.
    pub fn turn(&mut self, id: Id) {
        if !self.marked.remove(&id) {
            self.marked.insert(id);
        }
        self.changed();
    }

    /// Marks all of these.
    pub fn add(&mut self, ids: impl IntoIterator<Item = Id>) {
        self.marked.extend(ids);
        self.changed();
    }

    /// Marks all of these where none is marked; else none is any more.
    pub fn turn_all(&mut self, ids: impl IntoIterator<Item = Id>) {
        if self.is_empty() {
            self.add(ids);
        } else {
            self.clear();
        }
    }

    /// Only those that are there stay.
    pub fn keep(&mut self, there: impl IntoIterator<Item = Id>) {
        let there: BTreeSet<Id> = there.into_iter().collect();
        self.marked.retain(|id| there.contains(id));
        if self.marked.len() != self.all.len() {
            self.changed();
        }
    }

    /// Takes all marks away; whether there were any.
    pub fn clear(&mut self) -> bool {
        !std::mem::take(self).is_empty()
    }

    fn changed(&mut self) {
        self.all = self.marked.iter().copied().collect();
    }

    /// How many.
    pub fn len(&self) -> usize {
        self.marked.len()
    }

    /// Whether none is.
    pub fn is_empty(&self) -> bool {
        self.marked.is_empty()
    }

    /// Whether this one is.
    pub fn has(&self, id: Id) -> bool {
        self.marked.contains(&id)
    }

    /// All, in one order.
    pub fn all(&self) -> Arc<[Id]> {
        self.all.clone()
    }

    /// The sign before a row.
    pub fn sign(&self, id: Id) -> &'static str {
        if self.has(id) { "*" } else { "" }
    }
}
