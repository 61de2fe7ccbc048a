//! In English: a count of goods with a figure at the clause's end, `all in`, and what stands beside `order`.

mod order;

use std::ops::Range;

use crate::base::money::Money;
use crate::domain::log_line::marks::is_unit;
use crate::domain::log_line::money::is_a_number;
use crate::domain::log_line::ordinary::is_ordinary;
use crate::domain::log_line::sold::doubt::{COMES_BACK, NOT_YET};

pub(in crate::domain::log_line::sold) use order::order;

/// A figure stands in for a sum behind goods only where its clause has none of these, and nothing says that it is not given yet.
const OTHER: &[&str] = &[
    "sample",
    "samples",
    "trial",
    "trialling",
    "try",
    "tried",
    "free",
    "owe",
    "owes",
    "owed",
    "short",
    "left",
    "leftover",
    "cheaper",
    "dearer",
    "match",
    "was",
    "were",
    "budget",
    "usually",
    "not",
    "no",
    "never",
    "overcharged",
    "stock",
    "stocked",
    "cancel",
    "cancelled",
    "cancels",
    "invoice",
    "invoiced",
    "delivered",
    "last",
    "lost",
    "nearly",
    "almost",
    "instead",
    "nobody",
    "off",
    "previous",
    "min",
    "minimum",
    "average",
    "usual",
    "outstanding",
];
/// What is said of a sum that is the whole of it.
const ALL_IN: [&str; 18] = [
    "all in",
    "all-in",
    "all told",
    "inc vat",
    "incl vat",
    "inc. vat",
    "plus vat",
    "+ vat",
    "+vat",
    "ex vat",
    "exc vat",
    "inc delivery",
    "incl delivery",
    "for the lot",
    "in total",
    "w vat",
    "with vat",
    "altogether",
];
/// Before a figure at the clause's end these make it something else: `gloves size 9`, `rm 204`, `since 2019`.
const BEFORE_OTHER: [&str; 44] = [
    "size", "sizes", "rm", "room", "no", "nr", "number", "ral", "type", "grade", "model", "since", "by", "at", "to",
    "for", "of", "from", "in", "on", "and", "or", "x", "per", "every", "each", "around", "about", "till", "until",
    "line", "bay", "unit", "floor", "zone", "route", "ext", "code", "ref", "po", "week", "wk", "the", "day",
];
/// Sizes that stand behind goods: `5 cases cola 330`.
const SIZES: [i64; 14] = [250, 275, 310, 330, 360, 400, 440, 500, 568, 600, 700, 750, 1000, 1500];
/// Before a count: what whoever buys does.
const TAKES: &[&str] = &["took", "takes", "taking", "bought", "has", "had", "having"];
/// Counts that are written out.
const COUNTS: [&str; 14] =
    ["a", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "twelve", "twenty", "dozen"];
/// What an order is called that was given.
const KINDS: [&str; 36] = [
    "big", "small", "first", "new", "half", "repeat", "nice", "decent", "good", "another", "full", "part", "quick",
    "fresh", "whole", "restock", "top-up", "topup", "weekly", "monthly", "initial", "opening", "rush", "huge",
    "little", "tidy", "their", "his", "her", "an", "same", "regular", "large", "bumper", "placed", "gave",
];
/// Between an order and its sum.
const BETWEEN: [&str; 10] = ["now", "today", "of", "for", "worth", "in", "again", "is", "at", "came"];
/// Behind `1,450 order`: how it goes on.
const GOES_ON: [&str; 16] = [
    "for",
    "of",
    "in",
    "placed",
    "now",
    "today",
    "this",
    "confirmed",
    "taken",
    "from",
    "signed",
    "and",
    "thanks",
    "with",
    "agreed",
    "w",
];

/// A figure as it is written.
struct Figure {
    money: Money,
    signed: bool,
    /// It has a point or a comma or a `k`: no count has.
    written: bool,
}

