//! A whole phrase: a day, a time, both, a range of either, or a length, with the small words around them.

use chrono::{Datelike, NaiveDateTime, TimeDelta, Timelike};

use super::amount::amount;
use super::days::day::{Day, day};
use super::days::range::{day_range, joined};
use super::length::{Reached, distance, length};
use super::resolve::{Meant, days_from};
use super::times::clock::{Part, Time};
use super::times::hours::{Times, at, at_hour, on_day, times, whole_day};
use super::times::time::{hour_of_a_day, part, pointed, time};
use super::times::time_first::{day_behind, time_first};
use super::times::{iso, zone};
use super::words::between;
use super::{Context, Found, Hint, Said, When, every, longest, stretch};
use crate::base::scan::Scan;

/// The longest phrase that begins here.
pub(super) fn phrase(scan: &Scan, place: usize, context: &Context) -> Option<Found<Said>> {
    let start = preposition(scan, place);
    // Most readings begin with a day or a time: each is looked for once.
    let first = day(scan, start, context);
    let by_day = first.and_then(|found| from_day(scan, start, found, context));
    let by_time = time_first(scan, start, context);
    let found = longest([
        iso::read(scan, start, context),
        day_range(scan, start, first, context),
        by_day,
        times_range(scan, start, first, context),
        for_length(scan, start, longest([by_day, by_time]), context),
        hour_first(scan, start, context),
        by_time,
        if place < start { time_first(scan, place, context) } else { None },
        moment(scan, start, context),
        length(scan, place).map(|found| found.with(Said::of(When::Length(found.value)))),
        stretch::read(scan, start, context).map(|found| found.with(Said::of(found.value))),
        every::read(scan, place, context).map(|found| found.with(Said::of(found.value))),
        from_then_on(scan, place, context),
        for_when(scan, place, context),
        from_a_time(scan, place, context),
    ])?;
    let found = still_ahead(zone::behind(scan, found, context)?, context);
    // 三点以后: a time is its own beginning, a day is not.
    let then_on = || scan.literal(found.end, &["之后", "以后", "过后", "后"]);
    let end = scan
        .literal(found.end, &["之前", "以前", "前", "左右", "上下", "整"])
        .or_else(|| scan.literal(found.end, &["之内", "以内"]).filter(|_| matches!(found.value.when, When::Day(_))))
        .or_else(|| then_on().filter(|_| matches!(found.value.when, When::At(_))))
        .or_else(|| {
            let stretch = matches!(found.value.when, When::Days { .. } | When::Hours { .. });
            scan.literal(found.end, &["之间"]).filter(|_| stretch)
        })
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

/// 上午 promised at half past ten is still today's, and not what was due at eight.
fn still_ahead(found: Found<Said>, context: &Context) -> Found<Said> {
    let begun = |start: NaiveDateTime| context.hint == Hint::Future && start <= context.now;
    match found.value.when {
        When::Hours { start, end } if start.date() == context.today && begun(start) && is_part(start, end) => {
            found.with(Said { when: When::Day(context.today), ..found.value })
        }
        _ => found,
    }
}

/// Whether these hours are a whole part of a day.
pub(super) fn is_part(start: NaiveDateTime, end: NaiveDateTime) -> bool {
    let parts = [Part::Dawn, Part::Morning, Part::Noon, Part::Afternoon, Part::Dusk, Part::Evening];
    parts.iter().any(|part| {
        let (from, to) = part.hours();
        at_hour(start.date(), from) == Some(start) && at_hour(start.date(), to) == Some(end)
    })
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
        "through",
        "thru",
        "up to",
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
        "all day",
    ];
    if let Some(end) = scan.word(place, &words) {
        return scan.space(end);
    }
    let words = [
        "最晚",
        "最迟",
        "不晚于",
        "截止到",
        "截至",
        "截止",
        "大约",
        "大概",
        "差不多",
        "约",
        "在",
        "于",
        "从",
        "自",
        "由",
    ];
    scan.literal(place, &words).map_or(place, |end| scan.space(end))
}

/// `5 hours after noon`, `15 minutes before 3pm`.
fn from_a_time(scan: &Scan, place: usize, context: &Context) -> Option<Found<Said>> {
    let (end, amount) = amount(scan, place).filter(|(_, amount)| amount.only_seconds().is_some())?;
    let (end, n) = scan.word_of(scan.space(end), &[&["after", "from", "past"], &["before", "prior to"]])?;
    let found = time_first(scan, scan.space(end), context).filter(|found| !found.weak)?;
    let When::At(at) = found.value.when else { return None };
    let at = amount.time_from(at, if n == 0 { 1 } else { -1 })?;
    Found::sure(found.end, Said::of(When::At(at)))
}

