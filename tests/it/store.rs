//! The laptop's book on a disk: what holds when keys are wrong, disks are full, processes are killed and acts are taken back.

use std::collections::BTreeSet;
use std::fs;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use rounds::base::clock::{Moment, Now};
use rounds::base::id::{Id, IdSource};
use rounds::domain::act::{Act, Edit, Label, RecordEdit};
use rounds::domain::ask::{Answer, Ask, ListAsk};
use rounds::domain::deed::Deed;
use rounds::schema::{ACCOUNT, Account, Contact, ENTITIES, FollowUp, Grade, Record, Value, Visit, VisitState};
use rounds::store::{Bulk, Keep, Lock, OwnKind, Profile, Reader, Stop, StoreError, With, Writer};
use tempfile::TempDir;

fn now(text: &str) -> Now {
    Now::parse(text).unwrap()
}

fn noon() -> Now {
    now("2026-11-24T12:00:00+08:00")
}

fn id(name: &str) -> Id {
    Id::derived(&[name.as_bytes()])
}

/// A new encrypted profile in a folder of its own.
fn profile() -> (TempDir, Profile, Lock) {
    let folder = tempfile::tempdir().unwrap();
    let profile = Profile::at(folder.path().join("home"));
    let first = profile.begin(&Keep::File(folder.path().join("key"))).unwrap();
    (folder, profile, first.lock)
}

fn act(edits: Vec<Edit>) -> Act {
    Act::one(Label::new("act-test", "Acme"), edits)
}

fn account(name: &str) -> Account {
    Account { id: id(name), name: name.into(), ..Account::default() }
}

fn done_visit(name: &str, account: &Account, day: &str, notes: &str) -> Visit {
    let day: chrono::NaiveDate = day.parse().unwrap();
    Visit {
        id: id(name),
        account: Some(account.id),
        state: Some(VisitState::Done),
        day: Some(day),
        started: Some(Moment::from_millis(day.and_hms_opt(2, 0, 0).unwrap().and_utc().timestamp_millis())),
        notes: notes.into(),
        ..Visit::default()
    }
}

fn find(writer: &Writer, words: &str) -> Vec<(String, String)> {
    let ask = Ask::Find { words: words.into(), most: 20 };
    let Answer::Find(hits) = writer.answer(&ask, &noon()).unwrap() else { panic!("another answer") };
    hits.into_iter()
        .map(|hit| (hit.name, hit.marks.iter().map(|(from, to)| &hit.excerpt[*from..*to]).collect()))
        .collect()
}

#[test]
fn the_declared_fields_are_the_columns_after_all_migrations() {
    let (_folder, profile, lock) = profile();
    drop(Writer::open(&profile, &lock).unwrap());
    let key = fs::read_to_string(profile.home().parent().unwrap().join("key")).unwrap();
    let conn = rusqlite::Connection::open(profile.database()).unwrap();
    conn.execute_batch(&format!("PRAGMA key = \"x'{}'\"", key.trim())).unwrap();
    for entity in ENTITIES {
        let mut statement = conn.prepare(&format!("PRAGMA table_info(\"{}\")", entity.name)).unwrap();
        let columns: BTreeSet<String> = statement
            .query_map([], |row| row.get::<_, String>(1))
            .unwrap()
            .map(Result::unwrap)
            .filter(|column| column != "id" && !column.starts_with("x_"))
            .collect();
        let declared: BTreeSet<String> = entity.fields.iter().map(|field| field.name.to_owned()).collect();
        assert_eq!(columns, declared, "{}", entity.name);
    }
}

