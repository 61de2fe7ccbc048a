//! What a rule plans (the next visit after a log, a month) yields to whatever a person has made of it elsewhere, and asks nobody: however late it
//! comes, and from whichever laptop.

use chrono::NaiveDate;
use rounds::base::id::Id;
use rounds::domain::deed::Deed;
use rounds::schema::{ACCOUNT, CONFLICT, Reason, Role, VISIT, Value};
use rounds::server::Storage;

use super::office::{Laptop, Office, logged};

/// Ann with two laptops, Bo with one; all know Acme.
fn office() -> (Office, [Laptop; 3], Id) {
    let mut office = Office::new(&["North"]);
    office.user("Ann", Role::Rep, &["North"]);
    office.user("Bo", Role::Rep, &["North"]);
    let (mut ann, mut second, mut bo) = (office.laptop("Ann"), office.laptop("Ann"), office.laptop("Bo"));
    let acme = ann.adds(&mut office, "Acme");
    office.sync_all(&mut [&mut ann, &mut second, &mut bo]);
    (office, [ann, second, bo], acme)
}

fn planned(laptop: &Laptop) -> Vec<Id> {
    let ids = laptop.store.visible_ids(VISIT.number).unwrap();
    ids.into_iter().filter(|id| laptop.get(&VISIT, *id, "state") == Value::text("planned")).collect()
}

fn in_days(laptop: &Laptop, office: &Office, days: u64) -> NaiveDate {
    laptop.now(office).today() + chrono::Days::new(days)
}

#[test]
fn a_next_visit_that_was_called_off_or_deleted_stays_so_when_the_other_laptop_plans_it_later() {
    for deletes in [false, true] {
        let (mut office, [mut ann, mut second, mut bo], acme) = office();
        let day = in_days(&ann, &office, 14);
        let first = logged(&ann, &office, (acme, "met the buyer"), day);
        ann.does(&mut office, &first);
        office.sync(&mut ann);
        let [next] = planned(&ann)[..] else { panic!("one is planned") };
        if deletes {
            ann.deletes(&mut office, &VISIT, next);
        } else {
            ann.does(&mut office, &Deed::CancelVisits { visits: vec![next], reason: Reason::CalledOff });
        }
        office.sync(&mut ann);
        // Her other laptop has had no signal since the morning, and plans the same an hour later.
        office.later(60);
        let other = logged(&second, &office, (acme, "met the buyer"), day);
        second.does(&mut office, &other);
        assert_eq!(planned(&second), [next]);
        office.sync_all(&mut [&mut second, &mut ann, &mut bo]);
        for laptop in [&ann, &second, &bo] {
            assert_eq!(planned(laptop), [], "deleted: {deletes}");
            assert!(laptop.conflicts().is_empty(), "nobody is asked");
            assert_eq!(laptop.sees(&VISIT, next), !deletes);
        }
        assert_eq!(ann.store.dump().unwrap(), second.store.dump().unwrap());
    }
}

#[test]
fn a_month_taken_over_on_two_laptops_is_planned_once() {
    let (mut office, [mut ann, mut second, mut bo], acme) = office();
    let visits = vec![(acme, in_days(&ann, &office, 3)), (acme, in_days(&ann, &office, 17))];
    for laptop in [&mut ann, &mut second] {
        laptop.does(&mut office, &Deed::PlanEach { visits: visits.clone() });
        office.later(10);
    }
    office.sync_all(&mut [&mut ann, &mut second, &mut bo]);
    for laptop in [&ann, &second, &bo] {
        assert_eq!(planned(laptop).len(), 2);
        assert!(laptop.conflicts().is_empty());
    }
    // What she then says of one is hers, and stands.
    let one = planned(&second)[0];
    second.does(&mut office, &Deed::CancelVisits { visits: vec![one], reason: Reason::CalledOff });
    office.sync_all(&mut [&mut second, &mut ann]);
    assert_eq!(planned(&ann).len(), 1);
    assert!(ann.conflicts().is_empty());
    let when = ann.history(&office, &VISIT, one).into_iter().map(|line| line.at).min().unwrap();
    assert!(
        when.minutes_since(ann.now(&office).at).abs() < 24 * 60,
        "it was made today, not at the beginning of time: {when}"
    );
}

#[test]
fn a_customer_who_was_deleted_stays_so_when_a_month_planned_a_visit_there() {
    for planned_first in [false, true] {
        let (mut office, [mut ann, mut second, mut bo], acme) = office();
        let visits = vec![(acme, in_days(&ann, &office, 3))];
        ann.does(&mut office, &Deed::PlanEach { visits });
        bo.deletes(&mut office, &ACCOUNT, acme);
        let order = if planned_first { [&mut ann, &mut bo] } else { [&mut bo, &mut ann] };
        for laptop in order {
            office.sync(laptop);
        }
        office.sync_all(&mut [&mut ann, &mut second, &mut bo]);
        for laptop in [&ann, &second, &bo] {
            assert!(!laptop.sees(&ACCOUNT, acme), "planned first: {planned_first}");
            assert_eq!(planned(laptop), [], "planned first: {planned_first}");
            assert!(laptop.conflicts().is_empty());
        }
    }
}

