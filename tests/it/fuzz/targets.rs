//! What reads bytes from outside, each as one function over bytes; the tests and the engine led by coverage (`fuzz/`) run the same ones.
//!
//! Always holds: a function here panics exactly where the program has a mistake: by itself, or because what must hold of what was read does not.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use rounds::base::clock::{Moment, Now, Stamp};
use rounds::base::id::{Id, IdSource};
use rounds::base::lang::Lang;
use rounds::base::when::{self, Context, Hint};
use rounds::domain::ask::NameHit;
use rounds::domain::import::{self, Book, Choices, Mapping, Setting, Source};
use rounds::domain::log_line::{LineContext, Vocabulary, complete, leading, parse};
use rounds::interop;
use rounds::schema::{Key, Value};
use rounds::sync::bundle::{self, Body, Keys, Way};
use rounds::sync::frame::{Form, open, pack};
use rounds::sync::log::{Cell, Entry, Packed, Versions};
use rounds::sync::past::{Past, PastAsk};
use rounds::sync::snapshot::{ChapterHead, Contents, HEAD, chapter, name_of, name_text};
use rounds::sync::wire::{At, Enrol, Enrolled, Invitation, Request, Response, Slice};
use rounds::sync::{Change, Columns, FieldChange, Identity, Mark, Row, Sending, StreamId, Sum, read_groups};

use super::{ends, memory};

/// One of them.
pub struct Target {
    /// Its name: that of its folder in `tests/data/fuzz/`.
    pub name: &'static str,
    /// Reads.
    pub read: fn(&[u8]),
    /// Good messages to begin with.
    pub good: fn() -> Vec<Vec<u8>>,
    /// What reading one input may take of the memory at once, beside what was there before.
    pub most: usize,
}

/// Reads within the memory that the target may take.
pub fn check(target: &Target, bytes: &[u8]) {
    let most = memory::most_of(target.most, || (target.read)(bytes));
    assert!(most <= target.most, "{} takes {most} bytes of memory for {}", target.name, bytes.len());
}

fn data() -> PathBuf {
    // The engine is a package of its own below this one.
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    ["tests/data", "../tests/data"]
        .map(|folder| here.join(folder))
        .into_iter()
        .find(|folder| folder.is_dir())
        .expect("tests/data")
}

const MIB: usize = 1 << 20;

/// All of them.
pub const TARGETS: &[Target] = &[
    Target { name: "request", read: read_request, good: good_requests, most: 256 * MIB },
    Target { name: "response", read: read_response, good: good_responses, most: 256 * MIB },
    Target { name: "json", read: read_json, good: good_json, most: 256 * MIB },
    Target { name: "columns", read: read_columns, good: good_columns, most: 256 * MIB },
    Target { name: "snapshot", read: read_snapshot, good: good_snapshots, most: 256 * MIB },
    Target { name: "bundle", read: read_bundle, good: good_bundles, most: 256 * MIB },
    Target { name: "serve", read: ends::serve, good: ends::requests, most: 256 * MIB },
    Target { name: "apply", read: ends::apply, good: ends::responses, most: 256 * MIB },
    Target { name: "file", read: read_file, good: good_files, most: 512 * MIB },
    Target { name: "line", read: read_line, good: good_lines, most: 64 * MIB },
    Target { name: "when", read: read_when, good: good_lines, most: 64 * MIB },
];

/// What reads back as it was written.
macro_rules! back {
    ($message:expr, $form:expr) => {
        if let Ok(body) = pack(&$message, $form) {
            let again = open(&body, $form);
            assert!(again.as_ref() == Ok(&$message), "{again:?} is not {:?}", $message);
        }
    };
}

fn read_request(bytes: &[u8]) {
    if let Ok(request) = open::<Request>(bytes, Form::Cbor) {
        let _ = read_groups(&request);
        back!(request, Form::Cbor);
    }
    let _ = open::<Enrol>(bytes, Form::Cbor);
    let _ = open::<PastAsk>(bytes, Form::Cbor);
}

fn read_response(bytes: &[u8]) {
    if let Ok(response) = open::<Response>(bytes, Form::Cbor) {
        for entry in response.slices.iter().flat_map(|slice| &slice.entries) {
            let _ = entry.open();
        }
        let _ = format!("{response:?}");
        back!(response, Form::Cbor);
    }
    let _ = open::<Enrolled>(bytes, Form::Cbor);
    let _ = open::<Invitation>(bytes, Form::Cbor);
    let _ = open::<Past>(bytes, Form::Cbor);
}

