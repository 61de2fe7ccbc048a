//! What is promised by a day, told in English: `I'll send the list on Monday`, `quote for mats by weds`, `del mon`, `wes ford to send po by fri`.
//!
//! Always holds: the words name one day ahead, a deed, and whose deed it is. What a seller does is ours where nobody else is named; what others do is
//! theirs only where it is said who, or where only they can do it. A visit is none, and neither is what is moved, wished, asked or somebody's own business.

use std::ops::Range;

use super::deeds::{self, Deed, Done, Form};
use super::words::{HOME, JOINS, NOT, OURS, THEIRS, TITLES};
use crate::base::when::Context;
use crate::domain::deed::{Promise, Slot};
use crate::domain::log_line::marks::is_unit;
use crate::domain::log_line::ordinary::is_ordinary;
use crate::domain::log_line::sure::latin as sure;
use crate::domain::log_line::tokens::{Token, fits, tokens};
use crate::domain::log_line::{day, notes};
use crate::schema::PromisedBy;

/// So many words may stand between what is promised and its day.
const BETWEEN: usize = 9;

/// What stands around a clause.
pub(super) struct Beside<'a> {
    /// The clause before it in the sentence.
    pub(super) before: &'a str,
    /// The clause behind it.
    pub(super) next: &'a str,
    /// Whether a word is what one of the customer's people is called.
    pub(super) own: &'a dyn Fn(&str) -> bool,
}

/// What a clause promises, and which of its words say it.
pub(super) fn in_words(words: &str, around: &Beside<'_>, ahead: &Context) -> Option<(Range<usize>, Promise)> {
    let all = tokens(words, 0..words.len());
    if !day::any(&all) || sure::is_condition(around.before) || sure::says_it_was_broken(around.next) {
        return None;
    }
    let joined = all.iter().enumerate().filter(|(_, token)| JOINS.contains(&token.word.as_str())).map(|(n, _)| n + 1);
    // `20 tubs 96.00 del tues`: what was sold ends with its sum.
    let sum = |token: &Token| {
        token.word.starts_with('£')
            || ["quid", "pounds"].contains(&token.word.as_str())
            || token.word.split_once('.').is_some_and(is_pence)
    };
    let sold = |n: &usize| {
        let brought = fits(&all, *n, "del|deliver|delivery").or_else(|| fits(&all, *n, "drop off"));
        brought.is_some() && n.checked_sub(1).and_then(|n| all.get(n)).is_some_and(sum)
    };
    // `price list she'll reply mon`, `sal said hed ring me thurs`, where nothing before makes it doubtful.
    let will = |n: &usize| {
        let is = |at: usize, any: &[&str]| all.get(at).is_some_and(|token| any.contains(&token.word.as_str()));
        let who = is(*n, &["shell", "hell", "theyll"])
            || is(*n, &["says", "said"])
                && is(n + 1, &["hed", "shed", "theyd", "hell", "shell", "theyll"])
                && all.get(n - 1).is_some_and(|token| (around.own)(&token.word));
        let open =
            |token: &Token| sure::is_doubt(&token.word) || NOT.contains(&token.word.as_str()) || token.word == "if";
        who && !all[..*n].iter().any(open)
    };
    let behind = joined.chain((1..all.len()).filter(|n| sold(n) || will(n)));
    let run_on = (2..all.len()).filter(|n| runs_on(&all, *n));
    std::iter::once(0).chain(behind).chain(run_on).find_map(|from| {
        let piece = all.get(from..ends(&all, from)).filter(|piece| !piece.is_empty())?;
        // `chasing credit 22.50 told him end of wk`: what, stands before in the clause.
        let told = from > 0 && fits(&all, from, "told|promised him|her|them").is_some();
        let own = Beside { before: words.get(..piece.first()?.range.start)?.trim_end(), ..*around };
        let around = if told { &own } else { around };
        let (range, by, text, due) = Piece { words, piece, around, ahead }.promise()?;
        let promise = Promise { text, due: Some(due), by };
        (!promise.text.is_empty()).then_some((range, promise))
    })
}

