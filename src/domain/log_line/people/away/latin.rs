//! What English words around a name say of its bearer.
//!
//! Always holds: whole words, next to the name; and who does what in the clause before it.

use super::Said;
use super::later;
use super::words::{
    AWAY_BEFORE, AWAY_BEHIND, BESIDE_BEHIND, CAME_ABOUT, HERE_BEHIND, IN_VAIN, LATER, MEETS, MET_BEFORE, NOT_THERE,
    SPOKEN_BEFORE, SPOKEN_BEHIND, TO_COME, VAIN,
};
use crate::domain::log_line::day;
use crate::domain::log_line::people::present;

/// What speaks against his having been met.
pub(super) fn said(before: &str, behind: &str, rung: bool) -> Option<Said> {
    let plain = |text: &str| text.to_lowercase().replace('’', "'");
    let (before, mut behind) = (plain(before), plain(behind));
    behind.push(' ');
    // As it is typed in haste: `rob wasnt about`.
    for (haste, word) in [("wasnt ", "wasn't "), ("isnt ", "isn't "), ("didnt ", "didn't "), ("couldnt ", "couldn't ")]
    {
        behind = behind.replacen(haste, word, 1);
    }
    let ended = |word: &&str| before.strip_suffix(*word).is_some_and(|head| !head.ends_with(is_of_word));
    let of_him = behind.strip_prefix("'s");
    let rest = of_him.unwrap_or(&behind).trim_start();
    let rest =
        ["is ", "was ", "has ", "still ", "now "].iter().find_map(|word| rest.strip_prefix(word)).unwrap_or(rest);
    let begins = |word: &&str| rest.strip_prefix(*word).is_some_and(|next| !next.starts_with(char::is_alphanumeric));
    // `Claire left a message` was there; `left` alone, or for good, was not.
    let left = rest
        .strip_prefix("left ")
        .is_some_and(|next| ["a ", "the ", "her ", "his ", "me ", "us "].iter().any(|word| next.starts_with(word)))
        || rest.starts_with("off the")
        || rest.starts_with("out of stock");
    if AWAY_BEFORE.iter().any(ended) {
        return Some(Said::Away);
    }
    if let Some(said) = to_meet(&before) {
        return Some(said);
    }
    let not = ["not ", "wasn't ", "isn't ", "wasnt ", "isnt "].iter().find_map(|word| rest.strip_prefix(word));
    let stands = |next: &str, word: &str| next.strip_prefix(word).is_some_and(|end| !end.starts_with(is_of_word));
    if not.is_some_and(|next| NOT_THERE.iter().any(|word| stands(next, word))) {
        return Some(Said::Away);
    }
    // `priya was in, jasmine wasnt`.
    let denied = ["wasn't", "isn't", "weren't", "didn't show"].iter().find_map(|word| rest.strip_prefix(word));
    if denied.is_some_and(|next| next.trim_start().is_empty() || next.starts_with([',', '.', ';'])) {
        return Some(Said::Away);
    }
    let others = others_do(&before);
    if MET_BEFORE.iter().any(ended) && !others {
        return Some(Said::Met);
    }
    // `called mark griffiths left a voicemail`.
    if rung && VAIN.iter().any(begins) {
        return None;
    }
    // `nicola back mon`, where nothing else is said of her.
    let back = rest.strip_prefix("back ").is_some_and(|next| {
        let clause = next.split([',', '.', ';']).next().unwrap_or_default();
        let mut words = clause.split(|c| !is_of_word(c)).filter(|word| !word.is_empty());
        let from = ["from", "off"].iter().any(|word| clause.starts_with(word));
        // `back from hols next week`.
        words.clone().next().is_some_and(day::is_to_come) || from && words.any(day::is_to_come)
    });
    if (AWAY_BEHIND.iter().any(begins) || back) && !left && !present::after_all(rest) {
        return Some(Said::Away);
    }
    // `mr wong in china till feb`, `nina busy w patients`.
    let words: Vec<&str> = rest.split(' ').take(3).collect();
    if matches!(words.as_slice(), ["in", _, "till" | "til" | "until"] | ["busy", "w" | "with", _]) {
        return Some(Said::Away);
    }
    // `glen to ring me back`.
    let later = rest.strip_prefix("to ").is_some_and(|next| LATER.iter().any(|word| stands(next, word)));
    if later || later::does_later(rest) {
        return Some(Said::SpokenOf);
    }
    // `malc only, holly in kitchen w inspector`.
    if later::is_busy_there(&before, rest) {
        return Some(Said::Away);
    }
    // `Gail'll send the order`.
    let will = [
        "'ll ",
        "'d ",
        " cc'd",
        " is to ",
        " will email",
        " will text",
        " will ring",
        " will call",
        " will phone",
        " will let",
        " will get back",
        " will be in touch",
        " had key",
        " had the key",
        " has the key",
        " has key",
    ]
    .iter()
    .any(|word| behind.starts_with(word));
    let first = of_him.map(|rest| rest.trim_start().split(|c| !is_of_word(c)).next().unwrap_or_default());
    // `Sian's read it`, `Beth's having the lot done`; `Tony's wrists` and `Imran's fifty` are no words of theirs.
    let doing = |word: &str| word.ends_with("ing") || word.ends_with("ed") || HERE_BEHIND.contains(&word);
    let not_his_doing = first.is_some_and(|word| !word.is_empty() && !doing(word));
    // `text from Holly, James says go ahead`; `called Beth - voicemail`.
    let wrote = ["text from ", "message from ", "email from ", "e-mail from ", "voicemail from ", "whatsapp from "];
    let told =
        wrote.iter().any(|word| before.find(word).is_some_and(|at| !before[at + word.len() - 1..].trim().is_empty()));
    let tried = ["called", "rang", "phoned", "tried"].iter().any(|word| before.ends_with(word));
    let vain = tried && !rung && VAIN.iter().any(|word| behind.contains(word));
    // `priya, bring jasmine a sample`; `like jasmine said`.
    let to_do = ["bring", "take", "send", "drop", "get", "give", "show", "chase", "remind", "ask"];
    let first = before.rsplit([',', '.', ';']).next().unwrap_or_default().trim();
    let to_do = to_do.contains(&first) && !before.trim().eq(first);
    let as_said =
        ["like", "as"].iter().any(ended) && ["said", "says", "told", "asked"].iter().any(|word| rest.starts_with(word));
    let beside = before.ends_with([',', ';', '.']) && BESIDE_BEHIND.iter().any(begins);
    let spoken = to_do
        || as_said
        || told
        || vain
        || SPOKEN_BEFORE.iter().any(ended)
        || SPOKEN_BEHIND.iter().any(begins)
        || beside;
    (not_his_doing || will || spoken || others).then_some(Said::SpokenOf)
}

