//! Records made, changed and deleted field by field.

use std::collections::BTreeSet;

use super::*;
use crate::schema::{ACCOUNT, Account, CONTACT, FOLLOW_UP, Territory, User};

fn values(number: u16, given: &[(&str, &str)]) -> Vec<(u16, Value)> {
    let entity = entity(number).unwrap();
    let value = |name: &str, text: &str| {
        let field = entity.field(name).unwrap();
        // Ids are written as their number.
        match (field.kind, text.parse::<u8>()) {
            (Kind::Ref, Ok(number)) => (field.number, Value::Id(id(number))),
            (Kind::Refs, Ok(number)) => (field.number, Value::set([id(number).to_string()])),
            _ => (field.number, crate::domain::entry::value(field, text, &now()).unwrap()),
        }
    };
    given.iter().map(|(name, text)| value(name, text)).collect()
}

fn create(entity: u16, given: &[(&str, &str)]) -> Deed {
    Deed::Create { entity, record: id(50), values: values(entity, given) }
}

fn set(entity: u16, record: u8, given: &[(&str, &str)]) -> Deed {
    Deed::Set { entity, record: id(record), values: values(entity, given), seen: Vec::new() }
}

#[test]
fn a_record_is_made_with_what_follows_from_its_fields() {
    for (entity, given, expected) in [
        (1, vec![("name", " Green Grocer ")], "+account 50: name=Green Grocer first_due=2026-12-01"),
        (
            2,
            vec![("account", "10"), ("family_name", "王"), ("given_name", "小明")],
            "+contact 50: account=10 name=王小明 family_name=王 given_name=小明",
        ),
        (
            2,
            vec![("account", "10"), ("family_name", "Bell"), ("given_name", "Ann")],
            "+contact 50: account=10 name=Ann Bell family_name=Bell given_name=Ann",
        ),
        (
            3,
            vec![("account", "10"), ("planned_start", "2026-11-27 10:00")],
            "+visit 50: account=10 state=planned day=2026-11-27 planned_start=2026-11-27 10:00 planned=yes",
        ),
        (
            3,
            vec![("account", "10"), ("day", "2026-11-27")],
            "+visit 50: account=10 state=planned day=2026-11-27 planned=yes",
        ),
        (
            3,
            vec![("account", "10"), ("started", "2026-11-24 08:00"), ("ended", "2026-11-24 08:30")],
            "+visit 50: account=10 state=done day=2026-11-24 started=08:00 ended=08:30 late_entry=yes",
        ),
        (
            4,
            vec![("account", "10"), ("kind", "call"), ("at", "2026-11-24 08:00")],
            "+touch 50: account=10 kind=call at=08:00 day=2026-11-24",
        ),
        (
            5,
            vec![("text", "ring"), ("due", "2026-11-27")],
            "+follow_up 50: text=ring due=2026-11-27 promised_by=us state=open first_due=2026-11-27 promised_at=10:42",
        ),
        (
            5,
            vec![("text", "ring"), ("due_at", "2026-11-27 09:00")],
            "+follow_up 50: text=ring due=2026-11-27 due_at=2026-11-27 09:00 promised_by=us state=open first_due=2026-11-27 \
             promised_at=10:42",
        ),
        (6, vec![("name", "North")], "+territory 50: name=North"),
    ] {
        let found = outcome(&two(), &create(entity, &given));
        assert_eq!(found.get(1).map(String::as_str), Some(expected), "{found:?}");
    }
    check(
        &two(),
        create(1, &[("name", "Green Grocer"), ("grade", "a")]),
        &["act-create | Green Grocer | account | 1", "+account 50: name=Green Grocer grade=a first_due=2026-12-01"],
    );
}

