//! Money that came, told in English: `he paid the £68 that was owing`, `first order £42, paid by card`.
//!
//! Always holds: what something costs, what was bought with it and what others take is no money that came.

use std::ops::Range;

use crate::base::lang::Lang;
use crate::base::money::Money;
use crate::domain::log_line::money;
use crate::domain::log_line::ordinary::is_ordinary;

/// The same behind a sum in English.
const PAPERS_TOO: [&str; 10] =
    ["quote", "quotation", "order", "orders", "invoice", "contract", "offer", "proposal", "po", "tender"];
/// Words that say it in English, with a sum behind them.
const PAID: [&str; 14] = [
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
    "settled the",
    "cleared the",
];
/// All that stands behind a sum that came.
const ARRIVED: [&str; 7] =
    ["received", "came through", "has cleared", "cleared", "in the bank", "has come through", "came in"];
/// Before those, what takes it back.
const WILL: [&str; 26] = [
    "will", "won't", "not", "to", "be", "have", "haven't", "hasn't", "wasn't", "isn't", "get", "gets", "never",
    "until", "till", "if", "when", "once", "want", "wants", "i", "we", "i've", "we've", "being", "no",
];

/// Behind what was received or paid these leave it money that came; a price (`£9 a box`) and what was bought with it (`£6 for parking`) do not.
const CLOSED: [&str; 34] = [
    "",
    "card",
    "cheque",
    "chq",
    "bacs",
    "in",
    "from",
    "by",
    "today",
    "cash",
    "quid",
    "pounds",
    "on",
    "that",
    "he",
    "she",
    "they",
    "towards",
    "toward",
    "and",
    "yesterday",
    "already",
    "now",
    "this",
    "via",
    "upfront",
    "deposit",
    "there",
    "so",
    "but",
    "against",
    "straight",
    "of",
    "then",
];
/// What is owed: `paid £310 for the june invoice`, `paid £50 off the account`.
const OWED: [&str; 8] = ["invoice", "invoices", "order", "delivery", "account", "balance", "statement", "bill"];
/// What speaks of something sold, in the clause before.
const SOLD: [&str; 9] = ["order", "invoice", "deliver", "bill", "balance", "sold", "owed", "owing", "account"];
/// `£63.50 delivered, malcolm paid`, `first order £42, paid by card`: the sum stands in the clause before.
pub(super) fn in_words_before(
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
        // `rooms £95, everyone paid cash`.
        ["he" | "she"] => true,
        [one] => {
            !WILL.contains(one)
                && !["not", "they", "you", "half", "part", "already", "over"].contains(one)
                && !is_ordinary(one)
        }
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
    let spoken = words.to_ascii_lowercase();
    let plain = SOLD.iter().any(|word| spoken.contains(word))
        && words[at..].matches(['£', '$', '€']).count() == 1
        && !["credit", "owe", "quote", "each", "off", "offer", "price"].iter().any(|word| spoken.contains(word));
    let cash = ["cash", "cheque", "card"].into_iter().find(|word| how.contains(word)).unwrap_or_default();
    plain.then(|| (before.start + at..before.start + at + range.end, amount, cash.to_owned()))
}

/// `paid the old invoice, 612 cheque`: what was paid stands in a clause of its own behind.
pub(super) fn by_cheque(text: &str, clauses: &[Range<usize>], n: usize) -> Option<(Range<usize>, Money, String)> {
    let clause = clauses.get(n)?;
    let words = text[clause.clone()].trim();
    let (figures, how) = words.split_once(' ')?;
    let how = how.trim().to_ascii_lowercase();
    let cash = ["cheque", "chq", "cash", "card", "bacs", "transfer"]
        .into_iter()
        .find(|word| how == *word || how.strip_prefix("by ").or(how.strip_prefix("in ")) == Some(word))?;
    let before = text[clauses.get(n.checked_sub(1)?)?.clone()].to_ascii_lowercase();
    let said: Vec<&str> = before.split_whitespace().collect();
    let at = said.iter().position(|word| ["paid", "settled", "cleared"].contains(word))?;
    let taken_back = said[..at].iter().rev().take(2).any(|word| WILL.contains(word) || word.ends_with("n't"));
    let more = said[at..].iter().any(|word| word.starts_with(|c: char| c.is_ascii_digit() || "£$€".contains(c)));
    let digits = figures.trim_start_matches(['£', '$', '€']);
    let amount = Money::parse(&digits.replace(',', "")).filter(|amount| amount.hundredths() >= 5_00)?;
    let plain = digits.chars().all(|c| c.is_ascii_digit() || ".,".contains(c));
    (plain && !taken_back && !more && text[..clause.start].trim_end().ends_with(','))
        .then(|| (clause.start..clause.start + figures.len(), amount, cash.to_owned()))
}

