//! Who began a call or a message: `darren rang me` and 打电话来 they did, `rang debbie` and 给吴姐打了个电话 we did.
//!
//! Always holds: only words that say it; `tan called` may be either, and is neither.

use std::ops::Range;

use super::there;
use crate::base::text::is_han;
use crate::domain::log_line::clause;
use crate::domain::log_line::notes::head;
use crate::schema::{Direction, TouchKind, TouchOutcome};

/// Where the word stands by which a line is a call or a message.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Stands {
    /// The line begins with it.
    First,
    /// Right behind the customer's name.
    BehindName,
    /// Behind somebody who did it.
    BehindSomebody,
    /// In a sentence.
    Told,
}

/// What one does who begins.
const DID: [&str; 16] = [
    "telephoned",
    "phoned",
    "rang",
    "rung",
    "called",
    "texted",
    "txted",
    "txtd",
    "txt",
    "messaged",
    "whatsapped",
    "facetimed",
    "e-mailed",
    "emailed",
    "mailed",
    "tried",
];
/// In a clause these are theirs.
const THEIRS: [&str; 20] = [
    "missed call",
    "missed calls",
    "missed a call",
    "call from",
    "calls from",
    "text from",
    "txt from",
    "texts from",
    "message from",
    "msg from",
    "email from",
    "e-mail from",
    "mail from",
    "whatsapp from",
    "wechat from",
    "voicemail from",
    "letter from",
    "had a call",
    "got a call",
    "took a call",
];
/// In a clause these are ours.
const OURS: [&str; 15] = [
    "call to",
    "text to",
    "txt to",
    "message to",
    "msg to",
    "email to",
    "e-mail to",
    "whatsapp to",
    "letter to",
    "wrote to",
    "gave him a ring",
    "gave her a ring",
    "gave him a call",
    "gave her a call",
    "left a voicemail",
];
const THEIRS_HAN: [&str; 36] = [
    "来了个电话",
    "來了個電話",
    "来电",
    "來電",
    "打来",
    "打來",
    "电话来",
    "電話來",
    "电话过来",
    "電話過來",
    "电话打来",
    "打过来",
    "打過來",
    "给我打",
    "給我打",
    "打给我",
    "打給我",
    "接到",
    "接了",
    "发来",
    "發來",
    "发过来",
    "發過來",
    "给我发",
    "給我發",
    "发给我",
    "發給我",
    "微信我",
    "回我",
    "问我",
    "問我",
    "催我",
    "找我",
    "微信上说",
    "微信上问",
    "发微信来",
];
const OURS_HAN: [&str; 22] = [
    "打给",
    "打給",
    "打畀",
    "打俾",
    "致电",
    "致電",
    "去电",
    "去電",
    "去了个电话",
    "电话给",
    "電話給",
    "微信给",
    "发给",
    "發給",
    "短信给",
    "邮件给",
    "过去了",
    "過去了",
    "发微信催",
    "傳訊息給",
    "微信联系",
    "电话联系",
];

/// Who began. `text`: the first part of the line, with the word at `at` in it.
pub(super) fn direction(
    text: &str,
    at: Option<&Range<usize>>,
    stands: Stands,
    kind: TouchKind,
    reached: Option<TouchOutcome>,
) -> Option<Direction> {
    let lower = head(text).to_ascii_lowercase();
    if lower.len() != head(text).len() {
        return None;
    }
    let clauses = clause::all(&lower);
    // `missed call from wes, rang back`.
    let back = clauses.iter().any(|clause| rang_back(&lower[clause.clone()]));
    let vain = kind == TouchKind::Call && matches!(reached, Some(TouchOutcome::NoAnswer | TouchOutcome::Message));
    if back {
        return Some(Direction::Out);
    }
    let at = at.filter(|at| at.end <= lower.len());
    let own = at.map_or(0..lower.len(), |at| clause::around(&lower, at.clone()));
    let said = match lower[own.clone()].contains(is_han) {
        true => in_han(&lower, at, own, stands),
        false => in_words(&lower, at, own, stands),
    };
    said.or(vain.then_some(Direction::Out))
}

