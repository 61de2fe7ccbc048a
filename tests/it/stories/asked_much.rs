//! A colleague with a valid key who asks for a great deal with a few words: the answer is short, and what it writes is written once.
//!
//! Always holds: what a request of a few kilobytes makes the server read, answer and write is bounded; a laptop that really differs is healed
//! all the same, piece by piece.

use rounds::base::clock::Stamp;
use rounds::base::id::Id;
use rounds::domain::act::Edit;
use rounds::schema::{ACCOUNT, CONTACT, Contact, Entity, Value};
use rounds::server::{Asked, Core, Storage};
use rounds::sync::StreamId;
use rounds::sync::compare::{Buckets, Compare, Digest, KeyName, Shown};
use rounds::sync::frame::{Form, pack};
use rounds::sync::log::{Cell, Entry, Packed, Versions};
use rounds::sync::wire::{Group, Request, Response, Returned, SentChange, SentField};

use super::hostile::{asks, forged, gives_back, office, sends};
use super::office::{Laptop, Office};

fn name_of(entity: &Entity, field: &str) -> KeyName {
    KeyName { field: entity.field(field).unwrap().number, element: None }
}

fn compares(office: &mut Office, laptop: &mut Laptop, compare: Vec<Compare>) -> Response {
    let request = Request { compare: Some(compare), ..asks(office, laptop) };
    office.answer(laptop, &request)
}

fn digest(record: Id) -> Digest {
    Digest { entity: ACCOUNT.number, record, cells: Vec::new() }
}

/// The log of a stream.
fn log(office: &mut Office, stream: StreamId) -> Vec<Entry> {
    let (entries, _) = office.server.look().unwrap().entries(stream, 0, usize::MAX).unwrap();
    entries.into_iter().map(|(_, entry)| Packed::stored(entry).open().unwrap()).collect()
}

/// Evicts in the log of a stream.
fn evicts(office: &mut Office, stream: StreamId) -> usize {
    log(office, stream).iter().filter(|entry| matches!(entry, Entry::Evict(_))).count()
}

/// Two records given back in turn, again and again, by somebody who claims that the logs have all in common.
fn gives_back_in_turn(office: &mut Office, laptop: &mut Laptop, stream: StreamId, two: [(Id, Vec<Cell>); 2]) {
    let versions = |(record, cells)| Versions { entity: ACCOUNT.number, record, cells, by: None };
    let items = two.map(|one| Returned { stream, since: u64::MAX, versions: versions(one) });
    let returned = items.iter().cycle().take(500).cloned().collect();
    let request = Request { returned, ..asks(office, laptop) };
    office.answer(laptop, &request);
}

/// A customer of a great many bytes.
fn heavy(office: &mut Office, laptop: &mut Laptop, name: &str, notes: usize) -> Id {
    let acme = laptop.adds(office, name);
    let fields = ["notes", "street", "city", "source"].into_iter().take(notes);
    for field in fields {
        laptop.sets(office, &ACCOUNT, acme, field, Value::text(format!("{field}{}", "x".repeat(30_000))));
    }
    office.sync(laptop);
    acme
}

#[test]
fn a_record_that_lies_elsewhere_is_said_to_lie_there_once() {
    let (mut office, mut ann, mut bo, _) = office();
    let acme = heavy(&mut office, &mut bo, "Acme", 1);
    let many = Compare { digests: vec![digest(acme); 500], ..Compare::of(StreamId::Global) };
    let request = Request { compare: Some(vec![many.clone(), many]), ..asks(&mut office, &mut ann) };
    for _ in 0..3 {
        // The same again, from where it was.
        office.answer(&mut ann, &request);
    }
    assert_eq!(evicts(&mut office, StreamId::Global), 1);
    office.sync_all(&mut [&mut ann, &mut bo]);
}

