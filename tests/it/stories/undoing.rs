//! Undo does not end at a sync (PEERS.md, 20): on another laptop, of one act among later ones, leaving what somebody set since; and the
//! history in which all of it is seen.

use rounds::base::id::Id;
use rounds::client::{Reply, Syncer};
use rounds::domain::act::{Act, By, Edit, Label, Left, RecordEdit, UndoKind};
use rounds::domain::ask::{Fate, HistoryLine};
use rounds::domain::deed::{Deed, Refusal};
use rounds::domain::history::{at, bring_back, joined};
use rounds::schema::{ACCOUNT, Entity, FOLLOW_UP, FollowUp, Role, VISIT, Value};
use rounds::server::Who;
use rounds::store::StoreError;
use rounds::sync::StreamId;
use rounds::sync::past::PastAsk;

use super::compaction::sync as takes;
use super::office::{Laptop, Office};

fn office() -> (Office, Laptop, Laptop, Laptop) {
    let mut office = Office::new(&["North", "South"]);
    office.user("Ann", Role::Rep, &["North"]);
    office.user("Bo", Role::Rep, &["North"]);
    let (ann, second, bo) = (office.laptop("Ann"), office.laptop("Ann"), office.laptop("Bo"));
    (office, ann, second, bo)
}

fn ask(record: Id) -> PastAsk {
    PastAsk { protocol: 1, entity: ACCOUNT.number, record, act: None }
}

fn set(values: &[(&str, &str)], record: Id) -> Deed {
    let values = values.iter().map(|(name, text)| (ACCOUNT.field(name).unwrap().number, Value::text(*text)));
    Deed::Set { entity: ACCOUNT.number, record, values: values.collect(), seen: Vec::new() }
}

#[test]
fn story_20_one_act_among_later_ones_is_taken_back_on_another_laptop() {
    let (mut office, mut ann, mut second, mut bo) = office();
    let acme = ann.adds(&mut office, "Acme");
    office.sync_all(&mut [&mut ann, &mut second, &mut bo]);
    // One act sets two fields; then more is done, and Bo sets one of them anew.
    let act = ann.does(&mut office, &set(&[("street", "Wrong St"), ("city", "Wrongham")], acme)).act;
    ann.does(&mut office, &set(&[("notes", "likes A100")], acme));
    office.sync_all(&mut [&mut ann, &mut second, &mut bo]);
    bo.does(&mut office, &set(&[("city", "Bristol")], acme));
    office.sync_all(&mut [&mut bo, &mut second, &mut ann]);
    // On her other laptop Ann takes that one act back.
    let back = second.store.take_back(act, &second.now(&office)).unwrap();
    let city = ACCOUNT.field("city").unwrap().number;
    let by = By::User("Bo".into());
    assert_eq!(back.left, vec![Left { entity: ACCOUNT.number, record: acme, field: city, by }]);
    office.sync_all(&mut [&mut second, &mut ann, &mut bo]);
    for laptop in [&ann, &second, &bo] {
        assert_eq!(laptop.text(&ACCOUNT, acme, "street"), "", "taken back");
        assert_eq!(laptop.text(&ACCOUNT, acme, "city"), "Bristol", "left as Bo set it");
        assert_eq!(laptop.text(&ACCOUNT, acme, "notes"), "likes A100", "what was done later stays");
        assert!(laptop.conflicts().is_empty());
        // History shows both: the act, and that it was taken back.
        let street = ACCOUNT.field("street").unwrap().number;
        let lines = laptop.history(&office, &ACCOUNT, acme);
        let told = |lines: &[HistoryLine]| -> Vec<_> {
            let of_street = lines.iter().filter(|line| line.field == street);
            of_street.map(|line| (line.after.clone(), line.undo)).collect()
        };
        let both = vec![(Value::Null, Some(UndoKind::Undo)), (Value::text("Wrong St"), None)];
        assert_eq!(told(&lines), both, "on every laptop it is said which of them takes back");
        // And so where the server tells of it, to a laptop that saw none of it.
        let past = office.core.history(&mut office.server, &laptop.who, &ask(acme), office.now).unwrap();
        let there = laptop.store.told(ACCOUNT.number, &past.lines).unwrap();
        assert_eq!(told(&joined(Vec::new(), there)), both);
        assert!(lines.iter().filter(|line| line.field != street).all(|line| line.undo.is_none()));
    }
    // On the laptop where it was done there is nothing of it to take back any more, and nobody says that there was.
    let mut first = |says: &str| {
        let back = ann.store.undo(&ann.now(&office)).unwrap().unwrap();
        let left: Vec<_> = back.left.iter().map(|left| (left.field, left.by.clone())).collect();
        assert_eq!(back.committed.label.words, says);
        (back.changed, left)
    };
    assert_eq!(first("act-set"), (true, vec![]), "the notes, which were set last");
    assert_eq!(first("act-set"), (false, vec![(city, By::User("Bo".into()))]));
    let (changed, left) = first("act-set");
    let street = ACCOUNT.field("street").unwrap().number;
    assert!(!changed && left.contains(&(street, By::Me)), "my other laptop is I: {left:?}");
    assert!(ann.sees(&ACCOUNT, acme));
    // And the taking back is taken back where it was done.
    assert!(second.store.redo(&second.now(&office)).unwrap().is_some());
    assert_eq!(second.text(&ACCOUNT, acme, "street"), "Wrong St");
    office.sync_all(&mut [&mut second, &mut ann, &mut bo]);
    let street = ACCOUNT.field("street").unwrap().number;
    for laptop in [&ann, &second, &bo] {
        let lines = laptop.history(&office, &ACCOUNT, acme);
        let of_street: Vec<_> = lines.iter().filter(|line| line.field == street).map(|line| line.undo).collect();
        assert_eq!(of_street, [Some(UndoKind::Redo), Some(UndoKind::Undo), None]);
    }
    let nothing = bo.store.take_back(office.ids.next(office.now), &bo.now(&office));
    assert!(matches!(nothing, Err(StoreError::Refused(Refusal::Nothing))));
}

