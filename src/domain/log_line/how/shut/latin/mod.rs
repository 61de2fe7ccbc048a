//! What English says of a visit that came to nothing.
//!
//! Always holds: whole words of one clause; what else was shut, called off or missing (`closed the deal`, `cancelled their order`) is none.

mod done;
mod rules;
mod words;

use std::ops::Range;

pub(super) use self::done::took_place;
use self::rules::{Behind, Of, RULES, Rule};
use self::words::{DENIED, HOURS, PLACES, SMALL, SOFT, THINGS, WHO};
use super::Said;
use crate::base::when;
use crate::domain::log_line::day;
use crate::domain::log_line::ordinary::is_ordinary;
use crate::domain::log_line::tokens::{Token, fits, tokens};

use Of::{All, Me, Person, Place, Somebody};

/// What a clause says of it: where, why, whether it says it by itself, and whether it says of whom.
pub(super) fn vain(clause: &str, name: &Range<usize>, own: &dyn Fn(&str) -> bool) -> Option<Said> {
    let mut words = tokens(clause, 0..clause.len());
    words.retain(|token| token.range.end <= name.start || name.end <= token.range.start);
    let mut best: Option<Said> = None;
    for at in 0..words.len() {
        for Rule(pattern, reason, of, behind, sure) in RULES {
            let Some(end) = fits_nobody(&words, at, pattern).filter(|end| *end > at) else { continue };
            let (Some(first), Some(last)) = (words.get(at), words.get(end - 1)) else { continue };
            if is_of(&words, at, *of, own)
                && goes_on(clause, &words, end, *behind, *of, own)
                && is_said(&words, at, end)
                && best.as_ref().is_none_or(|best| *sure && !best.sure)
            {
                let named = *of == Person || words[..at].iter().any(|token| is_own(&token.word, own));
                let range = first.range.start..last.range.end;
                best = Some(Said { range, reason: *reason, sure: *sure, named });
            }
        }
    }
    best
}

/// As [`fits`]; `NOBODY` is `nobody` or `no one`.
fn fits_nobody(words: &[Token], at: usize, pattern: &str) -> Option<usize> {
    let Some(rest) = pattern.strip_prefix("NOBODY ") else { return fits(words, at, pattern) };
    let end = fits(words, at, "nobody|noone|no-one|nobodys").or_else(|| fits(words, at, "no|not one|body|a"))?;
    fits(words, end, rest)
}

/// `moved it to` wants a day behind it: `moved it to the top shelf`.
fn is_said(words: &[Token], at: usize, end: usize) -> bool {
    let is = |n: usize, any: &[&str]| words.get(n).is_some_and(|token| any.contains(&token.word.as_str()));
    let it = is(at + 1, &["it", "things"]) && !is(at, &["called", "calls", "cancelled", "canceled", "cancels"]);
    let to = is(end - 1, &["to", "till", "until"]);
    // `no time for the demo`; `no time for me` is for the visit.
    if is(end - 1, &["time"]) && is(end, &["for"]) && !is(at, &["ran", "run"]) {
        return is(end + 1, &["me", "us", "reps", "visitors", "that", "it"]);
    }
    if it && to {
        return words.get(end).is_some_and(|next| is_day(&next.word));
    }
    if it && is(end - 1, &["back", "off"]) {
        return words.get(end).is_none_or(|next| {
            is_day(&next.word) || ["a", "to", "till", "until", "again", "by", "for"].contains(&next.word.as_str())
        });
    }
    true
}

/// Whether a word begins a day, or a week of them.
pub(super) fn is_day(word: &str) -> bool {
    // `moved it to tuesdays` is a habit.
    if word.ends_with("days") {
        return false;
    }
    let ordinal = word.starts_with(|c: char| c.is_ascii_digit());
    ordinal || word == "later" || day::is_to_come(word) || when::is_month(word)
}

/// Whether words speak of nobody: `and then`, `she's`.
pub(super) fn says_nobody(words: &str) -> bool {
    let who = ["he", "she", "they", "hes", "shes", "theyre", "hed", "shed", "theyd"];
    tokens(words, 0..words.len())
        .iter()
        .all(|token| SMALL.contains(&token.word.as_str()) || who.contains(&token.word.as_str()))
}

/// Whether it is said of what it should be.
fn is_of(words: &[Token], at: usize, of: Of, own: &dyn Fn(&str) -> bool) -> bool {
    let before = words.get(..at).unwrap_or_default();
    let word = |token: &Token| token.word.clone();
    let close: Vec<String> = before.iter().rev().take(3).map(word).collect();
    let denied = close.iter().take(2).any(|word| DENIED.contains(&word.as_str()));
    let mut content = before.iter().rev().map(|token| token.word.as_str()).filter(|word| !SMALL.contains(word));
    let about = content.next();
    let thing = about.is_some_and(|word| THINGS.contains(&word));
    let somebody = |word: &str| {
        WHO.contains(&word)
            || own(word)
            || word.strip_suffix('s').is_some_and(own)
            || word.chars().all(char::is_alphabetic) && !is_ordinary(word) && !THINGS.contains(&word) && word.len() > 1
    };
    let named =
        || about.is_some_and(somebody) || before.iter().rev().take(3).any(|token| WHO.contains(&token.word.as_str()));
    match of {
        All => !close.first().is_some_and(|word| ["if", "when", "says", "used"].contains(&word.as_str())),
        Place => !denied && (!thing || about.is_some_and(|word| PLACES.contains(&word) && content.next().is_none())),
        Somebody => !denied && !thing,
        Person => !denied && !thing && named(),
        Me => {
            before.is_empty()
                || before.iter().all(|token| SMALL.contains(&token.word.as_str()) || is_ordinary(&token.word))
        }
    }
}

/// Whether a word is what somebody there is called.
fn is_own(word: &str, own: &dyn Fn(&str) -> bool) -> bool {
    own(word) || word.strip_suffix('s').is_some_and(own)
}

/// Whether the clause goes on as it may.
fn goes_on(clause: &str, words: &[Token], end: usize, behind: Behind, of: Of, own: &dyn Fn(&str) -> bool) -> bool {
    let Some(next) = words.get(end) else { return !matches!(behind, Behind::Day | Behind::Whom) };
    let word = next.word.as_str();
    match behind {
        Behind::Any => return true,
        // `put off till next year` is something else.
        Behind::Day => {
            let next = words.get(end + 1).map_or("", |next| next.word.as_str());
            let dated = next.starts_with(|c: char| c.is_ascii_digit());
            let month = when::is_month(word);
            let near = !["next", "nxt"].contains(&word) || is_day(next) && !when::is_month(next) || next == "week";
            return is_day(word) && near && (dated || !month);
        }
        Behind::Whom => {
            let whom = ["him", "her", "them", "anyone", "anybody", "either"].contains(&word)
                || WHO.contains(&word)
                || is_own(word, own);
            let then = words.get(end + if words.get(end + 1).is_some_and(|next| own(&next.word)) { 2 } else { 1 });
            return whom && then.is_none_or(|then| SOFT.contains(&then.word.as_str()));
        }
        Behind::Soft => {}
    }
    // `shut - back friday`.
    let cut = words
        .get(end - 1)
        .is_some_and(|last| clause[last.range.end..next.range.start].contains(|c: char| !c.is_whitespace()));
    if of == Place {
        let till = ["until", "back"].contains(&word);
        return cut || till || SOFT.contains(&word) && !HOURS.contains(&word);
    }
    cut || SOFT.contains(&word)
}
