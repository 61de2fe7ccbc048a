//! Words that say how it was (a call, a chat, by video) and what came of it. Few and certain: whoever writes more is not overheard.

use std::ops::Range;

use crate::base::text::is_han;
use crate::domain::deed::LogKind;
use crate::schema::{TouchKind, TouchOutcome, VisitKind, VisitOutcome};

const CALL: LogKind = LogKind::Touch(TouchKind::Call);
const CHAT: LogKind = LogKind::Touch(TouchKind::Chat);
const EMAIL: LogKind = LogKind::Touch(TouchKind::Email);
const LETTER: LogKind = LogKind::Touch(TouchKind::Letter);
const VIDEO: LogKind = LogKind::Visit(VisitKind::Video);

/// In Latin letters, lower case; longer ones first where one begins another.
const LATIN: [(&str, LogKind); 42] = [
    ("telephoned", CALL),
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

/// Words that say it in the middle of a sentence.
const TOLD: &[(&str, LogKind)] = &[
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
    ("通了电话", CALL),
    ("通了電話", CALL),
    ("通了个电话", CALL),
    ("通了個電話", CALL),
    ("电话里", CALL),
    ("電話裡", CALL),
    ("電話裏", CALL),
    ("电话中说", CALL),
    ("電話中說", CALL),
    ("来电话", CALL),
    ("來電話", CALL),
    ("来电说", CALL),
    ("來電說", CALL),
    ("打电话来", CALL),
    ("打電話來", CALL),
    ("打来电话", CALL),
    ("打來電話", CALL),
    ("回电话", CALL),
    ("回電話", CALL),
    ("回了电话", CALL),
    ("回了電話", CALL),
    ("电话说", CALL),
    ("電話說", CALL),
    ("电话问", CALL),
    ("電話問", CALL),
    ("微信里说", CHAT),
    ("微信上说", CHAT),
    ("微信说", CHAT),
    ("微信问", CHAT),
    ("回微信", CHAT),
    ("回了微信", CHAT),
    ("发微信来", CHAT),
    ("视频里说", VIDEO),
];

/// Before the word: what is still to come, or did not: 明天电话里再聊, 等他来电话.
const AHEAD: [&str; 21] = [
    "明天", "下周", "下週", "再", "要", "会", "會", "约", "約", "等", "让", "讓", "请", "請", "没", "沒", "不", "未",
    "叫", "如果", "有事",
];

/// How it was, told in the first clause: 李敏电话里说样机到了.
pub(in crate::domain::log_line) fn told(text: &str) -> Option<(Range<usize>, LogKind)> {
    let clause = &text[..text.find(['，', ',', '。', '；', ';', '\n']).unwrap_or(text.len())];
    let (at, word, kind) = TOLD.iter().find_map(|(word, kind)| Some((clause.find(word)?, *word, *kind)))?;
    let (before, behind) = (&clause[..at], &clause[at + word.len()..]);
    let ahead = AHEAD.iter().any(|ahead| before.contains(ahead)) || behind.starts_with(['再', '约', '約', '聊']);
    (!ahead).then_some((at..at + word.len(), kind))
}

/// What follows a kind word and makes it a thing: 微信号, email address.
const THINGS: [&str; 16] = [
    "号", "號", "机", "機", "亭", "群", "码", "碼", "address", "number", "centre", "center", "book", "wall", "screen",
    "shop",
];

/// The kind word with which a text begins, and its bytes. A Latin one must stand alone.
pub(in crate::domain::log_line) fn leading(text: &str) -> Option<(usize, LogKind)> {
    if let Some(found) = HAN.iter().find(|(word, _)| text.starts_with(word)) {
        return (!is_thing(&text[found.0.len()..])).then_some((found.0.len(), found.1));
    }
    // LINE is written in capitals, a line of products is not.
    if text.starts_with("LINE") && !text[4..].starts_with(|c: char| c.is_ascii_alphanumeric()) {
        return Some((4, CHAT));
    }
    let head = text.get(..text.floor_char_boundary(20.min(text.len())))?.to_ascii_lowercase();
    let (word, kind) = LATIN.iter().find(|(word, _)| {
        head.starts_with(word) && !text[word.len()..].starts_with(|c: char| c.is_alphanumeric() && !is_han(c))
    })?;
    (!is_thing(&text[word.len()..])).then_some((word.len(), *kind))
}

fn is_thing(after: &str) -> bool {
    let after = after.trim_start();
    THINGS.iter().any(|thing| after.starts_with(thing))
}

/// What came of it, and where that is said.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub(in crate::domain::log_line) struct Came {
    /// Of a visit.
    pub outcome: Option<(VisitOutcome, Range<usize>)>,
    /// Of a touch.
    pub reached: Option<(TouchOutcome, Range<usize>)>,
}

