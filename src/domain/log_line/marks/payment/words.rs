//! Words beside money that is promised: what it is called, what stands between it and its sum, what makes it none.

/// Words for a payment, longer ones first.
pub(super) const WORDS: [&str; 28] = [
    "will pay",
    "to pay",
    "payment of",
    "payment",
    "pays",
    "pay",
    "回款",
    "收款",
    "付款",
    "匯款",
    "汇款",
    "打款",
    "结款",
    "結款",
    "结清",
    "結清",
    "货款",
    "貨款",
    "尾款",
    "余款",
    "餘款",
    "定金",
    "订金",
    "訂金",
    "首付",
    "预付款",
    "付清",
    "付",
];
/// Those of them that say what is paid: they stay.
pub(super) const WHAT: [&str; 10] = ["货款", "貨款", "尾款", "余款", "餘款", "定金", "订金", "訂金", "首付", "预付款"];
/// Between a word for a payment and its sum.
pub(super) const BETWEEN: [&str; 22] = [
    ":",
    "：",
    "of",
    "the",
    "us",
    "about",
    "约",
    "約",
    "大约",
    "大約",
    "大概",
    "我们",
    "我們",
    "给我们",
    "給我們",
    "给我",
    "給我",
    "过来",
    "過來",
    "一笔",
    "一筆",
    "的",
];
/// Behind these a payment was made, whatever word stands for it: `received payment of 1,280`.
pub(super) const RECEIVED: [&str; 14] = [
    "received",
    "collected",
    "collect",
    "took",
    "taken",
    "got",
    "had",
    "banked",
    "a",
    "their",
    "his",
    "her",
    "the",
    "已",
];
/// Those of them that stand for the mark.
pub(super) const OPENING: [&str; 12] =
    ["will pay", "payment of", "payment", "pays", "回款", "收款", "付款", "匯款", "汇款", "打款", "结款", "結款"];
/// What makes it money that is there already.
pub(super) const THERE: [&str; 18] = [
    "了",
    "已",
    "到账",
    "到帳",
    "入账",
    "入帳",
    "received",
    "arrived",
    "came",
    "in already",
    "done",
    "元了",
    "块了",
    "塊了",
    "元已",
    "块已",
    "元到账",
    "paid",
];

/// Behind a sum: of what it is the price, to whom it goes, that it did not come.
pub(super) const NOT_PAID: [&str; 19] = [
    "a",
    "an",
    "per",
    "each",
    "apiece",
    "every",
    "to",
    "at",
    "still",
    "more",
    "less",
    "extra",
    "bounced",
    "outstanding",
    "overdue",
    "late",
    "short",
    "failed",
    "off",
];

/// Behind a figure: how long, how often.
pub(super) const TERMS: [&str; 14] = [
    "day",
    "days",
    "week",
    "weeks",
    "month",
    "months",
    "net",
    "invoice",
    "invoices",
    "instalment",
    "instalments",
    "installments",
    "times",
    "eom",
];
pub(super) const TERMS_HAN: [&str; 12] =
    ["天", "日", "个月", "個月", "周", "週", "期", "次", "笔", "筆", "年", "个工作日"];
