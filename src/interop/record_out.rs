//! Records as JSON objects and as CSV cells: keys are the declared field names, `id` first.

use serde_json::{Map, Number, Value as Json};

use crate::base::clock::{Moment, Now};
use crate::base::id::Id;
use crate::domain::entry;
use crate::schema::{Degrees, Entity, Field, FieldType, Kind, Value};

/// A field's value as JSON: dates `2026-11-30`, moments RFC 3339 in UTC, flags true and false, sets arrays, nothing there `null`.
pub fn json(field: &Field, value: &Value) -> Json {
    match (field.kind, value) {
        (Kind::Flag, value) => Json::Bool(value.int() == Some(1)),
        (_, Value::Null) if field.kind.is_set() => Json::Array(vec![]),
        (_, Value::Null) => Json::Null,
        (Kind::Date, value) => {
            <Option<chrono::NaiveDate>>::get(value.clone()).map_or(Json::Null, |day| Json::String(day.to_string()))
        }
        (Kind::Moment, value) => {
            <Option<Moment>>::get(value.clone()).map_or(Json::Null, |at| Json::String(at.to_string()))
        }
        (Kind::Degrees, value) => <Option<Degrees>>::get(value.clone())
            .and_then(|degrees| Number::from_f64(degrees.as_f64()))
            .map_or(Json::Null, Json::Number),
        (Kind::Money, Value::Int(hundredths)) => {
            Number::from_f64(*hundredths as f64 / 100.0).map_or(Json::Null, Json::Number)
        }
        (_, Value::Int(number)) => Json::from(*number),
        (_, Value::Text(text)) => Json::String(text.clone()),
        (_, Value::Id(id)) => Json::String(id.to_string()),
        (_, Value::Set(elements)) => Json::Array(elements.iter().cloned().map(Json::String).collect()),
    }
}

/// A record as a JSON object with every declared field.
pub fn object(entity: &Entity, id: Id, values: &[(u16, Value)]) -> Map<String, Json> {
    let mut object = Map::new();
    object.insert("id".into(), Json::String(id.to_string()));
    for field in entity.fields {
        object.insert(field.name.into(), json(field, of(values, field)));
    }
    object
}

/// The headings of a record's CSV.
pub fn headings(entity: &Entity) -> Vec<&'static str> {
    std::iter::once("id").chain(entity.fields.iter().map(|field| field.name)).collect()
}

/// A record as CSV cells, under [`headings`].
pub fn cells(entity: &Entity, id: Id, values: &[(u16, Value)], now: &Now) -> Vec<String> {
    std::iter::once(id.to_string())
        .chain(entity.fields.iter().map(|field| entry::text(field, of(values, field), now)))
        .collect()
}

fn of<'a>(values: &'a [(u16, Value)], field: &Field) -> &'a Value {
    values.iter().find(|(number, _)| *number == field.number).map_or(&Value::Null, |(_, value)| value)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::schema::{ACCOUNT, Account, Record};

    #[test]
    fn an_object_has_every_field_and_the_id_first() {
        let mut account = Account { name: "Blue Finch".into(), ..Account::default() };
        account.latitude = Degrees::parse("51.45");
        account.phones.insert("0117 496 0101".into());
        account.first_due = chrono::NaiveDate::from_ymd_opt(2026, 11, 30);
        let object = object(&ACCOUNT, account.id, &account.values());
        assert_eq!(object.len(), ACCOUNT.fields.len() + 1);
        assert_eq!(object.keys().next().map(String::as_str), Some("id"));
        assert_eq!(object["latitude"], Json::from(51.45));
        assert_eq!(object["first_due"], "2026-11-30");
        assert_eq!(object["phones"], serde_json::json!(["0117 496 0101"]));
        assert_eq!(object["grade"], Json::Null);
        let now = Now::parse("2026-11-24T10:42:00Z").unwrap();
        let cells = cells(&ACCOUNT, account.id, &account.values(), &now);
        assert_eq!(cells.len(), headings(&ACCOUNT).len());
        assert_eq!(cells[1], "Blue Finch");
    }
}
