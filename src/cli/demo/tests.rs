//! What must hold of every demo, in each language.

use std::collections::{HashMap, HashSet};

use super::*;
use crate::schema::{FollowUpState, PromisedBy};

const NOW: &str = "2026-11-24T10:42:00+08:00";

fn now() -> Now {
    Now::parse(NOW).unwrap()
}

fn demo(lang: Lang) -> (Demo, Vec<Customer>) {
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
        assert!(told > 500, "{lang}: {told}");
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

/// Prints how the words last: `cargo test --lib demo::tests::count -- --ignored --nocapture`.
#[test]
#[ignore = "a measurement"]
fn count() {
    for lang in Lang::ALL {
        let content = read::read(lang).unwrap();
        let (_, customers) = demo(lang);
        let done: Vec<&Visit> = customers
            .iter()
            .flat_map(|customer| &customer.visits)
            .filter(|visit| visit.state == Some(VisitState::Done))
            .collect();
        let silent = done.iter().filter(|visit| visit.notes.is_empty()).count();
        let touches: Vec<_> = customers.iter().flat_map(|customer| &customer.touches).collect();
        let mute = touches.iter().filter(|touch| touch.notes.is_empty()).count();
        let begins = content.begins(Size::Demo.visits());
        println!(
            "{lang}: {} visits, {silent} silent; {} touches, {mute} silent; begins {begins}",
            done.len(),
            touches.len()
        );
        let orders = done.iter().filter(|visit| visit.outcome == Some(crate::schema::VisitOutcome::Order)).count();
        println!("  orders {orders}");
        let kinds = &content.trade.kind;
        for kind in kinds {
            let of = |visit: &&Visit| visit.notes.is_empty();
            let visits = || {
                customers
                    .iter()
                    .filter(|customer| customer.account.industry == kind.industry)
                    .flat_map(|customer| &customer.visits)
                    .filter(|visit| visit.state == Some(VisitState::Done))
            };
            print!("  {} {}/{}", kind.id, visits().filter(of).count(), visits().count());
        }
        println!();
        let mut parts: HashMap<String, Vec<&str>> = HashMap::new();
        for note in
            done.iter().map(|visit| visit.notes.as_str()).chain(touches.iter().map(|touch| touch.notes.as_str()))
        {
            let signs: Vec<char> = note.chars().collect();
            let length = if lang == Lang::En { 30 } else { 10 };
            let mut own = HashSet::new();
            for part in signs.windows(length) {
                let part: String = part.iter().collect();
                if own.insert(part.clone()) {
                    parts.entry(part).or_default().push(note);
                }
            }
        }
        let mut shared: Vec<_> = parts.into_iter().filter(|(_, notes)| notes.len() > 1).collect();
        shared.sort();
        let mut pairs = HashSet::new();
        for (part, notes) in shared {
            if pairs.insert((notes[0], notes[1])) {
                println!("  [{part}]\n     {}\n     {}", notes[0], notes[1]);
            }
        }
    }
}

/// Prints twenty notes ten times: `cargo test --lib demo::tests::twenty -- --ignored --nocapture`.
#[test]
#[ignore = "for a person to read"]
fn twenty() {
    for lang in Lang::ALL {
        let (_, customers) = demo(lang);
        let notes: Vec<(&Customer, &Visit)> = customers
            .iter()
            .flat_map(|customer| customer.visits.iter().map(move |visit| (customer, visit)))
            .filter(|(_, visit)| visit.state == Some(VisitState::Done) && !visit.notes.is_empty())
            .collect();
        for round in 0..10 {
            let mut chance = Chance::new(round, 20);
            println!("\n== {lang} {round}");
            for _ in 0..20 {
                let (customer, visit) = chance.pick(&notes).unwrap();
                println!("{} {} | {}", visit.day.unwrap().format("%m-%d"), customer.account.name, visit.notes);
            }
        }
    }
}

/// Prints notes for a reader: `cargo test --lib demo::tests::read_me -- --ignored --nocapture`.
#[test]
#[ignore = "for a person to read"]
fn read_me() {
    for lang in Lang::ALL {
        let (_, customers) = demo(lang);
        let mut chance = Chance::new(99, 1);
        let visits: Vec<(&Customer, &Visit)> = customers
            .iter()
            .flat_map(|customer| customer.visits.iter().map(move |visit| (customer, visit)))
            .filter(|(_, visit)| visit.state == Some(VisitState::Done))
            .collect();
        println!("\n== {lang}");
        for _ in 0..40 {
            let (customer, visit) = chance.pick(&visits).unwrap();
            println!("{} | {} | {}", visit.day.unwrap(), customer.account.name, visit.notes);
        }
        let fullest = customers.iter().max_by_key(|customer| customer.visits.len()).unwrap();
        println!("\n-- {} {} {:?}", fullest.account.name, fullest.account.street, fullest.account.lifecycle);
        for contact in &fullest.contacts {
            println!("   {} {} {:?} {:?}", contact.name, contact.title, contact.phones, contact.left_on);
        }
        for visit in &fullest.visits {
            println!("{} {:?} [{}] {}", visit.day.unwrap(), visit.state.unwrap(), visit.purpose, visit.notes);
            for promise in fullest.follow_ups.iter().filter(|promise| promise.visit == Some(visit.id)) {
                println!(
                    "      > {:?}: {} by {} done {:?}",
                    promise.promised_by.unwrap(),
                    promise.text,
                    promise.due.unwrap(),
                    promise.closed_at.map(|at| now().workday(at))
                );
            }
        }
        for touch in &fullest.touches {
            println!("{} {:?} {}", touch.day.unwrap(), touch.kind.unwrap(), touch.notes);
        }
    }
}

/// How long the largest size takes: `cargo test --release --lib demo::tests::stress -- --ignored --nocapture`.
#[test]
#[ignore = "a measurement"]
fn stress() {
    let start = std::time::Instant::now();
    let demo = Demo::new(Lang::ZhHans, Size::Stress, 1, &now()).unwrap();
    println!("customers after {:?}", start.elapsed());
    let (visits, touches, promises) = demo.fold((0, 0, 0), |(visits, touches, promises), customer| {
        (visits + customer.visits.len(), touches + customer.touches.len(), promises + customer.follow_ups.len())
    });
    println!("{visits} visits, {touches} touches, {promises} follow-ups after {:?}", start.elapsed());
}

/// Prints today as it stands.
#[test]
#[ignore = "for a person to read"]
fn read_today() {
    for lang in Lang::ALL {
        let (demo, customers) = demo(lang);
        println!("\n== {lang}");
        let today = now().today();
        for customer in &customers {
            for visit in customer.visits.iter().filter(|visit| visit.day == Some(today)) {
                println!(
                    "{:?} {:?} {} {:?} [{}] {} | {} {}",
                    visit.state.unwrap(),
                    visit.planned_start.or(visit.started).map(|at| now().zone.local(at).time()),
                    customer.account.name,
                    customer.account.grade,
                    visit.purpose,
                    visit.notes,
                    customer.account.street,
                    customer.account.opening_hours
                );
            }
            let open = customer.follow_ups.iter().filter(|promise| promise.state == Some(FollowUpState::Open));
            for promise in open.filter(|promise| promise.due <= Some(today + Days::new(7))) {
                let note = customer.visits.iter().find(|visit| Some(visit.id) == promise.visit);
                println!(
                    "   {:?} {} by {} | {} | {}",
                    promise.promised_by.unwrap(),
                    promise.text,
                    promise.due.unwrap(),
                    customer.account.name,
                    note.map_or("", |visit| &visit.notes)
                );
            }
        }
        for visit in &demo.unfiled {
            println!("? {}", visit.notes);
        }
        let count =
            |lifecycle| customers.iter().filter(|customer| customer.account.lifecycle == Some(lifecycle)).count();
        for lifecycle in crate::schema::Lifecycle::ALL {
            println!("{} {}", lifecycle.word(), count(*lifecycle));
        }
    }
}
