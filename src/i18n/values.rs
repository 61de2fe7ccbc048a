//! A field's value as a person reads it: in lists, details, histories, conflicts and on the command line.

use std::borrow::Cow;

use chrono::NaiveDate;

use super::words::Words;
use crate::base::clock::{Moment, Now};
use crate::base::id::Id;
use crate::base::money::Money;
use crate::base::width::one_line;
use crate::domain::heard::Payment;
use crate::schema::{ACCOUNT, Degrees, Entity, Field, FieldType, Kind, Value};

/// What is needed beside a value to show it.
#[derive(Clone, Copy, Debug)]
pub struct Shown<'a> {
    /// Now, for the zone and the year.
    pub now: &'a Now,
    /// The names of the records that values refer to.
    pub names: &'a [(Id, String)],
}

impl Shown<'_> {
    fn name(&self, id: Id) -> Option<&str> {
        self.names.iter().find(|(known, _)| *known == id).map(|(_, name)| name.as_str())
    }
}

impl Words {
    /// Where a person works, and where he worked before.
    pub fn whose(&self, of: &str, formerly: &[String]) -> String {
        match formerly.join(self.get("list-comma")) {
            place if place.is_empty() || of.is_empty() => of.to_owned(),
            place => self.with("person-formerly", &[("of", of.into()), ("place", (&place).into())]),
        }
    }

    /// A value on one line; empty where there is nothing.
    pub fn value(&self, entity: &Entity, field: &Field, value: &Value, shown: Shown<'_>) -> String {
        match (value, field.kind) {
            (Value::Null, _) => String::new(),
            (Value::Text(word), Kind::Choice(_)) => self.choice(entity.name, field.name, word).to_owned(),
            (Value::Text(text), _) if entity.number == ACCOUNT.number && field.name == "opening_hours" => {
                self.hours(&one_line(text)).into_owned()
            }
            (Value::Text(text), _) => one_line(text).into_owned(),
            (Value::Int(_), Kind::Flag) => self.get("yes").to_owned(),
            (Value::Int(_), Kind::Date) => {
                let day = <Option<NaiveDate> as FieldType>::get(value.clone());
                day.map(|day| self.day_of(day, shown.now.today())).unwrap_or_default()
            }
            (Value::Int(at), Kind::Moment) => self.moment(Moment::from_millis(*at), shown.now),
            (Value::Int(number), Kind::Degrees) => {
                i32::try_from(*number).map(|number| Degrees(number).to_string()).unwrap_or_default()
            }
            (Value::Int(hundredths), Kind::Money) => self.money(Money::from_hundredths(*hundredths)),
            (Value::Int(number), _) => number.to_string(),
            (Value::Id(id), _) => shown.name(*id).map_or_else(|| id.to_string(), str::to_owned),
            (Value::Set(elements), kind) => {
                let shown: Vec<Cow<'_, str>> = elements
                    .iter()
                    .map(|element| match kind {
                        Kind::Refs => element.parse().ok().and_then(|id| shown.name(id)).unwrap_or(element).into(),
                        _ if field.name == "payments" => self.promised_money(&Payment::read(element), shown.now).into(),
                        _ => self.choice(entity.name, field.name, element).into(),
                    })
                    .collect();
                shown.join(self.get("list-comma"))
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::lang::Lang;
    use crate::schema::{CONTACT, USER, VISIT};

    #[test]
    fn values_are_shown_as_words() {
        let now = Now::parse("2026-11-24T10:42:00+08:00").unwrap();
        let harbour = Id::default();
        let names = [(harbour, "Harbour Dental".to_owned())];
        let shown = Shown { now: &now, names: &names };
        let set = |elements: &[&str]| Value::set(elements.iter().map(|element| (*element).to_owned()));
        for (lang, entity, field, value, expected) in [
            (Lang::ZhHans, &ACCOUNT, "lifecycle", Value::text("at_risk"), "有流失风险"),
            (Lang::En, &ACCOUNT, "lifecycle", Value::text("from_the_future"), "from_the_future"),
            (Lang::En, &ACCOUNT, "tags", set(&["b", "a"]), "a, b"),
            (Lang::ZhHant, &ACCOUNT, "tags", set(&["甲", "乙"]), "乙、甲"),
            (Lang::ZhHans, &USER, "roles", set(&["manager", "rep"]), "主管、销售"),
            (Lang::En, &USER, "retired", Value::Int(1), "yes"),
            (Lang::En, &CONTACT, "account", Value::Id(harbour), "Harbour Dental"),
            (Lang::En, &CONTACT, "formerly_at", set(&[&harbour.to_string()]), "Harbour Dental"),
            (Lang::ZhHans, &CONTACT, "birthday", Value::Int(0), "1970-01-01"),
            (Lang::En, &VISIT, "payments", set(&["2026-11-30 20000 rest"]), "20,000 rest, by 30 Nov"),
            (Lang::ZhHans, &VISIT, "payments", set(&["✓2026-11-28 2026-11-30 20000 尾款"]), "20,000 尾款，11-28已回款"),
            (Lang::En, &ACCOUNT, "latitude", Value::Int(30_274_100), "30.2741"),
            (Lang::En, &ACCOUNT, "notes", Value::text("a\nb"), "a b"),
            (Lang::En, &ACCOUNT, "notes", Value::Null, ""),
        ] {
            let words = Words::new(lang);
            assert_eq!(words.value(entity, entity.field(field).unwrap(), &value, shown), expected, "{lang} {field}");
        }
    }
}
