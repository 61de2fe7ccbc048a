//! The command line as scripts use it: the real binary, its output and its exit codes.

mod company;

use std::path::Path;
use std::process::Stdio;

use serde_json::Value as Json;

use crate::conflicts_command::questions;
use crate::program::{Book, scratch};

#[test]
fn a_record_is_added_shown_set_listed_and_deleted() {
    let book = Book::new();
    let id = book.ok(&["add", "account", "name=Blue Finch Cafe", "grade=a", "phones=0117 496 0101; 0117 496 0102"]);
    let id = id.trim();
    let shown = book.json(&["show", "account", id, "--json"]);
    assert_eq!(shown[0]["id"], id);
    assert_eq!(shown[0]["name"], "Blue Finch Cafe");
    assert_eq!(shown[0]["phones"], serde_json::json!(["0117 496 0101", "0117 496 0102"]));
    assert_eq!(shown[0].as_object().unwrap().keys().next().unwrap(), "id");
    book.ok(&["set", "account", "blue finch", "city=Bristol"]);
    assert_eq!(book.json(&["list", "account", "--only", "city=Bristol", "--json"]).len(), 1);
    assert_eq!(book.json(&["list", "account", "--only", "city=Bath", "--json"]).len(), 0);
    assert_eq!(book.json(&["list", "account", "--only", "city:Bri -grade:c", "--json"]).len(), 1);
    assert_eq!(book.json(&["list", "account", "--only", "city=Bri", "--json"]).len(), 0);
    book.ok(&["delete", "account", id]);
    assert_eq!(book.exit(&["show", "account", id]), 3);
    book.ok(&["undo"]);
    assert_eq!(book.json(&["show", "account", id, "--json"])[0]["city"], "Bristol");
}

#[test]
fn exit_codes_say_what_happened() {
    let book = Book::new();
    book.ok(&["add", "account", "name=Harbour Dental", "street=14 Quay St"]);
    book.ok(&["add", "account", "name=Harbour Bakery", "street=3 Mill Rd"]);
    for (arguments, code) in [
        (&["list", "account"][..], 0),
        (&["list", "planet"], 2),
        (&["nonsense"], 2),
        (&["add", "account", "grade"], 2),
        (&["add", "account", "grade=z", "name=x"], 2),
        (&["add", "account", "planet=mars"], 2),
        (&["plan", "harbour", "fri"], 2),
        (&["plan", "harbour dental", "whenever"], 2),
        (&["plan", "nobody here", "fri"], 3),
        (&["show", "account", "01a2002b-14be-78c3-8cc6-81f8ec0b2080"], 3),
        (&["search", "zzzzzz"], 3),
        (&["--lang", "tlh", "today"], 2),
        (&["redo"], 3),
        (&["conflicts"], 0),
        (&["--help"], 0),
        (&["--version"], 0),
    ] {
        assert_eq!(book.exit(arguments), code, "{arguments:?}");
    }
    let output = book.run(&["plan", "harbour", "fri"]);
    let error = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(error.contains("14 Quay St") && error.contains("3 Mill Rd"), "twins are not told apart: {error}");
}

#[test]
fn a_visit_is_planned_on_the_first_working_day_that_is_not_over() {
    let book = Book::new();
    book.ok(&["add", "account", "name=Harbour Dental"]);
    for (words, day) in [("this week", "2026-11-24"), ("next week", "2026-11-30"), ("next month", "2026-12-01")] {
        let planned = book.json(&["plan", "harbour dental", words, "--json"]);
        assert_eq!(planned[0]["day"], day, "{words}");
    }
}

#[test]
fn no_connection_is_exit_code_five_and_loses_nothing() {
    let book = Book::new();
    book.ok(&["add", "account", "name=Harbour Dental"]);
    // Port 9 of loopback is closed.
    let output = book.run(&["enrol", "http://127.0.0.1:9", "AAAA-AAAA"]);
    assert_eq!(output.status.code(), Some(5), "{}", String::from_utf8_lossy(&output.stderr));
    assert_eq!(book.json(&["list", "account", "--json"]).len(), 1);
}

