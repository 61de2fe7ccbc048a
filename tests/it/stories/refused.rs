//! One thing that cannot be taken holds up nothing else: it is shown with its reason, set right or given up, or taken over by a manager.

use rounds::base::id::Id;
use rounds::domain::act::{Edit, RecordEdit};
use rounds::domain::deed::{Deed, Refusal, Resolution};
use rounds::schema::{ACCOUNT, Account, CONTACT, Contact, FOLLOW_UP, FollowUp, Role, USER, VISIT, Value, Visit};

use rounds::client::{Reply, Syncer};
use rounds::server::{Core, UserChange};
use rounds::store::StoreError;
use rounds::sync::wire::Request;

use super::office::{Laptop, Office};

fn office() -> (Office, Laptop, Laptop) {
    let mut office = Office::new(&["North", "South"]);
    office.user("Ann", Role::Rep, &["North"]);
    office.user("Max", Role::Manager, &["North", "South"]);
    let (ann, max) = (office.laptop("Ann"), office.laptop("Max"));
    (office, ann, max)
}

/// A new customer of Ann's where she may not make one.
fn foreign(office: &mut Office, ann: &mut Laptop) -> Id {
    let (id, south) = (office.ids.next(office.now), office.territory("South"));
    let (owner, name) = (Some(ann.user), "Foreign".into());
    ann.commits(office, vec![Edit::create(&Account { id, name, territory: Some(south), owner, ..Account::default() })]);
    id
}

#[test]
fn story_6_what_is_refused_is_parked_with_its_dependants_and_all_else_flows() {
    let (mut office, mut ann, mut max) = office();
    let south = office.territory("South");
    let fine = ann.adds(&mut office, "Fine");
    // A new customer where Ann may not make one, and what hangs on it.
    let bad = foreign(&mut office, &mut ann);
    let person = office.ids.next(office.now);
    let contact = Contact { id: person, account: Some(bad), name: "Mr Far".into(), ..Contact::default() };
    ann.commits(&mut office, vec![Edit::create(&contact)]);
    ann.sets(&mut office, &ACCOUNT, fine, "street", Value::text("Main Street 1"));
    office.sync(&mut ann);
    assert_eq!(ann.store.waiting().unwrap(), 0);
    let view = ann.sync_view(&office);
    let reasons: Vec<&str> = view.parked.iter().map(|row| row.reason.as_str()).collect();
    assert_eq!(reasons, ["not_allowed", "depends"]);
    assert_eq!(view.parked[0].fields.iter().find(|field| field.field == 1).unwrap().value, Value::text("Foreign"));
    assert_eq!(view.line.needs_you, 2, "and nothing is counted twice");
    assert!(!ann.sees(&ACCOUNT, bad) && !ann.sees(&CONTACT, person), "nothing is shown as if it were so");
    office.sync(&mut max);
    assert_eq!(max.text(&ACCOUNT, fine, "street"), "Main Street 1");
    // The manager sees who wanted what.
    let notes = max.sync_view(&office).conflicts;
    assert_eq!(notes.len(), 1);
    assert_eq!((notes[0].lost.0.clone(), notes[0].lost.1.as_str()), (Value::Id(south), "Ann"));
    // Set right, it goes with what hangs on it.
    let north = ann.store.me().unwrap().territory;
    let field = ACCOUNT.field("territory").unwrap().number;
    let values = vec![(ACCOUNT.number, bad, field, Value::Id(north))];
    ann.does(&mut office, &Deed::SendAgain { acts: vec![view.parked[0].act], values });
    assert!(ann.sees(&ACCOUNT, bad) && ann.sees(&CONTACT, person));
    office.sync_all(&mut [&mut ann, &mut max]);
    let view = ann.sync_view(&office);
    assert_eq!((view.parked.len(), view.line.needs_you), (0, 0));
    assert!(max.sees(&ACCOUNT, bad) && max.sees(&CONTACT, person));
    assert_eq!(max.sync_view(&office).line.needs_you, 0);
}

#[test]
fn what_is_given_up_is_gone_on_both_sides() {
    let (mut office, mut ann, mut max) = office();
    let south = office.territory("South");
    let id = ann.adds(&mut office, "Acme");
    office.sync_all(&mut [&mut ann, &mut max]);
    ann.sets(&mut office, &ACCOUNT, id, "territory", Value::Id(south));
    office.sync_all(&mut [&mut ann, &mut max]);
    let view = ann.sync_view(&office);
    assert_eq!(view.parked.len(), 1);
    assert_ne!(ann.get(&ACCOUNT, id, "territory"), Value::Id(south), "the office's value is shown");
    assert_eq!(max.sync_view(&office).line.needs_you, 1);
    ann.does(&mut office, &Deed::Withdraw { acts: vec![view.parked[0].act] });
    assert_eq!(ann.sync_view(&office).line.needs_you, 0);
    office.sync_all(&mut [&mut ann, &mut max]);
    assert_eq!(max.sync_view(&office).line.needs_you, 0, "the note is closed at the manager's too");
    assert!(ann.tries(&mut office, &Deed::Withdraw { acts: vec![view.parked[0].act] }).is_err());
}

