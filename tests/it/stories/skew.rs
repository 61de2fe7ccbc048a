//! Versions that live side by side for long: a laptop of the first release, by its recorded bytes, with today's server; today's laptops with a
//! newer server and newer laptops, whose messages have places and whose records have fields that nobody here knows. Over many syncs: edits
//! on both sides, taking back, damage, a restoration.

use rounds::base::clock::Stamp;
use rounds::base::id::Id;
use rounds::client::{Reply, Syncer};
use rounds::domain::deed::{Deed, Refusal, Resolution};
use rounds::schema::{ACCOUNT, Key, Value};
use rounds::server::{Core, Storage};
use rounds::store::{Recount, StoreError};
use rounds::sync::frame::{Form, open, pack};
use rounds::sync::log::Entry;
use rounds::sync::past::PastAsk;
use rounds::sync::wire::{Cursor, PROTOCOL, Request, Response, Word};
use rounds::sync::{Change, FieldChange, Identity, Sending, StreamId, read_groups};

use super::office::{Laptop, Office};
use super::wire::{folder, longer, office};

/// The bytes of a recorded body, opened, and how many places its outermost array has.
fn recorded(name: &str) -> (Vec<u8>, u64) {
    let packed = std::fs::read(folder().join(format!("{name}.cbor.zst"))).unwrap();
    let bytes = zstd::stream::decode_all(packed.as_slice()).unwrap();
    let places = minicbor::Decoder::new(&bytes).array().unwrap().unwrap();
    (bytes, places)
}

/// A message as a program reads it that knows only so many places.
fn cut(bytes: &[u8], places: u64) -> Vec<u8> {
    let mut decoder = minicbor::Decoder::new(bytes);
    let there = decoder.array().unwrap().unwrap().min(places);
    let from = decoder.position();
    (0..there).for_each(|_| decoder.skip().unwrap());
    let mut cut = minicbor::to_vec(Vec::<u8>::new()).unwrap();
    cut[0] = 0x80 + there as u8;
    cut.extend_from_slice(&bytes[from..decoder.position()]);
    cut
}

/// A laptop of the first release: its session and its cursors, and nothing but what its wire could say.
struct Old {
    session: u64,
    seq: u64,
    cursors: Vec<Cursor>,
    places: u64,
    stamp: u64,
}

impl Old {
    /// Says what it has to say; the entries that it is given.
    fn says(&mut self, office: &mut Office, ann: &mut Laptop, request: &Request) -> (Response, Vec<Entry>) {
        office.later(1);
        let up = pack(request, Form::Cbor).unwrap();
        let response = office.answer(ann, &open(&up, Form::Cbor).unwrap());
        let response: Response = minicbor::decode(&cut(&minicbor::to_vec(&response).unwrap(), self.places)).unwrap();
        let mut entries = Vec::new();
        for slice in &response.slices {
            match self.cursors.iter_mut().find(|cursor| cursor.stream == slice.stream) {
                Some(cursor) => {
                    assert_eq!(cursor.at, slice.from);
                    cursor.at = slice.to;
                }
                None => self.cursors.push(Cursor { stream: slice.stream, at: slice.to, marks: None }),
            }
            entries.extend(slice.entries.iter().map(|entry| entry.open().unwrap()));
        }
        (response, entries)
    }

    fn request(&self, most: u32) -> Request {
        Request { protocol: PROTOCOL, now: 1, cursors: self.cursors.clone(), most, ..Request::default() }
    }

