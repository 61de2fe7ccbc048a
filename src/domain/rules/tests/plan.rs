//! Plans, moves, and what did not take place.

use super::*;
use crate::schema::{Account, Reason};

#[test]
fn visits_are_planned_once_a_day() {
    let plan = |accounts: &[u8], to: &str, purpose: &str| Deed::Plan {
        accounts: accounts.iter().map(|number| id(*number)).collect(),
        to: slot(to),
        purpose: purpose.into(),
    };
    check(
        &two(),
        plan(&[10, 11, 10], "2026-11-27", "renewal"),
        &[
            "act-plan | Harbour Dental | 2026-11-27 | 2",
            "+visit a: account=10 state=planned day=2026-11-27 purpose=renewal planned=yes",
            "+visit b: account=11 state=planned day=2026-11-27 purpose=renewal planned=yes",
        ],
    );
    check(
        &two(),
        plan(&[10], "2026-11-27 10:00", ""),
        &[
            "act-plan | Harbour Dental | 2026-11-27 10:00 | 1",
            "+visit a: account=10 state=planned day=2026-11-27 planned_start=2026-11-27 10:00 planned=yes",
        ],
    );
    let book = two().with(&planned("2026-11-27"));
    check(
        &book,
        plan(&[10], "2026-11-27 10:00", ""),
        &["act-plan | Harbour Dental | 2026-11-27 10:00 | 1", "visit 20: planned_start=2026-11-27 10:00"],
    );
    check(&book, plan(&[10], "2026-11-27", ""), &["Nothing"]);
    check(&two(), plan(&[], "2026-11-27", ""), &["Nothing"]);
    check(&two(), plan(&[10], "2026-11-23", ""), &["day: trouble-past"]);
    check(&two(), plan(&[99], "2026-11-27", ""), &["Gone"]);
    // At one in the morning the workday is still the one before.
    assert!(outcome(&two(), &plan(&[10], "2026-11-28 01:00", ""))[1].contains("day=2026-11-27"));
    let shut = two().with(&Account { closed_on: Some(day("2026-11-01")), ..account(10, "Harbour Dental") });
    check(&shut, plan(&[10], "2026-11-27", ""), &["refusal-shut-for-good"]);
    assert_eq!(outcome(&shut, &plan(&[10, 11], "2026-11-27", "")).len(), 2);
    assert_eq!(outcome(&two(), &plan(&[10], "2026-11-27", &"x".repeat(401))), ["purpose: trouble-too-long"]);
}

#[test]
fn a_month_is_planned_each_on_its_day() {
    let plan = |visits: &[(u8, &str)]| Deed::PlanEach {
        visits: visits.iter().map(|(number, on)| (id(*number), day(on))).collect(),
    };
    check(
        &two(),
        plan(&[(11, "2026-11-26"), (10, "2026-11-27"), (11, "2026-11-26"), (11, "2026-12-10")]),
        &[
            "act-plan-each | Tan Pharmacy | 2026-11-26 | 3",
            "++visit a: account=11 state=planned day=2026-11-26 planned=yes",
            "++visit b: account=10 state=planned day=2026-11-27 planned=yes",
            "++visit c: account=11 state=planned day=2026-12-10 planned=yes",
        ],
    );
    // Whoever has a visit on that day keeps the one; who is shut for good gets none.
    let book = two().with(&planned("2026-11-27"));
    check(&book, plan(&[(10, "2026-11-27")]), &["Nothing"]);
    let shut = two().with(&Account { closed_on: Some(day("2026-11-01")), ..account(10, "Harbour Dental") });
    check(&shut, plan(&[(10, "2026-11-27")]), &["Nothing"]);
    check(&two(), plan(&[(10, "2026-11-23")]), &["day: trouble-past"]);
    // Whoever was deleted meanwhile stops none of the others.
    check(
        &two(),
        plan(&[(99, "2026-11-26"), (10, "2026-11-27")]),
        &[
            "act-plan-each | Harbour Dental | 2026-11-27 | 1",
            "++visit a: account=10 state=planned day=2026-11-27 planned=yes",
        ],
    );
    check(&two(), plan(&[(99, "2026-11-26")]), &["Nothing"]);
}

