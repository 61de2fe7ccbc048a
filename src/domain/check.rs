//! Whether values fit their fields, by the declarations: the same for forms as one types, for the command line and for the rules.
//!
//! A trouble is the key of its words. Nothing here refuses a record that came from elsewhere; an import lists what does not fit.

use chrono::{Datelike, NaiveDate};

use crate::base::clock::Now;
use crate::base::phone;
use crate::schema::{Entity, Field, FieldType, Kind, Value};

/// Must be there.
pub const REQUIRED: &str = "trouble-required";
/// Longer than its field holds.
pub const TOO_LONG: &str = "trouble-too-long";
/// A value of another kind.
pub const KIND: &str = "trouble-kind";
/// None of the words of its field.
pub const CHOICE: &str = "trouble-choice";
/// Below zero.
pub const NEGATIVE: &str = "trouble-negative";
/// More than its field holds.
pub const TOO_LARGE: &str = "trouble-too-large";
/// A date that nobody means.
pub const FAR: &str = "trouble-date-far";
/// A day that is over.
pub const PAST: &str = "trouble-past";
/// A birthday or a date of the past that lies ahead.
pub const FUTURE: &str = "trouble-future";
/// A time of what has been that lies ahead.
pub const AHEAD: &str = "trouble-ahead";
/// No telephone number.
pub const PHONE: &str = "trouble-phone";
/// No e-mail address.
pub const EMAIL: &str = "trouble-email";
/// Further north or south than the poles.
pub const LATITUDE: &str = "trouble-latitude";
/// Further east or west than half around.
pub const LONGITUDE: &str = "trouble-longitude";
/// A latitude without a longitude, or the other way round.
pub const HALF_A_PLACE: &str = "trouble-half-a-place";
/// Ends before it begins.
pub const ENDS_FIRST: &str = "trouble-ends-first";

/// The keys of all troubles.
pub const TROUBLES: &[&str] = &[
    REQUIRED,
    TOO_LONG,
    KIND,
    CHOICE,
    NEGATIVE,
    TOO_LARGE,
    FAR,
    PAST,
    FUTURE,
    AHEAD,
    PHONE,
    EMAIL,
    LATITUDE,
    LONGITUDE,
    HALF_A_PLACE,
    ENDS_FIRST,
];

/// The years 1900 to 2200, in milliseconds: nobody means a moment beyond.
const MOMENTS: std::ops::Range<i64> = -2_208_988_800_000..7_258_118_400_000;

/// What is wrong with a field.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Trouble {
    /// The field's name.
    pub field: &'static str,
    /// The key of the words.
    pub words: &'static str,
}

