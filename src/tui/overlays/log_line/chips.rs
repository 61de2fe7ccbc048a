//! The cursor among the chips: Delete makes one text again, the arrows go from one to the next.
//!
//! Always holds: a chip that is dropped stays dropped while its words stand in the line; Backspace only deletes characters.

use super::LogLine;
use crate::base::when::NextWeekday;
use crate::config::Settings;
use crate::domain::deed::Whose;
use crate::domain::log_line::{self, Chip, Fixed, NEXT, Understood};
use crate::tui::cx::Cx;
use crate::tui::key::{Code, Key};

impl LogLine {
    /// The chips in the order in which they are shown.
    pub(super) fn shown(&self) -> Vec<&Chip> {
        let mut chips: Vec<&Chip> = self
            .read
            .chips
            .iter()
            .filter(|chip| {
                let empty = self.field.is_empty() && matches!(chip.what, Understood::Unfiled | Understood::Next { .. });
                let unknown = self.unread && chip.what.says_whose();
                !empty && !unknown
            })
            .collect();
        chips.sort_by_key(|chip| chip.what.order());
        chips
    }

    /// Whether ↓ leads into the chips from the line, and not to those offered.
    pub(super) fn leads_to_chips(&self) -> bool {
        (self.rows() == 0 || self.read.whose != Whose::Unfiled) && !self.field.is_empty() && !self.shown().is_empty()
    }

    /// What the keys are: among the chips, among those offered, in the line.
    pub(super) fn keys(&self) -> &'static [(&'static str, &'static str)] {
        if let Some(at) = self.chip {
            let two = |chip: &&Chip| matches!(chip.what, Understood::Promise { other: Some(_), .. });
            return match self.shown().get(at).filter(|chip| two(chip)) {
                Some(_) => &[
                    ("save", "command-save"),
                    ("Del", "hint-chip-drop"),
                    ("Space", "hint-chip-turn"),
                    ("← →", "hint-chip-next"),
                ],
                None => &[("save", "command-save"), ("Del", "hint-chip-drop"), ("← →", "hint-chip-next")],
            };
        }
        if self.field.is_empty() || self.at.is_some() {
            return &[];
        }
        match (self.leads_to_chips(), self.rows() > 0, self.complete.is_some()) {
            (true, _, true) => &[("save", "command-save"), ("↓", "hint-chips"), ("Tab", "hint-complete")],
            (true, _, false) => &[("save", "command-save"), ("↓", "hint-chips")],
            (false, true, true) => &[("save", "command-save"), ("↓", "hint-offered"), ("Tab", "hint-complete")],
            (false, true, false) => &[("save", "command-save"), ("↓", "hint-offered")],
            (false, false, true) => &[("save", "command-save"), ("Tab", "hint-complete")],
            (false, false, false) => &[],
        }
    }

    /// Completes the last word, where there is something to complete: once for what was typed, not at each look at the keys.
    pub(super) fn think_of_the_end(&mut self) {
        self.complete = log_line::complete(self.field.words(), &self.read, self.about.as_ref(), &self.vocabulary);
    }

    /// Goes into the chips, to the first of them; false where there is none.
    pub(super) fn enter_chips(&mut self) -> bool {
        let shown = self.shown();
        let any = !self.field.is_empty() && !shown.is_empty();
        // Where two days may be meant, that is the chip to go to.
        let open = shown.iter().position(|chip| matches!(chip.what, Understood::Promise { other: Some(_), .. }));
        if any {
            self.chip = Some(open.unwrap_or(0));
        }
        any
    }

    /// A key among the chips. False: it is for the line.
    pub(super) fn chip_key(&mut self, key: Key, cx: &mut Cx) -> bool {
        let Some(at) = self.chip else { return false };
        let last = self.shown().len().saturating_sub(1);
        match key.code {
            Code::Left => self.chip = Some(at.saturating_sub(1)),
            Code::Right => self.chip = Some((at + 1).min(last)),
            Code::Delete => {
                self.drop_chip(at, cx);
                self.chip = Some(at.min(self.shown().len().saturating_sub(1)));
            }
            Code::Char(' ') if self.turn_chip(at, cx) => {}
            // Out of the chips, into those offered or back into the line.
            Code::Up | Code::Down | Code::Esc => return false,
            _ => {
                self.chip = None;
                return false;
            }
        }
        true
    }

    /// Takes the other day of a promise whose words may mean two; false where only one is meant.
    fn turn_chip(&mut self, at: usize, cx: &mut Cx) -> bool {
        let Some(Understood::Promise { other: Some(_), .. }) = self.shown().get(at).map(|chip| chip.what.clone())
        else {
            return false;
        };
        let range = self.shown().get(at).and_then(|chip| chip.range.clone());
        let Some(words) = range.and_then(|range| self.field.words().get(range)).map(|words| words.trim().to_owned())
        else {
            return false;
        };
        if !self.turned.remove(&words) {
            self.turned.insert(words);
        }
        self.think(cx);
        true
    }

    /// What `next fri` means was offered once with this line: what stands there now is kept, and not asked again.
    pub(super) fn settle_next(&self, cx: &mut Cx) {
        if cx.settings.next_weekday.is_some() {
            return;
        }
        let open = self.read.chips.iter().find(|chip| matches!(chip.what, Understood::Promise { next: true, .. }));
        let words = open.and_then(|chip| self.field.words().get(chip.range.clone()?));
        if let Some(words) = words {
            let turned = self.turned.contains(words.trim());
            let next = if turned { NextWeekday::Coming } else { NextWeekday::Week };
            cx.set(Settings { next_weekday: Some(next), ..cx.settings.clone() });
        }
    }

    fn drop_chip(&mut self, at: usize, cx: &mut Cx) {
        let Some(chip) = self.shown().get(at).map(|chip| (*chip).clone()) else { return };
        let words = chip.range.and_then(|range| self.field.words().get(range)).map(|words| words.trim().to_owned());
        match (chip.what, words) {
            (Understood::Account { .. } | Understood::New(_), _) => {
                (self.at, self.picked, self.chosen_for) = (None, Some(Fixed::Unfiled), None);
            }
            (Understood::Next { every: Some(_), .. }, _) => {
                self.plain.insert(NEXT.to_owned());
            }
            (_, Some(words)) => {
                self.plain.insert(words);
            }
            _ => {}
        }
        self.think(cx);
    }
}
