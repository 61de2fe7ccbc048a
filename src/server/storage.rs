//! What the central endpoint keeps, behind one trait: records with their versions, the logs of the streams, what became of each change,
//! laptops and their codes.
//!
//! Always holds: everything in one transaction is kept together or not at all, and transactions that write are one after the other where
//! they touch the log. An implementation passes the conformance suite in `tests/it/sync_storage.rs`.

use minicbor::{Decode, Encode};

use super::cells::Cells;
use super::error::StorageError;
use crate::base::clock::{Moment, Stamp};
use crate::base::id::Id;
use crate::schema::{Key, Value};
use crate::sync::log::{Cell, Reason};
use crate::sync::snapshot::Name;
use crate::sync::{Identity, Mark, StreamId, Sum, cell_hash};

/// A number of a device; 0 is the server itself.
pub type DeviceNumber = i64;

/// One version of one field at the server.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode)]
#[cbor(array)]
pub struct Held {
    /// The field's number; 0 is the record itself.
    #[n(0)]
    pub field: u16,
    /// The element, where the field is a set.
    #[n(1)]
    pub element: String,
    /// Its value.
    #[n(2)]
    pub value: Value,
    /// The effective stamp.
    #[n(3)]
    pub stamp: Stamp,
    /// The session that wrote it.
    #[n(4)]
    pub session: u64,
    /// The number in the session.
    #[n(5)]
    pub seq: u64,
    /// The position at which it was logged.
    #[n(6)]
    pub position: u64,
    /// The device that brought it.
    #[n(7)]
    pub device: DeviceNumber,
    /// Given back after a restoration: not written since.
    #[n(8)]
    pub again: bool,
}

impl Held {
    /// Who wrote it.
    pub fn identity(&self) -> Identity {
        Identity { session: self.session, seq: self.seq }
    }

    /// What it belongs to.
    pub fn key(&self) -> Key {
        Key { field: self.field, element: self.element.clone() }
    }

    /// As it is sent.
    pub fn cell(&self) -> Cell {
        Cell {
            field: self.field,
            value: self.value.clone(),
            stamp: self.stamp,
            session: self.session,
            seq: self.seq,
            element: Some(self.element.clone()).filter(|element| !element.is_empty()),
        }
    }
}

/// A record with all its versions.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Rec {
    /// The entity's number.
    pub entity: u16,
    /// The record.
    pub id: Id,
    /// Where it lies; none: nowhere yet.
    pub stream: Option<StreamId>,
    /// The account it hangs on.
    pub account: Option<Id>,
    /// Its versions, in the order of their keys.
    pub cells: Cells,
    /// What its versions count and sum to, kept as they change: a recount tells it from what the rows say.
    pub kept: Sum,
    /// Where it lies, or what it hangs on, was kept and cannot be read any more.
    pub torn: bool,
}

impl Rec {
    /// The version of a key.
    pub fn held(&self, key: &Key) -> Option<&Held> {
        self.cells.of(key)
    }

    /// The value of a whole field.
    pub fn value(&self, field: u16) -> Value {
        self.held(&Key::field(field)).map(|held| held.value.clone()).unwrap_or_default()
    }

    /// The elements of a set.
    pub fn elements(&self, field: u16) -> impl Iterator<Item = &Held> {
        self.cells.of_field(field).iter().filter(|held| !held.element.is_empty())
    }

    /// Whether it was created and not deleted.
    pub fn is_there(&self) -> bool {
        self.held(&Key::RECORD).is_some_and(|held| !held.value.is_null())
    }

    /// Whether its versions were kept and cannot be read any more: it has none, and none was ever kept without one.
    pub fn is_unreadable(&self) -> bool {
        self.cells.is_empty() && self.kept.count > 0
    }

    /// Sets a version where it is later than what is there.
    pub fn put_later(&mut self, held: Held) {
        let there = self.held(&held.key()).map(|there| (there.stamp, there.identity()));
        if there.is_none_or(|there| there < (held.stamp, held.identity())) {
            self.cells.put(held);
        }
    }

    /// What it adds to its stream, counted anew.
    pub fn recount(&self) -> Sum {
        let mut sum = Sum::default();
        for held in &self.cells {
            sum.add(self.hash(held));
        }
        sum
    }

