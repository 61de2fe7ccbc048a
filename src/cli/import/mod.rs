//! `rounds import FILE`: look ahead, ask where values would be replaced, and import as one act.

pub mod show;