#[test]
fn an_act_over_many_records_that_is_not_on_this_laptop_is_taken_back_whole() {
    let (mut office, mut ann, _, mut bo) = office();
    let accounts: Vec<Id> = (0..450).map(|n| ann.adds(&mut office, &format!("Customer {n}"))).collect();
    let street = ACCOUNT.field("street").unwrap().number;
    let wrong = |record: &Id| {
        let deed = RecordEdit::Set(vec![(street, Value::text("Wrong St"))]);
        vec![Edit { entity: ACCOUNT.number, record: *record, deed }]
    };
    office.later(1);
    let act = Act { label: Label::new("act-set", "x"), groups: accounts.iter().map(wrong).collect() };
    let act = ann.store.commit(&act, &ann.now(&office)).unwrap().act;
    office.sync_all(&mut [&mut ann, &mut bo]);
    office.core.compact(&mut office.server, office.now.plus_minutes(200 * 24 * 60)).unwrap();
    let mut fresh = office.new_laptop("Ann");
    takes(&mut office, &mut fresh);
    assert!(!fresh.store.knows_act(act).unwrap());
    let mut asked = 0;
    let (who, at) = (fresh.who, office.now);
    let told = rounds::client::told_of(act, &mut |ask| {
        asked += 1;
        Ok(office.core.history(&mut office.server, &who, ask, at).unwrap())
    });
    let told = told.unwrap();
    assert_eq!((asked, told.len()), (3, 450));
    let back = fresh.store.take_back_told(act, &told, &fresh.now(&office)).unwrap();
    assert_eq!(back.left.len(), 0);
    for laptop in [&mut fresh, &mut bo] {
        takes(&mut office, laptop);
    }
    for laptop in [&fresh, &bo] {
        assert!(accounts.iter().all(|account| laptop.text(&ACCOUNT, *account, "street").is_empty()));
    }
}

