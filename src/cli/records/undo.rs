//! `rounds undo` and `rounds redo`: take back what was done last, an act or a setting, or do it again; what somebody set since is left and named.

use anyhow::Result;
use serde_json::json;

use crate::base::id::Id;
use crate::cli::args::OutputArgs;
use crate::cli::book::Book;
use crate::cli::company::sync;
use crate::cli::day::settings;
use crate::cli::exit::{Exit, Stop};
use crate::cli::output;
use crate::client::take_back;
use crate::domain::act::{TakenBack, UndoKind};
use crate::runtime::settings::Keeper;
use crate::schema;

/// `rounds undo` (or `redo`).
pub fn run(book: &Book, again: bool, how: OutputArgs) -> Result<()> {
    let mut writer = book.writer()?;
    let now = book.clock.now();
    let key = if again { "cli-done-again" } else { "cli-taken-back" };
    let kind = if again { UndoKind::Redo } else { UndoKind::Undo };
    let outcome = Keeper::new(book.profile.home(), &book.settings).undo(&mut writer, kind, &now);
    let Some(back) = outcome.map_err(|error| settings::not_kept(book, &error))? else {
        let key = if again { "cli-nothing-to-redo" } else { "cli-nothing-to-undo" };
        return Err(Stop::with(Exit::NotFound, book.words.get(key)));
    };
    said(book, &back, key, how)
}

/// Takes one act back, whoever did it, on whichever laptop.
pub fn act(book: &Book, act: Id, how: OutputArgs) -> Result<()> {
    let back = take_back(&mut book.writer()?, act, &book.clock.now()).map_err(|error| sync::trouble(book, &error))?;
    said(book, &back, "cli-taken-back", how)
}

/// What was taken back, and what was left.
pub fn said(book: &Book, back: &TakenBack, key: &str, how: OutputArgs) -> Result<()> {
    if how.json || how.csv {
        let left = back.left.iter().map(|left| {
            json!({"entity": name(left.entity), "record": left.record, "field": field_name(left.entity, left.field),
                "by": book.words.by(&left.by)})
        });
        let left: Vec<_> = left.collect();
        let value = json!([{ "id": back.committed.act, "act": book.words.label(&back.committed.label), "left": left,
            "changed": back.changed }]);
        return Ok(output::json_value(&value)?);
    }
    let key = match (back.changed, key) {
        (false, "cli-done-again") => "notice-none-done-again",
        (false, _) => "notice-none-taken-back",
        (true, key) => key,
    };
    output::say(book.words.with(key, &[("what", (&book.words.label(&back.committed.label)).into())]))?;
    for left in &back.left {
        output::say(book.words.left(left))?;
    }
    Ok(())
}

fn name(entity: u16) -> String {
    schema::entity(entity).map_or_else(|| entity.to_string(), |entity| entity.name.to_string())
}

fn field_name(entity: u16, field: u16) -> String {
    schema::entity(entity)
        .and_then(|entity| entity.by_number(field))
        .map_or_else(|| field.to_string(), |field| field.name.to_string())
}
