//! In English.

use super::words::{COMES_BACK, HABIT, NOT_YET, NOT_YET_SAID, SELLERS, SELLERS_SAID};
use super::{Place, Who};
use crate::domain::log_line::marks::is_unit;
use crate::domain::log_line::ordinary::is_a_word;
use crate::domain::log_line::sold::latin::{DELIVERED, parts};

/// Before another seller: we have the order that he had.
const BEATEN: &[&str] = &[
    "than", "not", "beats", "beat", "leaving", "left", "leave", "dropping", "dropped", "drop", "ditching", "ditched",
    "over", "undercut", "vs", "unlike",
];
/// Two words before.
const BEATEN_TOO: &[&str] = &["instead", "switched", "switching", "moved", "moving", "away", "over", "back"];
/// What customers do with other sellers.
const GETS: &[&str] = &["gets", "get", "getting", "buys", "buy", "buying", "bought", "had", "got", "have", "has"];
const PAYS: &[&str] = &["pays", "pay", "paying", "spends", "spend", "spending", "spent", "deals"];
/// Behind `from` these are we.
const OURS: &[&str] =
    &["us", "me", "our", "my", "her", "him", "them", "the", "stock", "van", "depot", "app", "website"];
/// Before `back`: goods are carried.
const CARRIES: &[&str] = &[
    "took", "take", "takes", "taking", "taken", "gave", "give", "gives", "giving", "sent", "send", "sends", "sending",
    "brought", "bring", "bringing", "handed", "handing", "had", "having", "got", "getting",
];
/// Before `back` or behind it: somebody comes.
const COMES: &[&str] = &[
    "be",
    "call",
    "ring",
    "rang",
    "come",
    "coming",
    "go",
    "going",
    "pop",
    "get",
    "report",
    "im",
    "i'm",
    "she's",
    "he's",
    "in",
    "on",
    "at",
    "next",
    "fri",
    "mon",
    "tues",
    "tue",
    "wed",
    "thurs",
    "thu",
    "monday",
    "tuesday",
    "wednesday",
    "thursday",
    "friday",
    "tomorrow",
];
/// Behind `ordered`, perhaps with an article: what nobody orders of us.
const NO_GOODS: &[&str] = &[
    "lunch",
    "dinner",
    "breakfast",
    "takeaway",
    "pizza",
    "pizzas",
    "curry",
    "sandwiches",
    "taxi",
    "cab",
    "uber",
    "skip",
    "lorry",
    "digger",
    "van",
    "car",
    "dishwasher",
    "glasswasher",
    "oven",
    "fridge",
    "freezer",
    "boiler",
    "till",
    "kitchen",
    "carpet",
    "carpets",
    "furniture",
    "laptop",
    "printer",
    "uniforms",
    "survey",
    "audit",
    "review",
    "stocktake",
    "inspection",
];
/// These are goods, too, where they are not ordered as one.
const A_CUP: &[&str] = &["coffee", "tea", "drink", "beer", "pint", "cake", "sandwich", "round"];
/// Sums beside these are no worth of a visit.
const NO_WORTH: &[&str] = &[
    "turnover",
    "takings",
    "profit",
    "profits",
    "revenue",
    "fined",
    "fine",
    "penalty",
    "wages",
    "salary",
    "rent",
    "mortgage",
    "dispute",
    "disputed",
    "overdue",
    "unpaid",
    "arrears",
    "outstanding",
    "surcharge",
    "postage",
    "carriage",
    "parking",
    "invoice",
    "invoices",
    "statement",
    "debt",
    "debts",
    "overcharged",
    "insurance",
    "grant",
    "raised",
    "chasing",
    "chased",
    "chase",
    "cancelled",
    "cancelling",
    "failed",
    "declined",
    "bounced",
    "average",
    "typical",
    "tip",
    "lunch",
    "dinner",
    "petrol",
    "fuel",
    "taxi",
];
/// Right before a sum.
const NO_WORTH_BEFORE: &[&str] = &[
    "cost", "costs", "costing", "charge", "charges", "charged", "charging", "fee", "fees", "lost", "losing", "loses",
    "max", "maximum", "min", "minimum", "limit", "delivery", "under", "over", "saves", "save", "saving", "saved",
    "cheque", "transfer", "bacs",
];
/// Right behind one.
const NO_WORTH_BEHIND: &[&str] = &[
    "off",
    "cheaper",
    "dearer",
    "less",
    "more",
    "lower",
    "higher",
    "discount",
    "difference",
    "short",
    "extra",
    "loss",
    "fine",
    "charge",
    "fee",
    "surcharge",
    "delivery",
    "invoice",
    "bill",
    "credit",
    "refund",
];
/// Of one of these a sum is the price: `£12 a drum`.
const ONE: &[&str] =
    &["litre", "liter", "kilo", "metre", "go", "head", "hour", "night", "pop", "person", "time", "gram"];
