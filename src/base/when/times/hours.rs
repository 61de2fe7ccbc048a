//! One time of a day or a range of two, and the day they are put on: `9:30`, `9-10am`, `10pm to 2am`, 下午2点到4点, 22:00到次日6:00.
//!
//! Always holds: a range ends after it begins; only what begins in the evening goes over into the next day unsaid.

use chrono::{NaiveDate, NaiveDateTime};

use super::clock::{Clock, Part, Time};
use super::time::{hour_of_a_day, part, pointed, time};
use crate::base::scan::Scan;
use crate::base::when::days::range::joined;
use crate::base::when::resolve::{Meant, days_from};
use crate::base::when::words::{small, to};
use crate::base::when::{Found, Said, When, longest};

/// A time, or the two ends of a range.
pub(in crate::base::when) type Times = (Time, Option<Time>);

/// One time, or a range of two.
pub(in crate::base::when) fn times(scan: &Scan, place: usize, inherited: Option<Part>) -> Option<Found<Times>> {
    let from_word = scan.word(place, &["from", "between"]).map(|end| scan.space(end));
    let start = from_word.unwrap_or_else(|| scan.literal(place, &["从"]).unwrap_or(place));
    // `9点` of 今晚9点 is read in the evening.
    if let Some(found) = pointed_range(scan, start, from_word.is_some()) {
        return Some(found);
    }
    let own = time(scan, start).or_else(|| bare_hour(scan, start))?;
    let first = match (inherited, own.value.part) {
        (Some(part), None) => Found { value: own.value.in_part(part)?, ..own },
        _ => own,
    };
    let single = Found { end: first.end, value: (first.value, None), weak: first.weak };
    let range = joined(scan, start, first.end).and_then(|next| {
        let (second, second_time) = match next_day(scan, next) {
            Some(next) => time(scan, next).and_then(|found| Some((found, found.value.on_next_day()?)))?,
            // `9h30 - 11h`.
            None => longest([time(scan, next), hour_of_a_day(scan, next)])
                .or_else(|| glued_end(scan, start, next))
                .map(|found| (found, found.value))?,
        };
        let (first_time, second_time) = in_order(first.value, second_time)?;
        let certain = from_word.is_some() || !first.weak || !second.weak;
        // Two lone numbers are no times: 3-5 is anything, `from 3 to 5` is not.
        let two_numbers = first.value.bare && second.value.bare && from_word.is_none();
        (!two_numbers).then_some(Found { end: second.end, value: (first_time, Some(second_time)), weak: !certain })
    });
    range.or(Some(single).filter(|single| !single.value.0.bare || from_word.is_none()))
}

/// `9.30 - 10.45`, `between 9.30 and 11`: from seven on they are hours and no prices.
fn pointed_range(scan: &Scan, place: usize, said: bool) -> Option<Found<Times>> {
    let first = pointed(scan, place)?;
    let next = joined(scan, place, first.end)?;
    let second = longest([pointed(scan, next), time(scan, next)])?;
    (second.value.said > first.value.said && first.value.said >= 7 || said).then_some(())?;
    let (first, last) = in_order(first.value, second.value)?;
    Found::weak(second.end, (first, Some(last)))
}

/// Behind the words that put the end of a range on the next day.
fn next_day(scan: &Scan, place: usize) -> Option<usize> {
    let end = scan.literal(place, &["次日", "第二天", "翌日", "隔天", "转天"]);
    Some(scan.space(end.or_else(|| scan.word(place, &["the next day", "next day", "the following day"]))?))
}

/// The 1045 of 0930-1045.
fn glued_end(scan: &Scan, start: usize, place: usize) -> Option<Found<Time>> {
    scan.digits(start, 4).filter(|(end, _)| end - start == 4)?;
    let (end, value) = scan.digits(place, 4).filter(|(end, _)| end - place == 4)?;
    Found::sure(end, Time::new(value / 100, Some(value % 100).filter(|minute| *minute < 60)?, None, true)?)
}

