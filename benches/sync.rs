//! Sync against its figures: bytes with headers and seconds, through a proxy that counts, delays and narrows; the table of `docs/SYNC.md`.
//!
//! `cargo bench --bench sync`; a word after `--` runs the parts that begin with it; `ROUNDS_BENCH_LARGE=1` also asks for nothing with
//! 500,000 records on the server.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, missing_docs)]

#[path = "sync/line.rs"]
mod line;
#[path = "../tests/it/pty/terminal.rs"]
#[expect(dead_code, reason = "the tests do more with a terminal")]
mod terminal;
#[path = "sync/typing.rs"]
mod typing;
#[path = "sync/world.rs"]
mod world;

use std::time::{Duration, Instant};

use line::{Line, Speed};
use rounds::base::clock::Now;
use rounds::base::id::Id;
use rounds::domain::act::{Act, Edit, Label, RecordEdit};
use rounds::schema::{ACCOUNT, FollowUp, FollowUpState, Value};
use rounds::store::Writer;
use world::{Company, Laptop, customers, now, small, visits};

fn main() {
    println!("{:56} {:>18}   at most", "", "measured");
    let asked: Vec<String> = std::env::args().skip(1).filter(|word| !word.starts_with('-')).collect();
    let parts: [(&str, fn()); 10] = [
        ("push", pushing),
        ("together", together),
        ("edits", editing),
        ("moved", moved),
        ("day", a_day),
        ("new", new_laptop),
        ("nothing", idle),
        ("capture", capture),
        ("overhead", overhead),
        ("typing", typing::typing),
    ];
    for (name, part) in parts {
        if asked.is_empty() || asked.iter().any(|word| name.starts_with(word.as_str())) {
            part();
        }
    }
}

fn row(what: &str, measured: String, most: &str) {
    println!("{what:56} {measured:>18}   {most}");
}

fn seconds(time: Duration) -> String {
    format!("{:.3} s", time.as_secs_f64())
}

/// The middle one of several.
fn median<T: Ord + Copy>(mut all: Vec<T>) -> T {
    all.sort();
    all[all.len() / 2]
}

fn pushing() {
    let company = Company::new();
    let line = Line::new(company.address(), Speed::loopback());
    let mut ann = Laptop::new(&company, "Ann", &line.url());
    let accounts = customers(&mut ann.store, 500);
    ann.sync();
    small(&mut ann.store, &accounts, 10_000);
    line.reset();
    let begun = Instant::now();
    let receipt = ann.sync();
    let took = begun.elapsed();
    assert!(receipt.same() && receipt.waiting == 0);
    row("push 10,000 small records", seconds(took), "0.45 s");
    row("    bytes each up, with headers", format!("{:.1} B", line.up() as f64 / 1e4), "30 B");
    row("    requests", receipt.rounds.to_string(), "");
    // The server makes it when nobody asks; once here.
    let begun = Instant::now();
    company.prepare();
    row("    (the server makes a snapshot of them)", seconds(begun.elapsed()), "");
    let (mut lists, mut all) = (Vec::new(), Vec::new());
    for _ in 0..3 {
        let mut bo = Laptop::new(&company, "Bo", &line.url());
        line.reset();
        let begun = Instant::now();
        let (receipt, last) = bo.sync_watched();
        all.push(begun.elapsed());
        lists.push(last.duration_since(begun));
        assert!(receipt.same() && receipt.waiting == 0);
        assert!(receipt.down >= 10_000);
    }
    row("a fresh device takes 10,000: usable lists", seconds(median(lists)), "0.15 s");
    row("    with search", seconds(median(all)), "0.35 s");
    row("    bytes each down, with headers", format!("{:.1} B", line.down() as f64 / 1e4), "40 B");
}

