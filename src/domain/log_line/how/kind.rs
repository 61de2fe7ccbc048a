//! Words that say how it was (a call, a chat, by video) and what came of it. Few and certain: whoever writes more is not overheard.

use std::ops::Range;

use super::shut::alike;
use super::{onsite, rung, there};
use crate::base::text::is_han;
use crate::domain::deed::LogKind;
use crate::domain::log_line::tokens::{fits, tokens};
use crate::schema::{TouchKind, VisitKind};

pub(super) const CALL: LogKind = LogKind::Touch(TouchKind::Call);
pub(super) const CHAT: LogKind = LogKind::Touch(TouchKind::Chat);
pub(super) const EMAIL: LogKind = LogKind::Touch(TouchKind::Email);
pub(super) const LETTER: LogKind = LogKind::Touch(TouchKind::Letter);
const VIDEO: LogKind = LogKind::Visit(VisitKind::Video);

/// In Latin letters, lower case; longer ones first where one begins another.
const LATIN: &[(&str, LogKind)] = &[
    ("telephoned", CALL),
    ("missed call from", CALL),
    ("missed a call from", CALL),
    ("missed call", CALL),
    ("phone call from", CALL),
    ("call from", CALL),
    ("voicemail from", CALL),
    ("whatsapp from", CHAT),
    ("msg from", CHAT),
    ("email from", EMAIL),
    ("e-mail from", EMAIL),
    ("phone call with", CALL),
    ("phone call to", CALL),
    ("phone call", CALL),
    ("phoned", CALL),
    ("phone", CALL),
    ("called in at", LogKind::Visit(VisitKind::OnSite)),
    ("called in", LogKind::Visit(VisitKind::OnSite)),
    ("called", CALL),
    ("call with", CALL),
    ("call to", CALL),
    ("call", CALL),
    ("rang", CALL),
    ("rung", CALL),
    ("ring", CALL),
    ("tel", CALL),
    ("voicemail", CALL),
    ("wechat", CHAT),
    ("weixin", CHAT),
    ("whatsapped", CHAT),
    ("whatsapp", CHAT),
    ("messaged", CHAT),
    ("texted", CHAT),
    ("sms", CHAT),
    ("text from", CHAT),
    ("txt from", CHAT),
    ("txt to", CHAT),
    ("txted", CHAT),
    ("txtd", CHAT),
    ("txt", CHAT),
    ("text to", CHAT),
    ("message from", CHAT),
    ("message to", CHAT),
    ("chat with", CHAT),
    ("chat", CHAT),
    ("e-mailed", EMAIL),
    ("emailed", EMAIL),
    ("e-mail to", EMAIL),
    ("e-mail", EMAIL),
    ("email to", EMAIL),
    ("email", EMAIL),
    ("mailed", EMAIL),
    ("letter to", LETTER),
    ("wrote to", LETTER),
    ("letter", LETTER),
    ("video call with", VIDEO),
    ("video call", VIDEO),
    ("video meeting", VIDEO),
    ("video", VIDEO),
    ("zoom", VIDEO),
    ("teams call", VIDEO),
    ("online meeting", VIDEO),
];

/// In Han characters, both scripts.
const HAN: &[(&str, LogKind)] = &[
    ("打给", CALL),
    ("打給", CALL),
    ("打畀", CALL),
    ("打俾", CALL),
    ("打了个电话", CALL),
    ("打了電話", CALL),
    ("打了电话", CALL),
    ("打电话", CALL),
    ("打電話", CALL),
    ("电话会议", VIDEO),
    ("電話會議", VIDEO),
    ("电话", CALL),
    ("電話", CALL),
    ("致电", CALL),
    ("致電", CALL),
    ("去电", CALL),
    ("去電", CALL),
    ("来电", CALL),
    ("來電", CALL),
    ("通话", CALL),
    ("通話", CALL),
    ("发微信", CHAT),
    ("發微信", CHAT),
    ("微信上跟", CHAT),
    ("微信上和", CHAT),
    ("微信上", CHAT),
    ("微信", CHAT),
    ("企微", CHAT),
    ("钉钉", CHAT),
    ("发短信", CHAT),
    ("短信", CHAT),
    ("傳訊息", CHAT),
    ("簡訊", CHAT),
    ("发邮件", EMAIL),
    ("邮件", EMAIL),
    ("寄郵件", EMAIL),
    ("郵件", EMAIL),
    ("寄信", LETTER),
    ("视频会议", VIDEO),
    ("视频", VIDEO),
    ("視訊會議", VIDEO),
    ("視訊", VIDEO),
    ("线上会议", VIDEO),
    ("線上會議", VIDEO),
];

