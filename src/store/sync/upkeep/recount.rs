//! Counting the confirmed layer anew, a few records at a time: a row that was damaged on the disk shows as a sum that is not the kept one.
//!
//! Always holds: reading is done in short transactions beside a person's work; what is found is written down as an incident of this laptop
//! alone, and the kept figures then say what the rows say, so that the next sync finds the record and heals it.

use std::collections::BTreeMap;

use rusqlite::{Connection, OptionalExtension, params};

use crate::base::clock::Moment;
use crate::base::id::Id;
use crate::schema::{self, ENTITIES};
use crate::store::error::StoreError;
use crate::store::own::{self, OwnKind};
use crate::store::record::columns::{id_at, number_at};
use crate::store::sync::layers::Layers;
use crate::store::sync::strangers::{self, Stranger};
use crate::store::sync::streams::{self, StreamRow};
use crate::store::sync::upkeep::strays;
use crate::store::write::writer::{Durable, Writer};
use crate::sync::{StreamId, Sum};

/// How far a recount is.
#[derive(Debug, Default)]
pub struct Recount {
    only: Option<StreamId>,
    begun: Option<Vec<StreamRow>>,
    entity: usize,
    after: Id,
    /// The last record of an entity that this version does not know.
    stranger: (Id, u16),
    sums: BTreeMap<i64, Sum>,
    /// Records counted.
    pub records: u64,
    /// What was found: the stream, and the record where it is one.
    pub found: Vec<(StreamId, Option<(u16, Id)>)>,
    /// All were counted.
    pub done: bool,
}

impl Recount {
    /// Of one stream.
    pub fn of(stream: StreamId) -> Recount {
        Recount { only: Some(stream), ..Recount::default() }
    }

    fn counts(&self, row: &StreamRow) -> bool {
        self.only.is_none_or(|only| only == row.stream)
    }
}

/// The name under which the time of the last whole recount is kept.
const RECOUNTED: &str = "recounted";

/// What stands there while a count goes on, and after one that was broken off: it is due.
const LONG_AGO: Moment = Moment::from_millis(0);

/// Counts everything in the next idle slices: rows were written by giving back.
pub(in crate::store) fn due(conn: &Connection) -> Result<(), StoreError> {
    own::drop(conn, OwnKind::Sync, RECOUNTED)
}

/// Writes down that a record is damaged.
fn note(conn: &Connection, stream: StreamId, (entity, id): (u16, Id), now: Moment) -> Result<(), StoreError> {
    conn.prepare_cached("INSERT INTO incident (at, stream, entity, record) VALUES (?1, ?2, ?3, ?4)")?
        .execute(params![now.millis(), stream.to_string(), entity, id.bytes()])?;
    Ok(())
}

/// The same of a record of an entity that this version does not know.
fn found_stranger(
    conn: &Connection,
    stream: StreamId,
    (entity, id): (u16, Id),
    now: Moment,
) -> Result<Option<(u64, u64)>, StoreError> {
    let mut stranger = Stranger::load(conn, entity, id)?;
    let row = streams::all(conn)?.into_iter().find(|row| Some(row.number) == stranger.stream && row.stream == stream);
    let Some(mut row) = row.filter(|_| stranger.is_damaged()) else { return Ok(None) };
    let (before, after) = stranger.count_anew(conn)?;
    row.sum.sum = row.sum.sum.wrapping_sub(before).wrapping_add(after);
    streams::save(conn, &row)?;
    note(conn, stream, (entity, id), now)?;
    Ok(Some((before, after)))
}

