//! The whole line held against the whole book: whose names stand anywhere in it.
//!
//! Always holds: a part that many names share says nothing, unless one of their people is named with it; words of trades and of sentences are no part
//! of anybody's name.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use chrono::NaiveDate;

use super::doubt::{HEAD_WORDS, HEADS, ROLES, begins_with};
use super::elsewhere;
use super::street;
use super::trade::{has_own, is_a_trade};
use crate::base::id::Id;
use crate::base::name::{NameKey, Part, Through};
use crate::base::text::{fold, fold_char, is_han};
use crate::domain::log_line::ordinary::is_a_word;
use crate::domain::log_line::people::goes_by;

/// More customers than these share a part by chance; of two characters, more than these.
const FEW: usize = 4;
const FEW_OF_TWO: usize = 2;
/// So many people of one title are offered: those seen last.
const TITLED: usize = 3;
/// So many of one given name: the line may have a street that says which.
const GIVEN: usize = 12;
/// So many titles of a line are looked at.
const TITLES: usize = 3;

/// With these names begin, and they are words of any sentence: 天天停电, 叫他安心用.
const WORDS: &str = "天天 安心 放心 永久 长期 中心 方便 顺利 兄弟 朋友 同行 全球 国际 希望 阳光 健康 绿色 白色 大众 世纪 平安 今天 当天 新城 大学 中央 同城";

/// A line that every name of the book is held against, one by one.
#[derive(Debug)]
pub struct Naming<'l> {
    line: &'l str,
    through: Through,
    titled: Vec<(Range<usize>, &'l str)>,
    customers: Vec<Candidate<'l>>,
    people: Vec<Somebody<'l>>,
}

#[derive(Debug)]
struct Candidate<'l> {
    account: Id,
    name: String,
    at: usize,
    letters: &'l str,
    by_street: bool,
    /// Only a word further on in its name: it says something beside one of its people alone.
    weak: bool,
}

#[derive(Debug)]
struct Somebody<'l> {
    account: Id,
    name: String,
    at: usize,
    letters: &'l str,
    said: Said,
}

/// How a person is named.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
enum Said {
    /// By the whole name.
    Whole,
    /// By a family name with a title.
    Titled,
    /// By a given name: it says somebody of a customer who is named, nobody by itself.
    Given,
}

/// Who is named.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Found {
    /// The customer.
    pub account: Id,
    /// Where in the line, in bytes.
    pub at: usize,
    /// By which letters of it.
    pub letters: String,
    /// By its own name; else only by that of the person.
    pub by_name: bool,
    /// Who of theirs is named.
    pub person: Option<String>,
    /// The person by the whole name, not by a family name with a title.
    pub whole: bool,
    /// By its own name and one of its people: a given name says it only where no other customer is called so.
    pub is_sure: bool,
}

impl<'l> Naming<'l> {
    /// Makes a line ready.
    pub fn new(line: &'l str) -> Naming<'l> {
        let line = nameable(line);
        let through = Through::new(line);
        Naming { line, through, titled: titled(line), customers: Vec::new(), people: Vec::new() }
    }

    /// The numbers of the words that it has: only names that have one of them need be held against it.
    pub fn numbers(&self) -> Vec<u64> {
        let families = self.titled.iter().flat_map(|(_, letters)| {
            let family = letters.strip_prefix(['老', '小', '阿']).unwrap_or(letters);
            family.chars().next().and_then(fold_char)
        });
        self.through.numbers(families)
    }

    /// Holds a customer's names against it; the first is the one that it is shown by.
    pub fn customer<'k>(&mut self, account: Id, name: &str, keys: impl Iterator<Item = &'k NameKey>) {
        let parts = keys.filter_map(|key| self.through.part(key));
        let meant = parts.filter_map(|part| {
            let letters = self.line.get(part.at.clone())?;
            let weak = !may_mean(letters, &part);
            let before = self.line[..part.at.start].chars().next_back();
            (!weak || may_mean_beside_somebody(before, letters, &part)).then_some((part, letters, weak))
        });
        if let Some((part, letters, weak)) = meant.max_by_key(|(part, _, weak)| (!weak, part.length)) {
            let at = part.at.start;
            self.customers.push(Candidate { account, name: fold(name), at, letters, by_street: false, weak });
        }
    }

