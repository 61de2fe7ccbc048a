//! `rounds enrol URL CODE`: joins this laptop to the company's server; the customers of this book come along.
//!
//! Always holds: of several territories none is taken in silence, and until one is said the code still holds.

use std::path::Path;

use anyhow::Result;

use crate::base::id::Id;
use crate::base::text::{fold, narrow};
use crate::cli::args::EnrolArgs;
use crate::cli::book::Book;
use crate::cli::exit::{Exit, Stop};
use crate::cli::output;
use crate::client::{self, Asked, EnrolError, SyncError};
use crate::domain::failure::Failure;
use crate::runtime::errands::joining::this_laptop;
use crate::runtime::{clock, prompt};

/// `rounds enrol`.
pub fn run(book: &Book, args: &EnrolArgs) -> Result<()> {
    let ca = match &args.ca {
        Some(file) => company_certificates(book, file)?,
        None => String::new(),
    };
    let mut writer = book.writer()?;
    let (first, second) = (clock::random_bytes()?, clock::random_bytes()?);
    let mut seed = [0; 64];
    seed[..32].copy_from_slice(&first);
    seed[32..].copy_from_slice(&second);
    let name = this_laptop();
    let asked = Asked {
        url: &args.url,
        plain: args.plain_http,
        code: &args.code,
        name: &name,
        seed,
        again: args.again,
        ca: &ca,
    };
    let mut chosen_name = None;
    let mut choose = |territories: &[(Id, String)]| {
        let chosen = choose(book, args, territories);
        chosen_name = chosen.as_ref().map(|(_, name)| name.clone());
        chosen.map(|(id, _)| id)
    };
    super::asking(book);
    let enrolled = client::enrol(&mut writer, &asked, &mut choose, book.clock.now().at);
    enrolled.map_err(|error| trouble(book, args, &error))?;
    drop(writer);
    output::say(book.words.with("cli-enrolled", &[("what", (&args.url).into())]))?;
    if let Some(name) = chosen_name {
        output::say(book.words.with("cli-enrolled-territory", &[("what", (&name).into())]))?;
    }
    Ok(())
}

/// The certificates of a file, as they are kept.
fn company_certificates(book: &Book, file: &Path) -> Result<String> {
    let unreadable = |error: std::io::Error| {
        let failure = Failure::by("cli-enrol-ca-unreadable", &error).at(file);
        Stop::with(Exit::Usage, book.words.failure(&failure))
    };
    // Others may stand in the file beside them, in whatever letters.
    let text = String::from_utf8_lossy(&std::fs::read(file).map_err(unreadable)?).into_owned();
    if client::http::holds_certificates(&text) {
        Ok(text)
    } else {
        Err(Stop::with(Exit::Usage, book.words.failure(&Failure::new("cli-enrol-ca", file.display().to_string()))))
    }
}

/// The territory that was named, else the one the person picks.
fn choose(book: &Book, args: &EnrolArgs, territories: &[(Id, String)]) -> Option<(Id, String)> {
    if let Some(wanted) = &args.territory {
        return territories.iter().find(|(_, name)| fold(name) == fold(wanted)).cloned();
    }
    if !prompt::is_person() {
        return None;
    }
    for (at, (_, name)) in territories.iter().enumerate() {
        output::aside(format_args!("  {}  {name}", at + 1));
    }
    loop {
        let answer = prompt::line(book.words.get("cli-which-territory")).ok().flatten()?;
        let answer: String = answer.chars().map(narrow).collect();
        let at = answer.trim().parse::<usize>().ok().and_then(|at| at.checked_sub(1));
        match at.and_then(|at| territories.get(at)) {
            Some(chosen) => return Some(chosen.clone()),
            None if answer.trim().is_empty() => return None,
            None => {}
        }
    }
}

fn trouble(book: &Book, args: &EnrolArgs, error: &EnrolError) -> anyhow::Error {
    match error {
        EnrolError::Already(url) => {
            Stop::with(Exit::Failed, book.words.with("cli-enrolled-already", &[("what", url.into())]))
        }
        EnrolError::Which(several) => {
            let names: Vec<&str> = several.iter().map(|(_, name)| name.as_str()).collect();
            let all = names.join(book.words.get("list-comma"));
            match &args.territory {
                Some(wanted) => {
                    let arguments = [("what", wanted.into()), ("all", (&all).into())];
                    Stop::with(Exit::Usage, book.words.with("cli-enrol-no-such-territory", &arguments))
                }
                None => Stop::with(Exit::NeedsPerson, book.words.with("cli-enrol-which", &[("all", (&all).into())])),
            }
        }
        EnrolError::Sync(SyncError::Store(error)) => book.trouble(error),
        // Here the file is named behind --ca.
        EnrolError::Sync(error @ SyncError::Untrusted(_)) => super::sync::trouble(book, error),
        error => {
            let exit = match error {
                EnrolError::Address(_) => Exit::Usage,
                EnrolError::Sync(error) if error.is_offline() => Exit::NoConnection,
                EnrolError::Sync(SyncError::Left) => Exit::NeedsPerson,
                _ => Exit::Failed,
            };
            Stop::with(exit, book.words.failure(&error.failure(&args.url)))
        }
    }
}
