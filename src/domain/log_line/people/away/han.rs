//! What Chinese words around a name say of its bearer.
//!
//! Always holds: what stands behind it counts to the end of the clause, what stands before it next to it alone.

use super::Said;
use super::clause_han::{is_away, is_of_kin};
use crate::domain::log_line::day;
use crate::domain::log_line::how::shut::{alike, is_somebody, tells};

/// Before somebody who was not there.
const AWAY_BEFORE_HAN: &[&str] = &[
    "没见到",
    "没见着",
    "没见上",
    "没碰到",
    "没碰上",
    "没碰着",
    "没找到",
    "没遇到",
    "找不到",
    "没等到",
    "见不到",
    "等不到",
    "没看到",
    "没约到",
    "没约上",
];
/// Before somebody who was met, where nothing stands before it that makes a wish of it.
const MET_BEFORE_HAN: &[&str] =
    &["见", "见了", "见到", "见着", "拜访", "拜访了", "碰到", "遇到", "跟", "和", "同", "与", "陪"];
const WISHED_HAN: &[char] = &['去', '要', '想', '来', '约', '再', '没', '未', '不', '找', '求'];
/// Before the word for meeting: it came to nothing.
const NOT_MET_HAN: &[&str] = &["没", "未", "不", "没有", "没能", "未能", "不能", "没法", "无法"];
/// Before the word for meeting, in its clause: it is still to come.
const TO_MEET_HAN: &[&str] = &[
    "明天",
    "明日",
    "明早",
    "后天",
    "下周",
    "下次",
    "下回",
    "下个",
    "下月",
    "下礼拜",
    "下星期",
    "改天",
    "改日",
    "约了",
    "约好",
];
/// The same, right before it.
const MEANS_TO_HAN: &[&str] = &["要", "想", "约", "再", "打算", "准备", "安排", "计划", "需要", "希望", "争取", "得"];
/// What somebody says, he says as one who is there.
const SAYS_HAN: &[char] = &['说', '讲', '谈', '聊', '问', '嫌', '提', '让', '叫', '催'];
/// Behind 在: here, or at work; anything else is a place where one is not.
const HERE_HAN: &[&str] = &[
    "场", "这", "那", "厂", "车间", "办公", "公司", "店", "家", "忙", "看", "用", "等", "说", "讲", "谈", "试", "試",
    "楼下", "现场", "旁", "门口", "前台", "的", "我", "催", "问", "盯", "管", "装", "换",
];
/// Behind somebody by whom others are meant.
const ELSEWHERE_HAN: &[&str] = &["那边", "那头", "那里", "的人", "手下"];
/// Before somebody who is to be asked, waited for or told.
const SPOKEN_BEFORE_HAN: &[&str] = &[
    "让",
    "叫",
    "要问",
    "得问",
    "去问",
    "再问",
    "问一下",
    "得找",
    "要找",
    "去找",
    "等",
    "替",
    "帮",
    "转给",
    "转交",
    "转告",
    "介绍",
    "留给",
    "带给",
    "交代",
    "我找",
    "再找",
    "改找",
    "直接找",
    "联系",
    "请示",
    "归",
    "由",
    "得看",
    "要看",
    "就看",
    "取决于",
    "聊到",
    "谈到",
    "提到",
    "说到",
    "讲到",
    "问起",
    "说起",
    "聊起",
    "提起",
];
/// Before the word for meeting: somebody else told one to.
const SENT_HAN: &[&str] = &["让我", "叫我", "要我", "喊我", "请我", "建议我", "建議我", "说要", "说得"];
/// What somebody has to do first, before a word that says what comes then.
const CONDITION_HAN: &[&str] = &[
    "点头",
    "同意",
    "签字",
    "批",
    "批准",
    "拍板",
    "确认",
    "看过",
    "松口",
    "答应",
    "回来",
    "定了",
    "点了头",
    "签了字",
    "批了",
];
const THEN_HAN: &[&str] = &["就", "才", "再", "后", "之后", "以后", "了再", "了就", "了才"];
/// When somebody has time, or will be there.
const FREE_HAN: &[&str] = &["有空", "有时间", "方便", "才在", "才来", "才到", "回来", "回厂"];
/// Words between somebody and what is said of him.
const ADVERBS_HAN: &[&str] = &[
    "今天",
    "今日",
    "昨天",
    "这两天",
    "这几天",
    "这周",
    "本周",
    "刚好",
    "正好",
    "又",
    "还",
    "也",
    "都",
    "临时",
    "刚",
    "正在",
    "正",
    "去",
    "上",
    "已经",
    "去了",
];

