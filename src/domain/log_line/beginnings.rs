//! The beginnings of a text that may be a name: the words with which it begins, all of them and fewer; what stands in quotes; where its first sentence
//! ends.
//!
//! Always holds: ranges lie on character boundaries; nothing is known here of who is called so.

use std::ops::Range;

use super::marks;
use super::notes::{self, head};
use crate::base::text::is_han;

/// So many words are tried as a name at most.
pub(super) const WORDS: usize = 6;
/// So many Han characters of one run.
const HAN: usize = 12;
/// A beginning of the line that may be a customer's letters.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Leading {
    /// Where it stands in the line.
    pub range: Range<usize>,
    /// The letters to ask for.
    pub letters: String,
    /// They say when or how it was: only a whole name is then one (电话 of 电话亭酒吧, `sunday` of Sunday Cafe). None: not looked at yet.
    pub(super) common: Option<bool>,
    /// They stand behind a person's name, in the middle: `texted leo at summit gym`.
    pub(super) inside: bool,
    /// How they are said where the line does not begin with them.
    pub(super) said: Saying,
}

/// How letters are said that stand further on in a line.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub(super) enum Saying {
    /// The line begins with them, or they stand behind a person's name.
    #[default]
    First,
    /// They are a clause of their own: `Elevenish, Nettle and Rye.`, 一早跑临安，初光，.
    Clause,
    /// They are said in a sentence: `ran the folder up to Parson Mead`.
    Passing,
    /// A street stands before them, or a place: 良睦路恒通, 义蓬锦江.
    Behind(Range<usize>),
}

impl Leading {
    fn new(range: Range<usize>, letters: String) -> Leading {
        Leading { range, letters, common: None, inside: false, said: Saying::First }
    }

    /// Letters further on in the line, said as a name.
    pub(super) fn further(range: Range<usize>, letters: &str, said: Saying) -> Leading {
        Leading { range, letters: letters.to_owned(), common: Some(false), inside: true, said }
    }

    /// Whether they say when or how it was, as far as that was looked at.
    pub(super) fn is_common(&self) -> bool {
        self.common == Some(true)
    }
}

/// A name as it is written into a line so that all of it is read as one: in quotes where it is long, or holds a comma.
pub fn in_full(name: &str) -> String {
    let whole = beginnings(name, 0).first().is_some_and(|one| one.letters == name);
    if whole { name.to_owned() } else { format!("\"{}\"", name.replace('"', "")) }
}

/// Whether a character begins something else wherever it stands.
fn is_mark(c: char) -> bool {
    marks::mark(c).is_some() || "^＾+＋#＃…~～!！;；。?？\n".contains(c)
}

pub(super) fn beginnings(line: &str, from: usize) -> Vec<Leading> {
    // A picture before the name is none of it: 👍 blue finch.
    let beside = |c: char| notes::separates(c) || !(notes::may_be_named(c) || "\"“「".contains(c) || is_mark(c));
    let start = from + line[from..].len() - line[from..].trim_start_matches(beside).len();
    // A name in quotes is all that is meant.
    if let Some((range, letters)) = in_quotes(line, start) {
        return if letters.is_empty() { Vec::new() } else { vec![Leading::new(range, letters)] };
    }
    let rest = head(&line[start..]);
    let rest = &rest[..full_stop(rest).unwrap_or(rest.len())];
    let mut ends: Vec<usize> = Vec::new();
    let (mut words, mut run, mut last) = (0, 0, None::<char>);
    // What stands behind a space belongs to the name whole or not at all: 周记 面粉涨价 is not 周记面….
    let mut behind_space = false;
    let mut stop = rest.len();
    for (at, c) in rest.char_indices() {
        let joined = || {
            c.is_ascii_punctuation() && last.is_some_and(char::is_alphanumeric) && {
                rest[at + 1..].starts_with(char::is_alphanumeric)
            }
        };
        // A sign ends it, also right behind it: 精工》报价, 精工+样机3台, blue finch 👍.
        if is_mark(c) || !notes::may_be_named(c) && !joined() {
            stop = at;
            break;
        }
        let gap = c.is_whitespace() || "、，,:：".contains(c);
        let (was_gap, was_han) = (last.is_none_or(notes::separates), last.is_some_and(is_han));
        behind_space |= gap && last.is_some_and(is_han);
        if gap {
            if !was_gap {
                ends.push(at);
                words += 1;
            }
            // Behind a colon nothing belongs to the name.
            if words >= WORDS || matches!(c, ':' | '：') {
                last = None;
                break;
            }
        } else if !was_gap && (was_han || is_han(c)) {
            // Chinese goes on without a space: 精工见采购, 7-11见店长.
            if run < HAN && !(behind_space && was_han) {
                ends.push(at);
            }
        }
        run = if is_han(c) { run + 1 } else { 0 };
        last = Some(c);
    }
    if last.is_some_and(|c| !notes::separates(c)) {
        ends.push(stop);
    }
    ends.sort_unstable();
    ends.dedup();
    let one_han = |letters: &str| letters.chars().count() < 2 && letters.chars().all(is_han);
    let whole = ends.last().copied();
    ends.into_iter()
        .rev()
        .filter_map(|end| {
            let letters = rest[..end].trim_end_matches(notes::separates);
            let kept = !letters.is_empty() && (!one_han(letters) || Some(end) == whole);
            kept.then(|| Leading::new(start..start + letters.len(), letters.to_owned()))
        })
        .collect()
}

/// What stands in quotes at a place of the line.
pub(super) fn in_quotes(line: &str, from: usize) -> Option<(Range<usize>, String)> {
    let start = from + line[from..].len() - line[from..].trim_start_matches(notes::separates).len();
    let rest = head(&line[start..]);
    [('"', '"'), ('“', '”'), ('「', '」')].into_iter().find_map(|(open, close)| {
        let inside = rest.strip_prefix(open)?;
        let end = inside.find(close)?;
        Some((start..start + open.len_utf8() + end + close.len_utf8(), inside[..end].trim().to_owned()))
    })
}

/// Where the first sentence of a text ends with a full stop; `Dr. Ward` and `St. Anselms` go on.
pub(super) fn full_stop(text: &str) -> Option<usize> {
    text.match_indices('.').map(|(at, _)| at).find(|at| {
        let word = text[..*at].rsplit(|c: char| !c.is_alphanumeric()).next().unwrap_or_default();
        word.chars().count() >= 3
            && !word.eq_ignore_ascii_case("mrs")
            && text[at + 1..].starts_with(char::is_whitespace)
    })
}
