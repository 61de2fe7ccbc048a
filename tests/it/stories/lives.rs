//! A server that is restored twice to one backup has three lives, and people worked in each: what two of them did, neither knowing of the other,
//! is kept when both give it back; who was told that the server does not know where he is goes on where the next one does; and a making that
//! comes after what was made of it is taken.

use rounds::client::{Reply, Syncer};
use rounds::schema::{ACCOUNT, CONFLICT, CONTACT, ConflictState, Key, Role, Value};
use rounds::server::{Core, Moved, Sqlite, Storage, UserChange};
use rounds::sync::wire::Word;

use super::office::{Laptop, Office};

fn office() -> (Office, Laptop, Laptop) {
    let mut office = Office::new(&["North", "South", "West"]);
    for (name, role) in [("Ann", Role::Rep), ("Bo", Role::Manager)] {
        office.user(name, role, &["North", "South", "West"]);
    }
    let (ann, bo) = (office.laptop("Ann"), office.laptop("Bo"));
    (office, ann, bo)
}

/// What lost and is asked about, as a laptop shows it.
fn lost(laptop: &Laptop, office: &Office) -> Vec<Value> {
    let rows = laptop.sync_view(office).conflicts;
    rows.into_iter().filter(|row| row.state == ConflictState::Open).map(|row| row.lost.0).collect()
}

fn restored(office: &mut Office, backup: &mut Sqlite) {
    office.server = backup.copy().unwrap();
}

/// One after the other, twice over.
fn all_heal(office: &mut Office, laptops: &mut [&mut Laptop]) {
    for _ in 0..2 {
        for laptop in laptops.iter_mut() {
            office.heals(laptop);
        }
    }
}

#[test]
fn of_two_who_replaced_one_value_in_two_lives_of_the_server_the_earlier_is_kept() {
    for bo_first in [false, true] {
        let (mut office, mut ann, mut bo) = office();
        let acme = ann.adds(&mut office, "Acme");
        ann.sets(&mut office, &ACCOUNT, acme, "street", Value::text("1 Quay St"));
        office.sync_all(&mut [&mut ann, &mut bo]);
        let mut backup = office.server.copy().unwrap();
        for (laptop, street) in [(&mut ann, "2 Quay St"), (&mut bo, "3 Quay St")] {
            laptop.sets(&mut office, &ACCOUNT, acme, "street", Value::text(street));
            office.heals(laptop);
            restored(&mut office, &mut backup);
        }
        let mut order = [&mut ann, &mut bo];
        if bo_first {
            order.reverse();
        }
        all_heal(&mut office, &mut order);
        for laptop in [&ann, &bo] {
            assert_eq!(laptop.text(&ACCOUNT, acme, "street"), "3 Quay St", "Bo first: {bo_first}");
            assert_eq!(lost(laptop, &office), [Value::text("2 Quay St")], "Bo first: {bo_first}");
        }
    }
}

/// Whoever goes on from a value knew it, in whichever order both come back.
#[test]
fn what_was_gone_on_from_is_no_question_in_the_next_life_of_the_server() {
    for bo_first in [false, true] {
        let (mut office, mut ann, mut bo) = office();
        let acme = ann.adds(&mut office, "Acme");
        ann.sets(&mut office, &ACCOUNT, acme, "street", Value::text("1 Quay St"));
        office.sync_all(&mut [&mut ann, &mut bo]);
        let mut backup = office.server.copy().unwrap();
        ann.sets(&mut office, &ACCOUNT, acme, "street", Value::text("2 Quay St"));
        office.sync_all(&mut [&mut ann, &mut bo]);
        bo.sets(&mut office, &ACCOUNT, acme, "street", Value::text("3 Quay St"));
        office.heals(&mut bo);
        restored(&mut office, &mut backup);
        let mut order = [&mut ann, &mut bo];
        if bo_first {
            order.reverse();
        }
        all_heal(&mut office, &mut order);
        for laptop in [&ann, &bo] {
            assert_eq!(laptop.text(&ACCOUNT, acme, "street"), "3 Quay St", "Bo first: {bo_first}");
        }
        if !bo_first {
            assert_eq!(lost(&ann, &office), []);
        }
    }
}

