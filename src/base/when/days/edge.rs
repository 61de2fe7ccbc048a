//! The ends and the middle of a week, month, quarter or year: `end of next month`, `mid november`, `at the beginning of last week`, `eoq`.
//!
//! Always holds: a part that people measure differently is a stretch (`early dec`) or has the other day beside it (`end of next week`).

use chrono::{Datelike, NaiveDate, Weekday};

use super::month::{part, which};
use crate::base::scan::Scan;
use crate::base::when::resolve::{Called, MonthPart, monday, month_end, month_shifted, quarter, weekday_of, year};
use crate::base::when::words::month;
use crate::base::when::{Context, Found, Hint};

pub(super) fn read(scan: &Scan, place: usize, context: &Context) -> Option<Found<Called>> {
    // Tried at every word of a note: most begin with another letter.
    scan.at(place).filter(|c| "atmqyewlbs".contains(*c))?;
    let at = scan.word(place, &["at"]).map_or(place, |end| scan.space(end));
    let start = scan.word(at, &["the"]).map_or(at, |end| scan.space(end));
    in_one_word(scan, start, context).or_else(|| spelled(scan, start, context))
}

/// `month end`, `eoy`, `eow`.
fn in_one_word(scan: &Scan, place: usize, context: &Context) -> Option<Found<Called>> {
    let today = context.today;
    let (end, n) = scan.word_of(
        place,
        &[
            &["month end", "month-end", "monthend", "eom"],
            &["quarter end", "quarter-end", "eoq"],
            &["year end", "year-end", "yearend", "eoy"],
            &["end of week", "week end", "eow"],
        ],
    )?;
    let day = match n {
        0 => month_end(today)?,
        1 => quarter(today, 0)?.1,
        2 => year(today.year())?.1,
        _ => return Found::sure(end, last_of_week(today, 0)?),
    };
    Found::sure(end, Called::Date(day))
}

/// Friday, or with those who count the weekend in, Sunday.
fn last_of_week(today: NaiveDate, weeks: i64) -> Option<Called> {
    Some(Called::Either(weekday_of(today, weeks, Weekday::Fri)?, weekday_of(today, weeks, Weekday::Sun)?))
}

/// `end of month`, `mid next month`, `start of november`, `end of q4`, `beginning of last week`.
fn spelled(scan: &Scan, place: usize, context: &Context) -> Option<Found<Called>> {
    let today = context.today;
    let (end, n) =
        scan.word_of(place, &[&["end of", "late"], &["middle of", "mid"], &["beginning of", "start of", "early"]])?;
    let edge = *[MonthPart::End, MonthPart::Middle, MonthPart::Begin].get(n)?;
    let vague = scan.word(place, &["late", "early"]).is_some();
    // `early dec` is its first ten days, 上旬.
    let edge = match edge {
        MonthPart::Begin if vague => MonthPart::FirstThird,
        MonthPart::End if vague => MonthPart::LastThird,
        edge => edge,
    };
    let place = scan.literal(end, &["-"]).unwrap_or_else(|| scan.space(end));
    if let Some(found) = month(scan, place) {
        let dated = super::date::year_behind(scan, found.end, context);
        if let Some((end, year)) = dated {
            return Found::sure(end, part(NaiveDate::from_ymd_opt(year, found.value, 1)?, edge)?);
        }
        return Found::sure(found.end, Called::MonthPart(found.value, edge));
    }
    if vague {
        let (behind, distance) = which(scan, place);
        let end = scan.word(behind, &["month"]).filter(|_| behind > place)?;
        return Found::sure(end, part(month_shifted(today, distance)?, edge)?);
    }
    let place = scan.word(place, &["the"]).map_or(place, |behind| scan.space(behind));
    // `start of q4` said in its middle is next year's.
    let ahead = |day: NaiveDate| context.hint != Hint::Future || day >= today;
    let edge_day = |(first, last): (NaiveDate, NaiveDate)| if edge == MonthPart::Begin { first } else { last };
    if let Some((end, number)) = quarter_name(scan, place) {
        let own = |year: i32| quarter(NaiveDate::from_ymd_opt(year, number * 3, 1)?, 0);
        let this = own(today.year())?;
        let (first, last) = if ahead(edge_day(this)) { this } else { own(today.year() + 1)? };
        return edge_of(end, edge, first, last);
    }
    if let Some((end, number)) = scan.digits(place, 4).filter(|(end, n)| end - place == 4 && (1900..2100).contains(n)) {
        let (first, last) = year(number as i32)?;
        return edge_of(end, edge, first, last);
    }
    let (behind, distance) = which(scan, place);
    let (end, n) = scan.word_of(behind, &[&["month"], &["quarter"], &["year"], &["week", "wk"]])?;
    // Of the one that is running, unless it was named: what is promised for its middle once that is over is next month's, as 月中.
    let named = behind > place;
    let next = |day: NaiveDate| i32::from(!named && !ahead(day));
    match n {
        0 if !named && edge != MonthPart::End => Found::sure(end, Called::SomeMonthPart(edge)),
        0 => Found::sure(end, part(month_shifted(today, distance)?, edge)?),
        1 => {
            let later = next(edge_day(quarter(today, distance)?));
            let (first, last) = quarter(today, distance + later)?;
            edge_of(end, edge, first, last)
        }
        2 => {
            let own = |years: i32| year(today.year().checked_add(years)?);
            let (first, last) = own(distance + next(edge_day(own(distance)?)))?;
            edge_of(end, edge, first, last)
        }
        _ => {
            let weeks = i64::from(distance);
            let called = match edge {
                MonthPart::End => last_of_week(today, weeks)?,
                MonthPart::Begin => Called::Date(monday(today, weeks)?),
                _ => Called::Date(weekday_of(today, weeks, Weekday::Wed)?),
            };
            // `the beginning of the week` said on a Thursday is this one's to some and next week's to others.
            let over = |called: Called| called.meant(context).is_some_and(|meant| meant.last < today);
            (named || context.hint == Hint::Past || !over(called)).then_some(Found { end, value: called, weak: false })
        }
    }
}

fn edge_of(end: usize, edge: MonthPart, first: NaiveDate, last: NaiveDate) -> Option<Found<Called>> {
    match edge {
        MonthPart::End => Found::sure(end, Called::Date(last)),
        MonthPart::Begin => Found::sure(end, Called::Date(first)),
        _ => None,
    }
}

fn quarter_name(scan: &Scan, place: usize) -> Option<(usize, u32)> {
    let (end, n) = scan.word_of(place, &[&["q1"], &["q2"], &["q3"], &["q4"]])?;
    Some((end, n as u32 + 1))
}
