//! `rounds close` and `rounds report`: what of a day is still open, the report in the company's form, and the last line.
//!
//! Always holds: a day with something open is closed only where the person says so; nothing here waits for a network.

use anyhow::Result;
use chrono::{Datelike, Days, NaiveDate};
use serde_json::{Value as Json, json};

use crate::cli::args::{CloseArgs, ReportArgs, ReportOf};
use crate::cli::book::Book;
use crate::cli::exit::{Exit, Stop};
use crate::cli::output;
use crate::cli::records::answer;
use crate::cli::slot;
use crate::domain::ask::{Answer, Ask, Close, KeptClose, Report};
use crate::domain::day::close::{Item, Part, ending};
use crate::domain::day::report;

/// `rounds close`. Exit code 4 where something is still open and the day stays so.
pub fn run(book: &Book, args: &CloseArgs) -> Result<()> {
    let now = book.clock.now();
    let day = match &args.day {
        Some(words) => slot::past(book, words)?,
        None => now.today(),
    };
    let reader = book.reader()?;
    let Answer::Close(close) = answer(book, &reader, &Ask::Close(day))? else { return Ok(()) };
    let open = close.open(&close.kept);
    let mut kept = close.kept.clone();
    if kept.closed.is_none() && (open == 0 || args.anyway) {
        kept.closed = Some(now.at);
        book.writer()?.keep_close(day, &kept, None, now.at).map_err(|error| book.trouble(&error))?;
    }
    let usual = || book.words.report(&close.report, &book.settings.report.day, &now);
    let text = kept.report.clone().unwrap_or_else(usual);
    let last = book.words.ending(ending(&close.sync, &close.sent), open, &close.sent, &now);
    if args.json {
        output::unpiped(output::json_value(&object(&close, &kept, &text, open, &last)))?;
    } else {
        let mut out = if args.md { report::markdown(&text) } else { format!("{text}\n") };
        let questions = questions(book, &close, &kept);
        if !questions.is_empty() && !args.md {
            out = format!("{}\n{}\n\n{out}", book.words.get("cli-close-open"), questions.join("\n"));
        }
        out.push_str(&format!("\n{last}\n"));
        output::unpiped(std::io::Write::write_all(&mut std::io::stdout().lock(), out.as_bytes()))?;
    }
    if kept.closed.is_some() {
        return Ok(());
    }
    Err(Stop::with(Exit::NeedsPerson, book.words.with("cli-close-not-yet", &[("n", open.into())])))
}

/// What is still open, a line each: its part, then what it is.
fn questions(book: &Book, close: &Close, kept: &KeptClose) -> Vec<String> {
    let all = close.all().into_iter().filter(|(_, item)| !kept.left.contains(&item.id()));
    all.map(|(part, item)| format!("  {}  {}", book.words.get(part.words()), said(&item))).collect()
}

fn said(item: &Item<'_>) -> String {
    match item {
        Item::Visit(visit) => visit.name.clone(),
        Item::Steps(visit, left) => format!("{}  {}", visit.name, left.join(", ")),
        Item::Unfiled(log) => log.words.replace('\n', " "),
        Item::Promise(promise) => [promise.name.as_str(), promise.text.as_str()].join("  ").trim().to_string(),
    }
}

/// What a part is called in JSON.
const fn section(part: Part) -> &'static str {
    match part {
        Part::NotLogged => "not_logged",
        Part::Unfiled => "unfiled",
        Part::Undated => "undated",
        Part::NoNext => "nothing_follows",
        Part::Steps => "steps_left_out",
        Part::Promises => "promises",
    }
}

fn object(close: &Close, kept: &KeptClose, text: &str, open: usize, last: &str) -> Json {
    let asked = close.all().into_iter().map(|(part, item)| {
        let left = kept.left.contains(&item.id());
        json!({"id": item.id(), "section": section(part), "text": said(&item), "left": left})
    });
    json!({
        "day": close.day.to_string(),
        "closed": kept.closed.map(|at| at.to_string()),
        "open": open,
        "asked": asked.collect::<Vec<_>>(),
        "report": report_value(&close.report, text),
        "waiting": close.sync.waiting,
        "up": close.sent.up,
        "down": close.sent.down,
        "same": close.sent.same,
        "last_line": last,
    })
}

fn report_value(told: &Report, text: &str) -> Json {
    serde_json::from_str(&report::json(told, text)).unwrap_or_default()
}

/// `rounds report day|week`.
pub fn report(book: &Book, args: &ReportArgs) -> Result<()> {
    let now = book.clock.now();
    let words = args.when.join(" ");
    let day = if words.is_empty() { now.today() } else { slot::past(book, &words)? };
    let (from, to) = match args.of {
        ReportOf::Day => (day, day),
        ReportOf::Week => week(day),
    };
    let reader = book.reader()?;
    let Answer::Report(told) = answer(book, &reader, &Ask::Report(from, to))? else { return Ok(()) };
    let forms = &book.settings.report;
    let text = match args.of {
        ReportOf::Day => book.words.report(&told, &forms.day, &now),
        ReportOf::Week => book.words.report(&told, &forms.week, &now),
    };
    if args.json {
        return output::unpiped(output::json_value(&report_value(&told, &text)));
    }
    let out = if args.md { report::markdown(&text) } else { format!("{text}\n") };
    output::unpiped(std::io::Write::write_all(&mut std::io::stdout().lock(), out.as_bytes()))
}

/// The week in which a day lies, Monday first.
fn week(day: NaiveDate) -> (NaiveDate, NaiveDate) {
    let back = Days::new(u64::from(day.weekday().num_days_from_monday()));
    let monday = day.checked_sub_days(back).unwrap_or(day);
    (monday, monday.checked_add_days(Days::new(6)).unwrap_or(day))
}
