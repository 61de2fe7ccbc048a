//! `rounds list|show|add|set|delete ENTITY`: everything from the declarations.

pub mod history;
pub mod import;
pub mod merge;
pub mod resolve;
pub mod search;
pub mod undo;

use anyhow::Result;

use super::args::{AddArgs, DeleteArgs, ListArgs, OutputArgs, SetArgs, ShowArgs};
use super::book::Book;
use super::exit::{Exit, Stop};
use super::output;
use crate::base::id::Id;
use crate::domain::ask::{Answer, Ask, RecordView};
use crate::domain::dates::Dates;
use crate::domain::deed::Deed;
use crate::domain::entry::{self, Misfit};
use crate::domain::filter::{self, Filter};
use crate::schema::{ENTITIES, Entity, Field, Kind, Value};
use crate::store::Reader;

/// `rounds list`.
pub fn list(book: &Book, args: &ListArgs) -> Result<()> {
    let entity = resolve::entity(book, &args.entity)?;
    let reader = book.reader()?;
    let filter = filter(book, entity, &args.only)?;
    let mut views = Vec::new();
    const PAGE: usize = 2000;
    loop {
        let limit = if args.limit == 0 { PAGE } else { PAGE.min(args.limit - views.len()) };
        let ask = Ask::Filtered { entity: entity.number, filter: filter.clone(), offset: views.len(), limit };
        let Answer::Records(page) = answer(book, &reader, &ask)? else { break };
        let full = page.len() == limit;
        views.extend(page);
        if !full || (args.limit > 0 && views.len() >= args.limit) {
            break;
        }
    }
    print(book, entity, &views, args.output)
}

/// What the list is narrowed by: the filter of the screens, in one word or in several.
fn filter(book: &Book, entity: &'static Entity, only: &[String]) -> Result<Filter> {
    let mut filter = Filter::default();
    for said in only {
        // In the shell an argument is one value, spaces and all.
        let whole =
            said.split_once('=').filter(|(name, value)| !name.contains([' ', ':']) && !value.contains(['=', ':', '"']));
        let said = whole.map_or_else(|| said.clone(), |(name, value)| format!("{name}=\"{value}\""));
        let (more, troubles) = filter::read(&said, entity, &book.words, &book.clock.now(), book.words.lang());
        if let Some(trouble) = troubles.first() {
            let known: Vec<&str> = entity.fields.iter().map(|field| field.name).collect();
            let trouble = book.words.filter_trouble(trouble);
            return Err(Stop::with(Exit::Usage, format!("{trouble}: {}", known.join(", "))));
        }
        filter.terms.extend(more.terms);
        filter.words = format!("{} {}", filter.words, more.words).trim().to_owned();
    }
    Ok(filter)
}

/// `rounds show`.
pub fn show(book: &Book, args: &ShowArgs) -> Result<()> {
    let entity = resolve::entity(book, &args.entity)?;
    let reader = book.reader()?;
    let record = resolve::record(book, &reader, entity, &args.record)?;
    let mut view = view(book, &reader, entity, record)?;
    if let Some(said) = &args.at {
        let Some(was) = history::at(book, entity, view, said)? else {
            return Err(Stop::with(Exit::NotFound, book.words.get("as-of-not-there")));
        };
        view = was;
    }
    if args.output.json || args.output.csv {
        return print(book, entity, &[view], args.output);
    }
    let now = book.clock.now();
    let mut rows = vec![vec!["id".to_string(), record.to_string()]];
    for field in entity.fields {
        let value =
            view.values.iter().find(|(number, _)| *number == field.number).map_or(&Value::Null, |(_, value)| value);
        if value.is_null() {
            continue;
        }
        let text = output::said(entity, field, &view, &now, &book.words);
        rows.push(vec![book.words.field(entity, field).to_string(), text]);
    }
    output::unpiped(output::lines(rows))
}