fn rang_back(clause: &str) -> bool {
    // `missed call from debbie rang back`.
    let missed = clause.starts_with("missed ") || clause.contains(" missed call");
    if missed && DID.iter().any(|word| clause.contains(&format!(" {word} back"))) {
        return true;
    }
    let clause = ["i ", "so ", "and ", "then ", "so i "]
        .iter()
        .fold(clause, |rest, word| rest.strip_prefix(word).unwrap_or(rest));
    let Some(rest) = DID.iter().find_map(|word| clause.strip_prefix(word)) else { return false };
    let mut words = rest.split_whitespace();
    let next = words.next();
    next == Some("back") || matches!(next, Some("him" | "her" | "them")) && words.next() == Some("back")
}

fn in_words(lower: &str, at: Option<&Range<usize>>, own: Range<usize>, stands: Stands) -> Option<Direction> {
    let clause = &lower[own.clone()];
    let whole = |word: &str| {
        clause.match_indices(word).any(|(from, _)| {
            !clause[..from].ends_with(char::is_alphanumeric)
                && !clause[from + word.len()..].starts_with(char::is_alphanumeric)
        })
    };
    if THEIRS.iter().any(|word| whole(word))
        || DID.iter().any(|word| whole(&format!("{word} me")) || whole(&format!("{word} us")))
    {
        return Some(Direction::In);
    }
    if OURS.iter().any(|word| whole(word)) {
        return Some(Direction::Out);
    }
    // `spoke to leo on phone`.
    let spoke = ["spoke to", "spoke with", "talked to", "chatted to"].iter().any(|word| whole(word));
    if spoke && (whole("phone") || whole("telephone")) {
        return Some(Direction::Out);
    }
    let at = at?;
    let word = &lower[at.clone()];
    // `chris text me ok`.
    if ["text", "txt", "msgd"].contains(&word) && (whole(&format!("{word} me")) || whole(&format!("{word} us"))) {
        return Some(Direction::In);
    }
    // `couldn't park so phoned roger instead`.
    if ["so", "and", "just", "then", "i"].iter().any(|own| whole(&format!("{own} {word}"))) && whole("instead") {
        return Some(Direction::Out);
    }
    let did = DID.contains(&word);
    let behind = lower[at.end..own.end.max(at.end)].trim_start();
    match stands {
        Stands::BehindSomebody => did.then_some(Direction::In),
        Stands::Told if word == "sent" => Some(Direction::Out),
        _ if !did => None,
        Stands::First => Some(Direction::Out),
        // `debbie from clifton rise called`: somebody of theirs stands before the name.
        Stands::BehindName if is_from_there(lower[own.start..at.start].trim()) => Some(Direction::In),
        // `Hollies rang - natalie needs 10 cases`: what follows is what they said.
        Stands::BehindName if wants_then(&lower[at.end..]) => Some(Direction::In),
        // `tan called` may be either; `tan called susan` was ours.
        Stands::BehindName => {
            let next = behind.split(' ').next().unwrap_or_default();
            let open = ["", "about", "re", "to", "for", "asking", "back", "again", "in", "on", "twice", "and", "with"];
            (!open.contains(&next) && !behind.starts_with(|c: char| !c.is_alphanumeric())).then_some(Direction::Out)
        }
        Stands::Told => {
            let who = lower[own.start..at.start].trim();
            Some(if who.is_empty() { Direction::Out } else { Direction::In })
        }
    }
}

/// Whether these are somebody and the place: `debbie from clifton rise`.
fn is_from_there(who: &str) -> bool {
    let mut words = who.split_whitespace();
    let first = words.next().unwrap_or_default();
    let second = words.next();
    let at = |word: Option<&str>| matches!(word, Some("from" | "at" | "@"));
    let ours = DID.contains(&first)
        || ["met", "saw", "spoke", "back", "just", "visited", "went", "popped", "was"].contains(&first);
    !ours && (at(second) || at(words.next()))
}