    /// What it adds to its stream after it was `before`: what was kept, less and more what differs. So damage stays visible.
    pub fn sum_after(&self, before: &Rec) -> Sum {
        let mut sum = before.kept;
        for (old, new) in before.cells.beside(&self.cells) {
            if let (Some(old), Some(new)) = (old, new)
                && (old.stamp, &old.value) == (new.stamp, &new.value)
            {
                continue;
            }
            if let Some(old) = old {
                sum.take(before.hash(old));
            }
            if let Some(new) = new {
                sum.add(self.hash(new));
            }
        }
        sum
    }

    fn hash(&self, held: &Held) -> u64 {
        cell_hash(self.entity, self.id, &held.key(), &held.value, held.stamp)
    }
}

/// What became of a change.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Decided {
    /// The change.
    pub identity: Identity,
    /// The device that brought it; 0: the server wrote it.
    pub device: DeviceNumber,
    /// Its author.
    pub user: Id,
    /// The act.
    pub act: Id,
    /// The group.
    pub group: Id,
    /// The entity's number.
    pub entity: u16,
    /// The record.
    pub record: Id,
    /// The effective stamp (the claimed one, where it is parked).
    pub stamp: Stamp,
    /// The stream in whose log it stands.
    pub stream: Option<StreamId>,
    /// Its position there; 0: it is parked.
    pub position: u64,
    /// The position at which its author was told of it in `user:`; 0: was not.
    pub told: u64,
    /// Why it is parked.
    pub parked: Option<Reason>,
    /// Whether it deletes its record.
    pub deletes: bool,
    /// Its fields with their bases and outcomes, where the log does not say all.
    pub body: Option<Vec<u8>>,
}

/// How far a stream's log goes, and what its records count and sum to.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Head {
    /// The last entry.
    pub mark: Mark,
    /// Over all versions of the records that lie in it.
    pub sum: Sum,
}

/// An enrolled laptop.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Device {
    /// Its number here (0 until it is added).
    pub number: DeviceNumber,
    /// Its id.
    pub id: Id,
    /// Whose it is.
    pub user: Id,
    /// Its name.
    pub name: String,
    /// The hash of its token.
    pub token: [u8; 32],
    /// Its Ed25519 public key.
    pub signing: [u8; 32],
    /// Its X25519 public key.
    pub sealing: [u8; 32],
    /// When it was enrolled.
    pub enrolled_at: Moment,
    /// When it was taken away.
    pub revoked_at: Option<Moment>,
    /// When it was last heard of, to the hour.
    pub seen_at: Moment,
}

/// A stream's state at one mark, as a file that laptops take.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct SnapshotFile {
    /// The stream.
    pub stream: StreamId,
    /// Where in its log it stands.
    pub mark: Mark,
    /// Its name.
    pub name: Name,
    /// How long it is.
    pub bytes: u64,
    /// How many records it has.
    pub records: u64,
    /// When it was made.
    pub made_at: Moment,
}

/// What a recount found: a record whose versions do not sum to what was kept, or a stream's figures.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Incident {
    /// When it was found.
    pub at: Moment,
    /// Where it lies.
    pub stream: StreamId,
    /// The record; none: the stream's figures.
    pub record: Option<(u16, Id)>,
}

/// The entries of a log that follow a position: (position, bytes), and how many are left after them.
pub type Entries = (Vec<(u64, Vec<u8>)>, u64);

type Done<T> = Result<T, StorageError>;

/// A storage of the central endpoint.
pub trait Storage: Send {
    /// Begins a transaction that may write.
    fn begin(&mut self) -> Done<Box<dyn Transaction + '_>>;
    /// Begins one that only reads: the state of one moment, while others write.
    fn look(&mut self) -> Done<Box<dyn Transaction + '_>>;
    /// Builds anew what only helps to find the rows and does not fit them any more, a byte having changed in the file: the tables of which something
    /// was. No row is changed.
    fn mend(&mut self) -> Done<Vec<String>>;
    /// Another way into the same data, so that reading for long holds nobody up; `None`: there is only this one.
    fn another(&self) -> Done<Option<Box<dyn Storage>>>;
}

/// One transaction; dropped without [`Transaction::commit`], nothing of it is kept.
pub trait Transaction {
    /// Keeps everything.
    fn commit(self: Box<Self>) -> Done<()>;

    /// A single number by its name.
    fn number(&mut self, name: &str) -> Done<Option<i64>>;
    /// Sets a single number.
    fn set_number(&mut self, name: &str, value: i64) -> Done<()>;
    /// A secret by its name.
    fn secret(&mut self, name: &str) -> Done<Option<Vec<u8>>>;
    /// Sets a secret.
    fn set_secret(&mut self, name: &str, value: &[u8]) -> Done<()>;

