//! The terminal's model, messages, update and view. Names effects, performs none: no I/O, no clock, no database.
//!
//! `update(&mut Model, Msg) -> Vec<Effect>` takes what happened; `view(&Model, &mut Frame)` draws what is in sight. What a person can do
//! is in the command table (`command`), its keys in `assets/keymap.toml`. A screen or an overlay is a file with its state that fills
//! [`screen::Screen`], and a line in `layer::layers!`.

pub mod act;
mod again;
mod ahead;
pub mod canvas;
pub mod command;
mod context;
mod curtain;
pub mod cx;
pub mod field;
pub mod form;
mod grouped;
mod held;
pub mod hints;
pub mod key;
pub mod keymap;
pub mod layer;
pub mod list;
pub mod lock;
mod marks;
pub mod message;
mod model;
mod narrow;
pub mod open;
mod outcome;
pub mod overlays;
pub mod own_keys;
pub mod screen;
pub mod screens;
mod seek;
mod step;
pub mod subject;
pub mod theme;
pub mod tour;
mod update;
mod view;
pub mod why;

pub use cx::Cx;
pub use message::{Effect, Msg};
pub use model::Model;
pub use update::{start, update};
pub use view::{draw, view};
