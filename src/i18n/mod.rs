//! The words a person reads, in English, 简体 and 繁體, from the locale files.
//!
//! Always holds: every language has every word, with the same arguments (a test prints what is missing). Nothing here reads the
//! system: the edge of the program finds out its locale and hands it in.

mod choose;
mod conflict;
mod copied;
mod dates;
mod declared;
mod failure;
mod files;
mod filter;
mod history;
mod import;
mod log_line;
mod logged;
mod report;
mod values;
mod why;
mod words;

pub use choose::choose;
pub use values::Shown;
pub use words::{Arg, Words};
