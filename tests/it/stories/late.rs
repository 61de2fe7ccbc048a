//! Late edits of a customer who was merged meanwhile: their author takes them back, or the merge is taken back, and nothing of them stays.

use rounds::base::id::Id;
use rounds::base::lang::Lang;
use rounds::domain::act::By;
use rounds::domain::ask::{ConflictRow, Since, WrittenOn};
use rounds::i18n::Words;
use rounds::schema::{ACCOUNT, ConflictState, Role, Value};

use super::merging::merge;
use super::office::{Laptop, Office};

/// Ann and Bo have two records of one customer; the first one's city is Leeds.
fn office(city: &str) -> (Office, Laptop, Laptop, Id, Id) {
    let mut office = Office::new(&["North"]);
    for name in ["Ann", "Bo"] {
        office.user(name, Role::Rep, &["North"]);
    }
    let (mut ann, mut bo) = (office.laptop("Ann"), office.laptop("Bo"));
    let (cafe, limited) = (ann.adds(&mut office, "Nolan Cafe"), ann.adds(&mut office, "Nolan Ltd"));
    ann.sets(&mut office, &ACCOUNT, cafe, "city", Value::text("Leeds"));
    if !city.is_empty() {
        ann.sets(&mut office, &ACCOUNT, limited, "city", Value::text(city));
    }
    office.sync_all(&mut [&mut ann, &mut bo]);
    (office, ann, bo, cafe, limited)
}

fn open(laptop: &Laptop, office: &Office) -> Vec<ConflictRow> {
    let rows = laptop.sync_view(office).conflicts;
    rows.into_iter().filter(|row| row.state == ConflictState::Open).collect()
}

/// Of both laptops: the cities of the two, and that nobody is asked anything.
fn quiet(office: &Office, laptops: [&Laptop; 2], (cafe, limited): (Id, Id), cities: [&str; 2]) {
    for laptop in laptops {
        let [one, other] = [cafe, limited].map(|id| laptop.text(&ACCOUNT, id, "city"));
        assert_eq!([one.as_str(), other.as_str()], cities);
        assert!(open(laptop, office).is_empty(), "{:?}", open(laptop, office));
        assert_eq!(laptop.sync_view(office).line.needs_you, 0);
    }
    assert_eq!(laptops[0].store.dump().unwrap(), laptops[1].store.dump().unwrap());
}

#[test]
fn what_its_author_took_back_leaves_the_one_that_stands_as_it_was() {
    for of_limited in ["", "Oxford"] {
        // How many late edits there are, whether Bo sets the city of the one that stays too, and whether Ann syncs before she takes hers back.
        for (edits, set_since, synced) in [
            (1, false, false),
            (2, false, false),
            (1, true, false),
            (2, true, false),
            (1, false, true),
            (2, false, true),
        ] {
            let (mut office, mut ann, mut bo, cafe, limited) = office(of_limited);
            bo.does(&mut office, &merge(cafe, limited));
            for city in ["York", "Ripon"].iter().take(edits) {
                ann.sets(&mut office, &ACCOUNT, limited, "city", Value::text(*city));
            }
            if set_since {
                bo.sets(&mut office, &ACCOUNT, cafe, "city", Value::text("Hull"));
            }
            office.sync(&mut bo);
            if synced {
                office.sync_all(&mut [&mut ann, &mut bo]);
                assert_eq!(open(&bo, &office).len(), 1);
            }
            for _ in 0..edits {
                assert!(ann.undoes(&mut office).is_empty());
            }
            office.sync_all(&mut [&mut ann, &mut bo]);
            let stands = if set_since { "Hull" } else { "Leeds" };
            quiet(&office, [&ann, &bo], (cafe, limited), [stands, of_limited]);
        }
    }
}

#[test]
fn what_was_taken_back_and_done_again_is_asked_about_as_if_it_had_been_done_once() {
    let (mut office, mut ann, mut bo, cafe, limited) = office("");
    bo.does(&mut office, &merge(cafe, limited));
    ann.sets(&mut office, &ACCOUNT, limited, "city", Value::text("York"));
    ann.undoes(&mut office);
    office.later(1);
    let now = ann.now(&office);
    ann.store.redo(&now).unwrap().unwrap();
    office.sync_all(&mut [&mut bo, &mut ann]);
    for laptop in [&ann, &bo] {
        assert_eq!(laptop.text(&ACCOUNT, cafe, "city"), "York");
        let asked = open(laptop, &office);
        assert!(asked.len() == 1 && asked[0].lost.0.str() == "Leeds", "{asked:?}");
    }
    ann.undoes(&mut office);
    office.sync_all(&mut [&mut ann, &mut bo]);
    quiet(&office, [&ann, &bo], (cafe, limited), ["Leeds", ""]);
}

#[test]
fn two_late_edits_of_one_field_part_with_the_merge() {
    for late_wins in [true, false] {
        let (mut office, mut ann, mut bo, cafe, limited) = office("");
        let mut late = |office: &mut Office| {
            for city in &["York", "Ripon"] {
                ann.sets(office, &ACCOUNT, limited, "city", Value::text(*city));
            }
        };
        let act = if late_wins {
            let merged = bo.does(&mut office, &merge(cafe, limited));
            late(&mut office);
            merged.act
        } else {
            late(&mut office);
            let merged = bo.does(&mut office, &merge(cafe, limited));
            bo.sets(&mut office, &ACCOUNT, cafe, "city", Value::text("Hull"));
            merged.act
        };
        office.sync_all(&mut [&mut bo, &mut ann]);
        for laptop in [&ann, &bo] {
            assert_eq!(laptop.text(&ACCOUNT, cafe, "city"), if late_wins { "Ripon" } else { "Hull" });
            assert_eq!(open(laptop, &office).len(), if late_wins { 1 } else { 2 });
        }
        office.later(1);
        let now = bo.now(&office);
        bo.store.take_back(act, &now).unwrap();
        office.sync_all(&mut [&mut bo, &mut ann]);
        quiet(&office, [&ann, &bo], (cafe, limited), [if late_wins { "Leeds" } else { "Hull" }, "Ripon"]);
    }
}

#[test]
fn of_what_the_server_wrote_in_my_name_nobody_says_that_it_was_written_on_another_laptop() {
    let (mut office, mut ann, mut bo, cafe, limited) = office("");
    bo.does(&mut office, &merge(cafe, limited));
    bo.sets(&mut office, &ACCOUNT, cafe, "city", Value::text("Hull"));
    ann.sets(&mut office, &ACCOUNT, limited, "city", Value::text("York"));
    office.sync_all(&mut [&mut bo, &mut ann]);
    let (now, asked) = (ann.now(&office), open(&ann, &office));
    let row = &asked[0];
    assert_eq!((row.won.0.str(), row.lost.0.str(), row.on.0), ("York", "Hull", WrittenOn::Unsaid));
    for (lang, mine) in [(Lang::En, "Ann (you)"), (Lang::ZhHans, "Ann（你）"), (Lang::ZhHant, "Ann（你）")] {
        let words = Words::new(lang);
        assert_eq!(words.conflict_side((&row.won.1, row.on.0), row.won.2, "Ann", &now).0, mine);
        let since = Since { value: Value::text("York"), by: By::User("Ann".into()), at: Some(now.at) };
        assert_eq!(words.conflict_since(&since, "Ann", &now).0, mine);
    }
}
