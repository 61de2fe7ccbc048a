//! Two people, one record (PEERS.md, 2, 4, 7, 8 and 11): nothing overwritten unseen, nothing doubled, no ghost, the same figure everywhere.

use rounds::base::id::Id;
use rounds::client::{Reply, Syncer};
use rounds::domain::act::By;
use rounds::domain::ask::{Answer, Ask, ListAsk, Sort};
use rounds::domain::deed::{Deed, Resolution};
use rounds::schema::{ACCOUNT, CONFLICT, CONTACT, Grade, Role, VISIT, Value};

use super::office::{Laptop, Office, logged};

fn office() -> (Office, Laptop, Laptop) {
    let mut office = Office::new(&["North"]);
    office.user("Ann", Role::Rep, &["North"]);
    office.user("Bo", Role::Rep, &["North"]);
    let (ann, bo) = (office.laptop("Ann"), office.laptop("Bo"));
    (office, ann, bo)
}

#[test]
fn story_2_a_value_that_lost_is_shown_to_both_and_either_can_bring_it_back() {
    // Whoever wrote what lost, and whoever wrote what stands.
    for loser_decides in [true, false] {
        let (mut office, mut ann, mut bo) = office();
        let acme = ann.adds(&mut office, "Acme");
        office.sync_all(&mut [&mut ann, &mut bo]);
        ann.sets(&mut office, &ACCOUNT, acme, "notes", Value::text("Ann's words"));
        bo.sets(&mut office, &ACCOUNT, acme, "notes", Value::text("Bo's words"));
        office.sync_all(&mut [&mut ann, &mut bo]);
        for laptop in [&ann, &bo] {
            let view = laptop.sync_view(&office);
            assert_eq!(view.line.needs_you, 1, "nobody is overwritten without a word");
            let said: Vec<_> = view
                .conflicts
                .iter()
                .flat_map(|row| [&row.won, &row.lost])
                .map(|side| (side.0.str(), &*side.1))
                .collect();
            assert_eq!(said, [("Bo's words", "Bo"), ("Ann's words", "Ann")], "both values, and whose each is");
            assert_eq!(laptop.text(&ACCOUNT, acme, "notes"), "Bo's words");
        }
        let decider = if loser_decides { &mut ann } else { &mut bo };
        let conflicts = decider.conflicts();
        decider.does(&mut office, &Deed::Resolve { conflicts, choice: Resolution::BringBack });
        assert_eq!(decider.text(&ACCOUNT, acme, "notes"), "Ann's words", "at once, before any sync");
        office.sync_all(&mut [&mut bo, &mut ann]);
        for laptop in [&ann, &bo] {
            assert_eq!(laptop.text(&ACCOUNT, acme, "notes"), "Ann's words");
            assert_eq!(laptop.sync_view(&office).line.needs_you, 0);
        }
    }
}

#[test]
fn what_was_to_be_decided_about_a_customer_goes_with_it() {
    let (mut office, mut ann, mut bo) = office();
    let (acme, other) = (ann.adds(&mut office, "Acme"), ann.adds(&mut office, "Other"));
    let wang = ann.adds_contact(&mut office, other, "Wang");
    office.sync_all(&mut [&mut ann, &mut bo]);
    for laptop in [&mut ann, &mut bo] {
        let street = format!("{} Quay St", laptop.user);
        laptop.sets(&mut office, &ACCOUNT, acme, "street", Value::text(street.as_str()));
        laptop.sets(&mut office, &ACCOUNT, other, "street", Value::text(street.as_str()));
        laptop.sets(&mut office, &CONTACT, wang, "title", Value::text(street.as_str()));
    }
    office.sync_all(&mut [&mut ann, &mut bo]);
    let open = |laptop: &Laptop, office: &Office| laptop.sync_view(office).line.needs_you;
    assert_eq!((open(&ann, &office), open(&bo, &office)), (3, 3));
    ann.deletes(&mut office, &CONTACT, wang);
    office.sync_all(&mut [&mut ann, &mut bo]);
    assert_eq!((open(&ann, &office), open(&bo, &office)), (2, 2), "one person's alone");
    bo.deletes(&mut office, &ACCOUNT, acme);
    office.sync_all(&mut [&mut ann, &mut bo]);
    assert_eq!((open(&ann, &office), open(&bo, &office)), (1, 1), "and of the other customer it stays");
}

