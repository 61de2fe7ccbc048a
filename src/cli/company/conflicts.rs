//! `rounds conflicts`: values that were changed on both sides, and deciding them.

use anyhow::Result;
use serde_json::{Map, Value as Json, json};

use crate::cli::args::ConflictsArgs;
use crate::cli::book::Book;
use crate::cli::exit::{Exit, Stop};
use crate::cli::output;
use crate::cli::records::{answer, perform};
use crate::domain::ask::{Answer, Ask, ConflictRow};
use crate::domain::deed::{Deed, Resolution};
use crate::domain::entry;
use crate::interop::record_out;
use crate::schema::{self, Choice, ConflictState, Value};

/// `rounds conflicts`. Exit code 4 while one is open.
pub fn run(book: &Book, args: &ConflictsArgs) -> Result<()> {
    let open = open(book)?;
    let decided = args.keep.as_deref().map(|which| (which, Resolution::KeepWinner));
    let decided = decided.or(args.bring_back.as_deref().map(|which| (which, Resolution::BringBack)));
    if let Some((which, choice)) = decided {
        let conflicts: Vec<_> =
            open.iter().map(|row| row.id).filter(|id| which == "all" || id.to_string() == which).collect();
        if conflicts.is_empty() {
            return Err(Stop::with(Exit::NotFound, book.words.with("cli-not-found", &[("what", which.into())])));
        }
        perform(book, &mut book.writer()?, &Deed::Resolve { conflicts, choice })?;
        return Ok(());
    }
    let objects: Vec<Map<String, Json>> = open.iter().map(object).collect();
    if args.output.json {
        output::unpiped(output::json(objects))?;
    } else if args.output.csv {
        output::unpiped(output::csv(&objects))?;
    } else if open.is_empty() {
        output::say(book.words.get("cli-no-conflicts"))?;
    } else {
        let mut rows = Vec::new();
        for row in &open {
            rows.push(vec![
                row.id.to_string(),
                book.words.called(row.entity, &row.name).to_owned(),
                field_words(book, row),
            ]);
            for (key, (value, who, _)) in [("cli-conflict-won", &row.won), ("cli-conflict-lost", &row.lost)] {
                rows.push(vec![format!("  {}", book.words.get(key)), text(book, row, value), who.clone()]);
            }
            rows.push(vec![format!("  {}", book.words.get("cli-conflict-base")), text(book, row, &row.base)]);
        }
        output::unpiped(output::lines(rows))?;
    }
    if open.is_empty() {
        Ok(())
    } else {
        Err(Stop::with(Exit::NeedsPerson, book.words.with("cli-conflicts-open", &[("n", open.len().into())])))
    }
}

fn open(book: &Book) -> Result<Vec<ConflictRow>> {
    let reader = book.reader()?;
    match answer(book, &reader, &Ask::Sync)? {
        Answer::Sync(view) => Ok(view.conflicts.into_iter().filter(|row| row.state == ConflictState::Open).collect()),
        _ => Ok(Vec::new()),
    }
}

fn field_words(book: &Book, row: &ConflictRow) -> String {
    let Some(entity) = schema::entity(row.entity) else { return row.field.to_string() };
    entity
        .by_number(row.field)
        .map_or_else(|| book.words.entity(entity).to_string(), |field| book.words.field(entity, field).to_string())
}

fn text(book: &Book, row: &ConflictRow, value: &Value) -> String {
    let field = schema::entity(row.entity).and_then(|entity| entity.by_number(row.field));
    field.map_or_else(String::new, |field| entry::text(field, value, &book.clock.now()))
}

fn object(row: &ConflictRow) -> Map<String, Json> {
    let entity = schema::entity(row.entity);
    let field = entity.and_then(|entity| entity.by_number(row.field));
    let json_of = |value: &Value| field.map_or(Json::Null, |field| record_out::json(field, value));
    let at = |at: Option<crate::base::clock::Moment>| at.map_or(Json::Null, |at| json!(at.to_string()));
    let fields = [
        ("id", json!(row.id)),
        ("entity", json!(entity.map(|entity| entity.name))),
        ("record", json!(row.record)),
        ("name", json!(row.name)),
        ("field", json!(field.map(|field| field.name))),
        ("base", json_of(&row.base)),
        ("won", json_of(&row.won.0)),
        ("won_by", json!(row.won.1)),
        ("won_at", at(row.won.2)),
        ("lost", json_of(&row.lost.0)),
        ("lost_by", json!(row.lost.1)),
        ("lost_at", at(row.lost.2)),
        ("rule", json!(row.rule.word())),
        ("state", json!(row.state.word())),
    ];
    fields.into_iter().map(|(key, value)| (key.to_string(), value)).collect()
}
