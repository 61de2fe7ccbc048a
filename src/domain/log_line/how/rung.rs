//! Who rang or wrote to whom, told in a sentence: 给吴姐打了个电话, `darren from the treehouse rang me`, 给林武打了，没接.
//!
//! Always holds: in one clause; what is still to come, asked for or told of others is none.

use std::ops::Range;

use super::kind::{CALL, CHAT, EMAIL, LETTER, leading};
use super::there;
use crate::base::text::is_han;
use crate::domain::deed::LogKind;
use crate::domain::log_line::notes::separates;
use crate::domain::log_line::tokens::{fits, tokens};

/// What one does to somebody, behind his name, in simplified characters: 给吴姐打了个电话.
const TO_SOMEBODY: &[(&str, LogKind)] = &[
    ("打了个电话", CALL),
    ("打了通电话", CALL),
    ("打了两个电话", CALL),
    ("打过电话", CALL),
    ("打了电话", CALL),
    ("打电话", CALL),
    ("去了个电话", CALL),
    ("去了电话", CALL),
    ("去电话", CALL),
    ("拨了个电话", CALL),
    ("回了个电话", CALL),
    ("发了微信", CHAT),
    ("发了个微信", CHAT),
    ("发了条微信", CHAT),
    ("发微信", CHAT),
    ("发了消息", CHAT),
    ("发了讯息", CHAT),
    ("发了line", CHAT),
    ("发了条消息", CHAT),
    ("发了短信", CHAT),
    ("发了条短信", CHAT),
    ("发了邮件", EMAIL),
    ("发了封邮件", EMAIL),
];

/// Where a clause tells of a call or a message to somebody, from 给 or his name on. `to`: the 给 stands before the clause.
pub(super) fn to_somebody(clause: &str, to: bool) -> Option<(Range<usize>, LogKind)> {
    let (at, word, kind) = TO_SOMEBODY.iter().find_map(|(word, kind)| Some((clause.find(word)?, *word, *kind)))?;
    let from = clause[..at].rfind(['给', '給']).or_else(|| to.then_some(0))?;
    let who = clause[from..at].trim_start_matches(['给', '給']);
    let plain = (1..=12).contains(&who.chars().count()) && who.chars().all(|c| c.is_alphanumeric());
    // 说好周五给王总打电话.
    let ahead = !word.contains(['了', '过', '過'])
        && ["周", "週", "礼拜", "禮拜", "星期", "好", "号", "號"].iter().any(|day| clause[..from].contains(day));
    // 於总给叶利军打了电话: somebody else rang, and not me.
    let before = clause[..from].trim_end();
    let others =
        from > 0 && there::ends_with_somebody(before) && !before.ends_with(['我', '己']) && !who.starts_with('我');
    (plain && !ahead && !others).then(|| (at..at + word.len(), kind))
}

/// `darren from the treehouse rang me`, `ed at the lodge rang about the order`: who rang stands before it, and none who was met.
pub(super) fn us(clause: &str) -> Option<(Range<usize>, LogKind)> {
    const RANG: [&str; 13] = [
        "rang",
        "phoned",
        "called",
        "texted",
        "emailed",
        "e-mailed",
        "messaged",
        "whatsapped",
        "facetimed",
        "mailed",
        "text",
        "txt",
        "msgd",
    ];
    const OTHER: [&str; 34] = [
        "met", "saw", "seen", "said", "says", "spoke", "visited", "who", "when", "while", "if", "never", "nobody",
        "not", "no", "wants", "wanted", "asked", "will", "to", "told", "last", "hasn't", "hasnt", "didn't", "didnt",
        "since", "after", "before", "nor", "been", "be", "with", "should",
    ];
    let lower = clause.to_ascii_lowercase();
    if lower.len() != clause.len() {
        return None;
    }
    let words: Vec<&str> = lower.split(' ').collect();
    let at = words.iter().position(|word| RANG.contains(word)).filter(|at| (1..=8).contains(at))?;
    let next = |n: usize| words.get(at + n).copied().unwrap_or_default();
    let who = &words[..at];
    let me =
        ["me", "us"].contains(&next(1)) && !["over", "in", "a", "an", "the", "names", "out", "up"].contains(&next(2));
    let elsewhere = who.iter().skip(1).any(|word| ["from", "at", "@"].contains(word));
    // `rang moaning`, `whatsapped asking for a price`.
    let doing = next(1).len() > 4 && next(1).ends_with("ing") && !["morning", "evening"].contains(&next(1));
    let about = doing || ["", "about", "re", "to", "again", "earlier", "just", "this"].contains(&next(1));
    // `text` alone is a thing as well: `chris text me ok`.
    let short = ["text", "txt", "msgd"].contains(&words[at]);
    let plain = who.iter().all(|word| !OTHER.contains(word) && !word.ends_with("'ll"));
    let start = words[..at].iter().map(|word| word.len() + 1).sum::<usize>();
    let kind = if short { CHAT } else { leading(&clause[start..])?.1 };
    (plain && (me && !(short && at > 3) || !short && elsewhere && about))
        .then(|| (start..start + words[at].len(), kind))
}

