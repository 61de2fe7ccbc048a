//! What Chinese says of a visit that came to nothing. It reads simplified characters.
//!
//! Always holds: what else was shut, called off or missing (取消了订单, 六点关门) is none.

mod beside;
mod done;
mod only;
mod words;

use std::ops::Range;

pub(in crate::domain::log_line) use self::beside::tells;
use self::beside::{NEAR, closes, is_free, is_of_me, is_own};
pub(super) use self::done::took_place;
pub(super) use self::only::is_only;
use self::words::{AWAY, BUSY, CUT, ELSEWHERE, ENDS, LATER, NOT_NAMED, NOT_NOW, OTHER, SURE, WHO};
use super::Said;
use crate::domain::log_line::people::{FAMILY, TITLES};
use crate::schema::Reason;

use Reason::NobodyThere;

/// What a clause says of it: where, why, and whether it says it by itself. `told`: somebody has told something in a clause before it.
pub(super) fn vain(clause: &str, told: bool) -> Option<Said> {
    let own = |(range, reason, _): &(Range<usize>, Reason, bool)| {
        let (head, word) = (&clause[..range.start], &clause[range.clone()]);
        // 於总说刀杆进不去: what somebody says is of other things, unless he says it of the visit.
        let of_visit = *reason == Reason::CalledOff || is_of_me(word) || is_own(word);
        let reported = tells(clause).is_some_and(|from| from <= range.start) || told && !beside::went(head);
        of_visit || !reported
    };
    said(clause).filter(own).map(|(range, reason, sure)| Said { range, reason, sure, named: false })
}

fn said(clause: &str) -> Option<(Range<usize>, Reason, bool)> {
    let sure = SURE.iter().filter_map(|(word, reason)| {
        let (at, _) = clause.match_indices(word).find(|(at, _)| is_own(word) || is_free(&clause[..*at], word))?;
        let later = LATER.iter().any(|later| clause[at + word.len()..].starts_with(later));
        let hour = *reason != Reason::Shut && clause[..at].ends_with('点');
        let stands = !later && closes(word, &clause[at + word.len()..]);
        (stands && (hour || !is_other(&clause[..at]))).then(|| (at..at + word.len(), *reason, true))
    });
    if let Some(found) = sure.min_by_key(|(range, ..)| range.start) {
        return Some(found);
    }
    // 查颖不在 白跑一趟: a space ends a clause, too.
    let mut from = 0;
    for part in clause.split([' ', '\u{3000}']) {
        if let Some((range, reason, sure)) = at_the_end(part) {
            return Some((from + range.start..from + range.end, reason, sure));
        }
        from += part.len() + clause[from + part.len()..].chars().next().map_or(0, char::len_utf8);
    }
    None
}

/// Whether what stands before says that it is not now, or of something else.
fn is_other(head: &str) -> bool {
    // 六点关门.
    let hour = head
        .strip_suffix('点')
        .is_some_and(|hour| hour.ends_with(|c: char| c.is_ascii_digit() || "一二三四五六七八九十几半".contains(c)));
    // 他临时要去开会 is now.
    let sudden = ["临时要", "突然要", "急着要"].iter().any(|word| head.ends_with(word));
    hour || !sudden && NOT_NOW.iter().any(|word| head.ends_with(word)) || OTHER.iter().any(|word| head.contains(word))
}

/// Small words at a clause's end, each of which may be missing.
const TAILS: &[&[&str]] = &[
    &[],
    &["了"],
    &["去了"],
    &["了", "今天"],
    &["了", "又"],
    &["了", "啊"],
    &["了", "呢"],
    &["今天"],
    &["又"],
    &["啊"],
    &["哦"],
];

fn at_the_end(clause: &str) -> Option<(Range<usize>, Reason, bool)> {
    TAILS.iter().find_map(|tails| {
        let mut bare = clause.trim_end();
        for tail in tails.iter().rev() {
            bare = bare.strip_suffix(tail)?;
        }
        ended(bare, tails.contains(&"了"))
    })
}

