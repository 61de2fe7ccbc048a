//! An order that is said without its sum: `first order!!`, `£96 order blue roll`, `took 5 pk blue roll`, 曾亮签的单, 订A100两台; and that there was none:
//! `no thx`, `dont want any`.
//!
//! Always holds: what is asked for, tried, quoted or still to come is none. It reads simplified characters and small letters.

use std::ops::Range;

use crate::base::text::is_han;
use crate::domain::log_line::clause;
use crate::domain::log_line::marks::is_unit;
use crate::domain::log_line::tokens::{fits, tokens};

/// A clause that has one of these tells of none.
const OTHER: [&str; 35] = [
    "no",
    "not",
    "dont",
    "didnt",
    "wont",
    "cant",
    "if",
    "when",
    "sample",
    "samples",
    "trial",
    "quote",
    "price",
    "was",
    "last",
    "min",
    "minimum",
    "average",
    "usual",
    "back",
    "return",
    "returned",
    "cancelled",
    "cancel",
    "photo",
    "photos",
    "wants",
    "want",
    "wrong",
    "form",
    "lost",
    "nearly",
    "could",
    "would",
    "missed",
];
/// Units that are cut short.
const SHORT: [&str; 9] = ["pk", "pks", "cs", "bx", "ctn", "ctns", "doz", "btl", "btls"];
/// The same in Chinese.
const OTHER_HAN: [&str; 22] = [
    "没", "不", "未", "样", "试", "报价", "询", "退", "借", "如果", "要是", "再说", "考虑", "等", "才", "吗", "上次",
    "去年", "别家", "取消", "修", "预订",
];
/// Goods are counted in these.
const COUNTED: &str = "台箱盒支桶把根卷瓶包打套片件只";

/// Where a text says that something was ordered, from here on.
pub(super) fn order(text: &str, from: usize) -> Option<Range<usize>> {
    let clauses = clause::all(text).into_iter().filter(|clause| clause.end > from);
    let found = clauses.filter_map(|clause| {
        let words = &text[clause.clone()];
        let range = if words.contains(is_han) { in_han(words) } else { in_words(words) }?;
        Some(clause.start + range.start..clause.start + range.end)
    });
    found.filter(|range| range.start >= from).min_by_key(|range| range.start)
}

fn in_words(clause: &str) -> Option<Range<usize>> {
    let words = tokens(clause, 0..clause.len());
    let word = |at: usize| words.get(at).map_or("", |token| token.word.as_str());
    if words.iter().any(|token| OTHER.contains(&token.word.as_str())) {
        return None;
    }
    let range = |from: usize, to: usize| words[from].range.start..words[to].range.end;
    // `first order!!`.
    if words.len() == 2 && word(1) == "order" && ["first", "repeat"].contains(&word(0)) {
        return Some(range(0, 1));
    }
    let count = |word: &str| word.parse::<u32>().is_ok_and(|count| (1..1000).contains(&count));
    (0..words.len()).find_map(|at| {
        // `£96 order blue roll + sacks`.
        let sum =
            word(at).strip_prefix(['£', '$', '€']).is_some_and(|sum| sum.starts_with(|c: char| c.is_ascii_digit()));
        let goods = !["", "is", "for", "but", "number", "no", "value", "book", "in", "on", "ref", "pending", "lost"]
            .contains(&word(at + 2));
        if sum && word(at + 1) == "order" && goods {
            return Some(range(at, at + 1));
        }
        // `64 quid order`.
        let quid = count(word(at)) && ["quid", "pounds", "pound"].contains(&word(at + 1)) && word(at + 2) == "order";
        if quid && !["is", "but", "number", "no", "value", "book", "pending", "lost"].contains(&word(at + 3)) {
            return Some(range(at, at + 2));
        }
        // `took 5 pk blue roll`.
        let unit = is_unit(word(at + 2)) || SHORT.contains(&word(at + 2));
        let took =
            ["took", "ordered", "bought"].contains(&word(at)) && count(word(at + 1)) && unit && words.len() > at + 3;
        took.then(|| range(at, at + 2))
    })
}