#[test]
fn what_does_not_fit_is_refused_with_its_field() {
    for (deed, expected) in [
        (create(1, &[("grade", "a")]), "name: trouble-required"),
        (create(1, &[("name", "   ")]), "name: trouble-required"),
        (create(1, &[("name", "x"), ("emails", "nobody")]), "emails: trouble-email"),
        (create(1, &[("name", "x"), ("phones", "call him")]), "phones: trouble-phone"),
        (create(1, &[("name", "x"), ("latitude", "91"), ("longitude", "0")]), "latitude: trouble-latitude"),
        (create(1, &[("name", "x"), ("cadence", "1000")]), "cadence: trouble-too-large"),
        (create(2, &[("name", "x")]), "account: trouble-required"),
        (create(3, &[("account", "10")]), "day: trouble-required"),
        (create(4, &[("account", "10"), ("kind", "call")]), "at: trouble-required"),
        (create(5, &[("due", "2026-11-27")]), "text: trouble-required"),
        (create(8, &[("state", "open")]), "refusal-kept-by-office"),
        (Deed::Create { entity: 99, record: id(50), values: vec![] }, "refusal-unknown-field"),
        (Deed::Create { entity: 1, record: id(50), values: vec![(999, Value::Int(1))] }, "refusal-unknown-field"),
        (set(1, 10, &[("name", "")]), "name: trouble-required"),
        (set(1, 10, &[("name", "Harbour Dental")]), "Nothing"),
        (set(1, 77, &[("name", "x")]), "Gone"),
    ] {
        check(&two(), deed, &[expected]);
    }
}

#[test]
fn another_address_has_another_place_on_the_map() {
    let at = |street: &str| Account {
        street: street.into(),
        city: "Bristol".into(),
        latitude: crate::schema::Degrees::parse("51.45"),
        longitude: crate::schema::Degrees::parse("-2.58"),
        ..account(10, "Harbour Dental")
    };
    for (values, left) in [
        (vec![("street", "9 Mill Rd")], " latitude= longitude="),
        (vec![("city", "Bath")], " latitude= longitude="),
        (vec![("street", "14 Quay Street, 2nd floor")], ""),
        (vec![("street", "14 quay st")], ""),
        (vec![("street", "14 Quya St.")], ""),
        (vec![("street", "14 Quay Street")], ""),
        (vec![("street", "Quay St 14")], ""),
        (vec![("street", "15 Quay St")], " latitude= longitude="),
        (vec![("street", "14 Bay St")], " latitude= longitude="),
        (vec![("city", "Bristole")], ""),
        (vec![("grade", "b")], ""),
        (vec![("street", "9 Mill Rd"), ("latitude", "51.5")], " latitude=51.5"),
    ] {
        let found = outcome(&two().with(&at("14 Quay St")), &set(1, 10, &values));
        let said =
            values.iter().filter(|(name, _)| *name != "latitude").map(|(name, value)| format!(" {name}={value}"));
        assert_eq!(found[1], format!("account 10:{}{left}", said.collect::<String>()));
    }
}

#[test]
fn setting_a_field_sets_what_follows_from_it() {
    let book = || two().with(&planned("2026-11-24 10:00")).with(&follow_up(30, "send quote"));
    for (deed, expected) in [
        (set(1, 10, &[("grade", "b")]), vec!["act-set | Harbour Dental | account.grade | 1", "account 10: grade=b"]),
        (
            set(1, 10, &[("name", "Harbour"), ("grade", "b")]),
            vec!["act-set | Harbour | account.name,account.grade | 1", "account 10: name=Harbour grade=b"],
        ),
        (
            set(3, 20, &[("day", "2026-11-27")]),
            vec!["act-set | Harbour Dental | visit | 1", "visit 20: day=2026-11-27 planned_start=2026-11-27 10:00"],
        ),
        (
            set(3, 20, &[("planned_start", "2026-11-27 15:00")]),
            vec!["act-set | Harbour Dental | visit | 1", "visit 20: day=2026-11-27 planned_start=2026-11-27 15:00"],
        ),
        (set(5, 30, &[("state", "done")]), vec!["act-set | send quote | follow_up | 1", "follow_up 30: state=done"]),
        (
            set(5, 30, &[("due_at", "2026-11-28 09:00")]),
            vec!["act-set | send quote | follow_up | 1", "follow_up 30: due=2026-11-28 due_at=2026-11-28 09:00"],
        ),
        (
            set(5, 30, &[("due", "2026-11-28")]),
            vec!["act-set | send quote | follow_up.due | 1", "follow_up 30: due=2026-11-28"],
        ),
    ] {
        check(&book(), deed, &expected);
    }
    check(
        &two().with(&logged()),
        set(3, 20, &[("started", "2026-11-23 09:00"), ("ended", "2026-11-23 09:30")]),
        &[
            "act-set | Harbour Dental | visit | 1",
            "visit 20: day=2026-11-23 started=2026-11-23 09:00 ended=2026-11-23 09:30 late_entry=yes",
        ],
    );
    check(
        &two().with(&logged()),
        set(3, 20, &[("day", "2026-11-23")]),
        &[
            "act-set | Harbour Dental | visit | 1",
            "visit 20: day=2026-11-23 started=2026-11-23 09:00 ended=2026-11-23 09:30 late_entry=yes",
        ],
    );
    // The follow-ups of a log go along with it.
    check(
        &two().with(&logged()).with(&brought(20)),
        set(3, 20, &[("account", "11")]),
        &["act-set | Tan Pharmacy | visit.account | 1", "visit 20: account=11", "follow_up 30: account=11 contact="],
    );
}