#[test]
fn what_is_given_back_over_and_over_is_told_once_in_a_request() {
    let (mut office, mut ann, mut bo, mut ada) = office();
    let north = StreamId::Territory(office.territory("North"));
    let two = [heavy(&mut office, &mut ann, "Acme", 4), heavy(&mut office, &mut ann, "Bolt", 4)];
    // They lie elsewhere than he says.
    gives_back_in_turn(&mut office, &mut ann, StreamId::Global, two.map(|id| (id, Vec::new())));
    assert_eq!(evicts(&mut office, StreamId::Global), 2);
    // He has them at other stamps.
    let street = ACCOUNT.field("street").unwrap().number;
    let old = two.map(|id| {
        let record = office.server.look().unwrap().record(ACCOUNT.number, id).unwrap().unwrap();
        let held = record.cells.iter().find(|held| held.field == street).unwrap();
        (id, vec![Cell { stamp: Stamp(held.stamp.0 - 1), ..held.cell() }])
    });
    office.sync(&mut ann);
    let before = log(&mut office, north).len();
    gives_back_in_turn(&mut office, &mut ann, north, old);
    assert_eq!(log(&mut office, north).len() - before, 2);
    office.sync_all(&mut [&mut ann, &mut bo, &mut ada]);
    // Their tombstones were collected.
    for id in two {
        ann.deletes(&mut office, &ACCOUNT, id);
    }
    office.sync_all(&mut [&mut ann, &mut bo, &mut ada]);
    office.later(200 * 24 * 60);
    office.sync_all(&mut [&mut ann, &mut bo, &mut ada]);
    assert_eq!(office.core.compact(&mut office.server, office.now).unwrap().tombstones, 2);
    ann.adds(&mut office, "Cork");
    office.sync_all(&mut [&mut ann, &mut bo, &mut ada]);
    let forgets = |office: &mut Office| log(office, north).iter().filter(|one| matches!(one, Entry::Forget(_))).count();
    let before = forgets(&mut office);
    gives_back_in_turn(&mut office, &mut ann, north, two.map(|id| (id, Vec::new())));
    assert_eq!(forgets(&mut office) - before, 2);
    office.sync_all(&mut [&mut ann, &mut bo, &mut ada]);
}

#[test]
fn what_is_asked_for_over_and_over_is_answered_once() {
    let (mut office, mut ann, _, _) = office();
    let north = office.territory("North");
    let heavy: Vec<Id> = (0..40).map(|n| heavy(&mut office, &mut ann, &format!("Acme {n}"), 4)).collect();
    let stream = StreamId::Territory(north);
    let wanted: Vec<KeyName> =
        ["notes", "street", "city", "source"].iter().map(|field| name_of(&ACCOUNT, field)).collect();
    let mut again = wanted.clone();
    again.extend(std::iter::repeat_n(wanted.clone(), 50).flatten());
    let shown = |record: Id| Shown { entity: ACCOUNT.number, record, cells: Vec::new(), without: again.clone() };
    let rows = [
        ("one record, again and again", vec![shown(heavy[0]); 200]),
        ("each of many", heavy.iter().map(|record| shown(*record)).collect()),
    ];
    for (what, shown) in rows {
        let compare = Compare { shown, ..Compare::of(stream) };
        let answer = compares(&mut office, &mut ann, vec![compare.clone(), compare]);
        let bytes = minicbor::to_vec(&answer).unwrap().len();
        assert!(bytes < 2 << 20, "{what}: {bytes}");
        let told: usize =
            answer.compared.unwrap().iter().flat_map(|compared| &compared.settled).map(|one| one.cells.len()).sum();
        assert!(told >= 4, "{what}: something is told");
    }
}

#[test]
fn a_stream_is_summed_once_for_a_request() {
    let (mut office, mut ann, _, _) = office();
    ann.adds(&mut office, "Acme");
    office.sync(&mut ann);
    let stream = StreamId::Territory(office.territory("North"));
    let one = Compare { buckets: Some(Buckets::default()), ..Compare::of(stream) };
    let answer = compares(&mut office, &mut ann, vec![one; 4_000]);
    assert_eq!(answer.compared.unwrap().len(), 1);
    assert!(pack(&asks(&mut office, &mut ann), Form::Cbor).is_ok());
}