fn in_han(clause: &str) -> Option<Range<usize>> {
    let mut at = 0;
    for part in clause.split([' ', '\u{3000}']) {
        let own = at..at + part.len();
        at = own.end + clause[own.end..].chars().next().map_or(0, char::len_utf8);
        if OTHER_HAN.iter().any(|word| part.contains(word)) {
            continue;
        }
        // 曾亮签的单 3200, 单子2750.
        let signed = ["签的单", "签了单", "签的订单", "下的单", "下的订单"]
            .iter()
            .find_map(|word| Some((part.find(word)?, *word)));
        if let Some((from, word)) =
            signed.filter(|(from, word)| part[from + word.len()..].chars().next().is_none_or(|c| !is_han(c)))
        {
            return Some(own.start + from..own.start + from + word.len());
        }
        let behind = &clause[own.end..];
        let slip = ["单子", "订单"].iter().find_map(|word| part.strip_prefix(word).map(|rest| (word.len(), rest)));
        if let Some((length, rest)) = slip {
            let rest = rest.trim_start_matches(['：', ':']);
            let rest = if rest.is_empty() { behind.trim_start() } else { rest };
            let goods = counts(rest.split([' ', '\u{3000}']).next().unwrap_or_default());
            // 订单20413 is its number.
            let sum = part.starts_with("单子") && rest.starts_with(|c: char| c.is_ascii_digit() || "$¥￥".contains(c));
            if goods || sum {
                return Some(own.start..own.start + length);
            }
        }
        // 订A100攻丝机两台; 来电话要两盒数控刀片.
        let ordered = ["订", "再订", "又订", "要订", "先订", "加订"]
            .iter()
            .any(|word| part.strip_prefix(word).is_some_and(counts));
        let called = ["来电话要", "打电话来要", "打来电话要", "来电要", "打来要", "微信要", "电话要"]
            .iter()
            .find_map(|word| Some((part.find(word)?, *word)));
        let wants = called.filter(|(from, word)| begins_with_count(&part[from + word.len()..]));
        if ordered || wants.is_some() {
            return Some(own);
        }
    }
    None
}

const FIGURES: &str = "0123456789一二两三四五六七八九十";

/// Whether goods are counted in it: A100攻丝机两台, 切削液10桶.
fn counts(words: &str) -> bool {
    words.char_indices().any(|(at, c)| COUNTED.contains(c) && at > 0 && words[..at].ends_with(|c| FIGURES.contains(c)))
}

fn begins_with_count(words: &str) -> bool {
    let rest = words.trim_start_matches(|c| FIGURES.contains(c));
    rest.len() < words.len() && rest.starts_with(|c| COUNTED.contains(c)) && rest.chars().count() > 1
}

/// Where a text says that nothing was wanted, from here on.
pub(super) fn declined(text: &str, from: usize) -> Option<Range<usize>> {
    const NONE: [&str; 6] = [
        "says no",
        "no thx|thanks|ta|thankyou",
        "dont|doesnt|didnt want|need any|anything|owt",
        "dont|doesnt|didnt want the|our new? _? deal|offer|range|product|contract|promo",
        "not today thanks|thx|ta",
        "nothing wanted|needed",
    ];
    clause::all(text).into_iter().filter(|clause| clause.end > from).find_map(|clause| {
        let words = tokens(text, clause);
        let (at, end) =
            (0..words.len()).find_map(|at| NONE.iter().find_map(|one| Some((at, fits(&words, at, one)?))))?;
        // `dont want any more sent`, `no thanks to crestline`.
        // `says no rush`.
        let refused = words[at].word == "says";
        let open = words.get(end).is_none_or(|next| {
            !refused && !["more", "trouble", "fuss", "to", "hassle", "delay", "delays"].contains(&next.word.as_str())
        });
        let range = words[at].range.start..words[end - 1].range.end;
        (open && range.start >= from).then_some(range)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_order_without_a_sum_is_known_and_nothing_like_it() {
        for text in [
            "first order!!",
            "£96 order blue roll + sacks",
            "kyle took 5 pk blue roll and 2 bleach",
            "曾亮签的单 3200",
            "单子2,750 月结",
            "订单 切削液10桶 单价480",
            "订a100攻丝机两台",
            "来电话要两盒数控刀片 下午送",
        ] {
            assert!(order(text, 0).is_some(), "{text}");
        }
        for text in [
            "first order was late",
            "£96 order is wrong",
            "lost the £1.2k order",
            "a £96 order",
            "£50 min order",
            "took 5 photos of the dispensers",
            "took 2 boxes back",
            "wants 5 pk blue roll",
            "没签单",
            "订单还没下",
            "订单20413，还没到",
            "small order, wants more",
            "订不了两台",
            "来电话要三种夹头的报价",
            "微信要两台样机试",
            "订金3万",
            "退了2盒",
        ] {
            assert_eq!(order(text, 0), None, "{text}");
        }
        for text in ["kasia no thx", "dont want the new glasswasher deal", "doesnt need anything", "not today thanks"] {
            assert!(declined(text, 0).is_some(), "{text}");
        }
        for text in
            ["no thanks to crestline", "dont want any trouble", "dont want the price to go up", "no thing", "want any"]
        {
            assert_eq!(declined(text, 0), None, "{text}");
        }
    }
}
