//! Conflicts decided.

use super::*;
use crate::domain::deed::Resolution;
use crate::schema::{ACCOUNT, Account, Conflict, ConflictRule, ConflictState, FOLLOW_UP};

fn conflict(field: &str, element: &str, lost: &str) -> Conflict {
    Conflict {
        id: id(40),
        account: Some(id(10)),
        entity: Some(1),
        record: Some(id(10)),
        field: Some(ACCOUNT.field(field).map_or(0, |field| field.number).into()),
        element: element.into(),
        won: "\"Harbour Dental\"".into(),
        lost: lost.into(),
        state: Some(ConflictState::Open),
        ..Conflict::default()
    }
}

#[test]
fn a_conflict_is_decided_with_its_record() {
    let tags = |list: &[&str]| Account {
        tags: list.iter().map(|tag| tag.to_string()).collect(),
        ..account(10, "Harbour Dental")
    };
    let label = "act-resolve | Harbour Dental |  | 1";
    let state = |word: &str| format!("conflict 40: state={word} resolved_by=1");
    let (kept, back, replaced) = (state("kept_winner"), state("brought_back"), state("replaced"));
    for (book, conflict, choice, expected) in [
        (two(), conflict("name", "", "\"Harbour\""), Resolution::KeepWinner, vec![label, &kept]),
        (
            two(),
            conflict("name", "", "\"Harbour\""),
            Resolution::BringBack,
            vec![label, "account 10: name=Harbour", &back],
        ),
        (
            two(),
            conflict("name", "", "\"Harbour\""),
            Resolution::Replace(Value::text("Harbour D.")),
            vec![label, "account 10: name=Harbour D.", &replaced],
        ),
        (
            two(),
            conflict("emails", "", "[\"a@b.cn\"]"),
            Resolution::Replace(Value::set(["nobody".to_string()])),
            vec!["emails: trouble-email"],
        ),
        (two(), conflict("cadence", "", "28"), Resolution::BringBack, vec![label, "account 10: cadence=28", &back]),
        (
            two().with(&tags(&["oven"])),
            conflict("tags", "trial", "1"),
            Resolution::BringBack,
            vec![label, "account 10: tags=oven; trial", &back],
        ),
        (
            two().with(&tags(&["oven", "trial"])),
            conflict("tags", "trial", "null"),
            Resolution::BringBack,
            vec![label, "account 10: tags=oven", &back],
        ),
        (
            two(),
            conflict("(record)", "", "null"),
            Resolution::BringBack,
            vec![label, "-account 10", "-contact 12", &back],
        ),
        (two(), conflict("name", "", "not json"), Resolution::BringBack, vec!["refusal-unknown-field"]),
        (
            two(),
            Conflict { record: Some(id(77)), ..conflict("name", "", "\"x\"") },
            Resolution::BringBack,
            vec!["Gone"],
        ),
        (
            two(),
            Conflict { state: Some(ConflictState::KeptWinner), ..conflict("name", "", "\"x\"") },
            Resolution::BringBack,
            vec!["refusal-conflict-decided"],
        ),
    ] {
        check(&book.with(&conflict), Deed::Resolve { conflicts: vec![id(40)], choice }, &expected);
    }
}

