//! The second half of the suite: what leaves the records and the logs, what is known of it then, the past of a record, and files.

use rounds::base::clock::{Moment, Stamp};
use rounds::base::id::Id;
use rounds::schema::Value;
use rounds::server::{Cells, Decided, Device, Rec, SnapshotFile, Storage, Transaction};
use rounds::sync::{Identity, Mark, StreamId, Sum};

use super::{decided, held, id, write};

/// The parts; each gets an empty storage.
pub const PARTS: [fn(&mut dyn Storage); 8] = [
    pages_of_a_stream,
    collected_records,
    the_past,
    compacted_logs,
    what_was_told,
    where_laptops_are,
    files,
    beside_a_writer,
];

fn north() -> StreamId {
    StreamId::Territory(id("north"))
}

fn record(entity: u16, number: u8, stream: Option<StreamId>) -> Rec {
    Rec {
        entity,
        id: Id::from_bytes([number; 16]),
        stream,
        account: None,
        cells: Cells::from_iter([held(1, Value::Int(i64::from(number)))]),
        kept: Sum { count: 1, sum: u64::from(number) },
        torn: false,
    }
}

fn ids(records: &[Rec]) -> Vec<u8> {
    records.iter().map(|record| record.id.bytes()[0]).collect()
}

/// What a stream's log told of a record is known by where it did so last, each for itself.
fn what_was_told(storage: &mut dyn Storage) {
    let (one, other) = ((1, id("acme")), (2, id("acme")));
    write(storage, &mut |tx| {
        tx.append(north(), Mark { position: 3, hash: 1 }, b"x").unwrap();
        tx.append(StreamId::Global, Mark { position: 4, hash: 1 }, b"x").unwrap();
        tx.note_told(north(), one, &[], 3).unwrap();
        tx.note_told(north(), one, b"name", 5).unwrap();
        tx.note_told(north(), one, &[], 7).unwrap();
        tx.note_told(StreamId::Global, one, &[], 9).unwrap();
    });
    let mut tx = storage.begin().unwrap();
    let told = |tx: &mut dyn Transaction, stream, of, what: &[u8]| tx.told(stream, of, what).unwrap();
    assert_eq!(told(tx.as_mut(), north(), one, &[]), 7);
    assert_eq!(told(tx.as_mut(), north(), one, b"name"), 5);
    assert_eq!(told(tx.as_mut(), north(), one, b"street"), 0);
    assert_eq!(told(tx.as_mut(), north(), other, &[]), 0);
    assert_eq!(told(tx.as_mut(), StreamId::Global, one, &[]), 9);
    assert_eq!(told(tx.as_mut(), StreamId::User(id("x")), one, &[]), 0);
}

/// A stream is read entity by entity, the highest id first, in pages.
fn pages_of_a_stream(storage: &mut dyn Storage) {
    write(storage, &mut |tx| {
        for number in [0, 1, 2, 9, 0xff] {
            tx.put_record(&record(1, number, Some(north()))).unwrap();
        }
        tx.put_record(&record(3, 2, Some(north()))).unwrap();
        tx.put_record(&record(1, 5, Some(StreamId::Global))).unwrap();
        tx.put_record(&record(7, 6, None)).unwrap();
    });
    let mut tx = storage.begin().unwrap();
    let after = [None, Some(0), Some(1), Some(3)].map(|entity| tx.entity_in(north(), entity).unwrap());
    assert_eq!(after, [Some(1), Some(1), Some(3), None]);
    assert_eq!(tx.entity_in(StreamId::User(id("x")), None).unwrap(), None);
    assert_eq!(ids(&tx.page(north(), 1, None, 2).unwrap()), [0xff, 9]);
    assert_eq!(ids(&tx.page(north(), 1, Some(Id::from_bytes([9; 16])), 2).unwrap()), [2, 1]);
    assert_eq!(ids(&tx.page(north(), 1, Some(Id::from_bytes([1; 16])), 9).unwrap()), [0]);
    assert_eq!(ids(&tx.page(north(), 1, Some(Id::NIL), 9).unwrap()), [0; 0]);
    assert_eq!(ids(&tx.page(north(), 3, None, 9).unwrap()), [2]);
}

