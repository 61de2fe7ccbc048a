//! What an act answers by the way: whoever sets a field that was changed on both sides, and has both values in his book, has decided it.
//!
//! Always holds: the answer is a group of its own behind the act's, so it holds up nothing; taking the act back asks again. What a colleague
//! may not write is no such question: it is decided by itself (`resolve`).

use std::collections::BTreeMap;

use super::desk::Desk;
use super::resolve::value_of;
use crate::domain::act::{Act, Edit, RecordEdit};
use crate::domain::deed::Refusal;
use crate::domain::look::Look;
use crate::schema::{Conflict, ConflictRule, ConflictState, Value, entity as declared};

impl<L: Look> Desk<'_, L> {
    /// The act with the questions that it answers.
    pub fn answering(&self, mut act: Act) -> Result<Act, Refusal> {
        let mut answers = Vec::new();
        for edit in act.groups.iter().flatten() {
            let RecordEdit::Set(fields) = &edit.deed else { continue };
            let open = self.look.open_conflicts(edit.record)?;
            if open.is_empty() {
                continue;
            }
            let before: BTreeMap<u16, Value> =
                self.look.values(edit.entity, edit.record)?.unwrap_or_default().into_iter().collect();
            for note in open {
                // One that hangs on no customer is his whose it is.
                let mine = note.account.is_some() || note.owner == Some(self.look.me());
                if note.entity != Some(i64::from(edit.entity)) || note.rule == Some(ConflictRule::Parked) || !mine {
                    continue;
                }
                if let Some(state) = answer(&note, edit.entity, fields, &before) {
                    let after = Conflict { state: Some(state), resolved_by: Some(self.look.me()), ..note.clone() };
                    answers.extend(Edit::change(&note, &after));
                }
            }
        }
        if !answers.is_empty() {
            act.groups.push(answers);
        }
        Ok(act)
    }
}

/// How these fields of a record answer what was asked about it; `None`: they say nothing of it.
fn answer(
    note: &Conflict,
    entity: u16,
    fields: &[(u16, Value)],
    before: &BTreeMap<u16, Value>,
) -> Option<ConflictState> {
    let number = note.field.and_then(|field| u16::try_from(field).ok())?;
    let (_, value) = fields.iter().find(|(field, _)| *field == number)?;
    let kind = declared(entity)?.by_number(number)?.kind;
    let before = before.get(&number).unwrap_or(&Value::Null);
    if kind.is_set() {
        let within = |set: &Value| set.elements().contains(&note.element);
        let is_in = within(value);
        let lost = note.lost == "1";
        return (is_in != within(before)).then_some(if is_in == lost {
            ConflictState::BroughtBack
        } else {
            ConflictState::Replaced
        });
    }
    if value == before {
        return None;
    }
    let same = |json: &str| value_of(json, kind).is_ok_and(|known| known == *value);
    Some(match (same(&note.lost), same(&note.won)) {
        (true, _) => ConflictState::BroughtBack,
        (_, true) => ConflictState::KeptWinner,
        _ => ConflictState::Replaced,
    })
}
