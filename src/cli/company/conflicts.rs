//! `rounds conflicts`: values that were changed on both sides, and deciding them.

use anyhow::Result;
use serde_json::{Map, Value as Json, json};

use crate::base::clock::Now;
use crate::cli::args::ConflictsArgs;
use crate::cli::book::Book;
use crate::cli::exit::{Exit, Stop};
use crate::cli::output;
use crate::cli::records::{answer, perform};
use crate::domain::ask::{Answer, Ask, ConflictRow};
use crate::domain::deed::{Deed, Resolution};
use crate::interop::record_out;
use crate::schema::{self, CONFLICT, Choice, ConflictState, Value};

/// `rounds conflicts`. Exit code 4 while one is open.
pub fn run(book: &Book, args: &ConflictsArgs) -> Result<()> {
    let (open, me) = open(book)?;
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
        let now = book.clock.now();
        let mut rows = Vec::new();
        for row in &open {
            rows.push(vec![
                row.id.to_string(),
                book.words.called(row.entity, &row.name).to_owned(),
                book.words.conflict_field(row).to_owned(),
                book.words.choice(CONFLICT.name, "rule", row.rule.word()).to_owned(),
            ]);
            let sides = [("cli-conflict-won", &row.won, row.on.0), ("cli-conflict-lost", &row.lost, row.on.1)];
            for (key, (value, who, when), on) in sides {
                let (who, when) = book.words.conflict_side((who, on), *when, &me, &now);
                rows.push(vec![format!("  {}", book.words.get(key)), text(book, row, value, &now), who, when]);
            }
            // Of a record that was changed here and deleted there, that it was there before says nothing.
            if row.field != 0 {
                rows.push(vec![format!("  {}", book.words.get("cli-conflict-base")), text(book, row, &row.base, &now)]);
            }
        }
        output::unpiped(output::lines(rows))?;
    }
    if open.is_empty() {
        Ok(())
    } else {
        Err(Stop::with(Exit::NeedsPerson, book.words.with("cli-conflicts-open", &[("n", open.len().into())])))
    }
}

/// The open ones, and what I am called.
fn open(book: &Book) -> Result<(Vec<ConflictRow>, String)> {
    let reader = book.reader()?;
    match answer(book, &reader, &Ask::Sync)? {
        Answer::Sync(view) => {
            let open = view.conflicts.into_iter().filter(|row| row.state == ConflictState::Open);
            Ok((open.collect(), view.user))
        }
        _ => Ok(Default::default()),
    }
}

/// A value in one line, with names for what it refers to.
fn text(book: &Book, row: &ConflictRow, value: &Value, now: &Now) -> String {
    book.words.conflict_value(row, value, now).replace('\n', " ")
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
