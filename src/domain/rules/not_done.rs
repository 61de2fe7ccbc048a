//! A visit did not take place: two answers (why, and when again), one act.
//!
//! Or a log says that one came in vain: what was said at the door is kept with it. A customer that was tried without a plan gets a missed visit
//! too, so that the attempt is in its story. "Shut for good" as the reason also does what that deed does, unless a new date says otherwise.

use std::collections::BTreeSet;

use super::desk::{Customer, Desk, act_of, once};
use super::log::{is_open, joined};
use super::words::NOT_PLANNED;
use crate::base::clock::Moment;
use crate::base::id::Id;
use crate::domain::act::{Act, Edit, Label};
use crate::domain::deed::{LogEntry, Refusal, Slot};
use crate::domain::look::Look;
use crate::schema::{Account, Choice, Reason, VISIT, Value, Visit, VisitKind, VisitState};

/// So many minutes after a visit was agreed the attempt is still taken to be now.
const DOOR: i64 = 60;

impl<L: Look> Desk<'_, L> {
    /// Keeps why visits did not take place, and plans them again.
    pub fn not_done(
        &mut self,
        visits: &[Id],
        accounts: &[Id],
        reason: Reason,
        words: &str,
        again: Option<Slot>,
    ) -> Result<Act, Refusal> {
        self.fits(&VISIT, "notes", &Value::text(words.trim()))?;
        let slot = again.map(|slot| self.visit_slot(slot)).transpose()?;
        let mut label = Label::default();
        let mut groups = Vec::new();
        let tried = self.tried(visits, accounts)?;
        let missed: Vec<Id> = tried.iter().map(|(visit, _)| visit.id).collect();
        let mut shut = BTreeSet::new();
        for (before, account) in tried {
            let after = Visit {
                state: Some(VisitState::Missed),
                started: self.at_the_door(&before),
                ended: None,
                reason: Some(reason),
                notes: joined(&before.notes, words.trim()),
                logged_at: Some(self.now.at),
                ..before.clone()
            };
            let mut edits = if before.state.is_some() {
                Vec::from_iter(Edit::change(&before, &after))
            } else {
                vec![Edit::create(&after)]
            };
            if let (Some((day, start)), Some(to)) = (slot, again) {
                let start = start.or_else(|| self.same_time(&before, to));
                edits.push(Edit::create(&self.plan_again(&before, account.id, day, start)));
            } else if reason == Reason::ShutForGood && account.closed_on.is_none() && shut.insert(account.id) {
                edits.extend(self.closing(&account, &missed)?);
            }
            if groups.is_empty() {
                label = match slot {
                    Some((day, start)) => {
                        Label::new("act-not-done-again", account.name).detail(self.slot_said(day, start))
                    }
                    None => Label::new("act-not-done", account.name).detail(reason.word()),
                };
            }
            groups.push(edits);
        }
        Ok(act_of(label.count(groups.len()), groups))
    }

    /// The visits that did not take place, each with its customer: those named, and for each customer tried the one planned for the day, or
    /// one that is still to be made (it has no state).
    fn tried(&mut self, visits: &[Id], accounts: &[Id]) -> Result<Vec<(Visit, Account)>, Refusal> {
        let day = self.now.today();
        let mut tried: Vec<(Visit, Account)> = Vec::new();
        for id in once(visits) {
            let visit: Visit = self.get(id)?;
            if !is_open(&visit) {
                return Err(Refusal::State(NOT_PLANNED));
            }
            let account = self.account(visit.account.ok_or(Refusal::Gone)?)?;
            tried.push((visit, account));
        }
        for id in once(accounts) {
            let account = self.account(id)?;
            let planned = self.planned_near(account.id, day, self.now.at)?;
            let visit = match planned {
                Some(visit) => visit,
                None => Visit {
                    id: self.new_id(),
                    account: Some(account.id),
                    owner: Some(self.look.me()),
                    day: Some(day),
                    ..Visit::default()
                },
            };
            if tried.iter().all(|(other, _)| other.id != visit.id) {
                tried.push((visit, account));
            }
        }
        Ok(tried)
    }

    /// When one stood at the door: as it was stamped, else now. A plan of another day, or of long before, is only being put in order.
    fn at_the_door(&self, visit: &Visit) -> Option<Moment> {
        let near = visit.planned_start.is_none_or(|start| self.now.at.minutes_since(start) <= DOOR);
        visit.started.or((visit.day == Some(self.now.today()) && near).then_some(self.now.at))
    }

    /// The record of a logged attempt that came to nothing, as it was before and as it is now. It keeps what was said at the door, but no people and no
    /// worth: nobody was there to say it.
    pub(super) fn attempt(
        &mut self,
        entry: &LogEntry,
        (kind, reason): (VisitKind, Reason),
        customer: &Customer,
    ) -> Result<(Option<Visit>, Visit), Refusal> {
        let existing = self.meant(entry, customer)?;
        let before = existing.clone().unwrap_or_default();
        let said = entry.time_said.then_some(entry.started);
        let day = said.map(|said| self.now.workday(said)).or(before.day).or(Some(self.now.today()));
        let of_day = Visit { day, ..before.clone() };
        let after = Visit {
            id: if existing.is_some() { before.id } else { self.new_id() },
            account: customer.id,
            owner: before.owner.or(Some(self.look.me())),
            state: Some(VisitState::Missed),
            started: said.or_else(|| self.at_the_door(&of_day)),
            ended: None,
            kind: before.kind.filter(|_| !entry.kind_said).or(Some(kind)),
            notes: joined(&before.notes, &entry.notes),
            reason: Some(reason),
            logged_at: Some(self.now.at),
            words: joined(&before.words, &entry.words),
            tags: before.tags.union(&entry.heard.tags).cloned().collect(),
            competitors: before.competitors.union(&entry.heard.competitors).cloned().collect(),
            ..of_day
        };
        Ok((existing, after))
    }

    /// The visit that is made instead of one that came to nothing, as the other was planned. Whoever has planned it already is not given a second one.
    pub(super) fn instead(&mut self, missed: &Visit, account: Id, to: Slot) -> Result<Option<Edit>, Refusal> {
        let (day, start) = self.visit_slot(to)?;
        if !self.look.planned_on(account, day)?.is_empty() {
            return Ok(None);
        }
        let start = start.or_else(|| self.same_time(missed, to));
        let id = self.free_next_id(account, day)?;
        Ok(Some(Edit::generate(&Visit { id, ..self.plan_again(missed, account, day, start) })))
    }
}
