//! What every storage of the central endpoint must do: one suite, run on each.

mod kept;

use rounds::base::clock::{Moment, Stamp};
use rounds::base::id::Id;
use rounds::schema::Value;
use rounds::server::{Cells, Decided, Device, Head, Held, Incident, Rec, Sqlite, Storage, Transaction};
use rounds::sync::log::Reason;
use rounds::sync::{Identity, Mark, StreamId, Sum};

fn id(name: &str) -> Id {
    Id::derived(&[name.as_bytes()])
}

fn held(field: u16, value: Value) -> Held {
    Held {
        field,
        element: String::new(),
        value,
        stamp: Stamp(u64::MAX),
        session: u64::MAX,
        seq: 7,
        position: 3,
        device: -1,
        again: true,
    }
}

fn decided(seq: u64, group: &str, parked: Option<Reason>) -> Decided {
    Decided {
        identity: Identity { session: u64::MAX - 1, seq },
        device: 2,
        user: id("ann"),
        act: id("act"),
        group: id(group),
        entity: 1,
        record: id("acme"),
        stamp: Stamp(u64::MAX),
        stream: Some(StreamId::Territory(id("north"))),
        position: 4,
        told: 5,
        parked,
        deletes: parked.is_none(),
        body: Some(vec![1, 2, 3]),
    }
}

