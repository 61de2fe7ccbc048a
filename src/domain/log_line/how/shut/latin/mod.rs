//! What English says of a visit that came to nothing.
//!
//! Always holds: whole words of one clause; what else was shut, called off or missing (`closed the deal`, `cancelled their order`) is none.

mod done;
mod only;
mod rules;
mod words;

use std::ops::Range;

pub(super) use self::done::{acts, took_place};
pub(super) use self::only::is_only;
use self::rules::{Behind, Of, RULES, Rule};
use self::words::{DENIED, HOURS, PLACES, SHORT, SMALL, SOFT, THINGS, WHO};
use super::Said;
use crate::base::when;
use crate::domain::log_line::day;
use crate::domain::log_line::ordinary::is_ordinary;
use crate::domain::log_line::people::present;
use crate::domain::log_line::tokens::{Token, fits, tokens};
use crate::schema::Reason;

use Of::{All, Me, Person, Place, Somebody};
use Reason::{CalledOff, NobodyThere};

/// What a clause says of it: where, why, whether it says it by itself, and whether it says of whom.
pub(super) fn vain(clause: &str, name: &Range<usize>, own: &dyn Fn(&str) -> bool) -> Option<Said> {
    let mut words = tokens(clause, 0..clause.len());
    words.retain(|token| token.range.end <= name.start || name.end <= token.range.start);
    for token in &mut words {
        if let Some((_, whole)) = SHORT.iter().find(|(short, _)| *short == token.word) {
            token.word = (*whole).to_owned();
        }
    }
    let mut best: Option<Said> = None;
    for at in 0..words.len() {
        for Rule(pattern, reason, of, behind, sure) in RULES {
            let Some(end) = fits_nobody(&words, at, pattern).filter(|end| *end > at) else { continue };
            let (Some(first), Some(last)) = (words.get(at), words.get(end - 1)) else { continue };
            if is_of(&words, at, *of, own)
                && goes_on(clause, &words, end, *behind, *of, own)
                && (*reason != CalledOff || is_of_the_visit(&words, end))
                && !(*of == Person && *reason == NobodyThere && is_there(clause, &words, at, end))
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

/// Whether somebody was there after all: `priya ill last week`, `out back, signed`; `out back thu` was away.
fn is_there(clause: &str, words: &[Token], at: usize, end: usize) -> bool {
    let rest = words.get(at).and_then(|token| clause.get(token.range.start..)).unwrap_or_default().to_lowercase();
    let back = fits(words, at, "out back") == Some(end + 1) && words.len() == end + 1;
    present::after_all(&rest) || back && !clause[words[at].range.clone().start..].contains(',')
}

/// Whether what is put off, or for which one was let down, is the visit: not `blew me out on the order`, `pushed me to 8% discount`.
fn is_of_the_visit(words: &[Token], end: usize) -> bool {
    let word = |at: usize| words.get(at).map_or("", |token| token.word.as_str());
    let own = |word: &str| ["me", "us", "short", "the", "last", "a", "an", "another", "not", "no"].contains(&word);
    let joins = |word: &str| ["on", "to", "over", "about"].contains(&word);
    let me = (end.saturating_sub(3)..end).any(|at| ["me", "us"].contains(&word(at)));
    let (last, next) = (word(end - 1), word(end));
    let dated = |at: usize| word(at).is_empty() || is_day_at(words, at);
    match () {
        // `pushed me to friday`, `pushed me on a week`; `knocked me back on the machine`.
        () if me && joins(last) => dated(end) || ["a", "another"].contains(&next) || last == "on" && next == "to",
        () if me && joins(next) => dated(end + 1) || own(word(end + 1)) && !["the", "a"].contains(&word(end + 1)),
        () => true,
    }
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
        return is_day_at(words, end);
    }
    // `not taking anyone on`; `no show from the engineer`.
    let takes = is(end, &["on"]) && is(end - 1, &["anyone", "anybody"]);
    if takes || is(end - 1, &["show", "no-show", "noshow"]) && is(end, &["from"]) {
        return false;
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
    // `5l` is none.
    let letters = word.trim_start_matches(|c: char| c.is_ascii_digit() || matches!(c, '.' | ':' | '/' | '-'));
    let ordinal = letters.len() < word.len() && ["", "st", "nd", "rd", "th", "am", "pm", "ish"].contains(&letters);
    ordinal || word == "later" || day::is_to_come(word) || when::is_month(word)
}

/// Whether a day stands here: a bare figure with something counted behind it is none.
fn is_day_at(words: &[Token], at: usize) -> bool {
    let Some(token) = words.get(at) else { return false };
    let bare = token.word.chars().all(|c| c.is_ascii_digit());
    let next = words.get(at + 1).map_or("", |next| next.word.as_str());
    let closed = next.is_empty() || SOFT.contains(&next) || is_day(next) || ["instead", "oclock", "of"].contains(&next);
    is_day(&token.word) && (!bare || closed)
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
    let mut content =
        before.iter().rev().map(|token| token.word.as_str()).filter(|word| !SMALL.contains(word) && *word != "a");
    let about = content.next();
    let thing = about.is_some_and(|word| THINGS.contains(&word) || is_road(word));
    let somebody = |word: &str| {
        WHO.contains(&word)
            || own(word)
            || word.strip_suffix('s').is_some_and(own)
            || word.chars().all(char::is_alphabetic) && !is_ordinary(word) && !THINGS.contains(&word) && word.len() > 1
    };
    let named =
        || about.is_some_and(somebody) || before.iter().rev().take(3).any(|token| WHO.contains(&token.word.as_str()));
    // `shop next door shut`: another's.
    let end = (at + 1).min(words.len());
    if words[..end].windows(2).any(|two| two[0].word == "next" && two[1].word == "door") {
        return false;
    }
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

/// `m32`: a road.
fn is_road(word: &str) -> bool {
    let digits = word.strip_prefix(['a', 'b', 'm']).unwrap_or_default();
    !digits.is_empty() && digits.chars().all(|c| c.is_ascii_digit())
}

/// Whether a word is what somebody there is called.
fn is_own(word: &str, own: &dyn Fn(&str) -> bool) -> bool {
    own(word) || word.strip_suffix('s').is_some_and(own)
}

/// Whether the clause goes on as it may.
fn goes_on(clause: &str, words: &[Token], end: usize, behind: Behind, of: Of, own: &dyn Fn(&str) -> bool) -> bool {
    let Some(next) = words.get(end) else { return !matches!(behind, Behind::Day | Behind::Whom) };
    let word = next.word.as_str();
    // `too busy last week, today fine`.
    let then = words.get(end + 1).map_or("", |then| then.word.as_str());
    if word == "last" && ["week", "month", "year", "time"].contains(&then) {
        return false;
    }
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
