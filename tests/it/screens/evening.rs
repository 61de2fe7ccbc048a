//! Closing the day: one pass, its keys counted, left and taken up, with and without a network.

use rounds::base::clock::Now;
use rounds::base::lang::Lang;
use rounds::domain::ask::{Answer, Ask, Close, KeptClose};
use rounds::domain::deed::{Deed, Promise, Slot};
use rounds::schema::{PromisedBy, VisitState};
use rounds::tui::message::{Draft, Effect};

use super::kept::Kept;
use super::stage::Stage;

const EVENING: &str = "2026-11-24T18:05:00+08:00";

fn day() -> chrono::NaiveDate {
    "2026-11-24".parse().unwrap()
}

/// Twelve planned, of which nine were logged in their time; three promises of the day; two visits that nothing follows.
fn worked() -> Kept {
    let mut kept = Kept::new();
    let morning = Now::parse("2026-11-24T08:00:00+08:00").unwrap();
    for hour in 0..9 {
        let at = Now::parse(&format!("2026-11-24T{:02}:30:00+08:00", 8 + hour)).unwrap();
        let record = kept.writer.new_id(morning.at);
        let name = rounds::schema::Value::text(format!("Shop {hour}"));
        let create = Deed::Create { entity: rounds::schema::ACCOUNT.number, record, values: vec![(1, name)] };
        kept.writer.perform(&create, &morning).unwrap();
        let to = Slot::at(at.local());
        kept.writer.perform(&Deed::Plan { accounts: vec![record], to, purpose: String::new() }, &morning).unwrap();
        kept.writer.perform(&Deed::HereNow { account: record }, &at).unwrap();
        let later = at.with(at.at.plus_minutes(20));
        kept.writer.perform(&Deed::HereNow { account: record }, &later).unwrap();
        if hour > 1 {
            let promise = Promise {
                text: format!("quote {hour}"),
                due: Some(Slot::day("2026-12-01".parse().unwrap())),
                by: PromisedBy::Us,
            };
            kept.writer.perform(&Deed::AddFollowUp { account: Some(record), promise }, &later).unwrap();
        }
    }
    kept
}

fn stage(lang: Lang, size: (u16, u16)) -> Stage<Kept> {
    Stage::new(worked(), lang, size, EVENING)
}

fn close(stage: &Stage<Kept>) -> Close {
    match stage.book.writer.answer(&Ask::Close(day()), &Now::parse(EVENING).unwrap()) {
        Ok(Answer::Close(close)) => *close,
        other => panic!("{other:?}"),
    }
}

/// The keys of a script that are not words.
fn keys(script: &str) -> usize {
    script.split('`').step_by(2).map(|part| part.split_whitespace().count()).sum()
}

#[test]
fn twelve_planned_three_open_are_closed_in_25_keys() {
    let mut stage = stage(Lang::En, (100, 30));
    let before = close(&stage);
    assert_eq!((before.report.figures().planned, before.not_logged.len()), (12, 3));
    let script = [
        "D",
        // Logged, moved, not done.
        "enter `met the buyer > quote fri` enter",
        "m `thu` enter",
        "x 1 enter",
        // What comes next at one, the other is fine as it is.
        "enter `ring mon` enter",
        "space",
        // The promise of the day is kept.
        "d",
        // The report is copied, the day closed.
        "enter y enter",
    ]
    .join(" ");
    assert!(keys(&script) <= 25, "{} keys", keys(&script));
    stage.keys(&script);
    let after = close(&stage);
    let kept = after.kept.clone();
    assert_eq!((after.open(&kept), kept.left.len()), (0, 1), "{}", stage.screen());
    assert!(kept.closed.is_some(), "{}", stage.screen());
    let copied = stage.out.iter().find_map(|effect| match effect {
        Effect::Copy(text) => Some(text.clone()),
        _ => None,
    });
    let copied = copied.unwrap_or_else(|| panic!("nothing was copied\n{}", stage.screen()));
    assert!(copied.contains("met the buyer"), "{copied}");
    // Logged at six what was agreed for a quarter past eleven: it says so.
    assert!(copied.contains("11:15 Harbour Dental: met the buyer (late entry)"), "{copied}");
    assert!(stage.screen().contains("safe to close the lid"), "{}", stage.screen());
}

#[test]
fn it_is_left_and_taken_up() {
    let mut stage = stage(Lang::En, (100, 30));
    stage.keys("D space esc");
    assert!(stage.model.at_root());
    assert_eq!(close(&stage).kept.left.len(), 1);
    stage.keys("f9");
    let left = stage.screen();
    assert!(left.contains("- 11:15  Harbour Dental"), "{left}");
    // Space asks about it again.
    stage.keys("up space");
    assert_eq!(close(&stage).kept, KeptClose::default());
}

