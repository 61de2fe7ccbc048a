//! What is not taken by a laptop's word alone, where it gives versions back or compares them: what only others may write.
//!
//! Always holds: by giving back and by comparing nobody writes more than he could write as a change of his own; what the server's own log
//! knows as taken is no laptop's word. What is not taken is noted, so that whoever may can bring it back.

use super::conflicts::Clash;
use super::merged::pointer;
use super::push::rules;
use super::round::{Author, Round};
use crate::base::clock::Stamp;
use crate::base::id::Id;
use crate::schema::{ACCOUNT, CONFLICT, Choice, Class, Conflict, ConflictRule, ConflictState, Entity, Key, Merge};
use crate::schema::{Stream, USER, Value, entity};
use crate::server::error::ServerError;
use crate::server::storage::{Held, Rec};
use crate::sync::log::Cell;
use crate::sync::merge::Outcome;
use crate::sync::{Identity, StreamId, conflict_id};

/// The fields of a conflict record by which a person decides.
pub(super) fn settles(key: &Key) -> bool {
    ["state", "resolved_by"].iter().any(|name| CONFLICT.field(name).is_some_and(|field| field.number == key.field))
}

/// Whether an admin alone writes the records of an entity.
fn is_an_admins(number: u16) -> bool {
    entity(number).is_some_and(|declared| declared.stream == Stream::Global)
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
        if is_an_admins(before.entity) {
            return self.takes_an_admin(author, before.entity);
        }
        if declared.class == Class::Written {
            // One that the server lacks keeps a value that lost: it comes back from whoever has it. What is there is the server's word, and who
            // decides about it is who sees it.
            if settles(key) {
                return Ok(!self.may_settle(author.user, before)?);
            }
            return Ok(held.is_some() && !self.has_role(author.user, "admin")?);
        }
        if is_territory(declared, key) {
            return Ok(!self.may_move(author, before)?);
        }
        if self.draws(author, before, std::iter::once((key, value)))? {
            return Ok(true);
        }
        // An admin's laptop confirms a limit or terms that a server of before had.
        Ok(rules(before.entity, key).1 == Merge::Guarded && !self.has_role(author.user, "admin")?)
    }

    /// The move of a customer that is not taken by somebody's word. Where he goes and who has him there came as one: they come back together or
    /// wait together.
    pub fn move_withheld(
        &mut self,
        author: Author,
        before: &Rec,
        cells: &[Cell],
    ) -> Result<Option<Identity>, ServerError> {
        let Some(declared) = entity(before.entity) else { return Ok(None) };
        let Some(cell) = cells.iter().find(|cell| is_territory(declared, &cell.key())) else { return Ok(None) };
        let key = cell.key();
        let withheld = self.reserved(author, before, &key, &cell.value)?
            && self.vouched(before, &key, cell.identity(), &cell.value)?.is_none();
        Ok(withheld.then(|| cell.identity()))
    }

    /// Whether these values would bring elsewhere what hangs on a customer or lies with a user, or join a record with another, by somebody who may
    /// not move what lies there: the id of a contact is known to whoever had him once. A customer that nobody knows yet may come to lie anywhere,
    /// and what hangs on none wherever its owner is.
    pub fn draws<'v>(
        &mut self,
        author: Author,
        before: &Rec,
        values: impl Iterator<Item = (&'v Key, &'v Value)>,
    ) -> Result<bool, ServerError> {
        let Some(declared) = entity(before.entity) else { return Ok(false) };
        let Some(from) = self.lies(before)? else { return Ok(false) };
        let named = |name: &str| declared.field(name).map(|field| Key::field(field.number));
        let (parent, owner) = match declared.stream {
            Stream::Parent { field } => (named(field), named("owner")),
            _ => (None, None),
        };
        let pointer = pointer(before.entity);
        for (key, value) in values {
            if before.held(key).map_or(&Value::Null, |held| &held.value) == value {
                continue;
            }
            let moves = if Some(key) == parent.as_ref() {
                match value.id() {
                    // It goes where that one lies; and follows it once it is known where that leads.
                    Some(account) => {
                        let named = self.record(ACCOUNT.number, account)?;
                        self.lies(&named)? != Some(from) || self.leads_to(account)? != Some(from)
                    }
                    None => true,
                }
            } else if Some(key) == owner.as_ref() {
                Round::account_of(before).is_none() && value.id().is_some_and(|to| StreamId::User(to) != from)
            } else {
                Some(key) == pointer.as_ref()
            };
            if moves && !self.may_move(author, before)? {
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// Where that lies which hangs on a customer, or on the one that it was found to be the same as; `None`: nobody knows that one.
    fn leads_to(&mut self, account: Id) -> Result<Option<StreamId>, ServerError> {
        let stands = self.stands_for(ACCOUNT.number, account)?;
        let account = self.record(ACCOUNT.number, stands)?;
        Ok(self.lies(&account)?)
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

    /// Whether somebody may decide about a conflict record. One that hangs on a customer is like whatever does: who had him may have decided while
    /// he had him. What lies with a user, as an admin's notes do, is his: its id can be worked out by whoever knows what it is about.
    pub fn may_settle(&mut self, user: Id, note: &Rec) -> Result<bool, ServerError> {
        Ok(match self.lies(note)? {
            Some(StreamId::User(whose)) if note.is_there() => whose == user,
            _ => true,
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
        let owner = self.who_is_asked(before.entity)?;
        Ok(Some(Clash { key: key.clone(), won, lost, base: None, rule, owner }))
    }

    /// Who decides about what an admin alone writes. Where nobody is one it waits at the server itself, with the office: a rep could decide nothing.
    pub fn who_is_asked(&mut self, number: u16) -> Result<Option<Id>, ServerError> {
        Ok(if is_an_admins(number) { Some(self.an_admin()?.unwrap_or(Id::NIL)) } else { None })
    }

    /// Whether an admin alone writes it, and this is none.
    pub fn takes_an_admin(&mut self, author: Author, number: u16) -> Result<bool, ServerError> {
        Ok(is_an_admins(number) && !self.has_role(author.user, "admin")?)
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
        // One that was refused is newer than what stood there, or it would have lost in any case: what lost is nobody's to bring back by giving it
        // back once more. In the same millisecond nobody can tell, and the note stays open.
        let refused = note.won_at.is_none() || note.won_at < note.lost_at;
        Ok((open && same && refused).then_some(id))
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
