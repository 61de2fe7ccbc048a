//! What goes wrong around the program, through the real screen: each is said in the person's words, nothing is lost, and the shell finds
//! its terminal as it was.

use std::io::Write;
use std::path::Path;
use std::process::Command;

use super::terminal::Terminal;
use super::{NOW, filled, open};
use crate::program::Book;

fn root() -> bool {
    let output = Command::new("id").arg("-u").output();
    output.is_ok_and(|output| String::from_utf8_lossy(&output.stdout).trim() == "0")
}

/// Whether the shell has its terminal back: the other screen left, pasting as before, the cursor seen.
fn given_back(terminal: &Terminal) -> bool {
    let raw = String::from_utf8_lossy(terminal.raw()).into_owned();
    let (taken, left) = (raw.rfind("\x1b[?1049h"), raw.rfind("\x1b[?1049l"));
    taken.is_none() || (left > taken && raw.rfind("\x1b[?2004l") > raw.rfind("\x1b[?2004h"))
}

/// The visits' notes in a book, by the command line.
fn visits(home: &Path) -> String {
    let output = Command::new(env!("CARGO_BIN_EXE_rounds"))
        .env_clear()
        .env("ROUNDS_HOME", home)
        .env("ROUNDS_KEY_FILE", home.join("key"))
        .env("ROUNDS_NOW", NOW)
        .args(["list", "visit", "--json"])
        .output()
        .unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

/// A small disk of its own, mounted on a folder; `None` where that is not allowed.
pub struct Disk {
    pub folder: tempfile::TempDir,
}

impl Disk {
    pub fn new() -> Option<Disk> {
        let folder = tempfile::tempdir().unwrap();
        let mount = Command::new("mount").args(["-t", "tmpfs", "-o", "size=3m", "tmpfs"]).arg(folder.path()).output();
        if mount.is_ok_and(|output| output.status.success()) {
            return Some(Disk { folder });
        }
        crate::left_out("a full disk is not tried, for want of the right to mount one");
        None
    }

    /// Writes until nothing more fits.
    pub fn fill(&self) {
        let mut filler = std::fs::File::create(self.folder.path().join("filler")).unwrap();
        while filler.write_all(&[0; 512]).is_ok() {}
    }

    pub fn make_room(&self) {
        std::fs::remove_file(self.folder.path().join("filler")).unwrap();
    }
}

impl Drop for Disk {
    fn drop(&mut self) {
        let _ = Command::new("umount").args(["-l"]).arg(self.folder.path()).status();
    }
}

/// A book on a disk of its own, with the terminal open over it.
fn on_small_disk() -> Option<(Disk, std::path::PathBuf, Terminal)> {
    let disk = Disk::new()?;
    let home = disk.folder.path().join("home");
    std::fs::create_dir_all(&home).unwrap();
    let add = Command::new(env!("CARGO_BIN_EXE_rounds"))
        .env_clear()
        .env("ROUNDS_HOME", &home)
        .env("ROUNDS_KEY_FILE", home.join("key"))
        .env("ROUNDS_NOW", NOW)
        .args(["add", "account", "name=Harbour Dental"])
        .status();
    assert!(add.unwrap().success());
    let mut terminal = open(&home, (30, 100));
    terminal.wait_for("WHO NEXT");
    Some((disk, home, terminal))
}

#[test]
fn on_a_full_disk_a_log_stays_in_its_line_until_there_is_room() {
    let Some((disk, home, mut terminal)) = on_small_disk() else { return };
    disk.fill();
    terminal.keys("l");
    terminal.keys("harbour dental met the buyer");
    terminal.wait_for("met the buyer");
    // What is typed behind Enter waits for its outcome: a draft may have said before it that the disk is full.
    terminal.keys("\r");
    terminal.keys("s");
    terminal.wait_for("met the buyers");
    terminal.wait_for("The disk is full");
    disk.make_room();
    terminal.keys("\r");
    terminal.wait_for("Saved on this laptop");
    terminal.keys("q");
    assert_eq!(terminal.wait_exit(), 0);
    assert!(visits(&home).contains("met the buyer"));
}

#[test]
fn on_a_full_disk_a_draft_is_kept_as_soon_as_there_is_room() {
    let Some((disk, home, mut terminal)) = on_small_disk() else { return };
    disk.fill();
    terminal.keys("l");
    terminal.keys("harbour dental met the buyer");
    terminal.wait_for("The disk is full");
    disk.make_room();
    // No further key: it is tried again by itself.
    super::wait_for_draft(&home, "met the buyer");
    terminal.kill();
    let mut again = open(&home, (30, 100));
    again.wait_for("met the buyer");
}

#[test]
fn what_a_full_disk_did_not_take_is_printed_in_the_shell() {
    let Some((disk, _home, mut terminal)) = on_small_disk() else { return };
    disk.fill();
    terminal.keys("l");
    terminal.keys("harbour dental met the buyer");
    terminal.wait_for("The disk is full");
    terminal.keys("\x03\x03");
    terminal.wait_exit();
    assert!(given_back(&terminal));
    let screen = terminal.screen();
    assert!(screen.contains("could not be written") && screen.contains("met the buyer"), "{screen}");
}

/// A command over a home, and what it says.
fn said(home: &Path, args: &[&str]) -> (Option<i32>, String) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_rounds"));
    command.env_clear().env("ROUNDS_HOME", home).env("ROUNDS_KEY_FILE", home.join("key")).env("ROUNDS_NOW", NOW);
    let output = command.args(args).output().unwrap();
    let text = [output.stdout, output.stderr].concat();
    (output.status.code(), String::from_utf8(text).unwrap())
}