#[test]
fn what_was_written_into_the_report_is_kept() {
    let mut stage = stage(Lang::En, (100, 30));
    stage.keys("D tab e `PS: the van is at the garage`");
    let draft = stage.out.iter().rev().find_map(|effect| match effect {
        Effect::SaveDraft(draft) if draft.of == "report:2026-11-24" => Some(draft.clone()),
        _ => None,
    });
    let draft = draft.unwrap_or_else(|| panic!("no draft\n{}", stage.screen()));
    assert!(draft.body.contains("the van is at the garage"));
    // Killed there: the next start has it.
    let book = worked();
    let drafts = vec![Draft { of: draft.of, body: draft.body }];
    let mut again = Stage::with_drafts(book, Lang::En, (100, 30), EVENING, drafts);
    again.keys("D ctrl-s y");
    let kept = close(&again).kept.report.unwrap_or_default();
    assert!(kept.ends_with("the van is at the garage"), "{kept}\n{}", again.screen());
    assert!(again.out.contains(&Effect::Copy(kept)));
    // Empty: as the form has it.
    again.keys("e ctrl-u ctrl-s");
}

#[test]
fn the_last_line_of_the_report_is_reached() {
    let mut stage = stage(Lang::En, (80, 24));
    stage.keys("D tab y");
    let copied = stage.out.iter().rev().find_map(|effect| match effect {
        Effect::Copy(text) => Some(text.clone()),
        _ => None,
    });
    let last = copied.unwrap().lines().last().unwrap().to_owned();
    assert!(!stage.screen().contains(&last), "it is longer than the screen\n{}", stage.screen());
    stage.keys("end");
    assert!(stage.screen().contains(&last), "{last}\n{}", stage.screen());
}

#[test]
fn it_is_three_forms_of_one_report_and_the_weeks() {
    let mut stage = stage(Lang::En, (100, 30));
    stage.keys("D tab y right y right y right y");
    let copied: Vec<&String> = stage
        .out
        .iter()
        .filter_map(|effect| match effect {
            Effect::Copy(text) => Some(text),
            _ => None,
        })
        .collect();
    // The week's, Monday first, from the same parts.
    assert!(copied[3].starts_with("Weekly report") && copied[3].contains("23 Nov"), "{}", copied[3]);
    assert!(copied[0].starts_with("Daily report"), "{}", copied[0]);
    assert!(
        copied[1].starts_with("# Daily report") && copied[1].contains("## Visits\n\n- 08:30 Shop 0"),
        "{}",
        copied[1]
    );
    let json: serde_json::Value = serde_json::from_str(copied[2]).unwrap();
    assert_eq!((&json["planned"], &json["seen"]), (&12.into(), &9.into()), "{json}");
}

#[test]
fn a_planned_visit_that_took_place_is_where_it_was_agreed() {
    let mut stage = stage(Lang::En, (100, 30));
    stage.keys("D d");
    let after = close(&stage);
    let visit = after.report.visits.iter().find(|visit| visit.row.name == "Harbour Dental").unwrap();
    assert_eq!((visit.row.state, visit.late), (VisitState::Done, true));
    assert_eq!(visit.row.start, Some(Now::parse("2026-11-24T11:15:00+08:00").unwrap().at));
}

#[test]
fn what_was_answered_is_left_for_the_row_behind_it() {
    let mut kept = worked();
    // To whom nothing was promised: once it took place, nothing follows it, and it is asked about again in another part.
    let at = Now::parse("2026-11-24T12:00:00+08:00").unwrap();
    let to = Slot::at(at.local());
    kept.writer.perform(&Deed::Plan { accounts: vec![kept.accounts[5]], to, purpose: String::new() }, &at).unwrap();
    let mut stage = Stage::new(kept, Lang::En, (100, 30), EVENING);
    let before = close(&stage);
    stage.keys("D down d");
    let after = close(&stage);
    assert_eq!((after.not_logged.len(), after.no_next.len()), (3, before.no_next.len() + 1));
    assert_eq!(stage.model.subject().account_id(), after.not_logged[1].account, "{}", stage.screen());
    // The next blind answer is the next row's: shut.
    stage.keys("x 1 enter");
    assert_eq!(stage.model.subject().account_id(), after.not_logged[2].account, "{}", stage.screen());
    stage.keys("d");
    let last = close(&stage);
    assert_eq!(last.not_logged.len(), 1);
    assert_eq!(stage.model.subject().account_id(), last.no_next[0].account, "{}", stage.screen());
}