impl Writer {
    /// Counts at most so many records anew.
    pub fn recount_some(&mut self, at: &mut Recount, most: usize, now: Moment) -> Result<(), StoreError> {
        if at.begun.is_none() && at.only.is_none() {
            // From now on the row says that this count goes on: where rows are refilled meanwhile it is dropped.
            self.counted(LONG_AGO)?;
        }
        self.conn.execute_batch("BEGIN")?;
        let read = self.read_some(at, most);
        self.conn.execute_batch("ROLLBACK")?;
        let streams = read?;
        let damaged = std::mem::take(&mut at.found);
        let (known, fresh): (Vec<_>, Vec<_>) = damaged.into_iter().partition(|(_, record)| record.is_none());
        at.found = known;
        for (stream, record) in fresh {
            let Some((entity, id)) = record else { continue };
            if let Some((before, after)) = self.found(stream, entity, id, now)? {
                for row in at.begun.iter_mut().flatten().filter(|row| row.stream == stream) {
                    row.sum.sum = row.sum.sum.wrapping_sub(before).wrapping_add(after);
                }
            }
            at.found.push((stream, record));
        }
        if at.done {
            self.totals(at, &streams, now)?;
        }
        Ok(())
    }

    fn read_some(&self, at: &mut Recount, most: usize) -> Result<Vec<StreamRow>, StoreError> {
        let streams = streams::all(&self.conn)?;
        if at.begun.is_none() {
            at.begun = Some(streams.clone());
        }
        let stream_of = |number: i64| streams.iter().find(|row| row.number == number);
        let mut room = most;
        while room > 0 {
            let Some(entity) = ENTITIES.get(at.entity) else {
                let some = strangers::after(&self.conn, at.stranger, room)?;
                at.done = some.len() < room;
                room -= some.len();
                for stranger in some {
                    at.stranger = (stranger.record, stranger.entity);
                    let Some(row) = stranger.stream.and_then(stream_of).filter(|row| at.counts(row)) else { continue };
                    at.sums.entry(row.number).or_default().join(stranger.sum());
                    at.records += 1;
                    if stranger.is_damaged() {
                        at.found.push((row.stream, Some(at.stranger).map(|(record, entity)| (entity, record))));
                    }
                }
                if at.done {
                    break;
                }
                continue;
            };
            let sql = format!("SELECT id, x_stream FROM \"{}\" WHERE id > ?1 ORDER BY id LIMIT ?2", entity.name);
            let mut find = self.conn.prepare_cached(&sql)?;
            let rows =
                find.query_map(params![at.after.bytes(), room as i64], |row| Ok((id_at(row, 0)?, number_at(row, 1)?)))?;
            let rows: Vec<_> = rows.collect::<Result<_, _>>()?;
            if rows.len() < room {
                (at.entity, at.after) = (at.entity + 1, Id::NIL);
            } else if let Some((Some(last), _)) = rows.last() {
                at.after = *last;
            }
            room -= rows.len().min(room);
            for (id, number) in rows {
                let Some(id) = id else { continue };
                let Some(row) = number.and_then(stream_of) else {
                    // Nobody counts it: of all that lies nowhere, what was in a stream until a disk took it out is one that is missing there.
                    if at.only.is_none()
                        && !streams.is_empty()
                        && let Some(stream) = strays::missing_in(&self.conn, entity, id, &streams)?
                    {
                        at.found.push((stream, Some((entity.number, id))));
                    }
                    continue;
                };
                if !at.counts(row) {
                    continue;
                }
                let layers = Layers::load(&self.conn, entity.number, id)?;
                let sum = layers.sum();
                at.sums.entry(row.number).or_default().join(sum);
                at.records += 1;
                if sum.sum != layers.shown.sum {
                    at.found.push((row.stream, Some((entity.number, id))));
                }
            }
        }
        Ok(streams)
    }

