//! What is promised by a day, told in a sentence: 我答应他26号拉过去, 礼拜四之前回她, 月底打过来, `I'll send the list on Monday`.
//!
//! Always holds: a day ahead and words that say who does what; what is moved, recalled, planned by others or only wished is text.

mod deeds;
mod latin;

use std::ops::Range;

use super::business::{is_no_debt_to_us, is_ordered, is_private};
use super::goods::goods;
use super::pays;
use super::{clauses, speaks_of};
use crate::base::text::is_han;
use crate::base::when::{self, Context, find_all};
use crate::domain::deed::{Promise, Slot};
use crate::domain::heard::Payment;
use crate::domain::log_line::tokens::tokens;
use crate::domain::log_line::{day, marks, notes};
use crate::schema::PromisedBy;

/// What a clause promises.
pub(super) enum Told {
    /// Something to be done.
    Promise(Promise),
    /// Money.
    Payment(Payment),
}

/// Words by which we promise.
const OURS: [&str; 12] = [
    "我答应他",
    "我答应她",
    "我答应",
    "我跟他说",
    "我跟她说",
    "我说",
    "我答應",
    "我跟他講",
    "她要",
    "他要",
    "他们要",
    "我",
];
/// What makes it somebody's own business, moved or recalled.
const OTHER: [&str; 36] = [
    "不是",
    "改到",
    "改下",
    "改",
    "挪",
    "没",
    "沒",
    "上次",
    "上礼拜",
    "上周",
    "昨天",
    "本来",
    "原来",
    "开会",
    "会议",
    "盘点",
    "检查",
    "生日",
    "出差",
    "休",
    "放假",
    "还是",
    "如果",
    "再说",
    "看看",
    "上班",
    "回来",
    "过来看",
    "考虑",
    "定不了",
    "拖",
    "讲好",
    "约",
    "约好",
    "展",
    "吧",
];
/// What one brings, sends or says, where nothing else stands in the clause but to whom.
const BRING: [&str; 26] = [
    "送过去",
    "送過去",
    "送掉",
    "送去",
    "送来",
    "送到",
    "送货",
    "拉过去",
    "带过去",
    "帶過去",
    "拿过去",
    "寄过去",
    "发过去",
    "發過去",
    "交过去",
    "回她",
    "回他",
    "回复他",
    "回复她",
    "答复他",
    "答复她",
    "给他价",
    "给她价",
    "到货",
    "给他",
    "给她",
];
/// What they owe us an answer with.
const ANSWER: [&str; 11] = [
    "给我回话",
    "給我回話",
    "给准信",
    "给个准信",
    "给我准信",
    "给答复",
    "给我答复",
    "回复我",
    "给我回复",
    "给我电话",
    "告诉我",
];
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
        if words.contains(is_han) {
            // 再来两桶 下周二之前送掉.
            let mut from = clause.start;
            for part in words.split([' ', '\u{3000}']) {
                let before =
                    if from > clause.start { text[clause.start..from].trim_end() } else { previous(text, &clauses, n) };
                if let Some(told) = in_han(part, before, &Around { text, clauses: &clauses, n, rivals }, ahead) {
                    found.push((from..from + part.len(), told));
                }
                from += part.len() + text[from + part.len()..].chars().next().map_or(0, char::len_utf8);
            }
        } else if text[clause.end..].starts_with('?') || speaks_of(words, rivals) {
            // What is asked and what a competitor does is nobody's promise.
        } else if let Some(payment) = paid_by(words, previous(text, &clauses, n), own, ahead) {
            found.push((clause, Told::Payment(payment)));
        } else {
            let around = latin::Around { before: previous(text, &clauses, n), own };
            let told = latin::in_words(words, &around, ahead);
            found.extend(told.map(|(range, promise)| {
                (clause.start + range.start..clause.start + range.end, Told::Promise(promise))
            }));
        }
    }
    found
}

