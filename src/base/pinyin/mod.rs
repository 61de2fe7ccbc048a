//! How Han characters are read: every reading of each, the likely reading in its word, and letters cut into syllables.
//!
//! Whoever searches must not have to know which reading was meant, so matching goes by *each* reading; only an index of
//! long texts keeps the likely one beside the living alternatives. Characters are asked for in their simplified form
//! (see [`crate::base::text`]); the readings of all forms that fold to it are its readings.

mod curated;
mod segment;
mod table;
mod words;
mod zhuyin;

pub use segment::{from_symbols, segment};
pub(crate) use table::is_syllable;
pub use table::{Reading, readings};
pub(crate) use table::{readings_beginning, readings_of_code};
pub use words::{alternatives, syllables};
pub use zhuyin::initial_letter;
