//! The settings by their names in the file, as text: how each stands, one set otherwise, and which of them was.
//!
//! Always holds: nothing is set that the settings would not read back; a name that is not there is refused, not made; a text that was read sets
//! the same again.

use toml::{Table, Value};

use super::settings::Settings;
use super::trouble::Wrong;
use crate::domain::act::SettingChange;
use crate::domain::who_next::Weight;

/// Those that are not in the file until somebody sets them, beside the weights.
const UNSET: [&str; 2] = ["lang", "next_weekday"];

impl Settings {
    /// All that the file says, by name (`cadence.a`), in its order.
    pub fn by_name(&self) -> Vec<(String, String)> {
        // What is written is read back.
        flat(&self.to_toml().parse().unwrap_or_default())
    }

    /// How one stands; `None`: the file does not say it.
    pub fn value(&self, name: &str) -> Option<String> {
        self.by_name().into_iter().find(|(each, _)| each == name).map(|(_, value)| value)
    }

    /// How one stands that is not as usual.
    pub fn own(&self, name: &str) -> Option<String> {
        self.value(name).filter(|value| Settings::default().value(name).as_ref() != Some(value))
    }

    /// Which of them is otherwise in `after`: the first.
    pub fn change(&self, after: &Settings) -> Option<SettingChange> {
        let names = [self.by_name(), after.by_name()].concat();
        names.into_iter().find_map(|(name, _)| {
            let (from, to) = (self.own(&name), after.own(&name));
            (from != to).then_some(SettingChange { name, from, to })
        })
    }

    /// These with one set, or as usual again. `Err(None)`: there is none of this name.
    pub fn with(&self, name: &str, value: Option<&str>) -> Result<Settings, Option<Wrong>> {
        let mut whole: Table = self.to_toml().parse().map_err(|_: toml::de::Error| Some(Wrong::Form))?;
        let (under, leaf) = name.split_once('.').map_or((None, name), |(under, leaf)| (Some(under), leaf));
        let table = match under {
            None => &mut whole,
            Some(under) => whole.get_mut(under).and_then(Value::as_table_mut).ok_or(None)?,
        };
        let is_known = table.contains_key(leaf)
            || UNSET.contains(&name)
            || under == Some("weights") && Weight::named(leaf).is_some();
        if !is_known || table.get(leaf).is_some_and(Value::is_table) {
            return Err(None);
        }
        match value {
            None => {
                table.remove(leaf);
            }
            Some(text) => {
                let value = of_text(text, table.get(leaf));
                table.insert(leaf.to_owned(), value);
            }
        }
        Settings::parse(name, &whole.to_string()).map_err(|trouble| Some(trouble.what))
    }
}

/// The value that a text means where this one stands.
fn of_text(text: &str, there: Option<&Value>) -> Value {
    match there {
        Some(Value::String(_)) => Value::from(text),
        // As it is read, or as a person says it.
        Some(Value::Array(_)) => {
            match format!("all = {text}").parse::<Table>().ok().and_then(|mut read| read.remove("all")) {
                Some(all @ Value::Array(_)) => all,
                _ => Value::Array(
                    text.split(';').map(str::trim).filter(|each| !each.is_empty()).map(Value::from).collect(),
                ),
            }
        }
        _ => text
            .parse::<i64>()
            .map(Value::from)
            .or_else(|_| text.parse::<bool>().map(Value::from))
            .unwrap_or(Value::from(text)),
    }
}

fn flat(table: &Table) -> Vec<(String, String)> {
    let mut all = Vec::new();
    for (name, value) in table {
        match value {
            Value::Table(inner) => {
                all.extend(flat(inner).into_iter().map(|(under, value)| (format!("{name}.{under}"), value)));
            }
            Value::String(text) => all.push((name.clone(), text.clone())),
            other => all.push((name.clone(), other.to_string())),
        }
    }
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_is_set_checked_and_put_back() {
        let usual = Settings::default();
        for (name, value, expected) in [
            ("visits_a_day", Some("12"), Ok("12")),
            ("visits_a_day", Some("0"), Err(Some("least: 1, most: 100"))),
            ("visits_a_day", Some("many"), Err(Some("Kind"))),
            ("weights.near", Some("150"), Ok("150")),
            ("weights.near", Some("1001"), Err(Some("most: 1000"))),
            ("weights.far", Some("1"), Err(None)),
            ("cadence.a", Some("7"), Ok("7")),
            ("cadence", Some("7"), Err(None)),
            ("theme", Some("light"), Ok("light")),
            ("theme", Some("pink"), Err(Some("high-contrast"))),
            ("lang", Some("zh-Hans"), Ok("zh-Hans")),
            ("next_weekday", Some("week"), Ok("week")),
            ("next_weekday", Some("month"), Err(Some("Choice"))),
            ("filters", Some("grade:A; city:Leeds"), Ok("[\"grade:A\", \"city:Leeds\"]")),
            ("report.day", Some("Visits\n\"- <visit.customer>\""), Ok("Visits\n\"- <visit.customer>\"")),
            ("mouse", Some("true"), Ok("true")),
            ("colour", Some("red"), Err(None)),
        ] {
            match (usual.with(name, value), expected) {
                (Ok(settings), Ok(expected)) => {
                    assert_eq!(settings.own(name).as_deref(), Some(expected), "{name}");
                    assert_eq!(settings.with(name, None), Ok(usual.clone()), "{name} as usual again");
                    // What was read sets the same again, and says which it was.
                    let change = usual.change(&settings).unwrap();
                    assert_eq!((change.name.as_str(), &change.from), (name, &None));
                    assert_eq!(usual.with(name, change.to.as_deref()), Ok(settings), "{name}");
                }
                (Err(None), Err(None)) => {}
                (Err(Some(said)), Err(Some(expected))) => {
                    assert!(format!("{said:?}").contains(expected), "{name}: {said:?}")
                }
                (found, expected) => panic!("{name}: {found:?}, expected {expected:?}"),
            }
        }
        assert_eq!(usual.change(&usual), None);
    }
}
