//! The tour through the real demo, with its server: played to its end, in a real terminal.

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