/// A record that is put away is none, but is found as it was, and where it lay.
fn collected_records(storage: &mut dyn Storage) {
    let gone = Rec { account: Some(id("acme")), ..record(2, 4, Some(north())) };
    write(storage, &mut |tx| {
        tx.put_record(&gone).unwrap();
        tx.put_away(&gone).unwrap();
    });
    write(storage, &mut |tx| {
        assert_eq!(tx.record(2, gone.id).unwrap(), None);
        assert_eq!(tx.records_in(north()).unwrap(), vec![]);
        assert_eq!(tx.hanging(id("acme")).unwrap(), vec![]);
        let found = tx.take_out(2, gone.id).unwrap().unwrap();
        assert_eq!((found.stream, found.account, &found.cells), (None, gone.account, &gone.cells));
        assert_eq!(found.kept, gone.recount(), "what it adds is counted from what it is");
        assert_eq!(tx.put_away_from(2, gone.id).unwrap(), Some(north()));
        for (entity, other) in [(1, gone.id), (2, id("other"))] {
            assert_eq!(tx.take_out(entity, other).unwrap(), None);
            assert_eq!(tx.put_away_from(entity, other).unwrap(), None);
        }
        // It comes back somewhere else, and goes again.
        let back = Rec { stream: Some(StreamId::Global), ..gone.clone() };
        tx.put_record(&back).unwrap();
        assert_eq!(tx.record(2, gone.id).unwrap(), Some(back.clone()));
        tx.put_away(&back).unwrap();
        assert_eq!(tx.put_away_from(2, gone.id).unwrap(), Some(StreamId::Global));
    });
}

/// A record's changes are found newest first, and what the server wrote of an act in its order.
fn the_past(storage: &mut dyn Storage) {
    let change = |seq: u64, stamp: u64, device: i64, record: &str| Decided {
        identity: Identity { session: 3, seq },
        stamp: Stamp(stamp),
        device,
        record: id(record),
        position: 100 - seq,
        deletes: false,
        ..decided(seq, "group", None)
    };
    let all = [
        change(1, 10, 2, "acme"),
        change(2, 30, 0, "acme"),
        change(3, 20, 2, "acme"),
        change(4, 40, 0, "other"),
        change(5, 20, 2, "acme"),
    ];
    write(storage, &mut |tx| {
        for change in &all {
            tx.put_change(change).unwrap();
        }
        tx.put_change(&Decided { entity: 2, ..change(6, 50, 2, "acme") }).unwrap();
    });
    let mut tx = storage.begin().unwrap();
    let seqs = |found: Vec<Decided>| found.into_iter().map(|change| change.identity.seq).collect::<Vec<_>>();
    assert_eq!(seqs(tx.changes_of(1, id("acme"), 9).unwrap()), [2, 3, 5, 1]);
    assert_eq!(seqs(tx.changes_of(1, id("acme"), 2).unwrap()), [2, 3]);
    assert_eq!(tx.changes_of(1, id("other"), 9).unwrap(), vec![all[3].clone()]);
    let mut both = vec![(1, id("acme")), (1, id("other"))];
    both.sort_unstable();
    both.push((2, id("acme")));
    assert_eq!(tx.records_of_act(id("act"), (0, Id::NIL), 9).unwrap(), both);
    assert_eq!(tx.records_of_act(id("act"), (0, Id::NIL), 1).unwrap(), both[..1]);
    assert_eq!(tx.records_of_act(id("act"), both[0], 9).unwrap(), both[1..]);
    assert_eq!(tx.records_of_act(id("no act"), (0, Id::NIL), 9).unwrap(), vec![]);
    assert_eq!(seqs(tx.own_changes(id("act")).unwrap()), [4, 2]);
    assert_eq!(tx.own_changes(id("no act")).unwrap(), vec![]);
}

