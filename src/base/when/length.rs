//! Lengths of time, and days and times that are said by their distance from now: `30 min`, `一个半小时`, `in 3 days`,
//! `三天前`, `+2w`.

use chrono::{NaiveDateTime, TimeDelta, Timelike};

use super::resolve::{Called, days_from, months_from};
use super::words::{count, han_count, vague_count};
use super::{Context, Found, Hint, longest};
use crate::base::scan::Scan;

/// A length as it was said. Months have no fixed length, so they cannot be turned into days.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Amount {
    Minutes(i64),
    Days(i64),
    Months(i32),
}

/// Where a distance leads: hours and minutes to a time, all else to a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Reached {
    Day(Called),
    At(NaiveDateTime),
}

/// `30 min`, `for 2 hours`, `半小时`.
pub(super) fn length(scan: &Scan, place: usize) -> Option<Found<TimeDelta>> {
    let start = scan.word(place, &["for"]).map_or(place, |behind| scan.space(behind));
    let (end, amount) = amount(scan, start)?;
    let delta = match amount {
        Amount::Minutes(minutes) => TimeDelta::try_minutes(minutes)?,
        Amount::Days(days) => TimeDelta::try_days(days)?,
        Amount::Months(_) => return None,
    };
    (delta > TimeDelta::zero()).then_some(Found { end, value: delta, weak: false })
}

/// `in 3 days`, `3 days ago`, `+3d`, `3天后`, `过两周`.
pub(super) fn distance(scan: &Scan, place: usize, context: &Context) -> Option<Found<Reached>> {
    longest([
        signed(scan, place, context),
        ahead(scan, place, context),
        told(scan, place, context),
        han_days(scan, place, context),
    ])
}

fn reach(amount: Amount, sign: i64, context: &Context) -> Option<Reached> {
    Some(match amount {
        Amount::Minutes(minutes) => {
            let now = context.now.with_second(0)?.with_nanosecond(0)?;
            Reached::At(now.checked_add_signed(TimeDelta::try_minutes(minutes.checked_mul(sign)?)?)?)
        }
        Amount::Days(days) => Reached::Day(Called::Date(days_from(context.today, days.checked_mul(sign)?)?)),
        Amount::Months(months) => {
            Reached::Day(Called::Date(months_from(context.today, months.checked_mul(sign as i32)?)?))
        }
    })
}

fn signed(scan: &Scan, place: usize, context: &Context) -> Option<Found<Reached>> {
    let (start, sign) = match scan.at(place)? {
        '+' => (place + 1, 1),
        '-' => (place + 1, -1),
        _ => return None,
    };
    let start = scan.space(start);
    let (digits, number) = scan.digits(start, 3)?;
    let number = i64::from(number);
    let short = [
        (["d"], Amount::Days(number)),
        (["w"], Amount::Days(number * 7)),
        (["m"], Amount::Months(number as i32)),
        (["y"], Amount::Months(number as i32 * 12)),
        (["h"], Amount::Minutes(number * 60)),
    ];
    let found = short.iter().find_map(|(unit, amount)| {
        let end = scan.literal(digits, unit)?;
        (!scan.at(end).is_some_and(|c| c.is_ascii_alphanumeric())).then_some((end, *amount))
    });
    let (end, amount) = found.or_else(|| amount(scan, start)).or_else(|| {
        let end = scan.literal(digits, &["个月", "月"])?;
        Some((end, Amount::Months(number as i32)))
    })?;
    Found::sure(end, reach(amount, sign, context)?)
}

