//! What travels: one request and one response, as positional CBOR arrays (and JSON of the same shape, for people).
//!
//! Always holds: a field's number in its array is permanent; new ones are added at the end and are optional; nothing is ever reused.
//! Versions of the protocol are listed in `docs/SYNC.md`.

use minicbor::{Decode, Encode};
use serde::{Deserialize, Serialize};

use super::canonical::{Mark, Sum};
use super::change::Identity;
use super::compare::{Compare, Compared};
use super::log::{Packed, Versions};
use super::snapshot::Offer;
use super::stream::StreamId;
use crate::base::id::Id;
use crate::schema::Value;

/// The protocol that this version speaks.
pub const PROTOCOL: u16 = 1;

/// The oldest protocol that it still understands.
pub const OLDEST_PROTOCOL: u16 = 1;

/// A laptop's side of a round: what it has, and what it brings.
#[derive(Clone, PartialEq, Eq, Debug, Default, Encode, Decode, Serialize, Deserialize)]
#[cbor(array)]
pub struct Request {
    /// The protocol it speaks.
    #[n(0)]
    pub protocol: u16,
    /// The laptop's clock, in milliseconds since the epoch.
    #[n(1)]
    pub now: i64,
    /// How far it has stored each stream.
    #[n(2)]
    pub cursors: Vec<Cursor>,
    /// The sessions that the changes below name by their place here.
    #[n(3)]
    pub sessions: Vec<u64>,
    /// The acts that the groups below name by their place here.
    #[n(4)]
    pub acts: Vec<Id>,
    /// What was changed, in commit order.
    #[n(5)]
    pub groups: Vec<Group>,
    /// Versions given back to a restored server.
    #[n(6)]
    pub returned: Vec<Returned>,
    /// At most so many bytes of log, before compression.
    #[n(7)]
    pub most: u32,
    /// Streams that are compared, since both sides sum them differently.
    #[n(8)]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub compare: Option<Vec<Compare>>,
    /// Instead of the cursors, where the server knows them from its last answer.
    #[n(9)]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub at: Option<At>,
    /// Where the log stood at an earlier answer of this contact ([`Response::witness`]): a server that has lost it since lacks what was brought.
    #[n(10)]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub witness: Option<Cursor>,
    /// Changes that could not be taken and that their author gave up, each as its session and number, until the server has heard it.
    #[n(11)]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub withdrawn: Option<Vec<(u64, u64)>>,
}

/// Where a laptop is in all its streams, and what it holds, as two figures.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Encode, Decode, Serialize, Deserialize)]
#[cbor(array)]
pub struct At {
    /// [`marks_digest`](super::marks_digest) of its cursors.
    #[n(0)]
    pub marks: u64,
    /// [`sums_digest`](super::sums_digest) of what it holds.
    #[n(1)]
    pub sums: u64,
}

/// How far a laptop has stored a stream.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, Serialize, Deserialize)]
#[cbor(array)]
pub struct Cursor {
    /// The stream.
    #[n(0)]
    pub stream: StreamId,
    /// The last entry stored.
    #[n(1)]
    pub at: Mark,
    /// Older marks, newest first, where the server did not know this one: it looks for what both logs have in common.
    #[n(2)]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub marks: Option<Vec<Mark>>,
}

/// Changes that are senseless apart: taken, or parked, together.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, Serialize, Deserialize)]
#[cbor(array)]
pub struct Group {
    /// The act: its place in [`Request::acts`].
    #[n(0)]
    pub act: u32,
    /// The changes.
    #[n(1)]
    pub changes: Vec<SentChange>,
    /// Set where the server had taken them before it was restored: their stamps are effective ones, and this is the last position that
    /// both logs have in common.
    #[n(2)]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub again: Option<u64>,
}

/// One record's change on its way up. Numbers marked *step* are the difference to the change before it in the request.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, Serialize, Deserialize)]
#[cbor(array)]
pub struct SentChange {
    /// The session: its place in [`Request::sessions`].
    #[n(0)]
    pub session: u32,
    /// The number in the session, a step.
    #[n(1)]
    pub seq: i64,
    /// The entity's number.
    #[n(2)]
    pub entity: u16,
    /// The record.
    #[n(3)]
    pub record: Id,
    /// The author's stamp, a step.
    #[n(4)]
    pub stamp: i64,
    /// The position of the record's newest entry that the author had, a step.
    #[n(5)]
    pub seen: i64,
    /// What was set.
    #[n(6)]
    pub fields: Vec<SentField>,
    /// Where [`Group::again`] is set: what the server of before had made of each field, unless all was taken.
    #[n(7)]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub said: Option<Vec<u8>>,
}

