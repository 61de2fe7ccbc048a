//! A date in words on the command line.

use anyhow::Result;
use chrono::NaiveDate;

use super::book::Book;
use super::exit::{Exit, Stop};
use crate::base::when::{self, Context, Hint, When};
use crate::domain::dates::{Dates, Of};
use crate::domain::deed::Slot;

/// The day, and the time if one is said, that these words mean from now on; of several days (`next week`) the one that `of` says.
pub fn read(book: &Book, words: &str, of: Of) -> Result<Slot> {
    let now = book.clock.now();
    let dates = Dates { now: &now, lang: book.words.lang(), next: book.settings.next_weekday };
    let no_date = || Stop::with(Exit::Usage, book.words.with("cli-no-date", &[("what", words.into())]));
    dates.read(words, of).ok_or_else(no_date)
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
