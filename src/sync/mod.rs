//! The protocol's types and the merge, for both sides of sync: pure.
//!
//! Must not know a database, a socket, a clock or randomness (SYNC.md is the contract).

mod change;

pub use change::{Change, FieldChange, Identity, Version};