#[test]
fn story_4_deleted_at_the_office_and_edited_offline_no_ghost_returns() {
    let (mut office, mut ann, mut bo) = office();
    let acme = ann.adds(&mut office, "Acme");
    let wang = ann.adds_contact(&mut office, acme, "Wang");
    let untouched = ann.adds(&mut office, "Untouched");
    office.sync_all(&mut [&mut ann, &mut bo]);
    for record in [acme, untouched] {
        ann.deletes(&mut office, &ACCOUNT, record);
    }
    office.sync(&mut ann);
    bo.sets(&mut office, &ACCOUNT, acme, "notes", Value::text("they reopen in May"));
    office.sync_all(&mut [&mut bo, &mut ann]);
    for laptop in [&ann, &bo] {
        assert!(laptop.sees(&ACCOUNT, acme) && laptop.sees(&CONTACT, wang), "whole, not a ghost without its people");
        assert_eq!(laptop.text(&CONFLICT, laptop.conflicts()[0], "rule"), "edit_over_delete", "and it is said");
        assert!(!laptop.sees(&ACCOUNT, untouched), "what nobody touched is gone and stays gone");
    }
    ann.deletes(&mut office, &ACCOUNT, acme);
    office.sync_all(&mut [&mut ann, &mut bo]);
    assert!(!bo.sees(&ACCOUNT, acme) && !bo.sees(&CONTACT, wang), "deleted knowing of the edit, it goes");
}

#[test]
fn story_7_a_retry_after_a_timeout_makes_no_second_one() {
    let (mut office, mut ann, mut bo) = office();
    let acme = ann.adds(&mut office, "Acme");
    ann.visits(&mut office, acme, "one visit");
    let mut syncer = Syncer::new();
    for _ in 0..3 {
        // The server takes it, and the answer never arrives.
        let request = syncer.next_request(&mut ann.store, office.now).unwrap().unwrap();
        office.answer(&mut ann, &request);
        syncer.on_response(&mut ann.store, Reply::Timeout, office.now).unwrap();
    }
    assert!(ann.store.waiting().unwrap() > 0);
    office.sync_all(&mut [&mut ann, &mut bo]);
    for laptop in [&ann, &bo] {
        assert_eq!(laptop.store.visible_ids(VISIT.number).unwrap().len(), 1);
        assert_eq!(laptop.accounts(), 1);
    }
    assert_eq!(ann.store.waiting().unwrap(), 0);
}

/// A part of what was sent is taken, no answer comes, and what goes next is another batch: the rest of it, and what was done meanwhile.
#[test]
fn story_7_what_is_sent_again_in_another_batch_makes_no_second_one() {
    let (mut office, mut ann, mut bo) = office();
    let acme = ann.adds(&mut office, "Acme");
    ann.visits(&mut office, acme, "one visit");
    for taken in [1, 2] {
        let mut syncer = Syncer::new();
        let mut request = syncer.next_request(&mut ann.store, office.now).unwrap().unwrap();
        assert_eq!(request.groups.len(), taken + 1);
        request.groups.truncate(taken);
        office.answer(&mut ann, &request);
        syncer.on_response(&mut ann.store, Reply::Timeout, office.now).unwrap();
        ann.visits(&mut office, acme, "meanwhile");
    }
    office.sync_all(&mut [&mut ann, &mut bo]);
    for laptop in [&ann, &bo] {
        assert_eq!(laptop.store.visible_ids(VISIT.number).unwrap().len(), 3);
        assert_eq!(laptop.accounts(), 1);
    }
    assert_eq!(ann.store.waiting().unwrap(), 0);
}

