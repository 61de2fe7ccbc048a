//! A stream as it was at one mark, as a file: a table of contents, then chapters of columns under zstd.
//!
//! Always holds: a file is named by the hash of its contents, and the contents name each chapter by its hash; so every chapter can be
//! checked and stored for itself, and a file that was cut off goes on at the next chapter. What was noted of conflicts
//! comes first (before what won), then customers, then the newest.

use minicbor::{Decode, Encode};
use serde::{Deserialize, Serialize};

use super::canonical::{Mark, Sum};
use super::columns::{Columns, Row};
use super::stream::StreamId;
use crate::schema::{ACCOUNT, CONTACT, Class, Stream, entity};

const MAGIC: &[u8; 8] = b"rounds\x01s";
/// The head: magic and the length of the contents.
pub const HEAD: usize = 12;
/// Contents are at most this long, in the file and when they are decompressed.
const MOST_CONTENTS: usize = 1 << 20;
/// A chapter is at most this long when it is decompressed.
const MOST_CHAPTER: usize = 8 << 20;
/// The server ends a chapter where its values are about so long, whatever the records.
pub const CHAPTER_BYTES: usize = 2 << 20;
/// As many records as stand in a chapter: what is lost of a download that is cut, and how long a transaction of its storing lasts.
pub const CHAPTER: usize = 1_000;

/// A file's name: the first bytes of the hash of its head and contents.
pub type Name = [u8; 16];

/// The table of contents.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode)]
#[cbor(array)]
pub struct Contents {
    /// The stream.
    #[n(0)]
    pub stream: StreamId,
    /// Where in its log it stands.
    #[n(1)]
    pub mark: Mark,
    /// What it counts and sums to.
    #[n(2)]
    pub sum: Sum,
    /// The chapters, in their order in the file.
    #[n(3)]
    pub chapters: Vec<ChapterHead>,
}

/// A chapter, as the contents name it.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Encode, Decode)]
#[cbor(array)]
pub struct ChapterHead {
    /// The entity's number.
    #[n(0)]
    pub entity: u16,
    /// How many records.
    #[n(1)]
    pub records: u32,
    /// How long it is in the file.
    #[n(2)]
    pub bytes: u32,
    /// The first bytes of its hash.
    #[n(3)]
    #[cbor(with = "minicbor::bytes")]
    pub hash: Name,
}

/// A file that the server has for a laptop.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Encode, Decode, Serialize, Deserialize)]
#[cbor(array)]
pub struct Offer {
    /// The stream.
    #[n(0)]
    pub stream: StreamId,
    /// Where in its log it stands.
    #[n(1)]
    pub mark: Mark,
    /// Its name.
    #[n(2)]
    #[cbor(with = "minicbor::bytes")]
    pub name: Name,
    /// How long it is.
    #[n(3)]
    pub bytes: u64,
    /// How many records it has.
    #[n(4)]
    pub records: u64,
    /// In a bundle, for which nobody asked: from which place of this log it leads there. Whoever is elsewhere may be so in the log of a server
    /// that was restored since, and has yet to give back what he had of that.
    #[n(5)]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<Mark>,
}

/// What is wrong with bytes that were to be a snapshot.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum SnapshotError {
    /// They are not the file that was named, or not whole.
    #[error("the snapshot is damaged")]
    Damaged,
    /// It could not be packed: the memory ended.
    #[error("the snapshot cannot be packed")]
    Unpacked,
}

fn hash(bytes: &[u8]) -> Name {
    let mut name = [0; 16];
    name.copy_from_slice(&blake3::hash(bytes).as_bytes()[..16]);
    name
}

/// The order in which entities come: what lists and pickers need first, and before anything that won the notes of what lost to it.
pub fn rank(number: u16) -> (u8, u16) {
    let rank = match entity(number) {
        Some(entity) if entity.stream == Stream::Global => 0,
        Some(entity) if entity.class == Class::Written => 1,
        Some(entity) if entity.number == ACCOUNT.number => 2,
        Some(entity) if entity.number == CONTACT.number => 3,
        Some(_) => 4,
        None => 5,
    };
    (rank, number)
}

/// A chapter's bytes.
pub fn chapter(number: u16, rows: &[Row]) -> Result<(ChapterHead, Vec<u8>), SnapshotError> {
    let columns = Columns::of(number, rows);
    let mut plain = Vec::new();
    // Writing to memory cannot fail.
    let _ = minicbor::encode(&columns, &mut plain);
    let bytes = zstd::bulk::compress(&plain, 6).map_err(|_| SnapshotError::Unpacked)?;
    let head =
        ChapterHead { entity: number, records: rows.len() as u32, bytes: bytes.len() as u32, hash: hash(&bytes) };
    Ok((head, bytes))
}

