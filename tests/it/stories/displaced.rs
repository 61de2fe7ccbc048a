//! A disk changes where a record lies, or under which index it is found: found by the idle recount or where somebody meets it, named, and healed.

use std::path::Path;

use rounds::base::id::Id;
use rounds::schema::{ACCOUNT, CONTACT, Role, Value};
use rounds::server::{Sqlite, Storage};
use rounds::sync::StreamId;

use super::office::{Laptop, Office};

/// Two laptops of one territory with ten customers and a contact, all in step.
fn office() -> (Office, Laptop, Laptop, Vec<Id>, Id) {
    let mut office = Office::new(&["North"]);
    for name in ["Ann", "Bo"] {
        office.user(name, Role::Rep, &["North"]);
    }
    let (mut ann, mut bo) = (office.laptop("Ann"), office.laptop("Bo"));
    let ids: Vec<_> = (0..10).map(|n| ann.adds(&mut office, &format!("Customer {n}"))).collect();
    let cho = ann.adds_contact(&mut office, ids[5], "Cho");
    office.sync_all(&mut [&mut ann, &mut bo]);
    (office, ann, bo, ids, cho)
}

fn hex(id: Id) -> String {
    id.bytes().iter().map(|byte| format!("{byte:02x}")).collect()
}

/// All is as it was: both laptops have the same, which the server has too, and nobody finds anything.
fn whole(office: &mut Office, ann: &mut Laptop, bo: &mut Laptop, before: &str, what: &str) {
    for _ in 0..2 {
        office.heals(ann);
        office.heals(bo);
    }
    for laptop in [ann, bo] {
        assert_eq!(laptop.store.dump().unwrap(), before, "{what}");
        assert_eq!(office.recount(laptop).found, vec![], "{what}");
        let fsck = laptop.store.fsck(true, office.now).unwrap();
        assert!(fsck.well(), "{what}: {fsck:?}");
        assert_eq!(office.heals(laptop).cost.rounds, 1, "{what}");
    }
    assert_eq!(office.recount_server().found, vec![], "{what}");
}

#[test]
fn a_record_that_a_disk_took_out_of_its_stream_is_named_on_a_laptop_and_comes_back() {
    let (mut office, mut ann, mut bo, ids, cho) = office();
    let before = ann.store.dump().unwrap();
    let north = StreamId::Territory(ann.store.me().unwrap().territory);
    let streams = ann.store.streams().unwrap();
    let number = |stream: StreamId| streams.iter().find(|row| row.stream == stream).unwrap().number;
    let user = number(StreamId::User(ann.user));
    for (table, entity, id) in [("account", ACCOUNT.number, ids[3]), ("contact", CONTACT.number, cho)] {
        for to in ["NULL".into(), "0".into(), "99".into(), user.to_string()] {
            let what = format!("{table} in {to}");
            let sql = format!("UPDATE {table} SET x_stream = {to} WHERE id = x'{}'", hex(id));
            ann.store.scratch(&sql).unwrap();
            let found = office.recount(&mut ann).found;
            let named: Vec<_> = found.iter().filter_map(|(_, record)| *record).collect();
            if to != user.to_string() {
                assert_eq!(named, [(entity, id)], "{what}: {found:?}");
            }
            assert!(found.iter().any(|(stream, _)| *stream == north), "{what}: {found:?}");
            whole(&mut office, &mut ann, &mut bo, &before, &what);
            let open = ann.sync_view(&office).incidents.iter().filter(|row| row.healed.is_none()).count();
            assert_eq!(open, 0, "{what}");
        }
    }
}

/// A number of a row that says where it lies, of when it is, or what it sums to, is none any more.
#[test]
fn a_torn_number_of_a_row_ends_no_recount_and_is_healed() {
    let (mut office, mut ann, mut bo, ids, _) = office();
    let before = ann.store.dump().unwrap();
    for column in ["x_stream", "x_stamp", "x_sum"] {
        let sql = format!("UPDATE account SET {column} = 'x' WHERE id = x'{}'", hex(ids[3]));
        ann.store.scratch(&sql).unwrap();
        let found = office.recount(&mut ann).found;
        let named: Vec<_> = found.iter().filter_map(|(_, record)| *record).collect();
        assert_eq!(named, [(ACCOUNT.number, ids[3])], "{column}: {found:?}");
        whole(&mut office, &mut ann, &mut bo, &before, column);
    }
}

