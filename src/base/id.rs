//! The ids of records and acts: 16 bytes, UUID version 7, or version 8 where computed from what a thing is.
//!
//! Always holds: an [`IdSource`] is pure; whoever opens a store seeds it with true randomness. It must not read a clock.

use std::fmt;
use std::hash::{Hash, Hasher};
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use super::clock::Moment;

/// The permanent name of a record, an act or a group.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub struct Id([u8; 16]);

/// What was given is not an id.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("not an id: {0}")]
pub struct NotAnId(pub String);

impl Id {
    /// The id of nothing: sixteen zero bytes. Never given to a record.
    pub const NIL: Id = Id([0; 16]);

    /// The id with these sixteen bytes.
    pub const fn from_bytes(bytes: [u8; 16]) -> Id {
        Id(bytes)
    }

    /// Its sixteen bytes, as stored and sent.
    pub const fn bytes(&self) -> &[u8; 16] {
        &self.0
    }

    /// The id computed from what a thing is, so that two devices that make the same thing make one record (UUID version 8).
    pub fn derived(parts: &[&[u8]]) -> Id {
        let mut hasher = blake3::Hasher::new();
        for part in parts {
            hasher.update(&(part.len() as u64).to_le_bytes());
            hasher.update(part);
        }
        let mut bytes = [0; 16];
        bytes.copy_from_slice(&hasher.finalize().as_bytes()[..16]);
        bytes[6] = (bytes[6] & 0x0f) | 0x80;
        bytes[8] = (bytes[8] & 0x3f) | 0x80;
        Id(bytes)
    }

    /// The id in the bytes of a stored column; `None` unless there are sixteen.
    pub fn from_slice(bytes: &[u8]) -> Option<Id> {
        bytes.try_into().ok().map(Id)
    }
}

/// As one number: thousands are looked up at a start.
impl Hash for Id {
    fn hash<H: Hasher>(&self, state: &mut H) {
        state.write_u128(u128::from_ne_bytes(self.0));
    }
}

impl fmt::Display for Id {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        uuid::Uuid::from_bytes(self.0).hyphenated().fmt(f)
    }
}

impl fmt::Debug for Id {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl FromStr for Id {
    type Err = NotAnId;

    fn from_str(text: &str) -> Result<Id, NotAnId> {
        uuid::Uuid::parse_str(text.trim()).map(|id| Id(id.into_bytes())).map_err(|_| NotAnId(text.to_string()))
    }
}

impl Serialize for Id {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Id {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Id, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(serde::de::Error::custom)
    }
}

/// Makes new ids (UUID version 7: ordered by time) from a seed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct IdSource {
    seed: [u8; 32],
    count: u64,
}

impl IdSource {
    /// A source over these 32 bytes; the same seed and the same moments give the same ids.
    pub const fn new(seed: [u8; 32]) -> IdSource {
        IdSource { seed, count: 0 }
    }

    /// A source for tests and demos, told apart by a number.
    pub fn seeded(seed: u64) -> IdSource {
        let mut bytes = [0; 32];
        bytes[..8].copy_from_slice(&seed.to_le_bytes());
        IdSource::new(bytes)
    }

    /// Sixty-four bits of the source's randomness.
    pub fn bits(&mut self) -> u64 {
        let block = self.block();
        u64::from_le_bytes([block[0], block[1], block[2], block[3], block[4], block[5], block[6], block[7]])
    }

    /// The next new id.
    pub fn next(&mut self, now: Moment) -> Id {
        let block = self.block();
        let mut bytes = [0; 16];
        bytes[..6].copy_from_slice(&(now.millis().max(0) as u64).to_be_bytes()[2..]);
        bytes[6..].copy_from_slice(&block[..10]);
        bytes[6] = (bytes[6] & 0x0f) | 0x70;
        bytes[8] = (bytes[8] & 0x3f) | 0x80;
        Id(bytes)
    }

    fn block(&mut self) -> [u8; 32] {
        self.count += 1;
        *blake3::keyed_hash(&self.seed, &self.count.to_le_bytes()).as_bytes()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_reads_back_as_it_was_printed() {
        let mut source = IdSource::seeded(7);
        for millis in [0, 1, 1_700_000_000_000] {
            let id = source.next(Moment::from_millis(millis));
            assert_eq!(id.to_string().parse::<Id>(), Ok(id));
        }
        assert!("rubbish".parse::<Id>().is_err());
    }

    #[test]
    fn later_ids_sort_later_and_none_is_twice() {
        let mut source = IdSource::seeded(7);
        let early = source.next(Moment::from_millis(1000));
        let late = source.next(Moment::from_millis(2000));
        assert!(early < late);
        assert_ne!(source.next(Moment::from_millis(2000)), late);
    }

    #[test]
    fn a_derived_id_depends_on_each_part_and_its_border() {
        assert_eq!(Id::derived(&[b"ab", b"c"]), Id::derived(&[b"ab", b"c"]));
        assert_ne!(Id::derived(&[b"ab", b"c"]), Id::derived(&[b"a", b"bc"]));
    }
}
