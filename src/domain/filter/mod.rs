//! The filter: `grade:A due:<7d -tag:cold 王`. Fields by their declarations, figures of a customer, and words; one grammar for the lists of
//! the screens and for `rounds list --only`.
//!
//! Always holds: what is not understood filters nothing and is said; reading never fails. A value is kept as what it means (a day, a
//! choice), never as it was typed.

mod complete;
#[cfg(test)]
mod plain;
mod read;

pub use complete::{Offer, offers};
pub use read::{Trouble, read};

use crate::schema::{Entity, Field, Value};

/// What a list is narrowed by.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Filter {
    /// All of these must hold.
    pub terms: Vec<Term>,
    /// The words that are no terms: a name by its letters.
    pub words: String,
}

/// One condition.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Term {
    /// Of what.
    pub what: What,
    /// Whether it must not hold.
    pub not: bool,
    /// What must hold.
    pub test: Test,
}

/// What a condition is about.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum What {
    /// The declared field of this number.
    Field(u16),
    /// A figure that is kept of a customer.
    Figure(Figure),
}

/// A figure that is kept of a customer.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Figure {
    /// The day by which it should be seen.
    Due,
    /// The day of the last visit.
    Last,
    /// The days on which a visit is planned.
    Planned,
}

impl Figure {
    /// All of them.
    pub const ALL: [Figure; 3] = [Figure::Due, Figure::Last, Figure::Planned];

    /// Its name in a filter.
    pub const fn name(self) -> &'static str {
        match self {
            Figure::Due => "due",
            Figure::Last => "last",
            Figure::Planned => "planned",
        }
    }

    /// The key of its words.
    pub const fn words(self) -> &'static str {
        match self {
            Figure::Due => "filter-due",
            Figure::Last => "filter-last",
            Figure::Planned => "filter-planned",
        }
    }
}

/// What must hold.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Test {
    /// There is nothing.
    Empty,
    /// One of these; of a set, an element that is one of these.
    Is(Vec<Value>),
    /// A text, an element of a set or the name of the record meant begins with one of these.
    Begins(Vec<String>),
    /// A text has one of these in it: of an address one knows the street, not the number before it.
    Contains(Vec<String>),
    /// A day, a time or a number between these, both included, as it lies in the book.
    Between(Option<i64>, Option<i64>),
}

/// The words of a language, for who types in it.
pub trait Speech {
    /// A field's name.
    fn field<'a>(&'a self, entity: &Entity, field: &'static Field) -> &'a str;
    /// What a choice is called.
    fn choice<'a>(&'a self, entity: &Entity, field: &Field, word: &'a str) -> &'a str;
    /// What a figure is called.
    fn figure(&self, figure: Figure) -> &str;
}

/// The words for nothing: `grade:-`.
const NOTHING: [&str; 6] = ["-", "none", "never", "无", "無", "没有"];

/// The figures are kept of customers alone.
fn figures(entity: &Entity) -> &'static [Figure] {
    if entity.number == crate::schema::ACCOUNT.number { &Figure::ALL } else { &[] }
}