fn read_json(bytes: &[u8]) {
    if let Ok(request) = open::<Request>(bytes, Form::Json) {
        let _ = read_groups(&request);
        back!(request, Form::Json);
        back!(request, Form::Cbor);
    }
    if let Ok(response) = open::<Response>(bytes, Form::Json) {
        back!(response, Form::Json);
        back!(response, Form::Cbor);
    }
    let _ = open::<Enrol>(bytes, Form::Json);
    let _ = open::<Past>(bytes, Form::Json);
}

fn read_columns(bytes: &[u8]) {
    if let Ok(columns) = minicbor::decode::<Columns>(bytes) {
        let entity = columns.entity;
        if let Ok(rows) = columns.rows() {
            let again = Columns::of(entity, &rows).rows();
            let count = |rows: &[Row]| rows.iter().map(|row| row.cells.len()).sum::<usize>();
            assert!(again.is_ok_and(|again| count(&again) == count(&rows)), "columns do not read back");
        }
    }
}

fn hash(bytes: &[u8]) -> [u8; 16] {
    let mut name = [0; 16];
    name.copy_from_slice(&blake3::hash(bytes).as_bytes()[..16]);
    name
}

fn read_snapshot(bytes: &[u8]) {
    let _ = Contents::length(bytes);
    let _ = Contents::open(bytes, &hash(bytes));
    let _ = name_of(&String::from_utf8_lossy(bytes)).map(|name| name_text(&name));
    // As the inside of a file, whose hashes an enemy can compute as well.
    let Ok(packed) = zstd::bulk::compress(bytes, 1) else { return };
    let mut file = b"rounds\x01s".to_vec();
    file.extend_from_slice(&(packed.len() as u32).to_be_bytes());
    file.extend_from_slice(&packed);
    if let Ok(contents) = Contents::open(&file, &hash(&file)) {
        let _ = (contents.records(), contents.bytes());
        let (name, again) = contents.pack().unwrap();
        assert_eq!(Contents::open(&again, &name), Ok(contents));
    }
    for records in [0, 1, 5] {
        let head = ChapterHead { entity: 5, records, bytes: packed.len() as u32, hash: hash(&packed) };
        let _ = head.open(&packed);
    }
}

const SECRETS: [[u8; 32]; 2] = [[1; 32], [2; 32]];

fn read_bundle(bytes: &[u8]) {
    let _ = bundle::header(bytes);
    let _ = bundle::body(bytes);
    if let Ok(packed) = zstd::bulk::compress(bytes, 1) {
        let _ = bundle::body(&packed);
    }
    let keys =
        Keys { signing: &SECRETS[0], sealing: &SECRETS[1], their_signing: &SECRETS[0], their_sealing: &SECRETS[1] };
    let _ = bundle::open(bytes, Way::Up, &keys);
    let _ = bundle::open(bytes, Way::Down, &keys);
}

/// A file that is dropped on an import, up to the act that it would become.
fn read_file(bytes: &[u8]) {
    let name = if bytes.last() == Some(&b'\t') { "list.tsv" } else { "list.csv" };
    let Ok(source) = interop::read(bytes, name, None) else { return };
    let mapping = match &source {
        Source::Table(table) => Mapping::propose(table),
        Source::Cards(_) => Mapping::default(),
    };
    let now = now();
    let setting = Setting {
        now: &now,
        me: Id::from_bytes([1; 16]),
        territory: Id::from_bytes([2; 16]),
        file: name,
        cycle: &|_| 28,
        is_there: &|_, _| false,
        said: &|_| Default::default(),
        choices: Choices::default(),
    };
    let plan = import::plan(&source, &mapping, &Book::default(), &setting, &mut IdSource::seeded(1));
    assert!(plan.act.groups.iter().all(|group| !group.is_empty()), "an empty group");
}

fn now() -> Now {
    Now::parse("2026-11-24T10:42:00+08:00").expect("a time")
}

/// Letters that somebody is known by, that two are, and that nobody is.
fn names(letters: &str) -> Vec<NameHit> {
    let many = letters.chars().count() % 3;
    let hit = |n: usize| NameHit {
        account: Id::from_bytes([n as u8 + 1; 16]),
        name: letters.to_owned(),
        street: format!("{n} Quay St"),
        certain: many == 1,
        ..NameHit::default()
    };
    (0..many).map(hit).collect()
}

fn lang(bytes: &[u8]) -> Lang {
    [Lang::En, Lang::ZhHans, Lang::ZhHant][bytes.len() % 3]
}

fn read_line(bytes: &[u8]) {
    let line = String::from_utf8_lossy(bytes);
    let (now, lang) = (now(), lang(bytes));
    let known: BTreeMap<String, Vec<NameHit>> = leading(&line, &now, lang)
        .into_iter()
        .map(|one| {
            assert!(line.get(one.range.clone()).is_some(), "{one:?} lies between characters");
            (one.letters.clone(), names(&one.letters))
        })
        .collect();
    let context = LineContext::new(&now, lang, &known);
    let parsed = parse(&line, &context);
    for chip in &parsed.chips {
        assert!(chip.range.clone().is_none_or(|range| line.get(range).is_some()), "{chip:?} lies between characters");
    }
    assert!(parsed.started <= parsed.ended, "it ended before it began");
    let _ = parsed.entry(&line, None);
    let _ = complete(&line, &parsed, None, &Vocabulary::default());
}

