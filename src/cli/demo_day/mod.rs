//! `rounds demo`: a company on this machine, with a server, the rep's laptop and a colleague's, in a folder that goes afterwards.
//!
//! Always holds: it never opens the person's own book; with `--prepare` it fills the book in `--home`, which must be new.

mod check;
mod company;
mod fill;
mod folder;

use std::sync::Arc;

use anyhow::Result;
use chrono::{Datelike, NaiveDate, Timelike};

use super::args::{DemoArgs, DemoSize, ProfileArgs};
use super::book::{self, Book};
use super::demo::{Demo, Size};
use super::exit::{Exit, Stop};
use super::screen;
use crate::base::clock::{Moment, Now};
use crate::base::lang::Lang;
use crate::cli::output;
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
    let clock = book::clock(&words)?;
    let clock = match an_hour_with_the_day_half_done(&clock.now()) {
        Some(moment) => clock.set_to(moment),
        None => clock,
    };
    output::aside(words.get("demo-making"));
    let folder = Folder::new()?;
    let demo = territory(words.lang(), size, &clock)?;
    let company = Company::found(folder.path(), demo, words.lang(), &clock)?;
    if check {
        return check::run(company, &clock, &words);
    }
    output::aside(words.get("cli-demo-ready"));
    let Company { me, _server: server, .. } = company;
    let opening = screen::Opening { sync_at_start: false, first: Some("tour"), demo: true };
    screen::run(me.into_book(words, clock), opening)?;
    drop(server);
    Ok(())
}

/// In the evening, at night and at the weekend the demo's clock is set to the latest workday's forenoon: a day half done at
/// midnight would be nobody's day.
fn an_hour_with_the_day_half_done(now: &Now) -> Option<Moment> {
    let weekend = |day: NaiveDate| day.weekday().num_days_from_monday() > 4;
    let hour = now.local().hour();
    let mut day = now.today();
    if !weekend(day) && day == now.local().date() && (10..15).contains(&hour) {
        return None;
    }
    while weekend(day) {
        day = day.pred_opt()?;
    }
    Some(now.zone.moment(day.and_hms_opt(10, 42, 0)?))
}

fn territory(lang: Lang, size: Size, clock: &Clock) -> Result<Demo> {
    Demo::new(lang, size, SEED, &clock.now()).map_err(|error| Stop::with(Exit::Failed, error.to_string()))
}

/// Fills the new book in `--home` and stops.
fn prepare(profile: &ProfileArgs, size: Size) -> Result<()> {
    if profile.home.is_none() {
        let words = book::words(profile, &Settings::default())?;
        return Err(Stop::with(Exit::Usage, words.get("cli-demo-needs-home").to_string()));
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
    let home = book.profile.home().display().to_string();
    let arguments = [("count", made.into()), ("what", (&home).into())];
    output::say(book.words.with("cli-demo-prepared", &arguments))?;
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_demo_has_a_forenoon_at_any_hour() {
        for (now, expected) in [
            ("2026-11-24T10:42:00+00:00", "2026-11-24 10:42"),
            ("2026-11-24T14:59:00+08:00", "2026-11-24 14:59"),
            ("2026-11-24T06:10:00+00:00", "2026-11-24 10:42"),
            ("2026-11-24T22:40:00-05:00", "2026-11-24 10:42"),
            ("2026-11-25T01:30:00+00:00", "2026-11-24 10:42"),
            ("2026-11-22T12:00:00+08:00", "2026-11-20 10:42"),
            ("2026-11-23T00:30:00+08:00", "2026-11-20 10:42"),
        ] {
            let now = Now::parse(now).unwrap();
            let at = an_hour_with_the_day_half_done(&now).unwrap_or(now.at);
            assert_eq!(now.zone.local(at).format("%F %H:%M").to_string(), expected, "{now:?}");
        }
    }
}