/// One field on its way up.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, Serialize, Deserialize)]
#[cbor(array)]
pub struct SentField {
    /// Its number.
    #[n(0)]
    pub field: u16,
    /// Its new value.
    #[n(1)]
    pub value: Value,
    /// The version that its author saw.
    #[n(2)]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub base: Option<SentIdentity>,
    /// The element, where the field is a set.
    #[n(3)]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub element: Option<String>,
}

/// An identity whose session stands in [`Request::sessions`].
#[derive(Clone, Copy, PartialEq, Eq, Debug, Encode, Decode, Serialize, Deserialize)]
#[cbor(array)]
pub struct SentIdentity {
    /// The session's place.
    #[n(0)]
    pub session: u32,
    /// The number in the session.
    #[n(1)]
    pub seq: u64,
}

/// What a laptop gives back to a restored server.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, Serialize, Deserialize)]
#[cbor(array)]
pub struct Returned {
    /// The stream in which the laptop has it. Where the server has it elsewhere, it says so there.
    #[n(0)]
    pub stream: StreamId,
    /// The last position that both logs of the stream have in common.
    #[n(1)]
    pub since: u64,
    /// The versions.
    #[n(2)]
    pub versions: Versions,
}

/// What the server says beside its slices.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub enum Word {
    /// All was taken or parked.
    #[default]
    Fine,
    /// A cursor is not known, so nothing was taken; `resets` says from where to go on, or asks for marks. Without any, it is the witness that
    /// is not known: whatever was brought in this contact is to be brought once more.
    Unknown,
    /// The laptop was taken away from its rep: what it brought was taken; now it must forget.
    Wipe,
    /// What was brought was taken; the laptop's version is too old to be given anything.
    TooOld,
    /// The figure that stood for the cursors tells nothing here, so nothing was taken: say them.
    Tell,
    /// The laptop's user has left the company: what was brought was taken; nothing is given.
    Left,
}

impl<C> minicbor::Encode<C> for Word {
    fn encode<W: minicbor::encode::Write>(
        &self,
        e: &mut minicbor::Encoder<W>,
        _: &mut C,
    ) -> Result<(), minicbor::encode::Error<W::Error>> {
        e.u8(*self as u8)?.ok()
    }
}

impl<'b, C> Decode<'b, C> for Word {
    fn decode(d: &mut minicbor::Decoder<'b>, _: &mut C) -> Result<Word, minicbor::decode::Error> {
        match d.u8()? {
            0 => Ok(Word::Fine),
            1 => Ok(Word::Unknown),
            2 => Ok(Word::Wipe),
            3 => Ok(Word::TooOld),
            4 => Ok(Word::Tell),
            5 => Ok(Word::Left),
            // A word of a later version: whatever it says, this one is too old for it.
            _ => Ok(Word::TooOld),
        }
    }
}

/// The server's side of a round.
#[derive(Clone, PartialEq, Eq, Debug, Default, Encode, Decode, Serialize, Deserialize)]
#[cbor(array)]
pub struct Response {
    /// The protocol it speaks.
    #[n(0)]
    pub protocol: u16,
    /// The server's clock, in milliseconds since the epoch.
    #[n(1)]
    pub now: i64,
    /// What it says.
    #[n(2)]
    pub word: Word,
    /// What is new in each stream that the laptop receives.
    #[n(3)]
    pub slices: Vec<Slice>,
    /// From where to go on in streams whose cursor is not known.
    #[n(4)]
    pub resets: Vec<Reset>,
    /// Streams of the request that this laptop does not receive (any more).
    #[n(5)]
    pub gone: Vec<StreamId>,
    /// How many groups were read and decided (each was taken, lost, held or parked; the log says which).
    #[n(6)]
    pub groups: u32,
    /// The server's part of the comparisons that were asked for.
    #[n(7)]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub compared: Option<Vec<Compared>>,
    /// Files to take instead of a log that is long, or that was compacted beyond the laptop's cursor.
    #[n(8)]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub offers: Option<Vec<Offer>>,
    /// What became of changes of this request that were decided at positions which the laptop has stored already.
    #[n(9)]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub echoed: Option<Vec<Echoed>>,
    /// When the request came, both sides were at the same marks and held the same; streams that nothing was added to have no slice.
    #[n(10)]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub same: Option<bool>,
    /// To a laptop that is given no slices, since it is to forget or is too old: the newest entry of the whole log. As long as it stands, so does
    /// what was brought until now.
    #[n(11)]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub witness: Option<Cursor>,
}

