//! One customer, once: two records are joined on one laptop, and every other laptop works on as if there had never been two.

use std::collections::BTreeSet;

use rounds::base::id::Id;
use rounds::domain::act::{By, Left};
use rounds::domain::ask::{Answer, Ask};
use rounds::domain::deed::Deed;
use rounds::schema::{ACCOUNT, CONTACT, Role, VISIT, Value};

use super::office::{Laptop, Office};

fn office() -> (Office, Laptop, Laptop) {
    let mut office = Office::new(&["North"]);
    office.user("Ann", Role::Rep, &["North"]);
    office.user("Bo", Role::Rep, &["North"]);
    let (ann, bo) = (office.laptop("Ann"), office.laptop("Bo"));
    (office, ann, bo)
}

pub fn merge(keep: Id, other: Id) -> Deed {
    Deed::Merge { entity: ACCOUNT.number, keep, other, from_other: BTreeSet::new() }
}

/// Two records of one customer, known to both.
fn twins(office: &mut Office, ann: &mut Laptop, bo: &mut Laptop) -> (Id, Id, Id, Id) {
    let (keep, other) = (ann.adds(office, "Blue Finch Cafe"), bo.adds(office, "Blue Finch"));
    bo.sets(office, &ACCOUNT, other, "street", Value::text("14 Quay St"));
    let (wang, visit) = (bo.adds_contact(office, other, "Wang"), bo.visits(office, other, "first visit"));
    office.sync_all(&mut [ann, bo]);
    (keep, other, wang, visit)
}

fn all(laptop: &Laptop) -> String {
    laptop.store.dump().unwrap()
}

#[test]
fn two_become_one_on_every_laptop_and_part_again() {
    let (mut office, mut ann, mut bo) = office();
    let (keep, other, wang, visit) = twins(&mut office, &mut ann, &mut bo);
    let before = all(&ann);
    ann.does(&mut office, &merge(keep, other));
    office.sync_all(&mut [&mut ann, &mut bo]);
    for laptop in [&ann, &bo] {
        assert_eq!(laptop.accounts(), 1);
        assert_eq!(laptop.get(&CONTACT, wang, "account"), Value::Id(keep));
        assert_eq!(laptop.get(&VISIT, visit, "account"), Value::Id(keep));
        assert_eq!(laptop.text(&ACCOUNT, keep, "street"), "14 Quay St", "what was empty is filled");
        assert_eq!(laptop.get(&ACCOUNT, keep, "other_names"), Value::set(["Blue Finch".to_string()]));
    }
    assert_eq!(all(&ann), all(&bo));
    // On Bo's laptop, whoever still means the old one means the new one.
    bo.does(&mut office, &Deed::Grade { accounts: vec![other], grade: Some(rounds::schema::Grade::A) });
    assert_eq!(bo.text(&ACCOUNT, keep, "grade"), "a");
    bo.undoes(&mut office);
    assert!(ann.undoes(&mut office).is_empty());
    office.sync_all(&mut [&mut ann, &mut bo]);
    assert_eq!((all(&ann), all(&bo)), (before.clone(), before));
    assert!(ann.conflicts().is_empty());
}

