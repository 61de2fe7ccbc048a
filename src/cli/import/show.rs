//! An import's preview as lines for a person, as JSON for a program, and as a CSV report of what was noticed.
//!
//! Always: the numbers come first and the questions last, so that the end of the screen says what to do. It must not
//! work anything out; the preview has it all.

use crate::base::width;
use crate::domain::import::Target;
use crate::domain::import::preview::{Counts, LookAlike, Noted, Other, Preview};
use crate::domain::import::source::{Source, Table, TableKind};
use crate::i18n::Words;
use crate::interop::csv_out::{self, Mark};
use serde_json::{Map, Value as Json, json};
use std::io::{self, Write};

/// How many lines of a list are shown; the report and JSON have all.
const SHOWN: usize = 12;

/// The preview as lines; `named` says whether any column names the customers.
pub fn lines(name: &str, source: &Source, preview: &Preview, named: bool, words: &Words) -> Vec<String> {
    let mut lines = vec![heading(name, source, words), String::new()];
    columns(&mut lines, preview, words);
    if !named {
        // Every row would be listed for the same reason, which is said below once.
        return lines;
    }
    counts(&mut lines, &preview.counts, words);
    let overwrites = preview.overwrites.iter().map(|overwrite| at(overwrite.line, &words.overwrite(overwrite), words));
    list(&mut lines, "import-overwrites", overwrites.collect(), words);
    // The likeliest of each customer; the report and JSON name the others too.
    let mut firsts: Vec<&LookAlike> = preview.look_alikes.iter().collect();
    firsts.dedup_by_key(|alike| alike.line);
    let alike = firsts.into_iter().map(|alike| at(alike.line, &words.look_alike(alike), words));
    list(&mut lines, "import-look-alikes", alike.collect(), words);
    let (refused, others): (Vec<&Noted>, Vec<&Noted>) =
        preview.troubles.iter().partition(|noted| noted.what.is_refusal());
    let told =
        |noted: &[&Noted]| noted.iter().map(|noted| at(noted.line, &words.noticed(&noted.what), words)).collect();
    list(&mut lines, "import-not-taken", told(&refused), words);
    list(&mut lines, "import-troubles", told(&others), words);
    lines
}

fn heading(name: &str, source: &Source, words: &Words) -> String {
    match source {
        Source::Table(table) => {
            let how = how(table).join(", ");
            words.with(
                "import-file",
                &[("name", name.into()), ("rows", table.rows.len().into()), ("how", (&how).into())],
            )
        }
        Source::Cards(cards) => {
            words.with("import-cards-file", &[("name", name.into()), ("rows", cards.cards.len().into())])
        }
    }
}

/// The format in the world's own names for it.
fn how(table: &Table) -> Vec<String> {
    let kind = match table.kind {
        TableKind::Delimited { delimiter: ',' } => "CSV".to_owned(),
        TableKind::Delimited { delimiter: '\t' } => "TSV".to_owned(),
        TableKind::Delimited { delimiter } => format!("CSV {delimiter}"),
        TableKind::Xlsx => "XLSX".to_owned(),
        TableKind::Xls => "XLS".to_owned(),
        TableKind::Ods => "ODS".to_owned(),
    };
    let sheet = table.sheet.and_then(|sheet| table.sheets.get(sheet)).cloned();
    [Some(kind), sheet, table.encoding.map(str::to_owned)].into_iter().flatten().collect()
}

fn columns(lines: &mut Vec<String>, preview: &Preview, words: &Words) {
    if preview.columns.is_empty() {
        return;
    }
    let shown = preview.columns.iter().enumerate().filter(|(_, view)| view.filled > 0 || view.column.chosen);
    let mut rows = vec![["import-column", "import-becomes", "import-examples"].map(|key| words.get(key).to_owned())];
    for (index, view) in shown {
        let name = if view.column.heading.is_empty() { format!("#{}", index + 1) } else { view.column.heading.clone() };
        let samples: Vec<String> = view.samples.iter().map(|sample| short(sample, 24)).collect();
        rows.push([name, words.target(&view.column.target), samples.join(" | ")]);
    }
    let wide = |at: usize| rows.iter().map(|row| width::cells(&row[at])).max().unwrap_or(0).min(40);
    let widths = [wide(0), wide(1)];
    for [name, target, samples] in rows {
        let line = format!("{}  {}  {samples}", width::fit(&name, widths[0]), width::fit(&target, widths[1]));
        lines.push(line.trim_end().to_owned());
    }
    lines.push(String::new());
}

