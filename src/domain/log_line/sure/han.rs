//! What makes a Chinese clause with a day ahead no sure thing: 周五不送货, 周五送不了, 周五能不能送, 样品周五寄过去了, 等她周五打款再发货, 原定周五. It reads
//! simplified characters.
//!
//! Always holds: each kind of doubt has one list here, and no other file has words of it.

/// A clause parted at its day.
pub(in crate::domain::log_line) struct Said<'a> {
    /// What stands before the day.
    pub(in crate::domain::log_line) head: &'a str,
    /// What stands behind it.
    pub(in crate::domain::log_line) tail: &'a str,
    /// The clause behind a comma: what came of it may stand there.
    pub(in crate::domain::log_line) next: &'a str,
    /// It ends with the mark of a question.
    pub(in crate::domain::log_line) asked: bool,
    /// The day may have been: a weekday by its mere name.
    pub(in crate::domain::log_line) may_be_past: bool,
}

/// With one of these characters something is denied.
const NO: &[char] = &['不', '没', '未', '别', '勿', '唔', '冇', '无', '停', '拒'];
/// In these they deny nothing.
const NO_DENIAL: &[&str] = &[
    "不错",
    "不锈",
    "不管",
    "不论",
    "不光",
    "不但",
    "不仅",
    "不止",
    "不少",
    "不同",
    "不含税",
    "不带",
    "不好意思",
    "不用谢",
    "不断",
    "差不多",
    "对不起",
    "没问题",
    "没事",
    "没别的",
    "没关系",
    "没意见",
    "没异议",
    "特别",
    "分别",
    "级别",
    "区别",
    "类别",
    "无缝",
    "无线",
    "无油",
    "无尘",
    "无锡",
    "无论",
];
/// What is short, before a day on which it is brought: 样品不够我周五补寄.
const LACKING: &[&str] = &["不够", "不足", "不多", "不全", "不好用", "不合适", "不对", "不准", "不行"];
/// What will not come about, without such a character.
const CALLED_OFF: &[&str] = &["取消", "作罢", "算了", "放弃", "忘", "免了", "暂缓", "缓一缓", "放一放", "难"];
/// A question, without its mark.
const ASKS: &[&str] = &[
    "吗",
    "呢",
    "能否",
    "可否",
    "会否",
    "是否",
    "什么",
    "怎么",
    "哪天",
    "几号",
    "几时",
    "多久",
    "谁",
    "想知道",
    "打听",
    "看能",
];
/// Behind 问 it was asked, and something else is told.
const ASKED_AND_DONE: &[&str] = &["过", "完", "了", "清", "好", "下", "一下"];
/// What is over by its words.
const BEFORE_NOW: &[&str] =
    &["已", "刚", "曾", "昨", "前天", "上次", "上回", "上周", "上礼拜", "上星期", "才", "至今", "咗"];
/// 了 in these says nothing of it.
const NOT_DONE: &[&str] = &["了解", "了结", "除了", "为了", "得了"];
/// What is done to things and people: behind one, 了, 过 or 的 says that it was done.
const DEEDS: &[char] = &[
    '送', '寄', '发', '交', '报', '签', '换', '补', '给', '带', '拿', '回', '付', '结', '订', '到', '说', '定', '来',
    '去', '答', '做',
];
/// Those of them that before a day tell of the thing itself: 定了3把周五送 does not.
const HANDED: &[char] = &['送', '寄', '发', '交', '报', '签', '换', '补', '付', '回'];
/// Between a deed and that.
const RESULTS: &[&str] =
    &["过来", "过去", "出来", "出去", "回来", "应", "好", "出", "来", "去", "到", "回", "货", "样", "价", "收", "单"];
