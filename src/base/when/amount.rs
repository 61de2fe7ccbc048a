//! Amounts of time as they are said: `30 min`, `an hour and a half`, `1 year and 2 months`, 一个半小时, 1年2个月, 3天2小时.
//!
//! Always holds: the units of one amount go from the larger to the smaller, each at most once. Months have no fixed length, so an amount
//! keeps them apart from its days, and its days apart from its seconds.

use chrono::{NaiveDate, NaiveDateTime, TimeDelta};

use super::resolve::{days_from, months_from};
use super::words::{count, han_count, vague_count};
use crate::base::scan::Scan;

/// A length as it was said.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Amount {
    pub(super) months: i32,
    pub(super) days: i64,
    pub(super) seconds: i64,
}

impl Amount {
    pub(super) const fn months(months: i32) -> Amount {
        Amount { months, days: 0, seconds: 0 }
    }

    pub(super) const fn days(days: i64) -> Amount {
        Amount { months: 0, days, seconds: 0 }
    }

    pub(super) const fn minutes(minutes: i64) -> Amount {
        Amount::seconds(minutes * 60)
    }

    const fn seconds(seconds: i64) -> Amount {
        Amount { months: 0, days: 0, seconds }
    }

    /// Its days, where it has nothing else.
    pub(super) fn only_days(self) -> Option<i64> {
        (self.months == 0 && self.seconds == 0).then_some(self.days)
    }

    /// Its seconds, where it has nothing else.
    pub(super) fn only_seconds(self) -> Option<i64> {
        (self.months == 0 && self.days == 0).then_some(self.seconds)
    }

    /// How long it takes; months do not say.
    pub(super) fn length(self) -> Option<TimeDelta> {
        let days = TimeDelta::try_days(self.days).filter(|_| self.months == 0)?;
        days.checked_add(&TimeDelta::try_seconds(self.seconds)?)
    }

    /// The day it leads to; `None` where it leads to a time.
    pub(super) fn day_from(self, day: NaiveDate, sign: i64) -> Option<NaiveDate> {
        let months = self.months.checked_mul(i32::try_from(sign).ok()?)?;
        days_from(months_from(day, months).filter(|_| self.seconds == 0)?, self.days.checked_mul(sign)?)
    }

    /// The time it leads to.
    pub(super) fn time_from(self, at: NaiveDateTime, sign: i64) -> Option<NaiveDateTime> {
        let day = Amount { seconds: 0, ..self }.day_from(at.date(), sign)?;
        day.and_time(at.time()).checked_add_signed(TimeDelta::try_seconds(self.seconds.checked_mul(sign)?)?)
    }

    fn plus(self, other: Amount) -> Option<Amount> {
        Some(Amount {
            months: self.months.checked_add(other.months)?,
            days: self.days.checked_add(other.days)?,
            seconds: self.seconds.checked_add(other.seconds)?,
        })
    }

    fn half(self) -> Option<Amount> {
        match self {
            Amount { months, days: 0, seconds: 0 } if months % 2 == 0 => Some(Amount::months(months / 2)),
            Amount { months: 0, days: 0, seconds } if seconds % 2 == 0 => Some(Amount::seconds(seconds / 2)),
            Amount { months: 0, days: 1, seconds: 0 } => Some(Amount::minutes(720)),
            _ => None,
        }
    }

    fn times(self, n: i64) -> Option<Amount> {
        Some(Amount {
            months: self.months.checked_mul(i32::try_from(n).ok()?)?,
            days: self.days.checked_mul(n)?,
            seconds: self.seconds.checked_mul(n)?,
        })
    }
}

/// What is counted: its rank, the largest first, and one of it.
#[derive(Clone, Copy)]
struct Unit {
    rank: usize,
    one: Amount,
}

const DAY: Unit = Unit { rank: 6, one: Amount::days(1) };
const HOUR: Unit = Unit { rank: 7, one: Amount::minutes(60) };
const MINUTE: Unit = Unit { rank: 8, one: Amount::minutes(1) };
const SECOND: Unit = Unit { rank: 9, one: Amount::seconds(1) };

