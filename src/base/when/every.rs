//! What comes back: `every other monday`, `every 2 weeks`, `monthly`, 每周三, 每两周周三, 隔周周五, 每月5号.
//!
//! Read as its step and the first day ahead on which it falls. Only whole days: of a time behind it nothing is known here.

use chrono::{Datelike, NaiveDate, Weekday};

use super::days::counted::PLURALS;
use super::resolve::{coming_weekday, days_from, month_shifted, months_from};
use super::words::{count, han_weekday, ordinal, small, weekday};
use super::{Context, Found, Step, When, longest};
use crate::base::scan::Scan;

pub(super) fn read(scan: &Scan, place: usize, context: &Context) -> Option<Found<When>> {
    longest([english(scan, place, context), adverb(scan, place, context), han(scan, place, context)])
}

/// How often, counted in these.
#[derive(Clone, Copy)]
enum Unit {
    Day,
    Week,
    Month,
    Quarter,
    Year,
}

impl Unit {
    fn step(self, times: u32) -> Option<Step> {
        let times = u16::try_from(times).ok().filter(|times| *times > 0)?;
        Some(match self {
            Unit::Day => Step::Days(times),
            Unit::Week => Step::Days(times.checked_mul(7)?),
            Unit::Month => Step::Months(times),
            Unit::Quarter => Step::Months(times.checked_mul(3)?),
            Unit::Year => Step::Months(times.checked_mul(12)?),
        })
    }
}

const UNITS: [(&[&str], Unit); 6] = [
    (&["days", "day"], Unit::Day),
    (&["weeks", "week", "wks", "wk"], Unit::Week),
    (&["months", "month"], Unit::Month),
    (&["quarters", "quarter"], Unit::Quarter),
    (&["years", "year"], Unit::Year),
    (&["fortnight"], Unit::Week),
];

/// Weak: in a sentence it says how things are, and asks for no date.
fn every(end: usize, first: NaiveDate, step: Step) -> Option<Found<When>> {
    Found::weak(end, When::Every { first, step })
}

fn after_step(end: usize, step: Step, context: &Context) -> Option<Found<When>> {
    let first = match step {
        Step::Days(days) => days_from(context.today, i64::from(days))?,
        Step::Months(months) => months_from(context.today, i32::from(months))?,
    };
    every(end, first, step)
}

fn english(scan: &Scan, place: usize, context: &Context) -> Option<Found<When>> {
    // `on mondays`; `closed mondays` asks for no date.
    if place == 0
        && let on = scan.word(place, &["on"]).map_or(place, |end| scan.space(end))
        && let Some((end, n)) = scan.word_of(on, &PLURALS)
    {
        let day = Weekday::try_from(u8::try_from(n).ok()?).ok()?;
        return every(end, coming_weekday(context.today, day)?, Unit::Week.step(1)?);
    }
    let start = scan.space(scan.word(place, &["every", "each", "once every", "once a"])?);
    let (start, times) = match scan.word(start, &["other", "second", "2nd"]) {
        Some(end) => (scan.space(end), 2),
        None => match count(scan, start) {
            Some((end, times)) => (scan.space(end), times),
            None => (start, 1),
        },
    };
    if let Some(day) = weekday(scan, start) {
        return every(day.end, coming_weekday(context.today, day.value)?, Unit::Week.step(times)?);
    }
    let (end, unit) = UNITS.iter().find_map(|(words, unit)| Some((scan.word(start, words)?, *unit)))?;
    let fortnight = scan.word(start, &["fortnight"]).is_some();
    let step = unit.step(if fortnight { times * 2 } else { times })?;
    let next = scan.space(end);
    let next = scan.word(next, &["on"]).map(|end| scan.space(end));
    if let (Unit::Week, Some(day)) = (unit, next.and_then(|next| weekday(scan, next))) {
        return every(day.end, coming_weekday(context.today, day.value)?, step);
    }
    if let (Unit::Month, Some(next)) = (unit, next) {
        let day = scan.word(next, &["the"]).map_or(next, |end| scan.space(end));
        if let Some((end, n)) = ordinal(scan, day) {
            return every(end, coming_day(context.today, n)?, step);
        }
    }
    after_step(end, step, context)
}

fn adverb(scan: &Scan, place: usize, context: &Context) -> Option<Found<When>> {
    let words: [&[&str]; 6] = [
        &["daily"],
        &["weekly"],
        &["fortnightly", "biweekly", "bi-weekly"],
        &["monthly"],
        &["quarterly"],
        &["yearly", "annually"],
    ];
    let (end, n) = scan.word_of(place, &words)?;
    let step = [Step::Days(1), Step::Days(7), Step::Days(14), Step::Months(1), Step::Months(3), Step::Months(12)];
    after_step(end, *step.get(n)?, context)
}

fn han(scan: &Scan, place: usize, context: &Context) -> Option<Found<When>> {
    let week = ["个星期", "个礼拜", "星期", "礼拜", "周"];
    // 隔周周五 and 每隔一周 are every second one.
    if let Some(end) = scan.literal(place, &["每隔一周", "每隔一个星期", "每隔一个礼拜", "隔周"]) {
        return on_han_weekday(scan, end, 2, context).or_else(|| after_step(end, Step::Days(14), context));
    }
    let start = scan.literal(place, &["每逢", "每"])?;
    if let Some(end) = scan.literal(start, &["隔"]) {
        let (end, days) = small(scan, end, 1, 60)?;
        return after_step(scan.literal(end, &["天", "日"])?, Unit::Day.step(days + 1)?, context);
    }
    if let Some(behind) = scan.literal(start, &week)
        && let Some((end, day)) = han_weekday(scan, behind)
    {
        return every(end, coming_weekday(context.today, day)?, Step::Days(7));
    }
    let (number, times) = small(scan, start, 1, 60).unwrap_or((start, 1));
    if let Some(end) = scan.literal(number, &week) {
        return on_han_weekday(scan, end, times, context).or_else(|| after_step(end, Unit::Week.step(times)?, context));
    }
    if let Some(end) = scan.literal(number, &["天", "日"]) {
        return after_step(end, Unit::Day.step(times)?, context);
    }
    if let Some(end) = scan.literal(number, &["个季度", "季度", "季"]) {
        return after_step(end, Unit::Quarter.step(times)?, context);
    }
    if let Some(end) = scan.literal(number, &["个月", "月"]) {
        let of = scan.literal(end, &["的"]).unwrap_or(end);
        if let Some((digits, day)) = small(scan, of, 1, 31)
            && let Some(end) = scan.literal(digits, &["号", "日"])
        {
            return every(end, coming_day(context.today, day)?, Unit::Month.step(times)?);
        }
        return after_step(end, Unit::Month.step(times)?, context);
    }
    after_step(scan.literal(number, &["年"])?, Unit::Year.step(times)?, context)
}

fn on_han_weekday(scan: &Scan, place: usize, weeks: u32, context: &Context) -> Option<Found<When>> {
    let start = scan.literal(place, &["的"]).unwrap_or(place);
    let (end, day): (usize, Weekday) = han_weekday(scan, scan.literal(start, &["星期", "礼拜", "周"])?)?;
    every(end, coming_weekday(context.today, day)?, Unit::Week.step(weeks)?)
}

/// The first such day of a month that is ahead.
fn coming_day(today: NaiveDate, day: u32) -> Option<NaiveDate> {
    (i32::from(day <= today.day())..13).find_map(|months| month_shifted(today, months)?.with_day(day))
}
