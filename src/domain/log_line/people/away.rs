//! Who is spoken of and was not there: `Claire's off till Thursday`, `no Naomi`, 李总不在, 要问韩总.
//!
//! Always holds: it reads what stands beside a name, no further than the clause goes. Silence is better than somebody who was not met.

use std::ops::Range;

use crate::base::text::is_han;

/// What is said of somebody, that he cannot be taken for one who was met.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Said {
    /// He was not there.
    Away,
    /// He is spoken of; elsewhere in the line he may be met.
    SpokenOf,
}

/// Behind somebody who was not there.
const AWAY_BEHIND: &[&str] = &[
    "off",
    "away",
    "out",
    "gone",
    "on holiday",
    "on leave",
    "sick",
    "ill",
    "not in",
    "not there",
    "absent",
    "left",
    "has left",
    "has gone",
    "is covered",
    "was off",
    "was out",
    "was away",
    "had gone",
    "had left",
    "wasn't there",
    "wasn't in",
    "isn't in",
    "isn't there",
    "isn't about",
    "isn't around",
    "i've not",
    "i haven't",
    "i didn't",
    "i never",
    "i've never",
    "never came",
    "didn't come",
    "didn't show",
    "never showed",
    "couldn't make",
    "popped out",
    "tied up",
    "in a meeting",
    "in meetings",
    "not about",
    "not around",
    "nowhere",
    "hiding",
    "retired",
    "moved on",
    "down the",
    "upstairs",
    "abroad",
    "skiing",
];
/// Before somebody who was not there.
const AWAY_BEFORE: &[&str] = &[
    "no sign of",
    "missed",
    "without",
    "not",
    "no",
    "didn't see",
    "haven't seen",
    "hadn't seen",
    "hasn't seen",
    "never saw",
    "not seen",
    "couldn't see",
    "couldn't find",
    "didn't get",
    "couldn't get",
    "didn't catch",
    "not met",
    "never met",
];
/// Behind somebody who is spoken of.
const SPOKEN_BEHIND: &[&str] = &["doesn't even", "didn't even"];
/// Before somebody who is spoken of.
const SPOKEN_BEFORE: &[&str] = &[
    "if",
    "unless",
    "until",
    "till",
    "apology to",
    "apologise to",
    "that's",
    "it's",
    "apology from",
    "waiting for",
    "covering for",
    "instead of",
    "for",
    "says",
    "said",
    "reckons",
    "thinks",
    "did ring",
    "to ring",
    "will ring",
    "to call",
    "will call",
    "to ask",
    "ask",
    "to tell",
    "wants",
    "needs",
    "what",
    "when",
    "once",
];
/// Behind `Sian's`, where it is said of her and not of what is hers.
const HERE_BEHIND: &[&str] = &[
    "back",
    "happy",
    "keen",
    "pleased",
    "delighted",
    "read",
    "seen",
    "got",
    "had",
    "been",
    "asked",
    "agreed",
    "said",
    "signed",
    "tried",
    "taken",
    "told",
    "ordered",
    "going",
    "coming",
    "after",
    "fine",
    "good",
    "well",
    "worried",
    "thrilled",
    "chuffed",
    "still",
    "very",
    "really",
    "not",
    "never",
    "quite",
    "too",
    "up",
    "put",
    "done",
    "found",
    "given",
    "looked",
    "liked",
    "loved",
    "ready",
    "interested",
];
/// In the clause behind somebody who was not there.
const AWAY_CLAUSE_HAN: &[&str] = &[
    "下班",
    "不來",
    "不在",
    "不来",
    "休假",
    "休息",
    "住院",
    "出去",
    "出差",
    "出門",
    "出门",
    "在开",
    "在開",
    "外地",
    "度假",
    "开会",
    "才回",
    "沒來",
    "沒到",
    "沒在",
    "沒碰",
    "沒空",
    "沒見",
    "没到",
    "没在",
    "没来",
    "没碰",
    "没空",
    "没见",
    "生病",
    "离职",
    "調走",
    "請假",
    "请假",
    "调走",
    "走了",
    "退休",
    "開會",
    "離職",
    "不上班",
    "喝喜酒",
    "沒上班",
    "沒出來",
    "沒看到",
    "沒等到",
    "沒露面",
    "没上班",
    "没出来",
    "没看到",
    "没等到",
    "没露面",
    "还没到",
    "還沒到",
];
/// Before somebody who was not there.
const AWAY_BEFORE_HAN: &[&str] = &[
    "没见到",
    "沒見到",
    "没见着",
    "没见上",
    "沒見著",
    "没碰到",
    "沒碰到",
    "没碰上",
    "没碰着",
    "没找到",
    "沒找到",
    "没遇到",
    "沒遇到",
    "找不到",
    "没等到",
    "沒等到",
    "见不到",
    "見不到",
    "等不到",
    "没看到",
    "没约到",
    "没约上",
];
/// Behind 在: here, or at work; anything else is a place where one is not.
const HERE_HAN: &[&str] = &[
    "场", "場", "这", "這", "那", "厂", "廠", "车间", "車間", "办公", "辦公", "公司", "店", "家", "忙", "看", "用",
    "等", "说", "說", "讲", "講", "谈", "談", "试", "試", "楼下", "樓下", "现场", "現場", "旁", "门口", "門口", "前台",
    "前臺", "的", "我", "催", "问", "問", "盯", "管", "装", "裝", "换", "換",
];
/// Behind somebody by whom others are meant.
const ELSEWHERE_HAN: &[&str] = &["那边", "那邊", "那头", "那頭", "那里", "那裡", "的人", "手下"];
/// Before somebody who is to be asked, waited for or told.
const SPOKEN_BEFORE_HAN: &[&str] = &[
    "让",
    "讓",
    "叫",
    "要问",
    "要問",
    "得问",
    "得問",
    "去问",
    "去問",
    "再问",
    "再問",
    "问一下",
    "問一下",
    "得找",
    "要找",
    "去找",
    "等",
    "替",
    "帮",
    "幫",
    "转给",
    "轉給",
    "转交",
    "轉交",
    "转告",
    "轉告",
    "介绍",
    "介紹",
    "留给",
    "留給",
    "带给",
    "帶給",
    "交代",
];
/// Words between somebody and what is said of him.
const ADVERBS_HAN: &[&str] = &[
    "今天",
    "今日",
    "昨天",
    "这两天",
    "这几天",
    "这周",
    "本周",
    "刚好",
    "正好",
    "又",
    "还",
    "還",
    "也",
    "都",
    "临时",
    "臨時",
    "刚",
    "剛",
    "正在",
    "正",
    "去",
    "上",
    "已经",
    "去了",
];

