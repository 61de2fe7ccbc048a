//! What is left to be paid, in English: `rest end of month`, `says cheque fri`, `jo says rest of the money end of month`.
//!
//! Always holds: it is all that the clause says behind who says it, and a day to come closes it; what is left of goods is no money.

use super::{owed, tells_of_debt};
use crate::base::when::Context;
use crate::domain::heard::Payment;
use crate::domain::log_line::day;
use crate::domain::log_line::tokens::{fits, tokens};

/// What one pays with: it is money by itself.
const WITH: &str = "a|the|his|her|their? cheque|chq|bacs";
/// How they send it, behind who says so.
const SENDS: &str = "hell|shell|theyll|he|she|they? will|to? do|send|pay|post|drop|give|write me|us?";
/// What is left, where the words or the clause before speak of money.
const LEFT: &str = "the? rest|balance|remainder";
/// Behind those.
const OF_MONEY: &str = "of the|it money|bill|invoice|balance?";
/// Between them and the day.
const COMES: &str = "is|will|to|coming|due? be|come|follow? on|in|by|at?";
/// Who says it.
const SAYS: [&str; 5] = ["says", "said", "reckons", "promised", "promises"];

/// The payment of a clause, and where it begins. `before`: the clause before it; `own`: whether a word is what one of the customer's people is called.
pub(in crate::domain::log_line::told) fn left(
    words: &str,
    before: &str,
    own: &dyn Fn(&str) -> bool,
    ahead: &Context,
) -> Option<(usize, Payment)> {
    let all = tokens(words, 0..words.len());
    let said = all.iter().rposition(|token| SAYS.contains(&token.word.as_str()));
    let from = said.map_or(0, |at| at + 1);
    let from = fits(&all, from, SENDS).filter(|_| said.is_some()).unwrap_or(from);
    let with = fits(&all, from, WITH);
    let rest = || fits(&all, from, LEFT);
    let what = with.or_else(rest)?;
    let of = fits(&all, what, OF_MONEY).unwrap_or(what);
    let of = of.max(fits(&all, what, "of it").unwrap_or(what));
    let head = said.map_or("", |at| &words[..all[at].range.start]);
    let debt = tells_of_debt(head);
    let spoken = before.to_ascii_lowercase();
    let money = spoken.contains(['£', '$', '€'])
        || spoken.split(' ').any(|word| ["paid", "cash", "deposit", "cheque", "quid", "invoice"].contains(&word))
        || tells_of_debt(before);
    if with.is_none() && !(money || debt || of > what && said.is_some()) {
        return None;
    }
    let who =
        |token: &str| own(token) || ["he", "she", "they", "boss", "owner", "accounts", "and", "but"].contains(&token);
    let theirs = debt || said.is_none_or(|at| all[..at].iter().all(|token| who(&token.word)));
    // `said wants cheque fri`, `i said cheque fri`.
    let to = fits(&all, of, COMES).unwrap_or(of);
    let (day, slot) = day::named(words, &all, to, own, ahead)?;
    let ours = all[..from].iter().any(|token| ["i", "we", "ive", "weve"].contains(&token.word.as_str()));
    if !theirs || ours || day.start != to || day.end != all.len() || slot.day < ahead.today {
        return None;
    }
    let amount = if debt { owed(head, slot.day, ahead) } else { None }
        .or_else(|| if with.is_some() { owed(before, slot.day, ahead) } else { None })
        .and_then(|payment| payment.amount);
    let text = all.get(what - 1)?.word.clone();
    let start = if debt { all.get(said?)?.range.start } else { 0 };
    Some((start, Payment { due: Some(slot.day), amount, text, paid: None }))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::clock::Now;
    use crate::base::lang::Lang;
    use crate::base::when::Hint;

    #[test]
    fn what_is_left_to_be_paid_is_money_of_theirs_and_what_is_left_of_goods_is_none() {
        let ahead = Context::at(&Now::parse("2026-11-24T10:42:00+00:00").unwrap(), Hint::Future, Lang::En);
        for (before, words, expected) in [
            ("", "owes 120 from oct says cheque fri", "2026-11-27 120 cheque"),
            ("owes 120 from oct", "says cheque fri", "2026-11-27 120 cheque"),
            ("", "cheque on friday", "2026-11-27 cheque"),
            ("mick paid 300 cash", "rest end of month", "2026-11-30 rest"),
            ("", "jo says rest of the money end of month", "2026-11-30 rest"),
            ("", "balance of it fri", ""),
            ("half the order now", "rest fri", ""),
            ("", "i said cheque fri", ""),
            ("", "no cheque fri", ""),
            ("", "cheque fri bounced", ""),
            ("", "cheque came fri", ""),
            ("", "wants a rest fri", ""),
        ] {
            let found = left(words, before, &|word| word == "jo", &ahead);
            assert_eq!(found.map_or(String::new(), |(_, payment)| payment.to_string()), expected, "{before}, {words}");
        }
    }
}
