//! In Chinese: a sum behind what was bought (下了12万的铣刀, 补货7800), behind a count of goods (3把刀柄共2400), in a clause of its own behind one
//! (定了50支丝锥，8600).

use std::ops::Range;

use crate::base::money::Money;
use crate::base::number::{self, Quantity};
use crate::base::text::is_han;
use crate::domain::log_line::money::is_a_number;
use crate::domain::log_line::notes::head;
use crate::domain::log_line::sold::doubt::{LAST_TIME_HAN, is_ahead_han};
use crate::domain::log_line::told::products::counted;

/// What was done by whoever bought; a sum with its unit may stand behind it.
const BOUGHT: &[&str] = &[
    "订了",
    "定了",
    "进了",
    "拿了",
    "买了",
    "签了",
    "补了",
    "要了",
    "追了",
    "追加了",
    "成交了",
    "先订",
    "先定",
    "再订",
    "再定",
    "加订",
    "先拿",
    "再拿",
    "先进",
    "再进",
    "先要",
    "再要",
    "续订",
    "返单",
    "下单",
    "下订",
    "加了",
    "翻单",
    "签单",
    "成交",
];
/// What says so only where goods stand behind the sum: 下了12万的铣刀; 价格下了2万 is none.
const BOUGHT_GOODS: &[&str] =
    &["下了", "加了", "做了", "走了", "提了", "来了", "要", "买", "签", "订", "定", "下", "进", "拿", "补"];
/// Goods in the word: a bare figure behind it is a sum.
const GOODS: &[&str] = &["补货", "进货", "拿货", "提货", "要货", "拉货", "订货", "大单", "小单"];
/// What a sum is the whole of.
const WHOLE: &[&str] =
    &["全年", "年框", "框架", "首批", "首单", "这批", "整单", "这单", "这一单", "那单", "头单", "一单", "年度"];
const ALTOGETHER: &[&str] = &["一共", "总共", "共计", "合计", "总计", "共", "总价"];
/// Between such a word and its figure.
const ABOUT: &[&str] = &["大约", "大概", "差不多", "将近", "约", "快", "近"];
/// Of what a sum is, before its figure.
const CURRENCIES: &[&str] = &["新台币", "台币", "人民币", "港币", "美金", "美元", "是"];
/// A clause with one of these speaks of something else.
const OTHER: &[&str] = &[
    "没", "不", "未", "前年", "往年", "同行", "别家", "人家", "他家", "对手", "竞", "试", "借", "退", "样", "赔", "欠",
    "坏", "如果", "要是", "一旦", "从", "便宜", "降", "涨", "贵", "原来",
];
/// Besides what is ahead: no order, though the sum may be what it is worth.
const AHEAD: &[&str] = &["等", "才", "就", "报价"];
/// Behind a sum with 的 these are no goods.
const NO_GOODS: &[&str] = &[
    "定金",
    "订金",
    "押金",
    "保证金",
    "回扣",
    "返点",
    "首付",
    "预付",
    "额度",
    "预算",
    "优惠",
    "折扣",
    "差价",
    "罚款",
    "账",
    "尾款",
    "贷款",
];
/// What papers are signed, behind the sign or before it.
const SIGNED: &[&str] =
    &["年框", "年约", "框架", "合同", "合约", "协议", "年单", "订单", "大单", "单子", "年度", "单了"];
/// Units of money in a figure.
const MONEY: [char; 10] = ['万', '萬', '千', '百', '元', '块', '塊', 'k', 'K', '圆'];

/// With these one orders more.
const MORE: &[&str] = &["再加", "另外", "还有", "还要", "再要", "再拿", "加"];

/// A figure with which a text begins: how long it is, the sum, and whether a unit says that it is money.
fn figure(text: &str) -> Option<(usize, Money, bool)> {
    let begins = |c: char| c.is_ascii_digit() || "一二两兩三四五六七八九十".contains(c);
    if !text.starts_with(begins) {
        return None;
    }
    // 8千多的钻头.
    let text = text.find('多').map_or(text, |at| &text[..at + '多'.len_utf8()]);
    let (length, quantity) = number::find_leading(head(text.trim_end_matches('多')))?;
    let Quantity::Amount(number) = quantity else { return None };
    let money = Money::from(number);
    let unit = text[..length].contains(MONEY) || text[length..].starts_with(['元', '块', '塊']);
    (money.hundredths() > 0).then_some((length, money, unit))
}

