//! The commands and options of the command line that no other test runs: what they do, with which exit code, and that none is left out.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use serde_json::json;

use super::program::Book;

/// Each command of the help stands in some test, as its own word.
#[test]
fn no_command_is_run_by_no_test() {
    fn sources(folder: &Path, all: &mut String) {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                sources(&path, all);
            } else if path.extension().is_some_and(|kind| kind == "rs") {
                all.push_str(&fs::read_to_string(path).unwrap());
            }
        }
    }
    let mut tests = String::new();
    sources(&Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/it"), &mut tests);
    let help = Book::new().ok(&["--help"]);
    let commands: BTreeSet<&str> = help
        .lines()
        .take_while(|line| !line.starts_with("Options:"))
        .filter_map(|line| line.strip_prefix("  ")?.split_once("  ").map(|(name, _)| name))
        .filter(|name| !name.is_empty() && !name.starts_with(' '))
        .collect();
    assert!(commands.len() > 30, "{commands:?}");
    let left_out: Vec<&&str> = commands.iter().filter(|name| !tests.contains(&format!("\"{name}\""))).collect();
    assert!(left_out.is_empty(), "{left_out:?}");
}

#[test]
fn a_customer_is_proposed_with_its_reason_briefed_and_put_off() {
    let book = Book::new();
    book.ok(&["add", "account", "name=Blue Finch Cafe", "grade=a"]);
    book.ok(&["log", "blue finch 1 sep met the buyer #price > send quote fri"]);
    let page = book.ok(&["brief", "blue finch"]);
    for words in ["Blue Finch Cafe", "met the buyer", "send quote", "27 Nov", "price"] {
        assert!(page.contains(words), "{words}\n{page}");
    }
    assert!(!page.contains('\u{1b}') && page.lines().all(|line| line.chars().count() <= 100), "{page}");
    assert_eq!(book.exit(&["brief", "nobody of that name"]), 3);
    // The next visit at that one is planned by its cadence; the other is due for the first time.
    book.ok(&["add", "account", "name=Corner Deli", "grade=a", "first_due=2026-11-20"]);
    let next = book.json(&["next", "--json"]);
    assert_eq!((next.len(), &next[0]["name"]), (1, &json!("Corner Deli")), "{next:?}");
    assert!(next[0]["score"].as_i64().unwrap() > 0, "{next:?}");
    // A date in words, as in a form; what is no date is refused with words that are one.
    for (words, expected) in [("due=fri", "2026-11-27"), ("due=+3d", "2026-11-27"), ("due=下周三", "2026-12-02")] {
        let lang = if words.is_ascii() { "en" } else { "zh-Hans" };
        book.ok(&["--lang", lang, "add", "follow_up", "account=corner", &format!("text={words}"), words]);
        let rows = book.json(&["list", "follow_up", "--json"]);
        let made = rows.iter().find(|row| row["text"] == words).unwrap();
        assert_eq!(made["due"], expected, "{words}");
    }
    assert_eq!(book.exit(&["add", "follow_up", "account=corner", "text=ring", "due=soonish"]), 2);
    book.ok(&["set", "account", "corner", "first_due=next wed"]);
    assert_eq!(book.json(&["show", "account", "corner", "--json"])[0]["first_due"], "2026-12-02");
    book.ok(&["undo"]);
    // The person reads the same reasons beside the day, and a spreadsheet gets words.
    let (next, today) = (book.ok(&["--lang", "en", "next"]), book.ok(&["--lang", "en", "today"]));
    let why = next.split("Corner Deli").nth(1).unwrap().lines().next().unwrap().trim().trim_start_matches('A').trim();
    assert!(why.contains('+') && today.contains(why), "{next}\n{today}");
    let csv = book.ok(&["next", "--csv"]);
    assert!(csv.contains("grade: a") && !csv.contains('{'), "{csv}");
    book.ok(&["snooze", "corner", "1 dec"]);
    assert_eq!(book.json(&["next", "--json"]), Vec::<serde_json::Value>::new());
    assert_ne!(book.exit(&["snooze", "corner", "no date at all"]), 0);
    book.ok(&["undo"]);
    assert_eq!(book.json(&["next", "--json"]).len(), 1);
    // A part of the name, where one customer alone has it; what might be another one's is asked about.
    book.ok(&["add", "account", "name=浙江大学医学院附属邵逸夫医院"]);
    assert!(book.ok(&["brief", "邵逸夫"]).contains("邵逸夫医院"));
    let told = book.run(&["--lang", "zh-Hans", "log", "邵医 送样"]);
    assert!(String::from_utf8_lossy(&told.stderr).contains("可能是这家"), "{told:?}");
    book.ok(&["undo"]);
}

