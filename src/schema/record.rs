//! What ties a typed struct to its declaration.

use std::collections::BTreeSet;

use chrono::{DateTime, NaiveDate};

use super::field::{Entity, Field, Kind};
use super::value::{Degrees, Value};
use crate::base::clock::Moment;
use crate::base::id::Id;
use crate::base::money::Money;

/// A typed struct of a declared entity.
pub trait Record: Clone + PartialEq + Default + std::fmt::Debug + Send + 'static {
    /// Its declaration.
    const ENTITY: &'static Entity;

    /// Its id.
    fn id(&self) -> Id;

    /// The record whose fields these are.
    fn read(id: Id, value: &mut dyn FnMut(&'static Field) -> Value) -> Self;

    /// The number and value of every field, empty ones too, in the order of the declaration.
    fn values(&self) -> Vec<(u16, Value)>;
}

/// A Rust type that a field can have.
pub trait FieldType: Sized {
    /// The kind that it declares.
    const KIND: Kind;

    /// From a value; what does not fit becomes nothing.
    fn get(value: Value) -> Self;

    /// As a value.
    fn put(&self) -> Value;
}

/// An enum of words.
pub trait Choice: Copy + Eq + Sized + 'static {
    /// The words, in the order in which a person is shown them.
    const WORDS: &'static [&'static str];
    /// The values, in the same order.
    const ALL: &'static [Self];

    /// Its word: what is stored, sent and shown in JSON.
    fn word(self) -> &'static str;

    /// The one with this word.
    fn of(word: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|choice| choice.word() == word)
    }
}

impl FieldType for String {
    const KIND: Kind = Kind::Text;
    fn get(value: Value) -> String {
        if let Value::Text(text) = value { text } else { String::new() }
    }
    fn put(&self) -> Value {
        Value::text(self.as_str())
    }
}

impl FieldType for BTreeSet<String> {
    const KIND: Kind = Kind::Set;
    fn get(value: Value) -> BTreeSet<String> {
        if let Value::Set(elements) = value { elements } else { BTreeSet::new() }
    }
    fn put(&self) -> Value {
        Value::set(self.iter().cloned())
    }
}

impl FieldType for BTreeSet<Id> {
    const KIND: Kind = Kind::Refs;
    fn get(value: Value) -> BTreeSet<Id> {
        if let Value::Set(elements) = value {
            elements.iter().filter_map(|id| id.parse().ok()).collect()
        } else {
            BTreeSet::new()
        }
    }
    fn put(&self) -> Value {
        Value::set(self.iter().map(Id::to_string))
    }
}

impl FieldType for Option<Id> {
    const KIND: Kind = Kind::Ref;
    fn get(value: Value) -> Option<Id> {
        value.id()
    }
    fn put(&self) -> Value {
        self.map_or(Value::Null, Value::Id)
    }
}

impl FieldType for Option<i64> {
    const KIND: Kind = Kind::Number;
    fn get(value: Value) -> Option<i64> {
        value.int()
    }
    fn put(&self) -> Value {
        self.map_or(Value::Null, Value::Int)
    }
}

impl FieldType for Option<Money> {
    const KIND: Kind = Kind::Money;
    fn get(value: Value) -> Option<Money> {
        value.int().map(Money::from_hundredths)
    }
    fn put(&self) -> Value {
        self.map_or(Value::Null, |money| Value::Int(money.hundredths()))
    }
}

impl FieldType for bool {
    const KIND: Kind = Kind::Flag;
    fn get(value: Value) -> bool {
        value.int() == Some(1)
    }
    fn put(&self) -> Value {
        if *self { Value::Int(1) } else { Value::Null }
    }
}

impl FieldType for Option<Moment> {
    const KIND: Kind = Kind::Moment;
    fn get(value: Value) -> Option<Moment> {
        value.int().map(Moment::from_millis)
    }
    fn put(&self) -> Value {
        self.map_or(Value::Null, |at| Value::Int(at.millis()))
    }
}

impl FieldType for Option<NaiveDate> {
    const KIND: Kind = Kind::Date;
    fn get(value: Value) -> Option<NaiveDate> {
        DateTime::from_timestamp(value.int()?.checked_mul(86_400)?, 0).map(|at| at.date_naive())
    }
    fn put(&self) -> Value {
        self.map_or(Value::Null, |day| {
            Value::Int(day.and_time(chrono::NaiveTime::MIN).and_utc().timestamp().div_euclid(86_400))
        })
    }
}

impl FieldType for Option<Degrees> {
    const KIND: Kind = Kind::Degrees;
    fn get(value: Value) -> Option<Degrees> {
        value.int().and_then(|number| i32::try_from(number).ok()).map(Degrees)
    }
    fn put(&self) -> Value {
        self.map_or(Value::Null, |degrees| Value::Int(i64::from(degrees.0)))
    }
}

impl<C: Choice> FieldType for Option<C> {
    const KIND: Kind = Kind::Choice(C::WORDS);
    fn get(value: Value) -> Option<C> {
        C::of(value.str())
    }
    fn put(&self) -> Value {
        self.map_or(Value::Null, |choice| Value::text(choice.word()))
    }
}