/// A number with its unit.
struct Piece {
    end: usize,
    amount: Amount,
    rank: usize,
}

/// How an amount may be said here.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Manner {
    /// As a length that stands by itself.
    Plain,
    /// Beside a word such as `in` or `ago`, where `a few days` and `2d` are none but amounts.
    Distant,
}

/// An amount and where it ends.
pub(super) fn amount(scan: &Scan, place: usize) -> Option<(usize, Amount)> {
    said(scan, place, Manner::Plain)
}

/// The same, as freely as the words around it allow.
pub(super) fn said(scan: &Scan, place: usize, manner: Manner) -> Option<(usize, Amount)> {
    english(scan, place, manner).or_else(|| han(scan, place))
}

fn english(scan: &Scan, place: usize, manner: Manner) -> Option<(usize, Amount)> {
    if let Some(found) = english_phrase(scan, place) {
        return Some(found);
    }
    sum(english_piece(scan, place, manner)?, |end| {
        let next = scan.space(scan.literal(end, &[","]).unwrap_or(end));
        english_piece(scan, scan.word(next, &["and"]).map_or(next, |behind| scan.space(behind)), manner)
    })
}

/// A piece and all that go on from it, from the larger to the smaller.
fn sum(first: Piece, next: impl Fn(usize) -> Option<Piece>) -> Option<(usize, Amount)> {
    let mut all = first;
    while let Some(piece) = next(all.end).filter(|piece| piece.rank > all.rank) {
        all = Piece { amount: all.amount.plus(piece.amount)?, ..piece };
    }
    Some((all.end, all.amount))
}

/// The parts of an hour and the halves, which count nothing.
fn english_phrase(scan: &Scan, place: usize) -> Option<(usize, Amount)> {
    const PHRASES: [(&[&str], Amount); 8] = [
        (&["an hour and a half", "hour and a half"], Amount::minutes(90)),
        (&["half an hour", "half hour", "half-hour", "a half hour"], Amount::minutes(30)),
        (&["1/2 hour", "1/2 an hour", "1/2 h", "1/2h", "½ hour", "½ an hour"], Amount::minutes(30)),
        (
            &["a quarter of an hour", "quarter of an hour", "a quarter hour", "1/4 hour", "1/4 h", "1/4h", "¼ hour"],
            Amount::minutes(15),
        ),
        (
            &[
                "three quarters of an hour",
                "three-quarters of an hour",
                "3/4 of an hour",
                "3/4 hour",
                "3/4 h",
                "3/4h",
                "¾ hour",
            ],
            Amount::minutes(45),
        ),
        (&["half a day"], Amount::minutes(720)),
        (&["half a year"], Amount::months(6)),
        (&["a year and a half", "year and a half"], Amount::months(18)),
    ];
    PHRASES.iter().find_map(|(words, amount)| Some((scan.word(place, words)?, *amount)))
}