const PRICE_IS: &[&str] =
    &["now", "is", "was", "up", "down", "gone", "going", "went", "rise", "rising", "increase", "per"];

/// The words of a clause: only what stands with the place, before or behind a `but`.
fn words(place: &Place) -> (Vec<&str>, usize) {
    let part = parts(&place.clause).into_iter().rfind(|part| part.start <= place.at.start);
    let (from, to) = part.map_or((0, place.clause.len()), |part| (part.start, part.end.max(place.at.end)));
    let own = |text: &'_ str| text.split_whitespace().count();
    let all: Vec<&str> = place.clause[from..to]
        .split_whitespace()
        .map(|word| word.trim_matches(|c: char| "()\"“”:;!?".contains(c)))
        .collect();
    (all, own(&place.clause[from..place.at.start]))
}

/// Whether these words stand next to each other in the clause.
fn says(words: &[&str], phrases: &[&str]) -> bool {
    let whole = format!(" {} ", words.join(" "));
    phrases.iter().any(|phrase| whole.contains(&format!(" {phrase} ")))
}

/// Whether it was bought of somebody else, is a habit, or came back.
pub(super) fn is_other(place: &Place, who: &Who<'_>) -> bool {
    let said = |words: &[&str]| elsewhere(words, who) || says(words, HABIT) || comes_back(words);
    // `ordered a new fridge, £900`: a sum that is all of its clause is of the clause before it.
    let alone = place.clause[..place.at.start].trim().is_empty() && place.clause[place.at.end..].trim().is_empty();
    let before: Vec<&str> = place.before.split_whitespace().filter(|_| alone).collect();
    let at = before.iter().position(|word| *word == "ordered");
    said(&words(place).0) || said(&before) || at.is_some_and(|at| is_no_goods(&before[at + 1..]))
}

fn elsewhere(words: &[&str], who: &Who<'_>) -> bool {
    if says(words, SELLERS_SAID) {
        return true;
    }
    let beaten = |n: usize| {
        n > 0 && BEATEN.contains(&words[n - 1]) || n > 1 && BEATEN_TOO.contains(&words[n - 2]) && words[n - 1].len() < 5
    };
    let seller = |word: &str| SELLERS.contains(&word.trim_end_matches("'s").trim_end_matches("’s"));
    if words.iter().enumerate().any(|(n, word)| seller(word) && !beaten(n)) {
        return true;
    }
    // `gets 6 cases from wessex paper`.
    let order = words.contains(&"order");
    let other = |n: usize| {
        words.get(n + 1).is_some_and(|name| {
            let named = name.len() > 2 && name.starts_with(|c: char| c.is_ascii_alphabetic());
            named && !OURS.contains(name) && !is_a_word(name) && !who.is_own(name)
        })
    };
    let after = |verbs: &[&str], joins: &[&str]| {
        let verb = words.iter().position(|word| verbs.contains(word));
        verb.is_some_and(|verb| (verb..words.len()).any(|n| joins.contains(&words[n]) && other(n)))
    };
    !order
        && (after(GETS, &["from", "off"]) || after(&GETS[..6], &["at"]) || after(PAYS, &["with", "at", "to", "from"]))
}

/// Whether goods come back or are given: `took 2 cases back`, `swapped 3 boxes`.
fn comes_back(words: &[&str]) -> bool {
    let back = words.iter().position(|word| *word == "back").is_some_and(|at| {
        let near = |n: Option<usize>| n.and_then(|n| words.get(n)).is_some_and(|word| COMES.contains(word));
        words[..at].iter().any(|word| CARRIES.contains(word)) && !near(at.checked_sub(1)) && !near(Some(at + 1))
    });
    // `sending back 3 boxes`.
    back || words.iter().any(|word| COMES_BACK.contains(word))
        || says(words, &["on the house", "out of date", "to try", "on loan", "sale or return"])
}

