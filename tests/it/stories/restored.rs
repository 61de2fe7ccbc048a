//! A restored server decides as the server before it had decided: what had lost does not win, what waited for a person goes on waiting, and
//! nobody's new edit goes with a deletion that he did not know.

use rounds::base::id::Id;
use rounds::client::{CarryError, Reply, Syncer, bundle_in};
use rounds::domain::act::{Edit, RecordEdit};
use rounds::schema::{ACCOUNT, CONFLICT, CONTACT, ConflictRule, ConflictState, Role, Value};
use rounds::server::{Core, Storage};
use rounds::sync::bundle::BundleError;

use super::office::{Laptop, Office};

fn office() -> (Office, Laptop, Laptop) {
    let mut office = Office::new(&["North"]);
    for name in ["Ann", "Bo"] {
        office.user(name, Role::Rep, &["North"]);
    }
    let (ann, bo) = (office.laptop("Ann"), office.laptop("Bo"));
    (office, ann, bo)
}

/// The two with one customer and a contact of it, all that any of them has.
fn acquainted() -> (Office, Laptop, Laptop, (Id, Id)) {
    let (mut office, mut ann, mut bo) = office();
    let acme = ann.adds(&mut office, "Acme");
    let wang = ann.adds_contact(&mut office, acme, "Wang");
    office.sync_all(&mut [&mut ann, &mut bo]);
    (office, ann, bo, (acme, wang))
}

/// Syncs with a server that may have been restored.
fn heal(office: &mut Office, laptop: &mut Laptop) {
    office.later(1);
    let at = laptop.now(office).at;
    let mut syncer = Syncer::new();
    let mut rounds = 0;
    while let Some(request) = syncer.next_request(&mut laptop.store, at).unwrap() {
        let response = office.answer(laptop, &request);
        syncer.on_response(&mut laptop.store, Reply::Response(&response), at).unwrap();
        rounds += 1;
        assert!(rounds < 100, "it never settles");
    }
}

/// The customer is there with its people, on both, and there is one question about it.
fn lives(office: &mut Office, ann: &mut Laptop, bo: &mut Laptop, (acme, wang): (Id, Id)) {
    for _ in 0..2 {
        heal(office, ann);
        heal(office, bo);
    }
    for laptop in [ann, bo] {
        assert!(laptop.sees(&ACCOUNT, acme) && laptop.sees(&CONTACT, wang), "whole");
        assert_eq!(laptop.text(&ACCOUNT, acme, "street"), "2 Quay St");
        let notes: Vec<String> = laptop.conflicts().iter().map(|id| laptop.text(&CONFLICT, *id, "rule")).collect();
        assert_eq!(notes, ["edit_over_delete"]);
        assert_eq!(laptop.store.waiting().unwrap(), 0);
    }
}

#[test]
fn a_deletion_that_had_lost_does_not_win_at_a_restored_server() {
    for bo_first in [false, true] {
        let (mut office, mut ann, mut bo, (acme, wang)) = acquainted();
        let backup = office.server.copy().unwrap();
        ann.sets(&mut office, &ACCOUNT, acme, "street", Value::text("2 Quay St"));
        bo.deletes(&mut office, &ACCOUNT, acme);
        office.sync(&mut ann);
        office.sync(&mut bo);
        assert!(bo.sees(&ACCOUNT, acme), "the edit beats the deletion");
        office.server = backup;
        if bo_first {
            heal(&mut office, &mut bo);
        }
        lives(&mut office, &mut ann, &mut bo, (acme, wang));
    }
}

#[test]
fn a_new_edit_beats_a_deletion_that_a_restored_server_is_told_of_later() {
    for bo_first in [false, true] {
        let (mut office, mut ann, mut bo, (acme, wang)) = acquainted();
        let backup = office.server.copy().unwrap();
        bo.deletes(&mut office, &ACCOUNT, acme);
        office.sync(&mut bo);
        office.server = backup;
        // Ann never heard of it.
        ann.sets(&mut office, &ACCOUNT, acme, "street", Value::text("2 Quay St"));
        if bo_first {
            heal(&mut office, &mut bo);
        }
        lives(&mut office, &mut ann, &mut bo, (acme, wang));
    }
}

