//! The threads: one writes, one reads, one exchanges with the company; what they do while nothing is asked.

pub(super) mod questions;
pub(super) mod reading;
pub(super) mod syncing;
pub(super) mod tidying;
pub(super) mod words;
pub(super) mod writing;