/// Whether a promise may begin here though no stop stands before it: `sample left ring her thurs aft`, `shes not happy ill sort by tmrw`.
fn runs_on(all: &[Token], at: usize) -> bool {
    /// Right before a deed these govern it, or somebody else does it.
    const GOVERNED: [&str; 58] = [
        "to", "will", "can", "could", "should", "would", "might", "may", "must", "not", "dont", "didnt", "cant",
        "wont", "never", "he", "she", "they", "we", "you", "who", "it", "please", "a", "an", "the", "his", "her",
        "their", "my", "our", "your", "this", "that", "no", "in", "by", "on", "for", "of", "with", "from", "every",
        "each", "if", "when", "last", "next", "first", "or", "and", "me", "us", "wants", "want", "needs", "need",
        "about",
    ];
    let before = at.checked_sub(1).and_then(|at| all.get(at)).map_or("", |token| token.word.as_str());
    let open = |token: &Token| {
        sure::is_doubt(&token.word) && token.word != "no" && token.word != "not" || NOT.contains(&token.word.as_str())
    };
    if GOVERNED.contains(&before) || all[..at].iter().any(open) {
        return false;
    }
    let says = |at: usize| all.get(at).is_some_and(|token| deeds::of(&token.word).any(|(_, form)| form == Form::Do));
    let does = |at: usize| all.get(at).is_some_and(|token| deeds::of(&token.word).any(|(_, form)| form != Form::Doing));
    let rings = fits(all, at, "ring|phone|call|text|email him|her|them|back").is_some();
    let will = fits(all, at, "ill|il will?").is_some_and(says);
    let they = fits(all, at, "he|she|they").is_some_and(does);
    let told = fits(all, at, "told|promised him|her|them").is_some();
    // `confirmed the deal sends po mon`.
    let sends = fits(all, at, "sends|emails|signs the|a|us|me? po|order|contract|form|numbers|sizes").is_some();
    // `moaning short del credit 18 by fri`: of that sum.
    let counted =
        all.get(at + 1).is_some_and(|token| token.word.starts_with(|c: char| c.is_ascii_digit() || "£$€".contains(c)));
    let credit = fits(all, at, "credit|refund").is_some_and(|_| counted) && fits(all, at + 2, "by|on").is_some();
    let took = ["chasing", "got", "had", "gave", "given", "after", "took", "no", "store"].contains(&before);
    if credit && !took {
        return true;
    }
    rings || sends || will || they || told
}

/// Whether a word is a sum with its pence: `96.00`.
fn is_pence((whole, pence): (&str, &str)) -> bool {
    let figures = |text: &str| !text.is_empty() && text.chars().all(|c| c.is_ascii_digit());
    figures(whole) && figures(pence) && pence.len() == 2
}

/// Where a piece ends that begins here: `need to match by fri or shes off`.
fn ends(all: &[Token], from: usize) -> usize {
    let joins = |n: &usize| {
        let is = |at: usize, any: &[&str]| all.get(at).is_some_and(|token| any.contains(&token.word.as_str()));
        *n > from
            && (is(*n, &["but", "so", "otherwise", "else"])
                || is(*n, &["or"]) && !all.get(n + 1).is_some_and(|next| day::names_day(&next.word)))
    };
    // `raj signs the form by friday he says`.
    let said = |n: &usize| {
        let is = |at: usize, any: &[&str]| all.get(at).is_some_and(|token| any.contains(&token.word.as_str()));
        n + 2 == all.len() && *n > from && is(*n, &["he", "she", "they"]) && is(n + 1, &["says", "said", "reckons"])
    };
    (from..all.len()).find(|n| joins(n) || said(n)).unwrap_or(all.len())
}

/// Part of a clause that may be a promise.
pub(super) struct Piece<'a> {
    words: &'a str,
    pub(super) piece: &'a [Token],
    pub(super) around: &'a Beside<'a>,
    ahead: &'a Context,
}

pub(super) type Found = (Range<usize>, PromisedBy, String, Slot);

