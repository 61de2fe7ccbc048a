//! `rounds undo` and `rounds redo`: take back the last act, or do it again; what somebody set since is left and named.

use anyhow::Result;
use serde_json::json;

use super::args::OutputArgs;
use super::book::Book;
use super::exit::{Exit, Stop};
use super::output;
use crate::schema;

/// `rounds undo` (or `redo`).
pub fn run(book: &Book, again: bool, how: OutputArgs) -> Result<()> {
    let mut writer = book.writer()?;
    let now = book.clock.now();
    let outcome = if again { writer.redo(&now) } else { writer.undo(&now) }.map_err(|error| book.trouble(&error))?;
    let Some(back) = outcome else {
        let key = if again { "cli-nothing-to-redo" } else { "cli-nothing-to-undo" };
        return Err(Stop::with(Exit::NotFound, book.words.get(key)));
    };
    if how.json || how.csv {
        let left: Vec<_> = back
            .left
            .iter()
            .map(|(entity, record, field)| json!({"entity": name(*entity), "record": record, "field": field_name(*entity, *field)}))
            .collect();
        let value = json!([{ "id": back.committed.act, "act": book.words.label(&back.committed.label), "left": left }]);
        return Ok(output::json_value(&value)?);
    }
    let key = if again { "cli-done-again" } else { "cli-taken-back" };
    println!("{}", book.words.with(key, &[("what", (&book.words.label(&back.committed.label)).into())]));
    for (entity, _, field) in &back.left {
        let words = match schema::entity(*entity).and_then(|entity| Some((entity, entity.by_number(*field)?))) {
            Some((entity, field)) => book.words.field(entity, field).to_string(),
            None => name(*entity),
        };
        println!("{}", book.words.with("cli-left", &[("what", (&words).into())]));
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
