//! The settings and themes as data: read from text that the edges of the program have loaded, and written back as text.
//!
//! Always holds: no file is opened here; a file that cannot be read as settings names its line, and the usual settings hold.

mod named;
mod settings;
mod theme;
mod trouble;

pub use settings::{Borders, KeyPreset, Settings};
pub use theme::{Colour, Paint, Role, Theme};
pub use trouble::{Trouble, Wrong};
