//! Bringing a rep's customers in: from rows to a preview, and from the preview to one act.
//!
//! Pure: it is given what a file held (`source`) and what is known (`book`), and names what would change. Nothing is
//! dropped in silence: what is not taken is a trouble with its line, or is listed as left out. It must not read bytes
//! (interop does) nor write rows (the store does).
//!
//! The way of a file: interop reads its bytes as a [`Source`]; [`Mapping::propose`] says what its columns mean, and the
//! user may change that; [`plan`] puts the rows of each customer together, compares them with the [`Book`], and gives a
//! [`Plan`]: the [`Preview`] to show and the act to commit.

mod agreeing;
mod alike;
mod book;
mod cards;
pub mod cell;
pub mod date;
mod decide;
mod draft;
pub mod heading;
mod history;
mod index;
pub mod likeness;
pub mod mapping;
mod names;
mod overlay;
mod person;
mod plan;
pub mod preview;
mod propose;
mod reach;
mod rows;
mod said;
pub mod source;
mod which;
mod words;

pub use book::Book;
pub use decide::{Choices, Decision, LookAlikes, NoDecision};
pub use mapping::{Mapping, Target};
pub use plan::{Plan, Setting, plan};
pub use preview::Preview;
pub use said::Said;
pub use source::Source;

/// A file that was looked at: what it holds, what its columns mean, and what importing it would do.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Looked {
    /// The file's name without its folder.
    pub name: String,
    /// What the file holds.
    pub source: Source,
    /// The mapping that was used.
    pub mapping: Mapping,
    /// The preview and the act.
    pub plan: Plan,
}

impl Looked {
    /// Whether customers can be made of it.
    pub fn names_customers(&self) -> bool {
        matches!(self.source, Source::Cards(_)) || self.mapping.names_customers()
    }
}