/// What the words around a name say of its bearer; `None`: nothing that speaks against his having been met.
pub(super) fn said_of(text: &str, name: &Range<usize>) -> Option<Said> {
    let (before, behind) = (text[..name.start].trim_end(), &text[name.end..]);
    if text[name.clone()].contains(is_han) { in_han(before, behind) } else { in_latin(before, behind) }
}

fn in_han(before: &str, behind: &str) -> Option<Said> {
    let ends = |c: char| c.is_whitespace() || "，,、。.；;！!？?".contains(c);
    let clause = behind.trim_start().split(ends).next().unwrap_or_default();
    let mut rest = clause;
    while let Some(next) = ADVERBS_HAN.iter().find_map(|word| rest.strip_prefix(word)) {
        rest = next;
    }
    let place = rest.strip_prefix('在').filter(|at| at.chars().count() >= 2);
    let elsewhere = place.is_some_and(|at| !HERE_HAN.iter().any(|word| at.starts_with(word)));
    let missed = AWAY_BEFORE_HAN.iter().any(|word| before.ends_with(word) || before.ends_with(&format!("{word}了")));
    if elsewhere || missed || AWAY_CLAUSE_HAN.iter().any(|word| clause.contains(word)) {
        return Some(Said::Away);
    }
    let others = !before.is_empty() && ELSEWHERE_HAN.iter().any(|word| rest.starts_with(word));
    let spoken = SPOKEN_BEFORE_HAN.iter().any(|word| before.ends_with(word));
    (others || spoken).then_some(Said::SpokenOf)
}

