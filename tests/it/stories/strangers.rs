//! Records of an entity that nobody here knows yet (a newer laptop made them): kept, counted, named where a disk damages them, put aside and wiped with
//! their stream, carried by files and bundles, given back from aside, never half taken back; and known once the program is.

use rounds::base::clock::Stamp;
use rounds::base::id::Id;
use rounds::domain::act::Edit;
use rounds::domain::deed::Refusal;
use rounds::schema::{ACCOUNT, CONTACT, FollowUp, Key, Role, Value};
use rounds::server::{Core, Rec, Storage, UserChange};
use rounds::store::StoreError;
use rounds::sync::wire::{PROTOCOL, Request, Word};
use rounds::sync::{Change, FieldChange, Identity, Sending, StreamId};

use super::compaction::sync as takes;
use super::office::{Laptop, Office};

/// An entity of tomorrow, and a session of a program that knows it.
const ENTITY: u16 = 99;
const SESSION: u64 = 0xf00d;

/// Of which record what is set.
type Set = (u16, Id, Vec<(Key, Value)>);

/// Ann with two laptops of today; what her newer one did is at the server.
struct Tomorrow {
    office: Office,
    ann: Laptop,
    second: Laptop,
    seq: u64,
}

impl Tomorrow {
    fn new() -> Tomorrow {
        let mut office = Office::new(&["North"]);
        office.user("Ann", Role::Rep, &["North"]);
        let (ann, second) = (office.laptop("Ann"), office.laptop("Ann"));
        Tomorrow { office, ann, second, seq: 0 }
    }

    /// One act of the newer laptop: a change of each of these records.
    fn does(&mut self, of: &[Set]) -> Id {
        self.office.later(1);
        let act = Id::derived(&[b"of tomorrow", &self.seq.to_be_bytes()]);
        let stamp = Stamp::of(self.office.now);
        let changes = of.iter().map(|(entity, record, fields)| {
            self.seq += 1;
            let fields =
                fields.iter().map(|(key, value)| FieldChange { key: key.clone(), value: value.clone(), base: None });
            Change {
                identity: Identity { session: SESSION, seq: self.seq },
                act,
                group: Id::NIL,
                entity: *entity,
                record: *record,
                stamp,
                seen: 0,
                fields: fields.collect(),
                said: Vec::new(),
            }
        });
        let changes: Vec<Change> = changes.collect();
        let mut request = Request { protocol: PROTOCOL, most: 1 << 20, ..Request::default() };
        Sending::default().push(&mut request, act, &changes, None);
        assert_eq!(self.office.answer(&mut self.ann, &request).word, Word::Fine);
        act
    }

    fn makes(&mut self, name: &str) -> Id {
        let record = Id::derived(&[name.as_bytes()]);
        self.does(&[(ENTITY, record, made(name))]);
        record
    }

    /// The stream in which they lie: nobody here knows better than with whoever brought them.
    fn stream(&self) -> StreamId {
        StreamId::User(self.ann.user)
    }

    fn at_the_server(&mut self, record: Id) -> Option<Value> {
        let mut tx = self.office.server.begin().unwrap();
        let record = tx.record(ENTITY, record).unwrap()?;
        Some(record.held(&Key::field(1)).map(|held| held.value.clone()).unwrap_or_default())
    }

    fn syncs(&mut self) {
        for _ in 0..2 {
            self.office.heals(&mut self.ann);
            self.office.heals(&mut self.second);
        }
    }
}

fn made(name: &str) -> Vec<(Key, Value)> {
    vec![(Key::RECORD, Value::Int(1)), (Key::field(1), Value::text(name))]
}

/// How many of them a laptop has in a stream, and how many at all.
fn has(laptop: &Laptop, stream: StreamId) -> (u64, u64) {
    let row = laptop.store.streams().unwrap().into_iter().find(|row| row.stream == stream);
    (row.map_or(0, |row| row.sum.count), laptop.store.strangers().unwrap())
}

/// A record lies elsewhere at the server, which knows nothing of a customer that it hangs on, and nobody was told.
fn lies_in(office: &mut Office, (entity, id): (u16, Id), to: StreamId) {
    let mut tx = office.server.begin().unwrap();
    let record = tx.record(entity, id).unwrap().unwrap();
    let (mut here, mut there) = (tx.head(record.stream.unwrap()).unwrap(), tx.head(to).unwrap());
    here.sum.leave(record.kept);
    there.sum.join(record.kept);
    tx.set_head(record.stream.unwrap(), here).unwrap();
    tx.set_head(to, there).unwrap();
    tx.put_record(&Rec { stream: Some(to), account: None, ..record }).unwrap();
    tx.commit().unwrap();
}

