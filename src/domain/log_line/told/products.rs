//! What they take, told in a sentence: 防锈油来3桶, 再拿15打手套, `four drums of dishwash liquid`.
//!
//! Always holds: a count with its unit beside a product that the book knows, or beside a word with which one orders; what was brought, lent, counted or
//! is broken is no order.

use std::ops::Range;

use crate::base::number::{self, Quantity};
use crate::base::text::is_han;
use crate::domain::heard::Wanted;
use crate::domain::log_line::notes::head;
use crate::domain::log_line::people::{FAMILY, TITLES, family_with_title};

use super::{clauses, speaks_of};
use crate::domain::log_line::sold::doubt::{self, Who};

/// What goods are counted in.
const UNITS: &str = "桶盒箱打支条條瓶袋包卷罐片副把双雙套台臺提扎张張件块塊";
/// With these one orders: 来3桶, 补20盒. Longer ones first.
const ORDERED: [&str; 23] = [
    "进了", "進了", "先来", "再来", "再拿", "先拿", "再带", "再帶", "再订", "再訂", "再补", "要了", "订了", "訂了",
    "加订", "来个", "补货", "来", "來", "补", "補", "订", "訂",
];
/// What is told of goods that nobody ordered now.
const OTHER: [&str; 46] = [
    "放下",
    "卸",
    "上次",
    "上回",
    "上周",
    "上週",
    "送到",
    "送过去了",
    "送去了",
    "送了",
    "带了",
    "帶了",
    "还了",
    "還了",
    "留下",
    "留了",
    "借",
    "试",
    "試",
    "不是",
    "不要",
    "没要",
    "退",
    "坏",
    "壞",
    "卡",
    "修",
    "换",
    "換",
    "剩",
    "库存",
    "庫存",
    "欠",
    "少了",
    "多了",
    "漏",
    "作废",
    "要不要",
    "问",
    "問",
    "如果",
    "的话",
    "想",
    "才",
    "没",
    "每",
];
/// Before the word: what they may do.
const AHEAD: [&str; 19] = [
    "答应", "答應", "意向", "口头", "能", "预", "可以", "要", "想", "会", "會", "准备", "考虑", "打算", "可能", "等",
    "再说", "下次", "不",
];
/// What one hands over and nobody orders, by its name or the end of it.
const NO_GOODS: [&str; 18] = [
    "名片",
    "发票",
    "發票",
    "资料",
    "資料",
    "样品",
    "樣品",
    "样机",
    "樣機",
    "合同",
    "合約",
    "目录",
    "目錄",
    "手册",
    "手冊",
    "照片",
    "收据",
    "说明书",
];
/// Behind a product that was counted before it.
const TAKEN: [&str; 5] = ["先下了", "下了", "订了", "訂了", "先要了"];

/// The products that a text tells, each with where, and whether a word says that it was ordered.
pub(super) fn told(text: &str, known: &[String], who: &Who<'_>) -> Vec<(Range<usize>, Wanted, bool)> {
    // 哎店里又打来说不要了，这条作废.
    if ["作废", "作廢", "不要了", "别记"].iter().any(|word| text.contains(word)) {
        return Vec::new();
    }
    let mut found = Vec::new();
    for clause in clauses(text) {
        // 他们在海川订了20箱导轨油.
        if speaks_of(&text[clause.clone()], who.rivals) {
            continue;
        }
        let mut from = clause.start;
        for part in text[clause].split([' ', '\u{3000}', '、']) {
            if part.contains(is_han) {
                found.extend(
                    in_han(part, known)
                        .map(|(range, wanted, ordered)| (from + range.start..from + range.end, wanted, ordered)),
                );
            }
            from += part.len() + text[from + part.len()..].chars().next().map_or(0, char::len_utf8);
        }
    }
    found.extend(in_words(text, known, who.rivals));
    found.retain(|(range, _, ordered)| !ordered || doubt::is_ours(text, range, who));
    found
}

