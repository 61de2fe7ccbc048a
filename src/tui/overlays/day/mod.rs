//! What lies over the screens in the course of a day.

pub mod steps;
