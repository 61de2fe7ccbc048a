//! The same of an English line: names with capitals, in small letters before a word of their trade, and who is said to be somewhere else.

use super::{Another, Known};
use crate::base::text::{fold, is_han};
use crate::base::when;
use crate::domain::log_line::how::kind;
use crate::domain::log_line::ordinary::is_ordinary;
use crate::domain::log_line::people::names_one;
use crate::domain::log_line::whose::trade::{is_a_part, is_a_trade};

/// A word that begins with a capital and goes on small, as names do.
fn is_capital(word: &str) -> bool {
    let mut letters = word.trim_start_matches(['(', '\'']).chars();
    letters.next().is_some_and(char::is_uppercase) && letters.next().is_none_or(|c| c.is_lowercase() || c == '&')
}

fn bare(word: &str) -> String {
    let word = fold(word.trim_matches(|c: char| !c.is_alphanumeric()));
    word.strip_suffix("'s").or(word.strip_suffix("’s")).unwrap_or(&word).to_owned()
}

/// What a customer does, behind its name.
const DOES: [&str; 22] = [
    "ordered",
    "orders",
    "wants",
    "want",
    "wanted",
    "needs",
    "need",
    "needed",
    "took",
    "asked",
    "asks",
    "rang",
    "rung",
    "bought",
    "likes",
    "liked",
    "tried",
    "phoned",
    "texted",
    "emailed",
    "messaged",
    "whatsapped",
];

/// Small words inside a name, before a word with a capital.
const INSIDE: [&str; 7] = ["and", "&", "of", "the", "on", "at", "in"];

