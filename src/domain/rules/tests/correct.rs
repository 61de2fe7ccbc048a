//! Logs set right afterwards.

use super::*;
use crate::domain::deed::{Correction, LogRef};
use crate::schema::{Account, Grade, Reason, VisitOutcome};

fn correct(log: LogRef, correction: Correction) -> Deed {
    Deed::Correct { log, correction }
}

fn to(number: u8) -> Correction {
    Correction { whose: Some(Whose::Account(id(number))), ..Correction::default() }
}

const VISIT: LogRef = LogRef::Visit(id_of(20));
const TOUCH: LogRef = LogRef::Touch(id_of(21));

const fn id_of(number: u8) -> Id {
    Id::from_bytes([number; 16])
}

#[test]
fn filing_a_log_brings_its_follow_ups_and_takes_the_place_of_the_plan() {
    let unfiled = Visit { account: None, contacts: Default::default(), ..logged() };
    let brought = FollowUp { account: None, contact: None, ..brought(20) };
    let book = two().with(&unfiled).with(&brought);
    let file = |whose| Deed::File { log: VISIT, whose };
    check(
        &book,
        file(Whose::Account(id(11))),
        &["act-file | Tan Pharmacy |  | 1", "visit 20: account=11", "follow_up 30: account=11"],
    );
    check(
        &book,
        file(Whose::New("Green Grocer".into())),
        &[
            "act-file | Green Grocer |  | 1",
            "+account a: name=Green Grocer source=walk_in first_due=2026-12-01",
            "visit 20: account=a",
            "follow_up 30: account=a",
        ],
    );
    check(&book, file(Whose::Unfiled), &["Nothing"]);
    check(
        &two().with(&Visit { notes: "tan pharm: wants a quote".into(), ..unfiled.clone() }),
        file(Whose::Account(id(11))),
        &["act-file | Tan Pharmacy |  | 1", "visit 20: account=11 notes=wants a quote"],
    );
    let plan = Visit {
        id: id(22),
        account: Some(id(11)),
        preparation: "bring the list".into(),
        ..planned("2026-11-24 09:15")
    };
    check(
        &book.clone().with(&plan),
        file(Whose::Account(id(11))),
        &[
            "act-file | Tan Pharmacy |  | 1",
            "visit 20: account=11 planned_start=09:15 purpose=renewal preparation=bring the list planned=yes",
            "-visit 22",
            "follow_up 30: account=11",
        ],
    );
    let tomorrow = Visit { id: id(22), account: Some(id(11)), ..planned("2026-11-25 09:15") };
    check(
        &book.with(&tomorrow),
        file(Whose::Account(id(11))),
        &["act-file | Tan Pharmacy |  | 1", "visit 20: account=11", "follow_up 30: account=11"],
    );
    check(
        &two().with(&Touch { account: None, ..call() }),
        Deed::File { log: TOUCH, whose: Whose::Account(id(11)) },
        &["act-file | Tan Pharmacy |  | 1", "touch 21: account=11"],
    );
}

#[test]
fn a_log_at_the_wrong_customer_moves_with_all_that_hangs_on_it() {
    let book = two().with(&logged()).with(&brought(20));
    check(
        &book,
        correct(VISIT, to(11)),
        &["act-correct | Tan Pharmacy |  | 1", "visit 20: account=11 contacts=", "follow_up 30: account=11 contact="],
    );
    check(&book, correct(VISIT, to(10)), &["Nothing"]);
    check(&book, correct(VISIT, to(77)), &["Gone"]);
    // It had closed a plan: that plan is open again, and the log is no longer a planned one.
    let closed = Visit { planned: true, planned_start: Some(at("09:15")), purpose: "renewal".into(), ..logged() };
    check(
        &two().with(&closed),
        correct(VISIT, to(11)),
        &[
            "act-correct | Tan Pharmacy |  | 1",
            "visit 20: account=11 planned_start= contacts= purpose= planned=",
            "+visit a: account=10 state=planned day=2026-11-24 planned_start=09:15 kind=on_site purpose=renewal planned=yes",
        ],
    );
    let call = Touch { contacts: [id(12), id(13)].into(), ..call() };
    check(
        &two().with(&call).with(&FollowUp { touch: Some(id(21)), ..follow_up(31, "samples") }),
        correct(TOUCH, to(11)),
        &["act-correct | Tan Pharmacy |  | 1", "touch 21: account=11 contacts=13", "follow_up 31: account=11"],
    );
}

