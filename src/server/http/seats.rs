//! The seats: so many connections are held, and where all are taken somebody who says nothing leaves his.
//!
//! Always holds: a seat counts as answered from when all of its request is here, and a laptop's (of strangers only some are answered at once), and
//! until the last byte of the answer is with the system. Whoever has not come so far is silent, whatever he sends; among the silent, those of whom
//! no request was ever one of a laptop leave first, and of the laptops' those of the one that has most. Must not know what is asked.

use std::cmp::Reverse;
use std::collections::{BTreeMap, HashMap};
use std::net::{IpAddr, Ipv6Addr};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use tokio::sync::{Notify, OwnedSemaphorePermit, Semaphore};
use tokio::time::Instant;

use crate::server::storage::DeviceNumber;

/// So many connections are held: a system gives a process a thousand files unless it is told otherwise.
pub(super) const SEATS: usize = 512;

/// So many strangers are answered at once; the others wait for it in silence.
const STRANGERS: usize = 16;

/// Whoever took no byte of his answer for so long leaves where all seats are taken.
const PAUSES: Duration = Duration::from_secs(60);

/// Whoever took none for so long leaves: no laptop waits longer for an answer.
const STUCK: Duration = Duration::from_secs(300);

/// What a connection is about.
#[derive(Clone, Copy, PartialEq, Debug)]
enum Doing {
    /// It has said nothing that counts since then.
    Silent(Instant),
    /// Its request is being answered.
    Answered,
    /// The answer is being written, the last bytes then; whether it has no more to come.
    Told(Instant, bool),
}

/// Whose a connection is, as far as it is known.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug)]
enum Whose {
    /// Somebody's, from there.
    Stranger(IpAddr),
    /// This laptop has asked for something here.
    Laptop(DeviceNumber),
}

/// A connection that is held.
struct Seat {
    whose: Whose,
    doing: Doing,
    leave: Arc<Notify>,
}

pub(super) struct Seats {
    most: usize,
    taken: Mutex<(u64, BTreeMap<u64, Seat>)>,
    freed: Notify,
    strangers: Arc<Semaphore>,
}

/// Whose addresses these are: of the newer kind one customer of a network has a great many.
fn neighbours(address: IpAddr) -> IpAddr {
    match address.to_canonical() {
        IpAddr::V6(six) => IpAddr::V6(Ipv6Addr::from_bits(six.to_bits() >> 64 << 64)),
        four => four,
    }
}

/// Who leaves where somebody comes: a stranger before a laptop; of a network, or a laptop, that has more of them; the longest silent. Only where
/// nobody is silent, whoever does not take his answer.
fn leaves(seats: &BTreeMap<u64, Seat>, now: Instant) -> Option<u64> {
    let mut many: HashMap<Whose, usize> = HashMap::new();
    let silent = || {
        seats.iter().filter_map(|(number, seat)| match seat.doing {
            Doing::Silent(since) => Some((*number, seat, since)),
            _ => None,
        })
    };
    for (_, seat, _) in silent() {
        *many.entry(seat.whose).or_default() += 1;
    }
    let order = |(number, seat, since): &(u64, &Seat, Instant)| {
        (matches!(seat.whose, Whose::Laptop(_)), Reverse(many.get(&seat.whose).copied()), *since, *number)
    };
    let paused = || {
        seats.iter().filter_map(|(number, seat)| match seat.doing {
            Doing::Told(since, _) if now.duration_since(since) >= PAUSES => Some((since, *number)),
            _ => None,
        })
    };
    silent().min_by_key(order).map(|(number, ..)| number).or_else(|| paused().min().map(|(_, number)| number))
}

impl Seats {
    pub(super) fn new(most: usize) -> Seats {
        Seats { most, taken: Mutex::default(), freed: Notify::new(), strangers: Arc::new(Semaphore::new(STRANGERS)) }
    }

    fn taken(&self) -> MutexGuard<'_, (u64, BTreeMap<u64, Seat>)> {
        self.taken.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Seats somebody, as soon as there is a seat.
    pub(super) async fn take(self: &Arc<Seats>, from: IpAddr) -> Taken {
        loop {
            {
                let (next, seats) = &mut *self.taken();
                if seats.len() >= self.most
                    && let Some(number) = leaves(seats, Instant::now())
                    && let Some(gone) = seats.remove(&number)
                {
                    gone.leave.notify_one();
                }
                if seats.len() < self.most {
                    *next += 1;
                    let leave = Arc::new(Notify::new());
                    let doing = Doing::Silent(Instant::now());
                    let seat = Seat { whose: Whose::Stranger(neighbours(from)), doing, leave: leave.clone() };
                    seats.insert(*next, seat);
                    return Taken { seats: self.clone(), number: *next, leave };
                }
            }
            // All are being answered: until one is, or does not take his answer.
            let _ = tokio::time::timeout(PAUSES, self.freed.notified()).await;
        }
    }

    /// Whoever says nothing leaves.
    pub(super) fn end(&self) {
        for seat in self.taken().1.values().filter(|seat| matches!(seat.doing, Doing::Silent(_))) {
            seat.leave.notify_one();
        }
    }

    pub(super) async fn emptied(&self) {
        while !self.taken().1.is_empty() {
            self.freed.notified().await;
        }
    }
}

/// A seat that somebody has.
pub(super) struct Taken {
    seats: Arc<Seats>,
    number: u64,
    leave: Arc<Notify>,
}

impl Taken {
    fn with(&self, change: impl FnOnce(&mut Seat)) {
        if let Some(seat) = self.seats.taken().1.get_mut(&self.number) {
            change(seat);
        }
    }

