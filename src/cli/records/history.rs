//! `rounds history`: who set which field of a record when, from which laptop, what became of it; bringing values and acts back.

use anyhow::Result;
use serde_json::{Map, Value as Json, json};

use super::{resolve, undo};
use crate::base::clock::Moment;
use crate::base::id::Id;
use crate::base::when::{self, Context, Hint, When};
use crate::cli::args::HistoryArgs;
use crate::cli::book::Book;
use crate::cli::exit::{Exit, Stop};
use crate::cli::output;
use crate::cli::records::{answer, perform, view};
use crate::client::past;
use crate::domain::act::UndoKind;
use crate::domain::ask::{Answer, Ask, Fate, HistoryLine, RecordView};
use crate::domain::entry;
use crate::domain::history::{Fields, at as as_of, bring_back, joined, was_there};
use crate::interop::record_out;
use crate::schema::{Entity, Value};

/// The headings, in JSON and in CSV.
const HEADINGS: [&str; 11] =
    ["n", "at", "by", "device", "field", "element", "before", "after", "fate", "act", "turned"];

/// `rounds history`.
pub fn run(book: &Book, args: &HistoryArgs) -> Result<()> {
    let entity = resolve::entity(book, &args.entity)?;
    let record = resolve::record(book, &book.reader()?, entity, &args.record)?;
    let (lines, silent) = lines(book, entity, record, args.offline)?;
    if let Some(number) = args.bring_back {
        let line = nth(book, &lines, number)?;
        let now = fields(&view(book, &book.reader()?, entity, record)?);
        let deed = bring_back(entity, record, &now, line)
            .ok_or_else(|| Stop::with(Exit::Usage, book.words.get("history-no-value")))?;
        perform(book, &mut book.writer()?, &deed)?;
        return Ok(());
    }
    if let Some(number) = args.take_back {
        let act = nth(book, &lines, number)?.act;
        return undo::act(book, act, args.output);
    }
    let objects: Vec<Map<String, Json>> =
        lines.iter().enumerate().map(|(at, line)| object(book, entity, at + 1, line)).collect();
    if args.output.json {
        return output::unpiped(output::json(objects));
    }
    if args.output.csv {
        return output::unpiped(output::csv(&HEADINGS, &objects));
    }
    let rows = lines.iter().enumerate().map(|(at, line)| row(book, entity, at + 1, line));
    output::unpiped(output::lines(rows.collect()))?;
    if lines.is_empty() {
        output::say(book.words.get("history-none"))?;
    }
    if silent {
        output::aside(book.words.get("history-silent"));
    }
    Ok(())
}

/// What this laptop saw, and what the server knows; whether the server could not be asked.
fn lines(book: &Book, entity: &Entity, record: Id, offline: bool) -> Result<(Vec<HistoryLine>, bool)> {
    let ask = Ask::History { entity: entity.number, record };
    let Answer::History(here) = answer(book, &book.reader()?, &ask)? else { return Ok((Vec::new(), false)) };
    if offline {
        return Ok((here, false));
    }
    Ok(match past(&book.writer()?, entity.number, record) {
        Ok(Some(there)) => (joined(here, there), false),
        Ok(None) => (here, false),
        Err(_) => (here, true),
    })
}

/// A record's fields as they were at a moment; `None`: it was not there yet.
pub fn at(book: &Book, entity: &'static Entity, mut now: RecordView, said: &str) -> Result<Option<RecordView>> {
    let at = moment(book, said)?;
    let (lines, silent) = lines(book, entity, now.record, false)?;
    if silent {
        output::aside(book.words.get("history-silent"));
    }
    if !was_there(&lines, at) {
        return Ok(None);
    }
    now.values = as_of(entity, &fields(&now), &lines, at).into_iter().collect();
    now.names.extend(lines.into_iter().flat_map(|line| line.names));
    Ok(Some(now))
}

