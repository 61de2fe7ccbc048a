//! A conflict is decided: an ordinary change of the record, and the conflict's state, in one group.

use std::collections::{BTreeMap, BTreeSet};

use super::desk::{Desk, act_of, once};
use super::words::{DECIDED, UNKNOWN};
use crate::base::clock::Moment;
use crate::base::id::Id;
use crate::domain::act::{Act, Edit, Label, RecordEdit};
use crate::domain::check;
use crate::domain::deed::{Refusal, Resolution};
use crate::domain::look::Look;
use crate::schema::{
    ACCOUNT, CONFLICT, Conflict, ConflictRule, ConflictState, FOLLOW_UP, FieldType as _, Kind, VISIT, Value,
    entity as declared,
};

/// Fields of one entity that a move sets at once: a day and its hours, where a customer goes and who has him there.
const TOGETHER: [(u16, &[&str]); 3] = [
    (FOLLOW_UP.number, &["due", "due_at"]),
    (VISIT.number, &["day", "planned_start", "planned_end"]),
    (ACCOUNT.number, &["territory", "owner"]),
];

impl<L: Look> Desk<'_, L> {
    /// Decides conflicts, all in the same way.
    pub fn resolve(&mut self, conflicts: &[Id], choice: &Resolution) -> Result<Act, Refusal> {
        let mut label = Label::default();
        let mut groups = Vec::new();
        let mut told: BTreeSet<Id> = BTreeSet::new();
        for id in once(conflicts) {
            let before: Conflict = self.get(id)?;
            if told.contains(&before.id) {
                continue;
            }
            // One decided meanwhile is passed over among several; alone it is refused.
            if before.state.unwrap_or(ConflictState::Open) != ConflictState::Open {
                if conflicts.len() == 1 {
                    return Err(Refusal::State(DECIDED));
                }
                continue;
            }
            let state = match choice {
                Resolution::KeepWinner => ConflictState::KeptWinner,
                Resolution::BringBack => ConflictState::BroughtBack,
                Resolution::Replace(_) => ConflictState::Replaced,
            };
            let lost = self.lost_whole(&before)?;
            if !lost.is_empty() {
                if groups.is_empty() {
                    label = Label::new("act-resolve", self.conflict_title(&before)?);
                }
                let mut edits = match choice {
                    Resolution::KeepWinner => Vec::new(),
                    Resolution::BringBack => vec![made_anew(&before, &lost)?],
                    Resolution::Replace(_) => return Err(Refusal::Gone),
                };
                for note in lost {
                    let after = Conflict { state: Some(state), resolved_by: Some(self.look.me()), ..note.clone() };
                    edits.extend(Edit::change(&note, &after));
                    told.insert(note.id);
                }
                groups.push(edits);
                continue;
            }
            let after = Conflict { state: Some(state), resolved_by: Some(self.look.me()), ..before.clone() };
            let mut edits = match choice {
                Resolution::KeepWinner => Vec::new(),
                Resolution::BringBack => self.bring_back(&before, None)?,
                Resolution::Replace(value) => self.bring_back(&before, Some(value))?,
            };
            edits.extend(Edit::change(&before, &after));
            for tied in self.tied(&before)? {
                let more = match choice {
                    Resolution::KeepWinner => Vec::new(),
                    Resolution::BringBack => self.bring_back(&tied, None)?,
                    Resolution::Replace(value) => match self.beside(&before, value, &tied) {
                        Some(value) => self.bring_back(&tied, Some(&value))?,
                        None => Vec::new(),
                    },
                };
                more.into_iter().for_each(|edit| join(&mut edits, edit));
                let after = Conflict { state: Some(state), resolved_by: Some(self.look.me()), ..tied.clone() };
                edits.extend(Edit::change(&tied, &after));
                told.insert(tied.id);
            }
            if groups.is_empty() {
                label = Label::new("act-resolve", self.conflict_title(&before)?);
            }
            groups.push(edits);
        }
        Ok(act_of(label.count(groups.len()), groups))
    }

    /// All that is asked about a record that is not here, where it lost as a whole: what a restored server takes by nobody's word. None of it is
    /// anything without the rest.
    fn lost_whole(&self, conflict: &Conflict) -> Result<Vec<Conflict>, Refusal> {
        let (Some(entity), Some(record)) = (conflict.entity, conflict.record) else { return Ok(Vec::new()) };
        let Ok(number) = u16::try_from(entity) else { return Ok(Vec::new()) };
        if conflict.rule != Some(ConflictRule::Returned) || self.look.values(number, record)?.is_some() {
            return Ok(Vec::new());
        }
        let mut notes = self.look.open_conflicts(record)?;
        notes.retain(|note| note.entity == Some(entity) && note.rule == conflict.rule);
        // What was set last of a field stands last.
        notes.sort_by_key(|note| (note.lost_at, note.id));
        let whole = notes.iter().any(|note| note.field == Some(0) && note.lost == "1");
        Ok(if whole { notes } else { Vec::new() })
    }

    /// What lost in the same clash and cannot be decided apart: the hours of a day, the day of an hour.
    fn tied(&self, conflict: &Conflict) -> Result<Vec<Conflict>, Refusal> {
        let Some((entity, field)) = name(conflict) else { return Ok(Vec::new()) };
        let together = TOGETHER.iter().find(|(of, fields)| *of == entity && fields.contains(&field));
        let (Some((_, fields)), Some(record)) = (together, conflict.record) else { return Ok(Vec::new()) };
        let of_one_act = |one: &Conflict| {
            one.id != conflict.id
                && (one.lost_by, one.lost_at) == (conflict.lost_by, conflict.lost_at)
                && name(one).is_some_and(|(of, field)| of == entity && fields.contains(&field))
        };
        Ok(self.look.open_conflicts(record)?.into_iter().filter(of_one_act).collect())
    }

    /// What a third value says of a field that is decided with it; None: nothing, what stands there stays.
    fn beside(&self, decided: &Conflict, value: &Value, tied: &Conflict) -> Option<Value> {
        let is_day = |one: &Conflict| name(one).is_some_and(|(_, field)| matches!(field, "due" | "day"));
        match (is_day(decided), is_day(tied), value) {
            // A day that neither had said: of its hours nobody has said anything.
            (true, false, _) => Some(Value::Null),
            // An hour has its day.
            (false, true, Value::Int(at)) => Some(Some(self.now.workday(Moment::from_millis(*at))).put()),
            _ => None,
        }
    }

    /// What sets the record to the value that lost, or to a third one.
    fn bring_back(&mut self, conflict: &Conflict, third: Option<&Value>) -> Result<Vec<Edit>, Refusal> {
        let number = |value: Option<i64>| value.and_then(|value| u16::try_from(value).ok());
        let (Some(entity), Some(record), Some(field)) =
            (number(conflict.entity), conflict.record, number(conflict.field))
        else {
            return Err(Refusal::State(UNKNOWN));
        };
        let declared = declared(entity).ok_or(Refusal::State(UNKNOWN))?;
        if field == 0 {
            // The record itself: an edit beat a deletion, and only the deletion can come back.
            return match third {
                None => Ok(self.delete(entity, record)?.groups.into_iter().flatten().collect()),
                Some(_) => Err(Refusal::State(UNKNOWN)),
            };
        }
        let declared_field = declared.by_number(field).ok_or(Refusal::State(UNKNOWN))?;
        let current = self.look.values(entity, record)?.ok_or(Refusal::Gone)?;
        let current = current.into_iter().find(|(number, _)| *number == field).map(|(_, value)| value);
        let current = current.unwrap_or_default();
        let value = match third {
            Some(value) => value.clone(),
            None => value_of(&conflict.lost, declared_field.kind)?,
        };
        let value = if declared_field.kind.is_set() && !conflict.element.is_empty() {
            let mut elements = current.clone().elements();
            if value.is_null() {
                elements.remove(&conflict.element);
            } else {
                elements.insert(conflict.element.clone());
            }
            Value::set(elements)
        } else {
            if let Some(trouble) = third.and_then(|value| check::value(declared_field, value, self.now)) {
                return Err(Refusal::Value { field: declared_field.name, trouble });
            }
            value
        };
        let there = value == current;
        Ok(if there { Vec::new() } else { vec![Edit { entity, record, deed: RecordEdit::Set(vec![(field, value)]) }] })
    }

    fn conflict_title(&self, conflict: &Conflict) -> Result<String, Refusal> {
        let entity = conflict.entity.and_then(|entity| u16::try_from(entity).ok()).unwrap_or(CONFLICT.number);
        let Some(record) = conflict.record else { return Ok(String::new()) };
        let values = self.look.values(entity, record)?.unwrap_or_default();
        let title = self.title(entity, &values)?;
        if title.is_empty() { self.name(conflict.account) } else { Ok(title) }
    }
}

