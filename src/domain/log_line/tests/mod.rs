//! Lines as reps write them, and what each comes to.

mod chips;
mod grammar;
mod kinds;
mod random;
mod whose;

use std::collections::BTreeMap;
use std::fmt::Write;

use super::*;
use crate::base::name::{Fit, NameKey, Query};
use crate::domain::deed::Whose;
use crate::schema::{Choice, PromisedBy, VisitKind};

/// A book's customers; the second of two that bear one name stands in another street.
const NAMES: [&str; 18] = [
    "Blue Finch Cafe",
    "Harbour Dental",
    "Nolan & Sons",
    "Corner Deli, Mill Rd",
    "Corner Deli, Quay St",
    "Tan Pharmacy",
    "Sunday Cafe",
    "Acme",
    "Acme Tools",
    "杭州精工机械有限公司",
    "蓝雀咖啡",
    "海川科技",
    "海川贸易",
    "和平饭店",
    "臺北永康商行",
    "永盛藥局",
    "永盛藥局",
    "周记面馆",
];

fn id(number: usize) -> Id {
    Id::from_bytes([number as u8 + 1; 16])
}

/// As the store answers.
fn names(letters: &str) -> Vec<NameHit> {
    let query = Query::new(letters);
    let mut found: Vec<_> = NAMES
        .iter()
        .enumerate()
        .filter_map(|(n, name)| query.rank(&NameKey::new(name)).map(|rank| (rank, n, *name)))
        .collect();
    found.sort_by_key(|(rank, n, _)| (*rank, *n));
    found.truncate(6);
    found
        .into_iter()
        .map(|(rank, n, name)| NameHit {
            account: id(n),
            name: name.into(),
            street: format!("{n} Quay St"),
            certain: rank.fit() == Fit::Exact && NAMES.iter().filter(|other| **other == name).count() == 1,
            ..NameHit::default()
        })
        .collect()
}

fn now() -> Now {
    // A Tuesday.
    Now::parse("2026-11-24T10:42:00+08:00").unwrap()
}

fn known(line: &str, lang: Lang) -> BTreeMap<String, Vec<NameHit>> {
    leading(line, &now(), lang).into_iter().map(|one| (one.letters.clone(), names(&one.letters))).collect()
}

fn read_with(lang: Lang, line: &str, fixed: Option<&Fixed>) -> Parsed {
    let (now, known) = (now(), known(line, lang));
    let parsed = parse(line, &LineContext { fixed, ..LineContext::new(&now, lang, &known) });
    assert!(parsed.unknown.is_empty(), "{line}");
    parsed
}

fn time(parsed: &Parsed) -> String {
    let local = |at| now().zone.local(at);
    let (from, to) = (local(parsed.started), local(parsed.ended));
    let day = if from.date() == now().today() { String::new() } else { from.format("%m-%d ").to_string() };
    format!("{day}{}-{}", from.format("%H:%M"), to.format("%H:%M"))
}

