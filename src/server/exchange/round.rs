//! One transaction of the endpoint over its storage: records, the streams' heads, the clock and the log's counter.
//!
//! Always holds: the counter is raised and the log written in the transaction that changes the records, so commit order is log order; a
//! stream's sum is that of the records that lie in it.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use minicbor::{Decode, Encode};

use crate::base::clock::{Moment, Stamp};
use crate::base::id::Id;
use crate::base::point::pass;
use crate::schema::{Key, USER, Value};
use crate::server::cells::Cells;
use crate::server::error::StorageError;
use crate::server::storage::{Decided, DeviceNumber, Head, Held, Rec, Storage, Transaction};
use crate::sync::log::{Entry, Evict, Forget, Packed};
use crate::sync::{Faults, Identity, StreamId, Sum};

/// A version whose position is not known before its entry is logged.
pub(in crate::server) const TO_COME: u64 = u64::MAX;

/// The log's last position, in [`Transaction::number`].
const POSITION: &str = "position";
/// The server's hybrid clock, in [`Transaction::number`].
const CLOCK: &str = "clock";

/// So many versions of a record, or bytes of an entry, are as much work as one row.
const ROW: (usize, usize) = (20, 4_096);

/// Who writes: the rep's laptop, or the server itself.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(in crate::server) struct Author {
    /// The device; 0: the server.
    pub device: DeviceNumber,
    /// The user; nil: the server.
    pub user: Id,
}

impl Author {
    /// The server itself.
    pub const SERVER: Author = Author { device: 0, user: Id::NIL };
}

/// One field of a change as it was brought and decided.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode)]
#[cbor(array)]
pub(in crate::server) struct BodyField {
    #[n(0)]
    pub field: u16,
    #[n(1)]
    pub value: Value,
    #[n(2)]
    pub outcome: u8,
    #[n(3)]
    pub base: Option<(u64, u64)>,
    #[n(4)]
    pub element: Option<String>,
}

impl BodyField {
    /// What it belongs to.
    pub fn key(&self) -> Key {
        Key { field: self.field, element: self.element.clone().unwrap_or_default() }
    }
}

/// A change's fields as bytes.
pub(in crate::server) fn pack_body(body: &[BodyField]) -> Result<Vec<u8>, StorageError> {
    minicbor::to_vec(body).map_err(|error| StorageError::other(error.to_string()))
}

/// An open transaction with what it has read and raised.
pub(in crate::server) struct Round<'a> {
    pub tx: Box<dyn Transaction + 'a>,
    pub now: Moment,
    pub clock: Stamp,
    session: u64,
    seq: &'a mut u64,
    position: u64,
    heads: BTreeMap<StreamId, Head>,
    records: HashMap<(u16, Id), Rec>,
    wrote: bool,
    /// The rows that were written, and those read of what grows with the company, about: a large one counts as several, for it is read, summed and
    /// kept as a whole.
    pub work: usize,
    /// It only reads.
    pub reads: bool,
    /// A block of the history was found unreadable.
    pub torn: bool,
    /// The records of which something was found unreadable.
    pub unread: BTreeSet<(u16, Id)>,
    /// The change that was decided last, and whose it is: what is noted of it is written before it is kept.
    pub deciding: Option<(Identity, Id)>,
    /// Who decides about what is not taken, as far as this request had to know: an admin; a manager of each author's.
    pub admin: Option<Option<Id>>,
    pub managers: BTreeMap<Id, Option<Id>>,
    /// Planted mistakes.
    pub faults: Faults,
    /// A file that is missing is made beside the core: who needs one is not answered yet.
    pub elsewhere: bool,
    /// The streams of which one was made for this request.
    pub built: Vec<StreamId>,
}