/// What the office had done a server of before had written itself: nobody sends it once more, a laptop gives it back.
#[test]
fn a_move_of_the_offices_that_loses_to_one_of_another_life_of_the_server_is_kept() {
    let (mut office, mut ann, mut bo) = office();
    let acme = ann.adds(&mut office, "Acme");
    office.sync_all(&mut [&mut ann, &mut bo]);
    let (south, west) = (office.territory("South"), office.territory("West"));
    let mut backup = office.server.copy().unwrap();
    let to = Moved { territory: Some("South".into()), owner: None };
    office.core.move_accounts(&mut office.server, &[acme], &to, office.now).unwrap();
    office.heals(&mut ann);
    assert_eq!(ann.get(&ACCOUNT, acme, "territory"), Value::Id(south));
    restored(&mut office, &mut backup);
    bo.sets(&mut office, &ACCOUNT, acme, "territory", Value::Id(west));
    office.heals(&mut bo);
    restored(&mut office, &mut backup);
    office.core = Core::new(78).offering(u64::MAX);
    all_heal(&mut office, &mut [&mut bo, &mut ann]);
    for laptop in [&ann, &bo] {
        assert_eq!(laptop.get(&ACCOUNT, acme, "territory"), Value::Id(west));
        let lost = laptop.conflicts().into_iter().map(|id| laptop.text(&CONFLICT, id, "lost"));
        assert_eq!(lost.filter(|lost| lost.contains(&south.to_string())).count(), 1);
    }
}

#[test]
fn who_was_told_that_his_place_is_not_known_hands_over_where_it_is_known_again() {
    let (mut office, mut ann, mut bo) = office();
    let mut backup = office.server.copy().unwrap();
    bo.adds(&mut office, "Bolt");
    office.sync_all(&mut [&mut bo, &mut ann]);
    let acme = ann.adds(&mut office, "Acme");
    let mut as_it_was = office.server.copy().unwrap();
    restored(&mut office, &mut backup);
    let (mut syncer, at) = (Syncer::new(), ann.now(&office).at);
    for said in [Word::Tell, Word::Unknown] {
        let request = syncer.next_request(&mut ann.store, at).unwrap().unwrap();
        let response = office.answer(&mut ann, &request);
        assert_eq!(response.word, said);
        syncer.on_response(&mut ann.store, Reply::Response(&response), at).unwrap();
    }
    // The newer file was found after all, and her laptop is taken away.
    restored(&mut office, &mut as_it_was);
    let device = ann.store.enrolment().unwrap().unwrap().device;
    assert!(office.core.revoke(&mut office.server, device, office.now).unwrap());
    assert!(office.sync(&mut ann).wiped);
    office.heals(&mut bo);
    assert!(bo.sees(&ACCOUNT, acme), "what she handed over");
}

/// Within one contact the server is restored to where the laptop has read to: where somebody hangs comes before that he is there. Then the territory
/// in which he hangs is taken away.
#[test]
fn a_making_that_comes_after_what_was_made_of_it_draws_nothing_back_and_is_taken() {
    let mut office = Office::new(&["North", "South"]);
    for (name, role, territories) in [
        ("Ann", Role::Rep, &["North", "South"] as &[&str]),
        ("Bo", Role::Rep, &["North"]),
        ("Cy", Role::Rep, &["South"]),
    ] {
        office.user(name, role, territories);
    }
    let (mut ann, mut bo, mut cy) = (office.new_laptop("Ann"), office.laptop("Bo"), office.laptop("Cy"));
    let (acme, bolt) = (bo.adds(&mut office, "Acme"), cy.adds(&mut office, "Bolt"));
    office.sync_all(&mut [&mut bo, &mut cy]);
    let wang = ann.adds_contact(&mut office, acme, "Wang");
    ann.sets(&mut office, &CONTACT, wang, "account", Value::Id(bolt));
    let mut backup = office.server.copy().unwrap();
    let (mut syncer, at) = (Syncer::new().limited(64, 1), ann.now(&office).at);
    let mut asks = |office: &mut Office, ann: &mut Laptop| {
        let Some(request) = syncer.next_request(&mut ann.store, at).unwrap() else { return false };
        let response = office.answer(ann, &request);
        syncer.on_response(&mut ann.store, Reply::Response(&response), at).unwrap();
        true
    };
    asks(&mut office, &mut ann);
    restored(&mut office, &mut backup);
    let made = loop {
        assert!(asks(&mut office, &mut ann));
        let known = office.server.begin().unwrap().record(CONTACT.number, wang).unwrap();
        if let Some(known) = known {
            break known.held(&Key::RECORD).is_some();
        }
    };
    assert!(!made, "what was made of him came first");
    let change = UserChange { loses: vec!["South".into()], ..UserChange::default() };
    office.core.set_user(&mut office.server, "Ann", &change, office.now).unwrap();
    while asks(&mut office, &mut ann) {}
    office.heals(&mut ann);
    office.heals(&mut cy);
    assert_eq!(ann.sync_view(&office).parked.len(), 0, "nothing was refused");
    assert_eq!(cy.text(&CONTACT, wang, "name"), "Wang");
    assert_eq!(cy.get(&CONTACT, wang, "account"), Value::Id(bolt), "where she hung him last");
}
