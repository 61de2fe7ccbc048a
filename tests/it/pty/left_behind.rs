//! What stays in the terminal when Rounds has gone: no customer's name, neither on the screen nor in what can be scrolled back to.
//! After leaving, a signal, a panic, and while it is suspended; in a pty, and in tmux where that is there.

use std::process::Command;
use std::time::{Duration, Instant};

use super::terminal::Terminal;
use super::{NOW, filled, open, wait_for_draft};

/// All that one can scroll to, after these bytes.
fn left(raw: &[u8]) -> String {
    let mut parser = vt100::Parser::new(30.try_into().unwrap(), 100.try_into().unwrap(), 10_000);
    parser.process(b"$ rounds\r\n");
    parser.process(raw);
    parser.screen_mut().set_scrollback(usize::MAX);
    let mut text = String::new();
    for back in (0..=parser.screen().scrollback()).rev() {
        parser.screen_mut().set_scrollback(back);
        text.push_str(&parser.screen().contents());
        text.push('\n');
    }
    text
}

#[track_caller]
fn nothing_left(text: &str) {
    assert!(text.contains("rounds"), "{text}");
    for word in ["Harbour", "14 Quay", "met the buyer"] {
        assert!(!text.contains(word), "{word} stayed behind:\n{text}");
    }
}

#[test]
fn nothing_stays_after_leaving_or_a_signal() {
    for signal in [None, Some("TERM"), Some("HUP")] {
        let book = filled();
        let mut terminal = open(&book.home(), (30, 100));
        terminal.wait_for("Harbour Dental");
        terminal.keys("l");
        terminal.keys("harbour met the buyer");
        terminal.wait_for("met the buyer");
        wait_for_draft(&book.home(), "met the buyer");
        match signal {
            None => terminal.keys("\x03\x03"),
            Some(name) => terminal.signal(name),
        }
        assert_eq!(terminal.wait_exit(), 0);
        nothing_left(&left(terminal.raw()));
    }
}

#[test]
fn nothing_stays_after_a_panic() {
    let book = filled();
    let environment = [("ROUNDS_NOW", NOW), ("ROUNDS_BREAK", "suspend")];
    let mut terminal = Terminal::with(&book.home(), &environment, (30, 100), &["--lang", "en"]);
    terminal.wait_for("Harbour Dental");
    terminal.keys(":suspend\r");
    terminal.wait_raw("the panic", |raw| String::from_utf8_lossy(raw).contains("broken at suspend"));
    assert_ne!(terminal.wait_exit(), 0);
    let left = left(terminal.raw());
    nothing_left(&left);
    assert!(left.contains("broken at suspend"), "what happened is not to be read:\n{left}");
}

/// A tmux of one's own, ended with this.
struct Tmux(String);

impl Tmux {
    /// With a shell in it; `None` where there is no tmux.
    fn new() -> Option<Tmux> {
        static NUMBER: std::sync::atomic::AtomicU32 = std::sync::atomic::AtomicU32::new(0);
        let number = NUMBER.fetch_add(1, std::sync::atomic::Ordering::Relaxed);
        let tmux = Tmux(format!("rounds-test-{}-{number}", std::process::id()));
        let begun = Command::new("tmux")
            .args(["-L", &tmux.0, "-f", "/dev/null"])
            .args(["new", "-d", "-x", "100", "-y", "30", "sh"])
            .status();
        if begun.is_ok_and(|status| status.success()) {
            return Some(tmux);
        }
        crate::left_out("what stays in tmux is not looked at, for want of tmux");
        None
    }

    fn run(&self, arguments: &[&str]) -> String {
        let output = Command::new("tmux").args(["-L", &self.0]).args(arguments).output().unwrap();
        String::from_utf8_lossy(&output.stdout).into_owned()
    }

    fn keys(&self, keys: &[&str]) {
        self.run(&[&["send-keys", "-t", "0"], keys].concat());
    }

    /// The screen, and all that can be scrolled to.
    fn all(&self) -> String {
        self.run(&["capture-pane", "-p", "-t", "0", "-S", "-"])
    }

    #[track_caller]
    fn wait(&self, what: &str, holds: impl Fn(&str) -> bool) {
        let until = Instant::now() + Duration::from_secs(60);
        loop {
            let shown = self.run(&["capture-pane", "-p", "-t", "0"]);
            if holds(&shown) {
                return;
            }
            assert!(Instant::now() < until, "waited in vain for {what}:\n{shown}");
            std::thread::yield_now();
        }
    }
}

impl Drop for Tmux {
    fn drop(&mut self) {
        self.run(&["kill-server"]);
    }
}

#[test]
fn nothing_stays_in_tmux_after_leaving_or_while_it_is_suspended() {
    let Some(tmux) = Tmux::new() else { return };
    let book = filled();
    let home = book.home();
    let (home, key) = (home.display(), book.home().join("key"));
    let start = format!(
        "ROUNDS_NOW={NOW} ROUNDS_HOME={home} ROUNDS_KEY_FILE={} {} --lang en",
        key.display(),
        env!("CARGO_BIN_EXE_rounds")
    );
    // What the shell is told while it takes its terminal back is lost: its prompt is waited for.
    let prompts = |screen: &str| screen.trim_end().ends_with(['#', '$']);
    tmux.wait("the shell at first", prompts);
    tmux.keys(&[&start, "Enter"]);
    tmux.wait("today", |screen| screen.contains("Harbour Dental"));
    tmux.keys(&[":", "suspend", "Enter"]);
    tmux.wait("the shell", prompts);
    assert!(tmux.all().contains("Stopped"), "{}", tmux.all());
    nothing_left(&tmux.all());
    tmux.keys(&["fg", "Enter"]);
    tmux.wait("today again", |screen| screen.contains("Harbour Dental"));
    tmux.keys(&["q"]);
    tmux.wait("the shell again", prompts);
    nothing_left(&tmux.all());
    tmux.keys(&[&start, "Enter"]);
    tmux.wait("today once more", |screen| screen.contains("Harbour Dental"));
    tmux.keys(&["C-c"]);
    tmux.keys(&["C-c"]);
    tmux.wait("the shell once more", prompts);
    nothing_left(&tmux.all());
}

#[test]
fn a_screen_that_was_shut_is_shut_again_until_its_pin_is_typed() {
    let book = filled();
    let mut terminal = open(&book.home(), (30, 100));
    terminal.wait_for("Harbour Dental");
    terminal.keys(":pin of\r");
    terminal.wait_for("New PIN");
    terminal.keys("2468\r");
    terminal.wait_for("The same again");
    terminal.keys("2468\r");
    terminal.wait_for("holds from now on");
    terminal.keys("1");
    terminal.wait_for("NEXT");
    terminal.keys("L");
    terminal.wait("a shut screen", |screen| screen.contains("locked") && !screen.contains("Harbour"));
    terminal.kill();
    // The key file is what opens the book; the screen asks for the PIN all the same.
    let mut again = open(&book.home(), (30, 100));
    again.wait("a shut screen", |screen| screen.contains("locked") && !screen.contains("Harbour"));
    again.keys("1111\r");
    again.wait_for("4 tries are left");
    again.keys("2468\r");
    again.wait_for("Harbour Dental");
    again.keys("q");
    assert_eq!(again.wait_exit(), 0);
}
