//! Dates as spreadsheets and people write them, told apart by looking at a whole column.
//!
//! Always: `03/11/2026` is read the same way in every row of a column, and a column that never tells is named as
//! uncertain. It must not read words such as "next week": a file is read long after it was written.

use chrono::{Datelike, NaiveDate, NaiveTime};

use crate::base::clock::{Moment, Now};

/// Which of two small numbers is the month.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Order {
    /// `31/12/2026`, as most of the world writes.
    #[default]
    DayFirst,
    /// `12/31/2026`, as Americans write.
    MonthFirst,
}

/// How a column's dates are written; the flag says whether the column itself told.
pub fn order_of<'a>(cells: impl Iterator<Item = &'a str>) -> (Order, bool) {
    let (mut day_first, mut month_first, mut open) = (0, 0, 0);
    for cell in cells {
        let Some([first, second, third]) = three(cell) else { continue };
        if first.len() > 2 || third.len() < 2 {
            continue;
        }
        match (first.parse::<u32>().unwrap_or(0), second.parse::<u32>().unwrap_or(0)) {
            (13.., 1..=12) => day_first += 1,
            (1..=12, 13..) => month_first += 1,
            (one, two) if one != two => open += 1,
            _ => {}
        }
    }
    if month_first > day_first {
        return (Order::MonthFirst, true);
    }
    (Order::DayFirst, day_first > 0 || open == 0)
}

/// A date with its time, where the cell begins with one; and the words behind it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Read {
    /// The day.
    pub day: NaiveDate,
    /// The time on it (midnight is none: it is how spreadsheets write a bare day).
    pub time: Option<NaiveTime>,
    /// Whether the year was written.
    pub with_year: bool,
    /// What stands behind it.
    pub rest: String,
}

/// Reads the date at the beginning of a cell. Without a year the one nearest to today is meant. A time with its zone becomes the time
/// here, on the day that it was here; midnight with a zone is how programs write a bare day.
pub fn read(cell: &str, order: Order, now: &Now) -> Option<Read> {
    let today = now.today();
    let cell = cell.trim();
    let (token, behind) = first_token(cell);
    let (day, with_year) = day_of(token, order, today).or_else(|| in_words(cell, today).map(|(day, _)| (day, true)))?;
    let behind =
        if day_of(token, order, today).is_some() { behind } else { in_words(cell, today).map(|(_, rest)| rest)? };
    let (time, zone, rest) = time_of(behind);
    let there = time.zip(zone).filter(|(time, _)| *time != NaiveTime::MIN);
    let (day, time) = match there {
        Some((time, east)) => {
            let utc = day.and_time(time).and_utc().timestamp_millis() - i64::from(east) * 1000;
            let here = now.zone.local(Moment::from_millis(utc));
            (here.date(), Some(here.time()))
        }
        None => (day, time),
    };
    Some(Read { day, time: time.filter(|time| *time != NaiveTime::MIN), with_year, rest: rest.to_owned() })
}

/// The part up to a blank, a `T` between date and time, or the 日 of a Chinese date.
fn first_token(cell: &str) -> (&str, &str) {
    let end = cell.char_indices().find_map(|(at, c)| match c {
        '日' | '号' | '號' => Some(at + c.len_utf8()),
        'T' if at == 10 || at == 8 => Some(at),
        c if c.is_whitespace() || matches!(c, ',' | '，' | '、' | '；' | ';') => Some(at),
        c if !c.is_ascii() && !matches!(c, '年' | '月' | '民' | '国' | '國') => Some(at),
        _ => None,
    });
    cell.split_at(end.unwrap_or(cell.len()))
}

fn day_of(token: &str, order: Order, today: NaiveDate) -> Option<(NaiveDate, bool)> {
    let token = token.trim_end_matches(['日', '号', '號']);
    if let Some((year, rest)) = token.split_once('年') {
        let (month, day) = rest.split_once('月')?;
        return ymd(year_of(year, today)?, month, day).map(|day| (day, true));
    }
    if let Some((month, day)) = token.split_once('月') {
        return without_year(month, day, today);
    }
    if token.len() == 8 && token.bytes().all(|b| b.is_ascii_digit()) {
        let (year, rest) = token.split_at(4);
        let (month, day) = rest.split_at(2);
        return ymd(year_of(year, today)?, month, day).map(|day| (day, true));
    }
    // What a date becomes when its column was formatted as a number: days since 1899-12-30.
    if token.len() == 5
        && let Ok(serial @ 20_000..=80_000) = token.parse::<i64>()
    {
        let begin = NaiveDate::from_ymd_opt(1899, 12, 30)?;
        return begin.checked_add_signed(chrono::TimeDelta::days(serial)).map(|day| (day, true));
    }
    if let Some([first, second, third]) = three(token) {
        // A year in front has four digits, or three in Taiwan (115 is 2026).
        if first.len() >= 3 {
            return ymd(year_of(first, today)?, second, third).map(|day| (day, true));
        }
        let (day, month) = match (order, month_name(second)) {
            (_, Some(_)) | (Order::DayFirst, None) => (first, second),
            (Order::MonthFirst, None) => (second, first),
        };
        return ymd(year_of(third, today)?, month, day).map(|day| (day, true));
    }
    let mut parts = token.split(['-', '/', '.']);
    match (parts.next(), parts.next(), parts.next()) {
        // A bare `11.5` is a number far more often than a date.
        (Some(first), Some(second), None) if !token.contains('.') => match order {
            Order::MonthFirst => without_year(first, second, today),
            Order::DayFirst => without_year(second, first, today).or_else(|| without_year(first, second, today)),
        },
        _ => None,
    }
}