/// `customer | kind | time | notes | promises`, the parts that are the usual ones empty.
fn show(parsed: &Parsed) -> String {
    let whose = match (&parsed.whose, &parsed.customer) {
        (Whose::Account(account), _) => {
            NAMES.iter().enumerate().find(|(n, _)| id(*n) == *account).map_or("?", |(_, name)| name).to_string()
        }
        (Whose::New(name), _) => format!("+{name}"),
        (Whose::Unfiled, Customer::Several(hits, _)) => format!("?{}", hits.len()),
        (Whose::Unfiled, _) => "-".into(),
    };
    let kind = match parsed.kind {
        LogKind::Visit(VisitKind::OnSite) => "",
        LogKind::Visit(kind) => kind.word(),
        LogKind::Touch(kind) => kind.word(),
    };
    let came = parsed.outcome.map(Choice::word).or(parsed.reached.map(Choice::word));
    let kind = came.map_or_else(|| kind.to_string(), |came| format!("{kind} {came}").trim().to_string());
    let time = if parsed.time_said { time(parsed) } else { String::new() };
    let mut out = format!("{whose} | {kind} | {time} | {}", parsed.notes);
    for tag in &parsed.heard.tags {
        let _ = write!(out, " | #{tag}");
    }
    for name in &parsed.heard.competitors {
        let _ = write!(out, " | ^{name}");
    }
    if let Some(money) = parsed.heard.amount {
        let _ = write!(out, " | ${money}");
    }
    if let Some(share) = parsed.heard.chance {
        let _ = write!(out, " | ~{share}%");
    }
    for wanted in &parsed.heard.products {
        let _ = write!(out, " | +{wanted}");
    }
    for payment in &parsed.heard.payments {
        let _ = write!(out, " | !{payment}");
    }
    for promise in &parsed.promises {
        let by = if promise.by == PromisedBy::Us { ">" } else { "<" };
        let due = promise.due.map_or(String::new(), |slot| match slot.time {
            Some(time) => format!(" @{} {}", slot.day.format("%m-%d"), time.format("%H:%M")),
            None => format!(" @{}", slot.day.format("%m-%d")),
        });
        let _ = write!(out, " | {by}{}{due}", promise.text);
    }
    out
}

fn check(lang: Lang, rows: &[(&str, &str)]) {
    let wrong: Vec<String> = rows
        .iter()
        .filter_map(|(line, expected)| {
            let own = show(&read_with(lang, line, None));
            (own != *expected).then(|| format!("{line:?}\n   is {own}\n  not {expected}"))
        })
        .collect();
    assert!(wrong.is_empty(), "{} of {} rows\n{}", wrong.len(), rows.len(), wrong.join("\n"));
}

