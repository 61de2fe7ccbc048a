//! The arithmetic checked by hand, term by term, and the order of the best.

use super::*;
use crate::schema::Degrees;

/// Tuesday.
fn now() -> Now {
    Now::parse("2026-11-24T10:42:00+08:00").unwrap()
}

fn day(text: &str) -> Option<NaiveDate> {
    Some(text.parse().unwrap())
}

fn place(longitude: &str) -> Option<Place> {
    Some(Place { latitude: Degrees::parse("0").unwrap(), longitude: Degrees::parse(longitude).unwrap() })
}

/// Grade A, seen 23 days ago, every 14 days: 9 over.
fn over() -> Candidate {
    Candidate {
        account: Id::from_bytes([9; 16]),
        name: "Bay Optics".into(),
        grade: Some(Grade::A),
        cadence: Some(14),
        last_visit: day("2026-11-01"),
        next_due: day("2026-11-15"),
        ..Candidate::default()
    }
}

/// The best of those that are known in full, with these stops of the day still to come and room for so many more.
fn found(candidates: &[Candidate], route: &[Place], room: u32, most: usize) -> Vec<Proposal> {
    let (now, weights) = (now(), Weights::default());
    let day = Day { now: &now, today: now.today(), weights: &weights, route, room, minutes: 30 };
    let known: Vec<&Candidate> = candidates.iter().collect();
    let best = best(&known, &day, most, 100, |candidate| Ok::<_, ()>(Some(candidate.clone())));
    best.unwrap()
}

#[test]
fn each_term_can_be_checked_by_hand() {
    let plain = Candidate { grade: None, ..over() };
    let covered = Candidate { next_due: day("2026-12-20"), last_visit: day("2026-11-23"), ..plain.clone() };
    let quiet = |days: i64, points: u32| (Why::Quiet { days }, points);
    for (candidate, expected) in [
        (
            over(),
            vec![
                (Why::Overdue { since: 23, cadence: 14 }, 100 + 200 * 9 / 14),
                (Why::Grade(Grade::A), 90),
                quiet(23, 23),
            ],
        ),
        // A call three days ago: all but three of the silence's points are gone.
        (
            Candidate { last_touch: day("2026-11-21"), ..plain.clone() },
            vec![(Why::Overdue { since: 23, cadence: 14 }, 228), quiet(3, 3)],
        ),
        // A call before the last visit says nothing.
        (
            Candidate { last_touch: day("2026-10-01"), ..plain.clone() },
            vec![(Why::Overdue { since: 23, cadence: 14 }, 228), quiet(23, 23)],
        ),
        (
            Candidate { last_visit: day("2025-01-01"), next_due: day("2025-01-15"), ..plain.clone() },
            vec![(Why::Overdue { since: 692, cadence: 14 }, 500), quiet(692, 60)],
        ),
        (
            Candidate { next_due: day("2026-11-24"), ..plain.clone() },
            vec![(Why::DueIn { days: 0 }, 100), quiet(23, 23)],
        ),
        (Candidate { next_due: day("2026-11-27"), ..plain.clone() }, vec![(Why::DueIn { days: 3 }, 70), quiet(23, 23)]),
        (Candidate { next_due: day("2026-12-01"), ..plain.clone() }, vec![(Why::DueIn { days: 7 }, 30), quiet(23, 23)]),
        (Candidate { next_due: day("2026-12-02"), ..over() }, vec![]),
        (
            Candidate { last_visit: None, next_due: day("2026-11-20"), ..plain.clone() },
            vec![(Why::FirstVisit { days: -4 }, 108)],
        ),
        (
            Candidate { last_visit: None, next_due: day("2026-11-26"), ..plain.clone() },
            vec![(Why::FirstVisit { days: 2 }, 50)],
        ),
        (Candidate { last_visit: None, next_due: None, ..over() }, vec![]),
        (Candidate { cadence: None, next_due: None, ..over() }, vec![]),
        (
            Candidate { ours: day("2026-11-20"), ..covered.clone() },
            vec![(Why::PromiseLate { days: 4 }, 210), quiet(1, 1)],
        ),
        (
            Candidate { ours: day("2026-11-24"), ..covered.clone() },
            vec![(Why::PromiseLate { days: 0 }, 150), quiet(1, 1)],
        ),
        (Candidate { ours: day("2026-11-25"), ..covered.clone() }, vec![]),
        (
            Candidate { ours: day("2020-01-01"), ..covered.clone() },
            vec![(Why::PromiseLate { days: 2519 }, 400), quiet(1, 1)],
        ),
        (
            Candidate { theirs: day("2026-11-20"), ..covered.clone() },
            vec![(Why::TheirsLate { days: 4 }, 80), quiet(1, 1)],
        ),
        (
            Candidate { opening_hours: "mon-fri 9-12".into(), ours: day("2026-11-24"), ..covered.clone() },
            vec![(Why::PromiseLate { days: 0 }, 150), (Why::Open { until: 720 }, 30), quiet(1, 1)],
        ),
        (
            Candidate { place: place("0.018"), ours: day("2026-11-24"), ..covered.clone() },
            vec![(Why::PromiseLate { days: 0 }, 150), (Why::Near { metres: 2002 }, 59), quiet(1, 1)],
        ),
        // Near the second stop of the day, not the first.
        (
            Candidate { place: place("1.018"), ours: day("2026-11-24"), ..covered.clone() },
            vec![(Why::PromiseLate { days: 0 }, 150), (Why::Near { metres: 2002 }, 59), quiet(1, 1)],
        ),
        (
            Candidate { place: place("0.1"), ours: day("2026-11-24"), ..covered.clone() },
            vec![(Why::PromiseLate { days: 0 }, 150), quiet(1, 1)],
        ),
        (Candidate { place: place("0"), opening_hours: "daily 9-12".into(), ..covered }, vec![]),
    ] {
        let route = [place("0").unwrap(), place("1").unwrap()];
        let found = found(std::slice::from_ref(&candidate), &route, 0, 5);
        let terms = found.first().map(|proposal| proposal.terms.clone()).unwrap_or_default();
        assert_eq!(terms, expected, "{candidate:?}");
        assert_eq!(found.first().map_or(0, |proposal| proposal.score), sum(&expected));
    }
}

