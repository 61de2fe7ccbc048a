//! The protocol's types and the merge, for both sides of sync: pure.
//!
//! Must not know a database, a socket, a clock or randomness (SYNC.md is the contract).

mod canonical;
mod change;
mod codec;
pub mod compare;
pub mod frame;
pub mod log;
pub mod merge;
mod outgoing;
mod stream;
pub mod wire;

pub use canonical::{Mark, Sum, cell_hash, conflict_id, push_value};
pub use change::{Change, FieldChange, Identity, Version};
pub use outgoing::{ReadGroup, Sending, read_groups};
pub use stream::{NotAStream, StreamId};
