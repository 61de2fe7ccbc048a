//! Customers that change hands: nobody loses an edit, nobody keeps what is no longer his (PEERS.md, 5 and 15).

mod taken;

use std::collections::BTreeSet;

use rounds::domain::deed::{Away, Correction, Deed, LogRef, Promise, Refusal, Slot, Whose};
use rounds::schema::{ACCOUNT, CONTACT, FOLLOW_UP, PromisedBy, Reason, Role, VISIT, Value};
use rounds::server::{Moved, UserChange};
use rounds::store::StoreError;

use super::office::{Laptop, Office, logged};

/// North is Ann's, South Bo's; Mo manages both.
fn office() -> (Office, Laptop, Laptop, Laptop) {
    let mut office = Office::new(&["North", "South"]);
    office.user("Ann", Role::Rep, &["North"]);
    office.user("Bo", Role::Rep, &["South"]);
    office.user("Mo", Role::Manager, &["North", "South"]);
    let (ann, bo, mo) = (office.laptop("Ann"), office.laptop("Bo"), office.laptop("Mo"));
    (office, ann, bo, mo)
}

fn to(territory: &str) -> Moved {
    Moved { territory: Some(territory.into()), owner: None }
}

#[test]
fn story_15_edits_of_a_customer_who_moved_meanwhile_reach_the_new_owner() {
    let (mut office, mut ann, mut bo, _) = office();
    let acme = ann.adds(&mut office, "Acme");
    let wang = ann.adds_contact(&mut office, acme, "Wang");
    office.sync(&mut ann);
    // Without a signal Ann works on; the office gives the customer to Bo.
    ann.sets(&mut office, &ACCOUNT, acme, "street", Value::text("2 King St"));
    let visit = ann.visits(&mut office, acme, "they want the A100");
    office.core.move_accounts(&mut office.server, &[acme], &to("South"), office.now).unwrap();
    office.sync_all(&mut [&mut ann, &mut bo]);
    assert_eq!(ann.store.waiting().unwrap(), 0, "all was handed over");
    for record in [acme, wang, visit] {
        assert!(![&ACCOUNT, &CONTACT, &VISIT].iter().any(|entity| ann.sees(entity, record)), "Ann has lost it");
    }
    assert_eq!(bo.text(&ACCOUNT, acme, "street"), "2 King St");
    assert_eq!(bo.text(&VISIT, visit, "notes"), "they want the A100");
    assert!(bo.sees(&CONTACT, wang));
    let arrived = bo.sync_view(&office).arrived;
    let late: Vec<_> = arrived.iter().filter(|row| row.late).map(|row| row.record).collect();
    assert!(late.contains(&acme) && late.contains(&visit), "the new owner is told: {arrived:?}");
    assert!(arrived.iter().all(|row| row.by == "Ann" || !row.late));
}

#[test]
fn story_15_there_and_back_while_edits_wait() {
    let (mut office, mut ann, mut bo, _) = office();
    let acme = ann.adds(&mut office, "Acme");
    let wang = ann.adds_contact(&mut office, acme, "Wang");
    office.sync(&mut ann);
    for round in 0..3 {
        let words = format!("round {round}");
        ann.sets(&mut office, &CONTACT, wang, "title", Value::text(words.as_str()));
        office.core.move_accounts(&mut office.server, &[acme], &to("South"), office.now).unwrap();
        if round != 1 {
            office.sync_all(&mut [&mut ann, &mut bo]);
            assert!(!ann.sees(&ACCOUNT, acme) && bo.sees(&ACCOUNT, acme));
        }
        office.core.move_accounts(&mut office.server, &[acme], &to("North"), office.now).unwrap();
        office.sync_all(&mut [&mut ann, &mut bo]);
        assert!(ann.sees(&ACCOUNT, acme) && ann.sees(&CONTACT, wang), "{words}");
        assert!(!bo.sees(&ACCOUNT, acme) && !bo.sees(&CONTACT, wang), "{words}");
        assert_eq!(ann.text(&CONTACT, wang, "title"), words);
        assert_eq!(ann.sync_view(&office).aside, None);
    }
}