#[test]
fn money_that_was_promised_is_listed_with_what_it_comes_to() {
    let book = Book::new();
    assert!(book.ok(&["money"]).contains("No money is promised"));
    assert_eq!(book.json(&["money", "--json"]), Vec::<serde_json::Value>::new());
    book.ok(&["add", "account", "name=Blue Finch Cafe"]);
    book.ok(&["add", "account", "name=Corner Deli"]);
    book.ok(&["log", "blue finch yesterday, !20k the rest 30 nov"]);
    book.ok(&["log", "called corner deli, !1200 fri"]);
    let rows = book.json(&["money", "--json"]);
    let said: Vec<_> =
        rows.iter().map(|row| json!([row["name"], row["amount"], row["due"], row["late"], row["entity"]])).collect();
    assert_eq!(
        said,
        [
            json!(["Corner Deli", 1200.0, "2026-11-27", false, "touch"]),
            json!(["Blue Finch Cafe", 20000.0, "2026-11-30", false, "visit"])
        ],
        "{rows:?}"
    );
    let page = book.ok(&["money"]);
    assert!(page.lines().last().unwrap().contains("21,200 in all"), "{page}");
}

#[test]
fn what_was_taken_back_is_done_again_and_one_act_among_later_ones_is_taken_back() {
    let book = Book::new();
    book.ok(&["add", "account", "name=Blue Finch Cafe"]);
    book.ok(&["set", "account", "blue finch", "city=Bristol"]);
    book.ok(&["set", "account", "blue finch", "website=finch.example"]);
    let shown = |field: &str| book.json(&["show", "account", "blue finch", "--json"])[0][field].clone();
    book.ok(&["undo"]);
    assert_eq!(shown("website"), json!(null));
    book.ok(&["redo"]);
    assert_eq!(shown("website"), "finch.example");
    assert_ne!(book.exit(&["redo"]), 0);
    let history = book.json(&["history", "account", "blue finch", "--json"]);
    let city = history.iter().find(|line| line["field"] == "city").unwrap();
    let act = city["act"].as_str().unwrap().to_owned();
    book.ok(&["undo", "--act", &act]);
    assert_eq!((shown("city"), shown("website")), (json!(null), json!("finch.example")));
}

#[test]
fn two_records_of_one_customer_become_one_and_are_parted_again() {
    let book = Book::new();
    book.ok(&["add", "account", "name=Acme Ltd", "phones=0117 496 0101"]);
    book.ok(&["add", "account", "name=Acme Limited", "city=Leeds", "phones=0117 496 0101"]);
    book.ok(&["log", "acme limited met the buyer"]);
    assert_eq!(book.json(&["merge", "--json"])[0]["keep_name"], "Acme Limited");
    let before = book.json(&["list", "account", "--json"]);
    let id = |name: &str| before.iter().find(|row| row["name"] == name).unwrap()["id"].as_str().unwrap().to_owned();
    let (keep, other) = (id("Acme Ltd"), id("Acme Limited"));
    book.ok(&["merge", &keep, &other]);
    let after = book.json(&["list", "account", "--json"]);
    assert_eq!((after.len(), &after[0]["city"]), (1, &json!("Leeds")));
    assert_eq!(book.json(&["list", "visit", "--json"])[0]["account"], keep.as_str());
    book.ok(&["undo"]);
    assert_eq!(book.json(&["list", "account", "--json"]), before);
}

