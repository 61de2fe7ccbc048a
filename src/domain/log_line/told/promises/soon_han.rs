//! What one does today or sends somebody to do: 下午派师傅过去, 今天一定给, 下午送, 派小陈今天去修; and what they do later today: 谢总下午要来电.
//!
//! Always holds: the part of the day is not over, and the part of the clause says nothing else; what others do in their own business is text.

use super::han::plain;
use crate::base::when::{self, Context, When};
use crate::domain::deed::{Promise, Slot};
use crate::domain::log_line::notes::separates;
use crate::domain::log_line::people::family_with_title;
use crate::domain::log_line::told::business::is_ordered;
use crate::schema::PromisedBy;

const SOON: [&str; 11] =
    ["今天下午", "今天晚上", "今天下班前", "下班前", "今天", "今日", "今晚", "下午", "傍晚", "晚上", "等下"];
const LEADS: [&str; 10] = ["我说", "我答应", "我跟他说", "答应他", "答应她", "我", "说好", "说", "那", "就"];
const THEN: [&str; 7] = ["一定", "就", "马上", "会", "先", "我", "要"];
/// Ours whoever asked for it.
const OURS: [&str; 26] = [
    "派师傅过去",
    "派师傅去",
    "派师傅去看",
    "派师傅来",
    "派人过去",
    "派人去",
    "派人去修",
    "派人去看",
    "叫师傅过去",
    "安排师傅过去",
    "安排人过去",
    "安排师傅",
    "送过去",
    "送货",
    "送货过去",
    "发他",
    "发她",
    "发给他",
    "发给她",
    "发过去",
    "回他",
    "回她",
    "打给他",
    "报给他",
    "补送过去",
    "补发过去",
];
/// Ours where something was ordered or asked for before, or where one says it of oneself.
const ASKED_FOR: [&str; 8] = ["送", "给", "给他", "给她", "发", "回", "去修", "去换"];
const SENT: [&str; 8] = ["去修", "过去修", "去看", "过去看", "过去", "去换", "去装", "送过去"];
const RINGS: [&str; 7] = ["来电", "打来", "打电话来", "来电话", "回电", "回电话", "给我打电话"];

/// What a part of a clause promises. `before`: what stands before it.
pub(super) fn soon(part: &str, before: &str, asked: bool, ahead: &Context) -> Option<Promise> {
    let (whole, before) = (plain(part), plain(before));
    let words = whole.trim_matches(separates);
    if asked || words.is_empty() {
        return None;
    }
    let found = |by: PromisedBy, day: &str| {
        let said = when::parse(day, ahead);
        // 下午 that is over is no part of the day to come.
        let over = matches!(said.map(|said| said.when), Some(When::Hours { start, .. }) if start.date() != ahead.today);
        let text = part.trim_matches(separates);
        let led =
            LEADS.iter().find(|lead| words.starts_with(**lead) && lead.len() > "我".len()).map_or(0, |lead| lead.len());
        let text = text.get(led..).unwrap_or(text).replacen(day, "", 1);
        (!over && !text.is_empty()).then(|| Promise { text, due: Some(Slot::day(ahead.today)), by })
    };
    if let Some(found) = at_an_hour(part, words, &before, ahead) {
        return Some(found);
    }
    // 派小陈今天去修.
    if let Some(rest) = ["派", "叫", "让", "安排"].iter().find_map(|word| words.strip_prefix(word)) {
        let (at, day) = SOON.iter().find_map(|day| Some((rest.find(day)?, *day)))?;
        let who = &rest[..at];
        let ours = ["师傅", "司机", "工程师", "人"].contains(&who)
            || who.starts_with(['小', '老', '阿']) && who.chars().count() == 2;
        let deed = rest[at + day.len()..].trim_start_matches('就');
        return (ours && SENT.contains(&deed)).then(|| found(PromisedBy::Us, day))?;
    }
    // 谢总下午要来电谈框架.
    let theirs = SOON.iter().filter(|day| day.len() <= "今天下午".len()).find_map(|day| {
        let at = words.find(day)?;
        let will = words[at + day.len()..].strip_prefix(['要', '会'])?;
        let titled = family_with_title(&words[..at]).is_some();
        (titled && RINGS.iter().any(|word| will.starts_with(word))).then_some(*day)
    });
    if let Some(day) = theirs {
        return found(PromisedBy::Them, day);
    }
    let (led, rest) =
        LEADS.iter().find_map(|lead| words.strip_prefix(lead).map(|rest| (*lead, rest))).unwrap_or(("", words));
    let (day, rest) = SOON.iter().find_map(|day| rest.strip_prefix(day).map(|rest| (*day, rest)))?;
    let deed = (0..2).fold(rest, |rest, _| THEN.iter().find_map(|then| rest.strip_prefix(then)).unwrap_or(rest));
    let wanted = || {
        led.starts_with("我")
            || is_ordered(&before)
            || ["要", "订", "定了", "问", "催", "好了没", "下单"].iter().any(|word| before.contains(word))
                && !["不要", "没订", "没要"].iter().any(|word| before.contains(word))
    };
    // 没接，下午再打.
    let in_vain = || {
        ["再打", "再打过去", "再打电话", "再联系", "再拨"].contains(&deed)
            && ["没接", "没人接", "无人接", "占线", "关机", "没人听", "打不通"].iter().any(|word| before.contains(word))
    };
    let rings = in_vain();
    (rings || OURS.contains(&deed) || ASKED_FOR.contains(&deed) && wanted()).then(|| found(PromisedBy::Us, day))?
}

