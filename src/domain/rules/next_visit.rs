//! The next visit that a log planned, when its log turns out to be another customer's.
//!
//! Always holds: a plan that a person made, or that another visit planned, stays where it is; what was written on a plan is not lost.

use chrono::NaiveDate;

use super::desk::Desk;
use super::log::joined;
use crate::base::id::Id;
use crate::domain::act::Edit;
use crate::domain::deed::Refusal;
use crate::domain::look::Look;
use crate::schema::{Account, VISIT, Value, Visit, VisitState};

impl<L: Look> Desk<'_, L> {
    /// The next visit that the last log at a customer planned: it goes where the log goes, as a next visit of that one, so that it is found
    /// again when the log goes on from there, and a day that came of the cadence comes of that customer's. It stays where another visit there
    /// planned it. Where one is planned there already, that one takes what was written on it; where nobody knows whose the log is, it goes,
    /// unless something was written on it. One that has begun is no plan any more.
    pub(super) fn next_of(&mut self, log: &Visit, to: Option<Id>, edits: &[Edit]) -> Result<Vec<Edit>, Refusal> {
        let Some(from) = log.account.filter(|from| Some(*from) != to) else { return Ok(Vec::new()) };
        let mut done = self.look.visits_of(from, 20)?;
        done.retain(|visit| visit.state == Some(VisitState::Done));
        if done.iter().max_by_key(|visit| visit.started).is_none_or(|last| last.id != log.id) {
            return Ok(Vec::new());
        }
        let planned = |account: Id| -> Result<Vec<Visit>, Refusal> {
            let mut visits = self.look.open_visits(account)?;
            visits.retain(|visit| {
                visit.state == Some(VisitState::Planned) && !edits.iter().any(|edit| edit.record == visit.id)
            });
            Ok(visits)
        };
        let of_a_log = |visit: &Visit| visit.day.is_some_and(|day| self.next_ids(from, day).contains(&visit.id));
        let Some(made) = planned(from)?.into_iter().filter(of_a_log).max_by_key(|visit| visit.day) else {
            return Ok(Vec::new());
        };
        for visit in done.iter().filter(|visit| visit.id != log.id && visit.owner == log.owner) {
            if made.day.is_some() && self.due_after(from, visit.day)? == made.day {
                return Ok(Vec::new());
            }
        }
        let prepared = !made.purpose.is_empty() || !made.preparation.is_empty();
        let Some(to) = to else {
            return Ok(if prepared { Vec::new() } else { vec![Edit::delete::<Visit>(made.id)] });
        };
        let apart = |visit: &Visit| visit.day.zip(made.day).map(|(day, other)| (day - other).num_days().abs());
        let there = planned(to)?.into_iter().filter(|visit| visit.owner == log.owner).min_by_key(apart);
        if let Some(there) = there {
            let mut after = there.clone();
            if after.purpose.is_empty() {
                after.purpose.clone_from(&made.purpose);
            } else if after.purpose != made.purpose {
                after.preparation = joined(&after.preparation, &made.purpose);
            }
            after.preparation = joined(&after.preparation, &made.preparation);
            // What finds no room there stays where it is.
            if self.fits(&VISIT, "preparation", &Value::text(after.preparation.as_str())).is_err() {
                return Ok(Vec::new());
            }
            let mut edits = vec![Edit::delete::<Visit>(made.id)];
            edits.extend(Edit::change(&there, &after));
            return Ok(edits);
        }
        let by_cadence = made.planned_start.is_none() && self.due_after(from, log.day)? == made.day;
        let own = if by_cadence { self.due_after(to, log.day)? } else { None };
        let day = own.filter(|day| *day > self.now.today()).or(made.day);
        let id = match day {
            Some(day) => self.free_next_id(to, day)?,
            None => self.new_id(),
        };
        let contacts = self.without_people_of(&made.contacts, Some(from))?;
        let deleted = Edit::delete::<Visit>(made.id);
        Ok(vec![deleted, Edit::create(&Visit { id, account: Some(to), day, contacts, ..made })])
    }

    /// The day by which a customer is to be seen again after a visit on this one.
    fn due_after(&self, account: Id, day: Option<NaiveDate>) -> Result<Option<NaiveDate>, Refusal> {
        let Some(account) = self.look.record::<Account>(account)? else { return Ok(None) };
        let cadence = self.look.usual()?.cadence;
        Ok(day.and_then(|day| cadence.next_due(&account, Some(day))))
    }
}