#[test]
fn what_arrives_late_for_the_one_that_went_lands_on_the_one_that_stays_and_parts_with_it() {
    let (mut office, mut ann, mut bo) = office();
    let (keep, other, wang, _) = twins(&mut office, &mut ann, &mut bo);
    ann.does(&mut office, &merge(keep, other));
    office.sync(&mut ann);
    // Bo was without a signal, and still has two.
    bo.sets(&mut office, &ACCOUNT, other, "street", Value::text("15 Quay St"));
    bo.sets(&mut office, &ACCOUNT, other, "city", Value::text("Bristol"));
    bo.sets(&mut office, &CONTACT, wang, "title", Value::text("Buyer"));
    let late = bo.visits(&mut office, other, "second visit");
    let new = bo.adds_contact(&mut office, other, "Li");
    office.sync_all(&mut [&mut bo, &mut ann]);
    for laptop in [&ann, &bo] {
        assert_eq!(laptop.accounts(), 1);
        assert_eq!(
            laptop.text(&ACCOUNT, keep, "street"),
            "15 Quay St",
            "Bo saw the street that the merge brought over"
        );
        assert_eq!(laptop.text(&ACCOUNT, keep, "city"), "Bristol");
        assert_eq!(laptop.text(&CONTACT, wang, "title"), "Buyer");
        for (entity, child) in [(&VISIT, late), (&CONTACT, new)] {
            assert_eq!(laptop.get(entity, child, "account"), Value::Id(keep));
        }
        assert!(laptop.conflicts().is_empty());
    }
    // Parted, each has its own again, Bo's late work too.
    let left = ann.undoes(&mut office);
    office.sync_all(&mut [&mut ann, &mut bo]);
    for laptop in [&ann, &bo] {
        assert_eq!(laptop.accounts(), 2);
        assert_eq!(laptop.text(&ACCOUNT, other, "street"), "15 Quay St");
        for (entity, child) in [(&CONTACT, wang), (&VISIT, late), (&CONTACT, new)] {
            assert_eq!(laptop.get(entity, child, "account"), Value::Id(other));
        }
        assert_eq!(laptop.text(&ACCOUNT, keep, "city"), "", "Bristol was said of the other");
    }
    let street = ACCOUNT.field("street").unwrap().number;
    let by = By::User("Bo".into());
    assert_eq!(
        left,
        vec![Left { entity: ACCOUNT.number, record: keep, field: street, by }],
        "set since: left, and named"
    );
    assert_eq!(all(&ann), all(&bo));
}

#[test]
fn a_late_edit_of_another_value_is_decided_like_any_conflict() {
    let (mut office, mut ann, mut bo) = office();
    let (keep, other, ..) = twins(&mut office, &mut ann, &mut bo);
    ann.sets(&mut office, &ACCOUNT, keep, "city", Value::text("Bath"));
    office.sync_all(&mut [&mut ann, &mut bo]);
    bo.sets(&mut office, &ACCOUNT, other, "city", Value::text("Bristol"));
    ann.does(&mut office, &merge(keep, other));
    office.sync_all(&mut [&mut ann, &mut bo]);
    for laptop in [&ann, &bo] {
        assert_eq!(laptop.text(&ACCOUNT, keep, "city"), "Bristol", "the later one");
        assert_eq!(laptop.conflicts().len(), 1);
        assert_eq!(laptop.text(&rounds::schema::CONFLICT, laptop.conflicts()[0], "lost"), "\"Bath\"");
    }
}

#[test]
fn a_late_deletion_of_the_one_that_went_deletes_nothing_of_the_one_that_stays() {
    let (mut office, mut ann, mut bo) = office();
    let (keep, other, wang, visit) = twins(&mut office, &mut ann, &mut bo);
    ann.does(&mut office, &merge(keep, other));
    office.sync(&mut ann);
    bo.deletes(&mut office, &ACCOUNT, other);
    office.sync_all(&mut [&mut bo, &mut ann]);
    for laptop in [&ann, &bo] {
        assert!(laptop.sees(&ACCOUNT, keep) && laptop.sees(&CONTACT, wang) && laptop.sees(&VISIT, visit));
        assert!(!laptop.conflicts().is_empty(), "the deletion that lost is shown");
    }
}

#[test]
fn merged_into_one_that_was_deleted_meanwhile_nothing_is_lost() {
    let (mut office, mut ann, mut bo) = office();
    let (keep, other, wang, _) = twins(&mut office, &mut ann, &mut bo);
    bo.deletes(&mut office, &ACCOUNT, keep);
    office.sync(&mut bo);
    ann.does(&mut office, &merge(keep, other));
    office.sync_all(&mut [&mut ann, &mut bo]);
    for laptop in [&ann, &bo] {
        assert!(laptop.sees(&ACCOUNT, keep) && laptop.sees(&CONTACT, wang));
    }
}

