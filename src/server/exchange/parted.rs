//! What late edits of a merged record had done is taken back: by their author, or with the merge.
//!
//! Always holds: of what the server wrote in their name that alone is set back which still stands, to what stood before the first of it; what
//! they had asked is asked no more.

use std::collections::{BTreeMap, HashSet};

use super::merged::{act_of, pointer};
use super::round::{Author, BodyField, Round};
use crate::base::clock::Stamp;
use crate::base::id::Id;
use crate::schema::{CONFLICT, Choice, ConflictState, Key, Value};
use crate::server::error::ServerError;
use crate::server::storage::{Decided, Held, Rec};
use crate::sync::{Change, Identity, conflict_id};

/// So many versions are followed to where they came from.
const DEEP: usize = 256;
/// So many of a record's changes are looked through.
const MOST: usize = 2_000;

/// What a field was before late edits of a merged record changed it.
#[derive(Default)]
pub(super) struct Was {
    /// Its value, where another one stands.
    pub value: Option<Value>,
    /// The questions that are over with that.
    pub over: Vec<(Id, ConflictState)>,
}

impl Round<'_> {
    /// The late edits of a field that this change sets back, down to the value that the record had when it was merged; none: it does not.
    pub(super) fn sets_back(
        &mut self,
        change: &Change,
        key: &Key,
        merged_at: u64,
    ) -> Result<Option<Vec<Identity>>, ServerError> {
        let Some(field) = change.fields.iter().find(|field| field.key == *key) else { return Ok(None) };
        let (mut late, mut base) = (Vec::new(), field.base);
        while late.len() < DEEP {
            let Some(at) = base else {
                return Ok(Some(late).filter(|late| !late.is_empty() && field.value.is_null()));
            };
            let Some(known) = self.tx.change(at)?.filter(|known| known.parked.is_none()) else { return Ok(None) };
            let Some(was) = self.of_key(&known, key)? else { return Ok(None) };
            if known.position < merged_at {
                return Ok(Some(late).filter(|late| !late.is_empty() && field.value == was.value));
            }
            late.push(at);
            base = was.base.map(|(session, seq)| Identity { session, seq });
        }
        Ok(None)
    }

    /// What a field of the record that stands was before these late edits of the merged one, all of one author's; and what they had asked.
    pub(super) fn before_late(
        &mut self,
        there: Option<&Held>,
        (merged, to): (&Rec, Id),
        (key, author): (&Key, Id),
        late: &[Identity],
    ) -> Result<Was, ServerError> {
        let (entity, act) = (merged.entity, act_of(merged.id));
        let mut was = Was::default();
        let mut kept_winner =
            |identity| was.over.push((conflict_id(entity, to, key, identity), ConflictState::KeptWinner));
        late.iter().copied().for_each(&mut kept_winner);
        for own in self.own_changes(act)? {
            if (own.entity, own.record, own.user) == (entity, to, author) && self.of_key(&own, key)?.is_some() {
                kept_winner(own.identity);
            }
        }
        let Some(there) = there else { return Ok(was) };
        if let Some((first, value)) = self.root(there.identity(), key, (act, Some(author)))? {
            was.over.extend(first.map(|first| (conflict_id(entity, to, key, first), ConflictState::BroughtBack)));
            was.value = Some(value).filter(|value| *value != there.value);
        }
        Ok(was)
    }

    /// The identity and the stamp under which what stands was set first: what the server had set back is as old as it was.
    pub(super) fn set_first(&mut self, held: &Held, key: &Key, act: Id) -> Result<(Identity, Stamp), ServerError> {
        if let Some((Some(first), value)) = self.root(held.identity(), key, (act, None))?
            && let Some(known) = self.tx.change(first)?.filter(|_| value == held.value)
        {
            return Ok((first, known.stamp));
        }
        Ok((held.identity(), held.stamp))
    }

    /// What the server's own versions of an act came upon: the version that they replaced, and its value. None: this is no such version, or what
    /// it replaced is not known any more.
    fn root(
        &mut self,
        from: Identity,
        key: &Key,
        (act, author): (Id, Option<Id>),
    ) -> Result<Option<(Option<Identity>, Value)>, ServerError> {
        let mut at = from;
        for _ in 0..DEEP {
            let Some(known) = self.tx.change(at)? else { return Ok(None) };
            let Some(field) = self.of_key(&known, key)? else { return Ok(None) };
            let own = known.device == Author::SERVER.device && known.act == act;
            if !own || author.is_some_and(|author| author != known.user) {
                return Ok(if at == from { None } else { Some((Some(at), field.value)) });
            }
            match field.base {
                Some((session, seq)) => at = Identity { session, seq },
                None => return Ok(Some((None, Value::Null))),
            }
        }
        Ok(None)
    }

    fn of_key(&mut self, change: &Decided, key: &Key) -> Result<Option<BodyField>, ServerError> {
        self.work += 1;
        Ok(self.body(change)?.into_iter().find(|field| field.key() == *key))
    }

    /// A question that ended because what had lost was set back: it has lost again.
    pub(super) fn ask_again(&mut self, note: Id) -> Result<(), ServerError> {
        let Some(state) = CONFLICT.field("state").map(|field| Key::field(field.number)) else { return Ok(()) };
        let note = self.record(CONFLICT.number, note)?;
        // What a person decided stays so, though the server wrote it down.
        let decided = CONFLICT.field("resolved_by").is_some_and(|field| !note.value(field.number).is_null());
        let over = note.held(&state).filter(|held| held.device == Author::SERVER.device && !decided);
        if over.is_some_and(|held| held.value.str() == ConflictState::BroughtBack.word()) {
            let open = Value::text(ConflictState::Open.word());
            self.write_own(CONFLICT.number, note.id, vec![(state, open)])?;
        }
        Ok(())
    }

    /// A merge was taken back: what the server had let follow it goes back, where it is still as the server left it.
    pub(super) fn part(&mut self, author: Author, record: &Rec) -> Result<(), ServerError> {
        let act = act_of(record.id);
        let (mut seen, mut order) = (HashSet::new(), Vec::new());
        let mut back: BTreeMap<(u16, Id), Vec<(Key, Value)>> = BTreeMap::new();
        let mut over = Vec::new();
        for change in self.own_changes(act)?.into_iter().rev() {
            let of = (change.entity, change.record);
            let target = self.record(change.entity, change.record)?;
            if !self.may_move(author, &target)? {
                continue;
            }
            for field in self.body(&change)? {
                let key = field.key();
                // What of it had lost to somebody's value is nobody's any more.
                over.push((conflict_id(of.0, of.1, &key, change.identity), ConflictState::KeptWinner));
                let Some(held) = target.held(&key).filter(|_| seen.insert((of, key.clone()))) else { continue };
                // What is not known any more stays as it is.
                let Some((first, value)) = self.root(held.identity(), &key, (act, None))? else { continue };
                // What had lost to a late edit of the other stands again, and that edit where it was made.
                over.extend(first.map(|first| (conflict_id(of.0, of.1, &key, first), ConflictState::BroughtBack)));
                if value != held.value {
                    let fields = back.entry(of).or_default();
                    if fields.is_empty() {
                        order.push(of);
                    }
                    fields.push((key, value));
                }
            }
        }
        for of in order {
            if let Some(fields) = back.remove(&of) {
                self.write_for(of.0, of.1, fields, author.user, Id::NIL)?;
            }
        }
        for (note, state) in over {
            self.close_open(note, state)?;
        }
        Ok(())
    }

    /// After a merge was taken back: edits of the parted one that had lost to a value of the other stand where they were made.
    pub(super) fn parted(&mut self, before: &Rec, record: &Rec, into: Id) -> Result<(), ServerError> {
        let other = self.stands_for(record.entity, into)?;
        let merged_at = pointer(record.entity).and_then(|key| before.held(&key)).map_or(0, |held| held.position);
        let mut over: Vec<(Key, Identity)> = record.cells.iter().map(|held| (held.key(), held.identity())).collect();
        for change in self.tx.changes_of(record.entity, record.id, MOST)? {
            self.work += 1;
            if change.position > merged_at {
                over.extend(self.body(&change)?.into_iter().map(|field| (field.key(), change.identity)));
            }
        }
        for (key, identity) in over {
            self.close_open(conflict_id(record.entity, other, &key, identity), ConflictState::KeptWinner)?;
        }
        Ok(())
    }
}
