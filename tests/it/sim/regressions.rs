//! Worlds that failed once: each short, with the name of what was wrong, run for ever.

use rounds::sync::Faults;

use super::plan::Plan;
use super::told;

/// What was wrong, and the plan that showed it.
const FAILED: [(&str, &str); 0] = [];

#[test]
fn worlds_that_failed_once_hold() {
    for (what, text) in FAILED {
        let plan = Plan::parse(text).unwrap();
        if let Err((trouble, events)) = told(&plan, Faults::default(), true) {
            panic!("{what}:\n{events}\n{trouble}");
        }
    }
}
