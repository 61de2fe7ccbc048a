//! Each deed and the records it leaves, as tables: what comes to be is a line with `+`, what goes one with `-`, what changes one with its
//! new values.

mod correct;
mod customer;
mod follow_up;
mod form;
mod log;
mod plan;
mod resolve;
mod sequence;

use std::collections::BTreeMap;

use super::book::{Book, ME, TERRITORY, account, id};
use crate::base::clock::{Moment, Now};
use crate::base::id::Id;
use crate::domain::act::{Act, RecordEdit};
use crate::domain::deed::{Deed, LogEntry, LogKind, Promise, Refusal, Slot, Whose};
use crate::domain::entry;
use crate::schema::{
    Contact, FollowUp, FollowUpState, Kind, PromisedBy, Touch, TouchKind, Value, Visit, VisitKind, VisitState, entity,
};

/// Tuesday.
const NOW: &str = "2026-11-24T10:42:00+08:00";

fn now() -> Now {
    Now::parse(NOW).unwrap()
}

fn at(time: &str) -> Moment {
    let local = if time.len() > 5 { time.to_string() } else { format!("2026-11-24 {time}") };
    Now::parse(&format!("{}:00+08:00", local.replace(' ', "T"))).unwrap().at
}

fn day(text: &str) -> chrono::NaiveDate {
    text.parse().unwrap()
}

fn slot(text: &str) -> Slot {
    match text.split_once(' ') {
        Some((date, time)) => Slot { day: day(date), time: Some(format!("{time}:00").parse().unwrap()) },
        None => Slot::day(day(text)),
    }
}

fn us(text: &str, due: &str) -> Promise {
    Promise { text: text.into(), due: Some(due).filter(|due| !due.is_empty()).map(slot), by: PromisedBy::Us }
}

/// Two customers (10 and 11) and their people (12 at 10, 13 at 11).
fn two() -> Book {
    let person = |number, name: &str, account| Contact {
        id: id(number),
        name: name.into(),
        account: Some(id(account)),
        ..Contact::default()
    };
    Book::default()
        .with(&account(10, "Harbour Dental"))
        .with(&account(11, "Tan Pharmacy"))
        .with(&person(12, "Wang", 10))
        .with(&person(13, "Li", 11))
}

/// Visit 20, planned at customer 10.
fn planned(start: &str) -> Visit {
    let (date, time) = start.split_at(10);
    Visit {
        id: id(20),
        account: Some(id(10)),
        owner: Some(ME),
        state: Some(VisitState::Planned),
        day: Some(day(date)),
        planned_start: (!time.is_empty()).then(|| at(start)),
        purpose: "renewal".into(),
        planned: true,
        ..Visit::default()
    }
}

/// Visit 20, logged today at 09:00 at customer 10, where Wang was met; it brought follow-up 30.
fn logged() -> Visit {
    Visit {
        id: id(20),
        account: Some(id(10)),
        owner: Some(ME),
        state: Some(VisitState::Done),
        day: Some(day("2026-11-24")),
        started: Some(at("09:00")),
        ended: Some(at("09:30")),
        kind: Some(VisitKind::OnSite),
        contacts: [id(12)].into(),
        notes: "likes A100".into(),
        words: "hd likes A100".into(),
        logged_at: Some(at("09:31")),
        ..Visit::default()
    }
}

fn call() -> Touch {
    Touch {
        id: id(21),
        account: Some(id(10)),
        owner: Some(ME),
        kind: Some(TouchKind::Call),
        at: Some(at("09:00")),
        day: Some(day("2026-11-24")),
        contacts: [id(12)].into(),
        notes: "rang about samples".into(),
        minutes: Some(10),
        words: "hd rang about samples".into(),
        logged_at: Some(at("09:31")),
        ..Touch::default()
    }
}

fn follow_up(number: u8, text: &str) -> FollowUp {
    FollowUp {
        id: id(number),
        account: Some(id(10)),
        owner: Some(ME),
        text: text.into(),
        due: Some(day("2026-11-27")),
        first_due: Some(day("2026-11-27")),
        promised_by: Some(PromisedBy::Us),
        promised_at: Some(at("09:30")),
        state: Some(FollowUpState::Open),
        ..FollowUp::default()
    }
}