/// Words that say it in the middle of a sentence, in simplified characters and small letters.
const TOLD: &[(&str, LogKind)] = &[
    ("来了个电话", CALL),
    ("电话打过来", CALL),
    ("打了个电话来", CALL),
    ("打了个电话过来", CALL),
    ("打了个电话给我", CALL),
    ("打电话给我", CALL),
    ("电话联系了", CALL),
    ("电话聊", CALL),
    ("电话谈", CALL),
    ("电话沟通", CALL),
    ("微信聊", CHAT),
    ("微信沟通", CHAT),
    ("微信谈", CHAT),
    ("line我", CHAT),
    ("line说", CHAT),
    ("line问", CHAT),
    ("line上说", CHAT),
    ("line催", CHAT),
    ("电话沟通了", CALL),
    ("电话回访", CALL),
    ("打来说", CALL),
    ("打来问", CALL),
    ("打来催", CALL),
    ("打电话来", CALL),
    ("打电话过来", CALL),
    ("打来电话", CALL),
    ("来电话", CALL),
    ("发微信来", CHAT),
    ("发微信催", CHAT),
    ("发微信说", CHAT),
    ("发微信问", CHAT),
    ("微信我", CHAT),
    ("微信发来", CHAT),
    ("微信上发来", CHAT),
    ("微信发过来", CHAT),
    ("微信上说", CHAT),
    ("微信上问", CHAT),
    ("微信回我", CHAT),
    ("通了电话", CALL),
    ("通了个电话", CALL),
    ("电话里", CALL),
    ("电话中说", CALL),
    ("来电说", CALL),
    ("回电话", CALL),
    ("回了电话", CALL),
    ("电话说", CALL),
    ("电话问", CALL),
    ("微信里说", CHAT),
    ("微信上催", CHAT),
    ("微信催", CHAT),
    ("微信说", CHAT),
    ("微信问", CHAT),
    ("微信要", CHAT),
    ("微信叫", CHAT),
    ("微信让", CHAT),
    ("微信约", CHAT),
    ("微信通知", CHAT),
    ("微信投诉", CHAT),
    ("微信下单", CHAT),
    ("发微信要", CHAT),
    ("通电话", CALL),
    ("通过电话", CALL),
    ("回微信", CHAT),
    ("回了微信", CHAT),
    ("视频里说", VIDEO),
];

/// Before the word: what is still to come, or did not: 明天电话里再聊, 等他来电话.
const AHEAD: [&str; 15] =
    ["明天", "下周", "再", "要", "会", "约", "等", "让", "请", "没", "不", "未", "叫", "如果", "有事"];

/// How it was, told in the first clause: 李敏电话里说样机到了. `to`: a 给 stands before it, with the customer's name.
pub(in crate::domain::log_line) fn told(text: &str, to: bool) -> Option<(Range<usize>, LogKind)> {
    let lead = text.len() - text.trim_start_matches(crate::domain::log_line::notes::separates).len();
    let text = &alike(&text[lead..]);
    let clause = &text[..text.find(['，', ',', '。', '；', ';', '\n']).unwrap_or(text.len())];
    let vain = rung::in_vain(clause, &text[clause.len()..]);
    if let Some(range) = vain.or_else(|| rung::rung_in(clause, &text[clause.len()..])) {
        return Some((lead + range.start..lead + range.end, CALL));
    }
    if let Some((range, kind)) = rung::us(clause).or_else(|| rung::by_phone(clause)).or_else(|| rung::instead(clause)) {
        return Some((lead + range.start..lead + range.end, kind));
    }
    if let Some((range, kind)) = rung::sent_by(clause) {
        return Some((lead + range.start..lead + range.end, kind));
    }
    if let Some((range, kind)) = rung::to_somebody(clause, to) {
        let ahead = AHEAD.iter().any(|ahead| clause[..range.start].contains(ahead));
        return (!ahead).then_some((lead + range.start..lead + range.end, kind));
    }
    let (at, word, kind) = TOLD.iter().find_map(|(word, kind)| Some((clause.find(word)?, *word, *kind)))?;
    let (before, behind) = (&clause[..at], &clause[at + word.len()..]);
    let ahead = AHEAD.iter().any(|ahead| before.contains(ahead)) || behind.starts_with(['再', '约', '約', '聊']);
    (!ahead).then_some((lead + at..lead + at + word.len(), kind))
}

/// `spoke to leo at summit gym on phone`: the first clause, with the name in it.
pub(super) fn by_phone(text: &str) -> Option<(Range<usize>, LogKind)> {
    let clause = &text[..text.find(['，', ',', '。', '；', ';', '\n']).unwrap_or(text.len())];
    rung::by_phone(clause)
}

