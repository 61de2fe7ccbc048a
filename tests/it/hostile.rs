//! A colleague with a valid key who means harm: requests that no laptop of ours would make, thousands of them, over real HTTP.
//!
//! Always holds: the server answers or refuses each and never fails (no 503), its figures stay true, and what others do goes through meanwhile.
//! `ROUNDS_HOSTILE=100000 cargo test --test it hostile::` sends more, `ROUNDS_HOSTILE_SEED` says which.

use std::time::{Duration, Instant};

use rounds::base::clock::Stamp;
use rounds::base::id::{Id, IdSource};
use rounds::client::http::packed;
use rounds::client::{SyncError, Syncer};
use rounds::schema::{ACCOUNT, Value};
use rounds::sync::compare::Compare;
use rounds::sync::log::{Cell, Versions};
use rounds::sync::wire::{At, Cursor, Group, Request, Returned, SentChange, SentField, SentIdentity};
use rounds::sync::{Mark, StreamId};

use super::sync::{Company, Laptop, pair, tick};

/// What a hostile hand can know and invent.
struct Hand {
    dice: IdSource,
    ids: Vec<Id>,
    sessions: Vec<u64>,
    streams: Vec<StreamId>,
}

impl Hand {
    fn roll(&mut self, most: u64) -> u64 {
        self.dice.bits() % most
    }

    fn of<T: Copy>(&mut self, all: &[T]) -> T {
        all[self.dice.bits() as usize % all.len()]
    }

    fn id(&mut self) -> Id {
        let known = self.ids.clone();
        if self.roll(5) == 0 { Id::derived(&[&self.dice.bits().to_le_bytes()]) } else { self.of(&known) }
    }

    fn number(&mut self) -> i64 {
        match self.roll(4) {
            0 => self.of(&[i64::MIN, i64::MAX, -1, 0, 1, u32::MAX.into(), 1 << 62]),
            1 => self.dice.bits() as i64,
            _ => self.roll(40) as i64,
        }
    }

    fn value(&mut self) -> Value {
        match self.roll(9) {
            0 => Value::Null,
            8 => Value::Text(String::new()),
            1 => Value::Id(self.id()),
            2 => Value::text("x".repeat(self.of(&[0, 1, 32 * 1024, 32 * 1024 + 1, 100_000]))),
            3 => Value::set(["a".to_owned(), "\u{0}".to_owned()]),
            4 => Value::Int(1),
            _ => Value::Int(self.number()),
        }
    }

    fn field(&mut self) -> SentField {
        let base =
            (self.roll(2) == 0).then(|| SentIdentity { session: self.roll(4) as u32, seq: self.number() as u64 });
        let element = (self.roll(4) == 0).then(|| ["", "warm", "\u{0}", "精"][self.roll(4) as usize].to_owned());
        let field = match self.roll(3) {
            0 => 0,
            1 => self.dice.bits() as u16,
            _ => self.roll(30) as u16,
        };
        SentField { field, value: self.value(), base, element }
    }

    fn change(&mut self) -> SentChange {
        let fields = self.of(&[0, 1, 1, 2, 5]);
        SentChange {
            session: self.roll(4) as u32,
            seq: self.number(),
            entity: if self.roll(8) == 0 { self.dice.bits() as u16 } else { self.roll(14) as u16 },
            record: self.id(),
            stamp: self.number(),
            seen: self.number(),
            fields: (0..fields).map(|_| self.field()).collect(),
            said: (self.roll(4) == 0).then(|| (0..fields).map(|_| self.roll(4) as u8).collect()),
        }
    }

    fn group(&mut self, changes: u64) -> Group {
        let again = (self.roll(4) == 0).then(|| self.number() as u64);
        let act = if self.roll(20) == 0 { 99 } else { self.roll(2) as u32 };
        Group { act, changes: (0..changes).map(|_| self.change()).collect(), again }
    }

    fn stream(&mut self) -> StreamId {
        match self.roll(4) {
            0 => StreamId::User(self.id()),
            1 => StreamId::Territory(self.id()),
            _ => {
                let known = self.streams.clone();
                self.of(&known)
            }
        }
    }

    fn mark(&mut self) -> Mark {
        Mark { position: self.number() as u64, hash: self.dice.bits() }
    }

    fn returned(&mut self) -> Returned {
        let cells = (0..self.roll(5)).map(|_| {
            let stamp = Stamp(if self.roll(2) == 0 { u64::MAX } else { self.dice.bits() });
            let (session, seq) = (self.of(&self.sessions.clone()), self.number() as u64);
            let SentField { field, value, element, .. } = self.field();
            Cell { field, value, stamp, session, seq, element }
        });
        let cells = cells.collect();
        let versions = Versions { entity: self.roll(14) as u16, record: self.id(), cells, by: Some(self.id()) };
        Returned { stream: self.stream(), since: self.number() as u64, versions }
    }

    /// A request that was good once, with something in it that is not.
    fn request(&mut self, good: &Request) -> Request {
        let mut request = good.clone();
        let sessions = self.sessions.clone();
        request.sessions =
            (0..4).map(|_| if self.roll(3) == 0 { self.dice.bits() } else { self.of(&sessions) }).collect();
        request.acts = vec![self.id(), self.id()];
        let groups = self.of(&[0, 0, 1, 1, 3, 20]);
        request.groups = (0..groups)
            .map(|_| {
                let changes = self.of(&[0, 1, 1, 2, 8]);
                self.group(changes)
            })
            .collect();
        match self.roll(10) {
            0 => {
                request.cursors = (0..self.roll(6))
                    .map(|_| {
                        let marks = (self.roll(2) == 0).then(|| (0..self.roll(300)).map(|_| self.mark()).collect());
                        Cursor { stream: self.stream(), at: self.mark(), marks }
                    })
                    .collect()
            }
            1 => request.at = Some(At { marks: self.dice.bits(), sums: self.dice.bits() }),
            2 => request.returned = (0..self.roll(30)).map(|_| self.returned()).collect(),
            3 => {
                let stream = self.stream();
                request.compare = Some(vec![Compare::of(stream); self.of(&[1, 2, 500])]);
            }
            4 => request.protocol = self.dice.bits() as u16,
            5 => request.now = self.number(),
            6 => request.most = self.of(&[0, 1, u32::MAX]),
            7 => request.groups = vec![self.group(2_000)],
            _ => {}
        }
        request
    }
}

