//! Which of the customers whose names fit the letters is meant: how likely each is to be logged or opened now, by what the book knows.
//!
//! Points count doublings: ten more is twice as likely. So the terms of a customer are added, and so is how well its name fits.
//!
//! | what is known | points |
//! |---|---|
//! | a visit there is in progress | 200 |
//! | planned today and still to come | 150 for one that is due now, 1 less for each minute that it is away (one ahead counts three times), at least 30 |
//! | a promise whose day has come | ours 40, theirs 15 |
//! | where it is in its own rhythm | 20 less right after a visit, 15 more when the next is a little overdue |
//! | how often it is seen | 10 more for each halving of 56 days between visits, 10 less for each doubling |
//! | near one of today's stops | 30 at its door, none at 5 km |
//! | opened a moment ago | 20, 4 less for each opened since |
//! | logged today already | 25 less |
//! | a colleague's customer | 15 less |
//! | never due: shut for good, merged, or not to be visited | 15 less |
//!
//! Rhythm, how often and how near count a quarter where a visit is planned.
//!
//! Always holds: integers only; a name that is exactly what was typed comes first, and one that fits by chance (inside a word, with words left
//! out) after all that somebody may have meant, whatever is planned. Must not know where the records are kept.

use chrono::NaiveDate;

use super::near::Place;
use crate::base::clock::Moment;
use crate::base::name::{Fit, Rank};

/// What the book knows of a customer that bears on being meant now.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Standing {
    /// Whether a colleague looks after it.
    pub colleagues: bool,
    /// Where it is.
    pub place: Option<Place>,
    /// Its last visit.
    pub last_visit: Option<NaiveDate>,
    /// Next due, or the day of its first visit.
    pub next_due: Option<NaiveDate>,
    /// Days between its visits, as the last few were.
    pub gap: Option<u16>,
    /// A visit of mine is in progress there.
    pub here: bool,
    /// A visit of mine is planned today and still to come: how far it is from being the next one that is spoken of, in minutes ([`away`]).
    pub planned: Option<i64>,
    /// The earliest due day of our open promises.
    pub ours: Option<NaiveDate>,
    /// The earliest due day of theirs.
    pub theirs: Option<NaiveDate>,
    /// It was logged today.
    pub logged: bool,
    /// It was opened a moment ago: how many others were since.
    pub opened: Option<u8>,
}

/// A reason for being meant, or against it.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Reason {
    /// A visit is in progress.
    Here,
    /// Planned today.
    Planned,
    /// A promise is due.
    Promise,
    /// Where it is in its rhythm.
    Rhythm,
    /// How often it is seen.
    Often,
    /// Near today's stops.
    Near,
    /// Opened a moment ago.
    Opened,
    /// Logged today already.
    Logged,
    /// A colleague's.
    Colleagues,
    /// Never due.
    NeverDue,
}

/// A planned visit without a time is taken to be so many minutes away: it can be the next one at any time, while one that was agreed for a time
/// is kept about then, and told within a usual visit's length of it.
const UNTIMED: i64 = 45;

/// How far a planned visit is from being the next one that is spoken of, in minutes. Nobody tells of a visit before it began, and few look at a
/// customer long before: what is ahead counts three times.
pub fn away(start: Option<Moment>, now: Moment) -> i64 {
    let minutes = start.map(|start| start.minutes_since(now));
    minutes.map_or(UNTIMED, |ahead| if ahead > 0 { 3 * ahead } else { -ahead })
}

/// Metres from a stop at which being near is worth nothing.
const REACH: u32 = 5000;
/// What being at the door of a stop is worth.
const NEAR: u32 = 30;

/// The terms, each with its points; 0 where it does not apply. `stops`: where today's stops are, made and to come.
pub fn terms(standing: &Standing, stops: &[Place], today: NaiveDate) -> [(Reason, i32); 10] {
    let come = |day: Option<NaiveDate>| day.is_some_and(|day| day <= today);
    let gap = usual_gap(standing);
    let planned = standing.planned.map_or(0, |away| (150 - away).max(30) as i32);
    // Whoever made the plan has thought of these; but what does not fit there is moved sooner.
    let unplanned = |points: i32| if standing.planned.is_none() { points } else { points / 4 };
    let opened = standing.opened.map_or(0, |since| (20 - 4 * i32::from(since)).max(0));
    let never = standing.next_due.is_none() && standing.last_visit.is_some();
    [
        (Reason::Here, if standing.here { 200 } else { 0 }),
        (Reason::Planned, planned),
        (Reason::Promise, if come(standing.ours) { 40 } else { 0 } + if come(standing.theirs) { 15 } else { 0 }),
        (Reason::Rhythm, unplanned(rhythm(standing, gap, today))),
        (Reason::Often, unplanned(gap.map_or(0, often))),
        (Reason::Near, unplanned(standing.place.map_or(0, |place| near(place, stops)))),
        (Reason::Opened, opened),
        (Reason::Logged, if standing.logged { -25 } else { 0 }),
        (Reason::Colleagues, if standing.colleagues { -15 } else { 0 }),
        (Reason::NeverDue, if never { -15 } else { 0 }),
    ]
}

