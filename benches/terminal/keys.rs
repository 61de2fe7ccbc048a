//! Key press to the finished frame on every screen, and search as one types.
//!
//! A key's time ends with the first frame that is drawn after it; a search's with the last one, which shows what was found.

use std::path::Path;
use std::time::{Duration, Instant};

use super::measure::Table;
use super::terminal::Terminal;
use super::{open, watch};

/// Nothing more comes of a key when nothing came for so long.
const QUIET: Duration = Duration::from_millis(25);

/// What one key took.
struct Took {
    /// To the first frame: its own.
    first: Duration,
    /// To the second, where there is one: what was found.
    second: Duration,
    /// To the last: all that was found.
    last: Duration,
    /// Of the processor, all threads together: what remains when others use the machine too.
    work: Duration,
}

fn press(terminal: &mut Terminal, key: char) -> Option<Took> {
    let before = watch::spent(terminal).0;
    let begun = Instant::now();
    terminal.keys(&key.to_string());
    let frames = terminal.frames(QUIET);
    let work = Duration::from_secs_f64((watch::spent(terminal).0 - before).max(0.0) / 1000.0);
    let at = |frame: &Instant| frame.duration_since(begun);
    let (first, last) = (at(frames.first()?), at(frames.last()?));
    Some(Took { first, second: frames.get(1).map_or(last, at), last, work })
}

/// Presses each; a key that changes nothing on the screen draws all the same.
fn press_all(terminal: &mut Terminal, keys: &str) -> Vec<Took> {
    keys.chars().filter_map(|key| press(terminal, key)).collect()
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
    let mut terminal = open(book);
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
        ("between screens", "", "2345".repeat(30) + "1"),
    ] {
        go(&mut terminal, before);
        let took = press_all(&mut terminal, &keys);
        let times: Vec<Duration> = took.iter().map(|took| took.first).collect();
        work.extend(took.iter().map(|took| took.work));
        all.extend(times.iter().copied());
        table.times(&format!("key to frame: {what}"), (Some(1.5), Some(4.0)), times);
        home(&mut terminal);
    }
    table.times("key to frame: all of these", (Some(1.5), Some(4.0)), all);
    table.times("processor for one of these keys, with its answers", (None, None), work);
    table.figure("memory in use after these", 60.0, watch::memory(&terminal, "VmRSS"), "MB");
}

/// What is typed into Find: names, words, numbers, Chinese by its letters and its characters (the book is English: they find nothing, which
/// costs as much).
const SEARCHED: [&str; 24] = [
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
    "0117 496",
    "sample for the owner",
    "absent",
    "qzx",
    "invoice",
    "wants a trial",
    "oak house",
    "st anselms",
    "s",
    "a cup of tea",
    "报价",
    "hzjg",
    "jinggong",
    "competitor offer",
];

pub fn search(book: &Path, table: &mut Table) {
    // The very first search of a start, again and again: its names were read while nobody typed.
    let mut firsts = Vec::new();
    for words in ["har", "bf", "price", "sam", "oak", "qu", "mh", "call", "st", "blue"] {
        let mut terminal = open(book);
        terminal.wait_for("WEEK");
        // As long as a hand needs to find the next key.
        std::thread::sleep(Duration::from_millis(200));
        terminal.settle();
        go(&mut terminal, "f");
        firsts.extend(press_all(&mut terminal, words).into_iter().map(|took| took.second));
    }
    table.times("search as you type, the first of a start", (None, Some(10.0)), firsts);
    let mut terminal = open(book);
    terminal.wait_for("WEEK");
    terminal.settle();
    go(&mut terminal, "f");
    let took: Vec<Took> = SEARCHED.iter().flat_map(|words| press_all(&mut terminal, &erased(words))).collect();
    let times = took.iter().map(|took| took.second).collect();
    table.times("search as you type, to the found on the screen", (None, Some(10.0)), times);
    let (last, work) = took.iter().map(|took| (took.last, took.work)).unzip();
    table.times("search as you type, to all of it, however old", (None, None), last);
    table.times("search as you type, processor", (None, None), work);
    home(&mut terminal);
    go(&mut terminal, "l");
    let mut times = Vec::new();
    for words in
        ["harbour dental met the buyer", "bf tea", "oak house no answer", "mh order in", "st anselms left a card"]
    {
        times.extend(press_all(&mut terminal, &erased(words)).into_iter().map(|took| took.last));
    }
    table.times("log line as you type, to the customers on the screen", (None, Some(10.0)), times);
}