/// The note lies with the manager alone: its author never sees it.
#[test]
fn what_never_was_anywhere_is_given_up_and_its_note_goes_too() {
    let (mut office, mut ann, mut max) = office();
    foreign(&mut office, &mut ann);
    office.sync_all(&mut [&mut ann, &mut max]);
    let parked = ann.sync_view(&office).parked;
    assert!(!parked.is_empty() && ann.conflicts().is_empty(), "{parked:?}");
    let before = max.sync_view(&office).line.needs_you;
    assert!(before > 0);
    let backup = office.server.copy().unwrap();
    let acts = parked.iter().map(|row| row.act).collect();
    ann.does(&mut office, &Deed::Withdraw { acts });
    office.sync_all(&mut [&mut ann, &mut max]);
    assert_eq!(max.sync_view(&office).line.needs_you, 0, "nothing is left to decide");
    assert!(ann.store.withdrawn().unwrap().is_empty(), "the server has heard it");
    let said = office.sync(&mut ann);
    assert_eq!(said.rounds, 1, "and is not told again");
    // Restored to before, it is told once more.
    office.server = backup;
    office.core = Core::new(79).offering(u64::MAX);
    for _ in 0..2 {
        office.sync_all(&mut [&mut ann, &mut max]);
    }
    assert_eq!((max.sync_view(&office).line.needs_you, ann.sync_view(&office).parked.len()), (0, 0));
}

/// What was given up never comes to be, though the server that refused it was lost and the new one would take it.
#[test]
fn what_is_given_up_is_taken_by_no_restored_server() {
    // Given up before the server is restored and told, before it is told, and after the laptop has heard of the restoration; or an old message
    // with it comes late.
    for (told, heard, late) in [(true, false, false), (false, false, false), (false, true, false), (true, false, true)]
    {
        let (mut office, mut ann, mut max) = office();
        let south = office.territory("South");
        let id = ann.adds(&mut office, "Acme");
        office.sync_all(&mut [&mut ann, &mut max]);
        let backup = office.server.copy().unwrap();
        ann.sets(&mut office, &ACCOUNT, id, "territory", Value::Id(south));
        let message = Syncer::new().next_request(&mut ann.store, office.now).unwrap().unwrap();
        office.sync_all(&mut [&mut ann, &mut max]);
        let acts: Vec<Id> = ann.sync_view(&office).parked.iter().map(|row| row.act).collect();
        assert_eq!(acts.len(), 1);
        let give_up = Deed::Withdraw { acts };
        if !heard {
            ann.does(&mut office, &give_up);
        }
        if told {
            office.sync_all(&mut [&mut ann, &mut max]);
        }
        office.server = backup;
        office.core = Core::new(79).offering(u64::MAX);
        // By now she may.
        let gains = UserChange { gains: vec!["South".into()], ..UserChange::default() };
        office.core.set_user(&mut office.server, "Ann", &gains, office.now).unwrap();
        if heard {
            let at = office.now;
            let mut syncer = Syncer::new();
            while ann.store.outbox(1, &[].into()).unwrap().is_empty() {
                let request = syncer.next_request(&mut ann.store, at).unwrap().unwrap();
                let response = office.answer(&mut ann, &request);
                syncer.on_response(&mut ann.store, Reply::Response(&response), at).unwrap();
            }
            ann.does(&mut office, &give_up);
        }
        office.sync_all(&mut [&mut ann, &mut max]);
        if late {
            office.answer(&mut ann, &message);
        }
        office.sync_all(&mut [&mut ann, &mut max]);
        for laptop in [&ann, &max] {
            assert_ne!(laptop.get(&ACCOUNT, id, "territory"), Value::Id(south), "{told} {heard} {late}");
            let view = laptop.sync_view(&office);
            assert_eq!((view.parked.len(), view.line.needs_you, view.line.waiting), (0, 0, 0));
        }
        assert!(ann.store.withdrawn().unwrap().is_empty(), "the server has heard it: {told} {heard} {late}");
    }
}