fn ahead(scan: &Scan, place: usize, context: &Context) -> Option<Found<Reached>> {
    let start = match scan.word(place, &["within the next", "within", "in the next", "in another", "in", "after"]) {
        Some(behind) => scan.space(behind),
        None => scan.literal(place, &["再过", "过", "隔"])?,
    };
    let about = scan.word(start, &["about", "around", "approximately", "roughly", "exactly", "just"]);
    let start = about.map_or(start, |behind| scan.space(behind));
    let (end, amount) = vague(scan, start).or_else(|| amount(scan, start)).or_else(|| han_days_amount(scan, start))?;
    // `in two weeks' time`.
    let owned = scan.literal(end, &["'s", "’s", "'", "’"]).unwrap_or(end);
    let end = scan.word(scan.space(owned), &["time", "from now"]).unwrap_or(end);
    let end = scan.literal(end, &["之后", "以后", "后", "之内", "以内", "内"]).unwrap_or(end);
    Found::sure(end, reach(amount, 1, context)?)
}

fn told(scan: &Scan, place: usize, context: &Context) -> Option<Found<Reached>> {
    let (end, amount) = vague(scan, place).or_else(|| amount(scan, place))?;
    let next = scan.space(end);
    let later = scan
        .word(next, &["from now", "from today", "from this moment", "later", "hence", "out"])
        .or_else(|| scan.literal(next, &["之后", "以后", "过后", "后", "之内", "以内", "内"]));
    if let Some(end) = later {
        return Found::sure(end, reach(amount, 1, context)?);
    }
    let end = scan.word(next, &["ago", "back", "earlier"]).or_else(|| scan.literal(next, &["之前", "以前", "前"]))?;
    Found::sure(end, reach(amount, -1, context)?)
}

/// 3日后 is a distance; 3日前 is one only in a log, for in a promise it is "before the third".
fn han_days(scan: &Scan, place: usize, context: &Context) -> Option<Found<Reached>> {
    let (end, amount) = han_days_amount(scan, place)?;
    if let Some(end) = scan.literal(end, &["之后", "以后", "后", "之内", "以内", "内"]) {
        return Found::sure(end, reach(amount, 1, context)?);
    }
    let end = scan.literal(end, &["之前", "以前", "前"]).filter(|_| context.hint == Hint::Past)?;
    Found::sure(end, reach(amount, -1, context)?)
}

fn han_days_amount(scan: &Scan, place: usize) -> Option<(usize, Amount)> {
    let (end, days) = scan.digits(place, 3).or_else(|| han_count(scan, place))?;
    Some((scan.literal(end, &["日"])?, Amount::Days(i64::from(days))))
}

/// `a couple of days`, `a few weeks`, 几天 is never read: nobody can say how many.
fn vague(scan: &Scan, place: usize) -> Option<(usize, Amount)> {
    let (start, number) = vague_count(scan, place)?;
    let number = i64::from(number);
    let (end, n) = scan.word_of(
        start,
        &[
            &["days", "day"],
            &["weeks", "week"],
            &["hours", "hour", "hrs"],
            &["minutes", "mins"],
            &["months"],
            &["years"],
        ],
    )?;
    let months = |factor| i32::try_from(number * factor).ok().map(Amount::Months);
    Some((
        end,
        match n {
            0 => Amount::Days(number),
            1 => Amount::Days(number * 7),
            2 => Amount::Minutes(number * 60),
            3 => Amount::Minutes(number),
            4 => months(1)?,
            _ => months(12)?,
        },
    ))
}

/// An amount and where it ends.
pub(super) fn amount(scan: &Scan, place: usize) -> Option<(usize, Amount)> {
    english(scan, place).or_else(|| han(scan, place))
}

const HOURS: [&str; 5] = ["hours", "hour", "hrs", "hr", "h"];
const MINUTES: [&str; 5] = ["minutes", "minute", "mins", "min", "m"];