fn english_piece(scan: &Scan, place: usize, manner: Manner) -> Option<Piece> {
    let vague = || vague_count(scan, place).filter(|_| manner == Manner::Distant);
    let (number, whole) = vague().or_else(|| count(scan, place))?;
    let whole = i64::from(whole);
    let unit = scan.space(number);
    let free = manner == Manner::Distant;
    if let Some(piece) = tenths(scan, number, whole, free) {
        return Some(piece);
    }
    let unit = scan.word(unit, &["more"]).filter(|_| free).map_or(unit, |behind| scan.space(behind));
    if let Some(half) = scan.word(unit, &["and a half", "and an half", "1/2"]) {
        let (end, Unit { rank, one }) = english_unit(scan, scan.space(half), false)?;
        return Some(Piece { end, amount: one.times(whole)?.plus(one.half()?)?, rank });
    }
    // 9h30 is a clock's, 1h30 a length; the minutes of 1h30m are the next piece.
    let glued = scan.literal(unit, &["h"]).filter(|end| scan.at(*end).is_some_and(|c| c.is_ascii_digit()));
    if let Some(end) = glued {
        let (digits, minutes) = scan.digits_behind(end).filter(|(_, minutes)| whole <= 8 && *minutes < 60)?;
        if english_unit(scan, digits, false).is_some() {
            return Some(Piece { end, amount: Amount::minutes(whole * 60), rank: HOUR.rank });
        }
        let amount = Amount::minutes(whole * 60 + i64::from(minutes));
        return (digits == end + 2).then_some(Piece { end: digits, amount, rank: MINUTE.rank });
    }
    let (end, Unit { rank, one }) = english_unit(scan, unit, free && unit == number)?;
    // `2 hours and a half`.
    let half = scan.word(scan.space(end), &["and a half"]).and_then(|end| Some((end, one.half()?)));
    let (end, half) = half.unwrap_or((end, Amount::default()));
    Some(Piece { end, amount: one.times(whole)?.plus(half)?, rank })
}

/// 1.5 hours, 1,5 h, 2.25 days.
fn tenths(scan: &Scan, number: usize, whole: i64, short: bool) -> Option<Piece> {
    let point = scan.literal(number, &[".", ","])?;
    let (end, value) = scan.digits_behind(point).filter(|(end, _)| end - point <= 2)?;
    let hundredths = i64::from(if end - point == 1 { value * 10 } else { value });
    let unit = scan.space(end);
    let (end, Unit { rank, one }) = english_unit(scan, unit, short).or_else(|| Some((han_hour(scan, unit)?, HOUR)))?;
    let seconds = if one == DAY.one { 86_400 } else { one.only_seconds().filter(|one| *one > 1)? };
    Some(Piece { end, amount: Amount::seconds(seconds * (whole * 100 + hundredths) / 100), rank })
}

/// A unit; its letter alone (`2d`) only where it may be so short.
fn english_unit(scan: &Scan, place: usize, short: bool) -> Option<(usize, Unit)> {
    const UNITS: [(&[&str], &[&str], Amount); 7] = [
        (&["decades", "decade"], &[], Amount::months(120)),
        (&["years", "year", "yrs", "yr"], &["y"], Amount::months(12)),
        (&["quarters", "quarter"], &[], Amount::months(3)),
        (&["months", "month", "mths", "mth"], &["mo"], Amount::months(1)),
        (&["fortnights", "fortnight"], &[], Amount::days(14)),
        (&["weeks", "week", "wks", "wk"], &["w"], Amount::days(7)),
        (&["calendar days", "days", "day"], &["d"], Amount::days(1)),
    ];
    let found = UNITS.iter().enumerate().find_map(|(rank, (words, letters, one))| {
        let letter = || scan.literal_free(place, letters).filter(|_| short);
        Some((scan.word(place, words).or_else(letter)?, Unit { rank, one: *one }))
    });
    // `3 m` may be metres.
    let minute = |end: &usize| *end > place + 1 || scan.before(place) != Some(' ');
    found
        .or_else(|| Some((scan.literal_free(place, &["hours", "hour", "hrs", "hr", "h"])?, HOUR)))
        .or_else(|| {
            let minutes = ["minutes", "minute", "mins", "min", "m"];
            Some((scan.literal_free(place, &minutes).filter(minute)?, MINUTE))
        })
        .or_else(|| Some((scan.word(place, &["seconds", "second", "secs", "sec"])?, SECOND)))
        .or_else(|| Some((scan.literal_free(place, &["s"]).filter(|_| short)?, SECOND)))
}