#[test]
fn what_was_refused_goes_without_the_field_that_may_not_be_set() {
    let (mut office, mut ann, mut max) = office();
    let south = office.territory("South");
    let id = ann.adds(&mut office, "Acme");
    office.sync_all(&mut [&mut ann, &mut max]);
    let number = |name: &str| ACCOUNT.field(name).unwrap().number;
    let values = vec![(number("territory"), Value::Id(south)), (number("notes"), Value::text("park behind the house"))];
    let edit = Edit { entity: ACCOUNT.number, record: id, deed: RecordEdit::Set(values) };
    ann.commits(&mut office, vec![edit]);
    office.sync_all(&mut [&mut ann, &mut max]);
    let view = ann.sync_view(&office);
    assert_eq!((view.parked.len(), view.line.needs_you), (1, 1));
    let row = &view.parked[0];
    let field = row.fields.iter().find(|field| field.field == number("territory")).unwrap();
    assert_ne!(field.now, field.value, "what the office has");
    let values = vec![(ACCOUNT.number, id, field.field, field.now.clone())];
    ann.does(&mut office, &Deed::SendAgain { acts: vec![row.act], values });
    office.sync_all(&mut [&mut ann, &mut max]);
    let view = ann.sync_view(&office);
    assert_eq!((view.parked.len(), view.line.needs_you), (0, 0));
    assert_eq!(max.text(&ACCOUNT, id, "notes"), "park behind the house");
    assert_eq!(max.sync_view(&office).line.needs_you, 0, "the note is closed");
}

#[test]
fn a_manager_takes_over_what_a_rep_may_not_write() {
    let (mut office, mut ann, mut max) = office();
    let south = office.territory("South");
    let id = ann.adds(&mut office, "Acme");
    office.sync_all(&mut [&mut ann, &mut max]);
    ann.sets(&mut office, &ACCOUNT, id, "territory", Value::Id(south));
    office.sync_all(&mut [&mut ann, &mut max]);
    let conflicts = max.sync_view(&office).conflicts.iter().map(|row| row.id).collect();
    max.does(&mut office, &Deed::Resolve { conflicts, choice: Resolution::BringBack });
    office.sync_all(&mut [&mut max, &mut ann]);
    assert_eq!(max.get(&ACCOUNT, id, "territory"), Value::Id(south));
    assert!(!ann.sees(&ACCOUNT, id), "it lies in the South now");
    assert_eq!(ann.sync_view(&office).parked.len(), 0, "nothing is left to do for the rep");
}

#[test]
fn what_a_manager_brings_back_comes_with_all_that_was_refused_with_it() {
    let (mut office, mut ann, mut max) = office();
    let south = office.territory("South");
    let (id, other) = (ann.adds(&mut office, "Acme"), ann.adds(&mut office, "Other"));
    office.sync_all(&mut [&mut ann, &mut max]);
    let number = |field: &str| ACCOUNT.field(field).unwrap().number;
    for account in [id, other] {
        let values = vec![
            (number("territory"), Value::Id(south)),
            (number("owner"), Value::Id(max.user)),
            (number("street"), Value::text("2 Quay St")),
        ];
        ann.commits(&mut office, vec![Edit { entity: ACCOUNT.number, record: account, deed: RecordEdit::Set(values) }]);
    }
    office.sync_all(&mut [&mut ann, &mut max]);
    // Meanwhile somebody sets the street of the other.
    max.sets(&mut office, &ACCOUNT, other, "street", Value::text("9 Hill"));
    office.sync_all(&mut [&mut ann, &mut max]);
    let conflicts: Vec<Id> = max.sync_view(&office).conflicts.iter().map(|row| row.id).collect();
    assert_eq!(conflicts.len(), 2, "one note each");
    max.does(&mut office, &Deed::Resolve { conflicts, choice: Resolution::BringBack });
    office.sync_all(&mut [&mut max, &mut ann]);
    for (account, street) in [(id, "2 Quay St"), (other, "9 Hill")] {
        assert_eq!(max.get(&ACCOUNT, account, "territory"), Value::Id(south));
        assert_eq!(max.get(&ACCOUNT, account, "owner"), Value::Id(max.user));
        assert_eq!(max.text(&ACCOUNT, account, "street"), street, "what somebody set since stays");
    }
    assert_eq!(ann.sync_view(&office).parked.len(), 0);
}

