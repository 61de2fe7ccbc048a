//! What is kept, and for how long: settled changes for a restored server, the rest goes in slices.

use rounds::domain::act::{Act, Edit, Label, RecordEdit};
use rounds::domain::deed::Refusal;
use rounds::schema::{ACCOUNT, Account, Role, Value};
use rounds::store::StoreError;
use rounds::sync::past::PastAsk;

use super::office::{Laptop, Office};

/// How many of these customers still have the street that one act gave them.
fn moved(laptop: &Laptop, accounts: &[rounds::base::id::Id]) -> usize {
    accounts.iter().filter(|id| laptop.text(&ACCOUNT, **id, "street") == "New St").count()
}

#[test]
fn an_act_of_which_half_is_no_longer_kept_is_taken_back_whole_or_not_at_all() {
    let mut office = Office::new(&["North"]);
    for name in ["Ann", "Bo"] {
        office.user(name, Role::Rep, &["North"]);
    }
    let (mut ann, mut bo) = (office.laptop("Ann"), office.laptop("Bo"));
    let me = ann.store.me().unwrap();
    let accounts: Vec<_> = (0..150).map(|_| office.ids.next(office.now)).collect();
    let named = |id| Account { id, name: "A".into(), territory: Some(me.territory), ..Account::default() };
    let edits = accounts.iter().map(|id| vec![Edit::create(&named(*id))]).collect();
    ann.store.commit(&Act { label: Label::new("act-set", "x"), groups: edits }, &ann.now(&office)).unwrap();
    office.sync_all(&mut [&mut ann, &mut bo]);
    // One act of three hundred changes, more than one slice lets go of.
    let set = |field: &str, text: &str| {
        let values = vec![(ACCOUNT.field(field).unwrap().number, Value::text(text))];
        let edit = |id: &rounds::base::id::Id| Edit {
            entity: ACCOUNT.number,
            record: *id,
            deed: RecordEdit::Set(values.clone()),
        };
        accounts.iter().map(|id| vec![edit(id)]).collect::<Vec<_>>()
    };
    let groups = [set("city", "York"), set("street", "New St")].concat();
    office.later(40 * 24 * 60);
    let act = ann.store.commit(&Act { label: Label::new("act-set", "x"), groups }, &ann.now(&office)).unwrap().act;
    office.sync_all(&mut [&mut ann, &mut bo]);
    while ann.store.prune(ann.now(&office).at).unwrap() {}
    let thinned = |error| matches!(error, StoreError::Refused(Refusal::Thinned));
    // One slice of it goes on its author's laptop.
    office.later(31 * 24 * 60);
    office.sync_all(&mut [&mut ann, &mut bo]);
    assert!(ann.store.prune(ann.now(&office).at).unwrap());
    assert_eq!(moved(&ann, &accounts), 150);
    assert!(thinned(ann.store.undo(&ann.now(&office)).unwrap_err()));
    assert!(thinned(ann.store.take_back(act, &ann.now(&office)).unwrap_err()));
    assert!(!ann.store.knows_act(act).unwrap());
    assert_eq!(moved(&ann, &accounts), 150, "nothing was taken back");
    // The server knows all of it.
    let ask = PastAsk { protocol: 1, entity: 0, record: rounds::base::id::Id::NIL, act: Some(act) };
    let told = office.core.history(&mut office.server, &ann.who, &ask, office.now).unwrap();
    assert_eq!((told.lines.len(), told.more), (300, false));
    // Half a year later a slice of what arrived goes on the other's.
    office.later(150 * 24 * 60);
    office.sync_all(&mut [&mut ann, &mut bo]);
    assert!(bo.store.prune(bo.now(&office).at).unwrap());
    assert!(thinned(bo.store.take_back(act, &bo.now(&office)).unwrap_err()));
    assert_eq!(moved(&bo, &accounts), 150);
    // By what the server told it goes as a whole; and once nothing of it is kept there is nothing to take back.
    let back = bo.store.take_back_told(act, &told.lines, &bo.now(&office)).unwrap();
    assert_eq!((back.left, moved(&bo, &accounts)), (vec![], 0));
    while ann.store.prune(ann.now(&office).at).unwrap() {}
    assert!(ann.store.undo(&ann.now(&office)).unwrap().is_none());
}

#[test]
fn settled_changes_go_after_thirty_days_and_nothing_that_waits() {
    let mut office = Office::new(&["North"]);
    for name in ["Ann", "Bo"] {
        office.user(name, Role::Rep, &["North"]);
    }
    let (mut ann, mut bo) = (office.laptop("Ann"), office.laptop("Bo"));
    let old = ann.adds(&mut office, "Old");
    office.sync(&mut ann);
    office.sync(&mut bo);
    bo.sets(&mut office, &ACCOUNT, old, "street", Value::text("Main Street 1"));
    office.sync(&mut bo);
    office.sync(&mut ann);
    office.later(31 * 24 * 60);
    let settled = |laptop: &super::office::Laptop, id| laptop.store.changes_of(id).unwrap().len();
    // Days are the server's: a clock that was set forward lets go of nothing.
    let at = ann.now(&office).at;
    while ann.store.prune(at.plus_minutes(400 * 24 * 60)).unwrap() {}
    assert_eq!(settled(&ann, old), 1);
    office.sync(&mut ann);
    let new = ann.adds(&mut office, "New");
    assert_eq!((settled(&ann, old), settled(&ann, new)), (1, 1));
    let at = ann.now(&office).at;
    while ann.store.prune(at).unwrap() {}
    assert_eq!((settled(&ann, old), settled(&ann, new)), (0, 1), "what waits stays");
    assert_eq!(ann.sync_view(&office).arrived.len(), 1, "what others did stays for the history");
    office.sync(&mut ann);
    // One act can be taken back; the one whose changes are gone cannot.
    assert_eq!(ann.undoes(&mut office), vec![]);
    assert!(ann.store.undo(&ann.now(&office)).unwrap().is_none());
    office.later(181 * 24 * 60);
    office.sync(&mut ann);
    let at = ann.now(&office).at;
    while ann.store.prune(at).unwrap() {}
    assert_eq!(ann.sync_view(&office).arrived.len(), 0);
    office.sync_all(&mut [&mut ann, &mut bo]);
    assert_eq!(bo.text(&ACCOUNT, old, "street"), "Main Street 1");
}
