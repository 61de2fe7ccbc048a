//! The record of a line in the form of the files.

use rounds::base::clock::Now;
use rounds::domain::deed::{LogKind, Slot, Whose};
use rounds::domain::log_line::{Customer, Parsed, Person};
use rounds::schema::{Choice, PromisedBy, VisitKind};

use super::book::Customers;

pub(super) fn slot(slot: Slot) -> String {
    let day = if slot.day.to_string().starts_with("2026") {
        slot.day.format("%m-%d").to_string()
    } else {
        slot.day.to_string()
    };
    slot.time.map_or(day.clone(), |time| format!("{day} {}", time.format("%H:%M")))
}

/// The record of a line in the form of the files; its parts in a fixed order.
pub(super) fn record(customers: &Customers, parsed: &Parsed, now: &Now) -> Vec<String> {
    let mut parts = Vec::new();
    let mut people: &[Person] = &[];
    match (&parsed.whose, &parsed.customer) {
        (Whose::Account(account), _) => {
            let (name, street, own) = customers.of(*account).unwrap();
            parts.push(name.clone());
            people = own;
            if customers.0.iter().filter(|other| other.0 == *name).count() > 1 {
                parts.push(format!("street {street}"));
            }
        }
        (_, Customer::Several(..)) => parts.push("?".into()),
        _ => parts.push("-".into()),
    }
    match parsed.kind {
        LogKind::Visit(VisitKind::OnSite) => {}
        LogKind::Visit(kind) => parts.push(kind.word().into()),
        LogKind::Touch(kind) => parts.push(kind.word().into()),
    }
    parts.extend(parsed.outcome.map(|outcome| outcome.word().to_owned()));
    parts.extend(parsed.reached.map(|reached| reached.word().to_owned()));
    if parsed.time_said {
        let (from, to) = (now.zone.local(parsed.started), now.zone.local(parsed.ended));
        parts.push(format!("at {}-{}", from.format("%m-%d %H:%M"), to.format("%H:%M")));
    }
    if !parsed.notes.is_empty() {
        parts.push(format!("note {}", parsed.notes));
    }
    let met: Vec<&str> =
        people.iter().filter(|one| parsed.met.contains(&one.id)).map(|one| one.name.as_str()).collect();
    if !met.is_empty() {
        parts.push(format!("met {}", met.join(", ")));
    }
    parts.extend(parsed.people.iter().map(|one| format!("new {} {}", one.name, one.phone)));
    let heard = &parsed.heard;
    parts.extend(heard.tags.iter().map(|tag| format!("#{tag}")));
    parts.extend(heard.competitors.iter().map(|name| format!("^{name}")));
    parts.extend(heard.amount.map(|money| format!("${money}")));
    parts.extend(heard.chance.map(|share| format!("~{share}")));
    parts.extend(heard.products.iter().map(|wanted| format!("+{wanted}")));
    parts.extend(heard.payments.iter().map(|payment| {
        let came = if payment.paid.is_some() { "✓" } else { "" };
        let mut text = format!("!{came}{}", payment.amount.map(|money| money.to_string()).unwrap_or_default());
        text.extend(payment.due.map(|due| format!(" @{}", slot(Slot::day(due)))));
        if payment.text.is_empty() { text } else { format!("{text} {}", payment.text) }
    }));
    parts.extend(parsed.promises.iter().map(|promise| {
        let by = if promise.by == PromisedBy::Us { ">" } else { "<" };
        let due = promise.due.map(|due| format!(" @{}", slot(due))).unwrap_or_default();
        format!("{by} {}{due}", promise.text)
    }));
    parts.extend(parsed.next.map(|next| format!("next {}", slot(next))));
    parts
}
