//! The commands that deal with the company: joining it, the exchange, what it decided or refused, and its endpoint.

pub mod admin;
mod asked;
pub mod bundle;
pub mod conflicts;
pub mod enrol;
pub mod parked;
mod progress;
pub mod serve;
pub mod status;
pub mod sync;

use std::io::IsTerminal;

use super::book::Book;
use super::output;

/// Says to whoever sits before it that the server is being asked: an answer may take its time.
fn asking(book: &Book) {
    if std::io::stderr().is_terminal() {
        output::aside(book.words.get("connect-asking"));
    }
}
