//! Where a customer may be named further on in a line: in a clause of its own (`Elevenish, Nettle and Rye.`, 一早跑临安，初光，), in a sentence (`took
//! biscuits to Downs Edge`), or behind its street (良睦路恒通).
//!
//! Always holds: few places, each asked for with few letters. It finds places and decides nothing.

use std::ops::Range;

use super::beginnings::{Leading, Saying, beginnings};
use super::han::sentence_in_han;
use super::notes::head;
use super::notes::{may_be_named, separates};
use super::ordinary::{is_common, is_ordinary};
use crate::base::text::is_han;
use crate::base::when::{self, Context};

/// So many beginnings at most.
pub(super) const MOST: usize = 16;
/// So far into a line a customer is looked for.
const FAR: usize = 240;
/// So many clauses.
const CLAUSES: usize = 6;
/// A name has so many words here at most.
const WORDS: usize = 4;
/// Words behind which one was somewhere, or had to do with somebody.
const TOWARDS: [&str; 12] =
    ["up to", "out to", "back to", "over to", "into", "in to", "in on", "from", "to", "at", "for", "on"];
/// Small words inside a name.
const INSIDE: [&str; 4] = ["and", "&", "of", "the"];
/// Behind a Chinese name: which one is meant.
const TAILS: [&str; 15] =
    ["那边", "那邊", "那个", "那個", "那家", "那里", "那裡", "厂里", "廠裡", "店里", "店裡", "哦", "啊", "的", "呢"];
/// Before one: what is spoken of.
const HEADS: [&str; 10] = ["刚那条", "那条", "那个", "打给", "打給", "刚打给", "去了", "去", "到", "是"];

/// The places further on, in the order of the line.
pub(super) fn further_on(line: &str, from: usize, past: &Context) -> Vec<Leading> {
    let text = &line[..line.floor_char_boundary(FAR.min(line.len()))];
    let text =
        &text[..text.find(['>', '<', '》', '《', '＞', '＜', '#', '＃', '^', '"', '“', '「']).unwrap_or(text.len())];
    let mut found = Vec::new();
    for (n, clause) in clauses(text).into_iter().enumerate().take(CLAUSES) {
        let words = &text[clause.clone()];
        if clause.end <= from {
            continue;
        }
        let first = n == 0 || clause.start <= from;
        if words.starts_with(is_han) {
            found.extend(in_han(line, clause, first));
        } else {
            found.extend(in_words(line, clause, first, past));
        }
    }
    found.truncate(MOST);
    found
}

/// The clauses of a text, without what separates them.
fn clauses(text: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut from = 0;
    for (at, c) in text.char_indices().chain([(text.len(), '\n')]) {
        let next = text.get(at + c.len_utf8()..).and_then(|rest| rest.chars().next());
        let ends = match c {
            '.' | ':' => next.is_none_or(char::is_whitespace),
            ',' => next.is_none_or(|c| !c.is_ascii_digit()),
            c => "，。！!？?；;：\n".contains(c),
        };
        if ends {
            let start = from + text[from..at].len() - text[from..at].trim_start_matches(separates).len();
            let end = start + text[start..at].trim_end_matches(separates).len();
            if start < end {
                found.push(start..end);
            }
            from = (at + c.len_utf8()).min(text.len());
        }
    }
    found
}

/// A clause that is a Chinese name, and no more than says which one is meant.
fn in_han(line: &str, clause: Range<usize>, first: bool) -> Option<Leading> {
    let words = &line[clause.clone()];
    let head = HEADS.iter().find(|head| words.starts_with(**head)).map_or(0, |head| head.len());
    let mut core = &words[head..];
    while let Some(rest) = TAILS.iter().find_map(|tail| core.strip_suffix(tail)) {
        core = rest;
    }
    let count = core.chars().count();
    // The first clause is what the line begins with; only behind such a word it is more.
    let further = !first || head > 0;
    let name = (2..=8).contains(&count) && core.chars().all(is_han) && sentence_in_han(core).is_none();
    let start = clause.start + head;
    (further && name && !core.starts_with(['不', '没', '沒']))
        .then(|| Leading::further(start..start + core.len(), core, Saying::Clause))
}

