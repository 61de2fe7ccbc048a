//! Coverage-guided fuzzing of whatever Rounds reads from outside: `fuzz/run` (see `docs/SYNC.md`).
//!
//! `ROUNDS_FUZZ` names one of the targets that the tests have as well. A finding is a panic, an invariant of a target that does not hold,
//! an input that takes too long, or one that takes more memory at once than its target allows.
#![no_main]
#![allow(clippy::expect_used, clippy::panic)]

use std::sync::LazyLock;

use libfuzzer_sys::fuzz_target;

#[path = "../../tests/it/fuzz/ends.rs"]
mod ends;
#[path = "../../tests/it/fuzz/memory.rs"]
mod memory;
#[path = "../../tests/it/fuzz/targets.rs"]
mod targets;

static TARGET: LazyLock<&'static targets::Target> = LazyLock::new(|| {
    let name = std::env::var("ROUNDS_FUZZ").unwrap_or_default();
    let found = targets::TARGETS.iter().find(|target| target.name == name);
    let names = || targets::TARGETS.iter().map(|target| target.name).collect::<Vec<_>>().join(" ");
    found.unwrap_or_else(|| {
        println!("{}", names());
        std::process::exit(2)
    })
});

fn prepare() {
    // A reader that is not ours may panic where the program takes that for a damaged file.
    let default = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |panic| {
        if !rounds::interop::guard::is_guarded() {
            default(panic);
            std::process::abort();
        }
    }));
    if let Ok(folder) = std::env::var("ROUNDS_FUZZ_SEEDS") {
        for (number, bytes) in (TARGET.good)().into_iter().enumerate() {
            std::fs::write(format!("{folder}/good-{number}"), bytes).expect("a folder to write to");
        }
        std::process::exit(0);
    }
    // What is made once is no input's.
    (TARGET.good)().iter().for_each(|bytes| (TARGET.read)(bytes));
}

fuzz_target!(
    init: prepare(),
    |bytes: &[u8]| targets::check(&TARGET, bytes)
);
