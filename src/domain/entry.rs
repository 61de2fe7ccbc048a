//! What a person types for a field, and the value it means; and a value as plain text in no language.
//!
//! Forms, the command line and imports read through here, so that a date or a choice means the same everywhere. Must not know a language's
//! words for choices: whoever has them turns them into the declared word first.

use std::collections::BTreeSet;

use chrono::{NaiveDate, NaiveDateTime};

use crate::base::clock::{Moment, Now};
use crate::base::id::Id;
use crate::base::money::Money;
use crate::base::number::{self, Quantity};
use crate::schema::{Degrees, Field, FieldType, Kind, Value};

/// What does not fit, as the key of its words.
#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
pub enum Misfit {
    /// None of the field's words.
    #[error("none of its choices")]
    Choice,
    /// No date.
    #[error("not a date")]
    Date,
    /// No point in time.
    #[error("not a time")]
    Moment,
    /// No whole number.
    #[error("not a whole number")]
    Number,
    /// No degrees.
    #[error("not degrees")]
    Degrees,
    /// Neither yes nor no.
    #[error("neither yes nor no")]
    Flag,
    /// No id.
    #[error("not a record")]
    Ref,
}

impl Misfit {
    /// All of them, for the test of the words.
    pub const ALL: [Misfit; 7] =
        [Misfit::Choice, Misfit::Date, Misfit::Moment, Misfit::Number, Misfit::Degrees, Misfit::Flag, Misfit::Ref];

    /// The key of its words.
    pub fn words(self) -> &'static str {
        match self {
            Misfit::Choice => "misfit-choice",
            Misfit::Date => "misfit-date",
            Misfit::Moment => "misfit-moment",
            Misfit::Number => "misfit-number",
            Misfit::Degrees => "misfit-degrees",
            Misfit::Flag => "misfit-flag",
            Misfit::Ref => "misfit-ref",
        }
    }
}

/// The value that a typed text means for a field; empty text empties the field. Dates are ISO here; words such as `fri` are turned into one by
/// the caller, who knows the language.
pub fn value(field: &Field, typed: &str, now: &Now) -> Result<Value, Misfit> {
    let typed = typed.trim();
    if typed.is_empty() {
        return Ok(Value::Null);
    }
    Ok(match field.kind {
        Kind::Text | Kind::LongText => Value::text(typed),
        Kind::Choice(words) => {
            let word = typed.to_lowercase().replace([' ', '-'], "_");
            Value::text(*words.iter().find(|choice| **choice == word).ok_or(Misfit::Choice)?)
        }
        Kind::Set => Value::set(elements(typed)),
        Kind::Refs => {
            let ids: Result<BTreeSet<Id>, _> = elements(typed).map(|id| id.parse()).collect();
            ids.map_err(|_| Misfit::Ref)?.put()
        }
        Kind::Date => Some(typed.parse::<NaiveDate>().map_err(|_| Misfit::Date)?).put(),
        Kind::Moment => Some(moment(typed, now).ok_or(Misfit::Moment)?).put(),
        Kind::Number => Value::Int(whole(typed).ok_or(Misfit::Number)?),
        Kind::Money => Some(Money::parse(typed).ok_or(Misfit::Number)?).put(),
        Kind::Degrees => Some(Degrees::parse(typed).ok_or(Misfit::Degrees)?).put(),
        Kind::Flag => match typed.to_lowercase().as_str() {
            "yes" | "true" | "1" | "y" | "是" => Value::Int(1),
            "no" | "false" | "0" | "n" | "否" => Value::Null,
            _ => return Err(Misfit::Flag),
        },
        Kind::Ref => Value::Id(typed.parse().map_err(|_| Misfit::Ref)?),
    })
}

/// A whole number as people write one: `68,000`, `1.2万`, `-3`. `1,5` is none.
pub(in crate::domain) fn whole(typed: &str) -> Option<i64> {
    if let Ok(number) = typed.replace(' ', "").parse() {
        return Some(number);
    }
    match number::parse(typed)? {
        Quantity::Amount(amount) => amount.as_whole(),
        Quantity::Percent(_) => None,
    }
}

