//! The book itself at the stress size: the questions of the screens, search key by key, one logged visit safe on the disk.
//!
//! `cargo bench --bench store`, with `find` behind `--` search alone; `ROUNDS_BENCH_SIZE` is normal, heavy or stress (default). What each row means stands in docs/SPEED.md.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, missing_docs)]

mod measure;

use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, Instant};

use measure::{NOW, TYPED, Table, rounds};
use rounds::base::clock::Now;
use rounds::domain::ask::{Answer, Ask, ListAsk, Sort};
use rounds::domain::deed::{Deed, LogEntry, LogKind, Whose};
use rounds::schema::VisitKind;
use rounds::store::{Keep, Profile, Reader, Stop, With, Writer};

fn timed<T>(times: usize, mut work: impl FnMut() -> T) -> Vec<Duration> {
    let one = |_| {
        let begun = Instant::now();
        std::hint::black_box(work());
        begun.elapsed()
    };
    (0..times).map(one).collect()
}

fn main() {
    let book = measure::copy(&measure::book(&measure::size()));
    let profile = Profile::at(book.path());
    let lock = profile.unlock(&With::File(book.path().join("key"))).unwrap();
    let now = Now::parse(NOW).unwrap();
    let mut table = Table::default();
    if std::env::args().any(|word| word == "find") {
        let reader = Reader::open(&profile, &lock).unwrap();
        while reader.warm(&now).unwrap() {}
        find(&reader, &now, &mut table);
        return table.end();
    }
    let opened = timed(21, || Reader::open(&profile, &lock).unwrap().answer(&Ask::Today, &now).unwrap());
    table.times("opened, Today answered, closed", (None, None), opened);
    table.times("a start with a passphrase takes so much longer", (Some(500.0), Some(500.0)), passphrase());
    let readers: Vec<Reader> = (0..7).map(|_| Reader::open(&profile, &lock).unwrap()).collect();
    let mut left = readers.iter();
    let warm = |reader: &Reader| while reader.warm(&now).unwrap() {};
    table.times("all names read, as after the first screen", (None, None), timed(7, || warm(left.next().unwrap())));
    drop(readers);
    let reader = Reader::open(&profile, &lock).unwrap();
    let ask = |ask: Ask| reader.answer(&ask, &now).unwrap();
    table.times("Today", (None, None), timed(41, || ask(Ask::Today)));
    warm(&reader);
    let lists = [Sort::Name, Sort::Due, Sort::LastVisit, Sort::Grade, Sort::Place]
        .map(|sort| [0, 12_000].map(|offset| Ask::Accounts(ListAsk { sort, offset, limit: 50, ..ListAsk::default() })));
    table.times("a page of customers, in any order", (None, None), {
        lists.as_flattened().iter().flat_map(|list| timed(5, || ask(list.clone()))).collect()
    });
    table.times("customers filtered by letters", (None, Some(10.0)), {
        TYPED
            .into_iter()
            .flat_map(beginnings)
            .flat_map(|filter| {
                timed(1, || ask(Ask::Accounts(ListAsk { filter: filter.into(), limit: 50, ..ListAsk::default() })))
            })
            .collect()
    });
    find(&reader, &now, &mut table);
    let names = TYPED.into_iter().flat_map(beginnings);
    let names = names.flat_map(|letters| timed(3, || ask(Ask::Names { letters: letters.into(), most: 8 })));
    table.times("customers by letters, per key", (None, Some(10.0)), names.collect());
    let Answer::Accounts(page) = ask(Ask::Accounts(ListAsk { limit: 50, ..ListAsk::default() })) else {
        unreachable!()
    };
    let accounts: Vec<_> = page.rows.iter().map(|row| row.account.id).collect();
    let mut at = accounts.iter().cycle();
    table.times("one customer", (None, None), timed(50, || ask(Ask::Account(*at.next().unwrap()))));
    let mut at = accounts.iter().cycle();
    table.times("a briefing", (None, Some(5.0)), timed(100, || ask(Ask::Briefing(*at.next().unwrap()))));
    table.times("follow-ups", (None, None), timed(21, || ask(Ask::FollowUps)));
    table.times("the close of the day", (None, Some(20.0)), timed(41, || ask(Ask::Close(now.today()))));
    table.times("the day in order", (None, None), timed(21, || ask(Ask::OrderDay)));
    table.times("who next, over all customers", (None, Some(20.0)), timed(41, || ask(Ask::WhoNext(20))));
    let mut writer = Writer::open(&profile, &lock).unwrap();
    let mut weighed = Vec::new();
    let logged = (0..100).map(|n| {
        let entry = LogEntry {
            words: "met the buyer".into(),
            whose: Whose::Account(accounts[n % accounts.len()]),
            kind: LogKind::Visit(VisitKind::OnSite),
            started: now.at.plus_minutes(n as i64 - 200),
            ended: now.at.plus_minutes(n as i64 - 199),
            time_said: true,
            notes: format!("met the buyer, wants a price for {n} cases of blue roll, asked for samples"),
            contacts: Default::default(),
            outcome: None,
            reached: None,
            promises: vec![],
            heard: Default::default(),
            people: vec![],
            next: None,
            closes: None,
        };
        let begun = Instant::now();
        writer.perform(&Deed::Log(entry), &now).unwrap();
        let took = begun.elapsed();
        weighed.extend(timed(1, || warm(&reader)));
        took
    });
    let logged = logged.collect();
    table.times("one logged visit, safe on the disk", (Some(30.0), Some(30.0)), logged);
    table.times("beside it: a bare commit, without a key", (None, None), bare_commits(book.path()));
    table.times("who is likely meant, weighed anew after it", (None, None), weighed);
    let log = std::fs::metadata(book.path().join("rounds.db-wal")).map_or(0, |log| log.len());
    table.figure("the log beside the book after these", 10.0, log as f64 / 1e6, "MB");
    table.times("taken back", (None, None), timed(100, || writer.undo(&now).unwrap().unwrap()));
    table.end();
}

