//! While a visit is under way the log line is that customer's, on whatever row the cursor stands.

use rounds::base::clock::Now;
use rounds::base::lang::Lang;
use rounds::domain::ask::{Answer, Ask};
use rounds::schema::VisitState;

use super::kept::{Kept, NOW};
use super::log_line::{logs, stage};
use super::stage::Stage;

fn done(stage: &Stage<Kept>) -> Vec<String> {
    logs(stage).0.into_iter().map(|(name, _)| name).collect()
}

fn under_way(stage: &Stage<Kept>) -> Vec<String> {
    let Ok(Answer::Today(today)) = stage.book.writer.answer(&Ask::Today, &Now::parse(NOW).unwrap()) else { panic!() };
    let open = today.visits.into_iter().filter(|visit| visit.state == VisitState::InProgress);
    open.map(|visit| visit.name).collect()
}

#[test]
fn the_visit_under_way_has_the_line_on_any_row() {
    for script in ["i j", "i j f2", "i 2 home", "i 2 j j", "i 3", "i 3 j j"] {
        let mut stage = stage();
        stage.keys(script);
        stage.keys(if script.ends_with("f2") { "" } else { "l" });
        assert!(stage.screen().contains("Harbour Dental (visit under way)"), "{script}\n{}", stage.screen());
        stage.keys("`met the owner` enter");
        assert_eq!(done(&stage), ["Harbour Dental"], "{script}\n{}", stage.screen());
        assert_eq!(under_way(&stage), [""; 0], "{script}");
    }
}

#[test]
fn whoever_is_named_or_meant_has_it_all_the_same() {
    for (script, name) in [
        ("i j l `tan met the owner` enter", "Tan Pharmacy"),
        // Also the one on whose row the cursor stands.
        ("i j l `blue finch wants cups` enter", "Blue Finch Cafe"),
        // His page was opened on purpose.
        ("i j enter l `wants cups` enter", "Blue Finch Cafe"),
    ] {
        let mut stage = stage();
        stage.keys(script);
        assert_eq!(done(&stage), [name], "{script}\n{}", stage.screen());
        assert_eq!(under_way(&stage), ["Harbour Dental"], "{script}");
    }
    let mut stage = stage();
    stage.keys("i j enter l `wants cups`");
    let said = "Blue Finch Cafe (here; the visit elsewhere goes on)";
    assert!(stage.screen().contains(said), "{}", stage.screen());
}

/// What was left of a line for that row is neither lost nor taken for the visit.
#[test]
fn a_line_left_for_the_row_stays_there() {
    let mut stage = stage();
    stage.keys("j l `cups, two sizes` esc k i j l");
    assert!(stage.screen().contains("Harbour Dental (visit under way)"), "{}", stage.screen());
    assert!(!stage.screen().contains("two sizes"), "{}", stage.screen());
    stage.keys("`met the owner` enter");
    assert_eq!(done(&stage), ["Harbour Dental"]);
    for _ in 0..4 {
        if stage.model.subject().account.is_some_and(|(_, name)| name == "Blue Finch Cafe") {
            break;
        }
        stage.keys("j");
    }
    stage.keys("l");
    assert!(stage.screen().contains("two sizes"), "{}", stage.screen());
}

/// A line that was being written for a row when the program ended stays that row's, though a visit is under way by now.
#[test]
fn a_line_that_was_begun_stays_whose_it_was() {
    let mut before = stage();
    before.keys("j l `cups`");
    let drafts = before.model.cx.drafts.clone();
    let mut book = Kept::new();
    let visit = {
        let Ok(Answer::Today(today)) = book.writer.answer(&Ask::Today, &Now::parse(NOW).unwrap()) else { panic!() };
        today.visits.iter().find(|visit| visit.name == "Harbour Dental").unwrap().clone()
    };
    let here = rounds::domain::deed::Deed::HereNow { account: visit.account.unwrap() };
    book.writer.perform(&here, &Now::parse(NOW).unwrap()).unwrap();
    let stage = Stage::with_drafts(book, Lang::En, (100, 30), NOW, drafts);
    assert!(stage.screen().contains("Blue Finch Cafe (here"), "{}", stage.screen());
}
