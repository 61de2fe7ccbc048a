//! Which of several customers is meant by the street that is said behind the name: `corner deli mill rd`, 永盛藥局中山路.
//!
//! Always holds: whole words of one street alone decide; the beginning of a word only makes the list shorter.

use std::ops::Range;

use crate::base::name::in_full;
use crate::base::text::{fold, is_han};
use crate::domain::ask::NameHit;
use crate::domain::log_line::notes::separates;
use crate::domain::log_line::ordinary::is_common;

/// Words that many streets end with.
pub(super) const ENDINGS: [&str; 20] = [
    "st", "street", "rd", "road", "ln", "lane", "ave", "avenue", "sq", "square", "row", "way", "drive", "dr", "close",
    "hill", "park", "court", "place", "terrace",
];
const HAN_ENDINGS: [&str; 3] = ["路", "街", "大道"];
/// So many are looked for at most.
const MOST: usize = 8;
/// Small words before a street.
const BEFORE: [&str; 10] =
    ["the one on the", "the one on", "the one in", "the one at", "on the", "in the", "on", "in", "at", "the"];

/// The streets that a text names, where they stand, and the words by which an address is looked for: `bushy park`, `highridge rd`, 建设三路.
pub(super) fn streets(text: &str) -> Vec<(Range<usize>, String)> {
    let mut found = Vec::new();
    let words: Vec<&str> = text.split(' ').collect();
    let mut at = 0;
    for (n, word) in words.iter().enumerate() {
        let end = words.get(n + 1).map(|next| next.trim_end_matches(|c: char| !c.is_alphanumeric()));
        let is_name =
            word.chars().count() >= 3 && word.chars().all(|c| c.is_alphabetic() && !is_han(c)) && !is_common(word);
        if let Some(end) = end.filter(|end| is_name && ENDINGS.contains(&fold(end).as_str())) {
            let full = in_full(end).unwrap_or(end);
            found.push((at..at + word.len() + 1 + end.len(), format!("{word} {full}")));
        }
        at += word.len() + 1;
    }
    for ending in HAN_ENDINGS {
        for (at, _) in text.match_indices(ending) {
            let before = text[..at].char_indices().rev().take_while(|(_, c)| is_han(*c)).take(4);
            let starts: Vec<usize> = before.map(|(start, _)| start).skip(1).collect();
            let end = at + ending.len();
            found.extend(starts.into_iter().rev().map(|start| (start..end, text[start..end].to_owned())));
        }
    }
    found.truncate(MOST);
    found
}

/// Those of whom the words behind the name speak: the customers, and where the street's words end; all of them and nothing where none does.
pub(in crate::domain::log_line) fn told(
    line: &str,
    name: &Range<usize>,
    hits: &[NameHit],
) -> (Vec<NameHit>, Option<usize>) {
    let behind = &line[name.end..];
    let start = name.end + behind.len() - behind.trim_start_matches(|c| separates(c) || "(（".contains(c)).len();
    let start = BEFORE
        .iter()
        .find_map(|word| {
            let rest = line[start..].get(word.len()..)?;
            (line[start..start + word.len()].eq_ignore_ascii_case(word) && rest.starts_with(' '))
                .then_some(start + word.len() + 1)
        })
        .unwrap_or(start);
    let rest = &line[start..];
    if rest.is_empty() {
        return (hits.to_vec(), None);
    }
    let said: Vec<(usize, bool)> = hits.iter().map(|hit| said(rest, &hit.street)).collect();
    let longest = said.iter().map(|(length, _)| *length).max().unwrap_or(0);
    if longest == 0 {
        return (hits.to_vec(), None);
    }
    let fits = |n: usize| said.get(n).is_some_and(|(length, _)| *length == longest);
    let left: Vec<NameHit> = hits.iter().enumerate().filter(|(n, _)| fits(*n)).map(|(_, hit)| hit.clone()).collect();
    let whole = said.iter().any(|(length, whole)| *length == longest && *whole);
    // 火车站路那家, 中医院路的.
    let end = start + longest;
    let shop = ["那家店", "这家店", "那家", "这家", "這家", "那间", "那間", "的"];
    let end = shop.iter().find(|word| line[end..].starts_with(**word)).map_or(end, |word| end + word.len());
    (left, whole.then_some(end))
}

/// How many bytes of the text are words of the street, and whether they are enough to decide.
fn said(text: &str, street: &str) -> (usize, bool) {
    if street.chars().any(is_han) { said_in_han(text, street) } else { said_in_words(text, street) }
}

