//! Logs and stamps.

use super::*;
use crate::domain::deed::LogRef;
use crate::domain::usual::Usual;
use crate::schema::{Reason, TouchOutcome, VisitOutcome};

#[test]
fn a_log_becomes_a_visit_or_a_touch_with_its_follow_ups() {
    check(
        &two(),
        Deed::Log(LogEntry {
            outcome: Some(VisitOutcome::Interest),
            contacts: [id(12)].into(),
            promises: vec![
                us("send quote", "2026-11-27 10:00"),
                Promise { by: PromisedBy::Them, ..us("decide", "2026-11-30") },
                us("ring", ""),
                us("  ", "2026-11-27"),
            ],
            ..visit_at(10, "likes A100")
        }),
        &[
            "act-log | Harbour Dental | on_site | 1",
            "+visit a: account=10 state=done day=2026-11-24 started=10:10 ended=10:40 kind=on_site contacts=12 outcome=interest \
             notes=likes A100 words=likes A100",
            "+follow_up b: account=10 text=send quote due=2026-11-27 due_at=2026-11-27 10:00 promised_by=us state=open visit=a \
             first_due=2026-11-27 promised_at=10:40",
            "+follow_up c: account=10 text=decide due=2026-11-30 promised_by=them state=open visit=a first_due=2026-11-30 \
             promised_at=10:40",
            "+follow_up d: account=10 text=ring promised_by=us state=open visit=a promised_at=10:40",
        ],
    );
    check(
        &two(),
        Deed::Log(LogEntry {
            reached: Some(TouchOutcome::NoAnswer),
            promises: vec![us("ring again", "2026-11-25")],
            ..entry(Whose::Account(id(11)), LogKind::Touch(TouchKind::Call), "no answer")
        }),
        &[
            "act-log | Tan Pharmacy | call | 1",
            "+touch a: account=11 kind=call at=10:10 day=2026-11-24 notes=no answer outcome=no_answer words=no answer",
            "+follow_up b: account=11 text=ring again due=2026-11-25 promised_by=us state=open touch=a first_due=2026-11-25 \
             promised_at=10:40",
        ],
    );
}

#[test]
fn a_new_customer_comes_with_the_log_in_one_group() {
    let deed = Deed::Log(LogEntry {
        promises: vec![us("bring oven list", "2026-11-26")],
        ..entry(Whose::New(" Green Grocer ".into()), LogKind::Visit(VisitKind::OnSite), "wants the big oven")
    });
    check(
        &two(),
        deed.clone(),
        &[
            "act-log-new | Green Grocer | on_site | 1",
            "+account a: name=Green Grocer source=walk_in first_due=2026-12-01",
            "+visit b: account=a state=done day=2026-11-24 started=10:10 ended=10:40 kind=on_site notes=wants the big oven \
             words=wants the big oven",
            "+follow_up c: account=a text=bring oven list due=2026-11-26 promised_by=us state=open visit=b first_due=2026-11-26 \
             promised_at=10:40",
        ],
    );
    let mut book = two();
    let act = book.perform(&deed, NOW).unwrap();
    assert_eq!(act.groups.len(), 1);
    assert_eq!(
        book.all::<crate::schema::Account>().iter().filter(|account| account.territory == Some(TERRITORY)).count(),
        3
    );
    for (name, trouble) in [("   ", "name: trouble-required"), (&*"x".repeat(401), "name: trouble-too-long")] {
        check(&two(), Deed::Log(entry(Whose::New(name.into()), LogKind::Visit(VisitKind::OnSite), "x")), &[trouble]);
    }
}

#[test]
fn an_unfiled_log_is_mine() {
    let mut book = two();
    let deed = Deed::Log(entry(Whose::Unfiled, LogKind::Visit(VisitKind::Video), "met the new chef"));
    check(
        &book,
        deed.clone(),
        &[
            "act-log-unfiled | met the new chef | video | 1",
            "+visit a: state=done day=2026-11-24 started=10:10 ended=10:40 kind=video notes=met the new chef words=met the new chef",
        ],
    );
    book.perform(&deed, NOW).unwrap();
    assert_eq!(book.all::<Visit>()[0].owner, Some(ME));
}