/// What is wrong with a value for this field; empty is never wrong here.
pub fn value(field: &'static Field, value: &Value, now: &Now) -> Option<&'static str> {
    match (field.kind, value) {
        (_, Value::Null) => None,
        (Kind::Text | Kind::LongText, Value::Text(text)) => self::text(field, text),
        (Kind::Choice(words), Value::Text(word)) => (!words.contains(&word.as_str())).then_some(CHOICE),
        (Kind::Set, Value::Set(elements)) => elements.iter().find_map(|element| self::text(field, element)),
        (Kind::Refs, Value::Set(elements)) => {
            elements.iter().any(|element| element.parse::<crate::base::id::Id>().is_err()).then_some(KIND)
        }
        (Kind::Ref, Value::Id(_)) => None,
        (Kind::Number, Value::Int(number)) => match field.limit {
            _ if *number < 0 => Some(NEGATIVE),
            0 => None,
            limit => (*number > i64::from(limit)).then_some(TOO_LARGE),
        },
        (Kind::Money, Value::Int(hundredths)) => (*hundredths < 0).then_some(NEGATIVE),
        (Kind::Flag, Value::Int(flag)) => (*flag != 1).then_some(KIND),
        (Kind::Date, Value::Int(_)) => match <Option<NaiveDate>>::get(value.clone()) {
            Some(day) => date(field.name, day, now),
            None => Some(FAR),
        },
        (Kind::Moment, Value::Int(millis)) => (!MOMENTS.contains(millis)).then_some(FAR),
        (Kind::Degrees, Value::Int(millionths)) => {
            let (most, trouble) =
                if field.name == "latitude" { (90_000_000, LATITUDE) } else { (180_000_000, LONGITUDE) };
            (millionths.unsigned_abs() > most).then_some(trouble)
        }
        _ => Some(KIND),
    }
}

/// What is wrong with these values, one by one.
pub fn values(entity: &'static Entity, values: &[(u16, Value)], now: &Now) -> Vec<Trouble> {
    let mut troubles = Vec::new();
    for (number, given) in values {
        let Some(field) = entity.by_number(*number) else { continue };
        troubles.extend(value(field, given, now).map(|words| Trouble { field: field.name, words }));
    }
    troubles
}

/// What is wrong with a whole record: its values, what is missing, and what does not go together. In the order of the form.
pub fn record(entity: &'static Entity, values: &[(u16, Value)], now: &Now) -> Vec<Trouble> {
    let get = |name: &str| {
        let number = entity.field(name).map(|field| field.number);
        values.iter().find(|(field, _)| Some(*field) == number).map(|(_, value)| value).filter(|value| !value.is_null())
    };
    let mut fields: Vec<&'static Field> = entity.fields.iter().collect();
    fields.sort_by_key(|field| (field.form == 0, field.form));
    let mut troubles = Vec::new();
    for field in fields {
        let found = match get(field.name) {
            Some(given) => value(field, given, now),
            None if field.required => Some(REQUIRED),
            None => None,
        };
        troubles.extend(found.map(|words| Trouble { field: field.name, words }));
    }
    for (from, to) in [("started", "ended"), ("planned_start", "planned_end")] {
        if let (Some(from), Some(end)) = (get(from).and_then(Value::int), get(to).and_then(Value::int))
            && end < from
            && let Some(field) = entity.field(to)
        {
            troubles.push(Trouble { field: field.name, words: ENDS_FIRST });
        }
    }
    for (one, other) in [("latitude", "longitude"), ("longitude", "latitude")] {
        if let (Some(field), true, true) = (entity.field(other), get(one).is_some(), get(other).is_none()) {
            troubles.push(Trouble { field: field.name, words: HALF_A_PLACE });
        }
    }
    troubles
}

fn text(field: &Field, text: &str) -> Option<&'static str> {
    if text.len() > field.most_bytes() {
        return Some(TOO_LONG);
    }
    match field.name {
        "phones" => (phone::digits(text).len() < 3).then_some(PHONE),
        "email" | "emails" => (!is_email(text)).then_some(EMAIL),
        _ => None,
    }
}

/// One `@` with something before it, and a host after it that could be one. More cannot be known without sending a mail.
fn is_email(text: &str) -> bool {
    let text = text.trim();
    let Some((user, host)) = text.split_once('@') else { return false };
    let plain = |part: &str| !part.is_empty() && !part.contains(|c: char| c.is_whitespace() || "@,;<>\"".contains(c));
    plain(user) && plain(host) && !host.starts_with('.') && !host.ends_with('.') && !host.contains("..")
}

