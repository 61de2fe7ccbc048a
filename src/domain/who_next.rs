//! Who should be seen next, and why: a sum of a few terms, each with figures that one can check by hand.
//!
//! | term | points |
//! |---|---|
//! | days over its cadence | 100, and 200 for each whole cycle over, 500 at most |
//! | due within the week | 100 today, 10 less for each day left |
//! | never seen, its first visit is due | 100, and 2 a day since, 200 at most; ahead of its day 60, 5 less for each day left |
//! | our promise | 150 on its day, 15 more for each day late, 400 at most |
//! | theirs | 60 on its day, 5 more for each day late, 150 at most |
//! | grade | A 90, B 45, C 15 |
//! | near the next stop | 100 at the door, none at 5 km |
//! | open now | 30 |
//!
//! Always holds: integers only, and the same rows give the same order (score, then name, then id). A customer needs a reason among the first
//! five terms; its grade alone, or being near, is none. Not proposed are those shut for good or merged, snoozed, seen today, and those
//! with a visit planned in the coming days.

use std::cmp::Reverse;

use chrono::NaiveDate;

use super::ask::{Proposal, Why};
use super::cadence::Cadence;
use super::hours;
use super::near::Place;
use crate::base::clock::Now;
use crate::base::id::Id;
use crate::schema::{Account, Grade};

/// The points of each term; see the module's table.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Weights {
    /// For being due today or over.
    pub due: u32,
    /// For each whole cycle over.
    pub cycle: u32,
    /// The most that being over gives.
    pub over_most: u32,
    /// Less for each day that is left of the cycle.
    pub left: u32,
    /// For a first visit that is not due yet.
    pub first_ahead: u32,
    /// Our promise: on its day, a day late, at most.
    pub ours: (u32, u32, u32),
    /// Theirs.
    pub theirs: (u32, u32, u32),
    /// Grades A, B, C.
    pub grades: [u32; 3],
    /// At the door of the next stop.
    pub near: u32,
    /// Metres from the next stop at which nothing is left of that.
    pub reach: u32,
    /// For being open now.
    pub open: u32,
}

impl Default for Weights {
    fn default() -> Weights {
        Weights {
            due: 100,
            cycle: 200,
            over_most: 500,
            left: 10,
            first_ahead: 60,
            ours: (150, 15, 400),
            theirs: (60, 5, 150),
            grades: [90, 45, 15],
            near: 100,
            reach: 5000,
            open: 30,
        }
    }
}

/// A plan within so many days keeps a customer from being proposed.
pub const COMING_DAYS: i64 = 7;
/// A cycle that ends within so many days is a reason.
pub const DUE_WITHIN: i64 = 7;

/// What is known of a customer that might be proposed.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Candidate {
    /// The customer.
    pub account: Id,
    /// Its name.
    pub name: String,
    /// Its grade.
    pub grade: Option<Grade>,
    /// Street and city.
    pub street: String,
    /// Its cadence in days; `None`: it is never due.
    pub cadence: Option<i64>,
    /// Last visit.
    pub last_visit: Option<NaiveDate>,
    /// Next due, or the day by which it should be seen for the first time.
    pub next_due: Option<NaiveDate>,
    /// The next planned visit from today on.
    pub planned: Option<NaiveDate>,
    /// Shut for good, or merged into another.
    pub closed: bool,
    /// Not proposed before this day.
    pub snoozed_until: Option<NaiveDate>,
    /// Where it is.
    pub place: Option<Place>,
    /// When it is open, as it was written.
    pub opening_hours: String,
    /// The earliest due day of our open promises.
    pub ours: Option<NaiveDate>,
    /// The earliest due day of theirs.
    pub theirs: Option<NaiveDate>,
}

impl Candidate {
    /// What the record says; plans, promises and the words of the street are to be filled in.
    pub fn of(account: &Account, cadence: &Cadence, last_visit: Option<NaiveDate>) -> Candidate {
        Candidate {
            account: account.id,
            name: account.name.clone(),
            grade: account.grade,
            street: account.street.clone(),
            cadence: cadence.of(account),
            last_visit,
            next_due: cadence.next_due(account, last_visit),
            closed: account.closed_on.is_some() || account.merged_into.is_some(),
            snoozed_until: account.snoozed_until,
            place: Place::of(account),
            opening_hours: account.opening_hours.clone(),
            ..Candidate::default()
        }
    }

