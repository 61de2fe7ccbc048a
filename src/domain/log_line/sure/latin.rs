//! What makes an English clause with a day ahead no sure thing: `cant deliver fri`, `if she signs, deliver mon`, `might pop in fri`, `said id send it
//! weds, didnt`.
//!
//! Always holds: each kind of doubt has one list here.

use crate::domain::log_line::tokens::{Token, fits, tokens};

/// With one of these something is denied.
const NO: &[&str] = &[
    "not",
    "never",
    "cant",
    "cannot",
    "couldnt",
    "wont",
    "wouldnt",
    "didnt",
    "doesnt",
    "isnt",
    "hasnt",
    "havent",
    "no",
    "forgot",
    "forgotten",
];
/// What it hangs on.
const IF: &[&str] = &["if", "unless", "when", "once", "whether", "provided", "assuming"];
/// A guess, a wish.
const GUESS: &[&str] = &["might", "maybe", "perhaps", "possibly", "could", "hopefully", "probably", "hoping", "hopes"];
/// The clause before is a condition.
const CONDITION: &[&str] = &["and|but|so? if|unless|provided|providing|assuming|once|when", "as soon as"];
/// The clause behind says that it did not come about.
const BROKEN: &[&str] = &[
    "and|but|i|we? didnt|forgot|hasnt|havent|never",
    "and|but? nothing",
    "still waiting|nothing|no",
    "no show|sign",
    "not done|sent|arrived|here",
];
/// The clause before says what they think of it: what was said was not kept.
const CROSS: &[&str] =
    &["cross", "annoyed", "angry", "fuming", "furious", "complained", "complaining", "moaning", "moaned"];

/// Whether a word makes a clause no sure thing.
pub(in crate::domain::log_line) fn is_doubt(word: &str) -> bool {
    [NO, IF, GUESS].iter().any(|words| words.contains(&word))
}

/// Whether words are a condition: `if she signs`.
pub(in crate::domain::log_line) fn is_condition(words: &str) -> bool {
    begins(words, CONDITION)
}

/// Whether words say that what the clause before promised did not come about.
pub(in crate::domain::log_line) fn says_it_was_broken(words: &str) -> bool {
    begins(words, BROKEN)
}

/// Whether words say that somebody is cross.
pub(in crate::domain::log_line) fn is_cross(words: &str) -> bool {
    tokens(words, 0..words.len()).iter().any(|token: &Token| CROSS.contains(&token.word.as_str()))
}

fn begins(words: &str, patterns: &[&str]) -> bool {
    let all = tokens(words, 0..words.len());
    patterns.iter().any(|pattern| fits(&all, 0, pattern).is_some())
}
