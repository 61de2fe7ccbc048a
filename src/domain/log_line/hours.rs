//! Hours in bare figures at the head of a line or right behind the name: `0930-0950`, `1145 till 1210`, `half 10 to 11`, `10.30 to 11`, `3.15-3.40pm`.
//!
//! Always holds: two hours that stand apart, the later one no more than a morning behind the other; prices and counts are none (`9.50 to 10`, `1200-1500
//! boxes`).

use crate::base::when::{self, Context, Said, When};

use super::before::DONE;
use super::marks;
use super::notes::separates;

/// Between two hours.
const JOINED: [&str; 8] = ["-", "–", " - ", " – ", " to ", " till ", " til ", " until "];
/// A visit takes no more minutes.
const LONGEST: u32 = 5 * 60;
/// Behind the figures these make a price or a count of them.
const COUNTED: [&str; 22] = [
    "a", "per", "each", "pcs", "pieces", "boxes", "box", "cases", "case", "units", "rolls", "cans", "bottles",
    "litres", "kg", "ml", "miles", "people", "off", "quid", "pounds", "now",
];

/// An hour as it is written in figures.
struct Hour {
    minutes: u32,
    /// It has minutes, as `10.30` has.
    full: bool,
}

/// The hours with which a text begins, and their bytes.
pub(super) fn in_figures(text: &str, past: &Context) -> Option<(usize, Said)> {
    let Some((end, words)) = both(text) else {
        let (length, first) = hour(text)?;
        return agreed(text, length, &first, past);
    };
    let said = when::parse(&words, past)?;
    matches!(said.when, When::Hours { .. }).then_some((end, said))
}

/// Two hours with which a text begins, their bytes, and how they are read: `from 10:00 to 10:25`.
fn both(text: &str) -> Option<(usize, String)> {
    let (length, first) = hour(text)?;
    let joined = JOINED.iter().filter(|word| text[length..].starts_with(**word)).max_by_key(|word| word.len())?;
    let from = length + joined.len();
    let (second, last) = hour(&text[from..])?;
    let mut end = from + second;
    let half = ["am", "pm", " am", " pm"].iter().find(|half| {
        let rest = text[end..].strip_prefix(**half);
        rest.is_some_and(|rest| !rest.starts_with(char::is_alphanumeric))
    });
    end += half.map_or(0, |half| half.len());
    let next =
        text[end..].trim_start().split(|c: char| !c.is_alphanumeric()).next().unwrap_or_default().to_ascii_lowercase();
    let apart = text[end..].chars().next().is_none_or(separates) && !text[end..].starts_with('/');
    // `9.50 to 10` is a price; what is said in quarters is an hour, and `10.05-10.20`.
    let pointed = text[..length].contains('.') && half.is_none();
    let day = |hour: &Hour| hour.full && hour.minutes.is_multiple_of(5) && (7 * 60..19 * 60).contains(&hour.minutes);
    let clocks = joined.trim().len() < 2 || *joined == " til ";
    let clocks = clocks && day(&first) && day(&last) && next != "for";
    let quarters = clocks || first.minutes % 15 == 0 && last.minutes % 5 == 0;
    let takes = (last.minutes + if last.minutes < first.minutes { 12 * 60 } else { 0 }).checked_sub(first.minutes)?;
    // `1200-1500 covers a week`: round figures before a small word that does not tell what was done count something.
    let round = |words: &str| words.len() == 4 && words.ends_with("00") && !words.starts_with('0');
    let counts = half.is_none() && round(&text[..length]) && round(&text[from..from + second]);
    let small = text[end..].starts_with(' ') && text[end..].trim_start().starts_with(char::is_lowercase);
    if marks::is_unit(&next) || counts && small && !DONE.contains(&next.as_str()) {
        return None;
    }
    // Two bare hours are read elsewhere; `2-2.40 saw errol`.
    let until = last.full
        && last.minutes % 5 == 0
        && text[from..from + second].contains('.')
        && !["for", "off", "on"].contains(&next.as_str());
    let plain = !first.full && half.is_none() && !until;
    if !apart || plain || pointed && !quarters || !(1..=LONGEST).contains(&takes) || COUNTED.contains(&next.as_str()) {
        return None;
    }
    let clock = |minutes: u32| format!("{}:{:02}", minutes / 60, minutes % 60);
    let half = half.map_or("", |half| half.trim());
    Some((end, format!("from {}{half} to {}{half}", clock(first.minutes), clock(last.minutes))))
}

