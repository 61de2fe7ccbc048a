//! A byte changes on a disk: found by a recount, named, healed by the next sync, and nothing else travels.

use rounds::base::id::Id;
use rounds::domain::ask::Fate;
use rounds::domain::deed::{Deed, Resolution};
use rounds::schema::{ACCOUNT, CONFLICT, CONTACT, ConflictRule, ConflictState, Role, Value};
use rounds::server::{Core, Storage};
use rounds::sync::StreamId;
use rounds::sync::past::PastAsk;

use super::office::{Laptop, Office, Talk};

/// Two laptops of one territory with forty customers, all in step.
fn office() -> (Office, Laptop, Laptop, Vec<Id>) {
    let mut office = Office::new(&["North"]);
    for name in ["Ann", "Bo"] {
        office.user(name, Role::Rep, &["North"]);
    }
    let (mut ann, mut bo) = (office.laptop("Ann"), office.laptop("Bo"));
    let ids: Vec<_> = (0..40).map(|n| ann.adds(&mut office, &format!("Customer {n}"))).collect();
    for id in &ids {
        ann.sets(&mut office, &ACCOUNT, *id, "street", Value::text("Main Street 12"));
    }
    office.sync(&mut ann);
    office.sync(&mut bo);
    (office, ann, bo, ids)
}

/// Nobody lost anything, and nobody is asked: what stands was set by a person, and the other value by a disk.
fn tells_of_a_disk(office: &mut Office, laptop: &mut Laptop, record: Id) {
    let lines = laptop.history(office, &ACCOUNT, record);
    let ask = PastAsk { protocol: 1, entity: ACCOUNT.number, record, act: None };
    let past = office.core.history(&mut office.server, &laptop.who, &ask, office.now).unwrap();
    let told = laptop.store.told(ACCOUNT.number, &past.lines).unwrap();
    for line in lines.iter().chain(&told) {
        assert_eq!(line.fate, Fate::Taken, "{line:?}");
        assert!(!line.after.str().ends_with("13"), "{line:?}");
    }
    assert!(!told.is_empty());
    let view = laptop.sync_view(office);
    assert_eq!((view.line.needs_you, view.conflicts.len()), (0, 1));
    assert!(view.conflicts[0].made_by_a_disk, "{:?}", view.conflicts);
}

/// Nothing but the one field: no log entry of others, and few bytes.
pub fn little(talk: &Talk, entries: u64) {
    assert!(talk.arrived() <= 1 && talk.entries() <= entries, "{talk:?}");
    let sent: usize = talk.requests.iter().map(|request| request.groups.len() + request.returned.len()).sum();
    assert_eq!(sent, 0, "{talk:?}");
    assert!(talk.cost.up <= 2_700 && talk.cost.down <= 1_000, "{:?}", talk.cost);
}

#[test]
fn what_is_whole_counts_as_it_was_kept() {
    let (mut office, mut ann, mut bo, _) = office();
    for laptop in [&mut ann, &mut bo] {
        let found = office.recount(laptop);
        assert_eq!(found.found, vec![]);
        assert!(found.records > 40);
    }
    let found = office.recount_server();
    assert_eq!(found.found, vec![]);
    assert!(found.records > 40);
}

#[test]
fn a_byte_changed_on_a_laptop_is_named_and_healed_and_nothing_else_travels() {
    let (mut office, mut ann, mut bo, ids) = office();
    let north = StreamId::Territory(ann.store.me().unwrap().territory);
    for (laptop, other) in [(&mut ann, "its author's"), (&mut bo, "another's")] {
        let id = ids[7];
        laptop
            .store
            .scratch(&format!("UPDATE account SET street = 'Main Street 13' WHERE id = x'{}'", hex(id)))
            .unwrap();
        assert_eq!(office.talk(laptop).cost.rounds, 1, "{other}: nobody has counted yet");
        let found = office.recount(laptop);
        assert_eq!(found.found, vec![(north, Some((ACCOUNT.number, id)))], "{other}");
        assert_eq!(office.recount(laptop).found, vec![], "{other}: named once");
        let talk = office.heals(laptop);
        assert_eq!(laptop.text(&ACCOUNT, id, "street"), "Main Street 12", "{other}");
        // The damaged value is kept in a conflict record, the only entry that travels.
        little(&talk, 1);
        assert_eq!(talk.cost.rounds, 3, "{other}: compared at once, since the record was known");
        assert_eq!(laptop.sync_view(&office).incidents.iter().filter(|row| row.healed.is_none()).count(), 0);
        assert_eq!(office.heals(laptop).cost.rounds, 1);
    }
    office.heals(&mut ann);
    for laptop in [&mut ann, &mut bo] {
        let conflicts = laptop.conflicts();
        assert_eq!(conflicts.len(), 1, "one loser, one conflict record");
        assert_eq!(laptop.text(&CONFLICT, conflicts[0], "rule"), "repaired");
        assert_eq!(laptop.text(&CONFLICT, conflicts[0], "lost"), "\"Main Street 13\"");
        tells_of_a_disk(&mut office, laptop, ids[7]);
    }
}

