//! Search over a book as people have it: what is found is what the notes say, whichever way it was looked for.

use std::collections::BTreeSet;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use rounds::base::clock::Now;
use rounds::base::id::Id;
use rounds::base::lang::Lang;
use rounds::base::search_terms::Question;
use rounds::cli::demo::{Demo, Size};
use rounds::domain::act::{Edit, RecordEdit};
use rounds::domain::ask::{Answer, Ask, Hit, ListAsk};
use rounds::domain::deed::Deed;
use rounds::schema::{self, FOLLOW_UP, Search, TOUCH, VISIT, Value};
use rounds::store::{Bulk, Keep, Lock, Profile, Reader, Stop, Writer};
use tempfile::TempDir;

/// More than there are.
const ALL: usize = 1_000_000;

fn now() -> Now {
    Now::parse("2026-11-24T12:00:00+08:00").unwrap()
}

/// What is said of one record: what the index holds of it.
fn said(edit: &Edit) -> Option<(Id, String)> {
    let kinds = [VISIT.number, TOUCH.number, FOLLOW_UP.number];
    let RecordEdit::Create(fields) = &edit.deed else { return None };
    let entity = schema::entity(edit.entity).filter(|entity| kinds.contains(&entity.number))?;
    let words = entity.fields.iter().filter(|field| field.search == Search::Words);
    let parts = words.filter_map(|field| {
        let found = fields.iter().find(|(key, _)| *key == field.number)?;
        Some(match &found.1 {
            Value::Text(text) => text.clone(),
            Value::Set(parts) => parts.iter().cloned().collect::<Vec<String>>().join("\n"),
            _ => String::new(),
        })
    });
    Some((edit.record, parts.filter(|part| !part.is_empty()).collect::<Vec<String>>().join("\n")))
}

/// A book of a few customers, and what its notes say.
fn book(lang: Lang, customers: usize) -> (TempDir, Profile, Lock, Vec<(Id, String)>) {
    let folder = tempfile::tempdir().unwrap();
    let profile = Profile::at(folder.path().join("home"));
    let lock = profile.begin(&Keep::File(folder.path().join("key"))).unwrap().lock;
    let mut writer = Writer::open(&profile, &lock).unwrap();
    let mut edits: Vec<Edit> = Vec::new();
    for customer in Demo::new(lang, Size::Demo, 5, &now()).unwrap().take(customers) {
        edits.push(Edit::create(&customer.account));
        edits.extend(customer.contacts.iter().map(Edit::create));
        edits.extend(customer.visits.iter().map(Edit::create));
        edits.extend(customer.touches.iter().map(Edit::create));
        edits.extend(customer.follow_ups.iter().map(Edit::create));
    }
    let notes = edits.iter().filter_map(said).collect();
    writer.bulk(edits, now().at, Bulk::Arrived).unwrap();
    (folder, profile, lock, notes)
}

fn found(hits: &[Hit]) -> BTreeSet<Id> {
    let note = |hit: &&Hit| [VISIT.number, TOUCH.number, FOLLOW_UP.number].contains(&hit.entity);
    hits.iter().filter(note).map(|hit| hit.record).collect()
}

fn never() -> Stop {
    Arc::new(|| false)
}

fn search(reader: &Reader, typed: &str) -> Vec<Hit> {
    let mut search = reader.search(typed, ALL, &now()).unwrap();
    assert!(!reader.search_on(&mut search, &never(), &now()).unwrap());
    search.hits()
}

