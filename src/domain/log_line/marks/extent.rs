//! How far what a mark or a word begins goes on: to the end of a word, of a clause.
//!
//! Always holds: every place lies on a character boundary.

use crate::base::text::{fold, is_han};
use crate::domain::log_line::notes::head;

/// What ends a clause.
pub(super) fn ends_clause(c: char) -> bool {
    matches!(c, ',' | '，' | ';' | '；' | '。' | '\n')
}

/// A character that is a mark wherever it stands between words.
pub(super) fn is_sigil(c: char) -> bool {
    matches!(c, '>' | '＞' | '》' | '〉' | '<' | '＜' | '《' | '〈' | '#' | '＃' | '^' | '＾' | '…')
}

/// Whether a word may begin behind this text: at its start, behind a space or a separator.
pub(super) fn is_apart(before: &str) -> bool {
    before
        .chars()
        .next_back()
        .is_none_or(|c| c.is_whitespace() || super::super::notes::separates(c) || "！!？?）)".contains(c))
}

/// Whether nothing or only a space stands before.
pub(super) fn is_after_space(before: &str) -> bool {
    before.chars().next_back().is_none_or(char::is_whitespace)
}

/// Where the clause ends that stands at the beginning of this text, marks behind a space included.
pub(super) fn clause(text: &str) -> usize {
    let mut before = None::<char>;
    for (at, c) in text.char_indices() {
        let apart = before.is_none_or(char::is_whitespace);
        let next = text[at + c.len_utf8()..].chars().next();
        let word_behind = next.is_some_and(|next| next.is_alphanumeric() || "$¥￥€£".contains(next));
        // 1,200 is a number.
        let number = c == ',' && before.is_some_and(|c| c.is_ascii_digit()) && next.is_some_and(|c| c.is_ascii_digit());
        if (ends_clause(c) && !number)
            || is_sigil(c)
            || (apart && word_behind && matches!(c, '+' | '＋' | '!' | '！' | '~' | '～'))
        {
            return at;
        }
        before = Some(c);
    }
    text.len()
}

/// The same, no further than what stands behind a word may belong to it: a page that was pasted is one clause. No word is cut in two.
pub(super) fn near(text: &str) -> usize {
    let short = head(text);
    let end = clause(short);
    if end < short.len() || short.len() == text.len() {
        return end;
    }
    short.trim_end_matches(|c: char| c.is_alphanumeric() && !is_han(c) || ",.".contains(c)).len()
}

/// The word with which a text begins, and where it ends; in quotes it may be several.
pub(super) fn word<'a>(text: &'a str, known: &[String]) -> Option<(usize, &'a str)> {
    for (open, close) in [('"', '"'), ('“', '”'), ('「', '」'), ('『', '』')] {
        if let Some(inside) = text.strip_prefix(open)
            && let Some(end) = inside.find(close)
        {
            let word = inside[..end].trim();
            return (!word.is_empty()).then_some((open.len_utf8() + end + close.len_utf8(), word));
        }
    }
    if let Some(end) = longest_known(text, known) {
        return Some((end, &text[..end]));
    }
    let mut end = text.len();
    for (at, c) in text.char_indices() {
        let next = text[at + c.len_utf8()..].chars().next();
        let stop = match c {
            // A point inside a word belongs to it: A.C.
            '.' => next.is_none_or(|next| !next.is_alphanumeric()),
            '、' | ':' | '：' | '!' | '！' | '?' | '？' | '(' | ')' | '（' | '）' | '"' | '“' | '”' | '「' | '」' => {
                true
            }
            '+' | '＋' | '~' | '～' => true,
            c => c.is_whitespace() || ends_clause(c) || is_sigil(c),
        };
        if stop {
            end = at;
            break;
        }
    }
    (end > 0).then(|| (end, &text[..end]))
}

/// Where the longest name that the book has seen ends, if the text begins with one.
fn longest_known(text: &str, known: &[String]) -> Option<usize> {
    let head = &text[..text.floor_char_boundary(120.min(text.len()))];
    known
        .iter()
        .filter_map(|name| {
            let end = head.char_indices().map(|(at, c)| at + c.len_utf8()).nth(name.chars().count().checked_sub(1)?)?;
            let latin = |c: char| c.is_alphanumeric() && !is_han(c);
            let goes_on = head[..end].ends_with(latin) && head[end..].starts_with(latin);
            (fold(&head[..end]) == fold(name) && !goes_on).then_some(end)
        })
        .max()
}

/// Whether a text begins with a letter.
pub(super) fn begins_with_letter(text: &str) -> bool {
    text.chars().next().is_some_and(|c| c.is_alphabetic() || is_han(c) || "\"“「『".contains(c))
}
