//! A planned visit, for the tests of a day.

use crate::base::clock::Moment;
use crate::base::id::Id;
use crate::domain::ask::VisitRow;
use crate::schema::VisitState;

/// A planned visit of this day, agreed for this time or for none.
pub(super) fn visit(number: u8, day: &str, start: Option<Moment>, state: VisitState) -> VisitRow {
    VisitRow {
        id: Id::from_bytes([number; 16]),
        account: None,
        name: String::new(),
        grade: None,
        state,
        day: day.parse().unwrap(),
        start,
        end: None,
        kind: None,
        planned: true,
        stop: None,
        purpose: String::new(),
        notes: String::new(),
        outcome: None,
        reason: None,
        street: String::new(),
    }
}
