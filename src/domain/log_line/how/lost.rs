//! That nothing was sold, told in other words than an order's: `nothing doing`, `no budget till april`, `lost em`, 先不换, 老板不批.
//!
//! Always holds: a clause that says it of the whole visit; what somebody else reports, asks or fears is text. It says nothing where something was sold.

use std::ops::Range;

use crate::base::text::is_han;
use crate::domain::log_line::clause;

/// Clauses that are no more than this, perhaps with when behind it or who before it.
const NOTHING: [&str; 24] = [
    "nothing doing",
    "nothing this time",
    "nothing this month",
    "nothing this week",
    "nothing this visit",
    "nothing this trip",
    "nothing this quarter",
    "nothing this year",
    "nothing today",
    "nothing needed",
    "nothing wanted",
    "nothing for now",
    "nothing for me today",
    "nothing for us today",
    "nothing at the moment",
    "nothing till",
    "nothing until",
    "not this time",
    "not this month",
    "no sale today",
    "no thanks",
    "no go",
    "didn't buy",
    "didnt buy",
];
/// The same further inside.
const INSIDE: [&str; 34] = [
    "no budget",
    "not interested",
    "not buying",
    "not ordering",
    "isn't ordering",
    "isnt ordering",
    "won't be ordering",
    "wont be ordering",
    "doesn't need anything",
    "doesnt need anything",
    "don't need anything",
    "dont need anything",
    "didn't need anything",
    "didnt need anything",
    "didn't want anything",
    "didnt want anything",
    "doesn't want anything",
    "doesnt want anything",
    "lost em",
    "lost them",
    "lost the account",
    "lost the business",
    "lost the contract",
    "lost the tender",
    "lost the order",
    "lost it to",
    "lost the deal",
    "turned it down",
    "turned us down",
    "turned me down",
    "gone elsewhere",
    "going elsewhere",
    "gone with",
    "sticking with",
];
/// In a clause these make it something else.
const OTHER: [&str; 34] = [
    "says",
    "said",
    "if",
    "nearly",
    "almost",
    "not lost",
    "haven't",
    "havent",
    "never",
    "unless",
    "might",
    "may",
    "could",
    "worried",
    "afraid",
    "scared",
    "until",
    "who",
    "why",
    "when",
    "would",
    "keys",
    "mind",
    "they'd",
    "theyd",
    "used to",
    "problem",
    "limit",
    "issues",
    "issue",
    "worries",
    "constraints",
    "last time",
    "thought",
];
const NOTHING_HAN: [&str; 48] = [
    "先不换",
    "先不換",
    "暂时不换",
    "暫時不換",
    "不换了",
    "不換了",
    "不想换",
    "不想換",
    "不打算换",
    "不打算換",
    "先不要",
    "先不订",
    "先不訂",
    "先不买",
    "先不買",
    "先不采购",
    "先不考虑",
    "先不考慮",
    "暂时不要",
    "暫時不要",
    "暂时不订",
    "暂时不买",
    "暂时不考虑",
    "暫時不考慮",
    "暂不考虑",
    "暫不考慮",
    "不采购了",
    "不採購了",
    "没预算",
    "沒預算",
    "没有预算",
    "沒有預算",
    "预算没了",
    "預算沒了",
    "没需求",
    "沒需求",
    "没有需求",
    "沒有需求",
    "暂时用不上",
    "用不上了",
    "没兴趣",
    "沒興趣",
    "不感兴趣",
    "不感興趣",
    "单子丢了",
    "单子黄了",
    "單子丟了",
    "回绝了",
];
/// Who does not let it be bought.
const WHO_HAN: [&str; 16] = [
    "老板", "老闆", "领导", "領導", "上面", "财务", "財務", "总部", "總部", "公司", "厂里", "廠裡", "院里", "总", "總",
    "经理",
];
const OTHER_HAN: [&str; 20] = [
    "如果",
    "要是",
    "别",
    "怕",
    "担心",
    "擔心",
    "会不会",
    "會不會",
    "是不是",
    "除非",
    "为什么",
    "为啥",
    "上次",
    "去年",
    "本来",
    "不是",
    "吗",
    "嗎",
    "的话",
    "的話",
];

/// Where a text says that nothing was sold.
pub(super) fn lost(text: &str, from: usize) -> Option<Range<usize>> {
    let lower = text.to_ascii_lowercase();
    clause::all(&lower).into_iter().filter(|clause| clause.start >= from || clause.end > from).find_map(|clause| {
        let words = &lower[clause.clone()];
        let found = if words.contains(is_han) { in_han(words) } else { in_words(words) };
        let range = found.map(|range| clause.start + range.start..clause.start + range.end)?;
        (range.start >= from).then_some(range)
    })
}

