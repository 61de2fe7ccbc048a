//! `rounds conflicts` on the terminal: names, words and times a person can decide by, and nothing that only a machine reads.

use rounds::schema::ACCOUNT;
use serde_json::Value as Json;

use crate::program::{Book, Server, scratch};
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
    at(&one, "10:55", &["sync"]);
    // All is exchanged, and somebody must decide: whoever scripts it sees that, and is told once.
    for book in [&two, &one] {
        let output =
            book.command().env("ROUNDS_NOW", "2026-11-24T10:55:00+00:00").args(["--lang", "en", "sync"]).output();
        let output = output.unwrap();
        let (said, told) = (String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
        assert!(output.status.code() == Some(4) && said.contains("both sides the same"), "{said}{told}");
        assert_eq!(told.matches("3 to decide").count(), 1, "{told}");
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
    // So that the south has one rep.
    office.admin(&["user", "set", "Ann", "--not-territory", "South"]);
    let book = Book::new();
    let code = office.admin(&["code", "Kim"]);
    book.ok(&["enrol", &office.server.url, code.trim()]);
    let id = book.ok(&["add", "account", "name=Nolan"]);
    book.ok(&["sync"]);
    office.admin(&["account", "move", "Nolan", "--to", "South", "--owner", "Pat"]);
    book.ok(&["sync"]);
    for which in [id.trim(), "nolan"] {
        let asked = [&["show", "account", which][..], &["set", "account", which, "city=Bath"], &["search", "nolan"]];
        for arguments in asked {
            let output = book.run(arguments);
            let said = String::from_utf8(output.stderr).unwrap();
            assert_eq!(output.status.code(), Some(3), "{arguments:?}: {said}");
            assert!(said.contains("Nolan is with Pat (South) now"), "{arguments:?}: {said}");
        }
    }
}

/// A server is put back from yesterday, and no admin has a laptop: what laptops had of the office's own is listed and decided there.
#[test]
fn what_a_restored_server_takes_by_nobodys_word_is_decided_in_its_own_folder() {
    let mut office = Office::new();
    office.admin(&["user", "add", "Kim", "--role", "rep", "--territory", "North"]);
    let book = Book::new();
    let code = office.admin(&["code", "Kim"]);
    book.ok(&["enrol", &office.server.url, code.trim()]);
    book.ok(&["sync"]);
    let (home, address) = (office.home(), office.server.url.trim_start_matches("http://").to_owned());
    let yesterday = home.with_file_name("yesterday");
    let copy = |from: &std::path::Path, to: &std::path::Path| {
        let _ = std::fs::remove_dir_all(to);
        std::fs::create_dir_all(to).unwrap();
        for file in std::fs::read_dir(from).unwrap().flatten().filter(|file| file.path().is_file()) {
            std::fs::copy(file.path(), to.join(file.file_name())).unwrap();
        }
    };
    assert!(office.admin(&["conflicts"]).contains("Nothing waits"));
    office.server.stop();
    copy(&home, &yesterday);
    office.server = Server::listen(home.to_str().unwrap(), &address);
    office.admin(&["territory", "add", "West"]);
    office.admin(&["user", "add", "Zoe", "--role", "manager", "--territory", "West"]);
    book.ok(&["sync"]);
    office.server.stop();
    copy(&yesterday, &home);
    office.server = Server::listen(home.to_str().unwrap(), &address);
    book.ok(&["sync"]);
    assert!(book.ok(&["status"]).contains("up to date"), "a rep is not asked");
    let said = office.admin(&["conflicts"]);
    for words in ["West", "Zoe", "Territory", "User · Roles", "not there → made", "empty → manager"] {
        assert!(said.contains(words), "{words}: {said}");
    }
    let listed: serde_json::Value = serde_json::from_str(&office.admin(&["conflicts", "--json"])).unwrap();
    let zoe = listed.as_array().unwrap().iter().find(|one| one["name"] == "Zoe" && one["field"] == "name").unwrap();
    assert_eq!((&zoe["stands"], &zoe["lost"]), (&serde_json::Value::Null, &"Zoe".into()));
    assert_eq!(office.admin(&["conflicts", "--bring-back", zoe["id"].as_str().unwrap()]).trim(), "4");
    assert!(office.admin(&["user", "list"]).contains("manager"));
    assert_eq!(office.admin(&["conflicts", "--bring-back", "all"]).trim(), "2");
    assert!(office.admin(&["territory", "list"]).contains("West"));
    assert_eq!(office.admin(&["conflicts", "--json"]).trim(), "[]");
    book.ok(&["sync"]);
}
