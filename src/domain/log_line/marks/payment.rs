//! Money they promised, behind `!` or a word: `!2k by fri`, `！回款2万 月底`, `月底回款2万`.
//!
//! Always holds: without a sum it is a payment only where a word of money and a date say so; what was received already is none.

use super::extent;
use crate::base::when::{Context, find_all, find_leading};
use crate::domain::heard::Payment;
use crate::domain::log_line::letters::head;
use crate::domain::log_line::money;
use crate::domain::log_line::notes;

/// Words for a payment, longer ones first.
const WORDS: [&str; 21] = [
    "will pay",
    "to pay",
    "payment of",
    "payment",
    "pays",
    "pay",
    "回款",
    "收款",
    "付款",
    "匯款",
    "汇款",
    "打款",
    "结款",
    "結款",
    "结清",
    "結清",
    "货款",
    "貨款",
    "尾款",
    "付清",
    "付",
];
/// Those of them that stand for the mark.
const OPENING: [&str; 12] =
    ["will pay", "payment of", "payment", "pays", "回款", "收款", "付款", "匯款", "汇款", "打款", "结款", "結款"];
/// What makes it money that is there already.
const THERE: [&str; 14] = [
    "了",
    "已",
    "到账",
    "到帳",
    "入账",
    "入帳",
    "received",
    "arrived",
    "came",
    "in already",
    "done",
    "元了",
    "块了",
    "塊了",
];

/// The payment that stands behind a mark, and where it ends. `opening`: a word stands for the mark.
pub(super) fn read(text: &str, context: &Context, opening: bool) -> Option<(usize, Payment)> {
    let mut end = extent::clause(text);
    let clause = &text[..end];
    let sum = money::first(clause, context.lang, true);
    let mut dates = find_all(clause, context);
    dates.retain(|(range, _)| sum.as_ref().is_none_or(|(sum, _)| range.end <= sum.start || range.start >= sum.end));
    let mut dated = dates.into_iter().rev().find_map(|(range, said)| Some((range, said.when.due_day()?)));
    let worded = WORDS.iter().any(|word| starts(clause.trim_start(), word));
    if sum.is_none() && !(worded && dated.is_some()) {
        return None;
    }
    if opening {
        let behind = sum.as_ref().map(|(sum, _)| clause[sum.end..].trim_start()).unwrap_or_default();
        if sum.is_none() || THERE.iter().any(|word| behind.starts_with(word)) {
            return None;
        }
        // The sum follows its word at once; else the sentence is about something else.
        let word = OPENING.iter().find(|word| starts(clause, word))?;
        let between = clause[word.len()..sum.as_ref()?.0.start].trim();
        let is_date = dated
            .as_ref()
            .is_some_and(|(range, _)| clause.get(range.clone()).is_some_and(|date| between.contains(date)));
        if !(between.is_empty() || is_date || [":", "：", "of", "约", "約", "大约", "大概"].contains(&between)) {
            return None;
        }
    }
    // `!2k, by fri`: the date may stand behind a comma.
    if dated.is_none() {
        let rest = &text[end..];
        let from = rest.len() - rest.trim_start_matches(|c: char| matches!(c, ',' | '，') || c.is_whitespace()).len();
        if rest.starts_with([',', '，'])
            && let Some((range, said)) = find_leading(&rest[from..], context).filter(|(range, _)| range.start == 0)
            && let Some(due) = said.when.due_day()
            && rest[from + range.end..].chars().next().is_none_or(notes::separates)
        {
            let whole = end + from + range.end;
            dated = Some((end + from..whole, due));
            end = whole;
        }
    }
    let last = [sum.as_ref().map(|(range, _)| range.end), dated.as_ref().map(|(range, _)| range.end)];
    let whole = last.into_iter().flatten().max()?.min(end.max(1));
    let mut taken: Vec<_> =
        sum.iter().map(|(range, _)| range.clone()).chain(dated.iter().map(|(range, _)| range.clone())).collect();
    taken.sort_by_key(|range| range.start);
    let said = notes::without(text, 0..whole, &taken);
    Some((
        whole,
        Payment { due: dated.map(|(_, due)| due), amount: sum.map(|(_, money)| money), text: plain(&said), paid: None },
    ))
}

/// What was said besides the sum, the date and the words for a payment.
fn plain(said: &str) -> String {
    let mut rest = said.trim();
    let by = ["by", "on", "before", "前", "之前", "以前", "元", "块", "塊"];
    loop {
        let before = rest;
        for word in WORDS.iter().filter(|word| !["货款", "貨款", "尾款"].contains(word)).chain(by.iter()) {
            if starts(rest, word) {
                rest = rest[word.len()..].trim_start_matches(notes::separates);
            }
            if rest.ends_with(word)
                && !(word.is_ascii() && rest[..rest.len() - word.len()].ends_with(char::is_alphanumeric))
            {
                rest = rest[..rest.len() - word.len()].trim_end_matches(notes::separates);
            }
        }
        if rest == before {
            return rest.to_owned();
        }
    }
}

fn starts(text: &str, word: &str) -> bool {
    let head = text.get(..word.len());
    head.is_some_and(|head| head.eq_ignore_ascii_case(word))
        && !(word.is_ascii() && text[word.len()..].starts_with(|c: char| c.is_ascii_alphanumeric()))
}

/// A payment that begins with its word, or with its date and then the word: 回款2万 月底, 月底回款2万.
pub(super) fn worded(text: &str, context: &Context) -> Option<(usize, Payment)> {
    if OPENING.iter().any(|word| starts(text, word)) {
        return read(text, context, true);
    }
    let (range, said) = find_leading(head(text), context).filter(|(range, _)| range.start == 0)?;
    let due = said.when.due_day().filter(|due| *due > context.today)?;
    let behind = text[range.end..].trim_start_matches(['前', '之', ' ']);
    let at = text.len() - behind.len();
    if !OPENING.iter().any(|word| starts(behind, word)) {
        return None;
    }
    let (end, payment) =
        read(behind, context, true).filter(|(_, payment)| payment.due.is_none() && payment.amount.is_some())?;
    Some((at + end, Payment { due: Some(due), ..payment }))
}
