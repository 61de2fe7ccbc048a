//! Days and times as machines write them: `2026-11-30T09:15:00Z`, `2026-11-30T09:15+08:00`, `20261130`, `2026-W48`, `2026-W48-1`,
//! `Mon Nov 30 09:15:00 2026`.

use chrono::{Datelike, NaiveDate, NaiveDateTime, Weekday};

use super::zone::ours;
use crate::base::scan::Scan;
use crate::base::when::resolve::days_from;
use crate::base::when::words::{month, weekday};
use crate::base::when::{Context, Found, Said, When};

pub(in crate::base::when) fn read(scan: &Scan, place: usize, context: &Context) -> Option<Found<Said>> {
    week(scan, place).or_else(|| printed(scan, place)).or_else(|| {
        let (end, day) = date(scan, place)?;
        if let Some(found) = time(scan, end, day, context) {
            return Some(found);
        }
        // Eight figures alone may be a part's number.
        (end == place + 8).then(|| Found::weak(end, Said::of(When::Day(day)))).flatten()
    })
}

/// So many digits from here, whatever stands behind them.
fn figures(scan: &Scan, place: usize, digits: usize) -> Option<(usize, u32)> {
    let end = place + digits;
    let value = (place..end).try_fold(0, |value, at| Some(value * 10 + scan.at(at)?.to_digit(10)?))?;
    Some((end, value))
}

/// `2026-11-30`, `20261130`.
fn date(scan: &Scan, place: usize) -> Option<(usize, NaiveDate)> {
    let (end, year) = figures(scan, place, 4).filter(|(_, year)| (1900..2200).contains(year))?;
    let dash = scan.literal(end, &["-"]);
    let (end, month) = figures(scan, dash.unwrap_or(end), 2)?;
    let (end, day) = figures(scan, if dash.is_some() { scan.literal(end, &["-"])? } else { end }, 2)?;
    let day = NaiveDate::from_ymd_opt(i32::try_from(year).ok()?, month, day)?;
    (!scan.at(end).is_some_and(|c| c.is_ascii_digit())).then_some((end, day))
}

/// `T09:15:00.123Z` behind a date; the blank instead of the T is for people, who write no zone in figures.
fn time(scan: &Scan, place: usize, day: NaiveDate, context: &Context) -> Option<Found<Said>> {
    let (end, hour) = figures(scan, scan.literal(place, &["t"])?, 2)?;
    let colon = scan.literal(end, &[":"]);
    let (end, minute) = figures(scan, colon.unwrap_or(end), 2)?;
    let seconds = match colon {
        Some(_) => scan.literal(end, &[":"]),
        None => Some(end),
    };
    let (end, second) = seconds.and_then(|at| figures(scan, at, 2)).unwrap_or((end, 0));
    let end = fraction(scan, end);
    let at = day.and_hms_opt(hour, minute, second)?;
    let (end, at) = offset(scan, end, at, context)?;
    (!scan.at(end).is_some_and(|c| c.is_ascii_alphanumeric())).then_some(Found {
        end,
        value: Said::of(When::At(at)),
        weak: false,
    })
}

/// Behind the parts of a second.
pub(in crate::base::when) fn fraction(scan: &Scan, place: usize) -> usize {
    let Some(point) = scan.literal(place, &["."]) else { return place };
    let end = (point..point + 9).find(|at| !scan.at(*at).is_some_and(|c| c.is_ascii_digit())).unwrap_or(point + 9);
    if end > point { end } else { place }
}

/// `Z`, `+08:00`, `-0530`, or nothing: then the time is ours.
fn offset(scan: &Scan, place: usize, at: NaiveDateTime, context: &Context) -> Option<(usize, NaiveDateTime)> {
    if let Some(end) = scan.literal(place, &["z"]) {
        return Some((end, ours(at, 0, context)?));
    }
    let sign = match scan.at(place) {
        Some('+') => 1,
        Some('-') => -1,
        _ => return Some((place, at)),
    };
    let (end, hours) = figures(scan, place + 1, 2).filter(|(_, hours)| *hours <= 14)?;
    let rest = figures(scan, scan.literal(end, &[":"]).unwrap_or(end), 2).filter(|(_, minutes)| *minutes < 60);
    let (end, minutes) = rest.unwrap_or((end, 0));
    Some((end, ours(at, sign * i32::try_from(hours * 60 + minutes).ok()?, context)?))
}

/// `Mon Nov 30 09:15:00 2026`: with all its parts and none beside them.
fn printed(scan: &Scan, place: usize) -> Option<Found<Said>> {
    let weekday = weekday(scan, place)?;
    let month = month(scan, scan.space(weekday.end))?;
    let (end, day) = scan.digits(scan.space(month.end), 2)?;
    let (end, hour) = figures(scan, scan.space(end), 2)?;
    let (end, minute) = figures(scan, scan.literal(end, &[":"])?, 2)?;
    let (end, second) = figures(scan, scan.literal(end, &[":"])?, 2)?;
    let (end, year) = figures(scan, scan.space(end), 4)?;
    let day = NaiveDate::from_ymd_opt(i32::try_from(year).ok()?, month.value, day)?;
    (day.weekday() == weekday.value).then_some(())?;
    Found::sure(end, Said::of(When::At(day.and_hms_opt(hour, minute, second)?)))
}

/// `2026-W48`, and a day of it.
fn week(scan: &Scan, place: usize) -> Option<Found<Said>> {
    let (end, year) = figures(scan, place, 4).filter(|(_, year)| (1900..2200).contains(year))?;
    let (end, number) = figures(scan, scan.literal(end, &["-w", "w", " w"])?, 2)?;
    let monday = NaiveDate::from_isoywd_opt(i32::try_from(year).ok()?, number, Weekday::Mon)?;
    if let Some((end, day)) = scan.literal(end, &["-"]).and_then(|at| figures(scan, at, 1)) {
        let day = days_from(monday, i64::from(day) - 1).filter(|_| (1..=7).contains(&day))?;
        return Found::sure(end, Said::of(When::Day(day)));
    }
    Found::sure(end, Said::of(When::Days { first: monday, last: days_from(monday, 6)? }))
}