/// A laptop is filled while an act is at the server that changed records of two streams: of what came when it was filled nothing is known by its act.
#[test]
fn an_act_of_which_only_a_part_arrived_as_news_is_not_taken_back_by_half() {
    let (mut office, mut ann, _, mut bo) = office();
    let acme = ann.adds(&mut office, "Acme");
    let mine = office.ids.next(office.now);
    let follow_up = FollowUp { id: mine, owner: Some(ann.user), text: "ring".into(), ..FollowUp::default() };
    ann.commits(&mut office, vec![Edit::create(&follow_up)]);
    office.sync_all(&mut [&mut ann, &mut bo]);
    let mut third = office.new_laptop("Ann");
    // The territory comes first; then the act is done; then what is Ann's own comes, from its beginning.
    let at = office.now;
    let mut syncer = Syncer::new();
    let request = syncer.next_request(&mut third.store, at).unwrap().unwrap();
    let north = StreamId::Territory(ann.store.me().unwrap().territory);
    let mut response = office.answer(&mut third, &request);
    response.slices.retain(|slice| slice.stream == north);
    assert!(response.slices.iter().all(|slice| slice.left == 0));
    syncer.on_response(&mut third.store, Reply::Response(&response), at).unwrap();
    let set = |entity: &Entity, record, field: &str, text: &str| Edit {
        entity: entity.number,
        record,
        deed: RecordEdit::Set(vec![(entity.field(field).unwrap().number, Value::text(text))]),
    };
    office.later(1);
    let edits = vec![set(&ACCOUNT, acme, "street", "Wrong St"), set(&FOLLOW_UP, mine, "text", "wrong")];
    let act = ann.store.commit(&Act::one(Label::new("act-set", "x"), edits), &ann.now(&office)).unwrap().act;
    office.sync(&mut ann);
    office.heals(&mut third);
    assert_eq!(
        (third.text(&ACCOUNT, acme, "street"), third.text(&FOLLOW_UP, mine, "text")),
        ("Wrong St".into(), "wrong".into())
    );
    let now = third.now(&office);
    assert!(!third.store.knows_act(act).unwrap());
    assert!(matches!(third.store.take_back(act, &now), Err(StoreError::Refused(Refusal::Thinned))));
    let past = PastAsk { act: Some(act), ..ask(Id::NIL) };
    let told = office.core.history(&mut office.server, &third.who, &past, office.now).unwrap();
    assert_eq!(third.store.take_back_told(act, &told.lines, &now).unwrap().left, vec![]);
    office.sync_all(&mut [&mut third, &mut ann, &mut bo]);
    assert_eq!(
        (ann.text(&ACCOUNT, acme, "street"), ann.text(&FOLLOW_UP, mine, "text")),
        (String::new(), "ring".into())
    );
}

#[test]
fn story_20_my_last_act_is_taken_back_after_a_sync() {
    let (mut office, mut ann, _, mut bo) = office();
    let acme = ann.adds(&mut office, "Acme");
    let visit = ann.visits(&mut office, acme, "met the buyer");
    office.sync_all(&mut [&mut ann, &mut bo]);
    assert!(bo.sees(&VISIT, visit));
    assert!(ann.undoes(&mut office).is_empty());
    office.sync_all(&mut [&mut ann, &mut bo]);
    assert!(!bo.sees(&VISIT, visit) && bo.sees(&ACCOUNT, acme));
}

#[test]
fn history_names_who_when_from_where_and_what_lost() {
    let (mut office, mut ann, mut second, mut bo) = office();
    let acme = ann.adds(&mut office, "Acme");
    office.sync_all(&mut [&mut ann, &mut bo]);
    ann.does(&mut office, &set(&[("city", "Bath")], acme));
    bo.does(&mut office, &set(&[("city", "Bristol")], acme));
    let before_york = office.now;
    office.sync_all(&mut [&mut ann, &mut bo]);
    ann.does(&mut office, &set(&[("city", "York")], acme));
    let city = ACCOUNT.field("city").unwrap().number;
    let here = ann.history(&office, &ACCOUNT, acme);
    let who: Who = ann.who;
    let past = office.core.history(&mut office.server, &who, &ask(acme), office.now).unwrap();
    let there = ann.store.told(ACCOUNT.number, &past.lines).unwrap();
    let lines = joined(here, there).into_iter().filter(|line| line.field == city);
    let told: Vec<_> = lines.map(|line| (line.by, line.device, line.after.str().to_string(), line.fate)).collect();
    let line = |by: By, device: &str, value: &str, fate: Fate| (by, device.to_string(), value.to_string(), fate);
    assert_eq!(
        told,
        vec![
            line(By::Me, "", "York", Fate::Waiting),
            line(By::User("Bo".into()), "Bo's laptop", "Bristol", Fate::Taken),
            line(By::Me, "Ann's laptop", "Bath", Fate::Replaced),
        ]
    );
    // A laptop that came later saw nothing of it, and knows all when it asks.
    office.sync_all(&mut [&mut ann, &mut second]);
    let who = second.who;
    let past = office.core.history(&mut office.server, &who, &ask(acme), office.now).unwrap();
    let there = second.store.told(ACCOUNT.number, &past.lines).unwrap();
    assert_eq!(there.iter().filter(|line| line.field == city).count(), 3);
    // The record as it was, and a value brought back with one key.
    let now = [(city, Value::text("York"))].into();
    let lines = joined(second.history(&office, &ACCOUNT, acme), there);
    assert_eq!(at(&ACCOUNT, &now, &lines, before_york).get(&city), Some(&Value::text("Bristol")));
    let bath = lines.iter().find(|line| line.after == Value::text("Bath")).unwrap();
    second.does(&mut office, &bring_back(&ACCOUNT, acme, &now, bath).unwrap());
    office.sync_all(&mut [&mut second, &mut ann, &mut bo]);
    assert_eq!(bo.text(&ACCOUNT, acme, "city"), "Bath");
    // What was replaced unseen is seen by everyone.
    assert!(bo.history(&office, &ACCOUNT, acme).iter().any(|line| line.fate == Fate::Replaced));
}