fn han(scan: &Scan, place: usize) -> Option<(usize, Amount)> {
    const HALVES: [(&[&str], Amount); 6] = [
        (&["半个小时", "半个钟头", "半个钟", "半小时", "半钟头"], Amount::minutes(30)),
        (&["一刻钟"], Amount::minutes(15)),
        (&["三刻钟"], Amount::minutes(45)),
        (&["半个月"], Amount::days(15)),
        (&["半年"], Amount::months(6)),
        (&["个半小时", "个半钟头", "个半钟"], Amount::minutes(90)),
    ];
    if let Some(found) = HALVES.iter().find_map(|(words, amount)| Some((scan.literal(place, words)?, *amount))) {
        return Some(found);
    }
    sum(han_piece(scan, place, false)?, |end| {
        let next = scan.space(scan.literal(end, &[",", "零", "又"]).unwrap_or(end));
        han_piece(scan, next, true)
    })
}

fn han_hour(scan: &Scan, place: usize) -> Option<usize> {
    scan.literal(place, &["个小时", "小时", "个钟头", "钟头", "个钟"])
}

/// 3天, 两周, 5个月, 一年, 两个半小时; behind a larger unit 分 is no mark in an examination but minutes.
fn han_piece(scan: &Scan, place: usize, goes_on: bool) -> Option<Piece> {
    let pair = || scan.literal(place, &["俩"]).map(|end| (end, 2));
    let (number, whole) = scan.digits(place, 4).or_else(pair).or_else(|| han_count(scan, place))?;
    let (unit, whole) = (scan.space(number), i64::from(whole));
    let piece = |end: usize, amount: Option<Amount>, rank: usize| Some(Piece { end, amount: amount?, rank });
    let months = |factor: i64, more: i32| i32::try_from(whole * factor).ok().map(|n| Amount::months(n + more));
    if let Some(end) = scan.literal(unit, &["个半小时", "个半钟头", "个半钟"]) {
        return piece(end, Some(Amount::minutes(whole * 60 + 30)), MINUTE.rank);
    }
    if let Some(end) = han_hour(scan, unit) {
        if let Some(end) = scan.literal(end, &["半"]) {
            return piece(end, Some(Amount::minutes(whole * 60 + 30)), MINUTE.rank);
        }
        return piece(end, HOUR.one.times(whole), HOUR.rank);
    }
    let minutes: &[&str] = if goes_on { &["分钟", "分", "mins", "min"] } else { &["分钟", "mins", "min"] };
    if let Some(end) = scan.literal(unit, minutes) {
        return piece(end, MINUTE.one.times(whole), MINUTE.rank);
    }
    if let Some(end) = scan.literal(unit, &["秒钟", "秒"]) {
        return piece(end, SECOND.one.times(whole), SECOND.rank);
    }
    if let Some(end) = scan.literal(unit, &["个星期", "个礼拜", "个周", "星期", "礼拜", "周"]) {
        // 一周三次 says how often, 3周五 nothing at all.
        let free = scan.at(end).is_none_or(|c| !"一二三四五六日天末年岁".contains(c));
        return piece(end, Some(Amount::days(whole * 7)), 5).filter(|_| free);
    }
    // 两日 is a length, 二日 a date; and no month has ninety days.
    let two = scan.at(place) == Some('两') && number == place + 1;
    if let Some(end) = scan.literal(unit, &["日"]).filter(|_| two || whole > 31) {
        return piece(end, DAY.one.times(whole), DAY.rank);
    }
    if let Some(end) = scan.literal(unit, &["天"]) {
        return piece(end, DAY.one.times(whole), DAY.rank);
    }
    if let Some(end) = scan.literal(unit, &["个半月"]) {
        return piece(end, months(1, 0)?.plus(Amount::days(15)), DAY.rank);
    }
    if let Some(end) = scan.literal(unit, &["个月"]) {
        return piece(end, months(1, 0), 3);
    }
    if let Some(end) = scan.literal(unit, &["个季度"]) {
        return piece(end, months(3, 0), 2);
    }
    // 一年半以后; 2026年后 is no distance.
    if let Some(end) = scan.literal(unit, &["年半"]).filter(|_| whole < 100) {
        return piece(end, months(12, 6), 3);
    }
    piece(scan.literal(unit, &["年"]).filter(|_| whole < 100)?, months(12, 0), 1)
}
