//! The canonical bytes of values, the additive sums over them, and the rolling hash of a log. `docs/SYNC.md` has the table.
//!
//! Always holds: these bytes never change; laptops and servers of all versions compare sums made of them.

use minicbor::{Decode, Encode};
use serde::{Deserialize, Serialize};

use super::change::Identity;
use super::stream::StreamId;
use crate::base::clock::Stamp;
use crate::base::id::Id;
use crate::schema::{Key, Value};

/// Appends a value's canonical bytes: a kind's byte, then big-endian numbers, texts by their length (four bytes) and their UTF-8 as it
/// came, sets by their count and their elements in byte order.
pub fn push_value(bytes: &mut Vec<u8>, value: &Value) {
    match value {
        Value::Null => bytes.push(0),
        Value::Int(number) => {
            bytes.push(1);
            bytes.extend_from_slice(&number.to_be_bytes());
        }
        Value::Text(text) => {
            bytes.push(2);
            push_text(bytes, text);
        }
        Value::Id(id) => {
            bytes.push(3);
            bytes.extend_from_slice(id.bytes());
        }
        Value::Set(elements) => {
            bytes.push(4);
            bytes.extend_from_slice(&(elements.len() as u32).to_be_bytes());
            for element in elements {
                push_text(bytes, element);
            }
        }
    }
}

fn push_text(bytes: &mut Vec<u8>, text: &str) {
    bytes.extend_from_slice(&(text.len() as u32).to_be_bytes());
    bytes.extend_from_slice(text.as_bytes());
}

/// What one version adds to its stream's sum.
pub fn cell_hash(entity: u16, record: Id, key: &Key, value: &Value, stamp: Stamp) -> u64 {
    let mut bytes = Vec::with_capacity(64);
    bytes.extend_from_slice(&entity.to_be_bytes());
    bytes.extend_from_slice(record.bytes());
    bytes.extend_from_slice(&key.field.to_be_bytes());
    push_text(&mut bytes, &key.element);
    push_value(&mut bytes, value);
    bytes.extend_from_slice(&stamp.0.to_be_bytes());
    short(&bytes)
}

fn short(bytes: &[u8]) -> u64 {
    let mut first = [0; 8];
    first.copy_from_slice(&blake3::hash(bytes).as_bytes()[..8]);
    u64::from_be_bytes(first)
}

/// How many versions a stream holds, and the sum of their hashes, modulo 2^64: order does not matter, and one can be taken away again.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Encode, Decode, Serialize, Deserialize)]
#[cbor(array)]
pub struct Sum {
    /// How many.
    #[n(0)]
    pub count: u64,
    /// The sum of their hashes.
    #[n(1)]
    pub sum: u64,
}

impl Sum {
    /// With one more version of this hash.
    pub fn add(&mut self, hash: u64) {
        self.count = self.count.wrapping_add(1);
        self.sum = self.sum.wrapping_add(hash);
    }

    /// Without one version of this hash.
    pub fn take(&mut self, hash: u64) {
        self.count = self.count.wrapping_sub(1);
        self.sum = self.sum.wrapping_sub(hash);
    }

    /// Without another.
    pub fn leave(&mut self, other: Sum) {
        self.count = self.count.wrapping_sub(other.count);
        self.sum = self.sum.wrapping_sub(other.sum);
    }

    /// Both together.
    pub fn join(&mut self, other: Sum) {
        self.count = self.count.wrapping_add(other.count);
        self.sum = self.sum.wrapping_add(other.sum);
    }
}

/// A place in a stream's log: a position, and the hash of the log up to it. Position 0 is before the first entry.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Encode, Decode, Serialize, Deserialize)]
#[cbor(array)]
pub struct Mark {
    /// The position of the last entry.
    #[n(0)]
    pub position: u64,
    /// The rolling hash there.
    #[n(1)]
    pub hash: u64,
}

impl Mark {
    /// The mark after an entry at this position with these stored bytes.
    pub fn next(self, position: u64, entry: &[u8]) -> Mark {
        let mut bytes = Vec::with_capacity(entry.len() + 16);
        bytes.extend_from_slice(&self.hash.to_be_bytes());
        bytes.extend_from_slice(&position.to_be_bytes());
        bytes.extend_from_slice(entry);
        Mark { position, hash: short(&bytes) }
    }
}

/// One figure for where a laptop is in all its streams, in any order.
pub fn marks_digest(marks: impl IntoIterator<Item = (StreamId, Mark)>) -> u64 {
    marks.into_iter().fold(0, |all, (stream, mark)| {
        let text = format!("{stream} {} {}", mark.position, mark.hash);
        all.wrapping_add(short(text.as_bytes()))
    })
}

/// One figure for what a side holds of all its streams, in any order.
pub fn sums_digest(sums: impl IntoIterator<Item = (StreamId, Sum)>) -> u64 {
    sums.into_iter().fold(0, |all, (stream, sum)| {
        let text = format!("{stream} {} {}", sum.count, sum.sum);
        all.wrapping_add(short(text.as_bytes()))
    })
}

/// The id of the conflict record about this loser: the same on every server that decides it again.
pub fn conflict_id(entity: u16, record: Id, key: &Key, loser: Identity) -> Id {
    Id::derived(&[
        b"conflict",
        &entity.to_be_bytes(),
        record.bytes(),
        &key.field.to_be_bytes(),
        key.element.as_bytes(),
        &loser.session.to_be_bytes(),
        &loser.seq.to_be_bytes(),
    ])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn canonical_bytes_are_these_for_ever() {
        for (value, bytes) in [
            (Value::Null, "00"),
            (Value::Int(1), "010000000000000001"),
            (Value::Int(-2), "01fffffffffffffffe"),
            (Value::Text("é".into()), "0200000002c3a9"),
            (Value::Id(Id::NIL), "0300000000000000000000000000000000"),
            (Value::set(["b".to_string(), "a".to_string()]), "040000000200000001610000000162"),
        ] {
            let mut out = Vec::new();
            push_value(&mut out, &value);
            assert_eq!(data_encoding::HEXLOWER.encode(&out), bytes, "{value:?}");
        }
        let hash = cell_hash(1, Id::NIL, &Key::field(1), &Value::Text("a".into()), Stamp(7));
        assert_eq!(format!("{hash:016x}"), "2e9478d22f06b318");
        let mark = Mark::default().next(1, b"x").next(2, b"y");
        assert_eq!(format!("{:016x}", mark.hash), "8d4ee6cf0911c288");
    }

    #[test]
    fn a_sum_forgets_what_is_taken_away() {
        let mut sum = Sum::default();
        sum.add(5);
        sum.add(u64::MAX);
        sum.take(5);
        let mut other = Sum::default();
        other.add(u64::MAX);
        assert_eq!(sum, other);
    }
}
