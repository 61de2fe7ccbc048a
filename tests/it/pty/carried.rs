//! A sync without any network, from the screen: out to a file, through the server, in from its answer.

use super::company::{Office, run};
use super::terminal::Terminal;
use super::{NOW, open};

#[test]
fn what_waits_goes_out_to_a_file_and_the_answer_comes_in() {
    let mut office = Office::new();
    let folder = tempfile::tempdir().unwrap();
    let (home, second) = (folder.path().join("one"), folder.path().join("two"));
    for home in [&home, &second] {
        run(home, &["enrol", &office.server.url, &office.code(), "--territory", "North"]);
        run(home, &["sync"]);
    }
    run(&second, &["add", "account", "name=Lowe Bros"]);
    run(&second, &["sync"]);
    // From here on there is no connection at all: the port is shut.
    office.server.stop();
    run(&home, &["add", "account", "name=Quay Books"]);
    let mut terminal = open(&home, (30, 100));
    terminal.keys("5");
    terminal.wait_for("Without a network");
    // The two ways are the last rows.
    terminal.keys("\x1b[F\x1b[A\r");
    terminal.wait_for("Out to a file");
    terminal.wait_for("~/rounds-2026-11-24.bundle");
    terminal.keys("\r");
    terminal.wait_for("1 change is in ~/rounds-2026-11-24.bundle");
    terminal.wait_for("still waits here");
    let (bundle, back) = (home.join("rounds-2026-11-24.bundle"), folder.path().join("back.bundle"));
    let said = office.runs(&["bundle", "in", bundle.to_str().unwrap(), "--answer", back.to_str().unwrap()]);
    assert!(said.contains("1 of 1"), "{said}");
    terminal.keys("\r");
    terminal.wait("the receipt gone", |screen| !screen.contains("Out to a file"));
    // What is no bundle is said to be none, and the line stays.
    terminal.keys("\x1b[F\r");
    terminal.wait_for("In from a file");
    terminal.keys(&format!("\x1b[200~{}\x1b[201~\r", home.join("key").display()));
    terminal.wait_for("This file is no bundle of Rounds.");
    terminal.keys("\x1b");
    terminal.wait("the line gone", |screen| !screen.contains("In from a file"));
    for said in ["1 from others, 1 of your own are", "was here already"] {
        terminal.keys("\x1b[F\r");
        terminal.wait_for("In from a file");
        terminal.keys(&format!("\x1b[200~{}\x1b[201~\r", back.display()));
        terminal.wait_for(said);
        terminal.keys("\x1b");
        terminal.wait("the receipt gone", |screen| !screen.contains("In from a file"));
    }
    terminal.keys("2");
    terminal.wait_for("Lowe Bros");
    terminal.wait_for("Quay Books");
    // A file that is something else is never written over.
    std::fs::write(&bundle, "my notes").unwrap();
    terminal.keys("5");
    terminal.wait_for("Without a network");
    terminal.keys("\x1b[F\x1b[A\r");
    terminal.wait_for("Out to a file");
    terminal.keys("\r");
    terminal.wait_for("There is another file of this name");
    assert_eq!(std::fs::read(&bundle).unwrap(), b"my notes");
}

#[test]
fn a_sync_by_a_file_in_chinese() {
    for (lang, heading, title, done) in [
        ("zh-Hans", "没有网络时", "导出同步包", "1 条改动已放进"),
        ("zh-Hant", "沒有網路時", "匯出同步包", "1 筆異動已放進"),
    ] {
        let mut office = Office::new();
        let folder = tempfile::tempdir().unwrap();
        let home = folder.path().join("one");
        run(&home, &["enrol", &office.server.url, &office.code(), "--territory", "North"]);
        run(&home, &["sync"]);
        office.server.stop();
        run(&home, &["add", "account", "name=精工"]);
        let mut terminal = Terminal::start(&home, NOW, (24, 80), &["--lang", lang]);
        terminal.keys("5");
        terminal.wait_for(heading);
        terminal.keys("\x1b[F\x1b[A\r");
        terminal.wait_for(title);
        terminal.keys("\r");
        terminal.wait_for(done);
    }
}
