//! Writing: one transaction from a deed to rows, outgoing changes, kept figures and the row of the act; and taking it back.

pub(super) mod act_row;
pub(super) mod bulk;
pub(super) mod capture;
pub(super) mod clock_row;
pub(super) mod joining;
pub(super) mod kept;
pub(super) mod look;
pub(super) mod pen;
pub(super) mod setting;
pub(super) mod undo;
pub(super) mod writer;
