//! One change of a group that is taken: merged field by field, with its stamp, its labels and what it revives.
//!
//! Always holds: what loses unseen is kept as a conflict record; whoever sent the change is told what became of it.

use std::collections::BTreeSet;

use super::conflicts::Clash;
use super::push::{Answered, deletes, is_fresh_deletion, rules};
use super::round::{Author, BodyField, Round, TO_COME, pack_body};
use super::unseen::Made;
use crate::base::clock::Stamp;
use crate::base::id::Id;
use crate::schema::{ACCOUNT, CONFLICT, Class, ConflictRule, Key, Merge, Value};
use crate::server::error::ServerError;
use crate::server::storage::{Decided, Held, Rec};
use crate::sync::log::{AGAIN, Entry, LATE, Logged, LoggedField, PARALLEL};
use crate::sync::merge::{
    AHEAD_MS, Claim, FORMER_AHEAD_MS, Loser, Outcome, Standing, Verdict, effective, judge, judge_returned,
};
use crate::sync::{Change, Identity, StreamId};

impl Round<'_> {
    pub(super) fn decide(
        &mut self,
        author: Author,
        receives: &[StreamId],
        change: Change,
        again: Option<u64>,
        contested: &[Id],
    ) -> Result<Option<Answered>, ServerError> {
        let before = self.record(change.entity, change.record)?;
        let deletes = deletes(&change);
        let stamp = self.stamp_of(&before, &change, again.is_some(), deletes)?;
        let mut record = before.clone();
        let mut logged = Vec::with_capacity(change.fields.len());
        let (mut body, mut puts) = (Vec::new(), Vec::new());
        let (mut clashes, mut outlived, mut brought) = (Vec::new(), Vec::new(), Vec::new());
        let others = match again {
            Some(since) => self.taken_since(change.entity, change.record, since)?,
            None => Vec::new(),
        };
        for (at, field) in change.fields.iter().enumerate() {
            let (class, rule) = rules(change.entity, &field.key);
            let held = before.held(&field.key);
            let mut claim = Claim { value: &field.value, stamp, identity: change.identity, base: field.base };
            if self.faults.base_by_position {
                claim.base = held.filter(|held| held.position <= change.seen).map(Held::identity);
            }
            if deletes && field.key == Key::RECORD && again.is_none() {
                // Uncontested: its author knew all there was.
                claim.base = held.map(Held::identity);
            }
            let descends = match held {
                Some(held) if Some(held.identity()) != claim.base && held.identity() != claim.identity => {
                    self.descends(held.identity(), &field.key, claim.identity)?
                }
                _ => false,
            };
            let standing =
                held.map(|held| Standing { value: &held.value, stamp: held.stamp, identity: held.identity() });
            let spared = deletes && field.key == Key::RECORD && !contested.is_empty();
            let waits = change.said.get(at).is_some_and(|number| Outcome::of(*number) == Outcome::Held);
            let noted = self.refused_before(&before, &field.key, change.identity)?;
            let found = match again {
                _ if spared => Verdict { outcome: Outcome::Lost, conflict: None },
                Some(_) if waits && !descends => Verdict { outcome: Outcome::Held, conflict: Some(Loser::Claim) },
                // It was refused to somebody else a moment ago, and now it comes from whoever wrote it.
                _ if noted.is_some() => Verdict { outcome: Outcome::Taken, conflict: None },
                Some(since) => {
                    let fresh = held.is_some_and(|held| !held.again && held.position > since);
                    // What its author saw is known here, and is not what stands: the note that the server of before wrote may be nobody's.
                    let unseen = !fresh && rule != Merge::Guarded && self.is_known(field.base)?;
                    let found = judge_returned(class, standing, claim, fresh || unseen, descends);
                    match found.conflict {
                        Some(_) if rule == Merge::Guarded => {
                            Verdict { outcome: Outcome::Held, conflict: Some(Loser::Claim) }
                        }
                        _ => found,
                    }
                }
                None => judge(class, rule, standing, claim, descends),
            };
            if let Some(note) = noted.filter(|_| found.outcome == Outcome::Taken) {
                brought.push(note);
                // What the server had put there is later than a change of which others gave back another part.
                outlived.extend(held.map(|held| (field.key.clone(), held.stamp, held.identity())));
            }
            // A version that was given back already stands; the author's own change only fills in who it was.
            let outcome = match held.filter(|held| held.identity() == claim.identity) {
                Some(held) => {
                    outlived.extend((held.stamp > stamp).then(|| (field.key.clone(), held.stamp, held.identity())));
                    Outcome::Taken
                }
                None => found.outcome,
            };
            if again.is_some() && descends {
                outlived.push((field.key.clone(), change.stamp, change.identity));
            }
            if spared && contested.contains(&change.record) {
                let newest = before.cells.iter().filter(|held| !held.value.is_null()).max_by_key(|held| held.position);
                if let Some(winner) = newest {
                    clashes.push(Clash {
                        key: Key::RECORD,
                        won: (Value::Int(1), winner.identity(), winner.stamp),
                        lost: (Value::Null, change.identity, stamp),
                        base: None,
                        rule: ConflictRule::EditOverDelete,
                        owner: None,
                    });
                }
            }
            if let Some(loser) = found.conflict.filter(|_| outcome == found.outcome) {
                let mine = (field.value.clone(), change.identity, stamp);
                let theirs = standing.map_or((Value::Null, Identity::default(), Stamp::ZERO), |standing| {
                    (standing.value.clone(), standing.identity, standing.stamp)
                });
                let (won, lost) = if loser == Loser::Claim { (theirs, mine) } else { (mine, theirs) };
                let rule = match (again, outcome) {
                    (_, Outcome::Held) => ConflictRule::Guarded,
                    (Some(_), _) => ConflictRule::Returned,
                    _ => ConflictRule::Later,
                };
                clashes.push(Clash { key: field.key.clone(), won, lost, base: field.base, rule, owner: None });
            }
            let element = Some(field.key.element.clone()).filter(|element| !element.is_empty());
            let taken = outcome == Outcome::Taken;
            if again.is_some() {
                let (value, identity) = (field.value.clone(), change.identity);
                let mine = Made { identity, value, stamp, base: field.base };
                let stands = match held.filter(|_| !taken) {
                    Some(held) => {
                        let (identity, value, stamp) = (held.identity(), held.value.clone(), held.stamp);
                        Made { identity, value, stamp, base: None }
                    }
                    None => mine.clone(),
                };
                let of = (change.entity, change.record);
                clashes.extend(self.lost_unseen(of, &stands, &field.key, &others, &mine)?);
            }
            body.push(BodyField {
                field: field.key.field,
                value: field.value.clone(),
                outcome: outcome.number(),
                base: field.base.map(|base| (base.session, base.seq)),
                element: element.clone(),
            });
            logged.push(LoggedField {
                field: field.key.field,
                value: if taken { field.value.clone() } else { Value::Null },
                element,
                outcome: (!taken).then_some(outcome.number()),
            });
            if taken {
                puts.push(Held {
                    field: field.key.field,
                    element: field.key.element.clone(),
                    value: field.value.clone(),
                    stamp,
                    session: change.identity.session,
                    seq: change.identity.seq,
                    position: TO_COME,
                    device: author.device,
                    again: again.is_some(),
                });
            }
        }
        record.cells.put_all(puts);
        let labels = self.labels(author, receives, &before, &record, &change, again)?;
        let said = body.iter().all(|field| field.outcome == 0 && field.base.is_none());
        let taken: Vec<Key> = body.iter().filter(|field| field.outcome == 0).map(BodyField::key).collect();
        let entry = Entry::Change(Logged {
            session: change.identity.session,
            seq: change.identity.seq,
            by: author.user,
            act: change.act,
            entity: change.entity,
            record: change.record,
            stamp,
            labels,
            fields: logged,
        });
        self.deciding = Some((change.identity, author.user));
        let (stream, position) = self.keep_over(&before, record, &entry, author.user, clashes)?;
        let mut decided = Decided {
            identity: change.identity,
            device: author.device,
            user: author.user,
            act: change.act,
            group: change.group,
            entity: change.entity,
            record: change.record,
            stamp,
            stream: Some(stream),
            position,
            told: 0,
            parked: None,
            deletes,
            body: if said { None } else { Some(pack_body(&body)?) },
        };
        if !receives.contains(&stream) {
            decided.told = self.tell_elsewhere(author.user, &decided, &body)?;
        }
        self.tx.put_change(&decided)?;
        self.outlive(change.entity, change.record, outlived, author.user)?;
        for note in brought {
            self.brought_back(note, author)?;
        }
        if !deletes && stamp != Stamp::ZERO {
            let own = change.fields.iter().any(|field| field.key == Key::RECORD);
            let knew = |deletion: &Held| match again {
                Some(since) => deletion.device == author.device || !is_fresh_deletion(deletion, since),
                None => deletion.device == author.device || deletion.position <= change.seen,
            };
            self.revive((change.entity, change.record), own, (change.identity, change.stamp), &knew)?;
        }
        if stamp == Stamp::ZERO {
            self.goes_with_its_customer(change.entity, change.record)?;
        }
        if change.entity == CONFLICT.number {
            self.decided(change.record)?;
        } else if self.tx.is_parked(change.record)? {
            self.superseded(author, &change, &taken)?;
        }
        self.follow_merges(author, &before, &change)?;
        Ok(receives.contains(&stream).then_some(Answered { stream, position, claimed: change.stamp }))
    }

    /// Whether this server knows what a change was made upon, were it nothing.
    fn is_known(&mut self, base: Option<Identity>) -> Result<bool, ServerError> {
        Ok(match base {
            Some(base) => self.tx.change(base)?.is_some_and(|known| known.stream.is_some()),
            None => true,
        })
    }

    /// The stamp under which a change is taken.
    fn stamp_of(&mut self, before: &Rec, change: &Change, again: bool, deletes: bool) -> Result<Stamp, ServerError> {
        let given_back = before.cells.iter().filter(|held| held.identity() == change.identity);
        // One of its versions may stand later than the rest (`outlive`): the others are no later for that.
        if let Some(stamp) = given_back.map(|held| held.stamp).min() {
            return Ok(stamp);
        }
        let mut bases = Vec::new();
        for field in &change.fields {
            let held = before.held(&field.key);
            if deletes && field.key == Key::RECORD {
                bases.extend(held.map(|held| held.stamp));
            }
            let Some(base) = field.base else { continue };
            match held {
                Some(held) if held.identity() == base => bases.push(held.stamp),
                _ => bases.extend(self.tx.change(base)?.filter(|base| base.parked.is_none()).map(|base| base.stamp)),
            }
        }
        let now = self.now;
        let ahead = if again { FORMER_AHEAD_MS } else { AHEAD_MS };
        Ok(effective(change.stamp, ahead, &mut self.clock, now, bases))
    }

    fn labels(
        &mut self,
        author: Author,
        receives: &[StreamId],
        before: &Rec,
        after: &Rec,
        change: &Change,
        again: Option<u64>,
    ) -> Result<u8, ServerError> {
        let mut labels = 0;
        let sets: BTreeSet<u16> = change.fields.iter().map(|field| field.key.field).collect();
        let others = |held: &Held| {
            held.position > change.seen
                && held.device != author.device
                && held.device != Author::SERVER.device
                && !sets.contains(&held.field)
        };
        if before.cells.iter().any(others) && !sets.contains(&Key::RECORD.field) {
            labels |= PARALLEL;
        }
        // What is new goes where its customer lies by now.
        let lies = match before.stream {
            Some(stream) => stream,
            None => self.place(after, author.user)?,
        };
        if !receives.contains(&lies) {
            labels |= LATE;
        }
        if again.is_some() {
            labels |= AGAIN;
        }
        Ok(labels)
    }

    /// An edit beats a deletion that its author did not know of: of its record, and of the customer that it hangs on. All that went with
    /// it comes back.
    pub(super) fn revive(
        &mut self,
        (entity, id): (u16, Id),
        own: bool,
        (identity, stamp): (Identity, Stamp),
        knew: &dyn Fn(&Held) -> bool,
    ) -> Result<(), ServerError> {
        let (class, _) = rules(entity, &Key::RECORD);
        if class == Class::Written {
            return Ok(());
        }
        let record = self.record(entity, id)?;
        let mut wake = if own { Vec::new() } else { vec![(entity, id)] };
        wake.extend(record.account.map(|account| (ACCOUNT.number, account)));
        // Found to be the same as one that was deleted meanwhile: what hangs on both would be gone with it.
        wake.extend(Round::merged_into(&record).map(|into| (entity, into)));
        for (number, id) in wake {
            let record = self.record(number, id)?;
            let Some(deletion) = record.held(&Key::RECORD).filter(|held| held.value.is_null()).cloned() else {
                continue;
            };
            if knew(&deletion) {
                continue;
            }
            let edit = (Value::Int(1), identity, stamp);
            let clash = Clash {
                key: Key::RECORD,
                won: edit,
                lost: (Value::Null, deletion.identity(), deletion.stamp),
                base: None,
                rule: ConflictRule::EditOverDelete,
                owner: None,
            };
            let mut back = vec![(number, id, deletion.identity())];
            if let Some(known) = self.tx.change(deletion.identity())?.filter(|known| known.group != Id::NIL) {
                let others = self.deletions(known.group)?;
                back.extend(others.into_iter().map(|other| (other.entity, other.record, other.identity)));
            }
            // What the server let go was nobody's wish: what it went with has its own note.
            if deletion.device != Author::SERVER.device {
                self.write_conflict(number, id, clash)?;
            }
            for (number, id, deleted_by) in back {
                let record = self.record(number, id)?;
                if record.held(&Key::RECORD).is_some_and(|held| held.identity() == deleted_by && held.value.is_null()) {
                    self.write_own(number, id, vec![(Key::RECORD, Value::Int(1))])?;
                }
            }
        }
        Ok(())
    }
}
