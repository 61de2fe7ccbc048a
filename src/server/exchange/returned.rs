//! What laptops give back to a restored server: other people's edits too.
//!
//! Always holds: a returned version keeps its stamp and its identity; the author's own change may still arrive and fills in who it was.
//! Nobody gets a role, a territory or another one's power by giving it back: what only an admin may write is taken from an admin alone, guarded
//! fields too, but that whoever sees the note of one may decide about it ([`Round::reserved`]).

use std::collections::BTreeSet;

use super::conflicts::Clash;
use super::parking::{MOST_RECORD, shape};
use super::push::{is_fresh, is_fresh_deletion, rules};
use super::round::{Author, Round, TO_COME};
use super::trust::weight;
use crate::base::clock::Stamp;
use crate::base::id::Id;
use crate::schema::{ACCOUNT, CONFLICT, Class, ConflictRule, Key, Value, entity as declared};
use crate::server::error::{ServerError, StorageError};
use crate::server::storage::{Held, Rec};
use crate::sync::log::{Cell, Entry, Evict, Forget, Versions};
use crate::sync::merge::Verdict;
use crate::sync::merge::{Claim, FORMER_AHEAD_MS, Loser, Outcome, Standing, is_ahead, judge_returned};
use crate::sync::wire::Returned;
use crate::sync::{Identity, StreamId};

/// The device of a version that was given back by somebody else than its author.
pub(in crate::server) const SOMEBODY: i64 = -1;