/// What leaves the log is known by its marks, and is found in its block.
fn compacted_logs(storage: &mut dyn Storage) {
    let mut marks = vec![Mark::default()];
    write(storage, &mut |tx| {
        for position in [3, 4, 8, 10] {
            let mark = marks.last().unwrap().next(position, b"entry");
            tx.append(north(), mark, b"entry").unwrap();
            marks.push(mark);
        }
    });
    write(storage, &mut |tx| {
        assert_eq!(tx.floor(north()).unwrap(), 0);
        assert_eq!(tx.entries_after(north(), 0, 9).unwrap(), 4);
        assert_eq!(tx.entries_after(north(), 4, 9).unwrap(), 2);
        assert_eq!(tx.entries_after(north(), 0, 3).unwrap(), 3, "no further than asked");
        assert_eq!(tx.entries_after(north(), 0, u64::MAX).unwrap(), 4);
        assert_eq!(tx.entries_after(StreamId::Global, 0, 9).unwrap(), 0);
        for mark in &marks[1..] {
            assert!(tx.knows_mark(north(), *mark).unwrap());
            assert!(!tx.knows_mark(north(), Mark { hash: mark.hash ^ 1, ..*mark }).unwrap());
            assert!(!tx.knows_mark(StreamId::Global, *mark).unwrap());
        }
        // A laptop said that it is here; nobody is there.
        tx.set_cursor(1, north(), marks[1]).unwrap();
        // Another was told that it is here once it has stored the answer.
        tx.keep_mark(north(), marks[2]).unwrap();
        tx.keep_mark(north(), marks[2]).unwrap();
        tx.keep_history(north(), 3, 4, b"block").unwrap();
        tx.keep_history(north(), 8, 8, b"next").unwrap();
        tx.drop_entries(north(), 8).unwrap();
    });
    let mut tx = storage.begin().unwrap();
    assert_eq!(tx.floor(north()).unwrap(), 8);
    assert_eq!(tx.floor(StreamId::Global).unwrap(), 0);
    assert_eq!(tx.entries(north(), 0, 99).unwrap(), (vec![(10, b"entry".to_vec())], 0));
    assert_eq!(tx.entry(north(), 4).unwrap(), None);
    assert!(tx.knows_mark(north(), marks[1]).unwrap(), "a laptop's cursor, for ever");
    assert!(tx.knows_mark(north(), marks[2]).unwrap(), "a mark that was kept");
    assert!(!tx.knows_mark(north(), Mark { hash: 1, ..marks[2] }).unwrap());
    assert!(tx.knows_mark(north(), marks[3]).unwrap(), "the floor");
    assert!(tx.knows_mark(north(), marks[4]).unwrap());
    for (position, block) in [(3, Some("block")), (4, Some("block")), (8, Some("next")), (2, None), (9, None)] {
        let found = tx.history(north(), position).unwrap();
        assert_eq!(found.as_deref(), block.map(str::as_bytes), "{position}");
    }
    // Between the blocks lies nothing.
    assert_eq!(tx.history(north(), 5).unwrap(), None);
    assert_eq!(tx.history(StreamId::Global, 3).unwrap(), None);
}

