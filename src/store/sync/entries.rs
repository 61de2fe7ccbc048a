//! What one entry of a log does to the book: a change of others or of ours, versions, a record that leaves, an outcome.
//!
//! Always holds: a change leaves the outbox only here; what lies in a later entry of another stream stays there.

use rusqlite::{OptionalExtension, params};

use super::apply::Applying;
use super::layers::{Layers, waiting};
use super::upkeep::aside;
use super::{parked, strangers};
use crate::base::id::Id;
use crate::schema::{CONFLICT, Key, Value, entity};
use crate::store::error::StoreError;
use crate::store::record::columns::id_at;
use crate::store::record::value_bytes::{Captured, read_fields, write_fields};
use crate::store::write::clock_row;
use crate::sync::log::{Cell, Echo, Entry, LATE, Logged, LoggedField, Told, Versions};
use crate::sync::merge::Outcome;
use crate::sync::wire::Echoed;
use crate::sync::{FieldChange, Identity, StreamId, Version, conflict_id};

/// A change of ours, as it lies in the outbox.
struct Mine {
    place: i64,
    state: i64,
    fields: Vec<Captured>,
    entity: u16,
    record: Id,
    act: Id,
}

impl Applying<'_, '_> {
    /// What became of a change of ours at a position that we have stored already, by a snapshot.
    pub(super) fn echoed(&mut self, echoed: &Echoed) -> Result<(), StoreError> {
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
    pub(super) fn forget(&mut self, number: i64, position: u64, entity: u16, record: Id) -> Result<(), StoreError> {
        self.evict(number, position, entity, record, None)?;
        if !waiting(self.pen.conn, record)?.is_empty() {
            return Ok(());
        }
        clock_row::wipe(self.pen.conn, position)?;
        self.pen.remove(entity, record)
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
                record: id_at(row, 4)?.unwrap_or_default(),
                act: id_at(row, 5)?.unwrap_or_default(),
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
                "UPDATE change SET state = 1, reason = NULL, again = NULL, stamp = ?2, stream = ?3, position = ?4, closed_at = ?5, labels = ?6, said = ?7 WHERE place = ?1",
            )?
            .execute(params![
                mine.place,
                logged.stamp.0 as i64,
                stream.to_string(),
                position as i64,
                self.heard.millis(),
                logged.labels,
                said(&logged.fields)
            ])?;
        Ok(())
    }

    pub(super) fn change(
        &mut self,
        number: i64,
        stream: StreamId,
        position: u64,
        logged: Logged,
    ) -> Result<(), StoreError> {
        self.latest = self.latest.max(logged.stamp);
        let version = Version { stamp: logged.stamp, identity: logged.identity() };
        let mine = self.mine(version.identity)?;
        if entity(logged.entity).is_none() {
            return strangers::change(self, number, position, &logged, mine.is_none());
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
        self.remember(logged, &captured)
    }

    /// Notes what somebody else did, where it is news here.
    pub(super) fn remember(&mut self, logged: &Logged, captured: &[Captured]) -> Result<(), StoreError> {
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
                write_fields(captured),
                logged.act.bytes(),
                logged.labels
            ])?;
        Ok(())
    }

    /// A change of the request that this answers: its values are in the outbox.
    pub(super) fn echo(&mut self, number: i64, stream: StreamId, position: u64, echo: Echo) -> Result<(), StoreError> {
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

    /// A record leaves a stream; gives whether that is news here.
    pub fn evict(
        &mut self,
        from: i64,
        position: u64,
        number: u16,
        record: Id,
        to: Option<i64>,
    ) -> Result<bool, StoreError> {
        if entity(number).is_none() {
            return strangers::evict(self, from, position, number, record, to);
        }
        let layers = Layers::load(self.pen.conn, number, record)?;
        if !layers.shown.there || layers.shown.stream != Some(from) || position < layers.shown.seen {
            return Ok(false);
        }
        self.lay(layers, to, position)?;
        Ok(true)
    }

    /// What became of a change of ours that lies where we do not see it, or that is parked.
    pub(super) fn told(&mut self, stream: StreamId, position: u64, told: Told) -> Result<(), StoreError> {
        let Some(mine) = self.mine(Identity { session: told.session, seq: told.seq })? else { return Ok(()) };
        parked::told(self.pen.conn, mine.place, told.parked, (stream, position), self.heard)?;
        if told.parked.is_none() {
            let sql = "UPDATE change SET elsewhere = ?2 WHERE place = ?1 AND elsewhere IS NOT ?2";
            self.pen.conn.prepare_cached(sql)?.execute(params![mine.place, told.outcomes])?;
        }
        if mine.state != 0 {
            return Ok(());
        }
        match told.parked {
            Some(_) => self.done.parked += 1,
            None => self.done.echoed += 1,
        }
        self.uncover(&mine)?;
        if told.parked.is_some() {
            // A group is refused as a whole: an answer may end before it says so of the rest, and that is not to be sent alone.
            for mate in self.mates(&mine)? {
                parked::told(self.pen.conn, mate.place, told.parked, (stream, position), self.heard)?;
                self.done.parked += 1;
                self.uncover(&mate)?;
            }
        }
        Ok(())
    }

    /// What still waits of a change's group.
    fn mates(&self, mine: &Mine) -> Result<Vec<Mine>, StoreError> {
        let mut find = self.pen.conn.prepare_cached(
            "SELECT mate.session, mate.seq FROM change AS mate, change AS one
             WHERE one.place = ?1 AND mate.act = one.act AND mate.grp = one.grp AND mate.state = 0",
        )?;
        let found = find.query_map([mine.place], |row| {
            Ok(Identity { session: row.get::<_, i64>(0)? as u64, seq: row.get::<_, i64>(1)? as u64 })
        })?;
        let found: Vec<Identity> = found.collect::<Result<_, _>>()?;
        let mates = found.into_iter().map(|identity| self.mine(identity));
        Ok(mates.collect::<Result<Vec<_>, _>>()?.into_iter().flatten().collect())
    }

    /// A change of ours is shown no more.
    fn uncover(&mut self, mine: &Mine) -> Result<(), StoreError> {
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

/// What the server made of each field, where it did not take all.
fn said(fields: &[LoggedField]) -> Option<Vec<u8>> {
    let numbers = fields.iter().map(|field| field.outcome.unwrap_or(0)).collect::<Vec<u8>>();
    Some(numbers).filter(|numbers| numbers.iter().any(|number| *number != 0))
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
