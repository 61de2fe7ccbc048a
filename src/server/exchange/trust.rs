//! What is not taken by a laptop's word alone, where it gives versions back or compares them: what only others may write.
//!
//! Always holds: by giving back and by comparing nobody writes more than he could write as a change of his own; what the server's own log
//! knows as taken is no laptop's word. What is not taken is noted, so that whoever may can bring it back.

use super::conflicts::Clash;
use super::push::rules;
use super::round::{Author, Round};
use crate::base::clock::Stamp;
use crate::base::id::Id;
use crate::schema::{ACCOUNT, CONFLICT, Choice, Class, Conflict, ConflictRule, ConflictState, Entity, Key, Merge};
use crate::schema::{Stream, USER, Value, entity};
use crate::server::error::ServerError;
use crate::server::storage::{Held, Rec};
use crate::sync::merge::Outcome;
use crate::sync::{Identity, StreamId, conflict_id};

/// The fields of a conflict record by which a person decides.
fn settles(key: &Key) -> bool {
    ["state", "resolved_by"].iter().any(|name| CONFLICT.field(name).is_some_and(|field| field.number == key.field))
}

fn is_territory(declared: &Entity, key: &Key) -> bool {
    declared.number == ACCOUNT.number && ACCOUNT.field("territory").is_some_and(|field| field.number == key.field)
}

impl Round<'_> {
    /// Whether it takes somebody else's right to write this value there.
    pub fn reserved(&mut self, author: Author, before: &Rec, key: &Key, value: &Value) -> Result<bool, ServerError> {
        let held = before.held(key);
        if held.map(|held| &held.value) == Some(value) || held.is_none() && value.is_null() {
            return Ok(false);
        }
        let Some(declared) = entity(before.entity) else { return Ok(false) };
        if declared.stream == Stream::Global {
            return Ok(!self.has_role(author.user, "admin")?);
        }
        if declared.class == Class::Written {
            // One that the server lacks keeps a value that lost: it comes back from whoever has it. What is there is the server's word.
            return Ok(held.is_some() && !settles(key) && !self.has_role(author.user, "admin")?);
        }
        if is_territory(declared, key) {
            return Ok(!self.may_move(author, before)?);
        }
        if self.draws(author, before, std::iter::once((key, value)))? {
            return Ok(true);
        }
        Ok(rules(before.entity, key).1 == Merge::Guarded)
    }

    /// Whether these values would bring what hangs on a customer, or lies with a user, elsewhere, by somebody who may not write where it lies: the
    /// id of a contact is known to whoever had him once.
    pub fn draws<'v>(
        &mut self,
        author: Author,
        before: &Rec,
        values: impl Iterator<Item = (&'v Key, &'v Value)>,
    ) -> Result<bool, ServerError> {
        let Some(declared) = entity(before.entity) else { return Ok(false) };
        let (Stream::Parent { field }, Some(from)) = (declared.stream, self.lies(before)?) else { return Ok(false) };
        let mut after = before.clone();
        let mut moves = false;
        for (key, value) in values {
            let places =
                [field, "owner"].iter().any(|name| declared.field(name).map(|field| field.number) == Some(key.field));
            if !places {
                continue;
            }
            moves = true;
            after.cells.put(Held {
                field: key.field,
                element: key.element.clone(),
                value: value.clone(),
                stamp: Stamp::ZERO,
                session: 0,
                seq: 0,
                position: 0,
                device: author.device,
                again: false,
            });
        }
        Ok(moves && self.place(&after, author.user)? != from && !self.may_move(author, before)?)
    }

    /// Whether somebody may give a customer another territory: a manager, or whoever has it now.
    pub fn may_move(&mut self, author: Author, account: &Rec) -> Result<bool, ServerError> {
        if self.has_role(author.user, "manager")? || self.has_role(author.user, "admin")? {
            return Ok(true);
        }
        Ok(match self.lies(account)? {
            None => true,
            Some(StreamId::Territory(at)) => self.territories_of(author.user)?.contains(&(at, true)),
            Some(stream) => stream == StreamId::User(author.user),
        })
    }

    /// The stamp at which the server's own log took this very value under this identity; `None`: it knows nothing of it.
    pub fn vouched(
        &mut self,
        of: &Rec,
        key: &Key,
        version: Identity,
        value: &Value,
    ) -> Result<Option<Stamp>, ServerError> {
        let known = self.tx.change(version)?;
        let known = known.filter(|known| known.parked.is_none() && (known.entity, known.record) == (of.entity, of.id));
        let Some(known) = known else { return Ok(None) };
        let brought = self.brought(version, key)?;
        let taken = brought.is_some_and(|field| field.outcome == Outcome::Taken.number() && field.value == *value);
        Ok(taken.then_some(known.stamp))
    }

    /// A note of a version that was not taken, for whoever may bring it back.
    pub fn clash_over(
        &mut self,
        author: Author,
        before: &Rec,
        key: &Key,
        lost: (Value, Identity, Stamp),
        rule: ConflictRule,
    ) -> Result<Option<Clash>, ServerError> {
        let Some(declared) = entity(before.entity) else { return Ok(None) };
        if declared.class == Class::Written {
            return Ok(None);
        }
        let won = before.held(key).map_or((Value::Null, Identity::default(), Stamp::ZERO), |held| {
            (held.value.clone(), held.identity(), held.stamp)
        });
        let owner =
            if declared.stream == Stream::Global { Some(self.an_admin()?.unwrap_or(author.user)) } else { None };
        Ok(Some(Clash { key: key.clone(), won, lost, base: None, rule, owner }))
    }

    fn an_admin(&mut self) -> Result<Option<Id>, ServerError> {
        if let Some(known) = self.admin {
            return Ok(known);
        }
        let mut found = None;
        for user in self.tx.records_of(USER.number)? {
            if user.is_there() && self.has_role(user.id, "admin")? {
                found = Some(user.id);
                break;
            }
        }
        self.admin = Some(found);
        Ok(found)
    }

    /// The open note of a version that somebody gave back who may not write it, where what stands is still what the server put there then.
    pub fn refused_before(&mut self, before: &Rec, key: &Key, version: Identity) -> Result<Option<Id>, ServerError> {
        let Some(held) = before.held(key).filter(|held| held.device == Author::SERVER.device) else { return Ok(None) };
        let id = conflict_id(before.entity, before.id, key, version);
        let record = self.record(CONFLICT.number, id)?;
        let note: Conflict = crate::server::admin::typed(&record);
        let open = record.is_there() && note.state == Some(ConflictState::Open);
        let stands = held.value.to_json().to_string();
        let same = note.rule == Some(ConflictRule::Returned) && note.won == stands;
        Ok((open && same).then_some(id))
    }

    /// Whoever may has given back what was noted: it is decided.
    pub fn brought_back(&mut self, note: Id, by: Author) -> Result<(), ServerError> {
        let field = |name: &str| CONFLICT.field(name).map(|field| Key::field(field.number));
        let state = field("state").map(|key| (key, Value::text(ConflictState::BroughtBack.word())));
        let who = field("resolved_by").map(|key| (key, Value::Id(by.user)));
        self.write_own(CONFLICT.number, note, state.into_iter().chain(who).collect())?;
        Ok(())
    }
}

/// The bytes of a version in its record, as far as they count.
pub(in crate::server) fn weight(held: &Held) -> usize {
    held.value.str().len() + held.element.len() + 40
}
