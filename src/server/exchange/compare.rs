//! The server's part where a laptop and the server sum a stream differently: which records, which fields, and what they are.
//!
//! Always holds: the server decides; of two different values under one identity the side is right whose change log says the same as its
//! row, else the server, and the other value is kept as a conflict record. By comparing nobody writes what he may not write otherwise, and what the
//! server's log does not know replaces nothing unseen. Whatever is asked, one request is answered with so much and no more; the rest is
//! found by the next comparison.

use std::collections::BTreeSet;

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
    Buckets, Compared, Differing, Digest, KeyName, MOST_RECORDS, RecordSum, Settled, Shown, Vouched, bucket_of,
};
use crate::sync::log::{Cell, Entry, Packed, Versions};
use crate::sync::merge::{Claim, FORMER_AHEAD_MS, Outcome, Standing, is_ahead, judge_returned};
use crate::sync::wire::{Cursor, Request};
use crate::sync::{Mark, StreamId, Sum, cell_hash};

/// The bytes of the records that are looked at for one request, and of what is answered, about: a laptop asks for a tenth of it.
const MOST_COMPARED: usize = 1 << 20;

impl Round<'_> {
    /// Answers a laptop's part of each stream that it receives; where it is in one must be the log's end where buckets are compared, or they differ
    /// by what is new.
    pub fn compare(
        &mut self,
        author: Author,
        request: &Request,
        cursors: &[Cursor],
        receives: &[StreamId],
    ) -> Result<Vec<Compared>, ServerError> {
        let (mut all, mut streams, mut spent) = (Vec::new(), BTreeSet::new(), 0);
        for asked in request.compare.iter().flatten() {
            let stream = asked.stream;
            if !receives.contains(&stream) || !streams.insert(stream) {
                continue;
            }
            let at = cursors.iter().find(|cursor| cursor.stream == stream).map(|cursor| cursor.at);
            let at = at.unwrap_or_default();
            let mut answer = Compared::of(stream);
            if let Some(buckets) = &asked.buckets
                && self.head(stream)?.mark == at
            {
                self.compare_buckets(stream, buckets, &mut answer)?;
            }
            let (mut looked, mut settled) = (BTreeSet::new(), BTreeSet::new());
            for digest in &asked.digests {
                if spent < MOST_COMPARED && looked.insert((digest.entity, digest.record)) {
                    answer.differing.extend(self.compare_cells(stream, at, digest, &mut spent)?);
                }
            }
            for shown in &asked.shown {
                if spent < MOST_COMPARED && settled.insert((shown.entity, shown.record)) {
                    answer.settled.push(self.settle(author, stream, shown, &mut spent)?);
                }
            }
            all.push(answer);
        }
        Ok(all)
    }

    fn compare_buckets(
        &mut self,
        stream: StreamId,
        theirs: &Buckets,
        answer: &mut Compared,
    ) -> Result<(), ServerError> {
        let sums = self.tx.sums_in(stream)?;
        let mut mine = Buckets::default();
        for (_, record, kept) in &sums {
            mine.add(*record, kept.sum);
        }
        let differing = mine.differing(theirs);
        if differing.is_empty() {
            // The records agree, so a stream's figure is wrong here or there: ours is added up anew.
            let mut counted = Sum::default();
            sums.iter().for_each(|(_, _, kept)| counted.join(*kept));
            self.add_up(stream, counted)?;
        }
        for bucket in differing {
            let inside = sums.iter().filter(|(_, record, _)| bucket_of(*record) == bucket);
            let inside: Vec<RecordSum> = inside
                .map(|(entity, record, kept)| RecordSum { entity: *entity, record: *record, sum: kept.sum })
                .collect();
            if !answer.buckets.is_empty() && answer.records.len() + inside.len() > MOST_RECORDS {
                break;
            }
            answer.buckets.push(bucket);
            answer.records.extend(inside);
        }
        Ok(())
    }

    fn compare_cells(
        &mut self,
        stream: StreamId,
        at: Mark,
        digest: &Digest,
        spent: &mut usize,
    ) -> Result<Option<Differing>, ServerError> {
        let Digest { entity, record: id, .. } = *digest;
        let record = self.record(entity, id)?;
        *spent += weighed(&record);
        let mut found = Differing { entity, record: id, keys: Vec::new() };
        if let Some(elsewhere) = self.lies(&record)?.filter(|lies| *lies != stream) {
            if record.stream.is_none() {
                // It was collected, and belongs where this laptop does not look: nothing of it is told.
                found.keys = digest.cells.iter().map(|cell| cell.key.clone()).collect();
                return Ok(Some(found).filter(|found| !found.keys.is_empty()));
            }
            // The laptop's log of this stream did not tell it of the move.
            if !self.left_since(stream, at.position, entity, id)? {
                self.lead(stream, &record, elsewhere)?;
            }
            return Ok(None);
        }
        let mut known = BTreeSet::new();
        for cell in &digest.cells {
            let key = Key::from(&cell.key);
            if record.held(&key).map(|held| hash_of(&record, held)) != Some(cell.hash) && !known.contains(&key) {
                found.keys.push(cell.key.clone());
            }
            known.insert(key);
        }
        found
            .keys
            .extend(record.cells.iter().map(Held::key).filter(|key| !known.contains(key)).map(|key| (&key).into()));
        Ok(Some(found).filter(|found| !found.keys.is_empty()))
    }

    /// Decides on the fields that differ; what is not as the laptop has it is told.
    fn settle(
        &mut self,
        author: Author,
        stream: StreamId,
        shown: &Shown,
        spent: &mut usize,
    ) -> Result<Settled, ServerError> {
        let before = self.record(shown.entity, shown.record)?;
        let mut heavy = weighed(&before);
        *spent += heavy;
        let mut settled = Settled { entity: shown.entity, record: shown.record, cells: Vec::new(), gone: Vec::new() };
        if self.is_of_another(shown.entity, shown.record)? {
            return Ok(settled);
        }
        // Each field once, however often it was said.
        let mut said = BTreeSet::new();
        let claims: Vec<&Vouched> = shown.cells.iter().filter(|claim| said.insert(claim.cell.key())).collect();
        if self.lies(&before)?.is_some_and(|lies| lies != stream) {
            if before.stream.is_none() {
                settled.gone = claims.iter().map(|claim| KeyName::from(&claim.cell.key())).collect();
            }
            return Ok(settled);
        }
        // Nobody decides about what was not asked.
        let asked = |claim: &&Vouched| claim.cell.key() == Key::RECORD;
        let written = rules(shown.entity, &Key::RECORD).0 == Class::Written;
        if written && before.held(&Key::RECORD).is_none() && !claims.iter().any(asked) {
            return Ok(settled);
        }
        let mut record = before.clone();
        let (mut taken, mut clashes, mut puts) = (Vec::new(), Vec::new(), Vec::new());
        for claim in &claims {
            if let Some(held) = self.decide_cell(author, &before, claim, &mut clashes)? {
                heavy += weight(&held);
                if heavy > MOST_RECORD {
                    continue;
                }
                taken.push(held.cell());
                puts.push(held);
            }
        }
        record.cells.put_all(puts);
        if !taken.is_empty() {
            let versions = Versions { entity: shown.entity, record: shown.record, cells: taken, by: Some(author.user) };
            self.keep_over(&before, record, &Entry::Versions(versions), author.user, clashes)?;
            if shown.entity == CONFLICT.number {
                self.decided(shown.record)?;
            }
        } else {
            self.write_conflicts(shown.entity, shown.record, clashes)?;
        }
        let now = self.record(shown.entity, shown.record)?;
        let told = claims.iter().filter_map(|claim| {
            let held = now.held(&claim.cell.key())?;
            (held.cell() != claim.cell).then(|| held.cell())
        });
        settled.cells = told.collect();
        // Of a record that is not whole here nothing is said to be gone.
        let whole = before.recount() == before.kept;
        let gone = claims.iter().map(|claim| claim.cell.key()).filter(|key| whole && now.held(key).is_none());
        settled.gone = gone.map(|key| KeyName::from(&key)).collect();
        let without = shown.without.iter().map(Key::from).filter(|key| said.insert(key.clone()));
        settled.cells.extend(without.filter_map(|key| now.held(&key).map(Held::cell)));
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
                    clashes.extend(self.clash_over(before, &key, theirs, ConflictRule::Repaired)?);
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
            clashes.extend(self.clash_over(before, &key, theirs, ConflictRule::Repaired)?);
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

fn weighed(record: &Rec) -> usize {
    record.cells.iter().map(weight).sum()
}

fn hash_of(record: &Rec, held: &Held) -> u64 {
    cell_hash(record.entity, record.id, &held.key(), &held.value, held.stamp)
}
