//! An hour beside those whom one met: `bogdan 9am`, `piotr & tanya 10.15`, `11 carol & huw`.
//!
//! Always holds: in the first clause, where nothing but names stands before it; a figure without `am` or `pm` is an hour only beside the customer's own
//! people. A price, a count and an hour of another day are none.

use std::ops::Range;

use crate::domain::log_line::ordinary::is_ordinary;

/// Between names, and before an hour.
const JOINS: [&str; 8] = ["&", "and", "+", "w", "with", "n", "at", "@"];
/// Behind an hour these make it another than the visit's.
const ANOTHER: [&str; 44] = [
    "tomorrow",
    "tmrw",
    "next",
    "mon",
    "tue",
    "tues",
    "wed",
    "weds",
    "thu",
    "thur",
    "thurs",
    "fri",
    "sat",
    "sun",
    "monday",
    "tuesday",
    "wednesday",
    "thursday",
    "friday",
    "saturday",
    "sunday",
    "daily",
    "every",
    "till",
    "til",
    "to",
    "until",
    "onwards",
    "delivery",
    "deliveries",
    "slot",
    "start",
    "starts",
    "finish",
    "close",
    "opening",
    "a",
    "per",
    "each",
    "off",
    "please",
    "suits",
    "best",
    "only",
];

/// An hour as it is written, and for how many words.
enum Hour {
    /// `9am`, `1.15pm`, `10:15`.
    Marked,
    /// `12.45`.
    Pointed,
    /// `11`.
    Bare,
}

/// The hour with which words begin: how many words it takes, and it as it is read.
fn hour(words: &[(Range<usize>, &str)]) -> Option<(Hour, usize, String)> {
    let (_, word) = words.first()?;
    let lower = word.to_ascii_lowercase();
    let half = |text: &str| ["am", "pm"].into_iter().find(|half| text == *half);
    let next = words.get(1).and_then(|(_, next)| half(&next.to_ascii_lowercase()));
    let own = ["am", "pm"].into_iter().find(|half| lower.ends_with(half));
    let figures = own.map_or(lower.as_str(), |half| &lower[..lower.len() - half.len()]);
    let (hours, minutes) = figures.split_once(['.', ':']).unwrap_or((figures, ""));
    let number = |text: &str| {
        (!text.is_empty() && text.chars().all(|c| c.is_ascii_digit())).then(|| text.parse::<u32>().ok())?
    };
    let hours = number(hours).filter(|hours| (1..=22).contains(hours))?;
    let pointed = !minutes.is_empty();
    let minutes = if pointed { number(minutes).filter(|own| *own < 60 && minutes.len() == 2)? } else { 0 };
    if figures.contains(['.', ':']) && !pointed {
        return None;
    }
    let half = own.or(next);
    let said = format!("at {hours}:{minutes:02}{}", half.unwrap_or_default());
    let length = if own.is_none() && next.is_some() { 2 } else { 1 };
    match half {
        Some(_) if hours <= 12 => Some((Hour::Marked, length, said)),
        None if figures.contains(':') => Some((Hour::Marked, 1, said)),
        None if pointed && (minutes % 15 == 0 || minutes % 5 == 0 && (7..=18).contains(&hours)) => {
            Some((Hour::Pointed, 1, said))
        }
        None if !pointed && hours <= 12 => Some((Hour::Bare, 1, said)),
        _ => None,
    }
}

/// The hour beside the people of a clause, and how it is read. `own`: whether a word is what one of the customer's people is called.
pub(super) fn beside(clause: &str, own: &dyn Fn(&str) -> bool) -> Option<(Range<usize>, String)> {
    let mut at = 0;
    let words: Vec<(Range<usize>, &str)> = clause
        .split(' ')
        .filter_map(|word| {
            let start = at;
            at += word.len() + 1;
            let bare = word.trim_end_matches(['.', ':', ';', '!']);
            (!bare.is_empty()).then_some((start..start + bare.len(), bare))
        })
        .collect();
    let joins = |word: &str| JOINS.contains(&word.to_ascii_lowercase().as_str());
    let named = |word: &str| {
        own(word)
            || !is_ordinary(word) && word.chars().all(|c| c.is_alphabetic() || matches!(c, '\'' | '-' | '.' | '’'))
    };
    for n in 0..words.len().min(7) {
        if let Some((form, length, said)) = hour(&words[n..]) {
            let (before, behind) = (&words[..n], &words[n + length..]);
            let people = before.iter().any(|(_, word)| own(word));
            let next = behind.first().map_or("", |(_, word)| *word);
            let then = !behind.is_empty() && own(next) && behind.iter().all(|(_, word)| named(word) || joins(word));
            let fits = match form {
                Hour::Marked => (n > 0 || then) && !ANOTHER.contains(&next.to_ascii_lowercase().as_str()),
                Hour::Pointed => people && behind.is_empty() || then,
                Hour::Bare => then,
            };
            return fits.then(|| (words[n].0.start..words[n + length - 1].0.end, said));
        }
        if !(named(words[n].1) || joins(words[n].1)) {
            return None;
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_hour_stands_beside_people_and_nothing_like_it() {
        let own = |word: &str| {
            ["bogdan", "carol", "huw", "piotr", "tanya", "claire", "james", "ian", "gary", "val"].contains(&word)
        };
        for (clause, expected) in [
            ("bogdan 9am", "at 9:00am"),
            ("hannam gary 2pm trianing done for 6 staff", "at 2:00pm"),
            ("maggie payne 8am", "at 8:00am"),
            ("gary bennett 1.15pm £1.2k order", "at 1:15pm"),
            ("hse 12.45 claire james + ian", "at 12:45"),
            ("11 carol & huw", "at 11:00"),
            ("piotr & tanya 10.15", "at 10:15"),
            ("piotr at 10.15", "at 10:15"),
            ("bogdan 9 am", "at 9:00am"),
            ("val 14:30 wants a demo", "at 14:30"),
            ("3.15 val", "at 3:15"),
            ("2pm val", "at 2:00pm"),
            ("val 9.40", "at 9:40"),
        ] {
            assert_eq!(beside(clause, &own).map(|(_, said)| said).as_deref(), Some(expected), "{clause}");
        }
        for clause in [
            "rd 3 drums",
            "3 drums caustic 540",
            "bogdan wants it 9am",
            "bogdan 9am tomorrow",
            "bogdan 9am delivery late",
            "bogdan 9am mon",
            "bogdan 2pm till 4",
            "bogdan 12",
            "12 bottles",
            "bogdan 12.50 a box",
            "bogdan 9.99",
            "bogdan 63.50",
            "12.45 too dear",
            "11 boxes carol",
            "bogdan 13pm",
            "carol 20 kg",
            "smith 12.45",
            "val 2.35",
            "bogdan rm 204",
            "moved it to tues 11am",
        ] {
            assert_eq!(beside(clause, &own).map(|(_, said)| said), None, "{clause}");
        }
    }
}
