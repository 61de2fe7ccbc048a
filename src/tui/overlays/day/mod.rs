//! What lies over the screens in the course of a day: another order of it, who is next, the steps of a visit.

pub mod order_day;
pub mod steps;
pub mod who_next;
