//! Briefings of a customer with a story and of one without.

use super::*;
use crate::base::id::Id;
use crate::domain::ask::Question;
use crate::schema::Grade;

fn id(number: u8) -> Id {
    Id::from_bytes([number; 16])
}

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn now() -> Now {
    Now::parse("2026-11-24T10:42:00+08:00").unwrap()
}

fn visit(number: u8, on: &str, notes: &str) -> Visit {
    Visit { id: id(number), state: Some(VisitState::Done), day: Some(day(on)), notes: notes.into(), ..Visit::default() }
}

fn promise(number: u8, text: &str, due: &str, by: PromisedBy) -> FollowUp {
    FollowUp {
        id: id(number),
        text: text.into(),
        due: due.parse().ok(),
        promised_by: Some(by),
        state: Some(FollowUpState::Open),
        ..FollowUp::default()
    }
}

#[test]
fn a_briefing_says_both_sides_promises_the_last_words_and_what_to_ask() {
    let account = Account { opening_hours: "9-12".into(), grade: Some(Grade::A), ..Account::default() };
    let person =
        |number: u8, name: &str, role| Contact { id: id(number), name: name.into(), role, ..Contact::default() };
    let contacts = [
        person(1, "Uses", Some(DecisionRole::Uses)),
        Contact { birthday: Some(day("1980-12-01")), ..person(2, "Buyer", Some(DecisionRole::Influences)) },
        Contact { left_on: Some(day("2026-01-01")), ..person(3, "Gone", Some(DecisionRole::Decides)) },
    ];
    let follow_ups = [
        promise(10, "price list A100", "2026-11-20", PromisedBy::Us),
        promise(11, "samples", "2026-11-18", PromisedBy::Us),
        promise(12, "someday", "", PromisedBy::Us),
        promise(13, "a decision", "2026-11-30", PromisedBy::Them),
        promise(14, "the floor plan", "2026-11-23", PromisedBy::Them),
        FollowUp { state: Some(FollowUpState::Done), ..promise(15, "done", "2026-11-01", PromisedBy::Us) },
    ];
    let visits = [
        visit(20, "2026-10-20", "Does it fit through the door? likes A100"),
        visit(21, "2026-11-03", "Trial first, then six chairs. Who signs above 10k?"),
        visit(22, "2026-10-06", "old: which door fits? wants a brochure"),
        Visit { state: Some(VisitState::Missed), ..visit(23, "2026-11-10", "shut") },
        visit(24, "2026-11-04", ""),
    ];
    let touches = [Touch {
        id: id(30),
        day: Some(day("2026-10-28")),
        notes: "it fits through the door".into(),
        ..Touch::default()
    }];
    let facts = Facts {
        account: &account,
        contacts: &contacts,
        follow_ups: &follow_ups,
        visits: &visits,
        touches: &touches,
        metres: Some(2100),
        steps: None,
        earlier: &[],
    };
    let briefing = briefing(&facts, &now());
    let texts =
        |list: &[(Id, String, Option<NaiveDate>)]| list.iter().map(|(_, text, _)| text.clone()).collect::<Vec<_>>();
    assert_eq!(texts(&briefing.ours), ["samples", "price list A100", "someday"]);
    assert_eq!(texts(&briefing.theirs), ["the floor plan", "a decision"]);
    let last: Vec<_> = briefing.last.iter().map(|(log, day, _)| (*log, day.to_string())).collect();
    assert_eq!(
        last,
        [
            // Without words, and still the last time.
            (LogRef::Visit(id(24)), "2026-11-04".into()),
            (LogRef::Visit(id(21)), "2026-11-03".into()),
            (LogRef::Touch(id(30)), "2026-10-28".into()),
        ]
    );
    assert_eq!(
        briefing.ask,
        [
            Question::Promised { follow_up: id(14), words: "the floor plan".into(), due: day("2026-11-23") },
            Question::Noted {
                log: LogRef::Visit(id(21)),
                day: day("2026-11-03"),
                words: "Who signs above 10k?".into()
            },
            Question::WhoDecides,
        ]
    );
    let names: Vec<_> = briefing.people.iter().map(|person| person.name.as_str()).collect();
    assert_eq!(names, ["Buyer", "Uses"]);
    assert_eq!(briefing.birthdays, [(id(2), "Buyer".to_string(), day("2026-12-01"))]);
    assert!(!briefing.first_visit);
    assert_eq!((briefing.metres, briefing.opening_hours.as_str()), (Some(2100), "9-12"));
}

#[test]
fn a_customer_without_history_gets_no_question() {
    let facts = Facts {
        account: &Account::default(),
        contacts: &[],
        follow_ups: &[promise(14, "ring us", "2026-11-23", PromisedBy::Them)],
        visits: &[Visit { state: Some(VisitState::Planned), ..visit(20, "2026-11-24", "who is there?") }],
        touches: &[],
        metres: None,
        steps: None,
        earlier: &[],
    };
    let briefing = briefing(&facts, &now());
    assert_eq!((briefing.ask.len(), briefing.last.len(), briefing.first_visit), (0, 0, true));
    assert_eq!(briefing.theirs.len(), 1);
}

