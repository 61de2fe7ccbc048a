//! The territory's customers: names, streets, people, hours, grades. Their histories are `story`'s.

use std::collections::{BTreeSet, HashSet};

use chrono::{Days, NaiveDate};

use super::cast::{People, Person};
use super::chance::Chance;
use super::content::{Content, Kind};
use super::hours::Hours;
use super::people::{Part, number, person};
use super::words::say;
use crate::base::clock::{Moment, Now};
use crate::base::id::{Id, IdSource};
use crate::base::lang::Lang;
use crate::schema::{Account, Consent, Contact, Degrees, Grade, Lifecycle, Source};

/// A quarter of the city.
#[derive(Debug)]
struct District {
    name: String,
    postcode: String,
    at: (f64, f64),
    spread: f64,
    streets: Vec<(String, i64, i64)>,
    /// What customers that lie here carry in their names.
    called: Vec<String>,
}

fn district(line: &str) -> District {
    let mut parts = line.split('|').map(str::trim);
    let mut next = || parts.next().unwrap_or_default();
    let (name, postcode) = (next().to_string(), next().to_string());
    let mut decimal = || next().parse::<f64>().unwrap_or_default();
    let (north, east, spread) = (decimal(), decimal(), decimal());
    let streets = next()
        .split(';')
        .filter_map(|street| {
            let (name, numbers) = street.trim().rsplit_once(' ')?;
            let (least, most) = numbers.split_once('-')?;
            Some((name.to_string(), least.parse().ok()?, most.parse().ok()?))
        })
        .collect();
    let parts = name.split(['区', '區', '镇']).map(|part| part.trim_end_matches("街道").to_string());
    let called = parts
        .chain(next().split_whitespace().map(str::to_string))
        .filter(|part| part.chars().nth(1).is_some())
        .collect();
    District { name, postcode, at: (north, east), spread, streets, called }
}

/// A customer before its history is told.
#[derive(Debug)]
pub struct Shop {
    pub account: Account,
    pub contacts: Vec<Contact>,
    pub people: People,
    pub kind: usize,
    pub district: usize,
    pub hours: Hours,
    /// The first day on which it could be visited.
    pub since: NaiveDate,
    /// Was a customer before the demo's time begins.
    pub veteran: bool,
    /// Never visited: came with a list.
    pub unseen: bool,
    /// Which user looks after it.
    pub owner: usize,
    /// Until this day a colleague who has left looked after it.
    pub former_until: Option<NaiveDate>,
}

/// Where and for whom customers are made.
#[derive(Debug)]
pub struct Setting<'a> {
    pub content: &'a Content,
    pub now: &'a Now,
    pub territory: Id,
    /// The rep, the colleague, the one who has left.
    pub users: [Id; 3],
    /// The day on which the demo's time begins.
    pub from: NaiveDate,
    /// A territory to look at, not one to measure with: some belong to the colleague, some are new, some have a twin.
    pub lively: bool,
}

