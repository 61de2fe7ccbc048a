//! The rules of field sales: pure, given `now`. No I/O, no clock, no randomness; laptop and server alike use it.

pub mod act;
pub mod ask;
pub mod briefing;
pub mod cadence;
pub mod check;
pub mod copy;
pub mod day;
pub mod deed;
pub mod entry;
pub mod failure;
pub mod filter;
pub mod heard;
pub mod history;
pub mod hours;
pub mod import;
pub mod likely;
pub mod log_line;
pub mod look;
pub mod merge;
pub mod near;
pub mod owed;
pub mod parked;
pub mod promises;
pub mod rules;
pub mod usual;
pub mod who_next;
