//! `rounds bundle`: a sync without any network, by a file that may go through anyone's hands. On the laptop and on the server alike; which
//! side is meant follows from the file, or from `--for`.

use std::io::ErrorKind;
use std::path::Path;

use anyhow::Result;

use super::{serve, sync};
use crate::cli::args::{BundleCommand, ProfileArgs};
use crate::cli::book::{self, Book};
use crate::cli::exit::{Exit, Stop};
use crate::cli::output;
use crate::client::{self, CarryError};
use crate::config::Settings;
use crate::domain::failure::Failure;
use crate::i18n::Words;
use crate::runtime::clock;
use crate::runtime::errands::carrying;
use crate::server::{self, Endpoint, FILE};
use crate::sync::bundle::{BundleError, Way, header};

/// `rounds bundle`.
pub fn run(profile: &ProfileArgs, command: &BundleCommand) -> Result<()> {
    match command {
        BundleCommand::Out { file, to: None } => out_of_laptop(&Book::open(profile)?, file),
        BundleCommand::Out { file, to: Some(name) } => out_of_server(profile, file, name),
        BundleCommand::In { file, answer } => {
            let words = book::words(profile, &Settings::default())?;
            let bytes = std::fs::read(file).map_err(|error| no_file(&words, file, &error))?;
            let (head, _) = header(&bytes).map_err(|error| wrong(&words, error))?;
            match head.way {
                Way::Down => into_laptop(&Book::open(profile)?, &bytes),
                Way::Up => into_server(profile, &words, &bytes, answer.as_deref()),
            }
        }
    }
}

fn wrong(words: &Words, error: BundleError) -> anyhow::Error {
    Stop::with(Exit::Failed, words.get(&format!("bundle-{}", error.kind())))
}

fn no_file(words: &Words, file: &Path, error: &std::io::Error) -> anyhow::Error {
    Stop::with(Exit::NotFound, words.failure(&Failure::by("bundle-no-file", error).at(file)))
}

fn carry(book: &Book, error: CarryError) -> anyhow::Error {
    match error {
        CarryError::Bundle(error) => wrong(&book.words, error),
        CarryError::Sync(error) => sync::trouble(book, &error),
    }
}

fn write(words: &Words, file: &Path, bytes: &[u8]) -> Result<()> {
    carrying::write(file, bytes).map_err(|error| match error.kind() {
        ErrorKind::AlreadyExists => {
            let what = file.display().to_string();
            Stop::with(Exit::Failed, words.with("bundle-there", &[("what", (&what).into())]))
        }
        _ => no_file(words, file, &error),
    })
}

fn out_of_laptop(book: &Book, file: &Path) -> Result<()> {
    let writer = book.writer()?;
    let now = book.clock.now().at;
    let (bytes, changes) =
        client::bundle_out(&writer, clock::random_bytes()?, now).map_err(|error| carry(book, error))?;
    write(&book.words, file, &bytes)?;
    let name = file.display().to_string();
    output::say(book.words.with("cli-bundle-out", &[("n", changes.into()), ("file", (&name).into())]))?;
    Ok(())
}

fn into_laptop(book: &Book, bytes: &[u8]) -> Result<()> {
    let mut writer = book.writer()?;
    let _held = book.profile.hold_sync().map_err(|error| book.trouble(&error))?;
    let brought = client::bundle_in(&mut writer, bytes, book.clock.now().at).map_err(|error| carry(book, error))?;
    let figures = [("arrived", brought.arrived.into()), ("settled", brought.settled.into())];
    let key = if brought.known { "cli-bundle-known" } else { "cli-bundle-brought" };
    output::say(book.words.with(key, &figures))?;
    Ok(())
}

fn endpoint(profile: &ProfileArgs, words: &Words) -> Result<Endpoint> {
    let home = serve::home(profile)?;
    if !home.join(FILE).exists() {
        // Opening would make a new, empty company.
        let what = home.display().to_string();
        return Err(Stop::with(Exit::NotFound, words.with("bundle-no-server", &[("what", (&what).into())])));
    }
    serve::endpoint(&home, words)
}

fn carry_server(words: &Words, error: server::CarryError) -> anyhow::Error {
    match error {
        server::CarryError::Bundle(error) => wrong(words, error),
        server::CarryError::Server(error) => Stop::with(Exit::Failed, error.to_string()),
    }
}

fn out_of_server(profile: &ProfileArgs, file: &Path, name: &str) -> Result<()> {
    let words = book::words(profile, &Settings::default())?;
    let Endpoint { mut core, mut storage, .. } = endpoint(profile, &words)?;
    let now = book::clock(&words)?.now().at;
    let found = core.named_device(storage.as_mut(), name, now)?;
    let device = found.map_err(|candidates| {
        let what = candidates.join("\n  ");
        Stop::with(
            Exit::NotFound,
            words.with("bundle-which-laptop", &[("name", name.into()), ("what", (&what).into())]),
        )
    })?;
    let bytes = core.bundle_out(storage.as_mut(), &device, None, clock::random_bytes()?, now);
    write(&words, file, &bytes.map_err(|error| carry_server(&words, error))?)?;
    let shown = file.display().to_string();
    output::say(words.with("cli-bundle-answer", &[("laptop", (&device.name).into()), ("file", (&shown).into())]))?;
    Ok(())
}

fn into_server(profile: &ProfileArgs, words: &Words, bytes: &[u8], answer: Option<&Path>) -> Result<()> {
    let Endpoint { mut core, mut storage, .. } = endpoint(profile, words)?;
    let now = book::clock(words)?.now().at;
    let taken = core.bundle_in(storage.as_mut(), bytes, now).map_err(|error| carry_server(words, error))?;
    let figures = [("n", taken.new.into()), ("all", taken.changes.into()), ("laptop", (&taken.device.name).into())];
    let key = match (taken.unknown, taken.new) {
        (true, _) => "cli-bundle-unknown",
        (_, 0) if taken.changes > 0 => "cli-bundle-taken-before",
        _ => "cli-bundle-taken",
    };
    output::say(words.with(key, &figures))?;
    if let Some(file) = answer {
        let bytes = core.bundle_out(storage.as_mut(), &taken.device, Some(&taken), clock::random_bytes()?, now);
        write(words, file, &bytes.map_err(|error| carry_server(words, error))?)?;
        let shown = file.display().to_string();
        let named = [("laptop", (&taken.device.name).into()), ("file", (&shown).into())];
        output::say(words.with("cli-bundle-answer", &named))?;
    }
    Ok(())
}
