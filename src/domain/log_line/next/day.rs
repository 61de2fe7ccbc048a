//! A day as it is written in haste: `nxt week`, `mon 7th 9.30`, `wed aft 2ish`.
//!
//! Always holds: an hour alone is no day.

use chrono::NaiveDate;

use super::slot;
use crate::base::when::{self, Context, When};
use crate::domain::deed::Slot;

/// The day to come that words name, and whether it is any of more than a week. An hour alone is none.
pub(super) fn day(said: &str, ahead: &Context) -> Option<(Slot, bool)> {
    let plain = in_full(said);
    let names_a_day = plain.split([' ', ',']).any(|word| {
        let word = word.trim_matches(|c: char| !c.is_alphanumeric());
        let day = [
            "mon",
            "tue",
            "wed",
            "thu",
            "fri",
            "sat",
            "sun",
            "tom",
            "tmrw",
            "tmw",
            "next",
            "fortnight",
            "week",
            "day",
            "month",
        ];
        let month = [
            "jan",
            "feb",
            "mar",
            "apr",
            "may",
            "jun",
            "jul",
            "aug",
            "sep",
            "oct",
            "nov",
            "dec",
            "xmas",
            "christmas",
            "easter",
        ];
        let nth = ["st", "nd", "rd", "th"]
            .iter()
            .any(|end| word.strip_suffix(end).is_some_and(|n| !n.is_empty() && n.chars().all(|c| c.is_ascii_digit())));
        nth || day.iter().chain(&month).any(|begin| word.starts_with(begin)) || word.contains('/')
    });
    if !names_a_day || said.contains([',', ';']) {
        return None;
    }
    let long = match when::parse(&plain, ahead)?.when {
        When::Days { first, last } => (last - first).num_days() > 7,
        _ => false,
    };
    let slot = slot(&plain, ahead)?;
    let far: Option<NaiveDate> = ahead.today.checked_add_days(chrono::Days::new(400));
    (slot.day > ahead.today && far.is_none_or(|far| slot.day < far)).then_some((slot, long))
}

/// A day as it is written in haste, in full: `nxt week`, `mon 7th 9.30`, `wed aft 2ish`.
fn in_full(said: &str) -> String {
    let mut words: Vec<String> = said.split_whitespace().map(str::to_lowercase).collect();
    let hour = |word: &str| {
        let bare = word.trim_end_matches("ish");
        (1..=2).contains(&bare.len()) && bare.chars().all(|c| c.is_ascii_digit())
    };
    for at in (0..words.len()).rev() {
        let next = words.get(at + 1).cloned().unwrap_or_default();
        let Some(word) = words.get_mut(at) else { continue };
        match word.as_str() {
            "nxt" => *word = "next".into(),
            "wk" => *word = "week".into(),
            "wks" => *word = "weeks".into(),
            "aft" | "arvo" | "afternoon" | "pm" | "eve" if hour(&next) => {
                *word = format!("{}pm", next.trim_end_matches("ish"));
                words.remove(at + 1);
            }
            "morning" | "am" if hour(&next) => {
                *word = format!("{}am", next.trim_end_matches("ish"));
                words.remove(at + 1);
            }
            _ => {
                // `9.30` behind a day is an hour.
                let pointed = word.split_once('.').filter(|(hours, minutes)| {
                    let figures = |text: &str| !text.is_empty() && text.chars().all(|c| c.is_ascii_digit());
                    let hours = hours.parse::<u32>().ok().filter(|_| figures(hours));
                    hours.is_some_and(|hours| (1..=22).contains(&hours)) && minutes.len() == 2 && figures(minutes)
                });
                if let Some((hours, minutes)) = pointed.filter(|_| at > 0) {
                    *word = format!("{hours}:{minutes}");
                }
            }
        }
    }
    words.join(" ")
}