    /// Whether it may be proposed at all.
    pub fn is_open(&self, today: NaiveDate) -> bool {
        let planned = |day: NaiveDate| (0..=COMING_DAYS).contains(&(day - today).num_days());
        !self.closed
            && self.last_visit != Some(today)
            && self.snoozed_until.is_none_or(|until| until <= today)
            && !self.planned.is_some_and(planned)
    }
}

/// The points of a candidate but for its opening hours; 0 where it is not to be proposed. For whoever must choose among thousands
/// which are worth reading in full.
pub fn score(candidate: &Candidate, next: Option<Place>, weights: &Weights, today: NaiveDate) -> u32 {
    if candidate.is_open(today) { sum(&terms(candidate, next, weights, today)) } else { 0 }
}

/// The best proposals, each with its terms, the largest first. `next` is the place of the next stop, where there is one.
pub fn who_next(
    candidates: &[Candidate],
    next: Option<Place>,
    weights: &Weights,
    now: &Now,
    most: usize,
) -> Vec<Proposal> {
    best(candidates.iter(), next, weights, now, most)
}

/// Those within reach of a place who have a reason, best first.
pub fn near(candidates: &[Candidate], place: Place, weights: &Weights, now: &Now, most: usize) -> Vec<Proposal> {
    let within = |candidate: &&Candidate| candidate.place.is_some_and(|other| place.metres_to(other) < weights.reach);
    best(candidates.iter().filter(within), Some(place), weights, now, most)
}

/// A candidate with a reason.
struct Scored<'a> {
    candidate: &'a Candidate,
    terms: Vec<(Why, u32)>,
    score: u32,
}

fn best<'a>(
    candidates: impl Iterator<Item = &'a Candidate>,
    next: Option<Place>,
    weights: &Weights,
    now: &Now,
    most: usize,
) -> Vec<Proposal> {
    let today = now.today();
    let scored = candidates.filter(|candidate| candidate.is_open(today)).map(|candidate| {
        let terms = terms(candidate, next, weights, today);
        Scored { candidate, score: sum(&terms), terms }
    });
    let mut scored: Vec<Scored> = scored.filter(|scored| scored.score > 0).collect();
    scored.sort_by_key(|scored| (Reverse(scored.score), &scored.candidate.name, scored.candidate.account));
    let mut proposals: Vec<Proposal> = Vec::new();
    for Scored { candidate, terms, score } in scored {
        // Opening hours are read only of those whom they could still lift among the best.
        let worst = proposals.get(most.wrapping_sub(1)).map(|proposal| proposal.score);
        if most == 0 || worst.is_some_and(|worst| score + weights.open < worst) {
            break;
        }
        proposals.push(proposal(candidate, terms, weights, now));
        proposals.sort_by(|a, b| (Reverse(a.score), &a.name, a.account).cmp(&(Reverse(b.score), &b.name, b.account)));
        proposals.truncate(most);
    }
    proposals
}

fn proposal(candidate: &Candidate, mut terms: Vec<(Why, u32)>, weights: &Weights, now: &Now) -> Proposal {
    let open_until = hours::open_until(&candidate.opening_hours, now.local());
    if let Some(until) = open_until.filter(|until| *until > 0) {
        terms.push((Why::Open { until }, weights.open));
    }
    terms.retain(|(_, points)| *points > 0);
    terms.sort_by_key(|(_, points)| Reverse(*points));
    Proposal {
        account: candidate.account,
        name: candidate.name.clone(),
        grade: candidate.grade,
        street: candidate.street.clone(),
        score: sum(&terms),
        terms,
        last_visit: candidate.last_visit,
        open_until,
    }
}

fn sum(terms: &[(Why, u32)]) -> u32 {
    terms.iter().map(|(_, points)| points).sum()
}

/// The terms but for the opening hours; none where there is no reason.
fn terms(candidate: &Candidate, next: Option<Place>, weights: &Weights, today: NaiveDate) -> Vec<(Why, u32)> {
    let mut terms = Vec::new();
    terms.extend(cycle(candidate, weights, today));
    terms.extend(promise(candidate.ours, weights.ours, today, |days| Why::PromiseLate { days }));
    terms.extend(promise(candidate.theirs, weights.theirs, today, |days| Why::TheirsLate { days }));
    if terms.is_empty() {
        return terms;
    }
    if let Some(grade) = candidate.grade {
        let points = match grade {
            Grade::A => weights.grades[0],
            Grade::B => weights.grades[1],
            Grade::C => weights.grades[2],
        };
        terms.push((Why::Grade(grade), points));
    }
    if let (Some(place), Some(next)) = (candidate.place, next) {
        let metres = next.metres_to(place);
        if metres < weights.reach {
            terms.push((Why::Near { metres }, share(weights.near, weights.reach - metres, weights.reach)));
        }
    }
    terms
}

