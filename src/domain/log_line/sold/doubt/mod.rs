//! What makes of an order or a sum none: bought of somebody else, not given yet, used in a month, come back, the price of one.
//!
//! Always holds: the clause says it, or the two beside it in the sentence; a clause of which nothing says it is plain.

mod han;
mod latin;
mod words;

use std::ops::Range;

use super::clause;
use crate::base::text::is_han;
use crate::domain::log_line::Person;
use crate::domain::log_line::day;
use crate::domain::log_line::how::shut::alike;
use crate::domain::log_line::people::is_one_of;
use crate::domain::log_line::told::speaks_of;

pub(in crate::domain::log_line) use words::{COMES_BACK, LAST_TIME_HAN, NOT_YET};

/// Who is known besides us: whoever sells as we do, and the customer's own people.
#[derive(Clone, Copy, Default)]
pub(in crate::domain::log_line) struct Who<'a> {
    pub rivals: &'a [String],
    pub people: &'a [Person],
}

impl Who<'_> {
    fn is_own(&self, word: &str) -> bool {
        is_one_of(self.people, word)
    }
}

/// Whether simplified words speak of what is thought of or still to come.
pub(in crate::domain::log_line) fn is_ahead_han(words: &str) -> bool {
    day::is_to_come_han(words) || words::AHEAD_HAN.iter().any(|word| words.contains(word))
}

/// A clause in small letters and simplified characters, with what stands beside it in its sentence.
struct Place {
    before: String,
    clause: String,
    /// Where what is asked of stands in the clause.
    at: Range<usize>,
    /// The two clauses behind.
    behind: [String; 2],
    asked: bool,
}

impl Place {
    fn of(text: &str, range: &Range<usize>) -> Place {
        let own = clause::around(text, range.clone());
        let comma = |c: char| matches!(c, ',' | '，');
        let next = |from: usize| {
            let rest = text.get(from..).filter(|rest| rest.starts_with(comma))?;
            let from = from + rest.chars().next().map_or(0, char::len_utf8);
            Some(clause::around(text, from..from))
        };
        let (first, second) = (next(own.end), next(own.end).and_then(|first| next(first.end)));
        let behind = [first, second].map(|one| one.map_or_else(String::new, |one| alike(text[one].trim())));
        let head = &text[..own.start];
        let before = head.ends_with(comma).then(|| {
            let end = head.trim_end_matches(comma).len();
            alike(text[clause::around(text, end..end)].trim())
        });
        let asked = text[own.end..].starts_with(['?', '？']);
        let at = range.start - own.start..range.end.min(own.end) - own.start;
        Place { before: before.unwrap_or_default(), clause: alike(&text[own]), at, behind, asked }
    }

    fn is_han(&self) -> bool {
        self.clause.contains(is_han) || self.clause.is_ascii() && self.before.contains(is_han)
    }
}

/// Whether what stands here may be an order that was given: `3 boxes £45`, 要2万的货.
pub(in crate::domain::log_line) fn is_order(text: &str, range: &Range<usize>, who: &Who<'_>) -> bool {
    let place = Place::of(text, range);
    if speaks_of(&text[clause::around(text, range.clone())], who.rivals) {
        return false;
    }
    match place.is_han() {
        true => !han::is_other(&place, who) && !han::is_not_yet(&place) && !han::is_of_no_goods(&place),
        false => !latin::is_other(&place, who) && !latin::is_not_yet(&place, who),
    }
}

/// Whether a word that says itself that an order was given speaks of ours: `ordered`, 订了.
pub(in crate::domain::log_line) fn is_ours(text: &str, range: &Range<usize>, who: &Who<'_>) -> bool {
    let place = Place::of(text, range);
    if speaks_of(&text[clause::around(text, range.clone())], who.rivals) {
        return false;
    }
    match text[range.clone()].contains(is_han) {
        true => !han::is_other(&place, who) && !han::is_not_yet(&place) && !han::is_of_no_goods(&place),
        false => !latin::is_other(&place, who) && !latin::is_of_no_goods(&place),
    }
}

/// Whether a sum may be what a visit is worth: no price of one, no difference, nothing that others are paid.
pub(in crate::domain::log_line) fn counts(text: &str, range: &Range<usize>, who: &Who<'_>) -> bool {
    let place = Place::of(text, range);
    if speaks_of(&text[clause::around(text, range.clone())], who.rivals) {
        return false;
    }
    match place.is_han() {
        true => !han::is_other(&place, who) && !han::is_no_worth(&place),
        false => !latin::is_other(&place, who) && !latin::is_no_worth(&place),
    }
}