fn counts(lines: &mut Vec<String>, counts: &Counts, words: &Words) {
    lines.push(words.with(
        "import-counts",
        &[
            ("customers", counts.customers.into()),
            ("new", counts.new.into()),
            ("updated", counts.updated.into()),
            ("unchanged", counts.unchanged.into()),
        ],
    ));
    if counts.contacts_new + counts.contacts_updated > 0 {
        let arguments = [("new", counts.contacts_new.into()), ("updated", counts.contacts_updated.into())];
        lines.push(words.with("import-counts-contacts", &arguments));
    }
    if counts.visits + counts.follow_ups > 0 {
        let arguments = [("visits", counts.visits.into()), ("follow_ups", counts.follow_ups.into())];
        lines.push(words.with("import-counts-history", &arguments));
    }
}

fn list(lines: &mut Vec<String>, title: &str, entries: Vec<String>, words: &Words) {
    if entries.is_empty() {
        return;
    }
    let count = entries.len();
    lines.push(String::new());
    lines.push(words.with(title, &[("count", count.into())]));
    lines.extend(entries.into_iter().take(SHOWN).map(|entry| format!("  {entry}")));
    if count > SHOWN {
        lines.push(format!("  {}", words.with("import-more", &[("count", (count - SHOWN).into())])));
    }
}

fn at(line: u32, text: &str, words: &Words) -> String {
    let text = short(text, 160);
    if line == 0 {
        return text;
    }
    format!("{}  {text}", words.with("import-line", &[("line", line.into())]))
}

fn short(text: &str, cells: usize) -> String {
    let one_line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    if width::cells(&one_line) <= cells { one_line } else { width::fit(&one_line, cells).trim_end().to_owned() }
}

/// The preview as one JSON object. Keys and kinds are the same in every language.
pub fn json(preview: &Preview, done: bool) -> Map<String, Json> {
    let counts = &preview.counts;
    let columns = preview.columns.iter().map(|view| {
        let why = if let Target::LeftOut(why) = view.column.target { Some(why.words()) } else { None };
        json!({
            "column": view.column.heading, "target": view.column.target.to_string(), "why": why,
            "filled": view.filled, "samples": view.samples,
        })
    });
    let overwrites = preview.overwrites.iter().map(|overwrite| {
        let entity = crate::schema::entity(overwrite.entity);
        let field = entity.and_then(|entity| entity.by_number(overwrite.field)).map(|field| field.name);
        json!({
            "line": overwrite.line, "entity": entity.map(|entity| entity.name), "id": overwrite.record,
            "name": overwrite.name, "field": field, "old": overwrite.old, "new": overwrite.new,
        })
    });
    let alike = preview.look_alikes.iter().map(|alike| {
        let (id, line) = match alike.other {
            Other::Known(id) => (Some(id), None),
            Other::InFile(line) => (None, Some(line)),
        };
        json!({
            "line": alike.line, "name": alike.name, "other_id": id, "other_line": line,
            "other_name": alike.other_name, "other_place": alike.other_place, "shared": alike.shared.words(),
        })
    });
    let english = Words::new(crate::base::lang::Lang::En);
    let troubles = preview.troubles.iter().map(|noted| {
        json!({
            "line": noted.line, "kind": noted.what.words(), "taken": !noted.what.is_refusal(),
            "text": english.noticed(&noted.what),
        })
    });
    let mut object = Map::new();
    object.insert("imported".into(), done.into());
    object.insert(
        "counts".into(),
        json!({
            "rows": counts.rows, "not_taken": counts.not_taken, "customers": counts.customers, "new": counts.new,
            "updated": counts.updated, "unchanged": counts.unchanged, "contacts_new": counts.contacts_new,
            "contacts_updated": counts.contacts_updated, "visits": counts.visits, "follow_ups": counts.follow_ups,
        }),
    );
    object.insert("columns".into(), columns.collect());
    object.insert("overwrites".into(), overwrites.collect());
    object.insert("look_alikes".into(), alike.collect());
    object.insert("troubles".into(), troubles.collect());
    object
}

