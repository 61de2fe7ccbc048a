//! `rounds enrol` at an address behind which no company's server is: what is wrong is said, with the address, and nothing is promised.

use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::time::{Duration, Instant};

use crate::program::{Book, Server};
use crate::pty::NOW;
use crate::pty::bad_input::Disk;
use crate::pty::company::Office;
use crate::pty::terminal::Terminal;

/// Whoever listens at this address answers every request so.
fn answering(answer: &'static str) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    std::thread::spawn(move || {
        for stream in listener.incoming() {
            let mut stream = stream.unwrap();
            let _ = stream.read(&mut [0; 4096]);
            let _ = stream.write_all(answer.as_bytes());
        }
    });
    url
}

/// Whoever listens here takes connections and never says a word.
fn silent(address: &str) -> (TcpListener, String) {
    let listener = TcpListener::bind(address).unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    (listener, url)
}

#[test]
fn a_server_that_says_nothing_is_asked_aloud_and_not_waited_for_long() {
    let office = Office::new();
    let laptop = Book::new();
    laptop.ok(&["enrol", &office.server.url, &office.code(), "--territory", "North"]);
    let address = office.server.url.trim_start_matches("http://").to_owned();
    drop(office);
    let (_listener, url) = silent(&address);
    let begun = Instant::now();
    // On a terminal what is going on is said at once.
    let homes = [tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap()];
    let enrol = ["enrol", url.as_str(), "AAAA-AAAA-AAAA-AAAA"];
    let start = |home: &tempfile::TempDir| Terminal::start(home.path(), NOW, (30, 100), &enrol);
    let mut shown: Vec<Terminal> = homes.iter().map(start).collect();
    for terminal in &mut shown {
        terminal.wait_for("Asking the server");
    }
    let output = laptop.run(&["sync"]);
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(output.status.code() == Some(5) && said.contains("no answer came in time"), "{said}");
    assert!(!said.contains("Asking"), "a script reads what went wrong, and nothing else: {said}");
    for terminal in &mut shown {
        terminal.wait_for("no answer came in time");
        assert_eq!(terminal.wait_exit(), 5);
    }
    assert!(begun.elapsed() < Duration::from_secs(40), "{:?}", begun.elapsed());
}

#[test]
fn a_server_that_is_at_work_for_long_is_waited_for() {
    let (listener, url) = silent("127.0.0.1:0");
    std::thread::spawn(move || {
        // It takes the request, and answers nothing until somebody asks whether it is there.
        let (mut first, _) = listener.accept().unwrap();
        let (mut second, _) = listener.accept().unwrap();
        for stream in [&mut second, &mut first] {
            let _ = stream.read(&mut [0; 4096]);
            let busy = "HTTP/1.1 503 Busy\r\nretry-after: 7\r\ncontent-length: 0\r\nconnection: close\r\n\r\n";
            let _ = stream.write_all(busy.as_bytes());
        }
    });
    let output = Book::new().run(&["enrol", &url, "AAAA-AAAA-AAAA-AAAA"]);
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(said.contains("is busy"), "{said}");
}

#[test]
fn what_is_wrong_with_an_address_is_said_and_nothing_is_promised() {
    let office = Office::new();
    let shut = format!("http://{}", TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap());
    let wrong_path = format!("{}/wrong/path", office.server.url);
    let busy = answering("HTTP/1.1 503 Busy\r\nretry-after: 7\r\ncontent-length: 0\r\nconnection: close\r\n\r\n");
    let laptop = Book::new();
    for (url, exit, expected) in [
        ("", 2, ["There is no address", "还没有网址", "還沒有網址"]),
        ("not a url", 2, ["“not a url” is no address", "“not a url”不是", "「not a url」不是"]),
        ("ftp://x", 2, ["ftp://x is no address for Rounds", "ftp://x 不能用", "ftp://x 不能用"]),
        ("http://rounds.example", 2, ["is plain http://", "没有加密", "沒有加密"]),
        (&shut, 5, ["no server is running at that address", "没有服务器在运行", "沒有伺服器在執行"]),
        (&wrong_path, 1, ["Rounds is not there", "那里没有 Rounds", "那裡沒有 Rounds"]),
        (&busy, 5, ["is busy", "正忙", "忙碌中"]),
    ] {
        for (lang, expected) in ["en", "zh-Hans", "zh-Hant"].into_iter().zip(expected) {
            let output = laptop.run(&["--lang", lang, "enrol", url, "AAAA-AAAA-AAAA-AAAA"]);
            let said = String::from_utf8_lossy(&output.stderr).into_owned();
            assert_eq!(output.status.code(), Some(exit), "{url}: {said}");
            assert!(said.contains(expected) && said.contains(url), "{url}: {said}");
            let promised = ["goes by itself", "自动", "自動"].iter().any(|words| said.contains(words));
            assert!(!promised, "{url}: nothing goes by itself before a laptop is enrolled: {said}");
        }
    }
    // A mistyped code and a mended address.
    let output = laptop.run(&["enrol", &office.server.url, "AAAA-AAAA-AAAA-AAAA"]);
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(output.status.code() == Some(1) && said.contains("The code is wrong"), "{said}");
    laptop.ok(&["enrol", &office.server.url, &office.code(), "--territory", "North"]);
}