fn three(token: &str) -> Option<[&str; 3]> {
    let token = token.split(['T', ' ']).next()?;
    let mut parts = token.split(['-', '/', '.']);
    let found = [parts.next()?, parts.next()?, parts.next()?];
    let fits = |part: &str| !part.is_empty() && part.len() <= 9 && part.chars().all(|c| c.is_ascii_alphanumeric());
    (parts.next().is_none() && found.iter().all(|part| fits(part))).then_some(found)
}

/// A year; one of two figures is at most twenty ahead.
fn year_of(text: &str, today: NaiveDate) -> Option<i32> {
    let text = text.trim().trim_start_matches("民国").trim_start_matches("民國");
    let year: i32 = text.parse().ok()?;
    match text.len() {
        4 => Some(year),
        3 if (100..200).contains(&year) => Some(year + 1911),
        2 => Some(if 2000 + year <= today.year() + 20 { 2000 + year } else { 1900 + year }),
        _ => None,
    }
}

fn ymd(year: i32, month: &str, day: &str) -> Option<NaiveDate> {
    let month = match month_name(month) {
        Some(month) => month,
        None => month.trim().parse().ok()?,
    };
    NaiveDate::from_ymd_opt(year, month, day.trim().parse().ok()?).filter(|day| (1900..2200).contains(&day.year()))
}

fn without_year(month: &str, day: &str, today: NaiveDate) -> Option<(NaiveDate, bool)> {
    let years = [today.year() - 1, today.year(), today.year() + 1];
    let near = years.into_iter().filter_map(|year| ymd(year, month, day));
    near.min_by_key(|day| (*day - today).num_days().abs()).map(|day| (day, false))
}

fn month_name(word: &str) -> Option<u32> {
    const MONTHS: [&str; 12] = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
    let word = word.trim_end_matches(',').to_ascii_lowercase();
    let start = word.get(..3)?;
    let at = MONTHS.iter().position(|month| *month == start)?;
    word.chars().all(|c| c.is_ascii_alphabetic()).then_some(u32::try_from(at).ok()? + 1)
}

/// `3 Nov 2026`, `Nov 3, 2026`, `November 3rd 2026`.
fn in_words(cell: &str, today: NaiveDate) -> Option<(NaiveDate, &str)> {
    let mut words = cell.split_whitespace();
    let (one, two, three) = (words.next()?, words.next()?, words.next()?);
    let (month, day) = match (month_name(one), month_name(two)) {
        (Some(_), _) => (one, two),
        (None, Some(_)) => (two, one),
        _ => return None,
    };
    let year = three.trim_end_matches([',', ';']);
    let day = day.trim_end_matches(|c: char| !c.is_ascii_digit());
    let found = (year.len() == 4).then(|| ymd(year_of(year, today)?, month, day)).flatten()?;
    let end = cell.find(three).map_or(cell.len(), |at| at + year.len());
    Some((found, cell.get(end..).unwrap_or_default()))
}

/// A time at the beginning of what stands behind the date, the seconds east of UTC where its zone is said, and the words behind it.
fn time_of(behind: &str) -> (Option<NaiveTime>, Option<i32>, &str) {
    let behind = behind.strip_prefix('T').unwrap_or(behind);
    let behind = behind.trim_start_matches([',', '，', '、', ';', '；', ':', '：', ' ', '\u{3000}']);
    let digits = behind.find(|c: char| !c.is_ascii_digit() && c != ':' && c != '.').unwrap_or(behind.len());
    let (clock, rest) = behind.split_at(digits);
    let mut parts = clock.split(':');
    let (Some(hour), Some(minute)) = (parts.next(), parts.next()) else { return (None, None, behind.trim()) };
    let afternoon = rest.trim_start().get(..2).map(str::to_ascii_lowercase);
    let hour = match (hour.parse::<u32>(), afternoon.as_deref()) {
        (Ok(hour @ 1..=11), Some("pm")) => hour + 12,
        (Ok(12), Some("am")) => 0,
        (Ok(hour), _) => hour,
        _ => return (None, None, behind.trim()),
    };
    let Some(time) = minute.parse().ok().and_then(|minute| NaiveTime::from_hms_opt(hour, minute, 0)) else {
        return (None, None, behind.trim());
    };
    let rest = rest.trim_start();
    let rest = if matches!(afternoon.as_deref(), Some("am" | "pm")) { rest.get(2..).unwrap_or_default() } else { rest };
    let (zone, rest) = zone_of(rest);
    (Some(time), zone, rest.trim())
}

