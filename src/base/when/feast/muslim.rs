//! The Muslim calendar as it is reckoned in Mecca (Umm al-Qura), from 1365 to 1464 (1945 to 2042): a table of its months.
//!
//! Where the new moon is watched for, a day may begin one later; the calendars that are printed are these.

use chrono::{Datelike, NaiveDate};

use crate::base::when::resolve::days_from;

const FROM: i32 = 1365;

/// Which months of a year have thirty days, the first in the lowest bit.
const YEARS: [u16; 100] = [
    0xd55, 0x555, 0x555, 0xd55, 0x6d5, 0x555, 0xea5, 0xd2a, 0xaaa, 0xcd5, 0x655, 0x572, 0xda9, 0x555, 0xaaa, 0x555,
    0x52d, 0xa6d, 0x55a, 0x555, 0x74d, 0xd53, 0xd54, 0x556, 0xd55, 0x2d5, 0xd55, 0xd54, 0xd45, 0x655, 0x52d, 0xa5d,
    0x55a, 0xad5, 0x6aa, 0xd4b, 0x52a, 0xa57, 0x4ae, 0x976, 0x56c, 0xb55, 0xaaa, 0xa55, 0x4ad, 0x95d, 0x2da, 0x5d9,
    0xdb2, 0xba4, 0xb4a, 0xa55, 0x2b5, 0x575, 0xb6a, 0xbd2, 0xbc4, 0xb89, 0xa95, 0x52d, 0x5ad, 0xb6a, 0x6d4, 0xdc9,
    0xd92, 0xaa6, 0x956, 0x2ae, 0x56d, 0x36a, 0xb55, 0xaaa, 0x94d, 0x49d, 0x95d, 0x2ba, 0x5b5, 0x5aa, 0xd55, 0xa9a,
    0x92e, 0x26e, 0x55d, 0xada, 0x6d4, 0x6a5, 0x54b, 0xa97, 0x54e, 0xaae, 0x5ac, 0xba9, 0xd92, 0xb25, 0x64b, 0xcab,
    0x55a, 0xb55, 0x6d2, 0xea5,
];

/// A day of a month, in the first of its years that has it in this one of ours.
pub(super) fn in_year(year: i32, month: u32, day: u32) -> Option<NaiveDate> {
    // Its years are eleven days shorter than ours; one begins at most two of ours before.
    let about = (year - 622) * 33 / 32;
    (about - 1..=about + 2).filter_map(|own| at(own, month, day)).find(|day| day.year() == year)
}

fn at(year: i32, month: u32, day: u32) -> Option<NaiveDate> {
    let index = usize::try_from(year.checked_sub(FROM)?).ok()?;
    let own = *YEARS.get(index)?;
    let whole: i64 = YEARS.iter().take(index).map(|year| 348 + i64::from(year.count_ones())).sum();
    let months: i64 = (0..month.checked_sub(1)?).map(|month| 29 + i64::from(own >> month & 1)).sum();
    days_from(NaiveDate::from_ymd_opt(1945, 12, 5)?, whole + months + i64::from(day) - 1)
}
