//! A month proposed: whoever is due by cadence is put on a day that has room, near others of that day.
//!
//! Always holds: no day gets more than a full day holds, none is of the past, of today or of a weekend, nobody is put where its hours say that it
//! is shut; A comes before B before C where there is not room for all; the same rows give the same proposal. It proposes; whoever shows
//! it lets the person decide.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{Datelike, Days, NaiveDate};

use crate::base::id::Id;
use crate::domain::ask::{DueRow, Month, VisitRow};
use crate::domain::cadence;
use crate::domain::near::Place;
use crate::schema::{Grade, VisitState};

/// A visit that is proposed.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Proposed {
    /// The customer.
    pub account: Id,
    /// Its name.
    pub name: String,
    /// Its grade.
    pub grade: Option<Grade>,
    /// Street and city.
    pub street: String,
    /// When.
    pub day: NaiveDate,
}

/// What is proposed for a month.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Proposal {
    /// The visits, by day.
    pub visits: Vec<Proposed>,
    /// So many visits would be due and find no room.
    pub left: usize,
}

impl Proposal {
    /// Leaves out what no longer fits the month as it is now, which was another `before`: whoever is gone or has a visit meanwhile, a day
    /// that is over or that others have filled. How many that are.
    pub fn keep_to(&mut self, month: &Month, before: &Month, today: NaiveDate, a_day: usize) -> usize {
        let due = |month: &Month, account: Id| month.due.iter().find(|row| row.account == account).map(|row| row.due);
        let lead = |account: Id| {
            let row = month.due.iter().find(|row| row.account == account);
            row.map_or(0, |row| cadence::lead(row.cadence))
        };
        let all = self.visits.len();
        let mut put: BTreeMap<NaiveDate, usize> = BTreeMap::new();
        self.visits.retain(|visit| {
            let Some(now_due) = due(month, visit.account) else { return false };
            let as_before = due(before, visit.account) == Some(now_due);
            if visit.day <= today || !as_before && (now_due - visit.day).num_days() > lead(visit.account) {
                return false;
            }
            let put = put.entry(visit.day).or_default();
            let fits = taken(&month.visits, visit.day) + *put < a_day;
            *put += usize::from(fits);
            fits
        });
        all - self.visits.len()
    }
}

/// As far as this from the others of a day, a place has no say in which day it is put on.
const NEAR: u32 = 10_000;

/// The last day of the month that begins on this one.
pub fn last_of(first: NaiveDate) -> NaiveDate {
    let next = first.checked_add_months(chrono::Months::new(1));
    next.and_then(|next| next.pred_opt()).unwrap_or(first)
}

/// The first day of the month in which this one lies.
pub fn first_of(day: NaiveDate) -> NaiveDate {
    day.with_day(1).unwrap_or(day)
}

/// Whether it is a Saturday or a Sunday.
pub fn is_weekend(day: NaiveDate) -> bool {
    day.weekday().num_days_from_monday() >= 5
}

/// So many visits lie on a day: what was called off or missed takes none of it.
pub fn taken(visits: &[VisitRow], day: NaiveDate) -> usize {
    let holds = |state| !matches!(state, VisitState::Cancelled | VisitState::Missed);
    visits.iter().filter(|visit| visit.day == day && holds(visit.state)).count()
}

/// So many visits a day was to have: all but what was called off.
pub fn of_day(visits: &[VisitRow], day: NaiveDate) -> usize {
    visits.iter().filter(|visit| visit.day == day && visit.state != VisitState::Cancelled).count()
}

/// What a day has for the visits that are put on it.
struct Free {
    room: usize,
    places: Vec<Place>,
}

/// Proposes the rest of a month in which `a_day` visits make a full day.
pub fn propose(month: &Month, today: NaiveDate, a_day: usize) -> Proposal {
    let last = last_of(month.first);
    let from = today.succ_opt().unwrap_or(today).max(month.first);
    let mut days: BTreeMap<NaiveDate, Free> = from
        .iter_days()
        .take_while(|day| *day <= last)
        .filter(|day| !is_weekend(*day))
        .map(|day| {
            let places = month.stops.iter().filter(|(on, _)| *on == day).map(|(_, place)| *place).collect();
            (day, Free { room: a_day.saturating_sub(taken(&month.visits, day)), places })
        })
        .collect();
    let mut wanted: Vec<&DueRow> = month.due.iter().collect();
    wanted.sort_by_key(|row| (row.grade.is_none(), row.grade, row.due, row.account));
    let mut proposal = Proposal::default();
    for row in wanted {
        let (mut due, mut not_before) = (row.due, from);
        let mut on: BTreeSet<NaiveDate> = BTreeSet::new();
        while due <= last {
            let Some(day) = best(&days, row, due, not_before) else {
                proposal.left += times(due.max(not_before), row.cadence, last);
                break;
            };
            // Where it comes so late that another would be due by then, that one does not come.
            proposal.left += times(due.max(not_before), row.cadence, day).saturating_sub(1);
            if let Some(free) = days.get_mut(&day) {
                free.room -= 1;
                free.places.extend(row.place);
            }
            on.insert(day);
            let lead = cadence::lead(row.cadence);
            let (Some(next), Some(again)) = (after(day, row.cadence), after(day, (row.cadence - lead).max(1))) else {
                break;
            };
            (due, not_before) = (next, again);
        }
        proposal.visits.extend(on.into_iter().map(|day| Proposed {
            account: row.account,
            name: row.name.clone(),
            grade: row.grade,
            street: row.street.clone(),
            day,
        }));
    }
    proposal
        .visits
        .sort_by_cached_key(|visit| (visit.day, visit.grade.is_none(), visit.grade, visit.name.clone(), visit.account));
    proposal
}

