//! Opens the book for a command: where it is, in which language, with which key; and the first start, where the key is made.
//!
//! Always holds: a book that does not open is left as it was, and the words say what to do.

use std::env::VarError;
use std::io::{ErrorKind, Write};
use std::path::Path;

use anyhow::Result;

use super::args::ProfileArgs;
use super::exit::{Exit, Stop};
use super::output;
use super::place;
use crate::base::lang::Lang;
use crate::client::SyncError;
use crate::config::Settings;
use crate::domain::ask::ClockWrong;
use crate::domain::failure::Failure;
use crate::i18n::{Words, choose};
use crate::runtime::clock::Clock;
use crate::runtime::prompt;
use crate::server::ServerError;
use crate::store::{Keep, Kept, Lock, Profile, Reader, RecoveryCode, ScreenLock, StoreError, With, Writer};

/// A profile that can be opened: its folder, key, language, settings and clock.
pub struct Book {
    /// Its files.
    pub profile: Profile,
    /// What opens its database.
    pub lock: Lock,
    /// The words of the person's language.
    pub words: Words,
    /// The person's settings.
    pub settings: Settings,
    /// The clock.
    pub clock: Clock,
    /// Whether somebody has just proved himself, or it is the screen that asks him: a shut screen then stops nothing.
    pub proved: bool,
}

/// The words of the person's language, before or without a book.
pub fn words(args: &ProfileArgs, settings: &Settings) -> Result<Words> {
    let asked = match &args.lang {
        Some(tag) => Some(
            Lang::from_tag(tag)
                .ok_or_else(|| Stop::with(Exit::Usage, format!("--lang: {tag} is none of en, zh-Hans, zh-Hant")))?,
        ),
        None => None,
    };
    Ok(Words::new(choose(asked, settings.lang, sys_locale::get_locales())))
}

/// The person's settings, from the profile's folder.
pub fn settings(args: &ProfileArgs, home: &Path) -> Result<Settings> {
    let settings_file = home.join("settings.toml");
    match std::fs::read_to_string(&settings_file) {
        Ok(text) => match Settings::parse(&settings_file.display().to_string(), &text) {
            Ok(settings) => Ok(settings),
            Err(trouble) => Err(Stop::with(
                Exit::Usage,
                super::day::settings::broken(&words(args, &Settings::default())?, &trouble),
            )),
        },
        // A home that is none is said where the book is opened.
        Err(error) if matches!(error.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory) => Ok(Settings::default()),
        Err(error) => {
            let failure = Failure::by("cli-unreadable", &error).at(&settings_file);
            Err(Stop::with(Exit::Usage, words(args, &Settings::default())?.failure(&failure)))
        }
    }
}

/// The clock of this computer, or the one that `ROUNDS_NOW` fixes.
pub fn clock(words: &Words) -> Result<Clock> {
    let wrong = |text: String| Stop::with(Exit::Usage, words.with("cli-now-wrong", &[("what", (&text).into())]));
    Clock::of_this_computer().map_err(wrong)
}

impl Book {
    /// Opens the book's lock; at its first start makes the key. The database itself is opened by [`Book::writer`] and [`Book::reader`].
    pub fn open(args: &ProfileArgs) -> Result<Book> {
        let home = place::home(args.home.as_deref())
            .ok_or_else(|| Stop::with(Exit::Usage, "this system names no home folder; say --home DIR"))?;
        let settings = settings(args, &home)?;
        let words = words(args, &settings)?;
        let clock = clock(&words)?.day_ends(settings.day_ends);
        let profile = Profile::at(home);
        let kept = |profile: &Profile| profile.kept().map_err(|error| trouble(&words, &error));
        let lock = match kept(&profile)? {
            None => match first_start(args, &profile, &words)? {
                Some(lock) => lock,
                None => unlock(args, &profile, kept(&profile)?.unwrap_or(Kept::Nothing), &words)?,
            },
            Some(kept) => unlock(args, &profile, kept, &words)?,
        };
        let proved = args.key_file.is_some() || matches!(profile.kept(), Ok(Some(Kept::Passphrase | Kept::Nothing)));
        Ok(Book { profile, lock, words, settings, clock, proved })
    }

