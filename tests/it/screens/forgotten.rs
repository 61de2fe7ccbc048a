//! What was not said on its day and is said on another: visits whose end was forgotten, plans of a day that is over.

use rounds::base::clock::Now;
use rounds::base::lang::Lang;
use rounds::domain::ask::{Answer, Ask, VisitRow};
use rounds::domain::deed::{Deed, LogRef};
use rounds::schema::VisitState;
use rounds::tui::message::Msg;

use super::kept::Kept;
use super::stage::Stage;

const TUESDAY: &str = "2026-11-24";
const WEDNESDAY: &str = "2026-11-25";
const MORNING: &str = "2026-11-25T09:00:00+08:00";
/// Here at Tan Pharmacy since 15:00 on Tuesday, and never ended.
fn forgotten() -> Kept {
    let mut kept = Kept::new();
    let account = kept.accounts[3];
    kept.writer.perform(&Deed::HereNow { account }, &Now::parse("2026-11-24T15:00:00+08:00").unwrap()).unwrap();
    kept
}

fn next_day() -> Stage<Kept> {
    Stage::new(forgotten(), Lang::En, (100, 30), MORNING)
}

fn visits(stage: &Stage<Kept>, day: &str) -> Vec<VisitRow> {
    let day = day.parse().unwrap();
    let now = Now::parse("2026-11-28T20:00:00+08:00").unwrap();
    match stage.book.writer.answer(&Ask::Week(day), &now) {
        Ok(Answer::Week(visits)) => visits.into_iter().filter(|visit| visit.day == day).collect(),
        other => panic!("{other:?}"),
    }
}

fn times(visit: &VisitRow) -> String {
    let zone = Now::parse(MORNING).unwrap().zone;
    let said = |at: Option<rounds::base::clock::Moment>| {
        at.map(|at| zone.local(at).format("%d. %H:%M").to_string()).unwrap_or_default()
    };
    format!("{} {:?} {} to {}", visit.name, visit.state, said(visit.start), said(visit.end))
}

fn done(stage: &Stage<Kept>, day: &str) -> Vec<String> {
    visits(stage, day).iter().filter(|visit| visit.state == VisitState::Done).map(times).collect()
}

/// Puts the cursor on the visit of this customer on Tuesday.
fn put_on(stage: &mut Stage<Kept>, name: &str) {
    let visit = visits(stage, TUESDAY).into_iter().find(|visit| visit.name == name).unwrap();
    stage.model.seek(visit.id);
    assert_eq!(stage.model.subject().account.map(|(_, name)| name).as_deref(), Some(name), "{}", stage.screen());
}