/// `15 mins on phone with priya`: with so much said it was no visit. Where it stands.
pub(in crate::domain::log_line) fn on_phone(text: &str) -> Option<Range<usize>> {
    let clause = text.split([',', '，', ';', '.', '\n']).next()?;
    let words = tokens(clause, 0..clause.len());
    let counted = words.first().is_some_and(|token| token.word.chars().all(|c| c.is_ascii_digit()));
    let length = "mins|min|minutes|m|hr|hrs|hour|hours";
    let end = fits(&words, 1, &format!("{length} on the? phone|fone|blower")).filter(|_| counted)?;
    let closed = words.get(end).is_none_or(|next| ["with", "w", "to", "about", "re"].contains(&next.word.as_str()));
    closed.then(|| words[2].range.start..words[end - 1].range.end)
}

/// What is sent to somebody: 报价早上发倪工了, 给艺成童主管发报价了.
const SENT: [&str; 27] = [
    "数据单",
    "數據單",
    "合格证",
    "合格證",
    "说明书",
    "證書",
    "报价",
    "報價",
    "的价",
    "价格",
    "價格",
    "价单",
    "图纸",
    "圖紙",
    "资料",
    "資料",
    "方案",
    "合同",
    "合約",
    "目录",
    "目錄",
    "照片",
    "清单",
    "清單",
    "课件",
    "样本",
    "文件",
];
/// What says that one did not go there at all.
const NOT_THERE: [&str; 9] = ["没去成", "沒去成", "没去了", "不去了", "去不了", "来不及去", "跑不动", "跑不動", "没去"];

/// A message or a call that is told without such a word at the head: 塘栖的价发小陈了, `Kelly from Portway on the phone`. The clauses come in order.
pub(in crate::domain::log_line) fn told_further(text: &str) -> Option<(Range<usize>, LogKind)> {
    let lower = crate::domain::log_line::notes::head(text).to_ascii_lowercase();
    let mut clauses = Vec::new();
    let mut from = 0;
    for (at, c) in lower.char_indices().chain([(lower.len(), '\n')]) {
        if "，,。；;！!？?\n".contains(c) || c == '.' && lower[at + 1..].starts_with(' ') {
            clauses.push(from..at);
            from = (at + c.len_utf8()).min(lower.len());
        }
    }
    let here = |range: &Range<usize>| lower.get(range.clone()).unwrap_or_default();
    let first = here(clauses.first()?);
    let whole = clauses.first()?.clone();
    // 到店发了样本目录，见了老板: who was there sent nothing.
    let met = ["见", "見", "到店", "到了", "去了", "拜访", "拜訪", "上门", "上門", "碰到", "遇到"];
    let seen = |range: &Range<usize>| met.iter().any(|word| here(range).trim_start().starts_with(word));
    if let Some(at) = sent(first).filter(|_| !clauses.iter().take(4).any(seen)) {
        // 发过去了 is no going there.
        let word =
            ["发过去了", "發過去了"].iter().find(|word| first[at..].starts_with(**word)).map_or("发", |word| word);
        return Some((whole.start + at..whole.start + at + word.len(), CHAT));
    }
    // `Kelly from Portway on the phone`; she was not on the phone the whole time.
    let was = [" was on", " is on", " were on", " stuck on", "'s on", " been on", " got on"];
    if let Some(at) = first.find(" on the phone").filter(|at| first.len() == at + " on the phone".len())
        && !was.iter().any(|word| first.contains(word))
    {
        return Some((whole.start + at + 1..whole.end, CALL));
    }
    let missed = NOT_THERE.iter().any(|word| first.contains(word));
    let gone = first.ends_with(" gone") || first.ends_with("'s gone") || first.contains("has gone to ");
    clauses.iter().take(4).skip(1).find_map(|clause| {
        let lead = here(clause).len() - here(clause).trim_start().len();
        let words = here(clause).trim();
        let at = clause.start + lead;
        let alone = ["微信", "微信上", "短信", "电话", "電話", "邮件", "郵件"].contains(&words);
        if alone {
            return leading(words).map(|(length, kind)| (at..at + length, kind));
        }
        // 冯姐，电话里说: nothing but who it was stands before it.
        let said = ["电话里", "電話裡", "電話裏", "电话中", "微信里", "微信上", "微信裡"];
        if *clause == clauses[1]
            && there::is_somebody(first.trim())
            && first.contains(is_han)
            && !first.contains(['不', '没', '沒'])
            && let Some(word) = said.iter().find(|word| words.starts_with(**word))
        {
            return Some((at..at + word.len(), if word.contains('微') { CHAT } else { CALL }));
        }
        if missed {
            let rang =
                ["打给", "打給", "打电话给", "打電話給", "微信里说", "微信里跟", "微信跟", "电话里说", "微信上说"];
            let found = rang.iter().find_map(|word| words.find(word).map(|from| (from, *word)));
            return found.map(|(from, word)| {
                let kind = if word.contains('微') { CHAT } else { CALL };
                (at + from..at + from + word.len(), kind)
            });
        }
        let wrote = ["emailed", "texted", "e-mailed", "whatsapped", "messaged"];
        if let Some(word) = wrote.iter().find(|word| gone && words.starts_with(**word)) {
            return leading(words).map(|(_, kind)| (at..at + word.len(), kind));
        }
        let closed = |rest: &str| ["", "left", "again", "only", "full", "both times"].contains(&rest.trim());
        if words.strip_prefix("voicemail").is_some_and(closed) {
            return Some((at..at + "voicemail".len(), CALL));
        }
        // 打电话赔了不是; 打电话也没人接 tells of a try beside the visit.
        let rang = ["打电话", "打電話"].iter().find(|word| words.starts_with(**word) && !clauses.iter().any(seen))?;
        let behind = &words[rang.len()..];
        let done = behind.contains('了') && !behind.starts_with(['也', '没', '沒', '来', '來', '要', '去']);
        (done && !behind.contains(['没', '沒'])).then_some((at..at + rang.len(), CALL))
    })
}