#[test]
fn english() {
    check(
        Lang::En,
        &[
            ("", "- |  |  | "),
            ("   ", "- |  |  | "),
            ("blue finch met the buyer", "Blue Finch Cafe |  |  | met the buyer"),
            ("bf met the buyer", "Blue Finch Cafe |  |  | met the buyer"),
            ("blue met the buyer", "Blue Finch Cafe |  |  | met the buyer"),
            ("Blue Finch Cafe: likes A100, too dear", "Blue Finch Cafe |  |  | likes A100, too dear"),
            ("blue finch cafe, likes A100", "Blue Finch Cafe |  |  | likes A100"),
            (
                "blue finch met the buyer, likes A100, too dear >send quote next fri 10am <decision by 30 nov",
                "Blue Finch Cafe |  |  | met the buyer, likes A100, too dear | >send quote @12-04 10:00 | <decision @11-30",
            ),
            (
                "blue finch met the buyer ^Acme 12k 60% >send quote next fri 10am <decision by 30 nov +sample 3",
                "Blue Finch Cafe |  |  | met the buyer | ^Acme | $12000 | ~60% | +sample × 3 | >send quote @12-04 10:00 | <decision @11-30",
            ),
            ("harbour dental > ring fri about the invoice", "Harbour Dental |  |  |  | >ring about the invoice @11-27"),
            ("harbour dental >fri", "Harbour Dental |  |  |  | >fri @11-27"),
            ("harbour dental >", "Harbour Dental |  |  | "),
            ("harbour dental > ring back", "Harbour Dental |  |  |  | >ring back"),
            ("harbour dental >ring +3d", "Harbour Dental |  |  |  | >ring @11-27"),
            ("nolan met father and son", "Nolan & Sons |  |  | met father and son"),
            ("Nolan & Sons: no order", "Nolan & Sons | no_order |  | no order"),
            ("ns no order today", "Nolan & Sons | no_order |  | no order today"),
            ("nolan ordered 12 boxes", "Nolan & Sons | order |  | ordered 12 boxes"),
            ("nolan, order 1.2k", "Nolan & Sons | order |  | order 1.2k | $1200"),
            ("nolan has not ordered", "Nolan & Sons |  |  | has not ordered"),
            ("nolan wants to have it ordered", "Nolan & Sons | order |  | wants to have it ordered"),
            ("corner deli new menu", "?2 |  |  | corner deli new menu"),
            ("corner deli, mill rd new menu", "Corner Deli, Mill Rd |  |  | new menu"),
            ("corner deli quay met owner", "Corner Deli, Quay St |  |  | met owner"),
            ("acme met the boss", "Acme |  |  | met the boss"),
            ("acme tools met the boss", "Acme Tools |  |  | met the boss"),
            ("sunday cafe wants the big oven", "Sunday Cafe |  |  | wants the big oven"),
            ("tan", "Tan Pharmacy |  |  | "),
            ("ta met", "?2 |  |  | ta met"),
            ("met the new chef, wants the big oven", "- |  |  | met the new chef, wants the big oven"),
            ("he said no", "- |  |  | he said no"),
            ("called blue finch about the invoice", "Blue Finch Cafe | call |  | about the invoice"),
            ("blue finch called about the invoice", "Blue Finch Cafe | call |  | about the invoice"),
            ("phoned harbour dental, no answer", "Harbour Dental | call no_answer |  | no answer"),
            ("rang tan, left a message", "Tan Pharmacy | call message |  | left a message"),
            ("harbour dental no answer", "Harbour Dental | call no_answer |  | no answer"),
            ("emailed tan the price list", "Tan Pharmacy | email |  | the price list"),
            ("tan e-mail: asked for terms", "Tan Pharmacy | email |  | asked for terms"),
            ("wechat tan sent the catalogue", "Tan Pharmacy | chat |  | sent the catalogue"),
            ("LINE tan sent the catalogue", "Tan Pharmacy | chat |  | sent the catalogue"),
            ("tan line of creams is new", "Tan Pharmacy |  |  | line of creams is new"),
            ("tan video call, showed A100", "Tan Pharmacy | video |  | showed A100"),
            ("tan will call him tomorrow", "Tan Pharmacy |  |  | will call him tomorrow"),
            ("tan call centre is moving", "Tan Pharmacy |  |  | call centre is moving"),
            ("called in at tan, took 2 boxes", "Tan Pharmacy |  |  | took 2 boxes"),
            ("tan 9:30-10:05 trial", "Tan Pharmacy |  | 09:30-10:05 | trial"),
            ("9:30-10:05 tan trial", "Tan Pharmacy |  | 09:30-10:05 | trial"),
            ("tan yesterday 3pm met owner", "Tan Pharmacy |  | 11-23 15:00-15:30 | met owner"),
            ("yesterday tan met owner", "Tan Pharmacy |  | 11-23 12:00-12:30 | met owner"),
            ("tan met owner yesterday", "Tan Pharmacy |  | 11-23 12:00-12:30 | met owner"),
            (
                "tan met the buyer yesterday 9:30-10:05, likes A100",
                "Tan Pharmacy |  | 11-23 09:30-10:05 | met the buyer, likes A100",
            ),
            ("tan last fri 11am trial", "Tan Pharmacy |  | 11-20 11:00-11:30 | trial"),
            ("tan decides on monday", "Tan Pharmacy |  |  | decides on monday"),
            (
                "tan met owner, says Acme came yesterday, cheaper",
                "Tan Pharmacy |  |  | met owner, says Acme came yesterday, cheaper",
            ),
            ("tan today met owner", "Tan Pharmacy |  |  | met owner"),
            ("tan talked for 2 hours about prices", "Tan Pharmacy |  | 08:42-10:42 | talked for 2 hours about prices"),
            ("tan 45 min, demo", "Tan Pharmacy |  | 09:57-10:42 | demo"),
            ("tan at 8:15 met owner", "Tan Pharmacy |  | 08:15-08:45 | met owner"),
            ("tan at 8.15 met owner", "Tan Pharmacy |  | 08:15-08:45 | met owner"),
            ("tan yesterday at 11.15 met owner", "Tan Pharmacy |  | 11-23 11:15-11:45 | met owner"),
            ("tan at 8.15 a box is too dear", "Tan Pharmacy |  |  | at 8.15 a box is too dear"),
            (
                "tan met owner for 20 minutes yesterday afternoon",
                "Tan Pharmacy |  | 11-23 13:00-13:20 | met owner for 20 minutes",
            ),
            ("yesterday tan 50 min, demo", "Tan Pharmacy |  | 11-23 12:00-12:50 | demo"),
            ("50 min tan yesterday, demo", "Tan Pharmacy |  | 11-23 12:00-12:50 | demo"),
            ("tan yesterday 3pm, 50 min, demo", "Tan Pharmacy |  | 11-23 15:00-15:50 | demo"),
            (
                "tan yesterday 9:30-10:05, talked for 2 hours",
                "Tan Pharmacy |  | 11-23 09:30-10:05 | talked for 2 hours",
            ),
            ("tan met owner, open until 17:00", "Tan Pharmacy |  |  | met owner, open until 17:00"),
            ("went to harbour dental, trial running", "Harbour Dental |  |  | trial running"),
            ("visited harbour dental yesterday morning", "Harbour Dental |  | 11-23 08:00-08:30 | "),
            ("\"harbour dental\" all well", "Harbour Dental |  |  | all well"),
            ("tan said \"price > value\" twice", "Tan Pharmacy |  |  | said \"price > value\" twice"),
            ("tan budget <10k", "Tan Pharmacy |  |  | budget <10k"),
            ("tan 5 > 3 says he", "Tan Pharmacy |  |  | 5 > 3 says he"),
            ("tan old model -> new model", "Tan Pharmacy |  |  | old model -> new model"),
            ("tan >3 samples fri", "Tan Pharmacy |  |  |  | >3 samples @11-27"),
            (">send quote fri", "- |  |  |  | >send quote @11-27"),
            ("tan > call him fri; he likes A100", "Tan Pharmacy |  |  | he likes A100 | >call him @11-27"),
            (
                "tan <they confirm tomorrow >we deliver next week",
                "Tan Pharmacy |  |  |  | <they confirm @11-25 | >we deliver @12-06",
            ),
            ("tan ＞send quote fri ＜decision mon", "Tan Pharmacy |  |  |  | >send quote @11-27 | <decision @11-30"),
            ("Tan\u{3000}met the owner", "Tan Pharmacy |  |  | met the owner"),
            ("blf met the owner", "?1 |  |  | blf met the owner"),
            ("bfc met the owner", "Blue Finch Cafe |  |  | met the owner"),
            ("bluef met the owner", "Blue Finch Cafe |  |  | met the owner"),
            ("small order, wants more", "- |  |  | small order, wants more"),
            ("Tan Grotto wants prices", "?1 |  |  | Tan Grotto wants prices"),
            ("TAN MET THE OWNER", "Tan Pharmacy |  |  | MET THE OWNER"),
        ],
    );
}

