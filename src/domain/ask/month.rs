//! The answer of the month's plan: what stands in it, and who is due in it without a visit.

use chrono::NaiveDate;

use super::VisitRow;
use crate::base::id::Id;
use crate::domain::near::Place;
use crate::schema::Grade;

/// A month to be planned.
#[derive(Clone, PartialEq, Debug)]
pub struct Month {
    /// Its first day.
    pub first: NaiveDate,
    /// The visits of the whole weeks that it lies in, by day.
    pub visits: Vec<VisitRow>,
    /// Where the planned visits of its coming days are.
    pub stops: Vec<(NaiveDate, Place)>,
    /// Who is due within the month and has no visit for it, the longest due first; of very many, those of the better grades.
    pub due: Vec<DueRow>,
    /// How many there are in all; `due` may hold fewer.
    pub due_all: usize,
}

/// A customer that is due and has no visit yet.
#[derive(Clone, PartialEq, Debug)]
pub struct DueRow {
    /// The customer.
    pub account: Id,
    /// Its name.
    pub name: String,
    /// Its grade.
    pub grade: Option<Grade>,
    /// Street and city.
    pub street: String,
    /// Where it is.
    pub place: Option<Place>,
    /// Days between two visits.
    pub cadence: i64,
    /// The last visit.
    pub last_visit: Option<NaiveDate>,
    /// By when it should be seen; where a visit is planned already, the one after that.
    pub due: NaiveDate,
    /// On which weekdays it is open, Monday first; all, where its hours are not known.
    pub open: [bool; 7],
}
