//! What came of it: an order or none, a message left, nobody who answered.
//!
//! Always holds: what is planned, wished or denied came of nothing; a range lies in the text.

use std::ops::Range;

use crate::base::text::is_han;
use crate::domain::log_line::marks::is_unit;
use crate::domain::log_line::notes;
use crate::domain::log_line::sold::doubt::{self, LAST_TIME_HAN, NOT_YET as SPOKEN_OF, Who};
use crate::domain::log_line::told::{products, speaks_of};
use crate::domain::log_line::{clause, money, sold};

use super::lost;
use super::ordered;
use super::shut::alike;
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
    "这次不要",
    "没要货",
    "没落单",
    "冇落单",
    "冇订",
    "没有下单",
    "no order",
    "没下单",
    "未下单",
    "没订",
];
const ORDER: &[&str] = &[
    "订咗",
    "落了单",
    "order confirmed",
    "confirmed the order",
    "落咗单",
    "落单",
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
    "当场就签了",
    "当场签了",
    "合同签了",
    "合约签了",
    "签了合同",
    "签了合约",
    "协议签了",
    "合同盖章了",
    "合约盖章了",
    "先下了",
    "下单",
    "订了",
    "下订",
    "signed the contract",
    "signed a contract",
    "contract signed",
    "signed the agreement",
];
const NO_ANSWER: &[&str] = &[
    "冇人听",
    "冇人接",
    "无人听",
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
    "没人接",
    "都不接",
    "也不接",
    "无人接听",
    "没打通",
    "打不通",
    "未接听",
    "没有人接",
];
const MESSAGE: &[&str] = &[
    "left vmail",
    "left a vmail",
    "left vmails",
    "left a message",
    "left message",
    "left voicemail",
    "left a voicemail",
    "left vm",
    "left a vm",
    "left msg",
    "left a msg",
    "留言",
    "留了言",
    "语音信箱",
];

/// Words right in front of an order that take it away: what they will do, would do, did not do.
const NOT_YET: &[&str] = &[
    "冇", "唔", "not", "n't", "never", "nothing", "to", "to be", "will be", "no", "hasn't", "haven't", "without",
    "have", "if", "when", "once", "没", "未", "不", "要", "想", "再", "会", "准备", "考虑", "打算", "才", "后", "可以",
    "能", "才能", "催", "预", "等", "答应",
];
/// English words that do so anywhere in the clause before it.
const NOBODY: &[&str] =
    &["yet", "nobody", "none", "nothing", "not", "never", "won't", "wants", "want", "wanted", "needs", "need", "hopes"];
/// Chinese ones.
const WISHED: &[&str] = &["等", "如果", "要是", "一旦", "没有", "还没"];
/// Orders of which nothing says that they were given.
const BARE: &[&str] = &["下单", "落单", "下订"];
/// Behind an order these make it one that is thought of.
const THOUGHT_OF: &[&str] = &["再", "才", "就", "吗", "没", "的话", "别家"];
/// The last time, and this one.
const LAST_TIME_LATIN: &[&str] = &["last time", "last week", "last month", "last visit", "last year", "last order"];
const THIS_TIME: &[&str] = &["这次", "这回", "今天", "今日", "现在", "this time", "today", "now ", "since"];

/// Whether an order was given to somebody else: `ordered from Crestline`, 跟海川合同签了. `from us` and `from stock` say nothing of it.
fn elsewhere(clause: &str, word: &str, behind: &str, rivals: &[String]) -> bool {
    const OURS: [&str; 13] =
        ["us", "me", "our", "my", "the", "stock", "this", "that", "now", "today", "next", "his", "her"];
    let whom = |join: &str| {
        let at = behind.find(join).filter(|at| behind[..*at].is_empty() || behind[..*at].ends_with(' '))?;
        let whom = behind[at + join.len()..].split_whitespace().next().unwrap_or_default();
        Some(!OURS.contains(&whom) && !whom.starts_with(|c: char| c.is_ascii_digit()))
    };
    let behind = behind.trim_start();
    let other =
        ["elsewhere", "someone else", "somebody else", "another supplier"].iter().any(|word| behind.contains(word));
    let asked = (word == "ordered" || word.starts_with("placed")) && whom("from").unwrap_or(false)
        || word.starts_with("placed") && whom("with").unwrap_or(false);
    other && word.is_ascii() || asked || speaks_of(clause, rivals)
}

