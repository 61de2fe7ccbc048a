//! Clauses of a text: what stands between its commas, full stops and the like.
//!
//! Always holds: the comma of 1,280 and the point of 3.5 end none; every range lies on character boundaries.

use std::ops::Range;

use super::notes::{head, last};

/// What ends a clause here, if this character does.
fn end(text: &str, (at, c): (usize, char)) -> Option<Range<usize>> {
    let next = text[at + c.len_utf8()..].chars().next();
    let digit = |c: Option<char>| c.is_some_and(|c| c.is_ascii_digit());
    let number = digit(text[..at].chars().next_back()) && digit(next);
    let ends = match c {
        ',' => !number,
        '.' => next.is_none_or(char::is_whitespace),
        c => "，。；;！!？?\n".contains(c),
    };
    ends.then(|| at..at + c.len_utf8())
}

/// The clauses of a text, without what ends them and without spaces around them.
pub(super) fn all(text: &str) -> Vec<Range<usize>> {
    let ends = text.char_indices().filter_map(|one| end(text, one));
    let mut found = Vec::new();
    let mut from = 0;
    for end in ends.chain(std::iter::once(text.len()..text.len())) {
        let words = &text[from..end.start];
        let start = from + words.len() - words.trim_start().len();
        if !words.trim().is_empty() {
            found.push(start..start + words.trim().len());
        }
        from = end.end;
    }
    found
}

/// The clause in which this stands, as far as it may speak of it: a page that was pasted is one clause.
pub(super) fn around(text: &str, range: Range<usize>) -> Range<usize> {
    let first = range.start - last(&text[..range.start]).len();
    let before = text[first..range.start].char_indices().rev().map(|(at, c)| (first + at, c));
    let from = before.map(|one| end(text, one)).find_map(|end| end).map_or(first, |end| end.end);
    let behind = head(&text[range.end..]).char_indices().map(|(at, c)| (range.end + at, c));
    let to = behind.map(|one| end(text, one)).find_map(|end| end);
    from..to.map_or(range.end + head(&text[range.end..]).len(), |end| end.start)
}
