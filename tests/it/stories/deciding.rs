//! What was changed on both sides, and what becomes of the question: it says what stands now, and is none any more where nothing is to be decided.

use rounds::base::id::Id;
use rounds::domain::act::By;
use rounds::domain::ask::ConflictRow;
use rounds::domain::deed::{Deed, Resolution};
use rounds::schema::{ACCOUNT, CONFLICT, ConflictState, Role, Value};

use super::merging::merge;
use super::office::{Laptop, Office};

/// Ann, Bo and Cy, who all have one customer.
fn office() -> (Office, Laptop, Laptop, Laptop, Id) {
    let mut office = Office::new(&["North"]);
    for name in ["Ann", "Bo", "Cy"] {
        office.user(name, Role::Rep, &["North"]);
    }
    let (mut ann, mut bo, mut cy) = (office.laptop("Ann"), office.laptop("Bo"), office.laptop("Cy"));
    let nolan = ann.adds(&mut office, "Nolan");
    office.sync_all(&mut [&mut ann, &mut bo, &mut cy]);
    (office, ann, bo, cy, nolan)
}

fn city(record: Id, city: &str) -> Deed {
    let field = ACCOUNT.field("city").unwrap().number;
    Deed::Set { entity: ACCOUNT.number, record, values: vec![(field, Value::text(city))], seen: Vec::new() }
}

fn open(laptop: &Laptop, office: &Office) -> Vec<ConflictRow> {
    let rows = laptop.sync_view(office).conflicts;
    rows.into_iter().filter(|row| row.state == ConflictState::Open).collect()
}

#[test]
fn whoever_has_both_values_and_sets_the_field_has_decided_and_taking_that_back_asks_again() {
    let (mut office, mut ann, mut bo, _, nolan) = office();
    ann.does(&mut office, &city(nolan, "Bath"));
    bo.does(&mut office, &city(nolan, "Hull"));
    office.sync_all(&mut [&mut ann, &mut bo]);
    assert_eq!((open(&ann, &office).len(), open(&bo, &office).len()), (1, 1));
    ann.does(&mut office, &city(nolan, "Oxford"));
    assert!(open(&ann, &office).is_empty(), "at once, before any sync");
    office.sync_all(&mut [&mut ann, &mut bo]);
    for laptop in [&ann, &bo] {
        assert_eq!(laptop.text(&ACCOUNT, nolan, "city"), "Oxford");
        assert!(open(laptop, &office).is_empty(), "nobody is asked between two values of before");
        assert_eq!(laptop.text(&CONFLICT, laptop.conflicts()[0], "state"), "replaced");
        assert_eq!(laptop.sync_view(&office).line.needs_you, 0);
    }
    assert!(ann.undoes(&mut office).is_empty());
    office.sync_all(&mut [&mut ann, &mut bo]);
    for laptop in [&ann, &bo] {
        assert_eq!(laptop.text(&ACCOUNT, nolan, "city"), "Hull");
        let asked = open(laptop, &office);
        assert!(asked.len() == 1 && asked[0].since.is_none(), "{asked:?}");
    }
}

#[test]
fn what_somebody_set_who_knew_of_one_value_alone_is_what_is_shown_as_standing() {
    let (mut office, mut ann, mut bo, mut cy, nolan) = office();
    ann.does(&mut office, &city(nolan, "Bath"));
    bo.does(&mut office, &city(nolan, "Hull"));
    office.sync(&mut bo);
    office.sync(&mut cy);
    // Cy has seen Hull, and of Bath nobody knows yet.
    cy.does(&mut office, &city(nolan, "Oxford"));
    office.sync_all(&mut [&mut ann]);
    office.sync_all(&mut [&mut cy, &mut bo, &mut ann]);
    for (laptop, by) in [(&ann, By::User("Cy".into())), (&bo, By::User("Cy".into())), (&cy, By::Me)] {
        let asked = open(laptop, &office);
        assert_eq!(asked.len(), 1, "of Bath nobody has decided");
        let row = &asked[0];
        assert_eq!((row.won.0.str(), row.lost.0.str(), row.stands().str()), ("Hull", "Bath", "Oxford"));
        let since = row.since.as_ref().unwrap();
        assert!(since.by == by && since.at > row.won.2, "{since:?}");
    }
    let conflicts = vec![open(&bo, &office)[0].id];
    bo.does(&mut office, &Deed::Resolve { conflicts, choice: Resolution::KeepWinner });
    office.sync_all(&mut [&mut bo, &mut ann]);
    for laptop in [&ann, &bo] {
        assert_eq!(laptop.text(&ACCOUNT, nolan, "city"), "Oxford", "what was shown is what is kept");
        assert!(open(laptop, &office).is_empty());
    }
}

#[test]
fn a_merge_that_is_taken_back_takes_its_questions_along() {
    // The late edit wins on the record that stands, or loses there.
    for late_wins in [true, false] {
        let (mut office, mut ann, mut bo, _, cafe) = office();
        let limited = ann.adds(&mut office, "Nolan Ltd");
        ann.sets(&mut office, &ACCOUNT, cafe, "city", Value::text("Leeds"));
        office.sync_all(&mut [&mut ann, &mut bo]);
        let act = if late_wins {
            let merged = bo.does(&mut office, &merge(cafe, limited));
            ann.sets(&mut office, &ACCOUNT, limited, "city", Value::text("York"));
            merged.act
        } else {
            ann.sets(&mut office, &ACCOUNT, limited, "city", Value::text("York"));
            let merged = bo.does(&mut office, &merge(cafe, limited));
            bo.sets(&mut office, &ACCOUNT, cafe, "city", Value::text("Ripon"));
            merged.act
        };
        office.sync_all(&mut [&mut bo, &mut ann]);
        let stands = if late_wins { "York" } else { "Ripon" };
        for laptop in [&ann, &bo] {
            assert_eq!(laptop.text(&ACCOUNT, cafe, "city"), stands);
            assert_eq!(open(laptop, &office).len(), 1);
        }
        office.later(1);
        let now = bo.now(&office);
        bo.store.take_back(act, &now).unwrap();
        office.sync_all(&mut [&mut bo, &mut ann]);
        for laptop in [&ann, &bo] {
            assert_eq!(laptop.text(&ACCOUNT, cafe, "city"), if late_wins { "Leeds" } else { "Ripon" });
            assert_eq!(laptop.text(&ACCOUNT, limited, "city"), "York");
            assert!(open(laptop, &office).is_empty(), "both stand where they were set");
            assert_eq!(laptop.sync_view(&office).line.needs_you, 0);
        }
    }
}
