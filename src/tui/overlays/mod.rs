//! What lies over a screen: questions, lists to pick from, help. One file each.

pub mod as_of;
pub mod bundle;
pub mod call;
pub mod choice;
pub mod confirm;
pub mod connect;
pub mod correct;
pub mod day;
pub mod decide;
pub mod find;
pub mod help;
pub mod history;
pub mod import;
pub mod line;
pub mod log_line;
pub mod merge;
pub mod parked;
pub mod reading;
pub mod reassign;
pub mod receipt;
pub mod welcome;
pub mod who;
