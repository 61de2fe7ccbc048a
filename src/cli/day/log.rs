//! `rounds log`: a line becomes a visit or a touch; `-` takes one a line from standard input; without words the line opens in the terminal.
//!
//! Always holds: a line is never refused for its customer: where none is certain it is kept as unfiled, and said so.

mod asking;
mod explained;

use std::io::{self, BufRead};

use anyhow::Result;
use serde_json::{Map, Value as Json};

use self::asking::Asking;
use self::explained::{explain, explanation};
use crate::cli::args::LogArgs;
use crate::cli::book::{Book, ended};
use crate::cli::exit::{Exit, Stop};
use crate::cli::records::resolve;
use crate::cli::records::view;
use crate::cli::{output, screen};
use crate::domain::act::Committed;
use crate::domain::deed::{Deed, Whose};
use crate::domain::log_line::{Customer, Keep, Parsed, Shut, Understood};
use crate::interop::record_out;
use crate::schema::{FOLLOW_UP, TOUCH, VISIT, entity};
use crate::store::Reader;

/// So many customers are looked at for each beginning of the line, and named where several fit.
const MOST: usize = 6;
/// No line is longer; a pasted book is no log.
const LONGEST: usize = 16 * 1024;

/// `rounds log`.
pub fn run(book: Book, args: &LogArgs) -> Result<()> {
    let line = args.words.join(" ");
    if line == "-" {
        return several(&book, args);
    }
    if line.trim().is_empty() {
        return if args.words.is_empty() && !args.explain {
            screen::run(book, screen::Opening { first: Some("log"), ..screen::Opening::default() })
        } else {
            Err(Stop::with(Exit::Usage, book.words.get("log-empty")))
        };
    }
    let mut asking = Asking::new(&book)?;
    if args.explain {
        let parsed = asking.read(&line)?;
        return explain(&book, &line, &parsed, args.output.json);
    }
    let mut writer = book.writer()?;
    let kept = asking.keep(&mut writer, &line, Asked::of(args))?;
    drop(writer);
    let quiet = args.output.json || args.output.csv;
    say(&book, &kept, quiet)?;
    if quiet { print(&book, &asking.reader, &[kept], args) } else { Ok(()) }
}

/// Keeps one line, and says what was understood.
pub fn line(book: &Book, line: &str) -> Result<()> {
    let mut writer = book.writer()?;
    let kept = Asking::new(book)?.keep(&mut writer, line, Asked::Nothing)?;
    say(book, &kept, false)
}

/// One log a line. What cannot be kept is named with its line; the others are kept.
fn several(book: &Book, args: &LogArgs) -> Result<()> {
    let mut asking = Asking::new(book)?;
    let mut writer = if args.explain { None } else { Some(book.writer()?) };
    let (mut kept, mut explained) = (Vec::new(), Vec::new());
    let (mut unfiled, mut bad) = (0, 0u32);
    for (n, read) in io::stdin().lock().split(b'\n').enumerate() {
        let outcome = match String::from_utf8(read?) {
            Ok(line) if line.trim().is_empty() => continue,
            Ok(line) if line.len() > LONGEST => Err(Stop::with(Exit::Failed, book.words.get("trouble-too-long"))),
            Ok(line) => {
                let line = line.trim_start_matches('\u{feff}').trim();
                match &mut writer {
                    Some(writer) => asking.keep(writer, line, Asked::of(args)).map(Some),
                    None => asking.read(line).map(|parsed| {
                        explained.push(explanation(book, line, &parsed));
                        None
                    }),
                }
            }
            Err(_) => Err(Stop::with(Exit::Failed, book.words.get("log-bad-text"))),
        };
        match outcome {
            Ok(Some(one)) => {
                unfiled += usize::from(one.parsed.whose == Whose::Unfiled);
                if !args.output.json && !args.output.csv {
                    output::say(format_args!("{}  {}", saved(book, &one), one.line))?;
                    other_way(book, &one).into_iter().for_each(output::aside);
                }
                kept.push(one);
            }
            Ok(None) => {}
            Err(error) => {
                bad += 1;
                let why = ended(&book.words, &error);
                output::aside(book.words.with("log-bad-line", &[("n", (n + 1).into()), ("why", (&why).into())]));
            }
        }
    }
    drop(writer);
    if args.explain {
        output::unpiped(output::json(explained))?;
    } else if args.output.json || args.output.csv {
        print(book, &asking.reader, &kept, args)?;
    } else {
        output::say(book.words.with("log-kept-lines", &[("n", kept.len().into()), ("unfiled", unfiled.into())]))?;
    }
    // The lines are named above.
    if bad > 0 {
        Err(Stop::with(Exit::Failed, book.words.with("log-lines-left", &[("n", bad.into())])))
    } else {
        Ok(())
    }
}

