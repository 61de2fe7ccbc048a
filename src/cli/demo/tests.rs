//! What must hold of every demo, in each language.

use std::collections::{HashMap, HashSet};

use super::*;
use crate::schema::{FollowUpState, PromisedBy};

const NOW: &str = "2026-11-24T10:42:00+08:00";

pub(super) fn now() -> Now {
    Now::parse(NOW).unwrap()
}

pub(super) fn demo(lang: Lang) -> (Demo, Vec<Customer>) {
    let mut demo = Demo::new(lang, Size::Demo, 7, &now()).unwrap();
    let customers: Vec<Customer> = demo.by_ref().collect();
    (demo, customers)
}

fn each(check: impl Fn(Lang, &Demo, &[Customer])) {
    for lang in Lang::ALL {
        let (demo, customers) = demo(lang);
        check(lang, &demo, &customers);
    }
}

#[test]
fn there_are_stories_enough() {
    for lang in Lang::ALL {
        let content = read::read(lang).unwrap();
        assert!(content.arcs.len() >= 15, "{lang}: {} stories", content.arcs.len());
        for kind in 0..content.trade.kind.len() {
            let fitting = content.arcs.iter().filter(|arc| arc.fits.contains(&kind)).count();
            assert!(fitting >= 4, "{lang}: {} stories fit {}", fitting, content.trade.kind[kind].id);
        }
    }
}

