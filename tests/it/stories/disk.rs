//! One byte of a closed book's file changes, in a field that an index holds too: named, healed by the next sync, and nothing else travels.

use std::fs;
use std::path::Path;

use rounds::base::id::Id;
use rounds::domain::act::Edit;
use rounds::schema::{ACCOUNT, Account, CONFLICT, Role, Value};
use rounds::store::{Bulk, Lock, Profile, Writer};
use tempfile::TempDir;

use super::damage::little;
use super::office::{Laptop, Office};

/// A laptop whose book is a file without a key, and one in memory; the customer in question among others.
fn office() -> (TempDir, Office, Laptop, Laptop, Id) {
    let folder = tempfile::tempdir().unwrap();
    let mut office = Office::new(&["North"]);
    for name in ["Ann", "Bo"] {
        office.user(name, Role::Rep, &["North"]);
    }
    let book = Writer::open(&Profile::at(folder.path()), &Lock::Open).unwrap();
    let (mut ann, mut bo) = (office.enrolled("Ann", book), office.laptop("Bo"));
    for n in 0..40 {
        let other = bo.adds(&mut office, &format!("Customer {n}"));
        bo.sets(&mut office, &ACCOUNT, other, "city", Value::text("Leicester"));
    }
    let id = bo.adds(&mut office, "Nolan & Sons");
    for (field, value) in [("city", "Leicester"), ("external_id", "K-4711"), ("notes", "rings twice")] {
        bo.sets(&mut office, &ACCOUNT, id, field, Value::text(value));
    }
    office.sync_all(&mut [&mut bo, &mut ann]);
    (folder, office, ann, bo, id)
}

/// Closes the book, changes one byte of what it holds for a field in the customer's row, and opens it again.
fn one_byte(home: &Path, laptop: &mut Laptop, id: Id, field: &str) {
    laptop.store = Writer::in_memory(1).unwrap();
    let profile = Profile::at(home);
    let (file, tried) = (profile.database(), home.join("tried.db"));
    let whole = fs::read(&file).unwrap();
    // The row itself, by no index.
    let stored = |path: &Path| -> Option<Vec<u8>> {
        let conn = rusqlite::Connection::open(path).unwrap();
        let sql = format!("SELECT CAST({field} AS BLOB) FROM account NOT INDEXED WHERE id = ?1");
        conn.query_row(&sql, [id.bytes().as_slice()], |row| row.get(0)).ok()
    };
    let value = stored(&file).unwrap();
    let other = [&[value[0] ^ 1], &value[1..]].concat();
    let places: Vec<usize> =
        whole.windows(value.len()).enumerate().filter(|(_, here)| **here == value[..]).map(|(at, _)| at).collect();
    let changed = places.iter().find_map(|at| {
        let mut bytes = whole.clone();
        bytes[*at] ^= 1;
        fs::write(&tried, &bytes).unwrap();
        (stored(&tried).as_ref() == Some(&other)).then_some(bytes)
    });
    fs::write(&file, changed.unwrap()).unwrap();
    fs::remove_file(&tried).unwrap();
    laptop.store = Writer::open(&profile, &Lock::Open).unwrap();
}

#[test]
fn a_byte_changed_by_hand_under_an_index_is_named_and_healed_and_nothing_else_travels() {
    for field in ["city", "external_id", "owner", "territory", "x_order", "notes"] {
        let (folder, mut office, mut ann, _, id) = office();
        let before = ann.store.dump().unwrap();
        one_byte(folder.path(), &mut ann, id, field);
        let now = ann.now(&office).at;
        let found = ann.store.fsck(false, now).unwrap().found;
        let named: Vec<_> = found.iter().filter_map(|(_, record)| *record).collect();
        let kept = field.starts_with("x_");
        let expected = if kept { vec![] } else { vec![(ACCOUNT.number, id)] };
        assert_eq!(named, expected, "{field}");
        office.later(1);
        if kept {
            // No version of it: it is written anew with the name.
            ann.sets(&mut office, &ACCOUNT, id, "name", Value::text("Nolan and Sons"));
            office.heals(&mut ann);
        } else {
            little(&office.heals(&mut ann), 1);
            let mut after = ann.store.dump().unwrap();
            // The damaged value is kept aside.
            let conflicts = ann.conflicts();
            assert_eq!(ann.text(&CONFLICT, conflicts[0], "rule"), "repaired", "{field}");
            after = after.lines().filter(|line| !line.starts_with("conflict")).collect::<Vec<_>>().join("\n");
            let before = before.lines().filter(|line| !line.starts_with("conflict")).collect::<Vec<_>>().join("\n");
            assert_eq!(before, after, "{field}: all else is as it was");
        }
        office.later(1);
        assert_eq!(office.heals(&mut ann).cost.rounds, 1, "{field}");
        let fsck = ann.store.fsck(true, now).unwrap();
        assert_eq!((&fsck.file, &fsck.found, fsck.indexes), (&vec![], &vec![], 0), "{field}");
    }
}

