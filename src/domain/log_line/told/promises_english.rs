//! What is promised by a day, told in English: `I'll send the list on Monday`.
//!
//! Always holds: a day off, a call to somebody's wife and a child's dentist are nobody's promise.

use crate::base::when::Context;
use crate::domain::deed::Promise;
use crate::domain::log_line::notes;
use crate::schema::PromisedBy;

use super::promises::day_ahead;

/// `I'll send the list on Monday`, `she'll let me know Thursday`.
pub(super) fn in_words(words: &str, ahead: &Context) -> Option<Promise> {
    const OURS: [&str; 12] = [
        "i'll ",
        "i will ",
        "i've promised to ",
        "i promised to ",
        "i said i'd ",
        "i've said i'd ",
        "told him i'd ",
        "told her i'd ",
        "told them i'd ",
        "so i'll ",
        "and i'll ",
        "promised i'd ",
    ];
    const THEIRS: [&str; 9] = [
        "she'll ",
        "he'll ",
        "they'll ",
        "she will ",
        "he will ",
        "they will ",
        "and she'll ",
        "and he'll ",
        "and they'll ",
    ];
    const OWN: [&str; 22] = [
        "send",
        "drop",
        "ring",
        "call",
        "email",
        "bring",
        "get",
        "take",
        "pop",
        "look in",
        "have another go",
        "quote",
        "fetch",
        "deliver",
        "text",
        "chase",
        "let",
        "give",
        "write",
        "post",
        "collect",
        "come back",
    ];
    const OTHERS: [&str; 15] = [
        "ring",
        "call",
        "email",
        "let me",
        "let us",
        "send",
        "tell me",
        "find out",
        "decide",
        "make",
        "confirm",
        "sign",
        "come back",
        "get back",
        "text",
    ];
    let lower = words.trim().to_ascii_lowercase().replace('’', "'");
    if lower.len() != words.trim().len() {
        return None;
    }
    let words = words.trim();
    let begun = |list: &[&'static str]| list.iter().find(|word| lower.starts_with(**word)).map(|word| word.len());
    let (from, by, verbs) = match (begun(&OURS), begun(&THEIRS)) {
        (Some(from), _) => (from, PromisedBy::Us, &OWN[..]),
        (None, Some(from)) => (from, PromisedBy::Them, &OTHERS[..]),
        (None, None) => return None,
    };
    let said = &words[from..];
    let does = verbs
        .iter()
        .any(|verb| lower[from..].strip_prefix(verb).is_some_and(|rest| rest.is_empty() || rest.starts_with(' ')));
    let (range, slot) = day_ahead(said, ahead)?;
    // `take friday off`, `get friday's order in`; `call his wife`, `take my son to the dentist`.
    let behind = lower[from + range.end..].trim_start();
    let of_a_thing = behind.starts_with("'s") || behind == "off" || behind.starts_with("off ");
    let left = notes::without(said, 0..said.len(), std::slice::from_ref(&range));
    let mut spoken = left.split_whitespace();
    let (verb, whom) = (spoken.next().unwrap_or_default().to_ascii_lowercase(), spoken.next());
    let to_us = |whom: &str| ["me", "us", "back", "with", "again", "in", "when"].contains(&whom);
    let rings = ["ring", "call", "text", "email"].contains(&verb.as_str());
    let elsewhere = by == PromisedBy::Them && rings && !whom.is_none_or(to_us);
    let home = ["wife", "husband", "son", "daughter", "kids", "mum", "mom", "dad", "mother", "father", "family"];
    let private = left.split_whitespace().any(|word| home.contains(&word));
    if of_a_thing || elsewhere || private {
        return None;
    }
    let unsure =
        [" if ", " unless ", " when ", " before ", " not "].iter().any(|word| format!(" {left} ").contains(word));
    (does && !unsure && !left.is_empty()).then_some(Promise { text: left, due: Some(slot), by })
}
