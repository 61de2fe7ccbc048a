//! What the operating system says in English reaches nobody: each trouble has the person's own words, and a line that cannot be printed
//! ends nothing.

use std::fs::File;
use std::io::Write;
use std::net::TcpListener;
use std::process::Stdio;

use crate::program::Book;

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
        (&["list", "account", "--csv"], "/dev/full", 1),
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
        &["list", "account", "--csv"],
        &["list", "account", "--json"],
        &["today"],
        &["today", "--csv"],
        &["completions", "bash"],
        &["man"],
        &["settings"],
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

/// Runs a command in the three languages; each says its words, and nothing of another's.
fn in_three_languages(book: &Book, arguments: &[&str], code: i32, expected: [&str; 3]) {
    for (lang, expected) in ["en", "zh-Hans", "zh-Hant"].into_iter().zip(expected) {
        let output = book.command().args(["--lang", lang]).args(arguments).output().unwrap();
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(said.contains(expected), "{arguments:?}, {lang}: {said}");
        assert_eq!(output.status.code(), Some(code), "{arguments:?}, {lang}: {said}");
        assert!(RAW.iter().all(|raw| !said.contains(raw)), "{arguments:?}, {lang}: {said}");
        let english = ["expected", "invalid", "there is none", "cannot"];
        assert!(lang == "en" || english.iter().all(|word| !said.contains(word)), "{arguments:?}, {lang}: {said}");
    }
}

#[test]
fn broken_settings_are_said_in_three_languages() {
    let book = Book::new();
    book.ok(&["add", "account", "name=Harbour Dental"]);
    for (text, expected) in [
        (
            "theme = \"dark\"\nday_ends = 13",
            ["line 2: a number from 0 to 12", "第 2 行：应为 0 到 12", "第 2 行：應為 0 到 12"],
        ),
        ("day_ends = six", ["not written as name = value", "写法不对", "寫法不對"]),
        ("day_ends = \"six\"", ["another kind of value", "值的写法不对", "值的寫法不對"]),
        ("colour = 1", ["there is no “colour”", "没有“colour”", "沒有「colour」"]),
        (
            "keys = \"emacs\"",
            ["one of these belongs there: default, vim", "应为其中之一：default", "應為其中之一：default"],
        ),
        ("theme = \"pink\"", ["high-contrast", "应为其中之一", "應為其中之一"]),
    ] {
        std::fs::write(book.home().join("settings.toml"), text).unwrap();
        in_three_languages(&book, &["today"], 2, expected);
        assert_eq!(std::fs::read_to_string(book.home().join("settings.toml")).unwrap(), text);
    }
    std::fs::remove_file(book.home().join("settings.toml")).unwrap();
    in_three_languages(&book, &["settings", "day_ends", "13"], 2, ["from 0 to 12", "应为 0 到 12", "應為 0 到 12"]);
}

/// Another program's file where the book should be, and no key.toml: it is named, not asked for its key.
#[test]
fn another_programs_file_is_named_also_where_nothing_says_how_it_is_locked() {
    let book = Book::new();
    std::fs::create_dir_all(book.home()).unwrap();
    let sqlite = rusqlite::Connection::open(book.home().join("other.db")).unwrap();
    sqlite.execute_batch("CREATE TABLE song (name TEXT); INSERT INTO song VALUES ('one')").unwrap();
    drop(sqlite);
    let other = std::fs::read(book.home().join("other.db")).unwrap();
    for bytes in [other, "a letter to the office, of no use to a rep ".repeat(200).into_bytes()] {
        std::fs::write(book.home().join("rounds.db"), &bytes).unwrap();
        for arguments in [["today"].as_slice(), &["--no-encryption", "today"]] {
            let mut command = book.command();
            let output = command.env_remove("ROUNDS_KEY_FILE").args(["--lang", "en"]).args(arguments).output().unwrap();
            let said = String::from_utf8_lossy(&output.stderr).into_owned();
            assert!(
                said.contains("another program's file") && output.status.code() == Some(1),
                "{arguments:?}: {said}"
            );
        }
        assert_eq!(std::fs::read(book.home().join("rounds.db")).unwrap(), bytes);
    }
}

