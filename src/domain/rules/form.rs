//! Records made and changed field by field, as forms and the command line do: checked against the declarations, with what follows from
//! other fields filled in.

use std::collections::BTreeMap;

use chrono::NaiveDateTime;

use super::desk::Desk;
use super::moved::has_moved;
use super::words::{NOT_YOURS, UNKNOWN};
use crate::base::clock::Moment;
use crate::base::id::Id;
use crate::domain::act::{Act, Edit, Label, RecordEdit};
use crate::domain::check::{self, Trouble};
use crate::domain::deed::{LogRef, Refusal, Saw};
use crate::domain::look::Look;
use crate::schema::{
    ACCOUNT, Account, CONTACT, Class, Contact, Entity, FOLLOW_UP, Field, FollowUp, FollowUpState, PromisedBy, Record,
    TOUCH, Touch, VISIT, Value, Visit, VisitState, entity as declared,
};

type Fields = BTreeMap<u16, Value>;

/// Up to this many fields changed at once are named; beyond that only the entity is.
const NAMED: usize = 3;

impl<L: Look> Desk<'_, L> {
    /// Makes a record.
    pub fn create(&mut self, entity: u16, record: Id, values: &[(u16, Value)]) -> Result<Act, Refusal> {
        let declared = writable(entity, values)?;
        let mut fields: Fields = values.iter().filter(|(_, value)| !value.is_null()).cloned().collect();
        refuse(check::values(declared, values, self.now))?;
        self.complete(entity, record, &Fields::new(), &mut fields);
        refuse(check::record(declared, &Vec::from_iter(fields.clone()), self.now))?;
        let fields: Vec<_> = fields.into_iter().filter(|(_, value)| !value.is_null()).collect();
        let label = Label::new("act-create", self.title(entity, &fields)?).detail(declared.name);
        Ok(Act::one(label, vec![Edit { entity, record, deed: RecordEdit::Create(fields) }]))
    }

    /// Sets fields of a record; what does not differ is left out. Nothing is overwritten that the person has not seen.
    pub fn set(
        &mut self,
        entity: u16,
        record: Id,
        values: &[(u16, Value)],
        seen: &[(u16, Value)],
    ) -> Result<Act, Refusal> {
        let declared = writable(entity, values)?;
        let record = self.look.stands_for(entity, record)?;
        let before: Fields = self.look.values(entity, record)?.ok_or(Refusal::Gone)?.into_iter().collect();
        refuse(check::values(declared, values, self.now))?;
        let mut after = before.clone();
        for (number, value) in values {
            let there = before.get(number).unwrap_or(&Value::Null);
            let value = match seen.iter().find(|(known, _)| known == number) {
                Some((_, seen)) => upon(declared, *number, (seen, value), there)?,
                None => value.clone(),
            };
            after.insert(*number, value);
        }
        self.complete(entity, record, &before, &mut after);
        let differ =
            |number: &u16| before.get(number).unwrap_or(&Value::Null) != after.get(number).unwrap_or(&Value::Null);
        let changed: Vec<(u16, Value)> =
            after.iter().filter(|(number, _)| differ(number)).map(|(number, value)| (*number, value.clone())).collect();
        if changed.is_empty() {
            return Err(Refusal::Nothing);
        }
        // Only what was touched is complained about: a record that an import left incomplete can still be worked on.
        let touched = |trouble: &Trouble| {
            changed
                .iter()
                .any(|(number, _)| declared.by_number(*number).is_some_and(|field| field.name == trouble.field))
        };
        refuse(
            check::record(declared, &Vec::from_iter(after.clone()), self.now).into_iter().filter(touched).collect(),
        )?;
        let named = |number: &u16| declared.by_number(*number).map(|field| format!("{}.{}", declared.name, field.name));
        let by_person = || values.iter().map(|(number, _)| number).filter(|number| differ(number));
        let several = (entity == ACCOUNT.number || entity == CONTACT.number) && by_person().count() <= NAMED;
        let detail = match changed.as_slice() {
            [(number, _)] => named(number),
            _ if several => Some(by_person().filter_map(named).collect::<Vec<_>>().join(",")),
            _ => None,
        }
        .filter(|detail| !detail.is_empty());
        let title = self.title(entity, &Vec::from_iter(after.clone()))?;
        let label = Label::new("act-set", title).detail(detail.unwrap_or_else(|| declared.name.to_string()));
        let mut edits = vec![Edit { entity, record, deed: RecordEdit::Set(changed) }];
        let log = match entity {
            _ if entity == VISIT.number => Some(LogRef::Visit(record)),
            _ if entity == TOUCH.number => Some(LogRef::Touch(record)),
            _ => None,
        };
        if let Some(log) = log {
            let account = |fields: &Fields| fields.get(&account_of(declared)).and_then(Value::id);
            if account(&before) != account(&after) {
                edits.extend(self.what_hangs_on(record, log, (account(&before), account(&after)))?);
            }
        }
        Ok(Act::one(label, edits))
    }

    /// An act made elsewhere, upon what is there by now.
    pub fn whole(&self, act: &Act, saw: &[Saw]) -> Result<Act, Refusal> {
        let mut by_record: BTreeMap<(u16, Id), Fields> = BTreeMap::new();
        for Saw { entity, record, field: (number, value) } in saw {
            by_record.entry((*entity, *record)).or_default().insert(*number, value.clone());
        }
        let mut act = act.clone();
        for edit in act.groups.iter_mut().flatten() {
            let RecordEdit::Set(fields) = &mut edit.deed else { continue };
            let Some((declared, seen)) = declared(edit.entity).zip(by_record.get(&(edit.entity, edit.record))) else {
                continue;
            };
            let there: Fields = self.look.values(edit.entity, edit.record)?.ok_or(Refusal::Gone)?.into_iter().collect();
            for (number, value) in fields {
                let Some(seen) = seen.get(number) else { continue };
                *value = upon(declared, *number, (seen, value), there.get(number).unwrap_or(&Value::Null))?;
            }
        }
        Ok(act)
    }

    /// Fills in what follows from other fields; `before` is empty for a new record.
    fn complete(&self, entity: u16, id: Id, before: &Fields, fields: &mut Fields) {
        let new = before.is_empty();
        if entity == ACCOUNT.number {
            let was: Account = read(id, before);
            self.completed(id, fields, |account: &mut Account| {
                account.name = account.name.trim().to_string();
                if !new && has_moved(&was, account) {
                    // The place on the map was that of the old address: no distance is better than a wrong one.
                    (account.latitude, account.longitude) = (None, None);
                }
                if new {
                    account.territory = account.territory.or(Some(self.look.territory()));
                    account.owner = account.owner.or(Some(self.look.me()));
                    let seen = account.cadence != Some(0) && account.closed_on.is_none();
                    account.first_due = account.first_due.or(self.first_visit_by().filter(|_| seen));
                }
            });
        } else if entity == CONTACT.number {
            let was: Contact = read(id, before);
            self.completed(id, fields, |contact: &mut Contact| {
                if !new && contact.account != was.account {
                    // Whoever changes employer takes the history along, however it was written down.
                    contact.formerly_at.extend(was.account);
                    contact.formerly_at.retain(|at| Some(*at) != contact.account);
                    contact.left_on = contact.left_on.filter(|left| Some(*left) != was.left_on);
                }
                contact.name = contact.name.trim().to_string();
                if contact.name.is_empty() {
                    contact.name = full_name(&contact.family_name, &contact.given_name);
                }
            });
        } else if entity == VISIT.number {
            let was: Visit = read(id, before);
            self.completed(id, fields, |visit: &mut Visit| self.complete_visit(&was, visit, new));
        } else if entity == TOUCH.number {
            self.completed(id, fields, |touch: &mut Touch| {
                touch.day = touch.at.map(|at| self.now.workday(at)).or(touch.day);
                if new {
                    touch.owner = touch.owner.or(Some(self.look.me()));
                    touch.logged_at = touch.logged_at.or(Some(self.now.at));
                }
            });
        } else if entity == FOLLOW_UP.number {
            let was: FollowUp = read(id, before);
            self.completed(id, fields, |follow_up: &mut FollowUp| self.complete_follow_up(&was, follow_up, new));
        }
    }

    fn completed<R: Record>(&self, id: Id, fields: &mut Fields, complete: impl FnOnce(&mut R)) {
        let was: R = read(id, fields);
        let mut record = was.clone();
        complete(&mut record);
        // Only what changed: a value that this version cannot read (a choice of a newer one) must stay as it is.
        let changed = record.values().into_iter().zip(was.values()).filter(|(new, old)| new != old).map(|(new, _)| new);
        fields.extend(changed);
    }

    /// Day and times of a visit say the same; the one that was set decides.
    fn complete_visit(&self, was: &Visit, visit: &mut Visit, new: bool) {
        let local = |at: Moment| self.now.zone.local(at);
        if new {
            visit.owner = visit.owner.or(Some(self.look.me()));
            let state = if visit.started.is_some() { VisitState::Done } else { VisitState::Planned };
            visit.state = visit.state.or(Some(state));
            visit.planned = visit.planned || visit.state == Some(VisitState::Planned);
        }
        let real = matches!(visit.state, Some(VisitState::Done | VisitState::InProgress)) && visit.started.is_some();
        let (start, start_was) =
            if real { (visit.started, was.started) } else { (visit.planned_start, was.planned_start) };
        if start != start_was || visit.day.is_none() {
            visit.day = start.map(|start| self.now.workday(start)).or(visit.day);
        } else if let (Some(day), Some(start)) = (visit.day.filter(|day| Some(*day) != was.day), start) {
            let to = self.now.zone.moment(NaiveDateTime::new(day, local(start).time()));
            let shift = |at: Option<Moment>| {
                at.map(|at| Moment::from_millis(at.millis().saturating_add(to.millis() - start.millis())))
            };
            if real {
                (visit.started, visit.ended) = (shift(visit.started), shift(visit.ended));
            } else {
                (visit.planned_start, visit.planned_end) = (shift(visit.planned_start), shift(visit.planned_end));
            }
        }
        // As the log line does it: logged when it was first said to be done, and late by when it ended.
        let done = visit.state == Some(VisitState::Done);
        let now_done = done && (new || was.state != Some(VisitState::Done));
        visit.logged_at = visit.logged_at.or(Some(self.now.at).filter(|_| now_done));
        let moved = done && (visit.started, visit.ended) != (was.started, was.ended);
        // What came in from a file was logged nobody knows when.
        if let Some(logged) = visit.logged_at.filter(|_| now_done || moved) {
            visit.late_entry = self.is_late(visit.ended.or(visit.started).unwrap_or(logged), logged);
        }
    }

    fn complete_follow_up(&self, was: &FollowUp, follow_up: &mut FollowUp, new: bool) {
        if new {
            follow_up.owner = follow_up.owner.or(Some(self.look.me()));
            follow_up.state = follow_up.state.or(Some(FollowUpState::Open));
            follow_up.promised_by = follow_up.promised_by.or(Some(PromisedBy::Us));
            follow_up.promised_at = follow_up.promised_at.or(Some(self.now.at));
        }
        if follow_up.due_at != was.due_at && follow_up.due == was.due {
            follow_up.due = follow_up.due_at.map(|at| self.now.zone.local(at).date()).or(follow_up.due);
        } else if follow_up.due != was.due && follow_up.due_at == was.due_at {
            let time = follow_up.due_at.map(|at| self.now.zone.local(at).time());
            let at = follow_up.due.zip(time).map(|(day, time)| NaiveDateTime::new(day, time));
            follow_up.due_at = at.map(|at| self.now.zone.moment(at));
        }
        follow_up.first_due = follow_up.first_due.or(was.due).or(follow_up.due);
        if follow_up.state != was.state {
            let closed = matches!(follow_up.state, Some(FollowUpState::Done | FollowUpState::Dropped));
            follow_up.closed_at = if closed { follow_up.closed_at.or(Some(self.now.at)) } else { None };
        }
    }
}