/// `10.30 as agreed`.
fn agreed(text: &str, length: usize, first: &Hour, past: &Context) -> Option<(usize, Said)> {
    let word = [" as agreed", " as planned", " as arranged", " on the dot"]
        .iter()
        .find(|word| text[length..].starts_with(**word))?;
    let said = when::parse(&format!("at {}:{:02}", first.minutes / 60, first.minutes % 60), past)?;
    let closed = text[length + word.len()..].chars().next().is_none_or(|c| c != ' ' && separates(c));
    (first.full && closed && matches!(said.when, When::At(_))).then_some((length, said))
}

/// `yesterday 4.30 old town bakery`: the hour of a day that was said before it.
pub(super) fn behind_day(text: &str, end: usize, said: Said, past: &Context) -> Option<(usize, Said)> {
    let When::Day(day) = said.when else { return None };
    let rest = text[end..].strip_prefix(' ')?;
    let (length, own) = hour(rest)?;
    let next = rest[length..].trim_start().split(|c: char| !c.is_alphanumeric()).next().unwrap_or_default();
    let apart = rest[length..].chars().next().is_none_or(separates) && !rest[length..].starts_with('/');
    let counted = COUNTED.contains(&next.to_ascii_lowercase().as_str());
    let clock = rest[..length].contains('.') || rest.starts_with("half ");
    if !own.full || !clock || own.minutes % 5 != 0 || !apart || counted || day > past.today {
        return None;
    }
    let said = when::parse(&format!("{} at {}:{:02}", &text[..end], own.minutes / 60, own.minutes % 60), past)?;
    matches!(said.when, When::At(_)).then_some((end + 1 + length, said))
}

/// `yest 2-2.40 saw errol`, `last fri 9.15-9.40`: the hours of a day that was said before them.
pub(super) fn both_behind_day(text: &str, end: usize, said: Said, past: &Context) -> Option<(usize, Said)> {
    let When::Day(day) = said.when else { return None };
    let rest = text[end..].strip_prefix(' ')?;
    let (length, words) = both(rest).filter(|_| day <= past.today)?;
    let said = when::parse(&format!("{} {words}", &text[..end]), past)?;
    matches!(said.when, When::Hours { .. }).then_some((end + 1 + length, said))
}

