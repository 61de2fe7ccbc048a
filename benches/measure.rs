//! What the benchmarks share: the book, made once below the target folder, copies of it, and the table of what was asked and what was measured.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{Duration, Instant};

/// A Tuesday morning, between two stops.
pub const NOW: &str = "2026-11-24T10:42:00+00:00";

/// The size asked for: `ROUNDS_BENCH_SIZE` is normal, heavy or stress (default).
pub fn size() -> String {
    std::env::var("ROUNDS_BENCH_SIZE").unwrap_or_else(|_| "stress".into())
}

/// What is typed, letter by letter: names, words, halves of words, numbers, Chinese by sound and as it is written.
pub const TYPED: [&str; 30] = [
    "price list",
    "harbour dental",
    "met the buyer",
    "blue roll",
    "quote late",
    "bf",
    "mh",
    "the merchant",
    "sanitiser",
    "call back friday",
    "0117 496 0",
    "1380571",
    "sample for the owner",
    "absent",
    "qzx",
    "invoice",
    "wants a trial",
    "oak house",
    "st anselms",
    "a cup of tea",
    "报价",
    "先试两台",
    "hzjg",
    "jinggong",
    "baojia",
    "competitor offer",
    "i said the",
    "x",
    "list price",
    "order pad on site",
];

/// How often each key is pressed where keys are measured: `ROUNDS_BENCH_ROUNDS`, 1 by default. Of several rounds the middle counts for each key:
/// what others do on the machine meanwhile goes, what the key itself costs stays.
pub fn rounds() -> usize {
    std::env::var("ROUNDS_BENCH_ROUNDS").ok().and_then(|rounds| rounds.parse().ok()).unwrap_or(1).max(1)
}

/// The demo's book of this size, encrypted; made where there is none of this shape yet. It is not written to: see [`copy`].
pub fn book(size: &str) -> PathBuf {
    let shape = rounds::store::checksums().iter().fold(0, |sum: u64, (_, checksum)| sum.rotate_left(7) ^ checksum);
    let home = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("bench-{size}-{shape:x}"));
    if !home.join("ready").exists() {
        std::fs::create_dir_all(&home).unwrap();
        let begun = Instant::now();
        let status = command(&home).args(["--lang", "en", "demo", "--size", size, "--prepare"]).status().unwrap();
        assert!(status.success());
        std::fs::write(home.join("ready"), "").unwrap();
        println!("made in {:.1} s", begun.elapsed().as_secs_f64());
    }
    println!("{size}: {:.0} MB", std::fs::metadata(home.join("rounds.db")).map_or(0.0, |file| file.len() as f64 / 1e6));
    home
}

/// A copy that may be written to; it goes when it is dropped.
pub fn copy(home: &Path) -> tempfile::TempDir {
    let copy = tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR")).unwrap();
    for name in ["rounds.db", "rounds.db-wal", "key", "key.toml"] {
        if home.join(name).exists() {
            std::fs::copy(home.join(name), copy.path().join(name)).unwrap();
        }
    }
    // What is copied is on the disk before anything is measured.
    assert!(Command::new("sync").status().unwrap().success());
    copy
}

/// `rounds` over this book, its clock at [`NOW`].
pub fn command(home: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_rounds"));
    command.env("ROUNDS_HOME", home).env("ROUNDS_KEY_FILE", home.join("key")).env("ROUNDS_NOW", NOW);
    command
}

/// What was asked, what was measured.
#[derive(Default)]
pub struct Table {
    rows: Vec<(String, String, String, bool)>,
}

impl Table {
    /// Times, in ms: the most that the median and the 99th percentile may be.
    pub fn times(&mut self, what: &str, (median, high): (Option<f64>, Option<f64>), mut times: Vec<Duration>) {
        times.sort();
        let at = |part: f64| times[((times.len() - 1) as f64 * part).round() as usize].as_secs_f64() * 1000.0;
        let (middle, most_of) = (at(0.5), at(0.99));
        let bound = |bound: Option<f64>| bound.map_or_else(|| "-".into(), |ms| format!("{ms}"));
        let measured = format!("{middle:7.2} {most_of:7.2} {:7.2}  of {}", at(1.0), times.len());
        let holds = median.is_none_or(|bound| middle <= bound) && high.is_none_or(|bound| most_of <= bound);
        self.row(what, format!("{} {}", bound(median), bound(high)), measured, holds);
    }

    /// One figure and the most that it may be.
    pub fn figure(&mut self, what: &str, most: f64, measured: f64, unit: &str) {
        self.row(what, format!("{most} {unit}"), format!("{measured:7.2} {unit}"), measured <= most);
    }

    fn row(&mut self, what: &str, bound: String, measured: String, holds: bool) {
        println!("{}", line(what, &bound, &measured, holds));
        self.rows.push((what.to_owned(), bound, measured, holds));
    }

    /// Says all of it once more, what does not hold last.
    pub fn end(mut self) {
        self.rows.sort_by_key(|row| !row.3);
        println!("\n{:52} {:>12}   measured (times in ms: median, 99 %, most)", "", "at most");
        for (what, bound, measured, holds) in &self.rows {
            println!("{}", line(what, bound, measured, *holds));
        }
    }
}

fn line(what: &str, bound: &str, measured: &str, holds: bool) -> String {
    format!("{what:52} {bound:>12} {} {measured}", if holds { "pass" } else { "MISS" })
}
