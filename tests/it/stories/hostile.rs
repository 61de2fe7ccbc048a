//! A colleague with a valid key who wants what is not his: a territory, somebody else's settings, a higher limit, a customer he had once.
//!
//! Always holds: by giving back and by comparing he gets nothing that he could not have written himself; those who may decide see what he tried.

use rounds::base::clock::Stamp;
use rounds::base::id::Id;
use rounds::client::Syncer;
use rounds::schema::{ACCOUNT, CONFLICT, ConflictRule, Entity, Key, Role, SETTING, TERRITORY, USER, Value};
use rounds::server::Storage;
use rounds::sync::compare::{Compare, KeyName, Shown, Vouched};
use rounds::sync::conflict_id;
use rounds::sync::log::{Cell, Versions};
use rounds::sync::wire::{Group, Request, Response, Returned, SentChange, SentField, Word};
use rounds::sync::{Identity, StreamId};

use super::office::{Laptop, Office};

/// Ann in the north, Bo in the south, and Ada who runs it all.
pub fn office() -> (Office, Laptop, Laptop, Laptop) {
    let mut office = Office::new(&["North", "South"]);
    office.user("Ann", Role::Rep, &["North"]);
    office.user("Bo", Role::Rep, &["South"]);
    office.user("Ada", Role::Admin, &["North", "South"]);
    let (ann, bo, ada) = (office.laptop("Ann"), office.laptop("Bo"), office.laptop("Ada"));
    (office, ann, bo, ada)
}

/// What this laptop would ask now, with nothing in it but where it is.
pub fn asks(office: &mut Office, laptop: &mut Laptop) -> Request {
    office.later(1);
    let at = laptop.now(office).at;
    let streams = laptop.store.streams().unwrap();
    let good = Syncer::new().next_request(&mut laptop.store, at).unwrap().unwrap();
    let cursor =
        |row: &rounds::store::StreamRow| rounds::sync::wire::Cursor { stream: row.stream, at: row.mark, marks: None };
    Request { at: None, cursors: streams.iter().map(cursor).collect(), groups: Vec::new(), ..good }
}

/// A version that nobody wrote.
pub fn forged(office: &Office, entity: &Entity, field: &str, element: Option<String>, value: Value) -> Cell {
    let field = if field.is_empty() { 0 } else { entity.field(field).unwrap().number };
    let stamp = Stamp::of(office.now.plus_minutes(60 * 24));
    Cell { field, value, stamp, session: 0xbad, seq: 1 + u64::from(field), element }
}

pub fn gives_back(
    office: &mut Office,
    laptop: &mut Laptop,
    stream: StreamId,
    entity: &Entity,
    id: Id,
    cells: Vec<Cell>,
) -> Response {
    let versions = Versions { entity: entity.number, record: id, cells, by: None };
    let request = Request { returned: vec![Returned { stream, since: 0, versions }], ..asks(office, laptop) };
    office.answer(laptop, &request)
}

pub fn compares(
    office: &mut Office,
    laptop: &mut Laptop,
    stream: StreamId,
    entity: &Entity,
    id: Id,
    cells: Vec<Cell>,
) -> Response {
    let cells = cells.into_iter().map(|cell| Vouched { cell, logged: true }).collect();
    let shown = Shown { entity: entity.number, record: id, cells, without: Vec::new() };
    let compare = Compare { shown: vec![shown], ..Compare::of(stream) };
    let request = Request { compare: Some(vec![compare]), ..asks(office, laptop) };
    office.answer(laptop, &request)
}

pub fn held(office: &mut Office, entity: &Entity, id: Id, field: &str, element: &str) -> Value {
    let record = office.server.look().unwrap().record(entity.number, id).unwrap();
    let field = entity.field(field).unwrap().number;
    let Some(record) = record else { return Value::Null };
    let found = record.cells.iter().find(|held| held.field == field && held.element == element);
    found.map(|held| held.value.clone()).unwrap_or_default()
}

pub fn noted(laptop: &Laptop, office: &Office, rule: ConflictRule) -> usize {
    laptop.sync_view(office).conflicts.iter().filter(|row| row.rule == rule).count()
}

