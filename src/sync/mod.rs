//! The protocol's types and the merge, for both sides of sync: pure.
//!
//! Must not know a database, a socket, a clock or randomness (SYNC.md is the contract).

pub mod bundle;
mod canonical;
mod change;
mod codec;
mod columns;
pub mod compare;
mod faults;
pub mod frame;
pub mod log;
pub mod merge;
mod outgoing;
pub mod past;
pub mod snapshot;
mod stream;
pub mod wire;

pub use canonical::{Mark, Sum, cell_hash, conflict_id, marks_digest, push_value, sums_digest};
pub use change::{Change, FieldChange, Identity, Version};
pub use columns::{Columns, Misfit, Row};
#[doc(hidden)]
pub use faults::Faults;
pub use outgoing::{ReadGroup, Sending, read_groups};
pub use stream::{NotAStream, StreamId};