/// `rounds add`.
pub fn add(book: &Book, args: &AddArgs) -> Result<()> {
    let entity = resolve::entity(book, &args.entity)?;
    let values = fields(book, &book.reader()?, entity, &args.fields, None)?;
    let mut writer = book.writer()?;
    let now = book.clock.now();
    let record = writer.new_id(now.at);
    let values = values.into_iter().filter(|(_, value)| !value.is_null()).collect();
    perform(book, &mut writer, &Deed::Create { entity: entity.number, record, values })?;
    drop(writer);
    after(book, entity, record, args.output)
}

/// `rounds set`.
pub fn set(book: &Book, args: &SetArgs) -> Result<()> {
    let entity = resolve::entity(book, &args.entity)?;
    let reader = book.reader()?;
    let record = resolve::record(book, &reader, entity, &args.record)?;
    let there = entity.field("account").map(|_| view(book, &reader, entity, record)).transpose()?;
    let account = there.and_then(|view| account_of(entity, &view.values));
    let values = fields(book, &reader, entity, &args.fields, account)?;
    let mut writer = book.writer()?;
    perform(book, &mut writer, &Deed::Set { entity: entity.number, record, values, seen: Vec::new() })?;
    drop(writer);
    after(book, entity, record, args.output)
}

/// `rounds delete`.
pub fn delete(book: &Book, args: &DeleteArgs) -> Result<()> {
    let entity = resolve::entity(book, &args.entity)?;
    let reader = book.reader()?;
    let record = resolve::record(book, &reader, entity, &args.record)?;
    let view = view(book, &reader, entity, record)?;
    let mut writer = book.writer()?;
    perform(book, &mut writer, &Deed::Delete { entity: entity.number, record })?;
    if args.output.json || args.output.csv { print(book, entity, &[view], args.output) } else { Ok(()) }
}

/// Commits a deed and says what was done on standard error, so that standard output stays data.
pub fn perform(book: &Book, writer: &mut crate::store::Writer, deed: &Deed) -> Result<crate::domain::act::Committed> {
    let committed = writer.perform(deed, &book.clock.now()).map_err(|error| book.trouble(&error))?;
    output::aside(book.words.label(&committed.label));
    Ok(committed)
}

/// An answer, its trouble in words.
pub fn answer(book: &Book, reader: &Reader, ask: &Ask) -> Result<Answer> {
    reader.answer(ask, &book.clock.now()).map_err(|error| book.trouble(&error))
}

/// A record's fields; exit code 3 where it is not there.
pub fn view(book: &Book, reader: &Reader, entity: &Entity, record: Id) -> Result<RecordView> {
    match answer(book, reader, &Ask::Record { entity: entity.number, record })? {
        Answer::Record(Some(view)) => Ok(view),
        _ => match reader.moved_away(entity.number, record).map_err(|error| book.trouble(&error))? {
            Some((name, to)) => Err(resolve::moved_away(book, &name, &to)),
            None => Err(Stop::with(
                Exit::NotFound,
                book.words.with("cli-not-found", &[("what", (&record.to_string()).into())]),
            )),
        },
    }
}

fn after(book: &Book, entity: &'static Entity, record: Id, how: OutputArgs) -> Result<()> {
    if !how.json && !how.csv {
        output::say(record)?;
        return Ok(());
    }
    print(book, entity, &[view(book, &book.reader()?, entity, record)?], how)
}

fn print(book: &Book, entity: &'static Entity, views: &[RecordView], how: OutputArgs) -> Result<()> {
    output::unpiped(output::records(entity, views, how, &book.clock.now(), &book.words))
}

