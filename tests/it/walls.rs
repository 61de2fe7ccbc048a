//! The walls of the house: what may import what, what may stand where. A breach is named with its file and line.
//!
//! Each wall is a function from sources to breaches, so that the tests can also show it a breach and see it found.

use std::fs;
use std::path::Path;

/// A source file: its path below `src/`, and its text.
struct Source {
    path: String,
    text: String,
}

impl Source {
    fn folder(&self) -> &str {
        self.path.split_once('/').map_or(self.path.trim_end_matches(".rs"), |(folder, _)| folder)
    }

    /// Its lines with their numbers, comments left out.
    fn code(&self) -> impl Iterator<Item = (usize, &str)> {
        self.text.lines().enumerate().filter_map(|(at, line)| {
            let code = line.split("//").next().unwrap_or_default();
            (!code.trim().is_empty()).then_some((at + 1, code))
        })
    }
}

/// The files below this folder of the package.
fn sources_in(top: &str) -> Vec<Source> {
    fn walk(folder: &Path, root: &Path, found: &mut Vec<Source>) {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                walk(&path, root, found);
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                let name = path.strip_prefix(root).unwrap().to_string_lossy().replace('\\', "/");
                found.push(Source { path: name, text: fs::read_to_string(&path).unwrap() });
            }
        }
    }
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join(top);
    let mut found = Vec::new();
    walk(&root, &root, &mut found);
    found
}

fn sources() -> Vec<Source> {
    let found = sources_in("src");
    assert!(found.len() > 20, "the scan found only {} files", found.len());
    found
}

const PURE: [&str; 3] = ["base", "schema", "domain"];

/// What each folder may import, beside itself.
fn may_import(folder: &str) -> Option<Vec<&'static str>> {
    let sides = ["sync", "interop", "i18n", "config"];
    Some(match folder {
        "lib" => return None,
        "base" => vec![],
        "schema" => vec!["base"],
        "domain" => vec!["base", "schema"],
        "sync" | "interop" | "i18n" | "config" => PURE.to_vec(),
        "upgrade" => vec!["base"],
        "store" | "server" => [&PURE[..], &sides[..], &["upgrade"][..]].concat(),
        "tui" => vec!["base", "schema", "domain", "i18n", "config"],
        "client" => [&PURE[..], &sides[..], &["store"][..]].concat(),
        "runtime" => [&PURE[..], &sides[..], &["store", "client", "tui"][..]].concat(),
        "cli" => [&PURE[..], &sides[..], &["store", "client", "tui", "server", "runtime", "upgrade"][..]].concat(),
        "main" => vec!["cli"],
        _ => vec![],
    })
}

fn imports(sources: &[Source]) -> Vec<String> {
    let mut breaches = Vec::new();
    for source in sources {
        let Some(allowed) = may_import(source.folder()) else { continue };
        for (line, code) in source.code() {
            for root in ["crate::", "rounds::"] {
                for part in code.split(root).skip(1) {
                    let names: Vec<&str> = match part.strip_prefix('{') {
                        Some(list) => list.split(',').collect(),
                        None => vec![part],
                    };
                    for name in names {
                        let name: String = name
                            .trim()
                            .chars()
                            .take_while(|letter| letter.is_alphanumeric() || *letter == '_')
                            .collect();
                        let ours = !name.is_empty()
                            && may_import(&name).is_some_and(|list| !list.is_empty() || name == "base");
                        if ours && name != source.folder() && !allowed.contains(&name.as_str()) {
                            breaches.push(format!(
                                "src/{}:{line}: {} must not import {name}",
                                source.path,
                                source.folder()
                            ));
                        }
                    }
                }
            }
        }
    }
    breaches
}

/// Words that may stand only where `allowed` says.
fn words(sources: &[Source], words: &[&str], allowed: impl Fn(&Source) -> bool) -> Vec<String> {
    let mut breaches = Vec::new();
    for source in sources.iter().filter(|source| !allowed(source)) {
        for (line, code) in source.code() {
            for word in words {
                if code.contains(word) {
                    breaches.push(format!("src/{}:{line}: {word}", source.path));
                }
            }
        }
    }
    breaches
}

fn shape(sources: &[Source]) -> Vec<String> {
    let mut breaches = Vec::new();
    for source in sources {
        if !source.text.starts_with("//! ") {
            breaches.push(format!("{}:1: does not open with //!", source.path));
        }
        let lines = source.text.lines().count();
        if lines > 600 {
            breaches.push(format!("{}: {lines} lines; 600 is the most", source.path));
        }
    }
    breaches
}

fn database(sources: &[Source]) -> Vec<String> {
    words(sources, &["rusqlite"], |source| {
        matches!(source.folder(), "store" | "upgrade")
            || (source.folder() == "server" && source.path.contains("sqlite"))
    })
}

