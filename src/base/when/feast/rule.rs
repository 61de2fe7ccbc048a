//! How a feast finds its days in a year.

use chrono::{Datelike, NaiveDate, Weekday};

use super::{chinese, hebrew, india, muslim};
use crate::base::when::resolve::days_from;

#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Rule {
    /// Month and day.
    Fixed(u32, u32),
    /// Days from the Easter Sunday of the western churches.
    Easter(i64),
    /// Days from that of the eastern ones.
    EasternEaster(i64),
    /// The so-maniest weekday of a month, and days after it.
    Nth(u32, Weekday, u32, i64),
    /// The last such weekday of a month.
    Last(Weekday, u32),
    /// The second Sunday of May; in Britain one in Lent.
    Mothers,
    /// The working day nearest to a date.
    Working(u32, u32),
    /// A date, or the Saturday before it.
    NotSunday(u32, u32),
    /// Month and day of the Chinese moon.
    Moon(u32, u32),
    /// Days from its new year.
    MoonNewYear(i64),
    /// The spring day on which graves are swept.
    Clear,
    /// A turn of the sun's year: its month, and where in it the year 2000's would be, in hundredths of a day.
    Turn(u32, i32),
    /// Month and day of the Muslim calendar.
    Muslim(u32, u32),
    /// Ramadan.
    MonthOfFasting,
    Hebrew(hebrew::Feast),
    /// An Indian feast, and days after it.
    India(india::Feast, i64),
    /// From the first to the last of its days.
    Stretch(&'static (Rule, Rule)),
}

impl Rule {
    /// How others reckon what they call by the same name.
    pub(super) fn elsewhere(self) -> Option<Rule> {
        (self == Rule::Mothers).then_some(Rule::Easter(-21))
    }
}

/// Its first and last day in a year of ours.
pub(super) fn days_of(rule: Rule, year: i32) -> Option<(NaiveDate, NaiveDate)> {
    let day = match rule {
        Rule::Fixed(month, day) => NaiveDate::from_ymd_opt(year, month, day),
        Rule::Easter(days) => days_from(easter(year)?, days),
        Rule::EasternEaster(days) => days_from(eastern_easter(year)?, days),
        Rule::Nth(n, weekday, month, days) => days_from(nth(n, weekday, month, year)?, days),
        Rule::Mothers => nth(2, Weekday::Sun, 5, year),
        Rule::Last(weekday, month) => (22..=31)
            .rev()
            .filter_map(|day| NaiveDate::from_ymd_opt(year, month, day))
            .find(|day| day.weekday() == weekday),
        Rule::Working(month, day) => {
            let day = NaiveDate::from_ymd_opt(year, month, day)?;
            match day.weekday() {
                Weekday::Sat => day.pred_opt(),
                Weekday::Sun => day.succ_opt(),
                _ => Some(day),
            }
        }
        Rule::NotSunday(month, day) => {
            let day = NaiveDate::from_ymd_opt(year, month, day)?;
            if day.weekday() == Weekday::Sun { day.pred_opt() } else { Some(day) }
        }
        Rule::Moon(month, day) => {
            let days = [year - 1, year].into_iter().filter_map(|own| chinese::day(own, month, day));
            days.into_iter().find(|day| day.year() == year)
        }
        Rule::MoonNewYear(days) => days_from(chinese::new_year(year)?, days),
        Rule::Clear => chinese::clear_day(year),
        Rule::Turn(month, hundredths) => chinese::turn(year, month, hundredths),
        Rule::Muslim(month, day) => muslim::in_year(year, month, day),
        Rule::India(feast, days) => days_from(india::in_year(feast, year)?, days),
        Rule::Hebrew(feast) => return hebrew::in_year(feast, year),
        Rule::MonthOfFasting => {
            let first = muslim::in_year(year, 9, 1)?;
            let feast = muslim::in_year(year, 10, 1).filter(|feast| *feast > first);
            return Some((first, feast.or_else(|| muslim::in_year(year + 1, 10, 1))?.pred_opt()?));
        }
        Rule::Stretch((first, last)) => return Some((days_of(*first, year)?.0, days_of(*last, year)?.1)),
    }?;
    Some((day, day))
}

fn nth(n: u32, weekday: Weekday, month: u32, year: i32) -> Option<NaiveDate> {
    NaiveDate::from_weekday_of_month_opt(year, month, weekday, u8::try_from(n).ok()?)
}

/// Easter Sunday of the western churches.
fn easter(year: i32) -> Option<NaiveDate> {
    let golden = year % 19;
    let century = year / 100;
    let moon = (19 * golden + century - century / 4 - (century - (century + 8) / 25 + 1) / 3 + 15) % 30;
    let sunday = (32 + 2 * (century % 4) + 2 * (year % 100 / 4) - moon - year % 4) % 7;
    let late = (golden + 11 * moon + 22 * sunday) / 451;
    let days = moon + sunday - 7 * late + 114;
    NaiveDate::from_ymd_opt(year, u32::try_from(days / 31).ok()?, u32::try_from(days % 31 + 1).ok()?)
}

/// Easter Sunday of the eastern churches: reckoned in the old calendar, which is thirteen days behind ours until 2099.
fn eastern_easter(year: i32) -> Option<NaiveDate> {
    let moon = (19 * (year % 19) + 15) % 30;
    let sunday = (2 * (year % 4) + 4 * (year % 7) - moon + 34) % 7;
    let days = moon + sunday + 114;
    let old = NaiveDate::from_ymd_opt(year, u32::try_from(days / 31).ok()?, u32::try_from(days % 31 + 1).ok()?)?;
    (1900..2100).contains(&year).then(|| days_from(old, 13)).flatten()
}
