//! Two laptops and a real server on loopback: what people do on both ends, over real HTTP.

mod company;

pub use company::{Company, Laptop, clock, cutting, later, now, pair, tick};

use std::io::{Read, Write};
use std::net::TcpListener;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use rounds::base::cause::Cause;
use rounds::base::id::{Id, IdSource};
use rounds::client::http::Link;
use rounds::client::{Asked, EnrolError, SyncError, enrol};
use rounds::domain::act::{Act, Edit, Label, RecordEdit};
use rounds::domain::ask::{Answer, Ask, SyncState};
use rounds::schema::{ACCOUNT, Account, CONFLICT, Role, Value};
use rounds::server::Endpoint;
use rounds::store::{Me, Writer};
use tempfile::TempDir;

use std::time::Duration;

use company::{here, slow};

#[test]
fn until_a_territory_is_said_the_code_still_holds() {
    let mut company = Company::new();
    {
        let Endpoint { mut core, mut storage, mut ids, .. } = company.endpoint(1);
        core.add_territory(storage.as_mut(), "South", &mut ids, tick()).unwrap();
        core.add_user(storage.as_mut(), "Cleo", &[Role::Rep], &["North", "South"], &mut ids, tick()).unwrap();
    }
    let url = company.start(2);
    let code = company.code("Cleo", 9);
    let mut store = Writer::in_memory(9).unwrap();
    let asked = Asked { url: &url, plain: false, code: &code, name: "laptop", seed: [9; 64], again: false, ca: "" };
    let Err(EnrolError::Which(territories)) = enrol(&mut store, &asked, &mut |_| None, tick()) else { panic!() };
    let names: Vec<&str> = territories.iter().map(|(_, name)| name.as_str()).collect();
    assert_eq!(names, ["North", "South"]);
    // One that is not among them is none.
    let stranger = Id::from_bytes([7; 16]);
    assert!(matches!(enrol(&mut store, &asked, &mut |_| Some(stranger), tick()), Err(EnrolError::Which(_))));
    assert!(store.enrolment().unwrap().is_none());
    // As an input method writes it.
    let wide: String = code.chars().map(|c| char::from_u32(c as u32 + 0xfee0).unwrap()).collect();
    let asked = Asked { code: &wide, ..asked };
    let south = territories[1].0;
    assert_eq!(enrol(&mut store, &asked, &mut |_| Some(south), tick()).unwrap().territory, south);
    let mut second = Writer::in_memory(8).unwrap();
    let others = Asked { seed: [8; 64], ..asked };
    assert!(matches!(enrol(&mut second, &others, &mut |_| Some(south), tick()), Err(EnrolError::BadCode)));
    // Made known anew, it stays where it was without a question.
    let code = company.code("Cleo", 12);
    let asked = Asked { code: &code, again: true, ..asked };
    assert_eq!(enrol(&mut store, &asked, &mut |_| None, tick()).unwrap().territory, south);
}

#[test]
fn an_edit_reaches_the_other_laptop_in_one_round_each() {
    let (_company, mut ann, mut bo) = pair();
    let id = ann.add("Acme");
    assert_eq!(ann.synced().up, 1);
    bo.synced();
    assert_eq!(bo.get(&ACCOUNT, id, "name"), "Acme");
    ann.set(&ACCOUNT, id, "street", "Main St 1");
    let receipt = ann.synced();
    assert_eq!((receipt.rounds, receipt.up), (1, 1));
    assert!(receipt.bytes.0 + receipt.bytes.1 <= 450, "{} bytes without headers", receipt.bytes.0 + receipt.bytes.1);
    let receipt = bo.synced();
    assert_eq!((receipt.rounds, receipt.down), (1, 1));
    assert_eq!(bo.get(&ACCOUNT, id, "street"), "Main St 1");
    let idle = bo.synced();
    assert_eq!((idle.rounds, idle.up, idle.down), (1, 0, 0));
}