fn is_capital(word: &str) -> bool {
    let mut letters = word.chars();
    letters.next().is_some_and(char::is_uppercase) && letters.next().is_some_and(|c| c.is_lowercase() || c == '\'')
}

/// The names with capitals of a clause: at its beginning, and behind the words for where one was.
fn in_words(line: &str, clause: Range<usize>, first: bool, past: &Context) -> Vec<Leading> {
    let words = &line[clause.clone()];
    let mut found = Vec::new();
    if !first {
        let the = if words.starts_with("The ") { 4 } else { 0 };
        found.extend(names(line, clause.start + the, clause.end, true, past));
    }
    for (at, _) in words.match_indices(' ') {
        let (before, behind) = (&words[..at], &words[at + 1..]);
        let lower = before.to_ascii_lowercase();
        let towards = TOWARDS
            .iter()
            .any(|word| lower.strip_suffix(word).is_some_and(|head| head.is_empty() || head.ends_with(' ')));
        let skip =
            ["the other ", "the ", "that "].iter().find(|word| behind.starts_with(**word)).map_or(0, |word| word.len());
        if towards && behind[skip..].starts_with(char::is_uppercase) {
            found.extend(names(line, clause.start + at + 1 + skip, clause.end, false, past));
        }
    }
    found
}

/// The words with capitals from here on, all of them and fewer.
fn names(line: &str, from: usize, to: usize, begins: bool, past: &Context) -> Vec<Leading> {
    let text = &line[from..to];
    let mut ends = Vec::new();
    let mut at = 0;
    for word in text.split_inclusive(' ').take(WORDS + 1) {
        // `Parson Mead👍`.
        let bare = word.trim_end().trim_end_matches(|c| !may_be_named(c));
        let capital = is_capital(bare);
        if !(capital || !ends.is_empty() && INSIDE.contains(&bare)) {
            break;
        }
        at += word.len();
        if capital {
            ends.push(at - (word.len() - bare.len()));
        }
        if bare.len() < word.trim_end().len() {
            break;
        }
    }
    let whole = |end: usize| end == text.trim_end().len();
    let own = |end: usize| {
        let letters = &text[..end];
        let bare = letters.strip_suffix("'s").or(letters.strip_suffix("’s")).unwrap_or(letters);
        let single = !bare.contains(' ');
        let said = if begins && whole(end) { Saying::Clause } else { Saying::Passing };
        let plain = is_ordinary(bare) || is_common(bare) || when::parse(bare, past).is_some();
        let word = bare.chars().count() >= 5 && !plain && (!begins || whole(end) || bare.len() < letters.len());
        (!single || word).then(|| Leading::further(from..from + end, bare, said))
    };
    ends.into_iter().rev().take(3).filter_map(own).collect()
}

/// The name behind a street with which the line begins: 良睦路恒通; and the last words of a first clause behind two characters that may be a
/// place: 义蓬锦江，.
pub(super) fn behind_street(line: &str, from: usize) -> Vec<Leading> {
    let start = from + line[from..].len() - line[from..].trim_start_matches(separates).len();
    let rest = head(&line[start..]);
    let run = &rest[..rest.find(|c| !is_han(c)).unwrap_or(rest.len())];
    let nth = |text: &str, count: usize| text.char_indices().nth(count).map(|(at, _)| at);
    let street = run.char_indices().enumerate().take(6).find(|(n, (_, c))| *n >= 1 && "路街道巷弄".contains(*c));
    if let Some((_, (at, c))) = street {
        let name = start + at + c.len_utf8();
        let short = |one: &Leading| (2..=6).contains(&one.letters.chars().count());
        let found = beginnings(line, name).into_iter().filter(short).filter(|one| one.range.start == name);
        return found.map(|one| Leading { said: Saying::Behind(start..name), common: Some(false), ..one }).collect();
    }
    let closed = rest[run.len()..].chars().next().is_some_and(separates);
    let place =
        nth(run, 2).filter(|_| closed && (4..=6).contains(&run.chars().count()) && sentence_in_han(run).is_none());
    let found = place.map(|at| {
        let range = start + at..start + run.len();
        Leading { inside: false, ..Leading::further(range, &run[at..], Saying::Behind(start..start + at)) }
    });
    found.into_iter().collect()
}
