//! Who rang or wrote to whom, told in a sentence: 给吴姐打了个电话, `darren from the treehouse rang me`, 给林武打了，没接.
//!
//! Always holds: in one clause; what is still to come, asked for or told of others is none.

use std::ops::Range;

use super::kind::{CALL, CHAT, EMAIL, leading};
use crate::domain::deed::LogKind;
use crate::domain::log_line::notes::separates;

/// What one does to somebody, behind his name: 给吴姐打了个电话.
const TO_SOMEBODY: &[(&str, LogKind)] = &[
    ("打了个电话", CALL),
    ("打了個電話", CALL),
    ("打了通电话", CALL),
    ("打了通電話", CALL),
    ("打了两个电话", CALL),
    ("打了兩個電話", CALL),
    ("打过电话", CALL),
    ("打過電話", CALL),
    ("打了电话", CALL),
    ("打了電話", CALL),
    ("打电话", CALL),
    ("打電話", CALL),
    ("去了个电话", CALL),
    ("去了個電話", CALL),
    ("去了电话", CALL),
    ("去电话", CALL),
    ("拨了个电话", CALL),
    ("撥了個電話", CALL),
    ("回了个电话", CALL),
    ("回了個電話", CALL),
    ("发了微信", CHAT),
    ("发了个微信", CHAT),
    ("发了条微信", CHAT),
    ("发微信", CHAT),
    ("發了微信", CHAT),
    ("发了消息", CHAT),
    ("发了条消息", CHAT),
    ("發了訊息", CHAT),
    ("發了LINE", CHAT),
    ("发了短信", CHAT),
    ("发了条短信", CHAT),
    ("发了邮件", EMAIL),
    ("发了封邮件", EMAIL),
    ("發了郵件", EMAIL),
];

/// Where a clause tells of a call or a message to somebody, from 给 or his name on. `to`: the 给 stands before the clause.
pub(super) fn to_somebody(clause: &str, to: bool) -> Option<(Range<usize>, LogKind)> {
    let (at, word, kind) = TO_SOMEBODY.iter().find_map(|(word, kind)| Some((clause.find(word)?, *word, *kind)))?;
    let from = clause[..at].rfind(['给', '給']).or_else(|| to.then_some(0))?;
    let who = clause[from..at].trim_start_matches(['给', '給']);
    let plain = (1..=12).contains(&who.chars().count()) && who.chars().all(|c| c.is_alphanumeric());
    // 说好周五给王总打电话.
    let ahead = !word.contains(['了', '过', '過'])
        && ["周", "週", "礼拜", "禮拜", "星期", "好", "号", "號"].iter().any(|day| clause[..from].contains(day));
    (plain && !ahead).then(|| (at..at + word.len(), kind))
}

/// `darren from the treehouse rang me`, `ed at the lodge rang about the order`: who rang stands before it, and none who was met.
pub(super) fn us(clause: &str) -> Option<(Range<usize>, LogKind)> {
    const RANG: [&str; 10] =
        ["rang", "phoned", "called", "texted", "emailed", "e-mailed", "messaged", "whatsapped", "facetimed", "mailed"];
    const OTHER: [&str; 34] = [
        "met", "saw", "seen", "said", "says", "spoke", "visited", "who", "when", "while", "if", "never", "nobody",
        "not", "no", "wants", "wanted", "asked", "will", "to", "told", "last", "hasn't", "hasnt", "didn't", "didnt",
        "since", "after", "before", "nor", "been", "be", "with", "should",
    ];
    let lower = clause.to_ascii_lowercase();
    if lower.len() != clause.len() {
        return None;
    }
    let words: Vec<&str> = lower.split(' ').collect();
    let at = words.iter().position(|word| RANG.contains(word)).filter(|at| (1..=8).contains(at))?;
    let next = |n: usize| words.get(at + n).copied().unwrap_or_default();
    let who = &words[..at];
    let me =
        ["me", "us"].contains(&next(1)) && !["over", "in", "a", "an", "the", "names", "out", "up"].contains(&next(2));
    let elsewhere = who.iter().skip(1).any(|word| ["from", "at"].contains(word));
    let about = ["", "about", "re", "to", "asking", "wanting", "again", "earlier", "just", "this"].contains(&next(1));
    let plain = who.iter().all(|word| !OTHER.contains(word) && !word.ends_with("'ll"));
    let start = words[..at].iter().map(|word| word.len() + 1).sum::<usize>();
    let (_, kind) = leading(&clause[start..])?;
    (plain && (me || elsewhere && about)).then(|| (start..start + words[at].len(), kind))
}

/// 给林武打了，没接.
pub(super) fn in_vain(clause: &str, behind: &str) -> Option<Range<usize>> {
    let rung = ["打了", "打过了", "打過了", "打了两次", "打了兩次", "打了三次"];
    let head = rung.iter().find_map(|word| clause.strip_suffix(word))?;
    let behind = behind.trim_start_matches(separates);
    let vain =
        ["没接", "沒接", "没人接", "沒人接", "不接", "打不通", "没打通", "沒打通", "占线", "佔線", "关机", "關機"];
    vain.iter().any(|word| behind.starts_with(word)).then_some(head.len()..clause.len())
}
