//! Setting right: comparing both sides, counting anew, what a restored or lost side needs, a wrong clock, what is kept aside or let go.

pub(super) mod aside;
pub(super) mod compare;
pub(super) mod fsck;
pub(super) mod prune;
pub(super) mod recount;
pub(super) mod repair;
pub(super) mod restamp;