#[test]
fn the_next_visit_that_a_log_planned_moves_along_with_it() {
    let log = Deed::Log(LogEntry { next: Some(slot("2026-12-08")), ..visit_at(10, "ok") });
    let mut book = two();
    book.perform(&log, NOW).unwrap();
    let made = book.all::<Visit>();
    let done = made.iter().find(|visit| visit.state == Some(VisitState::Done)).unwrap().id;
    let whose = |whose| correct(LogRef::Visit(done), Correction { whose: Some(whose), ..Correction::default() });
    let next = |book: &Book| {
        let planned = book.all::<Visit>().into_iter().filter(|visit| visit.state == Some(VisitState::Planned));
        planned.map(|visit| (visit.account.unwrap(), visit.day.unwrap().to_string())).collect::<Vec<_>>()
    };
    assert_eq!(next(&book), [(id(10), "2026-12-08".into())]);
    let mut moved = book.clone();
    moved.perform(&whose(Whose::Account(id(11))), NOW).unwrap();
    assert_eq!(next(&moved), [(id(11), "2026-12-08".into())]);
    // Where the other has one, this one goes; and where nobody knows whose the log is.
    let mut planned_there = book.clone().with(&Visit { id: id(22), account: Some(id(11)), ..planned("2026-12-01") });
    planned_there.perform(&whose(Whose::Account(id(11))), NOW).unwrap();
    assert_eq!(next(&planned_there), [(id(11), "2026-12-01".into())]);
    let mut unfiled = book.clone();
    unfiled.perform(&whose(Whose::Unfiled), NOW).unwrap();
    assert_eq!(next(&unfiled), []);
    // One that was planned by hand stays, and so does the one of a later log.
    let mut by_hand = two().with(&Visit { id: id(22), ..planned("2026-12-08") });
    by_hand.perform(&log, NOW).unwrap();
    by_hand
        .perform(
            &correct(
                LogRef::Visit(by_hand.all::<Visit>().iter().find(|v| v.state == Some(VisitState::Done)).unwrap().id),
                to(11),
            ),
            NOW,
        )
        .unwrap();
    assert_eq!(next(&by_hand), [(id(10), "2026-12-08".into())]);
    let mut later =
        book.clone().with(&Visit { id: id(23), started: Some(at("10:41")), ended: Some(at("10:42")), ..logged() });
    later.perform(&whose(Whose::Account(id(11))), NOW).unwrap();
    assert_eq!(next(&later), [(id(10), "2026-12-08".into())]);
    // The finger slips twice, and it comes back.
    let mut twice = book.clone().with(&account(14, "Quay Books"));
    for to in [11, 14, 10, 11, 10] {
        twice.perform(&whose(Whose::Account(id(to))), NOW).unwrap();
        assert_eq!(next(&twice), [(id(to), "2026-12-08".into())]);
    }
}

/// Two logs at one customer, the second of which was another's: what the first planned stays.
#[test]
fn a_next_visit_stays_with_the_visit_that_planned_it() {
    let of_grade = |n: u8, name: &str, grade| Account { grade: Some(grade), ..account(n, name) };
    let mut book = two().with(&of_grade(14, "Quay Books", Grade::A)).with(&of_grade(15, "Wool Mill", Grade::B));
    let first = Deed::Log(LogEntry { next: Some(slot("2026-12-08")), ..visit_at(14, "ok") });
    let (started, ended) = (at("10:35"), at("10:40"));
    let second = Deed::Log(LogEntry { started, ended, ..visit_at(14, "wants prices") });
    let planned = |book: &Book| {
        let planned = book.all::<Visit>().into_iter().filter(|visit| visit.state == Some(VisitState::Planned));
        planned.map(|visit| (visit.account.unwrap(), visit.day.unwrap().to_string())).collect::<Vec<_>>()
    };
    let latest = |book: &Book| book.all::<Visit>().into_iter().max_by_key(|visit| visit.started).unwrap().id;
    book.perform(&first, NOW).unwrap();
    let mut alone = book.clone();
    book.perform(&second, NOW).unwrap();
    let moved = latest(&book);
    book.perform(&correct(LogRef::Visit(moved), to(15)), NOW).unwrap();
    assert_eq!(planned(&book), [(id(14), "2026-12-08".into())]);
    // The only one takes it along, by the other's cadence: four weeks.
    let moved = latest(&alone);
    alone.perform(&correct(LogRef::Visit(moved), to(15)), NOW).unwrap();
    assert_eq!(planned(&alone), [(id(15), "2026-12-22".into())]);
}

