//! Whatever reads bytes from outside, given bytes that nobody means: it answers with an error, and never panics, recurses or takes more
//! memory than its limits allow.
//!
//! `tests/data/fuzz/` holds what was of interest once; it is replayed always. `ROUNDS_FUZZ_SECONDS=3600 cargo test --test it fuzz::` mutates
//! it, and good messages, for so long in all (seeds by `ROUNDS_FUZZ_SEED`).

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;
use std::time::{Duration, Instant};

use rounds::base::clock::{Moment, Stamp};
use rounds::base::id::{Id, IdSource};
use rounds::schema::{Key, Value};
use rounds::sync::bundle::{self, Body, Keys, Way};
use rounds::sync::frame::{Form, open, pack};
use rounds::sync::log::{Cell, Entry, Packed, Versions};
use rounds::sync::snapshot::{Contents, chapter, name_of, name_text};
use rounds::sync::wire::{At, Enrol, Request, Response, Slice};
use rounds::sync::{Change, Columns, FieldChange, Identity, Mark, Row, Sending, StreamId, Sum, read_groups};

fn request() -> Request {
    let mut request = Request { protocol: 1, now: 5, ..Request::default() };
    let fields = vec![
        FieldChange { key: Key::RECORD, value: Value::Int(1), base: None },
        FieldChange { key: Key::field(3), value: Value::text("call"), base: Some(Identity { session: 3, seq: 4 }) },
    ];
    let change = Change {
        identity: Identity { session: 9, seq: 1 },
        act: Id::derived(&[b"act"]),
        group: Id::NIL,
        entity: 1,
        record: Id::derived(&[b"record"]),
        stamp: Stamp(1 << 60),
        seen: 7,
        fields,
    };
    Sending::default().push(&mut request, change.act, std::slice::from_ref(&change), None);
    request.at = Some(At { marks: 1, sums: 2 });
    request
}

fn cells() -> Vec<Cell> {
    let cell = |field, value| Cell { field, value, stamp: Stamp(9), session: 7, seq: 1, element: None };
    vec![cell(0, Value::Int(1)), cell(3, Value::text("call")), cell(1, Value::Id(Id::derived(&[b"a"])))]
}

fn response() -> Response {
    let versions = Versions { entity: 1, record: Id::derived(&[b"record"]), cells: cells(), by: None };
    let slice = Slice {
        stream: StreamId::Global,
        from: Mark::default(),
        to: Mark { position: 3, hash: 4 },
        steps: vec![3],
        entries: vec![Packed::new(&Entry::Versions(versions))],
        left: 0,
        sum: Some(Sum { count: 3, sum: 9 }),
    };
    Response { protocol: 1, now: 5, slices: vec![slice], ..Response::default() }
}

fn rows() -> Vec<Row> {
    (0..5u8).map(|n| Row { id: Id::derived(&[&[n]]), cells: cells() }).collect()
}

const SECRETS: [[u8; 32]; 2] = [[1; 32], [2; 32]];

