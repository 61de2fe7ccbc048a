//! A log is set right afterwards: its customer (an unfiled one gets its first), its time, its kind, its words, its promises.
//!
//! What hangs on a log goes along: its follow-ups change customer with it, and the people of the old customer are left behind. Plans are
//! kept true: the planned visit that the log had closed at the wrong customer is planned again there, and the one that waits at the right
//! customer on that day gives way to the log, which takes over its agreed time and purpose. (The log stays and the plan goes, not the other
//! way round: the log's id is what the screen, its follow-ups and its history name; and should somebody have moved that plan meanwhile,
//! his edit beats its deletion and the new date stands.)

use super::desk::{Customer, Desk};
use super::log::is_open;
use super::words::{NOT_LOGGED, PHONED};
use crate::base::clock::Moment;
use crate::base::id::Id;
use crate::domain::act::{Act, Edit, Label};
use crate::domain::check;
use crate::domain::deed::{Correction, LogKind, LogRef, Refusal, Whose};
use crate::domain::log_line;
use crate::domain::look::Look;
use crate::schema::{Contact, Entity, FollowUp, Reason, TOUCH, Touch, VISIT, Value, Visit, VisitState};

impl<L: Look> Desk<'_, L> {
    /// Says whose an unfiled log is.
    pub fn file(&mut self, log: LogRef, whose: &Whose) -> Result<Act, Refusal> {
        let mut act = self.correct(log, &Correction { whose: Some(whose.clone()), ..Correction::default() })?;
        act.label.words = "act-file".into();
        Ok(act)
    }

    /// Sets a log right.
    pub fn correct(&mut self, log: LogRef, correction: &Correction) -> Result<Act, Refusal> {
        // What is logged has been.
        if let Some((started, ended)) = correction.time
            && started.max(ended) > self.now.at
        {
            return Err(Refusal::Value { field: "started", trouble: check::AHEAD });
        }
        match log {
            LogRef::Visit(id) => {
                let before: Visit = self.get(id)?;
                if is_open(&before) {
                    return Err(Refusal::State(NOT_LOGGED));
                }
                // Where a call took its place, the call is the log to be set right; the visit follows it.
                if before.phoned_instead.is_some() {
                    return Err(Refusal::State(PHONED));
                }
                self.correct_visit(before, correction)
            }
            LogRef::Touch(id) => {
                let before: Touch = self.get(id)?;
                self.correct_touch(before, correction)
            }
        }
    }

    /// The customer that a log belongs to instead of the one it had, made where it is new.
    fn another_customer(
        &mut self,
        entity: &Entity,
        correction: &Correction,
        had: Option<Id>,
        edits: &mut Vec<Edit>,
    ) -> Result<Option<Customer>, Refusal> {
        let Some(whose) = &correction.whose else { return Ok(None) };
        let customer = self.customer(whose)?;
        if customer.id == had {
            return Ok(None);
        }
        if correction.seen_whose.is_some_and(|seen| seen != had) {
            let value = |id: Option<Id>| id.map_or(Value::Null, Value::Id);
            return Err(changed(entity, "account", value(had), value(customer.id)));
        }
        edits.extend(customer.made.as_ref().map(Edit::create));
        Ok(Some(customer))
    }

    fn correct_visit(&mut self, before: Visit, correction: &Correction) -> Result<Act, Refusal> {
        let mut edits = Vec::new();
        let mut after = before.clone();
        let mut name = self.name(before.account)?;
        if let Some(customer) = self.another_customer(&VISIT, correction, before.account, &mut edits)? {
            after.account = customer.id;
            after.owner = before.owner.or(Some(self.look.me()));
            after.contacts = self.without_people_of(&before.contacts, before.account)?;
            name = customer.name;
            // What named the customer says nothing more now: 浙一 of 浙一 送样.
            if let (None, Some(id)) = (before.account, after.account) {
                after.notes = log_line::without_name(&after.notes, id, &name, self.now);
            }
        }
        if let Some(LogKind::Visit(kind)) = correction.kind {
            after.kind = Some(kind);
            // Somebody was there after all.
            if before.state == Some(VisitState::Missed) {
                // How long is not known: no longer than the knock at the door, until somebody says it.
                (after.state, after.reason, after.ended) = (Some(VisitState::Done), None, before.started);
            }
        }
        if let Some((started, ended)) = times(&VISIT, ["started", "ended"], correction, (before.started, before.ended))?
        {
            let ended = ended.max(started);
            after.started = Some(started);
            after.day = Some(self.now.workday(started));
            // An attempt that met nobody has a time, and no end.
            if after.state == Some(VisitState::Done) {
                after.ended = Some(ended);
                after.late_entry = self.is_late(ended, before.logged_at.unwrap_or(self.now.at));
            }
        }
        if let Some(notes) = &correction.notes {
            self.fits(&VISIT, "notes", &Value::text(notes.as_str()))?;
            seen(&VISIT, correction, &before.notes)?;
            after.notes.clone_from(notes);
        }
        // Nobody was met: what only a visit made has, goes.
        let touch = matches!(correction.kind, Some(LogKind::Touch(_)));
        if let Some(reason) = correction.missed.filter(|_| !touch) {
            after.state = Some(VisitState::Missed);
            after.reason = Some(reason);
            (after.ended, after.outcome, after.late_entry) = (None, None, false);
            after.contacts.clear();
        }
        let mut plans = Vec::new();
        if after.account != before.account && before.planned {
            plans.extend(self.plan_stands_again(&before)?);
            after = Visit { planned: false, planned_start: None, planned_end: None, ..after };
            after.purpose.clear();
            after.preparation.clear();
        }
        let log = if let Some(LogKind::Touch(kind)) = correction.kind {
            let touch = self.touch_from(&after, kind);
            edits.push(Edit::create(&touch));
            edits.extend(phoned(&before, &after, touch.id));
            LogRef::Touch(touch.id)
        } else {
            if (after.account, after.day) != (before.account, before.day) {
                plans.extend(self.take_over_plan(&mut after)?);
            }
            edits.extend(Edit::change(&before, &after));
            LogRef::Visit(before.id)
        };
        edits.extend(plans);
        let moved = (before.account, after.account);
        let next = self.next_of(&before, after.account, &edits)?;
        edits.extend(next);
        edits.extend(self.what_hangs_on(before.id, log, moved)?);
        self.promise_more(correction, after.account, log, after.ended, &mut edits)?;
        Ok(Act::one(Label::new("act-correct", name), edits))
    }

    fn correct_touch(&mut self, before: Touch, correction: &Correction) -> Result<Act, Refusal> {
        let mut edits = Vec::new();
        let mut after = before.clone();
        let mut name = self.name(before.account)?;
        if let Some(customer) = self.another_customer(&TOUCH, correction, before.account, &mut edits)? {
            after.account = customer.id;
            after.owner = before.owner.or(Some(self.look.me()));
            after.contacts = self.without_people_of(&before.contacts, before.account)?;
            name = customer.name;
            // What named the customer says nothing more now: 浙一 of 浙一 送样.
            if let (None, Some(id)) = (before.account, after.account) {
                after.notes = log_line::without_name(&after.notes, id, &name, self.now);
            }
        }
        let to = before.at.map(|at| at.plus_minutes(before.minutes.unwrap_or(0)));
        if let Some((started, ended)) = times(&TOUCH, ["at", "minutes"], correction, (before.at, to))? {
            let minutes = ended.minutes_since(started);
            after.at = Some(started);
            after.day = Some(self.now.workday(started));
            after.minutes = (minutes > 0).then_some(minutes);
        }
        if let Some(notes) = &correction.notes {
            self.fits(&TOUCH, "notes", &Value::text(notes.as_str()))?;
            seen(&TOUCH, correction, &before.notes)?;
            after.notes.clone_from(notes);
        }
        if let Some(LogKind::Touch(kind)) = correction.kind {
            after.kind = Some(kind);
        }
        let replaced = self.replaced_by(&before)?;
        let stayed = after.account == before.account;
        let mut rest = Vec::new();
        let log = if let Some(LogKind::Visit(kind)) = correction.kind {
            let log = match replaced.filter(|_| stayed) {
                // It had closed a plan as "phoned instead": then that plan was kept after all.
                Some(plan) => {
                    let visit = self.visit_from(&after, kind, Some(&plan));
                    edits.extend(Edit::change(&plan, &visit));
                    LogRef::Visit(plan.id)
                }
                None => {
                    let mut visit = self.visit_from(&after, kind, None);
                    rest.extend(self.take_over_plan(&mut visit)?);
                    edits.push(Edit::create(&visit));
                    LogRef::Visit(visit.id)
                }
            };
            edits.push(Edit::delete::<Touch>(before.id));
            log
        } else {
            edits.extend(Edit::change(&before, &after));
            LogRef::Touch(before.id)
        };
        if !stayed {
            rest.extend(self.plan_without_call(&before)?);
        }
        edits.extend(rest);
        let moved = (before.account, after.account);
        edits.extend(self.what_hangs_on(before.id, log, moved)?);
        self.promise_more(correction, after.account, log, after.at, &mut edits)?;
        Ok(Act::one(Label::new("act-correct", name), edits))
    }

    /// The planned visit that a log at the wrong customer had closed, planned again.
    fn plan_stands_again(&mut self, before: &Visit) -> Result<Option<Edit>, Refusal> {
        let (Some(account), Some(was)) = (before.account, before.day) else { return Ok(None) };
        if self.look.record::<crate::schema::Account>(account)?.is_none() {
            return Ok(None);
        }
        let day = before.planned_start.map_or(was, |start| self.now.workday(start));
        let plan = self.plan_again(before, account, day, before.planned_start);
        Ok(Some(Edit::create(&plan)))
    }

    /// The planned visit of that day gives way to this one, which takes over what was agreed.
    pub(super) fn take_over_plan(&mut self, visit: &mut Visit) -> Result<Option<Edit>, Refusal> {
        let (Some(account), Some(day), false) = (visit.account, visit.day, visit.planned) else { return Ok(None) };
        if visit.state != Some(VisitState::Done) {
            return Ok(None);
        }
        let at = visit.started.unwrap_or(self.now.at);
        let Some(plan) = self.planned_near(account, day, at)? else { return Ok(None) };
        visit.planned = true;
        visit.planned_start = plan.planned_start;
        visit.planned_end = plan.planned_end;
        if visit.purpose.is_empty() {
            visit.purpose.clone_from(&plan.purpose);
        }
        if visit.preparation.is_empty() {
            visit.preparation.clone_from(&plan.preparation);
        }
        Ok(Some(Edit::delete::<Visit>(plan.id)))
    }

    /// The planned visit that a call was said to replace.
    fn replaced_by(&self, touch: &Touch) -> Result<Option<Visit>, Refusal> {
        let Some(account) = touch.account else { return Ok(None) };
        let visits = self.look.visits_of(account, 100)?;
        Ok(visits.into_iter().find(|visit| visit.phoned_instead == Some(touch.id)))
    }

    /// The follow-ups of a log, pointed at where it is now and moved to the customer it now belongs to.
    pub(super) fn what_hangs_on(
        &self,
        was: Id,
        log: LogRef,
        (old, new): (Option<Id>, Option<Id>),
    ) -> Result<Vec<Edit>, Refusal> {
        let mut edits = Vec::new();
        for before in self.look.follow_ups_of(was)? {
            let mut after = FollowUp { visit: None, touch: None, ..before.clone() };
            match log {
                LogRef::Visit(id) => after.visit = Some(id),
                LogRef::Touch(id) => after.touch = Some(id),
            }
            if old != new {
                after.account = new;
                let person = before.contact.map(|id| self.look.record::<Contact>(id)).transpose()?.flatten();
                if old.is_some() && person.is_none_or(|person| person.account == old) {
                    after.contact = None;
                }
            }
            edits.extend(Edit::change(&before, &after));
        }
        Ok(edits)
    }

    /// The planned visit that a call was said to replace, open again.
    pub(super) fn plan_without_call(&self, touch: &Touch) -> Result<Option<Edit>, Refusal> {
        let Some(plan) = self.replaced_by(touch)? else { return Ok(None) };
        let open = Visit {
            state: Some(VisitState::Planned),
            reason: None,
            phoned_instead: None,
            started: None,
            ended: None,
            logged_at: None,
            late_entry: false,
            planned: true,
            ..plan.clone()
        };
        Ok(Edit::change(&plan, &open))
    }

    fn promise_more(
        &mut self,
        correction: &Correction,
        account: Option<Id>,
        log: LogRef,
        at: Option<Moment>,
        edits: &mut Vec<Edit>,
    ) -> Result<(), Refusal> {
        for promise in correction.promises.iter().filter(|promise| !promise.text.trim().is_empty()) {
            edits.push(Edit::create(&self.follow_up(promise, account, Some(log), at.unwrap_or(self.now.at))?));
        }
        Ok(())
    }
}

