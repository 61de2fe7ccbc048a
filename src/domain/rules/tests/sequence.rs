//! Deeds in any order: what must hold after each of them, whatever was done before.

use proptest::prelude::*;

use super::*;
use crate::domain::deed::{Correction, LogRef};
use crate::schema::{Account, Choice, Reason};

/// The record of this place among those there, by turns; id 0 where there is none.
fn pick<R: crate::schema::Record>(book: &Book, place: usize) -> Id {
    let all: Vec<R> = book.all();
    if all.is_empty() { id(0) } else { all[place % all.len()].id() }
}

/// One deed, drawn from numbers: what, to which records, how.
fn deed(book: &Book, [what, one, other, how]: [usize; 4]) -> Deed {
    let account = pick::<Account>(book, one);
    let visit = pick::<Visit>(book, one);
    let follow_up = pick::<FollowUp>(book, one);
    let log = if how.is_multiple_of(2) { LogRef::Visit(visit) } else { LogRef::Touch(pick::<Touch>(book, one)) };
    let kind = match how % 3 {
        0 => LogKind::Visit(VisitKind::OnSite),
        1 => LogKind::Touch(TouchKind::Call),
        _ => LogKind::Visit(VisitKind::Video),
    };
    let whose = match other % 5 {
        0 => Whose::Unfiled,
        1 => Whose::New(format!("New {other}")),
        _ => Whose::Account(pick::<Account>(book, other)),
    };
    let times = ["2026-11-23 15:00", "08:00", "09:30", "10:10", "2026-11-24"];
    let start = at(times[how % 4]);
    let to = slot(["2026-11-24", "2026-11-24 16:00", "2026-11-27 09:00", "2026-12-01"][how % 4]);
    let promises = if how.is_multiple_of(3) { vec![us("promise", "2026-11-27")] } else { vec![] };
    match what % 17 {
        0 | 1 => Deed::Log(LogEntry {
            started: start,
            ended: start.plus_minutes(20),
            time_said: how.is_multiple_of(2),
            contacts: [pick::<Contact>(book, other)].into(),
            promises,
            closes: (how == 5).then_some(visit),
            ..entry(whose, kind, "note")
        }),
        2 => Deed::File { log, whose },
        3 | 4 => Deed::Correct {
            log,
            correction: Correction {
                whose: (other % 2 == 0).then_some(whose),
                time: (how % 3 == 0).then(|| (start, start.plus_minutes(15))),
                kind: (how % 4 < 2).then_some(kind),
                missed: (how % 7 == 6).then_some(Reason::NobodyThere),
                notes: (how % 5 == 0).then(|| "corrected".into()),
                seen_whose: None,
                seen_time: None,
                seen_notes: None,
                promises,
            },
        },
        5 => Deed::Plan { accounts: vec![account, pick::<Account>(book, other)], to, purpose: "plan".into() },
        6 if other.is_multiple_of(2) => Deed::MoveVisits { visits: vec![visit], to },
        6 => Deed::Reschedule { accounts: vec![account], to },
        7 => Deed::NotDone {
            visits: if other.is_multiple_of(2) { vec![visit] } else { vec![] },
            accounts: vec![account],
            reason: Reason::ALL[how % Reason::ALL.len()],
            words: String::new(),
            again: (how % 3 == 0).then_some(to),
        },
        8 => Deed::CancelVisits { visits: vec![visit], reason: Reason::CalledOff },
        9 | 10 => Deed::HereNow { account },
        11 => Deed::FollowUpsDone { follow_ups: vec![follow_up] },
        12 => Deed::FollowUpsOpen { follow_ups: vec![follow_up] },
        13 => Deed::MoveFollowUps { follow_ups: vec![follow_up, pick::<FollowUp>(book, other)], to },
        14 => Deed::ShutForGood { account },
        15 => match how % 3 {
            0 => Deed::Delete { entity: 3, record: visit },
            1 => Deed::Delete { entity: 4, record: pick::<Touch>(book, one) },
            _ => Deed::Delete { entity: 5, record: follow_up },
        },
        _ => Deed::MoveContact { contact: pick::<Contact>(book, other), to: account },
    }
}

/// What holds of any book that deeds have made.
fn holds(book: &Book, done: &Deed) {
    let visits: Vec<Visit> = book.all();
    let touches: Vec<Touch> = book.all();
    let in_progress = visits.iter().filter(|visit| visit.state == Some(VisitState::InProgress)).count();
    assert!(in_progress <= 1, "{in_progress} visits in progress after {done:?}");
    for visit in &visits {
        assert!(visit.day.is_some() && visit.owner == Some(ME), "{visit:?} after {done:?}");
        match visit.state.unwrap() {
            VisitState::Done => {
                assert_eq!(visit.day, visit.started.map(|started| now().workday(started)), "after {done:?}");
                assert!(visit.ended >= visit.started && visit.reason.is_none(), "{visit:?} after {done:?}");
            }
            VisitState::Planned => assert!(visit.planned && visit.started.is_none(), "{visit:?} after {done:?}"),
            VisitState::Missed | VisitState::Cancelled => assert!(visit.reason.is_some(), "{visit:?} after {done:?}"),
            VisitState::InProgress => assert!(visit.started.is_some() && visit.ended.is_none(), "{visit:?}"),
        }
        if let Some(call) = visit.phoned_instead {
            let call = touches.iter().find(|touch| touch.id == call);
            assert!(call.is_some_and(|call| call.account == visit.account), "{visit:?} after {done:?}");
        }
    }
    for follow_up in book.all::<FollowUp>() {
        let log = follow_up
            .visit
            .map(|log| visits.iter().find(|visit| visit.id == log).map(|visit| visit.account))
            .or(follow_up.touch.map(|log| touches.iter().find(|touch| touch.id == log).map(|touch| touch.account)));
        assert!(log.is_none_or(|log| log == Some(follow_up.account)), "{follow_up:?} lost its log after {done:?}");
        assert_eq!(follow_up.closed_at.is_some(), follow_up.state != Some(FollowUpState::Open), "{follow_up:?}");
    }
    for account in book.all::<Account>().into_iter().filter(|account| account.closed_on.is_some()) {
        assert_eq!((account.cadence, account.territory), (Some(0), Some(TERRITORY)));
    }
}

proptest! {
    // The same deeds in every run: whoever hunts for more takes other seeds.
    #![proptest_config(ProptestConfig {
        cases: 400,
        failure_persistence: None,
        rng_seed: proptest::test_runner::RngSeed::Fixed(20_261_124),
        ..ProptestConfig::default()
    })]

    #[test]
    fn a_book_stays_whole_whatever_is_done(steps in prop::collection::vec(prop::array::uniform4(0usize..40), 1..40)) {
        let mut book = two().with(&planned("2026-11-24 10:00"));
        for (place, step) in steps.into_iter().enumerate() {
            let deed = deed(&book, step);
            let before = book.clone();
            // A minute for each, within one workday.
            let now = now().with(now().at.plus_minutes(i64::try_from(place).unwrap()));
            match book.perform_at(&deed, &now) {
                Ok(_) => holds(&book, &deed),
                Err(_) => prop_assert_eq!(&book, &before, "a refused deed wrote"),
            }
        }
    }
}