#[test]
fn different_fields_merge_and_the_same_field_makes_a_conflict_that_both_see() {
    let (_company, mut ann, mut bo) = pair();
    let id = ann.add("Acme");
    ann.synced();
    bo.synced();
    ann.set(&ACCOUNT, id, "street", "Main St 1");
    bo.set(&ACCOUNT, id, "city", "Hangzhou");
    ann.set(&ACCOUNT, id, "notes", "Ann's");
    bo.set(&ACCOUNT, id, "notes", "Bo's, later");
    for laptop in [&mut ann, &mut bo] {
        laptop.synced();
    }
    ann.synced();
    for laptop in [&ann, &bo] {
        assert_eq!(laptop.get(&ACCOUNT, id, "street"), "Main St 1");
        assert_eq!(laptop.get(&ACCOUNT, id, "city"), "Hangzhou");
        assert_eq!(laptop.get(&ACCOUNT, id, "notes"), "Bo's, later");
        let conflicts = laptop.conflicts();
        assert_eq!(conflicts.len(), 1);
        assert_eq!(laptop.get(&CONFLICT, conflicts[0], "lost"), "\"Ann's\"");
        assert_eq!(laptop.get(&CONFLICT, conflicts[0], "won"), "\"Bo's, later\"");
        assert_eq!(laptop.get(&CONFLICT, conflicts[0], "state"), "open");
    }
    // Decided on one side, seen on the other.
    let conflict = ann.conflicts()[0];
    ann.set(&CONFLICT, conflict, "state", "brought_back");
    ann.set(&ACCOUNT, id, "notes", "Ann's");
    ann.synced();
    bo.synced();
    assert_eq!(bo.get(&CONFLICT, conflict, "state"), "brought_back");
    assert_eq!(bo.get(&ACCOUNT, id, "notes"), "Ann's");
    assert_eq!(bo.conflicts().len(), 1);
}

#[test]
fn an_edit_beats_a_deletion_that_did_not_know_of_it() {
    let (_company, mut ann, mut bo) = pair();
    let id = ann.add("Acme");
    ann.synced();
    bo.synced();
    bo.set(&ACCOUNT, id, "street", "Moved here");
    let gone = Edit { entity: ACCOUNT.number, record: id, deed: RecordEdit::Delete };
    ann.store.commit(&Act::one(Label::new("act", "gone"), vec![gone]), &now()).unwrap();
    ann.synced();
    bo.synced();
    ann.synced();
    for laptop in [&ann, &bo] {
        assert_eq!(laptop.store.visible_ids(ACCOUNT.number).unwrap(), vec![id]);
        assert_eq!(laptop.get(&ACCOUNT, id, "street"), "Moved here");
        assert_eq!(laptop.get(&CONFLICT, laptop.conflicts()[0], "rule"), "edit_over_delete");
    }
}

#[test]
fn what_was_made_before_enrolling_comes_along() {
    let mut company = Company::new();
    let url = company.start(2);
    let mut store = Writer::in_memory(5).unwrap();
    let local = Me::local();
    let id = store.new_id(tick());
    let account = Account {
        id,
        name: "Old".into(),
        territory: Some(local.territory),
        owner: Some(local.user),
        ..Account::default()
    };
    store.commit(&Act::one(Label::new("act", "x"), vec![Edit::create(&account)]), &now()).unwrap();
    let code = company.code("Ann", 9);
    let wrong =
        Asked { url: &url, plain: false, code: "AAAA-AAAA-AAAA-AAAA", name: "l", seed: [1; 64], again: false, ca: "" };
    assert!(matches!(enrol(&mut store, &wrong, &mut |_| None, tick()), Err(EnrolError::BadCode)));
    let asked = Asked { code: &code, ..wrong };
    let enrolment = enrol(&mut store, &asked, &mut |_| None, tick()).unwrap();
    assert!(matches!(enrol(&mut store, &asked, &mut |_| None, tick()), Err(EnrolError::Already(_))));
    let mut ann = Laptop { store, link: Link::new(&url, &enrolment.token).unwrap() };
    ann.synced();
    let mut bo = Laptop::new(&company, &url, "Bo", 12);
    bo.synced();
    assert_eq!(bo.get(&ACCOUNT, id, "name"), "Old");
    let owner = ACCOUNT.field("owner").unwrap().number;
    assert_eq!(bo.store.value(ACCOUNT.number, id, owner).unwrap(), Value::Id(enrolment.user));
    // The code was good for one laptop.
    let mut second = Writer::in_memory(6).unwrap();
    let others = Asked { seed: [6; 64], ..asked };
    assert!(matches!(enrol(&mut second, &others, &mut |_| None, tick()), Err(EnrolError::BadCode)));
}