#[test]
fn nobody_is_told_the_history_of_what_he_does_not_receive() {
    let (mut office, mut ann, _, _) = office();
    let acme = ann.adds(&mut office, "Acme");
    office.sync(&mut ann);
    office.user("Cy", Role::Rep, &["South"]);
    let cy = office.laptop("Cy");
    let past = office.core.history(&mut office.server, &cy.who, &ask(acme), office.now).unwrap();
    assert!(past.lines.is_empty());
    let who = ann.who;
    assert!(!office.core.history(&mut office.server, &who, &ask(acme), office.now).unwrap().lines.is_empty());
}

#[test]
fn story_20_an_act_that_is_not_on_this_laptop_is_taken_back_by_what_the_server_knows_of_it() {
    let (mut office, mut ann, _, mut bo) = office();
    let (acme, bell) = (ann.adds(&mut office, "Acme"), ann.adds(&mut office, "Bell"));
    ann.does(&mut office, &set(&[("street", "Main St")], acme));
    // One act over two customers, long ago.
    let street = ACCOUNT.field("street").unwrap().number;
    let city = ACCOUNT.field("city").unwrap().number;
    let edit = |record, text: &str| Edit {
        entity: ACCOUNT.number,
        record,
        deed: RecordEdit::Set(vec![(street, Value::text(text)), (city, Value::text("Wrongham"))]),
    };
    office.later(1);
    let groups = vec![vec![edit(acme, "Wrong St")], vec![edit(bell, "Wrong Rd")]];
    let act = Act { label: Label::new("act-set", "x"), groups };
    let act = ann.store.commit(&act, &ann.now(&office)).unwrap().act;
    office.sync_all(&mut [&mut ann, &mut bo]);
    bo.does(&mut office, &set(&[("city", "Bristol")], bell));
    office.sync_all(&mut [&mut ann, &mut bo]);
    // The server tells of its versions alone, as a snapshot does: this laptop never saw the act.
    office.core.compact(&mut office.server, office.now.plus_minutes(200 * 24 * 60)).unwrap();
    let mut fresh = office.new_laptop("Ann");
    takes(&mut office, &mut fresh);
    assert_eq!(fresh.text(&ACCOUNT, acme, "street"), "Wrong St");
    let now = fresh.now(&office);
    assert!(!fresh.store.knows_act(act).unwrap());
    assert!(matches!(fresh.store.take_back(act, &now), Err(StoreError::Refused(Refusal::Nothing))));
    let ask = PastAsk { act: Some(act), ..ask(Id::NIL) };
    // Whoever does not receive the records is told nothing.
    let other = Who { user: Id::derived(&[b"somebody"]), ..fresh.who };
    assert_eq!(office.core.history(&mut office.server, &other, &ask, office.now).unwrap().lines, vec![]);
    let told = office.core.history(&mut office.server, &fresh.who, &ask, office.now).unwrap();
    assert_eq!((told.lines.len(), told.more), (4, false));
    let back = fresh.store.take_back_told(act, &told.lines, &now).unwrap();
    assert_eq!(back.left.iter().map(|left| (left.record, left.field)).collect::<Vec<_>>(), vec![(bell, city)]);
    for laptop in [&mut fresh, &mut ann, &mut bo] {
        takes(&mut office, laptop);
    }
    for laptop in [&fresh, &ann, &bo] {
        let said = |record, field| laptop.text(&ACCOUNT, record, field);
        assert_eq!((said(acme, "street"), said(acme, "city")), ("Main St".into(), String::new()));
        assert_eq!((said(bell, "street"), said(bell, "city")), (String::new(), "Bristol".into()), "as Bo set it");
        assert!(laptop.conflicts().is_empty());
    }
    // And that is taken back like any other act.
    assert!(fresh.store.redo(&fresh.now(&office)).unwrap().is_some());
    assert_eq!(fresh.text(&ACCOUNT, acme, "street"), "Wrong St");
}
