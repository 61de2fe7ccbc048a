//! The customers that are offered under the line: those that fit its letters, those that a new one would be like, and the new one.
//!
//! Always holds: none is chosen but by a person.

use super::{FEW, LogLine};
use crate::domain::ask::{Ask, NameHit};
use crate::domain::deed::Whose;
use crate::domain::log_line::{Customer, Fixed};
use crate::tui::cx::Cx;
use crate::tui::screen::Sight;

impl LogLine {
    /// Where nobody fits and a name is written, or a new customer is picked: who is like it?
    pub(super) fn look_alike(&mut self, cx: &mut Cx) {
        let Some(name) = self.new_customer() else { return };
        let picked = self.picked == Some(Fixed::New);
        let nobody = self.read.customer == Customer::Nobody && self.field.words().trim_end().len() > name.len();
        if (picked || nobody) && self.alike.0 != name {
            self.alike = (name.clone(), Vec::new());
            self.alike_asked = Some(cx.ask(Ask::LookAlikes { name, phones: Vec::new() }));
        }
    }

    /// The customers offered: those that fit the letters, then those that a new one would be like.
    pub(super) fn offered(&self) -> Vec<&NameHit> {
        let opened = self.start.account.as_ref().map(|(id, _)| *id);
        let mut hits: Vec<&NameHit> = match &self.read.customer {
            Customer::Several(hits, _) => hits.iter().collect(),
            Customer::One(hit, _) => vec![hit],
            Customer::Nobody | Customer::Unknown => Vec::new(),
        };
        if self.read.new_name.as_ref() == Some(&self.alike.0) {
            for hit in &self.alike.1 {
                if hits.len() < FEW && hits.iter().all(|known| known.account != hit.account) {
                    hits.push(hit);
                }
            }
        }
        // The customer that the line was opened with needs no offer of itself.
        if hits.iter().all(|hit| Some(hit.account) == opened) {
            hits.clear();
        }
        hits.truncate(if self.bears_numbers() { self.room } else { FEW });
        hits
    }

    /// The new customer offered, where a name is there.
    pub(super) fn new_customer(&self) -> Option<String> {
        let offered = self.start.account.is_none() || self.read.whose == Whose::Unfiled;
        self.read.new_name.clone().filter(|_| offered)
    }

    /// How many rows are offered.
    pub(super) fn rows(&self) -> usize {
        self.offered().len() + usize::from(self.new_customer().is_some())
    }

    pub(super) fn go(&mut self, to: Option<usize>, cx: &mut Cx) {
        self.at = to;
        self.picked = to.and_then(|at| match self.offered().get(at) {
            Some(hit) => Some(Fixed::Account(hit.account, hit.name.clone())),
            None => self.new_customer().map(|_| Fixed::New),
        });
        self.think(cx);
    }

    /// Whose the line is, as far as it says: with others offered under it, the rows say it.
    pub(super) fn whose(&self) -> Sight {
        let opened = self.start.account.as_ref().map(|(id, _)| *id);
        match (&self.picked, &self.read.customer) {
            (Some(Fixed::Account(id, _)), _) => Sight::Of(Some(*id)),
            (Some(_), _) => Sight::Of(None),
            _ if !self.offered().is_empty() => Sight::Rows,
            (None, Customer::One(hit, _)) => Sight::Of(Some(hit.account)),
            _ => Sight::Of(opened),
        }
    }
}
