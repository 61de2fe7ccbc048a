//! Times of day: `9:30`, `9am`, `half past three`, `三点半`, `下晝三點`, `noon`, and the parts of a day.

use super::clock::{Clock, Part, Time};
use super::han_time::{han, han_part};
use super::iso::fraction;
use crate::base::number;
use crate::base::scan::Scan;
use crate::base::when::{Found, longest};

/// A time of day; weak where it could be a count (`三点`) or stands only beside a day (`at 3`).
pub(in crate::base::when) fn time(scan: &Scan, place: usize) -> Option<Found<Time>> {
    longest([
        english(scan, place),
        english_past(scan, place),
        spelled(scan, place),
        with_h(scan, place),
        glued(scan, place),
        han(scan, place),
        figures(scan, place),
    ])
}

/// `morning`, 下午: a part of the day by itself. 早上 and the like before a clock are read by [`time`].
pub(in crate::base::when) fn part(scan: &Scan, place: usize) -> Option<(usize, Part)> {
    han_part(scan, place).or_else(|| {
        scan.at(place).filter(|c| "itvmelfaon".contains(*c))?;
        let start = scan.word(place, &["in the", "the"]).map_or(place, |behind| scan.space(behind));
        let start = scan.word(start, &["very"]).map_or(start, |behind| scan.space(behind));
        let (end, n) = scan.word_of(
            start,
            &[
                &["morning", "early morning", "late morning", "mid-morning", "mid morning", "forenoon"],
                &["afternoon", "arvo", "early afternoon", "late afternoon", "mid-afternoon", "mid afternoon"],
                &["evening", "night", "early evening", "late evening", "late night"],
                &["at lunchtime", "lunchtime", "at lunch", "lunch time", "over lunch"],
            ],
        )?;
        Some((end, [Part::Morning, Part::Afternoon, Part::Evening, Part::Noon].get(n).copied()?))
    })
}

/// am and pm behind an hour.
pub(super) fn letters_behind(scan: &Scan, place: usize) -> Option<(usize, Part)> {
    let next = scan.space(place);
    let end = scan
        .literal(next, &["a.m.", "p.m."])
        .or_else(|| scan.literal_free(next, &["a.m", "p.m", "am", "pm", "a m", "p m"]))
        // `3:15p`, only glued to the digits.
        .or_else(|| {
            scan.literal_free(place, &["a", "p"]).filter(|_| scan.before(place).is_some_and(|c| c.is_ascii_digit()))
        })?;
    Some((end, if scan.at(next) == Some('a') { Part::Morning } else { Part::Afternoon }))
}

/// am, pm, `in the morning`, `at night` behind an hour, and whether it was letters.
fn half_behind(scan: &Scan, place: usize) -> Option<(usize, Part, bool)> {
    let next = scan.space(place);
    if let Some((end, half)) = letters_behind(scan, place) {
        return Some((end, half, true));
    }
    let (end, n) = scan.word_of(
        next,
        &[
            &["in the morning", "in the am", "this morning"],
            &["in the afternoon", "in afternoon", "in the pm", "this afternoon"],
            &["in the evening", "at night", "tonight", "this evening"],
        ],
    )?;
    Some((end, [Part::Morning, Part::Afternoon, Part::Evening].get(n).copied()?, false))
}

/// An hour with the half of the day behind it; no time where nobody would say that half of it.
fn with_half(scan: &Scan, place: usize, hour: u32, minute: u32) -> Option<(usize, Option<Time>)> {
    let (end, half, letters) = half_behind(scan, place)?;
    Some((end, halved(hour, minute, half, letters)))
}

/// With am and pm the twelve hours are counted by themselves: 12am is midnight, 9pm is no afternoon but is 21.
pub(super) fn halved(hour: u32, minute: u32, half: Part, letters: bool) -> Option<Time> {
    if !letters {
        return Time::new(hour, minute, Some(half), false);
    }
    if !(1..=12).contains(&hour) {
        return None;
    }
    let base = hour % 12;
    let hour_of_day = if half == Part::Morning { base } else { base + 12 };
    Some(Time { clock: Clock::sure(hour_of_day, minute)?, said: hour, part: Some(half), bare: false })
}

