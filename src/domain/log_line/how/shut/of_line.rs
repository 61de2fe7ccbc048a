//! Whether the visit of a line came to nothing, by its words, its people and what came of it; and who was not met then.
//!
//! Always holds: where somebody was met or something was done there, a visit took place.

use std::ops::Range;

use super::{Shut, Vain};
use crate::base::id::Id;
use crate::base::text::is_han;
use crate::domain::deed::{LogKind, Slot};
use crate::domain::log_line::chip::{Chip, Understood};
use crate::domain::log_line::how::How;
use crate::domain::log_line::people::is_one_of;
use crate::domain::log_line::reading::Reading;
use crate::schema::{Reason, VisitKind};

/// A visit that came to nothing, with the places of the words that say it and when one comes again.
pub(in crate::domain::log_line) struct Found {
    pub(super) range: Range<usize>,
    pub(super) again: Option<(Range<usize>, Slot)>,
    pub(in crate::domain::log_line) shut: Shut,
}

impl Reading<'_> {
    /// What says that a visit on site came to nothing, while nothing is said of what came of it.
    pub(in crate::domain::log_line) fn vain(&self, how: &How) -> Vec<Vain> {
        let outcome = self.chips.iter().find(|chip| matches!(chip.what, Understood::Outcome(_)));
        let said = outcome.and_then(|chip| self.line.get(chip.range.clone()?)).unwrap_or_default();
        let open = how.outcome.is_none() || said.eq_ignore_ascii_case("no go");
        let quiet = how.kind == LogKind::Visit(VisitKind::OnSite) && open && self.to_come.is_none();
        let Some(text) = self.cut.text.first().filter(|text| text.start == 0 && quiet) else { return Vec::new() };
        let people = self.own_people();
        let own = |word: &str| is_one_of(people, word);
        let found = super::vain(&self.line[text.clone()], &self.own_name(), &own);
        // Whoever made one of them text again has said that a visit took place.
        if found.iter().any(|vain| self.is_plain(&vain.range)) { Vec::new() } else { found }
    }

    /// Whether somebody was not met who seemed to be: `Carol moved it to friday`. He stands in the words alone.
    pub(in crate::domain::log_line) fn was_not_met(&mut self, id: Id, vain: &[Vain]) -> bool {
        let of_him = |chip: &Chip| matches!(&chip.what, Understood::Met { id: own, .. } if *own == id);
        let within =
            |range: &Range<usize>, clause: &Range<usize>| clause.start <= range.start && range.end <= clause.end;
        let met = self.chips.iter().filter(|chip| matches!(chip.what, Understood::Met { .. }));
        let met: Vec<Range<usize>> = met.filter_map(|chip| chip.range.clone()).collect();
        let other = |chip: &Chip| matches!(&chip.what, Understood::Met { id: own, .. } if *own != id);
        let others = self.chips.iter().any(other);
        let talked = self
            .cut
            .text
            .first()
            .is_some_and(|text| super::took_place(&self.line[text.clone()], &self.own_name(), false));
        let not = self.chips.iter().filter(|chip| of_him(chip)).filter_map(|chip| chip.range.clone()).any(|range| {
            vain.iter().filter(|vain| vain.reason != Reason::Shut).any(|vain| {
                let words = self.line.get(vain.range.clone()).unwrap_or_default().to_lowercase();
                let nobody = ["no ", "nobody", "noone", "no-one", "not a ", "没人", "沒人"];
                let says_whom = met.iter().any(|met| within(met, &vain.before))
                    || !words.ends_with("time") && nobody.iter().any(|word| words.starts_with(word));
                // Whoever told something was there.
                let earlier = vain.earlier.as_ref().filter(|clause| within(&range, clause) && !says_whom);
                let told = |clause: &Range<usize>| super::took_place(&self.line[clause.clone()], &(0..0), true);
                // `ian said nicola isn't in`; `glen on the phone, then we talked`.
                let tells = self.tells_of_another(&range, vain);
                let talked = !vain.sure && !others && vain.reason != Reason::CalledOff && talked;
                if tells || talked {
                    return false;
                }
                within(&range, &vain.before) || earlier.is_some_and(|clause| !told(clause))
            })
        });
        if not {
            self.chips.retain(|chip| !of_him(chip));
        }
        not
    }

    /// Whether whoever stands here says of somebody else that he is away.
    fn tells_of_another(&self, who: &Range<usize>, vain: &Vain) -> bool {
        let between = self.line.get(who.end..vain.range.start).unwrap_or_default().trim_start().to_lowercase();
        let says = ["said ", "says ", "reckons ", "told me "].iter().find_map(|word| between.strip_prefix(word));
        says.is_some_and(|words| is_one_of(self.own_people(), words))
    }

    /// Whether the words say that no visit took place, and nothing tells of one: whoever is named there was not met.
    pub(in crate::domain::log_line) fn met_nobody(&mut self, vain: &[Vain]) -> bool {
        let nobody = vain.iter().any(|vain| vain.sure)
            && self.cut.text.first().is_some_and(|text| {
                let part = &self.line[text.clone()];
                !super::took_place(part, &self.own_name(), true) && !self.acted(part, vain)
            });
        if nobody {
            self.chips.retain(|chip| !matches!(chip.what, Understood::Met { .. }));
        }
        nobody
    }

    /// Whether one of the customer's people does something there behind the words that say that it came to nothing.
    fn acted(&self, part: &str, vain: &[Vain]) -> bool {
        let people = self.own_people();
        super::acted(part, vain, &|word: &str| is_one_of(people, word))
    }

    /// That it came to nothing, where nobody was met and nothing tells of a visit.
    pub(in crate::domain::log_line) fn shut(&self, vain: &[Vain]) -> Option<Found> {
        let met = self.chips.iter().any(|chip| matches!(chip.what, Understood::Met { .. } | Understood::NewPerson(_)));
        let text = self.cut.text.first()?;
        let part = &self.line[text.clone()];
        let name = self.own_name();
        let chosen = super::chosen(vain)?;
        // `jackie rope walk shut`: whoever is named, the door was, unless something tells of what was done there.
        let door = chosen.reason == Reason::Shut && chosen.sure;
        let sure = vain.iter().any(|vain| vain.sure);
        if met && !door || super::took_place(part, &name, !sure || met) || self.acted(part, vain) {
            return None;
        }
        let words = part.get(chosen.range.clone())?.to_owned();
        // A day that a person has made text again is none.
        let plain = |day: &str| self.context.plain.is_some_and(|plain| plain.iter().any(|words| words.contains(day)));
        let again = super::again(part, name.end.min(part.len()), &self.ahead, &plain);
        // 今天没空，改下周二 was put off, not refused.
        let moved =
            chosen.reason == Reason::Refused && again.is_some() && words.contains(is_han) && part.contains('改');
        let reason = if moved { Reason::CalledOff } else { chosen.reason };
        let range = chosen.range.clone();
        Some(Found {
            range,
            again: again.clone(),
            shut: Shut { words, reason, again: again.map(|(_, slot)| slot), alone: false },
        })
    }
}
