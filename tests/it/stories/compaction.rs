//! The law of compaction: whatever the changes, what any later request sees after it is what would have been seen without it.
//!
//! A life is lived twice, with the same people, edits and absences; in one of the two lives nothing is ever compacted.

use std::io::{Cursor, Read};

use proptest::prelude::*;
use rounds::base::clock::Moment;
use rounds::base::id::Id;
use rounds::client::{Pieces, Reply, SyncError, Syncer, bundle_out, take_all};
use rounds::domain::deed::Deed;
use rounds::schema::{ACCOUNT, CONTACT, Role, Value};
use rounds::server::{Core, Moved, Sqlite, Who};
use rounds::sync::past::PastAsk;
use rounds::sync::snapshot::Name;
use rounds::sync::wire::Word;

use super::office::{Laptop, Office};

#[derive(Clone, Debug)]
enum Step {
    Adds(usize),
    Sets(usize, usize, usize, u8),
    AddsContact(usize, usize),
    SetsContact(usize, usize, u8),
    DeletesContact(usize, usize),
    Deletes(usize, usize),
    /// The office moves a customer.
    Moves(usize, usize),
    Syncs(usize),
    Later(u16),
    Compacts,
}

const TERRITORIES: [&str; 2] = ["North", "South"];

struct Files<'s>(&'s mut Core, &'s mut Sqlite, Who, Moment);

impl Pieces for Files<'_> {
    fn piece<'p>(&'p mut self, name: &Name, from: u64, to: u64) -> Result<Option<Box<dyn Read + 'p>>, SyncError> {
        let most = to.saturating_sub(from) as usize;
        let Some((_, mut bytes)) = self.0.snapshot(self.1, &self.2, name, from, most, self.3).unwrap() else {
            return Ok(None);
        };
        bytes.truncate(most);
        Ok(Some(Box::new(Cursor::new(bytes))))
    }
}

/// Syncs, with the files that are offered.
pub fn sync(office: &mut Office, laptop: &mut Laptop) {
    office.later(1);
    let at = laptop.now(office).at;
    for _ in 0..20 {
        let mut syncer = Syncer::new();
        let mut rounds = 0;
        while let Some(request) = syncer.next_request(&mut laptop.store, at).unwrap() {
            let response = office.answer(laptop, &request);
            let events = syncer.on_response(&mut laptop.store, Reply::Response(&response), at).unwrap();
            rounds += 1;
            assert!(rounds < 100, "it never settles: {request:?}\n{response:?}\n{events:?}");
            assert!(events.repairing.is_empty(), "both sides differ: {:?}", events.sums);
        }
        if laptop.store.next_taking().unwrap().is_none() {
            return;
        }
        let mut files = Files(&mut office.core, &mut office.server, laptop.who, office.now);
        take_all(&mut laptop.store, &mut files, &mut || at, &mut |_, _, _| {}).unwrap();
    }
    panic!("it never settles");
}