#[test]
fn what_is_found_is_what_the_notes_say_whichever_way_it_was_looked_for() {
    for (lang, typed) in [
        (
            Lang::En,
            &[
                "met the buyer",
                "sample for the owner",
                "price list",
                "s",
                "a cup of tea",
                "call back",
                "th",
                "qzx",
                "x",
            ][..],
        ),
        (Lang::ZhHans, &["报价", "先试两台", "baojia", "bj", "hz", "bao", "x", "下周 报价", "b j"][..]),
    ] {
        let (_folder, profile, lock, notes) = book(lang, 40);
        assert!(notes.len() > 500, "{}", notes.len());
        let cold = || Reader::open(&profile, &lock).unwrap();
        let warm = cold();
        while warm.warm(&now()).unwrap() {}
        for typed in typed {
            for end in typed.char_indices().map(|(at, c)| at + c.len_utf8()) {
                let typed = &typed[..end];
                let question = Question::read(typed).unwrap();
                let expected: BTreeSet<Id> =
                    notes.iter().filter(|(_, said)| question.is_in(said)).map(|(record, _)| *record).collect();
                // Letter by letter, by what is known of the words and of the search before.
                let hits = search(&warm, typed);
                assert!(found(&hits) == expected, "{typed}, letter by letter: {} of {}", hits.len(), expected.len());
                // By nothing but the index, as a command does.
                let Answer::Find(alone) = cold().answer(&Ask::Find { words: typed.into(), most: ALL }, &now()).unwrap()
                else {
                    panic!("another answer")
                };
                for most in [3, 50] {
                    let names = Ask::Names { letters: typed.into(), most };
                    let (known, fresh) = (warm.answer(&names, &now()), cold().answer(&names, &now()));
                    assert_eq!(known.ok(), fresh.ok(), "{typed}: the names, letter by letter and by themselves");
                }
                assert!(found(&alone) == expected, "{typed}, by itself: {} of {}", alone.len(), expected.len());
                let days: Vec<_> = hits.iter().filter(|hit| hit.entity == VISIT.number).map(|hit| hit.day).collect();
                assert!(days.is_sorted_by(|newer, older| newer >= older), "{typed}: the newest first");
            }
        }
    }
}

/// A part of what is typed is a name, or a person's, and the rest was said there; at any other customer it is not found.
#[test]
fn words_of_a_name_and_of_what_was_said_there_are_found_together() {
    use rounds::schema::{Account, Contact, Visit, VisitState};
    let (_folder, profile, lock, _) = book(Lang::En, 3);
    let mut writer = Writer::open(&profile, &lock).unwrap();
    let mut edits = Vec::new();
    let shops = [
        ("精工", "杭州精工机械有限公司", "要报价，嫌贵，竞品海川"),
        ("finch", "Blue Finch Cafe", "wants a quote for two ovens"),
    ];
    for (id, name, notes) in shops {
        let account = Account { id: Id::derived(&[id.as_bytes()]), name: name.into(), ..Account::default() };
        edits.push(Edit::create(&account));
        edits.push(Edit::create(&Visit {
            id: Id::derived(&[b"visit", id.as_bytes()]),
            account: Some(account.id),
            state: Some(VisitState::Done),
            day: Some(now().today()),
            notes: notes.into(),
            ..Visit::default()
        }));
        let contact = Id::derived(&[b"contact", id.as_bytes()]);
        let title = "Proprietor".to_owned();
        edits.push(Edit::create(&Contact {
            id: contact,
            account: Some(account.id),
            name: "Wu Xyan".into(),
            title,
            ..Contact::default()
        }));
    }
    writer.bulk(edits, now().at, Bulk::Arrived).unwrap();
    let reader = Reader::open(&profile, &lock).unwrap();
    let visit = |id: &str| Id::derived(&[b"visit", id.as_bytes()]);
    for (typed, expected) in [
        ("精工 报价", Some("精工")),
        ("报价 精工", Some("精工")),
        ("jg haichuan", Some("精工")),
        ("jinggong baojia", Some("精工")),
        ("精工 海川", Some("精工")),
        ("hangzhou jg 嫌贵", Some("精工")),
        ("blue finch ovens", Some("finch")),
        ("ovens finch", Some("finch")),
        ("xyan quote", Some("finch")),
        ("精工 ovens", None),
        ("finch 报价", None),
    ] {
        let hits = search(&reader, typed);
        assert_eq!(found(&hits), expected.map(visit).into_iter().collect(), "{typed}: {hits:?}");
        let Ok(Answer::Find(alone)) = reader.answer(&Ask::Find { words: typed.into(), most: 50 }, &now()) else {
            panic!()
        };
        assert_eq!(found(&alone), found(&hits), "{typed}");
    }
    let person = search(&reader, "finch xyan");
    assert!(person.iter().any(|hit| hit.record == Id::derived(&[b"contact", b"finch"])), "{person:?}");
}

