//! The next visit as it is said in Chinese: 周一再过去, 约好下周二早上九点过去对账, 定在12月9号下午两点. It reads simplified characters.
//!
//! Always holds: who goes is the rep, or it is arranged with him; what is delivered, moved or decided then is none.

use std::ops::Range;

use super::with_them::{is_one_of_them, is_with_them};
use super::{OTHERS, slot};
use crate::base::when::{self, Context};
use crate::domain::deed::Slot;
use crate::domain::log_line::sure::han::Said;

/// With these a day is arranged; what is arranged then may be left out.
const ARRANGED: &[&str] = &[
    "约好了",
    "约好在",
    "约好",
    "约了",
    "约在",
    "约到",
    "约定",
    "另约在",
    "另约",
    "改约到",
    "改约",
    "再约",
    "约我",
    "约",
];
/// With these it is, where the clause speaks of meeting.
const SET: &[&str] = &[
    "定在",
    "定到",
    "定于",
    "说好",
    "讲好",
    "说定",
    "改到",
    "改在",
    "改成",
    "改为",
    "改",
    "推到",
    "推迟到",
    "延到",
    "挪到",
    "顺延到",
];
/// Before those: a rep, or the visit.
const LED: &[&str] = &[
    "",
    "我",
    "我们",
    "就",
    "那",
    "那就",
    "先",
    "跟他",
    "跟她",
    "和他",
    "和她",
    "又",
    "说",
    "电话里说",
    "叫我",
    "让我",
    "时间",
    "拜访",
    "见面",
    "演示",
    "上门",
];
/// What is done where one meets.
const MEETS: &[&str] = &[
    "过去",
    "去一趟",
    "再去",
    "再跑",
    "跑一趟",
    "上门",
    "拜访",
    "登门",
    "回访",
    "见面",
    "碰面",
    "碰头",
    "见",
    "面谈",
    "对账",
    "当面",
    "去看",
    "去谈",
    "去聊",
    "去找",
    "去拜访",
    "去对账",
    "去演示",
    "去试",
    "去装",
    "去调",
    "去收款",
    "去收账",
    "去跟",
    "去现场",
    "去厂里",
    "去他",
    "去她",
    "去做",
    "去盘点",
    "去一次",
    "去一下",
    "去签",
    "现场",
    "演示",
    "谈",
    "聊",
    "参观",
    "再来一趟",
    "再来看",
    "再来拜访",
    "再来谈",
    "再过去",
    "再过来",
    "试刀",
    "看样",
    "看效果",
];
/// Not those: 去看病, 过去了.
const NOT_MEETS: &[&str] = &[
    "去看病",
    "去看展",
    "去看牙",
    "过去了",
    "去年",
    "去不了",
    "去不成",
    "谈下",
    "见分",
    "过去就",
    "去上",
    "见效",
    "见货",
];
/// What is spoken of before, where a day is set for it.
const MEETING: &[&str] =
    &["演示", "拜访", "见面", "碰面", "上门", "现场", "参观", "试机", "试刀", "面谈", "会面", "对账", "过去", "培训"];
/// Right behind the day, before what is done.
const SMALL: &[&str] = &[
    "让我",
    "叫我",
    "要我",
    "请我",
    "回来",
    "回厂",
    "有空",
    "我们",
    "咱们",
    "我",
    "再",
    "就",
    "还",
    "要",
    "得",
    "一早",
    "准时",
    "亲自",
    "专门",
    "一起",
    "带着人",
    "的",
    "，",
    " ",
];
/// Before a day on which one goes: one oneself, or who asks one to.
const MEANS: &[&str] = &[
    "",
    "我",
    "我们",
    "咱们",
    "那",
    "就",
    "那就",
    "只好",
    "所以",
    "准备",
    "打算",
    "计划",
    "我说",
    "说好",
    "讲好",
    "约好",
    "约了",
    "约",
    "改到",
    "改在",
    "改",
    "先",
    "我准备",
    "我打算",
    "我答应",
    "答应",
    "我就",
    "说",
    "我约了",
    "另约",
    "改约",
    "约定",
    "跟他说好",
    "跟他约好",
    "跟她约好",
];
/// Whoever asks one to.
const ASKED: &[&str] = &["让我", "叫我", "要我", "喊我", "请我", "让我们", "叫我们", "要我们", "约我", "请我们"];