/// 让我四点再打: what one rings, or is asked to do, at an hour that is still to come today.
fn at_an_hour(part: &str, words: &str, before: &str, ahead: &Context) -> Option<Promise> {
    const ASKED: [&str; 9] = ["让我", "叫我", "要我", "请我", "说", "我说", "我", "他让我", "她让我"];
    const RINGS: [&str; 11] = [
        "再打",
        "再打过去",
        "再打给他",
        "再打给她",
        "再打电话",
        "打给他",
        "打给她",
        "再联系",
        "再拨",
        "打电话",
        "再打电话过去",
    ];
    let led = ASKED.iter().filter(|word| words.starts_with(**word)).max_by_key(|word| word.len())?;
    let lead = part.len() - part.trim_start_matches(separates).len();
    let rest = part.get(lead + led.len()..)?;
    let ends = rest.char_indices().take(9).filter(|(_, c)| "点點半刻分".contains(*c));
    let (end, time) = ends.map(|(at, c)| at + c.len_utf8()).collect::<Vec<_>>().into_iter().rev().find_map(|end| {
        // Nobody is asked to ring at four in the morning.
        let said = rest.get(..end)?;
        let at = |said: &str| match when::parse(said, ahead)?.when {
            When::At(time) => Some(time).filter(|time| time.date() == ahead.today && *time > ahead.now),
            _ => None,
        };
        let early = said.starts_with(|c: char| ('1'..='7').contains(&c) || "一二两三四五六七".contains(c));
        let later = || if early { at(&format!("下午{said}")) } else { None };
        Some((end, at(said).or_else(later)?))
    })?;
    let deed = plain(&rest[end..]);
    let asked = led.contains("让我") || led.contains("叫我") || led.contains("要我") || led.contains("请我");
    let busy = || ["开会", "在忙", "没接", "占线", "不方便", "没空"].iter().any(|word| before.contains(word));
    let text = rest.get(end..)?.trim_matches(separates).to_owned();
    let deed = deed.trim_matches(separates);
    (RINGS.contains(&deed) && (asked || busy())).then_some(Promise {
        text,
        due: Some(Slot::at(time)),
        by: PromisedBy::Us,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::clock::Now;
    use crate::base::lang::Lang;
    use crate::base::when::Hint;

    #[test]
    fn what_is_done_today_is_promised_and_nothing_else() {
        let ahead = Context::at(&Now::parse("2026-12-01T10:42:00+08:00").unwrap(), Hint::Future, Lang::ZhHans);
        for (part, before, expected) in [
            ("下午派师傅过去", "带锯床又停了", ">派师傅过去"),
            ("下午送", "来电话要两盒数控刀片", ">送"),
            ("派小陳今天去修", "洗碗機又漏水", ">派小陳去修"),
            ("我說今天一定給", "問圖好了沒", ">一定給"),
            ("今晚发他", "胡工要报价", ">发他"),
            ("谢总下午要来电谈框架", "", "<谢总要来电谈框架"),
            ("下午再打", "冯总，没接", ">再打"),
            ("下午送", "阿杰补20箱啤酒", ">送"),
            ("让我四点再打", "对方说在开会", ">再打"),
            ("我四点再打", "他在忙", ">再打"),
            ("让我九点再打", "对方说在开会", ""),
            ("我四点回家", "他在忙", ""),
            ("下午再打", "他说在忙", ""),
            ("下午送", "他儿子上学", ""),
            ("今天给", "价格太低", ""),
            ("今天去修", "他们自己找人", ""),
            ("下午开会", "", ""),
            ("早上派师傅过去", "", ""),
            ("派他儿子今天去修", "", ""),
            ("下午货到", "", ""),
        ] {
            let found = soon(part, before, false, &ahead).map_or(String::new(), |promise| {
                format!("{}{}", if promise.by == PromisedBy::Us { '>' } else { '<' }, promise.text)
            });
            assert_eq!(found, expected, "{part}");
        }
    }
}