/// `9:30`, `9:30pm`, `09:30`, `pm 9:30`; 下午3:30 is read with the Chinese ones.
fn figures(scan: &Scan, place: usize) -> Option<Found<Time>> {
    if let Some((end, half)) = scan.word_of(place, &[&["am"], &["pm"]]) {
        let (end, hour, minute, second) = hours_minutes(scan, scan.space(end))?;
        let half = if half == 0 { Part::Morning } else { Part::Afternoon };
        return Found::sure(end, halved(hour, minute, half, true)?.with_second(second));
    }
    let (end, hour, minute, second) = hours_minutes(scan, place)?;
    // 9:30 is the morning's; 2:30 is mostly the afternoon's, but not always.
    // With seconds it is a machine's, which counts to 24.
    let seconds = end.checked_sub(3).is_some_and(|at| at > place + 2 && scan.at(at) == Some(':'));
    let two_digits = scan.at(place) == Some('0') || hour >= 7 || seconds;
    if let Some((behind, time)) = with_half(scan, end, hour, minute) {
        return Found::sure(behind, time?.with_second(second));
    }
    Found::sure(end, Time::new(hour, minute, None, two_digits)?.with_second(second))
}

/// `330pm`, `at 0930`: without a colon only with the half behind it, or behind an `at`.
fn glued(scan: &Scan, place: usize) -> Option<Found<Time>> {
    let at = scan.word(place, &["at"]).or_else(|| scan.literal(place, &["@"])).map(|behind| scan.space(behind));
    let at = at.or_else(|| about(scan, place).then_some(place));
    let start = at.unwrap_or(place);
    let (end, value) = scan.digits(start, 4).filter(|(end, _)| end - start >= 3)?;
    let (hour, minute) = (value / 100, value % 100);
    if minute >= 60 {
        return None;
    }
    let Some((behind, time)) = with_half(scan, end, hour, minute) else {
        if end - start != 4 || hour >= 24 {
            return None;
        }
        // `1400 hours`; `0900` behind a day.
        if let Some(end) = scan.literal_free(scan.space(end), &["hours", "hrs", "hour", "hr", "h"]) {
            return Found::sure(end, Time::new(hour, minute, None, true)?);
        }
        at.or_else(|| scan.literal(start, &["0"]))?;
        let two_digits = scan.at(start) == Some('0') || hour >= 7;
        return Found::weak(end, Time::new(hour, minute, None, two_digits)?);
    };
    Found::sure(behind, time?)
}

/// Whether a word stands before this that is said of times: `around 1030`.
fn about(scan: &Scan, place: usize) -> bool {
    ["around ", "about ", "approximately "]
        .iter()
        .any(|word| place.checked_sub(word.len()).is_some_and(|at| scan.literal(at, &[word]).is_some()))
}

/// Hour, minute and second: `9:30`, `9:30:15`.
pub(in crate::base::when) fn hours_minutes(scan: &Scan, place: usize) -> Option<(usize, u32, u32, u32)> {
    let (end, hour) = scan.digits(place, 2).filter(|(_, hour)| *hour <= 24)?;
    let colon = scan.literal(end, &[":"])?;
    let (end, minute) = scan.digits_behind(colon).filter(|(end, minute)| end - colon == 2 && *minute < 60)?;
    let Some(second) = scan.literal(end, &[":"]) else { return Some((end, hour, minute, 0)) };
    // 1:10:20 may be anything, 15:23:24 is a clock's.
    let (last, second) = scan.digits_behind(second).filter(|(last, value)| last - second == 2 && *value < 60)?;
    (scan.at(last) != Some(':')).then_some((fraction(scan, last), hour, minute, second))
}