#[test]
fn nothing_is_written_around_the_writer() {
    let (_folder, profile, lock) = profile();
    let mut writer = Writer::open(&profile, &lock).unwrap();
    writer.commit(&act(vec![Edit::create(&account("Acme"))]), &noon()).unwrap();
    let key = fs::read_to_string(profile.home().parent().unwrap().join("key")).unwrap();
    let conn = rusqlite::Connection::open(profile.database()).unwrap();
    conn.execute_batch(&format!("PRAGMA key = \"x'{}'\"", key.trim())).unwrap();
    for sql in ["UPDATE account SET name = 'x'", "DELETE FROM account", "DELETE FROM change", "DELETE FROM version"] {
        let refused = conn.execute_batch(sql);
        // There are no versions to delete: nothing differs from its record's.
        assert!(refused.is_err() || sql.ends_with("version"), "{sql}");
    }
    assert!(writer.dump().unwrap().contains("Acme"));
}

#[test]
fn a_wrong_key_leaves_every_byte_as_it_was() {
    let (folder, profile, lock) = profile();
    let mut writer = Writer::open(&profile, &lock).unwrap();
    writer.commit(&act(vec![Edit::create(&account("Acme"))]), &noon()).unwrap();
    drop(writer);
    let before = fs::read(profile.database()).unwrap();
    let other = folder.path().join("other");
    fs::write(&other, [7u8; 32]).unwrap();
    assert!(matches!(profile.unlock(&With::File(other.clone())), Err(StoreError::WrongKey(_))));
    // Without key.toml only the database itself can say that the key is wrong.
    fs::remove_file(profile.key_file()).unwrap();
    let wrong = profile.unlock(&With::File(other)).unwrap();
    assert!(matches!(Writer::open(&profile, &wrong), Err(StoreError::WrongKey(_))));
    assert!(matches!(Reader::open(&profile, &wrong), Err(StoreError::WrongKey(_))));
    assert!(matches!(Writer::open(&profile, &Lock::Open), Err(StoreError::WrongKey(_))));
    assert_eq!(fs::read(profile.database()).unwrap(), before);
    assert!(Writer::open(&profile, &lock).unwrap().dump().unwrap().contains("Acme"));
}

#[test]
fn what_is_no_book_of_ours_is_named_and_left_alone() {
    let (folder, profile, lock) = profile();
    let mut writer = Writer::open(&profile, &lock).unwrap();
    let many: Vec<Edit> = (0..400).map(|n| Edit::create(&account(&format!("Account number {n}")))).collect();
    writer.commit(&act(many), &noon()).unwrap();
    drop(writer);
    let whole = fs::read(profile.database()).unwrap();
    let plain = folder.path().join("plain");
    let conn = rusqlite::Connection::open(&plain).unwrap();
    conn.execute_batch("CREATE TABLE other (a)").unwrap();
    drop(conn);
    for (bytes, kind) in [
        (whole[..whole.len() / 2 / 4096 * 4096].to_vec(), "damaged"),
        (whole[..whole.len() / 2 + 100].to_vec(), "damaged"),
        (b"<html>hotel</html>".to_vec(), "damaged"),
        (fs::read(&plain).unwrap(), "foreign"),
    ] {
        fs::write(profile.database(), &bytes).unwrap();
        assert_eq!(Writer::open(&profile, &lock).unwrap_err().kind(), kind, "{} bytes", bytes.len());
        assert_eq!(Reader::open(&profile, &lock).unwrap_err().kind(), kind, "{} bytes", bytes.len());
        assert_eq!(fs::read(profile.database()).unwrap(), bytes);
    }
    fs::write(profile.database(), &whole).unwrap();
    assert!(Writer::open(&profile, &lock).is_ok());
}

