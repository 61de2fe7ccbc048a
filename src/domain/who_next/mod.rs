//! Who should be seen next, and why: a sum of a few terms, each with figures that one can check by hand.
//!
//! A weight `w` is one figure of the settings ([`Weight`]); the usual ones stand in brackets.
//!
//! | term | points |
//! |---|---|
//! | days over its cadence | `due` (100), and `2w` for each whole cycle over, `5w` at most |
//! | due within the week | `w` today, a tenth less for each day left |
//! | never seen, its first visit is due | `w`, and `w/50` a day since, `2w` at most; ahead of its day `6w/10`, `w/20` less for each day left |
//! | our promise | `our_promise` (150) on its day, `w/10` more for each day late, `8w/3` at most |
//! | theirs | `their_promise` (60) on its day, `w/12` more for each day late, `5w/2` at most |
//! | grade | `grade_a` 90, `grade_b` 45, `grade_c` 15 |
//! | nobody was in touch | `quiet` (60) after 60 days of silence, a sixtieth for each day |
//! | near the route | `near` (100) at the door of a stop of the day, none at 5 km |
//! | open now | `open` (30) |
//! | room today | `room` (25) where the day has room for one more and a visit fits before they shut |
//!
//! Always holds: integers only, and the same rows give the same order (score, then name, then id). A customer needs a reason among the first
//! five rows; its grade alone, or being near, is none. Not proposed are those shut for good or merged, snoozed, seen today or gone to in vain,
//! and those with a visit planned in the coming days.

mod weights;

use std::cmp::Reverse;

use chrono::{NaiveDate, NaiveDateTime, Timelike};

pub use self::weights::{SetWeights, Weight, Weights};
use super::ask::{Proposal, Why};
use super::cadence::Cadence;
use super::hours::{Hours, Opening};
use super::near::Place;
use crate::base::clock::Now;
use crate::base::id::Id;
use crate::schema::{Account, Grade};

/// So many are named beside a day that has its visits, and on the command line.
pub const NAMED: usize = 5;

/// A plan within so many days keeps a customer from being proposed.
pub const COMING_DAYS: i64 = 7;
/// A cycle that ends within so many days is a reason.
pub const DUE_WITHIN: i64 = 7;
/// Metres from a stop at which nothing is left of being near.
pub const REACH: u32 = 5000;
/// After so many days without a word a customer is as quiet as can be.
const QUIET_DAYS: u32 = 60;
/// No visit begins after this minute of the day.
const LAST_MINUTE: u32 = 18 * 60;

/// The day on which somebody is to be seen.
#[derive(Clone, Copy, Debug)]
pub struct Day<'a> {
    /// Now.
    pub now: &'a Now,
    /// The workday that is today: thousands are held against it.
    pub today: NaiveDate,
    /// The points of each reason.
    pub weights: &'a Weights,
    /// Where the stops of the day are that are still to come.
    pub route: &'a [Place],
    /// For how many more visits there is room.
    pub room: u32,
    /// The usual length of a visit, in minutes.
    pub minutes: u32,
}

/// For how many more visits a day has room: of those that make a full one, and of the hours that are left.
pub fn room(full: u32, taken: u32, minutes: u32, local: NaiveDateTime) -> u32 {
    let left = LAST_MINUTE.saturating_sub(minute(local)) / minutes.max(1);
    full.saturating_sub(taken).min(left)
}

fn minute(local: NaiveDateTime) -> u32 {
    local.hour() * 60 + local.minute()
}

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
    /// Whether a visit there came to nothing today.
    pub in_vain: bool,
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
    /// The last call, e-mail, chat or letter.
    pub last_touch: Option<NaiveDate>,
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
            && !self.in_vain
            && self.last_visit != Some(today)
            && self.snoozed_until.is_none_or(|until| until <= today)
            && !self.planned.is_some_and(planned)
    }
}

