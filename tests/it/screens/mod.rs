//! Keys in, screen out.

mod fixed;
mod looks;
mod play;
mod stage;
