//! What a restored server takes by no laptop's word waits for whoever may decide it, and for nobody else; and what was set at once comes back at
//! once or not at all.

use rounds::base::id::Id;
use rounds::client::{Reply, Syncer};
use rounds::domain::deed::{Deed, Resolution};
use rounds::schema::{ACCOUNT, ConflictState, Role, TERRITORY, USER, Value};
use rounds::server::{Moved, UserChange};

use super::office::{Laptop, Office};

/// Syncs with a server that may have been restored.
fn heal(office: &mut Office, laptop: &mut Laptop) {
    office.later(1);
    let at = laptop.now(office).at;
    let mut syncer = Syncer::new();
    let mut rounds = 0;
    while let Some(request) = syncer.next_request(&mut laptop.store, at).unwrap() {
        let response = office.answer(laptop, &request);
        syncer.on_response(&mut laptop.store, Reply::Response(&response), at).unwrap();
        rounds += 1;
        assert!(rounds < 100, "it never settles");
    }
}

/// Kim in the north and Pat, with two laptops, in the south.
fn offices() -> (Office, Laptop, [Laptop; 2]) {
    let mut office = Office::new(&["North", "South"]);
    office.user("Kim", Role::Rep, &["North"]);
    office.user("Pat", Role::Rep, &["South"]);
    let kim = office.laptop("Kim");
    let pats = [office.laptop("Pat"), office.laptop("Pat")];
    (office, kim, pats)
}

fn open(office: &Office, laptop: &Laptop) -> Vec<Id> {
    let rows = laptop.sync_view(office).conflicts;
    rows.iter().filter(|row| row.state == ConflictState::Open).map(|row| row.id).collect()
}

#[test]
fn a_move_of_the_office_comes_back_whole_or_not_at_all() {
    for at_the_server in [false, true] {
        let (mut office, mut kim, [mut pat, mut second]) = offices();
        let acme = kim.adds(&mut office, "Acme");
        office.sync_all(&mut [&mut kim, &mut pat, &mut second]);
        let backup = office.server.copy().unwrap();
        let to = Moved { territory: Some("South".into()), owner: Some("Pat".into()) };
        office.core.move_accounts(&mut office.server, &[acme], &to, office.now).unwrap();
        office.sync_all(&mut [&mut kim, &mut pat, &mut second]);
        office.server = backup;
        // Pat's two laptops one after the other, Kim's between them and last.
        for _ in 0..2 {
            for laptop in [&mut pat, &mut kim, &mut second] {
                heal(&mut office, laptop);
            }
        }
        heal(&mut office, &mut kim);
        assert!(kim.sees(&ACCOUNT, acme) && !pat.sees(&ACCOUNT, acme) && !second.sees(&ACCOUNT, acme));
        assert_eq!(kim.get(&ACCOUNT, acme, "owner"), Value::Id(kim.user), "nothing of the move, so not its half");
        // No rep may decide about a move: none is asked.
        for laptop in [&kim, &pat, &second] {
            assert_eq!((laptop.sync_view(&office).line.needs_you, open(&office, laptop)), (0, vec![]));
        }
        let questions = office.core.questions(&mut office.server, office.now).unwrap();
        assert_eq!(questions.iter().map(|question| &*question.name).collect::<Vec<_>>(), ["Acme", "Acme"]);
        // It is decided as the one thing that it was.
        if at_the_server {
            let decided = office.core.decide(&mut office.server, &[questions[1].id], true, office.now).unwrap();
            assert_eq!(decided, 2);
        } else {
            office.user("Max", Role::Manager, &["North", "South"]);
            let mut max = office.laptop("Max");
            let asked = open(&office, &max);
            assert_eq!((asked.len(), max.sync_view(&office).line.needs_you), (2, 2));
            max.does(&mut office, &Deed::Resolve { conflicts: asked[..1].to_vec(), choice: Resolution::BringBack });
            office.sync(&mut max);
            assert_eq!(open(&office, &max), []);
        }
        assert_eq!(office.core.questions(&mut office.server, office.now).unwrap(), []);
        office.sync_all(&mut [&mut kim, &mut pat, &mut second]);
        for laptop in [&pat, &second] {
            assert!(laptop.sees(&ACCOUNT, acme) && !kim.sees(&ACCOUNT, acme));
            assert_eq!(laptop.get(&ACCOUNT, acme, "owner"), Value::Id(laptop.user));
        }
    }
}