#[test]
fn a_collected_record_is_told_to_those_alone_who_would_have_its_tombstone() {
    let (mut office, mut ann, mut bo, mut ada) = office();
    let acme = bo.adds(&mut office, "Acme Secret");
    let cho = bo.adds_contact(&mut office, acme, "Cho");
    office.sync_all(&mut [&mut bo, &mut ada]);
    bo.deletes(&mut office, &ACCOUNT, acme);
    office.sync_all(&mut [&mut ann, &mut bo, &mut ada]);
    office.later(200 * 24 * 60);
    office.sync_all(&mut [&mut ann, &mut bo, &mut ada]);
    let compacted = office.core.compact(&mut office.server, office.now).unwrap();
    assert_eq!(compacted.tombstones, 2);
    office.sync_all(&mut [&mut ann, &mut bo, &mut ada]);
    let north = StreamId::Territory(office.territory("North"));
    for (entity, record) in [(&ACCOUNT, acme), (&CONTACT, cho)] {
        for stream in [north, StreamId::Global, StreamId::User(ann.user)] {
            let shown =
                Shown { entity: entity.number, record, cells: Vec::new(), without: vec![name_of(entity, "name")] };
            let digests = vec![Digest { entity: entity.number, record, cells: Vec::new() }];
            let compare = Compare { shown: vec![shown], digests, ..Compare::of(stream) };
            let compared = compares(&mut office, &mut ann, vec![compare]).compared.unwrap();
            assert_eq!(compared[0].settled[0].cells, [], "{stream}");
            assert_eq!(compared[0].differing, [], "{stream}");
        }
    }
}

#[test]
fn a_record_of_many_elements_keeps_them_in_the_order_of_their_keys() {
    let (mut office, mut ann, _, _) = office();
    let acme = ann.adds(&mut office, "Acme");
    office.sync(&mut ann);
    let tags = ACCOUNT.field("tags").unwrap().number;
    let tag = |n: u64| SentField {
        field: tags,
        value: Value::Int(1),
        base: None,
        element: Some(format!("{:05}", n * 7_919 % 2_000)),
    };
    sends(&mut office, &mut ann, 1, acme, (0..2_000).map(tag).collect());
    sends(&mut office, &mut ann, 2, acme, vec![tag(77)]);
    let record = office.server.look().unwrap().record(ACCOUNT.number, acme).unwrap().unwrap();
    let keys: Vec<(u16, String)> = record.cells.iter().map(|held| (held.field, held.element.clone())).collect();
    assert!(keys.len() > 2_000 && keys.is_sorted());
    assert_eq!(record.recount(), record.kept);
    office.heals(&mut ann);
}

#[test]
fn a_figure_of_a_stream_that_is_wrong_is_added_up_anew_by_the_comparison() {
    let (mut office, mut ann, _, _) = office();
    for n in 0..5 {
        ann.adds(&mut office, &format!("Acme {n}"));
    }
    office.sync(&mut ann);
    office.server.scratch("UPDATE stream SET sum = sum + 1, count = count + 3 WHERE stream LIKE 'territory%'").unwrap();
    let talk = office.heals(&mut ann);
    assert!(talk.events.iter().any(|events| !events.repairing.is_empty()));
    assert!(office.heals(&mut ann).events.iter().all(|events| events.repairing.is_empty()));
    assert_eq!(office.core.incidents(&mut office.server, 9).unwrap().len(), 1);
}

#[test]
fn beyond_the_end_of_a_file_there_is_nothing() {
    let (mut office, mut ann, _, _) = office();
    ann.adds(&mut office, "Acme");
    office.sync(&mut ann);
    office.sync(&mut ann);
    office.core.compact(&mut office.server, office.now).unwrap();
    office.core.prepare_snapshots(&mut office.server, office.now).unwrap();
    let north = StreamId::Territory(office.territory("North"));
    let file = office.server.look().unwrap().snapshots(north).unwrap().pop().unwrap();
    for (from, bytes) in
        [(0, file.bytes), (file.bytes - 1, 1), (file.bytes, 0), (i64::MAX as u64 + 1, 0), (u64::MAX, 0)]
    {
        let piece = office.core.snapshot(&mut office.server, &ann.who, &file.name, from, 1 << 20, office.now).unwrap();
        let (length, piece) = piece.unwrap();
        assert_eq!((length, piece.len() as u64), (file.bytes, bytes), "from {from}");
    }
}