/// A day alone is meant to its end.
fn moment(book: &Book, said: &str) -> Result<Moment> {
    let now = book.clock.now();
    let context = Context::at(&now, Hint::Past, book.words.lang());
    let when = when::parse(said, &context).map(|said| said.when);
    let at = match when {
        Some(When::At(at) | When::Hours { start: at, .. }) => Some(at),
        Some(when) => when.due_day().map(|day| day.and_time(chrono::NaiveTime::MIN) + chrono::Days::new(1)),
        None => None,
    };
    let at = at.ok_or_else(|| Stop::with(Exit::Usage, book.words.with("cli-no-date", &[("what", said.into())])))?;
    Ok(now.zone.moment(at))
}

fn fields(view: &RecordView) -> Fields {
    view.values.iter().filter(|(_, value)| !value.is_null()).cloned().collect()
}

fn nth<'l>(book: &Book, lines: &'l [HistoryLine], number: usize) -> Result<&'l HistoryLine> {
    let found = number.checked_sub(1).and_then(|at| lines.get(at));
    found.ok_or_else(|| Stop::with(Exit::NotFound, book.words.with("cli-not-found", &[("what", number.into())])))
}

fn fate(fate: Fate) -> &'static str {
    match fate {
        Fate::Taken => "taken",
        Fate::Waiting => "waiting",
        Fate::Lost => "lost",
        Fate::Replaced => "replaced",
        Fate::Held => "held",
        Fate::Parked => "parked",
    }
}

fn text(book: &Book, entity: &Entity, line: &HistoryLine, value: &Value) -> String {
    let name = |id: Id| line.names.iter().find(|(of, _)| *of == id).map(|(_, name)| name.clone());
    match (value, entity.by_number(line.field)) {
        (Value::Null, _) => book.words.get("history-empty").to_string(),
        (Value::Id(id), _) => name(*id).unwrap_or_else(|| id.to_string()),
        (value, Some(field)) if line.element.is_empty() => entry::text(field, value, &book.clock.now()),
        _ => line.element.parse().ok().and_then(name).unwrap_or_else(|| line.element.clone()),
    }
}

fn row(book: &Book, entity: &'static Entity, number: usize, line: &HistoryLine) -> Vec<String> {
    let words = &book.words;
    let what = match entity.by_number(line.field) {
        Some(field) => {
            let (before, after) = (text(book, entity, line, &line.before), text(book, entity, line, &line.after));
            format!("{}  {before} → {after}", words.field(entity, field))
        }
        None if line.after.is_null() => words.get("history-deleted").to_string(),
        None => words.get("history-created").to_string(),
    };
    let fate = match line.fate {
        Fate::Taken => "",
        Fate::Waiting => words.get("history-waiting"),
        Fate::Lost => words.get("history-lost"),
        Fate::Replaced => words.get("history-replaced"),
        Fate::Held => words.get("history-held"),
        Fate::Parked => words.get("history-parked"),
    };
    // What a rule made on another laptop, and came with a snapshot, was at a time that nobody knows.
    let known = line.at != Moment::default();
    let at = if known { words.moment(line.at, &book.clock.now()) } else { String::new() };
    let undone = line.undo.map(|how| words.undo_kind(how));
    let became = undone.into_iter().chain([fate]).filter(|said| !said.is_empty()).collect::<Vec<_>>();
    let became = became.join(words.get("list-comma"));
    vec![number.to_string(), at, words.by(&line.by).to_string(), line.device.clone(), what, became]
}

fn object(book: &Book, entity: &'static Entity, number: usize, line: &HistoryLine) -> Map<String, Json> {
    let field = entity.by_number(line.field);
    let value = |value: &Value| match field {
        Some(field) if line.element.is_empty() => record_out::json(field, value),
        _ => json!(!value.is_null()),
    };
    let values = [
        json!(number),
        json!(Some(line.at).filter(|at| *at != Moment::default()).map(|at| at.to_string())),
        json!(book.words.by(&line.by)),
        json!(line.device),
        json!(field.map(|field| field.name)),
        json!(line.element),
        value(&line.before),
        value(&line.after),
        json!(fate(line.fate)),
        json!(line.act),
        json!(line.undo.map(|how| match how {
            UndoKind::Undo => "took_back",
            UndoKind::Redo => "did_again",
        })),
    ];
    HEADINGS.into_iter().map(str::to_owned).zip(values).collect()
}
