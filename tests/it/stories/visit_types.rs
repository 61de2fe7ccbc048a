//! The company sets its types of visits; every laptop has them after its next sync, and a step is ticked off at one visit.

use rounds::domain::ask::{Answer, Ask};
use rounds::domain::deed::{Deed, Slot};
use rounds::schema::{Role, VISIT};
use rounds::server::ServerError;

use super::office::Office;

#[test]
fn the_companys_steps_come_to_every_laptop_and_ticks_go_back() {
    let mut office = Office::new(&["North"]);
    office.user("Ann", Role::Rep, &["North"]);
    office.user("Bo", Role::Rep, &["North"]);
    let (mut ann, mut bo) = (office.laptop("Ann"), office.laptop("Bo"));
    let Office { core, server, ids, now, .. } = &mut office;
    core.add_visit_type(server, "Shop visit", &["check shelf", "!count stock"], ids, *now).unwrap();
    core.add_visit_type(server, "First call", &["leave a card"], ids, *now).unwrap();
    let twice = core.add_visit_type(server, "Shop visit", &["x"], ids, *now);
    assert!(matches!(twice, Err(ServerError::Taken(_))), "{twice:?}");
    let acme = ann.adds(&mut office, "Acme");
    let today = ann.now(&office).today();
    let plan = Deed::Plan { accounts: vec![acme], to: Slot::day(today), purpose: String::new() };
    let visit = ann.does(&mut office, &plan).about.unwrap().1;
    office.sync_all(&mut [&mut ann, &mut bo]);
    let steps = |laptop: &super::office::Laptop, office: &Office| match laptop
        .store
        .answer(&Ask::Steps(visit), &laptop.now(office))
    {
        Ok(Answer::Steps(Some(view))) => {
            let said =
                view.steps.steps.iter().map(|step| (step.words.clone(), step.required, step.done)).collect::<Vec<_>>();
            (view.steps.name.clone(), view.steps.visit_type, view.types.len(), said)
        }
        other => panic!("{other:?}"),
    };
    let (name, visit_type, types, said) = steps(&ann, &office);
    // None should be done unless it was said so; the first type is the usual one.
    let expected = vec![("check shelf".to_owned(), false, false), ("count stock".to_owned(), true, false)];
    assert_eq!((name.as_str(), types, said), ("Shop visit", 2, expected));
    ann.does(&mut office, &Deed::Tick { visit, visit_type, step: "count stock".into(), done: true });
    office.sync_all(&mut [&mut ann, &mut bo]);
    assert!(steps(&bo, &office).3.contains(&("count stock".to_owned(), true, true)));
    assert_eq!(bo.text(&VISIT, visit, "state"), "planned");
    // Other steps from now on: what was ticked stays; a type that is used no more is offered no more.
    let Office { core, server, now, .. } = &mut office;
    core.set_visit_type(server, "Shop visit", Some(&["take a picture"]), false, *now).unwrap();
    core.set_visit_type(server, "First call", None, true, *now).unwrap();
    assert!(matches!(core.set_visit_type(server, "Nobody", None, true, *now), Err(ServerError::Unknown(_))));
    office.sync_all(&mut [&mut ann, &mut bo]);
    let (_, _, types, said) = steps(&bo, &office);
    assert_eq!(types, 1);
    assert_eq!(said, [("take a picture".to_owned(), false, false), ("count stock".to_owned(), false, true)]);
}
