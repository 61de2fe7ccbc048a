//! What arrives for a record that was found to be the same as another: it lands on that other one.
//!
//! Always holds: nothing hangs on a merged record; an edit that did not know of the merge is kept on the record it was meant for and, as the
//! server's own change in its author's name, judged on the one that stands for it; whatever followed a merge is set back when it is parted,
//! where nobody has set it since. Two merges that cross never hide both records.

use std::collections::BTreeMap;

use super::conflicts::Clash;
use super::parking::MOST_RECORD;
use super::push::rules;
use super::round::{Author, Round};
use super::trust::weight;
use crate::base::id::Id;
use crate::domain::merge::can_merge;
use crate::domain::rules::renamed;
use crate::schema::{ACCOUNT, CONTACT, Class, ConflictRule, Key, Kind, Value, entity as declared};
use crate::server::error::ServerError;
use crate::server::storage::{Held, Rec};
use crate::sync::merge::{Claim, Loser, Outcome, Standing, judge};
use crate::sync::{Change, conflict_id};

/// Fields that say where a record lies and whose it is: an edit of them is about the record itself, not about the one that stands for it.
const PLACE: [&str; 4] = ["territory", "owner", "account", "merged_into"];

/// Whether a field is one of those.
pub(super) fn says_where(entity: u16, key: &Key) -> bool {
    declared(entity).and_then(|entity| entity.by_number(key.field)).is_some_and(|field| PLACE.contains(&field.name))
}

/// The act under which the server writes what follows from a merge of this record.
pub(super) fn act_of(merged: Id) -> Id {
    Id::derived(&[b"merged", merged.bytes()])
}

/// The field that says of which other record this one is a twin.
pub(super) fn pointer(entity: u16) -> Option<Key> {
    declared(entity)?.field("merged_into").filter(|_| can_merge(entity)).map(|field| Key::field(field.number))
}

/// The whole values of a record's fields, sets too.
fn fields_of(record: &Rec) -> BTreeMap<u16, Value> {
    let Some(declared) = declared(record.entity) else { return BTreeMap::new() };
    let value = |field: &crate::schema::Field| {
        if field.kind.is_set() {
            Value::set(
                record.elements(field.number).filter(|held| !held.value.is_null()).map(|held| held.element.clone()),
            )
        } else {
            record.value(field.number)
        }
    };
    declared.fields.iter().map(|field| (field.number, value(field))).collect()
}