#[test]
fn a_choice_of_a_newer_version_stays() {
    let mut book = two();
    let lifecycle = ACCOUNT.field("lifecycle").unwrap().number;
    book.perform(&Deed::Whole(Act::one(Default::default(), vec![]), Vec::new(), Vec::new()), NOW).unwrap_err();
    let unknown = crate::domain::act::Edit {
        entity: 1,
        record: id(10),
        deed: RecordEdit::Set(vec![(lifecycle, Value::text("dormant"))]),
    };
    book.take(&Act::one(Default::default(), vec![unknown]));
    check(
        &book,
        set(1, 10, &[("grade", "a")]),
        &["act-set | Harbour Dental | account.grade | 1", "account 10: grade=a"],
    );
    // Nor is it in the way of a field that is right.
    check(
        &book,
        set(1, 10, &[("city", "Bristol")]),
        &["act-set | Harbour Dental | account.city | 1", "account 10: city=Bristol"],
    );
}

#[test]
fn a_record_goes_with_all_that_hangs_on_it() {
    let gone = |entity, record| Deed::Delete { entity, record: id(record) };
    let closed = FollowUp { state: Some(FollowUpState::Done), ..follow_up(31, "samples") };
    let book = two().with(&logged()).with(&call()).with(&brought(20)).with(&closed);
    check(
        &book,
        gone(1, 10),
        &[
            "act-delete | Harbour Dental | account | 1",
            "-account 10",
            "-contact 12",
            "-visit 20",
            "-touch 21",
            "-follow_up 30",
            "-follow_up 31",
        ],
    );
    check(&book, gone(3, 20), &["act-delete | Harbour Dental | visit | 1", "-visit 20", "-follow_up 30"]);
    check(&book, gone(4, 21), &["act-delete | Harbour Dental | touch | 1", "-touch 21"]);
    let replaced = Visit {
        id: id(22),
        state: Some(VisitState::Missed),
        reason: Some(crate::schema::Reason::Phoned),
        phoned_instead: Some(id(21)),
        ..planned("2026-11-24 09:00")
    };
    check(
        &two().with(&call()).with(&replaced),
        gone(4, 21),
        &["act-delete | Harbour Dental | touch | 1", "-touch 21", "visit 22: state=planned reason= phoned_instead="],
    );
    check(&book, gone(CONTACT.number, 12), &["act-delete | Wang | contact | 1", "-contact 12"]);
    check(&book, gone(FOLLOW_UP.number, 31), &["act-delete | samples | follow_up | 1", "-follow_up 31"]);
    check(&book, gone(1, 77), &["Gone"]);
    let book = book.with(&Territory { id: id(2), name: "North".into(), ..Territory::default() }).with(&User {
        id: ME,
        name: "Me".into(),
        ..User::default()
    });
    check(&book, gone(6, 2), &["refusal-kept-by-office"]);
    check(&book, gone(7, 1), &["refusal-kept-by-office"]);
    check(&book, gone(8, 1), &["refusal-kept-by-office"]);
}

