//! Wakes the loop at a moment of the wall clock: also where the computer slept meanwhile, which no timer of a thread notices, or where the clock
//! was set.
//!
//! Always holds: nobody looks at the clock again and again. Where the system wakes nobody so (all but Linux), [`Alarm::set`] says it, and the
//! loop looks itself.

use std::io;
use std::sync::mpsc::Sender;

use super::event::Happening;
use crate::base::clock::Moment;

/// The alarm of one loop.
#[derive(Debug)]
pub struct Alarm {
    timer: system::Timer,
    /// What it is set to.
    at: Option<Moment>,
}

impl Alarm {
    /// Rings there, with [`Happening::Alarm`].
    pub fn start(to: Sender<Happening>) -> io::Result<Alarm> {
        Ok(Alarm { timer: system::Timer::start(to)?, at: None })
    }

    /// Rings at this moment of the computer's clock, once, or when that clock is set before; whether it does.
    pub fn set(&mut self, at: Moment) -> bool {
        if self.at != Some(at) {
            self.at = self.timer.set(at).then_some(at);
        }
        self.at.is_some()
    }

    /// It has rung: nothing is set any more.
    pub fn rang(&mut self) {
        self.at = None;
    }
}

#[cfg(target_os = "linux")]
mod system {
    use std::os::fd::OwnedFd;
    use std::sync::Arc;
    use std::sync::atomic::{AtomicBool, Ordering};
    use std::{io, thread};

    use rustix::io::Errno;
    use rustix::time::{
        Itimerspec, TimerfdClockId, TimerfdFlags, TimerfdTimerFlags, Timespec, timerfd_create, timerfd_settime,
    };

    use super::{Happening, Moment, Sender};

    /// A timer of the system's, and a thread that waits for it.
    #[derive(Debug)]
    pub(super) struct Timer {
        timer: Arc<OwnedFd>,
        /// Nobody sets it any more.
        over: Arc<AtomicBool>,
    }

    impl Timer {
        pub fn start(to: Sender<Happening>) -> io::Result<Timer> {
            let timer = Arc::new(timerfd_create(TimerfdClockId::Realtime, TimerfdFlags::CLOEXEC)?);
            let over = Arc::new(AtomicBool::new(false));
            let (rings, ends) = (timer.clone(), over.clone());
            thread::Builder::new().name("alarm".into()).spawn(move || {
                loop {
                    let mut times = [0; 8];
                    match rustix::io::read(&*rings, &mut times) {
                        // A clock that is set cancels it.
                        Ok(_) | Err(Errno::CANCELED) => {}
                        Err(Errno::INTR) => continue,
                        Err(_) => return,
                    }
                    if ends.load(Ordering::Acquire) || to.send(Happening::Alarm).is_err() {
                        return;
                    }
                }
            })?;
            Ok(Timer { timer, over })
        }

        pub fn set(&self, at: Moment) -> bool {
            let millis = at.millis().max(1);
            let once = Timespec { tv_sec: millis / 1000, tv_nsec: millis % 1000 * 1_000_000 };
            let never = Timespec { tv_sec: 0, tv_nsec: 0 };
            let flags = TimerfdTimerFlags::ABSTIME | TimerfdTimerFlags::CANCEL_ON_SET;
            timerfd_settime(&*self.timer, flags, &Itimerspec { it_interval: never, it_value: once }).is_ok()
        }
    }

    impl Drop for Timer {
        /// It rings at once, for the thread alone, which ends.
        fn drop(&mut self) {
            self.over.store(true, Ordering::Release);
            self.set(Moment::from_millis(1));
        }
    }
}

#[cfg(not(target_os = "linux"))]
mod system {
    use super::{Happening, Moment, Sender, io};

    #[derive(Debug)]
    pub(super) struct Timer;

    impl Timer {
        pub fn start(_to: Sender<Happening>) -> io::Result<Timer> {
            Ok(Timer)
        }

        pub fn set(&self, _at: Moment) -> bool {
            false
        }
    }
}

#[cfg(all(test, target_os = "linux"))]
mod tests {
    use std::sync::mpsc::{RecvTimeoutError, channel};
    use std::time::Duration;

    use super::*;

    fn moment_in(millis: i64) -> Moment {
        Moment::from_millis(chrono::Utc::now().timestamp_millis() + millis)
    }

    #[test]
    fn it_rings_at_the_moment_that_was_set_last_and_once() {
        let (to, rings) = channel();
        let mut alarm = Alarm::start(to).unwrap();
        assert!(alarm.set(moment_in(3_600_000)));
        let soon = moment_in(30);
        assert!(alarm.set(soon));
        assert!(matches!(rings.recv_timeout(Duration::from_secs(60)), Ok(Happening::Alarm)));
        assert!(moment_in(0) >= soon);
        assert!(rings.try_recv().is_err());
        alarm.rang();
        // What is past already rings as well: the lid was closed over it.
        assert!(alarm.set(moment_in(-5_000)));
        assert!(matches!(rings.recv_timeout(Duration::from_secs(60)), Ok(Happening::Alarm)));
    }

    #[test]
    fn its_thread_ends_with_it() {
        let (to, rings) = channel();
        let mut alarm = Alarm::start(to).unwrap();
        assert!(alarm.set(moment_in(3_600_000)));
        drop(alarm);
        assert_eq!(rings.recv_timeout(Duration::from_secs(60)).unwrap_err(), RecvTimeoutError::Disconnected);
    }
}