fn read_when(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    for hint in [Hint::Past, Hint::Future, Hint::None] {
        let context = Context::at(&now(), hint, lang(bytes));
        let _ = when::parse(&text, &context);
        let mut end = 0;
        for (range, said) in when::find_all(&text, &context) {
            assert!(range.start >= end && text.get(range.clone()).is_some(), "{range:?} of {text:?}");
            end = range.end;
            let _ = (said.when.due_day(), said.when.first_day());
        }
        let _ = when::find_leading(&text, &context);
    }
}

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
        said: Vec::new(),
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

/// As it is, and as a body of the wire.
fn both(plain: Vec<Vec<u8>>) -> Vec<Vec<u8>> {
    let packed: Vec<Vec<u8>> = plain.iter().filter_map(|bytes| zstd::bulk::compress(bytes, 3).ok()).collect();
    plain.into_iter().chain(packed).collect()
}

fn cbor<M: minicbor::Encode<()>>(message: &M) -> Vec<u8> {
    minicbor::to_vec(message).expect("memory")
}

fn recorded(ending: &str) -> Vec<Vec<u8>> {
    let folder = data().join("wire/1");
    let files = std::fs::read_dir(folder).into_iter().flatten().flatten();
    let wanted = files.filter(|file| file.file_name().to_string_lossy().ends_with(ending));
    wanted.filter_map(|file| std::fs::read(file.path()).ok()).collect()
}

fn good_requests() -> Vec<Vec<u8>> {
    let plain = ends::requests().into_iter().map(|bytes| bytes[1..].to_vec());
    both(plain.chain([cbor(&request())]).collect()).into_iter().chain(recorded(".cbor.zst")).collect()
}

fn good_responses() -> Vec<Vec<u8>> {
    both([cbor(&response())].into_iter().chain(ends::responses()).collect())
}

fn good_json() -> Vec<Vec<u8>> {
    let own = [pack(&request(), Form::Json), pack(&response(), Form::Json)];
    own.into_iter().flatten().chain(recorded(".json")).collect()
}

fn good_columns() -> Vec<Vec<u8>> {
    vec![cbor(&Columns::of(5, &rows()))]
}

fn good_snapshots() -> Vec<Vec<u8>> {
    let (head, packed) = chapter(5, &rows()).unwrap();
    let (stream, mark, sum) = (StreamId::Global, Mark::default(), Sum::default());
    let file = Contents { stream, mark, sum, chapters: vec![head] }.pack().unwrap().1;
    let opened = |packed: &[u8]| zstd::bulk::decompress(packed, MIB).unwrap_or_default();
    vec![opened(&file[HEAD..]), opened(&packed), file]
}

fn good_bundles() -> Vec<Vec<u8>> {
    let keys =
        Keys { signing: &SECRETS[0], sealing: &SECRETS[1], their_signing: &SECRETS[0], their_sealing: &SECRETS[1] };
    let file = bundle::File { name: [1; 16], bytes: vec![1, 2, 3] };
    let up = Body::Requests(vec![request()]);
    let down = Body::Answers(vec![response()], vec![file]);
    let seal = |body: &Body, way| bundle::seal(body, way, Id::derived(&[b"x"]), &keys, [3; 32], Moment::from_millis(1));
    let sealed = [seal(&up, Way::Up), seal(&down, Way::Down)].into_iter().flatten();
    sealed.chain([cbor(&up), cbor(&down)]).collect()
}

fn good_files() -> Vec<Vec<u8>> {
    let data = data();
    let folders = ["import", "salesforce", "vcard", "csv-spectrum/csvs"];
    let files = folders.iter().flat_map(|folder| std::fs::read_dir(data.join(folder)).into_iter().flatten().flatten());
    files.filter_map(|file| std::fs::read(file.path()).ok()).filter(|bytes| bytes.len() < 20_000).collect()
}

/// What reps say, and what they expect of it.
fn good_lines() -> Vec<Vec<u8>> {
    let data = data().join("utterances");
    let texts = ["en.txt", "zh-Hans.txt", "zh-Hant.txt"].map(|name| std::fs::read_to_string(data.join(name)));
    let texts: Vec<String> = texts.into_iter().flatten().collect();
    texts.iter().flat_map(|text| text.lines()).map(|line| line.as_bytes().to_vec()).collect()
}
