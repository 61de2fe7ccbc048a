//! The rep's day: its visits in order, the next stop, and when the screen next says something else.

use chrono::{Days, NaiveTime};

use super::ask::{Today, VisitRow};
use crate::base::clock::{Moment, Now};
use crate::schema::VisitState;

/// A planned visit whose time is past by no more than so many minutes can still be the next stop: the rep runs late.
const LATE_MINUTES: i64 = 60;
/// A visit with a time comes before those without one when it is at most so many minutes away.
const SOON_MINUTES: i64 = 120;

/// Puts the visits of a day in order: by their start, as it was or was agreed; those without a time after them.
pub fn order(visits: &mut [VisitRow]) {
    visits.sort_by(|a, b| key(a).cmp(&key(b)));
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
    let minutes = |visit: &VisitRow| visit.start.map(|start| start.minutes_since(now.at));
    let coming = planned()
        .filter(|visit| minutes(visit).is_some_and(|minutes| minutes >= -LATE_MINUTES))
        .min_by_key(|visit| (visit.start, visit.id));
    if let Some(soon) = coming.filter(|visit| minutes(visit).is_some_and(|minutes| minutes <= SOON_MINUTES)) {
        return Some(soon);
    }
    planned().find(|visit| visit.start.is_none()).or(coming).or_else(|| planned().max_by_key(|visit| visit.start))
}

/// Whole minutes until a moment, a begun one counted: "in 33 min". Negative when it is past.
pub fn minutes_until(moment: Moment, now: Moment) -> i64 {
    -now.minutes_since(moment)
}

/// The next moment at which something on the Today screen changes by itself: a minute of the countdown to the next stop, an appointment, a
/// promise's hour, a door that opens or shuts, midnight, the end of the workday. Always later than now.
pub fn next_change(today: &Today, now: &Now) -> Moment {
    let midnight =
        now.local().date().checked_add_days(Days::new(1)).map(|day| now.zone.moment(day.and_time(NaiveTime::MIN)));
    let mut next = now.day_end();
    let mut consider = |moment: Option<Moment>| {
        if let Some(moment) = moment.filter(|moment| *moment > now.at) {
            next = if next > now.at { next.min(moment) } else { moment };
        }
    };
    consider(midnight);
    for visit in &today.visits {
        consider(visit.start);
        // From then on it no longer is the next stop.
        consider(visit.start.map(|start| start.plus_minutes(LATE_MINUTES + 1)));
    }
    for promise in &today.promises {
        consider(promise.due_at);
    }
    let hours = today.who_next.iter().chain(&today.near).filter_map(|proposal| proposal.open_until);
    for minutes in hours.filter(|minutes| *minutes > 0) {
        consider(clock_reads(minutes, now));
    }
    if let Some(start) = today.next.as_ref().and_then(|next| next.visit.start) {
        // The countdown shows whole minutes: it changes when the seconds of the start come round.
        let left = minutes_until(start, now.at);
        consider(Some(start.plus_minutes(1 - left)));
    }
    next
}

/// The next moment at which the wall clock reads so many minutes after midnight.
fn clock_reads(minutes: u32, now: &Now) -> Option<Moment> {
    let of = |day: chrono::NaiveDate| {
        let midnight = day.and_time(NaiveTime::MIN);
        Some(now.zone.moment(midnight.checked_add_signed(chrono::TimeDelta::minutes(minutes.into()))?))
    };
    let day = now.local().date();
    of(day).filter(|moment| *moment > now.at).or_else(|| of(day.checked_add_days(Days::new(1))?))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::id::Id;
    use crate::domain::ask::{Briefing, FollowUpRow, NextStop, Proposal};
    use crate::schema::PromisedBy;

    fn now(time: &str) -> Now {
        Now::parse(&format!("2026-11-24T{time}+08:00")).unwrap()
    }

    fn at(time: &str) -> Moment {
        now(&format!("{time}:00")).at
    }

    fn visit(number: u8, state: VisitState, start: &str) -> VisitRow {
        VisitRow {
            id: Id::from_bytes([number; 16]),
            account: None,
            name: String::new(),
            grade: None,
            state,
            day: "2026-11-24".parse().unwrap(),
            start: (!start.is_empty()).then(|| at(start)),
            end: None,
            kind: None,
            planned: true,
            purpose: String::new(),
            notes: String::new(),
            outcome: None,
            reason: None,
            street: String::new(),
        }
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

    #[test]
    fn the_screen_changes_at_the_next_thing_on_it() {
        let empty = Today::default;
        let row = |due_at: &str| FollowUpRow {
            id: Id::NIL,
            account: None,
            name: String::new(),
            text: String::new(),
            due: None,
            due_at: Some(at(due_at)),
            by: PromisedBy::Us,
        };
        let open = |until| Proposal {
            account: Id::NIL,
            name: String::new(),
            grade: None,
            street: String::new(),
            terms: Vec::new(),
            score: 1,
            last_visit: None,
            open_until: Some(until),
        };
        let next =
            |start: &str| Some(NextStop { visit: visit(1, VisitState::Planned, start), briefing: Briefing::default() });
        let visits = |times: &[&str]| times.iter().map(|time| visit(1, VisitState::Planned, time)).collect::<Vec<_>>();
        let midnight = "2026-11-25T00:00:00+08:00";
        for (today, when, expected) in [
            (empty(), "10:42:10", midnight),
            (empty(), "02:00:00", "2026-11-24T04:00:00+08:00"),
            (empty(), "00:00:00", "2026-11-24T04:00:00+08:00"),
            (Today { visits: visits(&["11:15", "13:00"]), ..empty() }, "10:42:10", "2026-11-24T11:15:00+08:00"),
            (Today { visits: visits(&["10:00"]), ..empty() }, "10:42:10", "2026-11-24T11:01:00+08:00"),
            (Today { visits: visits(&["09:00"]), ..empty() }, "10:42:10", midnight),
            (Today { promises: vec![row("11:00"), row("09:00")], ..empty() }, "10:42:10", "2026-11-24T11:00:00+08:00"),
            (Today { near: vec![open(720), open(0)], ..empty() }, "10:42:10", "2026-11-24T12:00:00+08:00"),
            (Today { next: next("11:15"), ..empty() }, "10:42:10", "2026-11-24T10:43:00+08:00"),
            (Today { next: next("11:15"), ..empty() }, "10:42:00", "2026-11-24T10:43:00+08:00"),
            (Today { next: next("11:15"), ..empty() }, "11:14:59", "2026-11-24T11:15:00+08:00"),
            (Today { next: next("11:15"), ..empty() }, "11:15:00", "2026-11-24T11:16:00+08:00"),
        ] {
            let now = now(when);
            let found = next_change(&today, &now);
            assert!(found > now.at);
            assert_eq!(found, Now::parse(expected).unwrap().at, "from {when}");
        }
    }

    #[test]
    fn minutes_until_count_the_begun_one() {
        for (when, expected) in
            [("10:42:00", 33), ("10:42:01", 33), ("11:14:59", 1), ("11:15:00", 0), ("11:15:59", 0), ("11:16:00", -1)]
        {
            assert_eq!(minutes_until(at("11:15"), now(when).at), expected, "{when}");
        }
    }
}
