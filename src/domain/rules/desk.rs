//! What every rule works with: the records to look at, the moment, new ids; and the small steps that several deeds share.
//!
//! It must not decide anything that only one group of deeds needs.

use std::collections::BTreeSet;

use chrono::{Days, NaiveDate, NaiveDateTime};

use super::words::SHUT;
use crate::base::clock::{Moment, Now};
use crate::base::id::{Id, IdSource};
use crate::domain::act::{Act, Edit, Label};
use crate::domain::check;
use crate::domain::deed::{LogRef, Promise, Refusal, Slot, Whose};
use crate::domain::look::Look;
use crate::schema::{
    ACCOUNT, Account, Contact, FOLLOW_UP, FollowUp, FollowUpState, Record, Source, Value, Visit, VisitState,
};

/// The place where a deed becomes an act.
pub(super) struct Desk<'a, L> {
    pub look: &'a L,
    pub now: &'a Now,
    pub ids: &'a mut IdSource,
}

/// Whose a log is, once the records were looked at.
pub(super) struct Customer {
    /// None: not said yet.
    pub id: Option<Id>,
    /// The name; empty when not said.
    pub name: String,
    /// The customer itself where the act makes it.
    pub made: Option<Account>,
}

impl<L: Look> Desk<'_, L> {
    pub fn new_id(&mut self) -> Id {
        self.ids.next(self.now.at)
    }

    /// The record, or the refusal that says it is gone; where it was found to be the same as another, that other one.
    pub fn get<R: Record>(&self, id: Id) -> Result<R, Refusal> {
        self.look.record(self.look.stands_for(R::ENTITY.number, id)?)?.ok_or(Refusal::Gone)
    }

    /// The customer; where it was found to be the same as another, that other one.
    pub fn account(&self, id: Id) -> Result<Account, Refusal> {
        self.get(id)
    }

    /// The customer, refused when it is shut for good.
    pub fn open_account(&self, id: Id) -> Result<Account, Refusal> {
        let account = self.account(id)?;
        if account.closed_on.is_some() { Err(Refusal::State(SHUT)) } else { Ok(account) }
    }

    /// The name of a customer for a label; empty where there is none.
    pub fn name(&self, account: Option<Id>) -> Result<String, Refusal> {
        let Some(id) = account else { return Ok(String::new()) };
        Ok(self.look.record::<Account>(id)?.map(|account| account.name).unwrap_or_default())
    }

    /// The customer that is meant, made where it is new.
    pub fn customer(&mut self, whose: &Whose) -> Result<Customer, Refusal> {
        Ok(match whose {
            Whose::Unfiled => Customer { id: None, name: String::new(), made: None },
            Whose::Account(id) => {
                let account = self.account(*id)?;
                Customer { id: Some(account.id), name: account.name, made: None }
            }
            Whose::New(name) => {
                let name = name.trim();
                self.fits(&ACCOUNT, "name", &Value::text(name))?;
                let account = Account {
                    id: self.new_id(),
                    name: name.to_string(),
                    territory: Some(self.look.territory()),
                    owner: Some(self.look.me()),
                    source: Some(Source::WalkIn),
                    first_due: self.first_visit_by(),
                    ..Account::default()
                };
                Customer { id: Some(account.id), name: account.name.clone(), made: Some(account) }
            }
        })
    }

    /// The day by which a customer made today should be seen for the first time.
    pub fn first_visit_by(&self) -> Option<NaiveDate> {
        self.now.today().checked_add_days(Days::new(super::FIRST_VISIT_WITHIN_DAYS))
    }

    /// Refuses a value that its field cannot hold.
    pub fn fits(
        &self,
        entity: &'static crate::schema::Entity,
        name: &'static str,
        value: &Value,
    ) -> Result<(), Refusal> {
        let field = entity.field(name).ok_or(Refusal::State(super::words::UNKNOWN))?;
        if field.required && value.is_null() {
            return Err(Refusal::Value { field: field.name, trouble: check::REQUIRED });
        }
        match check::value(field, value, self.now) {
            Some(trouble) => Err(Refusal::Value { field: field.name, trouble }),
            None => Ok(()),
        }
    }

    /// The day and, where a time was said, the moment of a slot.
    pub fn when(&self, slot: Slot) -> (NaiveDate, Option<Moment>) {
        (slot.day, slot.time.map(|time| self.now.zone.moment(NaiveDateTime::new(slot.day, time))))
    }

    /// The workday and the start of a visit planned there; refused where it is over.
    pub fn visit_slot(&self, slot: Slot) -> Result<(NaiveDate, Option<Moment>), Refusal> {
        let (day, start) = self.when(slot);
        let day = start.map_or(day, |start| self.now.workday(start));
        if day < self.now.today() {
            return Err(Refusal::Value { field: "day", trouble: check::PAST });
        }
        Ok((day, start))
    }

    /// Whether a log of something that ended then is a late entry.
    pub fn is_late(&self, ended: Moment, logged: Moment) -> bool {
        logged.minutes_since(ended) > super::LATE_AFTER_MINUTES
    }

    /// The follow-up that keeps a promise.
    pub fn follow_up(
        &mut self,
        promise: &Promise,
        account: Option<Id>,
        log: Option<LogRef>,
        promised_at: Moment,
    ) -> Result<FollowUp, Refusal> {
        let text = promise.text.trim();
        self.fits(&FOLLOW_UP, "text", &Value::text(text))?;
        let (due, due_at) = promise.due.map(|slot| self.when(slot)).map_or((None, None), |(day, at)| (Some(day), at));
        Ok(FollowUp {
            id: self.new_id(),
            account,
            owner: Some(self.look.me()),
            text: text.to_string(),
            due,
            due_at,
            promised_by: Some(promise.by),
            state: Some(FollowUpState::Open),
            visit: if let Some(LogRef::Visit(id)) = log { Some(id) } else { None },
            touch: if let Some(LogRef::Touch(id)) = log { Some(id) } else { None },
            first_due: due,
            promised_at: Some(promised_at),
            ..FollowUp::default()
        })
    }

    /// A new planned visit of mine.
    pub fn planned_visit(&mut self, account: Id, day: NaiveDate, start: Option<Moment>) -> Visit {
        Visit {
            id: self.new_id(),
            account: Some(account),
            owner: Some(self.look.me()),
            state: Some(VisitState::Planned),
            day: Some(day),
            planned_start: start,
            planned: true,
            ..Visit::default()
        }
    }

    /// The next visit after one that was logged. Its id says what it is, so that two of a rep's laptops plan one visit, not two, and it yields to
    /// whatever somebody has made of it on the other.
    pub fn next_visit(&mut self, account: Id, day: NaiveDate, start: Option<Moment>) -> Result<Edit, Refusal> {
        let id = self.free_next_id(account, day)?;
        Ok(Edit::generate(&Visit { id, ..self.planned_visit(account, day, start) }))
    }

    /// A visit that a month proposed: the same on both of a rep's laptops. It is no next visit, for it does not go where a log goes. Where there was
    /// one here and is none any more, it is another.
    pub fn proposed_visit(&mut self, account: Id, day: NaiveDate, start: Option<Moment>) -> Result<Edit, Refusal> {
        let visit = self.planned_visit(account, day, start);
        let (me, day) = (self.look.me(), day.to_string());
        let id = Id::derived(&[b"month", account.bytes(), me.bytes(), day.as_bytes()]);
        let was = self.look.was_there(Visit::ENTITY.number, id)?;
        Ok(if was { Edit::create(&visit) } else { Edit::generate(&Visit { id, ..visit }) })
    }

    /// The id of a next visit that is none yet: of those that were there and are gone another is made.
    pub fn free_next_id(&mut self, account: Id, day: NaiveDate) -> Result<Id, Refusal> {
        for id in self.next_ids(account, day) {
            if !self.look.was_there(Visit::ENTITY.number, id)? {
                return Ok(id);
            }
        }
        Ok(self.new_id())
    }

    /// The ids of the next visits at a customer that logs of mine plan for a day: the second where the first was taken back, and so on.
    pub fn next_ids(&self, account: Id, day: NaiveDate) -> [Id; 8] {
        let (me, day) = (self.look.me(), day.to_string());
        std::array::from_fn(|again| {
            let parts = [b"next", account.bytes().as_slice(), me.bytes(), day.as_bytes()];
            if again == 0 { Id::derived(&parts) } else { Id::derived(&[&parts.concat(), &[again as u8]]) }
        })
    }

    /// What was planned, once more, for another day.
    pub fn plan_again(&mut self, visit: &Visit, account: Id, day: NaiveDate, start: Option<Moment>) -> Visit {
        Visit {
            planned_end: visit_end(visit, start),
            kind: visit.kind,
            purpose: visit.purpose.clone(),
            preparation: visit.preparation.clone(),
            ..self.planned_visit(account, day, start)
        }
    }

    /// My planned visit of a customer on a day; of several, the one whose time is nearest.
    pub fn planned_near(&self, account: Id, day: NaiveDate, at: Moment) -> Result<Option<Visit>, Refusal> {
        let visits = self.look.planned_on(account, day)?;
        Ok(visits.into_iter().filter(|visit| visit.state == Some(VisitState::Planned)).min_by_key(|visit| {
            let distance = visit.planned_start.map(|start| start.millis().abs_diff(at.millis()));
            (distance.is_none(), distance, visit.id)
        }))
    }

    /// Those of these contacts who do not belong to the customer that a log has left.
    pub fn without_people_of(&self, contacts: &BTreeSet<Id>, old: Option<Id>) -> Result<BTreeSet<Id>, Refusal> {
        let mut kept = BTreeSet::new();
        for id in contacts {
            let contact: Option<Contact> = self.look.record(*id)?;
            if old.is_none() || contact.is_some_and(|contact| contact.account != old) {
                kept.insert(*id);
            }
        }
        Ok(kept)
    }
}

/// The agreed end of a visit that now starts at another time: as long after its start as it was.
pub(super) fn visit_end(visit: &Visit, start: Option<Moment>) -> Option<Moment> {
    match (visit.planned_start, visit.planned_end, start) {
        (Some(was), Some(end), Some(start)) => {
            Some(Moment::from_millis(start.millis().saturating_add(end.millis().saturating_sub(was.millis()))))
        }
        _ => None,
    }
}

/// An act whose parts make sense one by one: a group for each, the empty ones left out.
pub(super) fn act_of(label: Label, groups: Vec<Vec<Edit>>) -> Act {
    Act { label, groups: groups.into_iter().filter(|group| !group.is_empty()).collect() }
}

/// Each once, in the order in which they were given.
pub(super) fn once(ids: &[Id]) -> Vec<Id> {
    let mut seen = BTreeSet::new();
    ids.iter().copied().filter(|id| seen.insert(*id)).collect()
}

/// The beginning of a text that somebody wrote, for a label.
pub(super) fn beginning(text: &str) -> String {
    let line = text.lines().next().unwrap_or_default();
    match line.char_indices().nth(60) {
        Some((end, _)) => format!("{}…", &line[..end]),
        None => line.to_string(),
    }
}
