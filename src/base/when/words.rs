//! The words that more than one reader of dates needs: weekdays, months, small numbers, what joins and what divides.

use chrono::Weekday;

use super::Found;
use crate::base::number;
use crate::base::scan::Scan;

const WEEKDAYS: [&[&str]; 7] = [
    &["monday", "mon"],
    &["tuesday", "tues", "tue"],
    &["wednesday", "weds", "wed"],
    &["thursday", "thurs", "thur", "thu"],
    &["friday", "fri"],
    &["saturday", "sat"],
    &["sunday", "sun"],
];

const MONTHS: [&[&str]; 12] = [
    &["january", "jan"],
    &["february", "feb"],
    &["march", "mar"],
    &["april", "apr"],
    &["may"],
    &["june", "jun"],
    &["july", "jul"],
    &["august", "aug"],
    &["september", "sept", "sep"],
    &["october", "oct"],
    &["november", "nov"],
    &["december", "dec"],
];

/// Whether a word is an English weekday, in full or short.
pub fn is_weekday(word: &str) -> bool {
    WEEKDAYS.iter().any(|names| names.iter().any(|name| word.eq_ignore_ascii_case(name)))
}

/// Whether a word is an English month, in full or short.
pub fn is_month(word: &str) -> bool {
    MONTHS.iter().any(|names| names.iter().any(|name| word.eq_ignore_ascii_case(name)))
}

fn weekday_number(n: usize) -> Weekday {
    Weekday::try_from(n as u8).unwrap_or(Weekday::Mon)
}

/// An English weekday; weak where its short form is another word.
pub(super) fn weekday(scan: &Scan, place: usize) -> Option<Found<Weekday>> {
    let (end, n) = scan.word_of(place, &WEEKDAYS)?;
    // `sat down with Ed`, `sat in on the meeting`: he sat.
    let sits = [
        "down", "in on", "in the", "with", "there", "around", "through", "at the", "on the", "and", "opposite",
        "next to", "outside", "us",
    ];
    if scan.word(place, &["sat"]) == Some(end) && scan.word(scan.space(end), &sits).is_some() {
        return None;
    }
    let dotted = end - place < 5 && scan.at(end) == Some('.') && scan.at(end + 1).is_none_or(|c| c == ' ' || c == ',');
    let end = if dotted { end + 1 } else { end };
    let weak = scan.word(place, &["sat", "sun", "wed", "mon"]).is_some();
    Some(Found { end, value: weekday_number(n), weak })
}

/// The day in 周三, 星期天, 礼拜3: what stands behind the word for week.
pub(super) fn han_weekday(scan: &Scan, place: usize) -> Option<(usize, Weekday)> {
    let n = match scan.at(place)? {
        '一' | '1' => 0,
        '二' | '2' => 1,
        '三' | '3' => 2,
        '四' | '4' => 3,
        '五' | '5' => 4,
        '六' | '6' => 5,
        '日' | '天' | '7' => 6,
        _ => return None,
    };
    let digit = scan.at(place).is_some_and(|c| c.is_ascii_digit());
    if digit && scan.at(place + 1).is_some_and(|c| c.is_ascii_digit()) {
        return None;
    }
    Some((place + 1, weekday_number(n)))
}

/// An English month by number; weak where it is another word too.
pub(super) fn month(scan: &Scan, place: usize) -> Option<Found<u32>> {
    let (end, n) = scan.word_of(place, &MONTHS)?;
    let end =
        if scan.at(end) == Some('.') && scan.at(end + 1).is_none_or(|c| !c.is_ascii_digit()) { end + 1 } else { end };
    Some(Found { end, value: n as u32 + 1, weak: scan.word(place, &["may", "march", "mar"]).is_some() })
}

pub(super) fn is_numeral(c: char) -> bool {
    "零〇一二两三四五六七八九十百千".contains(c)
}

/// A count: digits, Chinese numerals, English words with `a` and `an`.
pub(super) fn count(scan: &Scan, place: usize) -> Option<(usize, u32)> {
    if let Some((end, value)) = scan.digits(place, 4) {
        return Some((end, value));
    }
    if let Some((end, value)) = han_count(scan, place) {
        return Some((end, value));
    }
    if let Some(end) = scan.word(place, &["an", "a"]) {
        return Some((end, 1));
    }
    let (end, value) = number::english_small(scan, place)?;
    Some((end, u32::try_from(value).ok()?))
}

/// A count in Chinese numerals; a zero in front (零五) is only written, not counted.
pub(super) fn han_count(scan: &Scan, place: usize) -> Option<(usize, u32)> {
    // 廿五.
    if let Some((tens, end)) =
        ['廿', '卅'].iter().position(|c| scan.at(place) == Some(*c)).map(|n| (n as u32 + 2, place + 1))
    {
        let one = "一二三四五六七八九".chars().position(|c| scan.at(end) == Some(c));
        return Some(one.map_or((end, tens * 10), |one| (end + 1, tens * 10 + one as u32 + 1)));
    }
    let start = scan.literal(place, &["零", "〇"]).unwrap_or(place);
    let (end, value) = number::chinese_whole(scan, start)?;
    Some((end, u32::try_from(value).ok()?))
}