#[test]
fn nobody_gives_himself_a_territory_by_giving_it_back() {
    let (mut office, mut ann, mut bo, mut ada) = office();
    let south = office.territory("South");
    bo.adds(&mut office, "Bo's best");
    office.sync(&mut bo);
    let me = ann.user;
    let cell = forged(&office, &USER, "territories", Some(south.to_string()), Value::Int(1));
    let answer = gives_back(&mut office, &mut ann, StreamId::Global, &USER, me, vec![cell.clone()]);
    assert!(answer.slices.iter().all(|slice| slice.stream != StreamId::Territory(south)), "{answer:?}");
    assert_eq!(held(&mut office, &USER, me, "territories", &south.to_string()), Value::Null);
    office.sync_all(&mut [&mut ann, &mut bo, &mut ada]);
    assert_eq!(ann.accounts(), 0);
    assert_eq!(noted(&ada, &office, ConflictRule::Returned), 1, "an admin sees it");
    // The same from an admin's own laptop is his word, and what was noted is decided by it.
    gives_back(&mut office, &mut ada, StreamId::Global, &USER, me, vec![cell]);
    assert_eq!(held(&mut office, &USER, me, "territories", &south.to_string()), Value::Int(1));
    office.sync_all(&mut [&mut ann, &mut bo, &mut ada]);
    assert_eq!((ann.accounts(), ada.sync_view(&office).line.needs_you), (1, 0));
}

#[test]
fn what_an_admin_alone_writes_is_neither_given_back_nor_repaired_by_others() {
    let (mut office, mut ann, mut bo, mut ada) = office();
    let (north, me) = (office.territory("North"), ann.user);
    let limit = office.ids.next(office.now);
    let rows: Vec<(&Entity, Id, &str, Option<String>, Value)> = vec![
        (&USER, me, "roles", Some("admin".into()), Value::Int(1)),
        (&USER, me, "retired", None, Value::Int(1)),
        (&USER, bo.user, "name", None, Value::text("Nobody")),
        (&TERRITORY, north, "lock_after", None, Value::Int(240)),
        (&TERRITORY, north, "name", None, Value::text("Mine")),
        (&SETTING, limit, "value", None, Value::text("9")),
    ];
    for (entity, id, field, element, value) in rows {
        let before = held(&mut office, entity, id, field, element.as_deref().unwrap_or(""));
        let cell = forged(&office, entity, field, element.clone(), value);
        gives_back(&mut office, &mut ann, StreamId::Global, entity, id, vec![cell.clone()]);
        compares(&mut office, &mut ann, StreamId::Global, entity, id, vec![cell]);
        let after = held(&mut office, entity, id, field, element.as_deref().unwrap_or(""));
        assert_eq!(after, before, "{} {field}", entity.name);
    }
    office.sync_all(&mut [&mut ann, &mut bo, &mut ada]);
    assert!(noted(&ada, &office, ConflictRule::Returned) >= 6);
}

#[test]
fn a_limit_is_not_repaired_into_another_and_whatever_yields_is_kept() {
    let (mut office, mut ann, _, _) = office();
    let north = office.territory("North");
    let acme = ann.adds(&mut office, "Acme");
    ann.sets(&mut office, &ACCOUNT, acme, "credit_limit", Value::Int(100));
    ann.sets(&mut office, &ACCOUNT, acme, "street", Value::text("Main Street 1"));
    office.sync(&mut ann);
    let stream = StreamId::Territory(north);
    let cells = vec![
        forged(&office, &ACCOUNT, "credit_limit", None, Value::Int(999_999)),
        forged(&office, &ACCOUNT, "payment_terms", None, Value::text("never")),
        forged(&office, &ACCOUNT, "street", None, Value::text("Nowhere 9")),
    ];
    let answer = compares(&mut office, &mut ann, stream, &ACCOUNT, acme, cells);
    assert_eq!(held(&mut office, &ACCOUNT, acme, "credit_limit", ""), Value::Int(100));
    assert_eq!(held(&mut office, &ACCOUNT, acme, "payment_terms", ""), Value::Null);
    let settled = &answer.compared.unwrap()[0].settled[0];
    assert!(settled.cells.iter().any(|cell| cell.value == Value::Int(100)), "{settled:?}");
    office.sync(&mut ann);
    assert_eq!(noted(&ann, &office, ConflictRule::Repaired), 3, "the limit, the terms, and the street that was");
}

#[test]
fn a_laptop_that_was_taken_away_or_is_too_old_compares_nothing() {
    let (mut office, mut ann, _, _) = office();
    let north = office.territory("North");
    let acme = ann.adds(&mut office, "Acme");
    office.sync(&mut ann);
    let name = KeyName { field: ACCOUNT.field("name").unwrap().number, element: None };
    let shown = Shown { entity: ACCOUNT.number, record: acme, cells: Vec::new(), without: vec![name] };
    let compare = Compare { shown: vec![shown], ..Compare::of(StreamId::Territory(north)) };
    let good = Request { compare: Some(vec![compare]), ..asks(&mut office, &mut ann) };
    assert!(office.answer(&mut ann, &good).compared.is_some());
    let old = Request { protocol: 0, ..good.clone() };
    let answer = office.answer(&mut ann, &old);
    assert_eq!((answer.word, answer.compared), (Word::TooOld, None));
    let device = ann.store.enrolment().unwrap().unwrap().device;
    office.core.revoke(&mut office.server, device, office.now).unwrap();
    let answer = office.answer(&mut ann, &good);
    assert_eq!((answer.word, answer.compared), (Word::Wipe, None));
}

