//! Lengths of time, and days and times that are said by their distance from now: `for 30 min`, `in 3 days`, `a year and 2 months ago`,
//! `三天前`, `+2w`.

use chrono::{NaiveDateTime, TimeDelta, Timelike};

use super::amount::{Amount, Manner, amount, said};
use super::resolve::{Called, days_from};
use super::words::han_count;
use super::{Context, Found, Hint, longest};
use crate::base::scan::Scan;

/// Where a distance leads: hours and minutes to a time, all else to a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Reached {
    Day(Called),
    At(NaiveDateTime),
}

/// `30 min`, `for 2 hours`, `半小时`: of whole minutes.
pub(super) fn length(scan: &Scan, place: usize) -> Option<Found<TimeDelta>> {
    let start = scan.word(place, &["for"]).map_or(place, |behind| scan.space(behind));
    let (end, amount) = amount(scan, start)?;
    let length = amount.length().filter(|_| amount.seconds % 60 == 0)?;
    (length > TimeDelta::zero()).then_some(Found { end, value: length, weak: false })
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

/// Where it leads; in a sentence `in a second` may go on to a second anything.
fn reach(end: usize, amount: Amount, sign: i64, context: &Context) -> Option<Found<Reached>> {
    if amount.seconds == 0 {
        return Found::sure(end, Reached::Day(Called::Date(amount.day_from(context.today, sign)?)));
    }
    let to_the_second = amount.seconds % 60 != 0;
    let now = if to_the_second { context.now } else { context.now.with_second(0)?.with_nanosecond(0)? };
    Some(Found { end, value: Reached::At(amount.time_from(now, sign)?), weak: to_the_second })
}

fn signed(scan: &Scan, place: usize, context: &Context) -> Option<Found<Reached>> {
    let (start, sign) = match scan.at(place)? {
        '+' => (place + 1, 1),
        '-' => (place + 1, -1),
        _ => return None,
    };
    let start = scan.space(start);
    let (digits, number) = scan.digits(start, 3)?;
    let months = || Some(Amount::months(i32::try_from(number).ok()?));
    // `+1m` is a month here, whatever it is elsewhere.
    let (end, amount) = match scan.literal_free(digits, &["m"]) {
        Some(end) => (end, months()?),
        None => {
            said(scan, start, Manner::Distant).or_else(|| Some((scan.literal(digits, &["个月", "月"])?, months()?)))?
        }
    };
    reach(end, amount, sign, context)
}

fn ahead(scan: &Scan, place: usize, context: &Context) -> Option<Found<Reached>> {
    let start = match scan.word(place, &["within the next", "within", "in the next", "in another", "in", "after"]) {
        Some(behind) => scan.space(behind),
        None => scan.literal(place, &["再过", "过", "隔"])?,
    };
    let about =
        scan.word(start, &["about", "around", "approximately", "roughly", "exactly", "just", "only", "less than"]);
    let start = about.map_or(start, |behind| scan.space(behind));
    let (end, amount) = said(scan, start, Manner::Distant).or_else(|| han_days_amount(scan, start))?;
    // `in two weeks' time`.
    let owned = scan.literal(end, &["'s", "’s", "'", "’"]).unwrap_or(end);
    let end = scan.word(scan.space(owned), &["time", "from now", "or so"]).unwrap_or(end);
    let end = scan.literal(end, &["之后", "以后", "后", "之内", "以内", "内"]).unwrap_or(end);
    reach(end, amount, 1, context)
}

fn told(scan: &Scan, place: usize, context: &Context) -> Option<Found<Reached>> {
    let (end, amount) = said(scan, place, Manner::Distant)?;
    let next = scan.space(scan.literal(end, &[","]).unwrap_or(end));
    let next = scan.word(next, &["or so"]).map_or(next, |behind| scan.space(behind));
    let later = scan
        .word(next, &["from now", "from today", "from this moment", "from right now", "later", "hence", "out"])
        .or_else(|| scan.literal(next, &["之后", "以后", "过后", "后", "之内", "以内", "内"]));
    if let Some(end) = later {
        return reach(end, amount, 1, context);
    }
    let before = ["ago", "back", "earlier", "before now", "before today"];
    if let Some(end) = scan.word(next, &before).or_else(|| scan.literal(next, &["之前", "以前", "前"])) {
        // `a year ago tomorrow`.
        let from = scan.word_of(scan.space(end), &[&["today"], &["tomorrow"], &["yesterday"]]);
        if let Some((end, n)) = from.filter(|_| amount.months != 0 || amount.only_days().is_some_and(|days| days > 6)) {
            let from = days_from(context.today, [0, 1, -1].get(n).copied()?)?;
            return Found::sure(end, Reached::Day(Called::Date(amount.day_from(from, -1)?)));
        }
        return reach(end, amount, -1, context);
    }
    // `two days before` what follows, unless nothing does.
    let found = reach(scan.word(next, &["before", "prior"])?, amount, -1, context)?;
    Some(Found { weak: true, ..found })
}

/// 3日后 is a distance; 3日前 is one only in a log, for in a promise it is "before the third".
fn han_days(scan: &Scan, place: usize, context: &Context) -> Option<Found<Reached>> {
    let (end, amount) = han_days_amount(scan, place)?;
    if let Some(end) = scan.literal(end, &["之后", "以后", "后", "之内", "以内", "内"]) {
        return reach(end, amount, 1, context);
    }
    let end = scan.literal(end, &["之前", "以前", "前"]).filter(|_| context.hint == Hint::Past)?;
    reach(end, amount, -1, context)
}

fn han_days_amount(scan: &Scan, place: usize) -> Option<(usize, Amount)> {
    let (end, days) = scan.digits(place, 3).or_else(|| han_count(scan, place))?;
    Some((scan.literal(end, &["日"])?, Amount::days(i64::from(days))))
}
