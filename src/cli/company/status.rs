//! `rounds status`: where this book is, whose it is, what waits to be sent.

use anyhow::Result;
use serde_json::{Map, json};

use crate::cli::args::OutputArgs;
use crate::cli::book::Book;
use crate::cli::output;
use crate::cli::records::answer;
use crate::domain::ask::{AccountPage, Answer, Ask, ListAsk};
use crate::store::Kept;

/// `rounds status`.
pub fn run(book: &Book, how: OutputArgs) -> Result<()> {
    let reader = book.reader()?;
    let now = book.clock.now();
    // How many customers there are, and none of them.
    let count = Ask::Accounts(ListAsk::default());
    let (Answer::Sync(view), Answer::Accounts(AccountPage { all: accounts, .. })) =
        (answer(book, &reader, &Ask::Sync)?, answer(book, &reader, &count)?)
    else {
        return Ok(());
    };
    let kept = book.profile.kept().map_err(|error| book.trouble(&error))?;
    let key = match kept {
        Some(Kept::Keyring) => "keyring",
        Some(Kept::Passphrase) => "passphrase",
        Some(Kept::File) => "file",
        Some(Kept::Nothing) | None => "none",
    };
    let home = book.profile.home().display().to_string();
    if how.json || how.csv {
        let mut object = Map::new();
        object.insert("id".into(), json!(home));
        object.insert("key".into(), json!(key));
        object.insert("accounts".into(), json!(accounts));
        object.insert("enrolled".into(), json!(view.line.enrolled));
        object.insert("server".into(), json!(view.server));
        object.insert("user".into(), json!(view.user));
        object.insert("waiting".into(), json!(view.line.waiting));
        object.insert("needs_you".into(), json!(view.line.needs_you));
        object.insert("last_sync".into(), json!(view.line.last.map(|at| at.to_string())));
        return output::unpiped(if how.json { output::json(vec![object]) } else { output::csv(&[], &[object]) });
    }
    let words = &book.words;
    let mut rows = vec![
        vec![words.get("cli-status-home").to_string(), home],
        vec![words.get("cli-status-key").to_string(), words.get(crate::cli::key::kept_words(kept)).to_string()],
        vec![words.get("cli-status-accounts").to_string(), accounts.to_string()],
    ];
    if view.line.enrolled {
        rows.push(vec![words.get("cli-status-server").to_string(), format!("{}  {}", view.server, view.user)]);
    }
    rows.push(vec![
        words.get("cli-status-sync").to_string(),
        crate::cli::day::today::sync_line(words, &view.line, &now),
    ]);
    output::unpiped(output::lines(rows))
}
