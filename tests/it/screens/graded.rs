//! The customers without a grade, those that matter first: by figures that are shown and that one can add up by hand.

use rounds::base::clock::Now;
use rounds::base::lang::Lang;
use rounds::domain::deed::{Deed, Promise};
use rounds::schema::*;

use super::kept::{Kept, NOW};
use super::stage::Stage;

#[test]
fn the_customers_without_a_grade_come_in_the_order_of_what_they_weigh() {
    let now = Now::parse(NOW).unwrap();
    let mut book = Kept::new();
    book.customer("Aaa Lost", &[("lifecycle", Value::text("lost"))]);
    book.customer("Aardvark", &[]);
    book.customer("Wool Mill", &[("lifecycle", Value::text("new")), ("size", Value::Int(12))]);
    let town = |name: &str| ("city", Value::text(name));
    book.customer("Ab in Hull", &[town("Hull")]);
    book.customer("Mn in York", &[town("York")]);
    book.customer("???", &[town("York")]);
    book.customer("Op in York", &[town("York")]);
    book.customer("Noted", &[("notes", Value::text("ring twice")), ("website", Value::text("noted.example"))]);
    book.customer("Xray Lab", &[]);
    let promised = book.customer("Yarn Shop", &[]);
    book.customer("Zed Works", &[("lifecycle", Value::text("loyal")), ("size", Value::Int(60))]);
    // Of two with as many points for their people, the larger.
    book.customer("Big Works", &[("size", Value::Int(1_200))]);
    book.customer("Giant Works", &[("size", Value::Int(34_288))]);
    for text in ["a quote", "samples", "a third that counts no more"] {
        let promise = Promise { text: text.into(), due: None, by: PromisedBy::Us };
        book.writer.perform(&Deed::AddFollowUp { account: Some(promised), promise }, &now).unwrap();
    }
    book.person(promised, "Ann Lee");
    let mut stage = Stage::new(book, Lang::En, (100, 30), NOW);
    stage.keys("l `Xray Lab met the owner` enter");
    stage.keys(": `without a grade` enter");
    let screen = stage.screen();
    // 30 + 20; 40, the larger first; 30 (of three open, two count) + 5; seen, 30; 10 + 10; a number, 6; notes and a page, 3 + 2. Nothing: where the most are, by name,
    // and last who has no name that one can read. 30 less.
    let order = [
        "Zed Works",
        "Giant Works",
        "Big Works",
        "Yarn Shop",
        "Xray Lab",
        "Wool Mill",
        "Mill Lane Vets",
        "Noted",
        "Mn in York",
        "Op in York",
        "???",
        "Ab in Hull",
        "Aardvark",
        "Aaa Lost",
    ];
    let rows: Vec<&str> = screen.lines().skip(4).collect();
    let places: Vec<usize> = order
        .iter()
        .map(|name| {
            rows.iter().position(|row| row.trim_start().starts_with(name)).unwrap_or_else(|| panic!("{screen}"))
        })
        .collect();
    assert!(places.is_sorted(), "{order:?} {places:?}\n{screen}");
    assert!(!screen.contains("Harbour Dental"), "one with a grade is among them:\n{screen}");
    // Why, of the one under the cursor.
    for (script, why) in [
        ("", "Zed Works  loyal, 60 employees"),
        ("down", "Giant Works  34288 employees"),
        ("down down", "Yarn Shop  3 follow-ups open, 1 contact"),
        ("down down down", "Mill Lane Vets  known: Phones"),
    ] {
        stage.keys(script);
        assert!(stage.screen().contains(why), "{why}\n{}", stage.screen());
    }
}
