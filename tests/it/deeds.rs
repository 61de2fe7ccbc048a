//! Every deed a person can do is done, taken back and done again, and the book is compared each time.

use std::collections::BTreeSet;

use rounds::base::clock::Now;
use rounds::base::id::Id;
use rounds::base::money::Money;
use rounds::domain::act::{Act, Edit, Label};
use rounds::domain::ask::{Answer, Ask};
use rounds::domain::deed::{Correction, Deed, LogEntry, LogKind, LogRef, NewPerson, Promise, Resolution, Slot, Whose};
use rounds::domain::heard::{Heard, Payment, Wanted};
use rounds::schema::{
    ACCOUNT, Account, CONTACT, Conflict, ConflictState, Contact, FollowUp, FollowUpState, Grade, PromisedBy, Reason,
    TOUCH, Territory, Touch, TouchKind, User, VISIT, Value, Visit, VisitKind, VisitOutcome, VisitState, VisitType,
};
use rounds::store::{Bulk, Writer};

fn now() -> Now {
    Now::parse("2026-11-24T10:42:00+08:00").unwrap()
}

fn id(name: &str) -> Id {
    Id::derived(&[name.as_bytes()])
}

/// Two customers with people, visits of each state, a call, promises, unfiled logs and a conflict; as it came from the server.
fn book() -> Writer {
    let mut writer = Writer::in_memory(1).unwrap();
    let me = writer.me().unwrap();
    let at = now().at;
    let today = now().today();
    let days_ago = |days| today - chrono::Days::new(days);
    let account = |name: &str| Account {
        id: id(name),
        name: name.into(),
        owner: Some(me.user),
        territory: Some(me.territory),
        street: "1 Mill Rd".into(),
        city: "Leeds".into(),
        grade: Some(Grade::B),
        tags: ["old".into()].into(),
        ..Account::default()
    };
    let visit = |name: &str, account: Option<&str>, state, day| Visit {
        id: id(name),
        account: account.map(id),
        owner: Some(me.user),
        state: Some(state),
        day: Some(day),
        planned: state == VisitState::Planned,
        notes: if state == VisitState::Done { "met the buyer, 要报价".into() } else { String::new() },
        started: (state == VisitState::Done).then(|| at.plus_minutes(-3000)),
        ended: (state == VisitState::Done).then(|| at.plus_minutes(-2970)),
        kind: Some(VisitKind::OnSite),
        ..Visit::default()
    };
    let follow_up = |name: &str, state| FollowUp {
        id: id(name),
        account: Some(id("Acme")),
        owner: Some(me.user),
        text: "send the price list".into(),
        due: Some(today),
        first_due: Some(today),
        promised_by: Some(PromisedBy::Us),
        state: Some(state),
        visit: Some(id("done")),
        closed_at: (state == FollowUpState::Done).then_some(at),
        ..FollowUp::default()
    };
    let edits = [
        Edit::create(&account("Acme")),
        Edit::create(&account("Bolt")),
        Edit::create(&Contact {
            id: id("wang"),
            account: Some(id("Acme")),
            name: "王采购".into(),
            ..Contact::default()
        }),
        Edit::create(&Contact {
            id: id("wang2"),
            account: Some(id("Acme")),
            name: "王小姐".into(),
            title: "采购".into(),
            ..Contact::default()
        }),
        Edit::create(&visit("planned", Some("Acme"), VisitState::Planned, today)),
        Edit::create(&visit("later", Some("Bolt"), VisitState::Planned, today + chrono::Days::new(2))),
        Edit::create(&visit("done", Some("Acme"), VisitState::Done, days_ago(2))),
        Edit::create(&visit("unfiled", None, VisitState::Done, days_ago(2))),
        Edit::create(&Touch {
            id: id("call"),
            account: Some(id("Acme")),
            owner: Some(me.user),
            kind: Some(TouchKind::Call),
            at: Some(at.plus_minutes(-600)),
            day: Some(today),
            notes: "rang about the invoice".into(),
            payments: ["2026-11-20 20000 the rest".into()].into(),
            ..Touch::default()
        }),
        Edit::create(&follow_up("open", FollowUpState::Open)),
        Edit::create(&follow_up("kept", FollowUpState::Done)),
        Edit::create(&Territory { id: id("south"), name: "South".into(), ..Territory::default() }),
        Edit::create(&VisitType {
            id: id("shelf"),
            name: "Shelf check".into(),
            steps: "check shelf\n!count stock".into(),
            ..VisitType::default()
        }),
        Edit::create(&User {
            id: me.user,
            name: "Kim".into(),
            roles: ["manager".to_string()].into(),
            ..User::default()
        }),
        Edit::create(&Conflict {
            id: id("conflict"),
            account: Some(id("Acme")),
            entity: Some(i64::from(ACCOUNT.number)),
            record: Some(id("Acme")),
            field: Some(9),
            won: "\"Leeds\"".into(),
            lost: "\"York\"".into(),
            state: Some(ConflictState::Open),
            ..Conflict::default()
        }),
    ];
    writer.bulk(edits, at, Bulk::Arrived).unwrap();
    writer
}