impl Piece<'_> {
    fn promise(&self) -> Option<Found> {
        // `before fri` is a day, `before she goes` none.
        let before = |at: usize| self.is(at, &["before"]) && !self.names_day_at(at + 1);
        let doubt = |at: usize| self.piece.get(at).is_some_and(|token| sure::is_doubt(&token.word));
        let other = |at: usize| self.is(at, NOT) || doubt(at) || self.is(at, HOME) || before(at);
        let kept = !(self.is(0, &["said", "told", "promised"]) && sure::is_cross(self.around.before));
        if !kept || (0..self.piece.len()).any(other) {
            return None;
        }
        let told = self.as_told().or_else(|| self.owed()).or_else(|| self.done());
        told.or_else(|| self.wanted()).or_else(|| self.thing())
    }

    pub(super) fn is(&self, at: usize, any: &[&str]) -> bool {
        self.piece.get(at).is_some_and(|token| any.contains(&token.word.as_str()))
    }

    /// Whether a word is what somebody there is called.
    pub(super) fn somebody(&self, at: usize) -> bool {
        self.piece.get(at).is_some_and(|token| {
            let capital = self.words[token.range.clone()].starts_with(char::is_uppercase);
            (token.word.len() > 2 || capital) && (self.around.own)(&token.word)
        })
    }

    /// The day that is named from a word on, and what is left of the words between without it.
    pub(super) fn day(&self, from: usize, text: usize) -> Option<(Range<usize>, String, Slot)> {
        let (day, due) = day::named(self.words, self.piece, from, self.around.own, self.ahead)?;
        let at = |n: usize| self.piece.get(n).map(|token| token.range.clone());
        let (first, last) = (at(day.start)?, at(day.end - 1)?);
        // `friday off`, `from 4 jan`.
        let before = |any: &[&str]| day.start > 0 && self.is(day.start - 1, any);
        let is_for = before(&["for"]) || self.is(day.start, &["for"]);
        // `xmas brochure`, `for 18th dec party`, `prices for jan`: the day of the thing.
        let goes_on = self.piece.get(day.end).is_some_and(|next| !is_tail(&next.word));
        let season = |token: &Token| day::is_season(&token.word) || ["for", "in"].contains(&token.word.as_str());
        let season = self.piece.get(day.clone()).is_some_and(|words| words.iter().all(season));
        let of_it = goes_on && (season || is_for) || season && is_for;
        let other = self.is(day.end, &["off", "delivery", "night"])
            || before(&["from", "since", "after", "last", "week", "wk"])
            || of_it;
        let whole = at(text)?.start..at(self.piece.len() - 1)?.end;
        let left = notes::without(self.words, whole, std::slice::from_ref(&(first.start..last.end)));
        (!other && day.start <= from + BETWEEN).then_some((day, left, due))
    }

    pub(super) fn found(&self, by: PromisedBy, text: String, due: Slot) -> Option<Found> {
        let (first, last) = (self.piece.first()?, self.piece.last()?);
        Some((first.range.start..last.range.end, by, text, due))
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
            return (if ours == 1 && self.is(0, &["will", "to", "must"]) { Who::Nobody } else { Who::We }, ours);
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
        } else if begins == 0 && self.is_a_buyer() {
            1
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

    /// `raj signs the form`, `dan will decide`: a word that stands in no sentence, before what only a customer does.
    fn is_a_buyer(&self) -> bool {
        let name = self.piece.first().is_some_and(|token| token.word.len() > 2 && !is_ordinary(&token.word));
        let at = fits(self.piece, 1, "will|to").unwrap_or(1);
        let buys = |token: &Token| {
            deeds::of(&token.word).any(|(deed, _)| deed.ours == Done::Never && deed.theirs == Done::Alone)
        };
        name && self.piece.get(at).is_some_and(buys)
    }

    /// What somebody does: a verb.
    fn done(&self) -> Option<Found> {
        let (who, at) = self.led();
        let word = &self.piece.get(at)?.word;
        let by = deeds::of(word).find_map(|(deed, form)| self.whose(who, at, deed, form))?;
        let text = if who == Who::Named { 0 } else { at };
        let (day, left, due) = self.day(at + 1, text)?;
        // `quote fri accepted` is a thing and how it went.
        if day.start == at + 1 && THINGS.contains(&word.as_str()) && !self.is_open_behind(day.end) {
            return None;
        }
        let names = |nouns: &[&str]| self.names(at + 1..day.start, nouns);
        // `send po by fri` is theirs, `will collect fri` anybody's.
        let theirs = by == PromisedBy::Us && who == Who::Nobody && names(deeds::SENT_BY_THEM);
        let by = if theirs && SENDS.contains(&word.as_str()) { PromisedBy::Them } else { by };
        // `will bring the box of wipes`: what is counted out to them is ours.
        let goods =
            word == "bring" && (at + 1..day.start).any(|n| self.piece.get(n).is_some_and(|token| is_unit(&token.word)));
        let ours = goods || names(deeds::THINGS_OF_OURS);
        let anybody = who == Who::Nobody && at > 0 && ANYBODY.contains(&word.as_str()) && !ours;
        let unsure = by == PromisedBy::Us && (theirs || anybody);
        if unsure { None } else { self.found(by, left, due) }
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
        let theirs = deed.theirs != Done::Never && (!deed.rings || may_be_us);
        match (who, form) {
            (Who::We, Form::Do | Form::Doing) if deed.ours != Done::Never && !to_us => Some(PromisedBy::Us),
            // `replacing the fryer mon` is their own business.
            (Who::Nobody, Form::Do) if deed.ours == Done::Alone && !to_us => Some(PromisedBy::Us),
            (Who::Named | Who::Nobody, Form::Does) if !self.is_with_us(deed, end) => None,
            (Who::They, Form::Do | Form::Doing) | (Who::Named, _) if theirs => Some(PromisedBy::Them),
            // `he replies by thurs`.
            (Who::They, Form::Does) if theirs && deed.theirs == Done::Alone && self.is_with_us(deed, end) => {
                Some(PromisedBy::Them)
            }
            (Who::Nobody, Form::Does) if theirs && deed.theirs == Done::Alone => Some(PromisedBy::Them),
            // `will ring me fri`.
            (Who::Nobody, Form::Do) if theirs && to_us && at > 0 => Some(PromisedBy::Them),
            _ => None,
        }
    }

    /// Whether what they do is between them and us: `signs fri`, `sends the po fri`, but not `signs the lease`, `checks stock`.
    fn is_with_us(&self, deed: &Deed, end: usize) -> bool {
        const WITH_US: &[&str] = &[
            "po",
            "order",
            "quote",
            "us",
            "me",
            "it",
            "numbers",
            "sizes",
            "samples",
            "contract",
            "w",
            "with",
            "back",
            "to",
            "by",
            "on",
            "proposal",
            "price",
            "prices",
            "list",
            "colours",
            "spec",
            "dates",
            "off",
            "end",
            "before",
            "know",
            "form",
            "forms",
            "paperwork",
            "agreement",
        ];
        let at = end + usize::from(self.is(end, &["the", "a", "an", "our"]));
        let figure = self.piece.get(at).is_some_and(|token| token.word.starts_with(|c: char| c.is_ascii_digit()));
        let bare = at >= self.piece.len() || self.names_day_at(at) || figure && self.names_day_at(at + 1);
        let to_us = self.is(end - 1, &["me", "us", "know"]);
        to_us || if bare { deed.is_plain() } else { self.is(at, WITH_US) }
    }

    /// Whether one of these things is named among the words.
    pub(super) fn names(&self, words: Range<usize>, nouns: &[&str]) -> bool {
        words.into_iter().any(|n| nouns.iter().any(|noun| fits(self.piece, n, noun).is_some()))
    }

    fn names_day_at(&self, at: usize) -> bool {
        let leads = usize::from(self.is(at, &["on", "by", "before", "end"]));
        self.piece.get(at + leads).is_some_and(|token| day::names_day(&token.word))
    }

    /// A thing and its day: `quote for mats by weds`, `first drop 4 jan`, `answer thurs`.
    fn thing(&self) -> Option<Found> {
        const KINDS: [&str; 18] = [
            "first", "new", "revised", "updated", "full", "formal", "proper", "our", "the", "a", "his", "her", "their",
            "some", "final", "better", "written", "rest",
        ];
        // `10 til 10.40 - quote by fri`.
        let first = (0..self.piece.len().min(3)).find(|at| !self.is(*at, &KINDS))?;
        const TOLD: [&str; 22] = [
            "is", "are", "late", "short", "wrong", "came", "arrived", "went", "still", "ok", "fine", "sent", "made",
            "done", "again", "just", "starts", "begins", "leaves", "out", "rise", "left",
        ];
        let told = |at: usize| self.is(at, &TOLD);
        let thing = |nouns: &[&str]| nouns.iter().filter_map(|noun| fits(self.piece, first, noun)).max();
        if let Some(end) = thing(deeds::THINGS_OF_THEIRS) {
            let end = end + usize::from(self.is(end, &["due", "expected", "is"]));
            let (day, left, due) = self.day(end, first)?;
            let open = !(end..day.start).any(told) && self.is_open_behind(day.end);
            return open.then(|| self.found(PromisedBy::Them, left, due))?;
        }
        let end = thing(deeds::THINGS_OF_OURS)?;
        let (day, left, due) = self.day(end, 0)?;
        let sum = self
            .piece
            .get(end)
            .is_some_and(|token| token.word.starts_with(|c: char| c.is_ascii_digit() || "£$€".contains(c)));
        let of =
            day.start == end || sum && day.start == end + 1 || self.is(end, &["for", "of", "on", "to", "w", "with"]);
        let others = is_of_others(self.around.before) || first > 0 && self.is(first - 1, &["his", "her", "their"]);
        (of && !(end..day.start).any(told) && self.is_open_behind(day.end) && !others)
            .then(|| self.found(PromisedBy::Us, left, due))?
    }

    /// Whether nothing behind the day says how it went: `del mon damaged`, `quote fri accepted`.
    fn is_open_behind(&self, day: usize) -> bool {
        let wrong = (day..self.piece.len()).any(|at| self.is(at, &["wrong", "against", "short", "late"]));
        self.piece.len() <= day + 4 && !wrong && self.piece.get(day).is_none_or(|next| is_tail(&next.word))
    }
}