#[test]
fn two_merges_that_cross_leave_one_of_the_two() {
    let (mut office, mut ann, mut bo) = office();
    let (keep, other, wang, visit) = twins(&mut office, &mut ann, &mut bo);
    ann.does(&mut office, &merge(keep, other));
    bo.does(&mut office, &merge(other, keep));
    office.sync_all(&mut [&mut ann, &mut bo]);
    office.sync_all(&mut [&mut ann, &mut bo]);
    for laptop in [&ann, &bo] {
        assert_eq!(laptop.accounts(), 1);
        assert!(laptop.sees(&ACCOUNT, keep), "the first to arrive stands");
        for (entity, child) in [(&CONTACT, wang), (&VISIT, visit)] {
            assert_eq!(laptop.get(entity, child, "account"), Value::Id(keep));
        }
    }
    assert_eq!(all(&ann), all(&bo));
}

#[test]
fn one_person_entered_twice() {
    let (mut office, mut ann, mut bo) = office();
    let acme = ann.adds(&mut office, "Acme");
    let (wang, twin) = (ann.adds_contact(&mut office, acme, "Wang"), ann.adds_contact(&mut office, acme, "Mr Wang"));
    ann.sets(&mut office, &CONTACT, twin, "title", Value::text("Buyer"));
    let visit = ann.visits(&mut office, acme, "met Mr Wang");
    ann.sets(&mut office, &VISIT, visit, "contacts", Value::set([twin.to_string()]));
    office.sync_all(&mut [&mut ann, &mut bo]);
    let deed = Deed::Merge { entity: CONTACT.number, keep: wang, other: twin, from_other: BTreeSet::new() };
    ann.does(&mut office, &deed);
    office.sync(&mut ann);
    let late = bo.visits(&mut office, acme, "met him again");
    bo.sets(&mut office, &VISIT, late, "contacts", Value::set([twin.to_string()]));
    bo.sets(&mut office, &CONTACT, twin, "notes", Value::text("plays chess"));
    office.sync_all(&mut [&mut bo, &mut ann]);
    for laptop in [&ann, &bo] {
        assert!(laptop.sees(&CONTACT, wang) && !laptop.sees(&CONTACT, twin));
        assert_eq!(laptop.text(&CONTACT, wang, "title"), "Buyer");
        assert_eq!(laptop.text(&CONTACT, wang, "notes"), "plays chess");
        for visit in [visit, late] {
            assert_eq!(laptop.get(&VISIT, visit, "contacts"), Value::set([wang.to_string()]));
        }
    }
    assert_eq!(all(&ann), all(&bo));
}

#[test]
fn two_former_places_that_were_merged_are_told_once() {
    let (mut office, mut ann, _) = office();
    let [harbour, twin, tan] = ["Harbour", "Harbour Ltd", "Tan"].map(|name| ann.adds(&mut office, name));
    let li = ann.adds_contact(&mut office, tan, "Li");
    ann.sets(&mut office, &CONTACT, li, "formerly_at", Value::set([harbour.to_string(), twin.to_string()]));
    ann.does(&mut office, &merge(harbour, twin));
    let told = |ann: &Laptop, office: &Office, at: Id| {
        let now = ann.now(office);
        let Ok(Answer::Briefing(Some(brief))) = ann.store.answer(&Ask::Briefing(at), &now) else { panic!() };
        let Ok(Answer::Find(hits)) = ann.store.answer(&Ask::Find { words: "Li".into(), most: 20 }, &now) else {
            panic!()
        };
        let hit = hits.into_iter().find(|hit| hit.record == li).unwrap();
        (brief.earlier.into_iter().map(|earlier| earlier.place).collect::<Vec<_>>(), hit.formerly)
    };
    assert_eq!(told(&ann, &office, tan), (vec!["Harbour".into()], vec!["Harbour".into()]));
    // He goes back to where the other of the two was.
    ann.sets(&mut office, &CONTACT, li, "account", Value::Id(harbour));
    assert_eq!(told(&ann, &office, harbour), (Vec::new(), Vec::new()), "that is where he is");
}