/// What came of it, of a day that may have been.
const CAME: &[&str] = &[
    "少",
    "晚",
    "错",
    "断",
    "慢",
    "嫌",
    "收到",
    "被",
    "失败",
    "漏",
    "破",
    "缺",
    "短",
    "太高",
    "太贵",
    "在试",
    "等发货",
    "等货",
    "催发",
    "说贵",
    "结果",
    "碰到",
    "聊过",
    "谈过",
    "见过",
    "说好的",
];
/// Those characters in words that tell nothing of it.
const DID_NOT_COME: &[&str] =
    &["少量", "晚上", "晚点", "晚些", "今晚", "最晚", "至少", "多少", "缺的", "短刀", "断的", "被套"];
/// The clause behind says that nothing came of it, or that it was refused.
const BROKEN: &[&str] = &[
    "忘",
    "又拖",
    "没做到",
    "还没送",
    "没来",
    "没到",
    "没送",
    "没寄",
    "没给",
    "没发",
    "没答应",
    "没同意",
    "不同意",
    "做不到",
    "没办法",
    "办不到",
    "不行",
    "不可能",
    "拒",
    "结果",
    "泡汤",
    "黄了",
    "还在等",
    "至今",
];
/// What it hangs on.
const IF: &[&str] = &["如果", "要是", "假如", "假使", "倘若", "若", "万一", "只要", "除非", "一旦", "否则", "还是"];
/// A guess, a wish, a plan.
const GUESS: &[&str] = &[
    "估计",
    "预计",
    "预估",
    "可能",
    "也许",
    "或许",
    "大概",
    "说不定",
    "应该",
    "恐怕",
    "担心",
    "怕",
    "希望",
    "目标",
    "力争",
    "考虑",
    "看情况",
    "再说",
    "最快",
    "好像",
    "听说",
    "据说",
    "似乎",
    "该",
];
/// A plan: enough for where one goes oneself.
const PLAN: &[&str] = &["打算", "计划", "看看"];
/// 想 wishes, but not in these.
const NO_WISH: &[&str] = &["想要", "想法", "理想", "联想", "想好", "想清"];
/// What was to be, and is no more.
const MOVED: &[&str] = &[
    "原定",
    "原订",
    "原计划",
    "原来",
    "本来",
    "原本",
    "推迟",
    "延后",
    "延期",
    "延迟",
    "延到",
    "顺延",
    "提前到",
    "改到",
    "改期",
    "拖",
    "耽误",
    "作废",
    "争取不了",
];
/// Who is told to do it.
const TOLD: &[&str] = &["让", "叫", "请", "催", "提醒", "要", "求", "劝"];

