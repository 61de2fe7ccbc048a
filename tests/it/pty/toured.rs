//! The real demo, with its server, in a real terminal: its first screen, and the tour through it to its end.

use super::terminal::Terminal;

#[test]
fn the_tour_of_the_demo_ends_in_a_logged_visit_and_a_sync() {
    for (lang, line, undone, end) in [
        ("en", "met the buyer, wants a quote > send quote fri", "Taken back", "ends the tour"),
        ("zh-Hans", "见采购，要报价 》发报价 周五", "已撤销", "结束指引"),
        ("zh-Hant", "拜訪採購，要報價 》報價 週五", "已復原", "結束導覽"),
    ] {
        let home = tempfile::tempdir().unwrap();
        let mut terminal = Terminal::with(home.path(), &[], (24, 80), &["--lang", lang, "demo"]);
        terminal.wait_for("1/10");
        terminal.keys("\r");
        terminal.wait_for("2/10");
        terminal.keys("\x1b");
        terminal.wait_for("3/10");
        terminal.keys("l");
        terminal.wait_for("4/10");
        terminal.keys(line);
        terminal.wait_for(line);
        terminal.keys("\r");
        terminal.wait_for("5/10");
        terminal.keys("u");
        terminal.wait_for("6/10");
        terminal.wait_for(undone);
        terminal.keys("U");
        terminal.wait_for("7/10");
        terminal.keys("w");
        terminal.wait_for("8/10");
        terminal.keys("\x1b");
        terminal.keys("?");
        terminal.wait_for("9/10");
        terminal.keys("\x1b");
        terminal.keys("S");
        terminal.wait_for(end);
        terminal.keys("T");
        terminal.wait("no tour", |screen| !screen.contains(end));
        terminal.keys("q");
        assert_eq!(terminal.wait_exit(), 0);
    }
}

/// The picture in the README is the demo's first screen, on the day that stands in it. `ROUNDS_WRITE_DOCS=1` takes it anew.
#[test]
fn the_picture_in_the_readme_is_what_the_demo_shows() {
    let home = tempfile::tempdir().unwrap();
    let mut terminal = Terminal::start(home.path(), "2026-11-24T10:42:00Z", (30, 100), &["--lang", "en", "demo"]);
    terminal.wait_for("1/10");
    terminal.keys("T");
    terminal.wait_for("The tour is over");
    terminal.keys("\x1b");
    terminal.wait("a calm screen", |screen| !screen.contains("The tour is over") && screen.contains("1 to send"));
    let rows = terminal.screen().lines().map(str::trim_end).collect::<Vec<_>>().join("\n");
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/README.md");
    let readme = std::fs::read_to_string(path).unwrap();
    let (before, rest) = readme.split_once("```text\n").unwrap();
    let (picture, after) = rest.split_once("\n```").unwrap();
    if std::env::var_os("ROUNDS_WRITE_DOCS").is_some() {
        std::fs::write(path, format!("{before}```text\n{}\n```{after}", rows.trim_end())).unwrap();
    } else {
        assert_eq!(picture, rows.trim_end(), "taken anew by: ROUNDS_WRITE_DOCS=1 cargo test --test it the_picture");
    }
}
