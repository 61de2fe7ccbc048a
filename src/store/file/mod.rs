//! The profile's file: where it lies, its key, its shape, opening it.

mod first_bytes;
pub mod key;
pub(super) mod migrate;
pub(super) mod open;
pub(super) mod profile;
