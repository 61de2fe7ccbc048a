//! `rounds import` against a book that others write to while it reads.

use std::fs;
use std::io::{BufRead, BufReader, Read};
use std::process::{Command, Stdio};

use crate::program::Book;

/// Imports a file and, when it has been looked at and before anything is committed, runs another command. The exit code and what was said.
///
/// The report goes into a pipe with a name: the import waits there until somebody reads.
#[cfg(unix)]
fn import_while(book: &Book, file: &str, meanwhile: &[&str]) -> (Option<i32>, String) {
    let list = book.home().join("list.csv");
    fs::write(&list, file).unwrap();
    let report = book.home().join("report");
    assert!(Command::new("mkfifo").arg(&report).status().unwrap().success());
    let mut import = book
        .command()
        .args(["import", "--yes", "--report", report.to_str().unwrap(), list.to_str().unwrap()])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut lines = BufReader::new(import.stdout.take().unwrap());
    let mut first = String::new();
    lines.read_line(&mut first).unwrap();
    book.ok(meanwhile);
    fs::read(&report).unwrap();
    let mut rest = String::new();
    lines.read_to_string(&mut rest).unwrap();
    let output = import.wait_with_output().unwrap();
    fs::remove_file(&report).unwrap();
    (output.status.code(), first + &rest + &String::from_utf8_lossy(&output.stderr))
}

#[test]
#[cfg(unix)]
fn what_was_written_while_the_file_was_read_stays() {
    let book = Book::new();
    book.ok(&["add", "account", "name=Harbour Dental", "external_id=H1", "city=Leeds", "tags=key"]);
    let (code, said) = import_while(
        &book,
        "Id,Name,Tags\nH1,Harbour Dental,paper\n",
        &["set", "account", "harbour dental", "tags=key; bike"],
    );
    let there = book.json(&["show", "account", "harbour dental", "--json"]);
    assert_eq!((code, &there[0]["tags"]), (Some(0), &serde_json::json!(["bike", "key", "paper"])), "{said}");
    let (code, said) = import_while(
        &book,
        "Id,Name,City\nH1,Harbour Dental,Bath\nH2,Blue Finch,Hull\n",
        &["set", "account", "harbour dental", "city=York"],
    );
    assert!(code == Some(1) && said.contains("Nothing was imported"), "{said}");
    let all = book.json(&["list", "account", "--json"]);
    assert_eq!((all.len(), &all[0]["city"]), (1, &serde_json::json!("York")), "{said}");
    let (code, said) = import_while(
        &book,
        "Id,Name,City\nH1,Harbour Dental,Bath\nH2,Blue Finch,Hull\n",
        &["delete", "account", "harbour dental"],
    );
    assert!(code == Some(1) && said.contains("Nothing was imported"), "{said}");
    assert!(book.json(&["list", "account", "--json"]).is_empty());
}

/// Who has the name and the town is said beside who has the number.
#[test]
fn a_namesake_is_said_beside_another_with_the_number() {
    let book = Book::new();
    book.ok(&["add", "account", "name=Blue Finch Cafe", "street=1 High St", "city=Bristol"]);
    book.ok(&["add", "account", "name=Red Lion", "city=Bath", "phones=01225 111222"]);
    let list = book.home().join("list.csv");
    fs::write(&list, "Account Id,Company,City,Contact,Mobile\nK1,Blue Finch Cafe,Bristol,Bob,01225 111222\n").unwrap();
    let said = book.ok(&["--lang", "en", "import", "--dry-run", list.to_str().unwrap()]);
    let lines: Vec<&str> =
        said.lines().filter(|line| line.contains(" looks like ") && line.contains("line 2")).collect();
    let (name, number) = ("Blue Finch Cafe, 1 High St, Bristol", "Red Lion, Bath");
    assert!(lines.len() == 2 && lines[0].contains(name) && lines[1].contains(number), "{said}");
    assert!(said.contains("1 customer looks like another"), "{said}");
}

/// The list that Rounds itself prints comes back as it was.
#[test]
fn our_own_list_imported_again_changes_nothing() {
    let book = Book::new();
    book.ok(&[
        "add",
        "account",
        "name=Blue Finch Cafe",
        "street=1 High St",
        "city=Bristol",
        "grade=a",
        "tags=key; bike",
    ]);
    book.ok(&["add", "account", "name=杭州精工机械有限公司", "size=120", "credit_limit=68,000", "external_id=K7"]);
    let list = book.home().join("list.csv");
    fs::write(&list, book.ok(&["list", "account", "--csv"])).unwrap();
    let seen: serde_json::Value =
        serde_json::from_str(&book.ok(&["import", "--json", list.to_str().unwrap()])).unwrap();
    assert_eq!((&seen["counts"]["unchanged"], &seen["counts"]["new"]), (&2.into(), &0.into()), "{seen}");
    assert_eq!(seen["troubles"], serde_json::json!([]));
}
