//! The first release's wire, frozen: what was said then is read and answered today; a version that knows more, on either side, loses nothing;
//! hostile bytes are refused.
//!
//! `tests/data/wire/1/` holds recorded bodies, each beside the JSON of the same. Until the first release they are written anew with
//! `ROUNDS_WRITE_WIRE=1 cargo test --test it stories::wire`; after it never again: a second protocol gets a folder of its own.

use std::path::PathBuf;

use rounds::base::clock::Stamp;
use rounds::base::id::Id;
use rounds::client::{Reply, Syncer};
use rounds::schema::{ACCOUNT, Key, Role, Value};
use rounds::server::{Core, Storage};
use rounds::sync::frame::{Form, open, pack};
use rounds::sync::wire::{Enrol, Enrolled, PROTOCOL, Request, Response, Word};
use rounds::sync::{Change, FieldChange, Identity, Sending, read_groups};

use super::office::{Laptop, Office};

pub fn folder() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/data/wire/1")
}

pub fn office() -> (Office, Laptop, Laptop) {
    let mut office = Office::new(&["North"]);
    for name in ["Ann", "Bo"] {
        office.user(name, Role::Rep, &["North"]);
    }
    let (ann, bo) = (office.laptop("Ann"), office.laptop("Bo"));
    (office, ann, bo)
}

/// A request of a fresh laptop, with all that a request can carry in one round.
fn first_words() -> (Office, Laptop, Request, Response) {
    let (mut office, mut ann, _) = office();
    let id = ann.adds(&mut office, "精工 Präzision");
    ann.sets(&mut office, &ACCOUNT, id, "street", Value::text("Main Street 1"));
    ann.sets(&mut office, &ACCOUNT, id, "tags", Value::set(["vip".to_string(), "冬".to_string()]));
    let person = ann.adds_contact(&mut office, id, "Li Na");
    ann.sets(&mut office, &rounds::schema::CONTACT, person, "notes", Value::text("speaks German"));
    ann.visits(&mut office, id, "likes the A100");
    let gone = ann.adds(&mut office, "Gone");
    ann.deletes(&mut office, &ACCOUNT, gone);
    let at = ann.now(&office).at;
    let mut request = Syncer::new().next_request(&mut ann.store, at).unwrap().unwrap();
    // As a laptop that has stored nothing yet.
    request.cursors.clear();
    let mut fresh = office.laptop("Bo");
    let response = office.answer(&mut ann, &request);
    let at = fresh.now(&office).at;
    let asked = Syncer::new().next_request(&mut fresh.store, at).unwrap().unwrap();
    let news = office.answer(&mut fresh, &Request { cursors: Vec::new(), ..asked });
    assert_eq!((response.groups as usize, response.word), (request.groups.len(), Word::Fine));
    (office, ann, request, news)
}

fn enrolment() -> (Enrol, Enrolled) {
    let asked =
        Enrol { protocol: 1, code: "K7QM-2TXD".into(), name: "a laptop".into(), signing: [3; 32], sealing: [4; 32] };
    let told = Enrolled {
        protocol: 1,
        token: "token".into(),
        device: Id::derived(&[b"device"]),
        user: Id::derived(&[b"user"]),
        name: "Ann".into(),
        roles: vec!["rep".into()],
        territories: vec![(Id::derived(&[b"north"]), "North".into())],
        signing: [5; 32],
        sealing: [6; 32],
        now: 1_790_000_000_000,
    };
    (asked, told)
}

/// Writes a message down, or reads what was written: what today's code makes of the old bytes must say what they said then.
fn frozen<M>(name: &str, message: &M) -> M
where
    M: for<'b> minicbor::Decode<'b, ()> + minicbor::Encode<()> + serde::Serialize + serde::de::DeserializeOwned,
{
    let (body, json) = (folder().join(format!("{name}.cbor.zst")), folder().join(format!("{name}.json")));
    if std::env::var_os("ROUNDS_WRITE_WIRE").is_some() {
        std::fs::create_dir_all(folder()).unwrap();
        std::fs::write(&body, pack(message, Form::Cbor).unwrap()).unwrap();
        std::fs::write(&json, serde_json::to_vec_pretty(message).unwrap()).unwrap();
    }
    let read: M = open(&std::fs::read(&body).unwrap(), Form::Cbor).unwrap();
    let said: serde_json::Value = serde_json::from_slice(&std::fs::read(&json).unwrap()).unwrap();
    assert_eq!(serde_json::to_value(&read).unwrap(), said, "{name}: read otherwise than it was written");
    let again: M = open(&std::fs::read(&json).unwrap(), Form::Json).unwrap();
    assert_eq!(serde_json::to_value(&again).unwrap(), said, "{name}: the JSON is of the same shape");
    read
}