/// So many customers.
pub fn customers(setting: &Setting<'_>, count: usize, ids: &mut IdSource, chance: &mut Chance) -> Vec<Shop> {
    let content = setting.content;
    let districts: Vec<District> = content.place.district.iter().map(|line| district(line)).collect();
    let mut named: Vec<(usize, String)> = content
        .trade
        .kind
        .iter()
        .enumerate()
        .flat_map(|(at, kind)| kind.names.iter().map(move |name| (at, name.clone())))
        .collect();
    chance.shuffle(&mut named);
    let twins = if setting.lively { 4 } else { count / 50 };
    let mut known: HashSet<String> = named.iter().map(|(_, name)| name.clone()).collect();
    while named.len() < count.saturating_sub(twins) {
        let kind = chance.below(content.trade.kind.len());
        let mut name = coined(content, &content.trade.kind[kind], &districts, chance);
        for _ in 0..4 {
            if !known.contains(&name) {
                break;
            }
            name = coined(content, &content.trade.kind[kind], &districts, chance);
        }
        if known.contains(&name)
            && let Some(district) = chance.pick(&districts)
        {
            let (street, ..) = &district.streets[chance.below(district.streets.len())];
            name = match content.lang {
                Lang::En => format!("{name}, {street}"),
                Lang::ZhHans => format!("{name}{}分厂", district.name),
                Lang::ZhHant => format!("{name} {street}店"),
            };
        }
        known.insert(name.clone());
        named.push((kind, name));
    }
    named.truncate(count.saturating_sub(twins));
    let firsts = named.len();
    for at in 0..count - named.len() {
        named.push(named[at * 7 % named.len()].clone());
    }
    let mut phones = HashSet::new();
    named
        .into_iter()
        .enumerate()
        .map(|(at, (kind, name))| {
            let (quarter, street) = match named_after(&name, &districts) {
                Some(place) if at < firsts => place,
                _ => (chance.below(districts.len()), None),
            };
            shop(setting, kind, name, (quarter, street), &districts[quarter], &mut phones, ids, chance)
        })
        .collect()
}

/// The street without what every street is called: `Feeder Road` is `Feeder` in a name, `公益路二段` is `公益`.
fn short(street: &str) -> &str {
    let mut short = street;
    for ending in [" Road", " Street", " Lane", " Way", "一段", "二段", "三段", "四段", "路", "街", "大道"]
    {
        short = short.strip_suffix(ending).filter(|left| left.chars().nth(1).is_some()).unwrap_or(short);
    }
    short
}

/// The quarter and the street that a name speaks of: a shop called after a street lies in it.
fn named_after(name: &str, districts: &[District]) -> Option<(usize, Option<usize>)> {
    let words = format!(" {} ", name.replace([',', '\''], " "));
    let speaks_of = |place: &str| {
        if place.is_ascii() { words.contains(&format!(" {place} ")) } else { name.contains(place) }
    };
    let mut best: Option<(usize, (usize, Option<usize>))> = None;
    for (quarter, district) in districts.iter().enumerate() {
        let streets = district.streets.iter().enumerate().map(|(at, (street, ..))| (short(street), Some(at)));
        let quarters = district.called.iter().map(|called| (called.as_str(), None));
        for (place, street) in streets.chain(quarters) {
            if speaks_of(place) && best.is_none_or(|(length, _)| place.len() > length) {
                best = Some((place.len(), (quarter, street)));
            }
        }
    }
    best.map(|(_, place)| place)
}

fn coined(content: &Content, kind: &Kind, districts: &[District], chance: &mut Chance) -> String {
    let Some(pattern) = chance.pick(&kind.coin) else { return kind.industry.clone() };
    say(pattern, chance, &mut |slot, chance, said| {
        let from = |list: &str, chance: &mut Chance| {
            let words: Vec<&str> = list.split_whitespace().collect();
            chance.pick(&words).copied().unwrap_or_default().to_string()
        };
        let word = match slot {
            "family" | "family2" => from(&content.place.surnames, chance),
            "first" => from(&content.place.women, chance),
            "first2" => from(&content.place.men, chance),
            "street" => {
                let streets = &districts[chance.below(districts.len())].streets;
                chance.pick(streets).map(|(street, ..)| street.clone()).unwrap_or_default()
            }
            pool => match content.trade.pools.get(pool) {
                Some(list) => from(list, chance),
                None => return false,
            },
        };
        said.push_str(&word);
        true
    })
}

fn address(content: &Content, street: &str, house: i64, chance: &mut Chance) -> String {
    let unit = chance.percent(if content.lang == Lang::ZhHans { 45 } else { 12 });
    let pattern = match chance.pick(&content.place.address_unit) {
        Some(pattern) if unit => pattern,
        _ => &content.place.address,
    };
    say(pattern, chance, &mut |slot, _, said| {
        match slot {
            "n" => said.push_str(&house.to_string()),
            "street" => said.push_str(street),
            _ => return false,
        }
        true
    })
}

