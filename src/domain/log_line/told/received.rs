//! Money that came, told in a sentence: 货款七千八今天打过来了, `he paid the £68 that was owing`.
//!
//! Always holds: only where a word says that it came and a sum stands in the clause or right before it; what is promised, asked for or denied is none.
//! The words stay in the note: they are part of a sentence.

use std::ops::Range;

use chrono::NaiveDate;

use super::clauses;
use crate::base::lang::Lang;
use crate::base::money::Money;
use crate::base::text::is_han;
use crate::domain::heard::Payment;
use crate::domain::log_line::money;
use crate::domain::log_line::notes::separates;
use crate::domain::log_line::owed;

/// Beside [`owed::CAME`]: what says that money came, where a sum stands beside it.
const CAME_TOO: &[&str] = &[
    "打过来了",
    "打過來了",
    "转过来了",
    "轉過來了",
    "汇过来了",
    "匯過來了",
    "付过来了",
    "收款",
    "结清了",
    "結清了",
    "先付",
    "当场给",
    "當場給",
    "当场付",
    "當場付",
    "已回款",
    "回款了",
    "现结",
    "現結",
    "款到了",
    "收定金",
    "收订金",
    "收訂金",
];
/// What takes it back: it is still to come, or did not.
const NOT_YET: &[&str] = &[
    "没",
    "沒",
    "未",
    "不",
    "要",
    "会",
    "會",
    "答应",
    "答應",
    "说",
    "說",
    "准备",
    "準備",
    "明天",
    "下周",
    "下週",
    "下礼拜",
    "月底",
    "才",
    "催",
    "等",
    "如果",
    "什么时候",
    "之前",
    "以前",
    "再",
    "吗",
    "嗎",
    "应该",
    "應該",
    "还欠",
    "還欠",
];
/// What speaks of money where the sum stands in a clause before.
const MONEY: [&str; 8] = ["款", "钱", "錢", "帐", "账", "帳", "定金", "首付"];
/// Papers that bear sums, too: 收到报价12万 is no money.
const PAPERS: [&str; 16] = [
    "报价", "報價", "单价", "單價", "价格", "價格", "订单", "訂單", "合同", "合約", "合约", "发票", "發票", "方案",
    "标书", "標書",
];
/// The same behind a sum in English.
const PAPERS_TOO: [&str; 10] =
    ["quote", "quotation", "order", "orders", "invoice", "contract", "offer", "proposal", "po", "tender"];
/// What was paid.
const WHAT: [&str; 11] = ["货款", "貨款", "尾款", "余款", "餘款", "定金", "订金", "訂金", "首付", "预付款", "欠款"];
/// Behind a figure these leave it money.
const CLOSES: &str = "元块塊圆现現的了到在今她他是，。、；！,.;!）)";
/// Words that say it in English, with a sum behind them.
const PAID: [&str; 12] = [
    "took payment of",
    "took",
    "payment received",
    "received",
    "collected",
    "banked",
    "paid me",
    "paid us",
    "paid the",
    "paid her",
    "paid his",
    "paid",
];
/// Before those, what takes it back.
const WILL: [&str; 26] = [
    "will", "won't", "not", "to", "be", "have", "haven't", "hasn't", "wasn't", "isn't", "get", "gets", "never",
    "until", "till", "if", "when", "once", "want", "wants", "i", "we", "i've", "we've", "being", "no",
];