fn in_latin(before: &str, behind: &str) -> Option<Said> {
    let plain = |text: &str| text.to_lowercase().replace('’', "'");
    let (before, behind) = (plain(before), plain(behind));
    let ended = |word: &&str| before.strip_suffix(*word).is_some_and(|head| !head.ends_with(is_of_word));
    let of_him = behind.strip_prefix("'s");
    let rest = of_him.unwrap_or(&behind).trim_start();
    let rest =
        ["is ", "was ", "has ", "still ", "now "].iter().find_map(|word| rest.strip_prefix(word)).unwrap_or(rest);
    let begins = |word: &&str| rest.strip_prefix(*word).is_some_and(|next| !next.starts_with(char::is_alphanumeric));
    // `Claire left a message` was there; `left` alone, or for good, was not.
    let left = rest
        .strip_prefix("left ")
        .is_some_and(|next| ["a ", "the ", "her ", "his ", "me ", "us "].iter().any(|word| next.starts_with(word)))
        || rest.starts_with("off the")
        || rest.starts_with("out of stock");
    if AWAY_BEFORE.iter().any(ended) || AWAY_BEHIND.iter().any(begins) && !left {
        return Some(Said::Away);
    }
    let first = of_him.map(|rest| rest.trim_start().split(|c| !is_of_word(c)).next().unwrap_or_default());
    // `Sian's read it`, `Beth's having the lot done`; `Tony's wrists` and `Imran's fifty` are no words of theirs.
    let not_his_doing =
        first.is_some_and(|word| !word.is_empty() && !word.ends_with("ing") && !HERE_BEHIND.contains(&word));
    let spoken = SPOKEN_BEFORE.iter().any(ended) || SPOKEN_BEHIND.iter().any(begins);
    (not_his_doing || spoken || others_do(&before)).then_some(Said::SpokenOf)
}

/// Whether the clause before a name is what a third person did or will do: `she's asked Beth`, `he'll have a word with Naomi`.
fn others_do(before: &str) -> bool {
    let clause = before.rsplit(|c| ".,;!?".contains(c)).next().unwrap_or_default();
    let words: Vec<&str> = clause.split_whitespace().collect();
    let third = |word: &str| ["she", "he", "they"].iter().any(|who| word.split('\'').next() == Some(*who));
    let Some(at) = words.iter().rposition(|word| third(word)) else { return false };
    let does = words.get(at + 1..).unwrap_or_default();
    let will = words.get(at).is_some_and(|word| word.ends_with("'ll")) || does.first() == Some(&"will");
    let speaks = ["asked", "told", "rang", "ask", "tell", "ring", "called", "call", "see", "saw", "seen"];
    will || does.last().is_some_and(|last| does.len() <= 2 && speaks.contains(last))
}

fn is_of_word(c: char) -> bool {
    c.is_alphanumeric() || c == '\''
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, name: &str, expected: Option<Said>) {
        let at = text.find(name).unwrap();
        assert_eq!(said_of(text, &(at..at + name.len())), expected, "{text}");
    }

    #[test]
    fn who_was_not_there_and_who_is_only_spoken_of() {
        for (text, name) in [
            ("No Naomi, I had Sandra", "Naomi"),
            ("no Vince, he's skiing", "Vince"),
            ("Glen's away, back Monday", "Glen"),
            ("Martin I've not clapped eyes on since December", "Martin"),
            ("Haven't seen Martin", "Martin"),
            ("Jason was down the cellar", "Jason"),
            ("Geoff hiding in the kitchen", "Geoff"),
            ("Claire's off till Thursday", "Claire"),
            ("韩总在楼上陪日本人没碰到", "韩总"),
            ("陆蓉没看到", "陆蓉"),
            ("刘老板喝喜酒去了", "刘老板"),
            ("袁厂长在外头", "袁厂长"),
            ("单总在德国月底才回", "单总"),
            ("小高真走了", "小高"),
            ("没见到李总", "李总"),
        ] {
            check(text, name, Some(Said::Away));
        }
        for (text, name) in [
            ("Glen's in Tenerife", "Glen"),
            ("He says Imran's fifty on the twentieth", "Imran"),
            ("She's asked Beth", "Beth"),
            ("She'll have a word with Naomi and let me know", "Naomi"),
            ("Tony's wrists won't have it", "Tony"),
            ("Phil doesn't even know", "Phil"),
            ("left the samples for Angela", "Angela"),
            ("Lab did ring Amina", "Amina"),
            ("他说让楼倩那边试试看", "楼倩"),
            ("他说要问韩总", "韩总"),
            ("小陈说郑总那头八成没问题", "郑总"),
            ("前台让等陈佳慧", "陈佳慧"),
        ] {
            check(text, name, Some(Said::SpokenOf));
        }
        for (text, name) in [
            ("Sian's read the price list", "Sian"),
            ("Beth's having the lot done", "Beth"),
            ("Glen's back, brown as a nut", "Glen"),
            ("met Naomi, she'll decide", "Naomi"),
            ("Claire left a message", "Claire"),
            ("had a word with Naomi", "Naomi"),
            ("told Ed the price", "Ed"),
            ("寿科长在，检测报告跟安全说明一道交给他", "寿科长"),
            ("王主任在车间看机器", "王主任"),
            ("袁红梅那边，两支丝锥掰开给她看", "袁红梅"),
        ] {
            check(text, name, None);
        }
    }
}
