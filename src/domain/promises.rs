//! Open promises by when they are due.
//!
//! Always holds: late first, and within a group the earliest first; one without a date comes last. A promise due today is never late, whatever
//! its hour: it can still be kept.

use chrono::{Datelike, NaiveDate};

use super::ask::FollowUpRow;
use crate::base::clock::Now;

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

/// Days late; 0 where the day is today or to come, or was not said.
pub fn days_late(due: Option<NaiveDate>, today: NaiveDate) -> i64 {
    due.map_or(0, |due| (today - due).num_days().max(0))
}

/// Puts promises in their order: by day, on a day by the hour (those without one last), then by customer and id.
pub fn order(rows: &mut [FollowUpRow]) {
    rows.sort_by(|a, b| key(a).cmp(&key(b)));
}

fn key(row: &FollowUpRow) -> impl Ord + '_ {
    (row.due.is_none(), row.due, row.due_at.is_none(), row.due_at, row.name.as_str(), row.id)
}

/// Promises in their groups, the empty ones left out.
pub fn grouped(mut rows: Vec<FollowUpRow>, now: &Now) -> Vec<(Group, Vec<FollowUpRow>)> {
    order(&mut rows);
    let mut groups: Vec<(Group, Vec<FollowUpRow>)> = Vec::new();
    for row in rows {
        let group = Group::of(row.due, now.today());
        match groups.last_mut() {
            Some((last, rows)) if *last == group => rows.push(row),
            _ => groups.push((group, vec![row])),
        }
    }
    groups
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::id::Id;
    use crate::schema::PromisedBy;

    #[test]
    fn a_due_day_has_a_group() {
        // A Tuesday, and the Sunday after it.
        for (today, due, group, late) in [
            ("2026-11-24", "2026-11-23", Group::Late, 1),
            ("2026-11-24", "2025-11-24", Group::Late, 365),
            ("2026-11-24", "2026-11-24", Group::Today, 0),
            ("2026-11-24", "2026-11-25", Group::ThisWeek, 0),
            ("2026-11-24", "2026-11-29", Group::ThisWeek, 0),
            ("2026-11-24", "2026-11-30", Group::Later, 0),
            ("2026-11-29", "2026-11-30", Group::Later, 0),
            ("2026-11-24", "", Group::NoDate, 0),
        ] {
            let (today, due) = (today.parse().unwrap(), due.parse().ok());
            assert_eq!((Group::of(due, today), days_late(due, today)), (group, late), "{due:?}");
        }
    }

    #[test]
    fn promises_come_by_group_day_and_hour() {
        let now = Now::parse("2026-11-24T10:42:00+08:00").unwrap();
        let row = |number: u8, due: &str, at: Option<i64>| FollowUpRow {
            id: Id::from_bytes([number; 16]),
            account: None,
            name: String::new(),
            text: String::new(),
            due: due.parse().ok(),
            due_at: at.map(crate::base::clock::Moment::from_millis),
            by: PromisedBy::Us,
        };
        let rows = vec![
            row(1, "", None),
            row(2, "2026-12-24", None),
            row(3, "2026-11-24", None),
            row(4, "2026-11-24", Some(9)),
            row(5, "2026-11-24", Some(5)),
            row(6, "2026-11-23", None),
            row(7, "2026-11-20", None),
            row(8, "2026-11-27", None),
        ];
        let found: Vec<_> = grouped(rows, &now)
            .into_iter()
            .map(|(group, rows)| (group, rows.iter().map(|row| row.id.bytes()[0]).collect::<Vec<_>>()))
            .collect();
        assert_eq!(
            found,
            [
                (Group::Late, vec![7, 6]),
                (Group::Today, vec![5, 4, 3]),
                (Group::ThisWeek, vec![8]),
                (Group::Later, vec![2]),
                (Group::NoDate, vec![1]),
            ]
        );
        assert_eq!(grouped(Vec::new(), &now), []);
    }
}