/// `9am`, `9 in the morning`, `9 o'clock`, `noon`, `at 9`, and a lone hour for ranges.
fn english(scan: &Scan, place: usize) -> Option<Found<Time>> {
    let at = scan.word(place, &["at"]).or_else(|| scan.literal(place, &["@"])).map(|behind| scan.space(behind));
    let start = at.unwrap_or(place);
    let noon = ["12 noon", "noon", "the noon", "midday", "mid-day", "mid day", "the midday"];
    if let Some((end, n)) = scan.word_of(start, &[&noon, &["midnight", "12 midnight"]]) {
        let clock = Clock::sure(if n == 0 { 12 } else { 24 }, 0)?;
        return Found::sure(end, Time { clock, said: 12, part: None, bare: false });
    }
    if at.is_some()
        && let Some(found) = figures(scan, start)
    {
        return Some(found);
    }
    let (mut end, hour) = hour_word(scan, start)?;
    let clock_word = scan.word(scan.space(end), &["o'clock", "oclock"]);
    if let Some(behind) = clock_word {
        end = behind;
    }
    let vague = scan.literal_free(end, &["ish", "-ish"]);
    end = vague.unwrap_or(end);
    let vague = vague.is_some();
    // `9.30am`, `at 9.30`: the point is a colon only with the half behind it, or behind an `at` that is no price's.
    let mut minute = 0;
    let pointed = scan
        .literal(end, &["."])
        .and_then(|point| scan.digits_behind(point).filter(|(end, minute)| end - point == 2 && *minute < 60));
    if let Some((behind, minutes)) = pointed
        && half_behind(scan, behind).is_some()
    {
        (end, minute) = (behind, minutes);
    } else if let Some((behind, minutes)) = pointed
        && scan.word(place, &["at"]).is_some()
        && !priced(scan, behind)
    {
        return Found::sure(behind, Time::new(hour, minutes, None, hour >= 7)?);
    }
    if let Some((behind, time)) = with_half(scan, end, hour, minute) {
        return Found::sure(behind, time?);
    }
    // `at 3 15`.
    let spaced =
        scan.literal(end, &[" "]).and_then(|next| scan.digits(next, 2).filter(|(digits, _)| digits - next == 2));
    if let Some((behind, minute)) = spaced.filter(|(_, minute)| at.is_some() && (10..60).contains(minute)) {
        return Found::weak(behind, Time::new(hour, minute, None, false)?);
    }
    let mut time = Time::new(hour, 0, None, false)?;
    if clock_word.is_some() || vague {
        return Found::sure(end, time);
    }
    time.bare = at.is_none();
    Found::weak(end, time)
}

/// `9.30`, `14.05`: hour and minute with a point, which alone are a price or a count.
pub(in crate::base::when) fn pointed(scan: &Scan, place: usize) -> Option<Found<Time>> {
    let (end, hour) = scan.digits(place, 2).filter(|(_, hour)| *hour < 24)?;
    let point = scan.literal(end, &["."])?;
    let (end, minute) = scan.digits_behind(point).filter(|(end, minute)| end - point == 2 && *minute < 60)?;
    let goes_on = scan.at(end).is_some_and(|c| ".%/".contains(c));
    (!goes_on && !priced(scan, end)).then_some(())?;
    Found::weak(end, Time::new(hour, minute, None, hour >= 7)?)
}

/// Whether what stands behind a figure makes a price of it: `at 9.30 a box`.
fn priced(scan: &Scan, place: usize) -> bool {
    let next = scan.space(place);
    scan.word(next, &["a", "an", "each", "per", "apiece", "off", "plus", "net", "k", "m"]).is_some()
        || scan.at(next).is_some_and(|c| matches!(c, '%' | '/' | '€' | '£' | '$' | '.' | '-'))
}

fn hour_word(scan: &Scan, place: usize) -> Option<(usize, u32)> {
    if let Some(found) = scan.digits(place, 2) {
        return Some(found).filter(|(_, hour)| (1..=24).contains(hour));
    }
    if scan.word(place, &["a"]).is_some() {
        return None;
    }
    let (end, hour) = number::english_small(scan, place)?;
    Some((end, u32::try_from(hour).ok()?)).filter(|(_, hour)| (1..=12).contains(hour))
}

/// `ten thirty`, `nine oh five`, `three twenty pm`: in words only with the half behind them or an `at` before in a sentence; and `half three`.
fn spelled(scan: &Scan, place: usize) -> Option<Found<Time>> {
    let at = scan.word(place, &["at"]).map(|behind| scan.space(behind));
    let start = at.unwrap_or(place);
    if let Some(end) = scan.word(start, &["half"]) {
        let (end, hour) = hour_word(scan, scan.space(end)).filter(|(_, hour)| *hour <= 12)?;
        return Found::weak(end, Time::new(hour, 30, None, false)?);
    }
    if scan.at(start).is_some_and(|c| c.is_ascii_digit()) {
        return None;
    }
    let (end, hour) = hour_word(scan, start)?;
    let next = scan.space(scan.literal(end, &["-"]).unwrap_or(end));
    let small_minute =
        scan.word(next, &["oh", "o", "zero"]).map(|behind| scan.space(scan.literal(behind, &["-"]).unwrap_or(behind)));
    let (end, minute) = number::english_small(scan, small_minute.unwrap_or(next))?;
    let minute = u32::try_from(minute).ok()?;
    let fits = if small_minute.is_some() { (1..10).contains(&minute) } else { (10..60).contains(&minute) };
    if !fits || next == end {
        return None;
    }
    match with_half(scan, end, hour, minute) {
        Some((behind, time)) => Found::sure(behind, time?),
        None => Found::weak(end, Time::new(hour, minute, None, false)?),
    }
}