#[test]
fn the_servers_troubles_are_said_in_three_languages() {
    let book = Book::new();
    let folder = |name: &str| book.key().with_file_name(name);
    let (good, foreign, file) = (folder("good"), folder("foreign"), folder("file"));
    std::fs::create_dir(&foreign).unwrap();
    std::fs::write(foreign.join("server.db"), "a letter to the office, of no use to a server ".repeat(200)).unwrap();
    std::fs::write(&file, "").unwrap();
    let [good, foreign, file] = [&good, &foreign, &file].map(|path| path.to_str().unwrap());
    book.ok(&["--home", good, "admin", "territory", "add", "North"]);
    book.ok(&["--home", good, "admin", "user", "add", "Ann", "--role", "rep", "--territory", "North"]);
    let taken = TcpListener::bind("127.0.0.1:0").unwrap();
    let taken = taken.local_addr().unwrap().to_string();
    let no_database = ["is no server's database", "不是 Rounds 服务器的数据", "不是 Rounds 伺服器的資料"];
    for (arguments, code, expected) in [
        (vec!["--home", foreign, "serve"], 1, no_database),
        (vec!["--home", foreign, "admin", "user", "list"], 1, no_database),
        (vec!["--home", file, "serve"], 1, ["cannot be used", "用不了", "不能用"]),
        (vec!["--home", good, "serve", "--listen", &taken], 1, ["listen at", "无法监听", "無法監聽"]),
        (
            vec!["--home", good, "serve", "--tls-cert", "/no/cert", "--tls-key", "/no/key"],
            1,
            ["The server was not started", "服务器没有启动", "伺服器沒有啟動"],
        ),
        (
            vec!["--home", good, "serve", "--tls-cert", file, "--tls-key", file],
            1,
            ["no certificate", "没有证书", "沒有憑證"],
        ),
        (vec!["--home", good, "admin", "territory", "add", "North"], 2, ["already", "已经有叫", "已經有叫"]),
        (vec!["--home", good, "admin", "code", "Bob"], 3, ["none named Bob", "没有叫 Bob", "沒有叫 Bob"]),
        (
            vec!["--home", good, "admin", "user", "add", "Bob", "--role", "chief", "--territory", "North"],
            2,
            ["chief", "没有 chief", "沒有 chief"],
        ),
    ] {
        in_three_languages(&book, &arguments, code, expected);
    }
    book.ok(&["--home", good, "admin", "user", "set", "Ann", "--left"]);
    let left = ["Ann has left", "Ann 已离职", "Ann 已離職"];
    in_three_languages(&book, &["--home", good, "admin", "code", "Ann"], 2, left);
}

#[test]
#[cfg(target_os = "linux")]
fn where_no_keyring_answers_the_person_reads_what_to_do_and_nothing_stays_behind() {
    let book = Book::new();
    let home = book.home().to_str().unwrap().to_owned();
    for arguments in [&["today"][..], &["demo", "--prepare", "--home", &home]] {
        for (lang, expected) in [
            ("en", "No keyring answers here."),
            ("zh-Hans", "没有可用的系统密钥环。"),
            ("zh-Hant", "沒有可用的系統鑰匙圈。"),
        ] {
            let output =
                book.command().env_remove("ROUNDS_KEY_FILE").args(["--lang", lang]).args(arguments).output().unwrap();
            let said = String::from_utf8_lossy(&output.stderr).into_owned();
            assert!(!output.status.success() && said.contains(expected), "{said}");
            assert!(!said.contains("failure") && !said.contains("DBus"), "{said}");
            assert!(!book.home().exists(), "{arguments:?} left {:?}", std::fs::read_dir(book.home()).unwrap().count());
        }
    }
    // A folder that was there stays, as it was.
    std::fs::create_dir(book.home()).unwrap();
    assert!(!book.command().env_remove("ROUNDS_KEY_FILE").arg("today").output().unwrap().status.success());
    assert_eq!(std::fs::read_dir(book.home()).unwrap().count(), 0);
}

