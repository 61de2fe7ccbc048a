//! What somebody does who is only spoken of: `teresa rings tues`, `jackie owes us 96`; and who was busy elsewhere: `holly in kitchen w inspector`.
//!
//! Always holds: it reads what stands right behind a name, in small letters.

use crate::domain::log_line::day;

/// What somebody does on a day to come.
const DOES: [&str; 16] = [
    "rings",
    "calls",
    "phones",
    "texts",
    "emails",
    "messages",
    "pays",
    "signs",
    "confirms",
    "replies",
    "sends",
    "decides",
    "orders",
    "collects",
    "transfers",
    "returns",
];
/// Where somebody may be busy.
const PLACES: [&str; 16] = [
    "kitchen",
    "office",
    "cellar",
    "back",
    "workshop",
    "stores",
    "yard",
    "bar",
    "warehouse",
    "meeting",
    "theatre",
    "surgery",
    "bay",
    "lab",
    "class",
    "loft",
];

/// Whether it is said of a day to come, or of what is owed: nobody says so of whom he has met there.
pub(super) fn does_later(rest: &str) -> bool {
    let mut words = rest.split_whitespace().map(|word| word.trim_matches(|c: char| !(c.is_alphanumeric() || c == '£')));
    let Some(first) = words.next() else { return false };
    let mut next = words.next().unwrap_or_default();
    if ["owes", "owe", "still"].contains(&first) {
        if next == "owes" {
            next = words.next().unwrap_or_default();
        }
        let sum = if ["us", "me"].contains(&next) { words.next().unwrap_or_default() } else { next };
        return sum.trim_start_matches('£').starts_with(|c: char| c.is_ascii_digit());
    }
    for small in ["me", "us", "it", "back", "off", "by", "on", "up"] {
        if next == small {
            next = words.next().unwrap_or_default();
        }
    }
    DOES.contains(&first) && day::is_to_come(next)
}

/// Whether he was there, but with others: with whom is said, or that one saw somebody else only.
pub(super) fn is_busy_there(before: &str, rest: &str) -> bool {
    let Some(place) = rest.strip_prefix("in ") else { return false };
    let mut words = place.split_whitespace().filter(|word| !["the", "a", "his", "her"].contains(word));
    let at = words.next().unwrap_or_default();
    let next = words.next().unwrap_or_default();
    let whom = words.next().unwrap_or_default();
    let with = ["w", "with"].contains(&next) && !["me", "us"].contains(&whom) || next == "on" && whom == "calls";
    let only = before.trim_end_matches([' ', ',']).ends_with(" only");
    PLACES.contains(&at.trim_matches(|c: char| !c.is_alphanumeric())) && (with || only)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_does_something_later_or_owes_is_spoken_of() {
        for rest in [
            "rings tues w numbers",
            "rings me back fri",
            "owes us 96 still",
            "owes 40",
            "pays fri",
            "signs it off weds",
        ] {
            assert!(does_later(rest), "{rest}");
        }
        for rest in ["rings the till up", "signs for 4 boxes", "pays cash", "owes me a coffee", "orders 3", "back mon"]
        {
            assert!(!does_later(rest), "{rest}");
        }
        for (before, rest, busy) in [
            ("malc only,", "in kitchen", true),
            ("", "in kitchen w inspector", true),
            ("", "in the office on calls", true),
            ("", "in the kitchen, took 3", false),
            ("", "in the yard with me", false),
        ] {
            assert_eq!(is_busy_there(before, rest), busy, "{before} {rest}");
        }
    }
}
