//! Weeks by their number: `first week of october`, `2nd last week of march 2027`, 十月第一周, `week 48`, `2026 week 48`, 第48周.
//!
//! Of a month they are counted whole: the first begins on its first Monday, the last ends on its last Sunday. Of a year they have their
//! number on European wall calendars (ISO 8601).

use chrono::{Datelike, NaiveDate, Weekday};

use super::nth::{english_month, fitting};
use crate::base::scan::Scan;
use crate::base::when::resolve::{Called, coming_weekday, days_from, last_weekday, month_end, year};
use crate::base::when::words::{ordinal, small};
use crate::base::when::{Context, Found, longest};

pub(in crate::base::when) fn read(scan: &Scan, place: usize, context: &Context) -> Option<Found<Called>> {
    longest([of_month(scan, place, context), numbered(scan, place, context), han_numbered(scan, place, context)])
}

/// A week of a month or a year, counted from its beginning or its end.
#[derive(Clone, Copy)]
pub(in crate::base::when) enum Count {
    FromFirst(u32),
    FromLast(u32),
}

/// Its Monday, between two days.
fn monday(first: NaiveDate, last: NaiveDate, count: Count) -> Option<NaiveDate> {
    match count {
        Count::FromFirst(n) => {
            let own = coming_weekday(first.pred_opt()?, Weekday::Mon)?;
            days_from(own, i64::from(n.checked_sub(1)?) * 7).filter(|monday| *monday <= last)
        }
        Count::FromLast(n) => {
            let sunday = last_weekday(last.succ_opt()?, Weekday::Sun)?;
            days_from(sunday, -6 - i64::from(n.checked_sub(1)?) * 7).filter(|monday| *monday >= first)
        }
    }
}

/// The days of a week of the month that begins here.
pub(in crate::base::when) fn week_of_month(first: NaiveDate, count: Count) -> Option<Called> {
    seven(monday(first, month_end(first)?, count)?)
}

fn week_of_year(number: i32, count: Count) -> Option<Called> {
    seven(match count {
        Count::FromFirst(n) => NaiveDate::from_isoywd_opt(number, n, Weekday::Mon)?,
        Count::FromLast(_) => {
            let (first, last) = year(number)?;
            monday(first, last, count)?
        }
    })
}

fn seven(monday: NaiveDate) -> Option<Called> {
    Some(Called::Span(monday, days_from(monday, 6)?))
}

/// `last week of september`, `the third last week of 2026`.
fn of_month(scan: &Scan, place: usize, context: &Context) -> Option<Found<Called>> {
    let start = scan.word(place, &["the"]).map_or(place, |end| scan.space(end));
    let (end, count) = match scan.word(start, &["last", "final"]) {
        Some(end) => (end, Count::FromLast(1)),
        None => {
            let (end, n) = ordinal(scan, start).filter(|(_, n)| *n <= 6)?;
            match scan.word(scan.space(end), &["last", "to last", "to the last"]) {
                Some(end) => (end, Count::FromLast(n)),
                None => (end, Count::FromFirst(n)),
            }
        }
    };
    let end = scan.word(scan.space(end), &["week"])?;
    if let Some((end, number)) = super::date::year_said(scan, scan.space(end), context) {
        return Found::sure(end, week_of_year(number, count)?);
    }
    let next = scan.space(scan.word(scan.space(end), &["of", "in"])?);
    if let Some((end, number)) = a_year(scan, next) {
        return Found::sure(end, week_of_year(number, count)?);
    }
    let (end, months) = english_month(scan, next, context)?;
    let weeks = months.into_iter().filter_map(|first| Some((first, week_of_month(first, count)?)));
    fitting(end, weeks.collect(), context)
}

fn a_year(scan: &Scan, place: usize) -> Option<(usize, i32)> {
    let (end, number) = scan.digits(place, 4).filter(|(end, n)| *end == place + 4 && (1970..2100).contains(n))?;
    Some((end, i32::try_from(number).ok()?))
}

/// `week 48`, `calendar week 48 of 2026`, `2026 week 48`.
fn numbered(scan: &Scan, place: usize, context: &Context) -> Option<Found<Called>> {
    let ahead = a_year(scan, place).map(|(end, number)| (scan.space(end), number));
    let start = ahead.map_or(place, |(next, _)| next);
    let end = scan.word(start, &["calendar week", "week number", "week no.", "week", "wk", "cw", "kw"])?;
    let (end, number) = scan.digits(scan.space(end), 2)?;
    let next = scan.space(scan.literal(end, &[","]).unwrap_or(end));
    let behind = a_year(scan, scan.word(next, &["of", "in"]).map_or(next, |end| scan.space(end)));
    let (end, said) = match (ahead, behind) {
        (Some((_, year)), _) => (end, Some(year)),
        (None, Some((end, year))) => (end, Some(year)),
        (None, None) => (end, None),
    };
    let week = seven(NaiveDate::from_isoywd_opt(said.unwrap_or(context.today.year()), number, Weekday::Mon)?)?;
    Some(Found { end, value: week, weak: said.is_none() })
}

/// 第48周, 2026年第48周.
fn han_numbered(scan: &Scan, place: usize, context: &Context) -> Option<Found<Called>> {
    let bare = scan.at(place) == Some('第');
    let said = if bare { None } else { Some(super::date::han_year(scan, place, context)?) };
    let start = said.map_or(place, |(end, _)| scan.literal(end, &["的"]).unwrap_or(end));
    let (end, number) = small(scan, scan.literal(start, &["第"])?, 1, 53)?;
    let end = scan.literal(end, &["个星期", "个礼拜", "个周", "星期", "周"])?;
    let free = crate::base::when::words::is_free(scan, end);
    // 第二周 is of whatever was spoken of.
    if said.is_none() && number < 10 || !free {
        return None;
    }
    let number_of_year = said.map_or(context.today.year(), |(_, year)| year);
    let week = seven(NaiveDate::from_isoywd_opt(number_of_year, number, Weekday::Mon)?)?;
    Some(Found { end, value: week, weak: said.is_none() })
}
