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
    found.min_by_key(|range| range.start).or_else(|| at_a_clauses_end(&lower))
}

/// Words that say it where a clause ends with them: `rope walk, shut`, `Beth not in`, 敲门没人理.
const ENDS: [&str; 24] = [
    "shut",
    "closed",
    "not in",
    "no one in",
    "no-one in",
    "nobody about",
    "no one about",
    "nobody home",
    "no one home",
    "没人",
    "沒人",
    "没人理",
    "沒人理",
    "没人应",
    "沒人應",
    "没人开门",
    "沒人開門",
    "没见着",
    "沒見著",
    "没见到人",
    "沒見到人",
    "没碰到人",
    "沒碰到人",
    "人不在",
];
/// Before those, what is something else: `deal closed`, `wasn't shut`, 仓库没人.
const OTHER: [&str; 21] = [
    "deal",
    "account",
    "order",
    "case",
    "ticket",
    "complaint",
    "road",
    "not",
    "wasnt",
    "wasn't",
    "isnt",
    "isn't",
    "half",
    "never",
    "cheque",
    "invoice",
    "payment",
    "delivery",
    "order's",
    "lid",
    "valve",
];

fn at_a_clauses_end(lower: &str) -> Option<Range<usize>> {
    let mut from = 0;
    for clause in lower.split([',', '，', '.', '。', ';', '；', '-', '\n']).take(3) {
        let words = clause.trim_end();
        let found =
            ENDS.iter().filter_map(|word| Some((words.strip_suffix(word)?, *word))).min_by_key(|(head, _)| head.len());
        if let Some((head, word)) = found {
            let before = head.trim_end().rsplit(' ').next().unwrap_or_default();
            let apart = !word.is_ascii() || head.is_empty() || head.ends_with(' ');
            let short = head.split_whitespace().count() <= 5 && head.chars().count() <= 40;
            if apart && short && !OTHER.contains(&before) {
                return Some(from + head.len()..from + words.len());
            }
        }
        from += clause.len() + lower[from + clause.len()..].chars().next().map_or(0, char::len_utf8);
    }
    None
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
