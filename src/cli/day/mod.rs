//! The day's commands: what is to do, what was done, what comes next, how it ends.

pub mod brief;
pub mod close;
pub mod log;
pub mod money;
pub mod next;
pub mod plain;
pub mod plan;
pub mod settings;
pub mod today;
pub mod when;
