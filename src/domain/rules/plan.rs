//! Visits are planned, moved and called off. Several at once are an act of several groups: each visit makes sense without the others.

use std::collections::BTreeSet;

use chrono::NaiveDate;

use super::desk::{Desk, act_of, once, visit_end};
use super::log::is_open;
use super::words::{NOT_PLANNED, SHUT, VISIT_IS_DONE, VISIT_IS_OPEN};
use crate::base::clock::Moment;
use crate::base::id::Id;
use crate::domain::act::{Act, Edit, Label};
use crate::domain::deed::{Refusal, Slot};
use crate::domain::look::Look;
use crate::schema::{Reason, VISIT, Value, Visit, VisitState};

impl<L: Look> Desk<'_, L> {
    /// Plans a visit at each; where one is planned for that day already, it takes the time and the purpose. Customers that are shut for good
    /// are passed over, and refused when nobody else was meant.
    pub fn plan(&mut self, accounts: &[Id], to: Slot, purpose: &str) -> Result<Act, Refusal> {
        let (day, start) = self.visit_slot(to)?;
        let purpose = purpose.trim();
        self.fits(&VISIT, "purpose", &Value::text(purpose))?;
        let mut label = Label::default();
        let mut groups = Vec::new();
        let mut shut = false;
        for id in once(accounts) {
            let account = self.account(id)?;
            if account.closed_on.is_some() {
                shut = true;
                continue;
            }
            let existing = self.planned_near(account.id, day, start.unwrap_or(self.now.at))?;
            let edit = match existing {
                Some(before) => {
                    let mut after = before.clone();
                    if start.is_some() {
                        after.planned_start = start;
                        after.planned_end = visit_end(&before, start);
                    }
                    if !purpose.is_empty() {
                        after.purpose = purpose.to_string();
                    }
                    Edit::change(&before, &after)
                }
                None => {
                    let visit = self.planned_visit(account.id, day, start);
                    Some(Edit::create(&Visit { purpose: purpose.to_string(), ..visit }))
                }
            };
            if let Some(edit) = edit {
                if groups.is_empty() {
                    label = Label::new("act-plan", account.name);
                }
                groups.push(vec![edit]);
            }
        }
        if groups.is_empty() && shut {
            return Err(Refusal::State(SHUT));
        }
        Ok(act_of(label.detail(self.slot_said(day, start)).count(groups.len()), groups))
    }

    /// Moves the next visit that is planned at each: the first from today on, else the last one that was let go by. Where none is planned, or
    /// one is for that day already, a visit is planned as [`Desk::plan`] does.
    pub fn reschedule(&mut self, accounts: &[Id], to: Slot) -> Result<Act, Refusal> {
        let (day, start) = self.visit_slot(to)?;
        let (mut visits, mut others) = (Vec::new(), Vec::new());
        for id in once(accounts) {
            let there = self.planned_near(id, day, start.unwrap_or(self.now.at))?;
            match if there.is_some() { None } else { self.planned_next(id)? } {
                Some(visit) => visits.push(visit.id),
                None => others.push(id),
            }
        }
        if visits.is_empty() {
            return self.plan(&others, to, "");
        }
        let mut moved = self.move_visits(&visits, to)?;
        match self.plan(&others, to, "") {
            Ok(planned) => moved.groups.extend(planned.groups),
            Err(Refusal::State(SHUT)) => {}
            Err(refusal) => return Err(refusal),
        }
        let count = moved.groups.len();
        Ok(Act { label: moved.label.count(count), groups: moved.groups })
    }

    /// The next visit of mine that is planned at a customer.
    fn planned_next(&self, account: Id) -> Result<Option<Visit>, Refusal> {
        let mut visits = self.look.open_visits(account)?;
        let me = self.look.me();
        visits.retain(|visit| visit.state == Some(VisitState::Planned) && visit.owner.is_none_or(|owner| owner == me));
        let today = self.now.today();
        visits.sort_by_key(|visit| (visit.day, visit.planned_start, visit.id));
        let to_come = visits.iter().position(|visit| visit.day.is_none_or(|day| day >= today));
        Ok(match to_come {
            Some(at) => Some(visits.swap_remove(at)),
            None => visits.pop(),
        })
    }

    /// Plans a visit at each on its day. Whoever has one on that day already is passed over, and so is who is shut for good or gone.
    pub fn plan_each(&mut self, visits: &[(Id, NaiveDate)]) -> Result<Act, Refusal> {
        let mut label = Label::default();
        let mut groups = Vec::new();
        let mut seen = BTreeSet::new();
        for (id, day) in visits.iter().filter(|visit| seen.insert(**visit)) {
            let (day, start) = self.visit_slot(Slot::day(*day))?;
            let account = match self.account(*id) {
                Err(Refusal::Gone) => continue,
                account => account?,
            };
            if account.closed_on.is_some() || self.planned_near(account.id, day, self.now.at)?.is_some() {
                continue;
            }
            let visit = self.proposed_visit(account.id, day, start)?;
            if groups.is_empty() {
                label = Label::new("act-plan-each", account.name).detail(self.slot_said(day, None));
            }
            groups.push(vec![visit]);
        }
        Ok(act_of(label.count(groups.len()), groups))
    }

    /// The day, with the time that was said, as a label carries it.
    pub(super) fn slot_said(&self, day: chrono::NaiveDate, start: Option<Moment>) -> String {
        start.map_or_else(|| day.to_string(), |at| self.now.zone.local(at).format("%F %H:%M").to_string())
    }

    /// Moves visits to another day. A time that was agreed stays the same time of the day unless a new one is said. One that was missed or
    /// called off keeps its reason, and is planned once more.
    pub fn move_visits(&mut self, visits: &[Id], to: Slot) -> Result<Act, Refusal> {
        let (day, said) = self.visit_slot(to)?;
        let mut label = Label::default();
        let mut groups = Vec::new();
        for id in once(visits) {
            let before: Visit = self.get(id)?;
            let start = said.or_else(|| self.same_time(&before, to));
            let edit = match before.state {
                Some(VisitState::Done) => return Err(Refusal::State(VISIT_IS_DONE)),
                Some(VisitState::InProgress) => return Err(Refusal::State(VISIT_IS_OPEN)),
                Some(VisitState::Missed | VisitState::Cancelled) => {
                    let account = before.account.ok_or(Refusal::State(NOT_PLANNED))?;
                    self.open_account(account)?;
                    Some(Edit::create(&self.plan_again(&before, account, day, start)))
                }
                Some(VisitState::Planned) | None => {
                    let planned_end = visit_end(&before, start);
                    // Its place was one among the visits of the other day.
                    let stop = before.stop.filter(|_| before.day == Some(day));
                    let after = Visit { day: Some(day), planned_start: start, planned_end, stop, ..before.clone() };
                    Edit::change(&before, &after)
                }
            };
            if let Some(edit) = edit {
                if groups.is_empty() {
                    label = Label::new("act-move-visits", self.name(before.account)?);
                }
                groups.push(vec![edit]);
            }
        }
        Ok(act_of(label.detail(self.slot_said(day, said)).count(groups.len()), groups))
    }

    /// Puts the planned visits of a day in this order. One that somebody has logged or called off meanwhile is passed over.
    pub fn order_day(&mut self, visits: &[Id]) -> Result<Act, Refusal> {
        let mut label = Label::default();
        let mut groups = Vec::new();
        for (at, id) in once(visits).into_iter().enumerate() {
            let before: Visit = self.get(id)?;
            if before.state != Some(VisitState::Planned) {
                continue;
            }
            if groups.is_empty() {
                label = Label::new("act-order-day", self.name(before.account)?);
            }
            let after = Visit { stop: i64::try_from(at + 1).ok(), ..before.clone() };
            groups.push(Vec::from_iter(Edit::change(&before, &after)));
        }
        Ok(act_of(label.count(groups.len()), groups))
    }

    /// Calls visits off.
    pub fn cancel(&mut self, visits: &[Id], reason: Reason) -> Result<Act, Refusal> {
        use crate::schema::Choice;
        let mut label = Label::default();
        let mut groups = Vec::new();
        for id in once(visits) {
            let before: Visit = self.get(id)?;
            if !is_open(&before) {
                return Err(Refusal::State(NOT_PLANNED));
            }
            if groups.is_empty() {
                label = Label::new("act-cancel-visits", self.name(before.account)?);
            }
            groups.push(Vec::from_iter(Edit::change(&before, &cancelled(&before, reason))));
        }
        Ok(act_of(label.detail(reason.word()).count(groups.len()), groups))
    }

    /// The time of the day at which a visit was to begin, on the day it moves to.
    pub(super) fn same_time(&self, visit: &Visit, to: Slot) -> Option<crate::base::clock::Moment> {
        let time = self.now.zone.local(visit.planned_start?).time();
        self.when(Slot { day: to.day, time: Some(time) }).1
    }
}

/// The visit, called off. A start that was stamped goes with it.
pub(super) fn cancelled(visit: &Visit, reason: Reason) -> Visit {
    Visit { state: Some(VisitState::Cancelled), reason: Some(reason), started: None, ended: None, ..visit.clone() }
}