/// In a wording that any of what is sold may fill, none is one of its own: "a black sacks", "2 case", nobody is "the Gail".
#[test]
fn english_wordings_fit_whatever_fills_them() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/assets/demo/en");
    let mut wrong = Vec::new();
    for file in std::fs::read_dir(folder).unwrap() {
        let text = std::fs::read_to_string(file.unwrap().path()).unwrap();
        for line in text.lines() {
            let bad = [
                "the {boss",
                "the {buyer",
                "the {user",
                " a {boss}",
                " a {buyer}",
                " a {user}",
                "wrong {buyer",
                "{p}s",
            ];
            let one = [
                " a {p}",
                "one {p}",
                "one more {p}",
                "another {p}",
                "second {p}",
                "{p} box",
                "{p} sample",
                "cheaper {p}",
            ];
            let many = ["{q} {p}", "{q} cases", "{q} boxes", "{p} now lives", "is {p} used", "was the {p}"];
            if bad.iter().chain(&one).chain(&many).any(|bad| line.contains(bad)) {
                wrong.push(line.to_owned());
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn no_two_notes_are_alike_and_every_slot_is_filled() {
    each(|lang, demo, customers| {
        let mut seen = HashSet::new();
        let notes = customers.iter().flat_map(|customer| {
            let visits = customer.visits.iter().map(|visit| &visit.notes);
            visits.chain(customer.touches.iter().map(|touch| &touch.notes))
        });
        let mut told = 0;
        for note in notes.filter(|note| !note.is_empty()) {
            told += 1;
            assert!(seen.insert(note.clone()), "{lang}: told twice: {note}");
        }
        assert!(told > 850, "{lang}: {told}");
        let texts = customers.iter().flat_map(|customer| {
            let promises = customer.follow_ups.iter().map(|follow_up| follow_up.text.clone());
            let purposes = customer.visits.iter().flat_map(|visit| [visit.purpose.clone(), visit.preparation.clone()]);
            let place =
                [customer.account.name.clone(), customer.account.street.clone(), customer.account.postcode.clone()];
            let people = customer.contacts.iter().flat_map(|contact| [contact.name.clone(), contact.title.clone()]);
            promises.chain(purposes).chain(place).chain(people).collect::<Vec<_>>()
        });
        let unfiled = demo.unfiled.iter().map(|visit| visit.notes.clone());
        for text in seen.iter().cloned().chain(texts).chain(unfiled) {
            assert!(!text.contains(['{', '}', '[', ']', '|', '#']), "{lang}: {text}");
        }
        assert!(customers.iter().all(|customer| customer.follow_ups.iter().all(|promise| !promise.text.is_empty())));
    });
}

#[test]
fn the_same_seed_makes_the_same_territory() {
    for lang in Lang::ALL {
        assert_eq!(demo(lang).1, demo(lang).1, "{lang}");
        let other: Vec<Customer> = Demo::new(lang, Size::Demo, 8, &now()).unwrap().collect();
        assert_ne!(demo(lang).1, other, "{lang}");
    }
}

#[test]
fn a_size_is_what_it_says() {
    for size in [Size::Demo, Size::Normal] {
        let mut demo = Demo::new(Lang::En, size, 1, &now()).unwrap();
        let customers: Vec<Customer> = demo.by_ref().collect();
        let visits: usize = customers.iter().map(|customer| customer.visits.len()).sum();
        assert_eq!(customers.len(), size.accounts());
        assert_eq!(visits + demo.unfiled.len(), size.visits());
    }
}

#[test]
fn ids_are_told_apart() {
    each(|lang, _, customers| {
        let mut ids = HashSet::new();
        for customer in customers {
            let mut all = vec![customer.account.id];
            all.extend(customer.contacts.iter().map(|contact| contact.id));
            all.extend(customer.visits.iter().map(|visit| visit.id));
            all.extend(customer.touches.iter().map(|touch| touch.id));
            all.extend(customer.follow_ups.iter().map(|follow_up| follow_up.id));
            assert!(all.into_iter().all(|id| ids.insert(id)), "{lang}: {}", customer.account.name);
        }
    });
}

#[test]
fn the_day_is_half_done() {
    for time in [NOW, "2026-11-24T17:20:00+00:00", "2026-11-22T05:10:00+08:00", "2026-01-03T23:40:00-05:00"] {
        let now = Now::parse(time).unwrap();
        let mut demo = Demo::new(Lang::ZhHans, Size::Demo, 3, &now).unwrap();
        let customers: Vec<Customer> = demo.by_ref().collect();
        let today: Vec<&Visit> = customers
            .iter()
            .flat_map(|customer| &customer.visits)
            .filter(|visit| visit.day == Some(now.today()) && visit.owner == Some(demo.me))
            .collect();
        let count = |state| today.iter().filter(|visit| visit.state == Some(state)).count();
        assert_eq!(
            (count(VisitState::Done), count(VisitState::Missed), count(VisitState::Planned)),
            (4, 1, 6),
            "{time}"
        );
        for visit in today {
            match visit.state {
                Some(VisitState::Done) => assert!(visit.ended <= Some(now.at) && visit.started < visit.ended, "{time}"),
                Some(VisitState::Planned) => assert!(visit.planned_start > Some(now.at), "{time}"),
                _ => assert!(visit.planned_start < Some(now.at), "{time}"),
            }
            let at = visit.started.or(visit.planned_start).unwrap();
            assert_eq!(now.workday(at), now.today(), "{time}");
        }
        let ours = customers.iter().flat_map(|customer| &customer.follow_ups).filter(|promise| {
            promise.state == Some(FollowUpState::Open)
                && promise.promised_by == Some(PromisedBy::Us)
                && promise.owner == Some(demo.me)
        });
        let (mut late, mut due) = (0, 0);
        for promise in ours {
            late += usize::from(promise.due < Some(now.today()));
            due += usize::from(promise.due == Some(now.today()));
        }
        assert_eq!((late, due), (3, 3), "{time}");
        assert_eq!(demo.unfiled.len(), 3);
    }
}

#[test]
fn nothing_has_happened_that_is_still_to_come() {
    each(|lang, _, customers| {
        let now = now();
        let mut broken = 0;
        let mut kept = 0;
        for customer in customers {
            for visit in customer.visits.iter().filter(|visit| visit.state == Some(VisitState::Done)) {
                assert!(visit.ended <= Some(now.at), "{lang}: {}", visit.notes);
                assert_eq!(visit.day, visit.started.map(|at| now.workday(at)), "{lang}: {}", visit.notes);
            }
            for touch in &customer.touches {
                assert!(touch.at < Some(now.at), "{lang}: {}", touch.notes);
            }
            for promise in &customer.follow_ups {
                assert!(promise.closed_at < Some(now.at), "{lang}: {}", promise.text);
                assert!(promise.closed_at.is_some() == (promise.state == Some(FollowUpState::Done)));
                assert!(promise.due > promise.promised_at.map(|at| now.workday(at)), "{lang}: {}", promise.text);
                if let Some(closed) = promise.closed_at {
                    assert!(Some(closed) > promise.promised_at, "{lang}: {}", promise.text);
                    if Some(now.workday(closed)) > promise.due {
                        broken += 1;
                    } else {
                        kept += 1;
                    }
                }
            }
        }
        assert!(kept > broken && broken > kept / 6, "{lang}: {kept} kept, {broken} broken");
    });
}

#[test]
fn nobody_is_in_two_places_at_once() {
    each(|lang, _, customers| {
        let mut by_owner: HashMap<_, Vec<_>> = HashMap::new();
        for visit in customers.iter().flat_map(|customer| &customer.visits) {
            if let (Some(owner), Some(started), Some(ended)) = (visit.owner, visit.started, visit.ended) {
                by_owner.entry(owner).or_default().push((started, ended));
            }
        }
        for mut visits in by_owner.into_values() {
            visits.sort_unstable();
            for pair in visits.windows(2) {
                assert!(pair[0].1 <= pair[1].0, "{lang}: {:?}", pair);
            }
        }
    });
}

#[test]
fn places_and_numbers_belong_to_the_city() {
    each(|lang, _, customers| {
        let (north, east) = match lang {
            Lang::En => (51.38..51.53, -2.75..-2.45),
            Lang::ZhHans => (29.95..30.5, 119.6..120.6),
            Lang::ZhHant => (24.0..24.35, 120.5..120.8),
        };
        let mut names: HashMap<&str, usize> = HashMap::new();
        for customer in customers {
            let account = &customer.account;
            assert!(north.contains(&account.latitude.unwrap().as_f64()), "{lang}: {}", account.name);
            assert!(east.contains(&account.longitude.unwrap().as_f64()), "{lang}: {}", account.name);
            let landline = match lang {
                Lang::En => "0117 496 0",
                Lang::ZhHans => "0571-92",
                Lang::ZhHant => "04-29",
            };
            assert!(account.phones.iter().any(|phone| phone.starts_with(landline)), "{lang}: {:?}", account.phones);
            *names.entry(&account.name).or_default() += 1;
        }
        let twins = names.values().filter(|count| **count > 1).count();
        assert!((3..=4).contains(&twins), "{lang}: {twins} twins");
    });
}

/// The longest run of letters that two notes may share: a product with its number and price is no likeness.
fn run(lang: Lang) -> usize {
    if lang == Lang::En { 36 } else { 14 }
}

#[test]
fn no_two_notes_share_a_long_run_of_letters() {
    each(|lang, _, customers| {
        let visits = customers.iter().flat_map(|customer| customer.visits.iter().map(|visit| &visit.notes));
        let touches = customers.iter().flat_map(|customer| customer.touches.iter().map(|touch| &touch.notes));
        let mut seen: HashMap<Vec<char>, &str> = HashMap::new();
        for note in visits.chain(touches) {
            let letters: Vec<char> = note.chars().filter(|letter| letter.is_alphanumeric()).collect();
            let own: HashSet<&[char]> = letters.windows(run(lang)).collect();
            for part in own {
                if let Some(other) = seen.insert(part.to_vec(), note) {
                    panic!("{lang}: alike:\n{other}\n{note}");
                }
            }
        }
    });
}

#[test]
fn most_visits_leave_words() {
    each(|lang, _, customers| {
        let done = || customers.iter().flat_map(|customer| &customer.visits).filter(|visit| visit.ended.is_some());
        let silent = done().filter(|visit| visit.notes.is_empty()).count();
        assert!(silent * 3 < done().count(), "{lang}: {silent} of {} say nothing", done().count());
    });
}

#[test]
fn a_wording_that_names_a_contact_takes_the_pronoun_from_it() {
    for lang in [Lang::ZhHans, Lang::ZhHant] {
        let content = read::read(lang).unwrap();
        let scenes = content.arcs.iter().flat_map(|arc| &arc.scenes).flat_map(content::Scene::lists);
        let days = content.everyday.iter().map(|group| &group.say);
        let rest = content
            .touches
            .iter()
            .map(|(_, lines)| lines)
            .chain(content.threads.iter().flat_map(|thread| &thread.steps));
        for line in scenes.chain(days).chain(rest).flat_map(|lines| &lines.lines) {
            let names = ["{boss", "{buyer", "{user"].iter().any(|slot| line.contains(slot));
            let plain = line.replace("其他", "").replace("他们", "").replace("他們", "");
            assert!(!names || !plain.contains(['他', '她']), "{lang}: say {{ta}}: {line}");
        }
    }
}

#[test]
fn a_promise_of_ours_is_closed_by_the_day_on_which_the_next_note_speaks_of_it() {
    each(|lang, _, customers| {
        let now = now();
        for customer in customers {
            let done: Vec<&Visit> = customer.visits.iter().filter(|visit| visit.ended.is_some()).collect();
            for pair in done.windows(2) {
                let ours = customer
                    .follow_ups
                    .iter()
                    .filter(|promise| promise.visit == Some(pair[0].id) && promise.promised_by == Some(PromisedBy::Us));
                for promise in ours {
                    let closed = promise.closed_at.map(|at| now.workday(at));
                    assert!(closed.is_some() && closed <= pair[1].day, "{lang}: {} / {}", promise.text, pair[1].notes);
                }
            }
        }
    });
}

#[test]
fn every_street_lies_in_the_city() {
    each(|lang, demo, customers| {
        for customer in customers {
            let street = &customer.account.street;
            let known = demo.content.place.district.iter().any(|line| {
                line.split('|')
                    .nth(5)
                    .into_iter()
                    .flat_map(|streets| streets.split(';'))
                    .any(|known| known.trim().rsplit_once(' ').is_some_and(|(name, _)| street.contains(name)))
            });
            assert!(known, "{lang}: {street}");
        }
    });
}