/// `0930`, `10.30`, `half 10`, `11`.
fn hour(text: &str) -> Option<(usize, Hour)> {
    let half = if text.get(..5).is_some_and(|head| head.eq_ignore_ascii_case("half ")) { 5 } else { 0 };
    let digits = |text: &str| text.len() - text.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    let rest = &text[half..];
    let length = digits(rest);
    let number = |range: std::ops::Range<usize>| rest.get(range)?.parse::<u32>().ok();
    let (hours, minutes, end) = match length {
        4 if half == 0 => (number(0..2)?, number(2..4)?, 4),
        1 | 2 if half > 0 => (number(0..length)?, 30, length),
        1 | 2 if rest[length..].starts_with('.') && digits(&rest[length + 1..]) == 2 => {
            (number(0..length)?, number(length + 1..length + 3)?, length + 3)
        }
        1 | 2 => (number(0..length)?, 0, length),
        _ => return None,
    };
    let most = if half > 0 { 12 } else { 22 };
    let full = half > 0 || end > 2;
    ((1..=most).contains(&hours) && minutes < 60).then_some((half + end, Hour { minutes: hours * 60 + minutes, full }))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::clock::Now;
    use crate::base::lang::Lang;
    use crate::base::when::Hint;

    #[test]
    fn an_hour_behind_its_day_is_read_and_no_price() {
        let past = Context::at(&Now::parse("2026-11-24T18:42:00+00:00").unwrap(), Hint::Past, Lang::En);
        for (text, day, expected) in [
            ("yesterday 4.30 old town bakery", "yesterday", "11-23 16:30"),
            ("yesterday half 4 old town bakery", "yesterday", "11-23 16:30"),
            ("yesterday 10.15, ed in", "yesterday", "11-23 10:15"),
            ("yesterday 4.30 a box", "yesterday", ""),
            ("yesterday 4.99 offer", "yesterday", ""),
            ("yesterday 12 boxes", "yesterday", ""),
            ("yesterday 63.50 paid", "yesterday", ""),
            ("yesterday 0930", "yesterday", ""),
            ("tomorrow 4.30 old town", "tomorrow", ""),
        ] {
            let said = when::parse(day, &past).unwrap();
            let found = behind_day(text, day.len(), said, &past).map_or(String::new(), |(_, said)| match said.when {
                When::At(at) => at.format("%m-%d %H:%M").to_string(),
                _ => "?".into(),
            });
            assert_eq!(found, expected, "{text}");
        }
    }

    #[test]
    fn two_hours_in_figures_are_read_and_no_price_and_no_count() {
        let past = Context::at(&Now::parse("2026-11-24T18:42:00+00:00").unwrap(), Hint::Past, Lang::En);
        for (text, expected) in [
            ("0930-0950 sam wants SDS", "0930-0950 09:30 09:50"),
            ("1145 till 1210, debbie", "1145 till 1210 11:45 12:10"),
            ("half 10 to 11 Ed", "half 10 to 11 10:30 11:00"),
            ("half 2 to half 3", "half 2 to half 3 14:30 15:30"),
            ("10.30 to 11", "10.30 to 11 10:30 11:00"),
            ("3.15-3.40pm Abdi", "3.15-3.40pm 15:15 15:40"),
            ("1330 - 1400", "1330 - 1400 13:30 14:00"),
            ("10.30 as agreed, nick", "10.30 10:30"),
            ("9.50 to 10", ""),
            ("1.20 to 1.40", ""),
            ("10.05-10.20 reception only", "10.05-10.20 10:05 10:20"),
            ("9.50-10.15 cellar clean", "9.50-10.15 09:50 10:15"),
            ("10 til 10.25", "10 til 10.25 10:00 10:25"),
            ("2-2.40 saw errol", "2-2.40 14:00 14:40"),
            ("9.50-10.15 a box", ""),
            ("9.95-10.20 list price", ""),
            ("8.50-9.20 for gloves", ""),
            ("2-2.40 a box", ""),
            ("2-2.40 for the rolls", ""),
            ("3.20-3.40 list price", ""),
            ("10.30 a box", ""),
            ("10.30 to 11 a box", ""),
            ("1200-1500 boxes", ""),
            ("1200-1500 covers a week, wants a price", ""),
            ("1000 to 1200 bags a month", ""),
            ("1250-1350 bags a month", ""),
            ("1000-1200 leaflets wanted", ""),
            ("1000-1500 rpm drill wanted", ""),
            ("1000-1200 Sam wants two", "1000-1200 10:00 12:00"),
            ("1000-1200 met sam", "1000-1200 10:00 12:00"),
            ("1000-1200, sam", "1000-1200 10:00 12:00"),
            ("0900-1000 sam", "0900-1000 09:00 10:00"),
            ("1200 boxes", ""),
            ("2026-2027", ""),
            ("0930", ""),
            ("9 to 5", ""),
            ("0930-0950s", ""),
            ("1030-1020", ""),
            ("half 10", ""),
            ("half the boxes", ""),
            ("10.30 as agreed price", ""),
            ("15.30-16.20 met", "15.30-16.20 15:30 16:20"),
            ("1.2k", ""),
        ] {
            let found = in_figures(text, &past).map_or(String::new(), |(end, said)| match said.when {
                When::Hours { start, end: until } => {
                    format!("{} {} {}", &text[..end], start.format("%H:%M"), until.format("%H:%M"))
                }
                When::At(at) => format!("{} {}", &text[..end], at.format("%H:%M")),
                _ => "?".into(),
            });
            assert_eq!(found, expected, "{text}");
        }
    }
}
