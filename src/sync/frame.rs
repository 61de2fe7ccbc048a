//! From messages to the bytes of a body and back: CBOR under zstd, or JSON, with limits on what may come in.
//!
//! Always holds: nothing that comes from outside makes this allocate more than its limits allow, or recurse.

use std::io::Read;

use minicbor::{Decode, Encode};
use serde::Serialize;
use serde::de::DeserializeOwned;

/// A request's body is at most this long, compressed.
pub const MOST_UP: usize = 64 * 1024;
/// What a body may become when it is decompressed.
pub const MOST_OPEN: usize = 8 * 1024 * 1024;
/// The largest window of a body's compression, as a power of two: what may be allocated before a byte is read.
const MOST_WINDOW: u32 = 23;
/// What a laptop gathers for one request before compression.
pub const MOST_UP_OPEN: usize = 512 * 1024;
/// What a laptop asks for in one response before compression.
pub const MOST_DOWN_OPEN: u32 = 1024 * 1024;

/// The content type of CBOR under zstd.
pub const CBOR: &str = "application/vnd.rounds";
/// The content type of JSON.
pub const JSON: &str = "application/json";

/// A message is counted before it is read, for three bytes may stand for eighty of memory: of what it may be long, so many bytes allow one item
/// (a number, a text, the beginning of an array).
const ITEM: usize = 8;

/// CBOR's major type of an array, in the first three bits.
const ARRAY: u8 = 4;

/// What is wrong with a body.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum FrameError {
    /// Decompressed it would be longer than allowed.
    #[error("the message is too large")]
    TooLarge,
    /// It is no message of ours.
    #[error("the message cannot be read: {0}")]
    Malformed(String),
}

/// In which form a message stands.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Form {
    /// CBOR under zstd.
    Cbor,
    /// JSON.
    Json,
}

impl Form {
    /// The form that a content type names.
    pub fn of(content_type: &str) -> Option<Form> {
        match content_type.split(';').next().map(str::trim) {
            Some(CBOR) => Some(Form::Cbor),
            Some(JSON) => Some(Form::Json),
            _ => None,
        }
    }

    /// Its content type.
    pub const fn content_type(self) -> &'static str {
        match self {
            Form::Cbor => CBOR,
            Form::Json => JSON,
        }
    }
}

/// A message's body.
pub fn pack<M: Encode<()> + Serialize>(message: &M, form: Form) -> Result<Vec<u8>, FrameError> {
    let wrong = |trouble: String| FrameError::Malformed(trouble);
    match form {
        Form::Cbor => {
            let bytes = minicbor::to_vec(message).map_err(|error| wrong(error.to_string()))?;
            let packed = zstd::bulk::compress(&bytes, 3).map_err(|error| wrong(error.to_string()))?;
            // A few bytes are shorter as they are; an array's first byte is no zstd's.
            Ok(if packed.len() < bytes.len() { packed } else { bytes })
        }
        Form::Json => serde_json::to_vec(message).map_err(|error| wrong(error.to_string())),
    }
}

/// Whether CBOR bytes have at most so many items. What is no CBOR is read as far as it is.
pub(super) fn has_at_most(bytes: &[u8], most: usize) -> bool {
    let mut rest = bytes;
    for _ in 0..most {
        let Some((head, after)) = rest.split_first() else { return true };
        let size = match head & 0x1f {
            24 => 1,
            25 => 2,
            26 => 4,
            27 => 8,
            _ => 0,
        };
        let Some((said, after)) = after.split_at_checked(size) else { return true };
        let inside = match head >> 5 {
            // Bytes and text have their contents here; those of arrays are items of their own.
            2 | 3 if size > 0 => said.iter().fold(0u64, |sum, byte| sum << 8 | u64::from(*byte)),
            2 | 3 if head & 0x1f < 24 => u64::from(head & 0x1f),
            _ => 0,
        };
        let Some(after) = usize::try_from(inside).ok().and_then(|inside| after.get(inside..)) else { return true };
        rest = after;
    }
    rest.is_empty()
}

