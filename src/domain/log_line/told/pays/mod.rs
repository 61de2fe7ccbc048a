//! Money that they promise by a day, told in a sentence: 货款下周五打过来, 680块货款她月底结, 预付三成周二到账, `says she'll pay fri`.
//!
//! Always holds: a day ahead, a word for paying and something that makes it money of theirs: a sum, or a word for what is paid. What we pay, what is only
//! wished and what came already are none.

mod left;
mod settled;

use std::ops::Range;

pub(super) use self::left::left;
pub(super) use self::settled::settled;

use crate::base::money::Money;
use crate::base::text::is_han;
use crate::base::when::Context;
use crate::domain::heard::Payment;
use crate::domain::log_line::money::PAID_FOR;
use crate::domain::log_line::{money, notes, sold};

/// What one pays with.
const PAY: [&str; 43] = [
    "清账",
    "清掉",
    "清",
    "给",
    "給",
    "找",
    "过来",
    "過來",
    "找数",
    "打过来",
    "打過來",
    "转过来",
    "轉過來",
    "汇过来",
    "匯過來",
    "付过来",
    "一起付",
    "打款",
    "付款",
    "付清",
    "结清",
    "結清",
    "付一半",
    "付掉",
    "付了",
    "结掉",
    "结了",
    "結了",
    "结账",
    "結帳",
    "还清",
    "還清",
    "还上",
    "到账",
    "到帳",
    "付",
    "结",
    "結",
    "打",
    "转",
    "轉",
    "汇",
    "匯",
];
/// Those that speak of money by themselves, beside a sum.
const PLAINLY: [&str; 16] = [
    "清", "清账", "清掉", "付清", "结清", "結清", "付掉", "结掉", "结了", "結了", "结账", "結帳", "还清", "還清",
    "还上", "到账",
];
/// What is left to be paid, and what is owed: with one of these, or a word for what is paid, no sum needs to be said.
const LEFT: [&str; 10] = ["尾数", "尾數", "余数", "餘數", "支票", "剩下的", "剩下", "余下的", "餘下的", "其余的"];
const OWED: [&str; 6] = ["预付", "預付", "欠款", "老账", "旧账", "上批款"];

/// All words for what is paid, each before those that it begins with.
fn paid_for() -> impl Iterator<Item = &'static str> {
    LEFT.into_iter().chain(PAID_FOR).chain(OWED)
}

fn sum_of(words: &str, ahead: &Context) -> Option<Money> {
    let plain = |(range, sum): (Range<usize>, Money)| {
        let counts = words[range.end..].chars().next().is_some_and(|c| {
            is_han(c) && !"元块的压壓帐账款货貨尾余餘定订首预，结結付还打转轉汇匯到她他说說给給下".contains(c)
        });
        // 剩下1万5老板说月底打款: with its unit it is money, whoever stands behind it.
        let goods = "的台箱盒支个桶件套把根条张卷只瓶包斤吨米片";
        let unit = words[range.clone()].contains(['万', '萬', '千', '元', '块', '塊'])
            && words[range.end..].starts_with(|c| !goods.contains(c));
        ((unit || !counts) && sum.hundredths() >= 50_00).then_some(sum)
    };
    let certain = money::sums(words, ahead.lang, true).into_iter().find_map(plain);
    certain.or_else(|| sold::sums(words, ahead.lang).into_iter().next().map(|(_, sum)| sum))
}

