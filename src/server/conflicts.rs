//! Conflict records: what lost without either side's knowing of the other, kept and shown.
//!
//! Always holds: the server alone writes them; one about the same loser has the same id, so deciding again after a restoration makes no
//! second one.

use super::error::ServerError;
use super::round::Round;
use crate::base::clock::Stamp;
use crate::base::id::Id;
use crate::schema::{ACCOUNT, Conflict, ConflictRule, ConflictState, Key, Record, Value, entity};
use crate::sync::{Identity, conflict_id};

/// Two values of one key, of which one had to yield.
pub(super) struct Clash {
    /// Of what.
    pub key: Key,
    /// The one that stands: value, writer, stamp.
    pub won: (Value, Identity, Stamp),
    /// The one that does not.
    pub lost: (Value, Identity, Stamp),
    /// The version that the later comer named.
    pub base: Option<Identity>,
    /// By which rule.
    pub rule: ConflictRule,
}

impl Round<'_> {
    fn user_of(&mut self, identity: Identity) -> Result<Option<Id>, ServerError> {
        Ok(self.tx.change(identity)?.map(|change| change.user).filter(|user| *user != Id::NIL))
    }

    /// Writes the conflict record about a clash, unless there is one.
    pub fn write_conflict(&mut self, number: u16, id: Id, clash: Clash) -> Result<(), ServerError> {
        let conflict = conflict_id(number, id, &clash.key, clash.lost.1);
        if !self.record(Conflict::ENTITY.number, conflict)?.cells.is_empty() {
            return Ok(());
        }
        let record = self.record(number, id)?;
        let account = if number == ACCOUNT.number { Some(id) } else { Round::account_of(&record) };
        let owner =
            entity(number).and_then(|entity| entity.field("owner")).and_then(|field| record.value(field.number).id());
        let base = match clash.base {
            Some(base) => self.brought(base, &clash.key)?.map(|field| field.value).unwrap_or_default(),
            None => Value::Null,
        };
        let words = Conflict {
            id: conflict,
            account,
            owner: if owner.is_some() { owner } else { self.user_of(clash.lost.1)? },
            entity: Some(i64::from(number)),
            record: Some(id),
            field: Some(i64::from(clash.key.field)),
            element: clash.key.element.clone(),
            base: base.to_json().to_string(),
            won: clash.won.0.to_json().to_string(),
            lost: clash.lost.0.to_json().to_string(),
            won_by: self.user_of(clash.won.1)?,
            lost_by: self.user_of(clash.lost.1)?,
            won_at: Some(clash.won.2.moment()),
            lost_at: Some(clash.lost.2.moment()),
            rule: Some(clash.rule),
            state: Some(ConflictState::Open),
            resolved_by: None,
        };
        let mut fields = vec![(Key::RECORD, Value::Int(1))];
        let values = words.values().into_iter().filter(|(_, value)| !value.is_null());
        fields.extend(values.map(|(field, value)| (Key::field(field), value)));
        self.write_own(Conflict::ENTITY.number, conflict, fields)?;
        Ok(())
    }
}