#[test]
fn a_day_and_its_hour_are_decided_together() {
    let due = |day: &str| day.parse::<chrono::NaiveDate>().unwrap();
    let moment = |text: &str| crate::base::clock::Now::parse(text).unwrap().at;
    let follow_up = FollowUp {
        id: id(30),
        account: Some(id(10)),
        text: "send the sample".into(),
        due: Some(due("2026-12-01")),
        state: Some(FollowUpState::Open),
        ..FollowUp::default()
    };
    let clash = |number: u8, field: &str, lost: &str| Conflict {
        id: id(number),
        entity: Some(FOLLOW_UP.number.into()),
        record: Some(id(30)),
        field: Some(FOLLOW_UP.field(field).unwrap().number.into()),
        lost_at: Some(moment("2026-11-24T09:00:00Z")),
        ..conflict("name", "", lost)
    };
    let book = || {
        two()
            .with(&follow_up)
            .with(&clash(40, "due", "20785"))
            .with(&clash(41, "due_at", "1795852800000"))
            .with(&Conflict { lost_at: Some(moment("2026-11-20T09:00:00Z")), ..clash(42, "due_at", "null") })
            .with(&clash(43, "text", "\"send samples\""))
    };
    let label = "act-resolve | send the sample |  | 1";
    let state = |number: u8, word: &str| format!("conflict {number}: state={word} resolved_by=1");
    let (forty, next) = (state(40, "brought_back"), state(41, "brought_back"));
    let day_first = "follow_up 30: due=2026-11-28 due_at=2026-11-28 16:00";
    for (conflicts, expected) in [
        (vec![id(40)], [label, day_first, &forty, &next]),
        (vec![id(41)], [label, "follow_up 30: due_at=2026-11-28 16:00 due=2026-11-28", &next, &forty]),
        (vec![id(40), id(41)], [label, day_first, &forty, &next]),
    ] {
        check(&book(), Deed::Resolve { conflicts, choice: Resolution::BringBack }, &expected);
    }
    let (forty, next) = (state(40, "kept_winner"), state(41, "kept_winner"));
    let kept = Deed::Resolve { conflicts: vec![id(40)], choice: Resolution::KeepWinner };
    check(&book(), kept, &[label, &forty, &next]);
    // A third hour has its day; a third day has no hour yet.
    let (forty, next) = (state(40, "replaced"), state(41, "replaced"));
    let hours = |at: &str| FollowUp { due_at: Some(moment(at)), ..follow_up.clone() };
    let hour = Value::Int(moment("2026-11-29T02:00:00Z").millis());
    for (number, third, expected) in [
        (41, hour, [label, "follow_up 30: due_at=2026-11-29 10:00 due=2026-11-29", &next, &forty]),
        (40, Value::Int(20_786), [label, "follow_up 30: due=2026-11-29 due_at=", &forty, &next]),
    ] {
        let replaced = Deed::Resolve { conflicts: vec![id(number)], choice: Resolution::Replace(third) };
        check(&book().with(&hours("2026-12-01T02:00:00Z")), replaced, &expected);
    }
    // Of an hour that is emptied nothing follows for the day.
    let emptied = Deed::Resolve { conflicts: vec![id(41)], choice: Resolution::Replace(Value::Null) };
    check(&book(), emptied, &[label, &next, &forty]);
}

#[test]
fn whoever_has_both_values_and_sets_the_field_has_decided() {
    let tagged = Account { tags: ["oven".to_string()].into(), ..account(10, "Harbour Dental") };
    let label = |field: &str| format!("act-set | Harbour Dental | account.{field} | 1");
    let (label, tags, street) = (label("city"), label("tags"), label("street"));
    let number = |name: &str| ACCOUNT.field(name).unwrap().number;
    let set = |name: &str, value: Value| Deed::Set {
        entity: ACCOUNT.number,
        record: id(10),
        values: vec![(number(name), value)],
        seen: Vec::new(),
    };
    let state = |word: &str| format!("conflict 40: state={word} resolved_by=1");
    let (kept, back, replaced) = (state("kept_winner"), state("brought_back"), state("replaced"));
    let hull = || Conflict { won: "\"Hull\"".into(), ..conflict("city", "", "\"Bath\"") };
    for (conflict, deed, expected) in [
        (hull(), set("city", Value::text("Oxford")), vec![&*label, "account 10: city=Oxford", &replaced]),
        (hull(), set("city", Value::text("Bath")), vec![&*label, "account 10: city=Bath", &back]),
        (hull(), set("city", Value::text("Hull")), vec![&*label, "account 10: city=Hull", &kept]),
        // Another field says nothing of it.
        (hull(), set("street", Value::text("1 Quay St")), vec![&*street, "account 10: street=1 Quay St"]),
        // What a colleague may not write is no question between two values.
        (
            Conflict { rule: Some(ConflictRule::Parked), ..hull() },
            set("city", Value::text("Oxford")),
            vec![&*label, "account 10: city=Oxford"],
        ),
        // One that somebody else is asked.
        (
            Conflict { account: None, owner: Some(id(5)), ..hull() },
            set("city", Value::text("Oxford")),
            vec![&*label, "account 10: city=Oxford"],
        ),
        (
            conflict("tags", "trial", "1"),
            set("tags", Value::set(["oven".to_string(), "trial".to_string()])),
            vec![&*tags, "account 10: tags=oven; trial", &back],
        ),
        (
            conflict("tags", "oven", "null"),
            set("tags", Value::set(["trial".to_string()])),
            vec![&*tags, "account 10: tags=trial", &back],
        ),
        (
            conflict("tags", "oven", "null"),
            set("tags", Value::set(["oven".to_string(), "trial".to_string()])),
            vec![&*tags, "account 10: tags=oven; trial"],
        ),
    ] {
        check(&two().with(&tagged).with(&conflict), deed, &expected);
    }
}