#[test]
fn simplified() {
    check(
        Lang::ZhHans,
        &[
            ("精工 见采购，要报价，嫌贵", "杭州精工机械有限公司 |  |  | 见采购，要报价，嫌贵"),
            ("精工见采购，要报价", "杭州精工机械有限公司 |  |  | 见采购，要报价"),
            ("jg 见采购，要报价", "杭州精工机械有限公司 |  |  | 见采购，要报价"),
            ("hzjg见采购", "杭州精工机械有限公司 |  |  | 见采购"),
            ("蓝雀咖啡 见采购，要报价 》报价 周五", "蓝雀咖啡 |  |  | 见采购，要报价 | >报价 @11-27"),
            ("蓝雀 见采购，要报价 〉报价 周五", "蓝雀咖啡 |  |  | 见采购，要报价 | >报价 @11-27"),
            ("藍雀 見採購", "蓝雀咖啡 |  |  | 見採購"),
            (
                "精工 见采购，要报价，嫌贵 ^海川 12万 把握60% >报价 周五 《定供应商 月底 !回款2万 月底 +样机 3台",
                "杭州精工机械有限公司 |  |  | 见采购，要报价，嫌贵 | ^海川 | $120000 | ~60% | +样机 × 3台 | !2026-11-30 20000 | >报价 @11-27 | <定供应商 @11-30",
            ),
            ("精工 》报价周五前给", "杭州精工机械有限公司 |  |  |  | >报价给 @11-27"),
            ("精工 》30号前回款", "杭州精工机械有限公司 |  |  |  | >回款 @11-30"),
            ("精工 看了《产品手册》，有兴趣", "杭州精工机械有限公司 |  |  | 看了《产品手册》，有兴趣"),
            ("精工 看了《产品手册》 》寄样品 下周三", "杭州精工机械有限公司 |  |  | 看了《产品手册》 | >寄样品 @12-02"),
            ("精工 《定供应商 月底 》报价 周五", "杭州精工机械有限公司 |  |  |  | <定供应商 @11-30 | >报价 @11-27"),
            ("精工 《定供应商 月底》报价 周五", "杭州精工机械有限公司 |  |  |  | <定供应商 @11-30 | >报价 @11-27"),
            ("海川 见老板", "?2 |  |  | 海川 见老板"),
            ("海川科技 见老板", "海川科技 |  |  | 见老板"),
            ("和平饭店订了20箱", "和平饭店 | order |  | 订了20箱"),
            ("和平 下单了", "和平饭店 | order |  | 下单了"),
            ("和平 还没下单", "和平饭店 | no_order |  | 还没下单"),
            ("和平 准备下单", "和平饭店 |  |  | 准备下单"),
            ("电话 精工 催样机", "杭州精工机械有限公司 | call |  | 催样机"),
            ("精工 电话 催样机，答应周五前到", "杭州精工机械有限公司 | call |  | 催样机，答应周五前到"),
            ("精工 打电话催样机", "杭州精工机械有限公司 | call |  | 打电话催样机"),
            ("给精工打电话，催样机", "杭州精工机械有限公司 | call |  | 催样机"),
            ("精工 电话没接", "杭州精工机械有限公司 | call no_answer |  | 电话没接"),
            ("精工 没接电话", "杭州精工机械有限公司 | call no_answer |  | 没接电话"),
            ("微信 精工：发了资料", "杭州精工机械有限公司 | chat |  | 发了资料"),
            ("精工 加了采购的微信", "杭州精工机械有限公司 |  |  | 加了采购的微信"),
            ("精工 微信号要来了", "杭州精工机械有限公司 |  |  | 微信号要来了"),
            ("邮件 精工 报价已发", "杭州精工机械有限公司 | email |  | 报价已发"),
            ("精工 视频，看了样机", "杭州精工机械有限公司 | video |  | 看了样机"),
            ("昨天下午 精工 见采购", "杭州精工机械有限公司 |  | 11-23 13:00-13:30 | 见采购"),
            ("昨天下午三点 精工 见采购", "杭州精工机械有限公司 |  | 11-23 15:00-15:30 | 见采购"),
            ("精工 昨天下午见采购，聊了40分钟", "杭州精工机械有限公司 |  | 11-23 13:00-13:40 | 见采购，聊了40分钟"),
            ("昨天下午三点 精工 谈了两小时", "杭州精工机械有限公司 |  | 11-23 15:00-17:00 | 谈了两小时"),
            ("精工 昨天见采购", "杭州精工机械有限公司 |  | 11-23 12:00-12:30 | 见采购"),
            ("精工 上午9点到10点 见采购", "杭州精工机械有限公司 |  | 09:00-10:00 | 见采购"),
            ("精工 八点半进去九点十分出来，见采购", "杭州精工机械有限公司 |  | 08:30-09:10 | 见采购"),
            ("精工 早上八点半去的，见采购", "杭州精工机械有限公司 |  | 08:30-09:00 | 见采购"),
            ("精工 九点讲到九点五十，要报价", "杭州精工机械有限公司 |  | 09:00-09:50 | 九点讲到九点五十，要报价"),
            ("精工 见采购，比说的早", "杭州精工机械有限公司 |  |  | 见采购，比说的早"),
            ("精工 9：30-10：05 见采购", "杭州精工机械有限公司 |  | 09:30-10:05 | 见采购"),
            ("精工 周五要报价", "杭州精工机械有限公司 |  |  | 周五要报价"),
            ("精工 周五 见采购", "杭州精工机械有限公司 |  | 11-20 12:00-12:30 | 见采购"),
            ("精工 见采购，说周五定", "杭州精工机械有限公司 |  |  | 见采购，说周五定"),
            ("精工 谈了两小时，比海川贵一成", "杭州精工机械有限公司 |  | 08:42-10:42 | 谈了两小时，比海川贵一成"),
            ("今天拜访精工，要报价", "杭州精工机械有限公司 |  |  | 要报价"),
            ("拜访精工，要报价", "杭州精工机械有限公司 |  |  | 要报价"),
            ("周记面馆 换招牌", "周记面馆 |  |  | 换招牌"),
            ("采购说要报价", "- |  |  | 采购说要报价"),
            ("见了新厨师长，想要大烤箱", "- |  |  | 见了新厨师长，想要大烤箱"),
            ("精工", "杭州精工机械有限公司 |  |  | "),
            ("精工，，要报价。", "杭州精工机械有限公司 |  |  | 要报价。"),
            ("精工 客户说“价格>价值”", "杭州精工机械有限公司 |  |  | 客户说“价格>价值”"),
            ("精工 报价！很满意", "杭州精工机械有限公司 |  |  | 报价！很满意"),
            ("精工 ＞报价　周五　＜定供应商　月底", "杭州精工机械有限公司 |  |  |  | >报价 @11-27 | <定供应商 @11-30"),
            ("精工 >报价 fri", "杭州精工机械有限公司 |  |  |  | >报价 @11-27"),
        ],
    );
}

