//! Where an English clause says that goods were sold.
//!
//! Always holds: goods stand with their sum, or what is ordered with its own; what the clause says of something else is no order.

use std::ops::Range;

use super::{
    ALL_IN, GOES_ON, TAKES, beside_order, figure, goods, is_its, is_other, is_whole, ordered, place, taken_at, words,
};
use crate::domain::log_line::money::is_a_number;

/// Where a clause says that goods were sold: `wants 6 cases sanitiser £312`, `£1.2k order`. `next`: the clause behind it.
pub(in crate::domain::log_line::sold) fn order(clause: &str, next: &str) -> Option<Range<usize>> {
    let words = words(clause);
    if is_other(&words) {
        return None;
    }
    // `2 drums tfr @ 48, 96 total`.
    let total = || {
        let next = super::words(next);
        let whole = |n: usize| figure(&next[n].1).is_some_and(|found| is_whole(&next, n, &found, clause));
        (0..next.len().min(4)).any(whole)
    };
    // `20 sets, comes to 52,000` may be an offer; whoever took them has ordered.
    let sold = words.iter().any(|(_, word)| word == "@" || TAKES.contains(&word.as_str()) || word == "ordered");
    if let Some(at) = goods(&words)
        && sold
        && total()
    {
        return Some(words[at].0.start..clause.len());
    }
    // `took 5 @ 22.50 so 112.50`.
    if let Some(at) = taken_at(&words)
        && let Some((n, _)) = place(&words, "")
        && n > at
    {
        return Some(words[at].0.start..words[n].0.end);
    }
    // `40 quid of urinal blocks`.
    let of = words.windows(3).position(|three| {
        let [(_, sum), (_, quid), (_, of)] = three else { return false };
        figure(sum).is_some_and(|found| found.signed && quid == "of" || quid == "quid" && of == "of")
    });
    if let Some(at) = of {
        let what = words[at + 1..].iter().position(|(_, word)| word == "of").map(|of| at + of + 2);
        let what = what.and_then(|what| words.get(what)).map_or("", |(_, word)| word.as_str());
        const NO_GOODS: [&str; 12] =
            ["it", "that", "this", "credit", "debt", "damage", "waste", "business", "trade", "them", "his", "her"];
        let goods = what.len() > 1 && what.chars().all(|c| c.is_alphabetic() || c == '-') && !NO_GOODS.contains(&what);
        if goods {
            return Some(words[at].0.start..clause.len());
        }
    }
    // `10 more £390`.
    let more = words.windows(3).position(|three| {
        let count = |n: usize| three[n].1.parse::<u32>().is_ok_and(|count| (1..1000).contains(&count));
        let more = three[1].1 == "more" && count(0) || three[0].1 == "another" && count(1);
        more && figure(&three[2].1).is_some_and(|found| found.signed)
    });
    if let Some(at) = more {
        return Some(words[at].0.start..words[at + 2].0.end);
    }
    let signed = words.iter().rposition(|(_, word)| figure(word).is_some_and(|found| found.signed));
    let quid = words
        .windows(2)
        .position(|pair| matches!(pair, [(_, figures), (_, word)] if word == "quid" && figure(figures).is_some()));
    let each =
        words.iter().any(|(_, word)| ["each", "per", "apiece", "@"].contains(&word.as_str()) || word.contains('/'));
    // `took 4 cases at £24 each, £96`, `took 3 boxes and 2 tubs, £75 the lot`.
    let (sum, rest) = next.trim().split_once(' ').unwrap_or((next.trim(), ""));
    if let Some(at) = goods(&words)
        && sold
        && (rest.is_empty() || rest == "the lot" || ALL_IN.contains(&rest))
        && figure(sum).is_some_and(|found| found.signed)
    {
        return Some(words[at].0.start..clause.len());
    }
    // `4 cases @ £24 = £96`.
    let equals = words.iter().any(|(_, word)| word == "=");
    let sum =
        signed.or(quid.map(|at| at + 1)).filter(|_| !each || equals).or_else(|| place(&words, "").map(|(n, _)| n));
    if let (Some(at), Some(sum)) = (goods(&words), sum)
        && sum > at + 1
    {
        return Some(words[at].0.start..words[sum].0.end);
    }
    // `£1.2k order for pool chems`.
    let amount = |n: usize| figure(&words[n].1).is_some_and(|found| found.signed || beside_order(&words, n, &found));
    let ahead = words.iter().position(|(_, word)| word == "order").filter(|at| *at > 0 && amount(at - 1));
    if let Some(at) = ahead {
        let then = words.get(at + 1).map_or("", |(_, word)| word.as_str());
        return (then.is_empty() || GOES_ON.contains(&then)).then(|| words[at - 1].0.start..words[at].0.end);
    }
    let at = ordered(&words)?;
    let bare = |n: usize| {
        let found = figure(&words[n].1);
        found.is_some_and(|found| {
            found.signed || found.written || found.money.hundredths() >= 10_000 && !is_a_number(&words[n].1)
        })
    };
    let n = (at + 1..words.len()).find(|n| bare(*n) && is_its(&words, at, *n))?;
    Some(words[at].0.start..words[n].0.end)
}
