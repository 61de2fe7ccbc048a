//! Days: by their distance (`tomorrow`, `后天`), by a date in figures or words, by their week, month or year.

use chrono::{Datelike, NaiveDate};

use super::{counted, date, month as months, week};
use crate::base::scan::Scan;
use crate::base::when::amount::amount;
use crate::base::when::length::{Reached, distance};
use crate::base::when::resolve::{Called, days_from, month_shifted};
use crate::base::when::times::clock::Part;
use crate::base::when::words;
use crate::base::when::words::weekday;
use crate::base::when::{Context, Found, Hint, longest};

/// A day as it is called, with the part of it that some words say with it (今晚, `tonight`).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::base::when) struct Day {
    pub(in crate::base::when) called: Called,
    pub(in crate::base::when) part: Option<Part>,
}

impl Day {
    fn whole(called: Called) -> Day {
        Day { called, part: None }
    }
}

/// The longest day that begins here; where it also names its weekday, only if that is right.
pub(in crate::base::when) fn day(scan: &Scan, place: usize, context: &Context) -> Option<Found<Day>> {
    read(scan, place, context, true)
}

/// The same behind words that are counted from it (`a week from`, `week of`): none of these begins it, so that a chain of them costs
/// no more than its length.
pub(in crate::base::when) fn counted_from(scan: &Scan, place: usize, context: &Context) -> Option<Found<Day>> {
    read(scan, place, context, false)
}

fn read(scan: &Scan, place: usize, context: &Context, first: bool) -> Option<Found<Day>> {
    let plain = longest([
        near(scan, place, context),
        far(scan, place, context),
        if first { from_a_day(scan, place, context) } else { None },
        dated(scan, place, context),
        week::read(scan, place, context, first).map(|found| found.with(Day::whole(found.value))),
        months::read(scan, place, context).map(|found| found.with(Day::whole(found.value))),
        if first { counted::read(scan, place, context).map(|found| found.with(Day::whole(found.value))) } else { None },
        if first { closing(scan, place, context) } else { None },
    ])?;
    let plain = beside(scan, plain, context);
    // `fri 27 nov`, 周五11月27日.
    if let Called::Weekday(weekday) = plain.value.called {
        // 周五（11月27日）.
        if let Some(open) = scan.literal(scan.space(plain.end), &["("])
            && let Some(date) = dated(scan, open, context)
            && let Some(end) = scan.literal(date.end, &[")"])
        {
            return agreeing(Found { end, ..date }, weekday, context);
        }
        let comma = scan.literal(plain.end, &[","]).unwrap_or(plain.end);
        // `wed 2-3pm` is no second of March.
        let hours = |date: &Found<Day>| date.weak && (comma..date.end).any(|at| scan.at(at) == Some('-'));
        if let Some(date) = dated(scan, scan.space(comma), context).filter(|date| !hours(date)) {
            return agreeing(date, weekday, context);
        }
        return Some(plain);
    }
    // `27 nov (fri)`, 11月27日 周五.
    let open = scan.space(scan.literal(plain.end, &[","]).unwrap_or(plain.end));
    let bracket = scan.literal(open, &["("]);
    let start = bracket.unwrap_or(open);
    let named = weekday(scan, start).map(|found| (found.end, found.value)).or_else(|| {
        let behind = scan.literal(start, &["星期", "礼拜", "周"]);
        // 11月30日(一).
        let short = bracket.filter(|at| scan.at(at + 1) == Some(')'));
        words::han_weekday(scan, behind.or(short)?)
    });
    let Some((end, weekday)) = named else { return Some(plain) };
    if let Called::Span(..) = plain.value.called {
        return Some(plain);
    }
    let end = if bracket.is_some() { scan.literal(end, &[")"])? } else { end };
    agreeing(Found { end, weak: false, ..plain }, weekday, context)
}

