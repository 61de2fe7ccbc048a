//! Stretches that reach from now: `last 7 days`, `next 3 days`, `past 2 hours`, 最近三天, 未来一周.
//!
//! Days are whole ones without today, counted, and so is one week; hours and minutes are counted from now. Of several weeks, of months and
//! years some count the days and some the calendar's: those are not read, but for 近三年 and 未来两周, which count from today.

use chrono::{Datelike, NaiveDate, TimeDelta, Weekday};

use super::amount::{Amount, amount};
use super::resolve::{days_from, month_end, month_shifted, quarter, weekday_of, year};
use super::words::{small, vague_count};
use super::{Context, Found, Hint, When};
use crate::base::scan::Scan;

pub(super) fn read(scan: &Scan, place: usize, context: &Context) -> Option<Found<When>> {
    if let Some(found) = han_months(scan, place, context)
        .or_else(|| rest(scan, place, context))
        .or_else(|| han_hour(scan, place, context))
    {
        return Some(found);
    }
    if let Some(found) = han_from_today(scan, place, context) {
        return Some(found);
    }
    let (start, ahead) = side(scan, place)?;
    let hour = || Some((scan.word(start, &["hour", "hr"])?, Amount::minutes(60)));
    let found = amount(scan, start).filter(|_| scan.word(start, &["a", "an"]).is_none()).or_else(hour).or_else(|| {
        let (behind, number) = vague_count(scan, start)?;
        let (end, n) = scan.word_of(behind, &[&["days"], &["weeks"]])?;
        let number = i64::from(number);
        Some((end, Amount::days(number * if n == 0 { 1 } else { 7 })))
    });
    let (end, amount) = found?;
    // Of several weeks some count the days and some the calendar's.
    let weeks = scan.before(end).is_some_and(|c| "周期拜".contains(c))
        || ["weeks", "wks", "fortnights"]
            .iter()
            .any(|word| scan.literal(end.saturating_sub(word.len()), &[word]).is_some());
    if weeks && amount.only_days().is_some_and(|days| days > 7) {
        return None;
    }
    let end = scan.literal(end, &["之内", "以内", "内", "里"]).unwrap_or(end);
    let when = match (amount.only_days(), amount.only_seconds()) {
        (Some(days), None) if days > 0 => {
            let far = days_from(context.today, if ahead { days } else { -days })?;
            days_to(far, ahead, context)?
        }
        (None, Some(seconds)) if seconds > 0 => {
            let far =
                context.now.checked_add_signed(TimeDelta::try_seconds(if ahead { seconds } else { -seconds })?)?;
            let (start, end) = if ahead { (context.now, far) } else { (far, context.now) };
            When::Hours { start, end }
        }
        _ => return None,
    };
    Found::sure(end, when)
}

/// 近三年, 最近两个月, 未来两周: up to yesterday, or from tomorrow on.
fn han_from_today(scan: &Scan, place: usize, context: &Context) -> Option<Found<When>> {
    let behind = scan.literal(place, &["最近的", "最近", "过去的", "过去", "近"]).map(|end| (end, false));
    let ahead = || {
        let words = ["未来的", "未来", "接下来的", "接下来", "今后的", "今后", "往后"];
        scan.literal(place, &words).map(|end| (end, true))
    };
    let (start, ahead) = behind.or_else(ahead)?;
    let (end, amount) = amount(scan, scan.space(start))?;
    if amount.seconds != 0 || (amount.months == 0 && amount.days % 7 != 0) {
        return None;
    }
    let end = scan.literal(end, &["之内", "以内", "内", "里"]).unwrap_or(end);
    let far = amount.day_from(context.today, if ahead { 1 } else { -1 })?;
    // In a promise 近三年 says which invoices, and not by when: there it is none but the whole phrase.
    let told = ahead || place == 0 || context.hint != Hint::Future;
    told.then_some(Found { end, value: days_to(far, ahead, context)?, weak: !ahead })
}

