//! Days on which a rep works and the half hours already taken, so that no two visits of one rep overlap.

use std::collections::HashMap;

use chrono::{Datelike, Days, NaiveDate};

use super::chance::Chance;
use super::customers::Shop;
use super::hours::{HalfHours, Hours, WORKING, minutes};
use crate::base::lang::Lang;

/// Days on which nobody visits: (first, last). The lunar feasts (new year, dragon boat, mid-autumn) are listed by their year.
fn holidays(lang: Lang, year: i32) -> Vec<(NaiveDate, NaiveDate)> {
    let day = |at: (u32, u32)| NaiveDate::from_ymd_opt(year, at.0, at.1);
    let span = |from: (u32, u32), to: (u32, u32)| day(from).zip(day(to));
    let (new_year, boats, moon) = match year {
        2023 => (((1, 20), (1, 29)), (6, 22), (9, 29)),
        2024 => (((2, 8), (2, 18)), (6, 10), (9, 17)),
        2025 => (((1, 26), (2, 5)), (5, 31), (10, 6)),
        2026 => (((2, 14), (2, 23)), (6, 19), (9, 25)),
        2027 => (((2, 4), (2, 14)), (6, 9), (9, 15)),
        2028 => (((1, 24), (2, 3)), (5, 28), (10, 3)),
        2029 => (((2, 11), (2, 20)), (6, 16), (9, 22)),
        _ => (((2, 1), (2, 8)), (6, 10), (9, 20)),
    };
    let lunar = span(new_year.0, new_year.1);
    // A feast at the weekend is made up for on the workday beside it.
    let feast =
        |at: (u32, u32)| day(at).map(|day| (day - Days::new(1), day + Days::new(1))).filter(|_| is_weekend(day(at)));
    let feasts = [boats, moon].map(|at| feast(at).or(span(at, at)));
    let mut list = match lang {
        Lang::En => {
            let easter = easter(year).map(|sunday| (sunday - Days::new(2), sunday + Days::new(1)));
            let monday = |month: u32, week: u8| {
                NaiveDate::from_weekday_of_month_opt(year, month, chrono::Weekday::Mon, week).map(|day| (day, day))
            };
            let last = |month: u32| monday(month, 5).or(monday(month, 4));
            vec![span((1, 1), (1, 1)), span((12, 24), (12, 31)), easter, monday(5, 1), last(5), last(8)]
        }
        Lang::ZhHans => {
            vec![span((1, 1), (1, 1)), lunar, span((4, 4), (4, 6)), span((5, 1), (5, 5)), span((10, 1), (10, 7))]
        }
        Lang::ZhHant => vec![
            span((1, 1), (1, 1)),
            lunar,
            span((2, 28), (2, 28)),
            span((4, 3), (4, 5)),
            span((5, 1), (5, 1)),
            span((9, 28), (9, 28)),
            span((10, 10), (10, 10)),
            span((10, 25), (10, 25)),
            span((12, 25), (12, 25)),
        ],
    };
    if lang.is_chinese() {
        list.extend(feasts);
    }
    list.into_iter().flatten().collect()
}

fn is_weekend(day: Option<NaiveDate>) -> bool {
    day.is_some_and(|day| day.weekday().num_days_from_monday() > 4)
}

/// Easter Sunday, by the table that the anonymous Gregorian rule gives.
fn easter(year: i32) -> Option<NaiveDate> {
    let (golden, century) = (year % 19, year / 100);
    let leap = (8 * century + 13) / 25;
    let epact = (19 * golden + century - century / 4 - leap + 15) % 30;
    let epact = epact - i32::from(epact == 29 || (epact == 28 && golden > 10));
    let weekday = (year + year / 4 + epact + 2 - century + century / 4) % 7;
    let after = epact - weekday;
    let month = 3 + (after + 40) / 44;
    let day = after + 28 - 31 * (month / 4);
    NaiveDate::from_ymd_opt(year, month as u32, day as u32)
}

