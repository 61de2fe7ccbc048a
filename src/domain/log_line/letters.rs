//! The beginnings of a line that may be a customer's letters: what is asked of the names, the longest first.
//!
//! Always holds: ranges lie on character boundaries; at most [`MOST`] beginnings, so that a key press asks little.

use super::before::{Before, before};
use super::beginnings::{Leading, Saying, WORDS, beginnings, full_stop};
use super::notes::head;
use super::ordinary::{ends_common, is_common};
use super::people::behind_somebody;
use super::{mention, notes};
use crate::base::name::Near;
use crate::base::text::is_han;
use crate::base::when::{self, Context};

/// Words, and Han characters, of a name that is compared letter by letter.
const NEAR: (usize, usize) = (4, 8);
/// So many beginnings in all.
pub const MOST: usize = 32;

/// All beginnings that may be a customer's letters, the longest first; then those after a time, a kind or small words; then those that
/// stand behind a person's name.
pub fn leading(line: &str, past: &Context) -> Vec<Leading> {
    let mut found = unread(line, past, &before(line, 0, past, true));
    read(&mut found, past, |_| true);
    found
}

/// Looks whether those of them that are wanted are times: the reading of a date is dear, and few beginnings are anybody's.
pub(super) fn read(found: &mut [Leading], past: &Context, wanted: impl Fn(&Leading) -> bool) {
    for one in found.iter_mut().filter(|one| one.common.is_none()) {
        if wanted(one) {
            one.common = Some(when::parse(&one.letters, past).is_some());
        }
    }
}

/// The same as [`leading`], none of them looked at. `skip`: what stands before the name.
pub(super) fn unread(line: &str, past: &Context, skip: &Before) -> Vec<Leading> {
    let mut found = beginnings(line, 0);
    // A small word may begin a name itself: 邮件 和平饭店.
    for small in skip.small.iter().filter(|small| small.start > 0 && line[small.start..].starts_with(is_han)) {
        found.extend(beginnings(line, small.start).into_iter().filter(|one| one.letters.chars().count() <= 6));
    }
    if skip.end > 0 {
        found.extend(beginnings(line, skip.end));
    }
    for one in found.iter_mut().filter(|one| one.range.end <= skip.end) {
        one.common = Some(true);
    }
    found.truncate(MOST);
    if let Some(at) = behind_person(line, skip.end).or_else(|| behind_at(line, skip.end)) {
        found.extend(beginnings(line, at).into_iter().map(|one| Leading { inside: true, common: Some(false), ..one }));
    }
    if let Some(at) = behind_somebody(head(line)) {
        found.extend(beginnings(line, at).into_iter().map(|one| Leading { inside: true, common: Some(false), ..one }));
    }
    found.extend(possessive(&found));
    found.extend(mention::behind_street(line, skip.end));
    found.extend(mention::further_on(line, skip.end, past));
    // `price and daughters` is Price & Daughters.
    let and = found.iter().filter(|one| one.letters.contains(" and "));
    let and: Vec<_> = and.map(|one| Leading { letters: one.letters.replace(" and ", " & "), ..one.clone() }).collect();
    found.extend(and);
    found.truncate(MOST + WORDS + mention::MOST);
    found.sort_by_key(|one| {
        (one.inside, one.said == Saying::Passing, one.range.start, std::cmp::Reverse(one.range.end))
    });
    found
}

/// `Ferry's on Blackswarth`, `Lamplighter's open again`: a name is said with what is its.
fn possessive(found: &[Leading]) -> Vec<Leading> {
    let bare = |one: &Leading| {
        let letters = one.letters.strip_suffix("'s").or(one.letters.strip_suffix("’s"))?;
        let long = letters.chars().count() >= 5 && letters.starts_with(char::is_uppercase);
        long.then(|| Leading { letters: letters.to_owned(), common: Some(one.is_common()), ..one.clone() })
    };
    found.iter().filter_map(bare).collect()
}

/// The beginnings that may be a customer's name with a letter wrong, the longest first; for where its letters are nobody's.
pub(super) fn mistypable(leading: &[Leading]) -> Vec<String> {
    let words = |letters: &str| letters.split_whitespace().count();
    let may_be = |one: &&Leading| {
        let letters = one.letters.as_str();
        !(one.inside || one.is_common() || is_common(letters) || ends_common(letters))
            && words(letters) <= NEAR.0
            && letters.chars().filter(|c| is_han(*c)).count() <= NEAR.1
            && Near::new(letters).is_some()
    };
    leading.iter().filter(may_be).map(|one| one.letters.clone()).take(NEAR.1).collect()
}

/// Where a customer's name may begin behind the name of a person: `texted olive (green grocer)`, `sal at fresh fish market`.
fn behind_person(line: &str, verb: usize) -> Option<usize> {
    // `Five past four, Kelly from Portway rang`.
    let start = verb + line[verb..].len() - line[verb..].trim_start_matches(notes::separates).len();
    let rest = head(&line[start..]);
    let clause = &rest[..rest.find([',', ';', '.', ':', '\n']).unwrap_or(rest.len())];
    let mut at = 0;
    for words in 0..4 {
        let here = &clause[at..];
        let joins: &[&str] = if verb > 0 { &["at the ", "from the ", "at ", "from ", "of ", "("] } else { &["at "] };
        if words > 0
            && let Some(join) =
                joins.iter().find(|join| here.get(..join.len()).is_some_and(|head| head.eq_ignore_ascii_case(join)))
        {
            return Some(start + at + join.len());
        }
        let word = here.split_inclusive(' ').next()?;
        let name = word.trim_end();
        if name.is_empty() || !name.chars().all(|c| (c.is_alphabetic() && !is_han(c)) || "'.-&".contains(c)) {
            return None;
        }
        at += word.len();
    }
    None
}

/// Whether what stands before a name only leads to it: an hour, a day, `right`, `first thing`; a few words and nothing that happened.
pub(super) fn is_introduced(before: &str) -> bool {
    let before = before.trim_matches(notes::separates);
    let small = before.chars().filter(|c| is_han(*c)).count() <= 5 && before.split_whitespace().count() <= 4;
    small && !before.contains([',', '，', '。', '.', '!', '！'])
}

/// Where a name with a capital stands behind an `at` in the first clause: `cup of tea with Grace at Cathedral Walk`.
fn behind_at(line: &str, from: usize) -> Option<usize> {
    let rest = head(&line[from..]);
    let clause = &rest[..rest.find([',', ';', ':', '\n', '>', '<', '#', '^']).unwrap_or(rest.len())];
    let clause = &clause[..full_stop(clause).unwrap_or(clause.len())];
    let found = clause.match_indices(" at ").map(|(at, word)| at + word.len()).map(|at| {
        let the = clause[at..].starts_with("the ");
        if the { at + 4 } else { at }
    });
    found.filter(|at| clause[*at..].starts_with(char::is_uppercase)).map(|at| from + at).next()
}