/// As what a line is to be kept.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Asked {
    /// As it is read.
    Nothing,
    /// As a visit, also where it tells of nothing but one that came to nothing.
    Visit,
    /// As what it tells, where that is no visit made.
    Told,
}

impl Asked {
    const fn of(args: &LogArgs) -> Asked {
        match (args.as_visit, args.as_told) {
            (true, _) => Asked::Visit,
            (false, true) => Asked::Told,
            (false, false) => Asked::Nothing,
        }
    }
}

/// A line that was kept.
struct Kept {
    line: String,
    parsed: Parsed,
    committed: Committed,
    deed: Deed,
    asked: Asked,
}

/// What became of a line.
fn saved(book: &Book, kept: &Kept) -> String {
    match &kept.deed {
        Deed::Log(entry) => book.words.logged(&kept.committed.label, entry, &book.clock.now()),
        _ => book.words.label(&kept.committed.label),
    }
}

/// What to do where a line that tells of no visit made was kept as one, or the other way round.
fn other_way(book: &Book, kept: &Kept) -> Option<String> {
    let shut = |key, shut: &Shut| {
        let why = book.words.of("visit", "reason", shut.reason);
        book.words.with(key, &[("said", (&shut.words).into()), ("why", why.into())])
    };
    let nothing_asked = kept.asked == Asked::Nothing;
    if let Some(vain) = kept.parsed.in_vain() {
        return nothing_asked.then(|| shut("cli-log-vain", vain));
    }
    let other = kept.parsed.deed(&kept.line, None, &book.clock.now(), Keep::Otherwise).filter(|_| nothing_asked)?;
    Some(match (&kept.parsed.shut, &kept.parsed.to_come) {
        (Some(vain), _) => shut("cli-log-shut", vain),
        (None, to_come) => {
            let said = to_come.as_ref().map_or("", |to_come| to_come.words.as_str());
            let key = if matches!(other, Deed::Plan { .. }) { "cli-log-to-come-visit" } else { "cli-log-to-come" };
            book.words.with(key, &[("said", said.into())])
        }
    })
}

/// What was done: on standard error where standard output is data.
fn say(book: &Book, kept: &Kept, quiet: bool) -> Result<()> {
    let (now, parsed) = (book.clock.now(), &kept.parsed);
    let mut lines = vec![saved(book, kept)];
    // What a person would want to see again: when it was, what came of it, what is promised, who is new there, when one goes next.
    let shown = |what: &Understood| {
        matches!(
            what,
            Understood::Time { .. }
                | Understood::Outcome(_)
                | Understood::Reached(_)
                | Understood::Promise { .. }
                | Understood::Payment(_)
                | Understood::NewPerson(_)
                | Understood::Next { .. }
        )
    };
    let logged = matches!(kept.deed, Deed::Log(_));
    let chips = parsed.chips.iter().filter(|chip| logged && shown(&chip.what));
    lines.extend(chips.map(|chip| format!("  {}", book.words.understood(&chip.what, &now))));
    for line in lines {
        if quiet { output::aside(line) } else { output::say(line)? }
    }
    other_way(book, kept).into_iter().for_each(output::aside);
    if parsed.whose == Whose::Unfiled {
        match &parsed.customer {
            Customer::Several(hits, _) => {
                let several = if hits.len() == 1 { "log-whose-perhaps" } else { "log-whose-several" };
                output::aside(book.words.get(several));
                resolve::told_apart(hits).iter().for_each(|line| output::aside(format_args!("  {line}")));
            }
            _ => output::aside(book.words.get("log-whose-nobody")),
        }
    }
    Ok(())
}

/// What the lines became, as records: visits, touches, what is still to be done.
fn print(book: &Book, reader: &Reader, kept: &[Kept], args: &LogArgs) -> Result<()> {
    let mut objects: Vec<Map<String, Json>> = Vec::new();
    let of = [VISIT.number, TOUCH.number, FOLLOW_UP.number];
    for one in kept {
        let Some((number, record)) = one.committed.about else { continue };
        let Some(entity) = entity(number).filter(|entity| of.contains(&entity.number)) else { continue };
        let view = view(book, reader, entity, record)?;
        objects.push(record_out::object(entity, record, &view.values));
    }
    if args.output.json {
        return output::unpiped(output::json(objects));
    }
    // A log is a visit or a touch: a table has the columns of both, whatever came of the lines.
    let mut headings = record_out::headings(&VISIT);
    let of_touch = record_out::headings(&TOUCH).into_iter().filter(|name| !headings.contains(name));
    let of_touch: Vec<&str> = of_touch.collect();
    headings.extend(of_touch);
    output::unpiped(output::csv(&headings, &objects))
}
