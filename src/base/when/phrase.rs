//! A whole phrase: a day, a time, both, a range of either, or a length, with the small words around them.

use chrono::{NaiveDate, NaiveDateTime, NaiveTime, TimeDelta};

use super::clock::{Clock, Part, Time};
use super::day::day;
use super::length::{Reached, distance, length};
use super::range::{day_range, joined};
use super::resolve::{Meant, days_from};
use super::time::{part, time};
use super::words::{between, small, to};
use super::{Context, Found, Hint, Said, When, every, longest, stretch};
use crate::base::scan::Scan;

/// The longest phrase that begins here.
pub(super) fn phrase(scan: &Scan, place: usize, context: &Context) -> Option<Found<Said>> {
    let start = preposition(scan, place);
    let found = longest([
        day_range(scan, start, context),
        day_first(scan, start, context),
        times_range(scan, start, context),
        for_length(scan, start, context),
        hour_first(scan, start, context),
        time_first(scan, start, context),
        time_first(scan, place, context),
        moment(scan, start, context),
        length(scan, place).map(|found| found.with(Said::of(When::Length(found.value)))),
        stretch::read(scan, start, context).map(|found| found.with(Said::of(found.value))),
        every::read(scan, place, context).map(|found| found.with(Said::of(found.value))),
    ])?;
    let end = scan
        .literal(found.end, &["之前", "以前", "前", "左右", "上下", "整"])
        .or_else(|| scan.word(scan.space(found.end), &["approximately", "or so", "sharp", "latest", "at the latest"]))
        .unwrap_or(found.end);
    // `on mon` is a day, `mon` may be the beginning of anything.
    let on = ["due on", "on", "by", "before", "due", "until", "till", "no later than", "not later than"];
    let is_date = !matches!(found.value.when, When::Length(_) | When::Every { .. });
    let sure = is_date && scan.word(place, &on).is_some() && scan.at(start).is_some_and(char::is_alphabetic);
    let found = Found { weak: found.weak && !sure, ..found };
    // 三天前 is read as a whole before this; what is left of 前 behind a date is its "by".
    Some(Found { end: if matches!(found.value.when, When::Length(_)) { found.end } else { end }, ..found })
}

fn preposition(scan: &Scan, place: usize) -> usize {
    let words = [
        "between",
        "not later than",
        "no later than",
        "due on",
        "due",
        "before",
        "by",
        "on",
        "from",
        "until",
        "till",
        "starting",
        "at around",
        "at about",
        "around",
        "about",
        "approximately",
        "roughly",
        "circa",
        "sometime",
    ];
    if let Some(end) = scan.word(place, &words) {
        return scan.space(end);
    }
    let words =
        ["最晚", "最迟", "不晚于", "截止到", "截至", "截止", "大约", "大概", "差不多", "约", "在", "于", "从", "自"];
    scan.literal(place, &words).map_or(place, |end| scan.space(end))
}

fn moment(scan: &Scan, place: usize, context: &Context) -> Option<Found<Said>> {
    if let Some(end) = scan
        .word(place, &["right now", "just now", "now", "at the moment", "at this moment"])
        .or_else(|| scan.literal(place, &["现在", "此刻", "此时", "当前", "刚刚", "刚才", "而家", "依家", "宜家"]))
    {
        return Found::weak(end, Said::of(When::At(context.now)));
    }
    let found = distance(scan, place, context)?;
    match found.value {
        Reached::At(at) => Some(found.with(Said::of(When::At(at)))),
        Reached::Day(_) => None,
    }
}