/// The value that a field gets whose value a person saw and made another, where by now this one is there.
fn upon(entity: &Entity, field: u16, (seen, mine): (&Value, &Value), there: &Value) -> Result<Value, Refusal> {
    if entity.by_number(field).is_some_and(|field| field.kind.is_set()) {
        let (mine, seen) = (mine.elements(), seen.elements());
        let kept = there.elements().into_iter().filter(|element| mine.contains(element) || !seen.contains(element));
        return Ok(Value::set(kept.chain(mine.difference(&seen).cloned())));
    }
    if there == seen || there == mine {
        return Ok(mine.clone());
    }
    Err(Refusal::Changed { entity: entity.number, field, theirs: there.clone(), mine: mine.clone() })
}

/// The entity, if a laptop may write its records and knows all of these fields.
fn writable(entity: u16, values: &[(u16, Value)]) -> Result<&'static Entity, Refusal> {
    let declared = declared(entity).ok_or(Refusal::State(UNKNOWN))?;
    if declared.class == Class::Written {
        return Err(Refusal::State(NOT_YOURS));
    }
    if values.iter().any(|(number, _)| declared.by_number(*number).is_none()) {
        return Err(Refusal::State(UNKNOWN));
    }
    Ok(declared)
}

fn refuse(troubles: Vec<Trouble>) -> Result<(), Refusal> {
    match troubles.first() {
        Some(trouble) => Err(Refusal::Value { field: trouble.field, trouble: trouble.words }),
        None => Ok(()),
    }
}

fn read<R: Record>(id: Id, fields: &Fields) -> R {
    R::read(id, &mut |field: &'static Field| fields.get(&field.number).cloned().unwrap_or_default())
}

fn account_of(entity: &Entity) -> u16 {
    entity.field("account").map_or(0, |field| field.number)
}

/// A name as it is said: family name first and without a gap in Chinese.
pub(crate) fn full_name(family: &str, given: &str) -> String {
    let (family, given) = (family.trim(), given.trim());
    if family.chars().chain(given.chars()).any(crate::base::text::is_han) {
        return format!("{family}{given}");
    }
    [given, family].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ")
}