#[test]
fn what_is_written_meanwhile_is_found_by_the_next_letter() {
    let (_folder, profile, lock, _) = book(Lang::En, 3);
    let reader = Reader::open(&profile, &lock).unwrap();
    assert!(found(&search(&reader, "zebra")).is_empty());
    let mut writer = Writer::open(&profile, &lock).unwrap();
    let visit = rounds::schema::Visit {
        id: Id::derived(&[b"zebra"]),
        state: Some(rounds::schema::VisitState::Done),
        day: Some(now().today()),
        notes: "wants zebra crossings".into(),
        ..Default::default()
    };
    writer.bulk(vec![Edit::create(&visit)], now().at, Bulk::Arrived).unwrap();
    assert_eq!(found(&search(&reader, "zebra c")), [visit.id].into());
    // And what is gone is not found any more.
    assert_eq!(found(&search(&reader, "zebra cr")), [visit.id].into());
    let gone = Edit { entity: VISIT.number, record: visit.id, deed: RecordEdit::Delete };
    writer.bulk(vec![gone], now().at, Bulk::Arrived).unwrap();
    assert!(found(&search(&reader, "zebra cro")).is_empty());
}

#[test]
fn a_search_that_is_stopped_anywhere_goes_on_where_it_was() {
    let (_folder, profile, lock, _) = book(Lang::En, 30);
    for (typed, warmed) in [("met the", false), ("met the", true), ("s", true), ("call b", true)] {
        let reader = Reader::open(&profile, &lock).unwrap();
        while warmed && reader.warm(&now()).unwrap() {}
        let mut search = reader.search(typed, 50, &now()).unwrap();
        assert!(!reader.search_on(&mut search, &never(), &now()).unwrap());
        let all = search.hits();
        let words = |hits: &[Hit]| hits.iter().filter(|hit| hit.day.is_some()).cloned().collect::<Vec<Hit>>();
        for looks in [0, 1, 2, 3, 5, 8, 30, 200] {
            let reader = Reader::open(&profile, &lock).unwrap();
            while warmed && reader.warm(&now()).unwrap() {}
            let mut search = reader.search(typed, 50, &now()).unwrap();
            let left = AtomicUsize::new(looks);
            let soon: Stop = Arc::new(move || {
                left.fetch_update(Ordering::Relaxed, Ordering::Relaxed, |left| left.checked_sub(1)).is_err()
            });
            reader.search_on(&mut search, &soon, &now()).unwrap();
            let some = words(&search.hits());
            assert_eq!(some, words(&all)[..some.len()], "{typed}, {looks}");
            while reader.search_on(&mut search, &never(), &now()).unwrap() {}
            assert_eq!(search.hits(), all, "{typed}, {looks}");
        }
    }
}

