//! The thread that exchanges what changed with the company's server: two seconds after a commit, every five minutes, and when told to.
//!
//! Always holds: while the book belongs to a company it comes again by itself, whatever the server said last; it has a connection of its own to the
//! book and short transactions, so no key ever waits for it; of a profile that is not enrolled each commit looks whether it is by now, and no more;
//! one process syncs a profile at a time, and another one's work is seen as a change of the book.

use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::thread;
use std::time::{Duration, Instant};

use super::tidying::Tidying;
use crate::client::http::Link;
use crate::client::{Attempt, Progress, SyncError, next_attempt, sync_once};
use crate::domain::ask::{Answer, Ask, SyncLine, SyncState};
use crate::runtime::clock::{self, Clock};
use crate::runtime::event::{Happening, Working};
use crate::store::{Lock, Profile, StoreError, Writer};
use crate::tui::message::Msg;

/// What wakes it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Wake {
    Committed,
    Now,
    Enrolled,
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

    /// The laptop joined a company: what was open before is another's.
    pub fn enrolled(&self) {
        let _ = self.0.send(Wake::Enrolled);
    }

    /// End.
    pub fn stop(&self) {
        let _ = self.0.send(Wake::Stop);
    }
}

/// Starts the thread; it syncs at once, or first when something was committed.
pub fn start(
    profile: Profile,
    lock: Lock,
    clock: Clock,
    to: Sender<Happening>,
    at_once: bool,
) -> std::io::Result<Nudge> {
    let (wake, wakes) = channel();
    thread::Builder::new().name("sync".into()).spawn(move || {
        let _working = Working::for_loop(&to);
        let tidying = Tidying::default();
        Syncing { profile, lock, clock, to, open: None, failed: 0, turned_away: None, tidying }.turn(&wakes, at_once);
    })?;
    Ok(Nudge(wake))
}

struct Syncing {
    profile: Profile,
    lock: Lock,
    clock: Clock,
    to: Sender<Happening>,
    /// The book and the connection, kept while enrolled: a request on an open connection is one round trip.
    open: Option<(Writer, Link)>,
    failed: u32,
    /// The server answered, and gave nothing: the kind of its word, which the person was told once.
    turned_away: Option<&'static str>,
    tidying: Tidying,
}

impl Syncing {
    fn turn(mut self, wakes: &Receiver<Wake>, at_once: bool) {
        let mut due = at_once.then(Instant::now);
        loop {
            let wake = due.into_iter().chain(self.tidying.next).min();
            let woken = match wake {
                Some(at) => wakes.recv_timeout(at.saturating_duration_since(Instant::now())),
                None => wakes.recv().map_err(|_| RecvTimeoutError::Disconnected),
            };
            match woken {
                Ok(Wake::Stop) | Err(RecvTimeoutError::Disconnected) => return,
                Ok(Wake::Committed) => {
                    let soon = Instant::now() + next_attempt(Attempt::Committed, 0);
                    // While the line is down a commit does not hurry it: back-off holds. Where there is no server the attempt ends at once, and
                    // one that turned this laptop away may have been told otherwise meanwhile.
                    if self.failed == 0 || self.turned_away.is_some() {
                        due = Some(due.map_or(soon, |at| at.min(soon)));
                    }
                }
                Ok(Wake::Now) => due = self.sync(true),
                Ok(Wake::Enrolled) => {
                    (self.open, self.failed, self.turned_away) = (None, 0, None);
                    due = self.sync(true);
                }
                Err(RecvTimeoutError::Timeout) if due.is_some_and(|at| at <= Instant::now()) => due = self.sync(false),
                Err(RecvTimeoutError::Timeout) => {
                    if self.tidy() {
                        due = self.sync(false);
                    }
                }
            }
        }
    }

    /// A slice of the day's tidying; true: something damaged was found, and a sync heals it.
    fn tidy(&mut self) -> bool {
        let Some((writer, _)) = &mut self.open else {
            self.tidying.stop();
            return false;
        };
        match self.tidying.slice(writer, self.clock.now().at) {
            Ok(0) => false,
            Ok(_) => {
                self.say(Msg::Changed);
                true
            }
            Err(_) => {
                // A book that cannot be read says so to whoever asks it something; this waits for another day.
                self.tidying.stop();
                false
            }
        }
    }

    /// Syncs if there is a server; when to come again.
    fn sync(&mut self, asked: bool) -> Option<Instant> {
        let outcome = self.attempt(asked);
        if let Some((writer, _)) = &self.open
            && self.tidying.begin(writer, self.clock.now().at).is_err()
        {
            self.tidying.stop();
        }
        match outcome {
            Ok(true) => {
                (self.failed, self.turned_away) = (0, None);
                self.say(Msg::Changed);
                self.after(Attempt::Synced)
            }
            Ok(false) => None,
            Err(error) => {
                self.failed += 1;
                let away = matches!(error, SyncError::Refused | SyncError::TooOld | SyncError::Left);
                let away = away.then(|| error.kind());
                let known = away.is_some() && away == self.turned_away;
                self.turned_away = away;
                if asked || !error.is_offline() && !known {
                    self.tell(&error);
                }
                if matches!(error, SyncError::Refused | SyncError::Revoked | SyncError::NotEnrolled | SyncError::Left) {
                    // A laptop that is made known to a server anew has another token.
                    self.open = None;
                }
                match error {
                    SyncError::Later { seconds: Some(seconds) } => self.after(Attempt::RetryAfter(seconds)),
                    // The book is of no company (any more).
                    SyncError::Revoked | SyncError::NotEnrolled => None,
                    // Whoever stands before the server may have said it, or a server that was being set up: seldom, but again.
                    _ if away.is_some() => self.after(Attempt::Failed(u32::MAX)),
                    _ => self.after(Attempt::Failed(self.failed)),
                }
            }
        }
    }

