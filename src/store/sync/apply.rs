//! Applying a response: what others did, what became of ours, the cursors; in one transaction.
//!
//! Always holds: an answer applies only where the stored cursors are those it starts from; a sum is computed from our own rows, never taken
//! over. What one entry does is said in [`super::entries`].

use std::collections::BTreeSet;

use rusqlite::params;

use super::enrol::follow;
use super::streams::{self, StreamRow};
use super::taking;
use super::upkeep::{aside, recount, repair};
use crate::base::clock::{Moment, Stamp};
use crate::base::id::Id;
use crate::base::point::pass;
use crate::schema::USER;
use crate::store::error::StoreError;
use crate::store::me::Me;
use crate::store::write::clock_row;
use crate::store::write::pen::Pen;
use crate::store::write::writer::{Durable, Writer};
use crate::sync::log::Entry;
use crate::sync::wire::{Cursor, Response, Slice, Word};
use crate::sync::{Mark, StreamId, Sum};

/// What a request carried that its answer settles.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Carried {
    /// The cursors it stated.
    pub cursors: Vec<Cursor>,
    /// Places of versions given back.
    pub returning: Vec<i64>,
    /// When it was asked, by this laptop's clock; none: the answer came by other ways (a bundle may be days old), and its time tells nothing.
    pub asked: Option<Moment>,
}

/// What an answer changed here.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Applied {
    /// It started from other cursors than ours: nothing was applied.
    pub stale: bool,
    /// Entries applied.
    pub entries: u64,
    /// Changes of others among them.
    pub arrived: u64,
    /// Changes of ours that are the server's now (taken, lost or held).
    pub echoed: u64,
    /// Changes of ours that are parked.
    pub parked: u64,
    /// The records that others changed.
    pub records: BTreeSet<(u16, Id)>,
    /// New conflict records.
    pub conflicts: u64,
}

/// One transaction's work.
pub(in crate::store) struct Applying<'p, 'c> {
    pub pen: &'p mut Pen<'c>,
    pub streams: Vec<StreamRow>,
    pub now: Moment,
    /// The server's time at this contact, or at the last one: what is kept for so many days is measured by it.
    pub heard: Moment,
    pub done: Applied,
    /// A first pull is no news.
    pub news: bool,
    /// What is applied is old: it settles a change of ours and says nothing of where its record lies.
    pub settling: bool,
    pub latest: Stamp,
}

impl Writer {
    /// Applies an answer, or nothing of it.
    pub fn apply(&mut self, response: &Response, carried: &Carried, now: Moment) -> Result<Applied, StoreError> {
        self.transact(Durable::Normal, |pen, _| {
            let streams = streams::all(pen.conn)?;
            let stored = |stream: StreamId| streams.iter().find(|row| row.stream == stream).map(|row| row.mark);
            let moved = carried.cursors.iter().any(|cursor| stored(cursor.stream) != Some(cursor.at))
                || response.slices.iter().any(|slice| stored(slice.stream).unwrap_or_default() != slice.from);
            if moved && !pen.faults.abandoned_accepted && !pen.faults.moved_cursor_accepted {
                return Ok(Applied { stale: true, ..Applied::default() });
            }
            let mut applying = Applying::begin(pen, now)?;
            // The server's time is learned from a `Fine` answer alone: a restored server must first ask for what it lost, before anything expires by
            // its clock; and a word this version does not know is read as `TooOld`.
            if response.word == Word::Fine {
                applying.hear(Moment::from_millis(response.now), carried.asked.is_some())?;
            }
            // What became of ours at positions that were stored before this answer: the slices go on from there, and may say something newer.
            for echoed in response.echoed.iter().flatten() {
                applying.echoed(echoed)?;
            }
            for slice in &response.slices {
                applying.slice(slice)?;
            }
            // Not before its loss was read: then a server that is restored to before that does not know our place in the log that said so.
            if response.slices.iter().any(|slice| slice.stream == StreamId::Global && slice.left == 0) {
                for stream in &response.gone {
                    repair::forget_stream(&mut applying, *stream)?;
                }
            }
            for compared in response.compared.iter().flatten() {
                for settled in &compared.settled {
                    applying.settle(compared.stream, settled)?;
                }
            }
            if let Some(asked) = carried.asked {
                applying.keep_time(asked, Moment::from_millis(response.now))?;
            }
            taking::accept(&mut applying, response.offers.as_deref().unwrap_or_default())?;
            if response.word != Word::Tell {
                // Whatever was stated and is not named is known: the server may have been restored once more since it was not, and where it gives
                // nothing no slice would say so.
                let named = |row: &StreamRow| response.resets.iter().any(|reset| reset.stream == row.stream);
                let stated = |row: &StreamRow| carried.cursors.iter().any(|cursor| cursor.stream == row.stream);
                let known = applying.streams.iter_mut().filter(|row| stated(row) && !named(row));
                known.for_each(|row| row.needs_repair = false);
            }
            repair::resets(&mut applying, &response.resets)?;
            if response.resets.is_empty() && response.word != Word::Tell {
                let conn = applying.pen.conn;
                // Only now: a server that is restored after this does not know where we are, and then they are given back once more.
                let read = response.offers.is_none() && response.slices.iter().all(|slice| slice.left == 0);
                if response.word == Word::Fine && read {
                    let upto = applying.streams.iter().map(|row| row.mark.position).max().unwrap_or(0);
                    let mut taken = conn.prepare_cached(
                        "UPDATE given_back SET taken = ?2, taken_at = ?3 WHERE place = ?1 AND taken IS NULL",
                    )?;
                    let mut settled = 0;
                    for place in &carried.returning {
                        settled += taken.execute(params![place, upto as i64, applying.heard.millis()])?;
                    }
                    let left = "SELECT 1 FROM given_back WHERE taken IS NULL";
                    if settled > 0 && !conn.prepare_cached(left)?.exists([])? {
                        recount::due(conn)?;
                    }
                }
            }
            applying.end()
        })
    }
}