/// What is left of a log is counted for each answer: only so far as it decides something.
#[test]
fn who_is_very_far_behind_is_offered_a_file_however_large_the_stream_is() {
    for (behind, offered) in [(10_000, false), (30_000, true)] {
        let (mut office, mut ann, _, _) = office();
        ann.adds(&mut office, "Acme");
        office.sync(&mut ann);
        let request = asks(&mut office, &mut ann);
        let north = StreamId::Territory(office.territory("North"));
        // As if a great many records lay there, and so much had been written since.
        let sql = format!(
            "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {behind})
             INSERT INTO log SELECT number, position + i, 0, x'80' FROM stream, n WHERE stream = '{north}';
             UPDATE stream SET position = position + {behind}, count = 4000000 WHERE stream = '{north}';
             UPDATE number SET value = value + {behind} WHERE name = 'position'"
        );
        office.server.scratch(&sql).unwrap();
        office.core = Core::new(78);
        let answer = office.answer(&mut ann, &request);
        let offers = answer.offers.unwrap_or_default();
        assert_eq!(offers.iter().any(|offer| offer.stream == north), offered, "{behind}");
    }
}

/// In how many parts all of a request is taken.
fn taken(office: &mut Office, laptop: &Laptop, request: &Request) -> usize {
    let mut asked = Asked::read(request).unwrap();
    for parts in 1.. {
        let taken = office.core.take(&mut office.server, &laptop.who, &mut asked, office.now, &[], true).unwrap();
        if let Some(answer) = taken {
            assert_eq!(answer.groups as usize, request.groups.len());
            return parts;
        }
    }
    unreachable!()
}

/// Whatever a request makes the server read and write is in parts that hold nobody up for longer than a thousand ordinary changes do.
#[test]
fn what_moves_reads_or_gives_up_a_great_deal_is_taken_in_parts() {
    let field = |name: &str| ACCOUNT.field(name).unwrap().number;
    for (what, least) in [("moves", 5), ("deletions", 3), ("changes beside refused ones", 3), ("given up", 3)] {
        let (mut office, mut ann, mut bo, mut ada) = office();
        let acme = ann.adds(&mut office, "Acme");
        let contact = |office: &mut Office, n: usize| {
            let id = office.ids.next(office.now);
            Edit::create(&Contact { id, account: Some(acme), name: format!("{n}"), ..Contact::default() })
        };
        let contacts: Vec<Edit> = (0..100).map(|n| contact(&mut office, n)).collect();
        ann.commits(&mut office, contacts);
        office.sync_all(&mut [&mut ann, &mut ada]);
        let (north, south) = (office.territory("North"), office.territory("South"));
        let now = Stamp::of(office.now).0 as i64;
        let groups = |field: u16, value: &dyn Fn(usize) -> Value, from: usize, many: usize| -> Vec<Group> {
            let one = |n: usize| {
                let fields = vec![SentField { field, value: value(n), base: None, element: None }];
                // Each is told by what it adds to the one before.
                let (seq, stamp) = if n == from { (from as i64, now) } else { (1, 1) };
                let (entity, record) = (ACCOUNT.number, acme);
                SentChange { session: 0, seq, entity, record, stamp, seen: 0, fields, said: None }
            };
            (from..from + many).map(|n| Group { act: 0, changes: vec![one(n)], again: None }).collect()
        };
        let to = |n: usize| Value::Id(if n.is_multiple_of(2) { north } else { south });
        let street = |n: usize| Value::text(format!("{n}"));
        let mut request = Request { sessions: vec![0xbad], acts: vec![acme], ..asks(&mut office, &mut ann) };
        let mut who = &ann;
        match what {
            "moves" => {
                who = &ada;
                request.groups = groups(field("territory"), &to, 1, 50);
            }
            "deletions" => request.groups = groups(0, &|_| Value::Null, 1, 100),
            "given up" => request.withdrawn = Some((1..5_000).map(|seq| (0xbad, seq)).collect()),
            _ => {
                request.groups = groups(field("territory"), &|_| Value::Id(south), 1, 200);
                assert_eq!(taken(&mut office, &ann, &request), 1, "{what}");
                request.groups = groups(field("street"), &street, 201, 100);
            }
        }
        let parts = taken(&mut office, who, &request);
        assert!(parts >= least, "{what}: {parts}");
        office.sync_all(&mut [&mut ann, &mut bo, &mut ada]);
    }
}

