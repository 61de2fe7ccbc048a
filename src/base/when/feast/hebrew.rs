//! The feasts of the Hebrew calendar, by its rule. A day begins on the evening before, so each is told with its eve.

use chrono::{Datelike, NaiveDate, Weekday};

use crate::base::when::resolve::days_from;

/// How far a feast is from the new year of the same autumn; the lights of winter are counted by the months between.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Feast {
    /// Days from the new year, and how many days it has.
    New(i64, i64),
    /// Eight days from the 25th of the third month on.
    Lights,
    /// The ninth of the fifth month, a day later on a sabbath.
    Ninth,
    /// The new year of trees, in the winter behind the new year.
    Trees,
    /// The fifth of the second month, moved away from the sabbath.
    Founding,
}

/// Its days in this year of ours, the eve included.
pub(super) fn in_year(feast: Feast, year: i32) -> Option<(NaiveDate, NaiveDate)> {
    let new = new_year(year + 3761)?;
    let (first, days) = match feast {
        Feast::New(offset, days) => (days_from(new, offset)?, days),
        // Before it come a month of thirty days, and two of which the first has thirty in long years only.
        Feast::Lights => {
            let long = (new_year(year + 3762)? - new).num_days() % 10 == 5;
            (days_from(new, 83 + i64::from(long))?, 8)
        }
        // Of the two months before it both, one or none have thirty days.
        Feast::Trees => {
            let own = new_year(year + 3760)?;
            (days_from(own, 128 + (new - own).num_days() % 10)?, 1)
        }
        Feast::Founding => {
            let day = days_from(new, -143)?;
            let moved = match day.weekday() {
                Weekday::Fri => -1,
                Weekday::Sat => -2,
                Weekday::Mon => 1,
                _ => 0,
            };
            (days_from(day, moved)?, 1)
        }
        Feast::Ninth => {
            let day = days_from(new, -51)?;
            (if day.weekday() == Weekday::Sat { day.succ_opt()? } else { day }, 1)
        }
    };
    Some((first.pred_opt()?, days_from(first, days - 1)?))
}

/// Days from the calendar's beginning to a new year, before what keeps two feasts off the sabbath.
fn elapsed(year: i32) -> i64 {
    let months = (235 * i64::from(year) - 234).div_euclid(19);
    let days = 29 * months + (12_084 + 13_753 * months).div_euclid(25_920);
    if (3 * (days + 1)).rem_euclid(7) < 3 { days + 1 } else { days }
}

fn new_year(year: i32) -> Option<NaiveDate> {
    let (before, own, behind) = (elapsed(year - 1), elapsed(year), elapsed(year + 1));
    let late = match (behind - own, own - before) {
        (356, _) => 2,
        (_, 382) => 1,
        _ => 0,
    };
    NaiveDate::from_num_days_from_ce_opt(i32::try_from(own + late - 1_373_427).ok()?)
}
