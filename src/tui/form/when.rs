//! A day or a time in a form, from the words for it.

use chrono::NaiveDate;

use crate::base::clock::{Moment, Now};
use crate::base::lang::Lang;
use crate::domain::deed::Slot;
use crate::schema::{FieldType, Kind, Value};

/// What the words mean; `None` where they mean no day.
pub fn read(words: &str, lang: Lang, now: &Now) -> Option<Slot> {
    crate::tui::dates::read(words, now, lang)
}

/// As a field's value; a day without a time is its morning, where a time is wanted.
pub fn value(kind: Kind, slot: Slot, now: &Now) -> Value {
    match kind {
        Kind::Moment => {
            let time = slot.time.or_else(|| chrono::NaiveTime::from_hms_opt(9, 0, 0)).unwrap_or_default();
            Some::<Moment>(now.zone.moment(slot.day.and_time(time))).put()
        }
        _ => Some::<NaiveDate>(slot.day).put(),
    }
}
