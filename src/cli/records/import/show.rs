//! An import's preview as lines for a person and as JSON for a program.
//!
//! Always: the numbers come first and the questions last, so that the end of the screen says what to do. It must not
//! work anything out; the preview has it all.

use crate::base::width;
use crate::domain::import::Target;
use crate::domain::import::preview::{Becomes, Counts, LookAlike, Noted, Other, Overwrite, Preview, What};
use crate::domain::import::source::{Source, TroubleKind};
use crate::i18n::Words;
use serde_json::{Map, Value as Json, json};

/// How many lines of a list are shown; the report and JSON have all.
const SHOWN: usize = 12;

/// The preview as lines; `named` says whether any column names the customers.
pub fn lines(name: &str, source: &Source, preview: &Preview, named: bool, words: &Words) -> Vec<String> {
    let mut lines = vec![words.import_source(name, source), String::new()];
    columns(&mut lines, preview, words);
    if !named {
        // Every row would be listed for the same reason, which is said below once.
        return lines;
    }
    counts(&mut lines, &preview.counts, words);
    let overwrites = preview.overwrites.iter().map(|overwrite| at(overwrite.line, &words.overwrite(overwrite), words));
    list(&mut lines, "import-overwrites", overwrites.collect(), words);
    let additions = preview.additions.iter().map(|addition| at(addition.line, &words.addition(addition), words));
    list(&mut lines, "import-additions", additions.collect(), words);
    let corrected = preview.corrected.iter().map(|corrected| at(corrected.line, &words.corrected(corrected), words));
    list(&mut lines, "import-corrected", corrected.collect(), words);
    // All that it may be, or the one that it is.
    let alike = preview.look_alikes.iter().filter(|one| one.becomes != Becomes::Another);
    let (deleted, others): (Vec<&LookAlike>, Vec<&LookAlike>) = alike.partition(|one| one.was_deleted());
    for (key, listed) in [("import-look-alikes", others), ("import-deleted", deleted)] {
        let customers = Preview::customers(&listed);
        let listed = listed.into_iter().map(|alike| at(alike.line, &words.look_alike_decided(alike), words));
        list_of(&mut lines, key, customers, listed.collect(), words);
    }
    if !preview.look_alikes.is_empty() {
        lines.push(format!("  {}", words.get("import-how-to-decide")));
    }
    let (refused, others): (Vec<&Noted>, Vec<&Noted>) =
        preview.troubles.iter().partition(|noted| noted.what.is_refusal());
    let told =
        |noted: &[&Noted]| noted.iter().map(|noted| at(noted.line, &words.noticed(&noted.what), words)).collect();
    list(&mut lines, "import-not-taken", told(&refused), words);
    list(&mut lines, "import-troubles", told(&others), words);
    if preview.troubles.iter().any(|noted| matches!(noted.what, What::Reading(TroubleKind::OtherSheet { .. }))) {
        lines.push(format!("  {}", words.get("import-how-to-choose-sheet")));
    }
    lines
}

/// The lines as they fit into so many cells: one of the table of columns is cut, any other goes on below.
pub fn fitted(lines: &[String], table: usize, room: usize) -> Vec<String> {
    let mut fitted = Vec::new();
    for (at, line) in lines.iter().enumerate() {
        if line.is_empty() || (1..table).contains(&at) {
            fitted.push(width::cut(line, room).into_owned());
            continue;
        }
        let blanks = line.len() - line.trim_start_matches(' ').len();
        let (first, others) = (" ".repeat(blanks), " ".repeat(blanks + 2));
        let parts = width::wrap(line.trim_start_matches(' '), room.saturating_sub(blanks + 2));
        fitted.extend(
            parts.iter().enumerate().map(|(at, part)| format!("{}{part}", if at == 0 { &first } else { &others })),
        );
    }
    fitted
}

/// Where the table of columns ends, among the lines of a preview.
pub fn table(preview: &Preview) -> usize {
    let shown = preview.columns.iter().filter(|view| view.filled > 0 || view.column.chosen).count();
    if preview.columns.is_empty() { 0 } else { shown + 3 }
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
    list_of(lines, title, entries.len(), entries, words);
}

/// A list under a title that counts something else than its lines.
fn list_of(lines: &mut Vec<String>, title: &str, titled: usize, entries: Vec<String>, words: &Words) {
    if entries.is_empty() {
        return;
    }
    let count = entries.len();
    lines.push(String::new());
    lines.push(words.with(title, &[("count", titled.into())]));
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
    let laid_over = |overwrite: &Overwrite| {
        let entity = crate::schema::entity(overwrite.entity);
        let field = entity.and_then(|entity| entity.by_number(overwrite.field)).map(|field| field.name);
        json!({
            "line": overwrite.line, "entity": entity.map(|entity| entity.name), "id": overwrite.record,
            "name": overwrite.name, "field": field, "old": overwrite.old, "new": overwrite.new,
        })
    };
    let alike = preview.look_alikes.iter().map(|alike| {
        let (id, line) = match alike.other {
            Other::Known(id) | Other::Deleted(id) => (Some(id), None),
            Other::InFile(line) => (None, Some(line)),
        };
        json!({
            "line": alike.line, "name": alike.name, "other_id": id, "other_line": line,
            "other_name": alike.other_name, "other_place": alike.other_place, "shared": alike.shared.words(),
            "becomes": alike.becomes.words(), "deleted": alike.was_deleted(),
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
    for (key, list) in
        [("overwrites", &preview.overwrites), ("additions", &preview.additions), ("corrected", &preview.corrected)]
    {
        object.insert(key.into(), list.iter().map(laid_over).collect());
    }
    object.insert("look_alikes".into(), alike.collect());
    object.insert("troubles".into(), troubles.collect());
    object
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::lang::Lang;
    use crate::runtime::errands::import_report::tests::looked;

    #[test]
    fn a_preview_in_each_language() {
        let (source, preview) = looked();
        let all: Vec<String> = Lang::ALL
            .into_iter()
            .map(|lang| lines("list.csv", &source, &preview, true, &Words::new(lang)).join("\n"))
            .collect();
        insta::assert_snapshot!(all.join("\n\n----\n\n"));
    }

    #[test]
    fn a_narrow_terminal_cuts_the_table_and_no_sentence() {
        let (source, preview) = looked();
        for lang in Lang::ALL {
            let whole = lines("list.csv", &source, &preview, true, &Words::new(lang));
            for room in [30, 60, 100] {
                let fitted = fitted(&whole, table(&preview), room);
                assert!(fitted.iter().all(|line| width::cells(line) <= room), "{room}\n{}", fitted.join("\n"));
                let below = |lines: &[String]| {
                    lines
                        .iter()
                        .skip(table(&preview))
                        .flat_map(|line| line.chars().filter(|c| *c != ' '))
                        .collect::<String>()
                };
                assert_eq!(below(&fitted), below(&whole), "{room}");
            }
        }
    }

    #[test]
    fn json_has_all_of_it() {
        let (_, preview) = looked();
        let object = Json::Object(json(&preview, false));
        assert_eq!(object["counts"]["new"], 2);
        assert_eq!(object["columns"][0]["target"], "account.name");
        assert_eq!(object["look_alikes"][0]["other_line"], 3);
        assert_eq!(object["troubles"][0]["kind"], "trouble-no-name");
    }
}
