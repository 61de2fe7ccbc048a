//! Snapshots, compaction and tombstones over a real server: fresh laptops, cut downloads, laptops that were away for too long.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use rounds::base::id::Id;
use rounds::client::http::Link;
use rounds::domain::act::{Act, Edit, Label, RecordEdit};
use rounds::domain::ask::{Answer, Ask};
use rounds::schema::{ACCOUNT, Account, CONFLICT, FOLLOW_UP, FollowUp};
use rounds::server::Endpoint;
use rounds::store::Writer;
use rounds::sync::StreamId;

use super::sync::{Company, Laptop, cutting, now, pair, tick};

/// Customers with a follow-up each, in one act.
pub fn customers(laptop: &mut Laptop, count: usize) -> Vec<Id> {
    let me = laptop.store.me().unwrap();
    let mut made = Vec::new();
    let groups = (0..count).map(|n| {
        let id = laptop.store.new_id(tick());
        made.push(id);
        let account = Account {
            id,
            name: format!("Customer {n}"),
            territory: Some(me.territory),
            owner: Some(me.user),
            ..Account::default()
        };
        let promise = FollowUp {
            id: laptop.store.new_id(tick()),
            account: Some(id),
            owner: Some(me.user),
            text: format!("send zebra{n} list"),
            ..FollowUp::default()
        };
        vec![Edit::create(&account), Edit::create(&promise)]
    });
    let groups = groups.collect();
    laptop.store.commit(&Act { label: Label::new("act", "many"), groups }, &now()).unwrap();
    made
}

fn delete(laptop: &mut Laptop, record: Id) {
    let gone = Edit { entity: ACCOUNT.number, record, deed: RecordEdit::Delete };
    laptop.store.commit(&Act::one(Label::new("act", "gone"), vec![gone]), &now()).unwrap();
}

fn territory(laptop: &Laptop) -> StreamId {
    StreamId::Territory(laptop.store.me().unwrap().territory)
}

/// Both laptops have the same confirmed layer of their territory.
fn same(a: &Laptop, b: &Laptop) {
    let stream = territory(a);
    assert_eq!(a.store.dump_confirmed(stream).unwrap(), b.store.dump_confirmed(stream).unwrap());
    let kept = b.store.streams().unwrap().into_iter().find(|row| row.stream == stream).unwrap().sum;
    assert_eq!(b.store.recount(stream).unwrap(), kept, "the kept sum is that of the rows");
}

fn finds(store: &Writer, words: &str) -> usize {
    match store.answer(&Ask::Find { words: words.into(), most: 50 }, &now()).unwrap() {
        Answer::Find(found) => found.len(),
        other => panic!("{other:?}"),
    }
}

/// Compacts as if so many days had gone by; after 180 no laptop is waited for.
fn compact(company: &Company, seed: u8, days: i64) -> rounds::server::Compacted {
    let Endpoint { mut core, mut storage, .. } = company.endpoint(seed);
    core.compact(storage.as_mut(), tick().plus_minutes(days * 24 * 60)).unwrap()
}

#[test]
fn a_fresh_laptop_takes_the_snapshot_and_then_the_tail() {
    let mut company = Company::new();
    let url = company.start(2);
    let mut ann = Laptop::new(&company, &url, "Ann", 10);
    let made = customers(&mut ann, 1_200);
    ann.set(&ACCOUNT, made[3], "notes", "first");
    ann.set(&ACCOUNT, made[3], "notes", "");
    delete(&mut ann, made[4]);
    ann.synced();
    let mut bo = Laptop::new(&company, &url, "Bo", 11);
    let receipt = bo.synced();
    assert!(receipt.down >= 2_400 && receipt.rounds <= 4, "{receipt:?}");
    same(&ann, &bo);
    assert_eq!(bo.store.unindexed().unwrap(), 0);
    assert_eq!(finds(&bo.store, "zebra77"), 1);
    assert_eq!(bo.get(&ACCOUNT, made[3], "name"), "Customer 3");
    // What comes after it comes as ever, both ways.
    ann.set(&ACCOUNT, made[5], "city", "Hangzhou");
    ann.synced();
    bo.set(&ACCOUNT, made[5], "street", "Main St");
    assert_eq!(bo.synced().rounds, 1);
    assert_eq!(bo.get(&ACCOUNT, made[5], "city"), "Hangzhou");
    assert_eq!(ann.synced().down, 1);
    same(&ann, &bo);
    assert_eq!(bo.conflicts(), vec![]);
}