/// What the text says came of it, from here on; what stands before is part of the clause. `who`: what rivals are given is no order of ours.
pub(in crate::domain::log_line) fn came(text: &str, from: usize, who: &Who<'_>) -> Came {
    let lower = alike(text);
    let inside = |c: Option<char>| c.is_some_and(|c| c.is_alphanumeric() && !is_han(c));
    let whole = |at: usize, word: &str| {
        !word.is_ascii() || !inside(lower[..at].chars().next_back()) && !inside(lower[at + word.len()..].chars().next())
    };
    let find = |words: &[&str], sure: &dyn Fn(&str, &str, &str) -> bool| {
        words.iter().find_map(|word| {
            let mut places = lower.match_indices(word).filter(|(at, _)| *at >= from && whole(*at, word));
            let (at, _) = places.find(|(at, _)| {
                let own = clause::around(&lower, *at..at + word.len());
                let behind = &lower[at + word.len()..own.end];
                let theirs = std::ptr::eq(words, ORDER)
                    && (elsewhere(&text[own.clone()], word, behind, who.rivals)
                        || !doubt::is_ours(text, &(*at..at + word.len()), who));
                !theirs && sure(&lower[own.start..*at], word, behind)
            })?;
            Some(at..at + word.len())
        })
    };
    let ours = |range: &Range<usize>| doubt::is_order(text, range, who);
    let outcome = find(NO_ORDER, &none_came)
        .map(|range| (VisitOutcome::NoOrder, range))
        .or_else(|| find(ORDER, &was_given).map(|range| (VisitOutcome::Order, range)))
        .or_else(|| order_of(&lower, from).filter(ours).map(|range| (VisitOutcome::Order, range)))
        .or_else(|| sold::order(text, from, &ours).map(|range| (VisitOutcome::Order, range)))
        .or_else(|| ordered::declined(&lower, from).map(|range| (VisitOutcome::NoOrder, range)))
        .or_else(|| ordered::order(&lower, from).filter(ours).map(|range| (VisitOutcome::Order, range)))
        .or_else(|| lost::lost(text, from).map(|range| (VisitOutcome::NoOrder, range)));
    let reached = find(MESSAGE, &|_, _, _| true)
        .map(|range| (TouchOutcome::Message, range))
        .or_else(|| find(NO_ANSWER, &nobody_answered).map(|range| (TouchOutcome::NoAnswer, range)));
    Came { outcome, reached }
}

/// Whether a clause speaks of the last time, as far as it goes: 上次没订; not 上次嫌贵这次没订.
fn is_of_the_last_time(before: &str) -> bool {
    let at = |words: &[&str]| words.iter().filter_map(|word| before.rfind(word)).max();
    at(LAST_TIME_HAN).max(at(LAST_TIME_LATIN)).is_some_and(|last| at(THIS_TIME).is_none_or(|this| this < last))
}

/// Whether an order was not given, by the clause around the words.
fn none_came(before: &str, word: &str, behind: &str) -> bool {
    // 这次不要发票 is no word of an order.
    let wants = word.ends_with("不要") && behind.starts_with(|c: char| is_han(c) && !"货貨了订訂啦咯吧".contains(c));
    let last = is_of_the_last_time(before)
        || LAST_TIME_HAN.iter().chain(LAST_TIME_LATIN).any(|word| behind.trim_start().starts_with(word));
    !wants && !last
}

