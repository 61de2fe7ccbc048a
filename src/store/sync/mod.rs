//! The store's side of sync: what waits to be sent, the answers that are applied, and what both sides held.
//!
//! `outbox` reads the waiting changes in commit order, `apply` takes an answer in one transaction, `layers` keeps the confirmed
//! and the waiting version apart, `streams` has the cursors, `repair` goes back to a mark after a restoration,
//! `compare` finds what differs, `recount` what was damaged, `parked` what the server could not take, `prune` what may go, `strangers` keep what this version does not know, `aside` is what this
//! laptop lost, `taking` stores the server's snapshots, `enrol` is who this laptop is to the server, `handed` what one that gives nothing was brought, `receipts` the last comparisons.
//! It must not decide a merge: the server does.

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