fn streams(laptop: &Laptop) -> Vec<StreamId> {
    laptop.store.streams().unwrap().iter().map(|row| row.stream).collect()
}

/// A sync after which both sides have the same; else what differs is named.
fn agrees(laptop: &mut Laptop, company: &Company, n: u64) {
    let receipt = laptop.sync().unwrap();
    if receipt.same() {
        return;
    }
    let mut endpoint = company.endpoint(8);
    let mut tx = endpoint.storage.begin().unwrap();
    let mut differ = Vec::new();
    for stream in streams(laptop) {
        let here = laptop.store.record_sums(stream).unwrap();
        for (entity, record, kept) in tx.sums_in(stream).unwrap() {
            if !here.iter().any(|one| (one.entity, one.record, one.sum) == (entity, record, kept.sum)) {
                differ.push(format!("{stream}: {:?}", tx.record(entity, record).unwrap()));
            }
        }
    }
    panic!("after {n}: {receipt:?}\n{}", differ.join("\n"));
}

#[test]
fn thousands_of_hostile_requests_harm_nobody_else() {
    let (company, mut ann, mut bo) = pair();
    let mut ids: Vec<Id> =
        (0..10).map(|n| if n % 2 == 0 { ann.add(&format!("Ann {n}")) } else { bo.add(&format!("Bo {n}")) }).collect();
    ann.synced();
    bo.synced();
    ann.synced();
    ann.set(&ACCOUNT, ids[0], "street", "1 Quay St");
    let good = Syncer::new().next_request(&mut ann.store, tick()).unwrap().unwrap();
    let me = ann.store.me().unwrap();
    ids.extend([me.user, me.territory, bo.store.me().unwrap().user, Id::NIL]);
    let asked = |name: &str| std::env::var(name).ok().and_then(|text| text.parse::<u64>().ok());
    let dice = IdSource::seeded(asked("ROUNDS_HOSTILE_SEED").unwrap_or(1));
    let (mine, his) = (ann.store.session(), bo.store.session());
    let mut hand = Hand { dice, ids, sessions: vec![mine, his, 0, 1, u64::MAX], streams: streams(&bo) };
    let mut refused = 0;
    let mut slowest = Duration::ZERO;
    let many = asked("ROUNDS_HOSTILE").unwrap_or(2_000);
    let mut last = packed(&good).unwrap();
    for n in 0..many {
        // Now and then the same once more.
        if n % 7 != 0 {
            last = packed(&hand.request(&good)).unwrap();
        }
        match ann.link.sync(last.clone()) {
            Ok(_) => {}
            Err(SyncError::Malformed(_) | SyncError::TooLarge) => refused += 1,
            Err(error) => panic!("request {n}: {error:?}: {}", data_encoding::HEXLOWER.encode(&last)),
        }
        if n % 100 == 0 {
            let begun = Instant::now();
            let id = bo.add(&format!("Honest {n}"));
            agrees(&mut bo, &company, n);
            slowest = slowest.max(begun.elapsed());
            assert_eq!(bo.get(&ACCOUNT, id, "name"), format!("Honest {n}"));
        }
    }
    println!("{many} requests, {refused} refused; the slowest sync beside them took {slowest:?}");
    assert!(refused < many, "all were refused: nothing was tried");
    agrees(&mut bo, &company, many);
    // Her own laptop, which knows nothing of all that, agrees with the server as well.
    ann.synced();
    bo.synced();
    let mut endpoint = company.endpoint(9);
    let mut recount = rounds::server::Recounting::new(true);
    while !recount.done {
        endpoint.core.recount(endpoint.storage.as_mut(), &mut recount, 1_000, tick()).unwrap();
    }
    assert!(recount.found.is_empty(), "{:?}", recount.found);
}

/// Everybody who receives a change reads its session and its number; the next number is not hard to guess.
#[test]
fn nobody_takes_the_numbers_of_another_ones_next_edits() {
    let (_company, mut ann, mut bo) = pair();
    let id = bo.add("Acme");
    bo.synced();
    ann.synced();
    let good = Syncer::new().next_request(&mut ann.store, tick()).unwrap().unwrap();
    for seq in 1..20 {
        let street = SentField {
            field: ACCOUNT.field("street").unwrap().number,
            value: Value::text("mine"),
            base: None,
            element: None,
        };
        let change =
            SentChange { session: 0, seq, entity: 1, record: id, stamp: 1, seen: 0, fields: vec![street], said: None };
        let request = Request {
            sessions: vec![bo.store.session()],
            acts: vec![id],
            groups: vec![Group { act: 0, changes: vec![change], again: None }],
            ..good.clone()
        };
        let left_out = ann.link.sync(packed(&request).unwrap());
        assert!(left_out.is_ok(), "{left_out:?}");
    }
    bo.set(&ACCOUNT, id, "street", "1 Quay St");
    bo.synced();
    ann.synced();
    assert_eq!(ann.get(&ACCOUNT, id, "street"), "1 Quay St");
}
