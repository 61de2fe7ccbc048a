//! The command line with a server: two laptops, a connection that comes, damage on either side.

use std::path::Path;
use std::process::Stdio;

use serde_json::Value as Json;

use crate::program::{Book, Server, scratch};
use crate::pty::company::Office;

/// The lists of the office too.
#[test]
fn the_offices_csv_has_its_headings_with_rows_and_without() {
    let office = Office::new();
    let bare = tempfile::tempdir().unwrap();
    let book = Book::new();
    for (arguments, headings) in [
        (&["territory", "list"][..], "id,name,lock_after"),
        (&["user", "list"], "id,name,roles,territories,left"),
        (&["visit-type", "list"], "id,name,steps"),
        (&["account", "list"], "id,name,territory,owner"),
        (&["devices"], "id,name,user,enrolled_at,revoked_at"),
        (&["parked"], "id,name,user,at,reason,entity,record,fields"),
    ] {
        let said = book.ok(&[&["admin", "--home", bare.path().to_str().unwrap()], arguments, &["--csv"]].concat());
        assert_eq!(said.trim(), headings, "{arguments:?}");
    }
    office.admin(&["visit-type", "add", "Audit", "shelf"]);
    let code = office.code();
    book.ok(&["enrol", &office.server.url, code.trim(), "--territory", "North"]);
    book.ok(&["add", "account", "name=Acme"]);
    book.ok(&["sync"]);
    for (arguments, headings) in [
        (&["territory", "list"][..], "id,name,lock_after"),
        (&["user", "list"], "id,name,roles,territories,left"),
        (&["visit-type", "list"], "id,name,steps"),
        (&["account", "list"], "id,name,territory,owner"),
        (&["devices"], "id,name,user,enrolled_at,revoked_at"),
    ] {
        let said = office.admin(&[arguments, &["--csv"]].concat());
        let lines: Vec<&str> = said.lines().collect();
        assert!(lines[0] == headings && lines.len() > 1, "{arguments:?} {said}");
    }
}

#[test]
fn two_laptops_and_a_server_hold_the_same() {
    let company = tempfile::tempdir().unwrap();
    let home = company.path().to_str().unwrap();
    let admin = Book::new();
    admin.ok(&["admin", "--home", home, "territory", "add", "North"]);
    for name in ["Kim", "Ann"] {
        admin.ok(&["admin", "--home", home, "user", "add", name, "--role", "rep", "--territory", "North"]);
    }
    let server = Server::start(home);
    let (kim, ann) = (Book::new(), Book::new());
    kim.ok(&["add", "account", "name=Harbour Dental", "city=Bristol"]);
    for (book, name) in [(&kim, "Kim"), (&ann, "Ann")] {
        let code = admin.ok(&["admin", "--home", home, "code", name]);
        book.ok(&["enrol", &server.url, code.trim()]);
        book.ok(&["sync"]);
    }
    assert_eq!(ann.json(&["list", "account", "--json"])[0]["name"], "Harbour Dental");
    // Different fields merge; the same field keeps the value that lost.
    kim.ok(&["set", "account", "harbour dental", "street=14 Quay St", "postcode=BS1"]);
    ann.ok(&["set", "account", "harbour dental", "website=harbour.example", "postcode=BS2"]);
    // What lost waits for somebody's word, and the exit code says so.
    for (book, code) in [(&kim, 0), (&ann, 4), (&kim, 4)] {
        let output = book.run(&["sync", "--json"]);
        let receipt: Vec<Json> = serde_json::from_slice(&output.stdout).unwrap();
        assert_eq!((output.status.code(), &receipt[0]["same"]), (Some(code), &true.into()));
    }
    for book in [&kim, &ann] {
        let account = &book.json(&["list", "account", "--json"])[0];
        assert_eq!((&account["street"], &account["website"]), (&"14 Quay St".into(), &"harbour.example".into()));
        assert_eq!(book.exit(&["conflicts"]), 4);
    }
    kim.ok(&["conflicts", "--bring-back", "all"]);
    kim.ok(&["sync"]);
    ann.ok(&["sync"]);
    assert_eq!(ann.exit(&["conflicts"]), 0);
    assert_eq!(kim.json(&["list", "account", "--json"]), ann.json(&["list", "account", "--json"]));
    let wrong = kim.run(&["enrol", &server.url, "AAAA-AAAA-AAAA-AAAA"]);
    assert_eq!(wrong.status.code(), Some(1), "{}", String::from_utf8_lossy(&wrong.stderr));
}

