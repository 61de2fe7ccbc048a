//! A credit limit that two people set: the company's value stays on both sides until a person decides, and then both see the decision.

use rounds::base::money::Money;
use rounds::client::{Reply, Syncer};
use rounds::domain::deed::{Deed, Resolution};
use rounds::schema::{ACCOUNT, ConflictRule, ConflictState, Role, Value};
use rounds::server::Recounting;
use rounds::store::Recount;

use super::office::{Laptop, Office};

fn office() -> (Office, Laptop, Laptop) {
    let mut office = Office::new(&["North"]);
    for name in ["Ann", "Bo"] {
        office.user(name, Role::Rep, &["North"]);
    }
    let (ann, bo) = (office.laptop("Ann"), office.laptop("Bo"));
    (office, ann, bo)
}

fn limit(euros: i64) -> Value {
    Value::Int(Money::from_hundredths(euros * 100).hundredths())
}

/// Syncs with a server that may have been restored.
fn heal(office: &mut Office, laptop: &mut Laptop) {
    office.later(1);
    let at = laptop.now(office).at;
    let mut syncer = Syncer::new();
    while let Some(request) = syncer.next_request(&mut laptop.store, at).unwrap() {
        let response = office.answer(laptop, &request);
        syncer.on_response(&mut laptop.store, Reply::Response(&response), at).unwrap();
    }
}

#[test]
fn a_guarded_value_stays_until_a_person_decides_and_both_see_it() {
    let (mut office, mut ann, mut bo) = office();
    let acme = ann.adds(&mut office, "Acme");
    ann.sets(&mut office, &ACCOUNT, acme, "credit_limit", limit(1_000));
    office.sync_all(&mut [&mut ann, &mut bo]);
    assert_eq!(bo.get(&ACCOUNT, acme, "credit_limit"), limit(1_000));
    // One after the other, each knowing what was there: nothing to decide.
    bo.sets(&mut office, &ACCOUNT, acme, "credit_limit", limit(2_000));
    office.sync_all(&mut [&mut ann, &mut bo]);
    assert_eq!((ann.get(&ACCOUNT, acme, "credit_limit"), ann.conflicts().len()), (limit(2_000), 0));
    // Both at once. Ann's comes first; Bo's is later by the clock, and of a free field it would win.
    ann.sets(&mut office, &ACCOUNT, acme, "credit_limit", limit(3_000));
    ann.sets(&mut office, &ACCOUNT, acme, "street", Value::text("Ann's"));
    bo.sets(&mut office, &ACCOUNT, acme, "credit_limit", limit(9_000));
    bo.sets(&mut office, &ACCOUNT, acme, "street", Value::text("Bo's"));
    assert_eq!(bo.get(&ACCOUNT, acme, "credit_limit"), limit(9_000), "his own, as long as it waits");
    office.sync(&mut ann);
    office.sync(&mut bo);
    office.sync(&mut ann);
    for laptop in [&ann, &bo] {
        assert_eq!(laptop.get(&ACCOUNT, acme, "credit_limit"), limit(3_000), "the company's value stays");
        assert_eq!(laptop.text(&ACCOUNT, acme, "street"), "Bo's", "what is not guarded goes by its time");
        let view = laptop.sync_view(&office);
        let row = view.conflicts.iter().find(|row| row.rule == ConflictRule::Guarded).unwrap();
        assert_eq!(
            (row.won.0.clone(), row.lost.0.clone(), row.base.clone()),
            (limit(3_000), limit(9_000), limit(2_000))
        );
        assert_eq!((row.won.1.as_str(), row.lost.1.as_str(), row.state), ("Ann", "Bo", ConflictState::Open));
        assert_eq!(view.line.needs_you, 2, "the limit, and the street that lost");
    }
    // Ann decides for Bo's; both see the value and that it was decided.
    let open = |laptop: &Laptop, office: &Office| {
        let rows = laptop.sync_view(office).conflicts;
        rows.into_iter().find(|row| row.rule == ConflictRule::Guarded).unwrap()
    };
    let conflicts = vec![open(&ann, &office).id];
    ann.does(&mut office, &Deed::Resolve { conflicts, choice: Resolution::BringBack });
    office.sync_all(&mut [&mut ann, &mut bo]);
    for laptop in [&ann, &bo] {
        assert_eq!(laptop.get(&ACCOUNT, acme, "credit_limit"), limit(9_000));
        assert_eq!(open(laptop, &office).state, ConflictState::BroughtBack);
    }
    // Taken back, the company's value stands again and the question is open again, on both.
    assert_eq!(ann.undoes(&mut office), vec![]);
    office.sync_all(&mut [&mut ann, &mut bo]);
    for laptop in [&ann, &bo] {
        assert_eq!(laptop.get(&ACCOUNT, acme, "credit_limit"), limit(3_000));
        assert_eq!(open(laptop, &office).state, ConflictState::Open);
    }
}

