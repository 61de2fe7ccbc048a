//! What Chinese says of a visit that came to nothing. It reads simplified characters.
//!
//! Always holds: what else was shut, called off or missing (取消了订单, 六点关门) is none.

use std::ops::Range;

use crate::domain::log_line::people::{FAMILY, TITLES};
use crate::schema::Reason;

use Reason::{CalledOff, NoTime, NobodyThere, Refused, Shut};

/// Words that say it wherever they stand in their clause.
const SURE: &[(&str, Reason)] = &[
    ("关着门", Shut),
    ("锁着门", Shut),
    ("锁了门", Shut),
    ("门关着", Shut),
    ("门锁着", Shut),
    ("门锁了", Shut),
    ("门都没开", Shut),
    ("门没开", Shut),
    ("大门紧闭", Shut),
    ("大门紧锁", Shut),
    ("卷帘门拉", Shut),
    ("拉着卷帘门", Shut),
    ("卷帘门没", Shut),
    ("卷帘门关", Shut),
    ("卷帘门锁", Shut),
    ("卷帘门下", Shut),
    ("铁将军", Shut),
    ("没开门", Shut),
    ("没营业", Shut),
    ("不营业", Shut),
    ("没开工", Shut),
    ("停电放假", Shut),
    ("全厂放假", Shut),
    ("厂里放假", Shut),
    ("今天放假", Shut),
    ("放假没人", Shut),
    ("进不去", Shut),
    ("没进去", Shut),
    ("没进得去", Shut),
    ("进不了厂", Shut),
    ("进不了门", Shut),
    ("白跑", NobodyThere),
    ("空跑", NobodyThere),
    ("跑空", NobodyThere),
    ("一趟空的", NobodyThere),
    ("人没来", NobodyThere),
    ("人影都没", NobodyThere),
    ("人都没见", NobodyThere),
    ("没人下来", NobodyThere),
    ("没人出来", NobodyThere),
    ("扑空", NobodyThere),
    ("扑了空", NobodyThere),
    ("扑了个空", NobodyThere),
    ("闭门羹", NobodyThere),
    ("没人在", NobodyThere),
    ("没人应", NobodyThere),
    ("没人开门", NobodyThere),
    ("没人接待", NobodyThere),
    ("没见到人", NobodyThere),
    ("没见着人", NobodyThere),
    ("没见上", NobodyThere),
    ("没见成", NobodyThere),
    ("没碰到人", NobodyThere),
    ("没碰着人", NobodyThere),
    ("没碰上", NobodyThere),
    ("没找到人", NobodyThere),
    ("没等到人", NobodyThere),
    ("没等到", NobodyThere),
    ("人不在", NobodyThere),
    ("人没在", NobodyThere),
    ("一个人都没", NobodyThere),
    ("一个人也没", NobodyThere),
    ("空无一人", NobodyThere),
    ("爽约", CalledOff),
    ("今天不方便", CalledOff),
    ("今天免了", CalledOff),
    ("今天算了", CalledOff),
    ("别来了", CalledOff),
    ("别过来了", CalledOff),
    ("不用来了", CalledOff),
    ("不用过来了", CalledOff),
    ("放我鸽子", CalledOff),
    ("放了鸽子", CalledOff),
    ("放鸽子", CalledOff),
    ("放了我鸽子", CalledOff),
    ("临时改期", CalledOff),
    ("有事改期", CalledOff),
    ("今天不见了", CalledOff),
    ("取消见面", CalledOff),
    ("取消拜访", CalledOff),
    ("取消了见面", CalledOff),
    ("取消了拜访", CalledOff),
    ("取消今天的见面", CalledOff),
    ("取消了今天的见面", CalledOff),
    ("取消了今天的拜访", CalledOff),
    ("见面取消", CalledOff),
    ("拜访取消", CalledOff),
    ("不肯见", Refused),
    ("不愿见", Refused),
    ("不见我", Refused),
    ("拒绝见", Refused),
    ("没空见", Refused),
    ("没时间见", Refused),
    ("没空理我", Refused),
    ("没空接待", Refused),
    ("没时间接待", Refused),
    ("避而不见", Refused),
    ("不让进", Refused),
    ("不给进", Refused),
    ("没给进", Refused),
    ("不放行", Refused),
    ("没让进", Refused),
    ("不让我进", Refused),
    ("没让我进", Refused),
    ("没让上", Refused),
    ("不让上去", Refused),
    ("拦在门", Refused),
    ("拦着没", Refused),
    ("打发走", Refused),
    ("赶出来", Refused),
    ("轰出来", Refused),
    ("没去成", NoTime),
    ("没跑成", NoTime),
    ("来不及去", NoTime),
    ("没来得及去", NoTime),
];
/// Words that say it at a clause's end.
const ENDS: &[(&str, Reason)] = &[
    ("关门", Shut),
    ("锁门", Shut),
    ("放假", Shut),
    ("没开", Shut),
    ("歇业", Shut),
    ("厂休", Shut),
    ("卷帘门", Shut),
    ("停业", Shut),
    ("没人", NobodyThere),
    ("没人理", NobodyThere),
    ("没见着", NobodyThere),
    ("没见到", NobodyThere),
    ("没碰到", NobodyThere),
    ("没碰着", NobodyThere),
    ("没遇到", NobodyThere),
    ("没找着", NobodyThere),
    ("临时取消", CalledOff),
    ("取消", CalledOff),
    ("改期", CalledOff),
    ("让我回去", Refused),
    ("叫我回去", Refused),
    ("让我先回", Refused),
    ("叫我先回", Refused),
    ("让我先回去", Refused),
    ("让我走", Refused),
];
/// Behind somebody, at a clause's end: he was not there. It says so only where nothing else was done.
const AWAY: &[(&str, Reason)] = &[
    ("不在", NobodyThere),
    ("没在", NobodyThere),
    ("不在厂里", NobodyThere),
    ("不在店里", NobodyThere),
    ("不在公司", NobodyThere),
    ("不在家", NobodyThere),
    ("不在办公室", NobodyThere),
    ("不在单位", NobodyThere),
    ("不在店", NobodyThere),
    ("不在厂", NobodyThere),
    ("休年假", NobodyThere),
    ("休产假", NobodyThere),
    ("没在厂里", NobodyThere),
    ("没在店里", NobodyThere),
    ("没在公司", NobodyThere),
    ("出差", NobodyThere),
    ("出差去", NobodyThere),
    ("请假", NobodyThere),
    ("休假", NobodyThere),
    ("休息", NobodyThere),
    ("外出", NobodyThere),
    ("出去", NobodyThere),
    ("出门", NobodyThere),
    ("开会去", NobodyThere),
    ("在开会", NobodyThere),
    ("去开会", NobodyThere),
    ("没来上班", NobodyThere),
    ("没上班", NobodyThere),
    ("没来", NobodyThere),
    ("没空", Refused),
    ("没时间", Refused),
    ("临时有事", CalledOff),
    ("来不了", CalledOff),
    ("病了", NobodyThere),
    ("住院", NobodyThere),
];
/// Right before those, they say that it is not now.
const NOT_NOW: &[&str] = &[
    "快",
    "要",
    "准备",
    "马上",
    "还",
    "不再",
    "没有",
    "可能",
    "经常",
    "老是",
    "平时",
    "周末",
    "晚上",
    "夜里",
    "中午",
    "每天",
    "每周",
    "周日",
    "周六",
    "礼拜天",
    "年前",
    "以后",
    "什么时候",
    "别",
];
/// In the clause before those, they say that it is not today, or of something else.
const OTHER: &[&str] = &[
    "隔壁",
    "对面",
    "别家",
    "那家",
    "如果",
    "要是",
    "国庆",
    "春节",
    "过年",
    "五一",
    "元旦",
    "端午",
    "中秋",
    "年底",
    "月底",
    "下周",
    "下个月",
    "下月",
    "明天",
    "后天",
    "仓库",
    "车间",
    "订单",
    "单子",
    "合同",
    "合作",
    "活动",
    "会议",
    "计划",
    "预算",
    "项目",
    "采购单",
    "展会",
    "交期",
    "发货",
    "安装",
    "验收",
    "培训",
];
/// Who may be away and is no name.
const WHO: &[&str] =
    &["他", "她", "人", "老板", "负责人", "采购", "老总", "领导", "对方", "主管", "联系人", "师傅", "老板娘"];