/// The count of goods in a text: where it stands with its unit.
pub(in crate::domain::log_line) fn counted(text: &str) -> Option<(Range<usize>, i64, String)> {
    let begins = |c: char| c.is_ascii_digit() || "一二两兩三四五六七八九十".contains(c);
    text.char_indices().filter(|(_, c)| begins(*c)).find_map(|(at, _)| {
        let inside = text[..at]
            .ends_with(|c: char| c.is_ascii_digit() || c == '.' || "一二两三四五六七八九十百千万第".contains(c));
        if inside {
            return None;
        }
        let rest = head(&text[at..]);
        // 3公斤 and 十支: what a number reader may take for more.
        let digits = rest.find(|c: char| !c.is_ascii_digit()).unwrap_or(rest.len());
        let (length, quantity) = number::find_leading(rest)
            .filter(|(length, _)| rest[*length..].starts_with(|c| UNITS.contains(c)))
            .or_else(|| Some((digits, number::parse(&rest[..digits])?)))?;
        let Quantity::Amount(value) = quantity else { return None };
        let value = value.as_whole().filter(|value| (1..=100_000).contains(value))?;
        let unit = rest[length..].chars().next().filter(|c| UNITS.contains(*c))?;
        Some((at..at + length + unit.len_utf8(), value, unit.to_string()))
    })
}

fn in_han(clause: &str, known: &[String]) -> Option<(Range<usize>, Wanted, bool)> {
    let (range, count, unit) = counted(clause)?;
    let (before, behind) = (&clause[..range.start], &clause[range.end..]);
    if OTHER.iter().any(|word| before.contains(word) || behind.contains(word)) {
        return None;
    }
    let verb = ORDERED.iter().find(|word| before.ends_with(**word)).copied();
    let head = verb.map_or(before, |verb| &before[..before.len() - verb.len()]);
    if AHEAD.iter().any(|word| head.ends_with(word)) {
        return None;
    }
    let wanted = |name: &str| Wanted { name: name.to_owned(), count: Some(count), unit: unit.clone() };
    // 导轨油2桶放下了, 5盒卸下了.
    let put = |before: &str| before.ends_with(|c| "放卸留装裝拆搬扔存收取拿剩写寫停坐丢丟制製修".contains(c));
    let taken = TAKEN.iter().any(|word| behind.find(word).is_some_and(|at| !put(&behind[..at])));
    let ordered = verb.is_some() || taken;
    // 数控刀片8盒, 5盒数控刀片: it stands right beside its count.
    let beside = known.iter().filter(|name| name.chars().count() >= 2);
    let beside = beside
        .filter(|name| head.ends_with(name.as_str()) || behind.trim_start_matches('的').starts_with(name.as_str()));
    if let Some(name) = beside.max_by_key(|name| name.len()) {
        let start = if head.ends_with(name.as_str()) { head.len() - name.len() } else { range.start };
        let end = if head.ends_with(name.as_str()) {
            range.end
        } else {
            range.end + behind.find(name.as_str())? + name.len()
        };
        return Some((start..end, wanted(name), ordered));
    }
    if !ordered {
        return None;
    }
    let is_name = |name: &str| {
        let count = name.chars().count();
        // 罗老板订了12箱, 王雪芬要了3盒, 老王再来3桶: somebody, not something.
        let called = name.strip_prefix(['老', '小', '阿']).is_some_and(|own| own.chars().count() == 1);
        let somebody = called
            || name.starts_with(|c| FAMILY.contains(c)) && count <= 3
            || family_with_title(name).is_some()
            || TITLES.iter().any(|title| title.chars().count() > 1 && name.ends_with(title));
        let paper =
            NO_GOODS.iter().any(|word| name.contains(word)) || name.ends_with(['单', '單', '图', '圖', '表', '证']);
        let figure = name.starts_with(|c: char| c.is_ascii_digit())
            && name.ends_with(|c: char| c.is_ascii_digit() || "元块塊万萬".contains(c));
        (2..=7).contains(&count)
            && !figure
            && !name.starts_with(['在', '从', '從'])
            && !name.ends_with('前')
            && !somebody
            && !paper
            && name.chars().all(|c| is_han(c) || c.is_ascii_alphanumeric())
            && !name.contains([
                '我', '他', '她', '你', '们', '说', '讲', '就', '先', '再', '还', '又', '最', '了', '吧', '是', '有',
                '的', '去', '过', '个', '这', '那',
            ])
    };
    // 防锈油来3桶; what stands behind the count is then no other product.
    if is_name(head) && verb.is_some() {
        // 车间来两台新机床: what was counted is named behind its count.
        let closed = behind.is_empty() || behind.starts_with(|c| "吧了先啊哈就给送要这下周月明后".contains(c));
        if !closed {
            return None;
        }
        return Some((0..range.end, wanted(head), ordered));
    }
    let mut name = behind.trim_start_matches('的');
    let lead = behind.len() - name.len();
    for tail in TAKEN.iter().chain(&["吧", "了", "先"]) {
        name = name.strip_suffix(tail).unwrap_or(name);
    }
    let start = range.start;
    is_name(name).then(|| (start..range.end + lead + name.len(), wanted(name), ordered))
}