/// `spoke to priya by phone`: what one did there stands before it.
pub(super) fn by_phone(clause: &str) -> Option<(Range<usize>, LogKind)> {
    const BY: [(&str, LogKind); 10] = [
        (" by phone", CALL),
        (" over the phone", CALL),
        (" on the phone", CALL),
        (" on phone", CALL),
        (" via phone", CALL),
        (" by telephone", CALL),
        (" on whatsapp", CHAT),
        (" by whatsapp", CHAT),
        (" via whatsapp", CHAT),
        (" by email", EMAIL),
    ];
    let lower = clause.to_ascii_lowercase();
    let (at, word, kind) = BY.iter().find_map(|(word, kind)| Some((lower.find(word)?, *word, *kind)))?;
    let first = lower[..at].trim_start();
    let first =
        ["i ", "just ", "quick ", "had a "].iter().fold(first, |rest, word| rest.strip_prefix(word).unwrap_or(rest));
    let spoke = ["spoke ", "spoke", "talked ", "chatted ", "chat with ", "word with ", "spoken "];
    let begins = spoke.iter().any(|word| first.starts_with(word));
    let closed = !lower[at + word.len()..].starts_with(char::is_alphanumeric);
    (begins && closed && lower.len() == clause.len()).then_some((at + 1..at + word.len(), kind))
}

/// What is sent was sent by this way: `tender answer sent by email to clive`, `sent agnieszka the quote`, email规格书过去了. It reads simplified characters.
pub(super) fn sent_by(clause: &str) -> Option<(Range<usize>, LogKind)> {
    if let Some(at) = clause.find("email").or_else(|| clause.find("e-mail")).filter(|_| clause.contains(is_han)) {
        let rest = &clause[at..];
        let end = at + rest.find(|c: char| !(c.is_ascii_alphabetic() || c == '-')).unwrap_or(rest.len());
        let (before, behind) = (clause[..at].trim_end(), &clause[end..]);
        let over = ["过去了", "给他", "给她", "给您", "去了", "发了", "寄了"].iter().any(|word| behind.contains(word));
        let done =
            over || before.ends_with(['发', '寄', '回']) && !before.ends_with("没发") || before.ends_with("发了");
        let own = behind.split([' ', '\u{3000}']).next().unwrap_or_default();
        let ahead = ["明", "会", "再", "等", "请", "没", "要", "让", "叫", "地址"];
        let ahead = ahead.iter().any(|word| before.contains(word) || own.contains(word));
        return (done && !ahead).then_some((at..end, EMAIL));
    }
    let words = tokens(clause, 0..clause.len());
    let at = words.iter().position(|token| token.word == "sent")?;
    let from = words[at].range.start;
    let by =
        ["email|mail", "whatsapp|text|wechat", "letter"].iter().zip([EMAIL, CHAT, LETTER]).find_map(|(way, kind)| {
            let ways = format!("by|on|via|over {way}");
            (at + 1..words.len()).find(|n| fits(&words, *n, &ways).is_some()).map(|_| kind)
        });
    const AHEAD: [&str; 13] =
        ["be", "get", "getting", "not", "wants", "want", "needs", "asked", "says", "said", "never", "wasnt", "isnt"];
    let plain = !words[..at].iter().any(|token| AHEAD.contains(&token.word.as_str()));
    // `sent her the quote £640`; what goes by van or by post is none.
    let paper = "quote|quotation|price|prices|pricelist|proposal|spec|specs|msds|sds|coshh|link|invoice|statement|pdf|photos|pics|details|info";
    let whom = at == 0 || at == 1 && words[0].word == "i";
    let carried = ["over", "round", "post", "van", "driver", "hand", "back", "samples", "sample", "off"];
    let told = whom
        && (at + 2..words.len().min(at + 9)).any(|n| fits(&words, n, paper).is_some())
        && !words.iter().any(|token| carried.contains(&token.word.as_str()));
    let kind = by.or(told.then_some(EMAIL)).filter(|_| plain)?;
    Some((from..words[at].range.end, kind))
}

