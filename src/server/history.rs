//! A record's history: who set which field when, from which laptop, and what became of it; and one act, whatever records it changed.
//!
//! Always holds: only whoever receives the record now is told (of a collected one: whoever would receive its tombstone); nothing is changed.

use std::collections::{BTreeMap, HashMap};

use super::admin::typed;
use super::core::{Core, Who};
use super::error::ServerError;
use super::exchange::round::Round;
use super::storage::{DeviceNumber, Storage};
use crate::base::clock::Moment;
use crate::base::id::Id;
use crate::schema::{CONFLICT, Conflict, Key, Value};
use crate::sync::past::{Past, PastAsk, PastLine};
use crate::sync::wire::PROTOCOL;
use crate::sync::{StreamId, conflict_id};

/// More changes of a record than this are not told at once.
const MOST: usize = 500;
/// Where one act is asked for, as many are looked through.
const MOST_BESIDE: usize = 20_000;
/// As many records of an act are told at once; the next ones are asked for from where this ended.
const MOST_RECORDS: usize = 200;

/// The number of a parked change's fate.
const PARKED: u8 = 3;
/// The number of the fate of what stood until one that did not know of it was set.
const REPLACED: u8 = 4;

impl Core {
    /// Tells a record's history, or what an act did.
    pub fn history(
        &self,
        storage: &mut dyn Storage,
        who: &Who,
        ask: &PastAsk,
        now: Moment,
    ) -> Result<Past, ServerError> {
        // It writes nothing, so it needs no number of its own.
        let mut seq = 0;
        let mut round = Round::look(storage, self.session, &mut seq, now)?;
        let mut past = Past { protocol: PROTOCOL, ..Past::default() };
        if who.revoked || round.has_left(who.user)? {
            return Ok(past);
        }
        let receives = round.streams_of(who.user)?;
        let mut devices: HashMap<DeviceNumber, String> = HashMap::new();
        for device in round.tx.devices()? {
            devices.insert(device.number, device.name);
        }
        let Some(act) = ask.act else {
            round.tell_record(&receives, (ask.entity, ask.record), &devices, MOST, &mut past)?;
            return Ok(past);
        };
        let mut records = round.tx.records_of_act(act, (ask.entity, ask.record), MOST_RECORDS + 1)?;
        if records.len() > MOST_RECORDS {
            records.truncate(MOST_RECORDS);
            past.until = records.last().copied();
        }
        for of in records {
            let mut all = Past::default();
            round.tell_record(&receives, of, &devices, MOST_BESIDE, &mut all)?;
            past.more |= all.more;
            let done = all.lines.into_iter().filter(|line| line.act == act);
            past.lines.extend(done.map(|line| PastLine { of: Some(of), ..line }));
        }
        past.lines.sort_by_key(|line| std::cmp::Reverse((line.stamp, line.session, line.seq)));
        Ok(past)
    }
}

impl Round<'_> {
    /// Tells of one record, the newest first, if it lies in one of these streams.
    fn tell_record(
        &mut self,
        receives: &[StreamId],
        (entity, id): (u16, Id),
        devices: &HashMap<DeviceNumber, String>,
        most: usize,
        past: &mut Past,
    ) -> Result<(), ServerError> {
        let record = self.record(entity, id)?;
        if !self.lies(&record)?.is_some_and(|stream| receives.contains(&stream)) {
            return Ok(());
        }
        let mut changes = self.tx.changes_of(entity, id, most + 1)?;
        changes.sort_by_key(|change| (change.stamp, change.identity));
        past.more = changes.len() > most;
        changes.drain(..changes.len().saturating_sub(most));
        let mut standing: BTreeMap<Key, Value> = BTreeMap::new();
        for change in changes {
            for field in self.body(&change)? {
                let key = Key { field: field.field, element: field.element.unwrap_or_default() };
                let before = standing.get(&key).cloned().unwrap_or_default();
                let fate = if change.parked.is_some() { PARKED } else { field.outcome };
                let mut fate = fate;
                if fate == 0 {
                    standing.insert(key.clone(), field.value.clone());
                    let note = conflict_id(change.entity, change.record, &key, change.identity);
                    let note = self.record(CONFLICT.number, note)?;
                    // What a damaged disk had made of this very version replaced nobody's.
                    let by_a_disk = typed::<Conflict>(&note).made_by_a_disk();
                    if !note.cells.is_empty() && !by_a_disk {
                        fate = REPLACED;
                    }
                }
                past.lines.push(PastLine {
                    session: change.identity.session,
                    seq: change.identity.seq,
                    stamp: change.stamp,
                    by: Some(change.user).filter(|user| *user != Id::NIL),
                    device: devices.get(&change.device).cloned().unwrap_or_default(),
                    act: change.act,
                    fate,
                    field: key.field,
                    element: key.element,
                    before,
                    after: field.value,
                    of: None,
                });
            }
        }
        past.lines.reverse();
        Ok(())
    }
}
