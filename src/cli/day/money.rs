//! `rounds money`: what customers have promised to pay and has not come, the late first, and what it comes to.

use anyhow::Result;
use serde_json::{Map, Value as Json, json};

use crate::cli::args::OutputArgs;
use crate::cli::book::Book;
use crate::cli::output;
use crate::cli::records::answer;
use crate::domain::ask::{Answer, Ask, MoneyRow};
use crate::domain::deed::LogRef;
use crate::domain::owed;

/// The headings, in JSON and in CSV.
const HEADINGS: [&str; 9] = ["account", "name", "amount", "text", "due", "late", "said", "entity", "log"];

/// `rounds money`.
pub fn run(book: &Book, how: OutputArgs) -> Result<()> {
    let reader = book.reader()?;
    let Answer::Money(rows) = answer(book, &reader, &Ask::Money)? else { return Ok(()) };
    let (words, today) = (&book.words, book.clock.now().today());
    if how.json || how.csv {
        let objects: Vec<_> = rows.iter().map(|row| object(row, today)).collect();
        return output::unpiped(if how.json { output::json(objects) } else { output::csv(&HEADINGS, &objects) });
    }
    if rows.is_empty() {
        return output::unpiped(output::lines(vec![vec![words.get("money-none").to_string()]]));
    }
    let mut lines: Vec<Vec<String>> = rows
        .iter()
        .map(|row| {
            let payment = &row.promised.payment;
            let due = payment.due.map(|due| (words.day_of(due, today), words.due(due, today))).unwrap_or_default();
            vec![due.0, words.sum_of(payment), row.name.clone(), due.1]
        })
        .collect();
    let late = owed::total(rows.iter().filter(|row| owed::is_late(&row.promised.payment, today)));
    lines.push(vec![words.money_promised(owed::total(rows.iter()), late)]);
    output::unpiped(output::lines(lines))
}

fn object(row: &MoneyRow, today: chrono::NaiveDate) -> Map<String, Json> {
    let (entity, log) = match row.promised.log {
        LogRef::Visit(id) => ("visit", id),
        LogRef::Touch(id) => ("touch", id),
    };
    let payment = &row.promised.payment;
    let values = [
        json!(row.account),
        json!(row.name),
        json!(payment.amount.map(|amount| amount.hundredths() as f64 / 100.0)),
        json!(payment.text),
        json!(payment.due.map(|day| day.to_string())),
        json!(owed::is_late(payment, today)),
        json!(row.promised.day.to_string()),
        json!(entity),
        json!(log),
    ];
    HEADINGS.into_iter().map(str::to_owned).zip(values).collect()
}
