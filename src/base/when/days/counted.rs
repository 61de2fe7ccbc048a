//! Days counted from another day: `3 fridays from now`, `third tuesday after christmas`, `the day before thanksgiving`, `monday in two weeks`,
//! `in 3 working days`, 3个工作日后, 元旦后第一个周一, 圣诞节前一天.
//!
//! Always holds: working days are Monday to Friday; a count that would have to know which days near a feast are worked is not read.

use chrono::{Datelike, NaiveDate, Weekday};

use super::day::counted_from;
use crate::base::scan::Scan;
use crate::base::when::amount::amount;
use crate::base::when::feast::may_be_free;
use crate::base::when::resolve::{Called, coming_weekday, days_from, last_weekday, weekday_of};
use crate::base::when::words::{count, han_count, han_weekday, ordinal, weekday};
use crate::base::when::{Context, Found, longest};

/// Nobody counts further.
const MOST: u32 = 99;

pub(in crate::base::when) fn read(scan: &Scan, place: usize, context: &Context) -> Option<Found<Called>> {
    longest([
        weekdays(scan, place, context),
        weekends(scan, place, context),
        weekday_beside(scan, place, context),
        day_beside(scan, place, context),
        weekday_in_weeks(scan, place, context),
        han_weekday_in_weeks(scan, place, context),
        working(scan, place, context),
        han_working(scan, place, context),
    ])
}

fn date(end: usize, day: NaiveDate) -> Option<Found<Called>> {
    Found::sure(end, Called::Date(day))
}

/// The weekdays as of several of them.
pub(in crate::base::when) const PLURALS: [&[&str]; 7] =
    [&["mondays"], &["tuesdays"], &["wednesdays"], &["thursdays"], &["fridays"], &["saturdays"], &["sundays"]];

/// `3 fridays from now`, `two sundays ago`, `1 monday from now`.
fn weekdays(scan: &Scan, place: usize, context: &Context) -> Option<Found<Called>> {
    let (end, n) = count(scan, place).filter(|(_, n)| (1..=MOST).contains(n))?;
    let next = scan.space(end);
    let plural = || {
        let (end, n) = scan.word_of(next, &PLURALS)?;
        Some((end, Weekday::try_from(n as u8).ok()?))
    };
    let (end, weekday) = plural().or_else(|| weekday(scan, next).map(|found| (found.end, found.value)))?;
    let (end, side) =
        scan.word_of(scan.space(end), &[&["from now", "from today", "hence"], &["ago", "back", "before today"]])?;
    let further = i64::from(n - 1) * 7;
    match side {
        0 => date(end, days_from(coming_weekday(context.today, weekday)?, further)?),
        _ => date(end, days_from(last_weekday(context.today, weekday)?, -further)?),
    }
}

/// `2 weekends ago`, `three weekends from now`.
fn weekends(scan: &Scan, place: usize, context: &Context) -> Option<Found<Called>> {
    let (end, n) = count(scan, place).filter(|(_, n)| (1..=MOST).contains(n))?;
    let end = scan.word(scan.space(end), &["weekends", "weekend"])?;
    let (end, side) = scan.word_of(scan.space(end), &[&["from now", "from today", "hence"], &["ago", "back"]])?;
    let further = i64::from(n - 1) * 7;
    let saturday = match side {
        0 => days_from(coming_weekday(context.today, Weekday::Sat)?, further)?,
        _ => days_from(last_weekday(context.today, Weekday::Sat)?, -further)?,
    };
    Found::sure(end, Called::Span(saturday, days_from(saturday, 1)?))
}

/// `the tuesday after christmas`, `third tuesday after christmas`, `the friday before new year's eve`.
fn weekday_beside(scan: &Scan, place: usize, context: &Context) -> Option<Found<Called>> {
    let start = scan.word(place, &["the"]).map_or(place, |end| scan.space(end));
    let (next, n) = ordinal(scan, start).map_or((start, 1), |(end, n)| (scan.space(end), n));
    let named = weekday(scan, next)?;
    let (end, before) = beside(scan, scan.space(named.end))?;
    let of = single(scan, end, context)?;
    let further = i64::from(n - 1) * 7;
    if before {
        return date(of.end, days_from(last_weekday(of.value, named.value)?, -further)?);
    }
    date(of.end, days_from(coming_weekday(of.value, named.value)?, further)?)
}

/// `the day after the 10th`, `day before christmas`.
fn day_beside(scan: &Scan, place: usize, context: &Context) -> Option<Found<Called>> {
    let start = scan.word(place, &["the"]).map_or(place, |end| scan.space(end));
    let end = scan.word(start, &["day"])?;
    let (end, before) = beside(scan, scan.space(end))?;
    let of = single(scan, end, context)?;
    date(of.end, days_from(of.value, if before { -1 } else { 1 })?)
}

/// Behind `after` or `before`, and whether it was `before`.
fn beside(scan: &Scan, place: usize) -> Option<(usize, bool)> {
    let (end, n) = scan.word_of(place, &[&["after", "following"], &["before", "prior to", "preceding"]])?;
    Some((scan.space(end), n == 1))
}

/// One day, without a part of it.
fn single(scan: &Scan, place: usize, context: &Context) -> Option<Found<NaiveDate>> {
    let found = counted_from(scan, place, context).filter(|found| found.value.part.is_none())?;
    let meant = found.value.called.meant(context).filter(|meant| meant.first == meant.last)?;
    Some(found.with(meant.first))
}