/// What became of a change, and where in a log that the laptop has stored.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, Serialize, Deserialize)]
#[cbor(array)]
pub struct Echoed {
    /// The stream.
    #[n(0)]
    pub stream: StreamId,
    /// The position there.
    #[n(1)]
    pub position: u64,
    /// An [`Entry::Echo`](super::log::Entry::Echo) or an [`Entry::Told`](super::log::Entry::Told).
    #[n(2)]
    pub entry: Packed,
}

/// The part of a stream's log that follows a cursor.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, Serialize, Deserialize)]
#[cbor(array)]
pub struct Slice {
    /// The stream.
    #[n(0)]
    pub stream: StreamId,
    /// The cursor it starts from: applied only where the stored one is the same.
    #[n(1)]
    pub from: Mark,
    /// The cursor after it.
    #[n(2)]
    pub to: Mark,
    /// The position of each entry, the first as a step from `from`, the others from the one before.
    #[n(3)]
    pub steps: Vec<u64>,
    /// The entries.
    #[n(4)]
    pub entries: Vec<Packed>,
    /// How many entries are still to come.
    #[n(5)]
    pub left: u64,
    /// What the server holds of this stream, counted and summed in the transaction of the slice; only where nothing is left.
    #[n(6)]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sum: Option<Sum>,
}

/// A stream whose cursor the server does not know: it was restored.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, Serialize, Deserialize)]
#[cbor(array)]
pub struct Reset {
    /// The stream.
    #[n(0)]
    pub stream: StreamId,
    /// The newest mark that both logs have in common; none where the laptop has yet to send its marks.
    #[n(1)]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub common: Option<Mark>,
}

/// A laptop asks to become one of a company's.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, Serialize, Deserialize)]
#[cbor(array)]
pub struct Enrol {
    /// The protocol it speaks.
    #[n(0)]
    pub protocol: u16,
    /// The one-time code.
    #[n(1)]
    pub code: String,
    /// The laptop's name, for the admin's list.
    #[n(2)]
    pub name: String,
    /// Its Ed25519 public key.
    #[n(3)]
    #[cbor(with = "minicbor::bytes")]
    pub signing: [u8; 32],
    /// Its X25519 public key.
    #[n(4)]
    #[cbor(with = "minicbor::bytes")]
    pub sealing: [u8; 32],
}

/// What a code is for, asked before it is used: nothing changes on the server.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, Serialize, Deserialize)]
#[cbor(array)]
pub struct Invitation {
    /// The protocol it speaks.
    #[n(0)]
    pub protocol: u16,
    /// The rep.
    #[n(1)]
    pub user: Id,
    /// The rep's name.
    #[n(2)]
    pub name: String,
    /// The rep's territories, with their names.
    #[n(3)]
    pub territories: Vec<(Id, String)>,
}

/// The server's answer to a good code.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, Serialize, Deserialize)]
#[cbor(array)]
pub struct Enrolled {
    /// The protocol it speaks.
    #[n(0)]
    pub protocol: u16,
    /// The laptop's token.
    #[n(1)]
    pub token: String,
    /// The laptop's id there.
    #[n(2)]
    pub device: Id,
    /// The rep.
    #[n(3)]
    pub user: Id,
    /// The rep's name.
    #[n(4)]
    pub name: String,
    /// What the rep may do.
    #[n(5)]
    pub roles: Vec<String>,
    /// The rep's territories, with their names.
    #[n(6)]
    pub territories: Vec<(Id, String)>,
    /// The server's Ed25519 public key.
    #[n(7)]
    #[cbor(with = "minicbor::bytes")]
    pub signing: [u8; 32],
    /// The server's X25519 public key.
    #[n(8)]
    #[cbor(with = "minicbor::bytes")]
    pub sealing: [u8; 32],
    /// The server's clock, in milliseconds since the epoch.
    #[n(9)]
    pub now: i64,
}

impl SentIdentity {
    /// The identity it stands for.
    pub fn open(self, sessions: &[u64]) -> Option<Identity> {
        sessions.get(self.session as usize).map(|session| Identity { session: *session, seq: self.seq })
    }
}
