//! When to try next: pure; randomness is handed in.

use std::time::Duration;

/// What happened last.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Attempt {
    /// Something was committed.
    Committed,
    /// A sync went through.
    Synced,
    /// It did not, for the n-th time in a row (from 1).
    Failed(u32),
    /// The server asked to come again in so many seconds.
    RetryAfter(u64),
}

/// How long to wait, spread by these random bits so that a company's laptops do not all come at once.
pub fn next_attempt(attempt: Attempt, bits: u64) -> Duration {
    /// So many milliseconds, more or less by a tenth.
    fn about(millis: u64, bits: u64) -> Duration {
        let spread = millis / 5;
        Duration::from_millis(millis - spread / 2 + bits % spread.max(1))
    }
    match attempt {
        Attempt::Committed => Duration::from_secs(2),
        Attempt::Synced => about(300_000, bits),
        Attempt::Failed(times) => about((5_000 << times.saturating_sub(1).min(6)).min(300_000), bits),
        Attempt::RetryAfter(seconds) => {
            let millis = seconds.clamp(1, 86_400) * 1000;
            // Never earlier than it was asked for.
            Duration::from_millis(millis + bits % (millis / 10).max(1))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn waits_grow_to_five_minutes_and_a_servers_word_is_kept() {
        for (attempt, least, most) in [
            (Attempt::Committed, 2_000, 2_000),
            (Attempt::Synced, 270_000, 330_000),
            (Attempt::Failed(1), 4_500, 5_500),
            (Attempt::Failed(2), 9_000, 11_000),
            (Attempt::Failed(5), 72_000, 88_000),
            (Attempt::Failed(7), 270_000, 330_000),
            (Attempt::Failed(u32::MAX), 270_000, 330_000),
            (Attempt::RetryAfter(10), 10_000, 11_000),
            (Attempt::RetryAfter(0), 1_000, 1_100),
            (Attempt::RetryAfter(7_200), 7_200_000, 7_920_000),
            (Attempt::RetryAfter(u64::MAX), 86_400_000, 95_040_000),
        ] {
            for bits in [0, 1, 77_777, u64::MAX] {
                let millis = next_attempt(attempt, bits).as_millis();
                assert!((least..=most).contains(&millis), "{attempt:?}: {millis}");
            }
        }
    }
}
