//! Customers who are named in the middle of a line that nothing marks as a name: two words that stand together in one (`jackie rope walk shut`), a word
//! behind `at` or `the` (`hayley at bonville`), what follows where one went (其实还去了永丰纱线) and what is put right (不对，锦江说…).
//!
//! Always holds: few places, each asked for with few letters; only whole words of a name count. Whose a line is they say where a person of that
//! customer is named as well; else they are offered.

use std::ops::Range;

use super::customer::{Customer, fit, letters_of};
use super::elsewhere::{ALSO_HAN, DONE_TO, DONE_TO_HAN, LATER_HAN, named};
use super::street;
use super::trade::{has_own, is_a_trade};
use crate::base::name::Fit;
use crate::base::text::{fold, is_han};
use crate::domain::ask::NameHit;
use crate::domain::log_line::LineContext;
use crate::domain::log_line::beginnings::{Leading, Saying};
use crate::domain::log_line::notes::separates;
use crate::domain::log_line::ordinary::{is_a_word, is_ordinary};
use crate::domain::log_line::people::is_called;

/// So many beginnings at most.
pub(in crate::domain::log_line) const MOST: usize = 12;
/// So many words of a line are looked at.
const WORDS: usize = 24;
/// So many customers are offered at most; what more have says nothing.
const FEW: usize = 4;
/// Words behind which a single one may be a customer or somebody.
const BEHIND: [&str; 16] = [
    "at", "the", "into", "from", "to", "did", "visited", "see", "saw", "met", "rang", "ring", "by", "for", "with", "of",
];
/// Those of them behind which is a place.
const TO_A_PLACE: [&str; 6] = ["at", "into", "from", "to", "did", "visited"];
/// How words of names are written short.
const SHORT: [(&str, &str); 9] = [
    ("rd", "road"),
    ("st", "street"),
    ("st", "saint"),
    ("ln", "lane"),
    ("ave", "avenue"),
    ("sq", "square"),
    ("ct", "court"),
    ("mgmt", "management"),
    ("rm", "room"),
];

/// The places in the order of the line.
pub(in crate::domain::log_line) fn places(line: &str, from: usize) -> Vec<Leading> {
    let end = line.find(['>', '<', '》', '《', '＞', '＜', '#', '＃', '^', '"', '“', '「', '\n']).unwrap_or(line.len());
    let from = from.min(end);
    let mut found = if line[..end].contains(is_han) { in_han(line, end) } else { in_words(line, from, end) };
    found.truncate(MOST);
    found
}

fn in_words(line: &str, from: usize, end: usize) -> Vec<Leading> {
    let mut words: Vec<Range<usize>> = Vec::new();
    let mut at = 0;
    for part in line[..end].split(' ') {
        let bare = part.trim_matches(|c: char| !c.is_alphanumeric());
        let start = at + part.find(bare).unwrap_or(0);
        if !bare.is_empty() {
            words.push(start..start + bare.len());
        }
        at += part.len() + 1;
    }
    let word = |n: usize| words.get(n).and_then(|range| line.get(range.clone())).unwrap_or_default();
    let letters = |word: &str| word.len() >= 2 && word.chars().all(|c| c.is_alphabetic() || c == '\'' || c == '’');
    let mut found = Vec::new();
    for (n, range) in words.iter().enumerate().take(WORDS) {
        let own = word(n);
        if !letters(own) {
            continue;
        }
        if let Some(next) = words.get(n + 1).filter(|next| line.get(range.end..next.start) == Some(" "))
            && range.start >= from
            && letters(word(n + 1))
            && own.len() + word(n + 1).len() >= 6
            && (is_own(own) || is_own(word(n + 1)))
        {
            found.push(Leading::further(range.start..next.end, &line[range.start..next.end], Saying::Glimpsed));
        }
        let before = n.checked_sub(1).map(word).unwrap_or_default().to_ascii_lowercase();
        let behind = BEHIND.contains(&before.as_str()) || DONE_TO.contains(&before.as_str());
        // Behind `at` a name may end like a word: `sat with Mel at westering`. The book knows it or not.
        let no_name = if TO_A_PLACE.contains(&before.as_str()) { is_a_word(own) } else { is_ordinary(own) };
        if behind && !no_name && !is_a_trade(&fold(own)) {
            found.push(Leading::further(range.clone(), own, Saying::Glimpsed));
        }
    }
    found
}

