//! A book of customers in a file, that answers as the store does.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use rounds::base::clock::Now;
use rounds::base::id::Id;
use rounds::base::lang::Lang;
use rounds::base::name::{Fit, NameKey, Query};
use rounds::domain::ask::{NameHit, Named};
use rounds::domain::log_line::{
    About, LineContext, Naming, Parsed, Person, Vocabulary, family_with_title, leading, parse,
};

/// As the screen asks.
const MOST: usize = 5;

/// Name, street, people.
pub(super) type Known = (String, String, Vec<Person>);

pub(super) struct Customers(pub(super) Vec<Known>);

fn id(first: usize, second: usize) -> Id {
    let mut bytes = [0; 16];
    (bytes[0], bytes[1]) = (u8::try_from(first + 1).unwrap(), u8::try_from(second).unwrap());
    Id::from_bytes(bytes)
}

pub(super) fn file(name: &str) -> String {
    fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/utterances").join(name)).unwrap()
}

pub(super) fn lines(text: &str) -> impl Iterator<Item = &str> {
    text.lines().filter(|line| !line.starts_with("# ") && !line.is_empty())
}

impl Customers {
    pub(super) fn read() -> Customers {
        Customers::of_file("customers.txt")
    }

    pub(super) fn of_file(name: &str) -> Customers {
        let text = file(name);
        let customers = lines(&text).enumerate().map(|(n, line)| {
            let mut parts = line.split(" | ");
            let mut part = || parts.next().unwrap_or_default().to_owned();
            let (name, street, people) = (part(), part(), part());
            let people = people.split(", ").enumerate();
            let people = people.map(|(k, name)| Person { id: id(n, k + 1), name: name.to_owned() }).collect();
            (name, street, people)
        });
        Customers(customers.collect())
    }

    /// As the store answers.
    fn names(&self, letters: &str) -> Vec<NameHit> {
        let query = Query::new(letters);
        let ranked = self.0.iter().enumerate();
        let mut found: Vec<_> =
            ranked.filter_map(|(n, (name, ..))| Some((query.rank(&NameKey::new(name))?, n))).collect();
        found.sort_by_key(|(rank, n)| (*rank, *n));
        found.truncate(MOST);
        // Where nobody is called so, somebody's person may be.
        let people = if found.iter().any(|(rank, _)| rank.fit() <= Fit::WordPrefix) || found.len() >= MOST {
            Vec::new()
        } else {
            let known: Vec<usize> = found.iter().map(|(_, n)| *n).collect();
            self.with_person(letters).into_iter().filter(|(n, _)| !known.contains(n)).take(MOST - known.len()).collect()
        };
        let people = people.into_iter().map(|(n, person)| NameHit { person: Some(person), ..self.hit(n) });
        found
            .into_iter()
            .map(|(rank, n)| NameHit {
                account: id(n, 0),
                name: self.0[n].0.clone(),
                street: self.0[n].1.clone(),
                certain: rank.fit() == Fit::Exact && self.0.iter().filter(|other| other.0 == self.0[n].0).count() == 1,
                ..NameHit::default()
            })
            .chain(people)
            .collect()
    }

    fn hit(&self, n: usize) -> NameHit {
        NameHit { account: id(n, 0), name: self.0[n].0.clone(), street: self.0[n].1.clone(), ..NameHit::default() }
    }

    /// As the store answers.
    fn named(&self, line: &str, opened: Option<Id>) -> Vec<Named> {
        let mut naming = Naming::new(line);
        for (n, (name, _, people)) in self.0.iter().enumerate() {
            naming.customer(id(n, 0), name, [NameKey::new(name)].iter());
            people.iter().for_each(|person| naming.person(id(n, 0), &person.name, &NameKey::new(&person.name)));
        }
        for (street, words) in naming.streets() {
            let words: Vec<String> = words.split(' ').map(str::to_lowercase).collect();
            for (n, (name, own, _)) in self.0.iter().enumerate() {
                let text = format!(" {name} {own}").to_lowercase();
                if words.iter().all(|word| text.contains(word.as_str())) {
                    naming.in_street(id(n, 0), name, &street);
                }
            }
        }
        let found = naming.found(opened, |_| None).into_iter();
        found
            .map(|found| {
                let at = self.0.iter().enumerate().position(|(n, _)| id(n, 0) == found.account).unwrap();
                let person = found.person.clone().filter(|_| !found.by_name);
                Named { hit: NameHit { person, ..self.hit(at) }, found }
            })
            .collect()
    }

    /// The customers of those people whose names begin with the letters, or whose family name stands before a title.
    fn with_person(&self, letters: &str) -> Vec<(usize, String)> {
        let query = Query::new(family_with_title(letters.trim()).unwrap_or(letters));
        let called =
            |person: &&Person| query.rank(&NameKey::new(&person.name)).is_some_and(|rank| rank.fit() <= Fit::Initials);
        let customers = self.0.iter().enumerate();
        customers.filter_map(|(n, (_, _, people))| Some((n, people.iter().find(called)?.name.clone()))).collect()
    }

    pub(super) fn of(&self, account: Id) -> Option<&Known> {
        self.0.iter().enumerate().find(|(n, _)| id(*n, 0) == account).map(|(_, customer)| customer)
    }

    fn about(&self, account: Id) -> About {
        let people = self.of(account).map(|(_, _, people)| people.clone()).unwrap_or_default();
        About { account, people, ..About::default() }
    }

    /// As the screen reads a line that was opened at a customer by the cursor.
    pub(super) fn read_opened(&self, line: &str, lang: Lang, now: &Now, opened: &str, meant: bool) -> Parsed {
        let known: BTreeMap<String, Vec<NameHit>> =
            leading(line, now, lang).into_iter().map(|one| (one.letters.clone(), self.names(&one.letters))).collect();
        let at = self.0.iter().position(|(name, ..)| name == opened).unwrap();
        let here = (id(at, 0), opened.to_owned());
        let named = self.named(line, Some(here.0));
        let context =
            LineContext { opened: Some(&here), meant, named: Some(&named), ..LineContext::new(now, lang, &known) };
        let mut parsed = parse(line, &context);
        let mut asked = Vec::new();
        while let Some(account) = parsed.about.filter(|account| !asked.contains(account)) {
            asked.push(account);
            let about = self.about(account);
            parsed = parse(line, &LineContext { about: Some(&about), ..context });
        }
        parsed
    }

    pub(super) fn read_line(&self, line: &str, lang: Lang, now: &Now) -> Parsed {
        self.read_with(line, lang, now, None)
    }

    pub(super) fn read_with(&self, line: &str, lang: Lang, now: &Now, vocabulary: Option<&Vocabulary>) -> Parsed {
        let known: BTreeMap<String, Vec<NameHit>> =
            leading(line, now, lang).into_iter().map(|one| (one.letters.clone(), self.names(&one.letters))).collect();
        let named = self.named(line, None);
        let context = LineContext { vocabulary, named: Some(&named), ..LineContext::new(now, lang, &known) };
        let first = parse(line, &context);
        let Some(account) = first.about else { return first };
        let about = self.about(account);
        parse(line, &LineContext { about: Some(&about), ..context })
    }
}
