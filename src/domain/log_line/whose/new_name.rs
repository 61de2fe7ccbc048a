//! What a new customer would be called by a line: 新客户：宏远汽配, `Muddy Paws, dog grooming`, `Spice Yard. Sat down with Ed`.
//!
//! Always holds: the name ends before a comma, a full stop, a time, a person and a verb; it is offered, and taken by itself only where the
//! line says that the customer is new.

use std::cmp::Reverse;
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
const NEW: [&str; 6] = ["new customer", "new prospect", "new account", "new client", "new acct", "new cust"];
const NEW_HAN: [&str; 11] = [
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
];
/// These say it only where a line begins with them: `they want a new one` is of any customer.
const NEW_AT_FIRST: [&str; 5] = ["new place", "new lead", "new one", "new", "新店家"];
/// A customer who is known may have these too: `new shop Broadmead`, 新店 滨江.
const OR_ITS_OWN: [&str; 3] = ["new site", "new shop", "新店"];

/// How a line says that a customer is new.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(in crate::domain::log_line) enum Says {
    /// Not at all: somebody of that name might be.
    Nothing,
    /// So that it is to be asked.
    Perhaps,
    /// In so many words.
    Plainly,
}

/// What a new customer would be called.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(in crate::domain::log_line) struct NewName {
    /// Where the name stands, with the words that say that it is new.
    pub range: Range<usize>,
    /// The name.
    pub name: String,
    /// What the line says of its being new.
    pub says: Says,
}

/// What a new customer would be called: after a time, a kind and small words, else at the very beginning.
pub(in crate::domain::log_line) fn new_name(line: &str, past: &Context, skip: &Before) -> Option<NewName> {
    let first = beginnings(skip).find_map(|from| said_at_first(line, from, past));
    let behind = || beginnings(skip).find_map(|from| said_behind(line, from, past));
    let found = first.or_else(behind).or_else(|| said_further_on(line, past)).or_else(|| just_opened(line, past));
    if let Some(found) = found {
        return Some(found);
    }
    let (range, name) = named(line, skip.end, past).or_else(|| named(line, 0, past))?;
    Some(NewName { range, name, says: Says::Nothing })
}

/// Where a line may begin.
fn beginnings(skip: &Before) -> impl Iterator<Item = usize> {
    [skip.time.as_ref().map_or(0, |(range, _)| range.end), skip.end, 0].into_iter()
}

/// Whether the line says that the customer is new, whoever that is: `new customer wants prices`, `cold called a unit`.
pub(in crate::domain::log_line) fn says_new(line: &str, skip: &Before) -> bool {
    const SAID: [&str; 5] = ["not on the books", "not in the book", "as new cust", "as a new cust", "cold called"];
    let lower = nameable(line).to_ascii_lowercase();
    let whole = |c: char| !c.is_ascii_alphanumeric();
    let said = SAID.iter().any(|word| {
        lower.match_indices(word).any(|(at, _)| {
            lower[..at].chars().next_back().is_none_or(whole)
                && lower[at + word.len()..].chars().next().is_none_or(whole)
        })
    });
    said || beginnings(skip).any(|from| word_of(&line[start_of(line, from)..], &[&NEW, &NEW_HAN]).is_some())
}

/// What opens.
const SHOPS: [&str; 15] =
    ["店", "厂", "廠", "铺", "鋪", "行", "公司", "门市", "門市", "超市", "药房", "藥房", "餐厅", "餐廳", "馆"];

/// 路过看了家新开的店，叫联发五金: what opened a while ago, and what it is called.
fn just_opened(line: &str, past: &Context) -> Option<NewName> {
    let line = nameable(line);
    let (start, behind) =
        ["新开的", "新開的", "新开了家", "新開了家", "新开张的", "新開張的"].iter().find_map(|word| {
            let start = line.find(word)?;
            Some((start, &line[start + word.len()..]))
        })?;
    let (what, called) = behind.split_once('叫')?;
    let shop = what.trim_matches(notes::separates);
    let whole = shop.chars().count() <= 4 && (shop.is_empty() || SHOPS.iter().any(|word| shop.ends_with(word)));
    let called = called.trim_start_matches([' ', '：', ':']);
    let (range, name) = named(line, line.len() - called.len(), past).filter(|_| whole)?;
    (name.chars().count() >= 2).then_some(NewName { range: start..range.end, name, says: Says::Perhaps })
}

/// 朋友介绍了个新客户 博越电子: behind the words that say it, wherever they stand, but not behind a comma: 他们接了个新客户，量要加.
fn said_further_on(line: &str, past: &Context) -> Option<NewName> {
    let line = nameable(line);
    let lower = line.to_ascii_lowercase();
    let words = NEW.iter().chain(&NEW_HAN);
    let mut places: Vec<(usize, &str)> = words.filter_map(|word| Some((lower.find(word)?, *word))).collect();
    places.sort_unstable_by_key(|(at, word)| (*at, Reverse(word.len())));
    let goes_on = |at: usize, word: &str| line[at + word.len()..].trim_start().starts_with([',', '，']);
    let found = places.into_iter().filter(|(at, word)| *at > 0 && !goes_on(*at, word));
    let found = found.filter_map(|(at, word)| said_new(line, at, word, past)).next();
    found.map(|found| NewName { says: Says::Perhaps, ..found })
}

