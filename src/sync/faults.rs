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
}
