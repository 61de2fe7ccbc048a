//! The central endpoint: the other side of sync over a storage trait; HTTP is a shell around it.
//!
//! Always holds: [`Core::handle`] is synchronous, reads no clock and draws nothing at random; so whole worlds can be simulated. Must not
//! touch the laptop's store, client or screen.

mod admin;
mod bundles;
mod cells;
mod core;
mod cursors;
mod endpoint;
mod error;
mod exchange;
mod history;
mod http;
mod pull;
mod sqlite;
mod storage;
mod upkeep;

pub use bundles::{CarryError, TakenIn};
pub use cells::Cells;
pub use core::{Asked, Core, Who};
pub use endpoint::{Endpoint, FILE};
pub use error::{ServerError, StorageError};
pub use exchange::moves::{Moved, UserChange};
pub use exchange::office::Question;
pub use http::{Clock, Running, ServeConfig, TlsFiles, serve, serve_endpoint};
pub use sqlite::Sqlite;
pub use storage::{
    Decided, Device, DeviceNumber, Entries, Head, Held, Incident, Rec, SnapshotFile, Storage, Transaction,
};
pub use upkeep::compact::{Compacted, Compacting};
pub use upkeep::recount::Recounting;
pub use upkeep::snapshots::MadeFile;
