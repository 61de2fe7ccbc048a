//! A record's history: who set which field when, from which laptop, and what became of it.
//!
//! Always holds: only whoever receives the record now is told; nothing is changed.

use std::collections::{BTreeMap, HashMap};

use super::core::{Core, Who};
use super::error::ServerError;
use super::exchange::round::Round;
use super::storage::{DeviceNumber, Storage};
use crate::base::clock::Moment;
use crate::base::id::Id;
use crate::schema::{CONFLICT, Key, Value};
use crate::sync::conflict_id;
use crate::sync::past::{Past, PastAsk, PastLine};
use crate::sync::wire::PROTOCOL;

/// More changes than this are not told at once.
const MOST: usize = 500;

/// The number of a parked change's fate.
const PARKED: u8 = 3;
/// The number of the fate of what stood until one that did not know of it was set.
const REPLACED: u8 = 4;

impl Core {
    /// Tells a record's history.
    pub fn history(
        &mut self,
        storage: &mut dyn Storage,
        who: &Who,
        ask: &PastAsk,
        now: Moment,
    ) -> Result<Past, ServerError> {
        let mut round = Round::begin(storage, self.session, &mut self.seq, now)?;
        let mut past = Past { protocol: PROTOCOL, ..Past::default() };
        let stream = round.record(ask.entity, ask.record)?.stream;
        let receives = round.streams_of(who.user)?;
        if who.revoked || !stream.is_some_and(|stream| receives.contains(&stream)) {
            return Ok(past);
        }
        let mut devices: HashMap<DeviceNumber, String> = HashMap::new();
        for device in round.tx.devices()? {
            devices.insert(device.number, device.name);
        }
        let mut changes = round.tx.changes_of(ask.entity, ask.record, MOST)?;
        past.more = changes.len() == MOST;
        changes.sort_by_key(|change| (change.stamp, change.identity));
        let mut standing: BTreeMap<Key, Value> = BTreeMap::new();
        for change in changes {
            for field in round.body(&change)? {
                let key = Key { field: field.field, element: field.element.unwrap_or_default() };
                let before = standing.get(&key).cloned().unwrap_or_default();
                let fate = if change.parked.is_some() { PARKED } else { field.outcome };
                let mut fate = fate;
                if fate == 0 {
                    standing.insert(key.clone(), field.value.clone());
                    let conflict = conflict_id(change.entity, change.record, &key, change.identity);
                    if !round.record(CONFLICT.number, conflict)?.cells.is_empty() {
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
                });
            }
        }
        past.lines.reverse();
        Ok(past)
    }
}