/// The first hour of 9到11点, which has no 点 of its own.
fn bare_hour(scan: &Scan, place: usize) -> Option<Found<Time>> {
    let (start, part) = match part(scan, place) {
        Some((end, part)) => (scan.space(end), Some(part)),
        None => (place, None),
    };
    let (end, hour) = small(scan, start, 0, 24)?;
    to(scan, end)?;
    let mut bare = Time::of_hour(hour, part)?;
    bare.bare = true;
    Found::weak(end, bare)
}

/// The two ends of a range, each in the half of the day that makes the shorter stretch.
pub(in crate::base::when) fn in_order(first: Time, second: Time) -> Option<(Time, Time)> {
    let in_one_day = match (first.part, second.part) {
        // 下午2点到4点; but 上午10点到2点 ends after noon.
        (Some(part), None) => {
            let own = second.in_part(part).filter(|own| own.clock.minutes() > first.clock.minutes());
            own.or_else(|| later_half(second, first.clock)).map(|second| (first, second))
        }
        // `9-10am`, `11-1pm`.
        (None, Some(part)) => {
            let before = |own: &Time| own.clock.minutes() < second.clock.minutes();
            let own = first.in_part(part).filter(before);
            own.or_else(|| first.in_part(Part::Morning).filter(before)).map(|first| (first, second))
        }
        (None, None) if second.clock.minutes() <= first.clock.minutes() || second.clock.other_hour.is_some() => {
            later_half(second, first.clock).map(|second| (first, second))
        }
        _ => Some((first, second)),
    };
    in_one_day
        .filter(|(first, second)| first.clock.minutes() < second.clock.minutes())
        .or_else(|| Some((first, over_night(first, second)?)))
}

/// The morning hour in which a night ends: `10pm to 2am`, `23:30 - 3:35`.
fn over_night(first: Time, second: Time) -> Option<Time> {
    if first.clock.hour < 17 || (second.bare && first.part.is_none()) {
        return None;
    }
    second.on_next_day().filter(|time| time.clock.hour < 36)
}

/// The first such hour of the clock after `before`.
fn later_half(time: Time, before: Clock) -> Option<Time> {
    let both = [Some(time.clock.hour), time.clock.other_hour];
    let clock = both
        .into_iter()
        .flatten()
        .map(|hour| Clock { hour, other_hour: None, ..time.clock })
        .filter(|clock| clock.minutes() > before.minutes())
        .min_by_key(|clock| clock.minutes())?;
    Some(Time { clock, ..time })
}

pub(in crate::base::when) fn on_day(meant: Meant, (first, second): Times) -> Option<Said> {
    let place = |day: NaiveDate, clock: Clock| match second {
        None => at(day, clock).map(When::At),
        Some(second) => {
            let (start, end) = (at(day, clock)?, at(day, second.clock)?);
            (start < end).then_some(When::Hours { start, end })
        }
    };
    let when = place(meant.first, first.clock)?;
    let other = match (meant.other, first.clock.other_hour, second) {
        (Some(day), _, _) => place(day, first.clock),
        (None, Some(hour), None) => place(meant.first, Clock { hour, other_hour: None, ..first.clock }),
        _ => None,
    };
    Some(Said { when, other })
}

/// A day, or a part of it.
pub(in crate::base::when) fn whole_day(meant: Meant, part: Option<Part>) -> Option<Said> {
    let of_part = |day: NaiveDate| match part {
        None => Some(When::Day(day)),
        Some(part) => {
            let (from, to) = part.hours();
            Some(When::Hours { start: at_hour(day, from)?, end: at_hour(day, to)? })
        }
    };
    if meant.first != meant.last {
        return part.is_none().then(|| Said::of(When::Days { first: meant.first, last: meant.last }));
    }
    Some(Said { when: of_part(meant.first)?, other: meant.other.and_then(of_part) })
}

/// The hour of a day; from 24 on it is the next day's.
pub(in crate::base::when) fn at_hour(day: NaiveDate, hour: u32) -> Option<NaiveDateTime> {
    days_from(day, i64::from(hour / 24))?.and_hms_opt(hour % 24, 0, 0)
}

/// The clock's reading on a day; from 24 hours on it is the next day's.
pub(in crate::base::when) fn at(day: NaiveDate, clock: Clock) -> Option<NaiveDateTime> {
    days_from(day, i64::from(clock.hour / 24))?.and_hms_opt(clock.hour % 24, clock.minute, clock.second)
}
