//! A territory or a laptop that is taken away: what waits is handed over, what lies aside is wiped only then.

use rounds::client::{Reply, Syncer};
use rounds::domain::deed::{Away, Deed, Refusal};
use rounds::schema::{ACCOUNT, CONTACT, Value};
use rounds::server::{Core, UserChange};
use rounds::store::{KEPT_ASIDE_DAYS, OwnKind, StoreError};
use rounds::sync::StreamId;

use super::{Laptop, Office, office, to};

fn a_week() -> i64 {
    (KEPT_ASIDE_DAYS * 24 + 1) * 60
}

#[test]
fn what_is_aside_is_read_only_and_wiped_after_a_week_once_nothing_waits() {
    let (mut office, mut ann, mut bo, _) = office();
    let acme = ann.adds(&mut office, "Acme");
    let wang = ann.adds_contact(&mut office, acme, "Wang");
    office.sync(&mut ann);
    office.core.move_accounts(&mut office.server, &[acme], &to("South"), office.now).unwrap();
    office.sync_all(&mut [&mut ann, &mut bo]);
    let kept = ann.sync_view(&office).aside.unwrap();
    assert_eq!((kept.customers, kept.waiting), (1, 0));
    let set = Deed::Set { entity: ACCOUNT.number, record: acme, values: vec![(7, Value::text("x"))], seen: Vec::new() };
    let refused = ann.tries(&mut office, &set);
    // The only rep of the south has him.
    let with_bo = Away { who: "Bo".into(), territory: "South".into() };
    let moved = Refusal::MovedAway { name: "Acme".into(), to: with_bo };
    assert!(matches!(&refused, Err(StoreError::Refused(refusal)) if *refusal == moved), "{refused:?}");
    assert!(!ann.has_wiped(acme), "still here, aside");
    // What files said of him goes with him.
    let now = ann.now(&office).at;
    ann.store.keep(OwnKind::Said, &acme.to_string(), "said", now).unwrap();
    office.later(a_week() - 300);
    office.sync(&mut ann);
    assert!(!ann.has_wiped(acme) && !ann.has_wiped(wang), "not yet");
    office.later(300);
    office.sync(&mut ann);
    assert!(ann.has_wiped(acme) && ann.has_wiped(wang));
    assert_eq!(ann.sync_view(&office).aside, None);
    assert_eq!(ann.store.kept(OwnKind::Said, &acme.to_string()).unwrap(), None);
    // It comes back whole.
    office.core.move_accounts(&mut office.server, &[acme], &to("North"), office.now).unwrap();
    office.sync_all(&mut [&mut ann, &mut bo]);
    assert_eq!((ann.text(&ACCOUNT, acme, "name"), ann.text(&CONTACT, wang, "name")), ("Acme".into(), "Wang".into()));
}

#[test]
fn a_server_whose_clock_is_ahead_for_a_day_has_nothing_wiped() {
    let (mut office, mut ann, _, _) = office();
    let acme = ann.adds(&mut office, "Acme");
    office.sync(&mut ann);
    office.core.move_accounts(&mut office.server, &[acme], &to("South"), office.now).unwrap();
    office.sync(&mut ann);
    // The server says that it is a month later; the laptop's own clock is right.
    let before = office.now;
    office.later(5 * a_week());
    ann.skew = -5 * a_week();
    office.sync(&mut ann);
    assert!(!ann.has_wiped(acme));
    // It is set right.
    (office.now, ann.skew) = (before.plus_minutes(1), 0);
    office.sync(&mut ann);
    assert!(!ann.has_wiped(acme));
    office.later(a_week());
    office.sync(&mut ann);
    assert!(ann.has_wiped(acme), "and in its time it goes");
}

#[test]
fn story_5_nothing_is_wiped_while_an_edit_of_it_is_not_with_the_server() {
    let (mut office, mut ann, _, _) = office();
    let acme = ann.adds(&mut office, "Acme");
    office.sync(&mut ann);
    office.core.move_accounts(&mut office.server, &[acme], &to("South"), office.now).unwrap();
    office.sync(&mut ann);
    // What waits is made behind the store's back of a person: a draft that was saved in the second of the move.
    office.core.move_accounts(&mut office.server, &[acme], &to("North"), office.now).unwrap();
    office.sync(&mut ann);
    ann.sets(&mut office, &ACCOUNT, acme, "street", Value::text("2 King St"));
    office.core.move_accounts(&mut office.server, &[acme], &to("South"), office.now).unwrap();
    // The evict arrives, but the answer to the hand-over is lost.
    let hands_over_nothing = |office: &mut Office, ann: &mut Laptop| {
        let mut syncer = rounds::client::Syncer::new().limited(0, 1_000_000);
        let mut request = syncer.next_request(&mut ann.store, office.now).unwrap().unwrap();
        request.groups.clear();
        let response = office.answer(ann, &request);
        syncer.on_response(&mut ann.store, rounds::client::Reply::Response(&response), office.now).unwrap();
    };
    hands_over_nothing(&mut office, &mut ann);
    assert!(!ann.sees(&ACCOUNT, acme));
    assert_eq!(ann.sync_view(&office).aside.unwrap().waiting, 1);
    office.later(10 * a_week());
    hands_over_nothing(&mut office, &mut ann);
    assert_eq!(ann.store.wipe_aside(office.now).unwrap(), 0, "a change of it waits");
    office.sync(&mut ann);
    assert_eq!(ann.store.waiting().unwrap(), 0);
    let mut fresh = office.laptop("Bo");
    office.sync(&mut fresh);
    assert_eq!(fresh.text(&ACCOUNT, acme, "street"), "2 King St");
}

