//! Customers and people who are named anywhere in a line: 上午跑了趟欧格，何老板要12万, `popped in brunel`, `missed call from debbie coombs`. The whole line is
//! held against the whole book, once a key, by [`crate::domain::ask::Ask::Named`].
//!
//! Always holds: it says whose a line is only where a customer and one of its people are both named, and nobody of another; else it is a question, with
//! those named first.

use std::cmp::Reverse;
use std::ops::Range;

use super::customer::{Customer, letters_of};
use super::doubt::is_of_several;
use super::elsewhere::{DONE_TO, DONE_TO_HAN, is_put_right};
use super::naming::{Found, nameable};
use super::trade::goes_on_otherwise;
use crate::base::name::{NameKey, Through};
use crate::base::text::{fold, is_han};
use crate::domain::ask::{NameHit, Named};
use crate::domain::log_line::beginnings::Leading;
use crate::domain::log_line::how::kind;
use crate::domain::log_line::letters;
use crate::domain::log_line::notes::separates;
use crate::domain::log_line::ordinary::is_ordinary;
use crate::domain::log_line::people::{is_one_of, names_one};
use crate::domain::log_line::{LineContext, Person};

/// So many are offered at most.
const FEW: usize = 4;
/// Those who are still named as the line stands now, without the customer that it was opened with and what is said of that one.
fn others<'a>(line: &str, context: &LineContext<'a>) -> Vec<&'a Named> {
    let opened = context.opened.map(|(id, name)| (*id, fold(name)));
    let people = own_people(context);
    let vocabulary = context.vocabulary;
    let seen = |letters: &str| {
        let words = vocabulary.map(|known| known.products.iter().chain(&known.competitors).chain(&known.tags));
        words.is_some_and(|mut words| words.any(|word| fold(word).contains(letters)))
    };
    let still = |named: &&Named| {
        let found = &named.found;
        let letters = fold(&found.letters);
        let alone = found.by_name && found.person.is_none();
        stands(line, found)
            && opened.as_ref().is_none_or(|(id, name)| {
                found.account != *id
                    && !(found.by_name && name.contains(&letters))
                    && !people.iter().any(|person| match found.whole && !found.by_name {
                        // The whole name says which Debbie.
                        true => fold(&person.name) == letters,
                        false => names_one(&found.letters, person),
                    })
            })
            && !(alone && (seen(&letters) || !stands_alone(line, found)))
            && !(found.by_name && goes_on_otherwise(line, &(found.at..found.at + found.letters.len()), named.hit.called()))
            // 见黄主管: somebody whom one has not met here yet.
            && (found.by_name || found.whole)
    };
    context.named.unwrap_or_default().iter().filter(still).collect()
}

/// Whether that still stands there: the line may have gone on since it was asked for.
fn stands(line: &str, found: &Found) -> bool {
    line.get(found.at..found.at + found.letters.len()) == Some(found.letters.as_str())
}

/// Words behind which one in small letters may be a customer: `popped in brunel`, `price to castlemead`.
const BEHIND: &str = "at in into on to from did visited see saw met rang called phoned emailed texted for with w by near round via @ ring call visit";

/// Whether a single word stands as a name does, not as a word of a sentence: `the blue samples`, `the spice rack`, `says trinity term starts`.
fn stands_alone(line: &str, found: &Found) -> bool {
    if found.letters.contains(|c: char| !c.is_alphabetic() || is_han(c)) {
        return true;
    }
    let behind = &line[found.at + found.letters.len()..];
    let next = behind.strip_prefix(' ').and_then(|rest| rest.split([' ', ',', '.']).next()).unwrap_or_default();
    let compound = next.starts_with(|c: char| c.is_lowercase() && !is_han(c)) && !is_ordinary(next);
    let before = line[..found.at].trim_end();
    let last = before.rsplit(' ').next().unwrap_or_default();
    let begins = before.is_empty() || last.ends_with([',', '.', ':', ';', '-', '–', '，', '。']);
    let named = found.letters.starts_with(char::is_uppercase) || begins || listed(BEHIND, last);
    named && !compound
}

