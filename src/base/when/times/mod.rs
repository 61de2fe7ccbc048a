//! Times of day, in words, in figures and as machines write them, and the days they are put on.

pub(super) mod clock;
pub(super) mod han_time;
pub(super) mod hours;
pub(super) mod iso;
pub(super) mod time;
pub(super) mod time_first;
pub(super) mod zone;
