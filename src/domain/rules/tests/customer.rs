//! Deeds on customers and their people.

use super::*;
use crate::schema::{ACCOUNT, Account, Grade};

fn words(list: &[&str]) -> std::collections::BTreeSet<String> {
    list.iter().map(|word| word.to_string()).collect()
}

#[test]
fn the_marked_are_graded_and_tagged_each_in_its_group() {
    let b = Account { grade: Some(Grade::B), tags: words(&["trial"]), ..account(11, "Tan Pharmacy") };
    let book = two().with(&b);
    let all = || vec![id(10), id(11)];
    check(
        &book,
        Deed::Grade { accounts: all(), grade: Some(Grade::A) },
        &["act-grade | Harbour Dental | a | 2", "account 10: grade=a", "account 11: grade=a"],
    );
    check(
        &book,
        Deed::Grade { accounts: all(), grade: Some(Grade::B) },
        &["act-grade | Harbour Dental | b | 1", "account 10: grade=b"],
    );
    check(
        &book,
        Deed::Grade { accounts: vec![id(11)], grade: None },
        &["act-grade | Tan Pharmacy |  | 1", "account 11: grade="],
    );
    check(
        &book,
        Deed::Tag { accounts: all(), add: words(&["oven", " "]), remove: words(&["trial"]) },
        &["act-tag | Harbour Dental | +oven -trial | 2", "account 10: tags=oven", "account 11: tags=oven"],
    );
    check(&book, Deed::Tag { accounts: all(), add: words(&[]), remove: words(&["x"]) }, &["Nothing"]);
    let long = "x".repeat(101);
    check(&book, Deed::Tag { accounts: all(), add: words(&[&long]), remove: words(&[]) }, &["tags: trouble-too-long"]);
    let mut book = book;
    assert_eq!(book.perform(&Deed::Grade { accounts: all(), grade: Some(Grade::A) }, NOW).unwrap().groups.len(), 2);
}

#[test]
fn a_customer_is_snoozed_until_a_day_to_come() {
    let snooze = |until: &str| Deed::Snooze { accounts: vec![id(10)], until: day(until), reason: "on holiday".into() };
    check(
        &two(),
        snooze("2026-12-01"),
        &[
            "act-snooze | Harbour Dental | 2026-12-01 | 1",
            "account 10: snoozed_until=2026-12-01 snooze_reason=on holiday",
        ],
    );
    check(&two(), snooze("2026-11-24"), &["snoozed_until: trouble-past"]);
    // Its visit before that day waits until then too; a second one is called off, and so is one where that day has its own.
    let other = Visit { id: id(22), ..planned("2026-11-27") };
    let theirs = Visit { id: id(23), owner: Some(id(9)), ..planned("2026-11-26") };
    let later = Visit { id: id(24), ..planned("2026-12-03") };
    check(
        &two().with(&planned("2026-11-25 10:00")).with(&theirs).with(&later),
        snooze("2026-12-01"),
        &[
            "act-snooze-moved | Harbour Dental | 2026-12-01 | 1",
            "account 10: snoozed_until=2026-12-01 snooze_reason=on holiday",
            "visit 20: day=2026-12-01 planned_start=2026-12-01 10:00",
        ],
    );
    check(
        &two().with(&planned("2026-11-25")).with(&other),
        snooze("2026-12-01"),
        &[
            "act-snooze-moved | Harbour Dental | 2026-12-01 | 1",
            "account 10: snoozed_until=2026-12-01 snooze_reason=on holiday",
            "visit 20: day=2026-12-01",
            "visit 22: state=cancelled reason=called_off",
        ],
    );
    check(
        &two().with(&planned("2026-11-25")).with(&Visit { id: id(22), ..planned("2026-12-01") }),
        snooze("2026-12-01"),
        &[
            "act-snooze-moved | Harbour Dental | 2026-12-01 | 1",
            "account 10: snoozed_until=2026-12-01 snooze_reason=on holiday",
            "visit 20: state=cancelled reason=called_off",
        ],
    );
}

