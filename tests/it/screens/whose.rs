//! Whose a log line is over a real book: who is named in it, who is offered, and what is picked.

use rounds::base::clock::Now;
use rounds::base::lang::Lang;
use rounds::domain::ask::{Answer, Ask};
use rounds::domain::deed::Deed;
use rounds::schema::{CONTACT, TOUCH, Value};

use super::kept::{Kept, NOW};
use super::log_line::{logs, stage};
use super::stage::Stage;

/// A name that a person gave a customer is his name, before all that fits by chance and before the row.
#[test]
fn another_name_that_is_said_whole_is_the_customer() {
    let mut book = Kept::new();
    book.customer("Corner Shopfitters", &[]);
    book.customer("邵逸夫医院下沙院区医务科", &[]);
    book.customer(
        "浙江大学医学院附属邵逸夫医院",
        &[("other_names", Value::set(["邵医".to_owned(), "Corner Shop".to_owned()]))],
    );
    let mut stage = Stage::new(book, Lang::En, (100, 30), NOW);
    for line in ["corner shop, trial runs", "邵医 trial runs"] {
        stage.keys(&format!("1 l `{line}` enter"));
        let (done, unfiled) = logs(&stage);
        assert_eq!(
            done,
            [("浙江大学医学院附属邵逸夫医院".to_owned(), "trial runs".to_owned())],
            "{line}\n{}",
            stage.screen()
        );
        assert!(unfiled.is_empty(), "{line}");
        stage.keys("u");
    }
}

/// Whom one picks among those that the middle of a line names is whose it is.
#[test]
fn a_pick_among_those_whom_a_line_names_in_its_middle_holds() {
    let mut stage = stage();
    stage.keys("1 l `forgot, also popped into the tan pharmacy` down");
    let screen = stage.screen();
    let picked = screen.lines().find(|line| line.contains("▸") && line.contains("Tan Pharmacy"));
    assert!(picked.is_some(), "{screen}");
    stage.keys("enter");
    assert_eq!(logs(&stage).0[0].0, "Tan Pharmacy");
}

/// A name behind other words is no line of the customer under the cursor: with one of its people it is that customer's, else those named are offered
/// first, and the one under the cursor can be chosen all the same.
#[test]
fn a_customer_named_behind_other_words_is_never_overlooked() {
    for (script, expected) in [
        ("1 l `dropped in on ferry after lunch, nobody about` down enter", Some("Ferry Garage")),
        ("1 l `dropped in on ferry after lunch, nobody about` down down enter", Some("Harbour Dental")),
        ("1 l `dropped in on ferry after lunch, nobody about` enter", None),
        ("1 l `card left at the door for the owner of tan pharmacy, she rings` down enter", Some("Tan Pharmacy")),
        ("1 l `wants the blue samples again` enter", Some("Harbour Dental")),
    ] {
        let mut stage = stage();
        stage.keys(script);
        let (logs, unfiled) = logs(&stage);
        let own = logs.first().map(|(name, ..)| name.as_str());
        assert_eq!(own, expected, "{script}");
        assert_eq!(unfiled.len(), usize::from(expected.is_none()), "{script}");
    }
}

/// Whoever goes down those who have somebody of that name reaches each of them, and sees all of them meanwhile.
#[test]
fn the_offered_stay_while_one_goes_down_them() {
    let mut book = Kept::new();
    let now = Now::parse(NOW).unwrap();
    for (at, name) in [(1, "Donna Field"), (3, "Donna West"), (4, "Donna Hale")] {
        let record = book.writer.new_id(now.at);
        let number = |field: &str| CONTACT.field(field).unwrap().number;
        let values = vec![(number("account"), Value::Id(book.accounts[at])), (number("name"), Value::text(name))];
        book.writer.perform(&Deed::Create { entity: CONTACT.number, record, values }, &now).unwrap();
    }
    let names = ["Blue Finch Cafe", "Tan Pharmacy", "Lowe Bros"];
    let mut reached = std::collections::BTreeSet::new();
    for downs in 0..6 {
        let mut stage = Stage::new(book, Lang::En, (100, 30), NOW);
        stage.keys("l `emailed donna the quote`");
        stage.keys(&" down".repeat(downs));
        let below =
            stage.screen().lines().skip_while(|line| !line.contains("emailed donna")).collect::<Vec<_>>().join(" ");
        assert!(names.iter().all(|name| below.contains(name)), "{downs}: {}", stage.screen());
        stage.keys("enter");
        let Ok(Answer::Records(touches)) = stage
            .book
            .writer
            .answer(&Ask::Records { entity: TOUCH.number, only: Vec::new(), offset: 0, limit: 9 }, &now)
        else {
            panic!()
        };
        let account = TOUCH.field("account").unwrap().number;
        reached.extend(
            touches.iter().flat_map(|view| view.values.clone()).filter(|(of, _)| *of == account).map(|(_, id)| id.id()),
        );
        stage.keys("u");
        book = stage.book;
    }
    for at in [1, 3, 4] {
        assert!(reached.contains(&Some(book.accounts[at])), "{at}: {reached:?}");
    }
}

