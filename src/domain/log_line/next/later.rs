//! A visit put off by a word or to an hour of today, in English: `busy w patients make it thurs 11`, `shut till 12 try again 2pm`.
//!
//! Always holds: the words before say that it came to nothing, or an hour is named with the day; what is brought then is no visit.

use std::ops::Range;

use chrono::{Datelike, Months};

use super::latin::{THINGS, day_behind};
use crate::base::when::{self, Context, When};
use crate::domain::deed::Slot;
use crate::domain::log_line::clause;
use crate::domain::log_line::day::day;
use crate::domain::log_line::tokens::{Token, fits, tokens};

/// What says that the visit came to nothing, or not yet.
const VAIN: [&str; 22] = [
    "busy",
    "tied",
    "shut",
    "closed",
    "out",
    "off",
    "away",
    "meeting",
    "stuck",
    "lunch",
    "rushed",
    "cancelled",
    "sick",
    "late",
    "manic",
    "rammed",
    "serving",
    "nobody",
    "patients",
    "locked",
    "mobbed",
    "appointment",
];
/// Before `make it thurs`, whoever cannot or will.
const OTHERS: [&str; 17] = [
    "couldnt", "cant", "wont", "didnt", "to", "not", "could", "can", "will", "he", "she", "they", "hell", "shell",
    "theyll", "might", "if",
];

/// Whether one of these words stands among them.
fn any(words: &[Token], listed: &[&str]) -> bool {
    words.iter().any(|token| listed.contains(&token.word.as_str()))
}

/// The clause before.
fn last(earlier: &str) -> Vec<Token> {
    let clause = clause::all(earlier).pop().unwrap_or_default();
    tokens(&earlier[clause.clone()], 0..clause.len())
}

/// `busy w patients make it thurs 11`.
pub(super) fn made(clause: &str, earlier: &str, words: &[Token], ahead: &Context) -> Option<(Range<usize>, Slot)> {
    let (at, from) = (0..words.len()).find_map(|at| Some((at, fits(words, at, "make|said it|come for|on?")?)))?;
    let before = words.get(..at)?;
    let other = before.last().is_some_and(|token| OTHERS.contains(&token.word.as_str()));
    let earlier = last(earlier);
    let vain = any(before, &VAIN) || any(&earlier, &VAIN);
    let things = any(before, THINGS) || any(&earlier, THINGS);
    let (to, slot) = day_and_hour(clause, words, from, ahead)?;
    let closed = to == words.len() || words.get(to).is_some_and(|next| next.word == "instead");
    (vain && !things && !other && closed).then(|| (words[at].range.start..words[to - 1].range.end, slot))
}

/// A day, and a bare hour behind the weekday: `thurs 11`, unless the 11th is such a day.
fn day_and_hour(clause: &str, words: &[Token], from: usize, ahead: &Context) -> Option<(usize, Slot)> {
    let bare =
        words.get(from + 1).and_then(|token| token.word.parse::<u32>().ok()).filter(|hour| (1..=12).contains(hour));
    let Some(hour) = bare.filter(|_| words.len() == from + 2) else {
        return day_behind(clause, words, from, 0, ahead).map(|(_, to, (slot, _))| (to, slot));
    };
    let half = if (8..=11).contains(&hour) { "am" } else { "pm" };
    let weekday = clause.get(words.get(from)?.range.clone())?;
    let (slot, _) = day(&format!("{weekday} {hour}{half}"), ahead)?;
    let same =
        [0, 1, 2].into_iter().filter_map(|months| ahead.today.checked_add_months(Months::new(months))?.with_day(hour));
    let another = same.into_iter().any(|date| date.weekday() == slot.day.weekday() && date > ahead.today);
    (!another && slot.time.is_some()).then_some((from + 2, slot))
}

/// `shut till 12 try again 2pm`: an hour of today.
pub(super) fn today(clause: &str, earlier: &str, words: &[Token], ahead: &Context) -> Option<(Range<usize>, Slot)> {
    const GOES: [&str; 2] =
        ["ill|will? try|trying|retry again? at|about|after?", "ill|will? go|pop|nip|call back in? at|about|after?"];
    let goes = |at: usize| GOES.iter().find_map(|pattern| fits(words, at, pattern));
    let (at, from) = (0..words.len()).find_map(|at| Some((at, goes(at)?)))?;
    let to = (from + 1..=(from + 2).min(words.len())).rev().find_map(|to| {
        let said = clause.get(words.get(from)?.range.start..words.get(to - 1)?.range.end)?;
        let marked = said.ends_with("am") || said.ends_with("pm") || said.contains(':');
        let When::At(time) = when::parse(said, ahead).filter(|_| marked)?.when else { return None };
        (time.date() == ahead.today && time > ahead.now).then_some((to, time))
    });
    let (to, time) = to?;
    let before = words.get(..at)?;
    let vain = any(before, &VAIN) || any(&last(earlier), &VAIN);
    let other = before.last().is_some_and(|token| OTHERS.contains(&token.word.as_str()));
    (vain && !other && to == words.len()).then(|| (words[at].range.start..words[to - 1].range.end, Slot::at(time)))
}