fn said_in_words(text: &str, street: &str) -> (usize, bool) {
    let street: Vec<String> =
        street.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).map(fold).collect();
    let mut best = (0, false);
    for first in 0..street.len() {
        let (mut end, mut certain, mut words) = (0, false, 0);
        for own in &street[first..] {
            let at = end + text[end..].len() - text[end..].trim_start_matches([' ', '.']).len();
            let length = text[at..].find(|c: char| !c.is_alphanumeric()).unwrap_or(text.len() - at);
            let word = fold(&text[at..at + length]);
            if word.is_empty() {
                break;
            }
            if word != *own {
                // Still being typed.
                if at + length == text.len() && words == 0 && word.chars().count() >= 2 && own.starts_with(&word) {
                    end = at + length;
                }
                break;
            }
            let figure = word.chars().all(|c| c.is_ascii_digit());
            let plain = figure || word.chars().count() < 3 || ENDINGS.contains(&word.as_str()) || is_common(&word);
            certain |= !plain || (words > 0 && ENDINGS.contains(&word.as_str()));
            (end, words) = (at + length, words + 1);
        }
        // A number alone counts something.
        let figures = text[..end].chars().all(|c| c.is_ascii_digit() || c == ' ');
        if end > best.0 && !figures {
            best = (end, certain);
        }
    }
    best
}

fn said_in_han(text: &str, street: &str) -> (usize, bool) {
    let street = fold(street);
    let run: Vec<(usize, char)> = text.char_indices().take_while(|(_, c)| is_han(*c) || c.is_ascii_digit()).collect();
    let found = run_in_han(text, &run, &street);
    if found.1 {
        return found;
    }
    // 下沙白杨路的: a quarter or a small town may stand before the street.
    let further = (2..=4).filter_map(|skip| run.get(skip..)).map(|run| run_in_han(text, run, &street));
    further
        .filter(|(end, whole)| *whole && text[..*end].ends_with(['路', '街', '道', '巷', '弄']))
        .max()
        .unwrap_or(found)
}

/// How far a run of characters from its beginning on is what a street has, and whether that is enough to decide.
fn run_in_han(text: &str, run: &[(usize, char)], street: &str) -> (usize, bool) {
    // 杭州义府大街241号: of a street behind its town the town is not said.
    let starts = street.char_indices().filter(|(_, c)| is_han(*c));
    let longest = starts
        .map(|(from, _)| {
            let own = street[from..].chars();
            run.iter().zip(own).take_while(|((_, c), own)| fold(&c.to_string()).starts_with(*own)).count()
        })
        .max()
        .unwrap_or(0);
    // 大街 and 公路 end many.
    let head: String = run.iter().take(longest).map(|(_, c)| *c).collect();
    if longest < 2
        || ["大街", "大道", "公路", "东路", "西路", "南路", "北路", "东门", "院内", "厂房"].contains(&head.as_str())
    {
        return (0, false);
    }
    let end = run
        .get(longest)
        .map_or_else(|| text.len().min(run.iter().map(|(at, c)| at + c.len_utf8()).max().unwrap_or(0)), |(at, _)| *at);
    (end, true)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn streets_tell_apart() {
        let hit = |n: u8, street: &str| NameHit {
            account: crate::base::id::Id::from_bytes([n; 16]),
            name: "Corner Deli".into(),
            street: street.into(),
            ..NameHit::default()
        };
        let hits = [hit(1, "9 Mill Rd"), hit(2, "5 Quay St, Leeds"), hit(3, "8 High St"), hit(4, "杭州市中山路41號")];
        for (behind, left, end) in [
            (" mill rd gino", "1", Some(" mill rd")),
            (" on quay street, ok", "2", Some(" on quay")),
            (" (Quay St) ok", "2", Some(" (Quay St")),
            (" mi", "1", None),
            (" high stock", "3", None),
            (" high st stock", "3", Some(" high st")),
            (" 9 boxes", "1234", None),
            (" man says", "1234", None),
            ("中山路 许", "4", Some("中山路")),
            ("，下沙中山路的", "4", Some("，下沙中山路的")),
            (", the one on quay street", "2", Some(", the one on quay")),
            ("中心", "1234", None),
            ("", "1234", None),
        ] {
            let line = format!("corner deli{behind}");
            let (own, at) = told(&line, &(0..11), &hits);
            let own: String = own.iter().map(|hit| hit.account.bytes()[0].to_string()).collect();
            assert_eq!((own.as_str(), at.map(|at| &line[11..at])), (left, end), "{line}");
        }
    }
}