#[test]
fn a_byte_changed_on_the_server_is_named_and_healed_by_a_laptop() {
    let (mut office, mut ann, mut bo, ids) = office();
    let id = ids[3];
    // In the row alone: the change log still says what was written.
    let swap = "UPDATE record SET cells = CAST(replace(CAST(cells AS TEXT), 'Street 12', 'Street 19') AS BLOB)";
    office.server.scratch(&format!("{swap} WHERE id = x'{}'", hex(id))).unwrap();
    assert_eq!(office.heals(&mut ann).cost.rounds, 1);
    let found = office.recount_server();
    let named: Vec<_> = found.found.iter().map(|incident| incident.record).collect();
    assert_eq!(named, [Some((ACCOUNT.number, id))]);
    let talk = office.heals(&mut ann);
    little(&talk, 2);
    assert_eq!(talk.cost.rounds, 4, "buckets, fields, values, and nothing left");
    assert_eq!(ann.text(&ACCOUNT, id, "street"), "Main Street 12");
    let talk = office.heals(&mut bo);
    assert_eq!(bo.text(&ACCOUNT, id, "street"), "Main Street 12");
    assert!(talk.cost.rounds <= 1, "{talk:?}");
    assert_eq!(bo.text(&CONFLICT, bo.conflicts()[0], "lost"), "\"Main Street 19\"");
    assert_eq!(office.recount_server().found, vec![]);
}

#[test]
fn rows_that_went_missing_come_back() {
    let (mut office, mut ann, mut bo, ids) = office();
    // On a laptop: the row with its versions.
    for table in ["account WHERE id", "version WHERE record"] {
        bo.store.scratch(&format!("DELETE FROM {table} = x'{}'", hex(ids[5]))).unwrap();
    }
    let found = office.recount(&mut bo);
    assert_eq!(
        found.found,
        vec![(StreamId::Territory(bo.store.me().unwrap().territory), None)],
        "the stream's figures"
    );
    office.heals(&mut bo);
    assert_eq!(bo.text(&ACCOUNT, ids[5], "street"), "Main Street 12");
    // On the server: the row, and one that cannot be read any more.
    office.server.scratch(&format!("DELETE FROM record WHERE id = x'{}'", hex(ids[6]))).unwrap();
    office.server.scratch(&format!("UPDATE record SET cells = x'ff00' WHERE id = x'{}'", hex(ids[8]))).unwrap();
    office.core = Core::new(78);
    assert_eq!(office.recount_server().found.len(), 2);
    office.heals(&mut ann);
    office.heals(&mut bo);
    for laptop in [&ann, &bo] {
        for id in [ids[6], ids[8]] {
            assert_eq!(laptop.text(&ACCOUNT, id, "street"), "Main Street 12");
        }
    }
    assert_eq!(office.recount_server().found, vec![]);
    assert_eq!(ann.conflicts(), vec![]);
}

#[test]
fn what_was_aside_by_mistake_comes_back_and_is_not_wiped() {
    let (mut office, _, mut bo, ids) = office();
    let id = hex(ids[5]);
    bo.store.scratch(&format!("UPDATE account SET x_stream = NULL, x_gone = 2 WHERE id = x'{id}'")).unwrap();
    let since = office.now.millis();
    bo.store
        .scratch(&format!("INSERT INTO aside (record, entity, family, at) VALUES (x'{id}', 1, x'{id}', {since})"))
        .unwrap();
    office.recount(&mut bo);
    office.heals(&mut bo);
    office.later(8 * 24 * 60);
    office.sync(&mut bo);
    bo.store.wipe_aside(office.now).unwrap();
    assert_eq!(bo.text(&ACCOUNT, ids[5], "street"), "Main Street 12");
}

