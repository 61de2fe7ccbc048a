//! Numbers in digits: grouped by commas, with a fraction, with a unit in letters or in Han. What is not wholly a number
//! (a version, a date, a weight) must not be taken for one.

use super::Raw;
use super::chinese::han_unit;
use crate::base::scan::Scan;

/// Digits, with commas between thousands, a fraction, and a unit: `12,000`, `1.2万`, `12k`, `12万5`.
pub(super) fn arabic(scan: &Scan, place: usize) -> Option<(usize, Raw)> {
    let (end, raw) = plain_digits(scan, place)?;
    if let Some((behind, factor)) = latin_unit(scan, end) {
        return Some((behind, raw.times(factor)?));
    }
    let Some((end, factor)) = han_units(scan, end) else { return Some((end, raw)) };
    let raw = raw.times(factor)?;
    let Some((behind, tail)) = plain_digits(scan, end).filter(|(_, tail)| tail.places == 0) else {
        return Some((end, raw));
    };
    let more = match han_units(scan, behind) {
        Some((behind, smaller)) if smaller < factor => Some((behind, tail.mantissa.checked_mul(smaller)?)),
        Some(_) => None,
        // 12万5: the next place down; 12万3500: as it stands.
        None if behind == end + 1 => Some((behind, tail.mantissa.checked_mul(factor / 10)?)),
        None => (behind - end == factor.ilog10() as usize).then_some((behind, tail.mantissa)),
    };
    let (end, more) = more?;
    Some((end, raw.plus(more)?))
}

/// Units that follow each other are multiplied: 千万.
fn han_units(scan: &Scan, place: usize) -> Option<(usize, i64)> {
    let (mut end, mut product) = han_unit(scan, place)?;
    let mut last = product;
    while let Some((behind, factor)) = han_unit(scan, end).filter(|(_, factor)| *factor > last) {
        product = product.checked_mul(factor)?;
        (end, last) = (behind, factor);
    }
    Some((end, product))
}

fn plain_digits(scan: &Scan, place: usize) -> Option<(usize, Raw)> {
    let mut mantissa: i64 = 0;
    let mut places = 0;
    let mut end = place;
    let mut group: Option<usize> = None;
    loop {
        match scan.at(end) {
            Some(c) if c.is_ascii_digit() => {
                mantissa = mantissa.checked_mul(10)?.checked_add(i64::from(c.to_digit(10)?))?;
                end += 1;
            }
            // A comma divides thousands: three digits behind it, and no fourth.
            Some(',') if end > place && group.is_none_or(|at| end - at == 4) && thousands(scan, end + 1) => {
                group = Some(end);
                end += 1;
            }
            _ => break,
        }
    }
    if end == place || end - place > 16 {
        return None;
    }
    if scan.at(end) == Some('.') && scan.at(end + 1).is_some_and(|c| c.is_ascii_digit()) {
        end += 1;
        while let Some(digit) = scan.at(end).and_then(|c| c.to_digit(10)) {
            mantissa = mantissa.checked_mul(10)?.checked_add(i64::from(digit))?;
            places += 1;
            end += 1;
        }
        // A second point makes it a date or a version.
        if places > 6 || (scan.at(end) == Some('.') && scan.at(end + 1).is_some_and(|c| c.is_ascii_digit())) {
            return None;
        }
    }
    Some((end, Raw { mantissa, places }))
}

fn thousands(scan: &Scan, place: usize) -> bool {
    let is_digit = |place| scan.at(place).is_some_and(|c: char| c.is_ascii_digit());
    (place..place + 3).all(is_digit) && !is_digit(place + 3)
}

fn latin_unit(scan: &Scan, end: usize) -> Option<(usize, i64)> {
    const UNITS: [(&[&str], i64); 4] =
        [(&["k"], 1_000), (&["w"], 10_000), (&["mn", "mio", "m"], 1_000_000), (&["bn"], 1_000_000_000)];
    // A digit joins no word, so the unit's own end is what must be free.
    let close = UNITS.iter().find_map(|(names, factor)| Some((scan.literal(end, names)?, *factor)));
    if let Some((behind, factor)) = close
        && !scan.at(behind).is_some_and(|c| c.is_ascii_alphanumeric())
    {
        return Some((behind, factor));
    }
    let word = scan.space(end);
    const WORDS: [(&[&str], i64); 4] = [
        (&["hundred"], 100),
        (&["thousand", "grand"], 1_000),
        (&["million"], 1_000_000),
        (&["billion"], 1_000_000_000),
    ];
    WORDS.iter().find_map(|(names, factor)| Some((scan.word(word, names)?, *factor)))
}