/// `Z`, `+08:00`, `+0800`, `-05`: seconds east of UTC, and what stands behind.
fn zone_of(rest: &str) -> (Option<i32>, &str) {
    if let Some(behind) = rest.strip_prefix('Z').filter(|behind| !behind.starts_with(char::is_alphanumeric)) {
        return (Some(0), behind);
    }
    let none = (None, rest);
    let sign = match rest.chars().next() {
        Some('+') => 1,
        Some('-') => -1,
        _ => return none,
    };
    let figures = rest.get(1..).unwrap_or_default();
    if !figures.chars().all(|c| c.is_ascii_digit() || c == ':') {
        return none;
    }
    let digits: String = figures.chars().filter(char::is_ascii_digit).collect();
    let (hours, minutes) = digits.split_at(digits.len().min(2));
    match (hours.parse::<i32>(), if minutes.is_empty() { Ok(0) } else { minutes.parse::<i32>() }) {
        (Ok(hours @ 0..=14), Ok(minutes @ 0..=59)) => (Some(sign * (hours * 3600 + minutes * 60)), ""),
        _ => none,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_of_all_kinds() {
        let now = Now::parse("2026-11-24T10:42:00+08:00").unwrap();
        let rows = [
            ("2026-11-03", "2026-11-03"),
            ("2026/11/3", "2026-11-03"),
            ("2026.11.03", "2026-11-03"),
            ("20261103", "2026-11-03"),
            ("2026-11-03T09:30:00", "2026-11-03 09:30"),
            ("2006-04-15T03:23:15.000Z", "2006-04-15 11:23"),
            ("2026-11-20T22:30:00Z", "2026-11-21 06:30"),
            ("2026-11-20T00:00:00Z", "2026-11-20"),
            ("2026-11-20T18:30:00-0500", "2026-11-21 07:30"),
            ("13/05/65", "1965-05-13"),
            ("2026-11-03T09:30:00+08:00", "2026-11-03 09:30"),
            ("2026-11-03 00:00:00", "2026-11-03"),
            ("2026-11-03 14:05", "2026-11-03 14:05"),
            ("2026年11月3日", "2026-11-03"),
            ("2026年11月3日 9:30 报价", "2026-11-03 09:30 报价"),
            ("11月26日", "2026-11-26"),
            ("11月26日报价", "2026-11-26 报价"),
            ("1月5日", "2027-01-05"),
            ("民國115年11月3日", "2026-11-03"),
            ("115/11/03", "2026-11-03"),
            ("3/11/2026", "2026-11-03"),
            ("31/12/26", "2026-12-31"),
            ("03.11.2026", "2026-11-03"),
            ("3 Nov 2026", "2026-11-03"),
            ("Nov 3, 2026", "2026-11-03"),
            ("November 3rd 2026 call Ann", "2026-11-03 call Ann"),
            ("03-Nov-26", "2026-11-03"),
            ("46329", "2026-11-03"),
            ("11/3/2026 2:30 PM", "2026-03-11 14:30"),
            ("26/11", "2026-11-26"),
            ("soon", ""),
            ("", ""),
            ("13805712266", ""),
            ("11.5", ""),
            ("2026-13-45", ""),
            ("报价", ""),
        ];
        for (cell, expected) in rows {
            let found = read(cell, Order::DayFirst, &now).map(|read| {
                let time = read.time.map(|time| time.format(" %H:%M").to_string()).unwrap_or_default();
                let rest = if read.rest.is_empty() { String::new() } else { format!(" {}", read.rest) };
                format!("{}{time}{rest}", read.day)
            });
            assert_eq!(found.unwrap_or_default(), expected, "{cell}");
        }
        let american = read("11/3/2026", Order::MonthFirst, &now).unwrap();
        assert_eq!(american.day.to_string(), "2026-11-03");
    }

    #[test]
    fn a_column_tells_its_order() {
        let rows: [(&[&str], Order, bool); 5] = [
            (&["3/11/2026", "31/12/2026"], Order::DayFirst, true),
            (&["3/11/2026", "12/31/2026"], Order::MonthFirst, true),
            (&["3/11/2026", "4/5/2026"], Order::DayFirst, false),
            (&["2026-11-03", ""], Order::DayFirst, true),
            (&["3/3/2026"], Order::DayFirst, true),
        ];
        for (cells, order, certain) in rows {
            assert_eq!(order_of(cells.iter().copied()), (order, certain), "{cells:?}");
        }
    }
}
