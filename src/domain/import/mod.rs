//! Bringing a rep's customers in: from rows to a preview, and from the preview to one act.
//!
//! Pure: it is given what a file held (`source`) and what is known, and names what would change. Nothing is dropped in
//! silence: what is not taken is a trouble with its line, or is listed as left out. It must not read bytes (interop
//! does) nor write rows (the store does).

pub mod book;
mod cards;
pub mod cell;
pub mod date;
pub mod draft;
pub mod heading;
pub mod mapping;
pub mod person;
pub mod preview;
mod rows;
pub mod source;
pub mod words;