#[test]
fn a_digit_does_not_leave_the_pass() {
    let mut stage = stage(Lang::En, (100, 30));
    stage.keys("D");
    for digit in ["9", "1", "4", "6"] {
        stage.keys(digit);
        assert!(stage.screen().contains("CLOSE THE DAY"), "{digit}: {}", stage.screen());
    }
    assert!(stage.notice().contains("Esc leaves"), "{}", stage.notice());
    stage.keys("g p");
    assert!(!stage.screen().contains("CLOSE THE DAY"), "{}", stage.screen());
}

#[test]
fn yesterday_is_offered_once_it_is_another_day() {
    let next = "2026-11-25T07:30:00+08:00";
    let mut stage = Stage::new(worked(), Lang::En, (100, 30), next);
    assert!(stage.screen().contains("yesterday is not closed, 3 not logged"), "{}", stage.screen());
    for _ in 0..12 {
        if stage.model.subject().account.is_none() {
            break;
        }
        stage.keys("down");
    }
    stage.keys("enter");
    assert!(stage.screen().contains("CLOSE THE DAY   Tue 24 Nov"), "{}", stage.screen());
    // A log of yesterday is a log of yesterday.
    stage.keys("enter `met the buyer` enter");
    let visit = close(&stage).report.visits.into_iter().find(|visit| visit.row.name == "Harbour Dental").unwrap();
    assert_eq!((visit.row.state, visit.row.day, visit.late), (VisitState::Done, day(), true));
    stage.keys("tab enter enter");
    assert!(!stage.screen().contains("not closed"), "{}", stage.screen());
}

#[test]
fn it_looks_like_one_pass() {
    for (name, script) in [("pass", "D"), ("report", "D tab")] {
        for lang in Lang::ALL {
            for size in [(80, 24), (100, 30), (160, 50)] {
                let mut stage = stage(lang, size);
                stage.keys(script);
                insta::assert_snapshot!(format!("close-{name}-{lang}-{}x{}", size.0, size.1), stage.screen());
            }
        }
    }
}

/// The names of the day's planned visits as Today has them.
fn planned(stage: &Stage<Kept>) -> Vec<String> {
    match stage.book.writer.answer(&Ask::Today, &Now::parse(super::kept::NOW).unwrap()) {
        Ok(Answer::Today(today)) => {
            let rows = today.visits.into_iter().filter(|visit| visit.state == VisitState::Planned);
            rows.map(|visit| visit.name).collect()
        }
        other => panic!("{other:?}"),
    }
}

#[test]
fn the_day_is_put_in_order_after_a_look() {
    use rounds::schema::{ACCOUNT, Degrees};
    let mut kept = Kept::new();
    let now = Now::parse(super::kept::NOW).unwrap();
    let field = |name: &str| ACCOUNT.field(name).map_or(0, |field| field.number);
    // Two without an agreed time: the far one was planned first.
    for (account, longitude) in [(4, "120.30"), (5, "120.20")] {
        let record = kept.accounts[account];
        let at = |name: &str, text: &str| (field(name), rounds::schema::FieldType::put(&Degrees::parse(text)));
        let values = vec![at("latitude", "30.00"), at("longitude", longitude)];
        kept.writer.perform(&Deed::Set { entity: ACCOUNT.number, record, values, seen: Vec::new() }, &now).unwrap();
        let plan = Deed::Plan { accounts: vec![record], to: Slot::day(day()), purpose: String::new() };
        kept.writer.perform(&plan, &now).unwrap();
    }
    let mut stage = Stage::new(kept, Lang::En, (100, 30), super::kept::NOW);
    let before = stage.book.dump();
    stage.keys("O esc");
    assert_eq!(stage.book.dump(), before, "looking changes nothing");
    stage.keys("O");
    let shown = stage.screen();
    insta::assert_snapshot!("order-day-en", shown);
    stage.keys("enter");
    assert!(stage.notice().contains("put in order: Lowe Bros and 4 more"), "{}", stage.notice());
    let ordered = planned(&stage);
    let at = |name: &str| ordered.iter().position(|other| other == name).unwrap();
    assert!(at("Harbour Dental") < at("Blue Finch Cafe") && at("Blue Finch Cafe") < at("Ferry Garage"), "{ordered:?}");
    stage.keys("u");
    assert_eq!(stage.book.dump(), before);
    // By hand: the first goes down one.
    stage.keys("O right enter");
    let by_hand = planned(&stage);
    assert_eq!((&by_hand[1], &by_hand[0]), (&ordered[0], &ordered[1]), "{by_hand:?}");
}
