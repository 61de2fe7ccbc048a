//! What is kept, and for how long: settled changes for a restored server, the rest goes in slices.

use rounds::schema::{ACCOUNT, Role, Value};

use super::office::Office;

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