/// How often a visit is due from one day to another.
fn times(first: NaiveDate, cadence: i64, last: NaiveDate) -> usize {
    std::iter::successors(Some(first), |day| after(*day, cadence.max(1))).take_while(|day| *day <= last).count()
}

fn after(day: NaiveDate, days: i64) -> Option<NaiveDate> {
    day.checked_add_days(Days::new(u64::try_from(days).ok()?))
}

/// The best day for a visit that is due on one: within the days before it in which it counts as due (or, where it is late, the first days
/// there are), where the others of the day are near, then where most room is; else the nearest day that has any.
fn best(days: &BTreeMap<NaiveDate, Free>, row: &DueRow, due: NaiveDate, not_before: NaiveDate) -> Option<NaiveDate> {
    let lead = cadence::lead(row.cadence);
    let fits = |day: &NaiveDate| row.open[day.weekday().num_days_from_monday() as usize];
    let open = days.range(not_before..).filter(|(day, free)| free.room > 0 && fits(day));
    let late = due < not_before;
    let due = due.max(not_before);
    open.min_by_key(|(day, free)| {
        let early = (due - **day).num_days();
        let away = if late { -early } else { early };
        let within = (0..=lead).contains(&away);
        let metres = row.place.and_then(|place| place.nearest(&free.places)).map_or(NEAR, |metres| metres.min(NEAR));
        let beyond = if within { 0 } else { early.abs() };
        (beyond, if within { metres / 1000 } else { 0 }, std::cmp::Reverse(free.room), **day)
    })
    .map(|(day, _)| *day)
}

#[cfg(test)]
mod tests {
    use super::super::example;
    use super::*;
    use crate::schema::{Choice, Degrees};

    fn day(text: &str) -> NaiveDate {
        format!("2026-{text}").parse().unwrap()
    }

    /// Due on a day, with a cadence of four weeks.
    fn due(number: u8, grade: Option<Grade>, on: &str) -> DueRow {
        DueRow {
            account: Id::from_bytes([number; 16]),
            name: format!("C{number}"),
            grade,
            street: String::new(),
            place: None,
            cadence: 28,
            last_visit: Some(day("10-01")),
            due: day(on),
            open: [true; 7],
        }
    }

    fn month(due: Vec<DueRow>) -> Month {
        Month { first: day("11-01"), visits: Vec::new(), stops: Vec::new(), due_all: due.len(), due }
    }

    /// Today is Tuesday the 24th: four working days are left.
    fn proposed(month: &Month, a_day: usize) -> (Vec<String>, usize) {
        let proposal = propose(month, day("11-24"), a_day);
        let said = |visit: &Proposed| format!("{} {}", visit.name, visit.day.format("%m-%d"));
        (proposal.visits.iter().map(said).collect(), proposal.left)
    }

    fn east(hundredths: i32) -> Option<Place> {
        Some(Place { latitude: Degrees(0), longitude: Degrees(hundredths * 10_000) })
    }

    #[test]
    fn who_is_due_comes_on_a_day_with_room() {
        use Grade::{A, B, C};
        let check = |what: &str, month: Month, a_day: usize, expected: &[&str], left: usize| {
            assert_eq!(proposed(&month, a_day), (expected.iter().map(ToString::to_string).collect(), left), "{what}");
        };
        check("nobody", month(vec![]), 10, &[], 0);
        check("late: the first days", month(vec![due(1, Some(A), "11-02")]), 10, &["C1 11-25"], 0);
        check("due on a day: before it", month(vec![due(1, Some(A), "11-27")]), 10, &["C1 11-25"], 0);
        check("never on a weekend", month(vec![due(1, Some(A), "11-29")]), 10, &["C1 11-25"], 0);
        let rivals =
            vec![due(1, None, "11-02"), due(2, Some(C), "11-02"), due(3, Some(B), "11-02"), due(4, Some(A), "11-20")];
        check("spread over the days", month(rivals.clone()), 2, &["C4 11-25", "C3 11-26", "C2 11-27", "C1 11-30"], 0);
        let full = Month {
            visits: vec![example::visit(9, "2026-11-25", None, VisitState::Planned)],
            ..month([rivals.clone(), vec![due(5, None, "11-03"), due(6, Some(C), "11-03")]].concat())
        };
        check("no room for all", full, 1, &["C4 11-26", "C3 11-27", "C2 11-30"], 3);
        let called_off = Month {
            visits: vec![example::visit(9, "2026-11-25", None, VisitState::Cancelled)],
            ..month(vec![due(1, Some(A), "11-02")])
        };
        check("what was called off takes no room", called_off, 1, &["C1 11-25"], 0);
        let mut shut = due(1, Some(A), "11-02");
        shut.open = [true, true, false, false, true, true, true];
        check("not where it is shut", month(vec![shut]), 10, &["C1 11-27"], 0);
        let near = Month {
            stops: vec![(day("11-26"), Place { latitude: Degrees(0), longitude: Degrees(0) })],
            ..month(vec![DueRow { place: east(1), ..due(1, Some(A), "11-02") }])
        };
        check("where others are near", near, 10, &["C1 11-26"], 0);
    }

