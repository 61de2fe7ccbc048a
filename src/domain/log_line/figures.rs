//! Figures in the text of a line: sums and chances.
//!
//! Always holds: a figure inside a sentence stays in the note as well; alone it stands in its field only.

use std::ops::Range;

use super::chip::Understood;
use super::reading::Reading;
use super::sold::doubt;
use super::{chance, money, sold};
use crate::domain::heard::Heard;

impl Reading<'_> {
    /// Whether a range is text that nothing else was understood of.
    pub(super) fn is_free(&self, range: &Range<usize>) -> bool {
        let apart = |other: &Range<usize>| other.end <= range.start || range.end <= other.start;
        self.taken.iter().chain(&self.cut.quotes).all(apart) && !self.is_plain(range)
    }

    /// Sums and chances in the text; of several orders what they come to, of other sums the last one. Hands over the sums that do not.
    pub(super) fn figures(&mut self, heard: &mut Heard) -> Vec<String> {
        let (mut amount, mut chance) = (None, None);
        let mut passed: Vec<String> = Vec::new();
        let rivals = self.rivals(heard);
        for text in self.cut.text.clone() {
            let part = &self.line[text.clone()];
            let whole = |range: Range<usize>| text.start + range.start..text.start + range.end;
            let mut sums = money::sums(part, self.context.lang, false);
            let apart = |own: &Range<usize>, other: &Range<usize>| own.end <= other.start || other.end <= own.start;
            let told = sold::sums(part, self.context.lang);
            let told = told.into_iter().filter(|(own, _)| sums.iter().all(|(other, _)| apart(own, other)));
            sums.extend(told.collect::<Vec<_>>());
            sums.sort_by_key(|(range, _)| range.start);
            let people = self.own_people();
            let who = doubt::Who { rivals: &rivals, people };
            sums.retain(|(range, _)| doubt::counts(part, range, &who));
            let chances = chance::chances(part, &sums);
            // What came is no chance of more.
            sums.retain(|(range, _)| !self.came(&whole(range.clone())));
            for (range, money) in sold::added(part, sums, &|range| doubt::is_order(part, range, &who)) {
                let inside = chances.iter().any(|(chance, _)| chance.start <= range.start && range.end <= chance.end);
                let Some(next) = Some((whole(range), money)).filter(|(range, _)| self.is_free(range) && !inside) else {
                    continue;
                };
                let before: Option<(Range<usize>, _)> = amount.replace(next);
                passed.extend(before.and_then(|(range, _)| self.line.get(range)).map(str::to_owned));
            }
            for (range, share) in chances {
                chance = Some((whole(range), share)).filter(|(range, _)| self.is_free(range)).or(chance);
            }
        }
        let figures: Vec<Range<usize>> = amount
            .iter()
            .map(|(range, _)| range.clone())
            .chain(chance.iter().map(|(range, _)| range.clone()))
            .collect();
        // `~60%` is a mark: it is never part of a sentence. A 约 before a sum goes with it.
        let marked = |range: &Range<usize>| self.line[range.clone()].starts_with(['~', '～']);
        let alone = figures.iter().filter(|range| marked(range) || self.stands_alone(range, &figures));
        let alone: Vec<Range<usize>> = alone
            .map(|range| {
                let before = self.line[..range.start].trim_end_matches(['约', '約']).len();
                before..range.end
            })
            .collect();
        self.taken.extend(alone);
        if let Some((range, money)) = amount {
            heard.amount = Some(money);
            self.chip(range, Understood::Amount(money));
        }
        if let Some((range, share)) = chance {
            heard.chance = Some(share);
            self.chip(range, Understood::Chance(share));
        }
        passed
    }

    /// Whether these words say what was paid.
    fn came(&self, words: &Range<usize>) -> bool {
        self.chips.iter().any(|chip| {
            let Understood::Payment(payment) = &chip.what else { return false };
            let paid = payment.paid.is_some();
            // 上个月的货款一万六下周二转 is worth no more.
            let owed = || {
                let words = self.line.get(words.clone()).unwrap_or_default();
                !paid
                    && payment.amount.is_some()
                    && chip.range.as_ref().is_some_and(|at| {
                        let said = self.line.get(at.clone()).unwrap_or_default();
                        ["货款", "貨款", "尾款", "余款", "餘款", "欠"].iter().any(|word| said.contains(word))
                            && said.contains(words)
                    })
            };
            paid && chip.range.as_ref().is_some_and(|at| at.start < words.end && words.start < at.end) || owed()
        })
    }

    /// Whether the clause of a figure has nothing but figures: in a sentence it stays.
    fn stands_alone(&self, figure: &Range<usize>, figures: &[Range<usize>]) -> bool {
        let Some(text) = self.cut.text.iter().find(|text| text.start <= figure.start && figure.end <= text.end) else {
            return false;
        };
        let covered = |at: usize| figures.iter().any(|other| other.contains(&at));
        let border = |at: usize, c: char| {
            "，,。；;\n：:".contains(c) && !covered(at) || self.taken.iter().any(|taken| taken.contains(&at))
        };
        let before = self.line[text.start..figure.start].char_indices().rev().map(|(at, c)| (text.start + at, c));
        let after = self.line[figure.end..text.end].char_indices().map(|(at, c)| (figure.end + at, c));
        let plain = |at: usize, c: char| c.is_whitespace() || covered(at) || "约約~～".contains(c);
        let clean = |mut chars: Box<dyn Iterator<Item = (usize, char)> + '_>| {
            chars.find(|(at, c)| border(*at, *c) || !plain(*at, *c)).is_none_or(|(at, c)| border(at, c))
        };
        clean(Box::new(before)) && clean(Box::new(after))
    }
}