#[test]
fn an_edit_that_comes_once_more_beats_a_new_deletion_that_did_not_know_it() {
    let (mut office, mut ann, mut bo, (acme, wang)) = acquainted();
    let backup = office.server.copy().unwrap();
    ann.sets(&mut office, &ACCOUNT, acme, "street", Value::text("2 Quay St"));
    office.sync(&mut ann);
    office.server = backup;
    bo.deletes(&mut office, &ACCOUNT, acme);
    heal(&mut office, &mut bo);
    assert!(!bo.sees(&ACCOUNT, acme));
    lives(&mut office, &mut ann, &mut bo, (acme, wang));
}

#[test]
fn a_limit_that_waited_for_a_decision_goes_on_waiting_at_a_restored_server() {
    for bo_first in [false, true] {
        let (mut office, mut ann, mut bo) = office();
        let acme = ann.adds(&mut office, "Acme");
        ann.sets(&mut office, &ACCOUNT, acme, "credit_limit", Value::Int(100_000));
        office.sync_all(&mut [&mut ann, &mut bo]);
        let backup = office.server.copy().unwrap();
        ann.sets(&mut office, &ACCOUNT, acme, "credit_limit", Value::Int(200_000));
        bo.sets(&mut office, &ACCOUNT, acme, "credit_limit", Value::Int(300_000));
        office.sync(&mut ann);
        office.sync(&mut bo);
        office.sync(&mut ann);
        assert_eq!(bo.get(&ACCOUNT, acme, "credit_limit"), Value::Int(200_000), "held");
        office.server = backup;
        if bo_first {
            heal(&mut office, &mut bo);
        }
        for _ in 0..2 {
            heal(&mut office, &mut ann);
            heal(&mut office, &mut bo);
        }
        for laptop in [&ann, &bo] {
            assert_eq!(laptop.get(&ACCOUNT, acme, "credit_limit"), Value::Int(200_000), "Bo first: {bo_first}");
            let view = laptop.sync_view(&office);
            let open = view.conflicts.iter().filter(|row| row.state == rounds::schema::ConflictState::Open);
            let open: Vec<_> = open.map(|row| (row.rule, row.lost.0.clone())).collect();
            assert_eq!(open, [(ConflictRule::Guarded, Value::Int(300_000))], "Bo first: {bo_first}");
        }
    }
}

#[test]
fn a_file_taken_slowly_is_no_sign_of_a_restoration() {
    use rounds::sync::wire::{Cursor, PROTOCOL, Request, Word};
    let (mut office, mut ann, mut bo) = office();
    office.core = rounds::server::Core::new(78).offering(2);
    let made: Vec<Id> = (0..5).map(|n| ann.adds(&mut office, &format!("Customer {n}"))).collect();
    office.sync(&mut ann);
    // The file ends where no laptop has been.
    let to = rounds::server::Moved { territory: None, owner: Some("Bo".into()) };
    office.core.move_accounts(&mut office.server, &made[..1], &to, office.now).unwrap();
    assert!(office.core.prepare_snapshots(&mut office.server, office.now).unwrap() > 0);
    // A new laptop is offered the file, and is days about taking it.
    office.core = rounds::server::Core::new(79).offering(2);
    let mut fresh = office.new_laptop("Bo");
    let asks = Request { protocol: PROTOCOL, most: 1 << 20, ..Request::default() };
    let offers = office.answer(&mut fresh, &asks).offers.unwrap();
    // Meanwhile the others read on, and what they have read goes to the history.
    office.core = rounds::server::Core::new(80).offering(u64::MAX);
    for n in 0..5 {
        bo.adds(&mut office, &format!("Other {n}"));
        office.sync_all(&mut [&mut bo, &mut ann]);
    }
    office.core.compact(&mut office.server, office.now).unwrap();
    let cursors = offers.iter().map(|offer| Cursor { stream: offer.stream, at: offer.mark, marks: None }).collect();
    let answer = office.answer(&mut fresh, &Request { cursors, ..asks });
    assert_eq!((answer.word, answer.resets.len()), (Word::Fine, 0), "{:?}", answer.resets);
}

#[test]
fn a_file_in_a_bundle_is_taken_only_where_it_leads_from() {
    let (mut office, mut ann, _) = office();
    let mut second = office.laptop("Ann");
    let backup = office.server.copy().unwrap();
    let acme = ann.adds(&mut office, "Acme");
    office.sync(&mut ann);
    // The server is restored to before that, and goes further than it had been; of Ann's place it knows the one before.
    office.server = backup;
    for n in 0..9 {
        second.adds(&mut office, &format!("Customer {n}"));
    }
    heal(&mut office, &mut second);
    let mut core = Core::new(78).offering(2);
    let device = core.devices(&mut office.server).unwrap().into_iter().find(|device| device.number == ann.who.device);
    let back = core.bundle_out(&mut office.server, &device.unwrap(), None, [5; 32], office.now).unwrap();
    let taken = bundle_in(&mut ann.store, &back, office.now);
    assert!(matches!(taken, Err(CarryError::Bundle(BundleError::Elsewhere))), "{taken:?}");
    for _ in 0..2 {
        heal(&mut office, &mut ann);
        heal(&mut office, &mut second);
    }
    for laptop in [&ann, &second] {
        assert_eq!(laptop.accounts(), 10);
        assert!(laptop.sees(&ACCOUNT, acme), "what was written before the restoration was given back");
    }
}

