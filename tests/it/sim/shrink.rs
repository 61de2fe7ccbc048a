//! From a plan that fails to a short one that fails too.

use super::plan::{Event, Plan};

/// Leaves out whatever is not needed to fail; at most so many tries.
pub fn shrunk(plan: &Plan, fails: impl Fn(&Plan) -> bool, mut tries: u32) -> Plan {
    let mut plan = plan.clone();
    let mut chunk = plan.events.len().div_ceil(2);
    while chunk > 0 && tries > 0 {
        let mut at = plan.events.len();
        let mut left_out = false;
        while at > 0 && tries > 0 {
            let from = at.saturating_sub(chunk);
            let events: Vec<Event> = [&plan.events[..from], &plan.events[at..]].concat();
            let shorter = Plan { events, ..plan.clone() };
            tries -= 1;
            if fails(&shorter) {
                plan = shorter;
                left_out = true;
            }
            at = from;
        }
        if !left_out || chunk > plan.events.len() {
            chunk /= 2;
        }
    }
    plan
}