/// `four drums of dishwash liquid`, of a product that the book knows, in a sentence in which somebody takes it; and whether he ordered it.
fn in_words(text: &str, known: &[String], rivals: &[String]) -> Vec<(Range<usize>, Wanted, bool)> {
    const TAKES: [&str; 6] = ["ordered", "having", "she'll have", "he'll have", "they'll have", "they had"];
    // These only right before the count: `took back two boxes`, `usual rep off, six boxes went mouldy`.
    const BESIDE: [&str; 4] = ["took", "taken", "takes", "usual"];
    // And where it is not carried somewhere: `took two boxes of blue roll back to the depot`.
    const CARRIED: [&str; 13] =
        ["back", "round", "around", "over", "off", "away", "out", "to", "up", "down", "home", "from", "in"];
    const WANTS: [&str; 4] = ["wants", "want", "order", "needs"];
    const NOT: [&str; 26] = [
        "left",
        "to try",
        "sample",
        "samples",
        "on loan",
        "on us",
        "lent",
        "never",
        "not",
        "returned",
        "return",
        "returning",
        "back in the van",
        "stock",
        "overstocked",
        "sat in",
        "complaint",
        "broken",
        "damaged",
        "missing",
        "price",
        "prices",
        "quote",
        "refund",
        "credit",
        "cancel",
    ];
    let lower = text.to_ascii_lowercase().replace('’', "'");
    if lower.len() != text.len() {
        return Vec::new();
    }
    let mut found: Vec<(Range<usize>, Wanted, bool)> = Vec::new();
    for name in known.iter().filter(|name| name.is_ascii() && name.len() >= 4) {
        let wanted = name.to_ascii_lowercase();
        let Some(at) = lower.find(&wanted) else { continue };
        let sentence = |c: char| ".;!?\n".contains(c);
        let start = lower[..at].rfind(sentence).map_or(0, |at| at + 1);
        let end = lower[at..].find(sentence).map_or(lower.len(), |end| at + end);
        let said = &lower[start..end];
        let head = |count: &str| {
            let at = last_word(&lower[start..at], count).unwrap_or(0);
            lower[start..start + at].trim_end()
        };
        let before: Vec<&str> = lower[start..at].split_whitespace().collect();
        let Some((count, unit, from)) = count_before(&before) else { continue };
        let next = lower[at + name.len()..end].split_whitespace().next().unwrap_or_default();
        let beside = BESIDE.iter().any(|word| head(from).ends_with(word)) && !CARRIED.contains(&next);
        let ordered = beside || TAKES.iter().any(|word| last_word(said, word).is_some());
        let wants = WANTS.iter().any(|word| last_word(said, word).is_some());
        let not = NOT.iter().any(|word| last_word(said, word).is_some())
            || said.split_whitespace().any(|word| word.ends_with("n't"));
        if !(ordered || wants) || not || speaks_of(&text[start..end], rivals) {
            continue;
        }
        let from = start + last_word(&lower[start..at], from).unwrap_or(0);
        found.push((from..at + name.len(), Wanted { name: name.clone(), count: Some(count), unit }, ordered));
    }
    found
}

/// Where a word stands last in a text, whole.
fn last_word(text: &str, word: &str) -> Option<usize> {
    let inside = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
    let whole =
        |at: &usize| !inside(text[..*at].chars().next_back()) && !inside(text[at + word.len()..].chars().next());
    text.rmatch_indices(word).map(|(at, _)| at).find(whole)
}

