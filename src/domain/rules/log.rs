//! One line becomes a visit or a touch with its follow-ups, and its customer where that one is new: one group, since each is senseless
//! without the others.
//!
//! A visit fills the record that already stands for it, in this order: the one in progress, the one whose start and end were stamped
//! but of which nothing was said yet, the planned one of that day. Only where there is none a new one is made.

use std::collections::BTreeSet;

use super::desk::{Customer, Desk, beginning};
use crate::base::id::Id;
use crate::domain::act::{Act, Edit, Label};
use crate::domain::deed::{LogEntry, LogKind, LogRef, Refusal};
use crate::domain::look::Look;
use crate::schema::{Choice, Reason, TOUCH, Touch, TouchKind, VISIT, Value, Visit, VisitKind, VisitState};

impl<L: Look> Desk<'_, L> {
    /// A log.
    pub fn log(&mut self, entry: &LogEntry) -> Result<Act, Refusal> {
        let customer = self.customer(&entry.whose)?;
        let mut edits = Vec::new();
        edits.extend(customer.made.as_ref().map(Edit::create));
        let log = match entry.kind {
            LogKind::Visit(kind) => self.log_visit(entry, kind, &customer, &mut edits)?,
            LogKind::Touch(kind) => self.log_touch(entry, kind, &customer, &mut edits)?,
        };
        // A mark for a promise with nothing behind it is a slip of the finger, and Enter always saves.
        for promise in entry.promises.iter().filter(|promise| !promise.text.trim().is_empty()) {
            edits.push(Edit::create(&self.follow_up(promise, customer.id, Some(log), entry.ended)?));
        }
        let kind = match entry.kind {
            LogKind::Visit(kind) => kind.word(),
            LogKind::Touch(kind) => kind.word(),
        };
        let label = match (&customer.id, &customer.made) {
            (None, _) => Label::new("act-log-unfiled", beginning(&entry.words)),
            (_, Some(_)) => Label::new("act-log-new", customer.name),
            _ => Label::new("act-log", customer.name),
        };
        Ok(Act::one(label.detail(kind), edits))
    }

    fn log_visit(
        &mut self,
        entry: &LogEntry,
        kind: VisitKind,
        customer: &Customer,
        edits: &mut Vec<Edit>,
    ) -> Result<LogRef, Refusal> {
        self.fits(&VISIT, "notes", &Value::text(entry.notes.as_str()))?;
        self.fits(&VISIT, "words", &Value::text(entry.words.as_str()))?;
        let named = self.named(entry, customer.id)?;
        let existing = match (named, customer.id) {
            (Some(visit), _) => Some(visit),
            (None, Some(account)) if customer.made.is_none() => self.stands_for(entry, account)?,
            _ => None,
        };
        let before = existing.clone().unwrap_or_default();
        let stamps = if entry.time_said { None } else { before.started };
        let started = stamps.unwrap_or(entry.started);
        let ended = match stamps {
            Some(_) => before.ended.unwrap_or(entry.ended.max(self.now.at)),
            None => entry.ended,
        }
        .max(started);
        let visit = Visit {
            id: if existing.is_some() { before.id } else { self.new_id() },
            account: customer.id,
            owner: before.owner.or(Some(self.look.me())),
            state: Some(VisitState::Done),
            day: Some(self.now.workday(started)),
            started: Some(started),
            ended: Some(ended),
            kind: Some(kind),
            contacts: before.contacts.union(&entry.contacts).copied().collect(),
            outcome: entry.outcome.or(before.outcome),
            notes: joined(&before.notes, &entry.notes),
            reason: None,
            late_entry: self.is_late(ended, self.now.at),
            logged_at: Some(self.now.at),
            words: joined(&before.words, &entry.words),
            ..before.clone()
        };
        match existing {
            Some(before) => edits.extend(Edit::change(&before, &visit)),
            None => edits.push(Edit::create(&visit)),
        }
        Ok(LogRef::Visit(visit.id))
    }

    fn log_touch(
        &mut self,
        entry: &LogEntry,
        kind: TouchKind,
        customer: &Customer,
        edits: &mut Vec<Edit>,
    ) -> Result<LogRef, Refusal> {
        self.fits(&TOUCH, "notes", &Value::text(entry.notes.as_str()))?;
        self.fits(&TOUCH, "words", &Value::text(entry.words.as_str()))?;
        let minutes = entry.ended.minutes_since(entry.started);
        let touch = Touch {
            id: self.new_id(),
            account: customer.id,
            owner: Some(self.look.me()),
            kind: Some(kind),
            at: Some(entry.started),
            day: Some(self.now.workday(entry.started)),
            contacts: entry.contacts.clone(),
            notes: entry.notes.clone(),
            outcome: entry.reached,
            minutes: (entry.time_said && minutes > 0).then_some(minutes),
            words: entry.words.clone(),
            logged_at: Some(self.now.at),
            ..Touch::default()
        };
        edits.push(Edit::create(&touch));
        // Only where it was said: who rings ahead of a visit still means to go.
        if let Some(before) = self.named(entry, customer.id)? {
            let after = Visit {
                state: Some(VisitState::Missed),
                reason: Some(Reason::Phoned),
                phoned_instead: Some(touch.id),
                logged_at: Some(self.now.at),
                ..before.clone()
            };
            edits.extend(Edit::change(&before, &after));
        }
        Ok(LogRef::Touch(touch.id))
    }

    /// The visit that a log was told to close. None where another window or laptop has closed, moved or deleted it while the line was
    /// written: what was typed is a log of its own then, and never refused for it.
    fn named(&self, entry: &LogEntry, account: Option<Id>) -> Result<Option<Visit>, Refusal> {
        let Some(id) = entry.closes else { return Ok(None) };
        match self.get::<Visit>(id) {
            Ok(visit) if visit.account == account && (is_open(&visit) || is_only_stamped(&visit)) => Ok(Some(visit)),
            Ok(_) | Err(Refusal::Gone) => Ok(None),
            Err(other) => Err(other),
        }
    }

    /// The record that already stands for the visit of this log.
    fn stands_for(&self, entry: &LogEntry, account: Id) -> Result<Option<Visit>, Refusal> {
        let (me, day) = (Some(self.look.me()), self.now.workday(entry.started));
        let mine = |visit: &Visit| visit.owner == me;
        let here = self.look.open_visits(account)?.into_iter().find(|visit| {
            mine(visit)
                && visit.state == Some(VisitState::InProgress)
                && visit.started.is_some_and(|started| self.now.workday(started) == day)
        });
        if here.is_some() {
            return Ok(here);
        }
        let stamped = self
            .look
            .visits_of(account, 20)?
            .into_iter()
            .find(|visit| mine(visit) && visit.day == Some(day) && is_only_stamped(visit));
        if stamped.is_some() {
            return Ok(stamped);
        }
        self.planned_near(account, day, entry.started)
    }
}

/// Whether a visit is planned or in progress.
pub(super) fn is_open(visit: &Visit) -> bool {
    matches!(visit.state, Some(VisitState::Planned | VisitState::InProgress))
}

/// Whether a visit's end was stamped, and nothing was said of it yet.
fn is_only_stamped(visit: &Visit) -> bool {
    visit.state == Some(VisitState::Done)
        && visit.started.is_some()
        && visit.logged_at.is_none()
        && visit.notes.is_empty()
        && visit.words.is_empty()
}

/// Both texts, one line under the other; what was written before is never lost.
pub(super) fn joined(before: &str, after: &str) -> String {
    let lines: BTreeSet<&str> = before.lines().collect();
    match (before.is_empty(), after.is_empty()) {
        (true, _) => after.to_string(),
        (_, true) => before.to_string(),
        _ if lines.contains(after) => before.to_string(),
        _ => format!("{before}\n{after}"),
    }
}