/// A number from `least` to `most` in digits or Chinese numerals.
pub(super) fn small(scan: &Scan, place: usize, least: u32, most: u32) -> Option<(usize, u32)> {
    let found = scan.digits(place, 2).or_else(|| han_count(scan, place));
    found.filter(|(_, value)| (least..=most).contains(value))
}

/// A count that is only about so much: `a couple of` is two, `a few` three.
pub(super) fn vague_count(scan: &Scan, place: usize) -> Option<(usize, u32)> {
    let (end, n) = scan.word_of(place, &[&["a couple of", "a couple", "couple of", "a pair of"], &["a few", "few"]])?;
    Some((scan.space(end), n as u32 + 2))
}

/// Words and figures that put in order: `first`, `21st`, 第三.
pub(super) fn ordinal(scan: &Scan, place: usize) -> Option<(usize, u32)> {
    const WORDS: [&[&str]; 20] = [
        &["first"],
        &["second"],
        &["third"],
        &["fourth"],
        &["fifth"],
        &["sixth"],
        &["seventh"],
        &["eighth"],
        &["ninth"],
        &["tenth"],
        &["eleventh"],
        &["twelfth"],
        &["thirteenth"],
        &["fourteenth"],
        &["fifteenth"],
        &["sixteenth"],
        &["seventeenth"],
        &["eighteenth"],
        &["nineteenth"],
        &["twentieth"],
    ];
    if let Some((end, tens)) = scan.word_of(place, &[&["twenty"], &["thirty"]]) {
        let next = scan.space(scan.literal(end, &["-"]).unwrap_or(end));
        let (end, one) = scan.word_of(next, &WORDS[..9])?;
        return Some((end, (tens as u32 + 2) * 10 + one as u32 + 1)).filter(|(_, n)| *n <= 31);
    }
    if let Some(end) = scan.word(place, &["thirtieth"]) {
        return Some((end, 30));
    }
    if let Some((end, n)) = scan.word_of(place, &WORDS) {
        return Some((end, n as u32 + 1));
    }
    if let Some(start) = scan.literal(place, &["第"]) {
        return small(scan, start, 1, 31);
    }
    let (end, n) = scan.digits(place, 2).filter(|(_, n)| (1..=31).contains(n))?;
    ordinal_ending(scan, end, n).map(|end| (end, n))
}

/// Behind the letters that make 21 the 21st.
pub(super) fn ordinal_ending(scan: &Scan, place: usize, n: u32) -> Option<usize> {
    let ending = match n {
        1 | 21 | 31 => "st",
        2 | 22 => "nd",
        3 | 23 => "rd",
        _ => "th",
    };
    scan.literal(place, &[ending]).filter(|end| !scan.joins(*end))
}

/// Behind what joins the two ends of a range.
pub(super) fn to(scan: &Scan, place: usize) -> Option<usize> {
    let place = scan.space(place);
    let end = scan
        .literal(place, &["--", "——", "–", "—", "−", "ー", "-", "~", "直到", "到", "至"])
        .or_else(|| scan.word(place, &["to", "till", "until", "untill", "til", "through", "thru"]))?;
    Some(scan.space(end))
}

/// Behind what may stand between a date and a time.
pub(super) fn between(scan: &Scan, place: usize) -> usize {
    scan.space(scan.literal(place, &[",", "的"]).unwrap_or(place))
}

/// What is done on a day, said right behind it: 25号打款. Whole words: 5号打印机 is a machine, 5号电池 a battery.
const DONE_THEN: [&str; 94] = [
    "打款",
    "打钱",
    "打给",
    "打过",
    "打来",
    "打到",
    "打尾款",
    "打货款",
    "打定金",
    "汇款",
    "汇给",
    "汇过",
    "转账",
    "转给",
    "转过",
    "结款",
    "结账",
    "结清",
    "结算",
    "结货款",
    "收款",
    "收货",
    "签约",
    "签合同",
    "签字",
    "签单",
    "提货",
    "下单",
    "出货",
    "验收",
    "装机",
    "安装",
    "还款",
    "还清",
    "拉过",
    "拉走",
    "拉货",
    "拉去",
    "拉回",
    "带样",
    "带去",
    "带来",
    "带过",
    "换货",
    "补货",
    "补发",
    "补单",
    "订货",
    "走货",
    "拿",
    "取货",
    "取样",
    "约",
    "谈",
    "签",
    "寄",
    "催一",
    "催款",
    "催货",
    "催他",
    "听信",
    "听回",
    "确认",
    "确定",
    "联系",
    "联络",
    "报价",
    "拜访",
    "试机",
    "试样",
    "试用",
    "定下",
    "拍板",
    "对账",
    "盘点",
    "开票",
    "请",
    "办好",
    "办完",
    "完工",
    "停机",
    "停产",
    "动工",
    "培训",
    "演示",
    "投标",
    "截标",
    "考察",
    "参观",
    "过来",
    "过去",
    "路过",
    "那天",
    "就",
];

/// Whether nothing follows that would go on counting or naming: the end, a space, a mark, or a word that goes with dates.
pub(super) fn is_free(scan: &Scan, place: usize) -> bool {
    if scan.literal(place, &DONE_THEN).is_some() {
        return true;
    }
    match scan.at(place) {
        None => true,
        Some(c) if c.is_ascii_digit() => false,
        Some(c) => !c.is_alphanumeric() || "前之以早上下中晚凌到至周星礼左见来去交给付回送再开发".contains(c),
    }
}