#[test]
fn an_act_that_fails_half_way_has_not_happened() {
    let mut writer = Writer::in_memory(1).unwrap();
    writer.commit(&act(vec![Edit::create(&account("Acme"))]), &noon()).unwrap();
    let before = (writer.dump().unwrap(), writer.dump_derived().unwrap());
    let long = Account { notes: "x".repeat(33_000), ..account("Long") };
    let gone =
        Edit { entity: ACCOUNT.number, record: id("nobody"), deed: RecordEdit::Set(vec![(1, Value::text("x"))]) };
    let unknown = Edit { entity: 99, record: id("nobody"), deed: RecordEdit::Delete };
    for (bad, kind) in [(Edit::create(&long), "too-long"), (gone, "refused"), (unknown, "unknown")] {
        let half = act(vec![Edit::create(&account("Half")), bad]);
        assert_eq!(writer.commit(&half, &noon()).unwrap_err().kind(), kind);
        assert_eq!((writer.dump().unwrap(), writer.dump_derived().unwrap()), before);
    }
    let done = writer.commit(&act(vec![Edit::create(&account("Whole"))]), &noon()).unwrap();
    assert_eq!(done.waiting, 2, "what did not happen is not sent");
}

#[test]
fn an_act_is_taken_back_and_done_again() {
    let mut writer = Writer::in_memory(1).unwrap();
    let acme = account("Acme");
    let empty = writer.dump().unwrap();
    writer.commit(&act(vec![Edit::create(&acme)]), &noon()).unwrap();
    let mut richer = acme.clone();
    richer.grade = Some(Grade::A);
    richer.tags.insert("vip".into());
    richer.name = "Acme Ltd".into();
    let acts = vec![
        act(vec![Edit::change(&acme, &richer).unwrap()]),
        act(vec![Edit::create(&done_visit("v1", &acme, "2026-11-03", "要报价，嫌贵"))]),
        act(vec![
            Edit::create(&done_visit("v2", &acme, "2026-11-20", "second")),
            Edit::create(&FollowUp {
                id: id("f"),
                account: Some(acme.id),
                text: "send the price list".into(),
                visit: Some(id("v2")),
                ..FollowUp::default()
            }),
        ]),
        act(vec![Edit::delete::<Visit>(id("v1"))]),
    ];
    let mut states = vec![(writer.dump().unwrap(), writer.dump_derived().unwrap())];
    for act in &acts {
        writer.commit(act, &noon()).unwrap();
        states.push((writer.dump().unwrap(), writer.dump_derived().unwrap()));
    }
    let state = |writer: &Writer| (writer.dump().unwrap(), writer.dump_derived().unwrap());
    for round in 0..2 {
        for before in states.iter().rev().skip(1) {
            let back = writer.undo(&noon()).unwrap().unwrap();
            assert!(back.left.is_empty(), "round {round}: {:?}", back.left);
            assert_eq!(state(&writer), *before, "round {round}");
        }
        for after in states.iter().skip(1) {
            writer.redo(&noon()).unwrap().unwrap();
            assert_eq!(state(&writer), *after, "round {round}");
        }
        assert_eq!(writer.redo(&noon()).unwrap(), None);
    }
    while writer.undo(&noon()).unwrap().is_some() {}
    assert_eq!(writer.dump().unwrap(), empty);
    // After something new there is nothing to do again.
    writer.commit(&act(vec![Edit::create(&account("New"))]), &noon()).unwrap();
    assert_eq!(writer.redo(&noon()).unwrap(), None);
}

#[test]
fn undo_leaves_what_was_set_later_and_names_it() {
    let mut writer = Writer::in_memory(1).unwrap();
    let acme = account("Acme");
    writer.commit(&act(vec![Edit::create(&acme)]), &noon()).unwrap();
    let set = |fields: Vec<(u16, Value)>| {
        act(vec![Edit { entity: ACCOUNT.number, record: acme.id, deed: RecordEdit::Set(fields) }])
    };
    writer.commit(&set(vec![(9, Value::text("Leeds")), (7, Value::text("1 Mill Rd"))]), &noon()).unwrap();
    // Somebody else's edit, as it arrives.
    let mut again = writer.image(2).unwrap();
    let york = RecordEdit::Set(vec![(9, Value::text("York"))]);
    again.bulk([Edit { entity: ACCOUNT.number, record: acme.id, deed: york }], noon().at, Bulk::Arrived).unwrap();
    let back = again.undo(&noon()).unwrap().unwrap();
    assert_eq!(left(&back), vec![(ACCOUNT.number, acme.id, 9)]);
    let dump = again.dump().unwrap();
    assert!(dump.contains("York") && !dump.contains("Mill Rd"), "{dump}");
}

