//! What was understood of a line, for a person and as an object; nothing is saved.

use anyhow::Result;
use serde_json::{Map, Value as Json, json};

use crate::base::id::Id;
use crate::base::money::Money;
use crate::cli::book::Book;
use crate::cli::output;
use crate::cli::records::resolve;
use crate::domain::ask::NameHit;
use crate::domain::deed::{LogKind, Slot, Whose};
use crate::domain::log_line::{Customer, Parsed, Understood};
use crate::schema::{Choice, TOUCH, VISIT};

pub(super) fn explain(book: &Book, line: &str, parsed: &Parsed, as_json: bool) -> Result<()> {
    if as_json {
        return output::unpiped(output::json_value(&Json::Object(explanation(book, line, parsed))));
    }
    let now = book.clock.now();
    let mut rows: Vec<Vec<String>> = Vec::new();
    let mut row = |key: &str, text: String| rows.push(vec![book.words.get(key).to_owned(), text]);
    let mut chips: Vec<_> = parsed.chips.iter().collect();
    chips.sort_by_key(|chip| chip.what.order());
    for chip in chips {
        let key = match chip.what {
            Understood::Account { .. }
            | Understood::New(_)
            | Understood::Several(_)
            | Understood::Near(_)
            | Understood::Doubt(_)
            | Understood::Unfiled => "account",
            Understood::Kind(..) => "visit-kind",
            Understood::NotDone(_) => "visit-state",
            Understood::Time { .. } => "log-time",
            Understood::Outcome(_) => "visit-outcome",
            Understood::Reached(_) => "touch-outcome",
            Understood::Promise { .. } => "follow_up",
            Understood::Met { .. } | Understood::NewPerson(_) => "visit-contacts",
            Understood::Tag(_) => "visit-tags",
            Understood::Competitor(_) => "visit-competitors",
            Understood::Product(_) => "visit-products",
            Understood::Amount(_) => "visit-amount",
            Understood::Chance(_) => "visit-chance",
            Understood::Payment(_) => "visit-payments",
            Understood::Next { .. } => "log-next-visit",
        };
        if let (Understood::Several(_), Customer::Several(hits, range)) = (&chip.what, &parsed.customer) {
            let letters = line.get(range.clone()).unwrap_or_default();
            let said_of = if hits.len() == 1 { "cli-perhaps-customer" } else { "cli-several-customers" };
            row(key, book.words.with(said_of, &[("what", letters.into())]));
            resolve::told_apart(hits).into_iter().for_each(|line| row("", line));
        } else {
            row(key, book.words.understood(&chip.what, &now));
        }
    }
    if !parsed.notes.is_empty() {
        row("log-note", parsed.notes.replace('\n', " "));
    }
    output::unpiped(output::lines(rows))
}

