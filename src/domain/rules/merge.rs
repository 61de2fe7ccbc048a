//! Two records of one customer, or of one person, are joined: one act, in one group.
//!
//! Always holds: the record that goes keeps its id and its values and points to the one that stays; all that hangs on it follows; edits
//! that still arrive for it land on the one that stays (the server sees to that). Nothing is joined unasked.

use std::collections::BTreeSet;

use super::desk::Desk;
use super::words::{NOT_ALIKE, UNKNOWN};
use crate::base::id::Id;
use crate::domain::act::{Act, Edit, Label, RecordEdit};
use crate::domain::deed::Refusal;
use crate::domain::look::Look;
use crate::domain::merge::{Fields, can_merge, values};
use crate::schema::{ACCOUNT, Class, Entity, Kind, Value, entity as declared};

impl<L: Look> Desk<'_, L> {
    /// Joins `other` into `keep`; `from_other`: the fields whose value is the other's.
    pub fn merge(&mut self, entity: u16, keep: Id, other: Id, from_other: &BTreeSet<u16>) -> Result<Act, Refusal> {
        let declared = declared(entity).filter(|entity| can_merge(entity.number)).ok_or(Refusal::State(NOT_ALIKE))?;
        let pointer = declared.field("merged_into").ok_or(Refusal::State(UNKNOWN))?.number;
        let (keep, other) = (self.look.stands_for(entity, keep)?, self.look.stands_for(entity, other)?);
        if keep == other {
            return Err(Refusal::Nothing);
        }
        let read = |id: Id| -> Result<Fields, Refusal> {
            Ok(self.look.values(entity, id)?.ok_or(Refusal::Gone)?.into_iter().collect())
        };
        let (kept, gone) = (read(keep)?, read(other)?);
        let mut edits = Vec::new();
        let set = |entity: u16, record: Id, values| Edit { entity, record, deed: RecordEdit::Set(values) };
        let values = values(declared, &kept, &gone, from_other);
        if !values.is_empty() {
            edits.push(set(entity, keep, values));
        }
        for (child, id) in self.children(declared, other, &gone)? {
            let fields = self.look.values(child, id)?.unwrap_or_default().into_iter().collect();
            let values = renamed(child, &fields, entity, (other, keep));
            if !values.is_empty() {
                edits.push(set(child, id, values));
            }
        }
        // Last, so that the server finds nothing left to follow; taken back, it is the first to go.
        edits.push(set(entity, other, vec![(pointer, Value::Id(keep))]));
        let name = |fields: &Fields| self.title(entity, &Vec::from_iter(fields.clone()));
        Ok(Act::one(Label::new("act-merge", name(&gone)?).detail(name(&kept)?), edits))
    }

    /// Joins customers pair by pair, each in a group of its own; a record that has its part in one pair waits for another time with the next.
    pub fn merge_each(&mut self, pairs: &[(Id, Id)]) -> Result<Act, Refusal> {
        let mut act = Act { label: Label::default(), groups: Vec::new() };
        let mut met = BTreeSet::new();
        for (keep, other) in pairs {
            if keep == other || met.contains(keep) || met.contains(other) {
                continue;
            }
            met.extend([*keep, *other]);
            match self.merge(ACCOUNT.number, *keep, *other, &BTreeSet::new()) {
                Ok(one) => {
                    if act.groups.is_empty() {
                        act.label = Label::new("act-merge-each", one.label.detail);
                    }
                    act.groups.extend(one.groups);
                }
                // Joined already, or gone: so much the better.
                Err(Refusal::Nothing | Refusal::Gone) => {}
                Err(refusal) => return Err(refusal),
            }
        }
        act.label = act.label.count(act.groups.len());
        Ok(act)
    }

    /// Says of each of two customers that it is not the other.
    pub fn tell_apart(&mut self, one: Id, other: Id) -> Result<Act, Refusal> {
        let field = ACCOUNT.field("not_same").ok_or(Refusal::State(UNKNOWN))?.number;
        let mut edits = Vec::new();
        let mut names = Vec::new();
        for (record, not) in [(one, other), (other, one)] {
            let values = self.look.values(ACCOUNT.number, record)?.ok_or(Refusal::Gone)?;
            names.push(self.title(ACCOUNT.number, &values)?);
            let known = values.into_iter().find(|(number, _)| *number == field).map(|(_, value)| value);
            let mut all = known.unwrap_or_default().elements();
            if all.insert(not.to_string()) {
                let values = vec![(field, Value::set(all))];
                edits.push(Edit { entity: ACCOUNT.number, record, deed: RecordEdit::Set(values) });
            }
        }
        let [one, other] = names.try_into().unwrap_or_default();
        Ok(Act::one(Label::new("act-apart", one).detail(other), edits))
    }

    /// What refers to a record, as far as it can lie: on the customer that it is, or on the customer that it belongs to.
    fn children(&self, declared: &Entity, id: Id, fields: &Fields) -> Result<Vec<(u16, Id)>, Refusal> {
        if declared.number == ACCOUNT.number {
            return Ok(self.look.hanging(id)?);
        }
        let account = declared.field("account").and_then(|field| fields.get(&field.number)).and_then(Value::id);
        let on = account.map(|account| self.look.hanging(account)).transpose()?;
        Ok(on.unwrap_or_default().into_iter().filter(|(_, child)| *child != id).collect())
    }
}

/// The fields of a record that refer to one record, as if they referred to the other. The pointers of merged records stay: they are followed.
pub fn renamed(entity: u16, fields: &Fields, target: u16, (from, to): (Id, Id)) -> Vec<(u16, Value)> {
    let Some(entity) = declared(entity).filter(|entity| entity.class != Class::Written) else { return Vec::new() };
    let target = declared(target).map(|target| target.name);
    let refers = entity.fields.iter().filter(|field| field.target == target && field.name != "merged_into");
    let mut changed = Vec::new();
    for field in refers {
        let Some(value) = fields.get(&field.number) else { continue };
        if field.kind == Kind::Ref && *value == Value::Id(from) {
            changed.push((field.number, Value::Id(to)));
        } else if field.kind == Kind::Refs {
            let mut elements = value.elements();
            if elements.remove(&from.to_string()) {
                elements.insert(to.to_string());
                changed.push((field.number, Value::set(elements)));
            }
        }
    }
    changed
}