/// Whether an English text begins with somebody else's name. `placed`: before it stands that one was there.
pub(super) fn latin(text: &str, known: &Known<'_>, placed: bool) -> Another {
    let end = text.find([',', '，', ':', '：']).into_iter().chain(text.find(" - ")).min().unwrap_or(text.len());
    let words: Vec<&str> = text[..end].split_whitespace().collect();
    let own: Vec<String> = fold(known.name).split(|c: char| !c.is_alphanumeric()).map(str::to_owned).collect();
    let seen = known.vocabulary.products.iter().chain(&known.vocabulary.competitors).chain(&known.vocabulary.tags);
    // Folded where a word asks for it: most lines begin with a word of theirs.
    let vocabulary = std::cell::LazyCell::new(|| -> Vec<String> {
        seen.flat_map(|name| fold(name).split_whitespace().map(str::to_owned).collect::<Vec<_>>()).collect()
    });
    let its_own = |word: &str| {
        let bare = bare(word);
        own.contains(&bare) || vocabulary.contains(&bare) || known.people.iter().any(|person| names_one(&bare, person))
    };
    let accounted = |word: &str| {
        word.contains(|c: char| is_han(c) || c.is_ascii_digit())
            || is_ordinary(word)
            || its_own(word)
            || kind::leading(word).is_some()
    };
    let Some(first) = words.first().filter(|first| !its_own(first)) else { return Another::No };
    // `Text from Sandra`, `Ed rang`: somebody who is none of theirs.
    let somebody = |word: &&str| is_capital(word) && !accounted(word);
    let wrote = ["text", "call", "email", "message", "voicemail", "whatsapp"].contains(&bare(first).as_str());
    let from = wrote && words.get(1) == Some(&"from") && words.get(2).is_some_and(somebody);
    let rang = ["rang", "rung", "rang!", "rang.", "phoned", "texted", "emailed", "messaged"];
    let rang = somebody(first) && words.get(1).is_some_and(|word| rang.contains(word));
    if !known.people.is_empty() && (from || rang) {
        return Another::Perhaps;
    }
    let strange = words.iter().take_while(|word| !accounted(word)).count();
    let to_the_end = |count: usize| count == words.len();
    let separator = text[end..].chars().next();
    let is_day = |word: &str| when::find_leading(word, known.past).is_some();
    // The words of a name with capitals: `Rosie's Tea Room`, `St Annes Boxing Club`, `The Old Bakehouse`, `Bubble and Spin`.
    let mut name = 0;
    let mut at = 0;
    while let Some(word) = words.get(at) {
        if is_capital(word) && !is_day(word) {
            name = at + 1;
        } else if !(at > 0 && INSIDE.contains(&word.to_lowercase().as_str())) {
            break;
        }
        at += 1;
    }
    let stranger_in = |count: usize| words[..count].iter().any(|word| !accounted(word));
    let ends_so = |word: &&str| is_a_trade(&bare(word));
    if name >= 2 && stranger_in(name) && words[1..name].iter().any(ends_so) {
        return Another::Plainly;
    }
    // `patel & sons`: whoever has sons.
    let firm = |pair: &[&str]| matches!(pair, ["&" | "and", next] if ["sons", "son", "daughters", "co"].contains(&bare(next).as_str()));
    if strange > 0 && words.get(1..3).is_some_and(firm) {
        return Another::Plainly;
    }
    if strange > 0 && placed {
        return Another::Perhaps;
    }
    let small = |word: &str| INSIDE.contains(&word);
    let the = first.eq_ignore_ascii_case("the") && name >= 2 && stranger_in(name);
    if strange > 0 && is_capital(first) || the {
        let both = words.get(name).is_some_and(|word| ["both", "were", "are"].contains(word));
        // A name of several words, or one alone that is all there is, or that a colon closes.
        let alone = to_the_end(1)
            && (separator.is_none() && first.chars().count() >= 4 || matches!(separator, Some(':' | '：')));
        let several = name >= 2 && !both && (!the || to_the_end(name));
        return if several || alone { Another::Perhaps } else { Another::No };
    }
    // `zorba taverna ordered 3 drums`, `the crown inn wants glass wash`.
    let does = |at: usize| words.get(at + 1).is_some_and(|word| DOES.contains(&bare(word).as_str()));
    // A word for a part of a place is one for a kind where a name of two words stands before it: `hartcliffe bowls club`.
    let strangers = |at: usize| words[..at].iter().filter(|word| !accounted(word)).count();
    let whole_kind = |at: &usize| {
        words.get(*at).is_some_and(|word| ends_so(word) && (!is_a_part(&bare(word)) || strangers(*at) > 1))
    };
    let small_kind = (1..=4).find(|at| does(*at) && whole_kind(at));
    let called = |at: usize| {
        let before = &words[..at];
        before.iter().all(|word| !accounted(word) || word.eq_ignore_ascii_case("the") || ends_so(word))
            && before.iter().any(|word| !accounted(word))
    };
    // `bobs caff in bedminster rang`: whoever is said to be in a place is not of here.
    let of_a_place = (1..=4).find(|at| does(*at) && *at >= 2).is_some_and(|at| {
        ["in", "from"].contains(&words[at - 1])
            && !accounted(words[at])
            && !is_a_part(&bare(words[at]))
            && !words[..at].iter().any(|word| its_own(word))
    });
    if of_a_place {
        return Another::Perhaps;
    }
    // `brooklea garage fishponds popped in cold`.
    let opens = (1..=3).find(|at| whole_kind(at)).filter(|at| strangers(*at) == *at);
    if small_kind.is_some_and(called) || opens.is_some() {
        return Another::Perhaps;
    }
    // `muddy paws, dog grooming`; `fox and hounds, …`; `hanham garden centre, …`.
    let joined = |word: &&str| !accounted(word) || small(word);
    let small_name = separator.is_some()
        && strange > 0
        && (2..=4).contains(&words.len())
        && (words.iter().all(joined) && words.last().is_some_and(|word| !small(word))
            || words.last().is_some_and(ends_so));
    let shouted = |word: &&str| word.len() > 1 && word.chars().all(char::is_uppercase);
    if small_name && !words.iter().any(shouted) { Another::Perhaps } else { Another::No }
}