/// The money that came, each with where it is said; `day`: when.
pub(in crate::domain::log_line) fn received(text: &str, lang: Lang, day: NaiveDate) -> Vec<(Range<usize>, Payment)> {
    let clauses = clauses(text);
    let mut found: Vec<(Range<usize>, Payment)> = Vec::new();
    for (n, clause) in clauses.iter().enumerate() {
        let words = &text[clause.clone()];
        let own = if words.contains(is_han) { in_han(text, &clauses, n, lang) } else { in_words(words, lang) };
        let Some((range, amount, what)) = own else {
            let before = if words.contains(is_han) { None } else { in_words_before(text, &clauses, n, lang) };
            found.extend(before.map(|(range, amount, text)| {
                (range, Payment { due: None, amount: Some(amount), text, paid: Some(day) })
            }));
            continue;
        };
        let range = if words.contains(is_han) { range } else { clause.start + range.start..clause.start + range.end };
        if found.iter().all(|(other, _)| other.end <= range.start || range.end <= other.start) {
            let payment = Payment { due: None, amount: Some(amount), text: what, paid: Some(day) };
            found.push((range, payment));
        }
    }
    found
}

fn in_han(text: &str, clauses: &[Range<usize>], n: usize, lang: Lang) -> Option<(Range<usize>, Money, String)> {
    let clause = clauses.get(n)?;
    let words = &text[clause.clone()];
    let (at, came) = owed::CAME.iter().chain(CAME_TOO).find_map(|word| Some((words.find(word)?, *word)))?;
    let end = at + came.len();
    // 收到了吗, 还没到账, 说下周付清.
    if NOT_YET.iter().any(|word| words[..at].contains(word) || words[end..].starts_with(word)) {
        return None;
    }
    // 先收定金2000再发货, 尾款到了就发.
    let first = ["先", "需", "得", "能", "才", "应"].iter().any(|word| words[..at].contains(word));
    let then = ["就", "才", "后", "後", "之后", "以后", "再"].iter().any(|word| words[end..].contains(word));
    if came.starts_with('收') && came.ends_with('金') && first || (came == "款到了" || came.ends_with('金')) && then
    {
        return None;
    }
    let paper = PAPERS.iter().any(|word| words.contains(word)) && !MONEY.iter().any(|word| words.contains(word));
    if paper {
        return None;
    }
    if let Some((range, amount)) = sum(words, lang) {
        let what = what(words);
        return Some((clause.start + range.start..clause.start + range.end, amount, what));
    }
    // 尾款到了，五千整.
    if let Some(next) = clauses.get(n + 1).filter(|_| came == "款到了" && words[end..].trim().is_empty()) {
        let own = text[next.clone()].trim();
        let (range, amount) = sum(own, lang)?;
        let whole = range.start == 0 && matches!(own[range.end..].trim(), "" | "整");
        return whole.then(|| (clause.start..next.start + range.end, amount, what(words)));
    }
    // 上次的尾款六千四，她现场微信转过来了: the sum stands in a clause before, with what it is.
    let before = clauses.get(n.saturating_sub(2)..n)?;
    before.iter().rev().find_map(|clause| {
        let words = &text[clause.clone()];
        let plain = MONEY.iter().any(|word| words.contains(word)) && !NOT_YET.iter().any(|word| words.contains(word));
        let sentence = !text[clause.end..].starts_with('。');
        let (range, amount) = sum(words, lang).filter(|_| plain && sentence)?;
        Some((clause.start + range.start..clause.start + range.end, amount, what(words)))
    })
}

/// The sum of a clause: what counts boxes is none.
fn sum(words: &str, lang: Lang) -> Option<(Range<usize>, Money)> {
    money::sums(words, lang, true).into_iter().find_map(|(range, amount)| counted_out(words, range, amount))
}

fn counted_out(words: &str, range: Range<usize>, amount: Money) -> Option<(Range<usize>, Money)> {
    let behind = words[range.end..].trim_start().chars().next();
    let unit = words[range.clone()].contains(['万', '萬', '千', '百', '元', '块', '塊', '¥', '￥', '$']);
    let closed = behind.is_none_or(|c| CLOSES.contains(c) || separates(c));
    let paid = behind.is_some_and(|_| {
        WHAT.iter()
            .chain(&["整", "微信", "支付宝", "打", "转", "轉", "汇", "匯", "当场", "當場", "已", "入", "收"])
            .any(|word| words[range.end..].trim_start().starts_with(word))
    });
    let least = if unit { 1_00 } else { 50_00 };
    (amount.hundredths() >= least && (closed || paid)).then_some((range, amount))
}

