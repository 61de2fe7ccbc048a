//! A record's history as the server tells it: asked for one record, when a person wants to see it; or one act, to take it back.
//!
//! Always holds: whoever does not receive the record is told nothing of it.

use minicbor::{Decode, Encode};
use serde::{Deserialize, Serialize};

use crate::base::clock::Stamp;
use crate::base::id::Id;
use crate::schema::Value;

/// Which record's history is wanted.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Encode, Decode, Serialize, Deserialize)]
#[cbor(array)]
pub struct PastAsk {
    /// The protocol it speaks.
    #[n(0)]
    pub protocol: u16,
    /// The entity's number.
    #[n(1)]
    pub entity: u16,
    /// The record.
    #[n(2)]
    pub record: Id,
    /// One act instead, whatever records it changed: those after the record above, in the order of their entities and ids.
    #[n(3)]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub act: Option<Id>,
}

/// The history, newest first.
#[derive(Clone, PartialEq, Eq, Debug, Default, Encode, Decode, Serialize, Deserialize)]
#[cbor(array)]
pub struct Past {
    /// The protocol it speaks.
    #[n(0)]
    pub protocol: u16,
    /// What was set.
    #[n(1)]
    pub lines: Vec<PastLine>,
    /// There is more than was told.
    #[n(2)]
    pub more: bool,
    /// Of an act: the last record that was looked at, where there are more; whoever asks on names it.
    #[n(3)]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<(u16, Id)>,
}

/// One field that somebody set.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, Serialize, Deserialize)]
#[cbor(array)]
pub struct PastLine {
    /// The session that wrote the change.
    #[n(0)]
    pub session: u64,
    /// The number in the session.
    #[n(1)]
    pub seq: u64,
    /// The effective stamp.
    #[n(2)]
    pub stamp: Stamp,
    /// The author; none: the server.
    #[n(3)]
    pub by: Option<Id>,
    /// The laptop's name; empty: the server itself.
    #[n(4)]
    pub device: String,
    /// The act.
    #[n(5)]
    pub act: Id,
    /// 0 taken, 1 lost, 2 held, 3 parked, 4 taken and then replaced by one that did not know of it.
    #[n(6)]
    pub fate: u8,
    /// The field's number; 0 is the record itself.
    #[n(7)]
    pub field: u16,
    /// The element, where the field is a set.
    #[n(8)]
    pub element: String,
    /// What stood there.
    #[n(9)]
    pub before: Value,
    /// What was set.
    #[n(10)]
    pub after: Value,
    /// The entity's number and the record, where an act was asked for.
    #[n(11)]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub of: Option<(u16, Id)>,
}