/// The same, where nothing more stands behind it.
fn ended(bare: &str, done: bool) -> Option<(Range<usize>, Reason, bool)> {
    let whole = bare;
    let ended = |list: &'static [(&'static str, Reason)]| {
        list.iter().filter(|(word, _)| bare.ends_with(word)).max_by_key(|(word, _)| word.len())
    };
    if let Some((word, reason)) = ended(ENDS) {
        let head = &bare[..bare.len() - word.len()];
        // 取消 alone wants somebody who does it.
        let alone = matches!(*word, "取消" | "改期" | "放假" | "没开");
        // 临时出差取消了: what came between.
        let near = ["临时", "今天", "有事", "都", "全", "停电", "我"].iter().any(|word| head.ends_with(word))
            || AWAY.iter().any(|(word, _)| head.ends_with(word));
        // 投诉没人理, 发票都没开: what is shut or empty is the place.
        let place = !matches!(reason, Reason::Shut | NobodyThere) || is_free(head, word);
        if !is_other(head) && place && (!alone || head.is_empty() || near || is_somebody(head)) {
            return Some((head.len()..bare.len(), *reason, true));
        }
    }
    if let Some(at) = missed(bare) {
        return Some((at..bare.len(), NobodyThere, false));
    }
    if let Some(at) = gone(bare).filter(|_| done) {
        return Some((at..bare.len(), NobodyThere, false));
    }
    if let Some(word) = CUT.iter().find(|word| bare.ends_with(**word)) {
        let from = bare.len() - word.len();
        return (!is_other(&bare[..from])).then_some((from..bare.len(), Reason::Shut, false));
    }
    // 不在家去上海开展会了: where he is.
    let bare = AWAY.iter().filter(|(_, reason)| *reason == NobodyThere).find_map(|(word, _)| {
        let end = bare.find(word)? + word.len();
        ["去", "到", "在", "跑", "回老家"].iter().any(|then| bare[end..].starts_with(then)).then(|| &bare[..end])
    });
    let bare = bare.unwrap_or(whole);
    let (word, reason) = AWAY.iter().filter(|(word, _)| bare.ends_with(word)).max_by_key(|(word, _)| word.len())?;
    let head = &bare[..bare.len() - word.len()];
    // 赵老板忙着装车没空谈.
    let busy = BUSY.iter().filter_map(|word| head.find(word)).min().filter(|_| *reason == Reason::Refused);
    let head = &head[..busy.unwrap_or(head.len())];
    let small = ["今天", "刚好", "刚", "又", "也", "都", "正好", "已经", "正", "要", "临时", "突然", "家里"];
    let last = small.iter().fold(head, |rest, word| rest.strip_suffix(word).unwrap_or(rest));
    // 孔军说没时间.
    let own = head.strip_suffix('说').filter(|_| matches!(*word, "没空" | "没时间"));
    let (head, last) = own.map_or((head, last), |own| (own, own));
    let told = ["说", "讲", "等"].iter().any(|word| head.contains(word));
    // 何国强去工地了，不在.
    let alone = last.is_empty() && matches!(*word, "不在" | "没在" | "没来" | "来不了");
    let from = bare.len() - word.len();
    (!is_other(head) && !told && (alone || is_somebody(last))).then_some((from..bare.len(), *reason, false))
}

/// 没碰到田倩: somebody was looked for in vain.
fn missed(bare: &str) -> Option<usize> {
    let vain = ["没碰到", "没见到", "没见着", "没找到", "没遇到", "没碰着", "没等到"];
    vain.iter().find_map(|word| {
        let at = bare.find(word)?;
        let who = &bare[at + word.len()..];
        ((2..=4).contains(&who.chars().count()) && is_somebody(who) && !is_other(&bare[..at])).then_some(at)
    })
}

/// 章总去上海(了): somebody has gone somewhere.
fn gone(bare: &str) -> Option<usize> {
    let at = bare.rfind('去').filter(|at| *at > 0)?;
    let place = &bare[at + '去'.len_utf8()..];
    let other = ["年", "过", "掉", "除", "看", "拿", "试", "问", "找", "谈", "做", "申请", "送"];
    let count = place.chars().count();
    // 去苏州参加展会了.
    let away = (5..=10).contains(&count) && ELSEWHERE.iter().any(|word| place.ends_with(word));
    let near = NEAR.split(' ').any(|word| place.starts_with(word));
    let far = ((2..=4).contains(&count) || away) && !near && !other.iter().any(|word| place.starts_with(word));
    let head = &bare[..at];
    (far && is_somebody(head) && !is_other(head) && !head.contains(['说', '要', '让'])).then_some(at)
}

/// Whether words speak of nobody: 到了说开会.
pub(super) fn says_nobody(words: &str) -> bool {
    let titled = TITLES.iter().filter(|title| title.chars().count() > 1).any(|title| words.contains(title));
    words.chars().count() <= 6 && !titled && !is_somebody(words)
}

/// Whether words end with somebody: 曾厂长, 查颖, 老板.
pub(in crate::domain::log_line) fn is_somebody(words: &str) -> bool {
    let name = [2, 3].into_iter().any(|count| {
        let from = words.char_indices().rev().nth(count - 1).map(|(at, _)| at);
        // 余款, 方案, 钱打出去了.
        let named = |name: &str| name.starts_with(|c| FAMILY.contains(c)) && !name.contains(NOT_NAMED);
        from.is_some_and(|from| named(&words[from..]))
    });
    name || WHO.iter().any(|who| words.ends_with(who)) || TITLES.iter().any(|title| words.ends_with(title))
}