impl Said<'_> {
    /// Whether it says so for sure.
    pub(in crate::domain::log_line) fn is_sure(&self) -> bool {
        !(self.is_denied()
            || self.is_asked()
            || self.is_over()
            || self.hangs_on_something()
            || self.is_guessed()
            || self.has(PLAN)
            || self.is_moved()
            || self.is_asked_of_others())
    }

    /// Whether it does where it says when one goes there again: a plan is enough then, and so is a day to which the visit was moved.
    pub(in crate::domain::log_line) fn is_sure_of_a_visit(&self) -> bool {
        let tail = self.tail.trim_end_matches('吧');
        let said = Said { tail: if tail == "了" { "" } else { tail }, ..*self };
        !(said.is_denied()
            || said.is_asked()
            || said.is_over()
            || said.hangs_on_something()
            || said.is_guessed()
            || said.is_asked_of_others())
    }

    fn has(&self, any: &[&str]) -> bool {
        any.iter().any(|word| self.head.contains(word) || self.tail.contains(word))
    }

    fn is_denied(&self) -> bool {
        let head = without(&without(self.head, NO_DENIAL), LACKING);
        denies(&head) || denies(&without(self.tail, NO_DENIAL)) || self.has(CALLED_OFF)
    }

    fn is_asked(&self) -> bool {
        let asks = self.head.split_once('问').map(|(_, rest)| rest);
        let asks = asks.is_some_and(|rest| !ASKED_AND_DONE.iter().any(|word| rest.starts_with(word)));
        let first = self.tail.trim_start_matches(['，', ' ']);
        self.asked
            || asks
            || first.starts_with('问') && self.tail.ends_with(['不', '没'])
            || self.has(ASKS)
            || [self.head, self.tail].iter().any(|words| either_or(words))
    }

    fn is_over(&self) -> bool {
        let promised = self.tail.contains('把') && (self.head.contains("答应") || self.head.contains("说"));
        let tail = without(self.tail, NOT_DONE);
        let certain = ["会", "一定", "肯定"].iter().any(|word| tail.contains(word));
        let done = tail.contains('了') && !promised
            || was_done(self.head, HANDED, &['了', '过'])
            || was_done(&tail, DEEDS, &['过', '的']);
        let thing = tail.ends_with('的') && !certain;
        let came = |words: &str| {
            let words = without(&without(words, DID_NOT_COME), NO_DENIAL);
            CAME.iter().any(|word| words.contains(word))
        };
        let next = without(self.next, NO_DENIAL);
        let came_of_it = || came(self.tail) || came(self.next) || denies(&next) && !next.contains('我');
        done || thing
            || self.has(BEFORE_NOW)
            || BROKEN.iter().any(|word| next.contains(word))
            || self.may_be_past && came_of_it()
    }

    fn hangs_on_something(&self) -> bool {
        const DONE: &[char] = &['好', '妥', '定', '行', '过', '完', '到', '款', '成'];
        // 要200支的话明天给准信 asks for no more than an answer.
        let asked_for = self.head.starts_with('要');
        let first = self.tail.trim_start_matches(['我', '她', '他', '们', '就', '先', '，', ' ']);
        let then = first.find('再').is_some_and(|at| at > 0 && first[at + '再'.len_utf8()..].starts_with(HANDED));
        self.has(IF)
            || self.tail.contains("的话")
            || self.head.contains("的话") && !asked_for
            || self.head.contains('等') && !self.head.contains("等级")
            || self.tail.starts_with('等')
            || then
            || self.tail.starts_with('就') && self.head.ends_with(DONE)
    }

    fn is_guessed(&self) -> bool {
        let wishes = |words: &str| without(words, NO_WISH).contains('想');
        self.has(GUESS) || wishes(self.head) || wishes(self.tail) || self.tail.ends_with('吧')
    }

    fn is_moved(&self) -> bool {
        self.has(MOVED) || self.next.starts_with('改')
    }

    /// 让她周五发图纸.
    fn is_asked_of_others(&self) -> bool {
        TOLD.iter().any(|word| {
            self.head.match_indices(word).any(|(at, _)| {
                let whom = &self.head[at + word.len()..];
                whom.starts_with(['他', '她', '佢']) || whom.starts_with("对方")
            })
        })
    }
}

/// Words without some of them, which leave a gap.
fn without(words: &str, some: &[&str]) -> String {
    some.iter().fold(words.to_owned(), |words, one| if words.contains(one) { words.replace(one, "·") } else { words })
}

/// Whether words deny something, after those were taken out that only seem to.
fn denies(words: &str) -> bool {
    words.contains(NO)
}

/// 送不送, 发不发货, 行没行.
fn either_or(words: &str) -> bool {
    let all: Vec<char> = words.chars().collect();
    all.windows(3).any(|three| matches!(three, [one, '不' | '没' | '唔' | '未', other] if one == other))
}

/// Whether a deed is told as done: 送了, 寄出了, 送过, 报的价.
fn was_done(words: &str, deeds: &[char], marks: &[char]) -> bool {
    words.match_indices(deeds).any(|(at, deed)| {
        let rest = &words[at + deed.len()..];
        let behind = RESULTS.iter().find_map(|word| rest.strip_prefix(word)).unwrap_or(rest);
        [rest, behind].iter().any(|rest| {
            let over = rest.strip_prefix(marks);
            over.is_some_and(|over| !rest.starts_with('过') || !over.starts_with(['来', '去', '年', '目']))
        })
    })
}
