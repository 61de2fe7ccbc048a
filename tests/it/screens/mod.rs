//! Keys in, screen out.

mod begin;
mod briefed;
mod counted;
mod curtain;
mod day;
mod evening;
mod fixed;
mod kept;
mod locked;
mod log_line;
mod looks;
mod merging;
mod moved;
mod narrowed;
mod play;
mod reading;
mod rows;
mod settings;
mod sides;
mod stage;
mod stepped;
mod street;
mod toured;
mod twins;
mod weighed;
mod writing;
