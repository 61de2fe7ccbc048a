//! Conflict records: what lost without either side's knowing of the other, kept and shown.
//!
//! Always holds: the server alone writes them; one about the same loser has the same id, so deciding again after a restoration makes no
//! second one; it stands in the log before what won, so whoever gives that back to a restored server gives this back too. Its creation is
//! generated, and carries stamp 0: written once more by a restored server, it yields to whatever a person decided about it before.

use std::collections::{BTreeSet, HashSet};

use super::push::Answered;
use super::round::{Author, BodyField, Round};
use super::trust::settles;
use crate::base::clock::Stamp;
use crate::base::id::Id;
use crate::schema::{
    ACCOUNT, Choice, Class, Conflict, ConflictRule, ConflictState, Key, Record, Stream, USER, Value, entity,
};
use crate::server::error::ServerError;
use crate::server::storage::Decided;
use crate::sync::log::Reason;
use crate::sync::{Change, Identity, StreamId, conflict_id};

/// Two values of one key, of which one had to yield.
pub(in crate::server) struct Clash {
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
    /// Who is to see it where it hangs on no customer; nil: the office, at the server; none: whose the record is, or who wrote what lost.
    pub owner: Option<Id>,
}

impl Round<'_> {
    fn user_of(&mut self, identity: Identity) -> Result<Option<Id>, ServerError> {
        let user = match self.deciding.filter(|(deciding, _)| *deciding == identity) {
            Some((_, user)) => Some(user),
            None => self.tx.change(identity)?.map(|change| change.user),
        };
        Ok(user.filter(|user| *user != Id::NIL))
    }

    /// Writes the conflict records about several clashes, as far as there are none.
    pub fn write_conflicts(&mut self, number: u16, id: Id, clashes: Vec<Clash>) -> Result<(), ServerError> {
        clashes.into_iter().try_for_each(|clash| self.write_conflict(number, id, clash))
    }

    /// Writes the conflict record about a clash, unless there is one.
    pub fn write_conflict(&mut self, number: u16, id: Id, clash: Clash) -> Result<(), ServerError> {
        let conflict = conflict_id(number, id, &clash.key, clash.lost.1);
        let known = self.record(Conflict::ENTITY.number, conflict)?;
        if known.held(&Key::RECORD).is_some() {
            return Ok(());
        }
        let record = self.record(number, id)?;
        let own = (number == ACCOUNT.number && self.lies(&record)?.is_some()).then_some(id);
        let account = own.or_else(|| Round::account_of(&record));
        let owner =
            entity(number).and_then(|entity| entity.field("owner")).and_then(|field| record.value(field.number).id());
        let base = match clash.base {
            Some(base) => self.brought(base, &clash.key)?.map(|field| field.value).unwrap_or_default(),
            None => Value::Null,
        };
        let words = Conflict {
            id: conflict,
            account,
            owner: match clash.owner.or(owner) {
                Some(Id::NIL) => None,
                Some(owner) => Some(owner),
                None => match self.user_of(clash.lost.1)? {
                    Some(author) => Some(author),
                    None => self.who_is_asked(number)?.filter(|admin| *admin != Id::NIL),
                },
            },
            entity: Some(i64::from(number)),
            record: Some(id),
            field: Some(i64::from(clash.key.field)),
            element: clash.key.element.clone(),
            base: base.to_json().to_string(),
            won: clash.won.0.to_json().to_string(),
            lost: clash.lost.0.to_json().to_string(),
            won_by: self.user_of(clash.won.1)?,
            lost_by: self.user_of(clash.lost.1)?,
            won_at: Some(clash.won.2).filter(|stamp| *stamp != Stamp::ZERO).map(Stamp::moment),
            lost_at: Some(clash.lost.2.moment()),
            rule: Some(clash.rule),
            state: Some(ConflictState::Open),
            resolved_by: None,
        };
        let mut fields = vec![(Key::RECORD, Value::Int(1))];
        let values = words.values().into_iter().filter(|(_, value)| !value.is_null());
        fields.extend(values.map(|(field, value)| (Key::field(field), value)));
        // What was decided at a server of before came first; it stands if it is the word of somebody who is asked.
        fields.retain(|(key, _)| known.held(key).is_none());
        self.write_generated(Conflict::ENTITY.number, conflict, fields)?;
        let note = self.record(Conflict::ENTITY.number, conflict)?;
        let mut open = Vec::new();
        for held in known.cells.iter().filter(|held| settles(&held.key())) {
            // Of whom nobody knows who it was is nobody who is asked.
            let counts = match self.user_of(held.identity())? {
                Some(by) => self.may_settle(by, &note)?,
                None => false,
            };
            if !counts {
                open.push(held.key());
            }
        }
        if !open.is_empty() {
            let asked = Conflict::ENTITY.field("state").map(|field| Key::field(field.number));
            let value = |key: &Key| {
                if Some(key) == asked.as_ref() { Value::text(ConflictState::Open.word()) } else { Value::Null }
            };
            let fields = open.into_iter().map(|key| (key.clone(), value(&key))).collect();
            self.write_own(Conflict::ENTITY.number, conflict, fields)?;
        }
        Ok(())
    }

    /// Notes for a manager what its author may not write: one note for a change, about the field that says it best.
    pub fn note_parked(&mut self, author: Author, change: &Change) -> Result<(), ServerError> {
        if change.entity == Conflict::ENTITY.number {
            // Whoever may decide has the question already.
            return Ok(());
        }
        let Some(key) = noted(change.entity, change.fields.iter().map(|field| &field.key)) else { return Ok(()) };
        let Some(field) = change.fields.iter().find(|field| field.key == key) else { return Ok(()) };
        let record = self.record(change.entity, change.record)?;
        let won = match record.held(&key) {
            Some(held) => (held.value.clone(), held.identity(), held.stamp),
            None => (Value::Null, Identity::default(), Stamp::ZERO),
        };
        let lost = (field.value.clone(), change.identity, change.stamp);
        let alone = self.lies(&record)?.is_none() || record.entity != ACCOUNT.number;
        let owner = if alone { self.manager_of(author)? } else { None };
        let note = conflict_id(change.entity, change.record, &key, change.identity);
        let clash = Clash { key, won, lost, base: field.base, rule: ConflictRule::Parked, owner };
        self.write_conflict(change.entity, change.record, clash)?;
        // Sent once more to a restored server, it may have been decided about already.
        self.decided(note)
    }

    /// Somebody has decided about a note: what was refused is done with, and its author is told.
    pub fn decided(&mut self, conflict: Id) -> Result<(), ServerError> {
        let kept = self.record(Conflict::ENTITY.number, conflict)?;
        let note: Conflict = crate::server::admin::typed(&kept);
        let open = note.state.unwrap_or(ConflictState::Open) == ConflictState::Open;
        if note.rule != Some(ConflictRule::Parked) || open {
            return Ok(());
        }
        let Some(record) = note.record else { return Ok(()) };
        // Whose decision it is, is who wrote it by the log's own word: `resolved_by` any laptop may write.
        let state = Conflict::ENTITY.field("state").map_or(Key::RECORD, |field| Key::field(field.number));
        let by = match kept.held(&state).cloned() {
            Some(held) if self.vouched(&kept, &state, held.identity(), &held.value)?.is_some() => {
                self.user_of(held.identity())?
            }
            _ => None,
        };
        let parked = match note.lost_by {
            Some(user) => self.parked_of(record, user)?,
            None => Vec::new(),
        };
        let mut over = Vec::new();
        let mut bodies = Vec::with_capacity(parked.len());
        for (at, parked) in parked.iter().enumerate() {
            let body = self.body(parked)?;
            let keys: Vec<Key> = body.iter().map(BodyField::key).collect();
            let about = noted(parked.entity, keys.iter());
            if about.is_some_and(|key| conflict_id(parked.entity, parked.record, &key, parked.identity) == conflict) {
                over.push(at);
            }
            bodies.push(body);
        }
        let at_about = over.clone();
        // What was built upon it, and waits for nothing else.
        let mut from = 0;
        while let Some(done) = over.get(from).copied() {
            from += 1;
            let base = parked[done].identity;
            let creates = bodies[done].iter().any(|field| field.key() == Key::RECORD && !field.value.is_null());
            for (at, other) in parked.iter().enumerate() {
                let upon = bodies[at].iter().any(|field| field.base == Some((base.session, base.seq)));
                if other.parked == Some(Reason::Depends) && (upon || creates) && !over.contains(&at) {
                    over.push(at);
                }
            }
        }
        for (at, parked) in parked.into_iter().enumerate() {
            if over.contains(&at) {
                if let (Some(ConflictState::BroughtBack), Some(by), true) = (note.state, by, at_about.contains(&at)) {
                    self.bring_the_rest(&parked, &bodies[at], by)?;
                }
                self.done_with(parked)?;
            }
        }
        Ok(())
    }

    /// Whoever brings back what a refused change was about brings back all of it: the note is about one field alone. What somebody has set since
    /// stays, and so does what he may not write.
    fn bring_the_rest(&mut self, parked: &Decided, body: &[BodyField], by: Id) -> Result<(), ServerError> {
        let about = noted(parked.entity, body.iter().map(BodyField::key).collect::<Vec<_>>().iter());
        let record = self.record(parked.entity, parked.record)?;
        let reserved = entity(parked.entity)
            .is_some_and(|entity| entity.stream == Stream::Global || entity.class == Class::Written);
        if !record.is_there() || reserved && !self.has_role(by, "admin")? {
            return Ok(());
        }
        let author = Author { device: Author::SERVER.device, user: by };
        let mut fields = Vec::new();
        for field in body {
            let key = field.key();
            let held = record.held(&key);
            let stands = held.map(|held| (held.session, held.seq)) == field.base;
            let same = held.map_or(&Value::Null, |held| &held.value) == &field.value;
            if key == Key::RECORD || Some(&key) == about.as_ref() || !stands || same {
                continue;
            }
            if !self.draws(author, &record, std::iter::once((&key, &field.value)))? {
                fields.push((key, field.value.clone()));
            }
        }
        if !fields.is_empty() {
            self.write_for(parked.entity, parked.record, fields, by, Id::NIL)?;
        }
        Ok(())
    }

    /// These records were deleted, and nobody contests it: what was to be decided about them is.
    pub fn close_notes_of(&mut self, deleted: &[(u16, Id, Identity)]) -> Result<(), ServerError> {
        let mut customers: BTreeSet<Id> = BTreeSet::new();
        let mut gone: HashSet<Id> = HashSet::new();
        for (number, id, by) in deleted {
            let record = self.record(*number, *id)?;
            if record.held(&Key::RECORD).is_some_and(|held| held.value.is_null() && held.identity() == *by) {
                customers.extend(if *number == ACCOUNT.number { Some(*id) } else { record.account });
                gone.insert(*id);
            }
        }
        let Some(state) = Conflict::ENTITY.field("state").map(|field| Key::field(field.number)) else { return Ok(()) };
        for customer in customers {
            for (number, id) in self.hanging(customer)? {
                if number != Conflict::ENTITY.number {
                    continue;
                }
                let record = self.record(number, id)?;
                let note: Conflict = crate::server::admin::typed(&record);
                let about = gone.contains(&customer) || note.record.is_some_and(|about| gone.contains(&about));
                if record.is_there() && about && note.state == Some(ConflictState::Open) {
                    let kept = Value::text(ConflictState::KeptWinner.word());
                    self.write_own(number, id, vec![(state.clone(), kept)])?;
                    self.decided(id)?;
                }
            }
        }
        Ok(())
    }

    /// Its author has written again what a refused change was about, and these keys were taken: that one is done with, and the note of it.
    pub fn superseded(&mut self, author: Author, by: &Change, taken: &[Key]) -> Result<(), ServerError> {
        for parked in self.parked_of(by.record, author.user)? {
            let keys: Vec<Key> = self.body(&parked)?.iter().map(BodyField::key).collect();
            if noted(parked.entity, keys.iter()).is_none_or(|key| !taken.contains(&key)) {
                continue;
            }
            self.close_note(&parked, &keys, ConflictState::Replaced)?;
            self.done_with(parked)?;
        }
        Ok(())
    }

    /// Its author has given up what was refused: it is done with, and so is the note of it, which he may never have seen. What became of it
    /// is told like a repeat.
    pub fn withdraw(
        &mut self,
        author: Author,
        receives: &[StreamId],
        identity: Identity,
    ) -> Result<Option<Answered>, ServerError> {
        let Some(known) = self.tx.change(identity)? else { return self.never(author, identity).map(|()| None) };
        if known.user != author.user {
            return Ok(None);
        }
        if known.parked.is_some() {
            let keys: Vec<Key> = self.body(&known)?.iter().map(BodyField::key).collect();
            self.close_note(&known, &keys, ConflictState::KeptWinner)?;
            self.done_with(known)?;
            return Ok(None);
        }
        self.repeat(author, receives, known, Stamp::ZERO)
    }

    /// Given up before it ever came here: a server that was restored does not know what it had parked. Should the change still come, by an old
    /// message or from an old image of the laptop, it was decided about.
    pub fn never(&mut self, author: Author, identity: Identity) -> Result<(), ServerError> {
        let whose = self.tx.session_of(identity.session)?;
        let own = whose.is_none_or(|(_, user)| user == author.user) && identity.session != self.session();
        if !own || identity.session == 0 || identity.seq == 0 {
            return Ok(());
        }
        self.done_with(Decided {
            identity,
            device: author.device,
            user: author.user,
            act: Id::NIL,
            group: Id::NIL,
            entity: 0,
            record: Id::NIL,
            stamp: Stamp::ZERO,
            stream: None,
            position: 0,
            told: 0,
            parked: None,
            deletes: false,
            body: None,
        })
    }

    /// Closes the open note of a parked change.
    fn close_note(&mut self, parked: &Decided, keys: &[Key], state: ConflictState) -> Result<(), ServerError> {
        let Some(key) = noted(parked.entity, keys.iter()) else { return Ok(()) };
        self.close_open(conflict_id(parked.entity, parked.record, &key, parked.identity), state)
    }

    /// Closes a note where there is an open one: nobody needs to decide about it any more.
    pub fn close_open(&mut self, id: Id, state: ConflictState) -> Result<(), ServerError> {
        let note = self.record(Conflict::ENTITY.number, id)?;
        let field = Conflict::ENTITY.field("state").map(|field| field.number).unwrap_or_default();
        if note.is_there() && note.value(field).str() == ConflictState::Open.word() {
            self.write_own(Conflict::ENTITY.number, id, vec![(Key::field(field), Value::text(state.word()))])?;
        }
        Ok(())
    }

    fn done_with(&mut self, parked: Decided) -> Result<(), ServerError> {
        let told = self.tell(parked.user, &parked, None)?;
        self.tx.put_change(&Decided { told, parked: None, ..parked })?;
        Ok(())
    }

    /// A manager of one of the author's territories, else an admin.
    fn manager_of(&mut self, author: Author) -> Result<Option<Id>, ServerError> {
        if let Some(known) = self.managers.get(&author.user) {
            return Ok(*known);
        }
        let found = self.find_manager(author)?;
        self.managers.insert(author.user, found);
        Ok(found)
    }

    fn find_manager(&mut self, author: Author) -> Result<Option<Id>, ServerError> {
        let mine = self.territories_of(author.user)?;
        let mut admin = None;
        for user in self.tx.records_of(USER.number)? {
            if !user.is_there() || user.id == author.user {
                continue;
            }
            if self.has_role(user.id, "manager")?
                && self
                    .territories_of(user.id)?
                    .iter()
                    .any(|(territory, now)| *now && mine.contains(&(*territory, true)))
            {
                return Ok(Some(user.id));
            }
            if self.has_role(user.id, "admin")? {
                admin = Some(user.id);
            }
        }
        Ok(admin)
    }
}

/// The field of a parked change that its note is about: the customer's territory, else the first that is not the record itself.
fn noted<'k>(number: u16, keys: impl Iterator<Item = &'k Key> + Clone) -> Option<Key> {
    let territory = ACCOUNT.field("territory").filter(|_| number == ACCOUNT.number).map(|field| field.number);
    let best = keys.clone().find(|key| Some(key.field) == territory);
    best.or_else(|| keys.clone().find(|key| **key != Key::RECORD)).or_else(|| keys.clone().next()).cloned()
}