/// Whether what stands behind a dash or a comma is what somebody rang for: ` - natalie needs 10 cases`.
fn wants_then(behind: &str) -> bool {
    const WANTS: [&str; 16] = [
        "needs",
        "need",
        "wants",
        "want",
        "asking",
        "asks",
        "asked",
        "says",
        "said",
        "complaining",
        "moaning",
        "chasing",
        "cancelled",
        "cancelling",
        "can",
        "could",
    ];
    let rest = behind.trim_start();
    // `rang, angry about the drum`: what they rang for.
    if let Some(said) = rest.strip_prefix(", ") {
        const CROSS: [&str; 8] = ["angry", "cross", "annoyed", "upset", "complaining", "moaning", "fuming", "furious"];
        return said.split_whitespace().next().is_some_and(|word| CROSS.contains(&word.trim_end_matches(',')));
    }
    let Some(said) = rest.strip_prefix("- ").or(rest.strip_prefix("– ")).or(rest.strip_prefix(": ")) else {
        return false;
    };
    said.split_whitespace().take(3).any(|word| WANTS.contains(&word))
}

/// Whether somebody stands here, and what he said or asked: 涂小姐问动线图好了没.
fn says_somebody(behind: &str) -> bool {
    let behind = behind.trim_start();
    let says = behind.char_indices().take(8).find(|(_, c)| "说說问問催要叫讲講让讓回嫌".contains(*c));
    says.is_some_and(|(at, _)| at > 0 && there::ends_with_somebody(&behind[..at]))
}

fn in_han(lower: &str, at: Option<&Range<usize>>, own: Range<usize>, stands: Stands) -> Option<Direction> {
    let clause = &lower[own.clone()];
    if THEIRS_HAN.iter().any(|word| clause.contains(word)) {
        return Some(Direction::In);
    }
    let sent = |word: char| {
        // 给吴姐打了个电话, 给小陈发了微信; the 给 may stand before the customer.
        let to = clause.find(['给', '給']).is_some_and(|to| clause[to..].find(word).is_some_and(|at| at > 3));
        to && !clause.contains("给我") && !clause.contains("給我")
    };
    if OURS_HAN.iter().any(|word| clause.contains(word)) || sent('打') || sent('发') || sent('發') || sent('去') {
        return Some(Direction::Out);
    }
    let word = &lower[at?.clone()];
    let behind = &lower[at?.end..own.end.max(at?.end)];
    // 打电话没接, 发微信催款: whoever names nobody before it did it himself.
    let done = word.starts_with(['打', '发', '發', '寄', '傳']);
    let told = ["说", "說", "问", "問", "催", "要", "讲"].iter().any(|word| behind.starts_with(word));
    // 朱姐微信问; 电话约了仇总.
    let who = lower[own.start..at?.start].trim();
    let says = word.ends_with(['说', '說', '问', '問', '催', '要', '叫', '让', '约', '知', '诉', '单'])
        && !behind.starts_with('了')
        && !word.contains('回');
    let asks = ["约", "約", "问了", "問了", "回了", "通知", "联系", "聯繫"].iter().any(|word| behind.starts_with(word));
    // 打电话给胡工说: 给 is before him.
    if stands == Stands::First && !done && !asks && says_somebody(behind) {
        return Some(Direction::In);
    }
    // 跟莊主任通電話.
    if word == "通电话" || word == "通電話" {
        return ["跟", "和", "与", "與", "同"]
            .iter()
            .any(|with| clause.trim_start().starts_with(with))
            .then_some(Direction::Out);
    }
    match stands {
        Stands::First => (done || asks).then_some(Direction::Out),
        Stands::Told if word == "sent" || word.contains("mail") => Some(Direction::Out),
        Stands::Told if says && there::ends_with_somebody(who) => Some(Direction::In),
        Stands::BehindName => (done && !told).then_some(Direction::Out),
        // 报价早上发倪工了.
        Stands::Told => (word == "发" || word == "發").then_some(Direction::Out),
        Stands::BehindSomebody => None,
    }
}
