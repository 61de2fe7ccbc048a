//! The real binary in a real terminal: opening, logging, leaving, being killed.

pub mod bad_input;
mod begin;
mod carried;
pub mod company;
mod doors;
mod first_sync;
mod keyring;
mod left_behind;
mod letters;
mod settings;
mod taken_back;
#[expect(dead_code, reason = "the benchmarks measure with it")]
pub mod terminal;
mod toured;
mod walk;
mod windows;

use crate::program::Book;
use rounds::runtime::PLACE;
use rounds::store::{OwnKind, Profile, Reader, With};
use rounds::tui::message::Spot;
use rounds::tui::screen::Tab;
use terminal::Terminal;

pub const NOW: &str = "2026-11-24T10:42:00+00:00";

/// A terminal over a book that has a customer and a visit today.
fn open(home: &std::path::Path, size: (u16, u16)) -> Terminal {
    Terminal::start(home, NOW, size, &["--lang", "en"])
}

fn filled() -> Book {
    let book = Book::new();
    // The terminal keeps the key in the home folder.
    let key = book.home().join("key");
    std::fs::create_dir_all(book.home()).unwrap();
    for arguments in [
        &["add", "account", "name=Harbour Dental", "street=14 Quay St", "grade=a"][..],
        &["plan", "harbour", "today 11:15"],
    ] {
        let output = book.command().env("ROUNDS_KEY_FILE", &key).args(arguments).output().unwrap();
        assert!(output.status.success(), "{arguments:?}");
    }
    book
}

/// Waits until the file holds what is being typed: within a second of the last key.
fn wait_for_draft(home: &std::path::Path, words: &str) {
    let profile = Profile::at(home);
    let lock = profile.unlock(&With::File(home.join("key"))).unwrap();
    let reader = Reader::open(&profile, &lock).unwrap();
    let kept = || reader.all_kept(OwnKind::Draft).unwrap().iter().any(|(_, body, _)| body.contains(words));
    let until = std::time::Instant::now() + std::time::Duration::from_secs(20);
    while !kept() {
        assert!(std::time::Instant::now() < until, "the draft was not kept");
        std::thread::yield_now();
    }
}

/// Waits until the file holds where the person is.
fn wait_for_place(home: &std::path::Path, there: impl Fn(&Spot) -> bool) {
    let profile = Profile::at(home);
    let lock = profile.unlock(&With::File(home.join("key"))).unwrap();
    let reader = Reader::open(&profile, &lock).unwrap();
    let kept = || {
        let place = reader.kept(OwnKind::Place, PLACE).unwrap();
        place.and_then(|(body, _)| serde_json::from_str(&body).ok()).is_some_and(|spot| there(&spot))
    };
    let until = std::time::Instant::now() + std::time::Duration::from_secs(20);
    while !kept() {
        assert!(std::time::Instant::now() < until, "the place was not kept");
        std::thread::yield_now();
    }
}

#[test]
fn it_opens_after_kill_nine_where_the_person_was() {
    let book = filled();
    // Each after a single key that led there, and nothing since.
    for (keys, seen, there) in [
        ("3", "Nothing is open", Spot { tab: Tab::FollowUps, ..Spot::default() }),
        ("5", "To be sent", Spot { tab: Tab::Sync, ..Spot::default() }),
        ("2", "1 customer", Spot { tab: Tab::Customers, ..Spot::default() }),
        ("\r", "TIMELINE", Spot { tab: Tab::Customers, ..Spot::default() }),
    ] {
        let mut terminal = open(&book.home(), (30, 100));
        terminal.wait_for("1 Today");
        terminal.keys(keys);
        terminal.wait_for(seen);
        let on_page = keys == "\r";
        wait_for_place(&book.home(), |spot| spot.tab == there.tab && spot.account.is_some() == on_page);
        terminal.kill();
        let mut again = open(&book.home(), (30, 100));
        again.wait_for(seen);
        again.kill();
    }
}

#[test]
fn it_opens_on_the_next_stop_and_leaves_the_terminal_as_it_was() {
    let book = filled();
    let mut terminal = open(&book.home(), (30, 100));
    terminal.wait_for("NEXT");
    terminal.wait_for("11:15");
    terminal.keys("q");
    assert_eq!(terminal.wait_exit(), 0);
    let raw = String::from_utf8_lossy(terminal.raw()).into_owned();
    assert!(raw.contains("\x1b[?1049h\x1b[2J") && raw.contains("\x1b[?1049l") && raw.contains("\x1b[?2004l"));
}

