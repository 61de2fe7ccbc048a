//! The command line: one file per subcommand, by what it is about.

pub mod args;
pub mod book;
pub mod company;
pub mod day;
pub mod demo;
pub mod demo_day;
pub mod exit;
pub mod fsck;
pub mod key;
pub mod output;
pub mod place;
pub mod records;
pub mod screen;
pub mod shell;
pub mod slot;
pub mod usage;

use std::ffi::OsString;

use anyhow::Result;
use clap::FromArgMatches;
use clap::error::ErrorKind;

use self::args::{Cli, Command, ProfileArgs, UndoArgs};
use self::book::Book;
use self::company::{admin, bundle, conflicts, enrol, parked, serve, status, sync};
use self::day::{brief, close, log, money, next, plain, plan, settings, today, when};
use self::exit::{Exit, Stop};
use self::records::{history, import, merge, search, undo};
use crate::i18n::Words;
use crate::server::ServerError;

/// Parses and dispatches; what goes wrong is said on standard error.
pub fn run(arguments: impl IntoIterator<Item = OsString>) -> Exit {
    crate::runtime::terminal::give_back_on_panic();
    #[cfg(debug_assertions)]
    {
        hold_at_points();
        know_next_migration();
    }
    let arguments: Vec<OsString> = arguments.into_iter().collect();
    let parsed = args::command().try_get_matches_from(&arguments).and_then(|matches| Cli::from_arg_matches(&matches));
    let cli = match parsed {
        Ok(cli) => cli,
        Err(error) => {
            let exit = if error.use_stderr() { Exit::Usage } else { Exit::Done };
            match words(&usage::profile(&arguments)) {
                Some(words)
                    if exit == Exit::Usage && error.kind() != ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand =>
                {
                    output::aside(format_args!("rounds: {}", usage::said(&error, &words)));
                }
                // Where even this cannot be printed nobody listens.
                _ => drop(error.print()),
            }
            return exit;
        }
    };
    match dispatch(&cli) {
        Ok(()) => Exit::Done,
        Err(error) => {
            output::aside(format_args!("rounds: {}", said(&cli.profile, &error)));
            exit_of(&error)
        }
    }
}

fn exit_of(error: &anyhow::Error) -> Exit {
    match (error.downcast_ref::<Stop>(), error.downcast_ref::<ServerError>()) {
        (Some(stop), _) => stop.exit,
        (None, Some(ServerError::Unknown(_))) => Exit::NotFound,
        (None, Some(ServerError::Taken(_) | ServerError::Left(_))) => Exit::Usage,
        (None, _) => Exit::Failed,
    }
}

/// What ended a command, in the person's words also where nobody had said it before: never the system's own where there are better.
fn said(profile: &ProfileArgs, error: &anyhow::Error) -> String {
    match words(profile) {
        Some(words) => book::ended(&words, error),
        None => format!("{error:#}"),
    }
}

/// The words of whoever gave the command; none where it asks for a language that is none.
fn words(profile: &ProfileArgs) -> Option<Words> {
    let home = place::home(profile.home.as_deref());
    let settings = home.and_then(|home| book::settings(profile, &home).ok()).unwrap_or_default();
    book::words(profile, &settings).ok()
}

/// In debug builds: `ROUNDS_HOLD=POINT` or `POINT:N` says where this process, when it passes there for the first (or Nth) time, says so and
/// stands still; a test kills it there. `ROUNDS_BREAK=POINT` says where it breaks as by a defect of its own.
#[cfg(debug_assertions)]
#[expect(clippy::panic, reason = "a test looks at what a panic leaves behind")]
fn hold_at_points() {
    use std::sync::OnceLock;
    use std::sync::atomic::{AtomicU32, Ordering};
    static WANTED: OnceLock<(String, AtomicU32, bool)> = OnceLock::new();
    let (wanted, breaks) = match (std::env::var("ROUNDS_HOLD"), std::env::var("ROUNDS_BREAK")) {
        (Ok(held), _) => (held, false),
        (_, Ok(broken)) => (broken, true),
        _ => return,
    };
    let (name, times) = wanted.split_once(':').unwrap_or((&wanted, "1"));
    let _ = WANTED.set((name.to_string(), AtomicU32::new(times.parse().unwrap_or(1)), breaks));
    crate::base::point::tell(|passed| {
        let Some((name, times, breaks)) = WANTED.get() else { return };
        if name != passed || times.fetch_sub(1, Ordering::SeqCst) != 1 {
            return;
        }
        if *breaks {
            panic!("broken at {passed}");
        }
        output::aside(format_args!("holding at {passed}"));
        loop {
            std::thread::park();
        }
    });
}