/// Whose days these are.
#[derive(Debug)]
pub struct Calendar {
    lang: Lang,
    holidays: HashMap<i32, Vec<(NaiveDate, NaiveDate)>>,
    taken: HashMap<(usize, NaiveDate), HalfHours>,
    /// How many visits lie on a day, and how many may.
    load: HashMap<(usize, NaiveDate), usize>,
    most: usize,
}

impl Calendar {
    /// Nothing taken yet; a rep makes at most so many visits a day.
    pub fn new(lang: Lang, most: usize) -> Calendar {
        Calendar { lang, holidays: HashMap::new(), taken: HashMap::new(), load: HashMap::new(), most }
    }

    /// Whether a rep works on this day.
    pub fn works(&mut self, day: NaiveDate) -> bool {
        let lang = self.lang;
        let holidays = self.holidays.entry(day.year()).or_insert_with(|| holidays(lang, day.year()));
        day.weekday().num_days_from_monday() < 5 && !holidays.iter().any(|(from, to)| (*from..=*to).contains(&day))
    }

    /// The workday nearest to the wanted one, after the first of `within` and at most the second, on which the customer is open and
    /// the rep's day is not full; the rep's day for this district is preferred within two days.
    pub fn near(&mut self, wanted: NaiveDate, within: (NaiveDate, NaiveDate), shop: &Shop) -> Option<NaiveDate> {
        let mut second = None;
        for step in 0u64..14 {
            for day in [wanted.checked_add_days(Days::new(step)), wanted.checked_sub_days(Days::new(step))] {
                let Some(day) = day else { continue };
                let weekday = day.weekday().num_days_from_monday() as usize;
                let full = self.load.get(&(shop.owner, day)).is_some_and(|load| *load >= self.most);
                if day <= within.0 || day > within.1 || full || !self.works(day) || !shop.hours.opens(weekday) {
                    continue;
                }
                if step <= 2 && weekday == shop.district % 5 {
                    return Some(day);
                }
                second.get_or_insert(day);
            }
            if step >= 2 && second.is_some() {
                break;
            }
        }
        second
    }

    /// One more visit lies on this day.
    pub fn add(&mut self, rep: usize, day: NaiveDate) {
        *self.load.entry((rep, day)).or_default() += 1;
    }

    /// A free time of this rep on this day within the customer's hours, in minutes after midnight; it is taken then.
    pub fn take(&mut self, rep: usize, day: NaiveDate, hours: &Hours, chance: &mut Chance) -> u32 {
        let may = hours.visitable(day.weekday().num_days_from_monday() as usize);
        let taken = self.taken.entry((rep, day)).or_default();
        // A day fuller than its half hours happens only at the sizes for benchmarks; there visits may overlap.
        let free = [may & !*taken, WORKING & !*taken].into_iter().find(|free| *free != 0).unwrap_or(may);
        let mut at = chance.below(free.count_ones() as usize);
        let mut slot = 0;
        for bit in 0..32 {
            if free & (1 << bit) != 0 {
                if at == 0 {
                    slot = bit;
                    break;
                }
                at -= 1;
            }
        }
        *taken |= 1 << slot;
        minutes(slot)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nobody_visits_on_a_feast() {
        for (lang, day, works) in [
            (Lang::En, "2026-04-03", false),
            (Lang::En, "2026-04-06", false),
            (Lang::En, "2025-04-21", false),
            (Lang::En, "2026-05-04", false),
            (Lang::En, "2026-05-25", false),
            (Lang::En, "2026-08-31", false),
            (Lang::En, "2026-04-07", true),
            (Lang::En, "2026-10-01", true),
            (Lang::ZhHans, "2026-02-17", false),
            (Lang::ZhHans, "2026-06-19", false),
            (Lang::ZhHans, "2025-10-06", false),
            (Lang::ZhHans, "2026-10-08", true),
            (Lang::ZhHant, "2025-05-30", false),
            (Lang::ZhHant, "2026-09-25", false),
            (Lang::ZhHant, "2025-12-25", false),
            (Lang::ZhHant, "2026-10-01", true),
        ] {
            assert_eq!(Calendar::new(lang, 9).works(day.parse().unwrap()), works, "{lang} {day}");
        }
    }
}
