//! Whether a line tells of nothing but a visit that came to nothing: then it is kept as not done.
//!
//! Always holds: where anybody may have been met, or anything done, said or sold there, it tells of more. A done visit that is kept as not done is
//! lost; one that is kept as done though it came to nothing only wants another key.

use std::ops::Range;

use super::of_line::Found;
use super::{Shut, Vain, alike, han, latin};
use crate::base::text::is_han;
use crate::domain::deed::Slot;
use crate::domain::log_line::chip::{Chip, Understood};
use crate::domain::log_line::clause;
use crate::domain::log_line::reading::Reading;
use crate::schema::Reason;

impl Reading<'_> {
    /// Where the customer's people are named as met.
    pub(in crate::domain::log_line) fn met_at(&self) -> Vec<Range<usize>> {
        let met = self.chips.iter().filter(|chip| matches!(chip.what, Understood::Met { .. }));
        met.filter_map(|chip| chip.range.clone()).collect()
    }

    /// What came to nothing. Where the line tells of nothing else, a chip says so in the place of the one that says how it was.
    pub(in crate::domain::log_line) fn not_done(
        &mut self,
        found: Found,
        vain: &[Vain],
        named: &[Range<usize>],
        (next, time_said): (Option<Slot>, bool),
    ) -> Shut {
        let Found { range, again, shut } = found;
        let alone = self.is_alone(vain, named, again.as_ref().map(|(range, _)| range));
        let shut = Shut { again: next.or(shut.again), alone, ..shut };
        if !alone {
            return shut;
        }
        self.chips.retain(|chip| match chip.what {
            Understood::Kind(..) => false,
            // One stood at the door now, not for the usual length.
            Understood::Time { .. } => time_said,
            _ => true,
        });
        self.chip(range, Understood::NotDone(shut.reason));
        if let Some((range, slot)) = again.filter(|_| next.is_none()) {
            self.chip(range, Understood::Next { slot, every: None });
        }
        shut
    }

    /// Whether the line tells of nothing else.
    fn is_alone(&self, vain: &[Vain], named: &[Range<usize>], again: Option<&Range<usize>>) -> bool {
        let more = |chip: &Chip| {
            !matches!(
                chip.what,
                Understood::Account { .. }
                    | Understood::New(_)
                    | Understood::Several(_)
                    | Understood::Near(_)
                    | Understood::Doubt(_)
                    | Understood::Unfiled
                    | Understood::Kind(..)
                    | Understood::Time { .. }
                    | Understood::Promise { .. }
                    | Understood::Next { .. }
            )
        };
        // `priya cancelled it`, `postponed`: it may be a thing that she cancelled, unless nothing else is said.
        let plain = |vain: &&Vain| {
            let words = self.line.get(vain.range.clone()).unwrap_or_default();
            let vague = !words.contains(' ') || words.split(' ').any(|word| ["it", "things"].contains(&word));
            // `cancelled til new year`: what is put off so long is the visit.
            let behind = self.line.get(vain.range.end..).unwrap_or_default().trim_start();
            let till = ["til ", "till ", "until "].iter().any(|word| behind.starts_with(word));
            !(vague
                && vain.reason == Reason::CalledOff
                && !words.contains(is_han)
                && !(till && words.starts_with("cancel")))
        };
        let sure = vain.iter().filter(plain).any(|vain| vain.sure);
        let of_vain = |range: &Range<usize>| {
            let clause = clause::around(self.line, range.clone());
            let near = |vain: &Vain| {
                clause.start <= vain.range.start && vain.range.end <= clause.end
                    || vain.earlier.as_ref().is_some_and(|earlier| earlier.contains(&range.start))
            };
            vain.iter().any(near)
        };
        if self.chips.iter().any(more) || !named.iter().all(of_vain) {
            return false;
        }
        // What is left beside the words that say it, and beside what the chips say.
        let said = self.chips.iter().filter(|chip| !matches!(chip.what, Understood::Kind(..)));
        let said = said.filter_map(|chip| chip.range.clone());
        let mut said: Vec<Range<usize>> = said.chain(vain.iter().map(|vain| vain.range.clone())).collect();
        said.extend(again.cloned());
        said.extend(self.taken.iter().cloned());
        said.extend(named.iter().cloned());
        let own = self.own_name();
        let is_own = |word: &str| crate::domain::log_line::people::is_one_of(self.own_people(), word);
        self.cut.text.iter().all(|text| {
            let part = &self.line[text.clone()];
            let first = text.start == 0;
            let name = if first { own.clone() } else { 0..0 };
            if super::took_place(part, &name, true) || first && super::acted(part, vain, &is_own) {
                return false;
            }
            clause::all(part).into_iter().all(|clause| {
                let clause = text.start + clause.start..text.start + clause.end;
                let words = &self.line[clause.clone()];
                let rest = without(self.line, clause, &said);
                match words.contains(is_han) {
                    true => han::is_only(&alike(&rest), sure),
                    false => latin::is_only(&rest, sure, &is_own),
                }
            })
        })
    }
}

/// A part of a line without these: where one of them stood a stop stands.
fn without(line: &str, part: Range<usize>, said: &[Range<usize>]) -> String {
    line[part.clone()]
        .char_indices()
        .map(|(at, c)| if said.iter().any(|range| range.contains(&(part.start + at))) { '|' } else { c })
        .collect()
}
