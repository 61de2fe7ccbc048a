//! The thread that exchanges what changed with the company's server, by itself and when told to.

use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread;

use super::clock::Clock;
use super::event::Happening;
use crate::store::{Lock, Profile};

/// What wakes it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Wake {
    Committed,
    Now,
    Stop,
}

/// Wakes the syncing thread.
#[derive(Debug, Clone)]
pub struct Nudge(Sender<Wake>);

impl Nudge {
    /// Something was committed: sync follows soon.
    pub fn committed(&self) {
        let _ = self.0.send(Wake::Committed);
    }

    /// Sync now.
    pub fn now(&self) {
        let _ = self.0.send(Wake::Now);
    }

    /// End.
    pub fn stop(&self) {
        let _ = self.0.send(Wake::Stop);
    }
}

/// Starts the thread.
pub fn start(_profile: Profile, _lock: Lock, _clock: Clock, _to: Sender<Happening>) -> std::io::Result<Nudge> {
    let (wake, wakes): (Sender<Wake>, Receiver<Wake>) = channel();
    thread::Builder::new()
        .name("sync".into())
        .spawn(move || while wakes.recv().is_ok_and(|wake| wake != Wake::Stop) {})?;
    Ok(Nudge(wake))
}