#[test]
fn a_visit_moves_and_keeps_the_time_that_was_agreed() {
    let moved = |to: &str| Deed::MoveVisits { visits: vec![id(20)], to: slot(to) };
    let label = |to: &str| format!("act-move-visits | Harbour Dental | {to} | 1");
    let timed = Visit { planned_end: Some(at("11:00")), ..planned("2026-11-24 10:00") };
    for (visit, to, expected) in [
        (planned("2026-11-24"), "2026-11-27", "visit 20: day=2026-11-27"),
        (
            timed.clone(),
            "2026-11-27",
            "visit 20: day=2026-11-27 planned_start=2026-11-27 10:00 planned_end=2026-11-27 11:00",
        ),
        (
            timed.clone(),
            "2026-11-27 15:30",
            "visit 20: day=2026-11-27 planned_start=2026-11-27 15:30 planned_end=2026-11-27 16:30",
        ),
        (
            Visit { state: Some(VisitState::Missed), reason: Some(Reason::Shut), ..timed.clone() },
            "2026-11-27",
            "+visit a: account=10 state=planned day=2026-11-27 planned_start=2026-11-27 10:00 planned_end=2026-11-27 11:00 \
             purpose=renewal planned=yes",
        ),
    ] {
        check(&two().with(&visit), moved(to), &[&label(to), expected]);
    }
    check(&two().with(&logged()), moved("2026-11-27"), &["refusal-visit-done"]);
    check(
        &two().with(&Visit { state: Some(VisitState::InProgress), ..timed.clone() }),
        moved("2026-11-27"),
        &["refusal-visit-open"],
    );
    check(&two().with(&timed), moved("2026-11-24"), &["Nothing"]);
    check(&two().with(&timed), moved("2026-11-23"), &["day: trouble-past"]);
}

#[test]
fn the_next_visit_of_a_customer_is_moved_and_one_is_planned_where_there_is_none() {
    let to = |accounts: &[u8], to: &str| Deed::Reschedule {
        accounts: accounts.iter().map(|number| id(*number)).collect(),
        to: slot(to),
    };
    let on = |number: u8, day: &str| Visit { id: id(number), ..planned(day) };
    // The first from today on, not one that was let go by nor a later one; another's is none of mine.
    let book = two().with(&on(20, "2026-11-20")).with(&on(21, "2026-12-22")).with(&on(22, "2026-11-27"));
    let book = book.with(&Visit { owner: Some(id(77)), ..on(23, "2026-11-25") });
    check(
        &book,
        to(&[10], "2026-12-02"),
        &["act-move-visits | Harbour Dental | 2026-12-02 | 1", "visit 22: day=2026-12-02"],
    );
    check(
        &book,
        to(&[11, 10], "2026-12-02"),
        &[
            "act-move-visits | Harbour Dental | 2026-12-02 | 2",
            "visit 22: day=2026-12-02",
            "+visit a: account=11 state=planned day=2026-12-02 planned=yes",
        ],
    );
    // Where one is planned for that day already, it takes the time.
    check(
        &book,
        to(&[10], "2026-12-22 09:30"),
        &["act-plan | Harbour Dental | 2026-12-22 09:30 | 1", "visit 21: planned_start=2026-12-22 09:30"],
    );
    check(
        &two().with(&on(20, "2026-11-20")),
        to(&[10], "2026-12-02"),
        &["act-move-visits | Harbour Dental | 2026-12-02 | 1", "visit 20: day=2026-12-02"],
    );
    check(
        &two(),
        to(&[10], "2026-12-02"),
        &[
            "act-plan | Harbour Dental | 2026-12-02 | 1",
            "+visit a: account=10 state=planned day=2026-12-02 planned=yes",
        ],
    );
    check(&two(), to(&[10], "2026-11-23"), &["day: trouble-past"]);
}

