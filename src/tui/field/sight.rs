//! What of an edited text is in sight: its lines as they are wrapped or scrolled, and the cell where the cursor stands.

use unicode_segmentation::UnicodeSegmentation;

use super::{Field, Taken};
use crate::base::width::{cells, wrap};

/// What is in sight of an edited text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sight<'a> {
    /// The lines, from the top.
    pub lines: Vec<&'a str>,
    /// The cell of the cursor: (column, row).
    pub cursor: (u16, u16),
    /// Whether something lies to the left of, or above, what is in sight.
    pub more_before: bool,
    /// Whether something lies to the right of, or below, what is in sight.
    pub more_after: bool,
}

impl Field {
    /// What is in sight of one line in so many cells: the cursor always is, with one cell for it behind the text.
    pub fn sight(&self, room: u16) -> Sight<'_> {
        let room = usize::from(room.max(1));
        let (text, at) = (self.words(), self.cursor());
        let mut start = 0;
        let mut before = cells(&text[..at]);
        if before >= room {
            // Whole graphemes leave on the left until the cursor has its cell.
            for (offset, grapheme) in text[..at].grapheme_indices(true) {
                if before < room {
                    break;
                }
                before -= cells(grapheme);
                start = offset + grapheme.len();
            }
        }
        let mut end = start;
        let mut used = 0;
        for (offset, grapheme) in text[start..].grapheme_indices(true) {
            let width = cells(grapheme);
            if used + width > room {
                break;
            }
            used += width;
            end = start + offset + grapheme.len();
        }
        Sight {
            lines: vec![&text[start..end]],
            cursor: (cell(before), 0),
            more_before: start > 0,
            more_after: end < text.len(),
        }
    }

    /// What is in sight of several lines in so many cells and rows, wrapped; the row of the cursor always is.
    pub fn sight_of_lines(&self, room: u16, rows: u16) -> Sight<'_> {
        self.sight_of(&self.wrapped(room), room, rows)
    }

    /// What is in sight of one line that is wrapped in so many cells and rows, with one cell for the cursor behind each row; the row of the cursor
    /// always is.
    pub fn sight_wrapped(&self, room: u16, rows: u16) -> Sight<'_> {
        self.sight_of(&self.wrapped(room.saturating_sub(1)), room, rows)
    }

    fn sight_of(&self, lines: &[(usize, String)], room: u16, rows: u16) -> Sight<'_> {
        let (rows, text) = (usize::from(rows.max(1)), self.words());
        let (row, column) = self.place(lines, room);
        let first = (row + 1).saturating_sub(rows);
        let last = (first + rows).min(lines.len());
        Sight {
            cursor: (cell(column), cell(row - first)),
            more_before: first > 0,
            more_after: last < lines.len(),
            lines: lines[first..last].iter().map(|(start, line)| &text[*start..*start + line.len()]).collect(),
        }
    }

    /// How many rows one line takes when it is wrapped so.
    pub fn rows_wrapped(&self, room: u16) -> usize {
        self.wrapped(room.saturating_sub(1)).len()
    }

    /// How many rows the text takes when it is wrapped.
    pub fn rows(&self, room: u16) -> usize {
        self.wrapped(room).len()
    }

    /// The cursor goes a row up (negative) or down; `No` at the first and the last.
    pub fn climb(&mut self, rows: isize, room: u16) -> Taken {
        let lines = self.wrapped(room);
        let (row, column) = self.place(&lines, room);
        let Some((start, line)) = row.checked_add_signed(rows).and_then(|row| lines.get(row)) else {
            return Taken::No;
        };
        let mut used = 0;
        let mut to = *start + line.len();
        for (offset, grapheme) in line.grapheme_indices(true) {
            if used + cells(grapheme) > column {
                to = *start + offset;
                break;
            }
            used += cells(grapheme);
        }
        self.go(to);
        Taken::Moved
    }

    /// The wrapped lines with the byte at which each begins.
    fn wrapped(&self, room: u16) -> Vec<(usize, String)> {
        let text = self.words();
        let base = text.as_ptr().addr();
        wrap(text, usize::from(room.max(1)))
            .into_iter()
            .map(|line| (line.as_ptr().addr() - base, line.to_owned()))
            .collect()
    }

    /// The row and the cell of the cursor among wrapped lines.
    fn place(&self, lines: &[(usize, String)], room: u16) -> (usize, usize) {
        let at = self.cursor();
        let row = lines.iter().rposition(|(start, _)| *start <= at).unwrap_or(0);
        let start = lines.get(row).map_or(0, |(start, _)| *start);
        // Spaces at the end of a wrapped line are not drawn, but the cursor may stand among them.
        (row, cells(&self.words()[start..at]).min(usize::from(room.max(1)) - 1))
    }
}

fn cell(number: usize) -> u16 {
    u16::try_from(number).unwrap_or(u16::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_cursor_of_a_line_is_always_in_sight() {
        for (text, at, room, line, column) in [
            ("abc", 3, 10, "abc", 3),
            ("abcdefgh", 8, 5, "efgh", 4),
            ("abcdefgh", 2, 5, "abcde", 2),
            ("杭州精工", 12, 6, "精工", 4),
            ("杭州精工", 12, 7, "州精工", 6),
            ("杭州精工", 6, 5, "杭州", 4),
            ("", 0, 5, "", 0),
        ] {
            let mut edit = Field::new(text);
            edit.go(at);
            let sight = edit.sight(room);
            assert_eq!((sight.lines[0], sight.cursor), (line, (column, 0)), "{text} at {at} in {room}");
        }
    }

    #[test]
    fn lines_are_wrapped_and_the_cursor_climbs_by_cells() {
        let mut edit = Field::lines("见采购，要报价，嫌贵\n好");
        // One line that wraps keeps a cell for the cursor behind each row.
        let line = Field::new("met the buyer");
        let wrapped = line.sight_wrapped(8, 2);
        assert_eq!((wrapped.lines, wrapped.cursor), (vec!["met the", "buyer"], (5, 1)));
        let full = Field::new("met the");
        assert_eq!((full.sight_wrapped(8, 2).cursor, full.rows_wrapped(8)), ((7, 0), 1));
        assert!(line.sight_wrapped(8, 1).more_before && line.rows_wrapped(8) == 2);
        let sight = edit.sight_of_lines(8, 2);
        assert_eq!((sight.lines, sight.cursor), (vec!["嫌贵", "好"], (2, 1)));
        assert!(sight.more_before && !sight.more_after);
        assert_eq!(edit.climb(-1, 8), Taken::Moved);
        assert_eq!(edit.sight_of_lines(8, 4).cursor, (2, 2));
        assert_eq!(edit.climb(-3, 8), Taken::No);
        assert_eq!(edit.rows(8), 4);
        let mut edit = Field::lines("one two");
        edit.go(4);
        assert_eq!(edit.sight_of_lines(4, 3).lines, ["one", "two"]);
        assert_eq!(edit.sight_of_lines(4, 3).cursor, (0, 1));
    }
}
