//! The preview's rows: what can be chosen, the columns, and everything that is listed, in the order in which it matters.
//!
//! Always holds: nothing is left out; whoever scrolls sees every overwrite, look-alike and trouble.

use crate::base::width::cells;
use crate::domain::import::preview::{Becomes, Noted, Other, Preview};
use crate::domain::import::source::Source;
use crate::domain::import::{LookAlikes, Looked};
use crate::i18n::Words;
use crate::tui::message::LookAsk;

/// A row.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Row {
    /// Space.
    Gap,
    /// A heading.
    Head(String),
    /// Which sheet of a workbook.
    Sheet,
    /// Whether the file's values replace those that are there.
    Overwrite,
    /// Whether customers that look like others are taken.
    LookAlikes,
    /// A column, counted from 0, with what stands in its cells on the screen.
    Column(usize, [String; 3]),
    /// A customer that looks like another, with what becomes of it.
    Alike {
        /// Its line.
        line: u32,
        /// Which one it looks like.
        other: Other,
        /// What becomes of it.
        becomes: Becomes,
        /// The words.
        text: String,
    },
    /// Something listed; `true`: a row that is not taken.
    Line(String, bool),
}

impl Row {
    /// Whether the cursor can stand on it.
    pub fn is_row(&self) -> bool {
        !matches!(self, Row::Gap | Row::Head(_))
    }

    /// Whether both speak of one thing, whatever is said of it.
    pub fn is_of(&self, before: &Row) -> bool {
        match (self, before) {
            (Row::Alike { line, other, .. }, Row::Alike { line: was, other: who, .. }) => (line, other) == (was, who),
            (Row::Column(at, _), Row::Column(was, _)) => at == was,
            (row, before) => row == before,
        }
    }
}

/// All rows of a preview.
pub fn rows(looked: &Looked, ask: &LookAsk, words: &Words) -> Vec<Row> {
    let preview = &looked.plan.preview;
    let mut rows = Vec::new();
    if let Source::Table(table) = &looked.source
        && table.sheets.len() > 1
    {
        rows.push(Row::Sheet);
    }
    if !preview.overwrites.is_empty() || !ask.choices.overwrite {
        rows.push(Row::Overwrite);
    }
    if preview.look_alikes.iter().any(|one| !one.was_deleted()) || ask.choices.look_alikes != LookAlikes::Take {
        rows.push(Row::LookAlikes);
    }
    let columns = preview.columns.iter().enumerate().filter(|(_, view)| view.filled > 0 || view.column.chosen);
    let columns: Vec<Row> = columns
        .map(|(at, view)| {
            let samples: Vec<&str> = view.samples.iter().map(String::as_str).collect();
            Row::Column(at, [heading(looked, at), words.target(&view.column.target), samples.join(" | ")])
        })
        .collect();
    section(&mut rows, words.get("import-column").to_owned(), columns);
    if !looked.names_customers() {
        // Every row would be listed for the same reason, which is said once at the top.
        return rows;
    }
    let (refused, others): (Vec<&Noted>, Vec<&Noted>) =
        preview.troubles.iter().partition(|noted| noted.what.is_refusal());
    let told = |noted: &[&Noted], refused| -> Vec<Row> {
        noted.iter().map(|noted| line(noted.line, &words.noticed(&noted.what), refused, words)).collect()
    };
    let counted = |key: &str, count: usize| words.with(key, &[("count", count.into())]);
    section(&mut rows, counted("import-not-taken", refused.len()), told(&refused, true));
    let overwrites = preview.overwrites.iter();
    let overwrites: Vec<Row> = overwrites.map(|each| line(each.line, &words.overwrite(each), false, words)).collect();
    section(&mut rows, counted("import-overwrites", overwrites.len()), overwrites);
    let additions = preview.additions.iter();
    let additions: Vec<Row> = additions.map(|each| line(each.line, &words.addition(each), false, words)).collect();
    section(&mut rows, counted("import-additions", additions.len()), additions);
    let corrected = preview.corrected.iter();
    let corrected: Vec<Row> = corrected.map(|each| line(each.line, &words.corrected(each), false, words)).collect();
    section(&mut rows, counted("import-corrected", corrected.len()), corrected);
    for (key, deleted) in [("import-look-alikes", false), ("import-deleted", true)] {
        let alike: Vec<_> = preview.look_alikes.iter().filter(|alike| alike.was_deleted() == deleted).collect();
        let customers = Preview::customers(&alike);
        let alike = alike.into_iter().map(|alike| Row::Alike {
            line: alike.line,
            other: alike.other,
            becomes: alike.becomes,
            text: lined(alike.line, &words.look_alike(alike), words),
        });
        let alike: Vec<Row> = alike.collect();
        section(&mut rows, counted(key, customers), alike);
    }
    section(&mut rows, words.get("import-troubles").to_owned(), told(&others, false));
    rows
}

/// A column's heading, or its number.
pub fn heading(looked: &Looked, at: usize) -> String {
    match looked.plan.preview.columns.get(at) {
        Some(view) if !view.column.heading.is_empty() => view.column.heading.clone(),
        _ => format!("#{}", at + 1),
    }
}

/// How wide the first two parts of the columns' rows are.
pub fn widths(rows: &[Row]) -> [u16; 2] {
    [0, 1].map(|part| {
        let wide = rows.iter().filter_map(|row| match row {
            Row::Column(_, texts) => texts.get(part).map(|text| cells(text)),
            _ => None,
        });
        wide.max().unwrap_or(0).min(30) as u16 + 2
    })
}

fn section(rows: &mut Vec<Row>, head: String, mut lines: Vec<Row>) {
    if lines.is_empty() {
        return;
    }
    if !rows.is_empty() {
        rows.push(Row::Gap);
    }
    rows.push(Row::Head(head));
    rows.append(&mut lines);
}

fn line(line: u32, text: &str, refused: bool, words: &Words) -> Row {
    Row::Line(lined(line, text, words), refused)
}

fn lined(line: u32, text: &str, words: &Words) -> String {
    if line == 0 {
        return text.to_owned();
    }
    format!("{}  {text}", words.with("import-line", &[("line", line.into())]))
}