fn slot(text: &str) -> Slot {
    Slot::at(text.parse().unwrap())
}

fn promise() -> Promise {
    Promise { text: "ring back".into(), due: Some(slot("2026-11-27T10:00:00")), by: PromisedBy::Us }
}

fn log(whose: Whose, kind: LogKind) -> Deed {
    Deed::Log(LogEntry {
        words: "acme met the buyer >ring back fri".into(),
        whose,
        kind,
        kind_said: true,
        direction: None,
        started: now().at.plus_minutes(-30),
        ended: now().at,
        time_said: false,
        notes: "met the buyer".into(),
        contacts: [id("wang")].into(),
        missed: None,
        outcome: Some(VisitOutcome::Order),
        reached: None,
        promises: vec![promise()],
        heard: Box::new(Heard {
            tags: ["price".to_string()].into(),
            competitors: ["Bolt".to_string()].into(),
            products: vec![Wanted::read("sample × 3 boxes")],
            amount: Money::parse("12k"),
            chance: Some(60),
            payments: vec![Payment::read("2026-11-30 20000")],
        }),
        people: vec![NewPerson { name: "Paul Adams".into(), phone: "555 0134 00".into() }],
        next: Some(Slot::day("2026-12-08".parse().unwrap())),
        closes: None,
    })
}

fn correct(log: LogRef, correction: Correction) -> Deed {
    Deed::Correct { log, correction }
}