fn english(scan: &Scan, place: usize) -> Option<(usize, Amount)> {
    if let Some((end, n)) = scan.word_of(
        place,
        &[
            &["an hour and a half", "one and a half hours", "hour and a half"],
            &[
                "half an hour",
                "half hour",
                "a half hour",
                "1/2 hour",
                "1/2 an hour",
                "1/2 h",
                "1/2h",
                "½ hour",
                "½ an hour",
            ],
            &["a quarter of an hour", "quarter of an hour", "a quarter hour", "1/4 hour", "1/4 h", "1/4h", "¼ hour"],
            &[
                "three quarters of an hour",
                "three-quarters of an hour",
                "3/4 of an hour",
                "3/4 hour",
                "3/4 h",
                "3/4h",
                "¾ hour",
            ],
            &["half a year"],
            &["a year and a half", "one and a half years", "year and a half"],
        ],
    ) {
        let amounts = [90, 30, 15, 45].map(Amount::Minutes);
        return Some((end, amounts.get(n).copied().unwrap_or(Amount::Months(if n == 4 { 6 } else { 18 }))));
    }
    let (number, whole) = count(scan, place)?;
    // 1.5 hours, 1,5 h: tenths of an hour are six minutes.
    if matches!(scan.at(number), Some('.' | ','))
        && let Some((end, tenth)) = scan.digits_behind(number + 1).filter(|(_, digit)| *digit < 10)
    {
        let unit = scan.space(end);
        let end =
            scan.literal_free(unit, &HOURS).or_else(|| scan.literal(unit, &["个小时", "小时", "个钟头", "个钟"]))?;
        return Some((end, Amount::Minutes(i64::from(whole) * 60 + i64::from(tenth) * 6)));
    }
    let whole = i64::from(whole);
    let unit = scan.space(number);
    let half = scan.word(unit, &["and a half", "and an half", "1/2"]);
    if let Some(half) = half {
        let end = scan.word(scan.space(half), &HOURS)?;
        return Some((end, Amount::Minutes(whole * 60 + 30)));
    }
    // 14h30 is a clock's.
    if whole > 12 && hours_glued(scan, unit).is_some() {
        return None;
    }
    if let Some(end) = scan.literal_free(unit, &HOURS).or_else(|| hours_glued(scan, unit)) {
        let next = scan.space(end);
        let next = scan.word(next, &["and"]).map_or(next, |behind| scan.space(behind));
        let rest = scan.digits_behind(next).filter(|(_, minutes)| *minutes < 60);
        return Some(match rest {
            Some((digits, minutes)) => {
                let unit = scan.space(digits);
                match scan.literal_free(unit, &MINUTES) {
                    Some(end) => (end, Amount::Minutes(whole * 60 + i64::from(minutes))),
                    None if next == end && digits == next + 2 => {
                        (digits, Amount::Minutes(whole * 60 + i64::from(minutes)))
                    }
                    None => (end, Amount::Minutes(whole * 60)),
                }
            }
            None => (end, Amount::Minutes(whole * 60)),
        });
    }
    if let Some(end) = scan.literal_free(unit, &MINUTES).filter(|end| *end > unit + 1 || unit == number) {
        return Some((end, Amount::Minutes(whole)));
    }
    let (end, n) = scan.word_of(
        unit,
        &[
            &["calendar days", "days", "day"],
            &["weeks", "week", "wks", "wk"],
            &["fortnights", "fortnight"],
            &["months", "month", "mths"],
            &["years", "year", "yrs", "yr"],
        ],
    )?;
    let months = |factor: i64| i32::try_from(whole * factor).ok().map(Amount::Months);
    Some((
        end,
        match n {
            0 => Amount::Days(whole),
            1 => Amount::Days(whole * 7),
            2 => Amount::Days(whole * 14),
            3 => months(1)?,
            _ => months(12)?,
        },
    ))
}

/// The h of `1h30`.
fn hours_glued(scan: &Scan, place: usize) -> Option<usize> {
    scan.literal(place, &["h"]).filter(|end| scan.at(*end).is_some_and(|c| c.is_ascii_digit()))
}

fn han(scan: &Scan, place: usize) -> Option<(usize, Amount)> {
    han_hours(scan, place).or_else(|| han_longer(scan, place))
}

