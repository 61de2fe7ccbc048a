//! The entries of the server's log: what a stream's receivers apply, in its order.
//!
//! Always holds: an entry is stored once, as the bytes that travel; what is sent is what was hashed (but for [`Entry::Echo`], which stands
//! for an entry that the receiver wrote itself in the same request).

use std::fmt;

use minicbor::decode::{self, Decoder};
use minicbor::encode::{self, Encoder, Write};
use minicbor::{Decode, Encode};
use serde::{Deserialize, Serialize};

use super::change::Identity;
use super::merge::Outcome;
use super::stream::StreamId;
use crate::base::clock::Stamp;
use crate::base::id::Id;
use crate::schema::{Key, Value};

/// One entry.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, Serialize, Deserialize)]
#[cbor(array)]
pub enum Entry {
    /// A change, as it was decided.
    #[n(0)]
    Change(#[n(0)] Logged),
    /// Versions of a record as they are: it moved here, or a laptop gave them back.
    #[n(1)]
    Versions(#[n(0)] Versions),
    /// A record has left this stream.
    #[n(2)]
    Evict(#[n(0)] Evict),
    /// What became of a change of this user whose record lies elsewhere, or which is parked.
    #[n(3)]
    Told(#[n(0)] Told),
    /// A change that the receiver sent in this very request, as it was decided; its values are there already.
    #[n(4)]
    Echo(#[n(0)] Echo),
    /// Deleted records of which nothing is kept any more: every laptop has seen that they were deleted.
    #[n(5)]
    Forget(#[n(0)] Forget),
}

/// A change, as it was decided.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, Serialize, Deserialize)]
#[cbor(array)]
pub struct Logged {
    /// The session that wrote it.
    #[n(0)]
    pub session: u64,
    /// The number in the session.
    #[n(1)]
    pub seq: u64,
    /// The user; nil is the server.
    #[n(2)]
    pub by: Id,
    /// The act.
    #[n(3)]
    pub act: Id,
    /// The entity's number.
    #[n(4)]
    pub entity: u16,
    /// The record.
    #[n(5)]
    pub record: Id,
    /// The effective stamp.
    #[n(6)]
    pub stamp: Stamp,
    /// [`PARALLEL`], [`LATE`], [`AGAIN`].
    #[n(7)]
    pub labels: u8,
    /// The fields.
    #[n(8)]
    pub fields: Vec<LoggedField>,
}

/// Label: other fields of the record were set on another side without either knowing of the other; merged, no question asked.
pub const PARALLEL: u8 = 1;
/// Label: the author no longer receives the record's stream.
pub const LATE: u8 = 2;
/// Label: given back to a restored server by its author.
pub const AGAIN: u8 = 4;

/// A field, as it was decided. One that did not win travels without its value; the conflict record has it.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, Serialize, Deserialize)]
#[cbor(array)]
pub struct LoggedField {
    /// Its number.
    #[n(0)]
    pub field: u16,
    /// Its value.
    #[n(1)]
    pub value: Value,
    /// The element, where the field is a set.
    #[n(2)]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub element: Option<String>,
    /// The number of its [`Outcome`]; none: taken.
    #[n(3)]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub outcome: Option<u8>,
}

/// Versions of one record.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, Serialize, Deserialize)]
#[cbor(array)]
pub struct Versions {
    /// The entity's number.
    #[n(0)]
    pub entity: u16,
    /// The record.
    #[n(1)]
    pub record: Id,
    /// The versions.
    #[n(2)]
    #[cbor(with = "cells")]
    pub cells: Vec<Cell>,
    /// Who gave them back; none: the record moved here.
    #[n(3)]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub by: Option<Id>,
}

/// Cells as they travel: those that follow each other with one version say it once, `[stamp, session, seq, [[field, value, element?], ...]]`.
mod cells {
    use super::*;

    pub fn encode<C, W: Write>(cells: &[Cell], e: &mut Encoder<W>, ctx: &mut C) -> Result<(), encode::Error<W::Error>> {
        let groups = || cells.chunk_by(|a, b| (a.stamp, a.identity()) == (b.stamp, b.identity()));
        e.array(groups().count() as u64)?;
        for group in groups() {
            let Some(first) = group.first() else { continue };
            e.array(4)?.encode_with(first.stamp, ctx)?.u64(first.session)?.u64(first.seq)?.array(group.len() as u64)?;
            for cell in group {
                e.array(2 + u64::from(cell.element.is_some()))?.u16(cell.field)?.encode_with(&cell.value, ctx)?;
                if let Some(element) = &cell.element {
                    e.str(element)?;
                }
            }
        }
        Ok(())
    }

    pub fn decode<C>(d: &mut Decoder<'_>, ctx: &mut C) -> Result<Vec<Cell>, decode::Error> {
        let mut cells = Vec::new();
        for _ in 0..length(d)? {
            if length(d)? != 4 {
                return Err(decode::Error::message("versions that cannot be read"));
            }
            let (stamp, session, seq) = (d.decode_with(ctx)?, d.u64()?, d.u64()?);
            for _ in 0..length(d)? {
                let parts = length(d)?;
                let (field, value) = (d.u16()?, d.decode_with(ctx)?);
                let element = if parts > 2 { Some(d.str()?.to_string()) } else { None };
                cells.push(Cell { field, value, stamp, session, seq, element });
            }
        }
        Ok(cells)
    }

    fn length(d: &mut Decoder<'_>) -> Result<u64, decode::Error> {
        d.array()?.ok_or_else(|| decode::Error::message("an array without its length"))
    }
}

/// One version of one field.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, Serialize, Deserialize)]
#[cbor(array)]
pub struct Cell {
    /// The field's number; 0 is the record itself.
    #[n(0)]
    pub field: u16,
    /// Its value.
    #[n(1)]
    pub value: Value,
    /// The effective stamp.
    #[n(2)]
    pub stamp: Stamp,
    /// The session that wrote it.
    #[n(3)]
    pub session: u64,
    /// The number in the session.
    #[n(4)]
    pub seq: u64,
    /// The element, where the field is a set.
    #[n(5)]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub element: Option<String>,
}

impl Cell {
    /// What it belongs to.
    pub fn key(&self) -> Key {
        Key { field: self.field, element: self.element.clone().unwrap_or_default() }
    }

    /// Who wrote it.
    pub fn identity(&self) -> Identity {
        Identity { session: self.session, seq: self.seq }
    }
}

impl LoggedField {
    /// What it belongs to.
    pub fn key(&self) -> Key {
        Key { field: self.field, element: self.element.clone().unwrap_or_default() }
    }

    /// What became of it.
    pub fn outcome(&self) -> Outcome {
        Outcome::of(self.outcome.unwrap_or(0))
    }
}

impl Logged {
    /// Who wrote it.
    pub fn identity(&self) -> Identity {
        Identity { session: self.session, seq: self.seq }
    }
}

/// A record has left this stream.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, Serialize, Deserialize)]
#[cbor(array)]
pub struct Evict {
    /// The entity's number.
    #[n(0)]
    pub entity: u16,
    /// The record.
    #[n(1)]
    pub record: Id,
    /// Where it went.
    #[n(2)]
    pub to: StreamId,
}

/// Deleted records of which nothing is kept any more.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, Serialize, Deserialize)]
#[cbor(array)]
pub struct Forget {
    /// The entities' numbers and the records.
    #[n(0)]
    pub records: Vec<(u16, Id)>,
}

/// What became of a change, told to its author.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, Serialize, Deserialize)]
#[cbor(array)]
pub struct Told {
    /// The session that wrote the change.
    #[n(0)]
    pub session: u64,
    /// The number in the session.
    #[n(1)]
    pub seq: u64,
    /// Why it is parked; none: it was taken (or lost, or held), where this laptop does not see it.
    #[n(2)]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub parked: Option<Reason>,
    /// What became of each field of one that was not parked; none: all were taken, or it is not said.
    #[n(3)]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub outcomes: Option<Vec<u8>>,
}

/// Why a group is parked.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Reason {
    /// Its author may not write there.
    NotAllowed,
    /// A text is longer than its field takes.
    TooLong,
    /// It builds upon a change that is parked.
    Depends,
    /// Something in it cannot be understood.
    Malformed,
}

impl Reason {
    const ALL: [Reason; 4] = [Reason::NotAllowed, Reason::TooLong, Reason::Depends, Reason::Malformed];

    /// Its word: what the laptop stores and the locale files name (`parked-` before it).
    pub const fn word(self) -> &'static str {
        match self {
            Reason::NotAllowed => "not_allowed",
            Reason::TooLong => "too_long",
            Reason::Depends => "depends",
            Reason::Malformed => "malformed",
        }
    }
}

impl<C> minicbor::Encode<C> for Reason {
    fn encode<W: Write>(&self, e: &mut Encoder<W>, _: &mut C) -> Result<(), encode::Error<W::Error>> {
        e.u8(*self as u8)?.ok()
    }
}

/// A reason that this version does not know is read as "cannot be understood".
impl<'b, C> Decode<'b, C> for Reason {
    fn decode(d: &mut Decoder<'b>, _: &mut C) -> Result<Reason, decode::Error> {
        Ok(Reason::ALL.get(usize::from(d.u8()?)).copied().unwrap_or(Reason::Malformed))
    }
}

/// A change of this request, as it was decided.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, Serialize, Deserialize)]
#[cbor(array)]
pub struct Echo {
    /// The session that wrote the change.
    #[n(0)]
    pub session: u64,
    /// The number in the session.
    #[n(1)]
    pub seq: u64,
    /// The effective stamp.
    #[n(2)]
    pub stamp: Stamp,
    /// The outcomes in the order of its fields; none: all taken.
    #[n(3)]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub outcomes: Option<Vec<u8>>,
    /// Its labels; none: none.
    #[n(4)]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub labels: Option<u8>,
}

/// An entry as the bytes in which it is stored and sent.
#[derive(Clone, PartialEq, Eq)]
pub struct Packed(Vec<u8>);

impl Packed {
    /// The entry's bytes.
    pub fn new(entry: &Entry) -> Packed {
        let mut bytes = Vec::new();
        // Writing to memory cannot fail.
        let _ = minicbor::encode(entry, &mut bytes);
        Packed(bytes)
    }

    /// Bytes that were stored.
    pub fn stored(bytes: Vec<u8>) -> Packed {
        Packed(bytes)
    }

    /// The bytes.
    pub fn bytes(&self) -> &[u8] {
        &self.0
    }

    /// The entry in them.
    pub fn open(&self) -> Result<Entry, decode::Error> {
        minicbor::decode(&self.0)
    }
}

impl fmt::Debug for Packed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.open() {
            Ok(entry) => entry.fmt(f),
            Err(_) => write!(f, "{} bytes", self.0.len()),
        }
    }
}

impl<C> minicbor::Encode<C> for Packed {
    fn encode<W: Write>(&self, e: &mut Encoder<W>, _: &mut C) -> Result<(), encode::Error<W::Error>> {
        e.writer_mut().write_all(&self.0).map_err(encode::Error::write)
    }
}

impl<'b, C> Decode<'b, C> for Packed {
    fn decode(d: &mut Decoder<'b>, _: &mut C) -> Result<Packed, decode::Error> {
        let from = d.position();
        d.skip()?;
        Ok(Packed(d.input()[from..d.position()].to_vec()))
    }
}

impl Serialize for Packed {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.open().map_err(serde::ser::Error::custom)?.serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for Packed {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Packed, D::Error> {
        Entry::deserialize(deserializer).map(|entry| Packed::new(&entry))
    }
}