#[test]
fn a_first_sync_is_cut_again_and_again_and_goes_on_where_it_was() {
    let mut company = Company::new();
    let url = company.start(2);
    let mut ann = Laptop::new(&company, &url, "Ann", 10);
    customers(&mut ann, 3_000);
    ann.synced();
    let mut bo = Laptop::new(&company, &url, "Bo", 11);
    let token = bo.store.enrolment().unwrap().unwrap().token;
    let cut = Arc::new(AtomicUsize::new(0));
    let mut before = 0;
    let mut worked = false;
    for attempt in 0..40 {
        // Each attempt another connection, and each of its answers is cut.
        bo.link = Link::new(&cutting(url.clone(), cut.clone()), &token).unwrap();
        cut.store(if attempt < 30 { 1 } else { 0 }, Ordering::Relaxed);
        let done = bo.sync();
        let here = bo.store.visible_ids(ACCOUNT.number).unwrap();
        assert!(here.len() >= before, "nothing that came is lost");
        before = here.len();
        if let Some(first) = here.first().filter(|_| !worked) {
            // The rep works with what came.
            bo.set(&ACCOUNT, *first, "notes", "seen today");
            worked = true;
        }
        if done.is_ok_and(|receipt| receipt.waiting == 0 && receipt.same()) && worked {
            break;
        }
    }
    cut.store(0, Ordering::Relaxed);
    bo.synced();
    ann.synced();
    same(&ann, &bo);
    assert_eq!(bo.store.visible_ids(FOLLOW_UP.number).unwrap().len(), 3_000);
    assert_eq!(bo.conflicts(), vec![]);
}

#[test]
fn what_waits_on_a_laptop_that_takes_a_snapshot_is_echoed_by_it() {
    let (company, mut ann, mut bo) = pair();
    let made = customers(&mut ann, 600);
    ann.synced();
    bo.synced();
    for n in 0..6 {
        for id in &made[..200] {
            ann.set(&ACCOUNT, *id, "notes", &format!("{n}"));
        }
        ann.synced();
    }
    // Bo edits while the log that he has not read goes to the history.
    bo.set(&ACCOUNT, made[0], "street", "Bo's street");
    bo.set(&ACCOUNT, made[0], "notes", "Bo's notes");
    ann.synced();
    assert!(compact(&company, 40, 200).entries > 1_000);
    let receipt = bo.synced();
    assert!(receipt.up >= 2, "{receipt:?}");
    ann.synced();
    same(&ann, &bo);
    assert_eq!(ann.get(&ACCOUNT, made[0], "street"), "Bo's street");
    assert_eq!(bo.conflicts().len(), 1, "what lost is kept");
}

#[test]
fn a_stale_laptop_hands_over_takes_the_snapshot_and_forgets_what_is_gone() {
    let (company, mut ann, mut bo) = pair();
    let made = customers(&mut ann, 30);
    ann.synced();
    bo.synced();
    delete(&mut ann, made[0]);
    delete(&mut ann, made[1]);
    ann.synced();
    // Bo's laptop lies in a drawer with an edit of a customer that is deleted meanwhile.
    bo.set(&ACCOUNT, made[1], "street", "new street");
    ann.synced();
    ann.synced();
    let done = compact(&company, 41, 400);
    assert!(done.tombstones >= 2 && done.entries >= 60, "{done:?}");
    ann.synced();
    let confirmed = ann.store.dump_confirmed(territory(&ann)).unwrap();
    assert!(!confirmed.contains(&format!("account {}", made[0])), "the tombstone is gone here too");
    bo.synced();
    ann.synced();
    same(&ann, &bo);
    for laptop in [&ann, &bo] {
        let there = laptop.store.visible_ids(ACCOUNT.number).unwrap();
        assert!(!there.contains(&made[0]), "deleted stays deleted");
        assert!(there.contains(&made[1]), "an edit beats a deletion that it did not know of, however late");
        assert_eq!(laptop.get(&ACCOUNT, made[1], "street"), "new street");
        assert_eq!(laptop.get(&ACCOUNT, made[1], "name"), "Customer 1");
        assert_eq!(laptop.get(&CONFLICT, laptop.conflicts()[0], "rule"), "edit_over_delete");
    }
}