#[test]
fn a_log_fills_the_visit_that_stands_for_it() {
    let stamped = |ended: &str| Visit {
        state: Some(if ended.is_empty() { VisitState::InProgress } else { VisitState::Done }),
        started: Some(at("09:50")),
        ended: (!ended.is_empty()).then(|| at(ended)),
        ..planned("2026-11-24 10:00")
    };
    let filled = "visit 20: state=done started=10:10 ended=10:40 kind=on_site notes=ok words=ok";
    for (what, visit, said, expected) in [
        ("planned for a time", planned("2026-11-24 10:00"), false, filled),
        ("planned for the day", planned("2026-11-24"), false, filled),
        ("in progress", stamped(""), false, "visit 20: state=done ended=10:42 kind=on_site notes=ok words=ok"),
        ("in progress, the words say when", stamped(""), true, filled),
        ("stamped start and end", stamped("10:20"), false, "visit 20: kind=on_site notes=ok words=ok"),
    ] {
        let found = outcome(&two().with(&visit), &Deed::Log(LogEntry { time_said: said, ..visit_at(10, "ok") }));
        assert_eq!(found[1..], [expected.to_string()], "{what}");
    }
    let ad_hoc =
        "+visit a: account=10 state=done day=2026-11-24 started=10:10 ended=10:40 kind=on_site notes=ok words=ok";
    for (what, visit) in [
        ("another day", planned("2026-11-25 10:00")),
        ("a colleague's", Visit { owner: Some(id(9)), ..planned("2026-11-24 10:00") }),
        ("a customer's other visit, told already", logged()),
        ("missed", Visit { state: Some(VisitState::Missed), ..planned("2026-11-24 10:00") }),
        ("another customer", Visit { account: Some(id(11)), ..planned("2026-11-24 10:00") }),
        (
            "in progress since yesterday",
            Visit {
                state: Some(VisitState::InProgress),
                started: Some(at("2026-11-23 16:00")),
                ..planned("2026-11-23 16:00")
            },
        ),
    ] {
        let found = outcome(&two().with(&visit), &Deed::Log(visit_at(10, "ok")));
        assert_eq!(found[1..], [ad_hoc.to_string()], "{what}");
    }
    let later = Visit { id: id(22), ..planned("2026-11-24 16:00") };
    let book = two().with(&later).with(&planned("2026-11-24 10:00"));
    assert!(outcome(&book, &Deed::Log(visit_at(10, "ok")))[1].starts_with("visit 20:"), "the nearest of two");
    let told = LogEntry { closes: Some(id(22)), ..visit_at(10, "ok") };
    assert!(outcome(&book, &Deed::Log(told))[1].starts_with("visit 22:"), "the one that was named");
}

#[test]
fn a_visit_planned_by_video_stays_one_unless_the_words_say_otherwise() {
    let video = Visit { kind: Some(VisitKind::Video), ..planned("2026-11-24 10:00") };
    for (kind, said, expected) in
        [(VisitKind::OnSite, false, ""), (VisitKind::OnSite, true, "kind=on_site "), (VisitKind::Video, true, "")]
    {
        let log = LogEntry { kind_said: said, ..entry(Whose::Account(id(10)), LogKind::Visit(kind), "ok") };
        let expected = format!("visit 20: state=done started=10:10 ended=10:40 {expected}notes=ok words=ok");
        let found = outcome(&two().with(&video), &Deed::Log(log.clone()));
        assert_eq!(found[1..], [expected], "{kind:?} {said}");
    }
}

