//! The rep's day: its visits in order, and the next stop; its steps, its close, its report, another order of it; its month.

pub mod close;
#[cfg(test)]
mod example;
pub mod month;
pub mod report;
pub mod route;
pub mod steps;

use crate::base::clock::Now;
use crate::domain::ask::VisitRow;
use crate::schema::VisitState;

/// A planned visit whose time is past by no more than so many minutes can still be the next stop: the rep runs late.
const LATE_MINUTES: i64 = 60;
/// A visit with a time comes before those without one when it is at most so many minutes away.
const SOON_MINUTES: i64 = 120;

/// Puts the visits of a day in order: by their start, as it was or was agreed; those without a time after them. Where the person has put
/// the day in order, that order holds for what is to come.
pub fn order(visits: &mut [VisitRow]) {
    visits.sort_by(|a, b| key(a).cmp(&key(b)));
    if visits.iter().any(|visit| place(visit).is_some()) {
        // What was put in order comes as it was put, after what has been; what came in later, after it.
        visits.sort_by_key(|visit| (visit.state == VisitState::Planned, place(visit).is_none(), place(visit)));
    }
}

/// The place in the order of the day of a visit that is to come.
fn place(visit: &VisitRow) -> Option<i64> {
    visit.stop.filter(|_| visit.state == VisitState::Planned)
}

fn key(visit: &VisitRow) -> impl Ord + '_ {
    (visit.start.is_none(), visit.start, visit.name.as_str(), visit.id)
}

/// The next stop among the visits of a day in their order: the one in progress; else the planned one whose time comes next or is just past, if it
/// is soon; else the first without a time; else the next with one; else the last whose time went by.
pub fn next_stop<'a>(visits: &'a [VisitRow], now: &Now) -> Option<&'a VisitRow> {
    if let Some(here) = visits.iter().find(|visit| visit.state == VisitState::InProgress) {
        return Some(here);
    }
    let planned = || visits.iter().filter(|visit| visit.state == VisitState::Planned);
    if let Some(first) = planned().filter(|visit| visit.stop.is_some()).min_by_key(|visit| visit.stop) {
        return Some(first);
    }
    let minutes = |visit: &VisitRow| visit.start.map(|start| start.minutes_since(now.at));
    let coming = planned()
        .filter(|visit| minutes(visit).is_some_and(|minutes| minutes >= -LATE_MINUTES))
        .min_by_key(|visit| (visit.start, visit.id));
    if let Some(soon) = coming.filter(|visit| minutes(visit).is_some_and(|minutes| minutes <= SOON_MINUTES)) {
        return Some(soon);
    }
    planned().find(|visit| visit.start.is_none()).or(coming).or_else(|| planned().max_by_key(|visit| visit.start))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::clock::Moment;

    fn now(time: &str) -> Now {
        Now::parse(&format!("2026-11-24T{time}+08:00")).unwrap()
    }

    fn at(time: &str) -> Moment {
        now(&format!("{time}:00")).at
    }

    fn visit(number: u8, state: VisitState, start: &str) -> VisitRow {
        example::visit(number, "2026-11-24", (!start.is_empty()).then(|| at(start)), state)
    }

    #[test]
    fn visits_come_by_their_time_and_those_without_one_after() {
        use VisitState::{Done, InProgress, Missed, Planned};
        let mut visits = vec![
            visit(1, Planned, ""),
            visit(2, Planned, "16:00"),
            visit(3, Done, "08:30"),
            visit(4, Done, "09:58"),
            visit(5, Missed, "10:10"),
            visit(6, InProgress, "10:30"),
            visit(7, Planned, ""),
        ];
        order(&mut visits);
        assert_eq!(visits.iter().map(|visit| visit.id.bytes()[0]).collect::<Vec<_>>(), [3, 4, 5, 6, 2, 1, 7]);
    }

    #[test]
    fn a_day_put_in_order_stays_in_it() {
        use VisitState::{Done, Planned};
        let placed = |number, start: &str, stop| VisitRow { stop: Some(stop), ..visit(number, Planned, start) };
        let done = VisitRow { stop: Some(1), ..visit(9, Done, "10:00") };
        let mut visits = vec![placed(1, "16:00", 3), placed(2, "", 2), visit(3, Planned, "11:00"), done];
        order(&mut visits);
        assert_eq!(visits.iter().map(|visit| visit.id.bytes()[0]).collect::<Vec<_>>(), [9, 2, 1, 3]);
        assert_eq!(next_stop(&visits, &now("10:42:00")).map(|visit| visit.id.bytes()[0]), Some(2));
    }

    #[test]
    fn the_next_stop_is_the_one_a_rep_drives_to() {
        use VisitState::{Cancelled, Done, InProgress, Missed, Planned};
        // At 10:42.
        for (what, visits, expected) in [
            ("nothing", vec![], None),
            (
                "nothing left",
                vec![visit(1, Done, "09:00"), visit(2, Missed, "11:00"), visit(3, Cancelled, "12:00")],
                None,
            ),
            ("in progress", vec![visit(1, Planned, "10:45"), visit(2, InProgress, "09:00")], Some(2)),
            ("the next by time", vec![visit(1, Planned, "11:15"), visit(2, Planned, "13:00")], Some(1)),
            ("running late", vec![visit(1, Planned, "10:00"), visit(2, Planned, "11:15")], Some(1)),
            ("long past", vec![visit(1, Planned, "08:00"), visit(2, Planned, "11:15")], Some(2)),
            ("only long past", vec![visit(1, Planned, "08:00"), visit(2, Planned, "09:00")], Some(2)),
            ("time for one without a time", vec![visit(1, Planned, "16:00"), visit(2, Planned, "")], Some(2)),
            ("no time for one", vec![visit(1, Planned, "12:30"), visit(2, Planned, "")], Some(1)),
            ("the first without a time", vec![visit(2, Planned, ""), visit(1, Planned, "")], Some(2)),
            ("the only one, far off", vec![visit(1, Planned, "18:00")], Some(1)),
        ] {
            let found = next_stop(&visits, &now("10:42:00")).map(|visit| visit.id.bytes()[0]);
            assert_eq!(found, expected, "{what}");
        }
    }
}
