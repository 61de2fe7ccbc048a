//! Stretches that reach from now: `last 7 days`, `next 3 days`, `past 2 hours`, 最近三天, 未来一周.
//!
//! Days are whole ones without today, counted, and so is one week; hours and minutes are counted from now. Of several weeks, of months and
//! years some count the days and some the calendar's: those are not read.

use chrono::{NaiveDate, TimeDelta};

use super::length::{Amount, amount};
use super::resolve::{days_from, month_end, month_shifted};
use super::words::{small, vague_count};
use super::{Context, Found, When};
use crate::base::scan::Scan;

pub(super) fn read(scan: &Scan, place: usize, context: &Context) -> Option<Found<When>> {
    if let Some(found) = han_months(scan, place, context) {
        return Some(found);
    }
    let (start, ahead) = side(scan, place)?;
    let found = amount(scan, start).filter(|_| scan.word(start, &["a", "an"]).is_none()).or_else(|| {
        let (behind, number) = vague_count(scan, start)?;
        let (end, n) = scan.word_of(behind, &[&["days"], &["weeks"]])?;
        let number = i64::from(number);
        Some((end, [Amount::Days(number), Amount::Days(number * 7)][n]))
    });
    let (end, amount) = found?;
    // Of several weeks some count the days and some the calendar's.
    let weeks = scan.before(end).is_some_and(|c| "周期拜".contains(c))
        || ["weeks", "wks", "fortnights"]
            .iter()
            .any(|word| scan.literal(end.saturating_sub(word.len()), &[word]).is_some());
    if weeks && matches!(amount, Amount::Days(days) if days > 7) {
        return None;
    }
    let end = scan.literal(end, &["之内", "以内", "内", "里"]).unwrap_or(end);
    let when = match amount {
        Amount::Days(days) if days > 0 => {
            let far = days_from(context.today, if ahead { days } else { -days })?;
            days_to(far, ahead, context)?
        }
        Amount::Minutes(minutes) if minutes > 0 => {
            let far =
                context.now.checked_add_signed(TimeDelta::try_minutes(if ahead { minutes } else { -minutes })?)?;
            let (start, end) = if ahead { (context.now, far) } else { (far, context.now) };
            When::Hours { start, end }
        }
        _ => return None,
    };
    Found::sure(end, when)
}

/// 上两个月, 后三个月: whole months without this one. 最近三个月 some count in days: that is not read.
fn han_months(scan: &Scan, place: usize, context: &Context) -> Option<Found<When>> {
    let behind = scan.literal(place, &["上", "前"]).map(|end| (end, false));
    let (start, ahead) = behind.or_else(|| scan.literal(place, &["下", "后"]).map(|end| (end, true)))?;
    let (number, n) = small(scan, start, 2, 12)?;
    let end = scan.literal(number, &["个月"])?;
    let n = i32::try_from(n).ok()?;
    let (first, last) = if ahead { (1, n) } else { (-n, -1) };
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
    let behind = ["最近", "过去的", "过去", "近", "前", "上"];
    let ahead = ["未来的", "未来", "接下来的", "接下来", "今后", "往后", "后", "下"];
    scan.literal(place, &behind).map(|end| (end, false)).or_else(|| scan.literal(place, &ahead).map(|end| (end, true)))
}