fn terminal(sources: &[Source]) -> Vec<String> {
    words(sources, &["ratatui", "crossterm"], |source| matches!(source.folder(), "tui" | "runtime"))
}

fn outside(sources: &[Source]) -> Vec<String> {
    let outside = [
        "SystemTime::now",
        "Instant::now",
        "Utc::now",
        "Local::now",
        "getrandom",
        "Uuid::now_v7",
        "Uuid::new_v4",
        "std::fs",
        "File::open",
        "File::create",
        "std::env",
        "std::net",
        "std::thread",
        "std::process",
    ];
    words(sources, &outside, |source| {
        !matches!(source.folder(), "base" | "schema" | "domain" | "sync" | "interop" | "tui")
    })
}

/// What prints and ends the program where nobody listens any more; `cli::output` says lines otherwise.
fn prints(sources: &[Source]) -> Vec<String> {
    words(sources, &["println!(", " print!(", "eprint!("], |_| false)
}

fn colours(sources: &[Source]) -> Vec<String> {
    words(sources, &["Color::"], |source| source.folder() != "tui" || source.path.starts_with("tui/theme"))
}

fn widths(sources: &[Source]) -> Vec<String> {
    words(sources, &["chars().count()", ":<1$}", ":<width$}", ":>width$}", ".chars().take("], |source| {
        source.folder() != "tui"
    })
}

fn hold(breaches: &[String]) {
    assert!(breaches.is_empty(), "{} breaches:\n{}", breaches.len(), breaches.join("\n"));
}

#[test]
fn imports_run_one_way() {
    hold(&imports(&sources()));
}

#[test]
fn each_file_says_what_it_is_and_is_no_longer_than_600_lines() {
    hold(&shape(&sources()));
    for beside in ["tests", "benches", "fuzz"] {
        let found = sources_in(beside);
        assert!(!found.is_empty(), "nothing in {beside}");
        hold(&shape(&found));
    }
}

#[test]
fn the_database_is_known_in_store_and_the_servers_storage_alone() {
    hold(&database(&sources()));
}

#[test]
fn the_terminal_is_known_in_tui_and_runtime_alone() {
    hold(&terminal(&sources()));
}

#[test]
fn the_rules_and_the_screens_know_no_clock_no_chance_and_no_file() {
    hold(&outside(&sources()));
}

#[test]
fn a_pipe_that_is_closed_ends_nothing() {
    hold(&prints(&sources()));
}

#[test]
fn colours_are_named_in_the_theme_alone() {
    hold(&colours(&sources()));
}

#[test]
fn the_screens_measure_cells_not_characters() {
    hold(&widths(&sources()));
}

#[test]
fn each_wall_finds_a_breach() {
    let breach = |path: &str, text: &str| [Source { path: path.into(), text: text.into() }];
    assert_eq!(imports(&breach("base/id.rs", "use crate::schema::Value;")).len(), 1);
    assert_eq!(imports(&breach("domain/act.rs", "fn f() { crate::store::file::open() }")).len(), 1);
    assert_eq!(imports(&breach("tui/view.rs", "use crate::{domain, sync};")).len(), 1);
    assert_eq!(imports(&breach("server/http.rs", "use crate::client::Link;")).len(), 1);
    assert_eq!(imports(&breach("main.rs", "use rounds::store;")).len(), 1);
    assert_eq!(imports(&breach("tui/view.rs", "use crate::domain::ask; // crate::sync")).len(), 0);
    assert_eq!(shape(&breach("base/id.rs", "use a;")).len(), 1);
    assert_eq!(shape(&breach("base/id.rs", &format!("//! x\n{}", "a;\n".repeat(600)))).len(), 1);
    assert_eq!(database(&breach("client/mod.rs", "use rusqlite::Connection;")).len(), 1);
    assert_eq!(database(&breach("server/http.rs", "use rusqlite::Connection;")).len(), 1);
    assert_eq!(database(&breach("server/sqlite.rs", "use rusqlite::Connection;")).len(), 0);
    assert_eq!(terminal(&breach("domain/x.rs", "use ratatui::Frame;")).len(), 1);
    assert_eq!(outside(&breach("domain/x.rs", "let now = Utc::now();")).len(), 1);
    assert_eq!(outside(&breach("tui/x.rs", "use std::fs;")).len(), 1);
    assert_eq!(prints(&breach("cli/x.rs", "eprintln!(\"{x}\");")).len(), 1);
    assert_eq!(colours(&breach("tui/today.rs", "Style::new().fg(Color::Red)")).len(), 1);
    assert_eq!(widths(&breach("tui/today.rs", "let n = name.chars().count();")).len(), 1);
}