fn postcode(content: &Content, code: &str, chance: &mut Chance) -> String {
    say(&content.place.postcode, chance, &mut |slot, chance, said| {
        match slot {
            "code" => said.push_str(code),
            "xx" => {
                for _ in 0..2 {
                    said.push(char::from(b"ABDEFGHJLNPQRSTUWXYZ"[chance.below(20)]));
                }
            }
            _ => return false,
        }
        true
    })
}

/// A place near the street: each street lies in its own direction from the middle of its quarter, and its numbers run along it.
fn coordinates(
    district: &District,
    street: usize,
    along: f64,
    chance: &mut Chance,
) -> (Option<Degrees>, Option<Degrees>) {
    let turn = street as f64 / district.streets.len().max(1) as f64 * std::f64::consts::TAU;
    let reach = district.spread * (0.25 + 0.75 * along);
    let jitter = district.spread * 0.08;
    let north = district.at.0 + turn.sin() * reach + (chance.part() - 0.5) * jitter;
    let east = district.at.1 + turn.cos() * reach * 1.4 + (chance.part() - 0.5) * jitter;
    let degrees = |decimal: f64| Some(Degrees((decimal * 1e6).round() as i32));
    (degrees(north), degrees(east))
}

fn free_number(pattern: &str, phones: &mut HashSet<String>, chance: &mut Chance) -> String {
    let mut found = number(pattern, chance);
    for _ in 0..20 {
        if phones.insert(found.clone()) {
            break;
        }
        found = number(pattern, chance);
    }
    found
}

fn slug(name: &str) -> String {
    let mut slug = String::new();
    for letter in name.chars() {
        if letter.is_ascii_alphanumeric() {
            slug.push(letter.to_ascii_lowercase());
        } else if !slug.ends_with('-') && !slug.is_empty() && (letter == ' ' || letter == '&') {
            slug.push('-');
        }
    }
    slug.trim_matches('-').to_string()
}