/// Who moves to a street, or away from it, is there or gone with the next letter of the list's filter.
#[test]
fn a_street_is_looked_through_as_it_is_now() {
    let (_folder, profile, lock, _) = book(Lang::En, 3);
    let reader = Reader::open(&profile, &lock).unwrap();
    let lying = |filter: &str| {
        let ask = Ask::Accounts(ListAsk { filter: filter.into(), limit: 50, ..ListAsk::default() });
        let Answer::Accounts(page) = reader.answer(&ask, &now()).unwrap() else { unreachable!() };
        page.rows.iter().map(|row| row.account.id).collect::<Vec<_>>()
    };
    assert_eq!(lying("quarantine row"), []);
    let mut writer = Writer::open(&profile, &lock).unwrap();
    let account = writer.new_id(now().at);
    let field = |name: &str| schema::ACCOUNT.field(name).unwrap().number;
    let deed = Deed::Create {
        entity: schema::ACCOUNT.number,
        record: account,
        values: vec![(field("name"), Value::text("Sunny Side")), (field("street"), Value::text("12 Quarantine Row"))],
    };
    writer.perform(&deed, &now()).unwrap();
    assert_eq!(lying("quarantine row"), [account]);
    assert_eq!(lying("sunny quara"), [account]);
    let moves = Deed::Set {
        entity: schema::ACCOUNT.number,
        record: account,
        values: vec![(field("street"), Value::text("1 Park"))],
        seen: Vec::new(),
    };
    writer.perform(&moves, &now()).unwrap();
    assert_eq!(lying("quarantine row"), []);
    assert_eq!(lying("1 park"), [account]);
    // 繁 and 简 are one.
    let moves = |street: &str| Deed::Set {
        entity: schema::ACCOUNT.number,
        record: account,
        values: vec![(field("street"), Value::text(street))],
        seen: Vec::new(),
    };
    for (street, filter) in [("龍華樓街8號", "龙华楼街"), ("龙华楼街8号", "龍華樓街")] {
        writer.perform(&moves(street), &now()).unwrap();
        assert_eq!(lying(filter), [account], "{street}");
        let named = Ask::Named { line: format!("上午跑了{filter}那家"), opened: None };
        let Answer::Named(named) = reader.answer(&named, &now()).unwrap() else { unreachable!() };
        assert_eq!(named.iter().map(|named| named.hit.account).collect::<Vec<_>>(), [account], "{street}");
    }
}

/// A number in a note, however it is typed, letter by letter and by the index alone.
#[test]
fn a_number_in_a_note_is_found_in_any_grouping() {
    let (_folder, profile, lock, _) = book(Lang::ZhHans, 20);
    let mut writer = Writer::open(&profile, &lock).unwrap();
    let visit = |seed: &str, notes: &str| rounds::schema::Visit {
        id: Id::derived(&[seed.as_bytes()]),
        state: Some(rounds::schema::VisitState::Done),
        day: Some(now().today()),
        notes: notes.into(),
        ..Default::default()
    };
    let (grouped, abroad) = (visit("grouped", "电话 138 1234 5678 找王总"), visit("abroad", "ring +44 117 496 0101"));
    writer.bulk(vec![Edit::create(&grouped), Edit::create(&abroad)], now().at, Bulk::Arrived).unwrap();
    let warm = Reader::open(&profile, &lock).unwrap();
    while warm.warm(&now()).unwrap() {}
    for (typed, record) in [
        ("1381 2345 678", grouped.id),
        ("13812345678", grouped.id),
        ("138-1234-5678", grouped.id),
        ("12345678", grouped.id),
        ("+8613812345678", grouped.id),
        ("王总 1381 2345 678", grouped.id),
        ("0117 4960101", abroad.id),
        ("+441174960101", abroad.id),
    ] {
        let mut last = BTreeSet::new();
        for end in typed.char_indices().map(|(at, c)| at + c.len_utf8()) {
            last = found(&search(&warm, &typed[..end]));
        }
        assert!(last.contains(&record), "{typed}, letter by letter");
        let cold = Reader::open(&profile, &lock).unwrap();
        let Ok(Answer::Find(alone)) = cold.answer(&Ask::Find { words: typed.into(), most: ALL }, &now()) else {
            panic!()
        };
        assert_eq!(found(&alone), last, "{typed}, by itself");
    }
    assert!(!found(&search(&warm, "1381 2345 679")).contains(&grouped.id));
}