#[test]
fn a_bundle_of_a_restored_server_lets_go_of_nothing_by_its_time() {
    let mut office = Office::new(&["North", "South"]);
    office.user("Ann", Role::Rep, &["North", "South"]);
    office.user("Bo", Role::Rep, &["South"]);
    let (mut ann, mut bo) = (office.laptop("Ann"), office.laptop("Bo"));
    office.sync_all(&mut [&mut ann, &mut bo]);
    let backup = office.server.copy().unwrap();
    ann.adds(&mut office, "Acme");
    office.sync(&mut ann);
    let sent = ann.store.outbox_identities().unwrap();
    // Restored to before that. Of the stream in which nothing was lost its bundle has more, but of the other it does not know this book's place.
    office.server = backup;
    bo.adds(&mut office, "Bolt");
    heal(&mut office, &mut bo);
    office.later(40 * 24 * 60);
    let device = office.core.devices(&mut office.server).unwrap().into_iter().find(|it| it.number == ann.who.device);
    let back = office.core.bundle_out(&mut office.server, &device.unwrap(), None, [5; 32], office.now).unwrap();
    let taken = bundle_in(&mut ann.store, &back, office.now);
    assert!(matches!(taken, Err(CarryError::Bundle(BundleError::Elsewhere))), "{taken:?}");
    while ann.store.prune(office.now).unwrap() {}
    assert_eq!(ann.store.outbox_identities().unwrap(), sent, "what the server lost is still to be sent again");
    for _ in 0..2 {
        heal(&mut office, &mut ann);
        heal(&mut office, &mut bo);
    }
    let mut server = office.server.begin().unwrap();
    for identity in sent {
        assert!(server.change(identity).unwrap().is_some(), "the history is whole");
    }
}

/// Ann replaced what she had written; Bo, who had seen neither, replaced both. Whoever still has the first gives it back, and is no news.
#[test]
fn what_was_knowingly_replaced_is_no_question_when_it_is_given_back() {
    let (mut office, mut ann, mut bo, (acme, _)) = acquainted();
    office.user("Cy", Role::Rep, &["North"]);
    let mut cy = office.laptop("Cy");
    ann.sets(&mut office, &ACCOUNT, acme, "street", Value::text("1 Quay St"));
    office.sync(&mut ann);
    let backup = office.server.copy().unwrap();
    // Cy reads on behind it in one go: he has no mark just there.
    cy.adds(&mut office, "Bolt");
    office.sync(&mut cy);
    office.server = backup;
    ann.sets(&mut office, &ACCOUNT, acme, "street", Value::text("2 Quay St"));
    office.sync(&mut ann);
    bo.sets(&mut office, &ACCOUNT, acme, "street", Value::text("3 Quay St"));
    office.sync(&mut bo);
    for _ in 0..2 {
        heal(&mut office, &mut cy);
        office.sync(&mut ann);
    }
    for laptop in [&ann, &cy] {
        assert_eq!(laptop.text(&ACCOUNT, acme, "street"), "3 Quay St");
        let lost: Vec<Value> = laptop.sync_view(&office).conflicts.iter().map(|row| row.lost.0.clone()).collect();
        assert_eq!(lost, [Value::text("2 Quay St")], "the first was known to who replaced it");
    }
}