/// 老王牛肉面，新客户，要粗吸管; `muddy paws grooming, new place, wants towels`: the name, and nothing but the words that say it behind a comma.
fn said_behind(line: &str, from: usize, past: &Context) -> Option<NewName> {
    const ALSO: [&str; 4] = ["new place", "new lead", "新客", "新店"];
    let start = start_of(line, from);
    let (at, comma) = line[start..].char_indices().find(|(_, c)| matches!(c, ',' | '，' | '、'))?;
    let behind = line[start + at + comma.len_utf8()..].trim_start();
    let word = word_of(behind, &[&NEW, &NEW_HAN, &ALSO])?;
    let goes_on = behind[word.len()..].starts_with(|c: char| !notes::separates(c));
    let (range, name) = named(line, from, past).filter(|(range, _)| range.end == start + at && !goes_on)?;
    let end = line.len() - behind.len() + word.len();
    (name.chars().count() >= 2).then_some(NewName { range: range.start..end, name, says: Says::Perhaps })
}

/// 新客户：X, `new customer: X`, `new customer Muddy Paws`, at a beginning of the line.
fn said_at_first(line: &str, from: usize, past: &Context) -> Option<NewName> {
    let start = start_of(line, from);
    if let Some(found) = new_trade(line, start, past) {
        return Some(found);
    }
    let word = word_of(&line[start..], &[&NEW, &NEW_HAN, &NEW_AT_FIRST, &OR_ITS_OWN])?;
    let found = said_new(line, start, word, past)?;
    let its_own = OR_ITS_OWN.contains(&word) && found.says == Says::Plainly;
    Some(NewName { says: if its_own { Says::Perhaps } else { found.says }, ..found })
}

/// `new cafe Beanie & Co, 12 Gloucester Rd`: of what kind it is stands before the name, up to a comma. `new bar manager wants…` names nobody.
fn new_trade(line: &str, start: usize, past: &Context) -> Option<NewName> {
    let rest = line[start..].strip_prefix("new ").or(line[start..].strip_prefix("New "))?;
    let (kind, name) = rest.split_once(' ')?;
    let first = name.split([' ', ',']).next().unwrap_or_default();
    let its_own = ["shop", "site", "store"].contains(&kind);
    let called = name.starts_with(char::is_uppercase) && first.len() > 2 && !is_ordinary(first);
    if its_own || !called || !kind.starts_with(char::is_lowercase) || !is_a_trade(kind) {
        return None;
    }
    let (range, name) = named(line, line.len() - name.len(), past)?;
    let closed = line[range.end..].is_empty() || line[range.end..].starts_with([',', ':', '.']);
    closed.then_some(NewName { range: start..range.end, name, says: Says::Perhaps })
}

/// Without what separates.
fn start_of(line: &str, from: usize) -> usize {
    line.len() - line[from..].trim_start_matches(notes::separates).len()
}

/// The longest of these words with which a text begins.
fn word_of<'w>(text: &str, lists: &[&[&'w str]]) -> Option<&'w str> {
    let stands = |word: &&&str| {
        text.get(..word.len()).is_some_and(|head| head.eq_ignore_ascii_case(word))
            && (word.starts_with(is_han) || !text[word.len()..].starts_with(char::is_alphanumeric))
    };
    lists.iter().flat_map(|list| list.iter()).filter(stands).max_by_key(|word| word.len()).copied()
}

/// The name behind a word that says that it is new, which stands at `start`.
fn said_new(line: &str, start: usize, word: &str, past: &Context) -> Option<NewName> {
    let behind = &line[start + word.len()..];
    let name = behind.trim_start_matches([':', '：', ' ', ',', '，']);
    let from = line.len() - name.len();
    let apart = name.len() < behind.len();
    let colon = behind.trim_start().starts_with([':', '：']);
    let han = word.starts_with(is_han);
    // `new customer wants prices` names nobody; 新客户介绍的 neither. `New menu` alone is no customer.
    let capital = name.starts_with(char::is_uppercase) && word != "new" && apart;
    let spaced = han && apart && name.starts_with(is_han);
    if !han && word != "new" && !colon && name.starts_with(char::is_lowercase) {
        return small(line, from, start).filter(|_| apart);
    }
    let (range, name) = named(line, from, past)?;
    // 新开的客户鑫磊机械厂: it is built as a name is.
    let built = || name.chars().count() >= 4 && TAILS.split_whitespace().any(|tail| name.ends_with(tail));
    if !(colon || capital || spaced || han && built()) {
        return None;
    }
    Some(NewName { range: start..range.end, name, says: Says::Plainly })
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
    (name.chars().count() >= 3).then(|| NewName { range: start..end, name: name.to_owned(), says: Says::Perhaps })
}

/// Behind these stands where it is, or who is there.
const BEFORE_PLACE: [&str; 9] = ["pls", "please", "on", "in", "at", "by", "owner", "mgr", "near"];

fn named(line: &str, from: usize, past: &Context) -> Option<(Range<usize>, String)> {
    if let Some(quoted) = in_quotes(line, from) {
        return Some(quoted).filter(|(_, name)| !name.is_empty());
    }
    let start = start_of(line, from);
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
        let plain = words.iter().take_while(|(_, word)| {
            (!is_ordinary(word) || is_a_trade(word)) && !word.starts_with(|c: char| c.is_ascii_digit())
        });
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