#[test]
fn a_line_that_others_can_read_asks_for_consent() {
    let book = Book::new();
    let output = book.run(&["enrol", "http://rounds.invalid:7878", "AAAA-AAAA"]);
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(output.status.code() == Some(2) && said.contains("--plain-http"), "{said}");
    let output = book.run(&["enrol", "http://rounds.invalid:7878", "AAAA-AAAA", "--plain-http"]);
    assert_eq!(output.status.code(), Some(5), "{}", String::from_utf8_lossy(&output.stderr));
}

/// A program that reads a table finds its columns, whether there is a row or not.
#[test]
fn csv_has_its_headings_with_rows_and_without() {
    let (empty, full) = (Book::new(), Book::new());
    full.ok(&["add", "account", "name=Acme"]);
    full.ok(&["log", "acme met the buyer, !2000 by friday >send samples fri"]);
    // Two that look like one, one who is due, and one of whom something is not said that has to be.
    for name in ["name=Bolt Ltd", "name=Bolt Limited"] {
        full.ok(&["add", "account", name, "phones=+44 117 496 0101", "cadence=14"]);
    }
    full.ok(&["log", "bolt ltd visited yesterday"]);
    scratch(&full, "UPDATE follow_up SET text = NULL");
    questions(&full, 1);
    for (arguments, headings) in [
        (&["list", "account"][..], "id,name,other_names,"),
        (&["search", "acme"], "id,entity,account,name,formerly,day,excerpt"),
        (&["money"], "account,name,amount,text,due,late,said,entity,log"),
        (&["conflicts"], "id,entity,record,name,field,base,won,won_by,won_at,stands,lost,lost_by,lost_at,rule,state"),
        (&["parked"], "id,kind,what,name,at,reason,fields"),
        (&["today"], "id,section,account,name,grade,state,day,"),
        (&["next"], "id,section,name,grade,street,score,why,last_visit"),
        (&["merge"], "id,keep,keep_name,other,other_name,shared"),
    ] {
        let arguments = [arguments, &["--csv"]].concat();
        let first = |book: &Book| {
            let said = String::from_utf8(book.run(&arguments).stdout).unwrap();
            (said.lines().next().unwrap_or_default().to_owned(), said.lines().count())
        };
        let (bare, filled) = (first(&empty), first(&full));
        assert!(bare.0.starts_with(headings) && bare.1 == 1, "{arguments:?} {bare:?}");
        assert!(filled.0 == bare.0 && filled.1 > 1, "{arguments:?} {filled:?}");
    }
    // What lines of a log became: none, a visit, a touch.
    let logged = |lines: &str| {
        let mut log =
            full.command().args(["log", "-", "--csv"]).stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
        std::io::Write::write_all(&mut log.stdin.take().unwrap(), lines.as_bytes()).unwrap();
        let said = String::from_utf8(log.wait_with_output().unwrap().stdout).unwrap();
        (said.lines().next().unwrap_or_default().to_owned(), said.lines().count())
    };
    let (none, visit, touch) = (logged("\n"), logged("acme met the buyer\n"), logged("called acme\n"));
    assert_eq!([none.1, visit.1, touch.1], [1, 2, 2]);
    assert!(none.0 == visit.0 && none.0 == touch.0 && none.0.starts_with("id,"), "{none:?} {visit:?} {touch:?}");
    let history = full.ok(&["history", "account", "acme", "--csv"]);
    let lines: Vec<&str> = history.lines().take(2).collect();
    assert!(
        lines[0] == "n,at,by,device,field,element,before,after,fate,act,turned" && lines[1].starts_with("1,"),
        "{history}"
    );
    // What takes back is told from what was set.
    full.ok(&["set", "account", "acme", "city=Wrongham"]);
    full.ok(&["undo"]);
    for (arguments, says) in [(&["--csv"][..], ",took_back"), (&[], "took back")] {
        let said = full.ok(&[&["history", "account", "acme"], arguments].concat());
        let lines: Vec<&str> = said.lines().filter(|line| line.contains(says)).collect();
        assert!(lines.len() == 1 && lines[0].contains("Wrongham"), "{said}");
    }
    let brief = full.ok(&["brief", "acme", "--csv"]);
    assert!(brief.lines().next() == Some("id,section,day,text") && brief.contains(",ours,2026-11-27,"), "{brief}");
}

