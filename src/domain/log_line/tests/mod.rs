//! Lines as reps write them, and what each comes to.

mod came;
mod chips;
mod days;
mod grammar;
mod kinds;
mod lines;
mod met;
mod money;
mod opened;
mod random;
mod row;
mod seams;
mod whose;

use std::collections::BTreeMap;
use std::fmt::Write;

use super::*;
use crate::base::name::{Fit, NameKey, Query};
use crate::domain::deed::{Slot, Whose};
use crate::schema::{Choice, PromisedBy, VisitKind};

/// A book's customers; the second of two that bear one name stands in another street.
const NAMES: [&str; 18] = [
    "Blue Finch Cafe",
    "Harbour Dental",
    "Nolan & Sons",
    "Corner Deli, Mill Rd",
    "Corner Deli, Quay St",
    "Tan Pharmacy",
    "Sunday Cafe",
    "Acme",
    "Acme Tools",
    "杭州精工机械有限公司",
    "蓝雀咖啡",
    "海川科技",
    "海川贸易",
    "和平饭店",
    "臺北永康商行",
    "永盛藥局",
    "永盛藥局",
    "周记面馆",
];

fn id(number: usize) -> Id {
    Id::from_bytes([number as u8 + 1; 16])
}

/// As the store answers.
fn names(letters: &str) -> Vec<NameHit> {
    let query = Query::new(letters);
    let mut found: Vec<_> = NAMES
        .iter()
        .enumerate()
        .filter_map(|(n, name)| query.rank(&NameKey::new(name)).map(|rank| (rank, n, *name)))
        .collect();
    found.sort_by_key(|(rank, n, _)| (*rank, *n));
    found.truncate(6);
    found
        .into_iter()
        .map(|(rank, n, name)| NameHit {
            account: id(n),
            name: name.into(),
            street: format!("{n} Quay St"),
            certain: rank.fit() == Fit::Exact && NAMES.iter().filter(|other| **other == name).count() == 1,
            ..NameHit::default()
        })
        .collect()
}

fn now() -> Now {
    // A Tuesday.
    Now::parse("2026-11-24T10:42:00+08:00").unwrap()
}

fn known(line: &str, lang: Lang) -> BTreeMap<String, Vec<NameHit>> {
    leading(line, &now(), lang).into_iter().map(|one| (one.letters.clone(), names(&one.letters))).collect()
}

fn read_with(lang: Lang, line: &str, fixed: Option<&Fixed>) -> Parsed {
    let (now, known) = (now(), known(line, lang));
    let parsed = parse(line, &LineContext { fixed, ..LineContext::new(&now, lang, &known) });
    assert!(parsed.unknown.is_empty(), "{line}");
    parsed
}

fn time(parsed: &Parsed) -> String {
    let local = |at| now().zone.local(at);
    let (from, to) = (local(parsed.started), local(parsed.ended));
    let day = if from.date() == now().today() { String::new() } else { from.format("%m-%d ").to_string() };
    format!("{day}{}-{}", from.format("%H:%M"), to.format("%H:%M"))
}

/// `customer | kind | time | notes | promises`, the parts that are the usual ones empty.
fn show(parsed: &Parsed) -> String {
    let whose = match (&parsed.whose, &parsed.customer) {
        (Whose::Account(account), _) => {
            NAMES.iter().enumerate().find(|(n, _)| id(*n) == *account).map_or("?", |(_, name)| name).to_string()
        }
        (Whose::New(name), _) => format!("+{name}"),
        (Whose::Unfiled, Customer::Several(hits, _)) => format!("?{}", hits.len()),
        (Whose::Unfiled, _) => "-".into(),
    };
    let kind = match parsed.kind {
        LogKind::Visit(VisitKind::OnSite) => "",
        LogKind::Visit(kind) => kind.word(),
        LogKind::Touch(kind) => kind.word(),
    };
    let came = parsed.outcome.map(Choice::word).or(parsed.reached.map(Choice::word));
    let kind = came.map_or_else(|| kind.to_string(), |came| format!("{kind} {came}").trim().to_string());
    let time = if parsed.time_said { time(parsed) } else { String::new() };
    let mut out = format!("{whose} | {kind} | {time} | {}", parsed.notes);
    for tag in &parsed.heard.tags {
        let _ = write!(out, " | #{tag}");
    }
    for name in &parsed.heard.competitors {
        let _ = write!(out, " | ^{name}");
    }
    if let Some(money) = parsed.heard.amount {
        let _ = write!(out, " | ${money}");
    }
    if let Some(share) = parsed.heard.chance {
        let _ = write!(out, " | ~{share}%");
    }
    for wanted in &parsed.heard.products {
        let _ = write!(out, " | +{wanted}");
    }
    for payment in &parsed.heard.payments {
        let _ = write!(out, " | !{payment}");
    }
    for promise in &parsed.promises {
        let by = if promise.by == PromisedBy::Us { ">" } else { "<" };
        let due = promise.due.map_or(String::new(), |slot| match slot.time {
            Some(time) => format!(" @{} {}", slot.day.format("%m-%d"), time.format("%H:%M")),
            None => format!(" @{}", slot.day.format("%m-%d")),
        });
        let _ = write!(out, " | {by}{}{due}", promise.text);
    }
    out
}

fn check(lang: Lang, rows: &[(&str, &str)]) {
    let wrong: Vec<String> = rows
        .iter()
        .filter_map(|(line, expected)| {
            let own = show(&read_with(lang, line, None));
            (own != *expected).then(|| format!("{line:?}\n   is {own}\n  not {expected}"))
        })
        .collect();
    assert!(wrong.is_empty(), "{} of {} rows\n{}", wrong.len(), rows.len(), wrong.join("\n"));
}

/// As [`check`], where each line is opened on the row of a customer.
fn check_on(row: &str, lang: Lang, rows: &[(&str, &str)]) {
    let now = now();
    let here = (id(NAMES.iter().position(|name| *name == row).unwrap()), row.to_owned());
    let wrong: Vec<String> = rows
        .iter()
        .filter_map(|(line, expected)| {
            let known = known(line, lang);
            let own = show(&parse(line, &LineContext { opened: Some(&here), ..LineContext::new(&now, lang, &known) }));
            let expected = format!("{row} | {expected}");
            (own != expected).then(|| format!("{line:?}\n   is {own}\n  not {expected}"))
        })
        .collect();
    assert!(wrong.is_empty(), "{} of {} rows\n{}", wrong.len(), rows.len(), wrong.join("\n"));
}