/// What the words right before a name say of meeting its bearer: `couldn't get hold of`, `hoping to see`; `got to see` was met.
fn to_meet(before: &str) -> Option<Said> {
    let clause = before.rsplit(|c| ".,;!?".contains(c)).next().unwrap_or_default().trim();
    let head = MEETS.iter().find_map(|word| clause.strip_suffix(word)).filter(|head| head.ends_with(' '))?;
    let near: Vec<&str> = head.split_whitespace().rev().take(3).collect();
    let any = |words: &[&str]| near.iter().any(|word| words.contains(word));
    if any(IN_VAIN) || near.iter().any(|word| word.ends_with("n't")) {
        return Some(Said::Away);
    }
    let will = near.first().is_some_and(|word| TO_COME.contains(word) || word.ends_with("'ll"));
    (will && !any(CAME_ABOUT)).then_some(Said::SpokenOf)
}

/// Whether the clause before a name is what a third person did or will do: `she's asked Beth`, `he'll have a word with Naomi`.
fn others_do(before: &str) -> bool {
    let clause = before.rsplit(|c| ".,;!?".contains(c)).next().unwrap_or_default();
    let words: Vec<&str> = clause.split_whitespace().collect();
    let third = |word: &str| ["she", "he", "they"].iter().any(|who| word.split('\'').next() == Some(*who));
    let Some(at) = words.iter().rposition(|word| third(word)) else { return false };
    let does = words.get(at + 1..).unwrap_or_default();
    let will = words.get(at).is_some_and(|word| word.ends_with("'ll")) || does.first() == Some(&"will");
    let speaks = ["asked", "told", "rang", "ask", "tell", "ring", "called", "call", "see", "saw", "seen"];
    will || does.last().is_some_and(|last| does.len() <= 2 && speaks.contains(last))
}

fn is_of_word(c: char) -> bool {
    c.is_alphanumeric() || c == '\''
}
