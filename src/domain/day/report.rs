//! The report of a day or a week in the company's form: a plain text with places in it, filled from the records.
//!
//! A place is `<seen>`; a line with a place such as `<visit.customer>` is written once for each visit. A paragraph whose lists are all empty is
//! left out, and so are the commas about an empty place. A place that nobody knows stays as it was written, so that a slip in the form is seen.
//! Always holds: text, Markdown and JSON say the same; nothing is cut.

use std::collections::BTreeMap;

use serde_json::{Value as Json, json};

use crate::domain::ask::{FollowUpRow, HeardThere, Report, ReportTouch, ReportVisit, VisitRow};
use crate::schema::{Choice, VisitOutcome, VisitState};

/// The figures of a report.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Figures {
    /// Visits planned: done, missed and still open.
    pub planned: usize,
    /// Planned visits done.
    pub planned_done: usize,
    /// Visits made, planned or not.
    pub seen: usize,
    /// Visits that did not take place.
    pub missed: usize,
    /// Visits of which nothing was said.
    pub open: usize,
    /// Visits with an order.
    pub orders: usize,
    /// Calls, e-mails, chats, letters.
    pub touches: usize,
    /// Promises kept.
    pub kept: usize,
    /// Visits logged late.
    pub late: usize,
}

impl Figures {
    /// Of these visits alone.
    pub fn of_visits<'a>(visits: impl Iterator<Item = &'a ReportVisit>) -> Figures {
        let mut figures = Figures::default();
        for ReportVisit { row, late, .. } in visits {
            let done = row.state == VisitState::Done;
            let counts = row.planned && row.state != VisitState::Cancelled;
            figures.planned += usize::from(counts);
            figures.planned_done += usize::from(counts && done);
            figures.seen += usize::from(done);
            figures.missed += usize::from(row.state == VisitState::Missed);
            figures.open += usize::from(is_open(row.state));
            figures.orders += usize::from(done && row.outcome == Some(VisitOutcome::Order));
            figures.late += usize::from(done && *late);
        }
        figures
    }
}

impl Report {
    /// Its figures.
    pub fn figures(&self) -> Figures {
        let (touches, kept) = (self.touches.len(), self.kept.len());
        Figures { touches, kept, ..Figures::of_visits(self.visits.iter()) }
    }
}

/// Whether a visit is still to be logged.
pub fn is_open(state: VisitState) -> bool {
    matches!(state, VisitState::Planned | VisitState::InProgress)
}

/// What fills the places of a form, in the person's words.
#[derive(Clone, Debug, Default)]
pub struct Fill {
    /// The single places: name, words.
    pub places: BTreeMap<&'static str, String>,
    /// The lists: name, and of each row the name and words of its places.
    pub lists: BTreeMap<&'static str, Vec<BTreeMap<&'static str, String>>>,
}

/// A part of a line: as it stands, or a place.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Bit<'a> {
    Text(&'a str),
    Place(&'a str),
}

fn bits(line: &str) -> Vec<Bit<'_>> {
    let mut bits = Vec::new();
    let mut rest = line;
    while let Some((before, after)) = rest.split_once('<') {
        let name = after.split_once('>').filter(|(name, _)| {
            !name.is_empty() && name.chars().all(|c| c.is_ascii_lowercase() || matches!(c, '.' | '-'))
        });
        let Some((name, after)) = name else {
            // No place: the sign stands for itself.
            let end = rest.len() - after.len();
            bits.push(Bit::Text(&rest[..end]));
            rest = after;
            continue;
        };
        bits.extend([Bit::Text(before), Bit::Place(name)]);
        rest = after;
    }
    bits.push(Bit::Text(rest));
    bits.retain(|bit| *bit != Bit::Text(""));
    bits
}

const SEPARATORS: [char; 10] = [' ', ',', ';', ':', '，', '；', '：', '、', '·', '\u{3000}'];