#[test]
fn wrong_figures_are_an_incident_of_that_side_alone() {
    let (mut office, mut ann, _, _) = office();
    ann.store.scratch("UPDATE stream SET sum = sum + 1 WHERE stream LIKE 'territory%'").unwrap();
    let talk = office.heals(&mut ann);
    assert_eq!(talk.cost.rounds, 1, "counted anew here, and equal");
    office.server.scratch("UPDATE stream SET sum = sum + 1, count = count + 1 WHERE stream LIKE 'territory%'").unwrap();
    let talk = office.heals(&mut ann);
    assert!(talk.cost.rounds <= 3, "{talk:?}");
    little(&talk, 0);
    assert_eq!(office.core.incidents(&mut office.server, 9).unwrap().len(), 1);
    assert_eq!(ann.sync_view(&office).incidents.len(), 1);
}

/// As SQL writes an id.
fn hex(id: Id) -> String {
    data_encoding::HEXLOWER.encode(id.bytes())
}

#[test]
fn one_change_that_cannot_be_read_holds_up_nobody() {
    let (mut office, mut ann, mut bo, ids) = office();
    let one = ids[0];
    ann.sets(&mut office, &ACCOUNT, one, "street", Value::text("Ann's"));
    bo.sets(&mut office, &ACCOUNT, one, "street", Value::text("Bo's, later"));
    office.sync(&mut ann);
    office.server.scratch("UPDATE change SET body = x'ff' WHERE body IS NOT NULL").unwrap();
    // Whether what stands came of Bo's is asked of a body that says nothing any more.
    office.sync_all(&mut [&mut bo, &mut ann]);
    for laptop in [&ann, &bo] {
        assert_eq!(laptop.text(&ACCOUNT, one, "street"), "Bo's, later");
        assert_eq!(laptop.conflicts().len(), 1, "what yielded is kept");
    }
    let incidents = office.core.incidents(&mut office.server, 10).unwrap();
    assert!(incidents.iter().any(|incident| incident.record == Some((ACCOUNT.number, one))), "{incidents:?}");
}

#[test]
fn records_whose_bytes_do_not_decode_are_made_anew_and_nobody_loses_his_book() {
    let (mut office, mut ann, mut bo, ids) = office();
    office.server.scratch("UPDATE record SET cells = x'ff' WHERE entity IN (1, 7)").unwrap();
    // His rights are in one of them.
    bo.sets(&mut office, &ACCOUNT, ids[1], "street", Value::text("Bo's"));
    office.sync_all(&mut [&mut bo, &mut ann]);
    assert_eq!((bo.accounts(), ann.accounts()), (40, 40));
    let found = office.recount_server();
    assert!(found.found.len() >= 40, "{}", found.found.len());
    assert_eq!(office.recount_server().found, vec![], "and then all is whole");
    office.heals(&mut ann);
    let new = office.laptop("Bo");
    assert_eq!((new.accounts(), new.text(&ACCOUNT, ids[1], "street")), (40, "Bo's".to_string()));
    assert_eq!(new.text(&ACCOUNT, ids[2], "street"), "Main Street 12");
}

/// Of a row it cannot be read any more which record it is.
#[test]
fn a_row_that_is_nobodys_ends_no_recount_and_its_record_comes_back() {
    for what in ["entity = -1", "entity = 70000", "entity = 'x'", "id = x'01'", "id = 'x'", "id = -1"] {
        let (mut office, mut ann, mut bo, ids) = office();
        let north = StreamId::Territory(ann.store.me().unwrap().territory);
        let whole = office.recount_server().records;
        office.server.scratch(&format!("UPDATE record SET {what} WHERE id = x'{}'", hex(ids[3]))).unwrap();
        let mut others = office.server.begin().unwrap().records_in(north).unwrap();
        others.retain(|record| record.id != ids[3]);
        let found = office.recount_server();
        assert_eq!(found.records, whole - 1, "{what}: all others are counted");
        // As if the row were gone: the stream's figures are those of the others, so whoever has the record finds that it is missing.
        let named: Vec<_> = found.found.iter().map(|incident| (incident.stream, incident.record)).collect();
        assert_eq!(named, [(north, None)], "{what}");
        let head = office.server.begin().unwrap().head(north).unwrap().sum;
        let mut sum = rounds::sync::Sum::default();
        others.iter().for_each(|record| sum.join(record.kept));
        assert_eq!(head, sum, "{what}");
        office.heals(&mut ann);
        office.heals(&mut bo);
        assert_eq!(office.recount_server().found, vec![], "{what}: named once");
        let new = office.laptop("Bo");
        for laptop in [&ann, &bo, &new] {
            assert_eq!(laptop.text(&ACCOUNT, ids[3], "street"), "Main Street 12", "{what}");
            assert_eq!(laptop.accounts(), 40, "{what}");
        }
        office.core.compact(&mut office.server, office.now).unwrap();
    }
}

