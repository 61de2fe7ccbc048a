//! Whose log it is, by what is known of its letters.
//!
//! Always holds: a customer is taken by itself only where it is certain; where several fit they are offered, and none is chosen silently.

use std::collections::BTreeMap;
use std::ops::Range;

use super::street;
use super::trade::{goes_on_otherwise, has_own, is_a_trade, is_somebodys, next_word};
use super::twins::{behind_street, of_street, of_twins};
use crate::base::id::Id;
use crate::base::name::{Fit, NameKey, Query};
use crate::base::text::{fold, is_han};
use crate::domain::ask::NameHit;
use crate::domain::log_line::beginnings::{Leading, Saying};
use crate::domain::log_line::ordinary::{ends_common, is_common, is_listed};
use crate::domain::log_line::people::is_called;

/// What the letters of a line come to.
#[derive(Clone, PartialEq, Debug)]
pub enum Customer {
    /// Certainly this one; the letters stand here in the line.
    One(NameHit, Range<usize>),
    /// One of these, best first; a person picks.
    Several(Vec<NameHit>, Range<usize>),
    /// Nobody's.
    Nobody,
    /// Not all letters have been asked for yet.
    Unknown,
}

impl Customer {
    /// Whether letters of the line are meant for those who fit, not found in their names by chance.
    pub fn is_meant(&self, line: &str) -> bool {
        match self {
            Customer::One(..) => true,
            Customer::Several(hits, range) => {
                let letters = line.get(range.clone()).unwrap_or_default();
                hits.first().is_some_and(|hit| is_meant(letters, hit))
            }
            Customer::Nobody | Customer::Unknown => false,
        }
    }

    /// Whether the letters plainly name somebody else than this customer.
    pub(in crate::domain::log_line) fn is_another(&self, account: Id, line: &str) -> bool {
        match self {
            Customer::One(hit, _) => hit.account != account,
            Customer::Several(hits, range) => {
                let letters = line.get(range.clone()).unwrap_or_default();
                hits.iter().all(|hit| hit.account != account)
                    && hits
                        .first()
                        .filter(|hit| hit.person.is_none())
                        .is_some_and(|hit| is_meant(letters, hit) && enough(letters, hit.called(), fit(letters, hit)))
            }
            Customer::Nobody | Customer::Unknown => false,
        }
    }
}

/// Whether the line begins with words that stand in one other customer's name alone: 立精搬好了 where 滨江立精模具 is known.
pub(in crate::domain::log_line) fn may_be_another(customer: &Customer, account: Id, line: &str) -> bool {
    let Customer::Several(hits, range) = customer else { return false };
    let letters = line.get(range.clone()).unwrap_or_default();
    // One alone, or twins: 恒通轴承寿老板.
    let Some(hit) = hits.first().filter(|first| hits.iter().all(|hit| hit.name == first.name)) else { return false };
    let own = if letters.chars().all(is_han) { has_own(letters) } else { is_possessive(line, range) };
    hits.iter().all(|hit| hit.account != account)
        && hit.person.is_none()
        && letters.chars().count() >= 2
        && own
        && !is_common(letters)
}

/// Whether the letters by which a customer was found are as well a word of a sentence: `fresh towels`, 包装箱. Closed by a comma or a colon behind a
/// capital they are a name.
pub(in crate::domain::log_line) fn is_a_word(line: &str, range: &Range<usize>, hit: &NameHit) -> bool {
    let letters = line.get(range.clone()).unwrap_or_default();
    let closed = line[range.end..].starts_with([',', ':', '，', '：']) && letters.starts_with(char::is_uppercase);
    let word = match letters.chars().all(is_han) {
        true => !has_own(letters),
        false => {
            let word = fold(letters);
            !letters.contains(char::is_whitespace) && (is_listed(&word) || is_a_trade(&word))
        }
    };
    word && !closed && !hit.certain && fit(letters, hit) != Some(Fit::Exact)
}

/// Whether a word in small letters is as well one of sentences, or says what kind of place it is: `ed at reception`, `jo at church`.
fn is_a_word_of_places(letters: &str) -> bool {
    let word = fold(letters);
    crate::domain::log_line::ordinary::is_ordinary(&word)
        || is_a_trade(&word)
        || street::ENDINGS.contains(&word.as_str())
}

/// Whether a name is said with what is its: `Ferry's`.
pub(in crate::domain::log_line) fn is_possessive(line: &str, range: &Range<usize>) -> bool {
    let said = line.get(range.clone()).unwrap_or_default();
    said.ends_with("'s") || said.ends_with("’s")
}

/// How the letters fit a customer's names; by a number where not at all.
pub(super) fn fit(letters: &str, hit: &NameHit) -> Option<Fit> {
    Query::new(letters).rank(&NameKey::new(hit.called())).map(|rank| rank.fit())
}

