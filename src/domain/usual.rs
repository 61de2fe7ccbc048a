//! What is usual for a rep, as set: how often customers are seen and how long a visit lasts. The rules fill in with it what nobody said.

use super::cadence::Cadence;

/// The usual things of one profile.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Usual {
    /// Days between two visits, by grade.
    pub cadence: Cadence,
    /// Minutes of a visit whose length nobody said.
    pub minutes: u32,
}

impl Usual {
    /// Minutes of a visit, where nothing else is set.
    pub const MINUTES: u32 = 30;
}

impl Default for Usual {
    fn default() -> Usual {
        Usual { cadence: Cadence::default(), minutes: Usual::MINUTES }
    }
}