fn figure(word: &str) -> Option<Figure> {
    let bare = word.trim_start_matches(['£', '$', '€']);
    let (digits, thousands) = bare.strip_suffix('k').map_or((bare, false), |digits| (digits, true));
    let plain = digits.starts_with(|c: char| c.is_ascii_digit())
        && digits.chars().all(|c| c.is_ascii_digit() || ".,".contains(c));
    let pence = digits.split_once('.').is_some_and(|(_, pence)| pence.len() == 2);
    let grouped =
        digits.split_once(',').is_some_and(|(_, rest)| rest.split('.').next().is_some_and(|rest| rest.len() == 3));
    if !plain || digits.contains('.') && !(pence || thousands) || digits.contains(',') && !grouped {
        return None;
    }
    let money = Money::parse(&if thousands { format!("{digits}k") } else { digits.replace(',', "") })?;
    let signed = bare.len() < word.len();
    (money.hundredths() > 0).then_some(Figure { money, signed, written: pence || grouped || thousands })
}

/// The words of a clause in small letters, each with where it stands.
fn words(clause: &str) -> Vec<(Range<usize>, String)> {
    let mut at = 0;
    let split = clause.split([' ', '\t']).filter_map(|word| {
        let start = at;
        at += word.len() + 1;
        let bare = word.trim_end_matches([':', ';', '!', '?']);
        (!bare.is_empty()).then(|| (start..start + bare.len(), bare.to_ascii_lowercase()))
    });
    let mut words: Vec<(Range<usize>, String)> = split.collect();
    // `£118 off me`, `at last`, `from stock` take nothing back.
    for [first, second] in
        [["off", "me"], ["off", "us"], ["at", "last"], ["from", "stock"], ["from", "van"], ["%", "off"]]
    {
        let is = |word: &str| word == first || first == "%" && word.ends_with('%');
        let pair = words.windows(2).position(|pair| is(&pair[0].1) && pair[1].1 == second);
        words.drain(pair.map_or(0..0, |at| at..at + 2));
    }
    // `3 more boxes`.
    let more = words.windows(3).position(|three| {
        three[1].1 == "more" && three[0].1.starts_with(|c: char| c.is_ascii_digit()) && is_unit(&three[2].1)
    });
    words.drain(more.map_or(0..0, |at| at + 1..at + 2));
    // `2 drums £96 for delivery next week` was ordered.
    let then = words
        .windows(2)
        .position(|pair| DELIVERED.contains(&pair[0].1.as_str()) && ["next", "nxt"].contains(&pair[1].1.as_str()));
    words.drain(then.map_or(0..0, |at| at..at + 2));
    // `2 drums £96 delivered thurs` is to come.
    let day =
        |word: &str| ["mon", "tue", "wed", "thu", "fri", "sat", "tomorrow"].iter().any(|day| word.starts_with(day));
    let ahead = words.windows(2).position(|pair| pair[0].1 == "delivered" && day(&pair[1].1));
    words.drain(ahead.map_or(0..0, |at| at..at + 1));
    words
}

/// Before `next week`: when it is brought.
pub(super) const DELIVERED: &[&str] = &["for", "delivery", "delivered", "deliver"];
/// What parts a clause: what stands before it speaks of something else.
const PARTS: [&str; 20] = [
    " owes ",
    " inv to follow",
    " invoice to follow",
    " next visit ",
    " ring her ",
    " del ",
    " deliver ",
    " drop off ",
    " paid cash",
    " paid card",
    " paid by card",
    " paid in cash",
    " but ",
    " so took ",
    " so ordered ",
    " and took ",
    " and ordered ",
    " then took ",
    " and told ",
    " and says ",
];