/// In debug builds: `ROUNDS_NEXT_MIGRATION=FILE` names the SQL that makes this program the next version, so that a test sees it upgrade a book or a company.
#[cfg(debug_assertions)]
fn know_next_migration() {
    if let Some(sql) = std::env::var_os("ROUNDS_NEXT_MIGRATION").and_then(|file| std::fs::read_to_string(file).ok()) {
        crate::upgrade::know_next(&sql);
    }
}

fn dispatch(cli: &Cli) -> Result<()> {
    let book = || Book::open(&cli.profile);
    match &cli.command {
        Some(Command::Today(how)) => today::run(&book()?, *how),
        Some(Command::Import(args)) => import::run(&book()?, args),
        Some(Command::Plan(args)) => plan::run(&book()?, args),
        Some(Command::Log(args)) => log::run(book()?, args),
        Some(Command::Search(args)) => search::run(&book()?, args),
        Some(Command::When(args)) => when::run(&cli.profile, args),
        Some(Command::Undo(UndoArgs { act: Some(act), output })) => undo::act(&book()?, *act, *output),
        Some(Command::Undo(UndoArgs { act: None, output })) => undo::run(&book()?, false, *output),
        Some(Command::Redo(how)) => undo::run(&book()?, true, *how),
        Some(Command::List(args)) => records::list(&book()?, args),
        Some(Command::Show(args)) => records::show(&book()?, args),
        Some(Command::Add(args)) => records::add(&book()?, args),
        Some(Command::Set(args)) => records::set(&book()?, args),
        Some(Command::Merge(args)) => merge::run(&book()?, args),
        Some(Command::Reassign(args)) => merge::reassign(&book()?, args),
        Some(Command::History(args)) => history::run(&book()?, args),
        Some(Command::Delete(args)) => records::delete(&book()?, args),
        Some(Command::Status(how)) => status::run(&book()?, *how),
        Some(Command::Conflicts(args)) => conflicts::run(&book()?, args),
        Some(Command::Parked(args)) => parked::run(&book()?, args),
        Some(Command::Completions { shell }) => output::unpiped(shell::completions(*shell)),
        Some(Command::Man) => output::unpiped(shell::man()),
        Some(Command::Serve(args)) => serve::run(&cli.profile, args),
        Some(Command::Admin(command)) => admin::run(&cli.profile, command),
        Some(Command::Enrol(args)) => enrol::run(&book()?, args),
        // What a timer does at night shows nothing.
        Some(Command::Sync(args)) => sync::run(&Book { proved: true, ..book()? }, args),
        Some(Command::Fsck(args)) => fsck::run(&cli.profile, args),
        Some(Command::Bundle(command)) => bundle::run(&cli.profile, command),
        Some(Command::Close(args)) => close::run(&book()?, args),
        Some(Command::Report(args)) => close::report(&book()?, args),
        Some(Command::Money(how)) => money::run(&book()?, *how),
        Some(Command::Next(args)) => next::run(&book()?, args),
        Some(Command::Snooze(args)) => next::snooze(&book()?, args),
        Some(Command::Settings(args)) => settings::run(&book()?, args),
        Some(Command::Brief(args)) => brief::run(&book()?, args),
        Some(Command::Key(args)) => key::run(&cli.profile, &args.command),
        None if cli.plain => plain::run(&book()?),
        None => screen::run(Book { proved: true, ..book()? }, screen::Opening::default()),
        Some(Command::Demo(args)) => demo_day::run(&cli.profile, args),
    }
}
