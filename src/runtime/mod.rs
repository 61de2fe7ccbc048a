//! The event loop that joins tui, store and client: the one place where effects are performed.

mod alarm;
pub mod clock;
pub mod errands;
pub mod event;
pub mod input;
pub mod prompt;
mod run;
pub mod settings;
mod sheet;
pub mod shut;
pub mod terminal;
mod threads;
pub mod trouble;

pub use run::{After, Left, Stage, run};
pub use threads::writing::{HINTS, PLACE};
