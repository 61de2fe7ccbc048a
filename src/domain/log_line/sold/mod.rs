//! Sums and orders told with words of trade, without a sign: 下了12万的铣刀, 定了50支丝锥，8600, `8 boxes nitrile gloves 94.50`, `1,450 order`.
//!
//! Always holds: a figure is a sum only beside what was sold; a count, a size, a telephone, a year and an hour are text. What is wished, lent, tried
//! or was bought elsewhere is no order.

mod bare;
pub(super) mod doubt;
mod han;
mod latin;
mod together;

use std::ops::Range;

use super::clause;
use super::how::shut::alike;
use crate::base::lang::Lang;
use crate::base::money::Money;
use crate::base::text::is_han;

pub(super) use together::added;

/// The sums of a text, in order.
pub(super) fn sums(text: &str, lang: Lang) -> Vec<(Range<usize>, Money)> {
    let text = &alike(text);
    let clauses = clause::all(text);
    let mut found = Vec::new();
    for (n, clause) in clauses.iter().enumerate() {
        let words = &text[clause.clone()];
        let sum = match words.contains(is_han) || lang.is_chinese() {
            true => han::sum(words, before(text, &clauses, n)).or_else(|| bare::sum(words, before(text, &clauses, n))),
            false => latin::parts(words).into_iter().find_map(|part| {
                let (range, sum) = latin::sum(&words[part.clone()], before(text, &clauses, n))?;
                Some((part.start + range.start..part.start + range.end, sum))
            }),
        };
        found.extend(sum.map(|(range, sum)| (clause.start + range.start..clause.start + range.end, sum)));
    }
    found
}

/// Where a text says that something was sold, from here on. `ours`: whether it was sold by us.
pub(super) fn order(text: &str, from: usize, ours: &dyn Fn(&Range<usize>) -> bool) -> Option<Range<usize>> {
    let text = &alike(text);
    let clauses = clause::all(text);
    clauses.iter().enumerate().filter(|(_, clause)| clause.end > from).find_map(|(n, clause)| {
        let words = &text[clause.clone()];
        let next = clauses.get(n + 1).map_or("", |next| &text[next.clone()]);
        let found = if words.contains(is_han) {
            han::order(words, next)
        } else {
            latin::parts(words).into_iter().find_map(|part| {
                let range = latin::order(&words[part.clone()], next)?;
                Some(part.start + range.start..part.start + range.end)
            })
        };
        let range = found.map(|range| clause.start + range.start..clause.start + range.end)?;
        (range.start >= from && ours(&range)).then_some(range)
    })
}

/// The clause before one, where only a comma stands between.
fn before<'a>(text: &'a str, clauses: &[Range<usize>], n: usize) -> &'a str {
    let Some(before) = n.checked_sub(1).and_then(|n| clauses.get(n)) else { return "" };
    // 订了10把，送2把，一共1800.
    if n > 1 && text[before.clone()].starts_with(['送', '赠', '搭']) {
        return self::before(text, clauses, n - 1);
    }
    if text[before.end..].starts_with(['，', ',']) { &text[before.clone()] } else { "" }
}

#[cfg(test)]
mod tests;
