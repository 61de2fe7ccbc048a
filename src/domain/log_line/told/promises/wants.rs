//! What they want by a day, in English, is ours to bring: `wants 12 bath mats priced up by mon`; what we need of them, theirs.
//!
//! Always holds: what is wanted is a thing that we bring, or so many of something; what others want, and wishes for oneself, are text.

use super::deeds;
use super::latin::{Found, Piece};
use crate::domain::log_line::tokens::{fits, tokens};
use crate::schema::PromisedBy;

/// Who or what is counted as well, and is not ours to bring.
const NOT_GOODS: &[&str] =
    &["more", "staff", "chefs", "people", "waiters", "waitresses", "lads", "hands", "days", "weeks"];

impl Piece<'_> {
    /// `wants price for 20 bins, told him tomorrow`: what, is said before.
    pub(super) fn as_told(&self) -> Option<Found> {
        let end = fits(self.piece, 0, "told|promised|said him|her|them")
            .or_else(|| fits(self.piece, 0, "ill|will? bring|bringing|send|sending|drop|dropping it|one|some|them?"))?;
        let (day, _, due) = self.day(end, 0)?;
        let wanted = tokens(self.around.before, 0..self.around.before.len());
        let asks = wanted
            .iter()
            .position(|token| ["wants", "needs", "want", "need", "chasing"].contains(&token.word.as_str()))?;
        let what = self.around.before.get(wanted.get(asks + 1)?.range.start..)?.trim();
        let ours =
            (asks + 1..wanted.len()).any(|n| deeds::THINGS_OF_OURS.iter().any(|noun| fits(&wanted, n, noun).is_some()));
        let counted = wanted.get(asks + 1).is_some_and(|token| token.word.starts_with(|c: char| c.is_ascii_digit()));
        let told = self.is(0, &["promised"]);
        let goods = (ours || counted || told) && wanted.get(asks + 1).is_none_or(|token| token.word != "to");
        let deed = if self.is(0, &["told", "promised", "said"]) { "" } else { "bring" };
        let what = if deed.is_empty() { what.to_owned() } else { format!("{what}, {}", self.words_of(0..end)) };
        (goods && day == (end..self.piece.len()) && what.len() <= 60).then(|| self.found(PromisedBy::Us, what, due))?
    }

    /// Words of the piece as they are written.
    fn words_of(&self, range: std::ops::Range<usize>) -> String {
        let words = self.piece.get(range).unwrap_or_default();
        words.iter().map(|token| token.word.as_str()).collect::<Vec<_>>().join(" ")
    }

    /// What we owe them, and promised: `owe her a credit by weds`, `promised credit by fri`.
    pub(super) fn owed(&self) -> Option<Found> {
        let owe = fits(self.piece, 0, "i|we? owe him|her|them|_? a|an|some|the");
        if let Some(end) = owe {
            let (day, left, due) = self.day(end, 0)?;
            return (day.end == self.piece.len()).then(|| self.found(PromisedBy::Us, left, due))?;
        }
        let end = fits(self.piece, 0, "promised|said him|her|them? a|an|the|new|full?")?;
        deeds::THINGS_OF_OURS.iter().find_map(|noun| fits(self.piece, end, noun))?;
        let (day, left, due) = self.day(end, end)?;
        (day.end == self.piece.len()).then(|| self.found(PromisedBy::Us, left, due))?
    }

    /// What they want by a day is ours to bring: `wants 12 bath mats priced up by mon`, `need po by fri` what we wait for.
    pub(super) fn wanted(&self) -> Option<Found> {
        let at = (0..self.piece.len().min(6))
            .find(|at| self.is(*at, &["wants", "want", "needs", "need", "wanted"]) || self.is_after(*at))?;
        let one = at > 0 && self.is(at - 1, &["i", "we"]) || at == 0 && self.is(0, &["need", "want"]);
        let from = at + 1 + usize::from(self.is(at + 1, &["a", "an", "the", "our", "some"]));
        if self.is(from, &["to", "me", "us", "him", "her", "back", "more", "in", "out", "time"])
            || fits(self.piece, from, "it|them back").is_some()
            || (0..at).any(|at| self.is(at, &["my", "our"]))
        {
            return None;
        }
        let (day, left, due) = self.day(from, from)?;
        let of = |nouns: &[&str]| self.names(from..day.start, nouns);
        let by = self.is(day.start, &["by", "before"]);
        let counted = self.piece.get(from).is_some_and(|token| token.word.starts_with(|c: char| c.is_ascii_digit()))
            && !(from..day.start).any(|at| self.is(at, NOT_GOODS));
        match (of(deeds::THINGS_OF_THEIRS), of(deeds::THINGS_OF_OURS) || of(deeds::ASKED_OF_US)) {
            (true, _) if one => self.found(PromisedBy::Them, left, due),
            (false, true) => self.found(PromisedBy::Us, left, due),
            (false, false) if by && !one && counted && self.is_them(at) => self.found(PromisedBy::Us, left, due),
            _ => None,
        }
    }

    /// `shes after prices by fri`.
    fn is_after(&self, at: usize) -> bool {
        self.is(at, &["after"]) && at > 0 && self.is(at - 1, &["hes", "shes", "theyre", "is", "are"])
    }

    /// Whether nobody else stands before the word at which they want something: `brakes want order by fri`.
    fn is_them(&self, at: usize) -> bool {
        const THEM: &[&str] = &[
            "she", "he", "they", "also", "still", "and", "but", "just", "really", "now", "so", "the", "chef", "boss",
            "owner", "manager",
        ];
        (0..at).all(|at| self.is(at, THEM) || self.somebody(at))
    }
}
