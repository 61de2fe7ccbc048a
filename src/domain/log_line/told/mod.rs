//! What is told in plain words, without marks: who else was there, what they take, by when something is promised, what money came.
//!
//! Always holds: every rule wants words that leave no doubt, and a clause that speaks of something else stays text; the words stay in the note.
//! What stands behind marks is stronger: it has been read before.

mod business;
mod goods;
mod pays;
pub(super) mod products;
mod promises;
mod received;
mod received_english;
mod rivals;

use std::ops::Range;

use super::chip::{Chip, Understood};
use super::how::How;
use super::marks::Item;
use super::ordinary::is_ordinary;
use super::people::is_one_of;
use super::reading::Reading;
use super::sold::doubt::Who;
use crate::base::clock::Moment;
use crate::base::text::is_han;
use crate::domain::deed::{LogKind, Promise};
use crate::domain::heard::Heard;
use crate::schema::{TouchOutcome, VisitOutcome};

/// The clauses of a text, without what ends them; the comma of 1,280 ends none.
fn clauses(text: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut from = 0;
    for (at, c) in text.char_indices().chain([(text.len(), '\n')]) {
        let digit = |c: Option<char>| c.is_some_and(|c| c.is_ascii_digit());
        let next = text.get(at + c.len_utf8()..).and_then(|rest| rest.chars().next());
        let number = matches!(c, ',' | '.') && digit(text[..at].chars().next_back()) && digit(next)
            || matches!(c, ':' | '：') && digit(next);
        if "，,。.；;！!？?：:\n".contains(c) && !number {
            let start = from + text[from..at].len() - text[from..at].trim_start().len();
            if at > start {
                found.push(start..at);
            }
            from = (at + c.len_utf8()).min(text.len());
        }
    }
    found
}