#[test]
fn what_was_written_on_the_next_visit_is_not_lost_when_its_log_moves() {
    let log = Deed::Log(LogEntry { next: Some(slot("2026-12-08")), ..visit_at(10, "ok") });
    let mut book = two();
    book.perform(&log, NOW).unwrap();
    let of = |book: &Book, state| book.all::<Visit>().into_iter().find(|visit| visit.state == Some(state)).unwrap();
    let made = of(&book, VisitState::Planned);
    let book = book.with(&Visit { purpose: "renewal".into(), preparation: "A100".into(), ..made });
    let whose = |whose| {
        let done = of(&book, VisitState::Done).id;
        correct(LogRef::Visit(done), Correction { whose: Some(whose), ..Correction::default() })
    };
    let next = |mut book: Book, to| {
        book.perform(&whose(to), NOW).unwrap();
        let planned = book.all::<Visit>().into_iter().filter(|visit| visit.state == Some(VisitState::Planned));
        planned.map(|visit| (visit.account.unwrap(), visit.purpose, visit.preparation)).collect::<Vec<_>>()
    };
    let there = Whose::Account(id(11));
    assert_eq!(next(book.clone(), there.clone()), [(id(11), "renewal".into(), "A100".into())]);
    assert_eq!(next(book.clone(), Whose::Unfiled), [(id(10), "renewal".into(), "A100".into())]);
    let other = |purpose: &str, preparation: &str| Visit {
        id: id(22),
        account: Some(id(11)),
        purpose: purpose.into(),
        preparation: preparation.into(),
        ..planned("2026-12-01")
    };
    for (purpose, preparation, expected) in [
        ("", "", ("renewal", "A100")),
        ("renewal", "bring the list", ("renewal", "bring the list\nA100")),
        ("audit", "", ("audit", "renewal\nA100")),
    ] {
        let book = book.clone().with(&other(purpose, preparation));
        assert_eq!(next(book, there.clone()), [(id(11), expected.0.into(), expected.1.into())]);
    }
    // The plan that gives way to the log is none that is there.
    let today = Visit { id: id(22), account: Some(id(11)), ..planned("2026-11-24 10:00") };
    assert_eq!(next(book.clone().with(&today), there), [(id(11), "renewal".into(), "A100".into())]);
}

#[test]
fn the_visit_that_is_in_progress_stays_where_it_is_when_the_log_before_it_moves() {
    let log = Deed::Log(LogEntry { next: Some(slot("2026-11-25")), ..visit_at(10, "ok") });
    let mut book = two();
    book.perform(&log, NOW).unwrap();
    let done = book.all::<Visit>().into_iter().find(|visit| visit.state == Some(VisitState::Done)).unwrap().id;
    let tomorrow = "2026-11-25T09:00:00+08:00";
    book.perform(&Deed::HereNow { account: id(10) }, tomorrow).unwrap();
    let here = |book: &Book| book.all::<Visit>().into_iter().find(|v| v.state == Some(VisitState::InProgress));
    let begun = here(&book).unwrap();
    assert_eq!((begun.account, begun.started), (Some(id(10)), Some(at("2026-11-25 09:00"))));
    let there = Visit { id: id(22), account: Some(id(11)), ..planned("2026-12-01") };
    for book in [book.clone(), book.with(&there)] {
        for whose in [Whose::Account(id(11)), Whose::Unfiled] {
            let mut book = book.clone();
            let moved = Correction { whose: Some(whose), ..Correction::default() };
            book.perform(&correct(LogRef::Visit(done), moved), tomorrow).unwrap();
            assert_eq!(here(&book), Some(begun.clone()));
        }
    }
}