/// A new customer whose name is one that is there but for a slip of the finger is not made unseen.
#[test]
fn a_new_name_that_is_nearly_a_known_one_shows_that_one() {
    for script in ["l `New customer: Ferri Garrage`", "2 a `Ferri Garrage`"] {
        let mut stage = stage();
        stage.keys(script);
        assert!(
            stage.screen().contains("Ferry Garage") && stage.screen().contains("Ferry Wharf 3"),
            "{}",
            stage.screen()
        );
    }
    let mut stage = stage();
    stage.keys("2 a `Perry Cottage`");
    assert!(!stage.screen().contains("Already there"), "{}", stage.screen());
}

#[test]
fn of_many_who_have_somebody_of_the_name_those_seen_last_are_offered_and_a_short_name_is_somebody() {
    let mut book = Kept::new();
    // None of theirs whose row it is.
    for (at, name) in ["Donna West", "Donna Hale", "Donna Ames", "Donna Cole", "Donna Park"].iter().enumerate() {
        let account = book.accounts[at + 1];
        book.person(account, name);
    }
    book.customer("Downs Edge Guest House", &[]);
    let lowe = book.accounts[4];
    book.person(lowe, "Ed Stephens");
    let mut stage = Stage::new(book, Lang::En, (100, 30), NOW);
    stage.keys("l `mill lane vets met the owner` enter l `emailed donna the quote`");
    assert!(stage.screen().contains("Donna Park"), "{}", stage.screen());
    stage.keys("ctrl-u `sent Ed his list`");
    assert!(stage.screen().contains("Ed Stephens"), "{}", stage.screen());
}

/// Whoever looks for a customer and finds none is told so.
#[test]
fn a_customer_who_is_not_found_is_said() {
    for (lang, nothing) in [(Lang::En, "Nothingfound"), (Lang::ZhHans, "没找到"), (Lang::ZhHant, "沒找到")] {
        let mut stage = Stage::new(Kept::new(), lang, (80, 24), NOW);
        stage.keys("4 a");
        assert!(!squeezed(&stage.screen()).contains(nothing), "{}", stage.screen());
        stage.keys("`zebra crossing`");
        assert!(squeezed(&stage.screen()).contains(nothing), "{}", stage.screen());
        stage.keys("ctrl-u `ferry`");
        assert!(!squeezed(&stage.screen()).contains(nothing), "{}", stage.screen());
    }
}

/// A visit is planned in one line: whom, when and what for; on the customer's page when and what for.
#[test]
fn a_visit_is_planned_with_what_it_is_for() {
    for script in
        ["4 a `ferry garage fri 10am price review` enter", "2 / `ferry` enter a 2 `fri 10am price review` enter"]
    {
        let mut stage = Stage::new(Kept::new(), Lang::En, (100, 30), NOW);
        stage.keys(script);
        assert!(stage.notice().starts_with("Saved"), "{script}: {}\n{}", stage.notice(), stage.screen());
        stage.keys("4");
        let planned = stage.screen();
        let row =
            planned.lines().find(|row| row.contains("price review")).unwrap_or_else(|| panic!("{script}\n{planned}"));
        assert!(row.contains("10:00") && row.contains("Ferry Garage"), "{planned}");
    }
}

/// Without what stands between words, and without the second cells of wide characters.
fn squeezed(screen: &str) -> String {
    screen.replace(' ', "")
}
