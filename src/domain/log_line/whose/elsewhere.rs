//! Lines that are told of somewhere else: what is put right or added later (`no wait`, `forgot`, 不对, 还去了), what was done to somebody who is none of the
//! customer's people (`rang Graham`, 给老郑送到了), a place that is none of theirs (`at bonville`).
//!
//! Always holds: enough for a doubt where the customer lay under the cursor by chance, never to say whose it is.

use super::doubt::Known;
use crate::base::text::{fold, is_han};
use crate::domain::log_line::notes::head;
use crate::domain::log_line::ordinary::{is_a_word, is_ordinary};
use crate::domain::log_line::people::{FAMILY, TITLES, names_one};

/// With these something is put right, or added to what was logged before.
const LATER: [&str; 14] = [
    "no wait",
    "no, wait",
    "wait no",
    "no, the",
    "no, it",
    "no it was",
    "not the",
    "sorry,",
    "correction",
    "oh and",
    "oh, and",
    "forgot",
    "i forgot",
    "ps ",
];
pub(super) const LATER_HAN: [&str; 12] =
    ["不对", "不對", "错了", "錯了", "说错", "說錯", "更正", "忘了记", "忘了說", "忘了说", "还有一家", "還有一家"];
/// One went on to somebody else.
pub(super) const ALSO_HAN: [&str; 8] =
    ["还去了", "還去了", "还去过", "還去過", "又去了", "其实去了", "還跑了", "还跑了"];
/// What is done to somebody.
pub(super) const DONE_TO: [&str; 12] =
    ["rang", "called", "phoned", "emailed", "texted", "messaged", "whatsapped", "sent", "gave", "told", "paid", "owe"];
pub(super) const DONE_TO_HAN: [&str; 12] =
    ["给", "給", "催", "发给", "發給", "发", "發", "打给", "打給", "带给", "帶給", "答应"];
/// Where one was.
const WENT_TO: [&str; 10] =
    ["at", "into", "in to", "over to", "up to", "round to", "did", "visited", "popped in to", "been to"];

/// Whether a line is told of somewhere else than at the customer under the cursor.
pub(super) fn is_of_elsewhere(line: &str, known: &Known<'_>) -> bool {
    let text = head(line.trim_start());
    let clause = &text[..text.find(['.', '。', '；', ';', '>', '》', '<', '《', '^', '#']).unwrap_or(text.len())];
    if clause.contains(is_han) { han(clause, known) } else { latin(clause, known) }
}

/// Whether what stands behind a name puts it right: `zetland - no, it was church rd`, `i mean the other one`; 数量不对 puts nothing right.
pub(super) fn is_put_right(behind: &str) -> bool {
    const NO: [&str; 9] =
        ["it was", "that was", "wait", "i mean", "sorry", "actually", "make that", "wrong one", "not them"];
    let lower = behind.to_ascii_lowercase();
    let clauses = lower.split(['，', ',', '。', '-', '–', '—', ';', '；']).map(str::trim);
    let clauses: Vec<&str> = clauses.filter(|clause| !clause.is_empty()).collect();
    let no = |clause: &&str| ["no", "oh no", "ah no", "wait"].contains(clause);
    let corrects = |clause: &str| NO.iter().any(|word| clause.starts_with(word));
    let pairs = clauses.iter().zip(clauses.iter().skip(1));
    let apart = pairs.into_iter().any(|(first, next)| no(first) && corrects(next));
    let once = |clause: &&str| {
        let rest = clause.strip_prefix("no ").filter(|rest| corrects(rest));
        rest.is_some()
            || clause.starts_with("i mean ")
            || ["不对", "不對", "哦不对", "说错了", "說錯了"].contains(clause)
    };
    apart || clauses.iter().any(once)
}

fn latin(clause: &str, known: &Known<'_>) -> bool {
    let lower = clause.to_ascii_lowercase();
    let later = LATER.iter().any(|word| {
        lower
            .strip_prefix(word)
            .is_some_and(|rest| word.ends_with([' ', ',']) || !rest.starts_with(char::is_alphanumeric))
    });
    later || done_to(clause, known) || went_to(clause, known) || somebody_at(clause, known)
}

/// A word of the clause, without what it ends with.
fn bare(word: &str) -> String {
    let word = fold(word.trim_matches(|c: char| !c.is_alphanumeric()));
    word.strip_suffix("'s").or(word.strip_suffix("’s")).unwrap_or(&word).to_owned()
}