    /// One field of a customer, set by somebody who saw `base` there.
    fn sets(&mut self, record: Id, field: &str, text: &str, base: Option<Identity>) -> (Request, Id) {
        self.seq += 1;
        self.stamp += 1;
        let (session, seq) = (self.session, self.seq);
        let key = Key::field(ACCOUNT.field(field).unwrap().number);
        let change = Change {
            identity: Identity { session, seq },
            act: Id::NIL,
            group: Id::NIL,
            entity: ACCOUNT.number,
            record,
            stamp: Stamp((1_790_000_000_000 << 16) + self.stamp),
            seen: 0,
            fields: vec![FieldChange { key, value: Value::text(text), base }],
            said: Vec::new(),
        };
        let act = Id::derived(&[b"act of the first release", &seq.to_be_bytes()]);
        let mut request = self.request(1 << 20);
        Sending::default().push(&mut request, act, &[change], None);
        (request, act)
    }
}

#[test]
fn a_laptop_of_the_first_release_lives_on_with_todays_server() {
    let (mut office, mut ann, mut bo) = office();
    let (first, asked) = recorded("first-request");
    let (_, places) = recorded("first-response");
    let first: Request = minicbor::decode(&first).unwrap();
    let groups = read_groups(&first).unwrap();
    let newest = groups.iter().flat_map(|group| &group.changes).max_by_key(|change| change.identity.seq).unwrap();
    let (session, seq, stamp) = (newest.identity.session, newest.identity.seq, 100);
    let mut old = Old { session, seq, cursors: Vec::new(), places, stamp };
    let (said, entries) = old.says(&mut office, &mut ann, &first);
    assert_eq!((said.word, said.groups as usize), (Word::Fine, groups.len()));
    assert!(entries.len() > 5);
    let street = Key::field(ACCOUNT.field("street").unwrap().number);
    let (acme, written) = groups
        .iter()
        .flat_map(|group| &group.changes)
        .find(|change| change.entity == ACCOUNT.number && change.fields.iter().any(|field| field.key == street))
        .map(|change| (change.record, change.identity))
        .unwrap();
    // The same bytes once more change nothing.
    let (_, again) = old.says(&mut office, &mut ann, &Request { cursors: old.cursors.clone(), ..first.clone() });
    assert_eq!(again, vec![]);
    // Today's laptop edits what the old one made, and the old one edits it without knowing.
    office.sync(&mut bo);
    assert_eq!(bo.text(&ACCOUNT, acme, "street"), "Main Street 1");
    bo.sets(&mut office, &ACCOUNT, acme, "street", Value::text("Bo's Street"));
    bo.sets(&mut office, &ACCOUNT, acme, "notes", Value::text("rings twice"));
    office.sync(&mut bo);
    let (request, _) = old.sets(acme, "street", "Old Street", Some(written));
    assert!(minicbor::Decoder::new(&minicbor::to_vec(&request).unwrap()).array().unwrap().unwrap() <= asked.max(8));
    let (said, entries) = old.says(&mut office, &mut ann, &request);
    assert_eq!((said.word, said.groups), (Word::Fine, 1));
    let changed = entries.iter().filter(|entry| matches!(entry, Entry::Change(_))).count();
    assert!(changed >= 3, "Bo's two, and the conflict record: {entries:?}");
    let (request, act) = old.sets(acme, "city", "York", None);
    old.says(&mut office, &mut ann, &request);
    office.heals(&mut bo);
    assert_eq!((bo.conflicts().len(), bo.text(&ACCOUNT, acme, "city").as_str()), (1, "York"));
    // Taken back by today's laptop; the old one is told.
    let ask = PastAsk { protocol: PROTOCOL, entity: 0, record: Id::NIL, act: Some(act) };
    let told = office.core.history(&mut office.server, &bo.who, &ask, office.now).unwrap();
    let back = bo.store.take_back_told(act, &told.lines, &bo.now(&office)).unwrap();
    assert_eq!(back.left, vec![]);
    office.heals(&mut bo);
    let (_, entries) = old.says(&mut office, &mut ann, &old.request(1 << 20));
    assert!(entries.iter().any(|entry| matches!(entry, Entry::Change(change) if change.record == acme)), "{entries:?}");
    assert_eq!(bo.text(&ACCOUNT, acme, "city"), "");
    // A byte changes on the server's disk: today's laptop heals it, and the old one goes on from where it was.
    let swap = "UPDATE record SET cells = CAST(replace(CAST(cells AS TEXT), 'rings twice', 'rings thrice') AS BLOB)";
    office.server.scratch(swap).unwrap();
    let mut at = rounds::server::Recounting::default();
    while !at.done {
        office.core.recount(&mut office.server, &mut at, 50, office.now).unwrap();
    }
    office.heals(&mut bo);
    assert_eq!(bo.text(&ACCOUNT, acme, "notes"), "rings twice");
    let (said, _) = old.says(&mut office, &mut ann, &old.request(1 << 20));
    assert_eq!(said.word, Word::Fine);
    // All of it in small pieces, by somebody of the first release who has nothing yet.
    let mut fresh = Old { session: 1, seq: 0, cursors: Vec::new(), places, stamp: 0 };
    let mut rounds = 0;
    loop {
        let (said, _) = fresh.says(&mut office, &mut ann, &fresh.request(400));
        rounds += 1;
        assert!(rounds < 100 && said.word == Word::Fine);
        if said.slices.iter().all(|slice| slice.left == 0) {
            break;
        }
    }
    assert!(rounds > 2 && fresh.cursors.iter().all(|cursor| old.cursors.contains(cursor)));
    // A server that was restored says so in words of the first release.
    office.server = office.server.copy().unwrap();
    let mut lost = old.request(1 << 20);
    lost.cursors.iter_mut().for_each(|cursor| cursor.at.hash ^= 1);
    let (said, entries) = old.says(&mut office, &mut ann, &lost);
    assert_eq!((said.word, said.resets.len(), entries.len()), (Word::Unknown, lost.cursors.len(), 0));
}