/// Behind 关门 and the like they make it another thing.
const LATER: &[&str] = &["前", "之前", "以前", "后", "之后", "以后", "时", "的", "晚", "早", "大吉"];

/// What a clause says of it: where, why, and whether it says it by itself.
pub(super) fn vain(clause: &str) -> Option<(Range<usize>, Reason, bool)> {
    let sure = SURE.iter().filter_map(|(word, reason)| {
        let at = clause.find(word)?;
        let later = LATER.iter().any(|later| clause[at + word.len()..].starts_with(later));
        let hour = *reason != Shut && clause[..at].ends_with('点');
        (!later && (hour || !is_other(&clause[..at]))).then(|| (at..at + word.len(), *reason, true))
    });
    if let Some(found) = sure.min_by_key(|(range, ..)| range.start) {
        return Some(found);
    }
    // 查颖不在 白跑一趟: a space ends a clause, too.
    let mut from = 0;
    for part in clause.split([' ', '\u{3000}']) {
        if let Some((range, reason, sure)) = at_the_end(part) {
            return Some((from + range.start..from + range.end, reason, sure));
        }
        from += part.len() + clause[from + part.len()..].chars().next().map_or(0, char::len_utf8);
    }
    None
}

/// Whether what stands before says that it is not now, or of something else.
fn is_other(head: &str) -> bool {
    // 六点关门.
    let hour = head
        .strip_suffix('点')
        .is_some_and(|hour| hour.ends_with(|c: char| c.is_ascii_digit() || "一二三四五六七八九十几半".contains(c)));
    hour || NOT_NOW.iter().any(|word| head.ends_with(word)) || OTHER.iter().any(|word| head.contains(word))
}