#[test]
fn story_8_a_recurring_visit_made_on_two_laptops_is_one() {
    let (mut office, mut ann, mut bo) = office();
    let acme = ann.adds(&mut office, "Acme");
    office.sync_all(&mut [&mut ann, &mut bo]);
    let day = ann.now(&office).today();
    let next = day + chrono::Days::new(14);
    // The same rep at his two laptops, each without a signal.
    let mut second = office.laptop("Ann");
    office.sync_all(&mut [&mut ann, &mut second]);
    for (laptop, notes) in [(&mut ann, "met the buyer"), (&mut second, "met her again")] {
        let deed = logged(laptop, &office, (acme, notes), next);
        laptop.does(&mut office, &deed);
    }
    office.sync_all(&mut [&mut ann, &mut second, &mut bo]);
    // Those that were made, and those that are to come.
    let visits = |laptop: &Laptop| {
        let is_next = |id: &Id| laptop.get(&VISIT, *id, "state") == Value::text("planned");
        let (planned, made): (Vec<Id>, Vec<Id>) =
            laptop.store.visible_ids(VISIT.number).unwrap().into_iter().partition(is_next);
        (made.len(), planned)
    };
    let (_, was) = visits(&ann);
    for laptop in [&ann, &second, &bo] {
        assert_eq!((visits(laptop), was.len()), ((2, was.clone()), 1), "two were made, one is to come");
        assert!(laptop.conflicts().is_empty());
    }
    // Taken back and logged again it is another one: what was deleted does not come back.
    let again = logged(&ann, &office, (acme, "and again"), next);
    ann.deletes(&mut office, &VISIT, was[0]);
    ann.does(&mut office, &again);
    office.sync_all(&mut [&mut ann, &mut second, &mut bo]);
    let (_, next) = visits(&ann);
    assert_eq!(next.len(), 1, "one is to come again");
    assert_ne!(next, was);
    for laptop in [&ann, &second, &bo] {
        assert_eq!(visits(laptop), (3, next.clone()), "the same one everywhere, and no third");
        assert!(!laptop.sees(&VISIT, was[0]));
    }
}

#[test]
fn story_11_the_figures_of_two_laptops_and_of_the_office_are_the_same() {
    let (mut office, mut ann, mut bo) = office();
    for n in 0..6 {
        let account = ann.adds(&mut office, &format!("Customer {n}"));
        if n % 2 == 0 {
            ann.visits(&mut office, account, "seen");
        }
    }
    office.sync_all(&mut [&mut ann, &mut bo]);
    let first = bo.store.visible_ids(ACCOUNT.number).unwrap()[0];
    bo.does(&mut office, &Deed::Grade { accounts: vec![first], grade: Some(Grade::A) });
    office.sync_all(&mut [&mut bo, &mut ann]);
    let figures = |office: &Office, laptop: &Laptop| {
        let ask = Ask::Accounts(ListAsk { sort: Sort::Due, limit: 50, ..ListAsk::default() });
        match laptop.store.answer(&ask, &laptop.now(office)).unwrap() {
            Answer::Accounts(page) => page,
            other => panic!("{other:?}"),
        }
    };
    assert_eq!(figures(&office, &ann), figures(&office, &bo), "one formula over the same rows");
    assert_eq!(ann.store.dump().unwrap(), bo.store.dump().unwrap());
    assert_eq!(ann.store.dump_derived().unwrap(), bo.store.dump_derived().unwrap());
    // The office has no formula of its own: whoever sits there has a laptop, made new from what the server has, and it says the same.
    office.user("Max", Role::Manager, &["North"]);
    let mut max = office.laptop("Max");
    office.sync(&mut max);
    assert_eq!(figures(&office, &max), figures(&office, &ann), "the office's figure is the laptop's");
}

#[test]
fn what_my_other_laptop_did_is_mine_in_the_history() {
    let (mut office, mut ann, mut bo) = office();
    let mut other = office.laptop("Ann");
    let acme = ann.adds(&mut office, "Acme");
    office.sync_all(&mut [&mut ann, &mut other, &mut bo]);
    other.sets(&mut office, &ACCOUNT, acme, "street", Value::text("1 Quay St"));
    bo.sets(&mut office, &ACCOUNT, acme, "city", Value::text("Hull"));
    office.sync_all(&mut [&mut other, &mut bo, &mut ann]);
    let lines = ann.history(&office, &ACCOUNT, acme);
    let by = |field: &str| {
        let number = ACCOUNT.field(field).unwrap().number;
        lines.iter().find(|line| line.field == number).map(|line| line.by.clone()).unwrap()
    };
    assert_eq!((by("street"), by("city")), (By::Me, By::User("Bo".into())));
}