#[test]
fn a_cell_of_csv_cannot_become_a_formula() {
    let book = Book::new();
    book.ok(&["add", "account", "name==1+2", "notes=@SUM(A1)", "phones=+44 117 496 0101"]);
    let csv = book.ok(&["list", "account", "--csv"]);
    assert!(csv.contains("'=1+2") && csv.contains("'@SUM(A1)"), "{csv}");
    assert!(csv.starts_with("id,name,"), "{csv}");
}

#[test]
fn the_day_is_said_in_three_languages() {
    for (lang, word) in [("en", "Visits"), ("zh-Hans", "今日拜访"), ("zh-Hant", "今日拜訪")] {
        let book = Book::new();
        book.ok(&["add", "account", "name=杭州精工机械", "city=杭州"]);
        book.ok(&["--lang", lang, "plan", "hzjg", "2026-11-24"]);
        let today = book.ok(&["--lang", lang, "today"]);
        assert!(today.contains(word) && today.contains("杭州精工机械"), "{today}");
        let visits = book.json(&["today", "--json"]);
        assert!(visits.iter().any(|row| row["section"] == "visits" && row["name"] == "杭州精工机械"));
    }
}

#[test]
fn search_finds_by_pinyin_by_digits_and_by_words() {
    let book = Book::new();
    book.ok(&["add", "account", "name=杭州精工机械有限公司", "phones=138 0571 2266", "notes=旧设备常停机"]);
    for words in ["精工", "hzjg", "hangzhou jg", "杭州jg", "05712266", "停机", "停機"] {
        assert!(!book.json(&["search", words, "--json"]).is_empty(), "{words}");
    }
}

#[test]
fn a_wrong_key_leaves_the_file_as_it_was() {
    let book = Book::new();
    book.ok(&["add", "account", "name=Harbour Dental"]);
    let file = book.home().join("rounds.db");
    let before = std::fs::read(&file).unwrap();
    let other = book.folder.path().join("other");
    std::fs::write(&other, "ab".repeat(32)).unwrap();
    let output = book.run(&["--key-file", other.to_str().unwrap(), "today"]);
    assert_eq!(output.status.code(), Some(1));
    assert!(String::from_utf8_lossy(&output.stderr).contains("not touched"));
    assert!(std::fs::read(&file).unwrap() == before, "the file changed");
    assert!(!before.windows(14).any(|bytes| bytes == b"Harbour Dental"), "the file is not encrypted");
}

#[test]
fn rubbish_and_half_a_file_are_named_and_left() {
    let book = Book::new();
    book.ok(&["add", "account", "name=Harbour Dental"]);
    let file = book.home().join("rounds.db");
    let whole = std::fs::read(&file).unwrap();
    for bytes in [b"rubbish".repeat(1000), whole[..whole.len() / 2 + 100].to_vec()] {
        std::fs::write(&file, &bytes).unwrap();
        for side in ["-wal", "-shm"] {
            let _ = std::fs::remove_file(book.home().join(format!("rounds.db{side}")));
        }
        let output = book.run(&["today"]);
        assert_eq!(output.status.code(), Some(1), "{}", String::from_utf8_lossy(&output.stderr));
        assert!(std::fs::read(&file).unwrap() == bytes, "the file changed");
    }
}

#[test]
fn a_variable_that_holds_nothing_is_not_set() {
    let book = Book::new();
    let home = book.home();
    let mut command = book.command();
    command.env("ROUNDS_HOME", "").env("ROUNDS_NOW", "").env("ROUNDS_PASSPHRASE", "");
    let output = command.args(["status", "--home"]).arg(&home).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
}

#[cfg(unix)]
#[test]
fn invalid_utf8_in_arguments_is_a_usage_error() {
    use std::os::unix::ffi::OsStrExt;
    let book = Book::new();
    let argument = std::ffi::OsStr::from_bytes(b"\xff\xfe");
    let output = book.command().arg("search").arg(argument).output().unwrap();
    assert_eq!(output.status.code(), Some(2), "{}", String::from_utf8_lossy(&output.stderr));
}