/// What everybody sees at the end, and what the server tells of each record's past.
fn lived(steps: &[Step], compacts: bool) -> (Vec<String>, usize) {
    let mut office = Office::new(&TERRITORIES);
    for name in ["Ann", "Cy", "Dee"] {
        office.user(name, Role::Rep, &TERRITORIES);
    }
    office.user("Bo", Role::Rep, &TERRITORIES[..1]);
    let mut laptops = ["Ann", "Bo", "Cy"].map(|name| office.laptop(name));
    let mut moved = 0;
    let mut accounts: Vec<Id> = Vec::new();
    let mut contacts: Vec<Id> = Vec::new();
    let mut all: Vec<(u16, Id)> = Vec::new();
    for step in steps {
        let person = |laptop: &Laptop, which: usize| {
            let id = *contacts.get(which % contacts.len().max(1))?;
            laptop.sees(&CONTACT, id).then_some(id)
        };
        let known = |laptop: &Laptop, which: usize| {
            let id = *accounts.get(which % accounts.len().max(1))?;
            laptop.sees(&ACCOUNT, id).then_some(id)
        };
        match *step {
            Step::Adds(who) => {
                let id = laptops[who].adds(&mut office, &format!("Customer {}", accounts.len()));
                accounts.push(id);
                all.push((ACCOUNT.number, id));
            }
            Step::Sets(who, which, field, value) => {
                if let Some(id) = known(&laptops[who], which) {
                    let field = ["street", "notes", "city"][field];
                    let value = format!("{who} {value}");
                    // To set what is there already is refused.
                    if laptops[who].text(&ACCOUNT, id, field) != value {
                        laptops[who].sets(&mut office, &ACCOUNT, id, field, Value::text(value));
                    }
                }
            }
            Step::AddsContact(who, which) => {
                if let Some(id) = known(&laptops[who], which) {
                    let contact = laptops[who].adds_contact(&mut office, id, &format!("Person {}", all.len()));
                    contacts.push(contact);
                    all.push((CONTACT.number, contact));
                }
            }
            Step::SetsContact(who, which, value) => {
                if let Some(id) = person(&laptops[who], which) {
                    let value = format!("{who} {value}");
                    if laptops[who].text(&CONTACT, id, "notes") != value {
                        laptops[who].sets(&mut office, &CONTACT, id, "notes", Value::text(value));
                    }
                }
            }
            Step::DeletesContact(who, which) => {
                if let Some(id) = person(&laptops[who], which) {
                    laptops[who].deletes(&mut office, &CONTACT, id);
                }
            }
            Step::Moves(which, to) => {
                office.later(1);
                if let Some(id) = accounts.get(which % accounts.len().max(1)) {
                    let to = Moved { territory: Some(TERRITORIES[to].to_string()), ..Moved::default() };
                    let now = office.now;
                    let _may_be_unknown = office.core.move_accounts(&mut office.server, &[*id], &to, now);
                }
            }
            Step::Deletes(who, which) => {
                if let Some(id) = known(&laptops[who], which) {
                    let _refused =
                        laptops[who].tries(&mut office, &Deed::Delete { entity: ACCOUNT.number, record: id });
                }
            }
            Step::Syncs(who) => sync(&mut office, &mut laptops[who]),
            Step::Later(days) => office.later(i64::from(days) * 24 * 60),
            Step::Compacts => {
                office.later(1);
                if compacts {
                    let done = office.core.compact(&mut office.server, office.now).unwrap();
                    moved += done.entries as usize + done.tombstones as usize;
                }
            }
        }
    }
    let mut fresh = office.new_laptop("Dee");
    for _ in 0..2 {
        for laptop in laptops.iter_mut().chain([&mut fresh]) {
            sync(&mut office, laptop);
        }
    }
    let mut seen: Vec<String> = laptops.iter().chain([&fresh]).map(|laptop| laptop.store.dump().unwrap()).collect();
    for (entity, record) in all {
        let ask = PastAsk { protocol: 1, entity, record, act: None };
        let past = office.core.history(&mut office.server, &fresh.who, &ask, office.now).unwrap();
        let lines = fresh.store.told(entity, &past.lines).unwrap();
        let told = lines.iter().map(|line| format!("{} {:?} {:?} {:?}", line.field, line.by, line.after, line.fate));
        seen.push(format!("{record}: {}", told.collect::<Vec<_>>().join("; ")));
    }
    (seen, moved)
}

/// Lives it both ways; gives how much was compacted.
fn same(steps: &[Step]) -> usize {
    let ((with, moved), (without, _)) = (lived(steps, true), lived(steps, false));
    assert_eq!(with, without);
    moved
}

#[test]
fn a_life_in_which_much_is_compacted() {
    use Step::{Adds, AddsContact, Compacts, Deletes, Later, Sets, Syncs};
    let steps = [
        Adds(0),
        Adds(0),
        AddsContact(0, 0),
        Syncs(0),
        Syncs(1),
        Syncs(2),
        Sets(0, 0, 0, 1),
        Deletes(1, 1),
        Syncs(0),
        Syncs(1),
        // Away for long, with edits of what is deleted and of what was changed meanwhile.
        Sets(2, 1, 1, 2),
        Sets(2, 0, 0, 3),
        Later(200),
        Syncs(0),
        Syncs(1),
        Compacts,
        Later(40),
        Syncs(0),
        Compacts,
        Syncs(2),
        Compacts,
    ];
    assert!(same(&steps) >= 5);
}