    /// A record.
    fn record(&mut self, entity: u16, id: Id) -> Done<Option<Rec>>;
    /// Keeps a record.
    fn put_record(&mut self, record: &Rec) -> Done<()>;
    /// The records that hang on an account, in the order of their ids.
    fn hanging(&mut self, account: Id) -> Done<Vec<(u16, Id)>>;
    /// All records of an entity, in the order of their ids.
    fn records_of(&mut self, entity: u16) -> Done<Vec<Rec>>;
    /// All records of a stream, in the order of their ids.
    fn records_in(&mut self, stream: StreamId) -> Done<Vec<Rec>>;

    /// The records after this one, in the order of id and entity, so many while there are more (of rows that a damaged disk left it is not
    /// known which record they are: they are no records, and end no page).
    fn records_after(&mut self, after: Option<(Id, u16)>, most: usize) -> Done<Vec<Rec>>;
    /// The kept sums of a stream's records.
    fn sums_in(&mut self, stream: StreamId) -> Done<Vec<(u16, Id, Sum)>>;
    /// What is wrong with the storage itself, in its own words; empty: it is whole. `deep` takes longer.
    fn check(&mut self, deep: bool) -> Done<Vec<String>>;
    /// Writes an incident down.
    fn add_incident(&mut self, incident: &Incident) -> Done<()>;
    /// The last incidents, newest first.
    fn incidents(&mut self, most: usize) -> Done<Vec<Incident>>;
    /// The entity with the next greater number, or the first, of which a stream has records.
    fn entity_in(&mut self, stream: StreamId, after: Option<u16>) -> Done<Option<u16>>;
    /// Records of an entity in a stream, the highest id first, below an id, so many while there are more.
    fn page(&mut self, stream: StreamId, entity: u16, below: Option<Id>, most: usize) -> Done<Vec<Rec>>;
    /// Puts a collected record away; it is no record any more.
    fn put_away(&mut self, record: &Rec) -> Done<()>;
    /// A record that was put away, as it was; it lies nowhere.
    fn take_out(&mut self, entity: u16, id: Id) -> Done<Option<Rec>>;
    /// Where a record lay that was put away.
    fn put_away_from(&mut self, entity: u16, id: Id) -> Done<Option<StreamId>>;

    /// What became of a change.
    fn change(&mut self, identity: Identity) -> Done<Option<Decided>>;
    /// Whether an id is known as a record of another entity.
    fn is_of_another(&mut self, entity: u16, record: Id) -> Done<bool>;
    /// Whose a session is: the device and the user of its first change.
    fn session_of(&mut self, session: u64) -> Done<Option<(DeviceNumber, Id)>>;
    /// Keeps what became of a change.
    fn put_change(&mut self, change: &Decided) -> Done<()>;
    /// The changes of a record, the newest first, at most so many.
    fn changes_of(&mut self, entity: u16, record: Id, most: usize) -> Done<Vec<Decided>>;
    /// The records of which an act changed something, at most so many.
    fn records_of_act(&mut self, act: Id, after: (u16, Id), most: usize) -> Done<Vec<(u16, Id)>>;
    /// What the server itself wrote of an act, in its order.
    fn own_changes(&mut self, act: Id) -> Done<Vec<Decided>>;
    /// The deletions of a group.
    fn deletions(&mut self, group: Id) -> Done<Vec<Decided>>;
    /// Whether a parked change sets something of this record.
    fn is_parked(&mut self, record: Id) -> Done<bool>;
    /// All parked changes.
    fn parked(&mut self) -> Done<Vec<Decided>>;
    /// The parked changes that a user made of one record.
    fn parked_of(&mut self, record: Id, user: Id) -> Done<Vec<Decided>>;

