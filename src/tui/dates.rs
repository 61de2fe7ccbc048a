//! A date in words, as the screens take it. The reading itself is the base's.

use chrono::{Datelike, Days, NaiveDate};

use crate::base::clock::Now;
use crate::base::lang::Lang;
use crate::domain::deed::Slot;

/// The slot that these words name from now on; `None` where they name none.
pub fn read(words: &str, now: &Now, _lang: Lang) -> Option<Slot> {
    let words = words.trim().to_lowercase();
    let today = now.today();
    let ahead = |days: u64| today.checked_add_days(Days::new(days)).map(Slot::day);
    if let Some(number) = words.strip_prefix('+') {
        return ahead(number.trim_end_matches('d').parse().ok()?);
    }
    let weekdays = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];
    if let Some(at) = weekdays.iter().position(|day| *day == words) {
        let from = u64::from(today.weekday().num_days_from_monday());
        return ahead((at as u64 + 7 - from - 1) % 7 + 1);
    }
    match words.as_str() {
        "today" | "今天" => ahead(0),
        "tomorrow" | "明天" => ahead(1),
        other => other.parse::<NaiveDate>().ok().map(Slot::day),
    }
}
