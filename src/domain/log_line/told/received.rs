//! Money that came, told in a sentence: 货款七千八今天打过来了, `he paid the £68 that was owing`.
//!
//! Always holds: only where a word says that it came and a sum stands in the clause or right before it; what is promised, asked for or denied is none.
//! The words stay in the note: they are part of a sentence.

use std::ops::Range;

use chrono::NaiveDate;

use super::business::{is_a_cost, is_ours};
use super::received_english::{by_cheque, in_words, in_words_before};
use super::{clauses, speaks_of};
use crate::base::lang::Lang;
use crate::base::money::Money;
use crate::base::text::is_han;
use crate::domain::heard::Payment;
use crate::domain::log_line::money;
use crate::domain::log_line::notes::separates;
use crate::domain::log_line::{owed, sold};

/// Beside [`owed::CAME`]: what says that money came, where a sum stands beside it.
const CAME_TOO: &[&str] = &[
    "打过来了",
    "打過來了",
    "转过来了",
    "轉過來了",
    "汇过来了",
    "匯過來了",
    "终于付清",
    "終於付清",
    "已经付清",
    "已經付清",
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
    "还货款",
    "還貨款",
    "还款",
    "還款",
    "还了",
    "還了",
    "结了",
    "結了",
    "收支票",
    "收回货款",
    "收回貨款",
    "转了",
    "轉了",
    "已经转账",
    "已經轉帳",
    "已转账",
    "已轉帳",
    "转账了",
    "轉帳了",
    "微信收的",
    "微信收了",
    "支付宝收的",
    "支付宝收了",
    "現金收的",
    "现金收的",
    "刷卡收的",
    "微信转的",
    "微信轉的",
    "支付宝转的",
];
/// Those of them behind which the sum stands at once: 结了15000; 3把结了账 is none.
const AT_ONCE: [&str; 10] = ["还货款", "還貨款", "还款", "還款", "还了", "還了", "结了", "結了", "转了", "轉了"];
/// All of a clause behind what was bought: it was paid there and then.
const CASH_DOWN: [&str; 18] = [
    "现款",
    "現款",
    "付现",
    "付現",
    "现付",
    "现金收讫",
    "現金收訖",
    "现金收了",
    "現金收了",
    "收讫",
    "收訖",
    "现金已收",
    "現金已收",
    "现金付清",
    "現金付清",
    "当场付清",
    "當場付清",
    "刷卡付清",
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
/// Of a cheque that is paid on a day to come.
const LATER: [&str; 5] = ["票期", "期票", "到期", "兑现", "兌現"];
/// What speaks of money where the sum stands in a clause before.
const MONEY: [&str; 8] = ["款", "钱", "錢", "帐", "账", "帳", "定金", "首付"];
/// Papers that bear sums, too: 收到报价12万 is no money.
const PAPERS: [&str; 16] = [
    "报价", "報價", "单价", "單價", "价格", "價格", "订单", "訂單", "合同", "合約", "合约", "发票", "發票", "方案",
    "标书", "標書",
];
/// What was paid.
const WHAT: [&str; 11] = ["货款", "貨款", "尾款", "余款", "餘款", "定金", "订金", "訂金", "首付", "预付款", "欠款"];
/// Behind a figure these leave it money.
const CLOSES: &str = "元块塊圆现現的了到在今她他是，。、；！,.;!）)";
/// The money that came, each with where it is said; `day`: when. What a competitor is paid came to nobody here.
pub(in crate::domain::log_line) fn received(
    text: &str,
    lang: Lang,
    day: NaiveDate,
    rivals: &[String],
) -> Vec<(Range<usize>, Payment)> {
    let clauses = clauses(text);
    let mut found: Vec<(Range<usize>, Payment)> = Vec::new();
    for (n, clause) in clauses.iter().enumerate() {
        let words = &text[clause.clone()];
        if speaks_of(words, rivals) {
            continue;
        }
        let own = if words.contains(is_han) { in_han(text, &clauses, n, lang) } else { in_words(words, lang) };
        let Some((range, amount, what)) = own else {
            let rival = || {
                n.checked_sub(1).and_then(|n| clauses.get(n)).is_some_and(|one| speaks_of(&text[one.clone()], rivals))
            };
            let before = if words.contains(is_han) || rival() {
                None
            } else {
                in_words_before(text, &clauses, n, lang).or_else(|| by_cheque(text, &clauses, n))
            };
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
    // 3把刀杆共2400，现款.
    if CASH_DOWN.contains(&words.trim()) {
        let before = clauses.get(n.checked_sub(1)?)?;
        let bought = &text[before.clone()];
        let plain = !NOT_YET.iter().any(|word| bought.contains(word));
        let signed = || money::sums(bought, lang, false).into_iter().next_back();
        let (range, amount) = sold::sums(bought, lang).into_iter().next_back().or_else(signed).filter(|_| plain)?;
        return Some((before.start + range.start..before.start + range.end, amount, words.trim().to_owned()));
    }
    // 现金8000，剩下的月底: a clause of its own.
    if let Some(rest) = ["现金", "現金"].iter().find_map(|word| words.trim().strip_prefix(word))
        && let Some((range, amount)) = sum(rest.trim_start_matches(['：', ':', ' ']), lang)
        && rest.trim_start_matches(['：', ':', ' '])[range.end..].trim_matches(['元', '块', '塊', '整']).is_empty()
        && range.start == 0
    {
        return Some((clause.start..clause.end, amount, words.trim()[.."现金".len()].to_owned()));
    }
    // 进了五箱手套，900块现金.
    if let Some((figures, cash)) =
        ["现金", "現金", "现款", "現款"].iter().find_map(|word| Some((words.trim().strip_suffix(*word)?, *word)))
        && let Some((range, amount)) = sum(figures, lang)
        && range.start == 0
        && figures[range.end..].trim_matches(['元', '块', '塊', ' ']).is_empty()
        && n.checked_sub(1).and_then(|n| clauses.get(n)).is_some_and(|before| {
            let bought = &text[before.clone()];
            ["进了", "拿了", "要了", "订了", "买了", "進了", "訂了", "買了"].iter().any(|word| bought.contains(word))
                && !NOT_YET.iter().any(|word| bought.contains(word))
        })
    {
        return Some((clause.start..clause.end, amount, cash.to_owned()));
    }
    let (at, came) = owed::CAME.iter().chain(CAME_TOO).find_map(|word| Some((words.find(word)?, *word)))?;
    let end = at + came.len();
    let figure = |c: char| c.is_ascii_digit() || "一二两兩三四五六七八九十¥￥".contains(c);
    let is_figure =
        |rest: &str| WHAT.iter().find_map(|word| rest.strip_prefix(word)).unwrap_or(rest).starts_with(figure);
    if AT_ONCE.contains(&came) && !is_figure(&words[end..]) {
        return None;
    }
    // 收到了吗, 还没到账, 说下周付清.
    if NOT_YET.iter().any(|word| words[..at].contains(word) || words[end..].starts_with(word)) {
        return None;
    }
    // 我付了320元, 给王总付了饭钱200元: that is what we paid.
    if came.contains('付') && (is_ours(&words[..at]) || is_a_cost(words)) {
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
    // 收支票45000，12/15票期: it comes then.
    let rest = &text[clause.start..];
    let sentence = &rest[..rest.find(['。', '；', '\n']).unwrap_or(rest.len())];
    if words.contains("支票") && LATER.iter().any(|word| sentence.contains(word)) {
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
        let whole = ["一共", "总共", "總共", "合计", "合計"].iter().any(|word| words.trim_start().starts_with(word));
        let plain = (whole || MONEY.iter().any(|word| words.contains(word)))
            && !NOT_YET.iter().any(|word| words.contains(word));
        let sentence = !(text[clause.end..].starts_with('。') || came.contains('付') && is_a_cost(words));
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
    // 收了两万的货 was no money.
    let goods = words[range.end..].trim_start().strip_prefix('的').is_some_and(|what| {
        !what.chars().next().is_none_or(separates) && !MONEY.iter().chain(&WHAT).any(|money| what.starts_with(money))
    });
    let closed = behind.is_none_or(|c| CLOSES.contains(c) || separates(c)) && !goods;
    let paid = behind.is_some_and(|_| {
        WHAT.iter()
            .chain(&[
                "整",
                "微信",
                "支付宝",
                "打",
                "转",
                "轉",
                "汇",
                "匯",
                "当场",
                "當場",
                "已",
                "入",
                "收",
                "付了",
                "结清",
                "結清",
                "付清",
                "还清",
                "還清",
            ])
            .any(|word| words[range.end..].trim_start().starts_with(word))
    });
    let least = if unit { 1_00 } else { 50_00 };
    (amount.hundredths() >= least && (closed || paid)).then_some((range, amount))
}

fn what(words: &str) -> String {
    let what = WHAT.iter().find(|word| words.contains(*word)).copied();
    let cash = ["现金", "現金", "支票"].into_iter().find(|word| words.contains(word));
    what.or(cash).unwrap_or_default().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &str) {
        let day = NaiveDate::from_ymd_opt(2027, 1, 13).unwrap();
        let lang = if text.contains(is_han) { Lang::ZhHans } else { Lang::En };
        let rivals = ["Crestline".to_owned(), "海川".to_owned()];
        let found: Vec<String> = received(text, lang, day, &rivals)
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
            ("he paid £310 for the june invoice", "310"),
            ("collected £80 off her", "80"),
            ("paid £50 off the account", "50"),
            ("order £42, she paid", "42"),
            ("欠我们的8000付了", "8000"),
            ("王总把安装费付了800元", "800"),
            ("收了两万的货款", "20000 货款"),
            ("ed paid the old invoice, 612 cheque", "612 cheque"),
            ("val settled up, £84.20 cash", "84.20 cash"),
            ("cleared the balance, 1,240 by card", "1240 card"),
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
            "they paid £9 a box to Crestline last time",
            "they paid Crestline £900",
            "management paid £4.20 a roll at Bookers",
            "they paid £310 for the old machine",
            "paid £6 for parking",
            "Anna paid £12 for lunch",
            "took £50 off the bill to keep her sweet",
            "she took £20 change",
            "Crestline charge £63, management paid",
            "rooms £95, everyone paid cash",
            "请王总吃饭，我付了320元",
            "停车费付了20元",
            "停车费20元，付了",
            "快递费已付15元",
            "给王总付了饭钱200元",
            "已付海川定金5万",
            "他们付了海川5万",
            "收了两万的货，退回仓库",
            "hasn't paid the old invoice, 612 cheque",
            "will be paid fri, 612 cheque",
            "wants the old invoice paid, 612 boxes",
            "happy, 612 cheque",
        ] {
            check(text, "");
        }
    }
}
