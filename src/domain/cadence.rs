//! How often a customer should be seen, and how far that is.
//!
//! Always holds: next due = last visit + cadence; a customer without history is *not seen yet* and never overdue; one that is shut for good,
//! merged into another or has a cadence of 0 is never due. Must not know where a visit is kept.

use chrono::{Datelike, Days, NaiveDate};
use serde::Deserialize;

use crate::schema::{Account, Grade};

/// Days between two visits, by grade; 0 is never. What a customer says of itself comes before it.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Cadence {
    /// Grade A.
    pub a: u16,
    /// Grade B.
    pub b: u16,
    /// Grade C.
    pub c: u16,
    /// Not graded yet.
    pub none: u16,
}

impl Default for Cadence {
    /// A every two weeks, B every four, C every eight; those not graded every six.
    fn default() -> Cadence {
        Cadence { a: 14, b: 28, c: 56, none: 42 }
    }
}

/// Where a customer stands in its cycle.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Status {
    /// Never seen; no visit is planned.
    NotSeen,
    /// The cycle ends within the next days.
    Due,
    /// A visit is planned.
    Planned,
    /// Seen in this cycle.
    Covered,
    /// The cycle is over.
    Overdue,
}

impl Status {
    /// All of them, for the test of the words.
    pub const ALL: [Status; 5] = [Status::NotSeen, Status::Due, Status::Planned, Status::Covered, Status::Overdue];

    /// The key of its words.
    pub fn words(self) -> &'static str {
        match self {
            Status::NotSeen => "cadence-not-seen",
            Status::Due => "cadence-due",
            Status::Planned => "cadence-planned",
            Status::Covered => "cadence-covered",
            Status::Overdue => "cadence-overdue",
        }
    }
}

impl Cadence {
    /// Days between two visits of a grade.
    pub fn of_grade(&self, grade: Option<Grade>) -> u16 {
        match grade {
            Some(Grade::A) => self.a,
            Some(Grade::B) => self.b,
            Some(Grade::C) => self.c,
            None => self.none,
        }
    }

    /// Days between two visits of a customer; `None`: it is never due.
    pub fn of(&self, account: &Account) -> Option<i64> {
        if account.closed_on.is_some() || account.merged_into.is_some() {
            return None;
        }
        let days = account.cadence.unwrap_or(i64::from(self.of_grade(account.grade)));
        (days > 0).then_some(days)
    }

    /// The day by which a customer should be seen (again).
    pub fn next_due(&self, account: &Account, last_visit: Option<NaiveDate>) -> Option<NaiveDate> {
        let days = self.of(account)?;
        match last_visit {
            Some(last) => last.checked_add_days(Days::new(u64::try_from(days).ok()?)),
            None => account.first_due,
        }
    }
}

/// From so many days before its end a cycle counts as due: a quarter of it, a week at most.
pub fn lead(cadence: i64) -> i64 {
    (cadence / 4).clamp(1, 7)
}

/// Where a customer stands; `None` where it is never due. `planned` is its next planned visit.
pub fn status(
    cadence: Option<i64>,
    last_visit: Option<NaiveDate>,
    next_due: Option<NaiveDate>,
    planned: Option<NaiveDate>,
    today: NaiveDate,
) -> Option<Status> {
    let cadence = cadence?;
    if planned.is_some_and(|day| day >= today) {
        return Some(Status::Planned);
    }
    let (Some(_), Some(due)) = (last_visit, next_due) else { return Some(Status::NotSeen) };
    Some(match (due - today).num_days() {
        left if left < 0 => Status::Overdue,
        left if left <= lead(cadence) => Status::Due,
        _ => Status::Covered,
    })
}

/// The first day from this one on that the customer is open; where its weekdays (Monday first) are not known, that is no weekend.
pub fn somebody_there(day: NaiveDate, open: Option<[bool; 7]>) -> NaiveDate {
    let open = open.unwrap_or([true, true, true, true, true, false, false]);
    let there = |day: &NaiveDate| open.get(day.weekday().num_days_from_monday() as usize).copied().unwrap_or(true);
    day.iter_days().take(open.len()).find(there).unwrap_or(day)
}

