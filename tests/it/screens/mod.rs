//! Keys in, screen out.

mod day;
mod fixed;
mod kept;
mod looks;
mod play;
mod stage;
