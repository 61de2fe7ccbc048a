//! What English words around a name say of its bearer.
//!
//! Always holds: whole words, next to the name; and who does what in the clause before it.

use super::Said;

/// Behind somebody who was not there.
const AWAY_BEHIND: &[&str] = &[
    "off",
    "away",
    "out",
    "gone",
    "on holiday",
    "on leave",
    "sick",
    "ill",
    "not in",
    "not there",
    "absent",
    "left",
    "has left",
    "has gone",
    "is covered",
    "was off",
    "was out",
    "was away",
    "had gone",
    "had left",
    "wasn't there",
    "wasn't in",
    "isn't in",
    "isn't there",
    "isn't about",
    "isn't around",
    "wasn't about",
    "wasn't around",
    "i've not",
    "i haven't",
    "i didn't",
    "i never",
    "i've never",
    "never came",
    "didn't come",
    "didn't show",
    "never showed",
    "couldn't make",
    "popped out",
    "tied up",
    "in a meeting",
    "in meetings",
    "not about",
    "not around",
    "nowhere",
    "hiding",
    "retired",
    "moved on",
    "down the",
    "upstairs",
    "abroad",
    "skiing",
    "on hols",
    "on hol",
    "on vacation",
    "on annual leave",
    "on a/l",
    "on mat leave",
    "on maternity",
    "on paternity",
    "on a course",
    "on training",
    "on lunch",
    "on her lunch",
    "on his lunch",
    "on break",
    "at lunch",
    "on nights",
    "on lates",
    "on earlies",
    "on jury",
    "poorly",
    "in hospital",
    "at the dentist",
    "at the doctors",
    "wfh",
    "working from home",
    "not working",
    "not picking up",
    "not answering",
    "isn't picking up",
    "isn't answering",
    "wasn't picking up",
    "wasn't answering",
    "not turned up",
    "didn't turn up",
    "never turned up",
    "no show",
    "no-show",
    "stood me up",
    "cancelled on me",
    "had to cancel",
    "cried off",
    "couldn't be found",
    "already gone",
    "already left",
    "not replying",
    "called it off",
    "put me off",
];
/// Before somebody who was not there.
const AWAY_BEFORE: &[&str] = &[
    "no sign of",
    "missed",
    "without",
    "not",
    "no",
    "didn't see",
    "haven't seen",
    "hadn't seen",
    "hasn't seen",
    "never saw",
    "not seen",
    "couldn't see",
    "couldn't find",
    "didn't get",
    "couldn't get",
    "didn't catch",
    "not met",
    "never met",
    "haven't met",
    "hasn't met",
    "hadn't met",
];
/// What one does to meet somebody, as it is said of what was not done or is to come.
const MEETS: &[&str] = &[
    "get hold of",
    "catch up with",
    "speak to",
    "speak with",
    "talk to",
    "talk with",
    "meet with",
    "meet up with",
    "meet",
    "see",
    "reach",
    "find",
    "catch",
    "visit",
];
/// Before such a word: it came to nothing.
const IN_VAIN: &[&str] = &["not", "never", "unable", "failed", "cannot", "didnt", "couldnt", "cant", "havent", "wasnt"];
/// Before it: it came about.
const CAME_ABOUT: &[&str] =
    &["got", "managed", "able", "went", "came", "popped", "dropped", "called", "stopped", "nice", "good", "great"];
/// Before it: it is still to come.
const TO_COME: &[&str] = &["to", "will", "must", "should", "shall", "could", "can", "would", "might", "may"];
/// Behind `not` and `wasn't`.
const NOT_THERE: &[&str] = &["here", "available", "free", "working", "at work", "on site", "on shift", "at home"];
/// Before somebody who was met.
const MET_BEFORE: &[&str] =
    &["met", "saw", "caught", "visited", "spoke to", "spoke with", "sat down with", "word with", "chat with"];
