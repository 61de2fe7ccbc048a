//! The streams: each record lies in exactly one, and a laptop receives those of its user.
//!
//! Always holds: a stream's printed form reads back as the same stream; it is what both databases store.

use std::fmt;
use std::str::FromStr;

use minicbor::decode::{self, Decoder};
use minicbor::encode::{self, Encoder, Write};

use crate::base::id::Id;

/// One stream of the server's log.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum StreamId {
    /// What everyone receives: territories and users.
    Global,
    /// A territory: its customers and all that hangs on them.
    Territory(Id),
    /// One user's own: what hangs on no customer, and outcomes of changes to what lies elsewhere.
    User(Id),
}

/// What was given names no stream.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("not a stream: {0}")]
pub struct NotAStream(pub String);

impl fmt::Display for StreamId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            StreamId::Global => f.write_str("global"),
            StreamId::Territory(id) => write!(f, "territory:{id}"),
            StreamId::User(id) => write!(f, "user:{id}"),
        }
    }
}

impl FromStr for StreamId {
    type Err = NotAStream;

    fn from_str(text: &str) -> Result<StreamId, NotAStream> {
        let wrong = || NotAStream(text.to_string());
        match text.split_once(':') {
            None if text == "global" => Ok(StreamId::Global),
            Some(("territory", id)) => id.parse().map(StreamId::Territory).map_err(|_| wrong()),
            Some(("user", id)) => id.parse().map(StreamId::User).map_err(|_| wrong()),
            _ => Err(wrong()),
        }
    }
}

/// On the wire: 0 is the global one; a territory is `[1, id]`, a user `[2, id]`.
impl<C> minicbor::Encode<C> for StreamId {
    fn encode<W: Write>(&self, e: &mut Encoder<W>, ctx: &mut C) -> Result<(), encode::Error<W::Error>> {
        match self {
            StreamId::Global => e.u8(0)?.ok(),
            StreamId::Territory(id) => e.array(2)?.u8(1)?.encode_with(id, ctx)?.ok(),
            StreamId::User(id) => e.array(2)?.u8(2)?.encode_with(id, ctx)?.ok(),
        }
    }
}

impl<'b, C> minicbor::Decode<'b, C> for StreamId {
    fn decode(d: &mut Decoder<'b>, ctx: &mut C) -> Result<StreamId, decode::Error> {
        if d.datatype()? != minicbor::data::Type::Array {
            return match d.u8()? {
                0 => Ok(StreamId::Global),
                _ => Err(decode::Error::message("an unknown stream")),
            };
        }
        match (d.array()?, d.u8()?) {
            (Some(2), 1) => d.decode_with(ctx).map(StreamId::Territory),
            (Some(2), 2) => d.decode_with(ctx).map(StreamId::User),
            _ => Err(decode::Error::message("an unknown stream")),
        }
    }
}

impl serde::Serialize for StreamId {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> serde::Deserialize<'de> for StreamId {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<StreamId, D::Error> {
        <String as serde::Deserialize>::deserialize(deserializer)?.parse().map_err(serde::de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_stream_reads_back_in_print_and_on_the_wire() {
        let id = Id::derived(&[b"x"]);
        for stream in [StreamId::Global, StreamId::Territory(id), StreamId::User(id)] {
            assert_eq!(stream.to_string().parse(), Ok(stream));
            let bytes = minicbor::to_vec(stream).unwrap();
            assert_eq!(minicbor::decode::<StreamId>(&bytes).unwrap(), stream);
        }
        for wrong in ["", "globe", "territory:", "user:1"] {
            assert!(wrong.parse::<StreamId>().is_err(), "{wrong}");
        }
    }
}
