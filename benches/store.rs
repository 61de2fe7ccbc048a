//! The book itself at the stress size: the questions of the screens, search key by key, one logged visit safe on the disk.
//!
//! `cargo bench --bench store`, with `find` or `chips` behind `--` search or the log line alone; `ROUNDS_BENCH_SIZE` is normal, heavy or stress (default). What each row means stands in docs/SPEED.md.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, missing_docs)]

mod measure;

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, Instant};

use measure::{NOW, TYPED, Table, rounds};
use rounds::base::clock::Now;
use rounds::base::lang::Lang;
use rounds::domain::ask::{Answer, Ask, ListAsk, NameHit, Named, Sort};
use rounds::domain::deed::{Deed, LogEntry, LogKind, Whose};
use rounds::domain::log_line::{About, LineContext, parse};
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
    if std::env::args().any(|word| word == "chips") {
        let reader = Reader::open(&profile, &lock).unwrap();
        while reader.warm(&now).unwrap() {}
        log_line(&reader, &now, &mut table);
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
    let mut filtered: Vec<(Duration, &str)> = Vec::new();
    for filter in TYPED.into_iter().flat_map(beginnings) {
        let list = ListAsk { filter: filter.into(), limit: 50, ..ListAsk::default() };
        filtered.extend(timed(1, || ask(Ask::Accounts(list.clone()))).into_iter().map(|took| (took, filter)));
    }
    table.times("customers filtered by letters", (None, Some(10.0)), filtered.iter().map(|(took, _)| *took).collect());
    print_slowest(filtered);
    find(&reader, &now, &mut table);
    let names = TYPED.into_iter().flat_map(beginnings);
    let names = names.flat_map(|letters| timed(3, || ask(Ask::Names { letters: letters.into(), most: 8 })));
    table.times("customers by letters, per key", (None, Some(10.0)), names.collect());
    log_line(&reader, &now, &mut table);
    let Answer::Accounts(page) = ask(Ask::Accounts(ListAsk { limit: 50, ..ListAsk::default() })) else {
        unreachable!()
    };
    let accounts: Vec<_> = page.rows.iter().map(|row| row.account.id).collect();
    let mut at = accounts.iter().cycle();
    table.times("one customer", (None, None), timed(50, || ask(Ask::Account(*at.next().unwrap()))));
    let mut at = accounts.iter().cycle();
    table.times("a briefing", (None, Some(5.0)), timed(100, || ask(Ask::Briefing(*at.next().unwrap()))));
    table.times("follow-ups", (None, None), timed(21, || ask(Ask::FollowUps)));
    table.times("money promised", (None, None), timed(21, || ask(Ask::Money)));
    table.times("the close of the day", (None, Some(20.0)), timed(41, || ask(Ask::Close(now.today()))));
    table.times("the day in order", (None, None), timed(21, || ask(Ask::OrderDay)));
    let first = rounds::domain::day::month::first_of(now.today());
    table.times("the month to be planned", (None, None), timed(21, || ask(Ask::Month(first))));
    table.times("who next, over all customers", (None, Some(20.0)), timed(41, || ask(Ask::WhoNext(20))));
    let mut writer = Writer::open(&profile, &lock).unwrap();
    let mut weighed = Vec::new();
    let logged = (0..100).map(|n| {
        let entry = LogEntry {
            words: "met the buyer".into(),
            whose: Whose::Account(accounts[n % accounts.len()]),
            kind: LogKind::Visit(VisitKind::OnSite),
            kind_said: true,
            direction: None,
            started: now.at.plus_minutes(n as i64 - 200),
            ended: now.at.plus_minutes(n as i64 - 199),
            time_said: true,
            notes: format!("met the buyer, wants a price for {n} cases of blue roll, asked for samples"),
            contacts: Default::default(),
            missed: None,
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
    let slow: Vec<(Duration, &str)> = words.iter().enumerate().map(middle).collect();
    table.times("find, per key, all over the book", (None, Some(10.0)), slow.iter().map(|(took, _)| *took).collect());
    print_slowest(slow);
}

fn print_slowest(mut times: Vec<(Duration, &str)>) {
    times.sort();
    let slowest: Vec<String> =
        times.iter().rev().take(8).map(|(took, words)| format!("{words:?} {took:.1?}")).collect();
    println!("{:52} {}", "the slowest of them", slowest.join(", "));
}

fn log_line(reader: &Reader, now: &Now, table: &mut Table) {
    let (keys, slowest) = chips(reader, now);
    table.times("chips after a key of the log line", (None, Some(2.0)), keys);
    println!("{:52} {}", "the slowest of them", slowest.join(", "));
}

/// Log lines, key by key: what is asked of the book for the letters that are new, and the reading. What stands under the line is known then.
fn chips(reader: &Reader, now: &Now) -> (Vec<Duration>, Vec<String>) {
    const LINES: [&str; 10] = [
        "harbour dental met the buyer, likes A100, too dear ^Acme 12k 60% >send quote next fri 10am <decision by 30 nov +sample 3",
        "bf tea with the owner, order 2 boxes > call them tomorrow 3pm",
        "called the merchant house, no answer, ring again thu between 9:30 and 11",
        "mh yesterday 9:30-10:05 wants a trial #price ~40% !2k by fri",
        "oak samples left with the manager; follow up: prices mon",
        "st anselms cancelled, back in two weeks +3d",
        "dropped in on harbour dental after lunch, left a card with the owner",
        "精工 见采购，要报价，嫌贵 ^海川 12万 把握60% >报价 周五 《定供应商 月底 !回款2万 月底 +样机 3台",
        "hzjg 昨天下午三点 王总说先试两台 》合同 下周三",
        "上午跑了趟精工，何老板要12万的刀，定金三成明天打",
    ];
    let mut took: Vec<(Duration, String)> = Vec::new();
    for line in LINES {
        let mut known: BTreeMap<String, Vec<NameHit>> = BTreeMap::new();
        let mut named: Vec<Named> = Vec::new();
        let mut about: Option<About> = None;
        for (at, c) in line.char_indices() {
            let typed = &line[..at + c.len_utf8()];
            let begun = Instant::now();
            let read = |known: &BTreeMap<String, Vec<NameHit>>, named: &[Named], about: Option<&About>| {
                let named = Some(named);
                parse(typed, &LineContext { about, named, ..LineContext::new(now, Lang::En, known) })
            };
            let mut parsed = read(&known, &named, about.as_ref());
            if !parsed.unknown.is_empty() {
                for letters in std::mem::take(&mut parsed.unknown) {
                    let Answer::Names(hits) =
                        reader.answer(&Ask::Names { letters: letters.clone(), most: 20 }, now).unwrap()
                    else {
                        unreachable!()
                    };
                    known.insert(letters, hits);
                }
                parsed = read(&known, &named, about.as_ref());
            }
            if parsed.through {
                let Answer::Named(found) =
                    reader.answer(&Ask::Named { line: typed.to_owned(), opened: None }, now).unwrap()
                else {
                    unreachable!()
                };
                named = found;
                parsed = read(&known, &named, about.as_ref());
            }
            if let Some(account) = parsed.about {
                let Answer::ForLog(found) = reader.answer(&Ask::ForLog(account), now).unwrap() else { unreachable!() };
                about = found.map(|about| *about);
                std::hint::black_box(read(&known, &named, about.as_ref()));
            }
            took.push((begun.elapsed(), typed.to_owned()));
        }
    }
    let times = took.iter().map(|(took, _)| *took).collect();
    took.sort();
    let end = |typed: &str| typed.chars().rev().take(12).collect::<Vec<_>>().into_iter().rev().collect::<String>();
    (times, took.iter().rev().take(8).map(|(took, typed)| format!("{:?} {took:.1?}", end(typed))).collect())
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