#[test]
fn a_passphrase_locks_the_book_and_a_closed_pipe_is_no_failure() {
    let book = Book::new();
    let run = |passphrase: &str, arguments: &[&str]| {
        book.command()
            .env_remove("ROUNDS_KEY_FILE")
            .env("ROUNDS_PASSPHRASE", passphrase)
            .args(arguments)
            .output()
            .unwrap()
    };
    assert!(run("open sesame", &["add", "account", "name=Harbour Dental"]).status.success());
    assert!(run("open sesame", &["list", "account"]).status.success());
    let wrong = run("open barley", &["list", "account"]);
    assert_eq!(wrong.status.code(), Some(1), "{}", String::from_utf8_lossy(&wrong.stderr));
    for arguments in [
        &["show", "account", "Harbour Dental"][..],
        &["list", "account"],
        &["show", "account", "Harbour Dental", "--json"],
    ] {
        let (reader, writer) = std::io::pipe().unwrap();
        drop(reader);
        let mut command = book.command();
        command.env_remove("ROUNDS_KEY_FILE").env("ROUNDS_PASSPHRASE", "open sesame");
        let output = command.args(arguments).stdout(writer).output().unwrap();
        let said = String::from_utf8_lossy(&output.stderr);
        assert_eq!((output.status.code(), said.as_ref()), (Some(0), ""), "{arguments:?}");
    }
    let none = book.command().env_remove("ROUNDS_KEY_FILE").arg("today").output().unwrap();
    assert_eq!(none.status.code(), Some(2), "{}", String::from_utf8_lossy(&none.stderr));
}

#[test]
fn completions_and_the_manual_name_every_command() {
    let book = Book::new();
    for arguments in [&["completions", "bash"][..], &["completions", "fish"], &["man"]] {
        let text = book.ok(arguments);
        for command in ["import", "today", "log", "plan", "enrol", "conflicts", "completions"] {
            assert!(text.contains(command), "{arguments:?} does not name {command}");
        }
    }
    assert!(!Path::new(&book.home()).exists(), "no book is needed for these");
}

#[test]
fn look_alikes_are_decided_on_the_command_line() {
    let list = "Name,City\nAcme Ltd,Leeds\nAcme Limited,Leeds\nBell,Leeds\nBell Ltd,Leeds\n";
    let decided = |arguments: &[&str]| {
        let book = Book::new();
        let file = book.folder.path().join("list.csv");
        std::fs::write(&file, list).unwrap();
        std::fs::write(book.folder.path().join("decided"), "3 same\n# twins, really\n5 leave\n").unwrap();
        let mut all = vec!["import", file.to_str().unwrap()];
        all.extend(arguments);
        let mut command = book.command();
        let output = command.args(&all).current_dir(book.folder.path()).output().unwrap();
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        (output.status.code(), book.json(&["list", "account", "--json"]).len(), said)
    };
    for (arguments, code, customers) in [
        (&[][..], 0, 4),
        (&["--leave-look-alikes"], 0, 2),
        (&["--join-look-alikes"], 0, 2),
        (&["--decide", "3=same"], 0, 3),
        (&["--decide", "@decided"], 0, 2),
        (&["--leave-look-alikes", "--decide", "5=new"], 0, 3),
        (&["--decide", "3=maybe"], 2, 0),
        (&["--decide", "@nowhere"], 3, 0),
    ] {
        let (found, made, said) = decided(arguments);
        assert_eq!((found, made), (Some(code), customers), "{arguments:?}: {said}");
    }
}

