//! The versions of one record, found by their keys.
//!
//! Always holds: they stand in the order of their keys, one for each key, however they came; so what is asked of a record with tens of
//! thousands of elements costs a few comparisons, and what compares two states of it one walk over both.

use std::cmp::Ordering;
use std::ops::Deref;

use minicbor::{Decode, Encode};

use super::storage::Held;
use crate::schema::Key;

/// The versions of a record, in the order of their keys.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Cells(Vec<Held>);

fn order(one: &Held, other: &Held) -> Ordering {
    (one.field, &one.element).cmp(&(other.field, &other.element))
}

impl Cells {
    fn place(&self, field: u16, element: &str) -> Result<usize, usize> {
        self.0.binary_search_by(|held| (held.field, held.element.as_str()).cmp(&(field, element)))
    }

    /// The version of a key.
    pub fn of(&self, key: &Key) -> Option<&Held> {
        self.place(key.field, &key.element).ok().map(|at| &self.0[at])
    }

    /// The versions of one field: its own, and those of its elements.
    pub fn of_field(&self, field: u16) -> &[Held] {
        let from = self.0.partition_point(|held| held.field < field);
        let to = self.0.partition_point(|held| held.field <= field);
        &self.0[from..to]
    }

    /// Sets a version.
    pub fn put(&mut self, held: Held) {
        match self.place(held.field, &held.element) {
            Ok(at) => self.0[at] = held,
            Err(at) => self.0.insert(at, held),
        }
    }

    /// Sets many at once; of two with one key the later one stands.
    pub fn put_all(&mut self, many: impl IntoIterator<Item = Held>) {
        self.0.extend(many);
        self.settle();
    }

    /// What was not logged yet (`to_come`) was, at this position.
    pub fn logged_at(&mut self, to_come: u64, position: u64) {
        for held in self.0.iter_mut().filter(|held| held.position == to_come) {
            held.position = position;
        }
    }

    /// The keys at which two states of a record differ, or are the same: what each has there, in one walk.
    pub fn beside<'c>(&'c self, other: &'c Cells) -> impl Iterator<Item = (Option<&'c Held>, Option<&'c Held>)> {
        let (mut mine, mut theirs) = (self.0.iter().peekable(), other.0.iter().peekable());
        std::iter::from_fn(move || {
            let next = match (mine.peek(), theirs.peek()) {
                (Some(one), Some(two)) => order(one, two),
                (Some(_), None) => Ordering::Less,
                (None, Some(_)) => Ordering::Greater,
                (None, None) => return None,
            };
            let one = if next == Ordering::Greater { None } else { mine.next() };
            let two = if next == Ordering::Less { None } else { theirs.next() };
            Some((one, two))
        })
    }

    fn settle(&mut self) {
        if self.0.is_sorted_by(|one, next| order(one, next) == Ordering::Less) {
            return;
        }
        // What came later stands behind, and in front of it what is to give way. Two runs in order are merged in one walk.
        self.0.sort_by(order);
        self.0.dedup_by(|later, kept| {
            let same = order(later, kept) == Ordering::Equal;
            if same {
                std::mem::swap(later, kept);
            }
            same
        });
    }
}

impl Deref for Cells {
    type Target = [Held];

    fn deref(&self) -> &[Held] {
        &self.0
    }
}

impl<'c> IntoIterator for &'c Cells {
    type Item = &'c Held;
    type IntoIter = std::slice::Iter<'c, Held>;

    fn into_iter(self) -> Self::IntoIter {
        self.0.iter()
    }
}

impl FromIterator<Held> for Cells {
    fn from_iter<I: IntoIterator<Item = Held>>(many: I) -> Cells {
        let mut cells = Cells(many.into_iter().collect());
        cells.settle();
        cells
    }
}

impl<C> Encode<C> for Cells {
    fn encode<W: minicbor::encode::Write>(
        &self,
        e: &mut minicbor::Encoder<W>,
        ctx: &mut C,
    ) -> Result<(), minicbor::encode::Error<W::Error>> {
        self.0.encode(e, ctx)
    }
}

/// As they were stored, in whatever order.
impl<'b, C> Decode<'b, C> for Cells {
    fn decode(d: &mut minicbor::Decoder<'b>, ctx: &mut C) -> Result<Cells, minicbor::decode::Error> {
        let mut cells = Cells(Vec::decode(d, ctx)?);
        cells.settle();
        Ok(cells)
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use proptest::prelude::*;

    use super::*;
    use crate::base::clock::Stamp;
    use crate::schema::Value;

    fn held(field: u16, element: &str, seq: u64) -> Held {
        let element = element.to_string();
        let (value, stamp) = (Value::Int(1), Stamp(seq));
        Held { field, element, value, stamp, session: 1, seq, position: 0, device: 1, again: false }
    }

    fn drawn() -> impl Strategy<Value = Vec<(u16, String)>> {
        proptest::collection::vec((0_u16..4, "[ab精]{0,2}"), 0..40)
    }

    proptest! {
        /// However versions come, one by one, many at once or from a file of any order, they stand in the order of their keys, the last of each.
        #[test]
        fn they_stand_in_order_and_are_found(first in drawn(), then in drawn(), other in drawn()) {
            let mut numbers = 0..;
            let mut numbered = |keys: Vec<(u16, String)>| -> Vec<Held> {
                keys.iter().map(|(field, element)| held(*field, element, numbers.next().unwrap())).collect()
            };
            let (first, then, other) = (numbered(first), numbered(then), numbered(other));
            let mut model: BTreeMap<Key, Held> = BTreeMap::new();
            model.extend(first.iter().chain(&then).map(|held| (held.key(), held.clone())));
            let mut one_by_one = Cells::default();
            first.iter().chain(&then).for_each(|held| one_by_one.put(held.clone()));
            let mut at_once: Cells = first.iter().cloned().collect();
            at_once.put_all(then.iter().cloned());
            let all: Vec<Held> = first.iter().chain(&then).cloned().collect();
            let read: Cells = minicbor::decode(&minicbor::to_vec(&all).unwrap()).unwrap();
            let expected: Vec<Held> = model.values().cloned().collect();
            for cells in [&one_by_one, &at_once, &read] {
                prop_assert_eq!(&cells[..], &expected[..]);
            }
            for (key, held) in &model {
                prop_assert_eq!(read.of(key), Some(held));
            }
            for field in 0..5 {
                let of_field: Vec<Held> = expected.iter().filter(|held| held.field == field).cloned().collect();
                prop_assert_eq!(read.of_field(field), &of_field[..]);
            }
            prop_assert_eq!(read.of(&Key { field: 9, element: String::new() }), None);
            let other: Cells = other.into_iter().collect();
            let keys: std::collections::BTreeSet<Key> = read.iter().chain(&other).map(Held::key).collect();
            let beside: Vec<_> = read.beside(&other).collect();
            let asked: Vec<_> = keys.iter().map(|key| (read.of(key), other.of(key))).collect();
            prop_assert_eq!(beside, asked);
        }
    }
}