/// What is typed, letter by letter.
fn beginnings(typed: &'static str) -> impl Iterator<Item = &'static str> {
    typed.char_indices().map(|(at, c)| &typed[..at + c.len_utf8()])
}

/// Search over everything, key by key.
fn find(reader: &Reader, now: &Now, table: &mut Table) {
    let never: Stop = Arc::new(|| false);
    let words: Vec<&str> = TYPED.into_iter().flat_map(beginnings).collect();
    // Round after round, for what was looked for a moment ago is still known.
    let all: Vec<Vec<Duration>> = (0..rounds())
        .map(|_| {
            let one = |words: &&str| {
                timed(1, || {
                    let mut search = reader.search(words, 50, now).unwrap();
                    while reader.search_on(&mut search, &never, now).unwrap() {}
                    search.hits()
                })
            };
            words.iter().flat_map(one).collect()
        })
        .collect();
    let middle = |(at, words): (usize, &&'static str)| {
        let mut times: Vec<Duration> = all.iter().map(|round| round[at]).collect();
        times.sort();
        (times[times.len() / 2], *words)
    };
    let mut slow: Vec<(Duration, &str)> = words.iter().enumerate().map(middle).collect();
    table.times("find, per key, all over the book", (None, Some(10.0)), slow.iter().map(|(took, _)| *took).collect());
    slow.sort();
    let slowest: Vec<String> = slow.iter().rev().take(8).map(|(took, words)| format!("{words:?} {took:.1?}")).collect();
    println!("{:52} {}", "the slowest of them", slowest.join(", "));
}

/// What this disk takes for a row that is safe: a database of one table, in the same folder.
fn bare_commits(folder: &Path) -> Vec<Duration> {
    let conn = rusqlite::Connection::open(folder.join("bare.db")).unwrap();
    conn.pragma_update(None, "journal_mode", "wal").unwrap();
    conn.execute_batch("PRAGMA synchronous = FULL; CREATE TABLE row (text TEXT)").unwrap();
    timed(100, || conn.execute("INSERT INTO row VALUES ('met the buyer')", []).unwrap())
}

/// From a passphrase to the key that a key file would have held: nothing else of a start is another.
fn passphrase() -> Vec<Duration> {
    let folder = tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR")).unwrap();
    let profile = Profile::at(folder.path().join("home"));
    let words = "harbour tea at eleven".to_owned();
    profile.begin(&Keep::Passphrase(words.clone())).unwrap();
    timed(9, || profile.unlock(&With::Passphrase(words.clone())).unwrap())
}
