//! `rounds` without a command: the terminal, on today's visits or where the person was.

use anyhow::Result;

use super::book::{Book, said};
use super::exit::{Exit, Stop};
use super::output;
use crate::domain::ask::{Answer, Ask};
use crate::domain::failure::Failure;
use crate::i18n::Words;
use crate::runtime::terminal::Terminal;
use crate::runtime::{self, After, HINTS, PLACE, Stage, clock, shut};
use crate::store::{Kept, OwnKind};
use crate::tui::cx::Tone;
use crate::tui::message::{Draft, Spot};
use crate::tui::{Cx, Model, own_keys};

/// How the terminal opens.
#[derive(Clone, Copy, Debug)]
pub struct Opening {
    /// Whether it syncs at once where there is a server.
    pub sync_at_start: bool,
    /// A command of the table that runs at once.
    pub first: Option<&'static str>,
    /// Whether this is the demo.
    pub demo: bool,
}

impl Default for Opening {
    fn default() -> Opening {
        Opening { sync_at_start: true, first: None, demo: false }
    }
}

/// Opens the book in the terminal, and says in the shell what still waits when the person has left.
pub fn run(book: Book, opening: Opening) -> Result<()> {
    let mut writer = book.quiet_writer()?;
    let reader = book.reader()?;
    let trouble = |error| book.trouble(&error);
    let left_open = writer.become_window(&book.profile, Draft::was_open).map_err(trouble)?;
    let again = reader.all_kept(OwnKind::Again).map_err(trouble)?;
    let place = reader.kept(OwnKind::Place, PLACE).map_err(trouble)?;
    let spot: Spot = place.and_then(|(body, _)| serde_json::from_str(&body).ok()).unwrap_or_default();
    let colours = std::env::var_os("NO_COLOR").is_none_or(|value| value.is_empty());
    let mut cx = Cx::new(book.clock.now(), book.words.lang(), book.settings.clone(), colours, clock::id_source()?);
    let again = again.into_iter().map(|(of, body, _)| (of, body));
    cx.drafts = writer.drafts().into_iter().chain(again).map(|(of, body)| Draft { of, body }).collect();
    if left_open > 0 {
        cx.notice_word("form-draft-left", Tone::Calm);
    }
    match std::fs::read_to_string(book.profile.home().join(own_keys::FILE)) {
        Ok(keys) => cx.set_keys(&keys),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => {}
        Err(error) => {
            let failure = Failure::by("cli-unreadable", &error).named(own_keys::FILE);
            cx.notice(book.words.failure(&failure), Tone::Trouble);
        }
    }
    if let Some(told) = book.upgraded(&writer) {
        cx.notice(told, Tone::Calm);
    }
    let habits = reader.kept(OwnKind::Habit, HINTS).map_err(trouble)?;
    cx.habits = habits.and_then(|(body, _)| serde_json::from_str(&body).ok()).unwrap_or_default();
    cx.demo = opening.demo;
    let kept = book.profile.kept().map_err(trouble)?.unwrap_or(Kept::Nothing);
    let stands = reader.screen_lock().map_err(trouble)?;
    cx.guard = shut::guard(kept, &stands);
    if let Ok(Answer::Sync(view)) = reader.answer(&Ask::Sync, &book.clock.now()) {
        cx.sync = view.line;
    }
    let begins_shut = shut::at_start(kept, &stands, cx.lock_minutes(), book.clock.now().at);
    let mut model = Model::new(cx, spot);
    if begins_shut {
        model.begin_shut();
    }
    if let Some(command) = opening.first {
        model.cx.run(command);
    }
    let terminal = Terminal::take().map_err(|_| Stop::with(Exit::Usage, book.words.get("cli-no-terminal")))?;
    let Book { profile, lock, words, clock, .. } = book;
    let runtime::Left { after, unkept } = runtime::run(Stage {
        terminal,
        model,
        clock: clock.clone(),
        profile: profile.clone(),
        lock: lock.clone(),
        writer,
        reader,
        sync_at_start: opening.sync_at_start,
    })?;
    goodbye(&profile, &lock, &words, &clock);
    for draft in &unkept {
        // The last place that takes it: whoever reads this can copy it.
        output::aside(format_args!("{}\n\n  {}\n", words.get("cli-draft-not-kept"), draft.plain()));
    }
    if after == After::Demo {
        // In a folder of its own: the rep's customers never meet the demo's.
        return super::demo_day::show(words.lang());
    }
    Ok(())
}

/// What still waits, in one line; silence where nothing does, and where it cannot be read it was said on the screen.
fn goodbye(profile: &crate::store::Profile, lock: &crate::store::Lock, words: &Words, clock: &clock::Clock) {
    let answer = crate::store::Reader::open(profile, lock).and_then(|reader| reader.answer(&Ask::Sync, &clock.now()));
    match answer {
        Ok(Answer::Sync(view)) if view.line.enrolled && view.line.waiting > 0 => {
            let _ = output::say(words.with("cli-left-waiting", &[("n", view.line.waiting.into())]));
        }
        Ok(_) => {}
        Err(error) => output::aside(said(words, &error)),
    }
}
