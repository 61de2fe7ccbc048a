//! Taking a laptop's groups: repeats are answered, what may not be is parked, the rest is merged field by field.
//!
//! Always holds: a change is applied once, whatever is sent how often; a group as a whole or not at all; no group stops another; and
//! every fate of a change stands in a log that its author receives.

use std::collections::HashSet;

use super::generated::is_untouched;
use super::parking::refusal;
use super::round::{Author, BodyField, Round, pack_body};
use crate::base::clock::Stamp;
use crate::base::id::Id;
use crate::schema::{ACCOUNT, Class, Key, Merge, entity};
use crate::server::error::{ServerError, StorageError};
use crate::server::storage::{Decided, Held};
use crate::sync::log::{Entry, Reason, Told};
use crate::sync::merge::Outcome;
use crate::sync::{Change, Identity, ReadGroup, StreamId};

/// A change that the sender finds again in its slices: where it stands, and what became of it.
#[derive(Clone, Copy, Debug)]
pub(in crate::server) struct Answered {
    pub stream: StreamId,
    pub position: u64,
    /// The stamp that its author claimed.
    pub claimed: Stamp,
}

/// Whether a change deletes its record.
pub(in crate::server) fn deletes(change: &Change) -> bool {
    change.fields.iter().any(|field| field.key == Key::RECORD && field.value.is_null())
}

/// Whether a server of before had not let this deletion stand.
fn had_lost(change: &Change) -> bool {
    let said = |at: usize| change.said.get(at).is_some_and(|number| Outcome::of(*number) == Outcome::Lost);
    change.fields.iter().enumerate().any(|(at, field)| field.key == Key::RECORD && said(at))
}

/// Whether a person wrote this after a restoration, of which `since` was the last position before.
pub(in crate::server) fn is_fresh(held: &Held, since: u64) -> bool {
    held.position > since
        && !held.again
        && held.device != Author::SERVER.device
        && held.stamp != Stamp::ZERO
        && !(held.key() == Key::RECORD && held.value.is_null())
}

/// Whether this is a person's deletion of after a restoration.
pub(in crate::server) fn is_fresh_deletion(held: &Held, since: u64) -> bool {
    held.position > since && !held.again && held.device != Author::SERVER.device
}

/// How an entity's records, and one of their keys, merge.
pub(in crate::server) fn rules(number: u16, key: &Key) -> (Class, Merge) {
    let Some(declared) = entity(number) else { return (Class::Record, Merge::Scalar) };
    (declared.class, declared.by_number(key.field).map_or(Merge::Scalar, |field| field.merge))
}

