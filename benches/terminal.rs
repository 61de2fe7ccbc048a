//! The real binary in a real terminal: start to the first complete screen, key press to the finished frame, memory, and idling.
//!
//! `cargo bench --bench terminal`; `ROUNDS_BENCH_SIZE` is normal, heavy or stress (default). The book is made once below the target folder.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, missing_docs)]

#[path = "../tests/it/pty/terminal.rs"]
#[allow(dead_code)] // What only the tests use.
mod terminal;

use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{Duration, Instant};

use terminal::Terminal;

const NOW: &str = "2026-11-24T10:42:00+00:00";
const SCREEN: (u16, u16) = (30, 100);

fn main() {
    let size = std::env::var("ROUNDS_BENCH_SIZE").unwrap_or_else(|_| "stress".into());
    let home = book(&size);
    println!("size {size}, book {:.0} MB", megabytes(&home));
    starts(&home);
    commands(&home);
    keys(&home);
    idle(&home);
}

fn book(size: &str) -> PathBuf {
    let home = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("bench-{size}"));
    if !home.join("ready").exists() {
        std::fs::create_dir_all(&home).unwrap();
        let begun = Instant::now();
        let status = rounds(&home).args(["--lang", "en", "demo", "--size", size, "--prepare"]).status().unwrap();
        assert!(status.success());
        std::fs::write(home.join("ready"), "").unwrap();
        println!("prepared in {:.1} s", begun.elapsed().as_secs_f64());
    }
    home
}

fn rounds(home: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_rounds"));
    command.env("ROUNDS_HOME", home).env("ROUNDS_KEY_FILE", home.join("key")).env("ROUNDS_NOW", NOW);
    command
}

fn megabytes(home: &Path) -> f64 {
    std::fs::metadata(home.join("rounds.db")).map_or(0.0, |file| file.len() as f64 / 1e6)
}

fn report(what: &str, mut times: Vec<Duration>) {
    times.sort();
    let at = |part: f64| times[((times.len() - 1) as f64 * part).round() as usize].as_secs_f64() * 1000.0;
    println!(
        "{what:44} median {:8.2} ms   99 % {:8.2} ms   most {:8.2} ms   ({} times)",
        at(0.5),
        at(0.99),
        at(1.0),
        times.len()
    );
}

fn starts(home: &Path) {
    let times = (0..21).map(|_| {
        let begun = Instant::now();
        let mut terminal = Terminal::start(home, NOW, SCREEN, &["--lang", "en"]);
        terminal.wait_for("WEEK");
        let took = begun.elapsed();
        terminal.keys("q");
        terminal.wait_exit();
        took
    });
    report("start to the first complete Today", times.collect());
}

fn commands(home: &Path) {
    for arguments in
        [&["today", "--json"][..], &["search", "price list", "--json"], &["list", "account", "--limit", "20"]]
    {
        let times = (0..21).map(|_| {
            let begun = Instant::now();
            assert!(rounds(home).args(arguments).output().unwrap().status.success());
            begun.elapsed()
        });
        report(&format!("rounds {}", arguments.join(" ")), times.collect());
    }
}

/// A frame ends with the end of the synchronised update.
fn frames(terminal: &Terminal) -> usize {
    terminal.raw().windows(8).filter(|bytes| bytes == b"\x1b[?2026l").count()
}

fn keys(home: &Path) {
    let mut terminal = Terminal::start(home, NOW, SCREEN, &["--lang", "en"]);
    terminal.wait_for("WEEK");
    for (what, before, keys) in [
        ("Today: down and up", "1", "jjkkjjkkjjkkjjkkjjkk".repeat(5)),
        ("Customers: down", "2", "j".repeat(100)),
        ("Customers: half a page", "2", "\u{4}".repeat(50)),
        ("Follow-ups: down", "3", "j".repeat(50)),
        ("Find: letters", "1f", "price list".into()),
        ("Log line: letters", "\u{1b}", "lharbour dental met the buyer".into()),
    ] {
        terminal.keys(before);
        terminal.settle();
        let mut times = Vec::new();
        for key in keys.chars() {
            let seen = frames(&terminal);
            let begun = Instant::now();
            terminal.keys(&key.to_string());
            terminal.wait_raw("a frame", |raw| raw.windows(8).filter(|bytes| bytes == b"\x1b[?2026l").count() > seen);
            times.push(begun.elapsed());
            terminal.settle();
        }
        report(what, times);
        terminal.keys("\u{1b}");
        terminal.settle();
        terminal.keys("\u{1b}");
        terminal.settle();
    }
    println!("{:44} {:.1} MB", "memory in use after these", memory(&terminal));
}

fn memory(terminal: &Terminal) -> f64 {
    let status = std::fs::read_to_string(format!("/proc/{}/status", terminal.process())).unwrap_or_default();
    let line = status.lines().find(|line| line.starts_with("VmRSS:")).unwrap_or_default();
    line.split_whitespace().nth(1).and_then(|kilobytes| kilobytes.parse::<f64>().ok()).unwrap_or(0.0) / 1000.0
}

/// Processor time in ms and bytes written, as the system counts them.
fn spent(terminal: &Terminal) -> (f64, u64) {
    let process = terminal.process();
    let stat = std::fs::read_to_string(format!("/proc/{process}/schedstat")).unwrap_or_default();
    let own =
        |stat: &str| stat.split_whitespace().next().and_then(|nanos| nanos.parse::<f64>().ok()).unwrap_or(0.0) / 1e6;
    let mut all = own(&stat);
    for task in std::fs::read_dir(format!("/proc/{process}/task")).into_iter().flatten().flatten() {
        if task.file_name().to_string_lossy() != process.to_string() {
            all += own(&std::fs::read_to_string(task.path().join("schedstat")).unwrap_or_default());
        }
    }
    let io = std::fs::read_to_string(format!("/proc/{process}/io")).unwrap_or_default();
    let written = io.lines().find_map(|line| line.strip_prefix("write_bytes: ")?.parse().ok()).unwrap_or(0);
    (all, written)
}

fn idle(home: &Path) {
    let mut terminal = Terminal::start(home, NOW, SCREEN, &["--lang", "en"]);
    // A line that was being written lies over the day.
    terminal.wait_for("Today");
    terminal.settle();
    std::thread::sleep(Duration::from_secs(3));
    let before = spent(&terminal);
    std::thread::sleep(Duration::from_secs(60));
    let after = spent(&terminal);
    println!(
        "{:44} {:.1} ms of processor, {} bytes written",
        "one idle minute",
        after.0 - before.0,
        after.1 - before.1
    );
}
