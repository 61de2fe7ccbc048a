//! Sums in a text: `12k`, `1.2万`, `三万五`.
//!
//! Always holds: a sum has something that makes it money (a sign, a unit, a thousand, a word before it); a count, a discount and a
//! share of something else are text. `12w` is 万 only in Chinese, behind a sign, a mark or a word of money.

mod words;

pub(super) use self::words::PAID_FOR;

use std::ops::Range;

use self::words::{
    ABOUT, ALTOGETHER, BEFORE, BETWEEN, COMPARED, COMPARED_AFTER, COUNTING, DEALS, HAN_BEFORE, OF_DEALS, PAPERS, SIGNS,
};
use super::notes::{head, last, separates};
use super::owed::{is_owed, is_received};
use super::told::products;
use crate::base::lang::Lang;
use crate::base::money::Money;
use crate::base::number::{self, Quantity};
use crate::base::text::is_han;

/// Whether a figure is rather the number of a paper than a sum: four digits or more, not one of them apart, and no round sum.
pub(super) fn is_a_number(figure: &str) -> bool {
    figure.len() >= 4 && figure.chars().all(|c| c.is_ascii_digit()) && !figure.ends_with("00")
}

/// The first sum of a text. `certain`: a mark or a word has said that it is money, so that a bare number is one.
pub(super) fn first(text: &str, lang: Lang, certain: bool) -> Option<(Range<usize>, Money)> {
    let found = sums(text, lang, certain);
    // 一半13500: the half says which part of it.
    let half = |range: &Range<usize>| text[range.clone()].ends_with('一') && text[range.end..].starts_with('半');
    let mut sums = found.into_iter().filter(|(range, _)| !half(range));
    sums.next()
}

/// All sums of a text, in order.
pub(super) fn sums(text: &str, lang: Lang, certain: bool) -> Vec<(Range<usize>, Money)> {
    let mut found: Vec<(Range<usize>, Money)> = Vec::new();
    for (at, c) in text.char_indices() {
        if found.last().is_some_and(|(range, _)| range.end > at) || !may_begin(&text[..at], c, certain) {
            continue;
        }
        found.extend(sum(text, at, lang, certain).map(|(end, money)| (at..end, money)));
    }
    let spoken = spoken(text, certain);
    found.retain(|(range, _)| spoken.iter().all(|(other, _)| other.end <= range.start || range.end <= other.start));
    found.extend(spoken);
    found.sort_by_key(|(range, _)| range.start);
    found
}

/// Sums in English words, as they are spoken: `ninety-five quid all in`, `a hundred and twelve pounds`.
fn spoken(text: &str, certain: bool) -> Vec<(Range<usize>, Money)> {
    const WORDS: usize = 7;
    let lower = text.to_ascii_lowercase();
    let credit = lower.contains("credit");
    let mut found = Vec::new();
    for (at, word) in ["quid", "pounds", "pound"].iter().flat_map(|word| lower.match_indices(word)) {
        let end = at + word.len();
        let apart = lower[..at].ends_with(' ') && !lower[end..].starts_with(char::is_alphanumeric);
        if !apart {
            continue;
        }
        let offset = at - last(&lower[..at]).len();
        let before = lower[offset..at].trim_end();
        let starts = before.char_indices().rev().filter(|(at, c)| *c == ' ' || *at == 0).take(WORDS);
        let starts = starts.map(|(at, c)| if c == ' ' { at + 1 } else { at });
        let number = |start: usize| match number::parse(&before[start..]) {
            Some(Quantity::Amount(number)) => Some((start, Money::from(number))),
            _ => None,
        };
        let Some((start, money)) = starts.filter_map(number).last() else { continue };
        let start = offset + start;
        let (head, behind) = (last(&text[..start]), head(&text[end..]));
        let compared = COMPARED.iter().any(|word| ends_with(head.trim_end(), word));
        let credit = credit || behind.starts_with(" each") || behind.starts_with(" a ");
        let next = behind.split_whitespace().next().unwrap_or_default();
        let other = is_received(head, behind) || is_owed(head) || compared || credit || COMPARED_AFTER.contains(&next);
        if money.hundredths() > 0 && (certain || !other) {
            found.push((start..end, money));
        }
    }
    found
}

fn may_begin(before: &str, c: char, certain: bool) -> bool {
    let begins =
        c.is_ascii_digit() || ('０'..='９').contains(&c) || "$¥￥€£＄一二三四五六七八九十两兩半百uUnNhHrR".contains(c);
    let apart =
        before.chars().next_back().is_none_or(|c| c.is_whitespace() || separates(c) || "（(>》！!～~".contains(c));
    // The 5万 of 3.5万 is no sum.
    let inside = c.is_ascii_digit()
        && before.strip_suffix(['.', ',', '．']).is_some_and(|before| before.ends_with(|c: char| c.is_ascii_digit()));
    begins
        && !inside
        && (apart
            || certain && !before.ends_with(|c: char| c.is_ascii_alphanumeric() || c == '.')
            || money_before(before))
}

