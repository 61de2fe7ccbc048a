//! What the endpoint does between requests: recounts, compaction, snapshots, indexes built anew.

pub(super) mod compact;
mod known_now;
mod mending;
pub(super) mod recount;
pub(super) mod snapshots;
pub(super) mod tidying;