/// Small words at a clause's end, each of which may be missing.
const TAILS: &[&[&str]] = &[
    &[],
    &["了"],
    &["去了"],
    &["了", "今天"],
    &["了", "又"],
    &["了", "啊"],
    &["了", "呢"],
    &["今天"],
    &["又"],
    &["啊"],
    &["哦"],
];

fn at_the_end(clause: &str) -> Option<(Range<usize>, Reason, bool)> {
    TAILS.iter().find_map(|tails| {
        let mut bare = clause.trim_end();
        for tail in tails.iter().rev() {
            bare = bare.strip_suffix(tail)?;
        }
        ended(bare, tails.contains(&"了"))
    })
}

/// The same, where nothing more stands behind it.
fn ended(bare: &str, done: bool) -> Option<(Range<usize>, Reason, bool)> {
    let ended = |list: &'static [(&'static str, Reason)]| {
        list.iter().filter(|(word, _)| bare.ends_with(word)).max_by_key(|(word, _)| word.len())
    };
    if let Some((word, reason)) = ended(ENDS) {
        let head = &bare[..bare.len() - word.len()];
        // 取消 alone wants somebody who does it.
        let alone = matches!(*word, "取消" | "改期" | "放假" | "没开");
        let near = ["临时", "今天", "有事", "都", "全", "停电", "我"].iter().any(|word| head.ends_with(word));
        if !is_other(head) && (!alone || head.is_empty() || near || is_somebody(head)) {
            return Some((head.len()..bare.len(), *reason, true));
        }
    }
    if let Some(at) = missed(bare) {
        return Some((at..bare.len(), NobodyThere, false));
    }
    if let Some(at) = gone(bare).filter(|_| done) {
        return Some((at..bare.len(), NobodyThere, false));
    }
    let (word, reason) = ended(AWAY)?;
    let head = &bare[..bare.len() - word.len()];
    let small = ["今天", "刚好", "刚", "又", "也", "都", "正好", "已经", "正", "临时", "家里"];
    let last = small.iter().fold(head, |rest, word| rest.strip_suffix(word).unwrap_or(rest));
    // 孔军说没时间.
    let own = head.strip_suffix('说').filter(|_| matches!(*word, "没空" | "没时间"));
    let (head, last) = own.map_or((head, last), |own| (own, own));
    let told = ["说", "讲", "等"].iter().any(|word| head.contains(word));
    // 何国强去工地了，不在.
    let alone = last.is_empty() && matches!(*word, "不在" | "没在" | "没来" | "来不了");
    let from = bare.len() - word.len();
    (!is_other(head) && !told && (alone || is_somebody(last))).then_some((from..bare.len(), *reason, false))
}