#[test]
fn on_a_full_disk_a_book_that_was_closed_can_be_read() {
    let Some((disk, home, mut terminal)) = on_small_disk() else { return };
    terminal.keys("q");
    assert_eq!(terminal.wait_exit(), 0);
    disk.fill();
    let (code, read) = said(&home, &["list", "account"]);
    assert!(code == Some(0) && read.contains("Harbour Dental"), "{read}");
    let (code, refused) = said(&home, &["log", "harbour dental met the buyer"]);
    assert!(code == Some(1) && refused.contains("The disk is full"), "{refused}");
    disk.make_room();
    let (code, saved) = said(&home, &["log", "harbour dental met the buyer"]);
    assert!(code == Some(0) && visits(&home).contains("met the buyer"), "{saved}");
}

#[test]
fn on_a_medium_without_writing_a_book_that_was_closed_can_be_read() {
    let Some((disk, home, mut terminal)) = on_small_disk() else { return };
    terminal.keys("q");
    assert_eq!(terminal.wait_exit(), 0);
    let shut = Command::new("mount").args(["-o", "remount,ro"]).arg(disk.folder.path()).status();
    assert!(shut.unwrap().success());
    let (code, read) = said(&home, &["list", "account"]);
    assert!(code == Some(0) && read.contains("Harbour Dental"), "{read}");
    let (code, refused) = said(&home, &["log", "harbour dental met the buyer"]);
    assert!(code == Some(1) && refused.contains("cannot be written"), "{refused}");
}

#[test]
fn a_home_that_cannot_be_written_is_said_and_left_alone() {
    use std::os::unix::fs::PermissionsExt;
    let book = filled();
    let home = book.home();
    let before = std::fs::read(home.join("rounds.db")).unwrap();
    let mode = |path: &Path, mode| std::fs::set_permissions(path, std::fs::Permissions::from_mode(mode)).unwrap();
    for entry in std::fs::read_dir(&home).unwrap() {
        let path = entry.unwrap().path();
        mode(&path, if path.is_dir() { 0o555 } else { 0o444 });
    }
    mode(&home, 0o555);
    mode(home.parent().unwrap(), 0o755);
    // Root may write everything: it is tried as nobody.
    let nobody = ["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"];
    let through: &[&str] = if root() { &nobody } else { &[] };
    for (lang, words) in [("en", "cannot be written"), ("zh-Hans", "无法写入"), ("zh-Hant", "無法寫入")] {
        let mut terminal = Terminal::through(through, &home, &[("ROUNDS_NOW", NOW)], (30, 100), &["--lang", lang]);
        // What is there can be read; what is typed stays in its line, and goes to the shell in the end.
        terminal.wait_for("Harbour Dental");
        terminal.keys("l");
        terminal.keys("harbour dental met the buyer");
        terminal.wait_for(words);
        terminal.keys("\r");
        terminal.wait("the line", |screen| screen.contains(words) && screen.contains("met the buyer"));
        terminal.keys("\x03\x03");
        terminal.wait_exit();
        assert!(given_back(&terminal));
        let screen = terminal.screen();
        assert!(screen.contains("met the buyer") && !screen.contains("panicked"), "{screen}");
    }
    mode(&home, 0o755);
    assert_eq!(std::fs::read(home.join("rounds.db")).unwrap(), before);
}