fn listed(words: &str, wanted: &str) -> bool {
    words.split_whitespace().any(|word| word.eq_ignore_ascii_case(wanted))
}

/// The customers of the people whom the line names by a title or a given name, where that stands by itself or something is done to them; those seen last
/// first. In doubt they are offered.
pub(in crate::domain::log_line) fn people(line: &str, context: &LineContext<'_>) -> Option<Customer> {
    let called = |named: &&Named| {
        if context.opened.is_some_and(|(id, _)| *id == named.found.account) {
            return false;
        }
        let before = line.get(..named.found.at).filter(|_| stands(line, &named.found) && !named.found.by_name);
        before.is_some_and(is_spoken_to)
    };
    let people: Vec<&Named> = context.named.unwrap_or_default().iter().filter(called).collect();
    let first = &people.first()?.found;
    let mut same: Vec<&Named> = people.iter().filter(|named| named.found.at == first.at).copied().collect();
    // `bath rd studios - leanne says`: the one in that street.
    let through = Through::new(nameable(line));
    same.sort_by_cached_key(|named| {
        let place = NameKey::new(&format!("{}, {}", named.hit.street, named.hit.name));
        Reverse(through.part(&place).filter(|part| part.length > 1).map_or(0, |part| part.length))
    });
    let hits = same.into_iter().take(FEW).map(|named| named.hit.clone()).collect();
    Some(Customer::Several(hits, first.at..first.at + first.letters.len()))
}

/// Whether somebody who is named behind this stands by himself, or something is done to him: 给老郑, `emailed donna`; not 中瑞制动叶总.
fn is_spoken_to(before: &str) -> bool {
    let last = before.trim_end().rsplit(' ').next().unwrap_or_default();
    let apart = before.chars().next_back().is_none_or(|c| !is_han(c) && separates(c));
    let han = DONE_TO_HAN.iter().any(|word| before.ends_with(word));
    han || apart
        && (last.is_empty()
            || last.ends_with(|c: char| is_han(c) || !c.is_alphanumeric())
            || DONE_TO.iter().any(|word| last.eq_ignore_ascii_case(word))
            || listed(BEHIND, last))
}

/// Whether the whole line is to be gone through: nobody is named for sure where names stand, and the line was not opened at a customer on purpose.
pub(in crate::domain::log_line) fn is_wanted(line: &str, context: &LineContext<'_>, customer: &Customer) -> bool {
    let sure = match customer {
        Customer::One(hit, range) => {
            let weak = context.opened.is_some() && is_a_word_of(line, range, hit);
            !(weak || is_cut(line, range, hit) || is_put_right(&line[range.end..]))
        }
        Customer::Unknown => true,
        Customer::Several(..) | Customer::Nobody => false,
    };
    !(sure || context.meant || context.in_progress.is_some()) && nameable(line).chars().count() >= 4
}

/// Whether a customer was found by a single word in small letters that is not all of his name: `rope` of The Rope Walk.
fn is_a_word_of(line: &str, range: &Range<usize>, hit: &NameHit) -> bool {
    let letters = line.get(range.clone()).unwrap_or_default();
    let small = letters.starts_with(char::is_lowercase) && letters.chars().all(char::is_alphabetic);
    let name = fold(hit.called());
    small && !letters.contains(is_han) && name.trim_start_matches("the ") != fold(letters)
}

/// Whether such a word goes on as a sentence does that is about a thing: `rope on the window blind`, `temple meads traffic`.
fn is_of_a_thing(line: &str, range: &Range<usize>, hit: &NameHit) -> bool {
    let Some(behind) = line[range.end..].strip_prefix(' ') else { return false };
    let next = behind.split([' ', ',', '.', ':']).next().unwrap_or_default();
    let own = fold(hit.called()).split(' ').any(|word| word == fold(next));
    let thing = next.starts_with(char::is_lowercase) && !is_ordinary(next) && kind::leading(next).is_none();
    !own && (thing || ["on", "of", "for", "in"].contains(&next))
}