#[test]
fn a_made_record_that_something_hangs_on_is_not_taken_away() {
    let mut writer = Writer::in_memory(1).unwrap();
    let acme = account("Acme");
    writer.commit(&act(vec![Edit::create(&acme)]), &noon()).unwrap();
    writer
        .bulk(
            [Edit::create(&Contact { id: id("c"), account: Some(acme.id), name: "Wang".into(), ..Contact::default() })],
            noon().at,
            Bulk::Arrived,
        )
        .unwrap();
    let back = writer.undo(&noon()).unwrap().unwrap();
    assert_eq!(left(&back), vec![(ACCOUNT.number, acme.id, 0)]);
    assert!(writer.dump().unwrap().contains("Acme"));
}

#[test]
fn notes_are_found_as_the_issue_asks() {
    let mut writer = Writer::in_memory(1).unwrap();
    let names = ["杭州精工机械有限公司", "重庆药行", "乐清单先生", "Crédito Agrícola", "Blue Finch Cafe"];
    let mut edits: Vec<Edit> = names
        .iter()
        .map(|name| {
            let mut account = account(name);
            account.phones.insert("138 0571-2266".into());
            Edit::create(&account)
        })
        .collect();
    let jing = account(names[0]);
    edits.push(Edit::create(&done_visit("v1", &jing, "2026-11-03", "见採購，要報價，嫌贵；样机 A100")));
    edits.push(Edit::create(&done_visit("v2", &jing, "2026-11-10", "再要报价单")));
    writer.commit(&act(edits), &noon()).unwrap();
    for (typed, name) in [
        ("hzjg", names[0]),
        ("hangzhou jg", names[0]),
        ("精工", names[0]),
        ("chongqing", names[1]),
        ("cqyh", names[1]),
        ("yueqing", names[2]),
        ("shan", names[2]),
        ("credito", names[3]),
        ("blue f", names[4]),
        ("ㄏㄓ", names[0]),
    ] {
        let hits = find(&writer, typed);
        assert!(hits.iter().any(|(found, _)| found == name), "{typed}: {hits:?}");
    }
    for (typed, shown) in
        [("报价", vec!["报价", "報價"]), ("採購", vec!["採購"]), ("样机", vec!["样机"]), ("a100", vec!["A100"])]
    {
        let hits = find(&writer, typed);
        assert_eq!(hits.iter().map(|(_, shown)| shown.as_str()).collect::<Vec<_>>(), shown, "{typed}");
    }
    assert_eq!(find(&writer, "05712266").len(), 5, "a number in any grouping");
    // What is gone is not found.
    writer.commit(&act(vec![Edit::delete::<Visit>(id("v2"))]), &noon()).unwrap();
    assert_eq!(find(&writer, "报价").len(), 1);
}

#[test]
fn a_second_process_sees_what_the_first_wrote() {
    let (_folder, profile, lock) = profile();
    let mut one = Writer::open(&profile, &lock).unwrap();
    let reader = Reader::open(&profile, &lock).unwrap();
    let before = reader.data_version().unwrap();
    let mut other = Writer::open(&profile, &lock).unwrap();
    assert_ne!(one.session(), other.session());
    one.commit(&act(vec![Edit::create(&account("Acme"))]), &noon()).unwrap();
    other.commit(&act(vec![Edit::create(&account("Bolt"))]), &noon()).unwrap();
    assert_ne!(reader.data_version().unwrap(), before);
    for filter in ["", "bol"] {
        let ask = Ask::Accounts(ListAsk { limit: 10, filter: filter.into(), ..ListAsk::default() });
        let Answer::Accounts(page) = reader.answer(&ask, &noon()).unwrap() else { panic!("another answer") };
        let names: Vec<&str> = page.rows.iter().map(|row| row.account.name.as_str()).collect();
        assert_eq!(names, if filter.is_empty() { vec!["Acme", "Bolt"] } else { vec!["Bolt"] });
    }
    // Undo is of the newest act, whichever process did it.
    one.undo(&noon()).unwrap().unwrap();
    assert!(!other.dump().unwrap().contains("Bolt"));
    let held = profile.hold_sync().unwrap();
    assert!(matches!(profile.hold_sync(), Err(StoreError::Syncing)));
    drop(held);
    assert!(profile.hold_sync().is_ok());
}