/// When it was, as it is to be now: an end that the person left as it was seen stays as it is by now, one that both have changed is refused.
fn times(
    entity: &Entity,
    fields: [&str; 2],
    correction: &Correction,
    there: (Option<Moment>, Option<Moment>),
) -> Result<Option<(Moment, Moment)>, Refusal> {
    let Some((from, to)) = correction.time else { return Ok(None) };
    let Some((saw_from, saw_to)) = correction.seen_time else { return Ok(Some((from, to))) };
    let settled = |field: &str, mine: Moment, seen: Moment, there: Option<Moment>| match there {
        Some(there) if mine == seen => Ok(there),
        Some(there) if there != seen && there != mine => {
            Err(changed(entity, field, Value::Int(there.millis()), Value::Int(mine.millis())))
        }
        _ => Ok(mine),
    };
    Ok(Some((settled(fields[0], from, saw_from, there.0)?, settled(fields[1], to, saw_to, there.1)?)))
}

fn changed(entity: &Entity, field: &str, theirs: Value, mine: Value) -> Refusal {
    let field = entity.field(field).map_or(0, |field| field.number);
    Refusal::Changed { entity: entity.number, field, theirs, mine }
}

/// Refuses a note that would take the place of one that the person has not seen.
fn seen(entity: &Entity, correction: &Correction, there: &str) -> Result<(), Refusal> {
    let (Some(mine), Some(seen)) = (&correction.notes, &correction.seen_notes) else { return Ok(()) };
    if there == seen || there == mine {
        return Ok(());
    }
    Err(changed(entity, "notes", Value::text(there), Value::text(mine.as_str())))
}

/// What becomes of a visit that turned out to have been a call: a planned one stays, closed as "phoned instead"; any other goes.
fn phoned(before: &Visit, after: &Visit, touch: Id) -> Option<Edit> {
    if !after.planned {
        return Some(Edit::delete::<Visit>(before.id));
    }
    let closed = Visit {
        id: before.id,
        account: after.account,
        owner: after.owner,
        state: Some(VisitState::Missed),
        day: before.day,
        planned_start: after.planned_start,
        planned_end: after.planned_end,
        kind: before.kind,
        purpose: after.purpose.clone(),
        preparation: after.preparation.clone(),
        reason: Some(Reason::Phoned),
        logged_at: before.logged_at,
        tags: before.tags.clone(),
        phoned_instead: Some(touch),
        planned: true,
        ..Visit::default()
    };
    Edit::change(before, &closed)
}
