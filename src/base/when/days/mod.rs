//! Days and stretches of days, by what they are said by: their distance, their date, their week, month or year, or another day.

pub(super) mod counted;
pub(super) mod date;
pub(super) mod day;
mod edge;
pub(super) mod month;
pub(super) mod nth;
pub(super) mod range;
pub(super) mod week;
pub(super) mod weeks;