/// The payment of a Chinese clause that names a day: `left` without the day, `bare` without what leads up to it. `earlier`: the clauses before in the
/// sentence, in their order.
pub(super) fn in_han(
    left: &str,
    bare: &str,
    earlier: &[&str],
    due: chrono::NaiveDate,
    ahead: &Context,
) -> Option<Payment> {
    // 周五前打定金: what is paid stands behind the word for it.
    let deposit = paid_for().find(|what| bare.ends_with(what)).and_then(|what| {
        let head = &bare[..bare.len() - what.len()];
        ["打", "付", "交", "汇", "匯", "转", "轉"]
            .into_iter()
            .find(|word| head.ends_with(word))
            .map(|word| (word, what))
    });
    if let Some((_, what)) = deposit.filter(|_| !left.contains('我') && !left.contains(['没', '不', '催', '等'])) {
        let amount = sum_of(left, ahead);
        return Some(Payment { due: Some(due), amount, text: what.to_owned(), paid: None });
    }
    if left.contains('我') {
        return None;
    }
    let told_of = |words: &str| {
        ["款", "帐", "账", "欠", "钱", "錢", "现金", "現金", "还差", "還差"].iter().any(|word| words.contains(word))
    };
    // 收了5000现金，剩下的月底: all that its clause says.
    let remainder = REST.iter().find(|rest| bare == **rest);
    let part_paid = |words: &str| ["先付", "付了", "收了", "先收", "打了"].iter().any(|word| words.contains(word));
    if let Some(rest) = remainder.filter(|_| earlier.last().is_some_and(|clause| told_of(clause) || part_paid(clause)))
    {
        return Some(Payment { due: Some(due), amount: None, text: (*rest).to_owned(), paid: None });
    }
    if let Some(payment) = sent_over(left, bare, due, ahead) {
        return Some(payment);
    }
    let pays = PAY.iter().filter(|word| bare.ends_with(**word)).max_by_key(|word| word.len())?;
    // 2400的货下周给: what is handed over is money only where it is said so.
    let handed = ["给", "給", "找", "过来", "過來"].contains(pays);
    if handed && !(paid_for().any(|word| left.contains(word)) || left.contains(['差', '欠'])) {
        return None;
    }
    let own = sum_of(left, ahead);
    let plainly = PLAINLY.contains(pays) && own.is_some();
    let what = paid_for().find(|word| left.contains(word));
    // 定了一万二的刀片，月底结: what was sold is paid then.
    let plain = without_who(bare);
    let whole =
        ["一起", "全部", "一次", "一并", "全"].iter().find_map(|word| plain.strip_prefix(word)).unwrap_or(plain);
    let alone = whole == *pays;
    let sold = || alone && earlier.last().is_some_and(|clause| sum_of(clause, ahead).is_some());
    // 要了20箱可乐，月底结清: so much of it as that comes to.
    let taken = || alone && !handed && earlier.last().is_some_and(|clause| takes_goods(clause));
    let of_money = told_of(left) || what.is_some() || plainly || earlier.iter().any(|clause| told_of(clause)) || sold();
    let amount = own.or_else(|| earlier.iter().rev().find_map(|clause| sum_of(clause, ahead))).filter(|_| of_money);
    // 预付三成周二到账: how much of it stands in the words.
    let share = left.contains('成') || left.contains('半');
    let half = left.contains("付一半") || left.contains("结一半");
    let amount = amount.filter(|_| own.is_some() && !half || !share);
    let text = match (what, share) {
        (Some(what), true) => {
            let from = left.find(what)?;
            let end = left.rfind(*pays).filter(|end| *end > from)?;
            left[from..end].trim_matches(notes::separates).to_owned()
        }
        (Some(what), false) if amount.is_none() => what.to_owned(),
        (None, true) if half => "付一半".to_owned(),
        _ => String::new(),
    };
    (amount.is_some() || !text.is_empty() || taken()).then_some(Payment { due: Some(due), amount, text, paid: None })
}

/// 把上次的八千块打过来, 会汇一万五过来: a sum with its unit that is sent over is money, whatever it is for.
fn sent_over(left: &str, bare: &str, due: chrono::NaiveDate, ahead: &Context) -> Option<Payment> {
    const SENT: [&str; 10] =
        ["打过来", "打過來", "转过来", "轉過來", "汇过来", "匯過來", "付过来", "付過來", "打给我们", "转给我们"];
    const SENDS: [char; 6] = ['打', '转', '轉', '汇', '匯', '付'];
    let amount = sum_of(left, ahead)?;
    let (range, _) = money::sums(left, ahead.lang, true).into_iter().find(|(_, sum)| *sum == amount)?;
    let unit =
        left[range.clone()].contains(['万', '萬', '千', '百', '元', '块', '塊']) || amount.hundredths() >= 10_000;
    let over = ["过来", "過來"].iter().any(|word| left[range.end..].trim_start_matches(['元', '块', '塊']) == *word);
    let split = over && left[..range.start].ends_with(SENDS);
    let sent = SENT.iter().any(|word| bare.ends_with(word));
    let denied = ["没", "沒", "不", "未", "催", "等"].iter().any(|word| left.contains(word));
    (unit && !denied && (split || sent)).then(|| Payment {
        due: Some(due),
        amount: Some(amount),
        text: String::new(),
        paid: None,
    })
}

/// What is left, where it stands alone.
const REST: [&str; 12] =
    ["剩下的", "剩下", "剩余", "剩餘", "余下的", "餘下的", "其余", "其餘", "尾款", "尾数", "尾數", "余款"];

/// A clause without whoever says it: 林老闆說付.
fn without_who(bare: &str) -> &str {
    let said = ["说", "說", "话", "話"].iter().find_map(|word| bare.split_once(word));
    said.filter(|(who, _)| who.chars().count() <= 4).map_or(bare, |(_, what)| what)
}