/// Words that are no text: what is wrong, that nothing was changed, and what to do.
#[cfg(unix)]
#[test]
fn what_is_no_text_is_named_and_changes_nothing() {
    use std::ffi::OsStr;
    use std::os::unix::ffi::OsStrExt;
    let bad = OsStr::from_bytes(b"caf\xe9");
    for (lang, argument, passphrase) in [
        ("en", ["no readable text", "Nothing was changed", "UTF-8"], ["ROUNDS_PASSPHRASE", "no UTF-8 text"]),
        ("zh-Hans", ["读不出", "什么都没改", "UTF-8"], ["ROUNDS_PASSPHRASE", "不是UTF-8"]),
        ("zh-Hant", ["讀不出", "什麼都沒改", "UTF-8"], ["ROUNDS_PASSPHRASE", "不是UTF-8"]),
    ] {
        let book = Book::new();
        let output = book.command().args(["--lang", lang, "log"]).arg(bad).output().unwrap();
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(output.status.code() == Some(2) && argument.iter().all(|words| said.contains(words)), "{said}");
        let mut make = book.command();
        make.env_remove("ROUNDS_KEY_FILE").env("ROUNDS_PASSPHRASE", "open sesame");
        assert!(make.args(["add", "account", "name=Harbour Dental"]).status().unwrap().success());
        let mut today = book.command();
        today.env_remove("ROUNDS_KEY_FILE").env("ROUNDS_PASSPHRASE", bad);
        let output = today.args(["--lang", lang, "today"]).output().unwrap();
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(!output.status.success() && passphrase.iter().all(|words| said.contains(words)), "{said}");
        // Nor is it taken for none where a new book is begun.
        let fresh = Book::new();
        let mut begin = fresh.command();
        begin.env_remove("ROUNDS_KEY_FILE").env("ROUNDS_PASSPHRASE", bad);
        let output = begin.args(["--lang", lang, "today"]).output().unwrap();
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(!output.status.success() && passphrase.iter().all(|words| said.contains(words)), "{said}");
    }
}

/// A folder where the book should be is named as one.
#[test]
fn a_folder_in_the_books_place_is_no_wrong_key() {
    for (options, begun) in [(&[][..], true), (&["--no-encryption"], true), (&[], false), (&["--no-encryption"], false)]
    {
        let book = Book::new();
        std::fs::create_dir(book.home()).unwrap();
        if begun {
            book.ok(&[&["add", "account", "name=Harbour Dental"][..], options].concat());
        }
        for name in ["rounds.db", "rounds.db-wal", "rounds.db-shm"] {
            let _ = std::fs::remove_file(book.home().join(name));
        }
        std::fs::create_dir(book.home().join("rounds.db")).unwrap();
        for (lang, expected) in [("en", "is a folder"), ("zh-Hans", "是文件夹"), ("zh-Hant", "是資料夾")] {
            let output = book.run(&[&["--lang", lang, "today"][..], options].concat());
            let said = String::from_utf8_lossy(&output.stderr).into_owned();
            assert!(!output.status.success() && said.contains(expected), "{options:?}: {said}");
            assert!(RAW.iter().all(|raw| !said.contains(raw)), "{said}");
        }
    }
}

#[test]
fn who_has_set_a_setting_and_a_wrong_clock_are_said_in_three_languages() {
    let book = Book::new();
    book.ok(&["settings", "theme", "light"]);
    for (lang, usual, me, wrong) in [
        ("en", "usual", "me", "is no time"),
        ("zh-Hans", "默认", "自己设的", "不是 RFC 3339 格式"),
        ("zh-Hant", "預設", "自己設的", "不是 RFC 3339 格式"),
    ] {
        let said = book.ok(&["--lang", lang, "settings"]);
        let of =
            |name: &str| said.lines().find(|line| line.starts_with(name)).unwrap_or_else(|| panic!("{name}: {said}"));
        assert!(
            of("theme ").ends_with(me) && of("mouse ").ends_with(usual) && of("weights.near").ends_with(usual),
            "{said}"
        );
        for command in [&["today"][..], &["when", "fri"], &["admin", "user", "list"]] {
            let output =
                book.command().env("ROUNDS_NOW", "yesterday").args(["--lang", lang]).args(command).output().unwrap();
            let said = String::from_utf8_lossy(&output.stderr).into_owned();
            assert!(
                output.status.code() == Some(2) && said.contains(wrong) && said.contains("yesterday"),
                "{lang}: {said}"
            );
        }
    }
    let rows = book.json(&["--lang", "zh-Hans", "settings", "--json"]);
    assert!(rows.iter().any(|row| row["id"] == "theme" && row["set_by"] == "me"), "{rows:?}");
}

#[test]
fn what_is_none_of_the_choices_is_told_with_them_and_a_full_disk_with_the_file() {
    let book = Book::new();
    let said = |arguments: &[&str]| {
        let output = book.run(&[&["--lang", "en"], arguments].concat());
        (output.status.code(), String::from_utf8_lossy(&output.stderr).into_owned())
    };
    let (code, text) = said(&["add", "account", "name=Blue Finch", "grade=z"]);
    assert!(code == Some(2) && text.contains("not one of the choices (a, b, c)"), "{text}");
    book.ok(&["status"]);
    // Where the new file would be written is a folder.
    std::fs::create_dir(book.home().join("settings.new")).unwrap();
    let (code, text) = said(&["settings", "theme", "light"]);
    assert!(code == Some(1) && text.contains("settings.toml") && text.contains("it is a folder"), "{text}");
}