/// How far its cycle is.
fn cycle(candidate: &Candidate, weights: &Weights, today: NaiveDate) -> Option<(Why, u32)> {
    let (cadence, due) = (candidate.cadence?, candidate.next_due?);
    let left = (due - today).num_days();
    if left > DUE_WITHIN {
        return None;
    }
    let days = u32::try_from(left.unsigned_abs()).unwrap_or(u32::MAX);
    let Some(last) = candidate.last_visit else {
        let points = if left > 0 {
            weights.first_ahead.saturating_sub(days.saturating_mul(5))
        } else {
            weights.due.saturating_add(days.saturating_mul(2)).min(weights.due * 2)
        };
        return Some((Why::FirstVisit { days: left }, points));
    };
    if left >= 0 {
        return Some((Why::DueIn { days: left }, weights.due.saturating_sub(weights.left.saturating_mul(days))));
    }
    let over = share(weights.cycle, days, u32::try_from(cadence).unwrap_or(u32::MAX));
    let points = weights.due.saturating_add(over).min(weights.over_most);
    Some((Why::Overdue { since: (today - last).num_days(), cadence }, points))
}

/// A promise whose day has come.
fn promise(
    due: Option<NaiveDate>,
    (on_its_day, a_day, most): (u32, u32, u32),
    today: NaiveDate,
    why: impl Fn(i64) -> Why,
) -> Option<(Why, u32)> {
    let late = (today - due?).num_days();
    let days = u32::try_from(late).ok()?;
    Some((why(late), on_its_day.saturating_add(a_day.saturating_mul(days)).min(most)))
}

