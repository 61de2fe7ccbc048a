//! Key press to the finished frame on every screen, and search as one types.
//!
//! A key's time ends with the first frame that is drawn after it; a search's with the last one that changes a word on the screen: what is found, all
//! over the book, stands there then.

use std::path::Path;
use std::time::{Duration, Instant};

use super::measure::{self, TYPED, Table, rounds};
use super::terminal::Terminal;
use super::{open, watch};

/// Nothing more comes of a key when nothing came for so long.
const QUIET: Duration = Duration::from_millis(25);

/// What one key took.
#[derive(Clone, Copy)]
struct Took {
    /// To the first frame: its own.
    first: Duration,
    /// To the last that changed a word on the screen: what was found.
    settled: Duration,
    /// Of the processor, all threads together: what remains when others use the machine too.
    work: Duration,
}

fn press(terminal: &mut Terminal, key: char) -> Took {
    let before = watch::spent(terminal).0;
    let begun = Instant::now();
    terminal.keys(&key.to_string());
    let frames = terminal.frames(QUIET);
    let work = Duration::from_secs_f64((watch::spent(terminal).0 - before).max(0.0) / 1000.0);
    // A key that changes nothing on the screen draws all the same.
    let first = frames[0].0.duration_since(begun);
    let changed = frames.iter().rev().find(|(_, changed)| *changed);
    Took { first, settled: changed.map_or(first, |(at, _)| at.duration_since(begun)), work }
}

/// Presses each, in as many rounds as are asked for; of each key what is in the middle of its rounds.
fn press_all(terminal: &mut Terminal, keys: &str, again: &mut dyn FnMut(&mut Terminal)) -> Vec<Took> {
    let mut all: Vec<Vec<Took>> = Vec::new();
    for round in 0..rounds() {
        if round > 0 {
            again(terminal);
        }
        all.push(keys.chars().map(|key| press(terminal, key)).collect());
    }
    let middle = |at: usize, what: fn(&Took) -> Duration| {
        let mut of: Vec<Duration> = all.iter().map(|round| what(&round[at])).collect();
        of.sort();
        of[of.len() / 2]
    };
    let took = |at| Took {
        first: middle(at, |took| took.first),
        settled: middle(at, |took| took.settled),
        work: middle(at, |took| took.work),
    };
    (0..all[0].len()).map(took).collect()
}

/// The slowest of these keys, each with those typed before it.
fn slowest(keys: &str, times: &[Duration]) -> String {
    let mut slow: Vec<(Duration, usize)> = times.iter().copied().zip(0..).collect();
    slow.sort();
    let before = |at: usize| keys.chars().skip(at.saturating_sub(12)).take(at.min(12) + 1).collect::<String>();
    let told = slow.iter().rev().take(8).map(|(took, at)| format!("{:?} {took:.1?}", before(*at)));
    told.collect::<Vec<String>>().join(", ")
}

fn go(terminal: &mut Terminal, keys: &str) {
    for key in keys.chars() {
        terminal.keys(&key.to_string());
        terminal.settle();
    }
}

/// Back to Today, whatever lies over it.
fn home(terminal: &mut Terminal) {
    go(terminal, "\u{1b}\u{1b}\u{1b}1");
}

fn erased(words: &str) -> String {
    words.to_owned() + &"\u{7f}".repeat(words.chars().count())
}

