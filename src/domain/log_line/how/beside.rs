//! An hour beside those whom one met: `bogdan 9am`, `piotr & tanya 10.15`, `11 carol & huw`.
//!
//! Always holds: beside names, where nothing else stands before it in its clause; a figure without `am` or `pm` is an hour only beside the customer's own
//! people, or a clause of its own. A price, a count and an hour of another day are none.

use std::ops::Range;

use crate::domain::log_line::day;
use crate::domain::log_line::ordinary::is_ordinary;

/// Between names, and before an hour.
const JOINS: [&str; 8] = ["&", "and", "+", "w", "with", "n", "at", "@"];
/// Behind an hour these, and weekdays, make it another than the visit's.
const ANOTHER: [&str; 23] = [
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

/// Behind a figure with a point these go on to tell of the visit: `8.15 coffee`, `7.30 in the yard`; `12.50 a box` is a price.
const TOLD: [&str; 24] = [
    "coffee",
    "brew",
    "tea",
    "cuppa",
    "lunch",
    "breakfast",
    "meeting",
    "in",
    "nothing",
    "met",
    "saw",
    "quick",
    "chat",
    "demo",
    "with",
    "w",
    "downstairs",
    "upstairs",
    "outside",
    "walk",
    "showed",
    "went",
    "popped",
    "then",
];
/// Behind one of those these make it a price: `12.30 in total`, `3.45 w vat`, `3.45 nothing off`.
const SUM: [&str; 10] = ["total", "all", "vat", "cash", "delivery", "discount", "off", "credit", "carriage", "stock"];
/// What one does whom one meets.
const MET: [&str; 8] = ["met", "saw", "seen", "caught", "got", "visited", "popped", "went"];

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
            // `priya rolls 3.15` is a price.
            let alone = before.iter().all(|(_, word)| own(word) || joins(word));
            let next = behind.first().map_or("", |(_, word)| *word);
            let then_sum = behind.get(1).is_some_and(|(_, word)| SUM.contains(&word.to_ascii_lowercase().as_str()));
            let then = !behind.is_empty() && own(next) && behind.iter().all(|(_, word)| named(word) || joins(word));
            let fits = match form {
                Hour::Marked => {
                    (n > 0 || then) && !(day::is_to_come(next) || ANOTHER.contains(&next.to_ascii_lowercase().as_str()))
                }
                Hour::Pointed => {
                    let told = TOLD.contains(&next.to_ascii_lowercase().as_str()) && !then_sum;
                    people && alone && (behind.is_empty() || told) || then
                }
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

/// The hour of a clause further on: all that it says (`9.20`), or behind whom one met (`met her 4.15`).
pub(super) fn further(clause: &str, own: &dyn Fn(&str) -> bool) -> Option<(Range<usize>, String)> {
    let lead = clause.len() - clause.trim_start().len();
    let mut at = lead;
    let words: Vec<(Range<usize>, &str)> = clause
        .trim()
        .split(' ')
        .map(|word| {
            let start = at;
            at += word.len() + 1;
            (start..start + word.len(), word)
        })
        .collect();
    let (last, _) = words.last()?;
    let (form, _, said) = hour(&words[words.len() - 1..])?;
    let low = |n: usize| words.get(n).map_or(String::new(), |(_, word)| word.to_ascii_lowercase());
    // `got both 3.30` are two things.
    let both = low(0) != "got";
    let whom = |word: &str| ["him", "her", "them"].contains(&word) || both && word == "both" || own(word);
    let met = MET.contains(&low(0).as_str()) && (2..=4).contains(&words.len());
    let met = met && (1..words.len() - 1).all(|n| whom(&low(n)) || ["at", "and", "&"].contains(&low(n).as_str()));
    let alone = words.len() == 1;
    (matches!(form, Hour::Pointed) && (alone || met)).then(|| (last.clone(), said))
}

/// From when to when, behind people or as a clause of its own: `nat smart 10 til 10.40`, `11 to 12`, `9 till half past`.
pub(super) fn from_to(clause: &str, own: &dyn Fn(&str) -> bool) -> Option<(Range<usize>, String)> {
    let lower = clause.to_ascii_lowercase();
    let (at, join) = [" til ", " till ", " until ", " to "].iter().find_map(|join| Some((lower.find(join)?, *join)))?;
    let start = lower[..at].rfind(' ').map_or(0, |at| at + 1);
    let clock = |word: &str| {
        let (hours, minutes) = word.split_once(['.', ':']).unwrap_or((word, "00"));
        let figures = |text: &str| !text.is_empty() && text.chars().all(|c| c.is_ascii_digit());
        let both = figures(hours) && hours.len() <= 2 && figures(minutes) && minutes.len() == 2;
        let (hours, minutes) = (hours.parse::<u32>().ok()?, minutes.parse::<u32>().ok()?);
        (both && (1..=18).contains(&hours) && minutes < 60 && minutes % 5 == 0).then_some(hours * 60 + minutes)
    };
    let from = clock(&lower[start..at])?;
    let rest = &lower[at + join.len()..];
    let (length, to) = match ["half past", "quarter past", "quarter to"].iter().find(|word| rest.starts_with(**word)) {
        // `9 till half past` is of the same hour.
        Some(word) if from % 60 == 0 && rest.len() == word.len() => {
            (word.len(), from + if word.starts_with("half") { 30 } else { if word.ends_with("to") { 45 } else { 15 } })
        }
        _ => (rest.len(), clock(rest)?),
    };
    // One who came before noon may have left behind it.
    let to = if to < from { to + 12 * 60 } else { to };
    let named = |word: &str| own(word) || !is_ordinary(word) && word.chars().all(char::is_alphabetic);
    let joins = |word: &str| JOINS.contains(&word) || word.is_empty();
    let before: Vec<&str> = lower[..start].split(' ').filter(|word| !word.is_empty()).collect();
    let people = before.is_empty()
        || before.iter().any(|word| own(word)) && before.iter().all(|word| named(word) || joins(word));
    let said = format!("from {}:{:02} to {}:{:02}", from / 60, from % 60, to / 60, to % 60);
    ((10..=5 * 60).contains(&(to - from)) && to < 22 * 60 && people).then_some((start..at + join.len() + length, said))
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
            ("val 8.15 coffee", "at 8:15"),
            ("val 7.30 in the yard £220 foam", "at 7:30"),
            ("val 3.45 nothing today", "at 3:45"),
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

    #[test]
    fn an_hour_further_on_and_two_hours_are_read_and_no_price() {
        let own = |word: &str| ["val", "nat", "james"].contains(&word);
        for (clause, expected) in [
            (" 9.20", "at 9:20"),
            (" met her 4.15", "at 4:15"),
            (" saw val 2.30", "at 2:30"),
            (" 9.99", ""),
            (" 22.50", ""),
            (" sold at 4.15", ""),
            (" gloves 4.50", ""),
            (" got 4 at 4.50", ""),
        ] {
            assert_eq!(further(clause, &own).map_or(String::new(), |(_, said)| said), expected, "{clause}");
        }
        for (clause, expected) in [
            ("nat smart 10 til 10.40", "from 10:00 to 10:40"),
            ("11 to 12", "from 11:00 to 12:00"),
            ("james 9 till half past", "from 9:00 to 9:30"),
            ("val 11.30 to 1", "from 11:30 to 13:00"),
            ("10 to 20 boxes", ""),
            ("val wants 10 to 12", ""),
            ("price up from 10 to 12", ""),
            ("open 9 to 5", ""),
            ("9 to 5", ""),
            ("moved from 3 to 4", ""),
        ] {
            assert_eq!(from_to(clause, &own).map_or(String::new(), |(_, said)| said), expected, "{clause}");
        }
    }
}
