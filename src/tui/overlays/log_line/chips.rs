//! The cursor among the chips: Delete makes one text again, the arrows go from one to the next.
//!
//! Always holds: a chip that is dropped stays dropped while its words stand in the line; Backspace only deletes characters.

use super::LogLine;
use crate::domain::log_line::{Chip, Fixed, NEXT, Understood};
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
                !(self.field.is_empty() && matches!(chip.what, Understood::Unfiled | Understood::Next { .. }))
            })
            .collect();
        chips.sort_by_key(|chip| chip.what.order());
        chips
    }

    /// Goes into the chips, to the first of them; false where there is none.
    pub(super) fn enter_chips(&mut self) -> bool {
        let any = !self.field.is_empty() && !self.shown().is_empty();
        if any {
            self.chip = Some(0);
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
            _ => {
                self.chip = None;
                return false;
            }
        }
        true
    }

    fn drop_chip(&mut self, at: usize, cx: &mut Cx) {
        let Some(chip) = self.shown().get(at).map(|chip| (*chip).clone()) else { return };
        let words = chip.range.and_then(|range| self.field.words().get(range)).map(|words| words.trim().to_owned());
        match (chip.what, words) {
            (Understood::Account { .. } | Understood::New(_), _) => self.picked = Some(Fixed::Unfiled),
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
