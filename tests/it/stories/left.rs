//! A user who has left: his laptops hand over what waits and are given nothing, he gets no other laptop, and his roles are gone; set back, all goes on.

use rounds::domain::act::{Edit, RecordEdit};
use rounds::schema::{ACCOUNT, Role, USER, Value};
use rounds::server::{ServerError, UserChange};
use rounds::sync::past::PastAsk;
use rounds::sync::wire::{Enrol, Word};

use super::office::Office;

#[test]
fn story_5_whoever_has_left_hands_over_and_is_given_nothing_until_he_is_back() {
    let mut office = Office::new(&["North"]);
    office.user("Ann", Role::Admin, &["North"]);
    office.user("Bo", Role::Rep, &["North"]);
    let (mut ann, mut bo) = (office.laptop("Ann"), office.laptop("Bo"));
    let acme = ann.adds(&mut office, "Acme");
    office.sync_all(&mut [&mut ann, &mut bo]);
    let code = office.core.code(&mut office.server, "Ann", &mut office.ids, office.now).unwrap();
    let left = |office: &mut Office, retired: bool| {
        let change = UserChange { retired: Some(retired), ..UserChange::default() };
        office.core.set_user(&mut office.server, "Ann", &change, office.now).unwrap();
    };
    // What she did before she heard of it is not lost; what an admin may she may no more.
    ann.sets(&mut office, &ACCOUNT, acme, "street", Value::text("1 Quay St"));
    let retired = vec![(USER.field("retired").unwrap().number, Value::Null)];
    let name = vec![(USER.field("name").unwrap().number, Value::text("Ann the Great"))];
    for values in [name, retired] {
        let edit = Edit { entity: USER.number, record: ann.user, deed: RecordEdit::Set(values) };
        let _ = ann.store.commit(
            &rounds::domain::act::Act::one(rounds::domain::act::Label::new("act-set", "x"), vec![edit]),
            &ann.now(&office),
        );
    }
    bo.sets(&mut office, &ACCOUNT, acme, "city", Value::text("York"));
    office.sync(&mut bo);
    left(&mut office, true);
    let waiting = ann.store.waiting().unwrap();
    let talk = office.talk(&mut ann);
    let words: Vec<Word> = talk.events.iter().map(|events| events.word).collect();
    assert_eq!((words, talk.entries()), (vec![Word::Left], 0));
    assert_eq!(ann.store.waiting().unwrap(), waiting, "kept here, too, for nothing told of its outcome");
    assert!(waiting > 0);
    assert_eq!(ann.sync_view(&office).line.waiting, 0, "the server has it: nobody waits for it to go");
    assert_eq!(ann.text(&ACCOUNT, acme, "city"), "", "given nothing");
    office.sync(&mut bo);
    assert_eq!(bo.text(&ACCOUNT, acme, "street"), "1 Quay St");
    assert_eq!(bo.text(&USER, ann.user, "name"), "Ann", "her roles are gone");
    let ask = PastAsk { protocol: 1, entity: ACCOUNT.number, record: acme, act: None };
    assert!(office.core.history(&mut office.server, &ann.who, &ask, office.now).unwrap().lines.is_empty());
    assert!(!office.core.history(&mut office.server, &bo.who, &ask, office.now).unwrap().lines.is_empty());
    // Neither a code from before nor a new one.
    let request = Enrol { protocol: 1, code, name: "x".into(), signing: [1; 32], sealing: [2; 32] };
    let invited = office.core.invitation(&mut office.server, &request, office.now);
    assert!(matches!(invited, Err(ServerError::Left(name)) if name == "Ann"));
    let enrolled = office.core.enrol(&mut office.server, &request, &mut office.ids, office.now);
    assert!(matches!(enrolled, Err(ServerError::Left(_))));
    let code = office.core.code(&mut office.server, "Ann", &mut office.ids, office.now);
    assert!(matches!(code, Err(ServerError::Left(_))));
    // Back again, nothing is missing on either side.
    left(&mut office, false);
    office.sync_all(&mut [&mut ann, &mut bo]);
    assert_eq!(ann.store.waiting().unwrap(), 0);
    assert_eq!(ann.text(&ACCOUNT, acme, "city"), "York");
}

/// Its answer was lost: the same laptop asks again with the same code and is the same one. Nobody else can, nor it, once it is taken away or the code
/// is too old.
#[test]
fn a_code_that_was_used_still_holds_for_its_own_laptop() {
    let mut office = Office::new(&["North"]);
    office.user("Ann", Role::Rep, &["North"]);
    let code = office.core.code(&mut office.server, "Ann", &mut office.ids, office.now).unwrap();
    let request =
        |key: u8| Enrol { protocol: 1, code: code.clone(), name: "x".into(), signing: [key; 32], sealing: [2; 32] };
    let enrol = |office: &mut Office, key| {
        let Office { core, server, ids, now, .. } = office;
        let invited = core.invitation(server, &request(key), *now).is_ok();
        let enrolled = core.enrol(server, &request(key), ids, *now);
        assert_eq!(invited, enrolled.is_ok(), "what is asked before says the same");
        enrolled
    };
    let lost = enrol(&mut office, 1).unwrap();
    assert!(matches!(enrol(&mut office, 3), Err(ServerError::BadCode)));
    office.later(6 * 24 * 60);
    let heard = enrol(&mut office, 1).unwrap();
    assert_eq!((lost.device, lost.user), (heard.device, heard.user));
    assert_eq!(office.core.authenticate(&mut office.server, &lost.token).unwrap(), None, "a token that nobody has");
    assert!(office.core.authenticate(&mut office.server, &heard.token).unwrap().is_some());
    let mut too_late = office.now.plus_minutes(2 * 24 * 60);
    std::mem::swap(&mut office.now, &mut too_late);
    assert!(matches!(enrol(&mut office, 1), Err(ServerError::BadCode)));
    std::mem::swap(&mut office.now, &mut too_late);
    assert!(office.core.revoke(&mut office.server, heard.device, office.now).unwrap());
    assert!(matches!(enrol(&mut office, 1), Err(ServerError::BadCode)));
}