/// A territory and a user of whom only laptops know: no rep can decide about them, so none is asked.
#[test]
fn what_an_admin_alone_writes_waits_at_the_server_where_nobody_is_an_admin() {
    for an_admin_comes in [false, true] {
        let (mut office, mut kim, [mut pat, mut second]) = offices();
        let backup = office.server.copy().unwrap();
        let west = office.core.add_territory(&mut office.server, "West", &mut office.ids, office.now).unwrap();
        office.user("Zoe", Role::Manager, &["West", "North"]);
        let change = UserChange { gains: vec!["West".into()], ..UserChange::default() };
        office.core.set_user(&mut office.server, "Kim", &change, office.now).unwrap();
        let zoe = office.core.users(&mut office.server, office.now).unwrap().into_iter().find(|it| it.name == "Zoe");
        let zoe = zoe.unwrap().id;
        office.sync_all(&mut [&mut kim, &mut pat, &mut second]);
        office.server = backup;
        for _ in 0..2 {
            for laptop in [&mut kim, &mut pat, &mut second] {
                heal(&mut office, laptop);
            }
        }
        for laptop in [&kim, &pat, &second] {
            assert_eq!((laptop.sync_view(&office).line.needs_you, laptop.conflicts().len()), (0, 0));
            assert!(!laptop.sees(&TERRITORY, west) && !laptop.sees(&USER, zoe), "not by a rep's word");
        }
        let questions = office.core.questions(&mut office.server, office.now).unwrap();
        let about: std::collections::BTreeSet<_> = questions.iter().map(|one| (one.entity, &*one.name)).collect();
        let expected = [(TERRITORY.number, "West"), (USER.number, "Kim"), (USER.number, "Zoe")];
        assert_eq!(about.into_iter().collect::<Vec<_>>(), expected);
        let name = USER.field("name").unwrap().number;
        let one_of = |record: Id| questions.iter().find(|one| one.record == record).unwrap().id;
        let chosen = [one_of(west), one_of(zoe), one_of(kim.user)];
        if an_admin_comes {
            // From now on there is somebody to ask.
            office.user("Ada", Role::Admin, &["North"]);
            let mut ada = office.laptop("Ada");
            assert_eq!(open(&office, &ada).len(), questions.len());
            let of_zoe = questions.iter().find(|one| (one.record, one.field) == (zoe, name)).unwrap().id;
            for conflicts in [vec![chosen[0]], vec![of_zoe], vec![chosen[2]]] {
                ada.does(&mut office, &Deed::Resolve { conflicts, choice: Resolution::BringBack });
            }
            assert_eq!(open(&office, &ada), []);
            office.sync(&mut ada);
        } else {
            let decided = office.core.decide(&mut office.server, &chosen, true, office.now).unwrap();
            assert_eq!(decided, questions.len(), "each with what was set with it");
        }
        assert_eq!(office.core.questions(&mut office.server, office.now).unwrap(), []);
        office.sync_all(&mut [&mut kim, &mut pat, &mut second]);
        let users = office.core.users(&mut office.server, office.now).unwrap();
        let of = |name: &str| users.iter().find(|user| user.name == name).unwrap();
        assert!(of("Zoe").roles.contains("manager") && of("Zoe").territories.len() == 2);
        assert!(of("Zoe").territories.contains(&west) && of("Kim").territories.contains(&west));
        for laptop in [&kim, &pat, &second] {
            assert_eq!(laptop.text(&TERRITORY, west, "name"), "West");
            assert_eq!(laptop.text(&USER, zoe, "name"), "Zoe");
        }
        // Zoe has her laptop, and sees the north.
        let zoes = office.laptop("Zoe");
        assert_eq!(zoes.get(&USER, zoe, "roles"), Value::set(["manager".to_string()]));
    }
}

/// Kim gives back what he has, and never has the answer.
fn gives_back_unheard(office: &mut Office, laptop: &mut Laptop) {
    office.later(1);
    let at = laptop.now(office).at;
    let mut syncer = Syncer::new();
    for _ in 0..20 {
        let request = syncer.next_request(&mut laptop.store, at).unwrap().unwrap();
        let response = office.answer(laptop, &request);
        if !request.returned.is_empty() {
            return;
        }
        syncer.on_response(&mut laptop.store, Reply::Response(&response), at).unwrap();
    }
    panic!("it gives nothing back");
}

/// Restored twice. The first time what Kim gave back was refused, and Pat read what was put in its place; the note of that nobody has.
#[test]
fn what_a_server_of_before_refused_is_asked_about_once_more_whoever_comes_first() {
    for (an_admin, kim_first) in [(false, false), (false, true), (true, false), (true, true)] {
        let (mut office, mut kim, [mut pat, mut second]) = offices();
        if an_admin {
            office.user("Ada", Role::Admin, &["North"]);
        }
        office.sync_all(&mut [&mut kim, &mut pat, &mut second]);
        let backup = office.server.copy().unwrap();
        let change = UserChange { gains: vec!["South".into()], ..UserChange::default() };
        office.core.set_user(&mut office.server, "Kim", &change, office.now).unwrap();
        office.sync(&mut kim);
        office.server = backup.copy().unwrap();
        gives_back_unheard(&mut office, &mut kim);
        heal(&mut office, &mut pat);
        office.server = backup;
        for _ in 0..2 {
            let both = if kim_first { [&mut kim, &mut pat] } else { [&mut pat, &mut kim] };
            both.into_iter().for_each(|laptop| heal(&mut office, laptop));
        }
        let south = office.territory("South");
        let has = |office: &mut Office| {
            let users = office.core.users(&mut office.server, office.now).unwrap();
            users.iter().any(|user| user.name == "Kim" && user.territories.contains(&south))
        };
        assert!(!has(&mut office), "not by a rep's word");
        if an_admin {
            let mut ada = office.laptop("Ada");
            let asked = open(&office, &ada);
            assert_eq!((asked.len(), ada.sync_view(&office).line.needs_you), (1, 1), "Kim first: {kim_first}");
            ada.does(&mut office, &Deed::Resolve { conflicts: asked, choice: Resolution::BringBack });
            office.sync(&mut ada);
        } else {
            let questions = office.core.questions(&mut office.server, office.now).unwrap();
            assert_eq!(questions.iter().map(|one| &*one.name).collect::<Vec<_>>(), ["Kim"], "Kim first: {kim_first}");
            office.core.decide(&mut office.server, &[questions[0].id], true, office.now).unwrap();
        }
        assert!(has(&mut office));
        office.sync_all(&mut [&mut kim, &mut pat, &mut second]);
    }
}
