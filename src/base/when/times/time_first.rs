//! A time of day, alone or with its day behind it: `9:30-10:05`, `10am on fri`, `7pm sunday evening`, `lunch tomorrow`, 下午三点.
//!
//! Always holds: a time without a day is today's where the hint allows it; a promised one that is past is tomorrow's.

use chrono::{NaiveDate, TimeDelta};

use super::clock::{Clock, Part, Time};
use super::hours::{Times, at_hour, in_order, on_day, times, whole_day};
use super::time::{part, time};
use crate::base::scan::Scan;
use crate::base::when::days::day::day;
use crate::base::when::resolve::{Meant, days_from};
use crate::base::when::words::between;
use crate::base::when::{Context, Found, Hint, Said, When, longest};

/// A time, alone or with its day behind it: `9:30-10:05`, `10am on fri`, 下午三点.
pub(in crate::base::when) fn time_first(scan: &Scan, place: usize, context: &Context) -> Option<Found<Said>> {
    let alone_part = part(scan, place).and_then(|(end, part)| {
        let (from, to) = part.hours();
        let (start, finish) = (at_hour(context.today, from)?, at_hour(context.today, to)?);
        let possible = match context.hint {
            Hint::Past => start <= context.now,
            Hint::Future => finish > context.now,
            Hint::None => true,
        };
        let with_day = day_behind(scan, end, context).and_then(|found| {
            let value = whole_day(found.value, Some(part))?;
            Some(Found { end: found.end, value, weak: false })
        });
        // 比说的早: one character alone is an adjective.
        let possible = possible && end > place + 1;
        // `lunch tomorrow`, `first thing monday`: only beside a day.
        with_day.or(possible.then_some(Found { end, value: Said::of(When::Hours { start, end: finish }), weak: true }))
    });
    let with_clock = times(scan, place, None).and_then(|found| {
        if found.value.0.bare && found.value.1.is_none() {
            return None;
        }
        let with_day = day_behind(scan, found.end, context)
            .and_then(|day| Some(Found { end: day.end, value: on_day(day.value, found.value)?, weak: false }));
        with_day
            .or_else(|| Some(Found { value: today_or_next(found.value, context)?, end: found.end, weak: found.weak }))
    });
    // `in the evening at eight`.
    let with_both = part(scan, place).and_then(|(end, part)| {
        let next = scan.space(end);
        scan.word(next, &["at"])?;
        let found = times(scan, next, Some(part))?;
        Some(Found { value: today_or_next(found.value, context)?, end: found.end, weak: false })
    });
    longest([
        with_clock,
        with_both,
        alone_part,
        with_part_behind(scan, place, context),
        fronted(scan, place, context),
        hours_of_a_day(scan, place, context),
    ])
}

/// `quarter past 9 tomorrow morning`, `7pm sunday evening`.
fn with_part_behind(scan: &Scan, place: usize, context: &Context) -> Option<Found<Said>> {
    let found = time(scan, place)?;
    let next = between(scan, found.end);
    let next = scan.word(next, &["on"]).map_or(next, |behind| scan.space(behind));
    let day = day(scan, next, context).filter(|_| next > found.end)?;
    let (end, part) = match day.value.part {
        Some(part) => (day.end, part),
        None => part(scan, scan.space(day.end))?,
    };
    let said = found.value.in_part(part)?;
    // Eight in the morning is no evening.
    let agree = found.value.part.is_none() || said.clock.minutes() == found.value.clock.minutes();
    let meant = day.value.called.meant(context).filter(|meant| agree && meant.first == meant.last)?;
    Some(Found { end, value: on_day(meant, (said, None))?, weak: found.value.bare })
}

/// `lunch tomorrow`, `first thing monday`: words that say a part of the day only beside the day.
fn fronted(scan: &Scan, place: usize, context: &Context) -> Option<Found<Said>> {
    let (end, n) = scan.word_of(place, &[&["first thing", "early"], &["lunch"], &["late"]])?;
    let day = day_behind(scan, end, context)?;
    // `late friday afternoon`.
    if let Some((end, part)) = part(scan, scan.space(day.end)).filter(|_| n != 1) {
        return Some(Found { end, value: whole_day(day.value, Some(part))?, weak: false });
    }
    let part = *[Part::Morning, Part::Noon].get(n)?;
    Some(Found { end: day.end, value: whole_day(day.value, Some(part))?, weak: false })
}

/// `2 to 3 on wednesday`, `10 till 12 tomorrow`: two numbers are hours only in words and beside a day.
fn hours_of_a_day(scan: &Scan, place: usize, context: &Context) -> Option<Found<Said>> {
    let hour = |place: usize| scan.digits(place, 2).filter(|(_, hour)| (1..=12).contains(hour));
    let (end, first) = hour(place)?;
    let next = scan.word(scan.space(end), &["to", "till", "until", "til"]).map(|end| scan.space(end))?;
    let (end, second) = hour(next)?;
    let day = day_behind(scan, end, context)?;
    let times = in_order(Time::of_hour(first, None)?, Time::of_hour(second, None)?)?;
    Some(Found { end: day.end, value: on_day(day.value, (times.0, Some(times.1)))?, weak: true })
}

pub(in crate::base::when) fn day_behind(scan: &Scan, end: usize, context: &Context) -> Option<Found<Meant>> {
    let next = between(scan, end);
    let next = scan.word(next, &["on", "of"]).map_or(next, |behind| scan.space(behind));
    let found = day(scan, next, context).filter(|found| next > end && found.value.part.is_none())?;
    let meant = found.value.called.meant(context)?;
    (meant.first == meant.last).then_some(found.with(meant))
}

/// A time without a day: today's, where the hint allows it; a promised one that is past is tomorrow's.
fn today_or_next(times: Times, context: &Context) -> Option<Said> {
    let day_of = |clock: Clock| {
        // After midnight the workday is still yesterday's, but a small hour is this night's.
        if clock.hour < 4 && context.now.date() > context.today { context.now.date() } else { context.today }
    };
    let on = |times: Times, day: NaiveDate| on_day(Meant { first: day, last: day, other: None }, times);
    let today = on(times, day_of(times.0.clock))?;
    let begins = |said: &Said| match said.when {
        When::At(at) => at,
        When::Hours { start, .. } => start,
        _ => context.now,
    };
    let slack = TimeDelta::minutes(5);
    match context.hint {
        Hint::None => Some(today),
        Hint::Past if begins(&today).signed_duration_since(context.now) <= slack => Some(today),
        Hint::Past => {
            // 7点 said at noon in a log is this morning's; 19:00 is not understood.
            let hour = times.0.clock.other_hour.filter(|hour| *hour < times.0.clock.hour)?;
            let earlier = Time { clock: Clock { hour, other_hour: None, ..times.0.clock }, ..times.0 };
            on((earlier, None), context.today)
                .filter(|said| times.1.is_none() && begins(said) <= context.now && hour >= 7)
        }
        Hint::Future if begins(&today) >= context.now => Some(today),
        Hint::Future => {
            let later = times.0.clock.other_hour.filter(|hour| *hour > times.0.clock.hour && times.1.is_none());
            let evening = later.and_then(|hour| {
                let clock = Clock { hour, other_hour: None, ..times.0.clock };
                on((Time { clock, ..times.0 }, None), context.today).filter(|said| begins(said) >= context.now)
            });
            let tomorrow = on(times, days_from(context.today, 1)?)?;
            Some(Said { other: evening.map(|said| said.when), ..tomorrow })
        }
    }
}