/// Whether an order was given, by the clause around its word.
fn was_given(before: &str, word: &str, behind: &str) -> bool {
    let trimmed = before.trim_end();
    // 最后下单了 was done at last.
    if trimmed.ends_with("最后") || trimmed.ends_with("最後") {
        return true;
    }
    let last = is_of_the_last_time(before) || LAST_TIME_LATIN.iter().any(|word| behind.contains(word));
    let ends = |word: &str| {
        let head = trimmed.strip_suffix(word);
        head.is_some_and(|head| !word.is_ascii() || word == "n't" || !head.ends_with(|c: char| c.is_alphanumeric()))
    };
    if last || NOT_YET.iter().any(|word| ends(word)) {
        return false;
    }
    if word.is_ascii() {
        // `not happy but ordered 12`.
        let own = [" but ", " and ", " so ", " then "].iter().filter_map(|word| before.rfind(word)).max();
        let own = &before[own.unwrap_or(0)..];
        let words = own.split(|c: char| !(c.is_alphanumeric() || "'’".contains(c)));
        return !words.into_iter().any(|word| {
            NOBODY.contains(&word) || SPOKEN_OF.contains(&word) || word.ends_with("n't") || word.ends_with("n’t")
        });
    }
    // 修订了图纸, 下单了再付.
    let made = word.starts_with(['订', '訂']) && trimmed.ends_with(['修', '装', '裝', '制', '製', '拟', '擬', '校']);
    let thought = THOUGHT_OF.iter().any(|word| behind.starts_with(word));
    if made || thought || WISHED.iter().any(|word| before.contains(word)) {
        return false;
    }
    if !BARE.contains(&word) {
        return true;
    }
    let counts = behind.starts_with(|c: char| {
        notes::separates(c) || c.is_ascii_digit() || "一二两兩三四五六七八九十百共合总總$¥￥约約".contains(c)
    });
    // 下訂電鑽5台, not 下单前要看3台.
    let speaks = ['前', '时', '時', '后', '後', '以', '之', '流', '价', '價', '量', '的', '方', '系', '平'];
    let goods = !behind.starts_with(speaks) && products::counted(behind).is_some();
    let dated = before.find(['号', '號']).is_some_and(|at| before[..at].ends_with(|c: char| c.is_ascii_digit()));
    let said = behind.trim().is_empty() && before.contains(['说', '說', '讲', '講', '话', '話']);
    // 价格再降5个点就下单.
    let then = ["就", "便", "肯定", "一定", "马上", "馬上"].iter().any(|word| trimmed.ends_with(word));
    (behind.is_empty() || counts || goods) && !then && !dated && !said && !doubt::is_ahead_han(before)
}

/// Whether nobody took a call: 没接受报价 and `didn't answer the tender questions` say something else.
fn nobody_answered(_: &str, word: &str, behind: &str) -> bool {
    if word.ends_with('接') {
        return !behind
            .starts_with(['受', '到', '触', '觸', '着', '著', '单', '單', '过', '過', '收', '纳', '納', '待']);
    }
    let rest = behind.trim_start();
    let call =
        ["the phone", "phone", "my call", "his phone", "her phone", "their phone", "again", "twice", "when", "so"];
    !word.ends_with("answer")
        || word == "no answer"
        || rest.is_empty()
        || call.iter().any(|word| rest.starts_with(word))
}

/// `order 1.2k`, `order: 12 boxes`: an order with its figure at the beginning of a clause. `order 20413` is its number.
fn order_of(lower: &str, from: usize) -> Option<Range<usize>> {
    let places = lower.match_indices("order").filter(|(at, _)| *at >= from);
    places.map(|(at, word)| at..at + word.len()).find(|range| {
        let before = lower[..range.start].trim_end();
        let begins = before.is_empty() || before.ends_with([',', '，', ';', '；', ':', '：', '.', '。']);
        let after = lower[range.end..].trim_start_matches([':', ' ', 'o', 'f']);
        let length = after.find(|c: char| !(c.is_ascii_digit() || ",.".contains(c))).unwrap_or(after.len());
        let (figure, behind) = after.split_at(length);
        let counts = behind.split_whitespace().next().is_some_and(is_unit);
        let unit = behind.starts_with(|c: char| c.is_alphabetic());
        let sum = !money::is_a_number(figure.trim_end_matches([',', '.'])) || counts || unit;
        begins
            && (after.starts_with(|c: char| c.is_ascii_digit()) && sum || after.starts_with(['$', '£', '€', '¥', '￥']))
    })
}