impl Reading<'_> {
    /// What the text tells beside the marks.
    pub(super) fn told(&mut self, how: &mut How, started: Moment, heard: &mut Heard, promises: &mut Vec<Promise>) {
        let day = self.context.now.workday(started);
        // The customer's name with which the line begins is no part of what is told.
        let name = self.chips.iter().find_map(|chip| match (&chip.what, &chip.range) {
            (Understood::Account { .. } | Understood::New(_), Some(range)) => Some(range.end),
            _ => None,
        });
        for text in self.cut.text.clone() {
            let begun = name.filter(|end| text.start == 0 && *end <= text.end && how.named).unwrap_or(text.start);
            let text = begun..text.end;
            let part = &self.line[text.clone()];
            let whole = |range: &Range<usize>| text.start + range.start..text.start + range.end;
            let rivals = self.rivals(heard);
            for (range, payment) in received::received(part, self.context.lang, day, &rivals) {
                let range = whole(&range);
                if self.is_unread(&range) {
                    heard.payments.push(payment.clone());
                    self.chip(range, Understood::Payment(payment));
                }
            }
            let people = self.own_people();
            let own = |word: &str| is_one_of(people, word);
            for (range, told) in promises::told(part, &self.ahead, &rivals, &own) {
                let range = whole(&range);
                if !self.is_unread(&range) {
                    continue;
                }
                match told {
                    promises::Told::Promise(promise) => {
                        // 要8号前到货 》送货 12月8号: what stands behind a mark says it.
                        let same = |own: &Promise| {
                            let day = |promise: &Promise| promise.due.map(|due| due.day);
                            let said = own.text.len() > 2 && promise.text.contains(&own.text);
                            own.text == promise.text || own.by == promise.by && (said || day(own) == day(&promise))
                        };
                        if !promises.iter().any(same) {
                            promises.push(promise.clone());
                            self.chip(range, Understood::Promise { promise, other: None, next: false });
                        }
                    }
                    promises::Told::Payment(payment) => {
                        heard.payments.push(payment.clone());
                        self.chip(range, Understood::Payment(payment));
                    }
                }
            }
            self.competitors(&text, heard);
            self.new_competitors(&text, heard);
            let known = self.context.vocabulary.map_or(&[][..], |known| &known.products);
            for (range, wanted, ordered) in products::told(part, known, &Who { rivals: &rivals, people }) {
                let range = whole(&range);
                let named = heard.products.iter().any(|own| own.name == wanted.name);
                if named || !self.is_unread(&range) {
                    continue;
                }
                heard.products.push(wanted.clone());
                self.chip(range.clone(), Understood::Product(wanted));
                match how.kind {
                    LogKind::Visit(_) if ordered && how.outcome.is_none() => {
                        how.outcome = Some(VisitOutcome::Order);
                        self.chip(range, Understood::Outcome(VisitOutcome::Order));
                    }
                    LogKind::Touch(_) if ordered && how.reached.is_none() => {
                        how.reached = Some(TouchOutcome::Order);
                        self.chip(range, Understood::Reached(TouchOutcome::Order));
                    }
                    _ => {}
                }
            }
        }
    }

    /// `+filter 6 $540 !cash`: goods that were paid were ordered.
    pub(super) fn bought(&mut self, how: &mut How, heard: &Heard) {
        let goods = heard.products.iter().any(|wanted| wanted.count.is_some());
        let paid = heard.payments.iter().any(|payment| payment.paid.is_some());
        // `+swarfega x3 £54`: the sum stands right behind the goods.
        let priced = self.cut.marked.iter().any(|marked| {
            let counted = matches!(&marked.item, Item::Product(wanted) if wanted.count.is_some());
            let rest = self.line[marked.whole.end..].trim_start();
            let figures = rest.strip_prefix(['£', '$', '€', '¥', '￥']).unwrap_or_default();
            let end = figures.find(|c: char| !(c.is_ascii_digit() || ".,".contains(c))).unwrap_or(figures.len());
            counted && end > 0 && figures[end..].trim().chars().next().is_none_or(|c| ",，。;；".contains(c))
        });
        if matches!(how.kind, LogKind::Visit(_)) && how.outcome.is_none() && (goods && paid || priced) {
            how.outcome = Some(VisitOutcome::Order);
            self.chips.push(Chip { range: None, what: Understood::Outcome(VisitOutcome::Order) });
        }
    }

    /// The competitors that the book knows, and those that the line names behind a mark.
    pub(super) fn rivals(&self, heard: &Heard) -> Vec<String> {
        let known = self.context.vocabulary.map_or(&[][..], |known| &known.competitors);
        known.iter().chain(&heard.competitors).cloned().collect()
    }

    /// Whether nothing was understood of these words yet, and nobody has made them text.
    fn is_unread(&self, range: &Range<usize>) -> bool {
        let apart = |chip: &Range<usize>| chip.end <= range.start || range.end <= chip.start;
        let met =
            |what: &Understood| matches!(what, Understood::Outcome(_) | Understood::Reached(_) | Understood::Kind(..));
        let chips = self.chips.iter().filter(|chip| !met(&chip.what)).filter_map(|chip| chip.range.as_ref());
        let quoted = !self.cut.quotes.iter().all(|quote| quote.end <= range.start || range.end <= quote.start);
        let mut chips = chips;
        chips.all(apart) && !quoted && !self.is_plain(range)
    }

    /// Competitors that the book knows, named in a sentence.
    fn competitors(&mut self, text: &Range<usize>, heard: &mut Heard) {
        let Some(known) = self.context.vocabulary else { return };
        for name in &known.competitors {
            if heard.competitors.contains(name) {
                continue;
            }
            let part = &self.line[text.clone()];
            let Some(at) = names(part, name) else { continue };
            let range = text.start + at..text.start + at + name.len();
            if self.is_unread(&range) {
                heard.competitors.insert(name.clone());
                self.chip(range, Understood::Competitor(name.clone()));
            }
        }
    }
}

/// Whether a text speaks of one of these.
pub(in crate::domain::log_line) fn speaks_of(text: &str, rivals: &[String]) -> bool {
    rivals.iter().any(|name| names(text, name).is_some())
}

/// Where a name stands in a text, written as it is known, whole; a short one may be a word.
fn names(text: &str, name: &str) -> Option<usize> {
    let han = name.chars().all(is_han);
    let long = name.chars().count() >= if han { 2 } else { 4 };
    if !long || !(han || name.starts_with(char::is_uppercase)) {
        return None;
    }
    let inside = |c: Option<char>| !han && c.is_some_and(|c| c.is_alphanumeric());
    let apart = |text: &str, at: usize| {
        !inside(text[..at].chars().next_back()) && !inside(text[at + name.len()..].chars().next())
    };
    let written = text.match_indices(name).map(|(at, _)| at).find(|at| apart(text, *at));
    // `jangro` typed in haste; `crest line` may be words.
    let small = || {
        let lower = text.to_ascii_lowercase();
        let plain = !han && name.is_ascii() && !is_ordinary(name);
        let found = lower.match_indices(&name.to_ascii_lowercase()).map(|(at, _)| at).find(|at| apart(&lower, *at));
        found.filter(|_| plain)
    };
    written.or_else(small)
}
