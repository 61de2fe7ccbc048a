//! Who next: the whole sum on the screen, the weights of the company and of the rep, snoozing with a reason.

use rounds::base::clock::Now;
use rounds::base::lang::Lang;
use rounds::domain::ask::{Answer, Ask, Proposal, Why};
use rounds::domain::deed::Deed;
use rounds::domain::usual::Usual;
use rounds::domain::who_next::{SetWeights, Weight};
use rounds::schema::{Reason, SETTING, Value};
use rounds::tui::message::Effect;

use super::kept::{Kept, NOW};
use super::stage::Stage;

fn now() -> Now {
    Now::parse(NOW).unwrap()
}

fn proposed(kept: &Kept) -> Vec<Proposal> {
    match kept.writer.answer(&Ask::WhoNext(20), &now()) {
        Ok(Answer::WhoNext(rows)) => rows,
        other => panic!("{other:?}"),
    }
}

/// The points of the first visit that falls due, of the first proposed.
fn first_visit(kept: &Kept) -> u32 {
    let rows = proposed(kept);
    let terms = &rows.first().unwrap_or_else(|| panic!("nobody")).terms;
    terms.iter().find(|(why, _)| matches!(why, Why::FirstVisit { .. })).map_or(0, |(_, points)| *points)
}

#[test]
fn the_company_weighs_and_the_rep_weighs_after_it() {
    let mut kept = Kept::new();
    // Due in three days: six tenths of the weight, a twentieth less for each day.
    assert_eq!(first_visit(&kept), 60 - 15);
    let record = kept.writer.new_id(now().at);
    let values = vec![(1, Value::text("weights.due")), (2, Value::text("200"))];
    kept.writer.perform(&Deed::Create { entity: SETTING.number, record, values }, &now()).unwrap();
    assert_eq!(first_visit(&kept), 120 - 30);
    let weights = SetWeights::default().with(Weight::Due, Some(1000));
    kept.writer.set_usual(Usual { weights, ..Usual::default() }, now().at).unwrap();
    assert_eq!(first_visit(&kept), 600 - 150);
    kept.writer.set_usual(Usual::default(), now().at).unwrap();
    assert_eq!(first_visit(&kept), 120 - 30);
}

#[test]
fn whoever_was_gone_to_in_vain_is_not_proposed_again_on_that_day() {
    let mut kept = Kept::new();
    let first = proposed(&kept)[0].account;
    let shut = Deed::NotDone {
        visits: Vec::new(),
        accounts: vec![first],
        reason: Reason::Shut,
        words: String::new(),
        again: None,
    };
    kept.writer.perform(&shut, &now()).unwrap();
    assert!(proposed(&kept).iter().all(|proposal| proposal.account != first));
    let tomorrow = Now::parse("2026-11-25T09:00:00+08:00").unwrap();
    let Ok(Answer::WhoNext(rows)) = kept.writer.answer(&Ask::WhoNext(20), &tomorrow) else { panic!() };
    assert!(rows.iter().any(|proposal| proposal.account == first));
}

#[test]
fn the_sum_is_on_the_screen_and_adds_up() {
    for size in [(80, 24), (100, 30), (160, 50)] {
        let mut stage = Stage::new(Kept::new(), Lang::En, size, NOW);
        stage.keys("w");
        let screen = stage.screen();
        let first = &proposed(&stage.book)[0];
        let sum: u32 = first.terms.iter().map(|(_, points)| points).sum();
        assert_eq!(sum, first.score);
        for (_, points) in &first.terms {
            assert!(screen.contains(&points.to_string()), "{points}\n{screen}");
        }
        assert!(screen.contains(&format!("= {sum}")), "{screen}");
    }
}

#[test]
fn a_customer_is_snoozed_with_a_reason_and_comes_back() {
    let mut stage = Stage::new(Kept::new(), Lang::En, (100, 30), NOW);
    let names = |stage: &Stage<Kept>| proposed(&stage.book).into_iter().map(|row| row.name).collect::<Vec<_>>();
    assert_eq!(names(&stage)[0], "Tan Pharmacy");
    stage.keys("w z `stocktaking, 7 dec` enter");
    assert!(stage.notice().contains("Tan Pharmacy: not before"), "{}", stage.notice());
    assert!(!names(&stage).contains(&"Tan Pharmacy".to_string()));
    let tan = stage.book.accounts[3];
    match stage.book.writer.answer(&Ask::Account(tan), &now()) {
        Ok(Answer::Account(Some(dossier))) => assert_eq!(dossier.row.account.snooze_reason, "stocktaking"),
        other => panic!("{other:?}"),
    }
    stage.keys("u");
    assert_eq!(names(&stage)[0], "Tan Pharmacy");
}

#[test]
fn a_weight_is_set_on_the_settings_screen() {
    let mut stage = Stage::new(Kept::new(), Lang::En, (100, 40), NOW);
    stage.keys("6");
    for _ in 0..30 {
        if stage.screen().contains("< 100, as is usual >") {
            break;
        }
        stage.keys("down");
    }
    stage.keys("right right");
    let kept = |stage: &Stage<Kept>| {
        stage.out.iter().rev().find_map(|effect| match effect {
            Effect::KeepSettings(settings, _) => Some(settings.weights),
            _ => None,
        })
    };
    assert_eq!(kept(&stage), Some(SetWeights::default().with(Weight::Due, Some(110))), "{}", stage.screen());
    assert_eq!(first_visit(&stage.book), 66 - 16);
    stage.keys("delete");
    assert_eq!(kept(&stage), Some(SetWeights::default()));
}
