//! How often the wanted customer is first after a few letters, over the demo's books of 500 and of 5,000 customers.
//!
//! `cargo bench --bench wanted`. What is wanted, and what the ranking is given, stands in `tests/it/wanted.rs`.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, missing_docs)]

#[path = "../tests/it/wanted.rs"]
mod wanted;

use rounds::base::lang::Lang;
use rounds::cli::demo::Size;
use wanted::{WAYS, year};

fn main() {
    println!(
        "{:8} {:>9} {:20} {:>8} {:>7}    {:>13} {:>17} {:>15} {:>8}",
        "", "customers", "typed", "at least", "first", "not planned", "nothing planned", "by names alone", "calls"
    );
    for lang in Lang::ALL {
        for (size, least) in [(Size::Normal, 90.0), (Size::Heavy, 75.0)] {
            for (way, outcome) in WAYS.into_iter().zip(year(lang, size)).filter(|(_, outcome)| outcome.visits.of > 0) {
                let first = outcome.visits.percent();
                let mark = if first >= least { "pass" } else { "MISS" };
                println!(
                    "{:8} {:9} {way:20} {least:6.0} % {first:5.1} % {mark} {:10.1} % {:15.1} % {:13.1} % {:6.1} %",
                    lang.tag(),
                    size.accounts(),
                    outcome.unplanned.percent(),
                    outcome.without_plans.percent(),
                    outcome.names_alone.percent(),
                    outcome.calls.percent()
                );
            }
        }
    }
}