/// So many of so many parts of a number, rounded down.
fn share(whole: u32, part: u32, of: u32) -> u32 {
    let points = u64::from(whole) * u64::from(part) / u64::from(of.max(1));
    u32::try_from(points).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::schema::Degrees;

    /// Tuesday.
    fn now() -> Now {
        Now::parse("2026-11-24T10:42:00+08:00").unwrap()
    }

    fn day(text: &str) -> Option<NaiveDate> {
        Some(text.parse().unwrap())
    }

    fn place(longitude: &str) -> Option<Place> {
        Some(Place { latitude: Degrees::parse("0").unwrap(), longitude: Degrees::parse(longitude).unwrap() })
    }

    /// Grade A, seen 23 days ago, every 14 days: 9 over.
    fn over() -> Candidate {
        Candidate {
            account: Id::from_bytes([9; 16]),
            name: "Bay Optics".into(),
            grade: Some(Grade::A),
            cadence: Some(14),
            last_visit: day("2026-11-01"),
            next_due: day("2026-11-15"),
            ..Candidate::default()
        }
    }

    #[test]
    fn each_term_can_be_checked_by_hand() {
        let plain = Candidate { grade: None, ..over() };
        let covered = Candidate { next_due: day("2026-12-20"), ..plain.clone() };
        for (candidate, expected) in [
            (over(), vec![(Why::Overdue { since: 23, cadence: 14 }, 100 + 200 * 9 / 14), (Why::Grade(Grade::A), 90)]),
            (
                Candidate { last_visit: day("2025-01-01"), next_due: day("2025-01-15"), ..plain.clone() },
                vec![(Why::Overdue { since: 692, cadence: 14 }, 500)],
            ),
            (Candidate { next_due: day("2026-11-24"), ..plain.clone() }, vec![(Why::DueIn { days: 0 }, 100)]),
            (Candidate { next_due: day("2026-11-27"), ..plain.clone() }, vec![(Why::DueIn { days: 3 }, 70)]),
            (Candidate { next_due: day("2026-12-01"), ..plain.clone() }, vec![(Why::DueIn { days: 7 }, 30)]),
            (Candidate { next_due: day("2026-12-02"), ..over() }, vec![]),
            (
                Candidate { last_visit: None, next_due: day("2026-11-20"), ..plain.clone() },
                vec![(Why::FirstVisit { days: -4 }, 108)],
            ),
            (
                Candidate { last_visit: None, next_due: day("2026-11-26"), ..plain.clone() },
                vec![(Why::FirstVisit { days: 2 }, 50)],
            ),
            (Candidate { last_visit: None, next_due: None, ..over() }, vec![]),
            (Candidate { cadence: None, next_due: None, ..over() }, vec![]),
            (Candidate { ours: day("2026-11-20"), ..covered.clone() }, vec![(Why::PromiseLate { days: 4 }, 210)]),
            (Candidate { ours: day("2026-11-24"), ..covered.clone() }, vec![(Why::PromiseLate { days: 0 }, 150)]),
            (Candidate { ours: day("2026-11-25"), ..covered.clone() }, vec![]),
            (Candidate { ours: day("2020-01-01"), ..covered.clone() }, vec![(Why::PromiseLate { days: 2519 }, 400)]),
            (Candidate { theirs: day("2026-11-20"), ..covered.clone() }, vec![(Why::TheirsLate { days: 4 }, 80)]),
            (
                Candidate { opening_hours: "mon-fri 9-12".into(), ours: day("2026-11-24"), ..covered.clone() },
                vec![(Why::PromiseLate { days: 0 }, 150), (Why::Open { until: 720 }, 30)],
            ),
            (
                Candidate { place: place("0.018"), ours: day("2026-11-24"), ..covered.clone() },
                vec![(Why::PromiseLate { days: 0 }, 150), (Why::Near { metres: 2002 }, 59)],
            ),
            (
                Candidate { place: place("0.1"), ours: day("2026-11-24"), ..covered.clone() },
                vec![(Why::PromiseLate { days: 0 }, 150)],
            ),
            (Candidate { place: place("0"), opening_hours: "daily 9-12".into(), ..covered }, vec![]),
        ] {
            let found = who_next(std::slice::from_ref(&candidate), place("0"), &Weights::default(), &now(), 5);
            let terms = found.first().map(|proposal| proposal.terms.clone()).unwrap_or_default();
            assert_eq!(terms, expected, "{candidate:?}");
            assert_eq!(found.first().map_or(0, |proposal| proposal.score), sum(&expected));
        }
    }

    #[test]
    fn those_shut_planned_snoozed_or_seen_are_dropped() {
        for (what, candidate, proposed) in [
            ("due", over(), true),
            ("shut for good", Candidate { closed: true, ..over() }, false),
            ("snoozed", Candidate { snoozed_until: day("2026-11-25"), ..over() }, false),
            ("snoozed until today", Candidate { snoozed_until: day("2026-11-24"), ..over() }, true),
            ("planned today", Candidate { planned: day("2026-11-24"), ..over() }, false),
            ("planned within a week", Candidate { planned: day("2026-12-01"), ..over() }, false),
            ("planned in three weeks", Candidate { planned: day("2026-12-15"), ..over() }, true),
            (
                "seen today, with a promise late",
                Candidate { last_visit: day("2026-11-24"), ours: day("2026-11-20"), ..over() },
                false,
            ),
        ] {
            let found = who_next(&[candidate], None, &Weights::default(), &now(), 5);
            assert_eq!(!found.is_empty(), proposed, "{what}");
        }
    }

    #[test]
    fn the_best_come_first_and_ties_are_broken_the_same_way() {
        let of = |number: u8, name: &str, candidate: Candidate| Candidate {
            account: Id::from_bytes([number; 16]),
            name: name.into(),
            ..candidate
        };
        let mut all = vec![
            of(1, "Quay Books", Candidate { grade: Some(Grade::C), ..over() }),
            of(2, "Bay Optics", over()),
            of(3, "Ann's", over()),
            of(4, "Ann's", over()),
            of(5, "Zoo", Candidate { ours: day("2026-11-20"), ..over() }),
            of(6, "Inn", Candidate { opening_hours: "9-18".into(), ..over() }),
        ];
        let names = |list: &[Candidate], most| {
            let found = who_next(list, None, &Weights::default(), &now(), most);
            found.iter().map(|proposal| (proposal.name.clone(), proposal.account.bytes()[0])).collect::<Vec<_>>()
        };
        let expected: Vec<(String, u8)> = [("Zoo", 5), ("Inn", 6), ("Ann's", 3), ("Ann's", 4), ("Bay Optics", 2)]
            .map(|(name, number)| (name.to_string(), number))
            .into();
        for _ in 0..all.len() {
            all.rotate_left(1);
            assert_eq!(names(&all, 5), expected);
            assert_eq!(names(&all, 2), expected[..2]);
            assert_eq!(names(&all, 0), []);
        }
    }

    #[test]
    fn near_are_those_within_reach() {
        let at = |longitude: &str| Candidate { place: place(longitude), ..over() };
        let centre = place("0").unwrap();
        let found = near(&[at("0.01"), at("0.1"), over()], centre, &Weights::default(), &now(), 5);
        assert_eq!(found.len(), 1);
        assert!(found[0].terms.contains(&(Why::Near { metres: 1112 }, 77)));
    }
}