/// Whether a word may tell one name from others.
fn is_own(word: &str) -> bool {
    let folded = fold(word);
    !is_ordinary(word) && !is_a_trade(&folded) && !street::ENDINGS.contains(&folded.as_str())
}

/// The Chinese names behind where one went and what is put right, and the people to whom something was done.
fn in_han(line: &str, end: usize) -> Vec<Leading> {
    let text = &line[..end];
    let mut found = Vec::new();
    let mut names = |from: usize| {
        let run = &line[from..end];
        let run = &run[..run.find(|c| !is_han(c)).unwrap_or(run.len())];
        let ends = run.char_indices().map(|(at, c)| at + c.len_utf8()).skip(1).take(3);
        let ends: Vec<usize> = ends.collect();
        let leads = ends.into_iter().rev().map(|end| Leading::further(from..from + end, &run[..end], Saying::Glimpsed));
        found.extend(leads);
    };
    if let Some(at) = ALSO_HAN.iter().find_map(|word| Some(text.find(word)? + word.len())) {
        names(at);
    }
    if let Some(word) = LATER_HAN.iter().find(|word| text.starts_with(**word)) {
        let behind = &text[word.len()..];
        names(word.len() + behind.len() - behind.trim_start_matches(separates).len());
    }
    // 余杭那家恒通蒋莉说….
    if let Some(at) = text.find("那家").filter(|at| (1..=4).contains(&text[..*at].chars().count())) {
        names(at + "那家".len());
    }
    let behind = DONE_TO_HAN.iter().filter_map(|word| Some(text.find(word)? + word.len()));
    for at in behind.chain([0]) {
        if let Some(name) = named(&text[at..]) {
            found.push(Leading::further(at..at + name.len(), name, Saying::Glimpsed));
        }
    }
    found
}

/// Whose the line is where the words in its middle say so; `customer`: what its other letters come to.
pub(in crate::domain::log_line) fn spoken_for(
    line: &str,
    context: &LineContext<'_>,
    customer: Customer,
    leading: &[Leading],
) -> Customer {
    // Whatever is picked: the offer stays the same.
    let Some((opened, name)) = context.opened else { return customer };
    let corrected = matches!(&customer, Customer::One(_, range) if super::elsewhere::is_put_right(&line[range.end..]));
    // Letters that are meant stay with whom they name; in 余杭那家恒通 they are a town.
    let town = matches!(&customer, Customer::Several(_, range) if line[range.end..].starts_with("那家"));
    let open = match &customer {
        Customer::Nobody => true,
        Customer::Several(..) => town || !customer.is_meant(line),
        Customer::One(..) => corrected,
        Customer::Unknown => false,
    };
    let here = context.meant || context.in_progress.is_some();
    if !open || here || letters_of(*opened, name, leading, context.names).is_some() {
        return customer;
    }
    let places = named_in(line, context, leading);
    if let (true, Customer::One(hit, range)) = (corrected, &customer) {
        let others = places.into_iter().map(|(other, _)| other).filter(|other| other.account != hit.account);
        return Customer::Several(std::iter::once(hit.clone()).chain(others).collect(), range.clone());
    }
    let Some(range) = places.first().map(|(_, range)| range.clone()) else { return customer };
    if places.iter().any(|(hit, _)| hit.account == *opened) {
        return customer;
    }
    let theirs = people(leading, context).map(|(hits, _)| hits).unwrap_or_default();
    let mut both = places.iter().filter(|(hit, _)| theirs.iter().any(|other| other.account == hit.account));
    if let (Some((only, range)), None) = (both.next(), both.next()) {
        return Customer::One(only.clone(), range.clone());
    }
    Customer::Several(places.into_iter().map(|(hit, _)| hit).collect(), range)
}

