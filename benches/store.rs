//! The book itself at the stress size: the questions of the screens, search key by key, one logged visit safe on the disk.
//!
//! `cargo bench --bench store`; `ROUNDS_BENCH_SIZE` is normal, heavy or stress (default). What each row means stands in docs/SPEED.md.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, missing_docs)]

mod measure;

use std::time::{Duration, Instant};

use measure::{NOW, Table};
use rounds::base::clock::Now;
use rounds::domain::ask::{Answer, Ask, ListAsk, Sort};
use rounds::domain::deed::{Deed, LogEntry, LogKind, Whose};
use rounds::schema::VisitKind;
use rounds::store::{Profile, Reader, With, Writer};

/// What is typed, letter by letter: names, words, halves of words, numbers, Chinese by sound and as it is written.
const TYPED: [&str; 30] = [
    "price list",
    "harbour dental",
    "met the buyer",
    "blue roll",
    "quote late",
    "bf",
    "mh",
    "the merchant",
    "sanitiser",
    "call back friday",
    "0117 496 0",
    "1380571",
    "sample for the owner",
    "absent",
    "qzx",
    "invoice",
    "wants a trial",
    "oak house",
    "st anselms",
    "a cup of tea",
    "报价",
    "先试两台",
    "hzjg",
    "jinggong",
    "baojia",
    "competitor offer",
    "i said the",
    "x",
    "list price",
    "order pad on site",
];

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
    let opened = timed(21, || Reader::open(&profile, &lock).unwrap().answer(&Ask::Today, &now).unwrap());
    table.times("opened, Today answered, closed", (None, None), opened);
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
        let words = TYPED.iter().flat_map(|typed| typed.char_indices().map(|(at, c)| &typed[..at + c.len_utf8()]));
        words
            .flat_map(|filter| {
                timed(1, || ask(Ask::Accounts(ListAsk { filter: filter.into(), limit: 50, ..ListAsk::default() })))
            })
            .collect()
    });
    let mut all = Vec::new();
    let mut slow: Vec<(Duration, String)> = Vec::new();
    for round in 0..3 {
        for typed in TYPED {
            for (at, c) in typed.char_indices() {
                let words = typed[..at + c.len_utf8()].to_owned();
                let times = timed(1, || ask(Ask::Find { words: words.clone(), most: 50 }));
                if round == 2 {
                    slow.push((times[0], words));
                }
                all.extend(times);
            }
        }
    }
    table.times("find, per key", (None, Some(10.0)), all);
    slow.sort();
    let slowest: Vec<String> = slow.iter().rev().take(8).map(|(took, words)| format!("{words:?} {took:.1?}")).collect();
    println!("{:52} {}", "the slowest of them", slowest.join(", "));
    let names =
        TYPED.iter().flat_map(|typed| typed.char_indices().map(|(at, c)| typed[..at + c.len_utf8()].to_owned()));
    let names = names.flat_map(|letters| timed(3, || ask(Ask::Names { letters: letters.clone(), most: 8 })));
    table.times("customers by letters, per key", (None, Some(10.0)), names.collect());
    let Answer::Accounts(page) = ask(Ask::Accounts(ListAsk { limit: 50, ..ListAsk::default() })) else {
        unreachable!()
    };
    let accounts: Vec<_> = page.rows.iter().map(|row| row.account.id).collect();
    let mut at = accounts.iter().cycle();
    table.times("one customer", (None, None), timed(50, || ask(Ask::Account(*at.next().unwrap()))));
    table.times("follow-ups", (None, None), timed(21, || ask(Ask::FollowUps)));
    table.times("the close of the day", (None, Some(20.0)), timed(21, || ask(Ask::Close(now.today()))));
    table.times("the day in order", (None, None), timed(21, || ask(Ask::OrderDay)));
    table.times("who next", (None, None), timed(21, || ask(Ask::WhoNext(20))));
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
    table.times("who is likely meant, weighed anew after it", (None, None), weighed);
    table.times("taken back", (None, None), timed(100, || writer.undo(&now).unwrap().unwrap()));
    table.end();
}
