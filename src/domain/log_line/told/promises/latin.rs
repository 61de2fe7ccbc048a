//! What is promised by a day, told in English: `I'll send the list on Monday`, `quote for mats by weds`, `del mon`, `wes ford to send po by fri`.
//!
//! Always holds: the words name one day ahead, a deed, and whose deed it is. What a seller does is ours where nobody else is named; what others do is
//! theirs only where it is said who, or where only they can do it. A visit is none, and neither is what is moved, wished, asked or somebody's own business.

use std::ops::Range;

use super::deeds::{self, DEEDS, Deed, Form};
use crate::base::when::Context;
use crate::domain::deed::{Promise, Slot};
use crate::domain::log_line::tokens::{Token, fits, tokens};
use crate::domain::log_line::{day, notes};
use crate::schema::PromisedBy;

/// Before a deed: one oneself.
const OURS: &[&str] = &[
    "i|ive|we|weve said|told|promised|agreed|offered him|her|them? i|we? id|ill|wed|well|will|to",
    "said|told|promised|agreed|offered him|her|them? id|ill|wed|well|to",
    "ill|id|im|well|wed just|also|then|now? going|gonna? to?",
    "i|we will|must|shall|have|need|can? to?",
    "will|must|gotta|remember to?",
    "need|have|got to",
    "dont forget to?",
    "wants|want|wanted|asked|asking|needs|told me|us to",
    "to",
];
/// Somebody else, who is not named.
const THEIRS: &[&str] = &[
    "says|said|reckons|promised? he|she|they will|to?",
    "says|said|reckons|promised? hell|shell|theyll just|then|now?",
    "he|she|they is|are? to",
    "says|said|promised|promises will|to",
    "hes|shes|theyre going? to?",
];
/// Somebody else, called by what he is.
const TITLES: &[&str] = &[
    "boss",
    "owner",
    "manager",
    "chef",
    "accounts",
    "buyer",
    "gm",
    "director",
    "partner",
    "landlord",
    "office",
    "landlady",
    "bookkeeper",
    "hq",
    "ho",
    "procurement",
    "purchasing",
];
/// Before the words of a promise: where a thing that was said goes on.
const JOINS: &[&str] = &["but", "so", "then", "and", "also", "n", "asap"];
/// With one of these nothing is promised.
const NOT: &[&str] = &[
    "not",
    "never",
    "cant",
    "cannot",
    "couldnt",
    "wont",
    "wouldnt",
    "didnt",
    "doesnt",
    "isnt",
    "hasnt",
    "havent",
    "no",
    "if",
    "unless",
    "might",
    "maybe",
    "perhaps",
    "possibly",
    "could",
    "would",
    "should",
    "yesterday",
    "ago",
    "was",
    "were",
    "had",
    "usually",
    "every",
    "each",
    "always",
    "when",
    "once",
    "until",
    "untill",
    "till",
    "til",
    "since",
    "hoping",
    "hopes",
    "moved",
    "changed",
    "cancelled",
    "postponed",
    "already",
    "normally",
    "whether",
    "how",
    "why",
    "holiday",
];
/// Somebody at home is no business of the customer's.
const HOME: &[&str] = &[
    "wife", "husband", "son", "daughter", "kids", "mum", "mom", "dad", "mother", "father", "family", "dentist",
    "doctor", "doctors", "school", "mot", "hospital", "gym",
];
/// So many words may stand between what is promised and its day.
const BETWEEN: usize = 9;

/// What stands around a clause.
pub(super) struct Around<'a> {
    /// The clause before it in the sentence.
    pub(super) before: &'a str,
    /// Whether a word is what one of the customer's people is called.
    pub(super) own: &'a dyn Fn(&str) -> bool,
}

/// What a clause promises, and which of its words say it.
pub(super) fn in_words(words: &str, around: &Around<'_>, ahead: &Context) -> Option<(Range<usize>, Promise)> {
    let all = tokens(words, 0..words.len());
    if !day::any(&all) || words.contains('?') {
        return None;
    }
    let behind = all.iter().enumerate().filter(|(_, token)| JOINS.contains(&token.word.as_str())).map(|(n, _)| n + 1);
    std::iter::once(0).chain(behind).find_map(|from| {
        let piece = all.get(from..ends(&all, from)).filter(|piece| !piece.is_empty())?;
        let (range, by, text, due) = Piece { words, piece, around, ahead }.promise()?;
        let promise = Promise { text, due: Some(due), by };
        (!promise.text.is_empty()).then_some((range, promise))
    })
}

/// Where a piece ends that begins here: `need to match by fri or shes off`.
fn ends(all: &[Token], from: usize) -> usize {
    let joins = |n: &usize| {
        let is = |at: usize, any: &[&str]| all.get(at).is_some_and(|token| any.contains(&token.word.as_str()));
        *n > from
            && (is(*n, &["but", "so", "otherwise", "else"])
                || is(*n, &["or"]) && !all.get(n + 1).is_some_and(|next| day::names_day(&next.word)))
    };
    (from..all.len()).find(joins).unwrap_or(all.len())
}

