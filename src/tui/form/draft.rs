//! A form that is not saved yet, kept over a crash: which record, which blank, and what stands in each that was touched.

use serde::{Deserialize, Serialize};

use super::blank::{Blank, Chosen};
use crate::base::id::Id;
use crate::tui::field::Field;

/// A form as it is kept.
#[derive(Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Kept {
    /// The record that it is for; a new one keeps the id it was given.
    pub record: Id,
    /// The number of the field under the cursor.
    pub at: u16,
    /// Whether the form was open when it was kept.
    pub open: bool,
    /// By the field's number: what is typed and what is chosen.
    pub blanks: Vec<(u16, String, Vec<Chosen>)>,
}

impl Kept {
    /// What is kept of these blanks, those that differ from `before`.
    pub fn of(record: Id, at: usize, open: bool, blanks: &[Blank], before: &[Blank]) -> Kept {
        let touched = blanks
            .iter()
            .zip(before)
            .filter(|(now, before)| now.typed.words() != before.typed.words() || now.chosen != before.chosen)
            .map(|(now, _)| (now.field.number, now.typed.words().to_owned(), now.chosen.clone()))
            .collect();
        Kept { record, at: blanks.get(at).map_or(0, |blank| blank.field.number), open, blanks: touched }
    }

    /// Read back from a draft's body; `None` where an older version wrote it otherwise.
    pub fn read(body: &str) -> Option<Kept> {
        serde_json::from_str(body).ok()
    }

    /// As a draft's body; empty where nothing was touched.
    pub fn body(&self) -> String {
        if self.blanks.is_empty() { String::new() } else { serde_json::to_string(self).unwrap_or_default() }
    }

    /// Puts what was kept back into the blanks; gives back the blank under the cursor.
    pub fn restore(&self, blanks: &mut [Blank]) -> usize {
        for (number, typed, chosen) in &self.blanks {
            if let Some(blank) = blanks.iter_mut().find(|blank| blank.field.number == *number) {
                let several = blank.field.kind == crate::schema::Kind::LongText;
                blank.typed = if several { Field::lines(typed) } else { Field::new(typed) };
                blank.chosen = chosen.clone();
            }
        }
        blanks.iter().position(|blank| blank.field.number == self.at).unwrap_or(0)
    }
}
