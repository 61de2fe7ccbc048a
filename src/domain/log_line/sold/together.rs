//! Several orders in one line: `4 cases £96 and 2 tubs £30` comes to 126.
//!
//! Always holds: only sums of goods of their own are added, or those with a plus between; a whole that is said stays the whole.

use std::ops::Range;

use super::latin;
use crate::base::money::Money;
use crate::base::text::is_han;
use crate::domain::log_line::clause;
use crate::domain::log_line::told::products::counted;

/// Beside a sum these say that it is the whole, or the price of one.
const WHOLE: &[&str] = &[
    "total",
    "altogether",
    "all in",
    "all told",
    "in all",
    "comes to",
    "=",
    "@",
    "一共",
    "总共",
    "總共",
    "合计",
    "合計",
    "共",
];

/// The sums of a text in their order, those that belong together added: the last of them stands for them all. `given`: whether what stands there was
/// ordered.
pub(in crate::domain::log_line) fn added(
    text: &str,
    sums: Vec<(Range<usize>, Money)>,
    given: &dyn Fn(&Range<usize>) -> bool,
) -> Vec<(Range<usize>, Money)> {
    let mut found: Vec<(Range<usize>, Money)> = Vec::new();
    let mut from = 0;
    for (range, money) in sums {
        let joined = found.last().is_some_and(|(last, _)| {
            let between = &text[last.end..range.start];
            let plus = ["+", "＋", "plus"].contains(&between.trim());
            let clause = clause::around(text, last.clone());
            let own = &text[from.max(clause.start)..last.start];
            let counted = is_of_goods(own) && is_of_goods(between) && !is_whole(text, &range, between);
            let named = latin::takes(own) && latin::is_more_goods(between);
            plus || (counted || named) && given(last) && given(&range)
        });
        match found.last_mut().filter(|_| joined) {
            Some((last, sum)) => {
                from = last.end;
                (*last, *sum) = (range, Money::from_hundredths(sum.hundredths().saturating_add(money.hundredths())));
            }
            None => {
                let before = found.last().map_or(0, |(last, _)| last.end);
                // `4 cases @ £24 = £96`: the goods stand before the price of one.
                if text[before..range.start].trim() != "=" {
                    from = before;
                }
                found.push((range, money));
            }
        }
    }
    found
}

/// Whether goods are counted in these words, in one sentence.
fn is_of_goods(words: &str) -> bool {
    let one = !words.contains(['。', ';', '；', '\n']) && !words.contains(". ");
    let priced = words.trim_end().ends_with('@') || words.trim_end().ends_with(" at");
    one && !priced && if words.contains(is_han) { counted(words).is_some() } else { latin::counts_goods(words) }
}

fn is_whole(text: &str, range: &Range<usize>, between: &str) -> bool {
    let behind = text[range.end..].trim_start();
    WHOLE.iter().any(|word| between.contains(word) || behind.starts_with(word))
}
