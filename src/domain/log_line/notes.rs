//! What is left of a line when what was understood is taken out: the note.
//!
//! Always holds: no word is lost that was not understood.

use std::ops::Range;

use crate::base::text::is_han;

const SEPARATORS: [char; 10] = [',', '，', ':', '：', '、', ';', '；', '.', '。', '·'];

/// Whether a character only stands between words.
pub(super) fn separates(c: char) -> bool {
    c.is_whitespace() || SEPARATORS.contains(&c)
}

/// Whether a character may stand in a name: a letter or a figure of any script, what is written over one, and what joins words (`Nolan & Sons`,
/// `St. Anselm's`, `Studio (54)`). A picture or an asterisk is none: it is what was written beside the name.
pub(super) fn may_be_named(c: char) -> bool {
    const JOINS: &str = "&＆'’‘`´＇-－‐‑–—/／·・@()（）[]【】\".．";
    c.is_alphanumeric() || separates(c) || matches!(c, '\u{300}'..='\u{1fff}') || JOINS.contains(c)
}

/// Whether a character is a picture (👍, ★, →), or belongs to one: nothing is said by it before a word.
pub(super) fn is_picture(c: char) -> bool {
    matches!(c, '\u{2190}'..='\u{2bff}' | '\u{1f000}'..='\u{1faff}' | '\u{fe0f}' | '\u{200d}')
}

/// So many bytes of a text are its beginning.
const BYTES: usize = 120;

/// The beginning of a text, in which all stands that may begin with it: no reader goes through the whole rest of a line at each word.
pub(super) fn head(text: &str) -> &str {
    &text[..text.floor_char_boundary(BYTES.min(text.len()))]
}

/// So many bytes of a text are its end.
const LAST_BYTES: usize = 240;

/// The end of a text, in which all stands that may say what follows it: nobody reads back through the whole of a page at each figure.
pub(super) fn last(text: &str) -> &str {
    &text[text.ceil_char_boundary(text.len().saturating_sub(LAST_BYTES))..]
}

/// `text` with single spaces and nothing hanging over at its ends.
pub(super) fn tidy(text: &str) -> String {
    let begins = |c: char| c.is_whitespace() || ",，:：、;；。·".contains(c);
    let ends = |c: char| c.is_whitespace() || ",，:：、;；".contains(c);
    let text = text.trim_start_matches(begins).trim_end_matches(ends);
    // What hung on a name: `pier hotel - claire wants…`.
    let dash = ["- ", "– ", "— ", "-- "].iter().find_map(|dash| text.strip_prefix(dash));
    // `Spice Yard. Sat down…`: the full stop was the name's.
    let text = dash.or(text.strip_prefix(". ")).unwrap_or(text).trim_start();
    let mut out = String::with_capacity(text.len());
    for (n, line) in text.lines().enumerate() {
        if n > 0 {
            out.push('\n');
        }
        for (n, word) in line.split_whitespace().enumerate() {
            if n > 0 {
                out.push(' ');
            }
            out.push_str(word);
        }
    }
    out
}

/// The part of a line without these ranges (ascending), tidied: no doubled comma, no space before one.
pub(super) fn without(line: &str, part: Range<usize>, taken: &[Range<usize>]) -> String {
    let mut out = String::with_capacity(part.len());
    let mut at = part.start;
    for range in taken.iter().filter(|range| range.start >= part.start && range.end <= part.end) {
        if range.start < at {
            continue;
        }
        join(&mut out, &line[at..range.start]);
        at = range.end;
    }
    join(&mut out, &line[at..part.end]);
    tidy(&out)
}

/// Adds what follows something that was taken out.
pub(super) fn join(out: &mut String, piece: &str) {
    if out.is_empty() {
        out.push_str(piece);
        return;
    }
    let kept = out.trim_end().len();
    let Some(last) = out[..kept].chars().next_back() else {
        out.push_str(piece);
        return;
    };
    let new_line = piece.starts_with('\n');
    let piece = if new_line { piece } else { piece.trim_start() };
    let Some(next) = piece.chars().next() else { return };
    out.truncate(kept);
    if separates(last) && separates(next) && !new_line {
        if last.is_ascii_punctuation() {
            out.push(' ');
        }
        out.push_str(piece.trim_start_matches(separates));
    } else if separates(next) || new_line || (is_han(last) && is_han(next)) || "，、：；".contains(last) {
        out.push_str(piece);
    } else {
        out.push(' ');
        out.push_str(piece);
    }
}