/// How likely a customer is to be meant now: the sum of its terms.
pub fn points(standing: &Standing, stops: &[Place], today: NaiveDate) -> i32 {
    terms(standing, stops, today).iter().map(|(_, points)| points).sum()
}

/// Its own gap where it was seen often enough to have one, else that of its cadence.
fn usual_gap(standing: &Standing) -> Option<i64> {
    let cadence = || Some((standing.next_due? - standing.last_visit?).num_days());
    standing.gap.map(i64::from).or_else(cadence).filter(|gap| *gap > 0)
}

/// By the days since its last visit in hundredths of its usual gap. Customers are seen about when their time has come; one that was left out
/// for long is seen less surely than one whose time is now. Somebody may call at any time: so no term is large.
fn rhythm(standing: &Standing, gap: Option<i64>, today: NaiveDate) -> i32 {
    let (Some(last), Some(gap)) = (standing.last_visit, gap) else {
        // Not seen yet: as likely as the average, a little more once its first day has come.
        return if standing.next_due.is_some_and(|due| due <= today) { 0 } else { -10 };
    };
    match (today - last).num_days().max(0) * 100 / gap {
        0..20 => -20,
        20..45 => -15,
        45..65 => -10,
        65..80 => 0,
        80..110 => 5,
        110..160 => 15,
        160..250 => 5,
        _ => 0,
    }
}

fn often(gap: i64) -> i32 {
    match gap {
        ..=7 => 30,
        8..=14 => 20,
        15..=20 => 15,
        21..=28 => 10,
        29..=40 => 5,
        41..=56 => 0,
        57..=80 => -5,
        81..=112 => -10,
        _ => -20,
    }
}

fn near(place: Place, stops: &[Place]) -> i32 {
    // Thousands of customers are compared with dozens of stops: the nearest on a flat map is measured, it alone on the globe.
    let shrink = i64::from((1024.0 * place.latitude.as_f64().to_radians().cos()) as i32);
    let apart = |stop: &&Place| {
        let north = i64::from(place.latitude.0) - i64::from(stop.latitude.0);
        let east = (i64::from(place.longitude.0) - i64::from(stop.longitude.0)) * shrink / 1024;
        north * north + east * east
    };
    let nearest = stops.iter().min_by_key(apart).map(|stop| place.metres_to(*stop));
    nearest.filter(|metres| *metres < REACH).map_or(0, |metres| (NEAR * (REACH - metres) / REACH) as i32)
}

/// Places below this are those of customers whose whole name was typed.
pub const BEGINS: u32 = 1 << 24;
/// Places below this are those of customers that somebody may have meant; from it on the letters fit by chance.
pub const BY_CHANCE: u32 = 2 << 24;

/// The place in the order of answers: smaller is better. `letters`: how many were typed; `han`: whether the name is written in Han characters,
/// where the part behind the town is as good a beginning as the town.
pub fn order(rank: Rank, letters: usize, han: bool, points: i32) -> u32 {
    let later = if han { 4 } else { 10 };
    // Two or three letters are as often initials as a beginning; six in a row are hardly initials.
    let short = 8 + 30 * i32::try_from(letters.clamp(3, 20)).unwrap_or(20).saturating_sub(3);
    let (class, fits): (u32, i32) = match rank.fit() {
        Fit::Exact => (0, 0),
        Fit::Prefix => (1, 0),
        Fit::WordPrefix => (1, -later),
        Fit::Initials if letters <= 2 => (1, 0),
        Fit::WordInitials if letters <= 2 => (1, -later),
        Fit::Initials => (1, -short),
        Fit::WordInitials => (1, -short - later),
        Fit::Inner => (2, 0),
        Fit::InnerInitials => (2, -20),
        Fit::Scattered => (2, -40),
        Fit::AnyOrder => (2, -40),
    };
    // Of equals the shorter name: more of it was typed.
    class << 24 | worth(points + fits) | rank.units().min(1023)
}

