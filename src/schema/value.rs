//! The values a field may have, the same on the laptop, on the wire and at the server, and the key under which a value is versioned.
//!
//! Always holds: an empty text and an empty set are `Null`; so "nothing there" has one form, and sums agree.

use std::collections::BTreeSet;
use std::fmt;

use crate::base::id::Id;

/// One field's value.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Default)]
pub enum Value {
    /// Nothing there.
    #[default]
    Null,
    /// A number; also a date (days since 1970-01-01), a moment (milliseconds), a yes (1), money (hundredths of the currency's unit) and degrees (millionths).
    Int(i64),
    /// A text, or the word of a choice.
    Text(String),
    /// A record.
    Id(Id),
    /// A set's elements (texts, or ids as printed).
    Set(BTreeSet<String>),
}

impl Value {
    /// A text; empty is [`Value::Null`].
    pub fn text(text: impl Into<String>) -> Value {
        let text = text.into();
        if text.is_empty() { Value::Null } else { Value::Text(text) }
    }

    /// A set; empty is [`Value::Null`].
    pub fn set(elements: impl IntoIterator<Item = String>) -> Value {
        let elements: BTreeSet<String> = elements.into_iter().filter(|element| !element.is_empty()).collect();
        if elements.is_empty() { Value::Null } else { Value::Set(elements) }
    }

    /// Whether nothing is there.
    pub fn is_null(&self) -> bool {
        matches!(self, Value::Null)
    }

    /// The number in it.
    pub fn int(&self) -> Option<i64> {
        if let Value::Int(number) = self { Some(*number) } else { None }
    }

    /// The text in it; empty where there is none.
    pub fn str(&self) -> &str {
        if let Value::Text(text) = self { text } else { "" }
    }

    /// The id in it.
    pub fn id(&self) -> Option<Id> {
        if let Value::Id(id) = self { Some(*id) } else { None }
    }

    /// The elements in it.
    pub fn elements(&self) -> BTreeSet<String> {
        if let Value::Set(elements) = self { elements.clone() } else { BTreeSet::new() }
    }
}

/// What one version belongs to: a field, or one element of a set field.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct Key {
    /// The field's number; 0 is the record itself (its creation or deletion).
    pub field: u16,
    /// The set's element; empty for every other field. Its value is `Int(1)` while it is in the set, else `Null`.
    pub element: String,
}

impl Key {
    /// The record itself.
    pub const RECORD: Key = Key { field: 0, element: String::new() };

    /// A whole field.
    pub const fn field(field: u16) -> Key {
        Key { field, element: String::new() }
    }
}

/// Degrees of latitude or longitude, in millionths (11 cm at the equator).
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Default)]
pub struct Degrees(pub i32);

impl Degrees {
    /// From a decimal number such as `30.2741`; `None` beyond ±180.
    pub fn parse(text: &str) -> Option<Degrees> {
        let number: f64 = text.trim().parse().ok()?;
        (number.abs() <= 180.0).then(|| Degrees((number * 1e6).round() as i32))
    }

    /// As a decimal number.
    pub fn as_f64(self) -> f64 {
        f64::from(self.0) / 1e6
    }
}

impl fmt::Display for Degrees {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.as_f64())
    }
}