/// The parts of a clause: `budget is tight but took 4 cases` has two.
pub(super) fn parts(clause: &str) -> Vec<Range<usize>> {
    let mut ends: Vec<usize> = PARTS.iter().flat_map(|part| clause.match_indices(part)).map(|(at, _)| at).collect();
    ends.sort_unstable();
    ends.push(clause.len());
    let mut from = 0;
    ends.into_iter()
        .map(|end| {
            let part = from..end;
            from = (end + 1).min(clause.len());
            part
        })
        .collect()
}

/// Where goods are counted: `6 cases sanitiser`, `4 x wheel cleaner`.
fn goods(words: &[(Range<usize>, String)]) -> Option<usize> {
    let digits = |count: &str| count.parse::<u32>().is_ok_and(|count| (1..1000).contains(&count));
    let counted = words.windows(2).position(|pair| {
        let [(_, count), (_, unit)] = pair else { return false };
        (digits(count) || COUNTS.contains(&count.as_str())) && is_unit(unit)
    });
    counted.or_else(|| {
        words.windows(3).position(|three| {
            let [(_, count), (_, times), (_, what)] = three else { return false };
            const OFTEN: [&str; 10] =
                ["weekly", "week", "daily", "day", "month", "monthly", "visit", "visits", "times", "calls"];
            digits(count) && times == "x" && what.chars().any(char::is_alphabetic) && !OFTEN.contains(&what.as_str())
        })
    })
}

/// Whether goods are counted in these words.
pub(super) fn counts_goods(clause: &str) -> bool {
    goods(&words(clause)).is_some()
}

/// Whether somebody takes goods in these words.
pub(super) fn takes(clause: &str) -> bool {
    words(clause).iter().any(|(_, word)| TAKES.contains(&word.as_str()) || word == "ordered")
}

/// Whether these words join more goods, a word or two of them: ` and blue roll `.
pub(super) fn is_more_goods(between: &str) -> bool {
    let words: Vec<&str> = between.split_whitespace().collect();
    let Some((join, goods)) = words.split_first() else { return false };
    ["and", "&", "+", "plus"].contains(join)
        && (1..=2).contains(&goods.len())
        && goods.iter().all(|word| !is_ordinary(word))
}

/// Where so many were taken at a price of one each: `took 5 @ 22.50`.
fn taken_at(words: &[(Range<usize>, String)]) -> Option<usize> {
    words
        .windows(2)
        .position(|pair| {
            let [(_, count), (_, at)] = pair else { return false };
            count.parse::<u32>().is_ok_and(|count| (1..1000).contains(&count)) && ["@", "so"].contains(&at.as_str())
        })
        .filter(|at| *at > 0 && TAKES.contains(&words[at - 1].1.as_str()))
}

/// Whether the figure at `n` is said to be the whole: `so 112.50`, `96 total`, `comes to 287.60`.
fn is_whole(words: &[(Range<usize>, String)], n: usize, found: &Figure, earlier: &str) -> bool {
    let word = |n: Option<usize>| n.and_then(|n| words.get(n)).map_or("", |(_, word)| word.as_str());
    let before = word(n.checked_sub(1));
    let last = n + 1 == words.len();
    let least = found.money.hundredths() >= 10_00;
    let one = words.iter().any(|(_, word)| word == "@") || earlier.contains('@');
    let total = word(Some(n + 1)) == "total" && n + 2 == words.len() && n < 2 && (one || found.written);
    let took = || words.iter().any(|(_, word)| TAKES.contains(&word.as_str()));
    let so = before == "so" && last && (one || found.written && took());
    let comes = before == "to" && word(n.checked_sub(2)).starts_with("com") && last;
    least && (total || so || comes)
}

fn is_other(words: &[(Range<usize>, String)]) -> bool {
    let told = |word: &str| [OTHER, NOT_YET, COMES_BACK].iter().any(|list| list.contains(&word));
    words.iter().any(|(_, word)| told(word) || word.ends_with("n't") || word.ends_with("'ll"))
}