/// Days over (positive) or left (negative) of the cycle; `None` where nothing is over: never due, or never seen.
pub fn overdue(last_visit: Option<NaiveDate>, next_due: Option<NaiveDate>, today: NaiveDate) -> Option<i64> {
    last_visit?;
    Some((today - next_due?).num_days())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::hours::Hours;

    fn day(text: &str) -> Option<NaiveDate> {
        (!text.is_empty()).then(|| text.parse().unwrap())
    }

    #[test]
    fn nobody_is_there_on_a_weekend_or_a_day_that_is_shut() {
        let weekdays = |open: &str| Hours::read(open).map(|hours| hours.weekdays());
        for (due, open, expected) in [
            ("2027-01-01", "", "2027-01-01"), // a Friday
            ("2027-01-02", "", "2027-01-04"),
            ("2027-01-03", "", "2027-01-04"),
            ("2027-01-03", "sun 10:00-16:00", "2027-01-03"),
            ("2027-01-04", "sun 10:00-16:00", "2027-01-10"),
            ("2027-01-02", "mon-sat 8:00-17:00", "2027-01-02"),
            ("2027-01-04", "tue-sat 8:00-17:00", "2027-01-05"),
        ] {
            let open = weekdays(open);
            assert_eq!(day(expected), day(due).map(|due| somebody_there(due, open)), "{due}");
        }
        let due: NaiveDate = "2027-01-02".parse().unwrap();
        assert_eq!(somebody_there(due, Some([false; 7])), due);
    }

    #[test]
    fn next_due_is_last_visit_and_cadence() {
        let plain = Account::default();
        let graded = |grade| Account { grade: Some(grade), ..Account::default() };
        for (account, last, expected) in [
            (graded(Grade::A), "2026-11-03", "2026-11-17"),
            (graded(Grade::B), "2026-11-03", "2026-12-01"),
            (graded(Grade::C), "2026-11-03", "2026-12-29"),
            (plain.clone(), "2026-11-03", "2026-12-15"),
            (Account { cadence: Some(7), ..graded(Grade::C) }, "2026-11-03", "2026-11-10"),
            (Account { cadence: Some(0), ..graded(Grade::A) }, "2026-11-03", ""),
            (Account { closed_on: day("2026-11-01"), ..graded(Grade::A) }, "2026-11-03", ""),
            (Account { merged_into: Some(crate::base::id::Id::NIL), ..plain.clone() }, "2026-11-03", ""),
            (Account { first_due: day("2026-12-01"), ..plain.clone() }, "", "2026-12-01"),
            (Account { first_due: day("2026-12-01"), ..graded(Grade::A) }, "2026-12-05", "2026-12-19"),
            (plain, "", ""),
        ] {
            assert_eq!(Cadence::default().next_due(&account, day(last)), day(expected), "{account:?}");
        }
    }

    #[test]
    fn a_customer_stands_somewhere_in_its_cycle() {
        let today = day("2026-11-24").unwrap();
        for (cadence, last, due, planned, expected) in [
            (Some(14), "2026-11-23", "2026-12-07", "", Some(Status::Covered)),
            (Some(14), "2026-11-14", "2026-11-28", "", Some(Status::Covered)),
            (Some(14), "2026-11-13", "2026-11-27", "", Some(Status::Due)),
            (Some(14), "2026-11-10", "2026-11-24", "", Some(Status::Due)),
            (Some(14), "2026-11-09", "2026-11-23", "", Some(Status::Overdue)),
            (Some(14), "2026-11-09", "2026-11-23", "2026-11-26", Some(Status::Planned)),
            (Some(14), "2026-11-09", "2026-11-23", "2026-11-20", Some(Status::Overdue)),
            (Some(56), "2026-10-06", "2026-12-01", "", Some(Status::Due)),
            (Some(56), "2026-10-07", "2026-12-02", "", Some(Status::Covered)),
            (Some(42), "", "2026-10-01", "", Some(Status::NotSeen)),
            (Some(42), "", "", "", Some(Status::NotSeen)),
            (Some(42), "", "2026-12-01", "2026-11-25", Some(Status::Planned)),
            (None, "2026-11-09", "", "", None),
        ] {
            assert_eq!(status(cadence, day(last), day(due), day(planned), today), expected, "{last} {due} {planned}");
        }
        for (last, due, expected) in
            [("2026-11-03", "2026-11-17", Some(7)), ("2026-11-23", "2026-12-07", Some(-13)), ("", "2026-10-01", None)]
        {
            assert_eq!(overdue(day(last), day(due), today), expected);
        }
    }
}
