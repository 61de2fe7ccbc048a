//! An hour's day: forty visits logged, finds, lists and pages between them; how long each log takes to be safe, and what memory it all took.

use std::path::Path;
use std::time::{Duration, Instant};

use super::measure::{self, Table};
use super::{open, watch};

const VISITS: usize = 40;

pub fn day(book: &Path, table: &mut Table) {
    let home = measure::copy(book);
    let names = customers(home.path());
    let mut terminal = open(home.path());
    terminal.wait_for("WEEK");
    terminal.settle();
    let mut times = Vec::new();
    for (n, name) in names.iter().enumerate() {
        terminal.keys("l");
        terminal.settle();
        terminal.keys(&format!("{name} seen, number {n} of the day > call them fri"));
        terminal.settle();
        let begun = Instant::now();
        terminal.keys("\r");
        // The line closes and says what was saved only after it is on the disk.
        let at = terminal.frame_with("Saved on this laptop", Duration::from_secs(5));
        times.push(at.unwrap_or_else(|| panic!("not logged:\n{}", terminal.screen())).duration_since(begun));
        terminal.settle();
        for keys in [
            "f",
            ["price", "oak", "buyer", "mh"][n % 4],
            "\u{1b}",
            "2",
            "\u{4}",
            "jjj",
            "\r",
            "\t",
            "\u{1b}",
            "3",
            "jj",
            "4",
            "1",
        ] {
            terminal.keys(keys);
            terminal.settle();
        }
    }
    table.times("a logged visit, Enter to saved on the screen", (Some(30.0), Some(30.0)), times);
    table.figure("memory after a day of 40 visits", 60.0, watch::memory(&terminal, "VmRSS"), "MB");
    table.figure("memory, the most during that day", 60.0, watch::memory(&terminal, "VmHWM"), "MB");
    terminal.keys("q");
    terminal.wait_exit();
}

/// Customers from all over the book, by names that are theirs alone.
fn customers(home: &Path) -> Vec<String> {
    let listed = measure::command(home).args(["list", "account", "--json", "--limit", "2000"]).output().unwrap();
    let rows: Vec<serde_json::Value> = serde_json::from_slice(&listed.stdout).unwrap();
    let name = |row: &serde_json::Value| row["name"].as_str().unwrap_or_default().to_owned();
    rows.iter().step_by(rows.len() / VISITS).map(name).take(VISITS).collect()
}
