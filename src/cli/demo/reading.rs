//! What a person reads to judge the demo: notes at random, one whole history, today, how the words last. It asserts nothing.

use std::collections::{HashMap, HashSet};

use super::tests::{demo, now};
use super::*;
use crate::schema::FollowUpState;

/// Prints how the words last: `cargo test --lib demo::reading::count -- --ignored --nocapture`.
#[test]
#[ignore = "a measurement"]
fn count() {
    for lang in Lang::ALL {
        let content = read::read(lang).unwrap();
        let (demo, customers) = demo(lang);
        let left = |lines: &content::Lines| demo.shared.decks.left(lines.deck, lines.lines.len());
        let of = |lists: &[&content::Lines]| {
            let all: usize = lists.iter().map(|lines| lines.lines.len()).sum();
            (lists.iter().map(|lines| left(lines)).sum::<usize>(), all)
        };
        let scenes = || content.arcs.iter().flat_map(|arc| &arc.scenes);
        println!("{lang}: left of say {:?}", of(&scenes().map(|scene| &scene.say).collect::<Vec<_>>()));
        println!("  kept {:?}", of(&scenes().flat_map(|scene| [&scene.kept, &scene.theirs_kept]).collect::<Vec<_>>()));
        println!("  late {:?}", of(&scenes().flat_map(|scene| [&scene.late, &scene.theirs_late]).collect::<Vec<_>>()));
        println!("  everyday {:?}", of(&content.everyday.iter().map(|group| &group.say).collect::<Vec<_>>()));
        println!("  touches {:?}", of(&content.touches.iter().map(|(_, lines)| lines).collect::<Vec<_>>()));
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

/// Prints twenty notes ten times: `cargo test --lib demo::reading::twenty -- --ignored --nocapture`.
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

/// Prints notes for a reader: `cargo test --lib demo::reading::read_me -- --ignored --nocapture`.
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

/// How long the largest size takes: `cargo test --release --lib demo::reading::stress -- --ignored --nocapture`.
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