/// What the recorded bodies are, all of them: whoever records them anew says so here, in the same change, and in the table of versions of
/// `docs/SYNC.md`.
const RECORDED: &str = "a23e0c4c0af45a2eb0c2470f7cefde74";

#[test]
fn the_recorded_wire_is_what_was_recorded() {
    let mut files: Vec<PathBuf> = std::fs::read_dir(folder()).unwrap().map(|file| file.unwrap().path()).collect();
    files.sort();
    let mut all = blake3::Hasher::new();
    for file in files {
        all.update(file.file_name().unwrap().as_encoded_bytes());
        all.update(blake3::hash(&std::fs::read(&file).unwrap()).as_bytes());
    }
    let is = all.finalize().to_hex();
    assert_eq!(&is[..32], RECORDED, "the wire was recorded anew, or lost: an older laptop is not what it was");
}

#[test]
fn what_the_first_release_said_is_read_and_answered() {
    let (_, _, asked, told) = first_words();
    let (asked, told) = (frozen("first-request", &asked), frozen("first-response", &told));
    let (enrol, enrolled) = enrolment();
    frozen("enrol", &enrol);
    frozen("enrolled", &enrolled);

    // Today's server takes every group of then.
    let (mut office, mut ann, _) = self::office();
    let response = office.answer(&mut ann, &asked);
    assert_eq!((response.word, response.groups as usize), (Word::Fine, asked.groups.len()));
    for group in read_groups(&asked).unwrap() {
        for change in group.changes {
            let known = office.server.begin().unwrap().change(change.identity).unwrap();
            assert!(known.is_some_and(|known| known.parked.is_none()), "{change:?}");
        }
    }
    // Today's laptop shows what the server of then told.
    let (mut office, ..) = self::office();
    let mut new = blank(&mut office);
    let at = new.now(&office).at;
    let mut syncer = Syncer::new();
    syncer.next_request(&mut new.store, at).unwrap().unwrap();
    let events = syncer.on_response(&mut new.store, Reply::Response(&told), at).unwrap();
    assert!(events.applied.entries > 5 && events.repairing.is_empty(), "{events:?}");
    let shown: Vec<String> = new
        .store
        .visible_ids(ACCOUNT.number)
        .unwrap()
        .into_iter()
        .map(|id| format!("{} {}", new.text(&ACCOUNT, id, "name"), new.text(&ACCOUNT, id, "street")))
        .collect();
    assert_eq!(shown, ["精工 Präzision Main Street 1"]);
}

/// A laptop whose book has nothing yet.
fn blank(office: &mut Office) -> Laptop {
    let mut laptop = office.laptop("Bo");
    let enrolment = laptop.store.enrolment().unwrap().unwrap();
    laptop.store = rounds::store::Writer::in_memory(999).unwrap();
    laptop.store.enrol(&enrolment, office.now).unwrap();
    laptop
}

/// A change of a version that knows one more entity and two more fields.
fn from_the_future(laptop: &Laptop, account: Id) -> Request {
    let identity = |seq| Identity { session: 0xf00d, seq };
    let change = |seq, entity, record, fields| Change {
        identity: identity(seq),
        act: Id::NIL,
        group: Id::NIL,
        entity,
        record,
        stamp: Stamp((1_790_000_000_000 << 16) + seq),
        seen: 0,
        fields,
        said: Vec::new(),
    };
    let field = |key, value| FieldChange { key, value, base: None };
    let me = laptop.store.me().unwrap();
    let number = |name: &str| ACCOUNT.field(name).unwrap().number;
    let of_account = vec![
        field(Key::RECORD, Value::Int(1)),
        field(Key::field(number("name")), Value::text("Acme")),
        field(Key::field(number("territory")), Value::Id(me.territory)),
        field(Key::field(250), Value::text("a field of tomorrow")),
        field(Key { field: 251, element: "x".into() }, Value::Int(1)),
    ];
    let strange = vec![field(Key::RECORD, Value::Int(1)), field(Key::field(1), Value::Int(-7))];
    let mut request = Request { protocol: PROTOCOL, most: 100_000, ..Request::default() };
    let mut sending = Sending::default();
    sending.push(&mut request, Id::derived(&[b"act"]), &[change(1, ACCOUNT.number, account, of_account)], None);
    sending.push(&mut request, Id::derived(&[b"b"]), &[change(2, 99, Id::derived(&[b"s"]), strange)], None);
    request
}

