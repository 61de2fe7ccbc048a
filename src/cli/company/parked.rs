//! `rounds parked`: what the server could not take, and sending it again or giving it up; and what should be completed.

use anyhow::Result;
use serde_json::{Map, Value as Json, json};

use crate::base::id::Id;
use crate::cli::args::ParkedArgs;
use crate::cli::book::Book;
use crate::cli::exit::{Exit, Stop};
use crate::cli::output;
use crate::cli::records::{answer, perform, value};
use crate::domain::ask::{Answer, Ask, CompleteRow, ParkedField, ParkedRow, SyncView};
use crate::domain::deed::Deed;
use crate::domain::entry;
use crate::interop::record_out;
use crate::schema::{Entity, Field, Value, entity};

/// The headings in CSV; what is parked and what is to be completed have their own keys in JSON.
const HEADINGS: [&str; 7] = ["id", "kind", "what", "name", "at", "reason", "fields"];

/// `rounds parked`. Exit code 4 while something is parked.
pub fn run(book: &Book, args: &ParkedArgs) -> Result<()> {
    let view = view(book)?;
    let chosen = |which: &str| -> Result<Vec<Id>> {
        let acts: Vec<Id> =
            view.parked.iter().map(|row| row.act).filter(|act| which == "all" || act.to_string() == which).collect();
        if acts.is_empty() {
            return Err(Stop::with(Exit::NotFound, book.words.with("cli-not-found", &[("what", which.into())])));
        }
        Ok(acts)
    };
    if let Some(which) = &args.withdraw {
        let acts = chosen(which)?;
        perform(book, &mut book.writer()?, &Deed::Withdraw { acts })?;
        return Ok(());
    }
    if let Some(which) = &args.again {
        let acts = chosen(which)?;
        let values = values(book, &view, &acts, &args.set)?;
        perform(book, &mut book.writer()?, &Deed::SendAgain { acts, values })?;
        return Ok(());
    }
    let parked = view.parked.iter().map(|row| parked(book, row));
    let objects: Vec<Map<String, Json>> = parked.chain(view.to_complete.iter().map(complete)).collect();
    if args.output.json {
        output::unpiped(output::json(objects))?;
    } else if args.output.csv {
        output::unpiped(output::csv(&HEADINGS, &objects))?;
    } else {
        say(book, &view)?;
    }
    if view.parked.is_empty() {
        return Ok(());
    }
    Err(Stop::with(Exit::NeedsPerson, book.words.get("cli-parked-how").to_string()))
}

fn view(book: &Book) -> Result<Box<SyncView>> {
    match answer(book, &book.reader()?, &Ask::Sync)? {
        Answer::Sync(view) => Ok(view),
        _ => Ok(Box::default()),
    }
}

/// `field=value` of the first record of the acts that has such a field.
fn values(book: &Book, view: &SyncView, acts: &[Id], said: &[String]) -> Result<Vec<(u16, Id, u16, Value)>> {
    let reader = book.reader()?;
    let mut values = Vec::new();
    for pair in said {
        let no_equals = || Stop::with(Exit::Usage, book.words.with("cli-no-equals", &[("what", pair.into())]));
        let (name, text) = pair.split_once('=').ok_or_else(no_equals)?;
        let all = view.parked.iter().filter(|row| acts.contains(&row.act)).flat_map(|row| &row.fields);
        let found = all.filter_map(|field| {
            let known = entity(field.entity)?.field(name.trim())?;
            (known.number == field.field).then_some((field, known))
        });
        let Some((field, known)) = found.into_iter().next() else {
            return Err(Stop::with(Exit::NotFound, book.words.with("cli-not-found", &[("what", name.trim().into())])));
        };
        values.push((field.entity, field.record, field.field, value(book, &reader, known, text, None)?));
    }
    Ok(values)
}

fn known(field: &ParkedField) -> Option<(&'static Entity, &'static Field)> {
    let entity = entity(field.entity)?;
    Some((entity, entity.by_number(field.field)?))
}

fn parked(book: &Book, row: &ParkedRow) -> Map<String, Json> {
    let fields: Vec<Json> = row
        .fields
        .iter()
        .filter_map(|field| {
            let (entity, known) = known(field)?;
            let value = if field.element.is_empty() {
                record_out::json(known, &field.value)
            } else {
                json!({"element": field.element, "in": !field.value.is_null()})
            };
            Some(json!({
                "entity": entity.name, "record": field.record, "name": field.name, "field": known.name, "value": value
            }))
        })
        .collect();
    let object = [
        ("id", json!(row.act)),
        ("kind", json!("parked")),
        ("what", json!(book.words.label(&row.label))),
        ("at", json!(row.at.to_string())),
        ("reason", json!(row.reason)),
        ("fields", Json::Array(fields)),
    ];
    object.into_iter().map(|(key, value)| (key.to_string(), value)).collect()
}

fn complete(row: &CompleteRow) -> Map<String, Json> {
    let of = entity(row.entity);
    let names: Vec<Option<&str>> =
        row.fields.iter().map(|number| of?.by_number(*number).map(|field| field.name)).collect();
    let object = [
        ("id", json!(row.record)),
        ("kind", json!("to_complete")),
        ("what", json!(of.map(|entity| entity.name))),
        ("name", json!(row.name)),
        ("fields", json!(names)),
    ];
    object.into_iter().map(|(key, value)| (key.to_string(), value)).collect()
}

fn say(book: &Book, view: &SyncView) -> Result<()> {
    let words = &book.words;
    let mut rows = Vec::new();
    if view.parked.is_empty() {
        rows.push(vec![words.get("cli-parked-none").to_string()]);
    }
    for row in &view.parked {
        rows.push(vec![row.act.to_string(), words.label(&row.label), words.moment(row.at, &book.clock.now())]);
        for field in &row.fields {
            let Some((entity, known)) = known(field) else { continue };
            let value = match (&field.value, field.element.is_empty()) {
                (Value::Id(id), _) => {
                    let named = field.names.iter().find(|(known, _)| known == id);
                    named.map_or_else(|| id.to_string(), |(_, name)| name.clone())
                }
                (value, true) => entry::text(known, value, &book.clock.now()),
                (Value::Null, false) => format!("- {}", field.element),
                (_, false) => format!("+ {}", field.element),
            };
            rows.push(vec![format!("  {}", words.field(entity, known)), value.replace('\n', " ")]);
        }
        rows.push(vec![format!("  {}", words.get(&format!("parked-{}", row.reason.replace('_', "-"))))]);
    }
    if !view.to_complete.is_empty() {
        rows.push(vec![words.get("sync-to-complete").to_string()]);
    }
    for row in &view.to_complete {
        let Some(of) = entity(row.entity) else { continue };
        let names = row.fields.iter().filter_map(|number| of.by_number(*number)).map(|field| words.field(of, field));
        let names = names.collect::<Vec<_>>().join(", ");
        rows.push(vec![row.record.to_string(), format!("{} {}", words.entity(of), row.name), names]);
    }
    output::unpiped(output::lines(rows))
}