/// Bo set the city of a customer that had become his; Ann, who had not heard of it, set it before him, and the name of its street.
#[test]
fn what_of_a_former_reps_edits_lost_is_told_to_who_made_them() {
    let (mut office, mut ann, mut bo, _) = office();
    let acme = ann.adds(&mut office, "Acme");
    office.sync_all(&mut [&mut ann, &mut bo]);
    office.core.move_accounts(&mut office.server, &[acme], &to("South"), office.now).unwrap();
    office.sync(&mut bo);
    ann.sets(&mut office, &ACCOUNT, acme, "city", Value::text("Derby"));
    ann.sets(&mut office, &ACCOUNT, acme, "street", Value::text("1 Quay St"));
    bo.sets(&mut office, &ACCOUNT, acme, "city", Value::text("Leicester"));
    office.sync(&mut bo);
    for _ in 0..2 {
        office.sync(&mut ann);
        let view = ann.sync_view(&office);
        assert_eq!((view.line.needs_you, view.conflicts.len()), (0, 0), "she is asked nothing");
        let [lost] = view.lost.as_slice() else { panic!("{:?}", view.lost) };
        let away = Away { who: "Bo".into(), territory: "South".into() };
        assert_eq!((&*lost.name, lost.field), ("Acme", ACCOUNT.field("city").unwrap().number));
        assert_eq!((&lost.value, &lost.to), (&Value::text("Derby"), &away), "the street was taken");
    }
    office.sync(&mut bo);
    assert_eq!(bo.text(&ACCOUNT, acme, "street"), "1 Quay St");
    assert_eq!(bo.conflicts().len(), 1, "and it is kept where it can be decided");
    assert!(bo.sync_view(&office).lost.is_empty());
    // Back again, it is an ordinary question.
    office.core.move_accounts(&mut office.server, &[acme], &to("North"), office.now).unwrap();
    office.sync_all(&mut [&mut ann, &mut bo]);
    assert_eq!((ann.sync_view(&office).lost.len(), ann.sync_view(&office).line.needs_you), (0, 1));
}

/// Whose territory was taken away has lost its customers to whoever has it now.
#[test]
fn who_has_the_customers_of_a_lost_territory_is_said() {
    let (mut office, mut ann, mut bo, _) = office();
    let acme = ann.adds(&mut office, "Acme");
    office.sync_all(&mut [&mut ann, &mut bo]);
    for (name, gains, loses) in [("Ann", "South", "North"), ("Bo", "North", "South")] {
        let change = UserChange { gains: vec![gains.into()], loses: vec![loses.into()], ..UserChange::default() };
        office.core.set_user(&mut office.server, name, &change, office.now).unwrap();
    }
    office.sync_all(&mut [&mut ann, &mut bo]);
    assert!(bo.sees(&ACCOUNT, acme));
    let refused = ann.tries(&mut office, &Deed::Delete { entity: ACCOUNT.number, record: acme });
    let to = Away { who: "Bo".into(), territory: "North".into() };
    let moved = Refusal::MovedAway { name: "Acme".into(), to };
    assert!(matches!(&refused, Err(StoreError::Refused(refusal)) if *refusal == moved), "{refused:?}");
}