impl<'a> Round<'a> {
    /// Begins; `session` and `seq` are those under which the server itself writes.
    pub fn begin(
        storage: &'a mut dyn Storage,
        session: u64,
        seq: &'a mut u64,
        now: Moment,
    ) -> Result<Round<'a>, StorageError> {
        Round::over(storage.begin()?, session, seq, now)
    }

    /// One that only reads, and holds nobody up.
    pub fn look(
        storage: &'a mut dyn Storage,
        session: u64,
        seq: &'a mut u64,
        now: Moment,
    ) -> Result<Round<'a>, StorageError> {
        Ok(Round { reads: true, ..Round::over(storage.look()?, session, seq, now)? })
    }

    fn over(
        mut tx: Box<dyn Transaction + 'a>,
        session: u64,
        seq: &'a mut u64,
        now: Moment,
    ) -> Result<Round<'a>, StorageError> {
        let position = tx.number(POSITION)?.unwrap_or(0) as u64;
        let clock = Stamp(tx.number(CLOCK)?.unwrap_or(0) as u64);
        Ok(Round {
            tx,
            now,
            clock,
            session,
            seq,
            position,
            heads: BTreeMap::new(),
            records: HashMap::new(),
            wrote: false,
            work: 0,
            reads: false,
            torn: false,
            unread: BTreeSet::new(),
            deciding: None,
            admin: None,
            managers: BTreeMap::new(),
            faults: Faults::default(),
            elsewhere: false,
            built: Vec::new(),
        })
    }

    /// Keeps everything.
    pub fn finish(mut self) -> Result<(), StorageError> {
        if self.wrote {
            let clock = self.clock.tick(self.now);
            self.tx.set_number(CLOCK, clock.0 as i64)?;
            self.tx.set_number(POSITION, self.position as i64)?;
            for (stream, head) in std::mem::take(&mut self.heads) {
                self.tx.set_head(stream, head)?;
            }
        }
        pass("server commit");
        self.tx.commit()?;
        pass("server committed");
        Ok(())
    }

    /// A record; an empty one where there is none.
    pub fn record(&mut self, entity: u16, id: Id) -> Result<Rec, StorageError> {
        if let Some(record) = self.records.get(&(entity, id)) {
            return Ok(record.clone());
        }
        let mut found = self.tx.record(entity, id)?;
        if found.is_none() && !self.faults.tombstone_early {
            found = self.tx.take_out(entity, id)?;
        }
        let record = found.unwrap_or(Rec {
            entity,
            id,
            stream: None,
            account: None,
            cells: Cells::default(),
            kept: Sum::default(),
            torn: false,
        });
        let torn = record.torn;
        let record = self.readable(record)?;
        self.records.insert((entity, id), record.clone());
        if let Some(stream) = record.stream.filter(|_| torn && !self.reads) {
            self.unreadable(entity, id, stream)?;
            self.save(record.clone())?;
        }
        Ok(record)
    }

    /// The records that hang on an account.
    pub fn hanging(&mut self, account: Id) -> Result<Vec<(u16, Id)>, StorageError> {
        let found = self.tx.hanging(account)?;
        self.work += found.len();
        Ok(found)
    }

    /// What is parked of a user's changes of a record.
    pub fn parked_of(&mut self, record: Id, user: Id) -> Result<Vec<Decided>, StorageError> {
        let found = self.tx.parked_of(record, user)?;
        self.work += found.len();
        Ok(found)
    }

    /// The deletions of a group.
    pub fn deletions(&mut self, group: Id) -> Result<Vec<Decided>, StorageError> {
        let found = self.tx.deletions(group)?;
        self.work += found.len();
        Ok(found)
    }

    /// What the server itself wrote of an act.
    pub fn own_changes(&mut self, act: Id) -> Result<Vec<Decided>, StorageError> {
        let found = self.tx.own_changes(act)?;
        self.work += found.len();
        Ok(found)
    }

    /// Whether an id is that of a record of another entity: laptops know records by their ids alone.
    pub fn is_of_another(&mut self, entity: u16, id: Id) -> Result<bool, StorageError> {
        let known = self.records.get(&(entity, id)).is_some_and(|record| !record.cells.is_empty());
        if known { Ok(false) } else { self.tx.is_of_another(entity, id) }
    }

    /// A stream's head.
    pub fn head(&mut self, stream: StreamId) -> Result<&mut Head, StorageError> {
        if !self.heads.contains_key(&stream) {
            let head = self.tx.head(stream)?;
            self.heads.insert(stream, head);
        }
        Ok(self.heads.entry(stream).or_default())
    }

    /// All streams that have a log, those that this request began among them.
    pub fn known_streams(&mut self) -> Result<BTreeSet<StreamId>, StorageError> {
        let mut streams: BTreeSet<StreamId> = self.tx.streams()?.into_iter().collect();
        streams.extend(self.heads.keys());
        Ok(streams)
    }

    /// The position of the newest entry of all logs.
    pub fn position(&self) -> u64 {
        self.position
    }

    /// Adds an entry to a stream's log; its position.
    pub fn append(&mut self, stream: StreamId, entry: &Entry) -> Result<u64, StorageError> {
        self.wrote = true;
        self.position += 1;
        let position = self.position;
        let packed = Packed::new(entry);
        self.work += 1 + packed.bytes().len() / ROW.1;
        let head = self.head(stream)?;
        head.mark = head.mark.next(position, packed.bytes());
        let mark = head.mark;
        self.tx.append(stream, mark, packed.bytes())?;
        match entry {
            Entry::Evict(Evict { entity, record, .. }) => {
                self.tx.note_told(stream, (*entity, *record), &[], position)?;
            }
            Entry::Forget(Forget { records }) => {
                for of in records {
                    self.tx.note_told(stream, *of, &[], position)?;
                }
            }
            _ => {}
        }
        Ok(position)
    }

    pub(super) fn save(&mut self, record: Rec) -> Result<(), StorageError> {
        self.wrote = true;
        self.work += 1 + record.cells.len() / ROW.0;
        if record.entity == USER.number {
            (self.admin, self.managers) = (None, BTreeMap::new());
        }
        self.tx.put_record(&record)?;
        self.records.insert((record.entity, record.id), record);
        Ok(())
    }

    /// What a record will be once it is saved, for what is written before that.
    pub(super) fn foresee(&mut self, record: Rec) {
        self.records.insert((record.entity, record.id), record);
    }

    /// Keeps a record as it is, without an entry.
    pub fn resave(&mut self, record: Rec) -> Result<(), StorageError> {
        self.save(record)
    }

    /// Something else than a record or an entry was changed.
    pub fn touch(&mut self) {
        self.wrote = true;
    }

    /// The server's own session.
    pub fn session(&self) -> u64 {
        self.session
    }

    /// The next identity of the server's own session.
    pub fn own_identity(&mut self) -> Identity {
        *self.seq += 1;
        Identity { session: self.session, seq: *self.seq }
    }

    /// The next stamp of the server's clock, later than these versions.
    pub fn own_stamp<'h>(&mut self, later_than: impl IntoIterator<Item = &'h Held>) -> Stamp {
        self.clock = self.clock.tick(self.now);
        let most = later_than.into_iter().map(|held| held.stamp.0.saturating_add(1)).max().unwrap_or(0);
        // A stamp of a former server's clock, which was ahead, does not move ours.
        self.clock.max(Stamp(most))
    }

    /// Puts a collected record away, out of its stream's sum.
    pub fn let_go(&mut self, stream: StreamId, record: &Rec) -> Result<(), StorageError> {
        self.head(stream)?.sum.leave(record.kept);
        self.records.remove(&(record.entity, record.id));
        self.tx.put_away(record)
    }

    /// The streams that a user receives.
    pub fn streams_of(&mut self, user: Id) -> Result<Vec<StreamId>, StorageError> {
        let mut streams = vec![StreamId::Global];
        streams.extend(
            self.territories_of(user)?.into_iter().filter(|(_, now)| *now).map(|(id, _)| StreamId::Territory(id)),
        );
        streams.push(StreamId::User(user));
        Ok(streams)
    }

    /// The territories that a user has (true) or had (false).
    pub fn territories_of(&mut self, user: Id) -> Result<Vec<(Id, bool)>, StorageError> {
        let record = self.record(USER.number, user)?;
        let Some(field) = USER.field("territories") else { return Ok(Vec::new()) };
        let mut found: Vec<(Id, bool)> = record
            .elements(field.number)
            .filter_map(|held| Some((held.element.parse().ok()?, !held.value.is_null())))
            .collect();
        found.sort_unstable();
        Ok(found)
    }

    /// Whether a user has left.
    pub fn has_left(&mut self, user: Id) -> Result<bool, StorageError> {
        let record = self.record(USER.number, user)?;
        Ok(USER.field("retired").is_some_and(|field| record.value(field.number).int() == Some(1)))
    }

    /// Whether a user has a role. Whoever has left has none.
    pub fn has_role(&mut self, user: Id, role: &str) -> Result<bool, StorageError> {
        if self.has_left(user)? {
            return Ok(false);
        }
        let record = self.record(USER.number, user)?;
        let Some(field) = USER.field("roles") else { return Ok(false) };
        Ok(record.elements(field.number).any(|held| held.element == role && !held.value.is_null()))
    }
}
