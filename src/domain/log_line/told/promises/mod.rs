//! What is promised by a day, told in a sentence: 我答应他26号拉过去, 礼拜四之前回她, 月底打过来, `I'll send the list on Monday`.
//!
//! Always holds: a day ahead and words that say who does what; what is moved, recalled, planned by others or only wished is text.

mod deeds;
mod deeds_han;
mod goods_han;
mod han;
mod latin;
mod said_han;
mod soon;
mod soon_han;
mod waits_han;
mod wants;
mod words;

use std::ops::Range;

use super::pays;
use super::{clauses, speaks_of};
use crate::base::text::is_han;
use crate::base::when::{self, Context, find_all};
use crate::domain::deed::{Promise, Slot};
use crate::domain::heard::Payment;
use crate::domain::log_line::tokens::{Token, tokens};
use crate::domain::log_line::{day, marks, money, notes};

/// What a clause promises.
pub(super) enum Told {
    /// Something to be done.
    Promise(Promise),
    /// Money.
    Payment(Payment),
}

/// What a text promises, clause by clause. `own`: whether a word is what one of the customer's people is called.
pub(super) fn told(
    text: &str,
    ahead: &Context,
    rivals: &[String],
    own: &dyn Fn(&str) -> bool,
) -> Vec<(Range<usize>, Told)> {
    let clauses = clauses(text);
    let mut found = Vec::new();
    for (n, clause) in clauses.iter().enumerate() {
        let words = text[clause.clone()].trim_end();
        let clause = clause.start..clause.start + words.len();
        if let Some(payment) = post_dated(words, next(text, &clauses, n), ahead) {
            found.push((clause.clone(), Told::Payment(payment)));
        } else if words.contains(is_han) {
            // 再来两桶 下周二之前送掉.
            let mut from = clause.start;
            for part in words.split([' ', '\u{3000}']) {
                let before =
                    if from > clause.start { text[clause.start..from].trim_end() } else { previous(text, &clauses, n) };
                let end = from + part.len();
                let next = if end < clause.end { text[end..clause.end].trim_start() } else { next(text, &clauses, n) };
                let asked = end == clause.end && text[end..].trim_start().starts_with(['?', '？']);
                let around = Around { text, clauses: &clauses, n, rivals, own };
                let soon = || {
                    let waited = waits_han::waits(part, asked, ahead);
                    waited.or_else(|| soon_han::soon(part, before, asked, ahead)).map(Told::Promise)
                };
                if let Some(told) = han::in_han(part, (before, next, asked), &around, ahead).or_else(soon) {
                    found.push((from..from + part.len(), told));
                }
                from += part.len() + text[from + part.len()..].chars().next().map_or(0, char::len_utf8);
            }
        } else if text[clause.end..].starts_with('?') || speaks_of(words, rivals) {
            // What is asked and what a competitor does is nobody's promise.
        } else if let Some((from, payment)) = paid_by(words, previous(text, &clauses, n), own, ahead)
            .or_else(|| pays::left(words, previous(text, &clauses, n), own, ahead))
            .or_else(|| paid_behind(words, own, ahead))
        {
            found.push((clause.start + from..clause.end, Told::Payment(payment)));
        } else {
            let (before, next) = (previous(text, &clauses, n), next(text, &clauses, n));
            let around = latin::Beside { before, next, own };
            let told = latin::in_words(words, &around, ahead).or_else(|| soon::soon(words, before, ahead));
            found.extend(told.map(|(range, promise)| {
                (clause.start + range.start..clause.start + range.end, Told::Promise(promise))
            }));
        }
    }
    found
}

/// Money that closes a run of words without stops: `owes 44 from last time paying weds`.
fn paid_behind(words: &str, own: &dyn Fn(&str) -> bool, ahead: &Context) -> Option<(usize, Payment)> {
    const PAYS: [&str; 5] = ["paying", "pays", "clearing", "settling", "clears"];
    let all = tokens(words, 0..words.len());
    let open = |word: &str| {
        ["not", "if", "when", "wont", "isnt", "never", "who", "not", "we", "i", "were", "im"].contains(&word)
    };
    let at = all.iter().rposition(|token| PAYS.contains(&token.word.as_str())).filter(|at| *at > 1)?;
    if all[..at].iter().any(|token| open(&token.word)) {
        return None;
    }
    let from = all.get(at)?.range.start;
    pays::settled(words.get(from..)?, words.get(..from)?, own, ahead).map(|payment| (from, payment))
}