/// A day, alone or with a time or a part of the day.
fn day_first(scan: &Scan, place: usize, context: &Context) -> Option<Found<Said>> {
    let found = day(scan, place, context)?;
    let meant = found.value.called.meant(context)?;
    let alone = whole_day(meant, found.value.part).map(|value| found.with(value));
    if meant.first != meant.last {
        return alone;
    }
    let next = between(scan, found.end);
    // 2026-12-03T09:00, as a machine writes it.
    let next = scan.literal(next, &["t"]).filter(|t| is_figure(scan, *t) && is_figure(scan, next - 1)).unwrap_or(next);
    // `fri before noon`.
    let next = scan.word(next, &["before", "by", "around", "about"]).map_or(next, |behind| scan.space(behind));
    let with = |end: usize, value: Said| Some(Found { end, value, weak: false });
    // 今晚 says the part already: 今晚8点.
    let with_time = times(scan, next, found.value.part).and_then(|times| {
        // `30 nov 10`: a lone hour behind a day could be anything.
        if times.value.1.is_none() && times.value.0.bare {
            return None;
        }
        with(times.end, on_day(meant, times.value)?)
    });
    let with_part = match found.value.part {
        None => part(scan, next)
            .or_else(|| half_of_day(scan, next).filter(|_| scan.at(found.end) == Some(' ')))
            // `thursday lunch with mr wong`: what it was, and not only when.
            .filter(|(end, part)| {
                *part != Part::Noon || scan.closing(*end) == scan.len() || scan.word(next, &["lunch"]).is_none()
            })
            .and_then(|(end, part)| with(end, whole_day(meant, Some(part))?)),
        Some(_) => None,
    };
    // `tomorrow afternoon at 4`.
    let with_both = part(scan, next).filter(|_| found.value.part.is_none()).and_then(|(end, part)| {
        let times = times(scan, between(scan, end), Some(part))?;
        with(times.end, on_day(meant, times.value)?)
    });
    longest([with_time, with_both, with_part, alone])
}

fn is_figure(scan: &Scan, place: usize) -> bool {
    scan.at(place).is_some_and(|c| c.is_ascii_digit())
}

/// From a time on one day to a time on another: 12月9日9点到12月11日17点, `5 nov 3pm to 6 nov 11am`.
fn times_range(scan: &Scan, place: usize, context: &Context) -> Option<Found<Said>> {
    let (behind, start) = day_and_time(scan, place, context)?;
    let (end, finish) = day_and_time(scan, joined(scan, place, behind)?, context)?;
    (start < finish).then(|| Found::sure(end, Said::of(When::Hours { start, end: finish }))).flatten()
}

/// A day with one time behind it, and where they end.
fn day_and_time(scan: &Scan, place: usize, context: &Context) -> Option<(usize, NaiveDateTime)> {
    let found = day(scan, place, context)?;
    let meant = found.value.called.meant(context).filter(|meant| meant.first == meant.last)?;
    let time = time(scan, between(scan, found.end)).filter(|time| !time.value.bare)?;
    let time = Found { value: found.value.part.map_or(Some(time.value), |part| time.value.in_part(part))?, ..time };
    Some((time.end, at(meant.first, time.value.clock)?))
}

/// A beginning and how long it takes: `4pm for 30 min`, `18 dec for 10 days`.
fn for_length(scan: &Scan, place: usize, context: &Context) -> Option<Found<Said>> {
    let beginning = |place: usize| longest([day_first(scan, place, context), time_first(scan, place, context)]);
    // `for 10 days from 18 dec`.
    let ahead = scan.word(place, &["for"]).and_then(|start| {
        let found = length(scan, scan.space(start))?;
        let next =
            scan.word(scan.space(found.end), &["starting from", "starting on", "starting", "beginning", "from"])?;
        let from = beginning(scan.space(next))?;
        Some((from, Found { end: from.end, ..found }))
    });
    let (from, found) = match ahead {
        Some(both) => both,
        None => {
            let from = beginning(place)?;
            let next = scan.space(scan.literal(from.end, &[","]).unwrap_or(from.end));
            let said = scan.word(next, &["for"]).map(|end| scan.space(end));
            // `9am half an hour`: an hour of the clock may do without.
            let start = said.or(Some(next).filter(|next| *next > from.end && matches!(from.value.when, When::At(_))))?;
            (from, length(scan, start)?)
        }
    };
    let when = match from.value.when {
        When::At(at) => When::Hours { start: at, end: at.checked_add_signed(found.value)? },
        When::Day(first) if found.value.num_days() > 1 && found.value == TimeDelta::days(found.value.num_days()) => {
            When::Days { first, last: days_from(first, found.value.num_days() - 1)? }
        }
        _ => return None,
    };
    Found::sure(found.end, Said::of(when))
}

/// `9 tomorrow morning`, `9 tomorrow`: in a sentence nine may be anything.
fn hour_first(scan: &Scan, place: usize, context: &Context) -> Option<Found<Said>> {
    let (end, hour) = scan.digits(place, 2).filter(|(_, hour)| (1..=12).contains(hour))?;
    let next = scan.space(end);
    scan.word(next, &["tomorrow", "today", "yesterday"])?;
    let found = day(scan, next, context)?;
    let meant = found.value.called.meant(context)?;
    let (end, part) = match found.value.part {
        Some(part) => (found.end, Some(part)),
        None => part(scan, scan.space(found.end)).map_or((found.end, None), |(end, part)| (end, Some(part))),
    };
    Found::weak(end, on_day(meant, (Time::of_hour(hour, part)?, None))?)
}

