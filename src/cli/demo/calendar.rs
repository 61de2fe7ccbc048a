//! Days on which a rep works and the half hours already taken, so that no two visits of one rep overlap.

use std::collections::HashMap;

use chrono::{Datelike, Days, NaiveDate};

use super::chance::Chance;
use super::customers::Shop;
use super::hours::{HalfHours, Hours, WORKING, minutes};
use crate::base::lang::Lang;

/// Public holidays on which nobody visits: (first, last). The lunar new year is listed by its year.
fn holidays(lang: Lang, year: i32) -> Vec<(NaiveDate, NaiveDate)> {
    let span = |from: (u32, u32), to: (u32, u32)| {
        NaiveDate::from_ymd_opt(year, from.0, from.1).zip(NaiveDate::from_ymd_opt(year, to.0, to.1))
    };
    let lunar = match year {
        2023 => span((1, 20), (1, 29)),
        2024 => span((2, 8), (2, 18)),
        2025 => span((1, 26), (2, 5)),
        2026 => span((2, 14), (2, 23)),
        2027 => span((2, 4), (2, 14)),
        2028 => span((1, 24), (2, 3)),
        2029 => span((2, 11), (2, 20)),
        _ => span((2, 1), (2, 8)),
    };
    let list = match lang {
        Lang::En => vec![span((1, 1), (1, 1)), span((12, 24), (12, 31)), span((5, 1), (5, 3))],
        Lang::ZhHans => {
            vec![span((1, 1), (1, 1)), lunar, span((5, 1), (5, 4)), span((10, 1), (10, 7)), span((4, 4), (4, 5))]
        }
        Lang::ZhHant => {
            vec![span((1, 1), (1, 1)), lunar, span((2, 28), (2, 28)), span((4, 4), (4, 5)), span((10, 10), (10, 10))]
        }
    };
    list.into_iter().flatten().collect()
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
