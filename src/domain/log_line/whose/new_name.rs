//! What a new customer would be called by a line: 新客户：宏远汽配, `Muddy Paws, dog grooming`, `Spice Yard. Sat down with Ed`.
//!
//! Always holds: the name ends before a comma, a full stop, a time, a person and a verb; it is offered, and taken by itself only where the
//! line says that the customer is new.

use std::ops::Range;

use super::doubt::titled;
use super::naming::nameable;
use super::trade::{TAILS, is_a_trade};
use crate::base::text::is_han;
use crate::base::when::{self, Context};
use crate::domain::log_line::before::Before;
use crate::domain::log_line::beginnings::{full_stop, in_quotes};
use crate::domain::log_line::han::sentence_in_han;
use crate::domain::log_line::how::kind;
use crate::domain::log_line::notes::head;
use crate::domain::log_line::ordinary::{is_a_word, is_ordinary};
use crate::domain::log_line::people::FAMILY;
use crate::domain::log_line::{marks, notes};

/// So many words are a name at most.
const WORDS: usize = 6;
/// Small words that stand inside a name, before a word with a capital.
const INSIDE: [&str; 8] = ["and", "&", "of", "the", "on", "at", "de", "la"];
/// Words that say that the customer is new.
const NEW: [&str; 12] = [
    "new customer",
    "new prospect",
    "new account",
    "new client",
    "new place",
    "new acct",
    "new cust",
    "new site",
    "new shop",
    "new lead",
    "new one",
    "new",
];
const NEW_HAN: [&str; 14] = [
    "新客户",
    "新客戶",
    "新开客户",
    "新開客戶",
    "新开的客户",
    "新開的客戶",
    "新增客户",
    "新增客戶",
    "新的客户",
    "新的客戶",
    "家新的",
    "家新店",
    "新店家",
    "新店",
];

/// What a new customer would be called.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(in crate::domain::log_line) struct NewName {
    /// Where the name stands, with the words that say that it is new.
    pub range: Range<usize>,
    /// The name.
    pub name: String,
    /// The line says itself that it is new.
    pub said: bool,
}

/// What a new customer would be called: after a time, a kind and small words, else at the very beginning.
pub(in crate::domain::log_line) fn new_name(line: &str, past: &Context, skip: &Before) -> Option<NewName> {
    for from in [skip.time.as_ref().map_or(0, |(range, _)| range.end), skip.end, 0] {
        if let Some(found) = said_new(line, from, past) {
            return Some(found);
        }
    }
    if let Some(found) = said_further_on(line, past) {
        return Some(found);
    }
    let (range, name) = named(line, skip.end, past).or_else(|| named(line, 0, past))?;
    Some(NewName { range, name, said: false })
}

/// Whether the line says that the customer is new, whoever that is.
pub(in crate::domain::log_line) fn says_new(line: &str) -> bool {
    const SAID: [&str; 5] = ["not on the books", "not in the book", "as new cust", "as a new cust", "cold called"];
    let lower = nameable(line).to_ascii_lowercase();
    let word = |word: &&&str| {
        lower.match_indices(**word).any(|(at, _)| {
            let whole = |c: char| !c.is_ascii_alphanumeric();
            lower[..at].chars().next_back().is_none_or(whole)
                && lower[at + word.len()..].chars().next().is_none_or(whole)
        })
    };
    NEW.iter().filter(|word| word.contains(' ')).chain(&SAID).any(|said| word(&said))
        || NEW_HAN.iter().any(|word| lower.contains(word))
}

/// 朋友介绍了个新客户 博越电子: wherever the line says it, in so many words.
fn said_further_on(line: &str, past: &Context) -> Option<NewName> {
    let line = nameable(line);
    let lower = line.to_ascii_lowercase();
    let words = NEW_HAN.iter().chain(NEW.iter().filter(|word| word.contains(' ')));
    let mut places: Vec<usize> = words.filter_map(|word| lower.find(word)).filter(|at| *at > 0).collect();
    places.sort_unstable();
    places.into_iter().find_map(|at| said_new(line, at, past))
}