fn decoded<M: for<'b> Decode<'b, ()>>(bytes: &[u8], most: usize) -> Result<M, FrameError> {
    if !has_at_most(bytes, most / ITEM) {
        return Err(FrameError::TooLarge);
    }
    let mut decoder = minicbor::Decoder::new(bytes);
    let message = decoder.decode().map_err(|error| FrameError::Malformed(error.to_string()))?;
    if decoder.position() == bytes.len() { Ok(message) } else { Err(FrameError::Malformed("more follows".to_string())) }
}

/// The message in a body.
pub fn open<M: for<'b> Decode<'b, ()> + DeserializeOwned>(body: &[u8], form: Form) -> Result<M, FrameError> {
    open_within(body, form, MOST_OPEN)
}

/// The message in a body that opens to at most so many bytes, and an eighth of as many items.
pub fn open_within<M: for<'b> Decode<'b, ()> + DeserializeOwned>(
    body: &[u8],
    form: Form,
    most: usize,
) -> Result<M, FrameError> {
    let wrong = |trouble: String| FrameError::Malformed(trouble);
    match form {
        _ if body.len() > most => Err(FrameError::TooLarge),
        Form::Cbor if body.first().is_some_and(|first| first >> 5 == ARRAY) => decoded(body, most),
        Form::Cbor => {
            let mut decoder =
                zstd::stream::read::Decoder::with_buffer(body).map_err(|error| wrong(error.to_string()))?;
            // A header may claim a window far beyond the message itself, and have it allocated.
            decoder.window_log_max(MOST_WINDOW).map_err(|error| wrong(error.to_string()))?;
            let mut bytes = Vec::new();
            decoder.take(most as u64 + 1).read_to_end(&mut bytes).map_err(|error| wrong(error.to_string()))?;
            if bytes.len() > most { Err(FrameError::TooLarge) } else { decoded(&bytes, most) }
        }
        Form::Json => serde_json::from_slice(body).map_err(|error| wrong(error.to_string())),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sync::wire::{Request, Response};

    #[test]
    fn a_bomb_is_refused() {
        let bomb = zstd::bulk::compress(&vec![0; MOST_OPEN + 1], 3).unwrap();
        assert!(bomb.len() < 4096);
        assert_eq!(open::<Request>(&bomb, Form::Cbor), Err(FrameError::TooLarge));
    }

    #[test]
    fn items_are_counted_as_they_are_read() {
        let mut request = Request { protocol: 1, sessions: (0..70_000).collect(), ..Request::default() };
        request.acts = vec![crate::base::id::Id::NIL; 10];
        let bytes = minicbor::to_vec(&request).unwrap();
        // The array itself, protocol and clock, the arrays of cursors, sessions, acts, groups and versions, `most`.
        let items = 9 + 70_000 + 10;
        assert!(has_at_most(&bytes, items) && !has_at_most(&bytes, items - 1));
        for (bytes, items) in [(&b"\x9b\xff"[..], 1), (b"\x62a", 1), (b"\x78\x02ab\x00", 2), (b"\x9f\x00\xff", 3)] {
            assert!(has_at_most(bytes, items), "{bytes:x?}");
        }
    }

    #[test]
    fn rubbish_is_refused_without_a_panic() {
        let good = pack(&Request { protocol: 1, ..Request::default() }, Form::Cbor).unwrap();
        let mut cases: Vec<Vec<u8>> = vec![vec![], b"<html>".to_vec(), good[..good.len() - 1].to_vec()];
        // Arrays within arrays, as deep as they fit.
        cases.push(zstd::bulk::compress(&vec![0x81; 1_000_000], 3).unwrap());
        // A frame whose header asks for a window of two gigabytes.
        cases.push(vec![0x28, 0xb5, 0x2f, 0xfd, 0x00, 0xa8, 0x01, 0x00, 0x00]);
        // An array that claims to be endless.
        cases.push(zstd::bulk::compress(&[0x9b, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff], 3).unwrap());
        let mut deep = minicbor::to_vec(Response::default()).unwrap();
        deep.truncate(4);
        deep.extend(std::iter::repeat_n(0x81, 1_000_000));
        cases.push(zstd::bulk::compress(&deep, 3).unwrap());
        for case in cases {
            assert!(open::<Request>(&case, Form::Cbor).is_err());
            assert!(open::<Response>(&case, Form::Cbor).is_err());
            assert!(open::<Request>(&case, Form::Json).is_err());
        }
    }
}
