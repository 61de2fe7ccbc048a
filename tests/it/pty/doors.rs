//! The doors of a book: no encryption, a wrong key file, a passphrase while the system ends the program, a disk that only reads.

use std::path::Path;
use std::process::Command;

use super::terminal::Terminal;
use super::{NOW, filled};
use crate::program::Book;

fn started(home: &Path, key: &str, arguments: &[&str]) -> Terminal {
    let all = [&["--lang", "en"], arguments].concat();
    Terminal::with(home, &[("ROUNDS_NOW", NOW), ("ROUNDS_KEY_FILE", key)], (30, 100), &all)
}

#[test]
fn no_encryption_is_said_out_loud_and_holds() {
    let folder = tempfile::tempdir().unwrap();
    let mut terminal = started(folder.path(), "", &["--no-encryption"]);
    terminal.wait_for("Try the demo");
    terminal.keys("\x03\x03");
    assert_eq!(terminal.wait_exit(), 0);
    assert!(String::from_utf8_lossy(terminal.raw()).contains("Not encrypted"), "it is said");
    let bytes = std::fs::read(folder.path().join("rounds.db")).unwrap();
    assert!(bytes.starts_with(b"SQLite format 3"));
    // From now on it opens without a word.
    let mut terminal = started(folder.path(), "", &[]);
    terminal.wait_for("Try the demo");
}

/// A first start up to the question for the recovery code, in a terminal of 80 columns; with the code.
fn asked_for_its_code(home: &Path) -> (Terminal, String) {
    let environment = [("ROUNDS_NOW", NOW), ("ROUNDS_KEY_FILE", "")];
    let mut terminal = Terminal::with(home, &environment, (40, 80), &["--lang", "en"]);
    terminal.wait_for("(Enter is 1)");
    // What is none of the three gets a word.
    terminal.keys("9\r");
    terminal.wait_for("is none of these");
    terminal.keys("2\r");
    for question in ["New passphrase", "Once more"] {
        terminal.wait_for(question);
        terminal.keys("open sesame\r");
    }
    terminal.wait_for("Type it back");
    let is_code = |line: &&str| line.len() == 35 && line.matches('-').count() == 5;
    let code = terminal.screen().lines().map(str::trim).find(is_code).unwrap().to_owned();
    (terminal, code)
}

#[test]
fn the_recovery_code_is_asked_back_as_a_person_copies_it() {
    let folder = tempfile::tempdir().unwrap();
    let (mut terminal, code) = asked_for_its_code(folder.path());
    terminal.keys("nonsense\r");
    terminal.wait_for("2 tries are left");
    terminal.keys("more of it\r");
    terminal.wait_for("1 try is left");
    // Letters that a hand takes for digits; the code itself has none of them.
    let copied = code.to_lowercase().replace('0', "o").replace('1', "l").replace('v', "u");
    terminal.keys(&format!("{copied}\r"));
    terminal.wait_for("Right.");
}

#[test]
fn no_word_is_broken_where_the_recovery_code_was_skipped() {
    let words = rounds::i18n::Words::new(rounds::base::lang::Lang::En);
    let folder = tempfile::tempdir().unwrap();
    let (mut terminal, _) = asked_for_its_code(folder.path());
    terminal.keys("\r");
    terminal.wait_for("Try the demo");
    let raw = String::from_utf8_lossy(terminal.raw()).into_owned();
    let mut parser = vt100::Parser::new(60.try_into().unwrap(), 80.try_into().unwrap(), 0);
    parser.process(raw.split("\x1b[?1049h").next().unwrap_or_default().as_bytes());
    // As the eye has them: where the terminal broke a line, that is another one.
    let lines: Vec<String> = parser.screen().rows(0, 80).map(|line| line.trim().to_owned()).collect();
    for key in ["cli-first-welcome", "cli-recovery-skipped"] {
        let whole = words.get(key);
        assert!(whole.len() > 80 && lines.join(" ").contains(whole), "{whole}\n{}", lines.join("\n"));
    }
}

#[test]
fn a_wrong_key_file_is_said_and_the_book_left_alone() {
    let (book, other) = (filled(), filled());
    let file = book.home().join("rounds.db");
    let before = std::fs::read(&file).unwrap();
    let wrong = other.home().join("key");
    let mut terminal = started(&book.home(), wrong.to_str().unwrap(), &[]);
    assert_eq!(terminal.wait_exit(), 1);
    let screen = terminal.screen();
    assert!(screen.to_lowercase().contains("key") && !screen.contains("panicked"), "{screen}");
    assert_eq!(std::fs::read(&file).unwrap(), before);
    let mut terminal = started(&book.home(), book.home().join("key").to_str().unwrap(), &[]);
    terminal.wait_for("NEXT");
}

#[test]
fn a_passphrase_prompt_that_the_system_ends_gives_the_terminal_back() {
    let book = Book::new();
    let mut make = book.command();
    make.env_remove("ROUNDS_KEY_FILE").env("ROUNDS_PASSPHRASE", "open sesame");
    assert!(make.args(["add", "account", "name=Harbour Dental"]).status().unwrap().success());
    // The shell stays: what it wrote last is not always read any more once it has gone.
    let shell = ["sh", "-c", "\"$@\"; stty -a; echo the end; read -r _", "sh"];
    let variables = [("ROUNDS_NOW", NOW), ("ROUNDS_KEY_FILE", "")];
    let mut terminal = Terminal::through(&shell, &book.home(), &variables, (30, 100), &["--lang", "en"]);
    terminal.wait_for("Passphrase");
    let children = format!("/proc/{0}/task/{0}/children", terminal.process());
    let Ok(children) = std::fs::read_to_string(children) else { return crate::left_out("no /proc here") };
    // As soon as letters are no longer shown.
    terminal.keys("open");
    assert!(Command::new("kill").args(["-TERM", children.trim()]).status().unwrap().success());
    terminal.wait_for("the end");
    let screen = terminal.screen();
    assert!(screen.contains(" icanon") && !screen.contains("-icanon") && !screen.contains("-echo "), "{screen}");
}

#[test]
fn a_disk_that_only_reads_shows_the_book_and_keeps_what_is_typed_in_its_line() {
    let book = filled();
    let home = book.home();
    let script = "mount --bind \"$0\" \"$0\" && mount -o remount,ro,bind \"$0\" && exec \"$@\"";
    let through = ["unshare", "-rm", "sh", "-c", script, home.to_str().unwrap()];
    let probe = Command::new(through[0]).args(&through[1..]).arg("true").output();
    if !probe.is_ok_and(|output| output.status.success()) {
        return crate::left_out("a read-only disk is not tried, for mounts are not allowed here");
    }
    let before = std::fs::read(home.join("rounds.db")).unwrap();
    let mut terminal = Terminal::through(&through, &home, &[("ROUNDS_NOW", NOW)], (30, 100), &["--lang", "en"]);
    terminal.wait_for("Harbour Dental");
    terminal.keys("l");
    terminal.keys("harbour dental met the buyer");
    terminal.wait_for("cannot be written");
    terminal.keys("\r");
    terminal.wait("the line", |screen| screen.contains("cannot be written") && screen.contains("met the buyer"));
    terminal.keys("\x03\x03");
    terminal.wait_exit();
    let screen = terminal.screen();
    assert!(screen.contains("met the buyer") && !screen.contains("panicked"), "{screen}");
    assert_eq!(std::fs::read(home.join("rounds.db")).unwrap(), before);
}
