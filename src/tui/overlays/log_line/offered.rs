//! The customers that are offered under the line: those that fit its letters, those that a new one would be like, and the new one.
//!
//! Always holds: none is chosen but by a person.

use super::{FEW, LogLine};
use crate::base::name::{Fit, NameKey, Near, Query};
use crate::base::text::is_han;
use crate::domain::ask::{Ask, NameHit, NearNames};
use crate::domain::deed::Whose;
use crate::domain::log_line::{self, Customer, Fixed};
use crate::tui::cx::Cx;
use crate::tui::screen::Sight;

impl LogLine {
    /// Where nobody fits and a name is written, or a new customer is picked: who is like it?
    pub(super) fn look_alike(&mut self, cx: &mut Cx) {
        let said = matches!(self.read.whose, Whose::New(_)).then(|| self.read.new_name.clone());
        let Some(name) = self.new_customer().or(said.flatten()) else { return };
        let picked = self.picked == Some(Fixed::New);
        let nobody = self.read.customer == Customer::Nobody && self.field.words().trim_end().len() > name.len();
        if (picked || nobody) && self.alike.0 != name {
            self.alike = (name.clone(), Vec::new());
            self.alike_asked = Some(cx.ask(Ask::LookAlikes { name, phones: Vec::new() }));
        }
    }

    /// Where the letters are nobody's: whose name is nearly this?
    pub(super) fn look_near(&mut self, cx: &mut Cx) {
        if self.picked.is_some() || self.read.customer == Customer::Unknown {
            return;
        }
        let opened = self.start.account.as_ref().map(|(id, _)| *id);
        let nobodys =
            self.read.whose == Whose::Unfiled || self.read.whose == opened.map_or(Whose::Unfiled, Whose::Account);
        let nobodys = nobodys && !matches!(self.read.customer, Customer::One(..));
        let letters = if nobodys { self.read.mistypable.clone() } else { Vec::new() };
        if letters != self.near.0 {
            self.near_asked =
                (!letters.is_empty()).then(|| cx.ask(Ask::NearNames { letters: letters.clone(), opened }));
            self.near = (letters, NearNames::default());
        }
    }

    /// Where the beginning says it of nobody for sure: whom does the line name anywhere?
    pub(super) fn look_through(&mut self, cx: &mut Cx) {
        if self.picked.is_some() || !self.read.through {
            return;
        }
        let words = log_line::nameable(self.field.words()).trim_end();
        let opened = self.start.account.as_ref().map(|(id, _)| *id);
        if words != self.named.0 {
            self.named.0 = words.to_owned();
            self.named_asked = Some(cx.ask(Ask::Named { line: self.named.0.clone(), opened }));
        }
    }

    /// Those whose names are nearly what the line begins with; none where it is the customer's own that it was opened with.
    pub(super) fn nearly(&self) -> &[NameHit] {
        if self.near.1.own { &[] } else { &self.near.1.hits }
    }

    /// The customers offered: those that fit the letters, then those that a new one would be like.
    pub(super) fn offered(&self) -> Vec<&NameHit> {
        if let Some((hits, _)) = &self.stands {
            return hits.iter().collect();
        }
        let opened = self.start.account.as_ref().map(|(id, _)| *id);
        let mut hits: Vec<&NameHit> = match &self.read.customer {
            Customer::Several(hits, _) => hits.iter().collect(),
            Customer::One(hit, _) => vec![hit],
            Customer::Nobody | Customer::Unknown => Vec::new(),
        };
        if !self.read.customer.is_meant(self.field.words()) && !self.nearly().is_empty() {
            // Those that fit by chance come behind those that are meant but for a letter.
            let fitting = std::mem::replace(&mut hits, self.nearly().iter().collect());
            for hit in fitting {
                if hits.iter().all(|known| known.account != hit.account) {
                    hits.push(hit);
                }
            }
        }
        if self.read.new_name.as_ref() == Some(&self.alike.0) {
            for hit in &self.alike.1 {
                if hits.len() < FEW && hits.iter().all(|known| known.account != hit.account) {
                    hits.push(hit);
                }
            }
        }
        // In doubt it is offered too, behind those whom the line names; else the customer that the line was opened with needs no offer of itself.
        if let Some(here) = self.here_hit.as_ref().filter(|_| self.read.doubt) {
            hits.retain(|hit| hit.account != here.account);
            let named = matches!(self.read.customer, Customer::Several(..));
            hits.insert(if named { hits.len().min(FEW - 1) } else { 0 }, here);
        } else if hits.iter().all(|hit| Some(hit.account) == opened) {
            hits.clear();
        }
        hits.truncate(if self.bears_numbers() { self.room } else { FEW });
        hits
    }

    /// The customer that the line was opened with, as it is offered.
    pub(super) fn hit_here(&self) -> Option<NameHit> {
        let (account, name) = self.start.account.clone()?;
        let mut known = self.known.values().flatten().chain(&self.near.1.hits);
        let found = known.find(|hit| hit.account == account).map(|hit| NameHit { marks: Vec::new(), ..hit.clone() });
        let unknown = || NameHit { account, name, ..NameHit::default() };
        Some(found.unwrap_or_else(unknown))
    }

    /// The new customer offered, where a name is there.
    pub(super) fn new_customer(&self) -> Option<String> {
        if let Some((_, new)) = &self.stands {
            return new.clone();
        }
        let offered = self.start.account.is_none() || self.read.doubt || self.read.whose == Whose::Unfiled;
        self.read.new_name.clone().filter(|_| offered)
    }

