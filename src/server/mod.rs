//! The central endpoint: the other side of sync over a storage trait; HTTP is a shell around it.
//!
//! Always holds: [`Core::handle`] is synchronous, reads no clock and draws nothing at random; so whole worlds can be simulated. Must not
//! touch the laptop's store, client or screen.

mod admin;
mod bundles;
mod compact;
mod compare;
mod conflicts;
mod core;
mod error;
mod history;
mod http;
mod merged;
mod moves;
mod parking;
mod push;
mod recount;
mod returned;
mod round;
mod snapshots;
mod sqlite;
mod storage;
mod tidying;

pub use bundles::{CarryError, TakenIn};
pub use compact::Compacted;
pub use core::{Core, Who};
pub use error::{ServerError, StorageError};
pub use http::{Clock, Endpoint, FILE, Running, ServeConfig, serve, serve_endpoint};
pub use moves::{Moved, UserChange};
pub use recount::Recounting;
pub use sqlite::Sqlite;
pub use storage::{
    Decided, Device, DeviceNumber, Entries, Head, Held, Incident, Rec, SnapshotFile, Storage, Transaction,
};
