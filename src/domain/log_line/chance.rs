//! Chances in a text: `把握六成`, `~60%`.
//!
//! Always holds: a share has something that makes it a chance (a word, a tilde, a sum beside it); a share of something else is text.

use std::ops::Range;

use super::notes::head;
use super::notes::separates;
use crate::base::money::Money;
use crate::base::number::{self, Quantity};

/// What a chance is called.
const CHANCE: [&str; 7] = ["把握", "胜算", "勝算", "机会", "機會", "probability", "chance"];

/// A chance said in this text, its words whole.
pub(super) fn chances(text: &str, sums: &[(Range<usize>, Money)]) -> Vec<(Range<usize>, u8)> {
    let mut found: Vec<(Range<usize>, u8)> = Vec::new();
    for (at, c) in text.char_indices() {
        if found.last().is_some_and(|(range, _)| range.end > at) {
            continue;
        }
        let before = &text[..at];
        let one = if matches!(c, '~' | '～') {
            tilde(text, at, c)
        } else {
            worded(text, at).or_else(|| share_first(text, at, before, sums))
        };
        found.extend(one);
    }
    if found.is_empty() {
        found.extend(alone(text));
    }
    found
}

/// Before a chance that is a clause of its own: 大概七成, `I'd call it sixty per cent`.
const LEADS: [&str; 22] = [
    "大概",
    "大约",
    "大約",
    "差不多",
    "估计",
    "估計",
    "我看",
    "看来",
    "也就",
    "就",
    "给",
    "給",
    "算",
    "有",
    "最多",
    "顶多",
    "i'd call it",
    "i'd say",
    "call it",
    "say",
    "i'd put it at",
    "maybe",
];
/// Behind one.
const TAILS: [&str; 13] = [
    "吧",
    "左右",
    "的样子",
    "呢",
    "了",
    "是我们的",
    "的希望",
    "有戏",
    "i'd say",
    "i reckon",
    "maybe",
    "or so",
    "if that",
];
/// What speaks of a share of something else in the clause before.
const SHARED: [&str; 33] = [
    "便宜",
    "贵",
    "貴",
    "降",
    "漏",
    "省",
    "涨",
    "漲",
    "折",
    "提",
    "返",
    "占",
    "首付",
    "定金",
    "预付",
    "预付款",
    "让",
    "少",
    "多",
    "利",
    "discount",
    "off",
    "cheaper",
    "dearer",
    "down",
    "up",
    "margin",
    "deposit",
    "share",
    "less",
    "more",
    "price",
    "rise",
];

/// A chance that is all its clause says: 五五开吧, 给三成吧, `Fifty-fifty, I'd say`, `two in ten`; and 八成没问题.
fn alone(text: &str) -> Option<(Range<usize>, u8)> {
    let mut from = 0;
    let mut before = "";
    let mut found = None;
    for (at, c) in text.char_indices().chain([(text.len(), '\n')]) {
        if !("，,。；;！!？?\n".contains(c)
            || c == '.' && text[at + 1..].starts_with([' ', '\n'])
            || c == '.' && at + 1 == text.len())
        {
            continue;
        }
        let clause = &text[from..at];
        let lead = clause.len() - clause.trim_start().len();
        let lower = before.to_ascii_lowercase();
        let shared = SHARED.iter().any(|word| lower.contains(word));
        // 蓝雀 五五开吧: a space parts as a comma does.
        let last = clause.trim_end().rfind(' ').filter(|at| clause[*at..].contains(['成', '开', '開']));
        let lead = last.map_or(lead, |at| at + 1);
        if let Some(share) = even(clause[lead..].trim()).filter(|_| !shared) {
            found = Some((from + lead..from + clause.trim_end().len(), share));
        } else if let Some((range, share)) = hoped(clause) {
            found = Some((from + range.start..from + range.end, share));
        }
        before = clause;
        from = (at + c.len_utf8()).min(text.len());
    }
    found
}

/// The share of a clause that says nothing else.
fn even(clause: &str) -> Option<u8> {
    let lower = clause.to_ascii_lowercase().replace('’', "'");
    let mut core = lower.trim();
    let mut led = false;
    while let Some(rest) = LEADS.iter().find_map(|lead| core.strip_prefix(lead)) {
        led = true;
        core = rest.trim_start();
    }
    while let Some(rest) = TAILS.iter().find_map(|tail| core.strip_suffix(tail)) {
        led = true;
        core = rest.trim_end();
    }
    if ["五五开", "五五開", "对半开", "一半一半", "fifty-fifty", "50-50", "50/50", "fifty fifty"].contains(&core)
    {
        return Some(50);
    }
    if let Some((part, whole)) = core.split_once(" in ") {
        let number = |word: &str| match number::parse(word) {
            Some(Quantity::Amount(number)) => number.as_whole(),
            _ => None,
        };
        let (part, whole) = (number(part)?, number(whole)?);
        return (whole == 10 && (1..10).contains(&part)).then(|| u8::try_from(part * 10).ok())?;
    }
    let (length, value, plain) = share(core)?;
    let worded = core.contains('成') || core.contains("per cent") || core.contains("percent") || led;
    (length == core.len() && !plain && worded).then_some(value)
}