/// A number in Chinese or figures before its unit.
fn han_number(scan: &Scan, place: usize) -> Option<(usize, i64)> {
    let pair = || scan.literal(place, &["俩"]).map(|end| (end, 2));
    let (number, whole) = scan.digits(place, 4).or_else(pair).or_else(|| han_count(scan, place))?;
    Some((scan.space(number), i64::from(whole)))
}

/// 半个小时, 两个半小时, 3小时20分, 40分钟; and the halves of longer units, which have no number.
fn han_hours(scan: &Scan, place: usize) -> Option<(usize, Amount)> {
    const HALVES: [(&[&str], Amount); 6] = [
        (&["半个小时", "半个钟头", "半个钟", "半小时", "半钟头"], Amount::Minutes(30)),
        (&["一刻钟"], Amount::Minutes(15)),
        (&["三刻钟"], Amount::Minutes(45)),
        (&["半个月"], Amount::Days(15)),
        (&["半年"], Amount::Months(6)),
        (&["个半小时", "个半钟头", "个半钟"], Amount::Minutes(90)),
    ];
    if let Some(found) = HALVES.iter().find_map(|(words, amount)| Some((scan.literal(place, words)?, *amount))) {
        return Some(found);
    }
    let (number, whole) = han_number(scan, place)?;
    if let Some(end) = scan.literal(number, &["个半小时", "个半钟头", "个半钟"]) {
        return Some((end, Amount::Minutes(whole * 60 + 30)));
    }
    if let Some(end) = scan.literal(number, &["个小时", "小时", "个钟头", "钟头", "个钟"]) {
        if let Some(end) = scan.literal(end, &["半"]) {
            return Some((end, Amount::Minutes(whole * 60 + 30)));
        }
        let next = scan.space(end);
        let minutes = scan.digits(next, 2).or_else(|| han_count(scan, next)).filter(|(_, minutes)| *minutes < 60);
        if let Some((digits, minutes)) = minutes
            && let Some(end) = scan.literal(scan.space(digits), &["分钟", "分"])
        {
            return Some((end, Amount::Minutes(whole * 60 + i64::from(minutes))));
        }
        return Some((end, Amount::Minutes(whole * 60)));
    }
    scan.literal(number, &["分钟", "mins", "min"]).map(|end| (end, Amount::Minutes(whole)))
}

/// 3天, 两周, 5个月, 一年; 1天2小时.
fn han_longer(scan: &Scan, place: usize) -> Option<(usize, Amount)> {
    let (number, whole) = han_number(scan, place)?;
    if let Some(end) = scan.literal(number, &["个星期", "个礼拜", "个周", "星期", "礼拜", "周"]) {
        // 一周三次 says how often, 3周五 nothing at all.
        return scan
            .at(end)
            .is_none_or(|c| !"一二三四五六日天末年岁".contains(c))
            .then_some((end, Amount::Days(whole * 7)));
    }
    // 两日 is a length, 二日 a date; and no month has ninety days.
    let two = scan.at(place) == Some('两') && number == place + 1;
    if let Some(end) = scan.literal(number, &["日"]).filter(|_| two || whole > 31) {
        return Some((end, Amount::Days(whole)));
    }
    if let Some(end) = scan.literal(number, &["天"]) {
        return match han_hours(scan, end) {
            Some((end, Amount::Minutes(minutes))) => Some((end, Amount::Minutes(whole * 24 * 60 + minutes))),
            _ => Some((end, Amount::Days(whole))),
        };
    }
    let months = |factor: i64| i32::try_from(whole * factor).ok().map(Amount::Months);
    if let Some(end) = scan.literal(number, &["个月"]) {
        return Some((end, months(1)?));
    }
    // 一年半以后.
    if let Some(end) = scan.literal(number, &["年半"]).filter(|_| whole < 100) {
        return Some((end, Amount::Months(i32::try_from(whole * 12 + 6).ok()?)));
    }
    // 2026年后 is no distance.
    let end = scan.literal(number, &["年"]).filter(|_| whole < 100)?;
    Some((end, months(12)?))
}
