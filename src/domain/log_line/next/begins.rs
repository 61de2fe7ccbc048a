//! Where words for the next visit begin, also with a letter wrong: `next vsit mon 7 dec`.
//!
//! Always holds: one letter of `visit` may be wrong, and only behind `next`.

use crate::base::when::{self, Context};
use crate::domain::log_line::notes;

/// `next vsit`: where the words stand with a letter of the second wrong, and how long they are.
pub(super) fn mistyped(lower: &str) -> Option<(usize, usize)> {
    lower.match_indices("next ").find_map(|(at, next)| {
        let rest = &lower[at + next.len()..];
        let word = &rest[..rest.find(|c: char| !c.is_alphabetic()).unwrap_or(rest.len())];
        let apart = !lower[..at].ends_with(char::is_alphanumeric);
        (apart && word != "visit" && is_visit(word)).then_some((at, next.len() + word.len()))
    })
}

/// Whether whoever or whatever is visited next is another, by the words right before: `engineers next visit`, `before the next visit`.
pub(super) fn is_of_others(before: &str) -> bool {
    const OTHERS: [&str; 24] = [
        "the",
        "his",
        "her",
        "their",
        "a",
        "any",
        "every",
        "each",
        "till",
        "until",
        "before",
        "after",
        "vets",
        "engineer",
        "engineers",
        "engineers'",
        "rep",
        "reps",
        "fitter",
        "fitters",
        "auditor",
        "auditors",
        "inspector",
        "inspectors",
    ];
    let last = before.split_whitespace().next_back().unwrap_or_default();
    OTHERS.contains(&last) || last.ends_with("'s") || last.ends_with("’s")
}

/// Whether a word is `visit` but for one letter: missing, doubled, another, or two of them turned round.
fn is_visit(word: &str) -> bool {
    let (own, said): (Vec<char>, Vec<char>) = ("visit".chars().collect(), word.chars().collect());
    let same = own.iter().zip(&said).take_while(|(own, said)| own == said).count();
    let rest = |own: &[char], said: &[char]| own == said;
    let (own_rest, said_rest) = (own.get(same..).unwrap_or_default(), said.get(same..).unwrap_or_default());
    let tail = |text: &[char], from: usize| text.get(from..).unwrap_or_default().to_vec();
    let turned = || match (own_rest, said_rest) {
        ([a, b, own @ ..], [c, d, said @ ..]) => a == d && b == c && own == said,
        _ => false,
    };
    rest(own_rest, said_rest)
        || rest(&tail(own_rest, 1), said_rest)
        || rest(own_rest, &tail(said_rest, 1))
        || !own_rest.is_empty() && !said_rest.is_empty() && rest(&tail(own_rest, 1), &tail(said_rest, 1))
        || turned()
}

/// Whether a text begins with words for the next visit and the day of it: with them a promise behind its mark is over.
pub(in crate::domain::log_line) fn begins(text: &str, ahead: &Context) -> bool {
    let text = notes::head(text);
    let lower = text.to_ascii_lowercase();
    let plain = [
        "next visit",
        "next appointment",
        "revisit",
        "下次拜访",
        "下次拜訪",
        "下次上门",
        "下次上門",
        "下次去",
        "再访",
        "再訪",
    ];
    let said = plain.iter().find(|word| lower.starts_with(**word)).map(|word| word.len());
    let said = said.or_else(|| mistyped(&lower).filter(|(at, _)| *at == 0).map(|(_, length)| length));
    let rest = said.map(|length| text[length..].trim_start_matches([':', '：', ' ']));
    let rest = rest.map(|rest| rest.strip_prefix("on ").unwrap_or(rest));
    rest.is_some_and(|rest| when::find_leading(rest, ahead).is_some_and(|(range, _)| range.start == 0))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_letter_of_visit_may_be_wrong() {
        for word in ["vsit", "vist", "visti", "viist", "visitt", "visot", "vissit", "ivsit"] {
            assert!(is_visit(word), "{word}");
        }
        for word in ["visa", "week", "list", "vet", "exit", "invite", "visits to"] {
            assert!(!is_visit(word), "{word}");
        }
    }
}
