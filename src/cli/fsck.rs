//! `rounds fsck`: counts everything anew, in a book or in a server's folder, and names what was damaged.

use anyhow::Result;
use serde_json::{Map, Value as Json, json};

use super::args::{FsckArgs, ProfileArgs};
use super::book::{self, Book};
use super::exit::{Exit, Stop};
use super::{output, place, serve};
use crate::base::clock::Moment;
use crate::base::id::Id;
use crate::config::Settings;
use crate::domain::ask::{Answer, Ask};
use crate::i18n::Words;
use crate::schema::entity;
use crate::server::{Core, Endpoint, FILE, Recounting, ServerError, Storage};

/// A record, or a stream's figures: where, which record, and what it is called.
type Damaged = (String, Option<(u16, Id)>, String);

/// What was found, on either side.
struct Found {
    server: bool,
    records: u64,
    summed: bool,
    file: Vec<String>,
    damaged: Vec<Damaged>,
    unlogged: Vec<(u16, Id)>,
    strays: Vec<(u16, Id)>,
    indexes: u64,
    figures: u64,
}

/// `rounds fsck`. Exit code 4 where something was found.
pub fn run(profile: &ProfileArgs, args: &FsckArgs) -> Result<()> {
    let server = place::home(profile.home.as_deref()).is_some_and(|home| home.join(FILE).exists());
    let (words, found) = if server {
        let words = book::words(profile, &Settings::default())?;
        let found = of_server(profile, args, &words)?;
        (words, found)
    } else {
        of_book(profile, args)?
    };
    say(&words, args, &found)
}

fn of_book(profile: &ProfileArgs, args: &FsckArgs) -> Result<(Words, Found)> {
    let book = Book::open(profile)?;
    let mut writer = book.writer()?;
    let now = book.clock.now();
    let fsck = writer.fsck(args.deep, now.at).map_err(|error| book.trouble(&error))?;
    let names = match writer.answer(&Ask::Sync, &now).map_err(|error| book.trouble(&error))? {
        Answer::Sync(view) => view.incidents,
        _ => Vec::new(),
    };
    let name = |record: Option<(u16, Id)>| {
        names
            .iter()
            .find(|row| row.record == record && record.is_some())
            .map(|row| row.name.clone())
            .unwrap_or_default()
    };
    let damaged = fsck.found.iter().map(|(stream, record)| (stream.to_string(), *record, name(*record))).collect();
    let found = Found {
        server: false,
        records: fsck.records,
        summed: fsck.summed,
        file: fsck.file,
        damaged,
        unlogged: fsck.unlogged,
        strays: fsck.strays,
        indexes: fsck.indexes,
        figures: fsck.figures,
    };
    Ok((book.words, found))
}

fn of_server(profile: &ProfileArgs, args: &FsckArgs, words: &Words) -> Result<Found> {
    let now = book::clock(words)?.now().at;
    let Endpoint { mut core, mut storage, .. } = serve::endpoint(&serve::home(profile)?, words)?;
    let mut indexes = if args.deep { core.mend(storage.as_mut())? } else { Vec::new() };
    let file = core.check(storage.as_mut(), args.deep)?;
    let counting = match count(&mut core, storage.as_mut(), args.deep, now) {
        // It stood still for an index, which only a deep look finds.
        Err(error) if !args.deep => {
            indexes = core.mend(storage.as_mut())?;
            if indexes.is_empty() {
                return Err(error.into());
            }
            count(&mut core, storage.as_mut(), false, now)?
        }
        counted => counted?,
    };
    let damaged = counting.found.iter().map(|found| (found.stream.to_string(), found.record, String::new()));
    Ok(Found {
        server: true,
        records: counting.records,
        summed: true,
        file,
        damaged: damaged.collect(),
        unlogged: counting.unlogged,
        strays: Vec::new(),
        indexes: indexes.len() as u64,
        figures: 0,
    })
}

fn count(core: &mut Core, storage: &mut dyn Storage, deep: bool, now: Moment) -> Result<Recounting, ServerError> {
    let mut counting = Recounting::new(deep);
    while !counting.done {
        core.recount(storage, &mut counting, 500, now)?;
    }
    Ok(counting)
}

fn say(words: &Words, args: &FsckArgs, found: &Found) -> Result<()> {
    let what = |number: u16| entity(number).map_or_else(|| number.to_string(), |entity| entity.name.to_string());
    let damaged = found.damaged.iter().map(|(stream, record, name)| match record {
        Some((number, record)) => ("record", what(*number), record.to_string(), stream.clone(), name.clone()),
        None => ("figures", String::new(), String::new(), stream.clone(), String::new()),
    });
    let named = |kind: &'static str, (number, record): &(u16, Id)| {
        (kind, what(*number), record.to_string(), String::new(), String::new())
    };
    let unlogged = found.unlogged.iter().map(|one| named("unlogged", one));
    let strays = found.strays.iter().map(|one| named("stray", one));
    let file = found.file.iter().map(|line| ("file", String::new(), String::new(), String::new(), line.clone()));
    let rows: Vec<_> = file.chain(damaged).chain(unlogged).chain(strays).collect();
    let well = rows.is_empty() && found.indexes == 0 && found.figures == 0;
    if args.json {
        let objects = rows.iter().map(|(kind, entity, record, stream, name)| {
            let fields = [
                ("id", json!(record)),
                ("kind", json!(kind)),
                ("entity", json!(entity)),
                ("stream", json!(stream)),
                ("what", json!(name)),
            ];
            fields.into_iter().map(|(key, value)| (key.to_string(), value)).collect::<Map<String, Json>>()
        });
        output::unpiped(output::json(objects.collect()))?;
    } else {
        let lines = rows.iter().map(|(kind, entity, record, stream, name)| {
            let said = words.get(&format!("cli-fsck-{kind}")).to_string();
            vec![said, entity.clone(), record.clone(), name.clone(), stream.clone()]
        });
        output::unpiped(output::lines(lines.collect()))?;
        if found.indexes > 0 {
            output::say(words.with("cli-fsck-indexes", &[("n", found.indexes.into())]))?;
        }
        if found.figures > 0 {
            output::say(words.with("cli-fsck-counted", &[("n", found.figures.into())]))?;
        }
        if well {
            let said = if found.summed { "cli-fsck-well" } else { "cli-fsck-alone" };
            output::say(words.with(said, &[("records", found.records.into())]))?;
        }
    }
    if rows.is_empty() {
        return Ok(());
    }
    let only_strays = found.damaged.is_empty() && found.unlogged.is_empty();
    let key = match (found.file.is_empty(), found.server) {
        (true, _) if only_strays => "cli-fsck-strays",
        (true, _) => "cli-fsck-heals",
        (false, true) => "cli-fsck-server-broken",
        (false, false) => "cli-fsck-file-broken",
    };
    Err(Stop::with(Exit::NeedsPerson, words.with(key, &[("records", found.records.into())])))
}
