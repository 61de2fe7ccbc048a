//! After a restoration: what lost to another without either side's knowing of the other, in two lives of the server.
//!
//! Always holds: one is said not to have known of another only where all that it came of is known here; what was knowingly replaced by a third
//! is that one's history and has no note.

use super::conflicts::Clash;
use super::merged::pointer;
use super::push::rules;
use super::round::{BodyField, Round};
use crate::base::clock::Stamp;
use crate::base::id::Id;
use crate::schema::{ACCOUNT, CONTACT, Class, ConflictRule, Key, Value};
use crate::server::error::ServerError;
use crate::sync::{Identity, conflict_id};

/// As many changes of a record are looked at, the latest first.
const MOST: usize = 64;

/// A version of a field, and what it was made upon.
#[derive(Clone, PartialEq, Debug)]
pub(super) struct Made {
    pub identity: Identity,
    pub value: Value,
    pub stamp: Stamp,
    pub base: Option<Identity>,
}

/// A record's changes of after a position, with what each brought.
pub(super) type Since = Vec<(Identity, Stamp, Vec<BodyField>)>;

fn base_of(field: &BodyField) -> Option<Identity> {
    field.base.map(|(session, seq)| Identity { session, seq })
}

impl Round<'_> {
    /// A version and all that it came of, the newest first; `None`: not all of that is known here. `deciding`: a change that is not kept yet.
    fn line(&mut self, from: Identity, key: &Key, deciding: Option<&Made>) -> Result<Option<Vec<Made>>, ServerError> {
        let (mut line, mut at) = (Vec::new(), from);
        while line.len() < MOST {
            let made = match deciding.filter(|deciding| deciding.identity == at) {
                Some(deciding) => deciding.clone(),
                None => match self.brought(at, key)? {
                    Some(field) => Made { identity: at, base: base_of(&field), value: field.value, stamp: Stamp::ZERO },
                    None => return Ok(None),
                },
            };
            let base = made.base;
            line.push(made);
            match base {
                Some(base) => at = base,
                None => return Ok(Some(line)),
            }
        }
        Ok(None)
    }

    /// What was taken of a record after a position.
    pub(super) fn taken_since(&mut self, entity: u16, id: Id, since: u64) -> Result<Since, ServerError> {
        let mut found = Vec::new();
        for change in self.tx.changes_of(entity, id, MOST)? {
            if change.stream.is_some() && change.parked.is_none() && change.position > since {
                self.work += 1;
                let body = self.body(&change)?;
                found.push((change.identity, change.stamp, body));
            }
        }
        Ok(found)
    }

    /// Whether what stands is known not to have known of a version, and nobody is known to have gone on from that.
    pub(super) fn is_unknown_to(
        &mut self,
        (entity, id): (u16, Id),
        key: &Key,
        stands: Identity,
        version: Identity,
        since: u64,
    ) -> Result<bool, ServerError> {
        let Some(line) = self.line(stands, key, None)? else { return Ok(false) };
        if line.iter().any(|made| made.identity == version) {
            return Ok(false);
        }
        let others = self.taken_since(entity, id, since)?;
        let upon = |field: &BodyField| field.key() == *key && base_of(field) == Some(version);
        Ok(!others.iter().any(|(_, _, body)| body.iter().any(upon)))
    }

    /// What was taken of a key after a position, and did not stand before what stands there knowing it: nobody may have noted it, for when that came
    /// it did not say what it was made upon.
    pub(super) fn lost_unseen(
        &mut self,
        (entity, id): (u16, Id),
        stands: &Made,
        key: &Key,
        others: &Since,
        deciding: &Made,
    ) -> Result<Vec<Clash>, ServerError> {
        let judged =
            rules(entity, key).0 != Class::Written && *key != Key::RECORD && pointer(entity).as_ref() != Some(key);
        if !judged || stands.stamp == Stamp::ZERO {
            return Ok(Vec::new());
        }
        let of_key = |body: &[BodyField]| body.iter().find(|field| field.key() == *key).cloned();
        let mut versions: Vec<Made> = others
            .iter()
            .filter_map(|(identity, stamp, body)| {
                let field = of_key(body)?;
                Some(Made { identity: *identity, stamp: *stamp, base: base_of(&field), value: field.value })
            })
            .collect();
        if !versions.iter().any(|made| made.identity != stands.identity) && deciding.identity == stands.identity {
            return Ok(Vec::new());
        }
        let Some(line) = self.line(stands.identity, key, Some(deciding))? else { return Ok(Vec::new()) };
        versions.push(deciding.clone());
        let in_line = |version: &Made| line.iter().any(|made| made.identity == version.identity);
        let alike = |version: &Made, other: &Made| version.value == other.value;
        let mut clashes: Vec<Clash> = Vec::new();
        for version in &versions {
            let replaced = versions.iter().any(|other| other.base == Some(version.identity));
            let stands_alike = version.value == stands.value || line.iter().any(|made| alike(version, made));
            // What the server writes where it refuses a version that was given back over nothing: nobody set that.
            let nothing = version.value.is_null() && version.base.is_none();
            if in_line(version) || replaced || stands_alike || nothing || version.stamp == Stamp::ZERO {
                continue;
            }
            if self.is_led_on(&version.value)? || self.is_noted((entity, id), key, &versions, version)? {
                continue;
            }
            clashes.push(Clash {
                key: key.clone(),
                won: (stands.value.clone(), stands.identity, stands.stamp),
                lost: (version.value.clone(), version.identity, version.stamp),
                base: version.base,
                rule: ConflictRule::Returned,
                owner: None,
            });
        }
        Ok(clashes)
    }

    /// Whether the server leads a value on, since it points at a record that was found to be the same as another.
    fn is_led_on(&mut self, value: &Value) -> Result<bool, ServerError> {
        let Some(id) = value.id() else { return Ok(false) };
        Ok(self.stands_for(ACCOUNT.number, id)? != id || self.stands_for(CONTACT.number, id)? != id)
    }

    /// Whether there is a note of a version, or of one that says the same.
    fn is_noted(
        &mut self,
        (entity, id): (u16, Id),
        key: &Key,
        versions: &[Made],
        version: &Made,
    ) -> Result<bool, ServerError> {
        for alike in versions.iter().filter(|other| other.value == version.value) {
            let note = conflict_id(entity, id, key, alike.identity);
            if self.record(crate::schema::CONFLICT.number, note)?.held(&Key::RECORD).is_some() {
                return Ok(true);
            }
        }
        Ok(false)
    }
}