/// `monday in two weeks`: of that week.
fn weekday_in_weeks(scan: &Scan, place: usize, context: &Context) -> Option<Found<Called>> {
    let named = weekday(scan, place)?;
    let next = scan.word(scan.space(named.end), &["in"]).map(|end| scan.space(end))?;
    let (end, amount) = amount(scan, next)?;
    let weeks = amount.only_days().filter(|days| *days > 0 && days % 7 == 0)? / 7;
    let end = scan.literal(end, &["' time", "'s time", "’ time", "’s time"]).unwrap_or(end);
    date(end, weekday_of(context.today, weeks, named.value)?)
}

/// 三周后的周五: of that week.
fn han_weekday_in_weeks(scan: &Scan, place: usize, context: &Context) -> Option<Found<Called>> {
    let (end, amount) = amount(scan, scan.literal(place, &["再过", "过"]).unwrap_or(place))?;
    let weeks = amount.only_days().filter(|days| *days > 0 && days % 7 == 0)? / 7;
    let end = scan.literal(end, &["之后", "以后", "后"])?;
    let next = scan.literal(end, &["的"]).unwrap_or(end);
    let (end, weekday) = han_weekday(scan, scan.literal(next, &["星期", "礼拜", "周"])?)?;
    date(end, weekday_of(context.today, weeks, weekday)?)
}

/// `in 3 working days`, `5 business days from now`, `two business days after 1 dec`.
fn working(scan: &Scan, place: usize, context: &Context) -> Option<Found<Called>> {
    let units = ["working days", "working day", "business days", "business day", "work days", "workdays", "workday"];
    let next = scan.word(place, &["the next", "next"]).map(|end| scan.space(end));
    if let Some(end) = next.and_then(|next| scan.word(next, &["working day", "business day", "workday"])) {
        return date(end, working_days(context.today, 1)?);
    }
    let ahead = scan.word(place, &["within", "in"]).map(|end| scan.space(end));
    let (end, n) = count(scan, ahead.unwrap_or(place)).filter(|(_, n)| (1..=MOST).contains(n))?;
    let end = scan.word(scan.space(end), &units)?;
    let n = i64::from(n);
    if let Some(ahead) = ahead.map(|_| scan.literal(end, &["' time", "'s time"]).unwrap_or(end)) {
        return date(ahead, working_days(context.today, n)?);
    }
    let next = scan.space(end);
    if let Some((end, side)) = scan.word_of(next, &[&["from now", "from today", "later", "hence"], &["ago", "back"]]) {
        return date(end, working_days(context.today, if side == 0 { n } else { -n })?);
    }
    let (end, before) = match scan.word(next, &["from"]) {
        Some(end) => (scan.space(end), false),
        None => beside(scan, next)?,
    };
    let of = single(scan, end, context)?;
    date(of.end, working_days(of.value, if before { -n } else { n })?)
}

/// 3个工作日后, 五个工作日内, 过两个工作日.
fn han_working(scan: &Scan, place: usize, context: &Context) -> Option<Found<Called>> {
    let over = scan.literal(place, &["再过", "过", "隔"]);
    let start = over.unwrap_or(place);
    let (end, n) = scan.digits(start, 2).or_else(|| han_count(scan, start)).filter(|(_, n)| (1..=MOST).contains(n))?;
    let end = scan.literal(scan.space(end), &["个工作日", "个工作天", "工作日", "工作天"])?;
    let n = i64::from(n);
    if let Some(end) = scan.literal(end, &["之后", "以后", "后", "之内", "以内", "内"]).or(over.map(|_| end))
    {
        return date(end, working_days(context.today, n)?);
    }
    let end = scan.literal(end, &["之前", "以前", "前"])?;
    date(end, working_days(context.today, -n)?)
}

/// So many days from Monday to Friday away; none where a feast lies between.
fn working_days(from: NaiveDate, days: i64) -> Option<NaiveDate> {
    let mut day = from;
    let mut left = days.abs();
    while left > 0 {
        day = days_from(day, days.signum())?;
        if may_be_free(day) {
            return None;
        }
        left -= i64::from(!matches!(day.weekday(), Weekday::Sat | Weekday::Sun));
    }
    Some(day)
}

/// What stands behind a day in Chinese and counts from it: 圣诞节前一天, 12月5号后三天, 元旦后第一个周一.
pub(in crate::base::when) fn han_behind(scan: &Scan, place: usize, day: NaiveDate) -> Option<(usize, NaiveDate)> {
    let place = scan.literal(place, &["的"]).unwrap_or(place);
    let (end, before) = scan
        .literal(place, &["之前的", "之前", "前的", "前"])
        .map(|end| (end, true))
        .or_else(|| Some((scan.literal(place, &["之后的", "之后", "以后的", "以后", "后的", "后"])?, false)))?;
    if let Some((number, n)) =
        scan.literal(end, &["第"]).and_then(|start| han_count(scan, start)).filter(|(_, n)| *n <= 9)
    {
        let behind = scan.literal(scan.literal(number, &["个"]).unwrap_or(number), &["星期", "礼拜", "周"])?;
        let (end, weekday) = han_weekday(scan, behind)?;
        let further = i64::from(n.checked_sub(1)?) * 7;
        let day = if before {
            days_from(last_weekday(day, weekday)?, -further)?
        } else {
            days_from(coming_weekday(day, weekday)?, further)?
        };
        return Some((end, day));
    }
    // 春节前一周 is the week before, 月底前三天 the last three days.
    let (end, days) = scan.digits(end, 2).or_else(|| han_count(scan, end))?;
    let end = scan.literal(end, &["天", "日"])?;
    (!scan.before(place).is_some_and(|c| "底末尾初".contains(c))).then_some(())?;
    Some((end, days_from(day, i64::from(days) * if before { -1 } else { 1 })?))
}