/// `for friday`, `for the 27th`, `for quarter past 3pm`: in a sentence what it is for begins the date.
fn for_when(scan: &Scan, place: usize, context: &Context) -> Option<Found<Said>> {
    let start = scan.space(scan.word(place, &["for"]).filter(|_| place == 0)?);
    let found = longest([day_first(scan, start, context), time_first(scan, start, context)])?;
    Some(Found { weak: true, ..found })
}

/// `after 2pm`, `not before 9 tomorrow`: the first moment at which it may be.
fn from_then_on(scan: &Scan, place: usize, context: &Context) -> Option<Found<Said>> {
    let words = ["any time after", "anytime after", "after", "later than", "not before", "no earlier than"];
    let start = scan.space(scan.word(place, &words)?);
    longest([day_first(scan, start, context), time_first(scan, start, context)])
        .filter(|found| matches!(found.value.when, When::At(_)) && !found.weak)
}

fn now_word(scan: &Scan, place: usize) -> Option<usize> {
    scan.word(place, &["right now", "now", "at the moment", "at this moment", "at this time"])
        .or_else(|| scan.literal(place, &["现在", "此刻", "此时", "当前", "而家", "依家", "宜家"]))
}

fn moment(scan: &Scan, place: usize, context: &Context) -> Option<Found<Said>> {
    if let Some(end) = now_word(scan, place)
        .or_else(|| scan.word(place, &["just now"]))
        .or_else(|| scan.literal(place, &["刚刚", "刚才"]))
    {
        return Found::weak(end, Said::of(When::At(context.now)));
    }
    // `this time tomorrow`.
    if let Some(end) = scan.word(place, &["about this time", "this time", "the same time", "same time"]) {
        let found = day(scan, scan.space(end), context).filter(|found| found.value.part.is_none())?;
        let at = same_time(found.value.called.meant(context)?, context)?;
        return Found::sure(found.end, Said::of(When::At(at)));
    }
    let found = distance(scan, place, context)?;
    match found.value {
        Reached::At(at) => Some(found.with(Said::of(When::At(at)))),
        Reached::Day(_) => None,
    }
}

/// This time of day on another one; of a week on the day that is today's.
fn same_time(meant: Meant, context: &Context) -> Option<NaiveDateTime> {
    let day = match (meant.last - meant.first).num_days() {
        0 => meant.first,
        6 => days_from(meant.first, i64::from(context.today.weekday().num_days_from_monday()))?,
        _ => return None,
    };
    Some(day.and_time(context.now.time().with_second(0)?.with_nanosecond(0)?))
}

/// A day, alone or with a time or a part of the day.
fn day_first(scan: &Scan, place: usize, context: &Context) -> Option<Found<Said>> {
    day(scan, place, context).and_then(|found| from_day(scan, place, found, context))
}