fn late(stage: &Stage<Kept>, visit: &VisitRow) -> bool {
    match stage.book.writer.answer(&Ask::Account(visit.account.unwrap()), &Now::parse(MORNING).unwrap()) {
        Ok(Answer::Account(Some(dossier))) => {
            dossier.timeline.iter().any(|row| row.log == LogRef::Visit(visit.id) && row.late)
        }
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_visit_whose_end_was_forgotten_is_ended_on_its_day_and_none_begins_today() {
    // Its row in the week, on the customer's page, in the close of its day.
    for way in ["4", "2 / `tan pharm` enter tab", "D"] {
        let mut stage = next_day();
        if way == "D" {
            let close = rounds::tui::screens::day_close::DayClose::new(TUESDAY.parse().unwrap());
            stage.model.cx.open(close);
            stage.say(Msg::Resize(100, 30));
        } else {
            stage.keys(way);
        }
        put_on(&mut stage, "Tan Pharmacy");
        stage.keys("d");
        let expected = ["Tan Pharmacy Done 24. 15:00 to 24. 15:30"];
        assert_eq!(done(&stage, TUESDAY), expected, "{way}\n{}", stage.screen());
        assert_eq!(visits(&stage, WEDNESDAY).len(), 0, "{way}");
        let visit = visits(&stage, TUESDAY).into_iter().find(|visit| visit.name == "Tan Pharmacy").unwrap();
        assert!(late(&stage, &visit), "{way}");
    }
}

#[test]
fn a_forgotten_visit_that_is_logged_was_on_its_day() {
    let mut stage = next_day();
    stage.keys("4");
    put_on(&mut stage, "Tan Pharmacy");
    stage.keys("l `met the buyer`");
    assert!(stage.screen().contains("Tue 24 Nov 15:00-15:30"), "{}", stage.screen());
    stage.keys("enter");
    assert_eq!(done(&stage, TUESDAY), ["Tan Pharmacy Done 24. 15:00 to 24. 15:30"], "{}", stage.screen());
    assert_eq!(visits(&stage, WEDNESDAY).len(), 0);
}

#[test]
fn what_a_drafted_line_knew_of_one_visit_is_not_said_of_another_customer() {
    let mut stage = Stage::new(forgotten(), Lang::En, (100, 30), "2026-11-24T15:20:00+08:00");
    stage.keys("6 l `ferry gar` esc");
    // The visit at the pharmacy is over; then it is another customer's line after all.
    let account = stage.book.accounts[3];
    stage.book.writer.perform(&Deed::HereNow { account }, &stage.model.cx.now).unwrap();
    stage.say(Msg::Time(Now::parse("2026-11-24T18:00:00+08:00").unwrap()));
    stage.keys("6 l right `, met the owner` down down");
    assert!(stage.screen().contains("▸  Ferry Garage"), "{}", stage.screen());
    stage.keys("enter");
    let ferry: Vec<String> = done(&stage, TUESDAY).into_iter().filter(|visit| visit.starts_with("Ferry")).collect();
    assert_eq!(ferry, ["Ferry Garage Done 24. 17:30 to 24. 18:00"], "{}", stage.screen());
}

#[test]
fn a_plan_of_a_day_that_is_over_took_place_on_that_day() {
    for way in ["d", "l `met the buyer` enter"] {
        let mut stage = next_day();
        stage.keys("4");
        put_on(&mut stage, "Harbour Dental");
        stage.keys(way);
        let expected = ["Harbour Dental Done 24. 11:15 to 24. 11:45"];
        assert_eq!(done(&stage, TUESDAY), expected, "{way}\n{}", stage.screen());
        let visit = visits(&stage, TUESDAY).into_iter().find(|visit| visit.name == "Harbour Dental").unwrap();
        assert!(late(&stage, &visit), "{way}: it says that it was logged late");
        assert_eq!(visits(&stage, WEDNESDAY).len(), 0, "{way}");
    }
    // All of them at once: each when it was agreed.
    let mut stage = next_day();
    stage.keys("4");
    put_on(&mut stage, "Harbour Dental");
    stage.keys("space space d");
    let expected = ["Harbour Dental Done 24. 11:15 to 24. 11:45", "Blue Finch Cafe Done 24. 13:00 to 24. 13:30"];
    assert_eq!(done(&stage, TUESDAY), expected, "{}", stage.screen());
}

#[test]
fn a_line_that_is_saved_another_day_counts_from_the_day_it_was_begun() {
    let mut evening = Stage::new(Kept::new(), Lang::En, (100, 30), "2026-11-24T18:05:00+08:00");
    evening.keys("6 l `tan met the buyer >quote tomorrow` esc");
    let drafts = evening.model.cx.drafts.clone();
    let mut stage = Stage::with_drafts(evening.book, Lang::En, (100, 30), MORNING, drafts);
    stage.keys("6 l");
    let screen = stage.screen();
    for said in ["Tue 24 Nov 17:35-18:05", "quote, Wed 25 Nov", "begun", "18:05: its days count from then"] {
        assert!(screen.contains(said), "{said}\n{screen}");
    }
    stage.keys("enter");
    assert_eq!(done(&stage, TUESDAY), ["Tan Pharmacy Done 24. 17:35 to 24. 18:05"], "{}", stage.screen());
    let visit = visits(&stage, TUESDAY).into_iter().find(|visit| visit.name == "Tan Pharmacy").unwrap();
    assert!(late(&stage, &visit));
    let Ok(Answer::Account(Some(dossier))) =
        stage.book.writer.answer(&Ask::Account(visit.account.unwrap()), &Now::parse(MORNING).unwrap())
    else {
        panic!()
    };
    let quote = dossier.follow_ups.iter().find(|promise| promise.text == "quote");
    assert_eq!(quote.and_then(|promise| promise.due), WEDNESDAY.parse().ok());
    // One that is begun today is read as of today, in the same line.
    stage.keys("6 l `old words` ctrl-u `ferry met the owner >samples tomorrow`");
    let screen = stage.screen();
    assert!(screen.contains("samples, Thu 26 Nov") && !screen.contains("begun"), "{screen}");
}

#[test]
fn a_log_is_not_set_right_into_what_is_still_to_come() {
    let mut stage = Stage::new(Kept::new(), Lang::En, (100, 30), super::kept::NOW);
    stage.keys("l `met the buyer` enter");
    let visit = visits(&stage, TUESDAY).into_iter().find(|visit| visit.state == VisitState::Done).unwrap();
    let was = done(&stage, TUESDAY);
    rounds::tui::open::correct(&mut stage.model.cx, LogRef::Visit(visit.id));
    stage.say(Msg::Resize(100, 30));
    stage.keys("2 ctrl-u `15:00` enter");
    assert!(stage.screen().contains("still to come"), "{}", stage.screen());
    assert_eq!(done(&stage, TUESDAY), was);
    stage.keys("ctrl-u `9:00-11:30` enter");
    assert_eq!(done(&stage, TUESDAY), ["Harbour Dental Done 24. 09:00 to 24. 10:42"], "{}", stage.screen());
}

/// The promises of a customer that are open.
fn promises(stage: &Stage<Kept>, account: usize) -> Vec<(String, Option<String>, Option<String>)> {
    let now = Now::parse(MORNING).unwrap();
    let account = stage.book.accounts[account];
    let Ok(Answer::Account(Some(dossier))) = stage.book.writer.answer(&Ask::Account(account), &now) else { panic!() };
    let said = |promise: &rounds::schema::FollowUp| {
        let at = promise.due_at.map(|at| now.zone.local(at).format("%d. %H:%M").to_string());
        (promise.text.clone(), promise.due.map(|day| day.to_string()), at)
    };
    dossier.follow_ups.iter().map(said).collect()
}

#[test]
fn a_form_left_open_over_the_night_means_the_days_of_the_evening() {
    for left in ["", "esc"] {
        let mut stage = Stage::new(Kept::new(), Lang::En, (100, 30), "2026-11-23T18:05:00+08:00");
        stage.keys("3 e");
        let due = rounds::schema::FOLLOW_UP.form().iter().position(|field| field.name == "due").unwrap();
        for _ in 0..due {
            stage.keys("tab");
        }
        stage.keys("ctrl-u `tomorrow`").keys(left);
        stage.say(Msg::Time(Now::parse("2026-11-24T08:00:00+08:00").unwrap()));
        if !left.is_empty() {
            stage.keys("e");
        }
        stage.keys("ctrl-s");
        let list = promises(&stage, 0);
        let price = list.iter().find(|(text, ..)| text.starts_with("price list")).unwrap();
        assert_eq!(price.1.as_deref(), Some(TUESDAY), "{left}\n{}", stage.screen());
    }
}

#[test]
fn hours_count_from_when_they_were_written() {
    let mut stage = Stage::new(Kept::new(), Lang::En, (100, 30), "2026-11-24T10:00:00+08:00");
    stage.keys("6 l `tan met the owner >ring in 2 hours` esc");
    stage.say(Msg::Time(Now::parse("2026-11-24T15:00:00+08:00").unwrap()));
    stage.keys("6 l");
    assert!(stage.screen().contains("12:00"), "{}", stage.screen());
    // The visit was just now, and what is promised now counts from now.
    stage.keys("right ` >quote in 3 hours` enter");
    assert_eq!(done(&stage, TUESDAY), ["Tan Pharmacy Done 24. 14:30 to 24. 15:00"], "{}", stage.screen());
    let list = promises(&stage, 3);
    for (text, at) in [("ring", "24. 12:00"), ("quote", "24. 18:00")] {
        let promise = list.iter().find(|(said, ..)| said == text);
        assert_eq!(promise.and_then(|promise| promise.2.as_deref()), Some(at), "{text}: {list:?}");
    }
}

#[test]
fn a_plan_of_before_was_as_agreed_wherever_it_is_logged() {
    for way in ["4", "2 / `lowe` enter tab"] {
        let mut kept = Kept::new();
        let (from, to) = ("2026-11-24T15:00:00+08:00", "2026-11-24T16:30:00+08:00");
        let moment = |text: &str| rounds::schema::Value::Int(Now::parse(text).unwrap().at.millis());
        let earlier = Now::parse("2026-11-20T09:00:00+08:00").unwrap();
        let visit = rounds::schema::entity_named("visit").unwrap();
        let number = |name: &str| visit.field(name).unwrap().number;
        let plan = rounds::domain::deed::Slot { day: TUESDAY.parse().unwrap(), time: "15:00:00".parse().ok() };
        let account = kept.accounts[4];
        let deed = Deed::Plan { accounts: vec![account], to: plan, purpose: String::new() };
        kept.writer.perform(&deed, &earlier).unwrap();
        let mut stage = Stage::new(kept, Lang::En, (100, 30), MORNING);
        let id = visits(&stage, TUESDAY).into_iter().find(|visit| visit.name == "Lowe Bros").unwrap().id;
        let values = vec![(number("planned_start"), moment(from)), (number("planned_end"), moment(to))];
        let deed = Deed::Set { entity: visit.number, record: id, values, seen: Vec::new() };
        stage.book.writer.perform(&deed, &earlier).unwrap();
        stage.say(Msg::Changed);
        stage.keys(way);
        put_on(&mut stage, "Lowe Bros");
        stage.keys("l `met the owner` enter");
        assert_eq!(done(&stage, TUESDAY), ["Lowe Bros Done 24. 15:00 to 24. 16:30"], "{way}\n{}", stage.screen());
    }
}