/// The record as its notes have it.
fn made_anew(conflict: &Conflict, notes: &[Conflict]) -> Result<Edit, Refusal> {
    let number = |value: Option<i64>| value.and_then(|value| u16::try_from(value).ok());
    let (Some(entity), Some(record)) = (number(conflict.entity), conflict.record) else {
        return Err(Refusal::State(UNKNOWN));
    };
    let declared = declared(entity).ok_or(Refusal::State(UNKNOWN))?;
    let mut fields: BTreeMap<u16, Value> = BTreeMap::new();
    for note in notes {
        let Some(field) = number(note.field).filter(|field| *field != 0) else { continue };
        let kind = declared.by_number(field).ok_or(Refusal::State(UNKNOWN))?.kind;
        if kind.is_set() {
            let mut elements = fields.remove(&field).unwrap_or_default().elements();
            if note.lost == "1" {
                elements.insert(note.element.clone())
            } else {
                elements.remove(&note.element)
            };
            fields.insert(field, Value::set(elements));
        } else {
            fields.insert(field, value_of(&note.lost, kind)?);
        }
    }
    fields.retain(|_, value| !value.is_null());
    Ok(Edit { entity, record, deed: RecordEdit::Create(fields.into_iter().collect()) })
}

/// The field in question: of which entity, and its name.
fn name(conflict: &Conflict) -> Option<(u16, &'static str)> {
    let (entity, field) = (u16::try_from(conflict.entity?).ok()?, u16::try_from(conflict.field?).ok()?);
    declared(entity)?.by_number(field).map(|field| (entity, field.name))
}

/// An edit beside those of its group; a record is edited once.
fn join(edits: &mut Vec<Edit>, edit: Edit) {
    let same = edits.iter_mut().find(|other| (other.entity, other.record) == (edit.entity, edit.record));
    match (same.map(|other| &mut other.deed), edit) {
        (Some(RecordEdit::Set(fields)), Edit { deed: RecordEdit::Set(more), .. }) => fields.extend(more),
        (_, edit) => edits.push(edit),
    }
}

/// A value out of a conflict record.
pub(super) fn value_of(json: &str, kind: Kind) -> Result<Value, Refusal> {
    if json.is_empty() {
        return Ok(Value::Null);
    }
    let json = serde_json::from_str(json).map_err(|_| Refusal::State(UNKNOWN))?;
    Value::from_json(&json, kind).ok_or(Refusal::State(UNKNOWN))
}