/// The most that a candidate can come to, of whom neither the hours nor the last call are known yet; 0 where it is not to be proposed. For
/// whoever must choose among thousands which are worth reading in full.
pub fn at_most(candidate: &Candidate, day: &Day<'_>) -> u32 {
    if !candidate.is_open(day.today) {
        return 0;
    }
    let reasons = reasons(candidate, day);
    if reasons.is_empty() {
        return 0;
    }
    let points = |weight: Weight| day.weights.points(weight);
    let room = if day.room > 0 { points(Weight::Room) } else { 0 };
    // A candidate found only because of a promise was read without its grade and last visit.
    let unread = if candidate.cadence.is_none() {
        points(Weight::Quiet) + points(Weight::GradeA).max(points(Weight::GradeB)).max(points(Weight::GradeC))
    } else {
        0
    };
    unread + sum(&reasons) + sum(&bearing(candidate, day)) + day.weights.points(Weight::Open) + room
}

/// The candidate as a proposal, its terms by their share, the largest first; `None` where it has no reason or is not to be proposed.
pub fn proposal(candidate: &Candidate, day: &Day<'_>) -> Option<Proposal> {
    let mut terms = if candidate.is_open(day.today) { reasons(candidate, day) } else { Vec::new() };
    if terms.is_empty() {
        return None;
    }
    terms.extend(bearing(candidate, day));
    let opening = Hours::read(&candidate.opening_hours).filter(|_| !candidate.opening_hours.is_empty());
    let opening = opening.map(|hours| hours.at(day.now.local()));
    let open_until = opening.map(|opening| match opening {
        Opening::Open { until } => until,
        Opening::Break { .. } | Opening::Shut { .. } => 0,
    });
    if let Some(until) = open_until.filter(|until| *until > 0) {
        terms.push((Why::Open { until }, day.weights.points(Weight::Open)));
    }
    if day.room > 0 && opening.is_none_or(|opening| fits(opening, day)) {
        terms.push((Why::Room { left: day.room }, day.weights.points(Weight::Room)));
    }
    let metres = terms.iter().find_map(|(why, _)| match why {
        Why::Near { metres } => Some(*metres),
        _ => None,
    });
    terms.retain(|(_, points)| *points > 0);
    terms.sort_by_key(|(_, points)| Reverse(*points));
    let score = sum(&terms);
    (score > 0).then(|| Proposal {
        account: candidate.account,
        name: candidate.name.clone(),
        grade: candidate.grade,
        street: candidate.street.clone(),
        score,
        terms,
        last_visit: candidate.last_visit,
        metres,
        open_until,
    })
}

/// Whether a visit fits before they shut, or after they open again today.
fn fits(opening: Opening, day: &Day<'_>) -> bool {
    let now = minute(day.now.local());
    match opening {
        // Beyond midnight it is read as that clock shows it.
        Opening::Open { until } => until < now || until - now >= day.minutes,
        Opening::Break { until } => until < LAST_MINUTE,
        Opening::Shut { opens } => opens.is_some_and(|opens| opens < LAST_MINUTE),
    }
}

/// The best, in their order: those that might be among them are read in full, the most promising first, until the next one cannot come before
/// the worst of those found, or so many were `read`.
///
/// # Errors
/// Those of reading in full.
pub fn best<E>(
    candidates: &[&Candidate],
    day: &Day<'_>,
    most: usize,
    read: usize,
    mut full: impl FnMut(&Candidate) -> Result<Option<Candidate>, E>,
) -> Result<Vec<Proposal>, E> {
    let scored = candidates.iter().map(|candidate| (Reverse(at_most(candidate, day)), candidate.account, *candidate));
    let mut scored: Vec<_> = scored.filter(|(score, ..)| score.0 > 0).collect();
    if scored.len() > read {
        scored.select_nth_unstable_by_key(read, |(score, id, _)| (*score, *id));
        scored.truncate(read);
    }
    scored.sort_unstable_by_key(|(score, id, _)| (*score, *id));
    let mut best: Vec<Proposal> = Vec::new();
    for (Reverse(at_most), _, candidate) in scored {
        let worst = best.get(most.wrapping_sub(1)).map(|proposal| proposal.score);
        if most == 0 || worst.is_some_and(|worst| at_most < worst) {
            break;
        }
        let Some(found) = full(candidate)?.and_then(|candidate| proposal(&candidate, day)) else { continue };
        let key = |proposal: &Proposal| (Reverse(proposal.score), proposal.name.clone(), proposal.account);
        let place = best.partition_point(|other| key(other) < key(&found));
        best.insert(place, found);
        best.truncate(most);
    }
    Ok(best)
}