const NO_ORDER: &[&str] = &[
    "no sale",
    "didn't order",
    "did not order",
    "not ordering",
    "这次不订",
    "這次不訂",
    "这次不要",
    "這次不要",
    "没要货",
    "沒要貨",
    "没落单",
    "沒落單",
    "冇落单",
    "冇落單",
    "冇訂",
    "没有下单",
    "沒有下單",
    "no order",
    "没下单",
    "沒下單",
    "未下单",
    "未下單",
    "没订",
    "沒訂",
];
const ORDER: &[&str] = &[
    "订咗",
    "訂咗",
    "落了单",
    "落了單",
    "order confirmed",
    "confirmed the order",
    "落咗单",
    "落咗單",
    "落单",
    "落單",
    "placed an order",
    "placed the order",
    "gave an order",
    "took an order",
    "got an order",
    "got the order",
    "ordered",
    "下单了",
    "下了单",
    "已下单",
    "下單了",
    "下了單",
    "已下單",
    "下单",
    "下單",
    "订了",
    "訂了",
    "下訂",
];
const NO_ANSWER: &[&str] = &[
    "冇人听",
    "冇人聽",
    "冇人接",
    "无人听",
    "無人聽",
    "no answer",
    "nobody picked up",
    "no one picked up",
    "nobody answered",
    "no one answered",
    "not picking up",
    "didn't pick up",
    "did not pick up",
    "didn't answer",
    "did not answer",
    "没接",
    "沒接",
    "没人接",
    "沒人接",
    "无人接听",
    "無人接聽",
    "没打通",
    "沒打通",
    "打不通",
    "未接听",
    "未接聽",
    "没有人接",
    "沒有人接",
];
const MESSAGE: [&str; 8] =
    ["left a message", "left message", "left voicemail", "left a voicemail", "留言", "留了言", "语音信箱", "語音信箱"];

/// Words in front of an order that take it away: what they will do, would do, did not do.
const NOT_YET: &[&str] = &[
    "冇", "唔", "not", "n't", "never", "nothing", "to", "to be", "will be", "no", "hasn't", "haven't", "without",
    "have", "if", "when", "once", "没", "沒", "未", "不", "要", "想", "再", "会", "會", "准备", "準備", "考虑", "考慮",
    "打算", "才", "后", "後", "可以", "能", "才能", "催", "预", "預", "等", "答应",
];

/// What says that nobody could be visited.
const SHUT: &[&str] = &[
    "locked up",
    "was shut",
    "were shut",
    "was closed",
    "were closed",
    "all locked",
    "is shut",
    "is closed",
    "nobody there",
    "no one there",
    "nobody in",
    "nobody on the desk",
    "door locked",
    "锁着门",
    "鎖著門",
    "锁门了",
    "鎖門了",
    "门锁着",
    "關門",
    "关门",
    "没开门",
    "沒開門",
    "大门紧闭",
    "没人在",
    "沒人在",
    "扑空",
    "撲空",
    "吃闭门羹",
    "闭门羹",
];

/// Words that say that nobody could be visited, where they stand in the first clauses; 关门大吉 and `was closed by noon` are told of as well.
pub(in crate::domain::log_line) fn shut(text: &str) -> Option<Range<usize>> {
    let lower = crate::domain::log_line::letters::head(text).to_ascii_lowercase();
    let inside = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphanumeric());
    let stands = |at: usize, word: &str| {
        !word.is_ascii() || !inside(lower[..at].chars().next_back()) && !inside(lower[at + word.len()..].chars().next())
    };
    let found = SHUT.iter().filter_map(|word| {
        let (at, _) = lower.match_indices(word).find(|(at, _)| stands(*at, word))?;
        Some(at..at + word.len())
    });
    found.min_by_key(|range| range.start)
}

/// What the text says came of it.
pub(in crate::domain::log_line) fn came(text: &str) -> Came {
    let lower = text.to_ascii_lowercase();
    let whole = |at: usize, word: &str| {
        let latin = word.is_ascii();
        let inside = |c: Option<char>| latin && c.is_some_and(|c| c.is_alphanumeric() && !is_han(c));
        !inside(lower[..at].chars().next_back()) && !inside(lower[at + word.len()..].chars().next())
    };
    let find = |words: &[&str], sure: &dyn Fn(usize) -> bool| {
        words.iter().find_map(|word| {
            let (at, _) = lower.match_indices(word).find(|(at, _)| whole(*at, word) && sure(*at))?;
            Some(at..at + word.len())
        })
    };
    let always = |_: usize| true;
    let done = |at: usize| {
        let before = lower[..at].trim_end();
        // 最后下单了 was done at last.
        before.ends_with("最后") || before.ends_with("最後") || !NOT_YET.iter().any(|word| before.ends_with(word))
    };
    let outcome = find(NO_ORDER, &always)
        .map(|range| (VisitOutcome::NoOrder, range))
        .or_else(|| find(ORDER, &done).map(|range| (VisitOutcome::Order, range)))
        .or_else(|| order_of(&lower).map(|range| (VisitOutcome::Order, range)));
    let reached = find(&MESSAGE, &always)
        .map(|range| (TouchOutcome::Message, range))
        .or_else(|| find(NO_ANSWER, &always).map(|range| (TouchOutcome::NoAnswer, range)));
    Came { outcome, reached }
}

/// `order 1.2k`, `order: 12 boxes`: an order with its figure at the beginning of a clause.
fn order_of(lower: &str) -> Option<Range<usize>> {
    lower.match_indices("order").map(|(at, word)| at..at + word.len()).find(|range| {
        let before = lower[..range.start].trim_end();
        let begins = before.is_empty() || before.ends_with([',', '，', ';', '；', ':', '：', '.', '。']);
        let after = lower[range.end..].trim_start_matches([':', ' ', 'o', 'f']);
        begins && after.starts_with(|c: char| c.is_ascii_digit() || "$£€¥￥".contains(c))
    })
}
