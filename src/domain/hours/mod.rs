//! Opening hours as people write them, and whether somebody is there at a time.
//!
//! Always holds: what is not understood to the last word is not understood at all; a wrong "open" costs a drive, no word costs nothing.

mod read;
mod scan;

use chrono::{Datelike, NaiveDateTime, Timelike};

/// Minutes after midnight: from, to. Beyond 1440 is the next morning.
type Span = (u32, u32);

/// Opening hours of a week.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Hours {
    /// By weekday, Monday first.
    open: [Vec<Span>; 7],
    breaks: [Vec<Span>; 7],
}

/// Whether somebody is there. Times are minutes after midnight of the day asked about, 24:00 is 1440.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Opening {
    /// Open, until the next break or the end.
    Open {
        /// Until when.
        until: u32,
    },
    /// Open today before and after, but now is a break.
    Break {
        /// Until when.
        until: u32,
    },
    /// Shut.
    Shut {
        /// When it opens later the same day.
        opens: Option<u32>,
    },
}

impl Hours {
    /// Reads opening hours, such as `mon-fri 8:30-17:00, break 12:00-13:30` or `周一至周五 8:30-17:00 午休12:00-13:30`; `None` when some of it
    /// is not understood.
    pub fn read(text: &str) -> Option<Hours> {
        read::read(text)
    }

    /// On which weekdays they open, Monday first.
    pub fn weekdays(&self) -> [bool; 7] {
        [0, 1, 2, 3, 4, 5, 6].map(|day: usize| !self.open[day].is_empty())
    }

    /// Whether somebody is there at this reading of the wall clock.
    pub fn at(&self, local: NaiveDateTime) -> Opening {
        let minute = local.hour() * 60 + local.minute();
        let today = local.weekday().num_days_from_monday() as usize;
        let yesterday = (today + 6) % 7;
        // (weekday, the minute as that day counts it)
        for (weekday, minute, back) in [(today, minute, 0), (yesterday, minute + DAY, DAY)] {
            if let Some((_, until)) = inside(&self.breaks[weekday], minute)
                && inside(&self.open[weekday], minute).is_some()
            {
                return Opening::Break { until: clock(until - back) };
            }
            if let Some((_, end)) = inside(&self.open[weekday], minute) {
                let next_break = self.breaks[weekday].iter().map(|(from, _)| *from).filter(|from| *from > minute).min();
                let until = next_break.map_or(end, |from| from.min(end));
                return Opening::Open { until: clock(until - back) };
            }
        }
        Opening::Shut { opens: self.open[today].iter().map(|(from, _)| *from).filter(|from| *from > minute).min() }
    }
}

/// Until when a customer with these hours is open (minutes after midnight); `Some(0)` is shut now, `None` not known.
pub fn open_until(text: &str, local: NaiveDateTime) -> Option<u32> {
    if text.is_empty() {
        return None;
    }
    Some(match Hours::read(text)?.at(local) {
        Opening::Open { until } => until,
        Opening::Break { .. } | Opening::Shut { .. } => 0,
    })
}

const DAY: u32 = 24 * 60;

/// A time beyond midnight as the clock shows it then.
fn clock(minute: u32) -> u32 {
    if minute > DAY { minute - DAY } else { minute }
}