pub fn keys(book: &Path, table: &mut Table) {
    // Where the person is, is kept in the book: the next part begins on Today.
    let own = measure::copy(book);
    let mut terminal = open(own.path());
    terminal.wait_for("WEEK");
    terminal.settle();
    let lines = [
        "harbour dental met the buyer > price list fri",
        "bf tea with the owner, order next week",
        "old mill call no answer",
        "oak sample left > ring them tomorrow",
    ];
    let finds = ["price list", "harbour", "met the buyer", "blue roll", "quote late", "bf"];
    let typed = |all: &[&str]| all.iter().map(|words| erased(words)).collect::<String>();
    let mut all = Vec::new();
    let mut work = Vec::new();
    for (what, before, keys) in [
        ("Today", "", "jjjjkkkk\t".repeat(30)),
        ("Customers", "2", "jjjj\u{4}k\u{15}".repeat(40)),
        ("Customers, filter", "2/", typed(&["harbour", "dental", "bf", "st anselms", "oak"])),
        ("a customer", "2\r", "jjjjkk\t]".repeat(30)),
        ("Follow-ups", "3", "jjjj\u{4}k\u{15}".repeat(30)),
        ("Plan", "4", "jjk".repeat(60)),
        ("Sync", "5", "jjk".repeat(40)),
        ("Settings", "6", "jjk".repeat(40)),
        ("Find", "f", typed(&finds)),
        ("log line", "l", typed(&lines)),
        ("help", "?", typed(&["log", "follow", "visit"])),
        ("palette", ":", typed(&["log", "follow", "visit"])),
        ("the close of the day", "D", "jjk".repeat(40)),
        ("a briefing", "b", "jjk".repeat(40)),
        ("a form", "2a", typed(&["harbour dental supplies", "oak house"]) + &"\t".repeat(20)),
        ("a history", "2\rH", "jjk".repeat(40)),
        ("the month", "M", "jlk".repeat(20) + &"]".repeat(12)),
        ("between screens", "", "2345".repeat(30) + "1"),
    ] {
        go(&mut terminal, before);
        let took = press_all(&mut terminal, &keys, &mut |terminal| {
            home(terminal);
            go(terminal, before);
        });
        let times: Vec<Duration> = took.iter().map(|took| took.first).collect();
        work.extend(took.iter().map(|took| took.work));
        all.extend(times.iter().copied());
        println!("{:52} {}", "the slowest of these, with the keys before", slowest(&keys, &times));
        table.times(&format!("key to frame: {what}"), (Some(1.5), Some(4.0)), times);
        home(&mut terminal);
    }
    table.times("key to frame: all of these", (Some(1.5), Some(4.0)), all);
    table.times("processor for one of these keys, with its answers", (None, None), work);
    table.figure("memory in use after these", 60.0, watch::memory(&terminal, "VmRSS"), "MB");
}

pub fn search(book: &Path, table: &mut Table) {
    let own = measure::copy(book);
    // The very first search of a start, again and again: its names were read while nobody typed.
    let mut firsts = Vec::new();
    for words in ["har", "bf", "price", "sam", "oak", "qu", "mh", "call", "st", "blue"] {
        let mut rounds: Vec<Vec<Duration>> = Vec::new();
        for _ in 0..rounds_of_starts() {
            let mut terminal = open(own.path());
            terminal.wait_for("WEEK");
            // As long as a hand needs to find the next key.
            std::thread::sleep(Duration::from_millis(200));
            terminal.settle();
            go(&mut terminal, "f");
            rounds.push(words.chars().map(|key| press(&mut terminal, key).settled).collect());
            // What is looked for would be there again at the next start.
            terminal.keys("\u{1b}");
            terminal.wait_for("WEEK");
            terminal.keys("q");
            terminal.wait_exit();
        }
        for key in 0..words.len() {
            let mut of: Vec<Duration> = rounds.iter().map(|round| round[key]).collect();
            of.sort();
            firsts.push(of[of.len() / 2]);
        }
    }
    table.times("search as you type, the first of a start", (None, Some(10.0)), firsts);
    let mut terminal = open(own.path());
    terminal.wait_for("WEEK");
    terminal.settle();
    go(&mut terminal, "f");
    let typed: String = TYPED.iter().map(|words| erased(words)).collect();
    let took = press_all(&mut terminal, &typed, &mut |_| {});
    let (settled, work): (Vec<Duration>, Vec<Duration>) = took.iter().map(|took| (took.settled, took.work)).unzip();
    println!("{:52} {}", "the slowest of these, with the keys before", slowest(&typed, &settled));
    table.times("search as you type, until the page stands", (None, Some(10.0)), settled);
    table.times("search as you type, processor", (None, None), work);
    home(&mut terminal);
    go(&mut terminal, ":");
    let typed: String = ["log", "who next", "harb", "bf", "settings", "oak house", "mh", "qz"].map(erased).concat();
    let took = press_all(&mut terminal, &typed, &mut |_| {});
    let settled = took.iter().map(|took| took.settled).collect();
    table.times("palette as you type, commands and customers", (None, Some(10.0)), settled);
    home(&mut terminal);
    go(&mut terminal, "l");
    let lines =
        ["harbour dental met the buyer", "bf tea", "oak house no answer", "mh order in", "st anselms left a card"];
    let typed: String = lines.iter().map(|words| erased(words)).collect();
    let took = press_all(&mut terminal, &typed, &mut |_| {});
    let settled = took.iter().map(|took| took.settled).collect();
    table.times("log line as you type, to the customers on the screen", (None, Some(10.0)), settled);
}

/// Starts cost more than keys.
fn rounds_of_starts() -> usize {
    rounds().min(3)
}
