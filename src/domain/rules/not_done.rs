//! A visit did not take place: two answers (why, and when again), one act.
//!
//! A customer that was tried without a plan gets a missed visit too, so that the attempt is in its story. "Shut for good" as the reason
//! also does what that deed does, unless a new date says otherwise.

use std::collections::BTreeSet;

use chrono::NaiveDate;

use super::desk::{Desk, act_of, once};
use super::log::{is_open, joined};
use super::words::NOT_PLANNED;
use crate::base::id::Id;
use crate::domain::act::{Act, Edit, Label};
use crate::domain::deed::{LogRef, Promise, Refusal, Slot};
use crate::domain::look::Look;
use crate::schema::{Account, Choice, Reason, VISIT, Value, Visit, VisitState};

/// So many minutes after a visit was agreed the attempt is still taken to be now.
const DOOR: i64 = 60;

impl<L: Look> Desk<'_, L> {
    /// Keeps why visits did not take place, and plans them again.
    pub fn not_done(
        &mut self,
        (visits, accounts, on): (&[Id], &[Id], Option<NaiveDate>),
        reason: Reason,
        words: &str,
        again: Option<Slot>,
        promises: &[Promise],
    ) -> Result<Act, Refusal> {
        self.fits(&VISIT, "notes", &Value::text(words.trim()))?;
        let slot = again.map(|slot| self.visit_slot(slot)).transpose()?;
        let mut label = Label::default();
        let mut groups = Vec::new();
        let tried = self.tried(visits, accounts, on.unwrap_or(self.now.today()))?;
        let missed: Vec<Id> = tried.iter().map(|(visit, _)| visit.id).collect();
        let mut shut = BTreeSet::new();
        for (before, account) in tried {
            // Long after it was agreed nobody stands at the door: it is only being put in order.
            let at_the_door = before.planned_start.is_none_or(|start| self.now.at.minutes_since(start) <= DOOR);
            let today = before.day == Some(self.now.today()) && at_the_door;
            let after = Visit {
                state: Some(VisitState::Missed),
                // At the door now: the attempt has a time. A plan of another day is only being put in order.
                started: before.started.or(today.then_some(self.now.at)),
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
                for promise in promises {
                    let log = Some(LogRef::Visit(after.id));
                    edits.push(Edit::create(&self.follow_up(promise, Some(account.id), log, self.now.at)?));
                }
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
    fn tried(&mut self, visits: &[Id], accounts: &[Id], day: NaiveDate) -> Result<Vec<(Visit, Account)>, Refusal> {
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
}
