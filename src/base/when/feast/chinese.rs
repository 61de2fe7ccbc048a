//! The Chinese moon calendar from 2000 to 2050, which is told by a table since its rule is an astronomer's; checked against two independent
//! calendars. And the day on which graves are swept, which is the sun's.

use chrono::NaiveDate;

use crate::base::when::resolve::days_from;

const FROM: i32 = 2000;

/// A year: which of its twelve months have thirty days (bits 0 to 11), which one comes twice (12 to 15), whether that second one has
/// thirty days (16), and how many days behind the first of January the year begins (17 on).
const YEARS: [u32; 51] = [
    0x46_0693, 0x2e_4a9b, 0x54_052b, 0x3e_0a5b, 0x2a_2aae, 0x4e_056a, 0x38_7dd5, 0x60_0ba4, 0x4a_0b49, 0x32_5d53,
    0x58_0a95, 0x42_052d, 0x2c_455d, 0x50_0ab5, 0x3c_9baa, 0x62_05d2, 0x4c_0da5, 0x37_6e8a, 0x5c_0d4a, 0x46_0c95,
    0x30_4a9e, 0x54_0556, 0x3e_0ab5, 0x2a_2ada, 0x50_06d2, 0x38_6765, 0x5e_0725, 0x48_064b, 0x32_5657, 0x56_0cab,
    0x42_055a, 0x2c_356e, 0x52_0b69, 0x3c_bf52, 0x62_0b52, 0x4c_0b25, 0x37_6d0b, 0x5a_0a4b, 0x44_04ab, 0x2e_52bb,
    0x54_05ad, 0x3e_0b6a, 0x2a_2daa, 0x50_0d92, 0x3a_7ea5, 0x5e_0d25, 0x48_0a55, 0x33_5a4d, 0x58_04b6, 0x40_05b5,
    0x2d_36d2,
];

fn year(year: i32) -> Option<u32> {
    YEARS.get(usize::try_from(year.checked_sub(FROM)?).ok()?).copied()
}

/// The first day of the moon's year.
pub(super) fn new_year(number: i32) -> Option<NaiveDate> {
    days_from(NaiveDate::from_ymd_opt(number, 1, 1)?, i64::from(year(number)? >> 17))
}

/// A day of the moon's year; of a month that comes twice, the first one's.
pub(super) fn day(number: i32, month: u32, day: u32) -> Option<NaiveDate> {
    let code = year(number)?;
    let days = |month: u32| 29 + i64::from(code >> (month - 1) & 1);
    if !(1..=12).contains(&month) || !(1..=days(month)).contains(&i64::from(day)) {
        return None;
    }
    let (twice, long) = (code >> 12 & 15, i64::from(code >> 16 & 1));
    let leap = if (1..month).contains(&twice) { 29 + long } else { 0 };
    let before: i64 = (1..month).map(days).sum();
    days_from(new_year(number)?, before + leap + i64::from(day) - 1)
}

/// The fourth of April, or the fifth: the sun's calendar slips against ours within four years, and within decades.
pub(super) fn clear_day(year: i32) -> Option<NaiveDate> {
    let fifth = year % 4 == 3 || (year % 4 == 2 && year < 2040);
    (2008..=2051).contains(&year).then(|| NaiveDate::from_ymd_opt(year, 4, if fifth { 5 } else { 4 })).flatten()
}

/// A turn of the sun's year (冬至, 立春) in this century: it comes a quarter of a day later each year, and a leap day brings it back.
pub(super) fn turn(year: i32, month: u32, hundredths: i32) -> Option<NaiveDate> {
    let n = year.checked_sub(2000).filter(|n| (1..100).contains(n))?;
    let leaps = if month <= 2 { (n - 1) / 4 } else { n / 4 };
    let day = (n * 2422 + hundredths * 100) / 10_000 - leaps;
    NaiveDate::from_ymd_opt(year, month, u32::try_from(day).ok()?)
}