/// The date, if it falls on the weekday it is said to; a date without a year may move to the year in which it does.
fn agreeing(date: Found<Day>, weekday: chrono::Weekday, context: &Context) -> Option<Found<Day>> {
    let falls = |day: &NaiveDate| day.weekday() == weekday;
    let day = match date.value.called {
        // `wed the 2nd`: of this month, or of the one on whose side it is meant.
        Called::DayOfMonth(number) => {
            let near = if context.hint == Hint::None { 1 } else { 13 };
            let sign = if context.hint == Hint::Past { -1 } else { 1 };
            let ahead = |day: &NaiveDate| match context.hint {
                Hint::Past => *day <= context.today,
                Hint::Future => *day >= context.today,
                Hint::None => true,
            };
            let in_month = |months: i32| month_shifted(context.today, months)?.with_day(number);
            let day = (0..=near).filter_map(|months| in_month(months * sign)).find(|day| falls(day) && ahead(day))?;
            // `thu the 21st` said on the 27th, when the next is months away, is rather the last one.
            let gone = |day: &NaiveDate| (1..=31).contains(&context.today.signed_duration_since(*day).num_days());
            let lately = || [0, -1].into_iter().filter_map(in_month).any(|day| falls(&day) && gone(&day));
            // The friday that all know is the next one.
            let known = number == 13 && weekday == chrono::Weekday::Fri;
            let far = !known && day.signed_duration_since(context.today).num_days() > 31;
            (!(context.hint == Hint::Future && far && lately())).then_some(day)?
        }
        called => {
            let meant = called.meant(context)?;
            // `tue 10 jan` promised in august is no date of last winter.
            let near = |day: &NaiveDate| {
                context.hint != Hint::Future || context.today.signed_duration_since(*day).num_days() < 180
            };
            [Some(meant.first), meant.other.filter(near)].into_iter().flatten().find(falls)?
        }
    };
    Some(Found { end: date.end, value: Day { called: Called::Date(day), ..date.value }, weak: false })
}

/// Words for the end of a working day.
const CLOSE: [&str; 8] = [
    "close of business",
    "close of play",
    "end of the day",
    "end of business",
    "end of play",
    "end of day",
    "cob",
    "eod",
];

const HAN_CLOSE: [&str; 6] = ["下班之前", "下班以前", "下班前", "收工之前", "收工前", "打烊前"];

/// `eod friday`, `close of business on the 3rd`.
fn closing(scan: &Scan, place: usize, context: &Context) -> Option<Found<Day>> {
    let next = scan.word(place, &CLOSE).map(|end| scan.space(end))?;
    let next = scan.word(next, &["on", "of", "this"]).map_or(next, |end| scan.space(end));
    counted_from(scan, next, context)
}

/// What stands behind a day and belongs to it: `friday cob`; and in Chinese what counts from it: 圣诞节前一天.
fn beside(scan: &Scan, plain: Found<Day>, context: &Context) -> Found<Day> {
    let next = scan.space(scan.literal(plain.end, &[","]).unwrap_or(plain.end));
    let next = scan.word(next, &["by", "at"]).map_or(next, |end| scan.space(end));
    if let Some(end) = scan.word(next, &["all day"]).filter(|_| plain.value.part.is_none()) {
        return Found { end, ..plain };
    }
    if let Some(end) = scan.word(next, &CLOSE).filter(|_| plain.value.part.is_none()) {
        return Found { end, weak: false, ..plain };
    }
    if let Some(end) = scan.literal(next, &HAN_CLOSE).filter(|_| plain.value.part.is_none()) {
        return Found { end, weak: false, ..plain };
    }
    let one = || {
        let meant = plain.value.called.meant(context).filter(|meant| meant.first == meant.last)?;
        counted::han_behind(scan, plain.end, meant.first).filter(|_| plain.value.part.is_none())
    };
    match one() {
        Some((end, day)) => Found { end, value: Day::whole(Called::Date(day)), weak: false },
        None => plain,
    }
}