impl<'p, 'c> Applying<'p, 'c> {
    /// Begins in an open transaction.
    pub fn begin(pen: &'p mut Pen<'c>, now: Moment) -> Result<Applying<'p, 'c>, StoreError> {
        let streams = streams::all(pen.conn)?;
        let heard = clock_row::heard(pen.conn)?.unwrap_or(now);
        Ok(Applying {
            pen,
            streams,
            now,
            heard,
            done: Applied::default(),
            news: true,
            settling: false,
            latest: Stamp::ZERO,
        })
    }

    /// Keeps the cursors and sums, and never again a stamp at or before one that was seen.
    pub fn end(self) -> Result<Applied, StoreError> {
        pass("cursor");
        for row in &self.streams {
            streams::save(self.pen.conn, row)?;
        }
        clock_row::observe(self.pen.conn, self.latest)?;
        let me = Me::of(self.pen.conn)?.user;
        if self.done.records.contains(&(USER.number, me)) {
            follow(self.pen.conn, me)?;
        }
        Ok(self.done)
    }

    /// The server has said its time: now, or when it wrote what came by other ways.
    fn hear(&mut self, at: Moment, now: bool) -> Result<(), StoreError> {
        let before = clock_row::heard(self.pen.conn)?;
        if at.millis() > 0 && (now || before.is_none_or(|before| before < at)) {
            clock_row::hear(self.pen.conn, at)?;
            self.heard = at;
        }
        Ok(())
    }

    /// A stamp was seen.
    pub fn saw(&mut self, stamp: Stamp) {
        self.latest = self.latest.max(stamp);
    }
}

impl Applying<'_, '_> {
    fn slice(&mut self, slice: &Slice) -> Result<(), StoreError> {
        let number = self.number(slice.stream)?;
        self.news = slice.from != Mark::default();
        if !self.news && !slice.entries.is_empty() {
            streams::begins(self.pen.conn, self.heard)?;
        }
        let mut position = slice.from.position;
        for (step, packed) in slice.steps.iter().zip(&slice.entries) {
            position += step;
            let entry = packed.open().map_err(|error| StoreError::Database(format!("an entry of the log: {error}")))?;
            self.done.entries += 1;
            pass("entry");
            match entry {
                Entry::Change(logged) => self.change(number, slice.stream, position, logged)?,
                Entry::Echo(echo) => self.echo(number, slice.stream, position, echo)?,
                Entry::Versions(versions) => self.versions(number, position, versions)?,
                Entry::Evict(evict) => {
                    // Where a snapshot took us past this move already and the record is not there, it has left again.
                    let to = |row: &&StreamRow| row.stream == evict.to && row.mark.position < position;
                    let to = self.streams.iter().find(to).map(|row| row.number);
                    if self.evict(number, position, evict.entity, evict.record, to)? {
                        aside::goes(self.pen.conn, evict.entity, evict.record, evict.to)?;
                    }
                }
                Entry::Told(told) => self.told(slice.stream, position, told)?,
                Entry::Forget(forget) => {
                    for (entity, record) in forget.records {
                        self.forget(number, position, entity, record)?;
                    }
                }
            }
        }
        if slice.to != slice.from {
            streams::remember(self.pen.conn, number, slice.to)?;
        }
        let adopts = self.pen.faults.sum_adopted;
        if let Some(row) = self.streams.iter_mut().find(|row| row.number == number) {
            row.sum = slice.sum.filter(|_| adopts).unwrap_or(row.sum);
            row.mark = slice.to;
            // The server knows where we are (again).
            row.needs_repair = false;
        }
        Ok(())
    }

    /// The number of a stream, made where it is new.
    pub fn number(&mut self, stream: StreamId) -> Result<i64, StoreError> {
        if let Some(row) = self.streams.iter().find(|row| row.stream == stream) {
            return Ok(row.number);
        }
        let row = streams::add(self.pen.conn, stream)?;
        self.streams.push(row);
        Ok(row.number)
    }

    /// Adds what a record's move or change does to the sums.
    pub fn sums(&mut self, effects: Vec<(i64, Sum, Sum)>) {
        for (number, gained, lost) in effects {
            if let Some(row) = self.streams.iter_mut().find(|row| row.number == number) {
                row.sum.join(gained);
                row.sum.count = row.sum.count.wrapping_sub(lost.count);
                row.sum.sum = row.sum.sum.wrapping_sub(lost.sum);
            }
        }
    }
}
