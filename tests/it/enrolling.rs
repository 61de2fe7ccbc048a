//! `rounds enrol` at an address behind which no company's server is: what is wrong is said, with the address, and nothing is promised.

use std::io::{Read, Write};
use std::net::TcpListener;
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
