//! A whole street at once: rows marked, one command on all of them, said before it is done, one act and one undo; its keys counted.

use rounds::base::clock::Now;
use rounds::base::lang::Lang;
use rounds::domain::ask::{Answer, Ask, VisitRow};
use rounds::domain::deed::{Deed, Slot};
use rounds::schema::{ACCOUNT, Grade, Reason, Value, VisitState};

use super::kept::{Kept, NOW};
use super::stage::Stage;

/// Twelve planned today: the three of the book, and nine shops of one street.
fn street() -> Kept {
    let mut kept = Kept::new();
    let morning = Now::parse("2026-11-24T08:00:00+08:00").unwrap();
    for n in 0..9 {
        let record = kept.writer.new_id(morning.at);
        let values = vec![(1, Value::text(format!("Shop {n}")))];
        kept.writer.perform(&Deed::Create { entity: ACCOUNT.number, record, values }, &morning).unwrap();
        let to = Slot::day("2026-11-24".parse().unwrap());
        kept.writer.perform(&Deed::Plan { accounts: vec![record], to, purpose: String::new() }, &morning).unwrap();
    }
    kept
}

fn stage(size: (u16, u16)) -> Stage<Kept> {
    Stage::new(street(), Lang::En, size, NOW)
}

/// The keys of a script that are not words.
fn keys(script: &str) -> usize {
    script.split('`').step_by(2).map(|part| part.split_whitespace().count()).sum()
}

fn week(stage: &Stage<Kept>) -> Vec<VisitRow> {
    match stage.book.writer.answer(&Ask::Week("2026-11-23".parse().unwrap()), &Now::parse(NOW).unwrap()) {
        Ok(Answer::Week(visits)) => visits,
        other => panic!("{other:?}"),
    }
}

fn count(stage: &Stage<Kept>, day: &str, state: VisitState) -> usize {
    week(stage).iter().filter(|visit| visit.day.to_string() == day && visit.state == state).count()
}

#[test]
fn shut_back_friday_on_twelve_is_four_keys_and_the_date() {
    for (place, size) in [("", (100, 30)), ("", (80, 24)), ("4", (100, 30)), ("2", (100, 30))] {
        let mut stage = stage(size);
        let before = stage.book.dump();
        let script = "* x 1 `fri` enter";
        assert_eq!(keys(script), 4);
        stage.keys(place).keys("* x 1 `fri`");
        let said = stage.screen();
        // All customers are more than are planned: the three that were not are tried too.
        let all = if place == "2" { 15 } else { 12 };
        let preview = format!("On all {all} at once: shut, back Fri");
        assert!(said.contains(&preview), "{place} {size:?}\n{said}");
        stage.keys("enter");
        assert_eq!(count(&stage, "2026-11-24", VisitState::Missed), all, "{place}\n{}", stage.screen());
        assert_eq!(count(&stage, "2026-11-27", VisitState::Planned), all);
        assert!(week(&stage).iter().all(|visit| visit.reason.is_none_or(|reason| reason == Reason::Shut)));
        assert!(stage.notice().contains(&format!("and {} more", all - 1)), "{}", stage.notice());
        stage.keys("u");
        assert_eq!(stage.book.dump(), before, "{place}: one undo");
    }
}

#[test]
fn marks_are_of_their_pane_and_go_with_esc() {
    let mut stage = stage((100, 30));
    stage.keys("space space");
    assert!(stage.screen().contains("2 marked"), "{}", stage.screen());
    // A promise is not among them: it is done alone.
    stage.keys("right d");
    assert!(stage.notice().contains("Saved") && !stage.notice().contains("more"), "{}", stage.notice());
    stage.keys("esc");
    assert!(!stage.screen().contains("marked") && stage.model.at_root(), "{}", stage.screen());
    // Wherever the cursor stands, what is done is done to the marked.
    stage.keys("left g g space j j j m `fri` enter");
    assert_eq!(count(&stage, "2026-11-27", VisitState::Planned), 1);
    assert!(week(&stage).iter().any(|visit| visit.name == "Harbour Dental" && visit.day.to_string() == "2026-11-27"));
}

#[test]
fn again_says_first_what_it_will_do_and_to_how_many() {
    let mut stage = stage((100, 30));
    stage.keys("x 1 `fri` enter");
    let foot = |stage: &Stage<Kept>| stage.screen().lines().last().unwrap_or_default().to_string();
    assert!(foot(&stage).starts_with(" . shut, back Fri"), "{}", foot(&stage));
    // It fits no promise, so nothing of it is said there.
    stage.keys("right");
    assert!(!foot(&stage).contains("shut, back"), "{}", foot(&stage));
    stage.keys("left *");
    assert!(foot(&stage).contains(". shut, back Fri 27 Nov, on 11 marked") || foot(&stage).contains("on 11 marked"));
    stage.keys(".");
    assert_eq!(count(&stage, "2026-11-27", VisitState::Planned), 12, "{}", stage.screen());
    stage.keys("u");
    assert_eq!(count(&stage, "2026-11-27", VisitState::Planned), 1, "one undo");
}

#[test]
fn the_words_of_a_log_are_repeated_over_marks_alone() {
    let mut stage = stage((100, 30));
    stage.keys("t 1 l `left a brochure #new range 12k > ring back fri` enter");
    let foot = |stage: &Stage<Kept>| stage.screen().lines().last().unwrap_or_default().to_string();
    // On one row what comes again is the act before.
    assert!(!foot(&stage).contains("brochure") && foot(&stage).starts_with(" . grade A"), "{}", foot(&stage));
    stage.keys("space space space");
    let before = stage.book.dump();
    assert!(foot(&stage).contains("brochure") && foot(&stage).contains("on "), "{}", foot(&stage));
    stage.keys(".");
    let done: Vec<VisitRow> = week(&stage).into_iter().filter(|visit| visit.state == VisitState::Done).collect();
    assert!(done.len() >= 3 && done.iter().all(|visit| visit.notes.contains("left a brochure")), "{done:?}");
    stage.keys("u");
    assert_eq!(stage.book.dump(), before, "one undo");
}

#[test]
fn the_marked_of_a_plan_are_graded_and_snoozed_together() {
    let mut stage = stage((100, 30));
    stage.keys("4 * t 3");
    let graded = stage.book.writer.answer(&Ask::Accounts(Default::default()), &Now::parse(NOW).unwrap());
    let Ok(Answer::Accounts(_)) = graded else { panic!() };
    assert!(stage.notice().contains("and 11 more: grade C"), "{}", stage.notice());
    let grade = |stage: &Stage<Kept>| match stage.model.subject().account {
        Some((id, _)) => match stage.book.writer.answer(&Ask::Account(id), &Now::parse(NOW).unwrap()) {
            Ok(Answer::Account(Some(dossier))) => (dossier.row.account.grade, dossier.row.account.snooze_reason),
            _ => (None, String::new()),
        },
        None => (None, String::new()),
    };
    assert_eq!(grade(&stage).0, Some(Grade::C));
    let (account, _) = stage.model.subject().account.unwrap();
    stage.keys("z `on holiday, 7 dec` enter");
    assert!(stage.notice().contains("and 11 more: not before"), "{}", stage.notice());
    // Their visits of this week wait until then, and are counted no further.
    let Ok(Answer::Account(Some(dossier))) =
        stage.book.writer.answer(&Ask::Account(account), &Now::parse(NOW).unwrap())
    else {
        panic!()
    };
    assert_eq!(dossier.row.account.snooze_reason, "on holiday");
    assert_eq!(dossier.row.planned, Some("2026-12-07".parse().unwrap()));
}