/// 小陈说八成没问题.
fn hoped(clause: &str) -> Option<(Range<usize>, u8)> {
    let end =
        ["成没问题", "成沒問題", "成能成", "成能签", "成能下", "成有戏"].iter().find_map(|word| clause.find(word))?;
    let (start, digit) = clause[..end].char_indices().next_back()?;
    let share = "一二三四五六七八九".chars().position(|own| own == digit)?;
    Some((start..end + '成'.len_utf8(), u8::try_from((share + 1) * 10).ok()?))
}

/// A share at the beginning of a text: its end, and whether a sign or word said that it is one.
fn share(text: &str) -> Option<(usize, u8, bool)> {
    // 六七成 lies between the two.
    let tenths = |c: char| "一二三四五六七八九".chars().position(|own| own == c);
    let mut letters = text.chars();
    if let (Some(first), Some(second), Some('成')) = (letters.next(), letters.next(), letters.next())
        && let (Some(low), Some(high)) = (tenths(first), tenths(second))
        && high == low + 1
    {
        return Some(("六七成".len(), u8::try_from(low * 10 + 15).ok()?, false));
    }
    let (length, quantity) = number::find_leading(head(text))?;
    let (number, plain) = match quantity {
        Quantity::Percent(number) => (number, false),
        Quantity::Amount(number) => (number, true),
    };
    let value = u8::try_from(number.as_whole()?).ok().filter(|value| (1..=100).contains(value))?;
    Some((length, value, plain))
}

fn tilde(text: &str, at: usize, c: char) -> Option<(Range<usize>, u8)> {
    if !text[..at].chars().next_back().is_none_or(|c| c.is_whitespace() || separates(c)) {
        return None;
    }
    let from = at + c.len_utf8();
    let (length, value, plain) = share(&text[from..])?;
    let after = &text[from + length..];
    // `~20 boxes` is about twenty of them.
    let closed = after.trim_start().chars().next().is_none_or(|c| separates(c) || "！!".contains(c));
    (!plain || closed).then_some((at..from + length, value))
}

fn worded(text: &str, at: usize) -> Option<(Range<usize>, u8)> {
    let rest = &text[at..];
    let word = CHANCE.iter().find(|word| rest.get(..word.len()).is_some_and(|head| head.eq_ignore_ascii_case(word)))?;
    if word.is_ascii() && text[..at].ends_with(|c: char| c.is_ascii_alphanumeric()) {
        return None;
    }
    // 我们有机会 ～四成: the mark says it.
    if rest[word.len()..].starts_with(char::is_whitespace) && rest[word.len()..].trim_start().starts_with(['～', '~'])
    {
        return None;
    }
    let behind = rest[word.len()..].trim_start_matches([' ', ':', '：', '～', '~']);
    if let Some(even) =
        ["一半一半", "一半", "对半", "對半", "五五开", "五五開"].iter().find(|even| behind.starts_with(**even))
    {
        return Some((at..text.len() - behind.len() + even.len(), 50));
    }
    let behind = [
        "大概有",
        "大约有",
        "大約有",
        "大概",
        "大约",
        "大約",
        "差不多",
        "约",
        "約",
        "也就",
        "有",
        "在",
        "是",
        "of",
        "is",
        "about",
    ]
    .iter()
    .find_map(|word| behind.strip_prefix(word))
    .unwrap_or(behind)
    .trim_start();
    let from = text.len() - behind.len();
    let (length, value, plain) = share(behind)?;
    let chinese = !word.is_ascii();
    (!plain || chinese && *word == "把握").then_some((at..from + length, value))
}

/// `60% chance`, 六成把握; and a bare `60%` right behind a sum.
fn share_first(text: &str, at: usize, before: &str, sums: &[(Range<usize>, Money)]) -> Option<(Range<usize>, u8)> {
    let begins = text[at..].starts_with(|c: char| c.is_ascii_digit() || "一二三四五六七八九十百".contains(c));
    if !begins || before.ends_with(|c: char| c.is_ascii_alphanumeric() || ".一二三四五六七八九十百分之".contains(c))
    {
        return None;
    }
    let (length, value, plain) = share(&text[at..])?;
    if plain {
        return None;
    }
    let end = at + length;
    let behind = text[end..].trim_start_matches([' ', '的']);
    let said = ["把握", "胜算", "勝算", "机会", "機會", "chance", "probability", "sure", "likely"]
        .iter()
        .find(|word| behind.get(..word.len()).is_some_and(|head| head.eq_ignore_ascii_case(word)));
    if let Some(word) = said {
        return Some((at..text.len() - behind.len() + word.len(), value));
    }
    let after_sum = sums
        .iter()
        .any(|(range, _)| range.end <= at && text[range.end..at].chars().all(|c| c.is_whitespace() || separates(c)));
    let closed = text[end..].trim_start().chars().next().is_none_or(separates);
    (after_sum && closed).then_some((at..end, value))
}
