//! Words by which one was there: `met the owner`, `had a chat with`, 见采购, 跟王总谈; and how long that took.
//!
//! Always holds: what a machine, a delivery or somebody else did is none of it.

use crate::base::text::is_han;
use crate::domain::log_line::ordinary::is_ordinary;
use crate::domain::log_line::people::{FAMILY, TITLES};
use crate::domain::log_line::whose::doubt::titled;

/// What only the rep does.
const DID: [&str; 28] = [
    "met",
    "saw",
    "seen",
    "spoke",
    "talked",
    "visited",
    "called",
    "rang",
    "phoned",
    "texted",
    "emailed",
    "caught",
    "chatted",
    "popped",
    "nipped",
    "swung",
    "walked",
    "showed",
    "surveyed",
    "trained",
    "demoed",
    "with",
    "at",
    "spent",
    "stayed",
    "there",
    "payment",
    "collected",
];
/// What one had, or was at.
const HAD: [&str; 22] = [
    "chat",
    "word",
    "meeting",
    "lunch",
    "coffee",
    "look",
    "cup",
    "cuppa",
    "call",
    "talk",
    "walk",
    "demo",
    "sit",
    "natter",
    "brew",
    "breakfast",
    "dinner",
    "drink",
    "tour",
    "visit",
    "trial",
    "survey",
];
/// Verbs that others do as well, with what makes them one's own.
const WITH: [(&str, &[&str]); 7] = [
    ("went", &["to", "in", "into", "through", "over", "round", "with", "there", "back"]),
    ("sat", &["down", "with"]),
    ("was", &["there", "at", "with", "in"]),
    ("been", &["there", "at", "with", "to", "in"]),
    ("looked", &["in", "at", "over", "round", "through"]),
    ("stopped", &["at", "by", "in"]),
    ("dropped", &["in", "by", "into", "off"]),
];
/// In Chinese.
const THERE_HAN: [&str; 25] = [
    "见", "見", "拜访", "拜訪", "去", "走访", "走訪", "回访", "回訪", "上门", "上門", "聊", "谈", "談", "陪", "跟",
    "和", "与", "與", "找", "碰到", "遇到", "开会", "開會", "到店",
];
/// What lasts as long as one is there.
const LASTED: [&str; 12] =
    ["谈了", "談了", "聊了", "待了", "坐了", "呆了", "站了", "陪了", "讲了", "講了", "talked", "spent"];
/// What does so where one is there; a machine and other people do it too.
const LASTED_TOO: [&str; 7] = ["开了", "開了", "花了", "忙了", "磨了", "stayed", "开会开了"];

/// Whether words begin with what one did who was there.
pub(super) fn is_there(words: &str) -> bool {
    if words.starts_with(is_han) {
        return THERE_HAN.iter().any(|word| words.starts_with(word));
    }
    let lower = words.to_ascii_lowercase();
    let mut words =
        lower.split(|c: char| !(c.is_alphanumeric() || c == '\'')).filter(|word| !word.is_empty()).peekable();
    while words
        .next_if(|word| ["i", "we", "just", "finally", "also", "and", "then", "quick", "short"].contains(word))
        .is_some()
    {}
    let (Some(first), next) = (words.next(), words.next()) else { return false };
    if let Some((_, with)) = WITH.iter().find(|(verb, _)| *verb == first) {
        return next.is_some_and(|next| with.contains(&next));
    }
    if first == "had" {
        let mut had = next.into_iter().chain(words).take(4);
        return had.any(|word| HAD.contains(&word));
    }
    let noun = HAD.contains(&first) && next.is_none_or(|next| ["with", "at", "for", "of", "in"].contains(&next));
    noun || DID.contains(&first)
}

/// Whether a weekday right before these words says when somebody was met: 周五见采购, not 周五见面再谈.
pub(super) fn was_met(behind: &str) -> bool {
    let met = ["见了", "見了", "见到", "見到", "拜访", "拜訪", "去了", "聊了", "谈了", "談了", "去的", "到的"];
    let sees = behind.strip_prefix(['见', '見']);
    met.iter().any(|word| behind.starts_with(word))
        || sees.is_some_and(|rest| rest.starts_with(is_han) && !rest.starts_with(['面', '分', '效']))
}

/// Whether words are only who it was: 黄经理, `Mei`.
pub(super) fn is_somebody(words: &str) -> bool {
    if words.contains(is_han) {
        let family = words.starts_with(|c| FAMILY.contains(c)) && (2..=3).contains(&words.chars().count());
        return words.chars().all(is_han) && words.chars().count() <= 6 && (family || titled(words) == Some(0));
    }
    let mut words = words.split_whitespace();
    words.clone().count() <= 2 && words.all(|word| !is_ordinary(word))
}

/// Whether words end with somebody: 科特赵总工, 临江陈姐, 董志明.
pub(super) fn ends_with_somebody(words: &str) -> bool {
    let starts = words.char_indices().map(|(at, _)| at).rev();
    let titled = starts.clone().take(6).any(|at| titled(&words[at..]) == Some(0));
    titled
        || TITLES.iter().any(|title| {
            let family = words.strip_suffix(title).and_then(|rest| rest.chars().next_back());
            family.is_some_and(|c| FAMILY.contains(c))
        })
        || starts.take(3).skip(1).any(|at| words[at..].starts_with(|c| FAMILY.contains(c)))
}

/// Whether one stayed `for` so long, by what stands before that in its clause.
pub(super) fn stayed(before: &str) -> bool {
    let lower = before.to_ascii_lowercase();
    let stays = ["talked", "spent", "stayed", "sat", "chatted", "spoke", "met", "meeting"];
    is_there(before) || lower.split(|c: char| !c.is_alphanumeric()).any(|word| stays.contains(&word))
}

/// Whether what stands behind a length says that one left then: 十分钟就出来了.
pub(super) fn left_then(behind: &str) -> bool {
    let left = ["就出来了", "就出來了", "就走了", "就结束了", "就結束了", "就聊完了", "就撤了", "就告辞了", "就告辭了"];
    let rest = left.iter().find_map(|word| behind.strip_prefix(word));
    rest.is_some_and(|rest| rest.chars().next().is_none_or(|c| !c.is_alphanumeric()))
}

/// Whether what stands before a length in its clause says that one was there for so long: 谈了两小时; not 机器开了两小时.
pub(super) fn lasted(before: &str, behind: &str) -> bool {
    let before = before.trim_end();
    if LASTED.iter().any(|word| before.ends_with(word)) {
        return true;
    }
    LASTED_TOO.iter().filter_map(|word| before.strip_suffix(word)).any(|head| {
        head.is_empty() || is_there(head) || is_somebody(head) || head.ends_with('会') || behind.starts_with('会')
    })
}
