//! Which record is meant: by its id, or a customer by letters of its name. None is chosen silently.

use anyhow::Result;

use crate::base::id::Id;
use crate::base::text::fold;
use crate::cli::book::Book;
use crate::cli::exit::{Exit, Stop};
use crate::cli::output;
use crate::domain::ask::{Answer, Ask, NameHit};
use crate::domain::deed::Away;
use crate::domain::log_line::says;
use crate::schema::{ACCOUNT, ENTITIES, Entity, Field, entity_named};
use crate::store::Reader;

/// The entity of this name.
pub fn entity(book: &Book, name: &str) -> Result<&'static Entity> {
    let singular = name.to_lowercase().replace('-', "_");
    let found = entity_named(&singular).or_else(|| entity_named(singular.trim_end_matches('s')));
    found.ok_or_else(|| {
        let known = ENTITIES.map(|entity| entity.name).join(", ");
        Stop::with(Exit::Usage, book.words.with("cli-no-entity", &[("what", name.into()), ("known", (&known).into())]))
    })
}

/// The field of this name.
pub fn field(book: &Book, entity: &'static Entity, name: &str) -> Result<&'static Field> {
    entity.field(name).ok_or_else(|| {
        let known = entity.fields.iter().map(|field| field.name).collect::<Vec<_>>().join(", ");
        let said = [("entity", entity.name.into()), ("what", name.into()), ("known", (&known).into())];
        Stop::with(Exit::Usage, book.words.with("cli-no-field", &said))
    })
}

/// The record that is meant.
pub fn record(book: &Book, reader: &Reader, entity: &'static Entity, said: &str) -> Result<Id> {
    if let Ok(id) = said.parse() {
        return Ok(id);
    }
    if entity.number == ACCOUNT.number {
        return account(book, reader, said);
    }
    Err(Stop::with(Exit::Usage, book.words.with("cli-not-an-id", &[("what", said.into())])))
}

/// The customer that is meant.
pub fn account(book: &Book, reader: &Reader, said: &str) -> Result<Id> {
    if let Ok(id) = said.parse() {
        return Ok(id);
    }
    let ask = Ask::Names { letters: said.into(), most: 8 };
    let hits = match reader.answer(&ask, &book.clock.now()).map_err(|error| book.trouble(&error))? {
        Answer::Names(hits) => hits,
        _ => Vec::new(),
    };
    match hits.as_slice() {
        [] => match reader.moved_away_called(said).map_err(|error| book.trouble(&error))? {
            Some((name, to)) => Err(moved_away(book, &name, &to)),
            None => Err(Stop::with(Exit::NotFound, book.words.with("cli-no-customer", &[("what", said.into())]))),
        },
        [only] if says(said, only) || is_in_name(said, only) => Ok(only.account),
        [first, ..] if first.certain => Ok(first.account),
        several => {
            let said_of = if several.len() == 1 { "cli-perhaps-customer" } else { "cli-several-customers" };
            let mut words = book.words.with(said_of, &[("what", said.into())]);
            for line in told_apart(several) {
                words.push_str("\n  ");
                words.push_str(&line);
            }
            Err(Stop::with(Exit::Usage, words))
        }
    }
}

/// It was in this book, and is somebody else's now.
pub fn moved_away(book: &Book, name: &str, to: &Away) -> anyhow::Error {
    Stop::with(Exit::NotFound, book.words.moved_away(name, to))
}

/// Whether these letters, the only ones given, stand in the name as they were typed, and are more than a syllable.
fn is_in_name(said: &str, hit: &NameHit) -> bool {
    let (said, name) = (fold(said), fold(&hit.name));
    let enough = if said.is_ascii() { 4 } else { 2 };
    said.chars().filter(|c| c.is_alphanumeric()).count() >= enough && name.contains(said.trim())
}

/// Customers with what tells them from their twins, a line each.
pub fn told_apart(hits: &[NameHit]) -> Vec<String> {
    let row = |hit: &NameHit| {
        let last = hit.last_visit.map(|day| day.to_string()).unwrap_or_default();
        vec![hit.account.to_string(), hit.name.clone(), hit.street.clone(), last]
    };
    output::aligned(&hits.iter().map(row).collect::<Vec<_>>())
}