/// Whether a customer lies within reach of a place.
pub fn within_reach(candidate: &Candidate, place: Place) -> bool {
    candidate.place.is_some_and(|other| place.metres_to(other) < REACH)
}

fn sum(terms: &[(Why, u32)]) -> u32 {
    terms.iter().map(|(_, points)| points).sum()
}

/// Why it should be seen at all; none: it should not.
fn reasons(candidate: &Candidate, day: &Day<'_>) -> Vec<(Why, u32)> {
    let today = day.today;
    let (ours, theirs) = (day.weights.points(Weight::Ours), day.weights.points(Weight::Theirs));
    let mut terms = Vec::new();
    terms.extend(cycle(candidate, day.weights.points(Weight::Due), today));
    terms.extend(promise(candidate.ours, (ours, share(ours, 1, 10), share(ours, 8, 3)), today, |days| {
        Why::PromiseLate { days }
    }));
    terms.extend(promise(candidate.theirs, (theirs, share(theirs, 1, 12), share(theirs, 5, 2)), today, |days| {
        Why::TheirsLate { days }
    }));
    terms
}

/// What bears on it beside its reasons and its hours.
fn bearing(candidate: &Candidate, day: &Day<'_>) -> Vec<(Why, u32)> {
    let mut terms = Vec::new();
    if let Some(grade) = candidate.grade {
        let weight = match grade {
            Grade::A => Weight::GradeA,
            Grade::B => Weight::GradeB,
            Grade::C => Weight::GradeC,
        };
        terms.push((Why::Grade(grade), day.weights.points(weight)));
    }
    if let Some(last) = candidate.last_visit.into_iter().chain(candidate.last_touch).max() {
        let days = (day.today - last).num_days().max(0);
        let part = u32::try_from(days).unwrap_or(QUIET_DAYS).min(QUIET_DAYS);
        terms.push((Why::Quiet { days }, share(day.weights.points(Weight::Quiet), part, QUIET_DAYS)));
    }
    let nearest = candidate.place.and_then(|place| place.nearest(day.route)).filter(|metres| *metres < REACH);
    if let Some(metres) = nearest {
        terms.push((Why::Near { metres }, share(day.weights.points(Weight::Near), REACH - metres, REACH)));
    }
    terms
}

/// How far its cycle is.
fn cycle(candidate: &Candidate, due_today: u32, today: NaiveDate) -> Option<(Why, u32)> {
    let (cadence, due) = (candidate.cadence?, candidate.next_due?);
    let left = (due - today).num_days();
    if left > DUE_WITHIN {
        return None;
    }
    let days = u32::try_from(left.unsigned_abs()).unwrap_or(u32::MAX);
    let Some(last) = candidate.last_visit else {
        let points = if left > 0 {
            share(due_today, 6, 10).saturating_sub(share(due_today, days, 20))
        } else {
            due_today.saturating_add(share(due_today, days, 50)).min(due_today * 2)
        };
        return Some((Why::FirstVisit { days: left }, points));
    };
    if left >= 0 {
        return Some((Why::DueIn { days: left }, due_today.saturating_sub(share(due_today, days, 10))));
    }
    let over = share(due_today * 2, days, u32::try_from(cadence).unwrap_or(u32::MAX));
    let points = due_today.saturating_add(over).min(due_today * 5);
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
mod tests;