#[expect(clippy::too_many_arguments, reason = "what a customer is made of")]
fn shop(
    setting: &Setting<'_>,
    kind_at: usize,
    name: String,
    (quarter, named_street): (usize, Option<usize>),
    district: &District,
    phones: &mut HashSet<String>,
    ids: &mut IdSource,
    chance: &mut Chance,
) -> Shop {
    let content = setting.content;
    let today = setting.now.today();
    let kind = &content.trade.kind[kind_at];
    let span = (today - setting.from).num_days().max(60);
    let veteran = !setting.lively || chance.percent(56);
    let unseen = setting.lively && !veteran && chance.percent(4);
    let since = if veteran {
        setting.from + Days::new(chance.range(0, 30) as u64)
    } else if chance.percent(22) {
        today - Days::new(chance.range(8, 80) as u64)
    } else {
        setting.from + Days::new(chance.range(40, span - 60) as u64)
    };
    let created = moment(setting.now, since, 510);
    let id = ids.next(created);
    let at_street = named_street.unwrap_or_else(|| chance.below(district.streets.len()));
    let (street, least, most) = district.streets.get(at_street).cloned().unwrap_or_default();
    let house = chance.range(least, most);
    let along = (house - least) as f64 / (most - least).max(1) as f64;
    let (latitude, longitude) = coordinates(district, at_street, along, chance);
    let grade = match chance.below(100) {
        0..12 => Grade::A,
        12..38 => Grade::B,
        _ => Grade::C,
    };
    let hours = Hours::parse(chance.pick(&kind.hours).map_or("mon-fri 09:00-17:00", String::as_str));
    let mut account_phones = BTreeSet::from([free_number(&content.place.landline, phones, chance)]);
    if chance.percent(15) {
        account_phones.insert(free_number(&content.place.mobile, phones, chance));
    }
    let slug = slug(&name);
    let online = content.lang == Lang::En && chance.percent(60) && !slug.is_empty();
    let colleague = setting.lively && chance.percent(18);
    let owner = usize::from(colleague);
    let former_until = (setting.lively && !colleague && veteran && chance.percent(28))
        .then(|| setting.from + Days::new((span * 2 / 5) as u64));
    let mut tags = BTreeSet::new();
    if chance.percent(45) {
        tags.extend(chance.pick(&content.trade.tags).cloned());
    }
    let account = Account {
        id,
        name,
        grade: Some(grade),
        lifecycle: Some(Lifecycle::Prospect),
        territory: Some(setting.territory),
        owner: Some(setting.users[owner]),
        street: address(content, &street, house, chance),
        district: district.name.clone(),
        city: content.place.city.clone(),
        region: content.place.region.clone(),
        postcode: postcode(content, &district.postcode, chance),
        country: content.place.country.clone(),
        address_since: chance.percent(10).then_some(since),
        latitude,
        longitude,
        phones: account_phones,
        emails: if online { BTreeSet::from([format!("office@{slug}.example")]) } else { BTreeSet::new() },
        website: if online && chance.percent(70) { format!("https://{slug}.example") } else { String::new() },
        industry: kind.industry.clone(),
        size: Some(chance.range(2, if grade == Grade::A { 140 } else { 30 })),
        tags,
        opening_hours: hours.text.clone(),
        cadence: chance.percent(5).then(|| *chance.pick(&[7, 21, 42]).unwrap_or(&21)),
        source: Some(match chance.below(6) {
            0 => Source::WalkIn,
            1 => Source::Referral,
            2 => Source::Fair,
            3 => Source::Web,
            _ if veteran => Source::Imported,
            _ => Source::Other,
        }),
        notes: chance.pick(&kind.sizes).cloned().unwrap_or_default(),
        consent: chance.percent(60).then_some(Consent::Given),
        first_due: unseen.then(|| today + Days::new(chance.range(1, 12) as u64)),
        ..Account::default()
    };
    let (contacts, people) = staff(setting, kind, id, grade, created, ids, chance);
    Shop {
        account,
        contacts,
        people,
        kind: kind_at,
        district: quarter,
        hours,
        since,
        veteran,
        unseen,
        owner,
        former_until,
    }
}

fn staff(
    setting: &Setting<'_>,
    kind: &Kind,
    account: Id,
    grade: Grade,
    created: Moment,
    ids: &mut IdSource,
    chance: &mut Chance,
) -> (Vec<Contact>, People) {
    let content = setting.content;
    let small = grade == Grade::C && chance.percent(45);
    let mut contacts = Vec::new();
    let mut taken: Vec<String> = Vec::new();
    let mut hire = |part: Part, titles: &[String], chance: &mut Chance| -> Person {
        let used: Vec<&String> = contacts.iter().map(|contact: &Contact| &contact.title).collect();
        let titles: Vec<&String> = titles.iter().filter(|title| !used.contains(title)).collect();
        let title = chance.pick(&titles).map_or("", |title| title.as_str());
        let (contact, called) =
            person(content, part, title, account, ids.next(created), setting.now.today(), &taken, chance);
        taken.push(called.call.clone());
        contacts.push(contact);
        Person { contact: contacts.len() - 1, ..called }
    };
    let boss = hire(Part::Boss, &kind.boss, chance);
    let user = hire(Part::User, &kind.user, chance);
    let buyer = if small { boss.clone() } else { hire(Part::Buyer, &kind.buyer, chance) };
    let people = People {
        boss,
        buyer,
        user,
        gone: String::new(),
        dog: super::people::one_of(&content.place.dogs, chance),
        rival: chance.pick(&content.trade.rivals).cloned().unwrap_or_default(),
    };
    (contacts, people)
}

/// The moment at which the wall clock reads so many minutes after midnight on this day.
pub fn moment(now: &Now, day: NaiveDate, minutes: u32) -> Moment {
    let midnight = day.and_time(chrono::NaiveTime::MIN);
    now.zone.moment(midnight + chrono::TimeDelta::minutes(i64::from(minutes)))
}