/// What reads, and a good message for it.
type Target = (&'static str, fn(&[u8]), fn() -> Vec<u8>);

fn targets() -> Vec<Target> {
    vec![
        (
            "request",
            |bytes| {
                for form in [Form::Cbor, Form::Json] {
                    if let Ok(request) = open::<Request>(bytes, form) {
                        let _ = read_groups(&request);
                        let _ = pack(&request, form);
                    }
                }
                let _ = open::<Enrol>(bytes, Form::Cbor);
            },
            || minicbor::to_vec(request()).unwrap(),
        ),
        (
            "response",
            |bytes| {
                if let Ok(response) = open::<Response>(bytes, Form::Cbor) {
                    for entry in response.slices.iter().flat_map(|slice| &slice.entries) {
                        let _ = entry.open();
                    }
                    let _ = format!("{response:?}");
                }
                let _ = open::<Response>(bytes, Form::Json);
            },
            || minicbor::to_vec(response()).unwrap(),
        ),
        (
            "columns",
            |bytes| {
                if let Ok(columns) = minicbor::decode::<Columns>(bytes) {
                    let _ = columns.rows();
                }
            },
            || minicbor::to_vec(Columns::of(5, &rows())).unwrap(),
        ),
        (
            "snapshot",
            |bytes| {
                let _ = Contents::length(bytes);
                let _ = Contents::open(bytes, &[0; 16]);
                let _ = name_of(&String::from_utf8_lossy(bytes)).map(|name| name_text(&name));
                let (head, _) = chapter(5, &rows());
                let _ = head.open(bytes);
            },
            || {
                let (head, _) = chapter(5, &rows());
                let (stream, mark, sum) = (StreamId::Global, Mark::default(), Sum::default());
                Contents { stream, mark, sum, chapters: vec![head] }.pack().1
            },
        ),
        (
            "bundle",
            |bytes| {
                let _ = bundle::header(bytes);
                let _ = bundle::body(bytes);
                let keys = Keys {
                    signing: &SECRETS[0],
                    sealing: &SECRETS[1],
                    their_signing: &SECRETS[0],
                    their_sealing: &SECRETS[1],
                };
                let _ = bundle::open(bytes, Way::Up, &keys);
            },
            || {
                let keys = Keys {
                    signing: &SECRETS[0],
                    sealing: &SECRETS[1],
                    their_signing: &SECRETS[0],
                    their_sealing: &SECRETS[1],
                };
                let body = Body::Requests(vec![request()]);
                bundle::seal(&body, Way::Up, Id::derived(&[b"x"]), &keys, [3; 32], Moment::from_millis(1)).unwrap()
            },
        ),
    ]
}

fn kept(target: &str) -> Vec<Vec<u8>> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/fuzz").join(target);
    let files = std::fs::read_dir(folder).into_iter().flatten().flatten();
    files.map(|file| std::fs::read(file.path()).unwrap()).collect()
}

fn mutated(dice: &mut IdSource, from: &[u8], other: &[u8]) -> Vec<u8> {
    let mut bytes = from.to_vec();
    for _ in 0..=dice.bits() % 4 {
        let at = (dice.bits() as usize) % bytes.len().max(1);
        let rest = at.min(bytes.len());
        match dice.bits() % 7 {
            0 if !bytes.is_empty() => bytes[at] ^= 1 << (dice.bits() % 8),
            1 if !bytes.is_empty() => bytes[at] = dice.bits() as u8,
            2 => bytes.truncate(rest),
            3 => bytes.insert(rest, [0x9b, 0xbb, 0x5b, 0xff, 0x9f, 0x00, 0x1b][dice.bits() as usize % 7]),
            4 => drop(bytes.splice(rest..rest, std::iter::repeat_n(0xff, (dice.bits() % 9) as usize))),
            5 => bytes.splice(rest.., other.iter().copied().skip(at / 2)).for_each(drop),
            _ if !bytes.is_empty() => drop(bytes.remove(at)),
            _ => {}
        }
    }
    bytes
}

#[test]
fn bytes_that_nobody_means_are_refused_without_a_panic() {
    let asked = |name: &str| std::env::var(name).ok().and_then(|text| text.parse::<u64>().ok());
    let all = targets();
    let time = asked("ROUNDS_FUZZ_SECONDS").map_or(Duration::from_millis(1_500), Duration::from_secs);
    let mut dice = IdSource::seeded(asked("ROUNDS_FUZZ_SEED").unwrap_or(1));
    for (name, read, good) in &all {
        let mut corpus = kept(name);
        corpus.push(good());
        corpus.push(zstd::bulk::compress(&good(), 3).unwrap());
        let check = |bytes: &[u8]| {
            let done = catch_unwind(AssertUnwindSafe(|| read(bytes)));
            assert!(done.is_ok(), "{name} panics on {}", data_encoding::HEXLOWER.encode(bytes));
        };
        corpus.iter().for_each(|bytes| check(bytes));
        let until = Instant::now() + time / all.len() as u32;
        let mut tried = 0u64;
        while Instant::now() < until {
            for _ in 0..64 {
                let from = &corpus[dice.bits() as usize % corpus.len()];
                let other = &corpus[dice.bits() as usize % corpus.len()];
                let mut bytes = mutated(&mut dice, from, other);
                check(&bytes);
                // And what a body is once it is decompressed.
                if tried.is_multiple_of(8) {
                    bytes = zstd::bulk::compress(&bytes, 1).unwrap();
                    check(&bytes);
                }
                tried += 1;
            }
        }
        println!("{name}: {tried} tried");
    }
}