/// Money that they promise by the day of a clause, and where that begins: `says she'll pay fri`, `jackie owes us 96 still, says fri`.
fn paid_by(words: &str, before: &str, own: &dyn Fn(&str) -> bool, ahead: &Context) -> Option<(usize, Payment)> {
    let says = words.get(..5).is_some_and(|head| head.eq_ignore_ascii_case("says "));
    if let Some(payment) = pays::settled(words, before, own, ahead) {
        return Some((0, payment));
    }
    if !says && !words.to_ascii_lowercase().contains("pay") {
        return None;
    }
    let all = tokens(words, 0..words.len());
    // `6 tubs £71.94 inc vat pays end of mth`: a sum closes what was bought.
    let sum = |token: &Token| token.word == "vat" || token.word.contains(|c: char| c.is_ascii_digit());
    let pays = all.windows(2).position(|pair| matches!(pair, [one, next] if sum(one) && next.word == "pays"));
    if let Some(token) = pays.and_then(|at| all.get(at + 1)) {
        let from = token.range.start;
        return paid_by(&words[from..], "", own, ahead).map(|(at, payment)| (from + at, payment));
    }
    let (day, slot) = day::named(words, &all, 0, own, ahead)?;
    let (first, last) = (all.get(day.start)?, all.get(day.end - 1)?);
    if says && day == (1..all.len()) {
        return Some((0, pays::owed(before, slot.day, ahead)?));
    }
    let left = notes::without(words, 0..words.len(), std::slice::from_ref(&(first.range.start..last.range.end)));
    Some((0, pays::in_words(words, &left, before, slot.day, ahead)?))
}

/// The clause before in the same sentence.
fn previous<'a>(text: &'a str, clauses: &[Range<usize>], n: usize) -> &'a str {
    let Some(before) = n.checked_sub(1).and_then(|n| clauses.get(n)) else { return "" };
    if text[before.end..].starts_with(['，', ',']) { &text[before.clone()] } else { "" }
}

/// The clause behind in the same sentence.
fn next<'a>(text: &'a str, clauses: &[Range<usize>], n: usize) -> &'a str {
    let (Some(own), Some(next)) = (clauses.get(n), clauses.get(n + 1)) else { return "" };
    if text[own.end..].starts_with(['，', ',']) { &text[next.clone()] } else { "" }
}

/// The one day ahead that a clause names, and where.
pub(super) fn day_ahead(words: &str, ahead: &Context) -> Option<(Range<usize>, Slot)> {
    let mut dates = find_all(words, ahead);
    if dates.is_empty() {
        // 我答应他26号拉过去: a day of the month may be glued to the words around it.
        let (at, figure, sign) = glued(words)?;
        let range = at..figure + sign.len_utf8();
        let thing = words[range.end..].starts_with([
            '楼', '樓', '幢', '线', '線', '机', '機', '门', '門', '院', '室', '厂', '廠', '车', '車', '店', '桌', '的',
        ]);
        let said = when::parse(&words[range.clone()], ahead).filter(|_| !thing)?;
        dates.push((range, said));
    }
    // 剩下1万5月底打款: the figure is the sum's, not the month's.
    let mut parted = false;
    for (range, said) in &mut dates {
        let figures = words[range.clone()].chars().take_while(char::is_ascii_digit).count();
        if figures > 0
            && words[..range.start].ends_with(['万', '萬', '千', '百'])
            && let Some(own) = when::parse(&words[range.start + figures..range.end], ahead)
        {
            (*range, *said) = (range.start + figures..range.end, own);
            parted = true;
        }
    }
    // 答应周五把上个月的4300结了: the other is no day ahead.
    if dates.len() > 1 {
        dates.retain(|(_, said)| said.when.due_day().is_none_or(|day| day >= ahead.today));
    }
    let [(range, said)] = dates.as_slice() else { return None };
    let due = said.when.due_day().filter(|day| *day >= ahead.today && said.other.is_none())?;
    let part = said.when.is_part_of_day();
    let slot = marks::promised(words, ahead).due.filter(|slot| slot.day >= ahead.today && !part && !parted);
    Some((range.clone(), slot.unwrap_or_else(|| Slot::day(due))))
}