fn in_words(clause: &str) -> Option<Range<usize>> {
    let whole = |word: &str| {
        clause.match_indices(word).map(|(at, _)| at).find(|at| {
            !clause[..*at].ends_with(char::is_alphanumeric)
                && !clause[at + word.len()..].starts_with(char::is_alphanumeric)
        })
    };
    let found = NOTHING.iter().find_map(|word| {
        let at = whole(word)?;
        let who = clause[..at].split_whitespace().count();
        let behind = clause[at + word.len()..].split_whitespace().count();
        (who <= 3 && behind <= 3).then(|| at..at + word.len())
    });
    let open = |range: &Range<usize>| {
        let next = clause[range.end..].trim_start().split(' ').next().unwrap_or_default();
        !clause[range.clone()].ends_with("interested") || ["", "at", "now", "right", "this"].contains(&next)
    };
    let found =
        found.or_else(|| INSIDE.iter().find_map(|word| whole(word).map(|at| at..at + word.len())).filter(open))?;
    let till = clause[found.clone()].ends_with("till") || clause[found.clone()].ends_with("until");
    // `no budget until april` is none till then.
    let until = |word: &&str| *word == "until" && (till || clause[found.end..].contains("until"));
    let other = OTHER.iter().filter(|word| !until(word)).any(|word| whole(word).is_some());
    (!other).then_some(found)
}

fn in_han(clause: &str) -> Option<Range<usize>> {
    if OTHER_HAN.iter().any(|word| clause.contains(word)) {
        return None;
    }
    let plain = NOTHING_HAN.iter().find_map(|word| {
        let at = clause.find(word)?;
        let behind = &clause[at + word.len()..];
        // 先不要发票, 没兴趣的人: a thing of which it is said.
        let whole = behind.is_empty()
            || behind.starts_with(['了', '我', '新', '刀', '货', '貨', '供', '，', ' ', '，'])
            || !word.ends_with('要') && !behind.starts_with(['的', '发', '發']);
        whole.then(|| at..at + word.len())
    });
    plain.or_else(|| {
        let at =
            ["不批", "没批下来", "批不下来", "不同意"].iter().find_map(|word| Some((clause.find(word)?, word.len())));
        let (at, length) = at?;
        let who =
            WHO_HAN.iter().any(|who| clause[..at].ends_with(who) || clause[..at].ends_with(&format!("{who}那边")));
        let closed = matches!(clause[at + length..].trim(), "" | "了" | "钱" | "预算" | "這筆" | "这笔" | "采购");
        (who && closed).then(|| at..at + length)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn that_nothing_was_sold_is_known_and_nothing_like_it() {
        for text in [
            "spoke to kyle, nothing doing, try again nxt week",
            "sam hussain no budget till april",
            "no budget until next year",
            "they've gone to costco, lost em i think",
            "may close a wing, nothing this month",
            "ed - nothing today thanks",
            "nothing needed",
            "not interested",
            "isnt ordering till jan",
            "doesnt need anything",
            "lost it to bunzl",
            "turned us down",
            "sticking with diversey",
            "lost the tender",
            "nothing for now",
            "杜总说先不换，用山特的习惯了",
            "许总工说老板不批，过完年再说",
            "年底预算没了",
            "今年没预算",
            "说暂时不考虑",
            "他们那边今年不采购了",
            "领导不批",
            "没兴趣",
            "先不要了",
            "暂时没需求",
        ] {
            assert!(lost(text, 0).is_some(), "{text}");
        }
        for text in [
            "dan says no budget till april",
            "nothing to report",
            "nothing to sign",
            "nothing wrong with the pump",
            "nothing but praise",
            "no budget problem",
            "nearly lost em",
            "worried they've lost em",
            "lost them their keys",
            "if they turned us down",
            "not interested in the old one, if we change it",
            "he lost his phone",
            "we never lost the account",
            "there is nothing this month that i can add to the long list",
            "sticking point",
            "先不要发票",
            "要是老板不批",
            "担心预算没了",
            "不批条子不让进",
            "会不会先不换",
            "去年没预算",
            "没兴趣的人多",
            "价格不同意可以谈",
        ] {
            assert!(lost(text, 0).is_none(), "{text}");
        }
    }
}