/// A laptop alone, and two at once, each with 5,000 small records; and single edits beside one that brings much.
fn together() {
    let company = Company::new();
    let line = Line::new(company.address(), Speed::loopback());
    let mut ann = Laptop::new(&company, "Ann", &line.url());
    let mut cleo = Laptop::new(&company, "Cleo", &line.url());
    let (north, south) = (customers(&mut ann.store, 500), customers(&mut cleo.store, 500));
    ann.sync();
    cleo.sync();
    small(&mut ann.store, &north, 5_000);
    let begun = Instant::now();
    ann.sync();
    row("push 5,000 small records, alone", seconds(begun.elapsed()), "");
    small(&mut ann.store, &north, 5_000);
    small(&mut cleo.store, &south, 5_000);
    let begun = Instant::now();
    std::thread::scope(|scope| {
        scope.spawn(|| ann.sync());
        cleo.sync();
    });
    row("    two laptops at once, both done", seconds(begun.elapsed()), "");
    small(&mut ann.store, &north, 10_000);
    let mut times = Vec::new();
    std::thread::scope(|scope| {
        let much = scope.spawn(|| ann.sync());
        while !much.is_finished() || times.is_empty() {
            let account = south[times.len() % south.len()];
            set(&mut cleo.store, &ACCOUNT, account, "notes", Value::text(format!("asked again, {}", times.len())));
            let begun = Instant::now();
            cleo.sync();
            times.push(begun.elapsed());
        }
    });
    let most = times.iter().max().copied().unwrap_or_default();
    row(&format!("    {} single edits beside 10,000: the slowest", times.len()), seconds(most), "");
}

fn set(store: &mut Writer, entity: &'static rounds::schema::Entity, record: Id, field: &str, value: Value) {
    let number = entity.field(field).unwrap().number;
    let edit = Edit { entity: entity.number, record, deed: RecordEdit::Set(vec![(number, value)]) };
    store.commit(&Act::one(Label::new("act", field), vec![edit]), &now()).unwrap();
}

fn editing() {
    let company = Company::new();
    let far = Line::new(company.address(), Speed { round_trip: Duration::from_millis(100), bits: 0 });
    let mut ann = Laptop::new(&company, "Ann", &far.url());
    let near = Line::new(company.address(), Speed::loopback());
    let mut bo = Laptop::new(&company, "Bo", &near.url());
    let accounts = customers(&mut ann.store, 1_000);
    ann.sync();
    bo.sync();
    let (mut times, mut bytes, mut back) = (Vec::new(), Vec::new(), Vec::new());
    for (n, account) in accounts.iter().take(9).enumerate() {
        set(&mut ann.store, &ACCOUNT, *account, "notes", Value::text(format!("asked for the new list, {n}")));
        far.reset();
        let begun = Instant::now();
        let receipt = ann.sync();
        times.push(begun.elapsed());
        assert_eq!((receipt.rounds, receipt.up, receipt.waiting), (1, 1, 0));
        bytes.push(far.up() + far.down());
        near.reset();
        let receipt = bo.sync();
        assert_eq!((receipt.rounds, receipt.down), (1, 1));
        back.push(near.up() + near.down());
    }
    row("one edit, 1 round, with headers: sent", format!("{} B", median(bytes)), "700 B");
    row("    received by the other laptop", format!("{} B", median(back)), "700 B");
    row("    at 100 ms on an open connection", seconds(median(times)), "0.13 s");
    for (n, account) in accounts.iter().enumerate() {
        set(&mut bo.store, &ACCOUNT, *account, "snooze_reason", Value::text(format!("away {}", n % 40)));
    }
    near.reset();
    let receipt = bo.sync();
    assert!(receipt.same() && receipt.waiting == 0);
    row("1,000 one-field edits, bytes each up", format!("{:.1} B", near.up() as f64 / 1e3), "30 B");
    row("    down", format!("{:.1} B", near.down() as f64 / 1e3), "");
    far.reset();
    ann.sync();
    row("    and down to the other laptop", format!("{:.1} B", far.down() as f64 / 1e3), "");
}