#[test]
fn a_visit_that_went_with_its_customer_comes_back_with_him() {
    // Planned before the deletion or after it; brought back by an edit that did not know of it, or by the deleter's own undo.
    for (planned_first, undone) in [(true, false), (true, true), (false, false), (false, true)] {
        let how = format!("planned first: {planned_first}, undone: {undone}");
        let (mut office, [mut ann, mut second, mut bo], acme) = office();
        let visits = vec![(acme, in_days(&ann, &office, 3))];
        ann.does(&mut office, &Deed::PlanEach { visits });
        bo.deletes(&mut office, &ACCOUNT, acme);
        for laptop in if planned_first { [&mut ann, &mut bo] } else { [&mut bo, &mut ann] } {
            office.sync(laptop);
        }
        let next = office.server.look().unwrap().hanging(acme).unwrap();
        let [(entity, next)] = next[..] else { panic!("{next:?}: one hangs on him") };
        assert_eq!(entity, VISIT.number);
        // It went once, by the server's word.
        let went =
            |office: &mut Office| office.server.look().unwrap().changes_of(VISIT.number, next, 100).unwrap().len();
        assert_eq!(went(&mut office), 2, "{how}: made, and gone");
        if undone {
            bo.undoes(&mut office);
            office.sync(&mut bo);
        } else {
            second.sets(&mut office, &ACCOUNT, acme, "street", Value::text("1 Quay St"));
        }
        office.sync_all(&mut [&mut second, &mut ann, &mut bo]);
        for laptop in [&ann, &second, &bo] {
            assert!(laptop.sees(&ACCOUNT, acme), "{how}");
            assert_eq!(planned(laptop), [next], "{how}");
            assert_eq!(laptop.conflicts().len(), usize::from(!undone), "{how}: about the deletion alone");
        }
        // It is still nobody's work, and keeps nobody who is deleted once more.
        second.deletes(&mut office, &ACCOUNT, acme);
        office.sync_all(&mut [&mut second, &mut ann, &mut bo]);
        for laptop in [&ann, &second, &bo] {
            assert!(!laptop.sees(&ACCOUNT, acme), "{how}");
            assert_eq!(planned(laptop), [], "{how}");
        }
    }
}

#[test]
fn a_visit_that_was_deleted_with_its_customer_goes_once() {
    let (mut office, [mut ann, mut second, mut bo], acme) = office();
    let visits = vec![(acme, in_days(&ann, &office, 3))];
    ann.does(&mut office, &Deed::PlanEach { visits });
    office.sync_all(&mut [&mut ann, &mut second, &mut bo]);
    let [next] = planned(&bo)[..] else { panic!("one is planned") };
    bo.deletes(&mut office, &ACCOUNT, acme);
    office.sync(&mut bo);
    let told = office.server.look().unwrap().changes_of(VISIT.number, next, 100).unwrap();
    assert_eq!(told.len(), 2, "made, and deleted by him alone");
    // So it comes back with his undo, and not with a deletion of its own: what he called off before, nobody brings back.
    bo.undoes(&mut office);
    bo.deletes(&mut office, &VISIT, next);
    bo.deletes(&mut office, &ACCOUNT, acme);
    bo.undoes(&mut office);
    office.sync_all(&mut [&mut bo, &mut ann, &mut second]);
    for laptop in [&ann, &second, &bo] {
        assert!(laptop.sees(&ACCOUNT, acme));
        assert_eq!(planned(laptop), []);
    }
}

#[test]
fn whoever_touched_what_went_with_a_customer_is_told_once_that_he_had_been_deleted() {
    let (mut office, [mut ann, mut second, mut bo], acme) = office();
    let visits = vec![(acme, in_days(&ann, &office, 3))];
    ann.does(&mut office, &Deed::PlanEach { visits });
    office.sync_all(&mut [&mut ann, &mut second]);
    bo.deletes(&mut office, &ACCOUNT, acme);
    office.sync(&mut bo);
    let [next] = planned(&second)[..] else { panic!("one is planned") };
    second.sets(&mut office, &VISIT, next, "notes", Value::text("bring the samples"));
    office.sync_all(&mut [&mut second, &mut ann, &mut bo]);
    for laptop in [&ann, &second, &bo] {
        assert!(laptop.sees(&ACCOUNT, acme));
        assert_eq!(planned(laptop), [next]);
        let asked = laptop.sync_view(&office).conflicts;
        let about: Vec<Id> = asked.iter().map(|row| laptop.get(&CONFLICT, row.id, "record").id().unwrap()).collect();
        assert_eq!(about, [acme], "the visit was nobody's to delete");
    }
}
