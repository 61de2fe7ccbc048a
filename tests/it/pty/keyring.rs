//! The key in the system's own keyring: a real Secret Service on a bus of its own, from the first start to the reopening.
//!
//! Needs `dbus-run-session`, `gnome-keyring-daemon` and `secret-tool`, which `.ci/run` installs; says so where they are not there.

use std::path::Path;
use std::process::Command;

use super::NOW;
use super::terminal::Terminal;

const PROGRAMS: [&str; 3] = ["dbus-run-session", "gnome-keyring-daemon", "secret-tool"];

/// Whether the programs are there; says so where one is not.
fn possible() -> bool {
    let there = |program: &&str| {
        let path = std::env::var_os("PATH").unwrap_or_default();
        std::env::split_paths(&path).any(|folder| folder.join(program).is_file())
    };
    let missing: Vec<&str> = PROGRAMS.into_iter().filter(|program| !there(program)).collect();
    if !missing.is_empty() {
        crate::left_out(&format!("the keyring is not tried, for want of {}", missing.join(", ")));
    }
    missing.is_empty()
}

/// Unlocks the keyring, waits until it takes a secret, then does `before`, then starts what follows.
fn session(before: &str) -> [String; 5] {
    let script = format!(
        "printf secret | gnome-keyring-daemon --unlock --components=secrets >/dev/null 2>&1
         until printf x | secret-tool store --label=ready ready yes 2>/dev/null; do :; done
         {before}
         exec \"$@\""
    );
    ["dbus-run-session".into(), "--".into(), "sh".into(), "-c".into(), script]
}

fn start(home: &Path, before: &str) -> Terminal {
    let session = session(before);
    let through: Vec<&str> = session.iter().map(String::as_str).chain(["sh"]).collect();
    let run = home.join("run");
    std::fs::create_dir_all(home.join(".local/share/keyrings")).unwrap();
    std::fs::create_dir_all(&run).unwrap();
    let book = home.join("book");
    let variables = [
        ("ROUNDS_NOW", NOW),
        ("ROUNDS_KEY_FILE", ""),
        ("ROUNDS_HOME", book.to_str().unwrap()),
        ("XDG_RUNTIME_DIR", run.to_str().unwrap()),
    ];
    Terminal::through(&through, home, &variables, (30, 100), &["--lang", "en"])
}

/// The recovery code on the screen: six groups.
fn code(screen: &str) -> String {
    let is_code = |word: &&str| word.split('-').count() == 6 && word.len() > 30;
    screen.split_whitespace().find(is_code).unwrap_or_else(|| panic!("no code:\n{screen}")).to_owned()
}

#[test]
fn the_real_keyring_keeps_the_key_and_the_code_helps_when_it_does_not() {
    if !possible() {
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    let home = folder.path();
    // The first start: Enter takes the keyring, the code is written down and typed back.
    let mut terminal = start(home, "");
    terminal.wait_for("1, 2 or 3");
    terminal.keys("\r");
    terminal.wait_for("Type it back");
    let code = code(&terminal.screen());
    terminal.keys(&format!("{}\r", code.to_lowercase()));
    terminal.wait_for("Try the demo");
    terminal.keys("\x03\x03");
    terminal.wait_exit();
    let kept = std::fs::read_to_string(home.join("book/key.toml")).unwrap();
    assert!(kept.contains("keyring"), "{kept}");
    // Opened again: nothing is asked.
    let mut terminal = start(home, "");
    terminal.wait_for("Try the demo");
    terminal.keys("\x03\x03");
    terminal.wait_exit();
    let before = std::fs::read(home.join("book/rounds.db")).unwrap();
    // Locked: said, nothing touched, and whoever has no code leaves.
    let lock = "gdbus call --session --dest org.freedesktop.secrets --object-path /org/freedesktop/secrets \
                --method org.freedesktop.Secret.Service.Lock \"['/org/freedesktop/secrets/collection/login']\" >/dev/null";
    let has_gdbus = Command::new("gdbus").arg("help").output().is_ok_and(|output| output.status.success());
    if has_gdbus {
        let mut terminal = start(home, lock);
        terminal.wait_for("is locked or does not answer");
        terminal.wait_for("Recovery code");
        terminal.keys("\r");
        terminal.wait_for("The book was not opened");
        assert_ne!(terminal.wait_exit(), 0);
        assert_eq!(std::fs::read(home.join("book/rounds.db")).unwrap(), before, "the file is untouched");
    } else {
        crate::left_out("a locked keyring is not tried, for want of gdbus");
    }
    // Lost: the code opens the book, a mistyped one does not, and the key is in the keyring again.
    let mut terminal = start(home, "secret-tool clear service rounds");
    terminal.wait_for("does not have this book's key");
    terminal.keys("ABCDE\r");
    terminal.wait_for("has a mistake in it");
    terminal.keys(&format!("{code}\r"));
    terminal.wait_for("Try the demo");
    terminal.keys("\x03\x03");
    terminal.wait_exit();
    let mut terminal = start(home, "");
    terminal.wait_for("Try the demo");
}
