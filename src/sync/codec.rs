//! How ids, stamps and values stand on the wire, in CBOR and in JSON.
//!
//! Always holds: a value reads back as it was written, in both. A value of an unknown kind is refused, never guessed; an empty text or set,
//! which no laptop of ours writes and none could store, is nothing.

use std::collections::BTreeSet;

use minicbor::data::Type;
use minicbor::decode::{self, Decoder};
use minicbor::encode::{self, Encoder, Write};
use serde::{Deserialize, Serialize};

use crate::base::clock::Stamp;
use crate::base::id::Id;
use crate::schema::Value;

impl<C> minicbor::Encode<C> for Id {
    fn encode<W: Write>(&self, e: &mut Encoder<W>, _: &mut C) -> Result<(), encode::Error<W::Error>> {
        e.bytes(self.bytes())?.ok()
    }
}

impl<'b, C> minicbor::Decode<'b, C> for Id {
    fn decode(d: &mut Decoder<'b>, _: &mut C) -> Result<Id, decode::Error> {
        Id::from_slice(d.bytes()?).ok_or_else(|| decode::Error::message("an id has sixteen bytes"))
    }
}

impl<C> minicbor::Encode<C> for Stamp {
    fn encode<W: Write>(&self, e: &mut Encoder<W>, _: &mut C) -> Result<(), encode::Error<W::Error>> {
        e.u64(self.0)?.ok()
    }
}

impl<'b, C> minicbor::Decode<'b, C> for Stamp {
    fn decode(d: &mut Decoder<'b>, _: &mut C) -> Result<Stamp, decode::Error> {
        d.u64().map(Stamp)
    }
}

/// Null, a number, a text, the sixteen bytes of an id, an array of texts.
impl<C> minicbor::Encode<C> for Value {
    fn encode<W: Write>(&self, e: &mut Encoder<W>, _: &mut C) -> Result<(), encode::Error<W::Error>> {
        match self {
            Value::Null => e.null()?.ok(),
            Value::Int(number) => e.i64(*number)?.ok(),
            Value::Text(text) => e.str(text)?.ok(),
            Value::Id(id) => e.bytes(id.bytes())?.ok(),
            Value::Set(elements) => {
                e.array(elements.len() as u64)?;
                for element in elements {
                    e.str(element)?;
                }
                Ok(())
            }
        }
    }
}

impl<'b, C> minicbor::Decode<'b, C> for Value {
    fn decode(d: &mut Decoder<'b>, ctx: &mut C) -> Result<Value, decode::Error> {
        match d.datatype()? {
            Type::Null => d.null().map(|()| Value::Null),
            Type::String => d.str().map(Value::text),
            Type::Bytes => d.decode_with(ctx).map(Value::Id),
            Type::Array => {
                let mut elements = BTreeSet::new();
                for element in d.array_iter::<&str>()? {
                    elements.insert(element?.to_string());
                }
                Ok(Value::set(elements))
            }
            _ => d.i64().map(Value::Int),
        }
    }
}

/// A value in JSON: null, a number, a text, `{"id": "..."}`, an array of texts.
#[derive(Serialize, Deserialize)]
#[serde(untagged)]
enum Json {
    Null(()),
    Int(i64),
    Text(String),
    Id { id: Id },
    Set(BTreeSet<String>),
}

impl Serialize for Value {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self.clone() {
            Value::Null => Json::Null(()),
            Value::Int(number) => Json::Int(number),
            Value::Text(text) => Json::Text(text),
            Value::Id(id) => Json::Id { id },
            Value::Set(elements) => Json::Set(elements),
        }
        .serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for Value {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Value, D::Error> {
        Ok(match Json::deserialize(deserializer)? {
            Json::Null(()) => Value::Null,
            Json::Int(number) => Value::Int(number),
            Json::Text(text) => Value::text(text),
            Json::Id { id } => Value::Id(id),
            Json::Set(elements) => Value::set(elements),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_reads_back_in_cbor_and_json() {
        let values = [
            Value::Null,
            Value::Int(0),
            Value::Int(i64::MIN),
            Value::Int(i64::MAX),
            Value::Text("精工 \"x\"".into()),
            Value::Text("{\"id\":\"1\"}".into()),
            Value::Id(Id::derived(&[b"a"])),
            Value::set(["a".to_string(), "b".to_string()]),
        ];
        for value in values {
            let bytes = minicbor::to_vec(&value).unwrap();
            assert_eq!(minicbor::decode::<Value>(&bytes).unwrap(), value);
            let json = serde_json::to_string(&value).unwrap();
            assert_eq!(serde_json::from_str::<Value>(&json).unwrap(), value);
        }
        for (cbor, json) in [(&[0x60][..], "\"\""), (&[0x80], "[]"), (&[0x81, 0x60], "[\"\"]")] {
            assert_eq!(minicbor::decode::<Value>(cbor).unwrap(), Value::Null, "{json}");
            assert_eq!(serde_json::from_str::<Value>(json).unwrap(), Value::Null, "{json}");
        }
        assert!(serde_json::from_str::<Value>("1.5").is_err());
        assert!(minicbor::decode::<Value>(&[0xf9, 0x3c, 0x00]).is_err(), "a float is no value");
    }
}
