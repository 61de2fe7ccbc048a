//! A date in words on the command line.

use anyhow::Result;
use chrono::NaiveDate;

use super::book::Book;
use super::exit::{Exit, Stop};
use crate::base::when::{self, Context, Hint, When};
use crate::domain::deed::Slot;

/// The day, and the time if one is said, that these words mean from now on.
pub fn read(book: &Book, words: &str) -> Result<Slot> {
    let now = book.clock.now();
    let next_weekday = book.settings.next_weekday;
    let context = Context { next_weekday, ..Context::at(&now, Hint::Future, book.words.lang()) };
    let said = when::parse(words, &context).map(|said| said.when);
    match said {
        Some(When::Day(day)) => Ok(Slot::day(day)),
        Some(When::At(at) | When::Hours { start: at, .. }) => Ok(Slot::at(at)),
        Some(When::Days { first, .. } | When::Every { first, .. }) => Ok(Slot::day(first)),
        Some(When::Length(_)) | None => {
            Err(Stop::with(Exit::Usage, book.words.with("cli-no-date", &[("what", words.into())])))
        }
    }
}

/// The day that these words mean, up to now.
pub fn past(book: &Book, words: &str) -> Result<NaiveDate> {
    let now = book.clock.now();
    let context = Context::at(&now, Hint::Past, book.words.lang());
    match when::parse(words, &context).map(|said| said.when) {
        Some(When::Day(day)) => Ok(day),
        Some(When::At(at) | When::Hours { start: at, .. }) => Ok(at.date()),
        Some(When::Days { first, .. }) => Ok(first),
        _ => Err(Stop::with(Exit::Usage, book.words.with("cli-no-date", &[("what", words.into())]))),
    }
}
