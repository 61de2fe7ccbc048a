//! What a company sets for all its reps: its types of visits with their steps, and single settings. Its admin writes them, everybody receives them.

use super::declare::entity;
use super::field::{Class, Stream};

entity! {
    /// A type of visit: what is done at it, step by step.
    VisitType, VISIT_TYPE = 9 "visit_type" in Stream::Global, Class::Record; {
        /// What it is called.
        name: String = 1 .required() .limit(200) .list(1, 24, 0) .form(1);
        /// The steps in their order, one a line; one that begins with `!` should not be left out.
        steps: String = 2 .long() .list(2, 48, 0) .form(2);
        /// Its place among the types; the first is taken where nobody says another.
        rank: Option<i64> = 3 .form(3);
        /// Not used any more.
        retired: bool = 4 .form(4);
    }
}

entity! {
    /// One setting of the company, such as `weights.near`; a rep's own comes before it.
    Setting, SETTING = 10 "setting" in Stream::Global, Class::Record; {
        /// Which.
        name: String = 1 .required() .limit(100) .list(1, 24, 0) .form(1);
        /// What it is set to.
        value: String = 2 .limit(400) .list(2, 24, 0) .form(2);
    }
}
