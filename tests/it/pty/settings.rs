//! The shell and the terminal keep one record of what was set: each takes back what the other has set, and an open screen shows it.

use super::terminal::Terminal;
use super::{NOW, filled};
use crate::program::Book;

fn shell(book: &Book, arguments: &[&str]) -> String {
    let output = book.command().env("ROUNDS_KEY_FILE", book.home().join("key")).args(arguments).output().unwrap();
    assert!(output.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

/// How the cadence of grade A stands for the shell.
fn days(book: &Book) -> String {
    let rows: serde_json::Value = serde_json::from_str(&shell(book, &["settings", "cadence.a", "--json"])).unwrap();
    rows[0]["value"].as_str().unwrap().to_owned()
}

/// The terminal on its settings, the cursor on the row of grade A.
fn on_grade_a(book: &Book) -> Terminal {
    let mut terminal = Terminal::start(&book.home(), NOW, (40, 100), &["--lang", "en"]);
    terminal.wait_for("1 Today");
    terminal.keys("6/grade a\t");
    terminal.wait_for("Grade A: see every");
    terminal
}

#[test]
fn the_shell_and_the_terminal_take_each_others_setting_back() {
    let book = filled();
    shell(&book, &["settings", "cadence.a", "35"]);
    let mut terminal = on_grade_a(&book);
    terminal.wait_for("< 35 days >");
    terminal.keys("u");
    terminal.wait_for("Taken back: Grade A");
    terminal.wait_for("< 14 days >");
    assert_eq!(days(&book), "14");
    // What the shell sets is seen without a key, and taken back too.
    shell(&book, &["settings", "cadence.a", "42"]);
    terminal.wait_for("< 42 days >");
    terminal.keys("u");
    terminal.wait_for("< 14 days >");
    assert_eq!(days(&book), "14");
    // What is changed here the shell takes back, and does again; it is seen.
    terminal.keys("\x1b[C");
    terminal.wait_for("< 21 days >");
    terminal.wait_for("Grade A: see every");
    assert!(shell(&book, &["undo"]).contains("cadence.a, again 14"));
    terminal.wait_for("< 14 days >");
    shell(&book, &["redo"]);
    terminal.wait_for("< 21 days >");
    // The first takes the filter away.
    terminal.keys("qq");
    assert_eq!(terminal.wait_exit(), 0);
    // Also when the terminal was left, and opened anew.
    assert!(shell(&book, &["undo"]).contains("cadence.a, again 14"));
    let mut again = on_grade_a(&book);
    again.keys("U");
    again.wait_for("< 21 days >");
    assert_eq!(days(&book), "21");
    again.keys("u");
    again.wait_for("< 14 days >");
    assert_eq!(days(&book), "14");
}
