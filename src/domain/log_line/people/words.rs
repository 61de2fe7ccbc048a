//! Names that are words as well: `price`, `park`, 施工, 小于, 总额; and papers that bear a number as people do: `Invoice`, 金额.
//!
//! Always holds: where a word may be meant nobody was met.

use std::ops::Range;

use crate::base::text::{fold, is_han};
use crate::domain::log_line::ordinary::is_listed;

/// Words in which two characters of a name stand by chance.
const WORDS: &[&str] = &[
    "施工",
    "小于",
    "大于",
    "由于",
    "关于",
    "至于",
    "属于",
    "低于",
    "高于",
    "等于",
    "在于",
    "对于",
    "终于",
    "小时",
    "小毛病",
    "老毛病",
    "老方法",
    "老方案",
    "小方案",
    "小方块",
    "总额",
    "總額",
    "总价",
    "總價",
    "总算",
    "總算",
    "总包",
    "總包",
    "总共",
    "總共",
    "总数",
    "總數",
    "总量",
    "總量",
    "总部",
    "總部",
    "总装",
    "總裝",
    "总成本",
    "总结会",
    "總結會",
    "工作",
    "工期",
    "工艺",
    "工藝",
    "工业",
    "工業",
    "工程款",
    "工程量",
    "工程期",
    "工厂",
    "工廠",
    "工地",
    "工资",
    "工資",
    "工人",
    "工序",
    "工段",
    "工件",
    "工况",
    "工位",
    "工单",
    "工單",
    "工價",
    "工价",
    "生产",
    "生產",
    "生意",
    "生活",
    "生锈",
    "生效",
    "生日",
    "生鲜",
    "生鮮",
    "局部",
    "局面",
    "提高",
    "工程",
    "流程",
    "行程",
    "课程",
    "订单",
    "訂單",
    "名单",
    "清单",
    "账单",
    "简单",
    "菜单",
    "下单",
    "报单",
    "送货单",
    "花钱",
    "付钱",
    "收钱",
    "价钱",
    "地方",
    "对方",
    "双方",
    "厂方",
    "甲方",
    "乙方",
    "官方",
    "资金",
    "现金",
    "定金",
    "押金",
    "佣金",
    "完成",
    "健康",
    "日常",
    "非常",
    "正常",
    "经常",
    "高温",
    "低温",
    "常温",
    "责任",
    "信任",
    "担任",
    "老金属",
];
/// With these a title goes on: 韩工程师 is 韩工.
const TITLED: &[&str] = &["工程师", "工程師"];
/// What bears a number in English.
const PAPERS: &[&str] = &[
    "invoice",
    "inv",
    "po",
    "ref",
    "reference",
    "order",
    "serial",
    "quote",
    "quotation",
    "job",
    "ticket",
    "account",
    "acct",
    "no",
    "no.",
    "nr",
    "number",
    "sku",
    "tender",
    "contract",
    "batch",
    "lot",
    "part",
    "item",
    "case",
    "delivery",
    "tracking",
    "docket",
    "receipt",
    "bill",
    "model",
    "ean",
    "vat",
    "iban",
    "code",
    "id",
    "ring",
    "text",
    "phone",
    "mobile",
    "office",
    "tel",
    "fax",
];
/// What does so in Chinese, by its last character.
const PAPERS_HAN: [char; 16] =
    ['号', '號', '码', '碼', '额', '額', '价', '價', '单', '單', '款', '数', '數', '期', '量', '费'];
/// Whole words that do.
const THINGS_HAN: [&str; 8] = ["方案", "任务", "任務", "温度", "高度", "金属", "程序", "标书"];

/// Whether what stands here is a word of the sentence, not the name of somebody. `form`: how he is called, `name`: his whole name.
pub(super) fn is_a_word(text: &str, range: &Range<usize>, form: &str, name: &str) -> bool {
    if form.contains(is_han) {
        return form.chars().count() == 2 && form != name && in_a_word(text, range);
    }
    let said = &text[range.clone()];
    // `met James Price` and `James` are he; `price too high` is not. Nor is `Price too high`, where the sentence begins.
    if form.contains(' ') {
        return false;
    }
    let first = name.split_whitespace().next() == Some(form);
    let word = fold(form);
    let listed = is_listed(&word);
    let before = text[..range.start].trim_end();
    let title = before.rsplit(|c: char| !c.is_alphanumeric()).find(|word| !word.is_empty()).unwrap_or_default();
    let titled = ["mr", "mrs", "ms", "miss", "dr"].iter().any(|own| title.eq_ignore_ascii_case(own));
    let small = said.starts_with(char::is_lowercase);
    let begins = before.is_empty() || before.ends_with(['.', '!', '?', '\n']);
    !titled && (small && !first || listed && (small || begins))
}

/// Whether characters are part of a longer word of the text, or a word themselves.
fn in_a_word(text: &str, range: &Range<usize>) -> bool {
    let from = text[..range.start].char_indices().rev().nth(1).map_or(0, |(at, _)| at);
    let to = text[range.end..].char_indices().nth(2).map_or(text.len(), |(at, _)| range.end + at);
    let near = &text[from..to];
    let overlaps = |word: &str| {
        near.match_indices(word).map(|(at, _)| from + at).any(|at| at < range.end && range.start < at + word.len())
    };
    let title = TITLED.iter().any(|word| {
        let head = range.end - '工'.len_utf8();
        text.get(head..).is_some_and(|rest| rest.starts_with(word))
    });
    !title && WORDS.iter().any(|word| overlaps(word))
}

/// Whether what stands before a number is a paper's name: `Invoice 2026112401`, 合同金额1280000.
pub(super) fn is_a_paper(name: &str) -> bool {
    if name.contains(is_han) {
        return name.ends_with(PAPERS_HAN) || THINGS_HAN.iter().any(|word| name.starts_with(word));
    }
    let last = name.rsplit(' ').next().unwrap_or_default().to_lowercase();
    PAPERS.contains(&last.as_str()) || name.split(' ').all(|word| is_listed(&fold(word)))
}