/// Words for the days around today.
fn near(scan: &Scan, place: usize, context: &Context) -> Option<Found<Day>> {
    const ENGLISH: [(&[&str], i64, Option<Part>); 16] = [
        (&["the day after tomorrow", "day after tomorrow"], 2, None),
        (&["tomorrow evening"], 1, Some(Part::Evening)),
        (&["the day before yesterday", "day before yesterday"], -2, None),
        (&["end of day", "end of the day", "end of today", "eod", "cob", "close of business"], 0, None),
        (&["this morning"], 0, Some(Part::Morning)),
        (&["this afternoon", "this aft", "this arvo"], 0, Some(Part::Afternoon)),
        (
            &["this evening", "this eve", "late tonight", "tonight", "tonite", "2nite", "this night"],
            0,
            Some(Part::Evening),
        ),
        (
            &["late last night", "last night", "last evening", "yesterday evening", "yesterday night"],
            -1,
            Some(Part::Evening),
        ),
        (&["last morning", "yesterday morning"], -1, Some(Part::Morning)),
        (&["last afternoon", "yesterday afternoon"], -1, Some(Part::Afternoon)),
        (&["tomorrow night"], 1, Some(Part::Evening)),
        (&["today", "tdy"], 0, None),
        (
            &[
                "tomorrow",
                "tomorrows",
                "tmrw",
                "tmr",
                "tmw",
                "tomoz",
                "tomoro",
                "tmoro",
                "tomorow",
                "tommorow",
                "tommorrow",
                "2moro",
                "2morrow",
                "2mrw",
            ],
            1,
            None,
        ),
        (&["yesterday", "yday", "ystd", "yest", "yesturday"], -1, None),
        (&["the other day"], i64::MIN, None),
        (&["same day"], i64::MIN, None),
    ];
    const HAN: [(&[&str], i64, Option<Part>); 11] = [
        (&["大后天", "大后日"], 3, None),
        (&["大前天", "大前日"], -3, None),
        (&["今天晚上", "今晚上", "今晚", "今夜"], 0, Some(Part::Evening)),
        (&["明晚", "听晚"], 1, Some(Part::Evening)),
        (&["昨晚", "昨夜", "琴晚", "寻晚", "噚晚"], -1, Some(Part::Evening)),
        (&["今早", "今晨", "今朝"], 0, Some(Part::Morning)),
        (&["明早", "明晨", "听朝"], 1, Some(Part::Morning)),
        (&["今天", "今日", "今儿"], 0, None),
        (&["明天", "明日", "听日", "明儿"], 1, None),
        (&["昨天", "昨日", "琴日", "寻日", "噚日", "昨儿"], -1, None),
        (&["后天", "后日"], 2, None),
    ];
    // Of `next day delivery` nothing is said.
    if let Some(end) = scan.word(place, &["the next day", "next day", "the following day"]) {
        return Found::weak(end, Day::whole(Called::Date(days_from(context.today, 1)?)));
    }
    if let Some(end) = Some(place).filter(|at| *at == 0).and_then(|at| scan.word(at, &["last day", "past day"])) {
        return Found::weak(end, Day::whole(Called::Date(days_from(context.today, -1)?)));
    }
    // 今明两天.
    let pairs: [(&[&str], i64); 2] =
        [(&["今明两天", "今明两日", "今明天", "今明"], 0), (&["明后两天", "明后两日", "明后天"], 1)];
    if let Some((end, from)) = pairs.iter().find_map(|(words, days)| Some((scan.literal(place, words)?, *days))) {
        let first = days_from(context.today, from)?;
        return Some(Found {
            end,
            value: Day::whole(Called::Span(first, days_from(first, 1)?)),
            weak: scan.at(end).is_some_and(|c| "年后".contains(c)),
        });
    }
    if let Some(end) = scan.literal(place, &HAN_CLOSE) {
        return Found::sure(end, Day::whole(Called::Date(context.today)));
    }
    if let Some(end) = scan.word(place, &["this day"]) {
        return Found::weak(end, Day::whole(Called::Date(context.today)));
    }
    let begins = scan.at(place).is_some_and(|c| "tdeclys2".contains(c));
    let english = ENGLISH
        .iter()
        .filter(|_| begins)
        .find_map(|(words, days, part)| Some((scan.word(place, words)?, *days, *part)));
    let han = || HAN.iter().find_map(|(words, days, part)| Some((scan.literal(place, words)?, *days, *part)));
    let before = || Some((scan.literal(place, &["前天", "前日"])?, -2, None));
    let (end, days, part) = english.or_else(han).or_else(before)?;
    if days == i64::MIN {
        return None;
    }
    Found::sure(end, Day { called: Called::Date(days_from(context.today, days)?), part })
}

fn far(scan: &Scan, place: usize, context: &Context) -> Option<Found<Day>> {
    let found = distance(scan, place, context)?;
    match found.value {
        Reached::Day(called) => Some(found.with(Day::whole(called))),
        Reached::At(_) => None,
    }
}

/// `a week from friday`, `3 days after 1 dec`, `two days before christmas`.
fn from_a_day(scan: &Scan, place: usize, context: &Context) -> Option<Found<Day>> {
    let (end, amount) = amount(scan, place)?;
    let next = scan.space(end);
    // `a week on tuesday`, `a week tomorrow`: counted in weeks only.
    let weeks = amount.only_days().is_some_and(|days| days % 7 == 0)
        && (scan.word(place, &["a", "one", "two", "three", "four"]).is_some());
    let bare = || scan.word(next, &["tomorrow", "today"]).map(|_| (next, 0));
    let joined = scan.word_of(next, &[&["from", "after"], &["before"]]);
    let on = || scan.word(next, &["on"]).map(|end| (end, 0));
    let (end, n) = joined.or_else(|| on().or_else(bare).filter(|_| weeks))?;
    let from = counted_from(scan, scan.space(end), context).filter(|found| found.value.part.is_none())?;
    let meant = from.value.called.meant(context).filter(|meant| meant.first == meant.last)?;
    let reached = amount.day_from(meant.first, if n == 0 { 1 } else { -1 })?;
    Some(Found { end: from.end, value: Day::whole(Called::Date(reached)), weak: false })
}

/// A date of the calendar.
fn dated(scan: &Scan, place: usize, context: &Context) -> Option<Found<Day>> {
    let found = date::read(scan, place, context)?;
    Some(found.with(Day::whole(found.value)))
}