/// A fit by which somebody means this customer, not one found by chance.
fn is_meant(letters: &str, hit: &NameHit) -> bool {
    match fit(letters, hit) {
        Some(fit) => fit <= Fit::WordInitials,
        None => true,
    }
}

/// Whether letters are the first letters of words, one each: `bfc`, not the `bob` that begins Boot Barn.
fn are_initials(letters: &str, name: &str) -> bool {
    let letters = fold(letters).replace(' ', "");
    let folded = fold(name);
    let words = folded.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    let initials: String = words.filter_map(|word| word.chars().next()).collect();
    name.chars().any(is_han) || initials.contains(&letters)
}

/// Enough letters to be sure of one who alone fits.
fn enough(letters: &str, name: &str, fit: Option<Fit>) -> bool {
    let han = letters.chars().filter(|c| is_han(*c)).count();
    let plain = letters.chars().filter(|c| c.is_alphanumeric() && !is_han(*c)).count();
    match fit {
        Some(Fit::Exact) => true,
        Some(Fit::Initials | Fit::WordInitials) => {
            han >= 2 || plain >= 4 || (plain >= 2 && are_initials(letters, name))
        }
        Some(_) => han >= 2 || plain >= 3 || (han == 1 && plain >= 1),
        // The whole of a telephone number.
        None => plain >= 7 && !letters.chars().any(char::is_alphabetic),
    }
}

/// Whether letters that one customer alone fits say it well enough to be taken without a question.
pub fn says(letters: &str, hit: &NameHit) -> bool {
    hit.person.is_none() && (hit.certain || is_meant(letters, hit) && enough(letters, hit.called(), fit(letters, hit)))
}

/// Whose the line is, by the beginnings asked for and what is known of each.
pub fn customer(line: &str, leading: &[Leading], known: &BTreeMap<String, Vec<NameHit>>) -> Customer {
    let mut weak: Option<(Vec<NameHit>, Range<usize>)> = None;
    let mut of_person: Option<(Vec<NameHit>, Range<usize>)> = None;
    for (n, one) in leading.iter().enumerate().filter(|(_, one)| !one.inside && one.said == Saying::First) {
        let letters = one.letters.as_str();
        // A longer beginning that is not known yet may change all that follows.
        let Some(hits) = known.get(letters) else { return Customer::Unknown };
        // Those who have such a person come behind those who are called so.
        let (hits, people) = hits.split_at(hits.iter().position(|hit| hit.person.is_some()).unwrap_or(hits.len()));
        if of_person.is_none() && !one.is_common() && !is_common(letters) && is_somebody(letters, people) {
            if let [only] = people
                && is_at_theirs(line, one)
            {
                return Customer::One(NameHit { person: None, ..only.clone() }, one.range.clone());
            }
            of_person = Some((people.to_vec(), one.range.clone()));
        }
        let exact: Vec<&NameHit> = hits.iter().filter(|hit| fit(letters, hit) == Some(Fit::Exact)).collect();
        if let [only] = exact.as_slice()
            && (only.certain || hits.len() == 1)
        {
            return Customer::One((*only).clone(), one.range.clone());
        }
        if one.is_common() || is_common(letters) || ends_common(letters) && !is_closed_name(line, one, hits) {
            // Still being typed, it may become a name.
            if weak.is_none() && !hits.is_empty() && line[one.range.end..].is_empty() {
                weak = Some((hits.to_vec(), one.range.clone()));
            }
            continue;
        }
        let meant: Vec<NameHit> = hits.iter().filter(|hit| is_meant(letters, hit)).cloned().collect();
        match meant.as_slice() {
            [] => {
                // 三墩 孙永祥说…: a part of one name alone, said apart.
                if let Some(only) = part_of_one(line, one, hits) {
                    return Customer::One(only, one.range.clone());
                }
                // 恒通 良睦路: twins, and the street of one.
                if let found @ Customer::One(..) = of_twins(line, one, hits) {
                    return found;
                }
                if weak.is_none() && !hits.is_empty() {
                    weak = Some((hits.to_vec(), one.range.clone()));
                }
            }
            [only]
                if enough(letters, only.called(), fit(letters, only))
                    && !(name_goes_on(line, one)
                        || is_somebodys(line, &one.range, only.called())
                        || goes_on_otherwise(line, &one.range, only.called())) =>
            {
                return match shorter(&leading[n + 1..], one, only.account, known) {
                    Some(other) => Customer::Several(vec![only.clone(), other], one.range.clone()),
                    None => Customer::One(only.clone(), one.range.clone()),
                };
            }
            several => {
                // `rang Ed at Spice Yard`: Ed is somebody, not the Downs Edge.
                let mut small = one.letters.chars();
                let at = line[one.range.end..].starts_with(" at ") && one.range.len() < 5;
                let short = at
                    || one.letters.chars().count() < 4
                        && small.next().is_some_and(char::is_uppercase)
                        && small.clone().next().is_some()
                        && small.all(char::is_lowercase);
                if short {
                    let further = inside(line, leading, known, None);
                    if let Some(found @ (Customer::One(..) | Customer::Unknown)) = further {
                        return found;
                    }
                }
                return of_street(line, one, several);
            }
        }
    }
    for one in leading.iter().filter(|one| matches!(one.said, Saying::Behind(_))) {
        let Some(hits) = known.get(&one.letters) else { return Customer::Unknown };
        match behind_street(line, one, hits) {
            Some(found @ Customer::One(..)) => return found,
            Some(Customer::Several(hits, range)) if weak.is_none() => weak = Some((hits, range)),
            _ => {}
        }
    }
    if let Some(found) = inside(line, leading, known, of_person.as_ref().map(|(hits, _)| hits.as_slice())) {
        return found;
    }
    of_person.or(weak).map_or(Customer::Nobody, |(hits, range)| Customer::Several(hits, range))
}