/// Whether it is asked, told or hoped for, and hangs on something.
pub(super) fn is_not_yet(place: &Place, who: &Who<'_>) -> bool {
    let (words, _) = words(place);
    place.asked
        || says(&words, NOT_YET_SAID)
        || words.iter().enumerate().any(|(n, word)| {
            // `for delivery next week` was ordered.
            let then =
                ["next", "nxt"].contains(word) && n.checked_sub(1).is_some_and(|n| DELIVERED.contains(&words[n]));
            NOT_YET.contains(word) && !then && !who.is_own(word) || word.ends_with("'ll")
        })
}

/// Whether what was ordered is no goods of ours: `ordered lunch`, `ordered me a coffee`, `ordered her staff to wear gloves`.
pub(super) fn is_of_no_goods(place: &Place) -> bool {
    let behind: Vec<&str> = place.clause[place.at.end..].split_whitespace().collect();
    place.clause[place.at.clone()].ends_with("ordered") && is_no_goods(&behind)
}

fn is_no_goods(behind: &[&str]) -> bool {
    let first = behind.first().copied().unwrap_or_default();
    let told = ["to", "me", "us", "himself", "herself", "themselves"].contains(&first)
        || ["her", "his", "their", "him", "them", "everyone", "staff", "the"].contains(&first)
            && behind.iter().take(4).any(|word| *word == "to");
    let article = ["a", "an", "another", "some", "the", "her", "his", "their", "new", "in"];
    let what = behind.iter().find(|word| !article.contains(word)).copied().unwrap_or_default();
    told || NO_GOODS.contains(&what) || A_CUP.contains(&what) && ["a", "an", "another"].contains(&first)
}

/// Whether a sum is the price of one, a difference, a debt, or what something costs them.
pub(super) fn is_no_worth(place: &Place) -> bool {
    let (words, at) = words(place);
    let word = |n: Option<usize>| n.and_then(|n| words.get(n)).copied().unwrap_or_default();
    let (before, earlier) = (word(at.checked_sub(1)), word(at.checked_sub(2)));
    let counted = |word: &str| word.starts_with(|c: char| c.is_ascii_digit());
    // `150 quid`: the sum has two words.
    let end = at + place.clause[place.at.clone()].split_whitespace().count().max(1);
    let (behind, then) = (word(Some(end)), word(Some(end + 1)));
    let each = ["a", "an", "per"].contains(&behind) && (is_unit(then) || ONE.contains(&then));
    let apart = NO_WORTH_BEHIND.contains(&behind)
        && !(behind == "off" && ["me", "us", "her", "him", "them", "the"].contains(&then))
        && (behind != "delivery" || then.is_empty());
    let discount = before == "off" && (earlier.ends_with('%') || counted(earlier));
    let last = if ["for", "of", "was", "is"].contains(&before) { earlier } else { before };
    let costs = NO_WORTH_BEFORE.contains(&last) && !(before == "over" && earlier == "just");
    let ahead = &words[..at.min(words.len())];
    let price = ahead.iter().rposition(|word| ["price", "prices"].contains(word));
    let price = price.is_some_and(|n| ahead[n + 1..].iter().any(|word| PRICE_IS.contains(word)) && at - n <= 5);
    let gets = ["gets", "get", "getting", "sells", "sell", "selling", "retails"];
    let gets = ahead.iter().rposition(|word| gets.contains(word));
    let gets = gets.is_some_and(|n| ["for", "at"].contains(&before) && at - n <= 5);
    let rival = SELLERS.contains(&before);
    let ours = ["with", "today"].contains(&behind) && ["us", "me", ""].contains(&then);
    let pays = ahead.iter().any(|word| PAYS.contains(word)) && !ours;
    let bill = words.iter().enumerate().any(|(n, word)| {
        let own =
            |n: Option<usize>, list: &[&str]| n.and_then(|n| words.get(n)).is_some_and(|word| list.contains(word));
        ["bill", "bills"].contains(word)
            && (own(n.checked_sub(1), &["a", "the", "her", "his", "their", "last", "old", "month's"])
                || own(Some(n + 1), &["for", "of", "was", "is"]))
    });
    let beside = says(&words, &["coffee with"]) || words.iter().any(|word| NO_WORTH.contains(word));
    rival || each || apart || discount || costs || price || gets || pays || bill || beside
}