/// 新客户：X, `new customer: X`, `new customer Muddy Paws`.
fn said_new(line: &str, from: usize, past: &Context) -> Option<NewName> {
    let start = from + line[from..].len() - line[from..].trim_start_matches(notes::separates).len();
    let rest = &line[start..];
    let han = NEW_HAN.iter().find(|word| rest.starts_with(**word));
    let word = han.or_else(|| {
        let stands = |word: &&&str| rest.get(..word.len()).is_some_and(|head| head.eq_ignore_ascii_case(word));
        NEW.iter().find(|word| stands(word) && !rest[word.len()..].starts_with(char::is_alphanumeric))
    })?;
    let behind = &rest[word.len()..];
    let name = behind.trim_start_matches([':', '：', ' ', ',', '，']);
    let colon = behind.trim_start().starts_with([':', '：']);
    // `new customer wants prices` names nobody; 新客户介绍的 neither. `New menu` alone is no customer.
    let capital = name.starts_with(char::is_uppercase) && *word != "new" && name.len() < behind.len();
    let spaced = han.is_some() && name.len() < behind.len() && name.starts_with(is_han);
    if han.is_none() && *word != "new" && !colon && name.starts_with(char::is_lowercase) {
        return small(line, line.len() - name.len().min(line.len()), start).filter(|_| name.len() < behind.len());
    }
    let (range, name) =
        named(line, line.len() - (line[start..].len() - word.len() - (behind.len() - name.len())), past)?;
    // 新开的客户鑫磊机械厂: it is built as a name is.
    let built = || name.chars().count() >= 4 && TAILS.split_whitespace().any(|tail| name.ends_with(tail));
    if !(colon || capital || spaced || han.is_some() && built()) {
        return None;
    }
    Some(NewName { range: start..range.end, name, said: true })
}

/// `new acct the crooked anchor pub keynsham`: the words up to the one that says of what kind it is, or to one of a sentence. It is only offered.
fn small(line: &str, from: usize, start: usize) -> Option<NewName> {
    let text = line.get(from..)?;
    let skipped = text.strip_prefix("the ").or(text.strip_prefix("called ")).unwrap_or(text);
    let from = line.len() - skipped.len();
    let mut end = from;
    for word in skipped.split(' ').take(WORDS) {
        let bare = word.trim_end_matches([',', '.', ':', ';', '-']);
        let joins = matches!(bare, "n" | "and" | "&" | "of") && end > from;
        if bare.is_empty() || !joins && (is_a_word(bare) && !is_a_trade(bare) || BEFORE_PLACE.contains(&bare)) {
            break;
        }
        end += usize::from(end > from) + bare.len();
        if is_a_trade(bare) || bare.len() < word.len() {
            break;
        }
    }
    let name = line.get(from..end)?.trim();
    (name.chars().count() >= 3).then(|| NewName { range: start..end, name: name.to_owned(), said: false })
}

/// Behind these stands where it is, or who is there.
const BEFORE_PLACE: [&str; 9] = ["pls", "please", "on", "in", "at", "by", "owner", "mgr", "near"];

fn named(line: &str, from: usize, past: &Context) -> Option<(Range<usize>, String)> {
    if let Some(quoted) = in_quotes(line, from) {
        return Some(quoted).filter(|(_, name)| !name.is_empty());
    }
    let start = from + line[from..].len() - line[from..].trim_start_matches(notes::separates).len();
    let rest = head(&line[start..]);
    let mark = |c: char| marks::mark(c).is_some() || "^＾+＋#＃…~～!！;；。?？\n".contains(c);
    let rest = &rest[..rest.find(mark).unwrap_or(rest.len())];
    let rest = &rest[..full_stop(rest).unwrap_or(rest.len())];
    let rest = &rest[..time_in(rest, past).unwrap_or(rest.len())];
    let end = if rest.starts_with(is_han) { han_end(rest) } else { latin_end(rest) };
    let name = rest[..end].trim_end_matches(notes::separates);
    (!name.is_empty()).then(|| (start..start + name.len(), name.to_owned()))
}

