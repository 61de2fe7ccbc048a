//! One customer of a file, put together from all rows that speak of it; not yet compared with what is known.
//!
//! Always: where rows disagree about a single-valued field, the value that most of them have wins, and the others are
//! kept for the notes; an address wins as a whole, so that no city gets another city's street. It must not know columns
//! or cells, nor records.

use super::agreeing::{Agreeing, Place};
use crate::base::text::fold;
use crate::schema::{ACCOUNT, CONTACT, Contact, Entity, Value};
use chrono::{NaiveDate, NaiveTime};
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// The values of a record by the numbers of its fields; none of them null.
pub type Values = BTreeMap<u16, Value>;

/// One customer of the file.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Draft {
    /// The lines that speak of it, in their order.
    pub lines: Vec<u32>,
    /// Its fields.
    pub account: Values,
    /// Lines for its notes: what no field takes.
    pub notes: Vec<String>,
    /// The people there.
    pub people: Vec<Person>,
    /// Past visits.
    pub visits: Vec<Past>,
    /// Next steps.
    pub follow_ups: Vec<Next>,
    votes: BTreeMap<u16, Vec<(Value, usize)>>,
    addresses: Vec<(Values, usize)>,
}

/// One person of a customer.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Person {
    /// The line.
    pub line: u32,
    /// The fields; a name among them.
    pub values: Values,
    /// Lines for the notes.
    pub notes: Vec<String>,
}

/// A visit that took place.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct Past {
    /// The day.
    pub day: NaiveDate,
    /// What was said; may be empty.
    pub notes: String,
}

/// A next step.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct Next {
    /// The day by which, where it is said.
    pub due: Option<NaiveDate>,
    /// The time of that day.
    pub time: Option<NaiveTime>,
    /// What.
    pub text: String,
}

/// The parts of an address, the telling ones first.
const ADDRESS: [&str; 8] = ["city", "street", "region", "district", "postcode", "country", "latitude", "longitude"];

/// The number of a declared field; 0, which is no field, where the name is unknown.
pub fn number(entity: &Entity, name: &str) -> u16 {
    entity.field(name).map_or(0, |field| field.number)
}

impl Draft {
    /// What one row says of a customer.
    pub fn of(line: u32, account: Values) -> Draft {
        Draft { lines: vec![line], account, ..Draft::default() }
    }

    /// The text of one of its fields.
    pub fn text(&self, field: &str) -> &str {
        self.account.get(&number(&ACCOUNT, field)).map(Value::str).unwrap_or_default()
    }

    /// The elements of one of its fields.
    pub fn elements(&self, field: &str) -> BTreeSet<String> {
        self.account.get(&number(&ACCOUNT, field)).map(Value::elements).unwrap_or_default()
    }

    /// What it is called: its own name, else that of its first person.
    pub fn name(&self) -> &str {
        let person = || self.people.first().map_or("", Person::name);
        Some(self.text("name")).filter(|name| !name.is_empty()).unwrap_or_else(person)
    }

    /// Whether both can be one customer: nothing that both say about the place differs.
    pub fn agrees(&self, other: &Draft) -> bool {
        ["street", "city"].into_iter().all(|field| agree(self.text(field), other.text(field)))
    }

    /// Where it is, as it is compared.
    pub(super) fn place(&self) -> Place {
        Place::of(self.text("street"), self.text("city"))
    }

    /// Takes in what a further row says. `heading` names a field as the file does, for the notes.
    pub fn unite(&mut self, row: Draft) {
        self.lines.extend(row.lines);
        let address: Values = row
            .account
            .iter()
            .filter(|(field, _)| is_address(**field))
            .map(|(field, value)| (*field, value.clone()))
            .collect();
        if !address.is_empty() {
            match self.addresses.iter_mut().find(|(known, _)| *known == address) {
                Some((_, count)) => *count += 1,
                None => self.addresses.push((address, 1)),
            }
        }
        for (field, value) in row.account {
            match (self.account.get_mut(&field), value) {
                (Some(Value::Set(have)), Value::Set(more)) => have.extend(more),
                (Some(Value::Text(have)), Value::Text(more)) if field == number(&ACCOUNT, "notes") => {
                    add_lines(have, &more)
                }
                (None, value) => {
                    self.vote(field, &value);
                    self.account.insert(field, value);
                }
                (Some(_), value) => self.vote(field, &value),
            }
        }
        for line in row.notes {
            if !self.notes.contains(&line) {
                self.notes.push(line);
            }
        }
        for person in row.people {
            self.unite_person(person);
        }
        for visit in row.visits {
            if !self.visits.contains(&visit) {
                self.visits.push(visit);
            }
        }
        for follow_up in row.follow_ups {
            if !self.follow_ups.contains(&follow_up) {
                self.follow_ups.push(follow_up);
            }
        }
    }

