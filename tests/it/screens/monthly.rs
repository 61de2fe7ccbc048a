//! The month is planned: one key puts a customer on a day, a proposal is seen before it is done, and one undo takes it back.

use chrono::NaiveDate;
use rounds::base::clock::Now;
use rounds::base::lang::Lang;
use rounds::domain::ask::{Answer, Ask};
use rounds::domain::deed::{Deed, Slot};
use rounds::domain::failure::Failure;
use rounds::schema::{ACCOUNT, VisitState};
use rounds::tui::key::{Code, Key};
use rounds::tui::message::{Effect, Msg, Trouble};
use rounds::tui::screen::Tab;
use rounds::tui::update;

use super::kept::{Kept, NOW};
use super::stage::Stage;

fn stage(size: (u16, u16)) -> Stage<Kept> {
    Stage::new(Kept::new(), Lang::En, size, NOW)
}

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

/// What is planned from a day on within six weeks: the day and whom.
fn planned(stage: &Stage<Kept>, first: &str) -> Vec<(NaiveDate, String)> {
    let now = Now::parse(NOW).unwrap();
    match stage.book.writer.answer(&Ask::Month(day(first)), &now) {
        Ok(Answer::Month(month)) => {
            let planned = month.visits.into_iter().filter(|visit| visit.state == VisitState::Planned);
            planned.filter(|visit| visit.day > day("2026-11-24")).map(|visit| (visit.day, visit.name)).collect()
        }
        other => panic!("{other:?}"),
    }
}

#[test]
fn the_month_shows_its_days_and_who_is_due() {
    let mut stage = stage((100, 30));
    stage.keys("M");
    let screen = stage.screen();
    for part in ["Nov 2026", "3 planned", "[24]", "3/10", "DUE, NOT PLANNED   3", "Tan Pharmacy", "Lowe Bros"] {
        assert!(screen.contains(part), "{part:?} is not in\n{screen}");
    }
    // The day under the cursor says who stands on it; Harbour Dental is planned, so it is not among those that are due.
    assert_eq!(screen.matches("Harbour Dental").count(), 1, "{screen}");
    // The month before and the one after, by day and by week.
    stage.keys("down");
    assert!(stage.screen().contains("Dec 2026"), "{}", stage.screen());
    stage.keys("up [");
    assert!(stage.screen().contains("Oct 2026"), "{}", stage.screen());
    stage.keys("esc");
    assert!(stage.model.at_root());
}

#[test]
fn one_key_puts_a_customer_on_the_day() {
    let mut stage = stage((100, 30));
    let before = stage.book.dump();
    stage.keys("M right right a");
    assert_eq!(planned(&stage, "2026-11-01"), [(day("2026-11-26"), "Tan Pharmacy".to_owned())]);
    assert!(stage.screen().contains("DUE, NOT PLANNED   2"), "{}", stage.screen());
    // On down the list without a further key, and from the list onto another day.
    stage.keys("a tab right a");
    let names: Vec<String> =
        planned(&stage, "2026-11-01").into_iter().map(|(day, name)| format!("{day} {name}")).collect();
    assert_eq!(names.len(), 3, "{names:?}\n{}", stage.screen());
    assert!(names[2].starts_with("2026-11-27"), "{names:?}");
    assert!(stage.screen().contains("Everybody who is due has a visit"), "{}", stage.screen());
    stage.keys("u u u");
    assert_eq!(stage.book.dump(), before);
    // The marked all at once.
    stage.keys("tab * a");
    assert_eq!(planned(&stage, "2026-11-01").len(), 3, "{}", stage.screen());
    stage.keys("u");
    assert_eq!(stage.book.dump(), before);
    // A day that is over takes none.
    stage.keys("M left left a");
    assert_eq!(stage.book.dump(), before, "{}", stage.screen());
}

#[test]
fn a_month_is_proposed_seen_and_done_as_one_act() {
    let mut stage = stage((100, 30));
    let before = stage.book.dump();
    stage.keys("M M");
    let screen = stage.screen();
    for part in ["3 visits would be added", "WOULD BE ADDED   3", "+1", "Enter plans them all"] {
        assert!(screen.contains(part), "{part:?} is not in\n{screen}");
    }
    assert_eq!(stage.book.dump(), before, "nothing is planned before Enter");
    stage.keys("esc");
    assert!(stage.screen().contains("DUE, NOT PLANNED   3"), "{}", stage.screen());
    assert_eq!(stage.book.dump(), before);
    // One is left out, the others are planned together, and one key takes them back.
    stage.keys("M x enter");
    assert_eq!(planned(&stage, "2026-11-01").len(), 2, "{}", stage.screen());
    assert!(stage.notice().contains(": visits at"), "{}", stage.notice());
    stage.keys("u");
    assert_eq!(stage.book.dump(), before);
}

/// A sync brings what others did while a proposal is looked at.
fn meanwhile(stage: &mut Stage<Kept>, deed: &Deed) {
    let earlier = Now::parse("2026-11-24T10:41:00+08:00").unwrap();
    stage.book.writer.perform(deed, &earlier).unwrap();
}