    /// The writing side. Whether the book was upgraded is said beside the result.
    pub fn writer(&self) -> Result<Writer> {
        let writer = self.quiet_writer()?;
        if let Some(told) = self.upgraded(&writer) {
            output::aside(told);
        }
        let now = self.clock.now();
        let used = writer.used().map_err(|error| trouble(&self.words, &error))?;
        if let Some(told) = ClockWrong::by_book(used, now.at) {
            output::aside(self.words.clock_wrong(told, &now));
        }
        Ok(writer)
    }

    /// Where this opening brought the book to a new version's form: that it did, and where the copy lies.
    pub fn upgraded(&self, writer: &Writer) -> Option<String> {
        writer.put_aside().map(|copy| self.words.failure(&Failure::new("store-upgraded", "").at(copy)))
    }

    /// The writing side, for whoever says [`Book::upgraded`] elsewhere.
    pub fn quiet_writer(&self) -> Result<Writer> {
        let open = || {
            let mut writer = Writer::open(&self.profile, &self.lock)?;
            // The settings may have been edited by hand.
            writer.set_usual(self.settings.usual(), self.clock.now().at)?;
            Ok((writer.screen_lock()?, writer))
        };
        let (stands, writer) = open().map_err(|error| trouble(&self.words, &error))?;
        self.not_shut(&stands)?;
        Ok(writer)
    }

    /// The reading side. A book that was never opened is made first.
    pub fn reader(&self) -> Result<Reader> {
        let open = || {
            let reader = Reader::open(&self.profile, &self.lock)?;
            Ok((reader.usual()?, reader.screen_lock()?, reader))
        };
        let opened = match open() {
            // Nobody has made it yet, or whoever began was ended before it was done; or it is of an older version.
            Err(StoreError::NoProfile(_) | StoreError::Older(_)) => {
                drop(self.writer()?);
                open()
            }
            opened => opened,
        };
        let (usual, stands, reader) = opened.map_err(|error| trouble(&self.words, &error))?;
        self.not_shut(&stands)?;
        if usual != self.settings.usual() {
            drop(self.writer()?);
        }
        Ok(reader)
    }

    /// Behind a shut screen the shell shows nothing either.
    fn not_shut(&self, stands: &ScreenLock) -> Result<()> {
        if stands.shut && stands.pin && !self.proved {
            return Err(Stop::with(Exit::Failed, self.words.get("cli-shut")));
        }
        Ok(())
    }

    /// The words for what went wrong, with the exit code.
    pub fn trouble(&self, error: &StoreError) -> anyhow::Error {
        trouble(&self.words, error)
    }
}

/// The words for what went wrong in the store, with the exit code.
pub fn trouble(words: &Words, error: &StoreError) -> anyhow::Error {
    use crate::domain::deed::Refusal;
    let exit = match error {
        StoreError::NoProfile(_) | StoreError::Refused(Refusal::Gone | Refusal::MovedAway { .. }) => Exit::NotFound,
        StoreError::NeedsPassphrase | StoreError::NeedsKeyFile | StoreError::BadKeyFile(_) => Exit::Usage,
        // What was said does not fit its field: it is said anew, as a wrong choice is.
        StoreError::Refused(Refusal::Value { .. }) => Exit::Usage,
        _ => Exit::Failed,
    };
    Stop::with(exit, said(words, error))
}

/// What went wrong in the store, in the person's words.
pub fn said(words: &Words, error: &StoreError) -> String {
    if let StoreError::Refused(refusal) = error {
        return words.refusal(refusal);
    }
    words.failure(&error.failure())
}

