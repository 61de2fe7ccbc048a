//! In Chinese; it reads simplified characters.

use super::words::{HABIT_HAN, NOT_YET_HAN, SELLERS_HAN, STILL_HAN};
use super::{Place, Who};
use crate::domain::log_line::people::TITLES;

/// What is done with a seller.
const BUYS: &[&str] = &["订", "定了", "买", "拿", "进", "下单", "下了单", "采购", "提货", "要了"];
/// Behind 在 these are no sellers.
const PLACES: &[&str] = &[
    "微信",
    "电话",
    "线上",
    "平台",
    "系统",
    "小程序",
    "商城",
    "展会",
    "当场",
    "现场",
    "群",
    "这",
    "我",
    "咱",
    "今天",
    "刚才",
    "上午",
    "下午",
    "手机",
];
/// So ends the name of a place.
const PLACE_ENDS: &str = "间场室店里上下边楼厅口处前中会铺司厂院库线时候家";
/// Before 比 or behind it another seller lost.
const BEATEN: &[&str] = &["比", "不找", "没找", "不用", "换掉", "代替", "取代", "超过"];
/// What they have got themselves.
const THEIR_OWN: &[&str] =
    &["新买", "新进", "新添", "新购", "新上了", "自己买", "自己订", "自己进", "新车", "买车", "买房", "新厂房"];
/// Goods that nobody pays for.
const GIVEN: &[&str] = &[
    "免费", "赠", "换货", "调换", "退货", "退了", "退回", "退掉", "赔", "差价", "借", "返修", "坏了", "丢了", "白送",
    "取消", "退单", "撤单", "作废", "少了", "漏发", "少发",
];
/// Beside goods that were made up for: what was wrong with them.
const WRONG: &[&str] = &["坏", "质量", "漏", "发错", "送错", "断了", "崩", "破", "瑕疵", "次品", "少发", "赔", "保修"];
/// What else one orders.
const NO_GOODS: &[&str] = &[
    "会议", "机票", "车票", "高铁", "火车", "酒店", "酒席", "包厢", "包间", "便当", "外卖", "盒饭", "咖啡", "奶茶",
    "蛋糕", "日子", "时间", "日期", "计划", "方案", "目标", "制度", "规矩", "培训", "展位", "房间", "牛奶",
];
/// The same at the end.
const NO_GOODS_END: &[char] = &['会', '票', '饭', '桌', '餐', '位', '花', '房', '年'];
/// Beside these a sum is what others make, lose or pay.
const NO_WORTH: &[&str] = &[
    "那边订单",
    "他们订单",
    "厂里订单",
    "手上订单",
    "手头订单",
    "今年订单",
    "营业额",
    "产值",
    "销售额",
    "流水",
    "利润",
    "亏",
    "罚",
    "工资",
    "房租",
    "贷",
    "注册资本",
    "投资",
    "运费",
    "差价",
    "损失",
];

/// Whether it was bought of somebody else, is a habit, or came back.
pub(super) fn is_other(place: &Place, who: &Who<'_>) -> bool {
    let clause = place.clause.as_str();
    let before = said_before(place);
    [clause, before].iter().any(|words| {
        elsewhere(words, who)
            || is_habit(words)
            || THEIR_OWN.iter().any(|word| words.contains(word))
            || GIVEN.iter().any(|word| words.contains(word))
            || is_their_order(words)
    }) || is_made_up_for(place)
}

/// A sum that is all of its clause is of the clause before it: 退了5盒，850块.
fn said_before(place: &Place) -> &str {
    let alone = place.clause[..place.at.start].trim().is_empty();
    let figure = |c: char| c.is_ascii_digit() || "一二两三四五六七八九十¥￥共".contains(c);
    if alone && place.clause.trim_start().starts_with(figure) { &place.before } else { "" }
}