fn future_of(office: &mut Office, account: Id) -> (Value, Value, Value) {
    let mut tx = office.server.begin().unwrap();
    let account = tx.record(ACCOUNT.number, account).unwrap();
    let stranger = tx.record(99, Id::derived(&[b"s"])).unwrap();
    let of = |record: &Option<rounds::server::Rec>, key: Key| {
        record.as_ref().and_then(|record| record.held(&key).map(|held| held.value.clone())).unwrap_or_default()
    };
    let element = Key { field: 251, element: "x".into() };
    (of(&account, Key::field(250)), of(&account, element), of(&stranger, Key::field(1)))
}

#[test]
fn what_an_older_version_does_not_know_it_keeps_and_gives_back() {
    let (mut office, mut ann, mut bo) = office();
    let backup = office.server.copy().unwrap();
    let account = Id::derived(&[b"account of the future"]);
    let request = from_the_future(&ann, account);
    assert_eq!(office.answer(&mut ann, &request).word, Word::Fine);
    let known = (Value::text("a field of tomorrow"), Value::Int(1), Value::Int(-7));
    assert_eq!(future_of(&mut office, account), known, "the server keeps what it does not know");
    // Laptops of today take it, count it, edit beside it.
    for laptop in [&mut ann, &mut bo] {
        office.heals(laptop);
        assert_eq!(laptop.text(&ACCOUNT, account, "name"), "Acme");
    }
    bo.sets(&mut office, &ACCOUNT, account, "name", Value::text("Acme & Co"));
    office.sync_all(&mut [&mut bo, &mut ann]);
    assert_eq!(future_of(&mut office, account), known);
    // A server put back from before has it again from a laptop that never understood it.
    office.server = backup;
    office.core = Core::new(4242);
    office.heals(&mut ann);
    assert_eq!(future_of(&mut office, account), known);
    office.heals(&mut bo);
    assert_eq!(bo.text(&ACCOUNT, account, "name"), "Acme & Co");
}

/// With one more thing at the end of the outermost array, as a later version would add it; `known`: the places that are known today.
pub fn longer(bytes: &[u8], known: u8) -> Vec<u8> {
    let mut longer = bytes.to_vec();
    let there = longer[0] - 0x80;
    assert!(there <= known, "raise the number of known places: {there}");
    longer.extend(std::iter::repeat_n(0xf6, usize::from(known - there)));
    longer[0] = 0x80 + known + 1;
    longer.extend(minicbor::to_vec(("new", [1u8, 2], 3u64)).unwrap());
    longer
}

#[test]
fn what_a_later_version_adds_to_a_message_is_passed_over() {
    let (_, _, asked, told) = first_words();
    let request: Request = minicbor::decode(&longer(&minicbor::to_vec(&asked).unwrap(), 12)).unwrap();
    assert_eq!(request, asked);
    let response: Response = minicbor::decode(&longer(&minicbor::to_vec(&told).unwrap(), 12)).unwrap();
    assert_eq!(response, told);
    // And what an earlier one did not have yet is none: the optional ends are left away.
    let bare: Request = minicbor::decode(
        &minicbor::to_vec((1u16, 5i64, [0u8; 0], [0u8; 0], [0u8; 0], [0u8; 0], [0u8; 0], 9u32)).unwrap(),
    )
    .unwrap();
    assert_eq!((bare.protocol, bare.most, bare.compare), (1, 9, None));
}

#[test]
fn a_version_too_old_to_read_still_hands_over_its_work() {
    let (mut office, mut ann, mut bo) = office();
    let id = ann.adds(&mut office, "Last words");
    let at = ann.now(&office).at;
    let mut syncer = Syncer::new();
    let request = syncer.next_request(&mut ann.store, at).unwrap().unwrap();
    let response = office.answer(&mut ann, &Request { protocol: 0, ..request });
    assert_eq!((response.word, response.groups, response.slices.len()), (Word::TooOld, 1, 0));
    let events = syncer.on_response(&mut ann.store, Reply::Response(&response), at).unwrap();
    assert!(events.settled && syncer.next_request(&mut ann.store, at).unwrap().is_none());
    assert_eq!(ann.store.waiting().unwrap(), 1, "it leaves the outbox by its echo alone, after the update");
    office.sync(&mut bo);
    assert_eq!(bo.text(&ACCOUNT, id, "name"), "Last words");
    office.sync(&mut ann);
    assert_eq!(ann.store.waiting().unwrap(), 0);
}

