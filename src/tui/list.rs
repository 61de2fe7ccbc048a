//! A list's cursor and the rows in sight, apart from the rows themselves.
//!
//! Always holds: the cursor is on a row where there is one, and in sight after `settle`.

use std::ops::Range;

use super::screen::Motion;

/// Where a list stands.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct List {
    /// The row under the cursor.
    pub cursor: usize,
    /// The first row in sight.
    pub top: usize,
}

impl List {
    /// The cursor goes through `total` rows of which `height` are in sight. `true` where the motion was one of a list.
    pub fn moved(&mut self, motion: Motion, total: usize, height: usize) -> bool {
        let last = total.saturating_sub(1);
        let half = (height / 2).max(1);
        self.cursor = match motion {
            Motion::Up => self.cursor.saturating_sub(1),
            Motion::Down => (self.cursor + 1).min(last),
            Motion::PageUp => self.cursor.saturating_sub(half),
            Motion::PageDown => (self.cursor + half).min(last),
            Motion::First => 0,
            Motion::Last => last,
            _ => return false,
        };
        true
    }

    /// Puts the cursor on this row; whether it was there already.
    pub fn point(&mut self, at: usize) -> bool {
        std::mem::replace(&mut self.cursor, at) == at
    }

    /// The cursor, when the rows have become others. It stays on its record; where an act of mine has sorted that away it stays in its
    /// place, on the next, so that one can go on down the list.
    pub fn follow<T: PartialEq>(&mut self, before: &[T], after: &[T], acted: bool) {
        let place = |id: &T| after.iter().position(|other| other == id);
        let (above, rest) = before.split_at(self.cursor.min(before.len()));
        let here = rest.first().and_then(place);
        let next = rest.iter().skip(1).find_map(place);
        let previous = above.iter().rev().find_map(place);
        let in_order = |at: usize| next.is_none_or(|next| at < next) && previous.is_none_or(|previous| previous < at);
        let stays = here.filter(|at| !acted || in_order(*at));
        if let Some(at) = stays.or(next).or(previous) {
            self.cursor = at;
        }
    }

    /// Brings the cursor onto a row and into sight.
    pub fn settle(&mut self, total: usize, height: usize) {
        let height = height.max(1);
        self.cursor = self.cursor.min(total.saturating_sub(1));
        // A row of context above and below, where there is room for it.
        let margin = usize::from(height > 4);
        let lowest = (self.cursor + margin + 1).saturating_sub(height);
        let highest = self.cursor.saturating_sub(margin);
        self.top = self.top.clamp(lowest.min(highest), highest).min(total.saturating_sub(height));
    }

    /// In which line below the first it is said that rows are left, and of how many: in one of its own under them where there is one, else
    /// in place of the last, but never in place of the cursor's.
    pub fn left(&self, total: usize, height: usize, spare: bool) -> Option<(usize, usize)> {
        let sight = self.sight(total, height);
        let left = total.saturating_sub(sight.end);
        match (left, spare) {
            (0, _) => None,
            (_, true) => Some((height, left)),
            (_, false) if height < 3 || self.cursor + 1 == sight.end => None,
            (_, false) => Some((height - 1, left + 1)),
        }
    }

    /// The rows in sight.
    pub fn sight(&self, total: usize, height: usize) -> Range<usize> {
        self.top.min(total)..(self.top + height).min(total)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::id::Id;

    #[test]
    fn the_cursor_stays_on_a_row_and_in_sight() {
        for total in [0, 1, 3, 10, 1000] {
            for height in [1, 2, 5, 30] {
                let mut list = List::default();
                for motion in [
                    Motion::Down,
                    Motion::Down,
                    Motion::Last,
                    Motion::Up,
                    Motion::PageUp,
                    Motion::Down,
                    Motion::First,
                    Motion::Up,
                    Motion::PageDown,
                ] {
                    list.moved(motion, total, height);
                    list.settle(total, height);
                    assert!(list.cursor < total.max(1));
                    let sight = list.sight(total, height);
                    assert!(total == 0 || sight.contains(&list.cursor), "{total} {height} {motion:?} {list:?}");
                }
            }
        }
    }

    #[test]
    fn the_cursor_follows_its_record_unless_an_act_sorts_it_away() {
        let ids = |letters: &str| letters.bytes().map(|letter| Id::from_bytes([letter; 16])).collect::<Vec<_>>();
        for (before, at, after, acted, expected) in [
            ("abcd", 1, "abcd", true, 'b'),
            ("abcd", 1, "acdb", true, 'c'),
            ("abcd", 1, "acdb", false, 'b'),
            ("abcd", 1, "acd", true, 'c'),
            ("abcd", 3, "abc", true, 'c'),
            ("abcd", 3, "dabc", true, 'c'),
            ("abcd", 0, "bcda", true, 'b'),
            ("abcd", 2, "xabcdy", true, 'c'),
            ("abcd", 1, "dcab", true, 'c'),
            ("abcd", 2, "c", true, 'c'),
        ] {
            let mut list = List { cursor: at, top: 0 };
            list.follow(&ids(before), &ids(after), acted);
            assert_eq!(after.chars().nth(list.cursor), Some(expected), "{before} at {at} becomes {after}, {acted}");
        }
        let mut list = List { cursor: 2, top: 0 };
        list.follow(&[], &ids("ab"), true);
        assert_eq!(list.cursor, 2, "what is nowhere is left to be settled");
    }

    #[test]
    fn rows_that_are_not_seen_are_counted() {
        for (cursor, total, height, spare, expected) in [
            (0, 10, 10, false, None),
            (0, 11, 10, true, Some((10, 1))),
            (0, 11, 10, false, Some((9, 2))),
            (9, 11, 10, false, None),
            (0, 11, 2, false, None),
        ] {
            let list = List { cursor, top: 0 };
            assert_eq!(list.left(total, height, spare), expected, "{total} in {height}, on {cursor}");
        }
    }

    #[test]
    fn a_list_that_shrinks_is_shown_full() {
        let mut list = List { cursor: 90, top: 85 };
        list.settle(20, 10);
        assert_eq!(list, List { cursor: 19, top: 10 });
    }
}
