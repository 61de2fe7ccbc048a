//! How results are printed: JSON, CSV, or aligned lines for people.

use std::fmt;
use std::io::{self, BufWriter, IsTerminal, Write};

use serde::Serialize;
use serde_json::{Map, Value as Json};

use super::args::OutputArgs;
use crate::base::clock::Now;
use crate::base::id::Id;
use crate::base::width;
use crate::domain::ask::RecordView;
use crate::domain::entry;
use crate::i18n::Words;
use crate::interop::{csv_out, record_out};
use crate::runtime::terminal;
use crate::schema::{Entity, Field, Kind, Value};

/// Bytes that go out at once.
const PIECE: usize = 64 * 1024;

/// Says a line on standard output. Whoever closed the pipe has seen enough: no failure.
pub fn say(words: impl fmt::Display) -> anyhow::Result<()> {
    unpiped(writeln!(io::stdout().lock(), "{words}"))
}

/// Says a line beside the result, on standard error, in one piece: standard error is not buffered. Where nobody listens nothing is lost.
pub fn aside(words: impl fmt::Display) {
    let _ = io::stderr().lock().write_all(format!("{words}\n").as_bytes());
}

/// In lines that break between words where a terminal would break within one; as it is where nobody sits at one.
pub fn fitting(words: &str) -> String {
    if !io::stderr().is_terminal() {
        return words.to_owned();
    }
    terminal::width().map_or_else(|| words.to_owned(), |columns| width::wrap(words, columns).join("\n"))
}

/// Whoever closed the pipe has seen enough: no failure.
pub fn unpiped(outcome: io::Result<()>) -> anyhow::Result<()> {
    match outcome {
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(()),
        other => Ok(other?),
    }
}

/// Writes to standard output, which sends each line by itself, in large pieces: whoever reads it would wake up for each.
fn printed(write: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> io::Result<()> {
    let mut out = BufWriter::with_capacity(PIECE, io::stdout().lock());
    write(&mut out)?;
    out.flush()
}

/// Prints records of one entity.
pub fn records(entity: &Entity, views: &[RecordView], how: OutputArgs, now: &Now, words: &Words) -> io::Result<()> {
    if how.json {
        let objects = views.iter().map(|view| record_out::object(entity, view.record, &view.values)).collect();
        return json(objects);
    }
    if how.csv {
        let rows = views.iter().map(|view| record_out::cells(entity, view.record, &view.values, now));
        return printed(|out| csv_out::write(out, &record_out::headings(entity), rows, csv_out::Mark::None));
    }
    let columns = entity.list();
    let mut rows = vec![columns.iter().map(|(field, _)| words.field(entity, field).to_owned()).collect::<Vec<_>>()];
    for view in views {
        let cell = |field: &Field| said(entity, field, view, now, words).replace('\n', " ");
        rows.push(columns.iter().map(|(field, _)| cell(field)).collect());
    }
    let ids: Vec<String> =
        std::iter::once("id".to_string()).chain(views.iter().map(|view| view.record.to_string())).collect();
    lines(
        rows.into_iter()
            .zip(ids)
            .map(|(mut row, id)| {
                row.insert(0, id);
                row
            })
            .collect(),
    )
}

/// A field of a record for people: choices in their words, records by their names.
pub fn said(entity: &Entity, field: &Field, view: &RecordView, now: &Now, words: &Words) -> String {
    let value = view.values.iter().find(|(of, _)| *of == field.number).map_or(&Value::Null, |(_, value)| value);
    let name =
        |id: &Id| view.names.iter().find(|(of, _)| of == id).map_or_else(|| id.to_string(), |(_, name)| name.clone());
    match (field.kind, value) {
        (_, Value::Id(id)) => name(id),
        (Kind::Refs, Value::Set(ids)) => {
            let names = ids.iter().map(|id| id.parse().map_or_else(|_| id.clone(), |id| name(&id)));
            names.collect::<Vec<_>>().join("; ")
        }
        (Kind::Choice(_), Value::Text(word)) => words.choice(entity.name, field.name, word).to_owned(),
        (_, value) => entry::text(field, value, now),
    }
}

/// Prints an array of objects.
pub fn json(objects: Vec<Map<String, Json>>) -> io::Result<()> {
    printed(|out| pretty(out, &objects))
}

/// Prints one JSON value.
pub fn json_value(value: &Json) -> io::Result<()> {
    printed(|out| pretty(out, value))
}

fn pretty(out: &mut dyn Write, value: &impl Serialize) -> io::Result<()> {
    serde_json::to_writer_pretty(&mut *out, value).map_err(io::Error::from)?;
    writeln!(out)
}

/// Prints objects as CSV, under these headings even where there is none; a key that is not among them stands behind them.
pub fn csv(headings: &[&str], objects: &[Map<String, Json>]) -> io::Result<()> {
    let mut headings: Vec<&str> = headings.to_vec();
    for key in objects.iter().flat_map(Map::keys) {
        if !headings.contains(&key.as_str()) {
            headings.push(key);
        }
    }
    let rows = objects.iter().map(|object| {
        headings.iter().map(|heading| match object.get(*heading) {
            None | Some(Json::Null) => String::new(),
            Some(Json::String(text)) => text.clone(),
            Some(Json::Array(list)) => list.iter().map(cell).collect::<Vec<_>>().join("; "),
            Some(other) => other.to_string(),
        })
    });
    printed(|out| csv_out::write(out, &headings, rows, csv_out::Mark::None))
}

/// One of several in a cell: an object as its names and values.
fn cell(item: &Json) -> String {
    match item {
        Json::String(text) => text.clone(),
        Json::Object(fields) => {
            fields.iter().map(|(name, value)| format!("{name}: {}", cell(value))).collect::<Vec<_>>().join(", ")
        }
        other => other.to_string(),
    }
}

/// Prints rows with their columns aligned by cells; no column is wider than 48, the last as wide as the terminal.
pub fn lines(rows: Vec<Vec<String>>) -> io::Result<()> {
    let room = terminal::width();
    printed(|out| {
        // On a terminal a line stays one; a pipe gets it whole.
        let cut = |line: &str| room.map_or(line.to_owned(), |room| width::cut(line, room).into());
        aligned(&rows).iter().try_for_each(|line| writeln!(out, "{}", cut(line)))
    })
}

/// Rows as lines, their columns under each other. A row of one cell is a heading: it stands in no column.
pub fn aligned(rows: &[Vec<String>]) -> Vec<String> {
    let columns = rows.iter().map(Vec::len).max().unwrap_or(0);
    let width_of = |at: usize| {
        let cells = rows.iter().filter(|row| row.len() > 1).filter_map(|row| row.get(at));
        cells.map(|cell: &String| width::cells(cell)).max().unwrap_or(0).min(48)
    };
    let widths: Vec<usize> = (0..columns).map(width_of).collect();
    let line = |row: &Vec<String>| {
        let mut line = String::new();
        for (at, cell) in row.iter().enumerate() {
            // A control character in a record must not reach the terminal.
            let cell = width::one_line(cell);
            if at + 1 == row.len() {
                line.push_str(&cell);
            } else {
                line.push_str(&width::fit(&cell, widths.get(at).copied().unwrap_or_default()));
                line.push_str("  ");
            }
        }
        line.trim_end().to_owned()
    };
    rows.iter().map(line).collect()
}
