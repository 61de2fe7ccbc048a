//! What the endpoint does between requests: recounts, compaction, snapshots.

pub(super) mod compact;
pub(super) mod recount;
pub(super) mod snapshots;
pub(super) mod tidying;