/// Whether nothing is counted by what stands behind a figure.
fn is_closed(behind: &str) -> bool {
    let behind = behind.trim_start_matches(['元', '块', '塊']);
    behind.trim().is_empty()
        || behind.starts_with(['的', '左', '多', '吧', '了', '给', '給', '，', ',', ' '])
        || behind.starts_with('货')
        || behind.starts_with('貨')
}

/// The goods behind a sum: 的铣刀, 的货.
fn goods(behind: &str) -> Option<&str> {
    let behind = behind.trim_start_matches(['元', '块', '塊', '多']);
    let named = behind.strip_prefix('的').filter(|goods| goods.starts_with(|c: char| c.is_alphanumeric()));
    let goods = named.or_else(|| behind.starts_with(['货', '貨', '单', '單']).then_some(behind))?;
    (!NO_GOODS.iter().any(|word| goods.starts_with(word))).then_some(goods)
}

/// What stands behind a word, without what says that a figure is meant roughly.
fn about(text: &str) -> (usize, &str) {
    let rest = CURRENCIES.iter().find_map(|word| text.strip_prefix(word)).unwrap_or(text);
    let rest = ABOUT.iter().find_map(|word| rest.strip_prefix(word)).unwrap_or(rest).trim_start();
    (text.len() - rest.len(), rest)
}

/// A sum behind one of these words: where it stands, how much, where the word begins.
fn behind(
    clause: &str,
    list: &[&str],
    fits: &dyn Fn(Money, bool, &str) -> bool,
) -> Option<(Range<usize>, Money, usize)> {
    list.iter().find_map(|word| {
        clause.match_indices(word).find_map(|(at, _)| {
            let from = at + word.len();
            let (lead, rest) = about(&clause[from..]);
            let (length, money, unit) = figure(rest)?;
            let start = from + lead;
            fits(money, unit, &rest[length..]).then_some((start..start + length, money, at))
        })
    })
}

fn is_other(clause: &str) -> bool {
    let plain = clause.replace("差不多", "").replace("不错", "").replace("不錯", "");
    OTHER.iter().chain(LAST_TIME_HAN).any(|word| plain.contains(word))
}

/// A sum behind what was bought, with where its word begins.
fn bought(clause: &str) -> Option<(Range<usize>, Money, usize)> {
    let least = |money: Money, whole: i64| money.hundredths() >= whole * 100;
    let of_goods = |money: Money, unit: bool, rest: &str| {
        let Some(goods) = goods(rest) else { return false };
        let plain = goods.starts_with(['货', '貨', '单', '單']);
        // 1200的板 is as long as that.
        unit && least(money, 100) || least(money, if plain { 200 } else { 3000 })
    };
    behind(clause, BOUGHT, &|money, unit, rest| {
        is_closed(rest) && unit && least(money, 100) || of_goods(money, unit, rest)
    })
    .or_else(|| behind(clause, GOODS, &|money, _, rest| is_closed(rest) && least(money, 500)))
    .or_else(|| behind(clause, BOUGHT_GOODS, &of_goods))
}

/// Whether a clause says that goods were taken, with their count.
fn takes_goods(clause: &str) -> Option<usize> {
    let (at, word) = BOUGHT.iter().find_map(|word| Some((clause.find(word)?, *word)))?;
    let (range, ..) = counted(&clause[at + word.len()..])?;
    (range.start == 0 && !is_other(clause)).then_some(at)
}

/// Whether words say of goods how many, or that they were taken: 3把刀杆, 要3箱丝锥, 进了一批手套; what they are quoted is none.
fn wants_goods(words: &str) -> bool {
    let quoted = ["报", "報", "问", "問", "价", "價", "样", "樣", "库存", "庫存", "每", "单", "單"];
    let taken = BOUGHT.iter().any(|word| words.contains(word));
    (taken || counted(words).is_some()) && !is_other(words) && !quoted.iter().any(|word| words.contains(word))
}

