//! Applying a response: what others did, what became of ours, the cursors; in one transaction.
//!
//! Always holds: an answer applies only where the stored cursors are those it starts from; a change leaves the outbox only here; a sum is
//! computed from our own rows, never taken over.

use std::collections::BTreeSet;

use rusqlite::{OptionalExtension, params};

use super::enrol::follow;
use super::layers::{Layers, waiting};
use super::parked;
use super::strangers;
use super::streams::{self, StreamRow};
use super::taking;
use super::upkeep::aside;
use super::upkeep::repair;
use crate::base::clock::{Moment, Stamp};
use crate::base::id::Id;
use crate::base::point::pass;
use crate::schema::{CONFLICT, Key, USER, Value, entity};
use crate::store::error::StoreError;
use crate::store::me::Me;
use crate::store::record::value_bytes::{Captured, read_fields, write_fields};
use crate::store::write::clock_row;
use crate::store::write::pen::Pen;
use crate::store::write::writer::{Durable, Writer};
use crate::sync::log::{Cell, Echo, Entry, LATE, Logged, LoggedField, Told, Versions};
use crate::sync::merge::Outcome;
use crate::sync::wire::{Cursor, Echoed, Response, Slice, Word};
use crate::sync::{FieldChange, Identity, Mark, StreamId, Sum, Version, conflict_id};

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
    news: bool,
    /// What is applied is old: it settles a change of ours and says nothing of where its record lies.
    settling: bool,
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
            applying.hear(Moment::from_millis(response.now), carried.asked.is_some())?;
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
                    for place in &carried.returning {
                        taken.execute(params![place, upto as i64, applying.heard.millis()])?;
                    }
                }
            }
            applying.end()
        })
    }
}

/// A change of ours, as it lies in the outbox.
struct Mine {
    place: i64,
    state: i64,
    fields: Vec<Captured>,
    entity: u16,
    record: Id,
    act: Id,
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
                    self.evict(number, position, evict.entity, evict.record, to)?;
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

    /// What became of a change of ours at a position that we have stored already, by a snapshot.
    fn echoed(&mut self, echoed: &Echoed) -> Result<(), StoreError> {
        let Some(row) = self.streams.iter().find(|row| row.stream == echoed.stream) else { return Ok(()) };
        if row.mark.position < echoed.position {
            return Ok(());
        }
        let (number, position) = (row.number, echoed.position);
        let entry = echoed.entry.open().map_err(|error| StoreError::Database(format!("an outcome: {error}")))?;
        match entry {
            Entry::Echo(echo) => {
                self.settling = true;
                let done = self.echo(number, echoed.stream, position, echo);
                self.settling = false;
                done
            }
            Entry::Told(told) => self.told(echoed.stream, position, told),
            _ => Ok(()),
        }
    }