#[test]
fn what_did_not_take_place_has_a_reason_and_a_new_date() {
    let not_done = |visits: &[u8], accounts: &[u8], reason, words: &str, again: &str| Deed::NotDone {
        visits: visits.iter().map(|number| id(*number)).collect(),
        accounts: accounts.iter().map(|number| id(*number)).collect(),
        reason,
        words: words.into(),
        again: (!again.is_empty()).then(|| slot(again)),
    };
    let book = two().with(&planned("2026-11-24 10:00"));
    check(
        &book,
        not_done(&[20], &[], Reason::Shut, "", "2026-11-27"),
        &[
            "act-not-done-again | Harbour Dental | 2026-11-27 | 1",
            "visit 20: state=missed started=10:42 reason=shut",
            "+visit a: account=10 state=planned day=2026-11-27 planned_start=2026-11-27 10:00 purpose=renewal planned=yes",
        ],
    );
    check(
        &book,
        not_done(&[20], &[], Reason::Other, "stocktaking", ""),
        &[
            "act-not-done | Harbour Dental | other | 1",
            "visit 20: state=missed started=10:42 notes=stocktaking reason=other",
        ],
    );
    check(
        &two().with(&planned("2026-11-20 10:00")),
        not_done(&[20], &[], Reason::NoTime, "", ""),
        &["act-not-done | Harbour Dental | no_time | 1", "visit 20: state=missed reason=no_time"],
    );
    // Tried without a plan: a missed visit is made; with one, that one is missed.
    check(
        &book,
        not_done(&[], &[11], Reason::NobodyThere, "", "2026-11-25 09:00"),
        &[
            "act-not-done-again | Tan Pharmacy | 2026-11-25 09:00 | 1",
            "+visit a: account=11 state=missed day=2026-11-24 started=10:42 reason=nobody_there",
            "+visit b: account=11 state=planned day=2026-11-25 planned_start=2026-11-25 09:00 planned=yes",
        ],
    );
    assert!(outcome(&book, &not_done(&[], &[10], Reason::Shut, "", ""))[1].starts_with("visit 20: state=missed"));
    assert_eq!(outcome(&book, &not_done(&[20], &[10], Reason::Shut, "", "")).len(), 2, "the same visit is meant once");
    check(&two().with(&logged()), not_done(&[20], &[], Reason::Shut, "", ""), &["refusal-not-planned"]);
    check(&book, not_done(&[20], &[], Reason::Shut, "", "2026-11-20"), &["day: trouble-past"]);
    // Told in the evening: the stop keeps its time, and has no other.
    check(
        &two().with(&planned("2026-11-24 09:00")),
        not_done(&[20], &[], Reason::Refused, "in a meeting", ""),
        &["act-not-done | Harbour Dental | refused | 1", "visit 20: state=missed notes=in a meeting reason=refused"],
    );
    // Shut for good: what hangs on it ends too.
    check(
        &book.clone().with(&follow_up(31, "samples")).with(&Visit { id: id(22), ..planned("2026-12-01") }),
        not_done(&[20], &[], Reason::ShutForGood, "", ""),
        &[
            "act-not-done | Harbour Dental | shut_for_good | 1",
            "visit 20: state=missed started=10:42 reason=shut_for_good",
            "account 10: lifecycle=lost cadence=0 closed_on=2026-11-24",
            "visit 22: state=cancelled reason=shut_for_good",
            "follow_up 31: state=dropped reason=shut_for_good",
        ],
    );
}

#[test]
fn visits_are_called_off() {
    let cancel = Deed::CancelVisits { visits: vec![id(20)], reason: Reason::CalledOff };
    check(
        &two().with(&planned("2026-11-24")),
        cancel.clone(),
        &["act-cancel-visits | Harbour Dental | called_off | 1", "visit 20: state=cancelled reason=called_off"],
    );
    check(&two().with(&logged()), cancel.clone(), &["refusal-not-planned"]);
    check(&two(), cancel, &["Gone"]);
}
