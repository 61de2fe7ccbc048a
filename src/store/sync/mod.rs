//! The store's side of sync: what waits to be sent, the answers that are applied, and what both sides held.
//!
//! `outbox` lists what waits, in commit order. `apply` takes one answer in one transaction; `entries` says what each log entry does. `layers` keeps the
//! confirmed and the waiting version apart, `streams` the cursors, `taking` the snapshots under way, `strangers` records of entities this version does
//! not know, `handed` what was delivered to a server that gives nothing back, `receipts` the last comparisons, `parked` what the server could not take.
//! `enrol` makes the laptop a company's. Recounting, repair, pruning and wiping are in `upkeep`. Merging is the server's.

mod apply;
mod enrol;
mod entries;
mod handed;
mod inspect;
mod layers;
mod outbox;
pub(super) mod parked;
mod past;
pub(super) mod receipts;
mod strangers;
pub(in crate::store) mod streams;
mod taking;
mod upkeep;

pub use apply::{Applied, Carried};
pub use enrol::Enrolment;
pub use handed::Handed;
pub use outbox::OutGroup;
pub use streams::StreamRow;
pub use taking::Taking;
pub use upkeep::aside::KEPT_ASIDE_DAYS;
pub use upkeep::fsck::Fsck;
pub use upkeep::recount::Recount;