/// Every row not taken and everything noticed, with line and reason, as CSV for a spreadsheet. Each row of a table comes
/// with its cells, so that it can be mended and imported again.
pub fn report<W: Write>(out: W, source: &Source, preview: &Preview, words: &Words) -> io::Result<()> {
    let (header, rows): (Vec<String>, Vec<(u32, Vec<String>)>) = match source {
        Source::Table(table) => {
            (table.header.clone(), table.rows.iter().map(|row| (row.line, row.cells.clone())).collect())
        }
        Source::Cards(_) => (Vec::new(), Vec::new()),
    };
    let mut headings = vec!["line", "taken", "reason"];
    headings.extend(header.iter().map(String::as_str));
    let cells = |line: u32| {
        let found = rows.binary_search_by_key(&line, |(line, _)| *line).ok().and_then(|at| rows.get(at));
        found.map(|(_, cells)| cells.clone()).unwrap_or_default()
    };
    let alike = preview.look_alikes.iter().map(|alike| (alike.line, true, words.look_alike(alike)));
    let noted = preview.troubles.iter().map(|noted| (noted.line, !noted.what.is_refusal(), words.noticed(&noted.what)));
    let mut told: Vec<(u32, bool, String)> = noted.chain(alike).collect();
    told.sort_by_key(|(line, taken, _)| (*taken, *line));
    let rows = told.into_iter().map(|(line, taken, reason)| {
        let mut row = vec![line.to_string(), if taken { "yes" } else { "no" }.to_owned(), reason];
        row.extend(cells(line));
        row
    });
    csv_out::write(out, &headings, rows, Mark::ForSpreadsheets)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::clock::Now;
    use crate::base::id::{Id, IdSource};
    use crate::base::lang::Lang;
    use crate::domain::import::{Book, Choices, Mapping, Setting, plan};
    use crate::interop;

    const LIST: &str =
        "客户名称,电话,人数,级别\n,0571-1234567,,\n杭州精工机械有限公司,0571-8263 5566,很多,A\n精工机械,,12,D\n";

    fn looked(text: &str) -> (Source, Preview) {
        let source = interop::read(text.as_bytes(), "list.csv", None).unwrap();
        let Source::Table(table) = &source else { panic!() };
        let mapping = Mapping::propose(table);
        let now = Now::parse("2026-11-24T10:42:00+08:00").unwrap();
        let setting = Setting {
            now: &now,
            me: Id::from_bytes([1; 16]),
            territory: Id::from_bytes([2; 16]),
            file: "list.csv",
            cycle: &|_| 14,
            is_there: &|_, _| false,
            choices: Choices::default(),
        };
        let preview = plan(&source, &mapping, &Book::default(), &setting, &mut IdSource::seeded(1)).preview;
        (source, preview)
    }

    #[test]
    fn a_preview_in_each_language() {
        let (source, preview) = looked(LIST);
        let all: Vec<String> = Lang::ALL
            .into_iter()
            .map(|lang| lines("list.csv", &source, &preview, true, &Words::new(lang)).join("\n"))
            .collect();
        insta::assert_snapshot!(all.join("\n\n----\n\n"));
    }

    #[test]
    fn a_report_can_be_mended_and_imported_again() {
        let (source, preview) = looked(LIST);
        let mut out = Vec::new();
        report(&mut out, &source, &preview, &Words::new(Lang::En)).unwrap();
        let Ok(Source::Table(table)) = interop::read(&out, "report.csv", None) else { panic!() };
        assert_eq!(table.header, ["line", "taken", "reason", "客户名称", "电话", "人数", "级别"]);
        assert_eq!(table.rows[0].cells, ["2", "no", "not taken: no customer is named", "", "0571-1234567", "", ""]);
        let taken: Vec<_> = table.rows.iter().map(|row| row.cells[1].as_str()).collect();
        assert_eq!(taken, ["no", "yes", "yes", "yes"]);
    }

    #[test]
    fn json_has_all_of_it() {
        let (_, preview) = looked(LIST);
        let object = Json::Object(json(&preview, false));
        assert_eq!(object["counts"]["new"], 2);
        assert_eq!(object["columns"][0]["target"], "account.name");
        assert_eq!(object["look_alikes"][0]["other_line"], 3);
        assert_eq!(object["troubles"][0]["kind"], "trouble-no-name");
    }
}
