//! The people at a customer: their names, what the rep calls them, how they are reached.

use std::collections::BTreeSet;

use chrono::{Days, NaiveDate};

use super::cast::Person;
use super::chance::Chance;
use super::content::{Content, Place};
use crate::base::id::Id;
use crate::base::lang::Lang;
use crate::schema::{Contact, DecisionRole, PreferredWay};

/// A pattern such as `0117 496 0###` with its digits.
pub fn number(pattern: &str, chance: &mut Chance) -> String {
    pattern.chars().map(|sign| if sign == '#' { char::from(b'0' + chance.below(10) as u8) } else { sign }).collect()
}

/// One word of a list.
pub fn one_of(list: &str, chance: &mut Chance) -> String {
    word(list, chance).to_string()
}

fn word<'a>(list: &'a str, chance: &mut Chance) -> &'a str {
    let words: Vec<&str> = list.split_whitespace().collect();
    chance.pick(&words).copied().unwrap_or_default()
}

/// Whether a title belongs to one sex; `None` where it does not.
fn sex_of(title: &str) -> Option<bool> {
    if title.contains("老板娘") || title.contains("老闆娘") || title.contains("阿姨") || title == "Landlady" {
        return Some(true);
    }
    (title == "Landlord" || title.contains("头家") || title.contains("頭家")).then_some(false)
}

/// The three parts that a story gives to people.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    Boss,
    Buyer,
    User,
}

fn call(
    content: &Content,
    part: Part,
    title: &str,
    woman: bool,
    family: &str,
    given: &str,
    chance: &mut Chance,
) -> String {
    if content.lang == Lang::En {
        return given.to_string();
    }
    if title.contains("老板娘") || title.contains("老闆娘") {
        return title.split('兼').next().unwrap_or(title).to_string();
    }
    let titled = content.place.call.get("title").into_iter().flatten().find(|suffix| title.contains(suffix.as_str()));
    if let Some(suffix) = titled
        && chance.percent(70)
    {
        return format!("{family}{suffix}");
    }
    let name = match part {
        Part::Boss => "boss",
        Part::Buyer => "buyer",
        Part::User => "user",
    };
    let key = format!("{name}_{}", if woman { "w" } else { "m" });
    let pattern = content.place.call.get(&key).and_then(|patterns| chance.pick(patterns)).map_or("{f}", String::as_str);
    let last: String = given.chars().last().into_iter().collect();
    pattern.replace("{f}", family).replace("{l}", &last)
}

fn names(place: &Place, woman: bool, chance: &mut Chance) -> (String, String) {
    let given = word(if woman { &place.women } else { &place.men }, chance);
    (word(&place.surnames, chance).to_string(), given.to_string())
}

/// A person with this title, and what the rep calls them. `taken` are the given names and calls at this customer, so that no note has two of one name.
#[expect(clippy::too_many_arguments, reason = "what a person is made of")]
pub fn person(
    content: &Content,
    part: Part,
    title: &str,
    account: Id,
    id: Id,
    today: NaiveDate,
    taken: &[String],
    chance: &mut Chance,
) -> (Contact, Person) {
    let woman = sex_of(title).unwrap_or_else(|| chance.percent(48));
    let (mut family, mut given) = names(&content.place, woman, chance);
    let mut called = call(content, part, title, woman, &family, &given, chance);
    for _ in 0..8 {
        if !taken.contains(&called) {
            break;
        }
        (family, given) = names(&content.place, woman, chance);
        called = call(content, part, title, woman, &family, &given, chance);
    }
    let name = if content.lang == Lang::En { format!("{given} {family}") } else { format!("{family}{given}") };
    let mobile = number(&content.place.mobile, chance);
    let digits: String = mobile.chars().filter(char::is_ascii_digit).collect();
    let mut chat_ids = BTreeSet::new();
    if chance.percent(45) {
        let program = match content.lang {
            Lang::En => "whatsapp",
            Lang::ZhHans => "wechat",
            Lang::ZhHant => "line",
        };
        chat_ids.insert(format!("{program}:{digits}"));
    }
    let contact = Contact {
        id,
        account: Some(account),
        name,
        family_name: family,
        given_name: given,
        role: Some(match part {
            Part::Boss => DecisionRole::Decides,
            Part::Buyer => DecisionRole::Influences,
            Part::User if chance.percent(8) => DecisionRole::Blocks,
            Part::User => DecisionRole::Uses,
        }),
        title: title.to_string(),
        phones: if chance.percent(if part == Part::User { 55 } else { 90 }) {
            BTreeSet::from([mobile])
        } else {
            BTreeSet::new()
        },
        chat_ids,
        birthday: (chance.percent(22))
            .then(|| today.checked_sub_days(Days::new(chance.range(8_400, 21_000) as u64)))
            .flatten(),
        preferred: chance.percent(40).then(|| match chance.below(3) {
            0 => PreferredWay::Phone,
            1 => PreferredWay::Chat,
            _ => PreferredWay::Visit,
        }),
        ..Contact::default()
    };
    (contact, Person { contact: 0, call: called, woman })
}
