//! Where a line has its promises, and which of it is plain text. A mark is `>` (ours) or `<` (theirs), in any width.
//!
//! Always holds: every range lies on character boundaries; what stands in quotes, a title 《…》, an arrow or a comparison is text.

use std::ops::Range;

use crate::base::text::is_han;
use crate::base::when::{Context, find_all};
use crate::schema::PromisedBy;

/// A promise as it stands in the line.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Marked {
    /// Who promises.
    pub by: PromisedBy,
    /// The mark and all that belongs to it.
    pub whole: Range<usize>,
    /// Its words.
    pub words: Range<usize>,
}

/// A line, taken apart at its marks.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub(super) struct Cut {
    /// What is no promise, in order.
    pub text: Vec<Range<usize>>,
    /// The promises, in order.
    pub promises: Vec<Marked>,
    /// What stands in quotes, with them.
    pub quotes: Vec<Range<usize>>,
}

/// Whose promise a character begins.
pub(super) fn mark(c: char) -> Option<PromisedBy> {
    match c {
        '>' | '＞' | '》' | '〉' => Some(PromisedBy::Us),
        '<' | '＜' | '《' | '〈' => Some(PromisedBy::Them),
        _ => None,
    }
}

/// The quotes of a line; one that is never closed quotes nothing.
fn quotes(line: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut open: Option<(usize, char)> = None;
    for (at, c) in line.char_indices() {
        match open {
            Some((from, close)) if c == close => {
                found.push(from..at + c.len_utf8());
                open = None;
            }
            Some(_) => {}
            None => {
                let close = match c {
                    '"' => '"',
                    '“' => '”',
                    '「' => '」',
                    '『' => '』',
                    _ => continue,
                };
                // One without its other half must not hide the quotes after it.
                open = line[at + c.len_utf8()..].contains(close).then_some((at, close));
            }
        }
    }
    found
}

/// Takes a line apart. `context` looks ahead: it tells a promise that ends in its date from a title.
pub(super) fn cut(line: &str, context: &Context) -> Cut {
    let quotes = quotes(line);
    let mut cut = Cut::default();
    let mut text_from = 0;
    let mut open: Option<(PromisedBy, usize, usize)> = None;
    let mut skip_to = 0;
    for (at, c) in line.char_indices() {
        if at < skip_to {
            continue;
        }
        if let Some(quote) = quotes.iter().find(|quote| quote.start == at) {
            skip_to = quote.end;
            continue;
        }
        let behind = at + c.len_utf8();
        if let Some(end) = title(line, at, c, context) {
            skip_to = end;
            continue;
        }
        let begins = mark(c).filter(|_| is_mark(line, at, c, context));
        if begins.is_none() && !(open.is_some() && ends_promise(line, at, c)) {
            continue;
        }
        match open.take() {
            Some((by, from, words)) => cut.promises.push(Marked { by, whole: from..at, words: words..at }),
            None => cut.text.push(text_from..at),
        }
        match begins {
            Some(by) => open = Some((by, at, behind)),
            None => text_from = at,
        }
    }
    match open {
        Some((by, from, words)) => {
            cut.promises.push(Marked { by, whole: from..line.len(), words: words..line.len() });
        }
        None => cut.text.push(text_from..line.len()),
    }
    cut.text.retain(|range| !range.is_empty());
    cut.quotes = quotes;
    cut
}

/// Where the title ends that begins here. 《定供应商 月底 》报价 周五 is no title but two promises: its words are apart, or a date ends them.
fn title(line: &str, at: usize, c: char, context: &Context) -> Option<usize> {
    let close = match c {
        '《' => '》',
        '〈' => '〉',
        _ => return None,
    };
    let from = at + c.len_utf8();
    let inside = &line[from..from + line[from..].find(close)?];
    if inside.is_empty() || inside.ends_with(char::is_whitespace) || inside.contains([c, '>', '<', '＞', '＜']) {
        return None;
    }
    let dated = inside.contains(char::is_whitespace)
        && find_all(inside, context).last().is_some_and(|(range, _)| range.end == inside.len());
    (!dated).then_some(from + inside.len() + close.len_utf8())
}

/// Arrows (`->`, `=>`), `>=`, comparisons (`5 > 3`, `<10k`) are no marks.
fn is_mark(line: &str, at: usize, c: char, context: &Context) -> bool {
    let before = line[..at].chars().next_back();
    let after = &line[at + c.len_utf8()..];
    let next = after.chars().next();
    if !matches!(c, '>' | '<') {
        return true;
    }
    if matches!(before, Some('-' | '=' | '<' | '>')) || matches!(next, Some('-' | '=')) {
        return false;
    }
    let following = after.trim_start();
    let figure = following.chars().next().is_some_and(|c| c.is_ascii_digit() || "$£€¥￥".contains(c));
    if !figure {
        // `a<b`: a mark is never glued to a Latin word before it.
        return !(before.is_some_and(|c| c.is_ascii_alphanumeric())
            && next.is_some_and(|c| c.is_ascii_alphanumeric())
            && !context.lang.is_chinese());
    }
    // `> 30 nov ring` begins with its date, `>3 samples fri` has one; `price > 100` and `<10k` have none.
    let end = after.find(|c| mark(c).is_some()).unwrap_or(after.len());
    let compares = line[..at].trim_end().chars().next_back().is_some_and(|c| c.is_ascii_digit());
    !compares && find_all(&after[..end], context).iter().any(|(_, said)| said.when.due_day().is_some())
}

/// A promise ends at a new line, a semicolon, and the marks that a richer grammar gives a meaning to (`+sample`, `^Acme`, `!2k`).
fn ends_promise(line: &str, at: usize, c: char) -> bool {
    match c {
        '\n' | ';' | '；' => true,
        '+' | '^' | '!' | '！' => {
            let apart = line[..at].ends_with(char::is_whitespace);
            // `+3d` is a date.
            let next = line[at + c.len_utf8()..].chars().next();
            apart && next.is_some_and(|next| next.is_alphabetic() || is_han(next))
        }
        _ => false,
    }
}