    /// A record whose rows do not sum to what was kept of it: the kept sums follow the rows. Gives the sum before and after.
    fn found(&mut self, stream: StreamId, entity: u16, id: Id, now: Moment) -> Result<Option<(u64, u64)>, StoreError> {
        self.transact(Durable::Normal, |pen, _| {
            if schema::entity(entity).is_none() {
                return found_stranger(pen.conn, stream, (entity, id), now);
            }
            let layers = Layers::load(pen.conn, entity, id)?;
            let (kept, sum) = (layers.shown.sum, layers.sum().sum);
            let streams = streams::all(pen.conn)?;
            let Some(mut row) = streams.iter().find(|row| Some(row.number) == layers.shown.stream).cloned() else {
                if strays::missing_in(pen.conn, layers.shown.entity, id, &streams)? == Some(stream) {
                    note(pen.conn, stream, (entity, id), now)?;
                }
                return Ok(None);
            };
            if kept == sum || row.stream != stream {
                return Ok(None);
            }
            let table = layers.shown.entity.name;
            pen.conn.execute(
                &format!("UPDATE \"{table}\" SET x_sum = ?2 WHERE id = ?1"),
                params![id.bytes(), sum as i64],
            )?;
            row.sum.sum = row.sum.sum.wrapping_sub(kept).wrapping_add(sum);
            streams::save(pen.conn, &row)?;
            note(pen.conn, stream, (entity, id), now)?;
            Ok(Some((kept, sum)))
        })
    }

    /// The streams' own figures, where nothing was written meanwhile.
    fn totals(&mut self, at: &mut Recount, streams: &[StreamRow], now: Moment) -> Result<(), StoreError> {
        let begun = at.begun.take().unwrap_or_default();
        for before in begun {
            if !at.counts(&before) {
                continue;
            }
            let counted = at.sums.get(&before.number).copied().unwrap_or_default();
            let unmoved = streams.iter().any(|row| row.number == before.number && row.mark == before.mark);
            if !unmoved || counted == before.sum {
                continue;
            }
            let named = at.found.iter().any(|(stream, _)| *stream == before.stream);
            let fixed = self.transact(Durable::Normal, |pen, _| {
                let row = streams::all(pen.conn)?.into_iter().find(|row| row.number == before.number);
                let Some(row) = row.filter(|row| row.mark == before.mark && row.sum == before.sum) else {
                    return Ok(false);
                };
                streams::save(pen.conn, &StreamRow { sum: counted, ..row })?;
                // A field that appeared or went with a named record changes the count too: that is no second incident.
                if !named {
                    pen.conn
                        .prepare_cached("INSERT INTO incident (at, stream) VALUES (?1, ?2)")?
                        .execute(params![now.millis(), before.stream.to_string()])?;
                }
                Ok(!named)
            })?;
            if fixed {
                at.found.push((before.stream, None));
            }
        }
        // What was refilled meanwhile this count has not seen: it stays due.
        if at.only.is_none() && self.recounted()?.is_some() {
            self.counted(now)?;
        }
        Ok(())
    }

    fn counted(&mut self, at: Moment) -> Result<(), StoreError> {
        self.transact(Durable::Normal, |pen, _| own::put(pen.conn, OwnKind::Sync, RECOUNTED, &at.to_string(), at))
    }

    /// When everything was counted last.
    pub fn recounted(&self) -> Result<Option<Moment>, StoreError> {
        Ok(own::get(&self.conn, OwnKind::Sync, RECOUNTED)?.map(|(_, at)| at))
    }

    /// The records of a stream that a recount found damaged and that are not healed yet.
    pub fn suspects(&self, stream: StreamId) -> Result<Vec<(u16, Id)>, StoreError> {
        let mut find = self.conn.prepare_cached(
            "SELECT DISTINCT entity, record FROM incident WHERE healed_at IS NULL AND stream = ?1 AND record IS NOT NULL",
        )?;
        let rows = find.query_map([stream.to_string()], |row| Ok((row.get(0)?, id_at(row, 1)?.unwrap_or_default())))?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// Both sides hold the same of a stream (again).
    pub fn healed(&mut self, stream: StreamId, now: Moment) -> Result<(), StoreError> {
        let open = self
            .conn
            .prepare_cached("SELECT 1 FROM incident WHERE healed_at IS NULL AND stream = ?1 LIMIT 1")?
            .query_row([stream.to_string()], |_| Ok(()))
            .optional()?;
        if open.is_none() {
            return Ok(());
        }
        self.transact(Durable::Normal, |pen, _| {
            pen.conn.execute(
                "UPDATE incident SET healed_at = ?2 WHERE healed_at IS NULL AND stream = ?1",
                params![stream.to_string(), now.millis()],
            )?;
            Ok(())
        })
    }
}
