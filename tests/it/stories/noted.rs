//! What lost is told before what won: whoever reads the one has read the other, wherever his answer or his file ended. So both come back to a
//! server that is restored to before them, and nothing is lost there in silence.

use rounds::base::id::Id;
use rounds::client::{Reply, Syncer};
use rounds::schema::{ACCOUNT, Role, Value};
use rounds::server::{Core, Moved};
use rounds::sync::snapshot::{Contents, HEAD};

use super::merging::merge;
use super::office::{Laptop, Office};

/// Ann and Bo in the north, who know of two customers there; Cy, who looks on, and Dee, who works where he does.
struct Company {
    office: Office,
    ann: Laptop,
    bo: Laptop,
    cy: Laptop,
    dee: Laptop,
    one: Id,
    other: Id,
    /// Dee's.
    bolt: Id,
}

/// Something that loses unseen.
struct Case {
    name: &'static str,
    /// Where Cy and Dee are.
    of: &'static str,
    before_the_backup: fn(&mut Company),
    after_it: fn(&mut Company),
    /// Whether Cy has what won.
    won: fn(&Company) -> bool,
    lost: Value,
}

impl Company {
    fn sets(&mut self, bo: bool, record: Id, field: &str, value: &str) {
        let laptop = if bo { &mut self.bo } else { &mut self.ann };
        laptop.sets(&mut self.office, &ACCOUNT, record, field, Value::text(value));
    }

    /// Ann's street of one customer, which Bo, who has not seen it, sets later.
    fn two_streets(&mut self) {
        self.sets(false, self.one, "street", "1 Quay St");
        self.sets(true, self.one, "street", "2 Quay St");
        self.office.sync(&mut self.ann);
    }
}

fn cases() -> [Case; 4] {
    let bo_syncs: fn(&mut Company) = |all| {
        all.office.sync(&mut all.bo);
    };
    [
        Case {
            name: "the later of two values",
            of: "North",
            before_the_backup: Company::two_streets,
            after_it: bo_syncs,
            won: |all| all.cy.text(&ACCOUNT, all.one, "street") == "2 Quay St",
            lost: Value::text("1 Quay St"),
        },
        Case {
            name: "the same of a customer who then moves",
            of: "South",
            before_the_backup: Company::two_streets,
            after_it: |all| {
                all.office.sync(&mut all.bo);
                let to = Moved { territory: Some("South".into()), owner: None };
                all.office.core.move_accounts(&mut all.office.server, &[all.one], &to, all.office.now).unwrap();
            },
            won: |all| all.cy.text(&ACCOUNT, all.one, "street") == "2 Quay St",
            lost: Value::text("1 Quay St"),
        },
        Case {
            name: "an edit that beats a deletion",
            of: "North",
            before_the_backup: |all| {
                all.sets(true, all.one, "street", "2 Quay St");
                all.ann.deletes(&mut all.office, &ACCOUNT, all.one);
                all.office.sync(&mut all.ann);
            },
            after_it: bo_syncs,
            won: |all| all.cy.sees(&ACCOUNT, all.one),
            lost: Value::Null,
        },
        Case {
            name: "a late edit that lands on the one that stands for its customer",
            of: "North",
            before_the_backup: |all| {
                all.ann.does(&mut all.office, &merge(all.one, all.other));
                all.sets(false, all.one, "city", "Leeds");
                all.sets(true, all.other, "city", "York");
                all.office.sync(&mut all.ann);
            },
            after_it: bo_syncs,
            won: |all| all.cy.text(&ACCOUNT, all.one, "city") == "York",
            lost: Value::text("Leeds"),
        },
    ]
}