impl Round<'_> {
    /// Takes one group; gives back where its changes stand.
    pub fn push(
        &mut self,
        author: Author,
        receives: &[StreamId],
        group: ReadGroup,
    ) -> Result<Vec<Answered>, ServerError> {
        let mut answered = Vec::new();
        let mut fresh = Vec::new();
        let mut given_up = false;
        for change in group.changes {
            match self.tx.change(change.identity)? {
                Some(known) => {
                    given_up |= known.stream.is_none() && known.parked.is_none();
                    answered.extend(self.repeat(author, receives, known, change.stamp)?);
                }
                None => fresh.push(change),
            }
        }
        if given_up {
            // A part of it was given up before it came: the rest is not taken without that.
            for change in fresh {
                self.never(author, change.identity)?;
            }
            return Ok(answered);
        }
        if fresh.is_empty() {
            return Ok(answered);
        }
        if self.faults.group_in_half {
            for change in fresh {
                match refusal(self, author, std::slice::from_ref(&change), group.again.is_some())? {
                    Some(reason) => self.park(author, change, reason)?,
                    None => answered.extend(self.decide(author, receives, change, group.again, &[])?),
                }
            }
            return Ok(answered);
        }
        if let Some(reason) = refusal(self, author, &fresh, group.again.is_some())? {
            for change in fresh {
                self.park(author, change, reason)?;
            }
            return Ok(answered);
        }
        let contested = self.contested(author, &fresh, group.again)?;
        let deleted = fresh.iter().filter(|change| deletes(change));
        let deleted: Vec<(u16, Id, Identity)> =
            deleted.map(|change| (change.entity, change.record, change.identity)).collect();
        for change in fresh {
            answered.extend(self.decide(author, receives, change, group.again, &contested)?);
        }
        if contested.is_empty() {
            self.takes_along(&deleted)?;
            self.close_notes_of(&deleted)?;
        } else if group.again.is_some() {
            // Of a deletion that stands no longer a part may have been given back before: all of it lives.
            for (number, id, identity) in deleted {
                let record = self.record(number, id)?;
                if record.held(&Key::RECORD).is_some_and(|held| held.identity() == identity && held.value.is_null()) {
                    self.write_own(number, id, vec![(Key::RECORD, crate::schema::Value::Int(1))])?;
                }
            }
        }
        Ok(answered)
    }

    /// A group under a session of somebody else: nothing of it is taken, and the rest of the request is. Where all of it is known, the laptop was
    /// made from an image of the other's, whose work it is: it is told that it is done.
    pub fn leave_out(&mut self, author: Author, group: &ReadGroup) -> Result<(), ServerError> {
        let mut known = Vec::with_capacity(group.changes.len());
        for change in &group.changes {
            known.extend(self.tx.change(change.identity)?);
        }
        if known.len() == group.changes.len() {
            for change in known {
                self.tell(author.user, &change, None)?;
            }
        }
        Ok(())
    }

    /// A change that was decided before: nothing is applied; where its author does not receive the stream of its record, he is told.
    pub fn repeat(
        &mut self,
        author: Author,
        receives: &[StreamId],
        known: Decided,
        claimed: Stamp,
    ) -> Result<Option<Answered>, ServerError> {
        match known.stream {
            Some(stream) if receives.contains(&stream) => {
                Ok(Some(Answered { stream, position: known.position, claimed }))
            }
            _ if known.told > 0 => {
                Ok(Some(Answered { stream: StreamId::User(author.user), position: known.told, claimed }))
            }
            _ => {
                let told = self.tell(author.user, &known, known.parked)?;
                self.tx.put_change(&Decided { told, ..known })?;
                Ok(None)
            }
        }
    }

    pub(in crate::server) fn tell(
        &mut self,
        user: Id,
        change: &Decided,
        parked: Option<Reason>,
    ) -> Result<u64, StorageError> {
        let told = Told { session: change.identity.session, seq: change.identity.seq, parked, outcomes: None };
        self.append(StreamId::User(user), &Entry::Told(told))
    }

    /// The same of a change that was taken where its author does not see it, with what became of its fields: their conflict records are there.
    pub(in crate::server) fn tell_elsewhere(
        &mut self,
        user: Id,
        change: &Decided,
        body: &[BodyField],
    ) -> Result<u64, StorageError> {
        let outcomes: Vec<u8> = body.iter().map(|field| field.outcome).collect();
        let outcomes = Some(outcomes).filter(|all| all.iter().any(|outcome| *outcome != Outcome::Taken.number()));
        let told = Told { session: change.identity.session, seq: change.identity.seq, parked: None, outcomes };
        self.append(StreamId::User(user), &Entry::Told(told))
    }

    fn park(&mut self, author: Author, change: Change, reason: Reason) -> Result<(), ServerError> {
        let body: Vec<BodyField> = change
            .fields
            .iter()
            .map(|field| BodyField {
                field: field.key.field,
                value: field.value.clone(),
                outcome: Outcome::Lost.number(),
                base: field.base.map(|base| (base.session, base.seq)),
                element: Some(field.key.element.clone()).filter(|element| !element.is_empty()),
            })
            .collect();
        let mut decided = Decided {
            identity: change.identity,
            device: author.device,
            user: author.user,
            act: change.act,
            group: change.group,
            entity: change.entity,
            record: change.record,
            stamp: change.stamp,
            stream: None,
            position: 0,
            told: 0,
            parked: Some(reason),
            deletes: false,
            body: Some(pack_body(&body)?),
        };
        decided.told = self.tell(author.user, &decided, Some(reason))?;
        self.tx.put_change(&decided)?;
        if reason == Reason::NotAllowed {
            self.note_parked(author, &change)?;
        }
        Ok(())
    }

    /// The records of a group's deletions that somebody has edited without the deleter's knowing. If there is one, none of them goes. `again`: as
    /// in [`ReadGroup::again`]; whoever edited one since the restoration did not know of its deletion either, and what had lost before loses.
    fn contested(&mut self, author: Author, changes: &[Change], again: Option<u64>) -> Result<Vec<Id>, ServerError> {
        let gone: HashSet<Id> = changes.iter().filter(|change| deletes(change)).map(|change| change.record).collect();
        let customers = changes.iter().any(|change| deletes(change) && change.entity == ACCOUNT.number);
        let mut contested = Vec::new();
        for change in changes.iter().filter(|change| deletes(change)) {
            let unseen = |held: &Held, seen: u64| match again {
                Some(since) => held.device != author.device && is_fresh(held, since),
                None => {
                    held.position > seen
                        && held.device != author.device
                        && held.stamp != Stamp::ZERO
                        && !(held.key() == Key::RECORD && held.value.is_null())
                }
            };
            let record = self.record(change.entity, change.record)?;
            let lost = again.is_some() && had_lost(change) && (change.entity == ACCOUNT.number || !customers);
            let mut edited = lost || record.cells.iter().any(|held| unseen(held, change.seen));
            if !edited && change.entity == ACCOUNT.number {
                for (child, id) in self.hanging(change.record)? {
                    if gone.contains(&id) || entity(child).is_some_and(|entity| entity.class == Class::Written) {
                        continue;
                    }
                    let child = self.record(child, id)?;
                    let touched = child.is_there() && !is_untouched(&child);
                    edited |= touched && child.cells.iter().any(|held| unseen(held, 0));
                }
            }
            if edited {
                contested.push(change.record);
            }
        }
        // One that stays keeps the customer it hangs on, and that keeps the rest.
        if !contested.is_empty() {
            contested.extend(
                changes
                    .iter()
                    .filter(|change| deletes(change))
                    .filter(|change| change.entity == ACCOUNT.number)
                    .map(|change| change.record),
            );
        }
        contested.sort_unstable();
        contested.dedup();
        Ok(contested)
    }
}