#[test]
fn a_line_that_was_being_typed_is_there_after_kill_nine() {
    let book = filled();
    let mut terminal = open(&book.home(), (30, 100));
    terminal.wait_for("NEXT");
    terminal.keys("l");
    terminal.keys("harbour dental met the buyer");
    terminal.wait_for("met the buyer");
    wait_for_draft(&book.home(), "met the buyer");
    terminal.kill();
    let mut again = open(&book.home(), (30, 100));
    again.wait_for("NEXT");
    again.keys("l");
    again.wait_for("met the buyer");
}

#[test]
fn a_small_terminal_gets_a_word_and_a_resize_the_screen() {
    let book = filled();
    let mut terminal = open(&book.home(), (5, 20));
    terminal.wait("a word", |screen| !screen.trim().is_empty());
    terminal.resize((24, 80));
    terminal.wait_for("NEXT");
    terminal.keys("q");
    assert_eq!(terminal.wait_exit(), 0);
}

#[test]
fn what_another_process_wrote_is_seen_without_a_key() {
    let book = filled();
    let mut terminal = open(&book.home(), (30, 100));
    terminal.wait_for("NEXT");
    let key = book.home().join("key");
    let status =
        book.command().env("ROUNDS_KEY_FILE", &key).args(["add", "account", "name=Quay Books"]).status().unwrap();
    assert!(status.success());
    terminal.keys("2");
    terminal.wait_for("Quay Books");
}

#[test]
fn a_paste_of_a_megabyte_stops_nothing() {
    let book = filled();
    let mut terminal = open(&book.home(), (30, 100));
    terminal.wait_for("NEXT");
    terminal.keys("l");
    terminal.keys(&format!("\x1b[200~{}\x1b[201~", "word ".repeat(200_000)));
    terminal.wait_for("word word");
    terminal.keys("\x03\x03");
    assert_eq!(terminal.wait_exit(), 0);
}

#[test]
fn a_first_start_imports_a_known_export_and_opens_the_day() {
    let book = Book::new();
    let home = book.home();
    std::fs::create_dir_all(&home).unwrap();
    let mut terminal = open(&home, (30, 100));
    terminal.wait_for("Try the demo");
    terminal.keys("2");
    terminal.wait_for("Enter shows what would happen");
    let data = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/salesforce");
    // As far as the name is certain: Tab does the rest.
    terminal.keys(&format!("\x1b[200~{}\x1b[201~\t", data.join("accountD").display()));
    terminal.wait_for("accountData.csv");
    terminal.keys("\r");
    terminal.wait_for("423 new");
    terminal.keys("\r");
    terminal.wait("the preview gone", |screen| !screen.contains("Esc leaves everything"));
    terminal.wait_for("WHO NEXT");
    terminal.keys("q");
    assert_eq!(terminal.wait_exit(), 0);
    let output = book.command().env("ROUNDS_KEY_FILE", home.join("key")).args(["list", "account", "--json"]).output();
    let output = String::from_utf8(output.unwrap().stdout).unwrap();
    assert!(output.contains("Crédito"), "{}", output.get(..400).unwrap_or(&output));
}

#[test]
fn the_demo_begins_from_an_empty_book_and_gets_every_key() {
    let book = Book::new();
    std::fs::create_dir_all(book.home()).unwrap();
    let mut terminal = open(&book.home(), (30, 100));
    terminal.wait_for("Try the demo");
    terminal.keys("1");
    terminal.wait_raw("a word in the shell", |raw| {
        let shell = raw.windows(8).rposition(|part| part == b"\x1b[?1049l").unwrap_or(raw.len());
        String::from_utf8_lossy(&raw[shell..]).contains("being made")
    });
    terminal.wait_for("NEXT");
    // The first key belongs to the demo, not to the loop that has ended.
    terminal.keys("2");
    terminal.wait_for("customers");
    terminal.wait("Today gone", |screen| !screen.contains("NEXT"));
    terminal.keys("q");
    assert_eq!(terminal.wait_exit(), 0);
}