fn what(words: &str) -> String {
    let what = WHAT.iter().find(|word| words.contains(*word)).copied();
    let cash = ["现金", "現金"].into_iter().find(|word| words.contains(word));
    what.or(cash).unwrap_or_default().to_owned()
}

/// `£63.50 delivered, malcolm paid`, `first order £42, paid by card`: the sum stands in the clause before.
fn in_words_before(
    text: &str,
    clauses: &[Range<usize>],
    n: usize,
    lang: Lang,
) -> Option<(Range<usize>, Money, String)> {
    let clause = clauses.get(n)?;
    let lower = text[clause.clone()].trim().to_ascii_lowercase();
    let (who, how) = lower.split_once("paid")?;
    let who: Vec<&str> = who.split_whitespace().collect();
    let named = match who.as_slice() {
        [] => true,
        [one] => !WILL.contains(one) && !["not", "they", "you", "half", "part", "already", "over"].contains(one),
        _ => false,
    };
    let how = how.trim();
    let closed = [
        "",
        "cash",
        "in cash",
        "by card",
        "on the card",
        "on card",
        "by cheque",
        "on the spot",
        "there and then",
        "in full",
    ];
    if !named || !closed.contains(&how) || !who.is_empty() && !text[..clause.start].trim_end().ends_with(',') {
        return None;
    }
    let before = clauses.get(n.checked_sub(1)?)?;
    let words = &text[before.clone()];
    let at = words.find(['£', '$', '€'])?;
    let (range, amount) = money::first(&words[at..], lang, true).filter(|(range, _)| range.start == 0)?;
    let plain = words[at..].matches(['£', '$', '€']).count() == 1
        && !["credit", "owe", "quote", "each", "off", "offer", "price"]
            .iter()
            .any(|word| words.to_ascii_lowercase().contains(word));
    let cash = ["cash", "cheque", "card"].into_iter().find(|word| how.contains(word)).unwrap_or_default();
    plain.then(|| (before.start + at..before.start + at + range.end, amount, cash.to_owned()))
}

