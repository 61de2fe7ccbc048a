//! `rounds conflicts`: values that were changed on both sides, and deciding them.

use anyhow::Result;
use serde_json::{Map, Value as Json, json};

use crate::base::clock::Now;
use crate::cli::args::ConflictsArgs;
use crate::cli::book::Book;
use crate::cli::exit::{Exit, Stop};
use crate::cli::output;
use crate::cli::records::{answer, perform};
use crate::domain::ask::{Answer, Ask, ConflictRow, LostRow};
use crate::domain::deed::{Deed, Resolution};
use crate::interop::record_out;
use crate::schema::{self, CONFLICT, Choice, Value};

/// The headings, in JSON and in CSV.
const HEADINGS: [&str; 15] = [
    "id", "entity", "record", "name", "field", "base", "won", "won_by", "won_at", "stands", "lost", "lost_by",
    "lost_at", "rule", "state",
];

/// `rounds conflicts`. Exit code 4 while one is open.
pub fn run(book: &Book, args: &ConflictsArgs) -> Result<()> {
    let (open, lost, me) = open(book)?;
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
        output::unpiped(output::csv(&HEADINGS, &objects))?;
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
            let mut side = |key: &str, value: &Value, (who, when): (String, String)| {
                rows.push(vec![format!("  {}", book.words.get(key)), text(book, row, value, &now), who, when]);
            };
            // What has come to stand since is what a decision would replace.
            if let Some(since) = &row.since {
                side("cli-conflict-won", &since.value, book.words.conflict_since(since, &me, &now));
            }
            let won = if row.since.is_some() { "cli-conflict-until-then" } else { "cli-conflict-won" };
            side(won, &row.won.0, book.words.conflict_side((&row.won.1, row.on.0), row.won.2, &me, &now));
            side("cli-conflict-lost", &row.lost.0, book.words.conflict_lost(row, &me, &now));
            // Of a record that was changed here and deleted there, that it was there before says nothing.
            if row.field != 0 {
                rows.push(vec![format!("  {}", book.words.get("cli-conflict-base")), text(book, row, &row.base, &now)]);
            }
        }
        output::unpiped(output::lines(rows))?;
    }
    if !(args.output.json || args.output.csv || lost.is_empty()) {
        output::say(book.words.get("cli-lost-elsewhere"))?;
        for row in &lost {
            let said = book.words.lost_elsewhere(row, &book.clock.now());
            output::say(format_args!("  {said}  {}", book.words.moved_away(&row.name, &row.to)))?;
        }
    }
    // What a disk made of a value can be looked at, and waits for nobody.
    match open.iter().filter(|row| !row.made_by_a_disk).count() {
        0 => Ok(()),
        n => Err(Stop::with(Exit::NeedsPerson, book.words.with("cli-conflicts-open", &[("n", n.into())]))),
    }
}

/// The open ones, what of mine lost where others have it now, and what I am called.
fn open(book: &Book) -> Result<(Vec<ConflictRow>, Vec<LostRow>, String)> {
    let reader = book.reader()?;
    match (answer(book, &reader, &Ask::Conflicts)?, answer(book, &reader, &Ask::Sync)?) {
        (Answer::Conflicts(open), Answer::Sync(view)) => Ok((open, view.lost, view.user)),
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
    let values = [
        json!(row.id),
        json!(entity.map(|entity| entity.name)),
        json!(row.record),
        json!(row.name),
        json!(field.map(|field| field.name)),
        json_of(&row.base),
        json_of(&row.won.0),
        json!(row.won.1),
        at(row.won.2),
        json_of(row.stands()),
        json_of(&row.lost.0),
        json!(row.lost.1),
        at(row.lost.2),
        json!(row.rule.word()),
        json!(row.state.word()),
    ];
    HEADINGS.into_iter().map(str::to_owned).zip(values).collect()
}