#[test]
fn a_restored_server_is_refilled_by_the_laptops() {
    let (mut company, mut ann, mut bo) = pair();
    let early = ann.add("Early");
    ann.synced();
    bo.synced();
    let backup = TempDir::new().unwrap();
    copy(company.home.path(), backup.path());
    let late = ann.add("Late");
    ann.synced();
    bo.synced();
    bo.set(&ACCOUNT, late, "street", "Bo's street");
    ann.set(&ACCOUNT, early, "notes", "kept");
    bo.synced();
    ann.synced();
    // The server's file goes back; Bo's laptop never comes again.
    company.server = None;
    drop(bo);
    for entry in std::fs::read_dir(company.home.path()).unwrap() {
        std::fs::remove_file(entry.unwrap().path()).unwrap();
    }
    copy(backup.path(), company.home.path());
    let url = company.start(3);
    let token = ann.store.enrolment().unwrap().unwrap().token;
    ann.link = Link::new(&url, &token).unwrap();
    ann.synced();
    let mut new = Laptop::new(&company, &url, "Bo", 20);
    new.synced();
    assert_eq!(new.get(&ACCOUNT, late, "name"), "Late");
    assert_eq!(new.get(&ACCOUNT, late, "street"), "Bo's street", "other people's edits come back too");
    assert_eq!(new.get(&ACCOUNT, early, "notes"), "kept");
    assert_eq!(new.conflicts(), vec![], "a restoration alone makes no conflict");
}

fn copy(from: &Path, to: &Path) {
    for entry in std::fs::read_dir(from).unwrap() {
        let path = entry.unwrap().path();
        std::fs::copy(&path, to.join(path.file_name().unwrap())).unwrap();
    }
}

/// Answers each connection with these bytes.
fn fake(answer: &'static str) -> String {
    let listener = TcpListener::bind(here()).unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    std::thread::spawn(move || {
        for stream in listener.incoming().take(8) {
            let mut stream = stream.unwrap();
            let _ = stream.read(&mut [0; 8192]);
            let _ = stream.write_all(answer.as_bytes());
        }
    });
    url
}