#[test]
fn a_day_is_closed_and_reported() {
    let book = Book::new();
    book.ok(&["add", "account", "name=Harbour Dental"]);
    book.ok(&["plan", "harbour", "today 11:15", "--for", "renewal"]);
    // Something is open: the day stays open, and says what.
    let output = book.run(&["close"]);
    let text = String::from_utf8(output.stdout).unwrap();
    assert_eq!(output.status.code(), Some(4), "{text}");
    assert!(text.contains("NOT LOGGED  Harbour Dental"), "{text}");
    assert!(text.contains("Still open\n- 11:15 Harbour Dental: renewal"), "{text}");
    book.ok(&["log", "harbour met the buyer, ordered 2 > quote fri"]);
    let closed: Json = serde_json::from_str(&book.ok(&["close", "--json"])).unwrap();
    assert_eq!((&closed["open"], &closed["day"]), (&0.into(), &"2026-11-24".into()), "{closed}");
    assert!(closed["closed"].is_string() && closed["report"]["seen"] == 1, "{closed}");
    let day = book.ok(&["report", "day", "--md"]);
    assert!(day.starts_with("# Daily report") && day.contains("## Visits\n\n- "), "{day}");
    let week: Json = serde_json::from_str(&book.ok(&["report", "week", "--json"])).unwrap();
    assert_eq!((&week["from"], &week["to"]), (&"2026-11-23".into(), &"2026-11-29".into()));
    assert_eq!(book.exit(&["report", "month"]), 2);
    assert_eq!(book.exit(&["report", "day", "whenever"]), 2);
    // The company's form.
    let settings = "[report]\nday = \"<seen> seen\\n\\n* <visit.customer>\"\n";
    std::fs::write(book.home().join("settings.toml"), settings).unwrap();
    assert_eq!(book.ok(&["report", "day"]), "1 seen\n\n* Harbour Dental\n");
}

#[test]
fn the_language_is_a_setting_like_any_other() {
    let book = Book::new();
    let of = |row: &Json| (row["id"].clone(), row["value"].clone(), row["set_by"].clone());
    let shown = |book: &Book| of(&book.json(&["settings", "lang", "--json"])[0]);
    assert_eq!(shown(&book), ("lang".into(), "en".into(), "usual".into()));
    assert!(book.json(&["settings", "--json"]).iter().any(|row| row["id"] == "lang"));
    book.ok(&["settings", "lang", "zh-Hant"]);
    assert_eq!(shown(&book), ("lang".into(), "zh-Hant".into(), "me".into()));
    book.ok(&["settings", "lang", "--usual"]);
    assert_eq!(shown(&book), ("lang".into(), "en".into(), "usual".into()));
}

/// Several, parted as other sets are; of two people of one name the one who works there.
#[test]
fn what_a_set_refers_to_is_said_by_name() {
    let book = Book::new();
    let add = |fields: &[&str]| {
        let rows = book.json(&[&["add"][..], fields, &["--json"]].concat());
        rows[0]["id"].as_str().unwrap().to_owned()
    };
    let (finch, _dental) = (add(&["account", "name=Blue Finch"]), add(&["account", "name=Harbour Dental"]));
    let ann = add(&["contact", "name=Ann Müller", "account=blue finch"]);
    let bob = add(&["contact", "name=Bob Hill", "account=blue finch"]);
    let other = add(&["contact", "name=Bob Hill", "account=harbour dental"]);
    let contacts = |id: &str| {
        let mut ids: Vec<String> =
            serde_json::from_value(book.json(&["show", "visit", id, "--json"])[0]["contacts"].clone()).unwrap();
        ids.sort_unstable();
        ids
    };
    let both = {
        let mut both = vec![ann.clone(), bob.clone()];
        both.sort_unstable();
        both
    };
    let visit = add(&["visit", "account=blue finch", "state=done", "day=2026-11-24", "contacts=Ann Müller; Bob Hill"]);
    assert_eq!(contacts(&visit), both);
    book.ok(&["set", "visit", &visit, "contacts=Bob Hill"]);
    assert_eq!(contacts(&visit), [bob.as_str()]);
    book.ok(&["set", "visit", &visit, &format!("contacts={ann}、Bob Hill")]);
    assert_eq!(contacts(&visit), both);
    book.ok(&["set", "visit", &visit, "contacts="]);
    assert!(contacts(&visit).is_empty());
    assert_eq!(book.exit(&["set", "visit", &visit, "contacts=Nobody"]), 3);
    let several = book.run(&["--lang", "en", "add", "visit", "state=done", "day=2026-11-24", "contacts=Bob Hill"]);
    let said = String::from_utf8_lossy(&several.stderr).into_owned();
    assert!(several.status.code() == Some(2) && said.contains(&bob) && said.contains(&other), "{said}");
    book.ok(&["set", "contact", &other, "formerly_at=blue finch"]);
    assert_eq!(book.json(&["show", "contact", &other, "--json"])[0]["formerly_at"], serde_json::json!([finch]));
}