/// Where a laptop is, as it said and as it was told, and when it was heard of.
fn where_laptops_are(storage: &mut dyn Storage) {
    const HOUR: i64 = 3_600_000;
    let at = |millis: i64| Moment::from_millis(millis);
    let device = Device {
        number: 0,
        id: id("laptop"),
        user: id("ann"),
        name: "笔记本".into(),
        token: [1; 32],
        signing: [2; 32],
        sealing: [3; 32],
        enrolled_at: at(5),
        revoked_at: None,
        seen_at: at(5),
    };
    let mut number = 0;
    write(storage, &mut |tx| number = tx.add_device(&device).unwrap());
    let (one, two) = (Mark { position: 4, hash: u64::MAX }, Mark { position: 9, hash: 1 });
    let seen = |tx: &mut dyn Transaction| tx.devices().unwrap()[0].seen_at;
    write(storage, &mut |tx| {
        assert_eq!(tx.given(number).unwrap(), vec![]);
        tx.set_given(number, &[(north(), one), (StreamId::Global, two)]).unwrap();
        assert_eq!(tx.given(number).unwrap(), vec![(north(), one), (StreamId::Global, two)]);
        tx.set_given(number, &[]).unwrap();
        assert_eq!(tx.given(number).unwrap(), vec![]);
        assert_eq!(tx.given(number + 1).unwrap(), vec![]);
        tx.set_cursor(number, north(), one).unwrap();
        tx.set_cursor(number, north(), two).unwrap();
        assert_eq!(tx.cursor(number, north()).unwrap(), Some(two));
        tx.heard_of(number, at(5 + HOUR / 2)).unwrap();
        assert_eq!(seen(tx), at(5), "within the hour nothing is written");
        tx.heard_of(number, at(6 + HOUR)).unwrap();
        assert_eq!(seen(tx), at(6 + HOUR));
    });
}

/// Files of streams: newest first, read from any place, replaced, dropped.
fn files(storage: &mut dyn Storage) {
    let file = |position: u64, name: u8| SnapshotFile {
        stream: north(),
        mark: Mark { position, hash: u64::MAX },
        name: [name; 16],
        bytes: 6,
        records: 2,
        made_at: Moment::from_millis(position as i64),
    };
    let (old, new) = (file(3, 1), file(9, 2));
    let parts = [b"ab".to_vec(), b"c".to_vec(), b"def".to_vec()];
    write(storage, &mut |tx| {
        tx.keep_snapshot(&new, &parts).unwrap();
        tx.keep_snapshot(&old, &parts).unwrap();
        // Once more under its name: it is there once.
        tx.keep_snapshot(&old, &parts).unwrap();
    });
    write(storage, &mut |tx| {
        assert_eq!(tx.snapshots(north()).unwrap(), vec![new, old]);
        assert_eq!(tx.snapshots(StreamId::Global).unwrap(), vec![]);
        assert_eq!(tx.snapshot(&new.name).unwrap(), Some(new));
        assert_eq!(tx.snapshot(&[9; 16]).unwrap(), None);
        for (from, most, bytes) in
            [(0, 99, "abcdef"), (0, 2, "ab"), (1, 2, "bc"), (2, 2, "cd"), (4, 99, "ef"), (6, 9, ""), (99, 9, "")]
        {
            assert_eq!(tx.snapshot_bytes(&new.name, from, most).unwrap(), bytes.as_bytes(), "{from} {most}");
        }
        assert_eq!(tx.snapshot_bytes(&[9; 16], 0, 9).unwrap(), Vec::<u8>::new());
        tx.drop_snapshot(&new.name).unwrap();
        assert_eq!(tx.snapshot(&new.name).unwrap(), None);
        assert_eq!(tx.snapshot_bytes(&new.name, 0, 9).unwrap(), Vec::<u8>::new());
        assert_eq!(tx.snapshots(north()).unwrap(), vec![old]);
    });
}

/// Another way into the same data sees the state of one moment while the first one writes, and neither waits.
fn beside_a_writer(storage: &mut dyn Storage) {
    write(storage, &mut |tx| tx.set_number("clock", 1).unwrap());
    assert_eq!(storage.look().unwrap().number("clock").unwrap(), Some(1));
    // One that has no other way in answers so.
    let Some(mut other) = storage.another().unwrap() else { return };
    let mut looking = other.look().unwrap();
    assert_eq!(looking.number("clock").unwrap(), Some(1));
    write(storage, &mut |tx| tx.set_number("clock", 2).unwrap());
    assert_eq!(looking.number("clock").unwrap(), Some(1), "the moment at which it began");
    drop(looking);
    assert_eq!(other.look().unwrap().number("clock").unwrap(), Some(2));
}