#[test]
fn shut_for_good_ends_everything_in_one_group() {
    let here =
        Visit { id: id(22), state: Some(VisitState::InProgress), started: Some(at("10:30")), ..planned("2026-11-24") };
    let book = two()
        .with(&planned("2026-12-01 10:00"))
        .with(&here)
        .with(&Visit { id: id(23), ..logged() })
        .with(&follow_up(30, "send quote"))
        .with(&FollowUp { state: Some(FollowUpState::Done), ..follow_up(31, "samples") });
    let shut = Deed::ShutForGood { account: id(10) };
    check(
        &book,
        shut.clone(),
        &[
            "act-shut-for-good | Harbour Dental |  | 1",
            "account 10: lifecycle=lost cadence=0 closed_on=2026-11-24",
            "visit 20: state=cancelled reason=shut_for_good",
            "visit 22: state=cancelled started= reason=shut_for_good",
            "follow_up 30: state=dropped reason=shut_for_good",
        ],
    );
    let mut book = book;
    assert_eq!(book.perform(&shut, NOW).unwrap().groups.len(), 1);
    check(&book, shut, &["refusal-shut-for-good"]);
}

#[test]
fn a_new_address_keeps_the_old_one_in_history() {
    let at = |street: &str, city: &str| Account {
        street: street.into(),
        city: city.into(),
        postcode: "BS1 4QA".into(),
        latitude: crate::schema::Degrees::parse("51.45"),
        longitude: crate::schema::Degrees::parse("-2.58"),
        address_since: Some(day("2019-03-01")),
        ..account(10, "Harbour Dental")
    };
    let number = |name: &str| ACCOUNT.field(name).unwrap().number;
    let to = |street: &str| Deed::MoveAddress {
        account: id(10),
        values: vec![(number("street"), Value::text(street))],
        since: day("2026-11-20"),
    };
    check(
        &two().with(&at("14 Quay St", "Bristol")),
        to("2 Mill Rd"),
        &[
            "act-move-address | Harbour Dental |  | 1",
            "account 10: street=2 Mill Rd postcode= address_since=2026-11-20 former_addresses=14 Quay St, Bristol BS1 4QA \
             (2019-03-01 – 2026-11-20) latitude= longitude=",
        ],
    );
    let zh = Account { postcode: String::new(), address_since: None, ..at("建设三路88号", "杭州市") };
    let zh = Account { district: "萧山区".into(), latitude: None, longitude: None, ..zh };
    check(
        &two().with(&zh),
        to("市心路1号"),
        &[
            "act-move-address | Harbour Dental |  | 1",
            "account 10: street=市心路1号 district= address_since=2026-11-20 former_addresses=杭州市萧山区建设三路88号 (– 2026-11-20)",
        ],
    );
    check(
        &two(),
        to("2 Mill Rd"),
        &["act-move-address | Harbour Dental |  | 1", "account 10: street=2 Mill Rd address_since=2026-11-20"],
    );
    let same = Account { postcode: String::new(), latitude: None, longitude: None, ..at("14 Quay St", "Bristol") };
    check(&two().with(&same), to("14 Quay St"), &["Nothing"]);
    check(&two(), to(&"x".repeat(401)), &["street: trouble-too-long"]);
}

#[test]
fn a_contact_changes_employer_and_may_come_back() {
    let mut book = two();
    let to = |number| Deed::MoveContact { contact: id(12), to: id(number) };
    check(&book, to(11), &["act-move-contact | Wang | Tan Pharmacy | 1", "contact 12: account=11 formerly_at=10"]);
    check(&book, to(10), &["Nothing"]);
    check(&book, to(77), &["Gone"]);
    book.perform(&to(11), NOW).unwrap();
    check(&book, to(10), &["act-move-contact | Wang | Harbour Dental | 1", "contact 12: account=10 formerly_at=11"]);
}
