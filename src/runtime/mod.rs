//! The event loop that joins tui, store and client: the one place where effects are performed.

pub mod clipboard;
pub mod clock;
mod errand;
pub mod event;
pub mod import;
pub mod import_report;
pub mod input;
pub mod joining;
pub mod link;
mod nearby;
mod paths;
pub mod prompt;
mod questions;
mod run;
mod settings;
mod syncing;
pub mod terminal;
mod tidying;
pub mod trouble;
mod work;

pub use run::{After, Left, Stage, run};
pub use work::PLACE;
