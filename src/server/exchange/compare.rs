//! The server's part where a laptop and the server sum a stream differently: which records, which fields, and what they are.
//!
//! Always holds: the server decides; of two different values under one identity the side is right whose change log says the same as its
//! row, else the server, and the other value is kept as a conflict record. By comparing nobody writes what he may not write otherwise, and what the
//! server's log does not know replaces nothing unseen.

use super::conflicts::Clash;
use super::parking::{MOST_RECORD, shape};
use super::push::rules;
use super::returned::SOMEBODY;
use super::round::{Author, Round, TO_COME};
use super::trust::weight;
use crate::base::clock::Stamp;
use crate::schema::{CONFLICT, Class, ConflictRule, Key, Value};
use crate::server::error::ServerError;
use crate::server::storage::{Held, Rec};
use crate::sync::compare::{
    Buckets, Compare, Compared, Differing, Digest, KeyName, MOST_RECORDS, RecordSum, Settled, Shown, Vouched, bucket_of,
};
use crate::sync::log::{Cell, Entry, Packed, Versions};
use crate::sync::merge::{Claim, FORMER_AHEAD_MS, Outcome, Standing, is_ahead, judge_returned};
use crate::sync::{Mark, StreamId, cell_hash};

impl Round<'_> {
    /// Answers a laptop's part; `at`: its cursor, which must be the log's end where buckets are compared, or they differ by what is new.
    pub fn compare(&mut self, author: Author, asked: &Compare, at: Mark) -> Result<Compared, ServerError> {
        let stream = asked.stream;
        let mut answer = Compared::of(stream);
        if let Some(buckets) = &asked.buckets
            && self.head(stream)?.mark == at
        {
            self.compare_buckets(stream, buckets, &mut answer)?;
        }
        for digest in &asked.digests {
            answer.differing.extend(self.compare_cells(stream, digest)?);
        }
        for shown in &asked.shown {
            answer.settled.push(self.settle(author, stream, shown)?);
        }
        Ok(answer)
    }

    fn compare_buckets(
        &mut self,
        stream: StreamId,
        theirs: &Buckets,
        answer: &mut Compared,
    ) -> Result<(), ServerError> {
        let sums = self.tx.sums_in(stream)?;
        let mut mine = Buckets::default();
        for (_, record, sum) in &sums {
            mine.add(*record, *sum);
        }
        let differing = mine.differing(theirs);
        if differing.is_empty() {
            // The records agree, so a stream's figure is wrong here or there: ours is counted anew.
            self.recount_stream(stream)?;
        }
        for bucket in differing {
            let inside = sums.iter().filter(|(_, record, _)| bucket_of(*record) == bucket);
            let inside: Vec<RecordSum> =
                inside.map(|(entity, record, sum)| RecordSum { entity: *entity, record: *record, sum: *sum }).collect();
            if !answer.buckets.is_empty() && answer.records.len() + inside.len() > MOST_RECORDS {
                break;
            }
            answer.buckets.push(bucket);
            answer.records.extend(inside);
        }
        Ok(())
    }

    fn compare_cells(&mut self, stream: StreamId, digest: &Digest) -> Result<Option<Differing>, ServerError> {
        let record = self.record(digest.entity, digest.record)?;
        if let Some(elsewhere) = record.stream.filter(|at| *at != stream) {
            // The laptop's log of this stream did not tell it of the move.
            self.lead(stream, &record, elsewhere)?;
            return Ok(None);
        }
        let mut keys: Vec<KeyName> = Vec::new();
        for cell in &digest.cells {
            let key = Key::from(&cell.key);
            if record.held(&key).map(|held| hash_of(&record, held)) != Some(cell.hash) {
                keys.push(cell.key.clone());
            }
        }
        let known = |key: &KeyName| digest.cells.iter().any(|cell| cell.key == *key);
        keys.extend(record.cells.iter().map(|held| KeyName::from(&held.key())).filter(|key| !known(key)));
        let found = Differing { entity: digest.entity, record: digest.record, keys };
        Ok(Some(found).filter(|found| !found.keys.is_empty()))
    }

    /// Decides on the fields that differ; what is not as the laptop has it is told.
    fn settle(&mut self, author: Author, stream: StreamId, shown: &Shown) -> Result<Settled, ServerError> {
        let before = self.record(shown.entity, shown.record)?;
        let mut settled = Settled { entity: shown.entity, record: shown.record, cells: Vec::new(), gone: Vec::new() };
        if before.stream.is_some_and(|at| at != stream) || self.is_of_another(shown.entity, shown.record)? {
            return Ok(settled);
        }
        let mut record = before.clone();
        let (mut taken, mut clashes) = (Vec::new(), Vec::new());
        let mut heavy: usize = record.cells.iter().map(weight).sum();
        for claim in &shown.cells {
            if let Some(held) = self.decide_cell(author, &before, claim, &mut clashes)? {
                heavy += weight(&held);
                if heavy > MOST_RECORD {
                    continue;
                }
                taken.push(held.cell());
                record.put(held);
            }
        }
        if !taken.is_empty() {
            let versions = Versions { entity: shown.entity, record: shown.record, cells: taken, by: Some(author.user) };
            self.keep(&before, record, &Entry::Versions(versions), author.user)?;
            if shown.entity == CONFLICT.number {
                self.decided(shown.record)?;
            }
        }
        for clash in clashes {
            self.write_conflict(shown.entity, shown.record, clash)?;
        }
        let now = self.record(shown.entity, shown.record)?;
        let told = shown.cells.iter().filter_map(|claim| {
            let held = now.held(&claim.cell.key())?;
            (held.cell() != claim.cell).then(|| held.cell())
        });
        settled.cells = told.collect();
        // Of a record that is not whole here nothing is said to be gone.
        let whole = before.recount() == before.kept;
        let gone = shown.cells.iter().map(|claim| claim.cell.key()).filter(|key| whole && now.held(key).is_none());
        settled.gone = gone.map(|key| KeyName::from(&key)).collect();
        settled.cells.extend(shown.without.iter().filter_map(|key| now.held(&Key::from(key)).map(Held::cell)));
        Ok(settled)
    }

    /// What the server's version becomes; `None`: it stays.
    fn decide_cell(
        &mut self,
        author: Author,
        before: &Rec,
        claim: &Vouched,
        clashes: &mut Vec<Clash>,
    ) -> Result<Option<Held>, ServerError> {
        let cell = &claim.cell;
        let key = cell.key();
        let ahead = is_ahead(cell.stamp, FORMER_AHEAD_MS, self.clock, self.now);
        let misshapen = shape(before.entity, &key, &cell.value).is_err();
        if misshapen || ahead || cell.session == 0 || cell.seq == 0 {
            return Ok(None);
        }
        let version = |stamp, again| Held {
            field: key.field,
            element: key.element.clone(),
            value: cell.value.clone(),
            stamp,
            session: cell.session,
            seq: cell.seq,
            position: TO_COME,
            device: SOMEBODY,
            again,
        };
        let reserved = self.reserved(author, before, &key, &cell.value)?;
        let vouched = self.vouched(before, &key, cell.identity(), &cell.value)?;
        let theirs = (cell.value.clone(), cell.identity(), cell.stamp);
        let Some(held) = before.held(&key).cloned() else {
            return match vouched {
                Some(stamp) if reserved => Ok(Some(version(stamp, true))),
                None if reserved => {
                    clashes.extend(self.clash_over(author, before, &key, theirs, ConflictRule::Repaired)?);
                    Ok(None)
                }
                _ => Ok(Some(version(cell.stamp, true))),
            };
        };
        if held.identity() == cell.identity() {
            let written = self.tx.change(held.identity())?.filter(|change| change.parked.is_none());
            let stamp = written.map_or(held.stamp, |change| change.stamp);
            if held.value == cell.value {
                return Ok((stamp != held.stamp).then(|| version(stamp, held.again)));
            }
            // The server's own log is asked first, of either value; then the laptop's.
            let laptop = match self.said(before, &held)? {
                Some(said) if said == held.value => false,
                Some(said) if said == cell.value => true,
                _ => claim.logged && !reserved,
            };
            let (won, lost) = if laptop { (&cell.value, &held.value) } else { (&held.value, &cell.value) };
            let of = |value: &Value| (value.clone(), held.identity(), held.stamp);
            let (won, lost) = (of(won), of(lost));
            clashes.push(Clash { key: key.clone(), won, lost, base: None, rule: ConflictRule::Repaired, owner: None });
            return Ok(laptop.then(|| version(stamp, held.again)));
        }
        let (class, _) = rules(before.entity, &key);
        let standing = Standing { value: &held.value, stamp: held.stamp, identity: held.identity() };
        let stands = Claim { value: &cell.value, stamp: cell.stamp, identity: cell.identity(), base: None };
        let descends = self.descends(held.identity(), &key, cell.identity())?;
        let found = judge_returned(class, Some(standing), stands, false, descends);
        let taken = found.outcome == Outcome::Taken;
        let other = held.value != cell.value && cell.stamp != Stamp::ZERO && held.stamp != Stamp::ZERO;
        if reserved && taken && vouched != Some(cell.stamp) {
            clashes.extend(self.clash_over(author, before, &key, theirs, ConflictRule::Repaired)?);
            return Ok(None);
        }
        if vouched.is_none() && other && !descends && class != Class::Written {
            // Nobody knows how the two came to differ, so the one that yields is kept as well.
            let ours = (held.value.clone(), held.identity(), held.stamp);
            let (won, lost) = if taken { (theirs, ours) } else { (ours, theirs) };
            clashes.push(Clash { key: key.clone(), won, lost, base: None, rule: ConflictRule::Repaired, owner: None });
        }
        Ok(taken.then(|| version(cell.stamp, true)))
    }

    /// What the server's own log says of a version, where it says anything.
    pub fn said(&mut self, record: &Rec, held: &Held) -> Result<Option<Value>, ServerError> {
        if let Some(brought) = self.brought(held.identity(), &held.key())? {
            return Ok(Some(brought.value));
        }
        let Some(stream) = record.stream else { return Ok(None) };
        let Some(entry) = self.tx.entry(stream, held.position)? else { return Ok(None) };
        Ok(match Packed::stored(entry).open() {
            Ok(Entry::Versions(versions)) => {
                let cell: Option<Cell> = versions.cells.into_iter().find(|cell| cell.key() == held.key());
                cell.map(|cell| cell.value)
            }
            _ => None,
        })
    }
}

fn hash_of(record: &Rec, held: &Held) -> u64 {
    cell_hash(record.entity, record.id, &held.key(), &held.value, held.stamp)
}