/// What was understood, as an object: `kept_as` is `visit`, `touch` or `not_done`, as Enter keeps it; `whose` is `account`, `new` or `unfiled`;
/// ranges are bytes of the line; moments RFC 3339 in UTC.
pub(super) fn explanation(book: &Book, line: &str, parsed: &Parsed) -> Map<String, Json> {
    let now = book.clock.now();
    let candidate = |hit: &NameHit| {
        json!({
            "id": hit.account.to_string(), "name": hit.name, "street": hit.street,
            "last_visit": hit.last_visit.map(|day| day.to_string()),
        })
    };
    let (whose, account) = match &parsed.whose {
        Whose::Account(id) => ("account", Some(id.to_string())),
        Whose::New(_) => ("new", None),
        Whose::Unfiled => ("unfiled", None),
    };
    let candidates: Vec<Json> = match &parsed.customer {
        Customer::One(hit, _) => vec![candidate(hit)],
        Customer::Several(hits, _) => hits.iter().map(candidate).collect(),
        Customer::Nobody | Customer::Unknown => Vec::new(),
    };
    let (entity, kind) = match parsed.kind {
        LogKind::Visit(kind) => (VISIT.name, kind.word()),
        LogKind::Touch(kind) => (TOUCH.name, kind.word()),
    };
    let kept_as = if parsed.in_vain().is_some() { "not_done" } else { entity };
    let slot = |slot: Slot| match slot.time {
        Some(time) => format!("{}T{}", slot.day, time.format("%H:%M")),
        None => slot.day.to_string(),
    };
    let promises: Vec<Json> = parsed
        .promises
        .iter()
        .map(|promise| json!({ "by": promise.by.word(), "text": promise.text, "due": promise.due.map(slot) }))
        .collect();
    let chips: Vec<Json> = parsed
        .chips
        .iter()
        .map(|chip| {
            let range = chip.range.clone();
            json!({
                "kind": chip_kind(&chip.what),
                "shown": book.words.understood(&chip.what, &now),
                "from": range.as_ref().map(|range| range.start),
                "to": range.as_ref().map(|range| range.end),
                "text": range.and_then(|range| line.get(range)),
            })
        })
        .collect();
    let object = json!({
        "whose": whose, "account": account, "candidates": candidates,
        "entity": entity, "kept_as": kept_as, "kind": kind, "direction": parsed.direction.map(Choice::word),
        "started": parsed.started.to_string(), "ended": parsed.ended.to_string(), "time_said": parsed.time_said,
        "outcome": parsed.outcome.map(Choice::word).or(parsed.reached.map(Choice::word)),
        "notes": parsed.notes, "promises": promises,
        "tags": parsed.heard.tags, "competitors": parsed.heard.competitors,
        "products": parsed.heard.products.iter().map(|wanted| {
            json!({ "name": wanted.name, "count": wanted.count, "unit": wanted.unit })
        }).collect::<Vec<_>>(),
        "amount": parsed.heard.amount.map(number), "chance": parsed.heard.chance,
        "payments": parsed.heard.payments.iter().map(|payment| {
            json!({
                "amount": payment.amount.map(number), "due": payment.due.map(|day| day.to_string()), "text": payment.text,
            })
        }).collect::<Vec<_>>(),
        "contacts": parsed.met.iter().map(Id::to_string).collect::<Vec<_>>(),
        "new_contacts": parsed.people.iter().map(|person| json!({ "name": person.name, "phone": person.phone })).collect::<Vec<_>>(),
        "next": parsed.next.map(slot),
        "not_done": parsed.shut.as_ref().map(|shut| {
            json!({ "reason": shut.reason.word(), "text": shut.words, "again": shut.again.map(slot) })
        }),
        "to_come": parsed.to_come.as_ref().map(|to_come| {
            json!({ "visit": to_come.visit, "text": to_come.what, "when": slot(to_come.slot) })
        }),
        "chips": chips,
    });
    match object {
        Json::Object(object) => object,
        _ => Map::new(),
    }
}

/// A sum as a number of whole units.
fn number(money: Money) -> f64 {
    money.hundredths() as f64 / 100.0
}

const fn chip_kind(what: &Understood) -> &'static str {
    match what {
        Understood::Account { .. } => "account",
        Understood::New(_) => "new",
        Understood::Several(_) => "several",
        Understood::Near(_) => "near",
        Understood::Doubt(_) => "doubt",
        Understood::Unfiled => "unfiled",
        Understood::Kind(..) => "kind",
        Understood::NotDone(_) => "not_done",
        Understood::Time { .. } => "time",
        Understood::Outcome(_) => "outcome",
        Understood::Reached(_) => "reached",
        Understood::Promise { .. } => "promise",
        Understood::Tag(_) => "tag",
        Understood::Competitor(_) => "competitor",
        Understood::Product(_) => "product",
        Understood::Amount(_) => "amount",
        Understood::Chance(_) => "chance",
        Understood::Payment(_) => "payment",
        Understood::Met { .. } => "contact",
        Understood::NewPerson(_) => "new_contact",
        Understood::Next { .. } => "next",
    }
}