/// So many customers at most have a person whom a name tells.
const NAMESAKES: usize = 3;

/// Whether letters are what people of these customers are called: 单雅琴, 翟主任.
fn is_somebody(letters: &str, hits: &[NameHit]) -> bool {
    let called = |hit: &NameHit| hit.person.as_ref().is_some_and(|name| is_called(letters, name));
    (1..=NAMESAKES).contains(&hits.len()) && hits.iter().all(called)
}

/// The customer in whose name alone these Han characters stand together, where they are apart in the line and no word of a trade.
fn part_of_one(line: &str, one: &Leading, hits: &[NameHit]) -> Option<NameHit> {
    let letters = one.letters.as_str();
    let apart = line[one.range.end..].chars().next().is_none_or(crate::domain::log_line::notes::separates);
    // 恒信仪表小高走了: so many characters are no chance.
    let long = letters.chars().count() >= 4 && one.range.start == 0;
    if !(apart || long) || !letters.chars().all(is_han) || !has_own(letters) {
        return None;
    }
    only_inner(letters, hits)
}

/// The customer in whose name alone these letters stand.
fn only_inner(letters: &str, hits: &[NameHit]) -> Option<NameHit> {
    let mut inner = hits.iter().filter(|hit| fit(letters, hit).is_some_and(|fit| fit <= Fit::Inner));
    inner.next().filter(|_| inner.next().is_none()).cloned()
}

/// Whether a person's whole name is said for the place where he is: 楼永强厂里, 袁红梅那边.
fn is_at_theirs(line: &str, one: &Leading) -> bool {
    let theirs = ["厂里", "廠裡", "那边", "那邊", "那里", "那裡", "那儿", "店里", "店裡", "家"];
    let behind = &line[one.range.end..];
    let at = theirs.iter().find_map(|word| behind.strip_prefix(word));
    let closed = at.is_some_and(|rest| rest.chars().next().is_none_or(crate::domain::log_line::notes::separates));
    closed && one.letters.chars().count() >= 3 && one.letters.chars().all(is_han)
}

/// `Welsh Back, …`: words with capitals up to a comma are the name of one, though `back` is a common word.
fn is_closed_name(line: &str, one: &Leading, hits: &[NameHit]) -> bool {
    let capital = one.letters.split(' ').all(|word| word.starts_with(char::is_uppercase));
    let closed = line[one.range.end..].trim_end().chars().next().is_none_or(|c| ",.:，。：".contains(c));
    let mut whole = hits.iter().filter(|hit| fit(&one.letters, hit).is_some_and(|fit| fit <= Fit::WordPrefix));
    capital && closed && whole.next().is_some() && whole.next().is_none()
}

/// With these a part of a town is called, behind a name that a customer may have too.
const AROUND: [&str; 10] =
    ["station", "services", "market", "estate", "office", "junction", "airport", "docks", "roundabout", "retail"];

