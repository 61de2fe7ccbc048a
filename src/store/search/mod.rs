//! Finding: the word index and how it is asked, the names in memory, how likely each is meant, and breaking off.

pub(super) mod asking;
pub(super) mod entry;
pub(super) mod frequent;
pub(super) mod halt;
pub(super) mod likely;
mod lying;
pub(super) mod names;
pub(super) mod ranked;
pub(super) mod said;
mod spoken;
pub(super) mod words;
