//! Values in the database's own blobs: what an outgoing change holds, what the server has confirmed, and unknown fields.
//!
//! Only this laptop reads them; what is sent and summed has its own bytes (`sync`). A damaged blob reads as nothing, it never panics.

use std::collections::{BTreeMap, BTreeSet};

use minicbor::data::Type;
use minicbor::{Decoder, Encoder};

use crate::base::clock::Stamp;
use crate::base::id::Id;
use crate::schema::{Key, Value};
use crate::sync::{FieldChange, Identity, Version};

/// One captured field: what was set, the version it replaced, and the value that was there.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Captured {
    /// What the wire carries.
    pub change: FieldChange,
    /// The value that was there.
    pub before: Value,
    /// The version that was there.
    pub replaced: Option<Version>,
}

type Coded<T> = Result<T, minicbor::decode::Error>;

/// Writing to memory cannot fail; the coder's error type says so.
type Written = Result<(), minicbor::encode::Error<std::convert::Infallible>>;

fn put(out: &mut Encoder<&mut Vec<u8>>, value: &Value) -> Written {
    match value {
        Value::Null => out.null()?,
        Value::Int(number) => out.i64(*number)?,
        Value::Text(text) => out.str(text)?,
        Value::Id(id) => out.bytes(id.bytes())?,
        Value::Set(elements) => {
            out.array(elements.len() as u64)?;
            for element in elements {
                out.str(element)?;
            }
            out
        }
    };
    Ok(())
}

fn get(from: &mut Decoder<'_>) -> Coded<Value> {
    Ok(match from.datatype()? {
        Type::Null => {
            from.null()?;
            Value::Null
        }
        Type::String => Value::Text(from.str()?.to_owned()),
        Type::Bytes => Id::from_slice(from.bytes()?).map_or(Value::Null, Value::Id),
        Type::Array => {
            let mut elements = BTreeSet::new();
            for _ in 0..from.array()?.unwrap_or(0) {
                elements.insert(from.str()?.to_owned());
            }
            Value::Set(elements)
        }
        _ => Value::Int(from.i64()?),
    })
}

fn put_identity(out: &mut Encoder<&mut Vec<u8>>, version: Option<Version>) -> Written {
    match version {
        None => out.null()?,
        Some(version) => {
            out.array(3)?.u64(version.stamp.0)?.u64(version.identity.session)?.u64(version.identity.seq)?
        }
    };
    Ok(())
}

fn get_identity(from: &mut Decoder<'_>) -> Coded<Option<Version>> {
    if from.datatype()? == Type::Null {
        from.null()?;
        return Ok(None);
    }
    from.array()?;
    let stamp = Stamp(from.u64()?);
    Ok(Some(Version { stamp, identity: Identity { session: from.u64()?, seq: from.u64()? } }))
}

/// The bytes of one value.
pub fn write_value(value: &Value) -> Vec<u8> {
    let mut bytes = Vec::new();
    let _never_fails = put(&mut Encoder::new(&mut bytes), value);
    bytes
}

/// The value in these bytes.
pub fn read_value(bytes: &[u8]) -> Value {
    get(&mut Decoder::new(bytes)).unwrap_or_default()
}

/// The bytes of a change's fields.
pub fn write_fields(fields: &[Captured]) -> Vec<u8> {
    fn all(fields: &[Captured], out: &mut Encoder<&mut Vec<u8>>) -> Written {
        out.array(fields.len() as u64)?;
        for field in fields {
            out.array(5)?.u16(field.change.key.field)?.str(&field.change.key.element)?;
            put(out, &field.change.value)?;
            put_identity(out, field.replaced)?;
            put(out, &field.before)?;
        }
        Ok(())
    }
    let mut bytes = Vec::new();
    let _never_fails = all(fields, &mut Encoder::new(&mut bytes));
    bytes
}

/// A change's fields from their bytes.
pub fn read_fields(bytes: &[u8]) -> Vec<Captured> {
    fn all(from: &mut Decoder<'_>) -> Coded<Vec<Captured>> {
        let mut fields = Vec::new();
        for _ in 0..from.array()?.unwrap_or(0) {
            from.array()?;
            let key = Key { field: from.u16()?, element: from.str()?.to_owned() };
            let value = get(from)?;
            let replaced = get_identity(from)?;
            let before = get(from)?;
            let base = replaced.map(|version| version.identity);
            fields.push(Captured { change: FieldChange { key, value, base }, before, replaced });
        }
        Ok(fields)
    }
    all(&mut Decoder::new(bytes)).unwrap_or_default()
}

/// The bytes of fields that this version does not know; `None` where there are none.
pub(crate) fn write_unknown(unknown: &BTreeMap<Key, Value>) -> Option<Vec<u8>> {
    fn all(unknown: &BTreeMap<Key, Value>, out: &mut Encoder<&mut Vec<u8>>) -> Written {
        out.array(unknown.len() as u64)?;
        for (key, value) in unknown {
            out.array(3)?.u16(key.field)?.str(&key.element)?;
            put(out, value)?;
        }
        Ok(())
    }
    if unknown.is_empty() {
        return None;
    }
    let mut bytes = Vec::new();
    let _never_fails = all(unknown, &mut Encoder::new(&mut bytes));
    Some(bytes)
}

/// Fields that this version does not know, from their bytes.
pub(crate) fn read_unknown(bytes: &[u8]) -> BTreeMap<Key, Value> {
    fn all(from: &mut Decoder<'_>) -> Coded<BTreeMap<Key, Value>> {
        let mut unknown = BTreeMap::new();
        for _ in 0..from.array()?.unwrap_or(0) {
            from.array()?;
            let key = Key { field: from.u16()?, element: from.str()?.to_owned() };
            unknown.insert(key, get(from)?);
        }
        Ok(unknown)
    }
    all(&mut Decoder::new(bytes)).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fields_read_back() {
        let version = Version { stamp: Stamp(7), identity: Identity { session: u64::MAX, seq: 3 } };
        let mut fields = Vec::new();
        for (value, before, replaced) in [
            (Value::Null, Value::Int(-5), Some(version)),
            (Value::text("嫌贵"), Value::Null, None),
            (Value::Id(Id::derived(&[b"x"])), Value::set(["a".into(), "b".into()]), Some(version)),
        ] {
            let key = Key { field: 15, element: "e".into() };
            let base = replaced.map(|version| version.identity);
            fields.push(Captured { change: FieldChange { key, value, base }, before, replaced });
        }
        assert_eq!(read_fields(&write_fields(&fields)), fields);
        assert_eq!(read_fields(b"rubbish"), vec![]);
        for value in [Value::Null, Value::Int(i64::MIN), Value::text("a")] {
            assert_eq!(read_value(&write_value(&value)), value);
        }
        let unknown = BTreeMap::from([(Key::field(900), Value::text("later"))]);
        assert_eq!(read_unknown(&write_unknown(&unknown).unwrap()), unknown);
    }
}
