//! Time as data: moments, hybrid logical stamps, the zone a rep works in, and "now" as it is handed to the rules.
//!
//! Always holds: nothing here reads a clock or a time zone file; the edges of the program (`cli`, `runtime`, `server`) do, once, and hand it in.

use std::fmt;
use std::sync::Arc;

use chrono::{DateTime, Days, NaiveDate, NaiveDateTime, TimeDelta};
use serde::{Deserialize, Serialize};

/// A point in time: milliseconds since 1970-01-01T00:00:00Z.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Moment(i64);

impl Moment {
    /// The moment these milliseconds after the epoch.
    pub const fn from_millis(millis: i64) -> Moment {
        Moment(millis)
    }

    /// Milliseconds since the epoch.
    pub const fn millis(self) -> i64 {
        self.0
    }

    /// The moment this many minutes later (or earlier, when negative).
    pub const fn plus_minutes(self, minutes: i64) -> Moment {
        Moment(self.0.saturating_add(minutes.saturating_mul(60_000)))
    }

    /// Whole minutes from `earlier` to here.
    pub const fn minutes_since(self, earlier: Moment) -> i64 {
        self.0.saturating_sub(earlier.0).div_euclid(60_000)
    }
}

impl fmt::Debug for Moment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

/// RFC 3339 in UTC, with milliseconds.
impl fmt::Display for Moment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match DateTime::from_timestamp_millis(self.0) {
            Some(at) => f.write_str(&at.to_rfc3339_opts(chrono::SecondsFormat::Millis, true)),
            None => write!(f, "{} ms", self.0),
        }
    }
}

/// A hybrid logical stamp: 48 bits of milliseconds, 16 of counter that carries into them (SYNC.md, Clocks).
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Debug, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Stamp(pub u64);

impl Stamp {
    /// Before everything: what a generated creation carries, so that it yields to anything.
    pub const ZERO: Stamp = Stamp(0);

    /// The first stamp of this moment.
    pub const fn of(moment: Moment) -> Stamp {
        let millis = if moment.0 < 0 { 0 } else { moment.0 as u64 };
        Stamp(millis << 16)
    }

    /// The moment in its upper bits.
    pub const fn moment(self) -> Moment {
        Moment((self.0 >> 16) as i64)
    }

    /// The next stamp of a clock whose last one was `self`: later than it, and not before `now`.
    pub fn tick(self, now: Moment) -> Stamp {
        Stamp::of(now).max(Stamp(self.0.saturating_add(1)))
    }
}

/// A time zone as plain data: from which moment which offset holds.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Zone {
    /// (from this second since the epoch, seconds east of UTC), ascending; the first holds for all before it too.
    offsets: Arc<[(i64, i32)]>,
}

impl Zone {
    /// Coordinated universal time.
    pub fn utc() -> Zone {
        Zone::fixed(0)
    }

    /// The same offset always, in seconds east of UTC.
    pub fn fixed(seconds_east: i32) -> Zone {
        Zone { offsets: Arc::from([(i64::MIN, seconds_east)]) }
    }

    /// A zone of these offsets: (from this second since the epoch, seconds east), in any order.
    pub fn of(mut offsets: Vec<(i64, i32)>) -> Zone {
        offsets.sort_unstable();
        if offsets.is_empty() { Zone::utc() } else { Zone { offsets: Arc::from(offsets) } }
    }

    fn offset_at(&self, second: i64) -> i32 {
        let after = self.offsets.partition_point(|(from, _)| *from <= second);
        self.offsets[after.saturating_sub(1)].1
    }

    /// The wall clock's reading at this moment.
    pub fn local(&self, at: Moment) -> NaiveDateTime {
        let millis = at.0.saturating_add(i64::from(self.offset_at(at.0.div_euclid(1000))) * 1000);
        DateTime::from_timestamp_millis(millis).map(|at| at.naive_utc()).unwrap_or_default()
    }

    /// The moment at which the wall clock reads this; the earlier one where it reads so twice, the one after the gap where never.
    pub fn moment(&self, local: NaiveDateTime) -> Moment {
        let wall = local.and_utc().timestamp_millis();
        let guess = |offset: i32| wall - i64::from(offset) * 1000;
        let first = self.offset_at((wall / 1000).saturating_sub(86_400));
        let second = self.offset_at((wall / 1000).saturating_add(86_400));
        let holds = |offset: i32| self.offset_at(guess(offset).div_euclid(1000)) == offset;
        Moment(guess(if holds(first) || !holds(second) { first } else { second }))
    }
}