#[test]
fn traditional() {
    check(
        Lang::ZhHant,
        &[
            ("永康 拜訪採購，要報價", "臺北永康商行 |  |  | 拜訪採購，要報價"),
            ("永康商行拜訪採購", "臺北永康商行 |  |  | 拜訪採購"),
            ("台北永康 拜訪採購", "臺北永康商行 |  |  | 拜訪採購"),
            ("ㄩㄥㄎㄤ 拜訪採購", "臺北永康商行 |  |  | 拜訪採購"),
            ("永盛藥局 補貨", "?2 |  |  | 永盛藥局 補貨"),
            (
                "永康 拜訪採購，要報價 ^海川 12萬 》報價 週五 ！收款2萬 月底 +樣品 3個",
                "臺北永康商行 |  |  | 拜訪採購，要報價 | ^海川 | $120000 | +樣品 × 3個 | !2026-11-30 20000 | >報價 @11-27",
            ),
            ("永康 訂了12箱", "臺北永康商行 | order |  | 訂了12箱"),
            ("致電永康，無人接聽", "臺北永康商行 | call no_answer |  | 無人接聽"),
            ("永康 打電話催款", "臺北永康商行 | call |  | 打電話催款"),
            ("LINE 永康：傳了型錄", "臺北永康商行 | chat |  | 傳了型錄"),
            ("永康 視訊會議，看了樣機", "臺北永康商行 | video |  | 看了樣機"),
            ("昨天下午 永康 見店長", "臺北永康商行 |  | 11-23 13:00-13:30 | 見店長"),
            ("永康 琴日見店長", "臺北永康商行 |  | 11-23 12:00-12:30 | 見店長"),
            ("永康 》下禮拜三再傾 《月尾前回覆", "臺北永康商行 |  |  |  | >再傾 @12-02 | <回覆 @11-30"),
            ("永康 說「價錢>價值」", "臺北永康商行 |  |  | 說「價錢>價值」"),
            ("永康 9點到10點 見店長", "臺北永康商行 |  | 09:00-10:00 | 見店長"),
        ],
    );
}