/// Whether a figure may be the sum of goods that are counted before it: `3 drums caustic 540`.
fn is_of_goods(found: &Figure, before: &str, named: bool) -> bool {
    let word = before.chars().all(|c| c.is_alphabetic() || "-'".contains(c)) && !BEFORE_OTHER.contains(&before);
    let hundredths = found.money.hundredths();
    let whole = hundredths / 100;
    if found.written {
        return word && hundredths >= 1_00;
    }
    named && word && whole >= 20 && !SIZES.contains(&whole) && !(1950..=2049).contains(&whole)
}

/// The sum of a clause, and which word it is.
fn place(words: &[(Range<usize>, String)], earlier: &str) -> Option<(usize, Figure)> {
    let rest = |from: usize| words[from..].iter().map(|(_, word)| word.as_str()).collect::<Vec<_>>().join(" ");
    if is_other(words) {
        return None;
    }
    let counted = goods(words);
    for (n, (_, word)) in words.iter().enumerate() {
        // `6 cases @ 14.50 = 87`.
        let after = word.strip_prefix('=').filter(|after| !after.is_empty());
        let equals = n > 0 && words[n - 1].1 == "=";
        let Some(found) = figure(after.unwrap_or(word)).filter(|found| !found.signed) else { continue };
        let behind = rest(n + 1);
        let last = n + 1 == words.len();
        if (equals || after.is_some()) && last || ALL_IN.contains(&behind.as_str()) && found.money.hundredths() >= 5_00
        {
            return Some((n, found));
        }
        // The price of one, and its sum comes after it.
        let before = n.checked_sub(1).map_or("", |n| words[n].1.as_str());
        let named = counted.is_some_and(|at| n > at + 2);
        if last && counted.is_some_and(|at| n > at + 1) && is_of_goods(&found, before, named) {
            return Some((n, found));
        }
        if beside_order(words, n, &found) || is_whole(words, n, &found, earlier) {
            return Some((n, found));
        }
    }
    None
}

/// Whether a figure stands beside an order: `1,450 order`, `order 88.40`.
fn beside_order(words: &[(Range<usize>, String)], n: usize, found: &Figure) -> bool {
    let round = found.money.hundredths() >= 10_000 && !is_a_number(&words[n].1);
    let next = words.get(n + 1).map_or("", |(_, word)| word.as_str());
    let then = words.get(n + 2).map_or("", |(_, word)| word.as_str());
    let ahead = next == "order" && (then.is_empty() || GOES_ON.contains(&then)) && (found.written || round);
    ahead || found.written && ordered(words).is_some_and(|at| is_its(words, at, n))
}

/// Whether the figure at `n` is that of the order at `at`.
fn is_its(words: &[(Range<usize>, String)], at: usize, n: usize) -> bool {
    n > at && words[at + 1..n].iter().all(|(_, word)| BETWEEN.contains(&word.as_str()))
}

/// Where a clause speaks of an order with what makes it one that was given: `big order`, `geoff order`.
fn ordered(words: &[(Range<usize>, String)]) -> Option<usize> {
    let at = words.iter().position(|(_, word)| word == "order")?;
    let before = &words[..at];
    let kind = before.last().is_none_or(|(_, word)| KINDS.contains(&word.as_str()) || !is_ordinary(word));
    let named = before.iter().all(|(_, word)| KINDS.contains(&word.as_str()) || !is_ordinary(word) || word == "and");
    (kind && named && before.len() <= 4).then_some(at)
}

/// The sum of a clause. `before`: the clause before it in the sentence.
pub(super) fn sum(clause: &str, before: &str) -> Option<(Range<usize>, Money)> {
    let words = words(clause);
    let (n, found) = place(&words, before)?;
    let range = words.get(n)?.0.clone();
    // `=87`.
    let lead = clause[range.clone()].len() - clause[range.clone()].trim_start_matches('=').len();
    Some((range.start + lead..range.end, found.money))
}
