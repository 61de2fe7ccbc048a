//! The rows of a table as drafts of customers, by a mapping.
//!
//! Always: every cell with content ends in a field, in the notes under its heading, or in a column that the preview
//! shows as left out. It must not look at what is known already.

use super::cell;
use super::date::{self, Order};
use super::draft::{Draft, Drafts, Next, Past, Person, Values, number};
use super::heading;
use super::mapping::{Column, Mapping, Target, Why};
use super::person;
use super::preview::{ColumnView, Noted, What};
use super::source::{Row, Table};
use super::words::says_nothing;
use crate::base::clock::Now;
use crate::base::money::Money;
use crate::schema::{ACCOUNT, CONTACT, Degrees, Field, FieldType, Kind, Value};
use chrono::{NaiveDate, TimeDelta};
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// A next step that was due longer ago than this is history, not a plan.
const OLD: TimeDelta = TimeDelta::days(90);

/// The customers of a table, with what was noticed and the columns as they were used.
pub(super) struct Rows {
    /// The customers.
    pub drafts: Vec<Draft>,
    /// What was noticed.
    pub noted: Vec<Noted>,
    /// The columns.
    pub columns: Vec<ColumnView>,
}

/// Reads all rows.
pub(super) fn read(table: &Table, mapping: &Mapping, now: &Now) -> Rows {
    let mut mapping = mapping.clone();
    mapping.columns.resize_with(table.header.len(), || Column {
        heading: String::new(),
        target: Target::Notes,
        chosen: false,
    });
    let mut noted = Vec::new();
    let deals = mapping.columns.iter().filter(|column| heading::is_of_deals(&heading::bare(&column.heading))).count();
    if deals >= 2 && !mapping.columns.iter().any(|column| column.chosen) {
        noted.push(Noted { line: 0, what: What::Deals });
    }
    let orders: Vec<Order> =
        mapping.columns.iter().enumerate().map(|(index, column)| order(table, index, column, &mut noted)).collect();
    let reader = Reader { mapping: &mapping, orders, now };
    let drafts = reader.drafts(table, &mut noted);
    let (drafts, loose) = reader.loosen(drafts);
    let columns = views(table, &mapping, &loose);
    Rows { drafts, noted, columns }
}

fn order(table: &Table, index: usize, column: &Column, noted: &mut Vec<Noted>) -> Order {
    let dated = column.target.declared().is_some_and(|(_, field)| field.kind == Kind::Date);
    if !dated {
        return Order::default();
    }
    let cells = table.rows.iter().filter_map(|row| row.cells.get(index)).map(|cell| cell.trim());
    let (order, certain) = date::order_of(cells);
    if !certain {
        noted.push(Noted { line: 0, what: What::UncertainDates { heading: label(index, column) } });
    }
    order
}

/// The heading as it is shown; a column without one is named by its number.
pub(super) fn label(index: usize, column: &Column) -> String {
    if column.heading.is_empty() { format!("#{}", index + 1) } else { column.heading.clone() }
}

fn views(table: &Table, mapping: &Mapping, loose: &BTreeSet<usize>) -> Vec<ColumnView> {
    let columns = mapping.columns.iter().enumerate();
    columns
        .map(|(index, column)| {
            let cells =
                || table.rows.iter().filter_map(move |row| row.cells.get(index)).filter(|cell| !cell.trim().is_empty());
            let mut samples: Vec<String> = Vec::new();
            for cell in cells() {
                if samples.len() == 3 {
                    break;
                }
                if !samples.contains(cell) {
                    samples.push(cell.clone());
                }
            }
            let mut column = column.clone();
            if loose.contains(&index) {
                column.target = Target::LeftOut(Why::DiffersWithin);
            }
            ColumnView { column, samples, filled: cells().count() }
        })
        .collect()
}

/// What a row says that no field takes, with the column it stands in.
struct Extra {
    draft: usize,
    column: usize,
    person: Option<String>,
    value: String,
}

struct Found {
    drafts: Vec<Draft>,
    extras: Vec<Extra>,
}

struct Reader<'a> {
    mapping: &'a Mapping,
    orders: Vec<Order>,
    now: &'a Now,
}

/// One row while it is read.
#[derive(Default)]
struct Line {
    account: Values,
    people: BTreeMap<usize, Values>,
    /// The numbers of a person's cell in their order, for several people in one cell.
    numbers: BTreeMap<usize, Vec<String>>,
    extras: Vec<(usize, String)>,
    visit_day: Option<NaiveDate>,
    visit_notes: Vec<(usize, String)>,
    due: Option<(usize, date::Read)>,
    texts: Vec<String>,
}