/// Behind somebody who is spoken of.
const SPOKEN_BEHIND: &[&str] =
    &["doesn't even", "didn't even", "has the final say", "has final say", "needs to sign", "needs to approve"];
/// Behind `to`: what somebody does who is not there.
const LATER: &[&str] = &[
    "ring",
    "call",
    "phone",
    "text",
    "email",
    "e-mail",
    "message",
    "whatsapp",
    "let",
    "get back",
    "come back",
    "confirm",
    "chase",
];
/// Behind somebody who answered no call.
const VAIN: &[&str] = &[
    "voicemail",
    "no answer",
    "no reply",
    "not picking up",
    "not answering",
    "isn't picking up",
    "isn't answering",
    "no joy",
    "phone off",
];
/// Behind `back`: when.
const BACK: &[&str] = &[
    "mon",
    "tue",
    "tues",
    "wed",
    "weds",
    "thu",
    "thur",
    "thurs",
    "fri",
    "sat",
    "sun",
    "monday",
    "tuesday",
    "wednesday",
    "thursday",
    "friday",
    "saturday",
    "sunday",
    "next",
    "tomorrow",
    "tmrw",
];
/// Before somebody who is spoken of.
const SPOKEN_BEFORE: &[&str] = &[
    "if",
    "unless",
    "until",
    "till",
    "apology to",
    "apologise to",
    "that's",
    "it's",
    "apology from",
    "sign off from",
    "sign-off from",
    "approval from",
    "ok from",
    "answer from",
    "waiting for",
    "covering for",
    "instead of",
    "for",
    "says",
    "said",
    "reckons",
    "thinks",
    "did ring",
    "to ring",
    "will ring",
    "to call",
    "will call",
    "to ask",
    "ask",
    "to tell",
    "wants",
    "needs",
    "what",
    "when",
    "once",
    "waiting on",
    "down to",
    "up to",
    "depends on",
    "check with",
    "checking with",
    "run it past",
    "run it by",
    "cc",
    "copy in",
    "via",
    "passed to",
    "pass to",
    "passed on to",
    "pass on to",
    "forwarded to",
    "report to",
    "reports to",
    "regards to",
];
/// Behind `Sian's`, where it is said of her and not of what is hers.
const HERE_BEHIND: &[&str] = &[
    "back",
    "happy",
    "keen",
    "pleased",
    "delighted",
    "read",
    "seen",
    "got",
    "had",
    "been",
    "asked",
    "agreed",
    "said",
    "signed",
    "tried",
    "taken",
    "told",
    "ordered",
    "going",
    "coming",
    "after",
    "fine",
    "good",
    "well",
    "worried",
    "thrilled",
    "chuffed",
    "still",
    "very",
    "really",
    "not",
    "never",
    "quite",
    "too",
    "up",
    "put",
    "done",
    "found",
    "given",
    "looked",
    "liked",
    "loved",
    "ready",
    "interested",
    "just",
    "now",
    "already",
    "paid",
    "bought",
    "sent",
    "made",
    "chosen",
    "his",
    "her",
    "the",
];
/// What speaks against his having been met.
pub(super) fn said(before: &str, behind: &str, rung: bool) -> Option<Said> {
    let plain = |text: &str| text.to_lowercase().replace('’', "'");
    let (before, mut behind) = (plain(before), plain(behind));
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
        let first = next.split(|c| !is_of_word(c)).next().unwrap_or_default();
        BACK.contains(&first)
    });
    if (AWAY_BEHIND.iter().any(begins) || back) && !left {
        return Some(Said::Away);
    }
    // `glen to ring me back`.
    let later = rest.strip_prefix("to ").is_some_and(|next| LATER.iter().any(|word| stands(next, word)));
    if later {
        return Some(Said::SpokenOf);
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
    let spoken = told || vain || SPOKEN_BEFORE.iter().any(ended) || SPOKEN_BEHIND.iter().any(begins);
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