/// Whether somebody of the customer that the line was opened with is named in its first so many bytes.
fn names_own(line: &str, end: usize, context: &LineContext<'_>) -> bool {
    let own = |named: &&Named| context.opened.is_some_and(|(id, _)| named.found.account == *id);
    let mut found = context.named.unwrap_or_default().iter().filter(own).map(|named| &named.found);
    found.any(|found| found.person.is_some() && stands(line, found) && found.at < end)
        || is_known(&line[..end], context)
}

/// Whether a text names one of those who are known there.
fn is_known(text: &str, context: &LineContext<'_>) -> bool {
    is_one_of(own_people(context), text)
}

/// Whether a customer was found by a part of a word: `glen` of Glenview.
fn is_cut(line: &str, range: &Range<usize>, hit: &NameHit) -> bool {
    let letters = fold(line.get(range.clone()).unwrap_or_default());
    let last = letters.split(|c: char| !c.is_alphanumeric()).rfind(|word| !word.is_empty()).unwrap_or_default();
    let name = fold(hit.called());
    let mut words = name.split(|c: char| !c.is_alphanumeric());
    !letters.contains(is_han) && !words.any(|word| word == last)
}

/// Whose the line is where somebody is named anywhere in it, and whether that makes it doubtful that it is whose it was opened with; `customer`: what
/// the letters at its beginning come to.
pub(in crate::domain::log_line) fn anywhere(
    line: &str,
    context: &LineContext<'_>,
    customer: Customer,
    leading: &[Leading],
) -> (Customer, bool) {
    if !is_wanted(line, context, &customer) {
        return (customer, false);
    }
    let own = context.opened.is_some_and(|(id, name)| {
        let here = |named: &Named| named.found.account == *id && named.found.by_name;
        letters_of(*id, name, leading, context.names).is_some() || context.named.unwrap_or_default().iter().any(here)
    });
    let named = others(line, context);
    let (customer, is_thing) = word_or_name(line, context, customer, &named, own);
    let first = named.first().copied().filter(|_| !own);
    if is_thing && !first.is_some_and(|first| first.found.whole) {
        return match customer {
            Customer::One(hit, range) => (Customer::Several(vec![hit], range), true),
            customer => (customer, true),
        };
    }
    let Some(first) = first else { return (customer, false) };
    if let Customer::One(hit, range) = &customer
        && let Some(both) = beside(line, hit, range, first, &named)
    {
        return both;
    }
    match only(line, context, first, &named) {
        Only::One(customer) => (customer, false),
        Only::Own => (customer, false),
        Only::Nobody => (all(customer, first, &named), true),
    }
}

/// The customer that letters at the beginning come to, unless they are a word and one of the row's own people is named; and whether they are a word
/// that goes on as one about a thing does.
fn word_or_name(
    line: &str,
    context: &LineContext<'_>,
    customer: Customer,
    named: &[&Named],
    own: bool,
) -> (Customer, bool) {
    let (hits, range) = match &customer {
        Customer::One(hit, range) => (std::slice::from_ref(hit), range),
        Customer::Several(hits, range) => (hits.as_slice(), range),
        Customer::Nobody | Customer::Unknown => return (customer, false),
    };
    let theirs = |hit: &NameHit| named.iter().any(|one| one.found.account == hit.account && one.found.person.is_some());
    let Some((opened, _)) = context.opened.filter(|_| !own && !hits.iter().any(theirs)) else {
        return (customer, false);
    };
    let word = |hit: &NameHit| is_a_word_of(line, range, hit) || is_cut(line, range, hit);
    // `john got our number`, `feeder on the dispenser jams, amina`: whoever is named is one of those here, and the word is a word.
    if names_own(line, line.len(), context) && hits.iter().all(|hit| word(hit) && hit.account != *opened) {
        return (Customer::Nobody, false);
    }
    let thing = matches!(&customer, Customer::One(hit, range) if is_a_word_of(line, range, hit) && is_of_a_thing(line, range, hit));
    (customer, thing)
}

