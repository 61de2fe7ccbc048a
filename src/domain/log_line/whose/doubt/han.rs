//! The same of a Chinese line: what it begins with, and who is none of this customer's people.

use super::{Another, Known};
use crate::base::text::{fold, is_han};
use crate::domain::log_line::han::sentence_in_han;
use crate::domain::log_line::how::{kind, outcome};
use crate::domain::log_line::notes;
use crate::domain::log_line::people::{FAMILY, TITLES, is_a_number, names_one};
use crate::domain::log_line::sold::doubt::Who;
use crate::domain::log_line::whose::trade::{DISHES, TAILS, TRADES, has_own};

/// What is in front of such a word where it names no one: 物流公司, 隔壁超市, 分公司.
const GENERIC: &str = "物流 外贸 外貿 快递 快遞 检测 檢測 环保 環保 保洁 软件 軟體 装修 裝修 代理 贸易 租赁 设备 设計 设计 保险 保險 运输 運輸 搬家 子 分 总 總 母 本 全 \
    新 老 旧 舊 对面 對面 隔壁 旁边 旁邊 附近 整个 整個 这家 這家 那家 两家 兩家 几家 各 其他 别的 別的 上游 下游 外地 本地 自己 客户 客戶 对方 同行 竞争 加工 \
    外协 外協 供应商 另一家 一家 有家 有个 有個 哪家 进 出 停 到 厂 國際 国际 尺寸 五金";
/// With these a sentence begins that says what happened, not a name.
pub(in crate::domain::log_line::whose) const HEADS: &str = "去到在跟和給给打见見送拜约約与與问問找陪说說讲講要想已没沒不还還又再嫌对對他她它我咱你您客今昨等催谈談聊看试試换換\
    修装裝补補订訂退报報收付货貨样樣价價带帶发發拿交签簽需请請帮幫可能会會都也就只早晚刚剛让讓叫听聽因所但如果为為把被从從向按跑门門碰遇留";
/// Whole words that do.
pub(in crate::domain::log_line::whose) const HEAD_WORDS: &str = "顺便 順便 顺路 順路 顺利 順利 顺手 正在 正好 正要 新来 新來 上次 上回 上周 上月 下次 下回 下周 下月 本周 这次 這次 这周 这边 那边 那个 这个 一切 一直 一共 全部 大家 两个 几个 质量 質量 品质 品質 交期 账期 賬期 帐期 库存 庫存 设备 設備 机器 機器 合同 合約 发票 發票 预算 預算 技术 工程师 工程師 财务 財務 会计 會計 员工 員工 师傅 師傅 直接 当场 當場 反馈 反饋 效果 业主 竞品 競品 新品 门店 門店 展示 陈列 陳列 闭店 关门 關門 锁门 停电 装修 盘点 生意 旺季 淡季 活动 活動 会议 培训 安装 调试 维修 保养 续约 續約 续费";
/// Whole words with which it does too: who is there.
pub(in crate::domain::log_line::whose) const ROLES: &str =
    "老板 老闆 采购 採購 厂长 廠長 经理 經理 店长 店長 院长 院長 主任 主管 门卫 門衛 保安 前台 仓库 倉庫 车间 車間";
pub(in crate::domain::log_line::whose) fn begins_with(words: &str, text: &str) -> bool {
    words.split_whitespace().any(|word| text.starts_with(word))
}