#[test]
fn money_that_came_is_no_promise_and_money_that_is_promised_is_money() {
    check(
        Lang::En,
        &[
            ("tan received 1,280", "Tan Pharmacy |  |  | received 1,280 | !✓2026-11-24 1280"),
            ("tan received payment of 1,280", "Tan Pharmacy |  |  | received payment of 1,280 | !✓2026-11-24 1280"),
            (
                "tan 2 boxes, took payment of 500",
                "Tan Pharmacy |  |  | 2 boxes, took payment of 500 | !✓2026-11-24 500",
            ),
            (
                "tan collected payment 1,280 cash",
                "Tan Pharmacy |  |  | collected payment 1,280 cash | !✓2026-11-24 1280 cash",
            ),
            ("tan collected £1,280", "Tan Pharmacy |  |  | collected £1,280 | !✓2026-11-24 1280"),
            ("tan payment 500 yesterday", "Tan Pharmacy |  | 11-23 12:00-12:30 | payment 500"),
            ("tan payment received 1,280", "Tan Pharmacy |  |  | payment received 1,280 | !✓2026-11-24 1280"),
            ("tan £1,280 received", "Tan Pharmacy |  |  | £1,280 received | !✓2026-11-24 1280"),
            ("tan still owes us for august £860", "Tan Pharmacy |  |  | still owes us for august £860"),
            ("tan payment 500 fri", "Tan Pharmacy |  |  |  | !2026-11-27 500"),
            ("tan <pay 2k mon", "Tan Pharmacy |  |  |  | !2026-11-30 2000"),
            ("tan <will pay the 2k by 25 nov", "Tan Pharmacy |  |  |  | !2026-11-25 2000"),
            ("tan they promised to pay 2k by fri", "Tan Pharmacy |  |  |  | !2026-11-27 2000"),
            ("tan <send drawings mon, pay 2k fri", "Tan Pharmacy |  |  |  | !2026-11-27 2000 | <send drawings @11-30"),
            ("tan >pay back the 2k mon", "Tan Pharmacy |  |  |  | >pay back the 2k @11-30"),
            ("tan <take 200 boxes fri", "Tan Pharmacy |  |  |  | <take 200 boxes @11-27"),
        ],
    );
    check(
        Lang::ZhHans,
        &[
            ("和平 送货2箱，收款1,280元", "和平饭店 |  |  | 送货2箱，收款1,280元 | !✓2026-11-24 1280"),
            ("和平 收款1280元", "和平饭店 |  |  | 收款1280元 | !✓2026-11-24 1280"),
            ("和平 收款共1,280元", "和平饭店 |  |  | 收款共1,280元 | !✓2026-11-24 1280"),
            ("和平 收款：1280", "和平饭店 |  |  | 收款：1280 | !✓2026-11-24 1280"),
            ("和平 收货款1280元", "和平饭店 |  |  | 收货款1280元 | !✓2026-11-24 1280 货款"),
            ("和平 收现金1280元", "和平饭店 |  |  | 收现金1280元 | !✓2026-11-24 1280 现金"),
            ("和平 收了货款1280元", "和平饭店 |  |  | 收了货款1280元 | !✓2026-11-24 1280 货款"),
            ("和平 现金收款1280元", "和平饭店 |  |  | 现金收款1280元 | !✓2026-11-24 1280 现金"),
            ("和平 回款5万已到账", "和平饭店 |  |  | 回款5万已到账 | !✓2026-11-24 50000"),
            ("和平 还欠货款8600", "和平饭店 |  |  | 还欠货款8600"),
            ("和平 货款还欠8600元", "和平饭店 |  |  | 货款还欠8600元"),
            ("和平 收款2万 月底", "和平饭店 |  |  |  | !2026-11-30 20000"),
            ("和平 ！收款2万", "和平饭店 |  |  |  | !20000"),
            ("和平 回款5万", "和平饭店 |  |  |  | !50000"),
            ("和平 《25号打款5万", "和平饭店 |  |  |  | !2026-11-25 50000"),
            ("和平 《月底打款5.5万", "和平饭店 |  |  |  | !2026-11-30 55000"),
            ("和平 《下个月10号付款2.8万", "和平饭店 |  |  |  | !2026-12-10 28000"),
            ("和平 《25号付5万尾款", "和平饭店 |  |  |  | !2026-11-25 50000 尾款"),
            ("和平 对方答应25号打款5万", "和平饭店 |  |  |  | !2026-11-25 50000"),
            (
                "和平 《样机试好就签，25号打款5万，月底再订",
                "和平饭店 |  |  |  | !2026-11-25 50000 | <样机试好就签 | <再订 @11-30",
            ),
            ("和平 《25号打款", "和平饭店 |  |  |  | <打款 @11-25"),
            ("和平 《25号付款后发200箱", "和平饭店 |  |  |  | <付款后发200箱 @11-25"),
            ("和平 》25号收款5万", "和平饭店 |  |  |  | >收款5万 @11-25"),
            ("和平 《5号打印机 月底", "和平饭店 |  |  |  | <5号打印机 @11-30"),
        ],
    );
}