/// Money that they promise by the day of a clause: `says she'll pay fri`, `jackie owes us 96 still, says fri`.
fn paid_by(words: &str, before: &str, own: &dyn Fn(&str) -> bool, ahead: &Context) -> Option<Payment> {
    let says = words.get(..5).is_some_and(|head| head.eq_ignore_ascii_case("says "));
    if !says && !words.to_ascii_lowercase().contains("pay") {
        return None;
    }
    let all = tokens(words, 0..words.len());
    let (day, slot) = day::named(words, &all, 0, own, ahead)?;
    let (first, last) = (all.get(day.start)?, all.get(day.end - 1)?);
    if says && day == (1..all.len()) {
        return pays::owed(before, slot.day, ahead);
    }
    let left = notes::without(words, 0..words.len(), std::slice::from_ref(&(first.range.start..last.range.end)));
    pays::in_words(words, &left, before, slot.day, ahead)
}

/// The clause before in the same sentence.
fn previous<'a>(text: &'a str, clauses: &[Range<usize>], n: usize) -> &'a str {
    let Some(before) = n.checked_sub(1).and_then(|n| clauses.get(n)) else { return "" };
    if text[before.end..].starts_with(['，', ',']) { &text[before.clone()] } else { "" }
}

/// The one day ahead that a clause names, and where.
pub(super) fn day_ahead(words: &str, ahead: &Context) -> Option<(Range<usize>, Slot)> {
    let mut dates = find_all(words, ahead);
    if dates.is_empty() {
        // 我答应他26号拉过去: a day of the month may be glued to the words around it.
        let at = words.find(|c: char| c.is_ascii_digit())?;
        let figure = words[at..].find(|c: char| !(c.is_ascii_digit() || c == '月')).map(|end| at + end)?;
        let sign = words[figure..].chars().next().filter(|c| matches!(c, '号' | '號' | '日'))?;
        let range = at..figure + sign.len_utf8();
        let thing = words[range.end..].starts_with([
            '楼', '樓', '幢', '线', '線', '机', '機', '门', '門', '院', '室', '厂', '廠', '车', '車', '店', '桌', '的',
        ]);
        let said = when::parse(&words[range.clone()], ahead).filter(|_| !thing)?;
        dates.push((range, said));
    }
    // 答应周五把上个月的4300结了: the other is no day ahead.
    if dates.len() > 1 {
        dates.retain(|(_, said)| said.when.due_day().is_none_or(|day| day >= ahead.today));
    }
    let [(range, said)] = dates.as_slice() else { return None };
    let due = said.when.due_day().filter(|day| *day >= ahead.today && said.other.is_none())?;
    let slot = marks::promised(words, ahead).due.filter(|slot| slot.day >= ahead.today);
    Some((range.clone(), slot.unwrap_or_else(|| Slot::day(due))))
}

/// What stands around a clause: the others, and who is a competitor.
struct Around<'a> {
    text: &'a str,
    clauses: &'a [Range<usize>],
    n: usize,
    rivals: &'a [String],
}