/// "Now" as the rules get it: the moment, the zone, and when a workday ends.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Now {
    /// The moment.
    pub at: Moment,
    /// Where the rep's wall clock stands.
    pub zone: Zone,
    /// The hour at which a workday ends; before it, it is still yesterday (0 to 12).
    pub day_ends: u32,
}

impl Now {
    /// The hour at which a workday ends unless it is set otherwise.
    pub const DAY_ENDS: u32 = 4;

    /// This moment in this zone, a workday ending at 04:00.
    pub fn new(at: Moment, zone: Zone) -> Now {
        Now { at, zone, day_ends: Now::DAY_ENDS }
    }

    /// From an RFC 3339 text such as `2026-11-24T10:42:00+08:00`; its offset becomes the zone.
    pub fn parse(text: &str) -> Option<Now> {
        let at = DateTime::parse_from_rfc3339(text.trim()).ok()?;
        let zone = Zone::fixed(at.offset().local_minus_utc());
        Some(Now::new(Moment::from_millis(at.timestamp_millis()), zone))
    }

    /// What the wall clock reads.
    pub fn local(&self) -> NaiveDateTime {
        self.zone.local(self.at)
    }

    /// The workday that is today.
    pub fn today(&self) -> NaiveDate {
        self.workday(self.at)
    }

    /// The workday in which a moment lies.
    pub fn workday(&self, at: Moment) -> NaiveDate {
        let local = self.zone.local(at);
        local.checked_sub_signed(TimeDelta::hours(i64::from(self.day_ends))).unwrap_or(local).date()
    }

    /// The moment at which today's workday ends and the next begins.
    pub fn day_end(&self) -> Moment {
        let tomorrow = self.today().checked_add_days(Days::new(1)).unwrap_or(NaiveDate::MAX);
        match tomorrow.and_hms_opt(self.day_ends.min(23), 0, 0) {
            Some(local) => self.zone.moment(local),
            None => self.at,
        }
    }

    /// The same place at another moment.
    pub fn with(&self, at: Moment) -> Now {
        Now { at, ..self.clone() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> Now {
        Now::parse(text).unwrap()
    }

    #[test]
    fn a_workday_ends_at_four() {
        for (now, day) in [
            ("2026-11-24T10:42:00+08:00", "2026-11-24"),
            ("2026-11-25T03:59:59+08:00", "2026-11-24"),
            ("2026-11-25T04:00:00+08:00", "2026-11-25"),
        ] {
            assert_eq!(at(now).today().to_string(), day, "{now}");
        }
        assert_eq!(at("2026-11-24T10:42:00+08:00").day_end(), at("2026-11-25T04:00:00+08:00").at);
        assert_eq!(at("2026-11-25T01:00:00+08:00").day_end(), at("2026-11-25T04:00:00+08:00").at);
    }

    #[test]
    fn a_stamp_grows_even_when_the_clock_goes_back() {
        let first = Stamp::ZERO.tick(Moment::from_millis(5000));
        let second = first.tick(Moment::from_millis(1000));
        assert!(second > first);
        assert_eq!(second.moment(), Moment::from_millis(5000));
        let full = Stamp((5000 << 16) | 0xffff);
        assert_eq!(full.tick(Moment::from_millis(1)).moment(), Moment::from_millis(5001));
    }

    #[test]
    fn summer_time_gives_each_day_its_offset() {
        // Central Europe 2026: summer time from 29 March 01:00Z to 25 October 01:00Z.
        let zone = Zone::of(vec![(i64::MIN, 3600), (1_774_746_000, 7200), (1_792_890_000, 3600)]);
        for text in ["2026-01-10T12:00:00", "2026-07-10T12:00:00", "2026-11-10T12:00:00", "2026-03-29T03:30:00"] {
            let local: NaiveDateTime = text.parse().unwrap();
            assert_eq!(zone.local(zone.moment(local)), local, "{text}");
        }
        let gap: NaiveDateTime = "2026-03-29T02:30:00".parse().unwrap();
        assert_eq!(zone.local(zone.moment(gap)).to_string(), "2026-03-29 03:30:00");
    }
}
