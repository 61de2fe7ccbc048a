//! What the server could not take is set right and sent again, or withdrawn.
//!
//! Always holds: what builds upon it goes along; the office's note of it is closed in the same act.

use std::collections::BTreeMap;

use super::desk::{Desk, act_of, once};
use super::words::UNKNOWN;
use crate::base::id::Id;
use crate::domain::act::{Act, Edit, Label, RecordEdit};
use crate::domain::check;
use crate::domain::deed::Refusal;
use crate::domain::look::Look;
use crate::domain::parked::ParkedChange;
use crate::schema::{Conflict, ConflictState, Key, Value, entity as declared};

/// What becomes of one record.
#[derive(Default)]
struct Again {
    creates: bool,
    deletes: bool,
    fields: BTreeMap<u16, Value>,
}

impl<L: Look> Desk<'_, L> {
    /// Parked acts once more, with these values instead of those that were refused: (entity, record, field, value).
    pub fn send_again(&mut self, acts: &[Id], values: &[(u16, Id, u16, Value)]) -> Result<Act, Refusal> {
        let parked = self.look.parked(acts)?;
        let mut order: Vec<(u16, Id)> = Vec::new();
        let mut records: BTreeMap<(u16, Id), Again> = BTreeMap::new();
        for change in &parked {
            let of = (change.entity, change.record);
            if !records.contains_key(&of) {
                order.push(of);
            }
            let again = records.entry(of).or_default();
            for (key, value) in &change.fields {
                self.once_more(change, key, value, again)?;
            }
        }
        for (entity, record, field, value) in values {
            let again = records.get_mut(&(*entity, *record)).ok_or(Refusal::Gone)?;
            let known = declared(*entity).and_then(|entity| entity.by_number(*field));
            let known = known.ok_or(Refusal::State(UNKNOWN))?;
            if let Some(trouble) = check::value(known, value, self.now) {
                return Err(Refusal::Value { field: known.name, trouble });
            }
            again.fields.insert(*field, value.clone());
        }
        let mut edits = Vec::new();
        for of in order {
            let Some(again) = records.remove(&of) else { continue };
            let fields: Vec<(u16, Value)> = again.fields.into_iter().collect();
            let deed = match (again.creates, again.deletes) {
                (_, true) => RecordEdit::Delete,
                (true, _) => RecordEdit::Create(fields.into_iter().filter(|(_, value)| !value.is_null()).collect()),
                _ => RecordEdit::Set(fields),
            };
            edits.push(Edit { entity: of.0, record: of.1, deed });
        }
        let subject = self.subject(&edits)?;
        edits.extend(self.close_notices(&parked, ConflictState::Replaced)?);
        Ok(act_of(Label::new("act-send-again", subject), vec![edits]))
    }

    /// Parked acts are given up; only the office's note is left to close.
    pub fn withdraw(&mut self, acts: &[Id]) -> Result<Act, Refusal> {
        let parked = self.look.parked(acts)?;
        let mut edits = self.close_notices(&parked, ConflictState::KeptWinner)?;
        let subject = self.given_up(&parked)?;
        let groups = if edits.is_empty() { Vec::new() } else { vec![std::mem::take(&mut edits)] };
        Ok(act_of(Label::new("act-withdraw", subject), groups))
    }

    /// Whom or what parked changes are about; empty where it has no name here.
    pub(super) fn given_up(&self, parked: &[ParkedChange]) -> Result<String, Refusal> {
        for change in parked {
            let here = self.look.values(change.entity, change.record)?;
            let written = || change.fields.iter().map(|(key, value)| (key.field, value.clone())).collect();
            let title = self.title(change.entity, &here.unwrap_or_else(written))?;
            if !title.is_empty() {
                return Ok(title);
            }
        }
        Ok(String::new())
    }

    fn once_more(&self, change: &ParkedChange, key: &Key, value: &Value, again: &mut Again) -> Result<(), Refusal> {
        if *key == Key::RECORD {
            (again.creates, again.deletes) = (again.creates || !value.is_null(), value.is_null());
            return Ok(());
        }
        let known = declared(change.entity).and_then(|entity| entity.by_number(key.field));
        if known.is_some_and(|field| field.kind.is_set()) {
            let now = match again.fields.get(&key.field) {
                Some(value) => value.clone(),
                None => {
                    let values = self.look.values(change.entity, change.record)?.unwrap_or_default();
                    values
                        .into_iter()
                        .find(|(number, _)| *number == key.field)
                        .map(|(_, value)| value)
                        .unwrap_or_default()
                }
            };
            let mut elements = now.elements();
            if value.is_null() {
                elements.remove(&key.element);
            } else {
                elements.insert(key.element.clone());
            }
            again.fields.insert(key.field, Value::set(elements));
        } else if known.is_some() {
            again.fields.insert(key.field, value.clone());
        }
        Ok(())
    }

    fn close_notices(&self, parked: &[ParkedChange], state: ConflictState) -> Result<Vec<Edit>, Refusal> {
        let notices: Vec<Id> = parked.iter().filter_map(|change| change.notice).collect();
        let mut edits = Vec::new();
        for id in once(&notices) {
            let Some(before) = self.look.record::<Conflict>(id)? else { continue };
            let after = Conflict { state: Some(state), resolved_by: Some(self.look.me()), ..before.clone() };
            edits.extend(Edit::change(&before, &after));
        }
        Ok(edits)
    }

    fn subject(&self, edits: &[Edit]) -> Result<String, Refusal> {
        let Some(edit) = edits.first() else { return Ok(String::new()) };
        let values = match &edit.deed {
            RecordEdit::Create(values) | RecordEdit::Generate(values) => values.clone(),
            _ => self.look.values(edit.entity, edit.record)?.unwrap_or_default(),
        };
        self.title(edit.entity, &values)
    }
}
