//! The lid is closed before the workday ends and opened after it: the process is stopped and goes on, on the computer's own clock, in a time zone in
//! which the day ends a few seconds from now.

use std::path::Path;
use std::process::Command;
use std::time::{Duration, Instant};

use super::SCREEN;
use super::measure::Table;
use super::terminal::Terminal;

/// How many nights, and as many days that end while the screen is open. Each waits for a whole minute, since zones are made of those.
const NIGHTS: usize = 3;
/// Seconds from the start to the end of the day.
const LEFT: i64 = 4;

pub fn night(book: &Path, table: &mut Table) {
    let mut lid = Vec::new();
    let mut awake = Vec::new();
    for night in 0..NIGHTS * 2 {
        let now = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).unwrap();
        let ends = (now.as_secs() as i64 + LEFT) / 60 * 60 + 60;
        std::thread::sleep(Duration::from_secs((ends - LEFT) as u64).saturating_sub(now));
        // East of Greenwich by so much that it is 04:00 there then.
        let east = (4 * 3600 - ends).rem_euclid(86_400);
        let zone = format!("RND-{:02}:{:02}", east / 3600, east / 60 % 60);
        let environment = [("TZ", zone.as_str())];
        let mut terminal = Terminal::with(book, &environment, SCREEN, &["--lang", "en"]);
        terminal.wait_for("WEEK");
        terminal.settle();
        let [before, after] = [ends - 60, ends].map(|at| {
            // The workday is that of the time four hours ago.
            let local = chrono::DateTime::from_timestamp(at + east - 4 * 3600, 0).unwrap();
            local.format("%-d %b").to_string()
        });
        let shows =
            |day: &str, screen: &str| screen.lines().next().is_some_and(|top| top.contains(&format!(" {day} ")));
        terminal.wait("the old day", |screen| shows(&before, screen));
        let opened = if night % 2 == 0 {
            signal(&terminal, "-STOP");
            std::thread::sleep(Duration::from_millis(LEFT as u64 * 1000 + 300 + night as u64 * 137));
            let opened = Instant::now();
            signal(&terminal, "-CONT");
            opened
        } else {
            let left = Duration::from_secs(ends as u64)
                .saturating_sub(std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).unwrap());
            Instant::now() + left
        };
        terminal.wait("the new day", |screen| shows(&after, screen));
        let took = opened.elapsed();
        if night % 2 == 0 { &mut lid } else { &mut awake }.push(took);
        terminal.keys("q");
        terminal.wait_exit();
    }
    table.times("lid open after a night to the right day", (Some(1000.0), Some(1000.0)), lid);
    table.times("the day ends while the screen is open", (Some(1000.0), Some(1000.0)), awake);
}

fn signal(terminal: &Terminal, which: &str) {
    assert!(Command::new("kill").args([which, &terminal.process().to_string()]).status().unwrap().success());
}
