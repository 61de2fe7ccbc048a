//! Days, times and distances as each language writes them. The workday is decided by `Now`; nothing here reads a clock.

use std::borrow::Cow;

use chrono::{Datelike, NaiveDate, NaiveDateTime, NaiveTime, Timelike};

use super::words::Words;
use crate::base::clock::{Moment, Now};
use crate::domain::ask::ClockWrong;
use crate::domain::deed::Slot;

const WEEKDAYS: [&str; 7] = ["weekday-1", "weekday-2", "weekday-3", "weekday-4", "weekday-5", "weekday-6", "weekday-7"];
/// The days in the short form in which opening hours are kept, Monday first.
const SHORT: [&str; 7] = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];
const MONTHS: [&str; 12] = [
    "month-1", "month-2", "month-3", "month-4", "month-5", "month-6", "month-7", "month-8", "month-9", "month-10",
    "month-11", "month-12",
];

impl Words {
    /// The day of the week in short: `Tue`, `周二`.
    pub fn weekday(&self, day: NaiveDate) -> &str {
        self.get(WEEKDAYS[day.weekday().num_days_from_monday() as usize % 7])
    }

    /// Opening hours in the rep's language, where they are kept in the short form (`mon-fri 9:00-17:00; sat 9-12`); else as they were written.
    pub fn hours<'a>(&self, kept: &'a str) -> Cow<'a, str> {
        if !self.lang().is_chinese() {
            return Cow::Borrowed(kept);
        }
        let mut out = String::with_capacity(kept.len());
        let mut rest = kept;
        let mut after_day = false;
        while let Some(first) = rest.chars().next() {
            let known = SHORT.iter().position(|short| {
                let ends = rest.get(short.len()..).is_some_and(|rest| !rest.starts_with(|c: char| c.is_alphabetic()));
                rest.get(..short.len()).is_some_and(|word| word.eq_ignore_ascii_case(short)) && ends
            });
            if let Some(day) = known {
                out.push_str(self.get(WEEKDAYS[day]));
                rest = &rest[3..];
                after_day = true;
                continue;
            }
            if let Some(behind) = rest.strip_prefix(", break ") {
                out.push('，');
                out.push_str(self.get("hours-break"));
                out.push(' ');
                rest = behind;
                continue;
            }
            match first {
                '-' if after_day => out.push('至'),
                ';' => out.push('；'),
                ' ' if out.ends_with('；') => {}
                other => out.push(other),
            }
            after_day = false;
            rest = &rest[first.len_utf8()..];
        }
        Cow::Owned(out)
    }

    /// The month in short: `Nov`, `11月`.
    pub fn month(&self, day: NaiveDate) -> &str {
        self.get(MONTHS[day.month0() as usize % 12])
    }

    /// A day of the year in few cells, for columns: `20 Nov`, `11-20`.
    pub fn day(&self, day: NaiveDate) -> String {
        if self.lang().is_chinese() {
            format!("{:02}-{:02}", day.month(), day.day())
        } else {
            format!("{} {}", day.day(), self.month(day))
        }
    }

    /// A day as in a column, with the year where it is not this one: `20 Nov 2024`, `2024-11-20`.
    pub fn day_of(&self, day: NaiveDate, today: NaiveDate) -> String {
        if day.year() == today.year() {
            self.day(day)
        } else if self.lang().is_chinese() {
            day.format("%Y-%m-%d").to_string()
        } else {
            format!("{} {}", self.day(day), day.year())
        }
    }

    /// A day with its weekday: `Tue 24 Nov`, `11月24日 周二`.
    pub fn long_day(&self, day: NaiveDate) -> String {
        if self.lang().is_chinese() {
            format!("{}月{}日 {}", day.month(), day.day(), self.weekday(day))
        } else {
            format!("{} {} {}", self.weekday(day), day.day(), self.month(day))
        }
    }

    /// A day as a person would name it from today: `today`, `tomorrow`, `Fri`, `Fri 4 Dec`, `4 Dec 2027`.
    pub fn day_from(&self, day: NaiveDate, today: NaiveDate) -> String {
        match (day - today).num_days() {
            0 => self.get("today").to_owned(),
            1 => self.get("tomorrow").to_owned(),
            -1 => self.get("yesterday").to_owned(),
            2..=6 => self.weekday(day).to_owned(),
            _ if day.year() == today.year() => self.long_day(day),
            _ => self.day_of(day, today),
        }
    }

    /// A slot from today: `tomorrow 10:00`, `Fri 4 Dec`.
    pub fn slot(&self, slot: Slot, today: NaiveDate) -> String {
        match slot.time {
            Some(time) => format!("{} {}", self.day_from(slot.day, today), self.time(time)),
            None => self.day_from(slot.day, today),
        }
    }

    /// A time of day: `08:30`.
    pub fn time(&self, time: NaiveTime) -> String {
        format!("{:02}:{:02}", time.hour(), time.minute())
    }

    /// What the wall clock reads at a moment: `10:42`.
    pub fn clock(&self, at: Moment, now: &Now) -> String {
        self.time(now.zone.local(at).time())
    }

    /// A moment: the time alone on this workday, else with its day, else with its year.
    pub fn moment(&self, at: Moment, now: &Now) -> String {
        let local: NaiveDateTime = now.zone.local(at);
        if now.workday(at) == now.today() {
            self.time(local.time())
        } else {
            format!("{} {}", self.day_of(local.date(), now.today()), self.time(local.time()))
        }
    }

    /// That this laptop's clock is wrong, and what tells it.
    pub fn clock_wrong(&self, told: ClockWrong, now: &Now) -> String {
        let (words, at) = told.told();
        self.with(words, &[("when", (&self.moment(at, now)).into())])
    }

    /// How far a promise is from its day: `4 days late`, `today`, `6 days left`.
    pub fn due(&self, day: NaiveDate, today: NaiveDate) -> String {
        match (day - today).num_days() {
            0 => self.get("today").to_owned(),
            days if days < 0 => self.with("days-late", &[("n", (-days).into())]),
            days => self.with("days-left", &[("n", days.into())]),
        }
    }

    /// A distance: `350 m`, `2.1 km`, `12 km`.
    pub fn distance(&self, metres: u32) -> String {
        if metres < 1000 {
            self.with("metres", &[("n", (u64::from(metres) / 10 * 10).into())])
        } else if metres < 9_950 {
            self.with("kilometres", &[("n", (&format!("{:.1}", f64::from(metres) / 1000.0)).into())])
        } else {
            self.with("kilometres", &[("n", (&format!("{:.0}", f64::from(metres) / 1000.0)).into())])
        }
    }

    /// A length of time in minutes: `33 min`, `1 h 20 min`.
    pub fn duration(&self, minutes: i64) -> String {
        match (minutes / 60, minutes % 60) {
            (0, minutes) => self.with("minutes", &[("n", minutes.into())]),
            (hours, 0) => self.with("hours", &[("n", hours.into())]),
            (hours, minutes) => self.with("hours-minutes", &[("hours", hours.into()), ("n", minutes.into())]),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::lang::Lang;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn opening_hours_are_said_in_the_language() {
        for (lang, kept, said) in [
            (Lang::En, "mon-fri 9:00-17:00", "mon-fri 9:00-17:00"),
            (Lang::ZhHans, "mon-fri 07:30-15:30; sat 09:00-15:00", "周一至周五 07:30-15:30；周六 09:00-15:00"),
            (Lang::ZhHans, "mon-fri 8:30-17:00, break 12-13", "周一至周五 8:30-17:00，午休 12-13"),
            (Lang::ZhHant, "Mon-Sun 10:30-21:30", "週一至週日 10:30-21:30"),
            (Lang::ZhHans, "周一至周五 8:30-17:00", "周一至周五 8:30-17:00"),
            (Lang::ZhHans, "monday 9-12", "monday 9-12"),
        ] {
            assert_eq!(Words::new(lang).hours(kept), said, "{kept}");
        }
    }

    #[test]
    fn days_are_written_as_each_language_writes_them() {
        let (en, hans, hant) = (Words::new(Lang::En), Words::new(Lang::ZhHans), Words::new(Lang::ZhHant));
        let today = day("2026-11-24");
        for (shown, expected) in [
            (en.long_day(today), "Tue 24 Nov"),
            (hans.long_day(today), "11月24日 周二"),
            (hant.long_day(today), "11月24日 週二"),
            (en.day_of(day("2025-11-03"), today), "3 Nov 2025"),
            (hans.day_of(day("2025-11-03"), today), "2025-11-03"),
            (hans.day_of(day("2026-11-03"), today), "11-03"),
            (en.day_from(day("2026-11-25"), today), "tomorrow"),
            (hant.day_from(day("2026-11-27"), today), "週五"),
            (en.day_from(day("2026-12-04"), today), "Fri 4 Dec"),
            (en.due(day("2026-11-20"), today), "4 days late"),
            (hans.due(day("2026-11-30"), today), "还有6天"),
            (hant.due(today, today), "今天"),
            (en.distance(350), "350 m"),
            (en.distance(2_140), "2.1 km"),
            (hans.distance(12_400), "12公里"),
            (en.duration(33), "33 min"),
            (hans.duration(80), "1小时20分钟"),
        ] {
            assert_eq!(shown, expected);
        }
    }

    #[test]
    fn a_moment_has_its_day_only_when_it_is_another() {
        let now = Now::parse("2026-11-24T10:42:00+08:00").unwrap();
        let at = |text: &str| Now::parse(text).unwrap().at;
        let en = Words::new(Lang::En);
        for (moment, expected) in [
            ("2026-11-24T08:30:00+08:00", "08:30"),
            ("2026-11-20T08:30:00+08:00", "20 Nov 08:30"),
            ("2025-11-20T08:30:00+08:00", "20 Nov 2025 08:30"),
        ] {
            assert_eq!(en.moment(at(moment), &now), expected);
        }
    }
}
