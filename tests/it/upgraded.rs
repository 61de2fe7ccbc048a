//! A book or a company of an older version, opened by the real program of a newer one: a copy is put aside, all is kept, and where the copy lies
//! is said once.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Output;

use crate::program::Book;
use crate::pty::terminal::Terminal;

/// Runs the program as the version after this one, whose migration this is.
fn next(book: &Book, sql: &str, arguments: &[&str]) -> Output {
    let file = migration(book, sql);
    book.command().env("ROUNDS_NEXT_MIGRATION", file).args(arguments).output().unwrap()
}

fn migration(book: &Book, sql: &str) -> PathBuf {
    let file = book.key().with_file_name("next.sql");
    fs::write(&file, sql).unwrap();
    file
}

fn said(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

fn names(output: &Output) -> Vec<String> {
    assert!(output.status.success(), "{}", said(output));
    let rows: Vec<serde_json::Value> = serde_json::from_slice(&output.stdout).unwrap();
    let mut names: Vec<String> = rows.iter().map(|row| row["name"].as_str().unwrap().to_owned()).collect();
    names.sort();
    names
}

const LIST: [&str; 3] = ["list", "account", "--json"];
const MORE: &str = "CREATE TABLE more (a INTEGER); INSERT INTO more SELECT count(*) FROM account;";

fn filled() -> Book {
    let book = Book::new();
    for name in ["Harbour Dental", "Blue Finch"] {
        book.ok(&["add", "account", &format!("name={name}")]);
    }
    book
}

#[test]
fn an_older_book_is_copied_upgraded_and_said_once() {
    for (lang, words) in [("en", "Book upgraded"), ("zh-Hans", "数据已升级"), ("zh-Hant", "資料已升級")] {
        for first in
            [&["list", "account", "--json"][..], &["today", "--json"], &["log", "harbour dental met the buyer"]]
        {
            let book = filled();
            let copy = book.home().join("backups/rounds-shape-1.db");
            let output = next(&book, MORE, &[&["--lang", lang], first].concat());
            assert!(output.status.success(), "{first:?}: {}", said(&output));
            assert!(
                said(&output).contains(words) && said(&output).contains(copy.to_str().unwrap()),
                "{}",
                said(&output)
            );
            let again = next(&book, MORE, &LIST);
            assert_eq!(names(&again), ["Blue Finch", "Harbour Dental"]);
            assert_eq!(said(&again), "", "it is said once");
            // The copy is the book as it was: the version before opens it with the same key.
            fs::copy(copy, book.home().join("rounds.db")).unwrap();
            assert_eq!(names(&book.run(&LIST)), ["Blue Finch", "Harbour Dental"]);
        }
    }
}

#[test]
fn what_cannot_be_upgraded_stays_as_it_was_and_says_so() {
    let book = filled();
    let before = fs::read(book.home().join("rounds.db")).unwrap();
    let refused = "BEFORE INSERT ON refinery_schema_history BEGIN SELECT RAISE(ABORT, 'x'); END;";
    for (lang, words) in [("en", "It is as it was"), ("zh-Hans", "数据还是原样"), ("zh-Hant", "資料還是原樣")]
    {
        // The first half could be done, the second not; or all of it, and not be noted.
        for half in ["ALTER TABLE account ADD COLUMN name TEXT;", &format!("CREATE TRIGGER no {refused}")] {
            let output = next(&book, &format!("{MORE} {half}"), &["--lang", lang, "list", "account", "--json"]);
            assert_eq!(output.status.code(), Some(1));
            assert!(said(&output).contains(words) && !said(&output).contains("error"), "{}", said(&output));
            assert!(fs::read(book.home().join("rounds.db")).unwrap() == before, "{half}: not a byte is another");
        }
    }
    assert_eq!(names(&book.run(&LIST)), ["Blue Finch", "Harbour Dental"]);
    // The newer version, mended, upgrades it.
    assert_eq!(names(&next(&book, MORE, &LIST)), ["Blue Finch", "Harbour Dental"]);
}

#[test]
fn a_book_of_a_newer_version_is_left_alone_and_says_so() {
    let book = filled();
    assert!(next(&book, MORE, &LIST).status.success());
    let before = fs::read(book.home().join("rounds.db")).unwrap();
    for (lang, words) in [("en", "a newer Rounds"), ("zh-Hans", "新版 Rounds"), ("zh-Hant", "新版 Rounds")] {
        for arguments in [&["list", "account"][..], &["add", "account", "name=Corner Deli"]] {
            let output = book.run(&[&["--lang", lang], arguments].concat());
            assert_eq!(output.status.code(), Some(1), "{arguments:?}");
            assert!(said(&output).contains(words), "{}", said(&output));
        }
    }
    assert!(fs::read(book.home().join("rounds.db")).unwrap() == before);
}

#[test]
fn whoever_is_killed_in_an_upgrade_finds_the_book_and_the_copy_of_it() {
    for point in ["backup half", "backup", "migrated"] {
        let book = filled();
        let file = migration(&book, MORE);
        let mut child = book
            .command()
            .env("ROUNDS_NEXT_MIGRATION", &file)
            .env("ROUNDS_HOLD", point)
            .args(LIST)
            .stderr(std::process::Stdio::piped())
            .spawn()
            .unwrap();
        let mut line = String::new();
        std::io::BufRead::read_line(&mut std::io::BufReader::new(child.stderr.take().unwrap()), &mut line).unwrap();
        assert!(line.contains(point), "{line}");
        child.kill().unwrap();
        child.wait().unwrap();
        assert_eq!(names(&next(&book, MORE, &LIST)), ["Blue Finch", "Harbour Dental"], "{point}");
        // Whenever it was cut off, the copy is of the old shape.
        let copies: Vec<_> =
            fs::read_dir(book.home().join("backups")).unwrap().map(|one| one.unwrap().path()).collect();
        assert_eq!(copies, [book.home().join("backups/rounds-shape-1.db")], "{point}");
        fs::copy(&copies[0], book.home().join("rounds.db")).unwrap();
        assert_eq!(names(&book.run(&LIST)), ["Blue Finch", "Harbour Dental"], "{point}");
    }
}

#[test]
fn the_screen_says_where_the_copy_lies() {
    let book = filled();
    let home: &Path = &book.home();
    fs::copy(book.key(), home.join("key")).unwrap();
    let file = migration(&book, MORE);
    let environment = [("ROUNDS_NOW", "2026-11-24T10:42:00+00:00"), ("ROUNDS_NEXT_MIGRATION", file.to_str().unwrap())];
    let mut terminal = Terminal::with(home, &environment, (24, 80), &["--lang", "en"]);
    terminal.wait_for("Book upgraded");
}

/// Runs the program on a company's folder, as the version after this one where a migration is given.
fn company(home: &Path, sql: Option<&str>, arguments: &[&str]) -> Output {
    let mut command = std::process::Command::new(env!("CARGO_BIN_EXE_rounds"));
    command.env_remove("ROUNDS_NEXT_MIGRATION").arg("--home").arg(home).args(arguments);
    if let Some(sql) = sql {
        let file = home.with_extension("sql");
        fs::write(&file, sql).unwrap();
        command.env("ROUNDS_NEXT_MIGRATION", file);
    }
    command.output().unwrap()
}

#[test]
fn the_company_is_copied_before_an_upgrade_as_a_book_is() {
    const TERRITORIES: [&str; 4] = ["admin", "territory", "list", "--json"];
    for (lang, words) in [("en", "data was upgraded"), ("zh-Hans", "公司数据已升级"), ("zh-Hant", "公司資料已升級")]
    {
        let folder = tempfile::tempdir().unwrap();
        let home = folder.path().join("company");
        let copy = home.join("backups/server-shape-1.db");
        let made = company(&home, None, &["admin", "territory", "add", "North"]);
        assert!(made.status.success(), "{}", said(&made));
        assert!(!copy.exists(), "what is made anew is no upgrade");
        // What cannot be done is not half done.
        let before = fs::read(home.join("server.db")).unwrap();
        let unfit = "CREATE TABLE more (a INTEGER); CREATE TABLE more (a INTEGER);";
        let refused = company(&home, Some(unfit), &[&["--lang", lang], &TERRITORIES[..]].concat());
        assert_eq!(refused.status.code(), Some(1), "{}", said(&refused));
        assert!(said(&refused).contains("server.db") && said(&refused).contains("backups"), "{}", said(&refused));
        assert!(fs::read(home.join("server.db")).unwrap() == before, "not a byte is another");
        let more = "CREATE TABLE more (a INTEGER);";
        let upgraded = company(&home, Some(more), &[&["--lang", lang], &TERRITORIES[..]].concat());
        assert_eq!(names(&upgraded), ["North"]);
        let told = said(&upgraded);
        assert!(told.contains(words) && told.contains(copy.to_str().unwrap()), "{told}");
        let again = company(&home, Some(more), &TERRITORIES);
        assert_eq!((names(&again), said(&again)), (vec!["North".to_owned()], String::new()), "it is said once");
        // The version before leaves it alone, and opens the copy.
        let older = company(&home, None, &TERRITORIES);
        assert_eq!(older.status.code(), Some(1), "{}", said(&older));
        assert!(said(&older).contains("another version"), "{}", said(&older));
        fs::copy(copy, home.join("server.db")).unwrap();
        assert_eq!(names(&company(&home, None, &TERRITORIES)), ["North"]);
    }
}