fn deeds() -> Vec<Deed> {
    let visit = LogKind::Visit(VisitKind::OnSite);
    let call = LogKind::Touch(TouchKind::Call);
    let to_bolt = Some(Whose::Account(id("Bolt")));
    let done = LogRef::Visit(id("done"));
    vec![
        log(Whose::Account(id("Acme")), visit),
        log(Whose::Account(id("Bolt")), visit),
        log(Whose::Account(id("Acme")), call),
        log(Whose::New("Green Grocer".into()), visit),
        log(Whose::Unfiled, visit),
        Deed::File { log: LogRef::Visit(id("unfiled")), whose: Whose::Account(id("Bolt")) },
        Deed::File { log: LogRef::Visit(id("unfiled")), whose: Whose::New("Corner Deli".into()) },
        correct(done, Correction { whose: to_bolt.clone(), ..Correction::default() }),
        correct(
            done,
            Correction { notes: Some("met the chef".into()), promises: vec![promise()], ..Correction::default() },
        ),
        correct(done, Correction { time: Some((now().at.plus_minutes(-90), now().at)), ..Correction::default() }),
        correct(done, Correction { kind: Some(call), ..Correction::default() }),
        correct(LogRef::Touch(id("call")), Correction { kind: Some(visit), ..Correction::default() }),
        correct(LogRef::Touch(id("call")), Correction { whose: to_bolt, ..Correction::default() }),
        Deed::Plan {
            accounts: vec![id("Acme"), id("Bolt")],
            to: slot("2026-11-30T09:00:00"),
            purpose: "renewal".into(),
        },
        Deed::Reschedule { accounts: vec![id("Acme"), id("Bolt")], to: slot("2026-12-01T09:00:00") },
        Deed::PlanEach {
            visits: vec![
                (id("Acme"), "2026-11-30".parse().unwrap()),
                (id("Bolt"), "2026-11-30".parse().unwrap()),
                (id("Acme"), "2026-12-14".parse().unwrap()),
            ],
        },
        Deed::OrderDay { visits: vec![id("later"), id("planned")] },
        Deed::MoveVisits { visits: vec![id("planned"), id("later")], to: slot("2026-11-30T09:00:00") },
        Deed::NotDone {
            visits: vec![id("planned")],
            accounts: vec![id("Bolt")],
            reason: Reason::Shut,
            words: String::new(),
            again: Some(slot("2026-11-27T09:00:00")),
        },
        Deed::CancelVisits { visits: vec![id("planned")], reason: Reason::CalledOff },
        Deed::HereNow { account: id("Acme") },
        Deed::HereNow { account: id("Bolt") },
        Deed::AddFollowUp { account: Some(id("Acme")), promise: promise() },
        Deed::AddFollowUp { account: None, promise: promise() },
        Deed::FollowUpsDone { follow_ups: vec![id("open")] },
        Deed::LogEach {
            entry: match log(Whose::Unfiled, LogKind::Visit(VisitKind::OnSite)) {
                Deed::Log(entry) => entry,
                _ => unreachable!(),
            },
            visits: vec![id("planned")],
            accounts: vec![id("Bolt")],
        },
        Deed::FollowUpsOpen { follow_ups: vec![id("kept")] },
        Deed::MoveFollowUps { follow_ups: vec![id("open")], to: slot("2026-11-27T09:00:00") },
        Deed::DropFollowUps { follow_ups: vec![id("open")], reason: "no need".into() },
        Deed::Create {
            entity: CONTACT.number,
            record: id("new"),
            values: vec![(1, Value::Id(id("Acme"))), (2, Value::text("Li"))],
        },
        Deed::Set {
            entity: ACCOUNT.number,
            record: id("Acme"),
            values: vec![(1, Value::text("Acme Ltd")), (22, Value::set(["new".into()])), (7, Value::Null)],
            seen: Vec::new(),
        },
        Deed::Delete { entity: ACCOUNT.number, record: id("Acme") },
        Deed::Delete { entity: VISIT.number, record: id("done") },
        Deed::Grade { accounts: vec![id("Acme"), id("Bolt")], grade: Some(Grade::A) },
        Deed::Tag { accounts: vec![id("Acme")], add: ["vip".into()].into(), remove: ["old".into()].into() },
        Deed::Snooze { accounts: vec![id("Acme")], until: "2026-12-24".parse().unwrap(), reason: "stocktaking".into() },
        Deed::ShutForGood { account: id("Acme") },
        Deed::MoveAddress {
            account: id("Acme"),
            values: vec![(7, Value::text("2 King St")), (9, Value::text("York"))],
            since: "2026-11-01".parse().unwrap(),
        },
        Deed::MoveContact { contact: id("wang"), to: id("Bolt") },
        Deed::Merge { entity: ACCOUNT.number, keep: id("Bolt"), other: id("Acme"), from_other: [1].into() },
        Deed::Merge { entity: CONTACT.number, keep: id("wang"), other: id("wang2"), from_other: BTreeSet::new() },
        Deed::MergeEach { pairs: vec![(id("Bolt"), id("Acme")), (id("Acme"), id("Bolt"))] },
        Deed::TellApart { one: id("Acme"), other: id("Bolt") },
        Deed::Reassign { accounts: vec![id("Acme"), id("Bolt")], territory: Some(id("south")), owner: None },
        Deed::Resolve { conflicts: vec![id("conflict")], choice: Resolution::KeepWinner },
        Deed::Resolve { conflicts: vec![id("conflict")], choice: Resolution::BringBack },
        Deed::Resolve { conflicts: vec![id("conflict")], choice: Resolution::Replace(Value::text("Hull")) },
        Deed::MoneyCame { log: LogRef::Touch(id("call")), payment: "2026-11-20 20000 the rest".into() },
        Deed::Tick { visit: id("planned"), visit_type: id("shelf"), step: "count stock".into(), done: true },
        Deed::TypeOfVisit { visit: id("done"), visit_type: id("shelf") },
        Deed::Whole(
            Act {
                label: Label::new("act-import", "2 customers"),
                groups: (0..30)
                    .map(|n| {
                        vec![Edit::create(&Account {
                            id: id(&format!("in{n}")),
                            name: format!("In {n}"),
                            ..Account::default()
                        })]
                    })
                    .collect(),
            },
            Vec::new(),
            Vec::new(),
        ),
    ]
}

