//! The one integration test binary: it links once. Each module is one kind of proof.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::io::Write;

/// Says that something cannot be tried on this machine: past the harness, which would keep it to itself. `.ci/run` says it once more at its end.
fn left_out(what: &str) {
    let _ = writeln!(std::io::stderr(), "LEFT OUT: {what}");
}

mod beside;
mod bundles;
mod bytes;
mod command_line;
mod conflicts_command;
mod deeds;
mod docs;
mod enrolling;
mod every_command;
mod faults;
mod first_start;
mod fuzz;
mod hostile;
mod import;
mod import_book;
mod import_command;
mod interop;
mod kills;
mod line;
mod log_command;
mod merge_command;
mod migrations;
mod own_words;
mod phrases;
mod program;
mod pty;
mod screens;
mod search;
mod sim;
mod snapshots;
mod store;
mod stories;
mod sync;
mod sync_storage;
mod tls;
mod upgraded;
mod utterances;
mod walls;
mod wanted;
mod when_command;
mod words;
