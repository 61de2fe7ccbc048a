//! The rows that are marked for an act on several at once.
//!
//! Always holds: only rows that are there are marked, once the list has been looked at.

use std::cell::RefCell;
use std::collections::BTreeSet;
use std::sync::Arc;

use super::subject::{Marked, Subject};
use crate::base::id::Id;

/// The marked.
#[derive(Clone, Debug, Default)]
pub struct Marks {
    marked: BTreeSet<Id>,
    /// The same, as a subject takes them along: once a change of marks, not once a frame.
    all: Arc<[Id]>,
    /// The marked of one part of the screen, made when they are first asked for: every command asks whether it can be run, in every frame.
    made: RefCell<Option<(usize, Marked)>>,
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
        // The rows may say something else by now.
        self.changed();
    }

    /// The row under the cursor with the marked of this part of the screen. `rows`: these, each as it would be under the cursor.
    pub(super) fn with<R: IntoIterator<Item = Subject>>(
        &self,
        here: Subject,
        part: usize,
        rows: impl FnOnce() -> R,
    ) -> Subject {
        if self.is_empty() {
            return here;
        }
        let mut made = self.made.borrow_mut();
        if made.as_ref().is_none_or(|(of, _)| *of != part) {
            *made = Some((part, Marked::of(rows())));
        }
        here.with(made.as_ref().map(|(_, marked)| marked.clone()).unwrap_or_default())
    }

    /// Takes all marks away; whether there were any.
    pub fn clear(&mut self) -> bool {
        !std::mem::take(self).is_empty()
    }

    fn changed(&mut self) {
        self.made.take();
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

#[cfg(test)]
mod tests {
    use std::cell::Cell;

    use super::*;

    #[test]
    fn the_marked_are_made_once_a_change_however_often_they_are_asked_for() {
        let id = |number: u16| {
            let mut bytes = [7; 16];
            bytes[..2].copy_from_slice(&number.to_be_bytes());
            Id::from_bytes(bytes)
        };
        for many in [10, 1000] {
            let mut marks = Marks::default();
            marks.add((0..many).map(id));
            let built = Cell::new(0);
            let subject = |marks: &Marks, part: usize| {
                marks.with(Subject::default(), part, || {
                    (0..many).map(id).filter(|id| marks.has(*id)).map(|id| {
                        built.set(built.get() + 1);
                        Subject::account(id, "")
                    })
                })
            };
            for _ in 0..50 {
                assert_eq!(subject(&marks, 0).marked.len(), usize::from(many));
            }
            assert_eq!(built.replace(0), many);
            // A mark more or less, other rows, another pane.
            marks.turn(id(3));
            assert_eq!(subject(&marks, 0).marked.len(), usize::from(many) - 1);
            assert_eq!(subject(&marks, 0).marked_of.len(), usize::from(many) - 1);
            assert_eq!(built.replace(0), many - 1);
            marks.keep((0..many).map(id));
            subject(&marks, 0);
            assert_eq!(built.replace(0), many - 1);
            subject(&marks, 1);
            assert_eq!(built.replace(0), many - 1);
        }
    }
}