#[test]
fn a_visit_of_a_day_that_is_over_was_on_that_day() {
    let monday = |start: &str| planned(&format!("2026-11-23{start}"));
    let under_way = |start: &str| Visit {
        state: Some(VisitState::InProgress),
        started: Some(at(&format!("2026-11-23{start}"))),
        ..monday("")
    };
    let tail = "kind=on_site notes=ok late_entry=yes words=ok";
    for (what, visit, guess, expected) in [
        ("agreed", monday(" 15:00"), "", "started=2026-11-23 15:00 ended=2026-11-23 15:30"),
        ("a whole day", monday(""), "", "started=2026-11-23 17:00 ended=2026-11-23 17:30"),
        ("its end was forgotten", under_way(" 15:00"), "", "ended=2026-11-23 15:30"),
        // A line that was begun that evening knew better.
        ("guessed there", under_way(" 15:00"), "2026-11-23 16:10", "ended=2026-11-23 16:10"),
        (
            "guessed there, agreed",
            monday(" 15:00"),
            "2026-11-23 16:10",
            "started=2026-11-23 15:40 ended=2026-11-23 16:10",
        ),
    ] {
        let log = LogEntry { closes: Some(id(20)), ..visit_at(10, "ok") };
        let log = match guess {
            "" => log,
            to => LogEntry { started: at(to).plus_minutes(-30), ended: at(to), ..log },
        };
        let found = outcome(&two().with(&visit), &Deed::Log(log));
        assert_eq!(found[1..], [format!("visit 20: state=done {expected} {tail}")], "{what}");
    }
    // The words say when.
    let said = LogEntry { closes: Some(id(20)), time_said: true, ..visit_at(10, "ok") };
    let found = outcome(&two().with(&under_way(" 15:00")), &Deed::Log(said));
    assert!(found[1].starts_with("visit 20: state=done day=2026-11-24 started=10:10 ended=10:40"), "{found:?}");
}

#[test]
fn a_log_is_never_refused_for_a_plan_that_is_over_or_gone_meanwhile() {
    let own = "+visit a: account=10 state=done day=2026-11-24 started=10:10 ended=10:40 kind=on_site notes=ok words=ok";
    for visit in [
        Visit { account: Some(id(11)), ..planned("2026-11-24") },
        logged(),
        Visit { state: Some(VisitState::Missed), reason: Some(Reason::Shut), ..planned("2026-11-24") },
        Visit { id: id(29), ..logged() },
    ] {
        let deed = Deed::Log(LogEntry { closes: Some(id(20)), ..visit_at(10, "ok") });
        check(&two().with(&visit), deed, &["act-log | Harbour Dental | on_site | 1", own]);
        let call = entry(Whose::Account(id(10)), LogKind::Touch(TouchKind::Call), "rang");
        let touch = "+touch a: account=10 kind=call at=10:10 day=2026-11-24 notes=rang words=rang";
        let deed = Deed::Log(LogEntry { closes: Some(id(20)), ..call });
        check(&two().with(&visit), deed, &["act-log | Harbour Dental | call | 1", touch]);
    }
}

/// `d` pressed once more, here or in another window, before the row is drawn as done.
#[test]
fn a_visit_that_took_place_takes_place_once() {
    let nothing = LogEntry { closes: Some(id(20)), ..visit_at(10, "") };
    for (visit, expected) in
        [(logged(), "refusal-visit-done"), (planned("2026-11-24"), "act-log | Harbour Dental | on_site | 1")]
    {
        let found = outcome(&two().with(&visit), &Deed::Log(nothing.clone()));
        assert_eq!(found[0], expected, "{found:?}");
    }
}

#[test]
fn a_call_takes_the_place_of_a_visit_only_when_told_so() {
    let book = two().with(&planned("2026-11-24 10:00"));
    let call = entry(Whose::Account(id(10)), LogKind::Touch(TouchKind::Call), "rang");
    let touch = "+touch a: account=10 kind=call at=10:10 day=2026-11-24 notes=rang words=rang";
    check(&book, Deed::Log(call.clone()), &["act-log | Harbour Dental | call | 1", touch]);
    check(
        &book,
        Deed::Log(LogEntry { closes: Some(id(20)), ..call }),
        &[
            "act-log | Harbour Dental | call | 1",
            touch,
            "visit 20: state=missed reason=phoned_instead phoned_instead=a",
        ],
    );
    // Nobody answered, or a word was left: the visit is still to be made.
    for reached in [TouchOutcome::NoAnswer, TouchOutcome::Message] {
        let rang = LogEntry {
            closes: Some(id(20)),
            reached: Some(reached),
            ..entry(Whose::Account(id(10)), LogKind::Touch(TouchKind::Call), "rang")
        };
        let found = outcome(&two().with(&planned("2026-11-24 10:00")), &Deed::Log(rang));
        assert!(found.iter().all(|line| !line.starts_with("visit 20")), "{found:?}");
    }
}