/// Whether a Chinese text is somebody else's name.
pub(super) fn han(text: &str, known: &Known<'_>) -> Another {
    let end = text.find(|c: char| !(is_han(c) || c.is_ascii_alphanumeric())).unwrap_or(text.len());
    let run = &text[..end];
    let own = |words: &str| known.people.iter().any(|person| names_one(words, person));
    let folded = fold(run);
    let seen = known.vocabulary.products.iter().chain(&known.vocabulary.competitors).chain(&known.vocabulary.tags);
    if fold(known.name).contains(&folded)
        || own(run)
        || seen.map(|word| fold(word)).any(|word| word.chars().count() >= 2 && folded.contains(&word))
        || kind::leading(run).is_some()
    {
        return Another::No;
    }
    // 鑫源钱老板第一单: a name, and who is there.
    let place = titled(run).map(|at| &run[..at]).filter(|place| (2..=4).contains(&place.chars().count()));
    let place = place.filter(|place| !place.starts_with(|c| HEADS.contains(c)) && sentence_in_han(place).is_none());
    let came = outcome::came(run, 0, &Who::default());
    // 货款王总付了 is no name; 中瑞制动叶总签了年框 has one.
    let long = place.is_some_and(|place| place.chars().count() == 4);
    if (came.outcome.is_some() || came.reached.is_some()) && !long {
        return Another::No;
    }
    // 打给高子豪, 碰到那个楼老板: a person of another customer.
    let spoken = ["打给", "打給", "电话给", "電話給", "碰到", "遇到", "那个", "那個"].iter().any(|word| {
        let behind = text.find(word).map(|at| &text[at + word.len()..]);
        behind.is_some_and(|behind| stranger(behind, known))
    });
    if spoken {
        return Another::Perhaps;
    }
    if begins_with(HEAD_WORDS, run) || begins_with(ROLES, run) {
        return Another::No;
    }
    // 鑫垚模具关门了: whose door it is.
    let door = SHUT.iter().filter_map(|word| run.find(word)).min().map(|at| &run[..at]);
    if door.is_some_and(is_built_as_a_name) {
        return Another::Perhaps;
    }
    // 洪厂长留我喝茶 where no 洪 is among its people; 老寿 嫌早上的不够.
    // 小查问装柜几点.
    let does = run.chars().nth(2).is_none_or(|c| "问問说說讲講打发發微来來要回".contains(c));
    let nick =
        does && run.starts_with(['老', '小', '阿']) && run.chars().nth(1).is_some_and(|family| FAMILY.contains(family));
    if !known.people.is_empty() && (titled(run) == Some(0) || nick) {
        return Another::Perhaps;
    }
    if !known.people.is_empty() && place.is_some() {
        return Another::Perhaps;
    }
    if run.starts_with(|c| HEADS.contains(c)) || sentence_in_han(run).is_some() {
        return Another::No;
    }
    let count = run.chars().count();
    let head_of = |tail: &str| run.strip_suffix(tail).filter(|head| !head.is_empty());
    let named = |tail: &str| {
        count >= 4
            && head_of(tail).is_some_and(|head| {
                !GENERIC.split_whitespace().any(|g| head == g || head.starts_with(g) && g.chars().count() > 1)
            })
    };
    if TAILS.split_whitespace().any(named) {
        return Another::Plainly;
    }
    // Behind a name stands who is there, or how to reach him: 恒泰机电 老板姓方, 永发 张总嫌贵, 三江轴承：要报价.
    let gap = text[end..].chars().next().unwrap_or_default();
    let behind = text[end..].trim_start_matches(notes::separates);
    let met = begins_with(ROLES, behind)
        || behind.starts_with(['见', '見'])
        || stranger(behind, known)
        || is_a_number(behind);
    if TRADES.split_whitespace().any(named) && (met || matches!(gap, ':' | '：')) {
        return Another::Perhaps;
    }
    // 老王牛肉面，要粗吸管; 福记豆花，老板姓裘: who wants something, and whose name was asked for.
    if !gap.is_alphanumeric()
        && DISHES.split_whitespace().any(named)
        && (met || behind.starts_with(|c| WANTS.contains(c)))
    {
        return Another::Perhaps;
    }
    if (2..=8).contains(&count) && introduced(behind, known) {
        return Another::Perhaps;
    }
    let short = (2..=4).contains(&count) && gap.is_whitespace();
    if short && !known.people.is_empty() && stranger(behind, known) { Another::Perhaps } else { Another::No }
}

/// What becomes of the door of a whole place.
const SHUT: [&str; 10] = ["关门", "關門", "没开门", "沒開門", "没开", "沒開", "停业", "停業", "歇业", "歇業"];

/// Whether characters are a name with a word of its trade behind it: 鑫垚模具; 对面超市 is none.
fn is_built_as_a_name(name: &str) -> bool {
    let head_of = |tail: &str| name.strip_suffix(tail).filter(|head| head.chars().count() >= 2);
    let other = |head: &str| GENERIC.split_whitespace().any(|word| head.ends_with(word));
    let kinds = TAILS.split_whitespace().chain(TRADES.split_whitespace());
    (4..=8).contains(&name.chars().count())
        && !name.starts_with(|c| HEADS.contains(c))
        && kinds.filter_map(head_of).any(|head| !other(head) && has_own(head))
}

/// With these a clause goes on that says what somebody wants.
const WANTS: &str = "要想订訂问問说說嫌报報需";

/// Whether a text says what somebody is called, who is none of the customer's people: 老板姓裘.
fn introduced(text: &str, known: &Known<'_>) -> bool {
    let role = ROLES.split_whitespace().find_map(|role| text.strip_prefix(role));
    let family = role.and_then(|behind| behind.trim_start_matches([' ', '，', ',', '是']).strip_prefix('姓'));
    family.and_then(|family| family.chars().next()).is_some_and(|family| {
        FAMILY.contains(family)
            && !known.people.iter().any(|person| fold(&person.name).starts_with(&fold(&family.to_string())))
    })
}

/// Whether a text begins with a person's name that is none of the customer's people: 张总嫌贵, 王雪芬先留20条, 吕晓 15422667780.
fn stranger(text: &str, known: &Known<'_>) -> bool {
    let run = &text[..text.find(|c| !is_han(c)).unwrap_or(text.len())];
    let first = |count: usize| run.char_indices().nth(count).map_or(run, |(at, _)| &run[..at]);
    let is_own = known.people.iter().any(|person| names_one(run, person));
    let whole = run.starts_with(|c| FAMILY.contains(c)) && (2..=3).contains(&run.chars().count());
    let goes_on = run.chars().count() > 3
        && run.starts_with(|c| FAMILY.contains(c))
        && sentence_in_han(run).is_some_and(|at| (2..=3).contains(&run[..at].chars().count()));
    !known.people.is_empty()
        && !is_own
        && !begins_with(HEAD_WORDS, run)
        && !begins_with(ROLES, run)
        && (titled(first(4)) == Some(0) || whole || goes_on)
}

/// Where a family name with a title stands in a run: 永兴楼厂长….
pub(in crate::domain::log_line) fn titled(run: &str) -> Option<usize> {
    TITLES
        .iter()
        .filter(|title| title.chars().count() > 1 || "总總".contains(**title))
        .filter_map(|title| {
            let at = run.find(title)?;
            let (from, family) = run[..at].char_indices().next_back()?;
            FAMILY.contains(family).then_some(from)
        })
        .min()
}
