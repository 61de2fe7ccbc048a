//! What a line is made of, said once: the help in the terminal and the table in `docs/LOG-LINE.md` are made from it.
//!
//! Always holds: each example is understood as what it stands for (a test reads them all). The words are in the locales: `grammar-ID` and
//! `grammar-how-ID`.

use crate::base::lang::Lang;

/// One thing that a line may say.
#[derive(Clone, Copy, Debug)]
pub struct Rule {
    /// What its words are called by.
    pub id: &'static str,
    examples: [&'static [&'static str]; 3],
}

impl Rule {
    /// Examples in a language.
    pub fn examples(&self, lang: Lang) -> &'static [&'static str] {
        let [english, simplified, traditional] = self.examples;
        match lang {
            Lang::En => english,
            Lang::ZhHans => simplified,
            Lang::ZhHant => traditional,
        }
    }
}

const fn rule(id: &'static str, examples: [&'static [&'static str]; 3]) -> Rule {
    Rule { id, examples }
}

/// All of it, in the order in which one learns it.
pub const GRAMMAR: [Rule; 17] = [
    rule(
        "customer",
        [
            &["blue finch", "called blue finch", "corner deli mill rd", "texted leo at summit gym"],
            &["精工", "hzjg", "昨天 精工", "惠民药店 火车站"],
            &["永康", "ㄩㄥㄎㄤ", "昨天 永康", "永盛藥局 中山路"],
        ],
    ),
    rule(
        "kind",
        [
            &["called", "rang", "emailed", "wechat", "video"],
            &["电话", "微信", "邮件", "视频"],
            &["致電", "LINE", "郵件", "視訊"],
        ],
    ),
    rule(
        "time",
        [
            &["9:30-10:05", "yesterday 3pm", "45 min"],
            &["昨天下午三点", "上午9点到10点", "9：30-10：05"],
            &["昨天下午三點", "上午9點到10點", "琴日"],
        ],
    ),
    rule(
        "outcome",
        [
            &["ordered", "no order", "no answer", "left a message"],
            &["下单了", "没订", "没接", "留言"],
            &["訂了", "沒訂", "無人接聽", "落咗單"],
        ],
    ),
    rule(
        "not-done",
        [
            &["shut, back friday", "nobody in", "cancelled on me"],
            &["没开门，周五再去", "没人在", "临时取消了"],
            &["沒開門，週五再去", "沒人在", "臨時取消了"],
        ],
    ),
    rule(
        "ours",
        [
            &[">send quote fri", "follow up: samples mon", "I'll send the list monday"],
            &["》报价 周五", "》30号前给图纸", "跟进 报价 周五", "我答应他30号送过去"],
            &["》報價 週五", "跟進：報價單 明天"],
        ],
    ),
    rule(
        "theirs",
        [
            &["<decision by 30 nov", "they promised an answer by fri"],
            &["《定供应商 月底", "对方答应月底前定"],
            &["《簽約 月底", "對方答應週五前給訂單"],
        ],
    ),
    rule("tag", [&["#price", "#\"too dear\""], &["#嫌贵", "＃交期"], &["#嫌貴", "＃價格"]]),
    rule("competitor", [&["^Acme", "competitor: SeaPro"], &["……海川", "竞品是海川"], &["……大同", "競品：大同"]]),
    rule(
        "product",
        [&["+sample 3", "+coffee beans 2 boxes"], &["＋样机3台", "+A100 两台"], &["＋電鑽 2台", "+樣品 3個"]],
    ),
    rule("amount", [&["12k", "$500", "budget 30k"], &["1.2万", "三万五", "预算12w"], &["12萬", "預算3萬5"]]),
    rule("chance", [&["~60%", "chance 70%", "12k 60%"], &["～60%", "把握六成", "五五开吧"], &["～40%", "六成把握"]]),
    rule(
        "payment",
        [
            &["!2k by fri", "payment 500 fri"],
            &["！尾款5万 12月15号", "月底回款2万"],
            &["！收款2萬 月底", "月底收款2萬"],
        ],
    ),
    rule(
        "received",
        [
            &["received 500", "he paid the £68 he owed"],
            &["收到货款2万", "现金1160当场收了", "尾款六千四到账了"],
            &["收到貨款2萬", "現金1160當場收了"],
        ],
    ),
    rule("met", [&["met anna"], &["见王总"], &["見陳店長"]]),
    rule("new-contact", [&["Paul Adams 0412 345 678"], &["孙浩 13805712266"], &["吳志明 0912345678"]]),
    rule(
        "next",
        [&["+3d", "next visit fri"], &["+3天", "下次拜访 下周三", "过两周再去"], &["+3天", "下次拜訪 下週三"]],
    ),
];
