//! A stranger's first five minutes, as the README tells them: a known export, a day's log in the terminal with the plug pulled in
//! the middle of a word, a server of his own, and the visit on a second laptop. In English, and in 简体 with an input method's
//! punctuation.

use super::{NOW, wait_for_draft};
use crate::program::{Book, Server};
use crate::pty::terminal::Terminal;

/// What the stranger types: the line up to where the plug is pulled, the rest of it, and what the second laptop must show.
struct Walk {
    lang: &'static str,
    customer: &'static str,
    line: [&'static str; 2],
    promise: (&'static str, &'static str),
    note: &'static str,
}

#[test]
fn a_visit_on_an_imported_customer_is_on_the_second_laptop() {
    walk(&Walk {
        lang: "en",
        customer: "Universal Media",
        line: ["universal media met the buyer, likes A1", "00, too dear > send quote next fri"],
        promise: ("send quote", "2026-12-04"),
        note: "met the buyer, likes A100, too dear",
    });
}

#[test]
fn the_same_in_chinese_with_an_input_methods_punctuation() {
    walk(&Walk {
        lang: "zh-Hans",
        customer: "Universal Media",
        line: ["universal media 见采购，要报价，嫌", "贵 》发报价 下周五"],
        promise: ("发报价", "2026-12-04"),
        note: "见采购，要报价，嫌贵",
    });
}

fn walk(walk: &Walk) {
    let (mine, second, admin) = (Book::new(), Book::new(), Book::new());
    let at_mine = |arguments: &[&str]| at(&mine, walk, arguments);
    let export = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/salesforce/accountData.csv");
    std::fs::create_dir_all(mine.home()).unwrap();
    at_mine(&["import", export.to_str().unwrap()]);

    let open = || Terminal::start(&mine.home(), NOW, (24, 80), &["--lang", walk.lang]);
    let mut terminal = open();
    let shown = |screen: &str| screen.contains("WEEK") || screen.contains("本周");
    terminal.wait("today", shown);
    terminal.keys("l");
    terminal.keys(walk.line[0]);
    terminal.wait_for(walk.line[0]);
    wait_for_draft(&mine.home(), walk.line[0].split_once("media ").unwrap().1);
    terminal.kill();
    let mut terminal = open();
    terminal.wait_for(walk.line[0]);
    terminal.keys(walk.line[1]);
    terminal.wait_for(walk.line[1]);
    terminal.keys("\r");
    terminal.wait("the line gone", |screen| {
        shown(screen) && screen.contains(walk.customer) && !screen.contains(walk.line[1])
    });
    terminal.keys("q");
    assert_eq!(terminal.wait_exit(), 0);

    let company = tempfile::tempdir().unwrap();
    let home = company.path().to_str().unwrap();
    let server = Server::start(home);
    admin.ok(&["admin", "--home", home, "territory", "add", "North"]);
    admin.ok(&["admin", "--home", home, "user", "add", "Kim", "--role", "rep", "--territory", "North"]);
    std::fs::create_dir_all(second.home()).unwrap();
    for book in [&mine, &second] {
        let code = admin.ok(&["admin", "--home", home, "code", "Kim"]);
        at(book, walk, &["enrol", &server.url, code.trim()]);
        at(book, walk, &["sync"]);
    }

    let json =
        |arguments: &[&str]| -> Vec<serde_json::Value> { serde_json::from_str(&at(&second, walk, arguments)).unwrap() };
    let visits = json(&["list", "visit", "--only", "state=done", "--json"]);
    assert_eq!(visits.len(), 1, "{visits:?}");
    // The next one came by its cadence, in the same act.
    assert_eq!(json(&["list", "visit", "--only", "state=planned", "--json"]).len(), 1);
    assert_eq!(visits[0]["notes"], walk.note);
    let promises = json(&["list", "follow_up", "--json"]);
    assert_eq!((&promises[0]["text"], &promises[0]["due"]), (&walk.promise.0.into(), &walk.promise.1.into()));
    assert_eq!(json(&["list", "account", "--json"]).len(), 423);
    let mut terminal = Terminal::start(&second.home(), NOW, (24, 80), &["--lang", walk.lang]);
    terminal.wait("the visit", |screen| shown(screen) && screen.contains(walk.customer));
}

/// Runs what must succeed on a laptop whose key the terminal reads too.
fn at(book: &Book, walk: &Walk, arguments: &[&str]) -> String {
    let output = book
        .command()
        .env("ROUNDS_KEY_FILE", book.home().join("key"))
        .args(["--lang", walk.lang])
        .args(arguments)
        .output()
        .unwrap();
    assert!(output.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}