impl Reader<'_> {
    fn drafts(&self, table: &Table, noted: &mut Vec<Noted>) -> Found {
        let mut drafts = Drafts::default();
        let mut extras: Vec<(u32, Option<String>, usize, String)> = Vec::new();
        for row in &table.rows {
            let line = self.line(row, noted);
            let (draft, more) = self.draft(row.line, line, noted);
            if self.mapping.customer_of(&draft).is_empty() && draft.text("external_id").is_empty() {
                noted.push(Noted { line: row.line, what: What::NoName });
                continue;
            }
            let person = draft.people.first().map(|person| person.name().to_owned());
            extras.extend(more.into_iter().map(|(column, value)| (row.line, person.clone(), column, value)));
            drafts.add(draft);
        }
        let drafts = drafts.finish();
        let of_line: HashMap<u32, usize> = drafts
            .iter()
            .enumerate()
            .flat_map(|(index, draft)| draft.lines.iter().map(move |line| (*line, index)))
            .collect();
        let extras = extras
            .into_iter()
            .filter_map(|(line, person, column, value)| {
                Some(Extra { draft: of_line.get(&line).copied()?, column, person, value })
            })
            .collect();
        Found { drafts, extras }
    }

    fn line(&self, row: &Row, noted: &mut Vec<Noted>) -> Line {
        let mut line = Line::default();
        for (index, (column, text)) in self.mapping.columns.iter().zip(&row.cells).enumerate() {
            if text.trim().is_empty() {
                continue;
            }
            match (column.target, column.target.declared()) {
                (Target::LeftOut(_), _) => {}
                (Target::Field { contact, .. }, Some((entity, field))) => {
                    let order = self.orders.get(index).copied().unwrap_or_default();
                    match (entity.name, field.name) {
                        ("visit", "day") => match date::read(text, order, self.now) {
                            Some(read) => {
                                line.visit_day = Some(read.day);
                                if !read.rest.is_empty() {
                                    line.visit_notes.push((index, read.rest));
                                }
                            }
                            None => self.flawed(&mut line, noted, row, index, text, cell::Flaw::Date),
                        },
                        ("visit", _) if !says_nothing(text) => line.visit_notes.push((index, text.trim().to_owned())),
                        ("follow_up", "due") => match date::read(text, order, self.now) {
                            Some(read) => line.due = Some((index, read)),
                            None => self.flawed(&mut line, noted, row, index, text, cell::Flaw::Date),
                        },
                        ("follow_up", _) if !says_nothing(text) => line.texts.push(text.trim().to_owned()),
                        ("visit" | "follow_up", _) => {}
                        _ => {
                            let read = cell::read(field, text, order, self.now);
                            if let Some(flaw) = read.flaw {
                                self.flawed(&mut line, noted, row, index, &read.left, flaw);
                            }
                            let mut value = read.value;
                            if field.name == "chat_ids" {
                                value = with_program(&column.heading, value);
                            }
                            if (entity.number, field.name) == (CONTACT.number, "phones") {
                                line.numbers.entry(contact).or_default().extend(cell::phones(text));
                            }
                            let values = if entity.number == CONTACT.number {
                                line.people.entry(contact).or_default()
                            } else {
                                &mut line.account
                            };
                            put(values, field.number, value);
                        }
                    }
                }
                _ if !says_nothing(text) => line.extras.push((index, text.trim().to_owned())),
                _ => {}
            }
        }
        line
    }

    fn flawed(&self, line: &mut Line, noted: &mut Vec<Noted>, row: &Row, index: usize, left: &str, flaw: cell::Flaw) {
        let Some(column) = self.mapping.columns.get(index) else { return };
        line.extras.push((index, left.to_owned()));
        let what = What::Cell { heading: label(index, column), target: column.target, text: left.to_owned(), flaw };
        noted.push(Noted { line: row.line, what });
    }

    fn draft(&self, at: u32, line: Line, noted: &mut Vec<Noted>) -> (Draft, Vec<(usize, String)>) {
        let mut extras = line.extras;
        let mut draft = Draft::of(at, line.account);
        for (contact, mut values) in line.people {
            let people = names(&mut values);
            if people.is_empty() {
                // Nobody is named: what can be reached is the customer's, the rest goes to the notes.
                for (field, value) in values {
                    self.to_account(&mut draft, &mut extras, contact, field, value);
                }
                continue;
            }
            let numbers = line.numbers.get(&contact).map(Vec::as_slice).unwrap_or_default();
            let one_each = people.len() > 1 && numbers.len() == people.len();
            for (index, name) in people.into_iter().enumerate() {
                let mut values = if index == 0 { std::mem::take(&mut values) } else { Values::new() };
                if let Some(number) = numbers.get(index).filter(|_| one_each) {
                    values.insert(self::number(&CONTACT, "phones"), Value::set([number.clone()]));
                }
                values.insert(self::number(&CONTACT, "name"), Value::text(name));
                draft.people.push(Person { line: at, values, notes: Vec::new() });
            }
        }
        self.past(&mut draft, &mut extras, at, line.visit_day, line.visit_notes, noted);
        self.next(&mut draft, &mut extras, at, line.due, line.texts, noted);
        (draft, extras)
    }

    fn to_account(
        &self,
        draft: &mut Draft,
        extras: &mut Vec<(usize, String)>,
        contact: usize,
        field: u16,
        value: Value,
    ) {
        let own = CONTACT.by_number(field).and_then(|field| ACCOUNT.field(field.name));
        if let Some(own) = own.filter(|own| matches!(own.name, "phones" | "emails")) {
            put(&mut draft.account, own.number, value);
            return;
        }
        let is = |column: &Column| matches!(column.target, Target::Field { entity, field: f, contact: c } if entity == CONTACT.number && f == field && c == contact);
        if let Some(index) = self.mapping.columns.iter().position(is) {
            extras.push((index, CONTACT.by_number(field).map(|field| plain(field, &value)).unwrap_or_default()));
        }
    }

    fn past(
        &self,
        draft: &mut Draft,
        extras: &mut Vec<(usize, String)>,
        at: u32,
        day: Option<NaiveDate>,
        notes: Vec<(usize, String)>,
        noted: &mut Vec<Noted>,
    ) {
        match day {
            Some(day) if day <= self.now.today() => {
                let notes = notes.into_iter().map(|(_, text)| text).collect::<Vec<_>>().join("\n");
                draft.visits.push(Past { day, notes });
            }
            Some(day) => {
                noted.push(Noted { line: at, what: What::FutureVisit(day) });
                let column = self.mapping.columns_of("visit", "day").first().copied().unwrap_or(0);
                extras.push((column, day.to_string()));
                extras.extend(notes);
            }
            // Words without a day are no visit; they stay with the customer.
            None => extras.extend(notes),
        }
    }

    fn next(
        &self,
        draft: &mut Draft,
        extras: &mut Vec<(usize, String)>,
        at: u32,
        due: Option<(usize, date::Read)>,
        texts: Vec<String>,
        noted: &mut Vec<Noted>,
    ) {
        let mut text = texts.join("; ");
        let Some((column, read)) = due else {
            if !text.is_empty() {
                draft.follow_ups.push(Next { due: None, time: None, text });
            }
            return;
        };
        if text.is_empty() {
            text.clone_from(&read.rest);
        } else if !read.rest.is_empty() {
            text = format!("{text} ({})", read.rest);
        }
        if self.now.today() - read.day > OLD {
            noted.push(Noted { line: at, what: What::OldFollowUp(read.day) });
            extras.push((column, format!("{} {text}", read.day).trim().to_owned()));
            return;
        }
        if text.is_empty() {
            // A promise needs words; the heading is the user's own word for it.
            text = self.mapping.columns.get(column).map(|found| label(column, found)).unwrap_or_default();
        }
        draft.follow_ups.push(Next { due: Some(read.day), time: read.time, text });
    }

    /// Writes what no field takes to the notes. A column that differs from row to row of most customers belongs to the
    /// person of the row; without people it belongs to the rows, and is left out.
    fn loosen(&self, found: Found) -> (Vec<Draft>, BTreeSet<usize>) {
        let Found { mut drafts, extras } = found;
        let mut said: BTreeMap<(usize, usize), Vec<&str>> = BTreeMap::new();
        for extra in &extras {
            let values = said.entry((extra.column, extra.draft)).or_default();
            if !values.contains(&extra.value.as_str()) {
                values.push(&extra.value);
            }
        }
        let several = drafts.iter().filter(|draft| draft.lines.len() > 1).count();
        let mut differs: BTreeMap<usize, usize> = BTreeMap::new();
        for ((column, _), values) in &said {
            *differs.entry(*column).or_default() += usize::from(values.len() > 1);
        }
        let loose = |column: usize| {
            let chosen = self.mapping.columns.get(column).is_none_or(|c| c.chosen || c.target != Target::Notes);
            !chosen && several >= 3 && differs.get(&column).copied().unwrap_or(0) * 2 > several
        };
        let people = self.mapping.has("contact", "name") || self.mapping.has("contact", "family_name");
        let mut left_out = BTreeSet::new();
        for extra in &extras {
            let Some(column) = self.mapping.columns.get(extra.column) else { continue };
            let Some(draft) = drafts.get_mut(extra.draft) else { continue };
            let note = format!("{}: {}", label(extra.column, column), extra.value);
            let said = heading::is_of_person(&heading::bare(&column.heading));
            let of_person = (said || differs.get(&extra.column).copied().unwrap_or(0) > 0) && people;
            let person = draft.people.iter_mut().find(|person| Some(person.name()) == extra.person.as_deref());
            match person.filter(|_| of_person) {
                Some(person) => {
                    if !person.notes.contains(&note) {
                        person.notes.push(note);
                    }
                }
                None if loose(extra.column) => {
                    left_out.insert(extra.column);
                }
                None => {
                    if !draft.notes.contains(&note) {
                        draft.notes.push(note);
                    }
                }
            }
        }
        for draft in &mut drafts {
            draft.settle(|field, others| other_values(self.mapping, field, &others));
        }
        (drafts, left_out)
    }
}

