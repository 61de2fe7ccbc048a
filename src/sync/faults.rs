//! Mistakes planted on purpose into both sides of sync, to prove that the simulator finds them.
//!
//! Always holds: the default has none, and nothing but the simulator gives any other value to a store, a syncer or a server.

/// Which mistakes are made.
#[doc(hidden)]
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Faults {
    /// After a power loss the session that was lost goes on counting.
    pub numbers_reused: bool,
    /// A change leaves the outbox when the server says that it was received.
    pub retired_on_reply: bool,
    /// What is to be given back to a restored server is known to the process alone.
    pub repair_in_memory: bool,
    /// An answer to a request that was given up is applied, wherever the cursors are by now.
    pub abandoned_accepted: bool,
    /// The server believes every cursor.
    pub cursor_not_checked: bool,
    /// What the server has is deleted from the outbox's past.
    pub acknowledged_deleted: bool,
    /// Changes are stamped with the wall clock.
    pub wall_clock: bool,
    /// Whether a value was known is told by positions in the log.
    pub base_by_position: bool,
    /// The author of a change keeps the stamp that he claimed.
    pub stamp_not_told: bool,
    /// What waits of a record is given up when the record leaves this laptop's streams.
    pub evicts_unsent: bool,
    /// The laptop whose value lost writes the conflict record, too.
    pub conflict_twice: bool,
    /// A stream's sum is taken over from the server.
    pub sum_adopted: bool,
    /// Whoever takes a snapshot counts as having read the log behind it.
    pub tail_skipped: bool,
    /// Compaction does not wait for laptops that are still reading, and they go on behind it.
    pub compacts_unread: bool,
    /// A tombstone goes at once, and for good.
    pub tombstone_early: bool,
    /// A laptop lets go of fields that it does not know.
    pub unknown_dropped: bool,
    /// Each change of a group is judged alone.
    pub group_in_half: bool,
    /// What moves to another stream gets new identities there.
    pub copies_renamed: bool,
    /// An answer to one's own question is applied wherever another process has moved the cursors.
    pub moved_cursor_accepted: bool,
    /// A laptop keeps settled changes for three days.
    pub settled_early: bool,
    /// A version given back that loses to one of after the restoration writes no conflict record.
    pub returned_unnoted: bool,
}
