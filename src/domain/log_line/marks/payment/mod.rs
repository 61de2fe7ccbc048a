//! Money they promised, behind `!` or a word: `!2k by fri`, `！回款2万 月底`, `月底回款2万`.
//!
//! Always holds: without a sum it is a payment only where a word of money and a date say so; what was received already is none. What we collect
//! (收款1,280元) was received unless a day ahead is said.

mod words;

use std::ops::Range;

use self::words::{BETWEEN, NOT_PAID, OPENING, RECEIVED, TERMS, TERMS_HAN, THERE, WORDS};
use super::Tries;
use super::extent;
use crate::base::text::is_han;
use crate::base::when::{Context, find_all, find_leading};
use crate::domain::heard::Payment;
use crate::domain::log_line::money::{self, PAID_FOR};
use crate::domain::log_line::notes;
use crate::domain::log_line::notes::head;

/// How long the words are with which a text begins that stand for the mark; behind a date also what is paid: 付尾款4500.
fn opens(text: &str, dated: bool) -> Option<usize> {
    let paid = || {
        let what = text.strip_prefix(['付', '结', '結', '打']).filter(|_| dated)?;
        let word = PAID_FOR.iter().find(|word| starts(what, word))?;
        Some(text.len() - what.len() + word.len())
    };
    OPENING.iter().find(|word| starts(text, word)).map(|word| word.len()).or_else(paid)
}

