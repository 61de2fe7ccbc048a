//! The contact itself (PEERS.md, 9, 10, 13): success is said where there was one, repair costs nothing of anybody's, and the work of one
//! is not held up by the bulk of another.

use rounds::domain::ask::SyncState;
use rounds::schema::{ACCOUNT, Role, Value};
use rounds::store::Recount;

use super::super::sync::pair;
use super::office::Office;

#[test]
fn story_9_success_is_said_only_where_both_sides_hold_the_same() {
    let (mut company, mut ann, _bo) = pair();
    ann.synced();
    let line = |ann: &super::super::sync::Laptop| match ann
        .store
        .answer(&rounds::domain::ask::Ask::Sync, &super::super::sync::now())
        .unwrap()
    {
        rounds::domain::ask::Answer::Sync(view) => (view.line, view.receipts.len()),
        other => panic!("{other:?}"),
    };
    let (before, receipts) = line(&ann);
    ann.add("Acme");
    company.server = None;
    let error = ann.sync().unwrap_err();
    assert!(error.is_offline(), "{error:?}");
    let (offline, after) = line(&ann);
    assert!(matches!(offline.state, SyncState::Offline { .. }), "{offline:?}");
    assert_eq!((offline.waiting, offline.last, after), (1, before.last, receipts), "nothing that failed is a receipt");
    // The same book against the server when it is there again: told with what both sides counted.
    let url = company.start(3);
    let token = ann.store.enrolment().unwrap().unwrap().token;
    ann.link = rounds::client::http::Link::new(&url, &token).unwrap();
    let receipt = ann.synced();
    assert!(receipt.same() && !receipt.streams.is_empty(), "{receipt:?}");
    assert_eq!((receipt.up, receipt.waiting), (1, 0));
    let (idle, after) = line(&ann);
    assert_eq!((idle.state, idle.waiting, idle.last, after), (SyncState::Idle, 0, Some(receipt.at), receipts + 1));
}

#[test]
fn story_10_repair_deletes_no_book_and_asks_nobody_to_choose_a_side() {
    let mut office = Office::new(&["North"]);
    office.user("Ann", Role::Rep, &["North"]);
    office.user("Bo", Role::Rep, &["North"]);
    let (mut ann, mut bo) = (office.laptop("Ann"), office.laptop("Bo"));
    let ids: Vec<_> = (0..30).map(|n| ann.adds(&mut office, &format!("Customer {n}"))).collect();
    office.sync_all(&mut [&mut ann, &mut bo]);
    // A row is damaged while work waits here and arrives there.
    bo.store.scratch("UPDATE account SET name = 'Rubbish' WHERE name = 'Customer 7'").unwrap();
    bo.sets(&mut office, &ACCOUNT, ids[3], "street", Value::text("Bo's, unsent"));
    ann.sets(&mut office, &ACCOUNT, ids[4], "street", Value::text("Ann's, meanwhile"));
    office.sync(&mut ann);
    let mut recount = Recount::default();
    while !recount.done {
        let at = bo.now(&office).at;
        bo.store.recount_some(&mut recount, 50, at).unwrap();
    }
    assert_eq!(recount.found.len(), 1);
    let talk = office.heals(&mut bo);
    assert!(talk.entries() <= 5 && talk.cost.down < 3_000, "all was sent anew: {:?}", talk.cost);
    office.heals(&mut ann);
    for laptop in [&ann, &bo] {
        assert_eq!(laptop.accounts(), 30);
        assert_eq!(laptop.text(&ACCOUNT, ids[7], "name"), "Customer 7");
        assert_eq!(laptop.text(&ACCOUNT, ids[3], "street"), "Bo's, unsent");
        assert_eq!(laptop.text(&ACCOUNT, ids[4], "street"), "Ann's, meanwhile");
    }
    assert_eq!(ann.store.dump().unwrap(), bo.store.dump().unwrap());
}

#[test]
fn story_13_a_contact_does_not_grow_with_the_book_nor_with_anothers_bulk() {
    let mut office = Office::new(&["North", "South"]);
    office.user("Ann", Role::Rep, &["North"]);
    office.user("Bo", Role::Rep, &["South"]);
    let (mut ann, mut bo) = (office.laptop("Ann"), office.laptop("Bo"));
    let mine = bo.adds(&mut office, "Bo's");
    office.sync_all(&mut [&mut ann, &mut bo]);
    let idle = |office: &mut Office, laptop: &mut super::office::Laptop| {
        let cost = office.sync(laptop);
        assert_eq!(cost.rounds, 1);
        cost.up + cost.down
    };
    let small = (idle(&mut office, &mut ann), idle(&mut office, &mut bo));
    for n in 0..1_500 {
        ann.adds(&mut office, &format!("Customer {n}"));
    }
    // Ann's bulk lies at the server; what Bo does costs one round and the same few bytes.
    office.sync(&mut ann);
    bo.sets(&mut office, &ACCOUNT, mine, "street", Value::text("2 King St"));
    let one = office.sync(&mut bo);
    assert_eq!(one.rounds, 1);
    assert!(one.up + one.down < 450, "{one:?}");
    // And with nothing to do a large book costs what a small one did.
    office.sync(&mut ann);
    let large = (idle(&mut office, &mut ann), idle(&mut office, &mut bo));
    assert!(large.0 <= small.0 + 4 && large.1 <= small.1 + 4, "{small:?} {large:?}");
    assert!(large.0 < 140, "{large:?} without headers");
}