    /// The streets that it names, and the words by which customers there are looked for; of several that begin further on in one the longest counts
    /// that finds somebody.
    pub fn streets(&self) -> Vec<(Range<usize>, String)> {
        street::streets(self.line)
    }

    /// A customer who is in one of them; `name`: by which it is shown.
    pub fn in_street(&mut self, account: Id, name: &str, street: &Range<usize>) {
        // Where it is says more than a word further on in its name.
        self.customers.retain(|one| !(one.account == account && one.weak));
        let known = self.customers.iter().any(|one| one.account == account);
        if let Some(letters) = self.line.get(street.clone()).filter(|_| !known) {
            let at = street.start;
            self.customers.push(Candidate { account, name: fold(name), at, letters, by_street: true, weak: false });
        }
    }

    /// Holds the name of one of a customer's people against it.
    pub fn person(&mut self, account: Id, name: &str, key: &NameKey) {
        let part = self.through.part(key).map(|part| {
            let given = part.begins && !name.starts_with(is_han);
            let whole = part.length == part.of && part.of > 1;
            (part.at, if whole { Some(Said::Whole) } else { given.then_some(Said::Given) })
        });
        let by_name = part.and_then(|(at, said)| Some((at, said?)));
        let titled = || {
            name.chars().next().filter(|c| is_han(*c))?;
            let (range, _) = self.titled.iter().find(|(_, letters)| goes_by(letters, name))?;
            Some((range.clone(), Said::Titled))
        };
        let Some((range, said)) = by_name.or_else(titled) else { return };
        let Some(letters) = self.line.get(range.clone()) else { return };
        self.people.push(Somebody { account, name: name.to_owned(), at: range.start, letters, said });
    }

    /// Those named with one of their people first, then by parts of their names in the order of the line, then by their people; at last
    /// whoever is named of the customer that the line was opened with. `last_visit`: of a customer.
    pub fn found(self, opened: Option<Id>, last_visit: impl Fn(Id) -> Option<NaiveDate>) -> Vec<Found> {
        let Naming { mut customers, mut people, .. } = self;
        let of =
            |account: Id| people.iter().filter(move |one| one.account == account).min_by_key(|one| (one.said, one.at));
        customers.retain(|one| !one.weak || of(one.account).is_some());
        let mut sharing: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
        let mut shared: BTreeMap<String, usize> = BTreeMap::new();
        for one in &customers {
            sharing.entry(fold(one.letters)).or_default().insert(one.name.clone());
            // Of those in a street the people say which.
            *shared.entry(fold(one.letters)).or_default() += usize::from(!one.by_street || of(one.account).is_some());
        }
        customers.retain(|one| {
            let two = one.letters.chars().filter(|c| is_han(*c)).count() == 2;
            let few = if two { FEW_OF_TWO } else { FEW };
            of(one.account).is_some() || sharing.get(&fold(one.letters)).is_some_and(|names| names.len() <= few)
        });
        // What is a part of longer letters that somebody else's name has says less than those.
        let longest: Vec<Range<usize>> = customers.iter().map(|one| one.at..one.at + one.letters.len()).collect();
        customers.retain(|one| {
            let own = one.at..one.at + one.letters.len();
            let longer =
                |other: &Range<usize>| other.start <= own.start && own.end <= other.end && other.len() > own.len();
            of(one.account).is_some() || !longest.iter().any(longer)
        });
        customers.sort_by_key(|one| (of(one.account).is_none(), one.at, Reverse(one.letters.len())));
        let named = customers.into_iter().take(FEW * 2).map(|one| {
            let person = of(one.account);
            let whole = person.is_some_and(|person| person.said == Said::Whole);
            let alone = shared.get(&fold(one.letters)) == Some(&1);
            let is_sure = person.is_some_and(|person| alone || person.said != Said::Given);
            let person = person.map(|person| person.name.clone());
            let letters = one.letters.to_owned();
            Found { account: one.account, at: one.at, letters, by_name: true, person, whole, is_sure }
        });
        let mut found: Vec<Found> = named.collect();
        people.retain(|one| found.iter().all(|other| other.account != one.account));
        people.sort_by_key(|one| (one.said, Reverse(last_visit(one.account)), one.at));
        let theirs = || people.iter().filter(|one| Some(one.account) != opened);
        let said = |said: Said, most: usize| theirs().filter(move |one| one.said == said).take(most);
        let own = people.iter().filter(|one| Some(one.account) == opened);
        let people =
            said(Said::Whole, FEW).chain(said(Said::Titled, TITLED)).chain(said(Said::Given, GIVEN)).chain(own);
        found.extend(people.map(|one| Found {
            account: one.account,
            at: one.at,
            letters: one.letters.to_owned(),
            by_name: false,
            person: Some(one.name.clone()),
            whole: one.said == Said::Whole,
            is_sure: false,
        }));
        found
    }
}