/// The payment that stands behind a mark, and where it ends. `opening`: a word stands for the mark.
pub(super) fn read(text: &str, context: &Context, opening: bool) -> Option<(usize, Payment)> {
    let mut end = extent::near(text);
    let clause = &text[..end];
    let sum = money::first(clause, context.lang, true);
    // `!£62.50 cash`, ！4380现金: the word beside it says that it came.
    if let Some((range, amount)) = sum.as_ref().filter(|_| !opening)
        && let Some((length, what)) = came_today(&clause[range.end..]).or_else(|| paid_by(&clause[range.end..]))
        && clause[..range.start].trim().is_empty()
        && (find_all(clause, context).is_empty() || came_today(&clause[range.end..]).is_some())
    {
        let payment = Payment { due: None, amount: Some(*amount), text: what.to_owned(), paid: Some(context.today) };
        return Some((range.end + length, payment));
    }
    let worded = WORDS.iter().any(|word| starts(clause.trim_start(), word));
    if sum.is_none() && (opening || !worded) {
        return None;
    }
    let mut dates = find_all(clause, context);
    dates.retain(|(range, _)| sum.as_ref().is_none_or(|(sum, _)| range.end <= sum.start || range.start >= sum.end));
    let mut dated = dates.into_iter().rev().find_map(|(range, said)| Some((range, said.when.due_day()?)));
    if sum.is_none() && dated.is_none() {
        return None;
    }
    if opening {
        let behind = sum.as_ref().map(|(sum, _)| clause[sum.end..].trim_start()).unwrap_or_default();
        if THERE.iter().any(|word| behind.starts_with(word)) {
            return None;
        }
        // `payment 30 days`, 付款3期: terms, not sums.
        let said = sum.as_ref().and_then(|(sum, _)| clause.get(sum.clone())).unwrap_or_default();
        let next = behind.split(|c: char| !c.is_alphabetic()).next().unwrap_or_default().to_ascii_lowercase();
        let terms = TERMS.contains(&next.as_str()) || TERMS_HAN.iter().any(|word| behind.starts_with(word));
        if terms && said.chars().all(|c| c.is_ascii_digit() || "一二两兩三四五六七八九十".contains(c)) {
            return None;
        }
        // `pays £38 a drum`, `payment of 500 still outstanding`: what it costs, and what became of it.
        if clause.starts_with(|c: char| c.is_ascii()) && (behind.starts_with('/') || NOT_PAID.contains(&next.as_str()))
        {
            return None;
        }
        // The sum follows its word at once; else the sentence is about something else.
        let word = opens(clause, true)?;
        let between = clause.get(word..sum.as_ref()?.0.start)?.trim();
        let is_date = dated
            .as_ref()
            .is_some_and(|(range, _)| clause.get(range.clone()).is_some_and(|date| between.contains(date)));
        if !(between.is_empty() || is_date || [":", "：", "of", "约", "約", "大约", "大概"].contains(&between)) {
            return None;
        }
        // `payment 500 yesterday`.
        if dated.as_ref().is_some_and(|(_, due)| *due < context.today) {
            return None;
        }
    }
    // `!2k, by fri`: the date may stand behind a comma.
    if dated.is_none() {
        let rest = &text[end..];
        let from = rest.len() - rest.trim_start_matches(|c: char| matches!(c, ',' | '，') || c.is_whitespace()).len();
        if rest.starts_with([',', '，'])
            && let Some((range, said)) =
                find_leading(head(&rest[from..]), context).filter(|(range, _)| range.start == 0)
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

/// What stands behind a sum that came: how long it is, and how it was paid.
fn paid_by(behind: &str) -> Option<(usize, &str)> {
    const BY: [&str; 19] = [
        "cash", "card", "by card", "cheque", "chq", "paid", "received", "现金", "現金", "现款", "现付", "付现", "付現",
        "刷卡", "收讫", "收訖", "到账", "支票", "已付",
    ];
    let rest = behind.trim_start_matches(['元', '块', '塊']).trim_start();
    let word = BY.iter().find(|word| starts(rest, word))?;
    let closed = rest[word.len()..].trim_start_matches(['了', ' ']).chars().next();
    let length = behind.len() - rest.len() + word.len();
    // `!500 cash or card`, `!500 cash on delivery` are still to come.
    let open = ["or", "on", "if", "when", "by", "next", "to", "后", "後", "再"];
    let after = rest[word.len()..].trim_start();
    let ahead = open.iter().any(|word| starts(after, word));
    (!ahead && closed.is_none_or(|c| !is_han(c) || "收了".contains(c))).then(|| (length, &rest[..word.len()]))
}

/// What stands behind a sum that came today, and how it was paid: `!240 bacs today`.
fn came_today(behind: &str) -> Option<(usize, &str)> {
    const BY: [&str; 8] = ["bacs", "transfer", "bank transfer", "cash", "card", "cheque", "转账", "轉帳"];
    let rest = behind.trim_start();
    let word = BY.iter().find(|word| starts(rest, word))?;
    let then = rest[word.len()..].trim_start();
    let today = ["today", "just now", "今天"].iter().find(|today| starts(then, today))?;
    let closed = then[today.len()..].trim_start_matches('了').chars().next().is_none_or(notes::separates);
    closed.then(|| (behind.len() - then.len() + today.len(), &rest[..word.len()]))
}

/// Whether a text begins with a word for a payment.
pub(super) fn begins(text: &str) -> bool {
    OPENING.iter().any(|word| starts(text, word))
}

/// What was said besides the sum, the date and the words for a payment.
fn plain(said: &str) -> String {
    let mut rest = said.trim();
    let by = ["by", "on", "before", "the", "us", "前", "之前", "以前", "元", "块", "塊"];
    loop {
        let before = rest;
        for word in WORDS.iter().filter(|word| !PAID_FOR.contains(word)).chain(by.iter()) {
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

/// A payment that begins with its word, or with its date and then the word: 回款2万 月底, 月底回款2万. `before`: what stands before it; `begins`: so
/// does its clause.
pub(super) fn worded(
    before: &str,
    text: &str,
    context: &Context,
    begins: bool,
    tries: &Tries,
) -> Option<(usize, Payment)> {
    if !may_open(head(text)) {
        return None;
    }
    if opens(text, false).is_some() {
        if !tries.one_more() {
            return None;
        }
        let (end, payment) = read(text, context, true).filter(|_| !is_received(before) && !is_of_others(before))?;
        // `first payment 500 bounced`, `currently pays £38`: without a day it is one only where it is all that its clause says.
        let word = opens(text, false).and_then(|end| text.get(..end)).unwrap_or_default();
        let alone = starts(word, "will pay") || begins && !starts(word, "pays");
        let behind = text[end..].trim_start();
        let closed =
            behind.chars().next().is_none_or(|c| extent::ends_clause(c) || extent::is_sigil(c) || "+!.".contains(c));
        if word.is_ascii() && payment.due.is_none() && !(alone && (closed || starts(behind, "cash"))) {
            return None;
        }
        // 收款 is what we do: without a day ahead it is done.
        let ahead = payment.due.is_some_and(|due| due > context.today);
        return (ahead || !text.starts_with("收款")).then_some((end, payment));
    }
    let (range, said) = find_leading(head(text), context).filter(|(range, _)| range.start == 0)?;
    let due = said.when.due_day().filter(|due| *due > context.today)?;
    let behind = text[range.end..].trim_start_matches(['前', '之', ' ']);
    let at = text.len() - behind.len();
    opens(behind, true).filter(|_| tries.one_more())?;
    let (end, payment) =
        read(behind, context, true).filter(|(_, payment)| payment.due.is_none() && payment.amount.is_some())?;
    Some((at + end, Payment { due: Some(due), ..payment }))
}

/// Whether one of the words that stand for the mark may be in a text: no date is read at a word where there is none.
fn may_open(text: &str) -> bool {
    text.contains('款') || text.as_bytes().windows(3).any(|letters| letters.eq_ignore_ascii_case(b"pay"))
}

/// Whether the clause before a word for a payment says that the money came: `received payment of 1,280`.
fn is_received(before: &str) -> bool {
    let clause = before.rsplit(|c: char| extent::ends_clause(c) || c == '.').next().unwrap_or_default();
    let mut words = clause.split_whitespace().rev().take(3).map(str::to_ascii_lowercase);
    words.next().is_some_and(|last| RECEIVED.contains(&last.as_str()) || last.ends_with("已收"))
        && clause.split_whitespace().any(|word| RECEIVED[..8].contains(&word.to_ascii_lowercase().as_str()))
}

/// Whether the word before one for a payment says that it is not theirs, or none: `I will pay 500`, `nobody will pay`.
fn is_of_others(before: &str) -> bool {
    const NOT: [&str; 11] = ["i", "we", "nobody", "who", "if", "not", "never", "no", "none", "they'd", "until"];
    let clause = notes::last(before).rsplit(extent::ends_clause).next().unwrap_or_default();
    clause.split_whitespace().next_back().is_some_and(|word| NOT.contains(&word.to_ascii_lowercase().as_str()))
}

/// The payment among the clauses of what they promise, and where it stands: 《样机试好就签，25号打款5万.
pub(super) fn in_promise(words: &str, context: &Context) -> Option<(Range<usize>, Payment)> {
    let mut from = 0;
    while from < words.len() {
        let start = from + words[from..].len() - words[from..].trim_start_matches(notes::separates).len();
        let length = extent::clause(&words[start..]);
        if length > 0
            && is_of_payment(&words[start..start + length], context)
            && let Some((end, mut payment)) = read(&words[start..], context, false)
        {
            // 付5万尾款.
            let behind = words[start + end..].trim_start();
            let what = PAID_FOR.iter().find(|word| payment.text.is_empty() && starts(behind, word));
            payment.text = what.map_or(payment.text, |word| (*word).to_owned());
            let end = what.map_or(start + end, |word| words.len() - behind.len() + word.len());
            return Some((start..end, payment));
        }
        let next = words[start + length..].chars().next().map_or(1, char::len_utf8);
        from = start + length + next;
    }
    None
}

/// Whether the sum of a clause is what a word for a payment speaks of: `pay 2k mon`, 25号打款5万, 5万尾款; not 付款后发200箱.
fn is_of_payment(clause: &str, context: &Context) -> bool {
    let Some((sum, _)) = money::first(clause, context.lang, true) else { return false };
    let (before, behind) = (clause[..sum.start].trim_end(), clause[sum.end..].trim_start());
    // 200箱 counts boxes.
    if behind.chars().next().is_some_and(|c| is_han(c) && !"的左上下以内內元块塊前之尾货貨余餘定订訂首预吧".contains(c))
    {
        return false;
    }
    let mut before = before;
    // The day may stand between: 付款 月底 5万.
    if let Some((date, _)) = find_all(before, context).last().filter(|(date, _)| date.end == before.len()) {
        before = before[..date.start].trim_end();
    }
    for _ in 0..2 {
        let word = BETWEEN.iter().find(|word| ends(before, word));
        before = word.map_or(before, |word| before[..before.len() - word.len()].trim_end());
    }
    let word = WORDS.iter().find(|word| ends(before, word));
    let delivers = ["交付", "不付", "对付"].iter().any(|other| before.ends_with(other));
    word.is_some() && !delivers || ["payment"].iter().chain(&PAID_FOR).any(|word| starts(behind, word))
}

fn ends(text: &str, word: &str) -> bool {
    let Some(at) = text.len().checked_sub(word.len()) else { return false };
    text.get(at..).is_some_and(|tail| tail.eq_ignore_ascii_case(word))
        && !(word.is_ascii()
            && word.starts_with(|c: char| c.is_ascii_alphabetic())
            && text[..at].ends_with(char::is_alphanumeric))
}
