//! Names that are shortened: `nat smart` for Natalie Smart; and given names that are words too, beside somebody else's: `joanna & grace`.
//!
//! Always holds: a shortened name has its family name behind it, and a name that is a word stands beside a person or behind a word for meeting one.

use std::ops::Range;

use super::{Person, WORDS_TOO, is_han};
use crate::base::text::fold;
use crate::domain::log_line::ordinary::{is_common, is_listed};

/// Behind these stands who was met or spoken with.
const WITH: [&str; 14] = [
    "met",
    "saw",
    "rang",
    "caught",
    "phoned",
    "texted",
    "emailed",
    "visited",
    "spoke to",
    "spoke with",
    "talked to",
    "chat with",
    "word with",
    "sat with",
];

/// The words of a text, each with where it stands; what joins two names is a word of its own.
fn words(text: &str) -> impl Iterator<Item = Range<usize>> {
    let inside = |c: char| c.is_alphanumeric() || matches!(c, '\'' | '’' | '-');
    let joins = |c: char| matches!(c, '&' | '+');
    let mut at = 0;
    std::iter::from_fn(move || {
        let start = at + text.get(at..)?.find(|c| inside(c) || joins(c))?;
        let rest = &text[start..];
        let length = match rest.starts_with(joins) {
            true => 1,
            false => rest.find(|c| !inside(c)).unwrap_or(rest.len()),
        };
        at = start + length;
        Some(start..at)
    })
}

/// Where a text has a given name cut short, with the family name behind it: `nat smart`.
pub(super) fn given(text: &str, name: &str) -> Option<Range<usize>> {
    let (given, family) = name.trim().split_once(' ').filter(|(_, family)| !family.contains(' '))?;
    if given.contains(is_han) {
        return None;
    }
    let (given, family) = (fold(given), fold(family));
    let least = if is_listed(&family) { 3 } else { 2 };
    let places: Vec<Range<usize>> = words(text).collect();
    // `malc only`, right at the beginning.
    if let [first, second, ..] = places.as_slice() {
        let word = fold(&text[first.clone()]);
        let short = word.len() >= 4 && word.len() < given.len() && given.starts_with(&word) && !is_listed(&word);
        let only = ["only", "again", "there", "in"].contains(&fold(&text[second.clone()]).as_str());
        if short && !is_common(&word) && only && text[first.end..second.start] == *" " {
            return Some(first.clone());
        }
    }
    places.windows(2).find_map(|pair| {
        let [first, second] = pair else { return None };
        let word = fold(&text[first.clone()]);
        let short = word.len() >= least && word.len() < given.len() && given.starts_with(&word);
        let plain = is_listed(&word) || is_common(&word);
        let beside = text[first.end..second.start] == *" " && fold(&text[second.clone()]) == family;
        (short && !plain && beside).then_some(first.start..second.end)
    })
}

/// Where a given name that is a word too stands in small letters beside a person who is named, or behind a word for meeting somebody.
pub(super) fn beside(text: &str, name: &str, found: &[(Range<usize>, Person)]) -> Option<Range<usize>> {
    let given = fold(name.trim().split(' ').next()?);
    if !WORDS_TOO.split(' ').any(|word| word == given) {
        return None;
    }
    let places: Vec<Range<usize>> = words(text).collect();
    let joined = |at: usize| places.get(at).is_some_and(|range| ["&", "+", "and"].contains(&&text[range.clone()]));
    places.iter().enumerate().filter(|(_, range)| fold(&text[(*range).clone()]) == given).find_map(|(n, range)| {
        let behind = n >= 2 && joined(n - 1) && found.iter().any(|(known, _)| known.end == places[n - 2].end);
        let before = joined(n + 1)
            && places.get(n + 2).is_some_and(|next| found.iter().any(|(known, _)| known.start == next.start));
        let head = text[..range.start].trim_end().to_lowercase();
        let met = WITH.iter().any(|word| {
            head.strip_suffix(word)
                .is_some_and(|rest| !rest.ends_with(char::is_alphanumeric) && !rest.ends_with("n't "))
        });
        let closed = text[range.end..].chars().next().is_none_or(|c| !c.is_alphanumeric() && c != '\'');
        (closed && (behind || before || met)).then(|| range.clone())
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::id::Id;

    #[test]
    fn a_given_name_cut_short_is_that_of_its_family_name() {
        for (text, name, expected) in [
            ("nat smart, loves the new mop", "Natalie Smart", Some("nat smart")),
            ("malc only, holly in kitchen", "Malcolm Greenaway", Some("malc")),
            ("malc wants two", "Malcolm Greenaway", None),
            ("mal only", "Malcolm Greenaway", None),
            ("Nat Smart out", "Natalie Smart", Some("Nat Smart")),
            ("met jo collins", "Joanna Collins", Some("jo collins")),
            ("chris ward happy", "Christine Ward", Some("chris ward")),
            ("a smart idea", "Anna Smart", None),
            ("an smart idea", "Anna Smart", None),
            ("nat, smart cookie", "Natalie Smart", None),
            ("natalie smart", "Natalie Smart", None),
            ("sam ward", "Christine Ward", None),
            ("car park full", "Carla Park", None),
        ] {
            assert_eq!(given(text, name).map(|range| &text[range]), expected, "{text}");
        }
    }

    #[test]
    fn a_given_name_that_is_a_word_is_one_beside_a_person() {
        let joanna = |text: &str| {
            let person = Person { id: Id::from_bytes([1; 16]), name: "Joanna Young".into() };
            text.find("joanna").map(|at| (at..at + "joanna".len(), person)).into_iter().collect::<Vec<_>>()
        };
        for (text, name, expected) in [
            ("joanna & grace, gave em the usage", "Grace Ford", true),
            ("grace and joanna, gave em the usage", "Grace Ford", true),
            ("joanna + grace", "Grace Ford", true),
            ("met grace", "Grace Ford", true),
            ("spoke to will re prices", "Will Young", true),
            ("joanna, grace period till fri", "Grace Ford", false),
            ("joanna will ring", "Will Young", false),
            ("wipes & will order", "Will Young", false),
            ("didn't see grace", "Grace Ford", false),
            ("joanna & kath", "Grace Ford", false),
        ] {
            assert_eq!(beside(text, name, &joanna(text)).is_some(), expected, "{text}");
        }
    }
}