/// A change of his own, under a session of his own.
pub fn sends(office: &mut Office, laptop: &mut Laptop, seq: i64, record: Id, fields: Vec<SentField>) -> Response {
    sends_of(office, laptop, &ACCOUNT, seq, record, fields)
}

pub fn sends_of(
    office: &mut Office,
    laptop: &mut Laptop,
    entity: &Entity,
    seq: i64,
    record: Id,
    fields: Vec<SentField>,
) -> Response {
    let good = asks(office, laptop);
    let stamp = Stamp::of(office.now).0 as i64;
    let change = SentChange { session: 0, seq, entity: entity.number, record, stamp, seen: 0, fields, said: None };
    let groups = vec![Group { act: 0, changes: vec![change], again: None }];
    let request = Request { sessions: vec![0xbad], acts: vec![record], groups, ..good };
    office.answer(laptop, &request)
}

pub fn sent(field: &str, value: Value) -> SentField {
    SentField { field: ACCOUNT.field(field).unwrap().number, value, base: None, element: None }
}

#[test]
fn nobody_brings_back_in_the_name_of_an_admin_what_was_refused_him() {
    let (mut office, mut ann, mut bo, mut ada) = office();
    let me = ann.user;
    let of = |field: &str, value: Value, element: Option<&str>| SentField {
        field: USER.field(field).unwrap().number,
        value,
        base: None,
        element: element.map(str::to_owned),
    };
    let wished = vec![of("name", Value::text("Ann!"), None), of("roles", Value::Int(1), Some("admin"))];
    sends_of(&mut office, &mut ann, &USER, 1, me, wished);
    assert_eq!(held(&mut office, &USER, me, "roles", "admin"), Value::Null);
    // The note of it has an id that its author can work out. He says that an admin brought it back.
    let name = Key::field(USER.field("name").unwrap().number);
    let note = conflict_id(USER.number, me, &name, Identity { session: 0xbad, seq: 1 });
    let decided = |field: &str, value: Value| SentField {
        field: CONFLICT.field(field).unwrap().number,
        value,
        base: None,
        element: None,
    };
    let forged = vec![decided("state", Value::text("brought_back")), decided("resolved_by", Value::Id(ada.user))];
    sends_of(&mut office, &mut ann, &CONFLICT, 2, note, forged);
    assert_eq!(held(&mut office, &CONFLICT, note, "state", ""), Value::text("open"), "it is the admin's to decide");
    assert_eq!(held(&mut office, &USER, me, "roles", "admin"), Value::Null);
    office.sync_all(&mut [&mut ann, &mut bo, &mut ada]);
    assert_eq!(held(&mut office, &USER, me, "roles", "admin"), Value::Null);
}

fn decided(field: &str, value: Value) -> SentField {
    SentField { field: CONFLICT.field(field).unwrap().number, value, base: None, element: None }
}

#[test]
fn nobody_decides_what_an_admin_is_asked() {
    let (mut office, mut ann, mut bo, mut ada) = office();
    let (south, cy) = (office.territory("South"), bo.user);
    let cell = forged(&office, &USER, "territories", Some(south.to_string()), Value::Null);
    let note = conflict_id(USER.number, cy, &cell.key(), cell.identity());
    gives_back(&mut office, &mut bo, StreamId::Global, &USER, cy, vec![cell.clone()]);
    assert_eq!(held(&mut office, &CONFLICT, note, "state", ""), Value::text("open"));
    // Ann can work out the id of the note.
    let kept = Value::text("kept_winner");
    sends_of(&mut office, &mut ann, &CONFLICT, 1, note, vec![decided("state", kept.clone())]);
    let forged = forged(&office, &CONFLICT, "state", None, kept);
    for ask in [gives_back, compares] {
        for stream in [StreamId::Global, StreamId::User(ann.user)] {
            ask(&mut office, &mut ann, stream, &CONFLICT, note, vec![forged.clone()]);
        }
    }
    assert_eq!(held(&mut office, &CONFLICT, note, "state", ""), Value::text("open"));
    office.sync_all(&mut [&mut ann, &mut bo, &mut ada]);
    assert_eq!(ada.sync_view(&office).line.needs_you, 1, "and nobody is asked about her having tried");
    gives_back(&mut office, &mut ada, StreamId::Global, &USER, cy, vec![cell]);
    assert_eq!(held(&mut office, &USER, cy, "territories", &south.to_string()), Value::Null, "the admin's word");
    assert_eq!(held(&mut office, &CONFLICT, note, "state", ""), Value::text("brought_back"));
}