/// What other rows said of a single-valued field, as a line for the notes under the heading of its column.
pub(super) fn other_values(mapping: &Mapping, field: u16, others: &[Value]) -> Option<String> {
    let field = ACCOUNT.by_number(field)?;
    let target = Target::of(&ACCOUNT, field);
    let (index, column) = mapping.columns.iter().enumerate().find(|(_, column)| column.target == target)?;
    let others = others.iter().map(|value| plain(field, value)).collect::<Vec<_>>().join(", ");
    Some(format!("{}: {others}", label(index, column)))
}

fn put(values: &mut Values, field: u16, value: Value) {
    match (values.get_mut(&field), value) {
        (_, Value::Null) => {}
        (Some(Value::Set(have)), Value::Set(more)) => have.extend(more),
        (Some(Value::Text(have)), Value::Text(more)) => super::draft::add_lines(have, &more),
        (Some(_), _) => {}
        (None, value) => {
            values.insert(field, value);
        }
    }
}

/// The people of one contact of a row; their names leave the values.
fn names(values: &mut Values) -> Vec<String> {
    let name = values.remove(&number(&CONTACT, "name"));
    let people = person::split(name.as_ref().map(Value::str).unwrap_or_default());
    if !people.is_empty() {
        return people;
    }
    let part = |field: &str| values.get(&number(&CONTACT, field)).map(Value::str).unwrap_or_default();
    let said = person::said(part("family_name"), part("given_name"));
    if said.is_empty() { Vec::new() } else { vec![said] }
}