    #[test]
    fn who_is_seen_each_week_comes_each_week() {
        let weekly = DueRow { cadence: 7, ..due(1, Some(Grade::A), "12-01") };
        let december = Month { first: day("12-01"), ..month(vec![weekly]) };
        let days: Vec<NaiveDate> = propose(&december, day("11-24"), 10).visits.iter().map(|visit| visit.day).collect();
        assert_eq!(days.len(), 5, "{days:?}");
        assert!(days.windows(2).all(|pair| (5..=8).contains(&(pair[1] - pair[0]).num_days())), "{days:?}");
    }

    #[test]
    fn what_finds_no_room_is_counted_in_visits() {
        let weekly = |on: &str| DueRow { cadence: 7, ..due(1, Some(Grade::C), on) };
        let first = |number| DueRow { cadence: 90, ..due(number, Some(Grade::A), "12-01") };
        let check = |what: &str, rows: Vec<DueRow>, a_day: usize, expected: (usize, usize)| {
            let december = Month { first: day("12-01"), ..month(rows) };
            let proposal = propose(&december, day("11-24"), a_day);
            assert_eq!((proposal.visits.len(), proposal.left), expected, "{what}");
        };
        check("no day has room", vec![weekly("12-04")], 0, (0, 4));
        check("late: from the first day on", vec![weekly("11-02")], 0, (0, 5));
        check("seen each month", vec![due(1, None, "12-04")], 0, (0, 1));
        // Twenty of twenty-three days are taken: of the weekly one's four as many come as the days that are left lie apart.
        let many: Vec<DueRow> = (10..30).map(first).chain([weekly("12-04")]).collect();
        let december = Month { first: day("12-01"), ..month(many) };
        let proposal = propose(&december, day("11-24"), 1);
        let weekly = proposal.visits.iter().filter(|visit| visit.account == Id::from_bytes([1; 16])).count();
        assert_eq!(weekly + proposal.left, 4, "{weekly} come, {} do not", proposal.left);
    }

    #[test]
    fn a_proposal_keeps_to_what_is_so_meanwhile() {
        let row = |number, on| due(number, None, on);
        let before = month(vec![row(1, "11-20"), row(2, "11-20"), DueRow { cadence: 3, ..row(3, "11-20") }]);
        let proposal = propose(&before, day("11-24"), 2);
        let check = |what: &str, now: Month, today: &str, expected: &[&str]| {
            let mut kept = proposal.clone();
            let fewer = kept.keep_to(&now, &before, day(today), 2);
            let said: Vec<String> =
                kept.visits.iter().map(|visit| format!("{} {}", visit.name, visit.day.format("%m-%d"))).collect();
            assert_eq!(
                (said, fewer),
                (expected.iter().map(ToString::to_string).collect(), 5 - expected.len()),
                "{what}"
            );
        };
        let all = ["C1 11-25", "C3 11-25", "C2 11-26", "C3 11-27", "C3 11-30"];
        check("nothing has changed", before.clone(), "11-24", &all);
        check("one is gone, or has a visit", month(before.due[1..].to_vec()), "11-24", &all[1..]);
        let mut planned = before.clone();
        planned.due[2].due = day("11-30");
        check("of one that comes often a visit is planned", planned, "11-24", &["C1 11-25", "C2 11-26", "C3 11-30"]);
        let filled =
            Month { visits: vec![example::visit(9, "2026-11-25", None, VisitState::Planned)], ..before.clone() };
        check("a day is filled", filled, "11-24", &["C1 11-25", "C2 11-26", "C3 11-27", "C3 11-30"]);
        check("a day is over", before.clone(), "11-25", &all[2..]);
    }

    #[test]
    fn a_full_book_fills_no_day_over() {
        let many: Vec<DueRow> = (0..200)
            .map(|n| DueRow { cadence: 90, ..due(n, Grade::ALL.get(usize::from(n) % 4).copied(), "11-25") })
            .collect();
        let december = Month { first: day("12-01"), ..month(many) };
        let proposal = propose(&december, day("11-24"), 7);
        // Twenty-three working days.
        assert_eq!((proposal.visits.len(), proposal.left), (7 * 23, 200 - 7 * 23));
        for on in day("12-01").iter_days().take(31) {
            let count = proposal.visits.iter().filter(|visit| visit.day == on).count();
            assert_eq!(count, if is_weekend(on) { 0 } else { 7 }, "{on}");
        }
        assert!(proposal.visits.iter().filter(|visit| visit.grade == Some(Grade::A)).count() == 50);
    }
}