#[test]
fn what_another_has_set_meanwhile_is_not_written_over_with_what_was_seen() {
    // Seen 09:00-09:30; meanwhile its end was set right elsewhere, and only the start is changed here.
    let there = Visit { ended: Some(at("09:50")), ..logged() };
    let time = |from: &str, to: &str| Correction {
        time: Some((at(from), at(to))),
        seen_time: Some((at("09:00"), at("09:30"))),
        ..Correction::default()
    };
    let label = "act-correct | Harbour Dental |  | 1";
    check(&two().with(&there), correct(VISIT, time("08:50", "09:30")), &[label, "visit 20: started=08:50"]);
    check(&two().with(&there), correct(VISIT, time("09:00", "09:50")), &["Nothing"]);
    let refused = outcome(&two().with(&there), &correct(VISIT, time("09:00", "09:40")));
    assert!(refused[0].contains("Changed"), "{refused:?}");
    // So with the customer.
    let seen = |seen: u8| Correction { seen_whose: Some(Some(id(seen))), ..to(11) };
    assert_eq!(outcome(&two().with(&logged()), &correct(VISIT, seen(10))).len(), 2);
    let refused = outcome(&two().with(&logged()), &correct(VISIT, seen(12)));
    assert!(refused[0].contains("Changed"), "{refused:?}");
}

#[test]
fn a_corrected_time_moves_the_day_and_the_late_entry() {
    let book = two().with(&logged());
    let time =
        |from: &str, to: &str| correct(VISIT, Correction { time: Some((at(from), at(to))), ..Correction::default() });
    let label = "act-correct | Harbour Dental |  | 1";
    check(&book, time("08:50", "09:10"), &[label, "visit 20: started=08:50 ended=09:10"]);
    check(
        &book,
        time("2026-11-23 15:00", "2026-11-23 15:30"),
        &[label, "visit 20: day=2026-11-23 started=2026-11-23 15:00 ended=2026-11-23 15:30 late_entry=yes"],
    );
    check(&book, time("09:00", "08:00"), &[label, "visit 20: ended=09:00"]);
    // It is 10:42: what is still to come was not.
    for (from, to) in [("15:00", "15:30"), ("10:30", "11:00"), ("2026-11-25 09:00", "2026-11-25 09:30")] {
        check(&book, time(from, to), &["started: trouble-ahead"]);
    }
    // Of that day a planned visit waits still: the log takes its place.
    check(
        &book.with(&Visit { id: id(22), ..planned("2026-11-23 15:00") }),
        time("2026-11-23 15:00", "2026-11-23 15:30"),
        &[
            label,
            "visit 20: day=2026-11-23 planned_start=2026-11-23 15:00 started=2026-11-23 15:00 ended=2026-11-23 15:30 \
             purpose=renewal late_entry=yes planned=yes",
            "-visit 22",
        ],
    );
    check(
        &two().with(&call()),
        correct(
            TOUCH,
            Correction { time: Some((at("2026-11-23 15:00"), at("2026-11-23 15:05"))), ..Correction::default() },
        ),
        &[label, "touch 21: at=2026-11-23 15:00 day=2026-11-23 minutes=5"],
    );
}

#[test]
fn words_kind_and_promises_are_set_right() {
    let book = two().with(&logged());
    let label = "act-correct | Harbour Dental |  | 1";
    check(
        &book,
        correct(
            VISIT,
            Correction {
                notes: Some("likes A200".into()),
                kind: Some(LogKind::Visit(VisitKind::Video)),
                promises: vec![us("send quote", "2026-11-27")],
                ..Correction::default()
            },
        ),
        &[
            label,
            "visit 20: kind=video notes=likes A200",
            "+follow_up a: account=10 text=send quote due=2026-11-27 promised_by=us state=open visit=20 first_due=2026-11-27 \
             promised_at=09:30",
        ],
    );
    check(
        &two().with(&call()),
        correct(TOUCH, Correction { kind: Some(LogKind::Touch(TouchKind::Chat)), ..Correction::default() }),
        &[label, "touch 21: kind=chat"],
    );
    check(&book, correct(VISIT, Correction::default()), &["Nothing"]);
    let long = Correction { notes: Some("x".repeat(40_000)), ..Correction::default() };
    check(&book, correct(VISIT, long), &["notes: trouble-too-long"]);
    check(&two().with(&planned("2026-11-24")), correct(VISIT, to(11)), &["refusal-not-logged"]);
}

