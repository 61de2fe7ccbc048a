//! Sums that are no chance of another: what was received, and what is owed from before.
//!
//! Always holds: only the sentence in which a sum stands says it, and what stands behind the sum in its clause.

/// Words that say that money came.
pub(super) const CAME: &[&str] = &[
    "到账",
    "到帐",
    "到帳",
    "入账",
    "入帐",
    "入帳",
    "收到",
    "付清了",
    "收货款",
    "收貨款",
    "收现金",
    "收現金",
    "已收",
    "收了",
    "付了",
    "已付",
];
/// That it came, or that nothing is owed any more: which sum is meant they do not say.
const SETTLED: &[&str] = &["打过来", "打過來", "结清", "結清", "结了", "結了", "收回"];

/// Whether a sum was received, or is owed from before: `paid me the £140 he owed`, 货款今天到了，21000元. That is no chance of another.
pub(super) fn is_received(before: &str, after: &str) -> bool {
    let sentence = before.rsplit(['。', '；', ';', '\n']).next().unwrap_or_default();
    // 上次货款结清了，新单谈到8万: the clause before it speaks of another sum, unless this one stands alone.
    let own = sentence.rsplit([',', '，']).next().unwrap_or_default();
    let told = if own.trim().is_empty() { sentence } else { own };
    let behind = after.split(['，', ',', '。', '；', ';', '\n']).next().unwrap_or_default();
    let arrived = ["款", "钱", "錢"].iter().any(|money| {
        told.rfind(money)
            .is_some_and(|at| ["到了", "来了", "來了", "付了", "打了"].iter().any(|word| told[at..].contains(word)))
    });
    if arrived
        || CAME.iter().chain(SETTLED).any(|word| told.contains(word) || behind.contains(word))
        || behind.starts_with("现金") && told.contains("给了")
    {
        return true;
    }
    let clause = own.to_ascii_lowercase();
    let words: Vec<&str> = clause.split_whitespace().rev().take(4).collect();
    let owed = behind.to_ascii_lowercase();
    let owed: Vec<&str> = owed.split_whitespace().take(4).collect();
    let here = ["paid", "collected", "received", "banked"];
    // `took £36.20 for the gloves`, `£95 cash off her`.
    words.first() == Some(&"took")
        || owed.first().is_some_and(|word| *word == "cash")
        || words.iter().any(|word| here.contains(word))
        || owed.iter().any(|word| ["owed", "owing", "outstanding", "overdue"].contains(word))
        || owed.first().is_some_and(|word| here.contains(word))
}

/// Whether the clause speaks of a debt: 还欠货款8600, `still owes us for august 8.6k`.
pub(super) fn is_owed(before: &str) -> bool {
    let clause = before.rsplit([',', '，', '。', '；', ';', '\n']).next().unwrap_or_default();
    let debt = ["owes", "owe", "owed", "owing", "overdue", "outstanding", "arrears"];
    clause.contains('欠') && !clause.contains("不欠")
        || clause.split_whitespace().any(|word| debt.iter().any(|own| word.eq_ignore_ascii_case(own)))
}