/// So much of a line may name somebody: what stands behind a mark is said of the customer.
pub fn nameable(line: &str) -> &str {
    let end = line.find(['>', '<', '》', '《', '＞', '＜', '〉', '〈', '#', '＃', '^', '\n']).unwrap_or(line.len());
    &line[..end]
}

/// Whether a part of a customer's name that stands in a text is enough to mean it: more than words of trades and of sentences.
fn may_mean(letters: &str, part: &Part) -> bool {
    if letters.contains(is_han) {
        let count = letters.chars().filter(|c| is_han(*c)).count();
        let sentence = letters.starts_with(|c| HEADS.contains(c)) || begins_with(HEAD_WORDS, letters);
        let whole = part.length == part.of;
        let word = count == 2 && WORDS.split_whitespace().any(|word| word == fold(letters));
        return has_own(letters)
            && !word
            && !begins_with(ROLES, letters)
            && (whole || !sentence && (part.begins || count >= 4));
    }
    let folded = fold(letters);
    let own = |word: &str| {
        word.chars().count() >= 3
            && word.starts_with(char::is_alphabetic)
            && !is_a_word(word)
            && !is_a_trade(word)
            && !street::ENDINGS.contains(&word)
    };
    let mut words = folded.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    match part.length {
        1 => (part.begins || part.of == 1) && folded.chars().count() >= 4 && own(&folded),
        _ => {
            part.length == part.of
                || part.begins && street::ENDINGS.iter().any(|end| folded.ends_with(end))
                || words.any(own)
        }
    }
}

/// Whether a word further on in a customer's name, or two characters of it, may mean it where one of its people is named too: `gail from the lido`,
/// 那家恒通蒋莉; 制动 of 中瑞制动 does not. `before`: what it stands behind.
fn may_mean_beside_somebody(before: Option<char>, letters: &str, part: &Part) -> bool {
    let folded = fold(letters);
    match letters.contains(is_han) {
        true => {
            before.is_none_or(|c| !is_han(c) || "家的在去到给給跟了那个個间間".contains(c))
                && has_own(letters)
                && !letters.starts_with(|c| HEADS.contains(c))
                && !begins_with(ROLES, letters)
        }
        false => part.length == 1 && folded.chars().count() >= 4 && !is_a_word(&folded) && !is_a_trade(&folded),
    }
}

/// The people of a line by family name and title, and where they stand: 何老板, 老蒋.
fn titled(line: &str) -> Vec<(Range<usize>, &str)> {
    let mut found: Vec<(Range<usize>, &str)> = Vec::new();
    for (at, _) in line.char_indices().filter(|(_, c)| is_han(*c)) {
        if found.last().is_some_and(|(range, _)| at < range.end) {
            continue;
        }
        if let Some(name) = elsewhere::named(&line[at..]) {
            found.push((at..at + name.len(), name));
        }
    }
    found.truncate(TITLES);
    found
}
