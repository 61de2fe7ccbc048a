//! Who set something, and what an undo left, in words.

use super::words::Words;
use crate::domain::act::{By, Left};
use crate::schema::entity;

impl Words {
    /// Who.
    pub fn by<'a>(&'a self, by: &'a By) -> &'a str {
        match by {
            By::Me => self.get("by-me"),
            By::User(name) if !name.is_empty() => name,
            By::Office => self.get("by-office"),
            By::User(_) | By::Unknown => self.get("by-unknown"),
        }
    }

    /// "Phones was changed by the office since."
    pub fn left(&self, left: &Left) -> String {
        let what = match entity(left.entity) {
            Some(entity) => match entity.by_number(left.field) {
                Some(field) => self.field(entity, field).to_string(),
                None => self.entity(entity).to_string(),
            },
            None => left.entity.to_string(),
        };
        self.with("left-since", &[("what", (&what).into()), ("by", self.by(&left.by).into())])
    }
}