#[test]
fn the_same_guarded_value_on_both_sides_is_no_question() {
    let (mut office, mut ann, mut bo) = office();
    let acme = ann.adds(&mut office, "Acme");
    office.sync_all(&mut [&mut ann, &mut bo]);
    for laptop in [&mut ann, &mut bo] {
        laptop.sets(&mut office, &ACCOUNT, acme, "payment_terms", Value::text("30 days net"));
    }
    office.sync_all(&mut [&mut ann, &mut bo]);
    assert_eq!((ann.conflicts().len(), bo.conflicts().len()), (0, 0));
    assert_eq!(bo.text(&ACCOUNT, acme, "payment_terms"), "30 days net");
}

#[test]
fn a_restored_server_takes_a_guarded_value_from_its_author_and_from_another_only_by_a_decision() {
    for author_comes in [true, false] {
        let (mut office, mut ann, mut bo) = office();
        let acme = ann.adds(&mut office, "Acme");
        ann.sets(&mut office, &ACCOUNT, acme, "credit_limit", limit(1_000));
        office.sync_all(&mut [&mut ann, &mut bo]);
        let backup = office.server.copy().unwrap();
        ann.sets(&mut office, &ACCOUNT, acme, "credit_limit", limit(5_000));
        ann.sets(&mut office, &ACCOUNT, acme, "notes", Value::text("pays late"));
        office.sync_all(&mut [&mut ann, &mut bo]);
        office.server = backup;
        if author_comes {
            heal(&mut office, &mut ann);
        }
        heal(&mut office, &mut bo);
        heal(&mut office, &mut bo);
        assert_eq!(bo.text(&ACCOUNT, acme, "notes"), "pays late");
        let stands = bo.get(&ACCOUNT, acme, "credit_limit");
        if author_comes {
            assert_eq!((stands, bo.conflicts().len()), (limit(5_000), 0));
            continue;
        }
        // Ann's laptop is lost. What Bo's gives back of hers waits for a decision.
        assert_eq!(stands, limit(1_000));
        let row = bo.sync_view(&office).conflicts[0].clone();
        assert_eq!((row.rule, row.lost.0), (ConflictRule::Returned, limit(5_000)));
        bo.does(&mut office, &Deed::Resolve { conflicts: vec![row.id], choice: Resolution::BringBack });
        office.sync(&mut bo);
        let mut fresh = office.laptop("Ann");
        office.sync(&mut fresh);
        assert_eq!(fresh.get(&ACCOUNT, acme, "credit_limit"), limit(5_000));
    }
}

#[test]
fn an_admins_laptop_confirms_a_guarded_value_that_a_restored_server_lost() {
    for bo_first in [true, false] {
        let (mut office, mut ann, mut bo) = office();
        office.user("Ada", Role::Admin, &["North"]);
        let mut ada = office.laptop("Ada");
        let acme = ann.adds(&mut office, "Acme");
        ann.sets(&mut office, &ACCOUNT, acme, "credit_limit", limit(1_000));
        office.sync_all(&mut [&mut ann, &mut bo, &mut ada]);
        let backup = office.server.copy().unwrap();
        ann.sets(&mut office, &ACCOUNT, acme, "credit_limit", limit(5_000));
        office.sync_all(&mut [&mut ann, &mut bo, &mut ada]);
        office.server = backup;
        // Ann's laptop is lost.
        if bo_first {
            heal(&mut office, &mut bo);
            heal(&mut office, &mut bo);
            assert_eq!(bo.get(&ACCOUNT, acme, "credit_limit"), limit(1_000), "a rep's laptop confirms nothing");
        }
        heal(&mut office, &mut ada);
        heal(&mut office, &mut bo);
        heal(&mut office, &mut ada);
        for laptop in [&bo, &ada] {
            assert_eq!(laptop.get(&ACCOUNT, acme, "credit_limit"), limit(5_000), "bo first: {bo_first}");
            let states: Vec<_> = laptop.sync_view(&office).conflicts.iter().map(|row| row.state).collect();
            assert_eq!(states, if bo_first { vec![ConflictState::BroughtBack] } else { vec![] });
        }
    }
}