/// The customers whose names have these words, each once.
fn named_in(line: &str, context: &LineContext<'_>, leading: &[Leading]) -> Vec<(NameHit, Range<usize>)> {
    let mut found: Vec<(NameHit, Range<usize>)> = Vec::new();
    for one in leading.iter().filter(|one| one.said == Saying::Glimpsed) {
        // The longest of a place says it.
        if found.iter().any(|(_, range)| range.start == one.range.start && line[one.range.clone()].contains(is_han)) {
            continue;
        }
        let hits = context.names.get(&one.letters).map_or(&[][..], Vec::as_slice);
        let having: Vec<&NameHit> =
            hits.iter().filter(|hit| hit.person.is_none() && stands_in(line, &one.range, hit)).collect();
        if having.len() > FEW {
            continue;
        }
        for hit in having {
            if found.iter().all(|(other, _)| other.account != hit.account) {
                found.push((NameHit { person: None, ..hit.clone() }, one.range.clone()));
            }
        }
    }
    found.truncate(FEW);
    found
}

/// Whether all these letters are whole words of a name, one behind the other. A word alone says it behind `at` where the name begins with it, else where
/// it is all of the name: `the packhorse delivery`, not `the spice rack` where there is a Spice Yard.
fn stands_in(line: &str, range: &Range<usize>, hit: &NameHit) -> bool {
    let letters = line.get(range.clone()).unwrap_or_default();
    if letters.chars().all(is_han) {
        return has_own(letters) && fit(letters, hit).is_some_and(|fit| fit <= Fit::Inner);
    }
    let words = |text: &str| -> Vec<String> {
        let split = |c: char| !(c.is_alphanumeric() || c == '\'' || c == '’');
        fold(text).split(split).filter(|word| !word.is_empty()).map(str::to_owned).collect()
    };
    let (said, own) = (words(letters), words(hit.called()));
    let same = |said: &String, own: &String| {
        said == own || SHORT.iter().any(|(short, long)| said == short && own == long || said == long && own == short)
    };
    if let [word] = said.as_slice() {
        let before = line[..range.start].trim_end().rsplit(' ').next().unwrap_or_default().to_ascii_lowercase();
        let next = line[range.end..].strip_prefix(' ').and_then(|rest| rest.split(' ').next());
        let core = words(hit.called().split(',').next().unwrap_or_default());
        let core = core.strip_prefix(["the".to_owned()].as_slice()).unwrap_or(&core);
        let compound = next.is_some_and(|next| !is_ordinary(next));
        let placed = TO_A_PLACE.contains(&before.as_str()) && core.first() == Some(word);
        return word.chars().count() >= 4 && (core == [word.clone()] || placed && !compound);
    }
    own.windows(said.len().max(1)).any(|own| said.iter().zip(own).all(|(said, own)| same(said, own)))
}

/// The customers of people who are called as a word of the line is, those seen last where many are (徐总回话了 speaks of one whom one has met); and where
/// the first of these words stands.
pub(in crate::domain::log_line) fn people(
    leading: &[Leading],
    context: &LineContext<'_>,
) -> Option<(Vec<NameHit>, Range<usize>)> {
    let mut found: Vec<NameHit> = Vec::new();
    let mut range = None;
    for one in leading.iter().filter(|one| matches!(one.said, Saying::Glimpsed | Saying::First)) {
        let letters = one.letters.as_str();
        let called = |name: &str| match letters.chars().all(is_han) {
            true => is_called(letters, name),
            false => fold(name) == fold(letters) || name.split_whitespace().any(|word| fold(word) == fold(letters)),
        };
        let hits = context.names.get(letters).map_or(&[][..], Vec::as_slice);
        let mut theirs: Vec<&NameHit> = hits.iter().filter(|hit| hit.person.as_deref().is_some_and(called)).collect();
        if theirs.len() > FEW {
            theirs.sort_by_key(|hit| std::cmp::Reverse(hit.last_visit));
            theirs.truncate(FEW);
        }
        for hit in theirs {
            if found.iter().all(|other| other.account != hit.account) {
                range = range.or(Some(one.range.clone()));
                found.push(hit.clone());
            }
        }
    }
    found.truncate(FEW);
    Some((found, range?))
}