#[test]
fn each_strange_answer_is_named_and_nothing_is_lost() {
    let (_company, mut ann, _) = pair();
    ann.add("Acme");
    type Check = fn(&SyncError) -> bool;
    let cases: [(&'static str, Check); 9] = [
        ("HTTP/1.1 200 OK\r\ncontent-type: text/html\r\ncontent-length: 13\r\n\r\n<html></html>", |e| {
            matches!(e, SyncError::Captive)
        }),
        ("HTTP/1.1 302 Found\r\nlocation: http://login.example/\r\ncontent-length: 0\r\n\r\n", |e| {
            matches!(e, SyncError::Captive)
        }),
        ("HTTP/1.1 401 Unauthorized\r\ncontent-length: 0\r\n\r\n", |e| matches!(e, SyncError::Refused)),
        ("HTTP/1.1 503 Busy\r\nretry-after: 7\r\ncontent-length: 0\r\n\r\n", |e| {
            matches!(e, SyncError::Later { seconds: Some(7) })
        }),
        // What stands before the server says so in a page of its own, and nobody has to sign in anywhere.
        ("HTTP/1.1 502 Bad Gateway\r\ncontent-type: text/html\r\ncontent-length: 13\r\n\r\n<html></html>", |e| {
            matches!(e, SyncError::Later { seconds: None })
        }),
        ("HTTP/1.1 500 Oh\r\ncontent-type: text/html\r\ncontent-length: 13\r\n\r\n<html></html>", |e| {
            matches!(e, SyncError::ServerTrouble(what) if what == "500") && e.is_offline()
        }),
        ("HTTP/1.1 511 Sign in\r\ncontent-length: 0\r\n\r\n", |e| matches!(e, SyncError::Captive)),
        ("HTTP/1.1 200 OK\r\ncontent-type: application/vnd.rounds\r\ncontent-length: 3\r\n\r\nabc", |e| {
            matches!(e, SyncError::Malformed(_))
        }),
        ("HTTP/1.1 200 OK\r\ncontent-type: application/vnd.rounds\r\ncontent-length: 300\r\n\r\nabc", |e| {
            matches!(e, SyncError::Offline(_))
        }),
    ];
    let mut good = Link::new("http://127.0.0.1:1", "").unwrap();
    std::mem::swap(&mut good, &mut ann.link);
    assert!(matches!(
        {
            ann.link = Link::new("http://127.0.0.1:1", "t").unwrap();
            ann.sync()
        },
        Err(SyncError::Offline(_))
    ));
    for (answer, right) in cases {
        ann.link = Link::new(&fake(answer), "token").unwrap();
        let error = ann.sync().unwrap_err();
        assert!(right(&error), "{answer}: {error:?}");
        assert_eq!(ann.store.waiting().unwrap(), 1);
    }
    ann.link = good;
    ann.synced();
}

#[test]
fn a_cut_connection_goes_on_where_it_was() {
    let mut company = Company::new();
    let url = company.start(2);
    let mut ann = Laptop::new(&company, &url, "Ann", 10);
    let mut bo = Laptop::new(&company, &url, "Bo", 11);
    let cut = Arc::new(AtomicUsize::new(0));
    let token = ann.store.enrolment().unwrap().unwrap().token;
    ann.link = Link::new(&cutting(url.clone(), cut.clone()), &token).unwrap();
    let mut ids = Vec::new();
    for n in 0..40 {
        ids.push(ann.add(&format!("Customer {n}")));
        // The server has read it, and the answer is cut in the middle: the same is sent again.
        cut.store(usize::from(n % 3 == 0), Ordering::Relaxed);
        ann.synced();
        assert_eq!(cut.load(Ordering::Relaxed), 0, "{n}: it was cut");
    }
    bo.synced();
    for id in ids {
        assert!(bo.get(&ACCOUNT, id, "name").starts_with("Customer"));
    }
    assert_eq!(bo.conflicts(), vec![], "nothing was taken twice");
}

#[test]
fn a_backlog_comes_in_over_a_line_that_carries_little() {
    let mut company = Company::new();
    let url = company.start(2);
    let (mut ann, mut bo) = (Laptop::new(&company, &url, "Ann", 10), Laptop::new(&company, &url, "Bo", 11));
    bo.synced();
    let mut dice = IdSource::seeded(9);
    let ids: Vec<_> = (0..200).map(|n| ann.add(&format!("Customer {n}"))).collect();
    for id in &ids {
        // What no compression makes shorter.
        let words: String = (0..100).map(|_| format!("{:x} ", dice.bits())).collect();
        ann.set(&ACCOUNT, *id, "notes", &words);
    }
    ann.synced();
    let token = bo.store.enrolment().unwrap().unwrap().token;
    bo.link = Link::new(&slow(url, 40_000), &token).unwrap().waiting(Duration::from_secs(3));
    // It may take more than one sync; but each gets further.
    let mut tries = 0;
    while let Err(error) = bo.sync() {
        tries += 1;
        assert!(matches!(error, SyncError::Offline(_)) && tries < 4, "{error:?}");
    }
    assert_eq!(bo.get(&ACCOUNT, ids[199], "notes"), ann.get(&ACCOUNT, ids[199], "notes"));
}

#[test]
fn a_first_sync_over_a_line_that_falls_silent_is_given_up_and_goes_on_where_it_was() {
    let mut company = Company::new();
    let url = company.start(2);
    let mut ann = Laptop::new(&company, &url, "Ann", 10);
    let mut dice = IdSource::seeded(9);
    for n in 0..900 {
        // What no compression makes shorter: several chapters.
        let words: String = (0..60).map(|_| format!("{:x} ", dice.bits())).collect();
        let id = ann.add(&format!("Customer {n}"));
        ann.set(&ACCOUNT, id, "notes", &words);
    }
    ann.synced();
    let mut bo = Laptop::new(&company, &url, "Bo", 11);
    let token = bo.store.enrolment().unwrap().unwrap().token;
    bo.link = Link::new(&slow(url.clone(), 300_000), &token).unwrap().waiting(Duration::from_millis(1_500));
    let begun = std::time::Instant::now();
    let given_up = bo.sync();
    assert!(matches!(given_up, Err(SyncError::Offline(Cause::TimedOut))), "{given_up:?}");
    // Neither the five minutes that a piece may take, nor three times over.
    assert!(begun.elapsed() < Duration::from_secs(60), "{:?}", begun.elapsed());
    let before = bo.store.visible_ids(ACCOUNT.number).unwrap().len();
    assert!(before < 900);
    match bo.store.answer(&Ask::Sync, &now()).unwrap() {
        Answer::Sync(view) => assert!(matches!(view.line.state, SyncState::Offline { .. }), "{:?}", view.line),
        other => panic!("{other:?}"),
    }
    bo.link = Link::new(&url, &token).unwrap();
    bo.synced();
    assert_eq!(bo.store.visible_ids(ACCOUNT.number).unwrap().len(), 900);
}

#[test]
fn many_records_go_up_and_come_down_in_pages() {
    let (_company, mut ann, mut bo) = pair();
    let me = ann.store.me().unwrap();
    let mut ids = IdSource::seeded(3);
    let groups: Vec<Vec<Edit>> = (0..6_000)
        .map(|n| {
            let id = ids.next(tick());
            let name = format!("Customer {n}");
            let account =
                Account { id, name, territory: Some(me.territory), owner: Some(me.user), ..Account::default() };
            vec![Edit::create(&account)]
        })
        .collect();
    ann.store.commit(&Act { label: Label::new("act", "import"), groups }, &now()).unwrap();
    // A person's act goes before the import.
    let own = ann.add("Mine, now");
    let receipt = ann.synced();
    assert_eq!(receipt.up, 6_001);
    assert!(receipt.rounds > 1);
    assert!(receipt.bytes.0 / receipt.up <= 30, "{} bytes a record", receipt.bytes.0 / receipt.up);
    let receipt = bo.synced();
    assert!(receipt.bytes.1 / 6_001 <= 60, "{} bytes a record", receipt.bytes.1 / 6_001);
    assert_eq!(bo.get(&ACCOUNT, own, "name"), "Mine, now");
    assert_eq!(bo.store.dump().unwrap(), ann.store.dump().unwrap());
}

#[test]
fn a_laptop_that_was_taken_away_hands_over_and_is_told() {
    let (company, mut ann, mut bo) = pair();
    ann.synced();
    let last = ann.add("Last words");
    let device = ann.store.enrolment().unwrap().unwrap().device;
    let Endpoint { mut core, mut storage, .. } = company.endpoint(30);
    assert!(core.revoke(storage.as_mut(), device, tick()).unwrap());
    assert!(matches!(ann.sync(), Err(SyncError::Revoked)));
    bo.synced();
    assert_eq!(bo.get(&ACCOUNT, last, "name"), "Last words");
}