/// A line with its places filled; the separators about an empty one go with it.
fn filled(bits: &[Bit<'_>], known: impl Fn(&str) -> Option<String>) -> String {
    let mut line = String::new();
    let mut dropped = false;
    let mut trim = false;
    for bit in bits {
        match bit {
            Bit::Text(text) => line.push_str(if trim { text.trim_start_matches(SEPARATORS) } else { text }),
            Bit::Place(name) => match known(name) {
                Some(words) if words.trim().is_empty() => {
                    (dropped, trim) = (true, true);
                    continue;
                }
                Some(words) => line.push_str(words.trim()),
                None => {
                    line.push('<');
                    line.push_str(name);
                    line.push('>');
                }
            },
        }
        trim = false;
    }
    if dropped { line.trim_end_matches(SEPARATORS).to_string() } else { line.trim_end().to_string() }
}

/// A form, filled.
pub fn fill(form: &str, with: &Fill) -> String {
    let mut paragraphs: Vec<String> = Vec::new();
    let mut paragraph: Vec<&str> = Vec::new();
    for line in form.lines().chain([""]) {
        if !line.trim().is_empty() {
            paragraph.push(line);
        } else if !paragraph.is_empty() {
            paragraphs.extend(filled_paragraph(&std::mem::take(&mut paragraph), with));
        }
    }
    paragraphs.join("\n\n")
}

fn filled_paragraph(lines: &[&str], with: &Fill) -> Option<String> {
    let mut out: Vec<String> = Vec::new();
    let (mut lists, mut rows_written) = (0, 0);
    for line in lines {
        let bits = bits(line);
        let list = bits.iter().find_map(|bit| match bit {
            Bit::Place(name) => with.lists.get_key_value(name.split_once('.')?.0),
            Bit::Text(_) => None,
        });
        let Some((list, rows)) = list else {
            out.push(filled(&bits, |name| with.places.get(name).cloned()));
            continue;
        };
        lists += 1;
        rows_written += rows.len();
        for row in rows {
            out.push(filled(&bits, |name| match name.split_once('.') {
                Some((of, field)) if of == *list => row.get(field).cloned(),
                _ => with.places.get(name).cloned(),
            }));
        }
    }
    (lists == 0 || rows_written > 0).then(|| out.join("\n"))
}

/// A report's text as Markdown: the first line is its title, a line over a list its heading.
pub fn markdown(text: &str) -> String {
    let lines: Vec<&str> = text.lines().collect();
    let is_item = |line: &&str| line.trim_start().starts_with("- ");
    let mut out = String::new();
    let mut titled = false;
    for (at, line) in lines.iter().enumerate() {
        let heads = lines.get(at + 1).is_some_and(is_item) && !is_item(line) && !line.trim().is_empty();
        if !titled && !line.trim().is_empty() {
            titled = true;
            out.push_str(&format!("# {line}\n"));
            if lines.get(at + 1).is_some_and(|next| !next.trim().is_empty()) {
                out.push('\n');
            }
        } else if heads {
            out.push_str(&format!("## {line}\n\n"));
        } else {
            // What a person wrote is no heading.
            if line.starts_with('#') {
                out.push('\\');
            }
            out.push_str(line);
            out.push('\n');
        }
    }
    out
}

/// A report as JSON: its figures and rows, and the text.
pub fn json(report: &Report, text: &str) -> String {
    let figures = report.figures();
    let visit = |row: &VisitRow, told: Option<&ReportVisit>| {
        let mut object = json!({
            "id": row.id, "account": row.account, "name": row.name, "day": row.day.to_string(), "state": row.state.word(),
            "start": row.start.map(|at| at.to_string()), "end": row.end.map(|at| at.to_string()), "planned": row.planned,
            "outcome": row.outcome.map(Choice::word), "reason": row.reason.map(Choice::word), "purpose": row.purpose,
            "notes": row.notes, "late_entry": told.map(|told| told.late),
        });
        if let Some(told) = told {
            add_heard(&mut object, &told.heard);
        }
        object
    };
    let promise = |row: &FollowUpRow| {
        json!({
            "id": row.id, "account": row.account, "name": row.name, "text": row.text, "promised_by": row.by.word(),
            "due": row.due.map(|day| day.to_string()),
        })
    };
    let touch = |row: &ReportTouch| {
        let mut object = json!({
            "id": row.id, "account": row.account, "name": row.name, "day": row.day.to_string(), "kind": row.kind.map(Choice::word),
            "at": row.at.map(|at| at.to_string()), "notes": row.notes, "outcome": row.reached.map(Choice::word),
        });
        add_heard(&mut object, &row.heard);
        object
    };
    let value = json!({
        "from": report.from.to_string(),
        "to": report.to.to_string(),
        "rep": report.by,
        "planned": figures.planned,
        "planned_done": figures.planned_done,
        "seen": figures.seen,
        "missed": figures.missed,
        "open": figures.open,
        "orders": figures.orders,
        "calls": figures.touches,
        "kept": figures.kept,
        "late": figures.late,
        "visits": report.visits.iter().map(|row| visit(&row.row, Some(row))).collect::<Vec<_>>(),
        "touches": report.touches.iter().map(touch).collect::<Vec<_>>(),
        "promised": report.promised.iter().map(promise).collect::<Vec<_>>(),
        "promises_kept": report.kept.iter().map(promise).collect::<Vec<_>>(),
        "next": report.next.iter().map(|row| visit(row, None)).collect::<Vec<_>>(),
        "text": text,
    });
    format!("{value:#}")
}

/// What was heard, into the object of a log.
fn add_heard(object: &mut Json, heard: &HeardThere) {
    for (name, value) in [
        ("objections", json!(heard.tags)),
        ("competitors", json!(heard.competitors)),
        ("products", json!(heard.products)),
        ("amount", json!(heard.amount.map(|amount| amount.to_string()))),
        ("chance", json!(heard.chance)),
        ("payments", json!(heard.payments)),
    ] {
        object[name] = value;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(parts: &[(&'static str, &str)]) -> BTreeMap<&'static str, String> {
        parts.iter().map(|(name, words)| (*name, (*words).to_string())).collect()
    }

    fn with() -> Fill {
        Fill {
            places: row(&[("rep", "Ann"), ("seen", "2"), ("empty", "")]),
            lists: [
                (
                    "visit",
                    vec![
                        row(&[("time", "09:05"), ("customer", "精工"), ("outcome", "order"), ("notes", "trial")]),
                        row(&[("time", ""), ("customer", "Tan"), ("outcome", ""), ("notes", "")]),
                    ],
                ),
                ("missed", Vec::new()),
            ]
            .into(),
        }
    }

    #[test]
    fn a_form_is_filled() {
        for (form, expected) in [
            ("Report of <rep>: <seen> seen", "Report of Ann: 2 seen"),
            ("- <visit.time> <visit.customer>: <visit.outcome>, <visit.notes>", "- 09:05 精工: order, trial\n- Tan"),
            ("<visit.customer>：<visit.notes>，<rep>", "精工：trial，Ann\nTan：Ann"),
            ("Seen\n- <visit.customer>\n\nMissed\n- <missed.customer>\n\nEnd", "Seen\n- 精工\n- Tan\n\nEnd"),
            ("<nobody> a < b > c <empty>", "<nobody> a < b > c"),
            ("<visit.colour>", "<visit.colour>\n<visit.colour>"),
            ("", ""),
        ] {
            assert_eq!(fill(form, &with()), expected, "{form}");
        }
    }

    #[test]
    fn markdown_has_a_title_headings_and_items() {
        let text = "Daily report  Ann\nSeen 2\n\nVisits\n- 精工: order\n- Tan\n\n# not a heading";
        let expected = "# Daily report  Ann\n\nSeen 2\n\n## Visits\n\n- 精工: order\n- Tan\n\n\\# not a heading\n";
        assert_eq!(markdown(text), expected);
    }
}