/// The suite: `new` makes an empty storage.
fn conform(new: &mut dyn FnMut() -> Box<dyn Storage>) {
    let mut storage = new();
    let north = StreamId::Territory(id("north"));

    // What is not committed has not happened.
    storage.begin().unwrap().set_number("clock", 1).unwrap();
    assert_eq!(storage.begin().unwrap().number("clock").unwrap(), None);

    // Single numbers and secrets.
    write(storage.as_mut(), &mut |tx| {
        tx.set_number("clock", i64::MIN).unwrap();
        tx.set_number("clock", i64::MAX).unwrap();
        tx.set_secret("signing", &[9; 32]).unwrap();
    });
    let mut tx = storage.begin().unwrap();
    assert_eq!(tx.number("clock").unwrap(), Some(i64::MAX));
    assert_eq!(tx.secret("signing").unwrap(), Some(vec![9; 32]));
    assert_eq!(tx.secret("other").unwrap(), None);
    drop(tx);

    // Records: by id, by account, by entity, by stream; replaced as a whole.
    let account = Rec {
        entity: 1,
        id: id("acme"),
        stream: Some(north),
        account: None,
        cells: Cells::from_iter([held(1, Value::text("精工"))]),
        kept: Sum { count: 1, sum: u64::MAX },
        torn: false,
    };
    let visit = Rec {
        entity: 3,
        id: id("visit"),
        stream: None,
        account: Some(id("acme")),
        cells: Cells::default(),
        kept: Sum::default(),
        torn: false,
    };
    write(storage.as_mut(), &mut |tx| {
        tx.put_record(&Rec { stream: None, ..account.clone() }).unwrap();
        tx.put_record(&account).unwrap();
        tx.put_record(&visit).unwrap();
    });
    let mut tx = storage.begin().unwrap();
    assert_eq!(tx.record(1, id("acme")).unwrap(), Some(account.clone()));
    assert_eq!(tx.record(2, id("acme")).unwrap(), None);
    assert!(tx.is_of_another(2, id("acme")).unwrap() && !tx.is_of_another(1, id("acme")).unwrap());
    assert_eq!(tx.hanging(id("acme")).unwrap(), vec![(3, id("visit"))]);
    assert_eq!(tx.records_of(3).unwrap(), vec![visit.clone()]);
    let mut both = vec![account.clone(), visit.clone()];
    both.sort_by_key(|record| record.id);
    assert_eq!(tx.records_after(None, 9).unwrap(), both);
    assert_eq!(tx.records_after(Some((both[0].id, both[0].entity)), 9).unwrap(), both[1..]);
    assert_eq!(tx.records_after(None, 1).unwrap(), both[..1]);
    assert_eq!(tx.sums_in(north).unwrap(), vec![(1, id("acme"), Sum { count: 1, sum: u64::MAX })]);
    let found = Incident { at: Moment::from_millis(5), stream: north, record: Some((1, id("acme"))) };
    let figures = Incident { at: Moment::from_millis(6), stream: StreamId::Global, record: None };
    tx.add_incident(&found).unwrap();
    tx.add_incident(&figures).unwrap();
    assert_eq!(tx.incidents(9).unwrap(), vec![figures, found]);
    assert_eq!(tx.check(true).unwrap(), Vec::<String>::new());
    assert_eq!(tx.records_in(north).unwrap(), vec![account]);
    assert_eq!(tx.records_in(StreamId::Global).unwrap(), vec![]);
    drop(tx);
    assert_eq!(storage.mend().unwrap(), Vec::<String>::new());

    // Changes: by identity, the deletions of a group, the parked ones.
    let (gone, parked) = (decided(1, "group", None), decided(u64::MAX, "other", Some(Reason::Depends)));
    write(storage.as_mut(), &mut |tx| {
        assert!(!tx.is_parked(id("acme")).unwrap());
        tx.put_change(&gone).unwrap();
        tx.put_change(&parked).unwrap();
    });
    let mut tx = storage.begin().unwrap();
    assert_eq!(tx.change(gone.identity).unwrap(), Some(gone.clone()));
    assert_eq!(tx.change(parked.identity).unwrap(), Some(parked.clone()));
    assert_eq!(tx.change(Identity { session: 1, seq: 1 }).unwrap(), None);
    assert_eq!(tx.session_of(gone.identity.session).unwrap(), Some((2, id("ann"))));
    assert_eq!(tx.session_of(1).unwrap(), None);
    assert_eq!(tx.deletions(id("group")).unwrap(), vec![gone]);
    assert_eq!(tx.deletions(id("other")).unwrap(), vec![]);
    assert!(tx.is_parked(id("acme")).unwrap() && !tx.is_parked(id("visit")).unwrap());
    assert_eq!(tx.parked_of(id("acme"), parked.user).unwrap(), vec![parked.clone()]);
    assert_eq!(tx.parked_of(id("acme"), id("somebody")).unwrap(), vec![]);
    assert_eq!(tx.parked_of(id("visit"), parked.user).unwrap(), vec![]);
    assert_eq!(tx.parked().unwrap(), vec![parked]);
    drop(tx);

    // Logs: in order, in pages of whole entries, one at least.
    let mut mark = Mark::default();
    write(storage.as_mut(), &mut |tx| {
        assert_eq!(tx.head(north).unwrap(), Head::default());
        for position in [2, 5, 9] {
            mark = mark.next(position, b"entry");
            tx.append(north, mark, b"entry").unwrap();
        }
        let sum = Sum { count: 3, sum: u64::MAX };
        tx.set_head(north, Head { mark, sum }).unwrap();
        tx.append(StreamId::Global, Mark { position: 3, hash: u64::MAX }, b"other").unwrap();
    });
    let mut tx = storage.begin().unwrap();
    let entry = |position: u64| (position, b"entry".to_vec());
    assert_eq!(tx.head(north).unwrap(), Head { mark, sum: Sum { count: 3, sum: u64::MAX } });
    assert_eq!(tx.hash_at(north, 9).unwrap(), Some(mark.hash));
    assert_eq!(tx.hash_at(north, 3).unwrap(), None);
    assert_eq!(tx.hash_at(StreamId::Global, 3).unwrap(), Some(u64::MAX));
    assert_eq!(tx.entry(north, 5).unwrap(), Some(b"entry".to_vec()));
    assert_eq!(tx.entries(north, 0, 1000).unwrap(), (vec![entry(2), entry(5), entry(9)], 0));
    assert_eq!(tx.entries(north, 2, 10).unwrap(), (vec![entry(5), entry(9)], 0));
    assert_eq!(tx.entries(north, 0, 9).unwrap(), (vec![entry(2)], 2));
    assert_eq!(tx.entries(north, 0, 0).unwrap(), (vec![entry(2)], 2));
    assert_eq!(tx.entries(StreamId::User(id("x")), 0, 9).unwrap(), (vec![], 0));
    assert_eq!(tx.streams().unwrap(), vec![north, StreamId::Global]);
    drop(tx);

    // Laptops, cursors, codes.
    let device = Device {
        number: 0,
        id: id("laptop"),
        user: id("ann"),
        name: "Ann's".into(),
        token: [1; 32],
        signing: [2; 32],
        sealing: [3; 32],
        enrolled_at: Moment::from_millis(5),
        revoked_at: None,
        seen_at: Moment::from_millis(5),
    };
    let mut number = 0;
    write(storage.as_mut(), &mut |tx| {
        number = tx.add_device(&device).unwrap();
        tx.set_cursor(number, north, mark).unwrap();
        tx.add_code(&[7; 32], id("ann"), Moment::from_millis(9)).unwrap();
    });
    assert!(number > 0);
    let device = Device { number, ..device };
    write(storage.as_mut(), &mut |tx| {
        assert_eq!(tx.device(&[1; 32]).unwrap(), Some(device.clone()));
        assert_eq!(tx.device(&[2; 32]).unwrap(), None);
        assert_eq!(tx.cursor(number, north).unwrap(), Some(mark));
        assert_eq!(tx.cursor(number, StreamId::Global).unwrap(), None);
        assert_eq!(tx.take_code(&[7; 32]).unwrap(), Some((id("ann"), Moment::from_millis(9))));
        assert_eq!(tx.take_code(&[7; 32]).unwrap(), None, "a code is used once");
        tx.set_token(number, &[4; 32]).unwrap();
        let renewed = Device { token: [4; 32], ..device.clone() };
        assert_eq!((tx.device(&[1; 32]).unwrap(), tx.device(&[4; 32]).unwrap()), (None, Some(renewed)));
        assert!(tx.revoke(device.id, Moment::from_millis(8)).unwrap());
        assert!(!tx.revoke(device.id, Moment::from_millis(9)).unwrap());
        assert!(!tx.revoke(id("nobody"), Moment::from_millis(9)).unwrap());
    });
    let revoked = Device { revoked_at: Some(Moment::from_millis(8)), token: [4; 32], ..device };
    assert_eq!(storage.begin().unwrap().devices().unwrap(), vec![revoked]);
    drop(storage);

    for part in kept::PARTS {
        part(new().as_mut());
    }
}

