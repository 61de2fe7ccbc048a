//! `rounds demo`: a company on this machine, with a server, the rep's laptop and a colleague's, in a folder that goes afterwards.
//!
//! Always holds: it never opens the person's own book; with `--prepare` it fills the book in `--home`, which must be new.

mod check;
mod company;
mod fill;
mod folder;

use std::sync::Arc;

use anyhow::Result;

use super::args::{DemoArgs, DemoSize, ProfileArgs};
use super::book::{self, Book};
use super::demo::{Demo, Size};
use super::exit::{Exit, Stop};
use super::screen;
use crate::base::lang::Lang;
use crate::config::Settings;
use crate::i18n::Words;
use crate::runtime::clock::{self, Clock};
use company::Company;
use folder::Folder;

/// The seed of the demo's territory: the same for everybody, so that two people see the same.
const SEED: u64 = 20_261_124;

/// `rounds demo`.
pub fn run(profile: &ProfileArgs, args: &DemoArgs) -> Result<()> {
    let size = match args.size {
        DemoSize::Small => Size::Demo,
        DemoSize::Normal => Size::Normal,
        DemoSize::Heavy => Size::Heavy,
        DemoSize::Stress => Size::Stress,
    };
    if args.prepare {
        return prepare(profile, size);
    }
    present(book::words(profile, &Settings::default())?, size, args.check)
}

/// The demo for somebody who asks for it from his own book's screen.
pub fn show(lang: Lang) -> Result<()> {
    present(Words::new(lang), Size::Demo, false)
}

fn present(words: Words, size: Size, check: bool) -> Result<()> {
    let clock = super::serve::clock()?;
    let folder = Folder::new()?;
    let demo = territory(words.lang(), size, &clock)?;
    let company = Company::found(folder.path(), demo, words.lang(), &clock)?;
    if check {
        return check::run(company, &clock);
    }
    eprintln!("{}", words.get("cli-demo-ready"));
    let Company { me, _server: server, .. } = company;
    screen::run(me.into_book(words, clock), screen::Opening { sync_at_start: false, ..screen::Opening::default() })?;
    drop(server);
    Ok(())
}

fn territory(lang: Lang, size: Size, clock: &Clock) -> Result<Demo> {
    Demo::new(lang, size, SEED, &clock.now()).map_err(|error| Stop::with(Exit::Failed, error.to_string()))
}

/// Fills the new book in `--home` and stops.
fn prepare(profile: &ProfileArgs, size: Size) -> Result<()> {
    if profile.home.is_none() {
        return Err(Stop::with(Exit::Usage, "--prepare needs --home DIR: the demo's customers never mix with yours"));
    }
    let book = Book::open(profile)?;
    if book.profile.database().exists() {
        return Err(Stop::with(
            Exit::Usage,
            book.words.with("cli-demo-not-new", &[("what", (&book.profile.home().display().to_string()).into())]),
        ));
    }
    let demo = territory(book.words.lang(), size, &book.clock)?;
    let mut writer = book.writer()?;
    let made = fill::alone(&mut writer, demo, &book.clock.now()).map_err(|error| book.trouble(&error))?;
    println!("{made}");
    Ok(())
}

/// The moment that the server and both laptops take for now.
fn moments(clock: &Clock) -> crate::server::Clock {
    let clock = clock.clone();
    Arc::new(move || clock.now().at)
}

/// True randomness for keys and tokens.
fn seed() -> Result<[u8; 32]> {
    Ok(clock::random_bytes()?)
}
