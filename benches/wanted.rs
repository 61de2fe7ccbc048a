//! How often the wanted customer is first after a few letters, over the demo's books of 500 and of 5,000 customers.
//!
//! `cargo bench --bench wanted`. What is wanted, and what the ranking is given, stands in `tests/it/wanted.rs`. What is claimed is what comes out for a
//! world that nobody looked at while the points were found; the world that they were found on stands below it, and another one where
//! `ROUNDS_BENCH_SEED` names it.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, missing_docs)]

#[path = "../tests/it/wanted.rs"]
mod wanted;

use rounds::base::lang::Lang;
use rounds::cli::demo::Size;
use wanted::{HELD_OUT, Share, TUNED, WAYS, year};

fn main() {
    let asked = std::env::var("ROUNDS_BENCH_SEED").ok().and_then(|seed| seed.parse().ok());
    for (world, seed) in
        [("held out", HELD_OUT), ("tuned on", TUNED)].into_iter().chain(asked.map(|seed| ("asked for", seed)))
    {
        println!(
            "{world:9} {:>9} {:20} {:>8} {:>8}   {:>12} {:>12} {:>16} {:>15} {:>8}",
            "customers",
            "typed",
            "at least",
            "visits",
            "with calls",
            "not planned",
            "nothing planned",
            "by names alone",
            "calls"
        );
        for lang in Lang::ALL {
            for (size, least) in [(Size::Normal, 90.0), (Size::Heavy, 75.0)] {
                let outcomes = WAYS.into_iter().zip(year(lang, size, seed));
                for (way, outcome) in outcomes.filter(|(_, outcome)| outcome.visits.of > 0) {
                    let first = outcome.visits.percent();
                    let mark = if first >= least { "pass" } else { "MISS" };
                    let all = Share {
                        first: outcome.visits.first + outcome.calls.first,
                        of: outcome.visits.of + outcome.calls.of,
                    };
                    println!(
                        "{:9} {:9} {way:20} {least:6.0} % {first:6.1} % {mark} {:7.1} % {:10.1} % {:14.1} % {:13.1} % {:6.1} %",
                        lang.tag(),
                        size.accounts(),
                        all.percent(),
                        outcome.unplanned.percent(),
                        outcome.without_plans.percent(),
                        outcome.names_alone.percent(),
                        outcome.calls.percent()
                    );
                }
            }
        }
    }
}
