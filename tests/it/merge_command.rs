//! `rounds merge` as a person reads it: likely pairs under each other, what becomes of each field, and a command that can be copied.

use rounds::base::width::cells;

use crate::program::Book;
use crate::pty::NOW;
use crate::pty::company::Office;
use crate::pty::terminal::Terminal;

/// Where a text begins in each of the lines that have it, in cells.
fn begins(lines: &[&str], text: &str) -> Vec<usize> {
    lines.iter().filter_map(|line| line.find(text).map(|at| cells(&line[..at]))).collect()
}

#[test]
fn likely_pairs_stand_under_each_other_and_are_joined_by_what_is_printed() {
    let book = Book::new();
    for (name, phone) in [
        ("精工机械", "13805712266"),
        ("杭州精工机械有限公司", "138 0571 2266"),
        ("Blue Finch", "0117 496 0101"),
        ("Blue Finch Cafe", "01174960101"),
    ] {
        let (name, phones) = (format!("name={name}"), format!("phones={phone}"));
        book.ok(&["add", "account", &name, "street=建设三路88号", &phones, "grade=a"]);
    }
    for (lang, shared, never) in
        [("en", "same number", "never seen"), ("zh-Hans", "号码相同", "还没去过"), ("zh-Hant", "號碼相同", "還沒去過")]
    {
        let said = book.ok(&["--lang", lang, "merge"]);
        let lines: Vec<&str> = said.lines().collect();
        assert!(lines.iter().filter(|line| line.contains(shared)).count() >= 2, "{lang}: {said}");
        for column in ["建设三路88号", never] {
            let at = begins(&lines, column);
            assert!(at.len() >= 4 && at.iter().all(|each| *each == at[0]), "{lang}, {column} at {at:?}:\n{said}");
        }
    }
    let said = book.ok(&["--lang", "en", "merge"]);
    let command = said.lines().find_map(|line| line.trim().strip_prefix("rounds merge ")).unwrap();
    let arguments: Vec<&str> = ["merge"].into_iter().chain(command.split(' ')).collect();
    let before = book.json(&["list", "account", "--json"]).len();
    let preview = book.ok(&[&["--lang", "zh-Hans"][..], &arguments, &["--dry-run"]].concat());
    // In the person's words, headed by which stays, and what becomes of it beside the field's name.
    assert!(preview.contains("保留：") && preview.contains("并过去："), "{preview}");
    assert!(preview.lines().any(|line| line.starts_with("客户名称") && line.contains("保留")), "{preview}");
    book.ok(&arguments);
    assert_eq!(book.json(&["list", "account", "--json"]).len(), before - 1);
}

#[test]
fn one_export_brought_along_by_two_laptops_is_said_and_joined_at_once() {
    let office = Office::new();
    let (one, two) = (Book::new(), Book::new());
    let export = one.home().join("export.csv");
    // 7 is another customer in another program.
    let rows = "Id,Account Name,Phone\n001A,Blue Finch,0117 496 0101\n001B,Harbour Dental,0117 496 0102\n7,Old Mill,\n";
    std::fs::create_dir_all(one.home()).unwrap();
    std::fs::write(&export, rows).unwrap();
    let enrol = ["enrol", office.server.url.as_str()];
    for book in [&one, &two] {
        book.ok(&["import", export.to_str().unwrap(), "--yes"]);
        assert!(book.ok(&["--lang", "en", "merge", "--imported-twice"]).contains("No customer was imported twice"));
    }
    two.ok(&["add", "account", "name=New Mill", "external_id=7"]);
    one.ok(&[&enrol[..], &[&office.code(), "--territory", "North"]].concat());
    one.ok(&["sync"]);
    two.ok(&[&enrol[..], &[&office.code(), "--territory", "North"]].concat());
    // The first sync of the second laptop, before somebody's eyes.
    let key = two.key();
    let variables = [("ROUNDS_NOW", NOW), ("ROUNDS_KEY_FILE", key.to_str().unwrap())];
    let mut terminal = Terminal::with(&two.home(), &variables, (30, 100), &["--lang", "en"]);
    terminal.keys("S");
    terminal.wait_for("look alike");
    terminal.keys("gl");
    terminal.wait_for("3 join all 3");
    terminal.keys("3");
    terminal.wait_for("No two customers look alike");
    terminal.keys("\x03\x03");
    terminal.wait_exit();
    assert_eq!(two.json(&["list", "account", "--json"]).len(), 4);
    two.ok(&["undo"]);
    assert_eq!(two.json(&["list", "account", "--json"]).len(), 7);
    let output = two.run(&["--lang", "en", "merge", "--imported-twice"]);
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(output.status.success() && said.contains("joined with its double"), "{said}");
    two.ok(&["sync"]);
    one.ok(&["sync"]);
    for book in [&one, &two] {
        assert_eq!(book.json(&["list", "account", "--json"]).len(), 4);
    }
}