/// What ended a command, in the person's words also where nobody had said it before: never the system's own where there are better.
pub fn ended(words: &Words, error: &anyhow::Error) -> String {
    let mut parts = Vec::new();
    for link in error.chain() {
        let known = if let Some(error) = link.downcast_ref::<StoreError>() {
            Some(said(words, error))
        } else if let Some(error) = link.downcast_ref::<SyncError>() {
            Some(words.failure(&error.failure()))
        } else if let Some(error) = link.downcast_ref::<ServerError>() {
            Some(words.failure(&error.failure()))
        } else {
            link.downcast_ref::<std::io::Error>().map(|error| words.cause(&error.into()))
        };
        let ends = known.is_some();
        parts.push(known.unwrap_or_else(|| link.to_string()));
        if ends {
            break;
        }
    }
    parts.join(": ")
}

/// The passphrase in `ROUNDS_PASSPHRASE`. What is set and is no text is not taken for none.
fn passphrase_given(words: &Words) -> Result<Option<String>> {
    match std::env::var("ROUNDS_PASSPHRASE") {
        Ok(text) => Ok(Some(text).filter(|text| !text.is_empty())),
        Err(VarError::NotPresent) => Ok(None),
        Err(VarError::NotUnicode(_)) => Err(Stop::with(Exit::Usage, words.get("cli-passphrase-no-text"))),
    }
}

/// The passphrase that is to lock a book from now on: `ROUNDS_PASSPHRASE`, else asked twice.
pub fn passphrase_to_be(words: &Words) -> Result<String> {
    match passphrase_given(words)? {
        Some(passphrase) => Ok(passphrase),
        None => new_passphrase(words),
    }
}

fn unlock(args: &ProfileArgs, profile: &Profile, kept: Kept, words: &Words) -> Result<Lock> {
    let with = match (&args.key_file, kept) {
        (_, Kept::Nothing) => With::Itself,
        (Some(file), _) => With::File(file.clone()),
        (None, Kept::Passphrase) => match passphrase_given(words)? {
            Some(passphrase) => With::Passphrase(passphrase),
            None if prompt::is_person() => return unlock_by_person(profile, words),
            None => With::Itself,
        },
        _ => With::Itself,
    };
    match profile.unlock(&with) {
        Err(error @ (StoreError::KeyGone | StoreError::KeyringShut(_))) if prompt::is_person() => {
            unlock_by_code(profile, &error, words)
        }
        outcome => outcome.map_err(|error| trouble(words, &error)),
    }
}

/// The keyring has lost the key, or is shut: the recovery code opens the book all the same. A key that was lost is put back.
fn unlock_by_code(profile: &Profile, why: &StoreError, words: &Words) -> Result<Lock> {
    output::aside(said(words, why));
    for left in [2, 1, 0] {
        let code = prompt::line(words.get("cli-recovery-code-now"))?.unwrap_or_default();
        if code.is_empty() {
            return Err(Stop::with(Exit::Failed, words.get("cli-not-opened")));
        }
        let lock = match profile.unlock(&With::Recovery(code)) {
            Ok(lock) => lock,
            Err(error) if left > 0 => {
                output::aside(said(words, &error));
                continue;
            }
            Err(error) => return Err(trouble(words, &error)),
        };
        if matches!(why, StoreError::KeyGone) && profile.keep_otherwise(&lock, &Keep::Keyring).is_ok() {
            output::aside(words.get("cli-key-put-back"));
        }
        return Ok(lock);
    }
    Err(Stop::with(Exit::Failed, words.get("cli-not-opened")))
}

/// Three tries: a slip of the finger should not send anyone back to the shell.
fn unlock_by_person(profile: &Profile, words: &Words) -> Result<Lock> {
    for left in [2, 1, 0] {
        let Some(passphrase) = prompt::hidden(words.get("cli-passphrase"))? else {
            return Err(Stop::with(Exit::Failed, words.get("cli-not-opened")));
        };
        match profile.unlock(&With::Passphrase(passphrase)) {
            Err(error @ StoreError::WrongPassphrase) if left > 0 => output::aside(said(words, &error)),
            outcome => return outcome.map_err(|error| trouble(words, &error)),
        }
    }
    Err(Stop::with(Exit::Failed, words.get("cli-not-opened")))
}