/// One contact of a laptop whose version is too old: changes and versions given back in each request.
fn too_old(office: &mut Office, laptop: &mut Laptop) -> Vec<(usize, usize)> {
    office.later(5);
    let (mut syncer, at) = (Syncer::new(), laptop.now(office).at);
    let mut brought = Vec::new();
    while let Some(request) = syncer.next_request(&mut laptop.store, at).unwrap() {
        brought.push((request.groups.len(), request.returned.len()));
        assert!(brought.len() < 50, "it never settles: {brought:?}");
        let response = office.answer(laptop, &Request { protocol: 0, ..request });
        let events = syncer.on_response(&mut laptop.store, Reply::Response(&response), at).unwrap();
        assert_eq!(events.applied.entries, 0);
    }
    brought
}

#[test]
fn a_version_too_old_hands_over_once_and_once_more_to_a_restored_server() {
    let (mut office, mut ann, mut bo) = office();
    ann.adds(&mut office, "First");
    office.sync_all(&mut [&mut ann, &mut bo]);
    let backup = office.server.copy().unwrap();
    let acme = bo.adds(&mut office, "Acme");
    office.sync_all(&mut [&mut bo, &mut ann]);
    ann.sets(&mut office, &ACCOUNT, acme, "street", Value::text("1 Quay St"));
    let all = |contact: &[(usize, usize)]| contact.iter().fold((0, 0), |all, one| (all.0 + one.0, all.1 + one.1));
    assert_eq!(all(&too_old(&mut office, &mut ann)), (1, 0));
    for _ in 0..3 {
        assert_eq!(too_old(&mut office, &mut ann), [(0, 0)], "once");
        // Others go on, and the log is compacted.
        bo.adds(&mut office, "More");
        office.sync(&mut bo);
        office.core.compact(&mut office.server, office.now).unwrap();
    }
    let more = ann.adds(&mut office, "Later");
    assert_eq!(all(&too_old(&mut office, &mut ann)), (1, 0), "what is new");
    // Restored from a backup: all of it, and what others had written, once.
    office.server = backup;
    office.core = rounds::server::Core::new(79).offering(u64::MAX);
    let again = all(&too_old(&mut office, &mut ann));
    assert!(again.0 == 2 && again.1 > 0, "{again:?}");
    for _ in 0..3 {
        assert_eq!(all(&too_old(&mut office, &mut ann)), (0, 0), "once");
    }
    assert_eq!(ann.store.waiting().unwrap(), 2, "nothing is done with by a word alone");
    // Updated, everything is settled.
    office.sync_all(&mut [&mut ann, &mut bo]);
    office.sync_all(&mut [&mut ann, &mut bo]);
    assert_eq!(ann.store.waiting().unwrap(), 0);
    assert!(ann.store.handed().unwrap().is_none());
    assert_eq!(bo.text(&ACCOUNT, acme, "street"), "1 Quay St");
    assert!(bo.sees(&ACCOUNT, more));
}

#[test]
fn damaged_messages_are_refused_and_nothing_panics() {
    let (mut office, mut ann, asked, told) = first_words();
    let plain = |message: &[u8]| zstd::bulk::compress(message, 1).unwrap();
    let mut dice = rounds::base::id::IdSource::seeded(7);
    let (up, down) = (minicbor::to_vec(&asked).unwrap(), minicbor::to_vec(&told).unwrap());
    let at = ann.now(&office).at;
    let (mut read, mut refused) = (0, 0);
    for round in 0..1_500u64 {
        for (bytes, is_up) in [(&up, true), (&down, false)] {
            let mut bytes = bytes.clone();
            for _ in 0..1 + round % 3 {
                let place = (dice.bits() % bytes.len() as u64) as usize;
                match dice.bits() % 4 {
                    0 => bytes.truncate(place.max(1)),
                    1 => bytes[place] = dice.bits() as u8,
                    2 => bytes[place] ^= 1 << (dice.bits() % 8),
                    _ => bytes.insert(place, dice.bits() as u8),
                }
            }
            let body = plain(&bytes);
            if is_up {
                match open::<Request>(&body, Form::Cbor) {
                    Ok(request) => {
                        read += 1;
                        let mut copy = office.server.copy().unwrap();
                        let _ = office.core.handle(&mut copy, &ann.who, &request, office.now);
                    }
                    Err(_) => refused += 1,
                }
            } else if let Ok(response) = open::<Response>(&body, Form::Cbor)
                && round % 10 == 0
            {
                let mut copy = ann.store.image(round).unwrap();
                let mut syncer = Syncer::new();
                syncer.next_request(&mut copy, at).unwrap();
                let _ = syncer.on_response(&mut copy, Reply::Response(&response), at);
            }
        }
    }
    assert!(read > 50 && refused > 50, "{read} {refused}");
    office.heals(&mut ann);
}