#[test]
fn the_past_of_a_tombstone_that_was_collected_is_told() {
    use Step::{Adds, AddsContact, Compacts, Deletes, DeletesContact, Later, Moves, Syncs};
    let gone = [Adds(0), AddsContact(0, 0), AddsContact(0, 0), Syncs(0), Syncs(1), Syncs(2), DeletesContact(0, 0)];
    let later = [Syncs(0), Syncs(1), Syncs(2), Later(200), Compacts];
    let with_its_customer = [&gone[..], &[Deletes(1, 0)], &later].concat();
    assert!(same(&with_its_customer) > 0);
    // Its customer is somewhere else when it is asked for.
    assert!(same(&[&gone[..], &later, &[Moves(0, 1), Syncs(0), Compacts]].concat()) > 0);
}

/// What is deleted together goes in one order, whether it had come in a snapshot or one by one: the versions it leaves are the same.
#[test]
fn a_deletion_of_many_goes_in_one_order() {
    use Step::{Adds, AddsContact, Compacts, Deletes, SetsContact, Syncs};
    same(&[
        Adds(1),
        AddsContact(1, 0),
        Syncs(1),
        Syncs(0),
        Compacts,
        AddsContact(0, 0),
        Syncs(0),
        SetsContact(0, 0, 0),
        Syncs(2),
        Deletes(2, 0),
    ]);
}

fn step() -> impl Strategy<Value = Step> {
    let (who, which) = (|| 0..3usize, || 0..4usize);
    prop_oneof![
        2 => who().prop_map(Step::Adds),
        6 => (who(), which(), which(), 0..3u8).prop_map(|(who, which, field, value)| Step::Sets(who, which, field % 3, value)),
        2 => (who(), which()).prop_map(|(who, which)| Step::AddsContact(who, which)),
        3 => (who(), which(), 0..3u8).prop_map(|(who, which, value)| Step::SetsContact(who, which, value)),
        2 => (who(), which()).prop_map(|(who, which)| Step::DeletesContact(who, which)),
        2 => (who(), which()).prop_map(|(who, which)| Step::Deletes(who, which)),
        1 => (which(), 0..2usize).prop_map(|(which, to)| Step::Moves(which, to)),
        8 => who().prop_map(Step::Syncs),
        2 => (1..250u16).prop_map(Step::Later),
        3 => Just(Step::Compacts),
    ]
}

/// Lives that are drawn: a few always, as many as `PROPTEST_CASES` says when somebody asks.
fn lives() -> ProptestConfig {
    let asked = std::env::var_os("PROPTEST_CASES").is_some();
    let config = ProptestConfig { failure_persistence: None, max_shrink_iters: 200, ..ProptestConfig::default() };
    if asked { config } else { ProptestConfig { cases: 48, ..config } }
}

proptest! {
    #![proptest_config(lives())]

    /// Whatever the life: nobody can tell afterwards whether the server compacted.
    #[test]
    fn nobody_can_tell_whether_the_server_compacted(steps in proptest::collection::vec(step(), 10..50)) {
        same(&steps);
    }
}

/// An older bundle that is taken meanwhile says where the laptop was; where it is by now is what its last contact gave it.
#[test]
fn an_older_bundle_does_not_make_a_laptops_place_unknown() {
    let mut office = Office::new(&["North"]);
    office.user("Ann", Role::Rep, &["North"]);
    office.user("Bo", Role::Rep, &["North"]);
    let (mut ann, mut bo) = (office.laptop("Ann"), office.laptop("Bo"));
    office.sync_all(&mut [&mut ann, &mut bo]);
    let (early, _) = bundle_out(&ann.store, [5; 32], office.now).unwrap();
    for name in ["Acme", "Bolt", "Crane"] {
        bo.adds(&mut office, name);
    }
    office.sync(&mut bo);
    office.sync(&mut ann);
    office.core.bundle_in(&mut office.server, &early, office.now).unwrap();
    for _ in 0..4 {
        office.later(60 * 24 * 60);
        bo.adds(&mut office, "Delta");
        office.sync_all(&mut [&mut bo]);
    }
    assert!(office.core.compact(&mut office.server, office.now).unwrap().entries > 0);
    let mut syncer = Syncer::new();
    let request = syncer.next_request(&mut ann.store, office.now).unwrap().unwrap();
    let answer = office.answer(&mut ann, &request);
    assert_eq!(answer.word, Word::Fine, "{request:?}");
    sync(&mut office, &mut ann);
    assert_eq!(ann.store.dump().unwrap(), bo.store.dump().unwrap());
}