/// Whether a word may be somebody's name: months and what sentences are made of are none.
fn is_name(word: &str) -> bool {
    const MONTHS: [&str; 19] = [
        "jan",
        "feb",
        "mar",
        "apr",
        "may",
        "jun",
        "jul",
        "aug",
        "sep",
        "sept",
        "oct",
        "nov",
        "dec",
        "june",
        "july",
        "august",
        "january",
        "september",
        "november",
    ];
    !MONTHS.contains(&word.to_ascii_lowercase().as_str()) && !is_ordinary(word)
}

/// `he paid the £68 that was owing`, `received 150 cash`, `£1,280 received`.
pub(super) fn in_words(words: &str, lang: Lang) -> Option<(Range<usize>, Money, String)> {
    let lower = words.to_ascii_lowercase();
    let inside = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
    let signed =
        words.find(['£', '$', '€', '¥', '￥']).and_then(|at| Some((at, money::first(&words[at..], lang, true)?)));
    if let Some((at, (range, amount))) = signed.clone()
        && range.start == 0
        && ARRIVED.contains(&lower[at + range.end..].trim())
    {
        return Some((at..at + range.end, amount, String::new()));
    }
    // `3 tins polish 27.60 paid cash`.
    let by = ["paid cash", "paid card", "paid by card", "paid in cash", "paid by cheque", "paid bacs"];
    if let Some((head, how)) = by.iter().find_map(|how| Some((lower.trim_end().strip_suffix(how)?, *how)))
        && let Some(word) = head.split_whitespace().next_back()
        && let Some((_, pence)) = word.trim_start_matches('£').split_once('.')
        && pence.len() == 2
        && let Some(amount) = Money::parse(word.trim_start_matches('£')).filter(|sum| sum.hundredths() >= 5_00)
    {
        let end = head.trim_end().len();
        let how = how.split(' ').next_back().unwrap_or_default();
        return Some((end - word.len()..end, amount, how.to_owned()));
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
            let at = ["cheque for", "a cheque", "cheque", "cash"]
                .iter()
                .find_map(|word| Some(lower.find(word)? + word.len()))?;
            let given = ["did me", "gave me", "gave us", "handed me", "handed over", "picked up", "got a", "collected"]
                .iter()
                .any(|word| lower.contains(word));
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
    // `paid the oct bill £180.50`.
    let settled = word.ends_with(" the") && !word.starts_with("paid");
    let what = (settled || word.starts_with("paid")) && between.len() <= 4 && between.iter().all(|word| !is_name(word));
    let near = near || what && between.iter().any(|word| OWED.contains(&word.to_ascii_lowercase().as_str()));
    let behind = rest[range.end..].to_ascii_lowercase();
    let behind: Vec<&str> = behind.split_whitespace().collect();
    let next = behind.first().copied().unwrap_or_default();
    let owed = behind.iter().any(|word| OWED.contains(word));
    let whose = behind.get(1).is_some_and(|word| ["him", "her", "them"].contains(word));
    // `paid £100 off the £310`.
    let part = behind.get(1) == Some(&"the") && behind.get(2).is_some_and(|word| word.starts_with(['£', '$', '€']));
    let closed = match next {
        "for" => word.starts_with("took") || !word.starts_with("paid") || owed,
        "off" => whose || part && word.starts_with("paid") || word.starts_with("paid") && owed,
        next => CLOSED.contains(&next),
    };
    // `she took £20 change`.
    let who = lower.find(word).and_then(|at| lower[..at].split_whitespace().next_back());
    let others = word == "took" && who.is_some_and(|who| ["she", "he", "they", "it", "who"].contains(&who));
    // `took £1.2k on saturday` is what they sold, `insurance paid 5k` what they were paid.
    let sold = word == "took"
        && ["on", "in", "over"].contains(&next)
        && !behind.get(1).is_some_and(|word| ["account", "card", "cash", "the"].contains(word));
    const PAYERS: [&str; 7] = ["insurance", "insurers", "insurer", "landlord", "council", "hmrc", "owners"];
    let before = lower.find(word).map_or("", |at| &lower[..at]);
    if sold || before.split_whitespace().any(|word| PAYERS.contains(&word)) {
        return None;
    }
    if others || PAPERS_TOO.contains(&next) {
        return None;
    }
    let bare = word != "took" && amount.hundredths() >= 20_00 && word != "cheque";
    let cash = ["cash", "cheque", "card"].into_iter().find(|word| lower.contains(word)).unwrap_or_default();
    (near && closed && (signed || bare)).then(|| (end + range.start..end + range.end, amount, cash.to_owned()))
}