    /// How many rows are offered.
    pub(super) fn rows(&self) -> usize {
        self.offered().len() + usize::from(self.new_customer().is_some())
    }

    pub(super) fn go(&mut self, to: Option<usize>, cx: &mut Cx) {
        match to {
            None => self.stands = None,
            Some(_) if self.stands.is_none() && !self.wonders_whose() => {
                self.stands = Some((self.offered().into_iter().cloned().collect(), self.new_customer()));
            }
            Some(_) => {}
        }
        self.at = to;
        self.picked = to.and_then(|at| match self.offered().get(at) {
            Some(hit) => Some(Fixed::Account(hit.account, hit.name.clone())),
            None => self.new_customer().map(|_| Fixed::New),
        });
        self.chosen_for = self.picked.as_ref().map(|picked| self.letters_of(picked));
        self.think(cx);
    }

    /// The letters of the line by which somebody is offered.
    fn letters_of(&self, picked: &Fixed) -> String {
        let by_name = named(&self.read.customer).filter(|(hits, _)| match picked {
            // The one that the line was opened with is chosen instead of those.
            Fixed::Account(id, _) => {
                hits.iter().any(|hit| hit.account == *id)
                    || self.start.account.as_ref().is_some_and(|(own, _)| own == id)
            }
            Fixed::New | Fixed::Unfiled => false,
        });
        let letters = match (by_name, picked) {
            (Some((_, range)), _) => self.field.words().get(range).map(str::to_owned),
            (None, Fixed::New) => self.read.new_name.clone(),
            // But for a letter or two.
            (None, _) => self.near.0.iter().max_by_key(|letters| letters.len()).cloned(),
        };
        letters.unwrap_or_default()
    }

    /// A choice belongs to the letters for which it was made: where they are another name by now, nobody is chosen. Else the cursor stays on
    /// whom it chose, wherever he is offered.
    pub(super) fn hold_choice(&mut self, cx: &mut Cx) {
        let (Some(letters), Some(picked)) = (&self.chosen_for, &self.picked) else { return };
        let line = self.field.words();
        // Whoever writes on behind a word has not changed it; Chinese goes on without a space.
        let stands = line.find(letters.as_str());
        let whole = stands.is_some_and(|at| {
            let next = line[at + letters.len()..].chars().next();
            next.is_none_or(|next| !next.is_alphanumeric() || is_han(next))
        });
        let offered = match picked {
            Fixed::Account(id, _) => self.offered().iter().position(|hit| hit.account == *id),
            _ => self.new_customer().map(|_| self.offered().len()),
        };
        let holds = match (named(&self.read.customer), picked) {
            _ if self.read.customer == Customer::Unknown => true,
            (Some((hits, _)), Fixed::Account(id, _)) if hits.iter().any(|hit| hit.account == *id) => stands.is_some(),
            // Other letters, more of them, name somebody else.
            (Some((_, range)), _) if range.len() > letters.len() => false,
            (_, Fixed::New) => offered.is_some(),
            _ => whole,
        };
        if holds {
            self.at = self.at.and(offered);
            return;
        }
        (self.at, self.picked, self.chosen_for, self.stands) = (None, None, None, None);
        self.think(cx);
    }

    /// Whose the line is, as far as it says: with others offered under it, the rows say it.
    pub(super) fn whose(&self) -> Sight {
        let opened = self.start.account.as_ref().map(|(id, _)| *id);
        match (&self.picked, &self.read.customer) {
            (Some(Fixed::Account(id, _)), _) => Sight::Typed(Some(*id)),
            (Some(_), _) => Sight::Of(None),
            _ if !self.offered().is_empty() => Sight::Rows,
            (None, Customer::One(hit, _)) => Sight::Typed(Some(hit.account)),
            // Letters of which it is not known yet whose they are may be a name.
            _ if self.nameless => Sight::Typed(opened),
            _ => Sight::Of(opened),
        }
    }

    /// Whether the letters name nobody, as far as that is known: until the store has answered, what was known of those before counts.
    pub(super) fn names_nobody(&self) -> bool {
        match self.read.customer {
            _ if self.unread => false,
            Customer::Unknown => self.nameless,
            _ if self.near_asked.is_some() || self.named_asked.is_some() => self.nameless,
            Customer::Nobody => true,
            Customer::One(..) | Customer::Several(..) => false,
        }
    }
}

/// Whom letters of the line name, and where they stand.
fn named(customer: &Customer) -> Option<(&[NameHit], std::ops::Range<usize>)> {
    match customer {
        Customer::One(hit, range) => Some((std::slice::from_ref(hit), range.clone())),
        Customer::Several(hits, range) => Some((hits, range.clone())),
        Customer::Nobody | Customer::Unknown => None,
    }
}

/// Whether a customer of this name may be the one that a new name means: its letters are meant for it, or the other way round.
pub(super) fn is_alike(new: &str, known: &str) -> bool {
    let fit = |letters: &str, name: &str| Query::new(letters).rank(&NameKey::new(name)).map(|rank| rank.fit());
    let but_for_a_slip = || Near::new(new).filter(Near::is_sure)?.mistakes(known, &NameKey::new(known));
    fit(new, known).is_some_and(|fit| fit <= Fit::Inner)
        || fit(known, new).is_some_and(|fit| fit <= Fit::WordPrefix)
        || but_for_a_slip().is_some()
}