fn in_han(words: &str, before: &str, around: &Around<'_>, ahead: &Context) -> Option<Told> {
    let Around { text, clauses, n, rivals } = *around;
    let marker = OURS.iter().find_map(|word| Some((words.find(word)?, *word)));
    // 样机还没到我跟他说下礼拜一送来: what stands before speaks of something else.
    let from = marker.filter(|(_, word)| word.chars().count() > 2).map_or(0, |(at, _)| at);
    let said = &words[from..];
    let (range, slot) = day_ahead(said, ahead)?;
    let left = notes::without(said, 0..said.len(), std::slice::from_ref(&range));
    let left = left.trim_matches(|c: char| notes::separates(c)).to_owned();
    let bare = ["之前", "以前", "之内", "前", "一定", "再", "要", "说", "就"]
        .iter()
        .fold(left.clone(), |left, word| left.strip_prefix(word).map(str::to_owned).unwrap_or(left));
    if OTHER.iter().any(|word| left.contains(word)) {
        return None;
    }
    let promise = |by, text: &str| Some(Told::Promise(Promise { text: text.to_owned(), due: Some(slot), by }));
    if let Some(word) = ANSWER.iter().find(|word| bare.ends_with(**word) && !bare.starts_with('我')) {
        return promise(PromisedBy::Them, if bare.chars().count() <= 12 { &bare } else { word });
    }
    // 一万二的帐她答应月底打过来; what we pay is none.
    let from = n.saturating_sub(2);
    let before_it = clauses.get(from..n).unwrap_or_default();
    let sentence = before_it.iter().all(|clause| !text[clause.end..].starts_with(['。', '.', '！', '？']));
    let earlier = before_it.iter().filter(|_| sentence).map(|clause| notes::last(&text[clause.clone()]));
    let earlier: Vec<&str> = earlier.filter(|words| !is_no_debt_to_us(words, rivals)).collect();
    if !said.contains('我')
        && let Some(payment) = pays::in_han(&left, &bare, &earlier, slot.day, ahead)
    {
        return (!is_no_debt_to_us(said, rivals)).then_some(Told::Payment(payment));
    }
    // 他们在海川订了20箱，周五送来; 机床刚买的，下周到货: others bring it.
    let others =
        ["送来", "到货"].contains(&bare.as_str()) && marker.is_none() && !left.contains('要') && !is_ordered(before);
    let bring = BRING.iter().any(|word| bare == *word) && !others && !speaks_of(before, rivals);
    if bring {
        // 防锈油来3桶，这礼拜五送过去: what, is said before.
        let what = goods(notes::last(before).trim(), text, clauses, n);
        let what = what.as_str();
        let what = ["我说", "她说", "他说", "先"].iter().find_map(|word| what.strip_prefix(word)).unwrap_or(what);
        let what = if (2..=20).contains(&what.chars().count()) && what.chars().any(is_han) {
            format!("{what}，{bare}")
        } else {
            bare
        };
        return promise(PromisedBy::Us, &what);
    }
    let (at, word) = marker?;
    let begins = at == 0 || word.chars().count() > 2;
    let rest =
        left.strip_prefix(word).unwrap_or(&left).trim_matches(|c: char| notes::separates(c) || "前之以".contains(c));
    let rest = rest.strip_prefix("一定").unwrap_or(rest);
    // 我2月1号打电话问, 我答应他26号拉过去, 她要礼拜五以前给正式报价.
    let verbs = [
        "送",
        "拉",
        "带",
        "帶",
        "拿",
        "寄",
        "发",
        "發",
        "给",
        "給",
        "回",
        "报",
        "報",
        "打电话",
        "打電話",
        "交",
        "装",
        "裝",
        "派",
    ];
    let does = verbs.iter().any(|verb| rest.starts_with(verb) || word.chars().count() > 2 && rest.contains(verb));
    let theirs = word.starts_with(['她', '他']);
    // 他要下周给海川答复 is his business.
    let to_us = rest.strip_prefix(['给', '給']).is_none_or(|what| {
        [
            "他", "她", "个", "個", "正式", "报", "報", "价", "價", "方案", "图", "圖", "样", "樣", "合", "资料",
            "資料", "答", "准", "最", "新",
        ]
        .iter()
        .any(|word| what.starts_with(word))
    });
    let gives = rest.starts_with(['给', '給', '报', '報', '送']) && to_us;
    if speaks_of(rest, rivals) || word == "我" && is_private(rest) {
        return None;
    }
    (begins && does && (!theirs || gives) && (2..=16).contains(&rest.chars().count()))
        .then(|| promise(PromisedBy::Us, rest))?
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::clock::Now;
    use crate::base::lang::Lang;
    use crate::base::when::Hint;

    const NOBODY: &dyn Fn(&str) -> bool = &|_| false;

    #[test]
    fn what_is_promised_is_known_and_nothing_else() {
        let check = |text: &str, expected: &str| {
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
            assert_eq!(found.collect::<Vec<_>>().join(" | "), expected, "{text}");
        };
        for (text, expected) in [
            ("要先借一台试两个礼拜，我答应他26号拉过去", ">拉过去 01-26"),
            ("防锈油来3桶，这礼拜五送过去", ">防锈油来3桶，送过去 01-15"),
            ("我说降价要问我们楼经理，礼拜四之前回她", ">降价要问我们楼经理，回她 01-14"),
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
    }
}
