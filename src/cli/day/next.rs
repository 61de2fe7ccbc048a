//! `rounds next`: who should be seen next, and why; `rounds snooze`: who is not proposed before a day.
//!
//! Always holds: the terms that are printed are all there are, and their sum is the score.

use anyhow::Result;

use super::today::{proposal, terms};
use crate::cli::args::{NextArgs, SnoozeArgs};
use crate::cli::book::Book;
use crate::cli::records::{answer, perform, resolve};
use crate::cli::{output, slot};
use crate::domain::ask::{Answer, Ask};
use crate::domain::dates::Of;
use crate::domain::deed::Deed;

/// The headings in CSV.
const HEADINGS: [&str; 8] = ["id", "section", "name", "grade", "street", "score", "why", "last_visit"];

/// `rounds next`.
pub fn run(book: &Book, args: &NextArgs) -> Result<()> {
    let reader = book.reader()?;
    let Answer::WhoNext(rows) = answer(book, &reader, &Ask::WhoNext(args.most))? else { return Ok(()) };
    if args.output.json || args.output.csv {
        let objects = rows.iter().map(|row| proposal("who_next", row)).collect::<Vec<_>>();
        return output::unpiped(if args.output.json {
            output::json(objects)
        } else {
            output::csv(&HEADINGS, &objects)
        });
    }
    if rows.is_empty() {
        return output::unpiped(output::lines(vec![vec![book.words.get("cli-next-none").to_string()]]));
    }
    let lines = rows.iter().map(|row| {
        let grade = row.grade.map(|grade| book.words.of("account", "grade", grade)).unwrap_or_default();
        vec![row.score.to_string(), row.name.clone(), grade.to_string(), terms(&book.words, row)]
    });
    output::unpiped(output::lines(lines.collect()))
}

/// `rounds snooze`.
pub fn snooze(book: &Book, args: &SnoozeArgs) -> Result<()> {
    let reader = book.reader()?;
    let account = resolve::account(book, &reader, &args.account)?;
    let until = slot::read(book, &args.until.join(" "), Of::From)?.day;
    let deed = Deed::Snooze { accounts: vec![account], until, reason: args.why.clone() };
    perform(book, &mut book.writer()?, &deed)?;
    Ok(())
}