/// A line to this server on which the first answer to an enrolment is lost.
fn losing_an_answer(server: &str) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    let server = server.trim_start_matches("http://").to_owned();
    std::thread::spawn(move || {
        let mut lost = false;
        for near in listener.incoming() {
            let mut near = near.unwrap();
            let mut far = TcpStream::connect(&server).unwrap();
            let mut bytes = [0; 65_536];
            // A request and its answer at a time, each of them one small piece.
            while let Ok(count @ 1..) = near.read(&mut bytes) {
                let enrols = bytes[..count].windows(9).any(|part| part == b"/v1/enrol");
                far.write_all(&bytes[..count]).unwrap();
                let count = far.read(&mut bytes).unwrap();
                if enrols && !std::mem::replace(&mut lost, true) {
                    break;
                }
                near.write_all(&bytes[..count]).unwrap();
            }
        }
    });
    url
}

#[test]
fn a_code_whose_answer_was_lost_still_holds_for_this_laptop_and_for_no_other() {
    let office = Office::new();
    let (laptop, other, code) = (Book::new(), Book::new(), office.code());
    laptop.ok(&["add", "account", "name=Harbour Dental"]);
    let url = losing_an_answer(&office.server.url);
    let enrol = |book: &Book| book.run(&["enrol", &url, &code, "--territory", "North"]);
    assert_eq!(enrol(&laptop).status.code(), Some(5), "the answer was lost");
    let refused = enrol(&other);
    assert!(String::from_utf8_lossy(&refused.stderr).contains("was used"), "{refused:?}");
    let output = enrol(&laptop);
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    laptop.ok(&["sync"]);
    // The admin sees one laptop, and it is this one.
    let devices = office.admin(&["devices"]);
    assert_eq!(devices.lines().filter(|line| line.contains("Ann")).count(), 1, "{devices}");
}

#[test]
fn a_full_disk_of_the_laptop_costs_no_code() {
    let Some(disk) = Disk::new() else { return };
    let office = Office::new();
    let code = office.code();
    let home = disk.folder.path().join("home");
    std::fs::create_dir_all(&home).unwrap();
    crate::pty::company::run(&home, &["add", "account", "name=Harbour Dental"]);
    // A window is open, as on most days: the book itself can be opened.
    let mut terminal = Terminal::start(&home, NOW, (30, 100), &["--lang", "en"]);
    terminal.wait_for("1 Today");
    disk.fill();
    let enrol = || {
        let mut command = Book::new().command();
        command.env("ROUNDS_HOME", &home).env("ROUNDS_KEY_FILE", home.join("key"));
        command.args(["enrol", &office.server.url, &code, "--territory", "North"]).output().unwrap()
    };
    let full = enrol();
    assert!(String::from_utf8_lossy(&full.stderr).contains("disk is full"), "{full:?}");
    disk.make_room();
    let output = enrol();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
}

#[test]
fn a_full_disk_of_the_server_is_said_to_be_one_its_admin_ends() {
    let Some(disk) = Disk::new() else { return };
    let home = disk.folder.path().join("company");
    let home = home.to_str().unwrap();
    let (office, kim, ann) = (Book::new(), Book::new(), Book::new());
    let admin = |arguments: &[&str]| office.run(&[&["admin", "--home", home], arguments].concat());
    let code = |name: &str| String::from_utf8(admin(&["code", name]).stdout).unwrap();
    admin(&["territory", "add", "North"]);
    for name in ["Kim", "Ann"] {
        admin(&["user", "add", name, "--territory", "North"]);
    }
    let server = Server::start(home);
    let (first, second) = (code("Kim"), code("Ann"));
    kim.ok(&["enrol", &server.url, first.trim()]);
    for n in 0..60 {
        kim.ok(&["add", "account", &format!("name=Customer {n}")]);
    }
    disk.fill();
    for (lang, expected) in [("en", "only its admin"), ("zh-Hans", "只有管理员"), ("zh-Hant", "只有管理員")] {
        let output = kim.run(&["--lang", lang, "sync"]);
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(output.status.code() == Some(5) && said.contains(expected), "{said}");
    }
    let mut said = String::new();
    for _ in 0..40 {
        let output = admin(&["code", "Kim"]);
        said = String::from_utf8_lossy(&output.stderr).into_owned();
        if !output.status.success() {
            break;
        }
    }
    assert!(said.contains(home) && said.contains("is full") && !said.contains("()"), "{said}");
    disk.make_room();
    kim.ok(&["sync"]);
    ann.ok(&["enrol", &server.url, second.trim()]);
}

/// The demo's customers never mix with anybody's own.
#[test]
fn a_book_of_the_demo_is_refused_before_the_server_is_asked() {
    let office = Office::new();
    let laptop = Book::new();
    let home = laptop.home().display().to_string();
    laptop.ok(&["demo", "--size", "small", "--prepare", "--home", &home]);
    let code = office.code();
    for (lang, expected) in [
        ("en", ["are the demo's", "--home DIR", "the code still holds"]),
        ("zh-Hans", ["演示客户", "--home 目录", "登记码仍有效"]),
        ("zh-Hant", ["示範客戶", "--home 資料夾", "登錄碼仍有效"]),
    ] {
        let output = laptop.run(&["--lang", lang, "enrol", &office.server.url, &code, "--territory", "North"]);
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        assert_eq!(output.status.code(), Some(1), "{said}");
        assert!(expected.iter().all(|words| said.contains(words)), "{said}");
    }
    assert_eq!(laptop.exit(&["sync"]), 1, "it belongs to no company");
    // The code does hold, and a book that somebody has written himself goes along.
    let own = Book::new();
    own.ok(&["add", "account", "name=Mine"]);
    own.ok(&["enrol", &office.server.url, &code, "--territory", "North"]);
    assert!(own.ok(&["sync"]).contains("1 up"));
    assert_eq!(own.exit(&["fsck", "--deep"]), 0);
}