/// Rows that were written by giving back are counted in the next idle hour, on both sides, and not only at night.
#[test]
fn what_was_refilled_is_counted_anew_on_both_sides() {
    let (mut office, mut ann, mut bo) = office();
    let acme = ann.adds(&mut office, "Acme");
    office.sync_all(&mut [&mut ann, &mut bo]);
    let count = |office: &mut Office, laptop: &mut Laptop| {
        let (mut here, mut there) = (Recount::default(), Recounting::default());
        while !here.done {
            laptop.store.recount_some(&mut here, 50, office.now).unwrap();
        }
        while !there.done {
            office.core.recount(&mut office.server, &mut there, 50, office.now).unwrap();
        }
    };
    let counted = |office: &mut Office, laptop: &Laptop| {
        let today = office.now.plus_minutes(-60);
        let both = [laptop.store.recounted().unwrap(), office.core.recounted(&mut office.server).unwrap()];
        both.map(|at| at.is_some_and(|at| at > today))
    };
    count(&mut office, &mut bo);
    let backup = office.server.copy().unwrap();
    ann.sets(&mut office, &ACCOUNT, acme, "notes", Value::text("pays late"));
    office.sync_all(&mut [&mut ann, &mut bo]);
    assert_eq!(counted(&mut office, &bo), [true, true], "an ordinary contact is no reason");
    office.server = backup;
    heal(&mut office, &mut bo);
    heal(&mut office, &mut bo);
    assert_eq!(counted(&mut office, &bo), [false, false]);
    count(&mut office, &mut bo);
    office.sync(&mut bo);
    assert_eq!(counted(&mut office, &bo), [true, true], "once");
}

/// A count that was under way while rows were refilled has not seen them, and is not the one that was promised.
#[test]
fn what_was_refilled_during_a_count_is_counted_once_more() {
    let (mut office, mut ann, mut bo) = office();
    let acme = ann.adds(&mut office, "Acme");
    office.sync_all(&mut [&mut ann, &mut bo]);
    let backup = office.server.copy().unwrap();
    ann.sets(&mut office, &ACCOUNT, acme, "notes", Value::text("pays late"));
    office.sync_all(&mut [&mut ann, &mut bo]);
    office.server = backup;
    // It is due on both sides from before: a first laptop has given back, and this one too.
    let (mut here, mut there) = (Recount::default(), Recounting::default());
    bo.store.recount_some(&mut here, 1, office.now).unwrap();
    office.core.recount(&mut office.server, &mut there, 1, office.now).unwrap();
    assert!(!here.done && !there.done);
    heal(&mut office, &mut bo);
    heal(&mut office, &mut bo);
    for again in [false, true] {
        while !here.done {
            bo.store.recount_some(&mut here, 50, office.now).unwrap();
        }
        while !there.done {
            office.core.recount(&mut office.server, &mut there, 50, office.now).unwrap();
        }
        let today = office.now.plus_minutes(-60);
        let both = [bo.store.recounted().unwrap(), office.core.recounted(&mut office.server).unwrap()];
        assert_eq!(both.map(|at| at.is_some_and(|at| at > today)), [again; 2]);
        (here, there) = (Recount::default(), Recounting::default());
    }
    // One that was broken off is due.
    bo.store.recount_some(&mut here, 1, office.now).unwrap();
    office.core.recount(&mut office.server, &mut there, 1, office.now).unwrap();
    let both = [bo.store.recounted().unwrap(), office.core.recounted(&mut office.server).unwrap()];
    assert!(both.iter().all(|at| at.is_none_or(|at| at.millis() < 86_400_000)), "{both:?}");
}