/// Where a clause orders goods by name and then says how many, and where the count ends: 订升降机两台, 加订冰袋50包.
fn orders_by_name(clause: &str) -> Option<(usize, usize)> {
    const ORDERS: [&str; 5] = ["加订", "下订", "补订", "订", "补货"];
    const WISHED: [&str; 18] = [
        "想", "要", "备", "算", "说", "会", "再", "虑", "才", "下次", "问", "能", "预", "修", "制", "装", "签", "可以",
    ];
    let (at, word) = ORDERS.iter().find_map(|word| Some((clause.find(word)?, *word)))?;
    let (before, behind) = (&clause[..at], &clause[at + word.len()..]);
    let (count, ..) = counted(behind)?;
    let goods = behind[..count.start].trim();
    let plain = (1..=6).contains(&goods.chars().count())
        && goods.chars().all(is_han)
        && !goods
            .starts_with(['单', '金', '的', '了', '好', '不', '会', '在', '购', '做', '制', '阅', '房', '餐', '票']);
    let wished = WISHED.iter().any(|word| before.trim_end().ends_with(word));
    let other = is_other(&clause[..at + word.len() + count.end].replace("升降", ""));
    (plain && !wished && !other).then_some((at, at + word.len() + count.end))
}

/// The sum that closes such an order: 订升降机两台 18600.
fn sum_of_order(clause: &str) -> Option<(Range<usize>, Money)> {
    let (_, end) = orders_by_name(clause)?;
    let rest = clause[end..].trim_start();
    let from = clause.len() - rest.len();
    let (length, money, _) = figure(rest)?;
    let closed = rest[length..].trim_start_matches(['元', '块', '整']).chars().next().is_none_or(|c| c == ' ');
    let paper = length >= 6 && is_a_number(&rest[..length]);
    (from > end && closed && !paper && money.hundredths() >= 50_00).then_some((from..from + length, money))
}

/// Where a clause wants goods, with their count: 要5盒轴承拉马.
fn wants_counted(clause: &str) -> Option<usize> {
    const WANTS: &[&str] = &["要", "订", "定", "拿", "进", "补", "加"];
    let found = |word: &str| {
        clause.match_indices(word).find_map(|(at, _)| {
            let (range, ..) = counted(&clause[at + word.len()..])?;
            (range.start == 0).then_some(at)
        })
    };
    WANTS.iter().find_map(|word| found(word)).filter(|_| wants_goods(clause))
}

/// The sum of a clause. `before`: the clause before it in the sentence.
pub(super) fn sum(clause: &str, before: &str) -> Option<(Range<usize>, Money)> {
    if let Some(found) = sum_of_order(clause) {
        return Some(found);
    }
    if is_other(clause) {
        return None;
    }
    if let Some((range, money, _)) = bought(clause) {
        return Some((range, money));
    }
    let least = |money: Money, whole: i64| money.hundredths() >= whole * 100;
    if let Some((range, money, _)) = behind(clause, WHOLE, &|money, unit, rest| {
        is_closed(rest)
            && !rest.starts_with('的')
            && (unit && least(money, 100) || least(money, 1000) && rest.is_empty())
    }) {
        return Some((range, money));
    }
    // 定了3把刀柄共2400, 3把刀柄，共2400.
    let together = behind(clause, ALTOGETHER, &|money, _, rest| is_closed(rest) && least(money, 10));
    if let Some((range, money, at)) = together
        && (takes_goods(&clause[..at]).is_some()
            || wants_goods(&clause[..at])
            || clause[..at].trim().is_empty() && (takes_goods(before).is_some() || wants_counted(before).is_some()))
    {
        return Some((range, money));
    }
    // 定了50支丝锥，8600.
    if takes_goods(before).is_some()
        && let Some((length, money, _)) = figure(clause)
        && least(money, 50)
        && !(length >= 6 && is_a_number(&clause[..length]))
        && matches!(clause[length..].trim(), "" | "元" | "块" | "整")
    {
        return Some((0..length, money));
    }
    // 定了3把刀柄2400.
    if let Some(at) = takes_goods(clause) {
        return at_end(clause, at);
    }
    // 订了5把刀杆2400，3盒刀片900.
    let more = MORE.iter().find_map(|word| clause.strip_prefix(word)).unwrap_or(clause);
    let counts = counted(more).is_some_and(|(range, ..)| range.start == 0);
    let before = takes_goods(before).and_then(|at| at_end(before, at));
    before.filter(|_| counts).and_then(|_| at_end(clause, clause.len() - more.len()))
}