/// The same from the day that begins here.
fn from_day(scan: &Scan, place: usize, found: Found<Day>, context: &Context) -> Option<Found<Said>> {
    let meant = found.value.called.meant(context)?;
    // 明天这个时候.
    let behind = scan.literal(found.end, &["的"]).unwrap_or(found.end);
    if let Some(end) = scan.literal(behind, &["这个时候", "这个时间", "这时候", "同一时间"]) {
        return Found::sure(end, Said::of(When::At(same_time(meant, context)?)));
    }
    let alone = whole_day(meant, found.value.part).map(|value| found.with(value));
    if meant.first != meant.last {
        return alone;
    }
    let next = between(scan, found.end);
    // 2026-12-03T09:00, as a machine writes it.
    let next = scan.literal(next, &["t"]).filter(|t| is_figure(scan, *t) && is_figure(scan, next - 1)).unwrap_or(next);
    // `fri before noon`, `the 3rd at about 8`.
    let near = ["at around", "at about", "at approximately", "before", "by", "around", "about", "for", "after"];
    let next_word = next;
    let near = scan.word(next, &near).map(|behind| scan.space(behind));
    let next = near.unwrap_or(next);
    let with = |end: usize, value: Said| Some(Found { end, value, weak: false });
    // 今晚 says the part already: 今晚8点.
    let hour = || {
        // 29.02.2028 13.12.
        let dotted = || {
            let year = found.end.checked_sub(5).filter(|at| scan.at(*at) == Some('.'))?;
            pointed(scan, next).filter(|_| scan.digits_behind(year + 1).is_some_and(|(end, _)| end == found.end))
        };
        hour_of_a_day(scan, next).or_else(dotted).map(|hour| hour.with((hour.value, None)))
    };
    // `30 nov 10`: a lone hour behind a day could be anything.
    let certain = |times: &Found<Times>| {
        // `friday at midnight` begins it for some and ends it for others; of an evening there is one.
        let midnight = times.end.checked_sub(8).is_some_and(|at| scan.word(at, &["midnight"]) == Some(times.end));
        let open = midnight && times.value.1.is_none() && found.value.part.is_none() && !said_before(scan, place);
        // `friday around 3`, `friday after 9`, but `friday about 3 boxes`.
        let about = near.is_some() && scan.word(next_word, &["for", "by"]).is_none();
        let last = about && scan.closing(times.end) == scan.len() && times.value.0.said <= 12;
        let hour = !(times.value.0.bare || near.is_some() && times.weak) || last;
        (times.value.1.is_some() || hour) && !open
    };
    let with_time = times(scan, next, found.value.part)
        .filter(certain)
        .or_else(hour)
        .and_then(|times| with(times.end, on_day(meant, times.value)?));
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

/// Whether `by`, `before` or `until` stands before this.
fn said_before(scan: &Scan, place: usize) -> bool {
    ["by ", "before ", "until ", "till "]
        .iter()
        .any(|word| place.checked_sub(word.len()).is_some_and(|at| scan.literal(at, &[word]).is_some()))
}

fn is_figure(scan: &Scan, place: usize) -> bool {
    scan.at(place).is_some_and(|c| c.is_ascii_digit())
}

/// From a time on one day to a time on another: 12月9日9点到12月11日17点, `5 nov 3pm to 6 nov 11am`.
fn times_range(scan: &Scan, place: usize, first: Option<Found<Day>>, context: &Context) -> Option<Found<Said>> {
    let (behind, start) = match now_word(scan, place) {
        Some(end) => (end, context.now),
        None => day_and_time(scan, place, || first, context)?,
    };
    let next = joined(scan, place, behind)?;
    let (end, finish) = day_and_time(scan, next, || day(scan, next, context), context).or_else(|| {
        // 从现在到八点, `now until 5pm`.
        now_word(scan, place)?;
        let ahead = Context { hint: Hint::Future, ..*context };
        let found = time_first(scan, next, &ahead)?;
        // Said at eleven, eight o'clock is this evening's.
        let ends = [Some(found.value.when), found.value.other].into_iter().flatten();
        let at = ends.filter_map(|when| if let When::At(at) = when { Some(at) } else { None }).min()?;
        Some((found.end, at))
    })?;
    (start < finish).then(|| Found::sure(end, Said::of(When::Hours { start, end: finish }))).flatten()
}

/// A day with one time beside it, and where they end.
fn day_and_time(
    scan: &Scan,
    place: usize,
    first: impl FnOnce() -> Option<Found<Day>>,
    context: &Context,
) -> Option<(usize, NaiveDateTime)> {
    if let Some(time) = time(scan, place).filter(|time| !time.value.bare)
        && let Some(day) = day_behind(scan, time.end, context)
    {
        return Some((day.end, at(day.value.first, time.value.clock)?));
    }
    let found = first()?;
    let meant = found.value.called.meant(context).filter(|meant| meant.first == meant.last)?;
    let next = between(scan, found.end);
    let time = time(scan, next).filter(|time| !time.value.bare).or_else(|| hour_of_a_day(scan, next))?;
    let time = Found { value: found.value.part.map_or(Some(time.value), |part| time.value.in_part(part))?, ..time };
    Some((time.end, at(meant.first, time.value.clock)?))
}

/// A beginning and how long it takes: `4pm for 30 min`, `18 dec for 10 days`.
fn for_length(scan: &Scan, place: usize, here: Option<Found<Said>>, context: &Context) -> Option<Found<Said>> {
    // `for 10 days from 18 dec`.
    let ahead = scan.word(place, &["for"]).and_then(|start| {
        let found = length(scan, scan.space(start))?;
        let next =
            scan.word(scan.space(found.end), &["starting from", "starting on", "starting", "beginning", "from"])?;
        let start = scan.space(next);
        let from = longest([day_first(scan, start, context), time_first(scan, start, context)])?;
        Some((from, Found { end: from.end, ..found }))
    });
    let (from, found) = match ahead {
        Some(both) => both,
        None => {
            let from = here?;
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
            &["first thing", "early in the morning", "early on", "a.m.", "a.m", "am"],
            &["p.m.", "p.m", "pm", "aft"],
            &["lunch"],
            &["eve"],
        ],
    )?;
    Some((end, [Part::Morning, Part::Afternoon, Part::Noon, Part::Evening].get(n).copied()?))
}