#[test]
fn nobody_decides_what_was_not_asked_yet() {
    let (mut office, mut ann, mut bo, mut ada) = office();
    let (north, acme) = (office.territory("North"), ann.adds(&mut office, "Acme"));
    office.sync_all(&mut [&mut ann, &mut ada]);
    let name = Key::field(ACCOUNT.field("name").unwrap().number);
    for (at, how) in ["a change", "once more", "given back", "compared"].into_iter().enumerate() {
        let lost = Identity { session: 0xace + at as u64, seq: 1 };
        let note = conflict_id(ACCOUNT.number, acme, &name, lost);
        let kept = Value::text("kept_winner");
        if ["given back", "compared"].contains(&how) {
            let cell = forged(&office, &CONFLICT, "state", None, kept);
            let stream = StreamId::User(bo.user);
            let ask = if how == "compared" { compares } else { gives_back };
            ask(&mut office, &mut bo, stream, &CONFLICT, note, vec![cell]);
        } else {
            let good = asks(&mut office, &mut bo);
            let stamp = Stamp::of(office.now).0 as i64;
            let fields = vec![decided("state", kept)];
            let change = SentChange {
                session: 0,
                seq: 1 + at as i64,
                entity: CONFLICT.number,
                record: note,
                stamp,
                seen: 0,
                fields,
                said: None,
            };
            let groups = vec![Group { act: 0, changes: vec![change], again: (how == "once more").then_some(0) }];
            office.answer(&mut bo, &Request { sessions: vec![0xb0], acts: vec![note], groups, ..good });
        }
        // Then somebody's value loses.
        let value = Value::text(format!("{how} lost"));
        let mut cell = forged(&office, &ACCOUNT, "name", None, value.clone());
        (cell.session, cell.seq, cell.stamp) = (lost.session, lost.seq, Stamp(5));
        let compared = rounds::sync::compare::Vouched { cell, logged: true };
        let shown = Shown { entity: ACCOUNT.number, record: acme, cells: vec![compared], without: Vec::new() };
        let compare = Compare { shown: vec![shown], ..Compare::of(StreamId::Territory(north)) };
        let request = Request { compare: Some(vec![compare]), ..asks(&mut office, &mut ann) };
        office.answer(&mut ann, &request);
        assert_eq!(held(&mut office, &CONFLICT, note, "lost", ""), Value::text(value.to_json().to_string()), "{how}");
        // What he says once more he may have said while he had the customer.
        let state = if how == "once more" { "kept_winner" } else { "open" };
        assert_eq!(held(&mut office, &CONFLICT, note, "state", ""), Value::text(state), "{how}");
    }
    office.sync_all(&mut [&mut ann, &mut bo, &mut ada]);
}

#[test]
fn what_lands_on_a_kept_record_leaves_it_short_enough_to_be_opened() {
    let (mut office, mut ann, mut bo, _) = office();
    let kept = ann.adds(&mut office, "Kept");
    let others: Vec<Id> = (0..3).map(|n| ann.adds(&mut office, &format!("Twin {n}"))).collect();
    office.sync(&mut ann);
    for other in &others {
        let merge = rounds::domain::deed::Deed::Merge {
            entity: ACCOUNT.number,
            keep: kept,
            other: *other,
            from_other: std::collections::BTreeSet::new(),
        };
        ann.does(&mut office, &merge);
    }
    office.sync(&mut ann);
    // From a book that knows of no merge.
    let tags = ACCOUNT.field("tags").unwrap().number;
    let mut seq = 0;
    for (at, other) in others.iter().enumerate() {
        for n in 0..25 {
            seq += 1;
            let element = Some(format!("{at} {n:03}{}", "x".repeat(32_000)));
            sends(
                &mut office,
                &mut ann,
                seq,
                *other,
                vec![SentField { field: tags, value: Value::Int(1), base: None, element }],
            );
        }
    }
    let record = office.server.look().unwrap().record(ACCOUNT.number, kept).unwrap().unwrap();
    let bytes: usize = record.cells.iter().map(|held| held.value.str().len() + held.element.len()).sum();
    assert!((500_000..=1 << 20).contains(&bytes), "{bytes}");
    office.sync(&mut bo);
}

