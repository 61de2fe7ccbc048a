//! Names ranked against what is typed, all in memory: 15,000 of them between two key presses.
//!
//! A [`NameKey`] is a name made ready: folded, packed in UTF-16 (about 80 bytes a name), with a mask of every letter it
//! could be typed with. A [`Query`] is what was typed so far. [`Query::rank`] says how well a key answers; it allocates
//! nothing and is what runs over all names. [`Query::hits`] says which bytes of the name to show as hit; it is for the
//! rows in sight. A Han character is matched by itself, by each of its readings in pinyin or 注音, by the beginning of a
//! reading where the query (or a word of it) ends, or by its initial. A Latin word is matched by its beginning, and from
//! its beginning the next word may follow (`bf`, `bluef`). Spaces and punctuation never have to be typed.
//!
//! Keys must not be kept on disk: what folding and reading give may change from release to release.

mod key;
mod matching;
mod near;
mod places;
mod query;
mod through;

pub use key::{Letters, NameKey};
pub use near::{Near, sound_alike};
pub use places::{Beginnings, Shared};
pub use query::{Fit, Query, Rank};
pub use through::{Part, Through, in_full, numbers_of};
