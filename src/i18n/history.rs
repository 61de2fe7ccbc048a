//! Who set something, and what an undo left, in words.

use super::words::Words;
use crate::domain::act::{By, Left, UndoKind};
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

    /// What a stream holds, by its name as receipts keep it (`global`, `territory:ID`, `user:ID`).
    pub fn stream(&self, name: &str) -> String {
        match name.split_once(':') {
            None => self.get("stream-global").to_owned(),
            Some(("user", _)) => self.get("stream-user").to_owned(),
            // Of several territories the end of the id tells them apart.
            Some((_, id)) => {
                let end = id.len().saturating_sub(4);
                format!("{} …{}", self.get("stream-territory"), id.get(end..).unwrap_or_default())
            }
        }
    }

    /// How what was done comes of something done before.
    pub fn undo_kind(&self, how: UndoKind) -> &str {
        self.get(match how {
            UndoKind::Undo => "history-took-back",
            UndoKind::Redo => "history-did-again",
        })
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