/// The word right before that says what a sum comes to, longer ones first.
fn altogether(before: &str) -> Option<&'static str> {
    let before = before.trim_end_matches([':', '：', ' ']);
    ALTOGETHER.iter().find(|word| ends_with(before, word)).copied()
}

/// Whether a word of money stands right before, perhaps with a 约 between.
fn money_before(before: &str) -> bool {
    if altogether(before).is_some() {
        return true;
    }
    let mut before = before.trim_end();
    let mut about = false;
    for _ in 0..2 {
        if let Some(word) = BETWEEN.iter().find(|word| ends_with(before, word)) {
            about |= ABOUT.contains(word);
            before = before[..before.len() - word.len()].trim_end();
        }
    }
    before = before.trim_end_matches([':', '：', ' ']);
    about || BEFORE.iter().chain(&DEALS).any(|word| ends_with(before, word))
}

fn ends_with(text: &str, word: &str) -> bool {
    let Some(at) = text.len().checked_sub(word.len()) else { return false };
    text.get(at..).is_some_and(|tail| tail.eq_ignore_ascii_case(word))
        && !(word.is_ascii() && text[..at].ends_with(|c: char| c.is_ascii_alphanumeric()))
}

fn sum(text: &str, at: usize, lang: Lang, certain: bool) -> Option<(usize, Money)> {
    let (before, rest) = (last(&text[..at]), &text[at..]);
    let lower = rest.get(..rest.floor_char_boundary(40.min(rest.len())))?.to_ascii_lowercase();
    let sign = SIGNS.iter().find(|sign| lower.starts_with(**sign));
    let worded = certain || sign.is_some() || money_before(before) || about_money(before) || is_of_order(before, rest);
    if let Some(found) = wan(rest, sign.map_or(0, |sign| sign.len())).filter(|_| lang.is_chinese() && worded) {
        return Some((at + found.0, found.1));
    }
    // `18k ~80%` is a sum and a chance, no range.
    let apart =
        head(rest).match_indices(['~', '～']).map(|(at, _)| at).find(|at| rest[..*at].ends_with(char::is_whitespace));
    let (length, quantity) = number::find_leading(head(&rest[..apart.unwrap_or(rest.len())]).trim_end())?;
    let Quantity::Amount(number) = quantity else { return None };
    let said = &rest[..length];
    let after = head(&rest[length..]);
    // 「约12万」 alone is no sum before a counter: 2万平, 12个.
    let next = after.chars().next();
    let closes = "的左上下以内內吧啊呢元块塊，。；、）)！!（(到";
    if next.is_some_and(|c| is_han(c) && !closes.contains(c)) && !certain {
        return None;
    }
    if next.is_some_and(|c| "%％成折".contains(c)) {
        return None;
    }
    let next_word: String =
        after.trim_start().chars().take_while(|c| c.is_ascii_alphabetic()).collect::<String>().to_lowercase();
    if COMPARED_AFTER.contains(&next_word.as_str()) && sign.is_none() {
        return None;
    }
    // `£3.10/roll`, `1.2k each`: the price of one.
    if !certain && (after.starts_with('/') || ["each", "apiece", "per"].contains(&next_word.as_str())) {
        return None;
    }
    // `£415 a month` is what it costs each time.
    let each_time = ["a month", "a week", "a quarter", "a visit", "pcm"];
    if !certain && each_time.iter().any(|word| after.trim_start().starts_with(word)) {
        return None;
    }
    let trimmed = before.trim_end_matches([':', '：', ' ', '\u{3000}']);
    if !certain && (is_received(before, after) || is_owed(before)) {
        return None;
    }
    let comes_to = altogether(trimmed);
    // 收款共1,280: what stands before the 共 says what it is.
    let what = comes_to.map_or(trimmed, |word| trimmed.trim_end_matches(word).trim_end());
    // 差不多十八万 compares nothing.
    let about = ABOUT.iter().any(|word| ends_with(trimmed, word));
    // `10 more £390` compares nothing either.
    let about = about
        || trimmed.strip_suffix("more").is_some_and(|head| head.trim_end().ends_with(|c: char| c.is_ascii_digit()));
    if !certain && !about && COMPARED.iter().any(|word| ends_with(trimmed, word) || ends_with(what, word)) {
        return None;
    }
    let money = Money::from(number);
    let folded = said.to_lowercase();
    let unit = folded.ends_with(['k', '万', '萬', '亿', '億', '元', '块', '塊', '圆', '钱', '錢'])
        || ["thousand", "million", "yuan", "rmb", "dollars", "euros", "usd", "ntd"]
            .iter()
            .any(|word| folded.ends_with(word))
        || folded.contains(['万', '萬', '億', '亿']);
    let paper = !certain && sign.is_none() && !unit && is_a_number(said);
    if paper && PAPERS.iter().any(|word| ends_with(trimmed, word)) {
        return None;
    }
    // 单价12块，一共600: the price of one is said before.
    let priced = (["单价", "單價", "一个", "一個"].iter().any(|word| before.contains(word)) || is_each(before))
        && next.is_none_or(separates);
    let counting = comes_to.is_some_and(|word| COUNTING.contains(&word)) && !priced;
    let least = if counting { 1_000_000 } else { 10_000 };
    // `deal of 2400 likely`.
    let deal = DEALS.iter().any(|word| ends_with(trimmed, word)) && OF_DEALS.contains(&next_word.as_str());
    let bare = certain
        || (worded || deal) && !is_moved(trimmed) && money.hundredths() >= least && (next_word.is_empty() || deal);
    (money.hundredths() > 0 && (sign.is_some() || unit || bare)).then_some((at + length, money))
}

