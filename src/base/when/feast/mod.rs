//! Days that have a name of their own: `christmas`, `good friday`, `diwali 2027`, 国庆, 春节, 中秋节; and dates of the Chinese moon calendar.
//!
//! Only those that fall on one day wherever the word is used, or whose other day is handed over beside. Each calendar reckons its own:
//! by rule where there is one, by a table where the moon is watched.

mod chinese;
mod hebrew;
mod india;
mod muslim;
mod names;
mod rule;

use chrono::{Datelike, NaiveDate, Weekday};

use self::names::named;
use self::rule::{Rule, days_of};
use super::length::{Reached, distance};
use super::resolve::{Called, days_from};
use super::words::{han_count, is_free};
use super::{Context, Found, Hint};
use crate::base::scan::Scan;

/// A feast, with its year if one is said: `christmas`, `easter 2027`, 明年春节, 2027年国庆.
pub(super) fn read(scan: &Scan, place: usize, context: &Context) -> Option<Found<Called>> {
    let (start, said) = match super::days::date::han_year(scan, place, context) {
        Some((end, year)) => (scan.literal(end, &["的"]).unwrap_or(end), Some(year)),
        None => (place, None),
    };
    // `next halloween`, `last easter`, `this thanksgiving`.
    let side = scan.word_of(start, &[&["next", "this coming", "coming"], &["this"], &["last"]]);
    let (start, side) = match side.filter(|_| said.is_none()) {
        Some((end, n)) => (scan.space(end), Some(n)),
        None => (start, None),
    };
    if let Some(found) = moon_date(scan, start, said, context) {
        return Some(found);
    }
    let (end, rule) = named(scan, start).or_else(|| american(scan, start, context))?;
    let behind = scan.space(end);
    let relative = scan
        .word_of(
            behind,
            &[&["of next year", "next year"], &["of this year", "this year"], &["of last year", "last year"]],
        )
        .and_then(|(end, n)| Some((end, context.today.year().checked_add([1, 0, -1].get(n).copied()?)?)));
    let of = scan.word(behind, &["in", "of"]).map_or(behind, |end| scan.space(end));
    let (end, said) = match (said, scan.digits(of, 4)) {
        (None, _) if relative.is_some() => relative.map_or((end, None), |(end, year)| (end, Some(year))),
        (None, Some((behind, year))) if (1970..2100).contains(&year) && scan.space(end) > end => {
            (behind, Some(year as i32))
        }
        _ => (scan.literal(end, &["当天", "那天", "当日"]).unwrap_or(end), said),
    };
    // `thanksgiving in a year`: the next one from there on.
    if said.is_none()
        && side.is_none()
        && let Some(Found { end, value: Reached::Day(Called::Date(from)), .. }) = distance(scan, behind, context)
    {
        let ahead = Context { today: from, hint: Hint::Future, ..*context };
        return Found::sure(end, nearest(rule, &ahead)?);
    }
    let called = match (said, side) {
        (Some(year), _) => called(days_of(rule, year)?, rule, year),
        (None, Some(0)) => nearest(rule, &Context { hint: Hint::Future, ..*context })?,
        (None, Some(1)) => called(days_of(rule, context.today.year())?, rule, context.today.year()),
        (None, Some(_)) => nearest(rule, &Context { hint: Hint::Past, ..*context })?,
        (None, None) => nearest(rule, context)?,
    };
    // `labor day weekend`: with the days that are free beside it.
    if let Some(behind) = scan.word(scan.space(end), &["weekend", "week-end"])
        && let Called::Date(day) = called
    {
        return Found::sure(behind, with_weekend(day)?);
    }
    // Mooncakes are sold for weeks, and a street may be named for a feast: only where nothing goes on is it the day.
    let goes_on = !is_free(scan, end) || scan.at(scan.space(end)).is_some_and(|c| c.is_ascii_alphabetic());
    Some(Found { end, value: called, weak: goes_on })
}

/// What is called so elsewhere too, on other days: only where the month is written first.
fn american(scan: &Scan, place: usize, context: &Context) -> Option<(usize, Rule)> {
    let own = context.month_first && !context.lang.is_chinese();
    scan.word(place, &["independence day"]).filter(|_| own).map(|end| (end, Rule::Fixed(7, 4)))
}

/// A feast with the weekend that it makes longer.
fn with_weekend(day: NaiveDate) -> Option<Called> {
    let (first, last) = match day.weekday() {
        Weekday::Fri => (day, days_from(day, 2)?),
        Weekday::Mon => (days_from(day, -2)?, day),
        Weekday::Sat => (day, days_from(day, 1)?),
        Weekday::Sun => (days_from(day, -1)?, day),
        _ => return None,
    };
    Some(Called::Span(first, last))
}