impl Round<'_> {
    /// Takes what it lacks. `began`: how far the log went when the request came. Whatever the laptop says, both logs have no more than that in
    /// common; so what the request had told is told once in it.
    pub fn take_back(&mut self, author: Author, returned: &Returned, began: u64) -> Result<(), ServerError> {
        let since = returned.since.min(began);
        let Versions { entity, record: id, cells, .. } = &returned.versions;
        if self.is_of_another(*entity, *id)? {
            return Ok(());
        }
        let before = self.record(*entity, *id)?;
        let mut record = before.clone();
        let mut taken: Vec<Cell> = Vec::new();
        let (mut clashes, mut puts) = (Vec::new(), Vec::new());
        let (mut refused, mut outlived, mut other_stamp) = (Vec::new(), Vec::new(), Vec::new());
        let mut decided = Vec::new();
        let mut heavy: usize = record.cells.iter().map(weight).sum();
        let asked = before.held(&Key::RECORD).is_some() || cells.iter().any(|cell| cell.key() == Key::RECORD);
        let mut said = BTreeSet::new();
        let withheld = self.move_withheld(author, &before, cells)?;
        for cell in cells {
            let key = cell.key();
            let (class, _) = rules(*entity, &key);
            // Each field once: of two, laptops would keep the later one and we the last.
            if !said.insert(key.clone()) {
                continue;
            }
            // Nobody decides about what was not asked.
            if class == Class::Written && !asked {
                continue;
            }
            if cell.session == 0 || cell.seq == 0 || shape(*entity, &key, &cell.value).is_err() {
                continue;
            }
            // No server's clock was that far ahead: the version stays what it is, at a stamp of ours.
            let nobodys = is_ahead(cell.stamp, FORMER_AHEAD_MS, self.clock, self.now);
            let held = before.held(&key);
            let mut stamp = match held.filter(|held| held.identity() == cell.identity()) {
                Some(held) if nobodys => held.stamp,
                None if nobodys => self.own_stamp(None),
                _ => cell.stamp,
            };
            let claim = Claim { value: &cell.value, stamp, identity: cell.identity(), base: None };
            let standing =
                held.map(|held| Standing { value: &held.value, stamp: held.stamp, identity: held.identity() });
            let descends = match held {
                Some(held) if held.identity() != claim.identity => {
                    // What this server's own log has taken was judged here when it was replaced: whoever did that knew it, or there is a note.
                    self.descends(held.identity(), &key, claim.identity)?
                        || self.vouched(&before, &key, claim.identity, claim.value)?.is_some()
                }
                _ => false,
            };
            if let Some(held) = held.filter(|held| held.identity() == claim.identity && held.value == cell.value) {
                // One change, taken at two stamps by the servers of two lives: the later one stands, for whatever was written upon it is later still.
                if stamp > held.stamp {
                    taken.push(Cell { stamp, ..cell.clone() });
                    puts.push(Held { stamp, ..held.clone() });
                } else if cell.stamp != held.stamp {
                    other_stamp.push(held.clone());
                }
                continue;
            }
            if descends {
                outlived.push((key.clone(), stamp, claim.identity));
            }
            let fresh = match held.filter(|held| held.position > since && held.identity() != claim.identity) {
                Some(held) if held.again && !descends => {
                    // Given back, or sent once more, as this is: of two lives of the server, unless it came of this.
                    let loses = (claim.stamp, claim.identity) < (held.stamp, held.identity());
                    loses && self.is_unknown_to((*entity, *id), &key, held.identity(), claim.identity, since)?
                }
                held => held.is_some_and(|held| !held.again),
            };
            let mut found = judge_returned(class, standing, claim, fresh, descends);
            let with_move = withheld == Some(cell.identity()) && is_owner(*entity, &key);
            let reserved = with_move || self.reserved(author, &before, &key, &cell.value)?;
            let repeats =
                held.map_or(&Value::Null, |held| &held.value) == &cell.value && self.takes_an_admin(author, *entity)?;
            if found.outcome == Outcome::Taken
                && (reserved || repeats)
                && self.vouched(&before, &key, cell.identity(), &cell.value)? != Some(stamp)
            {
                // It does not come back by a laptop's word alone: what stands here stands until somebody decides who may. To say the same as that
                // is no question, but nobody's right is behind that stamp either: a server of before wrote it where it refused what may come yet,
                // and that would lose to it unseen.
                if reserved {
                    let lost = (cell.value.clone(), cell.identity(), stamp);
                    clashes.extend(self.clash_over(&before, &key, lost, ConflictRule::Returned)?);
                }
                refused.push(cell);
                continue;
            }
            if found.outcome == Outcome::Taken
                && key == Key::RECORD
                && cell.value.is_null()
                && let Some(edit) = self.edited_since(&before, since)?
            {
                // Whoever edited it since the restoration did not know of its deletion, and an edit beats that.
                clashes.push(Clash {
                    key: key.clone(),
                    won: (Value::Int(1), edit.identity(), edit.stamp),
                    lost: (Value::Null, cell.identity(), stamp),
                    base: None,
                    rule: ConflictRule::EditOverDelete,
                    owner: None,
                });
                refused.push(cell);
                continue;
            }
            if found.outcome != Outcome::Taken
                && !reserved
                && let Some(held) = held
                && let Some(note) = self.refused_before(&before, &key, cell.identity())?
            {
                // It was refused to somebody else a moment ago, and now it comes from whoever may.
                found = Verdict { outcome: Outcome::Taken, conflict: None };
                stamp = stamp.max(Stamp(held.stamp.0.saturating_add(1)));
                decided.push(note);
            }
            if let (Some(loser), Some(held)) = (found.conflict, held.filter(|_| !self.faults.returned_unnoted)) {
                let mine = (cell.value.clone(), cell.identity(), stamp);
                let theirs = (held.value.clone(), held.identity(), held.stamp);
                let (won, lost) = if loser == Loser::Claim { (theirs, mine) } else { (mine, theirs) };
                clashes.push(Clash {
                    key: key.clone(),
                    won,
                    lost,
                    base: None,
                    rule: ConflictRule::Returned,
                    owner: None,
                });
            }
            if found.outcome == Outcome::Taken {
                let version = Held {
                    field: key.field,
                    element: key.element,
                    value: cell.value.clone(),
                    stamp,
                    session: cell.session,
                    seq: cell.seq,
                    position: TO_COME,
                    device: SOMEBODY,
                    again: true,
                };
                heavy += weight(&version);
                if heavy > MOST_RECORD {
                    continue;
                }
                puts.push(version);
                taken.push(Cell { stamp, ..cell.clone() });
            }
        }
        record.cells.put_all(puts);
        let known = !record.cells.is_empty();
        let edit = taken.iter().find(|cell| cell.key() != Key::RECORD).map(|cell| (cell.identity(), cell.stamp));
        if !taken.is_empty() {
            self.recount_soon()?;
            let versions = Versions { entity: *entity, record: *id, cells: taken, by: Some(author.user) };
            self.keep_over(&before, record, &Entry::Versions(versions), author.user, clashes)?;
            if *entity == CONFLICT.number {
                self.decided(*id)?;
            }
        } else {
            self.write_conflicts(*entity, *id, clashes)?;
        }
        self.refuse_back(*entity, *id, &refused)?;
        for note in decided {
            self.brought_back(note, author)?;
        }
        if let Some(edit) = edit.filter(|(_, stamp)| *stamp != Stamp::ZERO) {
            self.revive((*entity, *id), false, edit, &|deletion| !is_fresh_deletion(deletion, since))?;
        }
        self.outlive(*entity, *id, outlived, author.user)?;
        self.tell_stamps(*entity, *id, other_stamp, since)?;
        // The laptop has it in one stream and we in another: the log that it reads does not tell it of the move. Where it reads neither, its own
        // stream says so: it notices by that whether we are restored once more to before this.
        if let Some(to) = self.record(*entity, *id)?.stream.filter(|to| known && *to != returned.stream) {
            let receives = self.streams_of(author.user)?.contains(&returned.stream);
            let told = if receives { returned.stream } else { StreamId::User(author.user) };
            // Once: what is given back comes again until its answer was read to the end, and each time would make that end later.
            if !self.left_since(told, since, *entity, *id)? {
                let now = self.record(*entity, *id)?;
                if receives {
                    self.lead(told, &now, to)?;
                } else {
                    self.append(told, &Entry::Evict(Evict { entity: *entity, record: *id, to }))?;
                }
            }
        }
        self.tell_collected(author, *entity, *id, returned.stream, since)
    }

    /// What somebody wrote of a record, or of what hangs on a customer, after a restoration.
    fn edited_since(&mut self, record: &Rec, since: u64) -> Result<Option<Held>, ServerError> {
        if !record.is_there() {
            return Ok(None);
        }
        if let Some(edit) = record.cells.iter().find(|held| is_fresh(held, since)) {
            return Ok(Some(edit.clone()));
        }
        if record.entity != ACCOUNT.number {
            return Ok(None);
        }
        for (child, id) in self.hanging(record.id)? {
            if declared(child).is_some_and(|entity| entity.class == Class::Written) {
                continue;
            }
            let child = self.record(child, id)?;
            let edit = child.cells.iter().find(|held| is_fresh(held, since)).filter(|_| child.is_there());
            if let Some(edit) = edit {
                return Ok(Some(edit.clone()));
            }
        }
        Ok(None)
    }

    /// A tombstone was collected here, where it lay in a stream that the laptop may not read: its own log tells it.
    fn tell_collected(
        &mut self,
        author: Author,
        entity: u16,
        id: Id,
        stream: StreamId,
        since: u64,
    ) -> Result<(), ServerError> {
        let record = self.record(entity, id)?;
        let deleted = record.held(&Key::RECORD).is_some_and(|held| held.value.is_null());
        if record.stream.is_some() || !deleted {
            return Ok(());
        }
        // Where it reads that stream no more, its own says so, as with what lies elsewhere.
        let receives = self.streams_of(author.user)?.contains(&stream);
        let told = if receives { stream } else { StreamId::User(author.user) };
        if !self.left_since(told, since, entity, id)? {
            self.append(told, &Entry::Forget(Forget { records: vec![(entity, id)] }))?;
        }
        Ok(())
    }

    /// What stands came of versions that a laptop has: where theirs would outlive it there, for their stamps are another server's, it gets later ones.
    pub fn outlive(
        &mut self,
        entity: u16,
        id: Id,
        versions: Vec<(Key, Stamp, Identity)>,
        user: Id,
    ) -> Result<(), ServerError> {
        if versions.is_empty() {
            return Ok(());
        }
        let before = self.record(entity, id)?;
        let (mut record, mut cells, mut puts) = (before.clone(), Vec::new(), Vec::new());
        for (key, stamp, identity) in versions {
            let Some(held) = before.held(&key).filter(|held| (held.stamp, held.identity()) < (stamp, identity)) else {
                continue;
            };
            let later = Held { stamp: Stamp(stamp.0.saturating_add(1)), ..held.clone() };
            cells.push(later.cell());
            puts.push(later);
        }
        record.cells.put_all(puts);
        if !cells.is_empty() {
            self.keep(&before, record, &Entry::Versions(Versions { entity, record: id, cells, by: None }), user)?;
        }
        Ok(())
    }

    /// A laptop has versions of ours at other stamps: its log, from where it goes on, tells it of ours.
    fn tell_stamps(&mut self, entity: u16, id: Id, versions: Vec<Held>, since: u64) -> Result<(), ServerError> {
        let Some(stream) = self.record(entity, id)?.stream.filter(|_| !versions.is_empty()) else { return Ok(()) };
        let (mut cells, mut said) = (Vec::new(), Vec::new());
        for held in versions.into_iter().filter(|held| held.position <= since) {
            // Once, as with what lies elsewhere.
            let what = at_stamp(&held)?;
            if self.tx.told(stream, (entity, id), &what)? <= since {
                cells.push(held.cell());
                said.push(what);
            }
        }
        if !cells.is_empty() {
            let position = self.append(stream, &Entry::Versions(Versions { entity, record: id, cells, by: None }))?;
            for what in said {
                self.tx.note_told(stream, (entity, id), &what, position)?;
            }
        }
        Ok(())
    }

    /// Whether a stream's log said after a position that a record left it.
    pub fn left_since(&mut self, stream: StreamId, since: u64, entity: u16, id: Id) -> Result<bool, ServerError> {
        Ok(self.tx.told(stream, (entity, id), &[])? > since)
    }

    /// What is not taken: where the laptop's versions would outlive ours there, ours are written once more, later than those.
    fn refuse_back(&mut self, entity: u16, id: Id, cells: &[&Cell]) -> Result<(), ServerError> {
        let record = self.record(entity, id)?;
        let (mut ours, mut latest) = (Vec::new(), Stamp::ZERO);
        for cell in cells {
            let held = record.held(&cell.key());
            if held.is_some_and(|held| (held.stamp, held.identity()) >= (cell.stamp, cell.identity())) {
                continue;
            }
            latest = latest.max(cell.stamp);
            ours.push((cell.key(), held.map(|held| held.value.clone()).unwrap_or_default()));
        }
        if ours.is_empty() {
            return Ok(());
        }
        // This one stamp only: a laptop's word does not move our clock.
        let clock = self.clock;
        self.clock = clock.max(latest);
        self.write_own(entity, id, ours)?;
        self.clock = clock;
        Ok(())
    }
}

/// Who has a customer where he lies.
pub(super) fn is_owner(entity: u16, key: &Key) -> bool {
    entity == ACCOUNT.number && ACCOUNT.field("owner").is_some_and(|field| field.number == key.field)
}

/// That a version stands at its stamp, as it is noted to have been told.
fn at_stamp(held: &Held) -> Result<Vec<u8>, StorageError> {
    minicbor::to_vec((held.field, &held.element, held.stamp)).map_err(|error| StorageError::other(error.to_string()))
}