fn inside(spans: &[Span], minute: u32) -> Option<Span> {
    spans.iter().copied().find(|(from, to)| (*from..*to).contains(&minute))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str, when: &str) -> Option<String> {
        let local: NaiveDateTime = format!("{when}:00").parse().unwrap();
        let time = |minute: u32| format!("{:02}:{:02}", minute / 60, minute % 60);
        Some(match Hours::read(text)?.at(local) {
            Opening::Open { until } => format!("open till {}", time(until)),
            Opening::Break { until } => format!("break till {}", time(until)),
            Opening::Shut { opens: Some(opens) } => format!("opens {}", time(opens)),
            Opening::Shut { opens: None } => "shut".into(),
        })
    }

    // 2026-11-24 is a Tuesday; 28 a Saturday, 29 a Sunday.
    const TUE: &str = "2026-11-24T10:42";
    const TUE_NOON: &str = "2026-11-24T12:30";
    const TUE_EVE: &str = "2026-11-24T20:00";
    const SAT: &str = "2026-11-28T10:00";
    const SUN: &str = "2026-11-29T10:00";

    #[test]
    fn hours_are_read_as_people_write_them() {
        for (text, when, expected) in [
            ("mon-fri 8:30-17:00, break 12:00-13:30", TUE, "open till 12:00"),
            ("mon-fri 8:30-17:00, break 12:00-13:30", TUE_NOON, "break till 13:30"),
            ("mon-fri 8:30-17:00, break 12:00-13:30", TUE_EVE, "shut"),
            ("mon-fri 8:30-17:00, break 12:00-13:30", SAT, "shut"),
            ("mon-fri 8:30-17:00, break 12:00-13:30", "2026-11-24T07:00", "opens 08:30"),
            ("mon-fri 8:30-17:00, break 12:00-13:30", "2026-11-24T13:30", "open till 17:00"),
            ("mon-fri 8:30-17:00, break 12:00-13:30", "2026-11-24T17:00", "shut"),
            ("Mon–Fri 9am–5pm", TUE, "open till 17:00"),
            ("Mon-Fri 9-5", TUE, "open till 17:00"),
            ("下午2点-6点", "2026-11-24T20:00", "shut"),
            ("2pm-6", "2026-11-24T20:00", "shut"),
            ("晚上6点-12点", "2026-11-24T20:00", "open till 24:00"),
            ("上午9点-晚上12点", "2026-11-24T20:00", "open till 24:00"),
            ("10:00-02:00", "2026-11-24T20:00", "open till 02:00"),
            ("09:00-05:00", "2026-11-24T20:00", "shut"),
            ("Monday to Friday: 9 to 5:30", TUE, "open till 17:30"),
            ("Mon - Thu 1-5pm", TUE_NOON, "opens 13:00"),
            ("Mo-Fr 08:00-12:00, 13:00-18:00; Sa 09:00-13:00", TUE_NOON, "opens 13:00"),
            ("Mo-Fr 08:00-12:00, 13:00-18:00; Sa 09:00-13:00", SAT, "open till 13:00"),
            ("Mo-Fr 08:00-12:00, 13:00-18:00; Sa 09:00-13:00", SUN, "shut"),
            ("weekdays 9-18, sat 10-14, closed sundays", SAT, "open till 14:00"),
            ("weekdays 9-18, sat 10-14, sunday closed", SUN, "shut"),
            ("daily 0800-2200", SUN, "open till 22:00"),
            ("every day 9:00-21:00", TUE_EVE, "open till 21:00"),
            ("9:00-18:00", SUN, "open till 18:00"),
            ("mon, wed and fri 9-12", TUE, "shut"),
            ("tue & thu 9-12", TUE, "open till 12:00"),
            ("8:30-17:00 (lunch 12-1)", TUE_NOON, "break till 13:00"),
            ("8:30-17:00, 12:00-13:00 lunch", TUE_NOON, "break till 13:00"),
            ("24/7", SUN, "open till 24:00"),
            ("open 24 hours", TUE, "open till 24:00"),
            ("mon-sat 18:00-02:00", "2026-11-25T01:30", "open till 02:00"),
            ("mon-sat 18:00-02:00", "2026-11-24T23:00", "open till 02:00"),
            ("mon-sat 18:00-02:00", "2026-11-30T01:30", "opens 18:00"),
            ("mon-sat 18:00-02:00", "2026-11-29T01:30", "open till 02:00"),
            ("sat-mon 9-12", SUN, "open till 12:00"),
            ("周一至周五 8:30-17:00 午休12:00-13:30", TUE, "open till 12:00"),
            ("周一至周五 8:30-17:00 午休12:00-13:30", TUE_NOON, "break till 13:30"),
            ("周一至周五 8:30-17:00           午休 12:00-13:30", SAT, "shut"),
            ("週一至週五 8:30-17:00，午休 12:00-13:30", TUE_NOON, "break till 13:30"),
            ("周一到周五：上午8点半-下午5点", TUE, "open till 17:00"),
            ("周一~周六 8：30～17：30", SAT, "open till 17:30"),
            ("星期一至星期五9:00-18:00，周末休息", SAT, "shut"),
            ("星期一至五 9點-18點，六日公休", SAT, "shut"),
            ("周一、三、五 9:00-12:00", TUE, "shut"),
            ("周二、周四 9:00-12:00", TUE, "open till 12:00"),
            ("工作日 9:00-18:00；周末 10:00-16:00", SAT, "open till 16:00"),
            ("平日 09:00-18:00，假日 10:00-17:00", SUN, "open till 17:00"),
            ("每天 7:00至22:00", SUN, "open till 22:00"),
            ("營業時間：週二至週日 11:00-21:00（週一公休）", "2026-11-23T12:00", "shut"),
            ("公休日：周二；9:00-18:00", TUE, "shut"),
            ("全天24小时", SUN, "open till 24:00"),
            ("上午9:00-12:00 下午14:00-18:00", TUE_NOON, "opens 14:00"),
            ("早上8点到晚上9点", TUE_EVE, "open till 21:00"),
        ] {
            assert_eq!(at(text, when).as_deref(), Some(expected), "{text} at {when}");
        }
    }

    #[test]
    fn what_is_not_understood_is_not_guessed() {
        for text in [
            "",
            "by appointment",
            "mon-fri",
            "9:00",
            "ask Mr Bell",
            "mon-fri 9-5 except holidays",
            "8:30-",
            "25:00-26:00",
            "9:70-10:00",
            "电话预约",
            "周一至周五",
            "early",
            "mon-fri 9-5 ring first",
            "12:00-12:00",
            "-",
            "午休12:00-13:30",
        ] {
            assert_eq!(Hours::read(text), None, "{text}");
        }
        assert_eq!(open_until("by appointment", "2026-11-24T10:42:00".parse().unwrap()), None);
        assert_eq!(open_until("sat 9-12", "2026-11-24T10:42:00".parse().unwrap()), Some(0));
        assert_eq!(open_until("tue 9-12", "2026-11-24T10:42:00".parse().unwrap()), Some(720));
    }

    #[test]
    fn reading_never_panics() {
        use proptest::prelude::*;
        proptest!(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() }, |(text in "[0-9a-z周一至五日午休公 :：,，~\\-–点半上下（）]{0,40}", minute in 0u32..1440)| {
            if let Some(hours) = Hours::read(&text) {
                hours.at("2026-11-24T00:00:00".parse::<NaiveDateTime>().unwrap() + chrono::TimeDelta::minutes(minute.into()));
            }
        });
    }
}
