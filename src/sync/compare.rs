//! Where two sides differ: 256 buckets of a stream, then the records in those that are unequal, then the fields of those records.
//!
//! Always holds: each side sums its own rows and nobody adopts the other's figures; only what differs travels. The server decides what a
//! field is; the laptop says what it has and whether its own change log says the same.

use minicbor::{Decode, Encode};
use serde::{Deserialize, Serialize};

use super::log::Cell;
use super::stream::StreamId;
use crate::base::id::Id;
use crate::schema::Key;

/// How many buckets a stream has.
pub const BUCKETS: usize = 256;

/// The most records of which sums are told at once; the rest follows when these are healed.
pub const MOST_RECORDS: usize = 2_000;

/// The bucket of a record: the last byte of its id, which is random (or a hash's).
pub fn bucket_of(record: Id) -> u8 {
    record.bytes()[15]
}

/// The sums of a stream's buckets.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Buckets(Vec<u64>);

impl Default for Buckets {
    fn default() -> Buckets {
        Buckets(vec![0; BUCKETS])
    }
}

impl Buckets {
    /// Adds a record's sum.
    pub fn add(&mut self, record: Id, sum: u64) {
        if let Some(bucket) = self.0.get_mut(usize::from(bucket_of(record))) {
            *bucket = bucket.wrapping_add(sum);
        }
    }

    /// The buckets in which the other side sums differently.
    pub fn differing(&self, other: &Buckets) -> Vec<u8> {
        (0..=u8::MAX).filter(|at| self.0.get(usize::from(*at)) != other.0.get(usize::from(*at))).collect()
    }
}

/// On the wire: eight bytes for each bucket, big-endian.
impl<C> Encode<C> for Buckets {
    fn encode<W: minicbor::encode::Write>(
        &self,
        e: &mut minicbor::Encoder<W>,
        _: &mut C,
    ) -> Result<(), minicbor::encode::Error<W::Error>> {
        let bytes: Vec<u8> = self.0.iter().flat_map(|sum| sum.to_be_bytes()).collect();
        e.bytes(&bytes)?.ok()
    }
}

impl<'b, C> Decode<'b, C> for Buckets {
    fn decode(d: &mut minicbor::Decoder<'b>, _: &mut C) -> Result<Buckets, minicbor::decode::Error> {
        let bytes = d.bytes()?;
        if bytes.len() != BUCKETS * 8 {
            return Err(minicbor::decode::Error::message("a stream has 256 buckets"));
        }
        let (sums, _) = bytes.as_chunks::<8>();
        Ok(Buckets(sums.iter().map(|sum| u64::from_be_bytes(*sum)).collect()))
    }
}