    /// Takes in another customer of the file, of whom a person says that it is this one. What this one says stands; `differ` makes a line for
    /// the notes of what the other says otherwise, and its name stays as another name.
    pub fn absorb(&mut self, other: Draft, differ: impl Fn(u16, &Value) -> Option<String>) {
        let (names, name) = (number(&ACCOUNT, "other_names"), number(&ACCOUNT, "name"));
        let mut row = other;
        if fold(self.name()) != fold(row.name()) && !row.name().is_empty() {
            let own = Value::set([row.name().to_owned()]);
            match row.account.get_mut(&names) {
                Some(Value::Set(have)) => have.extend(own.elements()),
                _ => drop(row.account.insert(names, own)),
            }
        }
        row.account.remove(&name);
        if !self.agrees(&row) {
            // Another place: its parts are told in the notes, and no city gets another city's street.
            let elsewhere: Vec<u16> = row.account.keys().copied().filter(|field| is_address(*field)).collect();
            for field in elsewhere {
                let value = row.account.remove(&field);
                row.notes.extend(value.and_then(|value| differ(field, &value)));
            }
        }
        for (field, value) in &row.account {
            let single = !matches!(value, Value::Set(_)) && *field != number(&ACCOUNT, "notes");
            let known = self.account.get(field);
            if single && known.is_some_and(|known| known != value && fold(known.str()) != fold(value.str())) {
                row.notes.extend(differ(*field, value));
            }
        }
        self.unite(row);
        self.votes.clear();
        self.addresses.clear();
    }

    fn unite_person(&mut self, person: Person) {
        let Some(known) = self.people.iter_mut().find(|known| known.is(&person)) else {
            self.people.push(person);
            return;
        };
        for (field, value) in person.values {
            match (known.values.get_mut(&field), value) {
                (Some(Value::Set(have)), Value::Set(more)) => have.extend(more),
                (Some(_), _) => {}
                (None, value) => {
                    known.values.insert(field, value);
                }
            }
        }
        for line in person.notes {
            if !known.notes.contains(&line) {
                known.notes.push(line);
            }
        }
    }

    fn vote(&mut self, field: u16, value: &Value) {
        let votes = self.votes.entry(field).or_default();
        match votes.iter_mut().find(|(known, _)| known == value) {
            Some((_, count)) => *count += 1,
            None => votes.push((value.clone(), 1)),
        }
    }

    /// Lets the rows' votes decide. Calls `differ` with the field and the values that did not win.
    pub fn settle(&mut self, mut differ: impl FnMut(u16, Vec<Value>) -> Option<String>) {
        let most = self.addresses.iter().map(|(_, count)| *count).max().unwrap_or(0);
        let address = self
            .addresses
            .iter()
            .find(|(_, count)| *count == most)
            .map(|(address, _)| address.clone())
            .unwrap_or_default();
        self.addresses.clear();
        for (field, votes) in std::mem::take(&mut self.votes) {
            if votes.len() < 2 {
                continue;
            }
            let most = votes.iter().map(|(_, count)| *count).max().unwrap_or(0);
            let told = address.get(&field).and_then(|told| votes.iter().position(|(value, _)| value == told));
            let Some(winner) = told.or_else(|| votes.iter().position(|(_, count)| *count == most)) else { continue };
            let mut others = Vec::new();
            for (index, (value, _)) in votes.into_iter().enumerate() {
                if index == winner {
                    self.account.insert(field, value);
                } else {
                    others.push(value);
                }
            }
            self.notes.extend(differ(field, others));
        }
    }
}

impl Person {
    /// The name.
    pub fn name(&self) -> &str {
        self.values.get(&number(&CONTACT, "name")).map(Value::str).unwrap_or_default()
    }

    fn id(&self) -> &str {
        self.values.get(&number(&CONTACT, "external_id")).map(Value::str).unwrap_or_default()
    }

    /// Whether it has an id in the other program.
    pub fn has_id(&self) -> bool {
        !self.id().is_empty()
    }

    /// Whether it has the id of this contact in the other program.
    pub fn has_id_of(&self, contact: &Contact) -> bool {
        self.has_id() && contact.external_id == self.id()
    }

    /// Whether it has the id or the name of this contact.
    pub fn is_called(&self, contact: &Contact) -> bool {
        self.has_id_of(contact) || fold(self.name()) == fold(&contact.name)
    }

    /// Whether both are the same person: the same id in the other program, else the same name.
    fn is(&self, other: &Person) -> bool {
        let id = number(&CONTACT, "external_id");
        match (self.values.get(&id), other.values.get(&id)) {
            (Some(one), Some(two)) => one == two,
            _ => fold(self.name()) == fold(other.name()),
        }
    }
}

fn is_address(field: u16) -> bool {
    ADDRESS.into_iter().any(|name| number(&ACCOUNT, name) == field)
}

/// Whether two texts about one thing do not contradict each other.
pub fn agree(one: &str, other: &str) -> bool {
    one.is_empty() || other.is_empty() || fold(one) == fold(other)
}

