//! `rounds merge` as a person reads it: likely pairs under each other, what becomes of each field, and a command that can be copied.

use rounds::base::width::cells;

use crate::program::Book;

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
