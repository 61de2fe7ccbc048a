//! The real binary in a real terminal, at the stress size: start, keys, search, a logged visit, a night, an hour's day, an idle minute.
//!
//! `cargo bench --bench terminal`; `ROUNDS_BENCH_SIZE` is normal, heavy or stress (default); a word after `--` runs the parts that begin with it.
//! What each row means stands in docs/SPEED.md.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, missing_docs)]

mod day;
mod keys;
#[path = "../measure.rs"]
mod measure;
mod night;
#[path = "../../tests/it/pty/terminal.rs"]
#[expect(dead_code, reason = "the tests do more with a terminal")]
mod terminal;
mod watch;

use std::path::Path;
use std::time::{Duration, Instant};

use measure::{NOW, Table};
use terminal::Terminal;

/// What measures, with the book's folder, into the table.
type Part = fn(&Path, &mut Table);

/// Rows and columns.
const SCREEN: (u16, u16) = (30, 100);

fn main() {
    let home = measure::book(&measure::size());
    let mut table = Table::default();
    let asked: Vec<String> = std::env::args().skip(1).filter(|word| !word.starts_with('-')).collect();
    let parts: [(&str, Part); 7] = [
        ("start", start),
        ("commands", commands),
        ("keys", keys::keys),
        ("search", keys::search),
        ("day", day::day),
        ("night", night::night),
        ("idle", idle),
    ];
    for (name, part) in parts {
        if asked.is_empty() || asked.iter().any(|word| name.starts_with(word.as_str())) {
            part(&home, &mut table);
        }
    }
    let binary = std::fs::metadata(env!("CARGO_BIN_EXE_rounds")).map_or(0.0, |file| file.len() as f64 / 1e6);
    table.figure("the release binary", 30.0, binary, "MB");
    table.end();
}

/// A terminal over this book.
fn open(home: &Path) -> Terminal {
    Terminal::start(home, NOW, SCREEN, &["--lang", "en"])
}

fn start(home: &Path, table: &mut Table) {
    let times = (0..41).map(|_| {
        let begun = Instant::now();
        let mut terminal = open(home);
        terminal.wait_for("WEEK");
        let took = begun.elapsed();
        terminal.keys("q");
        terminal.wait_exit();
        took
    });
    table.times("start of the process to the first complete Today", (Some(40.0), Some(40.0)), times.collect());
}

fn commands(home: &Path, table: &mut Table) {
    for (arguments, most) in [
        (&["today", "--json"][..], Some(25.0)),
        (&["search", "price list", "--json"], None),
        (&["list", "account", "--limit", "20"], None),
    ] {
        let times = (0..41).map(|_| {
            let begun = Instant::now();
            assert!(measure::command(home).args(arguments).output().unwrap().status.success());
            begun.elapsed()
        });
        table.times(&format!("rounds {}, the whole process", arguments.join(" ")), (most, most), times.collect());
    }
}

fn idle(home: &Path, table: &mut Table) {
    // On the computer's own clock: one that stands still has no timers.
    let mut terminal = Terminal::with(home, &[], SCREEN, &["--lang", "en"]);
    // A line that was being written may lie over the day.
    terminal.wait_for("Today");
    terminal.settle();
    std::thread::sleep(Duration::from_secs(3));
    let before = watch::spent(&terminal);
    std::thread::sleep(Duration::from_secs(60));
    let after = watch::spent(&terminal);
    table.figure("one idle minute: processor", 10.0, after.0 - before.0, "ms");
    table.figure("one idle minute: written", 0.0, (after.1 - before.1) as f64, "bytes");
}
