//! One contact with the server as a state machine: what to ask next, and what an answer changes.
//!
//! Always holds: dropping it at any moment loses nothing; what is under way is asked again. It changes the book only by applying an answer.

use std::collections::HashSet;

use crate::base::clock::Moment;
use crate::store::{Applied, Carried, StoreError, StreamRow, Writer};
use crate::sync::frame::{MOST_DOWN_OPEN, MOST_UP_OPEN};
use crate::sync::wire::{Cursor, PROTOCOL, Request, Response, Word};
use crate::sync::{Sending, StreamId, Sum};

/// The least that a request carries after it was halved.
const LEAST: usize = 4 * 1024;

/// What came of a request.
#[derive(Debug)]
pub enum Reply<'r> {
    /// An answer.
    Response(&'r Response),
    /// None in time, or one that was cut off.
    Timeout,
}

/// What an answer changed.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Events {
    /// What was applied.
    pub applied: Applied,
    /// Entries that are still to come, where known.
    pub left: u64,
    /// What the server said beside.
    pub word: Word,
    /// Streams that both sides held differently, and which are being repaired.
    pub repairing: Vec<StreamId>,
    /// Each stream's count and sum: here, there. Only where both are at the same place.
    pub sums: Vec<(StreamId, Sum, Sum)>,
    /// Nothing more is to be asked in this contact.
    pub settled: bool,
}

struct InFlight {
    carried: Carried,
    places: Vec<i64>,
}

/// Mistakes planted on purpose, to prove that the simulator finds them.
#[doc(hidden)]
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Faults {
    /// A change leaves the outbox when the server says that it was received.
    pub retired_on_reply: bool,
}

/// One contact.
pub struct Syncer {
    in_flight: Option<InFlight>,
    /// Places of the outbox that the server has read in this contact.
    received: HashSet<i64>,
    /// Everything was read to its end since they were received.
    resent: bool,
    repaired: Vec<StreamId>,
    room: usize,
    most: u32,
    most_room: usize,
    most_most: u32,
    settled: bool,
    faults: Faults,
}

impl Default for Syncer {
    fn default() -> Syncer {
        Syncer::new()
    }
}

impl Syncer {
    /// Begins.
    pub fn new() -> Syncer {
        Syncer {
            in_flight: None,
            received: HashSet::new(),
            resent: false,
            repaired: Vec::new(),
            room: MOST_UP_OPEN,
            most: MOST_DOWN_OPEN,
            most_room: MOST_UP_OPEN,
            most_most: MOST_DOWN_OPEN,
            settled: false,
            faults: Faults::default(),
        }
    }

    /// With mistakes.
    #[doc(hidden)]
    pub fn with(faults: Faults) -> Syncer {
        Syncer { faults, ..Syncer::new() }
    }

    /// With smaller messages, of about so many bytes up and down.
    #[doc(hidden)]
    pub fn limited(self, room: usize, most: u32) -> Syncer {
        Syncer { room, most, most_room: room, most_most: most, ..self }
    }

    /// What was last asked for was too large to send: ask for half.
    pub fn shrink(&mut self) {
        self.room = (self.room / 2).max(LEAST.min(self.most_room));
    }

    /// What to ask next; `None`: nothing, both sides have all.
    pub fn next_request(&mut self, store: &mut Writer, now: Moment) -> Result<Option<Request>, StoreError> {
        if self.settled {
            return Ok(None);
        }
        let streams = store.streams()?;
        let repairs = streams.iter().any(|row| row.needs_repair);
        let cursors = streams.iter().map(|row| cursor(store, row)).collect::<Result<Vec<_>, _>>()?;
        let mut request =
            Request { protocol: PROTOCOL, now: now.millis(), cursors, most: self.most, ..Request::default() };
        let mut in_flight = InFlight { carried: Carried::default(), places: Vec::new() };
        in_flight.carried.cursors = request.cursors.clone();
        // A server that does not know where we are takes nothing.
        if !repairs {
            let returning = store.returning(self.room)?;
            let gave_back = !returning.is_empty();
            for (place, returned) in returning {
                in_flight.carried.returning.push(place);
                request.returned.push(returned);
            }
            if !gave_back {
                let mut sending = Sending::default();
                for group in store.outbox(self.room, &self.received)? {
                    sending.push(&mut request, group.act, &group.changes, group.again);
                    in_flight.places.extend(group.places);
                }
            }
        }
        self.in_flight = Some(in_flight);
        Ok(Some(request))
    }

    /// Takes what came of the last request.
    pub fn on_response(&mut self, store: &mut Writer, reply: Reply<'_>, now: Moment) -> Result<Events, StoreError> {
        let response = match reply {
            Reply::Response(response) => response,
            Reply::Timeout => {
                self.in_flight = None;
                self.shrink();
                self.most = (self.most / 2).max((LEAST as u32).min(self.most_most));
                return Ok(Events::default());
            }
        };
        let Some(in_flight) = self.in_flight.take() else {
            return Ok(Events { applied: Applied { stale: true, ..Applied::default() }, ..Events::default() });
        };
        self.room = (self.room + self.room / 2).min(self.most_room);
        self.most = (self.most + self.most / 2).min(self.most_most);
        let applied = store.apply(response, &in_flight.carried, now)?;
        let mut events = Events { applied, word: response.word, ..Events::default() };
        if events.applied.stale {
            return Ok(events);
        }
        if self.faults.retired_on_reply && response.word == Word::Fine {
            store.retire(&in_flight.places)?;
        }
        match response.word {
            Word::Fine => {}
            Word::Unknown => return Ok(events),
            Word::Wipe | Word::TooOld => {
                self.received.extend(in_flight.places);
                events.settled = store.outbox(1, &self.received)?.is_empty();
                self.settled = events.settled;
                return Ok(events);
            }
        }
        self.received.extend(in_flight.places);
        events.left = response.slices.iter().map(|slice| slice.left).sum();
        let more = events.left > 0 || !store.returning(1)?.is_empty() || !store.outbox(1, &self.received)?.is_empty();
        if more {
            return Ok(events);
        }
        // All was read to the end. What we sent and do not see there lies where we no longer look: sent once more, we are told of it.
        if !self.resent && !store.outbox(1, &HashSet::new())?.is_empty() {
            self.resent = true;
            self.received.clear();
            return Ok(events);
        }
        self.compare(store, response, &mut events)?;
        self.settled = events.repairing.is_empty();
        events.settled = self.settled;
        Ok(events)
    }

    /// Compares what both sides hold; a stream that differs is repaired, once in a contact.
    fn compare(&mut self, store: &mut Writer, response: &Response, events: &mut Events) -> Result<(), StoreError> {
        let streams = store.streams()?;
        for slice in &response.slices {
            let Some(there) = slice.sum else { continue };
            let Some(row) = streams.iter().find(|row| row.stream == slice.stream && row.mark == slice.to) else {
                continue;
            };
            events.sums.push((slice.stream, row.sum, there));
            if row.sum != there && !self.repaired.contains(&slice.stream) {
                store.repair(slice.stream)?;
                self.repaired.push(slice.stream);
                events.repairing.push(slice.stream);
            }
        }
        Ok(())
    }
}

fn cursor(store: &Writer, row: &StreamRow) -> Result<Cursor, StoreError> {
    let marks = if row.needs_repair { Some(store.marks(row)?) } else { None };
    Ok(Cursor { stream: row.stream, at: row.mark, marks })
}