#[test]
fn a_late_entry_is_one_logged_more_than_an_hour_after_it_ended() {
    for (started, ended, late) in [
        ("10:10", "10:40", false),
        ("09:00", "09:42", false),
        ("09:00", "09:41", true),
        ("2026-11-23 15:00", "2026-11-23 15:30", true),
        ("11:30", "12:00", false),
    ] {
        let mut book = two();
        let log = LogEntry { started: at(started), ended: at(ended), time_said: true, ..visit_at(10, "x") };
        book.perform(&Deed::Log(log), NOW).unwrap();
        let visit = &book.all::<Visit>()[0];
        assert_eq!((visit.late_entry, visit.day), (late, Some(now().workday(at(started)))), "{started} to {ended}");
    }
}

#[test]
fn a_log_after_midnight_belongs_to_the_day_before() {
    let mut book = two().with(&planned("2026-11-24 23:00"));
    let log = LogEntry { started: at("2026-11-25 01:00"), ended: at("2026-11-25 01:30"), ..visit_at(10, "x") };
    let act = book.perform(&Deed::Log(log), "2026-11-25T01:40:00+08:00").unwrap();
    assert_eq!(act.about(), Some((3, id(20))));
    assert_eq!(book.get::<Visit>(id(20)).day, Some(day("2026-11-24")));
}

#[test]
fn words_too_long_for_their_field_are_refused_and_stay_in_the_draft() {
    let long = "x".repeat(32 * 1024 + 1);
    check(&two(), Deed::Log(visit_at(10, &long)), &["notes: trouble-too-long"]);
    let promised = LogEntry { promises: vec![us(&"x".repeat(2001), "")], ..visit_at(10, "x") };
    check(&two(), Deed::Log(promised), &["text: trouble-too-long"]);
}

#[test]
fn a_log_of_a_merged_customer_lands_on_the_one_that_stayed() {
    let merged = crate::schema::Account { merged_into: Some(id(11)), ..account(14, "Tan") };
    let found = outcome(&two().with(&merged), &Deed::Log(visit_at(14, "x")));
    assert!(found[1].starts_with("+visit a: account=11 "), "{found:?}");
    // Two that point at each other must not hang.
    let turn = crate::schema::Account { merged_into: Some(id(14)), ..account(11, "Tan Pharmacy") };
    outcome(&two().with(&merged).with(&turn), &Deed::Log(visit_at(14, "x")));
}

#[test]
fn here_now_stamps_the_start_and_then_the_end() {
    let mut book = two().with(&planned("2026-11-24 11:15")).with(&Visit { id: id(22), ..planned("2026-11-24 16:00") });
    let here = |number| Deed::HereNow { account: id(number) };
    check(
        &book,
        here(10),
        &["act-here | Harbour Dental |  | 1", "visit 20: state=in_progress started=10:42 kind=on_site"],
    );
    check(
        &book,
        here(11),
        &[
            "act-here | Tan Pharmacy |  | 1",
            "+visit a: account=11 state=in_progress day=2026-11-24 started=10:42 kind=on_site",
        ],
    );
    book.perform(&here(10), "2026-11-24T10:42:00+08:00").unwrap();
    let mut left = book.clone();
    let act = left.perform(&here(10), "2026-11-24T11:02:00+08:00").unwrap();
    assert_eq!(lines(&act), ["act-left | Harbour Dental |  | 1", "visit 20: state=done ended=11:02"]);
    // Elsewhere meanwhile: the first is ended, and one is in progress.
    let act = book.perform(&here(11), "2026-11-24T11:30:00+08:00").unwrap();
    assert_eq!(
        lines(&act),
        [
            "act-here | Tan Pharmacy |  | 1",
            "+visit a: account=11 state=in_progress day=2026-11-24 started=11:30 kind=on_site",
            "visit 20: state=done ended=11:30",
        ]
    );
    // A night later the end was forgotten: it lasted as long as is usual, and a new visit begins.
    let act = book.perform(&here(11), "2026-11-25T09:00:00+08:00").unwrap();
    assert_eq!(act.label.words, "act-here");
    let mut visits: Vec<Visit> = book.all();
    visits.retain(|visit| visit.account == Some(id(11)));
    visits.sort_by_key(|visit| visit.started);
    assert_eq!(visits[0].ended, Some(at("12:00")));
    assert_eq!(visits[1].state, Some(VisitState::InProgress));
}