#[test]
fn a_visit_that_was_a_call_becomes_one_and_its_follow_ups_point_there() {
    let kind = |kind| Correction { kind: Some(kind), ..Correction::default() };
    let label = "act-correct | Harbour Dental |  | 1";
    let touch = "+touch a: account=10 kind=call at=09:00 day=2026-11-24 contacts=12 notes=likes A100 minutes=30 words=hd likes A100 \
                 logged_at=09:31";
    let book = two().with(&Visit { outcome: Some(VisitOutcome::Open), ..logged() }).with(&brought(20));
    check(
        &book,
        correct(VISIT, kind(LogKind::Touch(TouchKind::Call))),
        &[label, touch, "-visit 20", "follow_up 30: visit= touch=a"],
    );
    // A planned one stays, as phoned instead.
    let closed = Visit { planned: true, planned_start: Some(at("09:15")), ..logged() };
    check(
        &two().with(&closed),
        correct(VISIT, kind(LogKind::Touch(TouchKind::Call))),
        &[
            label,
            touch,
            "visit 20: state=missed started= ended= contacts= notes= reason=phoned_instead words= phoned_instead=a",
        ],
    );
    let visit = "account=10 state=done day=2026-11-24 started=09:00 ended=09:10 kind=on_site contacts=12 notes=rang about samples \
                 words=hd rang about samples logged_at=09:31";
    let back = correct(TOUCH, kind(LogKind::Visit(VisitKind::OnSite)));
    check(
        &two().with(&call()).with(&FollowUp { touch: Some(id(21)), ..follow_up(31, "samples") }),
        back.clone(),
        &[
            label,
            &format!(
                "+visit a: {}",
                visit.replace(
                    "words=hd rang about samples logged_at=09:31",
                    "logged_at=09:31 words=hd rang about samples"
                )
            ),
            "-touch 21",
            "follow_up 31: visit=a touch=",
        ],
    );
    // It had been said to replace a planned visit: that one took place after all.
    let replaced = Visit {
        state: Some(VisitState::Missed),
        reason: Some(Reason::Phoned),
        phoned_instead: Some(id(21)),
        ..planned("2026-11-24 09:00")
    };
    check(
        &two().with(&call()).with(&replaced),
        back,
        &[
            label,
            "visit 20: state=done started=09:00 ended=09:10 kind=on_site contacts=12 notes=rang about samples reason= \
             logged_at=09:31 words=hd rang about samples phoned_instead=",
            "-touch 21",
        ],
    );
    check(&two().with(&call()).with(&replaced), correct(VISIT, to(11)), &["refusal-phoned-instead"]);
    check(
        &two().with(&call()).with(&replaced),
        correct(TOUCH, to(11)),
        &[
            "act-correct | Tan Pharmacy |  | 1",
            "touch 21: account=11 contacts=",
            "visit 20: state=planned reason= phoned_instead=",
        ],
    );
}

#[test]
fn customer_time_kind_and_words_can_change_at_once() {
    let book = two().with(&logged()).with(&brought(20));
    check(
        &book,
        correct(
            VISIT,
            Correction {
                whose: Some(Whose::New("Green Grocer".into())),
                time: Some((at("08:00"), at("08:20"))),
                kind: Some(LogKind::Touch(TouchKind::Chat)),
                missed: None,
                notes: Some("wrote".into()),
                seen_whose: None,
                seen_time: None,
                seen_notes: None,
                promises: vec![us("answer", "")],
            },
        ),
        &[
            "act-correct | Green Grocer |  | 1",
            "+account a: name=Green Grocer source=walk_in first_due=2026-12-01",
            "+touch b: account=a kind=chat at=08:00 day=2026-11-24 notes=wrote minutes=20 words=hd likes A100 logged_at=09:31",
            "-visit 20",
            "follow_up 30: account=a visit= touch=b contact=",
            "+follow_up c: account=a text=answer promised_by=us state=open touch=b promised_at=08:20",
        ],
    );
}
