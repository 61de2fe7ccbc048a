//! `rounds conflicts` on the terminal: names, words and times a person can decide by, and nothing that only a machine reads.

use rounds::schema::ACCOUNT;
use serde_json::Value as Json;

use crate::program::{Book, scratch};
use crate::pty::company::Office;

/// Runs what must succeed at this time of the day.
fn at(book: &Book, time: &str, arguments: &[&str]) {
    let now = format!("2026-11-24T{time}:00+00:00");
    let output = book.command().env("ROUNDS_NOW", now).args(arguments).output().unwrap();
    assert!(output.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
}

/// So many open questions about each customer's city.
pub fn questions(book: &Book, count: u32) {
    let city = ACCOUNT.field("city").unwrap().number;
    let sql = format!(
        "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {count})
         INSERT INTO conflict (id, account, entity, record, field, won, lost, lost_at, rule, state, x_stamp, x_session, x_seq, x_seen)
             SELECT randomblob(16), id, 1, id, {city}, '\"Bath\"', '\"Hull\"', i, 'later', 'open', 1, 1, i, 0 FROM n, account"
    );
    scratch(book, &sql);
}

/// There can be more than a screen shows: all are listed, any is decided by its id, and `all` is all.
#[test]
fn every_question_is_listed_and_decided_however_many_there_are() {
    let book = Book::new();
    book.ok(&["add", "account", "name=Nolan", "city=Bath"]);
    questions(&book, 80);
    let open = || {
        let output = book.run(&["conflicts", "--json"]);
        let rows: Vec<Json> = serde_json::from_slice(&output.stdout).unwrap();
        (output.status.code(), rows)
    };
    let (code, rows) = open();
    assert_eq!((code, rows.len()), (Some(4), 80));
    book.ok(&["conflicts", "--keep", rows[79]["id"].as_str().unwrap()]);
    assert_eq!(open().1.len(), 79);
    book.ok(&["conflicts", "--keep", "all"]);
    assert_eq!((open().0, open().1.len()), (Some(0), 0));
}

#[test]
fn conflicts_are_told_in_names_and_words_with_the_time_and_the_laptop() {
    let office = Office::new();
    for name in ["Kim", "Pat"] {
        office.admin(&["user", "add", name, "--role", "rep", "--territory", "North"]);
    }
    office.admin(&["user", "add", "Max", "--role", "manager", "--territory", "North"]);
    let (one, two) = (Book::new(), Book::new());
    for book in [&one, &two] {
        let code = office.admin(&["code", "Max"]);
        book.ok(&["enrol", &office.server.url, code.trim()]);
    }
    for name in ["Nolan", "Ferry"] {
        one.ok(&["add", "account", &format!("name={name}"), "city=Leicester"]);
    }
    for book in [&one, &two] {
        book.ok(&["sync"]);
    }
    at(&one, "10:50", &["set", "account", "nolan", "owner=Kim", "city=Bath"]);
    at(&two, "10:51", &["set", "account", "nolan", "owner=Pat", "city=Hull"]);
    at(&one, "10:52", &["delete", "account", "ferry"]);
    at(&two, "10:53", &["set", "account", "ferry", "city=York"]);
    for book in [&one, &two, &one] {
        at(book, "10:55", &["sync"]);
    }
    // A clock that is ahead of the server's is brought back to it: there it is 10:42.
    for (lang, words) in [
        (
            "en",
            ["deleted", "still there, changed", "this laptop", "another laptop", "set later", "10:42", "Kim", "Pat"],
        ),
        ("zh-Hans", ["删除", "还在，有改动", "本机", "另一台电脑", "改得晚", "10:42", "Kim", "Pat"]),
        ("zh-Hant", ["刪除", "還在，有異動", "本機", "另一台電腦", "改得晚", "10:42", "Kim", "Pat"]),
    ] {
        for book in [&one, &two] {
            let output = book.run(&["--lang", lang, "conflicts"]);
            assert_eq!(output.status.code(), Some(4));
            let said = String::from_utf8(output.stdout).unwrap();
            for word in words {
                assert!(said.contains(word), "{lang}: {word}\n{said}");
            }
            // The id by which one is decided stands before its name, and nowhere else.
            let sides: Vec<&str> = said.lines().filter(|line| line.starts_with("  ")).collect();
            assert_eq!(sides.len(), 8, "{said}");
            for line in sides {
                let parts = line.split_whitespace();
                assert!(parts.clone().all(|part| part.matches('-').count() < 4), "an id: {line}");
                assert!(parts.count() > 1, "a side without a value: {line}");
            }
        }
    }
    // What needs a person does not hide what still waits.
    at(&one, "10:57", &["set", "account", "nolan", "street=1 Quay"]);
    let said = String::from_utf8(one.run(&["status"]).stdout).unwrap();
    assert!(said.contains("3 need you") && said.contains("1 waits to be sent"), "{said}");
}

#[test]
fn whoever_lost_a_customer_to_another_territory_is_told_so() {
    let office = Office::new();
    for (name, territory) in [("Kim", "North"), ("Pat", "South")] {
        office.admin(&["user", "add", name, "--role", "rep", "--territory", territory]);
    }
    let book = Book::new();
    let code = office.admin(&["code", "Kim"]);
    book.ok(&["enrol", &office.server.url, code.trim()]);
    let id = book.ok(&["add", "account", "name=Nolan"]);
    book.ok(&["sync"]);
    office.admin(&["account", "move", "Nolan", "--to", "South", "--owner", "Pat"]);
    book.ok(&["sync"]);
    for which in [id.trim(), "nolan"] {
        for arguments in [&["show", "account", which][..], &["set", "account", which, "city=Bath"]] {
            let output = book.run(arguments);
            let said = String::from_utf8(output.stderr).unwrap();
            assert_eq!(output.status.code(), Some(3), "{arguments:?}: {said}");
            assert!(said.contains("Nolan went to another territory"), "{arguments:?}: {said}");
        }
    }
}