/// Syncs; every message, both ways, has one more place than is known here.
fn syncs(office: &mut Office, laptop: &mut Laptop) {
    office.later(1);
    let (mut syncer, at) = (Syncer::new(), laptop.now(office).at);
    for round in 0.. {
        let Some(request) = syncer.next_request(&mut laptop.store, at).unwrap() else { break };
        let up = longer(&minicbor::to_vec(&request).unwrap(), 12);
        let response = office.answer(laptop, &minicbor::decode(&up).unwrap());
        let down = longer(&minicbor::to_vec(&response).unwrap(), 12);
        let response: Response = minicbor::decode(&down).unwrap();
        syncer.on_response(&mut laptop.store, Reply::Response(&response), at).unwrap();
        assert!(round < 100, "it never settles");
    }
}

/// A field and an entity of tomorrow.
const FIELD: u16 = 250;
const SET: u16 = 251;
const ENTITY: u16 = 99;

/// A newer laptop of Ann's: what it says knows one more entity and two more fields.
struct Newer {
    session: u64,
    seq: u64,
}

impl Newer {
    fn does(
        &mut self,
        office: &mut Office,
        ann: &mut Laptop,
        of: (u16, Id),
        fields: Vec<(Key, Value, Option<Identity>)>,
    ) -> (Identity, Id) {
        office.later(1);
        self.seq += 1;
        let identity = Identity { session: self.session, seq: self.seq };
        let change = Change {
            identity,
            act: Id::NIL,
            group: Id::NIL,
            entity: of.0,
            record: of.1,
            stamp: Stamp::of(office.now),
            seen: 0,
            fields: fields.into_iter().map(|(key, value, base)| FieldChange { key, value, base }).collect(),
            said: Vec::new(),
        };
        let act = Id::derived(&[&self.session.to_be_bytes(), &self.seq.to_be_bytes()]);
        let mut request = Request { protocol: PROTOCOL, most: 1 << 20, ..Request::default() };
        Sending::default().push(&mut request, act, &[change], None);
        let bytes = longer(&minicbor::to_vec(&request).unwrap(), 12);
        assert_eq!(office.answer(ann, &minicbor::decode(&bytes).unwrap()).word, Word::Fine);
        (identity, act)
    }
}

