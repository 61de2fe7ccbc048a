//! The event loop that joins tui, store and client: the one place where effects are performed.

pub mod clipboard;
pub mod link;
pub mod terminal;
