//! The answers of search: a find, and a customer found by letters.

use chrono::NaiveDate;

use crate::base::id::Id;
use crate::domain::import::preview::Shared;
use crate::domain::log_line::Found;
use crate::schema::Grade;

/// A customer found by letters.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct NameHit {
    /// The customer.
    pub account: Id,
    /// Its name.
    pub name: String,
    /// Another of its names, where the letters fit that better than its name.
    pub other_name: Option<String>,
    /// Byte ranges of the name that fit.
    pub marks: Vec<(usize, usize)>,
    /// Its grade.
    pub grade: Option<Grade>,
    /// Street and city: what tells twins apart.
    pub street: String,
    /// Last visit.
    pub last_visit: Option<NaiveDate>,
    /// Whether the letters are the whole of one of its names, and no other customer is called so.
    pub certain: bool,
    /// The person there whom the letters name, where they name no customer: then it is only offered.
    pub person: Option<String>,
}

impl NameHit {
    /// The one of its names that the letters fit.
    pub fn called(&self) -> &str {
        self.other_name.as_deref().unwrap_or(&self.name)
    }
}

/// Customers whose names somebody has mistyped.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct NearNames {
    /// The nearest first; at last the one that the line was opened with.
    pub hits: Vec<NameHit>,
    /// Whether several words say so: one word may be near a name by chance.
    pub sure: bool,
    /// Whether the one that the line was opened with is near itself.
    pub own: bool,
}

/// Somebody whom a line names, wherever that stands.
#[derive(Clone, PartialEq, Debug)]
pub struct Named {
    /// By what, and where.
    pub found: Found,
    /// The customer; `person` where only somebody of theirs is named.
    pub hit: NameHit,
}

/// Two customers that are likely one.
#[derive(Clone, PartialEq, Debug)]
pub struct Pair {
    /// The older record.
    pub one: NameHit,
    /// The other.
    pub other: NameHit,
    /// What they have in common.
    pub shared: Shared,
}

/// A find.
#[derive(Clone, PartialEq, Debug)]
pub struct Hit {
    /// The entity's number.
    pub entity: u16,
    /// The record.
    pub record: Id,
    /// The customer to open.
    pub account: Option<Id>,
    /// The name of the record or of its customer.
    pub name: String,
    /// What tells it from others of its name: of a person the customer, of a customer its street; empty where the excerpt says enough.
    pub of: String,
    /// Of a person: the customers where he worked before.
    pub formerly: Vec<String>,
    /// Where it was found: the text around it.
    pub excerpt: String,
    /// Byte ranges of `excerpt` that fit.
    pub marks: Vec<(usize, usize)>,
    /// The day, where there is one.
    pub day: Option<NaiveDate>,
}
