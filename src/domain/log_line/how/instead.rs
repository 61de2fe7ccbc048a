//! Whether a call or a message took the place of the visit that was planned: `couldn't park so phoned instead`, 不去了，打给高子豪.
//!
//! Always holds: only words that say it. Whoever rings ahead of a visit still means to go.

use super::shut::alike;
use crate::base::text::is_han;
use crate::domain::log_line::clause;
use crate::domain::log_line::notes::head;
use crate::domain::log_line::tokens::{fits, tokens};

/// Wherever in the line it stands.
const SAID: &[&str] = &[
    "instead of a|the|my|todays visit|visiting|going|popping|calling|dropping|driving|meeting|seeing",
    "not|didnt|wasnt|wont going|go|gone there|today|over|round|in|now",
    "didnt|couldnt|cant|wont|not make it over|round|there|today|in",
    "cancelled|binned|dropped|scrapped the|my|todays|our visit|appointment|appt|meeting",
    "no need to|for visit|go|pop|call a|the|in|visit|round|over|by",
    "saves|saved me|us? a|the trip|visit|drive",
    "dont|not|no _? come|coming today|this",
    "cant|couldnt do|make today|this",
    "cant|couldnt make it|our|the meeting|appointment|appt|today|visit|slot",
];
/// A hour that they cannot do: `cant do 2.30`.
const CANNOT: &str = "cant|couldnt do|make _";
/// In simplified characters.
const SAID_HAN: [&str; 36] = [
    "改打电话",
    "改电话",
    "改成电话",
    "改为电话",
    "改用电话",
    "改微信",
    "改成微信",
    "改发微信",
    "改视频",
    "改约",
    "改期",
    "改天去",
    "代替拜访",
    "代替上门",
    "不用去了",
    "不用过去",
    "不用跑",
    "省得跑",
    "省了一趟",
    "不跑了",
    "跑不动",
    "没去成",
    "没去了",
    "去不了",
    "去不成",
    "过不去",
    "来不及去",
    "没过去",
    "没空过去",
    "别来",
    "不用来",
    "不要来",
    "今天不方便",
    "取消拜访",
    "拜访取消",
    "叫我别去",
];
/// These are ours only at the head of a clause, or behind a small word.
const GO_HAN: [&str; 4] = ["不去了", "不过去了", "没去", "就没去"];
const SMALL: [&str; 14] =
    ["下雨", "堵车", "今天", "今日", "我", "就", "下午", "上午", "所以", "那就", "先", "那", "也", "干脆"];

/// Whether the line says so.
pub(super) fn is_instead(line: &str) -> bool {
    let text = head(line);
    if text.contains(is_han) {
        let text = alike(text);
        return SAID_HAN.iter().any(|word| text.contains(word))
            || clause::all(&text).into_iter().any(|one| gone(&text[one]));
    }
    clause::all(text).into_iter().any(|one| {
        let words = tokens(text, one);
        let hour = |at: usize| {
            let figure = words.get(at + 2).is_some_and(|token| token.word.starts_with(|c: char| c.is_ascii_digit()));
            figure && fits(&words, at, CANNOT).is_some()
        };
        // `wants 4 drums instead` is no call: what one did stands in the clause.
        let did = [
            "rang",
            "phoned",
            "called",
            "rung",
            "texted",
            "emailed",
            "messaged",
            "whatsapped",
            "spoke",
            "call",
            "phone",
        ];
        let instead = || {
            let at = words.iter().position(|token| did.contains(&token.word.as_str()));
            at.is_some_and(|at| words[at..].iter().take(5).any(|token| token.word == "instead"))
        };
        instead()
            || (0..words.len()).any(|at| hour(at) || SAID.iter().any(|pattern| fits(&words, at, pattern).is_some()))
    })
}

fn gone(clause: &str) -> bool {
    GO_HAN.iter().any(|word| {
        clause.find(word).is_some_and(|at| {
            let mut rest = clause[..at].trim();
            while let Some(next) = SMALL.iter().find_map(|small| rest.strip_suffix(small)) {
                rest = next;
            }
            rest.is_empty() && !clause[at + word.len()..].starts_with(['过', '成'])
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_visit_is_given_up_only_where_the_line_says_so() {
        for line in [
            "couldnt park so phoned roger instead",
            "rang debbie, not going today",
            "called craig instead of visiting",
            "craig rang, cant do 2.30, make it thurs 11",
            "ed rang, cant make it today",
            "rang priya, no need to call in",
            "spoke to wes on the phone, saved me the trip",
            "改打电话了，袁倩说下周出结果",
            "今天去不了，打给高子豪",
            "打电话给郑总，今天就不去了",
            "今天没去成,堵在绕城上。跟徐亮微信里说了",
            "下雨不去了 電話問了涂小姐",
            "胡工微信说今天别来了",
        ] {
            assert!(is_instead(line), "{line}");
        }
        for line in [
            "rang ahead, see him at 2",
            "emailed wes the coshh sheets",
            "whatsapp from vince, pump leaking again",
            "rang jackie, wants 4 drums instead",
            "rang kath, she is not going to order this month",
            "wes rang, cant do the price",
            "打给袁倩，她们展会不去了",
            "电话里说订单取消了",
            "微信说价格不改了",
            "来电话说他们明天不去展会",
        ] {
            assert!(!is_instead(line), "{line}");
        }
    }
}
