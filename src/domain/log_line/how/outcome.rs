//! What came of it: an order or none, a message left, nobody who answered, a place that was shut.
//!
//! Always holds: what is planned, wished or denied came of nothing; a range lies in the text.

use std::ops::Range;

use crate::base::text::is_han;
use crate::domain::log_line::notes::head;
use crate::schema::{TouchOutcome, VisitOutcome};

/// What came of it, and where that is said.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub(in crate::domain::log_line) struct Came {
    /// Of a visit.
    pub outcome: Option<(VisitOutcome, Range<usize>)>,
    /// Of a touch.
    pub reached: Option<(TouchOutcome, Range<usize>)>,
}

const NO_ORDER: &[&str] = &[
    "no sale",
    "didn't order",
    "did not order",
    "not ordering",
    "这次不订",
    "這次不訂",
    "这次不要",
    "這次不要",
    "没要货",
    "沒要貨",
    "没落单",
    "沒落單",
    "冇落单",
    "冇落單",
    "冇訂",
    "没有下单",
    "沒有下單",
    "no order",
    "没下单",
    "沒下單",
    "未下单",
    "未下單",
    "没订",
    "沒訂",
];
const ORDER: &[&str] = &[
    "订咗",
    "訂咗",
    "落了单",
    "落了單",
    "order confirmed",
    "confirmed the order",
    "落咗单",
    "落咗單",
    "落单",
    "落單",
    "placed an order",
    "placed the order",
    "gave an order",
    "took an order",
    "got an order",
    "got the order",
    "ordered",
    "下单了",
    "下了单",
    "已下单",
    "下單了",
    "下了單",
    "已下單",
    "当场就签了",
    "當場就簽了",
    "当场签了",
    "合同签了",
    "合約簽了",
    "签了合同",
    "簽了合約",
    "协议签了",
    "合同盖章了",
    "合約蓋章了",
    "先下了",
    "下单",
    "下單",
    "订了",
    "訂了",
    "下訂",
];
const NO_ANSWER: &[&str] = &[
    "冇人听",
    "冇人聽",
    "冇人接",
    "无人听",
    "無人聽",
    "no answer",
    "nobody picked up",
    "no one picked up",
    "nobody answered",
    "no one answered",
    "not picking up",
    "didn't pick up",
    "did not pick up",
    "didn't answer",
    "did not answer",
    "没接",
    "沒接",
    "没人接",
    "沒人接",
    "无人接听",
    "無人接聽",
    "没打通",
    "沒打通",
    "打不通",
    "未接听",
    "未接聽",
    "没有人接",
    "沒有人接",
];
const MESSAGE: [&str; 8] =
    ["left a message", "left message", "left voicemail", "left a voicemail", "留言", "留了言", "语音信箱", "語音信箱"];

/// Words in front of an order that take it away: what they will do, would do, did not do.
const NOT_YET: &[&str] = &[
    "冇", "唔", "not", "n't", "never", "nothing", "to", "to be", "will be", "no", "hasn't", "haven't", "without",
    "have", "if", "when", "once", "没", "沒", "未", "不", "要", "想", "再", "会", "會", "准备", "準備", "考虑", "考慮",
    "打算", "才", "后", "後", "可以", "能", "才能", "催", "预", "預", "等", "答应",
];

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

/// What the text says came of it.
pub(in crate::domain::log_line) fn came(text: &str) -> Came {
    let lower = text.to_ascii_lowercase();
    let whole = |at: usize, word: &str| {
        let latin = word.is_ascii();
        let inside = |c: Option<char>| latin && c.is_some_and(|c| c.is_alphanumeric() && !is_han(c));
        !inside(lower[..at].chars().next_back()) && !inside(lower[at + word.len()..].chars().next())
    };
    let find = |words: &[&str], sure: &dyn Fn(usize) -> bool| {
        words.iter().find_map(|word| {
            let (at, _) = lower.match_indices(word).find(|(at, _)| whole(*at, word) && sure(*at))?;
            Some(at..at + word.len())
        })
    };
    let always = |_: usize| true;
    let done = |at: usize| {
        let before = lower[..at].trim_end();
        // 最后下单了 was done at last.
        before.ends_with("最后") || before.ends_with("最後") || !NOT_YET.iter().any(|word| before.ends_with(word))
    };
    let outcome = find(NO_ORDER, &always)
        .map(|range| (VisitOutcome::NoOrder, range))
        .or_else(|| find(ORDER, &done).map(|range| (VisitOutcome::Order, range)))
        .or_else(|| order_of(&lower).map(|range| (VisitOutcome::Order, range)));
    let reached = find(&MESSAGE, &always)
        .map(|range| (TouchOutcome::Message, range))
        .or_else(|| find(NO_ANSWER, &always).map(|range| (TouchOutcome::NoAnswer, range)));
    Came { outcome, reached }
}

/// `order 1.2k`, `order: 12 boxes`: an order with its figure at the beginning of a clause.
fn order_of(lower: &str) -> Option<Range<usize>> {
    lower.match_indices("order").map(|(at, word)| at..at + word.len()).find(|range| {
        let before = lower[..range.start].trim_end();
        let begins = before.is_empty() || before.ends_with([',', '，', ';', '；', ':', '：', '.', '。']);
        let after = lower[range.end..].trim_start_matches([':', ' ', 'o', 'f']);
        begins && after.starts_with(|c: char| c.is_ascii_digit() || "$£€¥￥".contains(c))
    })
}