/// Does something and keeps it.
fn write(storage: &mut dyn Storage, work: &mut dyn FnMut(&mut dyn Transaction)) {
    let mut tx = storage.begin().unwrap();
    work(tx.as_mut());
    tx.commit().unwrap();
}

#[test]
fn sqlite_in_memory_conforms() {
    conform(&mut || Box::new(Sqlite::in_memory().unwrap()));
}

#[test]
fn sqlite_in_a_file_conforms() {
    let home = tempfile::TempDir::new().unwrap();
    let mut files = 0;
    conform(&mut || {
        files += 1;
        Box::new(Sqlite::open(&home.path().join(format!("server-{files}.db"))).unwrap())
    });
}

#[test]
fn the_suite_covers_the_whole_trait() {
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR"));
    let read = |path: &str| std::fs::read_to_string(root.join(path)).unwrap();
    let suite = ["mod.rs", "kept.rs"].map(|file| read(&format!("tests/it/sync_storage/{file}"))).concat();
    let declared = read("src/server/storage.rs");
    let traits = &declared[declared.find("pub trait Storage").unwrap()..];
    let methods: Vec<&str> =
        traits.lines().filter_map(|line| line.trim().strip_prefix("fn ")?.split('(').next()).collect();
    assert!(methods.len() > 50);
    let missing: Vec<&&str> = methods.iter().filter(|method| !suite.contains(&format!(".{method}("))).collect();
    assert!(missing.is_empty(), "no conformance test calls {missing:?}");
}

#[test]
fn of_two_who_make_a_territory_of_one_name_at_once_one_is_told_that_it_is_taken() {
    use rounds::base::id::IdSource;
    use rounds::server::Core;
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("server.db");
    drop(Sqlite::open(&file).unwrap());
    let now = Moment::from_millis(1_790_000_000_000);
    let both = std::sync::Barrier::new(2);
    let made: usize = std::thread::scope(|scope| {
        let one = |seed: u64| {
            let (file, both) = (&file, &both);
            scope.spawn(move || {
                let (mut core, mut server, mut ids) =
                    (Core::new(seed), Sqlite::open(file).unwrap(), IdSource::seeded(seed));
                let mut make = |n: usize| {
                    both.wait();
                    core.add_territory(&mut server, &format!("North {n}"), &mut ids, now).is_ok()
                };
                (0..40).filter(|n| make(*n)).count()
            })
        };
        [one(1), one(2)].into_iter().map(|made| made.join().unwrap()).sum()
    });
    assert_eq!(made, 40);
    let known = Core::new(3).territories(&mut Sqlite::open(&file).unwrap(), now).unwrap();
    assert_eq!(known.len(), 40);
}