/// `field=value` as numbers and values. Of several people of one name those at the customer are meant whom the record hangs on: `account`, or whom
/// the fields name before.
fn fields(
    book: &Book,
    reader: &Reader,
    entity: &'static Entity,
    said: &[String],
    account: Option<Id>,
) -> Result<Vec<(u16, Value)>> {
    let mut values = Vec::with_capacity(said.len());
    for pair in said {
        let (name, text) = pair
            .split_once('=')
            .ok_or_else(|| Stop::with(Exit::Usage, book.words.with("cli-no-equals", &[("what", pair.into())])))?;
        let field = resolve::field(book, entity, name.trim())?;
        let at = account_of(entity, &values).or(account);
        values.push((field.number, value(book, reader, field, text, at)?));
    }
    Ok(values)
}

fn account_of(entity: &Entity, values: &[(u16, Value)]) -> Option<Id> {
    let field = entity.field("account")?;
    values.iter().find_map(|(number, value)| match value {
        Value::Id(id) if *number == field.number => Some(*id),
        _ => None,
    })
}

/// One field's value as it was typed; a name stands for the record it names.
pub fn value(book: &Book, reader: &Reader, field: &'static Field, text: &str, account: Option<Id>) -> Result<Value> {
    let meant = |target: &str, typed: &str| -> Result<Id> {
        typed.parse().or_else(|_| named(book, reader, target, typed, account))
    };
    match (field.kind, field.target) {
        (Kind::Ref, Some(target)) if !text.trim().is_empty() => return Ok(Value::Id(meant(target, text.trim())?)),
        (Kind::Refs, Some(target)) => {
            let ids = entry::elements(text).map(|name| Ok(meant(target, &name)?.to_string()));
            return Ok(Value::set(ids.collect::<Result<Vec<String>>>()?));
        }
        _ => {}
    }
    let now = book.clock.now();
    let dates = Dates { now: &now, lang: book.words.lang(), next: book.settings.next_weekday };
    dates
        .typed(field, text)
        .map_err(|misfit| Stop::with(Exit::Usage, format!("{}={text}: {}", field.name, unfit(book, field, misfit))))
}

/// Why it does not fit; of a choice, with what can be chosen.
fn unfit(book: &Book, field: &Field, misfit: Misfit) -> String {
    let why = book.words.get(misfit.words());
    match (misfit, field.kind) {
        (Misfit::Choice, Kind::Choice(words)) => format!("{why} ({})", words.join(book.words.get("list-comma"))),
        _ => why.to_owned(),
    }
}

/// A referred record by its name: a customer by letters, another entity by its whole name.
pub fn named(book: &Book, reader: &Reader, target: &str, name: &str, account: Option<Id>) -> Result<Id> {
    if target == "account" {
        return resolve::account(book, reader, name);
    }
    let missing = || Stop::with(Exit::NotFound, book.words.with("cli-not-found", &[("what", name.into())]));
    let entity = ENTITIES.into_iter().find(|entity| entity.name == target).ok_or_else(missing)?;
    let field = entity.field("name").ok_or_else(missing)?;
    let only = vec![(field.number, Value::text(name))];
    // Of namesakes the one who works there.
    if let Some((field, account)) = entity.field("account").zip(account) {
        let there = [(field.number, Value::Id(account))];
        let only = only.iter().cloned().chain(there).collect();
        if let [one] = records(book, reader, entity, only)?.as_slice() {
            return Ok(*one);
        }
    }
    match records(book, reader, entity, only)?.as_slice() {
        [] => Err(missing()),
        [one] => Ok(*one),
        several => {
            let ids: Vec<String> = several.iter().map(Id::to_string).collect();
            let ids = ids.join(", ");
            let said = [("what", name.into()), ("ids", (&ids).into())];
            Err(Stop::with(Exit::Usage, book.words.with("cli-several-named", &said)))
        }
    }
}

/// The first few records with these values.
fn records(book: &Book, reader: &Reader, entity: &Entity, only: Vec<(u16, Value)>) -> Result<Vec<Id>> {
    match answer(book, reader, &Ask::Records { entity: entity.number, only, offset: 0, limit: 8 })? {
        Answer::Records(found) => Ok(found.into_iter().map(|view| view.record).collect()),
        _ => Ok(Vec::new()),
    }
}
