//! The event loop that joins tui, store and client: the one place where effects are performed.

pub mod clipboard;
pub mod clock;
pub mod link;
pub mod terminal;