/// A name in a chat program tells little without the program, which the heading says.
fn with_program(heading: &str, value: Value) -> Value {
    let folded = heading::bare(heading);
    let program = [
        ("微信", "wechat"),
        ("wechat", "wechat"),
        ("whatsapp", "whatsapp"),
        ("skype", "skype"),
        ("line", "line"),
        ("qq", "qq"),
    ]
    .into_iter()
    .find(|(word, _)| folded.contains(word));
    let Some((_, program)) = program else { return value };
    let with = |name: String| if name.contains(':') { name } else { format!("{program}:{name}") };
    Value::set(value.elements().into_iter().map(with))
}

/// A value as words for the notes.
fn plain(field: &Field, value: &Value) -> String {
    match (field.kind, value) {
        (Kind::Date, value) => <Option<NaiveDate>>::get(value.clone()).map(|day| day.to_string()).unwrap_or_default(),
        (Kind::Degrees, value) => {
            <Option<Degrees>>::get(value.clone()).map(|degrees| degrees.to_string()).unwrap_or_default()
        }
        (_, Value::Null) => String::new(),
        (Kind::Money, Value::Int(hundredths)) => Money::from_hundredths(*hundredths).to_string(),
        (_, Value::Int(number)) => number.to_string(),
        (_, Value::Text(text)) => text.clone(),
        (_, Value::Id(id)) => id.to_string(),
        (_, Value::Set(elements)) => elements.iter().cloned().collect::<Vec<_>>().join(", "),
    }
}