/// `so phoned roger instead`: the visit that was not made was a call.
pub(super) fn instead(clause: &str) -> Option<(Range<usize>, LogKind)> {
    const DID: [&str; 8] = ["rang", "phoned", "called", "texted", "emailed", "e-mailed", "messaged", "whatsapped"];
    let lower = clause.to_ascii_lowercase();
    let mut start = 0;
    let words: Vec<(usize, &str)> = lower
        .split(' ')
        .map(|word| {
            let at = start;
            start += word.len() + 1;
            (at, word)
        })
        .collect();
    let at = words.iter().position(|(_, word)| DID.contains(word))?;
    let before = at.checked_sub(1).and_then(|at| words.get(at)).map_or("", |(_, word)| *word);
    let own = ["", "so", "and", "just", "then", "i"].contains(&before);
    let soon = words.iter().skip(at + 1).take(3).any(|(_, word)| *word == "instead");
    let (from, word) = *words.get(at)?;
    let (_, kind) = leading(lower.get(from..)?)?;
    (own && soon).then_some((from..from + word.len(), kind))
}

/// Nobody answered.
const VAIN: [&str; 14] = [
    "没接",
    "没人接",
    "不接",
    "打不通",
    "没打通",
    "占线",
    "关机",
    "无人接",
    "忙音",
    "没人听",
    "没通",
    "不通",
    "没应",
    "没回",
];

/// 给林武打了，没接; 打了三次没人接, 电话打不通. It reads simplified characters.
pub(super) fn in_vain(clause: &str, behind: &str) -> Option<Range<usize>> {
    let at = clause.find('打')?;
    let (before, rest) = (&clause[..at], &clause[at + '打'.len_utf8()..]);
    let whole = at..clause.len();
    if rest.starts_with("不通") || rest.starts_with("没通") {
        return Some(at..at + "打不通".len());
    }
    let done = rest.strip_prefix(['了', '过']).unwrap_or(rest);
    let count = done.trim_start_matches(|c: char| c.is_ascii_digit() || "一二两三四五六七八九十几好".contains(c));
    let count =
        if count.len() < done.len() { count.strip_prefix(['次', '遍', '个', '通', '回']) } else { Some(done) };
    let count = count.unwrap_or(done);
    let phone = ["电话", "手机", "座机"].iter().find_map(|word| count.find(word).map(|at| at + word.len()));
    // 打老李手机也没接.
    let after = phone.filter(|end| count[..*end].chars().count() <= 6).map_or(count, |end| &count[end..]);
    let told = rest.len() > done.len() || phone.is_some();
    let seen = before.contains("见了") || before.contains("见到") || before.contains(['陪', '聊', '谈']);
    let vain = |words: &str| {
        let words = words.trim_start_matches(separates);
        let words = words.trim_start_matches(['都', '也', '还', '一', '直']);
        VAIN.iter().any(|word| words.starts_with(word))
    };
    if !told || seen {
        return None;
    }
    let here = !after.is_empty() && vain(after);
    (here || after.is_empty() && vain(behind)).then_some(whole)
}

/// What one does on the telephone.
const SAYS: [&str; 22] = [
    "说", "问", "催", "讲", "要", "约", "反映", "投诉", "抱怨", "告诉", "骂", "求", "订", "叫", "让", "下单", "找",
    "谈", "聊", "质问", "报修", "通知",
];

/// 赵总工来电, 陈姐打来: who rang stands before it, and it is no power that came back, and no money.
pub(super) fn rung_in(clause: &str, behind: &str) -> Option<Range<usize>> {
    ["来电", "打来", "打过来"].iter().find_map(|word| {
        let at = clause.find(word)?;
        let (who, rest) = (&clause[..at], &clause[at + word.len()..]);
        // 沈总昨晚来电.
        const THEN: [&str; 18] = [
            "又", "昨晚", "昨天", "昨日", "今早", "今天", "早上", "上午", "中午", "下午", "傍晚", "晚上", "刚才",
            "刚刚", "刚", "前天", "一早", "昨",
        ];
        let who = (0..2).fold(who, |who, _| THEN.iter().find_map(|then| who.strip_suffix(then)).unwrap_or(who));
        let (apart, rest) = (rest.starts_with([' ', '\u{3000}']), rest.trim_start());
        let somebody = who.chars().count() >= 2 && there::ends_with_somebody(who);
        let told = ["", "的", "的电话"].contains(&rest) && !behind.is_empty()
            || apart
            || SAYS.iter().any(|word| rest.starts_with(word));
        let seen = ["见", "聊", "谈"].iter().any(|word| who.contains(word));
        (somebody && told && !seen).then_some(at..at + word.len())
    })
}