impl Round<'_> {
    /// The record that this one was found to be the same as.
    pub fn merged_into(record: &Rec) -> Option<Id> {
        record.value(pointer(record.entity)?.field).id()
    }

    /// The record that stands for one, followed to its end.
    pub(super) fn stands_for(&mut self, entity: u16, mut id: Id) -> Result<Id, ServerError> {
        for _ in 0..8 {
            let record = self.record(entity, id)?;
            match Round::merged_into(&record) {
                Some(into) => id = into,
                None => break,
            }
        }
        Ok(id)
    }

    /// After a change was taken: what of it concerns a merge.
    pub fn follow_merges(&mut self, author: Author, before: &Rec, change: &Change) -> Result<(), ServerError> {
        if rules(change.entity, &Key::RECORD).0 == Class::Written {
            return Ok(());
        }
        let record = self.record(change.entity, change.record)?;
        let (was, is) = (Round::merged_into(before), Round::merged_into(&record));
        match (was, is) {
            (None, None) => {}
            (Some(into), None) => {
                self.part(author, &record)?;
                self.parted(before, &record, into)?;
            }
            (_, Some(_)) if was != is => self.gather(author, before, &record)?,
            (_, Some(_)) => self.land(author, before, &record, change)?,
        }
        self.point(author, &record, change)
    }

    /// A record was merged: what still hangs on it follows.
    fn gather(&mut self, author: Author, before: &Rec, record: &Rec) -> Result<(), ServerError> {
        let (Some(key), id) = (pointer(record.entity), record.id) else { return Ok(()) };
        let into = self.stands_for(record.entity, id)?;
        if Round::merged_into(&self.record(record.entity, into)?).is_some() {
            // Two merges crossed: the first one stands.
            let value = before.value(key.field);
            self.write_own(record.entity, id, vec![(key, value)])?;
            return Ok(());
        }
        let on = if record.entity == ACCOUNT.number { Some(id) } else { record.account };
        let Some(on) = on else { return Ok(()) };
        for (entity, child) in self.hanging(on)? {
            let child = self.record(entity, child)?;
            if child.is_there() && child.id != id && self.may_move(author, &child)? {
                self.rename(author, &child, record.entity, (id, into))?;
            }
        }
        Ok(())
    }

    /// Lets a record refer to the one that stands, as far as it refers to the merged one.
    fn rename(&mut self, author: Author, child: &Rec, target: u16, (from, to): (Id, Id)) -> Result<(), ServerError> {
        let before = fields_of(child);
        let mut fields = Vec::new();
        for (number, value) in renamed(child.entity, &before, target, (from, to)) {
            if declared(child.entity)
                .and_then(|entity| entity.by_number(number))
                .is_some_and(|field| field.kind == Kind::Refs)
            {
                fields.push((Key { field: number, element: from.to_string() }, Value::Null));
                fields.push((Key { field: number, element: to.to_string() }, Value::Int(1)));
            } else {
                fields.push((Key::field(number), value));
            }
        }
        if !fields.is_empty() {
            self.write_for(child.entity, child.id, fields, author.user, act_of(from))?;
        }
        Ok(())
    }

    /// A change refers to a record that was merged: its author did not know.
    fn point(&mut self, author: Author, record: &Rec, change: &Change) -> Result<(), ServerError> {
        let Some(declared) = declared(change.entity) else { return Ok(()) };
        for field in &change.fields {
            let Some(known) = declared.by_number(field.key.field).filter(|known| known.name != "merged_into") else {
                continue;
            };
            let target = match known.target {
                Some(name) if name == ACCOUNT.name => ACCOUNT.number,
                Some(name) if name == CONTACT.name => CONTACT.number,
                _ => continue,
            };
            let referred = if known.kind == Kind::Refs {
                field.key.element.parse().ok().filter(|_| !field.value.is_null())
            } else {
                field.value.id()
            };
            let Some(from) = referred else { continue };
            let to = self.stands_for(target, from)?;
            if to != from {
                let now = self.record(record.entity, record.id)?;
                self.rename(author, &now, target, (from, to))?;
            }
        }
        Ok(())
    }

    /// An edit of a merged record lands on the one that stands for it, where its author did not know of the merge.
    fn land(&mut self, author: Author, before: &Rec, record: &Rec, change: &Change) -> Result<(), ServerError> {
        let (Some(key), Some(entity)) = (pointer(record.entity), declared(record.entity)) else { return Ok(()) };
        let since = record.held(&key).map_or(0, |pointer| pointer.position);
        let to = self.stands_for(record.entity, record.id)?;
        let standing = self.record(record.entity, to)?;
        if to == record.id || !standing.is_there() {
            return Ok(());
        }
        let (mut fields, mut clashes, mut over) = (Vec::new(), Vec::new(), Vec::new());
        // What would make the kept one longer than a laptop opens stays where it was written.
        let mut heavy: usize = standing.cells.iter().map(weight).sum();
        let mut fits = |mine: &Held| {
            let all = heavy + weight(mine);
            if all <= MOST_RECORD {
                heavy = all;
            }
            all <= MOST_RECORD
        };
        for field in &change.fields {
            let place = entity.by_number(field.key.field).is_none() || says_where(entity.number, &field.key);
            let taken = record.held(&field.key).filter(|held| held.identity() == change.identity);
            let Some(mine) = taken.filter(|_| !place) else { continue };
            let there = standing.held(&field.key);
            if let Some(taken_back) = self.sets_back(change, &field.key, since)? {
                let was = self.before_late(there, (record, to), (&field.key, author.user), &taken_back)?;
                fields.extend(was.value.map(|value| (field.key.clone(), value)));
                over.extend(was.over);
                continue;
            }
            if since <= change.seen {
                continue;
            }
            if there.map_or(&Value::Null, |held| &held.value) == &mine.value {
                continue;
            }
            let Some(held) = there else {
                if fits(mine) {
                    fields.push((field.key.clone(), mine.value.clone()));
                }
                continue;
            };
            // What the merge had brought over from here is what the author saw.
            let brought = before.held(&field.key).is_some_and(|old| old.value == held.value);
            let base = if brought { Some(held.identity()) } else { None };
            let claim = Claim { value: &mine.value, stamp: mine.stamp, identity: mine.identity(), base };
            let (class, rule) = rules(record.entity, &field.key);
            // What was set back since stands as it was set first.
            let (identity, stamp) = self.set_first(held, &field.key, act_of(record.id))?;
            let stands = Standing { value: &held.value, stamp, identity: held.identity() };
            let found = judge(class, rule, Some(stands), claim, false);
            if let Some(loser) = found.conflict {
                let mine = (mine.value.clone(), mine.identity(), mine.stamp);
                let theirs = (held.value.clone(), identity, stamp);
                let (won, lost) = if loser == Loser::Claim { (theirs, mine) } else { (mine, theirs) };
                let rule = if found.outcome == Outcome::Held { ConflictRule::Guarded } else { ConflictRule::Later };
                clashes.push(Clash { key: field.key.clone(), won, lost, base: None, rule, owner: None });
            }
            if found.outcome == Outcome::Taken && fits(mine) {
                fields.push((field.key.clone(), mine.value.clone()));
            }
        }
        for clash in clashes {
            let note = conflict_id(record.entity, to, &clash.key, clash.lost.1);
            self.ask_again(note)?;
            self.write_conflict(record.entity, to, clash)?;
        }
        if !fields.is_empty() {
            self.write_for(record.entity, to, fields, author.user, act_of(record.id))?;
        }
        for (note, state) in over {
            self.close_open(note, state)?;
        }
        Ok(())
    }
}