/// Cy reads of it as far as `reads` lets him, and the server is restored to before it; his is the only laptop that has any of it. Whether he had
/// seen what won.
fn read_in_part(case: &Case, how_far: usize, reads: fn(&mut Company, usize)) -> bool {
    let mut office = Office::new(&["North", "South"]);
    for (name, territory) in [("Ann", "North"), ("Bo", "North"), ("Cy", case.of), ("Dee", case.of)] {
        office.user(name, Role::Rep, &[territory]);
    }
    let [mut ann, mut bo, cy, mut dee] = ["Ann", "Bo", "Cy", "Dee"].map(|name| office.laptop(name));
    let (one, other) = (ann.adds(&mut office, "Nolan Cafe"), ann.adds(&mut office, "Nolan Ltd"));
    office.sync_all(&mut [&mut ann, &mut bo]);
    let bolt = dee.adds(&mut office, "Bolt");
    let mut all = Company { office, ann, bo, cy, dee, one, other, bolt };
    (case.before_the_backup)(&mut all);
    // Behind all that he and the restored server have a place in common.
    all.dee.sets(&mut all.office, &ACCOUNT, all.bolt, "notes", Value::text("seen"));
    all.office.sync_all(&mut [&mut all.dee, &mut all.cy]);
    let backup = all.office.server.copy().unwrap();
    (case.after_it)(&mut all);
    reads(&mut all, how_far);
    let won = (case.won)(&all);
    all.office.core = Core::new(79).offering(u64::MAX);
    all.office.server = backup;
    for laptop in [&mut all.cy, &mut all.ann] {
        all.office.talk(laptop);
    }
    let lost: Vec<Value> = all.ann.sync_view(&all.office).conflicts.iter().map(|row| row.lost.0.clone()).collect();
    assert!(!won || lost.contains(&case.lost), "{}, {how_far}: {lost:?}", case.name);
    won
}

#[test]
fn whoever_was_told_what_won_gives_back_what_lost_to_it() {
    for case in cases() {
        let won = (0..16).map(|answers| {
            read_in_part(&case, answers, |all, answers| {
                let at = all.cy.now(&all.office).at;
                let mut syncer = Syncer::new().limited(1 << 10, 1);
                for _ in 0..answers {
                    let Some(request) = syncer.next_request(&mut all.cy.store, at).unwrap() else { return };
                    let response = all.office.answer(&mut all.cy, &request);
                    syncer.on_response(&mut all.cy.store, Reply::Response(&response), at).unwrap();
                }
            })
        });
        let won: Vec<bool> = won.collect();
        assert_eq!((won[0], won[15]), (false, true), "{}", case.name);
    }
}

#[test]
fn whoever_has_what_won_from_half_a_file_gives_back_what_lost_to_it() {
    for case in cases() {
        let won = (0..6).map(|chapters| {
            read_in_part(&case, chapters, |all, chapters| {
                // So much that a file is the shorter way.
                for n in 0..30 {
                    all.dee.sets(&mut all.office, &ACCOUNT, all.bolt, "notes", Value::text(format!("seen {n}")));
                }
                all.office.sync(&mut all.dee);
                all.office.core = Core::new(78).offering(0);
                let at = all.cy.now(&all.office).at;
                let mut syncer = Syncer::new();
                let request = syncer.next_request(&mut all.cy.store, at).unwrap().unwrap();
                let response = all.office.answer(&mut all.cy, &request);
                syncer.on_response(&mut all.cy.store, Reply::Response(&response), at).unwrap();
                let takings = all.cy.store.takings().unwrap();
                let territory = takings.into_iter().find(|taking| taking.offer.stream.to_string().starts_with("terr"));
                let mut taking = territory.unwrap();
                let (name, server) = (taking.offer.name, &mut all.office.server);
                let file = all.office.core.snapshot(server, &all.cy.who, &name, 0, usize::MAX, all.office.now);
                let (_, file) = file.unwrap().unwrap();
                let first = Contents::length(&file[..HEAD]).unwrap();
                all.cy.store.take_contents(&mut taking, &file[..first], at).unwrap();
                for _ in 0..chapters {
                    let Some(bytes) = taking.next_bytes() else { break };
                    let from = taking.from() as usize;
                    all.cy.store.take_chapter(&mut taking, &file[from..from + bytes], at).unwrap();
                }
                for taking in all.cy.store.takings().unwrap() {
                    all.cy.store.drop_taking(taking.offer.stream).unwrap();
                }
            })
        });
        let won: Vec<bool> = won.collect();
        assert_eq!((won[0], won[5]), (false, true), "{}", case.name);
    }
}
