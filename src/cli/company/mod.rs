//! The commands that deal with the company: joining it, the exchange, what it decided or refused, and its endpoint.

pub mod admin;
pub mod bundle;
pub mod conflicts;
pub mod enrol;
pub mod parked;
pub mod serve;
pub mod status;
pub mod sync;