/// What the server has of an unknown key.
fn there(office: &mut Office, entity: u16, record: Id, key: &Key) -> Value {
    let mut tx = office.server.begin().unwrap();
    let record = tx.record(entity, record).unwrap();
    record.and_then(|record| record.held(key).map(|held| held.value.clone())).unwrap_or_default()
}

/// Both laptops have the confirmed layer of their territory, unknown fields too, as the other has.
fn same(one: &Laptop, other: &Laptop) {
    let stream = StreamId::Territory(one.store.me().unwrap().territory);
    let dump = one.store.dump_confirmed(stream).unwrap();
    assert_eq!(dump, other.store.dump_confirmed(stream).unwrap());
    for laptop in [one, other] {
        for row in laptop.store.streams().unwrap() {
            assert_eq!(laptop.store.recount(row.stream).unwrap(), row.sum);
        }
    }
}

#[test]
fn todays_laptops_live_on_with_a_newer_server_and_newer_laptops() {
    let (mut office, mut ann, mut bo) = office();
    let (mut new, mut newer) = (Newer { session: 0xf00d, seq: 0 }, Newer { session: 0xf00e, seq: 0 });
    let (acme, strange) = (Id::derived(&[b"acme"]), Id::derived(&[b"strange"]));
    let number = |name: &str| ACCOUNT.field(name).unwrap().number;
    let territory = ann.store.me().unwrap().territory;
    let (field, element) = (Key::field(FIELD), Key { field: SET, element: "x".into() });
    let made = vec![
        (Key::RECORD, Value::Int(1), None),
        (Key::field(number("name")), Value::text("Acme"), None),
        (Key::field(number("territory")), Value::Id(territory), None),
        (field.clone(), Value::text("of tomorrow"), None),
        (element.clone(), Value::Int(1), None),
    ];
    let (born, _) = new.does(&mut office, &mut ann, (ACCOUNT.number, acme), made);
    let made = vec![(Key::RECORD, Value::Int(1), None), (Key::field(1), Value::Int(-7), None)];
    new.does(&mut office, &mut ann, (ENTITY, strange), made);
    let all = |office: &mut Office, ann: &mut Laptop, bo: &mut Laptop| {
        for _ in 0..2 {
            syncs(office, ann);
            syncs(office, bo);
        }
        same(ann, bo);
    };
    all(&mut office, &mut ann, &mut bo);
    // Both edit beside what they do not know, and each other.
    ann.sets(&mut office, &ACCOUNT, acme, "street", Value::text("1 Quay St"));
    bo.sets(&mut office, &ACCOUNT, acme, "street", Value::text("2 Quay St"));
    bo.sets(&mut office, &ACCOUNT, acme, "tags", Value::set(["vip".to_owned()]));
    all(&mut office, &mut ann, &mut bo);
    assert_eq!(ann.conflicts().len(), 1);
    assert_eq!(there(&mut office, ACCOUNT.number, acme, &field), Value::text("of tomorrow"));
    // The newer ones go on: one after the other, then two that do not know of each other.
    let backup = office.server.copy().unwrap();
    let step = |value: &str, base| vec![(Key::field(FIELD), Value::text(value), Some(base))];
    let (second, _) = new.does(&mut office, &mut ann, (ACCOUNT.number, acme), step("second", born));
    new.does(&mut office, &mut ann, (ACCOUNT.number, acme), step("third", second));
    newer.does(&mut office, &mut ann, (ACCOUNT.number, acme), step("other", second));
    all(&mut office, &mut ann, &mut bo);
    assert_eq!(ann.conflicts().len(), 2, "a conflict about a field that nobody here knows is kept like any other");
    // It is shown and told of. To bring a value back one has to know what it is; that the other stands can be said by anybody.
    let open = ann.sync_view(&office).conflicts;
    let about = open.iter().find(|row| row.field == FIELD).unwrap();
    let (won, lost) = (about.won.0.clone(), about.lost.0.clone());
    let mut both = [won.str().to_owned(), lost.str().to_owned()];
    both.sort();
    assert_eq!(both, ["other", "third"]);
    let decide = |choice| Deed::Resolve { conflicts: vec![about.id], choice };
    let refused = ann.tries(&mut office, &decide(Resolution::BringBack));
    assert!(matches!(refused, Err(StoreError::Refused(Refusal::State(_)))), "{refused:?}");
    ann.does(&mut office, &decide(Resolution::KeepWinner));
    assert!(!ann.history(&office, &ACCOUNT, acme).is_empty());
    all(&mut office, &mut ann, &mut bo);
    assert_eq!(there(&mut office, ACCOUNT.number, acme, &field), won);
    // An act of the newer laptop, of a field that is known and of one that is not, is taken back as a whole.
    let base = {
        let mut tx = office.server.begin().unwrap();
        tx.record(ACCOUNT.number, acme).unwrap().unwrap().held(&field).unwrap().identity()
    };
    let both = vec![
        (Key::field(FIELD), Value::text("wrong"), Some(base)),
        (Key::field(number("city")), Value::text("Wrongham"), None),
    ];
    let (_, act) = new.does(&mut office, &mut ann, (ACCOUNT.number, acme), both);
    all(&mut office, &mut ann, &mut bo);
    assert_eq!(bo.text(&ACCOUNT, acme, "city"), "Wrongham");
    let back = bo.store.take_back(act, &bo.now(&office)).unwrap();
    assert_eq!(back.left, vec![]);
    all(&mut office, &mut ann, &mut bo);
    assert_eq!(there(&mut office, ACCOUNT.number, acme, &field), won);
    assert_eq!(ann.text(&ACCOUNT, acme, "city"), "");
    // Deleted and back again, with all that nobody here knows.
    ann.deletes(&mut office, &ACCOUNT, acme);
    all(&mut office, &mut ann, &mut bo);
    assert!(!bo.sees(&ACCOUNT, acme));
    assert!(ann.undoes(&mut office).is_empty());
    all(&mut office, &mut ann, &mut bo);
    assert!(bo.sees(&ACCOUNT, acme));
    // A byte changes in what this laptop does not know: named, and healed from the other side.
    let text = won.str().to_owned();
    let damaged = format!("{}!", &text[..text.len() - 1]);
    let swap = format!(
        "UPDATE account SET x_unknown = CAST(replace(CAST(x_unknown AS TEXT), '{text}', '{damaged}') AS BLOB) WHERE x_unknown IS NOT NULL"
    );
    bo.store.scratch(&swap).unwrap();
    let mut recount = Recount::default();
    while !recount.done {
        bo.store.recount_some(&mut recount, 50, office.now).unwrap();
    }
    assert_eq!(recount.found.iter().filter_map(|(_, record)| *record).collect::<Vec<_>>(), [(ACCOUNT.number, acme)]);
    all(&mut office, &mut ann, &mut bo);
    assert_eq!(there(&mut office, ACCOUNT.number, acme, &field), won);
    // Restored from a backup of long before: older laptops give the newer ones' work back.
    office.server = backup;
    office.core = Core::new(4242).offering(u64::MAX);
    for _ in 0..3 {
        syncs(&mut office, &mut ann);
        syncs(&mut office, &mut bo);
    }
    same(&ann, &bo);
    assert_eq!(there(&mut office, ACCOUNT.number, acme, &field), won);
    assert_eq!(there(&mut office, ACCOUNT.number, acme, &element), Value::Int(1));
    assert_eq!(there(&mut office, ENTITY, strange, &Key::field(1)), Value::Int(-7));
    assert_eq!((ann.store.waiting().unwrap(), bo.store.waiting().unwrap()), (0, 0));
}
