//! One contact with the server as a state machine: what to ask next, and what an answer changes.
//!
//! Always holds: dropping it at any moment loses nothing; what is under way is asked again. It changes the book only by applying an answer.

use std::collections::HashSet;

use crate::base::clock::Moment;
use crate::store::{Applied, Carried, Handed, Recount, StoreError, StreamRow, Writer};
use crate::sync::compare::Compare;
use crate::sync::frame::{MOST_DOWN_OPEN, MOST_UP_OPEN};
use crate::sync::wire::{At, Cursor, PROTOCOL, Request, Response, Word};
use crate::sync::{Faults, Sending, StreamId, Sum, marks_digest, sums_digest};

/// The least that a request carries after it was halved.
const LEAST: usize = 4 * 1024;

/// As many times as messages are halved at once while none was answered.
const STRIDE: u32 = 4;

/// How large the messages of a line may be, opened: up, down. What went through last, or what is to be tried next.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Pace {
    room: usize,
    most: u32,
}

impl Default for Pace {
    fn default() -> Pace {
        Pace { room: MOST_UP_OPEN, most: MOST_DOWN_OPEN }
    }
}

/// Which request of this contact.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Ticket(u64);

/// What came of a request.
#[derive(Debug)]
pub enum Reply<'r> {
    /// An answer to the last request.
    Response(&'r Response),
    /// An answer to this request of the contact, which may have been given up since.
    Late(Ticket, &'r Response),
    /// It was too large for somebody on the way.
    TooLarge,
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
    /// Streams that both sides hold differently, and which are being compared.
    pub repairing: Vec<StreamId>,
    /// Each stream's count and sum: here, there. Only where both are at the same place.
    pub sums: Vec<(StreamId, Sum, Sum)>,
    /// Nothing more is to be asked in this contact.
    pub settled: bool,
}

struct InFlight {
    ticket: Ticket,
    carried: Carried,
    places: Vec<i64>,
    compares: bool,
}

/// The most comparisons of one stream in one contact; what is left is healed in the next.
const MOST_WALKS: usize = 64;

/// One contact.
pub struct Syncer {
    in_flight: Option<InFlight>,
    asked: u64,
    /// Something was answered in this contact.
    answered: bool,
    /// Places of the outbox that the server has read in this contact.
    received: HashSet<i64>,
    /// Places of what is given back that the server has read in this contact: nothing of it is done with before all was read to its end, and
    /// where a file is to be taken first, that is in another contact.
    given_back: HashSet<i64>,
    /// Everything was read to its end since they were received.
    resent: bool,
    /// What is to be asked next of the streams that differ.
    comparing: Vec<Compare>,
    /// The streams compared in this contact, each as often as it was.
    walks: Vec<StreamId>,
    room: usize,
    most: u32,
    most_room: usize,
    most_most: u32,
    settled: bool,
    /// The server asked for the cursors themselves.
    tells: bool,
    /// Where the server's log stood at an answer without slices: what was brought until then is there as long as that is.
    witness: Option<Cursor>,
    /// The server gives this laptop nothing, and has read in this life what was received.
    hands_over: bool,
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
            asked: 0,
            answered: false,
            received: HashSet::new(),
            given_back: HashSet::new(),
            resent: false,
            comparing: Vec::new(),
            walks: Vec::new(),
            room: MOST_UP_OPEN,
            most: MOST_DOWN_OPEN,
            most_room: MOST_UP_OPEN,
            most_most: MOST_DOWN_OPEN,
            settled: false,
            tells: false,
            witness: None,
            hands_over: false,
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

    /// Beginning with messages of the size that went through before.
    pub fn at_pace(self, Pace { room, most }: Pace) -> Syncer {
        Syncer { room: room.min(self.most_room), most: most.min(self.most_most), ..self }
    }

    /// The size of its messages by now.
    pub fn pace(&self) -> Pace {
        Pace { room: self.room, most: self.most }
    }

    /// What was last asked for was too large to send: ask for half.
    pub fn shrink(&mut self) {
        self.room = (self.room / 2).max(LEAST.min(self.most_room));
    }

    /// Whether a smaller request can be made.
    pub fn may_shrink(&self) -> bool {
        self.room > LEAST.min(self.most_room)
    }

    /// What to ask next; `None`: nothing, both sides have all.
    pub fn next_request(&mut self, store: &mut Writer, now: Moment) -> Result<Option<Request>, StoreError> {
        if self.settled {
            return Ok(None);
        }
        if self.asked == 0
            && let Some(handed) = store.handed()?
        {
            (self.received, self.given_back) = (handed.changes, handed.given_back);
            self.witness = Some(handed.until);
            self.hands_over = true;
        }
        let streams = store.streams()?;
        let repairs = streams.iter().any(|row| row.needs_repair);
        let mut anew = false;
        for row in &streams {
            anew |= store.is_read_anew(row)?;
        }
        let cursors = streams.iter().map(|row| cursor(store, row)).collect::<Result<Vec<_>, _>>()?;
        let mut request =
            Request { protocol: PROTOCOL, now: now.millis(), cursors, most: self.most, ..Request::default() };
        request.witness = self.witness.clone();
        self.asked += 1;
        let carried = Carried { cursors: request.cursors.clone(), asked: Some(now), ..Carried::default() };
        if !repairs && !anew && !self.tells && !streams.is_empty() && self.comparing.is_empty() {
            // The server knows from its last answer where we are; if it does not, it asks.
            let marks = marks_digest(streams.iter().map(|row| (row.stream, row.mark)));
            request.at = Some(At { marks, sums: sums_digest(streams.iter().map(|row| (row.stream, row.sum))) });
            request.cursors.clear();
        }
        let mut in_flight = InFlight { ticket: self.ticket(), carried, places: Vec::new(), compares: false };
        // A server that does not know where we are takes nothing.
        if !repairs && !self.comparing.is_empty() {
            request.compare = Some(self.comparing.clone());
            in_flight.compares = true;
        } else if !repairs {
            let returning = store.returning(self.room, &self.given_back)?;
            let gave_back = !returning.is_empty();
            in_flight.carried.returning.extend(&self.given_back);
            for (place, returned) in returning {
                in_flight.carried.returning.push(place);
                request.returned.push(returned);
            }
            if !gave_back {
                request.withdrawn = Some(store.withdrawn()?).filter(|some| !some.is_empty());
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

    /// The last request.
    pub fn ticket(&self) -> Ticket {
        Ticket(self.asked)
    }

    /// Takes what came of the last request; an answer to an earlier one changes nothing.
    pub fn on_response(&mut self, store: &mut Writer, reply: Reply<'_>, now: Moment) -> Result<Events, StoreError> {
        let (ticket, response) = match reply {
            Reply::Response(response) => (self.ticket(), response),
            Reply::Late(ticket, response) => (ticket, response),
            Reply::TooLarge => {
                self.in_flight = None;
                self.shrink();
                return Ok(Events::default());
            }
            Reply::Timeout => {
                self.in_flight = None;
                // Where nothing has come through yet, nobody knows how slow the line is: three sizes, from the largest to the least.
                let steps = if self.answered { 1 } else { STRIDE };
                for _ in 0..steps {
                    self.shrink();
                    self.most = (self.most / 2).max((LEAST as u32).min(self.most_most));
                }
                return Ok(Events::default());
            }
        };
        let under_way = |asked: &mut InFlight| asked.ticket == ticket || self.faults.abandoned_accepted;
        let Some(in_flight) = self.in_flight.take_if(under_way) else {
            return Ok(Events { applied: Applied { stale: true, ..Applied::default() }, ..Events::default() });
        };
        self.answered = true;
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
            Word::Fine => {
                self.witness = None;
                self.hands_over = false;
                store.forget_handed()?;
            }
            Word::Tell => {
                self.tells = true;
                return Ok(events);
            }
            Word::Unknown => {
                store.forget_handed()?;
                self.given_back.clear();
                self.comparing.clear();
                // It was restored in the middle of this: what it had received it may have lost.
                self.witness = None;
                self.hands_over = false;
                self.received.clear();
                return Ok(events);
            }
            // No log tells what became of what was brought, so nothing of it is done with; it is brought again to a server that was restored.
            // It is only where all was brought to one server, in one life of it, that a laptop may forget.
            Word::Wipe | Word::TooOld | Word::Left => {
                if !self.hands_over {
                    // What an earlier answer of another kind had received no log will confirm now: it is brought with the rest.
                    self.received.clear();
                    self.given_back.clear();
                }
                self.hands_over = true;
                self.received.extend(in_flight.places);
                self.given_back.extend(&in_flight.carried.returning);
                self.witness = response.witness.clone();
                events.settled =
                    store.outbox(1, &self.received)?.is_empty() && store.returning(1, &self.given_back)?.is_empty();
                self.settled = events.settled;
                if let (true, Some(until), false) = (self.settled, self.witness.clone(), response.word == Word::Wipe) {
                    let (changes, given_back) = (self.received.clone(), self.given_back.clone());
                    store.keep_handed(&Handed { changes, given_back, until })?;
                }
                return Ok(events);
            }
        }
        self.received.extend(in_flight.places);
        self.given_back.extend(&in_flight.carried.returning);
        if in_flight.compares {
            self.comparing = next_steps(store, response)?;
        }
        events.left = response.slices.iter().map(|slice| slice.left).sum();
        let more = events.left > 0
            || !self.comparing.is_empty()
            || !store.returning(1, &self.given_back)?.is_empty()
            || !store.outbox(1, &self.received)?.is_empty();
        if more {
            return Ok(events);
        }
        // All was read to the end. What we sent and do not see there lies where we no longer look: sent once more, we are told of it.
        if !self.resent && !store.outbox(1, &HashSet::new())?.is_empty() {
            self.resent = true;
            self.received.clear();
            return Ok(events);
        }
        self.compare(store, response, now, &mut events)?;
        self.settled = events.repairing.is_empty();
        events.settled = self.settled;
        Ok(events)
    }

    /// Compares what both sides hold. A stream that differs is counted anew here first; what then still differs is looked for together.
    fn compare(
        &mut self,
        store: &mut Writer,
        response: &Response,
        now: Moment,
        events: &mut Events,
    ) -> Result<(), StoreError> {
        if response.same == Some(true) {
            // The server has said it of its own figures: the streams without a slice are as they were.
            let untouched = |row: &StreamRow| !response.slices.iter().any(|slice| slice.stream == row.stream);
            for row in store.streams()?.iter().filter(|row| untouched(row)) {
                events.sums.push((row.stream, row.sum, row.sum));
            }
        }
        for slice in &response.slices {
            let Some(there) = slice.sum else { continue };
            let here = |store: &Writer| -> Result<Option<Sum>, StoreError> {
                let row = store.streams()?.into_iter().find(|row| row.stream == slice.stream && row.mark == slice.to);
                Ok(row.map(|row| row.sum))
            };
            let Some(mut sum) = here(store)? else { continue };
            let walked = self.walks.iter().filter(|walked| **walked == slice.stream).count();
            if sum != there && walked == 0 {
                let mut recount = Recount::of(slice.stream);
                while !recount.done {
                    store.recount_some(&mut recount, SLICE, now)?;
                }
                sum = here(store)?.unwrap_or(sum);
            }
            events.sums.push((slice.stream, sum, there));
            if sum == there {
                store.healed(slice.stream, now)?;
            } else if walked < MOST_WALKS {
                let mut step = Compare::of(slice.stream);
                let suspects = if walked == 0 { store.suspects(slice.stream)? } else { Vec::new() };
                if suspects.is_empty() {
                    step.buckets = Some(store.buckets(slice.stream)?);
                } else {
                    step.digests = store.digests(slice.stream, &suspects)?;
                }
                self.comparing.push(step);
                self.walks.push(slice.stream);
                events.repairing.push(slice.stream);
            }
        }
        Ok(())
    }
}

/// Records counted in one short transaction.
const SLICE: usize = 500;

/// What the server's part of the comparisons leads to.
fn next_steps(store: &Writer, response: &Response) -> Result<Vec<Compare>, StoreError> {
    let mut steps = Vec::new();
    for compared in response.compared.iter().flatten() {
        let stream = compared.stream;
        let unequal = store.unequal(stream, &compared.buckets, &compared.records)?;
        let digests = if unequal.is_empty() { Vec::new() } else { store.digests(stream, &unequal)? };
        let shown =
            if compared.differing.is_empty() { Vec::new() } else { store.shown(stream, &compared.differing)? };
        if !digests.is_empty() || !shown.is_empty() {
            steps.push(Compare { stream, buckets: None, digests, shown });
        }
    }
    Ok(steps)
}

fn cursor(store: &Writer, row: &StreamRow) -> Result<Cursor, StoreError> {
    let marks = if row.needs_repair || store.is_read_anew(row)? { Some(store.marks(row)?) } else { None };
    Ok(Cursor { stream: row.stream, at: row.mark, marks })
}