#[test]
fn a_file_that_is_no_book_or_half_of_one_is_said_and_left_alone() {
    let book = filled();
    let home = book.home();
    let file = home.join("rounds.db");
    let whole = std::fs::read(&file).unwrap();
    let half = whole[..whole.len() / 2 / 4096 * 4096].to_vec();
    let torn = whole[..whole.len() - 1000].to_vec();
    let others = std::fs::read(filled().home().join("rounds.db")).unwrap();
    let rows: [(&str, Vec<u8>, [&str; 3]); 6] = [
        ("half of it", half, ["damaged", "损坏", "損壞"]),
        ("torn", torn, ["damaged", "损坏", "損壞"]),
        ("a letter", b"Dear customer, ".repeat(4096), ["no book of Rounds", "不是", "不是"]),
        ("another's key", others, ["The key does not open", "密钥打不开", "金鑰打不開"]),
        ("sevens", vec![7; 8192], ["no book of Rounds", "不是", "不是"]),
        (
            "a plain database",
            [b"SQLite format 3\0".to_vec(), vec![0; 8176]].concat(),
            ["no book of Rounds", "不是", "不是"],
        ),
    ];
    for (what, bytes, words) in rows {
        std::fs::write(&file, &bytes).unwrap();
        let _ = std::fs::remove_file(home.join("rounds.db-wal"));
        for (lang, words) in ["en", "zh-Hans", "zh-Hant"].into_iter().zip(words) {
            let mut terminal = Terminal::start(&home, NOW, (30, 100), &["--lang", lang]);
            assert_ne!(terminal.wait_exit(), 0, "{what}");
            let screen = terminal.screen();
            assert!(screen.contains(words) && !screen.contains("panicked"), "{what}, {lang}:\n{screen}");
            assert!(given_back(&terminal), "{what}");
        }
        assert_eq!(std::fs::read(&file).unwrap(), bytes, "{what} was touched");
    }
    std::fs::write(&file, &whole).unwrap();
    let mut terminal = open(&home, (30, 100));
    terminal.wait_for("Harbour Dental");
}

#[test]
fn a_clock_that_was_set_back_costs_nothing() {
    let book = filled();
    let home = book.home();
    let say = |now: &str, words: &str| {
        let mut terminal = Terminal::start(&home, now, (30, 100), &["--lang", "en"]);
        terminal.wait_for("1 Today");
        terminal.keys("l");
        terminal.keys(words);
        terminal.wait_for(words);
        terminal.keys("\r");
        terminal.wait_for("Saved on this laptop");
        terminal
    };
    say(NOW, "harbour dental before").keys("q");
    let mut terminal = say("2024-01-05T09:00:00+00:00", "harbour dental years ago");
    let both = visits(&home);
    assert!(both.contains("before") && both.contains("years ago"), "{both}");
    // What was done last is taken back first, whatever the clock says.
    terminal.keys("u");
    terminal.wait_for("Taken back");
    let left = visits(&home);
    assert!(left.contains("before") && !left.contains("years ago"), "{left}");
    terminal.keys("q");
    terminal.keys("q");
    assert_eq!(terminal.wait_exit(), 0);
}

#[test]
fn a_line_being_typed_outlives_a_tiny_window() {
    let book = filled();
    let mut terminal = open(&book.home(), (30, 100));
    terminal.wait_for("NEXT");
    terminal.keys("l");
    terminal.keys("harbour dental met the buyer");
    terminal.wait_for("met the buyer");
    let before = terminal.raw().len();
    terminal.resize((5, 20));
    let cleared = |raw: &[u8]| raw[before..].windows(4).any(|part| part == b"\x1b[2J");
    terminal.wait_raw("the small screen", cleared);
    terminal.keys(", likes A100");
    terminal.resize((30, 100));
    terminal.wait_for("likes A100");
    terminal.keys("\r");
    terminal.wait_for("Saved on this laptop");
    assert!(visits(&book.home()).contains("likes A100"));
}

