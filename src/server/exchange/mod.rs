//! What the endpoint does with one request: a transaction, groups merged or parked, slices of the streams, comparing, moves.

pub(super) mod compare;
pub(super) mod conflicts;
mod decide;
mod generated;
pub(super) mod merged;
pub(super) mod moves;
pub(super) mod office;
mod origin;
mod own;
pub(super) mod parking;
mod parted;
mod place;
pub(super) mod push;
pub(super) mod returned;
pub(super) mod round;
pub(super) mod trust;
mod unseen;
