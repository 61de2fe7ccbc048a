//! The edge where the clock, the time zone and true randomness are read, and handed to the rules as data.

use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Arc, PoisonError, RwLock};

use chrono::{Local, Offset, TimeZone, Utc};

use crate::base::clock::{Moment, Now, Zone};
use crate::base::id::IdSource;

/// The clock of this run: the computer's, or the one that `ROUNDS_NOW` fixes.
#[derive(Debug, Clone)]
pub struct Clock {
    fixed: Option<Now>,
    /// How many milliseconds this clock runs ahead of the computer's; the demo sets its own hour.
    ahead: i64,
    /// Shared by its clones: whoever has flown is elsewhere on every thread.
    zone: Arc<RwLock<Zone>>,
    /// Shared by its clones: a setting holds at once on every thread.
    day_ends: Arc<AtomicU32>,
}

impl Clock {
    /// The clock, with the computer's zone as it is from ten years ago to five years ahead. `Err` holds a `ROUNDS_NOW` that is no RFC 3339 time.
    pub fn of_this_computer() -> Result<Clock, String> {
        match std::env::var("ROUNDS_NOW") {
            Ok(text) if !text.trim().is_empty() => {
                let now = Now::parse(&text).ok_or(text)?;
                Ok(Clock { zone: shared(now.zone.clone()), fixed: Some(now), ahead: 0, day_ends: usual_end() })
            }
            _ => Ok(Clock { fixed: None, ahead: 0, zone: shared(system_zone()), day_ends: usual_end() }),
        }
    }

    /// With another hour at which a workday ends.
    pub fn day_ends(self, hour: u32) -> Clock {
        self.set_day_ends(hour);
        self
    }

    /// The same clock, set to this moment; it goes on from there.
    pub fn set_to(self, moment: Moment) -> Clock {
        let ahead = self.ahead + moment.millis() - self.now().at.millis();
        Clock { ahead, ..self }
    }

    /// From now on a workday ends at this hour, on this clock and on its clones.
    pub fn set_day_ends(&self, hour: u32) {
        self.day_ends.store(hour, Ordering::Relaxed);
    }

    /// This moment, wherever the computer is: what a timer needs of it.
    pub fn moment(&self) -> Moment {
        let at = self.fixed.as_ref().map_or_else(|| Moment::from_millis(Utc::now().timestamp_millis()), |now| now.at);
        Moment::from_millis(at.millis() + self.ahead)
    }

    /// What the computer's own clock says at a moment of this one.
    pub fn on_the_computer(&self, at: Moment) -> Moment {
        Moment::from_millis(at.millis() - self.ahead)
    }

    /// Now.
    pub fn now(&self) -> Now {
        let at = self.moment();
        Now { at, zone: self.zone_at(at), day_ends: self.day_ends.load(Ordering::Relaxed) }
    }

    /// The computer's zone, read anew where the computer is in another by now.
    fn zone_at(&self, at: Moment) -> Zone {
        let zone = self.zone.read().unwrap_or_else(PoisonError::into_inner).clone();
        if self.fixed.is_some() || is_the_computers(&zone, at) {
            return zone;
        }
        let zone = system_zone();
        *self.zone.write().unwrap_or_else(PoisonError::into_inner) = zone.clone();
        zone
    }

    /// Whether `ROUNDS_NOW` fixes it.
    pub fn is_fixed(&self) -> bool {
        self.fixed.is_some()
    }
}

fn shared(zone: Zone) -> Arc<RwLock<Zone>> {
    Arc::new(RwLock::new(zone))
}

/// Whether the computer's clock on the wall says the same.
fn is_the_computers(zone: &Zone, at: Moment) -> bool {
    let local = Local.timestamp_millis_opt(at.millis()).single();
    local.is_none_or(|local| local.naive_local() == zone.local(at))
}

fn usual_end() -> Arc<AtomicU32> {
    Arc::new(AtomicU32::new(Now::DAY_ENDS))
}

/// Thirty-two bytes from the operating system.
pub fn random_bytes() -> Result<[u8; 32], getrandom::Error> {
    let mut bytes = [0; 32];
    getrandom::fill(&mut bytes)?;
    Ok(bytes)
}

/// A source of new ids.
pub fn id_source() -> Result<IdSource, getrandom::Error> {
    Ok(IdSource::new(random_bytes()?))
}

fn offset_at(second: i64) -> i32 {
    Local.timestamp_opt(second, 0).single().map_or(0, |at| at.offset().fix().local_minus_utc())
}

/// The computer's zone: its offset month by month, each change of it found to the second.
fn system_zone() -> Zone {
    const MONTH: i64 = 30 * 86_400;
    let now = Utc::now().timestamp();
    let (from, until) = (now - 122 * MONTH, now + 61 * MONTH);
    let mut offsets = vec![(i64::MIN, offset_at(from))];
    let mut at = from;
    while at < until {
        let (mut low, mut high) = (at, at + MONTH);
        let before = offset_at(low);
        if offset_at(high) != before {
            while high - low > 1 {
                let middle = low + (high - low) / 2;
                if offset_at(middle) == before { low = middle } else { high = middle }
            }
            offsets.push((high, offset_at(high)));
        }
        at += MONTH;
    }
    Zone::of(offsets)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_end_of_the_day_is_set_for_all_who_have_the_clock() {
        let clock = Clock::of_this_computer().unwrap();
        let elsewhere = clock.clone();
        clock.set_day_ends(6);
        assert_eq!(elsewhere.now().day_ends, 6);
    }

    #[test]
    fn a_clock_that_is_set_goes_on() {
        let clock = Clock::of_this_computer().unwrap();
        let at = Moment::from_millis(1_700_000_000_000);
        let set = clock.clone().set_to(at);
        assert!((0..60_000).contains(&(set.now().at.millis() - at.millis())));
        let back = set.set_to(clock.now().at);
        assert!((back.now().at.millis() - clock.now().at.millis()).abs() < 60_000);
    }

    #[test]
    fn whoever_has_flown_has_the_other_zone_on_every_thread() {
        let clock = Clock::of_this_computer().unwrap();
        if clock.is_fixed() {
            return;
        }
        // As if it had been read somewhere else.
        let elsewhere = Zone::of(vec![(i64::MIN, offset_at(Utc::now().timestamp()) + 3 * 3600)]);
        *clock.zone.write().unwrap() = elsewhere;
        let other = clock.clone();
        let now = clock.now();
        assert!(is_the_computers(&now.zone, now.at));
        assert!(is_the_computers(&other.zone.read().unwrap(), now.at));
    }

    #[test]
    fn the_zone_agrees_with_the_computers() {
        let zone = system_zone();
        let now = Utc::now().timestamp();
        for days in [-1000, -400, -180, -90, 0, 90, 180, 400] {
            let second = now + days * 86_400;
            let local = Local.timestamp_opt(second, 0).single().unwrap().naive_local();
            assert_eq!(zone.local(Moment::from_millis(second * 1000)), local);
        }
    }
}
