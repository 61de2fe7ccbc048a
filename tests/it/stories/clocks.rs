//! Wrong clocks cost nobody anything: a laptop found ahead starts anew at the server's time, and what waits keeps its distances.

use rounds::base::clock::Moment;
use rounds::schema::{ACCOUNT, Role, Value};
use rounds::sync::wire::Request;

use super::office::{Laptop, Office};

const YEAR: i64 = 365 * 24 * 60;

fn office() -> (Office, Laptop, Laptop) {
    let mut office = Office::new(&["North"]);
    for name in ["Ann", "Bo"] {
        office.user(name, Role::Rep, &["North"]);
    }
    let (ann, bo) = (office.laptop("Ann"), office.laptop("Bo"));
    (office, ann, bo)
}

/// The stamps of what a request carries.
fn stamps(request: &Request) -> Vec<Moment> {
    let groups = rounds::sync::read_groups(request).unwrap();
    groups.iter().flat_map(|group| &group.changes).map(|change| change.stamp.moment()).collect()
}

#[test]
fn a_laptop_found_ahead_re_stamps_what_waits_and_keeps_the_distances() {
    let (mut office, mut ann, _) = office();
    let id = ann.adds(&mut office, "Acme");
    ann.skew = YEAR;
    for (street, minutes) in [("one", 10), ("two", 30), ("three", 0)] {
        ann.sets(&mut office, &ACCOUNT, id, "street", Value::text(street));
        office.later(minutes);
    }
    // Asked for the first time, the laptop does not know yet; the answer tells it.
    let at = ann.now(&office).at;
    let mut syncer = rounds::client::Syncer::new().limited(1, 100_000);
    let request = syncer.next_request(&mut ann.store, at).unwrap().unwrap();
    assert_eq!(request.now, at.millis(), "a request states the laptop's now");
    let response = office.answer(&mut ann, &request);
    syncer.on_response(&mut ann.store, rounds::client::Reply::Response(&response), at).unwrap();
    let mut rest = rounds::client::Syncer::new();
    let request = rest.next_request(&mut ann.store, at).unwrap().unwrap();
    let stamps = stamps(&request);
    assert!(stamps.iter().all(|stamp| *stamp <= office.now), "{stamps:?}");
    let [.., one, two, three] = stamps.as_slice() else { panic!("{stamps:?}") };
    assert_eq!((two.minutes_since(*one), three.minutes_since(*two)), (11, 31));
    // What is written from now on goes by the server's time, though the clock is still ahead.
    ann.sets(&mut office, &ACCOUNT, id, "city", Value::text("Leeds"));
    let mut last = rounds::client::Syncer::new();
    let request = last.next_request(&mut ann.store, at).unwrap().unwrap();
    let newest = *self::stamps(&request).last().unwrap();
    assert!(newest <= office.now && newest >= *three, "{newest:?} {:?}", office.now);
    office.sync(&mut ann);
    assert_eq!(ann.text(&ACCOUNT, id, "street"), "three");
}

#[test]
fn story_1_who_edited_later_wins_however_wrong_the_clocks_and_whenever_it_was_sent() {
    // Of two that did not know of each other the later one wins, though it was sent first (14:12 beats 14:09).
    for (ann_off, bo_off) in [(0, 0), (YEAR, 0), (0, YEAR), (-YEAR, 0), (0, -YEAR), (YEAR, -YEAR)] {
        let (mut office, mut ann, mut bo) = office();
        (ann.skew, bo.skew) = (ann_off, bo_off);
        let id = ann.adds(&mut office, "Acme");
        for _ in 0..2 {
            office.sync_all(&mut [&mut ann, &mut bo]);
        }
        ann.sets(&mut office, &ACCOUNT, id, "notes", Value::text("14:09"));
        office.later(3);
        bo.sets(&mut office, &ACCOUNT, id, "notes", Value::text("14:12"));
        office.later(60);
        office.sync(&mut bo);
        office.sync(&mut ann);
        office.sync_all(&mut [&mut ann, &mut bo]);
        for laptop in [&ann, &bo] {
            assert_eq!(laptop.text(&ACCOUNT, id, "notes"), "14:12", "{ann_off} {bo_off}");
            assert_eq!(laptop.conflicts().len(), 1);
        }
        // And who has seen a value replaces it.
        ann.sets(&mut office, &ACCOUNT, id, "notes", Value::text("after"));
        office.sync_all(&mut [&mut ann, &mut bo]);
        assert_eq!(bo.text(&ACCOUNT, id, "notes"), "after", "{ann_off} {bo_off}");
    }
}

#[test]
fn story_3_different_fields_of_one_record_are_merged_and_both_sides_see_it() {
    let (mut office, mut ann, mut bo) = office();
    let id = ann.adds(&mut office, "Acme");
    office.sync_all(&mut [&mut ann, &mut bo]);
    ann.sets(&mut office, &ACCOUNT, id, "street", Value::text("Ann's street"));
    bo.sets(&mut office, &ACCOUNT, id, "website", Value::text("bo.example"));
    office.sync_all(&mut [&mut ann, &mut bo]);
    for laptop in [&ann, &bo] {
        assert_eq!(laptop.text(&ACCOUNT, id, "street"), "Ann's street");
        assert_eq!(laptop.text(&ACCOUNT, id, "website"), "bo.example");
        assert_eq!(laptop.conflicts(), vec![]);
        let merged: Vec<u16> = laptop
            .history(&office, &ACCOUNT, id)
            .into_iter()
            .filter(|line| line.merged)
            .map(|line| line.field)
            .collect();
        assert_eq!(
            merged,
            [ACCOUNT.field("website").unwrap().number],
            "the later comer bears the label, on both sides"
        );
    }
}