fn a_day() {
    let company = Company::new();
    let near = Line::new(company.address(), Speed::loopback());
    let mut bo = Laptop::new(&company, "Bo", &near.url());
    let accounts = customers(&mut bo.store, 500);
    bo.sync();
    company.prepare();
    let slow = Line::new(company.address(), Speed { round_trip: Duration::from_millis(500), bits: 50_000 });
    let mut ann = Laptop::new(&company, "Ann", &near.url());
    ann.sync();
    ann.dial(&slow.url());
    let me = ann.store.me().unwrap();
    visits(&mut ann.store, &accounts[..40], 40);
    for (n, account) in accounts.iter().cycle().take(60).enumerate() {
        let id = ann.store.new_id(now().at);
        let promise = FollowUp {
            id,
            account: Some(*account),
            owner: Some(me.user),
            text: format!("send the offer for {} boxes", n + 3),
            state: Some(FollowUpState::Open),
            ..FollowUp::default()
        };
        ann.store.commit(&Act::one(Label::new("act", "x"), vec![Edit::create(&promise)]), &now()).unwrap();
    }
    for (n, account) in accounts.iter().take(100).enumerate() {
        set(&mut ann.store, &ACCOUNT, *account, "notes", Value::text(format!("buyer is in on day {}", n % 7)));
    }
    slow.reset();
    let begun = Instant::now();
    let receipt = ann.sync();
    assert!(receipt.same() && receipt.waiting == 0);
    row("a rep's day at 50 kbit/s and 500 ms, a new connection", seconds(begun.elapsed()), "4 s");
    row("    bytes, rounds", format!("{} B, {}", slow.up() + slow.down(), receipt.rounds), "");
}

fn new_laptop() {
    let company = Company::new();
    let near = Line::new(company.address(), Speed::loopback());
    let mut bo = Laptop::new(&company, "Bo", &near.url());
    let accounts = customers(&mut bo.store, 500);
    visits(&mut bo.store, &accounts, 10_000);
    bo.sync();
    company.prepare();
    let slow = Line::new(company.address(), Speed { round_trip: Duration::from_millis(100), bits: 1_000_000 });
    let mut ann = Laptop::new(&company, "Ann", &slow.url());
    slow.reset();
    let begun = Instant::now();
    let mut first = None;
    let reader = ann.watch_customers();
    let receipt = ann.sync();
    first.get_or_insert(reader.join().unwrap());
    let all = begun.elapsed();
    assert!(receipt.same() && receipt.waiting == 0);
    row("a new laptop at 1 Mbit/s and 100 ms: first customers", seconds(first.unwrap().duration_since(begun)), "5 s");
    row("    all, with search", seconds(all), "60 s");
    row("    bytes each", format!("{:.1} B", slow.down() as f64 / 10_500.0), "");
}

/// 500 customers, each with two things that hang on it, go to another territory: what the one laptop loses, what the other gains.
fn moved() {
    let company = Company::new();
    let line = Line::new(company.address(), Speed::loopback());
    let mut ann = Laptop::new(&company, "Ann", &line.url());
    let other = Line::new(company.address(), Speed::loopback());
    let mut cleo = Laptop::new(&company, "Cleo", &other.url());
    let accounts = customers(&mut ann.store, 500);
    small(&mut ann.store, &accounts, 500);
    visits(&mut ann.store, &accounts, 500);
    ann.sync();
    cleo.sync();
    company.move_all(&accounts, "South");
    for (line, laptop, what, most) in [
        (&line, &mut ann, "500 customers moved (1,500 rows): a row lost", "20 B"),
        (&other, &mut cleo, "    a row gained", "40 B"),
    ] {
        line.reset();
        let receipt = laptop.sync();
        assert!(receipt.same(), "{receipt:?}");
        row(what, format!("{:.1} B", (line.up() + line.down()) as f64 / 1_500.0), most);
    }
}

fn idle() {
    nothing(1_000);
    if std::env::var_os("ROUNDS_BENCH_LARGE").is_some() {
        nothing(500_000);
    }
}