/// Whatever somebody wants to do with what was at a customer who has moved away, he is told that the customer did: nobody deleted anything.
#[test]
fn whoever_wants_anything_of_a_customer_who_moved_away_is_told_so() {
    let (mut office, mut ann, _, _) = office();
    let (acme, other) = (ann.adds(&mut office, "Acme"), ann.adds(&mut office, "Bolt"));
    let wang = ann.adds_contact(&mut office, acme, "Wang");
    let met = ann.visits(&mut office, acme, "met Wang");
    let day = ann.now(&office).today() + chrono::Days::new(3);
    let slot = Slot::day(day);
    ann.does(&mut office, &Deed::Plan { accounts: vec![acme], to: slot, purpose: String::new() });
    let planned = ann.store.visible_ids(VISIT.number).unwrap().into_iter().find(|id| *id != met).unwrap();
    let promise = Promise { text: "send the list".into(), due: Some(slot), by: PromisedBy::Us };
    ann.does(&mut office, &Deed::AddFollowUp { account: Some(acme), promise: promise.clone() });
    let owed = ann.store.visible_ids(FOLLOW_UP.number).unwrap()[0];
    office.sync(&mut ann);
    office.core.move_accounts(&mut office.server, &[acme], &to("South"), office.now).unwrap();
    office.sync(&mut ann);
    let mut wrong = Vec::new();
    let (accounts, visits, follow_ups) = (vec![acme], vec![planned], vec![owed]);
    for deed in [
        logged(&ann, &office, (acme, "met the buyer"), day),
        Deed::NotDone {
            visits: visits.clone(),
            accounts: Vec::new(),
            reason: Reason::Shut,
            words: String::new(),
            again: None,
        },
        Deed::NotDone {
            visits: Vec::new(),
            accounts: accounts.clone(),
            reason: Reason::Shut,
            words: String::new(),
            again: None,
        },
        Deed::File { log: LogRef::Visit(met), whose: Whose::Account(other) },
        Deed::Correct {
            log: LogRef::Visit(met),
            correction: Correction { notes: Some("x".into()), ..Correction::default() },
        },
        Deed::Plan { accounts: accounts.clone(), to: slot, purpose: String::new() },
        Deed::MoveVisits { visits: visits.clone(), to: slot },
        Deed::CancelVisits { visits: visits.clone(), reason: Reason::Shut },
        Deed::HereNow { account: acme },
        Deed::AddFollowUp { account: Some(acme), promise },
        Deed::FollowUpsDone { follow_ups: follow_ups.clone() },
        Deed::FollowUpsOpen { follow_ups: follow_ups.clone() },
        Deed::MoveFollowUps { follow_ups: follow_ups.clone(), to: slot },
        Deed::DropFollowUps { follow_ups, reason: String::new() },
        Deed::Delete { entity: CONTACT.number, record: wang },
        Deed::Grade { accounts: accounts.clone(), grade: None },
        Deed::ShutForGood { account: acme },
        Deed::MoveContact { contact: wang, to: other },
        Deed::Merge { entity: ACCOUNT.number, keep: other, other: acme, from_other: BTreeSet::new() },
        Deed::TellApart { one: other, other: acme },
        Deed::Tick { visit: planned, visit_type: other, step: "x".into(), done: true },
        Deed::TypeOfVisit { visit: planned, visit_type: other },
        Deed::MoneyCame { log: LogRef::Visit(met), payment: "x".into() },
    ] {
        let said = ann.tries(&mut office, &deed);
        let moved = |name: &str| name == "Acme";
        if !matches!(&said, Err(StoreError::Refused(Refusal::MovedAway { name, .. })) if moved(name)) {
            wrong.push((deed, said));
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
    // What was never here, nobody took anywhere.
    let gone = ann.tries(&mut office, &Deed::HereNow { account: met });
    assert!(matches!(gone, Err(StoreError::Refused(Refusal::Gone))), "{gone:?}");
}

#[test]
fn what_a_user_may_follows_the_role() {
    let (mut office, mut ann, mut bo, mut mo) = office();
    let acme = ann.adds(&mut office, "Acme");
    office.sync_all(&mut [&mut ann, &mut bo, &mut mo]);
    let south = office.territory("South");
    let deed = Deed::Reassign { accounts: vec![acme], territory: Some(south), owner: Some(bo.user) };
    let refused = ann.tries(&mut office, &deed);
    assert!(matches!(refused, Err(StoreError::Refused(Refusal::State("refusal-managers-only")))), "{refused:?}");
    let roles: BTreeSet<Role> = [Role::Rep, Role::Manager].into();
    let change = UserChange { roles: Some(roles), ..UserChange::default() };
    office.core.set_user(&mut office.server, "Ann", &change, office.now).unwrap();
    office.sync(&mut ann);
    assert!(ann.sync_view(&office).line.manages);
    ann.does(&mut office, &deed);
    office.sync_all(&mut [&mut ann, &mut bo]);
    assert!(bo.sees(&ACCOUNT, acme) && !ann.sees(&ACCOUNT, acme));
    assert_eq!(bo.get(&ACCOUNT, acme, "owner"), Value::Id(bo.user));
    // The role goes: what she does meanwhile is parked, and her laptop knows at the next contact.
    let bolt = ann.adds(&mut office, "Bolt");
    office.sync(&mut ann);
    let change = UserChange { roles: Some([Role::Rep].into()), ..UserChange::default() };
    office.core.set_user(&mut office.server, "Ann", &change, office.now).unwrap();
    ann.does(&mut office, &Deed::Reassign { accounts: vec![bolt], territory: Some(south), owner: None });
    office.sync(&mut ann);
    let view = ann.sync_view(&office);
    assert_eq!((view.parked.len(), view.line.manages), (1, false));
    assert!(ann.sees(&ACCOUNT, bolt));
}

#[test]
fn a_manager_moves_the_marked_and_takes_it_back() {
    let (mut office, mut ann, mut bo, mut mo) = office();
    let accounts: Vec<_> = (0..5).map(|n| ann.adds(&mut office, &format!("Customer {n}"))).collect();
    office.sync_all(&mut [&mut ann, &mut bo, &mut mo]);
    let south = office.territory("South");
    mo.does(&mut office, &Deed::Reassign { accounts: accounts.clone(), territory: Some(south), owner: Some(bo.user) });
    office.sync_all(&mut [&mut mo, &mut ann, &mut bo]);
    assert_eq!((ann.accounts(), bo.accounts(), mo.accounts()), (0, 5, 5));
    assert!(mo.undoes(&mut office).is_empty());
    office.sync_all(&mut [&mut mo, &mut ann, &mut bo]);
    assert_eq!((ann.accounts(), bo.accounts(), mo.accounts()), (5, 0, 5));
    assert_eq!(ann.get(&ACCOUNT, accounts[0], "owner"), Value::Id(ann.user));
}

#[test]
fn a_private_follow_up_goes_to_my_other_laptop_and_to_nobody_else() {
    let (mut office, mut ann, mut bo, mut mo) = office();
    let mut second = office.laptop("Ann");
    let id = office.ids.next(office.now);
    let mine = rounds::schema::FollowUp {
        id,
        owner: Some(ann.user),
        text: "renew my parking card".into(),
        ..rounds::schema::FollowUp::default()
    };
    ann.commits(&mut office, vec![rounds::domain::act::Edit::create(&mine)]);
    office.sync_all(&mut [&mut ann, &mut second, &mut bo, &mut mo]);
    let entity = &rounds::schema::FOLLOW_UP;
    assert!(second.sees(entity, id) && !bo.sees(entity, id) && !mo.sees(entity, id));
}

/// The bytes of SYNC.md's table: 500 customers moved.
#[test]
fn five_hundred_customers_moved_cost_few_bytes() {
    let (mut office, mut ann, mut bo, _) = office();
    let mut accounts = Vec::new();
    for n in 0..500 {
        let id = ann.adds(&mut office, &format!("Customer {n}"));
        ann.sets(&mut office, &ACCOUNT, id, "street", Value::text(format!("{n} Mill Road")));
        accounts.push(id);
    }
    office.sync_all(&mut [&mut ann, &mut bo]);
    let idle = office.sync(&mut ann).down;
    office.core.move_accounts(&mut office.server, &accounts, &to("South"), office.now).unwrap();
    let (lost, gained) = (office.sync(&mut ann), office.sync(&mut bo));
    assert_eq!((ann.accounts(), bo.accounts()), (0, 500));
    let each = |bytes: usize| (bytes - idle) as f64 / 500.0;
    println!("500 customers moved: {:.1} B a row lost, {:.1} B a row gained", each(lost.down), each(gained.down));
    assert!(each(lost.down) <= 20.0, "{:.1} B a row lost", each(lost.down));
    assert!(each(gained.down) <= 40.0, "{:.1} B a row gained", each(gained.down));
}