#[test]
fn a_megabyte_is_pasted_into_a_form_a_filter_find_and_a_path() {
    let book = filled();
    let mut terminal = open(&book.home(), (30, 100));
    terminal.wait_for("NEXT");
    let paste = format!("\x1b[200~{}\x1b[201~", "word ".repeat(200_000));
    for (open, seen, leave) in [
        ("2a", "Name", "\x1b\x1b"),
        ("2/", "2 Customers", "\x1b\x1b"),
        ("f", "1 Today", "\x1b\x1b"),
        (":", "1 Today", "\x1b\x1b"),
    ] {
        terminal.keys(open);
        terminal.wait_for(seen);
        terminal.keys(&paste);
        terminal.wait_for("word word");
        for key in leave.chars() {
            terminal.keys(&key.to_string());
            // Two Esc at once are one over a slow line; each is waited for by what the next draws.
            terminal.settle();
        }
        terminal.keys("1");
        terminal.wait_for("NEXT");
    }
    terminal.keys("q");
    assert_eq!(terminal.wait_exit(), 0);
}

#[test]
fn words_that_are_no_text_are_refused_in_words() {
    use std::ffi::OsStr;
    use std::os::unix::ffi::OsStrExt;
    let book = filled();
    let broken = OsStr::from_bytes(b"\xff\xfe");
    for (arguments, code) in [
        (vec![OsStr::new("search"), broken], 2),
        (vec![OsStr::new("log"), broken], 2),
        (vec![OsStr::new("add"), OsStr::new("account"), broken], 2),
        (vec![broken], 2),
        // A file may be called anything.
        (vec![OsStr::new("import"), broken], 3),
        (vec![OsStr::new("--lang"), broken, OsStr::new("today")], 2),
    ] {
        let output = book.command().env("ROUNDS_KEY_FILE", book.home().join("key")).args(&arguments).output().unwrap();
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        assert_eq!(output.status.code(), Some(code), "{arguments:?}: {said}");
        assert!(!said.contains("panicked") && !said.trim().is_empty(), "{arguments:?}: {said}");
    }
}

#[test]
fn two_windows_over_one_book_see_each_other_and_lose_nothing() {
    let book = filled();
    let (mut one, mut two) = (open(&book.home(), (30, 100)), open(&book.home(), (30, 100)));
    one.wait_for("NEXT");
    two.wait_for("NEXT");
    for (terminal, words) in [(&mut one, "harbour dental from one"), (&mut two, "harbour dental from two")] {
        terminal.keys("l");
        terminal.keys(words);
        terminal.wait_for(words);
        terminal.keys("\r");
        terminal.wait_for("Saved on this laptop");
    }
    // Without a key: the other's visit comes to light by itself.
    one.keys("2");
    one.wait_for("1 customer");
    one.keys("\r");
    one.wait_for("from two");
    let both = visits(&book.home());
    assert!(both.contains("from one") && both.contains("from two"), "{both}");
    for mut terminal in [one, two] {
        terminal.keys("\x03\x03");
        assert_eq!(terminal.wait_exit(), 0);
    }
}

#[test]
fn a_draft_is_kept_when_the_system_ends_the_program() {
    for signal in ["TERM", "HUP"] {
        let book = filled();
        let mut terminal = open(&book.home(), (30, 100));
        terminal.wait_for("NEXT");
        terminal.keys("l");
        terminal.keys("harbour dental met the buyer");
        terminal.wait_for("met the buyer");
        // At once: it is not kept on the disk yet.
        terminal.signal(signal);
        terminal.wait_exit();
        assert!(given_back(&terminal), "{signal}: the terminal was not given back");
        let mut again = open(&book.home(), (30, 100));
        again.wait_for("met the buyer");
    }
}

#[test]
fn a_workbook_that_breaks_the_reader_is_a_damaged_file() {
    let book = Book::new();
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/import/breaks_the_reader.xls");
    let output = book.run(&["import", file.to_str().unwrap()]);
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert_eq!(output.status.code(), Some(1), "{said}");
    assert!(said.contains("is damaged") && !said.contains("panicked"), "{said}");
}