#[test]
fn a_visit_whose_end_was_forgotten_lasted_as_long_as_is_usual_here() {
    let mut book = two().usual(Usual { minutes: 45, ..Usual::default() });
    book.perform(&Deed::HereNow { account: id(11) }, "2026-11-24T11:30:00+08:00").unwrap();
    book.perform(&Deed::HereNow { account: id(11) }, "2026-11-25T09:00:00+08:00").unwrap();
    let mut visits: Vec<Visit> = book.all();
    visits.sort_by_key(|visit| visit.started);
    assert_eq!(visits[0].ended, Some(at("12:15")));
}

#[test]
fn a_visit_that_was_stamped_is_told_once() {
    let mut book = two();
    book.perform(&Deed::HereNow { account: id(10) }, "2026-11-24T09:00:00+08:00").unwrap();
    book.perform(&Deed::HereNow { account: id(10) }, "2026-11-24T09:20:00+08:00").unwrap();
    book.perform(&Deed::Log(visit_at(10, "first")), NOW).unwrap();
    book.perform(&Deed::Log(visit_at(10, "second")), NOW).unwrap();
    let mut visits: Vec<Visit> = book.all();
    visits.sort_by_key(|visit| visit.started);
    let told: Vec<_> = visits.iter().map(|visit| (visit.notes.as_str(), visit.started, visit.late_entry)).collect();
    assert_eq!(told, [("first", Some(at("09:00")), true), ("second", Some(at("10:10")), false)]);
}

#[test]
fn a_log_that_is_gone_cannot_be_filed() {
    check(&two(), Deed::File { log: LogRef::Visit(id(77)), whose: Whose::Account(id(10)) }, &["Gone"]);
}

/// A log of a visit that came to nothing closes the plan as not done, makes the next visit as the other was planned, and keeps what was promised at the
/// door; where none was planned, or nobody knows whose it is, the attempt is made. It fills what stands for the visit, as any log does.
#[test]
fn a_log_of_a_visit_in_vain_is_a_missed_visit() {
    let vain = |log: LogEntry| LogEntry { missed: Some(Reason::Shut), ..log };
    let log = vain(LogEntry { next: Some(slot("2026-11-27")), ..visit_at(10, "shut") });
    let planned = planned("2026-11-24 10:00");
    let here = Visit { state: Some(VisitState::InProgress), started: Some(at("10:20")), ..planned.clone() };
    let again =
        "visit a: account=10 state=planned day=2026-11-27 planned_start=2026-11-27 10:00 purpose=renewal planned=yes";
    for (book, entry, expected) in [
        (two().with(&planned), log.clone(), vec!["missed started=10:42", again]),
        (two().with(&here), log.clone(), vec!["missed", again]),
        (
            two().with(&planned),
            LogEntry { promises: vec![us("samples", "2026-11-27")], ..vain(visit_at(10, "shut")) },
            vec!["missed started=10:42", "samples"],
        ),
        (two(), vain(visit_at(10, "shut")), vec!["account=10 state=missed day=2026-11-24 started=10:42"]),
        (
            two(),
            vain(LogEntry { time_said: true, ..visit_at(10, "shut") }),
            vec!["state=missed day=2026-11-24 started=10:10"],
        ),
        (two(), vain(entry(Whose::Unfiled, LogKind::Visit(VisitKind::OnSite), "shut")), vec!["state=missed"]),
    ] {
        let found = outcome(&book, &Deed::Log(entry));
        assert!(expected.iter().zip(found.iter().skip(1)).all(|(said, one)| one.contains(said)), "{found:#?}");
        assert_eq!(found.len(), expected.len() + 1, "{found:#?}");
        assert!(found.iter().all(|one| !one.contains("state=done") && !one.contains("ended=")), "{found:#?}");
    }
    // Told to close a plan that another window has closed: an attempt of its own, never refused.
    let closed = LogEntry { closes: Some(id(20)), ..vain(visit_at(10, "shut")) };
    let found = outcome(&two().with(&logged()), &Deed::Log(closed));
    assert!(found[1].starts_with("+visit") && found[1].contains("state=missed"), "{found:#?}");
}