/// `he paid the £68 that was owing`, `received 150 cash`, `£1,280 received`.
fn in_words(words: &str, lang: Lang) -> Option<(Range<usize>, Money, String)> {
    let lower = words.to_ascii_lowercase();
    let inside = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
    let signed =
        words.find(['£', '$', '€', '¥', '￥']).and_then(|at| Some((at, money::first(&words[at..], lang, true)?)));
    if let Some((at, (range, amount))) = signed.clone()
        && range.start == 0
        && lower[at + range.end..].trim() == "received"
    {
        return Some((at..at + range.end, amount, String::new()));
    }
    // `£95 cash off her`.
    if let Some((at, (range, amount))) = &signed
        && range.start == 0
        && lower[at + range.end..].trim_start().starts_with("cash")
        && !lower[..*at].split_whitespace().any(|word| WILL.contains(&word) || word.ends_with("'ll") || word == "wants")
    {
        return Some((*at..at + range.end, *amount, "cash".to_owned()));
    }
    let (end, word) = PAID
        .iter()
        .find_map(|word| {
            let at = lower.find(word)?;
            let apart = !inside(lower[..at].chars().next_back()) && !inside(lower[at + word.len()..].chars().next());
            let before = lower[..at].split_whitespace().rev().take(2);
            let taken_back =
                before.clone().any(|word| WILL.contains(&word.trim_end_matches("'ll")) || word.ends_with("'ll"));
            (apart && !taken_back).then_some((at + word.len(), *word))
        })
        .or_else(|| {
            let at = ["cheque for", "a cheque", "cash"].iter().find_map(|word| Some(lower.find(word)? + word.len()))?;
            let given =
                ["did me", "gave me", "gave us", "handed me", "handed over"].iter().any(|word| lower.contains(word));
            given.then_some((at, "cheque"))
        })?;
    let rest = words.get(end..)?;
    let (range, amount) = money::first(rest, lang, true)?;
    // `paid 3 visits`, `paid by card 2 weeks ago`: the sum follows at once, or bears a sign.
    let signed = rest[range.clone()].starts_with(['£', '$', '€', '¥', '￥']);
    let between: Vec<&str> = rest[..range.start].split_whitespace().collect();
    let near = between.iter().all(|word| {
        ["the", "a", "of", "payment", "about", "back", "us", "me", ":", "for"]
            .contains(&word.to_ascii_lowercase().as_str())
    });
    let next = rest[range.end..].split_whitespace().next().unwrap_or_default().to_ascii_lowercase();
    let closed = next.is_empty()
        || [
            "in", "from", "by", "today", "cash", "quid", "pounds", "on", "that", "for", "of", "he", "she", "they",
            "towards", "off", "and",
        ]
        .contains(&next.as_str());
    if PAPERS_TOO.contains(&next.as_str()) {
        return None;
    }
    let bare = closed && word != "took" && amount.hundredths() >= 20_00 && word != "cheque";
    let cash = ["cash", "cheque", "card"].into_iter().find(|word| lower.contains(word)).unwrap_or_default();
    (near && (signed || bare)).then(|| (end + range.start..end + range.end, amount, cash.to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &str) {
        let day = NaiveDate::from_ymd_opt(2027, 1, 13).unwrap();
        let lang = if text.contains(is_han) { Lang::ZhHans } else { Lang::En };
        let found: Vec<String> = received(text, lang, day)
            .into_iter()
            .map(|(_, payment)| format!("{} {}", payment.amount.unwrap_or_default(), payment.text).trim().to_owned())
            .collect();
        assert_eq!(found.join(" | "), expected, "{text}");
    }

    #[test]
    fn money_that_came_is_known_and_nothing_else() {
        for (text, expected) in [
            ("货款七千八今天打过来了，财务说的", "7800 货款"),
            ("年底那批货款一万四今天到账了", "14000 货款"),
            ("还有上次的尾款六千四，她现场微信转过来了，到账", "6400 尾款"),
            ("手套10打,钱当场给的两千三,现金", "2300"),
            ("价没还,现金1160当场收了", "1160 现金"),
            ("最后要了20支螺旋丝锥，先付一千五", "1500"),
            ("已收2300元现金", "2300 现金"),
            ("收到5万", "50000"),
            ("收到合同款12万", "120000"),
            ("收到订单定金5万", "50000 定金"),
            ("He paid the £68 that was owing, on the card", "68"),
            ("received 150 cash", "150 cash"),
            ("£95 cash off her", "95 cash"),
            ("took £36.20 for the gloves", "36.20"),
            ("received payment of 500", "500"),
            ("paid me £42.50 in cash", "42.50 cash"),
            ("Emma did me a cheque for £212.50", "212.50 cheque"),
        ] {
            check(text, expected);
        }
        for text in [
            "货款还没到账",
            "他说下周先付5000",
            "她说先付一千五",
            "收到30支砂轮",
            "收到样品3个",
            "采购收到海川报价12万，比我们低",
            "收到订单5万",
            "收到12万的合同",
            "received a £12k quote from Acme",
            "收到了吗",
            "款子还有四千二压着",
            "一万二的帐她答应月底打过来",
            "尾款5万没付",
            "等5万到账再发货",
            "Bogdan'll have it paid by the 29th",
            "still not paid the £310",
            "to be paid 500 on friday",
            "paid 3 visits to the depot",
            "received 12 boxes",
            "took 40 for the weekend",
            "wants £95 cash back",
            "we paid £40 for parking",
            "I paid 20 for lunch",
            "wants 30 days to pay",
            "they never paid the 300",
        ] {
            check(text, "");
        }
    }
}