    /// A stream's head; of one never written to, nothing.
    fn head(&mut self, stream: StreamId) -> Done<Head>;
    /// Adds an entry to a stream's log.
    fn append(&mut self, stream: StreamId, mark: Mark, entry: &[u8]) -> Done<()>;
    /// Sets a stream's head.
    fn set_head(&mut self, stream: StreamId, head: Head) -> Done<()>;
    /// The hash at a position of a stream's log, where an entry stands there.
    fn hash_at(&mut self, stream: StreamId, position: u64) -> Done<Option<u64>>;
    /// An entry.
    fn entry(&mut self, stream: StreamId, position: u64) -> Done<Option<Vec<u8>>>;
    /// The entries after a position, of at most about so many bytes in all (but one at least). Those left are counted up to some tens of
    /// thousands: it is only told.
    fn entries(&mut self, stream: StreamId, after: u64, most_bytes: usize) -> Done<Entries>;
    /// How many entries follow a position, counted up to `most`.
    fn entries_after(&mut self, stream: StreamId, after: u64, most: u64) -> Done<u64>;
    /// Takes the entries up to a position out of the log; that position is its floor from now on.
    fn drop_entries(&mut self, stream: StreamId, upto: u64) -> Done<()>;
    /// Up to where the log was moved to the history; 0: nowhere.
    fn floor(&mut self, stream: StreamId) -> Done<u64>;
    /// Whether this was ever a mark of the stream's log, or some laptop's cursor there.
    fn knows_mark(&mut self, stream: StreamId, mark: Mark) -> Done<bool>;
    /// Notes that a stream's log told something of a record at a position: that it left (`what`: nothing), or what `what` says.
    fn note_told(&mut self, stream: StreamId, of: (u16, Id), what: &[u8], position: u64) -> Done<()>;
    /// Where a stream's log told that last; 0: nowhere.
    fn told(&mut self, stream: StreamId, of: (u16, Id), what: &[u8]) -> Done<u64>;
    /// Keeps a mark known for ever, though its entry goes.
    fn keep_mark(&mut self, stream: StreamId, mark: Mark) -> Done<()>;
    /// Keeps a block of the history, from its first position to its last.
    fn keep_history(&mut self, stream: StreamId, first: u64, last: u64, block: &[u8]) -> Done<()>;
    /// The block of the history in which a position lies.
    fn history(&mut self, stream: StreamId, position: u64) -> Done<Option<Vec<u8>>>;
    /// All streams.
    fn streams(&mut self) -> Done<Vec<StreamId>>;

    /// The laptop whose token has this hash.
    fn device(&mut self, token: &[u8; 32]) -> Done<Option<Device>>;
    /// Adds a laptop and gives its number.
    fn add_device(&mut self, device: &Device) -> Done<DeviceNumber>;
    /// Gives a laptop another token (its hash): the one before it opens nothing any more.
    fn set_token(&mut self, device: DeviceNumber, token: &[u8; 32]) -> Done<()>;
    /// All laptops.
    fn devices(&mut self) -> Done<Vec<Device>>;
    /// Takes a laptop away.
    fn revoke(&mut self, device: Id, at: Moment) -> Done<bool>;
    /// Where a laptop is once it has stored the last answer.
    fn given(&mut self, device: DeviceNumber) -> Done<Vec<(StreamId, Mark)>>;
    /// Keeps where a laptop is once it has stored an answer.
    fn set_given(&mut self, device: DeviceNumber, marks: &[(StreamId, Mark)]) -> Done<()>;
    /// A laptop was heard of; kept to the hour.
    fn heard_of(&mut self, device: DeviceNumber, at: Moment) -> Done<()>;

    /// Keeps a file in its parts.
    fn keep_snapshot(&mut self, file: &SnapshotFile, parts: &[Vec<u8>]) -> Done<()>;
    /// The files of a stream, newest first.
    fn snapshots(&mut self, stream: StreamId) -> Done<Vec<SnapshotFile>>;
    /// The file of a name.
    fn snapshot(&mut self, name: &Name) -> Done<Option<SnapshotFile>>;
    /// Bytes of a file from a place on, at most so many.
    fn snapshot_bytes(&mut self, name: &Name, from: u64, most: usize) -> Done<Vec<u8>>;
    /// Drops a file.
    fn drop_snapshot(&mut self, name: &Name) -> Done<()>;

    /// A laptop's cursor in a stream.
    fn cursor(&mut self, device: DeviceNumber, stream: StreamId) -> Done<Option<Mark>>;
    /// Keeps a laptop's cursor; it stays known as a mark for ever.
    fn set_cursor(&mut self, device: DeviceNumber, stream: StreamId, mark: Mark) -> Done<()>;

    /// Keeps an enrolment code's hash.
    fn add_code(&mut self, hash: &[u8; 32], user: Id, until: Moment) -> Done<()>;
    /// Uses up an enrolment code: whose it was, and until when it held.
    fn take_code(&mut self, hash: &[u8; 32]) -> Done<Option<(Id, Moment)>>;
}