    fn attempt(&mut self, asked: bool) -> Result<bool, SyncError> {
        if self.open.is_none() {
            let writer = Writer::open(&self.profile, &self.lock)?;
            let Some(enrolment) = writer.enrolment()? else { return Ok(false) };
            self.open = Some((writer, Link::of(&enrolment)?));
        }
        let Some((writer, link)) = &mut self.open else { return Ok(false) };
        let held = match self.profile.hold_sync() {
            Ok(held) => held,
            Err(StoreError::Syncing) => return Ok(true),
            Err(error) => return Err(error.into()),
        };
        let clock = &self.clock;
        let to = &self.to;
        let before = line(writer, clock)?;
        let mut progress = |progress: Progress| {
            let state = SyncState::Working { done: progress.done, left: progress.left, seconds: progress.seconds };
            let _ = to.send(Happening::Said(Msg::Sync(SyncLine { state, ..before.clone() })));
        };
        if asked {
            // Whoever pressed the key sees at once that it is at work, before the server says a word.
            progress(Progress::default());
        }
        let outcome = sync_once(writer, link, &mut || clock.now().at, &mut progress);
        drop(held);
        let after = line(writer, clock)?;
        let _ = self.to.send(Happening::Said(Msg::Sync(after)));
        outcome.map(|_| true)
    }

    fn after(&self, attempt: Attempt) -> Option<Instant> {
        // Without randomness the spread is lost, nothing else.
        let bits = clock::random_bytes()
            .map_or(0, |bytes| u64::from_le_bytes([bytes[0], bytes[1], bytes[2], bytes[3], 0, 0, 0, 0]));
        Some(Instant::now() + next_attempt(attempt, bits).max(Duration::from_secs(1)))
    }

    fn tell(&self, error: &SyncError) {
        let trouble = crate::runtime::trouble::of_sync_for_screen(error);
        self.say(Msg::Trouble(trouble));
    }

    fn say(&self, msg: Msg) {
        let _ = self.to.send(Happening::Said(msg));
    }
}

fn line(writer: &Writer, clock: &Clock) -> Result<SyncLine, StoreError> {
    match writer.answer(&Ask::Sync, &clock.now())? {
        Answer::Sync(view) => Ok(view.line),
        _ => Ok(SyncLine::default()),
    }
}

#[cfg(test)]
mod tests {
    use std::io::{Read, Write};
    use std::net::TcpListener;

    use super::*;
    use crate::base::clock::Moment;
    use crate::base::id::Id;
    use crate::store::{Enrolment, Keep};

    /// A server that turns everybody away; each request is counted.
    fn turns_away(answer: &'static str) -> (String, Receiver<()>) {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        let (asked, requests) = channel();
        thread::spawn(move || {
            for stream in listener.incoming() {
                let mut stream = stream.unwrap();
                let _ = stream.read(&mut [0; 4096]);
                let _ = stream.write_all(answer.as_bytes());
                if asked.send(()).is_err() {
                    return;
                }
            }
        });
        (url, requests)
    }

    fn enrolled(profile: &Profile, url: String) -> Lock {
        let lock = profile.begin(&Keep::Nothing).unwrap().lock;
        let mut writer = Writer::open(profile, &lock).unwrap();
        let id = Id::from_bytes([7; 16]);
        let enrolment = Enrolment {
            url,
            token: "x".into(),
            user: id,
            device: id,
            territory: id,
            territories: vec![id],
            roles: Vec::new(),
            signing: [1; 32],
            sealing: [2; 32],
            server_signing: [3; 32],
            server_sealing: [4; 32],
            ca: String::new(),
        };
        writer.enrol(&enrolment, Moment::from_millis(1_790_000_000_000)).unwrap();
        lock
    }

    #[test]
    fn whoever_was_turned_away_comes_again_with_the_next_commit() {
        for status in ["401 Unauthorized", "403 Forbidden", "423 Locked"] {
            let answer = format!("HTTP/1.1 {status}\r\ncontent-length: 3\r\nconnection: close\r\n\r\nno\n");
            let (url, requests) = turns_away(answer.leak());
            let home = tempfile::tempdir().unwrap();
            let profile = Profile::at(home.path());
            let lock = enrolled(&profile, url);
            let (to, said) = channel();
            let clock = Clock::of_this_computer().unwrap();
            let nudge = start(profile, lock, clock, to, true).unwrap();
            let comes = || requests.recv_timeout(Duration::from_secs(60));
            comes().unwrap();
            // What it was told of is told before it waits again.
            let told = |happening| matches!(happening, Happening::Said(Msg::Trouble(_)));
            while !told(said.recv_timeout(Duration::from_secs(60)).unwrap()) {}
            nudge.committed();
            comes().unwrap_or_else(|_| panic!("{status}: it never came again"));
            nudge.stop();
            assert!(!said.into_iter().any(told), "{status}: said once");
        }
    }
}