#[test]
fn a_visit_must_fit_into_what_is_left_of_the_day() {
    let local = |time: &str| Now::parse(&format!("2026-11-24T{time}:00+08:00")).unwrap().local();
    for (full, taken, at, expected) in
        [(10, 4, "10:42", 6), (10, 12, "10:42", 0), (10, 4, "16:59", 2), (10, 4, "17:45", 0), (10, 4, "20:00", 0)]
    {
        assert_eq!(room(full, taken, 30, local(at)), expected, "{taken} of {full} at {at}");
    }
    // At 10:42, half an hour each.
    for (hours, left, expected) in [
        ("", 3, true),
        ("", 0, false),
        ("mon-fri 9-12", 3, true),
        ("mon-fri 9-11", 3, false),
        ("mon-fri 14-17", 3, true),
        ("mon-fri 19-22", 3, false),
        ("sat 9-12", 3, false),
    ] {
        let candidate = Candidate { opening_hours: hours.into(), ..over() };
        let terms = found(&[candidate], &[], left, 1).remove(0).terms;
        assert_eq!(terms.contains(&(Why::Room { left }, 25)), expected, "{hours:?} {left}: {terms:?}");
    }
}

#[test]
fn those_shut_planned_snoozed_or_seen_are_dropped() {
    for (what, candidate, proposed) in [
        ("due", over(), true),
        ("shut for good", Candidate { closed: true, ..over() }, false),
        ("snoozed", Candidate { snoozed_until: day("2026-11-25"), ..over() }, false),
        ("snoozed until today", Candidate { snoozed_until: day("2026-11-24"), ..over() }, true),
        ("planned today", Candidate { planned: day("2026-11-24"), ..over() }, false),
        ("planned within a week", Candidate { planned: day("2026-12-01"), ..over() }, false),
        ("planned in three weeks", Candidate { planned: day("2026-12-15"), ..over() }, true),
        ("gone to in vain today", Candidate { in_vain: true, ..over() }, false),
        (
            "seen today, with a promise late",
            Candidate { last_visit: day("2026-11-24"), ours: day("2026-11-20"), ..over() },
            false,
        ),
    ] {
        assert_eq!(!found(&[candidate], &[], 3, 5).is_empty(), proposed, "{what}");
    }
}