/// One byte of where a record lies, of what it hangs on, or of what became of a change.
#[test]
fn an_unreadable_place_or_change_stops_nobody_and_is_named() {
    let (mut office, mut ann, mut bo, ids) = office();
    let cho = ann.adds_contact(&mut office, ids[5], "Cho");
    office.sync_all(&mut [&mut ann, &mut bo]);
    let rows = [
        (ACCOUNT.number, ids[3], "stream = 'x'"),
        (ACCOUNT.number, ids[3], "stream = x'74ff'"),
        (CONTACT.number, cho, "stream = 'territory:'"),
        (CONTACT.number, cho, "account = x'01'"),
        (CONTACT.number, cho, "account = 'nobody'"),
    ];
    for (entity, id, what) in rows {
        // A recount names it, and the next one finds it whole.
        office.server.scratch(&format!("UPDATE record SET {what} WHERE id = x'{}'", hex(id))).unwrap();
        let found = office.recount_server();
        let named: Vec<_> = found.found.iter().map(|incident| incident.record).collect();
        assert_eq!(named, [Some((entity, id))], "{what}");
        assert_eq!(office.recount_server().found, vec![], "{what}");
        office.heals(&mut ann);
        // Whoever touches it first is answered, and finds it where it was.
        office.server.scratch(&format!("UPDATE record SET {what} WHERE id = x'{}'", hex(id))).unwrap();
        bo.sets(&mut office, &ACCOUNT, ids[5], "street", Value::text(format!("{what} {id} {entity}")));
        bo.sets(&mut office, &CONTACT, cho, "title", Value::text(format!("{what} {id} {entity}")));
        bo.sets(&mut office, &ACCOUNT, ids[3], "street", Value::text(format!("{what} {id} {entity}")));
        office.heals(&mut bo);
        office.heals(&mut ann);
        assert_eq!(office.recount_server().found, vec![], "{what}");
    }
    assert!(!office.core.incidents(&mut office.server, 99).unwrap().is_empty());
    assert_eq!(office.core.check(&mut office.server, true).unwrap(), Vec::<String>::new());
    for what in ["user = x'01'", "stream = 'x'", "record = 'x'", "position = 'x'", "parked = x'00'", "body = 7"] {
        office.server.scratch(&format!("UPDATE change SET {what} WHERE record = x'{}'", hex(ids[7]))).unwrap();
        ann.sets(&mut office, &ACCOUNT, ids[7], "street", Value::text(what));
        office.heals(&mut ann);
        office.heals(&mut bo);
        assert_eq!(bo.text(&ACCOUNT, ids[7], "street"), what);
        assert!(!office.core.check(&mut office.server, true).unwrap().is_empty(), "fsck --deep names it");
        office.core.compact(&mut office.server, office.now).unwrap();
    }
    assert_eq!(office.recount_server().found, vec![]);
}

/// A limit that the server lost, and that comes from somebody who may not set it past the server, is a question; what a disk made of a value is none.
#[test]
fn what_stands_back_until_a_person_decides_is_no_damage() {
    let (mut office, mut ann, mut bo, ids) = office();
    let (acme, limit) = (ids[3], Value::Int(100_000));
    ann.sets(&mut office, &ACCOUNT, acme, "credit_limit", limit.clone());
    office.sync_all(&mut [&mut ann, &mut bo]);
    for table in ["record WHERE id", "change WHERE record"] {
        office.server.scratch(&format!("DELETE FROM {table} = x'{}'", hex(acme))).unwrap();
    }
    office.core = Core::new(78);
    office.recount_server();
    office.talk(&mut bo);
    office.talk(&mut ann);
    office.talk(&mut bo);
    for laptop in [&ann, &bo] {
        let view = laptop.sync_view(&office);
        let asked: Vec<_> = view.conflicts.iter().map(|row| (row.rule, row.state, row.made_by_a_disk)).collect();
        assert_eq!(asked, [(ConflictRule::Repaired, ConflictState::Open, false)]);
        assert_eq!((&view.conflicts[0].lost.0, view.line.needs_you), (&limit, 1));
        let lines = laptop.history(&office, &ACCOUNT, acme);
        let of_limit = lines.iter().find(|line| line.after == limit).unwrap();
        assert_ne!(of_limit.fate, Fate::Taken, "it does not stand");
    }
    bo.does(&mut office, &Deed::Resolve { conflicts: bo.conflicts(), choice: Resolution::BringBack });
    office.sync_all(&mut [&mut bo, &mut ann]);
    for laptop in [&ann, &bo] {
        assert_eq!(
            (laptop.get(&ACCOUNT, acme, "credit_limit"), laptop.sync_view(&office).line.needs_you),
            (limit.clone(), 0)
        );
    }
}
