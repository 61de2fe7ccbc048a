//! Open promises by when they are due.
//!
//! Always holds: late first, and within a group the earliest first; one without a date comes last. A promise due today is never late, whatever
//! its hour: it can still be kept.

use chrono::{Datelike, NaiveDate};

use super::ask::FollowUpRow;

/// When a promise is due.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Group {
    /// Its day is over.
    Late,
    /// Today.
    Today,
    /// Until Sunday.
    ThisWeek,
    /// After that.
    Later,
    /// No day was said.
    NoDate,
}

impl Group {
    /// All of them, in their order.
    pub const ALL: [Group; 5] = [Group::Late, Group::Today, Group::ThisWeek, Group::Later, Group::NoDate];

    /// The group of a due day.
    pub fn of(due: Option<NaiveDate>, today: NaiveDate) -> Group {
        let Some(due) = due else { return Group::NoDate };
        let to_sunday = i64::from(6 - today.weekday().num_days_from_monday());
        match (due - today).num_days() {
            days if days < 0 => Group::Late,
            0 => Group::Today,
            days if days <= to_sunday => Group::ThisWeek,
            _ => Group::Later,
        }
    }

    /// The key of its words.
    pub fn words(self) -> &'static str {
        match self {
            Group::Late => "group-late",
            Group::Today => "group-today",
            Group::ThisWeek => "group-this-week",
            Group::Later => "group-later",
            Group::NoDate => "group-no-date",
        }
    }
}

/// Puts promises in their order: by day, on a day by the hour (those without one last), then by customer and id.
pub fn order(rows: &mut [FollowUpRow]) {
    rows.sort_by(|a, b| key(a).cmp(&key(b)));
}

fn key(row: &FollowUpRow) -> impl Ord + '_ {
    (row.due.is_none(), row.due, row.due_at.is_none(), row.due_at, row.name.as_str(), row.id)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::id::Id;
    use crate::schema::PromisedBy;

    #[test]
    fn a_due_day_has_a_group() {
        // A Tuesday, and the Sunday after it.
        for (today, due, group) in [
            ("2026-11-24", "2026-11-23", Group::Late),
            ("2026-11-24", "2025-11-24", Group::Late),
            ("2026-11-24", "2026-11-24", Group::Today),
            ("2026-11-24", "2026-11-25", Group::ThisWeek),
            ("2026-11-24", "2026-11-29", Group::ThisWeek),
            ("2026-11-24", "2026-11-30", Group::Later),
            ("2026-11-29", "2026-11-30", Group::Later),
            ("2026-11-24", "", Group::NoDate),
        ] {
            let (today, due) = (today.parse().unwrap(), due.parse().ok());
            assert_eq!(Group::of(due, today), group, "{due:?}");
        }
    }

    #[test]
    fn promises_come_by_group_day_and_hour() {
        let row = |number: u8, due: &str, at: Option<i64>| FollowUpRow {
            id: Id::from_bytes([number; 16]),
            account: None,
            name: String::new(),
            text: String::new(),
            due: due.parse().ok(),
            due_at: at.map(crate::base::clock::Moment::from_millis),
            by: PromisedBy::Us,
        };
        let mut rows = vec![
            row(1, "", None),
            row(2, "2026-12-24", None),
            row(3, "2026-11-24", None),
            row(4, "2026-11-24", Some(9)),
            row(5, "2026-11-24", Some(5)),
            row(6, "2026-11-23", None),
            row(7, "2026-11-20", None),
            row(8, "2026-11-27", None),
        ];
        order(&mut rows);
        let found: Vec<u8> = rows.iter().map(|row| row.id.bytes()[0]).collect();
        assert_eq!(found, [7, 6, 5, 4, 3, 8, 2, 1]);
        let today = "2026-11-24".parse().unwrap();
        assert!(rows.is_sorted_by_key(|row| Group::of(row.due, today)), "the groups follow one another");
    }
}
