//! `rounds search`: customers, contacts, notes, visits, follow-ups.

use anyhow::Result;
use serde_json::{Map, json};

use crate::cli::args::SearchArgs;
use crate::cli::book::Book;
use crate::cli::exit::{Exit, Stop};
use crate::cli::output;
use crate::cli::records::answer;
use crate::domain::ask::{Answer, Ask};
use crate::schema;

/// The headings, in JSON and in CSV.
const HEADINGS: [&str; 7] = ["id", "entity", "account", "name", "formerly", "day", "excerpt"];

/// `rounds search`.
pub fn run(book: &Book, args: &SearchArgs) -> Result<()> {
    let reader = book.reader()?;
    let words = args.words.join(" ");
    let Answer::Find(hits) = answer(book, &reader, &Ask::Find { words: words.clone(), most: args.limit })? else {
        return Ok(());
    };
    if args.output.json || args.output.csv {
        let objects: Vec<Map<String, serde_json::Value>> = hits
            .iter()
            .map(|hit| {
                let values = [
                    json!(hit.record),
                    json!(schema::entity(hit.entity).map(|entity| entity.name)),
                    json!(hit.account),
                    json!(hit.name),
                    json!(hit.formerly),
                    json!(hit.day.map(|day| day.to_string())),
                    json!(hit.excerpt),
                ];
                HEADINGS.into_iter().map(str::to_owned).zip(values).collect()
            })
            .collect();
        output::unpiped(if args.output.json { output::json(objects) } else { output::csv(&HEADINGS, &objects) })?;
        if !hits.is_empty() {
            return Ok(());
        }
    }
    if hits.is_empty() {
        if let Some((name, to)) = reader.moved_away_called(&words).map_err(|error| book.trouble(&error))? {
            return Err(super::resolve::moved_away(book, &name, &to));
        }
        return Err(Stop::with(Exit::NotFound, book.words.with("cli-no-hit", &[("what", (&words).into())])));
    }
    let rows = hits
        .iter()
        .map(|hit| {
            let what = schema::entity(hit.entity).map_or("", |entity| book.words.entity(entity));
            let day = hit.day.map(|day| day.to_string()).unwrap_or_default();
            // A name that was found is not said twice: whose it is says more.
            let of = book.words.whose(&hit.of, &hit.formerly);
            let said = if hit.name == hit.excerpt && !of.is_empty() { &of } else { &hit.excerpt };
            vec![what.to_string(), day, hit.name.clone(), said.replace('\n', " ")]
        })
        .collect();
    output::unpiped(output::lines(rows))
}