/// The sum at the end of a clause, behind the goods that are counted from here: 定了3把刀柄2400.
fn at_end(clause: &str, at: usize) -> Option<(Range<usize>, Money)> {
    let least = |money: Money, whole: i64| money.hundredths() >= whole * 100;
    let said = clause.trim_end_matches(['元', '块']);
    let start = said.len() - said.chars().rev().take_while(char::is_ascii_digit).count();
    let goods = clause[at..start].chars().next_back().is_some_and(is_han);
    let (length, money, _) = figure(&clause[start..])?;
    let counts = counted(&clause[at..])?.0.end + at;
    // 2把3401 may be what it is called.
    let apart = start > counts || said.len() < clause.len() || said.ends_with('0');
    (goods && start >= counts && apart && start + length >= said.len() && least(money, 100))
        .then_some((start..start + length, money))
}

/// Where a clause says that goods were sold. `next`: the clause behind it.
pub(super) fn order(clause: &str, next: &str) -> Option<Range<usize>> {
    // 订床单200套 合同周五签: the day is of what stands behind the goods.
    if let Some((at, end)) = orders_by_name(clause)
        && !is_ahead_han(&clause[..end])
        && !AHEAD.iter().any(|word| clause[..end].contains(word))
    {
        return Some(at..end);
    }
    if is_other(clause) || is_ahead_han(clause) || AHEAD.iter().any(|word| clause.contains(word)) {
        return None;
    }
    // 订货5.2万 may be what they order in a year.
    let yearly = |at: usize| ["订货", "訂貨"].iter().any(|word| clause[at..].starts_with(word));
    if let Some((range, _, at)) = bought(clause).filter(|(.., at)| !yearly(*at)) {
        return Some(at..range.end);
    }
    if let Some(at) = takes_goods(clause) {
        // 拿了十支钻头 may be to look at; with its money it is bought.
        let weak = ["拿了", "先拿", "再拿", "要了", "加了", "下单"].iter().any(|word| clause[at..].starts_with(word));
        let paid = sum(next, clause).is_some()
            || ["收了", "现金", "付了", "微信付", "现款", "记账", "挂账", "赊"].iter().any(|word| next.contains(word));
        let whole = sum(clause, "").is_some();
        return (!weak || paid || whole).then_some(at..clause.len());
    }
    // 3把刀杆共2400; 要5盒轴承拉马，850块.
    let together = behind(clause, ALTOGETHER, &|money, _, rest| is_closed(rest) && money.hundredths() >= 10_00);
    if let Some((range, _, at)) = together
        && wants_goods(&clause[..at])
    {
        return Some(at..range.end);
    }
    let alone = figure(next).is_some_and(|(length, money, _)| {
        // 要两台，9万 may be what it would be worth.
        let unit = next[..length].ends_with(['元', '块', '塊']) || next[length..].starts_with(['元', '块', '塊']);
        unit && money.hundredths() >= 10_00 && matches!(next[length..].trim(), "" | "元" | "块" | "塊" | "整")
    });
    // 订5盒数控刀片，一共四千八百五.
    let whole = || {
        let rest = ALTOGETHER.iter().find_map(|word| next.trim_start().strip_prefix(word));
        let figure = rest.map(|rest| about(rest).1).and_then(|rest| Some((figure(rest)?, rest)));
        figure.is_some_and(|((length, money, _), rest)| money.hundredths() >= 10_00 && is_closed(&rest[length..]))
    };
    if let Some(at) = wants_counted(clause).filter(|_| alone || whole()) {
        return Some(at..clause.len());
    }
    signed(clause, next)
}

/// 签了年框, 年框签了; 签了，5万8.
fn signed(clause: &str, next: &str) -> Option<Range<usize>> {
    let (at, word) =
        ["签了", "簽了", "签下", "簽下", "签掉"].iter().find_map(|word| Some((clause.find(word)?, *word)))?;
    let others = ["跟", "和", "与", "與", "被"].iter().any(|word| clause[..at].contains(word))
        && !clause[..at].contains("我们")
        && !clause[..at].contains("我們");
    let (head, rest) = (&clause[..at], &clause[at + word.len()..]);
    let paper = SIGNED.iter().any(|paper| head.ends_with(paper) || rest.starts_with(paper))
        || ["一年", "两年", "三年", "半年"].iter().any(|term| rest.starts_with(term));
    let sum = rest.is_empty()
        && figure(next).is_some_and(|(length, money, unit)| {
            unit && money.hundredths() >= 100_000 && next[length..].trim().is_empty()
        });
    (!others && (paper || sum)).then_some(at..clause.len())
}
