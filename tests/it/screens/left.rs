//! Left and opened again: the filter, the row, the week, the words in find and the date that was being typed.

use rounds::base::lang::Lang;
use rounds::tui::message::{Draft, Effect, Spot};

use super::kept::{Kept, NOW};
use super::stage::Stage;

/// What was kept of this, through its form on the disk, and opened again on the same book.
fn again(stage: Stage<Kept>, now: &str) -> Stage<Kept> {
    let mut spots = stage.out.iter().filter_map(|effect| match effect {
        Effect::SavePlace(spot) => Some(serde_json::to_string(spot).unwrap()),
        _ => None,
    });
    let kept = spots.next_back().unwrap_or_default();
    assert!(kept.len() < 400, "a few bytes: {kept}");
    let spot: Spot = serde_json::from_str(&kept).unwrap();
    Stage::at(stage.book, Lang::En, (100, 30), now, spot)
}

fn begin(script: &str) -> Stage<Kept> {
    let mut stage = Stage::new(Kept::new(), Lang::En, (100, 30), NOW);
    stage.keys(script);
    stage
}

#[test]
fn a_list_is_as_it_was_left() {
    for (script, shown, row) in [
        ("2 / `lane`", "/ lane", "Mill Lane Vets"),
        ("2 / `tan` enter", "TIMELINE", "Tan Pharmacy"),
        ("2 j j", "6 customers", "Harbour Dental"),
        ("2 / `o` down", "/ o", "Lowe Bros"),
        ("3 / `samples`", "/ samples", "Blue Finch Cafe"),
        ("4 / `ferry`", "/ ferry", "Ferry Garage"),
    ] {
        let before = begin(script);
        let at = |stage: &Stage<Kept>| stage.model.subject().account.map(|(_, name)| name);
        assert_eq!(at(&before).as_deref(), Some(row), "{script}\n{}", before.screen());
        let stage = again(before, NOW);
        assert!(stage.screen().contains(shown), "{script}\n{}", stage.screen());
        assert_eq!(at(&stage).as_deref(), Some(row), "{script}\n{}", stage.screen());
    }
    // Behind a customer's page lies the list as it was.
    let mut stage = again(begin("2 / `tan` enter"), NOW);
    stage.keys("esc");
    assert!(stage.screen().contains("/ tan") && !stage.screen().contains("Lowe Bros"), "{}", stage.screen());
    // Taken away, it does not come back.
    let stage = again(begin("2 / `tan` esc"), NOW);
    assert!(!stage.screen().contains("/ tan"), "{}", stage.screen());
}

#[test]
fn a_row_far_down_is_found_again() {
    let mut book = Kept::new();
    for n in 0..150 {
        book.customer(&format!("Shop {n:03}"), &[]);
    }
    let mut stage = Stage::new(book, Lang::En, (100, 30), NOW);
    stage.keys("2 end k k");
    let there = stage.model.subject().account;
    let stage = again(stage, NOW);
    assert_eq!(stage.model.subject().account, there, "{}", stage.screen());
}

#[test]
fn a_week_is_as_it_was_left_while_it_is_ahead() {
    let week =
        |stage: &Stage<Kept>| stage.screen().lines().nth(2).map(|line| line.trim().to_owned()).unwrap_or_default();
    for (script, now, same) in [
        ("4 ]", NOW, true),
        ("4 [", NOW, true),
        ("4 [", "2026-12-02T10:42:00+08:00", true),
        // The right day: by then that week was this one, or over.
        ("4 ]", "2026-12-02T10:42:00+08:00", false),
        ("4 ]", "2026-12-09T10:42:00+08:00", false),
    ] {
        let before = begin(script);
        let left = week(&before);
        let stage = again(before, now);
        assert!(stage.screen().contains("4 Plan"), "{}", stage.screen());
        let mut plain = Stage::new(Kept::new(), Lang::En, (100, 30), now);
        plain.keys("4");
        let expected = if same { left } else { week(&plain) };
        assert_eq!(week(&stage), expected, "{script} {now}\n{}", stage.screen());
    }
}

#[test]
fn what_was_being_looked_for_is_looked_for_again() {
    let stage = again(begin("2 f `samples`"), NOW);
    assert!(stage.model.typing() && stage.screen().contains("Blue Finch"), "{}", stage.screen());
    let mut stage = again(begin("2 f `samples` esc"), NOW);
    assert!(!stage.model.typing(), "{}", stage.screen());
    stage.keys("1");
    assert!(stage.screen().contains("NEXT"), "{}", stage.screen());
}

#[test]
fn a_date_that_was_being_typed_outlasts_a_kill_and_no_esc() {
    let drafts = |stage: &Stage<Kept>| -> Vec<Draft> {
        stage.model.cx.drafts.iter().filter(|draft| !draft.body.is_empty()).cloned().collect()
    };
    let before = begin("3 m `next f`");
    let kept = drafts(&before);
    let mut stage = Stage::with_drafts(before.book, Lang::En, (100, 30), NOW, kept);
    stage.keys("3 m");
    assert!(stage.screen().contains("next f"), "{}", stage.screen());
    stage.keys("esc");
    assert!(drafts(&stage).is_empty());
    stage.keys("m");
    assert!(!stage.screen().contains("next f"), "{}", stage.screen());
}