/// 上个小时, 下一个小时.
fn han_hour(scan: &Scan, place: usize, context: &Context) -> Option<Found<When>> {
    let last = scan.literal(place, &["上一个", "上个"]);
    let start = last.or_else(|| scan.literal(place, &["下一个", "下个"]))?;
    let end = scan.literal(start, &["小时", "钟头"])?;
    let hour = TimeDelta::hours(1);
    let (start, finish) = match last {
        Some(_) => (context.now.checked_sub_signed(hour)?, context.now),
        None => (context.now, context.now.checked_add_signed(hour)?),
    };
    Found::sure(end, When::Hours { start, end: finish })
}

/// `rest of the week`, `the remainder of this month`: from today on.
fn rest(scan: &Scan, place: usize, context: &Context) -> Option<Found<When>> {
    let start = scan.word(place, &["for the", "the"]).map_or(place, |end| scan.space(end));
    let end = scan.word(start, &["rest of", "remainder of", "rest"])?;
    let next = scan.space(end);
    let next = scan.word(next, &["the current", "the", "this", "my", "current"]).map_or(next, |end| scan.space(end));
    let (end, n) = scan.word_of(next, &[&["week"], &["month"], &["quarter"], &["year"], &["day"]])?;
    let today = context.today;
    let last = match n {
        0 => weekday_of(today, 0, Weekday::Sun)?,
        1 => month_end(today)?,
        2 => quarter(today, 0)?.1,
        3 => year(today.year())?.1,
        _ => today,
    };
    Found::sure(end, if last == today { When::Day(today) } else { When::Days { first: today, last } })
}

/// 上两个月, 后三个月, 前两年: whole ones without this one. 最近三个月 some count in days: that is not read.
fn han_months(scan: &Scan, place: usize, context: &Context) -> Option<Found<When>> {
    let behind = scan.literal(place, &["上", "前"]).map(|end| (end, false));
    let (start, ahead) = behind.or_else(|| scan.literal(place, &["下", "后"]).map(|end| (end, true)))?;
    let (number, n) = small(scan, start, 2, 12)?;
    let n = i32::try_from(n).ok()?;
    let (first, last) = if ahead { (1, n) } else { (-n, -1) };
    if let Some(end) = scan.literal(number, &["年"]) {
        let of = |years: i32| year(context.today.year().checked_add(years)?);
        return Found::weak(end, When::Days { first: of(first)?.0, last: of(last)?.1 });
    }
    // 上二月 is last February, 前两月 is not.
    let end = scan
        .literal(number, &["个月"])
        .or_else(|| scan.literal(number, &["月"]).filter(|_| scan.at(start) == Some('两')))?;
    let when = When::Days {
        first: month_shifted(context.today, first)?,
        last: month_end(month_shifted(context.today, last)?)?,
    };
    // 前三个月的货款 may be those of the year.
    Found::weak(end, when)
}

fn days_to(far: NaiveDate, ahead: bool, context: &Context) -> Option<When> {
    let (first, last) = if ahead { (days_from(context.today, 1)?, far) } else { (far, days_from(context.today, -1)?) };
    Some(if first == last { When::Day(first) } else { When::Days { first, last } })
}

fn side(scan: &Scan, place: usize) -> Option<(usize, bool)> {
    let start = scan.word(place, &["in the", "over the", "during the", "for the", "the"]);
    let start = start.map_or(place, |behind| scan.space(behind));
    if let Some((end, n)) = scan.word_of(start, &[&["last", "past", "previous"], &["next", "coming", "following"]]) {
        return Some((scan.space(end), n == 1));
    }
    let behind = ["最近的", "最近", "过去的", "过去", "之前", "近", "前", "上"];
    let ahead = ["未来的", "未来", "接下来的", "接下来", "之后", "今后", "往后", "后", "下"];
    scan.literal(place, &behind).map(|end| (end, false)).or_else(|| scan.literal(place, &ahead).map(|end| (end, true)))
}
