//! Values as JSON: in conflict records, in `--json` and for people on the wire. The field's kind is needed to read one back.

use super::field::Kind;
use super::value::Value;
use crate::base::id::Id;

impl Value {
    /// As JSON: null, a number, a text (an id as printed), an array of texts.
    pub fn to_json(&self) -> serde_json::Value {
        match self {
            Value::Null => serde_json::Value::Null,
            Value::Int(number) => (*number).into(),
            Value::Text(text) => text.as_str().into(),
            Value::Id(id) => id.to_string().into(),
            Value::Set(elements) => elements.iter().map(String::as_str).collect(),
        }
    }

    /// The value of a field of this kind that this JSON stands for; `None` where it does not fit. One element of a set
    /// is `1` or `null`, whatever the kind.
    pub fn from_json(json: &serde_json::Value, kind: Kind) -> Option<Value> {
        Some(match json {
            serde_json::Value::Null => Value::Null,
            serde_json::Value::Bool(flag) if kind == Kind::Flag => {
                if *flag {
                    Value::Int(1)
                } else {
                    Value::Null
                }
            }
            serde_json::Value::Number(number) => Value::Int(number.as_i64()?),
            serde_json::Value::String(text) => match kind {
                Kind::Ref => Value::Id(text.parse::<Id>().ok()?),
                Kind::Text | Kind::LongText | Kind::Choice(_) => Value::text(text.as_str()),
                _ => return None,
            },
            serde_json::Value::Array(elements) if kind.is_set() => {
                let elements: Option<Vec<String>> =
                    elements.iter().map(|element| element.as_str().map(str::to_string)).collect();
                Value::set(elements?)
            }
            _ => return None,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_reads_back_from_its_json() {
        for (value, kind) in [
            (Value::Null, Kind::Text),
            (Value::Int(-5), Kind::Number),
            (Value::text("精工"), Kind::Text),
            (Value::text("a"), Kind::Choice(&["a"])),
            (Value::Id(Id::from_bytes([7; 16])), Kind::Ref),
            (Value::set(["x".to_string(), "y".to_string()]), Kind::Set),
            (Value::Int(1), Kind::Set),
        ] {
            assert_eq!(Value::from_json(&value.to_json(), kind), Some(value));
        }
        assert_eq!(Value::from_json(&serde_json::json!("no id"), Kind::Ref), None);
        assert_eq!(Value::from_json(&serde_json::json!({}), Kind::Text), None);
        assert_eq!(Value::from_json(&serde_json::json!(1.5), Kind::Number), None);
    }
}