#[test]
fn two_laptops_made_from_one_image_go_on_each_with_his_own() {
    let mut office = Office::new(&["North"]);
    for name in ["Kim", "Lee"] {
        office.user(name, Role::Rep, &["North"]);
    }
    let mut template = rounds::store::Writer::in_memory(900).unwrap();
    let me = template.me().unwrap();
    let id = office.ids.next(office.now);
    let acme = rounds::schema::Account {
        id,
        name: "Acme".into(),
        territory: Some(me.territory),
        owner: Some(me.user),
        ..rounds::schema::Account::default()
    };
    let now = rounds::base::clock::Now::new(office.now, rounds::base::clock::Zone::utc());
    use rounds::domain::act::{Act, Edit, Label};
    template.commit(&Act::one(Label::new("act", "add"), vec![Edit::create(&acme)]), &now).unwrap();
    let (kims, lees) = (template.image(901).unwrap(), template.image(902).unwrap());
    let mut kim = office.enrolled("Kim", kims);
    let mut lee = office.enrolled("Lee", lees);
    office.sync(&mut kim);
    let own = lee.adds(&mut office, "Lee's own");
    office.talk(&mut lee);
    office.talk(&mut lee);
    office.sync(&mut kim);
    assert!(kim.sees(&ACCOUNT, own), "his own work arrives");
    assert_eq!(lee.store.waiting().unwrap(), 0);
    assert!(lee.sees(&ACCOUNT, id) && kim.sees(&ACCOUNT, id), "and what both had is there once");
}

#[test]
fn a_later_edit_closes_only_what_it_says_again() {
    let (mut office, mut ann, _, mut ada) = office();
    let south = office.territory("South");
    let acme = ann.adds(&mut office, "Acme");
    office.sync_all(&mut [&mut ann, &mut ada]);
    let parked = |office: &mut Office| office.core.parked(&mut office.server, office.now).unwrap().len();
    // Refused for the territory; the street with it.
    sends(
        &mut office,
        &mut ann,
        1,
        acme,
        vec![sent("territory", Value::Id(south)), sent("street", Value::text("New 1"))],
    );
    sends(&mut office, &mut ann, 2, acme, vec![sent("territory", Value::Id(south)), sent("city", Value::text("Ulm"))]);
    assert_eq!(parked(&mut office), 2);
    sends(&mut office, &mut ann, 3, acme, vec![sent("street", Value::text("New 2"))]);
    assert_eq!(parked(&mut office), 2, "the move is still asked for");
    office.sync_all(&mut [&mut ann, &mut ada]);
    // Ada decides about one of the two.
    let notes = ada.sync_view(&office).conflicts;
    assert_eq!(notes.len(), 2);
    use rounds::domain::deed::{Deed, Resolution};
    ada.does(&mut office, &Deed::Resolve { conflicts: vec![notes[0].id], choice: Resolution::KeepWinner });
    office.sync_all(&mut [&mut ann, &mut ada]);
    assert_eq!(parked(&mut office), 1, "the other one still waits");
}

#[test]
fn a_record_that_no_laptop_could_open_is_not_made() {
    let (mut office, mut ann, mut bo, _) = office();
    let north = office.territory("North");
    let acme = ann.adds(&mut office, "Acme");
    office.sync(&mut ann);
    let tags = ACCOUNT.field("tags").unwrap().number;
    let long = |n: usize| format!("{n:05}{}", "x".repeat(32_000));
    for n in 0..40 {
        let field = SentField { field: tags, value: Value::Int(1), base: None, element: Some(long(n)) };
        sends(&mut office, &mut ann, 1 + n as i64, acme, vec![field]);
    }
    let cells = |from: usize| {
        (from..from + 40).map(move |n| Cell {
            seq: n as u64,
            ..Cell {
                field: tags,
                value: Value::Int(1),
                stamp: Stamp(5),
                session: 0xbad,
                seq: 0,
                element: Some(long(n)),
            }
        })
    };
    gives_back(&mut office, &mut ann, StreamId::Territory(north), &ACCOUNT, acme, cells(100).collect());
    compares(&mut office, &mut ann, StreamId::Territory(north), &ACCOUNT, acme, cells(200).collect());
    let record = office.server.look().unwrap().record(ACCOUNT.number, acme).unwrap().unwrap();
    let bytes: usize = record.cells.iter().map(|held| held.value.str().len() + held.element.len()).sum();
    assert!(bytes <= 1 << 20, "{bytes}");
    let reasons = office.core.parked(&mut office.server, office.now).unwrap();
    assert!(reasons.iter().all(|change| change.reason == rounds::sync::log::Reason::TooLong) && !reasons.is_empty());
    office.sync(&mut bo);
}