#[test]
fn a_byte_changed_in_one_is_named_and_healed_on_either_side() {
    let mut all = Tomorrow::new();
    let ids: Vec<Id> = (0..10).map(|n| all.makes(&format!("order {n}"))).collect();
    all.syncs();
    assert_eq!(has(&all.ann, all.stream()), (20, 10));
    let damage = |table: &str, id: Id| {
        let hex: String = id.bytes().iter().map(|byte| format!("{byte:02x}")).collect();
        let column = if table == "record" { "id" } else { "record" };
        format!(
            "UPDATE {table} SET cells = CAST(replace(CAST(cells AS TEXT), 'order', 'ordeq') AS BLOB) WHERE {column} = x'{hex}'"
        )
    };
    assert_eq!(all.office.recount(&mut all.ann).found, vec![]);
    for sql in [damage("stranger", ids[4]), damage("stranger", ids[4]).replace("'order', 'ordeq'", "'o', ''")] {
        all.ann.store.scratch(&sql).unwrap();
        let found = all.office.recount(&mut all.ann);
        assert_eq!(found.found, vec![(all.stream(), Some((ENTITY, ids[4])))]);
        assert_eq!(all.office.recount(&mut all.ann).found, vec![], "named once");
        let talk = all.office.heals(&mut all.ann);
        assert!(talk.cost.rounds <= 3 && talk.cost.down < 1_000, "{:?}", talk.cost);
        assert_eq!(all.at_the_server(ids[4]), Some(Value::text("order 4")));
        assert_eq!(all.office.heals(&mut all.ann).cost.rounds, 1);
        assert_eq!(all.office.recount(&mut all.ann).found, vec![]);
        let fsck = all.ann.store.fsck(true, all.office.now).unwrap();
        assert!(fsck.well(), "{fsck:?}");
        let view = all.ann.sync_view(&all.office);
        assert_eq!(view.incidents.iter().filter(|row| row.healed.is_none()).count(), 0);
    }
    all.office.server.scratch(&damage("record", ids[7])).unwrap();
    let at = all.office.recount_server();
    let named: Vec<_> = at.found.iter().map(|incident| incident.record).collect();
    assert_eq!(named, [Some((ENTITY, ids[7]))]);
    all.syncs();
    assert_eq!(all.at_the_server(ids[7]), Some(Value::text("order 7")));
}

#[test]
fn those_of_a_stream_that_was_lost_go_aside_and_after_their_days_for_good() {
    let mut all = Tomorrow::new();
    let record = all.makes("order");
    all.ann.adds(&mut all.office, "Acme");
    all.office.sync(&mut all.ann);
    // In a territory, as a newer server would have placed it.
    let north = StreamId::Territory(all.ann.store.me().unwrap().territory);
    lies_in(&mut all.office, (ENTITY, record), north);
    all.office.core = Core::new(79).offering(0);
    let mut fresh = all.office.new_laptop("Ann");
    takes(&mut all.office, &mut fresh);
    assert_eq!(has(&fresh, north).1, 1, "a file carries it");
    let backup = all.office.server.copy().unwrap();
    all.office.user("Bo", Role::Rep, &["North"]);
    let change = UserChange { loses: vec!["North".into()], ..UserChange::default() };
    all.office.core.set_user(&mut all.office.server, "Ann", &change, all.office.now).unwrap();
    takes(&mut all.office, &mut fresh);
    let sums = fresh.store.streams().unwrap();
    assert!(sums.iter().all(|row| row.stream != north));
    assert_eq!(fresh.store.strangers().unwrap(), 1, "aside");
    assert_eq!(all.office.recount(&mut fresh).found, vec![], "and in its place");
    all.office.later(6 * 24 * 60);
    takes(&mut all.office, &mut fresh);
    fresh.store.wipe_aside(all.office.now).unwrap();
    assert_eq!(fresh.store.strangers().unwrap(), 1, "for seven days");
    all.office.later(2 * 24 * 60);
    takes(&mut all.office, &mut fresh);
    fresh.store.wipe_aside(all.office.now).unwrap();
    assert_eq!(fresh.store.strangers().unwrap(), 0, "promise 5: no others");
    // The server is restored to when Ann had the territory: it comes back.
    all.office.server = backup;
    all.office.core = Core::new(80).offering(0);
    takes(&mut all.office, &mut fresh);
    assert_eq!(fresh.store.strangers().unwrap(), 1);
}