fn date(name: &str, day: NaiveDate, now: &Now) -> Option<&'static str> {
    let past = matches!(name, "birthday" | "closed_on" | "left_on");
    if past && day > now.today() {
        return Some(FUTURE);
    }
    (!(1900..=2200).contains(&day.year())).then_some(FAR)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::schema::{ACCOUNT, CONTACT, VISIT, entity_named};

    fn now() -> Now {
        Now::parse("2026-11-24T10:42:00+08:00").unwrap()
    }

    fn set(text: &str) -> Value {
        Value::set([text.to_string()])
    }

    fn day(text: &str) -> Value {
        Some(text.parse::<NaiveDate>().unwrap()).put()
    }

    #[test]
    fn a_value_fits_its_field_or_says_why_not() {
        for (entity, name, given, expected) in [
            ("account", "name", Value::text("精工"), None),
            ("account", "name", Value::text("x".repeat(400)), None),
            ("account", "name", Value::text("x".repeat(401)), Some(TOO_LONG)),
            ("account", "name", Value::text("工".repeat(134)), Some(TOO_LONG)),
            ("account", "name", Value::Int(5), Some(KIND)),
            ("account", "notes", Value::text("x".repeat(32 * 1024)), None),
            ("account", "notes", Value::text("x".repeat(32 * 1024 + 1)), Some(TOO_LONG)),
            ("account", "grade", Value::text("a"), None),
            ("account", "grade", Value::text("z"), Some(CHOICE)),
            ("account", "cadence", Value::Int(0), None),
            ("account", "cadence", Value::Int(730), None),
            ("account", "cadence", Value::Int(731), Some(TOO_LARGE)),
            ("account", "cadence", Value::Int(-1), Some(NEGATIVE)),
            ("account", "phones", set("138 0571 2266"), None),
            ("account", "phones", set("0571-88889999转801"), None),
            ("account", "phones", set("call him"), Some(PHONE)),
            ("account", "emails", set("a@b.cn"), None),
            ("account", "emails", set("wang@localhost"), None),
            ("account", "emails", set("a b@c.cn"), Some(EMAIL)),
            ("account", "emails", set("a@b@c"), Some(EMAIL)),
            ("account", "emails", set("nobody"), Some(EMAIL)),
            ("account", "emails", set("a@.cn"), Some(EMAIL)),
            ("account", "latitude", Value::Int(30_274_100), None),
            ("account", "latitude", Value::Int(90_000_001), Some(LATITUDE)),
            ("account", "longitude", Value::Int(120_155_000), None),
            ("account", "longitude", Value::Int(-180_000_001), Some(LONGITUDE)),
            ("account", "territory", Value::text("north"), Some(KIND)),
            ("account", "tags", set(&"x".repeat(101)), Some(TOO_LONG)),
            ("account", "closed_on", day("2026-11-24"), None),
            ("account", "closed_on", day("2026-11-25"), Some(FUTURE)),
            ("contact", "birthday", day("1980-02-29"), None),
            ("contact", "birthday", day("2027-01-01"), Some(FUTURE)),
            ("contact", "birthday", day("1880-01-01"), Some(FAR)),
            ("contact", "formerly_at", set("x"), Some(KIND)),
            ("follow_up", "due", day("2300-01-01"), Some(FAR)),
            ("follow_up", "due", Value::Int(i64::MAX), Some(FAR)),
            ("visit", "started", Value::Int(i64::MAX), Some(FAR)),
            ("visit", "late_entry", Value::Int(1), None),
            ("visit", "late_entry", Value::Int(2), Some(KIND)),
            ("account", "name", Value::Null, None),
        ] {
            let field = entity_named(entity).unwrap().field(name).unwrap();
            assert_eq!(value(field, &given, &now()), expected, "{entity}.{name} {given:?}");
        }
    }

    #[test]
    fn a_record_says_what_is_missing_and_what_contradicts() {
        let field = |entity: &'static Entity, name: &str| entity.field(name).unwrap().number;
        for (entity, given, expected) in [
            (&ACCOUNT, vec![], vec![("name", REQUIRED)]),
            (&ACCOUNT, vec![("name", Value::text("x"))], vec![]),
            (
                &ACCOUNT,
                vec![("name", Value::text("x")), ("latitude", Value::Int(1))],
                vec![("longitude", HALF_A_PLACE)],
            ),
            (&CONTACT, vec![("name", Value::text("x"))], vec![("account", REQUIRED)]),
            (
                &VISIT,
                vec![
                    ("state", Value::text("done")),
                    ("day", Value::Int(20_000)),
                    ("started", Value::Int(5000)),
                    ("ended", Value::Int(4000)),
                ],
                vec![("ended", ENDS_FIRST)],
            ),
        ] {
            let values: Vec<_> = given.into_iter().map(|(name, value)| (field(entity, name), value)).collect();
            let found: Vec<_> =
                record(entity, &values, &now()).into_iter().map(|trouble| (trouble.field, trouble.words)).collect();
            assert_eq!(found, expected, "{}", entity.name);
        }
    }
}
