//! `rounds key ...`: where the key of the book is kept, a new passphrase, and the recovery code.

use anyhow::Result;

use super::args::{KeyCommand, ProfileArgs};
use super::book::{self, Book, trouble};
use super::exit::{Exit, Stop};
use super::output;
use super::place;
use crate::config::Settings;
use crate::runtime::prompt;
use crate::store::{Keep, Kept, Profile, With};

/// `rounds key`.
pub fn run(args: &ProfileArgs, command: &KeyCommand) -> Result<()> {
    match command {
        KeyCommand::Show => {
            let book = Book::open(args)?;
            let kept = book.profile.kept().map_err(|error| book.trouble(&error))?;
            output::say(book.words.get(kept_words(kept)))?;
            Ok(())
        }
        KeyCommand::Passphrase => {
            let book = Book::open(args)?;
            let passphrase = book::passphrase_to_be(&book.words)?;
            book.profile
                .keep_otherwise(&book.lock, &Keep::Passphrase(passphrase))
                .map_err(|error| book.trouble(&error))?;
            output::say(book.words.get("cli-key-passphrase-set"))?;
            Ok(())
        }
        KeyCommand::Recover { code } => recover(args, code.as_deref()),
    }
}

/// The words for where a key is kept.
pub fn kept_words(kept: Option<Kept>) -> &'static str {
    match kept {
        Some(Kept::Keyring) => "cli-status-key-keyring",
        Some(Kept::Passphrase) => "cli-status-key-passphrase",
        Some(Kept::File) => "cli-status-key-file",
        Some(Kept::Nothing) | None => "cli-status-key-none",
    }
}

fn recover(args: &ProfileArgs, code: Option<&str>) -> Result<()> {
    let words = book::words(args, &Settings::default())?;
    let home = place::home(args.home.as_deref())
        .ok_or_else(|| Stop::with(Exit::Usage, "this system names no home folder; say --home DIR"))?;
    let profile = Profile::at(home);
    let code = match code {
        Some(code) => code.to_owned(),
        None if prompt::is_person() => prompt::hidden(words.get("cli-recovery-code-now"))?.unwrap_or_default(),
        None => String::new(),
    };
    if code.is_empty() {
        return Err(Stop::with(Exit::Usage, words.get("cli-not-opened")));
    }
    let lock = profile.unlock(&With::Recovery(code)).map_err(|error| trouble(&words, &error))?;
    let keep = Keep::Passphrase(book::passphrase_to_be(&words)?);
    profile.keep_otherwise(&lock, &keep).map_err(|error| trouble(&words, &error))?;
    output::say(words.get("cli-key-recovered"))?;
    Ok(())
}
