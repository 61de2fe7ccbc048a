//! The windows on one book: each holds a number for as long as it is there, as the lock of a small file, which the system frees however the window
//! ends.
//!
//! Always holds: no two windows have one number where the folder's disk can lock a file; where it cannot, every number is free. Must not know
//! what is kept under a number (`drafts`).

use std::fs::TryLockError;

use super::file::profile::{Held, Profile, lock_file};

/// A window's number, and the lock that makes it its own.
#[derive(Debug)]
pub(in crate::store) struct Window {
    profile: Profile,
    number: u32,
    _held: Option<Held>,
}

impl Window {
    /// The first of these numbers that no window has, or else the lowest; with it all that is needed to ask for others.
    pub fn take(profile: &Profile, wanted: &[u32]) -> Window {
        let mut numbers = wanted.iter().copied().chain(1..);
        loop {
            let number = numbers.next().unwrap_or(u32::MAX);
            if let Some(held) = held(profile, number) {
                return Window { profile: profile.clone(), number, _held: held.0 };
            }
        }
    }

    pub fn number(&self) -> u32 {
        self.number
    }

    /// Becomes, for a moment, the one that has this number; `None` where another window does.
    pub fn stand_in(&self, number: u32) -> Option<StandIn> {
        if number == self.number { None } else { held(&self.profile, number) }
    }
}

/// While it lives, no window that opens takes its number; without a lock where there can be none.
#[derive(Debug)]
pub(in crate::store) struct StandIn(Option<Held>);

fn held(profile: &Profile, number: u32) -> Option<StandIn> {
    let file = lock_file(&profile.home().join(format!("window-{number}.lock")));
    match file.map(|file| (file.try_lock(), file)) {
        Ok((Ok(()), file)) => Some(StandIn(Some(Held::of(file)))),
        Ok((Err(TryLockError::WouldBlock), _)) => None,
        // A full disk, or one that knows no locks: the words are worth more than whose they are.
        Ok((Err(TryLockError::Error(_)), _)) | Err(_) => Some(StandIn(None)),
    }
}
