//! Money of which the clause before speaks, settled by a day: `they owe us 75, sort by friday`, `took the trial, 1,250.50 over the year, pay by 15 dec`.
//!
//! Always holds: the clause says no more than that it is paid by the day, and the one before how much is owed, or what was taken came to.

use super::owed;
use crate::base::money::Money;
use crate::base::when::Context;
use crate::domain::heard::Payment;
use crate::domain::log_line::day;
use crate::domain::log_line::tokens::{fits, tokens};

/// Who settles it, and how that is said.
const WHO: [&str; 4] = [
    "says|said|reckons|promised|promises? he|she|they|boss|owner|accounts will|to|is|are?",
    "says|said|reckons|promised|promises? hell|shell|theyll|will|to",
    "says|said|promised|promises",
    "and|but|so",
];
const SETTLES: &str =
    "sort|sorts|sorting|settle|settles|settling|clear|clears|clearing|square|squares|squaring it|that|this|up|all?";
const PAYS: &str = "pay|pays|paying it|that|up|all?";
/// In the clause before these make the sum something else.
const OTHER: [&str; 18] = [
    "quoted", "quote", "each", "budget", "we", "i", "credit", "refund", "last", "was", "cheaper", "per", "offered",
    "price", "prices", "less", "more", "paid",
];

/// The payment of such a clause. `before`: the clause before it; `own`: whether a word is what one of the customer's people is called.
pub(in crate::domain::log_line::told) fn settled(
    words: &str,
    before: &str,
    own: &dyn Fn(&str) -> bool,
    ahead: &Context,
) -> Option<Payment> {
    let all = tokens(words, 0..words.len());
    let named = usize::from(all.first().is_some_and(|token| own(&token.word)));
    let led = WHO.iter().filter_map(|who| fits(&all, named, who)).max().unwrap_or(named);
    let (settles, pays) = (fits(&all, led, SETTLES), fits(&all, led, PAYS));
    let (day, slot) = day::named(words, &all, settles.or(pays)?, own, ahead)?;
    if day.start != settles.or(pays)? || day.end != all.len() {
        return None;
    }
    let debt = || owed(before, slot.day, ahead).and_then(|payment| payment.amount);
    let amount = debt().or_else(|| if pays.is_some() { came_to(before) } else { None })?;
    Some(Payment { due: Some(slot.day), amount: Some(amount), text: String::new(), paid: None })
}

/// The one sum of a clause that is written as one: with its sign or its pence.
fn came_to(before: &str) -> Option<Money> {
    let all = tokens(before, 0..before.len());
    let written = |word: &str| {
        let bare = word.trim_start_matches(['£', '$', '€']);
        let pence = bare.split_once('.').is_some_and(|(_, pence)| pence.len() == 2);
        Money::parse(&bare.replace(',', "")).filter(|_| pence || bare.len() < word.len())
    };
    let mut sums = all.iter().filter_map(|token| written(&token.word));
    let (sum, other) = (sums.next()?, sums.next());
    let plain = !all.iter().any(|token| OTHER.contains(&token.word.as_str()));
    (plain && other.is_none() && sum.hundredths() >= 5_00).then_some(sum)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::clock::Now;
    use crate::base::lang::Lang;
    use crate::base::when::Hint;

    #[test]
    fn what_is_settled_by_a_day_is_what_was_owed_and_nothing_else() {
        let ahead = Context::at(&Now::parse("2026-11-24T10:42:00+00:00").unwrap(), Hint::Future, Lang::En);
        for (before, words, expected) in [
            ("they owe us 75", "sort by friday", "2026-11-27 75"),
            ("they owe us 240 from october", "pays by 5 dec", "2026-12-05 240"),
            ("jo owes us £90 still", "says shell settle it mon", "2026-11-30 90"),
            ("1,250.50 over the year", "pay by 15 dec", "2026-12-15 1250.50"),
            ("we owe them 75", "sort by friday", ""),
            ("happy", "sort by friday", ""),
            ("they owe us 75", "i will sort by friday", ""),
            ("they owe us 75", "sort the delivery by friday", ""),
            ("quoted £18.50", "pay by 15 dec", ""),
            ("took 12 boxes", "pay by 15 dec", ""),
        ] {
            let found = settled(words, before, &|word| word == "jo", &ahead);
            assert_eq!(found.map_or(String::new(), |payment| payment.to_string()), expected, "{before}, {words}");
        }
    }
}