    /// The head of a request is here. Of an answer that is still on its way the end is waited for.
    pub(super) fn asks(&self) {
        self.with(|seat| {
            if let Doing::Silent(since) = &mut seat.doing {
                *since = Instant::now();
            }
        });
    }

    /// It is known which laptop asks.
    pub(super) fn is_of(&self, laptop: DeviceNumber) {
        self.with(|seat| seat.whose = Whose::Laptop(laptop));
    }

    /// All that a laptop has to say is here: it keeps its seat until it is answered.
    pub(super) fn has_said_all(&self) {
        self.with(|seat| seat.doing = Doing::Answered);
    }

    /// All that a stranger has to say is here. When it is his turn he keeps his seat until he is answered, and the turn until this is dropped.
    pub(super) async fn is_heard(&self) -> Option<OwnedSemaphorePermit> {
        // It is never closed.
        let turn = Arc::clone(&self.seats.strangers).acquire_owned().await.ok()?;
        self.with(|seat| seat.doing = Doing::Answered);
        Some(turn)
    }

    /// The answer is there, and goes out from now on.
    pub(super) fn is_answered(&self) {
        self.with(|seat| {
            if seat.doing == Doing::Answered {
                seat.doing = Doing::Told(Instant::now(), false);
            }
        });
    }

    /// Some of the answer went out.
    pub(super) fn took_some(&self) {
        self.with(|seat| {
            if let Doing::Told(since, _) = &mut seat.doing {
                *since = Instant::now();
            }
        });
    }

    /// The answer has no more to come than what waits to be written.
    pub(super) fn is_said(&self) {
        self.with(|seat| {
            if let Doing::Told(_, said) = &mut seat.doing {
                *said = true;
            }
        });
    }

    /// All that waited to be written is with the system.
    pub(super) fn took_all(&self) {
        let mut freed = false;
        self.with(|seat| {
            freed = matches!(seat.doing, Doing::Told(_, true));
            if freed {
                seat.doing = Doing::Silent(Instant::now());
            }
        });
        if freed {
            self.seats.freed.notify_one();
        }
    }

    /// Until this seat is somebody else's, or its answer was not taken for too long.
    pub(super) async fn is_lost(&self) {
        loop {
            if tokio::time::timeout(STUCK / 4, self.leave.notified()).await.is_ok() {
                return;
            }
            let mut stuck = false;
            self.with(|seat| stuck = matches!(seat.doing, Doing::Told(since, _) if since.elapsed() >= STUCK));
            if stuck {
                return;
            }
        }
    }
}

impl Drop for Taken {
    fn drop(&mut self) {
        self.seats.taken().1.remove(&self.number);
        self.seats.freed.notify_one();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_leaves_is_a_stranger_and_of_a_network_with_many_the_longest_silent() {
        let begun = Instant::now();
        let now = begun + Duration::from_secs(1_000);
        let at = |seconds: u64| begun + Duration::from_secs(seconds);
        let silent = |seconds: u64| Doing::Silent(at(seconds));
        let seat = |from: &str, laptop: Option<DeviceNumber>, doing: Doing| Seat {
            whose: laptop.map_or(Whose::Stranger(neighbours(from.parse().unwrap())), Whose::Laptop),
            doing,
            leave: Arc::new(Notify::new()),
        };
        let told = |seconds: u64| Doing::Told(at(seconds), false);
        let (one, two) = ("10.0.0.1", "10.0.0.2");
        for (seats, expected) in [
            (vec![], None),
            (vec![seat(one, Some(1), Doing::Answered), seat(one, None, Doing::Answered)], None),
            (
                vec![seat(one, Some(1), silent(1)), seat(one, None, silent(5)), seat(two, Some(2), Doing::Answered)],
                Some(1),
            ),
            (vec![seat(one, None, silent(1)), seat(two, None, silent(3)), seat(two, None, silent(2))], Some(2)),
            (vec![seat(one, Some(1), silent(3)), seat(two, Some(2), silent(1))], Some(1)),
            // The addresses of one network are one, however it writes them.
            (
                vec![
                    seat("2001:db8::1", None, silent(1)),
                    seat("2001:db8:0:1::2", None, silent(3)),
                    seat("2001:db8:0:1:ffff::3", None, silent(2)),
                ],
                Some(2),
            ),
            (
                vec![seat(two, None, silent(1)), seat(one, None, silent(3)), seat("::ffff:10.0.0.1", None, silent(2))],
                Some(2),
            ),
            // Whoever has one laptop's token leaves for the other laptops, of his network too.
            (
                vec![
                    seat(one, Some(1), silent(1)),
                    seat(one, Some(2), silent(3)),
                    seat(two, Some(2), silent(2)),
                    seat(one, Some(3), silent(0)),
                ],
                Some(2),
            ),
            // Whoever takes his answer keeps his seat, and whoever takes none of it has it until somebody comes.
            (vec![seat(one, Some(1), told(990)), seat(two, Some(2), silent(999))], Some(1)),
            (vec![seat(one, Some(1), told(990)), seat(two, Some(2), told(941))], None),
            (
                vec![seat(one, Some(1), told(990)), seat(two, Some(2), told(940)), seat(two, Some(2), told(939))],
                Some(2),
            ),
            (vec![seat(one, Some(1), told(1)), seat(two, Some(2), silent(999))], Some(1)),
        ] {
            let seats: BTreeMap<u64, Seat> = (0..).zip(seats).collect();
            assert_eq!(leaves(&seats, now), expected);
        }
    }
}