/// Part of a clause that may be a promise.
struct Piece<'a> {
    words: &'a str,
    piece: &'a [Token],
    around: &'a Around<'a>,
    ahead: &'a Context,
}

type Found = (Range<usize>, PromisedBy, String, Slot);

impl Piece<'_> {
    fn promise(&self) -> Option<Found> {
        // `before fri` is a day, `before she goes` none.
        let before = |at: usize| self.is(at, &["before"]) && !self.names_day_at(at + 1);
        let other = |at: usize| self.is(at, NOT) || self.is(at, HOME) || before(at);
        if (0..self.piece.len()).any(other) {
            return None;
        }
        self.as_told().or_else(|| self.done()).or_else(|| self.wanted()).or_else(|| self.thing())
    }

    fn is(&self, at: usize, any: &[&str]) -> bool {
        self.piece.get(at).is_some_and(|token| any.contains(&token.word.as_str()))
    }

    /// Whether a word is what somebody there is called.
    fn somebody(&self, at: usize) -> bool {
        self.piece.get(at).is_some_and(|token| {
            let capital = self.words[token.range.clone()].starts_with(char::is_uppercase);
            (token.word.len() > 2 || capital) && (self.around.own)(&token.word)
        })
    }

    /// The day that is named from a word on, and what is left of the words between without it.
    fn day(&self, from: usize, text: usize) -> Option<(Range<usize>, String, Slot)> {
        let (day, due) = day::named(self.words, self.piece, from, self.around.own, self.ahead)?;
        let at = |n: usize| self.piece.get(n).map(|token| token.range.clone());
        let (first, last) = (at(day.start)?, at(day.end - 1)?);
        // `friday off`, `from 4 jan`.
        let other = self.is(day.end, &["off", "delivery", "night"])
            || day.start > 0 && self.is(day.start - 1, &["from", "since"]);
        let whole = at(text)?.start..at(self.piece.len() - 1)?.end;
        let left = notes::without(self.words, whole, std::slice::from_ref(&(first.start..last.end)));
        (!other && day.start <= from + BETWEEN).then_some((day, left, due))
    }

    fn found(&self, by: PromisedBy, text: String, due: Slot) -> Option<Found> {
        let (first, last) = (self.piece.first()?, self.piece.last()?);
        Some((first.range.start..last.range.end, by, text, due))
    }

    /// `wants price for 20 bins, told him tomorrow`: what, is said before.
    fn as_told(&self) -> Option<Found> {
        let end = fits(self.piece, 0, "told|promised|said him|her|them")?;
        let (day, _, due) = self.day(end, 0)?;
        let wanted = tokens(self.around.before, 0..self.around.before.len());
        let asks = wanted.iter().position(|token| ["wants", "needs", "want", "need"].contains(&token.word.as_str()))?;
        let what = self.around.before.get(wanted.get(asks + 1)?.range.start..)?.trim();
        (day == (end..self.piece.len()) && what.len() <= 60)
            .then(|| self.found(PromisedBy::Us, what.to_owned(), due))?
    }

    /// Who does it, and where it is said what he does.
    fn led(&self) -> (Who, usize) {
        let longest =
            |patterns: &[&str]| patterns.iter().filter_map(|pattern| fits(self.piece, 0, pattern)).max().unwrap_or(0);
        let (ours, theirs) = (longest(OURS), longest(THEIRS));
        if theirs > ours {
            return (Who::They, theirs);
        }
        if ours > 0 {
            // `will ring her` is a rep's own shorthand, `will confirm` anybody's.
            return (if ours == 1 && self.is(0, &["will", "to"]) { Who::Nobody } else { Who::We }, ours);
        }
        if let Some(end) = self.named() {
            return (Who::Named, end);
        }
        (Who::Nobody, 0)
    }

    /// Where a name ends with which the piece begins: `wes ford to send po`, `the boss rings`, `michelle will`.
    fn named(&self) -> Option<usize> {
        let begins = usize::from(self.is(0, &["the", "their", "his", "her"]));
        let end = if self.is(begins, TITLES) {
            begins + 1
        } else if begins == 0 && self.somebody(0) {
            let said = |at: usize| self.piece.get(at).is_some_and(|token| deeds::of(&token.word).next().is_some());
            1 + usize::from(!said(1) && !self.is(1, &["to", "will", "ll", "is"]))
        } else {
            return None;
        };
        let will = fits(self.piece, end, "to|will|ll|is to?").unwrap_or(end);
        let does = |token: &Token| deeds::of(&token.word).any(|(_, form)| form == Form::Does);
        (will > end || self.piece.get(end).is_some_and(does)).then_some(will)
    }

    /// What somebody does: a verb.
    fn done(&self) -> Option<Found> {
        let (who, at) = self.led();
        let word = &self.piece.get(at)?.word;
        let by = deeds::of(word).find_map(|(deed, form)| self.whose(who, at, deed, form))?;
        let text = if who == Who::Named { 0 } else { at };
        let (_, left, due) = self.day(at + 1, text)?;
        self.found(by, left, due)
    }

    /// Whose a deed is that is said at a word.
    fn whose(&self, who: Who, at: usize, deed: &Deed, form: Form) -> Option<PromisedBy> {
        let behind = |patterns: &[&str]| patterns.iter().filter_map(|pattern| fits(self.piece, at + 1, pattern)).max();
        let end = if deed.behind.is_empty() { at + 1 } else { behind(deed.behind)? };
        if behind(deed.not).is_some() {
            return None;
        }
        let to_us = self.is(end, &["me", "us"]) || self.is(end - 1, &["me", "us"]);
        let may_be_us = to_us
            || end >= self.piece.len()
            || self.is(end, &["back", "with", "w", "again", "to"])
            || self.names_day_at(end);
        let theirs = deed.theirs > 0 && (!deed.rings || may_be_us);
        match (who, form) {
            (Who::We, Form::Do | Form::Doing) if deed.ours > 0 && !to_us => Some(PromisedBy::Us),
            (Who::Nobody, Form::Do | Form::Doing) if deed.ours > 1 && !to_us => Some(PromisedBy::Us),
            (Who::They, Form::Do | Form::Doing) | (Who::Named, _) if theirs => Some(PromisedBy::Them),
            (Who::Nobody, Form::Does) if theirs && deed.theirs > 1 => Some(PromisedBy::Them),
            // `will ring me fri`.
            (Who::Nobody, Form::Do) if theirs && to_us && at > 0 => Some(PromisedBy::Them),
            _ => None,
        }
    }

    fn names_day_at(&self, at: usize) -> bool {
        let leads = usize::from(self.is(at, &["on", "by", "before", "end"]));
        self.piece.get(at + leads).is_some_and(|token| day::names_day(&token.word))
    }

    /// What they want by a day is ours to bring: `wants 12 bath mats priced up by mon`, `need po by fri` what we wait for.
    fn wanted(&self) -> Option<Found> {
        let at = (0..self.piece.len().min(6))
            .find(|at| self.is(*at, &["wants", "want", "needs", "need", "wanted", "after"]))?;
        let one = at > 0 && self.is(at - 1, &["i", "we"]) || at == 0 && self.is(0, &["need", "want"]);
        let from = at + 1 + usize::from(self.is(at + 1, &["a", "an", "the", "our", "some"]));
        if self.is(from, &["to", "me", "us", "him", "her", "back", "more", "in", "out", "time"])
            || fits(self.piece, from, "it|them back").is_some()
        {
            return None;
        }
        let (day, left, due) = self.day(from, from)?;
        let of =
            |nouns: &[&str]| (from..day.start).any(|n| nouns.iter().any(|noun| fits(self.piece, n, noun).is_some()));
        let by = self.is(day.start, &["by", "before"]);
        match (of(DEEDS.things_of_theirs), of(DEEDS.things_of_ours) || of(DEEDS.asked_of_us)) {
            (true, _) if one => self.found(PromisedBy::Them, left, due),
            (false, true) => self.found(PromisedBy::Us, left, due),
            (false, false) if by && !one && day.start > from => self.found(PromisedBy::Us, left, due),
            _ => None,
        }
    }

    /// A thing and its day: `quote for mats by weds`, `first drop 4 jan`, `answer thurs`.
    fn thing(&self) -> Option<Found> {
        const KINDS: [&str; 18] = [
            "first", "new", "revised", "updated", "full", "formal", "proper", "our", "the", "a", "his", "her", "their",
            "some", "final", "better", "written", "rest",
        ];
        // `10 til 10.40 - quote by fri`.
        let first = (0..self.piece.len().min(3)).find(|at| !self.is(*at, &KINDS))?;
        let told = |at: usize| {
            self.is(
                at,
                &[
                    "is", "are", "late", "short", "wrong", "came", "arrived", "went", "still", "ok", "fine", "sent",
                    "made", "done", "again", "just",
                ],
            )
        };
        let thing = |nouns: &[&str]| nouns.iter().filter_map(|noun| fits(self.piece, first, noun)).max();
        if let Some(end) = thing(DEEDS.things_of_theirs) {
            let end = end + usize::from(self.is(end, &["due", "expected", "is"]));
            let (day, left, due) = self.day(end, first)?;
            return (!(end..day.start).any(told)).then(|| self.found(PromisedBy::Them, left, due))?;
        }
        let end = thing(DEEDS.things_of_ours)?;
        let (day, left, due) = self.day(end, 0)?;
        let of = day.start == end || self.is(end, &["for", "of", "on", "to", "w", "with"]);
        let others = self.around.before.split_whitespace().any(|word| word.eq_ignore_ascii_case("from"));
        (of && !(end..day.start).any(told) && self.piece.len() <= day.end + 3 && !others)
            .then(|| self.found(PromisedBy::Us, left, due))?
    }
}

/// Who does it.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Who {
    We,
    They,
    Named,
    Nobody,
}
