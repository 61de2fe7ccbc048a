//! A time of day as it was said, and which half of the day is meant by it.

/// A part of a day. It says which half a clock means, and alone it is a stretch of hours.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::base::when) enum Part {
    Dawn,
    Morning,
    Noon,
    Afternoon,
    Dusk,
    Evening,
}

impl Part {
    /// The hours it stands for alone.
    pub(in crate::base::when) fn hours(self) -> (u32, u32) {
        match self {
            Part::Dawn => (0, 6),
            Part::Morning => (8, 12),
            Part::Noon => (12, 14),
            Part::Afternoon => (13, 18),
            Part::Dusk => (17, 19),
            Part::Evening => (18, 24),
        }
    }

    /// The hour of 24 that is meant by an hour said with this part; `None` where nobody would say so.
    pub(in crate::base::when) fn hour(self, hour: u32) -> Option<u32> {
        Some(match (self, hour) {
            (Part::Dawn, 12) => 0,
            (Part::Dawn, 0..=6) => hour,
            (Part::Morning, 1..=12) => hour,
            (Part::Noon, 11..=13) => hour,
            (Part::Noon, 1..=2) => hour + 12,
            (Part::Afternoon, 1..=7) => hour + 12,
            (Part::Afternoon, 12..=18) => hour,
            (Part::Dusk, 4..=8) => hour + 12,
            (Part::Dusk, 16..=20) => hour,
            (Part::Evening, 5..=11) => hour + 12,
            (Part::Evening, 12 | 24) => 24,
            (Part::Evening, 17..=23) => hour,
            _ => return None,
        })
    }
}

/// A clock's reading. `hour` 24 is the midnight that ends the day, and from there on it is the next day's.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::base::when) struct Clock {
    pub(in crate::base::when) hour: u32,
    pub(in crate::base::when) minute: u32,
    pub(in crate::base::when) second: u32,
    /// The other half of the day, where only custom decides between them.
    pub(in crate::base::when) other_hour: Option<u32>,
}

impl Clock {
    pub(in crate::base::when) fn sure(hour: u32, minute: u32) -> Option<Clock> {
        (hour < 24 || (hour == 24 && minute == 0)).then_some(Clock { hour, minute, second: 0, other_hour: None })
    }

    /// An hour without a word for its half: custom takes one to six for the afternoon, in figures such as 09:30 and 15:00
    /// nothing is open.
    pub(in crate::base::when) fn customary(hour: u32, minute: u32, two_digits: bool) -> Option<Clock> {
        match hour {
            1..=6 if !two_digits => Some(Clock { hour: hour + 12, minute, second: 0, other_hour: Some(hour) }),
            7..=11 if !two_digits => Some(Clock { hour, minute, second: 0, other_hour: Some(hour + 12) }),
            _ => Clock::sure(hour, minute),
        }
    }

    pub(in crate::base::when) fn in_part(hour: u32, minute: u32, part: Part) -> Option<Clock> {
        Clock::sure(part.hour(hour)?, minute)
    }

    pub(in crate::base::when) fn minutes(self) -> u32 {
        self.hour * 60 + self.minute
    }
}

/// A time with the part it was said with, which the end of a range may take over.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::base::when) struct Time {
    pub(in crate::base::when) clock: Clock,
    /// The hour as said, and the part beside it.
    pub(in crate::base::when) said: u32,
    pub(in crate::base::when) part: Option<Part>,
    /// Nothing but an hour (`9` of `9-10am`): a time only beside another one.
    pub(in crate::base::when) bare: bool,
}

impl Time {
    pub(in crate::base::when) fn new(hour: u32, minute: u32, part: Option<Part>, two_digits: bool) -> Option<Time> {
        let clock = match part {
            Some(part) => Clock::in_part(hour, minute, part)?,
            None => Clock::customary(hour, minute, two_digits)?,
        };
        Some(Time { clock, said: hour, part, bare: false })
    }

    /// A full hour, with the part of the day if one was said.
    pub(in crate::base::when) fn of_hour(hour: u32, part: Option<Part>) -> Option<Time> {
        Time::new(hour, 0, part, false)
    }

    /// The same time with another's part of the day.
    pub(in crate::base::when) fn in_part(self, part: Part) -> Option<Time> {
        Some(Time::new(self.said, self.clock.minute, Some(part), false)?.with_second(self.clock.second))
    }

    /// The same time of the day behind it, before noon where both halves are open.
    pub(in crate::base::when) fn on_next_day(self) -> Option<Time> {
        let hour = self.clock.other_hour.map_or(self.clock.hour, |other| other.min(self.clock.hour));
        let clock = Clock { hour: hour + 24, other_hour: None, ..self.clock };
        (hour < 24).then_some(Time { clock, ..self })
    }

    pub(in crate::base::when) fn with_second(self, second: u32) -> Time {
        Time { clock: Clock { second, ..self.clock }, ..self }
    }
}
