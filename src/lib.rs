//! Rounds: the field rep's book in the terminal.
//!
//! The map of the crate. A module may use only what stands left of it (see `docs/ARCHITECTURE.md`; a test holds it):
//!
//! ```text
//! base <- schema <- domain <- {sync, interop, i18n, config} <- {store, server, tui}
//! base <- upgrade <- {store, server}
//! store <- client      {tui, store, client} <- runtime      {runtime, server} <- cli <- main
//! ```

pub mod base;
pub mod cli;
pub mod client;
pub mod config;
pub mod domain;
pub mod i18n;
pub mod interop;
pub mod runtime;
pub mod schema;
pub mod server;
pub mod store;
pub mod sync;
pub mod tui;
pub mod upgrade;