/// Whether somebody who is told of in these words rang or wrote, and nothing else: `Nick rang`.
pub(super) fn is_done(words: &str) -> bool {
    matches!(leading(words), Some((length, LogKind::Touch(_))) if words[length..].trim().is_empty())
        && words.ends_with('d')
        || ["rang", "rung"].iter().any(|rang| words.eq_ignore_ascii_case(rang))
}

/// Where the clause says that something was sent.
fn sent(clause: &str) -> Option<usize> {
    let at = clause.find(['发', '發']).filter(|_| SENT.iter().any(|what| clause.contains(what)))?;
    let (before, behind) = (&clause[..at], &clause[at + '发'.len_utf8()..]);
    let other = ["货", "貨", "现", "現", "展", "票", "工资", "布", "动", "生", "觉", "愁"];
    let ahead =
        ["没", "沒", "要", "会", "會", "明", "再", "等", "催", "说", "說", "让", "讓", "请", "下", "未", "还", "帮"];
    let done =
        clause.ends_with('了') || behind.contains("过去了") || behind.contains("过来了") || behind.starts_with('了');
    let plain = !other.iter().any(|word| behind.starts_with(word)) && !ahead.iter().any(|word| before.contains(word));
    (done && plain).then_some(at)
}

/// What follows a kind word and makes it a thing: 微信号, email address.
const THINGS: [&str; 16] = [
    "号", "號", "机", "機", "亭", "群", "码", "碼", "address", "number", "centre", "center", "book", "wall", "screen",
    "shop",
];

/// The kind word with which a text begins, and its bytes. A Latin one must stand alone.
pub(in crate::domain::log_line) fn leading(text: &str) -> Option<(usize, LogKind)> {
    if let Some(found) = HAN.iter().find(|(word, _)| text.starts_with(word)) {
        return (!is_thing(found.0, &text[found.0.len()..])).then_some((found.0.len(), found.1));
    }
    // LINE is written in capitals, a line of products is not.
    if text.starts_with("LINE") && !text[4..].starts_with(|c: char| c.is_ascii_alphanumeric()) {
        return Some((4, CHAT));
    }
    let head = text.get(..text.floor_char_boundary(20.min(text.len())))?.to_ascii_lowercase();
    let (word, kind) = LATIN.iter().find(|(word, _)| {
        head.starts_with(word) && !text[word.len()..].starts_with(|c: char| c.is_alphanumeric() && !is_han(c))
    })?;
    (!is_thing(word, &text[word.len()..])).then_some((word.len(), *kind))
}

/// Whether what follows makes the word a thing, or something that is still to be done: 微信付了, `call back next week`, `letter of intent`.
fn is_thing(word: &str, text_after: &str) -> bool {
    let after = text_after.trim_start();
    let next = after.split(|c: char| !c.is_alphanumeric()).next().unwrap_or_default().to_ascii_lowercase();
    let verb = ["call", "ring", "phone", "email", "e-mail", "text", "txt"].contains(&word);
    let later = ["back", "again", "him", "her", "them", "me", "us", "tomorrow", "next", "later", "binder", "binders"];
    THINGS.iter().any(|thing| after.starts_with(thing))
        // The power came back: 衙前来电了.
        || ["来电", "來電"].contains(&word) && after.starts_with('了')
        || verb && (later.contains(&next.as_str()) || after.starts_with("for tender"))
        || word == "called" && onsite::called(text_after)
        || word == "letter" && next == "of"
        || word.starts_with('微') && PAID_BY.iter().any(|paid| after.starts_with(paid))
        || word.starts_with(['视', '視']) && after.starts_with(['监', '監'])
}

/// What one does with the purse that the chat has.
const PAID_BY: [&str; 14] =
    ["付", "支付", "转账", "轉賬", "轉帳", "转了", "轉了", "收款", "收了", "红包", "紅包", "扫", "掃", "到账"];