/// `15h30`, `at 15h`: a clock's where it cannot be a length.
fn with_h(scan: &Scan, place: usize) -> Option<Found<Time>> {
    let at = scan.word(place, &["at"]).map(|behind| scan.space(behind));
    let start = at.unwrap_or(place);
    let (end, hour) = scan.digits(start, 2).filter(|(_, hour)| *hour < 24)?;
    let end = scan.literal(end, &["h"])?;
    let minute = scan.digits_behind(end).filter(|(digits, minute)| digits - end == 2 && *minute < 60);
    let two_digits = end - start == 3;
    match minute {
        Some((end, minute)) if at.is_some() || hour > 8 => Found::sure(end, Time::new(hour, minute, None, two_digits)?),
        None if at.is_some() && !scan.at(end).is_some_and(|c| c.is_ascii_alphanumeric()) => {
            Found::sure(end, Time::new(hour, 0, None, two_digits)?)
        }
        _ => None,
    }
}

/// The `19h` and `8h30` of a day: beside one nothing takes so long.
pub(in crate::base::when) fn hour_of_a_day(scan: &Scan, place: usize) -> Option<Found<Time>> {
    let (end, hour) = scan.digits(place, 2).filter(|(_, hour)| (7..24).contains(hour))?;
    let behind = scan.literal(end, &["h"])?;
    let minutes = scan.digits_behind(behind).filter(|(end, minute)| end - behind == 2 && *minute < 60);
    let (end, minute) = minutes.or_else(|| Some((scan.literal_free(end, &["h"])?, 0)))?;
    Found::sure(end, Time::new(hour, minute, None, true)?)
}

/// `half past three`, `quarter to four`, `ten past nine`.
fn english_past(scan: &Scan, place: usize) -> Option<Found<Time>> {
    let at = scan.word(place, &["at"]).map_or(place, |behind| scan.space(behind));
    let mut said = None;
    let (end, minutes) = match scan.word_of(at, &[&["half"], &["a quarter", "quarter"]]) {
        Some((end, n)) => (end, if n == 0 { 30 } else { 15 }),
        None => {
            let (end, minutes) = scan.digits(at, 2).or_else(|| {
                let (end, value) = number::english_small(scan, at)?;
                Some((end, u32::try_from(value).ok()?))
            })?;
            said = scan.word(scan.space(end), &["minutes", "mins", "min"]);
            (said.unwrap_or(end), minutes)
        }
    };
    let (end, n) = scan.word_of(scan.space(end), &[&["past", "after"], &["to", "before"]])?;
    if minutes == 0 || minutes >= 60 || (minutes == 30 && n == 1) {
        return None;
    }
    let next = scan.space(end);
    if let Some(end) = scan.word(next, &["noon", "midday"]) {
        let clock = if n == 0 { Clock::sure(12, minutes)? } else { Clock::sure(11, 60 - minutes)? };
        return Found::sure(end, Time { clock, said: 12, part: None, bare: false });
    }
    let (end, hour) = hour_word(scan, next).filter(|(_, hour)| *hour <= 12)?;
    // `9 to 10` are two hours, not nine minutes before ten: only the usual fives are said so in figures.
    if n == 1 && minutes % 5 != 0 && said.is_none() {
        return None;
    }
    let in_figures = scan.at(at).is_some_and(|c| c.is_ascii_digit());
    if in_figures && n == 1 && minutes <= 12 && said.is_none() {
        return None;
    }
    let (hour, minute) = match n {
        0 => (hour, minutes),
        _ if hour == 1 => (12, 60 - minutes),
        _ => (hour - 1, 60 - minutes),
    };
    match with_half(scan, end, hour, minute) {
        Some((behind, time)) => Found::sure(behind, time?),
        None => Found::sure(end, Time::new(hour, minute, None, false)?),
    }
}
