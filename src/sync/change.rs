//! A change and the versions it makes: what the store captures, the wire carries and the server merges.
//!
//! Always holds: one change is one record, one (session, seq), one stamp. A record's being there is the version of [`Key::RECORD`]:
//! `Int(1)` creates it, `Null` deletes it.

use crate::base::clock::Stamp;
use crate::base::id::Id;
use crate::schema::{Key, Value};

/// Who wrote a version: a session of an opened database (64 random bits) and the number of the change in it, from 1.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Default)]
pub struct Identity {
    /// Drawn at every opening of the database.
    pub session: u64,
    /// Counts from 1 within the session.
    pub seq: u64,
}

/// A value's identity and its stamp.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Default)]
pub struct Version {
    /// When: the effective stamp once the server has taken it, the claimed one before.
    pub stamp: Stamp,
    /// Who wrote it.
    pub identity: Identity,
}

/// One record's change.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Change {
    /// Its name, for ever.
    pub identity: Identity,
    /// What one `u` takes back.
    pub act: Id,
    /// What is atomic on the server.
    pub group: Id,
    /// The entity's number.
    pub entity: u16,
    /// The record.
    pub record: Id,
    /// When, by the author's hybrid clock.
    pub stamp: Stamp,
    /// The position of the newest log entry of this record that the author's laptop had applied; 0: none. It tells an edit from a
    /// deletion that did not know of each other, and labels parallel updates. Read in the transaction of the edit.
    pub seen: u64,
    /// What was set.
    pub fields: Vec<FieldChange>,
    /// What a server of before had made of each field, as the numbers of [`Outcome`](super::merge::Outcome), where it is brought once more to
    /// one that was restored; empty: all was taken, or nothing was said.
    pub said: Vec<u8>,
}

/// One field's new value and the version that it replaced.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct FieldChange {
    /// The field, or one element of a set; [`Key::RECORD`] for the record itself.
    pub key: Key,
    /// The new value.
    pub value: Value,
    /// The identity of the version that the author saw there, or none.
    pub base: Option<Identity>,
}
