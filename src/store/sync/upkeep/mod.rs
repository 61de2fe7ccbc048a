//! Setting right: comparing both sides, counting anew, what a restored or lost side needs, a wrong clock, what is kept aside or let go, what an
//! upgrade has brought to know.

pub(super) mod aside;
pub(super) mod compare;
pub(super) mod fsck;
mod known_now;
pub(super) mod prune;
pub(super) mod recount;
pub(super) mod repair;
pub(super) mod restamp;
mod strays;