/// 没碰到田倩: somebody was looked for in vain.
fn missed(bare: &str) -> Option<usize> {
    let vain = ["没碰到", "没见到", "没见着", "没找到", "没遇到", "没碰着", "没等到"];
    vain.iter().find_map(|word| {
        let at = bare.find(word)?;
        let who = &bare[at + word.len()..];
        ((2..=4).contains(&who.chars().count()) && is_somebody(who) && !is_other(&bare[..at])).then_some(at)
    })
}

/// 章总去上海(了): somebody has gone somewhere.
fn gone(bare: &str) -> Option<usize> {
    let at = bare.rfind('去').filter(|at| *at > 0)?;
    let place = &bare[at + '去'.len_utf8()..];
    let other = ["年", "过", "掉", "除", "看", "拿", "试", "问", "找", "谈", "做", "申请", "送"];
    let far = (2..=4).contains(&place.chars().count()) && !other.iter().any(|word| place.starts_with(word));
    let head = &bare[..at];
    (far && is_somebody(head) && !is_other(head) && !head.contains(['说', '要', '让'])).then_some(at)
}

/// Whether words speak of nobody: 到了说开会.
pub(super) fn says_nobody(words: &str) -> bool {
    let titled = TITLES.iter().filter(|title| title.chars().count() > 1).any(|title| words.contains(title));
    words.chars().count() <= 6 && !titled && !is_somebody(words)
}

/// Whether words end with somebody: 曾厂长, 查颖, 老板.
fn is_somebody(words: &str) -> bool {
    let name = [2, 3].into_iter().any(|count| {
        let from = words.char_indices().rev().nth(count - 1).map(|(at, _)| at);
        from.is_some_and(|from| words[from..].starts_with(|c| FAMILY.contains(c)))
    });
    name || WHO.iter().any(|who| words.ends_with(who)) || TITLES.iter().any(|title| words.ends_with(title))
}

/// Somebody was spoken to.
const SPOKEN: &[&str] = &["见了", "见到了", "聊了", "谈了", "碰到了", "接待的", "聊得", "聊下来", "谈下来", "碰了个面"];
/// With these before it, whoever stands between: 跟许蓉聊.
const TALKS: &[&str] = &["聊", "谈", "说", "对接", "碰面", "讲"];
/// Something was done or wanted there.
const DONE: &[&str] = &[
    "见", "聊", "谈", "留给", "交给", "放了", "给了", "接待", "试了", "试用", "看了", "签", "下单", "订", "要了",
    "要货", "补货", "报价", "送了", "收了", "拿了", "演示", "对账", "陪", "换了", "装了", "讲了", "碰了", "转给",
    "介绍", "嫌", "要两", "要一",
];

/// Whether a clause tells of a visit that took place.
pub(super) fn took_place(clause: &str, any: bool) -> bool {
    let free = |at: usize| {
        let before = clause[..at].chars().next_back();
        !before.is_some_and(|c| "没未不再要想来约".contains(c))
    };
    let stands = |list: &[&str]| list.iter().any(|word| clause.match_indices(word).any(|(at, _)| free(at)));
    let with = ["跟", "和", "找", "同"].iter().filter_map(|word| clause.find(word)).any(|at| {
        let rest = &clause[at..];
        TALKS.iter().any(|word| rest.find(word).is_some_and(|end| end > 3 && free(at) && free(at + end)))
    });
    with || stands(SPOKEN) || any && stands(DONE)
}
