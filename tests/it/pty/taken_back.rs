//! Over the real line: what the server could not take, as the office lists it, until it is given up; and an act of which a laptop knows nothing but
//! what the server tells, taken back in the shell and on the screen.

use super::company::{Office, run};
use super::open;

/// Ann's laptop with a customer whose street was set, and a second one of hers that joined later.
fn laptops(office: &Office, folder: &std::path::Path) -> (std::path::PathBuf, std::path::PathBuf) {
    let (home, second) = (folder.join("one"), folder.join("two"));
    std::fs::create_dir_all(&second).unwrap();
    run(&home, &["add", "account", "name=Harbour Dental", "street=14 Quay St"]);
    run(&home, &["enrol", &office.server.url, &office.code(), "--territory", "North"]);
    run(&home, &["sync"]);
    run(&home, &["set", "account", "harbour", "street=2 King St"]);
    run(&home, &["sync"]);
    run(&second, &["enrol", &office.server.url, &office.code(), "--territory", "North"]);
    run(&second, &["sync"]);
    (home, second)
}

#[test]
fn what_is_parked_stands_in_the_offices_list_until_it_is_given_up() {
    let office = Office::new();
    office.admin(&["territory", "add", "East"]);
    let folder = tempfile::tempdir().unwrap();
    let (home, _) = laptops(&office, folder.path());
    assert_eq!(office.admin(&["parked", "--json"]).trim(), "[]");
    // Not one of Ann's territories.
    run(&home, &["set", "account", "harbour", "territory=East", "--json"]);
    run(&home, &["sync"]);
    let listed: serde_json::Value = serde_json::from_str(&office.admin(&["parked", "--json"])).unwrap();
    let row = &listed[0];
    assert_eq!(listed.as_array().unwrap().len(), 1, "{listed}");
    for (field, said) in [("name", "Harbour Dental"), ("user", "Ann"), ("reason", "not_allowed"), ("entity", "account")]
    {
        assert_eq!(row[field], said, "{listed}");
    }
    assert!(row["fields"][0].as_str().unwrap().starts_with("territory="), "{listed}");
    run(&home, &["parked", "--withdraw", "all"]);
    run(&home, &["sync"]);
    assert_eq!(office.admin(&["parked", "--json"]).trim(), "[]");
}

#[test]
fn an_act_that_only_the_server_knows_is_taken_back_in_the_shell() {
    let office = Office::new();
    let folder = tempfile::tempdir().unwrap();
    let (home, second) = laptops(&office, folder.path());
    let here = run(&second, &["history", "account", "harbour", "--offline"]);
    assert!(!here.contains("King"), "it came before this laptop was there: {here}");
    let told = run(&second, &["history", "account", "harbour"]);
    let line = told.lines().find(|line| line.contains("14 Quay St → 2 King St")).unwrap();
    let number = line.split_whitespace().next().unwrap();
    run(&second, &["history", "account", "harbour", "--take-back", number]);
    run(&second, &["sync"]);
    run(&home, &["sync"]);
    for laptop in [&home, &second] {
        assert!(run(laptop, &["show", "account", "harbour"]).contains("14 Quay St"));
    }
}

#[test]
fn an_act_that_only_the_server_knows_is_taken_back_on_the_screen() {
    let office = Office::new();
    let folder = tempfile::tempdir().unwrap();
    let (home, second) = laptops(&office, folder.path());
    let mut terminal = open(&second, (30, 100));
    terminal.keys("2");
    terminal.wait_for("Harbour Dental");
    terminal.keys("H");
    terminal.wait_for("with what the server knows");
    terminal.keys("/King");
    terminal.keys("\r");
    terminal.keys("x");
    terminal.wait_for("Taken back");
    terminal.wait_for("2 King St → 14 Quay St");
    terminal.keys("\x1bS");
    terminal.wait_for("up to date");
    terminal.keys("q");
    run(&second, &["sync"]);
    run(&home, &["sync"]);
    assert!(run(&home, &["show", "account", "harbour"]).contains("14 Quay St"));
}
