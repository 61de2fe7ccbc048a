//! The steps of a visit: ticked off by keys, asked for at the log, never in the way of Enter, asked once more when the day is closed.

use rounds::base::clock::Now;
use rounds::base::lang::Lang;
use rounds::domain::ask::{Answer, Ask};
use rounds::domain::deed::Deed;
use rounds::schema::{VISIT_TYPE, Value};

use super::kept::{Kept, NOW};
use super::stage::Stage;

/// The company has set two types of visits.
fn company() -> Kept {
    let mut kept = Kept::new();
    let morning = Now::parse("2026-11-24T08:00:00+08:00").unwrap();
    for (rank, name, steps) in [
        (1, "Shop visit", "check shelf\n!count stock\nask the five questions\ncollect"),
        (2, "First visit", "leave a card\n!who decides"),
    ] {
        let record = kept.writer.new_id(morning.at);
        let values = vec![(1, Value::text(name)), (2, Value::text(steps)), (3, Value::Int(rank))];
        kept.writer.perform(&Deed::Create { entity: VISIT_TYPE.number, record, values }, &morning).unwrap();
    }
    kept
}

fn stage(size: (u16, u16)) -> Stage<Kept> {
    Stage::new(company(), Lang::En, size, NOW)
}

fn asked(stage: &Stage<Kept>) -> Vec<(String, Vec<String>)> {
    let day = "2026-11-24".parse().unwrap();
    match stage.book.writer.answer(&Ask::Close(day), &Now::parse(NOW).unwrap()) {
        Ok(Answer::Close(close)) => close.steps.into_iter().map(|(visit, left)| (visit.name, left)).collect(),
        other => panic!("{other:?}"),
    }
}

#[test]
fn steps_are_ticked_off_by_their_digits_and_taken_back() {
    let mut stage = stage((100, 30));
    assert!(stage.screen().contains("0 of 4 done, left: check shelf, count stock!"), "{}", stage.screen());
    let before = stage.book.dump();
    stage.keys("p 2");
    assert!(stage.screen().contains("Harbour Dental   Shop visit   1 of 4"), "{}", stage.screen());
    assert!(stage.notice().contains("count stock, ticked off"), "{}", stage.notice());
    // The cursor is on the next; Space ticks it, and again takes the tick away.
    stage.keys("space up space");
    assert!(stage.screen().contains("1 of 4"), "{}", stage.screen());
    stage.keys("esc");
    assert!(
        stage.screen().contains("1 of 4 done, left: check shelf, ask the five questions, collect"),
        "{}",
        stage.screen()
    );
    stage.keys("u u u");
    assert_eq!(stage.book.dump(), before);
    // Another type; what was ticked stays.
    stage.keys("p 2 right");
    assert!(stage.screen().contains("First visit   1 of 3"), "{}", stage.screen());
}

#[test]
fn enter_saves_and_what_is_missing_is_asked_when_the_day_is_closed() {
    let mut stage = stage((100, 30));
    stage.keys("l `met the buyer`");
    assert!(stage.screen().contains("not ticked yet: count stock; Enter saves all the same"), "{}", stage.screen());
    stage.keys("enter");
    assert!(stage.notice().starts_with("Saved"), "{}", stage.notice());
    let missing = [("Harbour Dental".to_string(), vec!["count stock".to_string()])];
    assert_eq!(asked(&stage), missing);
    stage.keys("D");
    let screen = stage.screen();
    assert!(screen.contains("STEPS LEFT OUT   1") && screen.contains("count stock"), "{screen}");
    for _ in 0..8 {
        if stage.screen().contains("Enter: tick them off") {
            break;
        }
        stage.keys("down");
    }
    stage.keys("enter 2 esc");
    assert!(asked(&stage).is_empty(), "{}", stage.screen());
    assert!(!stage.screen().contains("STEPS LEFT OUT"), "{}", stage.screen());
}

#[test]
fn a_call_and_a_company_without_steps_ask_nothing() {
    let mut stage = stage((100, 30));
    stage.keys("l `rang, call back friday`");
    assert!(!stage.screen().contains("not ticked"), "{}", stage.screen());
    let mut plain = Stage::new(Kept::new(), Lang::En, (100, 30), NOW);
    assert!(!plain.screen().contains("Steps"), "{}", plain.screen());
    plain.keys("p");
    assert!(plain.notice().contains("no steps") && plain.model.at_root(), "{}", plain.screen());
    plain.keys("l `met the buyer`");
    assert!(!plain.screen().contains("not ticked"), "{}", plain.screen());
}

#[test]
fn the_list_looks_the_same_in_three_languages() {
    for lang in Lang::ALL {
        for size in [(80, 24), (160, 50)] {
            let mut stage = Stage::new(company(), lang, size, NOW);
            stage.keys("p 1");
            insta::assert_snapshot!(format!("steps-{lang}-{}x{}", size.0, size.1), stage.screen());
        }
    }
}