/// What stands around a clause, in simplified characters.
pub(super) struct Around<'a> {
    /// The clauses before it, behind the name.
    pub(super) earlier: &'a str,
    /// The clause behind it, and whether the mark of a question stands between.
    pub(super) next: &'a str,
    pub(super) asked: bool,
    /// Whether words name one of the customer's people.
    pub(super) own: &'a dyn Fn(&str) -> bool,
}

/// The words and the day of the next visit in a clause. `clause` is simplified, `said` is as it was written.
pub(super) fn said(clause: &str, said: &str, around: &Around<'_>, ahead: &Context) -> Option<(Range<usize>, Slot)> {
    when::find_all(said, ahead).into_iter().find_map(|(range, _)| {
        // 约周二下午: the word before it is read with the day.
        let words = &said[range.clone()];
        let own = ["大约", "大概", "约", "約", "在"].iter().find_map(|word| words.strip_prefix(word));
        let from = range.end - own.unwrap_or(words).len();
        let day = said.get(from..range.end)?;
        // 约好下午三点: an hour alone is no day.
        let named = day.contains(|c: char| "周週礼禮星月号號日明后後天底年节節".contains(c)) || day.contains('/');
        let (head, rest) = (clause.get(..from)?, clause.get(range.end..)?);
        // 在忙，下午三点再去.
        let again = ["再去", "再过去", "再来", "再跑"].iter().any(|word| rest.starts_with(word));
        let part = ["下午", "下昼", "下晝", "晚上", "傍晚", "今天", "今日"].iter().any(|word| day.contains(word));
        let of_today = |slot: &Slot| slot.day == ahead.today && slot.time.is_some() && part && again;
        if let Some(slot) = slot(day, ahead).filter(of_today)
            && MEANS.contains(&head.trim())
            && is_put_off(around.earlier)
        {
            return Some((from..range.end + rest.find(['去', '来', '跑']).map_or(0, |at| at + '去'.len_utf8()), slot));
        }
        let slot = slot(day, ahead).filter(|slot| slot.day > ahead.today && named)?;
        let plain = &clause[from..range.end];
        let may_be_past = ["周", "礼拜", "星期"].iter().any(|word| plain.starts_with(word));
        let sure = Said { head, tail: rest, next: around.next, asked: around.asked, may_be_past }.is_sure_of_a_visit();
        let start = begins(head, rest, around).filter(|_| sure)?;
        let end = means(rest).unwrap_or(0);
        is_with_them(&rest[end..], around.own).then_some((start..range.end + end, slot))
    })
}

