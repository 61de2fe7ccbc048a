//! The event loop that joins tui, store and client: the one place where effects are performed.

pub mod clipboard;
pub mod clock;
pub mod event;
pub mod import;
pub mod input;
pub mod joining;
pub mod link;
pub mod prompt;
mod run;
mod settings;
mod syncing;
pub mod terminal;
pub mod trouble;
mod work;

pub use run::{After, Stage, run};
pub use work::PLACE;