/// Whether a clause says that goods were taken, by their count.
fn takes_goods(clause: &str) -> bool {
    let taken = ["要了", "订了", "訂了", "定了", "拿了", "下单", "下單", "补了", "補了", "收咗货", "收咗貨"];
    let denied = ["没", "沒", "不", "未", "退", "样", "樣"];
    taken.iter().any(|word| clause.contains(word)) && !denied.iter().any(|word| clause.contains(word))
}

/// Before the word for paying: who will.
const WILL: [&str; 16] = [
    "she'll", "shell", "he'll", "they'll", "theyll", "will", "'ll", "to", "promised", "promises", "she", "he", "they",
    "says", "said", "and",
];
/// In the clause these make it something else.
const OTHER: [&str; 37] = [
    "we", "i", "i'll", "not", "never", "if", "when", "wants", "want", "asked", "until", "till", "once", "could",
    "would", "might", "already", "late", "each", "every", "monthly", "usually", "always", "more", "less", "refuses",
    "refused", "can't", "cant", "wont", "won't", "doesn't", "doesnt", "yet", "terms", "how", "than",
];

/// `says shell pay fri`, `pays end of month`: `whole` is the clause, `left` the same without its day. `before`: the clause before it.
pub(super) fn in_words(
    whole: &str,
    left: &str,
    before: &str,
    due: chrono::NaiveDate,
    ahead: &Context,
) -> Option<Payment> {
    let lower = left.to_ascii_lowercase().replace('’', "'");
    let words: Vec<&str> = lower.split_whitespace().collect();
    let at = words.iter().position(|word| ["pays", "pay", "paying"].contains(word)).filter(|at| *at <= 5)?;
    let whole = whole.to_ascii_lowercase().replace('’', "'");
    let other = whole.split_whitespace().any(|word| OTHER.contains(&word) || word.ends_with("n't"));
    let by = at.checked_sub(1).map_or("", |n| words[n]);
    let own = money::sums(left, ahead.lang, true).into_iter().find(|(_, sum)| sum.hundredths() >= 5_00);
    // `they pay 90 by mon`.
    let they = ["they", "he", "she", "says", "said"].contains(&by) && own.is_some();
    let will = words[at] != "pay" || WILL[..9].contains(&by) || by.ends_with("'ll") || they;
    // Whoever pays is named by a word or two at most.
    let who = words[..at].iter().filter(|word| !WILL.contains(word) && !word.ends_with("'ll")).count() <= 2;
    let kept = [
        "the", "it", "us", "up", "off", "me", "invoice", "bill", "balance", "rest", "deposit", "by", "on", "in", "at",
        "for", "old", "full", "cash", "card", "cheque", "before", "of", "quid",
    ];
    let figures = |word: &str| word.starts_with(|c: char| c.is_ascii_digit() || "£$€".contains(c));
    let rest = words[at + 1..].iter().all(|word| kept.contains(word) || figures(word));
    if other || !will || !who || !rest {
        return None;
    }
    let text = ["invoice", "bill", "balance", "rest", "deposit"].into_iter().find(|word| words.contains(word));
    // `reminded her of the invoice 184.20, says shell pay fri`.
    let billed = || {
        let last = before.split_whitespace().next_back()?;
        let written =
            last.starts_with(['£', '$', '€']) || last.split_once('.').is_some_and(|(_, pence)| pence.len() == 2);
        let sum = Money::parse(last.trim_start_matches(['£', '$', '€']))?;
        (tells_of_debt(before) && written).then_some(sum)
    };
    let amount = own.map(|(_, sum)| sum).or_else(billed);
    Some(Payment { due: Some(due), amount, text: text.unwrap_or_default().to_owned(), paid: None })
}

fn tells_of_debt(before: &str) -> bool {
    let owed = ["invoice", "owes", "owed", "owing", "bill", "balance", "outstanding", "owe"];
    before.to_ascii_lowercase().split_whitespace().any(|word| owed.contains(&word))
}

/// `jackie owes us 96 still, says fri`: what they owe by the clause before, which says how much.
pub(super) fn owed(before: &str, due: chrono::NaiveDate, ahead: &Context) -> Option<Payment> {
    let own = before.to_ascii_lowercase();
    let ours = own.split_whitespace().any(|word| ["we", "i"].contains(&word));
    let figure = |word: &str| Money::parse(word.trim_start_matches(['£', '$', '€']));
    let written = || own.split_whitespace().skip_while(|word| !word.starts_with("ow")).find_map(figure);
    let sums = || money::sums(before, ahead.lang, true).into_iter().next().map(|(_, sum)| sum);
    let amount = written().or_else(sums);
    let amount = amount.filter(|sum| sum.hundredths() >= 5_00)?;
    (tells_of_debt(before) && !ours).then_some(Payment {
        due: Some(due),
        amount: Some(amount),
        text: String::new(),
        paid: None,
    })
}