/// Bo gives back a limit that nobody takes by his word, and the name that came with it. Then it comes from Ann, who set both.
#[test]
fn a_change_of_which_others_gave_back_a_part_stands_whole_once_its_author_comes() {
    for heard in [true, false] {
        let (mut office, mut ann, mut bo, (acme, _)) = acquainted();
        office.user("Cy", Role::Rep, &["North"]);
        let mut cy = office.laptop("Cy");
        let backup = office.server.copy().unwrap();
        let number = |name: &str| ACCOUNT.field(name).unwrap().number;
        let values = vec![(number("name"), Value::text("Acme Ltd")), (number("credit_limit"), Value::Int(5_000))];
        ann.commits(&mut office, vec![Edit { entity: ACCOUNT.number, record: acme, deed: RecordEdit::Set(values) }]);
        if heard {
            office.sync(&mut ann);
        } else {
            let at = ann.now(&office).at;
            let request = Syncer::new().next_request(&mut ann.store, at).unwrap().unwrap();
            office.answer(&mut ann, &request);
        }
        office.sync(&mut bo);
        office.server = backup;
        heal(&mut office, &mut bo);
        office.sync(&mut cy);
        assert_eq!(cy.text(&ACCOUNT, acme, "name"), "Acme Ltd");
        assert_eq!(cy.get(&ACCOUNT, acme, "credit_limit"), Value::Null, "not by Bo's word");
        heal(&mut office, &mut ann);
        for laptop in [&mut ann, &mut cy, &mut bo] {
            office.sync(laptop);
            assert_eq!(laptop.get(&ACCOUNT, acme, "credit_limit"), Value::Int(5_000), "her word, heard: {heard}");
            let states: Vec<_> = laptop.sync_view(&office).conflicts.iter().map(|row| row.state).collect();
            assert_eq!(states, [ConflictState::BroughtBack], "heard: {heard}");
        }
    }
}

/// Restored twice: of Ann's change one part stands later than the rest since the first time. Bo had replaced another part, and his laptop is lost.
#[test]
fn what_others_gave_back_of_a_change_at_a_later_stamp_makes_the_rest_of_it_no_later() {
    let (mut office, mut ann, mut bo, (acme, _)) = acquainted();
    office.user("Ada", Role::Admin, &["North"]);
    let mut ada = office.laptop("Ada");
    let backup = office.server.copy().unwrap();
    let number = |name: &str| ACCOUNT.field(name).unwrap().number;
    let values = vec![
        (number("name"), Value::text("Acme Ltd")),
        (number("street"), Value::text("1 Quay St")),
        (number("credit_limit"), Value::Int(5_000)),
    ];
    ann.commits(&mut office, vec![Edit { entity: ACCOUNT.number, record: acme, deed: RecordEdit::Set(values) }]);
    office.sync(&mut ann);
    office.sync(&mut bo);
    bo.sets(&mut office, &ACCOUNT, acme, "street", Value::text("2 Quay St"));
    office.sync_all(&mut [&mut bo, &mut ann]);
    let again = backup.copy().unwrap();
    office.server = backup;
    heal(&mut office, &mut bo);
    heal(&mut office, &mut ann);
    office.sync_all(&mut [&mut bo, &mut ann, &mut ada]);
    assert_eq!(ada.get(&ACCOUNT, acme, "credit_limit"), Value::Int(5_000));
    office.server = again;
    heal(&mut office, &mut ada);
    heal(&mut office, &mut ann);
    for laptop in [&mut ann, &mut ada] {
        office.sync(laptop);
        assert_eq!(laptop.text(&ACCOUNT, acme, "street"), "2 Quay St", "who replaced it had seen it");
        assert_eq!(laptop.get(&ACCOUNT, acme, "credit_limit"), Value::Int(5_000));
    }
}

/// A value stands in a conflict as JSON, which is longer than what it says.
#[test]
fn a_long_value_that_lost_is_not_lost_by_a_restoration() {
    for bo_first in [false, true] {
        let (mut office, mut ann, mut bo, (acme, _)) = acquainted();
        let backup = office.server.copy().unwrap();
        let long = "\"\n".repeat(16_000);
        ann.sets(&mut office, &ACCOUNT, acme, "notes", Value::text(&long));
        bo.sets(&mut office, &ACCOUNT, acme, "notes", Value::text("short"));
        for laptop in [&mut ann, &mut bo] {
            office.sync(laptop);
        }
        office.sync(&mut ann);
        let lost = |laptop: &Laptop| -> Vec<String> {
            laptop.conflicts().iter().map(|id| laptop.text(&CONFLICT, *id, "lost")).collect()
        };
        let before = lost(&ann);
        assert_eq!((before.len(), lost(&bo)), (1, before.clone()));
        assert!(before[0].len() > 40_000, "{}", before[0].len());
        office.server = backup;
        for laptop in if bo_first { [&mut bo, &mut ann] } else { [&mut ann, &mut bo] } {
            heal(&mut office, laptop);
        }
        for laptop in [&mut ann, &mut bo] {
            heal(&mut office, laptop);
            assert_eq!(lost(laptop), before, "Bo first: {bo_first}");
        }
    }
}