/// A customer named in the middle of the line: by the whole name, by words that begin one name alone, or by one with a capital that does. `of_person`: the
/// customers of the person with whom the line begins, who tells twins apart.
fn inside(
    line: &str,
    leading: &[Leading],
    known: &BTreeMap<String, Vec<NameHit>>,
    of_person: Option<&[NameHit]>,
) -> Option<Customer> {
    let mut offered = None;
    for one in leading.iter().filter(|one| one.inside) {
        let Some(hits) = known.get(&one.letters) else { return Some(Customer::Unknown) };
        let letters = one.letters.as_str();
        let fitting = |most: Fit| -> Vec<&NameHit> {
            hits.iter().filter(|hit| fit(letters, hit).is_some_and(|fit| fit <= most)).collect()
        };
        let (exact, mut begins) = (fitting(Fit::Exact), fitting(Fit::WordPrefix));
        let han = letters.chars().all(is_han);
        let clause = one.said == Saying::Clause;
        let long = letters.chars().count() >= 5 && !is_common(letters);
        let named = letters.starts_with(char::is_uppercase) && long;
        // `wes at drawbridge`, in haste.
        // `at portland station`: a place of its own.
        let next = next_word(line[one.range.end..].strip_prefix(' ').unwrap_or_default());
        let place = AROUND.contains(&next.as_str());
        let small = one.said == Saying::First && long && !place && !is_a_word_of_places(letters);
        let words = letters.contains(' ') && !ends_common(letters) || han && has_own(letters);
        if begins.is_empty() && clause && han && has_own(letters) {
            // 顺达那个, 临安，初光，: a part of one name alone.
            begins = fitting(Fit::Inner);
        }
        if let Some(people) = of_person.filter(|_| begins.len() > 1) {
            let theirs: Vec<&NameHit> =
                begins.iter().filter(|hit| people.iter().any(|own| own.account == hit.account)).copied().collect();
            begins = if theirs.is_empty() { begins } else { theirs };
        }
        // A single word in passing may be anybody's; it is offered.
        let single = !letters.contains(' ') && !han && one.said != Saying::First;
        let found = match (exact.as_slice(), begins.as_slice()) {
            ([only], _) if only.certain || hits.len() == 1 => Some((*only).clone()),
            ([], [only])
                if (words || named || small) && !single && !goes_on_otherwise(line, &one.range, only.called()) =>
            {
                Some((*only).clone())
            }
            // Twins: a person says which.
            (_, [first, ..]) if words && begins.iter().all(|hit| hit.name == first.name) => {
                let several: Vec<NameHit> = begins.iter().map(|hit| (*hit).clone()).collect();
                if han || single {
                    offered = offered.or(Some((several, one.range.clone())));
                    continue;
                }
                return Some(Customer::Several(several, one.range.clone()));
            }
            (_, several) if !several.is_empty() && (words || named) => {
                let several = several.iter().map(|hit| (*hit).clone()).collect();
                offered = offered.or(Some((several, one.range.clone())));
                None
            }
            _ => None,
        };
        if let Some(only) = found {
            return Some(Customer::One(only, one.range.clone()));
        }
    }
    offered.map(|(hits, range)| Customer::Several(hits, range))
}

/// Whether the line has more of a name than what fits: "Green Grotto wants…" is not Green Grocer.
fn name_goes_on(line: &str, one: &Leading) -> bool {
    let capital = |text: &str| text.chars().next().is_some_and(char::is_uppercase);
    let shouted = !one.letters.chars().any(char::is_lowercase);
    let next = line[one.range.end..].strip_prefix(' ').unwrap_or_default();
    capital(&one.letters) && !shouted && capital(next) && next.chars().nth(1).is_some_and(char::is_lowercase)
}

/// Another customer whose whole name a shorter beginning is: "blue finch met…" may be Blue Finch, not Blue Finch Metals.
fn shorter(shorter: &[Leading], than: &Leading, taken: Id, known: &BTreeMap<String, Vec<NameHit>>) -> Option<NameHit> {
    shorter.iter().filter(|one| one.range.start == than.range.start).find_map(|one| {
        let hits = known.get(&one.letters)?;
        hits.iter().find(|hit| hit.account != taken && fit(&one.letters, hit) == Some(Fit::Exact)).cloned()
    })
}

/// Where the letters of this customer stand, if the line begins with some: the longest that fit it.
pub(in crate::domain::log_line) fn letters_of(
    account: Id,
    name: &str,
    leading: &[Leading],
    known: &BTreeMap<String, Vec<NameHit>>,
) -> Option<Range<usize>> {
    let key = NameKey::new(name);
    let fits = |one: &&Leading| {
        if one.inside || one.is_common() || is_common(&one.letters) {
            return false;
        }
        let by_name = Query::new(&one.letters).rank(&key).map(|rank| rank.fit());
        // All of a name is the name, though its last word stands in sentences too: `universal media he called back`.
        if by_name != Some(Fit::Exact) && ends_common(&one.letters) {
            return false;
        }
        let enough = enough(&one.letters, name, by_name);
        let found = known.get(&one.letters).is_some_and(|hits| hits.iter().any(|hit| hit.account == account));
        match by_name {
            Some(fit) => fit <= Fit::WordInitials && enough,
            None => found && enough,
        }
    };
    leading.iter().find(fits).map(|one| one.range.clone())
}