#[test]
fn a_proposal_stays_until_it_is_on_the_disk() {
    let mut stage = stage((100, 30));
    stage.keys("M M x");
    let ticket =
        update(&mut stage.model, Msg::Key(Key::plain(Code::Enter))).into_iter().find_map(|effect| match effect {
            Effect::Do { ticket, .. } => Some(ticket),
            _ => None,
        });
    // What was left out stays left out.
    let outcome = Err(Trouble::Failed(Failure::new("store-disk-full", "")));
    stage.say(Msg::Committed { ticket: ticket.unwrap(), outcome });
    assert!(stage.screen().contains("WOULD BE ADDED   2"), "{}", stage.screen());
    stage.keys("enter");
    assert_eq!(planned(&stage, "2026-11-01").len(), 2, "{}", stage.screen());
    assert!(!stage.screen().contains("WOULD BE ADDED"), "{}", stage.screen());
}

#[test]
fn a_proposal_follows_what_arrives() {
    let mut stage = stage((100, 30));
    let [tan, lowe] = [3, 4].map(|at| stage.book.accounts[at]);
    stage.keys("M M");
    assert!(stage.screen().contains("WOULD BE ADDED   3"), "{}", stage.screen());
    meanwhile(&mut stage, &Deed::Delete { entity: ACCOUNT.number, record: lowe });
    let plan = Deed::Plan { accounts: vec![tan], to: Slot::day(day("2026-11-30")), purpose: String::new() };
    meanwhile(&mut stage, &plan);
    stage.say(Msg::Changed);
    let screen = stage.screen();
    assert!(screen.contains("WOULD BE ADDED   1") && screen.contains("1 visit would be added"), "{screen}");
    assert!(stage.notice().contains('2'), "{}", stage.notice());
    stage.keys("enter");
    let all = planned(&stage, "2026-11-01");
    assert_eq!(all.len(), 2, "{all:?}");
    assert_eq!(all.iter().filter(|(_, name)| name == "Tan Pharmacy").count(), 1, "{all:?}");
}

#[test]
fn a_customer_deleted_at_the_same_moment_stops_none_of_the_others() {
    let mut stage = stage((100, 30));
    stage.keys("M M");
    let lowe = stage.book.accounts[4];
    meanwhile(&mut stage, &Deed::Delete { entity: ACCOUNT.number, record: lowe });
    stage.keys("enter");
    assert_eq!(planned(&stage, "2026-11-01").len(), 2, "{}", stage.screen());
}

#[test]
fn enter_opens_the_day_in_the_week() {
    let mut stage = stage((100, 30));
    stage.keys("M down enter");
    let screen = stage.screen();
    assert_eq!(stage.model.tab(), Tab::Plan, "{screen}");
    assert!(screen.contains("WEEK 30 Nov to 6 Dec"), "{screen}");
    // What is added there is added on that day, and the month opens on it again.
    stage.keys("a `tan` enter");
    assert_eq!(planned(&stage, "2026-12-01"), [(day("2026-12-01"), "Tan Pharmacy".to_owned())]);
    stage.keys("M");
    assert!(stage.screen().contains("Dec 2026"), "{}", stage.screen());
}

#[test]
fn a_customer_seen_often_is_due_again_after_its_plan() {
    let mut kept = Kept::new();
    let earlier = Now::parse("2026-11-20T09:00:00+08:00").unwrap();
    let field = ACCOUNT.field("cadence").unwrap().number;
    let weekly = Deed::Set {
        entity: ACCOUNT.number,
        record: kept.accounts[3],
        values: vec![(field, rounds::schema::Value::Int(3))],
        seen: Vec::new(),
    };
    kept.writer.perform(&weekly, &earlier).unwrap();
    let plan =
        Deed::Plan { accounts: vec![kept.accounts[3]], to: Slot::day(day("2026-11-25")), purpose: String::new() };
    kept.writer.perform(&plan, &earlier).unwrap();
    let mut stage = Stage::new(kept, Lang::En, (100, 30), NOW);
    stage.keys("M");
    assert!(stage.screen().contains("28 Nov  Tan Pharmacy"), "{}", stage.screen());
}

#[test]
fn the_list_is_filtered_and_covered() {
    let mut stage = stage((100, 30));
    stage.keys("M / `lowe` tab");
    assert!(stage.screen().contains("DUE, NOT PLANNED   1"), "{}", stage.screen());
    stage.keys("esc P");
    let screen = stage.screen();
    assert!(screen.contains("DUE, NOT PLANNED") && screen.contains("[24]"), "{screen}");
    for name in ["Tan Pharmacy", "Lowe Bros", "Ferry Garage"] {
        assert!(!screen.contains(name), "{name}\n{screen}");
    }
}

/// Whatever is due is told the same way whichever key it was reached by.
#[test]
fn letters_have_their_other_keys() {
    let (mut one, mut other) = (stage((80, 24)), stage((80, 24)));
    one.keys("M right a");
    other.keys("ctrl-q right ctrl-n");
    assert_eq!(one.screen(), other.screen());
}
