//! Days: by their distance (`tomorrow`, `后天`), by a date in figures or words, by their week, month or year.

use chrono::{Datelike, NaiveDate};

use super::clock::Part;
use super::length::{Amount, Reached, amount, distance};
use super::month::relative_year;
use super::resolve::{Called, days_from, month_shifted, months_from};
use super::words::{han_count, is_free, month, ordinal, small, weekday};
use super::{Context, Found, Hint, longest};
use super::{counted, month as months, week, words};
use crate::base::lang::Lang;
use crate::base::scan::Scan;

/// A day as it is called, with the part of it that some words say with it (今晚, `tonight`).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Day {
    pub(super) called: Called,
    pub(super) part: Option<Part>,
}

impl Day {
    fn whole(called: Called) -> Day {
        Day { called, part: None }
    }
}

/// The longest day that begins here; where it also names its weekday, only if that is right.
pub(super) fn day(scan: &Scan, place: usize, context: &Context) -> Option<Found<Day>> {
    read(scan, place, context, true)
}

/// The same behind words that are counted from it (`a week from`, `week of`): none of these begins it, so that a chain of them costs
/// no more than its length.
pub(super) fn counted_from(scan: &Scan, place: usize, context: &Context) -> Option<Found<Day>> {
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
        let behind = scan.literal(start, &["星期", "礼拜", "周"])?;
        words::han_weekday(scan, behind)
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
            (0..=near)
                .filter_map(|months| month_shifted(context.today, months * sign)?.with_day(number))
                .find(|day| falls(day) && ahead(day))?
        }
        called => {
            let meant = called.meant(context)?;
            [Some(meant.first), meant.other].into_iter().flatten().find(falls)?
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
    if let Some(end) = scan.word(next, &CLOSE).filter(|_| plain.value.part.is_none()) {
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
    const ENGLISH: [(&[&str], i64, Option<Part>); 14] = [
        (&["the day after tomorrow", "day after tomorrow"], 2, None),
        (&["tomorrow evening"], 1, Some(Part::Evening)),
        (&["the day before yesterday", "day before yesterday"], -2, None),
        (&["end of day", "end of the day", "end of today", "eod", "cob", "close of business"], 0, None),
        (&["this morning"], 0, Some(Part::Morning)),
        (&["this afternoon"], 0, Some(Part::Afternoon)),
        (&["this evening", "tonight"], 0, Some(Part::Evening)),
        (&["last night", "yesterday evening", "yesterday night"], -1, Some(Part::Evening)),
        (&["tomorrow night"], 1, Some(Part::Evening)),
        (&["today", "tdy"], 0, None),
        (&["tomorrow", "tmrw", "tmr", "tmw", "tomoro"], 1, None),
        (&["yesterday", "yday", "ystd"], -1, None),
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
    let english = ENGLISH.iter().find_map(|(words, days, part)| Some((scan.word(place, words)?, *days, *part)));
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
    let weeks =
        matches!(amount, Amount::Days(days) if days % 7 == 0) && scan.word(place, &["a", "one", "two"]).is_some();
    let bare = || scan.word(next, &["tomorrow", "today"]).map(|_| (next, 0));
    let joined = scan.word_of(next, &[&["from", "after"], &["before"]]);
    let on = || scan.word(next, &["on"]).map(|end| (end, 0));
    let (end, n) = joined.or_else(|| on().or_else(bare).filter(|_| weeks))?;
    let from = counted_from(scan, scan.space(end), context).filter(|found| found.value.part.is_none())?;
    let meant = from.value.called.meant(context).filter(|meant| meant.first == meant.last)?;
    let sign = if n == 0 { 1 } else { -1 };
    let reached = match amount {
        Amount::Days(days) => days_from(meant.first, days.checked_mul(sign)?)?,
        Amount::Months(months) => months_from(meant.first, months.checked_mul(sign as i32)?)?,
        Amount::Minutes(_) => return None,
    };
    Some(Found { end: from.end, value: Day::whole(Called::Date(reached)), weak: false })
}

/// A date of the calendar.
fn dated(scan: &Scan, place: usize, context: &Context) -> Option<Found<Day>> {
    let found = longest([
        figures(scan, place, context),
        english(scan, place, context),
        english_day_of_month(scan, place),
        han(scan, place, context),
    ])?;
    Some(found.with(Day::whole(found.value)))
}

/// `2026-11-30`, `11/30`, `30.11.`, `30.11.2026`, `115/3/5`.
fn figures(scan: &Scan, place: usize, context: &Context) -> Option<Found<Called>> {
    let (end, first) = scan.digits(place, 4)?;
    let width = end - place;
    let mark = scan.at(end).filter(|c| matches!(c, '-' | '/' | '.'))?;
    let (end, second) = scan.digits_behind(end + 1).filter(|(_, value)| *value <= 31)?;
    let third = if scan.at(end) == Some(mark) { scan.digits_behind(end + 1) } else { None };
    if let Some((behind, third)) = third {
        let digits = behind - end - 1;
        if width == 4 && digits <= 2 {
            return dated_figures(behind, first as i32, second, third);
        }
        // The calendar of the Republic counts from 1912.
        if width == 3 && context.lang == Lang::ZhHant && (80..=199).contains(&first) && mark != '-' {
            return dated_figures(behind, first as i32 + 1911, second, third);
        }
        let year = match digits {
            4 => third as i32,
            // Nobody plans so far ahead; people are born so long ago.
            2 if 2000 + third as i32 > context.today.year() + 20 => 1900 + third as i32,
            2 => 2000 + third as i32,
            _ => return None,
        };
        if width > 2 {
            return None;
        }
        let day_first = mark == '.' || (!context.month_first && first <= 31);
        let (month, day) = if day_first { (second, first) } else { (first, second) };
        return match (NaiveDate::from_ymd_opt(year, month, day), NaiveDate::from_ymd_opt(year, day, month)) {
            (Some(own), Some(other)) if own != other && mark == '/' && !context.lang.is_chinese() => {
                Found::sure(behind, Called::Either(own, other))
            }
            (Some(own), _) => Found::sure(behind, Called::Date(own)),
            (None, Some(other)) if mark != '.' || digits == 4 => Found::sure(behind, Called::Date(other)),
            _ => None,
        };
    }
    if width > 2 || (first, second) == (24, 7) {
        return None;
    }
    if mark == '.' {
        let end = scan.literal(end, &["."]).filter(|end| !scan.at(*end).is_some_and(|c| c.is_ascii_digit()))?;
        return month_day(second, first).and_then(|called| Found::sure(end, called));
    }
    let orders =
        if context.month_first { [(first, second), (second, first)] } else { [(second, first), (first, second)] };
    let [own, other] = orders.map(|(month, day)| month_day(month, day).map(|_| (month, day)));
    match (own, other) {
        (Some(own), Some(other)) if own != other && !context.lang.is_chinese() => {
            Found::weak(end, Called::TwoOrders(own, other))
        }
        (Some((month, day)), _) => Found::weak(end, Called::MonthDay(month, day)),
        // Chinese never says the day first; there it is a fraction or a model.
        (None, Some((month, day))) if !context.lang.is_chinese() => Found::weak(end, Called::MonthDay(month, day)),
        _ => None,
    }
}

fn dated_figures(end: usize, year: i32, month: u32, day: u32) -> Option<Found<Called>> {
    if !(1900..2200).contains(&year) {
        return None;
    }
    Found::sure(end, Called::Date(NaiveDate::from_ymd_opt(year, month, day)?))
}

/// A day that exists in some year.
fn month_day(month: u32, day: u32) -> Option<Called> {
    NaiveDate::from_ymd_opt(2028, month, day).map(|_| Called::MonthDay(month, day))
}

/// Behind the day of the month in English: `30`, `30th`, `the 30th of`.
fn english_number(scan: &Scan, place: usize) -> Option<(usize, u32, bool)> {
    let start = scan.word(place, &["the"]).map_or(place, |behind| scan.space(behind));
    if let Some((end, day)) =
        ordinal(scan, start).filter(|(end, _)| scan.at(end.saturating_sub(1)).is_some_and(|c| c.is_ascii_alphabetic()))
    {
        return Some((end, day, true));
    }
    let (end, day) = scan.digits(start, 2).filter(|(_, day)| (1..=31).contains(day))?;
    Some((end, day, start > place))
}

/// `30 nov`, `nov 30`, `30th of november 2026`, `november 30, 2026`.
fn english(scan: &Scan, place: usize, context: &Context) -> Option<Found<Called>> {
    let mut figures = false;
    let (end, day, month_number) = if let Some((behind, day, _)) = english_number(scan, place) {
        figures = scan.literal(behind, &["-", "/"]).is_some();
        let next = scan.space(scan.literal(behind, &["-", "/"]).unwrap_or(behind));
        let next = scan.word(next, &["of"]).map_or(next, |behind| scan.space(behind));
        let found = month(scan, next)?;
        (found.end, day, found.value)
    } else {
        let found = month(scan, place)?;
        let next = scan.literal(found.end, &["-", "/"]).unwrap_or(found.end);
        let (end, day, _) = english_number(scan, scan.space(next))?;
        // `nov 9:30` and `nov 10am` are no dates.
        if matches!(scan.at(end), Some(':')) || scan.literal_free(scan.space(end), &["am", "pm"]).is_some() {
            return None;
        }
        (end, day, found.value)
    };
    let glued = scan.literal(end, &["-", "/"]).filter(|_| figures);
    let comma = scan.space(scan.literal(end, &[",", "-", "/"]).unwrap_or(end));
    let year = scan.digits(comma, 4).filter(|(end, year)| end - comma == 4 && (1900..2200).contains(year));
    if let Some((behind, year)) = year.filter(|(end, _)| scan.at(*end) != Some(':')) {
        return Found::sure(behind, Called::Date(NaiveDate::from_ymd_opt(year as i32, month_number, day)?));
    }
    // 31-Oct-74.
    if let Some((behind, year)) = glued.and_then(|at| scan.digits_behind(at).filter(|(end, _)| end - at == 2)) {
        let century = if year < 60 { 2000 } else { 1900 };
        return Found::sure(behind, Called::Date(NaiveDate::from_ymd_opt(century + year as i32, month_number, day)?));
    }
    if let Some((behind, year)) = scan.literal(comma, &["'"]).and_then(|short| scan.digits(short, 2)) {
        return Found::sure(behind, Called::Date(NaiveDate::from_ymd_opt(2000 + year as i32, month_number, day)?));
    }
    if let Some((end, year)) = year_said(scan, scan.space(end), context) {
        return Found::sure(end, Called::Date(NaiveDate::from_ymd_opt(year, month_number, day)?));
    }
    month_day(month_number, day).and_then(|called| Found::sure(end, called))
}

/// `next year`, `of this year`: behind a month or a date.
pub(super) fn year_said(scan: &Scan, place: usize, context: &Context) -> Option<(usize, i32)> {
    let next = scan.word(place, &["of", "in"]).map_or(place, |end| scan.space(end));
    let (end, n) = scan.word_of(next, &[&["next year"], &["this year"], &["last year"]])?;
    Some((end, context.today.year().checked_add([1, 0, -1].get(n).copied()?)?))
}

/// `the 30th`, `5th of next month`.
fn english_day_of_month(scan: &Scan, place: usize) -> Option<Found<Called>> {
    let (end, day, certain) = english_number(scan, place)?;
    certain.then_some(Found { end, value: Called::DayOfMonth(day), weak: scan.word(place, &["the"]).is_none() })
}

/// 11月30日, 十一月三十日, 2026年11月30日, 明年3月5号, 民國115年3月5日, 30號, 3月底.
fn han(scan: &Scan, place: usize, context: &Context) -> Option<Found<Called>> {
    let (start, year) =
        han_year(scan, place, context).map_or((place, None), |(end, year)| (scan.space(end), Some(year)));
    let (number, first) = small(scan, start, 1, 31)?;
    // 两日 is a length.
    let counted = scan.at(start) == Some('两');
    if let Some(end) = scan.literal(number, &["号", "日"]).filter(|_| year.is_none() && !counted) {
        return Some(Found { end, value: Called::DayOfMonth(first), weak: !is_free(scan, end) });
    }
    let month = scan.literal(number, &["月份", "月"]).filter(|_| first <= 12)?;
    if let Some((end, part)) = han_month_part(scan, month) {
        return match year {
            Some(year) => {
                let meant = super::resolve::part_of_month(NaiveDate::from_ymd_opt(year, first, 1)?, part)?;
                Found::sure(end, Called::Span(meant.first, meant.last))
            }
            None => Found::sure(end, Called::MonthPart(first, part)),
        };
    }
    let Some((digits, day)) = small(scan, scan.space(month), 1, 31) else {
        return match year {
            Some(year) => {
                let first = NaiveDate::from_ymd_opt(year, first, 1)?;
                Found::sure(month, Called::Span(first, super::resolve::month_end(first)?))
            }
            None => Found::sure(month, Called::Month(first)),
        };
    };
    let end = match scan.literal(digits, &["日", "号"]) {
        Some(end) => end,
        None if is_free(scan, digits) => digits,
        None => return Found::sure(month, Called::Month(first)).filter(|_| year.is_none()),
    };
    match year {
        Some(year) => Found::sure(end, Called::Date(NaiveDate::from_ymd_opt(year, first, day)?)),
        None => month_day(first, day).and_then(|called| Found::sure(end, called)),
    }
}

fn han_month_part(scan: &Scan, place: usize) -> Option<(usize, super::resolve::MonthPart)> {
    use super::resolve::MonthPart::{Begin, End, FirstThird, LastThird, Middle, SecondThird};
    let parts: [(&[&str], _); 6] = [
        (&["底", "末", "尾"], End),
        (&["初", "头"], Begin),
        (&["中旬"], SecondThird),
        (&["上旬"], FirstThird),
        (&["下旬"], LastThird),
        (&["中"], Middle),
    ];
    parts.iter().find_map(|(words, part)| Some((scan.literal(place, words)?, *part)))
}

/// Behind a year: 2026年, 二〇二六年, 明年, 民国115年, and 115年 where years are counted so.
pub(super) fn han_year(scan: &Scan, place: usize, context: &Context) -> Option<(usize, i32)> {
    if let Some(found) = relative_year(scan, place, context) {
        return Some(found);
    }
    if let Some(start) = scan.literal(place, &["民国"]) {
        let (end, year) = scan.digits(scan.space(start), 3).or_else(|| han_count(scan, start))?;
        let year = i32::try_from(year).ok()?.checked_add(1911).filter(|year| (1900..2200).contains(year))?;
        return Some((scan.literal(end, &["年"])?, year));
    }
    if let Some((end, year)) = scan.digits(place, 4) {
        let behind = scan.literal(scan.space(end), &["年"])?;
        return match end - place {
            4 if (1900..2200).contains(&year) => Some((behind, year as i32)),
            3 if context.lang == Lang::ZhHant && year < 200 => Some((behind, 1911 + year as i32)),
            // 15年 is to come or lately gone, 91年 is not.
            2 if context.lang != Lang::ZhHant && year < 60 => Some((behind, 2000 + year as i32)),
            2 if context.lang != Lang::ZhHant => Some((behind, 1900 + year as i32)),
            _ => None,
        };
    }
    if let Some(start) = scan.literal(place, &["零", "〇"])
        && let Some(digit) = "零一二三四五六七八九".chars().position(|c| scan.at(start) == Some(c))
        && let Some(end) = scan.literal(start + 1, &["年"])
    {
        return Some((end, 2000 + digit as i32));
    }
    let mut year = 0;
    for at in place..place + 4 {
        let digit = "〇一二三四五六七八九"
            .chars()
            .position(|c| scan.at(at) == Some(c) || (c == '〇' && scan.at(at) == Some('零')))?;
        year = year * 10 + digit as i32;
    }
    Some((scan.literal(place + 4, &["年"])?, year)).filter(|(_, year)| (1900..2200).contains(year))
}
