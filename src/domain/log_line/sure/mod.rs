//! Whether a clause that names a day to come says for sure that something will be done then, for promises and next visits alike: what is denied, asked,
//! over, wished, guessed, moved or hangs on something else is none.
//!
//! It must not say what is done, nor whose deed it is.

pub(super) mod han;
pub(super) mod latin;