#[test]
fn a_setting_is_shown_set_and_refused_where_it_is_none() {
    let book = Book::new();
    book.ok(&["today"]);
    let set = || book.json(&["settings", "visits_a_day", "--json"])[0].clone();
    assert_eq!(set()["set_by"], "usual");
    book.ok(&["settings", "visits_a_day", "12"]);
    assert_eq!((&set()["value"], &set()["set_by"]), (&json!("12"), &json!("me")));
    assert_eq!(book.exit(&["settings", "visits_a_day", "twelve"]), 2);
    assert_eq!(book.exit(&["settings", "no_such_thing"]), 3);
    assert_eq!(set()["value"], "12");
}

#[test]
fn the_key_is_moved_under_a_passphrase_and_back_out_of_the_code_only() {
    let book = Book::new();
    book.ok(&["add", "account", "name=Blue Finch Cafe"]);
    assert!(book.ok(&["key", "show"]).contains("file"));
    let moved =
        book.command().env("ROUNDS_PASSPHRASE", "a long passphrase").args(["key", "passphrase"]).output().unwrap();
    assert!(moved.status.success(), "{}", String::from_utf8_lossy(&moved.stderr));
    let list = |passphrase: &str| {
        let mut command = book.command();
        command.env_remove("ROUNDS_KEY_FILE").env("ROUNDS_PASSPHRASE", passphrase);
        command.args(["list", "account"]).output().unwrap()
    };
    assert!(String::from_utf8_lossy(&list("a long passphrase").stdout).contains("Blue Finch Cafe"));
    assert!(!list("another one").status.success());
    let wrong = book.command().env("ROUNDS_PASSPHRASE", "new").args(["key", "recover", "AAAA-BBBB"]).output().unwrap();
    assert!(!wrong.status.success());
    // Without a code and without a person who could be asked for it.
    assert_eq!(book.exit(&["key", "recover"]), 2);
    assert!(list("a long passphrase").status.success());
}

#[test]
fn an_import_is_looked_at_mapped_reported_and_replaces_nothing_unasked() {
    let book = Book::new();
    let file = book.home().with_file_name("list.csv");
    let report = book.home().with_file_name("report.csv");
    let (path, report_path) = (file.to_str().unwrap(), report.to_str().unwrap());
    fs::write(&file, "Id,Firma,Ort\n1,Acme Ltd,Leeds\n2,,Bath\n3,Bell,York\n").unwrap();
    let map = "Id=account.external_id,Firma=account.name,Ort=account.city";
    let look = book.ok(&["import", path, "--map", map, "--dry-run"]);
    assert!(look.contains("Acme Ltd") || look.contains('2'), "{look}");
    assert_eq!(book.json(&["list", "account", "--json"]).len(), 0, "a look changes nothing");
    assert_eq!(book.exit(&["import", path, "--map", map, "--dry-run", "--report", path]), 2, "the report is no import");
    assert!(fs::read_to_string(&file).unwrap().contains("Acme Ltd"), "the file is what it was");
    book.ok(&["import", path, "--map", map, "--report", report_path]);
    assert_eq!(book.json(&["list", "account", "--json"]).len(), 2);
    let told = fs::read_to_string(&report).unwrap();
    assert!(told.lines().any(|line| line.contains('3') && line.contains("Bath")), "{told}");

    // The same file again, with another value: a person is needed, then it is kept, then replaced.
    fs::write(&file, "Id,Firma,Ort\n1,Acme Ltd,Hull\n3,Bell,York\n").unwrap();
    let city = || {
        let rows = book.json(&["list", "account", "--json"]);
        rows.iter().find(|row| row["name"] == "Acme Ltd").unwrap()["city"].clone()
    };
    assert_eq!(book.exit(&["import", path, "--map", map]), 4);
    assert_eq!(city(), "Leeds");
    book.ok(&["import", path, "--map", map, "--keep"]);
    assert_eq!(city(), "Leeds");
    book.ok(&["import", path, "--map", map, "--yes"]);
    assert_eq!(city(), "Hull");
    book.ok(&["undo"]);
    assert_eq!(city(), "Leeds");
    assert_eq!(book.exit(&["import", path, "--map", "Firma=account.nothing"]), 2);
}