/// Where the words begin that say it, if they do.
fn begins(head: &str, rest: &str, around: &Around<'_>) -> Option<usize> {
    let (head, earlier) = (head.trim_end(), around.earlier);
    if OTHERS.iter().any(|word| head.contains(word) && *word != "有人") || head.contains("别人") {
        return None;
    }
    let goes = means(rest).is_some();
    // 约了下周二上午再来.
    let again = |rest: &str| ["再来", "来", "来看"].contains(&rest);
    let closed = rest.trim_start_matches(['吧', '了']).is_empty() || again(rest.trim());
    if let Some(word) = ARRANGED.iter().find(|word| head.ends_with(**word))
        && (goes || closed || rest.starts_with('去') && !NOT_MEETS.iter().any(|word| rest.starts_with(word)))
    {
        let before = &head[..head.len() - word.len()];
        // 约了供应商周五 ends with somebody else; before 约 may stand who it is arranged with.
        let others = ["海川", "厂家", "供应商", "客户", "同行"].iter().any(|other| before.contains(other));
        // 她和三菱约好周五.
        let with = before.rsplit_once(['跟', '和', '与']).map(|(_, whom)| whom.trim());
        let with_them = with.is_none_or(|whom| is_one_of_them(whom, around.own) || whom.starts_with('我'));
        return (!others && with_them).then_some(before.len());
    }
    if let Some(word) = SET.iter().find(|word| head.ends_with(**word)) {
        let before = &head[..head.len() - word.len()];
        let led = LED.iter().any(|led| *led == before.trim());
        let shown = ["拜访", "见面", "演示", "上门", "试刀", "面谈", "参观"];
        // 三菱演示定在周五 is theirs.
        let meeting = shown.iter().find_map(|word| before.strip_suffix(word)).is_some_and(|who| {
            let who = who.trim_end_matches(['的', '，', ' ']);
            LED.contains(&who.trim()) || is_one_of_them(who, around.own)
        });
        let spoken =
            MEETING.iter().any(|word| earlier.rsplit(['，', ',', '。']).take(2).any(|clause| clause.contains(word)));
        // 忙着盘点不肯谈，改到后天: what was put off is the visit.
        let put_off = !word.starts_with(['定', '说', '讲']) && led && is_put_off(earlier);
        let set = closed && (meeting || put_off || spoken && led && word.starts_with('定'));
        return ((led || meeting) && (goes || set)).then_some(before.len());
    }
    let asked = ASKED.iter().any(|word| head.ends_with(word));
    // 说饲料槽坏了让下周一去装: whoever is asked is not said, it is the one who is there.
    if head.ends_with(['让', '叫']) && ["去", "过去", "再去", "再来", "上门"].iter().any(|word| rest.starts_with(word))
    {
        return means(rest).map(|_| head.len());
    }
    if asked && rest.strip_prefix('去').is_some_and(|rest| rest.trim_start_matches(['吧', '一']).is_empty()) {
        return Some(head.len());
    }
    let own = MEANS.iter().any(|word| *word == head.trim());
    // 我下周二去谈 is a rep's; 周三他去上海 is none.
    let goes_there = means(rest).is_some_and(|_| !starts_weak(rest));
    ((asked || own) && goes_there).then_some(head.len())
}

/// Whether the clause before says that the visit came to nothing.
fn is_put_off(earlier: &str) -> bool {
    const VAIN: &[&str] = &[
        "忙",
        "没空",
        "唔得闲",
        "没时间",
        "不在",
        "不肯",
        "没见",
        "没碰到",
        "取消",
        "临时",
        "有会",
        "不方便",
        "有事",
        "出差",
        "休假",
        "请假",
        "开会",
        "没人",
        "下班",
        "没赶上",
        "去晚",
        "午休",
        "关门",
        "没开门",
    ];
    let last = earlier.trim_end_matches(['，', ',', '。', ' ']).rsplit(['，', ',', '。']).next().unwrap_or_default();
    VAIN.iter().any(|word| last.contains(word)) && !last.contains(['货', '单', '款'])
}

/// What is done right behind the day, where one meets: its bytes.
fn means(rest: &str) -> Option<usize> {
    let mut at = 0;
    loop {
        let rest = &rest[at..];
        if NOT_MEETS.iter().any(|word| rest.starts_with(word)) {
            return None;
        }
        let word = MEETS.iter().filter(|word| rest.starts_with(**word)).map(|word| word.len()).max();
        if let Some(length) = word.or_else(|| brings(rest)) {
            return Some(at + length);
        }
        at += SMALL.iter().find(|word| rest.starts_with(**word))?.len();
    }
}

/// 带技术去一趟, 带样品过去.
fn brings(rest: &str) -> Option<usize> {
    rest.strip_prefix('带')?;
    let near: usize = rest.char_indices().take(9).map(|(at, c)| at + c.len_utf8()).last()?;
    let goes = ["去一趟", "过去", "去看", "去谈", "去试", "去演示", "上门"];
    goes.iter().filter_map(|word| rest[..].find(word).filter(|at| *at < near).map(|at| at + word.len())).min()
}

/// 周三谈, 周三见: may be said of anybody, where nobody is asked and nothing arranged.
fn starts_weak(rest: &str) -> bool {
    let weak = ["谈", "聊", "现场", "演示", "参观", "当面", "试刀", "看样", "看效果"];
    weak.iter().any(|word| rest.starts_with(word))
}
