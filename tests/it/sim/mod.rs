//! Seeded worlds of laptops and a server, with faults: what SYNC.md promises must hold in each of them.
//!
//! `ROUNDS_SIM_FIRST`, `ROUNDS_SIM_SEEDS` and `ROUNDS_SIM_STEPS` choose other worlds. A failing seed prints its events.

mod checks;
mod edits;
mod world;

use std::panic::{AssertUnwindSafe, catch_unwind};

use world::{Mistake, World};

fn asked(name: &str, otherwise: u64) -> u64 {
    std::env::var(name).ok().and_then(|text| text.parse().ok()).unwrap_or(otherwise)
}

/// Runs one world; what went wrong, with the events that led there.
fn run(seed: u64, steps: u64, mistake: Option<Mistake>) -> Result<String, String> {
    let mut world = World::new(seed, mistake);
    let done =
        catch_unwind(AssertUnwindSafe(|| world.live(steps).and_then(|()| world.heal()).and_then(|()| world.check())));
    let trouble = match done {
        Ok(Ok(())) => return Ok(world.trace()),
        Ok(Err(trouble)) => trouble,
        Err(panic) => panic.downcast_ref::<String>().cloned().unwrap_or_else(|| "a panic".to_string()),
    };
    Err(format!("seed {seed}, {steps} steps: {trouble}\n{}", world.events.join("\n")))
}

fn seeds(first: u64, count: u64, steps: u64) {
    let workers = std::thread::available_parallelism().map_or(2, |cores| cores.get() as u64).min(8);
    let failures: Vec<String> = std::thread::scope(|scope| {
        let lanes: Vec<_> = (0..workers)
            .map(|lane| {
                scope.spawn(move || {
                    let mine = (first..first + count).filter(|seed| seed % workers == lane);
                    mine.filter_map(|seed| run(seed, steps, None).err()).take(3).collect::<Vec<_>>()
                })
            })
            .collect();
        lanes.into_iter().flat_map(|lane| lane.join().unwrap()).collect()
    });
    assert!(failures.is_empty(), "{} worlds failed; the first:\n{}", failures.len(), failures[0]);
}

#[test]
fn five_hundred_worlds_keep_the_promises() {
    seeds(asked("ROUNDS_SIM_FIRST", 1), asked("ROUNDS_SIM_SEEDS", 500), asked("ROUNDS_SIM_STEPS", 60));
}

#[test]
fn the_same_seed_twice_goes_the_same_way() {
    for seed in [7, 8, 9] {
        assert_eq!(run(seed, 60, None).unwrap(), run(seed, 60, None).unwrap());
    }
}

/// The simulator is tested itself: a planted mistake is found.
#[test]
fn planted_mistakes_are_found() {
    let mut missed = Vec::new();
    for mistake in [Mistake::RetiredOnReply, Mistake::NumbersReused, Mistake::CursorNotChecked] {
        if !(1..=300).any(|seed| run(seed, 60, Some(mistake)).is_err()) {
            missed.push(mistake);
        }
    }
    assert_eq!(missed, vec![], "not found within 300 seeds");
}