#[test]
fn lists_and_pages_speak_the_persons_language_and_name_whom_they_mean() {
    let book = Book::new();
    book.ok(&["add", "account", "name=精工机械", "grade=c", "lifecycle=active"]);
    book.ok(&["add", "contact", "account=精工", "name=王建国"]);
    book.ok(&["log", "精工 见王建国 要报价"]);
    let lists = book.ok(&["--lang", "zh-Hans", "list", "account"]) + &book.ok(&["--lang", "zh-Hans", "list", "visit"]);
    for word in [" active", " done", " c "] {
        assert!(!lists.contains(word), "{word}: {lists}");
    }
    let visit = book.json(&["list", "visit", "--json"])[0]["id"].as_str().unwrap().to_owned();
    let page = book.ok(&["--lang", "zh-Hans", "show", "visit", &visit]);
    assert!(page.contains("王建国"), "{page}");
    for (arguments, said) in
        [(["add", "account", "bogus=1"], "account 没有 bogus 这一项"), (["list", "foo", "--csv"], "没有 foo 这种记录")]
    {
        let output = book.run(&[&["--lang", "zh-Hans"], &arguments[..]].concat());
        let told = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(output.status.code() == Some(2) && told.contains(said), "{arguments:?}: {told}");
    }
}

/// What was done last is taken back first, be it a setting or an act.
#[test]
fn a_setting_is_taken_back_in_its_turn() {
    let book = Book::new();
    let days = || book.json(&["settings", "cadence.a", "--json"])[0]["value"].clone();
    book.ok(&["add", "account", "name=Pier Hotel"]);
    let customers = || book.json(&["list", "account", "--json"]).len();
    book.ok(&["settings", "cadence.a", "10"]);
    let said = book.ok(&["undo"]);
    assert!(said.contains("cadence.a") && said.contains("14"), "{said}");
    assert_eq!((days(), customers()), ("14".into(), 1));
    book.ok(&["redo"]);
    assert_eq!((days(), customers()), ("10".into(), 1));
    book.ok(&["add", "account", "name=Quay Books"]);
    book.ok(&["undo"]);
    assert_eq!((days(), customers()), ("10".into(), 1));
    book.ok(&["undo"]);
    assert_eq!((days(), customers()), ("14".into(), 1));
    book.ok(&["undo"]);
    assert_eq!(customers(), 0);
    book.ok(&["redo"]);
    book.ok(&["redo"]);
    assert_eq!((days(), customers()), ("10".into(), 1));
    // What somebody has set since, in the terminal or with an editor, stays.
    std::fs::write(book.home().join("settings.toml"), "[cadence]\na = 30\n").unwrap();
    book.ok(&["undo"]);
    assert_eq!((days(), customers()), ("30".into(), 0));
    // It stops none that was set before it.
    let visits = || book.json(&["settings", "visits_a_day", "--json"])[0]["value"].clone();
    book.ok(&["settings", "visits_a_day", "12"]);
    book.ok(&["settings", "visits_a_day", "14"]);
    book.ok(&["settings", "cadence.a", "35"]);
    std::fs::write(book.home().join("settings.toml"), "visits_a_day = 14\n[cadence]\na = 40\n").unwrap();
    book.ok(&["undo"]);
    assert_eq!((visits(), days()), ("12".into(), "40".into()));
    book.ok(&["undo"]);
    assert_eq!((visits(), days()), ("10".into(), "40".into()));
    // What is set anew is not done again.
    book.ok(&["settings", "next_weekday", "week"]);
    assert_eq!(book.exit(&["redo"]), 3);
    assert!(book.ok(&["undo"]).contains("next_weekday, again as usual"));
    // A list is what it was.
    book.ok(&["settings", "filters", "grade:A; city:Leeds"]);
    book.ok(&["settings", "filters", "tag:key"]);
    book.ok(&["undo"]);
    assert_eq!(book.json(&["settings", "filters", "--json"])[0]["value"], "[\"grade:A\", \"city:Leeds\"]");
}