#[test]
fn what_a_person_does_to_a_record_with_such_a_byte_is_kept_and_sent() {
    for field in ["city", "external_id", "owner"] {
        let (folder, mut office, mut ann, mut bo, id) = office();
        ann.sets(&mut office, &ACCOUNT, id, "notes", Value::text("before it"));
        one_byte(folder.path(), &mut ann, id, field);
        ann.sets(&mut office, &ACCOUNT, id, "street", Value::text("Quay 7"));
        ann.sets(&mut office, &ACCOUNT, id, "city", Value::text("Hull"));
        ann.sets(&mut office, &ACCOUNT, id, "grade", Value::text("a"));
        office.heals(&mut ann);
        // What no edit of his replaced was counted by nobody yet.
        let now = ann.now(&office).at;
        assert!(ann.store.fsck(true, now).unwrap().file.is_empty());
        office.heals(&mut ann);
        office.heals(&mut bo);
        for laptop in [&ann, &bo] {
            for (name, value) in [("city", "Hull"), ("street", "Quay 7"), ("notes", "before it"), ("grade", "a")] {
                assert_eq!(laptop.text(&ACCOUNT, id, name), value, "{field}");
            }
            assert_eq!(laptop.text(&ACCOUNT, id, "external_id"), "K-4711", "{field}");
            assert_eq!(laptop.get(&ACCOUNT, id, "owner"), Value::Id(bo.user), "{field}");
        }
        assert!(ann.store.fsck(true, now).unwrap().well(), "{field}");
    }
}

#[test]
fn a_deep_check_builds_such_an_index_anew_and_says_so() {
    let (folder, mut office, mut ann, _, id) = office();
    one_byte(folder.path(), &mut ann, id, "city");
    let now = ann.now(&office).at;
    let fsck = ann.store.fsck(true, now).unwrap();
    assert_eq!((&fsck.file, fsck.indexes), (&vec![], 1));
    assert_eq!(fsck.found.len(), 1, "the value itself only the other side knows");
    assert_eq!(ann.store.fsck(true, now).unwrap().indexes, 0);
    little(&office.heals(&mut ann), 1);
    assert_eq!(ann.text(&ACCOUNT, id, "city"), "Leicester");
}

#[test]
fn records_that_lie_nowhere_and_wait_in_no_change_are_named() {
    let (_folder, mut office, mut ann, _, id) = office();
    let mine = ann.adds(&mut office, "Waits to be sent");
    let (now, stray) = (ann.now(&office).at, office.ids.next(office.now));
    let account = Account { id: stray, name: "From nowhere".into(), ..Account::default() };
    ann.store.bulk([Edit::create(&account)], now, Bulk::Arrived).unwrap();
    for deep in [false, true] {
        let fsck = ann.store.fsck(deep, now).unwrap();
        assert_eq!(fsck.strays, [(ACCOUNT.number, stray)]);
        assert!(!fsck.well());
    }
    office.heals(&mut ann);
    assert_eq!(ann.store.fsck(false, now).unwrap().strays, [(ACCOUNT.number, stray)]);
    assert!(ann.sees(&ACCOUNT, mine) && ann.sees(&ACCOUNT, id));
}