impl Contents {
    /// The first bytes of the file, and its name.
    pub fn pack(&self) -> Result<(Name, Vec<u8>), SnapshotError> {
        let mut plain = Vec::new();
        let _ = minicbor::encode(self, &mut plain);
        let packed = zstd::bulk::compress(&plain, 6).map_err(|_| SnapshotError::Unpacked)?;
        let mut bytes = MAGIC.to_vec();
        bytes.extend_from_slice(&(packed.len() as u32).to_be_bytes());
        bytes.extend_from_slice(&packed);
        Ok((hash(&bytes), bytes))
    }

    /// How long the first part of a file is, from its head.
    pub fn length(head: &[u8]) -> Result<usize, SnapshotError> {
        let (magic, rest) = head.split_at_checked(8).ok_or(SnapshotError::Damaged)?;
        let length: [u8; 4] = rest.get(..4).and_then(|bytes| bytes.try_into().ok()).ok_or(SnapshotError::Damaged)?;
        let length = u32::from_be_bytes(length) as usize;
        if magic == MAGIC && length <= MOST_CONTENTS { Ok(HEAD + length) } else { Err(SnapshotError::Damaged) }
    }

    /// Reads the first part of the file of this name.
    pub fn open(bytes: &[u8], name: &Name) -> Result<Contents, SnapshotError> {
        let length = Contents::length(bytes)?;
        if length != bytes.len() || hash(bytes) != *name {
            return Err(SnapshotError::Damaged);
        }
        let plain = zstd::bulk::decompress(&bytes[HEAD..], MOST_CONTENTS).map_err(|_| SnapshotError::Damaged)?;
        let contents: Contents = minicbor::decode(&plain).map_err(|_| SnapshotError::Damaged)?;
        // Whoever reads a chapter has all of it in memory before he can check it.
        let short = contents.chapters.iter().all(|chapter| chapter.bytes as usize <= MOST_CHAPTER);
        if short { Ok(contents) } else { Err(SnapshotError::Damaged) }
    }

    /// How many records it has.
    pub fn records(&self) -> u64 {
        self.chapters.iter().map(|chapter| u64::from(chapter.records)).sum()
    }

    /// How long its chapters are.
    pub fn bytes(&self) -> u64 {
        self.chapters.iter().map(|chapter| u64::from(chapter.bytes)).sum()
    }
}

impl ChapterHead {
    /// Reads its records.
    pub fn open(&self, bytes: &[u8]) -> Result<Vec<Row>, SnapshotError> {
        if hash(bytes) != self.hash {
            return Err(SnapshotError::Damaged);
        }
        let damaged = |_| SnapshotError::Damaged;
        let plain = zstd::bulk::decompress(bytes, MOST_CHAPTER).map_err(|_| SnapshotError::Damaged)?;
        let columns: Columns = minicbor::decode(&plain).map_err(|_| SnapshotError::Damaged)?;
        if columns.entity != self.entity {
            return Err(SnapshotError::Damaged);
        }
        let rows = columns.rows().map_err(damaged)?;
        if rows.len() == self.records as usize { Ok(rows) } else { Err(SnapshotError::Damaged) }
    }
}

/// The name as it stands in an address.
pub fn name_text(name: &Name) -> String {
    data_encoding::HEXLOWER.encode(name)
}

/// A name as it stood in an address.
pub fn name_of(text: &str) -> Option<Name> {
    data_encoding::HEXLOWER.decode(text.as_bytes()).ok()?.try_into().ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::clock::Stamp;
    use crate::base::id::Id;
    use crate::schema::Value;
    use crate::sync::log::Cell;

    fn rows(count: u64) -> Vec<Row> {
        let cell = |field, value| Cell { field, value, stamp: Stamp(9), session: 7, seq: 1, element: None };
        let row = |n: u64| Row {
            id: Id::derived(&[&n.to_be_bytes()]),
            cells: vec![cell(0, Value::Int(1)), cell(3, Value::text(format!("call {n}")))],
        };
        (0..count).map(row).collect()
    }

    #[test]
    fn a_file_reads_back_by_its_name_and_no_other() {
        let (head, body) = chapter(5, &rows(30)).unwrap();
        assert_eq!(head.open(&body).unwrap(), rows(30));
        let contents = Contents {
            stream: StreamId::Global,
            mark: Mark { position: 4, hash: 5 },
            sum: Sum { count: 60, sum: 1 },
            chapters: vec![head],
        };
        let (name, bytes) = contents.pack().unwrap();
        assert_eq!(Contents::open(&bytes, &name).unwrap(), contents);
        assert_eq!(Contents::length(&bytes).unwrap(), bytes.len());
        assert_eq!(name_of(&name_text(&name)), Some(name));
        let broken = |bytes: &[u8]| assert_eq!(Contents::open(bytes, &name), Err(SnapshotError::Damaged));
        broken(&[]);
        broken(&bytes[..bytes.len() - 1]);
        broken(&[bytes.as_slice(), b"x"].concat());
        for at in 0..bytes.len() {
            let mut other = bytes.clone();
            other[at] ^= 1;
            broken(&other);
        }
        let mut other = body.clone();
        other[3] ^= 1;
        assert_eq!(head.open(&other), Err(SnapshotError::Damaged));
    }
}