fn nothing(records: usize) {
    let company = Company::new();
    let line = Line::new(company.address(), Speed::loopback());
    let mut ann = Laptop::new(&company, "Ann", &line.url());
    let accounts = customers(&mut ann.store, records.min(1_000));
    ann.sync();
    // Piece by piece: an act of half a million records would be made in memory.
    let mut left = records.saturating_sub(1_000);
    while left > 0 {
        let piece = left.min(20_000);
        small(&mut ann.store, &accounts, piece);
        ann.sync();
        left -= piece;
    }
    ann.sync();
    line.reset();
    let mut times = Vec::new();
    for _ in 0..9 {
        let begun = Instant::now();
        let receipt = ann.sync();
        times.push(begun.elapsed());
        assert_eq!((receipt.rounds, receipt.up, receipt.down), (1, 0, 0));
    }
    row(&format!("nothing to do, {records} records"), format!("{} B", (line.up() + line.down()) / 9), "400 B");
    row("    time", seconds(median(times)), "");
}

/// What a captured edit costs above the same write to a plain table, both in memory: no disk hides it.
fn capture() {
    let mut store = Writer::in_memory(1).unwrap();
    let accounts = customers(&mut store, 500);
    let plain = rusqlite::Connection::open_in_memory().unwrap();
    plain
        .execute_batch(
            "CREATE TABLE account (id BLOB PRIMARY KEY, name TEXT, notes TEXT, snooze_reason TEXT, city TEXT)",
        )
        .unwrap();
    for account in &accounts {
        plain.execute("INSERT INTO account (id, name) VALUES (?1, 'A customer')", [account.bytes()]).unwrap();
    }
    let (mut ours, mut theirs) = (Vec::new(), Vec::new());
    let at: Now = now();
    let number = ACCOUNT.field("snooze_reason").unwrap().number;
    for n in 0..4_000usize {
        let account = accounts[n % accounts.len()];
        let deed = RecordEdit::Set(vec![(number, Value::text(format!("away {n}")))]);
        let act = Act::one(Label::new("act", "x"), vec![Edit { entity: ACCOUNT.number, record: account, deed }]);
        let begun = Instant::now();
        store.commit(&act, &at).unwrap();
        ours.push(begun.elapsed());
        let begun = Instant::now();
        plain
            .prepare_cached("UPDATE account SET snooze_reason = ?2 WHERE id = ?1")
            .unwrap()
            .execute(rusqlite::params![account.bytes(), format!("away {n}")])
            .unwrap();
        theirs.push(begun.elapsed());
    }
    let cost = median(ours).saturating_sub(median(theirs));
    row("capture on top of a plain write, an edit", format!("{:.1} us", cost.as_secs_f64() * 1e6), "40 us");
}

fn overhead() {
    let company = Company::new();
    let line = Line::new(company.address(), Speed::loopback());
    let mut bo = Laptop::new(&company, "Bo", &line.url());
    let accounts = customers(&mut bo.store, 500);
    visits(&mut bo.store, &accounts, 10_000);
    small(&mut bo.store, &accounts, 1_000);
    bo.sync();
    company.prepare();
    let mut ann = Laptop::new(&company, "Ann", &line.url());
    ann.sync();
    // Every customer is edited; that is sent, then the same waits without a signal.
    for account in &accounts {
        set(&mut ann.store, &ACCOUNT, *account, "notes", Value::text("asks for the yearly terms"));
    }
    ann.sync();
    row("versions, cursors, sums and outbox against plain rows", format!("{:.2}", ann.overhead()), "0.3");
    for account in &accounts {
        set(&mut ann.store, &ACCOUNT, *account, "website", Value::text("acme.example"));
    }
    row("    with 500 edits that wait", format!("{:.2}", ann.overhead()), "0.3");
    let (search, history) = ann.beside();
    row("    and apart: search; what was sent and came, for its days", format!("{search:.2}; {history:.2}"), "");
}
