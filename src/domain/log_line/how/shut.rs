//! Places that were shut: nobody could be visited.
//!
//! Always holds: whole words of the first clauses; a range lies in the text.

use std::ops::Range;

use crate::domain::log_line::notes::head;

/// What says that nobody could be visited.
const SHUT: &[&str] = &[
    "it's shut",
    "they're shut",
    "shut for good",
    "found it shut",
    "boards up",
    "boarded up",
    "knocked off",
    "白跑一趟",
    "白跑了一趟",
    "卷帘门",
    "捲簾門",
    "locked up",
    "was shut",
    "were shut",
    "was closed",
    "were closed",
    "all locked",
    "is shut",
    "is closed",
    "nobody there",
    "no one there",
    "nobody in",
    "nobody on the desk",
    "door locked",
    "锁着门",
    "鎖著門",
    "锁门了",
    "鎖門了",
    "门锁着",
    "關門",
    "关门",
    "没开门",
    "沒開門",
    "大门紧闭",
    "没人在",
    "沒人在",
    "扑空",
    "撲空",
    "吃闭门羹",
    "闭门羹",
];

/// Words that say that nobody could be visited, where they stand in the first clauses; 关门大吉 and `was closed by noon` are told of as well.
pub(in crate::domain::log_line) fn shut(text: &str) -> Option<Range<usize>> {
    let lower = head(text).to_ascii_lowercase();
    let inside = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphanumeric());
    let stands = |at: usize, word: &str| {
        !word.is_ascii() || !inside(lower[..at].chars().next_back()) && !inside(lower[at + word.len()..].chars().next())
    };
    let found = SHUT.iter().filter_map(|word| {
        let (at, _) = lower.match_indices(word).find(|(at, _)| stands(*at, word))?;
        Some(at..at + word.len())
    });
    found.min_by_key(|range| range.start)
}

/// Whether the first clauses say that the place was shut: `no answer, shut` was no call.
pub(in crate::domain::log_line) fn is_shut(text: &str) -> bool {
    let lower = head(text).to_ascii_lowercase();
    let alone = lower
        .split([',', '，', '.', '。', ';', '；'])
        .take(3)
        .any(|clause| ["shut", "closed"].contains(&clause.trim()));
    alone || shut(text).is_some()
}