/// A value as text: dates and times in ISO, sets with `; ` between. What [`value`] reads back.
pub fn text(field: &Field, value: &Value, now: &Now) -> String {
    match (field.kind, value) {
        (_, Value::Null) => String::new(),
        (Kind::Date, value) => <Option<NaiveDate>>::get(value.clone()).map(|day| day.to_string()).unwrap_or_default(),
        (Kind::Moment, value) => <Option<Moment>>::get(value.clone())
            .map(|at| now.zone.local(at).format("%Y-%m-%d %H:%M").to_string())
            .unwrap_or_default(),
        (Kind::Degrees, value) => {
            <Option<Degrees>>::get(value.clone()).map(|degrees| degrees.to_string()).unwrap_or_default()
        }
        (Kind::Money, Value::Int(hundredths)) => Money::from_hundredths(*hundredths).to_string(),
        (Kind::Flag, _) => "yes".into(),
        (_, Value::Int(number)) => number.to_string(),
        (_, Value::Text(text)) => text.clone(),
        (_, Value::Id(id)) => id.to_string(),
        (_, Value::Set(elements)) => elements.iter().cloned().collect::<Vec<_>>().join("; "),
    }
}

/// The elements of a set as they are typed, with a semicolon, 、 or a new line between.
pub fn elements(typed: &str) -> impl Iterator<Item = String> {
    typed.split([';', '；', '、', '\n']).map(|element| element.trim().to_string()).filter(|element| !element.is_empty())
}

fn moment(typed: &str, now: &Now) -> Option<Moment> {
    if let Some(given) = Now::parse(typed) {
        return Some(given.at);
    }
    let local = ["%Y-%m-%d %H:%M", "%Y-%m-%dT%H:%M", "%Y-%m-%d %H:%M:%S", "%Y-%m-%dT%H:%M:%S"]
        .iter()
        .find_map(|form| NaiveDateTime::parse_from_str(typed, form).ok())?;
    Some(now.zone.moment(local))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::schema::{ACCOUNT, VISIT};

    #[test]
    fn typed_texts_become_values_and_read_back() {
        let now = Now::parse("2026-11-24T10:42:00+08:00").unwrap();
        for (entity, name, typed, back) in [
            (&ACCOUNT, "name", " 精工 ", "精工"),
            (&ACCOUNT, "grade", "A", "a"),
            (&ACCOUNT, "lifecycle", "at risk", "at_risk"),
            (&ACCOUNT, "phones", "0571 1; 138 2；", "0571 1; 138 2"),
            (&ACCOUNT, "latitude", "30.27410", "30.2741"),
            (&ACCOUNT, "cadence", "14", "14"),
            (&ACCOUNT, "closed_on", "2026-11-30", "2026-11-30"),
            (&VISIT, "started", "2026-11-24 09:30", "2026-11-24 09:30"),
            (&VISIT, "started", "2026-11-24T01:30:00Z", "2026-11-24 09:30"),
            (&VISIT, "late_entry", "yes", "yes"),
            (&ACCOUNT, "name", "", ""),
        ] {
            let field = entity.field(name).unwrap();
            assert_eq!(text(field, &value(field, typed, &now).unwrap(), &now), back, "{name} {typed}");
        }
        for (entity, name, typed, misfit) in [
            (&ACCOUNT, "grade", "x", Misfit::Choice),
            (&ACCOUNT, "latitude", "200", Misfit::Degrees),
            (&ACCOUNT, "cadence", "often", Misfit::Number),
            (&ACCOUNT, "closed_on", "soon", Misfit::Date),
            (&VISIT, "started", "noon", Misfit::Moment),
            (&VISIT, "account", "精工", Misfit::Ref),
        ] {
            assert_eq!(value(entity.field(name).unwrap(), typed, &now), Err(misfit), "{name} {typed}");
        }
    }
}