#[test]
fn what_it_comes_to_is_what_it_may_be_worth() {
    check(
        Lang::ZhHans,
        &[
            ("和平 下单 20套 单价2,600，共5.2万", "和平饭店 | order |  | 下单 20套 单价2,600，共5.2万 | $52000"),
            ("和平 下单 合计52000元", "和平饭店 | order |  | 下单 合计52000元 | $52000"),
            ("和平 下单 52000元", "和平饭店 | order |  | 下单 52000元 | $52000"),
            ("和平 共5.2万元", "和平饭店 |  |  | 共5.2万元 | $52000"),
            ("和平 一共12.8万元", "和平饭店 |  |  | 一共12.8万元 | $128000"),
            ("和平 合计3万6", "和平饭店 |  |  | 合计3万6 | $36000"),
            ("和平 含税12.8万", "和平饭店 |  |  | 含税12.8万 | $128000"),
            ("和平 报价含税12.8万 把握六成", "和平饭店 |  |  | 报价含税12.8万 把握六成 | $128000 | ~60%"),
            ("和平 订货5.2万", "和平饭店 |  |  | 订货5.2万 | $52000"),
            ("和平 一共20箱", "和平饭店 |  |  | 一共20箱"),
            ("和平 库存一共5000", "和平饭店 |  |  | 库存一共5000"),
            ("和平 一共收了1280元", "和平饭店 |  |  | 一共收了1280元"),
            ("和平 一共欠8600元", "和平饭店 |  |  | 一共欠8600元"),
        ],
    );
    check(
        Lang::En,
        &[
            ("tan 20 sets at 2,600, total 52,000", "Tan Pharmacy |  |  | 20 sets at 2,600, total 52,000 | $52000"),
            ("tan 20 sets, comes to 52,000", "Tan Pharmacy |  |  | 20 sets, comes to 52,000 | $52000"),
            ("tan 20 sets, altogether 52,000", "Tan Pharmacy |  |  | 20 sets, altogether 52,000 | $52000"),
            ("tan altogether 200 people", "Tan Pharmacy |  |  | altogether 200 people"),
        ],
    );
}
