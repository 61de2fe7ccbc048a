//! A promise behind its mark, up to where it ends: what of its words is a chance or money, and what is promised.
//!
//! Always holds: what is plain stays text, and no word is lost.

use std::ops::Range;

use super::payment;
use super::{Cut, Item, Marked};
use crate::base::when::{Context, find_all};
use crate::domain::log_line::{chance, notes};
use crate::schema::PromisedBy;

/// A promise that goes on until the next mark.
pub(super) struct Open {
    pub(super) by: PromisedBy,
    pub(super) from: usize,
    pub(super) words: usize,
    /// Behind this it is over at the latest.
    pub(super) until: usize,
}

impl Open {
    /// Ends it. A chance at its very end is the log's: 》给个底价 周五 把握五成.
    pub(super) fn close(self, line: &str, at: usize, context: &Context, plain: &dyn Fn(&str) -> bool, cut: &mut Cut) {
        let from = self.words.min(at);
        let words = &line[from..at];
        let kept = words.trim_end_matches(|c: char| notes::separates(c) || "！!".contains(c)).len();
        let said = chance::chances(&words[..kept], &[]).into_iter().map(|(range, _)| range).next_back();
        // `>find out our chance 50%` is all that is promised.
        let apart = |range: &Range<usize>| {
            let before = words[..range.start].trim_end_matches(notes::separates);
            let dated = || find_all(before, context).last().is_some_and(|(date, _)| date.end == before.len());
            range.end == kept && !before.is_empty() && (words[range.clone()].starts_with(['~', '～']) || dated())
        };
        let end = said.filter(apart).map_or(at, |range| from + range.start);
        self.keep(line, from..end, context, plain, cut);
        if end < at {
            cut.text.push(end..at);
        }
    }

    /// Keeps its words. Money that they promise is money, not a thing to be done: 《样机试好就签，25号打款5万.
    fn keep(&self, line: &str, words: Range<usize>, context: &Context, plain: &dyn Fn(&str) -> bool, cut: &mut Cut) {
        let said = &line[words.clone()];
        let paid = payment::in_promise(said, context).filter(|_| self.by == PromisedBy::Them);
        let Some((range, payment)) = paid else {
            cut.marked.push(Marked { item: Item::Promise(self.by, words.clone()), whole: self.from..words.end });
            return;
        };
        let (at, to) = (words.start + range.start, words.start + range.end);
        let before = words.start + said[..range.start].trim_end_matches(notes::separates).len();
        let behind = words.end - line[to..words.end].trim_start_matches(notes::separates).len();
        let empty = |range: Range<usize>| line[range].chars().all(|c| notes::separates(c) || "！!".contains(c));
        let alone = empty(words.start..before);
        let promised = |words: Range<usize>| Item::Promise(self.by, words);
        let mut parts = vec![(if alone { self.from } else { at }..to, Item::Payment(payment))];
        if !alone {
            parts.insert(0, (self.from..before, promised(words.start..before)));
        }
        if !empty(behind..words.end) {
            parts.push((behind..words.end, promised(behind..words.end)));
        }
        for (whole, item) in parts {
            if plain(&line[whole.clone()]) {
                cut.text.push(whole);
            } else {
                cut.marked.push(Marked { item, whole });
            }
        }
    }
}
