//! Dates of the calendar, in figures and in words: `2026-11-30`, `30/11`, `30 nov`, `the 30th`, 11月30日, 明年3月5号.
//!
//! Always holds: a date that is read exists, in its year or in some year.

use chrono::{Datelike, NaiveDate};

use super::month::relative_year;
use crate::base::lang::Lang;
use crate::base::number;
use crate::base::scan::Scan;
use crate::base::when::resolve::{Called, MonthPart, month_end, part_of_month};
use crate::base::when::words::{han_count, is_free, month, ordinal, small, weekday};
use crate::base::when::{Context, Found, longest};

/// The longest date that begins here.
pub(in crate::base::when) fn read(scan: &Scan, place: usize, context: &Context) -> Option<Found<Called>> {
    longest([
        figures(scan, place, context),
        english(scan, place, context),
        english_day_of_month(scan, place),
        han(scan, place, context),
    ])
}

/// `2026-11-30`, `11/30`, `30.11.`, `30.11.2026`, `115/3/5`.
fn figures(scan: &Scan, place: usize, context: &Context) -> Option<Found<Called>> {
    let place = scan.word(place, &["the"]).map_or(place, |end| scan.space(end));
    let (end, first) = scan.digits(place, 4)?;
    let width = end - place;
    if let Some(found) = spaced(scan, place, context) {
        return Some(found);
    }
    let mark = scan.at(end).filter(|c| matches!(c, '-' | '/' | '.'))?;
    let (end, second) = scan.digits_behind(end + 1).filter(|(_, value)| *value <= 31)?;
    // `11/30, 2027`.
    let apart = || {
        let year = scan.space(scan.literal(end, &[","]).filter(|_| mark == '/')?);
        scan.digits_behind(year).filter(|(end, number)| end - year == 4 && (1900..2200).contains(number))
    };
    let third = if scan.at(end) == Some(mark) { scan.digits_behind(end + 1) } else { None };
    let third = third.or_else(|| apart().filter(|(end, _)| scan.closing(*end) == scan.len()));
    if let Some((behind, third)) = third {
        let digits = if scan.at(end) == Some(mark) { behind - end - 1 } else { 4 };
        if width == 4 && digits <= 2 {
            return dated_figures(behind, first as i32, second, third);
        }
        // The calendar of the Republic counts from 1912.
        if width == 3 && context.lang == Lang::ZhHant && (80..=199).contains(&first) && mark != '-' {
            return dated_figures(behind, first as i32 + 1911, second, third);
        }
        let year = match digits {
            4 => third as i32,
            2 => short_year(third, context),
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

/// `2010 01 29`, `26. 10. 2021`: figures that stand apart.
fn spaced(scan: &Scan, place: usize, context: &Context) -> Option<Found<Called>> {
    let (end, first) = scan.digits(place, 4)?;
    let two = |at: usize| scan.digits_behind(at).filter(|(end, _)| *end == at + 2);
    if end == place + 4 {
        let (end, month) = two(scan.literal(end, &[" "])?)?;
        let (end, day) = two(scan.literal(end, &[" "])?)?;
        let found = dated_figures(end, first as i32, month, day)?;
        return Some(Found { weak: true, ..found });
    }
    let (end, month) = scan.digits_behind(scan.literal(end, &[". "])?)?;
    let year = scan.space(scan.literal(end, &["."])?);
    let (end, number) = scan.digits_behind(year)?;
    match end - year {
        4 => dated_figures(end, number as i32, month, first),
        2 => dated_figures(end, short_year(number, context), month, first),
        _ => None,
    }
}

/// A date in the order of the machines; before our times only as a whole phrase, for `1789-01-29` may be a part's number.
fn dated_figures(end: usize, year: i32, month: u32, day: u32) -> Option<Found<Called>> {
    if !(1000..2200).contains(&year) {
        return None;
    }
    let value = Called::Date(NaiveDate::from_ymd_opt(year, month, day)?);
    Some(Found { end, value, weak: year < 1900 })
}

/// The year of two figures: nobody plans so far ahead, and people are born so long ago.
fn short_year(year: u32, context: &Context) -> i32 {
    let year = year as i32;
    if 2000 + year > context.today.year() + 20 { 1900 + year } else { 2000 + year }
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
    // `this may 8th`.
    if let Some(this) = scan.word(place, &["this coming", "this"]) {
        month(scan, scan.space(this))?;
        return english(scan, scan.space(this), context).filter(|found| matches!(found.value, Called::MonthDay(..)));
    }
    let mut figures = false;
    // `2026/nov/30`, `2026 november 30`.
    let ahead = scan.digits(place, 4).filter(|(end, year)| end - place == 4 && (1900..2200).contains(year));
    if let Some((end, year)) = ahead {
        let found = month(scan, scan.literal(end, &["-", "/", " "])?)?;
        let (end, day, _) = english_number(scan, scan.literal(found.end, &["-", "/", " "])?)?;
        let year = i32::try_from(year).ok()?;
        return Found::sure(end, Called::Date(NaiveDate::from_ymd_opt(year, found.value, day)?));
    }
    let (end, day, month_number) = if let Some((behind, day, _)) = english_number(scan, place) {
        figures = scan.literal(behind, &["-", "/"]).is_some();
        let next = scan.space(scan.literal(behind, &["-", "/"]).unwrap_or(behind));
        let next = scan.word(next, &["of"]).map_or(next, |behind| scan.space(behind));
        // `3. Jan`; behind the end of a sentence may and march are other words.
        let pointed = || month(scan, scan.space(scan.literal(behind, &["."])?)).filter(|found| !found.weak);
        let found = month(scan, next).or_else(pointed)?;
        (found.end, day, found.value)
    } else {
        let found = month(scan, place)?;
        let next = scan.literal(found.end, &["-", "/"]).unwrap_or(found.end);
        let (end, day) = match english_number(scan, scan.space(next)) {
            Some((end, day, _)) => (end, day),
            // `june twenty one`, but `may two of them` is another thing.
            None => {
                let (end, n) = number::english_small(scan, scan.space(next)).filter(|_| !found.weak)?;
                (end, u32::try_from(n).ok().filter(|n| (1..=31).contains(n))?)
            }
        };
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
        let year = short_year(year, context);
        return Found::sure(behind, Called::Date(NaiveDate::from_ymd_opt(year, month_number, day)?));
    }
    if let Some((behind, year)) = scan.literal(comma, &["'"]).and_then(|short| scan.digits(short, 2)) {
        let year = short_year(year, context);
        return Found::sure(behind, Called::Date(NaiveDate::from_ymd_opt(year, month_number, day)?));
    }
    if let Some((end, year)) = year_said(scan, scan.space(end), context) {
        return Found::sure(end, Called::Date(NaiveDate::from_ymd_opt(year, month_number, day)?));
    }
    if let Some((behind, year)) = year_alone(scan, place, end) {
        let year = short_year(year, context);
        return Found::sure(behind, Called::Date(NaiveDate::from_ymd_opt(year, month_number, day)?));
    }
    month_day(month_number, day).and_then(|called| Found::sure(end, called))
}

/// The 82 of `3rd feb 82`: in a sentence it counts something, and up to 31 only a comma or the letters of the day make it a year.
fn year_alone(scan: &Scan, place: usize, end: usize) -> Option<(usize, u32)> {
    let comma = scan.literal(end, &[","]);
    let next = scan.space(comma.unwrap_or(end));
    let (behind, year) = scan.digits(next, 2).filter(|(behind, _)| behind - next == 2 && next > end)?;
    let first = weekday(scan, 0).map_or(0, |found| scan.space(scan.literal(found.end, &[","]).unwrap_or(found.end)));
    let whole = scan.closing(behind) == scan.len() && (place == 0 || place == first);
    let figure = |at: usize| scan.at(at).is_some_and(|c| c.is_ascii_digit());
    let lettered = (place..end).any(|at| figure(at) && scan.at(at + 1).is_some_and(char::is_alphabetic));
    (whole && (year > 31 || comma.is_some() || lettered)).then_some((behind, year))
}

/// The year behind a month or a date: ` 2026`, `, 2026`, `'26`, ` next year`.
pub(in crate::base::when) fn year_behind(scan: &Scan, end: usize, context: &Context) -> Option<(usize, i32)> {
    let comma = scan.literal(end, &[","]);
    let next = scan.space(comma.unwrap_or(end));
    if let Some((behind, year)) = scan.digits(next, 4).filter(|(behind, _)| behind - next == 4) {
        // `in march, 2000 boxes`.
        let counts = scan.at(behind) == Some(':') || (comma.is_some() && scan.closing(behind) < scan.len());
        return Some((behind, year as i32)).filter(|_| (1900..2200).contains(&year) && !counts);
    }
    if let Some((behind, year)) = scan.literal(next, &["'", "’"]).and_then(|short| scan.digits(short, 2)) {
        return Some((behind, short_year(year, context)));
    }
    year_said(scan, scan.space(end), context)
}

/// `next year`, `of this year`: behind a month or a date.
pub(in crate::base::when) fn year_said(scan: &Scan, place: usize, context: &Context) -> Option<(usize, i32)> {
    // `1 dec in the year 2027`.
    if let Some(end) = scan.word(place, &["in the year", "of the year", "in year"]) {
        let next = scan.space(end);
        let (end, year) = scan.digits(next, 4).filter(|(end, _)| end - next == 4)?;
        return Some((end, i32::try_from(year).ok()?));
    }
    let next = scan.word(place, &["of", "in"]).map_or(place, |end| scan.space(end));
    let (end, n) = scan.word_of(next, &[&["next year"], &["this year"], &["last year"]])?;
    Some((end, context.today.year().checked_add([1, 0, -1].get(n).copied()?)?))
}

/// `the 30th`, `5th of next month`.
fn english_day_of_month(scan: &Scan, place: usize) -> Option<Found<Called>> {
    let (end, day, certain) = english_number(scan, place)?;
    // `monday first thing`; `12:00 second time`: without `the` only a figure is a day.
    let figure = scan.word(place, &["the"]).is_some() || scan.at(place).is_some_and(|c| c.is_ascii_digit());
    let goes_on = ["thing", "time", "visit", "call", "attempt", "try", "floor", "one", "order"];
    let certain = certain && figure && scan.word(scan.space(end), &goes_on).is_none();
    certain.then_some(Found { end, value: Called::DayOfMonth(day), weak: scan.word(place, &["the"]).is_none() })
}

/// 11月30日, 十一月三十日, 2026年11月30日, 明年3月5号, 民國115年3月5日, 30號, 3月底.
fn han(scan: &Scan, place: usize, context: &Context) -> Option<Found<Called>> {
    // 2016年，9月3日.
    let behind = |end: usize| scan.space(scan.literal(end, &[","]).unwrap_or(end));
    let (start, year) = han_year(scan, place, context).map_or((place, None), |(end, year)| (behind(end), Some(year)));
    let (number, first) = small(scan, start, 1, 31)?;
    // 两日 is a length.
    let counted = scan.at(start) == Some('两');
    let number = if is_figure(scan, number) { scan.space(number) } else { number };
    if let Some(end) = scan.literal(number, &["号", "日"]).filter(|_| year.is_none() && !counted) {
        return Some(Found { end, value: Called::DayOfMonth(first), weak: !is_free(scan, end) });
    }
    let month = scan.literal(number, &["月份", "月"]).filter(|_| first <= 12)?;
    if let Some((end, part)) = han_month_part(scan, month) {
        return match year {
            Some(year) => {
                let meant = part_of_month(NaiveDate::from_ymd_opt(year, first, 1)?, part)?;
                Found::sure(end, Called::Span(meant.first, meant.last))
            }
            None => Found::sure(end, Called::MonthPart(first, part)),
        };
    }
    let Some((digits, day)) = small(scan, scan.space(month), 1, 31) else {
        return match year {
            Some(year) => {
                let first = NaiveDate::from_ymd_opt(year, first, 1)?;
                Found::sure(month, Called::Span(first, month_end(first)?))
            }
            None => Found::sure(month, Called::Month(first)),
        };
    };
    let spaced = if is_figure(scan, digits) { scan.space(digits) } else { digits };
    let end = match scan.literal(spaced, &["日", "号"]) {
        Some(end) => end,
        None if is_free(scan, digits) => digits,
        None => return Found::sure(month, Called::Month(first)).filter(|_| year.is_none()),
    };
    match year {
        Some(year) => Found::sure(end, Called::Date(NaiveDate::from_ymd_opt(year, first, day)?)),
        None => month_day(first, day).and_then(|called| Found::sure(end, called)),
    }
}

/// Whether the number that ends here is in figures: 6 月 30 日 is written with spaces, 六 月 is not.
fn is_figure(scan: &Scan, end: usize) -> bool {
    scan.before(end).is_some_and(|c| c.is_ascii_digit())
}

fn han_month_part(scan: &Scan, place: usize) -> Option<(usize, MonthPart)> {
    use MonthPart::{Begin, End, FirstThird, LastThird, Middle, SecondThird};
    let parts: [(&[&str], _); 6] = [
        (&["底", "末", "尾"], End),
        (&["初", "头上", "头"], Begin),
        (&["中旬"], SecondThird),
        (&["上旬"], FirstThird),
        (&["下旬"], LastThird),
        (&["中"], Middle),
    ];
    parts.iter().find_map(|(words, part)| Some((scan.literal(place, words)?, *part)))
}

/// Behind a year: 2026年, 二〇二六年, 明年, 民国115年, and 115年 where years are counted so.
pub(in crate::base::when) fn han_year(scan: &Scan, place: usize, context: &Context) -> Option<(usize, i32)> {
    if let Some(found) = relative_year(scan, place, context) {
        return Some(found);
    }
    if let Some(start) = scan.literal(place, &["民国"]) {
        let (end, year) = scan.digits(scan.space(start), 3).or_else(|| han_count(scan, start))?;
        let year = i32::try_from(year).ok()?.checked_add(1911).filter(|year| (1912..2200).contains(year))?;
        return Some((scan.literal(end, &["年"])?, year));
    }
    if let Some((end, year)) = scan.digits(place, 4) {
        let behind = scan.literal(scan.space(end), &["年"])?;
        return match end - place {
            4 if (1000..2200).contains(&year) => Some((behind, year as i32)),
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
    // 两千零四年.
    if let Some((end, year)) = han_count(scan, place).filter(|(_, year)| (1900..2200).contains(year)) {
        return Some((scan.literal(end, &["年"])?, i32::try_from(year).ok()?));
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