#[test]
fn a_restored_server_is_told_from_a_long_absence_after_compaction() {
    let (mut company, mut ann, mut bo) = pair();
    let made = customers(&mut ann, 50);
    ann.synced();
    bo.synced();
    compact(&company, 42, 0);
    // The compacted server knows where they are.
    ann.set(&ACCOUNT, made[0], "notes", "one");
    ann.synced();
    assert_eq!(bo.synced().rounds, 1);
    // A backup from after the compaction, and work after the backup.
    let backup = tempfile::TempDir::new().unwrap();
    company.server = None;
    for entry in std::fs::read_dir(company.home.path()).unwrap() {
        let path = entry.unwrap().path();
        std::fs::copy(&path, backup.path().join(path.file_name().unwrap())).unwrap();
    }
    let url = company.start(43);
    let relink = |laptop: &mut Laptop, url: &str| {
        let token = laptop.store.enrolment().unwrap().unwrap().token;
        laptop.link = Link::new(url, &token).unwrap();
    };
    relink(&mut ann, &url);
    relink(&mut bo, &url);
    ann.set(&ACCOUNT, made[1], "notes", "two");
    ann.synced();
    bo.synced();
    compact(&company, 44, 0);
    company.server = None;
    for entry in std::fs::read_dir(company.home.path()).unwrap() {
        std::fs::remove_file(entry.unwrap().path()).unwrap();
    }
    for entry in std::fs::read_dir(backup.path()).unwrap() {
        let path = entry.unwrap().path();
        std::fs::copy(&path, company.home.path().join(path.file_name().unwrap())).unwrap();
    }
    let url = company.start(45);
    relink(&mut bo, &url);
    relink(&mut ann, &url);
    bo.synced();
    ann.synced();
    bo.synced();
    same(&ann, &bo);
    assert_eq!(bo.get(&ACCOUNT, made[1], "notes"), "two");
    assert_eq!(bo.conflicts(), vec![]);
}

#[test]
fn long_notes_make_short_chapters() {
    let (company, mut ann, mut bo) = pair();
    let me = ann.store.me().unwrap();
    // A chapter of all of them would be longer than a laptop opens.
    let groups = (0..300).map(|n| {
        let account = Account {
            id: ann.store.new_id(tick()),
            name: format!("Customer {n}"),
            notes: "x".repeat(30_000),
            territory: Some(me.territory),
            owner: Some(me.user),
            ..Account::default()
        };
        vec![Edit::create(&account)]
    });
    let groups = groups.collect();
    ann.store.commit(&Act { label: Label::new("act", "many"), groups }, &now()).unwrap();
    ann.synced();
    let Endpoint { core, mut storage, .. } = company.endpoint(1);
    let made = core.offering(10).prepare_snapshots(storage.as_mut(), tick()).unwrap();
    assert!(made > 0);
    drop(storage);
    assert!(bo.store.takings().unwrap().is_empty());
    let mut core = company.endpoint(3);
    core.core = core.core.offering(10);
    let mut syncer = rounds::client::Syncer::new();
    let who =
        core.core.authenticate(core.storage.as_mut(), &bo.store.enrolment().unwrap().unwrap().token).unwrap().unwrap();
    let request = syncer.next_request(&mut bo.store, tick()).unwrap().unwrap();
    let response = core.core.handle(core.storage.as_mut(), &who, &request, tick()).unwrap();
    syncer.on_response(&mut bo.store, rounds::client::Reply::Response(&response), tick()).unwrap();
    assert!(!bo.store.takings().unwrap().is_empty(), "a file was offered");
    bo.synced();
    same(&ann, &bo);
}