fn worth(points: i32) -> u32 {
    ((4000 - points).clamp(0, 8191) as u32) << 10
}

/// The place that a customer of so many points has at best, unless its whole name was typed.
pub fn at_best(points: i32) -> u32 {
    BEGINS | worth(points)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::name::{NameKey, Query};
    use crate::schema::Degrees;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    const TODAY: &str = "2026-11-24";

    #[test]
    fn each_term_can_be_checked_by_hand() {
        let seen = |last: &str, gap: u16| Standing {
            last_visit: Some(day(last)),
            next_due: Some(day("2027-06-01")),
            gap: Some(gap),
            ..Standing::default()
        };
        let due = |on: &str| Standing { next_due: Some(day(on)), ..Standing::default() };
        for (standing, expected) in [
            (Standing::default(), -10),
            (due("2026-11-20"), 0),
            (due("2026-12-20"), -10),
            // Every two weeks, and two weeks ago: 20 and 5.
            (seen("2026-11-10", 14), 25),
            (seen("2026-11-23", 14), 0),
            (seen("2026-11-04", 14), 35),
            (seen("2026-09-29", 56), 5),
            (Standing { planned: Some(0), ..seen("2026-11-23", 14) }, 150),
            (Standing { planned: Some(9), ..seen("2026-11-23", 14) }, 141),
            (Standing { planned: Some(0), ..seen("2026-11-04", 14) }, 158),
            (Standing { planned: Some(900), ..Standing::default() }, 28),
            (Standing { here: true, planned: Some(1), ..Standing::default() }, 347),
            (Standing { ours: Some(day(TODAY)), theirs: Some(day("2026-11-01")), ..due(TODAY) }, 55),
            (Standing { ours: Some(day("2026-11-25")), ..due(TODAY) }, 0),
            (Standing { logged: true, colleagues: true, ..due(TODAY) }, -40),
            (Standing { opened: Some(1), ..due(TODAY) }, 16),
            // Nothing next: never due.
            (Standing { next_due: None, ..seen("2026-11-10", 14) }, 10),
        ] {
            assert_eq!(points(&standing, &[], day(TODAY)), expected, "{standing:?}");
        }
        let place = |east: i32| Place { latitude: Degrees(0), longitude: Degrees(east) };
        for (metres, expected) in [(0, 30), (22_457, 15), (44_914, 0), (90_000, 0)] {
            let standing = Standing { place: Some(place(metres)), ..due(TODAY) };
            assert_eq!(points(&standing, &[place(0), place(9_000_000)], day(TODAY)), expected, "{metres}");
        }
    }

    /// Who is first: names with the points of each.
    #[test]
    fn what_is_likely_wins_among_equals_and_never_over_what_was_plainly_typed() {
        for (typed, first, others) in [
            // By the names alone.
            ("bri", ("Brighton Books", 0), [("Old Bridge", 0), ("Blue River Inn", 0)]),
            ("bf", ("Blue Finch", 0), [("Old Barn Farm", 0), ("Bluff", 0)]),
            ("jg", ("精工机械", 0), [("杭州江广机械", 0), ("上海吉高机械", 0)]),
            // Planned today.
            ("bri", ("Old Bridge", 150), [("Brighton Books", 0), ("Blue River Inn", 0)]),
            ("bri", ("Brighton Books", 150), [("Old Bridge", 147), ("Brixton Foods", 0)]),
            ("bf", ("Old Barn Farm", 90), [("Blue Finch", 35), ("Big Farm", 0)]),
            ("jg", ("杭州江广机械", 20), [("精工机械", 0), ("上海吉高机械", -10)]),
            // The whole name, and six letters of it, are meant.
            ("bri", ("Bri", -50), [("Brighton Books", 350), ("Old Bridge", 150)]),
            ("bright", ("Brighton Books", 0), [("Bridge & Rightly", 90), ("Old Bridge", 350)]),
            ("ridge", ("Ridge Farm", -40), [("Bridge Inn", 350), ("Old Bridge", 350)]),
        ] {
            let query = Query::new(typed);
            let place = |(name, points): (&'static str, i32)| {
                let han = name.chars().any(crate::base::text::is_han);
                (query.rank(&NameKey::new(name)).map(|rank| order(rank, query.letters(), han, points)), name)
            };
            let best = place(first);
            assert!(best.0.is_some(), "{typed}: {first:?}");
            for other in others.map(place).into_iter().filter(|(place, _)| place.is_some()) {
                assert!(best < other, "{typed}: {best:?} {other:?}");
            }
        }
    }
}