#[test]
fn a_customer_is_deleted_in_one_group() {
    let mut book = two().with(&logged()).with(&brought(20));
    let act = book.perform(&Deed::Delete { entity: 1, record: id(10) }, NOW).unwrap();
    assert_eq!((act.groups.len(), act.about()), (1, Some((1, id(10)))));
}

/// What is there now, what the person saw, and what was made of it.
#[test]
fn nothing_is_overwritten_that_was_not_seen() {
    let tags = |elements: &str| Value::set(elements.split_whitespace().map(str::to_owned));
    for (there, seen, mine, expected) in [
        ("a b", "a", "a c", Some("a b c")),
        ("b", "a", "a c", Some("b c")),
        ("a b", "a", "", Some("b")),
        ("a b", "a b", "b", Some("b")),
        ("a c", "a", "a c", None),
        ("", "a", "a c", Some("c")),
    ] {
        let number = ACCOUNT.field("tags").unwrap().number;
        let book =
            Book::default().with(&crate::schema::Account { tags: tags(there).elements(), ..account(10, "Acme") });
        let deed = Deed::Set {
            entity: ACCOUNT.number,
            record: id(10),
            values: vec![(number, tags(mine))],
            seen: vec![(number, tags(seen))],
        };
        let expected = match expected {
            Some(expected) => vec![
                "act-set | Acme | account.tags | 1".to_owned(),
                format!("account 10: tags={}", expected.replace(' ', "; ")),
            ],
            None => vec!["Nothing".to_owned()],
        };
        assert_eq!(outcome(&book, &deed), expected, "{there:?} {seen:?} {mine:?}");
    }
    let (number, york) = (ACCOUNT.field("city").unwrap().number, Value::text("York"));
    for (there, seen, done) in
        [("Leeds", "Leeds", true), ("Bath", "Leeds", false), ("", "Leeds", false), ("Leeds", "", false)]
    {
        let book = Book::default().with(&crate::schema::Account { city: there.into(), ..account(10, "Acme") });
        let seen = vec![(number, if seen.is_empty() { Value::Null } else { Value::text(seen) })];
        let deed = Deed::Set { entity: ACCOUNT.number, record: id(10), values: vec![(number, york.clone())], seen };
        let found = book.clone().perform(&deed, NOW);
        let theirs = if there.is_empty() { Value::Null } else { Value::text(there) };
        let changed = Refusal::Changed { entity: ACCOUNT.number, field: number, theirs, mine: york.clone() };
        assert_eq!(found.map(drop), if done { Ok(()) } else { Err(changed) }, "{there:?}");
    }
}

/// An import was worked out, and before it was done something arrived.
#[test]
fn an_act_made_elsewhere_takes_nothing_away_that_it_did_not_see() {
    use crate::domain::act::{Edit, Label};
    use crate::domain::deed::Saw;
    let field = |name: &str| ACCOUNT.field(name).unwrap().number;
    let set = |elements: &[&str]| elements.iter().map(|element| (*element).to_owned()).collect::<BTreeSet<_>>();
    let was = crate::schema::Account { tags: set(&["a"]), ..account(10, "Acme") };
    let wanted = crate::schema::Account { tags: set(&["a", "c"]), city: "York".into(), ..was.clone() };
    let act = Act::one(Label::new("act-set", "shops.csv"), vec![Edit::change(&was, &wanted).unwrap()]);
    let saw = |name: &str, value: Value| Saw { entity: ACCOUNT.number, record: id(10), field: (field(name), value) };
    let deed = Deed::Whole(act, vec![saw("tags", Value::set(set(&["a"]))), saw("city", Value::Null)], Vec::new());
    // A tag has come: it stays.
    let book = Book::default().with(&crate::schema::Account { tags: set(&["a", "b"]), ..was.clone() });
    check(&book, deed.clone(), &["act-set | shops.csv |  | 1", "account 10: city=York tags=a; b; c"]);
    // A city has come: the import is to be seen again.
    let book = Book::default().with(&crate::schema::Account { city: "Bath".into(), ..was.clone() });
    let changed = Refusal::Changed {
        entity: ACCOUNT.number,
        field: field("city"),
        theirs: Value::text("Bath"),
        mine: Value::text("York"),
    };
    assert_eq!(book.clone().perform(&deed, NOW).map(drop), Err(changed));
}