/// Where a time begins behind the name: `Redcliff 10:40`, `宏远汽配 昨天`.
fn time_in(text: &str, past: &Context) -> Option<usize> {
    let found = when::find_all(text, past).into_iter().map(|(range, _)| range.start);
    found.filter(|start| *start > 0 && text[..*start].ends_with(notes::separates)).min()
}

/// A Chinese name ends with its run, or where a sentence goes on: 永兴 王雪芬…, 永兴先留20条….
fn han_end(text: &str) -> usize {
    let run = text.find(notes::separates).unwrap_or(text.len());
    let long = text[..run].chars().count() > 4;
    let named = |at: &usize| text[..*at].chars().count() >= 2;
    // 小陈微信发来图纸: somebody, no customer.
    let mut first = text.chars();
    let nick = matches!(first.next(), Some('老' | '小' | '阿')) && first.next().is_some_and(|c| FAMILY.contains(c));
    let told = sentence_in_han(&text[..run]).filter(|_| long);
    if nick && told.is_some() {
        return 0;
    }
    told.filter(named).into_iter().chain(titled(&text[..run]).filter(named)).min().unwrap_or(run)
}

/// The words that begin with capitals; a name without any ends with a comma or colon, or its first word.
fn latin_end(text: &str) -> usize {
    let comma = text.find([',', '，', ':', '：']);
    let clause = &text[..comma.unwrap_or(text.len())];
    let words: Vec<(usize, &str)> = clause
        .split(' ')
        .scan(0, |at, word| {
            let here = *at;
            *at += word.len() + 1;
            Some((here, word))
        })
        .filter(|(_, word)| !word.is_empty())
        .collect();
    let capital = |word: &str| word.chars().next().is_some_and(|c| c.is_uppercase() || c == '&' || c.is_ascii_digit());
    let end_of = |n: usize| words.get(n).map_or(0, |(at, word)| at + word.len());
    let Some((_, first)) = words.first() else { return 0 };
    if !capital(first) {
        let plain =
            words.iter().take_while(|(_, word)| !is_ordinary(word) && !word.starts_with(|c: char| c.is_ascii_digit()));
        let plain = plain.count();
        let colon = text[clause.len()..].starts_with([':', '：']);
        let whole = comma.is_some() && (words.len() <= 3 || colon) && words.len() <= WORDS;
        // `met them about zebras`: nobody is called so.
        if plain == 0 && !(whole && colon) {
            return 0;
        }
        return if whole && (colon || plain == words.len()) {
            clause.len()
        } else if whole {
            end_of(plain - 1)
        } else {
            end_of(0)
        };
    }
    // `4.30 old town bakery`: an hour, or a count.
    let figures = first.chars().all(|c| c.is_ascii_digit() || ".:,".contains(c));
    if figures && !words.get(1).is_some_and(|(_, next)| capital(next)) {
        return 0;
    }
    let mut last = 0;
    for n in 1..words.len().min(WORDS) {
        let word = words.get(n).map_or("", |(_, word)| word);
        if capital(word) && !(is_ordinary(word) && words.get(n + 1).is_some_and(|(_, next)| !capital(next))) {
            last = n;
        } else if !INSIDE.contains(&word) {
            break;
        }
    }
    // A lower-case word behind the capitals up to a colon belongs to it: `Green grocer: wants…`.
    let short = comma.is_some()
        && words.len() <= 3
        && words.iter().all(|(_, word)| !is_ordinary(word) && kind::leading(word).is_none());
    if short { clause.len() } else { end_of(last) }
}
