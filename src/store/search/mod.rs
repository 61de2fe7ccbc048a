//! Finding: the word index, the names in memory, how likely each is meant, and breaking off.

pub(super) mod halt;
pub(super) mod likely;
pub(super) mod names;
pub(super) mod words;