/// What a customer at the beginning and another named further on come to; nothing where the other one says it.
fn beside(
    line: &str,
    hit: &NameHit,
    range: &Range<usize>,
    first: &Named,
    named: &[&Named],
) -> Option<(Customer, bool)> {
    if is_put_right(&line[range.end..]) {
        let other = named.iter().find(|named| named.found.account != hit.account);
        let both = std::iter::once(hit.clone()).chain(other.map(|other| other.hit.clone())).collect();
        return Some((Customer::Several(both, range.clone()), true));
    }
    if !first.found.whole || first.found.account == hit.account {
        return Some((Customer::One(hit.clone(), range.clone()), false));
    }
    (!first.found.by_name).then(|| (Customer::Several(vec![first.hit.clone(), hit.clone()], range.clone()), true))
}

/// Of whom alone a line with names further on speaks.
enum Only {
    /// Of this one.
    One(Customer),
    /// Somebody of the row's own tells of others.
    Own,
    /// That is not certain.
    Nobody,
}

fn only(line: &str, context: &LineContext<'_>, first: &Named, named: &[&Named]) -> Only {
    let mut sure = named.iter().filter(|named| named.found.is_sure);
    match (sure.next(), sure.next()) {
        (Some(Named { found, hit }), None) if !is_known(line, context) && !is_of_several(line) => {
            Only::One(Customer::One(hit.clone(), found.at..found.at + found.letters.len()))
        }
        // 童店长说隔壁兄弟工具行便宜.
        (None, _) if names_own(line, first.found.at, context) => Only::Own,
        // `heather llewellyn wants the screens`: the whole name of one alone says whose it is.
        (None, _)
            if !first.found.by_name
                && !names_own(line, line.len(), context)
                && letters::is_introduced(&line[..first.found.at]) =>
        {
            let mut whole = named.iter().filter(|named| named.found.whole);
            match (whole.next(), whole.next(), named.len()) {
                (Some(Named { found, hit }), None, 1) => {
                    Only::One(Customer::One(NameHit { person: None, ..hit.clone() }, found.at..found.at))
                }
                _ => Only::Nobody,
            }
        }
        // `met priya nair new manager at trinity rooms`: the whole name of the place where somebody was met.
        (None, _)
            if first.found.by_name
                && fold(&first.found.letters) == fold(first.hit.called()).trim_start_matches("the ")
                && named.len() == 1
                && first.found.letters.contains(' ')
                && is_met_at(&line[..first.found.at])
                && !names_own(line, line.len(), context) =>
        {
            Only::One(Customer::One(first.hit.clone(), first.found.at..first.found.at + first.found.letters.len()))
        }
        _ => Only::Nobody,
    }
}

/// Whether words say that somebody was met at what stands behind them: `met priya nair at`.
fn is_met_at(before: &str) -> bool {
    let lower = before.to_ascii_lowercase();
    let met =
        ["met ", "saw ", "spoke to ", "spoke with ", "sat with ", "caught "].iter().any(|word| lower.starts_with(word));
    met && lower.ends_with(" at ") && !lower.contains([',', '.', ';'])
}

/// All whom the line names, those further on first.
fn all(customer: Customer, first: &Named, named: &[&Named]) -> Customer {
    let rest = match customer {
        Customer::Several(hits, _) => hits,
        _ => Vec::new(),
    };
    let mut hits: Vec<NameHit> = Vec::new();
    for hit in named.iter().map(|named| &named.hit).chain(&rest) {
        if hits.iter().all(|other| other.account != hit.account) {
            hits.push(hit.clone());
        }
    }
    hits.truncate(FEW.max(named.len()));
    Customer::Several(hits, first.found.at..first.found.at + first.found.letters.len())
}

/// The people of the customer that the line was opened with, as far as they are known.
fn own_people<'a>(context: &LineContext<'a>) -> &'a [Person] {
    context.opened.map_or(&[], |(id, _)| context.people_of(*id))
}