#[test]
fn the_best_come_first_and_ties_are_broken_the_same_way() {
    let of = |number: u8, name: &str, candidate: Candidate| Candidate {
        account: Id::from_bytes([number; 16]),
        name: name.into(),
        ..candidate
    };
    let mut all = vec![
        of(1, "Quay Books", Candidate { grade: Some(Grade::C), ..over() }),
        of(2, "Bay Optics", over()),
        of(3, "Ann's", over()),
        of(4, "Ann's", over()),
        of(5, "Zoo", Candidate { ours: day("2026-11-20"), ..over() }),
        of(6, "Inn", Candidate { opening_hours: "9-18".into(), ..over() }),
    ];
    let names = |list: &[Candidate], most| {
        let found = found(list, &[], 0, most);
        found.iter().map(|proposal| (proposal.name.clone(), proposal.account.bytes()[0])).collect::<Vec<_>>()
    };
    let expected: Vec<(String, u8)> = [("Zoo", 5), ("Inn", 6), ("Ann's", 3), ("Ann's", 4), ("Bay Optics", 2)]
        .map(|(name, number)| (name.to_string(), number))
        .into();
    for _ in 0..all.len() {
        all.rotate_left(1);
        assert_eq!(names(&all, 5), expected);
        assert_eq!(names(&all, 2), expected[..2]);
        assert_eq!(names(&all, 0), []);
    }
}

#[test]
fn no_one_is_missed_for_being_read_in_part() {
    // What the index tells is the name, the cycle and the grade; hours and calls turn the order round.
    let full: Vec<Candidate> = (0..60_u8)
        .map(|n| Candidate {
            account: Id::from_bytes([n; 16]),
            name: format!("Shop {n}"),
            last_touch: (n < 20).then(|| "2026-11-23".parse().unwrap()),
            opening_hours: if n > 50 { "9-18".into() } else { String::new() },
            ..over()
        })
        .collect();
    let known: Vec<Candidate> = full
        .iter()
        .map(|full| Candidate { name: String::new(), last_touch: None, opening_hours: String::new(), ..full.clone() })
        .collect();
    let (now, weights) = (now(), Weights::default());
    let day = Day { now: &now, today: now.today(), weights: &weights, route: &[], room: 3, minutes: 30 };
    let known: Vec<&Candidate> = known.iter().collect();
    let reads = std::cell::Cell::new(0);
    let lazily = best(&known, &day, 5, 100, |known| {
        reads.set(reads.get() + 1);
        Ok::<_, ()>(full.iter().find(|full| full.account == known.account).cloned())
    });
    let all: Vec<&Candidate> = full.iter().collect();
    let exact = best(&all, &day, 5, 100, |candidate| Ok::<_, ()>(Some(candidate.clone())));
    assert_eq!(lazily, exact);
    assert!(exact.unwrap().iter().all(|proposal| proposal.open_until.is_some()));
    assert!(reads.get() <= 60);
}

#[test]
fn a_weight_changes_its_own_term_alone() {
    let now = now();
    let weights = Weights::of(SetWeights::default().with(Weight::Due, Some(50)).with(Weight::Quiet, Some(0)));
    let day = Day { now: &now, today: now.today(), weights: &weights, route: &[], room: 0, minutes: 30 };
    let terms = proposal(&over(), &day).unwrap().terms;
    // The largest first.
    assert_eq!(terms, [(Why::Overdue { since: 23, cadence: 14 }, 50 + 100 * 9 / 14), (Why::Grade(Grade::A), 90)]);
}

#[test]
fn near_are_those_within_reach() {
    let at = |longitude: &str| Candidate { place: place(longitude), ..over() };
    let centre = place("0").unwrap();
    assert!(within_reach(&at("0.01"), centre) && !within_reach(&at("0.1"), centre) && !within_reach(&over(), centre));
    let found = found(&[at("0.01")], &[centre], 0, 5);
    assert!(found[0].terms.contains(&(Why::Near { metres: 1112 }, 77)));
}