fn elsewhere(clause: &str, who: &Who<'_>) -> bool {
    let seller = SELLERS_HAN.iter().find_map(|word| clause.find(word));
    if seller.is_some_and(|at| !BEATEN.iter().any(|word| clause[..at].contains(word))) {
        return true;
    }
    ["从", "在", "向", "找"].iter().any(|join| {
        clause.match_indices(join).any(|(at, _)| {
            // 现在, 正在, 存在.
            if *join == "在" && clause[..at].ends_with(['现', '正', '实', '存', '不']) {
                return false;
            }
            let rest = &clause[at + join.len()..];
            let Some(end) = BUYS.iter().filter_map(|word| rest.find(word)).min() else { return false };
            let whom = rest[..end].trim_end_matches(['已', '经', '又', '就', '先']);
            let whom = ["那边", "那里", "那儿"].iter().find_map(|tail| whom.strip_suffix(tail)).unwrap_or(whom);
            let length = whom.chars().count();
            let place = *join == "在" && whom.ends_with(|c| PLACE_ENDS.contains(c));
            let titled = TITLES.iter().any(|title| whom.ends_with(title)) || who.is_own(whom);
            (2..=6).contains(&length) && !place && !titled && !PLACES.iter().any(|word| whom.contains(word))
        })
    })
}

/// 一年要36万的刀具; not 订了一年的量.
fn is_habit(clause: &str) -> bool {
    let said = HABIT_HAN.iter().any(|word| {
        clause.match_indices(word).any(|(at, _)| !clause[at + word.len()..].starts_with(['的', '内', '前', '后', '半']))
    });
    let signed = ["签", "合同", "协议", "框", "保修", "质保", "账期"].iter().any(|word| clause.contains(word));
    said && !signed || clause.contains("年前") && clause.contains('了')
}

/// 接了比亚迪的大单.
fn is_their_order(clause: &str) -> bool {
    ["接了", "接到", "接的"]
        .iter()
        .any(|word| clause.find(word).is_some_and(|at| clause[at..].contains('单') && !clause[..at].contains('我')))
}

/// 补了5把，上次坏的.
fn is_made_up_for(place: &Place) -> bool {
    let clause = place.clause.as_str();
    let beside = [place.before.as_str(), clause, place.behind[0].as_str()];
    (clause.contains("补了") || clause.contains("换了"))
        && beside.iter().any(|words| WRONG.iter().any(|word| words.contains(word)))
}

/// Whether nothing was given yet: 差点就订了; 要5盒，850块，说再想想.
pub(super) fn is_not_yet(place: &Place) -> bool {
    let clause = place.clause.as_str();
    let told = ["让", "叫", "催", "劝", "求", "请"].iter().any(|word| {
        let ordered = ["下单", "订货", "下订"].iter().filter_map(|order| clause.find(order)).min();
        clause.find(word).zip(ordered).is_some_and(|(at, order)| at < order)
    });
    let still = place.behind.iter().any(|words| {
        let words = ["他", "她", "说", "还", "但", "要", "得"]
            .iter()
            .fold(words.as_str(), |words, lead| words.strip_prefix(lead).unwrap_or(words));
        STILL_HAN.iter().any(|word| words.starts_with(word) || place.behind[0].ends_with(word) && words.len() < 24)
    });
    let quoted = |words: &str| {
        ["报价", "询价", "价格"].iter().any(|word| words.contains(word))
            && ["要", "问", "做", "给", "发", "出"].iter().any(|word| words.contains(word))
    };
    place.asked || told || still || quoted(&place.before) || NOT_YET_HAN.iter().any(|word| clause.contains(word))
}

/// Whether what was ordered is no goods of ours: 订了周五的会.
pub(super) fn is_of_no_goods(place: &Place) -> bool {
    let said = &place.clause[place.at.start..];
    let Some(behind) = said.strip_prefix("订了").or(said.strip_prefix("定了")) else { return false };
    // 我们订了样刀给他; not 跟我们订了.
    let head = place.clause[..place.at.start].trim();
    let ours = ["我们", "咱们", "我"].iter().find_map(|own| head.strip_suffix(own));
    let ours = ours.is_some_and(|head| !head.ends_with(['跟', '和', '向', '在', '从', '找', '给', '与', '到', '是']));
    let behind = behind.trim();
    ours || NO_GOODS.iter().any(|word| behind.contains(word)) || behind.ends_with(NO_GOODS_END)
}

/// Whether a sum is the price of one, or what others make and lose.
pub(super) fn is_no_worth(place: &Place) -> bool {
    let before = said_before(place);
    let mut behind = place.clause[place.at.end..].trim_start_matches(['元', '块', '钱']).chars();
    let one = matches!(behind.next(), Some('一' | '每' | '/'))
        && behind.next().is_some_and(|c| "台个箱件盒套包瓶支桶袋张只条片罐组吨斤份把双对米升".contains(c));
    one || [place.clause.as_str(), before].iter().any(|words| NO_WORTH.iter().any(|word| words.contains(word)))
}