    /// Nothing is kept any more of a deleted record, unless something of ours waits for it.
    fn forget(&mut self, number: i64, position: u64, entity: u16, record: Id) -> Result<(), StoreError> {
        self.evict(number, position, entity, record, None)?;
        if !waiting(self.pen.conn, record)?.is_empty() {
            return Ok(());
        }
        clock_row::wipe(self.pen.conn, position)?;
        self.pen.remove(entity, record)
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

    fn mine(&self, identity: Identity) -> Result<Option<Mine>, StoreError> {
        let mut find = self.pen.conn.prepare_cached(
            "SELECT place, state, fields, entity, record, act FROM change WHERE session = ?1 AND seq = ?2",
        )?;
        let found = find.query_row(params![identity.session as i64, identity.seq as i64], |row| {
            Ok(Mine {
                place: row.get(0)?,
                state: row.get(1)?,
                fields: read_fields(&row.get::<_, Vec<u8>>(2)?),
                entity: row.get(3)?,
                record: crate::store::record::columns::id_at(row, 4)?.unwrap_or_default(),
                act: crate::store::record::columns::id_at(row, 5)?.unwrap_or_default(),
            })
        });
        Ok(found.optional()?)
    }

    fn close(&self, mine: &Mine, logged: &Logged, stream: StreamId, position: u64) -> Result<(), StoreError> {
        if self.pen.faults.acknowledged_deleted {
            self.pen.conn.prepare_cached("DELETE FROM change WHERE place = ?1")?.execute([mine.place])?;
            return Ok(());
        }
        self.pen
            .conn
            .prepare_cached(
                "UPDATE change SET state = 1, reason = NULL, again = NULL, stamp = ?2, stream = ?3, position = ?4, closed_at = ?5, labels = ?6 WHERE place = ?1",
            )?
            .execute(params![
                mine.place,
                logged.stamp.0 as i64,
                stream.to_string(),
                position as i64,
                self.heard.millis(),
                logged.labels
            ])?;
        Ok(())
    }

    fn change(&mut self, number: i64, stream: StreamId, position: u64, logged: Logged) -> Result<(), StoreError> {
        self.latest = self.latest.max(logged.stamp);
        let version = Version { stamp: logged.stamp, identity: logged.identity() };
        let mine = self.mine(version.identity)?;
        if entity(logged.entity).is_none() {
            return strangers::change(self, number, position, &logged);
        }
        let mut layers = Layers::load(self.pen.conn, logged.entity, logged.record)?;
        let was_there = layers.shown.there;
        let before = if mine.is_none() { told_of(&logged, &layers) } else { Vec::new() };
        for field in logged.fields.iter().filter(|field| field.outcome() == Outcome::Taken) {
            if self.drops(logged.entity, field.field) {
                continue;
            }
            layers.confirm(&field.key(), &field.value, version, position);
        }
        match mine {
            Some(mine) if mine.state != 1 => {
                self.close(&mine, &logged, stream, position)?;
                self.done.echoed += 1;
                let left = waiting(self.pen.conn, logged.record)?;
                layers.release(mine.fields.iter().map(|field| &field.change.key), &left);
            }
            // Told before, or taken once more by a restored server: where it stands now is what the next restoration is measured by.
            Some(mine) => self.close(&mine, &logged, stream, position)?,
            None => self.arrived(&logged, was_there, before)?,
        }
        self.keep(layers, number, position)
    }

    fn arrived(&mut self, logged: &Logged, was_there: bool, captured: Vec<Captured>) -> Result<(), StoreError> {
        self.done.arrived += 1;
        self.done.records.insert((logged.entity, logged.record));
        if logged.entity == CONFLICT.number {
            self.done.conflicts += u64::from(!was_there);
            return Ok(());
        }
        if !self.news && logged.labels & LATE == 0 {
            return Ok(());
        }
        let by = (logged.by != Id::NIL).then(|| logged.by.bytes().to_vec());
        self.pen
            .conn
            .prepare_cached(
                "INSERT INTO arrived (at, entity, record, stamp, session, seq, by, fields, act, labels)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)",
            )?
            .execute(params![
                self.now.millis(),
                logged.entity,
                logged.record.bytes(),
                logged.stamp.0 as i64,
                logged.session as i64,
                logged.seq as i64,
                by,
                write_fields(&captured),
                logged.act.bytes(),
                logged.labels
            ])?;
        Ok(())
    }

    /// A change of the request that this answers: its values are in the outbox.
    fn echo(&mut self, number: i64, stream: StreamId, position: u64, echo: Echo) -> Result<(), StoreError> {
        let identity = Identity { session: echo.session, seq: echo.seq };
        let Some(mine) = self.mine(identity)? else {
            return Err(StoreError::Database("an echo of a change that is not here".to_string()));
        };
        let outcome = |index: usize| echo.outcomes.as_ref().and_then(|outcomes| outcomes.get(index)).copied();
        let fields = mine.fields.iter().enumerate().map(|(index, field)| LoggedField {
            field: field.change.key.field,
            value: field.change.value.clone(),
            element: Some(field.change.key.element.clone()).filter(|element| !element.is_empty()),
            outcome: outcome(index),
        });
        let logged = Logged {
            session: echo.session,
            seq: echo.seq,
            by: Id::NIL,
            act: mine.act,
            entity: mine.entity,
            record: mine.record,
            stamp: echo.stamp,
            labels: echo.labels.unwrap_or(0),
            fields: fields.collect(),
        };
        let lost = logged.fields.iter().find(|field| field.outcome() == Outcome::Lost);
        if let Some(field) = lost.filter(|_| self.pen.faults.conflict_twice) {
            let record = conflict_id(logged.entity, logged.record, &field.key(), identity);
            let (session, seq) = (identity.session, identity.seq);
            let cell = Cell { field: 0, value: Value::Int(1), stamp: logged.stamp, session, seq, element: None };
            self.versions(number, position, Versions { entity: CONFLICT.number, record, cells: vec![cell], by: None })?;
        }
        self.change(number, stream, position, logged)
    }

    /// Planted: a field that this version does not know is let go.
    fn drops(&self, number: u16, field: u16) -> bool {
        let unknown = || field != 0 && entity(number).is_some_and(|entity| entity.by_number(field).is_none());
        self.pen.faults.unknown_dropped && unknown()
    }

    pub fn versions(&mut self, number: i64, position: u64, versions: Versions) -> Result<(), StoreError> {
        if entity(versions.entity).is_none() {
            return strangers::versions(self, number, position, &versions);
        }
        let mut layers = Layers::load(self.pen.conn, versions.entity, versions.record)?;
        for cell in &versions.cells {
            self.latest = self.latest.max(cell.stamp);
            if self.drops(versions.entity, cell.field) {
                continue;
            }
            let version = Version { stamp: cell.stamp, identity: cell.identity() };
            layers.confirm(&cell.key(), &cell.value, version, position);
        }
        self.done.records.insert((versions.entity, versions.record));
        self.keep(layers, number, position)
    }

    /// Lays a record where the server has it, and writes it.
    pub fn lay(&mut self, mut layers: Layers, stream: Option<i64>, position: u64) -> Result<(), StoreError> {
        if self.pen.faults.evicts_unsent && stream.is_none() {
            let sql = "UPDATE change SET state = 3 WHERE record = ?1 AND state = 0";
            self.pen.conn.prepare_cached(sql)?.execute([layers.shown.id.bytes()])?;
        }
        let effects = layers.place(stream, position);
        self.sums(effects);
        aside::note(self.pen.conn, &layers, self.heard)?;
        layers.save(self.pen)
    }

    /// Writes a record that this entry named; one that a later entry of another stream has named already stays in that stream.
    fn keep(&mut self, layers: Layers, number: i64, position: u64) -> Result<(), StoreError> {
        // What is known of the stream already says where the record lies; it may have left since.
        let named = position >= layers.shown.seen && !self.settling;
        let stream = if named { Some(number) } else { layers.shown.stream };
        // What only settles a change of ours names nothing: an evict before it, in a log that is still to be read, is news.
        let position = if self.settling { layers.shown.seen } else { position };
        self.lay(layers, stream, position)
    }

    pub fn evict(
        &mut self,
        from: i64,
        position: u64,
        number: u16,
        record: Id,
        to: Option<i64>,
    ) -> Result<(), StoreError> {
        if entity(number).is_none() {
            return strangers::evict(self, from, position, number, record, to);
        }
        let layers = Layers::load(self.pen.conn, number, record)?;
        if !layers.shown.there || layers.shown.stream != Some(from) || position < layers.shown.seen {
            return Ok(());
        }
        self.lay(layers, to, position)
    }

    /// What became of a change of ours that lies where we do not see it, or that is parked.
    fn told(&mut self, stream: StreamId, position: u64, told: Told) -> Result<(), StoreError> {
        let Some(mine) = self.mine(Identity { session: told.session, seq: told.seq })? else { return Ok(()) };
        parked::told(self.pen.conn, mine.place, told.parked, (stream, position), self.heard)?;
        if mine.state != 0 {
            return Ok(());
        }
        match told.parked {
            Some(_) => self.done.parked += 1,
            None => self.done.echoed += 1,
        }
        if entity(mine.entity).is_none() {
            return Ok(());
        }
        let left = waiting(self.pen.conn, mine.record)?;
        let mut layers = Layers::load(self.pen.conn, mine.entity, mine.record)?;
        let keys: Vec<&Key> = mine.fields.iter().map(|field| &field.change.key).collect();
        layers.release(keys, &left);
        layers.save(self.pen)
    }
}

/// What somebody else's change did to what this laptop had confirmed: the fields that were taken, and what stood there.
fn told_of(logged: &Logged, layers: &Layers) -> Vec<Captured> {
    let taken = logged.fields.iter().filter(|field| field.outcome() == Outcome::Taken);
    let captured = taken.map(|field| {
        let (before, replaced) = layers.confirmed(&field.key()).unzip();
        let base = replaced.map(|version| version.identity);
        let change = FieldChange { key: field.key(), value: field.value.clone(), base };
        Captured { change, before: before.unwrap_or_default(), replaced }
    });
    captured.collect()
}