/// A day or a stretch of them, with the day on which others keep it.
fn called((first, last): (NaiveDate, NaiveDate), rule: Rule, year: i32) -> Called {
    let elsewhere = rule.elsewhere().and_then(|rule| days_of(rule, year)).filter(|(day, _)| *day != first);
    match elsewhere {
        Some((other, _)) => Called::Either(first, other),
        None if first == last => Called::Date(first),
        None => Called::Span(first, last),
    }
}

/// Ahead in a promise, behind in a log; else the coming one.
fn nearest(rule: Rule, context: &Context) -> Option<Called> {
    let this = context.today.year();
    let years = match context.hint {
        Hint::Past => [this, this - 1],
        Hint::Future | Hint::None => [this, this + 1],
    };
    let fits = |(first, last): (NaiveDate, NaiveDate)| match context.hint {
        Hint::Past => first <= context.today,
        Hint::Future | Hint::None => last >= context.today,
    };
    years.into_iter().find_map(|year| {
        let days = days_of(rule, year).filter(|days| fits(*days))?;
        Some(called(days, rule, year))
    })
}

/// Whether people may have this day off somewhere, or work it in a weekend's stead: round the feasts that are kept by all.
pub(super) fn may_be_free(day: NaiveDate) -> bool {
    let spring = chinese::new_year(day.year()).is_some_and(|new| (-3..=9).contains(&(day - new).num_days()));
    spring || matches!((day.month(), day.day()), (1, 1) | (5, 1..=5) | (10, 1..=8) | (12, 25..=26))
}

/// 大年初八, 正月十五, 腊月二十三, 农历八月十五: of the moon's year that is said, or of the nearest on the side that is meant.
fn moon_date(scan: &Scan, place: usize, said: Option<i32>, context: &Context) -> Option<Found<Called>> {
    let told = scan.literal(place, &["农历", "阴历", "旧历"]);
    let start = told.unwrap_or(place);
    let (start, said) =
        match super::days::date::han_year(scan, start, context).filter(|_| said.is_none() && told.is_some()) {
            Some((end, year)) => (end, Some(year)),
            None => (start, said),
        };
    let (behind, month, own) = moon_month(scan, start)?;
    let first = scan.literal(behind, &["初"]);
    // 八月十五 alone is the sun's August; 正月, 腊月 and 初 are the moon's.
    if told.is_none() && first.is_none() && !own {
        return None;
    }
    let (end, day) = match first {
        Some(start) => {
            scan.digits(start, 2).or_else(|| han_count(scan, start)).filter(|(_, n)| (1..=10).contains(n))?
        }
        None => match scan.literal(behind, &["廿"]) {
            Some(start) => han_count(scan, start).map(|(end, n)| (end, n + 20)).unwrap_or((start, 20)),
            None => scan.digits(behind, 2).or_else(|| han_count(scan, behind))?,
        },
    };
    let end = scan.literal(end, &["日", "号"]).unwrap_or(end);
    let this = context.today.year();
    let day = match (said, context.hint) {
        (Some(year), _) => chinese::day(year, month, day)?,
        (None, Hint::Past) => {
            let days = [this, this - 1, this - 2].into_iter().filter_map(|year| chinese::day(year, month, day));
            days.into_iter().find(|day| *day <= context.today)?
        }
        (None, _) => {
            let days = [this - 1, this, this + 1].into_iter().filter_map(|year| chinese::day(year, month, day));
            days.into_iter().find(|day| *day >= context.today)?
        }
    };
    Some(Found { end, value: Called::Date(day), weak: !is_free(scan, end) })
}

/// Behind a month of the moon, its number, and whether only the moon has a month of that name.
fn moon_month(scan: &Scan, place: usize) -> Option<(usize, u32, bool)> {
    // 大年初八 needs no month; its 初 is still to be read.
    if let Some(end) = scan.literal(place, &["大年"]).filter(|end| scan.at(*end) == Some('初')) {
        return Some((end, 1, true));
    }
    let own: [(&str, u32); 3] = [("正月", 1), ("冬月", 11), ("腊月", 12)];
    if let Some(found) = own.iter().find_map(|(name, n)| Some((scan.literal(place, &[name])?, *n, true))) {
        return Some(found);
    }
    let (end, n) = super::words::small(scan, place, 1, 12)?;
    Some((scan.literal(end, &["月"])?, n, false))
}
