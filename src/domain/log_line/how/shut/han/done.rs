//! What Chinese says of a visit that took place, whoever was away.
//!
//! Always holds: what was not done (没聊, 要签) is none.

use super::beside::is_gate;
use super::is_somebody;

/// Somebody was spoken to.
const SPOKEN: &[&str] = &[
    "见了",
    "见到了",
    "聊了",
    "谈了",
    "碰到了",
    "接待的",
    "聊得",
    "聊下来",
    "谈下来",
    "碰了个面",
    "先备货",
    "谈的",
    "聊的",
    "跟过去",
];
/// With these before it, whoever stands between: 跟许蓉聊.
const TALKS: &[&str] = &["聊", "谈", "说", "对接", "碰面", "讲"];
/// Something was done or wanted there.
const DONE: &[&str] = &[
    "见", "聊", "谈", "留给", "交给", "放了", "给了", "接待", "试了", "试用", "看了", "签", "下单", "订", "要了",
    "要货", "补货", "报价", "送了", "收了", "拿了", "演示", "对账", "陪", "换了", "装了", "讲了", "碰了", "转给",
    "介绍", "嫌", "要两", "要一",
];

/// What somebody does who is there, right behind his name: 於总出来拿的.
const ACTS: &[&str] = &[
    "出来",
    "下来",
    "接待",
    "拿",
    "签了",
    "带我",
    "带着我",
    "给我",
    "陪我",
    "开门",
    "开了门",
    "过来",
    "领我",
    "收了",
    "让我进",
    "放我进",
    "接的",
    "下楼",
];

/// Whether somebody does something there.
fn acts(clause: &str) -> bool {
    ACTS.iter().any(|word| {
        clause.match_indices(word).any(|(at, _)| {
            let who = clause[..at].strip_suffix(['又', '也', '还', '就', '亲']).unwrap_or(&clause[..at]);
            is_somebody(who) && !is_gate(who) && !who.ends_with('人')
        })
    })
}

/// Whether a clause tells of a visit that took place.
pub(in crate::domain::log_line) fn took_place(clause: &str, any: bool) -> bool {
    let free = |at: usize| {
        let before = clause[..at].chars().next_back();
        !before.is_some_and(|c| "没未不再要想来约肯空间".contains(c))
    };
    let stands = |list: &[&str]| list.iter().any(|word| clause.match_indices(word).any(|(at, _)| free(at)));
    let with = ["跟", "和", "找", "同"].iter().filter_map(|word| clause.find(word)).any(|at| {
        let rest = &clause[at..];
        TALKS.iter().any(|word| rest.find(word).is_some_and(|end| end > 3 && free(at) && free(at + end)))
    });
    // 要3箱, 定10把.
    let counted = clause.char_indices().any(|(at, c)| {
        "要订定拿补加进".contains(c) && clause[at + c.len_utf8()..].starts_with(|c: char| c.is_ascii_digit())
    });
    with || acts(clause) || stands(SPOKEN) || any && (stands(DONE) || counted)
}