#[test]
fn one_that_is_aside_is_given_back_to_a_server_that_lost_it() {
    let mut all = Tomorrow::new();
    let backup = all.office.server.copy().unwrap();
    let record = all.makes("order");
    let acme = all.ann.adds(&mut all.office, "Acme");
    all.syncs();
    // It leaves, as a newer server would have it leave.
    all.ann.store.scratch("UPDATE stranger SET stream = NULL").unwrap();
    all.office.server = backup;
    all.office.core = Core::new(81).offering(u64::MAX);
    assert_eq!(all.at_the_server(record), None);
    all.office.talk(&mut all.ann);
    assert_eq!(all.at_the_server(record), Some(Value::text("order")));
    assert!(all.ann.sees(&ACCOUNT, acme));
}

#[test]
fn an_act_of_which_this_version_knows_a_part_alone_is_not_taken_back_by_half() {
    let mut all = Tomorrow::new();
    let acme = all.ann.adds(&mut all.office, "Acme");
    all.makes("an earlier one");
    all.syncs();
    all.office.later(5);
    let street = Key::field(ACCOUNT.field("street").unwrap().number);
    let order = Id::derived(&[b"order"]);
    let act =
        all.does(&[(ACCOUNT.number, acme, vec![(street, Value::text("2 Quay St"))]), (ENTITY, order, made("order"))]);
    all.syncs();
    let now = all.second.now(&all.office);
    assert!(all.second.store.knows_act(act).unwrap());
    let refused = all.second.store.take_back(act, &now);
    assert!(matches!(refused, Err(StoreError::Refused(Refusal::State("refusal-newer")))), "{refused:?}");
    // Nor by what the server tells of it.
    let mut fresh = all.office.new_laptop("Ann");
    all.office.talk(&mut fresh);
    assert!(!fresh.store.knows_act(act).unwrap());
    let ask = rounds::sync::past::PastAsk { protocol: 1, entity: 0, record: Id::NIL, act: Some(act) };
    let told = all.office.core.history(&mut all.office.server, &fresh.who, &ask, all.office.now).unwrap();
    assert_eq!(told.lines.iter().filter(|line| line.of == Some((ENTITY, order))).count(), 2, "{told:?}");
    let refused = fresh.store.take_back_told(act, &told.lines, &now);
    assert!(matches!(refused, Err(StoreError::Refused(Refusal::State("refusal-newer")))), "{refused:?}");
    all.syncs();
    assert_eq!(all.ann.text(&ACCOUNT, acme, "street"), "2 Quay St");
    assert_eq!(all.at_the_server(order), Some(Value::text("order")));
    // What arrived is told of as far as it is known.
    let rows = all.second.sync_view(&all.office).arrived;
    assert!(rows.iter().all(|row| row.entity != ENTITY) && rows.iter().any(|row| row.record == acme));
}

/// An older server knew of a contact neither what it is nor what it hangs on. Upgraded, it brings it to its customer's territory, and tells so.
#[test]
fn what_an_older_server_kept_with_whoever_brought_it_goes_where_it_belongs() {
    let mut office = Office::new(&["North"]);
    for name in ["Ann", "Bo"] {
        office.user(name, Role::Rep, &["North"]);
    }
    let mut ann = office.laptop("Ann");
    let acme = ann.adds(&mut office, "Acme");
    let cho = ann.adds_contact(&mut office, acme, "Cho");
    let (id, owner) = (office.ids.next(office.now), Some(ann.user));
    ann.commits(&mut office, vec![Edit::create(&FollowUp { id, owner, text: "my own".into(), ..FollowUp::default() })]);
    office.sync(&mut ann);
    lies_in(&mut office, (CONTACT.number, cho), StreamId::User(ann.user));
    office.core = Core::new(82).offering(0);
    let (mut ann, mut bo) = (office.new_laptop("Ann"), office.new_laptop("Bo"));
    for laptop in [&mut ann, &mut bo] {
        takes(&mut office, laptop);
    }
    assert!(ann.sees(&CONTACT, cho) && !bo.sees(&CONTACT, cho) && bo.sees(&ACCOUNT, acme));
    assert_eq!(office.core.know(&mut office.server, office.now).unwrap(), 1);
    assert_eq!(office.core.know(&mut office.server, office.now).unwrap(), 0, "once");
    office.core = Core::new(83).offering(u64::MAX);
    office.sync_all(&mut [&mut ann, &mut bo]);
    assert!(ann.sees(&CONTACT, cho) && bo.sees(&CONTACT, cho));
    assert_eq!(office.recount_server().found, vec![]);
    // And with its customer from then on.
    let mut tx = office.server.begin().unwrap();
    assert_eq!(tx.hanging(acme).unwrap(), [(CONTACT.number, cho)]);
}