#[test]
fn story_14_a_field_that_became_mandatory_rejects_nothing_and_makes_a_list() {
    let (mut office, mut ann, mut max) = office();
    let id = ann.adds(&mut office, "Acme");
    // As an older version made them: without what should be there by now.
    let visit = Visit { id: office.ids.next(office.now), account: Some(id), owner: Some(ann.user), ..Visit::default() };
    let promise =
        FollowUp { id: office.ids.next(office.now), account: Some(id), owner: Some(ann.user), ..FollowUp::default() };
    ann.commits(&mut office, vec![Edit::create(&visit), Edit::create(&promise)]);
    office.sync_all(&mut [&mut ann, &mut max]);
    assert!(max.sees(&VISIT, visit.id) && max.sees(&FOLLOW_UP, promise.id));
    let view = ann.sync_view(&office);
    assert_eq!((view.parked.len(), view.line.needs_you), (0, 0));
    let listed: Vec<_> = view.to_complete.iter().map(|row| (row.record, row.name.as_str(), row.fields.len())).collect();
    assert_eq!(listed, [(visit.id, "Acme", 2), (promise.id, "Acme", 2)]);
    // A person's edit of another field goes through all the same, here and at the server; what is there is not taken away again.
    let number = |field: &str| VISIT.field(field).unwrap().number;
    let set = |field: &str, value: Value| Deed::Set {
        entity: VISIT.number,
        record: visit.id,
        values: vec![(number(field), value)],
        seen: vec![(number(field), Value::Null)],
    };
    ann.does(&mut office, &set("notes", Value::text("met the buyer")));
    office.sync_all(&mut [&mut ann, &mut max]);
    assert_eq!((ann.sync_view(&office).parked.len(), ann.sync_view(&office).to_complete.len()), (0, 2));
    assert_eq!(max.text(&VISIT, visit.id, "notes"), "met the buyer");
    ann.does(&mut office, &set("state", Value::text("done")));
    assert_eq!(ann.sync_view(&office).to_complete[0].fields, [number("day")]);
    let day = visit_day(&ann.now(&office));
    ann.does(&mut office, &set("day", day.clone()));
    let empty = Deed::Set {
        entity: VISIT.number,
        record: visit.id,
        values: vec![(number("day"), Value::Null)],
        seen: vec![(number("day"), day)],
    };
    let refused = ann.tries(&mut office, &empty);
    assert!(matches!(refused, Err(StoreError::Refused(Refusal::Value { field: "day", .. }))), "{refused:?}");
    office.sync_all(&mut [&mut ann, &mut max]);
    assert_eq!(ann.sync_view(&office).to_complete.len(), 1);
    assert_eq!(max.text(&VISIT, visit.id, "state"), "done");
}

fn visit_day(now: &rounds::base::clock::Now) -> Value {
    use rounds::schema::FieldType;
    FieldType::put(&Some(now.today()))
}

/// The answer that refuses a group ends between its two changes, and the server is restored to before it.
#[test]
fn of_a_refused_group_nothing_waits_though_the_answer_ended_within_it() {
    for sent_again in [false, true] {
        let (mut office, mut ann, mut max) = office();
        let acme = ann.adds(&mut office, "Acme");
        office.sync_all(&mut [&mut ann, &mut max]);
        let backup = office.server.copy().unwrap();
        let set = |entity: &rounds::schema::Entity, record, field: &str, text: &str| Edit {
            entity: entity.number,
            record,
            deed: RecordEdit::Set(vec![(entity.field(field).unwrap().number, Value::text(text))]),
        };
        let user = ann.user;
        ann.commits(
            &mut office,
            vec![set(&ACCOUNT, acme, "street", "1 Quay St"), set(&USER, user, "email", "ann@acme.example")],
        );
        let at = ann.now(&office).at;
        let mut syncer = Syncer::new();
        while ann.sync_view(&office).parked.is_empty() {
            let request = syncer.next_request(&mut ann.store, at).unwrap().expect("what was sent has its outcome");
            let response = office.answer(&mut ann, &Request { most: 1, ..request });
            syncer.on_response(&mut ann.store, Reply::Response(&response), at).unwrap();
        }
        let parked = ann.sync_view(&office).parked;
        assert_eq!((parked.len(), parked[0].fields.len(), ann.store.waiting().unwrap()), (1, 2, 0), "all of it");
        assert_eq!(ann.text(&ACCOUNT, acme, "street"), "", "nothing of it is shown as if it were so");
        let acts = vec![parked[0].act];
        let values = Vec::new();
        let deed = if sent_again { Deed::SendAgain { acts, values } } else { Deed::Withdraw { acts } };
        ann.does(&mut office, &deed);
        office.server = backup;
        office.core = Core::new(79).offering(u64::MAX);
        for _ in 0..2 {
            office.talk(&mut ann);
            office.talk(&mut max);
        }
        for laptop in [&ann, &max] {
            assert_eq!(laptop.text(&ACCOUNT, acme, "street"), "", "half of a group is never taken");
        }
        assert_eq!(ann.sync_view(&office).parked.len(), usize::from(sent_again));
    }
}