/// Whether a word is a name that is none of the customer's: neither of its people, nor in its own name, nor seen behind marks.
fn is_strange(word: &str, known: &Known<'_>) -> bool {
    let bare = bare(word);
    let vocabulary = known.vocabulary;
    let seen = || vocabulary.products.iter().chain(&vocabulary.competitors).chain(&vocabulary.tags);
    bare.len() >= 2
        && bare.chars().all(char::is_alphabetic)
        && !is_ordinary(&bare)
        && !fold(known.name).contains(&bare)
        && !known.people.iter().any(|person| names_one(&bare, person))
        && !seen().any(|name| fold(name).contains(&bare))
}

/// `Rang Graham staple hill`, `emailed donna the quote`, `prices to Jordan done`, where nobody of that name is there.
fn done_to(clause: &str, known: &Known<'_>) -> bool {
    if known.people.is_empty() {
        return false;
    }
    let words: Vec<&str> = clause.split(',').next().unwrap_or_default().split_whitespace().collect();
    let pairs = words.iter().zip(words.iter().skip(1)).enumerate();
    pairs.into_iter().any(|(n, (verb, whom))| {
        let capital = whom.starts_with(char::is_uppercase) && whom.chars().nth(1).is_some_and(char::is_lowercase);
        let (verb, done) = (bare(verb), |verb: &str| DONE_TO.contains(&verb));
        (n == 0 && done(&verb) || capital && (done(&verb) || verb == "see" || verb == "to")) && is_strange(whom, known)
    })
}

/// `geoff at climbing wall, yes to the cleaner`, where nobody of that name is here. `dave at the desk` speaks of a place within.
fn somebody_at(clause: &str, known: &Known<'_>) -> bool {
    let mut words = clause.split_whitespace();
    let (whom, at, place) = (words.next(), words.next(), words.next());
    let placed = at.is_some_and(|word| word.eq_ignore_ascii_case("at")) && place.is_some_and(|word| !is_a_word(word));
    placed && !known.people.is_empty() && whom.is_some_and(|whom| is_strange(whom, known))
}

/// `saw Hayley at bonville`, `popped into the coal exchange`, `I did staple hill autos too`.
fn went_to(clause: &str, known: &Known<'_>) -> bool {
    let lower = clause.to_ascii_lowercase();
    let first = lower.split(',').next().unwrap_or_default();
    WENT_TO.iter().any(|word| {
        let found = first
            .match_indices(word)
            .find(|(at, _)| (*at == 0 || first[..*at].ends_with(' ')) && first[at + word.len()..].starts_with(' '));
        let Some((at, _)) = found else { return false };
        let behind = first[at + word.len()..].trim_start();
        let behind = behind.strip_prefix("the ").unwrap_or(behind);
        behind.split(' ').next().is_some_and(|place| place.chars().count() >= 4 && is_strange(place, known))
    })
}

fn han(clause: &str, known: &Known<'_>) -> bool {
    let later = LATER_HAN.iter().any(|word| clause.starts_with(word));
    later || ALSO_HAN.iter().any(|word| clause.contains(word)) || done_to_han(clause, known)
}

/// 给老郑送到了, 报价给陆科长了, 催叶总尾款, 周工那台机床: a person who is none of theirs.
fn done_to_han(clause: &str, known: &Known<'_>) -> bool {
    if known.people.is_empty() {
        return false;
    }
    let strange =
        |rest: &str| named(rest).is_some_and(|name| !known.people.iter().any(|person| names_one(name, person)));
    let behind =
        DONE_TO_HAN.iter().flat_map(|word| clause.match_indices(word).map(|(at, word)| &clause[at + word.len()..]));
    let mut behind = behind;
    let begins = named(clause).is_some_and(|name| clause[name.len()..].starts_with(['那', '的']));
    behind.any(strange) || begins && strange(clause)
}

/// A family name with a title, or with 老 or 小 before it, with which a text begins.
pub(super) fn named(text: &str) -> Option<&str> {
    let mut chars = text.char_indices();
    let (_, first) = chars.next()?;
    let (second, family) = chars.next()?;
    if "老小".contains(first) && FAMILY.contains(family) {
        let end = second + family.len_utf8();
        let next = text[end..].chars().next();
        return next.is_none_or(|c| !is_han(c) || "一送说要的那问讲来回发打".contains(c)).then(|| &text[..end]);
    }
    let title = TITLES.iter().filter(|title| text[second..].starts_with(**title)).max_by_key(|title| title.len())?;
    FAMILY.contains(first).then(|| &text[..second + title.len()])
}
