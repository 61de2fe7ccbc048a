//! A day or a time in a form, from the words for it.

use chrono::{NaiveDate, NaiveTime};

use crate::base::clock::{Moment, Now};
use crate::base::when::Hint;
use crate::domain::deed::Slot;
use crate::schema::{Field, FieldType, Kind, Value};
use crate::tui::dates::Dates;

/// The time that a day without one is given, where a time is wanted.
const MORNING: Option<NaiveTime> = NaiveTime::from_hms_opt(9, 0, 0);

/// What the words mean for this field; `None` where they mean no day.
pub fn read(field: &Field, words: &str, dates: Dates<'_>) -> Option<Slot> {
    let hint = match field.name {
        "due" | "due_at" | "planned_start" => Hint::Future,
        "started" | "ended" | "at" | "address_since" => Hint::Past,
        _ => Hint::None,
    };
    dates.read_as(words, hint)
}

/// As a field's value.
pub fn value(kind: Kind, slot: Slot, now: &Now) -> Value {
    match kind {
        Kind::Moment => {
            let time = slot.time.or(MORNING).unwrap_or_default();
            Some::<Moment>(now.zone.moment(slot.day.and_time(time))).put()
        }
        _ => Some::<NaiveDate>(slot.day).put(),
    }
}
