//! A visit that was a call, and a call that was a visit: what of one has a place in the other.
//!
//! Two entities, so a new record stands for the log and the old one goes. What has no place on the other side (mood, what came of it, who
//! began) stays in the history of the old record, and comes back with an undo.

use std::collections::BTreeSet;

use super::desk::Desk;
use super::log::joined;
use crate::domain::look::Look;
use crate::schema::{Touch, TouchKind, Visit, VisitKind, VisitState};

impl<L: Look> Desk<'_, L> {
    /// The touch that this visit was.
    pub(super) fn touch_from(&mut self, visit: &Visit, kind: TouchKind) -> Touch {
        let at = visit.started.or(visit.planned_start).or(visit.logged_at).unwrap_or(self.now.at);
        let minutes = visit.ended.map(|ended| ended.minutes_since(at)).filter(|minutes| *minutes > 0);
        Touch {
            id: self.new_id(),
            account: visit.account,
            owner: visit.owner,
            kind: Some(kind),
            at: Some(at),
            day: Some(self.now.workday(at)),
            contacts: visit.contacts.clone(),
            notes: joined(&visit.notes, &visit.next_step),
            minutes,
            words: visit.words.clone(),
            logged_at: visit.logged_at,
            tags: visit.tags.clone(),
            competitors: visit.competitors.clone(),
            products: visit.products.clone(),
            amount: visit.amount,
            chance: visit.chance,
            payments: visit.payments.clone(),
            ..Touch::default()
        }
    }

    /// The visit that this touch was; `plan` is the record that it had been said to replace.
    pub(super) fn visit_from(&mut self, touch: &Touch, kind: VisitKind, plan: Option<&Visit>) -> Visit {
        let started = touch.at.unwrap_or(self.now.at);
        let ended = started.plus_minutes(touch.minutes.unwrap_or(0).max(0));
        let base = plan.cloned().unwrap_or_default();
        Visit {
            id: if plan.is_some() { base.id } else { self.new_id() },
            account: touch.account,
            owner: touch.owner,
            state: Some(VisitState::Done),
            day: Some(self.now.workday(started)),
            started: Some(started),
            ended: Some(ended),
            kind: Some(kind),
            contacts: touch.contacts.clone(),
            notes: joined(&base.notes, &touch.notes),
            reason: None,
            phoned_instead: None,
            late_entry: touch.logged_at.is_some_and(|logged| self.is_late(ended, logged)),
            logged_at: touch.logged_at,
            words: touch.words.clone(),
            tags: both(&base.tags, &touch.tags),
            competitors: both(&base.competitors, &touch.competitors),
            products: both(&base.products, &touch.products),
            amount: touch.amount.or(base.amount),
            chance: touch.chance.or(base.chance),
            payments: both(&base.payments, &touch.payments),
            ..base
        }
    }
}

fn both(one: &BTreeSet<String>, other: &BTreeSet<String>) -> BTreeSet<String> {
    one.union(other).cloned().collect()
}