fn brought(visit: u8) -> FollowUp {
    FollowUp { visit: Some(id(visit)), contact: Some(id(12)), ..follow_up(30, "send quote") }
}

fn entry(whose: Whose, kind: LogKind, notes: &str) -> LogEntry {
    LogEntry {
        words: notes.into(),
        whose,
        kind,
        kind_said: true,
        direction: None,
        started: at("10:10"),
        ended: at("10:40"),
        time_said: false,
        notes: notes.into(),
        contacts: Default::default(),
        missed: None,
        outcome: None,
        reached: None,
        promises: Vec::new(),
        heard: Default::default(),
        people: Vec::new(),
        next: None,
        closes: None,
    }
}

fn visit_at(account: u8, notes: &str) -> LogEntry {
    entry(Whose::Account(id(account)), LogKind::Visit(VisitKind::OnSite), notes)
}

/// What the deed does to the book, in lines; or why not.
fn outcome(book: &Book, deed: &Deed) -> Vec<String> {
    let mut after = book.clone();
    match after.perform(deed, NOW) {
        Ok(act) => lines(&act),
        Err(Refusal::Value { field, trouble }) => vec![format!("{field}: {trouble}")],
        Err(Refusal::State(state)) => vec![state.to_string()],
        Err(refusal) => vec![format!("{refusal:?}")],
    }
}

#[track_caller]
fn check(book: &Book, deed: Deed, expected: &[&str]) {
    let found = outcome(book, &deed);
    assert!(found == expected, "{deed:?}\nfound:\n{}\nexpected:\n{}\n", found.join("\n"), expected.join("\n"));
}

/// The label, then each edit: the id of a new record is the letter of its place.
fn lines(act: &Act) -> Vec<String> {
    let mut names: BTreeMap<Id, String> = (0..=99).map(|number| (id(number), number.to_string())).collect();
    let mut letters = 'a'..;
    for edit in act.groups.iter().flatten() {
        if matches!(edit.deed, RecordEdit::Create(_) | RecordEdit::Generate(_)) && !names.contains_key(&edit.record) {
            names.insert(edit.record, letters.next().unwrap().to_string());
        }
    }
    let label = &act.label;
    let mut lines = vec![format!("{} | {} | {} | {}", label.words, label.subject, label.detail, label.count)];
    for edit in act.groups.iter().flatten() {
        let name = entity(edit.entity).unwrap().name;
        let record = names.get(&edit.record).cloned().unwrap_or_else(|| "?".into());
        lines.push(match &edit.deed {
            RecordEdit::Create(fields) => format!("+{name} {record}:{}", cells(edit.entity, fields, &names)),
            RecordEdit::Generate(fields) => format!("++{name} {record}:{}", cells(edit.entity, fields, &names)),
            RecordEdit::Set(fields) => format!("{name} {record}:{}", cells(edit.entity, fields, &names)),
            RecordEdit::Delete => format!("-{name} {record}"),
        });
    }
    lines
}

/// The fields, but for what every new record of mine has: me, my territory, logged now.
fn cells(number: u16, fields: &[(u16, Value)], names: &BTreeMap<Id, String>) -> String {
    let now = now();
    let mut text = String::new();
    for (field, value) in fields {
        let field = entity(number).unwrap().by_number(*field).unwrap();
        let usual = match field.name {
            "owner" => *value == Value::Id(ME),
            "territory" => *value == Value::Id(TERRITORY),
            "logged_at" | "closed_at" => *value == Value::Int(now.at.millis()),
            _ => false,
        };
        let named = |id: &Id| names.get(id).cloned().unwrap_or_else(|| "?".into());
        let shown = match (field.kind, value) {
            (Kind::Ref, Value::Id(id)) => named(id),
            (Kind::Refs, Value::Set(ids)) => {
                ids.iter().map(|id| named(&id.parse().unwrap())).collect::<Vec<_>>().join("; ")
            }
            _ => entry::text(field, value, &now).replace("2026-11-24 ", ""),
        };
        if !usual {
            text.push_str(&format!(" {}={}", field.name, shown));
        }
    }
    text
}