/// The count at the end of these words: `four drums of`, `twenty-two`, `six of the`.
fn count_before<'a>(words: &[&'a str]) -> Option<(i64, String, &'a str)> {
    let mut words = words;
    while let Some((last, rest)) = words.split_last()
        && ["of", "the", "their"].contains(last)
    {
        words = rest;
    }
    let whole = |word: &str| match number::parse(word) {
        Some(Quantity::Amount(number)) => number.as_whole().filter(|value| (1..=100_000).contains(value)),
        _ => None,
    };
    let (last, rest) = words.split_last()?;
    if let Some(count) = whole(last) {
        return Some((count, String::new(), last));
    }
    let unit = crate::domain::log_line::marks::is_unit(last).then(|| (*last).to_owned())?;
    let (number, _) = rest.split_last()?;
    let count = if *number == "a" { Some(1) } else { whole(number) };
    count.map(|count| (count, unit, *number))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_they_take_is_known_and_nothing_else() {
        let known: Vec<String> = ["数控刀片", "导轨油", "dishwash liquid", "blue roll"].map(str::to_owned).to_vec();
        let check = |text: &str, expected: &str| {
            let found: Vec<String> = told(text, &known, &Who { rivals: &["海川".to_owned()], people: &[] })
                .into_iter()
                .map(|(range, wanted, ordered)| {
                    let words = text.get(range).unwrap();
                    assert!(!words.starts_with("ants"), "{text}: {words}");
                    format!("{wanted}{}", if ordered { "!" } else { "" })
                })
                .collect();
            assert_eq!(found.join(" | "), expected, "{text}");
        };
        for (text, expected) in [
            ("防锈油来3桶，这礼拜五送过去", "防锈油 × 3桶!"),
            ("手套先来20打，价没还", "手套 × 20打!"),
            ("W20再来两桶 下周二之前送掉", "W20 × 2桶!"),
            ("数控刀片8盒", "数控刀片 × 8盒"),
            ("宏业任总在，5盒数控刀片", "数控刀片 × 5盒"),
            ("补20盒数控刀片", "数控刀片 × 20盒!"),
            ("40支螺旋丝锥先下了", "螺旋丝锥 × 40支!"),
            ("最后要了20支螺旋丝锥，先付一千五", "螺旋丝锥 × 20支!"),
            ("他说再拿15打手套", "手套 × 15打!"),
            ("再带两桶导轨油", "导轨油 × 2桶!"),
            ("ordered four drums of dishwash liquid", "dishwash liquid × 4 drums!"),
            ("She'll have six of the blue roll", "blue roll × 6!"),
            ("wants six blue roll", "blue roll × 6"),
            ("wants a drum of dishwash liquid", "dishwash liquid × 1 drum"),
            ("took six of the blue roll", "blue roll × 6!"),
            ("her usual two boxes of blue roll", "blue roll × 2 boxes!"),
            ("导轨油2桶下了", "导轨油 × 2桶!"),
            ("老王再来两桶切削液", "切削液 × 2桶!"),
            ("took a look, ordered a drum of dishwash liquid", "dishwash liquid × 1 drum!"),
        ] {
            check(text, expected);
        }
        for text in [
            "惠合那3桶防锈油送到了",
            "砂轮片两种样品留下了",
            "验厂过了要补100片砂轮片",
            "A100一台卡料",
            "防锈油不是六桶，五桶",
            "先借一台G3磨刀机给他试一个月",
            "欠的两副手套还了",
            "数控刀片8盒，哎又打来说不要了，这条作废",
            "查了库存，数控刀片还剩2盒",
            "四个人来了三个",
            "来了两个师傅",
            "万经理拿了3台样机",
            "罗老板订了12箱",
            "王雪芬要了3盒",
            "他来3次了",
            "一台一万二",
            "left two drums of dishwash liquid to try",
            "four drums of dishwash liquid sat in our depot",
            "talked about blue roll",
            "见采购，要了两张名片",
            "补2张发票",
            "要了3本目录",
            "补2张送货单",
            "上次订了20箱",
            "wants to return six blue roll, damaged",
            "wants a price for six blue roll",
            "won't order six blue roll",
            "doesn't want six blue roll",
            "border of six blue roll",
            "took two boxes of blue roll back to the depot",
            "took back two boxes of blue roll",
            "took four boxes of blue roll round",
            "usual rep off, six boxes of blue roll went mouldy",
            "导轨油2桶放下了",
            "导轨油2桶卸下了",
            "车间来两台新机床，忙着装",
            "他们在海川订了20箱导轨油",
        ] {
            check(text, "");
        }
    }
}
