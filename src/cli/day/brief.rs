//! `rounds brief ACCOUNT`: what to read before the door, as one page of text.

use anyhow::Result;
use serde_json::{Map, json};

use crate::cli::args::BriefArgs;
use crate::cli::book::Book;
use crate::cli::exit::{Exit, Stop};
use crate::cli::output;
use crate::cli::records::resolve;
use crate::cli::records::{answer, view};
use crate::domain::ask::{Answer, Ask};
use crate::domain::copy::{self, Part};
use crate::schema::ACCOUNT;

/// `rounds brief`.
pub fn run(book: &Book, args: &BriefArgs) -> Result<()> {
    let reader = book.reader()?;
    let account = resolve::account(book, &reader, &args.account)?;
    let name_field = ACCOUNT.field("name").map_or(0, |field| field.number);
    let record = view(book, &reader, &ACCOUNT, account)?;
    let name = record.values.iter().find(|(number, _)| *number == name_field).map(|(_, value)| value.str().to_string());
    let Answer::Briefing(Some(briefing)) = answer(book, &reader, &Ask::Briefing(account))? else {
        return Err(Stop::with(Exit::NotFound, book.words.with("cli-not-found", &[("what", (&args.account).into())])));
    };
    let now = book.clock.now();
    let lines = copy::briefing(&name.unwrap_or_default(), &briefing);
    if !args.output.json && !args.output.csv {
        return output::unpiped(std::io::Write::write_all(
            &mut std::io::stdout().lock(),
            (book.words.copied(&lines, &now) + "\n").as_bytes(),
        ));
    }
    let objects = lines.iter().map(|line| {
        let plain = crate::domain::copy::Line { label: "", ..line.clone() };
        let day = line.parts.iter().find_map(|part| match part {
            Part::Day(day) | Part::Due(day) => Some(day.to_string()),
            _ => None,
        });
        let mut object = Map::new();
        object.insert("id".into(), json!(account));
        object.insert("section".into(), json!(line.label.trim_start_matches("brief-")));
        object.insert("day".into(), json!(day));
        object.insert("text".into(), json!(book.words.copied(&[plain], &now)));
        object
    });
    let objects: Vec<_> = objects.collect();
    let headings = ["id", "section", "day", "text"];
    output::unpiped(if args.output.json { output::json(objects) } else { output::csv(&headings, &objects) })
}