/// Whether a text says what each of some goods is: 每台12块; not 每周去两次, 每个月.
fn is_each(text: &str) -> bool {
    text.match_indices('每').any(|(at, word)| {
        let mut behind = text[at + word.len()..].chars();
        let counted = behind.next().is_some_and(|c| {
            "台臺个個箱件盒套包瓶支桶袋批张張只隻条條片罐组組吨噸斤公卷份把双雙对對块塊米".contains(c)
        });
        counted && !behind.as_str().starts_with(['月', '人', '季', '星', '礼', '禮', '周', '週'])
    })
}

/// Whether a word by which a figure moves (降到, 做到) stands right before, where nothing says that it is a price: 库存降到300.
fn is_moved(before: &str) -> bool {
    const MOVED: [&str; 6] = ["谈到", "談到", "降到", "做到", "加到", "砍到"];
    const PRICE: [&str; 16] =
        ["价", "價", "报", "報", "预算", "預算", "钱", "錢", "块", "塊", "元", "金额", "金額", "款", "折", "谈"];
    const OTHER: [&str; 12] =
        ["库存", "庫存", "产量", "產量", "产能", "產能", "转速", "轉速", "温度", "溫度", "人数", "速度"];
    let Some(head) = MOVED.iter().find_map(|word| before.trim_end().strip_suffix(word)) else { return false };
    let sentence = head.rsplit(['。', '；', ';', '\n']).next().unwrap_or_default();
    let clause = sentence.rsplit(['，', ',']).next().unwrap_or_default();
    OTHER.iter().any(|word| clause.contains(word)) || !PRICE.iter().any(|word| sentence.contains(word))
}

/// Whether a figure that is all of its clause stands behind one that says what was ordered: 下单3台气动扳手，2460.
fn is_of_order(before: &str, rest: &str) -> bool {
    let Some(head) = before.trim_end().strip_suffix(['，', ',']) else { return false };
    let ordered = head.rsplit(['，', ',', '。', '；', ';', '\n']).next().unwrap_or_default();
    let digits = rest.trim_start_matches(|c: char| c.is_ascii_digit());
    let alone = digits.len() < rest.len() && digits.chars().next().is_none_or(|c| "，,。；;！!\n".contains(c));
    // 下单了，20260341 is its number.
    let figure = &rest[..rest.len() - digits.len()];
    let paper = is_a_number(figure) && (figure.len() >= 6 || products::counted(ordered).is_none());
    let not = ["没", "沒", "不", "再", "前", "说", "說", "要"].iter().any(|word| ordered.contains(word));
    alone
        && !not
        && !paper
        && ["下单", "下單", "落单", "落單", "订了", "訂了", "拿了", "买了", "買了"]
            .iter()
            .any(|word| ordered.contains(word))
}

/// A word of money somewhat before, in the same clause: 预算他说12w.
fn about_money(before: &str) -> bool {
    let clause = before.rsplit(['，', ',', '。', '；', ';', ' ']).next().unwrap_or_default();
    BEFORE[..HAN_BEFORE].iter().any(|word| clause.contains(word))
}

/// `12w`, `1.5W`: so many 万.
fn wan(rest: &str, sign: usize) -> Option<(usize, Money)> {
    let digits = rest[sign..].trim_start();
    let from = rest.len() - digits.len();
    let length = digits.find(|c: char| !(c.is_ascii_digit() || c == '.')).filter(|length| *length > 0)?;
    let unit = digits[length..].chars().next().filter(|c| matches!(c, 'w' | 'W'))?;
    let behind = &digits[length + unit.len_utf8()..];
    if behind.starts_with(|c: char| c.is_ascii_alphanumeric()) {
        return None;
    }
    let money = Money::parse(&format!("{}万", &digits[..length]))?;
    Some((from + length + 1, money))
}