/// What speaks against his having been met.
pub(super) fn said(before: &str, behind: &str, rung: bool) -> Option<Said> {
    let (before, behind) = (&alike(before), &alike(behind));
    let ends = |c: char| c.is_whitespace() || "，,、。.；;！!？?".contains(c);
    let clause = behind.trim_start().split(ends).next().unwrap_or_default();
    let mut rest = clause;
    while let Some(next) = ADVERBS_HAN.iter().find_map(|word| rest.strip_prefix(word)) {
        rest = next;
    }
    let place = rest.strip_prefix('在').filter(|at| at.chars().count() >= 2);
    let elsewhere = place.is_some_and(|at| !HERE_HAN.iter().any(|word| at.starts_with(word)));
    let missed = AWAY_BEFORE_HAN.iter().any(|word| before.ends_with(word) || before.ends_with(&format!("{word}了")));
    if missed {
        return Some(Said::Away);
    }
    let heads: Vec<&str> = MET_BEFORE_HAN.iter().filter_map(|word| before.strip_suffix(word)).collect();
    if heads.iter().any(|head| NOT_MET_HAN.iter().any(|word| head.ends_with(word))) {
        return Some(Said::Away);
    }
    let to_come = |head: &&str| {
        let clause = head.rsplit(ends).next().unwrap_or_default();
        TO_MEET_HAN.iter().any(|word| clause.contains(word))
            || MEANS_TO_HAN.iter().any(|word| clause.ends_with(word))
            || SENT_HAN.iter().any(|word| clause.ends_with(word))
    };
    if heads.iter().any(to_come) {
        return Some(Said::SpokenOf);
    }
    // 明天给林武打电话.
    let head = before.rsplit(ends).next().unwrap_or_default();
    let for_him = ["给", "給", "找", "催", "约", "約"].iter().any(|word| head.ends_with(word));
    // 采购以后找於瑶: who is to be turned to from now on.
    let from_now = ["以后", "今后", "往后", "有事", "有问题"].iter().any(|word| head.contains(word));
    let turned_to = from_now && ["找", "联系"].iter().any(|word| head.ends_with(word));
    if turned_to || for_him && TO_MEET_HAN.iter().any(|word| head.contains(word)) {
        return Some(Said::SpokenOf);
    }
    let own = &clause[..clause.find(SAYS_HAN).unwrap_or(clause.len())];
    let meets = heads.iter().any(|head| !head.ends_with(WISHED_HAN)) && !is_of_kin(clause);
    if meets && !own.contains(['没', '沒', '不', '未']) {
        return Some(Said::Met);
    }
    if elsewhere || is_away(own) {
        return Some(Said::Away);
    }
    // 打老李手机也没接.
    let vain = ["没接", "沒接", "打不通", "没人接"];
    let rang = before.ends_with(['打', '给', '給'])
        && (vain.iter().any(|word| clause.contains(word))
            || clause == "打了"
                && vain.iter().any(|word| behind[clause.len()..].trim_start_matches(ends).starts_with(word)));
    // 徐瑶约的两点，到了说开会.
    if rest.starts_with("约的") || rest.starts_with("約的") {
        return Some(Said::SpokenOf);
    }
    // 陈总点头就下单, 潘总周一下午三点有空.
    let condition = CONDITION_HAN.iter().filter_map(|word| rest.strip_prefix(word));
    let condition = condition.map(str::trim_start).any(|next| THEN_HAN.iter().any(|then| next.starts_with(then)));
    let free = FREE_HAN.iter().filter_map(|word| own.find(word)).min();
    let free = free.is_some_and(|at| day::is_to_come_han(&own[..at]) || own[..at].contains('号'));
    // 老李不是急要夹头嘛: what is recalled of him.
    let recalled = rest.starts_with("不是") && clause.ends_with(['嘛', '吗', '嗎']);
    let vainly = ["手机", "手機", "电话", "電話"].iter().any(|word| rest.starts_with(word))
        && vain.iter().chain(&["关机", "關機", "不接"]).any(|word| clause.contains(word));
    if (rang || vainly) && !rung || recalled || condition || free {
        return Some(Said::SpokenOf);
    }
    // 叶利军说於总嫌贵; but 跟 stands before whom one meets.
    let reported = tells(head).is_some() && heads.is_empty();
    if reported || is_of_kin(clause) {
        return Some(Said::SpokenOf);
    }
    // 於总给叶利军打了电话, 让他下来.
    let by_another = head.strip_suffix('给').is_some_and(|who| is_somebody(who) && !who.ends_with('我'));
    if !rung && by_another && rest.starts_with('打') && rest.contains("电话") {
        return Some(Said::SpokenOf);
    }
    let others = !before.is_empty() && ELSEWHERE_HAN.iter().any(|word| rest.starts_with(word));
    let reached = rung && before.ends_with(['系', '繫']);
    let spoken = !reached && SPOKEN_BEFORE_HAN.iter().any(|word| before.ends_with(word));
    (others || spoken).then_some(Said::SpokenOf)
}