/// Makes the key: as the options say, else as the person chooses, else in the keyring. `None`: another program has begun this book meanwhile.
fn first_start(args: &ProfileArgs, profile: &Profile, words: &Words) -> Result<Option<Lock>> {
    let keep = match &args.key_file {
        _ if args.no_encryption => Keep::Nothing,
        Some(file) => Keep::File(file.clone()),
        None => match passphrase_given(words)? {
            Some(passphrase) => Keep::Passphrase(passphrase),
            None if prompt::is_person() => chosen(words)?,
            None => Keep::Keyring,
        },
    };
    let by_person = prompt::is_person() && args.key_file.is_none();
    let begun = match profile.begin(&keep) {
        Err(StoreError::NoKeyring(_)) if prompt::is_person() => {
            output::aside(words.get("cli-no-keyring"));
            profile.begin(&Keep::Passphrase(new_passphrase(words)?))
        }
        begun => begun,
    };
    let first = match begun {
        Ok(first) => first,
        Err(StoreError::ProfileThere(_)) => {
            output::aside(words.get("cli-begun-meanwhile"));
            return Ok(None);
        }
        Err(error) => return Err(trouble(words, &error)),
    };
    if keep == Keep::Nothing {
        output::aside(words.get("cli-not-encrypted"));
    }
    if let (Some(code), true) = (&first.code, by_person) {
        output::aside(format_args!("\n{}\n\n    {code}\n", output::fitting(words.get("cli-recovery-code"))));
        ask_back(code, words)?;
    }
    Ok(Some(first.lock))
}

fn chosen(words: &Words) -> Result<Keep> {
    output::aside(format_args!("{}\n", output::fitting(words.get("cli-first-welcome"))));
    for (digit, key) in ["cli-first-keyring", "cli-first-passphrase", "cli-first-open"].into_iter().enumerate() {
        output::aside(format_args!("  {}  {}", digit + 1, words.get(key)));
    }
    std::io::stderr().flush()?;
    loop {
        let answer = prompt::line(words.get("cli-first-choice"))?;
        match answer.as_deref().map(str::trim) {
            Some("1" | "１" | "") => return Ok(Keep::Keyring),
            Some("2" | "２") => return Ok(Keep::Passphrase(new_passphrase(words)?)),
            Some("3" | "３") => return Ok(Keep::Nothing),
            Some(other) => output::aside(words.with("cli-first-none", &[("what", other.into())])),
            None => return Err(Stop::with(Exit::Failed, words.get("cli-not-opened"))),
        }
    }
}

fn new_passphrase(words: &Words) -> Result<String> {
    loop {
        let stop = || Stop::with(Exit::Failed, words.get("cli-not-opened"));
        let first = prompt::hidden(words.get("cli-passphrase-new"))?.ok_or_else(stop)?;
        let again = prompt::hidden(words.get("cli-passphrase-again"))?.ok_or_else(stop)?;
        match (first == again, first.is_empty()) {
            (true, false) => return Ok(first),
            (true, true) => output::aside(words.get("cli-passphrase-empty")),
            (false, _) => output::aside(words.get("cli-passphrase-differs")),
        }
    }
}

/// Asked back once, so that it is written down and not only seen. Whoever gives up may go on: the code still holds.
fn ask_back(code: &RecoveryCode, words: &Words) -> Result<()> {
    for left in [2u32, 1, 0] {
        match prompt::line(words.get("cli-recovery-back"))? {
            // Read as it will be read when it is needed: letters that a hand takes for digits are those digits.
            Some(answer) if answer.parse().is_ok_and(|typed: RecoveryCode| typed == *code) => {
                output::aside(format_args!("{}\n", words.get("cli-recovery-right")));
                return Ok(());
            }
            Some(answer) if answer.is_empty() => break,
            Some(_) => output::aside(words.with("cli-recovery-wrong", &[("left", left.into())])),
            None => break,
        }
    }
    output::aside(format_args!("{}\n", output::fitting(words.get("cli-recovery-skipped"))));
    Ok(())
}