impl Serialize for Buckets {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.0.serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for Buckets {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Buckets, D::Error> {
        let sums: Vec<u64> = Vec::deserialize(deserializer)?;
        if sums.len() == BUCKETS {
            Ok(Buckets(sums))
        } else {
            Err(serde::de::Error::custom("a stream has 256 buckets"))
        }
    }
}

/// A laptop's part of the comparison of one stream; each step answers the server's last.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, Serialize, Deserialize)]
#[cbor(array)]
pub struct Compare {
    /// The stream.
    #[n(0)]
    pub stream: StreamId,
    /// First: the sums of the buckets.
    #[n(1)]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub buckets: Option<Buckets>,
    /// Then: the fields of the records that differ, as hashes.
    #[n(2)]
    #[serde(default)]
    pub digests: Vec<Digest>,
    /// Then: the fields that differ.
    #[n(3)]
    #[serde(default)]
    pub shown: Vec<Shown>,
}

impl Compare {
    /// Nothing yet of this stream.
    pub fn of(stream: StreamId) -> Compare {
        Compare { stream, buckets: None, digests: Vec::new(), shown: Vec::new() }
    }
}

/// A record's sum.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, Serialize, Deserialize)]
#[cbor(array)]
pub struct RecordSum {
    /// The entity's number.
    #[n(0)]
    pub entity: u16,
    /// The record.
    #[n(1)]
    pub record: Id,
    /// The sum over its versions.
    #[n(2)]
    pub sum: u64,
}

/// A record's versions, each as its hash.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, Serialize, Deserialize)]
#[cbor(array)]
pub struct Digest {
    /// The entity's number.
    #[n(0)]
    pub entity: u16,
    /// The record.
    #[n(1)]
    pub record: Id,
    /// Its versions; none: it is not here.
    #[n(2)]
    pub cells: Vec<CellHash>,
}

/// A version's hash.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, Serialize, Deserialize)]
#[cbor(array)]
pub struct CellHash {
    /// Of which field.
    #[n(0)]
    pub key: KeyName,
    /// The hash, as it stands in the sums.
    #[n(1)]
    pub hash: u64,
}

/// A field, or an element of a set.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug, Encode, Decode, Serialize, Deserialize)]
#[cbor(array)]
pub struct KeyName {
    /// The field's number; 0 is the record itself.
    #[n(0)]
    pub field: u16,
    /// The element, where the field is a set.
    #[n(1)]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub element: Option<String>,
}

impl From<&Key> for KeyName {
    fn from(key: &Key) -> KeyName {
        KeyName { field: key.field, element: Some(key.element.clone()).filter(|element| !element.is_empty()) }
    }
}

impl From<&KeyName> for Key {
    fn from(name: &KeyName) -> Key {
        Key { field: name.field, element: name.element.clone().unwrap_or_default() }
    }
}

/// What a laptop has of the fields that differ.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, Serialize, Deserialize)]
#[cbor(array)]
pub struct Shown {
    /// The entity's number.
    #[n(0)]
    pub entity: u16,
    /// The record.
    #[n(1)]
    pub record: Id,
    /// Its versions.
    #[n(2)]
    pub cells: Vec<Vouched>,
    /// The fields of which it has none.
    #[n(3)]
    pub without: Vec<KeyName>,
}

/// A version, and whether the laptop's change log says the same as its row.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, Serialize, Deserialize)]
#[cbor(array)]
pub struct Vouched {
    /// The version.
    #[n(0)]
    pub cell: Cell,
    /// The change log holds this value under this identity.
    #[n(1)]
    pub logged: bool,
}

/// The server's part of the comparison of one stream.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, Serialize, Deserialize)]
#[cbor(array)]
pub struct Compared {
    /// The stream.
    #[n(0)]
    pub stream: StreamId,
    /// The unequal buckets whose records follow (not all of them, where that would be too much at once).
    #[n(1)]
    #[serde(default)]
    pub buckets: Vec<u8>,
    /// The records in these buckets.
    #[n(2)]
    #[serde(default)]
    pub records: Vec<RecordSum>,
    /// Which fields of the records asked about differ.
    #[n(3)]
    #[serde(default)]
    pub differing: Vec<Differing>,
    /// What the fields are now, where the laptop has them otherwise.
    #[n(4)]
    #[serde(default)]
    pub settled: Vec<Settled>,
}

impl Compared {
    /// Nothing yet of this stream.
    pub fn of(stream: StreamId) -> Compared {
        Compared { stream, buckets: Vec::new(), records: Vec::new(), differing: Vec::new(), settled: Vec::new() }
    }
}

/// The fields of a record that differ.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, Serialize, Deserialize)]
#[cbor(array)]
pub struct Differing {
    /// The entity's number.
    #[n(0)]
    pub entity: u16,
    /// The record.
    #[n(1)]
    pub record: Id,
    /// Which.
    #[n(2)]
    pub keys: Vec<KeyName>,
}

/// What the fields of a record are now.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, Serialize, Deserialize)]
#[cbor(array)]
pub struct Settled {
    /// The entity's number.
    #[n(0)]
    pub entity: u16,
    /// The record.
    #[n(1)]
    pub record: Id,
    /// Its versions.
    #[n(2)]
    pub cells: Vec<Cell>,
    /// The fields of which the server has none, and takes none from a laptop (a user's roles).
    #[n(3)]
    #[serde(default)]
    pub gone: Vec<KeyName>,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sync::frame::{Form, open, pack};

    fn id(last: u8) -> Id {
        let mut bytes = [7; 16];
        bytes[15] = last;
        Id::from_slice(&bytes).unwrap()
    }

    #[test]
    fn only_the_buckets_of_what_differs_differ() {
        let (mut one, mut two) = (Buckets::default(), Buckets::default());
        for last in 0..=u8::MAX {
            one.add(id(last), u64::from(last) * 3);
            two.add(id(last), u64::from(last) * 3);
        }
        assert_eq!(one.differing(&two), Vec::<u8>::new());
        two.add(id(9), 1);
        one.add(id(200), u64::MAX);
        assert_eq!(one.differing(&two), [9, 200]);
        for form in [Form::Cbor, Form::Json] {
            let compare = Compare { buckets: Some(one.clone()), ..Compare::of(StreamId::Global) };
            assert_eq!(open::<Compare>(&pack(&compare, form).unwrap(), form), Ok(compare));
        }
        let short = minicbor::to_vec(minicbor::bytes::ByteVec::from(vec![0; 8])).unwrap();
        assert!(minicbor::decode::<Buckets>(&short).is_err());
    }
}