#[test]
fn what_was_heard_is_counted_and_what_worked_is_named() {
    let words = |words: &[&str]| words.iter().map(|word| (*word).to_string()).collect::<BTreeSet<_>>();
    let tagged =
        |number, on, notes, tags: &[&str], outcome| Visit { tags: words(tags), outcome, ..visit(number, on, notes) };
    let visits = [
        tagged(20, "2026-10-20", "too dear, Acme is cheaper", &["price"], None),
        Visit {
            competitors: words(&["Acme"]),
            payments: words(&["2026-11-10 20000 the rest", "2026-08-01 500"]),
            ..tagged(
                21,
                "2026-11-03",
                "Trial first; then six chairs",
                &["Price", "delivery"],
                Some(VisitOutcome::Interest),
            )
        },
        Visit {
            // Promised twice, come once.
            payments: words(&["✓2026-11-18 2026-11-20 900", "2026-11-22 40"]),
            ..tagged(23, "2026-11-18", "", &[], None)
        },
        Visit {
            payments: words(&["2026-11-20 900", "✓2026-11-22 2026-11-22 40"]),
            ..tagged(24, "2026-11-10", "", &[], None)
        },
        Visit { competitors: words(&["ACME", "Bolt"]), ..tagged(22, "2026-11-17", "slow", &["delivery"], None) },
    ];
    let touches =
        [Touch { id: id(30), day: Some(day("2026-11-20")), payments: words(&["2026-12-05 700"]), ..Touch::default() }];
    let account = Account { id: id(9), name: "Harbour Dental".into(), grade: Some(Grade::C), ..Account::default() };
    let facts = Facts {
        account: &account,
        contacts: &[],
        follow_ups: &[],
        visits: &visits,
        touches: &touches,
        metres: None,
        steps: None,
        earlier: &[],
    };
    let briefing = briefing(&facts, &now());
    let objections: Vec<_> = briefing
        .objections
        .iter()
        .map(|heard| {
            (
                heard.words.as_str(),
                heard.times,
                heard.worked.as_ref().map(|(_, day, said)| (day.to_string(), said.as_str())),
            )
        })
        .collect();
    // The order of equals is that of the last; nothing came after "slow", so what worked for delivery is the log that first heard it.
    assert_eq!(
        objections,
        [
            ("delivery", 2, Some(("2026-11-03".into(), "Trial first"))),
            ("Price", 2, Some(("2026-11-03".into(), "Trial first"))),
        ]
    );
    let rivals: Vec<_> = briefing.competitors.iter().map(|rival| (rival.name.as_str(), rival.times)).collect();
    assert_eq!(rivals, [("ACME", 2), ("Bolt", 1)]);
    let money: Vec<String> = briefing.money.iter().map(|promised| promised.payment.to_string()).collect();
    assert_eq!(money, ["2026-11-10 20000 the rest", "2026-12-05 700"]);
    let asked = Question::Money { log: LogRef::Visit(id(21)), payment: briefing.money[0].payment.clone() };
    assert_eq!(briefing.ask, [asked]);
    assert_eq!((briefing.account, briefing.name.as_str()), (id(9), "Harbour Dental"));
}

#[test]
fn money_that_came_before_it_was_promised_anew_is_still_to_come() {
    let paid = |number, on, payments: &[&str]| Visit {
        payments: payments.iter().map(|text| (*text).to_string()).collect(),
        ..visit(number, on, "")
    };
    let check = |what: &str, visits: &[Visit], expected: &[(&str, &str)]| {
        let facts = Facts {
            account: &Account::default(),
            contacts: &[],
            follow_ups: &[],
            visits,
            touches: &[],
            metres: None,
            steps: None,
            earlier: &[],
        };
        let money = briefing(&facts, &now()).money;
        let said: Vec<(String, String)> =
            money.iter().map(|promised| (promised.day.to_string(), promised.payment.to_string())).collect();
        let said: Vec<(&str, &str)> = said.iter().map(|(day, text)| (day.as_str(), text.as_str())).collect();
        assert_eq!(said, expected, "{what}");
    };
    let november = paid(1, "2026-11-17", &["900"]);
    check(
        "September's came",
        &[november.clone(), paid(2, "2026-09-15", &["✓2026-09-20 900"])],
        &[("2026-11-17", "900")],
    );
    check(
        "October's came, and lies near",
        &[november.clone(), paid(2, "2026-10-15", &["✓2026-10-20 900"])],
        &[("2026-11-17", "900")],
    );
    check("the one promised twice came", &[november.clone(), paid(2, "2026-10-15", &["✓2026-11-18 900"])], &[]);
    check("it came on the day of the log", &[november, paid(2, "2026-10-15", &["✓2026-11-17 900"])], &[]);
}

#[test]
fn birthdays_within_two_weeks_are_named() {
    for (born, today, expected) in [
        ("1980-11-24", "2026-11-24", Some("2026-11-24")),
        ("1980-12-08", "2026-11-24", Some("2026-12-08")),
        ("1980-12-09", "2026-11-24", None),
        ("1980-11-23", "2026-11-24", None),
        ("1980-01-03", "2026-12-25", Some("2027-01-03")),
        ("1980-02-29", "2026-02-20", Some("2026-02-28")),
        ("1980-02-29", "2028-02-20", Some("2028-02-29")),
    ] {
        let person = Contact { name: "x".into(), birthday: Some(day(born)), ..Contact::default() };
        let found = birthdays(&[person], day(today));
        assert_eq!(found.first().map(|(_, _, day)| day.to_string()).as_deref(), expected, "{born} seen from {today}");
    }
}