/// A day of the month in figures: where it begins, where the figures end, and the sign behind them. 上次的3600说15号前清: not the sum.
fn glued(words: &str) -> Option<(usize, usize, char)> {
    let inside = |at: usize| words[..at].ends_with(|c: char| c.is_ascii_digit() || c == '月');
    let begins = words.char_indices().filter(|(at, c)| c.is_ascii_digit() && !inside(*at));
    begins.map(|(at, _)| at).find_map(|at| {
        let figure = words[at..].find(|c: char| !(c.is_ascii_digit() || c == '月')).map(|end| at + end)?;
        let sign = words[figure..].chars().next().filter(|c| matches!(c, '号' | '號' | '日'))?;
        Some((at, figure, sign))
    })
}

/// A cheque that is paid on a day to come: 收支票45000，12/15票期.
fn post_dated(words: &str, next: &str, ahead: &Context) -> Option<Payment> {
    const LATER: [&str; 5] = ["票期", "期票", "到期", "兑现", "兌現"];
    let lower = words.to_ascii_lowercase();
    let dated = ["post dated", "post-dated", "postdated"].iter().find_map(|word| Some((lower.find(word)?, word.len())));
    if let Some((end, length)) = dated
        && let Some((at, cheque)) = ["cheque", "chq"].iter().find_map(|word| Some((lower.find(word)?, *word)))
    {
        let (_, slot) = day_ahead(words.get(end + length..)?, ahead)?;
        let (from, to) = if at < end { (at, end) } else { (0, at) };
        let amount = money::sums(words.get(from..to)?, ahead.lang, true).into_iter().map(|(_, sum)| sum).next();
        let amount = amount.filter(|sum| sum.hundredths() >= 5_00);
        return Some(Payment { due: Some(slot.day), amount, text: cheque.to_owned(), paid: None });
    }
    let when = [words, next].into_iter().find(|text| LATER.iter().any(|word| text.contains(word)))?;
    let (at, cheque) = words.match_indices("支票").next()?;
    // 12/15票期: the date stands right before the word.
    let parted = || {
        let end = LATER.iter().filter_map(|word| when.find(word)).min()?;
        let from = when[..end].trim_end_matches(|c: char| c.is_ascii_digit() || matches!(c, '/' | '-' | '.')).len();
        day_ahead(&when[from..end], ahead)
    };
    let (_, slot) = day_ahead(when, ahead).or_else(parted)?;
    let (_, amount) = money::first(&words[at..], ahead.lang, true)?;
    Some(Payment { due: Some(slot.day), amount: Some(amount), text: cheque.to_owned(), paid: None })
}