/// Its name: a new deed does not compile until it stands here; it belongs into `deeds` then, and into their count.
fn name(deed: &Deed) -> &'static str {
    match deed {
        Deed::Log(_) => "log",
        Deed::LogEach { .. } => "log each",
        Deed::File { .. } => "file",
        Deed::Correct { .. } => "correct",
        Deed::Plan { .. } => "plan",
        Deed::Reschedule { .. } => "reschedule",
        Deed::PlanEach { .. } => "plan each",
        Deed::OrderDay { .. } => "order the day",
        Deed::MoveVisits { .. } => "move visits",
        Deed::NotDone { .. } => "not done",
        Deed::CancelVisits { .. } => "cancel visits",
        Deed::HereNow { .. } => "here now",
        Deed::AddFollowUp { .. } => "add follow-up",
        Deed::FollowUpsDone { .. } => "follow-ups done",
        Deed::FollowUpsOpen { .. } => "follow-ups open",
        Deed::MoveFollowUps { .. } => "move follow-ups",
        Deed::DropFollowUps { .. } => "drop follow-ups",
        Deed::Create { .. } => "create",
        Deed::Set { .. } => "set",
        Deed::Delete { .. } => "delete",
        Deed::Grade { .. } => "grade",
        Deed::Tag { .. } => "tag",
        Deed::Snooze { .. } => "snooze",
        Deed::ShutForGood { .. } => "shut for good",
        Deed::MoveAddress { .. } => "move address",
        Deed::MoveContact { .. } => "move contact",
        Deed::Merge { .. } => "merge",
        Deed::MergeEach { .. } => "merge each",
        Deed::TellApart { .. } => "tell apart",
        Deed::Reassign { .. } => "reassign",
        Deed::Resolve { .. } => "resolve",
        Deed::MoneyCame { .. } => "money came",
        Deed::Tick { .. } => "tick",
        Deed::TypeOfVisit { .. } => "type of visit",
        Deed::Whole(..) => "whole",
        // They need a server that refuses: `stories::refused`.
        Deed::SendAgain { .. } | Deed::Withdraw { .. } => "parked",
    }
}
const DEEDS: usize = 35;

fn state(writer: &Writer) -> (String, String) {
    (writer.dump().unwrap(), writer.dump_derived().unwrap())
}

#[test]
fn every_deed_is_taken_back_and_done_again() {
    let book = book();
    let before = state(&book);
    let mut seen = BTreeSet::new();
    for (n, deed) in deeds().into_iter().enumerate() {
        seen.insert(name(&deed));
        let mut writer = book.image(n as u64 + 10).unwrap();
        assert_eq!(state(&writer), before);
        let done = writer.perform(&deed, &now()).unwrap_or_else(|error| panic!("{deed:?}: {error}"));
        assert!(done.waiting > 0, "{deed:?}");
        let after = state(&writer);
        assert_ne!(after.0, before.0, "{deed:?}");
        for round in 0..2 {
            let back = writer.undo(&now()).unwrap().unwrap_or_else(|| panic!("{deed:?}: nothing to take back"));
            assert!(back.left.is_empty(), "{deed:?} {round}: {:?}", back.left);
            assert_eq!(back.committed.label, done.label);
            assert!(state(&writer) == before, "{deed:?} {round}:\n{}", differ(&before, &state(&writer)));
            let again = writer.redo(&now()).unwrap().unwrap_or_else(|| panic!("{deed:?}: nothing to do again"));
            assert!(again.left.is_empty(), "{deed:?} {round}: {:?}", again.left);
            assert!(state(&writer) == after, "{deed:?} {round}:\n{}", differ(&after, &state(&writer)));
        }
    }
    assert_eq!(seen.len(), DEEDS, "done: {seen:?}");
}