/// Each change of a record reads, sums and keeps all of it: many such changes hold nobody up for longer than many ordinary ones.
#[test]
fn changes_of_a_record_with_a_great_many_elements_are_taken_in_smaller_parts() {
    let (mut office, mut ann, _, _) = office();
    let acme = ann.adds(&mut office, "Acme");
    office.sync(&mut ann);
    let tag = |n: usize| SentField {
        field: ACCOUNT.field("tags").unwrap().number,
        value: Value::Int(1),
        base: None,
        element: Some(format!("{n:05}")),
    };
    let mut parts = [0, 0];
    for (at, many) in [1, 2_000].into_iter().enumerate() {
        sends(&mut office, &mut ann, 1 + at as i64, acme, (0..many).map(tag).collect());
        let good = asks(&mut office, &mut ann);
        let change = |n: i64| SentChange {
            session: 0,
            seq: 1_000 * (1 + at as i64) + n,
            entity: ACCOUNT.number,
            record: acme,
            stamp: 1,
            seen: 0,
            fields: vec![tag(0)],
            said: None,
        };
        let groups = (0..200).map(|n| Group { act: 0, changes: vec![change(n)], again: None }).collect();
        let request = Request { sessions: vec![0xbad], acts: vec![acme], groups, ..good };
        parts[at] = taken(&mut office, &ann, &request);
    }
    assert_eq!(parts[0], 1);
    assert!(parts[1] > 5, "{parts:?}");
    office.heals(&mut ann);
}

#[test]
fn a_field_that_is_given_back_twice_counts_once() {
    let (mut office, mut ann, _, mut ada) = office();
    let acme = ann.adds(&mut office, "Acme");
    office.sync_all(&mut [&mut ann, &mut ada]);
    let stream = StreamId::Territory(office.territory("North"));
    let cell = |seq: u64, minutes: i64| {
        let street = forged(&office, &ACCOUNT, "street", None, Value::text(format!("{minutes} Quay St")));
        Cell { seq, stamp: Stamp::of(office.now.plus_minutes(minutes)), ..street }
    };
    let cells = vec![cell(1, 20), cell(2, 10)];
    gives_back(&mut office, &mut ann, stream, &ACCOUNT, acme, cells);
    office.sync_all(&mut [&mut ann, &mut ada]);
    assert_eq!(ada.text(&ACCOUNT, acme, "street"), "20 Quay St");
}

/// Whether a version came of one that is given back is looked for in the history behind it: that is work too.
#[test]
fn what_makes_the_server_read_much_history_is_taken_in_parts() {
    let (mut office, mut ann, mut bo, mut ada) = office();
    let acme = ann.adds(&mut office, "Acme");
    for n in 0..100 {
        ann.sets(&mut office, &ACCOUNT, acme, "street", Value::text(format!("{n} Quay St")));
    }
    office.sync_all(&mut [&mut ann, &mut bo, &mut ada]);
    assert!(office.core.compact(&mut office.server, office.now).unwrap().entries > 100);
    let stream = StreamId::Territory(office.territory("North"));
    let street = forged(&office, &ACCOUNT, "street", None, Value::text("99 Quay St"));
    let back = |seq: u64| {
        let cells = vec![Cell { seq, stamp: Stamp(seq), ..street.clone() }];
        Returned { stream, since: 0, versions: Versions { entity: ACCOUNT.number, record: acme, cells, by: None } }
    };
    let request = Request { returned: (1..100).map(back).collect(), ..asks(&mut office, &mut ann) };
    let parts = taken(&mut office, &ann, &request);
    assert!(parts > 5, "{parts}");
    office.sync_all(&mut [&mut ann, &mut bo, &mut ada]);
}