/// What stands around a clause: the others, who is a competitor, and whether words name one of the customer's people.
struct Around<'a> {
    text: &'a str,
    clauses: &'a [Range<usize>],
    n: usize,
    rivals: &'a [String],
    own: &'a dyn Fn(&str) -> bool,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::clock::Now;
    use crate::base::lang::Lang;
    use crate::base::when::Hint;
    use crate::schema::PromisedBy;

    const NOBODY: &dyn Fn(&str) -> bool = &|_| false;

    #[test]
    fn what_is_promised_is_known_and_nothing_else() {
        let mut wrong = Vec::new();
        let mut check = |text: &str, expected: &str| {
            let now = Now::parse("2027-01-12T17:30:00+08:00").unwrap();
            let lang = if text.contains(is_han) { Lang::ZhHans } else { Lang::En };
            let ahead = Context::at(&now, Hint::Future, lang);
            let found = told(text, &ahead, &["海川".to_owned()], NOBODY).into_iter().map(|(range, told)| {
                assert!(text.get(range).is_some(), "{text}");
                match told {
                    Told::Promise(Promise { text, due, by }) => {
                        let by = if by == PromisedBy::Us { '>' } else { '<' };
                        format!(
                            "{by}{text} {}",
                            due.map(|slot| slot.day.format("%m-%d").to_string()).unwrap_or_default()
                        )
                    }
                    Told::Payment(payment) => format!("!{payment}"),
                }
            });
            let found = found.collect::<Vec<_>>().join(" | ");
            if found != expected {
                wrong.push(format!("{text}\n   is {found}\n  not {expected}"));
            }
        };
        for (text, expected) in [
            ("要先借一台试两个礼拜，我答应他26号拉过去", ">拉过去 01-26"),
            ("防锈油来3桶，这礼拜五送过去", ">防锈油来3桶，送过去 01-15"),
            ("我说降价要问我们楼经理，礼拜四之前回她", ">回她 01-14"),
            ("他说要问韩总，后天给我回话", "<给我回话 01-14"),
            ("要她点头。我2月1号打电话问", ">打电话问 02-01"),
            ("一万二的帐她答应月底打过来", "!2027-01-31 12000"),
            ("钱先欠着，八千六，说月底一起付", "!2027-01-31 8600"),
            ("680块货款她月底结", "!2027-01-31 680"),
            ("施燕定了3把刀柄共2400，货款下周五打过来", "!2027-01-22 2400"),
            ("盛总签了，5万8，预付三成周四到账", "!2027-01-14 预付三成"),
            ("答应周五把上个月的4300结了", "!2027-01-15 4300"),
            ("尾款月底付", "!2027-01-31 尾款"),
            ("欠的3200下周三还清", "!2027-01-20 3200"),
            ("货款八千下周一转过来", "!2027-01-18 8000"),
            ("says shell pay fri", "!2027-01-15"),
            ("pays end of month", "!2027-01-31"),
            ("ed says he'll pay the invoice friday", "!2027-01-15 invoice"),
            ("reminded her of the invoice 184.20, says shell pay fri", "!2027-01-15 184.20"),
            ("paying £300 on friday", "!2027-01-15 300"),
            ("I'll send the list on Monday", ">send the list 01-18"),
            ("she'll let me know Thursday", "<let me know 01-14"),
            ("he'll call me friday", "<call me 01-15"),
            ("I'll ring his boss friday", ">ring his boss 01-15"),
            ("防锈油来3桶，周五送来", ">防锈油来3桶，送来 01-15"),
            ("她要礼拜五以前给正式报价", ">给正式报价 01-15"),
            ("我周五回王总", ">回王总 01-15"),
            ("我下周一带样品过去", ">带样品过去 01-18"),
        ] {
            check(text, expected);
        }
        for text in [
            "图纸还是18号发，没变",
            "改下礼拜二",
            "环保的人20号来",
            "她们礼拜三盘点",
            "装柜不是下礼拜三，是礼拜四",
            "三月份才批",
            "旺季三月开始",
            "我明天休息",
            "月底我付房租",
            "货款周五打过来就发货",
            "周五货款没到账",
            "下周五我把货款打过去",
            "周五到账",
            "样品周五到",
            "如果周五付清就发",
            "合同周五结",
            "wants to pay fri",
            "won't pay till friday",
            "we pay them friday",
            "pays 60 days late",
            "pays every friday",
            "pay rise in march",
            "if she pays friday",
            "hasn't paid, friday at last",
            "下周三再说",
            "送了两盒，周五用完",
            "I'll be off on Friday",
            "he'll be back Monday",
            "she's in on Thursday",
            "I'll see if they want it Friday",
            "they'll stop as they are",
            "we met on Monday",
            "他们在海川订了20箱，周五送来",
            "机床刚买的，下周到货",
            "他要下周给海川答复",
            "我下周一带孩子去医院",
            "我周五回老家",
            "I'll take friday off",
            "I'll get friday's order in",
            "he'll call his wife friday",
            "I'll take my son to the dentist friday",
            "我们欠他返利3000元，下周五付清",
            "海川报价12万，月底付款",
            "车贷还欠8万，月底付清",
        ] {
            check(text, "");
        }
        assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    }
}