#[test]
fn deeds_one_after_the_other_are_taken_back_one_after_the_other() {
    let mut writer = book();
    let mut states = vec![state(&writer)];
    let mut done = 0;
    for deed in deeds() {
        // Some do not fit any more what those before them left.
        if writer.perform(&deed, &now()).is_ok() {
            done += 1;
            states.push(state(&writer));
        }
    }
    assert!(done > 20, "{done}");
    for before in states.iter().rev().skip(1) {
        let back = writer.undo(&now()).unwrap().unwrap();
        assert!(back.left.is_empty(), "{:?}: {:?}", back.committed.label, back.left);
        assert!(state(&writer) == *before, "{:?}:\n{}", back.committed.label, differ(before, &state(&writer)));
    }
    assert_eq!(writer.undo(&now()).unwrap(), None);
    for after in states.iter().skip(1) {
        let again = writer.redo(&now()).unwrap().unwrap();
        assert!(state(&writer) == *after, "{:?}:\n{}", again.committed.label, differ(after, &state(&writer)));
    }
}

/// The lines that only one of them has.
fn differ(expected: &(String, String), found: &(String, String)) -> String {
    let lines = |one: &(String, String)| one.0.lines().chain(one.1.lines()).map(str::to_owned).collect::<BTreeSet<_>>();
    let (expected, found) = (lines(expected), lines(found));
    let missing = expected.difference(&found).map(|line| format!("- {line}\n"));
    missing.chain(found.difference(&expected).map(|line| format!("+ {line}\n"))).collect()
}

/// What was heard belongs to a visit and to a call alike.
#[test]
fn what_was_heard_stays_with_a_log_whose_kind_is_corrected() {
    let mut writer = book();
    let logged = writer.perform(&log(Whose::Account(id("Acme")), LogKind::Visit(VisitKind::OnSite)), &now()).unwrap();
    let (_, visit) = logged.about.unwrap();
    let heard = ["competitors", "products", "amount", "chance", "payments", "tags", "notes", "contacts", "words"];
    let values = |writer: &Writer, entity: &'static rounds::schema::Entity, record: Id| -> Vec<Value> {
        let ask = Ask::Record { entity: entity.number, record };
        let Answer::Record(Some(view)) = writer.answer(&ask, &now()).unwrap() else { panic!("{}", entity.name) };
        let number = |name: &&str| entity.field(name).unwrap().number;
        let of = |number| view.values.iter().find(|(field, _)| *field == number).map(|(_, value)| value.clone());
        heard.iter().map(number).map(|number| of(number).unwrap_or_default()).collect()
    };
    let before = values(&writer, &VISIT, visit);
    assert!(before[..5].iter().all(|value| !value.is_null()), "{before:?}");
    let call = Correction { kind: Some(LogKind::Touch(TouchKind::Call)), ..Correction::default() };
    let (_, touch) = writer.perform(&correct(LogRef::Visit(visit), call), &now()).unwrap().about.unwrap();
    assert_eq!(values(&writer, &TOUCH, touch), before);
    let back = Correction { kind: Some(LogKind::Visit(VisitKind::OnSite)), ..Correction::default() };
    let (_, visit) = writer.perform(&correct(LogRef::Touch(touch), back), &now()).unwrap().about.unwrap();
    assert_eq!(values(&writer, &VISIT, visit), before);
}
