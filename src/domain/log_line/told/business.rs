//! Whose business it is what a Chinese clause tells: what we paid or owe, what one does for oneself, what was ordered of us.
//!
//! Always holds: words alone say it; a clause of which they say nothing is left to whoever asks.

use super::speaks_of;
use crate::domain::log_line::people::FAMILY;

/// What one pays for oneself: the sum beside it came from nobody.
const COSTS: [&str; 12] =
    ["饭钱", "飯錢", "油钱", "油錢", "车钱", "車錢", "烟钱", "酒钱", "房租", "工资", "工資", "贷"];
/// What is sold for a fee.
const FEES: [&str; 8] = ["安装费", "安裝費", "维修费", "維修費", "服务费", "服務費", "保养费", "保養費"];

/// Whether what stands before the paying says that we paid, or paid for somebody: 我付了, 给王总付了; not 给我付了, 欠我们的付了.
pub(super) fn is_ours(before: &str) -> bool {
    let theirs = ["给", "給", "欠", "跟", "向", "对", "對", "帮", "替"];
    let before = ["我们", "我們", "我"].iter().fold(before.to_owned(), |before, own| {
        theirs.iter().fold(before, |before, word| before.replace(&format!("{word}{own}"), ""))
    });
    let before = before.replace("我们的", "").replace("我們的", "").replace("我的", "");
    let given = before.find(['给', '給']).is_some_and(|at| before[at..].chars().count() > 1);
    before.contains(['我', '咱', '俺']) || given
}

/// Whether a clause speaks of what one pays for oneself: 停车费, 饭钱.
pub(super) fn is_a_cost(words: &str) -> bool {
    let fee = words.contains(['费', '費']) && !FEES.iter().any(|fee| words.contains(fee));
    fee || COSTS.iter().any(|cost| words.contains(cost))
}

/// Whether a clause that gives a sum says that we owe it, or others do, or asks for it: 我们欠他返利3000元, 车贷还欠8万, 海川报价12万.
pub(super) fn is_no_debt_to_us(words: &str, rivals: &[String]) -> bool {
    const NOT: [&str; 17] = [
        "我们欠",
        "我們欠",
        "我欠",
        "咱欠",
        "咱们欠",
        "返利",
        "返点",
        "车贷",
        "車貸",
        "房贷",
        "房貸",
        "贷款",
        "貸款",
        "房租",
        "报价",
        "報價",
        "预算",
    ];
    NOT.iter().any(|word| words.contains(word)) || speaks_of(words, rivals)
}

/// Whether what stands before says that something was ordered of us, or wanted: 防锈油来3桶，周五送来.
pub(super) fn is_ordered(before: &str) -> bool {
    before.contains('我')
        || ["下单", "下單", "订了", "訂了", "要了", "再来", "再來", "补货"].iter().any(|word| before.contains(word))
        || ["来", "來", "要", "补"].iter().any(|word| {
            before.match_indices(word).any(|(at, word)| {
                before[at + word.len()..]
                    .starts_with(|c: char| c.is_ascii_digit() || "一二两兩三四五六七八九十".contains(c))
            })
        })
}

/// Whether what one does is one's own business: 带孩子去医院, 回老家.
pub(super) fn is_private(words: &str) -> bool {
    const OWN: [&str; 17] = [
        "孩子",
        "小孩",
        "儿子",
        "女儿",
        "老婆",
        "老公",
        "家人",
        "爸",
        "妈",
        "医院",
        "老家",
        "回家",
        "学校",
        "总部",
        "总公司",
        "体检",
        "家里",
    ];
    let back = words.strip_prefix('回').is_some_and(|whom| {
        let titled = whom.starts_with(|c| FAMILY.contains(c));
        !titled && !whom.starts_with(['他', '她', '复', '復', '覆', '话', '話', '电', '電', '信', '您', '访', '訪'])
    });
    OWN.iter().any(|word| words.contains(word)) || back
}