/// `mon am`, `fri first thing`: only behind a day.
fn half_of_day(scan: &Scan, place: usize) -> Option<(usize, Part)> {
    let (end, n) = scan.word_of(
        place,
        &[
            &["first thing", "early in the morning", "early morning", "a.m.", "a.m", "am"],
            &["p.m.", "p.m", "pm", "late afternoon"],
            &["lunch"],
        ],
    )?;
    Some((end, [Part::Morning, Part::Afternoon, Part::Noon].get(n).copied()?))
}

fn whole_day(meant: Meant, part: Option<Part>) -> Option<Said> {
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

fn at_hour(day: NaiveDate, hour: u32) -> Option<NaiveDateTime> {
    match hour {
        24 => Some(days_from(day, 1)?.and_time(NaiveTime::MIN)),
        hour => day.and_hms_opt(hour, 0, 0),
    }
}

fn at(day: NaiveDate, clock: Clock) -> Option<NaiveDateTime> {
    match clock.hour {
        24 => at_hour(day, 24),
        hour => day.and_hms_opt(hour, clock.minute, clock.second),
    }
}

type Times = (Time, Option<Time>);

/// One time, or a range of two.
fn times(scan: &Scan, place: usize, inherited: Option<Part>) -> Option<Found<Times>> {
    let from_word = scan.word(place, &["from", "between"]).map(|end| scan.space(end));
    let start = from_word.unwrap_or_else(|| scan.literal(place, &["从"]).unwrap_or(place));
    // `9点` of 今晚9点 is read in the evening.
    let own = time(scan, start).or_else(|| bare_hour(scan, start))?;
    let first = match (inherited, own.value.part) {
        (Some(part), None) => Found { value: own.value.in_part(part)?, ..own },
        _ => own,
    };
    let single = Found { end: first.end, value: (first.value, None), weak: first.weak };
    let range = joined(scan, start, first.end).and_then(|next| {
        let second = time(scan, next)?;
        let (first_time, second_time) = in_order(first.value, second.value)?;
        let certain = from_word.is_some() || !first.weak || !second.weak;
        // Two lone numbers are no times: 3-5 is anything, `from 3 to 5` is not.
        let two_numbers = first.value.bare && second.value.bare && from_word.is_none();
        (!two_numbers).then_some(Found { end: second.end, value: (first_time, Some(second_time)), weak: !certain })
    });
    range.or(Some(single).filter(|single| !single.value.0.bare || from_word.is_none()))
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
fn in_order(first: Time, second: Time) -> Option<(Time, Time)> {
    let mut first = first;
    let mut second = second;
    match (first.part, second.part) {
        // 下午2点到4点; but 上午10点到2点 ends after noon.
        (Some(part), None) => {
            let own = second.in_part(part).filter(|own| own.clock.minutes() > first.clock.minutes());
            second = own.or_else(|| later_half(second, first.clock))?;
        }
        // `9-10am`, `11-1pm`.
        (None, Some(part)) => {
            let own = first.in_part(part).filter(|own| own.clock.minutes() < second.clock.minutes());
            first = own
                .or_else(|| first.in_part(Part::Morning))
                .filter(|own| own.clock.minutes() < second.clock.minutes())?;
        }
        (None, None) => {
            if second.clock.minutes() <= first.clock.minutes() || second.clock.other_hour.is_some() {
                second = later_half(second, first.clock)?;
            }
        }
        (Some(_), Some(_)) => {}
    }
    (first.clock.minutes() < second.clock.minutes()).then_some((first, second))
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

fn on_day(meant: Meant, (first, second): Times) -> Option<Said> {
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

/// A time, alone or with its day behind it: `9:30-10:05`, `10am on fri`, 下午三点.
fn time_first(scan: &Scan, place: usize, context: &Context) -> Option<Found<Said>> {
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
    let (end, n) = scan.word_of(place, &[&["first thing", "early"], &["lunch"]])?;
    let day = day_behind(scan, end, context)?;
    let part = if n == 0 { Part::Morning } else { Part::Noon };
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

fn day_behind(scan: &Scan, end: usize, context: &Context) -> Option<Found<Meant>> {
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
