//! Clauses of a text: what stands between its commas, full stops and the like.
//!
//! Always holds: the comma of 1,280 and the point of 3.5 end none; every range lies on character boundaries.

use std::ops::Range;

/// The clause in which this stands.
pub(super) fn around(text: &str, range: Range<usize>) -> Range<usize> {
    let ends = |(at, c): (usize, char)| -> Option<Range<usize>> {
        let next = text[at + c.len_utf8()..].chars().next();
        let digit = |c: Option<char>| c.is_some_and(|c| c.is_ascii_digit());
        let number = digit(text[..at].chars().next_back()) && digit(next);
        let ends = match c {
            ',' => !number,
            '.' => next.is_none_or(char::is_whitespace),
            c => "，。；;！!？?\n".contains(c),
        };
        ends.then(|| at..at + c.len_utf8())
    };
    let from = text[..range.start].char_indices().rev().find_map(ends).map_or(0, |end| end.end);
    let to = text[range.end..].char_indices().map(|(at, c)| (range.end + at, c)).find_map(ends);
    from..to.map_or(text.len(), |end| end.start)
}