#[cfg(unix)]
#[test]
fn a_home_that_cannot_be_written_is_named() {
    use std::os::unix::fs::PermissionsExt;

    let (folder, profile, lock) = profile();
    drop(Writer::open(&profile, &lock).unwrap());
    let set = |mode| fs::set_permissions(profile.home(), fs::Permissions::from_mode(mode)).unwrap();
    set(0o500);
    // The superuser may write everywhere; there is nothing to see then.
    if fs::write(profile.home().join("probe"), b"x").is_err() {
        let mut writer = Writer::open(&profile, &lock);
        let refused = match &mut writer {
            Ok(writer) => writer.commit(&act(vec![Edit::create(&account("Acme"))]), &noon()).unwrap_err(),
            Err(_) => writer.unwrap_err(),
        };
        assert_eq!(refused.kind(), "read-only");
    }
    set(0o700);
    // A file where the folder should be.
    let blocked = Profile::at(folder.path().join("key").join("home"));
    assert!(matches!(blocked.begin(&Keep::Nothing).unwrap_err().kind(), "file" | "read-only"));
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_loses_nothing_and_is_named() {
    let (_folder, profile, lock) = profile();
    let mut writer = Writer::open(&profile, &lock).unwrap();
    writer.commit(&act(vec![Edit::create(&account("Acme"))]), &noon()).unwrap();
    let before = writer.dump().unwrap();
    writer.fill_disk(true).unwrap();
    let many: Vec<Edit> = (0..2_000).map(|n| Edit::create(&account(&format!("Account number {n}")))).collect();
    assert_eq!(writer.commit(&act(many), &noon()).unwrap_err().kind(), "disk-full");
    assert_eq!(writer.dump().unwrap(), before);
    writer.fill_disk(false).unwrap();
    writer.commit(&act(vec![Edit::create(&account("Bolt"))]), &noon()).unwrap();
    drop(writer);
    let again = Writer::open(&profile, &lock).unwrap().dump().unwrap();
    assert!(again.contains("Acme") && again.contains("Bolt"));
}

#[test]
fn what_was_saved_is_there_after_the_plug_is_pulled() {
    let (_folder, profile, lock) = profile();
    let mut writer = Writer::open(&profile, &lock).unwrap();
    for n in 0..20 {
        writer.commit(&act(vec![Edit::create(&account(&format!("Saved {n}")))]), &noon()).unwrap();
        // The files as they lie on the disk at this moment, the writer still open: what a killed process leaves.
        let home = tempfile::tempdir().unwrap();
        for entry in fs::read_dir(profile.home()).unwrap() {
            let path = entry.unwrap().path();
            if path.is_file() && !path.to_string_lossy().ends_with("-shm") {
                fs::copy(&path, home.path().join(path.file_name().unwrap())).unwrap();
            }
        }
        let dump = Writer::open(&Profile::at(home.path()), &lock).unwrap().dump().unwrap();
        assert!(dump.contains(&format!("Saved {n}\"")), "{n}");
    }
}

#[test]
fn records_are_listed_by_what_they_hold() {
    let mut writer = Writer::in_memory(1).unwrap();
    let acme = Account { tags: ["vip".into()].into(), ..account("Acme") };
    let mut visit = done_visit("v1", &acme, "2026-11-03", "a");
    visit.contacts.insert(id("wang"));
    let other = done_visit("v2", &acme, "2026-11-04", "b");
    writer.commit(&act(vec![Edit::create(&acme), Edit::create(&visit), Edit::create(&other)]), &noon()).unwrap();
    for (entity, only, expected) in [
        (3, vec![], 2),
        (3, vec![(1, Value::Id(acme.id))], 2),
        (3, vec![(10, Value::set([id("wang").to_string()]))], 1),
        (3, vec![(10, Value::set([id("li").to_string()]))], 0),
        (3, vec![(15, Value::text("b")), (3, Value::text("done"))], 1),
        (1, vec![(22, Value::set(["vip".into()]))], 1),
        (1, vec![(22, Value::set(["vip".into(), "new".into()]))], 0),
        (1, vec![(9, Value::Null)], 1),
    ] {
        let ask = Ask::Records { entity, only: only.clone(), offset: 0, limit: 10 };
        let Answer::Records(found) = writer.answer(&ask, &noon()).unwrap() else { panic!("another answer") };
        assert_eq!(found.len(), expected, "{only:?}");
    }
}

#[test]
fn a_book_of_a_newer_version_is_left_alone() {
    let folder = tempfile::tempdir().unwrap();
    let profile = Profile::at(folder.path());
    let lock = profile.begin(&Keep::Nothing).unwrap().lock;
    drop(Writer::open(&profile, &lock).unwrap());
    let conn = rusqlite::Connection::open(profile.database()).unwrap();
    conn.pragma_update(None, "user_version", 99).unwrap();
    drop(conn);
    assert_eq!(Writer::open(&profile, &lock).unwrap_err().kind(), "newer");
    assert_eq!(Reader::open(&profile, &lock).unwrap_err().kind(), "newer");
}

#[test]
fn a_draft_is_there_again() {
    let (_folder, profile, lock) = profile();
    let mut writer = Writer::open(&profile, &lock).unwrap();
    writer.keep(OwnKind::Draft, "log", "blue finch met", noon().at).unwrap();
    drop(writer);
    let reader = Reader::open(&profile, &lock).unwrap();
    assert_eq!(reader.kept(OwnKind::Draft, "log").unwrap(), Some(("blue finch met".into(), noon().at)));
    assert_eq!(reader.kept(OwnKind::Place, "log").unwrap(), None);
}

#[test]
fn kept_figures_follow_the_rows() {
    let mut writer = Writer::in_memory(1).unwrap();
    let mut acme = account("Acme");
    acme.grade = Some(Grade::A);
    writer.commit(&act(vec![Edit::create(&acme)]), &noon()).unwrap();
    let row = |writer: &Writer| {
        let ask = Ask::Accounts(ListAsk { limit: 10, ..ListAsk::default() });
        let Answer::Accounts(page) = writer.answer(&ask, &noon()).unwrap() else { panic!("another answer") };
        page.rows[0].last_visit.map(|day| day.to_string()).unwrap_or_default()
    };
    assert_eq!(row(&writer), "");
    writer.commit(&act(vec![Edit::create(&done_visit("v1", &acme, "2026-11-03", "a"))]), &noon()).unwrap();
    writer.commit(&act(vec![Edit::create(&done_visit("v2", &acme, "2026-11-20", "b"))]), &noon()).unwrap();
    assert_eq!(row(&writer), "2026-11-20");
    writer.commit(&act(vec![Edit::delete::<Visit>(id("v2"))]), &noon()).unwrap();
    assert_eq!(row(&writer), "2026-11-03");
}

#[test]
fn many_records_go_in_at_once() {
    let mut writer = Writer::in_memory(1).unwrap();
    let mut ids = IdSource::seeded(3);
    let acme = account("Acme");
    let mut edits = vec![Edit::create(&acme)];
    edits.extend((0..12_000).map(|n| {
        let mut visit = done_visit("", &acme, "2026-11-03", &format!("note {n}"));
        visit.id = ids.next(Moment::from_millis(n * 1000));
        Edit::create(&visit)
    }));
    assert_eq!(writer.bulk(edits, noon().at, Bulk::Arrived).unwrap(), 12_001);
    assert_eq!(find(&writer, "11999").len(), 1);
    let Answer::Sync(sync) = writer.answer(&Ask::Sync, &noon()).unwrap() else { panic!("another answer") };
    assert_eq!(sync.line.waiting, 0);
    assert_eq!(<Visit as Record>::ENTITY.number, 3);
    let Deed::Delete { .. } = (Deed::Delete { entity: 3, record: acme.id }) else { panic!("a deed") };
}

#[test]
fn who_is_likely_meant_stands_first_and_is_another_after_each_act() {
    let (_folder, profile, lock) = profile();
    let mut writer = Writer::open(&profile, &lock).unwrap();
    let me = writer.me().unwrap().user;
    let names = ["Harbour Bakery", "Harbour Dental", "Harbour Optics", "Old Harbour"];
    let mine = |name: &str| Account { owner: Some(me), ..account(name) };
    let theirs = Account { owner: Some(id("colleague")), ..account("Harbour Arms") };
    let accounts: Vec<Edit> =
        names.iter().map(|name| Edit::create(&mine(name))).chain([Edit::create(&theirs)]).collect();
    writer.commit(&act(accounts), &noon()).unwrap();
    let reader = Reader::open(&profile, &lock).unwrap();
    let first = || {
        let names = Ask::Names { letters: "har".into(), most: 2 };
        let Answer::Names(hits) = reader.answer(&names, &noon()).unwrap() else { panic!("another answer") };
        let Answer::Find(found) = reader.answer(&Ask::Find { words: "har".into(), most: 9 }, &noon()).unwrap() else {
            panic!("another answer")
        };
        assert_eq!(hits[0].name, found[0].name);
        hits[0].name.clone()
    };
    assert_eq!(first(), "Harbour Bakery", "by name, for a colleague's comes later");
    let day = |day: &str| Some(day.parse::<chrono::NaiveDate>().unwrap());
    // Seen about every ten days, and it is the tenth.
    let seen = |days: &[&str]| -> Vec<Edit> {
        let visits = days.iter().map(|day| done_visit(day, &account("Harbour Optics"), day, ""));
        visits.map(|visit| Edit::create(&visit)).collect()
    };
    writer.commit(&act(seen(&["2026-10-25", "2026-11-04", "2026-11-14"])), &noon()).unwrap();
    assert_eq!(first(), "Harbour Optics");
    let promise = FollowUp {
        id: id("promise"),
        account: Some(id("Harbour Dental")),
        owner: Some(me),
        due: day("2026-11-23"),
        state: Some(rounds::schema::FollowUpState::Open),
        promised_by: Some(rounds::schema::PromisedBy::Us),
        ..FollowUp::default()
    };
    writer.commit(&act(vec![Edit::create(&promise)]), &noon()).unwrap();
    assert_eq!(first(), "Harbour Dental");
    let plan = Visit {
        id: id("plan"),
        account: Some(id("Old Harbour")),
        owner: Some(me),
        state: Some(VisitState::Planned),
        day: day("2026-11-24"),
        ..Visit::default()
    };
    writer.commit(&act(vec![Edit::create(&plan)]), &noon()).unwrap();
    assert_eq!(first(), "Old Harbour");
    // A draft is no act, and what was done is no plan any more.
    writer.keep(OwnKind::Draft, "log", "har", noon().at).unwrap();
    assert_eq!(first(), "Old Harbour");
    let done = Visit { state: Some(VisitState::Done), ..plan.clone() };
    writer.commit(&act(vec![Edit::change(&plan, &done).unwrap()]), &noon()).unwrap();
    assert_eq!(first(), "Harbour Dental");
    writer.undo(&noon()).unwrap().unwrap();
    assert_eq!(first(), "Old Harbour");
}

fn left(back: &rounds::domain::act::TakenBack) -> Vec<(u16, Id, u16)> {
    back.left.iter().map(|left| (left.entity, left.record, left.field)).collect()
}

#[test]
fn a_search_that_is_stopped_goes_on_where_it_was() {
    let (_folder, profile, lock) = profile();
    let mut writer = Writer::open(&profile, &lock).unwrap();
    let customer = account("Harbour Dental");
    // Two common words that stand together in every hundredth note only.
    let visits = (0..2_000).map(|n| {
        let day = format!("2026-{:02}-{:02}", n / 200 + 1, n % 28 + 1);
        let notes = match n % 100 {
            0 => "sample for the owner",
            n if n % 2 == 0 => "sample left at the desk",
            _ => "met the owner",
        };
        done_visit(&format!("visit {n}"), &customer, &day, notes)
    });
    let edits = std::iter::once(Edit::create(&customer)).chain(visits.map(|visit| Edit::create(&visit)));
    writer.commit(&act(edits.collect()), &noon()).unwrap();
    let reader = Reader::open(&profile, &lock).unwrap();
    let Answer::Find(all) = reader.answer(&Ask::Find { words: "sample owner".into(), most: 50 }, &noon()).unwrap()
    else {
        panic!("another answer")
    };
    assert_eq!(all.len(), 20);
    assert!(all.is_sorted_by(|newer, older| newer.day >= older.day));
    let never: Stop = Arc::new(|| false);
    for looks in [0, 1, 2, 3, 5, 8, 30, 200] {
        let reader = Reader::open(&profile, &lock).unwrap();
        let mut search = reader.search("sample owner", 50, &noon()).unwrap();
        let left = AtomicUsize::new(looks);
        let soon: Stop = Arc::new(move || {
            left.fetch_update(Ordering::Relaxed, Ordering::Relaxed, |left| left.checked_sub(1)).is_err()
        });
        let more = reader.search_on(&mut search, &soon, &noon()).unwrap();
        assert!(more || looks > 20, "{looks}");
        assert_eq!(search.hits(), all[..search.hits().len()], "{looks}");
        assert!(!reader.search_on(&mut search, &never, &noon()).unwrap());
        assert_eq!(search.hits(), all, "{looks}");
        // What is asked next is not broken off.
        assert!(matches!(reader.answer(&Ask::Today, &noon()).unwrap(), Answer::Today(_)));
    }
}

#[test]
fn the_log_is_moved_in_quiet_times_and_never_by_who_is_waited_for() {
    let (_folder, profile, lock) = profile();
    let mut writer = Writer::open(&profile, &lock).unwrap();
    writer.move_log_later().unwrap();
    let size = |name: &str| fs::metadata(profile.home().join(name)).map_or(0, |file| file.len());
    let moved = |before: u64| size("rounds.db") > before;
    let before = size("rounds.db");
    let customer = account("Harbour Dental");
    writer.commit(&act(vec![Edit::create(&customer)]), &noon()).unwrap();
    // As many pages as a commit moves by itself where it is not told to leave that.
    for n in 0..60 {
        let notes = format!("{n} {}", "met the owner and left a sample ".repeat(200));
        let visit = done_visit(&format!("visit {n}"), &customer, "2026-11-20", &notes);
        writer.commit(&act(vec![Edit::create(&visit)]), &noon()).unwrap();
    }
    assert!(size("rounds.db-wal") > 1_200 * 4096, "{}", size("rounds.db-wal"));
    assert!(!moved(before), "whoever committed did not move it");
    writer.move_log().unwrap();
    assert!(moved(before));
    // Read anew, it is all there.
    drop(writer);
    let reader = Reader::open(&profile, &lock).unwrap();
    let Answer::Account(Some(page)) = reader.answer(&Ask::Account(customer.id), &noon()).unwrap() else {
        panic!("another answer")
    };
    assert_eq!(page.timeline_all, 60);
}
