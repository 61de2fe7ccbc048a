//! Numbers in English words.

use super::Raw;
use crate::base::scan::Scan;

/// Number words: `twelve thousand`, `a hundred and fifty`, `half a million`.
pub(super) fn english(scan: &Scan, place: usize) -> Option<(usize, Raw)> {
    if let Some(end) = scan.word(place, &["half a million"]) {
        return Some((end, Raw::whole(500_000)));
    }
    let (mut total, mut section): (i64, i64) = (0, 0);
    let mut end = None;
    let mut next = place;
    loop {
        if let Some((behind, value)) = small(scan, next) {
            section = section.checked_add(value)?;
            end = Some(behind);
        } else if let Some(behind) = scan.word(next, &["hundred"]) {
            section = section.max(1).checked_mul(100)?;
            end = Some(behind);
        } else if let Some((behind, n)) = scan.word_of(next, &[&["thousand"], &["million"]]) {
            total = total.checked_add(section.max(1).checked_mul(if n == 0 { 1_000 } else { 1_000_000 })?)?;
            section = 0;
            end = Some(behind);
        } else {
            break;
        }
        next = scan.space(end.unwrap_or(next));
        if let Some(behind) = scan.word(next, &["and"]).filter(|_| total.saturating_add(section) >= 100) {
            next = scan.space(behind);
        }
        if scan.at(next) == Some('-') {
            next += 1;
        }
    }
    Some((end?, Raw::whole(total.checked_add(section)?)))
}

/// A number word below a hundred (`a` only before a larger one), and the place behind it.
pub(in crate::base) fn small(scan: &Scan, place: usize) -> Option<(usize, i64)> {
    const SMALL: [&str; 20] = [
        "zero",
        "one",
        "two",
        "three",
        "four",
        "five",
        "six",
        "seven",
        "eight",
        "nine",
        "ten",
        "eleven",
        "twelve",
        "thirteen",
        "fourteen",
        "fifteen",
        "sixteen",
        "seventeen",
        "eighteen",
        "nineteen",
    ];
    const TENS: [&str; 8] = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"];
    if let Some(behind) = scan.word(place, &["a"]) {
        let next = scan.space(behind);
        return scan.word(next, &["hundred", "thousand", "million"]).map(|_| (behind, 1));
    }
    for (value, word) in SMALL.iter().enumerate() {
        if let Some(end) = scan.word(place, &[word]) {
            return Some((end, value as i64));
        }
    }
    for (n, word) in TENS.iter().enumerate() {
        let Some(end) = scan.word(place, &[word]) else { continue };
        let tens = (n as i64 + 2) * 10;
        let ones = end + 1;
        let ones_word =
            SMALL.iter().enumerate().skip(1).take(9).find_map(|(value, word)| Some((scan.word(ones, &[word])?, value)));
        return Some(match ones_word {
            Some((behind, value)) => (behind, tens + value as i64),
            None => (end, tens),
        });
    }
    None
}
