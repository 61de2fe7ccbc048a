//! What is usual for a rep, as set: how often customers are seen and how long a visit lasts. The rules fill in with it what nobody said.

use super::cadence::Cadence;
use super::who_next::SetWeights;

/// The usual things of one profile.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Usual {
    /// Days between two visits, by grade.
    pub cadence: Cadence,
    /// Minutes of a visit whose length nobody said.
    pub minutes: u32,
    /// How many visits make a full day.
    pub visits_a_day: u32,
    /// What the rep has set of how much each reason for a visit weighs.
    pub weights: SetWeights,
}

impl Usual {
    /// Minutes of a visit, where nothing else is set.
    pub const MINUTES: u32 = 30;
    /// Visits of a full day, where nothing else is set.
    pub const VISITS_A_DAY: u32 = 10;
}

impl Default for Usual {
    fn default() -> Usual {
        Usual {
            cadence: Cadence::default(),
            minutes: Usual::MINUTES,
            visits_a_day: Usual::VISITS_A_DAY,
            weights: SetWeights::default(),
        }
    }
}