#[test]
fn a_rep_gains_a_territory_and_loses_one() {
    let (mut office, mut ann, mut bo, _) = office();
    let (acme, bolt) = (ann.adds(&mut office, "Acme"), bo.adds(&mut office, "Bolt"));
    office.sync_all(&mut [&mut ann, &mut bo]);
    ann.sets(&mut office, &ACCOUNT, acme, "notes", Value::text("said before it was taken away"));
    let change = UserChange { gains: vec!["South".into()], loses: vec!["North".into()], ..UserChange::default() };
    office.core.set_user(&mut office.server, "Ann", &change, office.now).unwrap();
    office.sync_all(&mut [&mut ann, &mut bo]);
    assert!(!ann.sees(&ACCOUNT, acme) && ann.sees(&ACCOUNT, bolt), "the streams follow at the next contact");
    assert_eq!(ann.store.waiting().unwrap(), 0);
    let south = office.territory("South");
    assert_eq!(ann.store.me().unwrap().territory, south, "new customers lie where she works now");
    let new = ann.adds(&mut office, "New");
    office.sync_all(&mut [&mut ann, &mut bo]);
    assert!(ann.sees(&ACCOUNT, new) && bo.sees(&ACCOUNT, new));
    // And back.
    let change = UserChange { gains: vec!["North".into()], ..UserChange::default() };
    office.core.set_user(&mut office.server, "Ann", &change, office.now).unwrap();
    office.sync(&mut ann);
    assert_eq!(ann.text(&ACCOUNT, acme, "notes"), "said before it was taken away");
}

/// The server is restored to before a territory was taken away, and of that the laptop had heard, but not read it yet.
#[test]
fn an_edit_in_a_territory_that_was_just_lost_outlives_a_restored_server() {
    let (mut office, mut ann, mut bo, _) = office();
    let acme = ann.adds(&mut office, "Acme");
    office.sync_all(&mut [&mut ann, &mut bo]);
    let backup = office.server.copy().unwrap();
    ann.sets(&mut office, &ACCOUNT, acme, "street", Value::text("2 King St"));
    office.sync(&mut ann);
    for name in 0..40 {
        let name = format!("Region {name}");
        office.core.add_territory(&mut office.server, &name, &mut office.ids, office.now).unwrap();
    }
    let change = UserChange { gains: vec!["South".into()], loses: vec!["North".into()], ..UserChange::default() };
    office.core.set_user(&mut office.server, "Ann", &change, office.now).unwrap();
    // The log that says so is long by now, and she is offered a file instead; the line is cut before she has it.
    office.core = Core::new(78).offering(10);
    let (mut cut, at) = (Syncer::new(), ann.now(&office).at);
    loop {
        let request = cut.next_request(&mut ann.store, at).unwrap().unwrap();
        let answer = office.answer(&mut ann, &request);
        cut.on_response(&mut ann.store, Reply::Response(&answer), at).unwrap();
        if !answer.gone.is_empty() {
            assert!(answer.offers.is_some_and(|offers| offers.iter().any(|offer| offer.stream == StreamId::Global)));
            break;
        }
    }
    ann.store.drop_taking(StreamId::Global).unwrap();
    office.server = backup;
    office.core = Core::new(79).offering(u64::MAX);
    office.sync_all(&mut [&mut ann, &mut bo]);
    assert_eq!(ann.text(&ACCOUNT, acme, "street"), "2 King St");
    let mut fresh = office.laptop("Ann");
    office.sync(&mut fresh);
    assert_eq!(fresh.text(&ACCOUNT, acme, "street"), "2 King St");
}

#[test]
fn story_5_a_laptop_that_is_taken_away_hands_over_before_it_forgets() {
    let (mut office, mut ann, _, mut mo) = office();
    let acme = ann.adds(&mut office, "Acme");
    office.sync(&mut ann);
    ann.sets(&mut office, &ACCOUNT, acme, "street", Value::text("2 King St"));
    for device in office.core.devices_of(&mut office.server, "Ann", office.now).unwrap() {
        assert!(office.core.revoke(&mut office.server, device.id, office.now).unwrap());
    }
    assert!(office.sync(&mut ann).wiped);
    ann.store.erase().unwrap();
    assert!(ann.has_wiped(acme));
    assert_eq!((ann.store.enrolment().unwrap(), ann.store.waiting().unwrap()), (None, 0));
    office.sync(&mut mo);
    assert_eq!(mo.text(&ACCOUNT, acme, "street"), "2 King St", "but first it handed over");
}
