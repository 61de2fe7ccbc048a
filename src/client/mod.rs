//! The laptop's side of sync: a state machine over the store; the HTTP call is a thin shell.
//!
//! Always holds: [`Syncer`] knows no socket, no clock and no randomness; so whole worlds can be simulated. What must outlive a kill is in the
//! store, never here.

mod address;
mod backoff;
mod bundle;
mod distrust;
mod enrol;
mod error;
pub mod http;
mod once;
mod past;
mod piece;
mod syncer;
mod taking;

pub use address::{AddressTrouble, address_trouble};
pub use backoff::{Attempt, next_attempt};
pub use bundle::{Brought, CarryError, bundle_in, bundle_out};
pub use distrust::Distrust;
pub use enrol::{Asked, Choose, EnrolError, enrol};
pub use error::SyncError;
pub use once::{Progress, sync_once};
pub use past::{past, take_back, told_of};
pub use syncer::{Events, Pace, Reply, Syncer, Ticket};
pub use taking::{Pieces, take_all};
