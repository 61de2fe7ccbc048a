//! The file on the disk: its shape, its key, what is no book of ours, a full disk, a pulled plug.

use super::*;
use crate::program::database;

#[test]
fn the_declared_fields_are_the_columns_after_all_migrations() {
    let (_folder, profile, lock) = profile();
    drop(Writer::open(&profile, &lock).unwrap());
    let conn = database(&profile.database(), &profile.home().parent().unwrap().join("key"));
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
    let conn = database(&profile.database(), &profile.home().parent().unwrap().join("key"));
    for sql in [
        "UPDATE account SET name = 'x'",
        "DELETE FROM account",
        "DELETE FROM change",
        "INSERT INTO account (id, name) VALUES (x'00', 'Ghost')",
        "INSERT INTO account SELECT * FROM account",
        "INSERT INTO change SELECT * FROM change",
    ] {
        let refused = conn.execute_batch(sql).unwrap_err().to_string();
        assert!(refused.contains("written around the writer"), "{sql}: {refused}");
    }
    assert!(writer.dump().unwrap().contains("Acme"));
}

/// Until November 2026 pages were signed as SQLCipher does it where nothing else is said.
#[test]
fn a_book_whose_pages_are_signed_as_before_opens_and_goes_on() {
    let (_folder, profile, lock) = profile();
    let mut writer = Writer::open(&profile, &lock).unwrap();
    writer.commit(&act(vec![Edit::create(&account("Acme"))]), &noon()).unwrap();
    drop(writer);
    let key = profile.home().parent().unwrap().join("key");
    let before = profile.home().join("before.db");
    let conn = database(&profile.database(), &key);
    let shape: i64 = conn.query_row("PRAGMA user_version", [], |row| row.get(0)).unwrap();
    let hex = fs::read_to_string(&key).unwrap();
    conn.execute_batch(&format!(
        "ATTACH '{}' AS before KEY \"x'{}'\"; SELECT sqlcipher_export('before'); PRAGMA before.user_version = {shape};",
        before.display(),
        hex.trim()
    ))
    .unwrap();
    drop(conn);
    assert!(database(&before, &key).query_row("SELECT count(*) FROM account", [], |row| row.get::<_, i64>(0)).is_err());
    fs::rename(&before, profile.database()).unwrap();
    let mut writer = Writer::open(&profile, &lock).unwrap();
    writer.commit(&act(vec![Edit::create(&account("Boiler"))]), &noon()).unwrap();
    let dump = writer.dump().unwrap();
    assert!(dump.contains("Acme") && dump.contains("Boiler"));
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
        (b"<html>hotel</html>".to_vec(), "foreign"),
        (fs::read(std::env::current_exe().unwrap()).unwrap()[..40_960].to_vec(), "foreign"),
        (fs::read(std::env::current_exe().unwrap()).unwrap()[..40_000].to_vec(), "foreign"),
        ([b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR".as_slice(), &whole[..8000]].concat(), "foreign"),
        ([b"PK\x03\x04\x14\0".as_slice(), &whole[..9000]].concat(), "foreign"),
        (vec![0; 8192], "damaged"),
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
fn a_book_whose_file_is_empty_or_gone_is_no_new_one() {
    for gone in [false, true] {
        let (_folder, profile, lock) = profile();
        let mut writer = Writer::open(&profile, &lock).unwrap();
        writer.commit(&act(vec![Edit::create(&account("Acme"))]), &noon()).unwrap();
        // The plug is pulled: what was saved last lies in the log beside the database.
        let log = profile.database().with_extension("db-wal");
        let saved = fs::read(&log).unwrap();
        drop(writer);
        for log_there in [true, false] {
            if gone {
                let _ = fs::remove_file(profile.database());
            } else {
                fs::write(profile.database(), b"").unwrap();
            }
            if log_there {
                fs::write(&log, &saved).unwrap();
            } else {
                fs::remove_file(&log).unwrap();
            }
            assert!(matches!(Writer::open(&profile, &lock), Err(StoreError::Lost(_))), "{gone} {log_there}");
            assert!(matches!(Reader::open(&profile, &lock), Err(StoreError::Lost(_))), "{gone} {log_there}");
            assert_eq!(fs::read(profile.database()).unwrap_or_default(), b"", "{gone} {log_there}");
            assert_eq!(fs::read(&log).unwrap_or_default(), if log_there { &saved[..] } else { b"" });
        }
        // Nothing but its key was brought here.
        let elsewhere = tempfile::tempdir().unwrap();
        let brought = Profile::at(elsewhere.path());
        fs::copy(profile.key_file(), brought.key_file()).unwrap();
        if !gone {
            fs::write(brought.database(), b"").unwrap();
        }
        for _ in 0..2 {
            assert!(matches!(Reader::open(&brought, &lock), Err(StoreError::Lost(_))), "{gone}");
            assert!(matches!(Writer::open(&brought, &lock), Err(StoreError::Lost(_))), "{gone}");
            assert_eq!((brought.database().exists(), brought.is_made()), (!gone, false));
        }
    }
}

#[test]
fn a_first_start_that_was_cut_short_is_no_loss() {
    let (_folder, profile, lock) = profile();
    assert!(profile.key_file().exists() && !profile.database().exists());
    // The database is there, and nothing was written into it.
    fs::write(profile.database(), b"").unwrap();
    drop(Writer::open(&profile, &lock).unwrap());
    assert!(Reader::open(&profile, &lock).is_ok());
}

#[test]
fn a_database_of_another_program_is_left_alone_by_a_book_in_the_open() {
    let folder = tempfile::tempdir().unwrap();
    let profile = Profile::at(folder.path().join("home"));
    drop(Writer::open(&profile, &profile.begin(&Keep::Nothing).unwrap().lock).unwrap());
    let company = folder.path().join("server.db");
    drop(rounds::server::Sqlite::open(&company).unwrap());
    let other = folder.path().join("other.db");
    rusqlite::Connection::open(&other)
        .unwrap()
        .execute_batch("CREATE TABLE other (a); CREATE INDEX i ON other (a)")
        .unwrap();
    let program = folder.path().join("program");
    fs::write(&program, &fs::read(std::env::current_exe().unwrap()).unwrap()[..40_960]).unwrap();
    for file in [&company, &other, &program] {
        let bytes = fs::read(file).unwrap();
        fs::write(profile.database(), &bytes).unwrap();
        assert_eq!(Writer::open(&profile, &Lock::Open).unwrap_err().kind(), "foreign", "{file:?}");
        assert_eq!(Reader::open(&profile, &Lock::Open).unwrap_err().kind(), "foreign", "{file:?}");
        assert!(fs::read(profile.database()).unwrap() == bytes, "{file:?}");
    }
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

/// The files of a book in which these bytes stand.
fn holding(home: &std::path::Path, bytes: &[u8]) -> Vec<String> {
    let mut found = Vec::new();
    for entry in fs::read_dir(home).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(holding(&path, bytes));
        } else if fs::read(&path).unwrap().windows(bytes.len()).any(|window| window == bytes) {
            found.push(path.file_name().unwrap().to_string_lossy().into_owned());
        }
    }
    found.sort();
    found
}

#[test]
fn an_erased_book_leaves_no_customer_in_any_file_beside_it() {
    for broken_off in [false, true] {
        let folder = tempfile::tempdir().unwrap();
        let profile = Profile::at(folder.path().join("home"));
        let lock = profile.begin(&Keep::Nothing).unwrap().lock;
        let mut writer = Writer::open(&profile, &lock).unwrap();
        let many: Vec<Edit> = (0..50).map(|n| Edit::create(&account(&format!("Harbour Dental {n}")))).collect();
        writer.commit(&act(many), &noon()).unwrap();
        drop(writer);
        // As before an upgrade; one was not finished.
        fs::create_dir(profile.backups()).unwrap();
        for name in ["rounds-shape-1.db", "rounds-shape-2.new"] {
            fs::copy(profile.database(), profile.backups().join(name)).unwrap();
        }
        let mut writer = Writer::open(&profile, &lock).unwrap();
        writer.commit(&act(vec![Edit::create(&account("Harbour Bakery"))]), &noon()).unwrap();
        // The screen has the book open too.
        let reader = Reader::open(&profile, &lock).unwrap();
        reader.answer(&Ask::Sync, &noon()).unwrap();
        let before = holding(profile.home(), b"Harbour");
        assert_eq!(before, ["rounds-shape-1.db", "rounds-shape-2.new", "rounds.db", "rounds.db-wal"]);
        if broken_off {
            // Killed when it was written, and not yet taken out of the log.
            writer.die_at(0, true);
            assert!(writer.erase().is_err());
            assert!(!holding(profile.home(), b"Harbour").is_empty());
            drop(writer);
            writer = Writer::open(&profile, &lock).unwrap();
        } else {
            writer.erase().unwrap();
        }
        assert_eq!(holding(profile.home(), b"Harbour"), [""; 0]);
        assert!(!profile.backups().exists());
        drop((writer, reader));
        assert_eq!(holding(profile.home(), b"Harbour"), [""; 0]);
    }
}

/// Closing any handle of a file drops all locks that a process has on it; without one, another program that closes the book takes its log away.
#[test]
#[cfg(target_os = "linux")]
fn a_book_stays_locked_however_often_it_is_opened() {
    use std::os::unix::fs::MetadataExt;
    let (_folder, profile, lock) = profile();
    let writer = Writer::open(&profile, &lock).unwrap();
    let ends = format!(":{}", fs::metadata(profile.database()).unwrap().ino());
    let locks = || {
        let all = fs::read_to_string("/proc/locks").unwrap();
        all.lines().filter(|line| line.split_whitespace().any(|part| part.ends_with(&ends))).count()
    };
    assert_eq!(locks(), 1, "the writer's");
    let reader = Reader::open(&profile, &lock).unwrap();
    drop(Reader::open(&profile, &lock).unwrap());
    assert_eq!(locks(), 1, "still");
    reader.answer(&Ask::Sync, &noon()).unwrap();
    drop((reader, writer));
    assert_eq!(locks(), 0);
}

#[test]
fn a_copy_that_cannot_be_deleted_keeps_no_customer_in_an_erased_book() {
    let folder = tempfile::tempdir().unwrap();
    let profile = Profile::at(folder.path().join("home"));
    let lock = profile.begin(&Keep::Nothing).unwrap().lock;
    let mut writer = Writer::open(&profile, &lock).unwrap();
    writer.commit(&act(vec![Edit::create(&account("Harbour Dental"))]), &noon()).unwrap();
    // No folder, so it cannot be deleted as one.
    fs::write(profile.backups(), b"somebody else's").unwrap();
    assert!(writer.erase().is_err(), "it is said");
    assert_eq!(holding(profile.home(), b"Harbour"), [""; 0]);
    drop(writer);
    drop(Writer::open(&profile, &lock).unwrap());
    fs::remove_file(profile.backups()).unwrap();
    fs::create_dir(profile.backups()).unwrap();
    drop(Writer::open(&profile, &lock).unwrap());
    assert!(!profile.backups().exists(), "the erasure goes on at the next opening");
}

/// As a person has them: `book.new` beside `book.key`.
#[test]
fn what_lies_beside_a_key_file_stays() {
    let folder = tempfile::tempdir().unwrap();
    let (key, beside) = (folder.path().join("book.key"), folder.path().join("book.new"));
    fs::write(&beside, b"mine").unwrap();
    Profile::at(folder.path().join("home")).begin(&Keep::File(key.clone())).unwrap();
    assert_eq!(fs::read(&beside).unwrap(), b"mine");
    let names = fs::read_dir(folder.path()).unwrap().map(|entry| entry.unwrap().file_name());
    assert_eq!(names.collect::<BTreeSet<_>>(), ["book.key", "book.new", "home"].map(Into::into).into());
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        assert_eq!(fs::metadata(key).unwrap().permissions().mode() & 0o777, 0o600);
    }
}
