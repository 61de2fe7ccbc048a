//! Two windows over one book, both ended as by an empty battery: what was being typed comes back in one window each, and in no other.

use std::path::Path;
use std::time::{Duration, Instant};

use super::terminal::Terminal;
use super::{NOW, filled, wait_for_draft};
use crate::program::Book;

/// A minute later than [`NOW`]: here was written last.
const LATER: &str = "2026-11-24T10:43:00+00:00";

fn window(home: &Path, now: &str) -> Terminal {
    let mut terminal = Terminal::start(home, now, (24, 80), &["--lang", "en"]);
    terminal.wait_for("1 Today");
    terminal
}

/// Two windows with a line each, both killed.
fn two_lines_cut_off() -> Book {
    let book = filled();
    let lines = [(NOW, "met the buyer alpha"), (LATER, "met the buyer beta")];
    let windows = lines.map(|(now, line)| {
        let mut terminal = window(&book.home(), now);
        terminal.wait_for("NEXT");
        terminal.keys("l");
        terminal.keys(line);
        terminal.wait_for(line);
        wait_for_draft(&book.home(), line);
        terminal
    });
    windows.into_iter().for_each(Terminal::kill);
    book
}

/// The notes of all visits that were logged, and how often each.
fn logged(book: &Book, note: &str) -> usize {
    let output =
        book.command().env("ROUNDS_KEY_FILE", book.home().join("key")).args(["list", "visit", "--json"]).output();
    let visits: Vec<serde_json::Value> = serde_json::from_slice(&output.unwrap().stdout).unwrap();
    visits.iter().filter(|visit| visit["notes"].as_str().is_some_and(|notes| notes.contains(note))).count()
}

/// Waits until a visit with this note is in the book.
fn wait_logged(book: &Book, note: &str) {
    let until = Instant::now() + Duration::from_secs(30);
    while logged(book, note) == 0 {
        assert!(Instant::now() < until, "{note} was not saved");
    }
}

#[test]
fn lines_of_two_windows_come_back_in_two_windows_each_once() {
    let book = two_lines_cut_off();
    let mut first = window(&book.home(), LATER);
    first.wait_for("buyer beta");
    let mut second = window(&book.home(), LATER);
    second.wait_for("buyer alpha");
    assert!(!first.screen().contains("alpha") && !second.screen().contains("beta"), "{}", second.screen());
    // A third has nothing to take up.
    let mut third = window(&book.home(), LATER);
    third.wait_for("NEXT");
    third.keys("l");
    third.wait_for("what happened");
    for (terminal, note) in [(&mut first, "beta"), (&mut second, "alpha")] {
        terminal.keys("\r");
        wait_logged(&book, note);
    }
    assert_eq!((logged(&book, "alpha"), logged(&book, "beta")), (1, 1));
    drop((first, second, third));
    let mut again = window(&book.home(), LATER);
    again.wait_for("DAY");
    again.keys("l");
    again.wait_for("what happened");
}

#[test]
fn where_one_window_is_opened_again_the_other_line_comes_behind_its_own() {
    let book = two_lines_cut_off();
    let mut one = window(&book.home(), LATER);
    one.wait_for("buyer beta");
    one.wait_for("Another window's unsaved words are kept");
    one.keys("\r");
    wait_logged(&book, "beta");
    one.wait("the line gone", |screen| !screen.contains("Enter save"));
    one.keys("l");
    one.wait_for("buyer alpha");
    one.keys("\r");
    wait_logged(&book, "alpha");
    assert_eq!(logged(&book, "beta"), 1);
}

#[test]
fn a_window_that_is_still_there_keeps_its_line_to_itself() {
    let book = filled();
    let mut living = window(&book.home(), NOW);
    living.wait_for("NEXT");
    living.keys("l");
    living.keys("met the buyer alpha");
    wait_for_draft(&book.home(), "buyer alpha");
    let mut other = window(&book.home(), LATER);
    other.wait_for("NEXT");
    other.keys("l");
    other.wait_for("what happened");
    assert!(!other.screen().contains("buyer alpha"), "{}", other.screen());
    other.keys("met the buyer beta");
    wait_for_draft(&book.home(), "buyer beta");
    other.kill();
    let mut again = window(&book.home(), LATER);
    again.wait_for("buyer beta");
    assert!(!again.screen().contains("alpha"), "{}", again.screen());
}
