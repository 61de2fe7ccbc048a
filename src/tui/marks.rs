//! The rows that are marked for an act on several at once.
//!
//! Always holds: only rows that are there are marked, once the list has been looked at.

use std::collections::BTreeSet;

use crate::base::id::Id;

/// The marked.
#[derive(Clone, Debug, Default)]
pub struct Marks(BTreeSet<Id>);

impl Marks {
    /// Marks it, or takes its mark away.
    pub fn turn(&mut self, id: Id) {
        if !self.0.remove(&id) {
            self.0.insert(id);
        }
    }

    /// Marks all of these.
    pub fn add(&mut self, ids: impl IntoIterator<Item = Id>) {
        self.0.extend(ids);
    }

    /// Marks all of these where none is marked; else none is any more.
    pub fn turn_all(&mut self, ids: impl IntoIterator<Item = Id>) {
        if self.0.is_empty() { self.add(ids) } else { self.0.clear() }
    }

    /// Only those that are there stay.
    pub fn keep(&mut self, there: impl IntoIterator<Item = Id>) {
        let there: BTreeSet<Id> = there.into_iter().collect();
        self.0.retain(|id| there.contains(id));
    }

    /// Takes all marks away; whether there were any.
    pub fn clear(&mut self) -> bool {
        !std::mem::take(&mut self.0).is_empty()
    }

    /// How many.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether none is.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Whether this one is.
    pub fn has(&self, id: Id) -> bool {
        self.0.contains(&id)
    }

    /// All, in one order.
    pub fn all(&self) -> Vec<Id> {
        self.0.iter().copied().collect()
    }

    /// The sign before a row.
    pub fn sign(&self, id: Id) -> &'static str {
        if self.has(id) { "*" } else { "" }
    }
}