#[test]
fn a_record_that_a_disk_took_out_of_its_stream_is_named_on_the_server_and_stays() {
    let (mut office, mut ann, mut bo, ids, cho) = office();
    let before = ann.store.dump().unwrap();
    let other = format!("user:{}", ann.user);
    let rows = [
        (ACCOUNT.number, ids[3], "stream = NULL".to_owned()),
        (ACCOUNT.number, ids[3], "stream = 'global'".to_owned()),
        (ACCOUNT.number, ids[3], format!("stream = '{other}'")),
        (CONTACT.number, cho, "stream = NULL".to_owned()),
        (CONTACT.number, cho, format!("stream = '{other}'")),
        (CONTACT.number, cho, "account = NULL".to_owned()),
        (CONTACT.number, cho, format!("account = x'{}'", hex(ids[4]))),
    ];
    for (entity, id, what) in rows {
        office.server.scratch(&format!("UPDATE record SET {what} WHERE id = x'{}'", hex(id))).unwrap();
        let found = office.recount_server();
        let named: Vec<_> = found.found.iter().map(|incident| incident.record).collect();
        assert_eq!(named, [Some((entity, id))], "{what}");
        whole(&mut office, &mut ann, &mut bo, &before, &what);
        let fresh = office.laptop("Bo");
        assert_eq!(fresh.store.dump().unwrap(), before, "{what}");
    }
    let at = Some(StreamId::Territory(ann.store.me().unwrap().territory));
    let mut tx = office.server.begin().unwrap();
    assert_eq!(tx.record(CONTACT.number, cho).unwrap().unwrap().stream, at);
    assert_eq!(tx.hanging(ids[5]).unwrap(), [(CONTACT.number, cho)]);
}

/// Does something to the rows of a file behind the back of an index: as if a byte had changed under it.
fn behind(file: &Path, index: &str, sql: &str) {
    let change = |sql: &str| {
        let conn = rusqlite::Connection::open(file).unwrap();
        conn.execute_batch(sql).unwrap();
    };
    let (root, text): (i64, String) = rusqlite::Connection::open(file)
        .unwrap()
        .query_row("SELECT rootpage, sql FROM sqlite_schema WHERE name = ?1", [index], |row| {
            Ok((row.get(0)?, row.get(1)?))
        })
        .unwrap();
    change(&format!("PRAGMA writable_schema = 1; DELETE FROM sqlite_schema WHERE name = '{index}'"));
    change(sql);
    change(&format!(
        "PRAGMA writable_schema = 1; INSERT INTO sqlite_schema VALUES ('index', '{index}', 'record', {root}, '{text}')"
    ));
}

#[test]
fn an_index_of_the_server_that_does_not_fit_its_rows_is_built_anew_and_stops_nobody() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("server.db");
    let (mut office, mut ann, mut bo, _, cho) = office();
    let before = ann.store.dump().unwrap();
    office.server.scratch(&format!("VACUUM INTO '{}'", folder.path().join("all.db").display())).unwrap();
    std::fs::rename(folder.path().join("all.db"), &file).unwrap();
    let broken = |office: &mut Office| {
        office.server = Sqlite::in_memory().unwrap();
        let gone = format!("UPDATE record SET stream = 'user:' WHERE id = x'{}'", hex(cho));
        behind(&file, "record_of_stream", &gone);
        office.server = Sqlite::open(&file).unwrap();
        let said = office.core.check(&mut office.server, true).unwrap();
        assert!(said.iter().any(|line| line.contains("record_of_stream")), "{said:?}");
    };
    // Whoever writes there goes on: his edit is taken.
    broken(&mut office);
    bo.sets(&mut office, &CONTACT, cho, "title", Value::text("buyer"));
    office.heals(&mut bo);
    assert_eq!(office.core.check(&mut office.server, true).unwrap(), Vec::<String>::new());
    bo.sets(&mut office, &CONTACT, cho, "title", Value::Null);
    whole(&mut office, &mut ann, &mut bo, &before, "met by an edit");
    // `rounds fsck --deep` does it without waiting for that.
    broken(&mut office);
    assert_eq!(office.core.mend(&mut office.server).unwrap(), ["record"]);
    assert_eq!(office.core.check(&mut office.server, true).unwrap(), Vec::<String>::new());
    assert_eq!(office.recount_server().found.len(), 1, "where the record lies is set right by the recount");
    assert_eq!(office.core.mend(&mut office.server).unwrap(), [] as [&str; 0]);
    whole(&mut office, &mut ann, &mut bo, &before, "looked for");
}
