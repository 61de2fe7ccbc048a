//! What the operating system says in English reaches nobody: each trouble has the person's own words, and a line that cannot be printed
//! ends nothing.

use std::fs::File;
use std::io::Write;
use std::net::TcpListener;
use std::process::Stdio;

use crate::command_line::Book;

/// What the system's own texts are made of.
const RAW: [&str; 8] =
    ["os error", "No such file", "Is a directory", "Permission denied", "refused (", "lookup", "No space", "panicked"];

#[test]
fn the_systems_troubles_are_said_in_three_languages() {
    let book = Book::new();
    book.ok(&["add", "account", "name=Harbour Dental"]);
    let folder = book.home().join("a folder");
    std::fs::create_dir(&folder).unwrap();
    let folder = folder.to_str().unwrap();
    let list = book.home().join("list.csv");
    std::fs::write(&list, "Name\nBlue Finch\n").unwrap();
    let list = list.to_str().unwrap();
    let closed = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    let (closed, long) = (format!("http://{closed}"), format!("http://{}.example", "x".repeat(70)));
    let missing = ["there is no such file", "没有这个文件", "沒有這個檔案"];
    let full = ["the disk is full", "磁盘满了", "磁碟滿了"];
    for (arguments, expected) in [
        (vec!["import", "/no/such/list.csv"], missing),
        (vec!["import", folder], ["it is a folder", "这是文件夹", "這是資料夾"]),
        (vec!["import", "--decide", "@/no/such/choices", list], missing),
        (vec!["import", "--dry-run", "--report", "/dev/full", list], full),
        (vec!["import", "--dry-run", "--report", folder, list], ["it is a folder", "这是文件夹", "這是資料夾"]),
        (vec!["bundle", "in", "/no/such/bundle"], missing),
        (vec!["enrol", "--ca", "/no/such/ca.pem", &closed, "AAAA-AAAA"], missing),
        (vec!["enrol", &closed, "AAAA-AAAA"], ["no server is running", "没有服务器在运行", "沒有伺服器在執行"]),
        (
            vec!["enrol", "--plain-http", &long, "AAAA-AAAA"],
            ["no computer of that name", "找不到这个网址", "找不到這個網址"],
        ),
        (vec!["enrol", "https://:7878", "AAAA-AAAA"], ["no address of a server", "不是服务器网址", "不是伺服器網址"]),
    ] {
        for (lang, expected) in ["en", "zh-Hans", "zh-Hant"].into_iter().zip(expected) {
            let output = book.command().args(["--lang", lang]).args(&arguments).output().unwrap();
            let said = String::from_utf8_lossy(&output.stderr).into_owned();
            assert!(!output.status.success() && said.contains(expected), "{arguments:?}, {lang}: {said}");
            assert!(RAW.iter().all(|raw| !said.contains(raw)), "{arguments:?}, {lang}: {said}");
            assert!(!said.contains(['{', '\u{2068}']), "{arguments:?}, {lang}: an argument is missing: {said}");
        }
    }
    for (file, expected) in
        [(&b"theme = \"\xff\""[..], ["it is no UTF-8 text", "不是UTF-8编码的文本", "不是UTF-8編碼的文字檔"])]
    {
        std::fs::write(book.home().join("settings.toml"), file).unwrap();
        for (lang, expected) in ["en", "zh-Hans", "zh-Hant"].into_iter().zip(expected) {
            let output = book.run(&["--lang", lang, "today"]);
            let said = String::from_utf8_lossy(&output.stderr).into_owned();
            assert!(output.status.code() == Some(2) && said.contains(expected), "{lang}: {said}");
        }
    }
}

#[test]
#[cfg(target_os = "linux")]
fn a_line_that_cannot_be_printed_is_said_and_what_was_done_is_kept() {
    let book = Book::new();
    for (arguments, into, code) in [
        (&["add", "account", "name=Harbour Dental"][..], "/dev/full", 1),
        (&["list", "account"], "/dev/full", 1),
        (&["log", "harbour dental met the buyer"], "/dev/full", 1),
        (&["undo"], "/dev/full", 1),
    ] {
        let full = File::create(into).unwrap();
        let output = book.command().args(["--lang", "zh-Hans"]).args(arguments).stdout(full).output().unwrap();
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        assert_eq!(output.status.code(), Some(code), "{arguments:?}: {said}");
        assert!(said.contains("磁盘满了") && RAW.iter().all(|raw| !said.contains(raw)), "{arguments:?}: {said}");
    }
    assert_eq!(book.json(&["list", "account", "--json"]).len(), 1);
}

#[test]
fn whoever_closes_the_pipe_has_seen_enough() {
    let book = Book::new();
    for arguments in [
        &["add", "account", "name=Harbour Dental"][..],
        &["log", "harbour dental met the buyer"],
        &["list", "account"],
        &["today"],
        &["status"],
        &["undo"],
        &["fsck"],
    ] {
        let mut child = book
            .command()
            .args(arguments)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        drop(child.stdout.take());
        drop(child.stdin.take().map(|mut line| line.flush()));
        let output = child.wait_with_output().unwrap();
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(output.status.success() && !said.contains("panicked"), "{arguments:?}: {said}");
    }
}