/// Adds those lines that are not there yet.
pub fn add_lines(notes: &mut String, more: &str) {
    for line in more.lines().map(str::trim_end).filter(|line| !line.is_empty()) {
        if notes.lines().any(|known| known.trim() == line.trim()) {
            continue;
        }
        if !notes.is_empty() {
            notes.push('\n');
        }
        notes.push_str(line);
    }
}

/// Puts rows together that speak of one customer: the same id in the other program; without one, the same name and
/// nothing that differs about the place.
#[derive(Debug, Default)]
pub struct Drafts {
    all: Vec<Draft>,
    by_id: HashMap<String, usize>,
    by_name: Agreeing,
}

impl Drafts {
    /// Takes in one row.
    pub fn add(&mut self, row: Draft) {
        let id = row.text("external_id").to_owned();
        let name = fold(row.name());
        let found = if id.is_empty() {
            self.by_name.first(&name, &row.place(), 1, |_| true).first().copied()
        } else {
            self.by_id.get(&id).copied()
        };
        let index = found.unwrap_or_else(|| {
            self.all.push(Draft::default());
            let index = self.all.len() - 1;
            if id.is_empty() {
                self.by_name.add(&name, &Place::default(), index);
            } else {
                self.by_id.insert(id.clone(), index);
            }
            index
        });
        if let Some(draft) = self.all.get_mut(index) {
            let before = draft.place();
            draft.unite(row);
            if id.is_empty() {
                self.by_name.moved(&name, &before, &draft.place(), index);
            }
        }
    }

    /// All customers, in the order in which the file first speaks of them.
    pub fn finish(self) -> Vec<Draft> {
        self.all
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(line: u32, fields: &[(&str, &str)]) -> Draft {
        let values = fields.iter().map(|(name, text)| (number(&ACCOUNT, name), Value::text(*text)));
        Draft::of(line, values.collect())
    }

    #[test]
    fn an_address_wins_as_a_whole() {
        let mut drafts = Drafts::default();
        for (line, city, region) in
            [(2, "杭州", "浙江"), (3, "宁波", "浙江"), (4, "成都", "四川"), (5, "成都", "四川"), (6, "温州", "浙江")]
        {
            drafts.add(row(line, &[("external_id", "7"), ("name", "林岚"), ("city", city), ("region", region)]));
        }
        let mut drafts = drafts.finish();
        drafts[0].settle(|_, _| None);
        assert_eq!((drafts[0].text("city"), drafts[0].text("region")), ("成都", "四川"));
    }

    #[test]
    fn rows_of_one_customer_are_united() {
        let mut drafts = Drafts::default();
        for draft in [
            row(2, &[("external_id", "7"), ("name", "林岚"), ("city", "宁波")]),
            row(3, &[("external_id", "7"), ("name", "林岚"), ("city", "杭州")]),
            row(4, &[("external_id", "8"), ("name", "林岚"), ("city", "杭州")]),
            row(5, &[("external_id", "7"), ("name", "林岚"), ("city", "杭州")]),
            row(6, &[("name", "Acme"), ("street", "1 High St")]),
            row(7, &[("name", "ACME"), ("city", "Leeds")]),
            row(8, &[("name", "Acme"), ("street", "2 High St")]),
        ] {
            drafts.add(draft);
        }
        let mut drafts = drafts.finish();
        for draft in &mut drafts {
            draft.settle(|_, others| Some(others.iter().map(|value| value.str().to_owned()).collect()));
        }
        let found: Vec<_> = drafts.iter().map(|d| (d.lines.clone(), d.text("city"), d.notes.join("|"))).collect();
        let expected = [
            (vec![2, 3, 5], "杭州", "宁波".to_owned()),
            (vec![4], "杭州", String::new()),
            (vec![6, 7], "Leeds", "ACME".to_owned()),
            (vec![8], "", String::new()),
        ];
        assert_eq!(found, expected);
    }

    /// A file of one name: each row is compared with a few, and finds what going through all of them would find.
    #[test]
    fn the_rows_of_a_chain_are_not_compared_each_with_each() {
        const ROWS: u32 = 20_000;
        let mut drafts = Drafts::default();
        let rows = (0..ROWS).map(|n| (n, format!("{} High St", n % (ROWS / 2))));
        for (n, street) in rows {
            drafts.add(row(
                n + 2,
                &[("name", "Acme"), ("street", &street), ("city", if n % 3 == 0 { "" } else { "Leeds" })],
            ));
        }
        assert!(drafts.by_name.looked() <= 4 * ROWS as usize, "{} comparisons", drafts.by_name.looked());
        let all = drafts.finish();
        assert_eq!(all.len() as u32, ROWS / 2);
        assert!(all.iter().enumerate().all(|(at, draft)| draft.lines == [at as u32 + 2, at as u32 + 2 + ROWS / 2]));
    }
}