#[test]
fn sync_waits_for_a_connection_and_sends_then() {
    use std::io::{BufRead, BufReader};
    let folder = tempfile::tempdir().unwrap();
    let home = folder.path().join("server");
    let home = home.to_str().unwrap();
    let kim = Book::new();
    kim.ok(&["admin", "--home", home, "territory", "add", "North"]);
    kim.ok(&["admin", "--home", home, "user", "add", "Kim", "--territory", "North"]);
    let server = Server::start(home);
    let code = kim.ok(&["admin", "--home", home, "code", "Kim"]);
    kim.ok(&["enrol", &server.url, code.trim()]);
    let address = server.url.trim_start_matches("http://").to_string();
    drop(server);
    kim.ok(&["add", "account", "name=Harbour Dental"]);
    assert_eq!(kim.exit(&["sync"]), 5);
    let mut command = kim.command();
    command.args(["sync", "--wait", "--json"]);
    let mut waits = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    // It says for what it waits, and what does; then the server comes back where it was.
    let (mut why, mut said) = (String::new(), String::new());
    let mut told = BufReader::new(waits.stderr.take().unwrap());
    told.read_line(&mut why).unwrap();
    told.read_line(&mut said).unwrap();
    assert!(why.contains("no server is running at that address") && said.contains("1 waits"), "{why}{said}");
    let _server = Server::listen(home, &address);
    let output = waits.wait_with_output().unwrap();
    assert_eq!(output.status.code(), Some(0));
    let receipt: Vec<Json> = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!((&receipt[0]["up"], &receipt[0]["waiting"]), (&1.into(), &0.into()));
}

#[test]
fn fsck_names_what_a_disk_damaged_on_either_side_and_a_sync_heals_it() {
    let folder = tempfile::tempdir().unwrap();
    let home = folder.path().join("server");
    let home = home.to_str().unwrap();
    let kim = Book::new();
    kim.ok(&["admin", "--home", home, "territory", "add", "North"]);
    kim.ok(&["admin", "--home", home, "user", "add", "Kim", "--territory", "North"]);
    let server = Server::start(home);
    let id = kim.ok(&["add", "account", "name=Harbour Dental", "street=14 Quay St"]);
    let code = kim.ok(&["admin", "--home", home, "code", "Kim"]);
    kim.ok(&["enrol", &server.url, code.trim()]);
    kim.ok(&["sync"]);
    for deep in [&["fsck"][..], &["fsck", "--deep"], &["fsck", "--deep", "--json"]] {
        assert_eq!(kim.exit(deep), 0);
    }
    assert_eq!(kim.exit(&["fsck", "--home", home, "--deep"]), 0);

    scratch(&kim, "UPDATE account SET street = '19 Quay St'");
    let output = kim.run(&["fsck", "--deep", "--json"]);
    assert_eq!(output.status.code(), Some(4));
    let found: Vec<Json> = serde_json::from_slice(&output.stdout).unwrap();
    let named: Vec<(&Json, &Json)> = found.iter().map(|row| (&row["kind"], &row["id"])).collect();
    assert_eq!(named, [(&"record".into(), &id.trim().into()), (&"unlogged".into(), &id.trim().into())]);
    kim.ok(&["sync"]);
    assert_eq!(kim.json(&["list", "account", "--json"])[0]["street"], "14 Quay St");
    assert_eq!(kim.exit(&["fsck", "--deep"]), 0);
    kim.ok(&["conflicts", "--keep", "all"]);
    kim.ok(&["sync"]);

    let server_file = rusqlite::Connection::open(Path::new(home).join("server.db")).unwrap();
    let swap = "UPDATE record SET cells = CAST(replace(CAST(cells AS TEXT), '14 Quay', '99 Quay') AS BLOB)";
    assert!(server_file.execute(swap, []).unwrap() > 0);
    let said = String::from_utf8(kim.run(&["fsck", "--home", home, "--deep"]).stdout).unwrap();
    assert_eq!(said.matches(id.trim()).count(), 2, "{said}");
    kim.ok(&["sync"]);
    assert_eq!(kim.exit(&["fsck", "--home", home, "--deep"]), 0);
    assert_eq!(kim.json(&["list", "account", "--json"])[0]["street"], "14 Quay St");
}
