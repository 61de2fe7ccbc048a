//! A note as it is read again: with the sum that was taken out of it, where it stands in no word of it.
//!
//! Always holds: the note itself is not changed, and no sum is said twice.

use super::money;
use crate::base::lang::Lang;
use crate::base::money::Money;
use crate::base::text::is_han;

/// A note with its sum behind it, where it does not say the sum itself: 盛总签了，58000.
pub fn noted(notes: &str, amount: Option<Money>) -> String {
    let notes = notes.trim();
    let han = notes.contains(is_han);
    let lang = if han { Lang::ZhHans } else { Lang::En };
    let said = |amount: &Money| money::sums(notes, lang, true).iter().any(|(_, own)| own == amount);
    match amount.filter(|amount| amount.hundredths() > 0 && !said(amount)) {
        None => notes.to_owned(),
        Some(amount) if notes.is_empty() => amount.to_string(),
        Some(amount) => {
            let comma = match notes.chars().next_back() {
                Some(last) if ",，。.;；!！?？\n".contains(last) => {
                    if han {
                        ""
                    } else {
                        " "
                    }
                }
                _ => {
                    if han {
                        "，"
                    } else {
                        ", "
                    }
                }
            };
            format!("{notes}{comma}{amount}")
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sum_that_a_note_does_not_say_stands_behind_it() {
        let sum = |text: &str| Money::parse(text);
        for (notes, amount, expected) in [
            ("盛总签了", sum("58000"), "盛总签了，58000"),
            ("罗青说先订20支，周五送货", sum("18000"), "罗青说先订20支，周五送货，18000"),
            ("下了12万的铣刀", sum("120000"), "下了12万的铣刀"),
            ("要报价，预算三万五", sum("35000"), "要报价，预算三万五"),
            ("签了。", sum("58000"), "签了。58000"),
            ("met anna, likes it", sum("1200"), "met anna, likes it, 1200"),
            ("wants 2 machines for 1.2k", sum("1200"), "wants 2 machines for 1.2k"),
            ("took £94.50 of gloves", sum("94.5"), "took £94.50 of gloves"),
            ("", sum("94.5"), "94.50"),
            ("met anna", None, "met anna"),
        ] {
            assert_eq!(noted(notes, amount), expected, "{notes}");
        }
    }
}