/// Whether a word behind a day goes on with it, and is no thing of which it is the day.
fn is_tail(word: &str) -> bool {
    const TAIL: &[&str] = &[
        "am",
        "pm",
        "morning",
        "morn",
        "aft",
        "afternoon",
        "eve",
        "evening",
        "latest",
        "please",
        "asap",
        "at",
        "by",
        "for",
        "to",
        "with",
        "w",
        "and",
        "from",
        "first",
        "via",
        "then",
        "after",
        "before",
        "or",
        "re",
        "about",
        "so",
        "but",
        "between",
        "around",
        "when",
        "as",
        "n",
        "in",
        "on",
        "if",
        "plus",
        "instead",
        "sharp",
        "lunchtime",
        "noon",
        "the",
        "a",
        "his",
        "her",
        "their",
        "new",
        "some",
    ];
    TAIL.contains(&word) || word.starts_with(|c: char| c.is_ascii_digit() || "£$€&".contains(c))
}

/// Whether a clause says that they have it from somebody else.
fn is_of_others(words: &str) -> bool {
    const FROM: &[&str] =
        &["from", "bought|buying", "off amazon|ebay|costco", "trying _", "got|getting|ordered|ordering a? new", "rep"];
    let all = tokens(words, 0..words.len());
    (0..all.len()).any(|at| FROM.iter().any(|pattern| fits(&all, at, pattern).is_some()))
}

/// What is done, and what comes of it, by one word.
const THINGS: &[&str] = &["quote", "credit", "refund", "drop", "match", "post", "order", "call", "text", "message"];
/// With these somebody brings what is his: an order, a deposit.
const SENDS: &[&str] = &["send", "email", "forward", "post", "text", "bring"];
/// What a rep and a customer do alike: behind a bare `will` or `to` only with a thing of ours.
const ANYBODY: &[&str] =
    &["take", "collect", "pick", "speak", "find", "sort", "arrange", "bring", "forward", "put", "write", "draw", "get"];

/// Who does it.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Who {
    We,
    They,
    Named,
    Nobody,
}
