//! Counting the records anew, a few at a time: what was damaged on the disk shows as a sum that its record does not have.
//!
//! Always holds: what is found is written down as an incident of this side alone, and the kept figures then say what the rows say; so the
//! next comparison with a laptop finds the record, and heals it. A row of which cannot be read whose it is counts as gone: the record is missing in
//! the figures of its stream, and whoever has it brings it back. Nothing is decided here.

use std::collections::BTreeMap;

use crate::base::clock::Moment;
use crate::base::id::Id;
use crate::server::core::Core;
use crate::server::error::{ServerError, StorageError};
use crate::server::exchange::round::Round;
use crate::server::storage::{Head, Incident, Rec, Storage};
use crate::sync::{StreamId, Sum};

/// How far a recount is.
#[derive(Debug, Default)]
pub struct Recounting {
    after: Option<(Id, u16)>,
    heads: BTreeMap<StreamId, Head>,
    sums: BTreeMap<StreamId, Sum>,
    /// Records counted.
    pub records: u64,
    /// What was found.
    pub found: Vec<Incident>,
    deep: bool,
    /// Records whose row says otherwise than the log (`deep`).
    pub unlogged: Vec<(u16, Id)>,
    /// All were counted.
    pub done: bool,
}

impl Recounting {
    /// From the beginning; `deep`: each version is also compared with what the log says of it.
    pub fn new(deep: bool) -> Recounting {
        Recounting { deep, ..Recounting::default() }
    }
}

impl Core {
    /// Counts at most so many records anew.
    pub fn recount(
        &mut self,
        storage: &mut dyn Storage,
        at: &mut Recounting,
        most: usize,
        now: Moment,
    ) -> Result<(), ServerError> {
        let mut round = Round::begin(storage, self.session, &mut self.seq, now)?;
        if at.after.is_none() {
            if round.tx.number(RECOUNTED)? != Some(UNDER_WAY) {
                round.touch();
                round.tx.set_number(RECOUNTED, UNDER_WAY)?;
            }
            for stream in round.tx.streams()? {
                let head = *round.head(stream)?;
                at.heads.insert(stream, head);
            }
        }
        let records = round.tx.records_after(at.after, most)?;
        at.done = records.len() < most;
        for record in records {
            at.after = Some((record.id, record.entity));
            at.records += 1;
            let lost = record.is_unreadable() || record.torn;
            let mut record = round.readable(record)?;
            let displaced = round.set_right(&mut record)?;
            let Some(stream) = record.stream else { continue };
            if at.deep {
                for held in &record.cells {
                    if round.said(&record, held)?.is_some_and(|value| value != held.value) {
                        at.unlogged.push((record.entity, record.id));
                        break;
                    }
                }
                if round.unread.contains(&(record.entity, record.id))
                    && at.unlogged.last() != Some(&(record.entity, record.id))
                {
                    at.unlogged.push((record.entity, record.id));
                }
            }
            let sum = record.recount();
            at.sums.entry(stream).or_default().join(sum);
            if sum != record.kept || lost || displaced {
                // The head moves with it; the totals at the end are then compared with what it is.
                let told = round.found(&record, stream, sum)?;
                if let Some(head) = at.heads.get_mut(&stream) {
                    head.sum = moved(head.sum, record.kept, sum);
                }
                at.found.push(told);
            }
        }
        if at.done {
            for (stream, before) in std::mem::take(&mut at.heads) {
                let head = *round.head(stream)?;
                let counted = at.sums.get(&stream).copied().unwrap_or_default();
                // Whatever was written meanwhile was counted in part: another day.
                if head == before && head.sum != counted {
                    at.found.push(round.total(stream, counted)?);
                }
            }
            // What was refilled meanwhile this count has not seen: it stays due.
            if round.tx.number(RECOUNTED)? == Some(UNDER_WAY) {
                round.tx.set_number(RECOUNTED, now.millis())?;
            }
        }
        round.finish()?;
        Ok(())
    }

    /// What is wrong with the storage itself; empty: it is whole.
    pub fn check(&self, storage: &mut dyn Storage, deep: bool) -> Result<Vec<String>, ServerError> {
        Ok(storage.look()?.check(deep)?)
    }

    /// When everything was counted last.
    pub fn recounted(&self, storage: &mut dyn Storage) -> Result<Option<Moment>, ServerError> {
        Ok(storage.look()?.number(RECOUNTED)?.map(Moment::from_millis))
    }

    /// The last incidents, newest first.
    pub fn incidents(&self, storage: &mut dyn Storage, most: usize) -> Result<Vec<Incident>, ServerError> {
        Ok(storage.look()?.incidents(most)?)
    }
}

/// When everything was counted last, in `number`.
const RECOUNTED: &str = "recounted";

/// What stands there instead while a count goes on, and after one that was broken off: as long ago as [`AT_ONCE`], but nothing was refilled since.
const UNDER_WAY: i64 = 1;

/// What stands there where rows were refilled.
const AT_ONCE: i64 = 0;

fn moved(mut sum: Sum, less: Sum, more: Sum) -> Sum {
    sum.leave(less);
    sum.join(more);
    sum
}

impl Round<'_> {
    /// A record whose rows do not sum to what was kept of it.
    fn found(&mut self, record: &Rec, stream: StreamId, sum: Sum) -> Result<Incident, StorageError> {
        let head = self.head(stream)?;
        head.sum = moved(head.sum, record.kept, sum);
        self.resave(Rec { kept: sum, ..record.clone() })?;
        let incident = Incident { at: self.now, stream, record: Some((record.entity, record.id)) };
        self.tx.add_incident(&incident)?;
        Ok(incident)
    }

    /// A stream whose figures are not those of its records.
    fn total(&mut self, stream: StreamId, counted: Sum) -> Result<Incident, StorageError> {
        self.head(stream)?.sum = counted;
        self.touch();
        let incident = Incident { at: self.now, stream, record: None };
        self.tx.add_incident(&incident)?;
        Ok(incident)
    }

    /// Rows were written that a restored server lacked: whether they are what was summed is not left until the night.
    pub fn recount_soon(&mut self) -> Result<(), StorageError> {
        self.touch();
        self.tx.set_number(RECOUNTED, AT_ONCE)
    }

    /// A stream's figures are what is kept of its records adds up to.
    pub fn add_up(&mut self, stream: StreamId, counted: Sum) -> Result<(), StorageError> {
        if self.head(stream)?.sum != counted {
            self.total(stream, counted)?;
        }
        Ok(())
    }
}
