//! `rounds import FILE`: look ahead, ask where values would be replaced, and import as one act.
//!
//! Always: the preview is shown before anything is changed; without `--yes` or `--keep` nothing that is there is
//! replaced.

pub mod show;

use std::collections::BTreeMap;
use std::fs::File;
use std::io::{self, Write};
use std::path::Path;

use anyhow::Result;

use crate::cli::args::ImportArgs;
use crate::cli::book::Book;
use crate::cli::exit::{Exit, Stop};
use crate::cli::output;
use crate::domain::deed::{Deed, Refusal};
use crate::domain::failure::Failure;
use crate::domain::import::{Choices, Decision, LookAlikes, Looked, NoDecision};
use crate::runtime::clock;
use crate::runtime::errands::import::{Desk, NoImport, Request, look};
use crate::runtime::errands::import_report;
use crate::runtime::terminal;
use crate::store::StoreError;

/// `rounds import`.
pub fn run(book: &Book, args: &ImportArgs) -> Result<()> {
    let mut writer = book.writer()?;
    let now = book.clock.now();
    let request = Request {
        path: args.file.clone(),
        sheet: args.sheet.clone(),
        map: args.map.clone().unwrap_or_default(),
        mapping: None,
        choices: Choices {
            overwrite: !args.keep,
            look_alikes: match (args.leave_look_alikes, args.join_look_alikes) {
                (true, _) => LookAlikes::Leave,
                (_, true) => LookAlikes::Join,
                _ => LookAlikes::Take,
            },
            each: decisions(book, args.decide.as_deref().unwrap_or_default())?,
        },
    };
    let looked = {
        let me = writer.me().map_err(|error| book.trouble(&error))?;
        let cadences = book.settings.cadences;
        let mut desk = Desk {
            ask: &mut |ask| writer.answer(ask, &now),
            me,
            cycle: &|grade| cadences.of_grade(grade).into(),
            now: &now,
            ids: &mut clock::id_source()?,
        };
        look(&request, &mut desk).map_err(|error| refused(book, &error))?
    };
    let preview = &looked.plan.preview;
    let names = looked.names_customers();
    let asks = !preview.overwrites.is_empty() && !args.yes;
    let goes = names && !asks && !args.dry_run;
    if !args.json {
        let lines = show::lines(&looked.name, &looked.source, preview, names, &book.words);
        let lines =
            terminal::width().map_or_else(|| lines.clone(), |room| show::fitted(&lines, show::table(preview), room));
        output::unpiped(print(&lines))?;
    }
    if let Some(path) = &args.report {
        report(book, path, &args.file, &looked)?;
    }
    if goes && !looked.plan.act.is_empty() {
        let plan = &looked.plan;
        // Reading takes its time, and a window or a sync may have written meanwhile: what was not seen is not overwritten.
        writer
            .perform(&Deed::Whole(plan.act.clone(), plan.saw.clone(), plan.said.clone()), &now)
            .map_err(|error| not_done(book, &error))?;
    }
    if args.json {
        output::unpiped(output::json_value(&show::json(preview, goes).into()))?;
    }
    let counts = &preview.counts;
    if !names {
        // A column of words is the better guess than one of numbers.
        let words = |sample: &String| sample.chars().any(char::is_alphabetic);
        let column = preview.columns.iter().find(|view| view.samples.iter().any(words)).or(preview.columns.first());
        let column = column.map_or("1", |view| view.column.heading.as_str());
        let column = if column.is_empty() { "1" } else { column };
        return Err(Stop::with(Exit::NeedsPerson, book.words.with("import-no-name", &[("column", column.into())])));
    }
    if asks && !args.dry_run {
        let count = preview.overwrites.len().into();
        return Err(Stop::with(Exit::NeedsPerson, book.words.with("import-asks", &[("count", count)])));
    }
    if args.json {
        return Ok(());
    }
    let last = if args.dry_run {
        book.words.get("import-dry").to_owned()
    } else if looked.plan.act.is_empty() {
        book.words.with(preview.nothing_new(), &[("count", counts.customers.into())])
    } else {
        let arguments =
            [("name", (&looked.name).into()), ("new", counts.new.into()), ("updated", counts.updated.into())];
        book.words.with("import-done", &arguments)
    };
    let mut lines = vec![String::new(), last];
    if !args.dry_run && preview.unjoined() > 0 {
        lines.push(book.words.with("import-unjoined", &[("count", preview.unjoined().into())]));
    }
    output::unpiped(print(&lines))
}

/// What is decided for single customers, from the text itself or from a file that it names.
fn decisions(book: &Book, text: &str) -> Result<BTreeMap<u32, Decision>> {
    let text = match text.strip_prefix('@') {
        None => text.to_owned(),
        Some(name) => std::fs::read_to_string(name).map_err(|error| {
            let failure = Failure::by("error-import-open", &error).named(name);
            Stop::with(Exit::NotFound, book.words.failure(&failure))
        })?,
    };
    let mut choices = Choices::default();
    let wrong = |part: &str| book.words.with("error-import-decide", &[("text", part.into())]);
    choices.decide(&text).map_err(|NoDecision(part)| Stop::with(Exit::Usage, wrong(&part)))?;
    Ok(choices.each)
}

fn print(lines: &[String]) -> io::Result<()> {
    let mut out = io::stdout().lock();
    lines.iter().try_for_each(|line| writeln!(out, "{line}"))
}

fn report(book: &Book, path: &Path, source: &Path, looked: &Looked) -> Result<()> {
    let name = path.display().to_string();
    let same = |path: &Path| path.canonicalize().ok();
    if same(path).is_some_and(|there| same(source) == Some(there)) {
        return Err(Stop::with(
            Exit::Usage,
            book.words.with("error-import-report-source", &[("name", (&name).into())]),
        ));
    }
    let stop = |error: &io::Error| {
        Stop::with(Exit::Failed, book.words.failure(&Failure::by("error-import-open", error).named(&name)))
    };
    let file = File::create(path).map_err(|error| stop(&error))?;
    import_report::report(file, &looked.source, &looked.plan.preview, &book.words).map_err(|error| stop(&error))?;
    // Said beside the result, so that JSON stays JSON.
    output::aside(book.words.with("import-report-written", &[("file", (&name).into())]));
    Ok(())
}

fn not_done(book: &Book, error: &StoreError) -> anyhow::Error {
    match error {
        StoreError::Refused(Refusal::Changed { .. } | Refusal::Gone) => {
            Stop::with(Exit::Failed, book.words.get("import-meanwhile"))
        }
        error => book.trouble(error),
    }
}

fn refused(book: &Book, error: &NoImport) -> anyhow::Error {
    match error {
        NoImport::Store(error) => book.trouble(error),
        NoImport::Open { .. } => Stop::with(Exit::NotFound, error.said(&book.words)),
        NoImport::Map(_) => Stop::with(Exit::Usage, error.said(&book.words)),
        NoImport::Read { .. } => Stop::with(Exit::Failed, error.said(&book.words)),
    }
}
